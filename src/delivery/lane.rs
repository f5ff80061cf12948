//! One upstream's way through the outbox: claim, send, settle, back off.
//!
//! What this process owes is handed to its lane with the commit, so the lane need not look for it. A look finds the rest: what waited for
//! its time, what other processes owe, what an instance that died had claimed. With several instances each looks at its share of the shops.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use futures_util::future::{BoxFuture, FutureExt as _, join, join_all, pending};
use futures_util::stream::{FuturesUnordered, StreamExt as _};
use tokio::sync::watch;
use tokio::time::{Instant, sleep_until};

use super::apple::{self, Pushes};
use super::breaker::Breaker;
use super::google;
use super::outcome::{Answered, EndedToken, Outcome};
use crate::app::App;
use crate::clock::Timestamp;
use crate::domain::card::CardState;
use crate::domain::event::{Fact, Wallet};
use crate::error::{Error, Result};
use crate::ids::{CardId, MerchantId};
use crate::service::card_changed::{APPLE, GOOGLE};
use crate::service::wallets::apple_registrations::end_push_token;
use crate::service::wallets::google_object::{ObjectContent, Written, ring};
use crate::store::{
    Attempt, DeliveryRow, DeliveryState, NewEvent, OwedQueue, Settlement, Share, Tenant, Tx,
};

/// Attempts after which a row that fails by itself is given up until something changes.
const PATIENCE: i64 = 12;
/// How long a claimed row is left to its worker: longer than any call may take.
const LEASE_MS: i64 = 30_000;
/// Rows of one card that are settled together without a worker: more than it can have devices.
const MOST_OF_A_CARD: i64 = 1_000;
/// How long a row of another pass type or issuer is left alone.
const FOREIGN_S: i64 = 900;
/// How long everything waits once an upstream refuses us.
const REFUSED_S: u64 = 60;
/// How long after a write that went unanswered the newest state is said once more: Google may have kept the old one for later.
const CONFIRM_S: i64 = 60;
/// Failures that come within so long are one: whether the upstream is down is judged from all of them.
const JUDGED_WITHIN: Duration = Duration::from_secs(2);
/// Answers that one write settles: a shop's scans come in between.
const SETTLED_AT_ONCE: usize = 16;
/// How often to look for what other processes wrote, and for what fell due.
const POLL: Duration = Duration::from_millis(500);
/// At each look of this number an instance looks beyond its share, for what whoever has that share has let wait.
const LOOKS_BEYOND: u64 = 20;

/// Who is told.
pub(super) enum Upstream {
    Apple(Pushes),
    Google,
}

/// The lane of one upstream.
pub(super) struct ChannelWorker {
    app: App,
    upstream: Upstream,
    breaker: Mutex<Breaker>,
    looks: AtomicU64,
    stopping: watch::Receiver<bool>,
}

impl ChannelWorker {
    pub(super) fn new(
        app: App,
        upstream: Upstream,
        stopping: watch::Receiver<bool>,
    ) -> ChannelWorker {
        ChannelWorker {
            app,
            upstream,
            breaker: Mutex::default(),
            looks: AtomicU64::new(1),
            stopping,
        }
    }

