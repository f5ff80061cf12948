//! Lists page by page, the log's filters, and the numbers.

use serde_json::{Value, json};

fn ids(entries: &[Value]) -> Vec<&str> {
    entries
        .iter()
        .map(|entry| entry["id"].as_str().unwrap())
        .collect()
}

world_test! {
    async fn a_list_is_read_page_by_page_without_gaps_or_repeats(world) {
        let shop = world.shop("Coffee").hasty().open().await;
        let mut cards = Vec::new();
        for _ in 0..7 {
            cards.push(shop.issue_card().await);
        }
        let whole = shop.owner.list("/v1/cards").await;
        assert_eq!(ids(&whole), cards.iter().map(|card| card.id()).collect::<Vec<_>>());
        let (mut paged, mut cursor, mut sizes) = (Vec::new(), String::new(), Vec::new());
        loop {
            let page = shop.owner.get(&format!("/v1/cards?limit=3{cursor}")).await.ok();
            let data = page["data"].as_array().unwrap().clone();
            sizes.push(data.len());
            paged.extend(data);
            assert_eq!(page["has_more"], json!(!page["next_cursor"].is_null()));
            let Some(next) = page["next_cursor"].as_str() else { break };
            cursor = format!("&cursor={next}");
            if sizes.len() == 1 {
                shop.issue_card().await;
            }
        }
        assert_eq!((sizes, &paged[..7]), (vec![3, 3, 2], &whole[..]), "a card made meanwhile comes last");
        for wrong in ["limit=0", "limit=201", "limit=x", "limit=-1", "cursor=x", "colour=red", "limit=3&colour=red"] {
            let problem = shop.owner.get(&format!("/v1/cards?{wrong}")).await.refused(422, "invalid_request");
            assert!(!problem["errors"].as_array().unwrap().is_empty(), "{wrong}");
        }
    }
}

world_test! {
    async fn every_list_pages_in_the_same_way(world) {
        let shop = world.shop("Coffee").hasty().open().await;
        for i in 0..3 {
            shop.new_till(&format!("Till {i}")).await;
            shop.owner.post("/v1/locations", json!({ "name": format!("Place {i}") })).await.created();
            let card = shop.issue_card().await;
            let phone = world.iphone_with(&card).await;
            shop.stamp(&card).await;
            drop(phone);
        }
        world.deliver().await;
        for path in ["/v1/cards", "/v1/scans", "/v1/tills", "/v1/locations", "/v1/keys", "/v1/deliveries", "/v1/events"] {
            let whole = shop.owner.list(path).await;
            assert!(whole.len() >= 3, "{path}");
            let first = shop.owner.get(&format!("{path}?limit=2")).await.ok();
            let cursor = first["next_cursor"].as_str().unwrap();
            let rest = shop.owner.get(&format!("{path}?limit=200&cursor={cursor}")).await.ok();
            let both = [first["data"].as_array().unwrap().as_slice(), rest["data"].as_array().unwrap()].concat();
            assert_eq!((both, &rest["has_more"], &rest["next_cursor"]), (whole, &json!(false), &json!(null)), "{path}");
            for wrong in ["limit=0", "cursor=%00", "nonsense=1"] {
                shop.owner.get(&format!("{path}?{wrong}")).await.refused(422, "invalid_request");
            }
        }
    }
}

world_test! {
    async fn the_log_is_filtered_by_type_time_member_and_card(world) {
        let shop = world.shop("Coffee").hasty().open().await;
        let (one, other) = (shop.issue_card().await, shop.issue_card().await);
        shop.stamp(&one).await;
        world.pass_s(3_600);
        let since = world.in_s(0);
        shop.stamp_times(&one, 2).await;
        shop.stamp(&other).await;
        let count = async |filter: &str| shop.reader.list(&format!("/v1/events?{filter}")).await.len();
        assert_eq!(count("type=visit_validated").await, 4);
        assert_eq!(count(&format!("type=visit_validated&since={since}")).await, 3);
        assert_eq!(count(&format!("type=visit_validated&until={since}")).await, 1);
        assert_eq!(count(&format!("type=visit_validated&member_id={}", one.member())).await, 3);
        assert_eq!(count(&format!("type=visit_validated&card_id={}&since={since}", other.id())).await, 1);
        for wrong in ["nonsense", "visit_validated,card_issued", "Visit_Validated"] {
            for list in ["/v1/events", "/v1/exports/events.csv", "/v1/exports/events.ndjson"] {
                let problem = shop.reader.get(&format!("{list}?type={wrong}")).await.refused(422, "invalid_request");
                assert!(problem["errors"][0]["detail"].as_str().unwrap().contains("visit_validated, "), "{problem}");
            }
        }
        shop.reader.get("/v1/events?since=yesterday").await.refused(422, "invalid_request");
    }
}

world_test! {
    async fn the_numbers_tell_what_happened(world) {
        let shop = world.shop("Coffee").stamps(2).hasty().open().await;
        let card = shop.issue_card().await;
        let phone = world.iphone_with(&card).await;
        shop.stamp_times(&card, 2).await;
        shop.redeem(&card).await.created();
        world.deliver().await;
        phone.receive_pushes().await.unwrap();
        let day = |offset: i64| world.clock.now().plus_s(offset * 86_400).to_string()[..10].to_owned();
        let report = shop.reader.get(&format!("/v1/metrics?from={}&to={}&metrics=all", day(-1), day(1))).await.ok();
        let metrics = report["metrics"].as_object().unwrap();
        assert!(metrics.len() > 20, "{} metrics", metrics.len());
        let definitions = shop.reader.get("/v1/metrics/definitions").await.ok();
        assert_eq!(definitions["metrics"].as_array().unwrap().len(), metrics.len());
        let csv = shop.reader.with("accept", "text/csv").get(&format!("/v1/metrics?from={}&to={}", day(-1), day(1))).await;
        assert!(csv.header("content-type").starts_with("text/csv"));
        for wrong in ["metrics=nonsense", "from=2026-02-01&to=2026-01-01", "from=x", "tz=Mars%2FBase", "series=hour", "colour=red"] {
            shop.reader.get(&format!("/v1/metrics?{wrong}")).await.refused(422, "invalid_request");
        }
    }
}
