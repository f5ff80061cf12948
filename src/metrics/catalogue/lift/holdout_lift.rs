//! What did the card, or the message, bring compared with people who by chance got none? (`docs/METRICS.md`, section 5.8)

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::domain::event::Arm;
use crate::metrics::archive::{Kind, Reads};
use crate::metrics::breakdown::{Breakdown, Population};
use crate::metrics::catalogue::definition::{Better, Definition, MetricUnit};
use crate::metrics::catalogue::lift::shared::{ExperimentOutcome, GiftCosts, assigned};
use crate::metrics::catalogue::money::shared::at_margin;
use crate::metrics::dataset::PeriodView;
use crate::metrics::figure::{Contributions, Figure};
use crate::metrics::statistics::Comparison;

pub const METRIC: Definition = Definition {
    id: "holdout_lift",
    unit: MetricUnit::Table,
    better: Better::More,
    family: "lift",
    reads: Reads::of(&[Kind::Visits, Kind::Rewards, Kind::Vouchers]).windows(1),
    opens: OPENS,
    measure,
};

const OPENS: Breakdown = Breakdown {
    of: Population::Things,
    num: "in the treatment arm",
    den: "in either arm",
};

fn measure(view: &PeriodView<'_>) -> Figure {
    let dataset = view.dataset;
    let costs = GiftCosts::of_everybody(dataset);
    let mut experiments: BTreeMap<&str, ExperimentOutcome> = BTreeMap::new();
    let (mut treated, mut everybody) = (Contributions::default(), Contributions::default());
    for person in assigned(dataset) {
        let assignment = person.assignment;
        let day = dataset.day(assignment.at);
        let last_day = day + dataset.window;
        if !view.covers_day(last_day) {
            continue;
        }
        let experiment = experiments
            .entry(
                dataset
                    .facts
                    .text(assignment.experiment),
            )
            .or_default();
        experiment.add(dataset, &person, &costs, |_, on| day < on && on <= last_day);
        everybody.extend([(assignment.person, 1)]);
        treated.extend([(
            assignment.person,
            i64::from(assignment.arm == Arm::Treatment),
        )]);
    }
    let entries: serde_json::Map<_, _> = experiments
        .iter()
        .map(|(id, experiment)| ((*id).to_owned(), to_json(experiment, view)))
        .collect();
    Figure::opened(Value::Object(entries), treated, everybody)
}

fn to_json(experiment: &ExperimentOutcome, view: &PeriodView<'_>) -> Value {
    let (treatment, control) = (&experiment.treatment, &experiment.control);
    let visit_days = Comparison::of(&treatment.visit_days, &control.visit_days);
    let revenue = experiment.incremental_revenue();
    let gifts = experiment.incremental_cost();
    // Recorded costs name no experiment, so two at once are both charged with all of them.
    let cost = gifts.map(|cost| cost + view.recorded_cost() as f64);
    let margin = revenue.and_then(|revenue| at_margin(view, revenue));
    let brought = margin
        .zip(cost)
        .map(|(margin, cost)| margin - cost);
    let roi = brought
        .zip(cost)
        .filter(|(_, cost)| *cost > 0.0)
        .map(|(brought, cost)| brought / cost);
    json!({
        "n_treatment": treatment.people(), "n_control": control.people(), "amount_coverage": experiment.amount_coverage(),
        "spend": experiment.spend().to_json(), "visit_days": visit_days.to_json(),
        "incremental_revenue_minor": revenue, "incremental_reward_cost_minor": gifts,
        "incremental_return_minor": brought, "programme_roi_incremental": roi,
    })
}
