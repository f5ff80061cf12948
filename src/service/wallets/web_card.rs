//! What the customer's pages show: a shop that can be joined, and a card behind its link.

use std::sync::Arc;

use crate::app::App;
use crate::domain::card::{CardState, Progress};
use crate::domain::program::Program;
use crate::error::{Code, Error, Result};
use crate::service::access::actor::Actor;
use crate::service::members::change_member;
use crate::service::members::change_member::MemberChange;
use crate::service::members::erase_member::{ErasureRequest, erase_member};
use crate::service::members::history::history;
use crate::service::members::member_export::{MemberExport, member_export};
use crate::service::members::profile;
use crate::service::shapes;
use crate::service::unit_of_work::{self, Lock};
use crate::store::Tx;

pub use crate::service::members::history::{HistoryEntry, HistoryKind};
pub use crate::store::{CardRow, MerchantRow, Tenant, TillRow};

/// Happenings that a card's page looks back on.
const LOOK_BACK: i64 = 100;

fn no_such_shop() -> Error {
    Code::NotFound.because("There is no shop at this address. Check the address on the poster, or scan its code again.")
}

/// A shop as its join page needs it, and the card that the browser holds already.
pub struct Shop {
    /// The shop.
    pub tenant: Tenant,
    /// The present word in its join address; the one that was asked for may be a former one.
    pub slug: String,
    /// Its program.
    pub program: Program,
    /// The browser's own card, if it is this shop's and can still be used.
    pub held: Option<CardRow>,
    /// Whether the browser keeps that card under the shop's id, and not under a join address, as it did in earlier releases.
    pub kept_by_id: bool,
}

/// What a browser keeps of its cards: the names of cookies, and the link tokens in them.
pub type Kept = Vec<(String, String)>;

/// The name under which a browser keeps its card of a shop. Join addresses come and go; the shop's id stays.
pub fn card_cookie(tenant: Tenant) -> String {
    format!("{CARD_COOKIE}{}", tenant.id())
}

/// The name that earlier releases gave it, on the pages of one join address only.
pub fn former_card_cookie(slug: &str) -> String {
    format!("{CARD_COOKIE}{slug}")
}

/// What the name of every such cookie begins with.
pub const CARD_COOKIE: &str = "card-";

/// The shop of a join address, unless it is suspended.
pub async fn shop(app: &App, slug: &str, kept: Kept) -> Result<Shop> {
    let (ours, slug) = (app.clone(), slug.to_owned());
    app.store
        .read(move |tx| {
            let (tenant, merchant) = shop_at(tx, &slug)?.ok_or_else(no_such_shop)?;
            merchant.check_open()?;
            let by_id = held_under(&ours, tx, tenant, &kept, &card_cookie(tenant))?;
            let kept_by_id = by_id.is_some();
            let held = match by_id {
                Some(card) => Some(card),
                None => held_under(&ours, tx, tenant, &kept, &former_card_cookie(&slug))?,
            };
            Ok(Shop {
                tenant,
                slug: merchant.slug,
                program: Arc::unwrap_or_clone(tx.program(tenant)?),
                held,
                kept_by_id,
            })
        })
        .await
}

/// The shop at an address as people write it down: in capitals, or with the sentence's full stop behind it.
fn shop_at(tx: &mut Tx<'_>, slug: &str) -> Result<Option<(Tenant, MerchantRow)>> {
    if let Some(found) = tx.merchant_by_slug(slug)? {
        return Ok(Some(found));
    }
    tx.merchant_by_slug(&bare(slug).to_ascii_lowercase())
}

/// A word of an address without the signs that a letter or a chat put around it.
pub fn bare(word: &str) -> &str {
    word.trim_matches(|sign: char| !sign.is_ascii_alphanumeric())
}

/// The card that a browser keeps under this name, if it is the shop's and can still be used.
fn held_under(
    app: &App,
    tx: &mut Tx<'_>,
    tenant: Tenant,
    kept: &Kept,
    name: &str,
) -> Result<Option<CardRow>> {
    for (_, token) in kept
        .iter()
        .filter(|(kept, _)| kept == name)
    {
        let Some(verified) = app.secrets.verify_link(token) else {
            continue;
        };
        let card = tx
            .card(tenant, verified.card_id)?
            .filter(|card| card.secret_id == verified.secret_id && usable(card));
        if card.is_some() {
            return Ok(card);
        }
    }
    Ok(None)
}

