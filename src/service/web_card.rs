//! What the customer's pages show: a shop that can be joined, and a card behind its link.

use crate::app::App;
use crate::domain::card::{CardState, Progress};
use crate::domain::program::Program;
use crate::domain::scan_code::Verified;
use crate::error::{Code, Error, Result};
use crate::service::build_pass::progress_and_program;
use crate::service::view;
use crate::store::{RedemptionRow, ScanRow};

pub use crate::store::{CardRow, Tenant, TillRow};

/// Happenings that a card's page looks back on.
const LOOK_BACK: i64 = 10;

fn no_such_shop() -> Error {
    Code::NotFound.because("There is no shop at this address. Check the poster's address or scan its code again.")
}

/// A shop as its join page needs it, and the card that the browser holds already.
pub struct Shop {
    /// The shop.
    pub tenant: Tenant,
    /// Its program.
    pub program: Program,
    /// The browser's own card, if it is this shop's.
    pub held: Option<CardRow>,
}

/// The shop of a join address.
pub async fn shop(app: &App, slug: &str, held: Option<Verified>) -> Result<Shop> {
    let slug = slug.to_owned();
    app.store
        .read(move |tx| {
            let (tenant, _) = tx.merchant_by_slug(&slug)?.ok_or_else(no_such_shop)?;
            let held = match held {
                Some(verified) => tx.card(tenant, verified.card_id)?.filter(|card| card.secret_id == verified.secret_id),
                None => None,
            };
            Ok(Shop { tenant, program: tx.program(tenant)?, held })
        })
        .await
}

/// The card whose page's address this is. Whoever has the address may see the card.
pub async fn card_of_link(app: &App, token: &str) -> Result<CardRow> {
    let missing = || Code::CardNotFound.because("There is no card at this address. Open the link from where you got it once more.");
    let verified = app.secrets.verify_link(token).ok_or_else(missing)?;
    let card = app.store.read(move |tx| tx.card_of_anyone(verified.card_id)).await?;
    card.filter(|card| card.secret_id == verified.secret_id && card.state != CardState::Erased).ok_or_else(missing)
}

/// A card with all that its page shows.
pub struct WebCard {
    /// The card.
    pub card: CardRow,
    /// How far its member has come.
    pub progress: Progress,
    /// The shop's program.
    pub program: Program,
    /// The member's latest visits, newest first.
    pub scans: Vec<ScanRow>,
    /// The member's latest redemptions, newest first.
    pub redemptions: Vec<RedemptionRow>,
}

/// A card and its latest happenings.
pub async fn web_card(app: &App, token: &str) -> Result<WebCard> {
    let card = card_of_link(app, token).await?;
    app.store
        .read(move |tx| {
            let (tenant, member) = (card.tenant(), card.member_id);
            let (_, program) = progress_and_program(tx, &card)?;
            let member_row = view::existing_member(tx, tenant, &card)?;
            Ok(WebCard {
                progress: tx.progress(&member_row, true)?,
                program,
                scans: tx.latest_scans(tenant, member, LOOK_BACK)?,
                redemptions: tx.latest_redemptions(tenant, member, LOOK_BACK)?,
                card,
            })
        })
        .await
}

/// The program of a till's shop.
pub async fn program_of_till(app: &App, till: &TillRow) -> Result<Program> {
    let merchant = till.merchant_id.to_string();
    app.store
        .read(move |tx| {
            let (tenant, _) = tx.merchant_by_name(&merchant)?.ok_or_else(no_such_shop)?;
            tx.program(tenant)
        })
        .await
}

/// A shop's program.
pub async fn program_of(app: &App, tenant: Tenant) -> Result<Program> {
    app.store.read(move |tx| tx.program(tenant)).await
}
