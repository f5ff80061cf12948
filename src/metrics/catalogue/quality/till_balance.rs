//! Does one till stand out? (`docs/METRICS.md`, section 5.11)

use std::collections::{BTreeMap, HashMap};

use serde_json::{Value, json};

use crate::metrics::archive::{Kind, Reads};
use crate::metrics::breakdown::Breakdown;
use crate::metrics::catalogue::definition::{Better, Definition, MetricUnit};
use crate::metrics::dataset::PeriodView;
use crate::metrics::facts::Quick;
use crate::metrics::facts::records::{Id, Symbol};
use crate::metrics::figure::{Figure, ratio};

pub const METRIC: Definition = Definition {
    id: "till_balance",
    unit: MetricUnit::Table,
    better: Better::Neither,
    family: "quality",
    reads: Reads::of(&[Kind::Visits, Kind::Tills, Kind::Rewards, Kind::Vouchers]),
    opens: OPENS,
    measure,
};

const OPENS: Breakdown = Breakdown::NOTHING;

fn measure(view: &PeriodView<'_>) -> Figure {
    let mut tills = Tills::default();
    let places = ScanPlaces::of(view);
    for scan in view.recorded_scans() {
        tills.count(places.till(scan.id), |tally| {
            tally.recorded += 1;
            tally.voided += i64::from(scan.voided);
        });
    }
    for (person, _) in view.dataset.scope() {
        tills.add_visits(view, &places, person);
    }
    for redemption in view.redemptions() {
        tills.count(redemption.till, |tally| tally.redemptions += 1);
    }
    for (_, used) in view.voucher_redemptions() {
        tills.count(used.till, |tally| tally.voucher_redemptions += 1);
    }
    let entries: BTreeMap<&str, Value> = tills
        .0
        .iter()
        .map(|(till, tally)| (view.dataset.facts.text(*till), tally.to_json()))
        .collect();
    Figure::table(json!(entries))
}

/// The scans of the period: each with its place among all in replay order, and its till.
struct ScanPlaces(HashMap<Id, (usize, Option<Symbol>), Quick>);

impl ScanPlaces {
    fn of(view: &PeriodView<'_>) -> ScanPlaces {
        let mut scans: HashMap<Id, (usize, Option<Symbol>), Quick> = view
            .recorded_scans()
            .map(|scan| (scan.id, (usize::MAX, None)))
            .collect();
        let all = view.dataset.facts.scans.iter();
        for (turn, (scan, till)) in all.enumerate() {
            if let Some(known) = scans.get_mut(scan) {
                *known = (turn, *till);
            }
        }
        ScanPlaces(scans)
    }

    fn till(&self, scan: Id) -> Option<Symbol> {
        self.0.get(&scan)?.1
    }

    /// Which of two scans of one instant came first.
    fn turn(&self, scan: Id) -> Option<usize> {
        self.0
            .get(&scan)
            .map(|(turn, _)| *turn)
    }
}

/// What is counted of each till.
#[derive(Default)]
struct Tills(BTreeMap<Symbol, TillTally>);

#[derive(Default)]
struct TillTally {
    visits: i64,
    voided: i64,
    recorded: i64,
    extra: i64,
    redemptions: i64,
    voucher_redemptions: i64,
}

impl Tills {
    /// Counts something at the till that it names itself; what names none is in no entry.
    fn count(&mut self, till: Option<Symbol>, note: impl FnOnce(&mut TillTally)) {
        if let Some(till) = till {
            note(self.0.entry(till).or_default());
        }
    }

    /// The visits of a person in the period, and which of them were not the first of their day.
    fn add_visits(&mut self, view: &PeriodView<'_>, places: &ScanPlaces, person: u32) {
        let mut visits: Vec<_> = view.visits_of(person).collect();
        visits.sort_by_key(|visit| (visit.day, visit.at, places.turn(visit.id)));
        let mut last_day = None;
        for visit in visits {
            let extra = last_day.replace(visit.day) == Some(visit.day);
            self.count(places.till(visit.id), |tally| {
                tally.visits += 1;
                tally.extra += i64::from(extra);
            });
        }
    }
}

impl TillTally {
    fn to_json(&self) -> Value {
        json!({
            "visits": self.visits, "void_rate": ratio(self.voided, self.recorded), "same_day_extra_visits": self.extra,
            "redemptions": self.redemptions, "voucher_redemptions": self.voucher_redemptions,
        })
    }
}
