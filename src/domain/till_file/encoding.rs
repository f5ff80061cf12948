//! How letters lie in bytes: UTF-8, what spreadsheets call Unicode, or the code page of old tills.

use bytes::Bytes;

/// How letters lie in bytes where no byte-order mark says it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8.
    #[default]
    Utf8,
    /// Western European Windows, and ISO 8859-1 where the two agree.
    Windows1252,
}

/// What the bytes 0x80 to 0x9F are in Windows-1252; the five that it leaves open stay what they are.
const UPPER: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}', '\u{90}', '‘', '’', '“', '”', '•', '–',
    '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
];

/// The body in UTF-8 without a byte-order mark. What is no UTF-8 stays, and is found where it stands.
pub(super) fn decoded(body: Bytes, encoding: Encoding) -> Bytes {
    match (body.as_ref(), encoding) {
        ([0xEF, 0xBB, 0xBF, ..], _) => body.slice(3..),
        ([0xFF, 0xFE, rest @ ..], _) => utf16(rest, u16::from_le_bytes),
        ([0xFE, 0xFF, rest @ ..], _) => utf16(rest, u16::from_be_bytes),
        (_, Encoding::Utf8) => body,
        (bytes, Encoding::Windows1252) => bytes.iter().map(|byte| windows_1252(*byte)).collect::<String>().into(),
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Bytes {
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect::<String>().into()
}

fn windows_1252(byte: u8) -> char {
    match byte {
        0x80..=0x9F => UPPER[usize::from(byte - 0x80)],
        byte => char::from(byte),
    }
}
