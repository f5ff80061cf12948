//! What a visit came to is told after it was stamped, and counts at the visit.

use reqwest::Method;
use serde_json::{Value, json};

use crate::world::{Answer, Caller, Shop, World};

const FORM: &str = "application/x-www-form-urlencoded";

async fn say(who: &Caller, visit: &str, amount: i64) -> Answer {
    who.patch(visit, json!({ "amount_minor": amount }))
        .await
}

/// Where a visit is.
fn address(stamped: &Value) -> String {
    format!(
        "/v1/scans/{}",
        stamped["scan"]["id"]
            .as_str()
            .unwrap()
    )
}

/// What members spent these days, and the visits with an amount of all visits.
async fn money(world: &World, shop: &Shop) -> (i64, [i64; 2]) {
    let day = |offset: i64| {
        world
            .clock
            .now()
            .plus_s(offset * 86_400)
            .to_string()[..10]
            .to_owned()
    };
    let query = format!(
        "from={}&to={}&metrics=member_revenue_minor,data_quality",
        day(-3),
        day(1)
    );
    let metrics = shop
        .reader
        .get(&format!("/v1/metrics?{query}"))
        .await
        .ok()["metrics"]
        .take();
    let coverage = |side: &str| {
        metrics["data_quality"]["amount_coverage"][side]
            .as_i64()
            .unwrap()
    };
    (
        metrics["member_revenue_minor"]
            .as_i64()
            .unwrap(),
        [coverage("num"), coverage("den")],
    )
}

world_test! {
    async fn a_till_says_what_its_own_visit_came_to_and_the_last_word_counts(world) {
        let shop = world.shop("Coffee").hasty().open().await;
        let card = shop.issue_card().await;
        let (till, other) = (shop.enrolled_till(world, "Till 1").await, shop.enrolled_till(world, "Till 2").await);
        let at = address(&till.browser.post("/v1/scans", json!({ "code": card.code() })).await.created());
        shop.stamp(&card).await;
        assert_eq!(money(world, &shop).await, (0, [0, 2]));

        assert_eq!(say(&till.browser, &at, 1_250).await.ok()["amount_minor"], 1_250);
        assert_eq!(money(world, &shop).await, (1_250, [1, 2]));
        for who in [&other.browser, &shop.staff] {
            say(who, &at, 1).await.refused(404, "not_found");
        }
        shop.reader.patch(&at, json!({ "amount_minor": 1 })).await.refused(403, "forbidden");
        for wrong in [json!({}), json!({ "amount_minor": -1 }), json!({ "amount_minor": 1.5 }), json!({ "amount_minor": 1_000_000_000_001_i64 }), json!({ "amount_minor": 1, "stamps": 5 })] {
            till.browser.patch(&at, wrong).await.refused(422, "invalid_request");
        }
        world.pass_s(900);
        say(&till.browser, &at, 990).await.ok();
        world.pass_s(1);
        say(&till.browser, &at, 1_000).await.refused(403, "amount_window_over");
        say(&till.browser, &at, 990).await.ok();
        say(&shop.owner, &at, 1_000).await.ok();

        let said = shop.logged("visit_amount_recorded").await;
        assert_eq!(said.iter().map(|word| word["amount_minor"].as_i64().unwrap()).collect::<Vec<_>>(), [1_250, 990, 1_000], "the same again says nothing");
        let (visit, word) = (at.rsplit('/').next().unwrap(), &said[0]);
        assert_eq!((&word["visit_id"], &word["external_id"], &word["source"], &word["currency"]), (&json!(visit), &json!(visit), &json!("staff"), &json!("EUR")));
        assert_eq!((&word["staff_id"], &word["card_id"], &word["member_id"]), (&json!(till.id), &json!(card.id()), &json!(card.member())));
        assert_eq!(money(world, &shop).await, (1_000, [1, 2]));
        assert_eq!(shop.owner.get(&at).await.ok()["amount_minor"], 1_000);
        assert_eq!(shop.look_at(&card).await["stamps"], 2, "money moves no stamp");
    }
}

