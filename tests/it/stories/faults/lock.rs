//! Another process holds the database: reads go on, scans wait in a queue that has an end, and nothing is lost.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection;
use diesel::{Connection, SqliteConnection};
use serde_json::json;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

use super::shop::{Paper, RealShop};
use crate::world::Answer;

/// Scans at once: more than may wait.
const VOLLEY: usize = 3_000;
/// Scans that come when the queue is full.
const FLOOD: usize = 2_000;
/// What the writer lets wait, and what it holds in its hand.
const MOST_WAITING: usize = 2_048 + 64;
/// The longest that a scan can wait for its answer: while the lock is held the writer gives up 64 scans every five seconds, so
/// that the last of 2,048 hears of it after 160. On a busy machine some of a flood slip into places that become free meanwhile.
const LONGEST_WAIT: Duration = Duration::from_secs(400);

/// Each of these connections is a file to both sides.
fn allow_many_connections() {
    let own = std::process::id().to_string();
    assert!(
        Command::new("prlimit")
            .args(["--pid", &own, "--nofile=16384:"])
            .status()
            .unwrap()
            .success()
    );
}

/// A visit by each customer at the same moment.
struct Volley {
    answers: UnboundedReceiver<(usize, Answer)>,
    paper: Paper,
    refused: Vec<(usize, Answer)>,
}

fn card_of(shop: &RealShop, n: usize) -> String {
    shop.cards[n % shop.cards.len()]["id"]
        .as_str()
        .unwrap()
        .to_owned()
}

impl Volley {
    fn fire(shop: &RealShop, scans: impl IntoIterator<Item = usize>) -> Volley {
        let (told, answers) = unbounded_channel();
        for n in scans {
            let (staff, card, told) = (
                shop.staff
                    .once(&format!("scan-{n}")),
                card_of(shop, n),
                told.clone(),
            );
            tokio::spawn(async move {
                let _ = told.send((
                    n,
                    staff
                        .post("/v1/scans", json!({ "card_id": card }))
                        .await,
                ));
            });
        }
        Volley {
            answers,
            paper: Paper::new(),
            refused: vec![],
        }
    }

    /// Waits for one more answer; false when there is none to come.
    async fn answered(&mut self, shop: &RealShop) -> bool {
        let Some((n, answer)) = tokio::time::timeout(LONGEST_WAIT, self.answers.recv())
            .await
            .unwrap()
        else {
            return false;
        };
        match answer.status {
            201 => {
                let scan = answer.value()["scan"]["id"]
                    .as_str()
                    .unwrap()
                    .to_owned();
                self.paper
                    .insert(format!("scan-{n}"), (scan, card_of(shop, n)));
            }
            _ => self.refused.push((n, answer)),
        }
        true
    }

    /// Waits for all answers; repeats what was refused, with the same key, until it is accepted.
    async fn end(mut self, shop: &RealShop) -> Paper {
        while self.answered(shop).await {}
        while !self.refused.is_empty() {
            let again: Vec<usize> = self
                .refused
                .drain(..)
                .map(|(n, _)| n)
                .collect();
            for part in again.chunks(500) {
                let mut again = Volley::fire(shop, part.iter().copied());
                while again.answered(shop).await {}
                self.paper.extend(again.paper);
                self.refused.extend(again.refused);
            }
        }
        self.paper
    }
}

/// The middle one of many reads of a card.
async fn median_read(shop: &RealShop) -> Duration {
    let mut took = Vec::new();
    for _ in 0..41 {
        let began = Instant::now();
        shop.owner
            .get(&shop.a_card())
            .await
            .ok();
        took.push(began.elapsed());
    }
    took.sort();
    took[20]
}

/// Kilobytes that the service holds in memory.
fn resident_kb(shop: &RealShop) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", shop.service.id())).unwrap();
    let line = status
        .lines()
        .find(|line| line.starts_with("VmRSS:"))
        .unwrap();
    line.split_whitespace()
        .nth(1)
        .unwrap()
        .parse()
        .unwrap()
}

/// The write lock in another process's hand.
fn hold(database: &Path) -> SqliteConnection {
    let mut other = SqliteConnection::establish(&database.display().to_string()).unwrap();
    other
        .batch_execute("PRAGMA busy_timeout = 5000; BEGIN IMMEDIATE")
        .unwrap();
    other
}

#[tokio::test]
async fn while_another_process_holds_the_database_scans_wait_or_are_turned_away() {
    allow_many_connections();
    let folder = tempfile::tempdir().unwrap();
    let shop = RealShop::open(folder.path(), 60, |_| {}).await;
    let unlocked = median_read(&shop).await;

    let mut other = hold(&folder.path().join("shop.db"));
    let mut volley = Volley::fire(&shop, 0..VOLLEY);
    while volley.refused.len() < VOLLEY - MOST_WAITING {
        assert!(volley.answered(&shop).await);
    }
    let (locked, full) = (median_read(&shop).await, resident_kb(&shop));
    for first in (VOLLEY..VOLLEY + FLOOD).step_by(500) {
        let mut flood = Volley::fire(&shop, first..first + 500);
        while flood.answered(&shop).await {}
        assert_eq!(
            flood.paper.len(),
            0,
            "a scan was acknowledged that cannot have been written"
        );
    }
    let flooded = resident_kb(&shop);
    // The writer gives the lock five seconds, then the group in its hand is told to come back.
    while !volley
        .refused
        .iter()
        .any(|(_, refusal)| {
            refusal
                .text()
                .contains("did not answer in time")
        })
    {
        assert!(volley.answered(&shop).await);
    }
    // On a busy machine the head of a request may come so late that nobody reads it any more.
    for (_, refusal) in volley
        .refused
        .iter()
        .filter(|(_, refusal)| refusal.status != 408)
    {
        refusal.refused(503, "unavailable");
        assert_ne!(refusal.header("retry-after"), "");
    }
    other
        .batch_execute("ROLLBACK")
        .unwrap();
    let paper = volley.end(&shop).await;
    println!(
        "reads: {unlocked:?} before, {locked:?} while locked; memory: {full} kB with a full queue, {flooded} kB after a flood"
    );
    assert!(
        locked < 10 * unlocked,
        "a read waited for a writer: {locked:?}, and {unlocked:?} when nobody wrote"
    );
    assert!(
        flooded < full + full / 5,
        "what was turned away left {} kB behind",
        flooded - full
    );
    assert_eq!(paper.len(), VOLLEY);
    shop.owner.get("/readyz").await.ok();
    shop.close(&paper).await;
}
