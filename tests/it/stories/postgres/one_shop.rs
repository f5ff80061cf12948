//! One shop that is a chain: many of its tills at once, whose writes share a transaction and its commit.

use futures_util::future::{join, join_all, join3};
use serde_json::json;

use super::cut::Scissors;
use super::locked::HeldShop;
use super::{digest_of, scan, scan_id};
use crate::world::{Answer, Card, Setup, Shop, World, tell};

const TILLS: usize = 40;

/// A world whose database is reached by way of the scissors, with two shops.
macro_rules! chain_story {
    (async fn $name:ident($chain:ident) $body:block) => {
        #[tokio::test]
        async fn $name() {
            let Some(server) = crate::postgres::server() else {
                return;
            };
            let scissors = Scissors::between(server.socket());
            let database = server.new_database();
            let by_way = server.by_way_of(scissors.address, &database);
            tell(Setup::default(), Some(by_way), async |world| {
                let shop = world
                    .shop("Chain")
                    .hasty()
                    .open()
                    .await;
                let other = world
                    .shop("Other")
                    .hasty()
                    .open()
                    .await;
                let (cards, card_of_other) = join(
                    join_all((0..TILLS).map(|_| shop.issue_card())),
                    other.issue_card(),
                )
                .await;
                let $chain = Chain {
                    world,
                    database,
                    scissors,
                    shop,
                    cards,
                    other,
                    card_of_other,
                };
                $body
            })
            .await;
        }
    };
}

struct Chain<'a> {
    world: &'a World,
    database: String,
    scissors: Scissors,
    shop: Shop,
    cards: Vec<Card>,
    other: Shop,
    card_of_other: Card,
}

impl Chain<'_> {
    /// The key of one till's scan in one round.
    fn key(round: usize, till: usize) -> String {
        format!("round-{round}-till-{till}-")
    }

    async fn scan(&self, round: usize, till: usize) -> Answer {
        let key = Chain::key(round, till);
        scan(
            &self.shop.staff,
            &self.world.base,
            &key,
            self.cards[till].id(),
        )
        .await
    }

    /// Each till scans while the shop's row is held, so that all of them wait when it is let go; beside them `more` happens.
    async fn at_once<T>(&self, round: usize, more: impl Future<Output = T>) -> (Vec<Answer>, T) {
        let held = HeldShop::of(&self.database, &self.shop).await;
        let scans = join_all((0..TILLS).map(|till| self.scan(round, till)));
        let meanwhile = async {
            // What was asked before this is answered stands in the queue.
            for _ in 0..5 {
                self.other
                    .stamp(&self.card_of_other)
                    .await;
            }
            held.let_go().await;
        };
        let (scans, more, ()) = join3(scans, more, meanwhile).await;
        (scans, more)
    }

    /// The same scans again are the scans that were done.
    async fn each_is_found(&self, round: usize) {
        let again = async |till| scan_id(&self.scan(round, till).await);
        let found = join_all((0..TILLS).map(&again)).await;
        assert_eq!(join_all((0..TILLS).map(&again)).await, found);
    }

    async fn each_has_stamps(&self, stamps: u64) {
        for card in &self.cards {
            assert_eq!(self.shop.look_at(card).await["stamps"], stamps);
        }
    }
}

chain_story! {
    async fn many_tills_at_once_share_commits_and_each_is_answered_for_itself(chain) {
        let before = chain.scissors.commits();
        let twin = || scan(&chain.shop.staff, &chain.world.base, "twin", chain.cards[0].id());
        let more = join3(twin(), twin(), chain.shop.redeem(&chain.cards[1]));
        let (scans, (one, other, refused)) = chain.at_once(0, more).await;
        refused.refused(409, "no_reward");
        assert_eq!(scan_id(&one), scan_id(&other), "one key has one effect");
        let mut told: Vec<String> = scans.iter().chain([&one]).map(scan_id).collect();
        let stored = chain.shop.owner.list("/v1/scans").await;
        let mut stored: Vec<String> = stored.iter().map(|scan| super::text(&scan["id"])).collect();
        told.sort();
        stored.sort();
        assert_eq!(stored, told, "none is lost and none is doubled");
        let commits = chain.scissors.commits() - before;
        assert!(commits < TILLS / 2, "{commits} commits for {TILLS} tills");
    }
}

chain_story! {
    async fn a_commit_without_an_answer_is_unknown_to_all_who_share_it(chain) {
        for (round, heard) in [true, false].into_iter().enumerate() {
            chain.scissors.cut_at(digest_of(&chain.shop, &Chain::key(round, 7)).await, 1, "COMMIT", heard);
            let (scans, refused) = chain.at_once(round, chain.shop.redeem(&chain.cards[1])).await;
            assert!(!chain.scissors.is_open(), "nothing was cut");
            refused.refused(409, "no_reward");
            let unknown = scans.iter().filter(|answer| answer.status != 201);
            let told: Vec<String> = unknown.map(|answer| answer.refused(503, "unavailable")["detail"].to_string()).collect();
            assert!(told.len() > 1, "those who share the commit are told the same");
            for detail in told {
                assert!(detail.contains("Idempotency-Key") && !detail.contains("Nothing was changed"), "{detail}");
            }
            chain.each_is_found(round).await;
            chain.each_has_stamps(round as u64 + 1).await;
        }
    }
}

chain_story! {
    async fn a_connection_that_is_lost_before_the_commit_costs_nobody_anything(chain) {
        chain.scissors.cut_at(digest_of(&chain.shop, &Chain::key(0, 7)).await, 1, "", false);
        let (scans, refused) = chain.at_once(0, chain.shop.redeem(&chain.cards[1])).await;
        assert!(!chain.scissors.is_open(), "nothing was cut");
        refused.refused(409, "no_reward");
        for scan in &scans {
            scan.created();
        }
        chain.each_is_found(0).await;
        chain.each_has_stamps(1).await;
    }
}

/// Phones that fetch their pass.
const PHONES: usize = 12;

chain_story! {
    async fn what_phones_fetched_is_logged_though_the_shop_could_not_write(chain) {
        let (world, shop) = (chain.world, &chain.shop);
        let phones = join_all(chain.cards[..PHONES].iter().map(|card| world.iphone_with(card))).await;
        join_all(chain.cards[..PHONES].iter().map(|card| shop.stamp(card))).await;
        world.deliver().await;
        let before = shop.logged("pass_fetched").await.len();
        let held = HeldShop::of(&chain.database, shop).await;
        for phone in &phones {
            phone.receive_pushes().await.unwrap();
        }
        // Longer than anybody waits for the row.
        let card = json!({ "card_id": chain.cards[PHONES].id() });
        shop.staff.post("/v1/scans", card).await.refused(503, "unavailable");
        held.let_go().await;
        let all = before + PHONES;
        world.until(async || (shop.logged("pass_fetched").await.len() >= all).then_some(())).await;
        assert_eq!(shop.logged("pass_fetched").await.len(), all);
    }
}
