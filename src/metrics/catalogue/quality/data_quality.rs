//! Can I trust these numbers? (`docs/METRICS.md`, section 5.11)

use serde_json::json;

use crate::metrics::archive::Reads;
use crate::metrics::breakdown::Breakdown;
use crate::metrics::catalogue::definition::{Better, Definition, MetricUnit};
use crate::metrics::dataset::PeriodView;
use crate::metrics::figure::{Figure, ratio};

pub const METRIC: Definition = Definition {
    id: "data_quality",
    unit: MetricUnit::Table,
    better: Better::Neither,
    family: "quality",
    reads: Reads::VISITS.windows(2),
    opens: OPENS,
    measure,
};

const OPENS: Breakdown = Breakdown::NOTHING;

fn measure(view: &PeriodView<'_>) -> Figure {
    let (mut visits, mut with_amount, mut late) = (0, 0, 0);
    for visit in view.visits() {
        visits += 1;
        with_amount += i64::from(visit.amount.is_some());
        late += i64::from(visit.late);
    }
    let visit_days: i64 = view
        .dataset
        .scope()
        .map(|(person, _)| view.visit_days_of(person).len() as i64)
        .sum();
    let (voided, recorded) = voids(view);
    let (known_before, matured) = baseline(view);
    Figure::table(json!({
        "events_used": view.dataset.facts.events_used, "duplicates_ignored": view.dataset.facts.duplicates_ignored,
        "void_rate": ratio(voided, recorded), "amount_coverage": ratio(with_amount, visits),
        "same_day_extra_visits": visits - visit_days, "late_visits": late,
        "baseline_coverage": ratio(known_before, matured),
    }))
}

/// Scans of the period that were voided, and all of them.
fn voids(view: &PeriodView<'_>) -> (i64, i64) {
    view.recorded_scans()
        .fold((0, 0), |(voided, all), visit| {
            (voided + i64::from(visit.voided), all + 1)
        })
}

/// Members of matured(P) who are known from before they joined, and all of them.
fn baseline(view: &PeriodView<'_>) -> (i64, i64) {
    let matured = view.matured();
    let known = matured
        .iter()
        .filter(|(person, member)| {
            let before = member.join_day - view.dataset.window..member.join_day;
            view.dataset
                .history_of(*person)
                .any(|visit| before.contains(&visit.day))
        });
    (known.count() as i64, matured.len() as i64)
}
