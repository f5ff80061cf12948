//! Input that no honest program sends: always a clear refusal, never a fault of the service.

use reqwest::Method;
use serde_json::{Value, json};

use crate::world::{Caller, Shop, World};

/// Every address that reads a JSON body, with who may call it and a value of a wrong type.
async fn doors(world: &World, shop: &Shop) -> Vec<(Caller, Method, String, Value, &'static str)> {
    let card = shop.issue_card().await;
    let owner = || shop.owner.clone();
    let post = |path: &str, wrong: Value, pointer| {
        (owner(), Method::POST, path.to_owned(), wrong, pointer)
    };
    vec![
        post(
            "/v1/cards",
            json!({ "member": { "name": 7 } }),
            "/member/name",
        ),
        post("/v1/scans", json!({ "code": 7 }), "/code"),
        post(
            "/v1/redemptions",
            json!({ "code": "x", "cost_minor": "free" }),
            "/cost_minor",
        ),
        post(
            "/v1/stamps",
            json!({ "card_id": card.id(), "delta": 1.5, "reason": "bonus" }),
            "/delta",
        ),
        post(
            "/v1/scans/scan_00000000000000000000000000/void",
            json!({ "reason": 7 }),
            "/reason",
        ),
        post(
            "/v1/redemptions/rdm_00000000000000000000000000/void",
            json!({ "reason": [] }),
            "/reason",
        ),
        post("/v1/keys", json!({ "role": "king" }), "/role"),
        post("/v1/locations", json!({ "name": null }), "/name"),
        post("/v1/tills", json!({ "name": {} }), "/name"),
        post(
            "/v1/costs",
            json!({ "kind": "other", "amount_minor": "much" }),
            "/amount_minor",
        ),
        post(
            "/v1/experiments",
            json!({ "name": "x", "kind": "campaign", "outcome_source": "validated", "holdout_share": "half" }),
            "/holdout_share",
        ),
        (
            world.operator().await,
            Method::POST,
            "/v1/merchants".into(),
            json!({ "name": "x", "test": "yes" }),
            "/test",
        ),
        (
            owner(),
            Method::PUT,
            "/v1/program".into(),
            json!({ "name": 7 }),
            "/name",
        ),
        (
            owner(),
            Method::PATCH,
            format!("/v1/cards/{}", card.id()),
            json!({ "state": "sleepy" }),
            "/state",
        ),
    ]
}

world_test! {
    async fn bodies_that_are_not_json_are_refused_in_order(world) {
        let shop = world.shop("Coffee").open().await;
        for (caller, method, path, _, _) in doors(world, &shop).await {
            let send = async |kind: &str, body: Vec<u8>| caller.send(method.clone(), &path, kind, body).await;
            let json = "application/json";
            for broken in [&b"{"[..], b"{\"a\":}", b"nul", b"{'a':1}", b"{\"a\":1,}", b"{\"a\":1}{", b"\xff\xfe", b"{\"name\":\"\xc3\x28\"}", b"{\"a\":\"\\ud800\"}", b"{\"a\":1e999}", b"\0"] {
                send(json, broken.to_vec()).await.refused(400, "malformed_json");
            }
            let deep = |open: &str, close: &str| format!("{{\"a\":{}1{}}}", open.repeat(10_000), close.repeat(10_000)).into_bytes();
            send(json, deep("[", "]")).await.refused(400, "malformed_json");
            send(json, deep("{\"a\":", "}")).await.refused(400, "malformed_json");
            send(json, [b"{\"a\":\"".as_slice(), &vec![b'x'; 300 * 1024], b"\"}"].concat()).await.refused(413, "payload_too_large");
            for kind in ["text/plain", "application/xml", "multipart/form-data", "application/x-www-form-urlencoded", "json"] {
                send(kind, b"{}".to_vec()).await.refused(415, "unsupported_media_type");
            }
            for odd in ["[]", "7", "\"text\"", "null", "true"] {
                send(json, odd.into()).await.refused(422, "invalid_request");
            }
        }
    }
}

