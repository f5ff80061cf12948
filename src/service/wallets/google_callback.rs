//! Google says that somebody saved or deleted a card: a verified, unrepeated callback becomes one event.

use crate::app::App;
use crate::clock::Timestamp;
use crate::error::{Code, Error, Result};
use crate::google::callback::{Callback, CallbackError, CallbackEvent, verify};
use crate::ids::CardId;
use crate::service::unit_of_work::{self, Lock};
use crate::service::wallets::google_object::{class_id, saved_or_removed};
use crate::store::{CardRow, GoogleObjectRow, Tenant, Tx};

impl From<CallbackError> for Error {
    fn from(error: CallbackError) -> Error {
        match error.is_refusal() {
            true => Code::GoogleCallbackRefused.because(error.to_string()),
            false => Code::GoogleKeysUnavailable
                .because(error.to_string())
                .retry_after(60),
        }
    }
}

/// Checks a callback and keeps what it says. Whatever is verified and concerns nobody here is answered well, or Google
/// would send it again.
pub async fn receive(app: &App, merchant: &str, body: &[u8]) -> Result<()> {
    let google = app.google.ready()?;
    let name = merchant.to_owned();
    let tenant = app
        .store
        .read(move |tx| {
            Ok(tx
                .merchant_by_name(&name)?
                .map(|(tenant, _)| tenant))
        })
        .await?;
    // The look-up above takes slugs, too; the address that Google was given has the id.
    let tenant = tenant.filter(|tenant| tenant.id().to_string() == merchant);
    let tenant =
        tenant.ok_or_else(|| Code::NotFound.because("There is no shop at this address."))?;
    let now = app.clock.now();
    let keys = google.keys.current(now).await?;
    let callback = match verify(body, &google.issuer_id, &keys, now) {
        // Google may have changed its keys before the time it had named.
        Err(CallbackError::Intermediate) => match google
            .keys
            .after_unknown_key(now)
            .await
        {
            Some(keys) => verify(body, &google.issuer_id, &keys, now)?,
            None => return Err(CallbackError::Intermediate.into()),
        },
        verdict => verdict?,
    };
    if callback.class_id != class_id(&google.issuer_id, tenant) {
        return Err(Code::GoogleCallbackRefused
            .because("The class in this callback belongs to another shop."));
    }
    let card = callback
        .object_id
        .split_once('.')
        .and_then(|(_, card)| card.parse::<CardId>().ok());
    let (Some(card), CallbackEvent::Save | CallbackEvent::Delete) = (card, &callback.event) else {
        tracing::warn!(event = ?callback.event, "Google told of something that is not known here");
        return Ok(());
    };
    unit_of_work::write(app, Lock::Shop(tenant), move |tx| {
        keep(tx, tenant, card, &callback, now)
    })
    .await
}

/// The nonce and the event are one write: a repeated callback counts nothing, and none is half counted.
fn keep(
    tx: &mut Tx<'_>,
    tenant: Tenant,
    card: CardId,
    callback: &Callback,
    now: Timestamp,
) -> Result<()> {
    let (Some(card), Some(object)) = (tx.card(tenant, card)?, tx.google_object(tenant, card)?)
    else {
        tracing::warn!(card.id = %card, "Google told of a card that is not known here");
        return Ok(());
    };
    if !tx.keep_nonce(&callback.nonce, callback.expires_at)? {
        return Ok(());
    }
    // Callbacks may overtake each other. Each ends a fixed while after it was made, so the one that ends last is the newest.
    if !tx.is_newest_callback(card.id, callback.expires_at)? {
        return Ok(());
    }
    hold(
        tx,
        &card,
        object,
        callback.event == CallbackEvent::Save,
        &callback.nonce,
        now,
    )
}

/// Notes in the caller's transaction that a customer has the card in Google Wallet, or has it no more.
pub fn hold(
    tx: &mut Tx<'_>,
    card: &CardRow,
    mut object: GoogleObjectRow,
    saved: bool,
    nonce: &str,
    now: Timestamp,
) -> Result<()> {
    object.saved = saved;
    if !saved {
        // Somebody else may hold the card still: Google is asked with the next look.
        object.looked_at = Timestamp(0);
    }
    tx.save_google_object(&object)?;
    saved_or_removed(tx, card, nonce, saved, now)
}
