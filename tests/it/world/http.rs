//! Calls to the service and its answers, as a program outside sees them.

use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use reqwest::{Client, Method, RequestBuilder};
use serde_json::Value;

/// Somebody who calls the service: a key, a till's cookie, or nobody known.
#[derive(Clone)]
pub struct Caller {
    client: Client,
    base: String,
    headers: HeaderMap,
}

/// One answer, read whole.
#[derive(Clone, Debug)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// All headers.
    pub headers: HeaderMap,
    /// The body as it came.
    pub body: Vec<u8>,
}

impl Caller {
    /// Somebody without a key. Redirects are answers too, so none is followed.
    pub fn new(base: &str) -> Caller {
        // Each call has a connection of its own: the service lets go of one that says nothing for five seconds, and on a busy
        // machine a call could cross that on the way.
        let client = Client::builder()
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .pool_max_idle_per_host(0)
            // By default a service that a busy machine leaves waiting for half a minute counts as gone.
            .tcp_user_timeout(None)
            .build()
            .unwrap();
        Caller {
            client,
            base: base.to_owned(),
            headers: HeaderMap::new(),
        }
    }

    /// The same with one more header on every call.
    pub fn with(&self, name: &str, value: &str) -> Caller {
        let mut caller = self.clone();
        caller.headers.insert(
            HeaderName::try_from(name).unwrap(),
            HeaderValue::from_str(value).unwrap(),
        );
        caller
    }

    /// The header that every call carries; empty when there is none.
    pub fn header(&self, name: &str) -> String {
        self.headers
            .get(name)
            .map_or(String::new(), |value| value.to_str().unwrap().to_owned())
    }

    /// The same with an API key.
    pub fn with_key(&self, key: &str) -> Caller {
        self.with("authorization", &format!("Bearer {key}"))
    }

    /// The same with an idempotency key.
    pub fn once(&self, key: &str) -> Caller {
        self.with("idempotency-key", key)
    }

    /// A call to finish by hand.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let url = if path.starts_with("http") {
            path.to_owned()
        } else {
            format!("{}{path}", self.base)
        };
        self.client
            .request(method, url)
            .headers(self.headers.clone())
    }

    /// Sends a body of whatever kind.
    pub async fn send(
        &self,
        method: Method,
        path: &str,
        kind: &str,
        body: impl Into<Vec<u8>>,
    ) -> Answer {
        Answer::to(
            self.request(method, path)
                .header("content-type", kind)
                .body(body.into()),
        )
        .await
    }

    /// Sends nothing, under the headers that the caller carries.
    pub async fn request_bare(&self, method: Method, path: &str) -> Answer {
        Answer::to(self.request(method, path)).await
    }

    /// Sends JSON.
    pub async fn json(&self, method: Method, path: &str, body: Value) -> Answer {
        self.send(method, path, "application/json", body.to_string())
            .await
    }

    pub async fn get(&self, path: &str) -> Answer {
        Answer::to(self.request(Method::GET, path)).await
    }

    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.json(Method::POST, path, body)
            .await
    }

    pub async fn put(&self, path: &str, body: Value) -> Answer {
        self.json(Method::PUT, path, body)
            .await
    }

    pub async fn patch(&self, path: &str, body: Value) -> Answer {
        self.json(Method::PATCH, path, body)
            .await
    }

    pub async fn delete(&self, path: &str) -> Answer {
        Answer::to(self.request(Method::DELETE, path)).await
    }

    /// Every entry of a list, page by page.
    pub async fn list(&self, path: &str) -> Vec<Value> {
        let (mut all, mut cursor) = (Vec::new(), String::new());
        loop {
            let joint = if path.contains('?') {
                '&'
            } else {
                '?'
            };
            let page = self
                .get(&format!("{path}{joint}limit=200{cursor}"))
                .await
                .ok();
            all.extend(
                page["data"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .cloned(),
            );
            match page["next_cursor"].as_str() {
                Some(next) => cursor = format!("&cursor={next}"),
                None => return all,
            }
        }
    }
}

impl Answer {
    /// The answer to a call, which must come.
    pub async fn to(request: RequestBuilder) -> Answer {
        let response = request.send().await.unwrap();
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        Answer {
            status,
            headers,
            body: response
                .bytes()
                .await
                .unwrap()
                .to_vec(),
        }
    }

    /// A header's text; empty when it is not there.
    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body as JSON.
    #[track_caller]
    pub fn value(&self) -> Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|e| panic!("{}: not JSON: {e}: {}", self.status, self.text()))
    }

    #[track_caller]
    fn with_status(&self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", self.text());
        self.value()
    }

    /// The body of a 200.
    #[track_caller]
    pub fn ok(&self) -> Value {
        self.with_status(200)
    }

    /// The body of a 201.
    #[track_caller]
    pub fn created(&self) -> Value {
        self.with_status(201)
    }

    /// The problem of a refusal with this status and code, complete as the contract says.
    #[track_caller]
    pub fn refused(&self, status: u16, code: &str) -> Value {
        let problem = self.problem();
        assert_eq!(
            (self.status, problem["code"].as_str().unwrap()),
            (status, code),
            "{problem}"
        );
        problem
    }

    /// Either accepted or refused as wrong input, never anything else.
    #[track_caller]
    pub fn accepted_or_invalid(&self) {
        match self.status {
            200 | 201 => {}
            _ => drop(self.refused(422, "invalid_request")),
        }
    }

    /// The problem of any refusal, complete as the contract says.
    #[track_caller]
    pub fn problem(&self) -> Value {
        assert!(
            (400..600).contains(&self.status),
            "{} is no refusal: {}",
            self.status,
            self.text()
        );
        assert_eq!(
            self.header("content-type"),
            "application/problem+json",
            "{}",
            self.text()
        );
        let problem = self.value();
        for member in ["type", "title", "detail", "code", "request_id"] {
            assert!(
                problem[member]
                    .as_str()
                    .is_some_and(|text| !text.is_empty()),
                "{member} is missing in {problem}"
            );
        }
        assert_eq!(problem["status"], self.status, "{problem}");
        assert_eq!(
            problem["request_id"],
            self.header("x-request-id"),
            "{problem}"
        );
        assert!(problem["errors"].is_array(), "{problem}");
        problem
    }
}
