//! The PIN of a till: it locks a phone that lies about, and ends the till when somebody guesses.

use openssl::memcmp;
use openssl::pkcs5::scrypt;
use openssl::rand::rand_bytes;

use crate::app::App;
use crate::domain::digits::digit;
use crate::error::{Code, Error, Result};
use crate::ids::{decode, encode};
use crate::service::access::actor::{Actor, MOST_WRONG_PINS, TillStatus, standing, till_of_token};
use crate::service::unit_of_work::{self, Lock};
use crate::task;

/// Scrypt's cost: 32 MiB and about a tenth of a second, since a PIN has few digits.
const COST: u64 = 1 << 15;
const BLOCK: u64 = 8;
const MOST_MEMORY: u64 = 64 << 20;
const BYTES: usize = 16;

/// Reads a PIN as people type and paste it: 4 to 8 digits of any script, spaces ignored. `None` if it is anything else.
fn read(text: &str) -> Option<String> {
    let digits: String = text
        .chars()
        .filter(|sign| !sign.is_whitespace())
        .map(digit)
        .collect::<Option<_>>()?;
    (4..=8)
        .contains(&digits.len())
        .then_some(digits)
}

fn not_a_pin() -> Error {
    Error::invalid("pin", "must have 4 to 8 digits")
}

/// The form in which a PIN is kept; none for an empty one.
pub async fn hash(app: &App, pin: &str) -> Result<Option<String>> {
    if pin.trim().is_empty() {
        return Ok(None);
    }
    let pin = read(pin).ok_or_else(not_a_pin)?;
    let mut salt = [0; BYTES];
    rand_bytes(&mut salt).map_err(Error::internal)?;
    let digest = slow(app, pin, salt.to_vec()).await?;
    Ok(Some(format!("{}.{}", encode(&salt), encode(&digest))))
}

async fn slow(app: &App, pin: String, salt: Vec<u8>) -> Result<Vec<u8>> {
    let turn = app
        .pins
        .clone()
        .acquire_owned()
        .await
        .map_err(Error::internal)?;
    let work = move || {
        // The work goes on when its caller hangs up, and must go on taking up its place.
        let _until_the_end = turn;
        let mut digest = vec![0; BYTES];
        scrypt(
            pin.as_bytes(),
            &salt,
            COST,
            BLOCK,
            1,
            MOST_MEMORY,
            &mut digest,
        )
        .map(|()| digest)
    };
    task::spawn_blocking(work)
        .await?
        .map_err(Error::internal)
}

async fn is_right(app: &App, pin: String, kept: &str) -> Result<bool> {
    let parts = kept
        .split_once('.')
        .and_then(|(salt, digest)| Some((decode(salt)?, decode(digest)?)));
    let (salt, digest) = parts.ok_or_else(|| Error::internal("a stored PIN cannot be read"))?;
    let given = slow(app, pin, salt).await?;
    // OpenSSL's comparison panics where the lengths differ.
    Ok(given.len() == digest.len() && memcmp::eq(&given, &digest))
}

/// What came of a PIN.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unlocked {
    /// The till works.
    Open,
    /// It was wrong; so many more may be tried.
    Wrong(i64),
    /// It has another length or other signs than a PIN, and was not counted.
    NoPin,
    /// The till does not work any more, or never did: its page says why.
    Over,
}

/// Opens a locked till by its PIN; the fifth wrong one ends it.
pub async fn unlock(app: &App, token: &str, pin: &str) -> Result<Unlocked> {
    let Some((tenant, till)) = till_of_token(app, token).await? else {
        return Ok(Unlocked::Over);
    };
    let (now, id) = (app.clock.now(), till.id);
    match (standing(&till, now), till.pin_hash) {
        (TillStatus::Works, _) => Ok(Unlocked::Open),
        (TillStatus::Locked, Some(kept)) => {
            let Some(pin) = read(pin) else {
                return Ok(Unlocked::NoPin);
            };
            let Some(tries) = unit_of_work::write(app, Lock::None, move |tx| {
                tx.try_pin(tenant, id, MOST_WRONG_PINS)
            })
            .await?
            else {
                return Ok(Unlocked::Over);
            };
            if is_right(app, pin, &kept).await? {
                unit_of_work::write(app, Lock::None, move |tx| tx.unlock_till(tenant, id, now))
                    .await?;
                return Ok(Unlocked::Open);
            }
            if tries < MOST_WRONG_PINS {
                return Ok(Unlocked::Wrong(MOST_WRONG_PINS - tries));
            }
            unit_of_work::write(app, Lock::None, move |tx| tx.revoke_till(tenant, id, now)).await?;
            Ok(Unlocked::Over)
        }
        _ => Ok(Unlocked::Over),
    }
}

/// Locks the till that acts.
pub async fn lock(app: &App, till: &Actor) -> Result<()> {
    let no_pin = || {
        Code::Forbidden.because(
            "Only a till with a PIN can be locked. Set the till up again and choose a PIN.",
        )
    };
    let (tenant, now) = (till.tenant, app.clock.now());
    let id = till.till.ok_or_else(no_pin)?;
    let locked =
        unit_of_work::write(app, Lock::None, move |tx| tx.lock_till(tenant, id, now)).await?;
    if locked {
        Ok(())
    } else {
        Err(no_pin())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pin_is_four_to_eight_digits_of_any_script() {
        for (typed, pin) in [
            ("1234", "1234"),
            (" 12 34 56 78 ", "12345678"),
            ("۱۲۳۴", "1234"),
            ("٠٠٧٧", "0077"),
            ("१२३४५", "12345"),
            ("１２３４", "1234"),
        ] {
            assert_eq!(read(typed).as_deref(), Some(pin), "{typed}");
        }
        for wrong in ["", "123", "123456789", "12a4", "12-34", "½½½½", "Ⅳ234"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
