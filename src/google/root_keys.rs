//! Google's root keys, which callbacks are signed under: fetched, kept as long as Google says, and renewed before they are missed.

use std::sync::{Mutex, MutexGuard, PoisonError};

use reqwest::Url;
use reqwest::header::{AGE, CACHE_CONTROL, HeaderMap};
use serde::Deserialize;
use thiserror::Error;

use super::callback::{CallbackError, PROTOCOL, RootKey};
use super::fetch;
use crate::clock::Timestamp;

/// Whatever happens, Google is asked no more often: forged callbacks must not turn into a flood there.
const BETWEEN_FETCHES_MS: i64 = 60_000;
/// Longer than this no answer is believed to be the latest.
const LONGEST_CACHE_S: i64 = 30 * 86_400;

/// No client could be made.
#[derive(Debug, Error)]
pub enum RootKeysError {
    /// The address is no http(s) address.
    #[error(
        "{0:?} is not an address such as https://pay.google.com/gp/m/issuer/keys. Check STAMPWELL_GOOGLE_KEYS_URL."
    )]
    Address(String),
    /// TLS could not be set up.
    #[error(
        "a TLS client for Google's keys cannot be set up ({0}). Check that the system's root certificates are installed."
    )]
    Tls(#[from] reqwest::Error),
}

/// The root keys with where they come from.
#[derive(Debug)]
pub struct RootKeys {
    url: Url,
    http: reqwest::Client,
    shelf: Mutex<KeyCache>,
    fetching: tokio::sync::Mutex<()>,
}

impl RootKeys {
    /// The keys that lie at this address.
    pub fn new(keys_url: &str) -> Result<RootKeys, RootKeysError> {
        let url = fetch::web_address(keys_url)
            .ok_or_else(|| RootKeysError::Address(keys_url.to_owned()))?;
        let http = fetch::client(&url)?;
        Ok(RootKeys {
            url,
            http,
            shelf: Mutex::default(),
            fetching: tokio::sync::Mutex::default(),
        })
    }

    /// The keys that count now. Fetches if it is time to; without any, callbacks can be neither believed nor refused.
    pub async fn current(&self, now: Timestamp) -> Result<Vec<RootKey>, CallbackError> {
        let none = self.shelf().usable(now).is_empty();
        if none || self.shelf().is_due(now) {
            // While there are keys, one callback fetches and the others go on; without keys all wait for the one.
            let turn = if none {
                Some(self.fetching.lock().await)
            } else {
                self.fetching.try_lock().ok()
            };
            // Asked again: whoever had the turn before may have fetched.
            if turn.is_some() && self.shelf().is_due(now) {
                self.fetch(now).await;
            }
        }
        let shelf = self.shelf();
        let keys = shelf.usable(now);
        if keys.is_empty() {
            Err(CallbackError::NoRootKeys(shelf.failure.clone()))
        } else {
            Ok(keys)
        }
    }

    /// The keys after one more look at Google's, for a signature under a key that is not known here: Google may have changed
    /// them before the time it had named. None when it was asked within the last minute.
    pub async fn after_unknown_key(&self, now: Timestamp) -> Option<Vec<RootKey>> {
        let _turn = self.fetching.lock().await;
        if self.shelf().was_tried(now) {
            return None;
        }
        self.fetch(now).await;
        Some(self.shelf().usable(now)).filter(|keys| !keys.is_empty())
    }

    async fn fetch(&self, now: Timestamp) {
        // Noted before the answer: a failed try counts as well, or each callback would ask again.
        self.shelf().tried_at = Some(now);
        let fetched = self.ask().await;
        let mut shelf = self.shelf();
        match fetched {
            Ok((keys, cache_s)) => shelf.stock(keys, cache_s, now),
            // The keys that are there stay: while they hold, Google's callbacks
            // can be judged without it.
            Err(reason) => shelf.failure = reason,
        }
    }

    async fn ask(&self) -> Result<(Vec<RootKey>, i64), String> {
        let transport = |error: reqwest::Error| fetch::transport_reason(&error);
        let mut response = self
            .http
            .get(self.url.clone())
            .send()
            .await
            .map_err(transport)?;
        let cache_s = cache_s(response.headers());
        let body = fetch::body(&mut response)
            .await
            .map_err(transport)?;
        if !response.status().is_success() {
            return Err(format!("HTTP {}", response.status()));
        }
        let list: RootKeyList = serde_json::from_slice(&body)
            .map_err(|_| "the answer is not a list of keys".to_owned())?;
        Ok((list.keys, cache_s))
    }

