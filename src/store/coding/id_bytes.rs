//! Ids and hashes as bytes, which take half of their text or less.
//!
//! | what | bytes |
//! |---|---|
//! | an id of ours, of the kind that the column is for | its 16 |
//! | a UUID as others write it, in lower case | its 16, and [`UUID`] |
//! | a hash | its 32 |
//! | any other text | its UTF-8, and [`TEXT`] where that is as long as what it could be taken for |
//!
//! UTF-8 never holds the two bytes, so that two texts never become the same bytes. The migration `0024_events` says the same in SQL.

use uuid::Uuid;

use crate::ids;

/// Behind a UUID.
const UUID: u8 = 0xfe;
/// Behind a text that is as long as an id or a hash.
const TEXT: u8 = 0xff;

/// Signs of an id of ours behind its prefix.
pub const ID_SIGNS: usize = 26;
/// Signs of a UUID as others write it.
pub const UUID_SIGNS: usize = 36;
const HASH_BYTES: usize = 32;
const SIGNS: &[u8; 32] = b"0123456789abcdefghijklmnopqrstuv";

/// The 16 bytes of an id of ours, read from the signs behind its prefix; nothing if they are not as we write them.
pub fn id_of_signs(signs: &[u8]) -> Option<[u8; 16]> {
    let signs: &[u8; ID_SIGNS] = signs.try_into().ok()?;
    let mut number = 0_u128;
    for (at, sign) in signs.iter().enumerate() {
        let five = match sign {
            b'0'..=b'9' => sign - b'0',
            b'a'..=b'v' => sign - b'a' + 10,
            _ => return None,
        };
        // 26 signs are two bits more than the id has.
        number = match at + 1 {
            ID_SIGNS if five & 3 != 0 => return None,
            ID_SIGNS => number << 3 | u128::from(five >> 2),
            _ => number << 5 | u128::from(five),
        };
    }
    Some(number.to_be_bytes())
}

/// The signs behind the prefix of an id of ours.
pub fn signs_of_id(id: [u8; 16]) -> [u8; ID_SIGNS] {
    let number = u128::from_be_bytes(id);
    let mut signs = [0; ID_SIGNS];
    for (at, sign) in signs.iter_mut().enumerate() {
        let five = match 123_usize.checked_sub(5 * at) {
            Some(right) => number >> right,
            None => number << 2,
        };
        *sign = SIGNS[(five & 31) as usize];
    }
    signs
}

/// The 16 bytes of a UUID in lower case; nothing for another text.
pub fn uuid_of_signs(signs: &[u8]) -> Option<[u8; 16]> {
    let id = *Uuid::try_parse_ascii(signs)
        .ok()?
        .as_bytes();
    (signs_of_uuid(id) == signs).then_some(id)
}

/// A UUID as others write it.
pub fn signs_of_uuid(id: [u8; 16]) -> [u8; UUID_SIGNS] {
    let mut signs = [0; UUID_SIGNS];
    Uuid::from_bytes(id)
        .hyphenated()
        .encode_lower(&mut signs);
    signs
}

/// The bytes of an id in a column for ids that begin so.
pub fn bytes_of_id(prefix: &str, id: &str) -> Vec<u8> {
    let own = id
        .strip_prefix(prefix)
        .and_then(|signs| id_of_signs(signs.as_bytes()));
    if let Some(own) = own {
        return own.to_vec();
    }
    match uuid_of_signs(id.as_bytes()) {
        Some(uuid) => [&uuid[..], &[UUID]].concat(),
        None => bytes_of_text(id, 16),
    }
}

/// The id that became these bytes; nothing if none did.
pub fn id_of_bytes(prefix: &str, bytes: &[u8]) -> Option<String> {
    if let Ok(own) = <[u8; 16]>::try_from(bytes) {
        let signs = signs_of_id(own);
        return Some([prefix, std::str::from_utf8(&signs).ok()?].concat());
    }
    if let Some((&UUID, uuid)) = bytes.split_last() {
        let signs = signs_of_uuid(uuid.try_into().ok()?);
        return Some(
            std::str::from_utf8(&signs)
                .ok()?
                .to_owned(),
        );
    }
    text_of_bytes(bytes, 16)
}

