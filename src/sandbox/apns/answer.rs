//! What the push service answers, delivers and remembers.

use std::time::Instant;

use bytes::Bytes;
use http::HeaderMap;

/// One HTTP answer in Apple's shape: a status and, for errors, `{"reason":…}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// Apple's reason, such as `BadDeviceToken`; none with 200.
    pub reason: Option<String>,
    /// Since when the token is invalid, in milliseconds since 1970; Apple sends it with 410 only.
    pub timestamp_ms: Option<i64>,
    /// The `Retry-After` header, in seconds.
    pub retry_after_s: Option<u64>,
}

impl Answer {
    /// 200: accepted by Apple, which is not yet delivered.
    pub fn accepted() -> Answer {
        Answer {
            status: 200,
            reason: None,
            timestamp_ms: None,
            retry_after_s: None,
        }
    }

    /// An error with Apple's reason.
    pub fn error(status: u16, reason: &str) -> Answer {
        Answer {
            status,
            reason: Some(reason.to_owned()),
            timestamp_ms: None,
            retry_after_s: None,
        }
    }

    /// 410 for a device that is gone since then.
    pub fn unregistered(timestamp_ms: i64) -> Answer {
        Answer {
            timestamp_ms: Some(timestamp_ms),
            ..Answer::error(410, "Unregistered")
        }
    }

    pub(super) fn body(&self) -> Bytes {
        let Some(reason) = &self.reason else {
            return Bytes::new();
        };
        let mut body = serde_json::json!({ "reason": reason });
        if let Some(timestamp) = self.timestamp_ms {
            body["timestamp"] = timestamp.into();
        }
        Bytes::from(body.to_string())
    }
}

/// What became of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It got this answer.
    Answered(Answer),
    /// It got this answer, then the connection got GOAWAY.
    AnsweredThenGoAway(Answer),
    /// The connection ended with a GOAWAY whose last-stream-id excludes it.
    ExcludedByGoAway,
    /// Its stream was reset with REFUSED_STREAM.
    Refused,
    /// The TCP connection was reset.
    Reset,
    /// It was left without an answer.
    Silence,
    /// Its answer is being held back.
    Delayed,
}

impl Outcome {
    /// The status, where there was an answer.
    pub fn status(&self) -> Option<u16> {
        match self {
            Outcome::Answered(answer) | Outcome::AnsweredThenGoAway(answer) => Some(answer.status),
            _ => None,
        }
    }
}

/// One push as a device hears it: for passes an empty dictionary that says "look".
#[derive(Clone, Debug)]
pub struct Push {
    /// The device token it was sent to.
    pub token: String,
    /// The pass type identifier.
    pub topic: String,
    /// The body.
    pub payload: Bytes,
    /// Apple's id of the push.
    pub apns_id: String,
}

/// One request as it arrived, and what became of it.
#[derive(Clone, Debug)]
pub struct RecordedRequest {
    /// When its headers had been read.
    pub received: Instant,
    /// Number of its connection, from 1.
    pub connection: u64,
    /// The last segment of its path.
    pub token: String,
    /// `apns-topic`.
    pub topic: Option<String>,
    /// `apns-push-type`.
    pub push_type: Option<String>,
    /// `apns-priority`.
    pub priority: Option<String>,
    /// All headers.
    pub headers: HeaderMap,
    /// The body, cut at 4096 bytes.
    pub body: Bytes,
    /// What became of it.
    pub outcome: Outcome,
}
