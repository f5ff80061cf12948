//! The results: four numbers, what is drawn beside them, and every other number with its definition and its people.

use askama::Template;

use super::Here;
use super::chart::{Curves, height_class, share_class};
use crate::http::pages::Frame;
use crate::language::Language;
use crate::service::results::{Definition, Measure};

/// Members from which trends mean something.
const FEW: i64 = 30;

/// One of the four numbers.
#[derive(Clone, Debug)]
pub struct KeyNumber {
    /// What it asks, how, and what it does not say, in the reader's language.
    pub words: Words,
    /// The share, 0 to 1 and above; none when there is nothing to measure.
    pub value: Option<f64>,
    /// What was counted; of `reward_cost_ratio` money in the smallest unit.
    pub num: i64,
    /// Out of how many.
    pub den: i64,
    /// The share of the period before; none where there was none or the period is not over.
    pub previous: Option<f64>,
    /// Where the people behind `num` and `den` are listed; none for whoever may not see them.
    pub opens: Option<[String; 2]>,
}

/// A metric's words in the reader's language.
#[derive(Clone, Debug)]
pub struct Words {
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

impl Words {
    /// The words of a metric.
    pub fn of(metric: &Definition, language: Language) -> Words {
        let text = metric.text(language.tag());
        let written = |text: &str| language.digits_in_use().rewrite(text);
        let (name, question) = (written(text.name), written(text.question));
        Words { id: metric.id, name, question, formula: written(text.formula), caveat: written(text.caveat) }
    }
}

/// Where the page can go from the period it shows.
#[derive(Clone, Debug)]
pub struct Ways {
    /// The same page by months and by quarters: (words, address, whether it is this one).
    pub units: Vec<(String, String, bool)>,
    /// The period before, unless it lies before all that is counted.
    pub earlier: Option<String>,
    /// The period after, unless it lies in the future.
    pub later: Option<String>,
}

/// The returns, drawn.
#[derive(Clone, Debug)]
pub struct Returns {
    /// Each period's short name, its visits, and those a year before.
    pub rows: Vec<(String, i64, i64)>,
}

/// One step of the way from the poster to the reward.
#[derive(Clone, Debug)]
pub struct Step {
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
    pub rows: Vec<(Words, Option<f64>)>,
    /// What the comparison assumes.
    pub assumption: String,
}

/// The results page.
#[derive(Template)]
#[template(path = "admin/results.html")]
pub struct ResultsPage {
    /// Language, shop and colours.
    pub frame: Frame,
    /// Which page this is.
    pub here: Here,
    /// The period in words.
    pub period: String,
    /// Whether it is still going on; it is then compared with nothing.
    pub running: bool,
    /// The period before, in words.
    pub previous_period: String,
    /// Where to go from here.
    pub ways: Ways,
    /// ISO 4217.
    pub currency: String,
    /// The four numbers.
    pub numbers: Vec<KeyNumber>,
    /// Visits so far in the year shown; none at all makes the page say how to begin.
    pub returns: Returns,
    /// From the poster to the reward.
    pub steps: Vec<Step>,
    /// Do new members come back?
    pub cohorts: Vec<CohortRow>,
    /// Reward cost against extra visits, when the owner has given a cost.
    pub money: Option<Money>,
    /// Members so far.
    pub members: i64,
    /// Whether anybody has visited yet.
    pub visited: bool,
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
    fn few(&self) -> Option<String> {
        (self.members < FEW)
            .then(|| self.frame.language.text_with("results-few", &[("count", self.members.into()), ("enough", FEW.into())]))
    }

    fn value(&self, number: &KeyNumber) -> Option<String> {
        number.value.map(|share| self.frame.language.percent(share))
    }

    /// One side of a number, as people read it.
    fn side(&self, number: &KeyNumber, amount: &i64) -> String {
        if number.words.id == "reward_cost_ratio" { self.money(amount) } else { self.frame.language.number(*amount) }
    }

    fn num_words(&self, number: &KeyNumber) -> String {
        self.frame.t(&format!("results-counted-{}", number.words.id.replace('_', "-")))
    }

    fn den_words(&self, number: &KeyNumber) -> String {
        self.frame.t(&format!("results-out-of-{}", number.words.id.replace('_', "-")))
    }

