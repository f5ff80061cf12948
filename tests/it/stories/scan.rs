//! Staff validate visits.

use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::world::Card;

world_test! {
    async fn the_tenth_visit_earns_the_reward(world) {
        let shop = world.shop("Coffee").stamps(10).hasty().open().await;
        let card = shop.issue_card().await;
        let phone = world.iphone_with(&card).await;
        let ninth = shop.stamp_times(&card, 9).await;
        assert_eq!((&ninth["card"]["stamps"], ninth["earned"].as_array().unwrap().len()), (&json!(9), 0));
        let tenth = shop.stamp(&card).await;
        assert_eq!((&tenth["card"]["stamps"], tenth["earned"].as_array().unwrap().len()), (&json!(0), 1));
        assert_eq!(tenth["card"]["rewards"], tenth["earned"]);
        world.deliver().await;
        phone.receive_pushes().await.unwrap();
        assert_eq!(phone.pass(card.id()).unwrap().value("stamps"), "Reward ready");

        assert_eq!(shop.stamp(&card).await["card"]["stamps"], 1, "the next round begins while the reward waits");
        world.deliver().await;
        phone.receive_pushes().await.unwrap();
        assert_eq!(phone.pass(card.id()).unwrap().value("stamps"), "1 / 10");
    }
}

world_test! {
    async fn a_lower_rung_spends_no_stamps(world) {
        let shop = world.shop("Coffee").ladder(&[5, 10]).hasty().open().await;
        let card = shop.issue_card().await;
        let fifth = shop.stamp_times(&card, 5).await;
        assert_eq!((&fifth["card"]["stamps"], &fifth["earned"][0]["name"]), (&json!(5), &json!("Gift at 5")));
        let tenth = shop.stamp_times(&card, 5).await;
        assert_eq!((&tenth["card"]["stamps"], &tenth["earned"][0]["name"]), (&json!(0), &json!("Gift at 10")));
        assert_eq!(tenth["card"]["rewards"].as_array().unwrap().len(), 2, "both wait");
        assert_eq!(tenth["card"]["stamps_required"], 10);
        let spent: Vec<Value> = shop.logged("reward_earned").await.iter().map(|event| event["stamps_spent"].clone()).collect();
        assert_eq!(spent, [0, 10]);
    }
}

world_test! {
    async fn the_cool_down_refuses_and_says_how_long(world) {
        let shop = world.shop("Coffee").cooldown_s(600).open().await;
        let card = shop.issue_card().await;
        let first = shop.stamp(&card).await["scan"]["occurred_at"].clone();
        world.pass_s(200);
        let answer = shop.scan(&card).await;
        let problem = answer.refused(409, "too_soon");
        assert_eq!((&problem["retry_after_s"], &problem["last_visit_at"]), (&json!(400), &first));
        assert_eq!(answer.header("retry-after"), "400");
        world.pass_s(399);
        shop.scan(&card).await.refused(409, "too_soon");
        world.pass_s(1);
        shop.stamp(&card).await;
    }
}

world_test! {
    async fn the_cool_down_looks_both_ways_for_visits_sent_late(world) {
        let shop = world.shop("Coffee").cooldown_s(600).open().await;
        let card = shop.issue_card().await;
        world.pass_s(7_200);
        let late = async |ago: i64| shop.staff.post("/v1/scans", json!({ "code": card.code(), "occurred_at": world.in_s(-ago) })).await;
        late(3_600).await.created();
        late(3_600 - 599).await.refused(409, "too_soon");
        late(3_600 + 599).await.refused(409, "too_soon");
        late(3_600 - 600).await.created();
        late(3_600 + 600).await.created();
        shop.stamp(&card).await;
    }
}

world_test! {
    async fn staff_may_confirm_where_the_program_allows_it(world) {
        let shop = world.shop("Coffee").cooldown_s(600).open().await;
        let card = shop.issue_card().await;
        let confirmed = async || shop.staff.post("/v1/scans", json!({ "code": card.code(), "confirm": true })).await;
        shop.stamp(&card).await;
        assert_eq!(confirmed().await.created()["card"]["stamps"], 2);
        shop.change_program(json!({ "confirm_allowed": false })).await;
        confirmed().await.refused(409, "too_soon");
    }
}

