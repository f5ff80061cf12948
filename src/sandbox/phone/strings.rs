//! Reader of `pass.strings`: lines of `"key" = "value";` with comments, in UTF-8 or UTF-16.

use std::collections::BTreeMap;
use std::iter::Peekable;
use std::str::Chars;

/// One language's texts by key.
pub type StringTable = BTreeMap<String, String>;

/// Reads a strings file; the error says what was expected where.
pub(super) fn parse(bytes: &[u8]) -> Result<StringTable, String> {
    let text = decode(bytes)?;
    let mut rest = text.chars().peekable();
    let mut table = StringTable::new();
    loop {
        skip_blank(&mut rest)?;
        if rest.peek().is_none() {
            return Ok(table);
        }
        let key = quoted(&mut rest)?;
        expect(&mut rest, '=', &key)?;
        skip_blank(&mut rest)?;
        let value = quoted(&mut rest)?;
        expect(&mut rest, ';', &key)?;
        if table
            .insert(key.clone(), value)
            .is_some()
        {
            return Err(format!("the key \"{key}\" stands twice"));
        }
    }
}

fn decode(bytes: &[u8]) -> Result<String, String> {
    let wide = |pairs: &[u8], unit: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = pairs
            .chunks_exact(2)
            .map(|pair| unit([pair[0], pair[1]]))
            .collect();
        String::from_utf16(&units).map_err(|_| "it is not UTF-16".to_owned())
    };
    match bytes {
        [0xff, 0xfe, pairs @ ..] => wide(pairs, u16::from_le_bytes),
        [0xfe, 0xff, pairs @ ..] => wide(pairs, u16::from_be_bytes),
        [0xef, 0xbb, 0xbf, text @ ..] | text => {
            String::from_utf8(text.to_vec()).map_err(|_| "it is not UTF-8".to_owned())
        }
    }
}

fn skip_blank(rest: &mut Peekable<Chars<'_>>) -> Result<(), String> {
    loop {
        while rest
            .next_if(|c| c.is_whitespace())
            .is_some()
        {}
        if rest.next_if_eq(&'/').is_none() {
            return Ok(());
        }
        match rest.next() {
            Some('/') => {
                while rest
                    .next_if(|c| *c != '\n')
                    .is_some()
                {}
            }
            Some('*') => skip_comment(rest)?,
            _ => return Err("a lone slash stands outside of quotes".to_owned()),
        }
    }
}

fn skip_comment(rest: &mut Peekable<Chars<'_>>) -> Result<(), String> {
    loop {
        match rest.next() {
            Some('*') if rest.next_if_eq(&'/').is_some() => return Ok(()),
            Some(_) => {}
            None => return Err("a comment does not end".to_owned()),
        }
    }
}

fn expect(rest: &mut Peekable<Chars<'_>>, wanted: char, key: &str) -> Result<(), String> {
    skip_blank(rest)?;
    rest.next_if_eq(&wanted)
        .map(drop)
        .ok_or_else(|| format!("'{wanted}' is missing at the key \"{key}\""))
}

fn quoted(rest: &mut Peekable<Chars<'_>>) -> Result<String, String> {
    if rest.next_if_eq(&'"').is_none() {
        return Err(format!(
            "a quoted text is missing before {:?}",
            rest.clone()
                .take(20)
                .collect::<String>()
        ));
    }
    let mut text = String::new();
    loop {
        match rest.next() {
            Some('"') => return Ok(text),
            Some('\\') => text.push(escaped(rest)?),
            Some(c) => text.push(c),
            None => return Err("a quoted text does not end".to_owned()),
        }
    }
}

fn escaped(rest: &mut Peekable<Chars<'_>>) -> Result<char, String> {
    match rest.next() {
        Some('n') => Ok('\n'),
        Some('t') => Ok('\t'),
        Some('r') => Ok('\r'),
        Some('U' | 'u') => {
            let digits: String = rest.by_ref().take(4).collect();
            let code = u32::from_str_radix(&digits, 16)
                .ok()
                .and_then(char::from_u32);
            code.ok_or_else(|| format!("\\U{digits} is not a character"))
        }
        Some(c @ ('"' | '\\' | '\'')) => Ok(c),
        other => Err(format!(
            "the escape \\{} is unknown",
            other
                .map(String::from)
                .unwrap_or_default()
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_values_comments_and_escapes_are_read() {
        let text = "/* the card */ \"label\" = \"Stempel\"; // one\n\"say\"=\"he said \\\"hi\\\"\\n\\U00e9\";";
        let table = parse(text.as_bytes()).unwrap();
        assert_eq!(table["label"], "Stempel");
        assert_eq!(table["say"], "he said \"hi\"\né");

        let utf16: Vec<u8> = [0xff, 0xfe]
            .into_iter()
            .chain(
                "\"a\" = \"ب\";"
                    .encode_utf16()
                    .flat_map(u16::to_le_bytes),
            )
            .collect();
        assert_eq!(parse(&utf16).unwrap()["a"], "ب");
    }

    #[test]
    fn a_broken_file_is_named_in_words() {
        assert!(
            parse(b"\"a\" = \"b\"")
                .unwrap_err()
                .contains("';' is missing")
        );
        assert!(
            parse(b"\"a\" \"b\";")
                .unwrap_err()
                .contains("'=' is missing")
        );
        assert!(
            parse(b"\"a\" = \"b")
                .unwrap_err()
                .contains("does not end")
        );
        assert!(
            parse(b"\"a\" = \"b\"; \"a\" = \"c\";")
                .unwrap_err()
                .contains("twice")
        );
        assert!(parse(b"a = b;").is_err());
        assert!(parse(b"\xc3\x28").is_err());
    }
}
