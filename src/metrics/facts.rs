//! What the log says once merges, voids and deletions have been applied (`docs/METRICS.md`, section 2.2, rules 3 to 6):
//! independent of any time zone, filter or period.

pub mod duplicates;
pub mod records;
pub mod visits;

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::clock::Timestamp;
use crate::domain::event::{Arm, Event, OutcomeSource, RewardEnd, Wallet};
use crate::metrics::facts::records::{
    CarriedForward, Configuration, Id, Issued, Record, RecordKind, RecordLog, Symbol, SymbolTable,
    UsedVoucher,
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
    /// By visit, how far the receipts that tell of it have fallen.
    pub(super) refunds: HashMap<Id, i64, Quick>,
    /// In replay order: each scan, and its till.
    pub(super) scans: Vec<(Id, Option<Symbol>)>,
    pub(super) stamps: Vec<StampFacts>,
    pub(super) rewards: Vec<RewardFacts>,
    pub(super) redemptions: Vec<RedemptionFacts>,
    pub(super) vouchers: Vec<VoucherFacts>,
    pub(super) voucher_redemptions: Vec<VoucherRedemptionFacts>,
    pub(super) taps: Vec<TapFacts>,
    pub(super) page_views: Vec<PageViewFacts>,
    pub(super) invitations: Vec<InvitationFacts>,
    pub(super) requests: Vec<Request>,
    pub(super) reviews: Vec<Review>,
    /// Those held back too.
    pub(super) messages: Vec<MessageFacts>,
    /// What messages name as their campaign, at any time.
    pub(super) campaigns: BTreeSet<Symbol>,
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
    pub(super) till: Option<Symbol>,
}

/// A voucher that was given out and never revoked.
#[derive(Clone, Copy, Debug)]
pub(super) struct VoucherFacts {
    pub(super) id: Id,
    /// Who got it; none where nobody knows.
    pub(super) holder: Option<u32>,
    pub(super) at: Timestamp,
    cost: i64,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct VoucherRedemptionFacts {
    id: Id,
    pub(super) voucher: Id,
    /// Who used it, else who got it.
    pub(super) holder: Option<u32>,
    pub(super) at: Timestamp,
    pub(super) cost: i64,
    pub(super) location: Option<Symbol>,
    pub(super) till: Option<Symbol>,
}

/// A link on a card was opened.
#[derive(Clone, Copy, Debug)]
pub(super) struct TapFacts {
    pub(super) card: u32,
    pub(super) at: Timestamp,
    pub(super) action: Symbol,
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
    pub(super) campaign: Option<Symbol>,
    /// Not sent: it only marks when the others got theirs.
    pub(super) held_back: bool,
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
        for record in &replay.records {
            builder.apply(record);
            if let RecordKind::Visit {
                visit,
                imported: false,
                till,
                ..
            } = record.entry
            {
                builder.note_scan(visit, till);
            }
        }
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
    voided_voucher_redemptions: HashSet<Id, Quick>,
    revoked_vouchers: HashSet<Id, Quick>,
    /// Each with what it cost, where somebody said.
    used_vouchers: Vec<(VoucherRedemptionFacts, Option<i64>)>,
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
            voided_voucher_redemptions: HashSet::default(),
            revoked_vouchers: HashSet::default(),
            used_vouchers: Vec::new(),
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
            RecordKind::VoucherIssued {
                voucher: id,
                member,
                cost,
            } => {
                let holder = member.map(|name| self.person(name));
                self.facts
                    .vouchers
                    .push(VoucherFacts {
                        id,
                        holder,
                        at,
                        cost,
                    });
            }
            RecordKind::VoucherRedeemed(used) => self.use_voucher(used, at),
            RecordKind::VoucherRedemptionVoided { redemption } => {
                self.voided_voucher_redemptions
                    .insert(redemption);
            }
            RecordKind::VoucherEnded {
                voucher,
                end: RewardEnd::Revoked,
            } => drop(
                self.revoked_vouchers
                    .insert(voucher),
            ),
            RecordKind::ActionTapped { card, action } => {
                let tap = self
                    .card(card)
                    .map(|card| TapFacts { card, at, action });
                self.facts.taps.extend(tap);
            }
            RecordKind::Scanned { visit, till } => self.note_scan(visit, till),
            entry => {
                if let Some(member) = member_of(&entry) {
                    let person = self.person(member);
                    self.apply_of_member(person, record);
                }
            }
        }
    }

    /// Notes where a scan was made; they come in replay order.
    fn note_scan(&mut self, visit: Id, till: Option<Symbol>) {
        self.facts.scans.push((visit, till));
    }

    fn use_voucher(&mut self, used: UsedVoucher, at: Timestamp) {
        let UsedVoucher {
            redemption: id,
            voucher,
            member,
            cost,
            location,
            till,
        } = used;
        let redemption = VoucherRedemptionFacts {
            id,
            voucher,
            holder: member.map(|name| self.person(name)),
            at,
            cost: cost.unwrap_or(0),
            location,
            till,
        };
        self.used_vouchers
            .push((redemption, cost));
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
                till,
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
                        till,
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
                nudge,
                apple_card,
                campaign,
                held_back,
                ..
            } => {
                self.facts
                    .campaigns
                    .extend(campaign);
                self.facts
                    .messages
                    .push(MessageFacts {
                        person,
                        at,
                        nudge,
                        apple_card,
                        campaign,
                        held_back,
                    });
            }
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
            voided_voucher_redemptions,
            revoked_vouchers,
            used_vouchers,
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
        facts.refunds = take_words(&mut visits, words);
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
        // Before the revoked ones are gone: what was used was somebody's all the same.
        facts.voucher_redemptions = of_holders(
            used_vouchers
                .into_iter()
                .filter(|(redemption, _)| !voided_voucher_redemptions.contains(&redemption.id)),
            &facts.vouchers,
        );
        facts
            .vouchers
            .retain(|voucher| !revoked_vouchers.contains(&voucher.id));
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

