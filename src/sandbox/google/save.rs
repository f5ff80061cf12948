//! What a save link offers, and what happens when the customer takes it.

use serde_json::Value;

use super::answer::Refusal;
use super::hub::{Hub, State};
use super::registry::{Collection, Registry};

/// Longer links are cut by some browsers, so the sandbox refuses them at once.
const LONGEST_JWT: usize = 1800;
/// How far two clocks may differ.
const SKEW_S: i64 = 300;

/// Why a link cannot be saved. A customer only ever reads "Something went wrong".
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Trouble {
    pub(super) status: u16,
    pub(super) why: String,
}

impl Trouble {
    fn bad(why: impl Into<String>) -> Trouble {
        Trouble {
            status: 400,
            why: why.into(),
        }
    }
}

impl From<Refusal> for Trouble {
    fn from(refusal: Refusal) -> Trouble {
        Trouble {
            status: refusal.code,
            why: refusal.message,
        }
    }
}

/// A card that a link offers.
#[derive(Clone, Debug)]
pub(super) struct Card {
    pub(super) collection: Collection,
    pub(super) id: String,
    pub(super) object: Value,
    pub(super) class: Value,
}

impl Card {
    fn is_held(&self) -> bool {
        self.object["hasUsers"] == true
    }
}

/// All that a link offers.
pub(super) struct Offer {
    pub(super) cards: Vec<Card>,
    /// All resources with those that the link brings along; `None` when it brings nothing new.
    with_new: Option<Registry>,
}

/// Reads a link without any effect.
pub(super) fn offer(hub: &Hub, state: &State, jwt: &str) -> Result<Offer, Trouble> {
    let payload = payload(hub, jwt)?;
    let mut shelf = Shelf {
        registry: &state.registry,
        with_new: None,
    };
    let mut cards = Vec::new();
    for (collection, resource) in resources(&payload)? {
        let id = resource["id"]
            .as_str()
            .ok_or_else(|| Trouble::bad("A resource has no id."))?;
        shelf.provide(collection, id, resource)?;
        if collection.is_object() {
            cards.push(shelf.card(collection, id)?);
        }
    }
    if cards.is_empty() {
        return Err(Trouble::bad("The payload has no object."));
    }
    Ok(Offer {
        cards,
        with_new: shelf.with_new,
    })
}

/// The customer takes it: objects come into being, and have a user. Returns the cards that were not held before.
pub(super) fn take(state: &mut State, offer: Offer) -> Vec<Card> {
    if let Some(registry) = offer.with_new {
        state.registry = registry;
    }
    let new: Vec<Card> = offer
        .cards
        .into_iter()
        .filter(|card| !card.is_held())
        .collect();
    for card in &new {
        state
            .registry
            .set_has_users(card.collection, &card.id, true);
    }
    new
}

/// The resources that there are, and those that the link adds.
struct Shelf<'a> {
    registry: &'a Registry,
    with_new: Option<Registry>,
}

impl Shelf<'_> {
    fn now(&self) -> &Registry {
        self.with_new
            .as_ref()
            .unwrap_or(self.registry)
    }

    /// What exists already stays as it is, whatever the link says of it.
    fn provide(
        &mut self,
        collection: Collection,
        id: &str,
        resource: &Value,
    ) -> Result<(), Trouble> {
        if self
            .now()
            .get(collection, id)
            .is_some()
        {
            return Ok(());
        }
        if is_skinny(resource) {
            self.now().find(collection, id)?;
        }
        self.with_new
            .get_or_insert_with(|| self.registry.clone())
            .insert(collection, resource.clone())?;
        Ok(())
    }

    fn card(&self, collection: Collection, id: &str) -> Result<Card, Trouble> {
        let object = self
            .now()
            .find(collection, id)?
            .clone();
        let class = self
            .now()
            .class_of(collection, &object)
            .cloned()
            .unwrap_or_default();
        Ok(Card {
            collection,
            id: id.to_owned(),
            object,
            class,
        })
    }
}

/// Names an object and does not describe it.
fn is_skinny(resource: &Value) -> bool {
    resource
        .as_object()
        .is_some_and(|fields| {
            fields
                .keys()
                .all(|name| name == "id" || name == "classId")
        })
}

/// The resources of a payload, classes first.
fn resources(payload: &Value) -> Result<Vec<(Collection, &Value)>, Trouble> {
    let lists = payload
        .as_object()
        .ok_or_else(|| Trouble::bad("The claim payload is missing."))?;
    let known = |name: &str| {
        Collection::ALL
            .into_iter()
            .any(|collection| collection.plural() == name)
    };
    if let Some(name) = lists
        .keys()
        .find(|name| !known(name))
    {
        return Err(Trouble::bad(format!(
            "The payload has an unknown list {name:?}."
        )));
    }
    let mut classes_first = Collection::ALL;
    // An object that the link brings along may be of the class that comes with it.
    classes_first.sort_by_key(|collection| collection.is_object());
    let mut resources = Vec::new();
    for collection in classes_first {
        let Some(list) = lists.get(collection.plural()) else {
            continue;
        };
        let list = list
            .as_array()
            .ok_or_else(|| Trouble::bad(format!("{} is no list.", collection.plural())))?;
        resources.extend(
            list.iter()
                .map(|resource| (collection, resource)),
        );
    }
    Ok(resources)
}

fn payload(hub: &Hub, jwt: &str) -> Result<Value, Trouble> {
    if jwt.len() > LONGEST_JWT {
        return Err(Trouble::bad(format!(
            "Encoded jwt too large ({}): {LONGEST_JWT} characters are safe in every browser.",
            jwt.len()
        )));
    }
    let mut claims = hub
        .account
        .verify(jwt)
        .map_err(|why| Trouble::bad(format!("Invalid JWT: {why}.")))?;
    judge(&claims, hub).map_err(|why| Trouble::bad(format!("Invalid JWT: {why}.")))?;
    Ok(claims["payload"].take())
}

fn judge(claims: &Value, hub: &Hub) -> Result<(), String> {
    for (claim, wanted) in [
        ("iss", hub.account.email()),
        ("aud", "google"),
        ("typ", "savetowallet"),
    ] {
        if claims[claim] != wanted {
            return Err(format!("{claim} must be {wanted}, not {}", claims[claim]));
        }
    }
    let now_s = hub.now_ms() / 1000;
    if claims["iat"]
        .as_i64()
        .is_none_or(|iat| iat > now_s + SKEW_S)
    {
        return Err(format!(
            "iat must be whole seconds and not in the future, not {}",
            claims["iat"]
        ));
    }
    if claims
        .get("exp")
        .is_some_and(|exp| {
            exp.as_i64()
                .is_none_or(|exp| exp < now_s)
        })
    {
        return Err("it has ended".to_owned());
    }
    match claims.get("origins") {
        Some(Value::Array(origins)) if origins.iter().all(Value::is_string) => Ok(()),
        None => Ok(()),
        Some(_) => Err("origins must be a list of sites".to_owned()),
    }
}
