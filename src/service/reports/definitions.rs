//! Tells what each metric asks, how it is computed and what it cannot tell, in the reader's language.

use serde::Serialize;

use crate::locale::{best_tag, same_language};
use crate::metrics::{self, Definition, LANGUAGES};

/// What one metric is.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct DefinitionView {
    /// The stable name: key of the metric's result.
    pub id: &'static str,
    /// The family it belongs to, such as `activity` or `money`.
    pub family: &'static str,
    /// A short label.
    pub name: &'static str,
    /// What the shopkeeper wants to know.
    pub question: &'static str,
    /// The formula in words.
    pub formula: &'static str,
    /// What the number does not tell you; empty if it speaks for itself.
    pub caveat: &'static str,
    /// How to show it: `count`, `share` (0 to 1), `minor` (smallest currency units), `days`, `number` or `table` (several numbers).
    #[schema(pattern = "^(count|share|minor|days|number|table)$")]
    pub unit: &'static str,
    /// Which sides `GET /v1/metrics/{id}/members` opens: `num`, `den`, both or neither.
    #[schema(value_type = Vec<String>)]
    pub sides: Vec<&'static str>,
}

/// What every metric is.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct Definitions {
    /// Version of the definitions; it changes when an old question gets a new answer.
    pub definition: u32,
    /// Language tag of all the text here.
    pub language: &'static str,
    /// Every metric, in the order of `docs/METRICS.md`.
    pub metrics: Vec<DefinitionView>,
}

/// The language for a reader of definitions, who has more to choose from than the pages have: what is asked for, else the
/// best of `Accept-Language`, else English.
pub fn language(asked: Option<&str>, accept_language: Option<&str>) -> &'static str {
    let asked = asked.and_then(|tag| same_language(tag, &LANGUAGES));
    asked
        .or_else(|| best_tag(accept_language?, &LANGUAGES))
        .unwrap_or(LANGUAGES[0])
}

/// Every metric's words in a language that [`language`] chose.
pub fn definitions(language: &'static str) -> Definitions {
    let metrics = metrics::all()
        .map(|metric| view(metric, language))
        .collect();
    Definitions {
        definition: metrics::DEFINITION,
        language,
        metrics,
    }
}

fn view(metric: &'static Definition, language: &str) -> DefinitionView {
    let text = metric.text(language);
    let sides = [("num", metric.opens.num), ("den", metric.opens.den)];
    DefinitionView {
        id: metric.id,
        family: metric.family,
        name: text.name,
        question: text.question,
        formula: text.formula,
        caveat: text.caveat,
        unit: metric.unit.as_str(),
        sides: sides
            .into_iter()
            .filter(|(_, words)| !words.is_empty())
            .map(|(side, _)| side)
            .collect(),
    }
}
