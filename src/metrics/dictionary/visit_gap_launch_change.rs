//! Do people come more often than before the programme began? (section 5.4 of the dictionary)

use crate::metrics::activity::mean_gap;
use crate::metrics::book::{View, days_of};
use crate::metrics::catalogue::{Definition, Text, Unit, Words};
use crate::metrics::figure::Figure;
use crate::metrics::opens::{Opens, Population};
use crate::metrics::period::day_number;
use crate::metrics::statistics::matched_people;

pub(super) const METRIC: Definition =
    Definition { id: "visit_gap_launch_change", unit: Unit::Days, family: "coming_back", words: WORDS, opens: OPENS, measure };

const OPENS: Opens = Opens {
    of: Population::Things,
    num: "change of the mean gap in days, added up",
    den: "two or more visit days both before the launch and since",
};

fn measure(view: &View<'_>) -> Figure {
    let Some(launch) = view.configuration().launched_on.map(day_number) else { return matched_people(&[]) };
    let (before, after) = (launch - view.book.window..launch, view.from.max(launch)..view.to);
    let pair = |person: u32| {
        let earlier = days_of(view.book.known_of(person).filter(|visit| before.contains(&visit.day)));
        let later = days_of(view.book.known_of(person).filter(|visit| after.contains(&visit.day)));
        Some((person, mean_gap(&earlier).zip(mean_gap(&later))?))
    };
    matched_people(&view.book.scope().filter_map(|(person, _)| pair(person)).collect::<Vec<_>>())
}

const WORDS: Words = Words {
    en: Text {
        name: "Gap change since the launch",
        question: "Do people come more often than before the programme began?",
        formula: "For each member, the mean gap between visit days in the period (not before the launch) minus the mean gap in the \
                  window before the launch; then the mean of these differences. In it are members with two or more days in both.",
        caveat: "Observational, and seasons differ between the two windows. Empty while no launch date is set.",
    },
    ar: Text {
        name: "Gap change since the launch",
        question: "Do people come more often than before the programme began?",
        formula: "For each member, the mean gap between visit days in the period (not before the launch) minus the mean gap in the \
                  window before the launch; then the mean of these differences. In it are members with two or more days in both.",
        caveat: "Observational, and seasons differ between the two windows. Empty while no launch date is set.",
    },
    fa: Text {
        name: "Gap change since the launch",
        question: "Do people come more often than before the programme began?",
        formula: "For each member, the mean gap between visit days in the period (not before the launch) minus the mean gap in the \
                  window before the launch; then the mean of these differences. In it are members with two or more days in both.",
        caveat: "Observational, and seasons differ between the two windows. Empty while no launch date is set.",
    },
    tr: Text {
        name: "Gap change since the launch",
        question: "Do people come more often than before the programme began?",
        formula: "For each member, the mean gap between visit days in the period (not before the launch) minus the mean gap in the \
                  window before the launch; then the mean of these differences. In it are members with two or more days in both.",
        caveat: "Observational, and seasons differ between the two windows. Empty while no launch date is set.",
    },
    uz: Text {
        name: "Gap change since the launch",
        question: "Do people come more often than before the programme began?",
        formula: "For each member, the mean gap between visit days in the period (not before the launch) minus the mean gap in the \
                  window before the launch; then the mean of these differences. In it are members with two or more days in both.",
        caveat: "Observational, and seasons differ between the two windows. Empty while no launch date is set.",
    },
    id: Text {
        name: "Gap change since the launch",
        question: "Do people come more often than before the programme began?",
        formula: "For each member, the mean gap between visit days in the period (not before the launch) minus the mean gap in the \
                  window before the launch; then the mean of these differences. In it are members with two or more days in both.",
        caveat: "Observational, and seasons differ between the two windows. Empty while no launch date is set.",
    },
};
