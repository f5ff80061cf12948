//! What must be unguessable about a card: its barcode code, its link token and its Apple authentication token.
//!
//! Each is an HMAC-SHA256 of the secret, a purpose and the card id, so it is checked before any look-up and stored
//! nowhere. The short code is for typing; it is random, stored, and guarded by the limit on unknown codes.

use openssl::sha::{Sha256, sha256};
use secrecy::{ExposeSecret, SecretSlice};
use unicode_normalization::UnicodeNormalization as _;

use crate::domain::digits::western;
use crate::ids::{CardId, decode, encode};

/// Bytes of the HMAC that a code carries: 128 bits.
const MAC_BYTES: usize = 16;
/// Version mark of the barcode text. Upper case keeps the QR symbol small (alphanumeric mode).
const CODE_PREFIX: &str = "SW1";

/// The signing secrets: the first makes new cards, the others keep old ones alive.
#[derive(Clone)]
pub struct Secrets(Vec<Secret>);

/// One secret and the short name under which cards remember it.
#[derive(Clone)]
pub struct Secret {
    /// Derived from the secret, reveals nothing of it.
    pub id: String,
    value: std::sync::Arc<SecretSlice<u8>>,
}

impl std::fmt::Debug for Secrets {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list()
            .entries(self.0.iter().map(|s| &s.id))
            .finish()
    }
}

/// A card named by a code that only the holder of the secret could have made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// The card.
    pub card_id: CardId,
    /// The secret it was made with; must equal the one the card remembers.
    pub secret_id: String,
}

/// HMAC-SHA256 as RFC 2104 defines it, each part behind its length. OpenSSL's own makes a key object and looks up its
/// algorithms at each call, which costs several times the hashing, and a scan derives four of these.
fn hmac(secret: &[u8], parts: &[&[u8]]) -> Vec<u8> {
    let (mut inner, mut outer) = (Sha256::new(), Sha256::new());
    let key = block(secret);
    inner.update(&key.map(|byte| byte ^ 0x36));
    for part in parts {
        // With its length, or a purpose and an id could lend each other bytes
        // and make one digest of two.
        inner.update(&(part.len() as u32).to_be_bytes());
        inner.update(part);
    }
    outer.update(&key.map(|byte| byte ^ 0x5c));
    outer.update(&inner.finish());
    outer.finish().to_vec()
}

/// The key filled up to SHA-256's block; a longer one is hashed first.
fn block(secret: &[u8]) -> [u8; 64] {
    let mut block = [0; 64];
    match block.get_mut(..secret.len()) {
        Some(place) => place.copy_from_slice(secret),
        None => block[..32].copy_from_slice(&sha256(secret)),
    }
    block
}

fn equal(a: &[u8], b: &[u8]) -> bool {
    // memcmp::eq panics where the lengths differ, and a digest that is missing must equal nothing.
    !a.is_empty() && a.len() == b.len() && openssl::memcmp::eq(a, b)
}

impl Secrets {
    /// `current` makes new codes, each of `previous` is still accepted for the cards made with it.
    pub fn new(current: &[u8], previous: &[Vec<u8>]) -> Secrets {
        let secret = |value: &[u8]| Secret {
            id: encode(
                hmac(value, &[b"stampwell secret id"])
                    .get(..5)
                    .unwrap_or_default(),
            ),
            value: std::sync::Arc::new(value.to_vec().into()),
        };
        Secrets(
            std::iter::once(current)
                .chain(previous.iter().map(Vec::as_slice))
                .map(secret)
                .collect(),
        )
    }

    /// The name of the secret that new cards are made with.
    pub fn current_id(&self) -> &str {
        &self.0[0].id
    }

    /// What a service is known by to whoever asks whether this is the one: all that share the secret are one. It reveals nothing of it.
    pub fn instance(&self) -> String {
        encode(
            self.derive(self.current_id(), "instance", b"")
                .get(..10)
                .unwrap_or_default(),
        )
    }

    /// Whether cards made with this secret can still be served.
    pub fn knows(&self, secret_id: &str) -> bool {
        self.0
            .iter()
            .any(|s| s.id == secret_id)
    }

    /// A keyed digest of the bytes under a purpose, by the named secret. Empty if the secret is unknown.
    pub fn derive(&self, secret_id: &str, purpose: &str, bytes: &[u8]) -> Vec<u8> {
        match self
            .0
            .iter()
            .find(|s| s.id == secret_id)
        {
            Some(secret) => hmac(secret.value.expose_secret(), &[purpose.as_bytes(), bytes]),
            None => Vec::new(),
        }
    }

