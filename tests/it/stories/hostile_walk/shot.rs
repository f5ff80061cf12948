//! One hostile request: an honest call in which something, or several things, are wrong.

use super::super::operations::Operation;
use super::chance::{Chance, TEXTS, VALUES};
use super::ground::Ground;
use super::node::Node;

/// A request on its way.
#[derive(Clone, Debug)]
pub struct Shot {
    /// The operation it was made from.
    pub name: String,
    pub method: String,
    /// Path and query as they stand in the first line.
    pub target: Vec<u8>,
    pub headers: Vec<(Vec<u8>, Vec<u8>)>,
    pub body: Vec<u8>,
    /// Not HTTP any more, so the service may answer with a bare refusal, or close.
    pub broken: bool,
}

const METHODS: &[&str] = &[
    "HEAD",
    "OPTIONS",
    "TRACE",
    "PATCH",
    "PUT",
    "DELETE",
    "POST",
    "GET",
    "PROPFIND",
    "BREW",
    "get",
    "X-LONG-METHOD-NAME-OF-SOME-LENGTH",
];

/// Values that end a header section early or are no value at all.
const ODD_VALUES: &[&[u8]] = &[b"a\x00b", b"a\x01b", b"a\nb: c", b"\r", b"-1", b"\xff\xfe"];

const KINDS: &[&str] = &[
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/xml",
    "application/json; charset=utf-16",
    "APPLICATION/JSON",
    "application/json;;;",
    "application/problem+json",
    "json",
    "",
    "application/json, text/html",
    "image/jpeg",
];

impl Shot {
    /// Each field of each body and each parameter of each query, by itself, with every odd value and `texts` odd texts: what
    /// chance alone would take a million shots to meet.
    pub fn sweep(ground: &Ground, texts: usize, chance: &mut Chance) -> Vec<Shot> {
        let mut shots = Vec::new();
        for operation in &ground.operations {
            for name in &operation.query {
                for _ in 0..texts {
                    let query = format!("?{name}={}", encoded(chance.word(TEXTS)));
                    shots.push(Shot::plain(ground, operation, &query, None, chance));
                }
            }
            let Some((least, places)) = ground.least(operation, chance) else {
                continue;
            };
            for place in &places {
                let words: Vec<String> = (0..texts)
                    .map(|_| serde_json::to_string(chance.one(TEXTS)).unwrap())
                    .collect();
                for raw in VALUES
                    .iter()
                    .copied()
                    .chain(words.iter().map(String::as_str))
                {
                    let mut body = least.clone();
                    body.put(place, raw);
                    shots.push(Shot::plain(ground, operation, "", Some(&body), chance));
                }
            }
        }
        shots
    }

    /// An honest request, but for what is handed in.
    fn plain(
        ground: &Ground,
        operation: &Operation,
        query: &str,
        body: Option<&Node>,
        chance: &mut Chance,
    ) -> Shot {
        let path: Vec<String> = operation
            .path
            .split('/')
            .map(|step| {
                match step
                    .strip_prefix('{')
                    .and_then(|step| step.strip_suffix('}'))
                {
                    Some(name) => ground.part(operation, name, chance),
                    None => step.to_owned(),
                }
            })
            .collect();
        let mut shot = Shot {
            name: operation.name.clone(),
            method: operation.method.clone(),
            target: format!("{}{query}", path.join("/")).into_bytes(),
            headers: vec![(b"content-type".to_vec(), b"application/json".to_vec())],
            body: body.map_or(Vec::new(), |body| body.text().into_bytes()),
            broken: false,
        };
        let caller = if operation
            .path
            .starts_with("/v1/merchants")
        {
            "operator"
        } else {
            "owner"
        };
        for (name, value) in &ground.callers[caller] {
            shot.header(name, value.as_bytes());
        }
        shot
    }

