//! Records as bytes: small numbers take one byte, an id sixteen. What is stored is read by later versions too: a tag keeps
//! its meaning, and a new meaning gets a new tag.

use super::super::period::{date_of_day, day_number};
use crate::clock::Timestamp;
use crate::domain::event::{Arm, OutcomeSource, RewardEnd, Wallet};
use crate::metrics::facts::records::{
    CarriedForward, Configuration, Id, Issued, Record, RecordKind, Symbol, UsedVoucher,
};

/// Bytes that are no records: stored by another version, or damaged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a stored partition of the archive cannot be read")]
pub struct Corrupt;

/// Writes numbers, ids and texts one after the other.
#[derive(Default)]
pub(super) struct Encoder(pub(super) Vec<u8>);

impl Encoder {
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
        self.0.extend(
            id.0.iter()
                .flat_map(|half| half.to_le_bytes()),
        );
    }

    pub(super) fn text(&mut self, text: &str) {
        self.number(text.len() as u64);
        self.0.extend(text.as_bytes());
    }

    pub(super) fn name(&mut self, name: Symbol) {
        self.number(u64::from(name.0));
    }

    fn any_name(&mut self, name: Option<Symbol>) {
        self.number(name.map_or(0, |name| u64::from(name.0) + 1));
    }

    fn any_id(&mut self, id: Option<Id>) {
        self.0.push(u8::from(id.is_some()));
        if let Some(id) = id {
            self.id(id);
        }
    }

    fn any_signed(&mut self, value: Option<i64>) {
        self.0
            .push(u8::from(value.is_some()));
        if let Some(value) = value {
            self.signed(value);
        }
    }
}

/// Reads what a [`Encoder`] wrote.
pub(super) struct Decoder<'b> {
    bytes: &'b [u8],
    /// How many names there are.
    names: usize,
}

impl<'b> Decoder<'b> {
    pub(super) fn on(bytes: &'b [u8], names: usize) -> Decoder<'b> {
        Decoder { bytes, names }
    }

    /// The same where each name is one of so many.
    pub(super) fn with_names(self, names: usize) -> Decoder<'b> {
        Decoder { names, ..self }
    }

    fn byte(&mut self) -> Result<u8, Corrupt> {
        let (first, rest) = self
            .bytes
            .split_first()
            .ok_or(Corrupt)?;
        self.bytes = rest;
        Ok(*first)
    }

    pub(super) fn number(&mut self) -> Result<u64, Corrupt> {
        let mut value = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(value);
            }
        }
        Err(Corrupt)
    }

    pub(super) fn signed(&mut self) -> Result<i64, Corrupt> {
        let value = self.number()?;
        Ok((value >> 1) as i64 ^ -((value & 1) as i64))
    }

    pub(super) fn bytes(&mut self, n: usize) -> Result<&'b [u8], Corrupt> {
        let (bytes, rest) = self
            .bytes
            .split_at_checked(n)
            .ok_or(Corrupt)?;
        self.bytes = rest;
        Ok(bytes)
    }

    pub(super) fn id(&mut self) -> Result<Id, Corrupt> {
        let (halves, _) = self.bytes(16)?.as_chunks::<8>();
        Ok(Id([
            u64::from_le_bytes(halves[0]),
            u64::from_le_bytes(halves[1]),
        ]))
    }

    pub(super) fn text(&mut self) -> Result<&'b str, Corrupt> {
        let n = self.number()?;
        std::str::from_utf8(self.bytes(usize::try_from(n).map_err(|_| Corrupt)?)?)
            .map_err(|_| Corrupt)
    }

    pub(super) fn name(&mut self) -> Result<Symbol, Corrupt> {
        let name = u32::try_from(self.number()?).map_err(|_| Corrupt)?;
        if (name as usize) < self.names {
            Ok(Symbol(name))
        } else {
            Err(Corrupt)
        }
    }

    fn any_name(&mut self) -> Result<Option<Symbol>, Corrupt> {
        let value = u32::try_from(self.number()?).map_err(|_| Corrupt)?;
        if value as usize <= self.names {
            Ok(value.checked_sub(1).map(Symbol))
        } else {
            Err(Corrupt)
        }
    }

    fn any_id(&mut self) -> Result<Option<Id>, Corrupt> {
        Ok(if self.byte()? == 0 {
            None
        } else {
            Some(self.id()?)
        })
    }

    fn any_signed(&mut self) -> Result<Option<i64>, Corrupt> {
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

/// The records as bytes. They are shortest in the order of time. The bytes of others may stand behind them.
pub(super) fn encode(records: &[Record]) -> Vec<u8> {
    let mut encoder = Encoder(Vec::with_capacity(records.len() * 28));
    encoder.number(records.len() as u64);
    let mut last = Last::default();
    for record in records {
        write(&mut encoder, record, &mut last);
    }
    encoder.0
}

/// The records of such bytes; each name is one of so many.
pub(super) fn decode(bytes: &[u8], names: usize) -> Result<Records<'_>, Corrupt> {
    let mut decoder = Decoder::on(bytes, names);
    let left = decoder.number()?;
    Ok(Records {
        decoder,
        left,
        last: Last::default(),
    })
}

