//! Two instances on one database, and what remains when one of them dies.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::RecvTimeoutError;
use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection};
use futures_util::future::join_all;
use reqwest::Method;
use serde_json::{Value, json};
use stampwell::sandbox::{ApnsStandIn, Phone};
use stampwell::store::Store;

use super::super::crash::Operator;
use super::{LONG, beside, scan, scan_id, text, visits};
use crate::world::{CERTIFICATES, Caller, PATIENCE, Setup, tell};

const CARDS: usize = 16;

#[tokio::test]
async fn one_key_counts_once_whichever_instance_it_comes_to() {
    let Some(server) = crate::postgres::server() else {
        return;
    };
    let database = server.new_database();
    tell(Setup::default(), Some(database.clone()), async |world| {
        let (there, _running) = beside(world, &database, false);
        let shop = world
            .shop("Coffee")
            .hasty()
            .open()
            .await;
        let cards = join_all((0..CARDS).map(|_| shop.issue_card())).await;
        join_all(
            cards
                .iter()
                .enumerate()
                .map(async |(n, card)| {
                    for round in 0..5 {
                        let key = format!("{n}-{round}");
                        let (one, other) = futures_util::future::join(
                            scan(&shop.staff, &world.base, &key, card.id()),
                            scan(&shop.staff, &there, &key, card.id()),
                        )
                        .await;
                        assert_eq!(scan_id(&one), scan_id(&other));
                    }
                }),
        )
        .await;
        for card in &cards {
            assert_eq!(visits(&shop.look_at(card).await), 5);
        }
    })
    .await;
}

#[tokio::test]
async fn the_living_instance_sends_what_the_dead_one_had_claimed() {
    let Some(server) = crate::postgres::server() else {
        return;
    };
    let database = server.new_database();
    tell(Setup::default(), Some(database.clone()), async |world| {
        let (there, dying) = beside(world, &database, false);
        let shop = world
            .shop("Coffee")
            .hasty()
            .open()
            .await;
        let cards = join_all((0..CARDS).map(|_| shop.issue_card())).await;
        let phones = join_all(
            cards
                .iter()
                .map(|card| world.iphone_with(card)),
        )
        .await;
        for card in &cards {
            scan(&shop.staff, &there, card.id(), card.id())
                .await
                .created();
        }
        // Apple has the pushes; the instance dies before it can write that down.
        let sent = async {
            while phones
                .iter()
                .any(|phone| world.pushes_to(phone) == 0)
            {
                tokio::task::yield_now().await
            }
        };
        tokio::select! {
            biased;
            () = sent => {}
            _ = dying.worker.deliver() => panic!("the worker settled before it could die"),
        }
        drop(dying);

        assert_eq!(
            world.deliver().await,
            0,
            "what another instance has claimed is left to it while its lease lasts"
        );
        world.pass_s(31);
        assert_eq!(world.deliver().await, CARDS);
        assert_eq!(world.deliver().await, 0);
        for phone in &phones {
            assert_eq!(
                world.pushes_to(phone),
                2,
                "a push that nobody saw settled is sent once more, and only once"
            );
        }
    })
    .await;
}

#[test]
fn an_instance_waits_for_the_migration_of_another_however_long_it_takes() {
    let Some(server) = crate::postgres::server() else {
        return;
    };
    let database = server.new_database();
    let mut another = PgConnection::establish(&database).unwrap();
    another
        .batch_execute("SELECT pg_advisory_lock(7267381120)")
        .unwrap();
    let (opened, open) = std::sync::mpsc::channel();
    std::thread::spawn(move || opened.send(Store::open(&database).map(drop)));
    let beyond_any_lock_timeout = Duration::from_secs(4);
    assert!(
        matches!(
            open.recv_timeout(beyond_any_lock_timeout),
            Err(RecvTimeoutError::Timeout)
        ),
        "it gave up or did not wait"
    );
    another
        .batch_execute("SELECT pg_advisory_unlock(7267381120)")
        .unwrap();
    open.recv_timeout(PATIENCE)
        .unwrap()
        .unwrap();
}

/// One till of a shop with two instances. It goes to the other when one does not answer.
struct Till<'a> {
    name: String,
    staff: &'a Caller,
    bases: [&'a str; 2],
    card: &'a str,
}

impl Till<'_> {
    async fn work(&self, closed: &AtomicBool, done: &AtomicUsize) -> BTreeMap<String, String> {
        let mut paper = BTreeMap::new();
        for n in 0.. {
            if closed.load(Ordering::Relaxed) {
                break;
            }
            let key = format!("{}-{n}", self.name);
            let scan = self.scan(&key, n).await;
            assert_eq!(paper.insert(scan, key), None, "two keys named one scan");
            done.fetch_add(1, Ordering::Relaxed);
        }
        paper
    }

    async fn scan(&self, key: &str, n: usize) -> String {
        let staff = self.staff.once(key);
        for base in self.bases.iter().cycle().skip(n) {
            let sent = staff
                .request(Method::POST, &format!("{base}/v1/scans"))
                .json(&json!({ "card_id": self.card }))
                .send()
                .await;
            let Ok(response) = sent else {
                continue;
            };
            match (response.status().as_u16(), response.json::<Value>().await) {
                (201, Ok(answer)) => return text(&answer["scan"]["id"]),
                (201 | 503, _) => {}
                (status, answer) => panic!("a scan was answered with {status}: {answer:?}"),
            }
        }
        unreachable!("the till asks until it is told")
    }
}

