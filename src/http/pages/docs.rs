//! The API reference for people.

use askama::Template;

use super::Frame;

/// One call.
#[derive(Clone, Debug)]
pub struct Operation {
    /// `GET`, `POST` and so on.
    pub method: String,
    /// The address.
    pub path: String,
    /// What it does.
    pub summary: String,
    /// Name, place and meaning of each parameter.
    pub parameters: Vec<(String, String, String)>,
    /// Status and meaning of each answer.
    pub answers: Vec<(String, String)>,
}

/// The reference page, `/docs`.
#[derive(Template)]
#[template(path = "docs.html")]
pub struct DocsPage {
    /// Language.
    pub frame: Frame,
    /// Every call.
    pub operations: Vec<Operation>,
}
