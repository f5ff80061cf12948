//! A shop says how its numbers and dates are written, and every place that shows one follows.

use serde_json::json;

use crate::world::{PATIENCE, Setup};

/// Text without the marks that isolate numbers and names from the sentence's direction.
fn plain(text: &str) -> String {
    text.replace(['\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}', '\u{200e}', '\u{200f}'], "")
}

world_test! {
    async fn one_setting_turns_the_digits_of_page_pass_and_google(world, Setup::both()) {
        let shop = world.shop("Coffee").stamps(10).hasty().with("languages", json!(["fa"])).open().await;
        let card = shop.issue_card().await;
        let phone = world.iphone_with(&card).await;
        let link = world.stranger().get(&card.google_url()).await;
        let told = world.google.callbacks().len();
        let object = world.google.save(link.header("location")).await.unwrap();
        assert!(world.google.wait_for_callbacks(told + 1, PATIENCE).await, "Google told of the save");
        shop.stamp_times(&card, 3).await;

        for (languages, page, pass, google) in [
            (json!(["fa-IR-u-nu-latn"]), "3 از 10", "3 / 10", "3/10"),
            (json!(["fa"]), "۳ از ۱۰", "۳ / ۱۰", "۳/۱۰"),
        ] {
            shop.change_program(json!({ "languages": languages })).await;
            world.deliver().await;
            phone.receive_pushes().await.unwrap();
            let shown = plain(&world.stranger().get(&format!("{}?lang=fa", card.page())).await.text());
            assert!(shown.contains(page), "{languages}: {shown}");
            assert_eq!(phone.pass(card.id()).unwrap().value("stamps"), pass);
            let held = world.google.object(&object).unwrap();
            assert_eq!(held["loyaltyPoints"]["balance"]["string"], google);
        }
        let writes = world.google.writes_to(&object);
        let last = writes.last().and_then(|write| write.body.clone()).unwrap();
        assert_eq!(last["notifyPreference"], json!(null), "no phone of Google's rings because digits changed: {last}");
    }
}

world_test! {
    async fn a_setting_that_nobody_knows_is_refused_at_its_place(world) {
        let shop = world.shop("Coffee").open().await;
        let good = shop.owner.get("/v1/program").await.ok();
        for (tag, told) in [
            ("fa-IR-u-nu-roman", "nu-latn, nu-arab or nu-arabext"),
            ("fa-IR-u-ca-hebrew", "ca-gregory or ca-persian"),
            ("fa-IR-u-fw-noon", "fw-mon to fw-sun"),
            ("fa-IR-u-hc-h12", "\"hc-h12\""),
            ("fa-IR-u-nu-latn-nu-arab", "sets nu twice"),
            ("fa IR", "such as en or fa"),
        ] {
            let mut program = good.clone();
            program["languages"] = json!(["en", tag]);
            let problem = shop.owner.put("/v1/program", program).await.refused(422, "invalid_request");
            let error = &problem["errors"][0];
            assert_eq!(error["pointer"], "/languages/1", "{problem}");
            assert!(error["detail"].as_str().is_some_and(|sentence| sentence.contains(told)), "{problem}");
        }
        let mut program = good;
        program["languages"] = json!(["uz-Latn-UZ-u-ca-gregory-fw-mon-nu-latn", "fa-IR-u-ca-gregory-fw-sat-nu-latn"]);
        shop.owner.put("/v1/program", program.clone()).await.ok();
        assert_eq!(shop.owner.get("/v1/program").await.ok()["languages"], program["languages"]);
    }
}