    /// The same digest under every secret, newest first: for look-ups that cannot know which secret was used.
    pub fn derive_all(&self, purpose: &str, bytes: &[u8]) -> Vec<Vec<u8>> {
        self.0
            .iter()
            .map(|s| hmac(s.value.expose_secret(), &[purpose.as_bytes(), bytes]))
            .collect()
    }

    fn token(&self, secret_id: &str, purpose: &str, card: CardId) -> Option<String> {
        let mac = self.derive(secret_id, purpose, card.bytes());
        let mac = mac.get(..MAC_BYTES)?;
        Some(encode(&[card.bytes().as_slice(), mac].concat()))
    }

    fn verify(&self, purpose: &str, text: &str) -> Option<Verified> {
        let bytes = decode(text)?;
        let (id, mac) = bytes.split_at_checked(16)?;
        let card_id = CardId::from_bytes(id.try_into().ok()?);
        let secret = self.0.iter().find(|s| {
            let full = hmac(s.value.expose_secret(), &[purpose.as_bytes(), id]);
            equal(
                full.get(..MAC_BYTES)
                    .unwrap_or_default(),
                mac,
            )
        })?;
        Some(Verified {
            card_id,
            secret_id: secret.id.clone(),
        })
    }

    /// The barcode's text. Empty if the secret is unknown: no half of a code is ever taken for one.
    pub fn code(&self, secret_id: &str, card: CardId) -> String {
        let token = self.token(secret_id, "code", card);
        token.map_or_else(String::new, |token| {
            format!("{CODE_PREFIX}{}", token.to_ascii_uppercase())
        })
    }

    /// The card behind a scanned text, without a look-up; `None` for everything we did not make.
    pub fn verify_code(&self, text: &str) -> Option<Verified> {
        self.verify(
            "code",
            &cleaned(text)
                .strip_prefix(CODE_PREFIX)?
                .to_ascii_lowercase(),
        )
    }

    /// The token in the web card's address.
    pub fn link_token(&self, secret_id: &str, card: CardId) -> String {
        self.token(secret_id, "link", card)
            .unwrap_or_default()
    }

    /// The card behind a web card's address.
    pub fn verify_link(&self, text: &str) -> Option<Verified> {
        self.verify("link", text)
    }

    /// Apple's `authenticationToken` of a card.
    pub fn apple_token(&self, secret_id: &str, card: CardId) -> String {
        encode(&self.derive(secret_id, "apple", card.bytes()))
    }

    /// The secret under which this is the card's Apple token, compared in constant time.
    pub fn verify_apple(&self, card: CardId, token: &str) -> Option<Verified> {
        let given = decode(token)?;
        let secret = self.0.iter().find(|s| {
            equal(
                &hmac(s.value.expose_secret(), &[b"apple", card.bytes()]),
                &given,
            )
        })?;
        Some(Verified {
            card_id: card,
            secret_id: secret.id.clone(),
        })
    }
}

/// The alphabet of short codes: 31 signs without look-alikes. Its size is prime, so the check sign finds every single
/// wrong sign and every swap of neighbours.
const ALPHABET: &[u8; 31] = b"23456789ABCDEFGHJKMNPQRSTUVWXYZ";

fn check_sign(body: &[u8]) -> Option<u8> {
    let mut sum = 0;
    for (i, sign) in body.iter().enumerate() {
        sum += (i + 2)
            * ALPHABET
                .iter()
                .position(|a| a == sign)?;
    }
    Some(ALPHABET[sum % 31])
}

/// A short code from seven random bytes: seven signs and a check sign.
pub fn short_code(random: [u8; 7]) -> String {
    let mut signs: Vec<u8> = random
        .iter()
        .map(|b| ALPHABET[usize::from(*b) % 31])
        .collect();
    signs.extend(check_sign(&signs));
    signs
        .into_iter()
        .map(char::from)
        .collect()
}

/// Reads a typed short code, cleaned as every code is. `None` if it cannot be one (wrong length, sign or check sign).
pub fn read_short_code(typed: &str) -> Option<String> {
    let signs = cleaned(typed);
    let (body, last) = signs
        .as_bytes()
        .split_at_checked(7)?;
    (last.len() == 1 && check_sign(body)? == last[0]).then_some(signs)
}

