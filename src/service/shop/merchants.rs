//! Merchants are made.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::App;
use crate::clock::Timestamp;
use crate::domain::join_address;
use crate::domain::program::{LONGEST_SHOP_NAME, Program};
use crate::error::{Error, Result};
use crate::ids::MerchantId;
use crate::service::access::actor::Actor;
use crate::service::access::keys::new_key;
use crate::service::idempotency::{IdempotencyKey, created};
use crate::service::page::Page;
use crate::service::text_check;
use crate::service::unit_of_work::{self, Lock};
use crate::service::wallets::google_object::enqueue_class;
use crate::store::{MerchantRow, NewMerchant, Role, Tenant, Tx};

/// A merchant to make.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MerchantRequest {
    /// The shop's name.
    #[schema(max_length = 60)]
    pub name: String,
    /// The last part of its join address; default: the name, spelled in a-z.
    pub slug: Option<String>,
    /// IANA time zone; default: UTC.
    pub time_zone: Option<String>,
    /// ISO 4217; default: EUR.
    pub currency: Option<String>,
    /// Whether its keys say `test`; nothing else is different.
    #[serde(default)]
    pub test: bool,
}

/// A new merchant with its keys, which are shown only once.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct NewMerchantAnswer {
    /// `mer_…`
    pub merchant_id: String,
    /// The last part of its join address.
    pub slug: String,
    /// All of this merchant.
    pub owner_key: String,
    /// Scan, redeem, undo own, look up.
    pub staff_key: String,
    /// Metrics and events.
    pub reader_key: String,
}

/// Makes a merchant with a working program and one key for each role. A repetition does not show the keys again.
pub async fn create_merchant<K: IdempotencyKey>(
    app: &App,
    key: &K,
    request: MerchantRequest,
) -> Result<K::Answer<NewMerchantAnswer>> {
    let new = new_merchant(&request, app.clock.now())?;
    let ours = app.clone();
    unit_of_work::write_once(app, Lock::None, key, new.now, move |tx| {
        Ok(created(insert_merchant(&ours, tx, &new)?))
    })
    .await
}

/// The same for somebody who may have gone: the merchant stays only if its keys could be shown, before anything is committed.
pub async fn create_merchant_shown(
    app: &App,
    request: MerchantRequest,
    show: impl Fn(&NewMerchantAnswer) -> Result<()> + Send + 'static,
) -> Result<()> {
    let new = new_merchant(&request, app.clock.now())?;
    let ours = app.clone();
    unit_of_work::write(app, Lock::None, move |tx| {
        show(&insert_merchant(&ours, tx, &new)?)
    })
    .await
}

/// A merchant as asked for, checked.
pub(crate) fn new_merchant(request: &MerchantRequest, now: Timestamp) -> Result<NewMerchant> {
    let name = text_check::checked("/name", &request.name, LONGEST_SHOP_NAME)?;
    let slug = match &request.slug {
        Some(slug) => checked_slug(slug)?,
        None => slug_of(&name),
    };
    let zone = request
        .time_zone
        .clone()
        .unwrap_or_else(|| "UTC".into());
    let currency = request
        .currency
        .clone()
        .unwrap_or_else(|| "EUR".into());
    let mut program = Program::starter(&name, &zone, &currency);
    program.launched_on = Some(now.date_in(&program.zone()));
    let faults = program.faults();
    if faults.is_empty() {
        Ok(NewMerchant {
            id: MerchantId::new(),
            slug,
            program,
            test: request.test,
            now,
        })
    } else {
        Err(Error::invalid_all(faults))
    }
}

/// Makes the merchant itself; its owner may do without keys.
pub(crate) fn insert_shop(app: &App, tx: &mut Tx<'_>, new: &NewMerchant) -> Result<Tenant> {
    let tenant = tx.create_merchant(new)?;
    enqueue_class(app, tx, tenant, new.program.version, new.now)?;
    Ok(tenant)
}

fn insert_merchant(app: &App, tx: &mut Tx<'_>, new: &NewMerchant) -> Result<NewMerchantAnswer> {
    let tenant = insert_shop(app, tx, new)?;
    let mut key =
        |role| new_key(tx, tenant, role, new.test, None, new.now).map(|(_, secret)| secret);
    Ok(NewMerchantAnswer {
        merchant_id: new.id.to_string(),
        slug: new.slug.clone(),
        owner_key: key(Role::Owner)?,
        staff_key: key(Role::Staff)?,
        reader_key: key(Role::Reader)?,
    })
}

/// Suspends a merchant, or lets it work again; what is so already stays as it is. Its keys, tills and owners are refused meanwhile and nobody
/// joins; cards stay with their customers, who may look at them, take their data along, take back what
/// they agreed to and delete them.
pub async fn set_suspended(app: &App, tenant: Tenant, suspended: bool) -> Result<MerchantRow> {
    let now = app.clock.now();
    let write = unit_of_work::write(app, Lock::None, move |tx| {
        // Said twice, the first moment stays: it tells since when the shop is closed.
        if tx
            .merchant(tenant)?
            .suspended_at
            .is_some()
            != suspended
        {
            tx.set_suspended(tenant, suspended.then_some(now))?;
        }
        tx.merchant(tenant)
    });
    write.await
}

/// The shops of a service, as far as a stranger may know.
pub enum Shops {
    /// There is none yet, or none that is open.
    None,
    /// The only one: the word in its join address, and its program.
    One(String, Box<Program>),
    /// More than one, of which none is named.
    Several,
}

