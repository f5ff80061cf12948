//! What a visit earns: for itself, for what was spent, and by the member's tier. Each story ends with the balances of members compared with
//! the log's.

use serde_json::{Value, json};

use crate::world::{Answer, Card, Shop};

/// Five euros a stamp, and the rest is kept.
fn five_euros() -> Value {
    json!({ "amount_minor": 500, "carry": true })
}

async fn spend(shop: &Shop, card: &Card, amount: impl Into<Value>) -> Value {
    let sent = json!({ "code": card.code(), "amount_minor": amount.into() });
    shop.staff
        .post("/v1/scans", sent)
        .await
        .created()
}

async fn say(shop: &Shop, scan: &Value, amount: i64) -> Answer {
    let at = format!("/v1/scans/{}", scan["scan"]["id"].as_str().unwrap());
    shop.staff
        .patch(&at, json!({ "amount_minor": amount }))
        .await
}

async fn void(shop: &Shop, scan: &Value) -> Answer {
    let at = format!("/v1/scans/{}/void", scan["scan"]["id"].as_str().unwrap());
    shop.staff
        .post(&at, json!({}))
        .await
}

/// What an answer says of stamps: of this visit, on the card, and what is missing to the next in cents.
fn told(answer: &Value) -> (i64, i64, Option<i64>) {
    let scan = answer.get("scan").unwrap_or(answer);
    (
        scan["stamps"].as_i64().unwrap(),
        answer["card"]["stamps"]
            .as_i64()
            .unwrap(),
        answer["card"]["next_stamp_minor"].as_i64(),
    )
}

world_test! {
    async fn stamps_follow_what_is_spent_and_the_rest_is_kept(world) {
        let shop = world.shop("Deli").stamps(10).with("stamps_per", five_euros()).hasty().open().await;
        let card = shop.issue_card().await;
        let phone = world.iphone_with(&card).await;
        assert_eq!(told(&spend(&shop, &card, 700).await), (1, 1, Some(300)));
        let second = spend(&shop, &card, 1_350).await;
        assert_eq!(told(&second), (3, 4, Some(450)), "two euros of the first count along");
        let poor = spend(&shop, &card, 0).await;
        assert_eq!(told(&poor), (0, 4, Some(450)));

        let unknown = spend(&shop, &card, Value::Null).await;
        assert_eq!((told(&unknown), &unknown["amount_missing"]), ((1, 5, Some(450)), &json!(true)));
        let late = say(&shop, &unknown, 460).await.ok();
        assert_eq!(told(&late), (1, 5, Some(490)), "the rest of before makes it a stamp");
        assert_eq!(say(&shop, &unknown, 100).await.ok()["stamps"], 0);
        assert_eq!(told(&say(&shop, &unknown, 100).await.ok()), (0, 4, Some(350)), "said again");

        let back = void(&shop, &second).await.ok();
        assert_eq!((&back["card"]["stamps"], &back["card"]["next_stamp_minor"]), (&json!(1), &json!(200)), "eight euros are left");
        world.deliver().await;
        phone.receive_pushes().await.unwrap();
        assert_eq!(phone.pass(card.id()).unwrap().value("stamps"), "1 / 10");
    }
}

world_test! {
    async fn a_void_that_leaves_another_visit_short_takes_its_stamp_in_the_log_too(world) {
        let shop = world.shop("Deli").stamps(10).with("stamps_per", five_euros()).hasty().open().await;
        let card = shop.issue_card().await;
        let (first, second) = (spend(&shop, &card, 300).await, spend(&shop, &card, 300).await);
        assert_eq!((told(&first), told(&second)), ((0, 0, Some(200)), (1, 1, Some(400))));
        assert_eq!(void(&shop, &first).await.ok()["card"]["stamps"], 0);
        assert_eq!(void(&shop, &second).await.ok()["card"]["next_stamp_minor"], 500);
        world.deliver().await;
    }
}

