//! Is the programme growing, and through which channel? (section 5.1 of the dictionary)

use std::collections::BTreeMap;

use serde_json::json;

use crate::metrics::book::View;
use crate::metrics::catalogue::{Definition, Text, Unit, Words};
use crate::metrics::figure::{Figure, quotient};

pub(super) const METRIC: Definition = Definition { id: "member_growth", unit: Unit::Table, family: "adoption", words: WORDS, measure };

fn measure(view: &View<'_>) -> Figure {
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

const WORDS: Words = Words {
    en: Text {
        name: "Member growth",
        question: "Is the programme growing, and through which channel?",
        formula: "Members at the start + joined − deleted = members at the end. The growth rate is end minus start over the members at \
                  the start; joiners are listed by the channel of their first card.",
        caveat: "A channel's count says where people signed up, not what made them do it.",
    },
    ar: Text {
        name: "Member growth",
        question: "Is the programme growing, and through which channel?",
        formula: "Members at the start + joined − deleted = members at the end. The growth rate is end minus start over the members at \
                  the start; joiners are listed by the channel of their first card.",
        caveat: "A channel's count says where people signed up, not what made them do it.",
    },
    fa: Text {
        name: "Member growth",
        question: "Is the programme growing, and through which channel?",
        formula: "Members at the start + joined − deleted = members at the end. The growth rate is end minus start over the members at \
                  the start; joiners are listed by the channel of their first card.",
        caveat: "A channel's count says where people signed up, not what made them do it.",
    },
    tr: Text {
        name: "Member growth",
        question: "Is the programme growing, and through which channel?",
        formula: "Members at the start + joined − deleted = members at the end. The growth rate is end minus start over the members at \
                  the start; joiners are listed by the channel of their first card.",
        caveat: "A channel's count says where people signed up, not what made them do it.",
    },
    uz: Text {
        name: "Member growth",
        question: "Is the programme growing, and through which channel?",
        formula: "Members at the start + joined − deleted = members at the end. The growth rate is end minus start over the members at \
                  the start; joiners are listed by the channel of their first card.",
        caveat: "A channel's count says where people signed up, not what made them do it.",
    },
    id: Text {
        name: "Member growth",
        question: "Is the programme growing, and through which channel?",
        formula: "Members at the start + joined − deleted = members at the end. The growth rate is end minus start over the members at \
                  the start; joiners are listed by the channel of their first card.",
        caveat: "A channel's count says where people signed up, not what made them do it.",
    },
};
