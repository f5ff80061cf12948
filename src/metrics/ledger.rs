//! What the log says once merges, voids and deletions have been applied (rules 3 to 6 of section 2.2): independent of any
//! time zone, filter or period.

use std::collections::{HashMap, HashSet};

use super::journal::{Configuration, Entry, Issued, Journal, Name, Record, Replay};
use crate::clock::Timestamp;
use crate::domain::event::{Arm, Event, OutcomeSource, RewardEnd, Wallet};

/// The effective log of one merchant. Everything stands in replay order; people and cards are indexes.
#[derive(Default)]
pub struct Ledger {
    texts: Vec<Box<str>>,
    pub(super) people: Vec<Person>,
    pub(super) cards: Vec<Card>,
    pub(super) signals: Vec<Signal>,
    pub(super) visits: Vec<RecordedVisit>,
    pub(super) stamps: Vec<StampChange>,
    pub(super) rewards: Vec<Reward>,
    pub(super) redemptions: Vec<Redemption>,
    pub(super) page_views: Vec<PageView>,
    pub(super) invitations: Vec<Invitation>,
    pub(super) requests: Vec<Request>,
    pub(super) reviews: Vec<Review>,
    pub(super) messages: Vec<Message>,
    pub(super) fetches: Vec<(Name, Timestamp)>,
    pub(super) tiers: Vec<(u32, Timestamp, Name)>,
    pub(super) assignments: Vec<Assignment>,
    pub(super) costs: Vec<Cost>,
    pub(super) configurations: Vec<(Timestamp, Configuration)>,
    pub(super) events_used: usize,
    pub(super) duplicates_ignored: usize,
}

/// One human being: a member id and all that were merged into it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Person {
    pub(super) name: Name,
    /// The card that made a member of this person.
    pub(super) first_card: Option<u32>,
    pub(super) deleted_at: Option<Timestamp>,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Card {
    pub(super) owner: u32,
    pub(super) issued_at: Timestamp,
    pub(super) channel: Name,
    pub(super) location: Option<Name>,
    pub(super) visitor: Option<Name>,
    pub(super) referrer: Option<u32>,
}

