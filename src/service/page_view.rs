//! The join page was shown: counted at most once for each visitor, channel and local day.

use crate::app::App;
use crate::clock::Timestamp;
use crate::domain::event::Fact;
use crate::error::Result;
use crate::ids::{EventId, MemberId};
use crate::service::words;
use crate::store::{NewEvent, Tenant, Tx};

/// One showing.
#[derive(Clone, Debug)]
pub struct View {
    /// The browser's random token.
    pub visitor: String,
    /// How it came here.
    pub channel: Option<String>,
    /// The location in the link.
    pub place: Option<String>,
    /// The inviter in the link.
    pub inviter: Option<String>,
}

/// Logs a showing without making the page wait.
pub fn log(app: &App, tenant: Tenant, view: View) {
    let (store, now) = (app.store.clone(), app.clock.now());
    tokio::spawn(async move {
        if let Err(error) = store.write(move |tx| write(tx, tenant, &view, now)).await {
            tracing::warn!(error = %error, cause = error.internal, "a page view was not logged");
        }
    });
}

fn write(tx: &mut Tx<'_>, tenant: Tenant, view: &View, now: Timestamp) -> Result<()> {
    tx.lock(tenant)?;
    let channel = view.channel.as_deref().and_then(|c| words::checked("ch", c, 40).ok()).unwrap_or_else(|| "website".into());
    let day = now.date_in(&tx.program(tenant)?.zone()).to_string();
    if !tx.note_page_view(tenant, &view.visitor, &channel, &day)? {
        return Ok(());
    }
    let place = match view.place.as_deref().map(str::parse) {
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
    let shown = Fact::PageViewed { visitor_id: view.visitor.clone(), channel: channel.clone() };
    let mut events = vec![event(format!("view:{}:{channel}:{day}", view.visitor), None, shown)];
    if let Some(inviter) = view.inviter.as_deref().and_then(|id| id.parse().ok())
        && tx.member(tenant, inviter)?.is_some()
    {
        let opened = Fact::ReferralOpened { visitor_id: view.visitor.clone() };
        events.push(event(format!("referral:{}", EventId::new()), Some(inviter), opened));
    }
    tx.append(tenant, now, events)
}
