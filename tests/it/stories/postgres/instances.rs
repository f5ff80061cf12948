//! Two instances on one database, and what remains when one of them dies.
//!
//! `STAMPWELL_INSTANCE_KILLS=50 cargo test --locked --test it again_and_again -- --nocapture` takes longer and prints its figures.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::RecvTimeoutError;
use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection};
use futures_util::StreamExt as _;
use futures_util::future::join_all;
use reqwest::Method;
use serde_json::{Value, json};
use stampwell::sandbox::apns::Fault;
use stampwell::sandbox::{ApnsStandIn, Phone};
use stampwell::store::Store;

use super::super::crash::Operator;
use super::{LONG, beside, scan, scan_id, text, visits};
use crate::world::{CERTIFICATES, Caller, PATIENCE, Setup, tell};

const CARDS: usize = 16;
const TILLS: usize = 16;
const SHOPS: usize = 8;

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
        // Apple has the pushes; the instance dies before it is answered.
        world
            .apns
            .fail(Fault::Silence, CARDS);
        tokio::select! {
            biased;
            sent = world.apns.wait_for_requests(CARDS as u64, PATIENCE) => assert!(sent),
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
                world.attempts_at(phone),
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

/// Somebody with a card of one of the shops on a phone of its own.
struct Customer {
    staff: Caller,
    card: String,
    phone: Phone,
}

impl Customer {
    async fn new(staff: &Caller, apns: &ApnsStandIn) -> Customer {
        let card = staff
            .post("/v1/cards", json!({}))
            .await
            .created();
        let phone = Phone::new(apns).unwrap();
        phone
            .add(
                card["links"]["apple"]
                    .as_str()
                    .unwrap(),
            )
            .await
            .unwrap();
        Customer {
            staff: staff.clone(),
            card: text(&card["id"]),
            phone,
        }
    }
}

/// Tills of shops on two instances. Each takes the next customer, and goes to the other instance when one does not answer.
struct Counter<'a> {
    bases: [&'a str; 2],
    customers: &'a [Customer],
    next: AtomicUsize,
    done: AtomicUsize,
}

impl Counter<'_> {
    /// One till, until every customer was there once; what it was told, by scan.
    async fn work(&self, round: usize) -> BTreeMap<String, String> {
        let mut paper = BTreeMap::new();
        loop {
            let n = self
                .next
                .fetch_add(1, Ordering::Relaxed);
            let Some(customer) = self.customers.get(n) else {
                return paper;
            };
            let key = format!("round{round}-{n}");
            let scan = self.scan(&key, customer, n).await;
            assert_eq!(paper.insert(scan, key), None, "two keys named one scan");
            self.done
                .fetch_add(1, Ordering::Relaxed);
        }
    }

    async fn scan(&self, key: &str, customer: &Customer, n: usize) -> String {
        let staff = customer.staff.once(key);
        for base in self.bases.iter().cycle().skip(n) {
            let sent = staff
                .request(Method::POST, &format!("{base}/v1/scans"))
                .json(&json!({ "card_id": customer.card }))
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

    async fn done(&self, scans: usize) {
        let more = async {
            while self.done.load(Ordering::Relaxed) < scans {
                tokio::task::yield_now().await
            }
        };
        tokio::time::timeout(LONG, more)
            .await
            .expect("the tills go on at the other instance");
    }
}

/// Kills of one of two instances in a round, in which every customer comes once.
const KILLS: usize = 3;
/// Customers between two kills.
const APART: usize = 96;

/// How many kills somebody asks for, who has the time.
fn rounds() -> usize {
    std::env::var("STAMPWELL_INSTANCE_KILLS").map_or(1, |kills| {
        kills
            .parse::<usize>()
            .unwrap()
            .div_ceil(KILLS)
    })
}

#[tokio::test]
async fn one_of_two_is_killed_again_and_again_and_nothing_is_lost_or_doubled() {
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
    let keys: Vec<Value> = (0..SHOPS)
        .map(|n| {
            let name = format!("Coffee {n}");
            let made = first.run(&["merchant", "create", "--name", &name, "--json"]);
            serde_json::from_slice(&made.stdout)
                .unwrap_or_else(|e| panic!("{e}: {}", String::from_utf8_lossy(&made.stderr)))
        })
        .collect();
    // Both at once: neither may fail because the other is starting.
    let ((mut dying, _), (living, _)) =
        futures_util::future::join(first.serve(), second.serve()).await;
    let callers = |role: &str| -> Vec<Caller> {
        keys.iter()
            .map(|keys| Caller::new(&second.base).with_key(keys[role].as_str().unwrap()))
            .collect()
    };
    let (owners, staff) = (callers("owner_key"), callers("staff_key"));
    for owner in &owners {
        let mut program = owner.get("/v1/program").await.ok();
        program["cooldown_s"] = json!(0);
        owner
            .put("/v1/program", program)
            .await
            .ok();
    }
    let customers: Vec<Customer> = futures_util::stream::iter(0..KILLS * APART)
        .map(|n| Customer::new(&staff[n % SHOPS], &apns))
        .buffered(TILLS)
        .collect()
        .await;

    let mut told = BTreeMap::new();
    for round in 0..rounds() {
        let counter = Counter {
            bases: [&first.base, &second.base],
            customers: &customers,
            next: AtomicUsize::new(0),
            done: AtomicUsize::new(0),
        };
        let fate = async {
            for kill in 0..KILLS {
                counter
                    .done(kill * APART + APART / 3)
                    .await;
                dying.kill();
                counter
                    .done(kill * APART + APART / 2)
                    .await;
                (dying, _) = first.serve().await;
            }
            dying
        };
        let tills = join_all((0..TILLS).map(|_| counter.work(round)));
        let papers;
        (papers, dying) = futures_util::future::join(tills, fate).await;
        told.extend(papers.into_iter().flatten());
        // So that each phone is owed one push a round: what a dead instance had claimed goes out when its lease is over.
        for owner in &owners {
            everything_is_pushed(owner).await;
        }
        let pushes = pushes_to(&apns, &customers);
        println!(
            "{} kills: {} scans acknowledged, {} pushes",
            (round + 1) * KILLS,
            told.len(),
            pushes.iter().sum::<usize>()
        );
        assert!(
            pushes
                .iter()
                .all(|pushes| *pushes > round),
            "a push is lost"
        );
    }

    let mut stored = Vec::new();
    for owner in &owners {
        let scans = owner.list("/v1/scans").await;
        stored.extend(
            scans
                .iter()
                .map(|scan| text(&scan["id"])),
        );
    }
    stored.sort();
    assert_eq!(
        stored,
        told.into_keys().collect::<Vec<_>>(),
        "what was acknowledged is what is stored, each once"
    );
    for Customer { staff, card, phone } in &customers {
        let now = staff
            .get(&format!("/v1/cards/{card}"))
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
                .pass(card)
                .unwrap()
                .value("stamps"),
            face
        );
    }
    // One for each change, but for what was in flight at the moment of death.
    let (kills, owed) = (rounds() * KILLS, stored.len());
    let twice = pushes_to(&apns, &customers)
        .iter()
        .sum::<usize>()
        - owed;
    println!("{twice} of {owed} pushes went out twice");
    assert!(
        twice <= kills * TILLS,
        "{twice} of {owed} pushes went out twice after {kills} kills"
    );
    assert_eq!(dying.stop(), Some(0));
    assert_eq!(living.stop(), Some(0));
    let verdict = second.run(&["verify"]);
    assert!(
        verdict.status.success(),
        "{}",
        String::from_utf8_lossy(&verdict.stdout)
    );
}

/// How many pushes each phone has had.
fn pushes_to(apns: &ApnsStandIn, customers: &[Customer]) -> Vec<usize> {
    customers
        .iter()
        .map(|customer| apns.pushes_to(&customer.phone.push_token()))
        .collect()
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
