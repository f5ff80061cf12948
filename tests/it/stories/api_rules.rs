//! What holds for every call of the API, asked of each that the document lists.

use reqwest::Method;
use serde_json::json;

use super::operations::operations;
use crate::world::Setup;

world_test! {
    async fn every_call_refuses_other_roles_and_unknown_parameters(world, Setup { limits: false, ..Setup::default() }) {
        let shop = world.shop("Coffee").open().await;
        let card = shop.issue_card().await;
        let operator = world.operator().await;
        let callers = [("owner", &shop.owner), ("staff", &shop.staff), ("reader", &shop.reader), ("operator", &operator)];
        let (log, mut faults) = (shop.log().await, Vec::new());
        for operation in operations(world).await {
            let method = Method::from_bytes(operation.method.as_bytes()).unwrap();
            let id = if operation.path.starts_with("/v1/metrics/") { "active_rate" } else { card.member() };
            let path = operation.path.replace("{id}", id);
            // What a call cannot do without is there, so that only the other one is wrong.
            let needed = if path.ends_with("/lookup") { "code=x&" } else { "" };
            for (role, caller) in callers {
                let may = operation.roles.iter().any(|known| known == role);
                for unknown in ["dryrun=true", "lang=fa"] {
                    if unknown.starts_with("lang") && operation.query.iter().any(|name| name == "lang") {
                        continue;
                    }
                    let answer = caller.json(method.clone(), &format!("{path}?{needed}{unknown}"), json!({})).await;
                    let told = answer.value();
                    let name = unknown.split('=').next().unwrap();
                    let fine = match may {
                        true => answer.status == 422 && told["errors"][0]["pointer"] == name,
                        false => answer.status == 403 && told["code"] == "forbidden",
                    };
                    if !fine {
                        faults.push(format!("{} by {role} with {unknown}: {}", operation.name, answer.text()));
                    }
                }
            }
        }
        assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
        assert_eq!(shop.log().await, log, "nothing was done");
    }
}

world_test! {
    async fn a_program_that_somebody_else_changed_meanwhile_is_not_overwritten(world) {
        let shop = world.shop("Coffee").open().await;
        let got = shop.owner.get("/v1/program").await.ok();
        let with = |entry: &str, seconds: i64, version: Option<i64>| {
            let mut program = got.clone();
            program[entry] = json!(seconds);
            match version {
                Some(version) => program["version"] = json!(version),
                None => drop(program.as_object_mut().unwrap().remove("version")),
            }
            program
        };
        let first = got["version"].as_i64().unwrap();
        let changed = with("cooldown_s", 60, Some(first));
        assert_eq!(shop.owner.put("/v1/program", changed.clone()).await.ok()["version"], first + 1);
        assert_eq!(shop.owner.put("/v1/program", changed).await.ok()["version"], first + 1, "the same again, as after a lost answer");
        for stale in [first, first + 99] {
            for way in ["/v1/program", "/v1/program?dry_run=true"] {
                shop.owner.put(way, with("welcome_stamps", 1, Some(stale))).await.refused(409, "program_changed");
            }
        }
        let now = shop.owner.get("/v1/program").await.ok();
        assert_eq!((&now["version"], &now["cooldown_s"], &now["welcome_stamps"]), (&json!(first + 1), &json!(60), &got["welcome_stamps"]));
        let unversioned = shop.owner.put("/v1/program", with("welcome_stamps", 1, None)).await.ok();
        assert_eq!(unversioned["version"], first + 2, "whoever names no version replaces whichever is in force");
    }
}

world_test! {
    async fn what_is_shown_once_is_null_in_a_repeated_answer_and_a_refusal_is_not_kept(world) {
        let shop = world.shop("Coffee").open().await;
        for (path, body, secret) in [("/v1/keys", json!({ "role": "reader" }), "secret"), ("/v1/tills", json!({ "name": "Till 1" }), "enrol_url")] {
            let caller = shop.owner.once(path);
            caller.post(path, json!({ "surprise": 1 })).await.refused(422, "invalid_request");
            let made = caller.post(path, body.clone()).await.created();
            assert!(made[secret].is_string(), "a refused key may be used again: {made}");
            let again = caller.post(path, body).await;
            assert_eq!((again.header("idempotency-replayed"), &again.created()[secret]), ("true", &json!(null)));
        }
        let rules = world.stranger().get("/openapi.json").await.ok()["info"]["description"].as_str().unwrap().to_owned();
        let docs = world.stranger().get("/docs").await.text();
        for rule in ["sent with another API key", "A refusal is not kept", "is null when the answer is repeated", "256 KiB", "Retry-After", "stampwell key create --role operator"] {
            assert!(rules.contains(rule) && docs.contains(rule), "{rule}");
        }
    }
}
