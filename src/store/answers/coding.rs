//! How an answer lies in its column: in few bytes, and when it is told again the same to the last one.
//!
//! The first byte says what the answer tells of, and how the rest is written. A capital: as it is, in UTF-8. A small letter: by zstd with
//! [`Dictionary::Answers`], after the member's id, which has a column of its own, was put as one byte that stands in no JSON. What is kept lives
//! for days, so a dictionary is never changed: a better one gets letters of its own.

use super::AnswerKind;
use crate::store::coding::Dictionary;

/// Stands for the member's id.
const MEMBER: char = '\u{1}';

/// Writes an answer about somebody, or about nobody.
pub(super) fn encode(kind: AnswerKind, text: &str, member: Option<&str>) -> Vec<u8> {
    compressed(kind, text, member)
        // What gains nothing by it is read without a dictionary, for ever.
        .filter(|short| short.len() < text.len())
        .unwrap_or_else(|| [&[letter(kind)], text.as_bytes()].concat())
}

fn compressed(kind: AnswerKind, text: &str, member: Option<&str>) -> Option<Vec<u8>> {
    if text.contains(MEMBER) {
        return None;
    }
    let put = match member {
        Some(member) => text.replace(member, MEMBER.encode_utf8(&mut [0; 1])),
        None => text.to_owned(),
    };
    let frame = Dictionary::Answers.compress(put.as_bytes())?;
    Some([&[letter(kind).to_ascii_lowercase()], &frame[..]].concat())
}

/// Reads what [`encode`] wrote; `None` for anything else.
pub(super) fn decode(written: &[u8], member: Option<&str>) -> Option<(AnswerKind, String)> {
    let (&first, rest) = written.split_first()?;
    let kind = [
        AnswerKind::Created,
        AnswerKind::Existing,
        AnswerKind::Accepted,
    ]
    .into_iter()
    .find(|kind| letter(*kind) == first.to_ascii_uppercase())?;
    if first.is_ascii_uppercase() {
        return Some((kind, String::from_utf8(rest.to_vec()).ok()?));
    }
    let text = String::from_utf8(Dictionary::Answers.decompress(rest)?).ok()?;
    match member {
        Some(member) => Some((kind, text.replace(MEMBER, member))),
        None => (!text.contains(MEMBER)).then_some((kind, text)),
    }
}

