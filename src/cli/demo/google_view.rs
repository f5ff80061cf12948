//! The Android phone's screen: what the stand-in for Google holds, as Google Wallet draws it.

use serde_json::Value;

use crate::clock::Timestamp;
use crate::http::phone::{
    GoogleCard, PhoneField, PhoneLink, PhoneNotification, PhonePicture, ink_on,
};
use crate::http::qr;
use crate::locale::Locale;
use crate::sandbox::GoogleStandIn;
use crate::sandbox::google::{Notification, NotificationKind};

/// Google's grey, for a class without a colour.
const GREY: &str = "#5f6368";
/// What a link of a card may be.
const SCHEMES: [&str; 4] = ["https:", "http:", "tel:", "mailto:"];
/// The paragraph that is there as long as a reward waits.
const WAITING: &str = "rewards_waiting";

/// The cards in the customer's wallet, newest first. Pictures are asked of this service by their path, so that they show under
/// whichever of its addresses the page was opened.
pub fn cards(google: &GoogleStandIn, public_url: &str, language: Locale) -> Vec<GoogleCard> {
    let mut objects = google.objects();
    objects.retain(|object| object["hasUsers"] == true);
    // Card ids sort by age.
    objects.sort_by(|one, other| {
        other["id"]
            .as_str()
            .cmp(&one["id"].as_str())
    });
    let shown = |object: &Value| {
        let class = google.class(object["classId"].as_str()?)?;
        let heard = google.notifications(object["id"].as_str()?);
        Some(
            Face {
                object,
                class: &class,
                public_url,
                language,
            }
            .card(heard.last()),
        )
    };
    objects
        .iter()
        .filter_map(shown)
        .collect()
}

/// The object of a card that the customer holds.
pub fn object(google: &GoogleStandIn, serial: &str) -> Option<Value> {
    google
        .object(&format!("{}.{serial}", google.issuer_id()))
        .filter(|object| object["hasUsers"] == true)
}

/// A card with all that is needed to draw it.
struct Face<'a> {
    object: &'a Value,
    class: &'a Value,
    public_url: &'a str,
    language: Locale,
}

