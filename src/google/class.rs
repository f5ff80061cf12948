//! The loyalty class: the programme as Google knows it. One for each programme; a card is an object of it.

use serde::Serialize;

use super::parts::{
    Image, LinksModuleData, LocalizedString, LocalizedText, MERCHANT_LOCATIONS, MerchantLocation,
    NotifyPreference, TEXT_MODULES, TextModuleData,
};
use super::patch::PatchField;

/// The programme. Cannot be deleted; its id can never be changed.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LoyaltyClass {
    /// `{issuer id}.{identifier}`.
    pub id: String,
    /// The shop's name.
    pub issuer_name: String,
    /// The shop's name by language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub localized_issuer_name: Option<LocalizedString>,
    /// The programme's name.
    pub program_name: String,
    /// The programme's name by language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub localized_program_name: Option<LocalizedString>,
    /// The round logo.
    pub program_logo: Image,
    /// A wide logo instead of the round one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wide_program_logo: Option<Image>,
    /// The picture of cards that have none of their own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hero_image: Option<Image>,
    /// `#rrggbb`. Google chooses the colour of the words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hex_background_color: Option<String>,
    /// Always the same; see [`ReviewStatus`].
    pub review_status: ReviewStatus,
    /// Who may save a card.
    pub multiple_devices_and_holders_allowed_status: MultipleDevicesAndHoldersAllowedStatus,
    /// Where Google tells of saves and deletes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub callback_options: Option<CallbackOptions>,
    /// What stands on the face.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub class_template_info: Option<ClassTemplateInfo>,
    /// Paragraphs in the details of every card.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub text_modules_data: Vec<TextModuleData>,
    /// Links in the details of every card.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub links_module_data: Option<LinksModuleData>,
    /// Where cards may show themselves.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub merchant_locations: Vec<MerchantLocation>,
    /// ISO 3166-1 country of the shop.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country_code: Option<String>,
}

impl LoyaltyClass {
    /// A programme with what Google requires. Whoever has the card's own link may save it, as on other phones:
    /// one person may have several accounts, and the link is as secret as the card.
    pub fn new(
        id: &str,
        issuer: LocalizedText,
        program: LocalizedText,
        logo: Image,
    ) -> LoyaltyClass {
        LoyaltyClass {
            id: id.to_owned(),
            issuer_name: issuer.plain,
            localized_issuer_name: issuer.localized,
            program_name: program.plain,
            localized_program_name: program.localized,
            program_logo: logo,
            wide_program_logo: None,
            hero_image: None,
            hex_background_color: None,
            review_status: ReviewStatus::UnderReview,
            multiple_devices_and_holders_allowed_status:
                MultipleDevicesAndHoldersAllowedStatus::MultipleHolders,
            callback_options: None,
            class_template_info: None,
            text_modules_data: Vec::new(),
            links_module_data: None,
            merchant_locations: Vec::new(),
            country_code: None,
        }
    }

    /// Drops the places and paragraphs beyond the ten that Google takes or shows.
    pub fn within_limits(mut self) -> LoyaltyClass {
        self.merchant_locations
            .truncate(MERCHANT_LOCATIONS);
        self.text_modules_data
            .truncate(TEXT_MODULES);
        self
    }

    /// Leaves every name in the shop's own language alone. False when it stood alone already.
    pub fn drop_translations(&mut self) -> bool {
        let names = [
            self.localized_issuer_name.take(),
            self.localized_program_name.take(),
        ];
        let described = std::mem::take(
            &mut self
                .program_logo
                .content_description
                .translated_values,
        );
        names.iter().any(Option::is_some) || !described.is_empty()
    }

    /// Leaves what Google requires, and where it tells of saves for as long as that fits. False when nothing else is left.
    pub fn drop_extras(&mut self) -> bool {
        let bare = LoyaltyClass {
            callback_options: self.callback_options.take(),
            review_status: self.review_status,
            multiple_devices_and_holders_allowed_status: self
                .multiple_devices_and_holders_allowed_status,
            ..LoyaltyClass::new(
                &self.id,
                LocalizedText {
                    plain: self.issuer_name.clone(),
                    localized: None,
                },
                LocalizedText {
                    plain: self.program_name.clone(),
                    localized: None,
                },
                self.program_logo.clone(),
            )
        };
        let had_callbacks = bare.callback_options.is_some();
        let full = std::mem::replace(self, bare);
        let had_extras = LoyaltyClass {
            callback_options: None,
            ..full
        } != LoyaltyClass {
            callback_options: None,
            ..self.clone()
        };
        if !had_extras {
            self.callback_options = None;
        }
        had_extras || had_callbacks
    }
}

