//! Google's REST service: insert, patch, get, message. Each call waits for its turn, then says what became of it.

use std::sync::Arc;
use std::time::{Duration, Instant};

use futures_util::future::BoxFuture;
use reqwest::{Method, StatusCode, Url};
use serde::Serialize;
use thiserror::Error;

pub use super::answer::{ApiAnswer, ApiOutcome};
use super::answer::{RequestTarget, judge};
use super::class::{LoyaltyClass, LoyaltyClassPatch};
use super::fetch;
use super::object::{LoyaltyObject, LoyaltyObjectPatch};
use super::parts::Message;
use super::rate::{Limiter, SharedTurn};
use super::service_account::ServiceAccount;
use super::token::{AccessToken, TokenError, Tokens};
use crate::clock::Clock;

/// Google's service.
pub const GOOGLE: &str = "https://walletobjects.googleapis.com/walletobjects/v1";

/// Why no client could be made.
#[derive(Debug, Error)]
pub enum ClientError {
    /// The address is no http(s) address.
    #[error("{0:?} is not an address such as {GOOGLE}. Check STAMPWELL_GOOGLE_API_URL.")]
    Address(String),
    /// TLS could not be set up.
    #[error(
        "a TLS client for Google cannot be set up ({0}). Check that the system's root certificates are installed."
    )]
    Tls(#[from] reqwest::Error),
}

/// Writes and reads as one issuer's service account. Clones share token, connections and rate.
#[derive(Clone, Debug)]
pub struct Client {
    shared: Arc<Shared>,
    patience: Option<Duration>,
}

#[derive(Debug)]
struct Shared {
    base: Url,
    http: reqwest::Client,
    tokens: Tokens,
    limiter: Limiter,
    clock: Clock,
}

impl Client {
    /// A client of the service at `api_url`, with at most `rate_per_s` requests in any second.
    pub fn new(
        account: Arc<ServiceAccount>,
        api_url: &str,
        rate_per_s: u32,
        clock: Clock,
    ) -> Result<Client, ClientError> {
        let base =
            fetch::web_address(api_url).ok_or_else(|| ClientError::Address(api_url.to_owned()))?;
        let http = fetch::client(&base)?;
        let tokens = Tokens::new(account, clock.clone())?;
        let limiter = Limiter::new(rate_per_s);
        Ok(Client {
            shared: Arc::new(Shared {
                base,
                http,
                tokens,
                limiter,
                clock,
            }),
            patience: None,
        })
    }

    /// Shares its rate with other instances: asks `ask` for each turn, with how far turns are apart and how long it may be until then.
    pub fn share_rate(
        &self,
        ask: impl Fn(Duration, Duration) -> BoxFuture<'static, SharedTurn> + Send + Sync + 'static,
    ) {
        self.shared
            .limiter
            .share(Box::new(ask));
    }

    /// The same client for a caller who cannot wait: each call ends within `most` with [`ApiAnswer::Later`], whatever it waits for.
    pub fn within(&self, most: Duration) -> Client {
        Client {
            shared: self.shared.clone(),
            patience: Some(most),
        }
    }

    /// Asks for an access token and nothing else, to see whether Google takes the key.
    pub async fn sign_in(&self) -> Result<(), TokenError> {
        self.shared
            .tokens
            .token()
            .await
            .map(drop)
    }

    /// Makes a class known.
    pub async fn insert_class(&self, class: &LoyaltyClass) -> ApiOutcome {
        self.call(
            Method::POST,
            &["loyaltyClass"],
            Some(class),
            RequestTarget::NewClass,
        )
        .await
    }

    /// Changes a class.
    pub async fn patch_class(&self, id: &str, patch: &LoyaltyClassPatch) -> ApiOutcome {
        self.call(
            Method::PATCH,
            &["loyaltyClass", id],
            Some(patch),
            RequestTarget::Class,
        )
        .await
    }

    /// Asks whether Google has a class.
    pub async fn get_class(&self, id: &str) -> ApiOutcome {
        self.call(
            Method::GET,
            &["loyaltyClass", id],
            None::<&()>,
            RequestTarget::Class,
        )
        .await
    }

    /// Makes a card known.
    pub async fn insert_object(&self, object: &LoyaltyObject) -> ApiOutcome {
        self.call(
            Method::POST,
            &["loyaltyObject"],
            Some(object),
            RequestTarget::NewObject,
        )
        .await
    }

    /// Changes a card; it reaches the phone by itself.
    pub async fn patch_object(&self, id: &str, patch: &LoyaltyObjectPatch) -> ApiOutcome {
        self.call(
            Method::PATCH,
            &["loyaltyObject", id],
            Some(patch),
            RequestTarget::Object,
        )
        .await
    }

    /// Asks how Google has a card, and whether somebody saved it.
    pub async fn get_object(&self, id: &str) -> ApiOutcome {
        self.call(
            Method::GET,
            &["loyaltyObject", id],
            None::<&()>,
            RequestTarget::Object,
        )
        .await
    }

