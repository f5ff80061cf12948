//! What is known of a member is put right.

use serde_json::{Value, json};

use super::{member, talkative};
use crate::world::{Answer, Card, Shop};

async fn change(shop: &Shop, card: &Card, change: Value) -> Answer {
    shop.owner
        .patch(&format!("/v1/members/{}", card.member()), change)
        .await
}

/// Who is found by a word.
async fn found(shop: &Shop, word: &str) -> Vec<String> {
    let list = shop
        .owner
        .get(&format!("/v1/members?q={}", word.replace('+', "%2B")))
        .await
        .ok();
    list["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|member| {
            member["id"]
                .as_str()
                .unwrap()
                .to_owned()
        })
        .collect()
}

world_test! {
    async fn fields_are_changed_removed_and_left_alone(world) {
        let shop = world.shop("Coffee").open().await;
        let card = talkative(&shop, "anna").await;
        let log = shop.log().await;
        let answer = change(&shop, &card, json!({ "name": " Zoë ", "phone": null })).await.ok();
        let profile = json!({ "name": "Zoë", "email": "anna@Example.com", "phone": null, "external_id": "anna-0815" });
        assert_eq!((&answer["id"], &answer["profile"], &answer["consents"]), (&json!(card.member()), &profile, &json!({ "news": true })));
        assert_eq!(answer, member(&shop, &card).await, "the answer is the member as it is now");
        assert_eq!((found(&shop, "+49 171 555-0199").await, found(&shop, "anna@example.com").await), (vec![], vec![card.member().to_owned()]));

        change(&shop, &card, json!({ "phone": "۰۳۰ ۹۸۷۶۵۴۳۲", "email": "zoe@example.com", "consents": { "news": false, "calls": true } })).await.ok();
        assert_eq!((found(&shop, "030 98765432").await, found(&shop, "anna@example.com").await), (vec![card.member().to_owned()], vec![]));
        assert_eq!(member(&shop, &card).await["consents"], json!({ "news": false, "calls": true }));
        change(&shop, &card, json!({ "consents": { "calls": null } })).await.ok();
        assert_eq!(member(&shop, &card).await["consents"], json!({ "news": false }));
        assert_eq!(change(&shop, &card, json!({})).await.ok(), member(&shop, &card).await, "nothing asked, nothing changed");

        let nobody = json!({ "name": null, "email": null, "phone": null, "external_id": null, "consents": null });
        let empty = json!({ "name": null, "email": null, "phone": null, "external_id": null });
        for _ in 0..2 {
            let answer = change(&shop, &card, nobody.clone()).await.ok();
            assert_eq!((&answer["profile"], &answer["consents"]), (&empty, &json!({})));
        }
        for word in ["zoe@example.com", "030 98765432", "anna-0815"] {
            assert_eq!(found(&shop, word).await, Vec::<String>::new(), "{word}");
        }
        assert_eq!(shop.log().await, log, "nothing personal gets into the log");
    }
}

