//! What comes of a call to a wallet.

use crate::clock::Timestamp;
use crate::service::wallets::google_object::Written;
use crate::store::DeliveryRow;

/// What came of one owed call, as its upstream's own module understands it.
pub(super) enum Outcome {
    /// The wallet service took it.
    Delivered,
    /// Google took it, and this is what it knows now.
    Written(Box<Written>),
    /// The upstream as a whole does not work; everything waits. With what it asked for.
    Down(Option<u64>),
    /// Not now, and never given up: the fault is ours, not this one's.
    Wait,
    /// The upstream refuses our certificate or account: an operator must act.
    Refused,
    /// This one failed by itself and may work later. With what was asked for.
    Later(Option<u64>),
    /// Sending it again would fail again.
    Bug,
    /// The pass left the device: registrations of the push token end.
    DropToken(EndedToken),
    /// Apple does not know the push token, or not for this pass type: its registrations end.
    BadToken(EndedToken),
}

/// A push token that is no more.
pub(super) struct EndedToken {
    pub(super) push_token: String,
    /// What was renewed from this instant on is alive.
    pub(super) before: Timestamp,
}

/// One owed call and what came of it.
pub(super) struct Answered {
    pub(super) row: DeliveryRow,
    pub(super) status: Option<u16>,
    pub(super) reason: String,
    pub(super) said: Outcome,
}
