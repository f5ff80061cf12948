//! The server is lost and its standby takes its place.
//!
//! `STAMPWELL_FAILOVERS=20 cargo test --locked --test it failover -- --nocapture` loses more of them, holds each to its time and prints
//! the figures.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use futures_util::future::{join, join_all};

use super::hung::{until_done, until_ready};
use super::line::Line;
use super::outage::Day;
use super::{LONG, aside, beside, each_is_stored_once, text};
use crate::postgres::{Frozen, Server};
use crate::world::{SECRET, Setup, World, tell};

const TILLS: usize = 20;
/// After a promotion, when the old primary is dead and says so.
const AFTER_DEATH: Duration = Duration::from_secs(3);
/// The same when it says nothing.
const AFTER_SILENCE: Duration = Duration::from_secs(10);
/// In which the probe says that nothing is confirmed any more.
const TOLD_WITHIN: Duration = Duration::from_secs(10);

/// How many servers somebody wants lost, who has the time and a machine without other work.
fn asked_for() -> Option<usize> {
    let failovers = std::env::var("STAMPWELL_FAILOVERS").ok()?;
    Some(failovers.parse().unwrap())
}

/// What was promised, or longer on a machine that does other things as well.
fn within(promised: Duration) -> Duration {
    asked_for().map_or(LONG, |_| promised)
}

/// A server and one that follows it, and an empty database that is on both.
fn two_servers() -> Option<(Arc<Server>, Arc<Server>, String)> {
    let primary = crate::postgres::server_of_its_own()?;
    let database = primary.new_database();
    let standby = primary.new_standby();
    primary.confirm_with_standby();
    Some((Arc::new(primary), Arc::new(standby), database))
}

/// The database on whichever of the hosts takes writes.
fn either(hosts: [&str; 2], database: &str) -> String {
    let name = database.rsplit('/').next().unwrap();
    format!(
        "postgres://stampwell@{}/{name}?target_session_attrs=read-write",
        hosts.join(",")
    )
}

/// Promotes the standby and waits until scans work again, first at all and then at every till.
async fn take_over(standby: &Arc<Server>, day: &Day, promised: Duration) {
    let server = standby.clone();
    aside(move || server.promote()).await;
    let promoted = Instant::now();
    day.goes_on(1).await;
    let first = promoted.elapsed();
    day.goes_on_everywhere(promoted)
        .await;
    let all = promoted.elapsed();
    println!("scans went on {first:?} after the promotion, at each till {all:?} after it");
    assert!(first < within(promised), "it took {first:?}");
}

/// What happens while tills scan at two instances on one database. Afterwards each scan that was acknowledged is stored once.
async fn while_tills_scan(
    world: &World,
    database: &str,
    happens: impl AsyncFnOnce(&Day, [&str; 2]),
) {
    let (there, _running) = beside(world, database, false);
    let shop = world
        .shop("Coffee")
        .hasty()
        .open()
        .await;
    let cards = join_all((0..TILLS).map(|_| shop.issue_card())).await;
    let (day, instances) = (Day::default(), [world.base.as_str(), there.as_str()]);
    let tills = join_all(
        cards
            .iter()
            .map(|card| day.work(&instances, &shop.staff, card.id())),
    );
    let fate = async {
        happens(&day, instances).await;
        day.closed
            .store(true, Ordering::Relaxed);
    };
    let (papers, ()) = join(tills, fate).await;
    let told = each_is_stored_once(&shop, papers).await;
    println!(
        "{told} acknowledged, each stored once; {} refused with 503",
        day.refused.load(Ordering::Relaxed)
    );
}

