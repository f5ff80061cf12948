//! How a line of the log lies in its column: in few bytes, and when it is read again the same to the last one, since the hash chain is
//! over the text.
//!
//! The first byte says how the rest is written. [`PLAIN`]: as it is. [`SHORT`]: the number of ids, the 16 bytes of each, and by zstd with
//! [`Dictionary::Lines`] what is left of the line. In it one byte, which stands in no JSON, is put for each id and for whatever the row's
//! own columns say:
//!
//! | byte | stands for |
//! |---|---|
//! | 1 to 7 | the columns' words: shop, event, member, card, kind, and when it happened and was received |
//! | 8, 9 | the next id: what is behind the prefix of one of ours; a UUID as others write it |
//! | 10 to 19 | one of the first ten ids once more, as ours are written |
//! | 20 to 29 | the same, as a UUID |
//!
//! So a line says nothing that its columns do not say as well: whoever changes a column changes the line, and breaks the chain. A row is
//! read for ever. Another dictionary, or other bytes, is another first byte.

use std::borrow::Cow;

use super::id_bytes::{
    ID_SIGNS, UUID_SIGNS, id_of_signs, signs_of_id, signs_of_uuid, uuid_of_signs,
};
use super::{Dictionary, LONGEST};
use crate::clock::Timestamp;

/// The rest is the text. The migration `0024_events` writes it too.
const PLAIN: u8 = b'0';
/// The rest is ids and a frame.
const SHORT: u8 = b'1';

/// What every frame begins with, so that it need not be kept.
const MAGIC: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];

const NEXT_ID: u8 = 8;
const NEXT_UUID: u8 = 9;
const ID_AGAIN: u8 = 10;
const UUID_AGAIN: u8 = 20;
/// How many of a line's ids can be named again.
const AGAIN: u8 = 10;
/// The first byte that a text may have.
const FIRST_SIGN: u8 = 0x20;
/// A shorter word gains nothing.
const SHORTEST_WORD: usize = 4;

/// What a row's other columns say.
#[derive(Clone, Copy, Debug)]
pub struct LineColumns<'a> {
    /// Whose log it is; none where the line may name it otherwise.
    pub merchant_id: Option<&'a str>,
    pub event_id: &'a str,
    pub member_id: Option<&'a str>,
    pub card_id: Option<&'a str>,
    pub kind: &'a str,
    pub occurred_at: Timestamp,
    pub received_at: Timestamp,
}

impl<'a> LineColumns<'a> {
    /// The word that a byte stands for.
    fn word(&self, byte: u8) -> Option<Cow<'a, str>> {
        Some(match byte {
            1 => Cow::Borrowed(self.merchant_id?),
            2 => Cow::Borrowed(self.event_id),
            3 => Cow::Borrowed(self.member_id?),
            4 => Cow::Borrowed(self.card_id?),
            5 => Cow::Borrowed(self.kind),
            6 => Cow::Owned(self.occurred_at.to_string()),
            7 => Cow::Owned(self.received_at.to_string()),
            _ => return None,
        })
    }

    /// All words that are worth a byte.
    fn words(&self) -> Vec<(u8, Cow<'a, str>)> {
        (1..NEXT_ID)
            .filter_map(|byte| Some((byte, self.word(byte)?)))
            .filter(|(_, word)| word.len() >= SHORTEST_WORD)
            .collect()
    }
}

/// Writes a line.
pub fn encode(text: &str, columns: &LineColumns<'_>) -> Vec<u8> {
    short(text.as_bytes(), columns)
        // What gains nothing by it is read without a dictionary.
        .filter(|short| short.len() <= text.len())
        .unwrap_or_else(|| [&[PLAIN], text.as_bytes()].concat())
}

fn short(text: &[u8], columns: &LineColumns<'_>) -> Option<Vec<u8>> {
    if text.len() > LONGEST
        || text
            .iter()
            .any(|byte| *byte < FIRST_SIGN)
    {
        return None;
    }
    let (ids, rest) = taken_out(text, &columns.words());
    let frame = Dictionary::Lines.compress(&rest)?;
    let frame = frame.strip_prefix(&MAGIC)?;
    let mut short = Vec::with_capacity(2 + 16 * ids.len() + frame.len());
    short.push(SHORT);
    short.push(u8::try_from(ids.len()).ok()?);
    short.extend(ids.as_flattened());
    short.extend(frame);
    Some(short)
}

