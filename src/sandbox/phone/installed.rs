//! A pass as it lies in the Wallet: what it shows, in the phone's language, and what has happened to it.

use std::collections::BTreeMap;

use bytes::Bytes;
use serde_json::Value;

use super::content;
use super::package::Package;
use super::strings::StringTable;

/// What the lock screen showed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notification {
    /// When, in milliseconds since 1970.
    pub at_ms: i64,
    /// The pass's organization name.
    pub title: String,
    /// The changed field's message, or a general text.
    pub text: String,
}

/// One field as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its key in pass.json.
    pub key: String,
    /// Its group, such as `headerFields`.
    pub group: &'static str,
    /// Its label in the phone's language.
    pub label: String,
    /// Its value in the phone's language.
    pub value: String,
}

/// A pass in the Wallet.
#[derive(Clone, Debug)]
pub struct InstalledPass {
    /// `pass.json` of the latest version.
    pub pass_json: Value,
    /// Every file of the latest version by its name.
    pub files: BTreeMap<String, Bytes>,
    /// The texts by language.
    pub strings: BTreeMap<String, StringTable>,
    /// `Last-Modified` of the latest fetch, sent back as it came.
    pub last_modified: Option<String>,
    /// The status of the latest registration: 201 new, 200 known; none without web service or after switching updates off.
    pub registration: Option<u16>,
    /// What the lock screen showed for this pass, oldest first.
    pub notifications: Vec<Notification>,
    /// How many fetches brought a new version.
    pub fetches: u32,
    /// How many fetches were answered with 304.
    pub not_modified: u32,
    /// When the present version arrived, in milliseconds since 1970.
    pub updated_at_ms: i64,
    pub(super) language: String,
}

impl InstalledPass {
    pub(super) fn new(package: Package, language: &str) -> InstalledPass {
        InstalledPass {
            pass_json: package.pass_json,
            files: package.files,
            strings: package.strings,
            last_modified: None,
            registration: None,
            notifications: Vec::new(),
            fetches: 0,
            not_modified: 0,
            updated_at_ms: crate::sandbox::wall_clock_ms(),
            language: language.to_owned(),
        }
    }

    /// A text at the top of pass.json, in the phone's language; empty when it is not there.
    pub fn top(&self, key: &str) -> String {
        self.pass_json[key]
            .as_str()
            .map(|text| self.localized(text))
            .unwrap_or_default()
    }

    pub(super) fn raw(&self, key: &str) -> &str {
        self.pass_json[key]
            .as_str()
            .unwrap_or_default()
    }

    /// The serial number.
    pub fn serial_number(&self) -> &str {
        self.raw("serialNumber")
    }

    /// The pass type identifier.
    pub fn pass_type_identifier(&self) -> &str {
        self.raw("passTypeIdentifier")
    }

