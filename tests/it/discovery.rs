//! Whatever we send to Google is held against Google's own description of its service: every name known, every type and
//! word right, nothing sent that only Google may set, nothing missing that Google requires.

mod document;

use data_encoding::BASE64URL_NOPAD;
use openssl::pkey::PKey;
use openssl::rsa::Rsa;
use serde::Serialize;
use serde_json::{Map, Value, json};
use stampwell::clock::Timestamp;
use stampwell::domain::program::Text;
use stampwell::google::class::{
    CallbackOptions, ClassTemplateInfo, FaceRow, LoyaltyClass, LoyaltyClassPatch,
    MultipleDevicesAndHoldersAllowedStatus, ReviewStatus, TemplateItem,
};
use stampwell::google::object::{
    Balance, LoyaltyObject, LoyaltyObjectPatch, LoyaltyPoints, ObjectState,
};
use stampwell::google::parts::{
    BarcodeType, Image, LinksModuleData, LocalizedString, LocalizedText, MerchantLocation, Message,
    MessageType, NotifyPreference, ObjectBarcode, TextModuleData, TimeInterval, Uri,
};
use stampwell::google::patch::PatchField;
use stampwell::google::save_link::{self, Whole};
use stampwell::google::service_account::ServiceAccount;

use document::document;

const NOW: Timestamp = Timestamp(1_780_272_000_000);
const CLASS: &str = "3388000000022123456.prg_1";
const CARD: &str = "3388000000022123456.card_1";

/// How a body is meant.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Write {
    /// All there is: what is required must be there.
    Whole,
    /// A change: `null` clears.
    Patch,
}

/// Reads Google's description and finds faults with what we would send.
struct Checker<'a> {
    schemas: &'a Value,
    write: Write,
    faults: Vec<String>,
}

/// The faults of a body that shall be a `schema`.
fn faults(schema: &str, body: &Value, write: Write) -> Vec<String> {
    let Some(document) = document() else {
        return Vec::new();
    };
    let mut checker = Checker {
        schemas: &document["schemas"],
        write,
        faults: Vec::new(),
    };
    checker.object(schema, body, schema);
    checker.faults
}

impl Checker<'_> {
    fn fault(&mut self, at: &str, what: impl std::fmt::Display) {
        self.faults
            .push(format!("{at}: {what}"));
    }

    fn object(&mut self, schema: &str, value: &Value, at: &str) {
        let (schemas, top) = (self.schemas, !at.contains(['.', '[']));
        let Some(properties) = schemas[schema]["properties"].as_object() else {
            return self.fault(at, format_args!("Google knows no {schema}"));
        };
        let Some(fields) = value.as_object() else {
            return self.fault(at, "is no object");
        };
        if self.write == Write::Whole {
            self.required(properties, fields, at);
        }
        for (name, value) in fields {
            let at = format!("{at}.{name}");
            match properties.get(name) {
                None => self.fault(&at, "Google knows no such field"),
                Some(_) if self.write == Write::Patch && top && name == "id" => {
                    self.fault(&at, "the address names what is changed")
                }
                Some(property) => self.field(property, value, &at),
            }
        }
    }

    fn required(&mut self, properties: &Map<String, Value>, fields: &Map<String, Value>, at: &str) {
        let required = properties
            .iter()
            .filter(|(_, property)| description(property).starts_with("Required"));
        let missing: Vec<String> = required
            .filter(|(name, _)| !fields.contains_key(*name))
            .map(|(name, _)| name.clone())
            .collect();
        missing
            .iter()
            .for_each(|name| self.fault(at, format_args!("{name} is required")));
    }

    fn field(&mut self, property: &Value, value: &Value, at: &str) {
        let text = description(property);
        let google_s_own = ["set by the platform", "retrieved during a GET"]
            .iter()
            .any(|words| text.contains(words));
        if google_s_own || property["readOnly"] == true {
            return self.fault(at, "only Google sets it");
        }
        if property["deprecated"] == true || text.starts_with("Deprecated") {
            return self.fault(at, "it is deprecated");
        }
        if value.is_null() {
            if self.write == Write::Whole {
                self.fault(at, "null is sent");
            }
            return;
        }
        self.typed(property, value, at);
    }

    fn typed(&mut self, property: &Value, value: &Value, at: &str) {
        if let Some(schema) = property["$ref"].as_str() {
            return self.object(schema, value, at);
        }
        let right = match (
            property["type"]
                .as_str()
                .unwrap_or_default(),
            property["format"]
                .as_str()
                .unwrap_or_default(),
        ) {
            ("array", _) => return self.list(&property["items"], value, at),
            ("string", "int64") => value
                .as_str()
                .is_some_and(|text| text.parse::<i64>().is_ok()),
            ("string", _) => value.is_string(),
            ("integer", _) => value
                .as_i64()
                .is_some_and(|number| i32::try_from(number).is_ok()),
            ("number", _) => value.is_number(),
            ("boolean", _) => value.is_boolean(),
            _ => false,
        };
        if !right {
            self.fault(
                at,
                format_args!("{value} is not of the type {}", property["type"]),
            );
        }
        self.word(property, value, at);
    }

    fn list(&mut self, items: &Value, value: &Value, at: &str) {
        let Some(list) = value.as_array() else {
            return self.fault(at, "is no list");
        };
        for (i, item) in list.iter().enumerate() {
            self.typed(items, item, &format!("{at}[{i}]"));
        }
    }

    /// One of the words that Google still wants to hear.
    fn word(&mut self, property: &Value, value: &Value, at: &str) {
        let Some(words) = property["enum"].as_array() else {
            return;
        };
        let place = words
            .iter()
            .position(|word| word == value);
        let known = place.is_some_and(|i| {
            property["enumDeprecated"][i] != true
                && !value
                    .as_str()
                    .unwrap_or_default()
                    .ends_with("_UNSPECIFIED")
        });
        if !known {
            self.fault(at, format_args!("{value} is none of Google's words"));
        }
    }
}

