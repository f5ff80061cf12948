//! Records as bytes: small numbers take one byte, an id sixteen. What is stored is read by later versions too: a tag keeps
//! its meaning, and a new meaning gets a new tag.

use super::super::period::{date_of_day, day_number};
use crate::clock::Timestamp;
use crate::domain::event::{Arm, OutcomeSource, RewardEnd, Wallet};
use crate::metrics::facts::records::{Configuration, Entry, Forward, Id, Issued, Name, Record};

/// Bytes that are no records: stored by another version, or damaged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a stored partition of the ledger cannot be read")]
pub struct Damaged;

/// Writes numbers, ids and texts one after the other.
#[derive(Default)]
pub(super) struct Pen(pub(super) Vec<u8>);

impl Pen {
    pub(super) fn number(&mut self, mut value: u64) {
        while value >= 0x80 {
            self.0.push(value as u8 | 0x80);
            value >>= 7;
        }
        self.0.push(value as u8);
    }

    /// A number of either sign: small ones are short.
    pub(super) fn signed(&mut self, value: i64) {
        self.number(((value << 1) ^ (value >> 63)) as u64);
    }

    pub(super) fn id(&mut self, id: Id) {
        self.0
            .extend(id.0.iter().flat_map(|half| half.to_le_bytes()));
    }

    pub(super) fn text(&mut self, text: &str) {
        self.number(text.len() as u64);
        self.0.extend(text.as_bytes());
    }

    fn name(&mut self, name: Name) {
        self.number(u64::from(name.0));
    }

    fn any_name(&mut self, name: Option<Name>) {
        self.number(name.map_or(0, |name| u64::from(name.0) + 1));
    }

    fn any_id(&mut self, id: Option<Id>) {
        self.0.push(u8::from(id.is_some()));
        if let Some(id) = id {
            self.id(id);
        }
    }

    fn any_signed(&mut self, value: Option<i64>) {
        self.0.push(u8::from(value.is_some()));
        if let Some(value) = value {
            self.signed(value);
        }
    }
}

/// Reads what a [`Pen`] wrote.
pub(super) struct Eye<'b> {
    bytes: &'b [u8],
    /// How many names there are.
    names: usize,
}

impl<'b> Eye<'b> {
    pub(super) fn on(bytes: &'b [u8], names: usize) -> Eye<'b> {
        Eye { bytes, names }
    }

    fn byte(&mut self) -> Result<u8, Damaged> {
        let (first, rest) = self.bytes.split_first().ok_or(Damaged)?;
        self.bytes = rest;
        Ok(*first)
    }

    pub(super) fn number(&mut self) -> Result<u64, Damaged> {
        let mut value = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(value);
            }
        }
        Err(Damaged)
    }

    pub(super) fn signed(&mut self) -> Result<i64, Damaged> {
        let value = self.number()?;
        Ok((value >> 1) as i64 ^ -((value & 1) as i64))
    }

    pub(super) fn bytes(&mut self, n: usize) -> Result<&'b [u8], Damaged> {
        let (bytes, rest) = self.bytes.split_at_checked(n).ok_or(Damaged)?;
        self.bytes = rest;
        Ok(bytes)
    }

    pub(super) fn id(&mut self) -> Result<Id, Damaged> {
        let (halves, _) = self.bytes(16)?.as_chunks::<8>();
        Ok(Id([
            u64::from_le_bytes(halves[0]),
            u64::from_le_bytes(halves[1]),
        ]))
    }

    pub(super) fn text(&mut self) -> Result<&'b str, Damaged> {
        let n = self.number()?;
        std::str::from_utf8(self.bytes(usize::try_from(n).map_err(|_| Damaged)?)?)
            .map_err(|_| Damaged)
    }

    fn name(&mut self) -> Result<Name, Damaged> {
        let name = u32::try_from(self.number()?).map_err(|_| Damaged)?;
        if (name as usize) < self.names {
            Ok(Name(name))
        } else {
            Err(Damaged)
        }
    }

    fn any_name(&mut self) -> Result<Option<Name>, Damaged> {
        let value = u32::try_from(self.number()?).map_err(|_| Damaged)?;
        if value as usize <= self.names {
            Ok(value.checked_sub(1).map(Name))
        } else {
            Err(Damaged)
        }
    }

    fn any_id(&mut self) -> Result<Option<Id>, Damaged> {
        Ok(if self.byte()? == 0 {
            None
        } else {
            Some(self.id()?)
        })
    }

    fn any_signed(&mut self) -> Result<Option<i64>, Damaged> {
        Ok(if self.byte()? == 0 {
            None
        } else {
            Some(self.signed()?)
        })
    }
}

