//! What somebody who connects a till or a shop system looks at: deliveries as they went, and a sample of each kind of event.

use serde_json::json;

use crate::app::App;
use crate::clock::Timestamp;
use crate::domain::event::{self, EventExample};
use crate::error::Result;
use crate::ids::{CardId, EventId, MemberId, MerchantId};
use crate::service::access::actor::Actor;
use crate::service::access::keys;
use crate::service::access::keys::{Key, KeyRequest};
use crate::service::idempotency::{Idempotency, NoKey};
use crate::service::wallets::deliveries;
use crate::store::{Role, Tenant};

pub use crate::store::{DeliveryRow, DeliveryState};

/// Deliveries on the page.
const DELIVERIES: i64 = 40;
/// Lines of the log among which samples are looked for.
const LINES: i64 = 500;
/// Keys on the page.
const KEYS: i64 = 200;

/// The shop's keys that work, newest first.
pub async fn working_keys(app: &App, actor: &Actor) -> Result<Vec<Key>> {
    let tenant = actor.tenant;
    let rows = app
        .store
        .read(move |tx| tx.working_keys(tenant, KEYS))
        .await?;
    Ok(rows
        .into_iter()
        .map(Key::from)
        .collect())
}

/// Makes a key and answers its secret, which nobody can ask for again; none for a form that comes again, as when its page is loaded anew.
pub async fn new_key(
    app: &App,
    actor: &Actor,
    form: Option<String>,
    role: Role,
) -> Result<Option<String>> {
    // A page has one key for all its buttons, and another role is another request.
    let once = Idempotency::of(
        actor.tenant,
        actor.id(),
        form.map(|form| format!("{form} {role:?}")),
        "key".into(),
    );
    let done = keys::create_key(app, actor, &once, KeyRequest { role }).await?;
    Ok(done
        .value
        .and_then(|key| key.secret))
}

/// What was sent to the wallets lately, newest first.
pub async fn latest_deliveries(
    app: &App,
    actor: &Actor,
    state: Option<DeliveryState>,
) -> Result<Vec<DeliveryRow>> {
    let tenant = actor.tenant;
    app.store
        .read(move |tx| tx.latest_deliveries(tenant, state, DELIVERIES))
        .await
}

/// Sends a delivery again at once.
pub async fn retry(app: &App, actor: &Actor, id: &str) -> Result<()> {
    deliveries::retry_delivery(app, actor, &NoKey, id)
        .await
        .map(drop)
}

/// One kind of event, as it looks in the log.
#[derive(Clone, Debug)]
pub struct EventSample {
    /// The event's `type`.
    pub kind: &'static str,
    /// One line.
    pub line: String,
    /// Whether it is the shop's own, from its latest lines; else it is invented.
    pub own: bool,
}

/// A line of each kind of event: the shop's own latest where there is one lately.
pub async fn samples(app: &App, actor: &Actor) -> Result<Vec<EventSample>> {
    let tenant = actor.tenant;
    let lines = app
        .store
        .read(move |tx| tx.latest_lines(tenant, LINES))
        .await?;
    let own = |kind: &str| {
        lines
            .iter()
            .find(|(known, _)| known == kind)
            .map(|(_, line)| line.clone())
    };
    let sample = |example: EventExample| match own(example.kind) {
        Some(line) => EventSample {
            kind: example.kind,
            line,
            own: true,
        },
        None => EventSample {
            kind: example.kind,
            line: invented(tenant, &example, app.clock.now()),
            own: false,
        },
    };
    Ok(event::examples()
        .into_iter()
        .map(sample)
        .collect())
}

fn invented(tenant: Tenant, example: &EventExample, now: Timestamp) -> String {
    let shop: MerchantId = tenant.id();
    let kind = example.kind;
    let mut line = json!({
        "event_id": EventId::new(tenant.bucket()).to_string(),
        "type": kind,
        "idempotency_key": format!("sample:{kind}"),
        "merchant_id": shop.to_string(),
        "occurred_at": now.to_string(),
        "received_at": now.to_string(),
    });
    // Kinds that need no member mostly name one all the same; these are about nobody.
    if !matches!(kind, "page_viewed" | "cost_recorded" | "program_configured") {
        line["member_id"] = MemberId::new(tenant.bucket())
            .to_string()
            .into();
    }
    if example.needs_card {
        line["card_id"] = CardId::new(tenant.bucket())
            .to_string()
            .into();
    }
    for (name, value) in &example.own_fields {
        line[name] = json!(value);
    }
    line.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::event::Event;
    use crate::domain::program::Program;
    use crate::store::{NewMerchant, Store};

    #[tokio::test]
    async fn every_invented_line_is_one_that_the_log_would_take() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&format!(
            "sqlite://{}",
            folder.path().join("t.db").display()
        ))
        .unwrap();
        let program = Program::starter("Coffee", "UTC", "EUR");
        let new = NewMerchant {
            id: MerchantId::new(),
            slug: "coffee".into(),
            program,
            test: true,
            now: Timestamp(0),
        };
        let tenant = store
            .write(move |tx| tx.create_merchant(&new))
            .await
            .unwrap();
        for example in event::examples() {
            let line = invented(tenant, &example, Timestamp(0));
            let event = Event::parse_line(line.as_bytes());
            assert_eq!(
                event
                    .as_ref()
                    .map(|event| event.fact.kind())
                    .ok(),
                Some(example.kind),
                "{line}: {event:?}"
            );
        }
    }
}