    fn channel(&self) -> &'static str {
        match self.upstream {
            Upstream::Apple(_) => APPLE,
            Upstream::Google => GOOGLE,
        }
    }

    /// Works until the worker stops; what is in flight ends, and nothing else begins.
    pub(super) async fn run(&self) {
        let mut stopping = self.stopping.clone();
        if let Err(error) = self.take_over().await {
            tracing::error!(error = %error, cause = error.internal, "what the last run had claimed waits until its lease ends");
        }
        let owed = self
            .app
            .store
            .owed_queue(self.channel());
        owed.look();
        while !*self.stopping.borrow() {
            if let Err(error) = self.work(Some(&owed)).await {
                tracing::error!(error = %error, cause = error.internal, "the outbox could not be worked on; trying again");
            }
            tokio::select! {
                _ = stopping.wait_for(|stopping| *stopping) => return,
                () = owed.news() => {}
                () = tokio::time::sleep(POLL) => owed.look(),
            }
        }
    }

    /// SQLite serves one service, so whoever held a lease when this one starts is dead: a phone must not wait for the lease
    /// to end. On PostgreSQL it may be another instance at work.
    async fn take_over(&self) -> Result<()> {
        let channel = self.channel();
        if self.app.store.kind() == "sqlite" {
            self.app
                .store
                .write(move |tx| tx.release_leases(channel))
                .await?;
        }
        match self.upstream {
            Upstream::Apple(_) => Ok(()),
            Upstream::Google => {
                crate::service::wallets::google_object::enqueue_missing_classes(&self.app).await
            }
        }
    }

    /// Sends everything that is due now; answers how many deliveries were tried.
    pub(super) async fn deliver(&self) -> Result<usize> {
        self.work(None).await
    }

    /// Sends what there is to send until nothing is in flight any more; answers how many deliveries were tried. What was accepted is
    /// written down as soon as it is: a process that dies has no more to send twice than it must.
    async fn work(&self, owed: Option<&OwedQueue>) -> Result<usize> {
        let (mut tried, mut flight) = (0, Flight::new(owed.is_none()));
        loop {
            let claimed = self.claim(&mut flight, owed).await;
            let claimed = flight
                .keep_fault(claimed)
                .unwrap_or_default();
            if !claimed.is_empty() {
                tried += claimed.len();
                let calls = self.calls(claimed).await;
                let calls = flight
                    .keep_fault(calls)
                    .unwrap_or_default();
                flight.calls.extend(calls);
            }
            if flight.is_over() {
                return flight.fault.map_or(Ok(tried), Err);
            }
            self.go_on(&mut flight, owed).await;
        }
    }

    /// Waits for the next thing to happen to what is in flight, and does what it asks for.
    async fn go_on<'a>(&'a self, flight: &mut Flight<'a>, owed: Option<&OwedQueue>) {
        let news = async {
            match owed {
                Some(owed) => owed.news().await,
                None => pending().await,
            }
        };
        let judgement = async {
            match flight.judged_at {
                Some(at) => sleep_until(at).await,
                None => pending().await,
            }
        };
        tokio::select! {
            Some(mut answers) = flight.calls.next() => {
                // What else has come by now is written down with it.
                while let Some(Some(more)) = flight.calls.next().now_or_never() {
                    answers.extend(more);
                }
                self.sort_out(answers, flight);
            }
            Some(written) = flight.writes.next() => {
                flight.looks |= owed.is_none();
                flight.keep_fault(written);
            }
            () = news => {}
            () = judgement => self.judge(flight),
        }
        if flight.calls.is_empty() && !flight.failed.is_empty() {
            self.judge(flight);
        }
    }

    /// Writes down what was accepted, and puts the rest aside until it is judged.
    fn sort_out<'a>(&'a self, answers: Vec<Answered>, flight: &mut Flight<'a>) {
        let (accepted, failed): (Vec<_>, Vec<_>) = answers
            .into_iter()
            .partition(|answer| matches!(answer.said, Outcome::Delivered | Outcome::Written(_)));
        if !accepted.is_empty() {
            flight.accepted_at = Some(Instant::now());
            if let Upstream::Apple(pushes) = &self.upstream {
                pushes.note_accepted();
            }
            if self.breaker().succeeded() {
                tracing::info!(channel = self.channel(), "deliveries go through again");
            }
            flight
                .writes
                .push(self.write_answers(accepted).boxed());
        }
        if !failed.is_empty() {
            flight
                .judged_at
                .get_or_insert_with(|| Instant::now() + JUDGED_WITHIN);
            flight.failed.extend(failed);
        }
    }

    /// Finds out from all that failed in the same moment whether the upstream is down or the calls are at fault.
    fn judge<'a>(&'a self, flight: &mut Flight<'a>) {
        let (mut answers, accepts) = (std::mem::take(&mut flight.failed), flight.accepts());
        flight.judged_at = None;
        if let Upstream::Apple(pushes) = &self.upstream {
            pushes.judge_bad_tokens(&mut answers, accepts);
        }
        if accepts {
            blame_rows_not_the_channel(&mut answers);
        }
        self.note_failure(&answers);
        flight
            .writes
            .push(self.write_answers(answers).boxed());
    }

    /// Writes down what calls brought.
    async fn write_answers(&self, answers: Vec<Answered>) -> Result<()> {
        let now = self.app.clock.now();
        let reopen = self.breaker().reopens(now);
        self.write_down(
            answers
                .into_iter()
                .map(|answer| verdict(answer, now, reopen))
                .collect(),
        )
        .await
    }

    /// What may be sent now beside what is in flight. While the upstream is down there is one probe and nothing beside it.
    async fn claim(
        &self,
        flight: &mut Flight<'_>,
        owed: Option<&OwedQueue>,
    ) -> Result<Vec<DeliveryRow>> {
        let (now, channel) = (self.app.clock.now(), self.channel());
        let allowed = self
            .breaker()
            .allowance(now, self.batch());
        if allowed == 0
            && let Some(owed) = owed
        {
            // They are found when the upstream is asked again.
            owed.clear();
        }
        let free = allowed.saturating_sub(flight.len());
        if free == 0 || flight.holds_back() || *self.stopping.borrow() {
            return Ok(vec![]);
        }
        let clock = self.app.clock.clone();
        // The lease runs from the claim itself, however long that waited.
        let lease_until = move || clock.now().plus_ms(LEASE_MS);
        if let Some(owed) = owed {
            loop {
                let (rows, lease_until) = (owed.take(free), lease_until.clone());
                if rows.is_empty() {
                    break;
                }
                let claimed = self
                    .app
                    .store
                    .write(move |tx| tx.claim_owed(channel, &rows, now, lease_until()))
                    .await?;
                if !claimed.is_empty() {
                    return Ok(claimed);
                }
            }
            flight.looks |= owed.take_look();
        }
        if !std::mem::take(&mut flight.looks) {
            return Ok(vec![]);
        }
        let (share, until) = self.next_look(now);
        // An idle worker must not take the writer's time: look before claiming.
        let is_due = move |tx: &mut Tx<'_>| tx.is_due(channel, share, until);
        if !self.app.store.read(is_due).await? {
            return Ok(vec![]);
        }
        let claimed = self
            .app
            .store
            .write(move |tx| tx.claim(channel, share, until, lease_until(), free as i64))
            .await?;
        // There may be more than found room.
        flight.looks = claimed.len() >= free;
        Ok(claimed)
    }

    /// At whose rows to look, and how long they must have been due: at its own share's at once, and now and then at what the others
    /// have let wait, because they died or cannot reach the upstream.
    fn next_look(&self, now: Timestamp) -> (Share, Timestamp) {
        let (share, look) = (
            self.app.share(),
            self.looks
                .fetch_add(1, Ordering::Relaxed),
        );
        match look % LOOKS_BEYOND {
            0 if share != Share::ALL => (Share::ALL, now.plus_ms(-LEASE_MS)),
            _ => (share, now),
        }
    }

    /// Rows claimed at once: what is surely sent before the lease ends.
    fn batch(&self) -> usize {
        match &self.upstream {
            Upstream::Apple(_) => apple::BATCH,
            Upstream::Google => google::batch(&self.app),
        }
    }

    fn breaker(&self) -> MutexGuard<'_, Breaker> {
        self.breaker
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// The calls that the claimed rows ask for. Rows of another pass type or issuer are put aside.
    async fn calls(&self, claimed: Vec<DeliveryRow>) -> Result<Vec<BoxFuture<'_, Vec<Answered>>>> {
        let topic = match &self.upstream {
            Upstream::Apple(pushes) => pushes.topic().to_owned(),
            Upstream::Google => self
                .app
                .google
                .issuer_id()
                .to_owned(),
        };
        let now = self.app.clock.now();
        let (ours, foreign): (Vec<_>, Vec<_>) = claimed
            .into_iter()
            .partition(|row| row.topic == topic);
        self.write_down(
            foreign
                .into_iter()
                .map(|row| left_alone(row, now))
                .collect(),
        )
        .await?;
        Ok(match &self.upstream {
            Upstream::Apple(pushes) => {
                let (owed, lost) = apple::by_token(&self.app, ours).await?;
                self.write_down(
                    lost.into_iter()
                        .map(|row| without_device(row, now))
                        .collect(),
                )
                .await?;
                pushes
                    .calls(owed, now)
                    .into_iter()
                    .map(|call| call.boxed())
                    .collect()
            }
            Upstream::Google => google::calls(&self.app, ours)
                .into_iter()
                .map(|call| call.boxed())
                .collect(),
        })
    }

    /// Writes of one merchant each, so that one whose row is held keeps no other's from being settled, and of a few verdicts, so that
    /// scans of the shop come in between. What has no device any more is by itself: first its push token's registrations end, in
    /// whichever shops they are.
    async fn write_down(&self, verdicts: Vec<CallVerdict>) -> Result<()> {
        let mut groups: BTreeMap<MerchantId, Vec<Vec<CallVerdict>>> = BTreeMap::new();
        let mut gone = Vec::new();
        for verdict in verdicts {
            if matches!(verdict.what, CallKind::Gone(_)) {
                gone.push(verdict);
                continue;
            }
            let groups = groups
                .entry(verdict.row.merchant_id)
                .or_default();
            match groups.last_mut() {
                Some(group) if group.len() < SETTLED_AT_ONCE => group.push(verdict),
                _ => groups.push(vec![verdict]),
            }
        }
        let writes = groups
            .into_values()
            .flatten()
            .map(|verdicts| self.write_settled(verdicts));
        let ends = gone
            .into_iter()
            .map(|verdict| self.end(verdict));
        let (written, ended) = join(join_all(writes), join_all(ends)).await;
        written
            .into_iter()
            .chain(ended)
            .collect()
    }

    async fn end(&self, verdict: CallVerdict) -> Result<()> {
        if let CallKind::Gone(Some(ended)) = &verdict.what {
            end_push_token(
                &self.app,
                &ended.push_token,
                ended.before,
                verdict.attempt.at,
            )
            .await?;
        }
        self.write_settled(vec![verdict])
            .await
    }

    /// Shares its commit with the scans of the shop that come at the same time.
    async fn write_settled(&self, verdicts: Vec<CallVerdict>) -> Result<()> {
        let Some(tenant) = verdicts
            .first()
            .map(|verdict| verdict.row.tenant())
        else {
            return Ok(());
        };
        self.app
            .store
            .write_of(tenant, move |tx| settle_all(tx, tenant, &verdicts))
            .await
    }

    /// What failed calls say about the upstream as a whole: they are one failure, however many they are. Going down is one line of the
    /// log, and so is coming back.
    fn note_failure(&self, answers: &[Answered]) {
        let (mut asked, mut reason) = (None, None);
        for answer in answers {
            let retry_after_s = match answer.said {
                Outcome::Down(retry_after_s) => retry_after_s,
                Outcome::Refused => Some(REFUSED_S),
                _ => continue,
            };
            asked = asked.max(Some(retry_after_s));
            reason.get_or_insert(&answer.reason);
        }
        let Some(retry_after_s) = asked else {
            return;
        };
        if self
            .breaker()
            .failed(self.app.clock.now(), retry_after_s)
        {
            tracing::warn!(
                channel = self.channel(),
                reason = reason.map(String::as_str),
                "deliveries fail; what is owed waits and is tried again until it goes through"
            );
        }
    }
}