/// Takes ids and the columns' words out of a text: the ids, and what is left.
fn taken_out(text: &[u8], words: &[(u8, Cow<'_, str>)]) -> (Vec<[u8; 16]>, Vec<u8>) {
    let (mut ids, mut rest) = (Vec::new(), Vec::with_capacity(text.len()));
    let mut at = 0;
    while at < text.len() {
        // A value begins behind a quotation mark or, in a key of ours, a colon; an id of ours goes on behind its prefix.
        let taken = match at
            .checked_sub(1)
            .map(|before| text[before])
        {
            Some(b'"' | b':') => {
                word_at(&text[at..], words).or_else(|| uuid_at(&text[at..], &mut ids))
            }
            Some(b'_') => id_at(&text[at..], &mut ids),
            _ => None,
        };
        let (byte, long) = taken.unwrap_or((text[at], 1));
        rest.push(byte);
        at += long;
    }
    (ids, rest)
}

/// The byte for what a text begins with, and how long that is.
fn word_at(text: &[u8], words: &[(u8, Cow<'_, str>)]) -> Option<(u8, usize)> {
    words
        .iter()
        .find(|(_, word)| text.starts_with(word.as_bytes()))
        .map(|(byte, word)| (*byte, word.len()))
}

fn id_at(text: &[u8], ids: &mut Vec<[u8; 16]>) -> Option<(u8, usize)> {
    let id = id_of_signs(text.get(..ID_SIGNS)?)?;
    Some((noted(id, ids, NEXT_ID, ID_AGAIN)?, ID_SIGNS))
}

fn uuid_at(text: &[u8], ids: &mut Vec<[u8; 16]>) -> Option<(u8, usize)> {
    let id = uuid_of_signs(text.get(..UUID_SIGNS)?)?;
    Some((noted(id, ids, NEXT_UUID, UUID_AGAIN)?, UUID_SIGNS))
}

/// The byte for an id, which is noted unless it was before; none if there are too many.
fn noted(id: [u8; 16], ids: &mut Vec<[u8; 16]>, next: u8, again: u8) -> Option<u8> {
    let known = ids
        .iter()
        .take(AGAIN.into())
        .position(|known| *known == id)
        .and_then(|at| u8::try_from(at).ok());
    if let Some(at) = known {
        return Some(again + at);
    }
    if ids.len() == usize::from(u8::MAX) {
        return None;
    }
    ids.push(id);
    Some(next)
}

/// Reads what [`encode`] wrote with the same columns; `None` for what is damaged.
pub fn decode(written: &[u8], columns: &LineColumns<'_>) -> Option<String> {
    let text = match written.split_first()? {
        (&PLAIN, text) => text.to_vec(),
        (&SHORT, rest) => {
            let (&many, rest) = rest.split_first()?;
            let (ids, frame) = rest.split_at_checked(16 * usize::from(many))?;
            let rest = Dictionary::Lines.decompress(&[&MAGIC[..], frame].concat())?;
            put_back(&rest, ids.as_chunks().0, columns)?
        }
        _ => return None,
    };
    String::from_utf8(text).ok()
}

fn put_back(mut rest: &[u8], ids: &[[u8; 16]], columns: &LineColumns<'_>) -> Option<Vec<u8>> {
    let (mut text, mut next) = (Vec::with_capacity(rest.len() + 400), 0);
    // Most lines name an instant twice, and to write it takes longer than all else here.
    let mut known: Option<(u8, Cow<'_, str>)> = None;
    while let Some(at) = rest
        .iter()
        .position(|byte| *byte < FIRST_SIGN)
    {
        text.extend(&rest[..at]);
        let byte = rest[at];
        rest = &rest[at + 1..];
        let id = match byte {
            NEXT_ID | NEXT_UUID => {
                next += 1;
                ids.get(next - 1)
            }
            ID_AGAIN..UUID_AGAIN => ids.get(usize::from(byte - ID_AGAIN)),
            UUID_AGAIN.. => ids.get(usize::from(byte - UUID_AGAIN)),
            _ => {
                let word = match known.take() {
                    Some((of, word)) if of == byte => word,
                    _ => columns.word(byte)?,
                };
                text.extend(word.as_bytes());
                known = Some((byte, word));
                None
            }
        };
        match byte {
            NEXT_ID | ID_AGAIN..UUID_AGAIN => text.extend(signs_of_id(*id?)),
            NEXT_UUID | UUID_AGAIN.. => text.extend(signs_of_uuid(*id?)),
            _ => {}
        }
        if text.len() > LONGEST {
            return None;
        }
    }
    text.extend(rest);
    (text.len() <= LONGEST).then_some(text)
}

#[cfg(test)]
mod tests;
