//! Merchants and their locations.

use diesel::prelude::*;

use super::{Conn, LockedMerchant, Tenant, Tx, busy};
use crate::clock::Timestamp;
use crate::domain::program::Program;
use crate::error::{Code, Error, Result};
use crate::ids::{LocationId, MerchantId};
use crate::store::engine::schema::{join_addresses, locations, merchants};

/// A merchant as stored.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = merchants)]
#[expect(missing_docs, reason = "the columns are described in the migration")]
pub struct MerchantRow {
    pub id: MerchantId,
    pub slug: String,
    pub name: String,
    pub test: bool,
    pub program_version: i64,
    pub created_at: Timestamp,
    pub suspended_at: Option<Timestamp>,
}

impl MerchantRow {
    /// Refuses a shop that the operator suspended.
    pub fn check_open(&self) -> Result<()> {
        check_open(self.suspended_at)
    }
}

fn check_open(suspended_at: Option<Timestamp>) -> Result<()> {
    let why = "Whoever runs this service has suspended the shop. Nothing was changed, and its cards stay as they are; ask the operator.";
    if suspended_at.is_some() {
        Err(Code::MerchantSuspended.because(why))
    } else {
        Ok(())
    }
}

/// What a new merchant is made of.
#[derive(Clone, Debug)]
pub struct NewMerchant {
    /// Its id.
    pub id: MerchantId,
    /// The last part of its join address.
    pub slug: String,
    /// Its first program; the merchant's name is the program's.
    pub program: Program,
    /// Whether its keys say `test`.
    pub test: bool,
    /// When it is made.
    pub now: Timestamp,
}

/// A place where visits happen.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = locations, treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns are described in the migration")]
pub struct LocationRow {
    pub id: LocationId,
    pub merchant_id: MerchantId,
    pub name: String,
    pub created_at: Timestamp,
}

fn slug_taken(slug: &str) -> Error {
    Code::SlugTaken.because(format!(
        "The slug {slug:?} belongs to another shop. Choose another one."
    ))
}

