//! Did we win anybody back? (section 5.6 of the dictionary)

use crate::metrics::book::View;
use crate::metrics::catalogue::{Definition, Text, Unit, Words};
use crate::metrics::figure::Figure;
use crate::metrics::opens::{Opens, Population};

pub(super) const METRIC: Definition =
    Definition { id: "recovered_lapsed_members", unit: Unit::Share, family: "keeping", words: WORDS, opens: OPENS, measure };

const OPENS: Opens = Opens { of: Population::AtStart, num: "came in the period", den: "had been silent for {lapse} days or more" };

fn measure(view: &View<'_>) -> Figure {
    let silent_since = view.from - view.book.lapse;
    let lapsed = |person: &u32| {
        let last = view.book.known_of(*person).rev().find(|visit| visit.at < view.start);
        last.is_some_and(|visit| visit.day <= silent_since)
    };
    let den: Vec<u32> = view.members_at_start().into_iter().filter(lapsed).collect();
    Figure::Share { num: den.iter().copied().filter(|person| view.has_visit(*person)).collect(), den }
}

const WORDS: Words = Words {
    en: Text {
        name: "Lapsed members won back",
        question: "Did we win anybody back?",
        formula: "Members at the start of the period whose last visit lay 90 days (unless another number is chosen) or more before its \
                  first day and who came in it, out of all such silent members.",
        caveat: "Some return by themselves; what a campaign did needs a hold-out.",
    },
    ar: Text {
        name: "Lapsed members won back",
        question: "Did we win anybody back?",
        formula: "Members at the start of the period whose last visit lay 90 days (unless another number is chosen) or more before its \
                  first day and who came in it, out of all such silent members.",
        caveat: "Some return by themselves; what a campaign did needs a hold-out.",
    },
    fa: Text {
        name: "Lapsed members won back",
        question: "Did we win anybody back?",
        formula: "Members at the start of the period whose last visit lay 90 days (unless another number is chosen) or more before its \
                  first day and who came in it, out of all such silent members.",
        caveat: "Some return by themselves; what a campaign did needs a hold-out.",
    },
    tr: Text {
        name: "Lapsed members won back",
        question: "Did we win anybody back?",
        formula: "Members at the start of the period whose last visit lay 90 days (unless another number is chosen) or more before its \
                  first day and who came in it, out of all such silent members.",
        caveat: "Some return by themselves; what a campaign did needs a hold-out.",
    },
    uz: Text {
        name: "Lapsed members won back",
        question: "Did we win anybody back?",
        formula: "Members at the start of the period whose last visit lay 90 days (unless another number is chosen) or more before its \
                  first day and who came in it, out of all such silent members.",
        caveat: "Some return by themselves; what a campaign did needs a hold-out.",
    },
    id: Text {
        name: "Lapsed members won back",
        question: "Did we win anybody back?",
        formula: "Members at the start of the period whose last visit lay 90 days (unless another number is chosen) or more before its \
                  first day and who came in it, out of all such silent members.",
        caveat: "Some return by themselves; what a campaign did needs a hold-out.",
    },
};
