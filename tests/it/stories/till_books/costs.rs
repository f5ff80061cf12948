//! The books of the programme.

use serde_json::json;

world_test! {
    async fn costs_are_written_down_and_a_mistake_is_taken_back(world) {
        let shop = world.shop("Coffee").with("time_zone", "Asia/Tehran").open().await;
        let place = shop.owner.post("/v1/locations", json!({ "name": "Square" })).await.created();
        let day = |offset: i64| world.clock.now().plus_s(offset * 86_400).to_string()[..10].to_owned();
        let post = async |body| shop.owner.post("/v1/costs", body).await.created();
        let platform = post(json!({ "kind": "platform", "amount_minor": 4_900, "on": day(-3), "note": " May  " })).await;
        let noon = format!("{}T08:30:00Z", day(-3));
        assert_eq!((&platform["occurred_at"], &platform["note"], &platform["corrects"]), (&json!(noon), &json!("May"), &json!(null)));
        let stand = json!({ "kind": "hardware", "amount_minor": 12_000, "occurred_at": world.in_s(-86_400), "location_id": place["id"] });
        let stand = post(stand).await;

        // 120 were typed for 12; the correction stands where the mistake stood.
        let back = post(json!({ "corrects": stand["id"], "amount_minor": -10_800, "note": "typed a zero too many" })).await;
        let same = |name: &str| assert_eq!(back[name], stand[name], "{name}");
        ["kind", "occurred_at", "location_id"].into_iter().for_each(same);
        assert_eq!(back["corrects"], stand["id"]);
        let take_back = |id: &serde_json::Value, amount: i64| shop.owner.post("/v1/costs", json!({ "corrects": id, "amount_minor": amount }));
        let problem = take_back(&stand["id"], -1_201).await.refused(422, "invalid_request");
        assert!(problem["detail"].as_str().unwrap().contains("1200"), "{problem}");
        take_back(&back["id"], -1).await.refused(422, "invalid_request");
        take_back(&stand["id"], -1_200).await.created();
        take_back(&stand["id"], -1).await.refused(422, "invalid_request");

        let listed: Vec<i64> = shop.owner.list("/v1/costs").await.iter().map(|cost| cost["amount_minor"].as_i64().unwrap()).collect();
        assert_eq!(listed, [4_900, 12_000, -10_800, -1_200]);
        let logged = shop.logged("cost_recorded").await;
        assert_eq!(logged.len(), 4);
        assert!(logged.iter().all(|event| event.get("note").is_none() && event["staff_id"].as_str().unwrap().starts_with("key_")));
        let query = |place: &str| format!("/v1/metrics?metrics=programme_cost_minor&from={}&to={}{place}", day(-5), day(1));
        let cost = async |place: &str| shop.reader.get(&query(place)).await.ok()["metrics"]["programme_cost_minor"].clone();
        assert_eq!(cost("").await, json!(4_900));
        assert_eq!(cost(&format!("&visit_location={}", place["id"].as_str().unwrap())).await, json!(0));
    }
}

world_test! {
    async fn a_cost_of_today_counts_today_and_a_repeated_request_once(world) {
        let shop = world.shop("Coffee").with("time_zone", "America/New_York").open().await;
        // It is noon in London and early morning in New York, where today's noon is still to come.
        let today = world.in_s(0)[..10].to_owned();
        let body = json!({ "kind": "labour", "amount_minor": 700, "on": today });
        let cost = shop.owner.once("wages").post("/v1/costs", body.clone()).await.created();
        assert_eq!(cost["occurred_at"], json!(world.in_s(0)));
        let again = shop.owner.once("wages").post("/v1/costs", body).await;
        assert_eq!((again.header("idempotency-replayed"), again.created()), ("true", cost));
        assert_eq!(shop.owner.list("/v1/costs").await.len(), 1);
        let first = shop.owner.post("/v1/costs", json!({ "kind": "other", "amount_minor": 1 })).await.created();
        assert_eq!(first["occurred_at"], json!(world.in_s(0)));
        let page = shop.owner.get("/v1/costs?limit=1").await.ok();
        assert_eq!((page["data"].as_array().unwrap().len(), &page["has_more"]), (1, &json!(true)));
    }
}