/// Reads one record after the other.
pub(super) struct Records<'b> {
    decoder: Decoder<'b>,
    left: u64,
    last: Last,
}

impl Records<'_> {
    /// The last thing to be said: nothing says where the next record would begin.
    fn end_with(&mut self, corrupt: Corrupt) -> Option<Result<Record, Corrupt>> {
        (self.left, self.decoder.bytes) = (0, &[]);
        Some(Err(corrupt))
    }
}

impl Iterator for Records<'_> {
    type Item = Result<Record, Corrupt>;

    fn next(&mut self) -> Option<Self::Item> {
        while self.left == 0 {
            // What came later may stand behind, with a count of its own.
            if self.decoder.bytes.is_empty() {
                return None;
            }
            match self.decoder.number() {
                Ok(left) => (self.left, self.last) = (left, Last::default()),
                Err(corrupt) => return self.end_with(corrupt),
            }
        }
        self.left -= 1;
        let record = read(&mut self.decoder, &mut self.last);
        match record {
            Ok(record) => Some(Ok(record)),
            Err(corrupt) => self.end_with(corrupt),
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        // A record takes three bytes at least, whatever the count before them says.
        ((self.left as usize).min(self.decoder.bytes.len() / 3), None)
    }
}

/// Whether the id of the event decides anything: between facts of one instant of which the last, or the first, counts.
fn is_ordered(tag: u8) -> bool {
    matches!(tag, 2..=4 | 20..=26 | 30 | 31 | 33)
}

/// Whether the id of the event is kept with this record.
pub(super) fn is_ordered_entry(entry: &RecordKind) -> bool {
    is_ordered(tag_of(entry))
}

fn tag_of(entry: &RecordKind) -> u8 {
    match entry {
        RecordKind::PageViewed { .. } => 1,
        RecordKind::CardIssued(_) => 2,
        RecordKind::CardSignal { saved: true, .. } => 3,
        RecordKind::CardSignal { saved: false, .. } => 4,
        RecordKind::Visit {
            imported: false, ..
        } => 5,
        RecordKind::Visit { imported: true, .. } => 6,
        RecordKind::VisitVoided { .. } => 7,
        RecordKind::StampsChanged { .. } => 8,
        RecordKind::RewardEarned { .. } => 9,
        RecordKind::RewardEnded {
            end: RewardEnd::Expired,
            ..
        } => 10,
        RecordKind::RewardEnded {
            end: RewardEnd::Revoked,
            ..
        } => 11,
        RecordKind::RewardRedeemed { till: Some(_), .. } => 34,
        RecordKind::RewardRedeemed { cost: Some(_), .. } => 12,
        RecordKind::RewardRedeemed { cost: None, .. } => 32,
        RecordKind::RedemptionVoided { .. } => 13,
        RecordKind::ReferralOpened { .. } => 14,
        RecordKind::ReviewRequested { .. } => 15,
        RecordKind::ReviewSubmitted { .. } => 16,
        RecordKind::MessageSent {
            campaign: Some(_), ..
        }
        | RecordKind::MessageSent {
            held_back: true, ..
        } => 35,
        RecordKind::MessageSent { nudge: false, .. } => 17,
        RecordKind::MessageSent { nudge: true, .. } => 18,
        RecordKind::PassFetched { .. } => 19,
        RecordKind::TierChanged { .. } => 20,
        RecordKind::GroupAssigned {
            arm: Arm::Treatment,
            ..
        } => 21,
        RecordKind::GroupAssigned {
            arm: Arm::Control, ..
        } => 22,
        RecordKind::MemberMerged { .. } => 23,
        RecordKind::MemberDeleted { .. } => 24,
        RecordKind::CostRecorded { .. } => 25,
        RecordKind::ProgramConfigured(_) => 26,
        RecordKind::BroughtForward(_) => 27,
        RecordKind::AmountRecorded { receipt: None, .. } => 30,
        RecordKind::AmountRecorded {
            receipt: Some(_), ..
        } => 31,
        RecordKind::Scanned { .. } => 33,
        RecordKind::VoucherIssued { .. } => 36,
        RecordKind::VoucherRedeemed(_) => 37,
        RecordKind::VoucherRedemptionVoided { .. } => 38,
        RecordKind::VoucherEnded {
            end: RewardEnd::Revoked,
            ..
        } => 39,
        RecordKind::VoucherEnded {
            end: RewardEnd::Expired,
            ..
        } => 40,
        RecordKind::ActionTapped { .. } => 41,
    }
}

