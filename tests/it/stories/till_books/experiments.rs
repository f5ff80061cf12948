//! Who is held out, drawn by chance before anything is done.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::{counts, import};
use crate::world::{Shop, World};

/// Each person's arm as the log has it; a second assignment fails the story.
async fn arms(shop: &Shop, experiment: &Value) -> BTreeMap<String, String> {
    let mut arms = BTreeMap::new();
    for event in shop
        .logged("group_assigned")
        .await
        .into_iter()
        .filter(|event| event["experiment_id"] == experiment["id"])
    {
        let text = |name: &str| {
            event[name]
                .as_str()
                .unwrap()
                .to_owned()
        };
        assert_eq!(
            arms.insert(text("member_id"), text("arm")),
            None,
            "{} is assigned twice",
            event["member_id"]
        );
    }
    arms
}

fn controls(arms: &BTreeMap<String, String>) -> BTreeSet<String> {
    arms.iter()
        .filter(|(_, arm)| *arm == "control")
        .map(|(member, _)| member.clone())
        .collect()
}

/// The experiment once everybody has an arm.
async fn ready(world: &World, shop: &Shop, experiment: &Value) -> Value {
    let path = format!("/v1/experiments/{}", experiment["id"].as_str().unwrap());
    world
        .until(async || {
            let experiment = shop.owner.get(&path).await.ok();
            (experiment["state"] == "ready").then_some(experiment)
        })
        .await
}

world_test! {
    async fn a_campaign_spares_one_in_ten_and_says_whom(world) {
        let shop = world.shop("Coffee").open().await;
        for _ in 0..20 {
            shop.issue_card().await;
        }
        let ended = shop.issue_card().await;
        shop.owner.patch(&format!("/v1/cards/{}", ended.id()), json!({ "state": "ended" })).await.ok();
        let asked = json!({ "name": "Spring", "kind": "campaign", "outcome_source": "validated", "holdout_share": 0.1 });
        let made = shop.owner.once("spring").post("/v1/experiments", asked.clone()).await.created();
        let told = |name: &str| made[name].clone();
        assert_eq!((told("people"), told("treatment"), told("control")), (json!(20), json!(18), json!(2)), "{made}");
        assert_eq!((told("state"), told("holdout_share"), told("assigned_at")), (json!("ready"), json!(0.1), json!(world.in_s(0))));
        let again = shop.owner.once("spring").post("/v1/experiments", asked).await;
        assert_eq!((again.header("idempotency-replayed"), again.created()), ("true", made.clone()));

        let arms = arms(&shop, &made).await;
        assert_eq!((arms.len(), controls(&arms).len()), (20, 2));
        let people = format!("/v1/experiments/{}/members", made["id"].as_str().unwrap());
        let spared: BTreeSet<String> = shop
            .owner
            .list(&format!("{people}?arm=control"))
            .await
            .iter()
            .map(|person| person["member_id"].as_str().unwrap().to_owned())
            .collect();
        assert_eq!(spared, controls(&arms));
        assert_eq!(shop.owner.list(&people).await.len(), 20);
        shop.owner.get(&format!("{people}?arm=both")).await.refused(422, "invalid_request");
        // Whoever comes now is no part of it.
        shop.issue_card().await;
        assert_eq!(world.sweep().await, 0);
        assert_eq!(shop.owner.list(&people).await.len(), 20);
        assert_eq!(shop.owner.list("/v1/experiments").await, [made]);
    }
}

world_test! {
    async fn a_large_one_goes_on_behind_the_answer_with_exact_numbers(world) {
        let shop = world.shop("Coffee").open().await;
        let names: Vec<String> = (0..700).map(|i| format!("regular {i}")).collect();
        let asked = json!({ "name": "Launch", "kind": "programme", "outcome_source": "imported", "holdout_share": 0.25, "members": names });
        let made = shop.owner.post("/v1/experiments", asked).await.created();
        let drawn = made["treatment"].as_i64().unwrap() + made["control"].as_i64().unwrap();
        assert_eq!((&made["state"], &made["people"], drawn), (&json!("assigning"), &json!(700), 250));
        // Two who work on it at once, here the answer's own follower and the sweep, do nothing twice.
        world.sweep().await;
        let whole = ready(world, &shop, &made).await;
        assert_eq!((&whole["treatment"], &whole["control"]), (&json!(525), &json!(175)));
        let arms = arms(&shop, &made).await;
        assert_eq!((arms.len(), controls(&arms).len()), (700, 175));
        let people = shop.owner.list(&format!("/v1/experiments/{}/members", made["id"].as_str().unwrap())).await;
        let named: BTreeSet<&str> = people.iter().map(|person| person["external_id"].as_str().unwrap()).collect();
        assert_eq!(named, names.iter().map(String::as_str).collect::<BTreeSet<_>>(), "the shop knows its people by its own ids");
        assert!(people.iter().all(|person| arms[person["member_id"].as_str().unwrap()] == person["arm"]));
    }
}

world_test! {
    async fn what_the_programme_brought_is_measured_from_the_till(world) {
        let shop = world.shop("Coffee").with("gross_margin_bp", 5_000).open().await;
        let names: Vec<String> = (0..10).map(|i| format!("R{i}")).collect();
        let asked = json!({ "name": "Launch", "kind": "programme", "outcome_source": "imported", "holdout_share": 0.5, "members": names });
        let made = shop.owner.post("/v1/experiments", asked).await.created();
        let mut export = String::from("member,date,amount\n");
        let day = |offset: i64| world.clock.now().plus_s(offset * 86_400).to_string()[..10].to_owned();
        let (assigned_on, first, second) = (day(0), day(1), day(3));
        for person in shop.owner.list(&format!("/v1/experiments/{}/members", made["id"].as_str().unwrap())).await {
            let name = person["external_id"].as_str().unwrap();
            export += &format!("{name},{assigned_on},99.00\n{name},{first},10.00\n");
            if person["arm"] == "treatment" {
                // They get the card, come once more, and are still the members that were drawn.
                let card = shop.staff.post("/v1/cards", json!({ "member": { "external_id": name } })).await.created();
                assert_eq!(card["member_id"], person["member_id"]);
                export += &format!("{name},{second},5.00\n");
            }
        }
        world.pass_days(9);
        assert_eq!(counts(&import(world, &shop, "", &export).await), [25, 25, 0, 0]);
        shop.owner.post("/v1/costs", json!({ "kind": "platform", "amount_minor": 250 })).await.created();
        let query = format!("/v1/metrics?metrics=holdout_lift&window_days=7&from={assigned_on}&to={}", day(1));
        let report = shop.reader.get(&query).await.ok();
        let lift = &report["metrics"]["holdout_lift"][made["id"].as_str().unwrap()];
        let spend = &lift["spend"];
        assert_eq!((&lift["n_treatment"], &lift["n_control"]), (&json!(5), &json!(5)), "{report}");
        assert_eq!((&spend["treatment_mean"], &spend["control_mean"]), (&json!(1_500.0), &json!(1_000.0)), "{report}");
        assert_eq!(lift["incremental_return_minor"], json!(1_000.0), "five people times 500 at half, less the cost: {report}");
    }
}
