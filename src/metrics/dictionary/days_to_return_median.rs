//! How long until the second day? (section 5.4 of the dictionary)

use serde_json::json;

use crate::metrics::book::View;
use crate::metrics::catalogue::{Definition, Text, Unit, Words};
use crate::metrics::coming_back::days_to_return;
use crate::metrics::figure::Figure;

pub(super) const METRIC: Definition =
    Definition { id: "days_to_return_median", unit: Unit::Days, family: "coming_back", words: WORDS, measure };

fn measure(view: &View<'_>) -> Figure {
    let mut days: Vec<i32> = view.matured().into_iter().filter_map(|(person, member)| days_to_return(view, person, member)).collect();
    days.sort_unstable();
    let middle = days.len() / 2;
    let median = match days.len() {
        0 => None,
        n if n % 2 == 1 => Some(f64::from(days[middle])),
        _ => Some(f64::from(days[middle - 1] + days[middle]) / 2.0),
    };
    Figure::Table(json!({ "value": median, "n": days.len() }))
}

const WORDS: Words = Words {
    en: Text {
        name: "Days until the return",
        question: "How long until the second day?",
        formula: "The median number of days from the join day to the first visit on a later day, of the members whose follow-up window \
                  ended in the period and who returned within it.",
        caveat: "Knows only those who returned; read it with the repeat visit rate.",
    },
    ar: Text {
        name: "Days until the return",
        question: "How long until the second day?",
        formula: "The median number of days from the join day to the first visit on a later day, of the members whose follow-up window \
                  ended in the period and who returned within it.",
        caveat: "Knows only those who returned; read it with the repeat visit rate.",
    },
    fa: Text {
        name: "Days until the return",
        question: "How long until the second day?",
        formula: "The median number of days from the join day to the first visit on a later day, of the members whose follow-up window \
                  ended in the period and who returned within it.",
        caveat: "Knows only those who returned; read it with the repeat visit rate.",
    },
    tr: Text {
        name: "Days until the return",
        question: "How long until the second day?",
        formula: "The median number of days from the join day to the first visit on a later day, of the members whose follow-up window \
                  ended in the period and who returned within it.",
        caveat: "Knows only those who returned; read it with the repeat visit rate.",
    },
    uz: Text {
        name: "Days until the return",
        question: "How long until the second day?",
        formula: "The median number of days from the join day to the first visit on a later day, of the members whose follow-up window \
                  ended in the period and who returned within it.",
        caveat: "Knows only those who returned; read it with the repeat visit rate.",
    },
    id: Text {
        name: "Days until the return",
        question: "How long until the second day?",
        formula: "The median number of days from the join day to the first visit on a later day, of the members whose follow-up window \
                  ended in the period and who returned within it.",
        caveat: "Knows only those who returned; read it with the repeat visit rate.",
    },
};
