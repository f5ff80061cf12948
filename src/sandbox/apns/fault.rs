//! Faults on demand, counted down.

use std::time::Duration;

use super::Answer;

/// What shall go wrong with a request.
#[derive(Clone, Debug)]
pub enum Fault {
    /// This answer instead of the usual one.
    Answer(Answer),
    /// The usual answer after this pause.
    Delay(Duration),
    /// The usual answer, then GOAWAY: no new streams on this connection.
    GoAway,
    /// GOAWAY whose last-stream-id excludes this request, then the connection ends.
    GoAwayExcluding,
    /// RST_STREAM with REFUSED_STREAM: not processed, may be sent again.
    RefuseStream,
    /// TCP reset of the whole connection, in the middle of the request.
    Reset,
    /// Accepted and never answered.
    Silence,
}

impl Fault {
    /// An error status with Apple's reason, such as `status(503, "ServiceUnavailable")`.
    pub fn status(status: u16, reason: &str) -> Fault {
        Fault::Answer(Answer::error(status, reason))
    }

    /// The same with a `Retry-After` header.
    pub fn status_retry_after(status: u16, reason: &str, seconds: u64) -> Fault {
        Fault::Answer(Answer {
            retry_after_s: Some(seconds),
            ..Answer::error(status, reason)
        })
    }

    /// 410 Unregistered with this timestamp.
    pub fn gone(timestamp_ms: i64) -> Fault {
        Fault::Answer(Answer::unregistered(timestamp_ms))
    }
}

/// Faults waiting for their requests.
#[derive(Default)]
pub(super) struct Planned(Vec<Plan>);

struct Plan {
    token: Option<String>,
    fault: Fault,
    left: usize,
}

impl Planned {
    pub(super) fn add(&mut self, token: Option<String>, fault: Fault, times: usize) {
        self.0.push(Plan {
            token,
            fault,
            left: times,
        });
    }

    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    /// The fault that this request meets: the oldest for its token, else the oldest for all.
    pub(super) fn take(&mut self, token: &str) -> Option<Fault> {
        self.0.retain(|plan| plan.left > 0);
        let own = self
            .0
            .iter()
            .position(|plan| plan.token.as_deref() == Some(token));
        let index = own.or_else(|| {
            self.0
                .iter()
                .position(|plan| plan.token.is_none())
        })?;
        let plan = &mut self.0[index];
        plan.left -= 1;
        Some(plan.fault.clone())
    }
}
