//! Rewards are handed over, taken back and run out.

use futures_util::future::join_all;
use serde_json::{Value, json};

world_test! {
    async fn a_reward_is_handed_over_once(world) {
        let shop = world.shop("Coffee").stamps(2).hasty().open().await;
        let card = shop.issue_card().await;
        let phone = world.iphone_with(&card).await;
        shop.redeem(&card).await.refused(409, "no_reward");
        let reward = shop.stamp_times(&card, 2).await["earned"][0]["id"].clone();
        let done = shop.redeem(&card).await.created();
        assert_eq!((&done["redemption"]["reward_id"], &done["redemption"]["cost_minor"]), (&reward, &json!(60)));
        assert_eq!(done["card"]["rewards"], json!([]));
        shop.redeem(&card).await.refused(409, "no_reward");
        let named = json!({ "code": card.code(), "reward_id": reward });
        shop.staff.post("/v1/redemptions", named).await.refused(409, "reward_not_available");
        world.deliver().await;
        phone.receive_pushes().await.unwrap();
        assert_eq!(phone.pass(card.id()).unwrap().value("stamps"), "0 / 2");
    }
}

world_test! {
    async fn of_many_redemptions_at_once_one_counts(world) {
        let shop = world.shop("Coffee").stamps(1).hasty().open().await;
        let card = shop.issue_card().await;
        let reward = shop.stamp(&card).await["earned"][0]["id"].clone();
        let body = |i: usize| if i.is_multiple_of(2) { json!({ "code": card.code() }) } else { json!({ "code": card.code(), "reward_id": reward }) };
        let answers = join_all((0..32).map(|i| shop.staff.post("/v1/redemptions", body(i)))).await;
        assert_eq!(answers.iter().filter(|answer| answer.status == 201).count(), 1);
        for (i, refused) in answers.iter().enumerate().filter(|(_, answer)| answer.status != 201) {
            refused.refused(409, if i.is_multiple_of(2) { "no_reward" } else { "reward_not_available" });
        }
        assert_eq!(shop.logged("reward_redeemed").await.len(), 1);
    }
}

world_test! {
    async fn another_members_reward_is_not_found(world) {
        let shop = world.shop("Coffee").stamps(1).hasty().open().await;
        let (one, other) = (shop.issue_card().await, shop.issue_card().await);
        let reward = shop.stamp(&one).await["earned"][0]["id"].clone();
        for id in [reward, json!("rwd_00000000000000000000000000"), json!("nonsense")] {
            let body = json!({ "code": other.code(), "reward_id": id });
            shop.staff.post("/v1/redemptions", body).await.refused(404, "reward_not_found");
        }
    }
}

world_test! {
    async fn the_reward_that_ends_first_is_handed_over_first(world) {
        let shop = world.shop("Coffee").stamps(1).hasty().open().await;
        let card = shop.issue_card().await;
        let earlier = shop.stamp(&card).await["earned"][0].clone();
        assert_eq!(earlier["expires_at"], json!(null));
        shop.change_program(json!({ "reward_expires_after_days": 30 })).await;
        world.pass_days(1);
        let ends_later = shop.stamp(&card).await["earned"][0]["id"].clone();
        shop.change_program(json!({ "reward_expires_after_days": null })).await;
        let endless = shop.stamp(&card).await["earned"][0]["id"].clone();
        for expected in [earlier["id"].clone(), ends_later, endless] {
            assert_eq!(shop.redeem(&card).await.created()["redemption"]["reward_id"], expected);
        }
    }
}

