//! The disk is full, read-only or broken: scans are refused in words, reads go on, and no restart is needed afterwards.
//!
//! `STAMPWELL_DISK_TURNS=20 cargo test --test it faults::disk -- --nocapture` takes longer and prints its figures.

use std::process::Command;
use std::time::{Duration, Instant};

use super::shop::{Paper, RealShop, Rush};
use super::small_disk::SmallDisk;
use crate::world::Answer;

/// A shop whose database lies on the small disk.
async fn shop_on(disk: &SmallDisk, folder: &std::path::Path) -> RealShop {
    RealShop::open(folder, 24, |operator| {
        operator.through = disk.inside();
        let database = format!(
            "sqlite://{}",
            folder
                .join("disk/shop.db")
                .display()
        );
        operator
            .settings
            .push(("STAMPWELL_DATABASE_URL", database));
    })
    .await
}

/// What the probe of a service is told whose scans are refused. Space within SQLite's own log lets one small write through
/// now and then, after which the service rightly believes in the disk until the next one fails.
async fn until_unready(shop: &RealShop, rush: &Rush) -> Answer {
    for _ in 0..100 {
        let ready = shop.owner.get("/readyz").await;
        if ready.status != 200 {
            return ready;
        }
        rush.refused(4).await;
    }
    panic!("the service holds itself to be ready and refuses scans");
}

#[tokio::test]
async fn a_full_disk_refuses_scans_and_needs_only_space() {
    let turns: usize =
        std::env::var("STAMPWELL_DISK_TURNS").map_or(2, |text| text.parse().unwrap());
    let folder = tempfile::tempdir().unwrap();
    let Some(disk) = SmallDisk::mount(&folder.path().join("disk"), "64m") else {
        return;
    };
    let shop = shop_on(&disk, folder.path()).await;
    let rush = shop.rush(4);
    let mut slowest = Duration::ZERO;
    for _ in 0..turns {
        rush.acknowledged(20).await;
        disk.fill();
        for refusal in rush.refused(8).await {
            refusal.refused(507, "storage_full");
        }
        shop.owner
            .get(&shop.a_card())
            .await
            .ok();
        shop.owner
            .get("/v1/scans")
            .await
            .ok();
        until_unready(&shop, &rush)
            .await
            .refused(507, "storage_full");
        disk.free();
        let freed = Instant::now();
        rush.acknowledged(8).await;
        slowest = slowest.max(freed.elapsed());
        shop.owner.get("/readyz").await.ok();
    }
    assert!(
        slowest < Duration::from_secs(5),
        "it took {slowest:?} to scan again"
    );
    let refused = rush.tally().refused.len();
    let paper = rush.end().await;
    println!(
        "{turns} turns: {} acknowledged, {refused} refused, scans again after {slowest:?} at most",
        paper.len()
    );
    shop.close(&paper).await;
}

/// A limit on the size of files makes every write beyond it fail: to SQLite a disk that fails.
fn let_writes_fail(shop: &RealShop, fail: bool) {
    let limit = if fail {
        "--fsize=4096:unlimited"
    } else {
        "--fsize=unlimited:unlimited"
    };
    let done = Command::new("prlimit")
        .args(["--pid", &shop.service.id().to_string(), limit])
        .status()
        .unwrap();
    assert!(done.success());
}

#[tokio::test]
async fn a_failing_disk_refuses_scans_until_it_is_well_again() {
    let folder = tempfile::tempdir().unwrap();
    // The signal that comes with the failed write would end a program that does not ignore it.
    let ignoring = ["sh", "-c", r#"trap "" XFSZ; exec "$@""#, "sh"]
        .map(str::to_owned)
        .to_vec();
    let shop = RealShop::open(folder.path(), 24, |operator| operator.through = ignoring).await;
    let rush = shop.rush(4);
    for _ in 0..5 {
        rush.acknowledged(20).await;
        let_writes_fail(&shop, true);
        for refusal in rush.refused(8).await {
            refusal.refused(503, "unavailable");
            assert_ne!(refusal.header("retry-after"), "");
        }
        shop.owner
            .get(&shop.a_card())
            .await
            .ok();
        shop.owner
            .get("/readyz")
            .await
            .refused(503, "unavailable");
        let_writes_fail(&shop, false);
        rush.acknowledged(8).await;
        shop.owner.get("/readyz").await.ok();
    }
    let paper = rush.end().await;
    shop.close(&paper).await;
}

#[tokio::test]
async fn a_read_only_disk_stops_the_start_in_words() {
    let folder = tempfile::tempdir().unwrap();
    let Some(disk) = SmallDisk::mount(&folder.path().join("disk"), "12m") else {
        return;
    };
    let mut shop = shop_on(&disk, folder.path()).await;
    shop.owner.get("/readyz").await.ok();
    assert_eq!(shop.service.stop(), Some(0));
    disk.remount("ro");
    let refused = shop.operator.run(&["serve"]);
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(
        refused.status.code() == Some(1)
            && said.contains("shop.db")
            && said.contains("Read-only file system"),
        "{said}"
    );
    disk.remount("rw");
    shop.service = shop.operator.serve().await.0;
    shop.close(&Paper::new()).await;
}
