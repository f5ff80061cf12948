//! The customer taps "Add to Google Wallet": the object is inserted now, and a link that names it leads to Google.

use std::time::Duration;

use crate::app::{App, Google};
use crate::clock::Timestamp;
use crate::error::{Code, Error, Result};
use crate::google::api::ApiAnswer;
use crate::google::class::LoyaltyClass;
use crate::google::save_link::{self, Whole};
use crate::service::card_changed::GOOGLE;
use crate::service::unit_of_work::{self, Lock};
use crate::service::wallets::google_object;
use crate::service::wallets::google_object::{ObjectContent, Written, class_id, object_id};
use crate::service::wallets::web_card::card_of_link;
use crate::store::{CardRow, GoogleObjectRow, Tx};

/// How long a customer waits for Google's REST before the link brings the whole object along.
const PATIENCE: Duration = Duration::from_secs(3);

/// The save link of a card. Its object is inserted first, so that the link only names it; while REST is down the link
/// carries the object, and the write stays owed.
pub async fn save_link(app: &App, token: &str) -> Result<String> {
    let google = app.google.ready()?;
    let card = card_of_link(app, token).await?;
    let now = app.clock.now();
    let (issuer, row) = (google.issuer_id.clone(), card.clone());
    // The object is known here before it is at Google: from now on every change of the card owes a write.
    let state = unit_of_work::write(app, Lock::Shop(row.tenant()), move |tx| {
        known(tx, &row, &issuer, now)
    });
    let state = state
        .await?
        .ok_or_else(|| Error::internal("the object that was just written is missing"))?;
    if state.object.written_version > 0 || inserted(app, google, &state, now).await? {
        return named(google, &card, now);
    }
    let object = google_object::object(app, google, &state, now);
    // Google refuses a card whose class it never got, so
    // the class goes along until it was written once.
    let class = unknown_class(app, google, &state).await?;
    save_link::fat(&google.account, &google.save_url, Whole { class, object }, now).map_err(|error| {
        Code::Unavailable
            .because("Google is not responding right now. Try again in a minute, or use the web card for now.")
            .retry_after(60)
            .caused_by(error)
    })
}

/// The card's class, unless it was written to Google once.
async fn unknown_class(
    app: &App,
    google: &Google,
    state: &ObjectContent,
) -> Result<Option<LoyaltyClass>> {
    let (tenant, id) = (
        state.card.tenant(),
        class_id(&google.issuer_id, state.card.tenant()),
    );
    let written = app
        .store
        .read(move |tx| tx.class_was_delivered(tenant, &id, GOOGLE))
        .await?;
    Ok((!written).then(|| google_object::class(app, google, tenant, &state.program)))
}

/// The link that only names the card's object, whether it is at Google or not; writes nothing anywhere.
pub async fn bare_link(app: &App, token: &str) -> Result<String> {
    let google = app.google.ready()?;
    let card = card_of_link(app, token).await?;
    named(google, &card, app.clock.now())
}

fn named(google: &Google, card: &CardRow, now: Timestamp) -> Result<String> {
    let (object, class) = (
        object_id(&google.issuer_id, card),
        class_id(&google.issuer_id, card.tenant()),
    );
    save_link::skinny(&google.account, &google.save_url, &object, &class, now)
        .map_err(Error::internal)
}

/// The card's object of this issuer, noted if it is new; what waits on the card already needs no announcement.
pub fn known(
    tx: &mut Tx<'_>,
    card: &CardRow,
    issuer: &str,
    now: Timestamp,
) -> Result<Option<ObjectContent>> {
    let fresh = GoogleObjectRow {
        card_id: card.id,
        merchant_id: card.merchant_id,
        object_id: object_id(issuer, card),
        saved: false,
        written_version: 0,
        written_balance: String::new(),
        announced: String::new(),
        notified: String::new(),
        looked_at: now,
    };
    match tx.google_object(card.tenant(), card.id)? {
        Some(known) if known.object_id == fresh.object_id => {
            return ObjectContent::read(tx, card.tenant(), card.id);
        }
        // The id begins with the issuer, so under another issuer this is another object.
        Some(old) => {
            tx.cancel_delivery(card.tenant(), card.id, &old.object_id, now)?;
            tx.save_google_object(&fresh)?;
        }
        None => tx.insert_google_object(&fresh)?,
    }
    let Some(mut state) = ObjectContent::read(tx, card.tenant(), card.id)? else {
        return Ok(None);
    };
    state.object.announced = state.newest_reward_id(now);
    tx.save_google_object(&state.object)?;
    Ok(Some(state))
}

/// Owes the write, no sooner than Google asked for.
fn enqueue(
    tx: &mut Tx<'_>,
    card: &CardRow,
    issuer: &str,
    answer: &ApiAnswer,
    now: Timestamp,
) -> Result<()> {
    let object = object_id(issuer, card);
    tx.enqueue_delivery(
        card.tenant(),
        card.id,
        card.version,
        GOOGLE,
        &[(object.clone(), issuer.to_owned())],
        now,
    )?;
    let ApiAnswer::Later {
        retry_after_s: Some(seconds),
        ..
    } = answer
    else {
        return Ok(());
    };
    tx.hold(
        card.tenant(),
        card.id,
        GOOGLE,
        &object,
        now.plus_s((*seconds).min(86_400) as i64),
    )
}

/// Inserts the object, and the class if it lacks; false if Google did not take it in time. Then the write is owed.
async fn inserted(
    app: &App,
    google: &Google,
    state: &ObjectContent,
    now: Timestamp,
) -> Result<bool> {
    let object = google_object::object(app, google, state, now);
    // The turn counts too: a customer does not queue behind a shop's ten thousand changed cards.
    let hurried = google.client.within(PATIENCE);
    let insert = google_object::insert(app, google, &hurried, state, &object);
    // What was given up may arrive all the same; the write
    // that is owed then finds the object and changes it.
    let answer = tokio::time::timeout(PATIENCE, insert)
        .await
        .map_or(
            ApiAnswer::Later {
                retry_after_s: None,
                upstream: true,
            },
            |o| o.answer,
        );
    let written = (answer == ApiAnswer::Done).then(|| Written::first(state, now));
    let (card, issuer, held) = (state.card.clone(), google.issuer_id.clone(), answer.clone());
    unit_of_work::write(app, Lock::Shop(card.tenant()), move |tx| match &written {
        Some(written) => written.keep(tx).map(drop),
        None => enqueue(tx, &card, &issuer, &held, now),
    })
    .await?;
    Ok(matches!(answer, ApiAnswer::Done | ApiAnswer::Exists))
}