/// What the last record was, so that the next only says how it differs.
#[derive(Default)]
struct Last {
    at: i64,
    visit: Option<Id>,
}

/// The tag of a visit's stamps that stand behind the visit itself.
const STAMPS_OF_LAST_VISIT: u8 = 29;

/// The records as bytes. They are shortest in the order of time.
pub(super) fn encode(records: &[Record]) -> Vec<u8> {
    let mut pen = Pen(Vec::with_capacity(records.len() * 28));
    pen.number(records.len() as u64);
    let mut last = Last::default();
    for record in records {
        write(&mut pen, record, &mut last);
    }
    pen.0
}

/// The records of such bytes; each name is one of so many.
pub(super) fn decode(bytes: &[u8], names: usize) -> Result<Records<'_>, Damaged> {
    let mut eye = Eye::on(bytes, names);
    let left = eye.number()?;
    Ok(Records {
        eye,
        left,
        last: Last::default(),
    })
}

/// Reads one record after the other.
pub(super) struct Records<'b> {
    eye: Eye<'b>,
    left: u64,
    last: Last,
}

impl Iterator for Records<'_> {
    type Item = Result<Record, Damaged>;

    fn next(&mut self) -> Option<Self::Item> {
        self.left = self.left.checked_sub(1)?;
        let record = read(&mut self.eye, &mut self.last);
        if record.is_err() {
            self.left = 0;
        }
        Some(record)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        // A record takes three bytes at least, whatever the count before them says.
        ((self.left as usize).min(self.eye.bytes.len() / 3), None)
    }
}

/// Whether the id of the event decides anything: between facts of one instant of which the last, or the first, counts.
fn is_ordered(tag: u8) -> bool {
    matches!(tag, 2..=4 | 20..=26 | 30 | 31)
}

/// Whether the id of the event is kept with this record.
pub(super) fn is_ordered_entry(entry: &Entry) -> bool {
    is_ordered(tag_of(entry))
}

fn tag_of(entry: &Entry) -> u8 {
    match entry {
        Entry::PageViewed { .. } => 1,
        Entry::CardIssued(_) => 2,
        Entry::CardSignal { saved: true, .. } => 3,
        Entry::CardSignal { saved: false, .. } => 4,
        Entry::Visit {
            imported: false, ..
        } => 5,
        Entry::Visit { imported: true, .. } => 6,
        Entry::VisitVoided { .. } => 7,
        Entry::StampsChanged { .. } => 8,
        Entry::RewardEarned { .. } => 9,
        Entry::RewardEnded {
            end: RewardEnd::Expired,
            ..
        } => 10,
        Entry::RewardEnded {
            end: RewardEnd::Revoked,
            ..
        } => 11,
        Entry::RewardRedeemed { cost: Some(_), .. } => 12,
        Entry::RewardRedeemed { cost: None, .. } => 32,
        Entry::RedemptionVoided { .. } => 13,
        Entry::ReferralOpened { .. } => 14,
        Entry::ReviewRequested { .. } => 15,
        Entry::ReviewSubmitted { .. } => 16,
        Entry::MessageSent { nudge: false, .. } => 17,
        Entry::MessageSent { nudge: true, .. } => 18,
        Entry::PassFetched { .. } => 19,
        Entry::TierChanged { .. } => 20,
        Entry::GroupAssigned {
            arm: Arm::Treatment,
            ..
        } => 21,
        Entry::GroupAssigned {
            arm: Arm::Control, ..
        } => 22,
        Entry::MemberMerged { .. } => 23,
        Entry::MemberDeleted { .. } => 24,
        Entry::CostRecorded { .. } => 25,
        Entry::ProgramConfigured(_) => 26,
        Entry::BroughtForward(_) => 27,
        Entry::AmountRecorded { receipt: None, .. } => 30,
        Entry::AmountRecorded {
            receipt: Some(_), ..
        } => 31,
    }
}

