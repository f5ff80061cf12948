//! The tag by which a phone asks what is new: which version of each of its cards it has heard of. The phone keeps it and sends it back, so
//! nothing is stored for it and no scan writes it.
//!
//! It is `1.` and, for each registration, its mark (40 random bits, as 7 characters) and the card's version, all joined by dots. Whoever
//! makes one up is told too much or too little of cards he knows already; others notice nothing.

use std::collections::BTreeMap;
use std::fmt;

use crate::ids::CardId;

/// The version that a card is made with.
pub const FIRST_VERSION: i64 = 1;

/// Registrations that a tag tells of: it is sent in an address, whose length is limited. Of a card that is left out a phone is told each
/// time it asks, and the fetch answers that it is unchanged.
const MOST: usize = 64;

/// How every tag begins: the number of its form. What an earlier release gave was a number alone.
const FORM: &str = "1.";

/// Characters of base64url in their order.
const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Characters of a mark.
const MARK_LENGTH: usize = 7;

/// The longest tag there can be: a version has 11 characters at most.
const LONGEST: usize = FORM.len() + MOST * (MARK_LENGTH + 11 + 1);

/// A card that a phone is registered for, with what one statement read of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldCard {
    /// The card.
    pub card: CardId,
    /// The registration's mark.
    pub mark: i64,
    /// The card's version.
    pub version: i64,
    /// When the card last changed, in seconds.
    pub changed_s: i64,
}

/// The mark that these random bytes make.
pub fn mark_of(random: [u8; 5]) -> i64 {
    random
        .iter()
        .fold(0, |mark, byte| mark << 8 | i64::from(*byte))
}

/// The versions that a phone has heard of, by mark.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UpdateTag(BTreeMap<i64, i64>);

impl UpdateTag {
    /// The tag of a phone that is told of these cards now.
    pub fn of(held: &[HeldCard]) -> UpdateTag {
        let mut held: Vec<&HeldCard> = held.iter().collect();
        // A card in its first version says as much by being left out.
        held.sort_by_key(|card| std::cmp::Reverse((card.version > FIRST_VERSION, card.changed_s)));
        let mut tag = UpdateTag::default();
        for card in held.into_iter().take(MOST) {
            tag.heard_of(card.mark, card.version);
        }
        tag
    }

    /// Reads a tag; none if it is not one of ours.
    pub fn read(text: &str) -> Option<UpdateTag> {
        if text.len() > LONGEST {
            return None;
        }
        let (mut tag, entries) = (UpdateTag::default(), text.strip_prefix(FORM)?);
        if entries.is_empty() {
            return Some(tag);
        }
        for (n, entry) in entries.split('.').enumerate() {
            let (mark, version) = entry.split_at_checked(MARK_LENGTH)?;
            let mark = number(mark).filter(|mark| *mark < 1 << 40)?;
            // One number, one text: with leading zeros it is none of ours.
            let version =
                number(version).filter(|_| version == "A" || !version.starts_with('A'))?;
            if n == MOST {
                return None;
            }
            tag.heard_of(mark, version);
        }
        Some(tag)
    }

    /// The version that the phone has heard of.
    pub fn version(&self, mark: i64) -> Option<i64> {
        self.0.get(&mark).copied()
    }

    /// Whether this card is news to the phone. A larger version than the card's was never told of it; without any the phone holds the
    /// file that it registered with, and that may be older than the card is.
    pub fn is_news(&self, held: &HeldCard) -> bool {
        self.version(held.mark)
            .map_or(held.version > FIRST_VERSION, |heard| heard != held.version)
    }

    /// Where marks are equal the smaller version counts: at worst a card is told of too often.
    fn heard_of(&mut self, mark: i64, version: i64) {
        let heard = self
            .0
            .entry(mark)
            .or_insert(version);
        *heard = version.min(*heard);
    }
}

