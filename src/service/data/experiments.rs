//! Random hold-outs: who gets nothing is drawn by chance, before anything is done to anybody, and both sides are written down.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::App;
use crate::clock::Timestamp;
use crate::domain::event::{Arm, Fact, OutcomeSource};
use crate::domain::hold_out::{HoldOut, controls_of};
use crate::error::{Code, Error, Result};
use crate::ids::{ExperimentId, MemberId};
use crate::service::access::actor::Actor;
use crate::service::idempotency::{Done, Idempotency, created};
use crate::service::members::external_ids::{known_members, members_named};
use crate::service::members::profile;
use crate::service::page::Page;
use crate::service::text_check;
use crate::service::unit_of_work::{self, Lock};
use crate::store::{ExperimentRow, NewEvent, Tenant, Tx};
use crate::task;

pub use crate::store::{ExperimentKind, ExperimentState};

/// People who get their arm in one transaction: the till must not wait for a shop's hundred thousand.
const BATCH: i64 = 250;
/// People whom a request may name one by one.
const MOST_NAMED: usize = 10_000;

/// An experiment to begin.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ExperimentRequest {
    /// What it is called.
    #[schema(max_length = 80)]
    pub name: String,
    /// `campaign`: everyone has a card, and the control gets no message. `programme`: nobody has a card yet, and the control gets none.
    pub kind: ExperimentKind,
    /// The share of people held out, such as 0.1: to a hundredth of a percent, with at least one person in each arm.
    #[schema(minimum = 0.0001, maximum = 0.9999)]
    pub holdout_share: f64,
    /// Where both arms' visits are read from: `validated` (scans) or `imported` (the till). For a programme, `imported`, because people
    /// without a card leave no scans.
    #[schema(value_type = String, example = "imported")]
    pub outcome_source: OutcomeSource,
    /// Who takes part: `all` for everyone this kind can include, or a list of the shop's own IDs and `mem_…` IDs. A programme takes people
    /// who are not members yet. Default: `all`.
    #[serde(default)]
    pub members: Participants,
}

/// Who takes part.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(untagged, expecting = "must be \"all\" or a list of IDs")]
pub enum Participants {
    /// The word `all`.
    Everybody(AllMembers),
    /// The shop's own ids and `mem_…` ids.
    Named(Vec<String>),
}

/// Stands for everyone this kind of experiment can include.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AllMembers {
    /// All.
    All,
}

impl Default for Participants {
    fn default() -> Participants {
        Participants::Everybody(AllMembers::All)
    }
}

/// An experiment and how many people are in each arm.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Experiment {
    /// `exp_…`; the key under which `holdout_lift` reports it.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// What is held back.
    pub kind: ExperimentKind,
    /// The share held out.
    pub holdout_share: f64,
    /// Where both arms' visits are read from.
    pub outcome_source: String,
    /// `assigning` until everyone has an arm. Do nothing to anyone before it is `ready`.
    pub state: ExperimentState,
    /// People who take part.
    pub people: i64,
    /// People who get the card or the message, among those assigned so far.
    pub treatment: i64,
    /// People who get nothing, among those assigned so far.
    pub control: i64,
    /// RFC 3339, UTC.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    /// When the last person was assigned an arm; RFC 3339, UTC.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub assigned_at: Option<Timestamp>,
}

impl From<ExperimentRow> for Experiment {
    fn from(row: ExperimentRow) -> Experiment {
        Experiment {
            id: row.id.to_string(),
            name: row.name,
            kind: row.kind,
            holdout_share: row.holdout_bp as f64 / 10_000.0,
            outcome_source: row.outcome_source,
            state: row.state,
            people: row.people,
            treatment: row.treatment,
            control: row.control,
            created_at: row.created_at,
            assigned_at: row.assigned_at,
        }
    }
}

/// One person of an experiment.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ExperimentMember {
    /// `mem_…`
    pub member_id: String,
    /// The shop's own ID for the person, if known.
    pub external_id: Option<String>,
    /// `treatment` or `control`; null if not assigned yet.
    pub arm: Option<String>,
}

