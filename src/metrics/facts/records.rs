//! The log without duplicates, in replay order and in little memory: texts become numbers (`docs/METRICS.md`, section 2.2,
//! rules 1 and 2).

use std::cmp::Ordering;
use std::collections::HashMap;
use std::collections::hash_map::Entry as Slot;

use crate::clock::Timestamp;
use crate::domain::event::{Arm, BY_STAFF, Event, Fact, OutcomeSource, RewardEnd, Wallet};

/// A text of the log as a number; equal texts have equal numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Symbol(pub u32);

/// An id that only has to be told from others: 128 bits of its space and text, of which two never meet by chance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(pub [u64; 2]);

/// The id spaces. Those of facts that may stand only once, whatever their idempotency key, say so in [`Entry::business_id`].
#[derive(Clone, Copy)]
#[repr(u8)]
pub enum IdNamespace {
    Key = 1,
    Name,
    Card,
    Visit,
    Reward,
    Redemption,
    Request,
    Review,
    Message,
    Visitor,
    Device,
    Receipt,
    Voucher,
    /// Another space than that of rewards, so that neither's void reaches the other.
    VoucherRedemption,
}

impl IdNamespace {
    /// The id that this text is in the space. What is stored depends on it: it may never change.
    pub fn id(self, text: &str) -> Id {
        use siphasher::sip128::{Hasher128 as _, SipHasher13};
        use std::hash::Hasher as _;
        let mut hasher = SipHasher13::new_with_keys(0x7374_616d_7077_656c, u64::from(self as u8));
        hasher.write(text.as_bytes());
        let hash = hasher.finish128();
        Id([hash.h1, hash.h2])
    }

    fn any(self, text: &Option<String>) -> Option<Id> {
        text.as_deref()
            .map(|text| self.id(text))
    }
}

/// Texts in one piece, by number.
#[derive(Clone, Default)]
pub struct SymbolTable {
    pub all: String,
    pub ends: Vec<u32>,
}

impl SymbolTable {
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    pub fn get(&self, name: Symbol) -> &str {
        let at = name.0 as usize;
        let begin = if at == 0 {
            0
        } else {
            self.ends[at - 1] as usize
        };
        &self.all[begin..self.ends[at] as usize]
    }

    /// The numbers of these texts, of those that are there; none when nothing is asked for.
    pub fn named(&self, texts: &[String]) -> Option<Vec<Symbol>> {
        let is_named = |name: &Symbol| {
            texts
                .iter()
                .any(|text| text == self.get(*name))
        };
        (!texts.is_empty()).then(|| {
            (0..self.len() as u32)
                .map(Symbol)
                .filter(is_named)
                .collect()
        })
    }

    fn push(&mut self, text: &str) -> Symbol {
        self.all.push_str(text);
        self.ends
            .push(self.all.len() as u32);
        Symbol(self.ends.len() as u32 - 1)
    }
}

/// Gives each text its number.
#[derive(Default)]
pub struct Interner {
    texts: SymbolTable,
    index: HashMap<Id, Symbol>,
}

impl Interner {
    /// Goes on where these texts end.
    pub fn after(texts: SymbolTable) -> Interner {
        let numbers = (0..texts.len() as u32).map(Symbol);
        let index = numbers
            .map(|name| (IdNamespace::Name.id(texts.get(name)), name))
            .collect();
        Interner { texts, index }
    }

    fn of(&mut self, text: &str) -> Symbol {
        let texts = &mut self.texts;
        *self
            .index
            .entry(IdNamespace::Name.id(text))
            .or_insert_with(|| texts.push(text))
    }

    fn of_any(&mut self, text: &Option<String>) -> Option<Symbol> {
        text.as_deref()
            .map(|text| self.of(text))
    }

    pub fn into_texts(self) -> SymbolTable {
        self.texts
    }
}

