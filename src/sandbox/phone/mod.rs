//! An iPhone's Wallet over real HTTP: what a device does with a pass, as Apple describes it and no kinder.

mod content;
mod installed;
mod package;
mod signature;
mod strings;
#[cfg(test)]
mod tests;
mod wallet;
mod web_service;

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use openssl::error::ErrorStack;
use openssl::x509::X509;
use tokio::sync::{mpsc, watch};
use tokio::task::JoinHandle;

use super::apns::{ApnsStandIn, Hub, Push};
pub use installed::{Field, InstalledPass, Notification};
pub use package::{Package, PackageError};
pub use strings::StringTable;
use wallet::Wallet;
use web_service::Caller;

const INBOX: usize = 256;
/// Pauses before a failed update is tried again; after the last one it is dropped, until the next push.
const RETRY_PAUSES_S: [u64; 4] = [1, 4, 16, 64];

/// Why the phone could not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum PhoneError {
    /// The phone is offline.
    #[error("The phone is offline. Bring it online first.")]
    Offline,
    /// No answer.
    #[error("The {call} call got no answer: {source}. Is the service running at this address?")]
    Unreachable {
        /// Which call.
        call: &'static str,
        /// What the connection said.
        source: reqwest::Error,
    },
    /// A status that the call may not have.
    #[error("The {call} call was answered with {status}: {body}")]
    Refused {
        /// Which call.
        call: &'static str,
        /// HTTP status.
        status: u16,
        /// Beginning of the body.
        body: String,
    },
    /// An answer that breaks Apple's protocol.
    #[error("The {call} call's answer is not as Apple specifies: {reason}.")]
    Answer {
        /// Which call.
        call: &'static str,
        /// Which rule it breaks.
        reason: String,
    },
    /// The pass itself is not accepted.
    #[error(transparent)]
    Package(#[from] PackageError),
    /// No such pass in the Wallet.
    #[error("There is no pass with the serial number {0} on this phone.")]
    NotInstalled(String),
    /// OpenSSL failed on the sandbox's own material.
    #[error("The phone cannot be set up: {0}")]
    Setup(#[from] ErrorStack),
}

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
        let wallet = self.wallet.get_mut().unwrap_or_else(PoisonError::into_inner);
        self.apns.detach(&wallet.push_token);
    }
}

impl Phone {
    /// A new phone with its own device library identifier and push token, online, in English.
    pub fn new(apns: &ApnsStandIn) -> Result<Phone, PhoneError> {
        let device = super::random_hex(16)?;
        let caller = Caller::new(device, apns.root_ca_pem()).map_err(|source| PhoneError::Unreachable { call: "set-up", source })?;
        let (heard, inbox) = mpsc::channel(INBOX);
        let push_token = apns.token()?;
        apns.hub().attach(&push_token, heard.clone());
        Ok(Phone(Arc::new(Inner {
            caller,
            apns: apns.hub().clone(),
            root: apns.root_ca()?,
            wallet: Mutex::new(Wallet::new(push_token)),
            revision: watch::Sender::new(0),
            heard,
            inbox: tokio::sync::Mutex::new(Some(inbox)),
            turn: tokio::sync::Mutex::default(),
        })))
    }

    fn wallet(&self) -> MutexGuard<'_, Wallet> {
        self.0.wallet.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes the wallet, then tells those who watch.
    fn change<T>(&self, change: impl FnOnce(&mut Wallet) -> T) -> T {
        let result = change(&mut self.wallet());
        self.0.revision.send_modify(|revision| *revision += 1);
        result
    }

    fn online(&self) -> Result<(), PhoneError> {
        if self.is_offline() { Err(PhoneError::Offline) } else { Ok(()) }
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
        self.0.apns.detach(&self.push_token());
        self.change(|wallet| wallet.offline = true);
    }

    /// Network again: a push that waited is heard at once.
    pub fn go_online(&self) {
        self.change(|wallet| wallet.offline = false);
        self.0.apns.attach(&self.push_token(), self.0.heard.clone());
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
        self.pass(serial).ok_or_else(|| PhoneError::NotInstalled(serial.to_owned()))
    }

