//! How often does a member come per 30 days of membership? (`docs/METRICS.md`, section 5.3)

use serde_json::json;

use crate::metrics::archive::Reads;
use crate::metrics::breakdown::{Breakdown, Population};
use crate::metrics::catalogue::definition::{Better, Definition, MetricUnit};
use crate::metrics::dataset::PeriodView;
use crate::metrics::figure::{Contributions, Figure, quotient};

pub const METRIC: Definition = Definition {
    id: "visit_rate_30d",
    unit: MetricUnit::Number,
    better: Better::More,
    family: "activity",
    reads: Reads::VISITS,
    opens: OPENS,
    measure,
};

const OPENS: Breakdown = Breakdown {
    of: Population::During,
    num: "visit days in the period",
    den: "days of membership in the period",
};

fn measure(view: &PeriodView<'_>) -> Figure {
    let (mut visit_days, mut member_days) = (Contributions::default(), Contributions::default());
    for person in view.members_during() {
        let Some(member) = view.dataset.member(person) else {
            continue;
        };
        let last = member
            .deletion_day
            .map_or(view.to, |day| day.min(view.to));
        // Silent members bring their days along, so that
        // people who stop coming cannot flatter the number.
        member_days.extend([(
            person,
            i64::from((last - view.from.max(member.join_day)).max(0)),
        )]);
        visit_days.extend([(person, view.visit_days_of(person).len() as i64)]);
    }
    let (came, stayed) = (visit_days.sum(), member_days.sum());
    let value = json!({ "value": quotient(30.0 * came as f64, stayed as f64), "visit_days": came, "member_days": stayed });
    Figure::opened(value, visit_days, member_days)
}
