//! The owner's pages: plain data in, a page out.

use crate::locale::Language;

use crate::http::base::layout::Frame;

/// One of the owner's pages, in the order of their menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The four numbers and what stands behind them.
    Results,
    /// Members and their history.
    Members,
    /// How the card looks.
    Card,
    /// What hangs in the shop.
    Poster,
    /// Places and tills.
    Staff,
    /// What is still to do.
    Setup,
    /// Keys, deliveries, the API.
    Developers,
    /// Who is signed in; reached from the foot of each page.
    Sessions,
    /// Imprint, privacy contact and terms; reached from the set-up.
    Legal,
}

impl Place {
    const ALL: [(Place, &'static str, &'static str); 7] = [
        (Place::Results, "/admin", "menu-results"),
        (Place::Members, "/admin/members", "menu-members"),
        (Place::Card, "/admin/card", "menu-card"),
        (Place::Poster, "/admin/poster", "menu-poster"),
        (Place::Staff, "/admin/staff", "menu-staff"),
        (Place::Setup, "/admin/setup", "menu-setup"),
        (Place::Developers, "/admin/developers", "menu-developers"),
    ];
}

/// Which page is shown, and what was just done on it.
#[derive(Clone, Debug)]
pub struct Here {
    /// The page.
    pub place: Place,
    /// What was just done, in the reader's words.
    pub done: Option<String>,
    /// Whether the reader is the owner, who can go elsewhere and do things; else somebody who was given the address.
    pub signed_in: bool,
}

impl Here {
    /// The page after `done`, a word that came back in the address: `done-…` in the locales; an unknown one says nothing.
    pub fn new(place: Place, done: Option<&str>, language: Language) -> Here {
        Here {
            place,
            done: done.and_then(|done| language.find(&format!("done-{done}"))),
            signed_in: true,
        }
    }

    /// The page as somebody sees it who was given its address.
    pub fn shared(place: Place) -> Here {
        Here {
            place,
            done: None,
            signed_in: false,
        }
    }

    /// The menu: (words, address, whether it is this page).
    pub fn menu(&self, frame: &Frame) -> Vec<(String, String, bool)> {
        let language = frame.language.tag();
        let entry = |(place, address, key): (Place, &str, &str)| {
            (
                frame.t(key),
                format!("{address}?lang={language}"),
                place == self.place,
            )
        };
        Place::ALL.into_iter().map(entry).collect()
    }
}
