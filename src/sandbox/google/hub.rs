//! What Google knows: resources, tokens, planned faults, and what it has seen.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::watch;

use super::account::ServiceAccount;
use super::bell::Bell;
use super::callback::{SentCallback, Signers};
use super::fault::{Fault, Place, Planned};
use super::log::Log;
use super::registry::Registry;
use super::token::Tokens;
use super::{Door, StartError};

type Now = Arc<dyn Fn() -> i64 + Send + Sync>;

/// Where the save page lives; the JWT follows.
pub(super) const SAVE_PATH: &str = "/gp/v/save";

/// The shared memory of the services; connections write it, tests and pages read it.
pub(super) struct Hub {
    /// `http://ADDRESS`, without a path.
    pub(super) origin: String,
    pub(super) issuer: &'static str,
    pub(super) account: ServiceAccount,
    /// For the calls that Google makes itself.
    pub(super) http: reqwest::Client,
    state: Mutex<State>,
    clock: Mutex<Now>,
    changes: watch::Sender<u64>,
    door: watch::Sender<Door>,
}

pub(super) struct State {
    pub(super) registry: Registry,
    pub(super) tokens: Tokens,
    pub(super) bell: Bell,
    pub(super) faults: Planned,
    pub(super) log: Log,
    pub(super) signers: Signers,
    pub(super) callbacks: Vec<SentCallback>,
    pub(super) callbacks_lost: bool,
    pub(super) keys_fetched: u64,
    pub(super) keys_max_age_s: u64,
    pub(super) return_to: Option<String>,
}

impl Hub {
    pub(super) fn new(origin: String, issuer: &'static str) -> Result<Hub, StartError> {
        let http = reqwest::Client::builder()
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .timeout(Duration::from_secs(10));
        // A connection for each call: a service lets go of one that says nothing, and on a busy machine a callback could cross that.
        let http = http.pool_max_idle_per_host(0);
        let state = State {
            registry: Registry::new(issuer),
            tokens: Tokens::default(),
            bell: Bell::default(),
            faults: Planned::default(),
            log: Log::default(),
            signers: Signers::new()?,
            callbacks: Vec::new(),
            callbacks_lost: false,
            keys_fetched: 0,
            keys_max_age_s: 3600,
            return_to: None,
        };
        Ok(Hub {
            origin,
            issuer,
            account: ServiceAccount::new()?,
            http: http.build()?,
            state: Mutex::new(state),
            clock: Mutex::new(Arc::new(crate::sandbox::wall_clock_ms)),
            changes: watch::Sender::new(0),
            door: watch::Sender::new(Door::Open),
        })
    }

    /// A panic while the lock was held leaves plain data behind, so the data stays usable.
    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        self.state
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes the state, then wakes those who wait; never both at once, since a waiter's condition takes the lock.
    pub(super) fn change<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        let result = change(&mut self.state());
        self.changes
            .send_modify(|revision| *revision += 1);
        result
    }

    pub(super) fn changes(&self) -> watch::Receiver<u64> {
        self.changes.subscribe()
    }

    /// Waits until a condition holds; `false` when that takes longer than `patience`.
    pub(super) async fn wait_until(
        &self,
        patience: Duration,
        happened: impl Fn(&State) -> bool,
    ) -> bool {
        let mut changes = self.changes();
        let waited = changes.wait_for(|_| happened(&self.state()));
        tokio::time::timeout(patience, waited)
            .await
            .is_ok_and(|waited| waited.is_ok())
    }

    pub(super) fn set_clock(&self, now: Now) {
        *self
            .clock
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = now;
    }

    pub(super) fn now_ms(&self) -> i64 {
        let now = self
            .clock
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        now()
    }

    pub(super) fn set_door(&self, door: Door) {
        self.door.send_replace(door);
    }

    pub(super) fn door(&self) -> watch::Receiver<Door> {
        self.door.subscribe()
    }

    pub(super) fn take_fault(&self, place: Place, object_id: Option<&str>) -> Option<Fault> {
        self.state()
            .faults
            .take(place, object_id)
    }

    pub(super) fn token_uri(&self) -> String {
        format!("{}/token", self.origin)
    }

    pub(super) fn save_url(&self) -> String {
        format!("{}{}", self.origin, SAVE_PATH)
    }
}
