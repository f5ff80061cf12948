//! Do people come more often than before they joined? (section 5.4 of the dictionary)

use crate::metrics::activity::mean_gap;
use crate::metrics::book::{Member, View, days_of};
use crate::metrics::catalogue::{Definition, Text, Unit, Words};
use crate::metrics::figure::Figure;
use crate::metrics::opens::{Opens, Population};
use crate::metrics::statistics::matched_people;

pub(super) const METRIC: Definition =
    Definition { id: "visit_gap_join_change", unit: Unit::Days, family: "coming_back", words: WORDS, opens: OPENS, measure };

const OPENS: Opens = Opens {
    of: Population::Matured,
    num: "change of the mean gap in days, added up",
    den: "two or more visit days both before joining and after",
};

fn measure(view: &View<'_>) -> Figure {
    let window = view.book.window;
    let pair = |(person, member): (u32, &Member)| {
        let (before, after) = (member.join_day - window..member.join_day, member.join_day + 1..=member.join_day + window);
        let earlier = days_of(view.book.history_of(person).filter(|visit| before.contains(&visit.day)));
        let later = days_of(view.book.visits_of(person).filter(|visit| after.contains(&visit.day)));
        Some((person, mean_gap(&earlier).zip(mean_gap(&later))?))
    };
    let staying = view.matured().into_iter().filter(|(_, member)| member.stays_through(member.join_day + window));
    matched_people(&staying.filter_map(pair).collect::<Vec<_>>())
}

const WORDS: Words = Words {
    en: Text {
        name: "Gap change after joining",
        question: "Do people come more often than before they joined?",
        formula: "For each member, the mean gap between visit days in the window after the join day minus the mean gap in the window \
                  before it; then the mean of these differences. In it are members whose window ended in the period, who were not \
                  deleted by then and have two or more days in both windows.",
        caveat: "Observational: it compares the same people, but season, prices and chance stay in it. Say “after joining”, never \
                 “because of”. Negative means shorter gaps.",
    },
    ar: Text {
        name: "Gap change after joining",
        question: "Do people come more often than before they joined?",
        formula: "For each member, the mean gap between visit days in the window after the join day minus the mean gap in the window \
                  before it; then the mean of these differences. In it are members whose window ended in the period, who were not \
                  deleted by then and have two or more days in both windows.",
        caveat: "Observational: it compares the same people, but season, prices and chance stay in it. Say “after joining”, never \
                 “because of”. Negative means shorter gaps.",
    },
    fa: Text {
        name: "Gap change after joining",
        question: "Do people come more often than before they joined?",
        formula: "For each member, the mean gap between visit days in the window after the join day minus the mean gap in the window \
                  before it; then the mean of these differences. In it are members whose window ended in the period, who were not \
                  deleted by then and have two or more days in both windows.",
        caveat: "Observational: it compares the same people, but season, prices and chance stay in it. Say “after joining”, never \
                 “because of”. Negative means shorter gaps.",
    },
    tr: Text {
        name: "Gap change after joining",
        question: "Do people come more often than before they joined?",
        formula: "For each member, the mean gap between visit days in the window after the join day minus the mean gap in the window \
                  before it; then the mean of these differences. In it are members whose window ended in the period, who were not \
                  deleted by then and have two or more days in both windows.",
        caveat: "Observational: it compares the same people, but season, prices and chance stay in it. Say “after joining”, never \
                 “because of”. Negative means shorter gaps.",
    },
    uz: Text {
        name: "Gap change after joining",
        question: "Do people come more often than before they joined?",
        formula: "For each member, the mean gap between visit days in the window after the join day minus the mean gap in the window \
                  before it; then the mean of these differences. In it are members whose window ended in the period, who were not \
                  deleted by then and have two or more days in both windows.",
        caveat: "Observational: it compares the same people, but season, prices and chance stay in it. Say “after joining”, never \
                 “because of”. Negative means shorter gaps.",
    },
    id: Text {
        name: "Gap change after joining",
        question: "Do people come more often than before they joined?",
        formula: "For each member, the mean gap between visit days in the window after the join day minus the mean gap in the window \
                  before it; then the mean of these differences. In it are members whose window ended in the period, who were not \
                  deleted by then and have two or more days in both windows.",
        caveat: "Observational: it compares the same people, but season, prices and chance stay in it. Say “after joining”, never \
                 “because of”. Negative means shorter gaps.",
    },
};
