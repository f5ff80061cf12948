//! Apple's pass web service to the letter, called as no phone would.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use stampwell::sandbox::Phone;

use crate::world::{Answer, Caller, Card, PASS_TYPE, World};

/// What a device knows of a pass it downloaded.
struct Holder {
    right: Caller,
    device: String,
    card: Card,
}

impl Holder {
    async fn of(world: &World, card: &Card, device: &str) -> Holder {
        let phone: Phone = world.iphone();
        let pass = phone
            .add(&card.pass_url())
            .await
            .unwrap();
        phone
            .remove(card.id())
            .await
            .unwrap();
        let right = format!(
            "ApplePass {}",
            pass.pass_json["authenticationToken"]
                .as_str()
                .unwrap()
        );
        Holder {
            right: world
                .stranger()
                .with("authorization", &right),
            device: device.to_owned(),
            card: card.clone(),
        }
    }

    fn registration(&self) -> String {
        registration(&self.device, PASS_TYPE, self.card.id())
    }

    async fn register(&self, push_token: &str) -> Answer {
        self.right
            .post(&self.registration(), json!({ "pushToken": push_token }))
            .await
    }

    async fn fetch(&self, if_modified_since: Option<&str>) -> Answer {
        let caller = match if_modified_since {
            Some(since) => self
                .right
                .with("if-modified-since", since),
            None => self.right.clone(),
        };
        caller
            .get(&format!("/apple/v1/passes/{PASS_TYPE}/{}", self.card.id()))
            .await
    }
}

fn registration(device: &str, pass_type: &str, serial: &str) -> String {
    format!("/apple/v1/devices/{device}/registrations/{pass_type}/{serial}")
}

/// What a stranger can learn from a refusal.
fn without_request_id(answer: &Answer) -> (u16, Value) {
    let mut problem = answer.problem();
    problem["request_id"] = Value::Null;
    (answer.status, problem)
}

const TOKEN: &str = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

world_test! {
    async fn a_wallet_program_on_android_has_the_rights_of_a_phone(world) {
        let shop = world.shop("Coffee").open().await;
        let card = shop.issue_card().await;
        let holder = Holder::of(world, &card, "android").await;
        let token = holder.right.header("authorization").strip_prefix("ApplePass ").unwrap().to_owned();
        let android = Holder { right: world.stranger().with("authorization", &format!("AndroidPass {token}")), ..holder };
        assert_eq!(android.register("a0b1").await.status, 201);
        assert_eq!(android.fetch(None).await.status, 200);
        assert_eq!(android.right.delete(&android.registration()).await.status, 200);
    }
}

world_test! {
    async fn registering_is_201_then_200_and_unregistering_200(world) {
        let shop = world.shop("Coffee").open().await;
        let holder = Holder::of(world, &shop.issue_card().await, "device-1").await;
        assert_eq!(holder.register(TOKEN).await.status, 201);
        assert_eq!(holder.register(TOKEN).await.status, 200);
        for bad in [json!({}), json!({ "pushToken": "" }), json!({ "pushToken": "../x" }), json!({ "pushToken": 7 }), json!({ "pushToken": "a".repeat(201) })] {
            assert_eq!(holder.right.post(&holder.registration(), bad).await.status, 422);
        }
        assert_eq!(holder.right.delete(&holder.registration()).await.status, 200);
        assert_eq!(holder.right.delete(&holder.registration()).await.status, 200);
        assert_eq!(shop.look_at(&holder.card).await["saved"]["apple"], false);
        assert_eq!(shop.logged("card_removed").await.len(), 2, "the phone that added it, and this device");
    }
}

