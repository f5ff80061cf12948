//! Writes to Google: the newest state of each object and class, made where it is missing.

use std::time::Duration;

use crate::app::{App, Google};
use crate::clock::Timestamp;
use crate::delivery::outcome::{Answered, Outcome};
use crate::domain::card::CardState;
use crate::error::Result;
use crate::google::api::{ApiAnswer, ApiOutcome};
use crate::google::class::LoyaltyClass;
use crate::google::parts::{Message, MessageType};
use crate::ids::CardId;
use crate::service::card_changed::GOOGLE;
use crate::service::wallets::google_object;
use crate::service::wallets::google_object::{ObjectContent, Ring, Written, ring};
use crate::store::DeliveryRow;

/// A write may wait for its turn and take three calls; all of it ends before the lease does.
const LONGEST_WRITE: Duration = Duration::from_secs(25);
/// The most that are in flight whatever the rate.
const MOST: u32 = 256;

/// Rows claimed at once: this instance's part of what the issuer's rate lets out in a second, so that a customer's tap never queues for
/// long.
pub(super) fn batch(app: &App) -> usize {
    app.google
        .ready()
        .map_or(1, |google| {
            google
                .rate
                .div_ceil(app.share().of(GOOGLE).count())
                .clamp(1, MOST) as usize
        })
}

/// One write for each row.
pub(super) fn calls(app: &App, rows: Vec<DeliveryRow>) -> Vec<impl Future<Output = Vec<Answered>>> {
    let call = |row| async move {
        match app.google.ready() {
            Ok(google) => vec![answered(app, google, row).await],
            Err(_) => vec![],
        }
    };
    rows.into_iter().map(call).collect()
}

async fn answered(app: &App, google: &Google, mut row: DeliveryRow) -> Answered {
    let written = tokio::time::timeout(LONGEST_WRITE, write(app, google, &mut row)).await;
    let (said, status, reason) = match written {
        Ok(Ok(told)) => told,
        // What could not be read is our own trouble and no fault of the row.
        Ok(Err(error)) => (
            Outcome::Wait,
            None,
            format!("the card could not be read: {error}"),
        ),
        // Without a status: Google may yet apply it, so after the next write the newest state is
        // said once more.
        Err(_) => (
            Outcome::Down(None),
            None,
            "Google did not answer in time".to_owned(),
        ),
    };
    Answered {
        row,
        status,
        reason,
        said,
    }
}

type WriteResult = (Outcome, Option<u16>, String);

async fn write(app: &App, google: &Google, row: &mut DeliveryRow) -> Result<WriteResult> {
    match row.card_id {
        Some(card) => write_object(app, google, row, card).await,
        None => write_class(app, google, row).await,
    }
}

async fn write_class(app: &App, google: &Google, row: &DeliveryRow) -> Result<WriteResult> {
    let tenant = row.tenant();
    let program = app
        .store
        .read(move |tx| tx.program(tenant))
        .await?;
    let class = google_object::class(app, google, tenant, &program);
    let known = row.delivered_at.is_some();
    let first = if known {
        patch_class(google, &class).await
    } else {
        google
            .client
            .insert_class(&class)
            .await
    };
    // What was thought to be there may be gone, and the other way round.
    let outcome = match first.answer {
        ApiAnswer::NoClass | ApiAnswer::NoObject if known => {
            google
                .client
                .insert_class(&class)
                .await
        }
        ApiAnswer::Exists if !known => patch_class(google, &class).await,
        _ => first,
    };
    Ok(told(outcome, Outcome::Delivered))
}

async fn patch_class(google: &Google, class: &LoyaltyClass) -> ApiOutcome {
    google
        .client
        .patch_class(&class.id, &class.clone().into())
        .await
}

