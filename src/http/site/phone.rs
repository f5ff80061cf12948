//! The demo's phones, `/demo/phone`: an iPhone that shows the pass from what the stand-in phone has fetched over the wire, and an Android
//! phone that shows the object that the stand-in for Google holds.
//!
//! The page's script asks `GET /demo/phone/state?after=N` again and again. The answer is [`PhoneState`] as JSON as soon as the
//! revision is not `N` any more, else 204 after at most 25 seconds. The buttons post `{"serial": …}` to `/demo/phone/scan`,
//! `/demo/phone/redeem`, `/demo/phone/void` and `/demo/phone/remove`, which answer 2xx with any JSON, or problem+json, whose `title` and
//! `detail` the page shows.

use askama::Template;
use serde::Serialize;

use crate::domain::colour::Rgb;

use crate::http::base::layout::Layout;

/// The phone page.
#[derive(Template)]
#[template(path = "phone.html")]
pub struct PhonePage {
    /// Language and the demo line.
    pub frame: Layout,
    /// Where customers join.
    pub join_url: String,
    /// The results page.
    pub results_url: String,
    /// The staff page, or the link that makes this browser a till.
    pub staff_url: String,
}

/// What the phones show now.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct PhoneState {
    /// Grows with every change.
    pub revision: u64,
    /// The passes in Apple Wallet, newest first.
    pub passes: Vec<PhonePass>,
    /// The cards in Google Wallet, newest first.
    pub google: Vec<GoogleCard>,
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
    /// The barcode drawn, from [`crate::http::base::qr::svg`].
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

/// A loyalty card as Google Wallet draws it, from its class and object, already in the phone's language.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct GoogleCard {
    /// The card's id: what follows the issuer in the object's `id`. It is the serial number of the same card's pass.
    pub serial: String,
    /// `issuerName`.
    pub issuer: String,
    /// `programName`.
    pub program: String,
    /// `hexBackgroundColor`.
    pub background: String,
    /// The text colour that can be read on it, from [`ink_on`].
    pub foreground: String,
    /// Where `programLogo` is served.
    pub logo: Option<PhonePicture>,
    /// The object's `heroImage`, or the class's.
    pub hero: Option<PhonePicture>,
    /// The direction of the phone's language, `ltr` or `rtl`.
    pub dir: String,
    /// `loyaltyPoints` and `secondaryLoyaltyPoints`.
    pub points: Vec<PhoneField>,
    /// The barcode drawn, from [`crate::http::base::qr::svg`].
    pub qr_svg: Option<String>,
    /// `alternateText` beneath the barcode.
    pub alt_text: String,
    /// Whether the object's `state` is one in which Google puts the card among the expired ones.
    pub ended: bool,
    /// `messages`, newest first, and `textModulesData` of object and class.
    pub details: Vec<PhoneField>,
    /// `linksModuleData`.
    pub links: Vec<PhoneLink>,
    /// Whether a reward waits, so that the Redeem button is of use.
    pub reward_ready: bool,
    /// The newest notification, if any.
    pub notification: Option<PhoneNotification>,
}

/// The text colour, white or near-black, that can be read on this `#rrggbb` or `#rgb`; on anything else, that for Google's grey.
pub fn ink_on(background: &str) -> String {
    Rgb::parse(background)
        .unwrap_or(Rgb([0x5f, 0x63, 0x68]))
        .ink()
        .css()
}

/// A picture with what it shows in words.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct PhonePicture {
    /// Where it is served.
    pub url: String,
    /// What it shows.
    pub alt: String,
}

/// A link in a card's details.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct PhoneLink {
    /// Its words.
    pub title: String,
    /// Where it leads: `https:`, `http:`, `tel:` or `mailto:`.
    pub url: String,
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
    /// Whose wallet it was about.
    pub who: &'static str,
    /// What, such as `GET passes/pass.example/card_…`.
    pub what: String,
    /// The HTTP status it was answered with.
    pub status: u16,
}

/// Every word that the phone's script shows.
const SCRIPT_WORDS: [&str; 12] = [
    "phone-now",
    "phone-scanned",
    "phone-redeemed",
    "phone-voided",
    "phone-removed",
    "phone-failed",
    "phone-pass-voided",
    "phone-lost",
    "phone-more",
    "phone-less",
    "phone-fold",
    "phone-remove",
];

impl PhonePage {
    /// The phones from left to right: a name for styles and script, and what their wallet is called.
    fn phones(&self) -> [(&'static str, String); 2] {
        [
            ("apple", self.frame.t("phone-apple")),
            ("google", self.frame.t("phone-google")),
        ]
    }

    fn words(&self) -> Vec<(&'static str, String)> {
        SCRIPT_WORDS
            .iter()
            .map(|key| (key.trim_start_matches("phone-"), self.frame.t(key)))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_on_a_google_card_can_be_read_on_any_colour() {
        assert_eq!(ink_on("#3b2a20"), "#ffffff");
        assert_eq!(ink_on("#fc0"), "#14201d");
        assert_eq!(ink_on("none"), "#ffffff");
    }
}
