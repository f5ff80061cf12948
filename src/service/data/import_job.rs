//! An import at work: batch after batch, each with the job's progress in one transaction, so that a stop loses and doubles nothing.

use std::collections::HashSet;
use std::time::Duration;

use crate::app::App;
use crate::clock::Timestamp;
use crate::domain::event::Fact;
use crate::error::{Code, Error, Result};
use crate::ids::{EventId, ImportId, MemberId, encode};
use crate::service::access::actor::Actor;
use crate::service::data::import_places::{PlaceRules, ShopPlaces, Where};
use crate::service::members::external_ids::members_named;
use crate::service::text_check;
use crate::store::{ImportFaultRow, ImportState, NewEvent, Tx, VisitImportRow};
use crate::task;
use crate::till_export::{BadLine, Other, TillFile, TillVisit};

/// Lines that one transaction takes: the till must not wait for a year of receipts.
const BATCH: usize = 250;
/// For how long a job is believed to be under way after its last sign of life.
pub(crate) const LEASE_MS: i64 = 15_000;
/// Bad lines that are kept one by one; more are only counted.
pub(crate) const KEPT_FAULTS: i64 = 100_000;
/// Times that a batch is tried when the database does not take it, with longer and longer pauses: a minute in all.
const TRIES: u32 = 6;

/// One job in the hands of one service.
#[derive(Clone)]
pub(crate) struct ImportRun {
    app: App,
    actor: Actor,
    id: ImportId,
    rules: PlaceRules,
}

/// One visit, ready to be stored.
#[derive(Clone, Debug)]
struct Ready {
    line: i64,
    member: String,
    at: Timestamp,
    amount_minor: Option<i64>,
    place: Where,
    visit_id: String,
    /// The event's id, and what it was under earlier secrets.
    ids: Vec<EventId>,
}

/// Some lines of the file.
#[derive(Clone, Debug, Default)]
struct LineBatch {
    visits: Vec<Ready>,
    bad: Vec<BadLine>,
    /// Sales to nobody and refunds, which are no faults.
    without_member: i64,
    refunds: i64,
    /// Where the next one begins.
    read_bytes: i64,
    is_last: bool,
}

impl LineBatch {
    fn lines(&self) -> usize {
        self.visits.len() + self.bad.len() + (self.without_member + self.refunds) as usize
    }

    fn take(&mut self, line: std::result::Result<Ready, BadLine>) {
        match line {
            Ok(visit) => self.visits.push(visit),
            Err(other) => match other.kind() {
                Other::WithoutMember => self.without_member += 1,
                Other::Refund => self.refunds += 1,
                Other::Fault => self.bad.push(other),
            },
        }
    }
}

/// Whose job it is.
enum Claim {
    Ours(Box<VisitImportRow>),
    /// Somebody else shows signs of life.
    Others,
    Over,
}

impl ImportRun {
    pub(crate) fn new(app: App, actor: Actor, id: ImportId, rules: PlaceRules) -> ImportRun {
        ImportRun {
            app: app.with_batch_deadline(),
            actor,
            id,
            rules,
        }
    }

    /// Works until the file is read. Whoever repeats a request waits here with the body until the job's lease is over, so that a
    /// job whose service was killed a moment ago goes on all the same.
    pub(crate) async fn work(self, file: TillFile) {
        let row = loop {
            match self.claim().await {
                Ok(Claim::Ours(row)) => break *row,
                Ok(Claim::Over) => return,
                Ok(Claim::Others) => tokio::time::sleep(Duration::from_secs(1)).await,
                Err(error) => {
                    tracing::warn!(import.id = %self.id, error = %error, cause = error.internal, "an import could not begin");
                    return;
                }
            }
        };
        let attempt = row.attempt;
        match self.run(file, row).await {
            Ok(row) => tracing::info!(
                import.id = %self.id, lines = row.lines, stored = row.stored, known = row.known, bad = row.bad, "a till's export was imported"
            ),
            Err(error) => self.give_up(error, attempt).await,
        }
    }

    async fn claim(&self) -> Result<Claim> {
        let (tenant, id, now) = (self.actor.tenant, self.id, self.app.clock.now());
        self.app
            .store
            .write(move |tx| {
                tx.lock(tenant)?;
                let Some(mut row) = tx.visit_import(tenant, id)? else {
                    return Ok(Claim::Over);
                };
                match row.state {
                    ImportState::Done => return Ok(Claim::Over),
                    ImportState::Running if row.attempt > 0 && row.lease_until > now => {
                        return Ok(Claim::Others);
                    }
                    _ => {}
                }
                let before = row.attempt;
                row = VisitImportRow {
                    state: ImportState::Running,
                    attempt: before + 1,
                    lease_until: now.plus_ms(LEASE_MS),
                    reason: None,
                    updated_at: now,
                    ..row
                };
                tx.save_visit_import(&row, before)?;
                Ok(Claim::Ours(Box::new(row)))
            })
            .await
    }