world_test! {
    async fn unknown_serials_and_wrong_tokens_look_the_same(world) {
        let shop = world.shop("Coffee").open().await;
        let holder = Holder::of(world, &shop.issue_card().await, "device-1").await;
        let other = Holder::of(world, &shop.issue_card().await, "device-1").await;
        let missing = "card_00000000000000000000000000";
        let wrong = world.stranger().with("authorization", "ApplePass 00000000000000000000000000");
        let body = json!({ "pushToken": TOKEN });
        let refusals = [
            wrong.post(&holder.registration(), body.clone()).await,
            wrong.post(&registration("device-1", PASS_TYPE, missing), body.clone()).await,
            wrong.post(&registration("device-1", PASS_TYPE, "nonsense"), body.clone()).await,
            other.right.post(&holder.registration(), body.clone()).await,
            world.stranger().post(&holder.registration(), body.clone()).await,
            holder.right.post(&registration("device-1", "pass.example.tea", holder.card.id()), body).await,
            wrong.delete(&holder.registration()).await,
            other.right.delete(&holder.registration()).await,
            wrong.get(&format!("/apple/v1/passes/{PASS_TYPE}/{}", holder.card.id())).await,
            wrong.get(&format!("/apple/v1/passes/{PASS_TYPE}/{missing}")).await,
            holder.right.get(&format!("/apple/v1/passes/pass.example.tea/{}", holder.card.id())).await,
        ];
        for refusal in &refusals {
            refusal.refused(401, "unauthorized");
            assert_eq!(without_request_id(refusal), without_request_id(&refusals[0]));
        }
    }
}

world_test! {
    async fn the_list_needs_no_right_and_reads_any_tag(world) {
        let shop = world.shop("Coffee").hasty().open().await;
        let holder = Holder::of(world, &shop.issue_card().await, "device-1").await;
        holder.register(TOKEN).await;
        let stranger = world.stranger();
        let list = async |query: &str| stranger.get(&format!("/apple/v1/devices/device-1/registrations/{PASS_TYPE}{query}")).await;
        let all = list("").await.ok();
        assert_eq!(all["serialNumbers"], json!([holder.card.id()]));
        let tag = all["lastUpdated"].as_str().expect("a tag is a text").to_owned();
        assert_eq!(list(&format!("?passesUpdatedSince={tag}")).await.status, 204);
        for garbage in ["", "x", "-1", "%00", "99999999999999999999999", "4611686018427387904", "1.5", "%F0%9F%8D%B5"] {
            let answer = list(&format!("?passesUpdatedSince={garbage}")).await;
            assert_eq!(answer.ok()["serialNumbers"], all["serialNumbers"], "{garbage:?}");
        }
        shop.stamp(&holder.card).await;
        let newer = list(&format!("?passesUpdatedSince={tag}")).await.ok();
        assert_eq!(newer["serialNumbers"], all["serialNumbers"]);
        let next = newer["lastUpdated"].as_str().unwrap();
        assert_eq!(list(&format!("?passesUpdatedSince={next}")).await.status, 204);
        assert_eq!(list(&format!("?passesUpdatedSince={}", next.replace('.', "%2E"))).await.status, 204, "phones may escape more than they must");
        for (device, pass_type) in [("device-2", PASS_TYPE), ("device-1", "pass.example.tea")] {
            let answer = stranger.get(&format!("/apple/v1/devices/{device}/registrations/{pass_type}")).await;
            assert_eq!((answer.status, answer.body.len()), (204, 0));
        }
        world.apns.fail(stampwell::sandbox::apns::Fault::Answer(stampwell::sandbox::apns::Answer::accepted()), 1);
        world.deliver().await;
    }
}

world_test! {
    async fn a_number_of_an_earlier_release_lists_everything_once(world) {
        let shop = world.shop("Coffee").hasty().open().await;
        let (one, other) = (Holder::of(world, &shop.issue_card().await, "device-1").await, Holder::of(world, &shop.issue_card().await, "device-1").await);
        for holder in [&one, &other] {
            assert_eq!(holder.register(TOKEN).await.status, 201);
        }
        shop.stamp(&one.card).await;
        let stranger = world.stranger();
        let list = async |tag: &str| stranger.get(&format!("/apple/v1/devices/device-1/registrations/{PASS_TYPE}?passesUpdatedSince={tag}")).await;
        let told = list("57").await.ok();
        assert_eq!(told["serialNumbers"].as_array().unwrap().len(), 2, "{told}");
        let tag = told["lastUpdated"].as_str().unwrap();
        let marks: std::collections::BTreeSet<&str> = tag.split('.').skip(1).map(|entry| &entry[..7]).collect();
        assert_eq!(marks.len(), 2, "each registration that was there has a mark of its own: {tag}");
        assert_eq!(list(tag).await.status, 204);
        world.apns.fail(stampwell::sandbox::apns::Fault::Answer(stampwell::sandbox::apns::Answer::accepted()), 1);
        world.deliver().await;
    }
}

