//! The results: four numbers, what is drawn beside them, and every other number with its definition and its people.

use askama::Template;

use crate::http::admin::chart::{Bars, count_class, height_class, share_class};
use crate::http::admin::members::view::MemberLine;
use crate::http::admin::nav::AdminNav;
use crate::http::base::layout::Layout;
use crate::locale::Locale;
use crate::service::reports::results_page::{Better, Definition, FOLLOW_UP_DAYS, Measure, Week};

/// Of fewer people than these a share says little (`docs/METRICS.md`, section 5.8): said of the shop, of a number and of a cohort.
const FEW: i64 = 30;

/// An interval as wide as this is worth saying.
const WIDE: f64 = 0.1;

/// One of the four numbers.
#[derive(Clone, Debug)]
pub struct KeyNumber {
    /// What it asks, how, and what it does not say, in the reader's language.
    pub words: MetricWords,
    /// The share, 0 to 1 and above; none when there is nothing to measure.
    pub value: Option<f64>,
    /// In what its two sides are counted.
    pub counted_in: Measure,
    /// Which way is good news.
    pub better: Better,
    /// What was counted.
    pub num: i64,
    /// Out of how many.
    pub den: i64,
    /// The share of the period before; none where there was none or the period is not over.
    pub previous: Option<f64>,
    /// What became of it since.
    pub change: Difference,
    /// Between which shares chance leaves it; none where that cannot be said.
    pub bounds: Option<[f64; 2]>,
    /// Where the people behind `num` and `den` are listed; none for whoever may not see them.
    pub opens: Option<[String; 2]>,
    /// What else has to be known to read it.
    pub notes: Vec<ResultsNote>,
}

/// A sentence beside a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResultsNote {
    /// The sentence.
    pub words: String,
    /// Where the owner can do something about it: (words, address).
    pub leads: Option<(String, String)>,
}

impl ResultsNote {
    /// A sentence alone.
    pub fn plain(words: String) -> ResultsNote {
        ResultsNote { words, leads: None }
    }
}

/// How a number differs from the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Difference {
    /// There is nothing to compare.
    Unknown,
    /// There was a number before, and nothing says how much of the difference is chance.
    Untested,
    /// Not at all.
    None,
    /// By no more than chance explains.
    Chance,
    /// It grew.
    Up,
    /// It shrank.
    Down,
}

/// A metric's words in the reader's language.
#[derive(Clone, Debug)]
pub struct MetricWords {
    /// The metric's id.
    pub id: &'static str,
    /// A short label.
    pub name: String,
    /// What the shopkeeper wants to know.
    pub question: String,
    /// The formula.
    pub formula: String,
    /// What the number does not say; may be empty.
    pub caveat: String,
}

impl MetricWords {
    /// The words of a metric.
    pub fn of(metric: &Definition, language: Locale) -> MetricWords {
        let text = metric.text(language.tag());
        let written = |text: &str| {
            language
                .digits_in_use()
                .rewrite(text)
        };
        let (name, question) = (written(text.name), written(text.question));
        MetricWords {
            id: metric.id,
            name,
            question,
            formula: written(text.formula),
            caveat: written(text.caveat),
        }
    }
}

/// Where the page can go from the period it shows.
#[derive(Clone, Debug)]
pub struct Ways {
    /// Other spans of days: (words, address, whether it is this one).
    pub units: Vec<(String, String, bool)>,
    /// The period before, unless it lies before all that is counted.
    pub earlier: Option<String>,
    /// The period after, unless it lies in the future.
    pub later: Option<String>,
    /// The same days of everybody, if a filter is set.
    pub everybody: Option<String>,
}

/// One choice of whose visits are counted.
#[derive(Clone, Debug)]
pub struct Filter {
    /// Its name in an address.
    pub name: &'static str,
    /// What it chooses.
    pub words: String,
    /// (value, words, whether it is chosen); the first chooses nothing.
    pub options: Vec<(String, String, bool)>,
}

