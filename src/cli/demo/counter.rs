//! What staff and owner do in the demonstration, by real calls to the running service with the shop's own keys.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use reqwest::header::{ACCEPT_LANGUAGE, CONTENT_TYPE};
use reqwest::{Client, RequestBuilder};
use serde_json::{Value, json};

use crate::error::{Code, Error, Result};
use crate::service::shop::merchants::NewMerchantAnswer;

/// The shop's side of the counter.
pub struct Counter {
    http: Client,
    base: String,
    keys: NewMerchantAnswer,
    /// Visits that can be taken back, by card, newest last.
    visits: Mutex<HashMap<String, Vec<String>>>,
}

/// An answer of the service as it came.
pub struct CounterAnswer {
    status: u16,
    content_type: String,
    body: Value,
}

impl CounterAnswer {
    /// Passes it on.
    pub fn response(self) -> HttpResponse {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::BAD_GATEWAY);
        HttpResponse::build(status)
            .content_type(self.content_type)
            .body(self.body.to_string())
    }

    fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }
}

fn unreachable(error: reqwest::Error) -> Error {
    Code::Unavailable
        .because("The demo cannot reach its own service. Is it stopping?")
        .caused_by(error)
}

impl Counter {
    /// Calls the service at `base` with these keys.
    pub fn new(base: String, keys: NewMerchantAnswer) -> reqwest::Result<Counter> {
        Ok(Counter {
            http: Client::builder()
                .no_proxy()
                .build()?,
            base,
            keys,
            visits: Mutex::default(),
        })
    }

    /// Stamps a card; the demonstration always confirms a second stamp within the cool-down.
    pub async fn scan(&self, serial: &str, code: &str, language: &str) -> Result<CounterAnswer> {
        let answer = self
            .post(
                "/v1/scans",
                &self.keys.staff_key,
                json!({ "code": code, "confirm": true }),
                language,
            )
            .await?;
        if let Some(scan) = answer.body["scan"]["id"].as_str() {
            self.visits(|visits| {
                visits
                    .entry(serial.to_owned())
                    .or_default()
                    .push(scan.to_owned())
            });
        }
        Ok(answer)
    }

    /// Hands the waiting reward over.
    pub async fn redeem(&self, code: &str, language: &str) -> Result<CounterAnswer> {
        self.post(
            "/v1/redemptions",
            &self.keys.staff_key,
            json!({ "code": code }),
            language,
        )
        .await
    }

    /// Takes the latest visit of a card back.
    pub async fn void(&self, serial: &str, language: &str) -> Result<CounterAnswer> {
        let latest = self.visits(|visits| {
            visits
                .get(serial)
                .and_then(|scans| scans.last().cloned())
        });
        let scan = latest.ok_or_else(|| {
            Code::NotFound.because("This page has not given a stamp that could be undone.")
        })?;
        let answer = self
            .post(
                &format!("/v1/scans/{scan}/void"),
                &self.keys.staff_key,
                json!({}),
                language,
            )
            .await?;
        if answer.is_success() || answer.body["code"] == "already_voided" {
            self.visits(|visits| {
                visits
                    .entry(serial.to_owned())
                    .or_default()
                    .retain(|known| *known != scan)
            });
        }
        Ok(answer)
    }

    /// Makes a till; answers the link that makes a browser this till.
    pub async fn enrolment_link(&self) -> Result<String> {
        let answer = self
            .post(
                "/v1/tills",
                &self.keys.owner_key,
                json!({ "name": "Demo till" }),
                "en",
            )
            .await?;
        let link = answer.body["enrol_url"]
            .as_str()
            .map(str::to_owned);
        link.ok_or_else(|| Error::internal(format!("no till was made: {}", answer.body)))
    }

    async fn post(
        &self,
        path: &str,
        key: &str,
        body: Value,
        language: &str,
    ) -> Result<CounterAnswer> {
        let request = self
            .http
            .post(format!("{}{path}", self.base))
            .bearer_auth(key);
        read(
            request
                .header(ACCEPT_LANGUAGE, language)
                .json(&body),
        )
        .await
    }

    fn visits<T>(&self, use_them: impl FnOnce(&mut HashMap<String, Vec<String>>) -> T) -> T {
        use_them(
            &mut self
                .visits
                .lock()
                .unwrap_or_else(PoisonError::into_inner),
        )
    }
}

async fn read(request: RequestBuilder) -> Result<CounterAnswer> {
    let answer = request
        .send()
        .await
        .map_err(unreachable)?;
    let content_type = answer
        .headers()
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or("application/json")
        .to_owned();
    Ok(CounterAnswer {
        status: answer.status().as_u16(),
        content_type,
        body: answer
            .json()
            .await
            .map_err(unreachable)?,
    })
}
