//! What the log says once merges, voids and deletions have been applied (`docs/METRICS.md`, section 2.2, rules 3 to 6):
//! independent of any time zone, filter or period.

pub mod duplicates;
pub mod records;
pub mod visits;

use std::collections::{HashMap, HashSet};

use crate::clock::Timestamp;
use crate::domain::event::{Arm, Event, OutcomeSource, RewardEnd, Wallet};
use crate::metrics::facts::records::{
    CarriedForward, Configuration, Id, Issued, Record, RecordKind, RecordLog, Symbol, SymbolTable,
};
use crate::metrics::facts::visits::{GatheredVisits, RecordedVisit, RecordedVisits};

/// The effective log of one merchant, or what a period needs of it. People and cards are indexes.
#[derive(Default)]
pub struct Facts {
    texts: SymbolTable,
    /// What happened before is here only as it was carried forward.
    pub(super) since: Timestamp,
    /// Σ of the amounts of visits before `since`, by person.
    pub(super) brought: Vec<(u32, i64)>,
    pub(super) people: Vec<Person>,
    pub(super) cards: Vec<CardFacts>,
    /// In replay order.
    pub(super) signals: Vec<WalletSignal>,
    pub(super) visits: RecordedVisits,
    pub(super) stamps: Vec<StampFacts>,
    pub(super) rewards: Vec<RewardFacts>,
    pub(super) redemptions: Vec<RedemptionFacts>,
    pub(super) page_views: Vec<PageViewFacts>,
    pub(super) invitations: Vec<InvitationFacts>,
    pub(super) requests: Vec<Request>,
    pub(super) reviews: Vec<Review>,
    pub(super) messages: Vec<MessageFacts>,
    pub(super) fetches: Vec<(Symbol, Timestamp)>,
    /// In replay order.
    pub(super) tiers: Vec<TierFacts>,
    pub(super) assignments: Vec<Assignment>,
    pub(super) costs: Vec<CostFacts>,
    pub(super) configurations: Vec<(Timestamp, Configuration)>,
    pub(super) events_used: usize,
    pub(super) duplicates_ignored: usize,
}

/// One human being: a member id and all that were merged into it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Person {
    pub(super) name: Symbol,
    /// The card that made a member of this person.
    pub(super) first_card: Option<u32>,
    pub(super) deleted_at: Option<Timestamp>,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct CardFacts {
    pub(super) name: Symbol,
    pub(super) owner: u32,
    pub(super) issued_at: Timestamp,
    pub(super) channel: Symbol,
    pub(super) location: Option<Symbol>,
    pub(super) visitor: Option<Id>,
    pub(super) referrer: Option<u32>,
}

/// A card came into a wallet, or left it.
#[derive(Clone, Debug)]
pub(super) struct WalletSignal {
    pub(super) card: u32,
    pub(super) at: Timestamp,
    pub(super) wallet: Wallet,
    pub(super) device: Option<Id>,
    pub(super) saved: bool,
    order: Order,
}

/// A tier was reached, or left.
#[derive(Clone, Debug)]
pub(super) struct TierFacts {
    pub(super) person: u32,
    pub(super) at: Timestamp,
    pub(super) tier: Symbol,
    order: Order,
}

impl WalletSignal {
    /// When it was received.
    pub(super) fn received(&self) -> Timestamp {
        self.order.0
    }
}

impl TierFacts {
    /// When it was received.
    pub(super) fn received(&self) -> Timestamp {
        self.order.0
    }
}

/// What decides between two records of one instant.
type Order = (Timestamp, Box<str>);

