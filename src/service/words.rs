//! Words from outside, made fit to store and show.

use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

use crate::error::{Error, Result};

/// The text in NFC, trimmed; refuses empty or overlong text and characters that could disturb a page or a log.
pub fn checked(pointer: &str, text: &str, most: usize) -> Result<String> {
    let text: String = text.trim().nfc().collect();
    if text.is_empty() {
        return Err(Error::invalid(pointer, "must not be empty"));
    }
    if text.len() > most * 8 || text.graphemes(true).count() > most {
        return Err(Error::invalid(pointer, format!("must be at most {most} characters")));
    }
    if let Some(bad) = text.chars().find(|c| disturbing(*c)) {
        return Err(Error::invalid(pointer, format!("holds the character U+{:04X}, which is not allowed", bad as u32)));
    }
    Ok(text)
}

/// Control, direction-override, tag and non-characters.
fn disturbing(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{E0000}'..='\u{E007F}' | '\u{FDD0}'..='\u{FDEF}')
        || (c as u32) & 0xFFFE == 0xFFFE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_normalised_and_hostile_characters_refused() {
        assert_eq!(checked("/name", "  Zoe\u{301} ", 10).unwrap(), "Zo\u{e9}");
        assert!(checked("/name", "abc\u{202E}def", 10).is_err());
        assert!(checked("/name", "line\nbreak", 20).is_err());
        assert!(checked("/name", &"x".repeat(11), 10).is_err());
        assert!(checked("/name", "   ", 10).is_err());
    }
}
