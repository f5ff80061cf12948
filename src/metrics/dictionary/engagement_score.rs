//! How engaged are members, 0 to 100? (section 5.3 of the dictionary)

use serde_json::json;

use crate::metrics::book::View;
use crate::metrics::catalogue::{Definition, Text, Unit, Words};
use crate::metrics::figure::{Figure, Parts, mean};
use crate::metrics::opens::{Opens, Population};
use crate::metrics::saved_cards::held_at;

pub(super) const METRIC: Definition =
    Definition { id: "engagement_score", unit: Unit::Number, family: "activity", words: WORDS, opens: OPENS, measure };

const OPENS: Opens = Opens { of: Population::AtEnd, num: "points", den: "members at the end of the period" };

fn measure(view: &View<'_>) -> Figure {
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
    let members = view.members_at_end();
    let scores: Vec<f64> = members.iter().map(|person| score(*person)).collect();
    let between = |low: f64, high: f64| scores.iter().filter(|score| low <= **score && **score < high).count();
    let none = scores.iter().filter(|score| **score == 0.0).count();
    let value = json!({
        "value": mean(&scores), "n": scores.len(),
        "bands": { "none": none, "low": between(0.0, 40.0) - none, "medium": between(40.0, 70.0), "high": between(70.0, f64::INFINITY) },
    });
    let points: Parts<f64> = members.iter().copied().zip(scores).collect();
    Figure::opened(value, points, Parts::each(members))
}

const WORDS: Words = Words {
    en: Text {
        name: "Engagement score",
        question: "How engaged are members, 0 to 100?",
        formula: "For each member at the end of the period: up to 40 points for visit days (all 40 for as many as the period has full \
                  weeks), 30 for a redemption, 20 for a card in a wallet at the end, 10 for a review or a friend brought; then the \
                  mean over all of them.",
        caveat: "The weights are a convention; use it to sort members, not to judge the programme.",
    },
    ar: Text {
        name: "Engagement score",
        question: "How engaged are members, 0 to 100?",
        formula: "For each member at the end of the period: up to 40 points for visit days (all 40 for as many as the period has full \
                  weeks), 30 for a redemption, 20 for a card in a wallet at the end, 10 for a review or a friend brought; then the \
                  mean over all of them.",
        caveat: "The weights are a convention; use it to sort members, not to judge the programme.",
    },
    fa: Text {
        name: "Engagement score",
        question: "How engaged are members, 0 to 100?",
        formula: "For each member at the end of the period: up to 40 points for visit days (all 40 for as many as the period has full \
                  weeks), 30 for a redemption, 20 for a card in a wallet at the end, 10 for a review or a friend brought; then the \
                  mean over all of them.",
        caveat: "The weights are a convention; use it to sort members, not to judge the programme.",
    },
    tr: Text {
        name: "Engagement score",
        question: "How engaged are members, 0 to 100?",
        formula: "For each member at the end of the period: up to 40 points for visit days (all 40 for as many as the period has full \
                  weeks), 30 for a redemption, 20 for a card in a wallet at the end, 10 for a review or a friend brought; then the \
                  mean over all of them.",
        caveat: "The weights are a convention; use it to sort members, not to judge the programme.",
    },
    uz: Text {
        name: "Engagement score",
        question: "How engaged are members, 0 to 100?",
        formula: "For each member at the end of the period: up to 40 points for visit days (all 40 for as many as the period has full \
                  weeks), 30 for a redemption, 20 for a card in a wallet at the end, 10 for a review or a friend brought; then the \
                  mean over all of them.",
        caveat: "The weights are a convention; use it to sort members, not to judge the programme.",
    },
    id: Text {
        name: "Engagement score",
        question: "How engaged are members, 0 to 100?",
        formula: "For each member at the end of the period: up to 40 points for visit days (all 40 for as many as the period has full \
                  weeks), 30 for a redemption, 20 for a card in a wallet at the end, 10 for a review or a friend brought; then the \
                  mean over all of them.",
        caveat: "The weights are a convention; use it to sort members, not to judge the programme.",
    },
};
