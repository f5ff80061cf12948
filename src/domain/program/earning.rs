//! What a visit earns: stamps for the visit itself, or for what the customer paid.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::domain::program::Program;

/// The most that a program may ask for, in the smallest currency unit.
const MOST_MONEY: i64 = 1_000_000_000;
/// The most stamps that one visit may earn by itself.
const MOST_STAMPS: i64 = 100;
/// The longest window of a tier.
const MOST_DAYS: i64 = 3_651;

/// What stamps follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(
    untagged,
    deny_unknown_fields,
    expecting = "must be {\"visit\": 1}, or {\"amount_minor\": 500, \"carry\": true}"
)]
pub enum StampsPer {
    /// Each visit earns the same.
    Visit {
        /// Stamps for a visit.
        #[schema(minimum = 1, maximum = 100)]
        visit: i64,
    },
    /// Each full amount earns one stamp. A visit whose amount is unknown earns one, too.
    Amount {
        /// What earns a stamp, in the smallest currency unit.
        #[schema(minimum = 1, maximum = 1_000_000_000)]
        amount_minor: i64,
        /// Whether the rest is kept for the next visit.
        #[serde(default)]
        carry: bool,
    },
}

impl Default for StampsPer {
    fn default() -> StampsPer {
        StampsPer::Visit { visit: 1 }
    }
}

/// Whether the scanner asks what the sale came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum AskAmount {
    /// No till asks.
    Never,
    /// Each till asks if its staff switched that on.
    #[default]
    Optional,
    /// Every till asks.
    Always,
}

/// What one visit is worth, before it is added to what the member has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct VisitWorth {
    /// Stamps that it earns by itself.
    pub stamps: i64,
    /// Money that it adds to the rest which earlier visits left; stamps come of it as often as it is full.
    pub spend_minor: i64,
    /// Why it earns less than another visit would, or something else.
    pub note: Option<EarningNote>,
}

/// What staff and customers are told about what a visit earned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum EarningNote {
    /// Stamps follow what is spent, but nobody said what this visit came to.
    AmountMissing,
    /// The visit came to less than the program asks for, and earned no stamp.
    BelowMinimumSpend,
}

impl VisitWorth {
    /// Whether stamps follow what is spent and nobody said what the visit came to.
    pub fn amount_missing(&self) -> bool {
        self.note == Some(EarningNote::AmountMissing)
    }

    /// Whether it came to less than the program asks for.
    pub fn below_minimum_spend(&self) -> bool {
        self.note == Some(EarningNote::BelowMinimumSpend)
    }
}

impl Program {
    /// What a visit is worth that came to this amount, if it is known. `full` is what a visit of this member earns where stamps
    /// follow visits.
    pub fn worth(&self, full: i64, amount: Option<i64>) -> VisitWorth {
        let below = amount
            .zip(self.minimum_spend_minor)
            .is_some_and(|(amount, minimum)| amount < minimum);
        if below {
            return VisitWorth {
                note: Some(EarningNote::BelowMinimumSpend),
                ..VisitWorth::default()
            };
        }
        let unknown = amount.is_none() && self.needs_amount();
        let note = unknown.then_some(EarningNote::AmountMissing);
        match (self.stamps_per, amount) {
            (StampsPer::Visit { .. }, _) => VisitWorth {
                stamps: full,
                spend_minor: 0,
                note,
            },
            (StampsPer::Amount { .. }, None) => VisitWorth {
                stamps: 1,
                spend_minor: 0,
                note,
            },
            (
                StampsPer::Amount {
                    amount_minor,
                    carry: false,
                },
                Some(amount),
            ) => VisitWorth {
                stamps: amount / amount_minor,
                ..VisitWorth::default()
            },
            (StampsPer::Amount { carry: true, .. }, Some(amount)) => VisitWorth {
                spend_minor: amount,
                ..VisitWorth::default()
            },
        }
    }