/// The choices, and what else the form that holds them sends along.
#[derive(Clone, Debug, Default)]
pub struct Filters {
    /// Where the form leads.
    pub action: String,
    /// Names and values that say which days.
    pub days: Vec<(&'static str, String)>,
    /// The choices; none where there is nothing to choose.
    pub filters: Vec<Filter>,
}

impl Filters {
    /// What is chosen: (what it chooses, the choice).
    pub fn chosen(&self) -> Vec<(&String, &String)> {
        let mut all = Vec::new();
        for filter in &self.filters {
            let choice = filter
                .options
                .iter()
                .skip(1)
                .find(|(_, _, chosen)| *chosen);
            all.extend(choice.map(|(_, words, _)| (&filter.words, words)));
        }
        all
    }
}

/// What there is to say before all numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ResultsNotice {
    /// Nobody has ever come.
    Empty,
    /// Nobody came in this period; when somebody came last.
    Quiet(Option<String>),
    /// The period reaches today; when somebody came last.
    Going(String),
    /// The period is over.
    Over,
}

/// The returns, drawn.
#[derive(Clone, Debug)]
pub struct Returns {
    /// One for each period.
    pub rows: Vec<ReturnRow>,
}

/// The returns of one period.
#[derive(Clone, Debug)]
pub struct ReturnRow {
    /// Its short name.
    pub name: String,
    /// The year it lies in.
    pub year: String,
    /// Its visits.
    pub now: i64,
    /// Those a year before; none where the shop did not exist yet.
    pub before: Option<i64>,
    /// Whether it is still going on.
    pub open: bool,
}

/// A label above a bar.
#[derive(Clone, Debug)]
pub struct Label {
    /// The class that sets its height.
    pub height: String,
    /// The value.
    pub words: String,
    /// Whether it is shown where there is little room, too.
    pub kept: bool,
}

/// A name below a bar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Foot {
    /// The period's short name.
    pub name: String,
    /// Its year.
    pub year: String,
    /// Whether the year is said where there is room, and where there is little.
    pub says_year: [bool; 2],
    /// Whether the name is shown where there is little room, too.
    pub kept: bool,
}

impl Foot {
    /// The names of periods that follow one another. A year is said where it begins; of quarters it always is, since each comes
    /// twice. Where there is little room every third month is named, and of quarters the ends.
    pub fn of(rows: &[ReturnRow], quarters: bool) -> Vec<Foot> {
        let last = rows.len().saturating_sub(1);
        let step = match (quarters, last) {
            (_, 0..4) => 1,
            (true, _) => last,
            (false, _) => 3,
        };
        let kept = |place: usize| (last - place).is_multiple_of(step);
        let begins = |place: usize, before: Option<usize>| {
            before.is_none_or(|before| rows[before].year != rows[place].year)
        };
        rows.iter()
            .enumerate()
            .map(|(place, row)| Foot {
                name: row.name.clone(),
                year: row.year.clone(),
                says_year: [
                    quarters || begins(place, place.checked_sub(1)),
                    kept(place) && (quarters || begins(place, place.checked_sub(step))),
                ],
                kept: kept(place),
            })
            .collect()
    }
}

/// When people come.
#[derive(Clone, Debug, Default)]
pub struct WeekTable {
    /// The days in the shop's order: (a name for a narrow column, name).
    pub days: Vec<(String, String)>,
    /// Each hour from the first to the last with visits: its name, and for each day the visits with the class that colours them.
    pub hours: Vec<(String, Vec<(i64, String)>)>,
    /// All visits of each day.
    pub sums: Vec<i64>,
    /// All visits.
    pub total: i64,
}

impl WeekTable {
    /// Visits by weekday and hour in the order of the reader's week.
    pub fn of(week: &Week, language: Locale) -> WeekTable {
        let days = language.week();
        let rows = days.map(|day| week.0[day.to_monday_zero_offset() as usize]);
        let largest = rows
            .iter()
            .flatten()
            .copied()
            .max()
            .unwrap_or(0);
        let open = |hour: &usize| {
            rows.iter()
                .any(|row| row[*hour] > 0)
        };
        let (first, last) = (
            (0..24).find(open).unwrap_or(0),
            (0..24)
                .rfind(open)
                .map_or(0, |last| last + 1),
        );
        let cells = |hour: usize| {
            rows.iter()
                .map(|row| (row[hour], count_class(row[hour], largest)))
                .collect()
        };
        WeekTable {
            days: days
                .map(|day| (language.narrow_weekday(day), language.weekday(day)))
                .into(),
            hours: (first..last)
                .map(|hour| (language.digits(&format!("{hour:02}:00")), cells(hour)))
                .collect(),
            sums: rows
                .iter()
                .map(|row| row.iter().sum())
                .collect(),
            total: week.sum(),
        }
    }
}

