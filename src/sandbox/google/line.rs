//! A small HTTP/1.1 server's side of one connection: reads requests, writes answers, and can misbehave below HTTP.

use std::io;

use bytes::{Bytes, BytesMut};
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

const MAX_HEAD: usize = 32 * 1024;
const MAX_BODY: usize = 1024 * 1024;

/// One request.
#[derive(Debug)]
pub(super) struct Incoming {
    pub(super) method: Method,
    pub(super) path: String,
    pub(super) query: String,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
    pub(super) keep_alive: bool,
}

impl Incoming {
    /// A header that is there once and is text.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .get(name)?
            .to_str()
            .ok()
    }
}

/// One answer.
#[derive(Clone, Debug)]
pub(super) struct Reply {
    pub(super) status: u16,
    pub(super) headers: Vec<(&'static str, String)>,
    pub(super) body: Vec<u8>,
}

impl Reply {
    pub(super) fn json(status: u16, body: &Value) -> Reply {
        let headers = vec![("content-type", "application/json; charset=UTF-8".to_owned())];
        Reply {
            status,
            headers,
            body: body.to_string().into_bytes(),
        }
    }

    pub(super) fn text(status: u16, text: &str) -> Reply {
        let headers = vec![("content-type", "text/plain; charset=UTF-8".to_owned())];
        Reply {
            status,
            headers,
            body: text.as_bytes().to_vec(),
        }
    }

    pub(super) fn with(mut self, name: &'static str, value: String) -> Reply {
        self.headers.push((name, value));
        self
    }

    pub(super) fn maybe_retry_after(self, seconds: Option<u64>) -> Reply {
        match seconds {
            Some(seconds) => self.with("retry-after", seconds.to_string()),
            None => self,
        }
    }
}

/// What came over the connection.
pub(super) enum Received {
    Request(Incoming),
    /// Not HTTP as we understand it; answer this and hang up.
    Nonsense(Reply),
    /// The client left.
    End,
}

/// A connection with a client.
pub(super) struct Line {
    stream: TcpStream,
    buffer: BytesMut,
}

impl Line {
    pub(super) fn new(stream: TcpStream) -> Line {
        Line {
            stream,
            buffer: BytesMut::new(),
        }
    }

    /// The next request.
    pub(super) async fn receive(&mut self) -> Received {
        match self.read().await {
            Ok(Some(request)) => Received::Request(request),
            Ok(None) => Received::End,
            Err(Failure::Broken) => Received::End,
            Err(Failure::Nonsense(status, why)) => Received::Nonsense(Reply::text(status, why)),
        }
    }

    async fn read(&mut self) -> Result<Option<Incoming>, Failure> {
        let Some(head) = self.read_head().await? else {
            return Ok(None);
        };
        let mut request = parse_head(&head)?;
        let length = body_length(&request.headers)?;
        while self.buffer.len() < length {
            self.more().await?;
        }
        request.body = self
            .buffer
            .split_to(length)
            .freeze();
        Ok(Some(request))
    }

    /// The bytes up to the empty line; `None` when the client left between requests.
    async fn read_head(&mut self) -> Result<Option<BytesMut>, Failure> {
        loop {
            if let Some(end) = self
                .buffer
                .windows(4)
                .position(|window| window == b"\r\n\r\n")
            {
                return Ok(Some(self.buffer.split_to(end + 4)));
            }
            if self.buffer.len() > MAX_HEAD {
                return Err(Failure::Nonsense(431, "The head is too long."));
            }
            let between_requests = self.buffer.is_empty();
            match self.more().await {
                Err(Failure::Broken) if between_requests => return Ok(None),
                other => other?,
            }
        }
    }

    async fn more(&mut self) -> Result<(), Failure> {
        if self
            .stream
            .read_buf(&mut self.buffer)
            .await?
            == 0
        {
            Err(Failure::Broken)
        } else {
            Ok(())
        }
    }