    /// Whether a till asks what a sale came to, of which the staff switched the question on, or not.
    pub fn asks_amount(&self, switched_on: bool) -> bool {
        match self.ask_amount {
            AskAmount::Never => false,
            AskAmount::Optional => switched_on,
            AskAmount::Always => true,
        }
    }

    /// Whether what a visit earns depends on what it came to.
    pub fn needs_amount(&self) -> bool {
        self.minimum_spend_minor.is_some() || self.amount_per_stamp().is_some()
    }

    /// What earns a stamp where stamps follow what is spent, in the smallest currency unit.
    pub fn amount_per_stamp(&self) -> Option<i64> {
        match self.stamps_per {
            StampsPer::Visit { .. } => None,
            StampsPer::Amount { amount_minor, .. } => Some(amount_minor),
        }
    }

    /// Whether what is left of an amount counts at the next visit.
    pub fn keeps_rest(&self) -> bool {
        matches!(self.stamps_per, StampsPer::Amount { carry: true, .. })
    }

    /// Stamps for a visit where stamps follow visits, and where an amount is unknown.
    pub fn stamps_of_each_visit(&self) -> i64 {
        match self.stamps_per {
            StampsPer::Visit { visit } => visit,
            StampsPer::Amount { .. } => 1,
        }
    }

    /// What is missing to the next stamp for whoever has this rest, where rests are kept.
    pub fn to_next_stamp(&self, rest_minor: i64) -> Option<i64> {
        match self.stamps_per {
            StampsPer::Amount {
                amount_minor,
                carry: true,
            } => {
                let missing = amount_minor - rest_minor.rem_euclid(amount_minor);
                Some(
                    missing.max(
                        self.minimum_spend_minor
                            .unwrap_or(0),
                    ),
                )
            }
            _ => None,
        }
    }

    /// How many stamps come of spending, and what is left of it then.
    pub(in crate::domain) fn stamps_of_spend(&self, spend_minor: i64) -> (i64, i64) {
        match self.amount_per_stamp() {
            Some(amount) => (
                spend_minor.div_euclid(amount),
                spend_minor.rem_euclid(amount),
            ),
            None => (0, spend_minor),
        }
    }

