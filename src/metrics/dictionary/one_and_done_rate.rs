//! How many joined and were not seen again? (section 5.4 of the dictionary)

use crate::metrics::book::View;
use crate::metrics::catalogue::{Definition, Text, Unit, Words};
use crate::metrics::coming_back::by_return;
use crate::metrics::figure::Figure;
use crate::metrics::opens::{Opens, Population};

pub(super) const METRIC: Definition =
    Definition { id: "one_and_done_rate", unit: Unit::Share, family: "coming_back", words: WORDS, opens: OPENS, measure };

const OPENS: Opens =
    Opens { of: Population::Matured, num: "did not come back within {window} days", den: "joined {window} days before the period's days" };

fn measure(view: &View<'_>) -> Figure {
    by_return(view, false)
}

const WORDS: Words = Words {
    en: Text {
        name: "Joiners not seen again",
        question: "How many joined and were not seen again?",
        formula: "Members without a visit in their follow-up window (the 60 days after the join day, unless another number is chosen), \
                  out of all whose window ended in the period.",
        caveat: "Members deleted meanwhile stay in the denominator.",
    },
    ar: Text {
        name: "Joiners not seen again",
        question: "How many joined and were not seen again?",
        formula: "Members without a visit in their follow-up window (the 60 days after the join day, unless another number is chosen), \
                  out of all whose window ended in the period.",
        caveat: "Members deleted meanwhile stay in the denominator.",
    },
    fa: Text {
        name: "Joiners not seen again",
        question: "How many joined and were not seen again?",
        formula: "Members without a visit in their follow-up window (the 60 days after the join day, unless another number is chosen), \
                  out of all whose window ended in the period.",
        caveat: "Members deleted meanwhile stay in the denominator.",
    },
    tr: Text {
        name: "Joiners not seen again",
        question: "How many joined and were not seen again?",
        formula: "Members without a visit in their follow-up window (the 60 days after the join day, unless another number is chosen), \
                  out of all whose window ended in the period.",
        caveat: "Members deleted meanwhile stay in the denominator.",
    },
    uz: Text {
        name: "Joiners not seen again",
        question: "How many joined and were not seen again?",
        formula: "Members without a visit in their follow-up window (the 60 days after the join day, unless another number is chosen), \
                  out of all whose window ended in the period.",
        caveat: "Members deleted meanwhile stay in the denominator.",
    },
    id: Text {
        name: "Joiners not seen again",
        question: "How many joined and were not seen again?",
        formula: "Members without a visit in their follow-up window (the 60 days after the join day, unless another number is chosen), \
                  out of all whose window ended in the period.",
        caveat: "Members deleted meanwhile stay in the denominator.",
    },
};
