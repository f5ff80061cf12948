//! What the push service knows: its devices, planned faults and what it has seen.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use openssl::error::ErrorStack;
use tokio::sync::mpsc::Sender;
use tokio::sync::mpsc::error::TrySendError;
use tokio::sync::{broadcast, watch};

use super::connection::Command;
use super::fault::Planned;
use super::{Answer, Fault, Outcome, Push, RecordedRequest};

/// Pushes that may wait in a device's hand before it looks.
pub(super) const INBOX: usize = 256;
/// Requests remembered; a demo may run for weeks.
const REMEMBERED: usize = 50_000;

/// What a new connection meets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Door {
    /// The service is up.
    Open,
    /// The service is down: a new connection is reset before TLS.
    Closed,
    /// The machine accepts and the service does not: a new connection waits until the door moves, then is reset.
    Stuck,
}

/// The shared memory of the service; connections write it, tests and phones read it.
pub(in crate::sandbox) struct Hub {
    state: Mutex<State>,
    changes: watch::Sender<u64>,
    commands: broadcast::Sender<Command>,
    door: watch::Sender<Door>,
}

#[derive(Default)]
struct State {
    devices: HashMap<String, Device>,
    faults: Planned,
    requests: VecDeque<RecordedRequest>,
    arrived: u64,
    connections: u64,
    refused_handshakes: u64,
}

#[derive(Default)]
struct Device {
    listener: Option<Sender<Push>>,
    /// The one push for each topic that waits for a device that is away.
    waiting: BTreeMap<String, Push>,
    gone_since_ms: Option<i64>,
    accepted: usize,
}

impl Default for Hub {
    fn default() -> Hub {
        Hub {
            state: Mutex::default(),
            changes: watch::Sender::new(0),
            commands: broadcast::Sender::new(16),
            door: watch::Sender::new(Door::Open),
        }
    }
}

impl Hub {
    /// A panic while the lock was held leaves plain data behind, so the data stays usable.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes the state, then wakes those who wait; never both at once, since a waiter's condition takes the lock.
    fn change<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        let result = change(&mut self.state());
        self.changes
            .send_modify(|revision| *revision += 1);
        result
    }

    pub(in crate::sandbox) fn new_token(&self) -> Result<String, ErrorStack> {
        let token = crate::sandbox::random_hex(32)?;
        self.state()
            .devices
            .insert(token.clone(), Device::default());
        Ok(token)
    }

    pub(in crate::sandbox) fn unregister(&self, token: &str, timestamp_ms: i64) {
        if let Some(device) = self.state().devices.get_mut(token) {
            device
                .gone_since_ms
                .get_or_insert(timestamp_ms);
            device.listener = None;
            device.waiting.clear();
        }
    }

    /// Puts a device on the air: what waited is heard at once. An unknown token becomes known.
    pub(in crate::sandbox) fn attach(&self, token: &str, listener: Sender<Push>) {
        let mut state = self.state();
        let device = state
            .devices
            .entry(token.to_owned())
            .or_default();
        device.listener = Some(listener);
        for push in std::mem::take(&mut device.waiting).into_values() {
            device.hand_over(push, true);
        }
    }

    /// Takes a device off the air; its pushes wait, one for each topic.
    pub(in crate::sandbox) fn detach(&self, token: &str) {
        if let Some(device) = self.state().devices.get_mut(token) {
            device.listener = None;
        }
    }

    pub(super) fn plan(&self, token: Option<String>, fault: Fault, times: usize) {
        self.state()
            .faults
            .add(token, fault, times);
    }

    pub(super) fn clear_faults(&self) {
        self.state().faults.clear();
    }

    pub(super) fn take_fault(&self, token: &str) -> Option<Fault> {
        self.state().faults.take(token)
    }

    /// A closed door cuts the connections that are open already.
    pub(super) fn set_door(&self, door: Door) {
        self.door.send_replace(door);
        if door == Door::Closed {
            self.command(Command::Reset);
        }
    }

    pub(super) fn door(&self) -> watch::Receiver<Door> {
        self.door.subscribe()
    }

    /// Nobody listens when no connection is open; that is no error.
    pub(super) fn command(&self, command: Command) {
        let _ = self.commands.send(command);
    }

    pub(super) fn commands(&self) -> broadcast::Receiver<Command> {
        self.commands.subscribe()
    }

    /// Takes a checked push for a token: accepted, or refused for what the service knows of the device.
    pub(super) fn deliver(&self, push: Push, may_wait: bool) -> Answer {
        self.change(|state| match state.devices.get_mut(&push.token) {
            None => Answer::error(400, "BadDeviceToken"),
            Some(Device {
                gone_since_ms: Some(since),
                ..
            }) => Answer::unregistered(*since),
            Some(device) => {
                device.accepted += 1;
                device.hand_over(push, may_wait);
                Answer::accepted()
            }
        })
    }

    /// Remembers a request; its number counts from 1.
    pub(super) fn record(&self, request: RecordedRequest) -> u64 {
        self.change(|state| {
            state.arrived += 1;
            if state.requests.len() == REMEMBERED {
                state.requests.pop_front();
            }
            state.requests.push_back(request);
            state.arrived
        })
    }

    /// Writes down what became of a delayed request, unless it is forgotten already.
    pub(super) fn settle(&self, number: u64, outcome: Outcome) {
        self.change(|state| {
            let from_the_end = usize::try_from(state.arrived - number).unwrap_or(usize::MAX);
            if let Some(request) = state
                .requests
                .iter_mut()
                .rev()
                .nth(from_the_end)
            {
                request.outcome = outcome;
            }
        });
    }

    /// The number of a new connection.
    pub(super) fn connected(&self) -> u64 {
        self.change(|state| {
            state.connections += 1;
            state.connections
        })
    }

    pub(super) fn handshake_refused(&self) {
        self.change(|state| state.refused_handshakes += 1);
    }

    pub(super) fn requests(&self) -> Vec<RecordedRequest> {
        self.state()
            .requests
            .iter()
            .cloned()
            .collect()
    }

    pub(super) fn requests_to(&self, token: &str) -> Vec<RecordedRequest> {
        self.state()
            .requests
            .iter()
            .filter(|request| request.token == token)
            .cloned()
            .collect()
    }

    pub(super) fn pushes_to(&self, token: &str) -> usize {
        self.state()
            .devices
            .get(token)
            .map_or(0, |device| device.accepted)
    }

    pub(super) fn arrived(&self) -> u64 {
        self.state().arrived
    }

    pub(super) fn connections(&self) -> u64 {
        self.state().connections
    }

    pub(super) fn refused_handshakes(&self) -> u64 {
        self.state().refused_handshakes
    }

    pub(super) fn changes(&self) -> watch::Receiver<u64> {
        self.changes.subscribe()
    }
}

impl Device {
    /// Gives the push to the device, or keeps the latest of its topic for a device that is away or does not keep up.
    fn hand_over(&mut self, push: Push, may_wait: bool) {
        let away = match &self.listener {
            None => Some(push),
            Some(listener) => match listener.try_send(push) {
                Ok(()) => None,
                Err(TrySendError::Full(push) | TrySendError::Closed(push)) => Some(push),
            },
        };
        if let Some(push) = away.filter(|_| may_wait) {
            self.waiting
                .insert(push.topic.clone(), push);
        }
    }
}
