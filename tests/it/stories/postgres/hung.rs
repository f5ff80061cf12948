//! The server is there and says nothing: frozen, behind a line that is dead, waiting for a standby. Each request is answered all the same,
//! and when the server is back everything goes on by itself.

use std::sync::atomic::Ordering;
use std::sync::mpsc;
use std::time::Instant;

use diesel::{Connection, PgConnection, RunQueryDsl, sql_query, sql_types};
use futures_util::future::{join, join_all};
use serde_json::Value;
use stampwell::store::Store;

use super::line::Line;
use super::outage::Day;
use super::{LONG, aside, each_is_stored_once, scan, scan_id, text};
use crate::world::{Answer, Card, Setup, Shop, World, tell};

/// More than there are connections.
const TILLS: usize = 24;

/// Refused, and told when to try again.
#[track_caller]
fn refused(answer: &Answer) -> Value {
    assert!(
        !answer
            .header("retry-after")
            .is_empty()
    );
    answer.refused(503, "unavailable")
}

/// Repeats the scan with its key until it is done.
pub(super) async fn until_done(shop: &Shop, base: &str, key: &str, card: &Card) -> String {
    let begun = Instant::now();
    loop {
        let answer = scan(&shop.staff, base, key, card.id()).await;
        if answer.status == 201 {
            return scan_id(&answer);
        }
        refused(&answer);
        assert!(begun.elapsed() < LONG, "scans do not work again");
    }
}

