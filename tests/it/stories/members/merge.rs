//! Two cards turn out to be one person's.

use futures_util::future::join_all;
use serde_json::json;

use super::{member, talkative};
use crate::world::Shop;

fn merge_of(id: &str) -> String {
    format!("/v1/members/{id}/merge")
}

async fn number(shop: &Shop, world: &crate::world::World, metric: &str) -> serde_json::Value {
    let day = |days: i64| {
        world
            .clock
            .now()
            .plus_s(days * 86_400)
            .to_string()[..10]
            .to_owned()
    };
    let path = format!(
        "/v1/metrics?metrics={metric}&from={}&to={}&tz=UTC",
        day(-1),
        day(2)
    );
    shop.reader.get(&path).await.ok()["metrics"][metric].clone()
}

world_test! {
    async fn what_two_cards_collected_is_one_persons(world) {
        let shop = world.shop("Coffee").stamps(5).hasty().open().await;
        let (lost, found) = (talkative(&shop, "anna").await, shop.issue_card().await);
        let phone = world.iphone_with(&lost).await;
        shop.stamp_times(&lost, 3).await;
        shop.stamp_times(&found, 4).await;
        assert_eq!(number(&shop, world, "total_members").await, 2);

        let request = json!({ "into": found.member() });
        let merger = shop.owner.once("k-1").post(&merge_of(lost.member()), request.clone()).await.ok();
        assert_eq!((&merger["stamps"], &merger["visits"], merger["earned"].as_array().unwrap().len()), (&json!(2), &json!(7), 1));
        assert_eq!(shop.owner.once("k-1").post(&merge_of(lost.member()), request.clone()).await.ok(), merger, "the same answer again");
        for card in [&lost, &found] {
            let seen = shop.look_at(card).await;
            assert_eq!((&seen["stamps"], &seen["member_id"]), (&json!(2), &json!(found.member())));
        }
        let one = member(&shop, &found).await;
        assert_eq!((&one["profile"]["name"], &one["consents"]), (&json!("anna Sonnenschein"), &json!({ "news": true })));
        assert_eq!((one["cards"].as_array().unwrap().len(), &one["merged_ids"]), (2, &json!([lost.member()])));
        assert_eq!(member(&shop, &lost).await["id"], found.member(), "the old id names the one who stays");
        assert_eq!(shop.owner.list("/v1/members").await.len(), 1);

        assert_eq!(number(&shop, world, "total_members").await, 1, "merged members count as one");
        world.deliver().await;
        phone.receive_pushes().await.unwrap();
        assert_eq!(phone.pass(lost.id()).unwrap().value("stamps"), "2 / 5");
    }
}

world_test! {
    async fn the_shops_own_id_goes_on_naming_the_person(world) {
        let shop = world.shop("Coffee").hasty().open().await;
        let (anna, ann) = (talkative(&shop, "anna").await, talkative(&shop, "ann").await);
        shop.owner.post(&merge_of(anna.member()), json!({ "into": ann.member() })).await.ok();
        for name in ["anna-0815", "ann-0815"] {
            let answer = shop.owner.post("/v1/cards", json!({ "member": { "external_id": name } })).await;
            assert_eq!(answer.ok()["member_id"], ann.member(), "{name}");
        }
        let third = shop.issue_card().await;
        shop.owner.post(&merge_of(ann.member()), json!({ "into": third.member() })).await.ok();
        let answer = shop.owner.post("/v1/cards", json!({ "member": { "external_id": "anna-0815" } })).await;
        assert_eq!(answer.ok()["member_id"], third.member(), "chains end at the last one");
    }
}

world_test! {
    async fn nobody_is_merged_with_a_stranger_or_themselves(world) {
        let (shop, others) = (world.shop("Coffee").open().await, world.shop("Tea").open().await);
        let (card, strange) = (shop.issue_card().await, others.issue_card().await);
        shop.owner.post(&merge_of(card.member()), json!({ "into": card.member() })).await.refused(422, "invalid_request");
        shop.owner.post(&merge_of(card.member()), json!({ "into": strange.member() })).await.refused(422, "invalid_request");
        shop.owner.post(&merge_of(strange.member()), json!({ "into": card.member() })).await.refused(404, "not_found");
        shop.staff.post(&merge_of(card.member()), json!({ "into": card.member() })).await.refused(403, "forbidden");
        assert_eq!(shop.logged("member_merged").await.len(), 0);
    }
}

world_test! {
    async fn scans_that_come_while_two_are_merged_are_all_kept(world) {
        let shop = world.shop("Coffee").stamps(100).hasty().open().await;
        let (one, other) = (shop.issue_card().await, shop.issue_card().await);
        let path = merge_of(one.member());
        let merges = join_all((0..4).map(|_| shop.owner.post(&path, json!({ "into": other.member() }))));
        let scans = join_all((0..20).map(|i| shop.scan(if i % 2 == 0 { &one } else { &other })));
        let (merges, scans) = tokio::join!(merges, scans);
        merges.iter().for_each(|answer| drop(answer.ok()));
        scans.iter().for_each(|answer| drop(answer.created()));
        assert_eq!(member(&shop, &one).await["stamps"], 20);
        assert_eq!(shop.logged("member_merged").await.len(), 1, "merging again changes nothing");
        shop.owner.post(&merge_of(other.member()), json!({ "into": one.member() })).await.ok();
        assert_eq!(shop.logged("member_merged").await.len(), 1, "nor does merging them the other way round");
    }
}