/// One step of the way from the poster to the reward.
#[derive(Clone, Debug)]
pub struct FunnelStep {
    /// The step's key in the locales, such as `way-opened`.
    pub key: &'static str,
    /// How many came so far.
    pub count: i64,
    /// Out of the step before.
    pub before: Option<i64>,
}

/// Members who joined in one period and came again.
#[derive(Clone, Debug)]
pub struct CohortRow {
    /// When they joined.
    pub period: String,
    /// How many they were.
    pub joined: i64,
    /// How many of them came in each later period.
    pub came: Vec<i64>,
}

/// What rewards cost beside what returns bring.
#[derive(Clone, Debug, Default)]
pub struct Money {
    /// Each amount with its metric's words, in smallest units; none where a setting is missing.
    pub rows: Vec<(MetricWords, Option<f64>)>,
    /// How much of the money is known; none where all is.
    pub coverage: Option<AmountCoverage>,
    /// How many rewards the costs leave out.
    pub left_out: Option<String>,
    /// Whether it is about a group of members, so that what the whole shop pays is not in it.
    pub of_a_group: bool,
}

/// Of fewer visits than these an amount is known too seldom for sums (`docs/METRICS.md`, section 5.7).
const ENOUGH_AMOUNTS: f64 = 0.8;

/// Of how many visits the amount is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AmountCoverage {
    /// The sentence.
    pub words: String,
    /// Whether they are so few that whoever reads a sum has to know.
    pub is_low: bool,
}

impl AmountCoverage {
    /// What there is to say of a share of the visits.
    pub fn of(share: f64, language: Locale) -> AmountCoverage {
        let is_low = share < ENOUGH_AMOUNTS;
        let key = if is_low {
            "money-coverage-low"
        } else {
            "money-coverage"
        };
        let known = language.percent(share);
        AmountCoverage {
            words: language.text_with(key, &[("share", (&known).into())]),
            is_low,
        }
    }
}

/// The results page.
#[derive(Template)]
#[template(path = "admin/results.html")]
pub struct ResultsPage {
    /// Language, shop and colours.
    pub frame: Layout,
    /// Which page this is.
    pub here: AdminNav,
    /// The period in words.
    pub period: String,
    /// Whether it is a month or quarter that is still going on; it is then compared with nothing.
    pub running: bool,
    /// Whether its last day is today.
    pub reaches_today: bool,
    /// The period before, in words.
    pub previous_period: String,
    /// Where to go from here.
    pub ways: Ways,
    /// Whose visits.
    pub filters: Filters,
    /// What there is to say before all numbers.
    pub standing: ResultsNotice,
    /// ISO 4217.
    pub currency: String,
    /// The four numbers.
    pub numbers: Vec<KeyNumber>,
    /// The returns of each period of the year.
    pub returns: Returns,
    /// From the poster to the reward.
    pub steps: Vec<FunnelStep>,
    /// The days that they are counted over.
    pub steps_of: String,
    /// Do new members come back?
    pub cohorts: Vec<CohortRow>,
    /// Whether the last period that is drawn is still going on: the last cell of each cohort.
    pub last_is_open: bool,
    /// Whether the cohorts are of quarters.
    pub quarters: bool,
    /// When people come.
    pub week: WeekTable,
    /// Reward cost against extra visits, when the owner has given a cost.
    pub money: Option<Money>,
    /// Members so far.
    pub members: i64,
    /// Exports: (words, address).
    pub exports: Vec<(String, String)>,
    /// Every other number; none for whoever only looks.
    pub all_numbers: Option<String>,
    /// How an address asks for this period.
    pub query: String,
    /// Sharing; none for whoever only looks.
    pub sharing: Option<Sharing>,
}

