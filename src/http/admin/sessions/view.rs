//! Through which browsers and addresses somebody sees the owner's pages, and how others come in.

use askama::Template;
use jiff::tz::TimeZone;

use crate::clock::Timestamp;
use crate::http::base::layout::Layout;
use crate::service::shop::invitations::Invitation;
use crate::service::shop::sign_in::{Ends, Maker, Session};

use crate::http::admin::nav::AdminNav;

/// The page that lists sessions and ends them, invites people and makes owner keys.
#[derive(Template)]
#[template(path = "admin/sessions.html")]
pub struct SessionsPage {
    /// Language, shop and colours.
    pub frame: Layout,
    /// Where it is.
    pub here: AdminNav,
    /// Makes a form that is sent twice count once.
    pub once: String,
    /// What can be used now, newest first.
    pub sessions: Vec<Session>,
    /// Invitations that nobody has used yet, newest first.
    pub invitations: Vec<Invitation>,
    /// A name that could not be invited, and why, in the reader's words.
    pub refused: Option<(String, String)>,
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
        self.frame
            .language
            .moment(*at, self.now, &self.zone)
    }

    /// What ends with a session, in words; empty: nothing else does.
    fn ends(&self, session: &Session) -> String {
        let Ends {
            keys,
            browsers,
            invitations,
            shared,
        } = session.ends;
        let all = [
            ("session-ends-keys", keys),
            ("session-ends-browsers", browsers),
            ("session-ends-invitations", invitations),
            ("session-ends-shared", shared),
        ];
        let some = all
            .into_iter()
            .filter(|(_, count)| *count > 0);
        let words = some.map(|(key, count)| {
            self.frame
                .language
                .text_with(key, &[("count", (count as i64).into())])
        });
        words
            .collect::<Vec<_>>()
            .join(" · ")
    }

    fn typed(&self) -> &str {
        self.refused
            .as_ref()
            .map_or("", |(name, _)| name)
    }
}

/// A new invitation with its link, shown this once.
#[derive(Template)]
#[template(path = "admin/invitation.html")]
pub struct InvitationPage {
    /// Language, shop and colours.
    pub frame: Layout,
    /// Where it is.
    pub here: AdminNav,
    /// Who is invited.
    pub name: String,
    /// The link.
    pub link: String,
    /// When it ends by itself, in words.
    pub until: String,
}

impl InvitationPage {
    fn headline(&self) -> String {
        self.frame
            .language
            .text_with("invitation-title", &[("name", (&self.name).into())])
    }

    fn ends(&self) -> String {
        // Its parts are set apart for a place of their own; within a sentence that would leave the whole without a direction.
        let until = self
            .until
            .replace(['\u{2068}', '\u{2069}'], "");
        self.frame
            .language
            .text_with("invitation-until", &[("time", (&until).into())])
    }
}