world_test! {
    async fn a_pass_type_of_an_earlier_certificate_is_known_for_good(world) {
        let shop = world.shop("Coffee").open().await;
        let holder = Holder::of(world, &shop.issue_card().await, "device-1").await;
        let (place, body) = (registration("device-1", "pass.example.tea", holder.card.id()), json!({ "pushToken": TOKEN }));
        holder.right.post(&place, body.clone()).await.refused(401, "unauthorized");
        // What an earlier certificate left.
        world.sql("INSERT INTO pass_types VALUES ('pass.example.tea');");
        assert_eq!(holder.right.post(&place, body.clone()).await.status, 201);
        assert_eq!(holder.right.delete(&place).await.status, 200);
        assert_eq!(holder.right.post(&place, body).await.status, 201, "also when no phone is registered under it");
        // The type of today is as known tomorrow, once a phone was registered under it.
        let phone = world.iphone_with(&shop.issue_card().await).await;
        assert!(world.app.store.read(|tx| tx.knows_pass_type(PASS_TYPE)).await.unwrap());
        drop(phone);
    }
}

world_test! {
    async fn a_card_that_moved_on_before_its_registration_is_listed(world) {
        let shop = world.shop("Coffee").hasty().open().await;
        let first = shop.issue_card().await;
        let phone = world.iphone_with(&first).await;
        let device = phone.device_library_identifier();
        let stranger = world.stranger();
        let list = async |tag: &str| stranger.get(&format!("/apple/v1/devices/{device}/registrations/{PASS_TYPE}?passesUpdatedSince={tag}")).await;
        let tag = list("").await.ok()["lastUpdated"].as_str().unwrap().to_owned();

        // Somebody downloads two passes, is stamped on one of them, and only then adds both.
        let (moved, still) = (Holder::of(world, &shop.issue_card().await, device).await, Holder::of(world, &shop.issue_card().await, device).await);
        shop.stamp(&moved.card).await;
        for holder in [&moved, &still] {
            assert_eq!(holder.register(&phone.push_token()).await.status, 201);
        }
        let told = list(&tag).await.ok();
        assert_eq!(told["serialNumbers"], json!([moved.card.id()]));
        let tag = told["lastUpdated"].as_str().unwrap();
        assert_eq!(list(tag).await.status, 204, "nothing has changed");
        shop.stamp(&still.card).await;
        assert_eq!(list(tag).await.ok()["serialNumbers"], json!([still.card.id()]));

        // It takes in a pass again that it already had: the file may be an old one.
        let tag = list(tag).await.ok()["lastUpdated"].as_str().unwrap().to_owned();
        assert_eq!(list(&tag).await.status, 204);
        world.deliver().await;
        let pushes = world.apns.pushes_to(&phone.push_token());
        assert_eq!(moved.register(&phone.push_token()).await.status, 200);
        world.deliver().await;
        assert_eq!(world.apns.pushes_to(&phone.push_token()), pushes + 1, "it would not ask by itself");
        assert_eq!(list(&tag).await.ok()["serialNumbers"], json!([moved.card.id()]));
    }
}

world_test! {
    async fn a_phone_with_many_identifiers_shuts_nobody_out(world) {
        let shop = world.shop("Coffee").open().await;
        let holder = Holder::of(world, &shop.issue_card().await, "device-0").await;
        for device in 0..103 {
            let path = registration(&format!("device-{device}"), PASS_TYPE, holder.card.id());
            let answer = holder.right.post(&path, json!({ "pushToken": TOKEN })).await;
            assert_eq!(answer.status, 201, "device {device}: {}", answer.text());
        }
        for phone in 1..100 {
            let path = registration(&format!("phone-{phone}"), PASS_TYPE, holder.card.id());
            assert_eq!(holder.right.post(&path, json!({ "pushToken": format!("{phone:064x}") })).await.status, 201, "phone {phone}");
        }
        let path = registration("phone-100", PASS_TYPE, holder.card.id());
        holder.right.post(&path, json!({ "pushToken": "ff".repeat(32) })).await.refused(429, "rate_limited");
        let again = registration("device-again", PASS_TYPE, holder.card.id());
        assert_eq!(holder.right.post(&again, json!({ "pushToken": TOKEN })).await.status, 201, "the first phone is never shut out");
    }
}

