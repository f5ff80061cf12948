//! Ids that were stored before they had one way of writing are brought into it, once, after the database was migrated.
//!
//! They are sealed and found by a digest under the service's secret, so SQL alone cannot do it. Where two members then have one id
//! nothing is merged: the older keeps it, and the pair is noted for the owner.

use crate::domain::member_id::{Folded, fold};
use crate::domain::scan_code::Secrets;
use crate::error::Result;
use crate::ids::MemberId;
use crate::service::members::profile;
use crate::service::members::profile::Profile;
use crate::store::{Store, Tenant, Tx, TypedId};

/// Members of one transaction: a few dozen milliseconds, so that a service that is running already gets its turn in between.
pub const BATCH: i64 = 500;

/// Folds what is still to be folded; answers how many members that were. Safe to repeat, to kill at any moment and to run from several
/// instances at once: each batch is one transaction under the shop's lock, and what it did is noted in it. Members whose secret is not
/// among these stay as they are until it is.
pub async fn fold_ids(
    store: &Store,
    secrets: &Secrets,
    batch: i64,
    mut progress: impl FnMut(u64),
) -> Result<u64> {
    let (store, mut count) = (&store.with_batch_deadline(), 0);
    for tenant in store
        .read(|tx| tx.merchants_with_typed_ids())
        .await?
    {
        let mut after = None;
        loop {
            let secrets = secrets.clone();
            let (folded, last) = store
                .write(move |tx| fold_some(&secrets, tx, tenant, after, batch))
                .await?;
            count += folded;
            if last.is_none() {
                break;
            }
            after = last;
            progress(count);
        }
    }
    Ok(count)
}

/// Folds the next members; answers how many, and the last that was looked at.
fn fold_some(
    secrets: &Secrets,
    tx: &mut Tx<'_>,
    tenant: Tenant,
    after: Option<MemberId>,
    batch: i64,
) -> Result<(u64, Option<MemberId>)> {
    tx.lock(tenant)?;
    let rows = tx.typed_ids(tenant, after, batch)?;
    let mut done = Vec::with_capacity(rows.len());
    for row in &rows {
        if secrets.knows(&row.profile.secret_id) && fold_one(secrets, tx, tenant, row)? {
            done.push(row.profile.member_id);
        }
    }
    tx.end_typed_ids(tenant, &done)?;
    Ok((
        done.len() as u64,
        rows.last()
            .map(|row| row.profile.member_id),
    ))
}

/// False for a profile that cannot be opened, which must not keep the service from starting.
fn fold_one(secrets: &Secrets, tx: &mut Tx<'_>, tenant: Tenant, row: &TypedId) -> Result<bool> {
    let member = row.profile.member_id;
    let told = match profile::open(secrets, &row.profile) {
        Ok(told) => told,
        Err(error) => {
            tracing::warn!(member.id = %member, cause = error.internal, "a profile cannot be opened, so its id is not folded");
            return Ok(false);
        }
    };
    let Some(typed) = told.external_id.clone() else {
        return Ok(true);
    };
    // What stands for nobody in particular is refused today; who has it already is found by it as typed.
    let Folded::Id(folded) = fold(&typed) else {
        return Ok(true);
    };
    let sought = profile::digests(secrets, tenant, &folded);
    if folded != typed {
        profile::keep(
            secrets,
            tx,
            tenant,
            member,
            &Profile {
                external_id: Some(folded),
                ..told
            },
        )?;
    }
    let bearer = match &row.external_hash {
        Some(hash) if sought.contains(hash) => return Ok(true),
        Some(_) => Some(member),
        None => tx.bearer_of_id(tenant, member, &profile::digests(secrets, tenant, &typed))?,
    };
    if let (Some(bearer), Some(newest)) = (bearer, sought.first()) {
        name(tx, tenant, Named { member, bearer }, &sought, newest)?;
    }
    Ok(true)
}

/// A member and the row that has the digest of the id, which may be that of somebody who was merged into the member.
#[derive(Clone, Copy)]
struct Named {
    member: MemberId,
    bearer: MemberId,
}

/// Gives the member the digest of the folded id, unless an older one has it; a younger one has to give it up.
fn name(
    tx: &mut Tx<'_>,
    tenant: Tenant,
    named: Named,
    sought: &[String],
    newest: &str,
) -> Result<()> {
    let Named { member, bearer } = named;
    let mut holders = tx.members_by_external(tenant, sought)?;
    // Under several secrets an id has several digests, and several members may hold one each.
    holders.sort_by_key(|holder| {
        holder
            .merged_into
            .unwrap_or(holder.id)
    });
    let oldest = holders.first().map(|holder| {
        (
            holder.id,
            holder
                .merged_into
                .unwrap_or(holder.id),
        )
    });
    match oldest {
        Some((_, person)) if person == member => return Ok(()),
        Some((id, person)) if person < member => return tx.set_same_id(tenant, bearer, id),
        _ => {}
    }
    for holder in holders {
        tx.set_same_id(tenant, holder.id, bearer)?;
    }
    tx.set_external_hash(tenant, bearer, newest)
}