world_test! {
    async fn wrong_values_are_named_by_pointer(world) {
        let shop = world.shop("Coffee").open().await;
        for (caller, method, path, wrong, pointer) in doors(world, &shop).await {
            let problem = caller.json(method.clone(), &path, wrong).await.refused(422, "invalid_request");
            assert_eq!(problem["errors"][0]["pointer"], pointer, "{method} {path}: {problem}");
            let problem = caller.json(method.clone(), &path, json!({ "surprise": 1 })).await.refused(422, "invalid_request");
            assert!(problem["detail"].as_str().unwrap().contains("surprise"), "{method} {path}: {problem}");
        }
    }
}

world_test! {
    async fn disturbing_characters_get_nowhere(world) {
        let shop = world.shop("Coffee").hasty().open().await;
        let card = shop.issue_card().await;
        let program = shop.owner.get("/v1/program").await.ok();
        for bad in ["a\u{0}b", "a\u{1b}[31m", "a\nb", "a\u{202e}b", "a\u{2066}b", "a\u{e0041}b", "a\u{85}b", "a\u{ffff}b", " \t ", "\u{200b}"] {
            shop.owner.post("/v1/locations", json!({ "name": bad })).await.refused(422, "invalid_request");
            shop.owner.post("/v1/tills", json!({ "name": bad })).await.accepted_or_invalid();
            shop.owner.post("/v1/cards", json!({ "channel": bad })).await.accepted_or_invalid();
            shop.owner.post("/v1/cards", json!({ "member": { "name": bad, "external_id": bad } })).await.accepted_or_invalid();
            let mut renamed = program.clone();
            renamed["name"] = json!(bad);
            shop.owner.put("/v1/program", renamed).await.refused(422, "invalid_request");
            shop.owner.post("/v1/scans", json!({ "code": bad })).await.refused(404, "card_not_found");
        }
        for (member, bad) in [("locale", "xx_YY"), ("locale", "<script>"), ("channel", &"x".repeat(41)), ("ref", "mem_x"), ("location_id", "'; DROP TABLE cards; --")] {
            shop.owner.post("/v1/cards", json!({ member: bad })).await.refused(422, "invalid_request");
        }
        for amount in [json!(-1), json!(1.5), json!(i64::MAX), json!(1e300), json!("1")] {
            shop.owner.post("/v1/scans", json!({ "code": card.code(), "amount_minor": amount })).await.refused(422, "invalid_request");
        }
        for time in ["yesterday", "2026-13-01T00:00:00Z", "2026-01-01", "9999999-01-01T00:00:00Z", ""] {
            shop.owner.post("/v1/scans", json!({ "code": card.code(), "occurred_at": time })).await.refused(422, "invalid_request");
        }
        assert_eq!(shop.look_at(&card).await["stamps"], 0);
    }
}

world_test! {
    async fn impossible_programs_are_refused_with_every_fault(world) {
        let shop = world.shop("Coffee").open().await;
        let good = shop.owner.get("/v1/program").await.ok();
        let faults = [
            ("rewards", json!([]), "/rewards"),
            ("rewards", json!([{ "at": 0, "name": "x" }]), "/rewards/0/at"),
            ("rewards", json!([{ "at": 5, "name": "x" }, { "at": 5, "name": "y" }]), "/rewards/1/at"),
            ("rewards", json!([{ "at": 101, "name": "x" }]), "/rewards/0/at"),
            ("time_zone", json!("Mars/Base"), "/time_zone"),
            ("currency", json!("euro"), "/currency"),
            ("cooldown_s", json!(-1), "/cooldown_s"),
            ("daily_limit", json!(0), "/daily_limit"),
            ("template", json!("../../etc"), "/template"),
            ("languages", json!([]), "/languages"),
            ("languages", json!(["en", "tlh"]), "/languages/1"),
            ("languages", json!(["ar", "fa", "ar-MA"]), "/languages/2"),
            ("links", json!([{ "name": "x", "url": "javascript:alert(1)" }]), "/links/0/url"),
        ];
        for (entry, value, pointer) in faults {
            let mut program = good.clone();
            program[entry] = value;
            let problem = shop.owner.put("/v1/program", program).await.refused(422, "invalid_request");
            let named = problem["errors"].as_array().unwrap().iter().any(|error| error["pointer"] == pointer);
            assert!(named, "{pointer} is not named in {problem}");
        }
        let mut twice = good.clone();
        twice["cooldown_s"] = json!(-1);
        twice["currency"] = json!("euro");
        let problem = shop.owner.put("/v1/program", twice).await.refused(422, "invalid_request");
        assert_eq!(problem["errors"].as_array().unwrap().len(), 2, "{problem}");
        assert_eq!(shop.owner.get("/v1/program").await.ok(), good);

        let mut dry = good.clone();
        dry["cooldown_s"] = json!(60);
        let would = shop.owner.put("/v1/program?dry_run=true", dry).await.ok();
        assert_eq!(would["version"], json!(good["version"].as_i64().unwrap() + 1));
        assert_eq!(shop.owner.get("/v1/program").await.ok(), good);
        shop.owner.put("/v1/program?dry_run=perhaps", good).await.refused(422, "invalid_request");
    }
}

