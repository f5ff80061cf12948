//! Who runs a shop, where people ask about their data, and the terms: written by the owner, read where people join.

use reqwest::Method;
use serde_json::json;

use crate::world::{Answer, Caller, Setup, Shop, World};

const FORM: &str = "application/x-www-form-urlencoded";

async fn sent(owner: &Caller, form: &str) -> Answer {
    owner
        .send(Method::POST, "/admin/legal?lang=en", FORM, form.to_owned())
        .await
}

async fn join_page(world: &World, shop: &Shop) -> String {
    world
        .stranger()
        .get(&format!("/j/{}?lang=en", shop.slug))
        .await
        .text()
}

world_test! {
    async fn the_owner_writes_them_and_customers_read_them_and_no_phone_is_told(world, Setup::both()) {
        let (shop, other) = (world.shop("Coffee").open().await, world.shop("Tea").open().await);
        let owner = shop.signed_in(world).await;
        assert!(!join_page(world, &shop).await.contains("About this shop"), "where there is nothing to say, nothing is said");
        let phone = world.iphone_with(&shop.issue_card().await).await;
        world.deliver().await;

        let form = "imprint=++Caf%C3%A9+%3Cb%3EGmbH%3C/b%3E%0D%0ALinden+Street+1++&contact=hello@cafe.example&terms=https://cafe.example/terms?a=b%26c";
        let saved = sent(&owner, form).await;
        assert_eq!((saved.status, saved.header("location")), (303, "/admin/legal?done=legal&lang=en"));
        let page = join_page(world, &shop).await;
        assert!(page.contains("About this shop") && page.contains("Café &#60;b&#62;GmbH&#60;/b&#62;\nLinden Street 1</p>"), "{page}");
        assert!(page.contains("href=\"mailto:hello@cafe.example\"") && page.contains("href=\"https://cafe.example/terms?a=b&#38;c\""), "{page}");
        assert!(!join_page(world, &other).await.contains("About this shop"));
        world.deliver().await;
        assert_eq!(world.pushes_to(&phone), 0, "no card changed");

        let program = shop.owner.get("/v1/program").await.ok();
        let legal = json!({ "imprint": "Café <b>GmbH</b>\nLinden Street 1", "privacy_contact": "hello@cafe.example", "terms_url": "https://cafe.example/terms?a=b&c" });
        assert_eq!((&program["legal"], &program["version"]), (&legal, &json!(2)));
        assert!(owner.get("/admin/legal?lang=en").await.text().contains("Linden Street 1</textarea>"));
        sent(&owner, form).await;
        assert_eq!(shop.owner.get("/v1/program").await.ok()["version"], 2, "the same again is no other version");

        // An earlier look comes back without them, and they stay all the same.
        shop.change_program(json!({ "welcome_stamps": 2 })).await;
        let back = "tried=yes&from=1&name.en=Coffee&reward.en=Free+coffee&stamps=10&colour=%233b2a20&stamp_colour=%23f2b33d&icon=coffee&cooldown=10&welcome=0&cards=1";
        assert_eq!(owner.send(Method::POST, "/admin/card?lang=en", FORM, back).await.status, 303);
        let program = shop.owner.get("/v1/program").await.ok();
        assert_eq!((&program["legal"], &program["welcome_stamps"]), (&legal, &json!(0)));

        assert_eq!(sent(&owner, "imprint=&contact=&terms=").await.status, 303);
        assert_eq!(shop.owner.get("/v1/program").await.ok()["legal"], json!({ "imprint": null, "privacy_contact": null, "terms_url": null }));
        assert!(!join_page(world, &shop).await.contains("About this shop"));
        world.deliver().await;
    }
}

world_test! {
    async fn texts_and_addresses_that_cannot_stand_there_are_refused_with_what_to_do(world) {
        let shop = world.shop("Coffee").open().await;
        let owner = shop.signed_in(world).await;
        let refused = sent(&owner, "imprint=%E2%80%AEx&contact=call+us&terms=javascript:alert(1)").await;
        let text = refused.text();
        assert_eq!((refused.status, text.matches("role=\"alert\"").count()), (422, 3), "{text}");
        assert!(text.contains("call us") && text.contains("javascript:alert(1)"), "what was typed stays: {text}");
        for (form, words) in [
            (format!("imprint={}", "x".repeat(1_001)), "Imprint"),
            (format!("imprint={}", "x%0A".repeat(21)), "Imprint"),
            ("contact=a@b.example%3Fbcc=c@d.example".to_owned(), "e-mail address"),
            ("terms=http://cafe.example".to_owned(), "https://"),
            ("terms=https://cafe.example@evil.example/".to_owned(), "https://"),
        ] {
            let refused = sent(&owner, &form).await;
            assert!(refused.status == 422 && refused.text().matches("role=\"alert\"").count() == 1 && refused.text().contains(words), "{form}");
        }
        let mut program = shop.owner.get("/v1/program").await.ok();
        for (field, value) in [("imprint", json!("")), ("privacy_contact", json!("x")), ("terms_url", json!("ftp://x.example")), ("imprint", json!("a\u{0}b"))] {
            program["legal"] = json!({ field: value });
            let refused = shop.owner.put("/v1/program", program.clone()).await.refused(422, "invalid_request");
            assert_eq!(refused["errors"][0]["pointer"], format!("/legal/{field}"), "{refused}");
        }
        assert_eq!(shop.owner.get("/v1/program").await.ok()["version"], 1);
        assert_eq!(owner.with("sec-fetch-site", "cross-site").send(Method::POST, "/admin/legal", FORM, "terms=").await.status, 403);
    }
}

world_test! {
    async fn two_people_who_write_them_at_once_do_not_overwrite_each_other(world) {
        let shop = world.shop("Coffee").open().await;
        let (first, second) = (shop.signed_in(world).await, shop.signed_in(world).await);
        assert_eq!(sent(&first, "version=1&imprint=Linden+Street+1").await.status, 303);
        let stale = sent(&second, "version=1&imprint=Oak+Street+2").await;
        let page = stale.text();
        assert!(stale.status == 409 && page.contains("Somebody else changed these texts") && page.contains("Oak Street 2"), "{page}");
        assert_eq!(shop.owner.get("/v1/program").await.ok()["legal"]["imprint"], "Linden Street 1");
        shop.change_program(json!({ "welcome_stamps": 1 })).await;
        assert_eq!(sent(&second, "version=2&imprint=Oak+Street+2").await.status, 303, "the card may change meanwhile");
        let program = shop.owner.get("/v1/program").await.ok();
        assert_eq!((&program["legal"]["imprint"], &program["welcome_stamps"]), (&json!("Oak Street 2"), &json!(1)));
    }
}
