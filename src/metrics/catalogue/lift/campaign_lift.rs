//! What did each campaign bring compared with people who by chance got no message? (`docs/METRICS.md`, section 5.8)

use std::collections::{BTreeMap, HashMap};

use serde_json::{Value, json};

use crate::clock::Timestamp;
use crate::domain::event::Arm;
use crate::metrics::archive::{Kind, Reads};
use crate::metrics::breakdown::{Breakdown, Population};
use crate::metrics::catalogue::definition::{Better, Definition, MetricUnit};
use crate::metrics::catalogue::lift::shared::{ExperimentOutcome, GiftCosts, assigned};
use crate::metrics::dataset::{Dataset, PeriodView};
use crate::metrics::facts::Assignment;
use crate::metrics::facts::records::Symbol;
use crate::metrics::figure::{Contributions, Figure};
use crate::metrics::statistics::Comparison;

pub const METRIC: Definition = Definition {
    id: "campaign_lift",
    unit: MetricUnit::Table,
    better: Better::More,
    family: "lift",
    // The message, a window before the period, may come a window after the assignment.
    reads: Reads::of(&[
        Kind::Visits,
        Kind::Rewards,
        Kind::Vouchers,
        Kind::Engagement,
    ])
    .windows(2),
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
    let (costs, messages) = (
        GiftCosts::of_everybody(dataset),
        CampaignMessages::of(dataset),
    );
    // Never pooled: three campaigns that each did nothing are not one that did.
    let mut campaigns: BTreeMap<&str, CampaignOutcome> = BTreeMap::new();
    let (mut treated, mut everybody) = (Contributions::default(), Contributions::default());
    for person in assigned(dataset) {
        let assignment = person.assignment;
        let campaign = assignment.experiment;
        if !dataset
            .facts
            .campaigns
            .contains(&campaign)
        {
            continue;
        }
        let began = messages.beginning_for(dataset, assignment);
        let last_day = dataset.day(began) + dataset.window;
        if !view.covers_day(last_day) {
            continue;
        }
        let outcome = campaigns
            .entry(dataset.facts.text(campaign))
            .or_default();
        outcome
            .people
            .add(dataset, &person, &costs, |at, day| {
                began < at && day <= last_day
            });
        if messages.reached(dataset, assignment, last_day) {
            *outcome.messaged(assignment.arm) += 1;
        }
        everybody.extend([(assignment.person, 1)]);
        treated.extend([(
            assignment.person,
            i64::from(assignment.arm == Arm::Treatment),
        )]);
    }
    let entries: serde_json::Map<_, _> = campaigns
        .iter()
        .map(|(id, outcome)| ((*id).to_owned(), outcome.to_json()))
        .collect();
    Figure::opened(Value::Object(entries), treated, everybody)
}

/// When campaigns wrote.
struct CampaignMessages {
    /// To anybody, in order of time, held back or not: a control's place is marked by what it did not get.
    by_campaign: HashMap<Symbol, Vec<Timestamp>>,
    /// What a person was really sent.
    sent: HashMap<(Symbol, u32), Vec<Timestamp>>,
}

impl CampaignMessages {
    fn of(dataset: &Dataset<'_>) -> CampaignMessages {
        let mut messages = CampaignMessages {
            by_campaign: HashMap::new(),
            sent: HashMap::new(),
        };
        for message in &dataset.facts.messages {
            let Some(campaign) = message.campaign else {
                continue;
            };
            messages
                .by_campaign
                .entry(campaign)
                .or_default()
                .push(message.at);
            if !message.held_back && !dataset.is_gone(message.person, message.at) {
                messages
                    .sent
                    .entry((campaign, message.person))
                    .or_default()
                    .push(message.at);
            }
        }
        messages
            .by_campaign
            .values_mut()
            .for_each(|times| times.sort_unstable());
        messages
    }

    /// When the campaign began for somebody: with its first message to anybody within a window of the assignment, the same for
    /// both arms, since a time of one's own exists only for who was written to. Without one, with the assignment.
    fn beginning_for(&self, dataset: &Dataset<'_>, assignment: &Assignment) -> Timestamp {
        let last_day = dataset.day(assignment.at) + dataset.window;
        let times = self
            .by_campaign
            .get(&assignment.experiment)
            .map_or(&[][..], Vec::as_slice);
        let next = times.partition_point(|at| *at < assignment.at);
        times
            .get(next)
            .copied()
            .filter(|at| dataset.day(*at) <= last_day)
            .unwrap_or(assignment.at)
    }

    /// Whether somebody got a message of the campaign, from the assignment to this day.
    fn reached(&self, dataset: &Dataset<'_>, assignment: &Assignment, last_day: i32) -> bool {
        self.sent
            .get(&(assignment.experiment, assignment.person))
            .into_iter()
            .flatten()
            .any(|at| assignment.at <= *at && dataset.day(*at) <= last_day)
    }
}

/// One campaign with the people whose follow-up ended in the period.
#[derive(Default)]
struct CampaignOutcome {
    people: ExperimentOutcome,
    treatment_messaged: i64,
    control_messaged: i64,
}

impl CampaignOutcome {
    fn messaged(&mut self, arm: Arm) -> &mut i64 {
        match arm {
            Arm::Treatment => &mut self.treatment_messaged,
            Arm::Control => &mut self.control_messaged,
        }
    }

    fn to_json(&self) -> Value {
        let people = &self.people;
        let (treatment, control) = (&people.treatment, &people.control);
        let return_rate = Comparison::of_shares(
            (treatment.returned, treatment.people() as i64),
            (control.returned, control.people() as i64),
        );
        json!({
            "n_treatment": treatment.people(), "n_control": control.people(),
            "treatment_messaged": self.treatment_messaged, "control_messaged": self.control_messaged,
            "treatment_returned": treatment.returned, "control_returned": control.returned,
            "amount_coverage": people.amount_coverage(),
            "return_rate": return_rate.to_json(), "spend": people.spend().to_json(),
            "incremental_revenue_minor": people.incremental_revenue(), "incremental_cost_minor": people.incremental_cost(),
        })
    }
}
