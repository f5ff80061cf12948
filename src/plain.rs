//! Text as editors, shells and secret stores leave it: with a byte order mark, as UTF-16, with a line feed at its end.

pub mod pem;

use unicode_normalization::UnicodeNormalization as _;

/// The text of a file, whichever of the Unicode encodings it is in; nothing when it is in none of them.
pub fn text_of(bytes: &[u8]) -> Option<String> {
    match bytes {
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        // Without a mark, the empty half of each Latin letter tells the order.
        [first, 0, ..] if *first != 0 => utf16(bytes, u16::from_le_bytes),
        [0, second, ..] if *second != 0 => utf16(bytes, u16::from_be_bytes),
        _ => String::from_utf8(
            bytes
                .strip_prefix(b"\xef\xbb\xbf")
                .unwrap_or(bytes)
                .to_vec(),
        )
        .ok(),
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Option<String> {
    let pairs = bytes.chunks_exact(2);
    let whole = pairs.remainder().is_empty();
    let units: Vec<u16> = pairs
        .filter_map(|pair| Some(unit(pair.try_into().ok()?)))
        .collect();
    String::from_utf16(&units)
        .ok()
        .filter(|_| whole)
}

/// The text without what nobody sees at its ends: white space, control characters, byte order and direction marks.
pub fn trimmed(text: &str) -> &str {
    text.trim_matches(|c: char| {
        c.is_whitespace()
            || c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    })
}

/// A passphrase as it was meant: it may end with a space, so that only the mark before it and the line end behind it go.
pub fn passphrase(text: &str) -> &str {
    text.trim_start_matches('\u{feff}')
        .trim_end_matches(['\r', '\n'])
}

/// The ways in which one passphrase is typed and was typed: Macs take letters and their marks apart, old programs wrote one byte a
/// letter. The one that was given comes first.
pub fn spellings(passphrase: &str) -> Vec<Vec<u8>> {
    let (composed, apart): (String, String) =
        (passphrase.nfc().collect(), passphrase.nfd().collect());
    let latin = composed
        .chars()
        .map(|c| u8::try_from(u32::from(c)).ok())
        .collect::<Option<Vec<u8>>>();
    let mut all = vec![passphrase.as_bytes().to_vec()];
    for other in [composed.into_bytes(), apart.into_bytes()]
        .into_iter()
        .chain(latin)
    {
        if !all.contains(&other) {
            all.push(other);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_read_in_every_unicode_encoding() {
        let units = |with: fn(u16) -> [u8; 2], mark: &str| {
            format!("{mark}Grüße\r\n")
                .encode_utf16()
                .flat_map(with)
                .collect::<Vec<u8>>()
        };
        for bytes in [
            "Grüße\r\n".as_bytes().to_vec(),
            "\u{feff}Grüße\r\n"
                .as_bytes()
                .to_vec(),
            units(u16::to_le_bytes, "\u{feff}"),
            units(u16::to_be_bytes, "\u{feff}"),
            units(u16::to_le_bytes, ""),
            units(u16::to_be_bytes, ""),
        ] {
            assert_eq!(text_of(&bytes).as_deref(), Some("Grüße\r\n"), "{bytes:?}");
        }
        assert_eq!(text_of(b"\xff\xfea"), None, "half a letter is none");
        assert_eq!(text_of(b"Gr\xfc\xdfe"), None);
    }

    #[test]
    fn what_nobody_sees_goes_from_the_ends_and_a_passphrase_keeps_its_spaces() {
        assert_eq!(
            trimmed("\u{feff} https://a.example \u{a0}\u{200f}\r\n"),
            "https://a.example"
        );
        assert_eq!(trimmed(" \n"), "");
        assert_eq!(passphrase("\u{feff} Geheim 77 \r\n"), " Geheim 77 ");
    }

    #[test]
    fn a_passphrase_is_tried_composed_and_apart() {
        let (composed, apart) = ("\u{fc}".as_bytes().to_vec(), "u\u{308}".as_bytes().to_vec());
        assert_eq!(
            spellings("\u{fc}"),
            [composed.clone(), apart.clone(), vec![0xfc]]
        );
        assert_eq!(spellings("u\u{308}"), [apart, composed, vec![0xfc]]);
        assert_eq!(spellings("Geheim77 "), [b"Geheim77 ".to_vec()]);
    }
}
