//! The people of a shop: found, looked at, merged, erased.

mod change;
mod erase;
mod look;
mod merge;
mod own_card;
mod owners_page;
mod stored_ids;

use serde_json::{Value, json};

use crate::world::{Card, Shop};

/// A card for somebody who told all there is to tell.
pub async fn talkative(shop: &Shop, name: &str) -> Card {
    let told = json!({
        "name": format!("{name} Sonnenschein"), "email": format!("{name}@Example.com"), "phone": "+49 171 555-0199",
        "external_id": format!("{name}-0815"), "consents": { "news": true },
    });
    Card(
        shop.owner
            .post("/v1/cards", json!({ "member": told }))
            .await
            .created(),
    )
}

/// The member behind a card.
pub async fn member(shop: &Shop, card: &Card) -> Value {
    shop.owner
        .get(&format!("/v1/members/{}", card.member()))
        .await
        .ok()
}