/// Begins an experiment. The people are fixed at once; up to 250 get their arm in this very transaction, more go on behind it.
pub async fn begin_experiment(
    app: &App,
    actor: &Actor,
    key: &Idempotency,
    request: ExperimentRequest,
) -> Result<Done<Experiment>> {
    // Everybody may be many.
    let app = &app.with_batch_deadline();
    let now = app.clock.now();
    let (name, holdout_bp) = check(&request)?;
    let (ours, who) = (app.clone(), actor.clone());
    let answer = unit_of_work::write_once(app, Lock::Shop(who.tenant), key, now, move |tx| {
        let row = new_experiment(&who, &request, &name, holdout_bp, now);
        let row = with_people(&ours, tx, row, &request.members)?;
        Ok(created(Experiment::from(assign(tx, row, now)?)))
    });
    let answer = answer.await?;
    // The sweep would find it as well; nobody should have to wait for that.
    task::spawn(assign_rest(app.clone()));
    Ok(answer)
}

fn check(request: &ExperimentRequest) -> Result<(String, i64)> {
    let name = text_check::checked("/name", &request.name, 80)?;
    let holdout_bp = (request.holdout_share * 10_000.0).round();
    if !(1.0..=9_999.0).contains(&holdout_bp) {
        return Err(Error::invalid(
            "/holdout_share",
            "must be between 0 and 1, such as 0.1",
        ));
    }
    if request.kind == ExperimentKind::Programme
        && request.outcome_source == OutcomeSource::Validated
    {
        let why = "must be imported for a programme: people without a card leave no scans, so both arms must come from the till";
        return Err(Error::invalid("/outcome_source", why));
    }
    Ok((name, holdout_bp as i64))
}

fn new_experiment(
    actor: &Actor,
    request: &ExperimentRequest,
    name: &str,
    holdout_bp: i64,
    now: Timestamp,
) -> ExperimentRow {
    ExperimentRow {
        id: ExperimentId::new(actor.tenant.bucket()),
        merchant_id: actor.tenant.id(),
        name: name.to_owned(),
        kind: request.kind,
        outcome_source: request
            .outcome_source
            .as_str()
            .to_owned(),
        holdout_bp,
        state: ExperimentState::Assigning,
        people: 0,
        treatment: 0,
        control: 0,
        staff_id: actor.id(),
        created_at: now,
        assigned_at: None,
    }
}

/// Writes the experiment down with everybody who takes part, none of them with an arm.
fn with_people(
    app: &App,
    tx: &mut Tx<'_>,
    mut row: ExperimentRow,
    people: &Participants,
) -> Result<ExperimentRow> {
    let tenant = row.tenant();
    let named = match people {
        Participants::Everybody(AllMembers::All) => None,
        Participants::Named(names) => Some(named_people(app, tx, &row, names)?),
    };
    // The people's rows name it, so it is counted afterwards.
    tx.insert_experiment(&row)?;
    row.people = match named {
        Some(members) => {
            tx.insert_experiment_people(tenant, row.id, &members)?;
            members.len() as i64
        }
        None => tx.insert_everybody(tenant, row.id, row.kind)?,
    };
    // Refused after the insert, which is what counts them; the refusal undoes it.
    if row.people < 2 {
        let whom = match row.kind {
            ExperimentKind::Campaign => "with a card in use",
            ExperimentKind::Programme => "without a card",
        };
        return Err(Error::invalid(
            "/members",
            format!(
                "must name at least two people {whom}; this shop has {} here",
                row.people
            ),
        ));
    }
    tx.count_experiment_people(tenant, row.id, row.people)?;
    Ok(row)
}

