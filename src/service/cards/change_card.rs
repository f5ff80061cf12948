//! The owner pauses, ends or reopens a card, and corrects stamps.

use serde::{Deserialize, Deserializer, Serialize};
use utoipa::ToSchema;

use crate::app::App;
use crate::clock::Timestamp;
use crate::domain::card::CardState;
use crate::domain::event::StampReason;
use crate::error::{Error, Result};
use crate::service::access::actor::Actor;
use crate::service::card_changed::{EventContext, card_changed, update_wallets};
use crate::service::find_card::CardName;
use crate::service::idempotency::{Done, Idempotency, created};
use crate::service::member_progress::{apply, settle, stamps_given};
use crate::service::shapes::{self, StampAdjustment};
use crate::service::text_check;
use crate::service::unit_of_work::{self, Lock};
use crate::store::{CardRow, Tx};

/// A card's new state.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CardChange {
    /// `active`, `paused` or `ended`.
    #[serde(deserialize_with = "state_to_set")]
    #[schema(value_type = String, pattern = "^(active|paused|ended)$")]
    pub state: CardState,
}

/// The states that an owner sets.
const STATES: &str = "must be active, paused or ended; cards expire on their own";

fn state_to_set<'de, D: Deserializer<'de>>(d: D) -> std::result::Result<CardState, D::Error> {
    let read = |word: &str| match word {
        "active" => Some(CardState::Active),
        "paused" => Some(CardState::Paused),
        "ended" => Some(CardState::Ended),
        _ => None,
    };
    text_check::word(d, read, STATES)
}

/// Sets a card's state; an ended card shows as void in the wallets.
pub async fn change_card(
    app: &App,
    actor: &Actor,
    id: &str,
    change: CardChange,
) -> Result<shapes::Card> {
    if change.state == CardState::Expired {
        return Err(Error::invalid("/state", STATES));
    }
    let now = app.clock.now();
    let name = CardName::read(app, None, Some(id))?;
    let (ours, who) = (app.clone(), actor.clone());
    unit_of_work::write(app, Lock::Shop(who.tenant), move |tx| {
        let mut card = name.find(tx, who.tenant)?;
        // A state that holds already owes nobody a push.
        if card.state != change.state {
            set_state(&ours, tx, &mut card, change.state, now)?;
        }
        shapes::card_now(&ours, tx, &who, &card, now)
    })
    .await
}

/// Writes a card's new state and tells its phones. A reopened card begins a new life where cards expire.
pub fn set_state(
    app: &App,
    tx: &mut Tx<'_>,
    card: &mut CardRow,
    state: CardState,
    now: Timestamp,
) -> Result<()> {
    let tenant = card.tenant();
    tx.set_card_state(tenant, card.id, state)?;
    if state == CardState::Active {
        card.expires_at = tx.program(tenant)?.card_end(now);
        tx.set_card_expiry(tenant, card.id, card.expires_at)?;
    }
    card.state = state;
    update_wallets(app, tx, tenant, std::slice::from_mut(card), now).map(drop)
}

/// Stamps added or removed by the owner.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StampsRequest {
    /// The card.
    pub card_id: String,
    /// How many, but not 0; use a negative number to remove stamps.
    #[schema(minimum = -1000, maximum = 1000)]
    pub delta: i64,
    /// `bonus`, `birthday`, `referral` or `correction`.
    #[serde(deserialize_with = "reason_to_give")]
    #[schema(
        value_type = String,
        pattern = "^(bonus|birthday|referral|correction)$",
        example = "correction",
    )]
    pub reason: StampReason,
    /// A few words for the owner's own memory: kept with the member, erased with them, not in the log.
    #[schema(max_length = 200)]
    pub note: Option<String>,
}

/// The reasons that an owner gives.
const REASONS: &str =
    "must be bonus, birthday, referral or correction; for a visit, use POST /v1/scans";

fn is_given(reason: StampReason) -> bool {
    !matches!(reason, StampReason::Visit | StampReason::Expiry)
}

fn reason_to_give<'de, D: Deserializer<'de>>(d: D) -> std::result::Result<StampReason, D::Error> {
    let read = |word: &str| StampReason::from_word(word).filter(|reason| is_given(*reason));
    text_check::word(d, read, REASONS)
}

/// What the correction did.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct StampsAnswer {
    /// The change.
    pub stamps_change: StampAdjustment,
    /// The card afterwards.
    pub card: shapes::Card,
    /// Rewards that it earned.
    pub earned: Vec<shapes::Reward>,
}

/// Adds or removes stamps, with a reason.
pub async fn adjust_stamps(
    app: &App,
    actor: &Actor,
    key: &Idempotency,
    request: StampsRequest,
) -> Result<Done<StampsAnswer>> {
    if request.delta == 0 || request.delta.unsigned_abs() > 1_000 {
        return Err(Error::invalid(
            "/delta",
            "must be from -1000 to 1000, but not 0",
        ));
    }
    if !is_given(request.reason) {
        return Err(Error::invalid("/reason", REASONS));
    }
    let note = request
        .note
        .as_deref()
        .map(|note| text_check::checked("/note", note, 200))
        .transpose()?;
    let request = StampsRequest { note, ..request };
    let now = app.clock.now();
    let name = CardName::read(app, None, Some(&request.card_id))?;
    let (ours, who) = (app.clone(), actor.clone());
    unit_of_work::write_once(app, Lock::Shop(who.tenant), key, now, move |tx| {
        let card = name.find(tx, who.tenant)?;
        adjust(&ours, tx, &who, card, &request, now).map(created)
    })
    .await
}

fn adjust(
    app: &App,
    tx: &mut Tx<'_>,
    actor: &Actor,
    card: CardRow,
    request: &StampsRequest,
    now: Timestamp,
) -> Result<StampsAnswer> {
    let tenant = actor.tenant;
    let program = tx.program(tenant)?;
    let member = shapes::existing_member(tx, tenant, &card)?;
    let member = settle(app, tx, tenant, member, now)?;
    let change = tx
        .progress(&member, false)?
        .adjust(&program, request.delta, now)?;
    let scene = EventContext::of(actor, &card, None, now);
    let (row, event) = stamps_given(
        tx,
        &scene,
        request.delta,
        request.reason,
        request.note.clone(),
    )?;
    let change = apply(tx, tenant, member.id, &program, change, now)?;
    let mut events = vec![event];
    events.extend(scene.consequences(&change));
    let (card, saved) = card_changed(app, tx, &card, events, now)?;
    Ok(StampsAnswer {
        stamps_change: row.into(),
        earned: change
            .earned
            .iter()
            .map(|r| shapes::reward(r, actor.reads(&program), &program))
            .collect(),
        card: shapes::card(app, actor, &card, &change.progress, &program, saved, now),
    })
}
