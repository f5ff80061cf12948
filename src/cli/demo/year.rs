//! A plausible year of a coffee shop as events, so that the demo's numbers look like a real shop's.
//!
//! A pure function of shop, moment and seed. The arithmetic of stamps and rewards is the product's own: ten stamps earn a
//! reward and are taken then, a voided visit takes its stamp with it, and only a waiting reward is handed over.

use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use jiff::{ToSpan, civil};

use crate::clock::Timestamp;
use crate::domain::event::{Event, Fact, StampReason, Wallet};
use crate::ids::{CardId, DeliveryId, EventId, MemberId, RedemptionId, RequestId, RewardId, ScanId};

/// Stamps that earn a reward.
const STAMPS_REQUIRED: i64 = 10;
/// What a free coffee costs the shop, in cents.
const REWARD_COST_MINOR: i64 = 260;
const DAYS: i32 = 365;
const DAY_MS: i64 = 86_400_000;
const MINUTE_MS: i64 = 60_000;

/// Whose year it was.
pub struct Shop<'a> {
    /// The merchant of every event.
    pub merchant_id: &'a str,
    /// Where visits happen.
    pub location_id: &'a str,
    /// The till that scans.
    pub staff_id: &'a str,
    /// The shop's zone.
    pub zone: &'a TimeZone,
    /// ISO 4217.
    pub currency: &'a str,
}

/// The year of events before `now`, in order of time; equal inputs give equal years.
pub fn year_of_events(shop: &Shop<'_>, now: Timestamp, seed: u64) -> Vec<Event> {
    let mut year = Year { shop, chance: Chance(seed), first_day: first_day(shop, now), now, events: Vec::new(), regulars: Vec::new() };
    year.open();
    for day in 0..=DAYS {
        year.welcome(day);
    }
    let mut events = year.events;
    events.retain(|event| event.received_at < now);
    events.sort_by_key(|event| (event.occurred_at, event.received_at));
    events
}

fn first_day(shop: &Shop<'_>, now: Timestamp) -> Date {
    now.date_in(shop.zone).saturating_sub(DAYS.days())
}

/// A small generator of pseudo-random numbers (splitmix64), the same on every machine.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
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
        let mut rest = self.unit() * choices.iter().map(|(_, weight)| weight).sum::<f64>();
        for (choice, weight) in choices {
            rest -= weight;
            if rest < 0.0 {
                return *choice;
            }
        }
        choices[choices.len() - 1].0
    }

    /// The bytes of an id made at this moment, so that ids sort by age as real ones do.
    fn id(&mut self, at: Timestamp) -> [u8; 16] {
        let mut bytes = [0; 16];
        bytes[..6].copy_from_slice(&at.0.to_be_bytes()[2..]);
        bytes[6..14].copy_from_slice(&self.next().to_be_bytes());
        bytes[14..].copy_from_slice(&self.next().to_be_bytes()[..2]);
        bytes[6] = 0x70 | bytes[6] & 0x0f;
        bytes[8] = 0x80 | bytes[8] & 0x3f;
        bytes
    }
}

/// How a member uses the shop: mean days between visits, and the chance that a visit is the last.
#[derive(Clone, Copy)]
struct Habit {
    gap_days: f64,
    last_visit: f64,
}

const HABITS: [(Habit, f64); 4] = [
    (Habit { gap_days: 3.5, last_visit: 0.012 }, 0.16),
    (Habit { gap_days: 8.0, last_visit: 0.030 }, 0.24),
    (Habit { gap_days: 24.0, last_visit: 0.10 }, 0.20),
    (Habit { gap_days: 30.0, last_visit: 1.0 }, 0.40),
];

const CHANNELS: [(&str, f64); 6] =
    [("counter_qr", 0.52), ("receipt_qr", 0.12), ("website", 0.10), ("social", 0.07), ("referral", 0.09), ("staff", 0.10)];

/// When people come: opening hour and weight, with the morning and the lunch break on top.
const HOURS: [(i8, f64); 11] =
    [(7, 0.8), (8, 1.6), (9, 1.3), (10, 1.0), (11, 0.8), (12, 1.1), (13, 1.3), (14, 0.8), (15, 0.9), (16, 0.8), (17, 0.5)];

