//! Somebody gets a card.

use reqwest::Method;
use serde_json::json;

use crate::world::{Answer, Apple, Caller, Card, Setup, Shop, World};

world_test! {
    async fn the_basic_loop(world) {
        let shop = world.shop("Coffee").stamps(10).open().await;
        let card = shop.issue_card().await;
        let phone = world.iphone_with(&card).await;
        assert_eq!(phone.pass(card.id()).unwrap().value("stamps"), "0 / 10");

        let answer = shop.stamp(&card).await;
        assert_eq!((&answer["card"]["stamps"], &answer["earned"]), (&json!(1), &json!([])));

        assert_eq!(world.deliver().await, 1);
        assert_eq!(world.pushes_to(&phone), 1);
        assert_eq!(phone.receive_pushes().await.unwrap(), 1);
        let pass = phone.pass(card.id()).unwrap();
        assert_eq!(pass.value("stamps"), "1 / 10");
        let told: Vec<&str> = pass.notifications.iter().map(|shown| shown.text.as_str()).collect();
        assert_eq!(told, ["You now have 1 / 10 stamps"]);
        assert_eq!(phone.console(), Vec::<String>::new());
        assert_eq!(world.deliver().await, 0, "nothing more is owed");
    }
}

world_test! {
    async fn the_log_tells_the_whole_loop_and_who_did_it(world) {
        let shop = world.shop("Coffee").stamps(1).hasty().open().await;
        let staff_key = shop.owner.list("/v1/keys").await.iter().find(|key| key["role"] == "staff").unwrap()["id"].clone();
        let card = shop.issue_card().await;
        let phone = world.iphone_with(&card).await;
        shop.stamp(&card).await;
        shop.redeem(&card).await.created();
        world.deliver().await;
        phone.receive_pushes().await.unwrap();
        world.until(async || (!shop.logged("pass_fetched").await.is_empty()).then_some(())).await;

        let log = shop.log().await;
        let told: Vec<&str> = log.iter().map(|event| event["type"].as_str().unwrap()).collect();
        let first = ["program_configured", "program_configured", "card_issued", "card_saved", "visit_validated", "stamps_changed"];
        let rest = ["reward_earned", "reward_redeemed", "message_sent", "pass_fetched"];
        assert_eq!(told, [first.as_slice(), &rest].concat());
        for event in &log[2..] {
            assert_eq!((event["member_id"].as_str(), event["card_id"].as_str()), (Some(card.member()), Some(card.id())), "{event}");
            let by_staff = ["card_issued", "visit_validated", "stamps_changed", "reward_earned", "reward_redeemed"];
            let staff = if by_staff.contains(&event["type"].as_str().unwrap()) { &staff_key } else { &json!(null) };
            assert_eq!(event.get("staff_id").unwrap_or(&json!(null)), staff, "{event}");
        }
    }
}

world_test! {
    async fn welcome_stamps_are_on_the_card_from_the_start(world) {
        let shop = world.shop("Coffee").stamps(10).with("welcome_stamps", 2).open().await;
        let card = shop.issue_card().await;
        assert_eq!(card.0["stamps"], 2);
        let phone = world.iphone_with(&card).await;
        assert_eq!(phone.pass(card.id()).unwrap().value("stamps"), "2 / 10");
        let [bonus] = &shop.logged("stamps_changed").await[..] else { panic!("one change") };
        assert_eq!((&bonus["delta"], &bonus["reason"], &bonus["member_id"]), (&json!(2), &json!("bonus"), &json!(card.member())));
    }
}

world_test! {
    async fn a_known_customer_keeps_the_card(world) {
        let shop = world.shop("Coffee").open().await;
        let other = world.shop("Tea").open().await;
        let request = json!({ "channel": "till", "member": { "external_id": "customer-7", "name": "Zoë" } });
        let first = shop.staff.post("/v1/cards", request.clone()).await.created();
        let again = shop.staff.post("/v1/cards", request.clone()).await.ok();
        assert_eq!(again["id"], first["id"]);
        let kept = shop.staff.once("customer-7").post("/v1/cards", request.clone()).await.ok();
        let repeated = shop.staff.once("customer-7").post("/v1/cards", request.clone()).await;
        assert_eq!((repeated.header("idempotency-replayed"), repeated.ok()), ("true", kept));
        assert_eq!(first["channel"], "till");
        let elsewhere = other.staff.post("/v1/cards", request).await.created();
        assert_ne!(elsewhere["id"], first["id"]);
        assert_eq!(shop.logged("card_issued").await.len(), 1);
    }
}

