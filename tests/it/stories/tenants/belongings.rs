//! A shop with something of everything, and all that another shop must never see of it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use stampwell::sandbox::Phone;

use crate::world::people::Till;
use crate::world::{Caller, PASS_TYPE, PATIENCE, Shop, World};

/// A shop in full swing.
pub struct Belongings {
    /// Its keys.
    pub shop: Shop,
    /// Its staff phone.
    pub till: Till,
    /// Its customer's phone.
    pub phone: Phone,
    /// A key that no longer works.
    pub revoked_key: Caller,
    /// A till that no longer works.
    pub revoked_till: Caller,
    /// What it has, by kind: `card`, `code`, `scan`, …
    pub things: BTreeMap<&'static str, String>,
    /// What is said of it nowhere in the API.
    hidden: Vec<String>,
}

impl Belongings {
    /// Opens a shop and lets some days of business pass.
    pub async fn of(world: &World, name: &'static str) -> Belongings {
        let shop = world
            .shop(name)
            .with(
                "rewards",
                json!([{ "at": 1, "name": format!("{name} gift"), "cost_minor": 30 }]),
            )
            .hasty()
            .open()
            .await;
        let location = shop
            .owner
            .post("/v1/locations", json!({ "name": format!("{name} square") }))
            .await
            .created();
        let card = customer(&shop, name, &location["id"]).await;
        let phone = world.iphone();
        let page = card["links"]["page"]
            .as_str()
            .unwrap()
            .to_owned();
        phone
            .add(&format!("{page}/apple"))
            .await
            .unwrap();
        let told = world.google.callbacks().len();
        let object = world
            .google
            .save(&format!("{page}/google"))
            .await
            .unwrap();
        assert!(
            world
                .google
                .wait_for_callbacks(told + 1, PATIENCE)
                .await
        );
        let till = shop
            .enrolled_till(world, &format!("{name} till"))
            .await;
        let mut things = visits(&shop, &till, &card, &location["id"]).await;
        world.deliver().await;
        let (revoked_key, old_secret) = revoked_key(world, &shop).await;
        let old_till = shop
            .enrolled_till(world, &format!("{name} old till"))
            .await;
        assert_eq!(
            shop.owner
                .delete(&format!("/v1/tills/{}", old_till.id))
                .await
                .status,
            204
        );
        let books = books(world, &shop, name, &location["id"]).await;
        let pass = phone
            .pass(card["id"].as_str().unwrap())
            .unwrap();
        let key = shop
            .owner
            .post("/v1/keys", json!({ "role": "staff" }))
            .await
            .created();
        let delivery = shop
            .owner
            .list("/v1/deliveries")
            .await[0]["id"]
            .clone();
        let apple_token = pass.pass_json["authenticationToken"]
            .as_str()
            .unwrap()
            .to_owned();
        for (kind, value) in [
            ("card", &card["id"]),
            ("code", &card["code"]),
            ("short_code", &card["short_code"]),
            ("member", &card["member_id"]),
            ("location", &location["id"]),
            ("key", &key["id"]),
            ("delivery", &delivery),
            ("link", &json!(page.rsplit('/').next())),
            ("apple_token", &json!(apple_token)),
            ("till", &json!(till.id)),
            ("external", &json!(format!("{name}-customer-1"))),
            (
                "email",
                &json!(format!("{name}@example.com").to_lowercase()),
            ),
            ("phone", &json!(phone_of(name))),
            ("slug", &json!(shop.slug)),
            ("import", &books[0]["id"]),
            ("cost", &books[1]["id"]),
            ("experiment", &books[2]["id"]),
            ("held", &json!(format!("{name}-held-1"))),
        ] {
            things.insert(kind, value.as_str().unwrap().to_owned());
        }
        let hidden = vec![
            format!("{name} Customer"),
            format!("{name}@example.com").to_lowercase(),
            key["secret"]
                .as_str()
                .unwrap()
                .to_owned(),
            old_secret,
            phone.push_token(),
            phone
                .device_library_identifier()
                .to_owned(),
            apple_token,
            object,
        ];
        Belongings {
            shop,
            till,
            phone,
            revoked_key,
            revoked_till: old_till.browser,
            things,
            hidden,
        }
    }

    /// All that the shop's owner and its customer's phone can see of it, but for when keys and tills were last used.
    pub async fn snapshot(&self, world: &World) -> Value {
        let owner = &self.shop.owner;
        let mut seen = json!({
            "program": owner.get("/v1/program").await.ok(),
            "metrics": owner.get("/v1/metrics?metrics=all").await.ok(),
            "changed": self.changed_passes(world).await,
        });
        for list in [
            "cards",
            "members",
            "scans",
            "events",
            "deliveries",
            "keys",
            "tills",
            "locations",
            "costs",
            "experiments",
            "visits/import",
        ] {
            let mut rows = owner
                .list(&format!("/v1/{list}"))
                .await;
            for row in rows
                .iter_mut()
                .filter_map(Value::as_object_mut)
            {
                row.remove("last_used_at");
                row.remove("last_seen_at");
            }
            seen[list] = json!(rows);
        }
        seen
    }

    /// What the customer's phone is told when it asks for news.
    async fn changed_passes(&self, world: &World) -> Value {
        let device = self
            .phone
            .device_library_identifier();
        world
            .stranger()
            .get(&format!(
                "/apple/v1/devices/{device}/registrations/{PASS_TYPE}"
            ))
            .await
            .ok()
    }

