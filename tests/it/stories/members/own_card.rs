//! What customers do on their card's own page: they look, agree, take their data along, invite, and leave.

use reqwest::Method;
use serde_json::{Value, json};

use super::{member, talkative};
use crate::world::{Answer, Caller, Card, World};

fn browser(world: &World) -> Caller {
    world.stranger().with("accept", "text/html").with("sec-fetch-site", "same-origin")
}

async fn send(browser: &Caller, card: &Card, what: &str, fields: &str) -> Answer {
    browser.send(Method::POST, &format!("{}/{what}", card.page()), "application/x-www-form-urlencoded", fields).await
}

world_test! {
    async fn news_are_off_until_the_customer_says_so(world) {
        let shop = world.shop("Coffee").open().await;
        let card = shop.issue_card().await;
        let browser = browser(world);
        assert_eq!(member(&shop, &card).await["consents"], json!({}));
        for (says, agreed) in [("news=on", true), ("news=on", true), ("news=off", false)] {
            let back = send(&browser, &card, "news", says).await;
            assert!(back.status == 303 && back.header("location").contains("done=news"), "{}", back.text());
            assert_eq!(member(&shop, &card).await["consents"], json!({ "news": agreed }));
        }
        let other_site = browser.with("sec-fetch-site", "cross-site");
        for what in ["news", "delete"] {
            assert_eq!(send(&other_site, &card, what, "news=on").await.status, 403);
        }
        assert_eq!(member(&shop, &card).await["consents"], json!({ "news": false }));
    }
}

world_test! {
    async fn consent_given_on_the_page_keeps_what_was_told_before(world) {
        let shop = world.shop("Coffee").open().await;
        let card = talkative(&shop, "anna").await;
        send(&browser(world), &card, "news", "news=off").await;
        let seen = member(&shop, &card).await;
        assert_eq!((&seen["profile"]["email"], &seen["consents"]["news"]), (&json!("anna@Example.com"), &json!(false)));
        assert_eq!(shop.owner.list("/v1/members?q=anna@example.com").await.len(), 1, "the member is still found");
    }
}

world_test! {
    async fn the_page_shows_all_that_happened(world) {
        let shop = world.shop("Coffee").stamps(3).with("welcome_stamps", 1).hasty().open().await;
        let card = shop.issue_card().await;
        world.pass_s(60);
        shop.stamp(&card).await;
        let take = json!({ "card_id": card.id(), "delta": -1, "reason": "correction" });
        shop.owner.post("/v1/stamps", take).await.created();
        world.pass_s(60);
        shop.stamp_times(&card, 3).await;
        shop.redeem(&card).await.created();
        let page = browser(world).get(&format!("{}?lang=en", card.page())).await;
        assert_eq!((page.header("x-robots-tag"), page.header("referrer-policy")), ("noindex", "same-origin"));
        // Numbers are isolated, so that they keep their place in Arabic.
        let page = page.text().replace(['\u{2068}', '\u{2069}'], "");
        for line in ["Card created", "Gift: 1 stamp", "Visit: 1 stamp", "Correction: 1 stamp removed", "Reward earned", "Reward collected"] {
            assert!(page.contains(line), "{line}: {page}");
        }
        assert!(page.contains("Earlier activity"), "what is older is one tap away");
    }
}

world_test! {
    async fn a_saved_card_is_not_offered_first_any_more(world, crate::world::Setup::both()) {
        let shop = world.shop("Coffee").open().await;
        let card = shop.issue_card().await;
        let address = format!("{}?lang=en", card.page());
        assert!(browser(world).get(&address).await.text().contains(r#"<a class="primary""#));
        world.iphone_with(&card).await;
        let page = browser(world).get(&address).await.text();
        assert!(page.contains("In your Apple Wallet") && page.contains("Add to Google Wallet") && !page.contains(r#"<a class="primary""#));
        world.deliver().await;
    }
}

world_test! {
    async fn customers_take_their_data_along(world) {
        let shop = world.shop("Coffee").open().await;
        let card = talkative(&shop, "anna").await;
        shop.stamp(&card).await;
        let answer = world.stranger().get(&format!("{}/export", card.page())).await;
        assert!(answer.header("content-disposition").starts_with("attachment") && answer.header("cache-control").contains("no-store"));
        let mut own = answer.ok();
        let mut owners = shop.owner.get(&format!("/v1/members/{}/export", card.member())).await.ok();
        own["exported_at"] = Value::Null;
        owners["exported_at"] = Value::Null;
        assert_eq!(own, owners);
        let forged = format!("{}0/export", card.page());
        world.stranger().with("accept", "application/json").get(&forged).await.refused(404, "card_not_found");
    }
}

world_test! {
    async fn a_friend_who_comes_by_the_link_is_the_inviters(world) {
        let shop = world.shop("Coffee").open().await;
        let card = shop.issue_card().await;
        let page = browser(world).get(card.page()).await.text();
        let begin = page.find("/j/").unwrap();
        let link: String = page[begin..].chars().take_while(|sign| *sign != '"').collect();
        let friend = browser(world);
        let joined = friend.send(Method::POST, &link.replace("&amp;", "&").replace("&#38;", "&"), "application/x-www-form-urlencoded", "").await;
        assert_eq!(joined.status, 303);
        let events = shop.logged("card_issued").await;
        assert_eq!((&events[1]["referrer_member_id"], &events[1]["channel"]), (&json!(card.member()), &json!("referral")));
    }
}

world_test! {
    async fn a_deleted_card_says_so_and_leads_to_a_new_one(world) {
        let shop = world.shop("Coffee").open().await;
        let card = talkative(&shop, "anna").await;
        let phone = world.iphone_with(&card).await;
        let browser = browser(world);
        let back = send(&browser, &card, "delete", "").await;
        assert_eq!(back.status, 303);
        let cookies = back.headers.get_all("set-cookie").iter().filter_map(|cookie| cookie.to_str().ok()).collect::<Vec<_>>().join(" ");
        assert!(cookies.contains(&format!("card-{}=;", shop.slug)) && cookies.contains("visitor=;"), "{cookies}");
        let page = browser.get(&format!("{}?lang=en", card.page())).await;
        assert_eq!(page.status, 410);
        assert!(page.text().contains("Your card is deleted") && page.text().contains(&format!("/j/{}", shop.slug)));
        for what in ["news", "delete"] {
            assert_eq!(send(&browser, &card, what, "").await.status, 404);
        }
        shop.owner.get(&format!("/v1/members/{}", card.member())).await.refused(404, "not_found");
        assert_eq!(shop.logged("member_deleted").await[0]["reason"], "leaving");
        world.deliver().await;
        phone.receive_pushes().await.unwrap();
        assert!(phone.pass(card.id()).unwrap().voided());
    }
}
