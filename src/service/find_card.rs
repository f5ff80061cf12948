//! The card that a caller means, by code, short code or id.

use crate::app::App;
use crate::domain::card::CardState;
use crate::error::{Code, Error, Result};
use crate::ids::CardId;
use crate::service::access::actor::Actor;
use crate::store::{CardRow, Tenant, Tx};

/// How a card is named: exactly one of a scanned or typed code and an id.
#[derive(Clone, Debug)]
pub enum CardName {
    /// The barcode's text.
    Code(crate::domain::scan_code::Verified),
    /// The typed short code.
    ShortCode(String),
    /// `card_…`
    Id(CardId),
    /// Nothing that any card could be named by.
    Unknown,
}

/// One answer for unknown, forged and other merchants' codes, so that nothing can be learned from it.
pub fn not_found() -> Error {
    Code::CardNotFound
        .because("This shop has no card with that code or ID. Check that the customer is showing this shop's card, or type the short code.")
}

/// One answer for visits that are not there, another shop's, and another till's.
pub fn no_such_visit() -> Error {
    Code::NotFound.because("This shop has no visit with that ID.")
}

impl CardName {
    /// Reads a request's `code` and `card_id`, of which exactly one must be there.
    pub fn read(app: &App, code: Option<&str>, card_id: Option<&str>) -> Result<CardName> {
        match (code, card_id) {
            (Some(code), None) => Ok(CardName::read_code(app, code)),
            // An id of a wrong form is as unknown as a forged code:
            // the same answer, and it counts against who guesses.
            (None, Some(id)) => Ok(id
                .parse()
                .map_or(CardName::Unknown, CardName::Id)),
            (Some(_), Some(_)) => Err(Error::invalid(
                "/code",
                "and /card_id were both sent: send exactly one of the two",
            )),
            (None, None) => Err(Error::invalid(
                "/code",
                "or /card_id is required: exactly one of the two",
            )),
        }
    }

    /// Reads a scanned or typed code. A forged one is unknown before anything is looked up.
    pub fn read_code(app: &App, code: &str) -> CardName {
        if let Some(verified) = app.secrets.verify_code(code) {
            return CardName::Code(verified);
        }
        crate::domain::scan_code::read_short_code(code)
            .map_or(CardName::Unknown, CardName::ShortCode)
    }

    /// The tenant's card of this name.
    pub fn find(&self, tx: &mut Tx<'_>, tenant: Tenant) -> Result<CardRow> {
        let found = match self {
            // A card keeps the secret that it was made with;
            // nobody was ever handed its code under another one.
            CardName::Code(verified) => tx
                .card(tenant, verified.card_id)?
                .filter(|card| card.secret_id == verified.secret_id),
            CardName::ShortCode(code) => tx.card_by_short_code(tenant, code)?,
            CardName::Id(id) => tx.card(tenant, *id)?,
            CardName::Unknown => None,
        };
        present(found)
    }
}

/// Whoever was erased is as unknown as somebody who never was.
fn present(found: Option<CardRow>) -> Result<CardRow> {
    found
        .filter(|card| card.state != CardState::Erased)
        .ok_or_else(not_found)
}

/// The card of a visit or redemption, which outlive a member who was erased; such a card changes no more.
pub fn card_of_record(tx: &mut Tx<'_>, tenant: Tenant, id: CardId) -> Result<CardRow> {
    present(tx.card(tenant, id)?)
}

/// Runs `call`, counting codes that name no card against the caller, who must wait when there were too many: guessing
/// short codes is the one thing a stolen till could try.
pub async fn guarded<T>(
    app: &App,
    actor: &Actor,
    call: impl Future<Output = Result<T>>,
) -> Result<T> {
    app.limits
        .unknown_codes
        .peek(&actor.id())?;
    let outcome = call.await;
    if outcome
        .as_ref()
        .is_err_and(|error| error.code == Code::CardNotFound)
    {
        app.limits
            .unknown_codes
            .charge(&actor.id());
    }
    outcome
}
