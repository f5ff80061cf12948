//! The demo's phone, `/demo/phone`: shows the pass as a phone would, from what the stand-in phone has fetched over the wire.
//!
//! The page's script asks `GET /demo/phone/state?after=N` again and again. The answer is [`PhoneState`] as JSON as soon as the
//! revision is above `N`, else 204 after at most 25 seconds. The buttons post `{"serial": …}` to `/demo/phone/scan`, `/demo/phone/redeem`
//! and `/demo/phone/void`, which answer 2xx with any JSON, or problem+json, whose `title` and `detail` the page shows.

use askama::Template;
use serde::Serialize;

use super::Frame;

/// The phone page.
#[derive(Template)]
#[template(path = "phone.html")]
pub struct PhonePage {
    /// Language and the demo line.
    pub frame: Frame,
    /// Where customers join.
    pub join_url: String,
    /// The results page.
    pub results_url: String,
    /// The staff page, or the link that makes this browser a till.
    pub staff_url: String,
}

/// What the phone shows now.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct PhoneState {
    /// Grows with every change.
    pub revision: u64,
    /// The passes in the wallet, newest first.
    pub passes: Vec<PhonePass>,
    /// What went over the wire, newest first, some twenty lines.
    pub wire: Vec<WireLine>,
}

/// A store card as the phone holds it: the words of `pass.json`, already in the phone's language.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct PhonePass {
    /// The pass's serial number.
    pub serial: String,
    /// `organizationName`.
    pub organization: String,
    /// `logoText`, if any.
    pub logo_text: Option<String>,
    /// `backgroundColor`, `rgb(…)` or `#rrggbb`.
    pub background: String,
    /// `foregroundColor`.
    pub foreground: String,
    /// `labelColor`.
    pub label: String,
    /// Where the logo image is served.
    pub logo_url: Option<String>,
    /// Where the strip image is served.
    pub strip_url: Option<String>,
    /// The pass's own direction, `ltr` or `rtl`.
    pub dir: String,
    /// `headerFields`.
    pub header: Vec<PhoneField>,
    /// `secondaryFields`.
    pub secondary: Vec<PhoneField>,
    /// `auxiliaryFields`.
    pub auxiliary: Vec<PhoneField>,
    /// `backFields`.
    pub back: Vec<PhoneField>,
    /// The barcode drawn, from [`super::qr::svg`].
    pub qr_svg: Option<String>,
    /// `altText` beneath the barcode.
    pub alt_text: String,
    /// Whether the pass is void.
    pub voided: bool,
    /// Whether a reward waits, so that the Redeem button is of use.
    pub reward_ready: bool,
    /// The newest change message, if any.
    pub notification: Option<PhoneNotification>,
}

/// A field of the pass.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct PhoneField {
    /// The small words above.
    pub label: String,
    /// The value beneath, formatted.
    pub value: String,
}

/// What the lock screen shows after an update.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct PhoneNotification {
    /// The change message with its value filled in.
    pub text: String,
    /// When it came, RFC 3339; a new time is a new notification.
    pub at: String,
}

/// One line of what went over the wire.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct WireLine {
    /// When, RFC 3339.
    pub at: String,
    /// What, such as `GET passes/pass.example/card_…`.
    pub what: String,
    /// The HTTP status it was answered with.
    pub status: u16,
}

/// Every word that the phone's script shows.
const SCRIPT_WORDS: [&str; 7] =
    ["phone-now", "phone-scanned", "phone-redeemed", "phone-voided", "phone-failed", "phone-pass-voided", "phone-lost"];

impl PhonePage {
    fn words(&self) -> Vec<(&'static str, String)> {
        SCRIPT_WORDS.iter().map(|key| (key.trim_start_matches("phone-"), self.frame.t(key))).collect()
    }
}
