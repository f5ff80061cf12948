//! The loyalty object: one customer's card as Google knows it.

use serde::{Deserialize, Serialize};

use super::parts::{
    BALANCE, Image, LABEL, LinksModuleData, LocalizedString, LocalizedText, MERCHANT_LOCATIONS,
    MerchantLocation, Message, NotifyPreference, ObjectBarcode, TEXT_MODULES, TextModuleData,
    TimeInterval, cut,
};
use super::patch::PatchField;
use crate::domain::program::Text;

/// One customer's card. Cannot be deleted; it ends by its state.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LoyaltyObject {
    /// `{issuer id}.{card id}`.
    pub id: String,
    /// The programme.
    pub class_id: String,
    /// Whether the card is in use.
    pub state: ObjectState,
    /// The stamps.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub loyalty_points: Option<LoyaltyPoints>,
    /// The only other value that Google's own layout puts on the face: rewards.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secondary_loyalty_points: Option<LoyaltyPoints>,
    /// The card's number for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_id: Option<String>,
    /// The customer's name. Personal, so it is never part of a save link.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_name: Option<String>,
    /// The code that staff scan.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub barcode: Option<ObjectBarcode>,
    /// The picture of the stamps.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hero_image: Option<Image>,
    /// Paragraphs in the details, and values for the class's rows.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub text_modules_data: Vec<TextModuleData>,
    /// Links in the details.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub links_module_data: Option<LinksModuleData>,
    /// Until when it holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_time_interval: Option<TimeInterval>,
    /// Where the card may show itself.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub merchant_locations: Vec<MerchantLocation>,
}

impl LoyaltyObject {
    /// A card with what Google requires.
    pub fn new(id: &str, class_id: &str, state: ObjectState) -> LoyaltyObject {
        LoyaltyObject {
            id: id.to_owned(),
            class_id: class_id.to_owned(),
            state,
            loyalty_points: None,
            secondary_loyalty_points: None,
            account_id: None,
            account_name: None,
            barcode: None,
            hero_image: None,
            text_modules_data: Vec::new(),
            links_module_data: None,
            valid_time_interval: None,
            merchant_locations: Vec::new(),
        }
    }

    /// Drops the places and paragraphs beyond the ten that Google takes or shows.
    pub fn within_limits(mut self) -> LoyaltyObject {
        self.merchant_locations
            .truncate(MERCHANT_LOCATIONS);
        self.text_modules_data
            .truncate(TEXT_MODULES);
        self
    }

    /// Drops one more optional part, the one that is missed least first and the picture of the stamps last. False when nothing is
    /// left to drop. Stamps and code stay: without them it is no stamp card.
    pub fn thin(&mut self) -> bool {
        self.account_name.take().is_some()
            || !std::mem::take(&mut self.merchant_locations).is_empty()
            || self
                .links_module_data
                .take()
                .is_some()
            || self
                .text_modules_data
                .pop()
                .is_some()
            || self
                .secondary_loyalty_points
                .take()
                .is_some()
            || self.account_id.take().is_some()
            || self
                .loyalty_points
                .as_mut()
                .is_some_and(|points| {
                    points
                        .localized_label
                        .take()
                        .is_some()
                })
            || self
                .valid_time_interval
                .take()
                .is_some()
            || self.hero_image.take().is_some()
    }
}

/// Whether a card is in use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ObjectState {
    /// In use.
    Active,
    /// Used up.
    Completed,
    /// Its time is over.
    Expired,
    /// No longer in use; shown among the expired ones.
    Inactive,
}

/// A number on the face with its label.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LoyaltyPoints {
    /// What is counted.
    pub label: String,
    /// What is counted, by language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub localized_label: Option<LocalizedString>,
    /// How many.
    pub balance: Balance,
}

impl LoyaltyPoints {
    /// A number with its label, which is cut to nine characters.
    pub fn new(label: &Text, language: &str, balance: Balance) -> LoyaltyPoints {
        let words = LocalizedText::new(label, language, LABEL);
        LoyaltyPoints {
            label: words.plain,
            localized_label: words.localized,
            balance,
        }
    }
}

/// How many: exactly one of Google's forms.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Balance {
    /// A whole number.
    Int(i32),
    /// A text such as `3/10`. Make it with [`Balance::text`].
    String(String),
}

impl Balance {
    /// A text, cut to seven characters.
    pub fn text(text: &str) -> Balance {
        Balance::String(cut(text, BALANCE))
    }
}

