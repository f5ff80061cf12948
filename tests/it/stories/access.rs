//! Who may do what, and what nobody learns of others.

use reqwest::Method;
use serde_json::{Value, json};

use crate::world::Caller;

world_test! {
    async fn each_role_does_its_own_work_only(world) {
        let shop = world.shop("Coffee").hasty().open().await;
        let card = shop.issue_card().await;
        let till = shop.enrolled_till(world, "Till 1").await;
        let operator = world.operator().await;
        let scan = json!({ "code": card.code() });
        let state = format!("/v1/cards/{}", card.id());
        let program = shop.owner.get("/v1/program").await.ok();

        for staff in [&shop.staff, &till.browser] {
            for path in ["/v1/cards", "/v1/program", "/v1/keys", "/v1/tills", "/v1/locations", "/v1/deliveries", "/v1/events", "/v1/metrics", "/v1/metrics/definitions"] {
                staff.get(path).await.refused(403, "forbidden");
            }
            staff.put("/v1/program", program.clone()).await.refused(403, "forbidden");
            staff.patch(&state, json!({ "state": "ended" })).await.refused(403, "forbidden");
            staff.post("/v1/keys", json!({ "role": "owner" })).await.refused(403, "forbidden");
            staff.post("/v1/tills", json!({ "name": "x" })).await.refused(403, "forbidden");
        }
        for path in ["/v1/cards", state.as_str(), "/v1/scans", "/v1/program", "/v1/keys", "/v1/tills", "/v1/deliveries"] {
            shop.reader.get(path).await.refused(403, "forbidden");
        }
        shop.reader.post("/v1/scans", scan.clone()).await.refused(403, "forbidden");
        shop.reader.post("/v1/redemptions", scan.clone()).await.refused(403, "forbidden");
        shop.reader.post("/v1/cards", json!({})).await.refused(403, "forbidden");
        for (method, path) in [(Method::GET, "/v1/merchants"), (Method::POST, "/v1/merchants")] {
            shop.owner.json(method, path, json!({ "name": "Mine" })).await.refused(403, "forbidden");
        }
        operator.post("/v1/scans", scan).await.refused(403, "forbidden");
        operator.get("/v1/events").await.refused(403, "forbidden");
        assert_eq!(operator.get("/v1/merchants").await.ok()["data"].as_array().unwrap().len(), 1);
        assert_eq!(shop.look_at(&card).await["stamps"], 0);
    }
}

world_test! {
    async fn without_a_good_key_there_is_nothing(world) {
        let shop = world.shop("Coffee").open().await;
        let wrong = [
            world.stranger(),
            world.stranger().with_key("sw_live_wrong"),
            world.stranger().with("authorization", "Basic b3duZXI6"),
            world.stranger().with("authorization", "Bearer "),
            world.stranger().with("cookie", "till=sw_till_wrong").with("sec-fetch-site", "same-origin"),
        ];
        for caller in &wrong {
            for path in ["/v1/cards", "/v1/scans", "/v1/events", "/v1/metrics", "/v1/merchants"] {
                caller.get(path).await.refused(401, "unauthorized");
            }
            caller.post("/v1/scans", json!({ "code": "x" })).await.refused(401, "unauthorized");
        }
        let made = shop.owner.post("/v1/keys", json!({ "role": "staff" })).await.created();
        let staff = world.stranger().with_key(made["secret"].as_str().unwrap());
        staff.post("/v1/cards", json!({})).await.created();
        assert_eq!(shop.owner.delete(&format!("/v1/keys/{}", made["id"].as_str().unwrap())).await.status, 204);
        staff.post("/v1/cards", json!({})).await.refused(401, "unauthorized");
        for key in shop.owner.list("/v1/keys").await {
            assert_eq!(key.get("secret"), None);
        }
    }
}