/// What metrics need of an event: the fields of its type with numbers for texts.
#[derive(Clone, Copy, Debug)]
pub enum RecordKind {
    PageViewed {
        visitor: Id,
        channel: Symbol,
        location: Option<Symbol>,
    },
    CardIssued(Issued),
    CardSignal {
        card: Symbol,
        wallet: Wallet,
        device: Option<Id>,
        saved: bool,
    },
    Visit {
        visit: Id,
        member: Symbol,
        card: Option<Symbol>,
        amount: Option<i64>,
        location: Option<Symbol>,
        imported: bool,
        /// The till that a scan was made at. The archive files it apart ([`RecordKind::Scanned`]).
        till: Option<Symbol>,
    },
    VisitVoided {
        visit: Id,
    },
    /// What a visit came to.
    AmountRecorded {
        visit: Id,
        /// The receipt that says so; none for what staff typed: it is named after its visit, and so can be no other's.
        receipt: Option<Id>,
        amount: i64,
    },
    StampsChanged {
        member: Symbol,
        delta: i64,
        visit: Option<Id>,
    },
    RewardEarned {
        reward: Id,
        member: Symbol,
        stamps_spent: i64,
        cost: i64,
    },
    RewardEnded {
        reward: Id,
        end: RewardEnd,
    },
    RewardRedeemed {
        redemption: Id,
        reward: Id,
        member: Symbol,
        /// None where nobody said what the reward cost.
        cost: Option<i64>,
        location: Option<Symbol>,
        till: Option<Symbol>,
    },
    RedemptionVoided {
        redemption: Id,
    },
    VoucherIssued {
        voucher: Id,
        /// None where nobody knows who took it.
        member: Option<Symbol>,
        cost: i64,
    },
    VoucherEnded {
        voucher: Id,
        end: RewardEnd,
    },
    VoucherRedeemed(UsedVoucher),
    VoucherRedemptionVoided {
        redemption: Id,
    },
    ActionTapped {
        card: Symbol,
        action: Symbol,
    },
    ReferralOpened {
        member: Symbol,
        visitor: Id,
    },
    ReviewRequested {
        request: Id,
        member: Symbol,
        visit: Option<Id>,
    },
    ReviewSubmitted {
        review: Id,
        member: Symbol,
        request: Option<Id>,
        rating: i64,
        sentiment: Option<i64>,
    },
    MessageSent {
        message: Id,
        member: Symbol,
        nudge: bool,
        apple_card: Option<Symbol>,
        campaign: Option<Symbol>,
        held_back: bool,
    },
    PassFetched {
        card: Symbol,
        wallet: Wallet,
    },
    TierChanged {
        member: Symbol,
        tier: Symbol,
    },
    GroupAssigned {
        member: Symbol,
        experiment: Symbol,
        arm: Arm,
        source: OutcomeSource,
    },
    MemberMerged {
        survivor: Symbol,
        merged: Symbol,
    },
    MemberDeleted {
        member: Symbol,
    },
    CostRecorded {
        amount: i64,
        location: Option<Symbol>,
    },
    ProgramConfigured(Configuration),
    /// No event: what the partitions before an instant come to for one member ([`crate::metrics::archive`]).
    BroughtForward(CarriedForward),
    /// No event either: where a scan was made. In the archive such records lie beside the visits, for the one question that asks.
    Scanned {
        visit: Id,
        till: Option<Symbol>,
    },
}

/// A voucher as it was used.
#[derive(Clone, Copy, Debug)]
pub struct UsedVoucher {
    pub redemption: Id,
    pub voucher: Id,
    pub member: Option<Symbol>,
    /// None where nobody said what it cost.
    pub cost: Option<i64>,
    pub location: Option<Symbol>,
    pub till: Option<Symbol>,
}

/// What a member brings into a later partition.
#[derive(Clone, Copy, Debug)]
pub struct CarriedForward {
    pub member: Symbol,
    /// Stamps, without those that rewards carried forward beside them have taken.
    pub stamps: i64,
    /// Σ of the amounts of visits as a member.
    pub amount: i64,
    /// The first and the last known visit, and whether each was imported.
    pub known: Option<[(Timestamp, bool); 2]>,
}

