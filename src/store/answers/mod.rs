//! What is kept under idempotency keys: the answer of the first call, told again for seven days.
//!
//! A key is looked for in all that is kept, and only then used, under the shop's lock: so it has one effect, over midnight too.

mod coding;

use diesel::connection::SimpleConnection as _;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Text};

use super::{Conn, Tenant, Tx, damaged};
use crate::clock::Timestamp;
use crate::error::Result;
use crate::ids::{CardId, MemberId};
use crate::store::engine::prepared::PreparedWrite;
use crate::store::engine::schema::{answers, operator_answers};
use crate::store::engine::server::AdvisoryLock;

/// What stands in place of an answer about somebody who was erased.
const ERASED: &[u8] = b"X";

/// How long an idempotency key names its answer: seven days.
const KEPT_MS: i64 = 7 * DAY_MS;
const DAY_MS: i64 = 86_400_000;
/// Seven whole days and the two that are not over on either side.
const SLOTS: i64 = 9;
/// Close to midnight another instance's clock may write into tomorrow's slot already.
const CLOCKS_DIFFER_MS: i64 = 3_600_000;

/// What an answer to a write tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnswerKind {
    /// Something that is new.
    Created,
    /// Something that was there before, changed or as it was.
    Existing,
    /// Work that goes on behind the answer.
    Accepted,
}

impl AnswerKind {
    /// The number in the column of the operator's answers: the HTTP status that the kind had when the column was made.
    fn number(self) -> i64 {
        match self {
            AnswerKind::Created => 201,
            AnswerKind::Existing => 200,
            AnswerKind::Accepted => 202,
        }
    }

    fn of_number(number: i64) -> AnswerKind {
        match number {
            201 => AnswerKind::Created,
            202 => AnswerKind::Accepted,
            _ => AnswerKind::Existing,
        }
    }
}

/// An answer as it is kept under its idempotency key.
#[derive(Clone, Debug)]
pub struct KeptAnswer {
    /// What it tells of.
    pub kind: AnswerKind,
    /// Its text.
    pub body: String,
}

/// By what an answer is found again.
#[derive(Clone, Copy, Debug)]
pub struct AnswerKey<'a> {
    /// The shop for which the request was made; none for whoever runs the service.
    pub shop: Option<Tenant>,
    /// The key, till or session that asked.
    pub credential: &'a str,
    /// The caller's idempotency key.
    pub key: &'a str,
    /// Digest of the request.
    pub request_hash: &'a str,
}

/// What a key was used for so far.
#[derive(Clone, Debug)]
pub enum KeyUse {
    /// Nothing: the key is free.
    Nothing,
    /// The answer of the same request.
    Answer(KeptAnswer),
    /// The answer of another request.
    OfAnotherRequest,
    /// Nothing any more: whom it was about was erased. The key stays used.
    OfErased,
}

/// Sixteen bytes of the SHA-256, as the migration computes it too.
fn digest(text: &str) -> Vec<u8> {
    // `openssl::sha::sha256` looks for the algorithm each time, which takes longer than the text.
    let mut hasher = openssl::sha::Sha256::new();
    hasher.update(text.as_bytes());
    hasher.finish()[..16].to_vec()
}

fn key_digest(key: &AnswerKey<'_>) -> Vec<u8> {
    digest(&format!("{} {}", key.credential, key.key))
}

/// The part of the table for an instant's day.
fn slot(at: Timestamp) -> i64 {
    at.0.div_euclid(DAY_MS)
        .rem_euclid(SLOTS)
}

