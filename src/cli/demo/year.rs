//! A plausible year of a coffee shop: who did what and when, so that the demo's numbers look like a real shop's.
//!
//! A pure function of zone, moment and seed. It tells what customers and staff do; what comes of that, stamps and rewards above all,
//! is the product's own business (`past`). Only what people can see is followed here: nobody asks for a reward that does not wait.

use jiff::ToSpan;
use jiff::civil::{self, Date, Weekday};
use jiff::tz::TimeZone;

use crate::clock::Timestamp;
use crate::domain::event::Wallet;

/// Stamps that earn a reward.
pub const STAMPS_REQUIRED: i64 = 10;
/// The tiers of the shop, with the visits from which each holds.
pub const TIERS: [(&str, i64); 2] = [("silver", 15), ("gold", 40)];
const DAYS: i32 = 365;
const DAY_MS: i64 = 86_400_000;
const MINUTE_MS: i64 = 60_000;

/// A customer of the year: the first who joins is 0.
pub type PersonIndex = usize;

/// Something that somebody does.
#[derive(Clone, Debug, PartialEq)]
pub struct Act {
    /// When the service hears of it.
    pub at: Timestamp,
    /// What.
    pub deed: YearAction,
}

/// What customers and staff can do.
#[derive(Clone, Debug, PartialEq)]
pub enum YearAction {
    /// A browser shows the join page, perhaps by somebody's invitation.
    Look {
        visitor: String,
        channel: &'static str,
        inviter: Option<PersonIndex>,
    },
    /// A card is made; without a browser, by staff.
    Join {
        person: PersonIndex,
        visitor: Option<String>,
        channel: &'static str,
        inviter: Option<PersonIndex>,
        name: Option<&'static str>,
    },
    /// The card goes into a wallet.
    Save { person: PersonIndex, wallet: Wallet },
    /// Staff scan the card; `occurred_at` lies earlier where the till was offline.
    Visit {
        person: PersonIndex,
        amount_minor: Option<i64>,
        occurred_at: Timestamp,
    },
    /// Staff take the last visit back.
    TakeBack { person: PersonIndex },
    /// Staff hand the oldest waiting reward over.
    HandOver { person: PersonIndex },
    /// The phone fetches the changed pass.
    Fetch { person: PersonIndex },
    /// The shop asks how the last visit was.
    Ask { person: PersonIndex },
    /// The customer answers.
    Rate { person: PersonIndex, rating: i64 },
    /// The card is taken out of the wallet.
    Remove { person: PersonIndex },
    /// The member wants to be forgotten.
    Leave { person: PersonIndex },
    /// The owner writes a cost down.
    Cost {
        kind: &'static str,
        amount_minor: i64,
    },
}

/// The year before `now` in order of time; equal inputs give equal years.
pub fn year(zone: &TimeZone, now: Timestamp, seed: u64) -> Vec<Act> {
    let mut year = Year {
        zone,
        chance: Chance(seed),
        first_day: first_day(zone, now),
        now,
        acts: Vec::new(),
        joined: 0,
        regulars: Vec::new(),
    };
    year.costs();
    for day in 0..=DAYS {
        year.welcome(day);
    }
    let mut acts = year.acts;
    acts.retain(|act| act.at < now);
    acts.sort_by_key(|act| act.at);
    acts
}

/// The day on which the shop began.
pub fn first_day(zone: &TimeZone, now: Timestamp) -> Date {
    now.date_in(zone)
        .saturating_sub(DAYS.days())
}

/// The instant at which the owner opened on the first day.
pub fn opening(zone: &TimeZone, now: Timestamp) -> Timestamp {
    instant(zone, first_day(zone, now), civil::time(5, 30, 0, 0)).unwrap_or(now)
}

fn instant(zone: &TimeZone, day: Date, time: civil::Time) -> Option<Timestamp> {
    zone.to_ambiguous_timestamp(day.to_datetime(time))
        .compatible()
        .ok()
        .map(Timestamp::from)
}