    /// The device's console, where a real phone hides its reasons; oldest first.
    pub fn console(&self) -> Vec<String> {
        self.wallet().console.iter().cloned().collect()
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
        let added = match self.0.caller.download(url, &language).await {
            Ok(download) => self.install(&download.archive, &language).await,
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
        let status = self.0.caller.register(&pass, &self.push_token()).await?;
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
        self.0.caller.unregister(&pass).await.inspect_err(|error| self.complain(error))
    }

    /// The switch "Automatic Updates" on the back of a pass: off unregisters, on registers again.
    pub async fn set_automatic_updates(&self, serial: &str, on: bool) -> Result<(), PhoneError> {
        let _turn = self.0.turn.lock().await;
        self.online()?;
        if on {
            return self.register(serial).await;
        }
        self.0.caller.unregister(&self.installed(serial)?).await?;
        self.change(|wallet| wallet.set_registration(serial, None));
        Ok(())
    }

    /// Gets a new push token, as after a restore, and registers every pass with it; the old one answers 410 from now on.
    pub async fn rotate_push_token(&self) -> Result<(), PhoneError> {
        let _turn = self.0.turn.lock().await;
        self.online()?;
        let old = self.take_new_token()?;
        for pass in self.passes().iter().filter(|pass| pass.registration.is_some()) {
            self.register(pass.serial_number()).await?;
        }
        self.0.apns.unregister(&old, super::wall_clock_ms());
        Ok(())
    }

    /// Erases the phone: the passes are gone and no service is told. The old push token answers 410 from now on.
    pub async fn erase(&self) -> Result<(), PhoneError> {
        let _turn = self.0.turn.lock().await;
        let old = self.take_new_token()?;
        self.change(Wallet::erase);
        self.0.apns.unregister(&old, super::wall_clock_ms());
        Ok(())
    }

    /// Listens on a new push token from now on; returns the one before.
    fn take_new_token(&self) -> Result<String, PhoneError> {
        let token = self.0.apns.new_token()?;
        if self.online().is_ok() {
            self.0.apns.attach(&token, self.0.heard.clone());
        }
        Ok(self.change(|wallet| std::mem::replace(&mut wallet.push_token, token)))
    }

    /// Sends a line to the log of each web service that the phone knows.
    pub async fn log_error(&self, text: &str) -> Result<(), PhoneError> {
        self.online()?;
        let services = self.wallet().services();
        for service in services {
            self.0.caller.log(&service, &[text]).await?;
        }
        Ok(())
    }

    /// Pull to refresh on every pass; returns how many were replaced.
    pub async fn refresh(&self) -> Result<usize, PhoneError> {
        let _turn = self.0.turn.lock().await;
        let mut replaced = 0;
        for pass in self.passes() {
            replaced += usize::from(self.fetch(pass.serial_number()).await?);
        }
        Ok(replaced)
    }

    /// Pull to refresh on one pass; returns it as it is now.
    pub async fn refresh_pass(&self, serial: &str) -> Result<InstalledPass, PhoneError> {
        let _turn = self.0.turn.lock().await;
        self.fetch(serial).await?;
        self.installed(serial)
    }

    /// Fetches one pass and installs a new version; whether there was one.
    async fn fetch(&self, serial: &str) -> Result<bool, PhoneError> {
        self.online()?;
        let old = self.installed(serial)?;
        let Some(download) = self.0.caller.fetch(&old).await? else {
            self.change(|wallet| wallet.not_modified(serial));
            return Ok(false);
        };
        let mut new = InstalledPass::new(Package::open(&download.archive, &self.0.root)?, &old.language);
        for key in ["passTypeIdentifier", "serialNumber", "webServiceURL", "authenticationToken"] {
            if new.pass_json[key] != old.pass_json[key] {
                return Err(PhoneError::Answer { call: "fetch", reason: format!("an update must not change {key}") });
            }
        }
        new.last_modified = download.last_modified;
        self.change(|wallet| wallet.update(new));
        Ok(true)
    }

    /// Handles the pushes that have come, as a story does it step by step; returns how many passes were replaced.
    ///
    /// Nothing is left to handle while [`Phone::spawn_listener`] listens.
    pub async fn receive_pushes(&self) -> Result<usize, PhoneError> {
        let topics = match self.0.inbox.lock().await.as_mut() {
            Some(inbox) => drain(inbox),
            None => BTreeSet::new(),
        };
        let mut replaced = 0;
        for topic in topics {
            replaced += self.look(&topic).await?;
        }
        Ok(replaced)
    }

    /// Handles pushes as they come until the phone is dropped; a failed update is tried again with growing pauses.
    pub async fn spawn_listener(&self) -> JoinHandle<()> {
        let inbox = self.0.inbox.lock().await.take();
        let phone = Arc::downgrade(&self.0);
        tokio::spawn(async move {
            let Some(mut inbox) = inbox else { return };
            while let Some(push) = inbox.recv().await {
                let mut topics = drain(&mut inbox);
                topics.insert(push.topic);
                for topic in topics {
                    let Some(inner) = phone.upgrade() else { return };
                    Phone(inner).look_with_patience(&topic).await;
                }
            }
        })
    }

    async fn look_with_patience(&self, topic: &str) {
        for pause in RETRY_PAUSES_S.map(Some).into_iter().chain([None]) {
            match (self.look(topic).await, pause) {
                (Ok(_) | Err(PhoneError::Offline), _) | (_, None) => return,
                (Err(_), Some(pause)) => tokio::time::sleep(Duration::from_secs(pause)).await,
            }
        }
    }

    /// What a push makes a phone do: asks each web service of this pass type what has changed, and fetches that.
    async fn look(&self, pass_type: &str) -> Result<usize, PhoneError> {
        let _turn = self.0.turn.lock().await;
        self.online()?;
        let services = self.wallet().services_of(pass_type);
        let mut replaced = 0;
        for service in services {
            let updated = self.update_from(&service, pass_type).await;
            replaced += updated.inspect_err(|error| self.complain(error))?;
        }
        Ok(replaced)
    }

    /// The tag is kept only after all fetches, so that a failed one is listed again.
    async fn update_from(&self, service: &str, pass_type: &str) -> Result<usize, PhoneError> {
        let tag = self.wallet().tag(service, pass_type);
        let Some(updated) = self.0.caller.list(service, pass_type, tag.as_deref()).await? else { return Ok(0) };
        let mut replaced = 0;
        for serial in &updated.serial_numbers {
            if self.pass(serial).is_some() {
                replaced += usize::from(self.fetch_or_report(service, serial).await?);
            }
        }
        self.change(|wallet| wallet.keep_tag(service, pass_type, updated.last_updated));
        Ok(replaced)
    }

    /// A phone that cannot read an update says so in the service's log; whether that arrives changes nothing.
    async fn fetch_or_report(&self, service: &str, serial: &str) -> Result<bool, PhoneError> {
        let fetched = self.fetch(serial).await;
        if let Err(error @ (PhoneError::Package(_) | PhoneError::Answer { .. })) = &fetched {
            let _ = self.0.caller.log(service, &[&error.to_string()]).await;
        }
        fetched
    }
}

/// The topics of all pushes that are waiting, each once.
fn drain(inbox: &mut mpsc::Receiver<Push>) -> BTreeSet<String> {
    std::iter::from_fn(|| inbox.try_recv().ok()).map(|push| push.topic).collect()
}
