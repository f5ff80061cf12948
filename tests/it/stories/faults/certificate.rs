//! The pass certificate ends, and is renewed while the service runs: scans never stop, pushes wait for passes.
//!
//! `STAMPWELL_RELOADS=100 cargo test --test it faults::certificate -- --nocapture` takes longer and prints its figures.

use stampwell::sandbox::certificates::Flaw;

use super::shop::RealShop;
use crate::stories::deliver::until_delivered;
use crate::world::{CERTIFICATES, Caller, PATIENCE, World, certificate};

async fn readiness(world: &World) -> (String, i64) {
    let ready = world
        .stranger()
        .get("/readyz")
        .await
        .ok();
    (
        ready["status"]
            .as_str()
            .unwrap()
            .to_owned(),
        ready["apple_days_left"]
            .as_i64()
            .unwrap(),
    )
}

world_test! {
    async fn the_end_of_a_certificate_is_announced_a_month_before(world) {
        world.renew_certificate(&certificate().valid(-365, 60)).unwrap();
        let (status, left) = readiness(world).await;
        assert_eq!(status, "ok");
        world.pass_days(left - 31);
        assert_eq!(readiness(world).await, ("ok".into(), 31));
        let mut left = 31;
        for day in [30, 14, 7, 1, 0] {
            world.pass_days(left - day);
            left = day;
            assert_eq!(readiness(world).await, ("degraded".into(), day));
        }
    }
}

world_test! {
    async fn while_the_certificate_has_ended_scans_go_on_and_pushes_wait(world) {
        world.renew_certificate(&certificate().valid(-365, 40)).unwrap();
        let shop = world.shop("Coffee").stamps(50).hasty().open().await;
        let card = shop.issue_card().await;
        let phone = world.iphone_with(&card).await;
        shop.stamp(&card).await;
        // The day before, at night: a push is owed that goes out too late.
        world.pass_days(41);
        for _ in 0..6 {
            shop.stamp(&card).await;
            world.deliver().await;
            world.pass_s(3_600);
        }
        world.stranger().get(&card.pass_url()).await.refused(503, "signing_certificate_expired");
        assert_eq!(world.stranger().get("/readyz").await.ok()["apple"], "signing_certificate_expired");
        assert_eq!(world.attempts_at(&phone), 0, "a phone that was told to look would find no pass and forget");
        let [owed] = &shop.deliveries("pending").await[..] else { panic!("one push is owed, for the newest state") };
        assert!(owed["last_reason"].as_str().unwrap().contains("expired"), "{owed}");

        world.renew_certificate(&certificate()).unwrap();
        until_delivered(world, &shop).await;
        phone.receive_pushes().await.unwrap();
        let pass = phone.pass(card.id()).unwrap();
        assert_eq!((pass.value("stamps").as_str(), pass.fetches, world.attempts_at(&phone)), ("7 / 50", 1, 1));
        assert_eq!(world.stranger().get("/readyz").await.ok()["status"], "ok");
    }
}

world_test! {
    async fn what_cannot_take_the_place_of_the_certificate_changes_nothing(world) {
        let shop = world.shop("Coffee").hasty().open().await;
        let card = shop.issue_card().await;
        let phone = world.iphone_with(&card).await;
        let mut other = certificate();
        other.pass_type_identifier = "pass.example.tea".into();
        let refused = [certificate().with(Flaw::Expired), certificate().with(Flaw::NotYetValid), certificate().with(Flaw::OtherKey), other];
        for options in refused {
            let reason = world.renew_certificate(&options).unwrap_err();
            assert!(reason.len() > 20, "{reason}");
            assert_eq!(world.stranger().get("/readyz").await.ok()["status"], "ok");
            shop.stamp(&card).await;
            world.deliver().await;
            assert_eq!(phone.receive_pushes().await.unwrap(), 1, "after {reason}");
        }
    }
}

/// Waits until the service signs with a certificate that ends in that many days.
async fn until_renewed(stranger: &Caller, days: i64) {
    let signs = async {
        while stranger.get("/readyz").await.ok()["apple_days_left"]
            .as_i64()
            .unwrap()
            != days
        {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(PATIENCE, signs)
        .await
        .expect("the certificate was not read again");
}

#[tokio::test]
async fn a_certificate_is_renewed_under_load_without_a_lost_request() {
    let reloads: i64 = std::env::var("STAMPWELL_RELOADS").map_or(4, |text| text.parse().unwrap());
    let folder = tempfile::tempdir().unwrap();
    let shop = RealShop::open(folder.path(), 24, |_| {}).await;
    let stranger = Caller::new(&shop.operator.base);
    let phone = stampwell::sandbox::Phone::new(&shop.apns).unwrap();
    phone
        .add(
            shop.cards[0]["links"]["apple"]
                .as_str()
                .unwrap(),
        )
        .await
        .unwrap();
    let rush = shop.rush(4);
    assert!(
        shop.apns
            .wait_for(&phone.push_token(), 1, PATIENCE)
            .await,
        "the first push did not come"
    );
    let mut downloads = 0;
    for turn in 1..=reloads {
        CERTIFICATES
            .another(&certificate().valid(-1, 400 + turn))
            .unwrap()
            .write_to(folder.path())
            .unwrap();
        shop.service.signal("HUP");
        let watching = async {
            for card in &shop.cards {
                assert_eq!(
                    stranger
                        .get(
                            card["links"]["apple"]
                                .as_str()
                                .unwrap()
                        )
                        .await
                        .status,
                    200
                );
            }
            shop.cards.len()
        };
        let ((), seen) = tokio::join!(until_renewed(&stranger, 399 + turn), watching);
        downloads += seen;
        let told = shop
            .apns
            .pushes_to(&phone.push_token());
        assert!(
            shop.apns
                .wait_for(&phone.push_token(), told + 2, PATIENCE)
                .await,
            "pushes stopped"
        );
    }
    let (tally, paper) = (rush.tally(), rush.end().await);
    println!(
        "{reloads} reloads: {} scans and {downloads} downloads, {} refused, {} unanswered",
        paper.len(),
        tally.refused.len(),
        tally.unanswered.len()
    );
    assert_eq!((tally.refused.len(), tally.unanswered.len()), (0, 0));
    assert_eq!(
        shop.apns.connections(),
        1 + reloads as u64,
        "each renewed certificate is presented on a connection of its own"
    );
    shop.close(&paper).await;
}
