//! Who is shot at: a shop with cards, tills and phones, and the addresses that are not in the document.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use stampwell::sandbox::Phone;

use super::super::operations::{Operation, operations};
use super::chance::Chance;
use super::node::Node;
use crate::world::people::Till;
use crate::world::{PASS_TYPE, Shop, World};

/// A shop under fire.
pub struct Ground {
    /// Its service's address.
    pub base: String,
    /// The document's operations and the other addresses.
    pub operations: Vec<Operation>,
    pub shop: Shop,
    /// The headers by which a caller is known, by part.
    pub callers: BTreeMap<&'static str, Vec<(String, String)>>,
    /// Real ids and tokens by the name of the field, parameter or part of an address that takes them.
    things: BTreeMap<&'static str, Vec<String>>,
    /// The program as it was at first.
    program: Value,
    _till: Till,
    _phone: Phone,
}

/// Addresses that are not in the document, with a body where they take one.
const OTHERS: &[(&str, &str, &str)] = &[
    ("GET", "/j/{slug}", "ch,loc,ref,show,lang"),
    ("POST", "/j/{slug}", "ch,loc,ref,lang"),
    ("GET", "/c/{token}", "lang"),
    ("GET", "/c/{token}/now", ""),
    ("POST", "/c/{token}/contact", "lang"),
    ("GET", "/c/{token}/apple", ""),
    ("GET", "/c/{token}/google", ""),
    ("GET", "/c/{token}/stamps.png", ""),
    ("GET", "/img/{name}", ""),
    ("GET", "/scan", "lang"),
    ("GET", "/scan/enrol", "t,lang"),
    ("POST", "/scan/enrol", "t,lang"),
    ("POST", "/scan/frame", ""),
    ("GET", "/", "lang"),
    ("GET", "/help", "lang"),
    ("GET", "/help/errors", "lang"),
    ("GET", "/help/errors/{error}", "lang"),
    ("GET", "/assets/{name}", ""),
    ("GET", "/docs", "lang"),
    ("GET", "/robots.txt", ""),
    ("GET", "/openapi.json", ""),
    ("GET", "/livez", ""),
    ("GET", "/readyz", ""),
    (
        "POST",
        "/apple/v1/devices/{device}/registrations/{type}/{serial}",
        "",
    ),
    (
        "DELETE",
        "/apple/v1/devices/{device}/registrations/{type}/{serial}",
        "",
    ),
    (
        "GET",
        "/apple/v1/devices/{device}/registrations/{type}",
        "passesUpdatedSince",
    ),
    ("GET", "/apple/v1/passes/{type}/{serial}", ""),
    ("POST", "/apple/v1/log", ""),
    ("POST", "/google/callback/{merchant}", ""),
];

impl Ground {
    /// Opens the shop.
    pub async fn of(world: &World) -> Ground {
        let shop = world
            .shop("Ground")
            .stamps(2)
            .hasty()
            .open()
            .await;
        let place = shop
            .owner
            .post("/v1/locations", json!({ "name": "Square" }))
            .await
            .created();
        let mut cards = Vec::new();
        for _ in 0..12 {
            cards.push(shop.issue_card().await);
        }
        let (mut scans, mut redemptions) = (Vec::new(), Vec::new());
        for card in cards
            .iter()
            .chain(&cards)
            .chain(&cards)
        {
            scans.push(shop.stamp(card).await["scan"]["id"].clone());
        }
        for card in &cards[..6] {
            redemptions.push(shop.redeem(card).await.created()["redemption"]["id"].clone());
        }
        let till = shop
            .enrolled_till(world, "Till 1")
            .await;
        let phone = world.iphone_with(&cards[0]).await;
        world.pass_s(1);
        shop.stamp(&cards[0]).await;
        world.deliver().await;
        let token = phone
            .pass(cards[0].id())
            .unwrap()
            .pass_json["authenticationToken"]
            .as_str()
            .unwrap()
            .to_owned();
        let all = |member: &str| {
            cards
                .iter()
                .map(|card| card.0[member].clone())
                .collect::<Vec<Value>>()
        };
        let links: Vec<Value> = cards
            .iter()
            .map(|card| json!(card.page().rsplit('/').next()))
            .collect();
        let deliveries: Vec<Value> = shop
            .owner
            .list("/v1/deliveries")
            .await
            .iter()
            .map(|row| row["id"].clone())
            .collect();
        let things = [
            ("card_id", all("id")),
            ("code", [all("code"), all("short_code")].concat()),
            ("member_id", all("member_id")),
            ("ref", [all("id"), all("member_id")].concat()),
            ("location_id", vec![place["id"].clone()]),
            ("join_location", vec![place["id"].clone()]),
            ("loc", vec![place["id"].clone()]),
            ("/v1/cards/", all("id")),
            ("/v1/scans/", scans),
            ("/v1/redemptions/", redemptions),
            ("/v1/deliveries/", deliveries),
            ("token", links),
            ("slug", vec![json!(shop.slug)]),
            ("serial", vec![json!(cards[0].id())]),
            ("type", vec![json!(PASS_TYPE)]),
            (
                "device",
                vec![
                    json!(phone.device_library_identifier()),
                    json!("0123456789abcdef"),
                ],
            ),
            ("error", vec![json!("too_soon")]),
            ("name", vec![json!("scan.js")]),
            ("merchant", vec![json!(shop.id), json!(shop.slug)]),
        ];
        let text = |value: Value| value.as_str().unwrap().to_owned();
        let things = things
            .into_iter()
            .map(|(name, values)| {
                (
                    name,
                    values
                        .into_iter()
                        .map(text)
                        .collect(),
                )
            })
            .collect();
        let other = |(method, path, query): &(&str, &str, &str)| Operation {
            name: format!("{method} {path}"),
            method: (*method).to_owned(),
            path: (*path).to_owned(),
            query: query
                .split(',')
                .filter(|name| !name.is_empty())
                .map(str::to_owned)
                .collect(),
            roles: vec![],
            body: None,
        };
        let all_operations = operations(world)
            .await
            .into_iter()
            .chain(OTHERS.iter().map(other))
            .collect();
        let bearer = |caller: &crate::world::Caller| {
            vec![("authorization".to_owned(), caller.header("authorization"))]
        };
        let callers = BTreeMap::from([
            ("owner", bearer(&shop.owner)),
            ("staff", bearer(&shop.staff)),
            ("reader", bearer(&shop.reader)),
            ("operator", bearer(&world.operator().await)),
            (
                "till",
                vec![
                    ("cookie".to_owned(), till.browser.header("cookie")),
                    ("sec-fetch-site".to_owned(), "same-origin".to_owned()),
                ],
            ),
            (
                "pass",
                vec![("authorization".to_owned(), format!("ApplePass {token}"))],
            ),
            ("nobody", vec![]),
        ]);
        let program = shop
            .owner
            .get("/v1/program")
            .await
            .ok();
        Ground {
            base: world.base.clone(),
            operations: all_operations,
            shop,
            callers,
            things,
            program,
            _till: till,
            _phone: phone,
        }
    }