/// What a lane has under way.
struct Flight<'a> {
    calls: FuturesUnordered<BoxFuture<'a, Vec<Answered>>>,
    writes: FuturesUnordered<BoxFuture<'a, Result<()>>>,
    /// What failed and is not judged yet, and when it will be.
    failed: Vec<Answered>,
    judged_at: Option<Instant>,
    /// When the upstream accepted something last.
    accepted_at: Option<Instant>,
    /// Whether the outbox is to be looked at.
    looks: bool,
    /// The first fault of ours. It ends the work once nothing is in flight.
    fault: Option<Error>,
}

impl Flight<'_> {
    fn new(looks: bool) -> Self {
        Flight {
            calls: FuturesUnordered::new(),
            writes: FuturesUnordered::new(),
            failed: Vec::new(),
            judged_at: None,
            accepted_at: None,
            looks,
            fault: None,
        }
    }

    fn len(&self) -> usize {
        self.calls.len() + self.writes.len()
    }

    fn is_over(&self) -> bool {
        self.calls.is_empty() && self.writes.is_empty() && self.failed.is_empty()
    }

    /// Whether the upstream took something in this moment.
    fn accepts(&self) -> bool {
        self.accepted_at
            .is_some_and(|at| at.elapsed() < JUDGED_WITHIN)
    }

    /// Whether nothing more is sent until what failed is judged, or what is in flight has ended.
    fn holds_back(&self) -> bool {
        self.fault.is_some() || (!self.failed.is_empty() && !self.accepts())
    }

    fn keep_fault<T>(&mut self, outcome: Result<T>) -> Option<T> {
        match outcome {
            Ok(value) => Some(value),
            Err(error) => {
                self.fault.get_or_insert(error);
                None
            }
        }
    }
}

