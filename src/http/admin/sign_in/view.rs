//! Signing in, and making the first shop.

use askama::Template;

use crate::http::base::layout::Layout;
use crate::service::shop::sign_in::FirstShop;

/// Where an owner key is pasted.
#[derive(Template)]
#[template(path = "admin/sign_in.html")]
pub struct SignInPage {
    /// Language.
    pub frame: Layout,
    /// Where the form posts to; it knows the page to go on to.
    pub action: String,
    /// Why it did not work, in the reader's words.
    pub problem: Option<String>,
}

impl SignInPage {
    /// The way by a browser that is still signed in: it names the page to look for there.
    fn by_another(&self) -> String {
        self.frame.language.text_with(
            "sign-in-way-signed-in",
            &[("page", (&self.frame.t("sessions-title")).into())],
        )
    }
}

/// "Sign in as the owner of …": asks before the one-time link is used up, because link previews open links too.
#[derive(Template)]
#[template(path = "admin/sign_in_link.html")]
pub struct SignInLinkPage {
    /// Language, shop and colours.
    pub frame: Layout,
    /// Where the form posts to.
    pub action: String,
    /// Who is invited; none: the owner's own link.
    pub name: Option<String>,
}

impl SignInLinkPage {
    fn headline(&self) -> String {
        match &self.name {
            Some(name) => self
                .frame
                .language
                .text_with("invited-title", &[("name", name.into())]),
            None => self.frame.t("sign-in-as-owner"),
        }
    }

    fn invited(&self) -> Option<String> {
        let shop = [("shop", self.frame.brand().into())];
        self.name.as_ref().map(|_| {
            self.frame
                .language
                .text_with("invited-meaning", &shop)
        })
    }
}

/// An owner key, shown this once: to copy, to print, to keep as a file.
#[derive(Template)]
#[template(path = "admin/owner_key.html")]
pub struct OwnerKeyPage {
    /// Language, shop and colours.
    pub frame: Layout,
    /// The key.
    pub key: String,
    /// Where it signs in.
    pub address: String,
    /// The page to go on to.
    pub next: &'static str,
}

impl OwnerKeyPage {
    fn of_shop(&self) -> String {
        self.frame
            .language
            .text_with("owner-key-of", &[("shop", self.frame.brand().into())])
    }

    fn use_at(&self) -> String {
        self.frame
            .language
            .text_with("owner-key-use", &[("address", (&self.address).into())])
    }

    /// What is in the file: the key alone on its line, so that it can be copied from there.
    fn file(&self) -> String {
        // The marks that part names from a sentence on a page would be strange signs in a file.
        let plain = |words: String| words.replace(['\u{2068}', '\u{2069}'], "");
        format!(
            "{}\n\n{}\n\n{}\n",
            plain(self.of_shop()),
            self.key,
            plain(self.use_at())
        )
    }
}

/// The first shop's five questions, and one that answers itself.
#[derive(Template)]
#[template(path = "admin/first_shop.html")]
pub struct FirstShopPage {
    /// Language.
    pub frame: Layout,
    /// Where the form posts to.
    pub action: String,
    /// What was answered so far.
    pub shop: FirstShop,
    /// The number of stamps as it was typed: a word is no nought.
    pub stamps: String,
    /// What is wrong, by field.
    pub faults: Vec<(&'static str, String)>,
}

impl FirstShopPage {
    fn fault(&self, field: &str) -> Option<&String> {
        self.faults
            .iter()
            .find(|(name, _)| *name == field)
            .map(|(_, why)| why)
    }
}