/// A change of one card. State cannot be cleared.
#[derive(Clone, Debug, PartialEq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LoyaltyObjectPatch {
    /// Whether the card is in use.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<ObjectState>,
    /// The stamps.
    #[serde(skip_serializing_if = "PatchField::is_keep")]
    pub loyalty_points: PatchField<LoyaltyPointsPatch>,
    /// The other value on the face.
    #[serde(skip_serializing_if = "PatchField::is_keep")]
    pub secondary_loyalty_points: PatchField<LoyaltyPointsPatch>,
    /// The card's number for people.
    #[serde(skip_serializing_if = "PatchField::is_keep")]
    pub account_id: PatchField<String>,
    /// The customer's name.
    #[serde(skip_serializing_if = "PatchField::is_keep")]
    pub account_name: PatchField<String>,
    /// The code that staff scan.
    #[serde(skip_serializing_if = "PatchField::is_keep")]
    pub barcode: PatchField<ObjectBarcode>,
    /// The picture of the stamps.
    #[serde(skip_serializing_if = "PatchField::is_keep")]
    pub hero_image: PatchField<Image>,
    /// Paragraphs, all of them.
    #[serde(skip_serializing_if = "PatchField::is_keep")]
    pub text_modules_data: PatchField<Vec<TextModuleData>>,
    /// Links, all of them.
    #[serde(skip_serializing_if = "PatchField::is_keep")]
    pub links_module_data: PatchField<LinksModuleData>,
    /// Until when it holds.
    #[serde(skip_serializing_if = "PatchField::is_keep")]
    pub valid_time_interval: PatchField<TimeInterval>,
    /// Places, all of them.
    #[serde(skip_serializing_if = "PatchField::is_keep")]
    pub merchant_locations: PatchField<Vec<MerchantLocation>>,
    /// Messages, all of them.
    #[serde(skip_serializing_if = "PatchField::is_keep")]
    pub messages: PatchField<Vec<Message>>,
    /// Whether this write tells the customer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notify_preference: Option<NotifyPreference>,
}

/// The change after which the object at Google is this one, whatever it was before.
impl From<LoyaltyObject> for LoyaltyObjectPatch {
    fn from(object: LoyaltyObject) -> Self {
        LoyaltyObjectPatch {
            state: Some(object.state),
            loyalty_points: object
                .loyalty_points
                .map(Into::into)
                .into(),
            secondary_loyalty_points: object
                .secondary_loyalty_points
                .map(Into::into)
                .into(),
            account_id: object.account_id.into(),
            account_name: object.account_name.into(),
            barcode: object.barcode.into(),
            hero_image: object.hero_image.into(),
            text_modules_data: PatchField::Set(object.text_modules_data),
            links_module_data: object.links_module_data.into(),
            valid_time_interval: object.valid_time_interval.into(),
            merchant_locations: PatchField::Set(object.merchant_locations),
            // Messages come one by one by addMessage; a list here would
            // replace those that are there.
            messages: PatchField::Keep,
            notify_preference: None,
        }
    }
}

/// A number on the face, as a change: a PATCH merges, so what it had before and has no longer is cleared by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LoyaltyPointsPatch {
    label: String,
    localized_label: PatchField<LocalizedString>,
    balance: BalancePatch,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct BalancePatch {
    int: PatchField<i32>,
    string: PatchField<String>,
}

impl From<LoyaltyPoints> for LoyaltyPointsPatch {
    fn from(points: LoyaltyPoints) -> Self {
        let balance = match points.balance {
            Balance::Int(number) => BalancePatch {
                int: PatchField::Set(number),
                // A PATCH merges, and Google refuses a balance in two forms.
                string: PatchField::Clear,
            },
            Balance::String(text) => BalancePatch {
                int: PatchField::Clear,
                string: PatchField::Set(text),
            },
        };
        LoyaltyPointsPatch {
            label: points.label,
            localized_label: points.localized_label.into(),
            balance,
        }
    }
}

/// What Google says of an object or class. Fields and values that it adds later do not disturb.
#[derive(Clone, Debug, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ObjectAnswer {
    /// The object's id; the class's, if a class was asked for.
    pub id: String,
    /// The object's programme.
    pub class_id: Option<String>,
    /// The object's state, in whatever words Google has for it.
    pub state: Option<String>,
    /// Whether somebody has saved it: the only way to ask. Absent means no.
    pub has_users: bool,
    /// The messages that it holds.
    pub messages: Vec<MessageName>,
}

/// A message that an object holds, by its name.
#[derive(Clone, Debug, PartialEq, Eq, Default, Deserialize)]
#[serde(default)]
pub struct MessageName {
    /// As it was given.
    pub id: String,
}