/// The bytes of a hash of the log.
pub fn bytes_of_hash(hash: &str) -> Vec<u8> {
    ids::decode(hash)
        .filter(|bytes| bytes.len() == HASH_BYTES)
        .unwrap_or_else(|| bytes_of_text(hash, HASH_BYTES))
}

/// The hash that became these bytes; nothing if none did.
pub fn hash_of_bytes(bytes: &[u8]) -> Option<String> {
    if bytes.len() == HASH_BYTES {
        return Some(ids::encode(bytes));
    }
    text_of_bytes(bytes, HASH_BYTES)
}

fn bytes_of_text(text: &str, taken: usize) -> Vec<u8> {
    let mut bytes = text.as_bytes().to_vec();
    if bytes.len() == taken {
        bytes.push(TEXT);
    }
    bytes
}

fn text_of_bytes(bytes: &[u8], taken: usize) -> Option<String> {
    let text = match bytes.split_last() {
        Some((&TEXT, text)) if text.len() == taken => text,
        _ => bytes,
    };
    String::from_utf8(text.to_vec()).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn an_id_reads_back_whatever_it_is(id in prop_oneof![".{0,60}", "[0-9a-z_é-]{14,18}", "mem_[0-9a-v]{26}", "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"]) {
            for prefix in ["mem_", "card_"] {
                let bytes = bytes_of_id(prefix, &id);
                prop_assert_eq!(id_of_bytes(prefix, &bytes), Some(id.clone()));
            }
            let hash = bytes_of_hash(&id);
            prop_assert_eq!(hash_of_bytes(&hash), Some(id));
        }

        #[test]
        fn our_own_ids_are_their_16_bytes(id in any::<[u8; 16]>(), hash in any::<[u8; 32]>()) {
            let text = crate::ids::MemberId::from_bytes(id).to_string();
            prop_assert_eq!(bytes_of_id("mem_", &text), id.to_vec());
            prop_assert_eq!(id_of_bytes("mem_", &id), Some(text));
            let uuid = Uuid::from_bytes(id).to_string();
            prop_assert_eq!(bytes_of_id("mem_", &uuid).len(), 17);
            prop_assert_eq!(bytes_of_hash(&ids::encode(&hash)), hash.to_vec());
        }

        #[test]
        fn bytes_that_no_id_became_are_refused_or_read(bytes in prop::collection::vec(any::<u8>(), 0..40)) {
            if let Some(id) = id_of_bytes("evt_", &bytes) {
                // A damaged column may say what is written otherwise, never something that cannot be written.
                prop_assert_eq!(id_of_bytes("evt_", &bytes_of_id("evt_", &id)), Some(id));
            }
            drop(hash_of_bytes(&bytes));
        }
    }

    #[test]
    fn no_two_texts_become_the_same_bytes() {
        let sixteen = "0123456789abcdef";
        assert_eq!(bytes_of_id("mem_", sixteen).len(), 17);
        assert_eq!(bytes_of_id("mem_", "ABCDEFGH-IJKL"), b"ABCDEFGH-IJKL");
        let upper = "6BA7B810-9DAD-11D1-80B4-00C04FD430C8";
        assert_eq!(bytes_of_id("mem_", upper), upper.as_bytes());
        // One bit more than an id has.
        let odd = "mem_06h2mojbn1qf19bi0vtn7kdg4d";
        assert_eq!(bytes_of_id("mem_", odd), odd.as_bytes());
        assert_eq!(
            bytes_of_id("mem_", "card_06h2mojbn1qf19bi0vtn7kdg4c").len(),
            31
        );
    }
}