world_test! {
    async fn a_visit_below_the_minimum_is_a_visit_without_a_stamp(world) {
        let shop = world.shop("Deli").stamps(3).with("minimum_spend_minor", 400).with("tiers", json!([{ "name": "Regular", "visits": 2 }])).hasty().open().await;
        let card = shop.issue_card().await;
        let cheap = spend(&shop, &card, 399).await;
        assert_eq!((cheap["scan"]["stamps"].as_i64(), &cheap["below_minimum_spend"], &cheap["amount_missing"]), (Some(0), &json!(true), &json!(false)));
        let unknown = spend(&shop, &card, Value::Null).await;
        assert_eq!((unknown["card"]["stamps"].as_i64(), &unknown["amount_missing"], &unknown["card"]["tier"]), (Some(1), &json!(true), &json!("Regular")), "both were visits");
        assert_eq!(say(&shop, &cheap, 400).await.ok()["card"]["stamps"], 2);
        let little = say(&shop, &unknown, 100).await.ok();
        assert_eq!((&little["card"]["stamps"], &little["below_minimum_spend"]), (&json!(1), &json!(true)));
        let validated = shop.logged("visit_validated").await;
        assert_eq!(validated.len(), 2, "each is logged as a visit");
        world.deliver().await;
    }
}

world_test! {
    async fn what_a_used_reward_took_stays_when_less_was_spent_than_said(world) {
        let shop = world.shop("Deli").stamps(2).with("stamps_per", json!({ "amount_minor": 500 })).hasty().open().await;
        let card = shop.issue_card().await;
        let rich = spend(&shop, &card, 1_999).await;
        assert_eq!((rich["scan"]["stamps"].as_i64(), rich["earned"].as_array().unwrap().len()), (Some(3), 1));
        shop.redeem(&card).await.created();
        let less = say(&shop, &rich, 0).await.ok();
        assert_eq!((less["stamps"].as_i64(), less["card"]["stamps"].as_i64()), (Some(2), Some(0)), "one free stamp went");

        let other = shop.issue_card().await;
        let full = spend(&shop, &other, 1_000).await;
        let less = say(&shop, &full, 500).await.ok();
        assert_eq!((&less["card"]["stamps"], &less["card"]["rewards"]), (&json!(1), &json!([])), "an unused reward goes back");
        let more = say(&shop, &full, 1_500).await.ok();
        assert_eq!((&more["card"]["stamps"], more["earned"].as_array().unwrap().len()), (&json!(1), 1));
        world.deliver().await;
    }
}

world_test! {
    async fn an_amount_that_nobody_paid_is_refused_and_changes_nothing(world) {
        let shop = world.shop("Deli").stamps(10).with("stamps_per", five_euros()).hasty().open().await;
        let card = shop.issue_card().await;
        let most = spend(&shop, &card, 500_000).await;
        assert_eq!((most["scan"]["stamps"].as_i64(), most["earned"].as_array().unwrap().len()), (Some(1_000), 100));
        let sent = json!({ "code": card.code(), "amount_minor": 9_999_999_999_i64 });
        let refused = shop.staff.post("/v1/scans", sent).await.refused(422, "invalid_request");
        assert_eq!(refused["errors"][0]["pointer"], "/amount_minor", "{refused}");
        say(&shop, &most, 1_000_000_000_000).await.refused(422, "invalid_request");
        assert_eq!(shop.look_at(&card).await["stamps"], 0);
        world.deliver().await;
    }
}

world_test! {
    async fn what_a_used_reward_kept_is_not_given_twice(world) {
        let shop = world.shop("Deli").stamps(2).with("stamps_per", json!({ "amount_minor": 500 })).hasty().open().await;
        let card = shop.issue_card().await;
        let visit = spend(&shop, &card, 1_500).await;
        shop.redeem(&card).await.created();
        let less = say(&shop, &visit, 0).await.ok();
        assert_eq!((&less["stamps"], &less["stamps_kept"]), (&json!(2), &json!(true)));
        let more = say(&shop, &visit, 1_500).await.ok();
        assert_eq!((&more["stamps"], &more["card"]["stamps"], &more["earned"], &more["stamps_kept"]), (&json!(3), &json!(1), &json!([]), &json!(false)));
        say(&shop, &visit, 0).await.ok();
        void(&shop, &visit).await.refused(409, "already_redeemed");
        world.deliver().await;
    }
}

world_test! {
    async fn a_visit_that_came_to_nothing_takes_nothing_when_it_is_taken_back(world) {
        let shop = world.shop("Deli").stamps(10).with("stamps_per", five_euros()).hasty().open().await;
        let card = shop.issue_card().await;
        let (first, _) = (spend(&shop, &card, 300).await, spend(&shop, &card, 300).await);
        assert_eq!(told(&say(&shop, &first, 0).await.ok()), (-1, 0, Some(200)));
        let back = void(&shop, &first).await.ok();
        assert_eq!((&back["card"]["stamps"], &back["card"]["next_stamp_minor"]), (&json!(0), &json!(200)));
        world.deliver().await;
    }
}

