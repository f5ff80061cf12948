//! What a metric is.

use crate::metrics::archive::Reads;
use crate::metrics::breakdown::Opens;
use crate::metrics::dataset::View;
use crate::metrics::figure::Figure;

/// One metric: what it asks, how it is computed, what it cannot tell, and the function.
pub struct Definition {
    /// The stable name.
    pub id: &'static str,
    /// How to show it.
    pub unit: Unit,
    /// The dictionary's section: `adoption`, `saved_cards`, `activity`, `coming_back`, `rewards`, `keeping`, `money`, `lift`,
    /// `referrals_reviews`, `messages` or `quality`.
    pub family: &'static str,
    /// What it asks and how, in every language.
    pub words: Words,
    /// What the function looks at.
    pub reads: Reads,
    /// What its parts are and whose, for whoever opens the number.
    pub opens: Opens,
    /// The function.
    pub measure: fn(&View<'_>) -> Figure,
}

/// Tags of the languages that the metrics are explained in; the first is the one for everybody else.
pub const LANGUAGES: [&str; 6] = ["en", "ar", "fa", "tr", "uz", "id"];

impl Definition {
    /// The words in the language of a tag such as `fa` or `fa-IR`; English where there are none.
    pub fn text(&self, language: &str) -> &Text {
        match language
            .split(['-', '_'])
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase()
            .as_str()
        {
            "ar" => &self.words.ar,
            "fa" => &self.words.fa,
            "tr" => &self.words.tr,
            "uz" => &self.words.uz,
            "id" => &self.words.id,
            _ => &self.words.en,
        }
    }
}

/// The words of a metric in every language, each field named by the language's tag.
pub struct Words {
    /// English.
    pub en: Text,
    /// Arabic.
    pub ar: Text,
    /// Persian.
    pub fa: Text,
    /// Turkish.
    pub tr: Text,
    /// Uzbek, in Latin letters.
    pub uz: Text,
    /// Indonesian.
    pub id: Text,
}

/// The words of a metric in one language.
pub struct Text {
    /// A short label for a tile or a table row.
    pub name: &'static str,
    /// What the shopkeeper wants to know.
    pub question: &'static str,
    /// The formula in words.
    pub formula: &'static str,
    /// What the number does not tell you; empty if it speaks for itself.
    pub caveat: &'static str,
}

/// How a metric's main number is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A whole number.
    Count,
    /// 0 to 1, shown as per cent.
    Share,
    /// Smallest currency units.
    Minor,
    /// Days.
    Days,
    /// A plain number.
    Number,
    /// Several numbers.
    Table,
}

impl Unit {
    /// The unit's name in the definitions.
    pub fn as_str(self) -> &'static str {
        match self {
            Unit::Count => "count",
            Unit::Share => "share",
            Unit::Minor => "minor",
            Unit::Days => "days",
            Unit::Number => "number",
            Unit::Table => "table",
        }
    }
}