    async fn run(&self, mut file: TillFile, mut row: VisitImportRow) -> Result<VisitImportRow> {
        let (tenant, began_at) = (self.actor.tenant, row.created_at);
        let mut from = row.read_bytes;
        loop {
            // Read anew for each batch, since the one before may have made some.
            let known_places = self
                .app
                .store
                .read(move |tx| ShopPlaces::read(tx, tenant, began_at))
                .await?;
            let run = self.clone();
            let batch;
            (file, batch) = task::spawn_blocking(move || {
                let batch = run.next_batch(&mut file, &known_places, from);
                (file, batch)
            })
            .await?;
            let is_last = batch.is_last;
            row = self.keep(batch, row).await?;
            from = row.read_bytes;
            if is_last {
                return Ok(row);
            }
        }
    }

    /// The next lines. Those that a run before this one has settled are read all the same, because equal rows are counted.
    fn next_batch(&self, file: &mut TillFile, places: &ShopPlaces, from: i64) -> LineBatch {
        let mut batch = LineBatch::default();
        while batch.lines() < BATCH {
            let Some(read) = file.next() else {
                batch.is_last = true;
                break;
            };
            if file.read_bytes() as i64 <= from {
                continue;
            }
            batch.take(read.and_then(|visit| self.ready(visit, places)));
        }
        batch.read_bytes = file.read_bytes() as i64;
        batch
    }

    fn ready(&self, visit: TillVisit, places: &ShopPlaces) -> std::result::Result<Ready, BadLine> {
        let bad = |reason: &str| BadLine {
            line: visit.line,
            reason: reason.to_owned(),
        };
        let member = text_check::checked("", &visit.member, 200)
            .map_err(|_| bad("has a member ID longer than 200 characters, or with characters that are not allowed"))?;
        let place = self
            .rules
            .place(visit.location.as_deref(), places)
            .map_err(bad)?;
        let (mut ids, visit_id) = self.names(&visit.key);
        ids.extend(
            visit
                .former_keys
                .iter()
                .flat_map(|key| self.names(key).0),
        );
        Ok(Ready {
            line: visit.line,
            member,
            at: visit.at,
            amount_minor: visit.amount_minor,
            place,
            visit_id,
            ids,
        })
    }

    /// What the event and the visit are called: the same whenever this row comes, and telling nobody who it was. The secrets before
    /// the present one are asked too, since the row may have come under them.
    fn names(&self, key: &str) -> (Vec<EventId>, String) {
        let bytes = [
            self.actor
                .tenant
                .id()
                .bytes()
                .as_slice(),
            key.as_bytes(),
        ]
        .concat();
        let digests = self
            .app
            .secrets
            .derive_all("imported visit", &bytes);
        let half = |digest: &[u8], second: usize| {
            <[u8; 16]>::try_from(
                digest
                    .get(second..second + 16)
                    .unwrap_or_default(),
            )
            .unwrap_or_default()
        };
        let visit_id = digests
            .first()
            .map(|digest| format!("visit_{}", encode(&half(digest, 16))))
            .unwrap_or_default();
        (
            digests
                .iter()
                .flat_map(|digest| {
                    let (bytes, shop) = (half(digest, 0), self.actor.tenant.bucket());
                    [EventId::derived(bytes, shop), EventId::from_bytes(bytes)]
                })
                .collect(),
            visit_id,
        )
    }

    /// Stores a batch, again after a pause when the database is away or its disk is full.
    async fn keep(&self, batch: LineBatch, row: VisitImportRow) -> Result<VisitImportRow> {
        let mut tries = 0;
        loop {
            let (run, batch, row) = (self.clone(), batch.clone(), row.clone());
            let kept = self
                .app
                .store
                .write(move |tx| run.settle(tx, &batch, row.clone()))
                .await;
            match kept {
                Err(error)
                    if matches!(error.code, Code::Unavailable | Code::StorageFull)
                        && tries < TRIES =>
                {
                    tokio::time::sleep(Duration::from_secs(1 << tries)).await;
                    tries += 1;
                }
                kept => return kept,
            }
        }
    }