fn description(property: &Value) -> &str {
    property["description"]
        .as_str()
        .unwrap_or_default()
}

fn text(words: &str) -> Text {
    Text::ByLanguage(
        [
            ("en".to_owned(), words.to_owned()),
            ("fa".to_owned(), "مهر".to_owned()),
        ]
        .into(),
    )
}

fn localized() -> LocalizedString {
    LocalizedText::new(&text("Three of ten"), "en", 60).to_localized("en")
}

fn image() -> Image {
    Image::new("https://cards.example.com/img/s3of10.png", localized())
}

fn modules() -> Vec<TextModuleData> {
    vec![TextModuleData::new(
        "next",
        &text("Next reward"),
        &text("Free coffee"),
        "en",
    )]
}

fn links() -> LinksModuleData {
    LinksModuleData {
        uris: vec![Uri::new(
            "shop",
            "https://coffee.example.com",
            &text("Our shop"),
            "en",
        )],
    }
}

/// Every field is named, so that a new one cannot be forgotten here.
fn class() -> LoyaltyClass {
    let item = || TemplateItem::first_of(&["object.loyaltyPoints.balance"]);
    LoyaltyClass {
        id: CLASS.into(),
        issuer_name: "Coffee".into(),
        localized_issuer_name: Some(localized()),
        program_name: "Coffee card".into(),
        localized_program_name: Some(localized()),
        program_logo: image(),
        wide_program_logo: Some(image()),
        hero_image: Some(image()),
        hex_background_color: Some("#3b2a20".into()),
        review_status: ReviewStatus::UnderReview,
        multiple_devices_and_holders_allowed_status:
            MultipleDevicesAndHoldersAllowedStatus::MultipleHolders,
        callback_options: Some(CallbackOptions {
            url: "https://cards.example.com/google/callback/mer_1".into(),
        }),
        class_template_info: Some(ClassTemplateInfo::rows([
            FaceRow::OneItem { item: item() },
            FaceRow::TwoItems {
                start_item: item(),
                end_item: TemplateItem::text_module("next"),
            },
            FaceRow::ThreeItems {
                start_item: item(),
                middle_item: item(),
                end_item: item(),
            },
        ])),
        text_modules_data: modules(),
        links_module_data: Some(links()),
        merchant_locations: vec![MerchantLocation {
            latitude: 52.5,
            longitude: 13.4,
        }],
        country_code: Some("DE".into()),
    }
}

