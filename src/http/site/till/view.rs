//! Where staff scan: `/scan` and the enrolment of a phone as a till.

use askama::Template;
use serde_json::{Value, json};

use crate::domain::colour::Rgb;
use crate::domain::program::Colours;
use crate::http::base::layout::Layout;
use crate::locale::currency::minor_digits;
use crate::service::tills::till_activity::TillAction;

/// Sides of the icons that home screens ask for, in pixels.
const ICON_SIDES: [u32; 2] = [192, 512];
/// Our own colours, for a phone that belongs to no shop.
const OUR_COLOURS: [&str; 2] = ["0f766e", "ffffff"];

/// Ground and ink of the icon, as in its address.
fn icon_colours(colours: Option<&Colours>) -> [String; 2] {
    let ground = colours.and_then(|colours| Rgb::parse(&colours.background));
    ground.map_or(OUR_COLOURS.map(str::to_owned), |ground| {
        [ground, ground.ink()].map(|colour| colour.css()[1..].to_owned())
    })
}

/// The address of the scanner's icon in a shop's colours, which are in the name, so that nothing has to be looked up.
fn icon_url(side: u32, colours: Option<&Colours>) -> String {
    format!("/scan/icon/{side}-{}.png", icon_colours(colours).join("-"))
}

/// Side, ground and ink of an icon's name; none for a name that this program never gives out.
pub fn icon_of(name: &str) -> Option<(u32, String, String)> {
    let parts: Vec<&str> = name
        .strip_suffix(".png")?
        .split('-')
        .collect();
    let &[side, ground, ink] = parts.as_slice() else {
        return None;
    };
    let side = side
        .parse()
        .ok()
        .filter(|side| ICON_SIDES.contains(side))?;
    Some((side, Rgb::parse(ground)?.css(), Rgb::parse(ink)?.css()))
}

/// What a phone needs to put the scanner on its home screen.
pub fn manifest(frame: &Layout) -> Value {
    let colours = frame.colours.as_ref();
    let icons = ICON_SIDES.iter().flat_map(|side| {
        // The same picture fills its ground and keeps clear of every mask.
        ["any", "maskable"].map(|purpose| json!({ "src": icon_url(*side, colours), "sizes": format!("{side}x{side}"), "type": "image/png", "purpose": purpose }))
    });
    json!({
        "id": "/scan",
        "name": format!("{} – {}", frame.t("scan-title"), frame.brand()),
        "short_name": frame.brand(),
        "start_url": format!("/scan?lang={}", frame.language.tag()),
        "scope": "/scan",
        "display": "standalone",
        "lang": frame.language.tag(),
        "dir": frame.language.dir(),
        "background_color": "#f6f7f4",
        "theme_color": format!("#{}", icon_colours(colours)[0]),
        "icons": icons.collect::<Vec<_>>(),
    })
}

/// The till that this browser is.
#[derive(Clone, Debug)]
pub struct ThisTill {
    /// `till_…`: what was sent as this till is not sent again as another.
    pub id: String,
    /// The till's name, such as "Till 1".
    pub name: String,
    /// Stamps in a full round.
    pub stamps_required: i64,
    /// The ladder in rising order: stamps, and the reward's name in the reader's language.
    pub rungs: Vec<(i64, String)>,
    /// Whether it can be locked.
    pub has_pin: bool,
    /// Whether it asks what a visit came to.
    pub asks_amount: bool,
    /// Whether its staff decide that.
    pub may_switch_amounts: bool,
    /// What a visit must come to for a stamp, if so, in the smallest currency unit.
    pub minimum_spend_minor: Option<i64>,
    /// ISO 4217.
    pub currency: String,
    /// What `/scan/now` answers as long as all this stays as it is.
    pub tag: String,
}

/// The scanner.
#[derive(Template)]
#[template(path = "scan.html")]
pub struct ScanPage {
    /// Language, shop and colours.
    pub frame: Layout,
    /// The till that this browser is.
    pub till: ThisTill,
}

