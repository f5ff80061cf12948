//! On how many cards can we still write? (section 5.2 of the dictionary)

use serde_json::json;

use crate::metrics::book::View;
use crate::metrics::catalogue::{Definition, Text, Unit, Words};
use crate::metrics::figure::Figure;
use crate::metrics::opens::{Opens, Population};
use crate::metrics::saved_cards::{owners, saved_at_end};

pub(super) const METRIC: Definition =
    Definition { id: "saved_cards", unit: Unit::Count, family: "saved_cards", words: WORDS, opens: OPENS, measure };

const OPENS: Opens = Opens { of: Population::Things, num: "cards in a wallet at the end of the period", den: "" };

fn measure(view: &View<'_>) -> Figure {
    let saved = saved_at_end(view);
    let apple = saved.iter().filter(|(_, held)| held.apple).count();
    let google = saved.iter().filter(|(_, held)| held.google).count();
    let value = json!({ "value": saved.len(), "apple": apple, "google": google });
    Figure::Table { value, num: Some(owners(view, saved.iter().map(|(card, _)| *card)).into()), den: None }
}

const WORDS: Words = Words {
    en: Text {
        name: "Cards in a wallet",
        question: "On how many cards can we still write?",
        formula: "Cards of members at the end of the period that are in at least one wallet then. A card in both wallets is one card, \
                  and counts under each wallet.",
        caveat: "An estimate from signals: switching automatic updates off looks like removing the card, and a lost phone never signs \
                 off.",
    },
    ar: Text {
        name: "Cards in a wallet",
        question: "On how many cards can we still write?",
        formula: "Cards of members at the end of the period that are in at least one wallet then. A card in both wallets is one card, \
                  and counts under each wallet.",
        caveat: "An estimate from signals: switching automatic updates off looks like removing the card, and a lost phone never signs \
                 off.",
    },
    fa: Text {
        name: "Cards in a wallet",
        question: "On how many cards can we still write?",
        formula: "Cards of members at the end of the period that are in at least one wallet then. A card in both wallets is one card, \
                  and counts under each wallet.",
        caveat: "An estimate from signals: switching automatic updates off looks like removing the card, and a lost phone never signs \
                 off.",
    },
    tr: Text {
        name: "Cards in a wallet",
        question: "On how many cards can we still write?",
        formula: "Cards of members at the end of the period that are in at least one wallet then. A card in both wallets is one card, \
                  and counts under each wallet.",
        caveat: "An estimate from signals: switching automatic updates off looks like removing the card, and a lost phone never signs \
                 off.",
    },
    uz: Text {
        name: "Cards in a wallet",
        question: "On how many cards can we still write?",
        formula: "Cards of members at the end of the period that are in at least one wallet then. A card in both wallets is one card, \
                  and counts under each wallet.",
        caveat: "An estimate from signals: switching automatic updates off looks like removing the card, and a lost phone never signs \
                 off.",
    },
    id: Text {
        name: "Cards in a wallet",
        question: "On how many cards can we still write?",
        formula: "Cards of members at the end of the period that are in at least one wallet then. A card in both wallets is one card, \
                  and counts under each wallet.",
        caveat: "An estimate from signals: switching automatic updates off looks like removing the card, and a lost phone never signs \
                 off.",
    },
};