/// An upstream that took others in the same moment is not down: what it failed at waits by itself and holds nobody up.
fn blame_rows_not_the_channel(answers: &mut [Answered]) {
    for answer in answers {
        match answer.said {
            // Only without a Retry-After: where the upstream itself asked
            // for a pause, it gets one.
            Outcome::Down(None) => answer.said = Outcome::Wait,
            Outcome::Refused => answer.said = Outcome::Later(Some(REFUSED_S)),
            _ => {}
        }
    }
}

struct CallVerdict {
    row: DeliveryRow,
    attempt: Attempt,
    what: CallKind,
}

enum CallKind {
    Settle(Settlement),
    /// The phone is gone, unless it came back: with the push token whose registrations end.
    Gone(Option<EndedToken>),
    Written(Box<Written>),
}

fn verdict(answer: Answered, now: Timestamp, reopen: Timestamp) -> CallVerdict {
    let Answered {
        row,
        status,
        reason,
        said,
    } = answer;
    tracing::debug!(card.id = ?row.card_id, delivery.id = %row.id, attempt = row.attempts + 1, status, reason, "delivered or tried to");
    let what = match said {
        Outcome::Delivered => CallKind::Settle(Settlement::Delivered),
        Outcome::Written(written) => CallKind::Written(written),
        Outcome::DropToken(token) | Outcome::BadToken(token) => CallKind::Gone(Some(token)),
        // Not counted as attempts of the row, or an outage of hours would give all of them up.
        Outcome::Down(_) | Outcome::Refused => CallKind::Settle(Settlement::Released(reopen)),
        Outcome::Wait => CallKind::Settle(Settlement::Later(backoff(&row, now))),
        Outcome::Later(_) if row.attempts + 1 >= PATIENCE => CallKind::Settle(Settlement::Failed),
        Outcome::Later(retry_after_s) => {
            let asked = retry_after_s.map_or(now, |s| now.plus_s(s.min(86_400) as i64));
            CallKind::Settle(Settlement::Later(backoff(&row, now).max(asked)))
        }
        Outcome::Bug => CallKind::Settle(Settlement::Failed),
    };
    CallVerdict {
        row,
        attempt: Attempt {
            at: now,
            status: status.map(i64::from),
            reason: Some(reason).filter(|r| !r.is_empty()),
        },
        what,
    }
}