    /// The shot of this chance.
    pub fn aim(ground: &Ground, chance: &mut Chance) -> Shot {
        let mut operation = chance
            .one(&ground.operations)
            .clone();
        if operation.path.ends_with("/frame") && chance.percent(80) {
            // A frame keeps the processor busy as long as a hundred other requests.
            operation = ground.operations[0].clone();
        }
        let mut body = ground.body(&operation, chance);
        let mut query: Vec<(String, String)> = Vec::new();
        for name in &operation.query {
            if chance.percent(30) {
                query.push((
                    name.clone(),
                    ground
                        .thing(name, chance)
                        .unwrap_or_else(|| encoded(&chance.text())),
                ));
            }
        }
        if let Some(body) = body
            .as_mut()
            .filter(|_| chance.percent(75))
        {
            (0..=chance.below(2)).for_each(|_| body.spoil(chance));
        }
        let mut shot = Shot {
            name: operation.name.clone(),
            method: operation.method.clone(),
            target: address(ground, &operation, chance).into_bytes(),
            headers: Vec::new(),
            body: bytes(&operation, body, chance),
            broken: false,
        };
        let caller = ground.caller(&operation, chance);
        for (name, value) in &ground.callers[caller] {
            shot.header(name, value.as_bytes());
        }
        if chance.percent(25) {
            shot.spoil_query(&mut query, chance);
        }
        let joined: Vec<String> = query
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        if !joined.is_empty() {
            shot.target
                .extend(format!("?{}", joined.join("&")).into_bytes());
        }
        shot.spoil(&operation, chance);
        shot
    }

    fn header(&mut self, name: &str, value: &[u8]) {
        self.headers
            .push((name.as_bytes().to_vec(), value.to_vec()));
    }

    fn spoil_query(&mut self, query: &mut Vec<(String, String)>, chance: &mut Chance) {
        match chance.below(6) {
            0 if !query.is_empty() => {
                (0..*chance.one(&[1, 50])).for_each(|_| query.push(query[0].clone()))
            }
            1 => query.push((encoded(&chance.text()), encoded(&chance.text()))),
            2 => query.push((
                "limit".into(),
                (*chance.one(&["0", "-1", "201", "1e2", "9223372036854775808", "2"])).into(),
            )),
            3 => query.push((
                "cursor".into(),
                (*chance.one(&[
                    "0",
                    "-1",
                    "9223372036854775807",
                    "x",
                    "card_00000000000000000000000000",
                ]))
                .into(),
            )),
            4 => query.push(("x".into(), "y".repeat(*chance.one(&[3_000, 5_000])))),
            _ => query.push((
                (*chance.one(&["", "a", "%", "%zz", "%00", "lang", "a[]"])).into(),
                (*chance.one(&["", "%", "%4", "%ff%fe", "%00", "=", "+", "fa"])).into(),
            )),
        }
    }

    /// What can be wrong beside address parts and body: each now and then.
    fn spoil(&mut self, operation: &Operation, chance: &mut Chance) {
        let takes_body = !["GET", "DELETE"].contains(&operation.method.as_str());
        if takes_body && !operation.path.ends_with("/frame") {
            let kind = if chance.percent(8) {
                *chance.one(KINDS)
            } else {
                "application/json"
            };
            if !chance.percent(4) {
                self.header("content-type", kind.as_bytes());
            }
        }
        if chance.percent(6) {
            self.method = (*chance.one(METHODS)).to_owned();
        }
        if chance.percent(20) {
            let key = match chance.below(8) {
                0 => String::new(),
                1 => "x".repeat(*chance.one(&[255, 256, 5_000])),
                2 => "two words".to_owned(),
                3 => "\u{e9}".to_owned(),
                4 => "same".to_owned(),
                _ => format!("key-{}", chance.below(10_000)),
            };
            self.header("idempotency-key", key.as_bytes());
            if chance.percent(5) {
                self.header("Idempotency-Key", b"another");
            }
        }
        if chance.percent(12) {
            self.odd_header(chance);
        }
        if chance.percent(4) {
            self.odd_target(chance);
        }
    }

