//! A shop that outgrew one machine moves its whole database to PostgreSQL, and back.

use std::process::{Child, Stdio};

use reqwest::Method;
use serde_json::{Value, json};

use super::carry_over::{answers, lived_in};
use super::till_pin::till_with_pin;
use crate::postgres::{MoveLock, TableLock, falsify_log, server};
use crate::world::{SECRET, Setup, Shop, World, tell};

const FORM: &str = "application/x-www-form-urlencoded";

/// All that can be asked of a shop: its lists, every metric, its exports.
async fn asked(shop: &Shop) -> Vec<(String, Value)> {
    let mut all = answers(shop).await;
    let metrics = shop
        .owner
        .get("/v1/metrics?from=2020-01-01&to=2030-01-01&metrics=all")
        .await
        .value();
    all.push(("every metric".into(), metrics["metrics"].clone()));
    for export in ["events.ndjson", "members.csv", "scans.csv"] {
        let answer = shop
            .owner
            .get(&format!("/v1/exports/{export}"))
            .await;
        assert_eq!(answer.status, 200, "{export}");
        all.push((export.into(), Value::from(answer.text())));
    }
    all
}

fn assert_same(before: &[(String, Value)], after: &[(String, Value)]) {
    assert_eq!(before.len(), after.len());
    for ((question, before), (_, after)) in before.iter().zip(after) {
        assert_eq!(before, after, "{question}");
    }
}

#[tokio::test]
async fn a_lived_in_database_moves_to_postgresql_and_back_and_nobody_notices() {
    let Some(server) = server() else {
        return;
    };
    let world = World::begin(Setup::both(), None).await;
    let (shop, cards) = lived_in(&world, "Café ☕ مقهى").await;
    let (other, _) = lived_in(&world, "Tea").await;
    let (card, erased) = (&cards[4], &cards[2]);
    let body = json!({ "code": card.code() });
    let once = shop.staff.once("a-key");
    let first = once
        .post("/v1/scans", body.clone())
        .await
        .created();
    let phone = world.iphone_with(card).await;
    let owner = shop.signed_in(&world).await;
    let till = till_with_pin(&world, &shop, "1234").await;
    world
        .stranger()
        .get(&card.google_url())
        .await;
    shop.stamp(card).await;
    world.deliver().await;
    phone
        .receive_pushes()
        .await
        .unwrap();
    let seen = (asked(&shop).await, asked(&other).await);
    // A part of the log may be in files, which stay where they are.
    let folder = tempfile::tempdir().unwrap();
    let (code, said) = world.stampwell(
        Some(SECRET),
        &[
            "events",
            "archive",
            "--before",
            "2190-01-01",
            "--merchant",
            &other.id,
            "--to",
            folder.path().to_str().unwrap(),
        ],
    );
    assert_eq!(code, Some(0), "{said}");

    let mut world = world;
    for target in [server.new_database(), world.new_file("back.db")] {
        let (moved, said) = world.moved_to(target.clone()).await;
        world = moved;
        assert!(
            said.contains("2 merchants") && said.contains(": 0 differences"),
            "{said}"
        );
        assert!(
            said.contains("STAMPWELL_DATABASE_URL") && said.contains("same secret"),
            "{said}"
        );
        assert_eq!(
            world
                .stampwell(Some(SECRET), &["verify"])
                .0,
            Some(0)
        );
        if !target.starts_with("sqlite://") {
            assert_same(&seen.0, &asked(&shop).await);
            assert_same(&seen.1, &asked(&other).await);
        }
        let again = once
            .post("/v1/scans", body.clone())
            .await
            .created();
        assert_eq!(again, first, "a key names its answer still");

        // What phones hold goes on: the tag of an update says that nothing is new, and the next stamp is pushed and fetched.
        assert_eq!(phone.refresh().await.unwrap(), 0);
        shop.stamp(card).await;
        world.deliver().await;
        assert_eq!(
            phone
                .receive_pushes()
                .await
                .unwrap(),
            1
        );

        assert_eq!(owner.get("/admin").await.status, 200, "a session stands");
        world.pass_s(13 * 3_600);
        till.browser
            .post("/v1/scans", body.clone())
            .await
            .refused(403, "till_locked");
        assert_eq!(
            till.browser
                .send(Method::POST, "/scan/unlock", FORM, "pin=1234")
                .await
                .status,
            303
        );
        till.browser
            .post("/v1/scans", body.clone())
            .await
            .created();
        world.deliver().await;
        phone
            .receive_pushes()
            .await
            .unwrap();
    }
    // Somebody whose card was carried twice is erased as ever.
    assert_eq!(
        world
            .stranger()
            .get(erased.page())
            .await
            .status,
        200
    );
    shop.owner
        .delete(&format!("/v1/members/{}", erased.member()))
        .await;
    assert_ne!(
        world
            .stranger()
            .get(erased.page())
            .await
            .status,
        200
    );
    world.deliver().await;
    world.end().await;
}

