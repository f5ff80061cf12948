//! The instances that run on one database: who is there, which part of the common work is whose, and what all of them count together.
//!
//! Whatever an instance believes about the others may be some seconds old. So a share only spares work: what must not be done twice is
//! guarded where it is done.

use std::collections::BTreeMap;

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use diesel::{sql_query, upsert::excluded};

use super::{Conn, Tx};
use crate::error::Result;
use crate::ids::encode;
use crate::store::engine::schema::instances;

/// How many parts the shops fall into, by the last eight bits of their bucket.
const PARTS: u32 = 256;
/// An instance that ended so long ago is forgotten. A moment further ahead than this is of a clock that was wrong and is set back.
const NEAR_MS: i64 = 60_000;
/// The same for a turn: more than all that wait together can stand in line.
const NEAR_TURN_US: i64 = 600_000_000;
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

    /// Which shops are its, in the words of the outbox's index; none if all are. Only PostgreSQL has instances to share with.
    pub(super) fn condition(self) -> Option<String> {
        let (first, end) = self.letters()?;
        let letters = "substr(merchant_id, 29) COLLATE \"C\"";
        let until = end.map_or_else(String::new, |end| format!(" AND {letters} < '{end}'"));
        Some(format!("{letters} >= '{first}'{until}"))
    }

    /// What the last two letters of its shops' ids are at least, and what they are less than, if not all are.
    fn letters(self) -> Option<(String, Option<String>)> {
        let part = |rank: u32| rank * PARTS / self.count;
        let (first, end) = (part(self.rank), part(self.rank + 1));
        (self.count > 1).then(|| {
            (
                last_letters(first),
                (end < PARTS).then(|| last_letters(end)),
            )
        })
    }
}

/// What of the common work is an instance's: of what one does for all, and of each wallet's outbox among those that reach it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shares {
    whole: Share,
    channels: BTreeMap<String, Share>,
}

impl Shares {
    /// Those of an instance that is alone.
    pub fn all() -> Shares {
        Shares {
            whole: Share::ALL,
            channels: BTreeMap::new(),
        }
    }

    /// How many instances there are, and which this one is.
    pub fn whole(&self) -> Share {
        self.whole
    }

    /// The share of a wallet's outbox. Of one that this instance does not reach, nobody asks.
    pub fn of(&self, channel: &str) -> Share {
        self.channels
            .get(channel)
            .copied()
            .unwrap_or(Share::ALL)
    }

    /// Those of one among instances that run, with the channels of each, by age.
    fn among(id: &str, channels: &[&str], running: &[(String, String)]) -> Shares {
        let share = |channel: Option<&str>| {
            let there: Vec<&str> = running
                .iter()
                .filter(|(_, reached)| {
                    channel.is_none_or(|channel| {
                        reached
                            .split(' ')
                            .any(|reached| reached == channel)
                    })
                })
                .map(|(other, _)| other.as_str())
                .collect();
            let rank = there
                .iter()
                .position(|other| *other == id)
                .unwrap_or(0);
            Share::of(rank, there.len())
        };
        Shares {
            whole: share(None),
            channels: channels
                .iter()
                .map(|channel| ((*channel).to_owned(), share(Some(channel))))
                .collect(),
        }
    }
}

/// How an id ends whose last eight bits are this number. The letters' order is the numbers'.
fn last_letters(part: u32) -> String {
    let mut id = [0; 16];
    id[15] = part as u8;
    encode(&id)[24..].to_owned()
}

#[derive(QueryableByName)]
struct ServerTime {
    #[diesel(sql_type = BigInt)]
    us: i64,
}

#[derive(QueryableByName)]
struct TurnAnswer {
    #[diesel(sql_type = BigInt)]
    wait_us: i64,
}

