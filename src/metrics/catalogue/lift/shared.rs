//! Did the programme cause it? (`docs/METRICS.md`, section 5.8)

use std::collections::{HashMap, HashSet};

use crate::clock::Timestamp;
use crate::domain::event::{Arm, OutcomeSource};
use crate::metrics::dataset::{Dataset, JoinedMember, PeriodView, Visit, days_of};
use crate::metrics::facts::Assignment;
use crate::metrics::figure::{Figure, quotient};
use crate::metrics::statistics::{Comparison, matched_people};

/// What visits are worth in the window after joining against the window before, for the same members.
pub fn lift(view: &PeriodView<'_>, worth: fn(&[Visit]) -> Option<f64>) -> Figure {
    let window = view.dataset.window;
    let pair = |(person, member): (u32, &JoinedMember)| {
        // The join day is in neither window, since people join because they are visiting.
        let (before, after) = (
            member.join_day - window..member.join_day,
            member.join_day + 1..=member.join_day + window,
        );
        let earlier: Vec<Visit> = view
            .dataset
            .history_of(person)
            .filter(|visit| before.contains(&visit.day))
            .collect();
        let later: Vec<Visit> = view
            .dataset
            .visits_of(person)
            .filter(|visit| after.contains(&visit.day))
            .collect();
        if earlier.is_empty() {
            None
        } else {
            Some((person, worth(&earlier).zip(worth(&later))?))
        }
    };
    // Who was erased meanwhile has no whole window after joining.
    let staying = view
        .matured()
        .into_iter()
        .filter(|(_, member)| member.stays_through(member.join_day + window));
    matched_people(
        &staying
            .filter_map(pair)
            .collect::<Vec<_>>(),
    )
}

/// Somebody whom chance put on one side of an experiment.
pub struct AssignedPerson<'f> {
    pub assignment: &'f Assignment,
    /// Where the outcome of the whole experiment is read from.
    pub source: OutcomeSource,
}

/// Everybody assigned to any experiment, with a card or without and whatever the filters on joining say: leaving out those who
/// did not take it would measure who takes it. Of several assignments of a person the first one counts.
pub fn assigned<'d>(dataset: &'d Dataset<'_>) -> impl Iterator<Item = AssignedPerson<'d>> {
    // The first assignment of an experiment says where the outcome of both arms is read from.
    let mut sources = HashMap::new();
    let mut known = HashSet::new();
    dataset
        .facts
        .assignments
        .iter()
        .filter_map(move |assignment| {
            let source = *sources
                .entry(assignment.experiment)
                .or_insert(assignment.source);
            known
                .insert((assignment.experiment, assignment.person))
                .then_some(AssignedPerson { assignment, source })
        })
}

/// What one side of an experiment did, a person each.
#[derive(Default)]
pub struct ArmOutcome {
    pub spend: Vec<f64>,
    pub visit_days: Vec<f64>,
    cost: Vec<f64>,
    /// How many came at all.
    pub returned: i64,
}

impl ArmOutcome {
    /// How many people.
    pub fn people(&self) -> usize {
        self.spend.len()
    }
}

/// Both sides of an experiment.
#[derive(Default)]
pub struct ExperimentOutcome {
    pub treatment: ArmOutcome,
    pub control: ArmOutcome,
    visits: i64,
    visits_with_amount: i64,
}

impl ExperimentOutcome {
    /// Adds what a person did at the instants, each with its local day, that count.
    pub fn add(
        &mut self,
        dataset: &Dataset<'_>,
        person: &AssignedPerson<'_>,
        costs: &GiftCosts,
        counts: impl Fn(Timestamp, i32) -> bool,
    ) {
        let AssignedPerson { assignment, source } = person;
        // One source for both arms: a control without a card leaves no scans.
        let imported = *source == OutcomeSource::Imported;
        let visits: Vec<Visit> = dataset
            .all_visits_of(assignment.person)
            .filter(|visit| visit.imported == imported && counts(visit.at, visit.day))
            .collect();
        self.visits += visits.len() as i64;
        self.visits_with_amount += visits
            .iter()
            .filter(|visit| visit.amount.is_some())
            .count() as i64;
        let side = match assignment.arm {
            Arm::Treatment => &mut self.treatment,
            Arm::Control => &mut self.control,
        };
        side.returned += i64::from(!visits.is_empty());
        // Visits without an amount add 0; `amount_coverage` says how many had one.
        side.spend.push(
            visits
                .iter()
                .filter_map(|visit| visit.amount)
                .sum::<i64>() as f64,
        );
        side.visit_days
            .push(days_of(visits.into_iter()).len() as f64);
        side.cost
            .push(costs.of(assignment.person, counts) as f64);
    }

    /// Of the visits of either side, how many had an amount.
    pub fn amount_coverage(&self) -> Option<f64> {
        quotient(self.visits_with_amount as f64, self.visits as f64)
    }

    pub fn spend(&self) -> Comparison {
        Comparison::of(&self.treatment.spend, &self.control.spend)
    }

    /// What more the treated spent than chance would have them, all together.
    pub fn incremental_revenue(&self) -> Option<f64> {
        self.of_all_treated(self.spend().difference)
    }

    /// What more they were given.
    pub fn incremental_cost(&self) -> Option<f64> {
        self.of_all_treated(Comparison::of(&self.treatment.cost, &self.control.cost).difference)
    }

    fn of_all_treated(&self, difference: Option<f64>) -> Option<f64> {
        difference.map(|difference| difference * self.treatment.people() as f64)
    }
}

/// What rewards and vouchers cost, by person: members or not, before deletion, at the places asked for.
pub struct GiftCosts(HashMap<u32, Vec<(Timestamp, i32, i64)>>);

impl GiftCosts {
    /// All of them.
    pub fn of_everybody(dataset: &Dataset<'_>) -> GiftCosts {
        let facts = dataset.facts;
        let rewards = facts
            .redemptions
            .iter()
            .map(|used| {
                (
                    Some(used.person),
                    used.at,
                    used.location,
                    used.cost.unwrap_or(0),
                )
            });
        let vouchers = facts
            .voucher_redemptions
            .iter()
            .map(|used| (used.holder, used.at, used.location, used.cost));
        let mut costs: HashMap<u32, Vec<(Timestamp, i32, i64)>> = HashMap::new();
        for (person, at, location, cost) in rewards.chain(vouchers) {
            let counts =
                |person: &u32| dataset.passes_location(location) && !dataset.is_gone(*person, at);
            if let Some(person) = person.filter(counts) {
                costs
                    .entry(person)
                    .or_default()
                    .push((at, dataset.day(at), cost));
            }
        }
        GiftCosts(costs)
    }

    fn of(&self, person: u32, counts: impl Fn(Timestamp, i32) -> bool) -> i64 {
        self.0
            .get(&person)
            .into_iter()
            .flatten()
            .filter(|(at, day, _)| counts(*at, *day))
            .map(|(_, _, cost)| cost)
            .sum()
    }
}
