//! Chance that can be had again: the same seed gives the same shots.

/// Numbers from a seed (splitmix64).
pub struct Chance(u64);

/// Texts that have broken somebody's service before.
pub const TEXTS: &[&str] = &[
    "",
    " ",
    "\0",
    "a\0b",
    "\u{1}",
    "\u{1b}[31mred",
    "\r\nSet-Cookie: till=x",
    "a\nb",
    "\t",
    "\u{7f}",
    "\u{85}",
    "\u{9b}1m",
    "\u{202e}gpj.exe",
    "\u{202a}x\u{202c}",
    "\u{2066}x",
    "x\u{2069}",
    "\u{200b}",
    "\u{200d}",
    "\u{200f}",
    "\u{feff}x",
    "\u{e0041}\u{e007f}",
    "\u{fdd0}",
    "\u{ffff}",
    "\u{10ffff}",
    "\u{1fffe}",
    "\u{fffd}",
    "\u{e000}",
    "👩‍👩‍👧‍👦",
    "🏳️‍🌈",
    "👨🏿‍🚀",
    "مرحبا",
    "שלום abc",
    "e\u{301}",
    "\u{1112}\u{1161}\u{11ab}",
    "ﷺ",
    "İi̇ıI",
    "ß",
    "٣",
    "' OR 1=1 --",
    "\"; DROP TABLE cards; --",
    "\\",
    "\\u0000",
    "$1",
    ":1",
    "%s%n%d",
    "{{7*7}}",
    "${jndi:ldap://x}",
    "{% include x %}",
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "=cmd|' /C calc'!A0",
    "@SUM(1)",
    "+1",
    "-1",
    "../../etc/passwd",
    "..\\..\\x",
    "file:///etc/passwd",
    "http://169.254.169.254/",
    "javascript:alert(1)",
    "data:text/html,x",
    "https://",
    "%00",
    "%2e%2e%2f",
    "%ff",
    "NaN",
    "Infinity",
    "null",
    "true",
    "0",
    "-0",
    "1e309",
    "0x10",
    "1.5",
    "card_",
    "mem_zzzz",
    "card_00000000000000000000000000",
    "scan_0000000000000000000000000000000000",
    "CARD_00000000000000000000000000",
    "AAAA-AAAA",
    "AAAAAAAA",
    "2026-02-30T00:00:00Z",
    "9999-12-31T23:59:59Z",
    "-009999-01-01T00:00:00Z",
    "+010000-01-01T00:00:00Z",
    "1970-01-01T00:00:00+99:99",
    "2026-01-01T00:00:60Z",
    "0000-00-00",
    "9999-12-31",
    "-9999-01-01",
    "9223372036854775807",
    "-9223372036854775808",
    "18446744073709551616",
    "#3b2a20",
    "Europe/Berlin",
    "../UTC",
    "EUR",
    "eur",
    "en",
    "en-US-u-ca-buddhist",
    "fa",
    "xx",
    "active",
    "owner",
    "operator",
    "bonus",
    "visit",
    "all",
    "all,all",
    ",",
    "__proto__",
    "constructor",
    "id",
    "*",
    "?",
    "a=b&c=d",
];

/// Raw JSON that fits no field, or almost.
pub const VALUES: &[&str] = &[
    "null",
    "true",
    "false",
    "0",
    "-0",
    "-1",
    "1",
    "2",
    "100",
    "101",
    "1.5",
    "-1.0",
    "1e2",
    "1e308",
    "1e999",
    "-1e999",
    "2147483647",
    "2147483648",
    "-2147483649",
    "4294967296",
    "9007199254740993",
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775808",
    "-9223372036854775809",
    "18446744073709551615",
    "18446744073709551616",
    "[]",
    "{}",
    "[[]]",
    "[null]",
    "{\"a\":1}",
    "{\"en\":\"x\"}",
    "{\"\":\"\"}",
    "{\"\\u202e\":\"x\"}",
    "{\"en\":1}",
    "{\"en\":\"\\u0000\"}",
    "\"\\ud800\"",
    "\"\\udc00\\ud800\"",
    "\"\\u0000\"",
    "\"\\uffff\"",
    "01",
    "+1",
    ".5",
    "1.",
    "0x1",
    "NaN",
    "Infinity",
    "nul",
    "'x'",
    "\"",
    "\"\\x\"",
    "\"\n\"",
    "[1,]",
    "{\"a\":}",
    "/**/1",
    "",
];

impl Chance {
    /// The chance of one shot of a run.
    pub fn of(seed: u64, shot: u64) -> Chance {
        let mut chance = Chance(seed ^ shot.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        chance.next();
        chance
    }

    fn next(&mut self) -> u64 {
        self.0 = self
            .0
            .wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// 0 to one less than `end`.
    pub fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    /// True so many times in a hundred.
    pub fn percent(&mut self, share: usize) -> bool {
        self.below(100) < share
    }

    /// One of these.
    pub fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }

    /// One of these words.
    pub fn word<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }

    /// Random bytes.
    pub fn bytes(&mut self, most: usize) -> Vec<u8> {
        (0..self.below(most + 1))
            .map(|_| self.next() as u8)
            .collect()
    }

    /// A disturbing text.
    pub fn text(&mut self) -> String {
        match self.below(20) {
            0 => format!("a{}", "\u{301}".repeat(*self.one(&[5, 100, 3_000]))),
            1 => "x".repeat(*self.one(&[31, 41, 61, 81, 201, 255, 256, 4_000])),
            2 => "\u{202e}\u{2066}".repeat(self.below(40)),
            3 => (0..=self.below(8))
                .filter_map(|_| char::from_u32(self.next() as u32 % 0x11_0000))
                .collect(),
            4 => "👩‍👩‍👧‍👦".repeat(*self.one(&[20, 41, 200])),
            5 => format!("{}{}", self.one(TEXTS), self.one(TEXTS)),
            6 => format!("good {}", self.one(TEXTS)),
            _ => (*self.one(TEXTS)).to_owned(),
        }
    }

    /// A JSON value as text, often of a wrong type and sometimes none at all.
    pub fn value(&mut self) -> String {
        match self.below(24) {
            0..=8 => (*self.one(VALUES)).to_owned(),
            9 => nested(*self.one(&[20, 126, 128, 10_000])),
            10 => format!(
                "\"{}\"",
                "x".repeat(*self.one(&[70_000, 250_000, 1_000_000]))
            ),
            11 => "9".repeat(*self.one(&[20, 400])),
            12 => format!("[{}1]", "1,".repeat(5_000)),
            13 => escaped(&self.text()),
            _ => serde_json::to_string(&self.text()).unwrap(),
        }
    }
}

/// `[[[…]]]`, or the same of objects at odd depths.
fn nested(depth: usize) -> String {
    let (open, close) = if depth.is_multiple_of(4) {
        ("[", "]")
    } else {
        ("{\"a\":", "}")
    };
    format!("{}1{}", open.repeat(depth), close.repeat(depth))
}

/// A JSON string in which nothing stands for itself.
fn escaped(text: &str) -> String {
    let units: String = text
        .encode_utf16()
        .map(|unit| format!("\\u{unit:04x}"))
        .collect();
    format!("\"{units}\"")
}
