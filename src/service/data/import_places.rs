//! The places that a till's export names: which of the shop's they are, and what is done about those that the shop has not.

use std::collections::HashMap;

use crate::clock::Timestamp;
use crate::error::Result;
use crate::ids::LocationId;
use crate::service::text_check;
use crate::store::{LocationRow, Tenant, Tx};

/// What is done about a place that a file names and the shop has not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Unknown {
    /// Its lines are bad.
    #[default]
    Refused,
    /// Its lines are read as if they named none.
    LeftOut,
    /// The shop gets a place of that name.
    Made,
    /// It is this one of the shop's, by id.
    Is(String),
}

/// Places that a file can name.
const PLACES: i64 = 10_000;
/// Places that one import makes: a column of receipt numbers taken for places must not fill the shop.
const MOST_MADE: usize = 200;

/// The merchant's places by id, and by name in small letters, as people write it.
#[derive(Clone, Debug, Default)]
pub struct ShopPlaces {
    known: HashMap<String, String>,
    made: usize,
}

/// What the caller says of places.
#[derive(Clone, Debug, Default)]
pub struct PlaceRules {
    /// The place of rows that name none.
    pub of_all: Option<String>,
    /// What is done about those that the shop has not.
    pub unknown: Unknown,
    /// What some of them are, each by its name in small letters.
    pub meant: HashMap<String, Unknown>,
}

/// Where a visit was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Where {
    /// At this place, by id, or nobody said where.
    At(Option<String>),
    /// At a place that was left out, so at the one of rows that name none.
    LeftOut(Option<String>),
    /// At a place that the shop is to get.
    New(String),
}

impl ShopPlaces {
    /// Reads them for an import that began at this moment: what the shop got since then counts as made by it, also when it goes on
    /// after a stop.
    pub fn read(tx: &mut Tx<'_>, tenant: Tenant, began_at: Timestamp) -> Result<ShopPlaces> {
        let rows = tx.locations(tenant, None, PLACES)?;
        let named = rows
            .iter()
            .map(|row| (row.name.to_lowercase(), row.id.to_string()));
        let by_id = rows
            .iter()
            .map(|row| (row.id.to_string(), row.id.to_string()));
        Ok(ShopPlaces {
            known: named.chain(by_id).collect(),
            // By age, because an import that was interrupted has made some of them before.
            made: rows
                .iter()
                .filter(|row| row.created_at >= began_at)
                .count(),
        })
    }

    /// The id of the place that goes by a name.
    pub fn of(&self, name: &str) -> Option<&String> {
        self.known
            .get(name)
            .or_else(|| self.known.get(&name.to_lowercase()))
    }

    /// The place of a name, made if there is none; the reason why not, where it cannot be.
    pub fn made(
        &mut self,
        tx: &mut Tx<'_>,
        tenant: Tenant,
        name: &str,
        now: Timestamp,
    ) -> Result<std::result::Result<String, &'static str>> {
        if let Some(known) = self.of(name) {
            return Ok(Ok(known.clone()));
        }
        let Ok(checked) = text_check::checked("", name, 80) else {
            return Ok(Err(
                "names a place of more than 80 characters, or with characters that are not allowed",
            ));
        };
        if self.made >= MOST_MADE {
            return Ok(Err(
                "names a place that this shop does not have, and one import makes no more than 200 places; check whether the column is right",
            ));
        }
        let row = LocationRow {
            id: LocationId::new(tenant.bucket()),
            merchant_id: tenant.id(),
            name: checked,
            created_at: now,
        };
        let id = row.id.to_string();
        tx.insert_location(row)?;
        self.known
            .insert(name.to_lowercase(), id.clone());
        self.made += 1;
        Ok(Ok(id))
    }
}

impl PlaceRules {
    /// Where a visit was whose line names this place or none; the reason why it is a bad line, where nobody can say.
    pub fn place(
        &self,
        named: Option<&str>,
        places: &ShopPlaces,
    ) -> std::result::Result<Where, &'static str> {
        let Some(name) = named else {
            return Ok(Where::At(self.of_all.clone()));
        };
        if let Some(known) = places.of(name) {
            return Ok(Where::At(Some(known.clone())));
        }
        match self
            .meant
            .get(&name.to_lowercase())
            .unwrap_or(&self.unknown)
        {
            Unknown::Refused => Err(
                "names a place that this shop does not have; see GET /v1/locations, or say unknown_places=create or ignore",
            ),
            Unknown::LeftOut => Ok(Where::LeftOut(self.of_all.clone())),
            Unknown::Made => Ok(Where::New(name.to_owned())),
            Unknown::Is(id) => Ok(Where::At(Some(id.clone()))),
        }
    }
}