impl fmt::Display for UpdateTag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(FORM)?;
        for (n, (mark, version)) in self.0.iter().enumerate() {
            if n > 0 {
                f.write_str(".")?;
            }
            write!(f, "{}{}", digits(*mark, MARK_LENGTH), digits(*version, 1))?;
        }
        Ok(())
    }
}

/// What a phone is told that asks with this tag: the cards that are news to it, and its next tag. None if nothing is. Without a tag, or
/// with one that is not ours, all are news.
pub fn news(tag: Option<&str>, held: &[HeldCard]) -> Option<(Vec<CardId>, UpdateTag)> {
    let tag = tag.and_then(UpdateTag::read);
    let news: Vec<CardId> = held
        .iter()
        .filter(|card| {
            tag.as_ref()
                .is_none_or(|tag| tag.is_news(card))
        })
        .map(|card| card.card)
        .collect();
    (!news.is_empty()).then(|| (news, UpdateTag::of(held)))
}

/// A number in base64url, with at least so many digits.
fn digits(number: i64, least: usize) -> String {
    let (mut rest, mut digits) = (number, Vec::new());
    while rest > 0 || digits.len() < least {
        digits.push(char::from(DIGITS[(rest & 63) as usize]));
        rest >>= 6;
    }
    digits.iter().rev().collect()
}