/// Whether a browser keeps a card of the shop that can still be used.
pub async fn holds(app: &App, tenant: Tenant, kept: Kept) -> Result<bool> {
    let (ours, name) = (app.clone(), card_cookie(tenant));
    if kept
        .iter()
        .all(|(kept, _)| *kept != name)
    {
        return Ok(false);
    }
    app.store
        .read(move |tx| Ok(held_under(&ours, tx, tenant, &kept, &name)?.is_some()))
        .await
}

/// Whether a card still leads to a reward.
pub fn usable(card: &CardRow) -> bool {
    !card.state.is_over()
}

/// The card whose page's address this is. Whoever has the address may see the card.
pub async fn card_of_link(app: &App, token: &str) -> Result<CardRow> {
    let card = issued_card(app, token).await?;
    Some(card)
        .filter(|card| card.state != CardState::Erased)
        .ok_or_else(no_such_card)
}

fn no_such_card() -> Error {
    Code::CardNotFound.because(
        "There is no card at this address. Open the link again from where you first got it.",
    )
}

/// The same, erased cards included: who has the address is told that much.
async fn issued_card(app: &App, token: &str) -> Result<CardRow> {
    let verified = app
        .secrets
        .verify_link(token)
        .ok_or_else(no_such_card)?;
    let card = app
        .store
        .read(move |tx| tx.card_of_anyone(verified.card_id))
        .await?;
    card.filter(|card| card.secret_id == verified.secret_id)
        .ok_or_else(no_such_card)
}

/// What is behind a card's address.
pub enum CardAtAddress {
    /// The card.
    Card(Box<WebCard>),
    /// A card whose member was erased.
    Deleted {
        /// The shop's program.
        program: Box<Program>,
        /// The shop's word in its join address.
        slug: String,
    },
}

/// A card with all that its page shows.
pub struct WebCard {
    /// The card.
    pub card: CardRow,
    /// How far its member has come.
    pub progress: Progress,
    /// The shop's program.
    pub program: Program,
    /// The shop's word in its join address.
    pub slug: String,
    /// The member's latest happenings, newest first.
    pub history: Vec<HistoryEntry>,
    /// Which wallets hold the card.
    pub saved: shapes::Saved,
    /// Whether the member agreed to news.
    pub news: bool,
    /// The telephone number by which the shop finds the card.
    pub phone: Option<String>,
    /// The e-mail address by which the shop finds it.
    pub email: Option<String>,
    /// What [`tag`] answers as long as all this stays as it is.
    pub tag: String,
}

/// A card and its latest happenings, or that it was deleted.
pub async fn web_card(app: &App, token: &str) -> Result<CardAtAddress> {
    let card = issued_card(app, token).await?;
    let ours = app.clone();
    app.store
        .read(move |tx| {
            let slug = tx.merchant(card.tenant())?.slug;
            if card.state == CardState::Erased {
                let program = Arc::unwrap_or_clone(tx.program(card.tenant())?);
                return Ok(CardAtAddress::Deleted {
                    program: Box::new(program),
                    slug,
                });
            }
            look(&ours, tx, card, slug).map(|card| CardAtAddress::Card(Box::new(card)))
        })
        .await
}

fn look(app: &App, tx: &mut Tx<'_>, card: CardRow, slug: String) -> Result<WebCard> {
    let tenant = card.tenant();
    let member = shapes::existing_member(tx, tenant, &card)?;
    let program = Arc::unwrap_or_clone(tx.program_for(&member)?);
    // A profile that cannot be opened must not keep the customer from the card.
    let told = profile::told(&app.secrets, tx, tenant, member.id).unwrap_or_default();
    let saved = shapes::saved(app, tx, &card)?;
    Ok(WebCard {
        tag: tag_of(&card, saved),
        saved,
        progress: tx.progress(&member, true)?,
        history: history(tx, tenant, &member, program.language(), LOOK_BACK)?,
        news: told
            .consents
            .is_some_and(|consents| consents.get(NEWS) == Some(&true)),
        phone: told.phone,
        email: told.email,
        card,
        program,
        slug,
    })
}

/// Grows with every visible change of a card, and changes when a wallet takes it or lets it go.
fn tag_of(card: &CardRow, saved: shapes::Saved) -> String {
    format!(
        "{}-{}{}",
        card.version,
        u8::from(saved.apple),
        u8::from(saved.google)
    )
}

