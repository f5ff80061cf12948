//! Do members spend more after joining than before? (section 5.8 of the dictionary)

use crate::metrics::book::{View, Visit};
use crate::metrics::catalogue::{Definition, Text, Unit, Words};
use crate::metrics::figure::Figure;
use crate::metrics::lift::lift;
use crate::metrics::opens::{Opens, Population};

pub(super) const METRIC: Definition =
    Definition { id: "member_lift_spend", unit: Unit::Minor, family: "lift", words: WORDS, opens: OPENS, measure };

const OPENS: Opens = Opens {
    of: Population::Matured,
    num: "change in spend, added up",
    den: "stayed {window} days, had a visit before joining, and few amounts are missing",
};

fn measure(view: &View<'_>) -> Figure {
    lift(view, spend)
}

/// Spend of a window, missing amounts filled with the mean; nothing where more than one in five is missing.
fn spend(visits: &[&Visit]) -> Option<f64> {
    let amounts: Vec<i64> = visits.iter().filter_map(|visit| visit.amount).collect();
    if visits.is_empty() {
        return Some(0.0);
    }
    if (visits.len() - amounts.len()) * 5 > visits.len() {
        return None;
    }
    Some(amounts.iter().sum::<i64>() as f64 * visits.len() as f64 / amounts.len() as f64)
}

const WORDS: Words = Words {
    en: Text {
        name: "Spend before and after",
        question: "Do members spend more after joining than before?",
        formula: "For each member, the spend in the window after the join day minus the spend in the window before it; then the mean \
                  of these differences. In it are the members of the visit-day comparison, but for those who lack the amount on more \
                  than one in five visits of a window; fewer missing amounts are filled with the mean.",
        caveat: "Observational: people tend to join in a busy phase, seasons and prices change, and only customers with a history are \
                 in it. Say “after joining”, never “because of”.",
    },
    ar: Text {
        name: "Spend before and after",
        question: "Do members spend more after joining than before?",
        formula: "For each member, the spend in the window after the join day minus the spend in the window before it; then the mean \
                  of these differences. In it are the members of the visit-day comparison, but for those who lack the amount on more \
                  than one in five visits of a window; fewer missing amounts are filled with the mean.",
        caveat: "Observational: people tend to join in a busy phase, seasons and prices change, and only customers with a history are \
                 in it. Say “after joining”, never “because of”.",
    },
    fa: Text {
        name: "Spend before and after",
        question: "Do members spend more after joining than before?",
        formula: "For each member, the spend in the window after the join day minus the spend in the window before it; then the mean \
                  of these differences. In it are the members of the visit-day comparison, but for those who lack the amount on more \
                  than one in five visits of a window; fewer missing amounts are filled with the mean.",
        caveat: "Observational: people tend to join in a busy phase, seasons and prices change, and only customers with a history are \
                 in it. Say “after joining”, never “because of”.",
    },
    tr: Text {
        name: "Spend before and after",
        question: "Do members spend more after joining than before?",
        formula: "For each member, the spend in the window after the join day minus the spend in the window before it; then the mean \
                  of these differences. In it are the members of the visit-day comparison, but for those who lack the amount on more \
                  than one in five visits of a window; fewer missing amounts are filled with the mean.",
        caveat: "Observational: people tend to join in a busy phase, seasons and prices change, and only customers with a history are \
                 in it. Say “after joining”, never “because of”.",
    },
    uz: Text {
        name: "Spend before and after",
        question: "Do members spend more after joining than before?",
        formula: "For each member, the spend in the window after the join day minus the spend in the window before it; then the mean \
                  of these differences. In it are the members of the visit-day comparison, but for those who lack the amount on more \
                  than one in five visits of a window; fewer missing amounts are filled with the mean.",
        caveat: "Observational: people tend to join in a busy phase, seasons and prices change, and only customers with a history are \
                 in it. Say “after joining”, never “because of”.",
    },
    id: Text {
        name: "Spend before and after",
        question: "Do members spend more after joining than before?",
        formula: "For each member, the spend in the window after the join day minus the spend in the window before it; then the mean \
                  of these differences. In it are the members of the visit-day comparison, but for those who lack the amount on more \
                  than one in five visits of a window; fewer missing amounts are filled with the mean.",
        caveat: "Observational: people tend to join in a busy phase, seasons and prices change, and only customers with a history are \
                 in it. Say “after joining”, never “because of”.",
    },
};
