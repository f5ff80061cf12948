//! The texts that the law asks of a shop.

use askama::Template;

use crate::domain::program::Legal;
use crate::http::admin::nav::AdminNav;
use crate::http::base::layout::Layout;

/// Imprint, privacy contact and terms.
#[derive(Template)]
#[template(path = "admin/legal.html")]
pub struct LegalPage {
    /// Language, shop and colours.
    pub frame: Layout,
    /// Where it is.
    pub here: AdminNav,
    /// The version that the form is made of.
    pub version: i64,
    /// The texts, in force or as they were sent.
    pub legal: Legal,
    /// What is wrong, by field.
    pub faults: Vec<(&'static str, String)>,
    /// Whether somebody else changed the texts while this form was open.
    pub stale: bool,
}

impl LegalPage {
    fn fault(&self, field: &str) -> Option<&String> {
        self.faults
            .iter()
            .find(|(name, _)| *name == field)
            .map(|(_, why)| why)
    }
}
