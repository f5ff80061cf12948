//! The owner's pages: plain data in, a page out.

use crate::locale::Locale;

use crate::http::base::layout::Layout;

/// One of the owner's pages, in the order of their menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NavItem {
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

impl NavItem {
    const ALL: [(NavItem, &'static str, &'static str); 7] = [
        (NavItem::Results, "/admin", "menu-results"),
        (NavItem::Members, "/admin/members", "menu-members"),
        (NavItem::Card, "/admin/card", "menu-card"),
        (NavItem::Poster, "/admin/poster", "menu-poster"),
        (NavItem::Staff, "/admin/staff", "menu-staff"),
        (NavItem::Setup, "/admin/setup", "menu-setup"),
        (NavItem::Developers, "/admin/developers", "menu-developers"),
    ];
}

/// Which page is shown, and what was just done on it.
#[derive(Clone, Debug)]
pub struct AdminNav {
    /// The page.
    pub place: NavItem,
    /// What was just done, in the reader's words.
    pub done: Option<String>,
    /// Whether the reader is the owner, who can go elsewhere and do things; else somebody who was given the address.
    pub signed_in: bool,
}

impl AdminNav {
    /// The page after `done`, a word that came back in the address: `done-…` in the locales; an unknown one says nothing.
    pub fn new(place: NavItem, done: Option<&str>, language: Locale) -> AdminNav {
        AdminNav {
            place,
            done: done.and_then(|done| language.find(&format!("done-{done}"))),
            signed_in: true,
        }
    }

    /// The page as somebody sees it who was given its address.
    pub fn shared(place: NavItem) -> AdminNav {
        AdminNav {
            place,
            done: None,
            signed_in: false,
        }
    }

    /// The menu: (words, address, whether it is this page).
    pub fn menu(&self, frame: &Layout) -> Vec<(String, String, bool)> {
        let language = frame.language.tag();
        let entry = |(place, address, key): (NavItem, &str, &str)| {
            (
                frame.t(key),
                format!("{address}?lang={language}"),
                place == self.place,
            )
        };
        NavItem::ALL
            .into_iter()
            .map(entry)
            .collect()
    }
}
