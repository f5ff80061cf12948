//! Which tier a member has: by all visits, or by those of the last days.

use jiff::tz::TimeZone;

use crate::clock::{Timestamp, end_of_days};
use crate::domain::program::{Program, Tier};

/// What a tier is judged by.
#[derive(Clone, Copy, Debug)]
pub struct TierVisits<'a> {
    /// Visits that were not voided.
    pub all: i64,
    /// When they were, newest first, as far back as the longest window reaches.
    pub recent: &'a [Timestamp],
    /// Whether one of them was just taken back: else a change of the program takes a tier from nobody that has no window.
    pub one_voided: bool,
}

/// Where a member stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct TierStanding<'a> {
    /// The tier.
    pub tier: Option<&'a Tier>,
    /// When it is over, if nobody comes; none: it lasts.
    pub until: Option<Timestamp>,
}

impl Program {
    /// Days back to which the tiers look; none: to nothing but the number of visits.
    pub fn longest_window(&self) -> Option<i64> {
        self.tiers
            .iter()
            .filter_map(|tier| tier.window_days)
            .max()
    }

    /// What a visit earns by itself for somebody of this tier.
    pub fn stamps_per_visit(&self, tier: Option<&str>) -> i64 {
        let of_tier = self
            .tiers
            .iter()
            .find(|known| Some(known.name.as_str()) == tier)
            .and_then(|tier| tier.stamps_per_visit);
        of_tier.unwrap_or(self.stamps_of_each_visit())
    }

    /// The highest tier that somebody has now. `present` is the tier so far, and `since` when the tiers were last changed: from then on
    /// nobody falls before a full window is over.
    pub fn tier_standing(
        &self,
        visits: TierVisits<'_>,
        present: Option<&str>,
        since: Option<Timestamp>,
        now: Timestamp,
    ) -> TierStanding<'_> {
        let zone = self.zone();
        self.tiers
            .iter()
            .rev()
            .find_map(|tier| {
                let is_present = present == Some(tier.name.as_str());
                let until = match tier.window_days {
                    None => {
                        let fell = visits.one_voided && visits.all + 1 >= tier.visits;
                        let kept = is_present && !fell;
                        return (visits.all >= tier.visits || kept).then_some(TierStanding {
                            tier: Some(tier),
                            until: None,
                        });
                    }
                    Some(days) => {
                        let counted = visits
                            .recent
                            .iter()
                            .filter(|at| now < end_of_days(**at, days, &zone))
                            .count() as i64;
                        // What a visit gave that is taken back, no change of the program lets stand.
                        let fell = visits.one_voided && counted + 1 >= tier.visits;
                        let grace = since.filter(|_| is_present && !fell);
                        held_until(visits.recent, tier.visits, days, &zone)
                            .max(grace.map(|since| end_of_days(since, days, &zone)))
                    }
                };
                until
                    .filter(|until| now < *until)
                    .map(|until| TierStanding {
                        tier: Some(tier),
                        until: Some(until),
                    })
            })
            .unwrap_or_default()
    }
}

/// Until when so many visits lie within a window: a window later than the oldest of them.
fn held_until(recent: &[Timestamp], visits: i64, days: i64, zone: &TimeZone) -> Option<Timestamp> {
    let at = usize::try_from(visits - 1).ok()?;
    recent
        .get(at)
        .map(|oldest| end_of_days(*oldest, days, zone))
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY_MS: i64 = 86_400_000;

    /// Silver by five visits ever, gold by three in the last thirty days.
    fn program() -> Program {
        let tier = |name: &str, visits, window_days| Tier {
            name: name.into(),
            visits,
            window_days,
            stamps_per_visit: None,
        };
        Program {
            tiers: vec![tier("Silver", 5, None), tier("Gold", 6, Some(30))],
            ..Program::starter("Coffee", "UTC", "EUR")
        }
    }

    fn visits(all: i64, recent: &[Timestamp]) -> TierVisits<'_> {
        TierVisits {
            all,
            recent,
            one_voided: false,
        }
    }

    fn day(n: i64) -> Timestamp {
        Timestamp(n * DAY_MS + DAY_MS / 2)
    }

    fn shown(standing: TierStanding<'_>) -> (Option<&str>, Option<Timestamp>) {
        (
            standing
                .tier
                .map(|tier| tier.name.as_str()),
            standing.until,
        )
    }

    #[test]
    fn a_tier_with_a_window_ends_a_window_after_the_visit_that_it_hangs_on() {
        let program = program();
        let recent: Vec<Timestamp> = [107, 106, 105, 104, 103, 102]
            .map(day)
            .into();
        let standing = |now| shown(program.tier_standing(visits(6, &recent), None, None, now));
        // The sixth newest visit was on day 102: the last instant of day 132 is the last of gold.
        let end = Timestamp(133 * DAY_MS);
        assert_eq!(standing(day(107)), (Some("Gold"), Some(end)));
        assert_eq!(standing(Timestamp(end.0 - 1)), (Some("Gold"), Some(end)));
        assert_eq!(standing(end), (Some("Silver"), None));
    }

    #[test]
    fn nobody_falls_within_the_first_full_window_after_a_change() {
        let program = program();
        let changed = day(200);
        let standing = |present, now| {
            let visits = visits(6, &[]);
            shown(program.tier_standing(visits, present, Some(changed), now))
        };
        let end = Timestamp(231 * DAY_MS);
        assert_eq!(standing(Some("Gold"), day(230)), (Some("Gold"), Some(end)));
        assert_eq!(standing(Some("Gold"), end), (Some("Silver"), None));
        assert_eq!(standing(None, day(201)), (Some("Silver"), None), "had none");
    }

    #[test]
    fn a_void_takes_the_tier_that_its_visit_gave_though_the_tiers_were_just_changed() {
        let program = program();
        let recent: Vec<Timestamp> = [104, 103, 102, 101, 100]
            .map(day)
            .into();
        let standing = |recent: &[Timestamp]| {
            let visits = TierVisits {
                one_voided: true,
                ..visits(4, recent)
            };
            shown(program.tier_standing(visits, Some("Gold"), Some(day(99)), day(105))).0
        };
        assert_eq!(standing(&recent), None, "the sixth is gone");
        assert_eq!(
            standing(&recent[1..]),
            Some("Gold"),
            "had it without the visit"
        );
    }

    #[test]
    fn a_higher_bar_takes_a_tier_from_nobody_but_a_void_does() {
        let mut program = program();
        program.tiers[0].visits = 20;
        let standing = |all, one_voided| {
            let visits = TierVisits {
                one_voided,
                ..visits(all, &[])
            };
            shown(program.tier_standing(visits, Some("Silver"), None, day(1))).0
        };
        assert_eq!([standing(5, false), standing(5, true)], [Some("Silver"); 2]);
        assert_eq!(
            [standing(19, false), standing(19, true)],
            [Some("Silver"), None]
        );
    }

    #[test]
    fn a_tier_may_earn_more_for_a_visit() {
        let mut program = program();
        program.tiers[1].stamps_per_visit = Some(2);
        let earned = [None, Some("Silver"), Some("Gold"), Some("Bronze")]
            .map(|tier| program.stamps_per_visit(tier));
        assert_eq!(earned, [1, 1, 2, 1]);
    }
}