    fn odd_header(&mut self, chance: &mut Chance) {
        let huge = "x".repeat(*chance.one(&[200, 2_000, 12_000]));
        match chance.below(17) {
            0 => self.header(
                "x-request-id",
                chance
                    .one(&["", "a b", "ok-1", "\u{202e}"])
                    .as_bytes(),
            ),
            1 => self.header("x-request-id", huge.as_bytes()),
            2 => self.header(
                "accept-language",
                chance
                    .one(&["fa", "xx", "*", ";;q=", "en;q=9e999", "\u{e9}"])
                    .as_bytes(),
            ),
            3 => self.header(
                "accept",
                chance
                    .one(&[
                        "text/html",
                        "text/csv",
                        "*/*;q=0",
                        "application/vnd.apple.pkpass",
                        "",
                    ])
                    .as_bytes(),
            ),
            4 => self.header(
                "accept-encoding",
                chance
                    .one(&["gzip", "br", "identity;q=0", "*;q=0", "gzip;q=x", "\u{e9}"])
                    .as_bytes(),
            ),
            5 => self.header(
                "content-encoding",
                chance
                    .one(&["gzip", "br", "identity", "deflate, gzip", "", "utf-8"])
                    .as_bytes(),
            ),
            6 => self.header(
                "cookie",
                chance
                    .one(&[
                        "till=",
                        "till=a; till=b",
                        "card-ground=; card-ground=y",
                        ";;;=",
                        "card-ground=x",
                        "=\u{e9}",
                    ])
                    .as_bytes(),
            ),
            7 => self.header("cookie", huge.as_bytes()),
            8 => self.header(
                "authorization",
                chance
                    .one(&[
                        "Bearer",
                        "Bearer  ",
                        "Basic eDp5",
                        "ApplePass x",
                        "Bearer \u{e9}",
                        "",
                    ])
                    .as_bytes(),
            ),
            9 => self.header(
                "if-modified-since",
                chance
                    .one(&[
                        "",
                        "yesterday",
                        "Thu, 01 Jan 1970 00:00:00 GMT",
                        "Fri, 31 Dec 9999 23:59:59 GMT",
                        "Mon, 01 Jan 0000 00:00:00 GMT",
                    ])
                    .as_bytes(),
            ),
            10 => self.header(
                "if-none-match",
                chance
                    .one(&["*", "\"x\"", "W/", ""])
                    .as_bytes(),
            ),
            11 => self.header(
                "range",
                chance
                    .one(&["bytes=0-0", "bytes=-1", "bytes=9-1", "x"])
                    .as_bytes(),
            ),
            12 => self.header(
                "x-forwarded-for",
                chance
                    .one(&["127.0.0.1", "::1, x", "999.1.1.1", ","])
                    .as_bytes(),
            ),
            13 => self.header(
                "origin",
                chance
                    .one(&["null", "https://evil.example", "", "http://127.0.0.1"])
                    .as_bytes(),
            ),
            14 => self.header(
                "sec-fetch-site",
                chance
                    .one(&["cross-site", "none", "same-site", ""])
                    .as_bytes(),
            ),
            15 => {
                (0..*chance.one(&[5, 60, 120])).for_each(|i| self.header(&format!("x-{i}"), b"y"))
            }
            _ => {
                // Control characters end a header section early or are no header at all.
                self.header(
                    chance.word(&["x-odd", "x odd", "", "x\u{e9}", "content-length"]),
                    ODD_VALUES[chance.below(ODD_VALUES.len())],
                );
                self.broken = true;
            }
        }
        self.broken |= self.headers.len() > 60;
    }

    fn odd_target(&mut self, chance: &mut Chance) {
        let odds: [&[u8]; 15] = [
            b"/../../../etc/passwd",
            b"/%2e%2e/%2e%2e/x",
            b"//",
            b"/%00",
            b"/.",
            b"/;a=b",
            b"/%c0%af",
            b"/%u0041",
            b"#x",
            b"/%",
            b"?",
            b"/\\",
            b"\x7f",
            b"\xff\xfe",
            b" x",
        ];
        let odd = odds[chance.below(odds.len())];
        match chance.below(4) {
            0 => self.target.extend(odd),
            1 => self.target = [b"/".as_slice(), odd].concat(),
            2 => self.target.extend(
                "/x".repeat(*chance.one(&[30, 1_200, 3_000]))
                    .into_bytes(),
            ),
            _ => {
                self.target = chance
                    .one(&[
                        &b"*"[..],
                        b"http://evil.example/v1/cards",
                        b"evil.example:443",
                        b"v1/cards",
                        b"//evil.example/v1/cards",
                        b"/v1%2fcards",
                        b"/V1/cards",
                        b"",
                    ])
                    .to_vec()
            }
        }
        let path_only = self.target.starts_with(b"/")
            && !self
                .target
                .iter()
                .any(|byte| *byte <= b' ' || *byte >= 0x7f || b"#\\".contains(byte));
        self.broken |= !path_only;
    }

