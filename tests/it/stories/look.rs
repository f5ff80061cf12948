//! The owner tries and changes how the card looks, prints the poster, and hands out keys.

use reqwest::Method;
use serde_json::Value;

use crate::world::{Answer, Caller};

const FORM: &str = "application/x-www-form-urlencoded";

async fn sent(browser: &Caller, path: &str, form: &str) -> Answer {
    browser.send(Method::POST, path, FORM, form).await
}

/// The editor's fields as a browser sends them, with some changed; the colours need their sign encoded.
fn fields(changes: &[(&str, &str)]) -> String {
    let mut fields = vec![
        ("tried", "yes"),
        ("name.en", "Coffee"),
        ("reward.en", "Free coffee"),
        ("reward.fa", "قهوهٔ رایگان"),
        ("stamps", "10"),
        ("colour", "#3b2a20"),
        ("stamp_colour", "#f2b33d"),
        ("icon", "coffee"),
        ("cooldown", "10"),
        ("welcome", "0"),
    ];
    for (name, value) in changes {
        fields.retain(|(known, _)| known != name);
        fields.push((name, value));
    }
    fields.iter().map(|(name, value)| format!("{name}={}", value.replace('#', "%23"))).collect::<Vec<_>>().join("&")
}

world_test! {
    async fn values_are_tried_without_changing_anything_and_saved_once_their_reach_was_seen(world) {
        let shop = world.shop("Coffee").open().await;
        shop.issue_card().await;
        let browser = shop.signed_in(world).await;
        let new = fields(&[("stamps", "8"), ("icon", "scissors"), ("reward.en", "Haircut"), ("cost", "4.50")]);

        let tried = browser.get(&format!("/admin/card?{new}")).await.text();
        assert!(tried.contains("Saving changes \u{2068}1\u{2069} card") && tried.contains("3 / 8") && tried.contains("Haircut"), "{tried}");
        assert_eq!(shop.owner.get("/v1/program").await.ok()["version"], 1, "trying saves nothing");

        let asked = sent(&browser, "/admin/card", &new).await;
        assert_eq!(asked.status, 200);
        assert!(asked.text().contains("Save again to confirm."));
        assert_eq!(shop.owner.get("/v1/program").await.ok()["version"], 1, "nobody had seen how many cards change");

        let saved = sent(&browser, "/admin/card", &format!("{new}&cards=1")).await;
        assert_eq!((saved.status, saved.header("location").contains("done=look-saved")), (303, true));
        let program = shop.owner.get("/v1/program").await.ok();
        assert_eq!((&program["version"], &program["template"], &program["rewards"][0]["at"]), (&2.into(), &"scissors".into(), &8.into()));
        assert_eq!(program["rewards"][0]["cost_minor"], 450);
        assert_eq!(program["rewards"][0]["name"]["fa"], "قهوهٔ رایگان");
        assert!(sent(&browser, "/admin/card", &new).await.header("location").contains("done=look-same"));
    }
}

world_test! {
    async fn an_earlier_version_comes_back_by_saving_it(world) {
        let shop = world.shop("Coffee").open().await;
        let browser = shop.signed_in(world).await;
        let before = shop.owner.get("/v1/program").await.ok();
        sent(&browser, "/admin/card", &fields(&[("stamps", "6"), ("colour", "#0f766e")])).await;
        assert_eq!(shop.owner.get("/v1/program").await.ok()["rewards"][0]["at"], 6, "no card is out, so nothing had to be asked");

        let page = browser.get("/admin/card?from=1").await.text();
        assert!(page.contains("You are looking at version \u{2068}1\u{2069}."), "{page}");
        let back = fields(&[("from", "1"), ("reward.ar", "قهوة مجانية"), ("reward.tr", "Bedava kahve"), ("reward.uz", "Bepul qahva"), ("reward.id", "Kopi gratis")]);
        sent(&browser, "/admin/card", &back).await;
        let after = shop.owner.get("/v1/program").await.ok();
        assert_eq!((&after["version"], &after["rewards"], &after["colours"]), (&Value::from(3), &before["rewards"], &before["colours"]));
    }
}

world_test! {
    async fn a_wrong_field_is_told_at_its_place_and_the_rest_is_kept(world) {
        let shop = world.shop("Coffee").open().await;
        let browser = shop.signed_in(world).await;
        let refused = sent(&browser, "/admin/card", &fields(&[("stamps", "0"), ("name.en", "Kaffee <b>"), ("colour", "brown")])).await;
        let page = refused.text();
        assert_eq!(refused.status, 422);
        assert!(page.contains("id=\"stamps-fault\" data-live>Enter a whole number"), "{page}");
        assert!(page.contains("id=\"colour-fault\" data-live>Choose a colour"));
        assert!(page.contains("value=\"Kaffee &#60;b&#62;\"") && !page.contains("<b>\""), "what was typed is kept and never run");
        assert_eq!(shop.owner.get("/v1/program").await.ok()["version"], 1);
        assert_eq!(browser.get("/admin/card?from=77").await.status, 404);
    }
}

