//! Pushes: "look again" to one device, over one long-lived HTTP/2 connection with the pass certificate.
//!
//! A push carries nothing; the phone asks the web service what changed. An answer of 200 means that Apple took it, not
//! that a phone has it.

use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use reqwest::{Client, Identity, StatusCode, Url};
use serde::Deserialize;
use thiserror::Error;

use super::certificates::{CertificateError, PassCertificate};
use crate::clock::Timestamp;
use crate::plain::pem::blocks;

/// Apple's service. Passes use the production host, also in development.
pub const APPLE: &str = "https://api.push.apple.com";

/// How long Apple keeps a push for a phone that sleeps.
const KEPT_S: i64 = 30 * 86_400;

/// What became of a push, as the outbox needs to know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PushAnswer {
    /// Apple took it.
    Delivered,
    /// The pass left the device: registrations older than `since` go.
    Gone {
        /// When Apple learned of it. Newer registrations are alive.
        since: Option<Timestamp>,
    },
    /// No such token, or not for this pass type: drop it. A burst of these means a wrong certificate or host.
    BadToken,
    /// Not now.
    Later {
        /// What Apple asked for.
        retry_after_s: Option<u64>,
        /// Everything waits (true), or this token only (false).
        upstream: bool,
    },
    /// Certificate or topic is refused: hold all pushes of this pass type until an operator mends it.
    Stop,
    /// Our request is wrong; sending it again would be too.
    Bug,
}

/// An answer with what the log should say of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PushOutcome {
    /// What to do.
    pub answer: PushAnswer,
    /// HTTP status; none if there was no answer.
    pub status: Option<u16>,
    /// Apple's reason, or the transport's.
    pub reason: String,
}

/// Why no push client could be made.
#[derive(Debug, Error)]
pub enum PushError {
    /// The certificate cannot be presented.
    #[error(transparent)]
    Certificate(#[from] CertificateError),
    /// The address is no http(s) address.
    #[error(
        "{0:?} is not an address such as https://api.push.apple.com. Check STAMPWELL_APPLE_APNS_URL."
    )]
    Address(String),
    /// The extra root certificate cannot be read.
    #[error(
        "the root certificate for Apple's push service is not PEM or DER ({0}). Check STAMPWELL_APPLE_APNS_CA."
    )]
    Root(reqwest::Error),
    /// TLS refuses certificate or key.
    #[error(
        "the pass certificate cannot be used for TLS ({0}). Check certificate and key with `stampwell doctor`."
    )]
    Client(reqwest::Error),
}

/// Sends pushes of one pass type. Clones are the same client: what one of them presents, all do.
#[derive(Clone)]
pub struct PushClient {
    base: Url,
    topic: String,
    root: Option<reqwest::Certificate>,
    current: Arc<RwLock<Current>>,
}

/// What pushes go out with at present.
struct Current {
    certificate: PassCertificate,
    identity: Identity,
    client: Client,
    /// Counts the clients: a failed one is replaced once, however many pushes saw it fail.
    generation: u64,
}

impl std::fmt::Debug for PushClient {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "PushClient({} at {})", self.topic, self.base)
    }
}

impl PushClient {
    /// A client that presents the pass certificate. `extra_root` (PEM or DER) is trusted besides the system's roots.
    pub fn new(
        certificate: &PassCertificate,
        base_url: &str,
        extra_root: Option<&[u8]>,
    ) -> Result<PushClient, PushError> {
        let base = Url::parse(base_url)
            .ok()
            .filter(|u| matches!(u.scheme(), "https" | "http") && u.has_host());
        let base = base.ok_or_else(|| PushError::Address(base_url.to_owned()))?;
        let read = |file: &[u8]| {
            let block = blocks(file)
                .into_iter()
                .find(|block| block.label.ends_with("CERTIFICATE"));
            reqwest::Certificate::from_der(
                block
                    .as_ref()
                    .map_or(file, |block| &block.der),
            )
            .map_err(PushError::Root)
        };
        let root = extra_root.map(read).transpose()?;
        let identity = identity(certificate)?;
        let client = connect(&identity, root.as_ref())?;
        let topic = certificate
            .pass_type_identifier()
            .to_owned();
        let current = Current {
            certificate: certificate.clone(),
            identity,
            client,
            generation: 0,
        };
        Ok(PushClient {
            base,
            topic,
            root,
            current: Arc::new(RwLock::new(current)),
        })
    }