    /// Something real of this name, if the shop has one.
    pub fn thing(&self, name: &str, chance: &mut Chance) -> Option<String> {
        self.things
            .get(name)
            .filter(|values| !values.is_empty())
            .map(|values| chance.one(values).clone())
    }

    /// What stands at a `{…}` of an address.
    pub fn part(&self, operation: &Operation, name: &str, chance: &mut Chance) -> String {
        let before = operation
            .path
            .split('{')
            .next()
            .unwrap_or_default();
        let known = self.thing(
            if name == "id" {
                before
            } else {
                name
            },
            chance,
        );
        known.unwrap_or_else(|| "key_00000000000000000000000000".to_owned())
    }

    /// An honest body for an operation.
    pub fn body(&self, operation: &Operation, chance: &mut Chance) -> Option<Node> {
        match operation.name.as_str() {
            "PUT /v1/program" => Some(Node::of(&self.program)),
            name if name.ends_with("registrations/{type}/{serial}") => {
                Some(Node::of(&json!({ "pushToken": "ab".repeat(32) })))
            }
            name if name.ends_with("/log") => Some(Node::of(
                &json!({ "logs": ["[2026] something went wrong", "and again"] }),
            )),
            name if name.starts_with("POST /google") => {
                let keys = json!({ "signedKey": "{\"keyValue\":\"MFkw\",\"keyExpiration\":\"1\"}", "signatures": ["MEUC"] });
                Some(Node::of(
                    &json!({ "signature": "MEQC", "intermediateSigningKey": keys, "protocolVersion": "ECv2SigningOnly", "signedMessage": "{}" }),
                ))
            }
            _ => operation
                .body
                .as_ref()
                .map(|schema| {
                    Node::sample(schema, "", chance, &|name, chance| self.thing(name, chance))
                }),
        }
    }

    /// The least that an operation's body must hold, and the places in it where something may stand.
    pub fn least(&self, operation: &Operation, chance: &mut Chance) -> Option<(Node, Vec<String>)> {
        if operation.name == "PUT /v1/program" {
            return Some((Node::of(&self.program), Node::places_of(&self.program, "")));
        }
        let schema = operation.body.as_ref()?;
        let places = Node::places(schema, "");
        let mut least = Node::Object(vec![]);
        for name in schema["required"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
        {
            let Node::Raw(raw) = Node::sample(
                &schema["properties"][name],
                name,
                chance,
                &|name, chance| self.thing(name, chance),
            ) else {
                continue;
            };
            least.put(&format!("/{name}"), &raw);
        }
        // One of `code` and `card_id` is needed, which the document cannot say.
        if let (Some(code), true) = (
            self.thing("code", chance),
            places
                .iter()
                .any(|place| place == "/code"),
        ) {
            least.put("/code", &format!("\"{code}\""));
        }
        Some((least, places))
    }

    /// Who calls an operation most of the time.
    pub fn caller(&self, operation: &Operation, chance: &mut Chance) -> &'static str {
        let path = operation.path.as_str();
        match path {
            _ if chance.percent(4) => {
                chance.word(&["nobody", "staff", "reader", "till", "pass", "operator"])
            }
            _ if path.starts_with("/v1/merchants") => "operator",
            _ if path.starts_with("/v1") => {
                chance.word(&["owner", "owner", "owner", "owner", "staff"])
            }
            _ if path.starts_with("/apple") => "pass",
            _ if path.starts_with("/scan") => "till",
            _ => "nobody",
        }
    }
}
