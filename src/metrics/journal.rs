//! The log without duplicates, in replay order and in little memory: texts become numbers (rules 1 and 2 of section 2.2).

use std::cmp::Ordering;
use std::collections::HashMap;
use std::collections::hash_map::Entry as Slot;

use crate::clock::Timestamp;
use crate::domain::event::{Arm, Event, Fact, OutcomeSource, RewardEnd, Wallet};

/// A text of the log as a number; equal texts have equal numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Name(pub(super) u32);

/// Texts by first appearance.
#[derive(Default)]
pub(super) struct Names(HashMap<Box<str>, Name>);

impl Names {
    fn of(&mut self, text: &str) -> Name {
        if let Some(name) = self.0.get(text) {
            return *name;
        }
        let name = Name(self.0.len() as u32);
        self.0.insert(text.into(), name);
        name
    }

    fn of_any(&mut self, text: &Option<String>) -> Option<Name> {
        text.as_deref().map(|text| self.of(text))
    }

    /// The texts, in the order of their numbers.
    pub(super) fn into_texts(self) -> Vec<Box<str>> {
        let mut texts = vec![Box::default(); self.0.len()];
        for (text, name) in self.0 {
            texts[name.0 as usize] = text;
        }
        texts
    }
}

/// What metrics need of an event: the fields of its type with numbers for texts.
#[derive(Clone, Copy, Debug)]
pub(super) enum Entry {
    PageViewed { visitor: Name, channel: Name, location: Option<Name> },
    CardIssued(Issued),
    CardSignal { card: Name, wallet: Wallet, device: Option<Name>, saved: bool },
    Visit { visit: Name, member: Name, card: Option<Name>, amount: Option<i64>, location: Option<Name>, imported: bool },
    VisitVoided { visit: Name },
    StampsChanged { member: Name, delta: i64, visit: Option<Name> },
    RewardEarned { reward: Name, member: Name, stamps_spent: i64, cost: i64 },
    RewardEnded { reward: Name, end: RewardEnd },
    RewardRedeemed { redemption: Name, reward: Name, member: Name, cost: i64, location: Option<Name> },
    RedemptionVoided { redemption: Name },
    ReferralOpened { member: Name, visitor: Name },
    ReviewRequested { request: Name, member: Name, visit: Option<Name> },
    ReviewSubmitted { review: Name, member: Name, request: Option<Name>, rating: i64, sentiment: Option<i64> },
    MessageSent { message: Name, member: Name, nudge: bool, apple_card: Option<Name> },
    PassFetched { card: Name, wallet: Wallet },
    TierChanged { member: Name, tier: Name },
    GroupAssigned { member: Name, experiment: Name, arm: Arm, source: OutcomeSource },
    MemberMerged { survivor: Name, merged: Name },
    MemberDeleted { member: Name },
    CostRecorded { amount: i64, location: Option<Name> },
    ProgramConfigured(Configuration),
}

/// A card as it was issued.
#[derive(Clone, Copy, Debug)]
pub(super) struct Issued {
    pub(super) card: Name,
    pub(super) member: Name,
    pub(super) channel: Name,
    pub(super) visitor: Option<Name>,
    pub(super) referrer: Option<Name>,
    pub(super) location: Option<Name>,
}

/// The settings that metrics need.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Configuration {
    pub(super) gross_margin_bp: Option<i64>,
    pub(super) stamps_required: Option<i64>,
    pub(super) launched_on: Option<jiff::civil::Date>,
}

/// The id spaces in which a fact may stand only once, whatever its idempotency key.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Space {
    Card,
    Visit,
    Reward,
    Redemption,
    Request,
    Review,
    Message,
}

