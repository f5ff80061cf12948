//! A made-up log of one shop, of any length: years in which members join and come, the same at each making.

use crate::clock::Timestamp;
use crate::domain::event::{Event, Fact, RewardEnd, StampReason, Wallet};

const DAY_MS: i64 = 86_400_000;

/// Makes the events in the order in which they were received.
pub(super) struct Log {
    merchant: String,
    begin: Timestamp,
    length_ms: i64,
    events: u64,
    members: u64,
    told: u64,
    joined: u64,
    facts: u64,
    rewards: Vec<(u64, u64)>,
    visits: Vec<(u64, Timestamp)>,
    requests: Vec<(u64, u64)>,
    random: u64,
    /// What follows from the event before.
    next: Vec<Event>,
}

/// How many of the latest rewards, visits and requests something can still happen to.
const LATEST: usize = 2_000;

/// The id of a place; the shop has three, from 0 on.
pub(super) fn place(n: u64) -> String {
    id("loc", n)
}

fn id(kind: &str, n: u64) -> String {
    // As the ids of the service are: the last sign of one is never odd.
    format!("{kind}_{n:025}0")
}

fn keep<T>(latest: &mut Vec<T>, new: T, at: usize) {
    if latest.len() < LATEST {
        latest.push(new);
    } else {
        latest[at % LATEST] = new;
    }
}

impl Log {
    /// A log of so many events and members that begins at midnight of a day so many years before `end`.
    pub(super) fn new(merchant: &str, events: u64, members: u64, years: u8, end: Timestamp) -> Log {
        let length_ms = i64::from(years) * 365 * DAY_MS;
        Log {
            merchant: merchant.to_owned(),
            begin: Timestamp(end.0.div_euclid(DAY_MS) * DAY_MS - length_ms),
            length_ms,
            events,
            members: members.max(1),
            told: 0,
            joined: 0,
            facts: 0,
            rewards: Vec::new(),
            visits: Vec::new(),
            requests: Vec::new(),
            random: 0x9e37_79b9_7f4a_7c15,
            next: Vec::new(),
        }
    }

    fn below(&mut self, limit: u64) -> u64 {
        self.random ^= self.random << 13;
        self.random ^= self.random >> 7;
        self.random ^= self.random << 17;
        self.random % limit.max(1)
    }

    fn event(&mut self, at: Timestamp, member: u64, fact: Fact) -> Event {
        self.facts += 1;
        let n = self.facts;
        // One in two hundred was scanned without a line and came a day or two later.
        let late = if n.is_multiple_of(200) {
            DAY_MS * 3 / 2
        } else {
            0
        };
        Event {
            event_id: id("evt", n),
            idempotency_key: format!("fact:{}", id("evt", n)),
            merchant_id: self.merchant.clone(),
            occurred_at: at.plus_ms(-late),
            received_at: at,
            member_id: Some(id("mem", member)),
            card_id: Some(id("card", member)),
            location_id: Some(place(member % 3)),
            staff_id: None,
            fact,
        }
    }

    fn join(&mut self, at: Timestamp) -> Event {
        let member = self.joined;
        self.joined += 1;
        let wallet = if member.is_multiple_of(2) {
            Wallet::Apple
        } else {
            Wallet::Google
        };
        let saved = self.event(
            at,
            member,
            Fact::CardSaved {
                wallet,
                device_ref: None,
            },
        );
        let channel = ["counter_qr", "website", "referral"][(member % 3) as usize].to_owned();
        let card = Fact::CardIssued {
            channel: channel.clone(),
            visitor_id: Some(id("v", member)),
            referrer_member_id: None,
        };
        let card = self.event(at, member, card);
        let viewed = self.event(
            at,
            member,
            Fact::PageViewed {
                visitor_id: id("v", member),
                channel,
            },
        );
        if !member.is_multiple_of(10) {
            self.next.push(saved);
        }
        self.next.push(card);
        if member.is_multiple_of(5) {
            let before = Fact::VisitImported {
                visit_id: id("till", member),
                amount_minor: Some(700),
            };
            let mut known = self.event(at, member, before);
            known.occurred_at = known
                .occurred_at
                .plus_ms(-20 * DAY_MS);
            self.next.push(known);
        }
        viewed
    }

    fn visit(&mut self, at: Timestamp, member: u64) -> Event {
        let n = self.facts;
        let amount_minor = (!n.is_multiple_of(6)).then(|| 300 + (n % 900) as i64);
        let visit = self.event(
            at,
            member,
            Fact::VisitValidated {
                visit_id: id("scan", n),
                amount_minor,
            },
        );
        let stamps = Fact::StampsChanged {
            delta: 1,
            reason: StampReason::Visit,
            visit_id: Some(id("scan", n)),
        };
        let stamps = self.event(at, member, stamps);
        self.next.push(Event {
            occurred_at: visit.occurred_at,
            ..stamps
        });
        keep(&mut self.visits, (n, visit.occurred_at), n as usize);
        visit
    }

