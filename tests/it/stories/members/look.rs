//! Members are listed, found and looked at.

use serde_json::{Value, json};

use super::{member, talkative};

world_test! {
    async fn a_member_is_found_by_whatever_is_known(world) {
        let shop = world.shop("Coffee").open().await;
        let (anna, other) = (talkative(&shop, "anna").await, shop.issue_card().await);
        let found = async |q: &str| -> Vec<Value> {
            let rows = shop.owner.get(&format!("/v1/members?q={}", q.replace('+', "%2B"))).await.ok();
            rows["data"].as_array().unwrap().iter().map(|row| row["id"].clone()).collect()
        };
        let short_code = anna.0["short_code"].as_str().unwrap();
        let names = [
            anna.code(), short_code, &short_code.to_lowercase(), anna.id(), anna.member(), "anna-0815", "ANNA@example.com",
            "+49 171 555-0199", "0171 5550199", "٠١٧١ ٥٥٥٠١٩٩",
        ];
        for name in names {
            assert_eq!(found(name).await, [anna.member()], "{name}");
        }
        for name in ["Sonnenschein", "bert@example.com", "0171 5550198", "anna-0816", "mem_00000000000000000000000000"] {
            assert_eq!(found(name).await, Vec::<Value>::new(), "{name}");
        }
        assert_eq!(found(other.code()).await, [other.member()]);
        assert_eq!(shop.owner.list("/v1/members?limit=1").await.len(), 2);
    }
}

world_test! {
    async fn a_member_is_seen_with_cards_and_history(world, crate::world::Setup::both()) {
        let shop = world.shop("Coffee").stamps(2).with("reward_expires_after_days", 3).hasty().open().await;
        let card = talkative(&shop, "anna").await;
        let phone = world.iphone_with(&card).await;
        world.pass_s(10);
        let first = shop.stamp(&card).await;
        world.pass_s(10);
        shop.stamp(&card).await;
        world.pass_s(10);
        shop.owner.post("/v1/stamps", json!({ "card_id": card.id(), "delta": 1, "reason": "birthday", "note": "50!" })).await.created();
        world.pass_s(10);
        let seen = member(&shop, &card).await;
        assert_eq!((&seen["stamps"], &seen["stamps_required"], &seen["visits"]), (&json!(1), &json!(2), &json!(2)));
        assert_eq!((&seen["profile"]["name"], &seen["consents"]), (&json!("anna Sonnenschein"), &json!({ "news": true })));
        assert_eq!((&seen["cards"][0]["id"], &seen["cards"][0]["saved"]), (&json!(card.id()), &json!({ "apple": true, "google": false })));
        assert_eq!(seen["rewards"].as_array().unwrap().len(), 1);
        world.pass_days(4);
        world.sweep().await;
        shop.owner.post(&format!("/v1/scans/{}/void", first["scan"]["id"].as_str().unwrap()), json!({})).await.ok();
        let seen = member(&shop, &card).await;
        let history: Vec<&str> = seen["history"].as_array().unwrap().iter().map(|line| line["what"].as_str().unwrap()).collect();
        assert_eq!(history, ["visit_voided", "reward_expired", "stamps", "reward_earned", "visit", "visit", "joined"]);
        let gift = &seen["history"][2];
        assert_eq!((&gift["stamps"], &gift["reason"], &gift["note"]), (&json!(1), &json!("birthday"), &json!("50!")));
        assert_eq!(seen["history"][5]["voided"], true);
        world.deliver().await;
        phone.receive_pushes().await.unwrap();
    }
}

world_test! {
    async fn an_export_holds_everything_about_one_member_and_nobody_else(world, crate::world::Setup::both()) {
        let shop = world.shop("Coffee").stamps(2).hasty().open().await;
        let (anna, bert) = (talkative(&shop, "anna").await, talkative(&shop, "bert").await);
        world.iphone_with(&anna).await;
        shop.stamp_times(&anna, 3).await;
        shop.stamp_times(&bert, 2).await;
        shop.redeem(&anna).await.created();
        let answer = shop.owner.get(&format!("/v1/members/{}/export", anna.member())).await;
        let export = answer.ok();
        assert_eq!(export["member"]["profile"]["external_id"], "anna-0815");
        let count = |part: &str| export[part].as_array().unwrap().len();
        assert_eq!([count("visits"), count("rewards"), count("redemptions"), count("stamp_changes")], [3, 1, 1, 0]);
        assert_eq!(export["wallets"], json!([{ "card_id": anna.id(), "apple_devices": 1, "google": false }]));
        let events = export["events"].as_array().unwrap();
        let own = shop.log().await.into_iter().filter(|event| event["member_id"] == anna.member());
        assert_eq!(*events, own.collect::<Vec<Value>>());
        assert!(!answer.text().contains(bert.member()) && !answer.text().contains("bert"));
        for key in [&shop.staff, &shop.reader] {
            key.get(&format!("/v1/members/{}/export", anna.member())).await.refused(403, "forbidden");
        }
        world.deliver().await;
    }
}