world_test! {
    async fn a_rest_at_another_rate_makes_no_stamps_of_an_old_visit(world) {
        let shop = world.shop("Deli").stamps(10).with("stamps_per", five_euros()).hasty().open().await;
        let card = shop.issue_card().await;
        let old = spend(&shop, &card, 500).await;
        world.pass_s(1);
        shop.change_program(json!({ "stamps_per": { "amount_minor": 5_000, "carry": true } })).await;
        world.pass_s(1);
        assert_eq!(told(&spend(&shop, &card, 4_500).await), (0, 1, Some(500)));
        assert_eq!(told(&say(&shop, &old, 1_000).await.ok()), (2, 2, Some(500)), "by the rate of its day, without the rest");
        let back = void(&shop, &old).await.ok();
        assert_eq!((&back["card"]["stamps"], &back["card"]["next_stamp_minor"]), (&json!(0), &json!(500)));
        world.deliver().await;
    }
}

world_test! {
    async fn of_somebody_who_was_erased_nothing_runs_out(world) {
        let gold = json!([{ "name": "Gold", "visits": 1, "window_days": 10 }]);
        let shop = world.shop("Coffee").stamps(10).with("stamp_expires_after_days", 30).with("tiers", gold).hasty().open().await;
        let card = shop.issue_card().await;
        shop.stamp_times(&card, 2).await;
        shop.owner.delete(&format!("/v1/members/{}", card.member())).await;
        let before = shop.log().await.len();
        world.pass_days(40);
        world.sweep().await;
        shop.change_program(json!({ "stamp_expires_after_days": 5 })).await;
        world.pass_days(40);
        world.sweep().await;
        let after: Vec<Value> = shop.log().await.split_off(before);
        assert!(after.iter().all(|event| event["type"] == "program_configured"), "{after:?}");
        world.deliver().await;
    }
}

world_test! {
    async fn a_late_visit_earns_by_the_program_of_its_day(world) {
        let shop = world.shop("Deli").stamps(10).with("stamps_per", json!({ "visit": 3 })).hasty().open().await;
        let card = shop.issue_card().await;
        world.pass_s(60);
        let before = world.clock.now();
        world.pass_s(3_600);
        shop.change_program(json!({ "stamps_per": { "visit": 1 } })).await;
        let sent = json!({ "code": card.code(), "occurred_at": before.to_string() });
        let late = shop.staff.post("/v1/scans", sent).await.created();
        assert_eq!(late["scan"]["stamps"], 3);
        assert_eq!(shop.stamp(&card).await["scan"]["stamps"], 1);
        world.deliver().await;
    }
}

world_test! {
    async fn a_tier_may_earn_more_and_is_lost_by_staying_away(world) {
        let gold = json!([{ "name": "Gold", "visits": 2, "window_days": 30, "stamps_per_visit": 2 }]);
        let shop = world.shop("Coffee").stamps(20).with("tiers", gold).hasty().open().await;
        let card = shop.issue_card().await;
        shop.stamp(&card).await;
        let second = shop.stamp(&card).await;
        assert_eq!((&second["scan"]["stamps"], &second["card"]["tier"]), (&json!(1), &json!("Gold")), "the visit that reaches it earns as before");
        assert_eq!(shop.stamp(&card).await["card"]["stamps"], 4);

        world.pass_days(30);
        world.sweep().await;
        assert_eq!(shop.look_at(&card).await["tier"], "Gold", "the thirtieth day is the last");
        world.pass_days(1);
        assert!(world.sweep().await > 0);
        assert_eq!(shop.look_at(&card).await["tier"], Value::Null);
        assert_eq!(world.sweep().await, 0);
        let tiers: Vec<Value> = shop.logged("tier_changed").await.into_iter().map(|event| event["tier"].clone()).collect();
        assert_eq!(tiers, ["Gold", "none"]);
        assert_eq!(shop.stamp(&card).await["scan"]["stamps"], 1);
        world.deliver().await;
    }
}

