//! Cards and visits, one or a page at a time.

use crate::app::App;
use crate::error::Result;
use crate::ids::{CardId, ScanId};
use crate::service::access::actor::Actor;
use crate::service::find_card::{CardName, guarded, no_such_visit};
use crate::service::page::Page;
use crate::service::shapes;
use crate::store::Role;

/// The merchant's cards, oldest first.
pub async fn cards(
    app: &App,
    actor: &Actor,
    after: Option<CardId>,
    limit: i64,
) -> Result<Page<shapes::Card>> {
    let (ours, who, now) = (app.clone(), actor.clone(), app.clock.now());
    let cards = app.store.read(move |tx| {
        let rows = tx.cards(who.tenant, after, limit + 1)?;
        rows.iter()
            .map(|row| shapes::card_now(&ours, tx, &who, row, now))
            .collect::<Result<Vec<_>>>()
    });
    Ok(Page::new(
        cards.await?,
        limit,
        |card| card.id.clone(),
        |card| card,
    ))
}

/// One card by code, short code or id.
pub async fn card(app: &App, actor: &Actor, name: CardName) -> Result<shapes::Card> {
    let (ours, who, now) = (app.clone(), actor.clone(), app.clock.now());
    let read = app.store.read(move |tx| {
        let row = name.find(tx, who.tenant)?;
        shapes::card_now(&ours, tx, &who, &row, now)
    });
    guarded(app, actor, read).await
}

/// The merchant's visits, oldest first; staff see their own.
pub async fn scans(
    app: &App,
    actor: &Actor,
    after: Option<ScanId>,
    limit: i64,
) -> Result<Page<shapes::Scan>> {
    let own = (actor.role != Role::Owner).then_some((actor.key, actor.till));
    let tenant = actor.tenant;
    let rows = app
        .store
        .read(move |tx| tx.scans(tenant, own, after, limit + 1))
        .await?;
    Ok(Page::new(
        rows,
        limit,
        |row| row.id.to_string(),
        shapes::Scan::from,
    ))
}

/// One visit; staff see their own.
pub async fn scan(app: &App, actor: &Actor, id: &str) -> Result<shapes::Scan> {
    let (id, tenant) = (
        id.parse()
            .map_err(|_| no_such_visit())?,
        actor.tenant,
    );
    let row = app
        .store
        .read(move |tx| tx.scan(tenant, id))
        .await?;
    row.filter(|row| actor.owns(row.key_id, row.till_id))
        .map(shapes::Scan::from)
        .ok_or_else(no_such_visit)
}
