//! The access token: asked for with a signed assertion, kept until shortly before it ends, renewed by one caller at a time.

use std::sync::Arc;
use std::time::Instant;

use reqwest::StatusCode;
use secrecy::{ExposeSecret as _, SecretString};
use serde::{Deserialize, Serialize};
use thiserror::Error;
use tokio::sync::Mutex;

use super::fetch;
use super::jwt::sign;
use super::service_account::ServiceAccount;
use crate::clock::{Clock, Timestamp};

const SCOPE: &str = "https://www.googleapis.com/auth/wallet_object.issuer";
const GRANT: &str = "urn:ietf:params:oauth:grant-type:jwt-bearer";
/// The longest life that Google lets an assertion ask for.
const LIFE_S: i64 = 3600;
/// A token is not used in its last seconds, or it would end on its way.
const EARLY_S: i64 = 60;

/// Why there is no access token.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum TokenError {
    /// Google does not take the key. Asking again changes nothing.
    #[error(
        "Google refuses the service account's key ({reason}). Check that the key and its Cloud project still exist, that this \
         machine's clock is right, and that the file is the one that was downloaded."
    )]
    Refused {
        /// HTTP status.
        status: Option<u16>,
        /// Google's words.
        reason: String,
    },
    /// The token endpoint is not to be had now.
    #[error(
        "Google's token endpoint is not working as it should ({reason}). We will try again later."
    )]
    Later {
        /// HTTP status; none if there was no answer.
        status: Option<u16>,
        /// Google's words, or the transport's.
        reason: String,
        /// What Google asked for.
        retry_after_s: Option<u64>,
    },
}

/// A token and which one it is.
#[derive(Clone, Debug)]
pub struct AccessToken {
    secret: SecretString,
    /// Counts tokens up, so that a refused one is renewed once however many callers saw it refused.
    pub generation: u64,
}

impl AccessToken {
    /// The token as it goes into the `Authorization` header.
    pub fn secret(&self) -> &str {
        self.secret.expose_secret()
    }
}

/// Gets tokens for one service account.
#[derive(Debug)]
pub struct Tokens {
    account: Arc<ServiceAccount>,
    http: reqwest::Client,
    clock: Clock,
    // Held while a token is fetched: everybody else waits for that one.
    state: Mutex<TokenState>,
}

#[derive(Debug, Default)]
struct TokenState {
    held: Option<HeldToken>,
    generation: u64,
    failed: Option<(Instant, TokenError)>,
}

#[derive(Debug)]
struct HeldToken {
    token: AccessToken,
    since: Timestamp,
    until: Timestamp,
}

impl HeldToken {
    /// A clock that was set back says nothing about the token, so it counts as old.
    fn is_fresh(&self, now: Timestamp) -> bool {
        self.since <= now && now < self.until
    }
}

impl Tokens {
    /// Tokens for this account.
    pub fn new(account: Arc<ServiceAccount>, clock: Clock) -> reqwest::Result<Tokens> {
        let http = fetch::client(account.token_uri())?;
        Ok(Tokens {
            account,
            http,
            clock,
            state: Mutex::default(),
        })
    }

    /// The token, fetched if there is none or it is about to end.
    pub async fn token(&self) -> Result<AccessToken, TokenError> {
        self.get(|held, now| held.is_fresh(now))
            .await
    }

    /// Another token than the one that was refused with 401: fetched by the first who asks, given to all.
    pub async fn after_refusal_of(&self, generation: u64) -> Result<AccessToken, TokenError> {
        self.get(|held, now| held.token.generation > generation && held.is_fresh(now))
            .await
    }

