//! A shop says how its numbers and dates are written, and every place that shows one follows.

use reqwest::Method;
use serde_json::json;
use stampwell::locale::Locale;

use crate::world::{PATIENCE, Setup};

const FORM: &str = "application/x-www-form-urlencoded";

/// Text without the marks that isolate numbers and names from the sentence's direction.
fn plain(text: &str) -> String {
    text.replace(
        [
            '\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}', '\u{200e}', '\u{200f}',
        ],
        "",
    )
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

world_test! {
    async fn the_owner_sets_how_numbers_are_written_and_sees_it_first(world) {
        let shop = world.shop("Coffee").open().await;
        let owner = shop.signed_in(world).await;
        let form = |look: bool| {
            let what = if look { "look" } else { "save" };
            format!("place-fa=1&digits-fa=latn&calendar-fa=gregory&place-en=2&region-en=us&time_zone=Asia%2FTehran&{what}=1")
        };
        let looked = owner.send(Method::POST, "/admin/setup?lang=fa", FORM, form(true)).await;
        assert_eq!(looked.status, 200);
        let example = plain(&looked.text());
        assert!(example.contains("1,234 · 58% · ") && example.contains("هفته از شنبه"), "{example}");
        assert_eq!(shop.owner.get("/v1/program").await.ok()["time_zone"], "UTC", "looking changes nothing");

        let saved = owner.send(Method::POST, "/admin/setup?lang=fa", FORM, form(false)).await;
        assert_eq!((saved.status, saved.header("location")), (303, "/admin/setup?done=settings&lang=fa"));
        let program = shop.owner.get("/v1/program").await.ok();
        assert_eq!(program["languages"], json!(["fa-u-ca-gregory-nu-latn", "en-US"]));
        assert_eq!(program["time_zone"], "Asia/Tehran");
        assert!(owner.get("/admin/setup?done=settings&lang=fa").await.text().contains("data-locale=\"fa-IR-u-ca-gregory-fw-sat-hc-h23-nu-latn\""));

        for (wrong, told) in [
            ("place-en=1&time_zone=Mars%2FBase", "first-shop-zone-wrong"),
            ("time_zone=UTC", "settings-none"),
            ("place-en=1&region-en=X9&time_zone=UTC", "settings-region-wrong"),
        ] {
            let refused = owner.send(Method::POST, "/admin/setup?lang=en", FORM, wrong).await;
            assert_eq!(refused.status, 422, "{wrong}");
            assert!(refused.text().contains(&Locale::ENGLISH.text(told)), "{wrong}");
        }
        assert_eq!(shop.owner.get("/v1/program").await.ok()["languages"], program["languages"]);
    }
}

world_test! {
    async fn the_checklist_follows_what_is_done(world, Setup::both()) {
        let shop = world.shop("Coffee").with("rewards", json!([{ "at": 10, "name": "Coffee" }])).open().await;
        let owner = shop.signed_in(world).await;
        let page = async || plain(&owner.get("/admin/setup?lang=en").await.text());
        let before = page().await;
        for todo in ["No phone can stamp yet.", "No card has been stamped yet.", "A reward has no cost yet", "not https", "plain text"] {
            assert!(before.contains(todo), "{todo}: {before}");
        }
        assert!(before.contains("Cards for Apple Wallet are signed.") && before.contains("Cards for Google Wallet are made."), "{before}");

        shop.enrolled_till(world, "Till 1").await;
        let card = shop.issue_card().await;
        shop.stamp(&card).await;
        shop.change_program(json!({ "rewards": [{ "at": 10, "name": "Coffee", "cost_minor": 40 }] })).await;
        let after = page().await;
        for done in ["1 phone can stamp.", "The first card has been stamped.", "Every reward has a cost"] {
            assert!(after.contains(done), "{done}: {after}");
        }
        let count = |page: &str| page.split("<strong>").nth(1).and_then(|rest| rest.split(' ').next()).unwrap().parse::<u32>().unwrap();
        assert_eq!(count(&after), count(&before) + 3);
        assert_eq!(world.stranger().get("/admin/setup").await.status, 401, "it is the owner's page");
        world.deliver().await;
    }
}

world_test! {
    async fn whoever_reads_what_the_shop_does_not_speak_gets_its_own_words(world) {
        let names = json!({ "tr": "Köşe Kahvecisi", "ar": "مقهى الزاوية" });
        let shop = world.shop("Coffee").with("languages", json!(["tr", "ar"])).with("name", names).open().await;
        let card = shop.issue_card().await;
        let path = card.0["links"]["page"].as_str().unwrap().split_once("/c/").map(|(_, token)| format!("/c/{token}")).unwrap();
        for reader in ["en", "fa", "id"] {
            for page in [path.clone(), format!("/j/{}", shop.slug)] {
                let shown = world.stranger().with("accept-language", reader).get(&page).await.text();
                assert!(shown.contains("Köşe Kahvecisi") && !shown.contains("مقهى الزاوية"), "{reader} {page}");
            }
        }
    }
}

world_test! {
    async fn a_language_that_was_chosen_by_hand_is_the_next_pages_too(world) {
        let shop = world.shop("Coffee").with("languages", json!(["en", "tr", "fa"])).open().await;
        let join = format!("/j/{}?ch=poster", shop.slug);
        let english = world.stranger().with("accept", "text/html").with("accept-language", "en");
        let speaks = async |browser: &crate::world::Caller, path: &str| {
            let page = browser.get(path).await.text();
            page.split("<html lang=\"").nth(1).unwrap()[..2].to_owned()
        };
        let page = english.get(&join).await.text();
        let switch = format!("{join}&amp;lang=tr&amp;chosen");
        assert!(page.contains(&format!("href=\"{switch}\"")) || page.contains(&format!("href=\"{}\"", switch.replace("&amp;", "&#38;"))), "{page}");
        assert!(english.get(&format!("{join}&lang=tr")).await.headers.get("set-cookie").is_none(), "a link's language is nobody's choice");
        let polled = english.with("sec-fetch-mode", "cors").get(&format!("{join}&lang=tr&chosen")).await;
        assert!(polled.headers.get("set-cookie").is_none(), "what a script fetches again is none either");

        let chosen = english.with("sec-fetch-mode", "navigate").get(&format!("{join}&lang=tr&chosen")).await;
        assert_eq!(chosen.header("set-cookie").split(';').next(), Some("lang=tr"));
        assert!(!chosen.text().contains("chosen&"), "a page's own links are no choice");
        let turkish = english.with("cookie", "lang=tr");
        assert_eq!(speaks(&turkish, &join).await, "tr");
        assert_eq!(speaks(&turkish, &format!("{join}&lang=fa")).await, "fa", "an address that says its language is in that");
        assert_eq!(speaks(&turkish, "/c/nowhere").await, "tr", "so is a page that tells of a fault");
        assert_eq!(speaks(&english.with("cookie", "lang=xx"), &join).await, "en");

        let form = turkish.with("sec-fetch-site", "same-origin").send(Method::POST, &join, FORM, "").await;
        assert!(form.header("location").ends_with("?lang=tr"));
        assert_eq!(shop.owner.get("/v1/cards").await.ok()["data"][0]["locale"], "tr");
        let problem = turkish.with("accept", "application/json").get("/v1/cards").await.refused(401, "unauthorized");
        assert!(problem["title"].as_str().unwrap().is_ascii(), "programs say with each call what they want: {problem}");
    }
}
