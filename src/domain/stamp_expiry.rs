//! Which stamps run out next, where they do: those that were given first are spent first, so what is left is what was given last.

use crate::clock::{Timestamp, end_of_days};
use crate::domain::program::Program;

/// Stamps that were given at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StampGain {
    /// When.
    pub at: Timestamp,
    /// How many.
    pub stamps: i64,
}

/// The stamps that run out next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExpiringStamps {
    /// The first instant at which they are gone.
    pub at: Timestamp,
    /// How many.
    pub stamps: i64,
}

impl Program {
    /// What runs out next of so many stamps. `gains` are what the member was given, newest first, and `since` is when this rule, or a shorter
    /// one, came into force: for what was there before, time counts from then.
    pub fn expiring_stamps(
        &self,
        stamps: i64,
        gains: &[StampGain],
        since: Option<Timestamp>,
    ) -> Option<ExpiringStamps> {
        let days = self.stamp_expires_after_days?;
        let zone = self.zone();
        let mut left = stamps;
        let mut next: Option<ExpiringStamps> = None;
        // What no gain accounts for, such as what joining two rests gave, is as old as the oldest.
        let oldest = gains
            .last()
            .map(|gain| gain.at)
            .or(since)?;
        let rest = StampGain {
            at: oldest,
            stamps: i64::MAX,
        };
        for gain in gains.iter().chain([&rest]) {
            if left <= 0 {
                break;
            }
            let part = gain.stamps.min(left);
            left -= part;
            let counted_from = gain
                .at
                .max(since.unwrap_or(gain.at));
            let at = end_of_days(counted_from, days, &zone);
            next = Some(match next {
                Some(later) if later.at == at => ExpiringStamps {
                    at,
                    stamps: later.stamps + part,
                },
                Some(sooner) if sooner.at < at => sooner,
                _ => ExpiringStamps { at, stamps: part },
            });
        }
        next
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY_MS: i64 = 86_400_000;

    fn program(zone: &str) -> Program {
        Program {
            stamp_expires_after_days: Some(30),
            ..Program::starter("Coffee", zone, "EUR")
        }
    }

    fn gain(day: i64, stamps: i64) -> StampGain {
        StampGain {
            at: Timestamp(day * DAY_MS + DAY_MS / 2),
            stamps,
        }
    }

    fn next(stamps: i64, gains: &[StampGain], since: Option<i64>) -> Option<(i64, i64)> {
        let since = since.map(|day| Timestamp(day * DAY_MS));
        program("UTC")
            .expiring_stamps(stamps, gains, since)
            .map(|next| (next.at.0 / DAY_MS, next.stamps))
    }

    #[test]
    fn what_was_given_first_was_spent_first() {
        let gains = [gain(12, 1), gain(11, 2), gain(10, 3)];
        // Six were given; with four left two of the first three are spent.
        assert_eq!(next(6, &gains, None), Some((41, 3)));
        assert_eq!(next(4, &gains, None), Some((41, 1)));
        assert_eq!(next(3, &gains, None), Some((42, 2)));
        assert_eq!(next(1, &gains, None), Some((43, 1)));
        assert_eq!(next(0, &gains, None), None);
    }

    #[test]
    fn what_was_there_before_the_rule_counts_from_the_rule() {
        let gains = [gain(120, 1), gain(11, 2), gain(10, 3)];
        assert_eq!(next(6, &gains, Some(100)), Some((131, 5)));
        assert_eq!(next(1, &gains, Some(100)), Some((151, 1)));
    }

    #[test]
    fn stamps_that_nothing_accounts_for_are_as_old_as_the_oldest() {
        assert_eq!(next(3, &[gain(12, 1)], None), Some((43, 3)));
        assert_eq!(next(3, &[], Some(5)), Some((36, 3)));
        assert_eq!(next(3, &[], None), None);
    }

    #[test]
    fn a_day_ends_with_its_last_instant_where_the_shop_is() {
        // 2025-04-25 begins at one o'clock in Cairo.
        let at: Timestamp = "2025-03-25T10:00:00Z"
            .parse()
            .unwrap();
        let gains = [StampGain { at, stamps: 1 }];
        let end = program("Africa/Cairo")
            .expiring_stamps(1, &gains, None)
            .unwrap();
        assert_eq!(end.at.to_string(), "2025-04-24T22:00:00Z");
    }
}