fn write(encoder: &mut Encoder, record: &Record, last: &mut Last) {
    let follows = matches!(record.entry, RecordKind::StampsChanged { visit: Some(visit), .. } if last.visit == Some(visit));
    let tag = if follows {
        STAMPS_OF_LAST_VISIT
    } else {
        tag_of(&record.entry)
    };
    encoder.0.push(tag);
    encoder.signed(record.at.0.wrapping_sub(last.at));
    encoder.signed(
        record
            .received
            .0
            .wrapping_sub(record.at.0),
    );
    last.at = record.at.0;
    if is_ordered(tag) {
        encoder.text(&record.event_id);
    }
    match record.entry {
        RecordKind::StampsChanged { member, delta, .. } if follows => {
            encoder.name(member);
            encoder.signed(delta);
        }
        entry => write_entry(encoder, &entry),
    }
    if let RecordKind::StampsChanged { visit, .. } = record.entry {
        last.visit = visit;
    }
    if let RecordKind::Visit { visit, .. } = record.entry {
        last.visit = Some(visit);
    }
}

fn write_entry(encoder: &mut Encoder, entry: &RecordKind) {
    match *entry {
        RecordKind::PageViewed {
            visitor,
            channel,
            location,
        } => {
            encoder.id(visitor);
            encoder.name(channel);
            encoder.any_name(location);
        }
        RecordKind::CardIssued(Issued {
            id,
            card,
            member,
            channel,
            visitor,
            referrer,
            location,
        }) => {
            encoder.id(id);
            [card, member, channel]
                .into_iter()
                .for_each(|name| encoder.name(name));
            encoder.any_id(visitor);
            [referrer, location]
                .into_iter()
                .for_each(|name| encoder.any_name(name));
        }
        RecordKind::CardSignal {
            card,
            wallet,
            device,
            ..
        } => {
            encoder.name(card);
            encoder.0.push(wallet as u8);
            encoder.any_id(device);
        }
        RecordKind::Visit {
            visit,
            member,
            card,
            amount,
            location,
            ..
        } => {
            encoder.id(visit);
            encoder.name(member);
            encoder.any_name(card);
            encoder.any_signed(amount);
            encoder.any_name(location);
        }
        RecordKind::VisitVoided { visit: id }
        | RecordKind::RewardEnded { reward: id, .. }
        | RecordKind::RedemptionVoided { redemption: id }
        | RecordKind::VoucherRedemptionVoided { redemption: id }
        | RecordKind::VoucherEnded { voucher: id, .. } => encoder.id(id),
        RecordKind::AmountRecorded {
            visit,
            receipt,
            amount,
        } => {
            encoder.id(visit);
            receipt
                .into_iter()
                .for_each(|receipt| encoder.id(receipt));
            encoder.signed(amount);
        }
        RecordKind::StampsChanged {
            member,
            delta,
            visit,
        } => {
            encoder.name(member);
            encoder.signed(delta);
            encoder.any_id(visit);
        }
        RecordKind::RewardEarned {
            reward,
            member,
            stamps_spent,
            cost,
        } => {
            encoder.id(reward);
            encoder.name(member);
            encoder.signed(stamps_spent);
            encoder.signed(cost);
        }
        RecordKind::RewardRedeemed {
            redemption,
            reward,
            member,
            cost,
            location,
            till,
        } => {
            encoder.id(redemption);
            encoder.id(reward);
            encoder.name(member);
            match till {
                Some(till) => {
                    encoder.name(till);
                    encoder.any_signed(cost);
                }
                // The tag says whether there is one.
                None => cost
                    .into_iter()
                    .for_each(|cost| encoder.signed(cost)),
            }
            encoder.any_name(location);
        }
        RecordKind::Scanned { visit, till } => {
            encoder.id(visit);
            encoder.any_name(till);
        }
        RecordKind::VoucherIssued {
            voucher,
            member,
            cost,
        } => {
            encoder.id(voucher);
            encoder.any_name(member);
            encoder.signed(cost);
        }
        RecordKind::VoucherRedeemed(UsedVoucher {
            redemption,
            voucher,
            member,
            cost,
            location,
            till,
        }) => {
            encoder.id(redemption);
            encoder.id(voucher);
            encoder.any_name(member);
            encoder.any_signed(cost);
            [location, till]
                .into_iter()
                .for_each(|name| encoder.any_name(name));
        }
        entry => write_engagement(encoder, &entry),
    }
}

