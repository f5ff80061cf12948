//! Apple's push service refuses, drowns us in 410s or is slow: it is asked no more than is decent, and nobody else waits.

use std::time::Duration;

use stampwell::sandbox::Phone;
use stampwell::sandbox::apns::Fault;

use crate::stories::deliver::until_delivered;
use crate::world::{Card, PATIENCE, Shop, World};

/// Customers with a phone each, all of whom were just stamped.
async fn stamped(world: &World, shop: &Shop, customers: usize) -> Vec<(Card, Phone)> {
    let mut held = Vec::new();
    for _ in 0..customers {
        let card = shop.issue_card().await;
        let phone = world.iphone_with(&card).await;
        shop.stamp(&card).await;
        held.push((card, phone));
    }
    held
}

world_test! {
    async fn an_upstream_that_refuses_everybody_is_asked_once_a_minute(world) {
        let shop = world.shop("Coffee").stamps(50).hasty().open().await;
        let held = stamped(world, &shop, 3).await;
        let refusals = [
            Fault::status(400, "BadTopic"),
            Fault::status(400, "TopicDisallowed"),
            Fault::status(403, "InvalidProviderToken"),
            Fault::status(403, "ExpiredProviderToken"),
            Fault::status(429, "TooManyProviderTokenUpdates"),
            Fault::status(503, "ServiceUnavailable"),
        ];
        for (round, refusal) in refusals.iter().enumerate() {
            world.apns.fail(refusal.clone(), 10_000);
            let mut each_minute = Vec::new();
            for _ in 0..6 {
                let before = world.apns.requests().len();
                for _ in 0..6 {
                    world.deliver().await;
                    world.pass_s(10);
                }
                each_minute.push(world.apns.requests().len() - before);
            }
            assert!(each_minute[0] <= 3 + 6, "{refusal:?}: {each_minute:?}");
            assert!(each_minute[2..].iter().all(|asked| *asked <= 1), "{refusal:?}: {each_minute:?}");
            world.apns.recover();
            until_delivered(world, &shop).await;
            for (card, phone) in &held {
                assert_eq!(world.pushes_to(phone), round + 1, "{refusal:?}");
                assert_eq!(phone.receive_pushes().await.unwrap(), 1);
                shop.stamp(card).await;
            }
        }
        assert_eq!(shop.logged("card_removed").await.len(), 0);
        until_delivered(world, &shop).await;
    }
}

world_test! {
    async fn in_a_storm_of_410_each_token_is_asked_once(world) {
        let shop = world.shop("Coffee").hasty().open().await;
        let held = stamped(world, &shop, 9).await;
        world.deliver().await;
        let (erased, kept) = held.split_at(6);
        world.pass_s(60);
        for (_, phone) in erased {
            world.apns.unregister_at(&phone.push_token(), world.clock.now().0);
        }
        for _ in 0..3 {
            world.pass_s(60);
            for (card, _) in &held {
                shop.stamp(card).await;
            }
            until_delivered(world, &shop).await;
        }
        assert!(erased.iter().all(|(_, phone)| world.attempts_at(phone) == 2), "the one that arrived, and the 410");
        assert!(kept.iter().all(|(_, phone)| world.pushes_to(phone) == 4));
        assert_eq!((shop.logged("card_removed").await.len(), shop.deliveries("gone").await.len()), (6, 6));
    }
}

world_test! {
    async fn a_change_while_a_push_is_under_way_is_pushed_again(world) {
        let shop = world.shop("Coffee").hasty().open().await;
        let [(card, phone)] = &stamped(world, &shop, 1).await[..] else { panic!("one customer") };
        world.apns.fail(Fault::Delay(Duration::from_millis(150)), 1);
        let (_, ()) = tokio::join!(world.deliver(), async {
            assert!(world.apns.wait_for_requests(1, PATIENCE).await);
            shop.stamp(card).await;
        });
        until_delivered(world, &shop).await;
        assert_eq!(world.pushes_to(phone), 2);
        phone.receive_pushes().await.unwrap();
        assert_eq!(phone.pass(card.id()).unwrap().value("stamps"), "2 / 10");
    }
}

world_test! {
    async fn a_token_that_always_fails_delays_nobody(world) {
        let shop = world.shop("Coffee").stamps(50).hasty().open().await;
        let held = stamped(world, &shop, 6).await;
        let (_, poisoned) = &held[5];
        world.apns.fail_token(&poisoned.push_token(), Fault::status(429, "TooManyRequests"), 1_000);
        for round in 1..=5 {
            world.deliver().await;
            let delivered = held.iter().filter(|(_, phone)| world.pushes_to(phone) == round).count();
            assert_eq!(delivered, 5, "at the first attempt of round {round}");
            for (card, _) in &held {
                shop.stamp(card).await;
            }
            world.pass_s(1);
        }
        world.apns.recover();
        world.pass_s(900);
        until_delivered(world, &shop).await;
        assert_eq!(poisoned.receive_pushes().await.unwrap(), 1);
        assert_eq!(poisoned.pass(held[5].0.id()).unwrap().value("stamps"), "6 / 50");
    }
}
