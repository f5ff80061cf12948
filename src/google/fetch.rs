//! HTTP as every call to Google uses it: bounded in time and size, without redirects.

use std::time::Duration;

use reqwest::header::{DATE, HeaderMap, RETRY_AFTER};
use reqwest::redirect::Policy;
use reqwest::{Client, Response, Url};

use crate::clock::Timestamp;

/// More than Google's longest answer.
pub(super) const LONGEST_ANSWER: usize = 256 * 1024;

/// A client for the service at this address.
pub(super) fn client(base: &Url) -> reqwest::Result<Client> {
    let mut builder = Client::builder()
        .user_agent(concat!("stampwell/", env!("CARGO_PKG_VERSION")))
        .redirect(Policy::none())
        .connect_timeout(Duration::from_secs(3))
        .timeout(Duration::from_secs(10));
    if base.scheme() == "http" {
        // A stand-in for Google's services is on this machine or beside it: no proxy stands between.
        builder = builder.no_proxy();
    }
    builder.build()
}

/// A web address, and nothing else.
pub(super) fn web_address(text: &str) -> Option<Url> {
    Url::parse(text)
        .ok()
        .filter(|url| matches!(url.scheme(), "https" | "http") && url.has_host())
}

/// The body, as far as Google's own would go; the rest of a longer one is not read.
pub(super) async fn body(response: &mut Response) -> reqwest::Result<Vec<u8>> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await? {
        let room = LONGEST_ANSWER - body.len();
        body.extend_from_slice(&chunk[..chunk.len().min(room)]);
        if chunk.len() >= room {
            break;
        }
    }
    Ok(body)
}

/// What went wrong on the way, without the address, which may hold what no log should show.
pub(super) fn transport_reason(error: &reqwest::Error) -> String {
    let kind = if error.is_timeout() {
        "no answer in time"
    } else if error.is_connect() {
        "no connection"
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

/// How long the other side asked to be left alone: `Retry-After` in seconds or as a date, measured by its own clock if it tells it.
pub(super) fn retry_after(headers: &HeaderMap, now: Timestamp) -> Option<u64> {
    let text = headers
        .get(RETRY_AFTER)?
        .to_str()
        .ok()?
        .trim();
    if let Ok(seconds) = text.parse() {
        return Some(seconds);
    }
    let theirs = headers
        .get(DATE)
        .and_then(|date| http_date(date.to_str().ok()?))
        .unwrap_or(now);
    Some(
        http_date(text)?
            .seconds()
            .saturating_sub(theirs.seconds())
            .try_into()
            .unwrap_or(0),
    )
}

fn http_date(text: &str) -> Option<Timestamp> {
    jiff::fmt::rfc2822::parse(text)
        .ok()
        .map(|at| at.timestamp().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn retry_after_is_read_as_seconds_and_as_a_date() {
        let now: Timestamp = "2026-11-22T08:00:00Z"
            .parse()
            .unwrap();
        let said = |retry: &str, date: Option<&str>| {
            let mut headers = HeaderMap::new();
            headers.insert(RETRY_AFTER, retry.parse().unwrap());
            date.map(|date| headers.insert(DATE, date.parse().unwrap()));
            retry_after(&headers, now)
        };
        assert_eq!(said("7", None), Some(7));
        assert_eq!(said("Sun, 22 Nov 2026 08:00:30 GMT", None), Some(30));
        assert_eq!(
            said(
                "Sun, 22 Nov 2026 08:00:30 GMT",
                Some("Sun, 22 Nov 2026 08:00:20 GMT")
            ),
            Some(10)
        );
        assert_eq!(said("Sun, 22 Nov 2026 07:00:00 GMT", None), Some(0));
        assert_eq!(said("soon", None), None);
        assert_eq!(retry_after(&HeaderMap::new(), now), None);
    }
}