world_test! {
    async fn odd_addresses_and_parameters_are_refused_calmly(world) {
        let shop = world.shop("Coffee").open().await;
        let owner = &shop.owner;
        for path in ["/v1", "/v1/nothing", "/v1/cards/", "/v1/cards/card_x", "/v1/cards/%00", "/v1/cards/%ff", "/v1/cards/..%2f..%2fetc", "/v1/scans/scan_%F0%9F%8D%B5", "/v1//cards"] {
            assert_eq!(owner.get(path).await.problem()["status"], 404, "{path}");
        }
        for query in ["code=%00", "code=%ff%fe", "code=%F0%9F%8D%B5", "code=' OR 1=1 --", &format!("code={}", "x".repeat(3_000))] {
            owner.get(&format!("/v1/cards/lookup?{query}")).await.refused(404, "card_not_found");
        }
        for query in ["", "code=", "code=x&code2=y", "%=%"] {
            owner.get(&format!("/v1/cards/lookup?{query}")).await.refused(422, "invalid_request");
        }
        let long = owner.get(&format!("/v1/members?q={}", "x".repeat(5_000))).await.refused(422, "invalid_request");
        assert!(long["detail"].as_str().unwrap().starts_with("The address with its query is longer than 4 KiB."), "{long}");
        for (method, path) in [(Method::DELETE, "/v1/cards"), (Method::PUT, "/v1/scans"), (Method::PATCH, "/v1/program"), (Method::POST, "/v1/events")] {
            owner.json(method, path, json!({})).await.refused(405, "method_not_allowed");
        }
        for path in ["/img/x.png", "/img/..%2f..%2fetc%2fpasswd", "/assets/../Cargo.toml", "/assets/..%2fmod.rs", "/c/x", "/c/x/apple", "/c/%00/stamps.png", "/j/nobody", "/j/%ff", "/help/errors/nothing"] {
            let answer = world.stranger().get(path).await;
            assert_eq!(answer.problem()["status"], 404, "{path}");
        }
    }
}

/// A small picture of nothing but finder patterns: once the search took more than a second for each of its copies.
const CRAFTED: &[u8] = include_bytes!("../../golden/frames/corners.jpg");
const HONEST: &[u8] = include_bytes!("../../golden/frames/straight.jpg");

world_test! {
    async fn camera_frames_are_read_with_care(world) {
        let shop = world.shop("Coffee").open().await;
        let till = shop.enrolled_till(world, "Till 1").await;
        let frame = async |body: Vec<u8>| till.browser.send(Method::POST, "/scan/frame", "image/jpeg", body).await;
        for bad in [vec![], vec![0; 100], b"GIF89a".to_vec(), b"\xff\xd8\xff\xe0".to_vec(), vec![0xff; 200_000]] {
            let answer = frame(bad).await;
            assert!([204, 422].contains(&answer.status), "{}: {}", answer.status, answer.text());
        }
        frame(vec![0; 300 * 1024]).await.refused(413, "payload_too_large");
        world.stranger().send(Method::POST, "/scan/frame", "image/jpeg", "x").await.refused(401, "unauthorized");
        shop.reader.send(Method::POST, "/scan/frame", "image/jpeg", "x").await.refused(403, "forbidden");
    }
}