/// Addresses that show these results to whoever has them.
#[derive(Clone, Debug, Default)]
pub struct Sharing {
    /// The address made just now: shown this once.
    pub address: Option<String>,
    /// How many work.
    pub count: i64,
}

impl ResultsPage {
    /// How it goes, in a sentence or two.
    fn sentences(&self) -> Vec<String> {
        let language = self.frame.language;
        let counted = |key: &str, count: i64| language.text_with(key, &[("count", count.into())]);
        let members = || counted("results-count-members", self.members);
        match &self.standing {
            ResultsNotice::Empty => vec![],
            ResultsNotice::Quiet(None) => vec![language.text("results-none-here")],
            ResultsNotice::Quiet(Some(when)) => {
                let members = members();
                vec![language.text_with(
                    "results-none-since",
                    &[("members", (&members).into()), ("when", when.into())],
                )]
            }
            ResultsNotice::Going(when) => {
                let (members, visits) =
                    (members(), counted("results-count-visits", self.week.total));
                let values = [
                    ("members", (&members).into()),
                    ("visits", (&visits).into()),
                    ("when", when.into()),
                ];
                let so_far = language.text_with("results-so-far", &values);
                if self.running {
                    vec![so_far]
                } else {
                    [vec![so_far], self.came()].concat()
                }
            }
            ResultsNotice::Over => self.came(),
        }
    }

    /// How many members came, and whether that is a change.
    fn came(&self) -> Vec<String> {
        let language = self.frame.language;
        let Some(number) = self
            .numbers
            .first()
            .filter(|number| number.value.is_some())
        else {
            return vec![];
        };
        let came = language.number(number.num);
        let first = language.text_with(
            "results-says-came",
            &[("count", number.den.into()), ("came", (&came).into())],
        );
        let second = match number.change {
            Difference::Unknown | Difference::Untested => None,
            Difference::None | Difference::Chance => Some("results-says-same"),
            Difference::Up => Some("results-says-more"),
            Difference::Down => Some("results-says-fewer"),
        };
        [Some(first), second.map(|key| language.text(key))]
            .into_iter()
            .flatten()
            .collect()
    }

    fn empty(&self) -> bool {
        self.standing == ResultsNotice::Empty
    }

    fn few(&self) -> Option<String> {
        (self.members < FEW && !self.empty()).then(|| {
            self.frame.language.text_with(
                "results-few",
                &[("count", self.members.into()), ("enough", FEW.into())],
            )
        })
    }

    fn value(&self, number: &KeyNumber) -> Option<String> {
        number
            .value
            .map(|share| self.frame.language.percent(share))
    }

    /// One side of a number, as people read it.
    fn side(&self, number: &KeyNumber, amount: &i64) -> String {
        shown(
            number.counted_in,
            *amount as f64,
            self.frame.language,
            &self.currency,
        )
    }

    fn num_words(&self, number: &KeyNumber) -> String {
        self.frame.t(&format!(
            "results-counted-{}",
            number.words.id.replace('_', "-")
        ))
    }

    fn den_words(&self, number: &KeyNumber) -> String {
        let days = self
            .frame
            .language
            .number(i64::from(FOLLOW_UP_DAYS));
        self.frame.language.text_with(
            &format!("results-out-of-{}", number.words.id.replace('_', "-")),
            &[("count", number.den.into()), ("days", (&days).into())],
        )
    }

    /// What stands for a number that there is none of.
    fn missing(&self, number: &KeyNumber) -> String {
        self.frame
            .t(if self.is_unknown(number) {
                "results-not-known"
            } else {
                "results-too-few"
            })
    }

    /// Whether there is something to measure, and only what it cost was never said.
    fn is_unknown(&self, number: &KeyNumber) -> bool {
        number.value.is_none() && number.den > 0
    }

    fn way_meaning(&self) -> String {
        self.frame
            .language
            .text_with("way-meaning", &[("days", (&self.steps_of).into())])
    }

