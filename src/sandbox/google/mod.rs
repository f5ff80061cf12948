//! A stand-in for Google Wallet: token endpoint, REST API, save page and signed callbacks over real HTTP, with Google's rules,
//! limits, answers and faults.

mod account;
mod answer;
mod api;
mod bell;
mod callback;
mod check;
mod connection;
mod customer;
mod fault;
mod hub;
mod line;
mod log;
mod page;
mod registry;
mod robots;
mod rules;
mod save;
mod schema;
mod sender;
#[cfg(test)]
mod tests;
mod token;

use std::fs::OpenOptions;
use std::io::Write;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use openssl::error::ErrorStack;
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

pub use super::apns::Door;
pub use super::phone::Exchange;
pub use bell::{Notification, NotificationKind};
pub use callback::{CallbackFlaw, SentCallback};
pub use customer::SaveError;
pub use fault::{Fault, Place};
use hub::Hub;
pub use log::Request;
use registry::Collection;

/// The issuer whose cards the stand-in keeps.
const ISSUER_ID: &str = "3388000000012345678";

/// Why the stand-in cannot start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// No socket.
    #[error("The sandbox's Google cannot listen: {0}. Is the address one of this machine's?")]
    Listen(#[from] std::io::Error),
    /// OpenSSL makes no keys.
    #[error("The sandbox's Google cannot make its keys: {0}")]
    Keys(#[from] ErrorStack),
    /// No HTTP client for the calls that Google makes itself.
    #[error("The sandbox's Google cannot make calls: {0}")]
    Client(#[from] reqwest::Error),
}

/// Google Wallet for one issuer. Clones are the same Google; it stops when the last one is dropped.
#[derive(Clone)]
pub struct GoogleStandIn(Arc<Running>);

struct Running {
    hub: Arc<Hub>,
    accepting: JoinHandle<()>,
}

impl Drop for Running {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

impl GoogleStandIn {
    /// Listens on a free port of 127.0.0.1.
    pub async fn start() -> Result<GoogleStandIn, StartError> {
        GoogleStandIn::start_on(Ipv4Addr::LOCALHOST.into()).await
    }

    /// Listens on a free port of this address, which must be one that browsers can reach.
    pub async fn start_on(ip: IpAddr) -> Result<GoogleStandIn, StartError> {
        let listener = TcpListener::bind(SocketAddr::new(ip, 0)).await?;
        let hub = Arc::new(Hub::new(
            format!("http://{}", listener.local_addr()?),
            ISSUER_ID,
        )?);
        let accepting = tokio::spawn(connection::accept_all(listener, hub.clone()));
        Ok(GoogleStandIn(Arc::new(Running { hub, accepting })))
    }

    fn hub(&self) -> &Arc<Hub> {
        &self.0.hub
    }

    // --- What to set up ---

    /// The base address of the REST API: `http://…/walletobjects/v1`.
    pub fn api_url(&self) -> String {
        format!("{}{}", self.hub().origin, api::BASE)
    }

    /// The address before `/{jwt}` of a save link: `http://…/gp/v/save`.
    pub fn save_url(&self) -> String {
        self.hub().save_url()
    }

    /// Where the root keys of callbacks are published.
    pub fn keys_url(&self) -> String {
        format!("{}{}", self.hub().origin, connection::KEYS_PATH)
    }

    /// The issuer id.
    pub fn issuer_id(&self) -> &str {
        self.hub().issuer
    }

    /// The service account's key file, as Google's console gives it.
    pub fn key_file(&self) -> Result<String, ErrorStack> {
        self.hub()
            .account
            .key_file(&self.hub().token_uri())
    }

    /// Writes the key file into a folder, readable by its owner only.
    pub fn write_key_file(&self, folder: &Path) -> std::io::Result<PathBuf> {
        let path = folder.join("google-service-account.json");
        let mut file = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(true)
            .mode(0o600)
            .open(&path)?;
        file.write_all(self.key_file()?.as_bytes())?;
        Ok(path)
    }

    /// Sets where the browser goes after saving; else it shows "Saved".
    pub fn set_return_to(&self, address: &str) {
        self.hub().state().return_to = Some(address.to_owned());
    }

    /// Judges dates by this clock, in milliseconds since 1970, instead of the machine's.
    pub fn follow(&self, now_ms: impl Fn() -> i64 + Send + Sync + 'static) {
        self.hub()
            .set_clock(Arc::new(now_ms));
    }

    /// Stops the clock at this time.
    pub fn set_now_ms(&self, now_ms: i64) {
        self.follow(move || now_ms);
    }

    // --- What the customer does ---

    /// Opens a save link, or an address that leads to one, and presses the button; returns the object's id.
    pub async fn save(&self, save_link: &str) -> Result<String, SaveError> {
        customer::save(self.hub(), save_link).await
    }

    /// Deletes the card from the customer's wallet; the object stays, without users.
    pub async fn remove(&self, object_id: &str) -> Result<(), SaveError> {
        customer::remove(self.hub(), object_id)
    }

    /// What the phones of those who hold this card have shown, oldest first.
    pub fn notifications(&self, object_id: &str) -> Vec<Notification> {
        self.hub()
            .state()
            .bell
            .heard(object_id)
    }

    // --- Callbacks ---

    /// The callbacks that are over, delivered or given up, oldest first.
    pub fn callbacks(&self) -> Vec<SentCallback> {
        self.hub().state().callbacks.clone()
    }

    /// Waits until `n` callbacks are over; `false` when that takes longer than `patience`.
    pub async fn wait_for_callbacks(&self, n: usize, patience: Duration) -> bool {
        self.hub()
            .wait_until(patience, |state| state.callbacks.len() >= n)
            .await
    }

    /// Sends no callbacks while this is on, as has happened to whole issuers.
    pub fn lose_callbacks(&self, lost: bool) {
        self.hub().state().callbacks_lost = lost;
    }

    /// The body of a callback, made by hand with something wrong on purpose. It is not sent.
    pub fn callback(
        &self,
        object_id: &str,
        event: &str,
        flaw: &CallbackFlaw,
    ) -> Result<String, ErrorStack> {
        let state = self.hub().state();
        let object = state
            .registry
            .object(object_id)
            .map(|(_, object)| object);
        let class_id = object
            .and_then(|object| object["classId"].as_str())
            .map_or_else(|| format!("{ISSUER_ID}.none"), str::to_owned);
        let nonce = callback::new_nonce()?;
        let message = callback::Message {
            class_id: &class_id,
            object_id,
            event,
            nonce: &nonce,
        };
        state
            .signers
            .sign(ISSUER_ID, &message, flaw, self.hub().now_ms())
    }

    /// Signs callbacks with new keys from now on; the root keys before stay published beside the new one.
    pub fn rotate_root_keys(&self) -> Result<(), ErrorStack> {
        self.hub().state().signers.rotate()
    }

    /// How many times the root keys were fetched.
    pub fn keys_fetched(&self) -> u64 {
        self.hub().state().keys_fetched
    }

    /// Sets how long the root keys may be cached; an hour at first.
    pub fn set_keys_max_age(&self, seconds: u64) {
        self.hub().state().keys_max_age_s = seconds;
    }

    /// Loses every class and object, as if they had been made under another account.
    pub fn forget_everything(&self) {
        self.hub().state().registry.forget();
    }

    // --- What can be seen ---

    /// The object with this id, loyalty or offer.
    pub fn object(&self, id: &str) -> Option<Value> {
        self.hub()
            .state()
            .registry
            .object(id)
            .map(|(_, object)| object.clone())
    }

    /// The class with this id, loyalty or offer.
    pub fn class(&self, id: &str) -> Option<Value> {
        let state = self.hub().state();
        let class = [Collection::LoyaltyClass, Collection::OfferClass]
            .into_iter()
            .find_map(|kind| state.registry.get(kind, id));
        class.cloned()
    }

    /// All objects, loyalty before offers, in order of their ids.
    pub fn objects(&self) -> Vec<Value> {
        let state = self.hub().state();
        [Collection::LoyaltyObject, Collection::OfferObject]
            .into_iter()
            .flat_map(|kind| state.registry.all(kind))
            .cloned()
            .collect()
    }

    /// All classes, loyalty before offers, in order of their ids.
    pub fn classes(&self) -> Vec<Value> {
        let state = self.hub().state();
        [Collection::LoyaltyClass, Collection::OfferClass]
            .into_iter()
            .flat_map(|kind| state.registry.all(kind))
            .cloned()
            .collect()
    }

    /// What Google took although a phone may cut it: texts longer than recommended.
    pub fn remarks(&self) -> Vec<String> {
        self.hub()
            .state()
            .registry
            .remarks()
    }

    /// The latest calls of the REST API in the order of arrival, at most 50,000.
    pub fn requests(&self) -> Vec<Request> {
        self.hub().state().log.requests()
    }

    /// The writes to one object in the order of arrival, failed ones as well.
    pub fn writes_to(&self, object_id: &str) -> Vec<Request> {
        self.hub()
            .state()
            .log
            .writes_to(object_id)
    }

    /// The most calls of the REST API that arrived within any one second.
    pub fn requests_per_s(&self) -> usize {
        self.hub()
            .state()
            .log
            .most_in_a_second()
    }

    /// The most writes to one object that were under way at the same time.
    pub fn in_flight_per_object_max(&self) -> usize {
        self.hub()
            .state()
            .log
            .in_flight_max()
    }

    /// Waits until `n` calls of the REST API have arrived, whatever became of them.
    pub async fn wait_for_requests(&self, n: u64, patience: Duration) -> bool {
        self.hub()
            .wait_until(patience, |state| state.log.arrived() >= n)
            .await
    }

    /// Waits until an object satisfies a condition; `false` when that takes longer than `patience`.
    pub async fn wait_for_object(
        &self,
        id: &str,
        patience: Duration,
        holds: impl Fn(&Value) -> bool,
    ) -> bool {
        self.hub()
            .wait_until(patience, |state| {
                state
                    .registry
                    .object(id)
                    .is_some_and(|(_, object)| holds(object))
            })
            .await
    }

    /// How many access tokens were given out.
    pub fn tokens_given(&self) -> u64 {
        self.hub().state().tokens.given()
    }

    /// What went over the wire lately, newest first.
    pub fn exchanges(&self) -> Vec<Exchange> {
        self.hub().state().log.exchanges()
    }

    /// A counter that grows with every visible change, for pages that wait for one.
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.hub().changes()
    }

    // --- Faults ---

    /// Ends every access token, so that the next call is answered with 401.
    pub fn revoke_tokens(&self) {
        self.hub().state().tokens.revoke();
    }

    /// The next `times` calls of the REST API, whatever their object, meet this fault. Earlier planned faults come first.
    pub fn fail(&self, fault: Fault, times: usize) {
        self.fail_at(Place::Api, fault, times);
    }

    /// The next `times` calls of the REST API for this object meet this fault; it goes before a fault for all.
    pub fn fail_object(&self, object_id: &str, fault: Fault, times: usize) {
        self.hub()
            .state()
            .faults
            .add(Place::Api, Some(object_id), fault, times);
    }

    /// The next `times` requests to one of the services meet this fault.
    pub fn fail_at(&self, place: Place, fault: Fault, times: usize) {
        self.hub()
            .state()
            .faults
            .add(place, None, fault, times);
    }

    /// Forgets all planned faults: Google has recovered.
    pub fn recover(&self) {
        self.hub().state().faults.clear();
    }

    /// Sets what new connections meet, at every service; closing the door also cuts the open ones.
    pub fn set_door(&self, door: Door) {
        self.hub().set_door(door);
    }
}
