//! Recomputes the hash chain and every member's balance from the log, and looks whether every registered phone can be pushed to.

use std::collections::{HashMap, HashSet};

use serde::Serialize;

use crate::app::App;
use crate::domain::event::{Event, Fact, RewardEnd};
use crate::error::{Error, Result};
use crate::ids::MemberId;
use crate::store::{EventFilter, Store, StoredEvent, Tenant, Tx, faults_of_file};

/// What was looked at and what is wrong.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Verdict {
    /// Merchants looked at.
    pub merchants: usize,
    /// Events whose hash was recomputed.
    pub events: u64,
    /// Members whose balance was recomputed.
    pub members: usize,
    /// Everything that is not as it must be, in words.
    pub faults: Vec<String>,
    /// What could not be looked at, because it is in files that are not there, in words.
    pub not_read: Vec<String>,
}

/// What SQLite says of the file comes first: nothing that stands in a malformed one is worth counting.
pub fn verify_file(path: &str) -> Verdict {
    Verdict {
        faults: faults_of_file(path),
        ..Verdict::default()
    }
}

/// Verifies every merchant, as all were at one moment: the service may go on writing.
pub async fn verify(app: &App) -> Result<Verdict> {
    verify_store(&app.store).await
}

/// The same for a database that no service runs on.
pub async fn verify_store(store: &Store) -> Result<Verdict> {
    // At one moment: an event appended between two reads would look like a broken log.
    store
        .with_batch_deadline()
        .read_at_once(|tx| {
            let mut verdict = Verdict::default();
            let merchants = match tx.all_merchants() {
                Err(error) if error.damage => {
                    verdict
                        .faults
                        .push(cannot_be_read("the list of merchants", &error));
                    return Ok(verdict);
                }
                merchants => merchants?,
            };
            for (tenant, merchant) in merchants {
                verdict.merchants += 1;
                match check_merchant(tx, tenant, &merchant.slug, &mut verdict) {
                    Err(error) if error.damage => {
                        let what = format!("{}: a row", merchant.slug);
                        verdict
                            .faults
                            .push(cannot_be_read(&what, &error));
                    }
                    checked => checked?,
                }
            }
            Ok(verdict)
        })
        .await
}

fn cannot_be_read(what: &str, error: &Error) -> String {
    let cause = error
        .internal
        .as_deref()
        .unwrap_or_default();
    format!("{what} cannot be read ({cause})")
}

fn check_merchant(
    tx: &mut Tx<'_>,
    tenant: Tenant,
    slug: &str,
    verdict: &mut Verdict,
) -> Result<()> {
    if let Some((_, why)) = tx.broken_link(tenant)? {
        verdict
            .faults
            .push(format!("{slug}: {why}"));
    }
    let lost = tx.count_registrations_without_device(tenant)?;
    if lost > 0 {
        verdict.faults.push(format!(
            "{slug}: {lost} registrations of phones get no push, because their push token is not known"
        ));
    }
    let of_visits = tx.faults_of_visits(tenant)?;
    verdict.faults.extend(
        of_visits
            .into_iter()
            .map(|fault| format!("{slug}: {fault}")),
    );
    let files = tx.check_log_files(tenant)?;
    verdict
        .faults
        .extend(files.other_rows.iter().map(|seq| {
            format!("{slug}: the row of event {seq} is not what its file in the log's archive says")
        }));
    if !files.unreadable.is_empty() {
        // Without them no balance can be added up.
        let unread = files
            .unreadable
            .iter()
            .map(|(file, why)| {
                format!(
                    "{slug}: events {} to {} and the members' stamps, because {} cannot be read ({why})",
                    file.first_seq, file.last_seq, file.path
                )
            });
        verdict.not_read.extend(unread);
        return Ok(());
    }
    let balances = balances(tx, tenant, verdict)?;
    check_members(tx, tenant, slug, &balances, verdict)
}

