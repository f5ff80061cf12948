//! What a phone keeps: passes, tags and the console.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::InstalledPass;

/// Lines of the console that are kept.
const CONSOLE_LINES: usize = 1000;

/// The phone's memory, plain data behind one lock.
pub(super) struct Wallet {
    pub(super) push_token: String,
    pub(super) language: String,
    pub(super) offline: bool,
    pub(super) console: VecDeque<String>,
    /// By pass type and serial number, a pass's identity for ever.
    installed: BTreeMap<(String, String), InstalledPass>,
    /// The tag of the latest list, by web service and pass type.
    tags: BTreeMap<(String, String), String>,
}

impl Wallet {
    pub(super) fn new(push_token: String) -> Wallet {
        Wallet {
            push_token,
            language: "en".to_owned(),
            offline: false,
            console: VecDeque::new(),
            installed: BTreeMap::new(),
            tags: BTreeMap::new(),
        }
    }

    pub(super) fn passes(&self) -> Vec<InstalledPass> {
        self.installed
            .values()
            .cloned()
            .collect()
    }

    pub(super) fn pass(&self, serial: &str) -> Option<InstalledPass> {
        self.installed
            .values()
            .find(|pass| pass.serial_number() == serial)
            .cloned()
    }

    fn pass_mut(&mut self, serial: &str) -> Option<&mut InstalledPass> {
        self.installed
            .values_mut()
            .find(|pass| pass.serial_number() == serial)
    }

    /// Puts a pass in; one with the same type and serial number goes.
    pub(super) fn put(&mut self, pass: InstalledPass) {
        let identity = (
            pass.pass_type_identifier()
                .to_owned(),
            pass.serial_number().to_owned(),
        );
        self.installed
            .insert(identity, pass);
    }

    /// Puts the new version of a pass in the place of the old; does nothing when it was deleted meanwhile.
    pub(super) fn update(&mut self, mut new: InstalledPass) {
        if let Some(old) = self.pass_mut(new.serial_number()) {
            new.language = old.language.clone();
            new.succeed(old);
            *old = new;
        }
    }

    pub(super) fn not_modified(&mut self, serial: &str) {
        if let Some(pass) = self.pass_mut(serial) {
            pass.not_modified += 1;
        }
    }

    pub(super) fn set_registration(&mut self, serial: &str, status: Option<u16>) {
        if let Some(pass) = self.pass_mut(serial) {
            pass.registration = status;
        }
    }

    /// Takes a pass out; without passes of a service the phone forgets its tag as well.
    pub(super) fn remove(&mut self, serial: &str) {
        self.installed
            .retain(|_, pass| pass.serial_number() != serial);
        let known: BTreeSet<(String, String)> = self.sources().collect();
        self.tags
            .retain(|source, _| known.contains(source));
    }

    pub(super) fn erase(&mut self) {
        self.installed.clear();
        self.tags.clear();
    }

    pub(super) fn set_language(&mut self, language: &str) {
        language.clone_into(&mut self.language);
        for pass in self.installed.values_mut() {
            language.clone_into(&mut pass.language);
        }
    }

    pub(super) fn complain(&mut self, line: String) {
        if self.console.len() == CONSOLE_LINES {
            self.console.pop_front();
        }
        self.console.push_back(line);
    }

    /// Web service and pass type of each pass that can be updated.
    fn sources(&self) -> impl Iterator<Item = (String, String)> {
        let updatable = self
            .installed
            .values()
            .filter(|pass| !pass.raw("webServiceURL").is_empty());
        updatable.map(|pass| {
            (
                pass.raw("webServiceURL").to_owned(),
                pass.pass_type_identifier()
                    .to_owned(),
            )
        })
    }

    pub(super) fn services(&self) -> BTreeSet<String> {
        self.sources()
            .map(|(service, _)| service)
            .collect()
    }

    pub(super) fn services_of(&self, pass_type: &str) -> BTreeSet<String> {
        self.sources()
            .filter(|(_, of)| of == pass_type)
            .map(|(service, _)| service)
            .collect()
    }

    pub(super) fn tag(&self, service: &str, pass_type: &str) -> Option<String> {
        self.tags
            .get(&(service.to_owned(), pass_type.to_owned()))
            .cloned()
    }

    pub(super) fn keep_tag(&mut self, service: &str, pass_type: &str, tag: String) {
        self.tags
            .insert((service.to_owned(), pass_type.to_owned()), tag);
    }
}