/// A small generator of pseudo-random numbers (splitmix64), the same on every machine.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self
            .0
            .wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// 0 up to but not including 1.
    fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    fn happens(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    fn between(&mut self, low: i64, high: i64) -> i64 {
        low + (self.unit() * (high - low + 1) as f64) as i64
    }

    /// One of these, as often as its weight says.
    fn pick<T: Copy>(&mut self, choices: &[(T, f64)]) -> T {
        let mut rest = self.unit()
            * choices
                .iter()
                .map(|(_, weight)| weight)
                .sum::<f64>();
        for (choice, weight) in choices {
            rest -= weight;
            if rest < 0.0 {
                return *choice;
            }
        }
        choices[choices.len() - 1].0
    }
}

/// How a member uses the shop: mean days between visits, and the chance that a visit is the last.
#[derive(Clone, Copy)]
struct Habit {
    gap_days: f64,
    last_visit: f64,
}

const HABITS: [(Habit, f64); 4] = [
    (
        Habit {
            gap_days: 3.5,
            last_visit: 0.012,
        },
        0.16,
    ),
    (
        Habit {
            gap_days: 8.0,
            last_visit: 0.030,
        },
        0.24,
    ),
    (
        Habit {
            gap_days: 24.0,
            last_visit: 0.10,
        },
        0.20,
    ),
    (
        Habit {
            gap_days: 30.0,
            last_visit: 1.0,
        },
        0.40,
    ),
];

const CHANNELS: [(&str, f64); 6] = [
    ("counter_qr", 0.52),
    ("receipt_qr", 0.12),
    ("website", 0.10),
    ("social", 0.07),
    ("referral", 0.09),
    ("staff", 0.10),
];

/// When people come: opening hour and weight, with the morning and the lunch break on top.
const HOURS: [(i8, f64); 11] = [
    (7, 0.8),
    (8, 1.6),
    (9, 1.3),
    (10, 1.0),
    (11, 0.8),
    (12, 1.1),
    (13, 1.3),
    (14, 0.8),
    (15, 0.9),
    (16, 0.8),
    (17, 0.5),
];

fn weight_of(day: Weekday) -> f64 {
    match day {
        Weekday::Sunday => 0.5,
        Weekday::Saturday => 1.3,
        Weekday::Friday => 1.1,
        _ => 1.0,
    }
}

/// What staff write on a card that they make for somebody.
const NAMES: [&str; 16] = [
    "Anna", "Mehmet", "Sofia", "Ali", "Lukas", "Zeynep", "Omar", "Maria", "Reza", "Emma", "Budi",
    "Dilnoza", "Jonas", "Layla", "Noah", "Siti",
];

/// A member while the year goes on.
struct YearMember {
    person: PersonIndex,
    wallet: Option<Wallet>,
    stamps: i64,
    visits: i64,
    rewards: i64,
}

struct Year<'a> {
    zone: &'a TimeZone,
    chance: Chance,
    first_day: Date,
    now: Timestamp,
    acts: Vec<Act>,
    joined: PersonIndex,
    /// Members who might invite a friend, and since when. Lives are told one after the other, in order of joining.
    regulars: Vec<(PersonIndex, Timestamp)>,
}