    /// The change: an arrow, its words, and whether it is for the worse. What chance explains is no warning.
    fn change(&self, number: &KeyNumber) -> Option<(&'static str, String, bool)> {
        let (arrow, key) = match number.change {
            Difference::Unknown => return None,
            Difference::Untested => ("", "results-before"),
            Difference::None => ("", "results-same"),
            Difference::Chance => ("", "results-chance"),
            Difference::Up => ("▲", "results-up"),
            Difference::Down => ("▼", "results-down"),
        };
        let before = self
            .frame
            .language
            .percent(number.previous?);
        Some((
            arrow,
            self.frame
                .language
                .text_with(key, &[("before", (&before).into())]),
            matches!(
                (number.change, number.better),
                (Difference::Down, Better::More) | (Difference::Up, Better::Less)
            ),
        ))
    }

    /// The ends between which the number likely lies, where they are far apart.
    fn range(&self, number: &KeyNumber) -> Option<[f64; 2]> {
        number
            .bounds
            .filter(|[low, high]| high - low > WIDE)
    }

    /// The same in words; of few people it is said that they are few.
    fn likely(&self, number: &KeyNumber) -> Option<String> {
        let [low, high] = self
            .range(number)?
            .map(|share| self.frame.language.percent(share));
        let key = if number.den < FEW {
            "results-likely-few"
        } else {
            "results-likely"
        };
        Some(
            self.frame
                .language
                .text_with(key, &[("low", (&low).into()), ("high", (&high).into())]),
        )
    }

    /// Whether a line is drawn anywhere, which the key then explains.
    fn any_range(&self) -> bool {
        self.numbers
            .iter()
            .any(|number| number.value.is_some() && self.range(number).is_some())
    }

    fn any_previous(&self) -> bool {
        self.numbers
            .iter()
            .any(|number| number.previous.is_some())
    }

    /// The share as a part of its bar, in hundredths: all four on one scale.
    fn part(&self, share: &f64) -> String {
        format!("{:.1}", (share * 100.0).clamp(0.0, 100.0))
    }

    fn any_few(&self) -> bool {
        self.cohorts
            .iter()
            .any(|row| self.is_few(row))
    }

    /// Whether so few joined that their shares say little.
    fn is_few(&self, row: &CohortRow) -> bool {
        (1..FEW).contains(&row.joined)
    }

    fn percent(&self, share: &f64) -> String {
        self.frame.language.percent(*share)
    }

    fn bars(&self) -> Bars {
        Bars::of(
            &self
                .returns
                .rows
                .iter()
                .map(|row| (row.now, row.before))
                .collect::<Vec<_>>(),
        )
    }

    /// The values above the bars; where there is little room, only the last, and the largest unless they would touch.
    fn labels(&self) -> Vec<Label> {
        let top = self.bars().top;
        let rows = &self.returns.rows;
        let largest = rows
            .iter()
            .map(|row| row.now)
            .max()
            .unwrap_or(0);
        let first_of_largest = rows
            .iter()
            .position(|row| row.now == largest);
        let label = |(place, row): (usize, &ReturnRow)| Label {
            height: height_class(row.now, top),
            words: self.n(&row.now),
            kept: place + 1 == rows.len()
                || Some(place) == first_of_largest && place + 3 <= rows.len(),
        };
        rows.iter()
            .enumerate()
            .map(label)
            .collect()
    }

    fn feet(&self) -> Vec<Foot> {
        Foot::of(&self.returns.rows, self.quarters)
    }

    fn any_open(&self) -> bool {
        self.returns
            .rows
            .iter()
            .any(|row| row.open)
    }

    /// Whether there is a year before to compare with.
    fn had_a_year_before(&self) -> bool {
        self.returns
            .rows
            .iter()
            .any(|row| row.before.is_some())
    }