fn write(pen: &mut Pen, record: &Record, last: &mut Last) {
    let follows = matches!(record.entry, Entry::StampsChanged { visit: Some(visit), .. } if last.visit == Some(visit));
    let tag = if follows {
        STAMPS_OF_LAST_VISIT
    } else {
        tag_of(&record.entry)
    };
    pen.0.push(tag);
    pen.signed(record.at.0.wrapping_sub(last.at));
    pen.signed(record.received.0.wrapping_sub(record.at.0));
    last.at = record.at.0;
    if is_ordered(tag) {
        pen.text(&record.event_id);
    }
    match record.entry {
        Entry::StampsChanged { member, delta, .. } if follows => {
            pen.name(member);
            pen.signed(delta);
        }
        entry => write_entry(pen, &entry),
    }
    if let Entry::StampsChanged { visit, .. } = record.entry {
        last.visit = visit;
    }
    if let Entry::Visit { visit, .. } = record.entry {
        last.visit = Some(visit);
    }
}

fn write_entry(pen: &mut Pen, entry: &Entry) {
    match *entry {
        Entry::PageViewed {
            visitor,
            channel,
            location,
        } => {
            pen.id(visitor);
            pen.name(channel);
            pen.any_name(location);
        }
        Entry::CardIssued(Issued {
            id,
            card,
            member,
            channel,
            visitor,
            referrer,
            location,
        }) => {
            pen.id(id);
            [card, member, channel]
                .into_iter()
                .for_each(|name| pen.name(name));
            pen.any_id(visitor);
            [referrer, location]
                .into_iter()
                .for_each(|name| pen.any_name(name));
        }
        Entry::CardSignal {
            card,
            wallet,
            device,
            ..
        } => {
            pen.name(card);
            pen.0.push(wallet as u8);
            pen.any_id(device);
        }
        Entry::Visit {
            visit,
            member,
            card,
            amount,
            location,
            ..
        } => {
            pen.id(visit);
            pen.name(member);
            pen.any_name(card);
            pen.any_signed(amount);
            pen.any_name(location);
        }
        Entry::VisitVoided { visit: id }
        | Entry::RewardEnded { reward: id, .. }
        | Entry::RedemptionVoided { redemption: id } => pen.id(id),
        Entry::AmountRecorded {
            visit,
            receipt,
            amount,
        } => {
            pen.id(visit);
            receipt.into_iter().for_each(|receipt| pen.id(receipt));
            pen.signed(amount);
        }
        Entry::StampsChanged {
            member,
            delta,
            visit,
        } => {
            pen.name(member);
            pen.signed(delta);
            pen.any_id(visit);
        }
        Entry::RewardEarned {
            reward,
            member,
            stamps_spent,
            cost,
        } => {
            pen.id(reward);
            pen.name(member);
            pen.signed(stamps_spent);
            pen.signed(cost);
        }
        Entry::RewardRedeemed {
            redemption,
            reward,
            member,
            cost,
            location,
        } => {
            pen.id(redemption);
            pen.id(reward);
            pen.name(member);
            // The tag says whether there is one.
            cost.into_iter().for_each(|cost| pen.signed(cost));
            pen.any_name(location);
        }
        entry => write_talk(pen, &entry),
    }
}