impl Entry {
    fn business_id(&self) -> Option<(Space, Name)> {
        Some(match *self {
            Entry::CardIssued(Issued { card, .. }) => (Space::Card, card),
            Entry::Visit { visit, .. } => (Space::Visit, visit),
            Entry::RewardEarned { reward, .. } => (Space::Reward, reward),
            Entry::RewardRedeemed { redemption, .. } => (Space::Redemption, redemption),
            Entry::ReviewRequested { request, .. } => (Space::Request, request),
            Entry::ReviewSubmitted { review, .. } => (Space::Review, review),
            Entry::MessageSent { message, .. } => (Space::Message, message),
            _ => return None,
        })
    }
}

/// One record that counts.
pub(super) struct Record {
    pub(super) at: Timestamp,
    pub(super) received: Timestamp,
    event_id: Box<str>,
    pub(super) entry: Entry,
}

impl Record {
    /// Which of two records of the same fact counts: the first received, then the smaller id. Texts are compared last, and rarely.
    fn is_senior_to(&self, other: &Record) -> bool {
        self.received.cmp(&other.received).then_with(|| self.event_id.cmp(&other.event_id)).is_lt()
    }

    fn replay_order(&self, other: &Record) -> Ordering {
        self.at.cmp(&other.at).then_with(|| self.received.cmp(&other.received)).then_with(|| self.event_id.cmp(&other.event_id))
    }
}

/// Takes events in any order and keeps one record of each fact.
#[derive(Default)]
pub(super) struct Journal {
    names: Names,
    by_key: HashMap<Box<str>, usize>,
    records: Vec<Record>,
    duplicates: usize,
}

/// What is left of the log.
pub(super) struct Replay {
    pub(super) texts: Vec<Box<str>>,
    pub(super) records: Vec<Record>,
    pub(super) duplicates: usize,
}

impl Journal {
    /// Takes one event; of two with the same idempotency key the first received stays.
    pub(super) fn take(&mut self, event: &Event) {
        // What cannot happen to a line that was checked on entry is left out rather than guessed.
        let Some(entry) = entry_of(event, &mut self.names) else { return };
        let record = Record { at: event.occurred_at, received: event.received_at, event_id: event.event_id.as_str().into(), entry };
        match self.by_key.entry(event.idempotency_key.as_str().into()) {
            Slot::Vacant(slot) => {
                slot.insert(self.records.len());
                self.records.push(record);
            }
            Slot::Occupied(slot) => {
                self.duplicates += 1;
                let kept = &mut self.records[*slot.get()];
                if record.is_senior_to(kept) {
                    *kept = record;
                }
            }
        }
    }

    /// Closes the journal: one record for each business id, in replay order.
    pub(super) fn close(self) -> Replay {
        let Journal { names, by_key, mut records, mut duplicates } = self;
        drop(by_key);
        let before = records.len();
        let mut stays = seniors(&records).into_iter();
        records.retain(|_| stays.next().unwrap_or(true));
        duplicates += before - records.len();
        records.sort_unstable_by(Record::replay_order);
        Replay { texts: names.into_texts(), records, duplicates }
    }
}

/// For each record, whether it is the one that counts for its business id.
fn seniors(records: &[Record]) -> Vec<bool> {
    let mut stays = vec![true; records.len()];
    let mut chosen: HashMap<(Space, Name), usize> = HashMap::new();
    for (index, record) in records.iter().enumerate() {
        let Some(id) = record.entry.business_id() else { continue };
        let kept = *chosen.entry(id).or_insert(index);
        if kept == index {
            continue;
        }
        let goes = if record.is_senior_to(&records[kept]) { chosen.insert(id, index).unwrap_or(kept) } else { index };
        stays[goes] = false;
    }
    stays
}