world_test! {
    async fn a_tier_with_a_new_window_is_nobodys_to_lose_before_a_window_is_over(world) {
        let shop = world.shop("Coffee").stamps(20).with("tiers", json!([{ "name": "Gold", "visits": 1 }])).hasty().open().await;
        let card = shop.issue_card().await;
        shop.stamp(&card).await;
        world.pass_days(100);
        shop.change_program(json!({ "tiers": [{ "name": "Gold", "visits": 1, "window_days": 10 }] })).await;
        world.sweep().await;
        assert_eq!(shop.look_at(&card).await["tier"], "Gold");
        world.pass_days(10);
        world.sweep().await;
        assert_eq!(shop.look_at(&card).await["tier"], "Gold");
        world.pass_days(1);
        world.sweep().await;
        assert_eq!(shop.look_at(&card).await["tier"], Value::Null);
        world.deliver().await;
    }
}

world_test! {
    async fn stamps_run_out_first_in_first_out_and_the_card_says_when(world) {
        let shop = world.shop("Coffee").stamps(10).with("stamp_expires_after_days", 30).hasty().open().await;
        let card = shop.issue_card().await;
        shop.stamp_times(&card, 2).await;
        world.pass_days(10);
        let third = shop.stamp(&card).await;
        assert_eq!(third["card"]["expiring"]["stamps"], 2);
        world.pass_days(20);
        world.sweep().await;
        assert_eq!(shop.look_at(&card).await["stamps"], 3, "the thirtieth day is theirs");
        world.pass_days(1);
        let next = shop.stamp(&card).await;
        assert_eq!((&next["card"]["stamps"], &next["card"]["expiring"]["stamps"]), (&json!(2), &json!(1)), "before the sweep comes by");
        assert_eq!(world.sweep().await, 0);
        let [expired] = &shop.logged("stamps_changed").await.into_iter().filter(|event| event["reason"] == "expiry").collect::<Vec<_>>()[..] else { panic!("one end") };
        assert_eq!((&expired["delta"], &expired["member_id"]), (&json!(-2), &json!(card.member())));
        assert_eq!(expired["occurred_at"], third["card"]["expiring"]["at"], "when it was over, not when somebody looked");
        world.pass_days(40);
        world.sweep().await;
        let empty = shop.look_at(&card).await;
        assert_eq!((&empty["stamps"], &empty["expiring"]), (&json!(0), &Value::Null));
        world.deliver().await;
    }
}

world_test! {
    async fn a_new_end_for_stamps_and_rewards_counts_from_the_change(world) {
        let shop = world.shop("Coffee").stamps(3).hasty().open().await;
        let card = shop.issue_card().await;
        shop.stamp_times(&card, 4).await;
        world.pass_days(100);
        shop.change_program(json!({ "stamp_expires_after_days": 5, "reward_expires_after_days": 7 })).await;
        let told = shop.look_at(&card).await;
        assert_eq!((&told["stamps"], &told["expiring"]["stamps"]), (&json!(1), &json!(1)));
        assert_ne!(told["rewards"][0]["expires_at"], Value::Null);
        world.pass_days(5);
        world.sweep().await;
        assert_eq!(shop.look_at(&card).await["stamps"], 1);
        world.pass_days(1);
        world.sweep().await;
        let told = shop.look_at(&card).await;
        assert_eq!((&told["stamps"], told["rewards"].as_array().unwrap().len()), (&json!(0), 1));
        world.pass_days(2);
        world.sweep().await;
        assert_eq!(shop.look_at(&card).await["rewards"], json!([]));
        world.deliver().await;
    }
}

world_test! {
    async fn a_milder_end_holds_for_what_is_there(world) {
        let shop = world.shop("Coffee").stamps(10).with("stamp_expires_after_days", 5).hasty().open().await;
        let card = shop.issue_card().await;
        shop.stamp(&card).await;
        let first = shop.look_at(&card).await["expiring"]["at"].clone();
        shop.change_program(json!({ "stamp_expires_after_days": 50 })).await;
        let later = shop.look_at(&card).await["expiring"]["at"].clone();
        assert!(later.as_str() > first.as_str(), "{later} after {first}");
        shop.change_program(json!({ "stamp_expires_after_days": null })).await;
        assert_eq!(shop.look_at(&card).await["expiring"], Value::Null);
        world.pass_days(100);
        world.sweep().await;
        assert_eq!(shop.look_at(&card).await["stamps"], 1);
        world.deliver().await;
    }
}
