//! Signing in, and making the first shop.

use askama::Template;

use crate::http::pages::Frame;
use crate::service::sessions::FirstShop;

/// Where an owner key is pasted.
#[derive(Template)]
#[template(path = "admin/sign_in.html")]
pub struct SignInPage {
    /// Language.
    pub frame: Frame,
    /// Where the form posts to; it knows the page to go on to.
    pub action: String,
    /// Why it did not work, in the reader's words.
    pub problem: Option<String>,
}

/// "Sign in as the owner of …": asks before the one-time link is used up, because link previews open links too.
#[derive(Template)]
#[template(path = "admin/sign_in_link.html")]
pub struct SignInLinkPage {
    /// Language, shop and colours.
    pub frame: Frame,
    /// Where the form posts to.
    pub action: String,
}

/// The first shop's five questions, and one that answers itself.
#[derive(Template)]
#[template(path = "admin/first_shop.html")]
pub struct FirstShopPage {
    /// Language.
    pub frame: Frame,
    /// Where the form posts to.
    pub action: String,
    /// What was answered so far.
    pub shop: FirstShop,
    /// What is wrong, by field.
    pub faults: Vec<(&'static str, String)>,
}

impl FirstShopPage {
    fn stamps(&self) -> String {
        self.frame.language.digits(&self.shop.stamps.to_string())
    }

    fn fault(&self, field: &str) -> Option<&String> {
        self.faults.iter().find(|(name, _)| *name == field).map(|(_, why)| why)
    }
}