impl Year<'_> {
    fn act(&mut self, at: Timestamp, deed: YearAction) {
        self.acts.push(Act { at, deed });
    }

    /// A moment of the n-th day, within opening hours and as busy as the hour is.
    fn moment(&mut self, day: i32) -> Timestamp {
        let hour = self.chance.pick(&HOURS);
        let (minute, second) = (
            self.chance.between(0, 59) as i8,
            self.chance.between(0, 59) as i8,
        );
        self.instant(day, civil::time(hour, minute, second, 0))
    }

    fn instant(&self, day: i32, time: civil::Time) -> Timestamp {
        instant(
            self.zone,
            self.first_day
                .saturating_add(day.days()),
            time,
        )
        .unwrap_or(self.now)
    }

    fn weekday(&self, day: i32) -> Weekday {
        self.first_day
            .saturating_add(day.days())
            .weekday()
    }

    /// What the programme costs: the till's stand at the beginning, the service each month.
    fn costs(&mut self) {
        let morning = self.instant(0, civil::time(6, 0, 0, 0));
        self.act(
            morning,
            YearAction::Cost {
                kind: "hardware",
                amount_minor: 4_900,
            },
        );
        let first_day = self.first_day;
        for day in (0..=DAYS).filter(|day| {
            first_day
                .saturating_add(day.days())
                .day()
                == 1
        }) {
            let at = self.instant(day, civil::time(6, 0, 0, 0));
            self.act(
                at,
                YearAction::Cost {
                    kind: "platform",
                    amount_minor: 1_900,
                },
            );
        }
    }

    /// Everybody who meets the programme on this day, and what becomes of them.
    fn welcome(&mut self, day: i32) {
        // Many join in the first weeks, then the stream becomes steady: about three hundred in a year.
        let expected = (0.72 + 1.1 * (-f64::from(day) / 35.0).exp()) * weight_of(self.weekday(day));
        let mut left = expected;
        while self.chance.happens(left.min(1.0)) {
            left -= 1.0;
            let at = self.moment(day);
            self.join(at, day);
        }
        if self.chance.happens(expected * 0.35) {
            self.look_and_leave(day);
        }
    }

    fn visitor(&mut self) -> String {
        format!("vis_{:016x}", self.chance.next())
    }

    /// Somebody sees the join page, or a friend's invitation, and does not join.
    fn look_and_leave(&mut self, day: i32) {
        let (at, visitor) = (self.moment(day), self.visitor());
        let channel = self.chance.pick(&CHANNELS[..5]);
        let inviter = if channel == "referral" {
            self.inviter(at)
        } else {
            None
        };
        if channel != "referral" || inviter.is_some() {
            self.act(
                at,
                YearAction::Look {
                    visitor,
                    channel,
                    inviter,
                },
            );
        }
    }

    /// A regular who invites; nobody while there are no regulars yet.
    fn inviter(&mut self, at: Timestamp) -> Option<PersonIndex> {
        let fond: Vec<PersonIndex> = self
            .regulars
            .iter()
            .filter(|(_, since)| *since < at)
            .map(|(person, _)| *person)
            .collect();
        let index = self
            .chance
            .between(0, fond.len() as i64 - 1)
            .max(0) as usize;
        fond.get(index).copied()
    }

    fn join(&mut self, at: Timestamp, day: i32) {
        let mut channel = self.chance.pick(&CHANNELS);
        let visitor = self.visitor();
        let looked_at = at.plus_ms(-MINUTE_MS);
        let inviter = if channel == "referral" {
            self.inviter(looked_at)
        } else {
            None
        };
        if channel == "referral" && inviter.is_none() {
            channel = "counter_qr";
        }
        let by_staff = channel == "staff";
        if !by_staff {
            self.act(
                looked_at,
                YearAction::Look {
                    visitor: visitor.clone(),
                    channel,
                    inviter,
                },
            );
        }
        let person = self.joined;
        self.joined += 1;
        let name = by_staff.then(|| {
            self.chance
                .pick(&NAMES.map(|name| (name, 1.0)))
        });
        self.act(
            at,
            YearAction::Join {
                person,
                visitor: (!by_staff).then_some(visitor),
                channel,
                inviter,
                name,
            },
        );
        let mut member = YearMember {
            person,
            wallet: None,
            stamps: 0,
            visits: 0,
            rewards: 0,
        };
        self.save(&mut member, at.plus_ms(25_000));
        self.live(member, at, day);
    }

    /// Nine of ten keep the card in their wallet.
    fn save(&mut self, member: &mut YearMember, at: Timestamp) {
        if !self.chance.happens(0.9) {
            return;
        }
        let wallet = self
            .chance
            .pick(&[(Wallet::Apple, 0.55), (Wallet::Google, 0.45)]);
        member.wallet = Some(wallet);
        self.act(
            at,
            YearAction::Save {
                person: member.person,
                wallet,
            },
        );
    }

    /// All visits of a member, from the first at the counter to the last.
    fn live(&mut self, mut member: YearMember, joined: Timestamp, join_day: i32) {
        let habit = self.chance.pick(&HABITS);
        if self.chance.happens(0.93) {
            self.visit(&mut member, joined.plus_ms(MINUTE_MS), habit);
        }
        let mut day = join_day;
        while !self
            .chance
            .happens(habit.last_visit)
        {
            day = self.next_visit_day(day, habit);
            if day > DAYS {
                return;
            }
            let at = self.moment(day);
            self.visit(&mut member, at, habit);
            if member.visits == 6 {
                self.regulars
                    .push((member.person, at));
            }
        }
        self.part(member, day);
    }

    fn next_visit_day(&mut self, day: i32, habit: Habit) -> i32 {
        let next = day
            + (habit.gap_days * (0.35 + 1.3 * self.chance.unit()))
                .round()
                .max(1.0) as i32;
        if self.weekday(next) == Weekday::Sunday && self.chance.happens(0.5) {
            next + 1
        } else {
            next
        }
    }

    fn visit(&mut self, member: &mut YearMember, at: Timestamp, habit: Habit) {
        let person = member.person;
        let amount_minor =
            (!self.chance.happens(0.08)).then(|| self.chance.between(280, 420) + self.extras());
        // A tenth stamp comes at once and is never a slip of the finger: a reward earned by it would have to be taken back. And a
        // visit sent later arrives before the next one.
        let earns = member.stamps + 1 == STAMPS_REQUIRED;
        let offline = !earns && habit.gap_days > 7.0 && self.chance.happens(0.006);
        let delay = if offline {
            self.chance
                .between(DAY_MS, 2 * DAY_MS)
        } else {
            0
        };
        self.act(
            at.plus_ms(delay),
            YearAction::Visit {
                person,
                amount_minor,
                occurred_at: at,
            },
        );
        if !earns && !offline && self.chance.happens(0.012) {
            self.act(at.plus_ms(2 * MINUTE_MS), YearAction::TakeBack { person });
            return;
        }
        member.visits += 1;
        member.stamps += 1;
        if earns {
            member.stamps = 0;
            member.rewards += 1;
        }
        let after = at.plus_ms(delay);
        self.hand_over(member, after.plus_ms(MINUTE_MS));
        if member.wallet == Some(Wallet::Apple) && self.chance.happens(0.93) {
            let soon = self
                .chance
                .between(2_000, 40 * MINUTE_MS);
            self.act(after.plus_ms(soon), YearAction::Fetch { person });
        }
        self.ask_for_review(person, after);
    }

    /// One in four takes something to eat as well.
    fn extras(&mut self) -> i64 {
        if self.chance.happens(0.25) {
            self.chance.between(180, 520)
        } else {
            0
        }
    }

    /// Half of the rewards are drunk at once, most others at the next visit.
    fn hand_over(&mut self, member: &mut YearMember, at: Timestamp) {
        if member.rewards == 0
            || !self
                .chance
                .happens(if member.stamps == 0 {
                    0.55
                } else {
                    0.75
                })
        {
            return;
        }
        member.rewards -= 1;
        self.act(
            at,
            YearAction::HandOver {
                person: member.person,
            },
        );
    }

    fn ask_for_review(&mut self, person: PersonIndex, visited_at: Timestamp) {
        if !self.chance.happens(0.06) {
            return;
        }
        let asked_at = visited_at.plus_ms(120 * MINUTE_MS);
        self.act(asked_at, YearAction::Ask { person });
        if self.chance.happens(0.4) {
            let answered_at = asked_at.plus_ms(self.chance.between(5, 600) * MINUTE_MS);
            let rating = self
                .chance
                .pick(&[(5, 0.55), (4, 0.25), (3, 0.1), (2, 0.06), (1, 0.04)]);
            self.act(answered_at, YearAction::Rate { person, rating });
        }
    }

    /// What those do who will not come again: nothing, mostly.
    fn part(&mut self, member: YearMember, last_day: i32) {
        let person = member.person;
        let day = last_day + self.chance.between(5, 60) as i32;
        if self.chance.happens(0.05) && member.visits < 6 {
            let at = self.moment(day);
            self.act(at, YearAction::Leave { person });
        } else if member.wallet.is_some() && self.chance.happens(0.3) {
            let at = self.moment(day);
            self.act(at, YearAction::Remove { person });
        }
    }
}

#[cfg(test)]
#[path = "year_tests.rs"]
mod tests;
