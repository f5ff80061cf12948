//! The server is killed and comes back while the shop is open.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use futures_util::future::{join, join_all};
use stampwell::store::Store;

use super::{Count, LONG, aside, scan, scan_id, text};
use crate::world::{Caller, PATIENCE, Setup, World, tell};

const TILLS: usize = 12;

/// Scans until the shop closes and repeats what was refused with the same key; what was acknowledged, by key.
async fn work(world: &World, staff: &Caller, till: usize, card: &str, closed: &AtomicBool, done: &Count, refused: &Count) -> BTreeMap<String, String> {
    let mut paper = BTreeMap::new();
    for n in 0.. {
        if closed.load(Ordering::Relaxed) {
            break;
        }
        let key = format!("till{till}-{n}");
        let scan = loop {
            let answer = scan(staff, &world.base, &key, card).await;
            if answer.status == 201 {
                break scan_id(&answer);
            }
            answer.refused(503, "unavailable");
            refused.fetch_add(1, Ordering::Relaxed);
        };
        paper.insert(scan, key);
        done.fetch_add(1, Ordering::Relaxed);
    }
    paper
}

/// Waits until so many more scans were acknowledged.
async fn more(done: &Count, scans: usize) {
    let target = done.load(Ordering::Relaxed) + scans;
    let reached = async {
        while done.load(Ordering::Relaxed) < target {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(LONG, reached).await.expect("scans go on by themselves");
}

#[tokio::test]
async fn killed_under_load_postgres_loses_and_doubles_nothing() {
    let Some(server) = crate::postgres::server_of_its_own() else { return };
    let server = Arc::new(server);
    let database = server.new_database();
    tell(Setup { deliver: true, ..Setup::default() }, Some(database), async |world| {
        let shop = world.shop("Coffee").hasty().open().await;
        let cards = join_all((0..TILLS).map(|_| shop.issue_card())).await;
        let phone = world.iphone_with(&cards[0]).await;
        let (closed, done, refused) = (AtomicBool::new(false), Count::default(), Count::new(AtomicUsize::new(0)));
        let tills = join_all(cards.iter().enumerate().map(|(n, card)| work(world, &shop.staff, n, card.id(), &closed, &done, &refused)));
        let fate = async {
            for _ in 0..3 {
                more(&done, 40).await;
                let server = server.clone();
                aside(move || server.restart()).await;
            }
            more(&done, 40).await;
            closed.store(true, Ordering::Relaxed);
        };
        let (papers, ()) = join(tills, fate).await;

        let told: Vec<String> = papers.into_iter().flatten().map(|(scan, _)| scan).collect();
        let mut stored: Vec<String> = shop.owner.list("/v1/scans").await.iter().map(|scan| text(&scan["id"])).collect();
        let (mut sorted, count) = (told.clone(), told.len());
        stored.sort();
        sorted.sort();
        assert_eq!(stored, sorted, "what was acknowledged is what is stored, each once");
        println!("3 restarts: {count} acknowledged, {} refused with 503", refused.load(Ordering::Relaxed));

        // Deliveries come back by themselves as well.
        world.pass_s(120);
        let newest = super::visits(&shop.look_at(&cards[0]).await);
        let face = format!("{} / 10", newest % 10);
        world
            .until(async || {
                world.pass_s(1);
                let shown = phone.pass(cards[0].id()).unwrap().value("stamps");
                (shown == face || (newest % 10 == 0 && shown == "Reward ready")).then_some(())
            })
            .await;
        world.until(async || shop.deliveries("due").await.is_empty().then_some(())).await;
    })
    .await;
}

#[tokio::test]
async fn instances_wake_each_other_also_after_the_server_was_away() {
    let Some(server) = crate::postgres::server_of_its_own() else { return };
    let server = Arc::new(server);
    let database = server.new_database();
    tell(Setup::default(), Some(database.clone()), async |world| {
        let shop = world.shop("Coffee").hasty().open().await;
        let card = shop.issue_card().await;
        let _phone = world.iphone_with(&card).await;
        // Nothing is ever written by this one, so only the other can wake it.
        let other = aside(move || Store::open(&database).unwrap()).await;
        for _ in 0..2 {
            let hears = async {
                loop {
                    let stamped = async {
                        shop.stamp(&card).await;
                        std::future::pending::<()>().await;
                    };
                    tokio::select! {
                        () = other.committed() => return,
                        () = stamped => {}
                    }
                }
            };
            tokio::time::timeout(PATIENCE, hears).await.expect("the other instance hears that a push is owed");
            let server = server.clone();
            aside(move || server.restart()).await;
        }
        world.deliver().await;
    })
    .await;
}