fn write_talk(pen: &mut Pen, entry: &Entry) {
    match *entry {
        Entry::ReferralOpened { member, visitor } => {
            pen.name(member);
            pen.id(visitor);
        }
        Entry::ReviewRequested {
            request,
            member,
            visit,
        } => {
            pen.id(request);
            pen.name(member);
            pen.any_id(visit);
        }
        Entry::ReviewSubmitted {
            review,
            member,
            request,
            rating,
            sentiment,
        } => {
            pen.id(review);
            pen.name(member);
            pen.any_id(request);
            pen.signed(rating);
            pen.any_signed(sentiment);
        }
        Entry::MessageSent {
            message,
            member,
            apple_card,
            ..
        } => {
            pen.id(message);
            pen.name(member);
            pen.any_name(apple_card);
        }
        Entry::PassFetched { card, wallet } => {
            pen.name(card);
            pen.0.push(wallet as u8);
        }
        Entry::TierChanged { member: a, tier: b }
        | Entry::MemberMerged {
            survivor: a,
            merged: b,
        } => {
            pen.name(a);
            pen.name(b);
        }
        Entry::GroupAssigned {
            member,
            experiment,
            source,
            ..
        } => {
            pen.name(member);
            pen.name(experiment);
            pen.0.push(source as u8);
        }
        Entry::MemberDeleted { member } => pen.name(member),
        Entry::CostRecorded { amount, location } => {
            pen.signed(amount);
            pen.any_name(location);
        }
        Entry::ProgramConfigured(Configuration {
            gross_margin_bp,
            stamps_required,
            launched_on,
        }) => {
            pen.any_signed(gross_margin_bp);
            pen.any_signed(stamps_required);
            pen.any_signed(launched_on.map(|date| i64::from(day_number(date))));
        }
        Entry::BroughtForward(Forward {
            member,
            stamps,
            amount,
            known,
        }) => {
            pen.name(member);
            pen.signed(stamps);
            pen.signed(amount);
            pen.0.push(known.map_or(0, |[(_, first), (_, last)]| {
                1 | u8::from(first) << 1 | u8::from(last) << 2
            }));
            for (at, _) in known.into_iter().flatten() {
                pen.signed(at.0);
            }
        }
        _ => {}
    }
}

fn read(eye: &mut Eye<'_>, last: &mut Last) -> Result<Record, Damaged> {
    let tag = eye.byte()?;
    let at = last.at.wrapping_add(eye.signed()?);
    let received = at.wrapping_add(eye.signed()?);
    last.at = at;
    let event_id = if is_ordered(tag) {
        eye.text()?.into()
    } else {
        Box::default()
    };
    let entry = if tag == STAMPS_OF_LAST_VISIT {
        Entry::StampsChanged {
            member: eye.name()?,
            delta: eye.signed()?,
            visit: last.visit,
        }
    } else {
        read_entry(eye, tag)?
    };
    match entry {
        Entry::Visit { visit, .. } => last.visit = Some(visit),
        Entry::StampsChanged { visit, .. } => last.visit = visit,
        _ => {}
    }
    Ok(Record {
        at: Timestamp(at),
        received: Timestamp(received),
        event_id,
        entry,
    })
}