/// The signs of a code as we write them: capitals and Latin digits, without what scanners, keyboards and copied text put before,
/// behind and between them. A code has letters and digits alone, so nothing else says anything about it. A code that was read
/// twice into one field is the code.
fn cleaned(text: &str) -> String {
    let text: String = text.nfkc().collect();
    let mut lines = text
        .split(['\r', '\n'])
        .map(signs)
        .filter(|line| !line.is_empty());
    let first = lines.next().unwrap_or_default();
    if lines.all(|line| line == first) {
        first
    } else {
        signs(&text)
    }
}

fn signs(text: &str) -> String {
    // `]` stays: scanners may name the kind of symbol before its text, and that name holds signs.
    let text = text.trim_start_matches(|c: char| c != ']' && !is_sign(c));
    // A label before the code, such as `Code: `.
    let text = text
        .rsplit_once(':')
        .map_or(text, |(_, code)| code);
    unidentified(text)
        .chars()
        .filter(|c| is_sign(*c))
        .map(sign)
        .collect()
}

/// The text behind a symbology identifier of ISO/IEC 15424, such as `]Q1`, and the encoding that may follow it, such as `\000026`.
fn unidentified(text: &str) -> &str {
    let [b']', kind, modifier, ..] = text.as_bytes() else {
        return text;
    };
    if !(kind.is_ascii_alphabetic() && modifier.is_ascii_alphanumeric()) {
        return text;
    }
    let rest = &text[3..];
    let encoding = rest
        .strip_prefix('\\')
        .filter(|digits| {
            digits
                .bytes()
                .take_while(u8::is_ascii_digit)
                .count()
                >= 6
        });
    encoding.map_or(rest, |digits| &digits[6..])
}

/// Letters and digits of any script; the mark that makes Arabic words longer is none.
fn is_sign(c: char) -> bool {
    c.is_alphanumeric() && c != '\u{640}'
}

/// A letter as a capital, a digit of any script as the Latin one. Turkish keyboards write two letters I.
fn sign(c: char) -> char {
    match c {
        'ı' | 'İ' => 'I',
        c if c.is_ascii() => c.to_ascii_uppercase(),
        c => western(c).unwrap_or(c),
    }
}

#[cfg(test)]
mod tests {
    use openssl::hash::MessageDigest;
    use openssl::pkey::PKey;
    use openssl::sign::Signer;

    use super::*;
    use crate::ids::Bucket;
    use proptest::prelude::*;

    fn secrets() -> Secrets {
        Secrets::new(&[7; 32], &[vec![8; 32]])
    }

    #[test]
    fn digests_are_those_of_openssl() {
        for length in [0, 1, 32, 63, 64, 65, 200] {
            let secret = vec![0xa5; length];
            let message = b"\0\0\0\x04code\0\0\0\x02id";
            let key = PKey::hmac(if secret.is_empty() {
                b"\0"
            } else {
                &secret
            })
            .unwrap();
            let theirs = Signer::new(MessageDigest::sha256(), &key)
                .unwrap()
                .sign_oneshot_to_vec(message)
                .unwrap();
            assert_eq!(
                hmac(&secret, &[b"code", b"id"]),
                theirs,
                "a key of {length} bytes"
            );
        }
    }

    #[test]
    fn the_three_tokens_of_a_card_differ_and_each_verifies_for_its_own_purpose_only() {
        let (s, card) = (secrets(), CardId::new(Bucket::default()));
        let id = s.current_id().to_owned();
        let (code, link, apple) = (
            s.code(&id, card),
            s.link_token(&id, card),
            s.apple_token(&id, card),
        );
        assert_eq!(
            s.verify_code(&code)
                .unwrap()
                .card_id,
            card
        );
        assert_eq!(
            s.verify_link(&link)
                .unwrap()
                .card_id,
            card
        );
        assert!(
            s.verify_apple(card, &apple)
                .is_some()
        );
        assert!(
            s.verify_link(
                code.strip_prefix("SW1")
                    .unwrap()
                    .to_lowercase()
                    .as_str()
            )
            .is_none()
        );
        assert!(
            s.verify_apple(CardId::new(Bucket::default()), &apple)
                .is_none()
        );
        assert!(apple.len() >= 16);
    }

