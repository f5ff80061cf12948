//! What Google's answers mean to whoever sent the request.
//!
//! Two shapes of errors are in use: the older names a reason in `errors[0]`, the newer a `status`, and a reason among its
//! `details`. The HTTP status decides first, then the reason, then, where Google gives none, its message.

use reqwest::StatusCode;
use serde::Deserialize;

use super::object::ObjectAnswer;
use super::token::TokenError;

/// What became of a request, as the outbox needs to know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ApiAnswer {
    /// Google took it.
    Done,
    /// An insert found it there already: done, and a PATCH brings it up to date.
    Exists,
    /// There is no such object: insert it.
    NoObject,
    /// There is no such class: insert it first.
    NoClass,
    /// The customer was notified three times in a day: write without notifying.
    QuotaUsed,
    /// Not now.
    Later {
        /// What Google asked for.
        retry_after_s: Option<u64>,
        /// Google is at fault or beyond its limit, so everything waits (true), or only this request came too late for its caller (false).
        upstream: bool,
    },
    /// Google does not let us: hold all writes of this issuer until an operator mends it.
    Stop,
    /// Our request is wrong; sending it again would be too.
    Bug,
}

/// An answer with what the log should say of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiOutcome {
    /// What to do.
    pub answer: ApiAnswer,
    /// HTTP status; none if there was no answer.
    pub status: Option<u16>,
    /// Google's reason, or the transport's.
    pub reason: String,
    /// The class or object as Google has it now, after a request that it took.
    pub object: Option<ObjectAnswer>,
}

impl ApiOutcome {
    pub(super) fn unsent(answer: ApiAnswer, reason: impl Into<String>) -> ApiOutcome {
        ApiOutcome {
            answer,
            status: None,
            reason: reason.into(),
            object: None,
        }
    }
}

impl From<TokenError> for ApiOutcome {
    fn from(error: TokenError) -> Self {
        let reason = error.to_string();
        let (answer, status) = match error {
            TokenError::Refused { status, .. } => (ApiAnswer::Stop, status),
            TokenError::Later {
                status,
                retry_after_s,
                ..
            } => (
                ApiAnswer::Later {
                    retry_after_s,
                    upstream: true,
                },
                status,
            ),
        };
        ApiOutcome {
            answer,
            status,
            reason,
            object: None,
        }
    }
}

/// What a request was about: says which thing is missing where Google does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RequestTarget {
    NewClass,
    Class,
    NewObject,
    Object,
}

/// Maps Google's answers to what the outbox does.
pub(super) fn judge(
    about: RequestTarget,
    status: StatusCode,
    body: &[u8],
    retry_after_s: Option<u64>,
) -> ApiOutcome {
    if status.is_success() {
        return taken(status, body);
    }
    let error = GoogleError::read(body);
    let later = ApiAnswer::Later {
        retry_after_s,
        upstream: true,
    };
    let answer = match (status.as_u16(), error.reason()) {
        (409, _) => ApiAnswer::Exists,
        (404, reason) => missing(about, reason, &error.message),
        // Google says 403 for three things: rung too often, asked too fast, and not allowed at all.
        (403, "quotaExceeded" | "RESOURCE_EXHAUSTED") => ApiAnswer::QuotaUsed,
        (
            403,
            "rateLimitExceeded"
            | "userRateLimitExceeded"
            | "dailyLimitExceeded"
            | "RATE_LIMIT_EXCEEDED",
        ) => later,
        // A 401 that comes to this point came twice: the call tried a new token in between.
        (401 | 403, _) => ApiAnswer::Stop,
        (408 | 425 | 429 | 500.. | 300..=399, _) => later,
        _ => ApiAnswer::Bug,
    };
    ApiOutcome {
        answer,
        status: Some(status.as_u16()),
        reason: error.told(status),
        object: None,
    }
}

/// A success must look like Google's and name what was written: a hotel's sign-in page says 200 as well, and so does a proxy
/// that lost the answer's body.
fn taken(status: StatusCode, body: &[u8]) -> ApiOutcome {
    let object = ObjectAnswer::read(body).filter(|object| !object.id.is_empty());
    let is_google = object.is_some();
    let answer = if is_google {
        ApiAnswer::Done
    } else {
        ApiAnswer::Later {
            retry_after_s: None,
            upstream: true,
        }
    };
    let reason = if is_google {
        String::new()
    } else {
        "the answer is not Google's".into()
    };
    ApiOutcome {
        answer,
        status: Some(status.as_u16()),
        reason,
        object,
    }
}

