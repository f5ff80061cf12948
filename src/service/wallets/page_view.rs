//! The join page was shown: counted at most once for each visitor, channel and local day, and without a cookie.

use jiff::civil::Date;

use crate::app::App;
use crate::clock::Timestamp;
use crate::domain::event::Fact;
use crate::error::Result;
use crate::ids::{EventId, MemberId, encode};
use crate::service::cards::issue_card::inviter;
use crate::service::text_check;
use crate::store::{NewEvent, Tenant, Tx};

/// One showing.
#[derive(Clone, Debug)]
pub struct View {
    /// Who looked, for this day: see [`visitor`].
    pub visitor: String,
    /// How it came here.
    pub channel: Option<String>,
    /// The location in the link.
    pub place: Option<String>,
    /// The inviter in the link.
    pub inviter: Option<String>,
}

/// By what a browser is known for one day of one shop, without a cookie: a keyed digest of its address and of what it calls itself.
/// Only the service's secret could lead from there to an address; on the next day, and in another shop, it is another one.
pub fn visitor(app: &App, tenant: Tenant, day: Date, address: &str, user_agent: &str) -> String {
    let bytes = format!("{}\n{day}\n{address}\n{user_agent}", tenant.id());
    let digest = app.secrets.derive(
        app.secrets.current_id(),
        "visitor of a day",
        bytes.as_bytes(),
    );
    encode(digest.get(..VISITOR_BYTES).unwrap_or_default())
}

/// Bytes of a visitor's digest.
const VISITOR_BYTES: usize = 16;

/// Logs a showing without making the page wait.
pub fn log(app: &App, tenant: Tenant, view: View) {
    let (store, now) = (app.store.clone(), app.clock.now());
    tokio::spawn(async move {
        if let Err(error) = store.write(move |tx| write(tx, tenant, &view, now)).await {
            tracing::warn!(error = %error, cause = error.internal, "a page view was not logged");
        }
    });
}

/// Logs a showing in the caller's transaction.
pub fn write(tx: &mut Tx<'_>, tenant: Tenant, view: &View, now: Timestamp) -> Result<()> {
    tx.lock(tenant)?;
    let channel = view
        .channel
        .as_deref()
        .and_then(|c| text_check::checked("ch", c, 40).ok())
        .unwrap_or_else(|| "website".into());
    let day = now.date_in(&tx.program(tenant)?.zone()).to_string();
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
        events.push(event(format!("referral:{}", EventId::new()), inviter, fact));
    }
    if events.is_empty() {
        return Ok(());
    }
    tx.append(tenant, now, events)
}