/// Reads what [`digits`] wrote.
fn number(text: &str) -> Option<i64> {
    if text.is_empty() {
        return None;
    }
    text.bytes()
        .try_fold(0_i64, |number, digit| {
            let digit = DIGITS
                .iter()
                .position(|known| *known == digit)?;
            number
                .checked_mul(64)?
                .checked_add(digit as i64)
        })
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;
    use crate::ids::Bucket;

    fn held(mark: i64, version: i64) -> HeldCard {
        HeldCard {
            card: CardId::new(Bucket::default()),
            mark,
            version,
            changed_s: version,
        }
    }

    fn tag_of(cards: &[HeldCard]) -> String {
        UpdateTag::of(cards).to_string()
    }

    #[test]
    fn a_tag_is_the_marks_and_the_versions() {
        let cards = [held(1, 1), held((1 << 40) - 1, 64), held(64, 3)];
        assert_eq!(tag_of(&cards), "1.AAAAAABB.AAAAABAD.P______BA");
        assert_eq!(tag_of(&[]), "1.");
        assert_eq!(mark_of([0xff; 5]), (1 << 40) - 1);
        assert_eq!(mark_of([0, 0, 0, 1, 2]), 258);
    }

    #[test]
    fn a_card_is_news_when_it_is_not_what_the_phone_heard_of() {
        let told = tag_of(&[held(7, 5)]);
        let lists = |card: &HeldCard| news(Some(&told), std::slice::from_ref(card)).is_some();
        assert!(!lists(&held(7, 5)));
        assert!(lists(&held(7, 6)), "it changed");
        assert!(
            lists(&held(7, 4)),
            "a version from the future is none of ours"
        );
        assert!(lists(&held(8, 2)), "registered later, and changed before");
        assert!(!lists(&held(8, 1)), "registered later, and never changed");
        assert_eq!(news(None, &[]), None);
    }

    #[test]
    fn what_is_no_tag_lists_everything() {
        let cards = [held(7, 1), held(8, 5)];
        let many = "AAAAAAAB.".repeat(MOST);
        let odd = [
            "",
            "0",
            "57",
            "-1",
            "1",
            "2.AAAAAAHB",
            "1.AAAAAAH",
            "1.AAAAAAHAB",
            "1.AAAAAAHB.",
            "1..AAAAAAHB",
            "1.AAAAAAHB AAAAAAIF",
            "1.ZAAAAAHB",
            "1.AAAAAAH+",
            "1.AAAAAAHé",
            "1.é",
            "1.AAAAAAH7__________",
            "1.AAAAAAHP___________",
            "4611686018427387904",
            "\0",
        ];
        for odd in odd
            .into_iter()
            .map(str::to_owned)
            .chain([
                format!("1.{many}AAAAAAHB"),
                format!("1.{}", "A".repeat(1 << 20)),
            ])
        {
            let told = news(Some(&odd), &cards);
            assert_eq!(told, news(None, &cards), "{odd:?}");
            assert_eq!(UpdateTag::read(&odd), None, "{odd:?}");
        }
    }

    #[test]
    fn on_equal_marks_the_smaller_version_counts() {
        let (one, other) = (held(7, 5), held(7, 3));
        for cards in [[one.clone(), other.clone()], [other.clone(), one.clone()]] {
            let told = tag_of(&cards);
            assert_eq!(
                UpdateTag::read(&told)
                    .unwrap()
                    .version(7),
                Some(3)
            );
            assert_eq!(
                news(Some(&told), &cards).unwrap().0,
                [one.card],
                "too often, and never too seldom"
            );
        }
        let read = UpdateTag::read("1.AAAAAAHF.AAAAAAHD").unwrap();
        assert_eq!(read.version(7), Some(3));
    }

    #[test]
    fn of_many_cards_the_tag_tells_of_those_that_changed_last() {
        let cards: Vec<HeldCard> = (1..=200)
            .map(|n| HeldCard {
                changed_s: n,
                ..held(n, 1 + n % 2)
            })
            .collect();
        let told = tag_of(&cards);
        assert!(told.len() < 700, "{} characters", told.len());
        let missed = news(Some(&told), &cards).unwrap();
        assert_eq!(
            missed.0,
            cards
                .iter()
                .filter(|card| card.version > 1)
                .take(36)
                .map(|card| card.card)
                .collect::<Vec<_>>()
        );
        assert_eq!(missed.1.to_string(), told);
    }

    #[test]
    fn the_longest_tag_is_read() {
        let cards: Vec<HeldCard> = (0..64)
            .map(|n| held((1 << 40) - 1 - n, i64::MAX - n))
            .collect();
        let told = tag_of(&cards);
        assert_eq!(told.len() + 1, LONGEST);
        assert_eq!(news(Some(&told), &cards), None);
    }

    fn any_cards() -> impl Strategy<Value = Vec<HeldCard>> {
        vec((0_i64..1 << 40, 1..i64::MAX, 0_i64..1 << 40), 0..80).prop_map(|cards| {
            let card = |(mark, version, changed_s)| HeldCard {
                changed_s,
                ..held(mark, version)
            };
            cards
                .into_iter()
                .map(card)
                .collect()
        })
    }

    proptest! {
        #[test]
        fn a_tag_is_read_as_it_was_written(cards in any_cards()) {
            let tag = UpdateTag::of(&cards);
            let text = tag.to_string();
            prop_assert!(text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~".contains(&b)), "nobody has to escape it");
            prop_assert!(text.len() <= LONGEST);
            prop_assert_eq!(UpdateTag::read(&text), Some(tag));
        }

        #[test]
        fn whoever_was_told_of_all_hears_nothing_more_until_something_changes(cards in any_cards(), changed in any::<prop::sample::Index>()) {
            prop_assume!((1..=MOST).contains(&cards.len()));
            let mut cards = cards;
            let (all, tag) = news(None, &cards).unwrap();
            prop_assert_eq!(all.len(), cards.len());
            let tag = tag.to_string();
            prop_assert_eq!(news(Some(&tag), &cards), None);
            let changed = changed.index(cards.len());
            cards[changed].version = cards[changed].version.saturating_add(1);
            let told = news(Some(&tag), &cards);
            prop_assert!(cards[changed].version == i64::MAX || told.unwrap().0 == [cards[changed].card]);
        }

        #[test]
        fn no_text_is_too_odd(text in "(1\\.)?[A-Za-z0-9_.~é-]{0,60}", cards in any_cards()) {
            let told = news(Some(&text), &cards);
            match UpdateTag::read(&text) {
                Some(tag) => prop_assert_eq!(UpdateTag::read(&tag.to_string()), Some(tag)),
                None => prop_assert_eq!(told.map_or(0, |(all, _)| all.len()), cards.len()),
            }
        }
    }
}
