//! The owner's page of members: every change is a form that works without scripts.

use reqwest::Method;
use serde_json::{Value, json};

use super::{member, talkative};
use crate::world::{Answer, Caller, Card};

fn page_of(card: &Card) -> String {
    format!("/admin/members/{}", card.member())
}

async fn send(browser: &Caller, card: &Card, what: &str, fields: &str) -> Answer {
    browser
        .send(
            Method::POST,
            &format!("{}/{what}?lang=en", page_of(card)),
            "application/x-www-form-urlencoded",
            fields,
        )
        .await
}

/// The form was accepted; what the page says it did.
async fn done(browser: &Caller, answer: Answer) -> String {
    assert_eq!(answer.status, 303, "{}", answer.text());
    let page = browser
        .get(answer.header("location"))
        .await;
    assert_eq!(page.status, 200);
    let page = page.text();
    let said = page
        .split(r#"<p class="done" role="status">"#)
        .nth(1)
        .expect("the page says what was done");
    said.split('<')
        .next()
        .unwrap()
        .to_owned()
}

fn hidden<'p>(page: &'p str, name: &str) -> &'p str {
    let field = page
        .split(&format!(r#"name="{name}" value=""#))
        .nth(1)
        .unwrap();
    field.split('"').next().unwrap()
}

world_test! {
    async fn a_member_is_found_by_the_code_on_the_card(world) {
        let shop = world.shop("Coffee").open().await;
        let (anna, other) = (talkative(&shop, "anna").await, shop.issue_card().await);
        let browser = shop.signed_in(world).await;
        let list = browser.get("/admin/members?lang=en").await.text();
        assert!(list.contains("anna Sonnenschein") && list.contains(other.0["short_code"].as_str().unwrap()));
        let seek = async |q: &str| {
            let form = "application/x-www-form-urlencoded";
            browser.send(reqwest::Method::POST, "/admin/members?lang=en", form, format!("q={}", q.replace('@', "%40"))).await
        };
        for q in [anna.code(), anna.0["short_code"].as_str().unwrap(), "anna@example.com", "01715550199"] {
            let found = seek(q).await;
            assert!(found.status == 303 && found.header("location").starts_with(&page_of(&anna)), "{q}");
        }
        assert!(seek("nobody").await.text().contains("No members found"));
        world.stranger().get(&page_of(&anna)).await.refused(401, "unauthorized");
        let others = world.shop("Tea").open().await.signed_in(world).await;
        assert_eq!(others.get(&page_of(&anna)).await.status, 404);
        assert_eq!(send(&others, &anna, "stamps", "delta=1&reason=bonus").await.status, 404);
        assert_eq!(send(&others, &anna, "delete", "").await.status, 404);
        assert_eq!(send(&browser.with("sec-fetch-site", "cross-site"), &anna, "delete", "").await.status, 403);
    }
}

world_test! {
    async fn name_and_contact_are_put_right_by_a_form(world) {
        let shop = world.shop("Coffee").open().await;
        let (card, other) = (talkative(&shop, "anna").await, talkative(&shop, "bert").await);
        let browser = shop.signed_in(world).await;
        let page = browser.get(&format!("{}?lang=en", page_of(&card))).await.text();
        let form = page.split("id=\"profile\"").nth(1).unwrap();
        assert_eq!(hidden(form, "email"), "anna@Example.com", "the form holds what is known");
        let known = "name=Zo%C3%AB&phone=030+1234567&email=zoe%40example.com";
        let taken = format!("{known}&external_id=bert-0815");
        for (wrong, why) in [
            ("name=Zoe&phone=12&email=&external_id=", "five digits"),
            ("name=Zoe&phone=&email=zoe&external_id=", "looks like"),
            (taken.as_str(), "Another member"),
            ("name=Zoe&phone=&email=&external_id=walk-in", "not the number of one customer"),
        ] {
            let refused = send(&browser, &card, "profile", wrong).await;
            let page = refused.text();
            assert!(refused.status == 422 && page.contains(why) && page.contains("role=\"alert\"") && page.contains("value=\"Zo"), "{wrong}: {page}");
        }
        assert_eq!(member(&shop, &card).await["profile"]["email"], "anna@Example.com");
        let said = done(&browser, send(&browser, &card, "profile", &format!("{known}&external_id=")).await).await;
        assert_eq!(said, "Saved.");
        let seen = member(&shop, &card).await;
        let profile = json!({ "name": "Zoë", "email": "zoe@example.com", "phone": "030 1234567", "external_id": null });
        assert_eq!((&seen["profile"], &seen["consents"]), (&profile, &json!({ "news": true })));
        let others = world.shop("Tea").open().await.signed_in(world).await;
        assert_eq!(send(&others, &other, "profile", known).await.status, 404);
        assert_eq!(send(&browser.with("sec-fetch-site", "cross-site"), &card, "profile", known).await.status, 403);
    }
}

world_test! {
    async fn stamps_are_given_once_and_taken_back(world) {
        let shop = world.shop("Coffee").stamps(10).open().await;
        let card = shop.issue_card().await;
        let browser = shop.signed_in(world).await;
        let page = browser.get(&format!("{}?lang=en", page_of(&card))).await.text();
        let give = format!("delta=%DB%B3&reason=birthday&note=turned+50&once={}", hidden(&page, "once"));
        assert_eq!(done(&browser, send(&browser, &card, "stamps", &give).await).await, "Stamps changed.");
        done(&browser, send(&browser, &card, "stamps", &give).await).await;
        assert_eq!(member(&shop, &card).await["stamps"], 3, "a button tapped twice counts once");
        for (fields, why) in [("delta=-4&reason=correction&note=oops", "not enough stamps"), ("delta=x&reason=bonus&note=oops", "Enter a number")] {
            let refused = send(&browser, &card, "stamps", fields).await;
            let page = refused.text();
            assert!(refused.status == 422 && page.contains(why) && page.contains(r#"value="oops""#), "{fields}: {page}");
        }
        done(&browser, send(&browser, &card, "stamps", "delta=-3&reason=correction").await).await;
        let seen = member(&shop, &card).await;
        assert_eq!((&seen["stamps"], &seen["history"][1]["note"]), (&json!(0), &json!("turned 50")));
    }
}

world_test! {
    async fn visits_redemptions_and_cards_are_put_right(world) {
        let shop = world.shop("Coffee").stamps(1).hasty().open().await;
        let card = shop.issue_card().await;
        let scan = shop.stamp(&card).await;
        let redeemed = shop.redeem(&card).await.created();
        let browser = shop.signed_in(world).await;
        let visit = format!("visit={}", scan["scan"]["id"].as_str().unwrap());
        let refused = send(&browser, &card, "undo", &visit).await;
        assert!(refused.status == 422 && refused.text().contains("earned a reward that has been handed over"));
        let redemption = format!("redemption={}", redeemed["redemption"]["id"].as_str().unwrap());
        for fields in [redemption, visit] {
            assert_eq!(done(&browser, send(&browser, &card, "undo", &fields).await).await, "Undone.");
        }
        let seen = member(&shop, &card).await;
        assert_eq!((&seen["visits"], &seen["rewards"]), (&json!(0), &json!([])));
        for (state, expected) in [("paused", 409), ("active", 201), ("ended", 409), ("active", 201)] {
            done(&browser, send(&browser, &card, "card", &format!("card={}&state={state}", card.id())).await).await;
            assert_eq!(shop.scan(&card).await.status, expected, "{state}");
        }
    }
}

world_test! {
    async fn a_waiting_reward_is_handed_over_once_from_the_members_page(world) {
        let shop = world.shop("Coffee").stamps(1).hasty().open().await;
        let (card, other) = (shop.issue_card().await, shop.issue_card().await);
        let (reward, theirs) = (shop.stamp(&card).await, shop.stamp(&other).await);
        let id = |scan: &Value| scan["earned"][0]["id"].as_str().unwrap().to_owned();
        let browser = shop.signed_in(world).await;
        let page = browser.get(&format!("{}?lang=en", page_of(&card))).await.text();
        assert!(page.contains(&format!(r#"name="reward" value="{}""#, id(&reward))) && page.contains("Hand over reward"));
        assert_eq!(send(&browser, &card, "redeem", &format!("reward={}", id(&theirs))).await.status, 422, "another member's");
        let tea = world.shop("Tea").open().await.signed_in(world).await;
        assert_eq!(send(&tea, &card, "redeem", &format!("reward={}", id(&reward))).await.status, 404, "another shop's owner");
        assert_eq!(send(&browser.with("sec-fetch-site", "cross-site"), &card, "redeem", &format!("reward={}", id(&reward))).await.status, 403);

        let change = async |state: &str| done(&browser, send(&browser, &card, "card", &format!("card={}&state={state}", card.id())).await).await;
        change("paused").await;
        let page = browser.get(&format!("{}?lang=en", page_of(&card))).await.text();
        assert!(!page.contains(r#"name="reward""#) && page.contains("once the owner has opened the card again"));
        let refused = send(&browser, &card, "redeem", &format!("reward={}", id(&reward))).await;
        assert!(refused.status == 422 && refused.text().contains("This card is paused"));
        change("active").await;

        let fields = format!("reward={}&once={}", id(&reward), hidden(&page, "once"));
        for _ in 0..2 {
            assert_eq!(done(&browser, send(&browser, &card, "redeem", &fields).await).await, "The reward is handed over.");
        }
        assert_eq!(member(&shop, &card).await["rewards"], json!([]));
        let [redeemed] = &shop.logged("reward_redeemed").await[..] else { panic!("one reward") };
        assert_eq!(redeemed["reward_id"], id(&reward));
    }
}

world_test! {
    async fn two_cards_of_one_person_are_merged_after_a_look(world) {
        let shop = world.shop("Coffee").stamps(10).hasty().open().await;
        let (stays, lost) = (talkative(&shop, "anna").await, shop.issue_card().await);
        shop.stamp_times(&lost, 2).await;
        let browser = shop.signed_in(world).await;
        let look = |code: &str| format!("{}/merge?lang=en&code={code}", page_of(&stays));
        for (code, why) in [("zzzz", "This shop has no member with this code"), (stays.code(), "already is the same member")] {
            let page = browser.get(&look(code)).await;
            assert!(page.status == 422 && page.text().contains(why));
        }
        let page = browser.get(&look(lost.0["short_code"].as_str().unwrap())).await.text();
        assert!(page.contains("become one member") && page.contains("anna Sonnenschein"));
        let sure = format!("other={}", hidden(&page, "other"));
        assert_eq!(done(&browser, send(&browser, &stays, "merge", &sure).await).await, "The two are now one member.");
        assert_eq!(member(&shop, &lost).await["id"], stays.member());
        assert_eq!(member(&shop, &stays).await["stamps"], 2);
    }
}

world_test! {
    async fn a_member_is_exported_and_deleted(world) {
        let shop = world.shop("Coffee").open().await;
        let card = talkative(&shop, "anna").await;
        let browser = shop.signed_in(world).await;
        let file = browser.get(&format!("{}/export", page_of(&card))).await;
        assert!(file.header("content-disposition").starts_with("attachment"));
        assert_eq!(file.ok()["member"]["profile"]["name"], "anna Sonnenschein");
        assert_eq!(done(&browser, send(&browser, &card, "delete", "").await).await, "Member deleted.");
        assert_eq!(browser.get(&page_of(&card)).await.status, 404);
        let empty: Vec<Value> = vec![];
        assert_eq!(shop.owner.list("/v1/members").await, empty);
    }
}
