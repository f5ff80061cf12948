//! What customers do on their card's own page: they look, agree, take their data along, and leave.

use reqwest::Method;
use serde_json::{Value, json};

use super::{member, talkative};
use crate::world::{Answer, Caller, Card, World};

const IPHONE: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1";
const ANDROID: &str = "Mozilla/5.0 (Linux; Android 16; Pixel 10) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Mobile Safari/537.36";
const DESKTOP: &str = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36";
const TIKTOK: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 musical_ly_40.0.0 JsSdk/2.0 BytedanceWebview/d8a21c6";

fn browser(world: &World) -> Caller {
    world
        .stranger()
        .with("accept", "text/html")
        .with("sec-fetch-site", "same-origin")
}

async fn send(browser: &Caller, card: &Card, what: &str, fields: &str) -> Answer {
    browser
        .send(
            Method::POST,
            &format!("{}/{what}", card.page()),
            "application/x-www-form-urlencoded",
            fields,
        )
        .await
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
        let browser = browser(world).with("user-agent", IPHONE);
        assert!(browser.get(&address).await.text().contains(r#"<a class="primary""#));
        world.iphone_with(&card).await;
        let page = browser.get(&address).await.text();
        assert!(page.contains("In your Apple Wallet") && page.contains("Add to Google Wallet") && !page.contains(r#"<a class="primary""#));
        world.deliver().await;
    }
}

/// What is folded up in a page, and what is not.
fn folds(page: &str) -> (String, String) {
    let mut parts = page.split("<details class=\"other\">");
    let (before, inside) = (parts.next().unwrap(), parts.next().unwrap_or_default());
    let (inside, behind) = inside
        .split_once("</details>")
        .unwrap_or_default();
    (format!("{before}{behind}"), inside.to_owned())
}

world_test! {
    async fn the_wallet_of_the_phone_in_hand_is_offered_and_the_other_folded(world, crate::world::Setup::both()) {
        let shop = world.shop("Coffee").open().await;
        let card = shop.issue_card().await;
        let seen = async |user_agent: &str| {
            let page = browser(world).with("user-agent", user_agent).get(&format!("{}?lang=en", card.page())).await.text();
            let (seen, folded) = folds(&page);
            let names = |part: &str| (part.contains("Add to Apple Wallet"), part.contains("Add to Google Wallet"));
            (names(&seen), names(&folded), page)
        };
        for (user_agent, at_once, folded) in [(IPHONE, (true, false), (false, true)), (ANDROID, (false, true), (true, false))] {
            let (offered, behind, page) = seen(user_agent).await;
            assert_eq!((offered, behind), (at_once, folded), "{page}");
            assert_eq!(page.matches("<a class=\"primary\"").count(), 1);
            assert!(!page.contains("class=\"handover\"") && !page.contains("id=\"address\""));
        }
        let (offered, behind, page) = seen(DESKTOP).await;
        assert_eq!((offered, behind), ((true, true), (false, false)), "a computer may have either");
        assert!(page.contains("class=\"handover\"") && page.contains("Take it to your phone"));
        let (_, _, page) = seen(TIKTOK).await;
        let way_out = format!("<a class=\"primary\" href=\"x-safari-{}\"", card.page());
        assert!(page.contains(&way_out) && page.matches("class=\"primary\"").count() == 1, "out of the app first: {page}");
        world.deliver().await;
    }
}

world_test! {
    async fn nobody_is_asked_to_agree_to_what_cannot_happen(world) {
        let shop = world.shop("Coffee").open().await;
        let (card, agreed) = (shop.issue_card().await, talkative(&shop, "anna").await);
        let page = browser(world).get(&format!("{}?lang=en", card.page())).await.text();
        assert!(!page.contains("/news?") && !page.contains("ref=card_"), "no news can be sent, and an invitation brings nobody anything: {page}");
        let page = browser(world).get(&format!("{}?lang=en", agreed.page())).await.text();
        assert!(page.contains("/news?") && page.contains("value=\"off\"") && !page.contains("value=\"on\""), "consent is taken back: {page}");
        send(&browser(world), &agreed, "news", "news=off").await;
        let page = browser(world).get(&format!("{}?lang=en&done=news", agreed.page())).await.text();
        assert!(page.contains("Saved.") && !page.contains("/news?"), "{page}");
        let join = browser(world).get(&format!("/j/{}?lang=en", shop.slug)).await.text();
        assert!(!join.contains("news") && !join.contains("invited"), "{join}");
        let invited = browser(world).get(&format!("/j/{}?lang=en&ref={}", shop.slug, card.id())).await.text();
        assert!(invited.contains("Who invited you"), "what is kept of an invitation is told to whom it concerns");
    }
}

world_test! {
    async fn an_open_card_hears_of_each_change_and_nothing_else(world, crate::world::Setup::both()) {
        let shop = world.shop("Coffee").stamps(3).hasty().open().await;
        let card = shop.issue_card().await;
        let now = format!("{}/now", card.page());
        let first = world.stranger().get(&now).await;
        assert_eq!((first.status, first.body.len()), (204, 0));
        let page = browser(world).get(card.page()).await.text();
        assert!(page.contains(&format!("data-tag={}", first.header("etag"))), "the page knows what it shows: {page}");
        for known in [first.header("etag").to_owned(), format!("W/{}", first.header("etag")), format!("\"x\", {}", first.header("etag"))] {
            let same = world.stranger().with("if-none-match", &known).get(&now).await;
            assert_eq!((same.status, same.header("etag"), same.body.len()), (304, first.header("etag"), 0), "{known}");
        }
        let mut known = first.header("etag").to_owned();
        let mut changed = async |what: &str| {
            let answer = world.stranger().with("if-none-match", &known).get(&now).await;
            assert_eq!(answer.status, 204, "{what}");
            assert_ne!(answer.header("etag"), known, "{what}");
            known = answer.header("etag").to_owned();
        };
        shop.stamp(&card).await;
        changed("a stamp").await;
        world.iphone_with(&card).await;
        changed("a wallet took the card").await;
        shop.stamp_times(&card, 2).await;
        changed("a reward").await;
        shop.redeem(&card).await.created();
        changed("the reward was handed over").await;
        shop.owner.patch(&format!("/v1/cards/{}", card.id()), json!({ "state": "paused" })).await.ok();
        changed("the shop paused the card").await;
        shop.owner.delete(&format!("/v1/members/{}", card.member())).await;
        world.stranger().get(&now).await.refused(404, "card_not_found");
        world.stranger().get(&format!("{}0/now", card.page())).await.refused(404, "card_not_found");
        world.deliver().await;
    }
}

world_test! {
    async fn one_card_is_asked_about_so_often_only(world) {
        let shop = world.shop("Coffee").open().await;
        let (card, other) = (shop.issue_card().await, shop.issue_card().await);
        let ask = async |card: &Card| world.stranger().get(&format!("{}/now", card.page())).await;
        for _ in 0..120 {
            assert_eq!(ask(&card).await.status, 204);
        }
        let mut refused = ask(&card).await;
        // On a slow machine some of the allowance is back by now.
        for _ in 0..120 {
            if refused.status == 204 {
                refused = ask(&card).await;
            }
        }
        refused.refused(429, "rate_limited");
        assert!(refused.header("retry-after").parse::<u64>().unwrap() > 0);
        assert_eq!((ask(&other).await.status, world.stranger().get(card.page()).await.status), (204, 200), "the page itself is there");
    }
}

world_test! {
    async fn what_a_customer_leaves_finds_the_card_again(world) {
        let shop = world.shop("Coffee").open().await;
        let (card, other) = (shop.issue_card().await, talkative(&shop, "anna").await);
        let (customer, owner) = (browser(world), shop.signed_in(world).await);
        let page = async || customer.get(&format!("{}?lang=en", card.page())).await.text();
        assert!(page().await.contains("Keep this card safe") && page().await.contains("does not send you anything"), "what it is for is said where it is asked");
        let seek = async |q: &str| {
            let answer = owner.send(Method::POST, "/admin/members?lang=en", "application/x-www-form-urlencoded", format!("q={q}")).await;
            (answer.status, answer.header("location").to_owned())
        };
        let kept = send(&customer, &card, "contact?lang=en", "phone=%DB%B0%DB%B3%DB%B0+9876+5432&email=+mina%40example.com+").await;
        assert!(kept.status == 303 && kept.header("location").ends_with("lang=en&done=contact#safe"), "{} {}", kept.status, kept.text());
        for q in ["+49+30+98765432", "MINA%40example.com"] {
            let (status, way) = seek(q).await;
            assert!(status == 303 && way.contains(card.member()), "{q}: {way}");
        }
        let seen = member(&shop, &card).await;
        assert_eq!((&seen["profile"]["phone"], &seen["profile"]["email"]), (&json!("۰۳۰ 9876 5432"), &json!("mina@example.com")));
        assert!(page().await.contains("value=\"mina@example.com\""));
        let export = world.stranger().get(&format!("{}/export", card.page())).await.text();
        assert!(export.contains("mina@example.com"), "what is kept is in the customer's own data");
        assert!(!json!(shop.log().await).to_string().contains("mina"), "nothing personal gets into the log");

        send(&customer, &card, "contact", "phone=&email=mina%40example.com").await;
        assert_eq!(seek("98765432").await.0, 200, "an emptied field is removed");
        send(&customer, &card, "contact", "phone=030+1234567&email=mina%40example.com&remove=both").await;
        assert_eq!(member(&shop, &card).await["profile"], json!({ "name": null, "email": null, "phone": null, "external_id": null }));
        assert_eq!((seek("mina%40example.com").await.0, seek("1234567").await.0), (200, 200), "nobody is found by what was removed");

        // What the shop knew before stays, and is the customer's to change.
        send(&customer, &other, "contact", "phone=&email=anna%40example.org").await;
        let seen = member(&shop, &other).await;
        let profile = json!({ "name": "anna Sonnenschein", "email": "anna@example.org", "phone": null, "external_id": "anna-0815" });
        assert_eq!((&seen["profile"], &seen["consents"]), (&profile, &json!({ "news": true })));
    }
}

world_test! {
    async fn what_finds_nobody_is_shown_again_with_the_reason(world) {
        let shop = world.shop("Coffee").open().await;
        let card = shop.issue_card().await;
        let customer = browser(world);
        for (typed, why, shown) in [
            ("phone=12&email=mina%40example.com", "five digits", "mina@example.com"),
            ("phone=030+1234567&email=mina", "looks like", "030 1234567"),
            ("phone=mina%40example.com&email=", "five digits", "mina@example.com"),
            ("phone=030+1234567%E2%80%AE&email=", "five digits", "030 1234567"),
        ] {
            let refused = send(&customer, &card, "contact?lang=en", typed).await;
            let page = refused.text();
            let form = page.split("class=\"contact\"").nth(1).unwrap();
            assert!(refused.status == 422 && form.contains(why) && form.contains(shown) && page.contains("<details open>"), "{typed}: {page}");
        }
        assert_eq!(member(&shop, &card).await["profile"]["phone"], Value::Null);
        let fine = "phone=030+1234567&email=";
        assert_eq!(send(&customer.with("sec-fetch-site", "cross-site"), &card, "contact", fine).await.status, 403);
        let forged = format!("{}0/contact", card.page());
        assert_eq!(customer.send(Method::POST, &forged, "application/x-www-form-urlencoded", fine).await.status, 404);
        let mut last = send(&customer, &card, "contact", fine).await;
        for _ in 0..60 {
            if last.status == 303 {
                last = send(&customer, &card, "contact", fine).await;
            }
        }
        assert_eq!(last.status, 429, "one card is changed so often only");

        let ended = shop.issue_card().await;
        shop.owner.patch(&format!("/v1/cards/{}", ended.id()), json!({ "state": "ended" })).await.ok();
        assert!(!customer.get(ended.page()).await.text().contains("id=\"safe\""), "a card that is over is not worth keeping");
        shop.owner.delete(&format!("/v1/members/{}", ended.member())).await;
        assert_eq!(send(&customer, &ended, "contact", fine).await.status, 404);
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
        let link = format!("/j/{}?ch=referral&ref={}", shop.slug, card.id());
        let friend = browser(world);
        let joined = friend.send(Method::POST, &link, "application/x-www-form-urlencoded", "").await;
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
        assert!(cookies.contains(&format!("card-{}=;", shop.id)) && cookies.contains(&format!("card-{}=;", shop.slug)), "{cookies}");
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
