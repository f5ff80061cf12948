//! Apple's pass web service: devices register for passes, ask what changed, fetch, unregister and report.

use crate::app::App;
use crate::clock::Timestamp;
use crate::domain::card::CardState;
use crate::domain::event::{Fact, Wallet};
use crate::domain::update_tag::{FIRST_VERSION, news};
use crate::error::{Code, Error, Result};
use crate::ids::{CardId, EventId, encode};
use crate::service::card_changed::APPLE;
use crate::service::unit_of_work::{self, Lock};
use crate::store::{CardRow, DeviceRow, NewEvent, RegistrationRow, Tenant, Tx};

/// Devices that one card may have: more is a leaked link. Nobody is dropped for the next one.
const MOST_DEVICES: usize = 100;

/// One answer for unknown serials, foreign pass types and wrong tokens.
fn unauthorized() -> Error {
    Code::Unauthorized.because("The authentication token does not belong to this pass.")
}

/// The card that a pass's own authentication token opens.
pub async fn card_of_pass(
    app: &App,
    pass_type: &str,
    serial: &str,
    token: Option<&str>,
) -> Result<CardRow> {
    let card_id: CardId = serial
        .parse()
        .map_err(|_| unauthorized())?;
    // Arithmetic first, so that a forged token never reaches the database.
    let verified = token
        .and_then(|token| {
            app.secrets
                .verify_apple(card_id, token)
        })
        .ok_or_else(unauthorized)?;
    // An installed pass keeps its type for life, also
    // where the service signs for another one by now.
    let (pass_type, current) = (pass_type.to_owned(), app.apple.pass_type() == pass_type);
    let found = app
        .store
        .read(move |tx| {
            Ok(if current || tx.knows_pass_type(&pass_type)? {
                tx.card_of_anyone(card_id)?
            } else {
                None
            })
        })
        .await?;
    found
        .filter(|card| card.secret_id == verified.secret_id)
        .ok_or_else(unauthorized)
}

/// What the log calls a device: stable and telling nobody anything.
fn device_ref(app: &App, card: &CardRow, device: &str) -> String {
    // By the card's own secret: with the newest one a
    // removal would name another device than its save did.
    let mac = app
        .secrets
        .derive(&card.secret_id, "device", device.as_bytes());
    encode(mac.get(..10).unwrap_or_default())
}

/// Registers a device for a card; true if it was not yet. The push token is stored either way, for all passes of the
/// device, because phones change it at will.
pub async fn register(
    app: &App,
    card: CardRow,
    pass_type: &str,
    device: &str,
    push_token: &str,
) -> Result<bool> {
    check_device(device)?;
    if push_token.is_empty()
        || push_token.len() > 200
        || !push_token
            .bytes()
            .all(|b| b.is_ascii_hexdigit())
    {
        return Err(Error::invalid(
            "/pushToken",
            "must be 1 to 200 hexadecimal digits",
        ));
    }
    let now = app.clock.now();
    let phone = DeviceRow {
        device_library_identifier: device.to_owned(),
        push_token: push_token.to_owned(),
        updated_at: now,
    };
    let row = RegistrationRow::new(card.tenant(), device, pass_type, card.id, now)?;
    let (reference, ours) = (device_ref(app, &card, device), app.clone());
    // Other shops of the device are neither locked nor written, whatever is owed there: a push goes to the token of its moment. Alone in its
    // transaction: others of the shop would bring other devices' rows, and two such groups could wait for each other.
    unit_of_work::write(app, Lock::ShopForLong(row.tenant()), move |tx| {
        let has_new_token = tx.save_device(&phone)?;
        let known = tx.registration(
            row.tenant(),
            &row.device_library_identifier,
            &row.pass_type_identifier,
            row.card_id,
        )?;
        let card = match &known {
            None => insert(&ours, tx, &phone, &row, &reference, now)?,
            Some(_) => {
                // Its removal may have been lost on the way, and what the phone took in again may be older than what it has heard of.
                tx.renew_registration(&row)?;
                tx.card(row.tenant(), row.card_id)?
                    .ok_or_else(unauthorized)?
            }
        };
        if has_new_token {
            // What Apple took for the token of before may have reached nobody, whichever card it was about: a push says look at all.
            owe_push(tx, &card, &row, now)?;
        } else if card.state != CardState::Erased {
            owe_what_it_missed(tx, &card, &row, now)?;
        }
        Ok(known.is_none())
    })
    .await
}

