//! The merchant's program: what cards look like and how they are stamped.

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;

use crate::app::App;
use crate::clock::Timestamp;
use crate::domain::card::{KeptGoal, kept_goal, way};
use crate::domain::program::Program;
use crate::error::{Code, Error, Result};
use crate::ids::{CardId, EventId};
use crate::service::access::actor::Actor;
use crate::service::card_changed::update_wallets;
use crate::service::member_progress::settle;
use crate::service::text_check;
use crate::service::unit_of_work::{self, Lock};
use crate::service::wallets::google_object::enqueue_class;
use crate::service::wallets::own_picture;
use crate::store::{GoalGroup, NewEvent, Tenant, Tx};

/// Logs the settings that metrics need.
fn configured(tx: &mut Tx<'_>, tenant: Tenant, program: &Program, now: Timestamp) -> Result<()> {
    let (fact, key) = (
        program.configured(),
        format!("program:{}", EventId::new(tenant.bucket())),
    );
    let event = NewEvent {
        idempotency_key: key,
        occurred_at: now,
        member_id: None,
        card_id: None,
        location_id: None,
        staff_id: None,
        fact,
    };
    tx.append(tenant, now, vec![event])
}

/// What a program change did, or would do.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub struct ProgramAnswer {
    /// The version now in force; with `dry_run`, the one that would be.
    pub version: i64,
    /// Cards whose design changes.
    pub cards_changed: i64,
    /// Members who are nearer to their next reward than before.
    pub members_nearer: i64,
    /// Members who have as far as before.
    pub members_unchanged: i64,
    /// Members who would have farther to their next reward, and so keep the goal that they have until it is reached.
    pub members_kept_on_old_goal: i64,
}

/// What a change of the ladder means for members who climb the same one with as many stamps.
#[derive(Clone, Copy, Debug)]
struct GoalChange {
    group: GoalGroup,
    /// Stamps to the next reward, now and by the new program.
    ways: [i64; 2],
    /// The version whose ladder they climb from then on; none: the new one's.
    goal_version: Option<i64>,
}

/// What a new program means for each member's way to the next reward.
fn goal_changes(
    tx: &mut Tx<'_>,
    tenant: Tenant,
    before: &Program,
    program: &Program,
) -> Result<Vec<GoalChange>> {
    let mut changes = Vec::new();
    for group in tx.goal_groups(tenant)? {
        let present = tx.program_with_goal(tenant, before.version, group.goal_version)?;
        let goal = KeptGoal {
            program_version: group
                .goal_version
                .unwrap_or(before.version),
            ladder: present
                .as_deref()
                .unwrap_or(before)
                .rewards
                .clone()
                .into(),
        };
        changes.push(GoalChange {
            group,
            ways: [&goal.ladder, &program.rewards[..]].map(|ladder| way(ladder, group.stamps)),
            goal_version: kept_goal(goal, program, group.stamps).map(|goal| goal.program_version),
        });
    }
    Ok(changes)
}

/// How many members are nearer to their next reward by a new program, how many as near, and how many keep the goal that they have.
fn members_of(
    tx: &mut Tx<'_>,
    tenant: Tenant,
    before: &Program,
    program: &Program,
) -> Result<[i64; 3]> {
    if program.rewards == before.rewards {
        let (all, kept) = tx.goal_counts(tenant)?;
        return Ok([0, all - kept, kept]);
    }
    let mut members = [0; 3];
    for change in goal_changes(tx, tenant, before, program)? {
        let place = match change.goal_version {
            Some(_) => 2,
            None if change.ways[1] < change.ways[0] => 0,
            None => 1,
        };
        members[place] += change.group.members;
    }
    Ok(members)
}

/// The version that a program would be, and the cards that it would change; the present version if it says nothing new, so that
/// a change whose answer was lost can be sent again.
fn would_change(
    tx: &mut Tx<'_>,
    tenant: Tenant,
    program: &Program,
    over: Option<i64>,
) -> Result<ProgramAnswer> {
    let current = tx.program(tenant)?;
    let [members_nearer, members_unchanged, members_kept_on_old_goal] =
        members_of(tx, tenant, &current, program)?;
    let answer = |version, cards_changed| ProgramAnswer {
        version,
        cards_changed,
        members_nearer,
        members_unchanged,
        members_kept_on_old_goal,
    };
    if *program
        == (Program {
            version: program.version,
            ..Program::clone(&current)
        })
    {
        return Ok(answer(current.version, 0));
    }
    if over.is_some_and(|version| version != current.version) {
        return Err(stale(current.version));
    }
    // What stands on the join page alone is told to no phone.
    let only_legal = *program
        == (Program {
            version: program.version,
            legal: program.legal.clone(),
            ..Program::clone(&current)
        });
    let cards_changed = if only_legal {
        0
    } else {
        tx.count_cards(tenant)?
    };
    Ok(answer(current.version + 1, cards_changed))
}

