//! Visits are taken back.

use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::world::Shop;

fn void_of(scan: &Value) -> String {
    format!("/v1/scans/{}/void", scan["scan"]["id"].as_str().unwrap())
}

async fn second_staff_key(shop: &Shop, stranger: &crate::world::Caller) -> crate::world::Caller {
    let key = shop
        .owner
        .post("/v1/keys", json!({ "role": "staff" }))
        .await
        .created();
    stranger.with_key(key["secret"].as_str().unwrap())
}

world_test! {
    async fn taking_the_tenth_visit_back_takes_its_reward_back(world) {
        let shop = world.shop("Coffee").stamps(10).hasty().open().await;
        let card = shop.issue_card().await;
        let tenth = shop.stamp_times(&card, 10).await;
        let phone = world.iphone_with(&card).await;
        let back = shop.staff.post(&void_of(&tenth), json!({})).await.ok();
        assert_eq!((&back["card"]["stamps"], &back["card"]["rewards"]), (&json!(9), &json!([])));
        assert_ne!(back["scan"]["voided_at"], Value::Null);
        let [ended] = &shop.logged("reward_ended").await[..] else { panic!("one end") };
        assert_eq!((&ended["reason"], &ended["reward_id"]), (&json!("revoked"), &tenth["earned"][0]["id"]));
        shop.staff.post(&void_of(&tenth), json!({})).await.refused(409, "already_voided");
        world.deliver().await;
        phone.receive_pushes().await.unwrap();
        assert_eq!(phone.pass(card.id()).unwrap().value("stamps"), "9 / 10");
        assert_eq!(shop.stamp(&card).await["earned"].as_array().unwrap().len(), 1, "the next visit earns it anew");
        world.deliver().await;
    }
}

world_test! {
    async fn stamps_that_paid_for_a_used_reward_stay(world) {
        let shop = world.shop("Coffee").stamps(2).hasty().open().await;
        let card = shop.issue_card().await;
        let second = shop.stamp_times(&card, 2).await;
        let done = shop.redeem(&card).await.created();
        shop.owner.post(&void_of(&second), json!({})).await.refused(409, "already_redeemed");
        assert_eq!(shop.look_at(&card).await["stamps"], 0);
        let unvoided = shop.owner.get(&format!("/v1/scans/{}", second["scan"]["id"].as_str().unwrap())).await.ok();
        assert_eq!(unvoided["voided_at"], Value::Null);

        let third = shop.stamp(&card).await;
        assert_eq!(shop.owner.post(&void_of(&second), json!({})).await.ok()["card"]["stamps"], 0, "stamps are interchangeable");
        shop.owner.post(&void_of(&third), json!({})).await.refused(409, "already_redeemed");
        shop.owner.post(&format!("/v1/redemptions/{}/void", done["redemption"]["id"].as_str().unwrap()), json!({})).await.ok();
        assert_eq!(shop.owner.post(&void_of(&third), json!({})).await.ok()["card"]["stamps"], 1);
    }
}

world_test! {
    async fn taking_back_frees_the_cool_down(world) {
        let shop = world.shop("Coffee").cooldown_s(600).open().await;
        let card = shop.issue_card().await;
        let scan = shop.stamp(&card).await;
        shop.staff.post(&void_of(&scan), json!({})).await.ok();
        assert_eq!(shop.stamp(&card).await["card"]["stamps"], 1);
    }
}

world_test! {
    async fn staff_undo_their_own_for_15_minutes_and_owners_for_ever(world) {
        let shop = world.shop("Coffee").hasty().open().await;
        let other_staff = second_staff_key(&shop, &world.stranger()).await;
        let card = shop.issue_card().await;
        let (early, late) = (shop.stamp(&card).await, shop.stamp(&card).await);
        other_staff.post(&void_of(&early), json!({})).await.refused(404, "not_found");
        other_staff.get(&format!("/v1/scans/{}", early["scan"]["id"].as_str().unwrap())).await.refused(404, "not_found");
        assert_eq!(other_staff.list("/v1/scans").await.len(), 0);
        assert_eq!((shop.staff.list("/v1/scans").await.len(), shop.owner.list("/v1/scans").await.len()), (2, 2));

        world.pass_s(15 * 60);
        shop.staff.post(&void_of(&early), json!({})).await.ok();
        world.pass_s(1);
        shop.staff.post(&void_of(&late), json!({})).await.refused(403, "void_window_over");
        world.pass_days(30);
        assert_eq!(shop.owner.post(&void_of(&late), json!({})).await.ok()["card"]["stamps"], 0);
        let unknown = "/v1/scans/scan_00000000000000000000000000/void";
        shop.owner.post(unknown, json!({})).await.refused(404, "not_found");
    }
}

world_test! {
    async fn a_visit_sent_late_can_be_undone_for_15_minutes_too(world) {
        let shop = world.shop("Coffee").hasty().open().await;
        let card = shop.issue_card().await;
        world.pass_days(1);
        let late = shop.staff.post("/v1/scans", json!({ "code": card.code(), "occurred_at": world.in_s(-36_000) })).await.created();
        world.pass_s(60);
        shop.staff.post(&void_of(&late), json!({})).await.ok();
    }
}

world_test! {
    async fn of_many_voids_at_once_one_counts(world) {
        let shop = world.shop("Coffee").stamps(10).hasty().open().await;
        let card = shop.issue_card().await;
        let scan = shop.stamp_times(&card, 5).await;
        let path = void_of(&scan);
        let answers = join_all((0..16).map(|_| shop.owner.post(&path, json!({})))).await;
        assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 1);
        for refused in answers.iter().filter(|answer| answer.status != 200) {
            refused.refused(409, "already_voided");
        }
        assert_eq!(shop.look_at(&card).await["stamps"], 4);
    }
}