/// The only status that a live programme may be written with. Google turns it into `APPROVED` at once, and refuses a write
/// that sends `APPROVED` back; a `DRAFT` can have no cards. So it stands in every write and nothing else can be said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ReviewStatus {
    /// Ready for use.
    #[default]
    UnderReview,
}

/// Who may save a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum MultipleDevicesAndHoldersAllowedStatus {
    /// Whoever has the link.
    MultipleHolders,
    /// The first account that saves it, on all its devices.
    OneUserAllDevices,
}

/// Where Google tells of saves and deletes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CallbackOptions {
    /// https; robots.txt must let Googlebot reach it.
    pub url: String,
}

/// What stands on the face of a card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ClassTemplateInfo {
    card_template_override: CardTemplateOverride,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
struct CardTemplateOverride {
    card_row_template_infos: Vec<FaceRow>,
}

impl ClassTemplateInfo {
    /// Rows from above; Google takes three.
    pub fn rows(rows: impl IntoIterator<Item = FaceRow>) -> ClassTemplateInfo {
        let card_row_template_infos = rows.into_iter().take(3).collect();
        ClassTemplateInfo {
            card_template_override: CardTemplateOverride {
                card_row_template_infos,
            },
        }
    }
}

/// One row on the face.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum FaceRow {
    /// One value in the middle.
    OneItem {
        /// The value.
        item: TemplateItem,
    },
    /// One value at each end.
    TwoItems {
        /// Where reading begins.
        start_item: TemplateItem,
        /// Where it ends.
        end_item: TemplateItem,
    },
    /// Three values.
    ThreeItems {
        /// Where reading begins.
        start_item: TemplateItem,
        /// Between.
        middle_item: TemplateItem,
        /// Where it ends.
        end_item: TemplateItem,
    },
}

/// One value on the face.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TemplateItem {
    first_value: FieldSelector,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct FieldSelector {
    fields: Vec<FieldReference>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
struct FieldReference {
    field_path: String,
}

impl TemplateItem {
    /// The first of these fields that is not empty, such as `object.loyaltyPoints.balance`.
    pub fn first_of(paths: &[&str]) -> TemplateItem {
        let fields = paths
            .iter()
            .map(|path| FieldReference {
                field_path: (*path).to_owned(),
            })
            .collect();
        TemplateItem {
            first_value: FieldSelector { fields },
        }
    }

    /// The paragraph with this id, of the object.
    pub fn text_module(id: &str) -> TemplateItem {
        TemplateItem::first_of(&[&format!("object.textModulesData['{id}']")])
    }
}

/// A change of a programme. Names and logo cannot be cleared; the status goes with every write.
#[derive(Clone, Debug, PartialEq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LoyaltyClassPatch {
    /// Always the same; see [`ReviewStatus`].
    pub review_status: ReviewStatus,
    /// The shop's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issuer_name: Option<String>,
    /// The shop's name by language.
    #[serde(skip_serializing_if = "PatchField::is_keep")]
    pub localized_issuer_name: PatchField<LocalizedString>,
    /// The programme's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub program_name: Option<String>,
    /// The programme's name by language.
    #[serde(skip_serializing_if = "PatchField::is_keep")]
    pub localized_program_name: PatchField<LocalizedString>,
    /// The round logo.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub program_logo: Option<Image>,
    /// A wide logo instead of the round one.
    #[serde(skip_serializing_if = "PatchField::is_keep")]
    pub wide_program_logo: PatchField<Image>,
    /// The picture of cards that have none of their own.
    #[serde(skip_serializing_if = "PatchField::is_keep")]
    pub hero_image: PatchField<Image>,
    /// `#rrggbb`.
    #[serde(skip_serializing_if = "PatchField::is_keep")]
    pub hex_background_color: PatchField<String>,
    /// Who may save a card.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub multiple_devices_and_holders_allowed_status: Option<MultipleDevicesAndHoldersAllowedStatus>,
    /// Where Google tells of saves and deletes.
    #[serde(skip_serializing_if = "PatchField::is_keep")]
    pub callback_options: PatchField<CallbackOptions>,
    /// What stands on the face.
    #[serde(skip_serializing_if = "PatchField::is_keep")]
    pub class_template_info: PatchField<ClassTemplateInfo>,
    /// Paragraphs, all of them.
    #[serde(skip_serializing_if = "PatchField::is_keep")]
    pub text_modules_data: PatchField<Vec<TextModuleData>>,
    /// Links, all of them.
    #[serde(skip_serializing_if = "PatchField::is_keep")]
    pub links_module_data: PatchField<LinksModuleData>,
    /// Places, all of them.
    #[serde(skip_serializing_if = "PatchField::is_keep")]
    pub merchant_locations: PatchField<Vec<MerchantLocation>>,
    /// ISO 3166-1 country of the shop.
    #[serde(skip_serializing_if = "PatchField::is_keep")]
    pub country_code: PatchField<String>,
    /// Whether this write tells every holder.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notify_preference: Option<NotifyPreference>,
}

