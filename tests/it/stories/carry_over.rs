//! A database of the first releases, whose tables were others, is carried over with all that is in it.

use serde_json::{Value, json};
use stampwell::store::{Schema, Store};

use crate::world::{Card, SECRET, Shop, World};

/// All that a shop can be asked for.
const QUESTIONS: [&str; 11] = [
    "/v1/members",
    "/v1/cards",
    "/v1/scans",
    "/v1/events",
    "/v1/deliveries",
    "/v1/keys",
    "/v1/tills",
    "/v1/locations",
    "/v1/costs",
    "/v1/experiments",
    "/v1/program",
];

pub(super) async fn answers(shop: &Shop) -> Vec<(String, Value)> {
    let mut answers = Vec::new();
    for question in QUESTIONS
        .iter()
        .copied()
        .chain(["/v1/metrics?from=2020-01-01&to=2030-01-01"])
    {
        let answer = shop.owner.get(question).await;
        assert_eq!(answer.status, 200, "{question}");
        let mut value = answer.value();
        // When it was asked, and when the key was used last.
        for entry in ["as_of", "generated_at"] {
            if let Some(member) = value.get_mut(entry) {
                *member = Value::Null;
            }
        }
        for row in value["data"]
            .as_array_mut()
            .into_iter()
            .flatten()
        {
            if let Some(used) = row.get_mut("last_used_at") {
                *used = Value::Null;
            }
        }
        answers.push((question.to_owned(), value));
    }
    answers
}

/// A shop in which everything happened that leaves a row.
pub(super) async fn lived_in(world: &World, name: &str) -> (Shop, Vec<Card>) {
    let shop = world
        .shop(name)
        .hasty()
        .stamps(3)
        .open()
        .await;
    let mut cards = Vec::new();
    for i in 0..5 {
        let told = json!({ "external_id": format!("guest-{i}"), "name": format!("Member {i}"), "email": format!("m{i}@example.com") });
        cards.push(Card(
            shop.owner
                .post("/v1/cards", json!({ "member": told }))
                .await
                .created(),
        ));
    }
    let phone = world.iphone_with(&cards[0]).await;
    shop.stamp_times(&cards[0], 4).await;
    shop.redeem(&cards[0]).await;
    world.deliver().await;
    assert_eq!(world.pushes_to(&phone), 1);
    let visit = shop.stamp(&cards[1]).await;
    shop.owner
        .post(
            &format!(
                "/v1/scans/{}/void",
                visit["scan"]["id"]
                    .as_str()
                    .unwrap()
            ),
            json!({}),
        )
        .await
        .ok();
    shop.owner
        .post(
            &format!("/v1/members/{}/merge", cards[1].member()),
            json!({ "into": cards[2].member() }),
        )
        .await
        .ok();
    shop.owner
        .delete(&format!("/v1/members/{}", cards[3].member()))
        .await;
    let place = shop
        .owner
        .post("/v1/locations", json!({ "name": "Corner" }))
        .await
        .created();
    assert!(place["id"].is_string(), "{place}");
    shop.enrolled_till(world, "Counter")
        .await;
    shop.new_till("Waiting").await;
    shop.owner
        .post(
            "/v1/costs",
            json!({ "kind": "platform", "amount_minor": 500, "occurred_at": "2026-01-05T10:00:00Z" }),
        )
        .await
        .created();
    (shop, cards)
}