/// Registers a new device for a card in the caller's transaction, which holds the merchant's lock.
pub fn register_new(
    app: &App,
    tx: &mut Tx<'_>,
    card: &CardRow,
    device: &str,
    push_token: &str,
    now: Timestamp,
) -> Result<()> {
    let phone = DeviceRow {
        device_library_identifier: device.to_owned(),
        push_token: push_token.to_owned(),
        updated_at: now,
    };
    tx.save_device(&phone)?;
    let row = RegistrationRow::new(card.tenant(), device, app.apple.pass_type(), card.id, now)?;
    let card = insert(app, tx, &phone, &row, &device_ref(app, card, device), now)?;
    owe_what_it_missed(tx, &card, &row, now)
}

/// Ends every registration of a card in the caller's transaction, which holds the merchant's lock.
pub fn unregister_all(app: &App, tx: &mut Tx<'_>, card: &CardRow, now: Timestamp) -> Result<()> {
    for row in tx.registrations_of_card(card.tenant(), card.id)? {
        let reference = device_ref(app, card, &row.device_library_identifier);
        remove(tx, &row, card, &reference, now)?;
    }
    Ok(())
}

fn insert(
    app: &App,
    tx: &mut Tx<'_>,
    phone: &DeviceRow,
    row: &RegistrationRow,
    reference: &str,
    now: Timestamp,
) -> Result<CardRow> {
    // Read again under the lock: the card may have changed since the token was checked.
    let card = tx
        .card(row.tenant(), row.card_id)?
        .filter(|card| card.state != CardState::Erased)
        .ok_or_else(unauthorized)?;
    tx.insert_registration(row)?;
    // Not before: what is ended for it may be the last registration of the very device.
    make_room(app, tx, phone, row, &card, now)?;
    saved_or_removed(
        tx,
        &card,
        Fact::CardSaved {
            wallet: Wallet::Apple,
            device_ref: Some(reference.to_owned()),
        },
        now,
    )?;
    Ok(card)
}

/// The phone may hold any earlier version: the card can move on between its download and this registration, and without a push
/// the phone would never know.
fn owe_what_it_missed(
    tx: &mut Tx<'_>,
    card: &CardRow,
    row: &RegistrationRow,
    now: Timestamp,
) -> Result<()> {
    if card.version == FIRST_VERSION {
        return Ok(());
    }
    owe_push(tx, card, row, now)
}

fn owe_push(tx: &mut Tx<'_>, card: &CardRow, row: &RegistrationRow, now: Timestamp) -> Result<()> {
    let target = (
        row.device_library_identifier
            .clone(),
        row.pass_type_identifier.clone(),
    );
    tx.enqueue_delivery(card.tenant(), card.id, card.version, APPLE, &[target], now)
}

/// A phone is known by its push token: one that comes back under another identifier takes the place of its own older
/// registration, and only a hundred and first phone is refused.
fn make_room(
    app: &App,
    tx: &mut Tx<'_>,
    phone: &DeviceRow,
    row: &RegistrationRow,
    card: &CardRow,
    now: Timestamp,
) -> Result<()> {
    let mut all = tx.registrations_of_card(card.tenant(), card.id)?;
    all.retain(|other| {
        other.device_library_identifier != row.device_library_identifier
            || other.pass_type_identifier != row.pass_type_identifier
    });
    if all.len() < MOST_DEVICES {
        return Ok(());
    }
    let devices: Vec<String> = all
        .iter()
        .map(|other| {
            other
                .device_library_identifier
                .clone()
        })
        .collect();
    let tokens = tx.push_tokens(&devices)?;
    let token_of = |other: &RegistrationRow| tokens.get(&other.device_library_identifier);
    let phones = |token| {
        all.iter()
            .filter(|other| token_of(other) == token)
            .count()
    };
    let is_its_own = |other: &RegistrationRow| token_of(other) == Some(&phone.push_token);
    let doubled = all
        .iter()
        .filter(|other| is_its_own(other) || phones(token_of(other)) > 1);
    // Its own first, then the one that was renewed longest ago.
    let oldest = doubled
        .min_by_key(|other| (!is_its_own(other), other.updated_at))
        .ok_or_else(|| {
            Code::RateLimited
                .because("This card is already on 100 devices. Remove it from one of them first.")
                .retry_after(86_400)
        })?;
    let reference = device_ref(app, card, &oldest.device_library_identifier);
    remove(tx, oldest, card, &reference, now)
}