fn weight_of(day: Weekday) -> f64 {
    match day {
        Weekday::Sunday => 0.5,
        Weekday::Saturday => 1.3,
        Weekday::Friday => 1.1,
        _ => 1.0,
    }
}

/// A member while the year goes on.
struct Member {
    id: String,
    card: String,
    wallet: Option<Wallet>,
    device: Option<String>,
    stamps: i64,
    visits: i64,
    /// Waiting rewards, oldest first.
    rewards: Vec<String>,
}

struct Year<'a> {
    shop: &'a Shop<'a>,
    chance: Chance,
    first_day: Date,
    now: Timestamp,
    events: Vec<Event>,
    /// Members who might invite a friend, and since when. Lives are told one after the other, in order of joining.
    regulars: Vec<(String, Timestamp)>,
}

impl Year<'_> {
    fn write(&mut self, at: Timestamp, member: Option<&Member>, fact: Fact) {
        let delay = self.chance.between(80, 900);
        self.write_late(at, delay, member, fact);
    }

    fn write_late(&mut self, at: Timestamp, delay_ms: i64, member: Option<&Member>, fact: Fact) {
        let event_id = EventId::from_bytes(self.chance.id(at)).to_string();
        let at_counter = fact.kind().starts_with("visit") || fact.kind().starts_with("reward_redeemed");
        self.events.push(Event {
            idempotency_key: format!("{}:{event_id}", fact.kind()),
            event_id,
            merchant_id: self.shop.merchant_id.to_owned(),
            occurred_at: at,
            received_at: at.plus_ms(delay_ms),
            member_id: member.map(|member| member.id.clone()),
            card_id: member.map(|member| member.card.clone()),
            location_id: (at_counter || matches!(fact, Fact::CardIssued { .. })).then(|| self.shop.location_id.to_owned()),
            staff_id: at_counter.then(|| self.shop.staff_id.to_owned()),
            fact,
        });
    }

    /// A moment of the n-th day, within opening hours and as busy as the hour is.
    fn moment(&mut self, day: i32) -> Timestamp {
        let hour = self.chance.pick(&HOURS);
        let (minute, second) = (self.chance.between(0, 59) as i8, self.chance.between(0, 59) as i8);
        self.instant(day, civil::time(hour, minute, second, 0))
    }

    fn instant(&self, day: i32, time: civil::Time) -> Timestamp {
        let date = self.first_day.saturating_add(day.days());
        let instant = self.shop.zone.to_ambiguous_timestamp(date.to_datetime(time)).compatible();
        instant.map_or(self.now, Timestamp::from)
    }

    fn weekday(&self, day: i32) -> Weekday {
        self.first_day.saturating_add(day.days()).weekday()
    }

    /// Settings on the first day and what the programme costs.
    fn open(&mut self) {
        let morning = self.instant(0, civil::time(6, 0, 0, 0));
        let configured = Fact::ProgramConfigured {
            currency: self.shop.currency.to_owned(),
            gross_margin_bp: Some(6200),
            stamps_required: Some(STAMPS_REQUIRED),
            launched_on: Some(self.first_day),
        };
        self.write(morning, None, configured);
        self.write(morning, None, Fact::CostRecorded { kind: "hardware".into(), amount_minor: 4_900 });
        let first_day = self.first_day;
        for day in (0..=DAYS).filter(|day| first_day.saturating_add(day.days()).day() == 1) {
            let at = self.instant(day, civil::time(6, 0, 0, 0));
            self.write(at, None, Fact::CostRecorded { kind: "platform".into(), amount_minor: 1_900 });
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
        let (at, visitor_id) = (self.moment(day), self.visitor());
        let channel = self.chance.pick(&CHANNELS[..5]);
        if channel == "referral" && self.invite(at.plus_ms(-2 * MINUTE_MS), &visitor_id).is_none() {
            return;
        }
        self.write(at, None, Fact::PageViewed { visitor_id, channel: channel.to_owned() });
    }

    /// A regular's invitation is opened; nobody invites while there are no regulars yet.
    fn invite(&mut self, at: Timestamp, visitor: &str) -> Option<String> {
        let fond: Vec<&String> = self.regulars.iter().filter(|(_, since)| *since < at).map(|(member, _)| member).collect();
        let index = self.chance.between(0, fond.len() as i64 - 1).max(0) as usize;
        let inviter = fond.get(index).map(|member| (*member).clone())?;
        self.write(at, None, Fact::ReferralOpened { visitor_id: visitor.to_owned() });
        if let Some(event) = self.events.last_mut() {
            event.member_id = Some(inviter.clone());
        }
        Some(inviter)
    }

    fn join(&mut self, at: Timestamp, day: i32) {
        let mut channel = self.chance.pick(&CHANNELS);
        let visitor_id = self.visitor();
        let mut referrer_member_id = None;
        if channel == "referral" {
            referrer_member_id = self.invite(at.plus_ms(-3 * MINUTE_MS), &visitor_id);
            channel = if referrer_member_id.is_some() { channel } else { "counter_qr" };
        }
        let by_staff = channel == "staff";
        if !by_staff {
            let viewed = Fact::PageViewed { visitor_id: visitor_id.clone(), channel: channel.to_owned() };
            self.write(at.plus_ms(-MINUTE_MS), None, viewed);
        }
        let mut member = self.member(at);
        let visitor_id = (!by_staff).then_some(visitor_id);
        self.write(at, Some(&member), Fact::CardIssued { channel: channel.to_owned(), visitor_id, referrer_member_id });
        self.save(&mut member, at.plus_ms(25_000));
        self.live(member, at, day);
    }

    fn member(&mut self, at: Timestamp) -> Member {
        Member {
            id: MemberId::from_bytes(self.chance.id(at)).to_string(),
            card: CardId::from_bytes(self.chance.id(at)).to_string(),
            wallet: None,
            device: None,
            stamps: 0,
            visits: 0,
            rewards: Vec::new(),
        }
    }

    /// Nine of ten keep the card in their wallet.
    fn save(&mut self, member: &mut Member, at: Timestamp) {
        if !self.chance.happens(0.9) {
            return;
        }
        let wallet = self.chance.pick(&[(Wallet::Apple, 0.55), (Wallet::Google, 0.45)]);
        member.wallet = Some(wallet);
        member.device = (wallet == Wallet::Apple).then(|| format!("dev_{:016x}", self.chance.next()));
        self.write(at, Some(member), Fact::CardSaved { wallet, device_ref: member.device.clone() });
    }

    /// All visits of a member, from the first at the counter to the last.
    fn live(&mut self, mut member: Member, joined: Timestamp, join_day: i32) {
        let habit = self.chance.pick(&HABITS);
        if self.chance.happens(0.93) {
            self.visit(&mut member, joined.plus_ms(MINUTE_MS));
        }
        let mut day = join_day;
        while !self.chance.happens(habit.last_visit) {
            day = self.next_visit_day(day, habit);
            if day > DAYS {
                return;
            }
            let at = self.moment(day);
            self.visit(&mut member, at);
            if member.visits == 6 {
                self.regulars.push((member.id.clone(), at));
            }
        }
        self.part(member, day);
    }

    fn next_visit_day(&mut self, day: i32, habit: Habit) -> i32 {
        let next = day + (habit.gap_days * (0.35 + 1.3 * self.chance.unit())).round().max(1.0) as i32;
        if self.weekday(next) == Weekday::Sunday && self.chance.happens(0.5) { next + 1 } else { next }
    }

    fn visit(&mut self, member: &mut Member, at: Timestamp) {
        let visit_id = ScanId::from_bytes(self.chance.id(at)).to_string();
        let amount_minor = (!self.chance.happens(0.08)).then(|| self.chance.between(280, 420) + self.extras());
        // A tenth stamp comes at once and is never a slip of the finger: a reward earned by it would have to be taken back.
        let earns = member.stamps + 1 == STAMPS_REQUIRED;
        let offline = !earns && self.chance.happens(0.004);
        let delay = if offline { self.chance.between(DAY_MS, 2 * DAY_MS) } else { self.chance.between(80, 900) };
        self.write_late(at, delay, Some(member), Fact::VisitValidated { visit_id: visit_id.clone(), amount_minor });
        let stamped = Fact::StampsChanged { delta: 1, reason: StampReason::Visit, visit_id: Some(visit_id.clone()) };
        self.write_late(at, delay, Some(member), stamped);
        if !earns && !offline && self.chance.happens(0.012) {
            self.write(at.plus_ms(2 * MINUTE_MS), Some(member), Fact::VisitVoided { visit_id, reason: Some("scanned twice".into()) });
            return;
        }
        member.visits += 1;
        member.stamps += 1;
        if earns {
            self.earn(member, at, delay);
        }
        self.rise(member, at);
        self.redeem(member, at.plus_ms(MINUTE_MS));
        self.update_pass(member, at.plus_ms(1_500));
        self.ask_for_review(member, &visit_id, at);
    }

    /// One in four takes something to eat as well.
    fn extras(&mut self) -> i64 {
        if self.chance.happens(0.25) { self.chance.between(180, 520) } else { 0 }
    }

    fn earn(&mut self, member: &mut Member, at: Timestamp, delay: i64) {
        let reward_id = RewardId::from_bytes(self.chance.id(at)).to_string();
        let earned =
            Fact::RewardEarned { reward_id: reward_id.clone(), stamps_spent: STAMPS_REQUIRED, cost_minor: Some(REWARD_COST_MINOR) };
        self.write_late(at, delay, Some(member), earned);
        member.stamps = 0;
        member.rewards.push(reward_id);
    }

    fn rise(&mut self, member: &Member, at: Timestamp) {
        let tier = match member.visits {
            15 => "silver",
            40 => "gold",
            _ => return,
        };
        self.write(at, Some(member), Fact::TierChanged { tier: tier.into() });
    }

    /// Half of the rewards are drunk at once, most others at the next visit.
    fn redeem(&mut self, member: &mut Member, at: Timestamp) {
        if member.rewards.is_empty() || !self.chance.happens(if member.stamps == 0 { 0.55 } else { 0.75 }) {
            return;
        }
        let reward_id = member.rewards.remove(0);
        let redemption_id = RedemptionId::from_bytes(self.chance.id(at)).to_string();
        self.write(at, Some(member), Fact::RewardRedeemed { reward_id, redemption_id, cost_minor: Some(REWARD_COST_MINOR) });
    }

    /// The pass on the phone learns about the visit; iPhones fetch it, Google's do not tell.
    fn update_pass(&mut self, member: &Member, at: Timestamp) {
        let Some(wallet) = member.wallet else { return };
        let message_id = DeliveryId::from_bytes(self.chance.id(at)).to_string();
        let sent = Fact::MessageSent { message_id, purpose: "stamp_update".into(), campaign_id: None, wallet: Some(wallet) };
        self.write(at, Some(member), sent);
        if wallet == Wallet::Apple && self.chance.happens(0.93) {
            let soon = self.chance.between(1_000, 40 * MINUTE_MS);
            self.write(at.plus_ms(soon), Some(member), Fact::PassFetched { wallet });
        }
    }

    fn ask_for_review(&mut self, member: &Member, visit_id: &str, at: Timestamp) {
        if !self.chance.happens(0.06) {
            return;
        }
        let asked_at = at.plus_ms(120 * MINUTE_MS);
        let request_id = RequestId::from_bytes(self.chance.id(asked_at)).to_string();
        let asked = Fact::ReviewRequested { request_id: request_id.clone(), visit_id: Some(visit_id.to_owned()) };
        self.write(asked_at, Some(member), asked);
        if self.chance.happens(0.4) {
            let answered_at = asked_at.plus_ms(self.chance.between(5, 600) * MINUTE_MS);
            let rating = self.chance.pick(&[(5, 0.55), (4, 0.25), (3, 0.1), (2, 0.06), (1, 0.04)]);
            let review_id = format!("rev_{:016x}", self.chance.next());
            let answered = Fact::ReviewSubmitted { review_id, rating, request_id: Some(request_id), sentiment: None };
            self.write(answered_at, Some(member), answered);
        }
    }

    /// What those do who will not come again: nothing, mostly.
    fn part(&mut self, member: Member, last_day: i32) {
        let day = last_day + self.chance.between(5, 60) as i32;
        if self.chance.happens(0.05) && member.visits < 6 {
            let at = self.moment(day);
            self.write(at, Some(&member), Fact::MemberDeleted { reason: Some("request".into()) });
        } else if let (Some(wallet), true) = (member.wallet, self.chance.happens(0.3)) {
            let at = self.moment(day);
            self.write(at, Some(&member), Fact::CardRemoved { wallet, device_ref: member.device.clone() });
        }
    }
}

#[cfg(test)]
#[path = "year_tests.rs"]
mod tests;
