//! Places, and the phones that scan there.

use askama::Template;
use jiff::tz::TimeZone;

use crate::clock::Timestamp;
use crate::http::admin::nav::AdminNav;
use crate::http::base::layout::Layout;
use crate::locale::Locale;
use crate::service::access::actor::TillStatus;
use crate::service::tills::staff::{StaffTill, TillState};
use crate::service::tills::till::Location;

/// A till with its figures as the reader writes them.
#[derive(Clone, Debug)]
pub struct TillLine {
    /// The till.
    pub till: StaffTill,
    /// How it stands, in words.
    pub state: String,
    /// When its phone was seen last: in words, and whole.
    pub last_seen: Option<(String, String)>,
    /// Visits of the last 30 days.
    pub visits: String,
    /// How many of them were taken back.
    pub undone: String,
}

impl TillLine {
    /// Whether there is something to switch off.
    fn is_on(&self) -> bool {
        !matches!(
            self.till.state,
            TillState::Unused
                | TillState::Is(TillStatus::Revoked | TillStatus::Failed | TillStatus::Expired)
        )
    }
}

/// How a till stands, in words.
pub fn state_words(state: &TillState, language: Locale, now: Timestamp, zone: &TimeZone) -> String {
    let key = match state {
        TillState::Waits(end) => {
            return language.text_with(
                "staff-waits",
                &[("time", (&language.moment(*end, now, zone)).into())],
            );
        }
        TillState::Unused => "staff-unused",
        TillState::Is(TillStatus::Works) => "staff-works",
        TillState::Is(TillStatus::Locked) => "staff-locked",
        TillState::Is(TillStatus::Revoked) => "staff-revoked",
        TillState::Is(TillStatus::Failed) => "staff-failed",
        TillState::Is(TillStatus::Expired) => "staff-expired",
    };
    language.text(key)
}

/// The shop's tills and places.
#[derive(Template)]
#[template(path = "admin/staff.html")]
pub struct StaffPage {
    /// Language, shop and colours.
    pub frame: Layout,
    /// Where the reader is.
    pub here: AdminNav,
    /// By age.
    pub tills: Vec<TillLine>,
    /// By age.
    pub places: Vec<Location>,
    /// The form (`till` or `place`) whose name could not be taken, and the name.
    pub refused: Option<(&'static str, String)>,
}

impl StaffPage {
    fn typed(&self, form: &str) -> Option<&str> {
        self.refused
            .as_ref()
            .filter(|(refused, _)| *refused == form)
            .map(|(_, name)| name.as_str())
    }
}

/// A till's one-time link with its QR code.
#[derive(Template)]
#[template(path = "admin/staff_link.html")]
pub struct LinkPage {
    /// Language, shop and colours.
    pub frame: Layout,
    /// Where the reader is.
    pub here: AdminNav,
    /// `till_…`
    pub id: String,
    /// The till's name.
    pub name: String,
    /// The link.
    pub link: String,
    /// The same to be photographed.
    pub qr_svg: Option<String>,
    /// The address that phones cannot reach, if the service has one of this machine alone.
    pub out_of_reach: Option<String>,
    /// The time of day when it ends.
    pub until: String,
}

impl LinkPage {
    fn warning(&self) -> Option<String> {
        let values = [("address", self.out_of_reach.as_ref()?.into())];
        Some(
            self.frame
                .language
                .text_with("poster-out-of-reach", &values),
        )
    }

    fn headline(&self) -> String {
        self.frame
            .language
            .text_with("staff-link-title", &[("till", (&self.name).into())])
    }

    fn ends(&self) -> String {
        self.frame
            .language
            .text_with("staff-link-until", &[("time", (&self.until).into())])
    }
}