world_test! {
    async fn a_colour_that_cannot_be_read_is_corrected_and_both_are_shown(world) {
        let shop = world.shop("Coffee").open().await;
        let browser = shop.signed_in(world).await;
        let faint = fields(&[("colour", "#0f766e"), ("stamp_colour", "#0d6b63")]);
        let page = browser.get(&format!("/admin/card?{faint}")).await.text();
        assert!(page.contains("#0d6b63") && page.contains("Colour we use, so it can be read"), "{page}");
        sent(&browser, "/admin/card", &faint).await;
        let colours = shop.owner.get("/v1/program").await.ok()["colours"].clone();
        assert_ne!(colours["accent"], "#0d6b63");
        assert!(page.contains(colours["accent"].as_str().unwrap()), "what was shown is what is used");
        let logo = browser.get("/admin/card/logo.png?icon=coffee&colour=0f766e&stamp_colour=ffffff&label=ffffff").await;
        assert_eq!((logo.status, &logo.body[1..4]), (200, b"PNG".as_slice()));
    }
}

world_test! {
    async fn the_poster_leads_to_the_join_page_by_its_channel(world) {
        let shop = world.shop("Coffee").open().await;
        let browser = shop.signed_in(world).await;
        let page = browser.get("/admin/poster?size=tent&first=en&second=fa").await.text();
        assert!(page.contains("رایگان") && page.contains("print-a4.css"), "{page}");
        let file = browser.get("/admin/poster.svg?size=a5&lang=en,fa").await;
        assert_eq!((file.status, file.header("content-type")), (200, "image/svg+xml"));
        assert!(file.text().contains("148mm") && file.text().contains(&format!("/j/{}</text>", shop.slug)));
        assert_eq!(browser.get("/admin/poster?size=a9").await.status, 422);
        assert_eq!(world.stranger().with("accept", "text/html").get("/admin/poster").await.status, 303, "only for who is signed in");
    }
}

world_test! {
    async fn a_key_is_shown_once_works_and_ends(world) {
        let shop = world.shop("Coffee").open().await;
        let card = shop.issue_card().await;
        let browser = shop.signed_in(world).await;
        let made = sent(&browser, "/admin/developers/keys", "role=staff").await.text();
        let secret = made.split("<code id=\"secret\">").nth(1).and_then(|rest| rest.split('<').next()).unwrap().to_owned();
        let till = world.stranger().with_key(&secret);
        till.post("/v1/scans", serde_json::json!({ "code": card.code() })).await.created();

        let page = browser.get("/admin/developers").await.text();
        assert!(!page.contains(&secret) && page.contains(&secret[secret.len() - 4..]), "afterwards only its end is known");
        assert!(page.contains("visit_validated") && page.contains("From your own log") && page.contains("A made-up example"));
        let keys = shop.owner.list("/v1/keys").await;
        let id = keys.iter().find(|key| key["hint"].as_str().unwrap().ends_with(&secret[secret.len() - 4..])).unwrap()["id"].clone();
        let ended = sent(&browser, "/admin/developers/revoke", &format!("id={}", id.as_str().unwrap())).await;
        assert!(ended.header("location").contains("done=key-ended"));
        assert_eq!(till.get("/v1/scans").await.status, 401);
        let from_elsewhere = browser.with("sec-fetch-site", "cross-site");
        assert_eq!(sent(&from_elsewhere, "/admin/developers/keys", "role=owner").await.status, 403);
    }
}

world_test! {
    async fn what_went_to_the_wallets_is_told_in_words_and_can_be_sent_again(world) {
        let shop = world.shop("Coffee").open().await;
        let card = shop.issue_card().await;
        world.iphone_with(&card).await;
        shop.stamp(&card).await;
        world.deliver().await;
        let browser = shop.signed_in(world).await;
        let page = browser.get("/admin/developers?state=done").await.text();
        assert!(page.contains(card.id()) && page.contains("Accepted"), "{page}");
        let delivery = shop.owner.list("/v1/deliveries").await[0]["id"].as_str().unwrap().to_owned();
        let again = sent(&browser, "/admin/developers/retry", &format!("id={delivery}")).await;
        assert!(again.header("location").contains("done=delivery-again"));
        assert!(browser.get("/admin/developers?state=due").await.text().contains("Apple Wallet"));
        world.deliver().await;
    }
}