world_test! {
    async fn an_id_is_one_person_however_it_is_written(world) {
        let shop = world.shop("Coffee").open().await;
        let card = |id: &str| json!({ "member": { "external_id": id } });
        let first = shop.staff.post("/v1/cards", card("00123")).await.created();
        for written in ["۰۰۱۲۳", " 00123\u{200F}", "=\"00123\"", "'00123", "００１２３", "00123.0", "\u{202B}00123\u{202C}"] {
            let again = shop.staff.post("/v1/cards", card(written)).await.ok();
            assert_eq!(again["id"], first["id"], "{written:?}");
            let found = shop.owner.get(&format!("/v1/members?q={}", encoded(written))).await.ok();
            assert_eq!(found["data"][0]["profile"]["external_id"], "00123", "{written:?}");
        }
        for other in ["123", "A12", "a12", "12E5"] {
            shop.staff.post("/v1/cards", card(other)).await.created();
        }
        for nobody in ["NULL", "N/A", "-", "0", "Walk-in", "misafir", "مشتری گذری", "4.00638E+12", "=\"4,00638E+12\""] {
            let refused = shop.staff.post("/v1/cards", card(nobody)).await.refused(422, "invalid_request");
            assert_eq!(refused["errors"][0]["pointer"], "/member/external_id", "{nobody}: {refused}");
        }
        assert_eq!(shop.logged("card_issued").await.len(), 5, "nobody became a member");
    }
}

/// A text as a part of an address.
fn encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| format!("%{byte:02X}"))
        .collect()
}

world_test! {
    async fn a_customer_joins_by_the_page_and_keeps_that_card(world) {
        let shop = world.shop("Coffee").open().await;
        let customer = world.stranger();
        let page = customer.get(&format!("/j/{}?ch=poster", shop.slug)).await;
        assert_eq!(page.status, 200);
        let joined = customer.send(Method::POST, &format!("/j/{}?ch=poster", shop.slug), "application/x-www-form-urlencoded", "").await;
        assert_eq!(joined.status, 303, "{}", joined.text());
        let place = joined.header("location").to_owned();
        let cookie = joined.header("set-cookie").split(';').next().unwrap().to_owned();

        let returning = customer.with("cookie", &cookie).with("sec-fetch-site", "same-origin");
        let again = returning.send(Method::POST, &format!("/j/{}", shop.slug), "application/x-www-form-urlencoded", "").await;
        assert_eq!(again.header("location"), place);
        let foreign = customer.with("cookie", &cookie).with("sec-fetch-site", "cross-site").with("accept", "application/json");
        foreign.send(Method::POST, &format!("/j/{}", shop.slug), "application/x-www-form-urlencoded", "").await.refused(403, "forbidden");

        assert_eq!(customer.get(&place).await.status, 200);
        let [issued] = &shop.logged("card_issued").await[..] else { panic!("one card") };
        assert_eq!(issued["channel"], "poster");
    }
}

/// A hidden value of the join page's form.
fn of_form(page: &Answer, name: &str) -> String {
    page.text()
        .split(&format!("name=\"{name}\" value=\""))
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap()
        .to_owned()
}

/// The visitors that the log tells of, once there are so many.
async fn visitors(world: &World, shop: &Shop, count: usize) -> Vec<String> {
    let seen = world
        .until(async || Some(shop.logged("page_viewed").await).filter(|seen| seen.len() >= count))
        .await;
    assert_eq!(seen.len(), count, "{seen:?}");
    seen.iter()
        .map(|event| {
            event["visitor_id"]
                .as_str()
                .unwrap()
                .to_owned()
        })
        .collect()
}