#[tokio::test]
async fn a_move_that_is_killed_goes_on_and_until_then_nobody_serves_what_is_there() {
    let Some(server) = server() else {
        return;
    };
    tell(Setup::default(), None, async |world: &World| {
        let (shop, _) = lived_in(world, "Coffee").await;
        world.deliver().await;
        let target = server.new_database();
        let (code, said) = world.stampwell_on(&target, Some(SECRET), &["migrate"]);
        assert_eq!(code, Some(0), "{said}");
        let mut lock = TableLock::take(&target, "scans");
        let mut moving = world
            .command(world.database(), Some(SECRET))
            .args(["move", "--to", &target])
            .stderr(Stdio::null())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        lock.until_waited_for();
        // Nobody comes between.
        let (code, said) = world.stampwell(Some(SECRET), &["serve"]);
        assert_eq!(code, Some(4), "{said}");
        moving.kill().unwrap();
        moving.wait().unwrap();
        drop(lock);

        for words in [&["serve"][..], &["verify"], &["migrate"], &["doctor"]] {
            let (code, said) = world.stampwell_on(&target, Some(SECRET), words);
            assert!(
                code != Some(0) && said.contains("unfinished") && said.contains("stampwell move"),
                "{words:?}: {said}"
            );
        }
        let (code, said) = world.stampwell(Some(SECRET), &["move", "--to", &target, "--json"]);
        assert_eq!(code, Some(0), "{said}");
        assert!(said.contains("An earlier run had moved"), "{said}");
        assert!(said.contains("\"differences\":[]"), "{said}");
        let (code, said) = world.stampwell_on(&target, Some(SECRET), &["verify"]);
        assert_eq!(code, Some(0), "{said}");
        assert!(!shop.log().await.is_empty(), "the old one is as it was");

        let (code, said) = world.stampwell(Some(SECRET), &["move", "--to", &target]);
        assert!(code == Some(1) && said.contains("not empty"), "{said}");
    })
    .await;
}

