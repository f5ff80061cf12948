//! How often does a member come per 30 days of membership? (section 5.3 of the dictionary)

use serde_json::json;

use crate::metrics::book::View;
use crate::metrics::catalogue::{Definition, Text, Unit, Words};
use crate::metrics::figure::{Figure, Parts, quotient};
use crate::metrics::opens::{Opens, Population};

pub(super) const METRIC: Definition =
    Definition { id: "visit_rate_30d", unit: Unit::Number, family: "activity", words: WORDS, opens: OPENS, measure };

const OPENS: Opens = Opens { of: Population::During, num: "visit days in the period", den: "days of membership in the period" };

fn measure(view: &View<'_>) -> Figure {
    let (mut visit_days, mut member_days) = (Parts::default(), Parts::default());
    for person in view.members_during() {
        let Some(member) = view.book.member(person) else { continue };
        let last = member.deletion_day.map_or(view.to, |day| day.min(view.to));
        member_days.extend([(person, i64::from((last - view.from.max(member.join_day)).max(0)))]);
        visit_days.extend([(person, view.visit_days_of(person).len() as i64)]);
    }
    let (came, stayed) = (visit_days.sum(), member_days.sum());
    let value = json!({ "value": quotient(30.0 * came as f64, stayed as f64), "visit_days": came, "member_days": stayed });
    Figure::opened(value, visit_days, member_days)
}

const WORDS: Words = Words {
    en: Text {
        name: "Visit days per 30 days",
        question: "How often does a member come per 30 days of membership?",
        formula: "30 × visit days in the period over member days (for each member, the days of the period on which they were a member, \
                  all added up).",
        caveat: "Counts the silent members too, so people who stop coming cannot flatter it.",
    },
    ar: Text {
        name: "Visit days per 30 days",
        question: "How often does a member come per 30 days of membership?",
        formula: "30 × visit days in the period over member days (for each member, the days of the period on which they were a member, \
                  all added up).",
        caveat: "Counts the silent members too, so people who stop coming cannot flatter it.",
    },
    fa: Text {
        name: "Visit days per 30 days",
        question: "How often does a member come per 30 days of membership?",
        formula: "30 × visit days in the period over member days (for each member, the days of the period on which they were a member, \
                  all added up).",
        caveat: "Counts the silent members too, so people who stop coming cannot flatter it.",
    },
    tr: Text {
        name: "Visit days per 30 days",
        question: "How often does a member come per 30 days of membership?",
        formula: "30 × visit days in the period over member days (for each member, the days of the period on which they were a member, \
                  all added up).",
        caveat: "Counts the silent members too, so people who stop coming cannot flatter it.",
    },
    uz: Text {
        name: "Visit days per 30 days",
        question: "How often does a member come per 30 days of membership?",
        formula: "30 × visit days in the period over member days (for each member, the days of the period on which they were a member, \
                  all added up).",
        caveat: "Counts the silent members too, so people who stop coming cannot flatter it.",
    },
    id: Text {
        name: "Visit days per 30 days",
        question: "How often does a member come per 30 days of membership?",
        formula: "30 × visit days in the period over member days (for each member, the days of the period on which they were a member, \
                  all added up).",
        caveat: "Counts the silent members too, so people who stop coming cannot flatter it.",
    },
};