    /// One batch and the job's progress. Refused if somebody else has taken the job over.
    fn settle(
        &self,
        tx: &mut Tx<'_>,
        batch: &LineBatch,
        mut row: VisitImportRow,
    ) -> Result<VisitImportRow> {
        let (tenant, now) = (self.actor.tenant, self.app.clock.now());
        tx.lock(tenant)?;
        let new = new_ones(
            tx.known_event_ids(tenant, &all_ids(&batch.visits))?,
            &batch.visits,
        );
        let names: Vec<&str> = new
            .iter()
            .map(|visit| visit.member.as_str())
            .collect();
        let members = members_named(&self.app, tx, tenant, &names, now)?;
        let (mut events, mut bad) = (Vec::with_capacity(new.len()), batch.bad.clone());
        let mut places = None;
        for visit in &new {
            let mut fault = |reason: &str| {
                bad.push(BadLine {
                    line: visit.line,
                    reason: reason.to_owned(),
                })
            };
            let Some(member) = members.get(&visit.member) else {
                fault("names a member that this shop does not have");
                continue;
            };
            let location = match &visit.place {
                Where::At(location) => location.clone(),
                Where::LeftOut(location) => {
                    row.placeless += 1;
                    location.clone()
                }
                Where::New(name) => {
                    let places = match &mut places {
                        Some(places) => places,
                        // Within this write and after the lock, because
                        // another import may have made the place.
                        none => none.insert(ShopPlaces::read(tx, tenant, row.created_at)?),
                    };
                    match places.made(tx, tenant, name, now)? {
                        Ok(location) => Some(location),
                        Err(reason) => {
                            fault(reason);
                            continue;
                        }
                    }
                }
            };
            events.push(self.event(visit, *member, location));
        }
        row.stored += events.len() as i64;
        row.known += (batch.visits.len() - new.len()) as i64;
        note_faults(tx, &row, &bad)?;
        row.bad += bad.len() as i64;
        row.without_member += batch.without_member;
        row.refunds += batch.refunds;
        row.lines += batch.lines() as i64;
        row.read_bytes = batch.read_bytes;
        (row.lease_until, row.updated_at) = (now.plus_ms(LEASE_MS), now);
        if batch.is_last {
            row.state = ImportState::Done;
        }
        tx.append_named(tenant, now, events)?;
        if tx.save_visit_import(&row, row.attempt)? {
            Ok(row)
        } else {
            // The error undoes the batch: whoever took over reads these lines, too.
            Err(Error::internal("another run has taken this import over"))
        }
    }

    fn event(
        &self,
        visit: &Ready,
        member: MemberId,
        location_id: Option<String>,
    ) -> (EventId, NewEvent) {
        let id = visit
            .ids
            .first()
            .copied()
            .unwrap_or_else(|| EventId::new(self.actor.tenant.bucket()));
        let fact = Fact::VisitImported {
            visit_id: visit.visit_id.clone(),
            amount_minor: visit.amount_minor,
        };
        let event = NewEvent {
            idempotency_key: format!("visit:{}", visit.visit_id),
            occurred_at: visit.at,
            member_id: Some(member),
            card_id: None,
            location_id,
            staff_id: Some(self.actor.id()),
            fact,
        };
        (id, event)
    }

    /// Notes why the job stopped, if it is still ours and the database takes it. If not, its lease runs out.
    async fn give_up(&self, error: Error, attempt: i64) {
        let (tenant, id, now, reason) = (
            self.actor.tenant,
            self.id,
            self.app.clock.now(),
            error.detail.clone(),
        );
        let noted = self.app.store.write(move |tx| {
            tx.lock(tenant)?;
            let Some(row) = tx.visit_import(tenant, id)? else {
                return Ok(false);
            };
            let reason = Some(reason.clone());
            tx.save_visit_import(
                &VisitImportRow {
                    state: ImportState::Failed,
                    reason,
                    updated_at: now,
                    ..row
                },
                attempt,
            )
        });
        match noted.await {
            Ok(true) => {
                tracing::error!(import.id = %id, error = %error, cause = error.internal, "a till's export was given up")
            }
            Ok(false) => tracing::info!(import.id = %id, "another run has taken this import over"),
            Err(second) => {
                tracing::error!(import.id = %id, error = %error, cause = error.internal, second = %second, "a till's export was given up; it will show as interrupted");
            }
        }
    }
}

fn all_ids(visits: &[Ready]) -> Vec<String> {
    visits
        .iter()
        .flat_map(|visit| &visit.ids)
        .map(EventId::to_string)
        .collect()
}

/// The visits of which neither the log nor an earlier line of the batch knows.
fn new_ones(known: Vec<String>, visits: &[Ready]) -> Vec<&Ready> {
    let known: HashSet<String> = known.into_iter().collect();
    // Two visits may have had one name in an earlier version, so within a file the present one alone tells them apart.
    let mut seen = HashSet::new();
    let mut is_new = |visit: &Ready| {
        seen.insert(visit.visit_id.clone())
            && !visit
                .ids
                .iter()
                .any(|id| known.contains(&id.to_string()))
    };
    visits
        .iter()
        .filter(|visit| is_new(visit))
        .collect()
}

fn note_faults(tx: &mut Tx<'_>, row: &VisitImportRow, bad: &[BadLine]) -> Result<()> {
    let room = (KEPT_FAULTS - row.bad).max(0) as usize;
    let faults = bad
        .iter()
        .take(room)
        .map(|bad| ImportFaultRow {
            merchant_id: row.merchant_id,
            import_id: row.id,
            line: bad.line,
            reason: bad.reason.clone(),
        });
    tx.insert_import_faults(&faults.collect::<Vec<_>>())
}
