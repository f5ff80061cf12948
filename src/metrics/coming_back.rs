//! Coming back: what new members do afterwards (section 5.4 of the dictionary).

use serde_json::json;

use super::activity::mean_gap;
use super::book::{Member, View, days_of};
use super::catalogue::{Definition, Unit};
use super::figure::Figure;
use super::period::day_number;
use super::statistics::matched_pairs;

pub(super) const METRICS: &[Definition] = &[
    Definition {
        id: "one_and_done_rate",
        question: "How many joined and were not seen again?",
        formula: "Members whose follow-up window ended in the period and who had no visit on a later day within it, out of all whose window \
                  ended in the period.",
        caveat: "",
        unit: Unit::Share,
        measure: |view| by_return(view, false),
    },
    Definition {
        id: "repeat_visit_rate",
        question: "Of the people who joined, how many came back on another day?",
        formula: "Members whose follow-up window ended in the period and who had a visit on a later day within it, out of all whose window \
                  ended in the period.",
        caveat: "Speaks about people who joined one window ago, so that all had the same time to come back.",
        unit: Unit::Share,
        measure: |view| by_return(view, true),
    },
    Definition {
        id: "days_to_return_median",
        question: "How long until the second day?",
        formula: "The median number of days from joining to the first visit on a later day, of those who returned within the window.",
        caveat: "",
        unit: Unit::Days,
        measure: days_to_return_median,
    },
    Definition {
        id: "ladder_completion_rate",
        question: "Did new members make it through the ladder?",
        formula: "Members whose follow-up window ended in the period and who earned a reward for stamps within it, out of all whose window \
                  ended in the period.",
        caveat: "Gifts are no ladder.",
        unit: Unit::Share,
        measure: ladder_completion_rate,
    },
    Definition {
        id: "visit_gap_join_change",
        question: "Do people come more often than before they joined?",
        formula: "Mean gap between visit days after joining minus the mean gap before, for members with two days in both windows.",
        caveat: "Observational: it compares the same people, but seasons and chance differ. Say “after joining”, never “because of”.",
        unit: Unit::Days,
        measure: visit_gap_join_change,
    },
    Definition {
        id: "visit_gap_launch_change",
        question: "Do people come more often than before the programme began?",
        formula: "Mean gap between visit days in the period minus the mean gap in the window before the launch, for members with two days \
                  in both.",
        caveat: "Observational, and seasons differ between the two windows.",
        unit: Unit::Days,
        measure: visit_gap_launch_change,
    },
];

/// Days from joining to the first visit on a later day within the window.
fn days_to_return(view: &View<'_>, person: u32, member: &Member) -> Option<i32> {
    let window = member.join_day + 1..=member.join_day + view.book.window;
    view.book.visits_of(person).find(|visit| window.contains(&visit.day)).map(|visit| visit.day - member.join_day)
}

fn by_return(view: &View<'_>, returned: bool) -> Figure {
    let matured = view.matured();
    let num = matured.iter().filter(|(person, member)| days_to_return(view, *person, member).is_some() == returned);
    Figure::Share { num: num.map(|(person, _)| *person).collect(), den: matured.iter().map(|(person, _)| *person).collect() }
}

fn days_to_return_median(view: &View<'_>) -> Figure {
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

fn ladder_completion_rate(view: &View<'_>) -> Figure {
    let climbed = view.book.rewards().filter(|reward| reward.stamps_spent > 0).filter(|reward| {
        let join_day = view.book.member(reward.person).map(|member| member.join_day);
        join_day.is_some_and(|join_day| view.book.day(reward.at) <= join_day + view.book.window)
    });
    let marks = view.marks(climbed.map(|reward| reward.person));
    let den: Vec<u32> = view.matured().into_iter().map(|(person, _)| person).collect();
    Figure::Share { num: den.iter().copied().filter(|person| marks[*person as usize]).collect(), den }
}

fn visit_gap_join_change(view: &View<'_>) -> Figure {
    let window = view.book.window;
    let pair = |(person, member): (u32, &Member)| {
        let (before, after) = (member.join_day - window..member.join_day, member.join_day + 1..=member.join_day + window);
        let earlier = days_of(view.book.history_of(person).filter(|visit| before.contains(&visit.day)));
        let later = days_of(view.book.visits_of(person).filter(|visit| after.contains(&visit.day)));
        mean_gap(&earlier).zip(mean_gap(&later))
    };
    let staying = view.matured().into_iter().filter(|(_, member)| member.stays_through(member.join_day + window));
    Figure::Table(matched_pairs(&staying.filter_map(pair).collect::<Vec<_>>()))
}

fn visit_gap_launch_change(view: &View<'_>) -> Figure {
    let Some(launch) = view.configuration().launched_on.map(day_number) else { return Figure::Table(matched_pairs(&[])) };
    let (before, after) = (launch - view.book.window..launch, view.from.max(launch)..view.to);
    let pair = |person: u32| {
        let earlier = days_of(view.book.known_of(person).filter(|visit| before.contains(&visit.day)));
        let later = days_of(view.book.known_of(person).filter(|visit| after.contains(&visit.day)));
        mean_gap(&earlier).zip(mean_gap(&later))
    };
    Figure::Table(matched_pairs(&view.book.scope().filter_map(|(person, _)| pair(person)).collect::<Vec<_>>()))
}
