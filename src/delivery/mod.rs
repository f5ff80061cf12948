//! The outbox worker: claims what is owed, sends it, settles it. The only caller of [`PushClient`].
//!
//! A scan never waits for it. What is owed lies in the database, so a restart loses nothing: a lease that ran out is
//! claimed again, and sending twice is harmless because a push only says "look".

mod breaker;

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use crate::app::App;
use crate::apple::push::{PushAnswer, PushClient, PushOutcome};
use crate::clock::Timestamp;
use crate::domain::event::{Fact, Wallet};
use crate::error::Result;
use crate::service::publish::APPLE;
use crate::service::register_device::{drop_token, tenants_of};
use crate::store::{Attempt, DeliveryRow, NewEvent, Settlement, Tenant, Tx};

use breaker::Breaker;
use futures_util::future::join_all;

/// Rows claimed at once, which is also how many pushes are in flight.
const BATCH: usize = 256;
/// How long a claimed row is left to its worker: longer than any push may take.
const LEASE_MS: i64 = 30_000;
/// Attempts after which a row that fails by itself is parked.
const PATIENCE: i64 = 12;
/// Bad tokens in a row, with nothing delivered between, that mean a wrong certificate or host and not bad tokens.
const BAD_TOKEN_RUN: usize = 10;
/// How often to look for what other processes wrote, and for what fell due.
const POLL: Duration = Duration::from_millis(500);

/// The worker of one process; several processes share one outbox.
pub struct Worker {
    app: App,
    push: Option<PushClient>,
    breaker: Mutex<Breaker>,
    bad_tokens: AtomicUsize,
    stopping: AtomicBool,
}

impl Worker {
    /// A worker; without a push client everything stays owed.
    pub fn new(app: App, push: Option<PushClient>) -> Worker {
        Worker { app, push, breaker: Mutex::default(), bad_tokens: AtomicUsize::new(0), stopping: AtomicBool::new(false) }
    }

    /// Works until `stop` resolves, then finishes what is in flight.
    pub async fn run(&self, stop: impl Future<Output = ()>) {
        tokio::pin!(stop);
        if let Err(error) = self.take_over().await {
            tracing::error!(error = %error, cause = error.internal, "what the last run had claimed waits until its lease ends");
        }
        while !self.stopping.load(Ordering::Relaxed) {
            if let Err(error) = self.deliver_until(&mut stop).await {
                tracing::error!(error = %error, cause = error.internal, "the outbox could not be worked on; trying again");
            }
            if self.stopping.load(Ordering::Relaxed) {
                return;
            }
            tokio::select! {
                () = &mut stop => return,
                () = self.app.store.committed() => {}
                () = tokio::time::sleep(POLL) => {}
            }
        }
    }

    /// Delivers what is due; a stop lets the batch in flight end and no other begin.
    async fn deliver_until(&self, stop: &mut (impl Future<Output = ()> + Unpin)) -> Result<usize> {
        let delivering = self.deliver();
        tokio::pin!(delivering);
        tokio::select! {
            biased;
            outcome = &mut delivering => return outcome,
            () = stop => self.stopping.store(true, Ordering::Relaxed),
        }
        delivering.await
    }

    /// SQLite serves one service, so whoever held a lease when this one starts is dead: a phone must not wait for the lease
    /// to end. On PostgreSQL it may be another instance at work.
    async fn take_over(&self) -> Result<()> {
        if self.app.store.kind() == "sqlite" {
            self.app.store.write(|tx| tx.release_leases(APPLE)).await?;
        }
        Ok(())
    }

    /// Sends everything that is due now; answers how many deliveries were tried.
    pub async fn deliver(&self) -> Result<usize> {
        let Some(push) = &self.push else { return Ok(0) };
        let mut tried = 0;
        loop {
            let now = self.app.clock.now();
            let allowed = self.breaker().allowance(now, BATCH);
            // An idle worker must not take the writer's time: look before claiming.
            let due = self.app.store.read(move |tx| tx.next_due(APPLE, now)).await?;
            if self.stopping.load(Ordering::Relaxed) || allowed == 0 || due.is_none_or(|due| due > now) {
                return Ok(tried);
            }
            let claimed = self.app.store.write(move |tx| tx.claim(APPLE, now, now.plus_ms(LEASE_MS), allowed as i64)).await?;
            if claimed.is_empty() {
                return Ok(tried);
            }
            tried += claimed.len();
            self.send(push, claimed).await?;
        }
    }

