//! How a pass gets newer: by a push, or by the owner's hand.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use super::{InstalledPass, Package, Phone, PhoneError};
use crate::sandbox::apns::Push;

/// Pauses before a failed update is tried again; after the last one it is dropped, until the next push.
const RETRY_PAUSES_S: [u64; 4] = [1, 4, 16, 64];

impl Phone {
    /// Pull to refresh on every pass; returns how many were replaced.
    pub async fn refresh(&self) -> Result<usize, PhoneError> {
        let _turn = self.0.turn.lock().await;
        let mut replaced = 0;
        for pass in self.passes() {
            replaced += usize::from(
                self.fetch(pass.serial_number())
                    .await?,
            );
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
        let mut new = InstalledPass::new(
            Package::open(&download.archive, &self.0.root)?,
            &old.language,
        );
        for key in [
            "passTypeIdentifier",
            "serialNumber",
            "webServiceURL",
            "authenticationToken",
        ] {
            if new.pass_json[key] != old.pass_json[key] {
                return Err(PhoneError::Answer {
                    call: "fetch",
                    reason: format!("an update must not change {key}"),
                });
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
            Some(inbox) => self.drain(inbox),
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
        // Weak, or the listener would keep alive the phone that it is to end with.
        let phone = Arc::downgrade(&self.0);
        tokio::spawn(async move {
            let Some(mut inbox) = inbox else {
                return;
            };
            while let Some(push) = inbox.recv().await {
                let Some(inner) = phone.upgrade() else {
                    return;
                };
                let phone = Phone(inner);
                phone.0.caller.wire.pushed();
                let mut topics = phone.drain(&mut inbox);
                topics.insert(push.topic);
                for topic in topics {
                    phone
                        .look_with_patience(&topic)
                        .await;
                }
            }
        })
    }

    async fn look_with_patience(&self, topic: &str) {
        for pause in RETRY_PAUSES_S
            .map(Some)
            .into_iter()
            .chain([None])
        {
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
            let updated = self
                .update_from(&service, pass_type)
                .await;
            replaced += updated.inspect_err(|error| self.complain(error))?;
        }
        Ok(replaced)
    }

    /// The tag is kept only after all fetches, so that a failed one is listed again.
    async fn update_from(&self, service: &str, pass_type: &str) -> Result<usize, PhoneError> {
        let tag = self
            .wallet()
            .tag(service, pass_type);
        let Some(updated) = self
            .0
            .caller
            .list(service, pass_type, tag.as_deref())
            .await?
        else {
            return Ok(0);
        };
        let mut replaced = 0;
        for serial in &updated.serial_numbers {
            if self.pass(serial).is_some() {
                replaced += usize::from(
                    self.fetch_or_report(service, serial)
                        .await?,
                );
            }
        }
        self.change(|wallet| wallet.keep_tag(service, pass_type, updated.last_updated));
        Ok(replaced)
    }

    /// A phone that cannot read an update says so in the service's log; whether that arrives changes nothing.
    async fn fetch_or_report(&self, service: &str, serial: &str) -> Result<bool, PhoneError> {
        let fetched = self.fetch(serial).await;
        if let Err(error @ (PhoneError::Package(_) | PhoneError::Answer { .. })) = &fetched {
            let _ = self
                .0
                .caller
                .log(service, &[&error.to_string()])
                .await;
        }
        fetched
    }

    /// The topics of all pushes that are waiting, each once.
    fn drain(&self, inbox: &mut mpsc::Receiver<Push>) -> BTreeSet<String> {
        let waiting =
            std::iter::from_fn(|| inbox.try_recv().ok()).inspect(|_| self.0.caller.wire.pushed());
        waiting
            .map(|push| push.topic)
            .collect()
    }
}