world_test! {
    async fn the_daily_limit_holds_on_the_local_day_of_the_visit(world) {
        let shop = world.shop("Coffee").hasty().with("daily_limit", 2).with("time_zone", "Asia/Tehran").open().await;
        let card = shop.issue_card().await;
        world.pass_days(2);
        shop.stamp_times(&card, 2).await;
        shop.scan(&card).await.refused(409, "daily_limit");
        let confirmed = json!({ "code": card.code(), "confirm": true });
        shop.staff.post("/v1/scans", confirmed).await.refused(409, "daily_limit");
        // It is 15:30 in Tehran: 15 h ago it was 00:30 today, 16 h ago 23:30 yesterday.
        let late = async |ago_h: i64| shop.staff.post("/v1/scans", json!({ "code": card.code(), "occurred_at": world.in_s(-ago_h * 3_600) })).await;
        late(15).await.refused(409, "daily_limit");
        late(16).await.created();
        world.pass_s(9 * 3_600);
        shop.stamp(&card).await;
    }
}

world_test! {
    async fn a_visit_may_be_sent_72_hours_late_and_5_minutes_early(world) {
        let shop = world.shop("Coffee").hasty().open().await;
        let card = shop.issue_card().await;
        world.pass_days(4);
        let at = async |s: i64| shop.staff.post("/v1/scans", json!({ "code": card.code(), "occurred_at": world.in_s(s) })).await;
        at(-72 * 3_600 - 1).await.refused(422, "occurred_at_out_of_range");
        at(301).await.refused(422, "occurred_at_out_of_range");
        let oldest = at(-72 * 3_600).await.created();
        assert_eq!((&oldest["scan"]["occurred_at"], &oldest["scan"]["received_at"]), (&json!(world.in_s(-72 * 3_600)), &json!(world.in_s(0))));
        at(300).await.created();
        assert_eq!(shop.look_at(&card).await["stamps"], 2);
    }
}

world_test! {
    async fn exactly_one_of_code_and_card_id_is_taken(world) {
        let shop = world.shop("Coffee").hasty().open().await;
        let card = shop.issue_card().await;
        shop.staff.post("/v1/scans", json!({})).await.refused(422, "invalid_request");
        shop.staff.post("/v1/scans", json!({ "code": card.code(), "card_id": card.id() })).await.refused(422, "invalid_request");
        for named in [json!({ "card_id": card.id() }), json!({ "code": card.0["short_code"] }), json!({ "code": card.code() })] {
            shop.staff.post("/v1/scans", named).await.created();
        }
        let short = card.0["short_code"].as_str().unwrap();
        let found = shop.staff.get(&format!("/v1/cards/lookup?code={}", short.to_lowercase())).await.ok();
        assert_eq!((&found["id"], &found["stamps"]), (&json!(card.id()), &json!(3)));
    }
}

world_test! {
    async fn a_code_is_read_whatever_scanners_and_copied_text_put_around_it(world) {
        let shop = world.shop("Coffee").stamps(50).hasty().open().await;
        let card = shop.issue_card().await;
        let short = card.0["short_code"].as_str().unwrap();
        let full_width: String = card.code().chars().map(|sign| char::from_u32(sign as u32 + 0xfee0).unwrap()).collect();
        let written = [
            card.code().to_lowercase(),
            format!("]Q1{}", card.code()),
            format!("\u{2}{}\u{3}", card.code()),
            format!("\u{feff}{}\r\n", card.code()),
            format!("\u{200e}{} \u{200b}", card.code()),
            format!("“{}”", card.code()),
            full_width,
            format!(" {}-{}\t", &short[..4].to_lowercase(), &short[4..]),
        ];
        for (i, code) in written.iter().enumerate() {
            shop.staff.post("/v1/scans", json!({ "code": code })).await.created();
            assert_eq!(shop.look_at(&card).await["stamps"], i + 1, "{code:?}");
        }
        let found = shop.staff.get(&format!("/v1/cards/lookup?code=%5DQ1{}%0D", card.code().to_lowercase())).await.ok();
        assert_eq!(found["id"], card.id());
        for other in ["]Q1", "\u{2}\u{3}", &format!("{}0", card.code())] {
            assert!([404, 422].contains(&shop.staff.post("/v1/scans", json!({ "code": other })).await.status), "{other:?}");
        }
    }
}