/// Ends a registration; ending one that is not there is no fault.
pub async fn unregister(app: &App, card: CardRow, pass_type: &str, device: &str) -> Result<()> {
    let now = app.clock.now();
    let reference = device_ref(app, &card, device);
    let (device, pass_type) = (device.to_owned(), pass_type.to_owned());
    unit_of_work::write(app, Lock::ShopForLong(card.tenant()), move |tx| {
        match tx.registration(card.tenant(), &device, &pass_type, card.id)? {
            Some(row) => remove(tx, &row, &card, &reference, now),
            None => Ok(()),
        }
    })
    .await
}

fn remove(
    tx: &mut Tx<'_>,
    row: &RegistrationRow,
    card: &CardRow,
    reference: &str,
    now: Timestamp,
) -> Result<()> {
    tx.delete_registration(row)?;
    let (tenant, device) = (row.tenant(), &row.device_library_identifier);
    // It may be registered under another pass type as well.
    if !tx.is_registered(tenant, row.card_id, device)? {
        tx.cancel_delivery(tenant, row.card_id, device, now)?;
    }
    saved_or_removed(
        tx,
        card,
        Fact::CardRemoved {
            wallet: Wallet::Apple,
            device_ref: Some(reference.to_owned()),
        },
        now,
    )
}

fn saved_or_removed(tx: &mut Tx<'_>, card: &CardRow, fact: Fact, now: Timestamp) -> Result<()> {
    // Phones go on to come and go after an erasure, but nothing more is logged of the person.
    if card.state == CardState::Erased {
        return Ok(());
    }
    let what = if matches!(fact, Fact::CardSaved { .. }) {
        "saved"
    } else {
        "removed"
    };
    let event = NewEvent {
        idempotency_key: format!(
            "{what}:{}:{}",
            card.id,
            EventId::new(card.tenant().bucket())
        ),
        occurred_at: now,
        member_id: Some(card.member_id),
        card_id: Some(card.id),
        location_id: None,
        staff_id: None,
        fact,
    };
    tx.append(card.tenant(), now, vec![event])
}

/// Ends the registrations of a push token that were last renewed before an instant: what Apple's 410 asks for. Each is a removal in the
/// log. One shop after the other, so that none waits for another one's lock; broken off in between, the next 410 goes on with the rest.
pub async fn end_push_token(
    app: &App,
    push_token: &str,
    before: Timestamp,
    now: Timestamp,
) -> Result<()> {
    let token = push_token.to_owned();
    let found = app.store.read(move |tx| {
        let mut found = Vec::new();
        for device in tx.devices_of_token(&token, before)? {
            let shops = tx.shops_of_device(&device)?;
            found.extend(
                shops
                    .into_iter()
                    .map(|shop| (shop, device.clone())),
            );
        }
        Ok(found)
    });
    let mut outcome = Ok(());
    for (tenant, device) in found.await? {
        let (ours, token) = (app.clone(), push_token.to_owned());
        let ended = unit_of_work::write(app, Lock::ShopForLong(tenant), move |tx| {
            end_in_shop(&ours, tx, tenant, &device, &token, before, now)
        });
        // A shop whose lock is not to be had keeps no other one's from ending.
        outcome = outcome.and(ended.await);
    }
    outcome
}

