//! Apple's service fails in every way it can: nothing is lost, and phones get the newest state only.

use serde_json::Value;
use stampwell::sandbox::apns::{Door, Fault};

use crate::world::{Card, Setup, World};

/// Delivers, letting time pass between rounds, until nothing is due; how many rounds it took.
pub async fn until_delivered(world: &World, shop: &crate::world::Shop) -> usize {
    for round in 1..=40 {
        world.deliver().await;
        if shop
            .deliveries("pending")
            .await
            .is_empty()
        {
            return round;
        }
        world.pass_s(60);
    }
    panic!(
        "still due after 40 minutes: {:?}",
        shop.deliveries("pending").await
    );
}

world_test! {
    async fn whatever_apple_answers_the_stamp_arrives(world) {
        let shop = world.shop("Coffee").stamps(50).hasty().open().await;
        let card = shop.issue_card().await;
        let phone = world.iphone_with(&card).await;
        let faults = [
            Fault::status(500, "InternalServerError"),
            Fault::status(503, "ServiceUnavailable"),
            Fault::status(503, "Shutdown"),
            Fault::status_retry_after(503, "ServiceUnavailable", 300),
            Fault::status(429, "TooManyRequests"),
            Fault::status(400, "IdleTimeout"),
            Fault::status(403, "BadCertificate"),
            Fault::Reset,
            Fault::GoAway,
            Fault::GoAwayExcluding,
            Fault::RefuseStream,
        ];
        for (i, fault) in faults.into_iter().enumerate() {
            world.apns.fail(fault.clone(), 1);
            shop.stamp(&card).await;
            until_delivered(world, &shop).await;
            phone.receive_pushes().await.unwrap();
            let pass = phone.pass(card.id()).unwrap();
            assert_eq!(pass.value("stamps"), format!("{} / 50", i + 1), "after {fault:?}");
        }
        assert_eq!(phone.pass(card.id()).unwrap().fetches, 11, "each state was fetched once");
        assert_eq!(shop.logged("message_sent").await.len(), 11);
    }
}

/// The push client waits ten seconds of real time for an answer, so this story is told once; the database has no part in it.
#[tokio::test]
async fn a_push_that_is_never_answered_is_sent_again() {
    crate::world::tell(Setup::default(), None, async |world: &World| {
        let shop = world
            .shop("Coffee")
            .hasty()
            .open()
            .await;
        let card = shop.issue_card().await;
        let phone = world.iphone_with(&card).await;
        world.apns.fail(Fault::Silence, 1);
        shop.stamp(&card).await;
        // The scan beside the hanging push must not wait for it.
        let (_, second) = tokio::join!(world.deliver(), async {
            assert!(
                world
                    .apns
                    .wait_for_requests(1, crate::world::PATIENCE)
                    .await
            );
            let began = std::time::Instant::now();
            let answer = shop.stamp(&card).await;
            (answer, began.elapsed())
        });
        assert!(
            second.1 < std::time::Duration::from_secs(5),
            "a scan waited {:?} for a push",
            second.1
        );
        until_delivered(world, &shop).await;
        phone
            .receive_pushes()
            .await
            .unwrap();
        assert_eq!(
            phone
                .pass(card.id())
                .unwrap()
                .value("stamps"),
            "2 / 10"
        );
    })
    .await;
}

world_test! {
    async fn a_lane_in_which_a_call_hangs_still_looks_for_what_fell_due(world, Setup { deliver: true, ..Setup::default() }) {
        let shop = world.shop("Coffee").hasty().open().await;
        let (one, other) = (shop.issue_card().await, shop.issue_card().await);
        let (hangs, retried) = (world.iphone_with(&one).await, world.iphone_with(&other).await);
        world.apns.fail_token(&hangs.push_token(), Fault::Silence, 1);
        world.apns.fail_token(&retried.push_token(), Fault::status(429, "TooManyRequests"), 1);
        shop.stamp(&one).await;
        assert!(world.apns.wait_for_requests(1, crate::world::PATIENCE).await);
        shop.stamp(&other).await;
        let of = async |card: &Card| shop.owner.list(&format!("/v1/deliveries?card_id={}", card.id())).await.remove(0);
        world.until(async || (of(&other).await["attempts"] == 1).then_some(())).await;
        world.pass_s(5);
        world.until(async || (world.pushes_to(&retried) == 1).then_some(())).await;
        assert_eq!(of(&one).await["last_attempt_at"], Value::Null, "its call has ended, so the lane was idle");
        world.until(async || {
            world.pass_s(60);
            shop.deliveries("pending").await.is_empty().then_some(())
        }).await;
    }
}

world_test! {
    async fn what_apple_asks_for_is_honoured(world) {
        let shop = world.shop("Coffee").hasty().open().await;
        let card = shop.issue_card().await;
        let phone = world.iphone_with(&card).await;
        world.apns.fail(Fault::status_retry_after(503, "ServiceUnavailable", 300), 1);
        shop.stamp(&card).await;
        world.deliver().await;
        world.pass_s(299);
        assert_eq!(world.deliver().await, 0);
        assert_eq!(world.attempts_at(&phone), 1);
        world.pass_s(1);
        assert_eq!(world.deliver().await, 1);
        assert_eq!(world.pushes_to(&phone), 1);
    }
}

