//! The server is killed and comes back while the shop is open.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Instant;

use futures_util::future::{join, join_all};
use stampwell::store::{LookAt, OwedQueue, Store};

use super::{LONG, aside, each_is_stored_once, scan, scan_id};
use crate::world::{Caller, PATIENCE, Setup, tell};

const TILLS: usize = 12;

/// A shop's day: how far it is, and how often the service had to refuse.
#[derive(Default)]
pub struct Day {
    pub closed: AtomicBool,
    acknowledged: AtomicUsize,
    pub refused: AtomicUsize,
    /// When a scan of each card was last acknowledged.
    last: Mutex<BTreeMap<String, Instant>>,
}

impl Day {
    /// Scans at each instance in turn until the shop closes and repeats what was refused with the same key; what was acknowledged, by scan.
    pub async fn work(
        &self,
        instances: &[&str],
        staff: &Caller,
        card: &str,
    ) -> BTreeMap<String, String> {
        let mut paper = BTreeMap::new();
        for base in instances.iter().cycle() {
            if self.closed.load(Ordering::Relaxed) {
                break;
            }
            let key = format!("{card}-{}", paper.len());
            let answer = scan(staff, base, &key, card).await;
            if answer.status == 201 {
                assert_eq!(
                    paper.insert(scan_id(&answer), key),
                    None,
                    "two keys named one scan"
                );
                self.acknowledged
                    .fetch_add(1, Ordering::Relaxed);
                self.last
                    .lock()
                    .unwrap()
                    .insert(card.to_owned(), Instant::now());
            } else {
                answer.refused(503, "unavailable");
                assert!(
                    !answer
                        .header("retry-after")
                        .is_empty()
                );
                self.refused
                    .fetch_add(1, Ordering::Relaxed);
            }
        }
        paper
    }

    /// Waits until so many more scans were acknowledged.
    pub async fn goes_on(&self, scans: usize) {
        let target = self
            .acknowledged
            .load(Ordering::Relaxed)
            + scans;
        let reached = async {
            while self
                .acknowledged
                .load(Ordering::Relaxed)
                < target
            {
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(LONG, reached)
            .await
            .expect("scans go on by themselves");
    }

    /// Waits until a scan of each card was acknowledged since then.
    pub async fn goes_on_everywhere(&self, since: Instant) {
        let all = || {
            let last = self.last.lock().unwrap();
            last.values().all(|at| *at > since)
        };
        let reached = async {
            while !all() {
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(LONG, reached)
            .await
            .expect("scans go on at each till");
    }
}

#[tokio::test]
async fn killed_under_load_postgres_loses_and_doubles_nothing() {
    let Some(server) = crate::postgres::server_of_its_own() else {
        return;
    };
    let server = Arc::new(server);
    let database = server.new_database();
    tell(
        Setup {
            deliver: true,
            ..Setup::default()
        },
        Some(database),
        async |world| {
            let shop = world
                .shop("Coffee")
                .hasty()
                .open()
                .await;
            let cards = join_all((0..TILLS).map(|_| shop.issue_card())).await;
            let phone = world.iphone_with(&cards[0]).await;
            let (day, instances) = (Day::default(), [world.base.as_str()]);
            let tills = join_all(
                cards
                    .iter()
                    .map(|card| day.work(&instances, &shop.staff, card.id())),
            );
            let fate = async {
                for _ in 0..3 {
                    day.goes_on(40).await;
                    let server = server.clone();
                    aside(move || server.restart()).await;
                    let back = Instant::now();
                    day.goes_on(1).await;
                    println!(
                        "scans went on {:?} after the server was back",
                        back.elapsed()
                    );
                }
                day.goes_on(40).await;
                day.closed
                    .store(true, Ordering::Relaxed);
            };
            let (papers, ()) = join(tills, fate).await;

            let told = each_is_stored_once(&shop, papers).await;
            println!(
                "3 restarts: {} acknowledged, {} refused with 503",
                told,
                day.refused.load(Ordering::Relaxed)
            );

            // What is owed goes out by itself as well; what a lease holds that the outage cut off, when the lease is over.
            world.pass_s(31);
            world
                .until(async || {
                    shop.deliveries("pending")
                        .await
                        .is_empty()
                        .then_some(())
                })
                .await;
            phone
                .receive_pushes()
                .await
                .unwrap();
            let now = shop.look_at(&cards[0]).await;
            let face = if now["stamps"] == 0 {
                "Reward ready".to_owned()
            } else {
                format!("{} / 10", now["stamps"])
            };
            assert_eq!(
                phone
                    .pass(cards[0].id())
                    .unwrap()
                    .value("stamps"),
                face
            );
        },
    )
    .await;
}

async fn woken(owed: &OwedQueue, why: &str) {
    let told = async {
        while owed.take_look() == LookAt::Nothing {
            owed.news().await;
        }
    };
    tokio::time::timeout(PATIENCE, told)
        .await
        .unwrap_or_else(|_| panic!("not woken: {why}"));
}

#[tokio::test]
async fn instances_wake_each_other_also_after_the_server_was_away() {
    let Some(server) = crate::postgres::server_of_its_own() else {
        return;
    };
    let server = Arc::new(server);
    let database = server.new_database();
    tell(Setup::default(), Some(database.clone()), async |world| {
        let shop = world
            .shop("Coffee")
            .hasty()
            .open()
            .await;
        let card = shop.issue_card().await;
        let _phone = world.iphone_with(&card).await;
        // Nothing is ever written by this one, so only the other can wake it.
        let other = aside(move || Store::open(&database).unwrap()).await;
        let owed = other.owed_queue("apple");
        for _ in 0..2 {
            // Once for what was said before the line was open; then at every word of the other.
            woken(&owed, "its line to the others is open").await;
            shop.stamp(&card).await;
            woken(&owed, "the other instance says that a push is owed").await;
            let server = server.clone();
            aside(move || server.restart()).await;
        }
        world.deliver().await;
    })
    .await;
}