fn read_entry(eye: &mut Eye<'_>, tag: u8) -> Result<Entry, Damaged> {
    Ok(match tag {
        1 => Entry::PageViewed {
            visitor: eye.id()?,
            channel: eye.name()?,
            location: eye.any_name()?,
        },
        2 => Entry::CardIssued(Issued {
            id: eye.id()?,
            card: eye.name()?,
            member: eye.name()?,
            channel: eye.name()?,
            visitor: eye.any_id()?,
            referrer: eye.any_name()?,
            location: eye.any_name()?,
        }),
        3 | 4 => Entry::CardSignal {
            card: eye.name()?,
            wallet: wallet(eye.byte()?)?,
            device: eye.any_id()?,
            saved: tag == 3,
        },
        5 | 6 => Entry::Visit {
            visit: eye.id()?,
            member: eye.name()?,
            card: eye.any_name()?,
            amount: eye.any_signed()?,
            location: eye.any_name()?,
            imported: tag == 6,
        },
        7 => Entry::VisitVoided { visit: eye.id()? },
        8 => Entry::StampsChanged {
            member: eye.name()?,
            delta: eye.signed()?,
            visit: eye.any_id()?,
        },
        9 => Entry::RewardEarned {
            reward: eye.id()?,
            member: eye.name()?,
            stamps_spent: eye.signed()?,
            cost: eye.signed()?,
        },
        10 => Entry::RewardEnded {
            reward: eye.id()?,
            end: RewardEnd::Expired,
        },
        11 => Entry::RewardEnded {
            reward: eye.id()?,
            end: RewardEnd::Revoked,
        },
        12 | 32 => Entry::RewardRedeemed {
            redemption: eye.id()?,
            reward: eye.id()?,
            member: eye.name()?,
            cost: if tag == 12 { Some(eye.signed()?) } else { None },
            location: eye.any_name()?,
        },
        13 => Entry::RedemptionVoided {
            redemption: eye.id()?,
        },
        30 => Entry::AmountRecorded {
            visit: eye.id()?,
            receipt: None,
            amount: eye.signed()?,
        },
        31 => Entry::AmountRecorded {
            visit: eye.id()?,
            receipt: Some(eye.id()?),
            amount: eye.signed()?,
        },
        tag => read_talk(eye, tag)?,
    })
}

fn read_talk(eye: &mut Eye<'_>, tag: u8) -> Result<Entry, Damaged> {
    Ok(match tag {
        14 => Entry::ReferralOpened {
            member: eye.name()?,
            visitor: eye.id()?,
        },
        15 => Entry::ReviewRequested {
            request: eye.id()?,
            member: eye.name()?,
            visit: eye.any_id()?,
        },
        16 => Entry::ReviewSubmitted {
            review: eye.id()?,
            member: eye.name()?,
            request: eye.any_id()?,
            rating: eye.signed()?,
            sentiment: eye.any_signed()?,
        },
        17 | 18 => Entry::MessageSent {
            message: eye.id()?,
            member: eye.name()?,
            nudge: tag == 18,
            apple_card: eye.any_name()?,
        },
        19 => Entry::PassFetched {
            card: eye.name()?,
            wallet: wallet(eye.byte()?)?,
        },
        20 => Entry::TierChanged {
            member: eye.name()?,
            tier: eye.name()?,
        },
        21 | 22 => {
            let arm = if tag == 21 {
                Arm::Treatment
            } else {
                Arm::Control
            };
            let (member, experiment) = (eye.name()?, eye.name()?);
            let source = if eye.byte()? == OutcomeSource::Imported as u8 {
                OutcomeSource::Imported
            } else {
                OutcomeSource::Validated
            };
            Entry::GroupAssigned {
                member,
                experiment,
                arm,
                source,
            }
        }
        23 => Entry::MemberMerged {
            survivor: eye.name()?,
            merged: eye.name()?,
        },
        24 => Entry::MemberDeleted {
            member: eye.name()?,
        },
        25 => Entry::CostRecorded {
            amount: eye.signed()?,
            location: eye.any_name()?,
        },
        26 => Entry::ProgramConfigured(Configuration {
            gross_margin_bp: eye.any_signed()?,
            stamps_required: eye.any_signed()?,
            launched_on: eye
                .any_signed()?
                .map(|day| date_of_day(day).ok_or(Damaged))
                .transpose()?,
        }),
        27 => {
            let (member, stamps, amount, bits) =
                (eye.name()?, eye.signed()?, eye.signed()?, eye.byte()?);
            let known = match bits & 1 {
                0 => None,
                _ => Some([
                    (Timestamp(eye.signed()?), bits & 2 != 0),
                    (Timestamp(eye.signed()?), bits & 4 != 0),
                ]),
            };
            Entry::BroughtForward(Forward {
                member,
                stamps,
                amount,
                known,
            })
        }
        _ => return Err(Damaged),
    })
}

fn wallet(byte: u8) -> Result<Wallet, Damaged> {
    [Wallet::Apple, Wallet::Google]
        .into_iter()
        .find(|wallet| *wallet as u8 == byte)
        .ok_or(Damaged)
}