fn named_people(
    app: &App,
    tx: &mut Tx<'_>,
    row: &ExperimentRow,
    names: &[String],
) -> Result<Vec<MemberId>> {
    if names.len() > MOST_NAMED {
        return Err(Error::invalid(
            "/members",
            format!("must have at most {MOST_NAMED} IDs; to include everyone, use \"all\""),
        ));
    }
    let pointer = |i: usize| format!("/members/{i}");
    let checked = names
        .iter()
        .enumerate()
        .map(|(i, name)| profile::checked_id(&pointer(i), name))
        .collect::<Result<Vec<String>>>()?;
    let names: Vec<&str> = checked
        .iter()
        .map(String::as_str)
        .collect();
    let tenant = row.tenant();
    let found = match row.kind {
        ExperimentKind::Programme => members_named(app, tx, tenant, &names, row.created_at)?,
        ExperimentKind::Campaign => known_members(app, tx, tenant, &names)?,
    };
    let members: Vec<MemberId> = found.values().copied().collect();
    let with_card: HashSet<MemberId> = tx
        .members_with_cards(tenant, &members, row.kind == ExperimentKind::Campaign)?
        .into_iter()
        .collect();
    let fault = |name: &str| match (found.get(name), row.kind) {
        (None, _) => Some("is not a member of this shop"),
        (Some(id), ExperimentKind::Campaign) if !with_card.contains(id) => {
            Some("has no card in use, so cannot get a message")
        }
        (Some(id), ExperimentKind::Programme) if with_card.contains(id) => {
            Some("already has a card, so nothing can be held back")
        }
        _ => None,
    };
    let wrong = names
        .iter()
        .enumerate()
        .filter_map(|(i, name)| Some((pointer(i), fault(name)?.to_owned())));
    let faults: Vec<(String, String)> = wrong.take(100).collect();
    if !faults.is_empty() {
        return Err(Error::invalid_all(faults));
    }
    // Somebody named twice, or by both ids, takes part once.
    let mut members = members;
    members.sort_unstable();
    members.dedup();
    Ok(members)
}

/// Gives the next people their arm; the experiment is ready when nobody waits any more.
fn assign(tx: &mut Tx<'_>, mut row: ExperimentRow, now: Timestamp) -> Result<ExperimentRow> {
    let waiting = tx.people_waiting(row.tenant(), row.id, BATCH)?;
    let controls = controls_of(row.people as u64, row.holdout_bp as u64) as i64;
    let mut left = HoldOut {
        people: (row.people - row.treatment - row.control) as u64,
        controls: (controls - row.control) as u64,
    };
    let (mut treatment, mut control) = (Vec::new(), Vec::new());
    let mut events = Vec::with_capacity(waiting.len());
    for member in waiting {
        let arm = left.draw(&mut random)?;
        if arm == Arm::Control {
            control.push(member)
        } else {
            treatment.push(member)
        }
        events.push(assigned(&row, member, arm, now)?);
    }
    tx.set_arm(row.tenant(), row.id, &treatment, Arm::Treatment)?;
    tx.set_arm(row.tenant(), row.id, &control, Arm::Control)?;
    tx.append(row.tenant(), now, events)?;
    (row.treatment, row.control) = (
        row.treatment + treatment.len() as i64,
        row.control + control.len() as i64,
    );
    if row.treatment + row.control == row.people {
        (row.state, row.assigned_at) = (ExperimentState::Ready, Some(now));
    }
    tx.save_experiment(&row)?;
    Ok(row)
}

fn random() -> Result<u64> {
    let mut bytes = [0; 8];
    openssl::rand::rand_bytes(&mut bytes).map_err(Error::internal)?;
    Ok(u64::from_le_bytes(bytes))
}

fn assigned(row: &ExperimentRow, member: MemberId, arm: Arm, now: Timestamp) -> Result<NewEvent> {
    let unknown = || {
        Error::internal(format!(
            "{} has the outcome source {}",
            row.id, row.outcome_source
        ))
    };
    let outcome_source = OutcomeSource::from_word(&row.outcome_source).ok_or_else(unknown)?;
    Ok(NewEvent {
        idempotency_key: format!("assigned:{}:{member}", row.id),
        occurred_at: now,
        member_id: Some(member),
        card_id: None,
        location_id: None,
        staff_id: Some(row.staff_id.clone()),
        fact: Fact::GroupAssigned {
            experiment_id: row.id.to_string(),
            arm,
            outcome_source,
        },
    })
}

