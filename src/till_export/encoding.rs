//! How letters lie in bytes: UTF-8, what spreadsheets call Unicode, or the code page of old tills.

use bytes::Bytes;
use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, WINDOWS_1254, WINDOWS_1256};

/// How letters lie in bytes where no byte-order mark says it; by default UTF-8, or UTF-16 where the bytes look like it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Encoding {
    named: Option<&'static encoding_rs::Encoding>,
    /// Whether the `Content-Type` named it: programs send one without having looked at the file.
    from_content_type: bool,
}

impl Encoding {
    /// The encoding of a name such as `windows-1256` or `iso-8859-9`, as browsers know them.
    pub fn named(name: &str) -> Option<Encoding> {
        let name = name.trim().trim_matches('"');
        let dashed = name
            .to_ascii_lowercase()
            .replace(['_', ' '], "-");
        let found = match dashed.as_str() {
            // Browsers take ASCII for windows-1252. Here a letter beyond it is
            // UTF-8 or a fault that is told.
            "us-ascii" | "ascii" => Some(UTF_8),
            _ => encoding_rs::Encoding::for_label(name.as_bytes())
                .or_else(|| encoding_rs::Encoding::for_label(dashed.as_bytes())),
        };
        // Neither holds letters: one stands for what browsers refuse, the
        // other for bytes as they are.
        let found = found.filter(|found| {
            *found != encoding_rs::REPLACEMENT && *found != encoding_rs::X_USER_DEFINED
        });
        found.map(|named| Encoding {
            named: Some(named),
            from_content_type: false,
        })
    }

    /// Whether the caller named a code page although the file's letters are UTF-8; read by the code page, each would become another
    /// letter. A few letters of a code page can look like UTF-8 by chance.
    pub(super) fn contradicts(self, body: &[u8]) -> bool {
        let single = self
            .named
            .filter(|named| named.is_single_byte() && !self.from_content_type);
        let Some((named, text)) = single.zip(std::str::from_utf8(body).ok()) else {
            return false;
        };
        let letters = text
            .chars()
            .filter(|sign| !sign.is_ascii())
            .count();
        // In these two, letters that are UTF-8 as well are pairs such as Ã¼,
        // which no language writes.
        let by_chance = if named == WINDOWS_1252 || named == WINDOWS_1254 {
            0
        } else {
            CHANCE
        };
        letters > by_chance && encoding_rs::Encoding::for_bom(body).is_none()
    }

    /// The same, as the `charset` of a `Content-Type` says it: letters that are certainly UTF-8 are read as such.
    pub fn from_content_type(self) -> Encoding {
        Encoding {
            from_content_type: true,
            ..self
        }
    }
}

/// Letters of a file in another script's code page that may look like UTF-8.
const CHANCE: usize = 3;

/// The body in UTF-8 without a byte-order mark. What is no UTF-8 stays, and is found where it stands.
pub(super) fn decoded(body: Bytes, encoding: Encoding) -> Bytes {
    // The mark was written with the letters, so it outweighs whatever is said of them.
    if let Some((marked, length)) = encoding_rs::Encoding::for_bom(&body) {
        return converted(body.slice(length..), marked);
    }
    let is_utf8 = || std::str::from_utf8(&body).is_ok();
    let named = match encoding.named {
        // UTF-16 is left out: its text can be valid UTF-8 too, with noughts between the letters.
        Some(named)
            if encoding.from_content_type
                && named != UTF_16LE
                && named != UTF_16BE
                && !body.is_ascii()
                && is_utf8() =>
        {
            UTF_8
        }
        Some(named) => named,
        None => unmarked_utf16(&body).unwrap_or(UTF_8),
    };
    converted(body, named)
}

fn converted(body: Bytes, encoding: &'static encoding_rs::Encoding) -> Bytes {
    if encoding == UTF_8 {
        return body;
    }
    let (text, _) = encoding.decode_without_bom_handling(&body);
    Bytes::from(text.into_owned())
}

/// Bytes looked at where nothing was said.
const SAMPLE: usize = 4 * 1024;

/// UTF-16 without a mark: in text with a separator and digits every second byte of many is nought.
fn unmarked_utf16(body: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let sample = &body[..body.len().min(SAMPLE)];
    let noughts = |odd: usize| {
        sample
            .iter()
            .skip(odd)
            .step_by(2)
            .filter(|byte| **byte == 0)
            .count()
    };
    let (even, odd) = (noughts(0), noughts(1));
    let many = sample.len() / 8;
    match (even > many.max(1), odd > many.max(1)) {
        (false, true) if even == 0 => Some(UTF_16LE),
        (true, false) if odd == 0 => Some(UTF_16BE),
        _ => None,
    }
}

/// Whether each letter of a text is two signs or more that are the bytes of one, as in `MÃ¶we`.
pub(super) fn is_twice_encoded(text: &str) -> bool {
    if text.is_ascii() {
        return false;
    }
    let (bytes, _, has_others) = WINDOWS_1252.encode(text);
    let once = std::str::from_utf8(&bytes)
        .ok()
        .filter(|_| !has_others);
    once.is_some_and(|once| {
        once.chars()
            .filter(|sign| !sign.is_ascii())
            .all(char::is_alphabetic)
    })
}

