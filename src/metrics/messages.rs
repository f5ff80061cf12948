//! Messages: what was sent and what followed (section 5.10 of the dictionary). Neither wallet reports delivery.

use std::collections::HashMap;

use super::book::View;
use super::catalogue::{Definition, Unit};
use super::figure::Figure;
use super::journal::Name;
use super::ledger::Message;
use crate::clock::Timestamp;

const DAY_MS: i64 = 86_400_000;

pub(super) const METRICS: &[Definition] = &[
    Definition {
        id: "messages_sent",
        question: "How many messages did we send?",
        formula: "Messages and pass updates handed to the wallets in the period, to members at that time.",
        caveat: "Says nothing about delivery.",
        unit: Unit::Count,
        measure: |view| Figure::Count(messages(view).count() as i64),
    },
    Definition {
        id: "message_return_rate",
        question: "Of the nudges, how many were followed by a visit within a week?",
        formula: "Campaign messages and reminders followed by a visit of that member within seven days, out of all whose week is over.",
        caveat: "Observational: many would have come anyway.",
        unit: Unit::Share,
        measure: message_return_rate,
    },
    Definition {
        id: "update_reach_rate",
        question: "Do pass updates reach iPhones?",
        formula: "Messages to Apple cards after which the pass was fetched within 24 hours, out of all that are older than that.",
        caveat: "No such signal exists for Google: those messages are not counted at all.",
        unit: Unit::Share,
        measure: update_reach_rate,
    },
];

fn messages<'v>(view: &'v View<'_>) -> impl Iterator<Item = &'v Message> {
    let in_period = view.book.ledger.messages.iter().filter(|message| view.covers(message.at));
    in_period.filter(|message| view.book.in_scope_at(message.person, message.at))
}

fn message_return_rate(view: &View<'_>) -> Figure {
    let (mut num, mut den) = (0, 0);
    for message in messages(view).filter(|message| message.nudge) {
        let last_day = view.book.day(message.at) + 7;
        if last_day < view.to {
            den += 1;
            num += i64::from(view.book.visits_of(message.person).any(|visit| visit.at > message.at && visit.day <= last_day));
        }
    }
    Figure::Ratio(num, den)
}

fn update_reach_rate(view: &View<'_>) -> Figure {
    let mut fetches: HashMap<Name, Vec<Timestamp>> = HashMap::new();
    for (card, at) in &view.book.ledger.fetches {
        fetches.entry(*card).or_default().push(*at);
    }
    let (mut num, mut den) = (0, 0);
    for message in messages(view).filter(|message| message.at < view.end.plus_ms(-DAY_MS)) {
        let Some(card) = message.apple_card else { continue };
        let a_day = message.at..=message.at.plus_ms(DAY_MS);
        den += 1;
        num += i64::from(fetches.get(&card).is_some_and(|times| times.iter().any(|at| a_day.contains(at))));
    }
    Figure::Ratio(num, den)
}