impl Face<'_> {
    fn card(&self, heard: Option<&Notification>) -> GoogleCard {
        let (class, object) = (self.class, self.object);
        let background = class["hexBackgroundColor"]
            .as_str()
            .unwrap_or(GREY);
        let text_modules = || list(object, "textModulesData").chain(list(class, "textModulesData"));
        GoogleCard {
            serial: serial(object),
            issuer: self.text(class, "issuerName"),
            program: self.text(class, "programName"),
            foreground: ink_on(background),
            background: background.to_owned(),
            logo: self.picture(&class["programLogo"]),
            hero: self
                .picture(&object["heroImage"])
                .or_else(|| self.picture(&class["heroImage"])),
            dir: self.language.dir().to_owned(),
            points: ["loyaltyPoints", "secondaryLoyaltyPoints"]
                .iter()
                .filter_map(|name| self.points(&object[name]))
                .collect(),
            qr_svg: object["barcode"]["value"]
                .as_str()
                .and_then(qr::svg),
            alt_text: object["barcode"]["alternateText"]
                .as_str()
                .unwrap_or_default()
                .to_owned(),
            ended: object["state"] != "ACTIVE",
            details: self
                .messages()
                .chain(text_modules())
                .map(|part| self.paragraph(part))
                .collect(),
            links: [object, class]
                .iter()
                .flat_map(|part| list(&part["linksModuleData"], "uris"))
                .filter_map(|uri| self.link(uri))
                .collect(),
            reward_ready: list(object, "textModulesData").any(|part| part["id"] == WAITING),
            notification: heard.map(|heard| self.notification(heard)),
        }
    }

    /// A text that may stand beside its `localized` twin; the twin goes first, in the phone's language if it has it.
    fn text(&self, of: &Value, name: &str) -> String {
        let (first, rest) = name.split_at(1);
        let twin = self.localized(&of[format!("localized{}{rest}", first.to_uppercase())]);
        twin.unwrap_or_else(|| {
            of[name]
                .as_str()
                .unwrap_or_default()
                .to_owned()
        })
    }

    /// The words for the phone's language: the exact tag, else another of the same language, else the default.
    fn localized(&self, text: &Value) -> Option<String> {
        let tag = |of: &Value| {
            of["language"]
                .as_str()
                .unwrap_or_default()
                .to_lowercase()
        };
        let own = self.language.tag();
        let values = || list(text, "translatedValues");
        let same =
            |of: &&Value| Locale::parse(&tag(of)).is_some_and(|language| language.tag() == own);
        let found = values()
            .find(|of| tag(of) == own)
            .or_else(|| values().find(same))
            .unwrap_or(&text["defaultValue"]);
        found["value"]
            .as_str()
            .map(str::to_owned)
    }

    fn points(&self, points: &Value) -> Option<PhoneField> {
        points
            .as_object()
            .map(|_| PhoneField {
                label: self.text(points, "label"),
                value: self.balance(&points["balance"]),
            })
    }

    fn balance(&self, balance: &Value) -> String {
        let money = &balance["money"];
        let micros: Option<i64> = money["micros"]
            .as_str()
            .and_then(|micros| micros.parse().ok());
        let whole = || {
            balance["int"]
                .as_i64()
                .map(|count| self.language.number(count))
        };
        let words = || {
            balance["string"]
                .as_str()
                .map(str::to_owned)
        };
        let broken = || {
            balance["double"]
                .as_f64()
                .map(|value| value.to_string())
        };
        let sum = || {
            micros.map(|micros| {
                format!(
                    "{:.2} {}",
                    micros as f64 / 1e6,
                    money["currencyCode"]
                        .as_str()
                        .unwrap_or_default()
                )
            })
        };
        words()
            .or_else(whole)
            .or_else(broken)
            .or_else(sum)
            .unwrap_or_default()
    }

    /// A picture of this service; there are no others in the demonstration, and pages may show no others.
    fn picture(&self, image: &Value) -> Option<PhonePicture> {
        let path = image["sourceUri"]["uri"]
            .as_str()?
            .strip_prefix(self.public_url)
            .filter(|path| path.starts_with('/'))?;
        Some(PhonePicture {
            url: path.to_owned(),
            alt: self
                .localized(&image["contentDescription"])
                .unwrap_or_default(),
        })
    }

    /// Newest first.
    fn messages(&self) -> impl Iterator<Item = &Value> {
        self.object["messages"]
            .as_array()
            .into_iter()
            .flatten()
            .rev()
    }

    fn paragraph(&self, part: &Value) -> PhoneField {
        PhoneField {
            label: self.text(part, "header"),
            value: self.text(part, "body"),
        }
    }

    fn link(&self, uri: &Value) -> Option<PhoneLink> {
        let address = uri["uri"]
            .as_str()
            .filter(|address| {
                SCHEMES
                    .iter()
                    .any(|scheme| address.starts_with(scheme))
            })?;
        let title = Some(self.text(uri, "description")).filter(|title| !title.is_empty());
        Some(PhoneLink {
            title: title.unwrap_or_else(|| address.to_owned()),
            url: address.to_owned(),
        })
    }

    /// Google's own words for a changed balance; for a message, the shop's.
    fn notification(&self, heard: &Notification) -> PhoneNotification {
        let text = match (heard.kind, self.messages().next()) {
            (NotificationKind::Message, Some(message)) => {
                let PhoneField { label, value } = self.paragraph(message);
                format!("{label}: {value}")
            }
            (NotificationKind::Message, None) => heard.text.clone(),
            (NotificationKind::FieldUpdate, _) => self
                .language
                .text_with("phone-google-changed", &[("balance", (&heard.text).into())]),
        };
        PhoneNotification {
            text,
            at: Timestamp(heard.at_ms).to_string(),
        }
    }
}

fn list<'v>(of: &'v Value, name: &str) -> impl Iterator<Item = &'v Value> {
    of[name]
        .as_array()
        .into_iter()
        .flatten()
}

