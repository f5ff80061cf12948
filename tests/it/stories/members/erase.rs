//! Somebody is erased, and nothing that points to the person is left.

use futures_util::future::join_all;
use serde_json::{Value, json};

use super::talkative;
use crate::world::{Card, PATIENCE, Setup, Shop, World};

fn path_of(card: &Card) -> String {
    format!("/v1/members/{}", card.member())
}

async fn erase(shop: &Shop, card: &Card) {
    assert_eq!(
        shop.owner
            .delete(&path_of(card))
            .await
            .status,
        204
    );
}

/// What must not move: visits, redemptions and money of the past.
async fn totals(shop: &Shop, world: &World) -> Value {
    let day = |days: i64| {
        world
            .clock
            .now()
            .plus_s(days * 86_400)
            .to_string()[..10]
            .to_owned()
    };
    let path = format!(
        "/v1/metrics?metrics=visits,repeat_revenue_minor,reward_redemption_rate,rewards_outstanding&from={}&to={}&tz=UTC",
        day(-30),
        day(0)
    );
    shop.reader.get(&path).await.ok()["metrics"].clone()
}

world_test! {
    async fn nothing_that_points_to_an_erased_member_is_left(world, Setup::both()) {
        let shop = world.shop("Coffee").stamps(2).hasty().open().await;
        let told = json!({
            "name": "Anna Sonnenschein", "email": "anna@example.com", "phone": "+49 171 5550199", "external_id": "till-0815",
            "consents": { "news": true },
        });
        let card = Card(shop.owner.once("anna@example.com").post("/v1/cards", json!({ "member": told })).await.created());
        let phone = world.iphone_with(&card).await;
        let object = world.google.save(&card.google_url()).await.unwrap();
        assert!(world.google.wait_for_callbacks(1, PATIENCE).await);
        shop.stamp_times(&card, 3).await;
        shop.redeem(&card).await.created();
        let note = json!({ "card_id": card.id(), "delta": 1, "reason": "correction", "note": "for Anna's mother" });
        shop.owner.post("/v1/stamps", note).await.created();
        world.deliver().await;
        phone.receive_pushes().await.unwrap();
        phone.log_error(&format!("could not show {}", card.id())).await.unwrap();
        world.pass_days(1);
        let (before, log) = (totals(&shop, world).await, shop.log().await);
        let short_code = card.0["short_code"].as_str().unwrap().to_owned();
        let (token, device) = (phone.push_token(), phone.device_library_identifier().to_owned());
        // The log's lines are no text as they are kept, so they are looked through as they are told.
        let kept = async || world.kept() + &format!("{:?}", shop.log().await);
        let (before_erasure, always) = (kept().await, ["till-0815", "Sonnenschein", "171 5550199"]);
        assert!(always.iter().all(|datum| !before_erasure.contains(datum)), "what is personal is sealed from the beginning");
        assert!([&short_code, &token, &device].iter().all(|datum| before_erasure.contains(datum.as_str())));

        erase(&shop, &card).await;
        world.deliver().await;
        phone.receive_pushes().await.unwrap();
        assert!(phone.pass(card.id()).unwrap().voided(), "the phone hears that the card is void");
        let left = world.google.object(&object).unwrap();
        assert_eq!((&left["state"], &left["barcode"], &left["linksModuleData"]), (&json!("INACTIVE"), &json!(null), &json!(null)));
        world.until(async || { world.sweep().await; (!world.kept().contains(&token)).then_some(()) }).await;
        let kept = kept().await;
        for datum in ["Sonnenschein", "anna@example.com", "5550199", "till-0815", "Anna's mother", &short_code, card.code(), &token, &device] {
            assert!(!kept.contains(datum), "{datum} is still in the database");
        }
        assert_eq!(totals(&shop, world).await, before, "past totals do not move");
        let [old @ .., deleted] = &shop.log().await[..] else { panic!("no log") };
        assert_eq!((old, &deleted["type"]), (&log[..], &json!("member_deleted")));
        assert!(deleted["occurred_at"].as_str() > old.iter().filter_map(|event| event["occurred_at"].as_str()).max());
    }
}

