//! Receipts whose lines are items: what the lines of one receipt make together, found by reading the file once before.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher as _};

use jiff::civil::Date;

use crate::clock::Timestamp;

/// One receipt: its lines' sum and the time of the first.
#[derive(Clone, Copy, Debug)]
pub(super) struct Receipt {
    pub amount: Option<i64>,
    pub at: Timestamp,
}

/// All receipts of a file, by their digest: numbers begin anew on another day, and a person is part of what makes one.
#[derive(Debug, Default)]
pub(super) struct Receipts {
    sums: HashMap<u64, Receipt>,
    /// To whom each number belongs on a day at a place, and the line that said so.
    owners: HashMap<u64, (u64, i64)>,
}

/// What tells one line's receipt from all others.
#[derive(Clone, Copy, Debug)]
pub(super) struct ReceiptKey<'t> {
    pub number: &'t str,
    pub day: Date,
    pub member: &'t str,
    pub location: Option<&'t str>,
}

impl ReceiptKey<'_> {
    fn digest(&self) -> u64 {
        digest(&(self.number, self.day, self.member))
    }

    fn at_place(&self) -> u64 {
        digest(&(self.number, self.day, self.location))
    }
}

fn digest(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

impl Receipts {
    /// Counts a line in, unless the number is somebody else's.
    pub fn add(
        &mut self,
        line: i64,
        belonging: ReceiptKey<'_>,
        at: Timestamp,
        amount: Option<i64>,
    ) {
        let member = digest(&belonging.member);
        let owner = self
            .owners
            .entry(belonging.at_place())
            .or_insert((member, line))
            .0;
        // Adds nothing to either: `of` names the line that gave the number to somebody else.
        if owner != member {
            return;
        }
        let receipt = self
            .sums
            .entry(belonging.digest())
            .or_insert(Receipt { amount: None, at });
        receipt.at = receipt.at.min(at);
        receipt.amount = match (receipt.amount, amount) {
            (Some(sum), Some(amount)) => Some(sum.saturating_add(amount)),
            (sum, amount) => sum.or(amount),
        };
    }

    /// The whole receipt of a line, or the line that gives its number to somebody else.
    pub fn of(&self, belonging: ReceiptKey<'_>) -> Result<Option<Receipt>, i64> {
        match self
            .owners
            .get(&belonging.at_place())
        {
            Some((owner, line)) if *owner != digest(&belonging.member) => Err(*line),
            _ => Ok(self
                .sums
                .get(&belonging.digest())
                .copied()),
        }
    }
}
