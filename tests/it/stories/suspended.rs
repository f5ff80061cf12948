//! The operator's lists, and a shop that is kept from working for a while.

use reqwest::Method;
use serde_json::{Value, json};

use crate::world::{SECRET, World};

/// What a command says, which must succeed.
fn run(world: &World, words: &[&str]) -> String {
    let (code, said) = world.stampwell(Some(SECRET), words);
    assert_eq!(code, Some(0), "{words:?}: {said}");
    said
}

fn list(world: &World, words: &[&str]) -> Vec<Value> {
    let said = run(world, &[words, &["--json"]].concat());
    serde_json::from_str(&said).unwrap_or_else(|e| panic!("{e}: {said}"))
}

world_test! {
    async fn a_suspended_shop_stands_still_and_its_customers_keep_their_cards(world) {
        let (shop, other) = (world.shop("Coffee").stamps(5).open().await, world.shop("Tea").open().await);
        let card = shop.issue_card().await;
        shop.staff.post("/v1/scans", json!({ "card_id": card.id() })).await.created();
        let till = shop.enrolled_till(world, "Counter").await;
        let form = "application/x-www-form-urlencoded";
        let key = shop.owner.header("authorization").replace("Bearer ", "");
        let browser = world.stranger().with("accept", "text/html");
        let owner = shop.signed_in(world).await.with("accept", "text/html");
        assert_eq!(owner.get("/admin").await.status, 200);
        let join = format!("/j/{}", shop.slug);

        run(world, &["merchant", "suspend", &shop.slug]);
        assert!(run(world, &["merchant", "suspend", &shop.slug]).contains("is suspended"), "a second time changes nothing");
        for (caller, path) in [(&shop.owner, "/v1/program"), (&shop.staff, "/v1/scans"), (&shop.reader, "/v1/metrics"), (&till.browser, "/v1/scans")] {
            caller.get(path).await.refused(403, "merchant_suspended");
        }
        shop.staff.post("/v1/scans", json!({ "card_id": card.id() })).await.refused(403, "merchant_suspended");
        for (page, status) in [(owner.get("/admin").await, 403), (till.browser.get("/scan").await, 403), (browser.get(&join).await, 403)] {
            assert_eq!(page.status, status, "{}", page.text());
        }
        let joining = browser.send(Method::POST, &join, form, "").await;
        assert!(joining.status == 403 && joining.text().contains("suspended"), "{}", joining.text());
        let again = browser.send(Method::POST, "/admin/sign-in", form, format!("key={key}")).await;
        assert_eq!(again.status, 403);
        assert_eq!(browser.get(card.page()).await.status, 200, "the card is its customer's");
        let own = browser.with("sec-fetch-site", "same-origin");
        for (way, given, taken) in [("contact", "phone=%2B4930123456", "remove=both"), ("news", "news=on", "news=off")] {
            let way = format!("{}/{way}", card.page());
            assert_eq!(own.send(Method::POST, &way, form, given).await.status, 403, "{way}: the shop is given nothing new");
            assert_eq!(own.send(Method::POST, &way, form, taken).await.status, 303, "{way}: what it has can be taken back");
        }
        other.owner.get("/v1/program").await.ok();

        let states: Vec<(String, bool)> = list(world, &["merchant", "list"])
            .iter()
            .map(|merchant| (merchant["slug"].as_str().unwrap().to_owned(), merchant["suspended_at"].is_string()))
            .collect();
        assert_eq!(states, [(shop.slug.clone(), true), (other.slug.clone(), false)]);
        let table = run(world, &["merchant", "list"]);
        assert!(table.starts_with("slug") && table.lines().count() == 3 && table.contains("suspended") && table.contains("works"), "{table}");

        run(world, &["merchant", "resume", &shop.slug]);
        let now = shop.owner.get(&format!("/v1/cards/{}", card.id())).await.ok();
        assert_eq!(now["stamps"], 1);
        assert_eq!((till.browser.get("/scan").await.status, owner.get("/admin").await.status, browser.get(&join).await.status), (200, 200, 200));
    }
}

world_test! {
    async fn the_operator_lists_keys_and_tills_and_ends_a_key_by_its_id(world) {
        let shop = world.shop("Coffee").open().await;
        let secret = run(world, &["key", "create", "--merchant", &shop.slug, "--role", "owner"]).lines().next().unwrap().to_owned();
        let caller = world.stranger().with_key(&secret);
        let made = caller.post("/v1/keys", json!({ "role": "reader" })).await.created();
        let keys = list(world, &["key", "list", "--merchant", &shop.slug]);
        let leaked = keys.iter().find(|key| key["hint"].as_str().unwrap().ends_with(&secret[secret.len() - 4..]) && key["made_by"].is_null()).unwrap();
        let id = leaked["id"].as_str().unwrap();
        let table = run(world, &["key", "list", "--merchant", &shop.slug]);
        assert!(table.starts_with("id ") && table.contains(id) && !table.contains(&secret), "{table}");

        assert!(run(world, &["key", "revoke", id, "--with-made"]).contains("is ended"));
        assert!(run(world, &["key", "revoke", id]).contains("is ended"), "a second time changes nothing");
        caller.get("/v1/program").await.refused(401, "unauthorized");
        world.stranger().with_key(made["secret"].as_str().unwrap()).get("/v1/metrics").await.refused(401, "unauthorized");
        shop.owner.get("/v1/program").await.ok();

        assert!(list(world, &["key", "list"]).is_empty(), "the shop's keys are none of the operator's");
        let operator = run(world, &["key", "create", "--role", "operator"]).lines().next().unwrap().to_owned();
        let own = list(world, &["key", "list"]);
        assert!(own.len() == 1 && own[0]["role"] == "operator", "{own:?}");
        run(world, &["key", "revoke", own[0]["id"].as_str().unwrap()]);
        world.stranger().with_key(&operator).get("/v1/merchants").await.refused(401, "unauthorized");

        assert!(run(world, &["till", "list", "--merchant", &shop.slug]).contains("There is none."));
        shop.enrolled_till(world, "Counter").await;
        shop.owner.post("/v1/tills", json!({ "name": "Second" })).await.created();
        let table = run(world, &["till", "list", "--merchant", &shop.slug]);
        let states: Vec<&str> = table.lines().skip(1).map(|line| line.split_whitespace().nth(1).unwrap()).collect();
        assert_eq!(states, ["works", "waits"], "{table}");
        let tills = list(world, &["till", "list", "--merchant", &shop.slug]);
        assert_eq!((tills[0]["name"].as_str(), tills[1]["enrolled"].as_bool()), (Some("Counter"), Some(false)));
    }
}

world_test! {
    async fn what_is_not_there_is_told_by_its_exit_code(world) {
        world.shop("Coffee").open().await;
        for words in [
            &["merchant", "suspend", "nobody"][..],
            &["merchant", "resume", "nobody"],
            &["key", "list", "--merchant", "nobody"],
            &["key", "revoke", "key_nonsense"],
            &["till", "list", "--merchant", "nobody"],
        ] {
            let (code, said) = world.stampwell(Some(SECRET), words);
            assert!(code == Some(3) && said.contains("There is no"), "{words:?}: {code:?} {said}");
        }
    }
}