/// Uses of vouchers, each with its holder and what it cost: where it says neither itself, as its voucher was given out
/// (`docs/METRICS.md`, section 2.2, rule 10).
fn of_holders(
    used: impl Iterator<Item = (VoucherRedemptionFacts, Option<i64>)>,
    vouchers: &[VoucherFacts],
) -> Vec<VoucherRedemptionFacts> {
    let mut used = used.peekable();
    if used.peek().is_none() {
        return Vec::new();
    }
    let issued: HashMap<Id, &VoucherFacts, Quick> = vouchers
        .iter()
        .map(|voucher| (voucher.id, voucher))
        .collect();
    used.map(|(redemption, cost)| {
        let voucher = issued.get(&redemption.voucher);
        VoucherRedemptionFacts {
            holder: redemption
                .holder
                .or(voucher.and_then(|voucher| voucher.holder)),
            cost: cost
                .or(voucher.map(|voucher| voucher.cost))
                .unwrap_or(0),
            ..redemption
        }
    })
    .collect()
}

/// Gives each visit what the last word that holds for it says it came to, and tells by how much the receipts of a visit fell
/// (`docs/METRICS.md`, section 2.2, rule 9). A receipt is that of the visit which its first word names, and words on visits that
/// are unknown or voided are none.
fn take_words(visits: &mut GatheredVisits, mut words: Vec<Word>) -> HashMap<Id, i64, Quick> {
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
    let mut receipts: HashMap<Id, ToldReceipt, Quick> = HashMap::default();
    for word in words {
        let Some(visit) = standing.get_mut(&word.visit) else {
            continue;
        };
        let holds = word.receipt.is_none_or(|receipt| {
            receipts
                .entry(receipt)
                .or_insert(ToldReceipt {
                    visit: word.visit,
                    highest: word.amount,
                    last: word.amount,
                })
                .take(&word)
        });
        if holds {
            **visit = visit.worth(Some(word.amount));
        }
    }
    refunds(receipts.into_values())
}

/// A receipt as it was told until now.
struct ToldReceipt {
    visit: Id,
    highest: i64,
    last: i64,
}

impl ToldReceipt {
    /// Takes its next word, and says whether that holds.
    fn take(&mut self, word: &Word) -> bool {
        let holds = word.visit == self.visit;
        if holds {
            self.highest = self.highest.max(word.amount);
            self.last = word.amount;
        }
        holds
    }
}

/// By visit, the largest fall of one of its receipts: two sources that tell of one refund tell of one.
fn refunds(receipts: impl Iterator<Item = ToldReceipt>) -> HashMap<Id, i64, Quick> {
    let mut refunds: HashMap<Id, i64, Quick> = HashMap::default();
    for receipt in receipts.filter(|receipt| receipt.last < receipt.highest) {
        let largest = refunds
            .entry(receipt.visit)
            .or_default();
        *largest = (receipt.highest - receipt.last).max(*largest);
    }
    refunds
}
