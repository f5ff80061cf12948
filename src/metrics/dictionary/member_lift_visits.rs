//! Do members come on more days after joining than before? (section 5.8 of the dictionary)

use crate::metrics::book::{View, days_of};
use crate::metrics::catalogue::{Definition, Text, Unit, Words};
use crate::metrics::figure::Figure;
use crate::metrics::lift::lift;
use crate::metrics::opens::{Opens, Population};

pub(super) const METRIC: Definition =
    Definition { id: "member_lift_visits", unit: Unit::Number, family: "lift", words: WORDS, opens: OPENS, measure };

const OPENS: Opens = Opens {
    of: Population::Matured,
    num: "change in visit days, added up",
    den: "stayed {window} days and had a visit in the {window} days before joining",
};

fn measure(view: &View<'_>) -> Figure {
    lift(view, |visits| Some(days_of(visits.iter().copied()).len() as f64))
}

const WORDS: Words = Words {
    en: Text {
        name: "Visit days before and after",
        question: "Do members come on more days after joining than before?",
        formula: "For each member, the visit days in the window after the join day minus the days with imported visits in the window \
                  before it; then the mean of these differences. In it are members whose window ended in the period, who were not \
                  deleted by then and had a visit in the window before.",
        caveat: "Observational: people tend to join in a busy phase, seasons and prices change, and only customers with a history are \
                 in it. Say “after joining”, never “because of”.",
    },
    ar: Text {
        name: "Visit days before and after",
        question: "Do members come on more days after joining than before?",
        formula: "For each member, the visit days in the window after the join day minus the days with imported visits in the window \
                  before it; then the mean of these differences. In it are members whose window ended in the period, who were not \
                  deleted by then and had a visit in the window before.",
        caveat: "Observational: people tend to join in a busy phase, seasons and prices change, and only customers with a history are \
                 in it. Say “after joining”, never “because of”.",
    },
    fa: Text {
        name: "Visit days before and after",
        question: "Do members come on more days after joining than before?",
        formula: "For each member, the visit days in the window after the join day minus the days with imported visits in the window \
                  before it; then the mean of these differences. In it are members whose window ended in the period, who were not \
                  deleted by then and had a visit in the window before.",
        caveat: "Observational: people tend to join in a busy phase, seasons and prices change, and only customers with a history are \
                 in it. Say “after joining”, never “because of”.",
    },
    tr: Text {
        name: "Visit days before and after",
        question: "Do members come on more days after joining than before?",
        formula: "For each member, the visit days in the window after the join day minus the days with imported visits in the window \
                  before it; then the mean of these differences. In it are members whose window ended in the period, who were not \
                  deleted by then and had a visit in the window before.",
        caveat: "Observational: people tend to join in a busy phase, seasons and prices change, and only customers with a history are \
                 in it. Say “after joining”, never “because of”.",
    },
    uz: Text {
        name: "Visit days before and after",
        question: "Do members come on more days after joining than before?",
        formula: "For each member, the visit days in the window after the join day minus the days with imported visits in the window \
                  before it; then the mean of these differences. In it are members whose window ended in the period, who were not \
                  deleted by then and had a visit in the window before.",
        caveat: "Observational: people tend to join in a busy phase, seasons and prices change, and only customers with a history are \
                 in it. Say “after joining”, never “because of”.",
    },
    id: Text {
        name: "Visit days before and after",
        question: "Do members come on more days after joining than before?",
        formula: "For each member, the visit days in the window after the join day minus the days with imported visits in the window \
                  before it; then the mean of these differences. In it are members whose window ended in the period, who were not \
                  deleted by then and had a visit in the window before.",
        caveat: "Observational: people tend to join in a busy phase, seasons and prices change, and only customers with a history are \
                 in it. Say “after joining”, never “because of”.",
    },
};