    fn breaker(&self) -> std::sync::MutexGuard<'_, Breaker> {
        self.breaker.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    /// One push for each distinct token, whatever number of cards it is owed for.
    async fn send(&self, push: &PushClient, claimed: Vec<DeliveryRow>) -> Result<()> {
        let mut by_token: BTreeMap<(String, String), Vec<DeliveryRow>> = BTreeMap::new();
        for row in claimed {
            by_token.entry((row.topic.clone(), row.target.clone())).or_default().push(row);
        }
        let now = self.app.clock.now();
        let (foreign, ours): (Vec<_>, Vec<_>) = by_token.into_iter().partition(|((topic, _), _)| topic != push.topic());
        let calls = ours.into_iter().map(|((_, token), rows)| async move { (push.push(&token, now).await, rows) });
        let answers = join_all(calls).await;
        // Rows of another pass type wait for a worker that holds its certificate.
        let mut verdicts = self.judge(answers);
        verdicts.extend(foreign.into_iter().flat_map(|(_, rows)| rows).map(|row| other_type(row, now)));
        let app = self.app.clone();
        self.app.store.write(move |tx| settle_all(&app, tx, &verdicts)).await
    }

    fn judge(&self, answers: Vec<(PushOutcome, Vec<DeliveryRow>)>) -> Vec<Verdict> {
        let now = self.app.clock.now();
        self.note_health(&answers, now);
        let reopen = self.breaker().reopens(now);
        answers
            .into_iter()
            .flat_map(|(outcome, rows)| rows.into_iter().map(move |row| (outcome.clone(), row)))
            .map(|(outcome, row)| self.verdict(outcome, row, now, reopen))
            .collect()
    }

    /// What a batch says about the upstream as a whole: one failure counts once, however many pushes met it.
    fn note_health(&self, answers: &[(PushOutcome, Vec<DeliveryRow>)], now: Timestamp) {
        let mut breaker = self.breaker();
        let mut failure = None;
        for (outcome, _) in answers {
            match &outcome.answer {
                PushAnswer::Delivered => {
                    self.bad_tokens.store(0, Ordering::Relaxed);
                    breaker.succeeded();
                }
                PushAnswer::BadToken => {
                    self.bad_tokens.fetch_add(1, Ordering::Relaxed);
                }
                PushAnswer::Later { upstream: true, retry_after_s } => failure = failure.max(Some(*retry_after_s)),
                PushAnswer::Stop => {
                    tracing::error!(reason = %outcome.reason, "Apple refuses the certificate or topic: pushes wait; run `stampwell doctor`");
                    failure = failure.max(Some(Some(60)));
                }
                PushAnswer::Gone { .. } | PushAnswer::Later { upstream: false, .. } | PushAnswer::Bug => {}
            }
        }
        if let Some(retry_after_s) = failure {
            breaker.failed(now, retry_after_s);
        }
    }

    fn verdict(&self, outcome: PushOutcome, row: DeliveryRow, now: Timestamp, reopen: Timestamp) -> Verdict {
        let run_of_bad_tokens = self.bad_tokens.load(Ordering::Relaxed) >= BAD_TOKEN_RUN;
        let what = match outcome.answer {
            PushAnswer::Delivered => What::Settle(Settlement::Delivered),
            PushAnswer::Gone { since } => What::DropToken(since),
            PushAnswer::BadToken if run_of_bad_tokens => {
                tracing::error!(reason = %outcome.reason, "{BAD_TOKEN_RUN} bad tokens in a row: wrong certificate or host? No registration is deleted");
                What::Settle(Settlement::Later(backoff(&row, now)))
            }
            PushAnswer::BadToken => What::DropToken(None),
            PushAnswer::Later { upstream: true, .. } | PushAnswer::Stop => What::Settle(Settlement::Released(reopen)),
            PushAnswer::Later { upstream: false, .. } if row.attempts + 1 >= PATIENCE => What::Settle(Settlement::Parked),
            PushAnswer::Later { upstream: false, retry_after_s } => {
                let asked = retry_after_s.map_or(now, |s| now.plus_s(s.min(86_400) as i64));
                What::Settle(Settlement::Later(backoff(&row, now).max(asked)))
            }
            PushAnswer::Bug => What::Settle(Settlement::Parked),
        };
        tracing::debug!(card.id = %row.card_id, delivery.id = %row.id, attempt = row.attempts + 1, status = outcome.status, reason = %outcome.reason, "pushed");
        let attempt = Attempt { at: now, status: outcome.status.map(i64::from), reason: Some(outcome.reason).filter(|r| !r.is_empty()) };
        Verdict { row, attempt, what }
    }
}