/// What a new program means for what members have. Nothing is taken away: whoever would have farther to the next reward keeps the goal, and
/// new or shorter times count from now.
fn carry_members_over(
    tx: &mut Tx<'_>,
    tenant: Tenant,
    before: &Program,
    program: &Program,
    now: Timestamp,
) -> Result<()> {
    if program.rewards != before.rewards {
        // Those on the present ladder first: whoever comes to it afterwards is not taken for one of them.
        let mut moves: BTreeMap<(bool, Option<i64>, Option<i64>), Vec<i64>> = BTreeMap::new();
        for change in goal_changes(tx, tenant, before, program)? {
            let (from, to) = (change.group.goal_version, change.goal_version);
            if from != to {
                moves
                    .entry((from.is_some(), from, to))
                    .or_default()
                    .push(change.group.stamps);
            }
        }
        for ((_, from, to), stamps) in moves {
            tx.set_goal(tenant, from, &stamps, to)?;
        }
    }
    let days = |program: &Program| {
        program
            .reward_expires_after_days
            .unwrap_or(i64::MAX)
    };
    if days(program) < days(before)
        && let Some(end) = program.reward_end(now)
    {
        tx.shorten_rewards(tenant, end)?;
    }
    let counts_otherwise = program.stamp_expires_after_days != before.stamp_expires_after_days
        || (program.tiers != before.tiers
            && [program, before]
                .iter()
                .any(|program| program.longest_window().is_some()));
    if counts_otherwise {
        tx.recount_time(tenant, now)?;
    }
    Ok(())
}

fn stale(present: i64) -> Error {
    Code::ProgramChanged.because(format!(
        "The program is at version {present}, and yours was made from another one. Nothing was changed. Get it again, make your change there, and send that; or leave out `version` to replace whatever is in force."
    ))
}

/// What stands in the way of a program: each fault's pointer and why.
pub fn faults(app: &App, program: &Program) -> Vec<(String, String)> {
    let mut faults = program.faults();
    faults.extend(text_check::faults_of_program(program));
    if !app
        .templates
        .contains_key(&program.template)
    {
        let names: Vec<&str> = app
            .templates
            .keys()
            .map(String::as_str)
            .collect();
        faults.push((
            "/template".into(),
            format!("is not one of {}", names.join(", ")),
        ));
    }
    faults
}

/// Puts a new program in force and tells every card and the class at Google. What was earned stays. Whoever says over which
/// version the program was made is refused if another one is in force by now: what somebody else changed is not lost.
pub async fn put_program(
    app: &App,
    actor: &Actor,
    program: Program,
    dry_run: bool,
    over: Option<i64>,
) -> Result<ProgramAnswer> {
    let mut faults = faults(app, &program);
    faults.extend(own_picture::missing(app, actor.tenant, &program).await?);
    if !faults.is_empty() {
        return Err(Error::invalid_all(faults));
    }
    let (ours, tenant, now) = (app.clone(), actor.tenant, app.clock.now());
    if dry_run {
        // Owners try values while they type; the till must not wait for that.
        return app
            .store
            .read(move |tx| would_change(tx, tenant, &program, over))
            .await;
    }
    // A new ladder may concern every member.
    let patient = app.with_batch_deadline();
    let answer = unit_of_work::write(&patient, Lock::ShopForLong(tenant), move |tx| {
        let present = tx.program(tenant)?;
        let would = would_change(tx, tenant, &program, over)?;
        if would.version == present.version {
            return Ok(would);
        }
        carry_members_over(tx, tenant, &present, &program, now)?;
        let version = tx.save_program(tenant, &program, now)?;
        configured(tx, tenant, &program, now)?;
        enqueue_class(&ours, tx, tenant, version, now)?;
        Ok(ProgramAnswer { version, ..would })
    })
    .await?;
    if answer.cards_changed > 0 {
        publish_all(app, tenant).await?;
    }
    Ok(answer)
}

/// Cards that one transaction tells of a new program: the till must not wait for a shop's hundred thousand.
const BATCH: i64 = 200;

async fn publish_all(app: &App, tenant: Tenant) -> Result<()> {
    let mut after = None;
    loop {
        let ours = app.clone();
        let last = unit_of_work::write(app, Lock::ShopForLong(tenant), move |tx| {
            publish_some(&ours, tx, tenant, after)
        })
        .await?;
        if last.is_none() {
            return Ok(());
        }
        after = last;
    }
}

fn publish_some(
    app: &App,
    tx: &mut Tx<'_>,
    tenant: Tenant,
    after: Option<CardId>,
) -> Result<Option<CardId>> {
    let now = app.clock.now();
    let mut cards = tx.cards(tenant, after, BATCH)?;
    // What the card says of time is as the new program counts it.
    for card in &cards {
        if let Some(member) = tx.member(tenant, card.member_id)? {
            settle(app, tx, tenant, member, now)?;
        }
    }
    update_wallets(app, tx, tenant, &mut cards, now)?;
    Ok(cards.last().map(|card| card.id))
}