fn letter(kind: AnswerKind) -> u8 {
    match kind {
        AnswerKind::Created => b'C',
        AnswerKind::Existing => b'E',
        AnswerKind::Accepted => b'A',
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::store::coding::LONGEST;

    const MEMBER_ID: &str = "mem_06h2mojbn1qf19bi0vtn7kdg4c";

    proptest! {
        #[test]
        fn what_is_written_is_read_again(text in ".{0,400}", about in any::<bool>(), which in 0usize..3) {
            let kind = [AnswerKind::Created, AnswerKind::Existing, AnswerKind::Accepted][which];
            let member = about.then_some(MEMBER_ID);
            for text in [text.clone(), format!("{{\"member_id\":\"{MEMBER_ID}\",\"name\":\"{text}\",\"stamps\":3}}")] {
                let written = encode(kind, &text, member);
                prop_assert!(written.len() <= text.len() + 1);
                prop_assert_eq!(decode(&written, member), Some((kind, text)));
            }
        }

        #[test]
        fn a_damaged_one_is_refused_or_another_text_and_takes_no_memory(written in prop::collection::vec(any::<u8>(), 0..200)) {
            if let Some((_, text)) = decode(&written, None) {
                prop_assert!(text.len() <= LONGEST);
            }
        }
    }

    #[test]
    fn an_answer_takes_a_third_of_its_text() {
        let mut draw = Draw(7);
        let (text, member) = draw.answer();
        let short = encode(AnswerKind::Created, &text, Some(&member));
        assert!(
            short.len() * 3 < text.len(),
            "{} of {}",
            short.len(),
            text.len()
        );
        assert!(
            !String::from_utf8_lossy(&short).contains(&member),
            "the member's id stands in its own column"
        );
    }

    /// Texts in the shape of our answers.
    struct Draw(u64);

    impl Draw {
        fn below(&mut self, most: u64) -> u64 {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            self.0 % most
        }

        fn signs(&mut self, from: &str, many: usize) -> String {
            (0..many)
                .map(|_| char::from(from.as_bytes()[self.below(from.len() as u64) as usize]))
                .collect()
        }

        fn id(&mut self, prefix: &str) -> String {
            format!(
                "{prefix}_06{}",
                self.signs("0123456789abcdefghijklmnopqrstuv", 24)
            )
        }

        fn id_or_null(&mut self, prefix: &str) -> String {
            match self.below(2) {
                0 => "null".into(),
                _ => format!("\"{}\"", self.id(prefix)),
            }
        }

        fn time(&mut self) -> String {
            format!(
                "202{}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z",
                self.below(10),
                self.below(12) + 1,
                self.below(28) + 1,
                self.below(24),
                self.below(60),
                self.below(60),
                self.below(1_000)
            )
        }

        fn reward(&mut self) -> String {
            let state = ["available", "redeemed", "expired"][self.below(3) as usize];
            let ends = match self.below(2) {
                0 => "null".into(),
                _ => format!("\"{}\"", self.time()),
            };
            format!(
                r#"{{"id":"{}","name":"{}","state":"{state}","earned_at":"{}","expires_at":{ends}}}"#,
                self.id("rwd"),
                self.signs("abcdefghij klmnopqrstuvwxyz", 10),
                self.time()
            )
        }

        fn rewards(&mut self) -> String {
            let many = [0, 0, 0, 0, 1, 2][self.below(6) as usize];
            let rewards: Vec<String> = (0..many)
                .map(|_| self.reward())
                .collect();
            format!("[{}]", rewards.join(","))
        }

        /// An answer and the member whom it is about.
        fn answer(&mut self) -> (String, String) {
            let (card, member) = (self.id("card"), self.id("mem"));
            let state = ["active", "active", "active", "paused", "expired"][self.below(5) as usize];
            let channel = ["staff", "api", "web", "poster", "referral"][self.below(5) as usize];
            let links = match self.below(4) {
                0 => format!(
                    r#","links":{{"page":"https://example.com/c/{card}","apple":"https://example.com/c/{card}/apple","google":"https://example.com/c/{card}/google"}}"#
                ),
                _ => String::new(),
            };
            let yes = |draw: &mut Draw| draw.below(2) == 0;
            let shown = format!(
                r#"{{"id":"{card}","member_id":"{member}","code":"SW1{}","short_code":"{}","state":"{state}","stamps":{},"stamps_required":{},"rewards":{},"tier":null,"saved":{{"apple":{},"google":{}}},"locale":"{}","channel":"{channel}","version":{},"created_at":"{}","updated_at":"{}"{links}}}"#,
                self.signs("0123456789ABCDEFGHIJKLMNOPQRSTUV", 52),
                self.signs("23456789ABCDEFGHJKMNPQRSTUVWXYZ", 8),
                self.below(10),
                [5, 6, 8, 10, 12][self.below(5) as usize],
                self.rewards(),
                yes(self),
                yes(self),
                ["en", "de", "fr", "es", "fa", "ar"][self.below(6) as usize],
                self.below(60),
                self.time(),
                self.time(),
            );
            let amount = match self.below(2) {
                0 => "null".into(),
                _ => self.below(9_000).to_string(),
            };
            let voided = match self.below(5) {
                0 => format!("\"{}\"", self.time()),
                _ => "null".into(),
            };
            let first = match self.below(8) {
                0 => format!(
                    r#""redemption":{{"id":"{}","reward_id":"{}","card_id":"{card}","cost_minor":{amount},"occurred_at":"{}","voided_at":{voided}}}"#,
                    self.id("rdm"),
                    self.id("rwd"),
                    self.time()
                ),
                1 => format!(
                    r#""stamps_change":{{"id":"{}","card_id":"{card}","delta":{},"reason":"{}","note":null,"occurred_at":"{}"}}"#,
                    self.id("stc"),
                    self.below(5),
                    ["correction", "goodwill", "migration"][self.below(3) as usize],
                    self.time()
                ),
                _ => format!(
                    r#""scan":{{"id":"{}","card_id":"{card}","member_id":"{member}","location_id":{},"till_id":{},"key_id":{},"stamps":{},"amount_minor":{amount},"occurred_at":"{}","received_at":"{}","voided_at":{voided}}}"#,
                    self.id("scan"),
                    self.id_or_null("loc"),
                    self.id_or_null("till"),
                    self.id_or_null("key"),
                    self.below(4),
                    self.time(),
                    self.time()
                ),
            };
            let text = match self.below(8) {
                0 => shown,
                _ => format!(r#"{{{first},"card":{shown},"earned":{}}}"#, self.rewards()),
            };
            (text, member)
        }
    }

    /// Run with `--ignored` to make a new one, when answers have changed so much that the old one fits badly; it is to get letters of its
    /// own.
    #[test]
    #[ignore = "writes the dictionary"]
    fn a_dictionary_is_made_of_answers() {
        let mut draw = Draw(1);
        let samples: Vec<Vec<u8>> = (0..20_000)
            .map(|_| {
                let (text, member) = draw.answer();
                text.replace(&member, "\u{1}")
                    .into_bytes()
            })
            .collect();
        let made = zstd::dict::from_samples(&samples, 4_096).unwrap();
        let to = concat!(env!("CARGO_MANIFEST_DIR"), "/src/store/coding/answers.dict");
        std::fs::write(to, made).unwrap();
    }
}