    /// Writes an answer; says whether the connection lives on.
    pub(super) async fn answer(&mut self, reply: &Reply, keep_alive: bool) -> bool {
        let status =
            StatusCode::from_u16(reply.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut head = format!(
            "HTTP/1.1 {} {}\r\n",
            status.as_u16(),
            status
                .canonical_reason()
                .unwrap_or("Unknown")
        );
        for (name, value) in &reply.headers {
            head += &format!("{name}: {value}\r\n");
        }
        let connection = if keep_alive {
            "keep-alive"
        } else {
            "close"
        };
        head += &format!(
            "content-length: {}\r\nconnection: {connection}\r\n\r\n",
            reply.body.len()
        );
        let bytes = [head.as_bytes(), &reply.body].concat();
        self.stream
            .write_all(&bytes)
            .await
            .is_ok()
            && keep_alive
    }

    /// Says nothing until the client hangs up; what it sends meanwhile is lost.
    pub(super) async fn be_silent(&mut self) {
        while self.more().await.is_ok() {
            self.buffer.clear();
        }
    }

    /// Makes the coming close a TCP reset instead of an orderly end.
    pub(super) fn close_by_reset(&self) {
        let _ = self.stream.set_zero_linger();
    }
}

/// Why there is no request.
#[derive(Debug)]
enum Failure {
    Broken,
    Nonsense(u16, &'static str),
}

impl From<io::Error> for Failure {
    fn from(_: io::Error) -> Failure {
        Failure::Broken
    }
}

fn parse_head(head: &[u8]) -> Result<Incoming, Failure> {
    let text =
        std::str::from_utf8(head).map_err(|_| Failure::Nonsense(400, "The head is not text."))?;
    let mut lines = text
        .trim_end_matches("\r\n")
        .split("\r\n");
    let words: Vec<&str> = lines
        .next()
        .unwrap_or_default()
        .split(' ')
        .collect();
    let [method, target, "HTTP/1.1"] = words[..] else {
        return Err(Failure::Nonsense(
            400,
            "The first line is no HTTP/1.1 request.",
        ));
    };
    let method = Method::from_bytes(method.as_bytes())
        .map_err(|_| Failure::Nonsense(400, "The method is none."))?;
    let headers = parse_headers(lines)?;
    let (path, query) = target
        .split_once('?')
        .unwrap_or((target, ""));
    let keep_alive = !headers
        .get("connection")
        .is_some_and(|value| {
            value
                .as_bytes()
                .eq_ignore_ascii_case(b"close")
        });
    Ok(Incoming {
        method,
        path: path.to_owned(),
        query: query.to_owned(),
        headers,
        body: Bytes::new(),
        keep_alive,
    })
}

fn parse_headers<'a>(lines: impl Iterator<Item = &'a str>) -> Result<HeaderMap, Failure> {
    let mut headers = HeaderMap::new();
    for line in lines {
        let (name, value) = line
            .split_once(':')
            .ok_or(Failure::Nonsense(400, "A header has no colon."))?;
        let name = HeaderName::from_bytes(name.as_bytes())
            .map_err(|_| Failure::Nonsense(400, "A header's name is none."))?;
        let value = HeaderValue::from_str(value.trim())
            .map_err(|_| Failure::Nonsense(400, "A header's value is none."))?;
        headers.append(name, value);
    }
    Ok(headers)
}

fn body_length(headers: &HeaderMap) -> Result<usize, Failure> {
    if headers.contains_key("transfer-encoding") {
        return Err(Failure::Nonsense(
            501,
            "Only bodies with a content-length are understood.",
        ));
    }
    let mut lengths = headers
        .get_all("content-length")
        .iter();
    let Some(length) = lengths.next() else {
        return Ok(0);
    };
    let length = length
        .to_str()
        .ok()
        .and_then(|text| text.parse::<usize>().ok());
    match (length, lengths.next()) {
        (Some(length), None) if length <= MAX_BODY => Ok(length),
        (Some(_), None) => Err(Failure::Nonsense(413, "The body is too long.")),
        _ => Err(Failure::Nonsense(
            400,
            "The content-length is no number or there are two.",
        )),
    }
}