    /// Presents a renewed certificate of the same pass type from the next push on; those in flight end as they began.
    pub fn present(&self, certificate: &PassCertificate) -> Result<(), PushError> {
        let identity = identity(certificate)?;
        let client = connect(&identity, self.root.as_ref())?;
        // A poisoned lock guards nothing half-made: what is in it is only ever replaced whole.
        let mut current = self
            .current
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        // So that a push which failed under the old certificate does not replace this client.
        let generation = current.generation + 1;
        *current = Current {
            certificate: certificate.clone(),
            identity,
            client,
            generation,
        };
        Ok(())
    }

    /// The pass type whose devices it reaches.
    pub fn topic(&self) -> &str {
        &self.topic
    }

    /// Tells one device to look again.
    pub async fn push(&self, push_token: &str, now: Timestamp) -> PushOutcome {
        if !is_token(push_token) {
            return PushOutcome {
                answer: PushAnswer::BadToken,
                status: None,
                reason: "not a push token".into(),
            };
        }
        let (generation, client) = match self.client(now) {
            Ok(client) => client,
            // A phone that is told to look must find a pass, and none is signed now.
            Err(error) => {
                return PushOutcome {
                    answer: PushAnswer::Stop,
                    status: None,
                    reason: error.to_string(),
                };
            }
        };
        let outcome = match self
            .send(&client, push_token, now)
            .await
        {
            Ok((status, body, retry_after_s)) => judge(status, &body, retry_after_s),
            // APNs ends a connection with a bad certificate without an answer, so this may be the certificate too.
            Err(error) => PushOutcome {
                answer: PushAnswer::Later {
                    retry_after_s: None,
                    upstream: true,
                },
                status: error.status().map(|s| s.as_u16()),
                reason: transport_reason(&error),
            },
        };
        // Only where the connection itself is at fault: a new one for each error would look like abuse.
        if matches!(
            (outcome.status, outcome.reason.as_str()),
            (None | Some(503), _) | (_, "IdleTimeout")
        ) {
            self.renew(generation);
        }
        outcome
    }

    async fn send(
        &self,
        client: &Client,
        token: &str,
        now: Timestamp,
    ) -> reqwest::Result<(StatusCode, Vec<u8>, Option<u64>)> {
        let mut url = self.base.clone();
        url.set_path(&format!("/3/device/{token}"));
        let request = client
            .post(url)
            .header("apns-topic", &self.topic)
            .header("apns-push-type", "background")
            // 10 is an error for a background push.
            .header("apns-priority", "5")
            // 0 would mean now or never, and a phone that is off would miss the update.
            .header("apns-expiration", now.plus_s(KEPT_S).seconds())
            // No words here: the lock screen's text comes from the pass's own changeMessage.
            .body("{}");
        let mut response = request.send().await?;
        let retry_after = response
            .headers()
            .get("retry-after")
            .and_then(|v| v.to_str().ok()?.trim().parse().ok());
        let mut body = Vec::new();
        // Apple's errors are one short line. What is longer is not Apple's and is not kept.
        while let Some(chunk) = response.chunk().await? {
            body.extend_from_slice(&chunk);
            if body.len() > 8_192 {
                break;
            }
        }
        Ok((response.status(), body, retry_after))
    }

    fn client(&self, now: Timestamp) -> Result<(u64, Client), CertificateError> {
        let current = self
            .current
            .read()
            .unwrap_or_else(PoisonError::into_inner);
        current
            .certificate
            .check_dates(now)?;
        Ok((current.generation, current.client.clone()))
    }

