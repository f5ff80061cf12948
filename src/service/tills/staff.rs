//! The shop's places and tills, as the owner looks at them.

use std::collections::HashMap;

use crate::app::App;
use crate::clock::Timestamp;
use crate::error::Result;
use crate::service::access::actor::{Actor, TillStatus, standing};
use crate::service::tills::till::Location;
use crate::store::TillRow;

/// Days over which visits are counted.
const DAYS: i64 = 30;

/// How a till stands, for its owner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TillState {
    /// A link leads to it until then.
    Waits(Timestamp),
    /// Its link ended before a phone opened it.
    Unused,
    /// A phone has been its phone.
    Is(TillStatus),
}

/// A till with what it did lately.
#[derive(Clone, Debug)]
pub struct StaffTill {
    /// `till_…`
    pub id: String,
    /// Its name.
    pub name: String,
    /// Where it stands.
    pub place: Option<String>,
    /// How it stands.
    pub state: TillState,
    /// Whether it asks what a visit came to.
    pub asks_amount: bool,
    /// When its phone was seen last.
    pub last_seen_at: Option<Timestamp>,
    /// Visits of the last 30 days.
    pub visits: i64,
    /// How many of them were taken back.
    pub undone: i64,
}

/// Everything on the page.
#[derive(Clone, Debug)]
pub struct Staff {
    /// By age.
    pub tills: Vec<StaffTill>,
    /// By age.
    pub places: Vec<Location>,
}

/// All of the shop's tills and places: a page of a thousand lines is still one that a browser can search.
pub async fn staff(app: &App, owner: &Actor) -> Result<Staff> {
    let (tenant, now) = (owner.tenant, app.clock.now());
    app.store
        .read(move |tx| {
            let places: Vec<Location> = tx
                .locations(tenant, None, i64::MAX)?
                .into_iter()
                .map(Location::from)
                .collect();
            let names: HashMap<&str, &str> = places
                .iter()
                .map(|place| (place.id.as_str(), place.name.as_str()))
                .collect();
            let counts = tx
                .visits_by_till(tenant, now.plus_s(-DAYS * 86_400))?
                .into_iter();
            let counts: HashMap<_, _> = counts
                .filter_map(|(till, visits, undone)| Some((till?, (visits, undone))))
                .collect();
            let tills = tx
                .tills(tenant, None, i64::MAX)?
                .into_iter()
                .map(|row| {
                    let (visits, undone) = counts
                        .get(&row.id)
                        .copied()
                        .unwrap_or_default();
                    let place = row
                        .location_id
                        .as_deref()
                        .and_then(|id| names.get(id))
                        .map(|name| (*name).to_owned());
                    let state = state(&row, now);
                    let (id, asks_amount, last_seen_at) =
                        (row.id.to_string(), row.asks_amount, row.last_seen_at);
                    StaffTill {
                        id,
                        name: row.name,
                        place,
                        state,
                        asks_amount,
                        last_seen_at,
                        visits,
                        undone,
                    }
                });
            let tills = tills.collect();
            Ok(Staff { tills, places })
        })
        .await
}

fn state(till: &TillRow, now: Timestamp) -> TillState {
    let link = till
        .enrol_expires_at
        .filter(|end| till.enrol_hash.is_some() && now < *end);
    match (link, &till.token_hash, till.revoked_at) {
        // Before all else: with a new link the phone of before is no till any more.
        (Some(end), ..) => TillState::Waits(end),
        (None, None, None) => TillState::Unused,
        _ => TillState::Is(standing(till, now)),
    }
}
