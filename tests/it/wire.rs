//! HTTP/1.1 by hand, for requests that no honest client would send and answers that no client would forgive.

use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};

use crate::world::Answer;

/// One connection to the service.
pub struct Wire {
    read: OwnedReadHalf,
    write: OwnedWriteHalf,
    /// What has arrived and was not asked for yet.
    ahead: Vec<u8>,
}

impl Wire {
    /// Connects to `http://host:port`.
    pub async fn open(base: &str) -> Wire {
        let stream = TcpStream::connect(base.trim_start_matches("http://"))
            .await
            .unwrap();
        stream.set_nodelay(true).unwrap();
        let (read, write) = stream.into_split();
        Wire {
            read,
            write,
            ahead: Vec::new(),
        }
    }

    /// Sends bytes; false when the service no longer listens.
    pub async fn send(&mut self, bytes: &[u8]) -> bool {
        self.write
            .write_all(bytes)
            .await
            .is_ok()
    }

    /// Sends a whole request and takes its answer, which may come before the request's end; none when the service closed the
    /// connection without a word.
    pub async fn ask(&mut self, request: &[u8], head: bool) -> Option<Answer> {
        let Wire { read, write, ahead } = self;
        // A service that has heard enough answers and stops reading: that the rest could not be sent is no fault.
        let send = async { drop(write.write_all(request).await) };
        let answer = read_answer(read, ahead, head);
        tokio::pin!(send, answer);
        tokio::select! {
            biased;
            answer = &mut answer => answer,
            () = &mut send => answer.await,
        }
    }

    /// Takes the next answer.
    pub async fn answer(&mut self, head: bool) -> Option<Answer> {
        read_answer(&mut self.read, &mut self.ahead, head).await
    }

    /// Bytes that came after the last answer and belong to none.
    pub fn stray(&self) -> &[u8] {
        &self.ahead
    }
}

/// Reads on; false at the end, however it came.
async fn more(read: &mut OwnedReadHalf, ahead: &mut Vec<u8>) -> bool {
    read.read_buf(ahead)
        .await
        .is_ok_and(|count| count > 0)
}

async fn read_answer(read: &mut OwnedReadHalf, ahead: &mut Vec<u8>, head: bool) -> Option<Answer> {
    loop {
        let end = loop {
            match ahead
                .windows(4)
                .position(|bytes| bytes == b"\r\n\r\n")
            {
                Some(end) => break end,
                None if more(read, ahead).await => {}
                None => return None,
            }
        };
        let text = String::from_utf8(ahead.drain(..end + 4).collect())
            .expect("the head of an answer is text");
        let (status, headers) = parse_head(&text);
        if status < 200 {
            continue;
        }
        let bare = head || status == 204 || status == 304;
        let body = if bare {
            Vec::new()
        } else {
            read_body(read, ahead, &headers).await?
        };
        return Some(Answer {
            status,
            headers,
            body,
        });
    }
}

fn parse_head(text: &str) -> (u16, HeaderMap) {
    let mut lines = text.trim_end().split("\r\n");
    let first = lines.next().unwrap_or_default();
    let status = first
        .strip_prefix("HTTP/1.")
        .and_then(|rest| rest.split(' ').nth(1)?.parse().ok());
    let mut headers = HeaderMap::new();
    for line in lines {
        let (name, value) = line
            .split_once(':')
            .unwrap_or_else(|| panic!("no header: {line:?} in {text:?}"));
        headers.append(
            HeaderName::try_from(name).unwrap(),
            HeaderValue::from_str(value.trim()).unwrap(),
        );
    }
    (
        status.unwrap_or_else(|| panic!("no status line: {first:?}")),
        headers,
    )
}

async fn read_body(
    read: &mut OwnedReadHalf,
    ahead: &mut Vec<u8>,
    headers: &HeaderMap,
) -> Option<Vec<u8>> {
    let text = |name: &str| {
        headers
            .get(name)
            .and_then(|value| value.to_str().ok())
    };
    if text("transfer-encoding") == Some("chunked") {
        let mut body = Vec::new();
        loop {
            let line = take_line(read, ahead).await?;
            let size = usize::from_str_radix(&line, 16)
                .unwrap_or_else(|_| panic!("no chunk size: {line:?}"));
            body.extend(take(read, ahead, size).await?);
            assert_eq!(take(read, ahead, 2).await?, b"\r\n");
            if size == 0 {
                return Some(body);
            }
        }
    }
    match text("content-length") {
        Some(length) => take(read, ahead, length.parse().unwrap()).await,
        None => {
            while more(read, ahead).await {}
            Some(std::mem::take(ahead))
        }
    }
}

async fn take(read: &mut OwnedReadHalf, ahead: &mut Vec<u8>, count: usize) -> Option<Vec<u8>> {
    while ahead.len() < count {
        if !more(read, ahead).await {
            return None;
        }
    }
    Some(ahead.drain(..count).collect())
}

async fn take_line(read: &mut OwnedReadHalf, ahead: &mut Vec<u8>) -> Option<String> {
    loop {
        if let Some(end) = ahead
            .windows(2)
            .position(|bytes| bytes == b"\r\n")
        {
            let line: Vec<u8> = ahead.drain(..end + 2).collect();
            return Some(String::from_utf8_lossy(&line[..end]).into_owned());
        }
        if !more(read, ahead).await {
            return None;
        }
    }
}
