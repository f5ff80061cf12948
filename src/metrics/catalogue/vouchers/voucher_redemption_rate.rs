//! Of the vouchers given out, how many were used within the window? (`docs/METRICS.md`, section 5.12)

use crate::metrics::archive::{Kind, Reads};
use crate::metrics::breakdown::{Breakdown, Population};
use crate::metrics::catalogue::definition::{Better, Definition, MetricUnit};
use crate::metrics::dataset::PeriodView;
use crate::metrics::figure::{Contributions, Figure};

pub const METRIC: Definition = Definition {
    id: "voucher_redemption_rate",
    unit: MetricUnit::Share,
    better: Better::More,
    family: "vouchers",
    reads: Reads::of(&[Kind::Vouchers]).windows(1),
    opens: OPENS,
    measure,
};

const OPENS: Breakdown = Breakdown {
    of: Population::Things,
    num: "of these, used within {window} days",
    den: "vouchers whose {window} days ended in the period",
};

fn measure(view: &PeriodView<'_>) -> Figure {
    let dataset = view.dataset;
    // All with the same time, as members in a cohort: late ones would have had less.
    let judged = dataset
        .vouchers()
        .filter_map(|(owner, voucher)| {
            let last_day = dataset.day(voucher.at) + dataset.window;
            view.covers_day(last_day)
                .then_some((owner, voucher, last_day))
        });
    Contributions::counted(judged.map(|(owner, voucher, last_day)| {
        // Used anywhere and by anybody is used.
        let used = dataset
            .first_use_of_voucher(voucher.id)
            .is_some_and(|used| dataset.day(used) <= last_day);
        (owner, used)
    }))
}