/// A card came into a wallet, or left it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Signal {
    pub(super) card: u32,
    pub(super) at: Timestamp,
    pub(super) wallet: Wallet,
    pub(super) device: Option<Name>,
    pub(super) saved: bool,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct RecordedVisit {
    pub(super) id: Name,
    pub(super) person: u32,
    pub(super) card: Option<u32>,
    pub(super) at: Timestamp,
    pub(super) received: Timestamp,
    pub(super) amount: Option<i64>,
    pub(super) location: Option<Name>,
    pub(super) imported: bool,
    pub(super) voided: bool,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct StampChange {
    pub(super) person: u32,
    pub(super) at: Timestamp,
    pub(super) delta: i64,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Reward {
    pub(super) id: Name,
    pub(super) person: u32,
    pub(super) at: Timestamp,
    pub(super) stamps_spent: i64,
    pub(super) cost: i64,
    pub(super) expired_at: Option<Timestamp>,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Redemption {
    pub(super) reward: Name,
    pub(super) person: u32,
    pub(super) at: Timestamp,
    pub(super) cost: i64,
    pub(super) location: Option<Name>,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct PageView {
    pub(super) visitor: Name,
    pub(super) at: Timestamp,
    pub(super) channel: Name,
    pub(super) location: Option<Name>,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Invitation {
    pub(super) inviter: u32,
    pub(super) visitor: Name,
    pub(super) at: Timestamp,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Request {
    pub(super) id: Name,
    pub(super) person: u32,
    pub(super) at: Timestamp,
    pub(super) visit: Option<Name>,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Review {
    pub(super) person: u32,
    pub(super) at: Timestamp,
    pub(super) request: Option<Name>,
    pub(super) rating: i64,
    pub(super) sentiment: Option<i64>,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Message {
    pub(super) person: u32,
    pub(super) at: Timestamp,
    /// Meant to bring somebody back.
    pub(super) nudge: bool,
    pub(super) apple_card: Option<Name>,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Assignment {
    pub(super) person: u32,
    pub(super) at: Timestamp,
    pub(super) experiment: Name,
    pub(super) arm: Arm,
    pub(super) source: OutcomeSource,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Cost {
    pub(super) at: Timestamp,
    pub(super) amount: i64,
    pub(super) location: Option<Name>,
}

impl Ledger {
    /// Reads the events of one merchant, in any order; with `as_of`, what was received later is invisible.
    pub fn from_events<'a>(events: impl IntoIterator<Item = &'a Event>, as_of: Option<Timestamp>) -> Ledger {
        let mut builder = LedgerBuilder::new(as_of);
        for event in events {
            builder.take(event);
        }
        builder.close()
    }

    /// The member id behind an index of [`super::Figure::people`]: the surviving one of merged records.
    pub fn member_id(&self, person: u32) -> &str {
        self.people.get(person as usize).map_or("", |person| self.text(person.name))
    }

    pub(super) fn text(&self, name: Name) -> &str {
        &self.texts[name.0 as usize]
    }
}

/// Takes the events one at a time, for logs that are read from a database row by row.
pub struct LedgerBuilder {
    as_of: Option<Timestamp>,
    journal: Journal,
}

impl LedgerBuilder {
    /// An empty ledger that will ignore what was received after `as_of`.
    pub fn new(as_of: Option<Timestamp>) -> LedgerBuilder {
        LedgerBuilder { as_of, journal: Journal::default() }
    }

    /// Takes one event of the merchant.
    pub fn take(&mut self, event: &Event) {
        if self.as_of.is_none_or(|as_of| event.received_at <= as_of) {
            self.journal.take(event);
        }
    }

    /// Applies duplicates, merges, voids and deletions to all that was taken.
    pub fn close(self) -> Ledger {
        let replay = self.journal.close();
        let register = Register::of(&replay);
        register.settle(replay)
    }
}

const NOBODY: u32 = u32::MAX;

/// Who is who, and what never happened: known before the first record is settled, because both reach back.
struct Register {
    /// Person by name, [`NOBODY`] for names that are no member's.
    person_of: Vec<u32>,
    /// Card by name, likewise.
    card_of: Vec<u32>,
    people: Vec<Person>,
    cards: Vec<Card>,
    voided_visits: HashSet<Name>,
    known_visits: HashSet<Name>,
    voided_redemptions: HashSet<Name>,
    reward_ends: Vec<(Name, RewardEnd, Timestamp)>,
}

/// The member whom a record is about.
fn member_of(entry: &Entry) -> Option<Name> {
    match *entry {
        Entry::CardIssued(Issued { member, .. })
        | Entry::Visit { member, .. }
        | Entry::StampsChanged { member, .. }
        | Entry::RewardEarned { member, .. }
        | Entry::RewardRedeemed { member, .. }
        | Entry::ReferralOpened { member, .. }
        | Entry::ReviewRequested { member, .. }
        | Entry::ReviewSubmitted { member, .. }
        | Entry::MessageSent { member, .. }
        | Entry::TierChanged { member, .. }
        | Entry::GroupAssigned { member, .. }
        | Entry::MemberDeleted { member } => Some(member),
        _ => None,
    }
}

/// The present survivor of a name, shortening the way for the next question.
fn survivor_of(parents: &mut [u32], name: Name) -> Name {
    let mut at = name.0;
    while parents[at as usize] != at {
        parents[at as usize] = parents[parents[at as usize] as usize];
        at = parents[at as usize];
    }
    Name(at)
}

/// Applies every merge in replay order, either side standing for its present survivor.
fn survivors(replay: &Replay) -> Vec<u32> {
    let mut parents: Vec<u32> = (0..replay.texts.len() as u32).collect();
    for record in &replay.records {
        if let Entry::MemberMerged { survivor, merged } = record.entry {
            let (stays, goes) = (survivor_of(&mut parents, survivor), survivor_of(&mut parents, merged));
            parents[goes.0 as usize] = stays.0;
        }
    }
    parents
}

impl Register {
    fn of(replay: &Replay) -> Register {
        let mut parents = survivors(replay);
        let mut register = Register {
            person_of: vec![NOBODY; replay.texts.len()],
            card_of: vec![NOBODY; replay.texts.len()],
            people: Vec::new(),
            cards: Vec::new(),
            voided_visits: HashSet::new(),
            known_visits: HashSet::new(),
            voided_redemptions: HashSet::new(),
            reward_ends: Vec::new(),
        };
        for record in &replay.records {
            register.note(record, &mut parents);
        }
        register
    }

    fn person(&mut self, name: Name, parents: &mut [u32]) -> u32 {
        let survivor = survivor_of(parents, name);
        let mut person = self.person_of[survivor.0 as usize];
        if person == NOBODY {
            person = self.people.len() as u32;
            self.people.push(Person { name: survivor, first_card: None, deleted_at: None });
            self.person_of[survivor.0 as usize] = person;
        }
        self.person_of[name.0 as usize] = person;
        person
    }

    fn note(&mut self, record: &Record, parents: &mut [u32]) {
        let person = member_of(&record.entry).map_or(NOBODY, |member| self.person(member, parents));
        match record.entry {
            Entry::CardIssued(issued) => self.issue_card(person, issued, record.at, parents),
            Entry::MemberDeleted { .. } => drop(self.people[person as usize].deleted_at.get_or_insert(record.at)),
            Entry::Visit { visit, .. } => drop(self.known_visits.insert(visit)),
            Entry::VisitVoided { visit } => drop(self.voided_visits.insert(visit)),
            Entry::RedemptionVoided { redemption } => drop(self.voided_redemptions.insert(redemption)),
            Entry::RewardEnded { reward, end } => self.reward_ends.push((reward, end, record.at)),
            _ => {}
        }
    }

    fn issue_card(&mut self, owner: u32, issued: Issued, at: Timestamp, parents: &mut [u32]) {
        let card = self.cards.len() as u32;
        self.card_of[issued.card.0 as usize] = card;
        self.people[owner as usize].first_card.get_or_insert(card);
        let referrer = issued.referrer.map(|name| self.person(name, parents));
        let Issued { channel, location, visitor, .. } = issued;
        self.cards.push(Card { owner, issued_at: at, channel, location, visitor, referrer });
    }

    fn card(&self, name: Name) -> Option<u32> {
        Some(self.card_of[name.0 as usize]).filter(|card| *card != NOBODY)
    }

    /// A void whose target is unknown has no effect, not on stamps either.
    fn visit_is_void(&self, visit: Name) -> bool {
        self.voided_visits.contains(&visit) && self.known_visits.contains(&visit)
    }

    fn settle(self, replay: Replay) -> Ledger {
        let mut ledger = Ledger { events_used: replay.records.len(), duplicates_ignored: replay.duplicates, ..Ledger::default() };
        for record in &replay.records {
            self.enter(record, &mut ledger);
        }
        self.end_rewards(&mut ledger.rewards);
        Ledger { texts: replay.texts, people: self.people, cards: self.cards, ..ledger }
    }

    /// Takes out what should never have existed and marks what ran out.
    fn end_rewards(&self, rewards: &mut Vec<Reward>) {
        let mut revoked = HashSet::new();
        let mut expired = HashMap::new();
        for (reward, end, at) in &self.reward_ends {
            match end {
                RewardEnd::Revoked => drop(revoked.insert(*reward)),
                RewardEnd::Expired => drop(expired.entry(*reward).or_insert(*at)),
            }
        }
        rewards.retain(|reward| !revoked.contains(&reward.id));
        rewards.iter_mut().for_each(|reward| reward.expired_at = expired.get(&reward.id).copied());
    }

    fn enter(&self, record: &Record, ledger: &mut Ledger) {
        let at = record.at;
        match record.entry {
            Entry::CardSignal { card, wallet, device, saved } => {
                ledger.signals.extend(self.card(card).map(|card| Signal { card, at, wallet, device, saved }));
            }
            Entry::PassFetched { card, wallet: Wallet::Apple } => ledger.fetches.push((card, at)),
            Entry::PageViewed { visitor, channel, location } => ledger.page_views.push(PageView { visitor, at, channel, location }),
            Entry::CostRecorded { amount, location } => ledger.costs.push(Cost { at, amount, location }),
            Entry::ProgramConfigured(configuration) => ledger.configurations.push((at, configuration)),
            entry => {
                if let Some(member) = member_of(&entry) {
                    self.enter_of(self.person_of[member.0 as usize], record, ledger);
                }
            }
        }
    }

    /// Enters what a person did.
    fn enter_of(&self, person: u32, record: &Record, ledger: &mut Ledger) {
        let at = record.at;
        match record.entry {
            Entry::Visit { visit, card, amount, location, imported, .. } => ledger.visits.push(RecordedVisit {
                id: visit,
                person,
                card: card.and_then(|card| self.card(card)),
                at,
                received: record.received,
                amount,
                location,
                imported,
                voided: self.visit_is_void(visit),
            }),
            Entry::StampsChanged { delta, visit, .. } if !visit.is_some_and(|visit| self.visit_is_void(visit)) => {
                ledger.stamps.push(StampChange { person, at, delta });
            }
            Entry::RewardEarned { reward, stamps_spent, cost, .. } => {
                ledger.rewards.push(Reward { id: reward, person, at, stamps_spent, cost, expired_at: None });
            }
            Entry::RewardRedeemed { redemption, reward, cost, location, .. } if !self.voided_redemptions.contains(&redemption) => {
                ledger.redemptions.push(Redemption { reward, person, at, cost, location });
            }
            Entry::ReferralOpened { visitor, .. } => ledger.invitations.push(Invitation { inviter: person, visitor, at }),
            Entry::ReviewRequested { request, visit, .. } => ledger.requests.push(Request { id: request, person, at, visit }),
            Entry::ReviewSubmitted { request, rating, sentiment, .. } => {
                ledger.reviews.push(Review { person, at, request, rating, sentiment });
            }
            Entry::MessageSent { nudge, apple_card, .. } => ledger.messages.push(Message { person, at, nudge, apple_card }),
            Entry::TierChanged { tier, .. } => ledger.tiers.push((person, at, tier)),
            Entry::GroupAssigned { experiment, arm, source, .. } => {
                ledger.assignments.push(Assignment { person, at, experiment, arm, source });
            }
            _ => {}
        }
    }
}
