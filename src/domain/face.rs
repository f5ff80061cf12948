//! What any card of a member shows now. Wallets, pages and the API put it into their own form and words, and decide none of it.

use crate::clock::Timestamp;
use crate::domain::card::{CardState, EarnedReward, Progress};
use crate::domain::program::{Link, Program, Rung, Text};
use crate::domain::stamp_expiry::ExpiringStamps;

/// Stamps out of a full round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StampCount {
    /// Stamps of the present round.
    pub stamps: i64,
    /// Stamps of a full round.
    pub required: i64,
}

impl StampCount {
    /// So many stamps on a card of the program.
    pub fn of(stamps: i64, program: &Program) -> StampCount {
        StampCount::on(&program.rewards, stamps)
    }

    fn on(ladder: &[Rung], stamps: i64) -> StampCount {
        StampCount {
            stamps: stamps.max(0),
            required: ladder
                .last()
                .map_or(10, |rung| rung.at)
                .max(1),
        }
    }

    /// `4 / 10`, where there is room for it.
    pub fn spaced(self) -> String {
        format!("{} / {}", self.stamps, self.required)
    }

    /// `4/10`, for Google's small field. What was written there last is stored, so a change of it rings phones.
    pub fn tight(self) -> String {
        format!("{}/{}", self.stamps, self.required)
    }
}

/// The line that a card is read for first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Headline {
    /// A reward waits and no stamp of the next round was given: said in place of the count.
    RewardReady,
    /// How far the round has come.
    Count(StampCount),
}

/// What a card shows.
#[derive(Clone, Debug)]
pub struct CardFace<'a> {
    /// How far the round has come, whatever the headline says.
    pub count: StampCount,
    /// What is read first.
    pub headline: Headline,
    /// The rung that comes next in the present round; the last one where the stamps reach beyond it.
    pub next: Option<&'a Rung>,
    /// What waits to be handed over, in the order of the member's rewards.
    pub waiting: Vec<&'a EarnedReward>,
    /// The tier reached.
    pub tier: Option<&'a str>,
    /// The stamps that run out next, where they do.
    pub expiring: Option<ExpiringStamps>,
    /// What is missing to the next stamp, in the smallest currency unit, where rests of what was spent are kept.
    pub to_next_stamp: Option<i64>,
    /// The shop's own links.
    pub links: &'a [Link],
    /// Whether the card can be used.
    pub state: CardState,
}

impl<'a> CardFace<'a> {
    /// The face of a member's card at this moment.
    pub fn of(
        progress: &'a Progress,
        program: &'a Program,
        state: CardState,
        now: Timestamp,
    ) -> CardFace<'a> {
        let bare = CardFace::on(progress.ladder(program), progress.stamps, program);
        let waiting: Vec<&EarnedReward> = progress
            .rewards
            .iter()
            .filter(|reward| reward.is_available(now))
            .collect();
        CardFace {
            headline: if progress.stamps == 0 && !waiting.is_empty() {
                Headline::RewardReady
            } else {
                bare.headline
            },
            waiting,
            tier: progress.tier.as_deref(),
            expiring: progress
                .expiring
                .filter(|next| now < next.at && next.stamps > 0),
            to_next_stamp: program.to_next_stamp(progress.spend_minor),
            state,
            ..bare
        }
    }

    /// The face of nobody's card, with so many stamps and no reward.
    pub fn sample(stamps: i64, program: &'a Program) -> CardFace<'a> {
        CardFace::on(&program.rewards, stamps, program)
    }

    fn on(ladder: &'a [Rung], stamps: i64, program: &'a Program) -> CardFace<'a> {
        let count = StampCount::on(ladder, stamps);
        CardFace {
            count,
            headline: Headline::Count(count),
            next: ladder
                .iter()
                .find(|rung| rung.at > stamps)
                .or(ladder.last()),
            waiting: Vec::new(),
            tier: None,
            expiring: None,
            to_next_stamp: None,
            links: &program.links,
            state: CardState::Active,
        }
    }

    /// Whether the headline says that a reward is ready.
    pub fn reward_ready(&self) -> bool {
        self.headline == Headline::RewardReady
    }

    /// Stamps missing to the next reward; 0 where a shortened card has passed it already.
    pub fn to_next(&self) -> i64 {
        self.next
            .map_or(0, |rung| (rung.at - self.count.stamps).max(0))
    }
}