/// How long a row of another pass type is left alone.
const OTHER_TYPE_S: i64 = 900;

fn other_type(row: DeliveryRow, now: Timestamp) -> Verdict {
    let reason = Some("registered for another pass type; waits for its certificate".to_owned());
    Verdict { row, attempt: Attempt { at: now, status: None, reason }, what: What::Settle(Settlement::Released(now.plus_s(OTHER_TYPE_S))) }
}

struct Verdict {
    row: DeliveryRow,
    attempt: Attempt,
    what: What,
}

enum What {
    Settle(Settlement),
    /// Registrations of the token end: those renewed before an instant, or all.
    DropToken(Option<Timestamp>),
}

/// Settles a batch. Every merchant concerned is locked first, in one order: a scan that is being written beside it must be
/// seen, and must not be waited for while it waits for us.
fn settle_all(app: &App, tx: &mut Tx<'_>, verdicts: &[Verdict]) -> Result<()> {
    let mut tenants: Vec<Tenant> = verdicts.iter().map(|verdict| verdict.row.tenant()).collect();
    for verdict in verdicts.iter().filter(|verdict| matches!(verdict.what, What::DropToken(_))) {
        let rows = tx.registrations_of_token(&verdict.row.target, None)?;
        tenants.extend(tenants_of(tx, &rows)?);
    }
    tx.lock_all(tenants)?;
    verdicts.iter().try_for_each(|verdict| settle(app, tx, verdict))
}

fn settle(app: &App, tx: &mut Tx<'_>, verdict: &Verdict) -> Result<()> {
    let (row, at) = (&verdict.row, verdict.attempt.at);
    let settlement = match verdict.what {
        What::Settle(settlement) => settlement,
        What::DropToken(since) => {
            drop_token(app, tx, &row.target, since, at)?;
            // Registered again after Apple's moment: the token lives, so the push is owed still.
            let lives = tx.push_targets(row.card_id)?.iter().any(|(token, _)| *token == row.target);
            if lives { Settlement::Later(backoff(row, at)) } else { Settlement::Gone }
        }
    };
    tx.settle(row, &verdict.attempt, settlement)?;
    if settlement == Settlement::Delivered && tx.note_told(row.card_id, row.card_version)? {
        let message = message_sent(tx, row, at)?;
        tx.append(row.tenant(), at, message)?;
    }
    Ok(())
}

/// One message for each version of a card, however many phones hold it.
fn message_sent(tx: &mut Tx<'_>, row: &DeliveryRow, at: Timestamp) -> Result<Vec<NewEvent>> {
    let Some(card) = tx.card(row.tenant(), row.card_id)? else { return Ok(vec![]) };
    let message_id = format!("{}:{}:{}", row.card_id, row.channel, row.card_version);
    let fact = Fact::MessageSent {
        message_id: message_id.clone(),
        purpose: "stamp_update".into(),
        campaign_id: None,
        wallet: Some(Wallet::Apple),
    };
    Ok(vec![NewEvent {
        idempotency_key: format!("message:{message_id}"),
        occurred_at: at,
        member_id: Some(card.member_id),
        card_id: Some(card.id),
        location_id: None,
        staff_id: None,
        fact,
    }])
}

/// Two seconds doubled by each attempt, at most fifteen minutes, a quarter more or less by chance.
fn backoff(row: &DeliveryRow, now: Timestamp) -> Timestamp {
    let base = (2_000_i64 << row.attempts.clamp(0, 9)).min(900_000);
    let mut byte = [128];
    let _ = openssl::rand::rand_bytes(&mut byte);
    now.plus_ms(base * (768 + 2 * i64::from(byte[0])) / 1_024)
}