    #[test]
    fn a_card_of_the_previous_secret_still_opens_and_a_strangers_does_not() {
        let (old, card) = (Secrets::new(&[8; 32], &[]), CardId::new(Bucket::default()));
        let code = old.code(old.current_id(), card);
        assert_eq!(
            secrets()
                .verify_code(&code)
                .unwrap()
                .secret_id,
            old.current_id()
        );
        assert!(
            Secrets::new(&[9; 32], &[])
                .verify_code(&code)
                .is_none()
        );
    }

    #[test]
    fn short_codes_are_read_as_people_type_them() {
        let code = short_code([0, 1, 2, 3, 4, 5, 6]);
        assert_eq!(code.len(), 8);
        assert_eq!(
            read_short_code(&format!(" {}-{} ", &code[..4].to_lowercase(), &code[4..])),
            Some(code.clone())
        );
        assert_eq!(
            read_short_code(
                &code
                    .replace('2', "\u{06F2}")
                    .replace('3', "\u{0663}")
            ),
            Some(code)
        );
    }

    #[test]
    fn a_code_is_the_same_whatever_scanners_keyboards_and_copied_text_put_around_it() {
        let (s, card) = (secrets(), CardId::new(Bucket::default()));
        let (code, short) = (
            s.code(s.current_id(), card),
            short_code([9, 8, 7, 6, 5, 4, 3]),
        );
        let wide = |text: &str| {
            text.chars()
                .map(|c| char::from_u32(c as u32 + 0xFEE0).unwrap())
                .collect::<String>()
        };
        let thai = |text: &str| {
            text.chars()
                .map(|c| {
                    c.to_digit(10)
                        .and_then(|d| char::from_u32(0x0E50 + d))
                        .unwrap_or(c)
                })
                .collect::<String>()
        };
        for text in [code, short.clone()] {
            let (start, end) = text.split_at(4);
            let writings = [
                text.to_lowercase(),
                wide(&text),
                thai(&text),
                format!("]Q1{text}"),
                format!("]d2{text}"),
                format!("\u{2}]q1{text}\u{3}\r\n"),
                format!("\u{FEFF}{text}\u{1D}"),
                format!("\u{200F}\u{202B}{text}\u{202C}"),
                format!("\u{201C}{text}\u{201D}"),
                format!("'{start}\u{2011}{end}'"),
                format!("\t{start}\u{200B} \u{AD}{end}\n"),
                text.replace('I', "ı"),
                format!("*{text}*"),
                format!("{text}."),
                format!("({text});"),
                format!("#{text}"),
                format!("<{text}>"),
                format!("Code: {text}"),
                format!("]Q2\\000026{text}"),
                format!("{start}\u{640}{end}"),
                format!("{text}\r\n{text}\r\n"),
                format!("\u{0}{text}\u{0}"),
            ];
            for writing in writings {
                let read = s
                    .verify_code(&writing)
                    .map(|v| v.card_id == card)
                    .or(read_short_code(&writing).map(|read| read == short));
                assert_eq!(read, Some(true), "{}", writing.escape_unicode());
            }
        }
    }

    #[test]
    fn cleaning_lets_no_other_code_in() {
        let (s, card) = (secrets(), CardId::new(Bucket::default()));
        let code = s.code(s.current_id(), card);
        let last = if code.ends_with('0') {
            "G"
        } else {
            "0"
        };
        for forged in [
            format!("{}{last}", &code[..code.len() - 1]),
            format!("]Q{code}"),
            format!("{code}{code}"),
            format!("x{code}"),
            format!("]Q1]Q1{code}"),
        ] {
            assert!(s.verify_code(&forged).is_none(), "{forged}");
        }
    }

    proptest! {
        #[test]
        fn one_wrong_sign_or_a_swap_is_always_noticed(random: [u8; 7], at in 0usize..8, to in 0usize..31, swap in 0usize..7) {
            let code = short_code(random).into_bytes();
            let mut wrong = code.clone();
            wrong[at] = ALPHABET[to];
            prop_assert_eq!(read_short_code(std::str::from_utf8(&wrong).unwrap()).is_some(), wrong == code);
            let mut swapped = code.clone();
            swapped.swap(swap, swap + 1);
            prop_assert_eq!(read_short_code(std::str::from_utf8(&swapped).unwrap()).is_some(), swapped == code);
        }

        #[test]
        fn any_text_is_read_without_a_panic(text: String) {
            let _ = (secrets().verify_code(&text), secrets().verify_link(&text), read_short_code(&text));
        }
    }
}
