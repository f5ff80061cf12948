//! Who is signed in to the owner's pages, and the one-time links that sign in.

use diesel::prelude::*;

use super::{DELETED_AT_ONCE, Role, Tenant, Tx};
use crate::clock::Timestamp;
use crate::error::Result;
use crate::ids::{InvitationId, KeyId, MerchantId, SessionId};
use crate::store::engine::schema::{api_keys, merchants, sessions, sign_in_links};

/// A browser that is signed in, or an address that shows the results; the secret itself is not stored.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = sessions, treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns are described in the migration")]
pub struct SessionRow {
    pub id: SessionId,
    pub merchant_id: MerchantId,
    pub role: Role,
    pub key_id: Option<KeyId>,
    pub token_hash: String,
    pub created_at: Timestamp,
    pub expires_at: Timestamp,
    pub revoked_at: Option<Timestamp>,
    pub last_used_at: Option<Timestamp>,
    pub made_by: Option<String>,
    pub name: Option<String>,
}

/// A link that signs in once. One with an id is an invitation.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = sign_in_links, treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns are described in the migration")]
pub struct SignInLinkRow {
    pub token_hash: String,
    pub merchant_id: Option<MerchantId>,
    pub created_at: Timestamp,
    pub expires_at: Timestamp,
    pub id: Option<InvitationId>,
    pub name: Option<String>,
    pub made_by: Option<String>,
}

/// What a credential made.
#[derive(Clone, Debug, Default)]
pub struct Made {
    /// API keys.
    pub keys: Vec<KeyId>,
    /// Addresses of the results, and the sessions of people who were invited.
    pub sessions: Vec<SessionId>,
}

impl SignInLinkRow {
    /// Whose owner it signs in; none: it makes the first shop.
    pub fn tenant(&self) -> Option<Tenant> {
        self.merchant_id.map(Tenant)
    }
}

