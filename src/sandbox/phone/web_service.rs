//! The five calls that a device makes to a pass's web service, and the download that starts it all.

use std::time::Duration;

use bytes::Bytes;
use http::StatusCode;
use http::header::{
    ACCEPT_LANGUAGE, AUTHORIZATION, CONTENT_TYPE, IF_MODIFIED_SINCE, LAST_MODIFIED,
};
use reqwest::{Client, Method, RequestBuilder, Response, Url};
use serde::Deserialize;
use serde_json::json;

use super::wire::Wire;
use super::{InstalledPass, PhoneError};

const PASS_TYPE: &str = "application/vnd.apple.pkpass";
const TIMEOUT: Duration = Duration::from_secs(30);
/// A line that was idle for so long is not used again: services close one that was opened and never used after five seconds.
const IDLE: Duration = Duration::from_secs(3);

/// What a device says of itself in every call.
pub(super) struct Caller {
    pub(super) http: Client,
    pub(super) device: String,
    pub(super) wire: Wire,
}

/// A pass as it came over the line.
pub(super) struct Download {
    pub(super) archive: Bytes,
    pub(super) last_modified: Option<String>,
}

/// The list call's answer; a tag that is not a text is refused, as Apple's devices do.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Updated {
    pub(super) serial_numbers: Vec<String>,
    pub(super) last_updated: String,
}

impl Caller {
    pub(super) fn new(device: String, root: &[u8], wire: Wire) -> reqwest::Result<Caller> {
        let root = reqwest::Certificate::from_pem(root)?;
        let http = Client::builder()
            .no_proxy()
            .tls_certs_merge([root])
            .timeout(TIMEOUT)
            .pool_idle_timeout(IDLE)
            .user_agent("passd/1.0 CFNetwork Darwin")
            .build()?;
        Ok(Caller { http, device, wire })
    }

    /// Downloads a pass as Safari does, without any right but the address.
    pub(super) async fn download(&self, url: &str, language: &str) -> Result<Download, PhoneError> {
        let answer = self
            .send(
                "download",
                self.http
                    .get(url)
                    .header(ACCEPT_LANGUAGE, language),
            )
            .await?;
        match answer.status() {
            StatusCode::OK => pass_in("download", answer).await,
            _ => Err(refused("download", answer).await),
        }
    }

    /// 201 when new, 200 when it was registered before.
    pub(super) async fn register(
        &self,
        pass: &InstalledPass,
        push_token: &str,
    ) -> Result<u16, PhoneError> {
        let request = self.with_right(Method::POST, pass, &self.registration(pass))?;
        let answer = self
            .send(
                "register",
                request.json(&json!({ "pushToken": push_token })),
            )
            .await?;
        match answer.status() {
            StatusCode::OK | StatusCode::CREATED => Ok(answer.status().as_u16()),
            _ => Err(refused("register", answer).await),
        }
    }

    pub(super) async fn unregister(&self, pass: &InstalledPass) -> Result<(), PhoneError> {
        let answer = self
            .send(
                "unregister",
                self.with_right(Method::DELETE, pass, &self.registration(pass))?,
            )
            .await?;
        match answer.status() {
            StatusCode::OK => Ok(()),
            _ => Err(refused("unregister", answer).await),
        }
    }

    /// Which passes of a type have changed since the tag; `None` when none has. Carries no authorization.
    pub(super) async fn list(
        &self,
        base: &str,
        pass_type: &str,
        tag: Option<&str>,
    ) -> Result<Option<Updated>, PhoneError> {
        let mut url = address(
            "list",
            base,
            &["devices", &self.device, "registrations", pass_type],
        )?;
        if let Some(tag) = tag {
            url.query_pairs_mut()
                .append_pair("passesUpdatedSince", tag);
        }
        let answer = self
            .send("list", self.http.get(url))
            .await?;
        match answer.status() {
            StatusCode::NO_CONTENT => Ok(None),
            StatusCode::OK => {
                let body = answer
                    .bytes()
                    .await
                    .map_err(|e| unreachable("list", e))?;
                serde_json::from_slice(&body)
                    .map(Some)
                    .map_err(|e| PhoneError::Answer {
                        call: "list",
                        reason: e.to_string(),
                    })
            }
            _ => Err(refused("list", answer).await),
        }
    }