    /// Every word of a snapshot and beyond that names something of this shop. Nothing of it may be in the other's snapshot.
    pub fn words(&self, snapshot: &Value, others: &Value) -> BTreeSet<String> {
        let mut words: BTreeSet<String> = self
            .hidden
            .iter()
            .chain(self.things.values())
            .cloned()
            .collect();
        naming_words(snapshot, "", &mut words);
        assert!(
            words.len() > 40,
            "the shop has lost its belongings: {words:?}"
        );
        let others = others.to_string();
        let shared: Vec<&String> = words
            .iter()
            .filter(|word| others.contains(word.as_str()))
            .collect();
        assert!(
            shared.is_empty(),
            "the other shop sees {shared:?} before anybody tried anything"
        );
        words
    }
}

fn phone_of(name: &str) -> String {
    format!(
        "+49-30-55{:06}",
        name.bytes()
            .fold(7_u32, |sum, byte| (sum * 31 + u32::from(byte)) % 1_000_000)
    )
}

async fn customer(shop: &Shop, name: &str, location: &Value) -> Value {
    let member = json!({
        "name": format!("{name} Customer"), "email": format!("{name}@example.com").to_lowercase(), "external_id": format!("{name}-customer-1"),
        "phone": phone_of(name),
    });
    shop.staff
        .post(
            "/v1/cards",
            json!({ "member": member, "location_id": location }),
        )
        .await
        .created()
}

/// Some visits, one of them taken back, and rewards: one handed over, some waiting.
async fn visits(
    shop: &Shop,
    till: &Till,
    card: &Value,
    location: &Value,
) -> BTreeMap<&'static str, String> {
    let scan = json!({ "card_id": card["id"], "location_id": location, "amount_minor": 470 });
    let first = shop
        .staff
        .post("/v1/scans", scan.clone())
        .await
        .created();
    till.browser
        .post("/v1/scans", scan.clone())
        .await
        .created();
    let third = shop
        .owner
        .post("/v1/scans", scan.clone())
        .await
        .created();
    shop.owner
        .post(
            &format!(
                "/v1/scans/{}/void",
                third["scan"]["id"]
                    .as_str()
                    .unwrap()
            ),
            json!({ "reason": "twice" }),
        )
        .await
        .ok();
    shop.owner
        .post(
            "/v1/stamps",
            json!({ "card_id": card["id"], "delta": 1, "reason": "birthday" }),
        )
        .await
        .created();
    let redeemed = shop
        .staff
        .post("/v1/redemptions", json!({ "card_id": card["id"] }))
        .await
        .created();
    let texts = [
        ("scan", first["scan"]["id"].clone()),
        ("reward", redeemed["card"]["rewards"][0]["id"].clone()),
        ("redemption", redeemed["redemption"]["id"].clone()),
    ];
    texts
        .into_iter()
        .map(|(kind, id)| (kind, id.as_str().unwrap().to_owned()))
        .collect()
}

/// What the owner brought from the till and the books: an import with a bad line, a cost, an experiment.
async fn books(world: &World, shop: &Shop, name: &str, location: &Value) -> [Value; 3] {
    let export = format!(
        "member,at,amount\n{name}-customer-1,2025-03-01,4.70\n{name}-held-1,2025-03-01,4.70\n{name},soon,\n"
    );
    let begun = shop
        .owner
        .send(
            reqwest::Method::POST,
            "/v1/visits/import",
            "text/csv",
            export,
        )
        .await
        .value();
    let path = format!("/v1/visits/import/{}", begun["id"].as_str().unwrap());
    let import = world
        .until(async || {
            let import = shop.owner.get(&path).await.ok();
            (import["state"] == "done").then_some(import)
        })
        .await;
    let cost = json!({ "kind": "platform", "amount_minor": 4_900, "location_id": location, "note": format!("{name} platform") });
    let held = [format!("{name}-held-1"), format!("{name}-held-2")];
    let experiment = json!({
        "name": format!("{name} spring"), "kind": "programme", "outcome_source": "imported", "holdout_share": 0.5, "members": held,
    });
    let cost = shop
        .owner
        .post("/v1/costs", cost)
        .await
        .created();
    [
        import,
        cost,
        shop.owner
            .post("/v1/experiments", experiment)
            .await
            .created(),
    ]
}

async fn revoked_key(world: &World, shop: &Shop) -> (Caller, String) {
    let key = shop
        .owner
        .post("/v1/keys", json!({ "role": "owner" }))
        .await
        .created();
    assert_eq!(
        shop.owner
            .delete(&format!("/v1/keys/{}", key["id"].as_str().unwrap()))
            .await
            .status,
        204
    );
    let secret = key["secret"]
        .as_str()
        .unwrap()
        .to_owned();
    (world.stranger().with_key(&secret), secret)
}

/// Collects ids, codes, names and addresses.
fn naming_words(value: &Value, member: &str, words: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) => members
            .iter()
            .for_each(|(name, value)| naming_words(value, name, words)),
        Value::Array(items) => items
            .iter()
            .for_each(|item| naming_words(item, member, words)),
        // Every shop's first program has the same key.
        Value::String(text)
            if names_something(member) && text.len() >= 8 && !text.starts_with("program:") =>
        {
            words.extend([text.clone()])
        }
        _ => {}
    }
}

fn names_something(member: &str) -> bool {
    member.ends_with("id")
        || [
            "code",
            "short_code",
            "name",
            "page",
            "target",
            "serialNumbers",
            "idempotency_key",
            "prev_hash",
            "hash",
        ]
        .contains(&member)
}