/// What follows the issuer in an object's id.
fn serial(object: &Value) -> String {
    let id = object["id"]
        .as_str()
        .unwrap_or_default();
    id.split_once('.')
        .map_or(id, |(_, serial)| serial)
        .to_owned()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn by_language(en: &str, fa: &str) -> Value {
        json!({
            "defaultValue": { "language": "en", "value": en },
            "translatedValues": [{ "language": "en", "value": en }, { "language": "fa-IR", "value": fa }],
        })
    }

    fn class() -> Value {
        json!({
            "id": "1.shop",
            "issuerName": "Coffee",
            "programName": "Coffee",
            "localizedProgramName": by_language("Coffee", "قهوه"),
            "hexBackgroundColor": "#fc0",
            "programLogo": { "sourceUri": { "uri": "http://shop.example/img/sign.png" }, "contentDescription": by_language("Sign", "نشان") },
            "heroImage": { "sourceUri": { "uri": "https://elsewhere.example/hero.png" } },
        })
    }

    fn object() -> Value {
        json!({
            "id": "1.card_1",
            "classId": "1.shop",
            "state": "ACTIVE",
            "loyaltyPoints": { "label": "Stamps", "localizedLabel": by_language("Stamps", "مهرها"), "balance": { "string": "3/10" } },
            "secondaryLoyaltyPoints": { "label": "Rewards", "balance": { "int": 2 } },
            "barcode": { "type": "QR_CODE", "value": "sw1-x", "alternateText": "K7PQ3M2X" },
            "textModulesData": [{ "id": "how", "header": "How", "body": "Show it" }],
            "linksModuleData": { "uris": [
                { "uri": "https://shop.example/c/x", "description": "Your page" },
                { "uri": "javascript:alert(1)", "description": "Bad" },
                { "uri": "tel:+4912345" },
            ] },
        })
    }

    fn drawn(object: &Value, language: Locale, heard: Option<&Notification>) -> GoogleCard {
        Face {
            object,
            class: &class(),
            public_url: "http://shop.example",
            language,
        }
        .card(heard)
    }

    #[test]
    fn a_card_shows_what_class_and_object_say() {
        let card = drawn(&object(), Locale::ENGLISH, None);
        assert_eq!(
            (card.serial.as_str(), card.alt_text.as_str()),
            ("card_1", "K7PQ3M2X")
        );
        assert_eq!(
            (card.background.as_str(), card.foreground.as_str()),
            ("#fc0", "#14201d")
        );
        let points: Vec<_> = card
            .points
            .iter()
            .map(|field| (field.label.as_str(), field.value.as_str()))
            .collect();
        assert_eq!(points, [("Stamps", "3/10"), ("Rewards", "2")]);
        assert_eq!(
            card.details,
            [PhoneField {
                label: "How".into(),
                value: "Show it".into()
            }]
        );
        assert!(card.qr_svg.is_some() && !card.ended && !card.reward_ready);
    }

    #[test]
    fn words_are_those_of_the_phone_s_language_or_else_the_default() {
        let card = drawn(&object(), Locale::PERSIAN, None);
        assert_eq!(
            (
                card.program.as_str(),
                card.issuer.as_str(),
                card.dir.as_str()
            ),
            ("قهوه", "Coffee", "rtl")
        );
        assert_eq!(card.points[0].label, "مهرها");
        assert_eq!(card.points[1].value, "۲");
        let mut english_only = object();
        english_only["loyaltyPoints"]["localizedLabel"]["translatedValues"] = json!([]);
        assert_eq!(
            drawn(&english_only, Locale::PERSIAN, None).points[0].label,
            "Stamps"
        );
    }

    #[test]
    fn only_pictures_of_this_service_and_harmless_links_are_shown() {
        let card = drawn(&object(), Locale::ENGLISH, None);
        assert_eq!(
            card.logo,
            Some(PhonePicture {
                url: "/img/sign.png".into(),
                alt: "Sign".into()
            })
        );
        assert_eq!(card.hero, None);
        let links: Vec<_> = card
            .links
            .iter()
            .map(|link| link.title.as_str())
            .collect();
        assert_eq!(links, ["Your page", "tel:+4912345"]);
    }

    #[test]
    fn a_changed_balance_is_told_in_googles_words_and_a_reward_in_the_shops() {
        let changed = Notification {
            at_ms: 1_000,
            kind: NotificationKind::FieldUpdate,
            text: "3/10".into(),
        };
        let told = drawn(&object(), Locale::ENGLISH, Some(&changed))
            .notification
            .unwrap();
        assert!(
            told.text.contains("3/10")
                && told
                    .at
                    .starts_with("1970-01-01T00:00:01"),
            "{told:?}"
        );

        let mut rewarded = object();
        rewarded["messages"] = json!([
            { "header": "Old", "body": "news" },
            { "header": "Reward ready", "localizedHeader": by_language("Reward ready", "جایزه"), "body": "Free coffee" },
        ]);
        let message = Notification {
            at_ms: 2_000,
            kind: NotificationKind::Message,
            text: "x".into(),
        };
        let card = drawn(&rewarded, Locale::PERSIAN, Some(&message));
        assert_eq!(card.notification.unwrap().text, "جایزه: Free coffee");
        assert_eq!(
            card.details[0].label, "جایزه",
            "the newest message comes first"
        );
    }

    #[test]
    fn an_ended_card_says_so_and_a_waiting_reward_is_seen() {
        let mut object = object();
        object["state"] = json!("INACTIVE");
        object["textModulesData"] = json!([{ "id": "rewards_waiting", "header": "Rewards waiting", "body": "Free coffee" }]);
        let card = drawn(&object, Locale::ENGLISH, None);
        assert!(card.ended && card.reward_ready);
    }
}