    fn shelf(&self) -> MutexGuard<'_, KeyCache> {
        self.shelf
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

#[derive(Deserialize)]
struct RootKeyList {
    keys: Vec<RootKey>,
}

/// What there is and how old it is. Pure.
#[derive(Debug, Default)]
struct KeyCache {
    keys: Vec<RootKey>,
    fetched_at: Option<Timestamp>,
    cache_s: i64,
    tried_at: Option<Timestamp>,
    failure: String,
}

impl KeyCache {
    fn usable(&self, now: Timestamp) -> Vec<RootKey> {
        self.keys
            .iter()
            .filter(|key| key.is_usable(now))
            .cloned()
            .collect()
    }

    /// Half of the time that Google allows has passed, and the last try is a minute ago. After a clock that was set back, ages
    /// below nothing count as old.
    fn is_due(&self, now: Timestamp) -> bool {
        !self.was_tried(now) && !within(self.fetched_at, self.cache_s * 1000 / 2, now)
    }

    fn was_tried(&self, now: Timestamp) -> bool {
        within(self.tried_at, BETWEEN_FETCHES_MS, now)
    }

    fn stock(&mut self, keys: Vec<RootKey>, cache_s: i64, now: Timestamp) {
        self.failure = format!(
            "none of the {} keys is for {PROTOCOL} and still valid",
            keys.len()
        );
        (self.keys, self.cache_s, self.fetched_at) = (keys, cache_s, Some(now));
    }
}

fn within(since: Option<Timestamp>, ms: i64, now: Timestamp) -> bool {
    since.is_some_and(|at| (0..ms).contains(&(now.0 - at.0)))
}

/// For how many seconds the answer may be kept: `max-age` less the time it has lain in caches on the way.
fn cache_s(headers: &HeaderMap) -> i64 {
    let control = headers
        .get_all(CACHE_CONTROL)
        .into_iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|text| text.split(','));
    let max_age = control
        .filter_map(|part| {
            part.trim()
                .to_ascii_lowercase()
                .strip_prefix("max-age=")?
                .trim()
                .parse::<i64>()
                .ok()
        })
        .next();
    let age: i64 = headers
        .get(AGE)
        .and_then(|value| {
            value
                .to_str()
                .ok()?
                .trim()
                .parse()
                .ok()
        })
        .unwrap_or(0);
    max_age
        .unwrap_or(0)
        .saturating_sub(age.max(0))
        .clamp(0, LONGEST_CACHE_S)
}

#[cfg(test)]
mod tests {
    use futures_util::future::join_all;
    use serde_json::json;

    use super::*;
    use crate::google::test_google::{Reply, TestServer};

    const NOW: Timestamp = Timestamp(1_780_272_000_000);
    const HOUR_MS: i64 = 3_600_000;

    fn keys(names: &[&str], headers: &'static str) -> Reply {
        let key = |name: &&str| json!({"keyValue": name, "protocolVersion": "ECv2SigningOnly", "keyExpiration": (NOW.0 + 100 * HOUR_MS).to_string()});
        Reply(
            200,
            headers,
            json!({"keys": names.iter().map(key).collect::<Vec<_>>()}).to_string(),
        )
    }

    async fn google(replies: Vec<Reply>) -> (TestServer, RootKeys) {
        let server = TestServer::start(replies).await;
        let keys = RootKeys::new(&format!("{}/keys", server.url)).unwrap();
        (server, keys)
    }

    async fn names(keys: &RootKeys, after_ms: i64) -> Vec<String> {
        keys.current(NOW.plus_ms(after_ms))
            .await
            .unwrap()
            .into_iter()
            .map(|key| key.key_value)
            .collect()
    }

    const TWO_HOURS: &str = "cache-control: public, max-age=10800\r\nage: 3600\r\n";

    #[tokio::test]
    async fn keys_are_kept_and_renewed_at_half_the_time_that_google_allows() {
        let (server, kept) = google(vec![keys(&["a"], TWO_HOURS), keys(&["b"], TWO_HOURS)]).await;
        assert_eq!(names(&kept, 0).await, ["a"]);
        assert_eq!(names(&kept, HOUR_MS - 1).await, ["a"]);
        assert_eq!(names(&kept, HOUR_MS).await, ["b"]);
        assert_eq!(server.asked().len(), 2);
    }

