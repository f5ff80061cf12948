//! A staff phone becomes a till and stops being one.

use reqwest::Method;
use serde_json::json;

use crate::world::{Caller, World};

const FORM: &str = "application/x-www-form-urlencoded";

/// Opens an enrolment link and agrees.
async fn enrol(browser: &Caller, link: &str) -> crate::world::Answer {
    browser
        .send(Method::POST, link, FORM, "")
        .await
}

fn browser(world: &World) -> Caller {
    world
        .stranger()
        .with("accept", "text/html")
}

world_test! {
    async fn an_enrolment_link_works_once(world) {
        let shop = world.shop("Coffee").open().await;
        let (_, link) = shop.new_till("Till 1").await;
        for _ in 0..2 {
            let page = browser(world).get(&link).await;
            assert_eq!(page.status, 200, "link previews open links too");
            assert!(page.text().contains("Till 1"));
        }
        let enrolled = enrol(&browser(world), &link).await;
        assert!(enrolled.status == 303 && enrolled.header("location").starts_with("/scan"), "{:?}", enrolled.headers);
        let cookie = enrolled.header("set-cookie");
        assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), "{cookie}");
        assert_eq!(enrol(&browser(world), &link).await.status, 410);
        assert_eq!(browser(world).get(&link).await.status, 410);
        assert_eq!(enrol(&browser(world), "/scan/enrol?t=nonsense").await.status, 410);
        assert_eq!(enrol(&browser(world), "/scan/enrol").await.status, 410);
    }
}

world_test! {
    async fn an_enrolment_link_works_for_ten_minutes(world) {
        let shop = world.shop("Coffee").open().await;
        let ((_, early), (_, late)) = (shop.new_till("Early").await, shop.new_till("Late").await);
        world.pass_s(599);
        assert_eq!(enrol(&browser(world), &early).await.status, 303);
        world.pass_s(1);
        assert_eq!(enrol(&browser(world), &late).await.status, 410);
    }
}

world_test! {
    async fn of_two_phones_with_one_link_one_becomes_the_till(world) {
        let shop = world.shop("Coffee").open().await;
        let (_, link) = shop.new_till("Till 1").await;
        let browser = browser(world);
        let answers = futures_util::future::join_all((0..8).map(|_| enrol(&browser, &link))).await;
        assert_eq!(answers.iter().filter(|answer| answer.status == 303).count(), 1);
        assert!(answers.iter().all(|answer| [303, 410].contains(&answer.status)));
    }
}

world_test! {
    async fn the_link_is_shown_once(world) {
        let shop = world.shop("Coffee").open().await;
        let owner = shop.owner.once("till-1");
        let first = owner.post("/v1/tills", json!({ "name": "Till 1" })).await.created();
        let again = owner.post("/v1/tills", json!({ "name": "Till 1" })).await.created();
        assert_eq!((&again["id"], &again["enrol_url"]), (&first["id"], &json!(null)));
        assert!(first["enrol_url"].is_string());
        let [listed] = &shop.owner.list("/v1/tills").await[..] else { panic!("one till") };
        assert_eq!((listed.get("enrol_url"), &listed["enrolled"]), (None, &json!(false)));
    }
}

world_test! {
    async fn a_till_scans_and_redeems_and_is_named_in_the_log(world) {
        let shop = world.shop("Coffee").stamps(1).hasty().open().await;
        let place = shop.owner.post("/v1/locations", json!({ "name": "Main street" })).await.created()["id"].clone();
        let card = shop.issue_card().await;
        let till = shop.enrolled_till(world, "Till 1").await;
        let scan = till.browser.post("/v1/scans", json!({ "code": card.code(), "location_id": place })).await.created();
        assert_eq!((&scan["scan"]["till_id"], &scan["scan"]["key_id"], &scan["scan"]["location_id"]), (&json!(till.id), &json!(null), &place));
        till.browser.post("/v1/redemptions", json!({ "code": card.code() })).await.created();
        let [visit] = &shop.logged("visit_validated").await[..] else { panic!("one visit") };
        assert_eq!((&visit["staff_id"], &visit["location_id"]), (&json!(till.id), &place));
        shop.staff.post("/v1/scans", json!({ "code": card.code(), "location_id": "loc_00000000000000000000000000" })).await.refused(422, "invalid_request");

        let void = format!("/v1/scans/{}/void", scan["scan"]["id"].as_str().unwrap());
        let other = shop.enrolled_till(world, "Till 2").await;
        other.browser.post(&void, json!({})).await.refused(404, "not_found");
        shop.staff.post(&void, json!({})).await.refused(404, "not_found");
        till.browser.post(&void, json!({})).await.refused(409, "already_redeemed");
        for (browser, seen) in [(&till.browser, 1), (&other.browser, 0)] {
            assert_eq!(browser.list("/v1/scans").await.len(), seen);
        }
        assert_eq!(till.browser.get("/scan").await.status, 200);
    }
}

