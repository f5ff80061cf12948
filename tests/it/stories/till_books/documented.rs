//! What the document shows of an import is what comes of it.

use reqwest::Method;
use serde_json::Value;

use super::{counts, ended};

/// What is another at every import.
const OWN: [&str; 3] = ["id", "created_at", "updated_at"];

fn without_own(mut job: Value) -> Value {
    job.as_object_mut()
        .unwrap()
        .retain(|name, _| !OWN.contains(&name.as_str()));
    job
}

world_test! {
    async fn every_documented_example_of_an_import_stores_its_lines(world) {
        let document = world.stranger().get("/openapi.json").await.ok();
        let operation = &document["paths"]["/v1/visits/import"]["post"];
        let promised = &operation["responses"]["202"]["content"]["application/json"]["example"];
        let contents = operation["requestBody"]["content"].as_object().unwrap();
        let examples: Vec<(&str, &str)> = contents.iter().filter_map(|(kind, content)| Some((kind.as_str(), content["example"].as_str()?))).collect();
        assert_eq!(examples.iter().map(|(kind, _)| *kind).collect::<Vec<_>>(), ["application/x-ndjson", "text/csv"]);
        let docs = world.stranger().get("/docs").await.text();
        for (number, (kind, example)) in examples.into_iter().enumerate() {
            let shop = world.shop(&format!("Shop {number}")).open().await;
            let answer = shop.owner.send(Method::POST, "/v1/visits/import", kind, example).await;
            assert_eq!(answer.status, 202, "{}", answer.text());
            assert_eq!(without_own(answer.value()), without_own(promised.clone()), "{kind}");
            let job = ended(world, &shop, answer.value()["id"].as_str().unwrap()).await;
            assert_eq!((counts(&job), &job["state"]), ([2, 2, 0, 0], &"done".into()), "{kind}: {job}");
            assert!(docs.contains(&format!("Content-Type: {kind}")), "{kind} is not shown");
        }
    }
}
