//! An iPhone's Wallet over real HTTP: what a device does with a pass, as Apple describes it and no kinder.

mod content;
mod error;
mod installed;
mod package;
mod signature;
mod strings;
#[cfg(test)]
mod tests;
mod updates;
mod wallet;
mod web_service;
mod wire;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use openssl::x509::X509;
use tokio::sync::{mpsc, watch};

use super::apns::{ApnsStandIn, Hub, Push};
pub use error::PhoneError;
pub use installed::{Field, InstalledPass, Notification};
pub use package::{Package, PackageError};
pub use strings::StringTable;
use wallet::Wallet;
use web_service::Caller;
pub use wire::Exchange;
use wire::Wire;

const INBOX: usize = 256;

/// An iPhone with a Wallet. Clones are the same phone.
#[derive(Clone)]
pub struct Phone(Arc<Inner>);

struct Inner {
    caller: Caller,
    apns: Arc<Hub>,
    root: X509,
    wallet: Mutex<Wallet>,
    revision: watch::Sender<u64>,
    heard: mpsc::Sender<Push>,
    inbox: tokio::sync::Mutex<Option<mpsc::Receiver<Push>>>,
    /// One operation at a time, as in a real device: two fetches side by side could install the older answer last.
    turn: tokio::sync::Mutex<()>,
}

/// Nobody hears the pushes of a phone that is dropped; the listener's task ends with its inbox.
impl Drop for Inner {
    fn drop(&mut self) {
        let wallet = self
            .wallet
            .get_mut()
            .unwrap_or_else(PoisonError::into_inner);
        self.apns.detach(&wallet.push_token);
    }
}

impl Phone {
    /// A new phone with its own device library identifier and push token, online, in English.
    pub fn new(apns: &ApnsStandIn) -> Result<Phone, PhoneError> {
        let device = super::random_hex(16)?;
        let revision = watch::Sender::new(0);
        let wire = Wire::new(revision.clone());
        let caller = Caller::new(device, apns.root_ca_pem(), wire).map_err(|source| {
            PhoneError::Unreachable {
                call: "set-up",
                source,
            }
        })?;
        let (heard, inbox) = mpsc::channel(INBOX);
        let push_token = apns.token()?;
        apns.hub()
            .attach(&push_token, heard.clone());
        Ok(Phone(Arc::new(Inner {
            caller,
            apns: apns.hub().clone(),
            root: apns.root_ca()?,
            wallet: Mutex::new(Wallet::new(push_token)),
            revision,
            heard,
            inbox: tokio::sync::Mutex::new(Some(inbox)),
            turn: tokio::sync::Mutex::default(),
        })))
    }

    fn wallet(&self) -> MutexGuard<'_, Wallet> {
        self.0
            .wallet
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes the wallet, then tells those who watch.
    fn change<T>(&self, change: impl FnOnce(&mut Wallet) -> T) -> T {
        let result = change(&mut self.wallet());
        self.0
            .revision
            .send_modify(|revision| *revision += 1);
        result
    }

    fn online(&self) -> Result<(), PhoneError> {
        if self.is_offline() {
            Err(PhoneError::Offline)
        } else {
            Ok(())
        }
    }

    /// The identifier under which the phone registers.
    pub fn device_library_identifier(&self) -> &str {
        &self.0.caller.device
    }

    /// The present push token.
    pub fn push_token(&self) -> String {
        self.wallet().push_token.clone()
    }

