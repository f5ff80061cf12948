//! A customer gets a card.

use serde::Deserialize;
use utoipa::ToSchema;

use crate::app::App;
use crate::clock::Timestamp;
use crate::domain::card::CardState;
use crate::domain::event::{Fact, StampReason};
use crate::domain::program::Program;
use crate::domain::scan_code::short_code;
use crate::error::{Code, Error, Result};
use crate::ids::{CardId, MemberId};
use crate::service::access::actor::Actor;
use crate::service::card_changed::{EventContext, update_wallets};
use crate::service::cards::page_view;
use crate::service::cards::page_view::inviter;
use crate::service::cards::stamp_card::location;
use crate::service::idempotency::{AnswerKind, Done, Idempotency, created, existing};
use crate::service::member_progress::{apply, stamps_given};
use crate::service::members::profile;
use crate::service::members::profile::Profile;
use crate::service::unit_of_work::{self, Lock};
use crate::service::{shapes, text_check};
use crate::store::{AnswerKey, CardRow, KeptAnswer, KeyUse, MemberRow, Tenant, Tx};

/// A card to make.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CardRequest {
    /// How the customer joined; default: `staff`.
    #[schema(max_length = 40)]
    pub channel: Option<String>,
    /// The customer's language; default: the shop's.
    #[schema(min_length = 2, max_length = 35, pattern = "^[A-Za-z0-9-]*$")]
    pub locale: Option<String>,
    /// Where.
    pub location_id: Option<String>,
    /// The inviting member's `mem_…` or card's `card_…` id.
    #[serde(rename = "ref")]
    pub inviter: Option<String>,
    /// What the customer chose to tell.
    pub member: Option<Profile>,
}

/// Makes a card for a new member, or answers the card of a member whose `external_id` is known (status 200).
pub async fn issue_card(
    app: &App,
    actor: &Actor,
    key: &Idempotency,
    request: CardRequest,
) -> Result<Done<shapes::Card>> {
    let now = app.clock.now();
    let request = checked(request)?;
    let (ours, who) = (app.clone(), actor.clone());
    unit_of_work::write_once(app, Lock::Shop(who.tenant), key, now, move |tx| {
        let known = known_member(&ours, tx, who.tenant, &request)?;
        if let Some(card) = known
            .as_ref()
            .map(|m| usable_card(tx, who.tenant, m.id))
            .transpose()?
            .flatten()
        {
            return Ok(existing(shapes::card_now(&ours, tx, &who, &card, now)?));
        }
        let place = location(tx, who.tenant, request.location_id.as_deref(), &who)?;
        let inviter =
            match &request.inviter {
                Some(text) => Some(inviter(tx, who.tenant, text)?.ok_or_else(|| {
                    Error::invalid("/ref", "is not a member or card of this shop")
                })?),
                None => None,
            };
        let channel = request
            .channel
            .clone()
            .unwrap_or_else(|| "staff".into());
        let new = NewCard {
            channel,
            locale: request.locale.clone(),
            place,
            inviter,
            visitor: None,
            staff: Some(who.id()),
            profile: request.member.clone(),
        };
        let card = make_card(&ours, tx, who.tenant, known, &new, now)?;
        Ok(created(shapes::new_card(&ours, tx, &who, &card, now)?))
    })
    .await
}

/// Everything that decides what a new card looks like in the log.
#[derive(Clone, Debug, Default)]
pub struct NewCard {
    /// How the customer came.
    pub channel: String,
    /// The customer's language, if it was told.
    pub locale: Option<String>,
    /// Where.
    pub place: Option<String>,
    /// Who invited.
    pub inviter: Option<MemberId>,
    /// By what the browser was known on the join page that day, for those who came by it.
    pub visitor: Option<String>,
    /// The till, else the key.
    pub staff: Option<String>,
    /// What the customer chose to tell.
    pub profile: Option<Profile>,
}