/// Something that a shop says of itself, by how it can be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ShopText<'a> {
    /// A paragraph of a few lines, in the reader's language.
    Lines(&'a Text),
    /// A number to call.
    Telephone {
        /// As the shop writes it.
        written: &'a str,
        /// As an address that a phone calls.
        called: String,
    },
    /// The address of a page.
    Website(&'a str),
}

/// One of the things that a shop can say of itself.
#[derive(Debug)]
pub struct ShopField {
    /// As the program calls it. The wallets know the field by this name, so it never changes.
    pub name: &'static str,
    /// The key of its label in the locales.
    pub label: &'static str,
    said: fn(&Program) -> Option<ShopText<'_>>,
}

/// All that a shop can say of itself, in the order in which its cards show it.
pub static SHOP_FIELDS: [ShopField; 4] = [
    ShopField {
        name: "address",
        label: "pass-address",
        said: |program| Some(ShopText::Lines(program.address.as_ref()?)),
    },
    ShopField {
        name: "opening_hours",
        label: "pass-opening-hours",
        said: |program| Some(ShopText::Lines(program.opening_hours.as_ref()?)),
    },
    ShopField {
        name: "telephone",
        label: "pass-telephone",
        said: |program| {
            Some(ShopText::Telephone {
                written: program.telephone.as_deref()?,
                called: program.telephone_address()?,
            })
        },
    },
    ShopField {
        name: "website",
        label: "pass-website",
        said: |program| Some(ShopText::Website(program.website.as_deref()?)),
    },
];

/// What this shop says of itself, and nothing for what it leaves unsaid.
pub fn about_shop(program: &Program) -> impl Iterator<Item = (&'static ShopField, ShopText<'_>)> {
    SHOP_FIELDS
        .iter()
        .filter_map(|field| Some((field, (field.said)(program)?)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::card::RewardState;
    use crate::locale::Locale;

    const NOW: Timestamp = Timestamp(1_000);

    /// Five stamps for a cookie, ten for a coffee.
    fn program() -> Program {
        let mut program = Program::starter("Coffee", "Europe/Berlin", "EUR");
        let coffee = program.rewards[0].clone();
        program.rewards = vec![
            Rung {
                at: 5,
                name: "Cookie".into(),
                ..coffee.clone()
            },
            coffee,
        ];
        program
    }

    fn visited(times: i64) -> Progress {
        let program = program();
        (0..times).fold(Progress::default(), |member, at| {
            member
                .visit(&program, &program, program.worth(1, None), Timestamp(at))
                .unwrap()
                .progress
        })
    }

    fn face<'a>(progress: &'a Progress, program: &'a Program) -> CardFace<'a> {
        CardFace::of(progress, program, CardState::Active, NOW)
    }

    #[test]
    fn a_card_counts_up_to_its_next_reward() {
        let program = program();
        let seen = [0, 4, 5, 9].map(|visits| {
            let member = visited(visits);
            let face = face(&member, &program);
            let next = face.next.unwrap().at;
            (
                face.count.spaced(),
                next,
                face.to_next(),
                face.waiting.len(),
            )
        });
        assert_eq!(
            seen,
            [
                ("0 / 10".to_owned(), 5, 5, 0),
                ("4 / 10".to_owned(), 5, 1, 0),
                ("5 / 10".to_owned(), 10, 5, 1),
                ("9 / 10".to_owned(), 10, 1, 1),
            ]
        );
    }

    #[test]
    fn a_waiting_reward_is_the_headline_until_the_next_stamp() {
        let program = program();
        let (full, after) = (visited(10), visited(11));
        let ready = face(&full, &program);
        assert!(ready.reward_ready());
        assert_eq!(
            (ready.count.tight(), ready.waiting.len()),
            ("0/10".into(), 2)
        );
        let counting = face(&after, &program);
        assert_eq!(counting.headline, Headline::Count(counting.count));
        assert_eq!((counting.count.stamps, counting.waiting.len()), (1, 2));
    }

    #[test]
    fn what_was_handed_over_or_ended_waits_no_longer() {
        let program = program();
        let mut member = visited(10);
        member.rewards[0].state = RewardState::Redeemed;
        member.rewards[1].expires_at = Some(NOW);
        let face = face(&member, &program);
        assert!(face.waiting.is_empty());
        assert!(!face.reward_ready());
    }

    #[test]
    fn more_stamps_than_a_full_round_look_at_the_last_reward() {
        let program = program();
        let face = CardFace::sample(12, &program);
        assert_eq!(
            (face.next.unwrap().at, face.to_next(), face.count.spaced()),
            (10, 0, "12 / 10".into())
        );
    }

    #[test]
    fn tier_state_and_links_are_the_members_the_cards_and_the_shops() {
        let mut program = program();
        program.links = vec![Link {
            name: "Menu".into(),
            url: "https://linden.example/menu".into(),
        }];
        let member = Progress {
            tier: Some("Gold".into()),
            ..Progress::default()
        };
        let face = CardFace::of(&member, &program, CardState::Paused, NOW);
        assert_eq!(
            (face.tier, face.state, face.links),
            (Some("Gold"), CardState::Paused, &program.links[..])
        );
    }

    #[test]
    fn all_that_a_shop_says_of_itself_is_a_field_of_the_program_with_a_label() {
        let program = Program {
            address: Some("Linden Street 1".into()),
            opening_hours: Some("Mo-Fr 8-18".into()),
            telephone: Some("+49 30 1234567".into()),
            website: Some("https://linden.example".into()),
            ..program()
        };
        let stored = serde_json::to_value(&program).unwrap();
        for field in &SHOP_FIELDS {
            assert!(!stored[field.name].is_null(), "{}", field.name);
            assert!(
                Locale::ENGLISH
                    .find(field.label)
                    .is_some(),
                "{}",
                field.label
            );
        }
        let said = |program| {
            about_shop(program)
                .map(|(field, _)| field.name)
                .collect::<Vec<_>>()
        };
        assert_eq!(
            said(&program),
            SHOP_FIELDS
                .each_ref()
                .map(|field| field.name)
        );
        let silent = Program::starter("Coffee", "Europe/Berlin", "EUR");
        assert_eq!(said(&silent), Vec::<&str>::new());
    }
}