    /// A counter that grows with every visible change, for pages that wait for one.
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.0.revision.subscribe()
    }

    /// Sets the phone's language, such as `fa`.
    pub fn set_language(&self, language: &str) {
        self.change(|wallet| wallet.set_language(language));
    }

    /// The phone's language.
    pub fn language(&self) -> String {
        self.wallet().language.clone()
    }

    /// Whether the phone is without network.
    pub fn is_offline(&self) -> bool {
        self.wallet().offline
    }

    /// No network: pushes wait at Apple, calls fail.
    pub fn go_offline(&self) {
        self.0
            .apns
            .detach(&self.push_token());
        self.change(|wallet| wallet.offline = true);
    }

    /// Network again: a push that waited is heard at once.
    pub fn go_online(&self) {
        self.change(|wallet| wallet.offline = false);
        self.0
            .apns
            .attach(&self.push_token(), self.0.heard.clone());
    }

    /// All passes in the Wallet.
    pub fn passes(&self) -> Vec<InstalledPass> {
        self.wallet().passes()
    }

    /// The pass with this serial number.
    pub fn pass(&self, serial: &str) -> Option<InstalledPass> {
        self.wallet().pass(serial)
    }

    fn installed(&self, serial: &str) -> Result<InstalledPass, PhoneError> {
        self.pass(serial)
            .ok_or_else(|| PhoneError::NotInstalled(serial.to_owned()))
    }

    /// The device's console, where a real phone hides its reasons; oldest first.
    pub fn console(&self) -> Vec<String> {
        self.wallet()
            .console
            .iter()
            .cloned()
            .collect()
    }

    /// What went over the wire lately, newest first.
    pub fn exchanges(&self) -> Vec<Exchange> {
        self.0.caller.wire.exchanges()
    }

    fn complain(&self, error: &PhoneError) {
        self.change(|wallet| wallet.complain(error.to_string()));
    }

    /// Downloads a pass, checks it, puts it into the Wallet in place of one with the same serial, and registers for updates.
    ///
    /// A pass whose registration fails stays installed, without updates, as on a real phone; the error says so.
    pub async fn add(&self, url: &str) -> Result<InstalledPass, PhoneError> {
        let _turn = self.0.turn.lock().await;
        self.online()?;
        let language = self.language();
        let added = match self
            .0
            .caller
            .download(url, &language)
            .await
        {
            Ok(download) => {
                self.install(&download.archive, &language)
                    .await
            }
            Err(error) => Err(error),
        };
        added.inspect_err(|error| self.complain(error))
    }

    async fn install(&self, archive: &[u8], language: &str) -> Result<InstalledPass, PhoneError> {
        let pass = InstalledPass::new(Package::open(archive, &self.0.root)?, language);
        let serial = pass.serial_number().to_owned();
        self.change(|wallet| wallet.put(pass));
        self.register(&serial).await?;
        self.installed(&serial)
    }

    async fn register(&self, serial: &str) -> Result<(), PhoneError> {
        let pass = self.installed(serial)?;
        if pass.raw("webServiceURL").is_empty() {
            return Ok(());
        }
        let status = self
            .0
            .caller
            .register(&pass, &self.push_token())
            .await?;
        self.change(|wallet| wallet.set_registration(serial, Some(status)));
        Ok(())
    }

    /// Deletes the pass. An offline phone deletes it as well, and never tells the service.
    pub async fn remove(&self, serial: &str) -> Result<(), PhoneError> {
        let _turn = self.0.turn.lock().await;
        let pass = self.installed(serial)?;
        self.change(|wallet| wallet.remove(serial));
        if pass.registration.is_none() || self.online().is_err() {
            return Ok(());
        }
        self.0
            .caller
            .unregister(&pass)
            .await
            .inspect_err(|error| self.complain(error))
    }

    /// The switch "Automatic Updates" on the back of a pass: off unregisters, on registers again.
    pub async fn set_automatic_updates(&self, serial: &str, on: bool) -> Result<(), PhoneError> {
        let _turn = self.0.turn.lock().await;
        self.online()?;
        if on {
            return self.register(serial).await;
        }
        self.0
            .caller
            .unregister(&self.installed(serial)?)
            .await?;
        self.change(|wallet| wallet.set_registration(serial, None));
        Ok(())
    }

    /// Gets a new push token, as after a restore, and registers every pass with it; the old one answers 410 from now on.
    pub async fn rotate_push_token(&self) -> Result<(), PhoneError> {
        let _turn = self.0.turn.lock().await;
        self.online()?;
        let old = self.take_new_token()?;
        for pass in self
            .passes()
            .iter()
            .filter(|pass| pass.registration.is_some())
        {
            self.register(pass.serial_number())
                .await?;
        }
        self.0
            .apns
            .unregister(&old, super::wall_clock_ms());
        Ok(())
    }

    /// Erases the phone: the passes are gone and no service is told. The old push token answers 410 from now on.
    pub async fn erase(&self) -> Result<(), PhoneError> {
        let _turn = self.0.turn.lock().await;
        let old = self.take_new_token()?;
        self.change(Wallet::erase);
        self.0
            .apns
            .unregister(&old, super::wall_clock_ms());
        Ok(())
    }

    /// Listens on a new push token from now on; returns the one before.
    fn take_new_token(&self) -> Result<String, PhoneError> {
        let token = self.0.apns.new_token()?;
        if self.online().is_ok() {
            self.0
                .apns
                .attach(&token, self.0.heard.clone());
        }
        Ok(self.change(|wallet| std::mem::replace(&mut wallet.push_token, token)))
    }

    /// Sends a line to the log of each web service that the phone knows.
    pub async fn log_error(&self, text: &str) -> Result<(), PhoneError> {
        self.online()?;
        let services = self.wallet().services();
        for service in services {
            self.0
                .caller
                .log(&service, &[text])
                .await?;
        }
        Ok(())
    }
}