    #[tokio::test]
    async fn when_google_cannot_be_asked_keys_stay_until_they_end() {
        let down = || Reply(503, "", String::new());
        let (server, kept) = google(vec![keys(&["a"], TWO_HOURS), down(), down(), down()]).await;
        assert_eq!(names(&kept, 0).await, ["a"]);
        assert_eq!(names(&kept, 50 * HOUR_MS).await, ["a"]);
        let error = kept
            .current(NOW.plus_ms(100 * HOUR_MS))
            .await
            .unwrap_err();
        assert!(
            matches!(&error, CallbackError::NoRootKeys(why) if why.contains("503")),
            "{error}"
        );
        assert_eq!(server.asked().len(), 3);
    }

    #[tokio::test]
    async fn google_is_asked_once_a_minute_at_most() {
        let (server, kept) = google(
            (0..9)
                .map(|_| Reply(200, "", "<html>".into()))
                .collect(),
        )
        .await;
        for after_ms in [0, 1, 59_999, 60_000, 60_001] {
            assert!(
                kept.current(NOW.plus_ms(after_ms))
                    .await
                    .is_err()
            );
        }
        assert_eq!(server.asked().len(), 2);
        assert!(
            kept.current(NOW.plus_ms(-1))
                .await
                .is_err()
        );
        assert_eq!(
            server.asked().len(),
            3,
            "the clock was set back, so the last try may be long ago"
        );
    }

    #[tokio::test]
    async fn an_unknown_key_is_looked_for_at_once_and_once_a_minute() {
        let (server, kept) = google(vec![
            keys(&["a"], TWO_HOURS),
            keys(&["b"], TWO_HOURS),
            keys(&["c"], TWO_HOURS),
        ])
        .await;
        assert_eq!(names(&kept, 0).await, ["a"]);
        assert!(
            kept.after_unknown_key(NOW.plus_ms(59_999))
                .await
                .is_none()
        );
        let renewed = kept
            .after_unknown_key(NOW.plus_ms(60_000))
            .await
            .unwrap();
        assert_eq!(renewed[0].key_value, "b");
        assert!(
            kept.after_unknown_key(NOW.plus_ms(60_001))
                .await
                .is_none()
        );
        assert_eq!(server.asked().len(), 2);
    }

    #[tokio::test]
    async fn the_first_callbacks_wait_for_one_fetch() {
        let (server, kept) = google(vec![keys(&["a"], TWO_HOURS)]).await;
        let all = join_all((0..10).map(|_| kept.current(NOW))).await;
        assert!(all.iter().all(Result::is_ok));
        assert_eq!(server.asked().len(), 1);
    }

    #[test]
    fn only_keys_of_our_protocol_with_an_end_ahead_count() {
        let key = |protocol: &str, end: serde_json::Value| {
            let json = json!({"keyValue": "a", "protocolVersion": protocol, "keyExpiration": end});
            serde_json::from_value::<RootKey>(json)
                .unwrap()
                .is_usable(NOW)
        };
        assert!(key(PROTOCOL, json!((NOW.0 + 1).to_string())) && key(PROTOCOL, json!(NOW.0 + 1)));
        assert!(
            !key(PROTOCOL, json!(NOW.0.to_string()))
                && !key("ECv1", json!(NOW.0 + 1))
                && !key(PROTOCOL, json!(null))
        );
        assert!(
            !serde_json::from_value::<RootKey>(
                json!({"keyValue": "a", "protocolVersion": PROTOCOL})
            )
            .unwrap()
            .is_usable(NOW)
        );
    }

    #[test]
    fn the_time_to_keep_is_read_from_the_headers() {
        let said = |control: &str, age: &str| {
            let pairs = [(CACHE_CONTROL, control), (AGE, age)];
            cache_s(
                &pairs
                    .into_iter()
                    .filter(|(_, text)| !text.is_empty())
                    .map(|(name, text)| (name, text.parse().unwrap()))
                    .collect(),
            )
        };
        assert_eq!(
            said("public, max-age=21600, must-revalidate", "600"),
            21_000
        );
        assert_eq!(said("Max-Age=60", ""), 60);
        assert_eq!(said("max-age=60", "61"), 0);
        assert_eq!(
            (said("no-store", ""), said("", ""), said("max-age=soon", "")),
            (0, 0, 0)
        );
        assert_eq!(said("max-age=99999999999", ""), LONGEST_CACHE_S);
    }
}