/// Every word that the scanner's script shows. Placeholders are filled there.
const SCRIPT_WORDS: &[&str] = &[
    "scan-camera-starting",
    "scan-camera-live",
    "scan-camera-refused",
    "scan-camera-missing",
    "scan-closer",
    "scan-working",
    "scan-online",
    "scan-offline",
    "scan-added",
    "scan-reward",
    "scan-refused",
    "scan-refused-other",
    "scan-ask",
    "scan-ask-title",
    "scan-unsure",
    "scan-unsure-title",
    "scan-undo",
    "scan-undone",
    "scan-undone-title",
    "scan-redeem",
    "scan-redeem-named",
    "scan-held",
    "scan-only",
    "scan-only-off",
    "scan-only-go",
    "scan-only-title",
    "scan-stamp",
    "error-no-reward",
    "error-card-paused",
    "error-card-ended",
    "error-card-expired",
    "scan-redeemed",
    "scan-redeemed-title",
    "scan-next",
    "scan-amount",
    "scan-amount-enter",
    "scan-amount-missing",
    "scan-amount-earns",
    "scan-below-minimum",
    "scan-no-stamp",
    "card-rest",
    "scan-retry",
    "scan-yes",
    "scan-no",
    "scan-not-ours",
    "scan-wrong-poster",
    "scan-wrong-link",
    "scan-wrong-web",
    "scan-wrong-product",
    "scan-wrong-shop",
    "scan-wrong-part",
    "scan-wrong-short",
    "scan-wrong-long",
    "scan-wrong-sign",
    "scan-wrong-unknown",
    "scan-wrong-contact",
    "scan-server",
    "scan-last",
    "scan-reward-ready",
    "scan-sound-on",
    "scan-sound-off",
    "scan-saved",
    "scan-saved-text",
    "scan-saved-open",
    "scan-saved-reward",
    "scan-waiting",
    "scan-unsaved",
    "scan-undo-later",
    "scan-undo-gone",
    "scan-other-till",
    "scan-not-undone",
    "scan-too-old",
    "scan-dismiss",
    "scan-reward-offline",
    "scan-camera-offline",
    "scan-photo-nothing",
];

impl ScanPage {
    /// The script's words as (key without its prefix, words).
    fn words(&self) -> Vec<(&'static str, String)> {
        let language = self.frame.language;
        let minimum = self
            .till
            .minimum_spend_minor
            .unwrap_or_default();
        let slots = ["when", "reward", "code", "count", "name", "card"]
            .map(|name| (name, format!("{{{name}}}")));
        let slots: Vec<_> = slots
            .iter()
            .map(|(name, slot)| (*name, slot.into()))
            .collect();
        SCRIPT_WORDS
            .iter()
            .map(|key| {
                // An amount that the shop asks for is known here, one that is missing only to the phone.
                let amount = match *key {
                    "scan-below-minimum" => language.money(minimum, &self.till.currency),
                    _ => format!("{{amount}} {}", self.till.currency),
                };
                let mut values = slots.clone();
                values.push(("amount", amount.as_str().into()));
                (
                    key.trim_start_matches("scan-"),
                    language.text_with(key, &values),
                )
            })
            .collect()
    }

    /// For each number of stamps on a card, what is still missing to the next reward: plurals are right in every language
    /// without the script knowing their rules.
    fn outlooks(&self) -> Vec<String> {
        let till = &self.till;
        (0..till.stamps_required)
            .map(|stamps| {
                let next = till
                    .rungs
                    .iter()
                    .find(|(at, _)| *at > stamps);
                next.map_or(String::new(), |(at, reward)| {
                    let values = [("count", (at - stamps).into()), ("reward", reward.into())];
                    self.frame
                        .language
                        .text_with("card-to-go", &values)
                })
            })
            .collect()
    }

    /// How many visits wait, with a place for the number, which only the phone knows.
    fn waiting(&self) -> String {
        waiting(&self.frame)
    }

    /// Digits behind the point of an amount.
    fn places(&self) -> i16 {
        minor_digits(&self.till.currency)
    }

    /// The keys of the pad: what each adds to the amount, and how it is written.
    fn keys(&self) -> Vec<(&'static str, String)> {
        ["1", "2", "3", "4", "5", "6", "7", "8", "9", "00", "0"]
            .map(|key| (key, self.frame.language.digits(key)))
            .to_vec()
    }

    /// The icon on the home screen.
    fn icon(&self) -> String {
        icon_url(192, self.frame.colours.as_ref())
    }

    fn enrolled_as(&self) -> String {
        self.frame.language.text_with(
            "scan-till",
            &[
                ("shop", self.frame.brand().into()),
                ("till", (&self.till.name).into()),
            ],
        )
    }
}

fn waiting(frame: &Layout) -> String {
    frame
        .language
        .text_with("scan-waiting", &[("count", "{count}".into())])
}

