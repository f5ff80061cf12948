//! Who is asking: API keys and tills, stored hashed.

use diesel::prelude::*;

use super::{Conn, Tenant, Tx};
use crate::clock::Timestamp;
use crate::error::Result;
use crate::ids::{KeyId, MerchantId, TillId};
use crate::store::engine::schema::{api_keys, operator_keys, sessions, tills, visitor_salts};

/// What a credential may do.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    serde::Serialize,
    serde::Deserialize,
    utoipa::ToSchema,
    diesel::expression::AsExpression,
    diesel::deserialize::FromSqlRow,
)]
#[diesel(sql_type = diesel::sql_types::Text)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// All of one merchant.
    Owner,
    /// Scan, redeem, undo own, look up.
    Staff,
    /// Metrics, events and exports without personal fields.
    Reader,
    /// Merchants and the operator's figures only.
    Operator,
}

/// An API key as stored; the secret itself is not.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = api_keys, treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns are described in the migration")]
pub struct KeyRow {
    pub id: KeyId,
    pub merchant_id: MerchantId,
    pub role: Role,
    pub token_hash: String,
    pub hint: String,
    pub created_at: Timestamp,
    pub last_used_at: Option<Timestamp>,
    pub revoked_at: Option<Timestamp>,
    pub made_by: Option<String>,
}

/// A key of whoever runs the service; it belongs to no shop.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = operator_keys, treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns are described in the migration")]
pub struct OperatorKeyRow {
    pub id: KeyId,
    pub token_hash: String,
    pub hint: String,
    pub created_at: Timestamp,
    pub last_used_at: Option<Timestamp>,
    pub revoked_at: Option<Timestamp>,
}

/// A staff phone or counter scanner.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = tills, treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns are described in the migration")]
pub struct TillRow {
    pub id: TillId,
    pub merchant_id: MerchantId,
    pub name: String,
    pub location_id: Option<String>,
    pub enrol_hash: Option<String>,
    pub enrol_expires_at: Option<Timestamp>,
    pub token_hash: Option<String>,
    pub token_expires_at: Option<Timestamp>,
    pub last_seen_at: Option<Timestamp>,
    pub created_at: Timestamp,
    pub revoked_at: Option<Timestamp>,
    pub pin_hash: Option<String>,
    pub pin_failures: i64,
    pub locked_at: Option<Timestamp>,
    pub used_at: Option<Timestamp>,
    pub asks_amount: bool,
}

impl TillRow {
    /// The merchant it belongs to.
    pub fn tenant(&self) -> Tenant {
        Tenant(self.merchant_id)
    }
}

/// Somebody known, acting for one merchant.
#[derive(Clone, Debug)]
pub enum Credential {
    /// A program with an API key.
    Key(Tenant, KeyRow),
    /// A till.
    Till(Tenant, TillRow),
}

/// How stale "last used" may be: one write a minute and key is enough to find a forgotten key.
const LAST_USED_STEP_MS: i64 = 60_000;