/// What an open page asks for every few seconds: whether the card behind it is still as it was. It reads as little as that takes,
/// and one card is asked about so often only.
pub async fn tag(app: &App, token: &str) -> Result<String> {
    let verified = app
        .secrets
        .verify_link(token)
        .ok_or_else(no_such_card)?;
    app.limits
        .card_looks
        .take(&verified.card_id.to_string())?;
    let ours = app.clone();
    app.store
        .read(move |tx| {
            let known = |card: &CardRow| {
                card.secret_id == verified.secret_id && card.state != CardState::Erased
            };
            let card = tx
                .card_of_anyone(verified.card_id)?
                .filter(known)
                .ok_or_else(no_such_card)?;
            Ok(tag_of(&card, shapes::saved(&ours, tx, &card)?))
        })
        .await
}

/// The consent to news, which a card's page takes back.
pub const NEWS: &str = "news";

/// Notes that the member behind a card agrees to news, or does no longer. It is kept with the profile, sealed.
pub async fn set_news(app: &App, token: &str, agreed: bool) -> Result<()> {
    let card = card_of_link(app, token).await?;
    let ours = app.clone();
    changed(app, card, agreed, move |tx, card| {
        let tenant = card.tenant();
        let mut told = profile::told(&ours.secrets, tx, tenant, card.member_id)?;
        let consents = told
            .consents
            .get_or_insert_default();
        match consents.insert(NEWS.to_owned(), agreed) {
            Some(before) if before == agreed => Ok(()),
            _ => profile::keep(&ours.secrets, tx, tenant, card.member_id, &told),
        }
    })
    .await
}

/// Keeps by which telephone number and e-mail address the shop finds the member behind a card; none removes it. It is kept with
/// the profile, sealed, and found by the owner's search.
pub async fn set_contact(
    app: &App,
    token: &str,
    phone: Option<String>,
    email: Option<String>,
) -> Result<()> {
    let card = card_of_link(app, token).await?;
    app.limits
        .contacts
        .take(&card.id.to_string())?;
    let gives = phone.is_some() || email.is_some();
    let change = MemberChange {
        phone: Some(phone),
        email: Some(email),
        ..MemberChange::default()
    };
    let ours = app.clone();
    changed(app, card, gives, move |tx, card| {
        let member = shapes::existing_member(tx, card.tenant(), card)?;
        change_member::tell(&ours, tx, card.tenant(), &member, &change)
    })
    .await
}

/// Changes what a customer said of themselves: the card is read again under the lock, for its member may have been erased meanwhile.
/// A suspended shop is given nothing new; what it has can be taken back.
async fn changed(
    app: &App,
    card: CardRow,
    gives: bool,
    change: impl Fn(&mut Tx<'_>, &CardRow) -> Result<()> + Send + 'static,
) -> Result<()> {
    unit_of_work::write(app, Lock::Shop(card.tenant()), move |tx| {
        let tenant = card.tenant();
        if gives {
            tx.check_open(tenant)?;
        }
        let card = tx
            .card(tenant, card.id)?
            .filter(|card| card.state != CardState::Erased)
            .ok_or_else(no_such_card)?;
        change(tx, &card)
    })
    .await
}

/// Everything that is kept about the member behind a card.
pub async fn own_export(app: &App, token: &str) -> Result<MemberExport> {
    let card = card_of_link(app, token).await?;
    member_export(
        app,
        &Actor::customer(card.tenant()),
        &card.member_id.to_string(),
    )
    .await
}

/// Erases the member behind a card; answers the shop and every word that its join address ever had.
pub async fn delete_own(app: &App, token: &str) -> Result<(Tenant, Vec<String>)> {
    let card = card_of_link(app, token).await?;
    let tenant = card.tenant();
    erase_member(app, tenant, ErasureRequest::Member, card.member_id).await?;
    let addresses = app
        .store
        .read(move |tx| tx.join_addresses(tenant))
        .await?;
    Ok((tenant, addresses))
}

/// The program of a till's shop.
pub async fn program_of_till(app: &App, till: &TillRow) -> Result<Program> {
    let merchant = till.merchant_id.to_string();
    app.store
        .read(move |tx| {
            let (tenant, _) = tx
                .merchant_by_name(&merchant)?
                .ok_or_else(no_such_shop)?;
            tx.program(tenant)
        })
        .await
        .map(Arc::unwrap_or_clone)
}

/// A shop's program.
pub async fn program_of(app: &App, tenant: Tenant) -> Result<Program> {
    app.store
        .read(move |tx| tx.program(tenant))
        .await
        .map(Arc::unwrap_or_clone)
}