world_test! {
    async fn the_join_page_sets_no_cookie_before_there_is_a_card_and_counts_a_visitor_once_a_day(world) {
        let (shop, other) = (world.shop("Coffee").open().await, world.shop("Tea").open().await);
        let join = format!("/j/{}", shop.slug);
        let (anna, ben) = (world.stranger().with("user-agent", "Mozilla/5.0 (iPhone) A"), world.stranger().with("user-agent", "Mozilla/5.0 (iPhone) B"));
        for _ in 0..3 {
            let page = anna.get(&join).await;
            assert!(page.status == 200 && page.headers.get("set-cookie").is_none(), "{:?}", page.headers);
        }
        assert_eq!(ben.get(&join).await.status, 200);
        let first = visitors(world, &shop, 2).await;
        assert_ne!(first[0], first[1], "two browsers are two visitors");
        anna.get(&format!("/j/{}", other.slug)).await;
        assert_ne!(visitors(world, &other, 1).await[0], first[0], "no shop recognises the visitors of another");

        world.pass_days(1);
        let page = anna.get(&join).await;
        let second = visitors(world, &shop, 3).await;
        assert!(!first.contains(&second[2]), "and none those of the day before");

        // Who looked and who joined are one, even if the telephone has another address or the day is over by then.
        world.pass_days(1);
        let form = format!("visitor={}&once={}", of_form(&page, "visitor"), of_form(&page, "once"));
        let joined = anna.send(Method::POST, &join, "application/x-www-form-urlencoded", form).await;
        let cookies: Vec<&str> = joined.headers.get_all("set-cookie").iter().map(|cookie| cookie.to_str().unwrap()).collect();
        assert!(cookies.len() == 1 && cookies[0].starts_with(&format!("card-{}=", shop.id)), "one cookie, to find the card again: {cookies:?}");
        assert_eq!(shop.logged("card_issued").await[0]["visitor_id"], json!(second[2]));

        // Who has a card is no visitor who may still join.
        let member = anna.with("cookie", cookies[0].split(';').next().unwrap());
        assert_eq!(member.get(&join).await.status, 303);
        assert_eq!(member.get(&format!("{join}?show=join")).await.status, 200);
        assert_eq!(ben.get(&join).await.status, 200);
        visitors(world, &shop, 4).await;
    }
}

world_test! {
    async fn what_visitors_of_a_day_were_hashed_with_is_gone_when_the_day_is_over_everywhere(world) {
        let shop = world.shop("Coffee").open().await;
        world.stranger().get(&format!("/j/{}", shop.slug)).await;
        let day = world.clock.now().to_string()[..10].to_owned();
        let asked = day.clone();
        let salt = world.app.store.read(move |tx| tx.visitor_salt(&asked)).await.unwrap().unwrap();
        let ours = world.app.store.write(move |tx| tx.keep_visitor_salt(&day, "of another instance")).await.unwrap();
        assert_eq!(ours, salt, "two instances that begin a day at once agree");
        world.pass_days(1);
        world.sweep().await;
        assert!(world.kept().contains(&salt), "somewhere it is still that day");
        world.pass_days(1);
        world.sweep().await;
        assert!(!world.kept().contains(&salt));
    }
}

world_test! {
    async fn strangers_cannot_name_more_channels_than_a_shop_may_have(world, Setup { limits: false, ..Setup::default() }) {
        let shop = world.shop("Coffee").open().await;
        let join = async |channel: &str| {
            let page = format!("/j/{}?ch={channel}", shop.slug);
            let joined = world.stranger().send(Method::POST, &page, "application/x-www-form-urlencoded", "").await;
            assert_eq!(joined.status, 303, "{}", joined.text());
        };
        for number in 0..50 {
            join(&format!("flyer-{number}")).await;
        }
        for told in ["flyer-7", "poster", "order_confirmation", "one-more", "Not%20a%20name", "%D8%A7", ""] {
            join(told).await;
        }
        let cards = shop.logged("card_issued").await;
        let told: Vec<&str> = cards[50..].iter().map(|card| card["channel"].as_str().unwrap()).collect();
        assert_eq!(told, ["flyer-7", "poster", "order_confirmation", "website", "website", "website", "website"]);

        world.stranger().get(&format!("/j/{}?ch=another", shop.slug)).await;
        let seen = world.until(async || Some(shop.logged("page_viewed").await).filter(|seen| !seen.is_empty())).await;
        assert_eq!(seen[0]["channel"], "website", "looking names none either");
    }
}

