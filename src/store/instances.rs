//! The instances that run on one database: who is there, which part of the common work is whose, and what all of them count together.
//!
//! Whatever an instance believes about the others may be some seconds old. So a share only spares work: what must not be done twice is
//! guarded where it is done.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use diesel::{sql_query, upsert::excluded};

use super::{Conn, Tx};
use crate::error::Result;
use crate::ids::encode;
use crate::store::engine::schema::instances;

/// How many parts the shops fall into, by the last eight bits of their bucket.
const PARTS: u32 = 256;
/// Behind every letter of an id.
const BEYOND_ALL_LETTERS: &str = "w";
/// An instance that has been silent for so long after its end is forgotten.
const FORGOTTEN_MS: i64 = 60_000;
/// The server's clock in microseconds: the instances' own may differ.
const SERVER_US: &str = "(extract(epoch FROM clock_timestamp()) * 1000000)::bigint";

/// Which of the instances this one is, by age. The oldest is the first and does what one does for all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    rank: u32,
    count: u32,
}

impl Share {
    /// That of an instance that is alone.
    pub const ALL: Share = Share { rank: 0, count: 1 };

    /// The share of one of so many. Beyond the parts that there are, two instances have the same one.
    fn of(rank: usize, count: usize) -> Share {
        let count = u32::try_from(count)
            .unwrap_or(PARTS)
            .clamp(1, PARTS);
        Share {
            rank: u32::try_from(rank).unwrap_or(0) % count,
            count,
        }
    }

    /// Whether this instance does what one does for all.
    pub fn is_first(self) -> bool {
        self.rank == 0
    }

    /// How many instances there are.
    pub fn count(self) -> u32 {
        self.count
    }

    /// Which shops are its, in the words of the outbox's index; none if all are.
    pub(super) fn condition(self) -> Option<String> {
        let (first, end) = self.letters()?;
        Some(format!(
            "substr(merchant_id, 29) >= '{first}' AND substr(merchant_id, 29) < '{end}'"
        ))
    }

    /// What the last two letters of its shops' ids are at least, and what they are less than; none if all shops are its.
    fn letters(self) -> Option<(String, String)> {
        let part = |rank: u32| rank * PARTS / self.count;
        let (first, end) = (part(self.rank), part(self.rank + 1));
        let end = match end < PARTS {
            true => last_letters(end),
            false => BEYOND_ALL_LETTERS.into(),
        };
        (self.count > 1).then(|| (last_letters(first), end))
    }
}

/// How an id ends whose last eight bits are this number. The letters' order is the numbers'.
fn last_letters(part: u32) -> String {
    let mut id = [0; 16];
    id[15] = part as u8;
    encode(&id)[24..].to_owned()
}

#[derive(QueryableByName)]
struct Moment {
    #[diesel(sql_type = BigInt)]
    us: i64,
}

#[derive(QueryableByName)]
struct TurnAnswer {
    #[diesel(sql_type = BigInt)]
    wait_us: i64,
}

impl Tx<'_> {
    /// Says that an instance runs, and for how long others may take it for running if they hear nothing more; answers its share. SQLite
    /// serves one service, which needs to say nothing.
    pub fn announce_instance(&mut self, id: &str, for_ms: i64) -> Result<Share> {
        let Conn::Postgres(c) = &mut self.conn else {
            return Ok(Share::ALL);
        };
        let now = sql_query(format!("SELECT {SERVER_US} AS us"))
            .get_result::<Moment>(*c)?
            .us
            / 1_000;
        diesel::insert_into(instances::table)
            .values((instances::id.eq(id), instances::ends_at.eq(now + for_ms)))
            .on_conflict(instances::id)
            .do_update()
            .set(instances::ends_at.eq(excluded(instances::ends_at)))
            .execute(*c)?;
        diesel::delete(instances::table.filter(instances::ends_at.lt(now - FORGOTTEN_MS)))
            .execute(*c)?;
        let running: Vec<String> = instances::table
            .filter(instances::ends_at.gt(now))
            .order(instances::id)
            .select(instances::id)
            .load(*c)?;
        let rank = running
            .iter()
            .position(|other| other == id)
            .unwrap_or(0);
        Ok(Share::of(rank, running.len()))
    }

    /// Says that an instance ends, so that the others take over its share at once.
    pub fn end_instance(&mut self, id: &str) -> Result<()> {
        on_both!(self.conn, |c| diesel::delete(instances::table.find(id))
            .execute(c))?;
        Ok(())
    }

    /// Takes the next turn at a rate that all instances keep together, if it comes within `most_us`: how long to wait for it. Turns are
    /// `spacing_us` apart.
    pub fn take_call_turn(
        &mut self,
        name: &str,
        spacing_us: i64,
        most_us: i64,
    ) -> Result<Option<i64>> {
        let Conn::Postgres(c) = &mut self.conn else {
            return Ok(Some(0));
        };
        // A turn that is lost at a crash harms nobody, so this commit does not wait for the disk, nor for a standby.
        let take = format!(
            "INSERT INTO call_rates AS rate (name, next_at) VALUES ($1, {SERVER_US} + $2)
             ON CONFLICT (name) DO UPDATE SET next_at = greatest(rate.next_at, {SERVER_US}) + $2
             WHERE rate.next_at - {SERVER_US} <= $3
             RETURNING greatest(next_at - $2 - {SERVER_US}, 0) AS wait_us, set_config('synchronous_commit', 'off', true) AS quiet"
        );
        let taken: Option<TurnAnswer> = sql_query(take)
            .bind::<Text, _>(name)
            .bind::<BigInt, _>(spacing_us)
            .bind::<BigInt, _>(most_us)
            .get_result(*c)
            .optional()?;
        Ok(taken.map(|turn| turn.wait_us))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::MerchantId;

    #[test]
    fn shares_are_all_shops_and_each_shop_is_in_one() {
        let shops: Vec<String> = (0..2_000)
            .map(|_| MerchantId::new().to_string()[28..].to_owned())
            .collect();
        for count in [1, 2, 3, 7, 50, 256, 900] {
            let mut seen = vec![0; count];
            for shop in &shops {
                let owners: Vec<usize> = (0..count.min(256))
                    .filter(|rank| match Share::of(*rank, count).letters() {
                        None => true,
                        Some((first, end)) => *shop >= first && *shop < end,
                    })
                    .collect();
                assert_eq!(owners.len(), 1, "{shop} among {count}: {owners:?}");
                seen[owners[0]] += 1;
            }
            if count <= 7 {
                assert!(
                    seen.iter()
                        .all(|shops| *shops > 2_000 / count / 2),
                    "{seen:?}"
                );
            }
        }
    }

    #[test]
    fn the_oldest_is_the_first_and_one_that_is_alone_has_all() {
        assert_eq!(Share::of(0, 1), Share::ALL);
        assert_eq!(Share::of(0, 0), Share::ALL);
        assert!(Share::of(0, 3).is_first() && !Share::of(2, 3).is_first());
        assert_eq!(Share::ALL.letters(), None);
    }
}
