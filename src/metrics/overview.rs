//! What the results page draws beside its numbers: returns over time, the way from the poster to the reward, whether the
//! members of each month come back, and when in the week people come. Made of the sets of the metrics (`docs/METRICS.md`,
//! section 4), so that nothing here disagrees with one.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use jiff::civil::Date;

use super::archive::{Kind, Reads};
use super::period::{Period, date_of_day, day_number};
use super::query::Query;
use crate::clock::Timestamp;
use crate::metrics::catalogue::adoption::shared::seen_and_joined;
use crate::metrics::dataset::{Dataset, PeriodView};
use crate::metrics::facts::Facts;

/// What an overview looks at.
pub const OVERVIEW_READS: Reads = Reads::of(&[Kind::Visits, Kind::Rewards, Kind::Engagement]);

/// The pictures of the results page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Overview {
    /// Visits on a later day than the member's first known one, in each period.
    pub returns: Vec<i64>,
    /// From the poster to the reward, over all periods of the second half.
    pub way: Funnel,
    /// What became of the members of each period of the second half.
    pub cohorts: Vec<Cohort>,
    /// The visits of the period that is looked at, by weekday and hour.
    pub week: Week,
    /// The last visit before that period's end, of those that lie in any of the periods.
    pub last: Option<Timestamp>,
    /// When the first member joined, whatever the filters: before that day there was nothing to count.
    pub began: Option<Date>,
    /// The channels through which most people joined, whatever the filters, by name.
    pub channels: Vec<String>,
    /// Of the visits of the period that is looked at, those with an amount.
    pub amounts: i64,
    /// The rewards handed over in it, and those of them whose cost is not known.
    pub handed_over: i64,
    /// See [`Overview::handed_over`].
    pub without_cost: i64,
}

impl Overview {
    /// Whether rewards were handed over and nobody has said of any what it cost.
    pub fn no_cost_is_known(&self) -> bool {
        self.handed_over > 0 && self.without_cost == self.handed_over
    }
}

/// These are told whenever they are used, however many others a shop has.
const CHANNELS: [&str; 8] = [
    "counter_qr",
    "receipt_qr",
    "poster",
    "table_tent",
    "website",
    "social",
    "referral",
    "staff",
];

/// So many of the other channels are told: whoever opens the join page can name a new one.
const MOST_CHANNELS: usize = 50;

/// Visits by the local weekday, from Monday, and the local hour. Together they are the metric `visits`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Week(pub [[i64; 24]; 7]);

impl Week {
    /// All of them.
    pub fn sum(&self) -> i64 {
        self.0.iter().flatten().sum()
    }
}

/// How far visitors of the join page came by the end; each number is a part of the one before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Funnel {
    /// Browsers that opened the join page and were no members.
    pub opened: i64,
    /// Of them, those who got a card.
    pub joined: i64,
    /// Of them, those who came on a later day.
    pub returned: i64,
    /// Of them, those who earned a reward.
    pub earned: i64,
    /// Of them, those who used one.
    pub redeemed: i64,
}

impl Funnel {
    /// The five steps in order.
    pub fn steps(self) -> [i64; 5] {
        [
            self.opened,
            self.joined,
            self.returned,
            self.earned,
            self.redeemed,
        ]
    }
}

/// The members who joined in one period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cohort {
    /// When they joined.
    pub period: Period,
    /// How many they were; who left meanwhile stays counted.
    pub joined: i64,
    /// How many of them came in each later period.
    pub came: Vec<i64>,
}

/// Looks at the query's period, and at periods that follow each other around it; ways and cohorts begin with the one numbered
/// `since`.
pub fn overview(facts: &Facts, query: &Query, periods: &[Period], since: usize) -> Overview {
    let dataset = Dataset::open(facts, query);
    let view = dataset.view(query.period);
    let places = PeriodDays(
        periods
            .iter()
            .map(|period| (day_number(period.from), day_number(period.to)))
            .collect(),
    );
    let later = &periods[since.min(periods.len())..];
    let span = later
        .first()
        .zip(later.last())
        .map(|(first, last)| Period {
            from: first.from,
            to: last.to,
        });
    Overview {
        returns: returns(&dataset, &places),
        way: span.map_or_else(Funnel::default, |span| way(&dataset.view(span))),
        cohorts: cohorts(&dataset, periods, &places, since),
        week: week(&view),
        last: last(&view, &places),
        began: began(&dataset),
        channels: channels(&dataset),
        amounts: view
            .visits()
            .filter(|visit| visit.amount.is_some())
            .count() as i64,
        handed_over: view.redemptions().count() as i64,
        without_cost: view
            .redemptions()
            .filter(|redemption| redemption.cost.is_none())
            .count() as i64,
    }
}

/// The day on which the first member joined.
pub fn first_day(facts: &Facts, query: &Query) -> Option<Date> {
    began(&Dataset::open(facts, query))
}

fn began(dataset: &Dataset<'_>) -> Option<Date> {
    dataset
        .everybody()
        .map(|(_, member)| member.join_day)
        .min()
        .and_then(|day| date_of_day(i64::from(day)))
}

