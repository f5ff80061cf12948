//! The service is killed in the middle of an import.

use std::collections::BTreeSet;

use serde_json::Value;
use stampwell::sandbox::ApnsStandIn;

use super::{counts, send};
use crate::stories::crash::Operator;
use crate::world::{CERTIFICATES, Caller};

const LINES: usize = 6_000;

/// Asks until the answer is the one that is waited for.
async fn poll(owner: &Caller, path: &str, wanted: impl Fn(&Value) -> bool) -> Value {
    let found = async {
        loop {
            let job = owner.get(path).await.ok();
            if wanted(&job) {
                return job;
            }
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(120), found)
        .await
        .expect("the import did not get there")
}

async fn killed_and_repeated(database: Option<String>) {
    let folder = tempfile::tempdir().unwrap();
    let apns = ApnsStandIn::start(&CERTIFICATES)
        .await
        .unwrap();
    let database = database.unwrap_or_else(|| {
        format!(
            "sqlite://{}",
            folder
                .path()
                .join("shop.db")
                .display()
        )
    });
    let operator = Operator::new(folder.path(), &apns, database);
    let made = operator.run(&["merchant", "create", "--name", "Coffee", "--json"]);
    let made: Value = serde_json::from_slice(&made.stdout).unwrap();
    let owner = Caller::new(&operator.base).with_key(made["owner_key"].as_str().unwrap());
    // Every tenth line is bad, and every row stands there twice: what is counted within the file must be counted on.
    let row = |i: usize| match (i % 10, i % (LINES / 2)) {
        (9, _) => "9,soon,1.00\n".to_owned(),
        (_, n) => format!("c{},2025-03-{:02} 10:00,{n}.00\n", n % 300, 1 + n % 28),
    };
    let export: String = std::iter::once("member,at,amount\n".to_owned())
        .chain((0..LINES).map(row))
        .collect();

    let (service, _) = operator.serve().await;
    let begun = send(&owner, "", &export).await;
    assert_eq!(begun.status, 202, "{}", begun.text());
    let id = begun.value()["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let path = format!("/v1/visits/import/{id}");
    let before = poll(&owner, &path, |job| job["lines"].as_i64().unwrap() > 0).await;
    service.kill();
    assert!(
        before["lines"].as_u64().unwrap() < LINES as u64,
        "the import was over before the kill: {before}"
    );

    let (service, _) = operator.serve().await;
    // At once, while the job may still be believed to be under way.
    let again = send(&owner, "", &export).await;
    assert_eq!(
        (
            again.status,
            again.value()["id"]
                .as_str()
                .unwrap()
        ),
        (202, id.as_str()),
        "the same request is the same job"
    );
    let job = poll(&owner, &path, |job| job["state"] == "done").await;
    let bad = LINES as i64 / 10;
    assert_eq!(
        counts(&job),
        [LINES as i64, LINES as i64 - bad, 0, bad],
        "{job}"
    );
    let visits = owner
        .list("/v1/events?type=visit_imported")
        .await;
    let different: BTreeSet<&str> = visits
        .iter()
        .map(|visit| visit["visit_id"].as_str().unwrap())
        .collect();
    assert_eq!(
        (visits.len(), different.len()),
        (LINES - bad as usize, LINES - bad as usize)
    );
    let faults: BTreeSet<i64> = owner
        .list(&format!("{path}/bad"))
        .await
        .iter()
        .map(|bad| bad["line"].as_i64().unwrap())
        .collect();
    assert_eq!(faults.len() as i64, bad);

    // A job that nobody repeats says so once nobody is believed to work on it.
    let left = send(&owner, "?tz=Asia/Tehran", &export)
        .await
        .value()["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let left = format!("/v1/visits/import/{left}");
    poll(&owner, &left, |job| job["lines"].as_i64().unwrap() > 0).await;
    service.kill();
    let (service, _) = operator.serve().await;
    let job = poll(&owner, &left, |job| job["state"] != "running").await;
    assert_eq!(job["state"], "interrupted", "{job}");
    assert!(
        operator
            .run(&["verify"])
            .status
            .success()
    );
    assert_eq!(service.stop(), Some(0));
}

#[tokio::test]
async fn an_import_goes_on_where_a_kill_stopped_it_on_sqlite() {
    killed_and_repeated(None).await;
}

#[tokio::test]
async fn an_import_goes_on_where_a_kill_stopped_it_on_postgres() {
    if let Some(server) = crate::postgres::server() {
        killed_and_repeated(Some(server.new_database())).await;
    }
}