fn write_engagement(encoder: &mut Encoder, entry: &RecordKind) {
    match *entry {
        RecordKind::ReferralOpened { member, visitor } => {
            encoder.name(member);
            encoder.id(visitor);
        }
        RecordKind::ReviewRequested {
            request,
            member,
            visit,
        } => {
            encoder.id(request);
            encoder.name(member);
            encoder.any_id(visit);
        }
        RecordKind::ReviewSubmitted {
            review,
            member,
            request,
            rating,
            sentiment,
        } => {
            encoder.id(review);
            encoder.name(member);
            encoder.any_id(request);
            encoder.signed(rating);
            encoder.any_signed(sentiment);
        }
        RecordKind::MessageSent {
            message,
            member,
            nudge,
            apple_card,
            campaign,
            held_back,
        } => {
            encoder.id(message);
            encoder.name(member);
            encoder.any_name(apple_card);
            if campaign.is_some() || held_back {
                encoder
                    .0
                    .push(u8::from(nudge) | u8::from(held_back) << 1);
                encoder.any_name(campaign);
            }
        }
        RecordKind::ActionTapped { card, action } => {
            encoder.name(card);
            encoder.name(action);
        }
        RecordKind::PassFetched { card, wallet } => {
            encoder.name(card);
            encoder.0.push(wallet as u8);
        }
        RecordKind::TierChanged { member: a, tier: b }
        | RecordKind::MemberMerged {
            survivor: a,
            merged: b,
        } => {
            encoder.name(a);
            encoder.name(b);
        }
        RecordKind::GroupAssigned {
            member,
            experiment,
            source,
            ..
        } => {
            encoder.name(member);
            encoder.name(experiment);
            encoder.0.push(source as u8);
        }
        RecordKind::MemberDeleted { member } => encoder.name(member),
        RecordKind::CostRecorded { amount, location } => {
            encoder.signed(amount);
            encoder.any_name(location);
        }
        RecordKind::ProgramConfigured(Configuration {
            gross_margin_bp,
            stamps_required,
            launched_on,
        }) => {
            encoder.any_signed(gross_margin_bp);
            encoder.any_signed(stamps_required);
            encoder.any_signed(launched_on.map(|date| i64::from(day_number(date))));
        }
        RecordKind::BroughtForward(CarriedForward {
            member,
            stamps,
            amount,
            known,
        }) => {
            encoder.name(member);
            encoder.signed(stamps);
            encoder.signed(amount);
            encoder
                .0
                .push(known.map_or(0, |[(_, first), (_, last)]| {
                    1 | u8::from(first) << 1 | u8::from(last) << 2
                }));
            for (at, _) in known.into_iter().flatten() {
                encoder.signed(at.0);
            }
        }
        _ => {}
    }
}