    /// What is wrong with what visits earn, as (JSON pointer, sentence).
    pub(super) fn faults_of_earning(&self) -> Vec<(String, String)> {
        let (at, value, most) = match self.stamps_per {
            StampsPer::Visit { visit } => ("/stamps_per/visit", visit, MOST_STAMPS),
            StampsPer::Amount { amount_minor, .. } => {
                ("/stamps_per/amount_minor", amount_minor, MOST_MONEY)
            }
        };
        let minimum = self
            .minimum_spend_minor
            .map(|minimum| ("/minimum_spend_minor", minimum, MOST_MONEY));
        let of_tiers = self
            .tiers
            .iter()
            .enumerate()
            .flat_map(|(i, tier)| {
                [
                    ("stamps_per_visit", tier.stamps_per_visit, MOST_STAMPS),
                    ("window_days", tier.window_days, MOST_DAYS),
                ]
                .map(|(name, value, most)| Some((format!("/tiers/{i}/{name}"), value?, most)))
            });
        let out_of_range = [
            Some((at.to_owned(), value, most)),
            minimum.map(|(at, value, most)| (at.to_owned(), value, most)),
        ]
        .into_iter()
        .chain(of_tiers)
        .flatten()
        .filter(|(_, value, most)| !(1..=*most).contains(value))
        .map(|(at, _, most)| (at, format!("must be 1 to {most}")));
        let by_visit_and_amount = self
            .tiers
            .iter()
            .position(|tier| tier.stamps_per_visit.is_some())
            .filter(|_| self.amount_per_stamp().is_some())
            .map(|i| {
                let why = "is for programs whose stamps follow visits; here they follow what is spent, so leave it out";
                (format!("/tiers/{i}/stamps_per_visit"), why.to_owned())
            });
        out_of_range
            .chain(by_visit_and_amount)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn program(rules: &str) -> Program {
        let mut program = serde_json::to_value(Program::starter("Deli", "UTC", "EUR")).unwrap();
        let rules: serde_json::Value = serde_json::from_str(rules).unwrap();
        for (name, value) in rules.as_object().unwrap() {
            program[name] = value.clone();
        }
        serde_json::from_value(program).unwrap()
    }

    fn worth(rules: &str, amounts: &[Option<i64>]) -> Vec<(i64, i64, Option<EarningNote>)> {
        let program = program(rules);
        amounts
            .iter()
            .map(|amount| program.worth(1, *amount))
            .map(|worth| (worth.stamps, worth.spend_minor, worth.note))
            .collect()
    }

    #[test]
    fn a_visit_is_a_stamp_unless_the_program_says_otherwise() {
        assert_eq!(worth("{}", &[None, Some(0)]), [(1, 0, None), (1, 0, None)]);
        let mut stored = serde_json::to_value(program("{}")).unwrap();
        for since in ["stamps_per", "minimum_spend_minor", "ask_amount"] {
            stored
                .as_object_mut()
                .unwrap()
                .remove(since)
                .unwrap();
        }
        let read: Program = serde_json::from_value(stored).unwrap();
        assert_eq!(read, program("{}"), "as stored before");
    }

    #[test]
    fn stamps_follow_what_is_spent_with_or_without_the_rest() {
        use EarningNote::{AmountMissing, BelowMinimumSpend};
        let rules = r#"{"stamps_per": {"amount_minor": 500}, "minimum_spend_minor": 300}"#;
        assert_eq!(
            worth(rules, &[None, Some(299), Some(499), Some(1_000)]),
            [
                (1, 0, Some(AmountMissing)),
                (0, 0, Some(BelowMinimumSpend)),
                (0, 0, None),
                (2, 0, None)
            ]
        );
        let carried = r#"{"stamps_per": {"amount_minor": 500, "carry": true}}"#;
        assert_eq!(
            worth(carried, &[Some(499), None]),
            [(0, 499, None), (1, 0, Some(AmountMissing))]
        );
        let program = program(carried);
        assert_eq!(program.stamps_of_spend(1_499), (2, 499));
        assert_eq!(program.to_next_stamp(499), Some(1));
        let asks_for_more = Program {
            minimum_spend_minor: Some(300),
            ..program
        };
        assert_eq!(asks_for_more.to_next_stamp(499), Some(300));
    }

    #[test]
    fn a_minimum_alone_asks_for_the_amount_and_gives_the_stamp_meanwhile() {
        let rules = r#"{"minimum_spend_minor": 300}"#;
        assert_eq!(
            worth(rules, &[None, Some(299), Some(300)]),
            [
                (1, 0, Some(EarningNote::AmountMissing)),
                (0, 0, Some(EarningNote::BelowMinimumSpend)),
                (1, 0, None)
            ]
        );
    }

    #[test]
    fn a_rule_that_cannot_be_is_refused_with_its_place() {
        for (rules, at) in [
            (r#"{"stamps_per": {"visit": 0}}"#, "/stamps_per/visit"),
            (r#"{"stamps_per": {"visit": 101}}"#, "/stamps_per/visit"),
            (
                r#"{"stamps_per": {"amount_minor": 0}}"#,
                "/stamps_per/amount_minor",
            ),
            (r#"{"minimum_spend_minor": -1}"#, "/minimum_spend_minor"),
        ] {
            let faults = program(rules).faults();
            assert_eq!(faults.len(), 1, "{rules}: {faults:?}");
            assert_eq!(faults[0].0, at, "{rules}");
        }
        for rules in [
            r#"{"visit": 1, "amount_minor": 500}"#,
            r#"{"amount": 500}"#,
            r#"{"visit": 1, "carry": true}"#,
            r#"{}"#,
            r#"1"#,
        ] {
            let refused = serde_json::from_str::<StampsPer>(rules).unwrap_err();
            assert!(
                refused
                    .to_string()
                    .contains("must be"),
                "{rules}: {refused}"
            );
        }
    }
}