/// Brings the object to the card's newest state, which is read here and not when the write was owed: however many changes
/// there were, Google hears of the last.
async fn write_object(
    app: &App,
    google: &Google,
    row: &mut DeliveryRow,
    card: CardId,
) -> Result<WriteResult> {
    let Some((state, revision)) = ObjectContent::for_delivery(app, row, card).await? else {
        return Ok((
            Outcome::Bug,
            None,
            "Google has no object for this card".into(),
        ));
    };
    // Settled against the revision that was read with this state, so a later change stays owed.
    row.revision = revision;
    // Of somebody who was erased the code is taken away, which needs no secret.
    if let (Err(refused), true) = (
        app.check_secret(&state.card),
        state.card.state != CardState::Erased,
    ) {
        tracing::error!(card = %card, secret = state.card.secret_id, "a card's secret is not configured: Google is not told of its changes");
        return Ok((Outcome::Bug, None, refused.detail.clone()));
    }
    let now = app.clock.now();
    let ring = ring(&state, now);
    let object = google_object::object(app, google, &state, now);
    let patched = google
        .client
        .patch_object(&object.id, &google_object::patch(&object, &ring))
        .await;
    let outcome = match patched.answer {
        ApiAnswer::NoObject | ApiAnswer::NoClass => {
            google_object::insert(app, google, &google.client, &state, &object).await
        }
        // The day's rings are used up after all: the change itself goes in silence.
        ApiAnswer::QuotaUsed => {
            google
                .client
                .patch_object(&object.id, &google_object::patch(&object, &Ring::Silent))
                .await
        }
        _ => patched,
    };
    let outcome = match outcome.answer {
        ApiAnswer::Done => {
            messages(
                google,
                &state,
                google_object::message(&state, &ring),
                outcome,
                now,
            )
            .await
        }
        _ => outcome,
    };
    let written = Written::after(&state, &ring, now);
    Ok(told(outcome, Outcome::Written(Box::new(written))))
}

/// Takes away the messages that are true no longer and adds the one that is new. Google's answer to the change says which it
/// holds: one that arrived although its answer got lost is not sent again, or the phone would ring twice.
async fn messages(
    google: &Google,
    state: &ObjectContent,
    new: Option<Message>,
    changed: ApiOutcome,
    now: Timestamp,
) -> ApiOutcome {
    let held = changed
        .object
        .as_ref()
        .map_or(&[][..], |object| &object.messages);
    let is_there = new.as_ref().is_some_and(|new| {
        held.iter()
            .any(|message| message.id == new.id)
    });
    let changed = match google_object::tidied(state, held, now) {
        Some(patch) => {
            google
                .client
                .patch_object(&state.object.object_id, &patch)
                .await
        }
        None => changed,
    };
    match new.filter(|_| changed.answer == ApiAnswer::Done && !is_there) {
        Some(message) => announce(google, &state.object.object_id, message, changed).await,
        None => changed,
    }
}

/// Tells that a reward is ready; in silence when Google says that the phone rang often enough today.
async fn announce(
    google: &Google,
    object: &str,
    message: Message,
    changed: ApiOutcome,
) -> ApiOutcome {
    let told = google
        .client
        .add_message(object, &message)
        .await;
    let told = match told.answer {
        ApiAnswer::QuotaUsed => {
            google
                .client
                .add_message(
                    object,
                    &Message {
                        message_type: MessageType::Text,
                        ..message
                    },
                )
                .await
        }
        _ => told,
    };
    match told.answer {
        // A message that Google will never take must not keep the stamps from the customer: those it took.
        ApiAnswer::Bug | ApiAnswer::QuotaUsed => {
            tracing::warn!(reason = %told.reason, "Google took the stamps and refused the message about the reward");
            changed
        }
        _ => told,
    }
}

fn told(outcome: ApiOutcome, done: Outcome) -> WriteResult {
    let said = match outcome.answer {
        ApiAnswer::Done => done,
        // Made by somebody else in this moment: the next attempt patches it.
        ApiAnswer::Exists | ApiAnswer::NoObject | ApiAnswer::NoClass => Outcome::Later(None),
        ApiAnswer::QuotaUsed => Outcome::Later(Some(3_600)),
        ApiAnswer::Later {
            upstream: true,
            retry_after_s,
        } => Outcome::Down(retry_after_s),
        ApiAnswer::Later {
            upstream: false,
            retry_after_s,
        } => Outcome::Later(retry_after_s),
        ApiAnswer::Stop => {
            tracing::error!(reason = %outcome.reason, "Google refuses the service account: writes wait; run `stampwell google check`");
            Outcome::Refused
        }
        ApiAnswer::Bug => Outcome::Bug,
    };
    (said, outcome.status, outcome.reason)
}