world_test! {
    async fn a_visit_that_is_taken_back_takes_its_amount_along(world) {
        let shop = world.shop("Coffee").hasty().open().await;
        let card = shop.issue_card().await;
        let at = address(&shop.stamp(&card).await);
        say(&shop.staff, &at, 700).await.ok();
        assert_eq!(money(world, &shop).await, (700, [1, 1]));
        shop.staff.post(&format!("{at}/void"), json!({})).await.ok();
        assert_eq!(money(world, &shop).await, (0, [0, 0]));
        say(&shop.staff, &at, 800).await.refused(409, "already_voided");
        say(&shop.owner, &at, 800).await.refused(409, "already_voided");
    }
}

world_test! {
    async fn the_owner_and_the_till_itself_switch_the_question_on_and_off(world) {
        let shop = world.shop("Coffee").open().await;
        let (till, other) = (shop.enrolled_till(world, "Till 1").await, shop.enrolled_till(world, "Till 2").await);
        let asks = async |browser: &Caller| browser.with("accept", "text/html").get("/scan?lang=en").await.text().contains("id=\"pad\"");
        assert!(!asks(&till.browser).await, "nobody is asked who did not want it");
        let answer = till.browser.send(Method::POST, "/scan/amount?lang=en", FORM, "on=true").await;
        assert!(answer.status == 303 && answer.header("location").starts_with("/scan"), "{}", answer.text());
        assert!(asks(&till.browser).await && !asks(&other.browser).await, "each till by itself");

        let owner = shop.signed_in(world).await;
        let page = owner.get("/admin/staff?lang=en").await.text();
        assert!(page.contains("Stop asking for the amount") && page.contains("Ask for the amount"));
        for (till, on) in [(&till, false), (&other, true)] {
            let way = format!("/admin/staff/tills/{}/amount?lang=en", till.id);
            assert_eq!(owner.send(Method::POST, &way, FORM, format!("on={on}")).await.status, 303);
            assert_eq!(asks(&till.browser).await, on);
        }
        let tea = world.shop("Tea").open().await.signed_in(world).await;
        let theirs = format!("/admin/staff/tills/{}/amount", till.id);
        assert_eq!(tea.send(Method::POST, &theirs, FORM, "on=true").await.status, 404);
        shop.staff.send(Method::POST, "/scan/amount", FORM, "on=true").await.refused(403, "forbidden");
        assert_eq!(till.browser.with("sec-fetch-site", "cross-site").send(Method::POST, "/scan/amount", FORM, "on=true").await.status, 403);
        assert!(!asks(&till.browser).await);
    }
}

world_test! {
    async fn a_till_sees_what_its_visits_came_to_and_that_its_page_has_changed(world) {
        let shop = world.shop("Coffee").hasty().open().await;
        let card = shop.issue_card().await;
        let till = shop.enrolled_till(world, "Till 1").await;
        let at = address(&till.browser.post("/v1/scans", json!({ "code": card.code() })).await.created());
        let recent = async || till.browser.with("accept", "text/html").get("/scan/recent?lang=en").await.text();
        assert!(!recent().await.contains("EUR"));
        say(&till.browser, &at, 1_250).await.ok();
        assert!(recent().await.contains("12.50 EUR"));

        let tag = till.browser.get("/scan/now").await;
        assert_eq!(tag.status, 204);
        let open = till.browser.with("if-none-match", tag.header("etag"));
        assert_eq!(open.get("/scan/now").await.status, 304);
        let owner = shop.signed_in(world).await;
        owner.send(Method::POST, &format!("/admin/staff/tills/{}/amount", till.id), FORM, "on=true").await;
        assert_eq!(open.get("/scan/now").await.status, 204, "the owner has this till ask from now on");
        assert_eq!(world.stranger().get("/scan/now").await.status, 401);
    }
}
