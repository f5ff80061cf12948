//! A dump is put in place with PostgreSQL's own programs, and phones are told of it.

use std::io::Seek;
use std::process::{Command, Output};

use super::{beside, text};
use crate::world::{PASS_TYPE, Setup, tell};

fn restore(database: &str, more: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_stampwell"))
        .env_clear()
        .env("STAMPWELL_DATABASE_URL", database)
        .env(
            "STAMPWELL_TEMPLATES_DIR",
            concat!(env!("CARGO_MANIFEST_DIR"), "/pass-templates"),
        )
        .arg("restore")
        .args(more)
        .output()
        .unwrap()
}

#[tokio::test]
async fn after_pg_restore_a_phone_that_saw_lost_changes_is_told_to_look_again() {
    let Some(server) = crate::postgres::server() else {
        return;
    };
    let (database, other) = (server.new_database(), server.new_database());
    let mut dump = tempfile::tempfile().unwrap();
    tell(Setup::default(), Some(database.clone()), async |world| {
        let shop = world
            .shop("Coffee")
            .hasty()
            .open()
            .await;
        let card = shop.issue_card().await;
        let phone = world.iphone_with(&card).await;
        shop.stamp(&card).await;
        let dumped = server
            .program("pg_dump")
            .args(["-Fc", "-d", &database])
            .stdout(dump.try_clone().unwrap())
            .status();
        assert!(dumped.unwrap().success());

        // The phone hears of changes that the dump does not have.
        shop.stamp_times(&card, 3).await;
        world.deliver().await;
        let question = format!(
            "/apple/v1/devices/{}/registrations/{PASS_TYPE}",
            phone.device_library_identifier()
        );
        let seen = text(
            &world
                .stranger()
                .get(&question)
                .await
                .ok()["lastUpdated"],
        );

        dump.rewind().unwrap();
        assert!(
            server
                .program("pg_restore")
                .args(["-d", &other])
                .stdin(dump)
                .status()
                .unwrap()
                .success()
        );
        let restored = restore(&other, &[]);
        assert!(
            restored.status.success(),
            "{}",
            String::from_utf8_lossy(&restored.stderr)
        );
        assert!(String::from_utf8_lossy(&restored.stdout).contains("1 cards will be refreshed"));

        let (base, running) = beside(world, &other, false);
        let told = world
            .stranger()
            .get(&format!("{base}{question}?passesUpdatedSince={seen}"))
            .await
            .ok();
        assert_eq!(
            told["serialNumbers"],
            serde_json::json!([card.id()]),
            "the phone's tag is from the future, and hides nothing"
        );
        let before = world.pushes_to(&phone);
        assert_eq!(
            running
                .worker
                .deliver()
                .await
                .unwrap(),
            1
        );
        assert_eq!(
            world.pushes_to(&phone),
            before + 1,
            "the phone is told without anybody scanning"
        );
        let stamps = shop
            .staff
            .get(&format!("{base}/v1/cards/{}", card.id()))
            .await
            .ok();
        assert_eq!(stamps["stamps"], 1, "the state of the dump");
    })
    .await;
}

#[test]
fn a_backup_file_is_no_way_into_postgres() {
    let Some(server) = crate::postgres::server() else {
        return;
    };
    let refused = restore(&server.new_database(), &["shop.db"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(
        String::from_utf8_lossy(&refused.stderr)
            .contains("pg_restore. Then run `stampwell restore` without a file")
    );
}