/// Sum of stamp changes (without those of voided visits) less what unrevoked rewards took, by member.
fn balances(
    tx: &mut Tx<'_>,
    tenant: Tenant,
    verdict: &mut Verdict,
) -> Result<HashMap<String, i64>> {
    let (mut changes, mut spent) = (
        Vec::<(String, i64, Option<String>)>::new(),
        Vec::<(String, i64, String)>::new(),
    );
    let (mut voided, mut revoked, mut merged) = (HashSet::new(), HashSet::new(), Vec::new());
    let mut filter = EventFilter::default();
    loop {
        let page = tx.events_or_places(tenant, &filter, 5_000)?;
        let Some(last) = page.last() else {
            break;
        };
        filter.after_seq = *last
            .as_ref()
            .map_or_else(|seq| seq, |event| &event.seq);
        for stored in &page {
            verdict.events += 1;
            let event = stored
                .as_ref()
                .map_err(|seq| format!("event {seq} in the log cannot be read"))
                .and_then(read_event);
            let event = match event {
                Ok(event) => event,
                Err(fault) => {
                    verdict.faults.push(fault);
                    continue;
                }
            };
            let member = event.member_id.unwrap_or_default();
            match event.fact {
                Fact::StampsChanged {
                    delta, visit_id, ..
                } => changes.push((member, delta, visit_id)),
                Fact::RewardEarned {
                    reward_id,
                    stamps_spent,
                    ..
                } => spent.push((member, stamps_spent, reward_id)),
                Fact::VisitVoided { visit_id, .. } => drop(voided.insert(visit_id)),
                Fact::RewardEnded {
                    reward_id,
                    reason: RewardEnd::Revoked,
                } => drop(revoked.insert(reward_id)),
                Fact::MemberMerged { merged_member_id } => merged.push((merged_member_id, member)),
                _ => {}
            }
        }
    }
    // Added up only now, since a void reaches back from wherever in the log it stands.
    let mut balances: HashMap<String, i64> = HashMap::new();
    for (member, delta, _) in changes
        .into_iter()
        .filter(|(_, _, visit)| {
            visit
                .as_ref()
                .is_none_or(|v| !voided.contains(v))
        })
    {
        *balances.entry(member).or_default() += delta;
    }
    for (member, stamps, _) in spent
        .into_iter()
        .filter(|(_, _, reward)| !revoked.contains(reward))
    {
        *balances.entry(member).or_default() -= stamps;
    }
    // In the log's order, so that a survivor who is merged in turn hands on everything.
    for (from, to) in merged {
        let stamps = balances.remove(&from).unwrap_or(0);
        *balances.entry(to).or_default() += stamps;
    }
    Ok(balances)
}

/// The event in a line, if its row's columns say the same: by them events are found.
fn read_event(stored: &StoredEvent) -> std::result::Result<Event, String> {
    let seq = stored.seq;
    let event: Event = serde_json::from_str(&stored.line)
        .map_err(|_| format!("event {seq} in the log cannot be read"))?;
    let says = (
        &event.event_id,
        event.fact.kind(),
        event.occurred_at,
        event.received_at,
        &event.member_id,
        &event.card_id,
    );
    let found_by = (
        &stored.event_id,
        stored.kind.as_str(),
        stored.occurred_at,
        stored.received_at,
        &stored.member_id,
        &stored.card_id,
    );
    if says == found_by {
        return Ok(event);
    }
    Err(format!(
        "event {seq} in the log is found by other ids or times than it says"
    ))
}

fn check_members(
    tx: &mut Tx<'_>,
    tenant: Tenant,
    slug: &str,
    balances: &HashMap<String, i64>,
    verdict: &mut Verdict,
) -> Result<()> {
    let mut after: Option<MemberId> = None;
    loop {
        let page = tx.members(tenant, after, 1_000)?;
        let Some(last) = page.last() else {
            return Ok(());
        };
        after = Some(last.id);
        for member in &page {
            verdict.members += 1;
            let from_log = balances
                .get(&member.id.to_string())
                .copied()
                .unwrap_or(0);
            if from_log != member.stamps || member.stamps < 0 {
                verdict.faults.push(format!(
                    "{slug}: {} has {} stamps, but the log says {from_log}",
                    member.id, member.stamps
                ));
            }
        }
    }
}
