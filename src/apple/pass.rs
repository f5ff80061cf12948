//! `pass.json`: what a stamp card says, as Apple's keys.

use std::borrow::Cow;
use std::sync::Arc;

use serde::Serialize;

use super::strings::{PassTexts, Wording};
use crate::clock::Timestamp;
use crate::domain::face::Headline;
use crate::domain::program::Colours;
use crate::locale::language_tag::NumberingSystem;

mod validate;

/// Keys that [`PassContent::texts`] must hold in the shop's own language.
pub const TEXT_KEYS: [&str; 14] = [
    "stamps",
    "stamps_changed",
    "reward_ready",
    "reward_ready_changed",
    "next_reward",
    "rewards_waiting",
    "tier",
    "next_stamp",
    "expiring",
    "how_it_works",
    "how_it_works_text",
    "card_code",
    "news",
    "news_changed",
];

/// Where a pass fetches its updates, and with what.
#[derive(Clone, PartialEq, Eq)]
pub struct WebService {
    /// `{public}/apple`: devices append `/v1/...`.
    pub url: String,
    /// The pass's own secret; it never changes.
    pub authentication_token: String,
    /// Plain http is meant: a machine on its own, or the demo.
    pub allow_http: bool,
}

/// A reward that waits to be handed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// What the customer gets.
    pub name: Wording,
    /// How many of it.
    pub count: u32,
}

/// An announcement on the back of the card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct News {
    /// The words.
    pub text: Wording,
    /// Show it on the lock screen. The stamp count then keeps quiet: two changes at once show neither text.
    pub announced: bool,
}

/// A place near which the lock screen offers the card.
#[derive(Clone, Debug, PartialEq)]
pub struct PassPlace {
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// What the lock screen says.
    pub relevant_text: Option<Wording>,
}

