//! The parts that classes and objects share. An optional part that is not there is never written: Google reads `null` as "clear".
//!
//! Google counts on texts of a certain length. It never refuses longer ones, it cuts them on small screens, wherever the cut
//! falls; so labels, headers and the like are cut here, between characters as people see them, and end with `…`. The two
//! names of a class are not: the app shortens them itself where it must and shows them whole where it can.

use serde::Serialize;
use unicode_segmentation::UnicodeSegmentation as _;

use crate::clock::Timestamp;
use crate::domain::program::Text;

/// Characters of a label beside a balance.
pub const LABEL: usize = 9;
/// Characters of a balance that is a text.
pub const BALANCE: usize = 7;
/// Characters of a text module's header.
pub const HEADER: usize = 35;
/// Characters of a text module's body.
pub const BODY: usize = 500;
/// Characters of a link's title.
pub const LINK: usize = 20;
/// Text modules that are shown of a class, and of an object.
pub const TEXT_MODULES: usize = 10;

/// The text, cut to at most `most` characters as people see them; the last one is `…` when something was cut.
pub fn cut(text: &str, most: usize) -> String {
    let mut ends = text.grapheme_indices(true);
    if ends.clone().count() <= most {
        return text.to_owned();
    }
    let end = ends
        .nth(most.saturating_sub(1))
        .map_or(0, |(at, _)| at);
    format!("{}…", text[..end].trim_end())
}

/// A text as Google takes it: plain for everybody, and by language beside it when there is more than one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalizedText {
    /// In the shop's own language.
    pub plain: String,
    /// By language; none when there is one wording only.
    pub localized: Option<LocalizedString>,
}

impl LocalizedText {
    /// The text in the shop's `language` and all others, each cut to `most` characters.
    pub fn new(text: &Text, language: &str, most: usize) -> LocalizedText {
        let plain = cut(text.in_language(language, &[language.to_owned()]), most);
        let Text::ByLanguage(texts) = text else {
            return LocalizedText {
                plain,
                localized: None,
            };
        };
        let translated_values: Vec<TranslatedString> = texts
            .iter()
            .map(|(tag, value)| TranslatedString::new(tag, &cut(value, most)))
            .collect();
        let default_value = TranslatedString::new(language, &plain);
        let localized = (texts.len() > 1).then_some(LocalizedString {
            default_value,
            translated_values,
        });
        LocalizedText { plain, localized }
    }

    /// The same words as a part that knows no plain twin.
    pub fn to_localized(&self, language: &str) -> LocalizedString {
        let alone = || LocalizedString {
            default_value: TranslatedString::new(language, &self.plain),
            translated_values: Vec::new(),
        };
        self.localized
            .clone()
            .unwrap_or_else(alone)
    }
}

/// A text by language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LocalizedString {
    /// For readers of any language that has no wording of its own.
    pub default_value: TranslatedString,
    /// Written even when empty: a PATCH merges objects, and earlier translations would stay.
    pub translated_values: Vec<TranslatedString>,
}

/// A text in one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TranslatedString {
    /// BCP 47.
    pub language: String,
    /// The words.
    pub value: String,
}

impl TranslatedString {
    /// Words in a language.
    pub fn new(language: &str, value: &str) -> TranslatedString {
        TranslatedString {
            language: language.to_owned(),
            value: value.to_owned(),
        }
    }
}

/// A picture that Google fetches and keeps: a changed picture needs a changed address, and a dead address makes the save fail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Image {
    /// Where it lies.
    pub source_uri: ImageUri,
    /// What it shows, for those who do not see it.
    pub content_description: LocalizedString,
}

impl Image {
    /// The picture at a public https address.
    pub fn new(uri: &str, description: LocalizedString) -> Image {
        Image {
            source_uri: ImageUri {
                uri: uri.to_owned(),
            },
            content_description: description,
        }
    }
}

/// The address of a picture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ImageUri {
    /// Public and https.
    pub uri: String,
}

/// A paragraph in the details, or, through the class's rows, a value on the face.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TextModuleData {
    /// What rows name it by: letters, digits, `_`, `-`.
    pub id: String,
    /// The title.
    pub header: String,
    /// The title by language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub localized_header: Option<LocalizedString>,
    /// The text.
    pub body: String,
    /// The text by language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub localized_body: Option<LocalizedString>,
}

impl TextModuleData {
    /// A paragraph; characters that an id may not hold become `_`.
    pub fn new(id: &str, header: &Text, body: &Text, language: &str) -> TextModuleData {
        let (header, body) = (
            LocalizedText::new(header, language, HEADER),
            LocalizedText::new(body, language, BODY),
        );
        let id = id
            .chars()
            .map(|c| {
                if c.is_ascii_alphanumeric() || c == '-' {
                    c
                } else {
                    '_'
                }
            })
            .collect();
        TextModuleData {
            id,
            header: header.plain,
            localized_header: header.localized,
            body: body.plain,
            localized_body: body.localized,
        }
    }
}

/// Links in the details.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LinksModuleData {
    /// In the order in which they are shown.
    pub uris: Vec<Uri>,
}

/// A link with its title.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Uri {
    /// Names it.
    pub id: String,
    /// With its scheme: `https:`, `tel:`, `mailto:`.
    pub uri: String,
    /// The title.
    pub description: String,
    /// The title by language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub localized_description: Option<LocalizedString>,
}

impl Uri {
    /// A link with its title.
    pub fn new(id: &str, uri: &str, title: &Text, language: &str) -> Uri {
        let words = LocalizedText::new(title, language, LINK);
        Uri {
            id: id.to_owned(),
            uri: uri.to_owned(),
            description: words.plain,
            localized_description: words.localized,
        }
    }
}