/// The change after which the class at Google is this one, whatever it was before.
impl From<LoyaltyClass> for LoyaltyClassPatch {
    fn from(class: LoyaltyClass) -> Self {
        LoyaltyClassPatch {
            review_status: class.review_status,
            issuer_name: Some(class.issuer_name),
            localized_issuer_name: class.localized_issuer_name.into(),
            program_name: Some(class.program_name),
            localized_program_name: class.localized_program_name.into(),
            program_logo: Some(class.program_logo),
            wide_program_logo: class.wide_program_logo.into(),
            hero_image: class.hero_image.into(),
            hex_background_color: class.hex_background_color.into(),
            multiple_devices_and_holders_allowed_status: Some(
                class.multiple_devices_and_holders_allowed_status,
            ),
            callback_options: class.callback_options.into(),
            class_template_info: class.class_template_info.into(),
            // Written when empty too: left out of a PATCH, the old list would stay.
            text_modules_data: PatchField::Set(class.text_modules_data),
            links_module_data: class.links_module_data.into(),
            merchant_locations: PatchField::Set(class.merchant_locations),
            country_code: class.country_code.into(),
            // Set, it would ring on every phone that holds a card of the shop.
            notify_preference: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn class() -> LoyaltyClass {
        let words = |text: &str| LocalizedText::new(&text.into(), "en", 60);
        let logo = Image::new(
            "https://cards.example.com/img/logo.png",
            words("The logo").to_localized("en"),
        );
        LoyaltyClass::new(
            "3388000000012345678.prg_1",
            words("Coffee"),
            words("Coffee card"),
            logo,
        )
    }

    #[test]
    fn what_is_not_there_is_not_written() {
        let Value::Object(written) = serde_json::to_value(class()).unwrap() else {
            panic!("a class is an object")
        };
        let names: Vec<&str> = written
            .keys()
            .map(String::as_str)
            .collect();
        let required = [
            "id",
            "issuerName",
            "programName",
            "programLogo",
            "reviewStatus",
            "multipleDevicesAndHoldersAllowedStatus",
        ];
        assert_eq!(names, required);
        assert_eq!(
            written["multipleDevicesAndHoldersAllowedStatus"],
            "MULTIPLE_HOLDERS"
        );
    }

    #[test]
    fn every_change_says_under_review_and_an_empty_one_nothing_else() {
        assert_eq!(
            serde_json::to_value(LoyaltyClassPatch::default()).unwrap(),
            json!({"reviewStatus": "UNDER_REVIEW"})
        );
    }

    #[test]
    fn a_whole_change_clears_what_the_class_has_no_longer() {
        let written = serde_json::to_value(LoyaltyClassPatch::from(class())).unwrap();
        assert_eq!(written["programName"], "Coffee card");
        assert!(written["localizedProgramName"].is_null() && written["heroImage"].is_null());
        assert_eq!(written["textModulesData"], json!([]));
        assert!(written.get("id").is_none(), "the address names the class");
    }

    #[test]
    fn rows_of_the_face_are_at_most_three_and_each_of_one_kind() {
        let stamps = || TemplateItem::first_of(&["object.loyaltyPoints.balance"]);
        let row = || FaceRow::TwoItems {
            start_item: stamps(),
            end_item: TemplateItem::text_module("next"),
        };
        let written =
            serde_json::to_value(ClassTemplateInfo::rows([row(), row(), row(), row()])).unwrap();
        let rows = written["cardTemplateOverride"]["cardRowTemplateInfos"]
            .as_array()
            .unwrap();
        assert_eq!(rows.len(), 3);
        assert_eq!(
            rows[0],
            json!({"twoItems": {
                "startItem": {"firstValue": {"fields": [{"fieldPath": "object.loyaltyPoints.balance"}]}},
                "endItem": {"firstValue": {"fields": [{"fieldPath": "object.textModulesData['next']"}]}},
            }})
        );
    }
}