/// A card as it was issued.
#[derive(Clone, Copy, Debug)]
pub struct Issued {
    pub id: Id,
    pub card: Symbol,
    pub member: Symbol,
    pub channel: Symbol,
    pub visitor: Option<Id>,
    pub referrer: Option<Symbol>,
    pub location: Option<Symbol>,
}

/// The settings that metrics need.
#[derive(Clone, Copy, Debug, Default)]
pub struct Configuration {
    pub gross_margin_bp: Option<i64>,
    pub stamps_required: Option<i64>,
    pub launched_on: Option<jiff::civil::Date>,
}

impl RecordKind {
    /// The id under which a fact may stand only once.
    pub fn business_id(&self) -> Option<Id> {
        Some(match *self {
            RecordKind::CardIssued(Issued { id, .. }) => id,
            RecordKind::Visit { visit, .. } => visit,
            RecordKind::RewardEarned { reward, .. } => reward,
            RecordKind::RewardRedeemed { redemption, .. } => redemption,
            RecordKind::ReviewRequested { request, .. } => request,
            RecordKind::ReviewSubmitted { review, .. } => review,
            RecordKind::MessageSent { message, .. } => message,
            RecordKind::VoucherIssued { voucher, .. } => voucher,
            RecordKind::VoucherRedeemed(UsedVoucher { redemption, .. }) => redemption,
            _ => return None,
        })
    }
}

/// One record that counts.
#[derive(Clone, Debug)]
pub struct Record {
    pub at: Timestamp,
    pub received: Timestamp,
    pub event_id: Box<str>,
    pub entry: RecordKind,
}

impl Record {
    pub fn of(event: &Event, entry: RecordKind) -> Record {
        Record {
            at: event.occurred_at,
            received: event.received_at,
            event_id: event.event_id.as_str().into(),
            entry,
        }
    }

    /// Which of two records of the same fact counts: the first received, then the smaller id. Texts are compared last, and rarely.
    pub fn is_senior_to(&self, other: &Record) -> bool {
        self.received
            .cmp(&other.received)
            .then_with(|| self.event_id.cmp(&other.event_id))
            .is_lt()
    }

    pub fn replay_order(&self, other: &Record) -> Ordering {
        self.at
            .cmp(&other.at)
            .then_with(|| self.received.cmp(&other.received))
            .then_with(|| self.event_id.cmp(&other.event_id))
    }
}

/// Takes events in any order and keeps one record of each fact.
#[derive(Default)]
pub struct RecordLog {
    names: Interner,
    by_key: HashMap<Id, usize>,
    records: Vec<Record>,
    duplicates: usize,
}

/// What is left of the log.
pub struct Replay {
    pub texts: SymbolTable,
    pub records: Vec<Record>,
    pub duplicates: usize,
}