fn read(decoder: &mut Decoder<'_>, last: &mut Last) -> Result<Record, Corrupt> {
    let tag = decoder.byte()?;
    let at = last
        .at
        .wrapping_add(decoder.signed()?);
    let received = at.wrapping_add(decoder.signed()?);
    last.at = at;
    let event_id = if is_ordered(tag) {
        decoder.text()?.into()
    } else {
        Box::default()
    };
    let entry = if tag == STAMPS_OF_LAST_VISIT {
        RecordKind::StampsChanged {
            member: decoder.name()?,
            delta: decoder.signed()?,
            visit: last.visit,
        }
    } else {
        read_entry(decoder, tag)?
    };
    match entry {
        RecordKind::Visit { visit, .. } => last.visit = Some(visit),
        RecordKind::StampsChanged { visit, .. } => last.visit = visit,
        _ => {}
    }
    Ok(Record {
        at: Timestamp(at),
        received: Timestamp(received),
        event_id,
        entry,
    })
}

fn read_entry(decoder: &mut Decoder<'_>, tag: u8) -> Result<RecordKind, Corrupt> {
    Ok(match tag {
        1 => RecordKind::PageViewed {
            visitor: decoder.id()?,
            channel: decoder.name()?,
            location: decoder.any_name()?,
        },
        2 => RecordKind::CardIssued(Issued {
            id: decoder.id()?,
            card: decoder.name()?,
            member: decoder.name()?,
            channel: decoder.name()?,
            visitor: decoder.any_id()?,
            referrer: decoder.any_name()?,
            location: decoder.any_name()?,
        }),
        3 | 4 => RecordKind::CardSignal {
            card: decoder.name()?,
            wallet: wallet(decoder.byte()?)?,
            device: decoder.any_id()?,
            saved: tag == 3,
        },
        5 | 6 => RecordKind::Visit {
            visit: decoder.id()?,
            member: decoder.name()?,
            card: decoder.any_name()?,
            amount: decoder.any_signed()?,
            location: decoder.any_name()?,
            imported: tag == 6,
            // That lies apart.
            till: None,
        },
        7 => RecordKind::VisitVoided {
            visit: decoder.id()?,
        },
        8 => RecordKind::StampsChanged {
            member: decoder.name()?,
            delta: decoder.signed()?,
            visit: decoder.any_id()?,
        },
        9 => RecordKind::RewardEarned {
            reward: decoder.id()?,
            member: decoder.name()?,
            stamps_spent: decoder.signed()?,
            cost: decoder.signed()?,
        },
        10 => RecordKind::RewardEnded {
            reward: decoder.id()?,
            end: RewardEnd::Expired,
        },
        11 => RecordKind::RewardEnded {
            reward: decoder.id()?,
            end: RewardEnd::Revoked,
        },
        12 | 32 => RecordKind::RewardRedeemed {
            redemption: decoder.id()?,
            reward: decoder.id()?,
            member: decoder.name()?,
            cost: if tag == 12 {
                Some(decoder.signed()?)
            } else {
                None
            },
            location: decoder.any_name()?,
            till: None,
        },
        34 => {
            let (redemption, reward) = (decoder.id()?, decoder.id()?);
            let (member, till) = (decoder.name()?, Some(decoder.name()?));
            RecordKind::RewardRedeemed {
                redemption,
                reward,
                member,
                cost: decoder.any_signed()?,
                location: decoder.any_name()?,
                till,
            }
        }
        33 => RecordKind::Scanned {
            visit: decoder.id()?,
            till: decoder.any_name()?,
        },
        36 => RecordKind::VoucherIssued {
            voucher: decoder.id()?,
            member: decoder.any_name()?,
            cost: decoder.signed()?,
        },
        37 => RecordKind::VoucherRedeemed(UsedVoucher {
            redemption: decoder.id()?,
            voucher: decoder.id()?,
            member: decoder.any_name()?,
            cost: decoder.any_signed()?,
            location: decoder.any_name()?,
            till: decoder.any_name()?,
        }),
        38 => RecordKind::VoucherRedemptionVoided {
            redemption: decoder.id()?,
        },
        39 => RecordKind::VoucherEnded {
            voucher: decoder.id()?,
            end: RewardEnd::Revoked,
        },
        40 => RecordKind::VoucherEnded {
            voucher: decoder.id()?,
            end: RewardEnd::Expired,
        },
        13 => RecordKind::RedemptionVoided {
            redemption: decoder.id()?,
        },
        30 => RecordKind::AmountRecorded {
            visit: decoder.id()?,
            receipt: None,
            amount: decoder.signed()?,
        },
        31 => RecordKind::AmountRecorded {
            visit: decoder.id()?,
            receipt: Some(decoder.id()?),
            amount: decoder.signed()?,
        },
        tag => read_engagement(decoder, tag)?,
    })
}