    /// The latest version of a pass; `None` when it is the one that the phone has.
    pub(super) async fn fetch(&self, pass: &InstalledPass) -> Result<Option<Download>, PhoneError> {
        let path = ["passes", pass.pass_type_identifier(), pass.serial_number()];
        let mut request = self.with_right(Method::GET, pass, &path)?;
        if let Some(date) = &pass.last_modified {
            request = request.header(IF_MODIFIED_SINCE, date);
        }
        let answer = self.send("fetch", request).await?;
        match answer.status() {
            StatusCode::OK => pass_in("fetch", answer)
                .await
                .map(Some),
            StatusCode::NOT_MODIFIED if pass.last_modified.is_some() => Ok(None),
            _ => Err(refused("fetch", answer).await),
        }
    }

    pub(super) async fn log(&self, base: &str, lines: &[&str]) -> Result<(), PhoneError> {
        let answer = self
            .send(
                "log",
                self.http
                    .post(address("log", base, &["log"])?)
                    .json(&json!({ "logs": lines })),
            )
            .await?;
        match answer.status() {
            StatusCode::OK => Ok(()),
            _ => Err(refused("log", answer).await),
        }
    }

    async fn send(
        &self,
        call: &'static str,
        request: RequestBuilder,
    ) -> Result<Response, PhoneError> {
        let request = request
            .build()
            .map_err(|e| unreachable(call, e))?;
        let (method, url) = (request.method().clone(), request.url().clone());
        let answer = self
            .http
            .execute(request)
            .await
            .map_err(|e| unreachable(call, e))?;
        self.wire
            .answered(&method, &url, answer.status().as_u16());
        Ok(answer)
    }

    fn registration<'s>(&'s self, pass: &'s InstalledPass) -> [&'s str; 5] {
        [
            "devices",
            &self.device,
            "registrations",
            pass.pass_type_identifier(),
            pass.serial_number(),
        ]
    }

    fn with_right(
        &self,
        method: Method,
        pass: &InstalledPass,
        path: &[&str],
    ) -> Result<RequestBuilder, PhoneError> {
        let url = address("web service", pass.raw("webServiceURL"), path)?;
        let right = format!("ApplePass {}", pass.raw("authenticationToken"));
        Ok(self
            .http
            .request(method, url)
            .header(AUTHORIZATION, right)
            .header(ACCEPT_LANGUAGE, &pass.language))
    }
}

/// `{base}/v1/…` with each segment encoded.
fn address(call: &'static str, base: &str, path: &[&str]) -> Result<Url, PhoneError> {
    let wrong = || PhoneError::Answer {
        call,
        reason: format!("webServiceURL {base} is not an address"),
    };
    let mut url = Url::parse(base).map_err(|_| wrong())?;
    url.path_segments_mut()
        .map_err(|()| wrong())?
        .pop_if_empty()
        .push("v1")
        .extend(path);
    Ok(url)
}

fn unreachable(call: &'static str, source: reqwest::Error) -> PhoneError {
    PhoneError::Unreachable { call, source }
}

async fn refused(call: &'static str, answer: Response) -> PhoneError {
    let status = answer.status().as_u16();
    let body = answer
        .text()
        .await
        .unwrap_or_default();
    PhoneError::Refused {
        call,
        status,
        body: body.chars().take(500).collect(),
    }
}

async fn pass_in(call: &'static str, answer: Response) -> Result<Download, PhoneError> {
    let header = |name| {
        answer
            .headers()
            .get(name)
            .and_then(|value: &http::HeaderValue| value.to_str().ok())
            .map(str::to_owned)
    };
    let content_type = header(CONTENT_TYPE).unwrap_or_default();
    if content_type != PASS_TYPE {
        return Err(PhoneError::Answer {
            call,
            reason: format!("its content type is {content_type:?} in place of {PASS_TYPE}"),
        });
    }
    let last_modified = header(LAST_MODIFIED);
    let archive = answer
        .bytes()
        .await
        .map_err(|e| unreachable(call, e))?;
    Ok(Download {
        archive,
        last_modified,
    })
}