/// The customer's own joining on the join page: a browser that has a card already gets that one, and `once` is of the page that
/// was shown, so that a button tapped twice makes one card.
pub async fn join(
    app: &App,
    tenant: Tenant,
    has: Option<CardRow>,
    new: NewCard,
    once: Option<String>,
    place: Option<String>,
    inviter_text: Option<String>,
) -> Result<CardRow> {
    if let Some(card) = has.filter(|card| {
        card.tenant() == tenant && matches!(card.state, CardState::Active | CardState::Paused)
    }) {
        return Ok(card);
    }
    let now = app.clock.now();
    let ours = app.clone();
    unit_of_work::write(app, Lock::Shop(tenant), move |tx| {
        let mut new = new.clone();
        // Anybody can write an address: what it names
        // wrongly is left out, and keeps nobody from a card.
        new.place = match place.as_deref().map(str::parse) {
            Some(Ok(id)) if tx.has_location(tenant, id)? => place.clone(),
            _ => None,
        };
        new.inviter = match &inviter_text {
            Some(text) => inviter(tx, tenant, text)?,
            None => None,
        };
        // Answers are kept by credential and key. A customer has no
        // credential, so the shop's join page stands in for one.
        let page = format!("{}:join", tenant.id());
        let seen = once.as_ref().map(|once| AnswerKey {
            shop: Some(tenant),
            credential: &page,
            key: once,
            request_hash: "",
        });
        if let Some(card) = joined_before(tx, tenant, seen.as_ref(), now)? {
            return Ok(card);
        }
        new.channel = page_view::channel(tx, tenant, Some(&new.channel))?;
        let card = make_card(&ours, tx, tenant, None, &new, now)?;
        if let Some(seen) = seen {
            let answer = KeptAnswer {
                kind: AnswerKind::Created,
                body: card.id.to_string(),
            };
            tx.keep_answer(&seen, &answer, now)?;
        }
        Ok(card)
    })
    .await
}

/// The card that this page's button made a moment ago.
fn joined_before(
    tx: &mut Tx<'_>,
    tenant: Tenant,
    seen: Option<&AnswerKey<'_>>,
    now: Timestamp,
) -> Result<Option<CardRow>> {
    let Some(seen) = seen else {
        return Ok(None);
    };
    let kept = match tx.kept_answer(seen, now)? {
        KeyUse::Answer(kept) => kept,
        // Who left and comes back by the same page gets a card of their own again, and one only.
        KeyUse::OfErased => {
            tx.free_key(tenant, seen)?;
            return Ok(None);
        }
        KeyUse::Nothing | KeyUse::OfAnotherRequest => return Ok(None),
    };
    let Ok(id) = kept.body.parse() else {
        return Ok(None);
    };
    Ok(tx
        .card(tenant, id)?
        .filter(|card| matches!(card.state, CardState::Active | CardState::Paused)))
}

fn checked(mut request: CardRequest) -> Result<CardRequest> {
    if let Some(channel) = &request.channel {
        request.channel = Some(text_check::checked("/channel", channel, 40)?);
    }
    if let Some(locale) = &request.locale {
        let shaped = (2..=35).contains(&locale.len())
            && locale
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'-');
        if !shaped {
            return Err(Error::invalid(
                "/locale",
                "must be a language tag such as en or fa",
            ));
        }
    }
    request.member = request
        .member
        .map(|member| member.checked("/member"))
        .transpose()?;
    Ok(request)
}

fn known_member(
    app: &App,
    tx: &mut Tx<'_>,
    tenant: Tenant,
    request: &CardRequest,
) -> Result<Option<MemberRow>> {
    let Some(external) = request
        .member
        .as_ref()
        .and_then(|m| m.external_id.as_deref())
    else {
        return Ok(None);
    };
    tx.member_by_external(
        tenant,
        &profile::external_hashes(&app.secrets, tenant, external),
    )
}

/// The member's card that can still be used; a member whose cards have all ended gets a new one.
fn usable_card(tx: &mut Tx<'_>, tenant: Tenant, member: MemberId) -> Result<Option<CardRow>> {
    let cards = tx.cards_of_member(tenant, member)?;
    Ok(cards
        .into_iter()
        .find(|card| matches!(card.state, CardState::Active | CardState::Paused)))
}