#[tokio::test]
async fn one_of_two_is_killed_in_the_middle_and_nothing_is_lost_or_doubled() {
    let Some(server) = crate::postgres::server() else {
        return;
    };
    let (database, folders) = (
        server.new_database(),
        [(); 2].map(|()| tempfile::tempdir().unwrap()),
    );
    let apns = ApnsStandIn::start(&CERTIFICATES)
        .await
        .unwrap();
    let [first, second] = folders
        .each_ref()
        .map(|folder| Operator::new(folder.path(), &apns, database.clone()));
    let made = first.run(&["merchant", "create", "--name", "Coffee", "--json"]);
    let keys: Value = serde_json::from_slice(&made.stdout)
        .unwrap_or_else(|e| panic!("{e}: {}", String::from_utf8_lossy(&made.stderr)));
    // Both at once: neither may fail because the other is starting.
    let ((dying, _), (living, _)) = futures_util::future::join(first.serve(), second.serve()).await;
    let caller = |role: &str| Caller::new(&second.base).with_key(keys[role].as_str().unwrap());
    let (owner, staff) = (caller("owner_key"), caller("staff_key"));
    let mut program = owner.get("/v1/program").await.ok();
    program["cooldown_s"] = json!(0);
    owner
        .put("/v1/program", program)
        .await
        .ok();
    let cards: Vec<Value> = join_all((0..CARDS).map(async |_| {
        staff
            .post("/v1/cards", json!({}))
            .await
            .created()
    }))
    .await;
    let phones: Vec<Phone> = join_all(cards.iter().map(async |card| {
        let phone = Phone::new(&apns).unwrap();
        phone
            .add(
                card["links"]["apple"]
                    .as_str()
                    .unwrap(),
            )
            .await
            .unwrap();
        phone
    }))
    .await;

    let (closed, done) = (AtomicBool::new(false), AtomicUsize::new(0));
    let bases = [first.base.as_str(), second.base.as_str()];
    let tills: Vec<Till> = cards
        .iter()
        .enumerate()
        .map(|(n, card)| Till {
            name: format!("till{n}"),
            staff: &staff,
            bases,
            card: card["id"].as_str().unwrap(),
        })
        .collect();
    let fate = async {
        let more = async |scans| {
            while done.load(Ordering::Relaxed) < scans {
                tokio::task::yield_now().await
            }
        };
        tokio::time::timeout(LONG, more(150))
            .await
            .unwrap();
        dying.kill();
        tokio::time::timeout(LONG, more(350))
            .await
            .expect("the tills go on at the other instance");
        closed.store(true, Ordering::Relaxed);
    };
    let (papers, ()) = futures_util::future::join(
        join_all(
            tills
                .iter()
                .map(|till| till.work(&closed, &done)),
        ),
        fate,
    )
    .await;

    let told: BTreeMap<String, String> = papers
        .into_iter()
        .flatten()
        .collect();
    let stored: Vec<String> = owner
        .list("/v1/scans")
        .await
        .iter()
        .map(|scan| text(&scan["id"]))
        .collect();
    assert_eq!(
        stored
            .iter()
            .filter(|scan| !told.contains_key(*scan))
            .count(),
        0,
        "scans that nobody was told of"
    );
    assert_eq!(stored.len(), told.len(), "what was acknowledged is stored");
    everything_is_pushed(&owner).await;
    for (phone, card) in phones.iter().zip(&cards) {
        let now = owner
            .get(&format!("/v1/cards/{}", text(&card["id"])))
            .await
            .ok();
        phone
            .receive_pushes()
            .await
            .unwrap();
        let face = if now["stamps"] == 0 {
            "Reward ready".to_owned()
        } else {
            format!("{} / 10", now["stamps"])
        };
        assert_eq!(
            phone
                .pass(&text(&card["id"]))
                .unwrap()
                .value("stamps"),
            face
        );
    }
    // A push for each change at most, but for what was in flight at the moment of death.
    let pushes: usize = phones
        .iter()
        .map(|phone| apns.pushes_to(&phone.push_token()))
        .sum();
    let changes: usize = stored.len();
    println!("{changes} scans, {pushes} pushes");
    assert!(
        pushes <= changes + CARDS,
        "{pushes} pushes for {changes} changes"
    );
    assert_eq!(living.stop(), Some(0));
    let verdict = second.run(&["verify"]);
    assert!(
        verdict.status.success(),
        "{}",
        String::from_utf8_lossy(&verdict.stdout)
    );
}

/// Waits until Apple has every push, also those whose lease the dead instance took along.
async fn everything_is_pushed(owner: &Caller) {
    let began = Instant::now();
    while !owner
        .list("/v1/deliveries?state=pending")
        .await
        .is_empty()
    {
        assert!(
            began.elapsed() < LONG.max(PATIENCE),
            "pushes are still due: {:?}",
            owner
                .list("/v1/deliveries?state=pending")
                .await
        );
        tokio::task::yield_now().await;
    }
}