impl Tx<'_> {
    /// The unrevoked key of a shop with this hash.
    pub fn key_by_hash(&mut self, hash: &str) -> Result<Option<(Tenant, KeyRow)>> {
        let Some(tenant) = self.shop_of_token(hash)? else {
            return Ok(None);
        };
        let row: Option<KeyRow> = on_both!(self.conn, |c| api_keys::table
            .filter(
                api_keys::merchant_id
                    .eq(tenant.id())
                    .and(api_keys::token_hash.eq(hash))
                    .and(api_keys::revoked_at.is_null())
            )
            .select(KeyRow::as_select())
            .get_result(c)
            .optional())?;
        Ok(row.map(|row| (tenant, row)))
    }

    /// The unrevoked operator key with this hash.
    pub fn operator_key_by_hash(&mut self, hash: &str) -> Result<Option<OperatorKeyRow>> {
        Ok(on_both!(self.conn, |c| operator_keys::table
            .filter(
                operator_keys::token_hash
                    .eq(hash)
                    .and(operator_keys::revoked_at.is_null())
            )
            .select(OperatorKeyRow::as_select())
            .get_result(c)
            .optional())?)
    }

    /// The key of this id, ended or not, whosever it is: for whoever runs the service and knows nothing but the id.
    pub fn key_of_anyone(&mut self, id: KeyId) -> Result<Option<(Tenant, KeyRow)>> {
        let row: Option<KeyRow> = on_both!(self.conn, |c| api_keys::table
            .filter(api_keys::id.eq(id))
            .select(KeyRow::as_select())
            .first(c)
            .optional())?;
        Ok(row.map(|row| (Tenant(row.merchant_id), row)))
    }

    /// The tenant's key of this id, ended or not.
    pub fn key(&mut self, tenant: Tenant, id: KeyId) -> Result<Option<KeyRow>> {
        Ok(on_both!(self.conn, |c| api_keys::table
            .find((tenant.id(), id))
            .select(KeyRow::as_select())
            .get_result(c)
            .optional())?)
    }

    /// The operator key of this id, ended or not.
    pub fn operator_key(&mut self, id: KeyId) -> Result<Option<OperatorKeyRow>> {
        Ok(on_both!(self.conn, |c| operator_keys::table
            .find(id)
            .select(OperatorKeyRow::as_select())
            .get_result(c)
            .optional())?)
    }

    /// The keys of whoever runs the service, by age.
    pub fn operator_keys(&mut self) -> Result<Vec<OperatorKeyRow>> {
        Ok(on_both!(self.conn, |c| operator_keys::table
            .order(operator_keys::id)
            .select(OperatorKeyRow::as_select())
            .load(c))?)
    }

    /// Adds an operator key.
    pub fn insert_operator_key(&mut self, row: &OperatorKeyRow) -> Result<()> {
        on_both!(self.conn, |c| diesel::insert_into(operator_keys::table)
            .values(row)
            .execute(c))?;
        Ok(())
    }

    /// Ends an operator's key.
    pub fn revoke_operator_key(&mut self, id: KeyId, now: Timestamp) -> Result<()> {
        let target = operator_keys::table
            .find(id)
            .filter(operator_keys::revoked_at.is_null());
        on_both!(self.conn, |c| diesel::update(target)
            .set(operator_keys::revoked_at.eq(now))
            .execute(c))?;
        Ok(())
    }

    /// Adds a key.
    pub fn insert_key(&mut self, row: KeyRow) -> Result<()> {
        self.insert_token(Tenant(row.merchant_id), &row.token_hash)?;
        on_both!(self.conn, |c| diesel::insert_into(api_keys::table)
            .values(&row)
            .execute(c))?;
        Ok(())
    }

    /// The tenant's keys after `after`, by age.
    pub fn keys(
        &mut self,
        tenant: Tenant,
        after: Option<KeyId>,
        limit: i64,
    ) -> Result<Vec<KeyRow>> {
        Ok(on_both!(self.conn, |c| {
            let mut query = api_keys::table
                .filter(api_keys::merchant_id.eq(tenant.id()))
                .order(api_keys::id)
                .limit(limit)
                .select(KeyRow::as_select())
                .into_boxed();
            if let Some(after) = after {
                query = query.filter(api_keys::id.gt(after));
            }
            query.load(c)
        })?)
    }

    /// The tenant's keys that work, newest first.
    pub fn working_keys(&mut self, tenant: Tenant, limit: i64) -> Result<Vec<KeyRow>> {
        let working = api_keys::table
            .filter(
                api_keys::merchant_id
                    .eq(tenant.id())
                    .and(api_keys::revoked_at.is_null()),
            )
            .order(api_keys::id.desc())
            .limit(limit);
        Ok(on_both!(self.conn, |c| working
            .select(KeyRow::as_select())
            .load(c))?)
    }

    /// Ends a key; false if the tenant has none of that id.
    pub fn revoke_key(&mut self, tenant: Tenant, id: KeyId, now: Timestamp) -> Result<bool> {
        let target = api_keys::table
            .find((tenant.id(), id))
            .filter(api_keys::revoked_at.is_null());
        let ended = on_both!(self.conn, |c| diesel::update(target)
            .set(api_keys::revoked_at.eq(now))
            .execute(c))?
            > 0;
        // Whoever signed in with the key is signed out with it.
        let begun = sessions::table.filter(
            sessions::key_id
                .eq(id)
                .and(sessions::merchant_id.eq(tenant.id()))
                .and(sessions::revoked_at.is_null()),
        );
        on_both!(self.conn, |c| diesel::update(begun)
            .set(sessions::revoked_at.eq(now))
            .execute(c))?;
        Ok(ended)
    }

    /// Notes that the key was used, at most once a minute.
    pub fn touch_key(&mut self, key: &KeyRow, now: Timestamp) -> Result<()> {
        if key
            .last_used_at
            .is_none_or(|at| now.0 - at.0 > LAST_USED_STEP_MS)
        {
            let row = api_keys::table.find((key.merchant_id, key.id));
            on_both!(self.conn, |c| diesel::update(row)
                .set(api_keys::last_used_at.eq(now))
                .execute(c))?;
        }
        Ok(())
    }

    /// Adds a till that waits for its enrolment.
    pub fn insert_till(&mut self, row: TillRow) -> Result<()> {
        for hash in row
            .enrol_hash
            .iter()
            .chain(&row.token_hash)
        {
            self.insert_token(Tenant(row.merchant_id), hash)?;
        }
        on_both!(self.conn, |c| diesel::insert_into(tills::table)
            .values(&row)
            .execute(c))?;
        Ok(())
    }

    /// The till with this token, revoked or not: the caller tells a revoked one so.
    pub fn till_by_token(&mut self, hash: &str) -> Result<Option<(Tenant, TillRow)>> {
        let Some(tenant) = self.shop_of_token(hash)? else {
            return Ok(None);
        };
        let row: Option<TillRow> = on_both!(self.conn, |c| tills::table
            .filter(
                tills::merchant_id
                    .eq(tenant.id())
                    .and(tills::token_hash.eq(hash))
            )
            .select(TillRow::as_select())
            .get_result(c)
            .optional())?;
        Ok(row.map(|row| (tenant, row)))
    }

    /// The till that waits for this enrolment link.
    pub fn till_by_enrolment(&mut self, hash: &str) -> Result<Option<(Tenant, TillRow)>> {
        let Some(tenant) = self.shop_of_token(hash)? else {
            return Ok(None);
        };
        let row: Option<TillRow> = on_both!(self.conn, |c| tills::table
            .filter(
                tills::merchant_id
                    .eq(tenant.id())
                    .and(tills::enrol_hash.eq(hash))
            )
            .select(TillRow::as_select())
            .get_result(c)
            .optional())?;
        Ok(row.map(|row| (Tenant(row.merchant_id), row)))
    }

    /// Uses up the enrolment link and gives the till its token and PIN; false if the link was used or taken back meanwhile.
    pub fn enrol_till(
        &mut self,
        till: &TillRow,
        token_hash: &str,
        pin_hash: Option<String>,
        expires_at: Timestamp,
        now: Timestamp,
    ) -> Result<bool> {
        let target = tills::table
            .find((till.merchant_id, till.id))
            .filter(tills::enrol_hash.eq(till.enrol_hash.clone()));
        // A renewed link ended the phone that the till had before, so the till is opened again.
        let change = (
            tills::enrol_hash.eq(None::<String>),
            tills::token_hash.eq(Some(token_hash)),
            tills::token_expires_at.eq(Some(expires_at)),
            tills::last_seen_at.eq(Some(now)),
            tills::used_at.eq(Some(now)),
            tills::revoked_at.eq(None::<Timestamp>),
            (
                tills::pin_hash.eq(pin_hash),
                tills::pin_failures.eq(0),
                tills::locked_at.eq(None::<Timestamp>),
            ),
        );
        let enrolled = on_both!(self.conn, |c| diesel::update(target)
            .set(change)
            .execute(c))?
            > 0;
        if enrolled {
            let former = till
                .enrol_hash
                .iter()
                .chain(&till.token_hash);
            self.delete_tokens(&former.cloned().collect::<Vec<_>>())?;
            self.insert_token(Tenant(till.merchant_id), token_hash)?;
        }
        Ok(enrolled)
    }

    /// The tenant's tills after `after`, by age.
    pub fn tills(
        &mut self,
        tenant: Tenant,
        after: Option<TillId>,
        limit: i64,
    ) -> Result<Vec<TillRow>> {
        Ok(on_both!(self.conn, |c| {
            let mut query = tills::table
                .filter(tills::merchant_id.eq(tenant.id()))
                .order(tills::id)
                .limit(limit)
                .select(TillRow::as_select())
                .into_boxed();
            if let Some(after) = after {
                query = query.filter(tills::id.gt(after));
            }
            query.load(c)
        })?)
    }

    /// Switches a till off, at once on all instances; false if the tenant has none of that id.
    pub fn revoke_till(&mut self, tenant: Tenant, id: TillId, now: Timestamp) -> Result<bool> {
        let link = self.open_link(tenant, id)?;
        let target = tills::table
            .find((tenant.id(), id))
            .filter(tills::revoked_at.is_null());
        // The open link goes too, since enrolling by it would switch the till on again.
        let revoked = on_both!(self.conn, |c| diesel::update(target)
            .set((
                tills::revoked_at.eq(now),
                tills::enrol_hash.eq(None::<String>)
            ))
            .execute(c))?
            > 0;
        if revoked {
            self.delete_tokens(link.as_slice())?;
        }
        Ok(revoked)
    }

    /// Notes that the till was seen, and that it was used.
    pub fn touch_till(
        &mut self,
        tenant: Tenant,
        id: TillId,
        used: bool,
        now: Timestamp,
    ) -> Result<()> {
        let used = used.then_some(tills::used_at.eq(now));
        let row = tills::table.find((tenant.id(), id));
        on_both!(self.conn, |c| diesel::update(row)
            .set((tills::last_seen_at.eq(now), used))
            .execute(c))?;
        Ok(())
    }

    /// Gives a till a new enrolment link; a phone that it had is no till from now on. False if the tenant has none of that id.
    pub fn renew_till(
        &mut self,
        tenant: Tenant,
        id: TillId,
        enrol_hash: &str,
        expires_at: Timestamp,
        now: Timestamp,
    ) -> Result<bool> {
        let ours = tills::id
            .eq(id)
            .and(tills::merchant_id.eq(tenant.id()));
        let link = (
            tills::enrol_hash.eq(enrol_hash),
            tills::enrol_expires_at.eq(expires_at),
        );
        let former = self.open_link(tenant, id)?;
        let renewed = on_both!(self.conn, |c| diesel::update(tills::table.filter(ours))
            .set(link)
            .execute(c))?
            > 0;
        if renewed {
            self.delete_tokens(former.as_slice())?;
            self.insert_token(tenant, enrol_hash)?;
        }
        let held = tills::token_hash
            .is_not_null()
            .and(tills::revoked_at.is_null());
        on_both!(self.conn, |c| diesel::update(
            tills::table.filter(ours.and(held))
        )
        .set(tills::revoked_at.eq(now))
        .execute(c))?;
        Ok(renewed)
    }

    /// The digest of the link by which a till can be enrolled. Its row is held, so that the link is still this one when it is replaced.
    fn open_link(&mut self, tenant: Tenant, id: TillId) -> Result<Option<String>> {
        let row = tills::table
            .find((tenant.id(), id))
            .select(tills::enrol_hash);
        let link: Option<Option<String>> = match &mut self.conn {
            Conn::Sqlite(c) => row.get_result(*c).optional()?,
            Conn::Postgres(c) => row
                .for_update()
                .get_result(*c)
                .optional()?,
        };
        Ok(link.flatten())
    }

    /// Has a till ask what a visit came to, or ask no longer; false if the tenant has none of that id.
    pub fn set_till_amounts(&mut self, tenant: Tenant, id: TillId, asks: bool) -> Result<bool> {
        let ours = tills::id
            .eq(id)
            .and(tills::merchant_id.eq(tenant.id()));
        Ok(
            on_both!(self.conn, |c| diesel::update(tills::table.filter(ours))
                .set(tills::asks_amount.eq(asks))
                .execute(c))?
                > 0,
        )
    }

    /// Locks a till that has a PIN; false for one that has none.
    pub fn lock_till(&mut self, tenant: Tenant, id: TillId, now: Timestamp) -> Result<bool> {
        let ours = tills::id
            .eq(id)
            .and(tills::merchant_id.eq(tenant.id()))
            .and(tills::pin_hash.is_not_null());
        Ok(
            on_both!(self.conn, |c| diesel::update(tills::table.filter(ours))
                .set(tills::locked_at.eq(now))
                .execute(c))?
                > 0,
        )
    }

    /// Counts one more PIN before it is judged, so that many at once are no more tries; none when there is none left.
    pub fn try_pin(&mut self, tenant: Tenant, id: TillId, most: i64) -> Result<Option<i64>> {
        let open = tills::id
            .eq(id)
            .and(tills::merchant_id.eq(tenant.id()))
            .and(tills::pin_failures.lt(most))
            .and(tills::revoked_at.is_null());
        Ok(on_both!(self.conn, |c| diesel::update(
            tills::table.filter(open)
        )
        .set(tills::pin_failures.eq(tills::pin_failures + 1))
        .returning(tills::pin_failures)
        .get_result(c)
        .optional())?)
    }

    /// The PIN was right.
    pub fn unlock_till(&mut self, tenant: Tenant, id: TillId, now: Timestamp) -> Result<()> {
        let ours = tills::id
            .eq(id)
            .and(tills::merchant_id.eq(tenant.id()))
            .and(tills::revoked_at.is_null());
        let open = (
            tills::pin_failures.eq(0),
            tills::locked_at.eq(None::<Timestamp>),
            tills::used_at.eq(now),
        );
        on_both!(self.conn, |c| diesel::update(tills::table.filter(ours))
            .set(open)
            .execute(c))?;
        Ok(())
    }

    /// Forgets who saw the join page on which day, and by what the visitors of a day that is over everywhere were hashed. Answers whether
    /// there may be more, and whether any of the last went.
    pub fn forget_page_views(&mut self, now: Timestamp) -> Result<(bool, bool)> {
        let day = |seconds| {
            now.plus_s(seconds)
                .date_in(&jiff::tz::TimeZone::UTC)
                .to_string()
        };
        let more =
            self.delete_some("page_views", &format!("local_day < '{}'", day(-3 * 86_400)))?;
        // Nowhere is it earlier than the day before.
        let salts = visitor_salts::table.filter(visitor_salts::local_day.lt(day(-86_400)));
        let went = on_both!(self.conn, |c| diesel::delete(salts).execute(c))?;
        Ok((more, went > 0))
    }
}