/// Makes the card with its events; for somebody new also the member and the welcome stamps.
pub fn make_card(
    app: &App,
    tx: &mut Tx<'_>,
    tenant: Tenant,
    known: Option<MemberRow>,
    new: &NewCard,
    now: Timestamp,
) -> Result<CardRow> {
    let program = tx.program(tenant)?;
    // A regular whom the till's export or an experiment named has no card yet, and joins with the first one.
    let joins = match &known {
        Some(member) => tx
            .cards_of_member(tenant, member.id)?
            .is_empty(),
        None => true,
    };
    let member = match known {
        Some(member) => {
            if let Some(told) = new
                .profile
                .as_ref()
                .filter(|_| joins)
            {
                profile::keep(&app.secrets, tx, tenant, member.id, told)?;
            }
            member
        }
        None => new_member(app, tx, tenant, new, now)?,
    };
    let mut card = new_card(app, tx, &member, new, &program, now)?;
    let scene = EventContext {
        member: member.id,
        card: card.clone(),
        location: new.place.clone(),
        staff: new.staff.clone(),
        at: now,
    };
    let issued = Fact::CardIssued {
        channel: new.channel.clone(),
        visitor_id: new.visitor.clone(),
        referrer_member_id: new.inviter.map(|id| id.to_string()),
    };
    let mut events = vec![scene.event(format!("issued:{}", card.id), issued)];
    if joins && program.welcome_stamps > 0 {
        let change = tx
            .progress(&member, false)?
            .adjust(&program, program.welcome_stamps, now)?;
        let given = program.welcome_stamps;
        let (_, event) = stamps_given(tx, &scene, given, StampReason::Bonus, None)?;
        let change = apply(tx, tenant, member.id, &program, change, now)?;
        events.push(event);
        events.extend(scene.consequences(&change));
    }
    tx.append(tenant, now, events)?;
    update_wallets(app, tx, tenant, std::slice::from_mut(&mut card), now)?;
    Ok(card)
}

fn new_member(
    app: &App,
    tx: &mut Tx<'_>,
    tenant: Tenant,
    new: &NewCard,
    now: Timestamp,
) -> Result<MemberRow> {
    let external = new
        .profile
        .as_ref()
        .and_then(|p| p.external_id.as_deref());
    let hash = external.and_then(|id| {
        profile::external_hashes(&app.secrets, tenant, id)
            .into_iter()
            .next()
    });
    let member = MemberRow::new(tenant, hash, now);
    tx.insert_member(&member)?;
    if let Some(told) = new
        .profile
        .as_ref()
        .filter(|p| !p.is_empty())
    {
        profile::keep(&app.secrets, tx, tenant, member.id, told)?;
    }
    Ok(member)
}

fn new_card(
    app: &App,
    tx: &mut Tx<'_>,
    member: &MemberRow,
    new: &NewCard,
    program: &Program,
    now: Timestamp,
) -> Result<CardRow> {
    let tenant_of = member.merchant_id;
    let mut card = CardRow {
        id: CardId::new(member.merchant_id.bucket()),
        merchant_id: tenant_of,
        member_id: member.id,
        secret_id: app.secrets.current_id().to_owned(),
        short_code: String::new(),
        state: CardState::Active,
        locale: new
            .locale
            .clone()
            .unwrap_or_else(|| program.language().to_owned()),
        channel: new.channel.clone(),
        // Publishing the card, which ends this write, makes
        // it 1: the first version that a phone can have.
        version: 0,
        last_modified_s: 0,
        notified_version: 0,
        expires_at: program.card_end(now),
        created_at: now,
        updated_at: now,
    };
    // 31^7 codes and at most some millions of cards: a collision is rare, sixteen in a row do not happen.
    for _ in 0..16 {
        let mut random = [0; 7];
        openssl::rand::rand_bytes(&mut random).map_err(Error::internal)?;
        card.short_code = short_code(random);
        if tx
            .card_by_short_code(card.tenant(), &card.short_code)?
            .is_none()
        {
            tx.insert_card(&card)?;
            return Ok(card);
        }
    }
    Err(Code::Unavailable.because("No free short code was found. Nothing was changed. Try again."))
}