world_test! {
    async fn a_database_of_the_first_releases_is_carried_over_with_all_that_is_in_it(world) {
        let (shop, cards) = lived_in(world, "Coffee").await;
        let (other, _) = lived_in(world, "Tea").await;
        let body = json!({ "code": cards[4].code() });
        let first = shop.staff.once("a-key").post("/v1/scans", body.clone()).await;
        let phone = world.iphone_with(&cards[4]).await;
        let seen = (answers(&shop).await, answers(&other).await);

        world.before_carry_over().await;
        world.keep_as_before(first.created()["scan"]["key_id"].as_str().unwrap(), "a-key", "/v1/scans", &body, &first.text());
        world.keep_as_before(first.created()["scan"]["key_id"].as_str().unwrap(), "another", "/v1/x", &body, &format!(r#"{{"card_id":"{}"}}"#, cards[4].id()));
        let former = Schema::Former { at: "0015_update_marks".into() };
        assert_eq!(Store::schema(world.database()).unwrap(), former);
        for words in [&["serve", "--bind", "127.0.0.1:0"][..], &["verify"], &["doctor"]] {
            let (code, said) = world.stampwell(Some(SECRET), words);
            assert_ne!(code, Some(0), "{words:?}: {said}");
            assert!(said.contains("0015_update_marks") && said.contains("stampwell migrate"), "{words:?}: {said}");
            assert_eq!(Store::schema(world.database()).unwrap(), former, "{words:?}");
        }

        // A row that names another shop's card stops it before anything is changed.
        let strange = format!("UPDATE scans SET card_id = (SELECT id FROM cards WHERE merchant_id = '{}' LIMIT 1) WHERE merchant_id = '{}'", other.id, shop.id);
        let kept = "CREATE TABLE kept AS SELECT id, card_id FROM scans;";
        world.sql(&format!("{kept} {strange};"));
        let (code, said) = world.migrate();
        assert_ne!(code, Some(0), "{said}");
        assert!(said.contains("rows of scans name in card_id") && said.contains("Nothing was changed"), "{said}");
        assert_eq!(Store::schema(world.database()).unwrap(), former);
        world.sql("UPDATE scans SET card_id = (SELECT card_id FROM kept WHERE kept.id = scans.id); DROP TABLE kept;");

        // Nor is a later release's taken for one of before.
        world.sql("INSERT INTO __diesel_schema_migrations (version) VALUES ('0016');");
        let (code, said) = world.migrate();
        assert!(code != Some(0) && said.contains("newer stampwell"), "{said}");
        world.sql("DELETE FROM __diesel_schema_migrations WHERE version = '0016';");

        let (code, said) = world.migrate();
        assert_eq!(code, Some(0), "{said}");
        assert!(said.contains("Carrying the database over") && said.contains("from 0015_update_marks"), "{said}");
        assert_eq!(Store::schema(world.database()).unwrap(), Schema::Current);
        let (code, said) = world.migrate();
        assert!(code == Some(0) && !said.contains("Carrying"), "{said}");

        for (before, after) in [(&seen.0, answers(&shop).await), (&seen.1, answers(&other).await)] {
            for ((question, before), (_, after)) in before.iter().zip(&after) {
                assert_eq!(before, after, "{question}");
            }
        }
        assert_eq!(world.stampwell(Some(SECRET), &["verify"]).0, Some(0));
        let again = shop.staff.once("a-key").post("/v1/scans", body.clone()).await;
        assert_eq!((again.header("idempotency-replayed"), again.text()), ("true", first.text()), "a key names its answer still");

        // Phones go on with the serials that they have; what is made from now on says where it lives.
        shop.stamp(&cards[4]).await;
        world.deliver().await;
        phone.receive_pushes().await.unwrap();
        assert_eq!(phone.pass(cards[4].id()).unwrap().value("stamps"), "2 / 3");
        let bucket = |id: &str| id.parse::<stampwell::ids::CardId>().unwrap().bucket();
        let shops = shop.id.parse::<stampwell::ids::MerchantId>().unwrap().bucket();
        let new = shop.issue_card().await;
        assert_eq!(bucket(new.id()), shops);
        world.iphone_with(&new).await;
        shop.stamp(&new).await;
        let key = shop.owner.post("/v1/keys", json!({ "role": "reader" })).await.created();
        let secret = key["secret"].as_str().unwrap();
        assert_eq!(secret.split_once("_live_").unwrap().1[..3], shops.to_string(), "{secret}");
        assert_eq!(shop.owner.with_key(secret).get("/v1/metrics").await.status, 200);
        world.deliver().await;

        assert_eq!(shop.owner.delete(&format!("/v1/members/{}", cards[4].member())).await.status, 204);
        shop.staff.once("a-key").post("/v1/scans", body).await.refused(404, "not_found");
        assert_eq!(world.number("SELECT count(*) AS number FROM answers WHERE length(answer) = 1"), 2, "an answer that names the card alone is theirs too");
        world.deliver().await;
    }
}
