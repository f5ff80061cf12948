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
    Attempt, DeliveryRow, DeliveryState, LookAt, NewEvent, OwedQueue, Settlement, Share, Tenant, Tx,
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
/// How long the answers of one round are waited for together. All failures of a round are one.
const ROUND: Duration = Duration::from_secs(2);
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
    looked_at: Mutex<Instant>,
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
            looked_at: Mutex::new(Instant::now()),
            stopping,
        }
    }

    pub(super) fn channel(&self) -> &'static str {
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
                () = sleep_until(self.looked_at() + POLL) => {}
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

    /// Sends what there is to send, round by round, until nothing is in flight any more; answers how many deliveries were tried. A call
    /// that hangs holds up nobody: its round ends without it.
    async fn work(&self, owed: Option<&OwedQueue>) -> Result<usize> {
        let mut flight = Flight::new(owed.is_none());
        loop {
            flight.claims = owed.is_some();
            flight.looks |= owed.is_some() && self.looked_at().elapsed() >= POLL;
            self.look(&mut flight, owed).await;
            if let Some(owed) = owed {
                self.claim_owed(&mut flight, owed)
                    .await;
            }
            if flight.is_over() {
                return flight
                    .fault
                    .map_or(Ok(flight.tried), Err);
            }
            self.go_on(&mut flight, owed).await;
            self.judge(&mut flight);
            // A busy lane is never over.
            if owed.is_some()
                && let Some(error) = flight.fault.take()
            {
                tracing::error!(error = %error, cause = error.internal, "the outbox could not be worked on; trying again");
            }
        }
    }

    fn looked_at(&self) -> Instant {
        *self
            .looked_at
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// One round: what is in flight, and what this process owes meanwhile. What was accepted is written down as soon as it is, so that a
    /// process that dies has no more to send twice than it must.
    async fn go_on<'a>(&'a self, flight: &mut Flight<'a>, owed: Option<&OwedQueue>) {
        let end = Instant::now() + ROUND;
        while !(flight.calls.is_empty() && flight.writes.is_empty()) {
            let waits = owed.is_some_and(|owed| flight.looks || owed.has_rows());
            if waits && flight.claims && self.room(flight) * 2 >= self.batch() {
                // There is work for a round of its own.
                return;
            }
            let news = async {
                match owed {
                    Some(owed) if flight.claims => owed.news().await,
                    _ => pending().await,
                }
            };
            tokio::select! {
                Some((count, written)) = flight.writes.next() => {
                    flight.unwritten -= count;
                    flight.looks |= owed.is_none();
                    flight.keep_fault(written);
                }
                Some(mut answers) = flight.calls.next() => {
                    // What else has come by now is written down with it.
                    while let Some(Some(more)) = flight.calls.next().now_or_never() {
                        answers.extend(more);
                    }
                    self.sort_out(answers, flight);
                }
                () = news => {
                    if let Some(owed) = owed {
                        self.claim_owed(flight, owed).await;
                    }
                }
                () = sleep_until(end) => return,
            }
        }
    }

    /// Writes down what was accepted, and keeps the rest until its round is judged. From a failure on nothing more is sent in the round.
    fn sort_out<'a>(&'a self, answers: Vec<Answered>, flight: &mut Flight<'a>) {
        if let Upstream::Apple(pushes) = &self.upstream {
            pushes.count_bad_tokens(&answers);
        }
        let (accepted, failed): (Vec<_>, Vec<_>) = answers
            .into_iter()
            .partition(|answer| matches!(answer.said, Outcome::Delivered | Outcome::Written(_)));
        if !accepted.is_empty() {
            flight.accepted = true;
            self.write_answers(accepted, flight);
        }
        // A phone that is gone says nothing of the upstream.
        flight.claims &= failed.iter().all(|answer| {
            !matches!(
                answer.said,
                Outcome::Down(_) | Outcome::Refused | Outcome::BadToken(_)
            )
        });
        flight.failed.extend(failed);
    }

    /// Finds out from a round whether the upstream is down or single calls are at fault.
    fn judge<'a>(&'a self, flight: &mut Flight<'a>) {
        let accepted = std::mem::take(&mut flight.accepted);
        let mut answers = std::mem::take(&mut flight.failed);
        if accepted && self.breaker().succeeded() {
            tracing::info!(channel = self.channel(), "deliveries go through again");
        }
        if answers.is_empty() {
            return;
        }
        if let Upstream::Apple(pushes) = &self.upstream {
            pushes.judge_bad_tokens(&mut answers);
        }
        if accepted {
            blame_rows_not_the_channel(&mut answers);
        }
        self.note_failure(&answers);
        self.write_answers(answers, flight);
    }

    /// Begins to write down what calls brought.
    fn write_answers<'a>(&'a self, answers: Vec<Answered>, flight: &mut Flight<'a>) {
        let now = self.app.clock.now();
        let (reopen, count) = (self.breaker().reopens(now), answers.len());
        let verdicts = answers
            .into_iter()
            .map(|answer| verdict(answer, now, reopen))
            .collect();
        let written = self.write_down(verdicts);
        flight.unwritten += count;
        flight
            .writes
            .push(async move { (count, written.await) }.boxed());
    }

    /// How many rows may be sent at once. While the upstream is down there is one probe and nothing beside it.
    fn allowed(&self) -> usize {
        self.breaker()
            .allowance(self.app.clock.now(), self.batch())
    }

    /// How many rows may be claimed beside what is in flight. What is sent must not run away from what is written down.
    fn room(&self, flight: &Flight<'_>) -> usize {
        if *self.stopping.borrow() || flight.unwritten > self.batch() {
            return 0;
        }
        self.allowed()
            .saturating_sub(flight.calls.len())
    }

    /// Claims and begins to send what this process owes.
    async fn claim_owed<'a>(&'a self, flight: &mut Flight<'a>, owed: &OwedQueue) {
        loop {
            if self.allowed() == 0 {
                // The upstream is down: they are found by a look when it is asked again.
                owed.clear();
            }
            let room = self.room(flight);
            let rows = owed.take(room);
            if rows.is_empty() {
                return;
            }
            let (channel, clock) = (self.channel(), self.app.clock.clone());
            let asked: usize = rows.values().map(Vec::len).sum();
            let claimed = self
                .app
                .store
                .write(move |tx| {
                    // Read here: what was owed while this waited is due by now.
                    let now = clock.now();
                    tx.claim_owed(channel, &rows, now, now.plus_ms(LEASE_MS))
                })
                .await;
            match claimed {
                Ok(claimed) => {
                    // Somebody may write one of them just now, and it is passed over.
                    flight.looks |= claimed.len() < asked;
                    self.send(claimed, flight).await;
                }
                Err(error) => {
                    owed.look();
                    flight.keep_fault(Err::<(), _>(error));
                    return;
                }
            }
        }
    }

    /// Looks into the outbox, if it is time to, claims what is due there and begins to send it.
    async fn look<'a>(&'a self, flight: &mut Flight<'a>, owed: Option<&OwedQueue>) {
        let room = match owed {
            // What was owed just now has its half.
            Some(owed) if owed.has_rows() => self.room(flight).div_ceil(2),
            _ => self.room(flight),
        };
        if room == 0 {
            return;
        }
        let told = owed.map_or(LookAt::Nothing, |owed| owed.take_look());
        if !std::mem::take(&mut flight.looks) && told == LookAt::Nothing {
            return;
        }
        *self
            .looked_at
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = Instant::now();
        let (now, channel) = (self.app.clock.now(), self.channel());
        let (share, until) = self.next_look(told, now);
        // An idle worker must not take the writer's time: look before claiming.
        let is_due = self
            .app
            .store
            .read(move |tx| tx.is_due(channel, share, until))
            .await;
        match flight.keep_fault(is_due) {
            Some(true) => {}
            Some(false) | None => return,
        }
        let clock = self.app.clock.clone();
        // The lease runs from the claim itself, however long that waited.
        let claimed = self
            .app
            .store
            .write(move |tx| {
                let lease_until = clock.now().plus_ms(LEASE_MS);
                tx.claim(channel, share, until, lease_until, room as i64)
            })
            .await;
        let claimed = flight
            .keep_fault(claimed)
            .unwrap_or_default();
        // There may be more than found room, and where this looked.
        if claimed.len() >= room {
            flight.looks = true;
            if until < now {
                self.looks
                    .store(LOOKS_BEYOND, Ordering::Relaxed);
            }
        }
        self.send(claimed, flight).await;
    }

    /// At whose rows to look, and how long they must have been due: at its own share's at once, at everybody's when another process says
    /// that it owes something, and now and then at what the others have let wait, because they died or cannot reach the upstream.
    fn next_look(&self, told: LookAt, now: Timestamp) -> (Share, Timestamp) {
        let share = self.app.share().of(self.channel());
        if share == Share::ALL || told == LookAt::Everything {
            return (Share::ALL, now);
        }
        match self
            .looks
            .fetch_add(1, Ordering::Relaxed)
            % LOOKS_BEYOND
        {
            0 => (Share::ALL, now.plus_ms(-LEASE_MS)),
            _ => (share, now),
        }
    }

    /// Begins the calls that claimed rows ask for.
    async fn send<'a>(&'a self, claimed: Vec<DeliveryRow>, flight: &mut Flight<'a>) {
        if claimed.is_empty() {
            return;
        }
        flight.tried += claimed.len();
        let calls = self.calls(claimed).await;
        let calls = flight
            .keep_fault(calls)
            .unwrap_or_default();
        flight.calls.extend(calls);
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
    /// Each with the number of answers that it writes down.
    writes: FuturesUnordered<BoxFuture<'a, (usize, Result<()>)>>,
    /// Answers that are not written down yet.
    unwritten: usize,
    /// What failed in this round.
    failed: Vec<Answered>,
    /// Whether the upstream took anything in this round.
    accepted: bool,
    /// Whether more may be sent in this round.
    claims: bool,
    /// Whether the outbox is to be looked at in the next one.
    looks: bool,
    /// Deliveries that were tried.
    tried: usize,
    /// The first fault of ours, which is told when nothing is in flight any more.
    fault: Option<Error>,
}

impl Flight<'_> {
    fn new(looks: bool) -> Self {
        Flight {
            calls: FuturesUnordered::new(),
            writes: FuturesUnordered::new(),
            unwritten: 0,
            failed: Vec::new(),
            accepted: false,
            claims: false,
            looks,
            tried: 0,
            fault: None,
        }
    }

    fn is_over(&self) -> bool {
        self.calls.is_empty() && self.writes.is_empty() && self.failed.is_empty()
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
        automation: None,
        held_back: None,
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