impl Tx<'_> {
    /// Says that an instance runs, which wallets it reaches, and for how long others may take it for running if they hear nothing more;
    /// answers its shares. SQLite serves one service, which needs to say nothing.
    pub fn announce_instance(
        &mut self,
        id: &str,
        channels: &[&str],
        for_ms: i64,
    ) -> Result<Shares> {
        let Conn::Postgres(c) = &mut self.conn else {
            return Ok(Shares::all());
        };
        let ServerTime { us } = sql_query(format!("SELECT {SERVER_US} AS us")).get_result(*c)?;
        let now = us / 1_000;
        let row = (
            instances::id.eq(id),
            instances::channels.eq(channels.join(" ")),
            instances::ends_at.eq(now + for_ms),
        );
        diesel::insert_into(instances::table)
            .values(row)
            .on_conflict(instances::id)
            .do_update()
            .set(instances::ends_at.eq(excluded(instances::ends_at)))
            .execute(*c)?;
        let running: Vec<(String, String)> = instances::table
            .filter(instances::ends_at.between(now + 1, now + NEAR_MS))
            .order(instances::id)
            .select((instances::id, instances::channels))
            .load(*c)?;
        let shares = Shares::among(id, channels, &running);
        if shares.whole.is_first() {
            // By one, so that two do not wait for each other's rows.
            let gone = instances::table.filter(
                instances::ends_at
                    .lt(now - NEAR_MS)
                    .or(instances::ends_at.gt(now + NEAR_MS)),
            );
            diesel::delete(gone).execute(*c)?;
        }
        Ok(shares)
    }

    /// Says that an instance ends, so that the others need not wait until they miss it.
    pub fn end_instance(&mut self, id: &str) -> Result<()> {
        on_both!(self.conn, |c| diesel::delete(instances::table.find(id))
            .execute(c))?;
        Ok(())
    }

    /// Takes the next turn at a rate that all instances keep together, if it comes within `most_us`: how long to wait for it, in
    /// microseconds. Turns are `spacing_us` apart.
    pub fn take_call_turn(
        &mut self,
        name: &str,
        spacing_us: i64,
        most_us: i64,
    ) -> Result<Option<i64>> {
        let Conn::Postgres(c) = &mut self.conn else {
            return Ok(Some(0));
        };
        // A turn that is lost at a crash harms nobody, so this commit does not wait for the disk, nor for a standby. A turn further ahead
        // than anybody queues is of a clock that was wrong.
        let take = format!(
            "WITH server AS (SELECT {SERVER_US} AS now, set_config('synchronous_commit', 'off', true) AS quiet)
             INSERT INTO call_rates AS rate (name, next_at) SELECT $1, now + $2 FROM server WHERE quiet IS NOT NULL
             ON CONFLICT (name) DO UPDATE SET next_at = $2 + CASE WHEN rate.next_at BETWEEN excluded.next_at - $2
                 AND excluded.next_at + {NEAR_TURN_US} THEN rate.next_at ELSE excluded.next_at - $2 END
             WHERE rate.next_at - excluded.next_at + $2 <= $3 OR rate.next_at > excluded.next_at + {NEAR_TURN_US}
             RETURNING greatest(next_at - $2 - {SERVER_US}, 0) AS wait_us"
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
                        Some((first, end)) => *shop >= first && end.is_none_or(|end| *shop < end),
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
    fn a_wallets_outbox_is_shared_by_those_who_reach_it() {
        let running = [("a", "apple google"), ("b", ""), ("c", "apple")]
            .map(|(id, channels)| (id.to_owned(), channels.to_owned()));
        let shares = Shares::among("c", &["apple"], &running);
        assert_eq!(shares.whole(), Share { rank: 2, count: 3 });
        assert_eq!(shares.of("apple"), Share { rank: 1, count: 2 });
        let first = Shares::among("a", &["apple", "google"], &running);
        assert_eq!(first.of("google"), Share::ALL);
        assert!(first.whole().is_first());
    }

    #[test]
    fn the_oldest_is_the_first_and_one_that_is_alone_has_all() {
        assert_eq!(Share::of(0, 1), Share::ALL);
        assert_eq!(Share::of(0, 0), Share::ALL);
        assert!(Share::of(0, 3).is_first() && !Share::of(2, 3).is_first());
        assert_eq!(Share::ALL.letters(), None);
    }
}
