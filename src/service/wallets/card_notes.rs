//! What a card says of time and money beside its stamps: the same on passes of both wallets and on the web card.

use crate::domain::face::CardFace;
use crate::domain::program::Program;
use crate::locale::Locale;

/// One of them, in a reader's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardNote {
    /// The wallets know the field by this name, so it never changes; it is also the key of its label among a pass's texts.
    pub key: &'static str,
    /// The key of its label in the locales.
    pub label: &'static str,
    /// What it says beneath a label.
    pub short: String,
    /// What it says on its own.
    pub sentence: String,
}

/// What a card shows has to say of this.
pub fn card_notes(face: &CardFace<'_>, program: &Program, language: Locale) -> Vec<CardNote> {
    let rest = face.to_next_stamp.map(|minor| {
        let amount = language.money(minor, &program.currency);
        let sentence = language.text_with("card-rest", &[("amount", (&amount).into())]);
        CardNote {
            key: "next_stamp",
            label: "pass-next-stamp",
            short: sentence.clone(),
            sentence,
        }
    });
    let expiring = face.expiring.map(|next| {
        // The last instant that they are good for.
        let day = language.date(next.at.plus_ms(-1), &program.zone());
        let values = [("count", next.stamps.into()), ("day", (&day).into())];
        CardNote {
            key: "expiring",
            label: "pass-expiring",
            short: language.text_with("card-expiring-short", &values),
            sentence: language.text_with("card-expiring", &values),
        }
    });
    rest.into_iter()
        .chain(expiring)
        .collect()
}
