//! One error type for the whole service: a stable code with its HTTP status and title, and a sentence for this case.

use serde_json::{Map, Value};

/// What went wrong. One pointer wide, because every function that can be refused carries room for it.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{}: {}", .0.code.as_str(), .0.detail)]
pub struct Error(Box<Fault>);

impl std::ops::Deref for Error {
    type Target = Fault;

    fn deref(&self) -> &Fault {
        &self.0
    }
}

impl std::ops::DerefMut for Error {
    fn deref_mut(&mut self) -> &mut Fault {
        &mut self.0
    }
}

/// What went wrong, as a caller sees it.
#[derive(Debug, Clone)]
pub struct Fault {
    /// Which row of the table.
    pub code: Code,
    /// What is wrong here, why, and what to do.
    pub detail: String,
    /// Each wrong value, when the input was at fault.
    pub errors: Vec<FieldError>,
    /// Seconds until trying again makes sense.
    pub retry_after_s: Option<u64>,
    /// Members of the problem object that only this code has.
    pub extra: Map<String, Value>,
    /// What the log says beyond the answer; never shown to a caller.
    pub internal: Option<String>,
    /// Whether the same call may succeed at once when simply repeated (a serialisation failure).
    pub transient: bool,
    /// Whether what stands in the database cannot be read.
    pub damage: bool,
}

/// One wrong value of a request.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct FieldError {
    /// JSON pointer into the body, or the parameter's name.
    pub pointer: String,
    /// What is wrong with it.
    pub detail: String,
}

/// The result of everything that can be refused.
pub type Result<T> = std::result::Result<T, Error>;

/// Characters of a caller's text that a refusal repeats at most; two such texts in one sentence stay below a hundred.
const REPEATED: usize = 48;

/// A caller's text as a refusal repeats it.
pub fn short(text: &str) -> String {
    match text.char_indices().nth(REPEATED) {
        Some(_) => text
            .chars()
            .take(REPEATED - 1)
            .chain(['…'])
            .collect(),
        None => text.to_owned(),
    }
}

/// A sentence in which no quoted text is long: what callers sent stands in it as `{text:?}` writes it.
fn with_short_quotes(sentence: String) -> String {
    if sentence.len() <= REPEATED {
        return sentence;
    }
    let (mut told, mut rest) = (String::with_capacity(sentence.len()), sentence.as_str());
    while let Some((before, quoted)) = rest.split_once('"') {
        let mut escaped = false;
        let end = quoted.find(|c| {
            let ends = c == '"' && !escaped;
            escaped = c == '\\' && !escaped;
            ends
        });
        // A quote without an end is one of our own.
        let Some((text, after)) =
            end.and_then(|end| Some((quoted.get(..end)?, quoted.get(end + 1..)?)))
        else {
            break;
        };
        told.extend([before, "\"", &short(text), "\""]);
        rest = after;
    }
    told + rest
}

impl Error {
    /// The same refusal with the seconds after which to try again.
    pub fn retry_after(mut self, seconds: u64) -> Error {
        self.retry_after_s = Some(seconds);
        self
    }

    /// The same refusal with one more member of the problem object.
    pub fn with(mut self, name: &str, value: impl serde::Serialize) -> Error {
        self.extra.insert(
            name.to_owned(),
            serde_json::to_value(value).unwrap_or(Value::Null),
        );
        self
    }

    /// The same refusal with a cause for the log that no caller sees.
    pub fn caused_by(mut self, cause: impl std::fmt::Display) -> Error {
        self.internal = Some(cause.to_string());
        self
    }

    /// 500 with its cause for the log.
    pub fn internal(cause: impl std::fmt::Display) -> Error {
        Code::InternalError
            .because("Something went wrong on our side. Try again.")
            .caused_by(cause)
    }

    /// 422 for one wrong value.
    pub fn invalid(pointer: &str, detail: impl Into<String>) -> Error {
        Error::invalid_all(vec![(pointer.to_owned(), detail.into())])
    }

    /// 422 for several wrong values at once.
    pub fn invalid_all(faults: Vec<(String, String)>) -> Error {
        let faults: Vec<_> = faults
            .into_iter()
            .map(|(pointer, detail)| (short(&pointer), with_short_quotes(detail)))
            .collect();
        let list: Vec<String> = faults
            .iter()
            .map(|(at, why)| {
                // A fault of the whole body has no pointer, and its sentence begins with no space.
                format!("{at} {why}")
                    .trim_start()
                    .to_owned()
            })
            .collect();
        let mut error = Code::InvalidRequest.because(format!("{}.", list.join("; ")));
        error.errors = faults
            .into_iter()
            .map(|(pointer, detail)| FieldError { pointer, detail })
            .collect();
        error
    }
}

macro_rules! errors {
    ($($name:ident $status:literal $code:literal $title:literal;)*) => {
        /// Every code the API can answer, in the order of the documentation.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[expect(missing_docs, reason = "each row's title says it")]
        pub enum Code { $($name),* }

        impl Code {
            /// All rows of the table.
            pub const ALL: &'static [Code] = &[$(Code::$name),*];

            /// The stable English word.
            pub fn as_str(self) -> &'static str {
                match self { $(Code::$name => $code),* }
            }

            /// The HTTP status.
            pub fn status(self) -> u16 {
                match self { $(Code::$name => $status),* }
            }

            /// The English title, word for word as in `locales/en.ftl`; other languages come from their files.
            pub fn title(self) -> &'static str {
                match self { $(Code::$name => $title),* }
            }

            /// This code with a sentence about the case at hand.
            pub fn because(self, detail: impl Into<String>) -> Error {
                Error(Box::new(Fault {
                    code: self,
                    detail: with_short_quotes(detail.into()),
                    errors: vec![],
                    retry_after_s: None,
                    extra: Map::new(),
                    internal: None,
                    transient: false,
                    damage: false,
                }))
            }
        }
    };
}