fn read_engagement(decoder: &mut Decoder<'_>, tag: u8) -> Result<RecordKind, Corrupt> {
    Ok(match tag {
        14 => RecordKind::ReferralOpened {
            member: decoder.name()?,
            visitor: decoder.id()?,
        },
        15 => RecordKind::ReviewRequested {
            request: decoder.id()?,
            member: decoder.name()?,
            visit: decoder.any_id()?,
        },
        16 => RecordKind::ReviewSubmitted {
            review: decoder.id()?,
            member: decoder.name()?,
            request: decoder.any_id()?,
            rating: decoder.signed()?,
            sentiment: decoder.any_signed()?,
        },
        17 | 18 => RecordKind::MessageSent {
            message: decoder.id()?,
            member: decoder.name()?,
            nudge: tag == 18,
            apple_card: decoder.any_name()?,
            campaign: None,
            held_back: false,
        },
        35 => {
            let (message, member, apple_card) =
                (decoder.id()?, decoder.name()?, decoder.any_name()?);
            let bits = decoder.byte()?;
            RecordKind::MessageSent {
                message,
                member,
                nudge: bits & 1 != 0,
                apple_card,
                campaign: decoder.any_name()?,
                held_back: bits & 2 != 0,
            }
        }
        41 => RecordKind::ActionTapped {
            card: decoder.name()?,
            action: decoder.name()?,
        },
        19 => RecordKind::PassFetched {
            card: decoder.name()?,
            wallet: wallet(decoder.byte()?)?,
        },
        20 => RecordKind::TierChanged {
            member: decoder.name()?,
            tier: decoder.name()?,
        },
        21 | 22 => {
            let arm = if tag == 21 {
                Arm::Treatment
            } else {
                Arm::Control
            };
            let (member, experiment) = (decoder.name()?, decoder.name()?);
            let source = if decoder.byte()? == OutcomeSource::Imported as u8 {
                OutcomeSource::Imported
            } else {
                OutcomeSource::Validated
            };
            RecordKind::GroupAssigned {
                member,
                experiment,
                arm,
                source,
            }
        }
        23 => RecordKind::MemberMerged {
            survivor: decoder.name()?,
            merged: decoder.name()?,
        },
        24 => RecordKind::MemberDeleted {
            member: decoder.name()?,
        },
        25 => RecordKind::CostRecorded {
            amount: decoder.signed()?,
            location: decoder.any_name()?,
        },
        26 => RecordKind::ProgramConfigured(Configuration {
            gross_margin_bp: decoder.any_signed()?,
            stamps_required: decoder.any_signed()?,
            launched_on: decoder
                .any_signed()?
                .map(|day| date_of_day(day).ok_or(Corrupt))
                .transpose()?,
        }),
        27 => {
            let (member, stamps, amount, bits) = (
                decoder.name()?,
                decoder.signed()?,
                decoder.signed()?,
                decoder.byte()?,
            );
            let known = match bits & 1 {
                0 => None,
                _ => Some([
                    (Timestamp(decoder.signed()?), bits & 2 != 0),
                    (Timestamp(decoder.signed()?), bits & 4 != 0),
                ]),
            };
            RecordKind::BroughtForward(CarriedForward {
                member,
                stamps,
                amount,
                known,
            })
        }
        _ => return Err(Corrupt),
    })
}

fn wallet(byte: u8) -> Result<Wallet, Corrupt> {
    [Wallet::Apple, Wallet::Google]
        .into_iter()
        .find(|wallet| *wallet as u8 == byte)
        .ok_or(Corrupt)
}