/// Why a phone cannot scan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Out {
    /// It is no till.
    NotEnrolled,
    /// It waits for its PIN.
    Locked,
    /// The owner switched it off.
    Revoked,
    /// Five wrong PINs.
    Failed,
    /// It was enrolled half a year ago.
    Expired,
}

/// What a phone that cannot scan is to do; what waits on it stays there.
#[derive(Template)]
#[template(path = "till_out.html")]
pub struct TillOutPage {
    /// Language, shop and colours.
    pub frame: Layout,
    /// Why.
    pub why: Out,
    /// What was wrong with the PIN, in the reader's words.
    pub problem: Option<String>,
}

impl TillOutPage {
    fn key(&self) -> &'static str {
        match self.why {
            Out::NotEnrolled => "scan-not-enrolled",
            Out::Locked => "till-locked",
            Out::Revoked => "till-revoked",
            Out::Failed => "till-failed",
            Out::Expired => "till-expired",
        }
    }

    fn headline(&self) -> String {
        self.frame.t(self.key())
    }

    fn next_step(&self) -> String {
        self.frame
            .t(&format!("{}-how", self.key()))
    }

    fn waiting(&self) -> String {
        waiting(&self.frame)
    }
}

/// What a till did last.
#[derive(Template)]
#[template(path = "recent.html")]
pub struct RecentPage {
    /// Language, shop and colours.
    pub frame: Layout,
    /// When in words and whole, and what.
    pub deeds: Vec<(String, String, TillAction)>,
    /// The till's own id: what waits on the phone goes out as this till's.
    pub till: String,
    /// ISO 4217.
    pub currency: String,
    /// Whether something was just taken back.
    pub undone: bool,
    /// Why it could not be, in the reader's words.
    pub problem: Option<String>,
}

impl RecentPage {
    /// What a visit came to, if somebody said so.
    fn amount(&self, deed: &TillAction) -> Option<String> {
        let minor = deed.amount_minor?;
        Some(
            self.frame
                .language
                .money(minor, &self.currency),
        )
    }

    fn waiting(&self) -> String {
        waiting(&self.frame)
    }
}

/// Where staff try a counter scanner without stamping anything.
#[derive(Template)]
#[template(path = "scan_test.html")]
pub struct ScanTestPage {
    /// Language, shop and colours.
    pub frame: Layout,
}

/// The code to scan there: it has every sign of a barcode in it and the form of one, but is no card's.
const SAMPLE: &str = "SW10123456789ABCDEFGHIJKLMNOPQRSTUV0123456789ABCDEFGHIJ";

impl ScanTestPage {
    fn sample(&self) -> &'static str {
        SAMPLE
    }

    fn qr(&self) -> String {
        crate::http::base::qr::svg(SAMPLE).unwrap_or_default()
    }

    /// The script's words as (key without its prefix, words).
    fn words(&self) -> Vec<(&'static str, String)> {
        let slots = ["count", "name", "seconds"].map(|name| (name, format!("{{{name}}}")));
        let slots: Vec<_> = slots
            .iter()
            .map(|(name, slot)| (*name, slot.into()))
            .collect();
        ["right", "other", "wrong", "came", "ending", "none", "time"]
            .map(|key| {
                (
                    key,
                    self.frame
                        .language
                        .text_with(&format!("scan-test-{key}"), &slots),
                )
            })
            .into()
    }
}

/// The page behind an enrolment link.
#[derive(Template)]
#[template(path = "enrol.html")]
pub struct EnrolPage {
    /// Language, shop and colours.
    pub frame: Layout,
    /// The till's name.
    pub till: String,
    /// Where the button posts to, the link's token included.
    pub action: String,
    /// What was typed as PIN.
    pub pin: String,
    /// What is wrong with it, in the reader's words.
    pub problem: Option<String>,
}

impl EnrolPage {
    fn headline(&self) -> String {
        self.frame
            .language
            .text_with("enrol-title", &[("till", (&self.till).into())])
    }

    fn meaning(&self) -> String {
        self.frame
            .language
            .text_with("enrol-meaning", &[("shop", self.frame.brand().into())])
    }
}

/// An enrolment link that has ended or was used before.
#[derive(Template)]
#[template(path = "enrol_expired.html")]
pub struct EnrolExpiredPage {
    /// Language, shop and colours.
    pub frame: Layout,
}
