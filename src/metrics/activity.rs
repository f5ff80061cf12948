//! Activity: who comes, and how often (section 5.3 of the dictionary).

use serde_json::json;

use super::book::View;
use super::catalogue::{Definition, Unit};
use super::figure::{Figure, mean, quotient};
use super::saved_cards::held_at;

pub(super) const METRICS: &[Definition] = &[
    Definition {
        id: "active_members",
        question: "How many of our members came in?",
        formula: "Members at the end of the period with at least one visit in it.",
        caveat: "",
        unit: Unit::Count,
        measure: |view| Figure::People(active_members(view)),
    },
    Definition {
        id: "active_rate",
        question: "How many of our members actually came in this period?",
        formula: "Active members out of all members at the end of the period.",
        caveat: "Depends on the length of the period; compare only periods of equal length.",
        unit: Unit::Share,
        measure: |view| Figure::Share { num: active_members(view), den: view.members_at_end() },
    },
    Definition {
        id: "participation_rate",
        question: "How many members did anything at all with the programme?",
        formula: "Members with a visit, a redemption, a review, a card saved or a friend brought in the period, out of all who were members \
                  at some time in it.",
        caveat: "",
        unit: Unit::Share,
        measure: participation_rate,
    },
    Definition {
        id: "visits",
        question: "How many visits were there?",
        formula: "Validated visits of members in the period, without the voided ones.",
        caveat: "",
        unit: Unit::Count,
        measure: |view| Figure::Count(view.visits().count() as i64),
    },
    Definition {
        id: "visits_per_active_member",
        question: "How often did those come who came?",
        formula: "Visits over members with at least one visit.",
        caveat: "Survivors only; the visit rate per 30 days is the fair frequency.",
        unit: Unit::Number,
        measure: |view| Figure::Ratio(view.visits().count() as i64, view.visitors().len() as i64),
    },
    Definition {
        id: "visit_rate_30d",
        question: "How often does a member come per 30 days of membership?",
        formula: "30 × visit days over the days that all members were members in the period.",
        caveat: "Counts the silent members too.",
        unit: Unit::Number,
        measure: visit_rate_30d,
    },
    Definition {
        id: "visit_gap_days",
        question: "How many days pass between two visits?",
        formula: "For each member with two or more visit days, the mean gap between them; then the mean over these members.",
        caveat: "Blind to members who did not come twice; read it with the visit rate per 30 days.",
        unit: Unit::Days,
        measure: visit_gap_days,
    },
    Definition {
        id: "repeat_purchase_rate",
        question: "Of the customers of this period, how many bought at least twice?",
        formula: "Members with two or more visit days in the period out of those with at least one.",
        caveat: "",
        unit: Unit::Share,
        measure: |view| {
            let den = view.visitors();
            let num = den.iter().copied().filter(|person| view.visit_days_of(*person).len() >= 2).collect();
            Figure::Share { num, den }
        },
    },
    Definition {
        id: "engagement_score",
        question: "How engaged are members, 0 to 100?",
        formula: "40 for coming every week (less for fewer days), 30 for a redemption, 20 for a saved card, 10 for a review or a friend \
                  brought; the mean over all members at the end.",
        caveat: "The weights are a convention; use it to sort members, not to judge the programme.",
        unit: Unit::Number,
        measure: engagement_score,
    },
];

fn active_members(view: &View<'_>) -> Vec<u32> {
    view.members_at_end().into_iter().filter(|person| view.has_visit(*person)).collect()
}

fn participation_rate(view: &View<'_>) -> Figure {
    let ledger = view.book.ledger;
    let saves = ledger.signals.iter().filter(|signal| signal.saved && view.covers(signal.at));
    let savers = saves.map(|signal| ledger.cards[signal.card as usize].owner);
    let doers = view.redemptions().map(|r| r.person).chain(view.reviews().map(|r| r.person)).chain(savers).chain(view.referrers());
    let marks = view.marks(doers);
    let den = view.members_during();
    let num = den.iter().copied().filter(|person| marks[*person as usize] || view.has_visit(*person)).collect();
    Figure::Share { num, den }
}

fn visit_rate_30d(view: &View<'_>) -> Figure {
    let mut visit_days = 0;
    let mut member_days = 0;
    for person in view.members_during() {
        let Some(member) = view.book.member(person) else { continue };
        let last = member.deletion_day.map_or(view.to, |day| day.min(view.to));
        member_days += i64::from((last - view.from.max(member.join_day)).max(0));
        visit_days += view.visit_days_of(person).len() as i64;
    }
    let value = quotient(30.0 * visit_days as f64, member_days as f64);
    Figure::Table(json!({ "value": value, "visit_days": visit_days, "member_days": member_days }))
}

/// The mean difference of consecutive days; nothing for fewer than two.
pub(super) fn mean_gap(days: &[i32]) -> Option<f64> {
    match days {
        [first, .., last] => Some(f64::from(last - first) / (days.len() - 1) as f64),
        _ => None,
    }
}

fn visit_gap_days(view: &View<'_>) -> Figure {
    let gaps: Vec<f64> = view.book.scope().filter_map(|(person, _)| mean_gap(&view.visit_days_of(person))).collect();
    Figure::Table(json!({ "value": mean(&gaps), "n": gaps.len() }))
}

fn engagement_score(view: &View<'_>) -> Figure {
    let ledger = view.book.ledger;
    let cap = (view.period.days() / 7).max(1);
    let held = held_at(view, view.end);
    let savers = ledger.cards.iter().zip(&held).filter(|(_, held)| held.anywhere()).map(|(card, _)| card.owner);
    let (saved, redeemed) = (view.marks(savers), view.marks(view.redemptions().map(|r| r.person)));
    let vocal = view.marks(view.reviews().map(|review| review.person).chain(view.referrers()));
    let score = |person: u32| {
        let days = (view.visit_days_of(person).len() as i32).min(cap);
        let points = |marks: &[bool], worth| if marks[person as usize] { worth } else { 0.0 };
        f64::from(40 * days) / f64::from(cap) + points(&redeemed, 30.0) + points(&saved, 20.0) + points(&vocal, 10.0)
    };
    let scores: Vec<f64> = view.members_at_end().into_iter().map(score).collect();
    let between = |low: f64, high: f64| scores.iter().filter(|score| low <= **score && **score < high).count();
    let none = scores.iter().filter(|score| **score == 0.0).count();
    Figure::Table(json!({
        "value": mean(&scores), "n": scores.len(),
        "bands": { "none": none, "low": between(0.0, 40.0) - none, "medium": between(40.0, 70.0), "high": between(70.0, f64::INFINITY) },
    }))
}