    async fn get(
        &self,
        will_do: impl Fn(&HeldToken, Timestamp) -> bool,
    ) -> Result<AccessToken, TokenError> {
        let asked = Instant::now();
        let mut state = self.state.lock().await;
        if let Some(held) = state
            .held
            .as_ref()
            .filter(|held| will_do(held, self.clock.now()))
        {
            return Ok(held.token.clone());
        }
        // Whoever waited for an attempt shares its failure; or each would wait for a time-out of its own, one after the other.
        if let Some((_, error)) = state
            .failed
            .as_ref()
            .filter(|(at, _)| *at >= asked)
        {
            return Err(error.clone());
        }
        match self.fetch().await {
            Ok(grant) => Ok(state.hold(grant, self.clock.now())),
            Err(error) => {
                state.failed = Some((Instant::now(), error.clone()));
                Err(error)
            }
        }
    }

    async fn fetch(&self) -> Result<Grant, TokenError> {
        let assertion = self.assertion()?;
        let request = self
            .http
            .post(self.account.token_uri().clone())
            .form(&[("grant_type", GRANT), ("assertion", &assertion)]);
        let mut response = request
            .send()
            .await
            .map_err(|error| later(None, &error))?;
        let status = response.status();
        let retry_after_s = fetch::retry_after(response.headers(), self.clock.now());
        let body = fetch::body(&mut response)
            .await
            .map_err(|error| later(Some(status), &error))?;
        judge(status, &body, retry_after_s)
    }

    fn assertion(&self) -> Result<String, TokenError> {
        let now = self.clock.now().seconds();
        let aud = self.account.token_uri().as_str();
        let claims = Assertion {
            iss: self.account.email(),
            scope: SCOPE,
            aud,
            iat: now,
            exp: now + LIFE_S,
        };
        sign(&self.account, &claims).map_err(|error| TokenError::Refused {
            status: None,
            reason: error.to_string(),
        })
    }
}

impl TokenState {
    fn hold(&mut self, grant: Grant, now: Timestamp) -> AccessToken {
        self.generation += 1;
        let token = AccessToken {
            secret: grant.access_token,
            generation: self.generation,
        };
        let life_s = grant.expires_in.clamp(0, 86_400) - EARLY_S;
        self.held = Some(HeldToken {
            token: token.clone(),
            since: now,
            until: now.plus_s(life_s),
        });
        token
    }
}

fn later(status: Option<StatusCode>, error: &reqwest::Error) -> TokenError {
    TokenError::Later {
        status: status.map(|s| s.as_u16()),
        reason: fetch::transport_reason(error),
        retry_after_s: None,
    }
}

#[derive(Serialize)]
struct Assertion<'a> {
    iss: &'a str,
    scope: &'static str,
    aud: &'a str,
    iat: i64,
    exp: i64,
}

#[derive(Debug, Deserialize)]
struct Grant {
    access_token: SecretString,
    #[serde(default = "an_hour")]
    expires_in: i64,
}

fn an_hour() -> i64 {
    LIFE_S
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct TokenRefusal {
    error: String,
    error_description: String,
}

/// Maps the token endpoint's answers: OAuth's own errors mean the key, the rest the weather.
fn judge(status: StatusCode, body: &[u8], retry_after_s: Option<u64>) -> Result<Grant, TokenError> {
    let refusal: TokenRefusal = serde_json::from_slice(body).unwrap_or_default();
    let words = [refusal.error.as_str(), refusal.error_description.as_str()];
    let words: Vec<&str> = words
        .into_iter()
        .filter(|word| !word.is_empty())
        .collect();
    let reason = if words.is_empty() {
        format!("HTTP {status}")
    } else {
        words.join(": ")
    };
    let later = |reason| {
        Err(TokenError::Later {
            status: Some(status.as_u16()),
            reason,
            retry_after_s,
        })
    };
    match status.as_u16() {
        200 => serde_json::from_slice(body).or_else(|_| later("its answer is not a token".into())),
        400..=499 if !matches!(status.as_u16(), 408 | 425 | 429) => Err(TokenError::Refused {
            status: Some(status.as_u16()),
            reason,
        }),
        _ => later(reason),
    }
}

#[cfg(test)]
mod tests;