world_test! {
    async fn a_till_that_floods_the_camera_door_holds_up_nobody(world) {
        let shop = world.shop("Coffee").open().await;
        let (flooding, other) = (shop.enrolled_till(world, "Till 1").await, shop.enrolled_till(world, "Till 2").await);
        let card = shop.issue_card().await;
        let crafted = || flooding.browser.send(Method::POST, "/scan/frame", "image/jpeg", CRAFTED);
        let answers = futures_util::future::join_all((0..40).map(|_| crafted())).await;
        let looked_at = answers.iter().filter(|answer| answer.status == 204).count();
        let waits: Vec<_> = answers.into_iter().filter(|answer| answer.status != 204).collect();
        assert!(looked_at >= 1 && !waits.is_empty(), "{looked_at} were looked at, one at a time");
        for answer in waits {
            assert_eq!(answer.header("retry-after"), "1");
            answer.refused(429, "rate_limited");
        }

        let (stranger, picture) = (world.stranger(), format!("{}/stamps.png", card.page()));
        // While one is under way, everybody else has their own places.
        let (_, read, drawn) = tokio::join!(
            crafted(),
            other.browser.send(Method::POST, "/scan/frame", "image/jpeg", HONEST),
            stranger.get(&picture)
        );
        assert_eq!((read.status, drawn.status), (200, 200), "{}", read.text());
    }
}

world_test! {
    async fn every_answer_names_its_request(world) {
        let shop = world.shop("Coffee").open().await;
        let named = shop.owner.with("x-request-id", "till-7/4711");
        assert_eq!(named.get("/v1/program").await.header("x-request-id"), "till-7/4711");
        assert_eq!(named.get("/v1/nothing").await.problem()["request_id"], "till-7/4711");
        assert_eq!(named.get("/livez").await.header("x-request-id"), "till-7/4711");
        for bad in ["", "with space", &"x".repeat(201)] {
            let answer = shop.owner.with("x-request-id", bad).get("/v1/program").await;
            assert!(answer.header("x-request-id").starts_with("req_"), "{bad:?}");
        }
        let headers = world.stranger().get(&format!("/j/{}", shop.slug)).await;
        assert_eq!(headers.header("x-content-type-options"), "nosniff");
        assert!(headers.header("content-security-policy").contains("default-src"), "{:?}", headers.headers);
    }
}

world_test! {
    async fn problems_speak_the_readers_language(world) {
        let shop = world.shop("Coffee").open().await;
        let title = async |language: &str| shop.staff.with("accept-language", language).get("/v1/cards/card_x").await.refused(404, "card_not_found")["title"].clone();
        let (english, persian) = (title("en").await, title("fa-IR,fa;q=0.9").await);
        assert_ne!(english, persian);
        for odd in ["xx", "*", ";;;q=", &"en,".repeat(500)] {
            assert_eq!(title(odd).await, english, "{odd:?}");
        }
    }
}

world_test! {
    async fn the_reference_shows_bodies_and_leads_to_every_error(world) {
        let stranger = world.stranger();
        let page = stranger.get("/docs").await.text();
        assert!(page.len() < 344 * 1024, "the page weighs {} bytes", page.len());
        for shown in ["id=\"post-v1-scans\"", "href=\"#post-v1-scans\"", "id=\"Card\"", "href=\"/help/errors/too_soon\"", "<code>amount_minor</code>", "<code>lapse_days</code>", "<code>Idempotency-Key</code>"] {
            assert!(page.contains(shown), "{shown} is missing");
        }
        assert!(!page.contains('`'), "a backtick was left");
        for address in ["/help/errors", "/help/errors/"] {
            let list = stranger.get(address).await.text();
            for code in stampwell::error::Code::ALL {
                assert!(list.contains(&format!("href=\"/help/errors/{}?lang=en\"", code.as_str())), "{} is missing", code.as_str());
            }
        }
    }
}