world_test! {
    async fn an_erased_member_is_as_unknown_as_somebody_who_never_was(world) {
        let shop = world.shop("Coffee").hasty().open().await;
        let (card, other) = (talkative(&shop, "anna").await, shop.issue_card().await);
        let phone = world.iphone_with(&card).await;
        shop.stamp(&card).await;
        erase(&shop, &card).await;
        for path in [path_of(&card), format!("{}/export", path_of(&card))] {
            shop.owner.get(&path).await.refused(404, "not_found");
        }
        shop.owner.delete(&path_of(&card)).await.refused(404, "not_found");
        shop.owner.post(&format!("{}/merge", path_of(&card)), json!({ "into": other.member() })).await.refused(404, "not_found");
        shop.owner.post(&format!("{}/merge", path_of(&other)), json!({ "into": card.member() })).await.refused(422, "invalid_request");
        shop.scan(&card).await.refused(404, "card_not_found");
        shop.redeem(&card).await.refused(404, "card_not_found");
        shop.owner.get(&format!("/v1/cards/{}", card.id())).await.refused(404, "card_not_found");
        shop.owner.patch(&format!("/v1/cards/{}", card.id()), json!({ "state": "active" })).await.refused(404, "card_not_found");
        shop.owner.post("/v1/stamps", json!({ "card_id": card.id(), "delta": 1, "reason": "bonus" })).await.refused(404, "card_not_found");
        world.stranger().with("accept", "application/json").get(&card.pass_url()).await.refused(404, "card_not_found");
        assert!(world.iphone().add(&card.pass_url()).await.is_err());
        assert_eq!((shop.owner.list("/v1/members").await.len(), shop.owner.list("/v1/cards").await.len()), (1, 1));
        let file = shop.owner.get("/v1/exports/members.ndjson").await.text();
        assert!(!file.contains(card.member()) && file.contains(other.member()));
        let again = talkative(&shop, "anna").await;
        assert_ne!(again.member(), card.member(), "a person who returns is somebody new");
        world.deliver().await;
        phone.receive_pushes().await.unwrap();
    }
}

world_test! {
    async fn whoever_was_merged_is_erased_together(world) {
        let shop = world.shop("Coffee").hasty().open().await;
        let (one, other) = (talkative(&shop, "anna").await, talkative(&shop, "ann").await);
        shop.owner.post(&format!("{}/merge", path_of(&one)), json!({ "into": other.member() })).await.ok();
        erase(&shop, &one).await;
        for card in [&one, &other] {
            shop.owner.get(&path_of(card)).await.refused(404, "not_found");
            shop.scan(card).await.refused(404, "card_not_found");
        }
        for name in ["anna", "ann"] {
            talkative(&shop, name).await;
        }
    }
}

world_test! {
    async fn scans_that_come_while_somebody_is_erased_count_before_or_not_at_all(world) {
        let shop = world.shop("Coffee").stamps(100).hasty().open().await;
        let card = shop.issue_card().await;
        let path = path_of(&card);
        let scans = join_all((0..20).map(|_| shop.scan(&card)));
        let erasures = join_all((0..4).map(|_| shop.owner.delete(&path)));
        let (scans, erasures) = tokio::join!(scans, erasures);
        assert_eq!(erasures.iter().filter(|answer| answer.status == 204).count(), 1);
        let stamped = scans.iter().filter(|answer| answer.status == 201).count();
        scans.iter().filter(|answer| answer.status != 201).for_each(|answer| drop(answer.refused(404, "card_not_found")));
        assert_eq!(shop.logged("visit_validated").await.len(), stamped);
        world.pass_days(1);
        assert_eq!(totals(&shop, world).await["visits"], stamped, "all that was answered counts, though all came at one moment");
    }
}

world_test! {
    async fn a_phone_that_stays_away_is_forgotten_after_three_days(world) {
        let shop = world.shop("Coffee").hasty().open().await;
        let card = shop.issue_card().await;
        let phone = world.iphone_with(&card).await;
        erase(&shop, &card).await;
        world.deliver().await;
        world.sweep().await;
        assert!(world.kept().contains(&phone.push_token()), "it has not fetched the void pass yet");
        world.pass_days(3);
        world.sweep().await;
        assert!(!world.kept().contains(&phone.push_token()));
        assert_eq!(shop.owner.list("/v1/deliveries").await.len(), 0);
    }
}