fn channels(dataset: &Dataset<'_>) -> Vec<String> {
    let mut used: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, member) in dataset.everybody() {
        *used
            .entry(dataset.facts.text(member.channel))
            .or_default() += 1;
    }
    most_used(used)
}

/// The channels of every shop that are used, and the others that are used most, by name.
fn most_used(used: BTreeMap<&str, usize>) -> Vec<String> {
    let (own, mut others): (Vec<_>, Vec<_>) = used
        .into_iter()
        .partition(|(name, _)| CHANNELS.contains(name));
    others.sort_by_key(|(_, count)| Reverse(*count));
    others.truncate(MOST_CHANNELS);
    let mut names: Vec<String> = own
        .into_iter()
        .chain(others)
        .map(|(name, _)| name.to_owned())
        .collect();
    names.sort();
    names
}

fn last(view: &PeriodView<'_>, places: &PeriodDays) -> Option<Timestamp> {
    let visits = view
        .dataset
        .scope()
        .flat_map(|(person, _)| view.dataset.visits_of(person));
    visits
        .filter(|visit| visit.at < view.end && places.place(visit.day).is_some())
        .map(|visit| visit.at)
        .max()
}

fn week(view: &PeriodView<'_>) -> Week {
    let mut week = Week::default();
    for visit in view.visits() {
        // Day 0 was a Thursday.
        let weekday = (visit.day + 3).rem_euclid(7) as usize;
        week.0[weekday][view.dataset.hour(visit.at)] += 1;
    }
    week
}

/// The periods as day numbers.
struct PeriodDays(Vec<(i32, i32)>);

impl PeriodDays {
    /// Which period a day lies in.
    fn place(&self, day: i32) -> Option<usize> {
        let next = self
            .0
            .partition_point(|(from, _)| *from <= day);
        let place = next.checked_sub(1)?;
        (day < self.0[place].1).then_some(place)
    }
}

fn returns(dataset: &Dataset<'_>, places: &PeriodDays) -> Vec<i64> {
    let mut counts = vec![0; places.0.len()];
    for (person, _) in dataset.scope() {
        let Some(first) = dataset.first_known_day(person) else {
            continue;
        };
        let days = dataset
            .visits_of(person)
            .map(|visit| visit.day)
            .filter(|day| *day > first);
        days.filter_map(|day| places.place(day))
            .for_each(|place| counts[place] += 1);
    }
    counts
}

fn way(view: &PeriodView<'_>) -> Funnel {
    let (joined, strangers) = seen_and_joined(view);
    let earned = view.marks(
        view.rewards()
            .map(|reward| reward.person),
    );
    let redeemed = view.marks(
        view.redemptions()
            .map(|redemption| redemption.person),
    );
    let came_again = |person: u32| {
        view.dataset
            .member(person)
            .is_some_and(|member| {
                view.visits_of(person)
                    .any(|visit| visit.day > member.join_day)
            })
    };
    let mut way = Funnel {
        opened: joined.len() as i64 + strangers,
        joined: joined.len() as i64,
        ..Funnel::default()
    };
    for person in joined
        .into_iter()
        .filter(|person| came_again(*person))
    {
        let (earned, redeemed) = (earned[person as usize], redeemed[person as usize]);
        way.returned += 1;
        way.earned += i64::from(earned);
        way.redeemed += i64::from(earned && redeemed);
    }
    way
}

fn cohorts(
    dataset: &Dataset<'_>,
    periods: &[Period],
    places: &PeriodDays,
    since: usize,
) -> Vec<Cohort> {
    let empty = |place: usize| Cohort {
        period: periods[place],
        joined: 0,
        came: vec![0; periods.len() - place - 1],
    };
    let mut cohorts: Vec<Cohort> = (since..periods.len())
        .map(empty)
        .collect();
    for (person, member) in dataset.scope() {
        let Some(joined) = places
            .place(member.join_day)
            .filter(|place| *place >= since)
        else {
            continue;
        };
        let cohort = &mut cohorts[joined - since];
        cohort.joined += 1;
        let mut came: Vec<usize> = dataset
            .visits_of(person)
            .filter_map(|visit| places.place(visit.day))
            .collect();
        // Visits lie in the order of time, so equal periods stand together.
        came.dedup();
        came.into_iter()
            .filter(|place| *place > joined)
            .for_each(|place| cohort.came[place - joined - 1] += 1);
    }
    cohorts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_many_channels_those_are_told_that_are_used_most() {
        let invented: Vec<String> = (0..80)
            .map(|n| format!("x{n:02}"))
            .collect();
        let used = invented
            .iter()
            .enumerate()
            .map(|(n, name)| (name.as_str(), 100 - n))
            .chain([("staff", 1), ("website", 2)])
            .collect();
        let told = most_used(used);
        assert_eq!(told.len(), MOST_CHANNELS + 2);
        assert!(told.contains(&"staff".into()) && told.contains(&"x00".into()));
        assert!(!told.contains(&"x50".into()) && told.is_sorted());
    }

    #[test]
    fn a_day_finds_its_period_or_none() {
        let places = PeriodDays(vec![(10, 20), (20, 31)]);
        assert_eq!(
            [9, 10, 19, 20, 30, 31].map(|day| places.place(day)),
            [None, Some(0), Some(0), Some(1), Some(1), None]
        );
    }
}