/// Which shops there are: who types the bare address of a service that is one shop's own is shown that shop.
pub async fn shops(app: &App) -> Result<Shops> {
    let work = app.store.read(|tx| {
        // Two are enough to know that there are several.
        let mut known = tx.merchants(None, 2)?;
        let (Some(only), true) = (known.pop(), known.is_empty()) else {
            return Ok(if known.is_empty() {
                Shops::None
            } else {
                Shops::Several
            });
        };
        match tx.merchant_by_name(&only.id.to_string())? {
            // Nobody can join one that is suspended, so nobody is invited to.
            Some((tenant, row)) if row.suspended_at.is_none() => Ok(Shops::One(
                row.slug,
                Box::new(Arc::unwrap_or_clone(tx.program(tenant)?)),
            )),
            _ => Ok(Shops::None),
        }
    });
    work.await
}

fn checked_slug(slug: &str) -> Result<String> {
    let wrong = || {
        Error::invalid(
            "/slug",
            "must be 2 to 40 characters: a-z, 0-9, and - between them",
        )
    };
    if join_address::is_slug(slug) {
        Ok(slug.to_owned())
    } else {
        Err(wrong())
    }
}

/// A slug as people type it, in any script.
pub fn typed_slug(typed: &str) -> Result<String> {
    checked_slug(&join_address::spelt(typed).unwrap_or_default())
}

/// Addresses that one shop may keep: enough for every change of mind, too few to keep them from others.
const MOST_ADDRESSES: usize = 20;

/// Where customers join a shop.
#[derive(Clone, Debug)]
pub struct JoinAddress {
    /// The word in its join address.
    pub slug: String,
    /// Those before it, which lead there, the oldest first.
    pub former: Vec<String>,
}

/// The shop's join address.
pub async fn join_address(app: &App, actor: &Actor) -> Result<JoinAddress> {
    let tenant = actor.tenant;
    app.store
        .read(move |tx| {
            let slug = tx.merchant(tenant)?.slug;
            let former = tx
                .join_addresses(tenant)?
                .into_iter()
                .filter(|known| *known != slug)
                .collect();
            Ok(JoinAddress { slug, former })
        })
        .await
}

/// Gives the shop another join address, or one that it had before. The one until now stays the shop's and leads to it, so that what
/// was printed goes on working.
pub async fn change_join_address(app: &App, actor: &Actor, typed: &str) -> Result<()> {
    let (slug, tenant, now) = (typed_slug(typed)?, actor.tenant, app.clock.now());
    unit_of_work::write(app, Lock::Shop(tenant), move |tx| {
        let known = tx.join_addresses(tenant)?;
        // A former one may come back at any time, since it is the shop's already.
        if known.len() >= MOST_ADDRESSES && !known.contains(&slug) {
            return Err(Error::invalid(
                "/slug",
                format!("must be one of the {MOST_ADDRESSES} the shop already has"),
            ));
        }
        tx.set_slug(tenant, &slug, now)
    })
    .await
}

/// A slug from a name; a name of which nothing can be spelt gets a random one.
fn slug_of(name: &str) -> String {
    // The end of an id is random; its beginning is the time, and alike for shops of one day.
    join_address::spelt(name)
        .unwrap_or_else(|| format!("shop-{}", &MerchantId::new().to_string()[22..]))
}

/// A merchant as the operator sees it.
#[derive(Debug, Serialize, ToSchema)]
pub struct Merchant {
    /// `mer_…`
    pub id: String,
    /// The word in its join address.
    pub slug: String,
    /// The shop's name.
    pub name: String,
    /// Whether its keys say `test`.
    pub test: bool,
    /// RFC 3339, UTC.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    /// RFC 3339, UTC; null = it works.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub suspended_at: Option<Timestamp>,
}

impl From<MerchantRow> for Merchant {
    fn from(row: MerchantRow) -> Merchant {
        let MerchantRow {
            id,
            slug,
            name,
            test,
            created_at,
            suspended_at,
            ..
        } = row;
        Merchant {
            id: id.to_string(),
            slug,
            name,
            test,
            created_at,
            suspended_at,
        }
    }
}

/// All merchants, oldest first.
pub async fn merchants(app: &App, after: Option<MerchantId>, limit: i64) -> Result<Page<Merchant>> {
    let rows = app
        .store
        .read(move |tx| tx.merchants(after, limit + 1))
        .await?;
    Ok(Page::new(
        rows,
        limit,
        |row| row.id.to_string(),
        Merchant::from,
    ))
}

/// All merchants at once.
pub async fn all_merchants(app: &App) -> Result<Vec<Merchant>> {
    let rows = app
        .store
        .read(|tx| tx.all_merchants())
        .await?;
    Ok(rows
        .into_iter()
        .map(|(_, row)| row.into())
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::join_address::slug_of_word;

    #[test]
    fn a_slug_is_made_from_any_name() {
        assert_eq!(slug_of("Café Möwe & Co."), "cafe-mowe-co");
        assert_eq!(slug_of("قهوه"), "qhve");
        assert!(slug_of("…").starts_with("shop-"));
        assert!(checked_slug("-x").is_err() && checked_slug("coffee-2").is_ok());
    }

    #[test]
    fn whatever_a_log_calls_a_merchant_has_one_slug_of_its_own() {
        assert_eq!(slug_of_word("corner-2"), "corner-2");
        let words = [
            "Corner-2",
            "corner 2",
            "m_corner",
            "مقهى",
            "é",
            "x",
            "-",
            "a/../b?c=d",
            &"x".repeat(60),
            &"é-".repeat(30),
        ];
        let slugs: std::collections::BTreeSet<String> = words
            .iter()
            .map(|word| slug_of_word(word))
            .collect();
        assert!(
            slugs.len() == words.len()
                && slugs
                    .iter()
                    .all(|slug| checked_slug(slug).is_ok()),
            "{slugs:?}"
        );
        assert_eq!(slug_of_word("مقهى"), slug_of_word("مقهى"));
    }
}
