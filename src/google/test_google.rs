//! What the tests of this module share: a service account and an HTTP server that answers as told and remembers what it was asked.

use std::collections::VecDeque;
use std::sync::{Arc, LazyLock, Mutex};

use openssl::pkey::{PKey, Private};
use openssl::rsa::Rsa;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;

use super::service_account::ServiceAccount;

pub(crate) const EMAIL: &str = "stampwell@shop-cards.iam.gserviceaccount.com";

/// Made once: keys take their time.
pub(crate) static KEY: LazyLock<PKey<Private>> =
    LazyLock::new(|| PKey::from_rsa(Rsa::generate(2048).unwrap()).unwrap());

/// A key file with all that Google's have.
pub(crate) fn key_file(token_uri: &str) -> Value {
    json!({
        "type": "service_account",
        "project_id": "shop-cards",
        "private_key_id": "0123456789abcdef",
        "private_key": String::from_utf8(KEY.private_key_to_pem_pkcs8().unwrap()).unwrap(),
        "client_email": EMAIL,
        "client_id": "104857612345678901234",
        "auth_uri": "https://accounts.google.com/o/oauth2/auth",
        "token_uri": token_uri,
        "auth_provider_x509_cert_url": "https://www.googleapis.com/oauth2/v1/certs",
        "universe_domain": "googleapis.com",
    })
}

pub(crate) fn account() -> ServiceAccount {
    account_at("https://oauth2.googleapis.com/token")
}

pub(crate) fn account_at(token_uri: &str) -> ServiceAccount {
    ServiceAccount::read(
        key_file(token_uri)
            .to_string()
            .as_bytes(),
    )
    .unwrap()
}

/// A request as it came.
#[derive(Clone, Debug)]
pub(crate) struct TestRequest {
    pub method: String,
    pub path: String,
    pub head: String,
    pub body: String,
}

impl TestRequest {
    /// The value of a header, by its lower-case name.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            line.to_ascii_lowercase()
                .starts_with(&format!("{name}:"))
                .then(|| line[name.len() + 1..].trim())
        })
    }
}

/// An answer that was agreed on: status, extra header lines, body.
#[derive(Clone)]
pub(crate) struct Reply(pub u16, pub &'static str, pub String);

impl Reply {
    pub(crate) fn json(status: u16, body: Value) -> Reply {
        Reply(status, "", body.to_string())
    }
}

/// The server. Answers the token path with tokens `token-1`, `token-2`, …, other paths with what was agreed, in order.
pub(crate) struct TestServer {
    pub url: String,
    asked: Arc<Mutex<Vec<TestRequest>>>,
    replies: Arc<Mutex<VecDeque<Reply>>>,
    tokens: Arc<Mutex<VecDeque<Reply>>>,
    gate: Arc<Mutex<Option<Arc<Notify>>>>,
}

impl TestServer {
    pub(crate) async fn start(replies: Vec<Reply>) -> TestServer {
        let listener = TcpListener::bind("127.0.0.1:0")
            .await
            .unwrap();
        let server = TestServer {
            url: format!("http://{}", listener.local_addr().unwrap()),
            asked: Arc::default(),
            replies: Arc::new(Mutex::new(replies.into())),
            tokens: Arc::default(),
            gate: Arc::default(),
        };
        let parts = (
            server.asked.clone(),
            server.replies.clone(),
            server.tokens.clone(),
            server.gate.clone(),
        );
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(answer(stream, parts.clone()));
            }
        });
        server
    }

    /// What the token endpoint answers next instead of a token.
    pub(crate) fn next_token(&self, reply: Reply) {
        self.tokens
            .lock()
            .unwrap()
            .push_back(reply);
    }

    /// Holds all answers back until the returned bell is rung.
    pub(crate) fn hold(&self) -> Arc<Notify> {
        self.gate
            .lock()
            .unwrap()
            .insert(Arc::new(Notify::new()))
            .clone()
    }

    pub(crate) fn account(&self) -> Arc<ServiceAccount> {
        Arc::new(account_at(&format!("{}/token", self.url)))
    }

    /// Requests other than for tokens.
    pub(crate) fn asked(&self) -> Vec<TestRequest> {
        self.all()
            .into_iter()
            .filter(|asked| asked.path != "/token")
            .collect()
    }

    /// Requests for tokens.
    pub(crate) fn asked_for_tokens(&self) -> Vec<TestRequest> {
        self.all()
            .into_iter()
            .filter(|asked| asked.path == "/token")
            .collect()
    }

    fn all(&self) -> Vec<TestRequest> {
        self.asked.lock().unwrap().clone()
    }
}

type RequestParts = (
    Arc<Mutex<Vec<TestRequest>>>,
    Arc<Mutex<VecDeque<Reply>>>,
    Arc<Mutex<VecDeque<Reply>>>,
    Arc<Mutex<Option<Arc<Notify>>>>,
);

/// One request for each connection.
async fn answer(mut stream: TcpStream, (asked, replies, tokens, gate): RequestParts) {
    let Some(request) = read(&mut stream).await else {
        return;
    };
    let number = {
        let mut all = asked.lock().unwrap();
        all.push(request.clone());
        all.iter()
            .filter(|asked| asked.path == "/token")
            .count()
    };
    let held = gate.lock().unwrap().clone();
    if let Some(bell) = held {
        bell.notified().await;
    }
    let token = || {
        Reply::json(
            200,
            json!({"access_token": format!("token-{number}"), "expires_in": 3599, "token_type": "Bearer"}),
        )
    };
    let Reply(status, headers, body) = if request.path == "/token" {
        tokens
            .lock()
            .unwrap()
            .pop_front()
            .unwrap_or_else(token)
    } else {
        replies
            .lock()
            .unwrap()
            .pop_front()
            .unwrap_or_else(|| Reply::json(200, json!({"id": "388.x"})))
    };
    let head = format!(
        "HTTP/1.1 {status} Said\r\nconnection: close\r\ncontent-length: {}\r\n{headers}\r\n",
        body.len()
    );
    let _ = stream
        .write_all((head + &body).as_bytes())
        .await;
}

async fn read(stream: &mut TcpStream) -> Option<TestRequest> {
    let mut bytes = Vec::new();
    loop {
        let mut chunk = [0; 4096];
        let n = stream
            .read(&mut chunk)
            .await
            .ok()
            .filter(|n| *n > 0)?;
        bytes.extend_from_slice(&chunk[..n]);
        let text = String::from_utf8(bytes.clone()).ok()?;
        let Some((head, body)) = text.split_once("\r\n\r\n") else {
            continue;
        };
        let mut words = head.split(' ');
        let (method, path) = (words.next()?.to_owned(), words.next()?.to_owned());
        let request = TestRequest {
            method,
            path,
            head: head.to_owned(),
            body: body.to_owned(),
        };
        let length = request
            .header("content-length")
            .and_then(|n| n.parse().ok())
            .unwrap_or(0);
        if body.len() >= length {
            return Some(request);
        }
    }
}