world_test! {
    async fn a_button_tapped_twice_makes_one_card_and_equal_phones_behind_one_address_make_two(world) {
        let shop = world.shop("Coffee").open().await;
        let (join, customer) = (format!("/j/{}", shop.slug), world.stranger().with("user-agent", "Mozilla/5.0 (iPhone)"));
        let tap = async |page: &Answer| {
            let form = format!("visitor={}&once={}", of_form(page, "visitor"), of_form(page, "once"));
            let joined = customer.send(Method::POST, &join, "application/x-www-form-urlencoded", form).await;
            assert_eq!(joined.status, 303, "{}", joined.text());
            joined.header("location").to_owned()
        };
        let (hers, his) = (customer.get(&join).await, customer.get(&join).await);
        let (first, again) = tokio::join!(tap(&hers), tap(&hers));
        assert_eq!(first, again);
        assert_ne!(tap(&his).await, first, "nobody is handed somebody else's card");
        assert_eq!(shop.logged("card_issued").await.len(), 2);
        for wild in ["visitor=%00&once=%FF", "visitor=x&once=", &format!("visitor={0}&once={0}", "\u{6f1}".repeat(26))] {
            let joined = customer.send(Method::POST, &join, "application/x-www-form-urlencoded", wild).await;
            assert_eq!(joined.status, 303, "{wild}");
        }
        assert_eq!(shop.logged("card_issued").await.len(), 5);
    }
}

world_test! {
    async fn a_customer_who_is_refused_has_the_page_again_with_the_reason_in_words(world) {
        let shop = world.shop("Coffee").open().await;
        let page = format!("/j/{}?lang=en", shop.slug);
        let customer = world.stranger().with("accept", "text/html");
        let join = async |customer: &Caller| customer.send(Method::POST, &page, "application/x-www-form-urlencoded", "").await;
        let foreign = join(&customer.with("sec-fetch-site", "cross-site")).await;
        assert_eq!(foreign.status, 403);
        let words = foreign.text();
        assert!(words.contains("role=\"alert\">That request did not come from this page") && words.contains("<form method=\"post\""), "{words}");

        for _ in 0..30 {
            assert_eq!(join(&customer).await.status, 303);
        }
        let busy = join(&customer).await;
        assert_eq!(busy.status, 429);
        assert!(busy.header("retry-after").parse::<u64>().unwrap() > 0);
        assert!(busy.text().contains("Wait a minute, then tap again."), "{}", busy.text());
        assert_eq!(shop.logged("card_issued").await.len(), 30);
    }
}

world_test! {
    async fn without_a_certificate_cards_and_scans_work(world, Setup { apple: Apple::Off, ..Setup::default() }) {
        let shop = world.shop("Coffee").hasty().open().await;
        let card = shop.issue_card().await;
        assert_eq!(card.0["links"]["apple"], json!(null));
        assert_eq!(shop.stamp_times(&card, 2).await["card"]["stamps"], 2);
        assert_eq!(world.stranger().get(card.page()).await.status, 200);
        world.stranger().get(&card.pass_url()).await.refused(404, "apple_not_configured");
        world.stranger().get(&format!("{}/google", card.page())).await.refused(404, "google_not_configured");
        assert_eq!(world.stranger().get("/readyz").await.ok()["apple"], "off");
    }
}

world_test! {
    async fn an_expired_certificate_stops_passes_and_no_scan(world, Setup { apple: Apple::EndsInAMonth, ..Setup::default() }) {
        let shop = world.shop("Coffee").hasty().open().await;
        let card = shop.issue_card().await;
        let phone = world.iphone_with(&card).await;
        world.pass_days(31);

        assert_eq!(shop.stamp_times(&card, 2).await["card"]["stamps"], 2);
        let problem = world.stranger().get(&card.pass_url()).await.refused(503, "signing_certificate_expired");
        assert!(problem["detail"].as_str().unwrap().contains("certificate expired on"), "{problem}");
        phone.refresh().await.unwrap_err();
        assert_eq!(phone.pass(card.id()).unwrap().value("stamps"), "0 / 10");
        assert_eq!(world.stranger().get("/readyz").await.ok()["apple"], "signing_certificate_expired");
        world.may_owe_pushes();
    }
}