world_test! {
    async fn another_site_cannot_scan_in_the_name_of_a_till(world) {
        let shop = world.shop("Coffee").hasty().open().await;
        let card = shop.issue_card().await;
        let (_, link) = shop.new_till("Till 1").await;
        let cookie = enrol(&browser(world), &link).await.header("set-cookie").split(';').next().unwrap().to_owned();
        let bare = world.stranger().with("cookie", &cookie);
        let body = json!({ "code": card.code() });
        let foreign = [
            bare.with("origin", "https://evil.example"),
            bare.with("origin", "null"),
            bare.with("origin", &world.base.replace("http://", "https://")),
            bare.with("sec-fetch-site", "cross-site"),
            bare.with("sec-fetch-site", "same-site"),
            bare.with("sec-fetch-site", "none"),
            bare.with("sec-fetch-site", "cross-site").with("origin", &world.base),
            bare.clone(),
        ];
        for caller in foreign {
            caller.post("/v1/scans", body.clone()).await.refused(403, "forbidden");
        }
        bare.with("origin", &world.base).post("/v1/scans", body.clone()).await.created();
        bare.with("sec-fetch-site", "same-origin").post("/v1/scans", body).await.created();
        assert_eq!(bare.get(&format!("/v1/cards/{}", card.id())).await.ok()["stamps"], 2);
    }
}

world_test! {
    async fn a_revoked_till_is_refused_at_once(world) {
        let shop = world.shop("Coffee").hasty().open().await;
        let card = shop.issue_card().await;
        let (lost, kept) = (shop.enrolled_till(world, "Lost").await, shop.enrolled_till(world, "Kept").await);
        lost.browser.post("/v1/scans", json!({ "code": card.code() })).await.created();
        assert_eq!(shop.owner.delete(&format!("/v1/tills/{}", lost.id)).await.status, 204);
        lost.browser.post("/v1/scans", json!({ "code": card.code() })).await.refused(401, "till_revoked");
        lost.browser.get(&format!("/v1/cards/{}", card.id())).await.refused(401, "till_revoked");
        kept.browser.post("/v1/scans", json!({ "code": card.code() })).await.created();
        shop.owner.delete(&format!("/v1/tills/{}", lost.id)).await.refused(404, "not_found");

        world.pass_days(180);
        kept.browser.post("/v1/scans", json!({ "code": card.code() })).await.refused(401, "till_expired");
    }
}

world_test! {
    async fn a_till_revoked_before_its_enrolment_never_works(world) {
        let shop = world.shop("Coffee").open().await;
        let (id, link) = shop.new_till("Till 1").await;
        assert_eq!(shop.owner.delete(&format!("/v1/tills/{id}")).await.status, 204);
        assert_eq!(enrol(&browser(world), &link).await.status, 410);
    }
}

world_test! {
    async fn a_location_is_renamed_and_keeps_its_visits(world) {
        let shop = world.shop("Coffee").hasty().open().await;
        let place = shop.owner.post("/v1/locations", json!({ "name": "Station" })).await.created();
        let at = format!("/v1/locations/{}", place["id"].as_str().unwrap());
        let renamed = shop.owner.patch(&at, json!({ "name": "Old town" })).await.ok();
        assert_eq!((&renamed["name"], &renamed["id"]), (&json!("Old town"), &place["id"]));
        assert_eq!(shop.owner.get(&at).await.ok(), renamed);
        let card = shop.issue_card().await;
        let sent = json!({ "code": card.code(), "location_id": place["id"] });
        assert_eq!(shop.staff.post("/v1/scans", sent).await.created()["scan"]["location_id"], place["id"]);
        for wrong in [json!({ "name": "" }), json!({}), json!({ "name": "x".repeat(81) }), json!({ "name": "a", "id": "b" })] {
            shop.owner.patch(&at, wrong).await.refused(422, "invalid_request");
        }
        let other = world.shop("Bakery").open().await;
        other.owner.patch(&at, json!({ "name": "Mine" })).await.refused(404, "not_found");
        other.owner.get(&at).await.refused(404, "not_found");
        shop.staff.patch(&at, json!({ "name": "Mine" })).await.refused(403, "forbidden");
        world.deliver().await;
    }
}
