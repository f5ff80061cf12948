//! A web service for one pass over bare HTTP/1.1, just enough to be talked to.

use std::sync::{Arc, Mutex, MutexGuard};

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use super::bundle::{Bundle, SERIAL, TOKEN, TYPE};

/// What the shop knows; a test turns it by hand.
#[derive(Default)]
pub(super) struct Books {
    pub(super) stamps: u32,
    pub(super) news: Option<&'static str>,
    /// Counts changes: the tag, and the seconds of `Last-Modified`.
    pub(super) version: u32,
    /// Device and push token.
    pub(super) registered: Vec<(String, String)>,
    /// Request lines with their `If-Modified-Since`.
    pub(super) asked: Vec<String>,
    pub(super) logs: Vec<Value>,
    pub(super) content_type: Option<&'static str>,
    pub(super) number_as_tag: bool,
    pub(super) other_serial: bool,
    pub(super) down: bool,
    pub(super) without_service: bool,
    pub(super) refuses_devices: bool,
}

#[derive(Clone)]
pub(super) struct Shop {
    books: Arc<Mutex<Books>>,
    pub(super) url: String,
}

struct Asked {
    method: String,
    path: String,
    head: String,
    body: Vec<u8>,
}

struct Answer(u16, Vec<(&'static str, String)>, Vec<u8>);

impl Shop {
    pub(super) async fn open() -> Shop {
        let listener = TcpListener::bind("127.0.0.1:0")
            .await
            .unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let shop = Shop {
            books: Arc::default(),
            url,
        };
        let clerk = shop.clone();
        tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                clerk.serve(socket).await;
            }
        });
        shop
    }

    pub(super) fn books(&self) -> MutexGuard<'_, Books> {
        self.books.lock().unwrap()
    }

    pub(super) fn pass_url(&self) -> String {
        format!("{}/card", self.url)
    }

    pub(super) fn stamp(&self) {
        let mut books = self.books();
        books.stamps += 1;
        books.version += 1;
    }

    /// The first tokens of the requests since the last call, such as `GET /apple/v1/…`.
    pub(super) fn asked(&self) -> Vec<String> {
        std::mem::take(&mut self.books().asked)
    }

    async fn serve(&self, mut socket: TcpStream) {
        let Some(asked) = read(&mut socket).await else {
            return;
        };
        let Answer(status, headers, body) = self.answer(&asked);
        let mut head = format!("HTTP/1.1 {status} X\r\nconnection: close\r\n");
        if status != 204 && status != 304 {
            head += &format!("content-length: {}\r\n", body.len());
        }
        for (name, value) in headers {
            head += &format!("{name}: {value}\r\n");
        }
        socket
            .write_all(format!("{head}\r\n").as_bytes())
            .await
            .unwrap();
        socket
            .write_all(&body)
            .await
            .unwrap();
    }

    fn answer(&self, asked: &Asked) -> Answer {
        let since = asked
            .header("if-modified-since")
            .map(|date| format!(" since {date}"))
            .unwrap_or_default();
        self.books()
            .asked
            .push(format!("{} {}{since}", asked.method, asked.path));
        let path: Vec<&str> = asked
            .path
            .split(['/', '?', '='])
            .skip(1)
            .collect();
        match (asked.method.as_str(), &path[..]) {
            _ if self.books().down => Answer(503, vec![], vec![]),
            ("GET", ["card"]) => self.pass(),
            (
                "GET",
                [
                    "apple",
                    "v1",
                    "devices",
                    device,
                    "registrations",
                    TYPE,
                    rest @ ..,
                ],
            ) => self.list(device, rest.get(1).copied()),
            ("POST", ["apple", "v1", "log"]) => {
                self.books()
                    .logs
                    .push(serde_json::from_slice(&asked.body).unwrap());
                Answer(200, vec![], vec![])
            }
            _ if asked.header("authorization") != Some(&format!("ApplePass {TOKEN}")) => {
                Answer(401, vec![], vec![])
            }
            ("POST", ["apple", "v1", "devices", ..]) if self.books().refuses_devices => {
                Answer(401, vec![], vec![])
            }
            (
                "POST",
                [
                    "apple",
                    "v1",
                    "devices",
                    device,
                    "registrations",
                    TYPE,
                    SERIAL,
                ],
            ) => self.register(device, &asked.body),
            (
                "DELETE",
                [
                    "apple",
                    "v1",
                    "devices",
                    device,
                    "registrations",
                    TYPE,
                    SERIAL,
                ],
            ) => {
                self.books()
                    .registered
                    .retain(|(known, _)| known != device);
                Answer(200, vec![], vec![])
            }
            ("GET", ["apple", "v1", "passes", TYPE, SERIAL])
                if asked.header("if-modified-since") == Some(&self.date()) =>
            {
                Answer(304, vec![], vec![])
            }
            ("GET", ["apple", "v1", "passes", TYPE, SERIAL]) => self.pass(),
            _ => Answer(404, vec![], vec![]),
        }
    }

    fn date(&self) -> String {
        format!("Sun, 22 Nov 2026 00:00:{:02} GMT", self.books().version)
    }

    fn pass(&self) -> Answer {
        let date = self.date();
        let books = self.books();
        let mut bundle = Bundle::new(books.stamps, &format!("{}/apple", self.url));
        if let Some(news) = books.news {
            bundle.pass["storeCard"]["backFields"][0]["value"] = news.into();
        }
        if books.other_serial {
            bundle.pass["serialNumber"] = "card-2".into();
        }
        if books.without_service {
            let pass = bundle.pass.as_object_mut().unwrap();
            pass.retain(|key, _| key != "webServiceURL" && key != "authenticationToken");
        }
        let content_type = books
            .content_type
            .unwrap_or("application/vnd.apple.pkpass")
            .to_owned();
        Answer(
            200,
            vec![("content-type", content_type), ("last-modified", date)],
            bundle.archive(),
        )
    }

    fn register(&self, device: &str, body: &[u8]) -> Answer {
        let token = serde_json::from_slice::<Value>(body).unwrap()["pushToken"]
            .as_str()
            .unwrap()
            .to_owned();
        let mut books = self.books();
        let known = books
            .registered
            .iter()
            .any(|(registered, _)| registered == device);
        books
            .registered
            .retain(|(registered, _)| registered != device);
        books
            .registered
            .push((device.to_owned(), token));
        Answer(if known { 200 } else { 201 }, vec![], vec![])
    }

    fn list(&self, device: &str, tag: Option<&str>) -> Answer {
        let books = self.books();
        let registered = books
            .registered
            .iter()
            .any(|(known, _)| known == device);
        if !registered || tag.is_some_and(|tag| tag.parse::<u32>().unwrap() >= books.version) {
            return Answer(204, vec![], vec![]);
        }
        let tag = if books.number_as_tag {
            json!(books.version)
        } else {
            json!(books.version.to_string())
        };
        Answer(
            200,
            vec![],
            json!({"serialNumbers": [SERIAL], "lastUpdated": tag})
                .to_string()
                .into_bytes(),
        )
    }
}

impl Asked {
    fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            line.split_once(": ")
                .filter(|(key, _)| key.eq_ignore_ascii_case(name))
                .map(|(_, value)| value)
        })
    }
}

async fn read(socket: &mut TcpStream) -> Option<Asked> {
    let mut bytes = Vec::new();
    let end = loop {
        if let Some(end) = bytes
            .windows(4)
            .position(|window| window == b"\r\n\r\n")
        {
            break end + 4;
        }
        (socket
            .read_buf(&mut bytes)
            .await
            .ok()?
            > 0)
        .then_some(())?;
    };
    let head = String::from_utf8(bytes[..end].to_vec()).ok()?;
    let mut words = head.split(' ').map(str::to_owned);
    let mut asked = Asked {
        method: words.next()?,
        path: words.next()?,
        body: bytes.split_off(end),
        head,
    };
    let length = asked
        .header("content-length")
        .map_or(0, |length| length.parse().unwrap());
    while asked.body.len() < length {
        (socket
            .read_buf(&mut asked.body)
            .await
            .ok()?
            > 0)
        .then_some(())?;
    }
    Some(asked)
}