errors! {
    MalformedJson            400 "malformed_json"             "The request is not valid JSON";
    Unauthorized             401 "unauthorized"               "We do not know who is asking";
    Forbidden                403 "forbidden"                  "You are not allowed to do that here";
    MerchantSuspended        403 "merchant_suspended"         "This shop is suspended";
    VoidWindowOver           403 "void_window_over"           "It is too late to undo this here";
    AmountWindowOver         403 "amount_window_over"         "It is too late to enter this amount here";
    TillRevoked              401 "till_revoked"               "This phone is no longer a till";
    TillExpired              401 "till_expired"               "This till has expired";
    TillLocked               403 "till_locked"                "This till is locked";
    NotFound                 404 "not_found"                  "There is nothing at this address";
    CardNotFound             404 "card_not_found"             "There is no card with this code";
    RewardNotFound           404 "reward_not_found"           "There is no such reward on this card";
    AppleNotConfigured       404 "apple_not_configured"       "This shop has not switched on Apple Wallet yet";
    GoogleNotConfigured      404 "google_not_configured"      "This shop has not switched on Google Wallet yet";
    GoogleCallbackRefused    400 "google_callback_refused"    "This callback is not from Google, or not for this shop";
    MethodNotAllowed         405 "method_not_allowed"         "This address does not accept that method";
    RequestTimeout           408 "request_timeout"            "The request did not arrive in time";
    TooSoon                  409 "too_soon"                   "This card was stamped a moment ago";
    DailyLimit               409 "daily_limit"                "This card has reached today’s limit";
    CardEnded                409 "card_ended"                 "This card has ended";
    CardPaused               409 "card_paused"                "This card is paused";
    CardExpired              409 "card_expired"               "This card has expired";
    NoReward                 409 "no_reward"                  "No reward is waiting on this card";
    RewardNotAvailable       409 "reward_not_available"       "This reward can no longer be collected";
    AlreadyRedeemed          409 "already_redeemed"           "This visit earned a reward that has been handed over";
    AlreadyVoided            409 "already_voided"             "This has already been undone";
    NotEnoughStamps          409 "not_enough_stamps"          "There are not enough stamps on this card";
    SlugTaken                409 "slug_taken"                 "Another shop already uses this address";
    ProgramChanged           409 "program_changed"            "The program was changed in the meantime";
    ExternalIdTaken          409 "external_id_taken"          "Another member has this number";
    IdempotencyInProgress    409 "idempotency_in_progress"    "The same request is still being processed";
    LinkExpired              410 "link_expired"               "This link no longer works";
    EventsArchived           410 "events_archived"            "These events are in a file that is not here";
    PayloadTooLarge          413 "payload_too_large"          "The request is too large";
    UnsupportedMediaType     415 "unsupported_media_type"     "We cannot read this kind of content";
    InvalidRequest           422 "invalid_request"            "Something in the request is wrong";
    OccurredAtOutOfRange     422 "occurred_at_out_of_range"   "The time of this visit is too far in the past or future";
    IdempotencyKeyReused     422 "idempotency_key_reused"     "This Idempotency-Key was used for another request";
    RateLimited              429 "rate_limited"               "Too many requests at once";
    InternalError            500 "internal_error"             "Something went wrong on our side";
    Unavailable              503 "unavailable"                "The service cannot answer right now";
    SigningCertificateExpired 503 "signing_certificate_expired" "The Apple Wallet certificate has expired";
    SigningCertificateUnusable 503 "signing_certificate_unusable" "The Apple Wallet certificate cannot be used";
    GoogleKeyUnusable        503 "google_key_unusable"        "The Google service account cannot be used";
    GoogleKeysUnavailable    503 "google_keys_unavailable"    "Google’s signing keys could not be fetched";
    StorageFull              507 "storage_full"               "There is no disk space left";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_repeats_little_of_what_a_caller_sent() {
        for long in ["é".repeat(300), "\"é\\".repeat(300)] {
            let error = Error::invalid_all(vec![
                (
                    format!("/{long}"),
                    format!("is {long:?}, not one of \"a\", b"),
                ),
                ("/x".into(), "is short".into()),
            ]);
            assert!(
                error.detail.chars().count() < 150
                    && error
                        .detail
                        .ends_with("not one of \"a\", b; /x is short."),
                "{}",
                error.detail
            );
            assert!(
                error.errors[0]
                    .pointer
                    .chars()
                    .count()
                    <= REPEATED
            );
            let other = Code::NotFound.because(format!("There is no {long:?} and no {long:?}."));
            assert!(
                other.detail.chars().count() < 130 && other.detail.ends_with("\"."),
                "{}",
                other.detail
            );
        }
        let own = "There is nothing at this address: \"x\" and a quote \" that ends nowhere, however long it goes on, is as it was.";
        assert_eq!(Code::NotFound.because(own).detail, own);
    }

    #[test]
    fn codes_are_unique_and_readable_in_a_url() {
        let mut codes: Vec<&str> = Code::ALL
            .iter()
            .map(|c| c.as_str())
            .collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), Code::ALL.len());
        assert!(codes.iter().all(|c| {
            c.bytes()
                .all(|b| b.is_ascii_lowercase() || b == b'_')
        }));
    }
}