impl RecordLog {
    /// Takes one event; of two with the same idempotency key the first received stays.
    pub fn take(&mut self, event: &Event) {
        // What cannot happen to a line that was checked on entry is left out rather than guessed.
        let Some(entry) = entry_of(event, &mut self.names) else {
            return;
        };
        let record = Record::of(event, entry);
        match self
            .by_key
            .entry(IdNamespace::Key.id(&event.idempotency_key))
        {
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
    pub fn close(self) -> Replay {
        let RecordLog {
            names,
            by_key,
            mut records,
            mut duplicates,
        } = self;
        drop(by_key);
        let before = records.len();
        let mut stays = seniors(&records).into_iter();
        records.retain(|_| stays.next().unwrap_or(true));
        duplicates += before - records.len();
        // No two are equal: a merchant's log holds each event id once.
        records.sort_unstable_by(Record::replay_order);
        Replay {
            texts: names.into_texts(),
            records,
            duplicates,
        }
    }
}

/// For each record, whether it is the one that counts for its business id.
fn seniors(records: &[Record]) -> Vec<bool> {
    let mut stays = vec![true; records.len()];
    let mut chosen: HashMap<Id, usize> = HashMap::new();
    for (index, record) in records.iter().enumerate() {
        let Some(id) = record.entry.business_id() else {
            continue;
        };
        let kept = *chosen.entry(id).or_insert(index);
        if kept == index {
            continue;
        }
        let goes = if record.is_senior_to(&records[kept]) {
            chosen
                .insert(id, index)
                .unwrap_or(kept)
        } else {
            index
        };
        stays[goes] = false;
    }
    stays
}

/// What metrics need of an event; none for one that lacks what its type requires.
pub fn entry_of(event: &Event, names: &mut Interner) -> Option<RecordKind> {
    let location = names.of_any(&event.location_id);
    let member = names.of_any(&event.member_id);
    let card = names.of_any(&event.card_id);
    Some(match &event.fact {
        Fact::PageViewed {
            visitor_id,
            channel,
        } => RecordKind::PageViewed {
            visitor: IdNamespace::Visitor.id(visitor_id),
            channel: names.of(channel),
            location,
        },
        Fact::CardIssued {
            channel,
            visitor_id,
            referrer_member_id,
        } => RecordKind::CardIssued(Issued {
            id: IdNamespace::Card.id(event.card_id.as_deref()?),
            card: card?,
            member: member?,
            channel: names.of(channel),
            visitor: IdNamespace::Visitor.any(visitor_id),
            referrer: names.of_any(referrer_member_id),
            location,
        }),
        Fact::CardSaved { wallet, device_ref } => RecordKind::CardSignal {
            card: card?,
            wallet: *wallet,
            device: IdNamespace::Device.any(device_ref),
            saved: true,
        },
        Fact::CardRemoved { wallet, device_ref } => RecordKind::CardSignal {
            card: card?,
            wallet: *wallet,
            device: IdNamespace::Device.any(device_ref),
            saved: false,
        },
        Fact::VisitValidated {
            visit_id,
            amount_minor,
        } => RecordKind::Visit {
            visit: IdNamespace::Visit.id(visit_id),
            member: member?,
            card,
            amount: *amount_minor,
            location,
            imported: false,
            till: names.of_any(&event.staff_id),
        },
        Fact::VisitImported {
            visit_id,
            amount_minor,
        } => RecordKind::Visit {
            visit: IdNamespace::Visit.id(visit_id),
            member: member?,
            card,
            amount: *amount_minor,
            location,
            imported: true,
            till: None,
        },
        Fact::VisitVoided { visit_id, .. } => RecordKind::VisitVoided {
            visit: IdNamespace::Visit.id(visit_id),
        },
        Fact::VisitAmountRecorded {
            visit_id,
            amount_minor,
            source,
            external_id,
            ..
        } => RecordKind::AmountRecorded {
            visit: IdNamespace::Visit.id(visit_id),
            // A till's own numbers may be those of its visits and meet others all the same, so the source decides.
            // No text of the log holds a NUL.
            receipt: (source != BY_STAFF || external_id != visit_id)
                .then(|| IdNamespace::Receipt.id(&format!("{source}\0{external_id}"))),
            amount: *amount_minor,
        },
        Fact::StampsChanged {
            delta, visit_id, ..
        } => RecordKind::StampsChanged {
            member: member?,
            delta: *delta,
            visit: IdNamespace::Visit.any(visit_id),
        },
        Fact::RewardEarned {
            reward_id,
            stamps_spent,
            cost_minor,
        } => RecordKind::RewardEarned {
            reward: IdNamespace::Reward.id(reward_id),
            member: member?,
            stamps_spent: *stamps_spent,
            cost: cost_minor.unwrap_or(0),
        },
        Fact::RewardEnded { reward_id, reason } => RecordKind::RewardEnded {
            reward: IdNamespace::Reward.id(reward_id),
            end: *reason,
        },
        Fact::RewardRedeemed {
            reward_id,
            redemption_id,
            cost_minor,
        } => RecordKind::RewardRedeemed {
            redemption: IdNamespace::Redemption.id(redemption_id),
            reward: IdNamespace::Reward.id(reward_id),
            member: member?,
            cost: *cost_minor,
            location,
            till: names.of_any(&event.staff_id),
        },
        Fact::RedemptionVoided { redemption_id, .. } => RecordKind::RedemptionVoided {
            redemption: IdNamespace::Redemption.id(redemption_id),
        },
        Fact::VoucherIssued {
            voucher_id,
            cost_minor,
            ..
        } => RecordKind::VoucherIssued {
            voucher: IdNamespace::Voucher.id(voucher_id),
            member,
            cost: cost_minor.unwrap_or(0),
        },
        Fact::VoucherEnded { voucher_id, reason } => RecordKind::VoucherEnded {
            voucher: IdNamespace::Voucher.id(voucher_id),
            end: *reason,
        },
        // What that sale came to is said by its visit.
        Fact::VoucherRedeemed {
            voucher_id,
            redemption_id,
            cost_minor,
            ..
        } => RecordKind::VoucherRedeemed(UsedVoucher {
            redemption: IdNamespace::VoucherRedemption.id(redemption_id),
            voucher: IdNamespace::Voucher.id(voucher_id),
            member,
            cost: *cost_minor,
            location,
            till: names.of_any(&event.staff_id),
        }),
        Fact::VoucherRedemptionVoided { redemption_id, .. } => {
            RecordKind::VoucherRedemptionVoided {
                redemption: IdNamespace::VoucherRedemption.id(redemption_id),
            }
        }
        Fact::ActionTapped { action, .. } => RecordKind::ActionTapped {
            card: card?,
            action: names.of(action),
        },
        Fact::ReferralOpened { visitor_id } => RecordKind::ReferralOpened {
            member: member?,
            visitor: IdNamespace::Visitor.id(visitor_id),
        },
        Fact::ReviewRequested {
            request_id,
            visit_id,
        } => RecordKind::ReviewRequested {
            request: IdNamespace::Request.id(request_id),
            member: member?,
            visit: IdNamespace::Visit.any(visit_id),
        },
        Fact::ReviewSubmitted {
            review_id,
            rating,
            request_id,
            sentiment,
        } => RecordKind::ReviewSubmitted {
            review: IdNamespace::Review.id(review_id),
            member: member?,
            request: IdNamespace::Request.any(request_id),
            rating: *rating,
            sentiment: *sentiment,
        },
        Fact::MessageSent {
            message_id,
            purpose,
            campaign_id,
            wallet,
            held_back,
            ..
        } => RecordKind::MessageSent {
            message: IdNamespace::Message.id(message_id),
            member: member?,
            nudge: matches!(purpose.as_str(), "campaign" | "reminder"),
            apple_card: card.filter(|_| *wallet == Some(Wallet::Apple)),
            campaign: names.of_any(campaign_id),
            held_back: *held_back == Some(true),
        },
        Fact::PassFetched { wallet } => RecordKind::PassFetched {
            card: card?,
            wallet: *wallet,
        },
        Fact::TierChanged { tier } => RecordKind::TierChanged {
            member: member?,
            tier: names.of(tier),
        },
        Fact::GroupAssigned {
            experiment_id,
            arm,
            outcome_source,
        } => RecordKind::GroupAssigned {
            member: member?,
            experiment: names.of(experiment_id),
            arm: *arm,
            source: *outcome_source,
        },
        Fact::MemberMerged { merged_member_id } => RecordKind::MemberMerged {
            survivor: member?,
            merged: names.of(merged_member_id),
        },
        Fact::MemberDeleted { .. } => RecordKind::MemberDeleted { member: member? },
        Fact::CostRecorded { amount_minor, .. } => RecordKind::CostRecorded {
            amount: *amount_minor,
            location,
        },
        Fact::ProgramConfigured {
            gross_margin_bp,
            stamps_required,
            launched_on,
            ..
        } => RecordKind::ProgramConfigured(Configuration {
            gross_margin_bp: *gross_margin_bp,
            stamps_required: *stamps_required,
            launched_on: *launched_on,
        }),
    })
}
