//! What is known of a member is put right: by the owner, and by the customer on the card's own page.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer};
use utoipa::ToSchema;

use crate::app::App;
use crate::error::{Code, Result};
use crate::ids::MemberId;
use crate::service::access::actor::Actor;
use crate::service::members::member::{LOOK_BACK, MemberDetail, detail, no_such_member};
use crate::service::members::profile;
use crate::service::members::profile::Profile;
use crate::service::unit_of_work::{self, Lock};
use crate::store::{MemberRow, Tenant, Tx};

/// What to change. A field that is left out stays as it is; null removes it.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MemberChange {
    /// What to call them.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<String>, max_length = 80)]
    pub name: Option<Option<String>>,
    /// Email address.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<String>, max_length = 254)]
    pub email: Option<Option<String>>,
    /// Phone number, with at least five digits.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<String>, max_length = 30)]
    pub phone: Option<Option<String>>,
    /// Your own ID for this person. An ID that another member has is refused: merge the two if they are the same person.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<String>, max_length = 200)]
    pub external_id: Option<Option<String>>,
    /// What they agreed to, such as `{"news": false}`: at most 20 names of 1 to 40 characters. Names that are left out stay; null removes one, and null instead of the object removes all.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<BTreeMap<String, Option<bool>>>)]
    pub consents: Option<Option<BTreeMap<String, Option<bool>>>>,
}

/// A field that was sent, be it as null.
fn given<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    field: D,
) -> std::result::Result<Option<Option<T>>, D::Error> {
    // By itself serde reads null as the outer None, and
    // null could not be told from a field left out.
    Option::deserialize(field).map(Some)
}

/// Changes what is known of a member, and answers the member as it is then. Nothing of it stands in the log.
pub async fn change_member(
    app: &App,
    actor: &Actor,
    id: &str,
    change: MemberChange,
) -> Result<MemberDetail> {
    let id: MemberId = id
        .parse()
        .map_err(|_| no_such_member())?;
    let (ours, who, now) = (app.clone(), actor.clone(), app.clock.now());
    unit_of_work::write(app, Lock::Shop(who.tenant), move |tx| {
        let member = tx
            .present_member(who.tenant, id)?
            .ok_or_else(no_such_member)?;
        tell(&ours, tx, who.tenant, &member, &change)?;
        detail(&ours, tx, &who, member.id, LOOK_BACK, now)
    })
    .await
}

/// The same inside a transaction that holds the shop's lock. What was stored before is not judged again.
pub fn tell(
    app: &App,
    tx: &mut Tx<'_>,
    tenant: Tenant,
    member: &MemberRow,
    change: &MemberChange,
) -> Result<()> {
    let before = profile::told(&app.secrets, tx, tenant, member.id)?;
    let new = Profile {
        name: change.name.clone().flatten(),
        email: change.email.clone().flatten(),
        phone: change.phone.clone().flatten(),
        external_id: change.external_id.clone().flatten(),
        consents: change
            .consents
            .as_ref()
            .and_then(|change| consents(before.consents.as_ref(), change.as_ref())),
    };
    let new = new.checked("")?;
    let after = Profile {
        name: if change.name.is_some() {
            new.name
        } else {
            before.name.clone()
        },
        email: if change.email.is_some() {
            new.email
        } else {
            before.email.clone()
        },
        phone: if change.phone.is_some() {
            new.phone
        } else {
            before.phone.clone()
        },
        external_id: if change.external_id.is_some() {
            new.external_id
        } else {
            before.external_id.clone()
        },
        consents: if change.consents.is_some() {
            new.consents
        } else {
            before.consents.clone()
        },
    };
    if after == before {
        return Ok(());
    }
    if after.external_id != before.external_id {
        rename(
            app,
            tx,
            tenant,
            member,
            before.external_id.as_deref(),
            after.external_id.as_deref(),
        )?;
    }
    profile::keep(&app.secrets, tx, tenant, member.id, &after)
}

/// What somebody agreed to before, with what is said anew.
fn consents(
    before: Option<&BTreeMap<String, bool>>,
    change: Option<&BTreeMap<String, Option<bool>>>,
) -> Option<BTreeMap<String, bool>> {
    let mut all = before.cloned().unwrap_or_default();
    for (name, given) in change? {
        match given {
            Some(given) => all.insert(name.clone(), *given),
            None => all.remove(name),
        };
    }
    Some(all).filter(|all| !all.is_empty())
}

/// Lets a person be found by another id of the shop's, and by the old one no longer.
fn rename(
    app: &App,
    tx: &mut Tx<'_>,
    tenant: Tenant,
    member: &MemberRow,
    old: Option<&str>,
    new: Option<&str>,
) -> Result<()> {
    let hashes = |id: &str| profile::external_hashes(&app.secrets, tenant, id);
    let bearer = match new {
        Some(id) => tx.member_by_external(tenant, &hashes(id))?,
        None => None,
    };
    if let Some(other) = bearer
        .as_ref()
        .filter(|other| other.id != member.id)
    {
        let why = "Another member of this shop has this ID. If both are the same person, merge them. Otherwise, choose another ID. Nothing was changed.";
        return Err(Code::ExternalIdTaken
            .because(why)
            .with("member_id", other.id.to_string()));
    }
    if let Some(id) = old {
        match tx.bearer_of_id(tenant, member.id, &hashes(id))? {
            Some(row) => tx.release_external_id(tenant, row)?,
            // Of two members with one id the older is found by it.
            None if member.external_hash.is_none() => tx.release_external_id(tenant, member.id)?,
            None => {}
        }
    }
    // Who was merged into the member may have had the id, and leads to the member already.
    match (bearer, new.and_then(|id| hashes(id).into_iter().next())) {
        (None, Some(hash)) => tx.set_external_hash(tenant, member.id, &hash),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(body: &str) -> serde_json::Result<MemberChange> {
        serde_json::from_str(body)
    }

    #[test]
    fn absent_null_and_a_value_are_three_things() {
        let change: MemberChange = read(r#"{"name": null, "phone": "030 12345", "consents": {"news": false, "birthday": null}}"#).unwrap();
        assert_eq!(
            (change.name, change.email, change.phone),
            (Some(None), None, Some(Some("030 12345".into())))
        );
        let before = BTreeMap::from([
            ("news".to_owned(), true),
            ("birthday".to_owned(), true),
            ("feedback".to_owned(), true),
        ]);
        let after = consents(Some(&before), change.consents.unwrap().as_ref()).unwrap();
        assert_eq!(
            after,
            BTreeMap::from([("news".to_owned(), false), ("feedback".to_owned(), true)])
        );
        assert_eq!(
            consents(Some(&before), None),
            None,
            "null in place of the object forgets all"
        );
        assert!(
            read(r#"{"stamps": 3}"#)
                .unwrap_err()
                .to_string()
                .contains("unknown field `stamps`")
        );
    }
}
