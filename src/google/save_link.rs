//! The save link behind "Add to Google Wallet": a signed JWT in an address.
//!
//! A link works for ever for whoever has it, since Google knows no expiry for it. So it is made when the customer clicks,
//! and holds as little as it can.

use serde::Serialize;
use thiserror::Error;

use super::class::LoyaltyClass;
use super::jwt::{JwtError, sign};
use super::object::LoyaltyObject;
use super::service_account::ServiceAccount;
use crate::clock::Timestamp;

/// "The safe length of an encoded JWT is 1800 characters": browsers may cut a longer one.
pub const LONGEST: usize = 1800;

/// Why there is no link.
#[derive(Debug, Error)]
pub enum SaveLinkError {
    /// The key did not sign.
    #[error(transparent)]
    Jwt(#[from] JwtError),
    /// Too long for an address.
    #[error(
        "the card's save link has {0} characters, and browsers may cut off more than {LONGEST}. Leave out parts of the card."
    )]
    TooLong(usize),
}

#[derive(Serialize)]
struct Claims<'a, O> {
    iss: &'a str,
    aud: &'static str,
    typ: &'static str,
    iat: i64,
    payload: Payload<'a, O>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Payload<'a, O> {
    #[serde(skip_serializing_if = "Option::is_none")]
    loyalty_classes: Option<[&'a LoyaltyClass; 1]>,
    loyalty_objects: [&'a O; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ObjectName<'a> {
    id: &'a str,
    class_id: &'a str,
}

/// The link to an object that is at Google already.
pub fn skinny(
    account: &ServiceAccount,
    save_url: &str,
    object_id: &str,
    class_id: &str,
    now: Timestamp,
) -> Result<String, SaveLinkError> {
    link(
        account,
        save_url,
        None,
        &ObjectName {
            id: object_id,
            class_id,
        },
        now,
    )
}

/// A card that a link brings along, for when Google could not be told of it.
#[derive(Clone, Debug)]
pub struct Whole {
    /// The class, if it may not be at Google yet: Google refuses an object without one, and ignores a class that it knows.
    pub class: Option<LoyaltyClass>,
    /// The card. If Google knows it after all, it keeps what it has.
    pub object: LoyaltyObject,
}

impl Whole {
    /// Drops one more part that can wait, since the class and the object are owed to Google as well.
    fn thin(&mut self) -> bool {
        let class = |whole: &mut Whole, least: fn(&mut LoyaltyClass) -> bool| {
            whole
                .class
                .as_mut()
                .is_some_and(least)
        };
        class(self, LoyaltyClass::drop_translations)
            || self.object.thin()
            || class(self, LoyaltyClass::drop_extras)
    }
}

/// The link that brings the card along, with as many of its parts as fit. The customer's name never goes into a link.
pub fn fat(
    account: &ServiceAccount,
    save_url: &str,
    mut whole: Whole,
    now: Timestamp,
) -> Result<String, SaveLinkError> {
    whole.object.account_name = None;
    loop {
        match link(account, save_url, whole.class.as_ref(), &whole.object, now) {
            Err(SaveLinkError::TooLong(_)) if whole.thin() => {}
            done => return done,
        }
    }
}

fn link<O: Serialize>(
    account: &ServiceAccount,
    save_url: &str,
    class: Option<&LoyaltyClass>,
    object: &O,
    now: Timestamp,
) -> Result<String, SaveLinkError> {
    let payload = Payload {
        loyalty_classes: class.map(|class| [class]),
        loyalty_objects: [object],
    };
    let claims = Claims {
        iss: account.email(),
        aud: "google",
        typ: "savetowallet",
        iat: now.seconds(),
        payload,
    };
    let jwt = sign(account, &claims)?;
    if jwt.len() > LONGEST {
        return Err(SaveLinkError::TooLong(jwt.len()));
    }
    Ok(format!("{}/{jwt}", save_url.trim_end_matches('/')))
}

#[cfg(test)]
mod tests {
    use data_encoding::BASE64URL_NOPAD;
    use serde_json::{Value, json};

    use super::*;
    use crate::domain::program::Text;
    use crate::google::class::CallbackOptions;
    use crate::google::object::{Balance, LoyaltyPoints, ObjectState};
    use crate::google::parts::{BarcodeType, Image, LocalizedText, ObjectBarcode, TextModuleData};
    use crate::google::test_google::{EMAIL, account};

    const SAVE: &str = "https://pay.google.com/gp/v/save";
    const CLASS: &str = "3388000000022123456.prg_0d5tq3k9v0c6rbn4m1f2s7h8ag";
    const CARD: &str = "3388000000022123456.card_0d5tq3k9v0c6rbn4m1f2s7h8ag";
    const NOW: Timestamp = Timestamp(1_780_272_000_000);

    fn alone(object: LoyaltyObject) -> Whole {
        Whole {
            class: None,
            object,
        }
    }

    fn jwt(link: &str) -> &str {
        link.strip_prefix("https://pay.google.com/gp/v/save/")
            .unwrap()
    }

    fn claims(link: &str) -> Value {
        let middle = jwt(link).split('.').nth(1).unwrap();
        serde_json::from_slice(
            &BASE64URL_NOPAD
                .decode(middle.as_bytes())
                .unwrap(),
        )
        .unwrap()
    }

    /// A card as the service makes them, with `modules` paragraphs.
    fn card(modules: usize) -> LoyaltyObject {
        let words = LocalizedText::new(&"3 of 10 stamps".into(), "en", 60);
        let label = Text::ByLanguage(
            [("en", "Stamps"), ("fa", "مهرها")]
                .map(|(l, t)| (l.to_owned(), t.to_owned()))
                .into(),
        );
        let text = |n| {
            TextModuleData::new(
                &format!("m{n}"),
                &"Next reward".into(),
                &"Free coffee at ten stamps".into(),
                "en",
            )
        };
        LoyaltyObject {
            loyalty_points: Some(LoyaltyPoints::new(&label, "en", Balance::text("3/10"))),
            account_name: Some("Sara".into()),
            barcode: Some(ObjectBarcode {
                kind: BarcodeType::QrCode,
                value: "SW1.0d5tq3k9v0c6rbn4m1f2s7h8ag".into(),
                alternate_text: "7KQ2M4XA".into(),
            }),
            hero_image: Some(Image::new(
                "https://cards.example.com/img/coffee/s3of10-8f14e45f.png",
                words.to_localized("en"),
            )),
            text_modules_data: (0..modules).map(text).collect(),
            ..LoyaltyObject::new(CARD, CLASS, ObjectState::Active)
        }
    }

    #[test]
    fn a_skinny_link_names_the_object_and_says_nothing_else() {
        let link = skinny(&account(), SAVE, CARD, CLASS, NOW).unwrap();
        let payload = json!({"loyaltyObjects": [{"id": CARD, "classId": CLASS}]});
        assert_eq!(
            claims(&link),
            json!({"iss": EMAIL, "aud": "google", "typ": "savetowallet", "iat": 1_780_272_000, "payload": payload})
        );
        assert!(jwt(&link).len() < 900, "{}", jwt(&link).len());
    }

    #[test]
    fn an_address_may_end_with_a_slash() {
        assert!(
            jwt(&skinny(&account(), &format!("{SAVE}/"), CARD, CLASS, NOW).unwrap())
                .starts_with("ey")
        );
    }

    #[test]
    fn a_fat_link_brings_the_card_but_never_the_name() {
        let link = fat(&account(), SAVE, alone(card(1)), NOW).unwrap();
        let object = &claims(&link)["payload"]["loyaltyObjects"][0];
        assert_eq!(object["barcode"]["alternateText"], "7KQ2M4XA");
        assert!(object.get("accountName").is_none());
        assert!(jwt(&link).len() <= LONGEST && !link.contains("null"));
    }

    #[test]
    fn a_card_that_is_too_long_for_an_address_is_thinned_until_it_fits() {
        let link = fat(&account(), SAVE, alone(card(8)), NOW).unwrap();
        assert!(jwt(&link).len() <= LONGEST);
        let object = &claims(&link)["payload"]["loyaltyObjects"][0];
        assert!(
            object["heroImage"].is_object() && object["loyaltyPoints"].is_object(),
            "more was dropped than had to be"
        );
        assert!(
            object["textModulesData"]
                .as_array()
                .unwrap()
                .len()
                < 8,
            "all of it was too long"
        );
    }

    /// A class as the service makes it, under a long address and with a name in five scripts.
    fn class() -> LoyaltyClass {
        let name = Text::ByLanguage(
            ["en", "fa", "ar", "tr", "uz"]
                .map(|l| (l.to_owned(), "Corner Coffee and Roastery".to_owned()))
                .into(),
        );
        let words = LocalizedText::new(&name, "en", 60);
        let picture = format!(
            "https://cards.example.com/img/{}.png",
            "0d5tq3k9v0c6rbn4m1f2s7h8ag0d5tq3k9v0c6rbn4m1f2s7h8ag"
        );
        let logo = Image::new(&picture, words.to_localized("en"));
        let mut class = LoyaltyClass::new(CLASS, words.clone(), words, logo);
        class.hex_background_color = Some("#3b2a20".into());
        let url = "https://cards.example.com/google/callback/mer_0d5tq3k9v0c6rbn4m1f2s7h8ag".into();
        class.callback_options = Some(CallbackOptions { url });
        class
    }

    #[test]
    fn a_class_that_google_may_not_know_comes_along_and_leaves_the_stamps_and_the_code() {
        let mut card = card(8);
        let code = "SW106H2A4DTAPR2LDJN1QTLA3P99H9M9M0INE22MR72H3TN4UFHTCU0";
        card.barcode = Some(ObjectBarcode {
            kind: BarcodeType::QrCode,
            value: code.into(),
            alternate_text: "7KQ2M4XA".into(),
        });
        let link = fat(
            &account(),
            SAVE,
            Whole {
                class: Some(class()),
                object: card,
            },
            NOW,
        )
        .unwrap();
        assert!(jwt(&link).len() <= LONGEST, "{}", jwt(&link).len());
        let payload = &claims(&link)["payload"];
        let (class, object) = (&payload["loyaltyClasses"][0], &payload["loyaltyObjects"][0]);
        assert_eq!([&class["id"], &object["classId"]], [CLASS, CLASS]);
        assert_eq!(
            (class["issuerName"].as_str(), class["reviewStatus"].as_str()),
            (Some("Corner Coffee and Roastery"), Some("UNDER_REVIEW"))
        );
        assert!(
            class["programLogo"]["sourceUri"]["uri"].is_string()
                && class["programName"].is_string()
        );
        assert_eq!(
            (
                object["barcode"]["value"].as_str(),
                object["loyaltyPoints"]["balance"]["string"].as_str()
            ),
            (Some(code), Some("3/10"))
        );
    }

    #[test]
    fn a_card_that_cannot_be_made_short_enough_is_refused() {
        let mut card = card(0);
        card.barcode = Some(ObjectBarcode {
            kind: BarcodeType::QrCode,
            value: "x".repeat(2000),
            alternate_text: String::new(),
        });
        assert!(matches!(
            fat(&account(), SAVE, alone(card), NOW),
            Err(SaveLinkError::TooLong(_))
        ));
    }
}
