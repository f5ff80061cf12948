//! What the owner brings from the till and the books: visits, costs, experiments.

mod costs;
mod documented;
mod experiments;
mod interrupted;
mod page;
mod refused;
mod visits;

use reqwest::Method;
use serde_json::Value;

use crate::world::{Answer, Caller, Shop, World};

/// Sends a till's export as it is.
async fn send(owner: &Caller, query: &str, export: &str) -> Answer {
    owner
        .send(
            Method::POST,
            &format!("/v1/visits/import{query}"),
            "text/csv",
            export,
        )
        .await
}

/// Sends a till's export, which is taken, and waits until it is imported; the job as it ended.
async fn import(world: &World, shop: &Shop, query: &str, export: &str) -> Value {
    let answer = send(&shop.owner, query, export).await;
    assert_eq!(answer.status, 202, "{}", answer.text());
    ended(
        world,
        shop,
        answer.value()["id"]
            .as_str()
            .unwrap(),
    )
    .await
}

/// The job once it is no longer running.
async fn ended(world: &World, shop: &Shop, id: &str) -> Value {
    let path = format!("/v1/visits/import/{id}");
    world
        .until(async || {
            let job = shop.owner.get(&path).await.ok();
            (job["state"] != "running").then_some(job)
        })
        .await
}

/// Lines read, stored, known and bad.
fn counts(job: &Value) -> [i64; 4] {
    ["lines", "stored", "known", "bad"].map(|name| job[name].as_i64().unwrap())
}