fn entry_of(event: &Event, names: &mut Names) -> Option<Entry> {
    let location = names.of_any(&event.location_id);
    let member = names.of_any(&event.member_id);
    let card = names.of_any(&event.card_id);
    Some(match &event.fact {
        Fact::PageViewed { visitor_id, channel } => {
            Entry::PageViewed { visitor: names.of(visitor_id), channel: names.of(channel), location }
        }
        Fact::CardIssued { channel, visitor_id, referrer_member_id } => Entry::CardIssued(Issued {
            card: card?,
            member: member?,
            channel: names.of(channel),
            visitor: names.of_any(visitor_id),
            referrer: names.of_any(referrer_member_id),
            location,
        }),
        Fact::CardSaved { wallet, device_ref } => {
            Entry::CardSignal { card: card?, wallet: *wallet, device: names.of_any(device_ref), saved: true }
        }
        Fact::CardRemoved { wallet, device_ref } => {
            Entry::CardSignal { card: card?, wallet: *wallet, device: names.of_any(device_ref), saved: false }
        }
        Fact::VisitValidated { visit_id, amount_minor } => {
            Entry::Visit { visit: names.of(visit_id), member: member?, card, amount: *amount_minor, location, imported: false }
        }
        Fact::VisitImported { visit_id, amount_minor } => {
            Entry::Visit { visit: names.of(visit_id), member: member?, card, amount: *amount_minor, location, imported: true }
        }
        Fact::VisitVoided { visit_id, .. } => Entry::VisitVoided { visit: names.of(visit_id) },
        Fact::StampsChanged { delta, visit_id, .. } => {
            Entry::StampsChanged { member: member?, delta: *delta, visit: names.of_any(visit_id) }
        }
        Fact::RewardEarned { reward_id, stamps_spent, cost_minor } => {
            Entry::RewardEarned { reward: names.of(reward_id), member: member?, stamps_spent: *stamps_spent, cost: cost_minor.unwrap_or(0) }
        }
        Fact::RewardEnded { reward_id, reason } => Entry::RewardEnded { reward: names.of(reward_id), end: *reason },
        Fact::RewardRedeemed { reward_id, redemption_id, cost_minor } => Entry::RewardRedeemed {
            redemption: names.of(redemption_id),
            reward: names.of(reward_id),
            member: member?,
            cost: cost_minor.unwrap_or(0),
            location,
        },
        Fact::RedemptionVoided { redemption_id, .. } => Entry::RedemptionVoided { redemption: names.of(redemption_id) },
        Fact::ReferralOpened { visitor_id } => Entry::ReferralOpened { member: member?, visitor: names.of(visitor_id) },
        Fact::ReviewRequested { request_id, visit_id } => {
            Entry::ReviewRequested { request: names.of(request_id), member: member?, visit: names.of_any(visit_id) }
        }
        Fact::ReviewSubmitted { review_id, rating, request_id, sentiment } => Entry::ReviewSubmitted {
            review: names.of(review_id),
            member: member?,
            request: names.of_any(request_id),
            rating: *rating,
            sentiment: *sentiment,
        },
        Fact::MessageSent { message_id, purpose, wallet, .. } => Entry::MessageSent {
            message: names.of(message_id),
            member: member?,
            nudge: matches!(purpose.as_str(), "campaign" | "reminder"),
            apple_card: card.filter(|_| *wallet == Some(Wallet::Apple)),
        },
        Fact::PassFetched { wallet } => Entry::PassFetched { card: card?, wallet: *wallet },
        Fact::TierChanged { tier } => Entry::TierChanged { member: member?, tier: names.of(tier) },
        Fact::GroupAssigned { experiment_id, arm, outcome_source } => {
            Entry::GroupAssigned { member: member?, experiment: names.of(experiment_id), arm: *arm, source: *outcome_source }
        }
        Fact::MemberMerged { merged_member_id } => Entry::MemberMerged { survivor: member?, merged: names.of(merged_member_id) },
        Fact::MemberDeleted { .. } => Entry::MemberDeleted { member: member? },
        Fact::CostRecorded { amount_minor, .. } => Entry::CostRecorded { amount: *amount_minor, location },
        Fact::ProgramConfigured { gross_margin_bp, stamps_required, launched_on, .. } => Entry::ProgramConfigured(Configuration {
            gross_margin_bp: *gross_margin_bp,
            stamps_required: *stamps_required,
            launched_on: *launched_on,
        }),
    })
}
