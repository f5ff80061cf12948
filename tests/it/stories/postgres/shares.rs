//! What instances on one database do together: the outbox shared out by shops, one that sweeps, one rate at Google, one count of guesses.

use std::time::{Duration, Instant};

use futures_util::future::{join, join_all};
use serde_json::json;
use stampwell::app::App;
use stampwell::delivery::Worker;
use stampwell::service::upkeep::instances::Instance;
use stampwell::store::Share;

use super::beside;
use crate::world::{Card, PATIENCE, Setup, Shop, World, tell};

/// Another instance beside the world's, that works on the outbox when the story says so.
fn another(world: &World) -> (App, Worker) {
    let (app, push) = App::build(&world.config, world.clock.clone()).unwrap();
    (app.clone(), Worker::new(app, push))
}

/// Shops with a card on a phone each, at least one in each half of the buckets.
async fn shops_in_both_halves(world: &World) -> Vec<(Shop, Card)> {
    let mut shops = Vec::new();
    let in_first_half = |(shop, _): &&(Shop, Card)| shop.id[28..] < *"g0";
    while shops.len() < 64 {
        let name = format!("Coffee {}", shops.len());
        let shop = world
            .shop(&name)
            .hasty()
            .open()
            .await;
        let card = shop.issue_card().await;
        shops.push((shop, card));
        let first = shops
            .iter()
            .filter(in_first_half)
            .count();
        if first > 1 && first + 1 < shops.len() {
            return shops;
        }
    }
    unreachable!("64 shops are all in one half of the buckets")
}

#[tokio::test]
async fn two_instances_share_the_outbox_and_one_that_is_alone_has_it_all() {
    let Some(server) = crate::postgres::server() else {
        return;
    };
    let database = server.new_database();
    tell(Setup::default(), Some(database), async |world| {
        let shops = shops_in_both_halves(world).await;
        for (_, card) in &shops {
            world.iphone_with(card).await;
        }
        let (other, worker) = another(world);
        let [older, younger] = [(); 2].map(|()| Instance::new(vec!["apple"]));
        older
            .announce(&world.app)
            .await
            .unwrap();
        assert_eq!(
            world.app.share().of("apple"),
            Share::ALL,
            "nobody else is there"
        );
        younger
            .announce(&other)
            .await
            .unwrap();
        older
            .announce(&world.app)
            .await
            .unwrap();
        assert_eq!(
            [&world.app, &other].map(|app| app.share().of("apple").count()),
            [2, 2]
        );
        assert!(
            world.app.share().whole().is_first() && !other.share().whole().is_first(),
            "the older one sweeps"
        );

        for (shop, card) in &shops {
            shop.stamp(card).await;
        }
        let (first, second) = (world.deliver().await, worker.deliver().await.unwrap());
        assert_eq!(first + second, shops.len());
        assert!(first > 0 && second > 0, "{first} and {second}");
        for (shop, _) in &shops {
            assert_eq!(
                shop.deliveries("pending")
                    .await
                    .len(),
                0
            );
        }

        // The older one dies without a word.
        world.sql("UPDATE instances SET ends_at = 0 WHERE id = (SELECT min(id) FROM instances);");
        younger
            .announce(&other)
            .await
            .unwrap();
        assert_eq!(other.share().of("apple"), Share::ALL);
        for (shop, card) in &shops {
            shop.stamp(card).await;
        }
        assert_eq!(worker.deliver().await.unwrap(), shops.len());

        // One that stops says so.
        older
            .announce(&world.app)
            .await
            .unwrap();
        younger.end(&other).await.unwrap();
        older
            .announce(&world.app)
            .await
            .unwrap();
        assert_eq!(world.app.share().of("apple"), Share::ALL);
    })
    .await;
}

#[tokio::test]
async fn what_an_instance_lets_wait_is_sent_by_another() {
    let Some(server) = crate::postgres::server() else {
        return;
    };
    let database = server.new_database();
    tell(Setup::default(), Some(database), async |world| {
        let shops = shops_in_both_halves(world).await;
        for (_, card) in &shops {
            world.iphone_with(card).await;
        }
        let (other, worker) = another(world);
        let [older, younger] = [(); 2].map(|()| Instance::new(vec!["apple"]));
        older
            .announce(&world.app)
            .await
            .unwrap();
        younger
            .announce(&other)
            .await
            .unwrap();
        for (shop, card) in &shops {
            shop.stamp(card).await;
        }
        // The older one runs and cannot reach Apple, say: nothing of its share goes out.
        let mut sent = 0;
        for _ in 0..40 {
            sent += worker.deliver().await.unwrap();
        }
        assert!(sent > 0 && sent < shops.len(), "{sent} of {}", shops.len());
        world.pass_s(31);
        for _ in 0..40 {
            sent += worker.deliver().await.unwrap();
        }
        assert_eq!(sent, shops.len());
    })
    .await;
}

#[tokio::test]
async fn wrong_codes_are_counted_by_all_instances_together() {
    let Some(server) = crate::postgres::server() else {
        return;
    };
    let database = server.new_database();
    tell(Setup::default(), Some(database.clone()), async |world| {
        let (there, _running) = beside(world, &database, false);
        let shop = world.shop("Coffee").open().await;
        let card = shop.issue_card().await;
        let (began, mut n) = (Instant::now(), 0);
        loop {
            // Guesses until the limit is met, which comes back after a while.
            loop {
                n += 1;
                let guess = json!({ "code": format!("guess-{n}") });
                let answer = shop
                    .staff
                    .once(&format!("guess-{n}"))
                    .post("/v1/scans", guess)
                    .await;
                if answer.status == 429 {
                    break;
                }
                answer.refused(404, "card_not_found");
            }
            // The other instance was never asked, and refuses even a code that is right.
            let right = format!("{there}/v1/cards/lookup?code={}", card.code());
            if shop.staff.get(&right).await.status == 429 {
                break;
            }
            assert!(
                began.elapsed() < PATIENCE,
                "the other instance never heard of it"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn two_instances_together_keep_googles_rate() {
    const RATE: u32 = 20;
    const CARDS: usize = 30;
    let Some(server) = crate::postgres::server() else {
        return;
    };
    let database = server.new_database();
    let slow = Setup {
        google_rate: RATE,
        ..Setup::both()
    };
    tell(slow, Some(database), async |world| {
        let shop = world
            .shop("Coffee")
            .hasty()
            .open()
            .await;
        let cards = join_all((0..CARDS).map(|_| shop.issue_card())).await;
        for card in &cards {
            world
                .google
                .save(&card.google_url())
                .await
                .unwrap();
        }
        assert!(
            world
                .google
                .wait_for_callbacks(CARDS, PATIENCE)
                .await
        );
        world.deliver().await;
        let (_other, worker) = another(world);
        let before = world.google.requests().len();
        for card in &cards {
            shop.stamp(card).await;
        }
        let began = Instant::now();
        let (first, second) = join(world.deliver(), worker.deliver()).await;
        let (second, took) = (second.unwrap(), began.elapsed());
        assert!(
            first > 0 && second > 0 && first + second >= CARDS,
            "{first} and {second}"
        );
        let calls = world.google.requests().len() - before;
        assert!(calls >= CARDS, "{calls}");
        let at_the_rate = Duration::from_secs(1) / RATE * (calls as u32 - 1);
        assert!(
            took >= at_the_rate,
            "{calls} calls in {took:?}, where Google allows {RATE} a second"
        );
    })
    .await;
}
