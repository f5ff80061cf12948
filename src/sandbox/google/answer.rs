//! What Google's API answers, in the two shapes of error that it uses.

use serde_json::{Value, json};

use super::line::Reply;

/// An error as Google words it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    pub(super) code: u16,
    pub(super) reason: String,
    pub(super) message: String,
    pub(super) retry_after_s: Option<u64>,
    /// `status` and `details` instead of `errors`.
    pub(super) new_shape: bool,
}

impl Refusal {
    pub(super) fn new(code: u16, reason: &str, message: impl Into<String>) -> Refusal {
        Refusal {
            code,
            reason: reason.to_owned(),
            message: message.into(),
            retry_after_s: None,
            new_shape: false,
        }
    }

    pub(super) fn bad_request(message: impl Into<String>) -> Refusal {
        Refusal::new(400, "badRequest", message)
    }

    pub(super) fn invalid_id(id: &str) -> Refusal {
        Refusal::new(400, "invalidResource", format!("Invalid resource ID: {id}"))
    }

    pub(super) fn no_token() -> Refusal {
        let message = "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid \
                       authentication credential.";
        Refusal::new(401, "authError", message)
    }

    pub(super) fn reply(&self) -> Reply {
        Reply::json(self.code, &self.body()).maybe_retry_after(self.retry_after_s)
    }

    fn body(&self) -> Value {
        let (code, message, reason) = (self.code, &self.message, &self.reason);
        if self.new_shape {
            let detail = json!({"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": reason, "domain": "walletobjects.googleapis.com"});
            return json!({"error": {"code": code, "message": message, "status": status_word(code), "details": [detail]}});
        }
        json!({"error": {"code": code, "message": message, "errors": [{"message": message, "domain": "walletobjects", "reason": reason}]}})
    }
}

fn status_word(code: u16) -> &'static str {
    match code {
        400 => "INVALID_ARGUMENT",
        401 => "UNAUTHENTICATED",
        403 => "PERMISSION_DENIED",
        404 => "NOT_FOUND",
        409 => "ALREADY_EXISTS",
        429 => "RESOURCE_EXHAUSTED",
        503 => "UNAVAILABLE",
        504 => "DEADLINE_EXCEEDED",
        _ => "INTERNAL",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_shapes_of_an_error() {
        let refusal = Refusal::new(409, "alreadyExists", "Wallet Object 1.a already exists.");
        assert_eq!(
            String::from_utf8(refusal.reply().body).unwrap(),
            r#"{"error":{"code":409,"message":"Wallet Object 1.a already exists.","errors":[{"message":"Wallet Object 1.a already exists.","domain":"walletobjects","reason":"alreadyExists"}]}}"#
        );
        let refusal = Refusal {
            new_shape: true,
            retry_after_s: Some(7),
            ..Refusal::new(429, "rateLimitExceeded", "Slow down.")
        };
        let reply = refusal.reply();
        assert_eq!(
            String::from_utf8(reply.body).unwrap(),
            r#"{"error":{"code":429,"message":"Slow down.","status":"RESOURCE_EXHAUSTED","details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"rateLimitExceeded","domain":"walletobjects.googleapis.com"}]}}"#
        );
        assert_eq!(reply.headers[1], ("retry-after", "7".to_owned()));
    }
}