    /// The next push gets a new connection, to an address that was looked up afresh.
    fn renew(&self, seen: u64) {
        let mut current = self
            .current
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        if current.generation == seen
            && let Ok(client) = connect(&current.identity, self.root.as_ref())
        {
            (current.generation, current.client) = (seen + 1, client);
        }
    }
}

fn identity(certificate: &PassCertificate) -> Result<Identity, PushError> {
    let key = certificate
        .key
        .private_key_to_pem_pkcs8()
        .map_err(CertificateError::from)?;
    Identity::from_pkcs8_pem(&certificate.chain_pem()?, &key).map_err(PushError::Client)
}

fn connect(identity: &Identity, root: Option<&reqwest::Certificate>) -> Result<Client, PushError> {
    let mut builder = Client::builder()
        .identity(identity.clone())
        .user_agent(concat!("stampwell/", env!("CARGO_PKG_VERSION")))
        .redirect(reqwest::redirect::Policy::none())
        .timeout(Duration::from_secs(10))
        .connect_timeout(Duration::from_secs(5))
        // Apple takes a connection for each push as abuse, so one is kept however idle.
        .pool_idle_timeout(None)
        // Routers forget a silent connection without telling either end; only a ping finds out.
        .http2_keep_alive_interval(Duration::from_secs(30))
        .http2_keep_alive_timeout(Duration::from_secs(10))
        .http2_keep_alive_while_idle(true)
        // Were HTTP/1 possible, each push of a burst would open a connection of its own before the first one is up, and Apple
        // takes many new connections for an attack.
        .http2_prior_knowledge();
    if let Some(root) = root {
        // A stand-in for Apple's service is on this machine or beside it: no proxy stands between.
        builder = builder
            .tls_certs_merge([root.clone()])
            .no_proxy();
    }
    builder
        .build()
        .map_err(PushError::Client)
}

/// Devices may register any text as their token; only what can be one goes into an address.
fn is_token(token: &str) -> bool {
    (8..=400).contains(&token.len())
        && token
            .bytes()
            .all(|b| b.is_ascii_hexdigit())
}

/// Error texts of the transport name the address, and with it the token, which no log may show.
fn transport_reason(error: &reqwest::Error) -> String {
    let kind = if error.is_timeout() {
        "no answer in time"
    } else if error.is_connect() {
        "no connection (network, or the certificate was refused)"
    } else {
        "the connection was lost"
    };
    let mut source: &dyn std::error::Error = error;
    while let Some(inner) = source.source() {
        source = inner;
    }
    if std::ptr::addr_eq(source, error) {
        kind.to_owned()
    } else {
        format!("{kind}: {source}")
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct ApnsErrorBody {
    reason: String,
    timestamp: Option<i64>,
}

/// Maps Apple's answers to what the outbox does.
fn judge(status: StatusCode, body: &[u8], retry_after_s: Option<u64>) -> PushOutcome {
    let body: ApnsErrorBody = serde_json::from_slice(body).unwrap_or_default();
    let later = |upstream| PushAnswer::Later {
        retry_after_s,
        upstream,
    };
    let answer = match (status.as_u16(), body.reason.as_str()) {
        (200, _) => PushAnswer::Delivered,
        (400, "BadDeviceToken" | "DeviceTokenNotForTopic") => PushAnswer::BadToken,
        (400, "IdleTimeout") => later(true),
        (400, "BadTopic" | "MissingTopic" | "TopicDisallowed") | (403, _) => PushAnswer::Stop,
        // Whatever the reason: ExpiredToken is as final as Unregistered.
        (410, _) => PushAnswer::Gone {
            since: body.timestamp.map(Timestamp),
        },
        (429, "TooManyProviderTokenUpdates") | (500.., _) => later(true),
        // Too many pushes to this one token: the others need not wait for it.
        (429, _) => later(false),
        _ => PushAnswer::Bug,
    };
    let reason = if body.reason.is_empty() {
        status
            .canonical_reason()
            .unwrap_or("unknown")
            .to_owned()
    } else {
        body.reason
    };
    PushOutcome {
        answer,
        status: Some(status.as_u16()),
        reason,
    }
}

#[cfg(test)]
mod tests;
