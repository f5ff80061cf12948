//! What did the card, or the message, bring compared with people who by chance got none? (`docs/METRICS.md`, section 5.8)

use std::collections::{BTreeMap, HashMap};

use serde_json::{Value, json};

use crate::domain::event::{Arm, OutcomeSource};
use crate::metrics::archive::{Kind, Reads};
use crate::metrics::breakdown::{Breakdown, Population};
use crate::metrics::catalogue::definition::{Better, Definition, MetricUnit};
use crate::metrics::catalogue::money::shared::at_margin;
use crate::metrics::dataset::{Dataset, PeriodView, Visit, days_of};
use crate::metrics::facts::records::Symbol;
use crate::metrics::figure::{Contributions, Figure, quotient};
use crate::metrics::statistics::Comparison;

pub const METRIC: Definition = Definition {
    id: "holdout_lift",
    unit: MetricUnit::Table,
    better: Better::More,
    family: "lift",
    reads: Reads::of(&[Kind::Visits, Kind::Rewards]).windows(1),
    opens: OPENS,
    measure,
};

const OPENS: Breakdown = Breakdown {
    of: Population::Things,
    num: "in the treatment arm",
    den: "in either arm",
};

fn measure(view: &PeriodView<'_>) -> Figure {
    let costs = reward_costs(view.dataset);
    // The first assignment of an experiment says where the outcome of both arms is read from.
    let mut sources: HashMap<Symbol, OutcomeSource> = HashMap::new();
    let mut experiments: BTreeMap<&str, ExperimentOutcome> = BTreeMap::new();
    let mut assigned = std::collections::HashSet::new();
    let (mut treated, mut everybody) = (Contributions::default(), Contributions::default());
    for assignment in &view.dataset.facts.assignments {
        let source = *sources
            .entry(assignment.experiment)
            .or_insert(assignment.source);
        let day = view.dataset.day(assignment.at);
        // Noted whether or not it matures here: only the first assignment counts.
        if !assigned.insert((assignment.experiment, assignment.person))
            || !view.covers_day(day + view.dataset.window)
        {
            continue;
        }
        let experiment = experiments
            .entry(
                view.dataset
                    .facts
                    .text(assignment.experiment),
            )
            .or_insert_with(|| ExperimentOutcome {
                source,
                treatment: ArmOutcome::default(),
                control: ArmOutcome::default(),
                visits: 0,
                visits_with_amount: 0,
            });
        let spent = costs
            .get(&assignment.person)
            .map_or(&[][..], Vec::as_slice);
        experiment.add(view.dataset, assignment.person, day, assignment.arm, spent);
        // Whoever was assigned, with a card or without and whatever the filters on
        // joining say: leaving out those who did not take it would measure who takes it.
        everybody.extend([(assignment.person, 1)]);
        treated.extend([(
            assignment.person,
            i64::from(assignment.arm == Arm::Treatment),
        )]);
    }
    let entries: serde_json::Map<_, _> = experiments
        .iter()
        .map(|(id, e)| ((*id).to_owned(), e.to_json(view)))
        .collect();
    Figure::opened(Value::Object(entries), treated, everybody)
}

/// What one side of an experiment did.
#[derive(Default)]
struct ArmOutcome {
    spend: Vec<f64>,
    visit_days: Vec<f64>,
    reward_cost: Vec<f64>,
}

/// One experiment with the people whose follow-up ended in the period.
struct ExperimentOutcome {
    source: OutcomeSource,
    treatment: ArmOutcome,
    control: ArmOutcome,
    visits: i64,
    visits_with_amount: i64,
}

impl ExperimentOutcome {
    fn add(
        &mut self,
        dataset: &Dataset<'_>,
        person: u32,
        day: i32,
        arm: Arm,
        costs: &[(i32, i64)],
    ) {
        let window = day + 1..=day + dataset.window;
        // One source for both arms: a control without a card leaves no scans.
        let imported = self.source == OutcomeSource::Imported;
        let visits: Vec<Visit> = dataset
            .all_visits_of(person)
            .filter(|visit| visit.imported == imported && window.contains(&visit.day))
            .collect();
        let cost: i64 = costs
            .iter()
            .filter(|(day, _)| window.contains(day))
            .map(|(_, cost)| cost)
            .sum();
        self.visits += visits.len() as i64;
        self.visits_with_amount += visits
            .iter()
            .filter(|visit| visit.amount.is_some())
            .count() as i64;
        let side = if arm == Arm::Treatment {
            &mut self.treatment
        } else {
            &mut self.control
        };
        // Visits without an amount add 0; `amount_coverage` says how many had one.
        side.spend.push(
            visits
                .iter()
                .filter_map(|visit| visit.amount)
                .sum::<i64>() as f64,
        );
        side.visit_days
            .push(days_of(visits.into_iter()).len() as f64);
        side.reward_cost.push(cost as f64);
    }

    fn to_json(&self, view: &PeriodView<'_>) -> Value {
        let n_treatment = self.treatment.spend.len();
        let spend = Comparison::of(&self.treatment.spend, &self.control.spend);
        let visit_days = Comparison::of(&self.treatment.visit_days, &self.control.visit_days);
        let of_all_treated = |difference: Option<f64>| difference.map(|d| d * n_treatment as f64);
        let revenue = of_all_treated(spend.difference);
        let reward_cost = of_all_treated(
            Comparison::of(&self.treatment.reward_cost, &self.control.reward_cost).difference,
        );
        // Recorded costs name no experiment, so two at once are both charged with all of them.
        let cost = reward_cost.map(|cost| cost + view.recorded_cost() as f64);
        let margin = revenue.and_then(|revenue| at_margin(view, revenue));
        let brought = margin
            .zip(cost)
            .map(|(margin, cost)| margin - cost);
        let roi = brought
            .zip(cost)
            .filter(|(_, cost)| *cost > 0.0)
            .map(|(brought, cost)| brought / cost);
        json!({
            "n_treatment": n_treatment, "n_control": self.control.spend.len(),
            "amount_coverage": quotient(self.visits_with_amount as f64, self.visits as f64),
            "spend": spend.to_json(), "visit_days": visit_days.to_json(),
            "incremental_revenue_minor": revenue, "incremental_reward_cost_minor": reward_cost,
            "incremental_return_minor": brought, "programme_roi_incremental": roi,
        })
    }
}

/// What redemptions cost, by person, as (local day, cost): members or not, before deletion, at the places asked for.
fn reward_costs(dataset: &Dataset<'_>) -> HashMap<u32, Vec<(i32, i64)>> {
    let mut costs: HashMap<u32, Vec<(i32, i64)>> = HashMap::new();
    let redemptions = dataset
        .facts
        .redemptions
        .iter()
        .filter(|r| dataset.passes_location(r.location) && !dataset.is_gone(r.person, r.at));
    for redemption in redemptions {
        costs
            .entry(redemption.person)
            .or_default()
            .push((dataset.day(redemption.at), redemption.cost.unwrap_or(0)));
    }
    costs
}
