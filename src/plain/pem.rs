//! PEM as editors, mail programs, web forms and secret stores leave it: in another encoding, with other line ends or none, with
//! text around it. Each block is taken apart and written anew before OpenSSL sees it.

use data_encoding::{BASE64, BASE64_NOPAD};

/// One `-----BEGIN …-----` with what is in it.
#[derive(Clone)]
pub struct Block {
    /// What it is, such as `CERTIFICATE`.
    pub label: String,
    /// How it is encrypted, such as `DES-CBC,0123456789ABCDEF`; none in the newer form, which says it inside.
    pub dek_info: Option<String>,
    /// The DER inside, which may be a secret.
    pub der: Vec<u8>,
}

impl Block {
    /// As every program reads it.
    pub fn to_pem(&self) -> String {
        let Block {
            label,
            dek_info,
            der,
        } = self;
        let head = dek_info
            .as_ref()
            .map(|how| format!("Proc-Type: 4,ENCRYPTED\nDEK-Info: {how}\n\n"))
            .unwrap_or_default();
        let body = BASE64.encode(der);
        let lines: Vec<&str> = body
            .as_bytes()
            .chunks(64)
            .filter_map(|line| std::str::from_utf8(line).ok())
            .collect();
        format!(
            "-----BEGIN {label}-----\n{head}{}\n-----END {label}-----\n",
            lines.join("\n")
        )
    }
}

/// The blocks of a file; none if it is no PEM, or PEM that was cut off.
pub fn blocks(bytes: &[u8]) -> Vec<Block> {
    // The words around a block may be in any encoding; the block itself is ASCII.
    let text = super::text_of(bytes).unwrap_or_else(|| String::from_utf8_lossy(bytes).into_owned());
    // A line feed written as two characters, once or twice over.
    let text = text
        .replace("\\\\", "\\")
        .replace("\\r", "\n")
        .replace("\\n", "\n");
    let mut found = Vec::new();
    let mut rest = text.as_str();
    while let Some((_, behind)) = rest.split_once("BEGIN ") {
        rest = behind;
        let Some((label, behind)) = behind
            .split_once(is_dash)
            .filter(|(label, _)| is_label(label))
        else {
            continue;
        };
        let Some((body, after)) = behind.split_once(&format!("END {label}")) else {
            continue;
        };
        found.extend(block(
            label,
            body.trim_matches(|c: char| is_dash(c) || c.is_whitespace()),
        ));
        rest = after;
    }
    found
}

/// Whether a block begins somewhere, be it whole or not.
pub fn begins(bytes: &[u8]) -> bool {
    let text = super::text_of(bytes).unwrap_or_else(|| String::from_utf8_lossy(bytes).into_owned());
    text.split("BEGIN ")
        .skip(1)
        .any(|behind| {
            behind
                .split_once(is_dash)
                .is_some_and(|(label, _)| is_label(label))
        })
}

/// A word processor draws hyphens as other dashes.
fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

fn is_label(text: &str) -> bool {
    (1..=40).contains(&text.len())
        && text
            .bytes()
            .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || matches!(b, b' ' | b'#'))
}

fn block(label: &str, body: &str) -> Option<Block> {
    let dek_info = body
        .split_once("DEK-Info:")
        .and_then(|(_, behind)| behind.split_whitespace().next());
    let body = match dek_info {
        Some(how) => body.split_once(how)?.1,
        None => body,
    };
    let is_header = |line: &&str| line.contains(':');
    let lines = body
        .split(['\r', '\n'])
        .filter(|line| !is_header(line));
    let unseen = |c: &char| {
        let quote = matches!(c, '"' | '\'' | '>' | '\\' | '=');
        !(quote
            || c.is_whitespace()
            || c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'))
    };
    let signs: String = lines
        .flat_map(str::chars)
        .filter(unseen)
        .collect();
    let der = BASE64_NOPAD
        .decode(signs.as_bytes())
        .ok()
        .filter(|der| !der.is_empty())?;
    Some(Block {
        label: label.to_owned(),
        dek_info: dek_info.map(str::to_owned),
        der,
    })
}

/// What stands in Base64 without anything around it, as secret stores keep files; none if it is something else.
pub fn unwrapped(bytes: &[u8]) -> Option<Vec<u8>> {
    let text = super::text_of(bytes)?;
    let signs: String = super::trimmed(&text)
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '=')
        .collect();
    if signs.len() < 100 {
        return None;
    }
    BASE64_NOPAD
        .decode(signs.as_bytes())
        .ok()
}