fn card() -> LoyaltyObject {
    LoyaltyObject {
        id: CARD.into(),
        class_id: CLASS.into(),
        state: ObjectState::Active,
        loyalty_points: Some(LoyaltyPoints::new(
            &text("Stamps"),
            "en",
            Balance::text("3/10"),
        )),
        secondary_loyalty_points: Some(LoyaltyPoints::new(&text("Rewards"), "en", Balance::Int(1))),
        account_id: Some("7KQ2-M4XA".into()),
        account_name: Some("Sara".into()),
        barcode: Some(ObjectBarcode {
            kind: BarcodeType::QrCode,
            value: "SW1.0d5t".into(),
            alternate_text: "7KQ2M4XA".into(),
        }),
        hero_image: Some(image()),
        text_modules_data: modules(),
        links_module_data: Some(links()),
        valid_time_interval: Some(TimeInterval::until(NOW)),
        merchant_locations: vec![MerchantLocation {
            latitude: 52.5,
            longitude: 13.4,
        }],
    }
}

fn message() -> Message {
    let message = Message::new(
        "reward",
        &text("A reward"),
        &text("Your coffee is ready"),
        "en",
        MessageType::TextAndNotify,
    );
    Message {
        display_interval: Some(TimeInterval::until(NOW)),
        ..message
    }
}

fn written(body: impl Serialize) -> Value {
    serde_json::to_value(body).unwrap()
}

/// Nothing is wrong with it.
fn holds(schema: &str, body: impl Serialize, write: Write) {
    let (faults, body) = (faults(schema, &written(&body), write), written(&body));
    assert!(faults.is_empty(), "{faults:#?} in {body:#}");
}

#[test]
fn what_we_insert_is_what_google_describes() {
    holds("LoyaltyClass", class(), Write::Whole);
    holds("LoyaltyObject", card(), Write::Whole);
    holds(
        "AddMessageRequest",
        json!({"message": message()}),
        Write::Whole,
    );
}

#[test]
fn what_google_requires_is_there_even_when_nothing_else_is() {
    let words = || LocalizedText::new(&"Coffee".into(), "en", 60);
    holds(
        "LoyaltyClass",
        LoyaltyClass::new(CLASS, words(), words(), image()),
        Write::Whole,
    );
    holds(
        "LoyaltyObject",
        LoyaltyObject::new(CARD, CLASS, ObjectState::Active),
        Write::Whole,
    );
}

#[test]
fn what_we_change_is_what_google_describes() {
    let notify = Some(NotifyPreference::NotifyOnUpdate);
    holds(
        "LoyaltyClass",
        LoyaltyClassPatch {
            notify_preference: notify,
            ..class().into()
        },
        Write::Patch,
    );
    holds(
        "LoyaltyObject",
        LoyaltyObjectPatch {
            notify_preference: notify,
            ..card().into()
        },
        Write::Patch,
    );
    let cleared = LoyaltyObjectPatch {
        hero_image: PatchField::Clear,
        loyalty_points: PatchField::Clear,
        ..Default::default()
    };
    holds("LoyaltyObject", cleared, Write::Patch);
    holds(
        "LoyaltyObject",
        LoyaltyObjectPatch::from(LoyaltyObject::new(CARD, CLASS, ObjectState::Inactive)),
        Write::Patch,
    );
}

#[test]
fn every_word_of_ours_is_one_of_google_s() {
    for state in [
        ObjectState::Active,
        ObjectState::Completed,
        ObjectState::Expired,
        ObjectState::Inactive,
    ] {
        holds(
            "LoyaltyObject",
            LoyaltyObject::new(CARD, CLASS, state),
            Write::Whole,
        );
    }
    for kind in [
        BarcodeType::QrCode,
        BarcodeType::Aztec,
        BarcodeType::Pdf417,
        BarcodeType::Code128,
    ] {
        holds(
            "Barcode",
            ObjectBarcode {
                kind,
                value: "1".into(),
                alternate_text: "1".into(),
            },
            Write::Whole,
        );
    }
    for message_type in [MessageType::Text, MessageType::TextAndNotify] {
        holds(
            "Message",
            Message {
                message_type,
                ..message()
            },
            Write::Whole,
        );
    }
    for who in [
        MultipleDevicesAndHoldersAllowedStatus::MultipleHolders,
        MultipleDevicesAndHoldersAllowedStatus::OneUserAllDevices,
    ] {
        holds(
            "LoyaltyClass",
            LoyaltyClass {
                multiple_devices_and_holders_allowed_status: who,
                ..class()
            },
            Write::Whole,
        );
    }
}