world_test! {
    async fn another_shops_things_answer_as_missing_ones(world) {
        let ours = world.shop("Coffee").stamps(1).hasty().open().await;
        let theirs = world.shop("Tea").stamps(1).hasty().open().await;
        let card = theirs.issue_card().await;
        let phone = world.iphone_with(&card).await;
        let scan = theirs.stamp(&card).await;
        let redemption = theirs.redeem(&card).await.created();
        world.deliver().await;
        let delivery = theirs.owner.list("/v1/deliveries").await[0]["id"].clone();
        let key = theirs.owner.list("/v1/keys").await[0]["id"].clone();
        let (till, _) = theirs.new_till("Till 1").await;
        let location = theirs.owner.post("/v1/locations", json!({ "name": "Here" })).await.created()["id"].clone();
        let text = |id: &Value| id.as_str().unwrap().to_owned();

        let twice = async |method: Method, path: &dyn Fn(&str) -> String, id: &str, body: Value| {
            // The prefix stays and the rest is nobody's.
            let nobody = format!("{}_{}", id.split('_').next().unwrap(), "0".repeat(26));
            let theirs = ours.owner.json(method.clone(), &path(id), body.clone()).await;
            let missing = ours.owner.json(method, &path(&nobody), body).await;
            let told = |answer: &crate::world::Answer| {
                let mut problem = answer.problem();
                problem["request_id"] = Value::Null;
                problem
            };
            assert_eq!(theirs.status, 404, "{}", theirs.text());
            assert_eq!(told(&theirs), told(&missing));
        };
        twice(Method::GET, &|id| format!("/v1/cards/{id}"), card.id(), json!({})).await;
        twice(Method::PATCH, &|id| format!("/v1/cards/{id}"), card.id(), json!({ "state": "ended" })).await;
        twice(Method::GET, &|id| format!("/v1/scans/{id}"), &text(&scan["scan"]["id"]), json!({})).await;
        twice(Method::PATCH, &|id| format!("/v1/scans/{id}"), &text(&scan["scan"]["id"]), json!({ "amount_minor": 450 })).await;
        twice(Method::POST, &|id| format!("/v1/scans/{id}/void"), &text(&scan["scan"]["id"]), json!({})).await;
        twice(Method::POST, &|id| format!("/v1/redemptions/{id}/void"), &text(&redemption["redemption"]["id"]), json!({})).await;
        twice(Method::POST, &|id| format!("/v1/deliveries/{id}/retry"), &text(&delivery), json!({})).await;
        twice(Method::DELETE, &|id| format!("/v1/keys/{id}"), &text(&key), json!({})).await;
        twice(Method::DELETE, &|id| format!("/v1/tills/{id}"), &till, json!({})).await;

        for named in [json!({ "card_id": card.id() }), json!({ "code": card.code() }), json!({ "code": card.0["short_code"] }), json!({ "code": "AAAA-AAAA" })] {
            ours.owner.post("/v1/scans", named.clone()).await.refused(404, "card_not_found");
            ours.owner.post("/v1/redemptions", named).await.refused(404, "card_not_found");
        }
        ours.owner.post("/v1/stamps", json!({ "card_id": card.id(), "delta": 1, "reason": "bonus" })).await.refused(404, "card_not_found");
        let mine = ours.issue_card().await;
        ours.owner.post("/v1/scans", json!({ "code": mine.code(), "location_id": location })).await.refused(422, "invalid_request");
        ours.owner.post("/v1/cards", json!({ "ref": card.member() })).await.refused(422, "invalid_request");

        assert_eq!(ours.owner.list(&format!("/v1/events?card_id={}", card.id())).await, Vec::<Value>::new());
        assert_eq!(ours.owner.list(&format!("/v1/events?member_id={}", card.member())).await, Vec::<Value>::new());
        assert_eq!(ours.owner.list(&format!("/v1/deliveries?card_id={}", card.id())).await, Vec::<Value>::new());
        for path in ["/v1/cards", "/v1/scans", "/v1/keys", "/v1/tills", "/v1/locations", "/v1/deliveries", "/v1/events"] {
            let all = serde_json::to_string(&ours.owner.list(path).await).unwrap();
            for foreign in [card.id(), card.member(), &till, &text(&key), &text(&location)] {
                assert!(!all.contains(foreign), "{foreign} of another shop is in {path}");
            }
        }
        assert_eq!(theirs.look_at(&card).await["state"], "active");
        drop(phone);
    }
}

async fn guess(caller: &Caller, i: usize) -> crate::world::Answer {
    caller
        .post("/v1/scans", json!({ "code": format!("guess-{i}") }))
        .await
}

world_test! {
    async fn guessing_codes_ends_after_twenty(world) {
        let shop = world.shop("Coffee").hasty().open().await;
        let card = shop.issue_card().await;
        let till = shop.enrolled_till(world, "Till 1").await;
        for i in 0..20 {
            guess(&till.browser, i).await.refused(404, "card_not_found");
        }
        let refused = till.browser.get(&format!("/v1/cards/lookup?code={}", card.code())).await;
        refused.refused(429, "rate_limited");
        let wait: u64 = refused.header("retry-after").parse().unwrap();
        assert!((1..=60).contains(&wait), "{wait}");
        guess(&till.browser, 21).await.refused(429, "rate_limited");
        till.browser.post("/v1/redemptions", json!({ "code": card.code() })).await.refused(429, "rate_limited");
        shop.stamp(&card).await;
        guess(&shop.staff, 0).await.refused(404, "card_not_found");
    }
}

world_test! {
    async fn codes_of_one_purpose_open_nothing_else(world) {
        let shop = world.shop("Coffee").open().await;
        let card = shop.issue_card().await;
        let phone = world.iphone_with(&card).await;
        let apple = phone.pass(card.id()).unwrap().pass_json["authenticationToken"].as_str().unwrap().to_owned();
        let link = card.page().rsplit('/').next().unwrap();
        let json = world.stranger().with("accept", "application/json");
        for wrong in [card.code(), apple.as_str(), card.id(), "x"] {
            json.get(&format!("/c/{wrong}")).await.refused(404, "card_not_found");
        }
        for wrong in [link, apple.as_str()] {
            shop.staff.post("/v1/scans", json!({ "code": wrong })).await.refused(404, "card_not_found");
        }
        let forged = json.with("authorization", &format!("ApplePass {link}"));
        forged.get(&format!("/apple/v1/passes/{}/{}", crate::world::PASS_TYPE, card.id())).await.refused(401, "unauthorized");
        let mut changed = card.code().to_owned();
        changed.pop();
        shop.staff.post("/v1/scans", json!({ "code": changed })).await.refused(404, "card_not_found");
    }
}

world_test! {
    async fn the_operator_makes_and_lists_merchants(world) {
        let operator = world.operator().await;
        let made = operator.post("/v1/merchants", json!({ "name": "Café Zoë", "slug": "zoe", "test": true })).await.created();
        assert!(made["owner_key"].as_str().unwrap().starts_with("sw_test_"));
        operator.post("/v1/merchants", json!({ "name": "Other", "slug": "zoe" })).await.refused(409, "slug_taken");
        let owner = world.stranger().with_key(made["owner_key"].as_str().unwrap());
        let program = owner.get("/v1/program").await.ok();
        assert_eq!((&program["cooldown_s"], &program["rewards"][0]["at"], &program["confirm_allowed"]), (&json!(600), &json!(10), &json!(true)));
        assert_eq!(program["daily_limit"], json!(null));
    }
}
