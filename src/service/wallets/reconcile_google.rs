//! Google's callbacks have stopped before, for whole issuers and without a word: so each object is looked at about once a day,
//! twenty at a time, and what it says of its holder wins.

use crate::app::{App, Google};
use crate::clock::Timestamp;
use crate::error::Result;
use crate::google::api::ApiAnswer;
use crate::ids::EventId;
use crate::service::card_changed::GOOGLE;
use crate::service::unit_of_work::{self, Lock};
use crate::service::wallets::google_object::saved_or_removed;
use crate::store::{GoogleObjectRow, Tx};

/// How long an object goes unseen.
const UNSEEN_MS: i64 = 86_400_000;
/// Objects looked at in one turn: few enough to leave the issuer's rate to the customers.
const TURN: i64 = 20;

/// Looks at the objects that were not seen for longest; answers how many had another holder than was known here. Stops at
/// the first call that fails: there will be another turn.
pub async fn reconcile(app: &App) -> Result<usize> {
    let Ok(google) = app.google.ready() else {
        return Ok(0);
    };
    let (issuer, before) = (
        google.issuer_id.clone(),
        app.clock.now().plus_ms(-UNSEEN_MS),
    );
    let mut corrected = 0;
    for object in app
        .store
        .read(move |tx| tx.google_objects_unseen_since(&issuer, before, TURN))
        .await?
    {
        match look(app, google, object).await? {
            Some(changed) => corrected += usize::from(changed),
            None => break,
        }
    }
    Ok(corrected)
}

/// What a look at an object brought.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ObjectFinding {
    /// Whether somebody has it.
    Held(bool),
    /// There is no such object.
    Missing,
    /// Nothing.
    Nothing,
}

/// Asks about one object; none if Google did not answer.
async fn look(app: &App, google: &Google, object: GoogleObjectRow) -> Result<Option<bool>> {
    let outcome = google
        .client
        .get_object(&object.object_id)
        .await;
    let seen = match (outcome.answer, outcome.object) {
        (ApiAnswer::Done, Some(seen)) => ObjectFinding::Held(seen.has_users),
        (ApiAnswer::NoObject, _) => ObjectFinding::Missing,
        (ApiAnswer::Later { .. } | ApiAnswer::Stop, _) => return Ok(None),
        // One that cannot be looked at must not keep the others from their turn.
        _ => ObjectFinding::Nothing,
    };
    let now = app.clock.now();
    unit_of_work::write(app, Lock::Shop(object.tenant()), move |tx| {
        note(tx, &object, seen, now)
    })
    .await
    .map(Some)
}

/// Writes down what was seen; true if it was not what was known. Nothing of an object means that it must be made again.
fn note(
    tx: &mut Tx<'_>,
    asked: &GoogleObjectRow,
    seen: ObjectFinding,
    now: Timestamp,
) -> Result<bool> {
    let (Some(mut object), Some(card)) = (
        tx.google_object(asked.tenant(), asked.card_id)?,
        tx.card(asked.tenant(), asked.card_id)?,
    ) else {
        return Ok(false);
    };
    object.looked_at = now;
    if seen == ObjectFinding::Missing {
        let target = (object.object_id.clone(), object.issuer().to_owned());
        tx.enqueue_delivery(card.tenant(), card.id, card.version, GOOGLE, &[target], now)?;
    }
    let ObjectFinding::Held(has_users) = seen else {
        return tx
            .save_google_object(&object)
            .map(|()| false);
    };
    // A callback may have come between the question and now; it knows better.
    let changed = object.saved == asked.saved && object.saved != has_users;
    if changed {
        object.saved = has_users;
        saved_or_removed(
            tx,
            &card,
            &format!("seen:{}", EventId::new(card.tenant().bucket())),
            has_users,
            now,
        )?;
    }
    tx.save_google_object(&object)?;
    Ok(changed)
}