#[derive(Clone, Copy, Debug)]
pub(super) struct StampFacts {
    pub(super) person: u32,
    pub(super) at: Timestamp,
    pub(super) delta: i64,
    visit: Option<Id>,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct RewardFacts {
    pub(super) id: Id,
    pub(super) person: u32,
    pub(super) at: Timestamp,
    pub(super) stamps_spent: i64,
    pub(super) cost: i64,
    pub(super) expired_at: Option<Timestamp>,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct RedemptionFacts {
    pub(super) id: Id,
    pub(super) reward: Id,
    pub(super) person: u32,
    pub(super) at: Timestamp,
    /// None where nobody said what the reward cost.
    pub(super) cost: Option<i64>,
    pub(super) location: Option<Symbol>,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct PageViewFacts {
    pub(super) visitor: Id,
    pub(super) at: Timestamp,
    pub(super) channel: Symbol,
    pub(super) location: Option<Symbol>,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct InvitationFacts {
    pub(super) inviter: u32,
    pub(super) visitor: Id,
    pub(super) at: Timestamp,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Request {
    pub(super) id: Id,
    pub(super) person: u32,
    pub(super) at: Timestamp,
    pub(super) visit: Option<Id>,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Review {
    pub(super) person: u32,
    pub(super) at: Timestamp,
    pub(super) request: Option<Id>,
    pub(super) rating: i64,
    pub(super) sentiment: Option<i64>,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct MessageFacts {
    pub(super) person: u32,
    pub(super) at: Timestamp,
    /// Meant to bring somebody back.
    pub(super) nudge: bool,
    pub(super) apple_card: Option<Symbol>,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Assignment {
    pub(super) person: u32,
    pub(super) at: Timestamp,
    pub(super) experiment: Symbol,
    pub(super) arm: Arm,
    pub(super) source: OutcomeSource,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct CostFacts {
    pub(super) at: Timestamp,
    pub(super) amount: i64,
    pub(super) location: Option<Symbol>,
}

impl Facts {
    /// Reads the events of one merchant, in any order; with `as_of`, what was received later is invisible.
    pub fn from_events<'a>(
        events: impl IntoIterator<Item = &'a Event>,
        as_of: Option<Timestamp>,
    ) -> Facts {
        let mut builder = EventCollector::new(as_of);
        for event in events {
            builder.take(event);
        }
        builder.close()
    }

    /// The member id behind an index of [`super::figure::Contributions`]: the surviving one of merged records.
    pub fn member_id(&self, person: u32) -> &str {
        self.people
            .get(person as usize)
            .map_or("", |person| self.text(person.name))
    }

    pub(super) fn text(&self, name: Symbol) -> &str {
        self.texts.get(name)
    }

    /// The places of these names; none where all count.
    pub(super) fn places(&self, names: &[String]) -> Option<Vec<Symbol>> {
        self.texts.named(names)
    }
}

/// Takes the events one at a time, for logs that are read from a database row by row.
pub struct EventCollector {
    as_of: Option<Timestamp>,
    journal: RecordLog,
}

impl EventCollector {
    /// Nothing yet; will ignore what was received after `as_of`.
    pub fn new(as_of: Option<Timestamp>) -> EventCollector {
        EventCollector {
            as_of,
            journal: RecordLog::default(),
        }
    }

    /// Takes one event of the merchant.
    pub fn take(&mut self, event: &Event) {
        if self
            .as_of
            .is_none_or(|as_of| event.received_at <= as_of)
        {
            self.journal.take(event);
        }
    }

    /// Applies duplicates, merges, voids and deletions to all that was taken.
    pub fn close(self) -> Facts {
        let replay = self.journal.close();
        let mut builder = FactBuilder::open(replay.texts, replay.records.iter());
        replay
            .records
            .iter()
            .for_each(|record| builder.apply(record));
        Facts {
            events_used: replay.records.len(),
            duplicates_ignored: replay.duplicates,
            ..builder.close()
        }
    }
}

const NOBODY: u32 = u32::MAX;

/// Ids are looked up by the million, and are hashes already.
pub(super) type Quick = foldhash::fast::RandomState;

/// The member whom a record is about.
pub(super) fn member_of(entry: &RecordKind) -> Option<Symbol> {
    match *entry {
        RecordKind::CardIssued(Issued { member, .. })
        | RecordKind::Visit { member, .. }
        | RecordKind::StampsChanged { member, .. }
        | RecordKind::RewardEarned { member, .. }
        | RecordKind::RewardRedeemed { member, .. }
        | RecordKind::ReferralOpened { member, .. }
        | RecordKind::ReviewRequested { member, .. }
        | RecordKind::ReviewSubmitted { member, .. }
        | RecordKind::MessageSent { member, .. }
        | RecordKind::TierChanged { member, .. }
        | RecordKind::GroupAssigned { member, .. }
        | RecordKind::MemberDeleted { member }
        | RecordKind::BroughtForward(CarriedForward { member, .. }) => Some(member),
        _ => None,
    }
}

/// Who stands for whom: every merge applied in replay order, either side standing for its present survivor.
pub(super) struct Survivors(Vec<u32>);

impl Survivors {
    /// Of `names` names, by these records in replay order.
    pub(super) fn of<'r>(names: usize, records: impl Iterator<Item = &'r Record>) -> Survivors {
        let mut survivors = Survivors((0..names as u32).collect());
        for record in records {
            if let RecordKind::MemberMerged { survivor, merged } = record.entry {
                // A merge of somebody with themselves, be it by a circle, finds
                // one survivor twice and changes nothing (`docs/METRICS.md`, section 2.2, rule 5).
                let (stays, goes) = (survivors.survivor(survivor), survivors.survivor(merged));
                survivors.0[goes.0 as usize] = stays.0;
            }
        }
        survivors
    }

    /// The present survivor of a name, shortening the way for the next question.
    pub(super) fn survivor(&mut self, name: Symbol) -> Symbol {
        let (parents, mut at) = (&mut self.0, name.0);
        while parents[at as usize] != at {
            parents[at as usize] = parents[parents[at as usize] as usize];
            at = parents[at as usize];
        }
        Symbol(at)
    }
}

/// What somebody said a visit came to.
struct Word {
    at: Timestamp,
    order: Order,
    visit: Id,
    receipt: Option<Id>,
    amount: i64,
}

/// Facts being gathered. Who is who is known before the first record is applied, because merges and deletions reach back;
/// what never happened is taken out at the end, because a void may be posted before what it voids.
pub(super) struct FactBuilder {
    survivors: Survivors,
    /// Person by name, [`NOBODY`] for names that are no member's.
    person_of: Vec<u32>,
    /// Card by name, likewise.
    card_of: Vec<u32>,
    voided_visits: HashSet<Id, Quick>,
    voided_redemptions: HashSet<Id, Quick>,
    revoked: HashSet<Id, Quick>,
    expired: HashMap<Id, Timestamp, Quick>,
    words: Vec<Word>,
    visits: GatheredVisits,
    /// What was voided of the visits that were passed over.
    void: HashSet<Id, Quick>,
    facts: Facts,
}

impl FactBuilder {
    /// Notes merges, cards and deletions; the records are in replay order, and may hold others.
    pub(super) fn open<'r>(
        texts: SymbolTable,
        records: impl Iterator<Item = &'r Record> + Clone,
    ) -> FactBuilder {
        let names = texts.len();
        let mut builder = FactBuilder {
            survivors: Survivors::of(names, records.clone()),
            person_of: vec![NOBODY; names],
            card_of: vec![NOBODY; names],
            voided_visits: HashSet::default(),
            voided_redemptions: HashSet::default(),
            revoked: HashSet::default(),
            expired: HashMap::default(),
            words: Vec::new(),
            visits: GatheredVisits::default(),
            void: HashSet::default(),
            facts: Facts {
                texts,
                since: Timestamp(i64::MIN),
                ..Facts::default()
            },
        };
        for record in records {
            match record.entry {
                RecordKind::CardIssued(issued) => builder.issue_card(issued, record.at),
                RecordKind::MemberDeleted { member } => {
                    // The first deletion in replay order ends the membership
                    // of all records of the person (`docs/METRICS.md`, section 2.2, rule 6).
                    let person = builder.person(member);
                    builder.facts.people[person as usize]
                        .deleted_at
                        .get_or_insert(record.at);
                }
                _ => {}
            }
        }
        builder
    }

    fn person(&mut self, name: Symbol) -> u32 {
        let known = self.person_of[name.0 as usize];
        if known != NOBODY {
            return known;
        }
        let survivor = self.survivors.survivor(name);
        let mut person = self.person_of[survivor.0 as usize];
        if person == NOBODY {
            person = self.facts.people.len() as u32;
            self.facts.people.push(Person {
                name: survivor,
                first_card: None,
                deleted_at: None,
            });
            self.person_of[survivor.0 as usize] = person;
        }
        self.person_of[name.0 as usize] = person;
        person
    }

    fn issue_card(&mut self, issued: Issued, at: Timestamp) {
        let owner = self.person(issued.member);
        let card = self.facts.cards.len() as u32;
        self.card_of[issued.card.0 as usize] = card;
        // In replay order, so of a person merged of two the earlier
        // first card is the joining (`docs/METRICS.md`, section 2.2, rule 5).
        self.facts.people[owner as usize]
            .first_card
            .get_or_insert(card);
        let referrer = issued
            .referrer
            .map(|name| self.person(name));
        let Issued {
            card: name,
            channel,
            location,
            visitor,
            ..
        } = issued;
        self.facts.cards.push(CardFacts {
            name,
            owner,
            issued_at: at,
            channel,
            location,
            visitor,
            referrer,
        });
    }

    fn card(&self, name: Symbol) -> Option<u32> {
        Some(self.card_of[name.0 as usize]).filter(|card| *card != NOBODY)
    }

    /// Applies one record. Within a person and a card the order does not matter, but what is noted by
    /// [`FactBuilder::open`] comes in replay order.
    pub(super) fn apply(&mut self, record: &Record) {
        let at = record.at;
        match record.entry {
            RecordKind::CardSignal {
                card,
                wallet,
                device,
                saved,
            } => {
                let order = (record.received, record.event_id.clone());
                self.facts.signals.extend(
                    self.card(card)
                        .map(|card| WalletSignal {
                            card,
                            at,
                            wallet,
                            device,
                            saved,
                            order,
                        }),
                );
            }
            // Google gives no such signal, so what a log says of it is passed over.
            RecordKind::PassFetched {
                card,
                wallet: Wallet::Apple,
            } => self.facts.fetches.push((card, at)),
            RecordKind::PageViewed {
                visitor,
                channel,
                location,
            } => self
                .facts
                .page_views
                .push(PageViewFacts {
                    visitor,
                    at,
                    channel,
                    location,
                }),
            RecordKind::CostRecorded { amount, location } => self.facts.costs.push(CostFacts {
                at,
                amount,
                location,
            }),
            RecordKind::ProgramConfigured(configuration) => self
                .facts
                .configurations
                .push((at, configuration)),
            RecordKind::VisitVoided { visit } => drop(self.voided_visits.insert(visit)),
            RecordKind::AmountRecorded {
                visit,
                receipt,
                amount,
            } => {
                self.words.push(Word {
                    at,
                    order: (record.received, record.event_id.clone()),
                    visit,
                    receipt,
                    amount,
                });
            }
            RecordKind::RedemptionVoided { redemption } => {
                self.voided_redemptions
                    .insert(redemption);
            }
            RecordKind::RewardEnded {
                reward,
                end: RewardEnd::Revoked,
            } => drop(self.revoked.insert(reward)),
            RecordKind::RewardEnded {
                reward,
                end: RewardEnd::Expired,
            } => {
                self.expired
                    .entry(reward)
                    .and_modify(|ended| *ended = at.min(*ended))
                    .or_insert(at);
            }
            entry => {
                if let Some(member) = member_of(&entry) {
                    let person = self.person(member);
                    self.apply_of_member(person, record);
                }
            }
        }
    }

    /// Leaves out a visit that no question is about. Whether it was voided still decides about its stamps, so the voids come first.
    pub(super) fn pass_over(&mut self, visit: Id) {
        if self.voided_visits.contains(&visit) {
            self.void.insert(visit);
        }
    }

    /// Enters what a person did.
    fn apply_of_member(&mut self, person: u32, record: &Record) {
        let at = record.at;
        let card = |name: Option<Symbol>| name.and_then(|name| self.card(name));
        match record.entry {
            RecordKind::Visit {
                visit,
                card: name,
                amount,
                location,
                imported,
                ..
            } => {
                let visit = RecordedVisit::new(visit, person, at, imported)
                    .received(record.received)
                    .on(card(name))
                    .at_place(location)
                    .worth(amount);
                self.visits.push(visit);
            }
            RecordKind::StampsChanged { delta, visit, .. } => self.facts.stamps.push(StampFacts {
                person,
                at,
                delta,
                visit,
            }),
            RecordKind::RewardEarned {
                reward,
                stamps_spent,
                cost,
                ..
            } => {
                self.facts
                    .rewards
                    .push(RewardFacts {
                        id: reward,
                        person,
                        at,
                        stamps_spent,
                        cost,
                        expired_at: None,
                    });
            }
            RecordKind::RewardRedeemed {
                redemption: id,
                reward,
                cost,
                location,
                ..
            } => {
                self.facts
                    .redemptions
                    .push(RedemptionFacts {
                        id,
                        reward,
                        person,
                        at,
                        cost,
                        location,
                    });
            }
            RecordKind::ReferralOpened { visitor, .. } => {
                self.facts
                    .invitations
                    .push(InvitationFacts {
                        inviter: person,
                        visitor,
                        at,
                    })
            }
            RecordKind::ReviewRequested { request, visit, .. } => {
                self.facts.requests.push(Request {
                    id: request,
                    person,
                    at,
                    visit,
                })
            }
            RecordKind::ReviewSubmitted {
                request,
                rating,
                sentiment,
                ..
            } => {
                self.facts.reviews.push(Review {
                    person,
                    at,
                    request,
                    rating,
                    sentiment,
                });
            }
            RecordKind::MessageSent {
                nudge, apple_card, ..
            } => self
                .facts
                .messages
                .push(MessageFacts {
                    person,
                    at,
                    nudge,
                    apple_card,
                }),
            RecordKind::TierChanged { tier, .. } => {
                self.facts.tiers.push(TierFacts {
                    person,
                    at,
                    tier,
                    order: (record.received, record.event_id.clone()),
                });
            }
            RecordKind::GroupAssigned {
                experiment,
                arm,
                source,
                ..
            } => {
                self.facts
                    .assignments
                    .push(Assignment {
                        person,
                        at,
                        experiment,
                        arm,
                        source,
                    });
            }
            RecordKind::BroughtForward(forward) => self.carry_forward(person, at, forward),
            _ => {}
        }
    }

    fn carry_forward(&mut self, person: u32, at: Timestamp, forward: CarriedForward) {
        self.facts.stamps.push(StampFacts {
            person,
            at,
            delta: forward.stamps,
            visit: None,
        });
        self.facts
            .brought
            .push((person, forward.amount));
        for (at, imported) in forward.known.into_iter().flatten() {
            // Nothing else is known of it.
            self.visits
                .push(RecordedVisit::new(Id([0, 0]), person, at, imported));
        }
    }

    /// Takes out what was voided and revoked, and puts in order what the order of decides.
    pub(super) fn close(self) -> Facts {
        let FactBuilder {
            mut facts,
            voided_visits,
            voided_redemptions,
            revoked,
            expired,
            words,
            mut visits,
            mut void,
            ..
        } = self;
        for visit in visits
            .iter_mut()
            .filter(|visit| voided_visits.contains(&visit.id))
        {
            // It stays among the visits: `void_rate` asks what staff recorded.
            visit.voided = true;
            void.insert(visit.id);
        }
        // After the voids: a word on a voided visit has no
        // effect and holds no receipt (`docs/METRICS.md`, section 2.2, rule 9).
        take_words(&mut visits, words);
        facts.visits = visits.close(facts.people.len());
        // A void whose target is unknown has no effect, not on stamps either.
        facts.stamps.retain(|change| {
            change
                .visit
                .is_none_or(|visit| !void.contains(&visit))
        });
        facts
            .redemptions
            .retain(|redemption| !voided_redemptions.contains(&redemption.id));
        // Revoked at any time, also much later: such a reward should never have existed.
        facts
            .rewards
            .retain(|reward| !revoked.contains(&reward.id));
        facts
            .rewards
            .iter_mut()
            .for_each(|reward| reward.expired_at = expired.get(&reward.id).copied());
        facts
            .signals
            .sort_by(|a, b| (a.at, &a.order).cmp(&(b.at, &b.order)));
        facts
            .tiers
            .sort_by(|a, b| (a.at, &a.order).cmp(&(b.at, &b.order)));
        facts
    }
}

/// Gives each visit what the last word that holds for it says it came to (`docs/METRICS.md`, section 2.2, rule 9). A receipt
/// is that of the visit which its first word names, and words on visits that are unknown or voided are none.
fn take_words(visits: &mut GatheredVisits, mut words: Vec<Word>) {
    words.sort_by(|a, b| (a.at, &a.order).cmp(&(b.at, &b.order)));
    let told: HashSet<Id, Quick> = words
        .iter()
        .map(|word| word.visit)
        .collect();
    let mut standing: HashMap<Id, &mut RecordedVisit, Quick> = visits
        .iter_mut()
        .filter(|visit| !visit.voided && told.contains(&visit.id))
        .map(|visit| (visit.id, visit))
        .collect();
    let mut receipts: HashMap<Id, Id, Quick> = HashMap::default();
    for word in words {
        let Some(visit) = standing.get_mut(&word.visit) else {
            continue;
        };
        if word.receipt.is_none_or(|receipt| {
            *receipts
                .entry(receipt)
                .or_insert(word.visit)
                == word.visit
        }) {
            **visit = visit.worth(Some(word.amount));
        }
    }
}