fn end_in_shop(
    app: &App,
    tx: &mut Tx<'_>,
    tenant: Tenant,
    device: &str,
    push_token: &str,
    before: Timestamp,
    now: Timestamp,
) -> Result<()> {
    // Read again and held: the phone may have come back since, with this token or another.
    let is_ended = tx
        .locked_device(device)?
        .is_some_and(|phone| phone.push_token == push_token && phone.updated_at < before);
    if !is_ended {
        return Ok(());
    }
    for row in tx.registrations_of_device(tenant, device)? {
        let card = tx.card(tenant, row.card_id)?;
        if let Some(card) = card.filter(|_| row.updated_at < before) {
            let reference = device_ref(app, &card, device);
            remove(tx, &row, &card, &reference, now)?;
        }
    }
    Ok(())
}

/// The serials of a device and type that are news to whoever holds this tag, and the next tag; none if nothing is.
pub async fn changed_passes(
    app: &App,
    pass_type: &str,
    device: &str,
    tag: Option<&str>,
) -> Result<Option<(Vec<String>, String)>> {
    let (device, pass_type) = (device.to_owned(), pass_type.to_owned());
    let held = app
        .store
        .read(move |tx| tx.held_cards(&device, &pass_type));
    let news = news(tag, &held.await?);
    Ok(news.map(|(cards, tag)| {
        (
            cards
                .iter()
                .map(CardId::to_string)
                .collect(),
            tag.to_string(),
        )
    }))
}

/// Logs that a phone fetched a pass, without making it wait.
pub fn fetched(app: &App, card: &CardRow) {
    let (store, now, card) = (app.store.clone(), app.clock.now(), card.clone());
    let note = async move {
        let noted = store
            .note_of(card.tenant(), move |tx| note_fetched(tx, &card, now))
            .await;
        if let Err(error) = noted {
            tracing::warn!(error = %error, cause = error.internal, "a fetched pass was not logged");
        }
    };
    app.notes.write(note);
}

/// Logs in the caller's transaction that a phone fetched a pass.
pub fn note_fetched(tx: &mut Tx<'_>, card: &CardRow, now: Timestamp) -> Result<()> {
    let tenant: Tenant = card.tenant();
    tx.lock(tenant)?;
    // Of an erased card, too: its addresses are kept until the phone has fetched that it is void.
    tx.note_fetched(tenant, card.id, APPLE, now)?;
    // Read anew: a note may have waited through an outage, and nothing more is logged of somebody who was erased meanwhile.
    let Some(card) = tx
        .card(tenant, card.id)?
        .filter(|card| card.state != CardState::Erased)
    else {
        return Ok(());
    };
    let event = NewEvent {
        idempotency_key: format!(
            "fetched:{}:{}",
            card.id,
            EventId::new(card.tenant().bucket())
        ),
        occurred_at: now,
        member_id: Some(card.member_id),
        card_id: Some(card.id),
        location_id: None,
        staff_id: None,
        fact: Fact::PassFetched {
            wallet: Wallet::Apple,
        },
    };
    tx.append(tenant, now, vec![event])
}

/// Keeps what a phone reports, made harmless.
pub async fn keep_logs(app: &App, lines: Vec<String>) -> Result<()> {
    let now = app.clock.now();
    // Anybody may send these, so they are cut short,
    // and control characters forge no lines of a log.
    let lines: Vec<String> = lines
        .into_iter()
        .take(50)
        .map(|line| {
            line.chars()
                .take(1_000)
                .flat_map(char::escape_default)
                .collect()
        })
        .collect();
    unit_of_work::write(app, Lock::None, move |tx| tx.keep_device_logs(&lines, now)).await
}

fn check_device(device: &str) -> Result<()> {
    let shaped = (1..=200).contains(&device.len())
        && device
            .bytes()
            .all(|b| b.is_ascii_graphic());
    if shaped {
        Ok(())
    } else {
        Err(Error::invalid(
            "deviceLibraryIdentifier",
            "must be 1 to 200 visible characters",
        ))
    }
}