    /// The request's bytes.
    pub fn bytes(&self) -> Vec<u8> {
        let mut bytes = [
            self.method.as_bytes(),
            b" ",
            &self.target,
            b" HTTP/1.1\r\nhost: shop.example\r\n",
        ]
        .concat();
        for (name, value) in &self.headers {
            bytes.extend([name, b": ".as_slice(), value, b"\r\n"].concat());
        }
        bytes.extend(format!("content-length: {}\r\n\r\n", self.body.len()).into_bytes());
        bytes.extend(&self.body);
        bytes
    }

    /// Whether its head is longer than any server reads.
    pub fn is_endless(&self) -> bool {
        self.target.len()
            + self
                .headers
                .iter()
                .map(|(name, value)| name.len() + value.len())
                .sum::<usize>()
            > 60_000
    }

    /// Whether it is meant for the API.
    pub fn is_api(&self) -> bool {
        self.target.starts_with(b"/v1/")
    }
}

fn address(ground: &Ground, operation: &Operation, chance: &mut Chance) -> String {
    let part = |part: &str, chance: &mut Chance| match part
        .strip_prefix('{')
        .and_then(|part| part.split_once('}'))
    {
        Some((name, rest)) => {
            let real = ground.part(operation, name, chance);
            let shown = if chance.percent(25) {
                encoded(&chance.text())
            } else {
                real
            };
            format!("{shown}{rest}")
        }
        None => part.to_owned(),
    };
    operation
        .path
        .split('/')
        .map(|step| part(step, chance))
        .collect::<Vec<_>>()
        .join("/")
}

fn bytes(operation: &Operation, body: Option<Node>, chance: &mut Chance) -> Vec<u8> {
    if operation.path.ends_with("/frame") {
        return frame(chance);
    }
    let Some(body) = body else {
        return if chance.percent(3) {
            chance.bytes(500)
        } else {
            Vec::new()
        };
    };
    let text = body.text();
    match chance.below(60) {
        0 => text
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect(),
        1 => format!("\u{feff}{text}").into_bytes(),
        2 => text
            .bytes()
            .take(chance.below(text.len() + 1))
            .collect(),
        3 => chance.bytes(2_000),
        4 => [text.as_bytes(), text.as_bytes()].concat(),
        5 => [text.as_bytes(), &vec![b' '; 300 * 1024]].concat(),
        6 => text
            .into_bytes()
            .into_iter()
            .map(|byte| {
                if chance.percent(3) {
                    byte ^ 0x80
                } else {
                    byte
                }
            })
            .collect(),
        7 => Vec::new(),
        8 => chance.value().into_bytes(),
        _ => text.into_bytes(),
    }
}

/// A camera frame that is none, or claims to be a huge one, or is damaged.
fn frame(chance: &mut Chance) -> Vec<u8> {
    let mut jpeg = include_bytes!("../../../golden/frames/no-code.jpg").to_vec();
    let size = jpeg
        .windows(2)
        .position(|marker| matches!(marker, [0xff, 0xc0 | 0xc2]))
        .map(|at| at + 5);
    match (chance.below(8), size) {
        (0, Some(at)) => jpeg[at..at + 4].copy_from_slice(&[0xff; 4]),
        (1, Some(at)) => jpeg[at..at + 4].copy_from_slice(&[0; 4]),
        (2, Some(at)) => jpeg[at..at + 4].copy_from_slice(&[0x07, 0xd0, 0x07, 0xcf]),
        (3, _) => jpeg.truncate(chance.below(jpeg.len())),
        (4, _) => jpeg = [&[0xff, 0xd8, 0xff], chance.bytes(4_000).as_slice()].concat(),
        (5, _) => jpeg.resize(300 * 1024, 0),
        (6, _) => jpeg = chance.bytes(200),
        _ => {
            for _ in 0..1 + chance.below(20) {
                let at = chance.below(jpeg.len());
                jpeg[at] = chance.below(256) as u8;
            }
        }
    }
    jpeg
}

/// A text as part of an address; now and then with a slash left as it is.
fn encoded(text: &str) -> String {
    let short: String = text.chars().take(600).collect();
    short
        .bytes()
        .map(|byte| {
            if byte.is_ascii_alphanumeric() || b"-._~!".contains(&byte) {
                char::from(byte).to_string()
            } else {
                format!("%{byte:02x}")
            }
        })
        .collect()
}
