//! The demo's results: four numbers, each with the people behind it.

use askama::Template;

use super::Frame;

/// One key number.
#[derive(Clone, Debug)]
pub struct KeyNumber {
    /// The metric's id, such as `active_rate`; its words are `metric-active-rate` and `metric-active-rate-meaning`.
    pub id: &'static str,
    /// The share, 0 to 1 and above; none when there is too little behind it.
    pub value: Option<f64>,
    /// What was counted; for `reward_cost_ratio` money in the smallest unit.
    pub numerator: i64,
    /// Out of how many.
    pub denominator: i64,
    /// The share of the period before.
    pub previous: Option<f64>,
    /// Whether a smaller share is the better one.
    pub less_is_better: bool,
}

/// The results page.
#[derive(Template)]
#[template(path = "results.html")]
pub struct ResultsPage {
    /// Language, shop and colours.
    pub frame: Frame,
    /// The period in words, such as `1 October – 31 October 2026`.
    pub period: String,
    /// The period before, in words.
    pub previous_period: String,
    /// The merchant's currency, ISO 4217.
    pub currency: String,
    /// The four numbers in the order of the dictionary.
    pub numbers: Vec<KeyNumber>,
    /// Sign-ups so far: last and small.
    pub members: i64,
    /// Where the same numbers are served to programs.
    pub api_url: Option<String>,
}

impl ResultsPage {
    fn label(&self, number: &KeyNumber) -> String {
        self.frame.t(&format!("metric-{}", number.id.replace('_', "-")))
    }

    fn meaning(&self, number: &KeyNumber) -> String {
        self.frame.t(&format!("metric-{}-meaning", number.id.replace('_', "-")))
    }

    fn value(&self, number: &KeyNumber) -> Option<String> {
        number.value.map(|share| self.frame.language.percent(share))
    }

    fn behind(&self, number: &KeyNumber) -> String {
        let language = self.frame.language;
        let (key, [part, whole]) = match number.id {
            "reward_cost_ratio" => {
                ("results-behind-money", [number.numerator, number.denominator].map(|minor| language.money(minor, &self.currency)))
            }
            _ => ("results-behind", [number.numerator, number.denominator].map(|count| language.number(count))),
        };
        language.text_with(key, &[("part", (&part).into()), ("whole", (&whole).into())])
    }

    /// The change in words and whether it is for the worse.
    fn change(&self, number: &KeyNumber) -> Option<(String, bool)> {
        let (value, previous) = (number.value?, number.previous?);
        let key = match ((value - previous) * 100.0).round() {
            points if points > 0.0 => "results-up",
            points if points < 0.0 => "results-down",
            _ => "results-same",
        };
        let before = self.frame.language.percent(previous);
        let worse = if number.less_is_better { key == "results-up" } else { key == "results-down" };
        Some((self.frame.language.text_with(key, &[("before", (&before).into())]), worse))
    }

    fn sign_ups(&self) -> String {
        self.frame.language.text_with("results-members", &[("count", self.members.into())])
    }
}