/// The code that staff scan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ObjectBarcode {
    /// How it is drawn.
    #[serde(rename = "type")]
    pub kind: BarcodeType,
    /// What it says to a scanner.
    pub value: String,
    /// What it says to people: the short code for typing.
    pub alternate_text: String,
}

/// How a code is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum BarcodeType {
    /// A QR code.
    QrCode,
    /// An Aztec code.
    Aztec,
    /// A PDF417 code.
    #[serde(rename = "PDF_417")]
    Pdf417,
    /// A Code 128 line code.
    #[serde(rename = "CODE_128")]
    Code128,
}

/// How long something holds. Google may show the end up to a day late.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TimeInterval {
    /// When it ends.
    pub end: DateTime,
}

impl TimeInterval {
    /// From always until then.
    pub fn until(end: Timestamp) -> TimeInterval {
        TimeInterval {
            end: DateTime { date: end },
        }
    }
}

/// A moment with its offset.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DateTime {
    /// ISO 8601.
    pub date: Timestamp,
}

/// Where the card may show itself; Google chooses distance and words.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct MerchantLocation {
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
}

/// Google refuses an eleventh message.
pub const MESSAGES: usize = 10;

/// Google refuses an eleventh place.
pub const MERCHANT_LOCATIONS: usize = 10;

/// Whether a write tells the customer. Holds for one write only, so it stands in each that shall.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum NotifyPreference {
    /// A notification, if a field changed that Google tells of. At most three a card and day, messages counted.
    #[serde(rename = "NOTIFY_ON_UPDATE")]
    NotifyOnUpdate,
}

/// A message to one customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Message {
    /// Names it; the same id may be used again.
    pub id: String,
    /// The title.
    pub header: String,
    /// The title by language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub localized_header: Option<LocalizedString>,
    /// The text.
    pub body: String,
    /// The text by language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub localized_body: Option<LocalizedString>,
    /// Whether it notifies.
    pub message_type: MessageType,
    /// Until when it is shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display_interval: Option<TimeInterval>,
}

impl Message {
    /// A message in the shop's language and all others.
    pub fn new(
        id: &str,
        header: &Text,
        body: &Text,
        language: &str,
        message_type: MessageType,
    ) -> Message {
        let (header, body) = (
            LocalizedText::new(header, language, HEADER),
            LocalizedText::new(body, language, BODY),
        );
        Message {
            id: id.to_owned(),
            header: header.plain,
            localized_header: header.localized,
            body: body.plain,
            localized_body: body.localized,
            message_type,
            display_interval: None,
        }
    }
}

/// Whether a message notifies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum MessageType {
    /// It is there when the card is opened.
    Text,
    /// It notifies as well: at most three a card and day.
    TextAndNotify,
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn by_language(texts: &[(&str, &str)]) -> Text {
        Text::ByLanguage(
            texts
                .iter()
                .map(|(tag, text)| ((*tag).to_owned(), (*text).to_owned()))
                .collect(),
        )
    }

    #[test]
    fn a_cut_falls_between_characters_as_people_see_them() {
        assert_eq!(cut("Stamps", 9), "Stamps");
        assert_eq!(cut("Collected stamps", 9), "Collecte…");
        assert_eq!(cut("Café au lait", 6), "Café…");
        // A family is one character of seven code points; é here is two.
        assert_eq!(cut("ab👨‍👩‍👧‍👦cd", 4), "ab👨‍👩‍👧‍👦…");
        assert_eq!(cut("cafe\u{301}s", 4), "caf…");
        assert_eq!(cut("abc", 0), "…");
    }

    #[test]
    fn one_wording_needs_no_languages_and_several_name_each() {
        assert_eq!(
            LocalizedText::new(&"Stamps".into(), "en", LABEL),
            LocalizedText {
                plain: "Stamps".into(),
                localized: None
            }
        );
        let words = LocalizedText::new(
            &by_language(&[("en", "Stamps"), ("fa", "مهرها")]),
            "fa",
            LABEL,
        );
        assert_eq!(words.plain, "مهرها");
        assert_eq!(
            serde_json::to_value(words.localized).unwrap(),
            json!({
                "defaultValue": {"language": "fa", "value": "مهرها"},
                "translatedValues": [{"language": "en", "value": "Stamps"}, {"language": "fa", "value": "مهرها"}],
            })
        );
    }

    #[test]
    fn a_language_that_was_dropped_does_not_stay_behind() {
        let words = LocalizedText::new(&"Stamps".into(), "en", LABEL).to_localized("en");
        assert_eq!(
            serde_json::to_value(words).unwrap(),
            json!({"defaultValue": {"language": "en", "value": "Stamps"}, "translatedValues": []})
        );
    }

    #[test]
    fn a_text_module_is_held_to_what_google_shows() {
        let module = TextModuleData::new(
            "reward 1",
            &"h".repeat(40).as_str().into(),
            &"b".repeat(501).as_str().into(),
            "en",
        );
        assert_eq!(module.id, "reward_1");
        assert_eq!(
            (module.header.chars().count(), module.body.chars().count()),
            (HEADER, BODY)
        );
    }

    #[test]
    fn enums_are_written_by_google_s_names() {
        let written = |value| serde_json::to_value(value).unwrap();
        let codes = [
            BarcodeType::QrCode,
            BarcodeType::Aztec,
            BarcodeType::Pdf417,
            BarcodeType::Code128,
        ]
        .map(written);
        assert_eq!(codes, ["QR_CODE", "AZTEC", "PDF_417", "CODE_128"]);
        assert_eq!(
            serde_json::to_value([MessageType::Text, MessageType::TextAndNotify]).unwrap(),
            json!(["TEXT", "TEXT_AND_NOTIFY"])
        );
    }
}