fn missing(about: RequestTarget, reason: &str, message: &str) -> ApiAnswer {
    if reason.is_empty() && message.is_empty() {
        // Not Google's error: the address leads elsewhere, and inserting what is "missing" there would go on for ever.
        return ApiAnswer::Stop;
    }
    match about {
        // A new class needs nothing that could be missing, so the address itself is wrong.
        RequestTarget::NewClass => ApiAnswer::Stop,
        RequestTarget::Class | RequestTarget::NewObject => ApiAnswer::NoClass,
        RequestTarget::Object
            if reason == "classNotFound" || message.starts_with("Wallet Object Class") =>
        {
            ApiAnswer::NoClass
        }
        RequestTarget::Object => ApiAnswer::NoObject,
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct ErrorBody {
    error: GoogleError,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct GoogleError {
    message: String,
    status: String,
    errors: Vec<Detail>,
    details: Vec<Detail>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Detail {
    reason: String,
}

impl GoogleError {
    fn read(body: &[u8]) -> GoogleError {
        serde_json::from_slice::<ErrorBody>(body)
            .unwrap_or_default()
            .error
    }

    /// The reason of the older shape, else of the newer, else the newer one's status.
    fn reason(&self) -> &str {
        let named = self
            .errors
            .iter()
            .chain(&self.details)
            .map(|detail| detail.reason.as_str())
            .find(|reason| !reason.is_empty());
        named.unwrap_or(&self.status)
    }

    /// For the log, in one line that is not too long.
    fn told(&self, status: StatusCode) -> String {
        let parts = [self.reason(), self.message.as_str()];
        let parts: Vec<&str> = parts
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect();
        let told = if parts.is_empty() {
            status
                .canonical_reason()
                .unwrap_or("unknown")
                .to_owned()
        } else {
            parts.join(": ")
        };
        told.chars()
            .filter(|c| !c.is_control())
            .take(300)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(about: RequestTarget, status: u16, body: &str) -> ApiOutcome {
        judge(
            about,
            StatusCode::from_u16(status).unwrap(),
            body.as_bytes(),
            None,
        )
    }

    /// The older shape.
    fn old(code: u16, reason: &str, message: &str) -> String {
        serde_json::json!({"error": {"code": code, "message": message, "errors": [{"message": message, "domain": "walletobjects", "reason": reason}]}})
            .to_string()
    }

    /// The newer shape.
    fn new(code: u16, status: &str, reason: &str, message: &str) -> String {
        let detail = serde_json::json!({"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": reason, "domain": "googleapis.com"});
        let details = if reason.is_empty() {
            vec![]
        } else {
            vec![detail]
        };
        serde_json::json!({"error": {"code": code, "message": message, "status": status, "details": details}}).to_string()
    }

    const LATER: ApiAnswer = ApiAnswer::Later {
        retry_after_s: None,
        upstream: true,
    };
    const ID: &str = "388.card_1";

    #[test]
    fn every_refusal_of_google_is_understood() {
        let unknown_name = "Invalid JSON payload received. Unknown name \"x\" at 'loyalty_object': Cannot find field.";
        let quota = "Quota exceeded for issuer 3388 when adding TEXT_AND_NOTIFY message to class 3388.prg_1";
        let no_api =
            "Google Wallet API has not been used in project 1048 before or it is disabled.";
        let recorded = [
            (
                400,
                old(
                    400,
                    "invalidResource",
                    "Invalid resource ID: 1-abc.apps.googleusercontent.com",
                ),
                ApiAnswer::Bug,
            ),
            (
                400,
                new(400, "INVALID_ARGUMENT", "", unknown_name),
                ApiAnswer::Bug,
            ),
            (
                401,
                new(
                    401,
                    "UNAUTHENTICATED",
                    "ACCESS_TOKEN_EXPIRED",
                    "Request had invalid authentication credentials.",
                ),
                ApiAnswer::Stop,
            ),
            (
                401,
                old(401, "authError", "Invalid Credentials"),
                ApiAnswer::Stop,
            ),
            (
                403,
                old(403, "permissionDenied", "Permission Denied"),
                ApiAnswer::Stop,
            ),
            (
                403,
                old(403, "insufficientPermissions", "Insufficient Permission"),
                ApiAnswer::Stop,
            ),
            (
                403,
                new(403, "PERMISSION_DENIED", "SERVICE_DISABLED", no_api),
                ApiAnswer::Stop,
            ),
            (403, old(403, "quotaExceeded", quota), ApiAnswer::QuotaUsed),
            (
                403,
                old(403, "rateLimitExceeded", "Rate Limit Exceeded"),
                LATER,
            ),
            (
                403,
                old(403, "userRateLimitExceeded", "User Rate Limit Exceeded"),
                LATER,
            ),
            (
                409,
                old(
                    409,
                    "existingResource",
                    "Wallet Object 388.card_1 already exists.",
                ),
                ApiAnswer::Exists,
            ),
            (
                412,
                old(412, "conditionNotMet", "Precondition Failed"),
                ApiAnswer::Bug,
            ),
            (
                429,
                new(
                    429,
                    "RESOURCE_EXHAUSTED",
                    "RATE_LIMIT_EXCEEDED",
                    "Quota exceeded for quota metric 'Requests'",
                ),
                LATER,
            ),
            (500, old(500, "backendError", "Backend Error"), LATER),
            (502, "<html><title>502 Server Error</title>".into(), LATER),
            (
                503,
                new(
                    503,
                    "UNAVAILABLE",
                    "",
                    "The service is currently unavailable.",
                ),
                LATER,
            ),
            (302, String::new(), LATER),
            (413, "<html>".into(), ApiAnswer::Bug),
        ];
        for (status, body, answer) in recorded {
            assert_eq!(
                outcome(RequestTarget::Object, status, &body).answer,
                answer,
                "{status} {body}"
            );
        }
    }

    #[test]
    fn what_is_missing_is_told_by_reason_by_message_or_by_the_request() {
        let no_object = format!("Wallet Object {ID} not found.");
        let no_class = "Wallet Object Class 388.prg_1 not found.";
        assert_eq!(
            outcome(
                RequestTarget::Object,
                404,
                &old(404, "resourceNotFound", &no_object)
            )
            .answer,
            ApiAnswer::NoObject
        );
        assert_eq!(
            outcome(
                RequestTarget::Object,
                404,
                &old(404, "classNotFound", no_class)
            )
            .answer,
            ApiAnswer::NoClass
        );
        assert_eq!(
            outcome(
                RequestTarget::Object,
                404,
                &new(404, "NOT_FOUND", "", &no_object)
            )
            .answer,
            ApiAnswer::NoObject
        );
        assert_eq!(
            outcome(
                RequestTarget::Object,
                404,
                &new(404, "NOT_FOUND", "", no_class)
            )
            .answer,
            ApiAnswer::NoClass
        );
        assert_eq!(
            outcome(
                RequestTarget::NewObject,
                404,
                &new(404, "NOT_FOUND", "", "Requested entity was not found.")
            )
            .answer,
            ApiAnswer::NoClass
        );
        assert_eq!(
            outcome(
                RequestTarget::Class,
                404,
                &new(404, "NOT_FOUND", "", no_class)
            )
            .answer,
            ApiAnswer::NoClass
        );
    }

    #[test]
    fn an_address_that_leads_elsewhere_is_for_the_operator() {
        assert_eq!(
            outcome(RequestTarget::Object, 404, "<html>nginx</html>").answer,
            ApiAnswer::Stop
        );
        assert_eq!(
            outcome(
                RequestTarget::Object,
                200,
                "<html>Welcome to the hotel's wifi</html>"
            )
            .answer,
            LATER
        );
    }

    #[test]
    fn a_success_brings_what_google_has() {
        let taken = outcome(
            RequestTarget::Object,
            200,
            r#"{"id":"388.card_1","classId":"388.prg_1","state":"ACTIVE","hasUsers":true}"#,
        );
        assert_eq!(taken.answer, ApiAnswer::Done);
        assert!(taken.object.unwrap().has_users);
        for nothing in ["", "{}", "null", "[]", r#"{"id":""}"#] {
            assert_eq!(
                outcome(RequestTarget::Object, 200, nothing).answer,
                LATER,
                "{nothing}"
            );
        }
    }

    #[test]
    fn retry_after_and_the_reason_reach_the_outbox() {
        let body = old(503, "backendError", &"long\n".repeat(100));
        let outcome = judge(
            RequestTarget::Object,
            StatusCode::SERVICE_UNAVAILABLE,
            body.as_bytes(),
            Some(7),
        );
        assert_eq!(
            outcome.answer,
            ApiAnswer::Later {
                retry_after_s: Some(7),
                upstream: true
            }
        );
        assert!(
            outcome
                .reason
                .starts_with("backendError: long")
                && outcome.reason.len() == 300
                && !outcome.reason.contains('\n')
        );
    }
}
