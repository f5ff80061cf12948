//! A seeded storm of hostile requests at every operation of the served document and at every other address.
//!
//! `HOSTILE_SEED` and `HOSTILE_NUMBER` choose another storm and its length; each shot depends on the seed and its number
//! alone, and a fault names both.

mod chance;
mod ground;
mod judge;
mod node;
mod shot;

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use futures_util::future::join_all;

use self::chance::Chance;
use self::ground::Ground;
use self::judge::{fault, in_value};
use self::shot::Shot;
use crate::wire::Wire;
use crate::world::{Answer, Setup, World};

/// Shots by chance in a run, after the sweep, unless asked otherwise.
const SHOTS: u64 = 2_000;
/// Connections at a time.
const GUNS: u64 = 8;
/// No answer takes longer.
const LONGEST: Duration = Duration::from_secs(10);

fn asked(name: &str, usual: u64) -> u64 {
    std::env::var(name).map_or(usual, |text| {
        text.parse()
            .unwrap_or_else(|_| panic!("{name} must be a whole number"))
    })
}

/// What came of a storm.
#[derive(Default)]
struct Outcome {
    statuses: RefCell<BTreeMap<u16, u64>>,
    faults: RefCell<Vec<String>>,
    slowest: Cell<Duration>,
}

/// One connection that is kept alive as long as the service wants.
struct Gun<'a> {
    base: &'a str,
    wire: Option<Wire>,
}

impl Gun<'_> {
    /// Fires; a kept connection that the service had closed in the meantime is opened anew.
    async fn fire(&mut self, shot: &Shot) -> Option<(Answer, Vec<u8>)> {
        let bytes = shot.bytes();
        for wire in [self.wire.take(), None] {
            let kept = wire.is_some();
            let mut wire = match wire {
                Some(wire) => wire,
                None => Wire::open(self.base).await,
            };
            let answer = wire
                .ask(&bytes, shot.method == "HEAD")
                .await;
            let stray = wire.stray().to_vec();
            let again = answer
                .as_ref()
                .is_some_and(|answer| {
                    !answer
                        .header("connection")
                        .eq_ignore_ascii_case("close")
                });
            self.wire = Some(wire).filter(|_| again && !shot.broken && stray.is_empty());
            match answer {
                Some(answer) => {
                    return Some((
                        answer,
                        if shot.broken {
                            vec![]
                        } else {
                            stray
                        },
                    ));
                }
                None if kept => {}
                None => return None,
            }
        }
        None
    }
}

async fn judged(gun: &mut Gun<'_>, shot: &Shot, outcome: &Outcome) -> Option<String> {
    let begun = Instant::now();
    let answered = tokio::time::timeout(LONGEST, gun.fire(shot)).await;
    outcome.slowest.set(
        outcome
            .slowest
            .get()
            .max(begun.elapsed()),
    );
    match answered {
        Err(_) => Some("no answer within ten seconds".to_owned()),
        Ok(None) => {
            (!shot.broken).then(|| "the connection was closed without an answer".to_owned())
        }
        Ok(Some((answer, stray))) => {
            *outcome
                .statuses
                .borrow_mut()
                .entry(answer.status)
                .or_default() += 1;
            fault(shot, &answer, &stray)
        }
    }
}

async fn storm(ground: &Ground, seed: u64, sweep: &[Shot], shots: u64) -> Outcome {
    let outcome = Outcome::default();
    let guns = (0..GUNS).map(|first| {
        let outcome = &outcome;
        async move {
            let mut gun = Gun {
                base: &ground.base,
                wire: None,
            };
            for number in (first..sweep.len() as u64 + shots).step_by(GUNS as usize) {
                let shot = sweep
                    .get(number as usize)
                    .cloned()
                    .unwrap_or_else(|| Shot::aim(ground, &mut Chance::of(seed, number)));
                if let Some(fault) = judged(&mut gun, &shot, outcome).await {
                    let request: String = String::from_utf8_lossy(&shot.bytes())
                        .chars()
                        .take(1_500)
                        .collect();
                    outcome
                        .faults
                        .borrow_mut()
                        .push(format!(
                            "seed {seed}, shot {number} ({}): {fault}\n{request}",
                            shot.name
                        ));
                }
                if outcome.faults.borrow().len() >= 20 {
                    return;
                }
            }
        }
    });
    join_all(guns).await;
    outcome
}

/// After the storm the shop does business as before, and nothing that it shows was poisoned.
async fn assert_in_order(world: &World, ground: &Ground) {
    assert_eq!(
        world
            .stranger()
            .get("/livez")
            .await
            .status,
        200
    );
    let owner = &ground.shop.owner;
    let mut lists = vec![
        owner.get("/v1/program").await.ok(),
        owner
            .get("/v1/metrics?metrics=all")
            .await
            .ok(),
    ];
    for list in [
        "cards",
        "scans",
        "events",
        "keys",
        "tills",
        "locations",
        "deliveries",
        "costs",
        "experiments",
        "visits/import",
    ] {
        lists.extend(
            owner
                .list(&format!("/v1/{list}"))
                .await,
        );
    }
    for shown in &lists {
        assert_eq!(
            in_value(shown),
            None,
            "a disturbing character was kept: {shown}"
        );
    }
    let card = ground.shop.issue_card().await;
    ground.shop.stamp(&card).await;
    for page in [
        card.page(),
        &card.pass_url(),
        &format!("/j/{}", ground.shop.slug),
    ] {
        assert_eq!(
            world
                .stranger()
                .get(page)
                .await
                .status,
            200,
            "{page}"
        );
    }
}

/// Says what was shot and answered, and fails if anything was wrong.
fn report(
    outcome: &Outcome,
    seed: u64,
    shots: u64,
    sweep: usize,
    operations: usize,
    took: Duration,
) {
    let (statuses, slowest) = (outcome.statuses.borrow(), outcome.slowest.get());
    println!(
        "seed {seed}: {sweep} and {shots} shots at {operations} operations in {:.1} s, slowest answer {slowest:.1?}, answers {statuses:?}",
        took.as_secs_f64()
    );
    let faults = outcome.faults.borrow();
    assert!(
        faults.is_empty(),
        "{} faults:\n{}",
        faults.len(),
        faults.join("\n\n")
    );
    let accepted: u64 = statuses
        .range(200..300)
        .map(|(_, count)| count)
        .sum();
    assert!(
        accepted * 20 > shots,
        "the shots miss: only {accepted} of {shots} were accepted"
    );
}

world_test! {
    async fn no_input_makes_the_service_fail(world, Setup { limits: false, ..Setup::both() }) {
        let (seed, shots) = (asked("HOSTILE_SEED", 20_260_101), asked("HOSTILE_NUMBER", SHOTS));
        let ground = Ground::of(world).await;
        let begun = Instant::now();
        let texts = (shots / 200).clamp(5, 100) as usize;
        let sweep = Shot::sweep(&ground, texts, &mut Chance::of(seed, u64::MAX));
        let outcome = storm(&ground, seed, &sweep, shots).await;
        report(&outcome, seed, shots, sweep.len(), ground.operations.len(), begun.elapsed());
        assert_in_order(world, &ground).await;
        world.deliver().await;
        world.may_owe_pushes();
    }
}