impl Tx<'_> {
    /// Adds a session.
    pub fn insert_session(&mut self, row: SessionRow) -> Result<()> {
        self.insert_token(Tenant(row.merchant_id), &row.token_hash)?;
        on_both!(self.conn, |c| diesel::insert_into(sessions::table)
            .values(&row)
            .execute(c))?;
        Ok(())
    }

    /// The session with this token that neither ended nor was ended.
    pub fn session_by_hash(
        &mut self,
        hash: &str,
        now: Timestamp,
    ) -> Result<Option<(Tenant, SessionRow)>> {
        let Some(tenant) = self.shop_of_token(hash)? else {
            return Ok(None);
        };
        let usable = sessions::table.filter(
            sessions::merchant_id
                .eq(tenant.id())
                .and(sessions::token_hash.eq(hash))
                .and(sessions::revoked_at.is_null())
                .and(sessions::expires_at.gt(now)),
        );
        let row: Option<SessionRow> = on_both!(self.conn, |c| usable
            .select(SessionRow::as_select())
            .get_result(c)
            .optional())?;
        Ok(row.map(|row| (tenant, row)))
    }

    /// The tenant's session of this id, ended or not.
    pub fn session(&mut self, tenant: Tenant, id: SessionId) -> Result<Option<SessionRow>> {
        let own = sessions::table.find((tenant.id(), id));
        Ok(on_both!(self.conn, |c| own
            .select(SessionRow::as_select())
            .get_result(c)
            .optional())?)
    }

    /// The tenant's sessions that can still be used, newest first.
    pub fn usable_sessions(
        &mut self,
        tenant: Tenant,
        now: Timestamp,
        limit: i64,
    ) -> Result<Vec<SessionRow>> {
        let usable = sessions::table
            .filter(
                sessions::merchant_id
                    .eq(tenant.id())
                    .and(sessions::revoked_at.is_null())
                    .and(sessions::expires_at.gt(now)),
            )
            .order(sessions::id.desc())
            .limit(limit);
        Ok(on_both!(self.conn, |c| usable
            .select(SessionRow::as_select())
            .load(c))?)
    }

    /// The tenant's sessions of people who were invited, ended or not, as far as they are remembered.
    pub fn invited_sessions(&mut self, tenant: Tenant) -> Result<Vec<SessionRow>> {
        let invited = sessions::table.filter(
            sessions::merchant_id
                .eq(tenant.id())
                .and(sessions::name.is_not_null()),
        );
        Ok(on_both!(self.conn, |c| invited
            .select(SessionRow::as_select())
            .load(c))?)
    }

    /// Notes that a session was used, and that it therefore ends later.
    pub fn touch_session(
        &mut self,
        tenant: Tenant,
        id: SessionId,
        expires_at: Timestamp,
        now: Timestamp,
    ) -> Result<()> {
        let open = sessions::table
            .find((tenant.id(), id))
            .filter(sessions::revoked_at.is_null());
        let used = (
            sessions::last_used_at.eq(Some(now)),
            sessions::expires_at.eq(expires_at),
        );
        on_both!(self.conn, |c| diesel::update(open)
            .set(used)
            .execute(c))?;
        Ok(())
    }

    /// Everything of the tenant's that these credentials made, by id, themselves or through keys, sign-ins and invitations that they
    /// made; what ended, too.
    pub fn made_by(&mut self, tenant: Tenant, mut makers: Vec<String>) -> Result<Made> {
        let mut made = Made::default();
        while !makers.is_empty() {
            let of_keys = api_keys::table.filter(
                api_keys::merchant_id
                    .eq(tenant.id())
                    .and(api_keys::made_by.eq_any(&makers)),
            );
            let keys: Vec<KeyId> = on_both!(self.conn, |c| of_keys.select(api_keys::id).load(c))?;
            let of_people = sessions::table.filter(
                sessions::merchant_id
                    .eq(tenant.id())
                    .and(sessions::made_by.eq_any(&makers)),
            );
            let sessions: Vec<SessionId> = on_both!(self.conn, |c| of_people
                .select(sessions::id)
                .load(c))?;
            makers = keys
                .iter()
                .map(ToString::to_string)
                .chain(
                    sessions
                        .iter()
                        .map(ToString::to_string),
                )
                .collect();
            made.keys.extend(keys);
            made.sessions.extend(sessions);
        }
        Ok(made)
    }

    /// Ends sessions of the tenant's, those that these keys began, and the invitations of both that nobody has used yet.
    pub fn revoke_made(&mut self, tenant: Tenant, made: &Made, now: Timestamp) -> Result<()> {
        let target = sessions::table
            .filter(
                sessions::merchant_id
                    .eq(tenant.id())
                    .and(sessions::revoked_at.is_null()),
            )
            .filter(
                sessions::id
                    .eq_any(&made.sessions)
                    .or(sessions::key_id.eq_any(&made.keys)),
            );
        on_both!(self.conn, |c| diesel::update(target)
            .set(sessions::revoked_at.eq(now))
            .execute(c))?;
        let makers = made
            .keys
            .iter()
            .map(ToString::to_string)
            .chain(
                made.sessions
                    .iter()
                    .map(ToString::to_string),
            );
        let open = sign_in_links::table.filter(sign_in_links::merchant_id.eq(tenant.id()));
        let open = open.filter(sign_in_links::made_by.eq_any(makers.collect::<Vec<_>>()));
        on_both!(self.conn, |c| diesel::delete(open).execute(c))?;
        Ok(())
    }

    /// How many sessions of one role the tenant has that can still be used.
    pub fn count_sessions(&mut self, tenant: Tenant, role: Role, now: Timestamp) -> Result<i64> {
        let usable = sessions::table
            .filter(
                sessions::merchant_id
                    .eq(tenant.id())
                    .and(sessions::role.eq(role)),
            )
            .filter(
                sessions::revoked_at
                    .is_null()
                    .and(sessions::expires_at.gt(now)),
            );
        Ok(on_both!(self.conn, |c| usable.count().get_result(c))?)
    }

    /// Ends the tenant's sessions of one role, but for one.
    pub fn revoke_sessions(
        &mut self,
        tenant: Tenant,
        role: Role,
        but: Option<SessionId>,
        now: Timestamp,
    ) -> Result<()> {
        let target = sessions::table
            .filter(
                sessions::merchant_id
                    .eq(tenant.id())
                    .and(sessions::role.eq(role))
                    .and(sessions::revoked_at.is_null()),
            )
            // No id is empty, so without an exception all of them end.
            .filter(sessions::id.ne(but.map_or(String::new(), |id| id.to_string())));
        on_both!(self.conn, |c| diesel::update(target)
            .set(sessions::revoked_at.eq(now))
            .execute(c))?;
        Ok(())
    }

    /// Ends a session; false if the tenant has none of that id.
    pub fn revoke_session(
        &mut self,
        tenant: Tenant,
        id: SessionId,
        now: Timestamp,
    ) -> Result<bool> {
        let target = sessions::table.filter(
            sessions::id
                .eq(id)
                .and(sessions::merchant_id.eq(tenant.id()))
                .and(sessions::revoked_at.is_null()),
        );
        Ok(on_both!(self.conn, |c| diesel::update(target)
            .set(sessions::revoked_at.eq(now))
            .execute(c))?
            > 0)
    }

    /// Adds a one-time link. Another link to the first shop takes the place of earlier ones.
    pub fn insert_sign_in_link(&mut self, row: SignInLinkRow) -> Result<()> {
        if row.merchant_id.is_none() {
            let earlier = sign_in_links::table.filter(sign_in_links::merchant_id.is_null());
            on_both!(self.conn, |c| diesel::delete(earlier).execute(c))?;
        }
        on_both!(self.conn, |c| diesel::insert_into(sign_in_links::table)
            .values(&row)
            .execute(c))?;
        Ok(())
    }

    /// The link with this token, if its time is not over.
    pub fn sign_in_link(&mut self, hash: &str, now: Timestamp) -> Result<Option<SignInLinkRow>> {
        let usable = sign_in_links::table
            .find(hash.to_owned())
            .filter(sign_in_links::expires_at.gt(now));
        Ok(on_both!(self.conn, |c| usable
            .select(SignInLinkRow::as_select())
            .get_result(c)
            .optional())?)
    }

    /// The tenant's invitations that nobody has used yet, newest first.
    pub fn invitations(&mut self, tenant: Tenant, now: Timestamp) -> Result<Vec<SignInLinkRow>> {
        let open = sign_in_links::table
            .filter(
                sign_in_links::merchant_id
                    .eq(tenant.id())
                    .and(sign_in_links::id.is_not_null()),
            )
            .filter(sign_in_links::expires_at.gt(now))
            .order(sign_in_links::id.desc());
        Ok(on_both!(self.conn, |c| open
            .select(SignInLinkRow::as_select())
            .load(c))?)
    }

    /// Takes an invitation back; false if the tenant has none of that id.
    pub fn take_back_invitation(&mut self, tenant: Tenant, id: InvitationId) -> Result<bool> {
        let open = sign_in_links::table.filter(
            sign_in_links::merchant_id
                .eq(tenant.id())
                .and(sign_in_links::id.eq(id)),
        );
        Ok(on_both!(self.conn, |c| diesel::delete(open).execute(c))? > 0)
    }

    /// Takes all of the tenant's invitations back.
    pub fn take_back_invitations(&mut self, tenant: Tenant) -> Result<()> {
        let open = sign_in_links::table.filter(
            sign_in_links::merchant_id
                .eq(tenant.id())
                .and(sign_in_links::id.is_not_null()),
        );
        on_both!(self.conn, |c| diesel::delete(open).execute(c))?;
        Ok(())
    }

    /// Uses a link up; false if somebody else was first.
    pub fn use_sign_in_link(&mut self, hash: &str, now: Timestamp) -> Result<bool> {
        let usable = sign_in_links::table
            .find(hash.to_owned())
            .filter(sign_in_links::expires_at.gt(now));
        Ok(on_both!(self.conn, |c| diesel::delete(usable).execute(c))? > 0)
    }

    /// Whether there is any merchant at all.
    pub fn has_merchants(&mut self) -> Result<bool> {
        let any = merchants::table
            .select(merchants::id)
            .limit(1);
        let found: Option<MerchantId> = on_both!(self.conn, |c| any.first(c).optional())?;
        Ok(found.is_some())
    }

    /// Forgets links and sessions whose time is long over; whether there may be more. Who was invited is remembered for as long as a key or a sign-in may be
    /// there that this person made: the list of these names the maker.
    pub fn forget_sessions(&mut self, now: Timestamp) -> Result<bool> {
        let (past, long_past) = (now.plus_s(-30 * 86_400), now.plus_s(-190 * 86_400));
        let makers = api_keys::table
            .filter(
                api_keys::made_by
                    .is_not_null()
                    .and(api_keys::revoked_at.is_null()),
            )
            .select(api_keys::made_by);
        let forgotten = sessions::name
            .is_null()
            .or(sessions::expires_at
                .le(long_past)
                .and(
                    sessions::id
                        .nullable()
                        .ne_all(makers),
                ));
        let more_links = self.delete_some("sign_in_links", &format!("expires_at <= {}", now.0))?;
        let forgotten: Vec<SessionId> = on_both!(self.conn, |c| sessions::table
            .filter(
                sessions::expires_at
                    .le(past)
                    .and(forgotten)
            )
            .select(sessions::id)
            .limit(DELETED_AT_ONCE as i64)
            .load(c))?;
        let tokens: Vec<String> = on_both!(self.conn, |c| diesel::delete(
            sessions::table.filter(sessions::id.eq_any(&forgotten))
        )
        .returning(sessions::token_hash)
        .get_results(c))?;
        self.delete_tokens(&tokens)?;
        Ok(more_links || forgotten.len() >= DELETED_AT_ONCE)
    }
}