world_test! {
    async fn a_key_of_another_certificate_stops_passes_with_the_reason(world, Setup { apple: Apple::OtherKey, ..Setup::default() }) {
        let shop = world.shop("Coffee").open().await;
        let card = shop.issue_card().await;
        shop.stamp(&card).await;
        let problem = world.stranger().get(&card.pass_url()).await.refused(503, "signing_certificate_unusable");
        assert!(problem["detail"].as_str().unwrap().contains("key"), "{problem}");
    }
}

world_test! {
    async fn an_ended_card_is_void_in_the_wallet_and_takes_no_stamps(world) {
        let shop = world.shop("Coffee").hasty().open().await;
        let card = shop.issue_card().await;
        let phone = world.iphone_with(&card).await;
        let at = format!("/v1/cards/{}", card.id());

        assert_eq!(shop.owner.patch(&at, json!({ "state": "paused" })).await.ok()["state"], "paused");
        shop.scan(&card).await.refused(409, "card_paused");
        shop.redeem(&card).await.refused(409, "card_paused");
        world.deliver().await;
        phone.receive_pushes().await.unwrap();
        assert!(!phone.pass(card.id()).unwrap().voided(), "a paused card may come back");

        shop.owner.patch(&at, json!({ "state": "ended" })).await.ok();
        shop.scan(&card).await.refused(409, "card_ended");
        world.deliver().await;
        phone.receive_pushes().await.unwrap();
        assert!(phone.pass(card.id()).unwrap().voided());

        shop.owner.patch(&at, json!({ "state": "active" })).await.ok();
        shop.stamp(&card).await;
        world.deliver().await;
        phone.receive_pushes().await.unwrap();
        assert!(!phone.pass(card.id()).unwrap().voided());
        shop.owner.patch(&at, json!({ "state": "expired" })).await.refused(422, "invalid_request");
    }
}

world_test! {
    async fn an_unused_card_expires_by_itself(world) {
        let shop = world.shop("Coffee").hasty().with("card_expires_after_days", 30).open().await;
        let (used, unused) = (shop.issue_card().await, shop.issue_card().await);
        let phone = world.iphone_with(&unused).await;
        world.pass_days(20);
        shop.stamp(&used).await;
        world.pass_days(11);
        shop.scan(&unused).await.refused(409, "card_expired");
        assert_eq!(world.sweep().await, 1);
        assert_eq!(world.sweep().await, 0);
        shop.stamp(&used).await;
        assert_eq!(shop.look_at(&unused).await["state"], "expired");
        world.deliver().await;
        phone.receive_pushes().await.unwrap();
        assert!(phone.pass(unused.id()).unwrap().voided());
    }
}

world_test! {
    async fn a_program_change_reaches_every_phone_and_takes_nothing_away(world) {
        let shop = world.shop("Coffee").stamps(10).hasty().open().await;
        let card = shop.issue_card().await;
        let phone = world.iphone_with(&card).await;
        shop.stamp_times(&card, 12).await;
        let rewards = json!([{ "at": 5, "name": "Half a coffee" }]);
        let changed = shop.change_program(json!({ "rewards": rewards })).await;
        assert_eq!(changed["cards_changed"], 1);
        world.deliver().await;
        phone.receive_pushes().await.unwrap();
        assert_eq!(phone.pass(card.id()).unwrap().value("stamps"), "2 / 5");
        let now = Card(shop.look_at(&card).await);
        assert_eq!((now.0["rewards"].as_array().unwrap().len(), &now.0["stamps_required"]), (1, &json!(5)));

        let again = shop.change_program(json!({})).await;
        assert_eq!(again["cards_changed"], 0, "the same program changes nothing");
        assert_eq!(world.deliver().await, 0);
    }
}
