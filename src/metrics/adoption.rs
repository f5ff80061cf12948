//! Adoption: who joins (section 5.1 of the dictionary).

use std::collections::{BTreeMap, HashMap, HashSet};

use serde_json::json;

use super::book::View;
use super::catalogue::{Definition, Unit};
use super::figure::{Figure, quotient};
use super::journal::Name;
use crate::clock::Timestamp;

pub(super) const METRICS: &[Definition] = &[
    Definition {
        id: "new_members",
        question: "How many people joined?",
        formula: "Members whose first card was issued in the period.",
        caveat: "Sign-ups alone prove nothing; read it with the repeat visit rate.",
        unit: Unit::Count,
        measure: |view| Figure::People(view.joined()),
    },
    Definition {
        id: "total_members",
        question: "How many members do we have at the end?",
        formula: "Members who joined before the end of the period and were not deleted before it.",
        caveat: "",
        unit: Unit::Count,
        measure: |view| Figure::People(view.members_at_end()),
    },
    Definition {
        id: "member_growth",
        question: "Is the programme growing, and through which channel?",
        formula: "Opening stock + joined − deleted = closing stock; growth is the net change over the opening stock.",
        caveat: "A channel's count says where people signed up, not what made them do it.",
        unit: Unit::Table,
        measure: member_growth,
    },
    Definition {
        id: "enrolment_rate",
        question: "Of the people who saw the join page, how many joined?",
        formula: "Visitors of the join page in the period who were issued a card at or after their first view, out of all who viewed it \
                  and had no card yet.",
        caveat: "Counts browsers, not people; members enrolled by staff without a page view are in neither number.",
        unit: Unit::Share,
        measure: enrolment_rate,
    },
];

fn member_growth(view: &View<'_>) -> Figure {
    let (opening, joined) = (view.members_at_start().len() as i64, view.joined());
    let closing = view.members_at_end().len() as i64;
    let deleted = view.book.scope().filter(|(_, member)| member.deleted_at.is_some_and(|at| view.covers(at))).count();
    let mut by_channel = BTreeMap::new();
    for member in joined.iter().filter_map(|person| view.book.member(*person)) {
        *by_channel.entry(view.book.ledger.text(member.channel)).or_insert(0) += 1;
    }
    let net = closing - opening;
    Figure::Table(json!({
        "opening": opening, "joined": joined.len(), "deleted": deleted, "closing": closing, "net": net,
        "growth_rate": quotient(net as f64, opening as f64), "joined_by_channel": by_channel,
    }))
}

fn enrolment_rate(view: &View<'_>) -> Figure {
    let mut first_views: HashMap<Name, Timestamp> = HashMap::new();
    for page in view.book.ledger.page_views.iter().filter(|page| view.covers(page.at)) {
        if view.book.passes_joining(page.channel, page.location) {
            first_views.entry(page.visitor).or_insert(page.at);
        }
    }
    let mut were_members = HashSet::new();
    let mut joined = HashSet::new();
    for card in &view.book.ledger.cards {
        let Some((visitor, first)) = card.visitor.and_then(|visitor| Some((visitor, first_views.get(&visitor)?))) else { continue };
        if card.issued_at < *first {
            were_members.insert(visitor);
        } else if card.issued_at < view.end {
            joined.insert(visitor);
        }
    }
    let den = first_views.keys().filter(|visitor| !were_members.contains(visitor)).count();
    Figure::Ratio(joined.difference(&were_members).count() as i64, den as i64)
}