#[test]
fn what_a_save_link_brings_is_what_google_describes() {
    let key = PKey::from_rsa(Rsa::generate(2048).unwrap()).unwrap();
    let file = json!({
        "type": "service_account",
        "client_email": "stampwell@shop-cards.iam.gserviceaccount.com",
        "private_key": String::from_utf8(key.private_key_to_pem_pkcs8().unwrap()).unwrap(),
        "token_uri": "https://oauth2.googleapis.com/token",
    });
    let account = ServiceAccount::read(file.to_string().as_bytes()).unwrap();
    for class in [None, Some(class())] {
        let whole = Whole {
            class,
            object: card(),
        };
        let link =
            save_link::fat(&account, "https://pay.google.com/gp/v/save", whole, NOW).unwrap();
        let claims = BASE64URL_NOPAD
            .decode(
                link.split('.')
                    .rev()
                    .nth(1)
                    .unwrap()
                    .as_bytes(),
            )
            .unwrap();
        let claims: Value = serde_json::from_slice(&claims).unwrap();
        holds("Resources", &claims["payload"], Write::Whole);
    }
}

#[test]
fn a_wrong_body_does_not_pass() {
    if document().is_none() {
        return;
    }
    let with = |name: &str, value: Value| {
        let mut body = written(card());
        body[name] = value;
        faults("LoyaltyObject", &body, Write::Whole)
    };
    assert_eq!(
        with("stamps", json!(3)),
        ["LoyaltyObject.stamps: Google knows no such field"]
    );
    assert_eq!(
        with("heroImage", Value::Null),
        ["LoyaltyObject.heroImage: null is sent"]
    );
    assert_eq!(
        with("state", json!("active")),
        ["LoyaltyObject.state: \"active\" is none of Google's words"]
    );
    assert_eq!(with("state", json!("STATE_UNSPECIFIED")).len(), 1);
    assert_eq!(
        with("hasUsers", json!(true)),
        ["LoyaltyObject.hasUsers: only Google sets it"]
    );
    assert_eq!(
        with("version", json!("1")),
        ["LoyaltyObject.version: it is deprecated"]
    );
    assert_eq!(
        with("infoModuleData", json!({})),
        ["LoyaltyObject.infoModuleData: it is deprecated"]
    );
    assert_eq!(
        with("textModulesData", json!({})),
        ["LoyaltyObject.textModulesData: is no list"]
    );
    assert_eq!(
        with("loyaltyPoints", json!({"balance": {"int": "3"}})).len(),
        1
    );
    assert_eq!(
        with(
            "secondaryLoyaltyPoints",
            json!({"balance": {"money": {"micros": 3, "currencyCode": "EUR"}}})
        )
        .len(),
        1
    );
    assert_eq!(
        with(
            "secondaryLoyaltyPoints",
            json!({"balance": {"money": {"micros": "3", "currencyCode": "EUR"}}})
        ),
        [""; 0]
    );
    assert_eq!(
        faults(
            "LoyaltyObject",
            &json!({"id": CARD, "state": "ACTIVE"}),
            Write::Whole
        ),
        ["LoyaltyObject: classId is required"]
    );
    assert_eq!(
        faults("LoyaltyObject", &json!({"id": CARD}), Write::Patch),
        ["LoyaltyObject.id: the address names what is changed"]
    );
    let required = faults("LoyaltyClass", &json!({}), Write::Whole).join("\n");
    for name in [
        "id",
        "issuerName",
        "programLogo",
        "programName",
        "reviewStatus",
    ] {
        assert!(
            required.contains(&format!(": {name} is required")),
            "{required}"
        );
    }
}
