//! Where staff scan: `/scan` and the enrolment of a phone as a till.

use askama::Template;

use super::Frame;

/// The till that this browser is.
#[derive(Clone, Debug)]
pub struct Till {
    /// The till's name, such as "Till 1".
    pub name: String,
    /// Stamps of a full round.
    pub stamps_required: i64,
    /// The ladder in rising order: stamps, and the reward's name in the reader's language.
    pub rungs: Vec<(i64, String)>,
}

/// The scanner; without a till, the page says how to become one.
#[derive(Template)]
#[template(path = "scan.html")]
pub struct ScanPage {
    /// Language, shop and colours.
    pub frame: Frame,
    /// The till, if this browser is one.
    pub till: Option<Till>,
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
    "scan-redeemed",
    "scan-redeemed-title",
    "scan-next",
    "scan-retry",
    "scan-yes",
    "scan-no",
    "scan-not-ours",
    "scan-server",
    "scan-last",
    "scan-reward-ready",
    "scan-sound-on",
    "scan-sound-off",
];

impl ScanPage {
    /// The script's words as (key without its prefix, words).
    fn words(&self) -> Vec<(&'static str, String)> {
        let slots = ["when", "reward", "code", "count", "name"].map(|name| (name, format!("{{{name}}}")));
        let slots: Vec<_> = slots.iter().map(|(name, slot)| (*name, slot.into())).collect();
        SCRIPT_WORDS.iter().map(|key| (key.trim_start_matches("scan-"), self.frame.language.text_with(key, &slots))).collect()
    }

    /// For each number of stamps on a card, what is still missing to the next reward: plurals are right in every language
    /// without the script knowing their rules.
    fn outlooks(&self, till: &Till) -> Vec<String> {
        (0..till.stamps_required)
            .map(|stamps| {
                let next = till.rungs.iter().find(|(at, _)| *at > stamps);
                next.map_or(String::new(), |(at, reward)| {
                    let values = [("count", (at - stamps).into()), ("reward", reward.into())];
                    self.frame.language.text_with("card-to-go", &values)
                })
            })
            .collect()
    }

    fn enrolled_as(&self, till: &Till) -> String {
        self.frame.language.text_with("scan-till", &[("shop", self.frame.brand().into()), ("till", (&till.name).into())])
    }
}

/// The page behind an enrolment link.
#[derive(Template)]
#[template(path = "enrol.html")]
pub struct EnrolPage {
    /// Language, shop and colours.
    pub frame: Frame,
    /// The till's name.
    pub till: String,
    /// Where the button posts to, the link's token included.
    pub action: String,
}

impl EnrolPage {
    fn headline(&self) -> String {
        self.frame.language.text_with("enrol-title", &[("till", (&self.till).into())])
    }

    fn meaning(&self) -> String {
        self.frame.language.text_with("enrol-meaning", &[("shop", self.frame.brand().into())])
    }
}

/// An enrolment link that has ended or was used before.
#[derive(Template)]
#[template(path = "enrol_expired.html")]
pub struct EnrolExpiredPage {
    /// Language, shop and colours.
    pub frame: Frame,
}
