//! What a number's parts are, and out of which set of people (`docs/METRICS.md`, section 4) they come.

use crate::metrics::dataset::{JoinedMember, PeriodView};

/// What stands behind the two sides of a metric, in words that follow a count: `8 visits in the period`. An empty side
/// cannot be opened. `{window}` and `{lapse}` stand for the query's days.
#[derive(Clone, Copy, Debug)]
pub struct Breakdown {
    /// The set that the denominator is taken from, or the people of a count.
    pub of: Population,
    /// What the numerator, the count or the sum is made of.
    pub num: &'static str,
    /// What the denominator is made of.
    pub den: &'static str,
}

impl Breakdown {
    /// For a metric in whose number nobody's part can be told.
    pub(super) const NOTHING: Breakdown = Breakdown {
        of: Population::Things,
        num: "",
        den: "",
    };
}

/// A set of members.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Population {
    /// None: the metric begins with things such as visits.
    Things,
    /// M(S), the opening stock.
    AtStart,
    /// M(E), the closing stock.
    AtEnd,
    /// M(P), members at some instant of the period.
    During,
    /// Who joined in the period.
    Joined,
    /// Whose last follow-up day lies in the period.
    Matured,
    /// V(P), members with a visit in the period.
    Visitors,
    /// V(P₀), members with a visit in the period before.
    VisitorsBefore,
}

impl Population {
    /// The people of the set; `None` where there is no such set.
    pub(super) fn people(self, view: &PeriodView<'_>) -> Option<Vec<u32>> {
        match self {
            Population::Things => None,
            Population::AtStart => Some(view.members_at_start()),
            Population::AtEnd => Some(view.members_at_end()),
            Population::During => Some(view.members_during()),
            Population::Joined => Some(view.joined()),
            Population::Matured => Some(
                view.matured()
                    .into_iter()
                    .map(|(person, _)| person)
                    .collect(),
            ),
            Population::Visitors => Some(view.visitors()),
            Population::VisitorsBefore => Some(view.previous().visitors()),
        }
    }

    /// What the set is called in a sentence, with its dates.
    pub(super) fn name(self, view: &PeriodView<'_>) -> String {
        let dates = |first: i32, end: i32| format!("{} to {}", date(first), date(end - 1));
        match self {
            Population::Things => String::new(),
            Population::AtStart => format!("members at the start of {}", date(view.from)),
            Population::AtEnd => format!("members at the end of {}", date(view.to - 1)),
            Population::During => {
                format!("members at some time from {}", dates(view.from, view.to))
            }
            Population::Joined => format!("joined {}", dates(view.from, view.to)),
            Population::Matured => {
                let window = view.dataset.window;
                format!(
                    "matured: joined {}, so {window} days of follow-up",
                    dates(view.from - window, view.to - window)
                )
            }
            Population::Visitors => format!("came {}", dates(view.from, view.to)),
            Population::VisitorsBefore => {
                let before = view.previous();
                format!("came {}", dates(before.from, before.to))
            }
        }
    }

    /// Why somebody in scope is not in the set.
    pub(super) fn why_not(self, view: &PeriodView<'_>, member: &JoinedMember) -> &'static str {
        match self {
            Population::Things => "nothing that counts",
            Population::AtStart if member.joined_at >= view.start => "joined later",
            Population::AtStart => "left before the period",
            Population::AtEnd if member.joined_at >= view.end => "joined after the period",
            Population::AtEnd => "left before its end",
            Population::Joined if member.joined_at < view.start => "had joined before the period",
            Population::Joined => "joined after the period",
            Population::Matured if member.join_day + view.dataset.window < view.from => {
                "joined earlier: the follow-up was over before the period"
            }
            Population::Matured => {
                "joined later: the follow-up was not over at the end of the period"
            }
            Population::During | Population::Visitors if member.joined_at >= view.end => {
                "joined after the period"
            }
            Population::Visitors if !member.is_gone_by(view.start) => "no visit in the period",
            Population::During | Population::Visitors => "left before the period",
            Population::VisitorsBefore if member.joined_at >= view.start => "joined later",
            Population::VisitorsBefore => "no visit in the period before",
        }
    }
}

/// A day number as its date.
fn date(day: i32) -> jiff::civil::Date {
    jiff::civil::date(1970, 1, 1).saturating_add(jiff::Span::new().days(i64::from(day)))
}