world_test! {
    async fn a_fetch_is_304_for_what_the_phone_has_and_200_otherwise(world) {
        let shop = world.shop("Coffee").hasty().open().await;
        let holder = Holder::of(world, &shop.issue_card().await, "device-1").await;
        let first = holder.fetch(None).await;
        assert_eq!((first.status, first.header("content-type")), (200, "application/vnd.apple.pkpass"));
        let modified = first.header("last-modified").to_owned();
        let again = holder.fetch(Some(&modified)).await;
        assert_eq!((again.status, again.body.len()), (304, 0));
        for garbage in ["yesterday", "0", "Mon, 99 Foo 2026 25:61:61 GMT", "Thu, 01 Jan 1970 00:00:00 GMT", "\u{7f}"] {
            if reqwest::header::HeaderValue::from_str(garbage).is_ok() {
                assert_eq!(holder.fetch(Some(garbage)).await.status, 200, "{garbage:?}");
            }
        }
        shop.stamp(&holder.card).await;
        assert_eq!(holder.fetch(Some(&modified)).await.status, 200);
        world.stranger().with("if-modified-since", &modified).get(&format!("/apple/v1/passes/{PASS_TYPE}/{}", holder.card.id())).await.refused(401, "unauthorized");
        world.until(async || (shop.logged("pass_fetched").await.len() >= 6).then_some(())).await;
        assert_eq!(shop.logged("pass_fetched").await.len(), 6, "a 304 is no fetch");
    }
}

world_test! {
    async fn a_doubled_slash_is_forgiven(world) {
        let shop = world.shop("Coffee").open().await;
        let holder = Holder::of(world, &shop.issue_card().await, "device-1").await;
        let doubled = holder.registration().replace("/apple/v1", "/apple//v1");
        assert_eq!(holder.right.post(&doubled, json!({ "pushToken": TOKEN })).await.status, 201);
        assert_eq!(world.stranger().get(&format!("/apple//v1/devices/device-1/registrations/{PASS_TYPE}")).await.status, 200);
        assert_eq!(holder.right.get(&format!("/apple//v1/passes/{PASS_TYPE}/{}", holder.card.id())).await.status, 200);
        assert_eq!(world.stranger().post("/apple//v1/log", json!({ "logs": ["x"] })).await.status, 200);
    }
}

world_test! {
    async fn phones_report_within_limits(world) {
        let stranger = world.stranger();
        let log = async |body: Value| stranger.post("/apple/v1/log", body).await;
        assert_eq!(log(json!({ "logs": ["\u{1b}[2J\n<script>", "\u{202e}"] })).await.status, 200);
        assert_eq!(log(json!({ "logs": vec!["x"; 500] })).await.status, 200);
        assert_eq!(log(json!({ "logs": [], "more": 1 })).await.status, 200);
        log(json!({ "logs": ["x".repeat(16 * 1024)] })).await.refused(413, "payload_too_large");
        log(json!({ "logs": 7 })).await.refused(422, "invalid_request");
        stranger.send(Method::POST, "/apple/v1/log", "application/json", "{").await.refused(400, "malformed_json");
    }
}

world_test! {
    async fn the_hundred_and_first_device_is_refused_and_nobody_is_dropped(world) {
        let shop = world.shop("Coffee").open().await;
        let mut holder = Holder::of(world, &shop.issue_card().await, "").await;
        for i in 0..100 {
            holder.device = format!("device-{i}");
            assert_eq!(holder.register(&format!("{i:064x}")).await.status, 201);
        }
        holder.device = "device-100".into();
        let refused = holder.register(TOKEN).await;
        refused.refused(429, "rate_limited");
        assert_ne!(refused.header("retry-after"), "");
        holder.device = "device-0".into();
        assert_eq!(holder.register(TOKEN).await.status, 200);
        // Its own older registration makes room, though it is the only one that the device has.
        world.sql("INSERT INTO pass_types VALUES ('pass.example.tea');");
        let place = registration("device-0", "pass.example.tea", holder.card.id());
        assert_eq!(holder.right.post(&place, json!({ "pushToken": TOKEN })).await.status, 201);
        world.deliver().await;
    }
}

world_test! {
    async fn other_methods_are_405_and_other_addresses_404(world) {
        let stranger = world.stranger();
        stranger.put("/apple/v1/log", json!({})).await.refused(405, "method_not_allowed");
        stranger.get("/apple/v1/log").await.refused(405, "method_not_allowed");
        stranger.get("/apple/v2/log").await.refused(404, "not_found");
        assert_eq!(StatusCode::METHOD_NOT_ALLOWED, stranger.delete("/v1/scans").await.status);
    }
}