world_test! {
    async fn a_day_without_apple_ends_in_one_push_with_the_newest_state(world) {
        let shop = world.shop("Coffee").stamps(50).hasty().open().await;
        let card = shop.issue_card().await;
        let phone = world.iphone_with(&card).await;
        world.apns.set_door(Door::Closed);
        for _ in 0..24 {
            shop.stamp(&card).await;
            world.deliver().await;
            world.pass_s(3_600);
        }
        assert_eq!((world.attempts_at(&phone), shop.deliveries("pending").await.len()), (0, 1));
        world.apns.set_door(Door::Open);
        until_delivered(world, &shop).await;
        assert_eq!((world.attempts_at(&phone), world.pushes_to(&phone)), (1, 1));
        phone.receive_pushes().await.unwrap();
        assert_eq!(phone.pass(card.id()).unwrap().value("stamps"), "24 / 50");
    }
}

world_test! {
    async fn while_apple_is_down_one_probe_goes_out_each_interval(world) {
        let shop = world.shop("Coffee").hasty().open().await;
        let mut phones = Vec::new();
        for _ in 0..5 {
            let card = shop.issue_card().await;
            phones.push(world.iphone_with(&card).await);
            shop.stamp(&card).await;
        }
        world.apns.set_door(Door::Closed);
        assert_eq!(world.deliver().await, 5, "nobody knows yet that it is down");
        assert_eq!(world.deliver().await, 0);
        for pause_s in [1, 2, 4, 8, 16, 32, 60, 60, 60] {
            world.pass_s(pause_s - 1);
            assert_eq!(world.deliver().await, 0, "too early after {pause_s} s");
            world.pass_s(1);
            assert_eq!(world.deliver().await, 1, "one probe after {pause_s} s");
            assert_eq!(world.deliver().await, 0);
        }
        world.apns.set_door(Door::Open);
        world.pass_s(60);
        assert_eq!(world.deliver().await, 5, "the probe went through and the others follow");
        assert!(phones.iter().all(|phone| world.pushes_to(phone) == 1));
    }
}

world_test! {
    async fn a_poisoned_delivery_parks_alone(world) {
        let shop = world.shop("Coffee").hasty().open().await;
        let mut held = Vec::new();
        for _ in 0..6 {
            let card = shop.issue_card().await;
            let phone = world.iphone_with(&card).await;
            held.push((card, phone));
        }
        let (poisoned, phone) = &held[2];
        world.apns.fail_token(&phone.push_token(), Fault::status(400, "PayloadEmpty"), 1);
        for (card, _) in &held {
            shop.stamp(card).await;
        }
        world.deliver().await;
        let delivered = held.iter().filter(|(_, phone)| world.pushes_to(phone) == 1).count();
        assert_eq!(delivered, 5);
        let [failed] = &shop.deliveries("failed").await[..] else { panic!("one has failed") };
        assert_eq!((&failed["card_id"], &failed["last_status"], &failed["last_reason"]), (&poisoned.0["id"], &400.into(), &"PayloadEmpty".into()));
        world.pass_days(1);
        assert_eq!(world.deliver().await, 0, "it waits for a hand");

        let retry = format!("/v1/deliveries/{}/retry", failed["id"].as_str().unwrap());
        assert_eq!(shop.owner.post(&retry, serde_json::json!({})).await.ok()["state"], "pending");
        world.deliver().await;
        assert_eq!(world.pushes_to(phone), 1);
    }
}

world_test! {
    async fn a_token_that_is_always_too_busy_is_given_up_and_comes_back_with_the_next_stamp(world) {
        let shop = world.shop("Coffee").hasty().open().await;
        let card = shop.issue_card().await;
        let phone = world.iphone_with(&card).await;
        world.apns.fail_token(&phone.push_token(), Fault::status(429, "TooManyRequests"), 100);
        shop.stamp(&card).await;
        for _ in 0..40 {
            world.deliver().await;
            world.pass_s(1_200);
        }
        assert_eq!((world.attempts_at(&phone), shop.deliveries("failed").await.len()), (12, 1));
        world.apns.recover();
        shop.stamp(&card).await;
        world.deliver().await;
        phone.receive_pushes().await.unwrap();
        assert_eq!(phone.pass(card.id()).unwrap().value("stamps"), "2 / 10");
    }
}

world_test! {
    async fn a_refused_certificate_deletes_no_registration(world) {
        every_phone_outlives(world, 12, Fault::status(403, "BadCertificateEnvironment")).await;
    }
}

world_test! {
    async fn a_burst_of_bad_tokens_means_a_wrong_host_and_deletes_nothing(world) {
        every_phone_outlives(world, 30, Fault::status(400, "BadDeviceToken")).await;
    }
}

/// A fault of ours that Apple tells about every phone: none is dropped, and each is reached once it is mended.
async fn every_phone_outlives(world: &World, phones: usize, fault: Fault) {
    let shop = world
        .shop("Coffee")
        .hasty()
        .open()
        .await;
    let mut held = Vec::new();
    for _ in 0..phones {
        let card = shop.issue_card().await;
        let phone = world.iphone_with(&card).await;
        shop.stamp(&card).await;
        held.push((card, phone));
    }
    world.apns.fail(fault, phones);
    world.deliver().await;
    assert_eq!(
        shop.logged("card_removed")
            .await
            .len(),
        0
    );
    world.apns.recover();
    until_delivered(world, &shop).await;
    assert!(
        held.iter()
            .all(|(_, phone)| world.pushes_to(phone) == 1)
    );
}

world_test! {
    async fn one_bad_token_is_dropped(world) {
        let shop = world.shop("Coffee").hasty().open().await;
        let card = shop.issue_card().await;
        let phone = world.iphone_with(&card).await;
        world.apns.fail_token(&phone.push_token(), Fault::status(400, "BadDeviceToken"), 1);
        shop.stamp_times(&card, 2).await;
        world.deliver().await;
        shop.stamp(&card).await;
        world.pass_days(1);
        world.deliver().await;
        assert_eq!(world.attempts_at(&phone), 1);
        assert_eq!(shop.logged("card_removed").await.len(), 1);
    }
}