world_test! {
    async fn wrong_fields_are_named_and_change_nothing(world) {
        let shop = world.shop("Coffee").open().await;
        let card = talkative(&shop, "anna").await;
        let before = member(&shop, &card).await;
        for (body, pointer) in [
            (json!({ "name": "" }), "/name"),
            (json!({ "name": "x".repeat(81) }), "/name"),
            (json!({ "name": "a\u{202e}b" }), "/name"),
            (json!({ "phone": "1234" }), "/phone"),
            (json!({ "phone": "anna@example.com" }), "/phone"),
            (json!({ "phone": 17 }), "/phone"),
            (json!({ "email": "anna" }), "/email"),
            (json!({ "email": "anna@" }), "/email"),
            (json!({ "email": "a@b" }), "/email"),
            (json!({ "email": "an na@example.com" }), "/email"),
            (json!({ "external_id": "walk-in" }), "/external_id"),
            (json!({ "consents": { "": true } }), "/consents"),
            (json!({ "consents": true }), "/consents"),
            (json!({ "stamps": 3 }), ""),
            (json!({ "name": "Bert", "e-mail": "x@example.com" }), ""),
        ] {
            let refused = change(&shop, &card, body.clone()).await.refused(422, "invalid_request");
            let named = refused["errors"][0]["pointer"].as_str().unwrap();
            assert!(named == pointer || pointer.is_empty(), "{body}: {refused}");
        }
        assert_eq!(member(&shop, &card).await, before);
        for key in [&shop.staff, &shop.reader] {
            key.patch(&format!("/v1/members/{}", card.member()), json!({ "name": "x" })).await.refused(403, "forbidden");
        }
        world.stranger().patch(&format!("/v1/members/{}", card.member()), json!({})).await.refused(401, "unauthorized");
        shop.owner.patch("/v1/members/mem_00000000000000000000000000", json!({ "name": "x" })).await.refused(404, "not_found");
        assert_eq!(shop.owner.delete(&format!("/v1/members/{}", card.member())).await.status, 204);
        change(&shop, &card, json!({ "name": "x" })).await.refused(404, "not_found");
    }
}

world_test! {
    async fn an_id_names_one_member(world) {
        let shop = world.shop("Coffee").open().await;
        let (anna, bert) = (talkative(&shop, "anna").await, talkative(&shop, "bert").await);
        for taken in ["bert-0815", " bert-۰۸۱۵ "] {
            let refused = change(&shop, &anna, json!({ "external_id": taken, "name": "Anne" })).await.refused(409, "external_id_taken");
            assert_eq!(refused["member_id"], bert.member(), "{taken}");
        }
        assert_eq!(member(&shop, &anna).await["profile"]["name"], "anna Sonnenschein", "nothing else was changed either");
        change(&shop, &anna, json!({ "external_id": "K-7" })).await.ok();
        change(&shop, &anna, json!({ "external_id": "K-7" })).await.ok();
        assert_eq!((found(&shop, "K-7").await, found(&shop, "anna-0815").await), (vec![anna.member().to_owned()], vec![]));
        change(&shop, &bert, json!({ "external_id": "anna-0815" })).await.ok();
        assert_eq!(found(&shop, "anna-0815").await, [bert.member()], "an id that was given up is free");
        // A known id leads to the card that there is.
        let again = shop.owner.post("/v1/cards", json!({ "member": { "external_id": "K-7" } })).await.ok();
        assert_eq!(again["member_id"], anna.member());
        change(&shop, &anna, json!({ "external_id": null })).await.ok();
        assert_eq!(found(&shop, "K-7").await, Vec::<String>::new());
        let other = world.shop("Tea").open().await;
        change(&other, &talkative(&other, "cleo").await, json!({ "external_id": "anna-0815" })).await.ok();
    }
}

world_test! {
    async fn a_person_of_two_records_keeps_both_ids_but_the_one_given_up(world) {
        let shop = world.shop("Coffee").open().await;
        let (anna, second) = (talkative(&shop, "anna").await, talkative(&shop, "second").await);
        shop.owner.post(&format!("/v1/members/{}/merge", second.member()), json!({ "into": anna.member() })).await.ok();
        let whom = vec![anna.member().to_owned()];
        assert_eq!((found(&shop, "anna-0815").await, found(&shop, "second-0815").await), (whom.clone(), whom.clone()));
        // The old name of the person changes the one who stays.
        let answer = change(&shop, &second, json!({ "external_id": "second-0815" })).await.ok();
        assert_eq!((&answer["id"], &answer["profile"]["external_id"]), (&json!(anna.member()), &json!("second-0815")));
        assert_eq!((found(&shop, "anna-0815").await, found(&shop, "second-0815").await), (vec![], whom.clone()));
        change(&shop, &anna, json!({ "external_id": "third" })).await.ok();
        assert_eq!((found(&shop, "second-0815").await, found(&shop, "third").await), (vec![], whom));
    }
}