world_test! {
    async fn one_idempotency_key_is_one_visit_however_often_it_comes(world) {
        let shop = world.shop("Coffee").cooldown_s(600).open().await;
        let card = shop.issue_card().await;
        let staff = shop.staff.once("visit-1");
        let body = json!({ "code": card.code() });
        let answers = join_all((0..32).map(|_| staff.post("/v1/scans", body.clone()))).await;
        let first = answers[0].created();
        for answer in &answers {
            assert_eq!(answer.created(), first);
        }
        let replayed = answers.iter().filter(|answer| answer.header("idempotency-replayed") == "true").count();
        assert_eq!(replayed, 31);

        world.pass_days(6);
        assert_eq!(staff.post("/v1/scans", body.clone()).await.created(), first, "a till that was switched off for a week");
        staff.post("/v1/scans", json!({ "code": card.code(), "confirm": true })).await.refused(422, "idempotency_key_reused");
        staff.post("/v1/redemptions", body.clone()).await.refused(422, "idempotency_key_reused");
        assert_eq!(shop.look_at(&card).await["stamps"], 1);
        shop.owner.once("visit-1").post("/v1/scans", body).await.created();
        assert_eq!(shop.look_at(&card).await["stamps"], 2, "another API key has keys of its own");
    }
}

world_test! {
    async fn a_refused_call_leaves_its_key_free(world) {
        let shop = world.shop("Coffee").cooldown_s(600).open().await;
        let card = shop.issue_card().await;
        shop.stamp(&card).await;
        let staff = shop.staff.once("again");
        let body = json!({ "code": card.code() });
        staff.post("/v1/scans", body.clone()).await.refused(409, "too_soon");
        world.pass_s(600);
        let answer = staff.post("/v1/scans", body).await;
        answer.created();
        assert_eq!(answer.header("idempotency-replayed"), "");
        for bad in ["", "with space", &"x".repeat(256), "ümlaut"] {
            shop.staff.once(bad).post("/v1/scans", json!({ "code": card.code() })).await.refused(422, "invalid_request");
        }
    }
}

world_test! {
    async fn of_many_scans_at_once_one_counts(world) {
        let shop = world.shop("Coffee").cooldown_s(600).open().await;
        let card = shop.issue_card().await;
        let scans = (0..32).map(|i| {
            let staff = shop.staff.once(&format!("till-{i}"));
            let body = json!({ "code": card.code() });
            async move { staff.post("/v1/scans", body).await }
        });
        let answers = join_all(scans).await;
        assert_eq!(answers.iter().filter(|answer| answer.status == 201).count(), 1);
        for refused in answers.iter().filter(|answer| answer.status != 201) {
            refused.refused(409, "too_soon");
        }
        assert_eq!(shop.look_at(&card).await["stamps"], 1);
        assert_eq!(shop.logged("visit_validated").await.len(), 1);
    }
}

world_test! {
    async fn many_cards_at_once_lose_no_stamp(world) {
        let shop = world.shop("Coffee").stamps(100).hasty().open().await;
        let cards: Vec<Card> = join_all((0..4).map(|_| shop.issue_card())).await;
        let scans = (0..80).map(|i| shop.scan(&cards[i % 4]));
        for answer in join_all(scans).await {
            answer.created();
        }
        for card in &cards {
            assert_eq!(shop.look_at(card).await["stamps"], 20);
        }
    }
}

world_test! {
    async fn the_owner_corrects_stamps_and_never_below_zero(world) {
        let shop = world.shop("Coffee").stamps(10).hasty().open().await;
        let card = shop.issue_card().await;
        let phone = world.iphone_with(&card).await;
        let give = async |delta: i64, reason: &str| shop.owner.post("/v1/stamps", json!({ "card_id": card.id(), "delta": delta, "reason": reason })).await;
        let gift = give(3, "bonus").await.created();
        assert_eq!((&gift["card"]["stamps"], &gift["stamps_change"]["delta"]), (&json!(3), &json!(3)));
        assert_eq!(give(-1, "correction").await.created()["card"]["stamps"], 2);
        give(-3, "correction").await.refused(409, "not_enough_stamps");
        assert_eq!(give(21, "birthday").await.created()["earned"].as_array().unwrap().len(), 2);
        for (delta, reason) in [(0, "bonus"), (1, "visit"), (1, "expiry"), (1_001, "bonus")] {
            give(delta, reason).await.refused(422, "invalid_request");
        }
        shop.staff.post("/v1/stamps", json!({ "card_id": card.id(), "delta": 1, "reason": "bonus" })).await.refused(403, "forbidden");
        world.deliver().await;
        phone.receive_pushes().await.unwrap();
        assert_eq!(phone.pass(card.id()).unwrap().value("stamps"), "3 / 10");
    }
}