    /// What stands at a bar that is pointed at.
    fn told(&self, place: &usize) -> String {
        let Some(row) = self.returns.rows.get(*place) else {
            return String::new();
        };
        let now = format!("{} {}: {}", row.name, row.year, self.n(&row.now));
        let before = row
            .before
            .map(|before| format!("{}: {}", self.frame.t("returns-before"), self.n(&before)));
        let open = row
            .open
            .then(|| self.frame.t("returns-open"));
        [Some(now), before, open]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" · ")
    }

    fn is_open(&self, place: &usize) -> bool {
        self.returns
            .rows
            .get(*place)
            .is_some_and(|row| row.open)
    }

    fn zero(&self) -> String {
        self.frame.language.number(0)
    }

    fn n(&self, count: &i64) -> String {
        self.frame.language.number(*count)
    }

    fn money(&self, minor: &i64) -> String {
        self.frame
            .language
            .money(*minor, &self.currency)
    }

    fn amount(&self, minor: &f64) -> String {
        self.money(&(minor.round() as i64))
    }

    fn width(&self, step: &FunnelStep) -> String {
        let widest = self
            .steps
            .first()
            .map_or(1, |step| step.count.max(1));
        format!("{:.1}", step.count as f64 * 100.0 / widest as f64)
    }

    fn carried_on(&self, step: &FunnelStep) -> Option<String> {
        let before = step
            .before
            .filter(|before| *before > 0)?;
        let share = self
            .frame
            .language
            .percent(step.count as f64 / before as f64);
        Some(
            self.frame
                .language
                .text_with("way-carried-on", &[("share", (&share).into())]),
        )
    }

    /// The share of a cohort that came, in words, as a colour, and as people.
    fn share(&self, came: &i64, joined: &i64) -> (String, String, String) {
        let share = *came as f64 / (*joined).max(1) as f64;
        let (came, joined) = (self.n(came), self.n(joined));
        let people = self.frame.language.text_with(
            "numbers-of",
            &[("num", (&came).into()), ("den", (&joined).into())],
        );
        (
            self.frame.language.percent(share),
            share_class(share),
            people,
        )
    }

    /// The columns of later periods: how many later, short and in words.
    fn columns(&self) -> Vec<(String, String)> {
        let longest = self
            .cohorts
            .iter()
            .map(|row| row.came.len())
            .max()
            .unwrap_or(0);
        let key = if self.quarters {
            "cohorts-quarters-later"
        } else {
            "cohorts-months-later"
        };
        (1..=longest as i64)
            .map(|after| {
                let words = self
                    .frame
                    .language
                    .text_with(key, &[("count", after.into())]);
                (format!("+{}", self.n(&after)), words)
            })
            .collect()
    }

    fn all_visits(&self) -> String {
        self.frame
            .language
            .text_with("results-count-visits", &[("count", self.week.total.into())])
    }

    /// How many members there are, or were when the period ended.
    fn sign_ups(&self) -> String {
        let language = self.frame.language;
        let count = ("count", self.members.into());
        if self.reaches_today {
            return language.text_with("results-members", &[count]);
        }
        let members = language.text_with("results-count-members", &[count]);
        language.text_with(
            "results-members-by",
            &[
                ("members", (&members).into()),
                ("period", (&self.period).into()),
            ],
        )
    }
}

/// One number of the long list.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its words.
    pub words: MetricWords,
    /// The main number as people read it; none where there is nothing to measure.
    pub value: Option<String>,
    /// Whether there is nothing to measure.
    pub missing: bool,
    /// What else its result holds: (what it is, value), in the reader's words.
    pub parts: Vec<(String, String)>,
    /// Where the people behind it are listed.
    pub opens: Option<String>,
}

/// Numbers about one thing.
#[derive(Clone, Debug)]
pub struct Family {
    /// The family's key in the locales, such as `family-money`.
    pub key: String,
    /// How many numbers, in words.
    pub count: String,
    /// Its numbers.
    pub rows: Vec<Row>,
}

