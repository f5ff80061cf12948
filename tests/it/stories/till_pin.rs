//! A till with a PIN locks itself, opens by its PIN and ends when somebody guesses; its staff take back what they did last.

use reqwest::Method;
use serde_json::json;

use crate::world::people::{Shop, Till};
use crate::world::{Answer, Caller, World};

const FORM: &str = "application/x-www-form-urlencoded";

/// A till whose staff chose a PIN.
pub(super) async fn till_with_pin(world: &World, shop: &Shop, pin: &str) -> Till {
    let (id, link) = shop.new_till("Till 1").await;
    let enrolled = world
        .stranger()
        .send(Method::POST, &link, FORM, format!("pin={pin}"))
        .await;
    assert_eq!(enrolled.status, 303, "{}", enrolled.text());
    let cookie = enrolled
        .header("set-cookie")
        .split(';')
        .next()
        .unwrap()
        .to_owned();
    Till {
        id,
        browser: world
            .stranger()
            .with("cookie", &cookie)
            .with("sec-fetch-site", "same-origin")
            .with("accept", "text/html"),
    }
}

async fn form(browser: &Caller, path: &str, body: &str) -> Answer {
    browser
        .send(Method::POST, path, FORM, body)
        .await
}

/// A page's text without the marks that keep numbers apart from the direction of the sentence.
fn words(page: &Answer) -> String {
    page.text()
        .replace(['\u{2068}', '\u{2069}'], "")
}

world_test! {
    async fn a_pin_of_any_script_is_chosen_with_the_link_which_a_wrong_one_does_not_use_up(world) {
        let shop = world.shop("Coffee").open().await;
        let (_, link) = shop.new_till("Till 1").await;
        let browser = world.stranger().with("accept", "text/html");
        for wrong in ["123", "123456789", "12a4"] {
            let page = form(&browser, &link, &format!("pin={wrong}")).await;
            assert_eq!(page.status, 422);
            assert!(page.text().contains("4 to 8 digits") && page.text().contains(wrong), "the words and what was typed stay");
        }
        assert_eq!(form(&browser, &link, "pin=%DB%B1%DB%B2%DB%B3%DB%B4").await.status, 303, "۱۲۳۴");
    }
}

world_test! {
    async fn a_till_locks_itself_after_twelve_hours_without_use_and_opens_by_its_pin(world) {
        let shop = world.shop("Coffee").hasty().open().await;
        let card = shop.issue_card().await;
        let (till, open) = (till_with_pin(world, &shop, "1234").await, shop.enrolled_till(world, "Till 2").await);
        let scan = json!({ "code": card.code() });
        world.pass_s(12 * 3_600 - 1);
        till.browser.post("/v1/scans", scan.clone()).await.created();
        // The use is noted behind the answer's back.
        let used = world.in_s(0);
        world.until(async || (shop.owner.list("/v1/tills").await[0]["last_seen_at"] == used).then_some(())).await;
        world.pass_s(11 * 3_600);
        assert!(till.browser.get("/scan").await.text().contains("id=\"typed\""), "use keeps it open");
        world.pass_s(12 * 3_600 + 60);
        till.browser.post("/v1/scans", scan.clone()).await.refused(403, "till_locked");
        till.browser.get("/v1/scans").await.refused(403, "till_locked");
        open.browser.post("/v1/scans", scan.clone()).await.created();

        let page = till.browser.get("/scan").await.text();
        assert!(page.contains("The scanner is locked") && !page.contains("id=\"typed\""));
        let wrong = form(&till.browser, "/scan/unlock", "pin=1235").await;
        assert!(wrong.status == 422 && words(&wrong).contains("4 tries left"), "{}", wrong.text());
        assert_eq!(form(&till.browser, "/scan/unlock", "pin=12").await.status, 422, "what is no PIN is no try");
        assert_eq!(form(&till.browser, "/scan/unlock", "pin=%D9%A1%D9%A2%D9%A3%D9%A4").await.status, 303, "١٢٣٤");
        till.browser.post("/v1/scans", scan).await.created();
    }
}

world_test! {
    async fn staff_lock_the_till_and_the_fifth_wrong_pin_ends_it(world) {
        let shop = world.shop("Coffee").hasty().open().await;
        let card = shop.issue_card().await;
        let till = till_with_pin(world, &shop, "1234").await;
        let scan = json!({ "code": card.code() });
        assert!(till.browser.get("/scan").await.text().contains("/scan/lock"));
        assert_eq!(form(&till.browser, "/scan/lock", "").await.status, 303);
        till.browser.post("/v1/scans", scan.clone()).await.refused(403, "till_locked");
        for left in [4, 3, 2, 1] {
            let page = words(&form(&till.browser, "/scan/unlock", "pin=0000").await);
            assert!(page.contains(&format!("{left} tr")), "{page}");
        }
        assert_eq!(form(&till.browser, "/scan/unlock", "pin=0000").await.status, 303);
        assert!(till.browser.get("/scan").await.text().contains("five wrong PINs"));
        assert_eq!(form(&till.browser, "/scan/unlock", "pin=1234").await.status, 303, "the right one comes too late");
        till.browser.post("/v1/scans", scan).await.refused(401, "till_revoked");
    }
}

