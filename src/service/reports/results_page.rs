//! What the results page shows of some days, asked once.

use jiff::civil::Date;

use crate::app::App;
use crate::error::Result;
use crate::locale::calendar::{CalendarPeriod, CalendarUnit};
use crate::service::reports::query;
use crate::service::reports::query::MetricsQuery;
use crate::store::Tenant;

pub use crate::metrics::{
    Answer, Better, DEFAULT, Definition, FOLLOW_UP_DAYS, MetricResult, MetricUnit as Measure,
    Overview, Period as Days, Week, all as metrics, by_id as metric, share_bounds,
    share_difference,
};
pub use crate::service::reports::query::first_day;

/// What rewards cost beside what returns bring.
const MONEY: [&str; 6] = [
    REWARD_COST,
    VOUCHER_COST,
    PROGRAMME_COST,
    "repeat_revenue_minor",
    "repeat_margin_minor",
    MARGIN_IMPACT,
];

const REWARD_COST: &str = "reward_cost_minor";
const VOUCHER_COST: &str = "voucher_cost_minor";
const VOUCHERS: &str = "vouchers_issued";
const PROGRAMME_COST: &str = "programme_cost_minor";
const MARGIN_IMPACT: &str = "margin_impact_minor";

/// What holds the costs of the whole shop, which no group of members has.
const OF_THE_WHOLE_SHOP: [&str; 2] = [PROGRAMME_COST, MARGIN_IMPACT];

const MEMBERS: &str = "total_members";
const REDEEMED: &str = "rewards_redeemed";

/// What a question to the metrics can keep: visits of a place, members of a place, members of a channel.
pub const FILTERS: [&str; 3] = ["visit_location", "join_location", "join_channel"];

/// So many places are offered as a filter.
const PLACES: i64 = 200;

/// The answers behind the page.
pub struct ResultsData {
    /// The metrics of the period.
    pub now: Answer,
    /// The same of the period before.
    pub before: Answer,
    /// What is drawn.
    pub overview: Overview,
    /// The periods that are drawn, oldest first.
    pub drawn: Vec<CalendarPeriod>,
    /// How many of them make the year before those shown.
    pub year: usize,
}

impl ResultsData {
    /// The four numbers, each with what it was before.
    pub fn numbers(
        &self,
    ) -> impl Iterator<Item = (&'static Definition, &MetricResult, Option<&MetricResult>)> {
        DEFAULT
            .iter()
            .filter_map(|id| Some((metric(id)?, self.now.of(id)?, self.before.of(id))))
    }

    /// How many members there are at the end.
    pub fn members(&self) -> i64 {
        whole(&self.now, MEMBERS)
    }

    /// Whether the rewards before have cost anything, or none was handed over: else nobody has said what they cost.
    pub fn had_cost_before(&self) -> bool {
        whole(&self.before, REWARD_COST) > 0 || whole(&self.before, REDEEMED) == 0
    }

    /// Whether rewards were handed over, nobody has said of any what it cost, and no voucher has cost anything.
    pub fn cost_is_unknown(&self) -> bool {
        self.overview.no_cost_is_known() && whole(&self.now, VOUCHER_COST) == 0
    }

    /// Whether the shop gave out vouchers, or any were used.
    fn uses_vouchers(&self) -> bool {
        whole(&self.now, VOUCHERS) > 0 || whole(&self.now, VOUCHER_COST) > 0
    }

    /// The part of the visits whose amount is known; none where there were no visits, or all are known.
    pub fn amount_coverage(&self) -> Option<f64> {
        let (known, visits) = (self.overview.amounts, self.overview.week.sum());
        (known < visits).then(|| known as f64 / visits as f64)
    }

    /// The amounts, without those of the whole shop where it is about a group of members, and without vouchers where there are
    /// none; none of what is not known. Nothing where neither a reward nor anything else has cost yet.
    pub fn money(&self, of_a_group: bool) -> Vec<(&'static Definition, Option<f64>)> {
        if whole(&self.now, REWARD_COST) == 0 && whole(&self.now, PROGRAMME_COST) == 0 {
            return vec![];
        }
        let unknown = self.cost_is_unknown();
        MONEY
            .into_iter()
            .filter(|id| !of_a_group || !OF_THE_WHOLE_SHOP.contains(id))
            .filter(|id| *id != VOUCHER_COST || self.uses_vouchers())
            .filter_map(|id| {
                let amount = self
                    .now
                    .of(id)
                    .and_then(MetricResult::value);
                Some((
                    metric(id)?,
                    amount.filter(|_| !(unknown && id == REWARD_COST)),
                ))
            })
            .collect()
    }
}

/// A number of an answer that is whole, or a sum of money that may come with a fraction.
fn whole(answer: &Answer, id: &str) -> i64 {
    answer
        .of(id)
        .and_then(MetricResult::value)
        .map_or(0, |value| value.round() as i64)
}

/// Periods up to this one, a year of months or two of quarters, and the year before them; how many periods that year has.
fn drawn(last: CalendarPeriod) -> (Vec<CalendarPeriod>, usize) {
    let (year, shown) = match last.unit {
        CalendarUnit::Month => (12, 12),
        CalendarUnit::Quarter => (4, 8),
    };
    let mut periods: Vec<CalendarPeriod> =
        std::iter::successors(Some(last), |period| Some(period.previous()))
            .take(year + shown)
            .collect();
    periods.reverse();
    (periods, year)
}

/// Asks everything that the page shows of these days, of those they are compared with and of the periods up to `last`, which are
/// drawn. The numbers and amounts come from the very question that the API answers.
pub async fn ask(
    app: &App,
    tenant: Tenant,
    query: MetricsQuery,
    last: CalendarPeriod,
) -> Result<ResultsData> {
    let shown = [&DEFAULT[..], &MONEY[..], &[MEMBERS, REDEEMED, VOUCHERS]].concat();
    let query = MetricsQuery {
        metrics: shown
            .into_iter()
            .filter_map(metric)
            .collect(),
        ..query
    };
    let (drawn, year) = drawn(last);
    let pieces = drawn
        .iter()
        .map(|period| Days {
            from: period.from(),
            to: period.to(),
        })
        .collect();
    let (report, overview) = query::answer_drawn(app, tenant, query, pieces, year).await?;
    Ok(ResultsData {
        now: report.answer,
        before: report.previous.unwrap_or_default(),
        overview,
        drawn,
        year,
    })
}

/// The shop's places, as (id, name).
pub async fn places(app: &App, tenant: Tenant) -> Result<Vec<(String, String)>> {
    let rows = app
        .store
        .read(move |tx| tx.locations(tenant, None, PLACES))
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.id.to_string(), row.name))
        .collect())
}

/// So many days up to this one and with it.
pub fn last_days(today: Date, count: i32) -> Days {
    let to = today.saturating_add(jiff::Span::new().days(1));
    Days {
        from: to.saturating_add(jiff::Span::new().days(-count)),
        to,
    }
}