    fn reward(&mut self, at: Timestamp, member: u64) -> Event {
        let n = self.facts;
        keep(&mut self.rewards, (n, member), n as usize);
        self.event(
            at,
            member,
            Fact::RewardEarned {
                reward_id: id("rwd", n),
                stamps_spent: 9,
                cost_minor: Some(250),
            },
        )
    }

    fn of_a_reward(&mut self, at: Timestamp, used: bool) -> Event {
        let which = self.below(self.rewards.len() as u64) as usize;
        let Some((reward, member)) =
            (!self.rewards.is_empty()).then(|| self.rewards.swap_remove(which))
        else {
            return self.reward(at, 0);
        };
        let n = self.facts;
        let reward_id = id("rwd", reward);
        let fact = match used {
            true => Fact::RewardRedeemed {
                reward_id,
                redemption_id: id("rdm", n),
                cost_minor: Some(240),
            },
            false => Fact::RewardEnded {
                reward_id,
                reason: RewardEnd::Expired,
            },
        };
        self.event(at, member, fact)
    }

    fn message(&mut self, at: Timestamp, member: u64) -> Event {
        let n = self.facts;
        let purpose = if n.is_multiple_of(4) {
            "reminder"
        } else {
            "stamp_update"
        }
        .to_owned();
        let fact = Fact::MessageSent {
            message_id: id("msg", n),
            purpose,
            campaign_id: None,
            wallet: Some(Wallet::Apple),
            automation: None,
            held_back: None,
        };
        let fetched = self.event(
            at.plus_ms(60_000),
            member,
            Fact::PassFetched {
                wallet: Wallet::Apple,
            },
        );
        self.next.push(fetched);
        self.event(at, member, fact)
    }

    fn void(&mut self, at: Timestamp, member: u64) -> Event {
        let which = self.below(self.visits.len() as u64) as usize;
        let Some((visit, _)) = self.visits.get(which).copied() else {
            return self.visit(at, member);
        };
        self.event(
            at,
            member,
            Fact::VisitVoided {
                visit_id: id("scan", visit),
                reason: None,
            },
        )
    }

    fn review(&mut self, at: Timestamp, member: u64) -> Event {
        let n = self.facts;
        match self
            .requests
            .pop()
            .filter(|_| n.is_multiple_of(3))
        {
            Some((request, member)) => {
                let review = Fact::ReviewSubmitted {
                    review_id: id("rev", n),
                    rating: 1 + (n % 5) as i64,
                    request_id: Some(id("req", request)),
                    sentiment: None,
                };
                self.event(at, member, review)
            }
            None => {
                let visit_id = self
                    .visits
                    .last()
                    .map(|(visit, _)| id("scan", *visit));
                self.requests.push((n, member));
                self.event(
                    at,
                    member,
                    Fact::ReviewRequested {
                        request_id: id("req", n),
                        visit_id,
                    },
                )
            }
        }
    }

    fn something(&mut self, at: Timestamp) -> Event {
        let due = (self.told + 1) * self.members / self.events;
        if self.joined < due.max(1) {
            return self.join(at);
        }
        let member = self.below(self.joined);
        match self.below(100) {
            0..70 => self.visit(at, member),
            70..78 => self.reward(at, member),
            78..83 => self.of_a_reward(at, true),
            83..85 => self.of_a_reward(at, false),
            85..92 => self.message(at, member),
            92 | 93 => self.void(at, member),
            94..97 => self.review(at, member),
            97 => self.event(
                at,
                member,
                Fact::CardRemoved {
                    wallet: Wallet::Apple,
                    device_ref: None,
                },
            ),
            98 => self.event(
                at,
                member,
                Fact::TierChanged {
                    tier: "silver".into(),
                },
            ),
            _ => self.event(
                at,
                member,
                Fact::CostRecorded {
                    kind: "labour".into(),
                    amount_minor: 100,
                },
            ),
        }
    }
}

impl Iterator for Log {
    type Item = Event;

    fn next(&mut self) -> Option<Event> {
        if self.told >= self.events {
            return None;
        }
        let at = self.begin.plus_ms(
            (self.told as i128 * i128::from(self.length_ms) / i128::from(self.events)) as i64,
        );
        let event = match self.next.pop() {
            Some(event) => event,
            None if self.told == 0 => {
                let settings = Fact::ProgramConfigured {
                    currency: "EUR".into(),
                    gross_margin_bp: Some(5_500),
                    stamps_required: Some(9),
                    launched_on: Some(
                        self.begin
                            .date_in(&jiff::tz::TimeZone::UTC),
                    ),
                };
                self.event(at, 0, settings)
            }
            None => self.something(at),
        };
        self.told += 1;
        Some(event)
    }
}
