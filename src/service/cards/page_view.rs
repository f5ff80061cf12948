//! The join page was shown: counted at most once for each visitor, channel and local day, and without a cookie.

use jiff::civil::Date;

use crate::app::App;
use crate::clock::Timestamp;
use crate::domain::card::CardState;
use crate::domain::channel;
use crate::domain::event::Fact;
use crate::error::{Error, Result};
use crate::ids::{CardId, EventId, MemberId, encode};
use crate::service::unit_of_work::{self, Lock};
use crate::store::{NewEvent, Tenant, Tx};
use crate::task;

/// One showing.
#[derive(Clone, Debug)]
pub struct PageView {
    /// Who looked, for this day: see [`visitor`].
    pub visitor: String,
    /// How it came here.
    pub channel: Option<String>,
    /// The location in the link.
    pub place: Option<String>,
    /// The inviter in the link.
    pub inviter: Option<String>,
}

/// By what a browser is known for one day of one shop, without a cookie: a digest of its address and of what it calls itself, with
/// a salt of that day which nobody has afterwards. On the next day, and in another shop, it is another one.
pub async fn visitor(
    app: &App,
    tenant: Tenant,
    day: Date,
    address: &str,
    user_agent: &str,
) -> Result<String> {
    let salt = salt_of(app, day.to_string()).await?;
    let bytes = format!("{salt}\n{}\n{address}\n{user_agent}", tenant.id());
    let digest = openssl::sha::sha256(bytes.as_bytes());
    Ok(encode(
        digest
            .get(..VISITOR_BYTES)
            .unwrap_or_default(),
    ))
}

/// The day's salt, the same for all instances; the first visitor of the day makes it.
async fn salt_of(app: &App, day: String) -> Result<String> {
    // Read before anything is written: all but the first
    // visitor of the day find it, and wait for no lock.
    let asked = day.clone();
    if let Some(salt) = app
        .store
        .read(move |tx| tx.visitor_salt(&asked))
        .await?
    {
        return Ok(salt);
    }
    let mut random = [0; 32];
    openssl::rand::rand_bytes(&mut random).map_err(Error::internal)?;
    let salt = encode(&random);
    unit_of_work::write(app, Lock::None, move |tx| tx.keep_visitor_salt(&day, &salt)).await
}

/// The channel that an address names, as it is logged: a common one, or one of the shop's own, of which there are only so many.
pub fn channel(tx: &mut Tx<'_>, tenant: Tenant, named: Option<&str>) -> Result<String> {
    let Some(named) = named.filter(|named| channel::is_name(named)) else {
        return Ok(channel::DEFAULT.to_owned());
    };
    let kept =
        channel::is_common(named) || tx.note_own_channel(tenant, named, channel::MOST_OWN)?;
    Ok(if kept {
        named
    } else {
        channel::DEFAULT
    }
    .to_owned())
}

/// Bytes of a visitor's digest.
const VISITOR_BYTES: usize = 16;

/// Logs a showing without making the page wait.
pub fn log(app: &App, tenant: Tenant, view: PageView) {
    let (store, now) = (app.store.clone(), app.clock.now());
    let note = async move {
        if let Err(error) = store
            .write(move |tx| write(tx, tenant, &view, now))
            .await
        {
            tracing::warn!(error = %error, cause = error.internal, "a page view was not logged");
        }
    };
    task::spawn(note);
}

/// Logs a showing in the caller's transaction.
pub fn write(tx: &mut Tx<'_>, tenant: Tenant, view: &PageView, now: Timestamp) -> Result<()> {
    tx.lock(tenant)?;
    let channel = channel(tx, tenant, view.channel.as_deref())?;
    let day = now
        .date_in(&tx.program(tenant)?.zone())
        .to_string();
    let shown = tx.note_page_view(tenant, &view.visitor, &channel, &day)?;
    let inviter = view
        .inviter
        .as_deref()
        .map(|text| inviter(tx, tenant, text))
        .transpose()?
        .flatten();
    let opened = match inviter {
        // An invitation counts once a day, whatever channel brought the visitor before.
        Some(inviter) => {
            tx.note_page_view(tenant, &view.visitor, &format!("ref:{inviter}"), &day)?
        }
        None => false,
    };
    let place = match view
        .place
        .as_deref()
        .map(str::parse)
    {
        Some(Ok(id)) if tx.has_location(tenant, id)? => view.place.clone(),
        _ => None,
    };
    let event = |key: String, member: Option<MemberId>, fact: Fact| NewEvent {
        idempotency_key: key,
        occurred_at: now,
        member_id: member,
        card_id: None,
        location_id: place.clone(),
        staff_id: None,
        fact,
    };
    let mut events = Vec::new();
    if shown {
        let fact = Fact::PageViewed {
            visitor_id: view.visitor.clone(),
            channel: channel.clone(),
        };
        events.push(event(
            format!("view:{}:{channel}:{day}", view.visitor),
            None,
            fact,
        ));
    }
    if opened {
        let fact = Fact::ReferralOpened {
            visitor_id: view.visitor.clone(),
        };
        events.push(event(
            format!("referral:{}", EventId::new(tenant.bucket())),
            inviter,
            fact,
        ));
    }
    if events.is_empty() {
        return Ok(());
    }
    tx.append(tenant, now, events)
}

/// The member behind an invitation: a member's or a card's id.
pub(crate) fn inviter(tx: &mut Tx<'_>, tenant: Tenant, text: &str) -> Result<Option<MemberId>> {
    if let Ok(id) = text.parse::<MemberId>() {
        return Ok(tx
            .present_member(tenant, id)?
            .map(|member| member.id));
    }
    match text.parse::<CardId>() {
        Ok(id) => Ok(tx
            .card(tenant, id)?
            .filter(|card| card.state != CardState::Erased)
            .map(|card| card.member_id)),
        Err(_) => Ok(None),
    }
}