#[tokio::test]
async fn a_primary_that_is_killed_loses_and_doubles_nothing() {
    let Some((mut primary, mut standby, direct)) = two_servers() else {
        return;
    };
    let failovers = asked_for().unwrap_or(2);
    let database = either([&primary.host(), &standby.host()], &direct);
    tell(Setup::default(), Some(database.clone()), async |world| {
        while_tills_scan(world, &database, async |day, _| {
            for failover in 0..failovers {
                day.goes_on(10 * TILLS).await;
                if failover > 0 {
                    // The one that died comes back and follows its successor.
                    let (dead, successor) = (standby.clone(), primary.clone());
                    aside(move || {
                        dead.follow(&successor);
                        successor.confirm_with_standby();
                    })
                    .await;
                    day.goes_on(10 * TILLS).await;
                }
                let server = primary.clone();
                aside(move || server.kill()).await;
                take_over(&standby, day, AFTER_DEATH).await;
                std::mem::swap(&mut primary, &mut standby);
            }
            day.goes_on(10 * TILLS).await;
        })
        .await;
    })
    .await;
}

/// A shop whose primary says nothing any more, and is not known to be dead.
async fn is_replaced(lose: impl FnOnce(&Server, &Line) -> Option<Frozen>) {
    let Some((primary, standby, direct)) = two_servers() else {
        return;
    };
    let line = Line::to(primary.socket());
    let database = either([&line.address.to_string(), &standby.host()], &direct);
    tell(Setup::default(), Some(database.clone()), async |world| {
        while_tills_scan(world, &database, async |day, _| {
            day.goes_on(5 * TILLS).await;
            let _frozen = lose(&primary, &line);
            take_over(&standby, day, AFTER_SILENCE).await;
            day.goes_on(5 * TILLS).await;
            // What its supervisor does in the end with a server that it cannot ask.
            let server = primary.clone();
            aside(move || server.kill()).await;
            day.goes_on(5 * TILLS).await;
        })
        .await;
    })
    .await;
}

#[tokio::test]
async fn a_primary_that_is_frozen_is_replaced() {
    is_replaced(|primary, _| Some(primary.freeze())).await;
}

#[tokio::test]
async fn a_primary_whose_line_falls_silent_is_replaced() {
    is_replaced(|_, line| {
        line.fall_silent();
        None
    })
    .await;
}

#[tokio::test]
async fn the_loss_of_the_only_standby_is_told_and_scans_go_on_without_it() {
    let Some((primary, standby, database)) = two_servers() else {
        return;
    };
    tell(Setup::default(), Some(database.clone()), async |world| {
        while_tills_scan(world, &database, async |day, instances| {
            day.goes_on(5 * TILLS).await;
            aside(move || standby.kill()).await;
            let lost = Instant::now();
            join_all(instances.map(|base| until_ready(world, base, 503))).await;
            let took = lost.elapsed();
            println!("both instances said so {took:?} after the standby was lost");
            assert!(took < within(TOLD_WITHIN), "it took {took:?}");
            primary.set("synchronous_standby_names", None);
            let dropped = Instant::now();
            day.goes_on_everywhere(dropped)
                .await;
            join_all(instances.map(|base| until_ready(world, base, 200))).await;
            println!(
                "both instances were ready and each till at work {:?} after its name was dropped",
                dropped.elapsed()
            );
        })
        .await;
    })
    .await;
}

#[tokio::test]
async fn a_service_at_a_standby_says_so_and_works_once_it_is_promoted() {
    let Some((primary, standby, direct)) = two_servers() else {
        return;
    };
    tell(Setup::default(), Some(direct.clone()), async |world| {
        let shop = world
            .shop("Coffee")
            .hasty()
            .open()
            .await;
        let card = shop.issue_card().await;
        let alone = direct.replace(&primary.host(), &standby.host());
        let (there, _running) = beside(world, &alone, false);
        let probe = until_ready(world, &there, 503).await;
        let problem = probe.refused(503, "unavailable");
        assert!(text(&problem["detail"]).contains("read-only"), "{problem}");
        let (code, said) = world.stampwell_on(&alone, Some(SECRET), &["doctor"]);
        assert_ne!(code, Some(0), "{said}");
        assert!(
            said.contains("this PostgreSQL server is a standby"),
            "{said}"
        );

        let server = standby.clone();
        aside(move || server.promote()).await;
        until_ready(world, &there, 200).await;
        until_done(&shop, &there, "kept", &card).await;
    })
    .await;
}