world_test! {
    async fn many_pins_at_once_are_no_more_than_five_tries(world) {
        let shop = world.shop("Coffee").open().await;
        let till = till_with_pin(world, &shop, "0007").await;
        form(&till.browser, "/scan/lock", "").await;
        let guesses = (0..12).map(|i| { let browser = till.browser.clone(); async move { form(&browser, "/scan/unlock", &format!("pin=10{i:02}")).await } });
        let answers = futures_util::future::join_all(guesses).await;
        assert_eq!(answers.iter().filter(|answer| answer.status == 422).count(), 4, "the fifth ends it, and nobody hears of a sixth");
        till.browser.get("/v1/scans").await.refused(401, "till_revoked");
    }
}

world_test! {
    async fn a_till_without_a_pin_is_never_locked(world) {
        let shop = world.shop("Coffee").open().await;
        let till = shop.enrolled_till(world, "Till 1").await;
        assert!(!till.browser.get("/scan").await.text().contains("/scan/lock"));
        form(&till.browser, "/scan/lock", "").await.refused(403, "forbidden");
        world.pass_days(179);
        assert_eq!(till.browser.get("/v1/scans").await.status, 200);
        world.pass_days(1);
        assert!(till.browser.get("/scan").await.text().contains("180 days"));
        till.browser.get("/v1/scans").await.refused(401, "till_expired");
    }
}

world_test! {
    async fn a_revoked_till_and_a_phone_that_is_none_are_told_what_to_do(world) {
        let shop = world.shop("Coffee").open().await;
        let till = shop.enrolled_till(world, "Till 1").await;
        assert_eq!(shop.owner.delete(&format!("/v1/tills/{}", till.id)).await.status, 204);
        let page = till.browser.get("/scan").await;
        assert!(page.status == 200 && page.text().contains("no longer a till") && page.text().contains("new link"), "{}", page.text());
        assert!(page.text().contains("scan-queue.js"), "what waits on the phone is counted");
        assert!(world.stranger().get("/scan").await.text().contains("not a till yet"));
        assert_eq!(till.browser.get("/scan/recent").await.status, 303);
    }
}

world_test! {
    async fn staff_see_what_their_till_did_last_and_take_it_back(world) {
        let shop = world.shop("Coffee").stamps(2).hasty().open().await;
        let card = shop.issue_card().await;
        let (till, other) = (till_with_pin(world, &shop, "").await, shop.enrolled_till(world, "Till 2").await);
        assert!(till.browser.get("/scan/recent").await.text().contains("Nothing has been stamped"));
        for _ in 0..3 {
            world.pass_s(1);
            till.browser.post("/v1/scans", json!({ "code": card.code() })).await.created();
        }
        world.pass_s(1);
        let given = till.browser.post("/v1/redemptions", json!({ "code": card.code() })).await.created();
        other.browser.post("/v1/scans", json!({ "code": shop.issue_card().await.code() })).await.created();

        let page = till.browser.get("/scan/recent").await.text();
        let name = &card.0["short_code"].as_str().unwrap()[4..];
        assert_eq!(page.matches(name).count(), 4, "its own three visits and the reward");
        assert_eq!(page.matches("name=\"id\"").count(), 4);

        let id = given["redemption"]["id"].as_str().unwrap();
        let back = form(&till.browser, "/scan/recent/undo", &format!("id={id}")).await;
        assert!(back.status == 303 && back.header("location").contains("done=undone"));
        assert_eq!(form(&till.browser, "/scan/recent/undo", &format!("id={id}")).await.status, 422, "only once");
        assert_eq!(form(&other.browser.with("accept", "text/html"), "/scan/recent/undo", &format!("id={id}")).await.status, 422, "only its own");
        assert_eq!(shop.look_at(&card).await["rewards"].as_array().unwrap().len(), 1);

        world.pass_s(15 * 60 + 1);
        assert_eq!(till.browser.get("/scan/recent").await.text().matches("name=\"id\"").count(), 0, "after 15 minutes the owner can");
    }
}

world_test! {
    async fn the_scanner_can_be_installed(world) {
        let shop = world.shop("Coffee").open().await;
        let till = shop.enrolled_till(world, "Till 1").await;
        let manifest = till.browser.get("/scan/manifest.webmanifest?lang=fa").await.ok();
        assert!(manifest["name"].as_str().unwrap().contains("Coffee") && manifest["dir"] == "rtl" && manifest["scope"] == "/scan", "{manifest}");
        for icon in manifest["icons"].as_array().unwrap() {
            let picture = till.browser.get(icon["src"].as_str().unwrap()).await;
            assert_eq!((picture.status, picture.header("content-type")), (200, "image/png"));
        }
        assert_eq!(world.stranger().get("/scan/icon/4096-000000-ffffff.png").await.status, 404);
        assert_eq!(world.stranger().get("/scan/manifest.webmanifest").await.ok()["short_name"], "stampwell");
        let worker = till.browser.get("/scan/sw.js").await;
        assert_eq!((worker.status, worker.header("service-worker-allowed")), (200, "/scan"));
    }
}

world_test! {
    async fn an_answer_that_got_lost_is_found_again_after_three_days(world) {
        let shop = world.shop("Coffee").hasty().open().await;
        let card = shop.issue_card().await;
        let till = shop.enrolled_till(world, "Till 1").await;
        let visit = json!({ "code": card.code(), "occurred_at": world.in_s(0) });
        let queued = till.browser.once("visit-1");
        queued.post("/v1/scans", visit.clone()).await.created();
        world.pass_s(72 * 3_600 + 1);
        let again = queued.post("/v1/scans", visit.clone()).await;
        assert_eq!((again.status, again.header("idempotency-replayed")), (201, "true"));
        till.browser.once("visit-2").post("/v1/scans", visit).await.refused(422, "occurred_at_out_of_range");
        assert_eq!(shop.look_at(&card).await["stamps"], 1);
    }
}