world_test! {
    async fn an_unused_reward_runs_out_by_itself(world) {
        let shop = world.shop("Coffee").stamps(1).hasty().with("reward_expires_after_days", 30).open().await;
        let card = shop.issue_card().await;
        let phone = world.iphone_with(&card).await;
        let reward = shop.stamp(&card).await["earned"][0].clone();
        assert_eq!(reward["expires_at"], world.in_s(30 * 86_400 + 43_200));
        world.deliver().await;
        phone.receive_pushes().await.unwrap();
        assert_eq!(phone.pass(card.id()).unwrap().value("stamps"), "Reward ready");

        world.pass_days(31);
        shop.redeem(&card).await.refused(409, "no_reward");
        let named = json!({ "code": card.code(), "reward_id": reward["id"] });
        shop.staff.post("/v1/redemptions", named).await.refused(409, "reward_not_available");
        assert_eq!((world.sweep().await, world.sweep().await), (1, 0));
        let [ended] = &shop.logged("reward_ended").await[..] else { panic!("one end") };
        assert_eq!((&ended["reason"], &ended["reward_id"], &ended["member_id"]), (&json!("expired"), &reward["id"], &json!(card.member())));
        world.deliver().await;
        phone.receive_pushes().await.unwrap();
        assert_eq!(phone.pass(card.id()).unwrap().value("stamps"), "0 / 1");
    }
}

world_test! {
    async fn a_redemption_taken_back_makes_the_reward_wait_again(world) {
        let shop = world.shop("Coffee").stamps(1).hasty().open().await;
        let card = shop.issue_card().await;
        shop.stamp(&card).await;
        let done = shop.redeem(&card).await.created();
        let void = format!("/v1/redemptions/{}/void", done["redemption"]["id"].as_str().unwrap());
        let back = shop.staff.post(&void, json!({ "reason": "wrong customer" })).await.ok();
        assert_eq!(back["card"]["rewards"][0]["id"], done["redemption"]["reward_id"]);
        assert_ne!(back["redemption"]["voided_at"], Value::Null);
        shop.staff.post(&void, json!({})).await.refused(409, "already_voided");
        shop.redeem(&card).await.created();
        assert_eq!(shop.logged("redemption_voided").await[0]["reason"], "wrong customer");
    }
}

world_test! {
    async fn a_refused_scan_brings_the_rewards_that_can_be_handed_over_all_the_same(world) {
        let shop = world.shop("Coffee").stamps(1).cooldown_s(600).with("daily_limit", 2).open().await;
        let card = shop.issue_card().await;
        for refusal in ["too_soon", "daily_limit"] {
            let earned = shop.stamp(&card).await["earned"].clone();
            if refusal == "daily_limit" {
                world.pass_s(600);
            }
            let problem = shop.scan(&card).await.refused(409, refusal);
            assert_eq!((&problem["card"]["id"], &problem["card"]["rewards"]), (&json!(card.id()), &earned), "{refusal}");
            assert_eq!(problem["card"].get("links"), None, "staff that only scan never see the customer's own addresses");
            let named = json!({ "card_id": card.id(), "reward_id": problem["card"]["rewards"][0]["id"] });
            shop.staff.post("/v1/redemptions", named).await.created();
            assert_eq!(shop.scan(&card).await.refused(409, refusal)["card"]["rewards"], json!([]));
            world.pass_s(600);
        }
        assert_eq!(shop.logged("visit_validated").await.len(), 2, "nothing was stamped for it");
    }
}

world_test! {
    async fn a_card_that_is_not_in_use_says_what_waits_and_hands_nothing_over(world) {
        let shop = world.shop("Coffee").stamps(1).hasty().with("card_expires_after_days", 30).open().await;
        let card = shop.issue_card().await;
        let earned = shop.stamp(&card).await["earned"].clone();
        let at = format!("/v1/cards/{}", card.id());
        for (state, code) in [("paused", "card_paused"), ("ended", "card_ended")] {
            shop.owner.patch(&at, json!({ "state": state })).await.ok();
            assert_eq!(shop.scan(&card).await.refused(409, code)["card"]["rewards"], earned);
            shop.redeem(&card).await.refused(409, code);
        }
        shop.owner.patch(&at, json!({ "state": "active" })).await.ok();
        shop.redeem(&card).await.created();
        world.pass_days(31);
        shop.scan(&card).await.refused(409, "card_expired");
        shop.redeem(&card).await.refused(409, "card_expired");
    }
}
