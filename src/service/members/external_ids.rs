//! The people whom a shop names by its own ids, before and after they have a card.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::app::App;
use crate::clock::Timestamp;
use crate::error::Result;
use crate::ids::MemberId;
use crate::service::members::profile;
use crate::service::members::profile::Profile;
use crate::store::{MemberRow, ProfileRow, Tenant, Tx};

/// The members behind names: a `mem_…` id of this shop, or the shop's own id of a person. Who is not known by the shop's own id
/// becomes a member without a card, and whoever gets a card under that id later is the same member. A `mem_…` id that is not
/// this shop's is left out.
pub fn members_named(
    app: &App,
    tx: &mut Tx<'_>,
    tenant: Tenant,
    names: &[&str],
    now: Timestamp,
) -> Result<HashMap<String, MemberId>> {
    let mut found = known_members(app, tx, tenant, names)?;
    let is_new = |name: &&str| !found.contains_key(*name) && name.parse::<MemberId>().is_err();
    let written: Vec<(&str, String)> = names
        .iter()
        .copied()
        .filter(is_new)
        .map(|name| (name, profile::one_writing(name)))
        .collect();
    // Two ways of writing one id are one new person.
    let new: BTreeSet<&str> = written
        .iter()
        .map(|(_, id)| id.as_str())
        .collect();
    let made = new
        .iter()
        .map(|id| new_member(app, tenant, id, now))
        .collect::<Result<Vec<_>>>()?;
    let (rows, profiles): (Vec<MemberRow>, Vec<ProfileRow>) = made.into_iter().unzip();
    tx.insert_members(&rows, &profiles)?;
    let made: HashMap<&str, MemberId> = new
        .into_iter()
        .zip(rows.iter().map(|row| row.id))
        .collect();
    found.extend(
        written
            .iter()
            .filter_map(|(name, id)| Some(((*name).to_owned(), *made.get(id.as_str())?))),
    );
    Ok(found)
}

/// The same for those who are known.
pub fn known_members(
    app: &App,
    tx: &mut Tx<'_>,
    tenant: Tenant,
    names: &[&str],
) -> Result<HashMap<String, MemberId>> {
    let (mut ids, mut named) = (Vec::new(), Vec::new());
    for name in names {
        match name.parse::<MemberId>() {
            Ok(id) => ids.push(id),
            Err(_) => named.push((*name, profile::external_hashes(&app.secrets, tenant, name))),
        }
    }
    let mut found: HashMap<String, MemberId> = tx
        .known_members(tenant, &ids)?
        .into_iter()
        .map(|(id, present)| (id.to_string(), present))
        .collect();
    let sought: HashSet<&String> = named
        .iter()
        .flat_map(|(_, hashes)| hashes)
        .collect();
    let rows = tx.members_by_external(
        tenant,
        &sought
            .into_iter()
            .cloned()
            .collect::<Vec<_>>(),
    )?;
    let by_hash: HashMap<String, MemberId> = rows
        .into_iter()
        .filter_map(|row| Some((row.external_hash?, row.merged_into.unwrap_or(row.id))))
        .collect();
    let first = |hashes: &[String]| {
        hashes
            .iter()
            .find_map(|hash| by_hash.get(hash).copied())
    };
    found.extend(
        named
            .iter()
            .filter_map(|(name, hashes)| Some(((*name).to_owned(), first(hashes)?))),
    );
    Ok(found)
}

fn new_member(
    app: &App,
    tenant: Tenant,
    name: &str,
    now: Timestamp,
) -> Result<(MemberRow, ProfileRow)> {
    let hash = profile::external_hashes(&app.secrets, tenant, name)
        .into_iter()
        .next();
    let row = MemberRow::new(tenant, hash, now);
    let told = Profile {
        external_id: Some(name.to_owned()),
        ..Profile::default()
    };
    let sealed = profile::seal(&app.secrets, tenant, row.id, &told)?;
    Ok((row, sealed))
}