impl Tx<'_> {
    /// Waits for whoever uses the same idempotency key, and keeps others from it until the commit. A shop's keys are guarded by the
    /// shop's own lock.
    pub fn lock_answer(&mut self, key: &AnswerKey<'_>) -> Result<()> {
        if let Some(shop) = key.shop {
            return self.lock(shop);
        }
        if let Conn::Postgres(c) = &mut self.conn {
            let lock = diesel::sql_query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))");
            lock.bind::<Text, _>(format!("{} {}", key.credential, key.key))
                .execute(*c)?;
        }
        Ok(())
    }

    /// What is kept under a key. An answer whose time is over makes room here, so that keeping the next one needs no look.
    pub fn kept_answer(&mut self, key: &AnswerKey<'_>, now: Timestamp) -> Result<KeyUse> {
        let oldest = now.plus_ms(-KEPT_MS);
        match key.shop {
            Some(shop) => self.kept_of_shop(shop, key, oldest),
            None => self.kept_of_operator(key, oldest),
        }
    }

    fn kept_of_shop(
        &mut self,
        shop: Tenant,
        key: &AnswerKey<'_>,
        oldest: Timestamp,
    ) -> Result<KeyUse> {
        let under = answers::merchant_id
            .eq(shop.id())
            .and(answers::key_digest.eq(key_digest(key)));
        type Row = (Timestamp, Vec<u8>, Option<String>, Vec<u8>);
        // In whichever slot it is: at most one is young enough.
        let rows: Vec<Row> = on_both!(self.conn, |c| answers::table
            .filter(under.clone())
            .select((
                answers::created_at,
                answers::request_digest,
                answers::member_id,
                answers::answer
            ))
            .load(c))?;
        let (kept, stale): (Vec<_>, Vec<_>) = rows
            .into_iter()
            .partition(|(created_at, ..)| *created_at > oldest);
        if !stale.is_empty() {
            on_both!(self.conn, |c| diesel::delete(
                answers::table.filter(under.and(answers::created_at.le(oldest)))
            )
            .execute(c))?;
        }
        // One at most, but for a clock that was set.
        let newest = kept
            .into_iter()
            .max_by_key(|(created_at, ..)| *created_at);
        let Some((_, request, member, answer)) = newest else {
            return Ok(KeyUse::Nothing);
        };
        let same = request == digest(key.request_hash);
        if same && answer == ERASED {
            return Ok(KeyUse::OfErased);
        }
        if !same {
            return Ok(KeyUse::OfAnotherRequest);
        }
        let (kind, body) = coding::decode(&answer, member.as_deref())
            .ok_or_else(|| damaged("a kept answer cannot be read".into()))?;
        Ok(KeyUse::Answer(KeptAnswer { kind, body }))
    }

    fn kept_of_operator(&mut self, key: &AnswerKey<'_>, oldest: Timestamp) -> Result<KeyUse> {
        let row = operator_answers::table.find((key.credential, key.key));
        let kept: Option<(Timestamp, String, i64, String)> = on_both!(self.conn, |c| row
            .select((
                operator_answers::created_at,
                operator_answers::request_hash,
                operator_answers::status,
                operator_answers::body
            ))
            .get_result(c)
            .optional())?;
        match kept {
            Some((created_at, request_hash, status, body)) if created_at > oldest => {
                if request_hash != key.request_hash {
                    return Ok(KeyUse::OfAnotherRequest);
                }
                let kind = AnswerKind::of_number(status);
                Ok(KeyUse::Answer(KeptAnswer { kind, body }))
            }
            Some(_) => {
                let stale = row.filter(operator_answers::created_at.le(oldest));
                on_both!(self.conn, |c| diesel::delete(stale).execute(c))?;
                Ok(KeyUse::Nothing)
            }
            None => Ok(KeyUse::Nothing),
        }
    }

    /// Keeps an answer under its key; false if another transaction was first.
    pub fn keep_answer(
        &mut self,
        key: &AnswerKey<'_>,
        answer: &KeptAnswer,
        now: Timestamp,
    ) -> Result<bool> {
        /// The name of the write that keeps a shop's answer.
        struct KeepAnswer;
        let kept = match key.shop {
            Some(shop) => {
                let member = self.whom_it_is_about(shop, &answer.body)?;
                let row = (
                    answers::merchant_id.eq(shop.id()),
                    answers::created_at.eq(now),
                    answers::slot.eq(slot(now)),
                    answers::key_digest.eq(key_digest(key)),
                    answers::request_digest.eq(digest(key.request_hash)),
                    answers::answer.eq(coding::encode(
                        answer.kind,
                        &answer.body,
                        member.as_deref(),
                    )),
                    answers::member_id.eq(member),
                );
                on_both!(self.conn, |c| PreparedWrite::named(
                    KeepAnswer,
                    diesel::insert_into(answers::table)
                        .values(row)
                        .on_conflict_do_nothing()
                )
                .execute(c))?
            }
            None => {
                let row = (
                    operator_answers::credential_id.eq(key.credential),
                    operator_answers::idempotency_key.eq(key.key),
                    operator_answers::request_hash.eq(key.request_hash),
                    operator_answers::status.eq(answer.kind.number()),
                    operator_answers::body.eq(&answer.body),
                    operator_answers::created_at.eq(now),
                );
                on_both!(self.conn, |c| diesel::insert_into(operator_answers::table)
                    .values(row)
                    .on_conflict_do_nothing()
                    .execute(c))?
            }
        };
        Ok(kept > 0)
    }

    /// The member whom an answer names, or whose card it names. An answer is about one person: two who are merged are one.
    fn whom_it_is_about(&mut self, shop: Tenant, text: &str) -> Result<Option<String>> {
        if let Some(member) = first_id::<MemberId>(text, MemberId::PREFIX) {
            return Ok(Some(member.to_string()));
        }
        let Some(card) = first_id::<CardId>(text, CardId::PREFIX) else {
            return Ok(None);
        };
        Ok(self
            .card(shop, card)?
            .map(|card| card.member_id.to_string()))
    }

    /// Forgets the answers about these members, and not that their keys were used.
    pub fn forget_answers_about(&mut self, tenant: Tenant, members: &[MemberId]) -> Result<()> {
        // One by one: SQLite looks for several at once through all answers of the shop.
        for member in members {
            let theirs = answers::table.filter(
                answers::merchant_id
                    .eq(tenant.id())
                    .and(answers::member_id.eq(member.to_string())),
            );
            let emptied = (
                answers::answer.eq(ERASED),
                answers::member_id.eq(None::<String>),
            );
            on_both!(self.conn, |c| diesel::update(theirs)
                .set(emptied)
                .execute(c))?;
        }
        Ok(())
    }

    /// Frees a key, whatever is kept under it.
    pub fn free_key(&mut self, shop: Tenant, key: &AnswerKey<'_>) -> Result<()> {
        let under = answers::merchant_id
            .eq(shop.id())
            .and(answers::key_digest.eq(key_digest(key)));
        on_both!(self.conn, |c| diesel::delete(answers::table.filter(under))
            .execute(c))?;
        Ok(())
    }

    /// Forgets answers whose time is over, so many at once that nobody waits for it; whether there may be more. PostgreSQL empties a
    /// whole slot for a shop's answers, see [`Tx::empty_slot`].
    pub fn forget_answers(&mut self, now: Timestamp) -> Result<bool> {
        let stale = format!("created_at <= {}", now.plus_ms(-KEPT_MS).0);
        let more = self.delete_some("operator_answers", &stale)?;
        match self.conn {
            Conn::Sqlite(_) => Ok(self.delete_some("answers", &stale)? || more),
            Conn::Postgres(_) => Ok(more),
        }
    }

    /// On PostgreSQL: empties the slot of tomorrow, in which everything is older than it is kept; whether there may be more in it. One
    /// instance at a time, and only if all clocks agree: that of the server with ours, and those of whoever wrote there.
    pub fn empty_slot(&mut self, now: Timestamp) -> Result<bool> {
        let Conn::Postgres(c) = &mut self.conn else {
            return Ok(false);
        };
        let turn: ServerTurn = diesel::sql_query(format!(
            "SELECT pg_try_advisory_xact_lock({}) AS ours, (extract(epoch FROM clock_timestamp()) * 1000)::bigint AS clock_ms",
            AdvisoryLock::EmptySlot.number()
        ))
        .get_result(*c)?;
        let now = now.min(Timestamp(turn.clock_ms));
        let into_the_day = now.0.rem_euclid(DAY_MS);
        let far_from_midnight = CLOCKS_DIFFER_MS..DAY_MS - CLOCKS_DIFFER_MS;
        if !turn.ours || !far_from_midnight.contains(&into_the_day) {
            return Ok(false);
        }
        let part = format!("answers_{}", slot(now.plus_ms(DAY_MS)));
        let look = format!(
            "SELECT EXISTS (SELECT FROM {part}) AS filled, has_table_privilege('{part}', 'TRUNCATE') AS may_truncate"
        );
        let found: SlotState = diesel::sql_query(look).get_result(*c)?;
        if !found.filled {
            return Ok(false);
        }
        let oldest = now.plus_ms(-KEPT_MS).0;
        if !found.may_truncate {
            return self.delete_some(&part, &format!("created_at <= {oldest}"));
        }
        // Whose clock is right writes into no slot of tomorrow, so this keeps nobody waiting while the slot is read through.
        c.batch_execute(&format!(
            "SET LOCAL lock_timeout = '100ms'; LOCK TABLE {part} IN SHARE ROW EXCLUSIVE MODE"
        ))?;
        let young = format!(
            "SELECT count(*) AS count FROM (SELECT FROM {part} WHERE created_at > {oldest} LIMIT 1) young"
        );
        let young: Young = diesel::sql_query(young).get_result(*c)?;
        if young.count > 0 {
            return self.delete_some(&part, &format!("created_at <= {oldest}"));
        }
        // Tills wait behind whoever waits for a whole table: better to try again at the next sweep.
        c.batch_execute(&format!("TRUNCATE {part}"))?;
        Ok(false)
    }
}

/// Whose turn it is to empty a slot, and what the server's clock says.
#[derive(QueryableByName)]
struct ServerTurn {
    #[diesel(sql_type = Bool)]
    ours: bool,
    #[diesel(sql_type = BigInt)]
    clock_ms: i64,
}

/// A slot as PostgreSQL tells of it.
#[derive(QueryableByName)]
struct SlotState {
    #[diesel(sql_type = Bool)]
    filled: bool,
    /// A lesser role may have the right to change rows only.
    #[diesel(sql_type = Bool)]
    may_truncate: bool,
}

/// Whether anything in a slot is still told.
#[derive(QueryableByName)]
struct Young {
    #[diesel(sql_type = BigInt)]
    count: i64,
}

/// The first id of a kind in a text.
fn first_id<I: std::str::FromStr>(text: &str, prefix: &str) -> Option<I> {
    const LENGTH: usize = 26;
    text.match_indices(prefix)
        .find_map(|(at, _)| {
            text.get(at..at + prefix.len() + LENGTH)?
                .parse()
                .ok()
        })
}