    /// The classic style, such as `storeCard`.
    pub fn style(&self) -> &'static str {
        self.pass_json
            .as_object()
            .and_then(|pass| content::classic_style(pass).ok())
            .unwrap_or("generic")
    }

    /// All fields in order of display.
    pub fn fields(&self) -> Vec<Field> {
        content::fields(&self.pass_json, self.style())
            .map(|(group, field)| self.shown(group, field))
            .collect()
    }

    /// The field with this key.
    pub fn field(&self, key: &str) -> Option<Field> {
        self.raw_field(key)
            .map(|(group, field)| self.shown(group, field))
    }

    /// The value of the field with this key as it is shown; empty when there is none.
    pub fn value(&self, key: &str) -> String {
        self.field(key)
            .map(|field| field.value)
            .unwrap_or_default()
    }

    /// The message of the first barcode: what a scanner reads.
    pub fn barcode_message(&self) -> Option<&str> {
        self.pass_json["barcodes"][0]["message"].as_str()
    }

    /// Whether the pass is greyed out.
    pub fn voided(&self) -> bool {
        self.pass_json["voided"] == true
    }

    /// A picture such as `strip` for a screen of this scale: in the phone's language if there is one, else the nearest scale.
    pub fn image(&self, name: &str, scale: u8) -> Option<&Bytes> {
        let folder = self.language_of(
            self.files
                .keys()
                .filter_map(|file| Some(file.split_once(".lproj/")?.0)),
        );
        let folders = [
            folder.map(|language| format!("{language}.lproj/")),
            Some(String::new()),
        ];
        let scales = [scale, 3, 2, 1];
        let names = folders
            .into_iter()
            .flatten()
            .flat_map(|folder| scales.map(|scale| format!("{folder}{name}{}.png", suffix(scale))));
        names
            .into_iter()
            .find_map(|name| self.files.get(&name))
    }

    /// The text for a key in the phone's language; a text that is no key stands for itself.
    pub fn localized(&self, text: &str) -> String {
        let language = self.language_of(
            self.strings
                .keys()
                .map(String::as_str),
        );
        let table = language.and_then(|language| self.strings.get(language));
        table
            .and_then(|table| table.get(text))
            .cloned()
            .unwrap_or_else(|| text.to_owned())
    }

    /// Of the languages on offer: the phone's, else the same without region, else English.
    fn language_of<'l>(&self, offered: impl Iterator<Item = &'l str> + Clone) -> Option<&'l str> {
        let same = |one: &str, other: &str| {
            one.replace('_', "-")
                .eq_ignore_ascii_case(&other.replace('_', "-"))
        };
        let base = self
            .language
            .split(['-', '_'])
            .next()
            .unwrap_or_default();
        [self.language.as_str(), base, "en"]
            .into_iter()
            .find_map(|wanted| {
                offered
                    .clone()
                    .find(|language| same(language, wanted))
            })
    }

    pub(super) fn raw_field(&self, key: &str) -> Option<(&'static str, &Value)> {
        content::fields(&self.pass_json, self.style()).find(|(_, field)| field["key"] == key)
    }

    fn shown(&self, group: &'static str, field: &Value) -> Field {
        let text = |key: &str| {
            field[key]
                .as_str()
                .unwrap_or_default()
        };
        Field {
            key: text("key").to_owned(),
            group,
            label: self.localized(text("label")),
            value: self.shown_value(&field["value"]),
        }
    }

    fn shown_value(&self, value: &Value) -> String {
        value
            .as_str()
            .map_or_else(|| value.to_string(), |text| self.localized(text))
    }

    /// Takes over what belongs to the installed pass rather than to its present version, and says what the lock screen shows.
    pub(super) fn succeed(&mut self, old: &InstalledPass) -> Option<Notification> {
        self.registration = old.registration;
        self.notifications = old.notifications.clone();
        self.fetches = old.fetches + 1;
        self.not_modified = old.not_modified;
        let text = self.announcement(old)?;
        let shown = Notification {
            at_ms: self.updated_at_ms,
            title: self.top("organizationName"),
            text,
        };
        self.notifications
            .push(shown.clone());
        Some(shown)
    }

    /// The message of the one field whose value changed; a general text when several did or `%@` is missing.
    fn announcement(&self, old: &InstalledPass) -> Option<String> {
        let changed = content::fields(&self.pass_json, self.style()).filter_map(|(_, field)| {
            let (_, before) = old.raw_field(field["key"].as_str()?)?;
            let message = field["changeMessage"].as_str()?;
            (before["value"] != field["value"])
                .then(|| (self.localized(message), self.shown_value(&field["value"])))
        });
        match &changed.collect::<Vec<_>>()[..] {
            [] => None,
            [(message, value)] if message.contains("%@") => Some(message.replace("%@", value)),
            _ => Some(self.general_text().to_owned()),
        }
    }

    fn general_text(&self) -> &'static str {
        match self.style() {
            "storeCard" => "Store card changed",
            "coupon" => "Coupon changed",
            "eventTicket" => "Ticket changed",
            "boardingPass" => "Boarding pass changed",
            _ => "Pass changed",
        }
    }
}

fn suffix(scale: u8) -> String {
    if scale <= 1 {
        String::new()
    } else {
        format!("@{scale}x")
    }
}