/// A row of another pass type or issuer waits for a worker that holds its certificate or key.
fn left_alone(row: DeliveryRow, now: Timestamp) -> CallVerdict {
    let reason =
        Some("made under another pass type or issuer; waits until that one is set up".to_owned());
    CallVerdict {
        row,
        attempt: Attempt {
            at: now,
            status: None,
            reason,
        },
        what: CallKind::Settle(Settlement::Released(now.plus_s(FOREIGN_S))),
    }
}

/// A row whose device was forgotten after it was claimed. It may have come back since, so this is found out when it is written down.
fn without_device(row: DeliveryRow, now: Timestamp) -> CallVerdict {
    CallVerdict {
        row,
        attempt: Attempt {
            at: now,
            status: None,
            reason: Some("the device is registered no more".to_owned()),
        },
        what: CallKind::Gone(None),
    }
}

/// Settles a batch of one merchant, which is locked first: a scan that is being written beside it must be seen.
fn settle_all(tx: &mut Tx<'_>, tenant: Tenant, verdicts: &[CallVerdict]) -> Result<()> {
    tx.lock(tenant)?;
    verdicts
        .iter()
        .try_for_each(|verdict| settle(tx, verdict))
}

fn settle(tx: &mut Tx<'_>, verdict: &CallVerdict) -> Result<()> {
    let (row, at) = (&verdict.row, verdict.attempt.at);
    let settlement = match &verdict.what {
        CallKind::Settle(settlement) => *settlement,
        CallKind::Written(written) => {
            if let Some(told) = written.keep(tx)? {
                let message = message_sent(tx, row, Wallet::Google, told, at)?;
                tx.append(row.tenant(), at, message)?;
            }
            let unanswered = row
                .last_attempt_at
                .filter(|_| row.last_status.is_none())
                .map(|sent| sent.plus_s(CONFIRM_S));
            unanswered
                .filter(|until| *until > at)
                .map_or(Settlement::Delivered, Settlement::Again)
        }
        CallKind::Gone(_) => {
            // It has another token by now, or registered again after Apple's moment: the push is owed still.
            if lives(tx, row)? {
                Settlement::Later(backoff(row, at))
            } else {
                Settlement::Gone
            }
        }
    };
    tx.settle(row, &verdict.attempt, settlement)?;
    // Apple's only: what Google was told is logged above, by what was
    // written, and a class has no card.
    let Some(card) = row
        .card_id
        .filter(|_| matches!(verdict.what, CallKind::Settle(Settlement::Delivered)))
    else {
        return Ok(());
    };
    if tx.note_notified(row.tenant(), card, row.card_version)? {
        let message = message_sent(tx, row, Wallet::Apple, row.card_version, at)?;
        tx.append(row.tenant(), at, message)?;
    }
    Ok(())
}

