//! Through which browsers and addresses somebody sees the owner's pages.

use askama::Template;
use jiff::tz::TimeZone;

use crate::clock::Timestamp;
use crate::http::pages::Frame;
use crate::service::sessions::Session;

use super::Here;

/// The page that lists sessions and ends them.
#[derive(Template)]
#[template(path = "admin/sessions.html")]
pub struct SessionsPage {
    /// Language, shop and colours.
    pub frame: Frame,
    /// Where it is.
    pub here: Here,
    /// What can be used now, newest first.
    pub sessions: Vec<Session>,
    /// The present moment.
    pub now: Timestamp,
    /// The shop's zone.
    pub zone: TimeZone,
}

impl SessionsPage {
    fn what(&self, session: &Session) -> String {
        self.frame.t(match session {
            Session { here: true, .. } => "session-here",
            Session { shared: true, .. } => "session-shared",
            _ => "session-browser",
        })
    }

    fn when(&self, at: &Timestamp) -> String {
        self.frame.language.moment(*at, self.now, &self.zone)
    }
}