impl Tx<'_> {
    /// Makes a merchant with its first program; a slug in use is refused.
    pub fn create_merchant(&mut self, new: &NewMerchant) -> Result<Tenant> {
        if self
            .merchant_by_slug(&new.slug)?
            .is_some()
        {
            return Err(slug_taken(&new.slug));
        }
        let row = (
            merchants::id.eq(new.id),
            merchants::bucket.eq(i64::from(new.id.bucket().number())),
            merchants::carried_over.eq(false),
            merchants::slug.eq(new.slug.clone()),
            merchants::name.eq(new
                .program
                .name
                .in_language(new.program.language(), &new.program.languages)
                .to_owned()),
            merchants::test.eq(new.test),
            merchants::program_version.eq(0),
            merchants::created_at.eq(new.now),
            merchants::log_seq.eq(0),
            merchants::log_hash.eq(""),
        );
        on_both!(self.conn, |c| diesel::insert_into(merchants::table)
            .values(row)
            .execute(c))?;
        let tenant = Tenant(new.id);
        // Another instance may take the slug after the look above; the key of the addresses has the last word.
        self.insert_join_address(tenant, &new.slug, new.now)?;
        self.save_program(tenant, &new.program, new.now)?;
        Ok(tenant)
    }

    /// The tenant whose slug this is or ever was, and its row, which has the present one.
    pub fn merchant_by_slug(&mut self, slug: &str) -> Result<Option<(Tenant, MerchantRow)>> {
        let owner: Option<MerchantId> = on_both!(self.conn, |c| join_addresses::table
            .find(slug)
            .select(join_addresses::merchant_id)
            .get_result(c)
            .optional())?;
        let Some(owner) = owner else {
            return Ok(None);
        };
        Ok(Some((Tenant(owner), self.merchant(Tenant(owner))?)))
    }

    fn insert_join_address(&mut self, tenant: Tenant, slug: &str, now: Timestamp) -> Result<()> {
        let row = (
            join_addresses::slug.eq(slug),
            join_addresses::merchant_id.eq(tenant.id()),
            join_addresses::created_at.eq(now),
        );
        let inserted = on_both!(self.conn, |c| diesel::insert_into(join_addresses::table)
            .values(row)
            .execute(c));
        inserted
            .map(drop)
            .map_err(|error| match error {
                diesel::result::Error::DatabaseError(
                    diesel::result::DatabaseErrorKind::UniqueViolation,
                    _,
                ) => slug_taken(slug),
                other => other.into(),
            })
    }

    /// Every slug that leads to the tenant, the oldest first; the present one is among them.
    pub fn join_addresses(&mut self, tenant: Tenant) -> Result<Vec<String>> {
        Ok(on_both!(self.conn, |c| join_addresses::table
            .filter(join_addresses::merchant_id.eq(tenant.id()))
            .order((join_addresses::created_at, join_addresses::slug))
            .select(join_addresses::slug)
            .load(c))?)
    }

    /// Puts the tenant's slug in force, a new one or one that it had before; another shop's is refused.
    pub fn set_slug(&mut self, tenant: Tenant, slug: &str, now: Timestamp) -> Result<()> {
        match self.merchant_by_slug(slug)? {
            Some((other, _)) if other != tenant => return Err(slug_taken(slug)),
            Some(_) => {}
            None => self.insert_join_address(tenant, slug, now)?,
        }
        on_both!(self.conn, |c| diesel::update(
            merchants::table.find(tenant.id())
        )
        .set(merchants::slug.eq(slug))
        .execute(c))?;
        Ok(())
    }

    /// The tenant with this id or slug: how commands name a merchant.
    pub fn merchant_by_name(&mut self, id_or_slug: &str) -> Result<Option<(Tenant, MerchantRow)>> {
        let Ok(id) = id_or_slug.parse::<MerchantId>() else {
            return self.merchant_by_slug(id_or_slug);
        };
        let row: Option<MerchantRow> = on_both!(self.conn, |c| merchants::table
            .find(id)
            .select(MerchantRow::as_select())
            .get_result(c)
            .optional())?;
        Ok(row.map(|row| (Tenant(row.id), row)))
    }

    /// Every merchant, oldest first: for `verify`, `doctor` and the sweep.
    pub fn all_merchants(&mut self) -> Result<Vec<(Tenant, MerchantRow)>> {
        let rows: Vec<MerchantRow> = on_both!(self.conn, |c| merchants::table
            .order(merchants::id)
            .select(MerchantRow::as_select())
            .load(c))?;
        Ok(rows
            .into_iter()
            .map(|row| (Tenant(row.id), row))
            .collect())
    }

    /// Merchants after `after`, by age: the operator's list.
    pub fn merchants(&mut self, after: Option<MerchantId>, limit: i64) -> Result<Vec<MerchantRow>> {
        Ok(on_both!(self.conn, |c| {
            let mut query = merchants::table
                .order(merchants::id)
                .limit(limit)
                .select(MerchantRow::as_select())
                .into_boxed();
            if let Some(after) = after {
                query = query.filter(merchants::id.gt(after));
            }
            query.load(c)
        })?)
    }

    /// The tenant's own row.
    pub fn merchant(&mut self, tenant: Tenant) -> Result<MerchantRow> {
        Ok(on_both!(self.conn, |c| merchants::table
            .find(tenant.id())
            .select(MerchantRow::as_select())
            .get_result(c))?)
    }

    /// Refuses a tenant that the operator suspended.
    pub fn check_open(&mut self, tenant: Tenant) -> Result<()> {
        check_open(on_both!(self.conn, |c| merchants::table
            .find(tenant.id())
            .select(merchants::suspended_at)
            .get_result(c))?)
    }

    /// Suspends a tenant, or lets it work again.
    pub fn set_suspended(&mut self, tenant: Tenant, since: Option<Timestamp>) -> Result<()> {
        let target = merchants::table.find(tenant.id());
        on_both!(self.conn, |c| diesel::update(target)
            .set(merchants::suspended_at.eq(since))
            .execute(c))?;
        Ok(())
    }

    /// Holds the merchant's row until the end of the transaction, so that its sequence has no gaps and its members'
    /// balances no races, and reads what every write needs of it. The first statement of every write. SQLite's single
    /// writer holds everything already.
    pub fn lock(&mut self, tenant: Tenant) -> Result<()> {
        self.locked(tenant).map(drop)
    }

    /// The same, with what was read.
    pub(super) fn locked(&mut self, tenant: Tenant) -> Result<&mut LockedMerchant> {
        let read = match self.head.take() {
            Some(head) if head.merchant == tenant.id() => head,
            _ => self.read_locked(tenant)?,
        };
        Ok(self.head.insert(read))
    }

    fn read_locked(&mut self, tenant: Tenant) -> Result<LockedMerchant> {
        self.take_turn(tenant)?;
        let row = merchants::table.find(tenant.id());
        let columns = (
            merchants::program_version,
            merchants::log_seq,
            merchants::log_hash,
        );
        let (program_version, log_seq, log_hash) = match &mut self.conn {
            Conn::Sqlite(c) => row.select(columns).get_result(*c)?,
            // FOR UPDATE would also hold up every insert of a row that refers to the merchant.
            Conn::Postgres(c) => row
                .for_no_key_update()
                .select(columns)
                .get_result(*c)?,
        };
        Ok(LockedMerchant {
            merchant: tenant.id(),
            program_version,
            log_seq,
            log_hash,
        })
    }

    /// Takes the write's place at the merchant's row. A write that locks several merchants counts as one of the first.
    fn take_turn(&mut self, tenant: Tenant) -> Result<()> {
        let Some((turns, watch)) = self.waits else {
            return Ok(());
        };
        if watch.has_turn() {
            return Ok(());
        }
        if let Some(turn) = turns.take(tenant.id()) {
            watch.keep_turn(turn);
            return Ok(());
        }
        self.crowded = Some(tenant.id());
        Err(busy("too many writes of this merchant are under way"))
    }

    /// Holds several merchants' rows, always in the order of their ids, so that two such writes cannot wait for each other.
    pub fn lock_all(&mut self, tenants: impl IntoIterator<Item = Tenant>) -> Result<()> {
        let mut tenants: Vec<Tenant> = tenants.into_iter().collect();
        tenants.sort_by_key(|tenant| tenant.id());
        tenants.dedup();
        tenants
            .into_iter()
            .try_for_each(|tenant| self.lock(tenant))
    }

    /// Adds a location.
    pub fn insert_location(&mut self, row: LocationRow) -> Result<()> {
        on_both!(self.conn, |c| diesel::insert_into(locations::table)
            .values(&row)
            .execute(c))?;
        Ok(())
    }

    /// The tenant's place.
    pub fn location(&mut self, tenant: Tenant, id: LocationId) -> Result<Option<LocationRow>> {
        Ok(on_both!(self.conn, |c| locations::table
            .find((tenant.id(), id))
            .select(LocationRow::as_select())
            .get_result(c)
            .optional())?)
    }

    /// Gives a place another name.
    pub fn rename_location(&mut self, tenant: Tenant, id: LocationId, name: &str) -> Result<()> {
        let place = locations::table.find((tenant.id(), id));
        on_both!(self.conn, |c| diesel::update(place)
            .set(locations::name.eq(name))
            .execute(c))?;
        Ok(())
    }

    /// The tenant's places after `after`, by age.
    pub fn locations(
        &mut self,
        tenant: Tenant,
        after: Option<LocationId>,
        limit: i64,
    ) -> Result<Vec<LocationRow>> {
        let query = locations::table.filter(locations::merchant_id.eq(tenant.id()));
        Ok(on_both!(self.conn, |c| {
            let mut query = query
                .order(locations::id)
                .limit(limit)
                .select(LocationRow::as_select())
                .into_boxed();
            if let Some(after) = after {
                query = query.filter(locations::id.gt(after));
            }
            query.load(c)
        })?)
    }

    /// Whether the place is the tenant's.
    pub fn has_location(&mut self, tenant: Tenant, id: LocationId) -> Result<bool> {
        let found: Option<LocationId> = on_both!(self.conn, |c| locations::table
            .find((tenant.id(), id))
            .select(locations::id)
            .get_result(c)
            .optional())?;
        Ok(found.is_some())
    }
}