/// Settles what is owed of a card as if its wallets had taken it, in the caller's transaction. The log then says what was sent to
/// whom; nothing is sent.
pub(super) fn settle_as_taken(
    tx: &mut Tx<'_>,
    tenant: Tenant,
    card: CardId,
    now: Timestamp,
) -> Result<()> {
    for row in tx.deliveries(
        tenant,
        Some(card),
        Some(DeliveryState::Pending),
        None,
        None,
        MOST_OF_A_CARD,
    )? {
        let what = match row.channel.as_str() {
            GOOGLE => match ObjectContent::read(tx, tenant, card)? {
                Some(state) => {
                    CallKind::Written(Box::new(Written::after(&state, &ring(&state, now), now)))
                }
                None => CallKind::Settle(Settlement::Gone),
            },
            _ => CallKind::Settle(Settlement::Delivered),
        };
        let attempt = Attempt {
            at: now,
            status: Some(200),
            reason: None,
        };
        settle(tx, &CallVerdict { row, attempt, what })?;
    }
    Ok(())
}

fn lives(tx: &mut Tx<'_>, row: &DeliveryRow) -> Result<bool> {
    let Some(card) = row.card_id else {
        return Ok(false);
    };
    tx.is_registered(row.tenant(), card, &row.target)
}

/// One message for each version of a card and wallet, however many phones hold it.
fn message_sent(
    tx: &mut Tx<'_>,
    row: &DeliveryRow,
    wallet: Wallet,
    version: i64,
    at: Timestamp,
) -> Result<Vec<NewEvent>> {
    let card = row
        .card_id
        .map(|card| tx.card(row.tenant(), card))
        .transpose()?
        .flatten();
    // Nothing more is logged of somebody who was erased.
    let Some(card) = card.filter(|card| card.state != CardState::Erased) else {
        return Ok(vec![]);
    };
    let message_id = format!("{}:{}:{version}", card.id, row.channel);
    let fact = Fact::MessageSent {
        message_id: message_id.clone(),
        purpose: "stamp_update".into(),
        campaign_id: None,
        wallet: Some(wallet),
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
    // By chance, so that what failed together does not come again together. Should there be none,
    // 128 leaves the base as it is.
    let mut byte = [128];
    let _ = openssl::rand::rand_bytes(&mut byte);
    now.plus_ms(base * (768 + 2 * i64::from(byte[0])) / 1_024)
}