/// Waits until the probe is answered so.
pub(super) async fn until_ready(world: &World, base: &str, status: u16) -> Answer {
    let begun = Instant::now();
    loop {
        let answer = world
            .stranger()
            .get(&format!("{base}/readyz"))
            .await;
        if answer.status == status {
            return answer;
        }
        assert!(begun.elapsed() < LONG, "/readyz stays at {}", answer.status);
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn a_frozen_server_is_given_up_and_nothing_is_done_twice() {
    let Some(server) = crate::postgres::server_of_its_own() else {
        return;
    };
    let database = server.new_database();
    tell(Setup::default(), Some(database), async |world| {
        let shop = world
            .shop("Coffee")
            .hasty()
            .open()
            .await;
        let cards = join_all((0..TILLS).map(|_| shop.issue_card())).await;
        let (day, instances) = (Day::default(), [world.base.as_str()]);
        let tills = join_all(
            cards
                .iter()
                .map(|card| day.work(&instances, &shop.staff, card.id())),
        );
        let fate = async {
            day.goes_on(TILLS).await;
            let frozen = server.freeze();
            let begun = Instant::now();
            let probe = world
                .stranger()
                .get("/readyz")
                .await;
            probe.refused(503, "unavailable");
            // Every till hears that it is so; none waits for the server.
            while day.refused.load(Ordering::Relaxed) < 2 * TILLS {
                assert!(begun.elapsed() < LONG, "a till was not answered");
                tokio::task::yield_now().await;
            }
            println!(
                "{} refusals in {:?}",
                day.refused.load(Ordering::Relaxed),
                begun.elapsed()
            );
            drop(frozen);
            let back = Instant::now();
            day.goes_on(2 * TILLS).await;
            println!(
                "scans went on; {:?} after the server was back",
                back.elapsed()
            );
            day.closed
                .store(true, Ordering::Relaxed);
        };
        let (papers, ()) = join(tills, fate).await;
        until_ready(world, &world.base, 200).await;
        each_is_stored_once(&shop, papers).await;
    })
    .await;
}

#[tokio::test]
async fn a_service_whose_server_is_frozen_stops_when_it_is_told_to() {
    let Some(server) = crate::postgres::server_of_its_own() else {
        return;
    };
    let database = server.new_database();
    tell(Setup::default(), Some(database), async |world| {
        let shop = world
            .shop("Coffee")
            .hasty()
            .open()
            .await;
        let cards = join_all((0..TILLS).map(|_| shop.issue_card())).await;
        let instance = world.serve();
        let base = format!("http://{}", instance.address);
        until_done(&shop, &base, "before", &cards[0]).await;

        let frozen = server.freeze();
        let hung = join_all(cards.iter().map(|card| async {
            refused(
                &scan(
                    &shop.staff,
                    &base,
                    &format!("hung-{}", card.id()),
                    card.id(),
                )
                .await,
            )
        }));
        hung.await;
        let told = Instant::now();
        let said = aside(move || instance.stop()).await;
        let took = told.elapsed();
        assert!(said.contains("stampwell stopped"), "{said}");
        println!("it stopped in {took:?}");
        // Ten seconds by its own clock; a busy machine gets more, and a service without an end to it never stopped.
        assert!(took < LONG, "it took {took:?} to stop");
        drop(frozen);
    })
    .await;
}

#[tokio::test]
async fn scans_work_again_soon_after_a_dead_line_lets_new_connections_through() {
    let Some(server) = crate::postgres::server() else {
        return;
    };
    let line = Line::to(server.socket());
    let direct = server.new_database();
    let database = server.by_way_of(line.address, &direct);
    tell(Setup::default(), Some(database), async |world| {
        let shop = world
            .shop("Coffee")
            .hasty()
            .open()
            .await;
        let cards = join_all((0..TILLS).map(|_| shop.issue_card())).await;
        // So that there are many connections, each of which is found silent by somebody.
        let before: Vec<String> = join_all(cards.iter().map(|card| async {
            scan_id(
                &scan(
                    &shop.staff,
                    &world.base,
                    &format!("before-{}", card.id()),
                    card.id(),
                )
                .await,
            )
        }))
        .await;
        line.fall_silent();
        let meanwhile = join_all(cards.iter().map(|card| async {
            refused(
                &scan(
                    &shop.staff,
                    &world.base,
                    &format!("meanwhile-{}", card.id()),
                    card.id(),
                )
                .await,
            )
        }));
        meanwhile.await;
        line.let_new_ones_through();
        let open = Instant::now();
        let mut after = vec![until_done(&shop, &world.base, "after", &cards[0]).await];
        let took = open.elapsed();
        println!("scans went on {took:?} after the line was open");
        assert!(took < LONG, "it took {took:?} until scans worked again");
        for card in &cards[1..] {
            let key = format!("after-{}", card.id());
            after.push(until_done(&shop, &world.base, &key, card).await);
        }
        let stored = shop
            .owner
            .list("/v1/scans")
            .await
            .len();
        assert_eq!(
            stored,
            before.len() + after.len(),
            "what was refused was not done"
        );
    })
    .await;
}

#[tokio::test]
async fn a_read_only_server_is_told_by_probe_and_doctor() {
    let Some(server) = crate::postgres::server_of_its_own() else {
        return;
    };
    let database = server.new_database();
    tell(Setup::default(), Some(database), async |world| {
        let shop = world
            .shop("Coffee")
            .hasty()
            .open()
            .await;
        let card = shop.issue_card().await;
        server.set("default_transaction_read_only", Some("on"));
        let probe = until_ready(world, &world.base, 503).await;
        let problem = probe.refused(503, "unavailable");
        assert!(text(&problem["detail"]).contains("read-only"), "{problem}");
        refused(&scan(&shop.staff, &world.base, "kept", card.id()).await);
        let (code, said) = world.doctor();
        assert_ne!(code, Some(0), "{said}");
        assert!(
            said.contains("set default_transaction_read_only = off"),
            "{said}"
        );

        server.set("default_transaction_read_only", None);
        until_ready(world, &world.base, 200).await;
        until_done(&shop, &world.base, "kept", &card).await;
        assert_eq!(shop.look_at(&card).await["stamps"], 1);
    })
    .await;
}

#[tokio::test]
async fn a_commit_that_waits_for_a_lost_standby_is_given_up_and_counts_once() {
    let Some(server) = crate::postgres::server_of_its_own() else {
        return;
    };
    let database = server.new_database();
    tell(Setup::default(), Some(database), async |world| {
        let shop = world
            .shop("Coffee")
            .hasty()
            .open()
            .await;
        let card = shop.issue_card().await;
        server.set("synchronous_standby_names", Some("lost"));
        let begun = Instant::now();
        // Until the server has heard of it a scan is done as ever.
        let mut keys = (0..).map(|at| format!("key-{at}"));
        let mut done = 0;
        let unknown = loop {
            let key = keys.next().unwrap();
            let answer = scan(&shop.staff, &world.base, &key, card.id()).await;
            if answer.status != 201 {
                let problem = refused(&answer);
                assert!(
                    text(&problem["detail"]).contains("may be saved or not"),
                    "{problem}"
                );
                break key;
            }
            done += 1;
            assert!(begun.elapsed() < LONG, "the server waits for no standby");
        };
        until_ready(world, &world.base, 503).await;
        let (code, said) = world.doctor();
        assert_ne!(code, Some(0), "{said}");
        assert!(said.contains("start the standby"), "{said}");

        server.set("synchronous_standby_names", None);
        until_ready(world, &world.base, 200).await;
        until_done(&shop, &world.base, &unknown, &card).await;
        let scans = shop.owner.list("/v1/scans").await;
        assert_eq!(scans.len(), done + 1, "the scan that hung is done once");
    })
    .await;
}

#[derive(diesel::QueryableByName)]
struct Sessions {
    #[diesel(sql_type = sql_types::BigInt)]
    count: i64,
}

#[tokio::test]
async fn a_service_holds_no_more_connections_than_it_may() {
    let Some(server) = crate::postgres::server() else {
        return;
    };
    let database = server.new_database();
    let url = database.clone();
    let store = aside(move || Store::open_holding(&url, 2).unwrap()).await;
    let (begun, at_work) = mpsc::channel();
    let (release, held) = tokio::sync::watch::channel(false);
    let readers = (0..6).map(|_| {
        let (store, begun, mut held) = (store.clone(), begun.clone(), held.clone());
        tokio::spawn(async move {
            store
                .read(move |_| {
                    // Only the first two are counted.
                    let _ = begun.send(());
                    let released = held.wait_for(|released| *released);
                    tokio::runtime::Handle::current()
                        .block_on(released)
                        .unwrap();
                    Ok(())
                })
                .await
        })
    });
    let readers: Vec<_> = readers.collect();
    let count = aside(move || {
        at_work.recv().unwrap();
        at_work.recv().unwrap();
        let mut conn = PgConnection::establish(&database).unwrap();
        let query = "SELECT count(*) AS count FROM pg_stat_activity WHERE datname = current_database() \
                     AND pid <> pg_backend_pid() AND query NOT LIKE '%LISTEN%' AND query NOT LIKE '%stampwell%'";
        let sessions: Sessions = sql_query(query)
            .get_result(&mut conn)
            .unwrap();
        sessions.count
    })
    .await;
    release.send(true).unwrap();
    // On a slow machine those who wait for a place may be told so.
    let mut at_work = 0;
    for reader in readers {
        at_work += usize::from(reader.await.unwrap().is_ok());
    }
    assert!(at_work >= 2);
    assert!(
        count <= 3,
        "{count} sessions: two at work and one that listens"
    );
}