/// Runs of letters, of which those beyond ASCII are bytes as they stand.
fn words(body: &[u8]) -> impl Iterator<Item = &[u8]> {
    body.split(|byte| !byte.is_ascii_alphabetic() && *byte < 0x80)
        .filter(|word| {
            word.iter()
                .any(|byte| *byte >= 0x80)
        })
        .take(SAMPLE)
}

/// Whether a byte between two letters is one of Mac or DOS: in the code pages of Windows it is no letter nor an apostrophe.
fn is_of_mac_or_dos(word: &[u8]) -> bool {
    const WINDOWS: [u8; 8] = [0x8A, 0x8C, 0x8E, 0x91, 0x92, 0x9A, 0x9C, 0x9E];
    let odd = |byte: u8| (0x80..=0x9F).contains(&byte) && !WINDOWS.contains(&byte);
    word.windows(3).any(|three| {
        three[0].is_ascii_alphabetic() && odd(three[1]) && three[2].is_ascii_alphabetic()
    })
}

/// What letters that are no UTF-8 look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Look {
    MacOrDos,
    Arabic,
    Cyrillic,
    Turkish,
    Western,
}

/// The code page that a file's letters look like, by a name that [`Encoding::named`] knows; none for UTF-8 and UTF-16, and for those of
/// Mac and DOS, which cannot be told apart.
pub fn likely_encoding(body: &[u8]) -> Option<&'static str> {
    let is_known = encoding_rs::Encoding::for_bom(body).is_some()
        || unmarked_utf16(body).is_some()
        || std::str::from_utf8(body).is_ok();
    match look(body) {
        _ if is_known => None,
        Look::MacOrDos => None,
        Look::Arabic => Some("windows-1256"),
        Look::Cyrillic => Some("windows-1251"),
        Look::Turkish => Some("windows-1254"),
        Look::Western => Some("windows-1252"),
    }
}

/// What to do about letters that are no UTF-8, by what they look like.
pub(super) fn advice(body: &[u8]) -> &'static str {
    match look(body) {
        Look::MacOrDos => {
            "contains letters from an old Mac or DOS encoding, not UTF-8; export the file as UTF-8 or, if a Mac made it, add encoding=macintosh"
        }
        Look::Arabic => {
            "contains letters that are not UTF-8; export the file as UTF-8 or, as they look Arabic or Persian, add encoding=windows-1256"
        }
        Look::Cyrillic => {
            "contains letters that are not UTF-8; export the file as UTF-8 or, as they look Cyrillic, add encoding=windows-1251"
        }
        Look::Turkish => {
            "contains letters that are not UTF-8; export the file as UTF-8 or, as they look Turkish, add encoding=windows-1254"
        }
        Look::Western => {
            "contains letters that are not UTF-8; export the file as UTF-8 or add encoding=windows-1252 (Western Europe) or windows-1254 (Turkish)"
        }
    }
}

fn look(body: &[u8]) -> Look {
    let high: Vec<(u8, bool)> = body
        .windows(2)
        .filter(|pair| pair[0] >= 0x80)
        .map(|pair| (pair[0], pair[1] >= 0x80))
        .take(SAMPLE)
        .collect();
    let share = |matching: usize| matching * 10 / high.len().max(1);
    let signs_of = |byte: u8| {
        WINDOWS_1256
            .decode_without_bom_handling(&[byte])
            .0
            .into_owned()
    };
    let arabic = |byte: u8| {
        signs_of(byte)
            .chars()
            .all(|sign| ('\u{600}'..='\u{6FF}').contains(&sign) || sign == '\u{200C}')
    };
    let in_a_row = share(
        high.iter()
            .filter(|(_, next)| *next)
            .count(),
    ) >= 4;
    let turkish = |byte: u8| {
        WINDOWS_1254
            .decode_without_bom_handling(&[byte])
            .0
            .chars()
            .all(|sign| "ğışĞİŞ".contains(sign))
    };
    // Latin letters stand beside accented ones within a word, and never beside Arabic or Cyrillic ones.
    let (mixed, all) = words(body).fold((0, 0), |(mixed, all), word| {
        (
            mixed
                + usize::from(
                    word.iter()
                        .any(u8::is_ascii_alphabetic),
                ),
            all + 1,
        )
    });
    let is_latin = mixed * 2 >= all && mixed > 0;
    if is_latin && words(body).any(is_of_mac_or_dos) {
        Look::MacOrDos
    } else if !is_latin
        && in_a_row
        && share(
            high.iter()
                .filter(|(byte, _)| arabic(*byte))
                .count(),
        ) >= 8
    {
        Look::Arabic
    } else if !is_latin && in_a_row && high.len() > 2 {
        Look::Cyrillic
    } else if high
        .iter()
        .any(|(byte, _)| turkish(*byte))
    {
        Look::Turkish
    } else {
        Look::Western
    }
}