impl ObjectAnswer {
    /// Reads an answer's body: the thing itself, or, after `addMessage`, below `resource`.
    pub fn read(body: &[u8]) -> Option<ObjectAnswer> {
        let mut json: serde_json::Value = serde_json::from_slice(body).ok()?;
        let inner = json
            .get_mut("resource")
            .map(serde_json::Value::take);
        serde_json::from_value(inner.unwrap_or(json)).ok()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn points(label: Text) -> LoyaltyPoints {
        LoyaltyPoints::new(&label, "en", Balance::text("3/10"))
    }

    fn card() -> LoyaltyObject {
        LoyaltyObject::new("388.card_1", "388.prg_1", ObjectState::Active)
    }

    #[test]
    fn what_is_not_there_is_not_written() {
        assert_eq!(
            serde_json::to_value(card()).unwrap(),
            json!({"id": "388.card_1", "classId": "388.prg_1", "state": "ACTIVE"})
        );
    }

    #[test]
    fn a_balance_is_exactly_one_of_its_forms() {
        assert_eq!(
            serde_json::to_value(Balance::Int(3)).unwrap(),
            json!({"int": 3})
        );
        assert_eq!(
            serde_json::to_value(Balance::text("1,000,000")).unwrap(),
            json!({"string": "1,000,…"})
        );
    }

    #[test]
    fn an_empty_change_changes_nothing() {
        assert_eq!(
            serde_json::to_value(LoyaltyObjectPatch::default()).unwrap(),
            json!({})
        );
    }

    #[test]
    fn a_change_of_points_leaves_nothing_of_their_former_form() {
        let patch = LoyaltyObjectPatch {
            loyalty_points: PatchField::Set(points("Stamps".into()).into()),
            ..Default::default()
        };
        assert_eq!(
            serde_json::to_value(patch).unwrap(),
            json!({"loyaltyPoints": {"label": "Stamps", "localizedLabel": null, "balance": {"int": null, "string": "3/10"}}})
        );
    }

    #[test]
    fn a_whole_change_clears_what_the_card_has_no_longer() {
        let patch = serde_json::to_value(LoyaltyObjectPatch::from(card())).unwrap();
        assert!(patch["heroImage"].is_null() && patch["accountName"].is_null());
        assert_eq!(
            (&patch["state"], &patch["textModulesData"]),
            (&json!("ACTIVE"), &json!([]))
        );
        assert!(
            patch.get("id").is_none()
                && patch
                    .get("notifyPreference")
                    .is_none()
        );
    }

    #[test]
    fn a_card_is_thinned_down_to_stamps_and_code_with_the_picture_going_last() {
        let words = LocalizedText::new(&"Three of ten stamps".into(), "en", 60);
        let image = Image::new(
            "https://cards.example.com/img/s3of10.png",
            words.to_localized("en"),
        );
        let label = Text::ByLanguage(
            [("de", "Stempel"), ("en", "Stamps")]
                .map(|(l, t)| (l.to_owned(), t.to_owned()))
                .into(),
        );
        let text = TextModuleData::new("next", &"Next".into(), &"A coffee".into(), "en");
        let mut card = LoyaltyObject {
            loyalty_points: Some(points(label)),
            account_name: Some("Sara".into()),
            hero_image: Some(image),
            text_modules_data: vec![text.clone(), text],
            ..card()
        };
        let mut steps = 0;
        while card.hero_image.is_some() {
            assert!(card.thin(), "the picture stays for ever");
            steps += 1;
        }
        assert_eq!(steps, 5, "name, two paragraphs, label by language, picture");
        assert!(!card.thin() && card.loyalty_points.is_some());
    }

    #[test]
    fn answers_are_read_whatever_google_adds_to_them() {
        let full = br#"{"kind":"walletobjects#loyaltyObject","id":"388.card_1","classId":"388.prg_1","state":"FROZEN","hasUsers":true,
            "classReference":{"id":"388.prg_1","reviewStatus":"APPROVED"},"newThing":[1]}"#;
        let answer = ObjectAnswer::read(full).unwrap();
        assert_eq!(
            (
                answer.id.as_str(),
                answer.state.as_deref(),
                answer.has_users
            ),
            ("388.card_1", Some("FROZEN"), true)
        );
        assert!(
            !ObjectAnswer::read(br#"{"id":"388.card_1"}"#)
                .unwrap()
                .has_users
        );
        assert_eq!(
            ObjectAnswer::read(br#"{"resource":{"id":"388.card_1"}}"#)
                .unwrap()
                .id,
            "388.card_1"
        );
        assert_eq!(
            ObjectAnswer::read(b"<html>Welcome to the hotel's wifi"),
            None
        );
    }
}