    /// Adds a message to a card.
    pub async fn add_message(&self, object_id: &str, message: &Message) -> ApiOutcome {
        let body = AddMessageRequest { message };
        self.call(
            Method::POST,
            &["loyaltyObject", object_id, "addMessage"],
            Some(&body),
            RequestTarget::Object,
        )
        .await
    }

    async fn call<B: Serialize>(
        &self,
        method: Method,
        path: &[&str],
        body: Option<&B>,
        about: RequestTarget,
    ) -> ApiOutcome {
        let request = match self
            .shared
            .prepare(method, path, body)
        {
            Ok(request) => request,
            Err(why) => return ApiOutcome::unsent(ApiAnswer::Bug, why),
        };
        let Some(most) = self.patience else {
            return self
                .shared
                .call(&request, about, None)
                .await;
        };
        let deadline = Instant::now() + most;
        let late = |_| {
            ApiOutcome::unsent(
                ApiAnswer::Later {
                    retry_after_s: None,
                    upstream: true,
                },
                "no answer in time for the person waiting",
            )
        };
        tokio::time::timeout(
            most,
            self.shared
                // Beside the time-out, so that a turn which would come too late is not even taken.
                .call(&request, about, Some(deadline)),
        )
        .await
        .unwrap_or_else(late)
    }
}

#[derive(Serialize)]
struct AddMessageRequest<'a> {
    message: &'a Message,
}

/// A request that can be sent twice.
struct Prepared {
    method: Method,
    url: Url,
    body: Option<Vec<u8>>,
}

impl Shared {
    fn prepare<B: Serialize>(
        &self,
        method: Method,
        path: &[&str],
        body: Option<&B>,
    ) -> Result<Prepared, String> {
        // An empty id would ask for the whole list; a dot would be taken out of the address.
        if path
            .iter()
            .any(|segment| matches!(*segment, "" | "." | ".."))
        {
            return Err("an id is empty".into());
        }
        let mut url = self.base.clone();
        // Only addresses without a host have no path, and `new` refuses those.
        if let Ok(mut segments) = url.path_segments_mut() {
            // A base that ends in a slash has an empty last segment, which would double the slash.
            segments.pop_if_empty().extend(path);
        }
        let body = body
            .map(serde_json::to_vec)
            .transpose();
        let body = body.map_err(|error| format!("the request cannot be written: {error}"))?;
        Ok(Prepared { method, url, body })
    }

    /// Sends with a token, and once more with a new one when that is refused.
    async fn call(
        &self,
        request: &Prepared,
        about: RequestTarget,
        deadline: Option<Instant>,
    ) -> ApiOutcome {
        let token = match self.tokens.token().await {
            Ok(token) => token,
            Err(error) => return error.into(),
        };
        let first = self
            .send(request, about, &token, deadline)
            .await;
        if first.status != Some(StatusCode::UNAUTHORIZED.as_u16()) {
            return first;
        }
        match self
            .tokens
            .after_refusal_of(token.generation)
            .await
        {
            Ok(token) => {
                self.send(request, about, &token, deadline)
                    .await
            }
            Err(error) => error.into(),
        }
    }

    /// The turn comes after the token: waiting for a token with a turn in hand would let many go at once when it comes.
    async fn send(
        &self,
        request: &Prepared,
        about: RequestTarget,
        token: &AccessToken,
        deadline: Option<Instant>,
    ) -> ApiOutcome {
        if !self.turn(deadline).await {
            return ApiOutcome::unsent(
                ApiAnswer::Later {
                    retry_after_s: None,
                    upstream: false,
                },
                "no turn in time: other writes came first",
            );
        }
        match self.exchange(request, token).await {
            Ok((status, body, retry_after_s)) => judge(about, status, &body, retry_after_s),
            Err(error) => ApiOutcome::unsent(
                ApiAnswer::Later {
                    retry_after_s: None,
                    upstream: true,
                },
                fetch::transport_reason(&error),
            ),
        }
    }

    async fn turn(&self, deadline: Option<Instant>) -> bool {
        match deadline {
            Some(deadline) => {
                self.limiter
                    .try_turn_within(deadline.saturating_duration_since(Instant::now()))
                    .await
            }
            None => {
                self.limiter.turn().await;
                true
            }
        }
    }

    async fn exchange(
        &self,
        request: &Prepared,
        token: &AccessToken,
    ) -> reqwest::Result<(StatusCode, Vec<u8>, Option<u64>)> {
        let mut builder = self
            .http
            .request(request.method.clone(), request.url.clone())
            .bearer_auth(token.secret());
        if let Some(body) = &request.body {
            builder = builder
                .header("content-type", "application/json")
                .body(body.clone());
        }
        let mut response = builder.send().await?;
        let retry_after_s = fetch::retry_after(response.headers(), self.clock.now());
        let body = fetch::body(&mut response).await?;
        Ok((response.status(), body, retry_after_s))
    }
}

#[cfg(test)]
mod tests;