/// What a file is that is none of those wanted, in the words for people.
pub fn kind_of(bytes: &[u8]) -> &'static str {
    let text = super::text_of(bytes).unwrap_or_default();
    let text = super::trimmed(&text);
    let starts = |word: &str| {
        text.get(..word.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(word))
    };
    let labels: Vec<String> = blocks(bytes)
        .into_iter()
        .map(|block| block.label)
        .collect();
    let labelled = |word: &str| {
        labels
            .iter()
            .any(|label| label.contains(word))
    };
    match bytes {
        [] => "an empty file",
        [b'P', b'K', 3, 4, ..] => "a ZIP archive",
        [0xfe, 0xed, 0xfe, 0xed, ..] => "a Java key store",
        _ if labelled("CERTIFICATE REQUEST") => "a certificate request",
        _ if labelled("OPENSSH PRIVATE KEY") => "an SSH key",
        _ if labelled("PGP") => "a PGP text",
        _ if labelled("PRIVATE KEY") => "a private key",
        _ if labelled("PUBLIC KEY") => "a public key",
        _ if labelled("CERTIFICATE") => "a certificate",
        _ if labelled("PARAMETERS") => "a curve's parameters without a key",
        _ if labelled("PKCS7") || labelled("CMS") => "a PKCS#7 text",
        _ if begins(bytes) => "a PEM text that was cut off or changed",
        _ if starts("<!doctype") || starts("<html") || starts("<?xml") => "a web page or XML",
        _ if starts("{") || starts("[") => "JSON",
        _ if starts("ssh-") => "an SSH public key",
        _ if text.is_empty()
            && !bytes.starts_with(&[0x30])
            && bytes
                .iter()
                .all(|b| b.is_ascii_whitespace() || *b == 0) =>
        {
            "an empty file"
        }
        _ => "something else",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Bag Attributes\n    friendlyName: M\u{fc}ller\nsubject=CN=x\n-----BEGIN CERTIFICATE-----\n\
        MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAu1SU1LfVLPHCozMxH2Mo\n4lgOEePzNm0tRgeLezV6ffAt0gun\n-----END CERTIFICATE-----\nbye";

    #[test]
    fn a_block_is_found_however_the_file_was_written() {
        let der = &blocks(TEXT.as_bytes())[0].der;
        let units = |with: fn(u16) -> [u8; 2], mark: &str| {
            format!("{mark}{TEXT}")
                .encode_utf16()
                .flat_map(with)
                .collect::<Vec<u8>>()
        };
        let latin: Vec<u8> = TEXT
            .chars()
            .map(|c| c as u32 as u8)
            .collect();
        let one_line = TEXT.replace('\n', " ");
        let forms = [
            format!("\u{feff}{TEXT}").into_bytes(),
            TEXT.replace('\n', "\r\n")
                .into_bytes(),
            TEXT.replace('\n', "\r")
                .into_bytes(),
            TEXT.replace('\n', "\\n")
                .into_bytes(),
            TEXT.replace('\n', "\\\\n")
                .into_bytes(),
            TEXT.replace('\n', " \u{a0}\n  ")
                .into_bytes(),
            TEXT.replace('\n', "\n> ")
                .into_bytes(),
            TEXT.replace("-----", "\u{2014}\u{2013}")
                .into_bytes(),
            TEXT.trim_end_matches("\nbye")
                .as_bytes()
                .to_vec(),
            one_line.into_bytes(),
            latin,
            units(u16::to_le_bytes, "\u{feff}"),
            units(u16::to_be_bytes, "\u{feff}"),
            units(u16::to_le_bytes, ""),
            units(u16::to_be_bytes, ""),
        ];
        for form in forms {
            let found = blocks(&form);
            let shown = String::from_utf8_lossy(&form).into_owned();
            assert!(
                found.len() == 1 && found[0].label == "CERTIFICATE" && found[0].der == *der,
                "{shown}"
            );
            assert!(blocks(found[0].to_pem().as_bytes())[0].der == *der);
        }
        assert!(
            blocks(TEXT.replace("END", "").as_bytes()).is_empty()
                && begins(TEXT.replace("END", "").as_bytes())
        );
        assert!(!begins(b"BEGIN again"));
    }

    #[test]
    fn an_encrypted_block_keeps_how_it_was_encrypted() {
        let text = "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: DES-CBC,EC2200781731705F\n\nTWFuTWFu\n-----END RSA PRIVATE KEY-----";
        for form in [
            text.to_owned(),
            text.replace('\n', "\r"),
            text.replace('\n', " "),
        ] {
            let found = blocks(form.as_bytes());
            assert_eq!(
                (found[0].dek_info.as_deref(), &found[0].der[..]),
                (Some("DES-CBC,EC2200781731705F"), &b"ManMan"[..]),
                "{form}"
            );
        }
    }

    #[test]
    fn what_is_no_key_and_no_certificate_has_a_name() {
        for (bytes, name) in [
            (&b""[..], "an empty file"),
            (b"\r\n", "an empty file"),
            (b"PK\x03\x04", "a ZIP archive"),
            (b"<!DOCTYPE html>", "a web page or XML"),
            (b"\xef\xbb\xbf{\"type\": 1}", "JSON"),
            (
                b"-----BEGIN CERTIFICATE REQUEST-----\nTWFu\n-----END CERTIFICATE REQUEST-----",
                "a certificate request",
            ),
            (
                b"-----BEGIN PUBLIC KEY-----\nTWFu\n-----END PUBLIC KEY-----",
                "a public key",
            ),
            (
                b"-----BEGIN PRIVATE KEY-----\nTWFu",
                "a PEM text that was cut off or changed",
            ),
        ] {
            assert_eq!(kind_of(bytes), name);
        }
    }
}