    /// The change in words and whether it is for the worse.
    fn change(&self, number: &KeyNumber) -> Option<(String, bool)> {
        let (value, previous) = (number.value?, number.previous?);
        let key = match ((value - previous) * 100.0).round() {
            points if points > 0.0 => "results-up",
            points if points < 0.0 => "results-down",
            _ => "results-same",
        };
        let worse = if number.words.id == "reward_cost_ratio" { "results-up" } else { "results-down" };
        let before = self.frame.language.percent(previous);
        Some((self.frame.language.text_with(key, &[("before", (&before).into())]), key == worse))
    }

    fn curves(&self) -> Curves {
        Curves::of(self.returns.rows.iter().map(|(_, now, _)| *now), self.returns.rows.iter().map(|(_, _, before)| *before))
    }

    fn height(&self, value: &i64) -> String {
        height_class(*value, self.curves().top)
    }

    fn last_return(&self) -> Option<&(String, i64, i64)> {
        self.returns.rows.last()
    }

    /// Whether the curve of the year before can be told from nothing.
    fn had_a_year_before(&self) -> bool {
        self.returns.rows.iter().any(|(_, _, before)| *before > 0)
    }

    fn zero(&self) -> String {
        self.frame.language.number(0)
    }

    fn n(&self, count: &i64) -> String {
        self.frame.language.number(*count)
    }

    fn money(&self, minor: &i64) -> String {
        self.frame.language.money(*minor, &self.currency)
    }

    fn amount(&self, minor: &f64) -> String {
        self.money(&(minor.round() as i64))
    }

    fn width(&self, step: &Step) -> String {
        let widest = self.steps.first().map_or(1, |step| step.count.max(1));
        format!("{:.1}", step.count as f64 * 100.0 / widest as f64)
    }

    fn carried_on(&self, step: &Step) -> Option<String> {
        let before = step.before.filter(|before| *before > 0)?;
        let share = self.frame.language.percent(step.count as f64 / before as f64);
        Some(self.frame.language.text_with("way-carried-on", &[("share", (&share).into())]))
    }

    /// The share of a cohort that came, in words and as a colour.
    fn share(&self, came: &i64, joined: &i64) -> (String, String) {
        let share = *came as f64 / (*joined).max(1) as f64;
        (self.frame.language.percent(share), share_class(share))
    }

    fn columns(&self) -> Vec<String> {
        let longest = self.cohorts.iter().map(|row| row.came.len()).max().unwrap_or(0);
        (1..=longest as i64).map(|after| format!("+{}", self.frame.language.number(after))).collect()
    }

    fn sign_ups(&self) -> String {
        self.frame.language.text_with("results-members", &[("count", self.members.into())])
    }
}

/// One number of the long list.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its words.
    pub words: Words,
    /// The main number as people read it; none where there is nothing to measure.
    pub value: Option<String>,
    /// The members of its result: (API's name, value).
    pub fields: Vec<(String, String)>,
    /// Where the people behind it are listed.
    pub opens: Option<String>,
}

/// Every number of the dictionary for one period.
#[derive(Template)]
#[template(path = "admin/numbers.html")]
pub struct NumbersPage {
    /// Language, shop and colours.
    pub frame: Frame,
    /// Which page this is.
    pub here: Here,
    /// The period in words.
    pub period: String,
    /// Back to the results of this period.
    pub back: String,
    /// Families in the dictionary's order, each with its numbers.
    pub families: Vec<(&'static str, Vec<Row>)>,
    /// The same as CSV.
    pub csv: String,
}

/// The members behind one side of a number.
#[derive(Template)]
#[template(path = "admin/people.html")]
pub struct PeoplePage {
    /// Language, shop and colours.
    pub frame: Frame,
    /// Which page this is.
    pub here: Here,
    /// The metric.
    pub words: Words,
    /// The period in words.
    pub period: String,
    /// Back to the results of this period.
    pub back: String,
    /// The two sides: (words, address, whether it is this one).
    pub sides: Vec<(String, String, bool)>,
    /// The side itself.
    pub total: String,
    /// What of it is no member's.
    pub nobodys: Option<String>,
    /// Member, address of their page if they have one, and their part in it.
    pub members: Vec<(String, Option<String>, String)>,
    /// The next page.
    pub next: Option<String>,
}

/// A number of a metric as people read it.
pub fn shown(unit: Measure, value: f64, language: Language, currency: &str) -> String {
    match unit {
        Measure::Share => language.percent(value),
        Measure::Minor => language.money(value.round() as i64, currency),
        _ if value.fract() == 0.0 => language.number(value as i64),
        _ => language.decimal(value, 2),
    }
}