/// Every number of `docs/METRICS.md` for one period.
#[derive(Template)]
#[template(path = "admin/numbers.html")]
pub struct NumbersPage {
    /// Language, shop and colours.
    pub frame: Layout,
    /// Which page this is.
    pub here: AdminNav,
    /// The period in words.
    pub period: String,
    /// Back to the results of this period.
    pub back: String,
    /// What is sought; empty for everything.
    pub q: String,
    /// The same page with everything.
    pub everything: String,
    /// Which days and whose visits.
    pub filters: Filters,
    /// The filters that are set, for the form.
    pub kept: Vec<(&'static str, String)>,
    /// Families in the order of `docs/METRICS.md`, each with its numbers.
    pub families: Vec<Family>,
    /// The same as CSV.
    pub csv: String,
}

/// Somebody with a part in a number.
#[derive(Clone, Debug)]
pub struct ContributorRow {
    /// Who it is; none for somebody who was erased, and for whom only an imported log knows.
    pub member: Option<MemberLine>,
    /// What stands for whoever has no name: an id, or words.
    pub id: String,
    /// Whether these are words: the person was erased.
    pub erased: bool,
    /// The part; none where people are counted, each of them once.
    pub part: Option<String>,
}

/// The members behind one side of a number.
#[derive(Template)]
#[template(path = "admin/people.html")]
pub struct PeoplePage {
    /// Language, shop and colours.
    pub frame: Layout,
    /// Which page this is.
    pub here: AdminNav,
    /// The metric.
    pub words: MetricWords,
    /// The period in words.
    pub period: String,
    /// Back to the results of this period.
    pub back: String,
    /// Whose visits.
    pub filters: Filters,
    /// The two sides: (words, address, whether it is this one).
    pub sides: Vec<(String, String, bool)>,
    /// The side itself.
    pub total: String,
    /// What a part is.
    pub part: String,
    /// What of it is no member's.
    pub unattributed: Option<String>,
    /// The members, each with their part.
    pub members: Vec<ContributorRow>,
    /// The next page.
    pub next: Option<String>,
}

/// A number of a metric as people read it.
pub fn shown(unit: Measure, value: f64, language: Locale, currency: &str) -> String {
    match unit {
        Measure::Share => language.percent(value),
        Measure::Points => language.text_with(
            "count-points",
            &[("count", ((value * 100.0).round() as i64).into())],
        ),
        Measure::Minor => language.money(value.round() as i64, currency),
        Measure::Days if value.fract() == 0.0 => {
            language.text_with("count-days", &[("count", (value as i64).into())])
        }
        Measure::Days => language.text_with(
            "part-days",
            &[("number", (&language.decimal(value, 1)).into())],
        ),
        _ if value.fract() == 0.0 => language.number(value as i64),
        _ => language.decimal(value, 2),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_that_are_seldom_known_are_said_so() {
        let said = |share| {
            let coverage = AmountCoverage::of(share, Locale::ENGLISH);
            (
                coverage
                    .words
                    .replace(['\u{2068}', '\u{2069}'], ""),
                coverage.is_low,
            )
        };
        assert_eq!(
            said(0.83),
            ("Amounts are known for 83% of visits.".into(), false)
        );
        assert!(!said(0.8).1);
        let (words, is_low) = said(0.79);
        assert!(
            words.starts_with("Amounts are known for only 79% of visits") && is_low,
            "{words}"
        );
    }

    fn feet(years: &[&str], quarters: bool) -> Vec<Foot> {
        let row = |year: &&str| ReturnRow {
            name: "N".into(),
            year: (*year).into(),
            now: 1,
            before: None,
            open: false,
        };
        Foot::of(
            &years
                .iter()
                .map(row)
                .collect::<Vec<_>>(),
            quarters,
        )
    }

    #[test]
    fn a_year_is_said_where_it_begins() {
        let months = [&["2025"; 2][..], &["2026"; 10][..]].concat();
        let said = |side: usize| {
            let places = feet(&months, false)
                .into_iter()
                .enumerate();
            let said = places.filter(|(_, foot)| foot.says_year[side]);
            said.map(|(place, _)| place)
                .collect::<Vec<_>>()
        };
        assert_eq!((said(0), said(1)), (vec![0, 2], vec![2]));
        let kept = feet(&months, false);
        let kept = kept.iter().map(|foot| foot.kept);
        assert_eq!(kept.filter(|kept| *kept).count(), 4, "every third month");
    }

    #[test]
    fn two_quarters_of_one_name_are_told_apart() {
        let quarters = feet(&["2024", "2025", "2025", "2025", "2025", "2026"], true);
        assert!(
            quarters
                .iter()
                .all(|foot| foot.says_year[0])
        );
        let kept: Vec<bool> = quarters
            .iter()
            .map(|foot| foot.kept)
            .collect();
        assert_eq!(kept, [true, false, false, false, false, true]);
        assert!(feet(&[], true).is_empty());
    }
}