/// Goes on with every experiment in which people still wait, whoever began it; answers how many transactions it took.
pub async fn assign_waiting(app: &App) -> Result<usize> {
    let app = &app.with_batch_deadline();
    let mut taken = 0;
    for row in app
        .store
        .read(|tx| tx.experiments_assigning())
        .await?
    {
        let (tenant, id) = (row.tenant(), row.id);
        loop {
            let now = app.clock.now();
            taken += 1;
            match unit_of_work::write(app, Lock::Shop(tenant), move |tx| {
                assign_more(tx, tenant, id, now)
            })
            .await
            {
                Ok(false) => {}
                Ok(true) => break,
                Err(error) => {
                    tracing::warn!(error = %error, cause = error.internal, "people of an experiment wait for their arm; the sweep tries again");
                    break;
                }
            }
        }
    }
    Ok(taken)
}

/// One batch; whether everybody has an arm now.
fn assign_more(tx: &mut Tx<'_>, tenant: Tenant, id: ExperimentId, now: Timestamp) -> Result<bool> {
    match tx.experiment(tenant, id)? {
        Some(row) if row.state == ExperimentState::Assigning => {
            Ok(assign(tx, row, now)?.state == ExperimentState::Ready)
        }
        _ => Ok(true),
    }
}

async fn assign_rest(app: App) {
    if let Err(error) = assign_waiting(&app).await {
        tracing::warn!(error = %error, cause = error.internal, "people of an experiment wait for their arm; the sweep tries again");
    }
}

fn missing() -> Error {
    Code::NotFound.because("This shop has no experiment with that ID.")
}

/// One experiment.
pub async fn experiment(app: &App, actor: &Actor, id: &str) -> Result<Experiment> {
    let (tenant, id) = (actor.tenant, id.parse().map_err(|_| missing())?);
    app.store
        .read(move |tx| tx.experiment(tenant, id))
        .await?
        .map(Experiment::from)
        .ok_or_else(missing)
}

/// The merchant's experiments, oldest first.
pub async fn experiments(
    app: &App,
    actor: &Actor,
    after: Option<ExperimentId>,
    limit: i64,
) -> Result<Page<Experiment>> {
    let tenant = actor.tenant;
    let rows = app
        .store
        .read(move |tx| tx.experiments(tenant, after, limit + 1))
        .await?;
    Ok(Page::new(
        rows,
        limit,
        |row| row.id.to_string(),
        Experiment::from,
    ))
}

/// The people of an experiment, by one arm where asked.
pub async fn people(
    app: &App,
    actor: &Actor,
    id: &str,
    arm: Option<Arm>,
    after: Option<MemberId>,
    limit: i64,
) -> Result<Page<ExperimentMember>> {
    let (ours, tenant, id) = (
        app.clone(),
        actor.tenant,
        id.parse().map_err(|_| missing())?,
    );
    let rows = app.store.read(move |tx| {
        tx.experiment(tenant, id)?
            .ok_or_else(missing)?;
        let rows = tx.experiment_people(tenant, id, arm, after, limit + 1)?;
        let members: Vec<MemberId> = rows
            .iter()
            .map(|row| row.member_id)
            .collect();
        let mut names = std::collections::HashMap::new();
        for row in tx.profiles(tenant, &members)? {
            names.insert(
                row.member_id,
                profile::open(&ours.secrets, &row)?.external_id,
            );
        }
        Ok(rows
            .into_iter()
            .map(|row| {
                (
                    names
                        .remove(&row.member_id)
                        .flatten(),
                    row,
                )
            })
            .collect::<Vec<_>>())
    });
    let view = |(external_id, row): (Option<String>, crate::store::ExperimentPersonRow)| {
        ExperimentMember {
            member_id: row.member_id.to_string(),
            external_id,
            arm: row.arm,
        }
    };
    Ok(Page::new(
        rows.await?,
        limit,
        |(_, row)| row.member_id.to_string(),
        view,
    ))
}