/// A move to an empty database, by this address, that is held when all rows were compared and the new database is opened to be looked at.
fn held_at_its_last_look(world: &World, target: &str, address: &str) -> (Child, TableLock) {
    let (code, said) = world.stampwell_on(target, Some(SECRET), &["migrate"]);
    assert_eq!(code, Some(0), "{said}");
    let mut copying = TableLock::take(target, "scans");
    let moving = world
        .command(world.database(), Some(SECRET))
        .args(["move", "--to", address])
        .stderr(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    copying.until_waited_for();
    let mut opened = TableLock::take_from_readers(target, "__diesel_schema_migrations");
    drop(copying);
    opened.until_waited_for();
    (moving, opened)
}

fn said_by(moving: Child) -> (Option<i32>, String) {
    let output = moving.wait_with_output().unwrap();
    let said = [output.stdout, output.stderr]
        .map(|said| String::from_utf8_lossy(&said).into_owned())
        .concat();
    (output.status.code(), said)
}

#[tokio::test]
async fn a_log_that_was_damaged_on_the_way_is_not_served() {
    let Some(server) = server() else {
        return;
    };
    tell(Setup::default(), None, async |world: &World| {
        lived_in(world, "Coffee").await;
        world.deliver().await;
        let target = server.new_database();
        let (moving, opened) = held_at_its_last_look(world, &target, &target);
        falsify_log(&target);
        drop(opened);
        let (code, said) = said_by(moving);
        assert_eq!(code, Some(1), "{said}");
        assert!(
            said.contains("fail  coffee: event ")
                && said.contains("coffee: the metric visits differs"),
            "{said}"
        );
        let (code, said) = world.stampwell_on(&target, Some(SECRET), &["serve"]);
        assert!(code != Some(0) && said.contains("unfinished"), "{said}");

        let (code, said) = world.stampwell(Some(SECRET), &["move", "--to", &target]);
        assert_eq!(code, Some(0), "{said}");
        assert!(
            said.contains("begins anew") && said.contains(": 0 differences"),
            "{said}"
        );
    })
    .await;
}

#[tokio::test]
async fn a_server_that_ends_idle_sessions_does_not_end_a_move() {
    let Some(server) = server() else {
        return;
    };
    tell(Setup::default(), None, async |world: &World| {
        lived_in(world, "Coffee").await;
        world.deliver().await;
        let target = server.new_database();
        let impatient = format!("{target}?options=-c%20idle_session_timeout%3D800");
        let (moving, mut opened) = held_at_its_last_look(world, &target, &impatient);
        opened.until_waited_for_ms(1_200);
        drop(opened);
        let (code, said) = said_by(moving);
        assert_eq!(code, Some(0), "{said}");
    })
    .await;
}

#[tokio::test]
async fn nothing_is_saved_and_nothing_starts_beside_a_move() {
    let Some(server) = server() else {
        return;
    };
    tell(
        Setup::default(),
        Some(server.new_database()),
        async |world: &World| {
            let shop = world.shop("Coffee").open().await;
            let card = shop.issue_card().await;
            // An instance that was not stopped, and whose line was cut at the wrong moment.
            let moving = MoveLock::take(world.database());
            let probe = world.stranger();
            let answered = async |status: u16| {
                let answer = probe.get("/readyz").await;
                (answer.status == status).then_some(answer)
            };
            world
                .until(async || answered(503).await)
                .await
                .refused(503, "unavailable");
            let scan = json!({ "code": card.code() });
            for refused in [
                shop.staff
                    .post("/v1/scans", scan)
                    .await,
                shop.owner
                    .post("/v1/locations", json!({ "name": "Corner" }))
                    .await,
            ] {
                let problem = refused.refused(503, "unavailable");
                assert!(
                    problem
                        .to_string()
                        .contains("being moved"),
                    "{problem}"
                );
            }
            for words in ["verify", "serve"] {
                let (code, said) = world.stampwell(Some(SECRET), &[words]);
                assert!(
                    code != Some(0) && said.contains("`stampwell move` is at work"),
                    "{words}: {said}"
                );
            }
            moving.end();
            world
                .until(async || answered(200).await)
                .await;
            shop.stamp(&card).await;
            let (code, said) =
                world.stampwell(Some(SECRET), &["move", "--to", &world.new_file("new.db")]);
            assert!(
                code == Some(1) && said.contains("in use: a service"),
                "{said}"
            );
        },
    )
    .await;
}

#[tokio::test]
async fn what_cannot_be_moved_is_refused_with_what_to_do() {
    let Some(server) = server() else {
        return;
    };
    tell(
        Setup::default(),
        Some(server.new_database()),
        async |world: &World| {
            let shop = world.shop("Coffee").open().await;
            let refused = |database: &str, to: &[&str], code: i32, words: &str| {
                let all: Vec<&str> = ["move"]
                    .iter()
                    .chain(to)
                    .copied()
                    .collect();
                let (ended, said) = world.stampwell_on(database, Some(SECRET), &all);
                assert!(
                    ended == Some(code) && said.contains(words),
                    "{to:?} {ended:?}: {said}"
                );
                assert!(!said.contains("hunter2"), "{said}");
            };
            let served = world.database().to_owned();
            let (here, there) = (world.new_file("here.db"), world.new_file("there.db"));
            let file = world.new_file("file");
            let (made, _) = world.stampwell_on(&here, Some(SECRET), &["migrate"]);
            refused(&here, &[], 2, "--to <URL>");
            refused(&there, &["--to", &file], 3, "there is no database");
            refused(&here, &["--to", "oracle://x"], 78, "not of a known kind");
            refused(&here, &["--to", &here], 4, "is the one that is to be moved");
            refused(
                &served,
                &["--to", &served],
                1,
                "is the one that is to be moved",
            );
            refused(
                &here,
                &["--to", "postgres://a:hunter2@127.0.0.1:1/x"],
                69,
                "no PostgreSQL server answers",
            );
            refused(
                &here,
                &["--to", "sqlite:///nowhere/at/all.db"],
                3,
                "make the folder",
            );
            refused(
                &here,
                &["--to", &format!("{served}_no")],
                1,
                "has no database",
            );
            refused(
                &here,
                &[
                    "--to",
                    &format!(
                        "{}?options=-c%20default_transaction_read_only%3Don",
                        server.new_database()
                    ),
                ],
                1,
                "the database to move to: this PostgreSQL server is read-only",
            );
            let notes = world.new_file("notes.txt");
            let path = notes.trim_start_matches("sqlite://");
            std::fs::write(path, "milk, bread and butter".repeat(50)).unwrap();
            refused(&here, &["--to", &notes], 1, "cannot be moved to");
            assert!(
                !std::fs::exists(format!("{path}.lock")).unwrap(),
                "a refusal left a file"
            );
            // Both ways an instance that runs is in the way.
            refused(&here, &["--to", &served], 1, "in use: a service");
            refused(&served, &["--to", &file], 1, "in use: a service");
            assert_eq!(made, Some(0));
            // Whatever was refused, the shop works on.
            shop.issue_card().await;
        },
    )
    .await;
}
