//! Faults on demand, counted down.

use std::time::Duration;

use super::answer::Refusal;

/// What shall go wrong with a request.
#[derive(Clone, Debug)]
pub enum Fault {
    /// This error instead of the usual answer; nothing is applied.
    Status {
        /// The HTTP status.
        code: u16,
        /// Google's reason, such as `backendError`.
        reason: String,
        /// The `Retry-After` header, in seconds.
        retry_after_s: Option<u64>,
        /// Google's newer shape of an error: `status` and `details` instead of `errors`.
        new_shape: bool,
    },
    /// TCP reset before anything is applied.
    Reset,
    /// Accepted, never applied, never answered.
    Silence,
    /// Applied and answered after this pause, also when the client has left by then.
    Slow(Duration),
    /// 401, as if the access token had ended.
    RejectToken,
    /// Applied, then a TCP reset instead of the answer.
    AnswerLost,
}

impl Fault {
    /// An error with Google's reason, such as `status(503, "backendError")`.
    pub fn status(code: u16, reason: &str) -> Fault {
        Fault::Status {
            code,
            reason: reason.to_owned(),
            retry_after_s: None,
            new_shape: false,
        }
    }

    /// The same with a `Retry-After` header.
    pub fn status_retry_after(code: u16, reason: &str, seconds: u64) -> Fault {
        Fault::Status {
            code,
            reason: reason.to_owned(),
            retry_after_s: Some(seconds),
            new_shape: false,
        }
    }

    /// The same error in Google's newer shape.
    pub fn in_new_shape(self) -> Fault {
        match self {
            Fault::Status {
                code,
                reason,
                retry_after_s,
                ..
            } => Fault::Status {
                code,
                reason,
                retry_after_s,
                new_shape: true,
            },
            other => other,
        }
    }

    /// The answer that this fault puts in the place of the usual one.
    pub(super) fn refusal(&self) -> Option<Refusal> {
        match self {
            Fault::Status {
                code,
                reason,
                retry_after_s,
                new_shape,
            } => Some(Refusal {
                retry_after_s: *retry_after_s,
                new_shape: *new_shape,
                ..Refusal::new(
                    *code,
                    reason,
                    format!("The sandbox was told to fail: {reason}."),
                )
            }),
            Fault::RejectToken => Some(Refusal::no_token()),
            _ => None,
        }
    }
}

/// Which of Google's services a request goes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The REST API.
    Api,
    /// The OAuth token endpoint.
    Token,
    /// The root keys of callbacks.
    Keys,
    /// The save page.
    Save,
}

/// Faults waiting for their requests.
#[derive(Default)]
pub(super) struct Planned(Vec<Plan>);

struct Plan {
    place: Place,
    object_id: Option<String>,
    fault: Fault,
    left: usize,
}

impl Planned {
    pub(super) fn add(
        &mut self,
        place: Place,
        object_id: Option<&str>,
        fault: Fault,
        times: usize,
    ) {
        self.0.push(Plan {
            place,
            object_id: object_id.map(str::to_owned),
            fault,
            left: times,
        });
    }

    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    /// The fault that this request meets: the oldest for its object, else the oldest for all of its place.
    pub(super) fn take(&mut self, place: Place, object_id: Option<&str>) -> Option<Fault> {
        self.0.retain(|plan| plan.left > 0);
        let meant =
            |plan: &Plan, id: Option<&str>| plan.place == place && plan.object_id.as_deref() == id;
        let own = object_id.and_then(|id| {
            self.0
                .iter()
                .position(|plan| meant(plan, Some(id)))
        });
        let index = own.or_else(|| {
            self.0
                .iter()
                .position(|plan| meant(plan, None))
        })?;
        let plan = &mut self.0[index];
        plan.left -= 1;
        Some(plan.fault.clone())
    }
}