/// Everything a stamp card shows, in our words.
#[derive(Clone)]
pub struct PassContent {
    /// The card id. With the pass type it is the card's identity for ever.
    pub serial_number: String,
    /// Updates; without it the pass can never be updated, not even later.
    pub web_service: Option<WebService>,
    /// The shop's name, shown in notifications.
    pub organization_name: Wording,
    /// What a screen reader says.
    pub description: Wording,
    /// The words beside the logo.
    pub logo_text: Option<Wording>,
    /// The card's colours.
    pub colours: Colours,
    /// What staff scan.
    pub barcode: String,
    /// What staff type; printed below the barcode.
    pub short_code: String,
    /// What is read first.
    pub headline: Headline,
    /// The digits that counts are written in.
    pub digits: NumberingSystem,
    /// What the next full round earns.
    pub next_reward: Wording,
    /// What waits to be handed over.
    pub rewards_waiting: Vec<Waiting>,
    /// The member's standing.
    pub tier: Option<Wording>,
    /// What is said beside the stamps on the back, each by the key of its label, in the customer's language.
    pub notes: Vec<(&'static str, String)>,
    /// An announcement.
    pub news: Option<News>,
    /// Name and https address.
    pub links: Vec<(Wording, String)>,
    /// What the shop says of itself on the back: the key of the label, and the words.
    pub shop: Vec<(&'static str, Wording)>,
    /// At most ten.
    pub places: Vec<PassPlace>,
    /// The card was ended: greyed out.
    pub voided: bool,
    /// When it moves to the expired ones.
    pub expires_at: Option<Timestamp>,
    /// The words of the program, prepared once.
    pub texts: Arc<PassTexts>,
}

/// Apple's keys at the top level.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Pass<'a> {
    format_version: u8,
    pass_type_identifier: &'a str,
    team_identifier: &'a str,
    serial_number: &'a str,
    organization_name: Cow<'a, str>,
    description: Cow<'a, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    logo_text: Option<Cow<'a, str>>,
    foreground_color: String,
    background_color: String,
    label_color: String,
    #[serde(rename = "webServiceURL", skip_serializing_if = "Option::is_none")]
    web_service_url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    authentication_token: Option<&'a str>,
    barcodes: [Barcode<'a>; 1],
    store_card: StoreCard<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    locations: Vec<PassLocation<'a>>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    voided: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    expiration_date: Option<String>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Barcode<'a> {
    format: &'static str,
    message: &'a str,
    message_encoding: &'static str,
    alt_text: &'a str,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct PassLocation<'a> {
    latitude: f64,
    longitude: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    relevant_text: Option<Cow<'a, str>>,
}

/// The loyalty style. Primary fields stay empty: phones would write them across the stamps.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct StoreCard<'a> {
    header_fields: Vec<Field<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    secondary_fields: Vec<Field<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    auxiliary_fields: Vec<Field<'a>>,
    back_fields: Vec<Field<'a>>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Field<'a> {
    key: Cow<'static, str>,
    label: Cow<'a, str>,
    value: FieldValue<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    change_message: Option<Cow<'a, str>>,
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
enum FieldValue<'a> {
    Text(Cow<'a, str>),
    Number(u32),
}

impl PassContent {
    /// The card in Apple's keys, or every reason why phones would refuse it.
    pub fn pass<'a>(
        &'a self,
        pass_type_identifier: &'a str,
        team_identifier: &'a str,
    ) -> Result<Pass<'a>, Vec<String>> {
        let faults = self.faults();
        if !faults.is_empty() {
            return Err(faults);
        }
        Ok(Pass {
            format_version: 1,
            pass_type_identifier,
            team_identifier,
            serial_number: &self.serial_number,
            organization_name: self.say(&self.organization_name),
            description: self.say(&self.description),
            logo_text: self
                .logo_text
                .as_ref()
                .map(|t| self.say(t)),
            foreground_color: rgb(&self.colours.foreground),
            background_color: rgb(&self.colours.background),
            label_color: rgb(&self.colours.label),
            web_service_url: self
                .web_service
                .as_ref()
                .map(|w| w.url.as_str()),
            authentication_token: self
                .web_service
                .as_ref()
                .map(|w| w.authentication_token.as_str()),
            // No `barcode` beside it: only systems before iOS 9 read that key.
            barcodes: [Barcode {
                format: "PKBarcodeFormatQR",
                message: &self.barcode,
                message_encoding: "iso-8859-1",
                alt_text: &self.short_code,
            }],
            store_card: self.store_card(),
            locations: self
                .places
                .iter()
                .map(|p| self.location(p))
                .collect(),
            voided: self.voided,
            expiration_date: self
                .expires_at
                .map(|t| Timestamp(t.seconds() * 1000).to_string()),
        })
    }

    fn store_card(&self) -> StoreCard<'_> {
        let mut auxiliary = Vec::new();
        match self.rewards_waiting.as_slice() {
            [] => {}
            [Waiting { name, count: 1 }] => {
                auxiliary.push(self.field("rewards_waiting", FieldValue::Text(self.say(name))))
            }
            several => auxiliary.push(
                self.field(
                    "rewards_waiting",
                    FieldValue::Number(
                        several
                            .iter()
                            .map(|w| w.count)
                            .sum(),
                    ),
                ),
            ),
        }
        auxiliary.extend(
            self.tier
                .iter()
                .map(|tier| self.field("tier", FieldValue::Text(self.say(tier)))),
        );
        StoreCard {
            // Of a stack of passes only the header is seen, so the count stands there.
            header_fields: vec![self.stamps_field()],
            secondary_fields: vec![
                self.field("next_reward", FieldValue::Text(self.say(&self.next_reward))),
            ],
            auxiliary_fields: auxiliary,
            back_fields: self.back_fields(),
        }
    }

    /// The one field whose change the lock screen tells.
    fn stamps_field(&self) -> Field<'_> {
        let (value, message) = match self.headline {
            Headline::RewardReady => (self.text("reward_ready"), "reward_ready_changed"),
            Headline::Count(count) => (
                Cow::Owned(
                    self.digits
                        .put_into(&count.spaced()),
                ),
                "stamps_changed",
            ),
        };
        let quiet = self
            .news
            .as_ref()
            .is_some_and(|n| n.announced);
        Field {
            // Two changed fields with a message make the phone show a
            // general text instead of either.
            change_message: (!quiet).then(|| self.text(message)),
            ..self.field("stamps", FieldValue::Text(value))
        }
    }

    fn back_fields(&self) -> Vec<Field<'_>> {
        let mut fields = Vec::new();
        if let Some(news) = &self.news {
            let message = news
                .announced
                .then(|| self.text("news_changed"));
            fields.push(Field {
                change_message: message,
                ..self.field("news", FieldValue::Text(self.say(&news.text)))
            });
        }
        for (i, waiting) in self
            .rewards_waiting
            .iter()
            .enumerate()
        {
            let name = self.say(&waiting.name);
            // A translated name must stand alone to be found in the language's file; only a count breaks that rule.
            let value = if waiting.count > 1 {
                Cow::Owned(format!("{name} × {}", self.digits.write(waiting.count)))
            } else {
                name
            };
            fields.push(Field {
                key: format!("waiting_{i}").into(),
                ..self.field("rewards_waiting", FieldValue::Text(value))
            });
        }
        fields.extend(
            self.notes
                .iter()
                .map(|(key, text)| self.field(key, FieldValue::Text(Cow::Borrowed(text)))),
        );
        fields.push(self.field(
            "how_it_works",
            FieldValue::Text(self.text("how_it_works_text")),
        ));
        fields.extend(
            self.shop
                .iter()
                .map(|(key, words)| self.field(key, FieldValue::Text(self.say(words)))),
        );
        for (i, (name, url)) in self.links.iter().enumerate() {
            fields.push(Field {
                key: format!("link_{i}").into(),
                label: self.say(name),
                value: FieldValue::Text(Cow::Borrowed(url)),
                change_message: None,
            });
        }
        fields.push(self.field(
            "card_code",
            FieldValue::Text(Cow::Borrowed(&self.short_code)),
        ));
        fields
    }

    /// A field whose label is the text of the same key.
    fn field<'a>(&'a self, key: &'static str, value: FieldValue<'a>) -> Field<'a> {
        Field {
            key: key.into(),
            label: self.text(key),
            value,
            change_message: None,
        }
    }

    fn location<'a>(&'a self, place: &'a PassPlace) -> PassLocation<'a> {
        PassLocation {
            latitude: place.latitude,
            longitude: place.longitude,
            relevant_text: place
                .relevant_text
                .as_ref()
                .map(|t| self.say(t)),
        }
    }

    fn say<'a>(&'a self, wording: &'a Wording) -> Cow<'a, str> {
        // Missing keys were refused before anything is written.
        self.texts
            .written(wording)
            .unwrap_or_default()
    }

    fn text(&self, key: &str) -> Cow<'_, str> {
        self.texts
            .of_key(key)
            .map_or(Cow::Borrowed(""), Cow::Borrowed)
    }
}

/// `#3b2a20` as `rgb(59, 42, 32)`, the documented form.
fn rgb(hex: &str) -> String {
    let number = hex
        .strip_prefix('#')
        .and_then(|d| u32::from_str_radix(d, 16).ok())
        .unwrap_or(0);
    let [_, r, g, b] = number.to_be_bytes();
    format!("rgb({r}, {g}, {b})")
}

#[cfg(test)]
pub(super) mod tests;
