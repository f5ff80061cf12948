//! Nothing of one shop is ever in an answer to another, and nobody does more than the part allows: walked through every
//! operation of the served document, with each of the other shop's ids alone and together.

mod belongings;
mod table;

use std::collections::BTreeSet;

use reqwest::Method;
use serde_json::{Value, json};

use self::belongings::Belongings;
use self::table::{Part, Probe, Row, Told, row};
use super::operations::{Operation, operations};
use crate::world::{Answer, Caller, PASS_TYPE, Setup, World};

/// Somebody who tries a call, and what may come of it.
struct Trier {
    who: &'static str,
    caller: Caller,
    may: Expected,
}

enum Expected {
    /// Acts in a part for the other shop, or for the service.
    As(Part),
    /// Acts in a part for the very shop whose things are named: only calls that the part does not allow are tried.
    Weak(Part),
    /// Is nobody: status and code.
    Refused(u16, &'static str),
}

async fn ask(caller: &Caller, operation: &Operation, probe: &Probe) -> Answer {
    let method = Method::from_bytes(operation.method.as_bytes()).unwrap();
    match &probe.body {
        Some(body) => {
            caller
                .json(method, &probe.path, body.clone())
                .await
        }
        None => Answer::to(caller.request(method, &probe.path)).await,
    }
}

/// Fresh keys for each operation, since unknown codes are counted by key.
async fn triers(world: &World, a: &Belongings, b: &Belongings, operator: &Caller) -> Vec<Trier> {
    let mut triers = Vec::new();
    for (who, role, part) in [
        ("b's owner", "owner", Part::Owner),
        ("b's staff", "staff", Part::Staff),
        ("b's reader", "reader", Part::Reader),
    ] {
        let key = b
            .shop
            .owner
            .post("/v1/keys", json!({ "role": role }))
            .await
            .created();
        triers.push(Trier {
            who,
            caller: world
                .stranger()
                .with_key(key["secret"].as_str().unwrap()),
            may: Expected::As(part),
        });
    }
    let till = b
        .shop
        .enrolled_till(world, "Fresh till")
        .await;
    triers.push(Trier {
        who: "b's till",
        caller: till.browser,
        may: Expected::As(Part::Staff),
    });
    triers.push(Trier {
        who: "the operator",
        caller: operator.clone(),
        may: Expected::As(Part::Operator),
    });
    for (who, caller, part) in [
        ("a's staff", &a.shop.staff, Part::Staff),
        ("a's till", &a.till.browser, Part::Staff),
        ("a's reader", &a.shop.reader, Part::Reader),
    ] {
        triers.push(Trier {
            who,
            caller: caller.clone(),
            may: Expected::Weak(part),
        });
    }
    let nobody = world.stranger();
    let garbage = "sw_live_0123456789abcdefghijklmnopqrstuv0123456789abcdefghij";
    for (who, caller, code) in [
        ("a revoked key of a", a.revoked_key.clone(), "unauthorized"),
        ("a revoked key of b", b.revoked_key.clone(), "unauthorized"),
        (
            "a revoked till of a",
            a.revoked_till.clone(),
            "till_revoked",
        ),
        ("nobody", nobody.clone(), "unauthorized"),
        ("a made-up key", nobody.with_key(garbage), "unauthorized"),
        (
            "a till's token as a key",
            nobody.with_key("sw_till_0123456789"),
            "unauthorized",
        ),
        (
            "a card's code as a key",
            nobody.with_key(&a.things["code"]),
            "unauthorized",
        ),
        (
            "a made-up till",
            nobody
                .with("cookie", "till=sw_till_x")
                .with("sec-fetch-site", "same-origin"),
            "unauthorized",
        ),
    ] {
        triers.push(Trier {
            who,
            caller,
            may: Expected::Refused(401, code),
        });
    }
    triers
}

/// Tries one call, and looks for words of the other shop that the caller did not say himself.
async fn attempt(
    operation: &Operation,
    row: &Row,
    probe: &Probe,
    trier: &Trier,
    words: &BTreeSet<String>,
) {
    let told = match trier.may {
        // A till is known by its cookie, and operators have none.
        _ if !trier
            .caller
            .header("cookie")
            .is_empty()
            && row.parts == [Part::Operator] =>
        {
            Told::No(401, "unauthorized")
        }
        Expected::Weak(part) if row.parts.contains(&part) => return,
        Expected::As(part) if row.parts.contains(&part) => probe.told.clone(),
        Expected::As(_) | Expected::Weak(_) => Told::No(403, "forbidden"),
        Expected::Refused(status, code) => Told::No(status, code),
    };
    let answer = ask(&trier.caller, operation, probe).await;
    let scene = format!(
        "{} tries {} {} {:?}",
        trier.who, operation.method, probe.path, probe.body
    );
    match told {
        Told::Own => assert!(
            (200..300).contains(&answer.status),
            "{scene}: {} {}",
            answer.status,
            answer.text()
        ),
        Told::No(status, code) => {
            let problem = answer.problem();
            assert_eq!(
                (answer.status, problem["code"].as_str().unwrap()),
                (status, code),
                "{scene}: {problem}"
            );
        }
    }
    if trier.who == "the operator" {
        return;
    }
    let said = format!("{} {:?}", probe.path, probe.body);
    let text = format!("{:?} {}", answer.headers, answer.text());
    let heard: Vec<&String> = words
        .iter()
        .filter(|word| text.contains(word.as_str()) && !said.contains(word.as_str()))
        .collect();
    assert!(
        heard.is_empty(),
        "{scene}: the answer tells {heard:?}: {text}"
    );
}

/// Each thing that the operation can be told by name must be told by one of the probes.
fn assert_complete(operation: &Operation, row: &Row) {
    let names_a_thing = |name: &str| {
        name.ends_with("_id")
            || name.ends_with("_location")
            || ["code", "ref", "cursor"].contains(&name)
    };
    for name in operation
        .names()
        .into_iter()
        .filter(|name| names_a_thing(name))
    {
        let told = |probe: &Probe| {
            probe
                .path
                .contains(&format!("{name}="))
                || has_member(probe.body.as_ref(), &name)
        };
        assert!(
            row.probes.iter().any(told),
            "{}: no probe in tests/it/stories/tenants/table.rs names another shop's {name}",
            operation.name
        );
    }
    for probe in &row.probes {
        assert!(
            is_at(&probe.path, &operation.path),
            "{}: {} is another address",
            operation.name,
            probe.path
        );
    }
}

fn has_member(body: Option<&Value>, name: &str) -> bool {
    let members = body
        .and_then(Value::as_object)
        .into_iter()
        .flatten();
    members
        .into_iter()
        .any(|(member, value)| member == name || has_member(Some(value), name))
}

fn is_at(path: &str, pattern: &str) -> bool {
    let (path, pattern): (Vec<&str>, Vec<&str>) = (
        path.split('?')
            .next()
            .unwrap()
            .split('/')
            .collect(),
        pattern.split('/').collect(),
    );
    path.len() == pattern.len()
        && path
            .iter()
            .zip(pattern)
            .all(|(part, wanted)| wanted.starts_with('{') || *part == wanted)
}

/// The first place where two snapshots differ.
fn difference(before: &Value, after: &Value, place: &str) -> Option<String> {
    match (before, after) {
        (Value::Object(before), Value::Object(after)) if before.len() == after.len() => before
            .iter()
            .find_map(|(name, value)| {
                difference(
                    value,
                    after
                        .get(name)
                        .unwrap_or(&Value::Null),
                    &format!("{place}/{name}"),
                )
            }),
        (Value::Array(before), Value::Array(after)) if before.len() == after.len() => before
            .iter()
            .zip(after)
            .enumerate()
            .find_map(|(i, (before, after))| difference(before, after, &format!("{place}/{i}"))),
        _ => (before != after).then(|| format!("{place} was {before} and is {after}")),
    }
}

world_test! {
    async fn no_operation_reaches_into_another_shop(world, Setup::both()) {
        let (a, b) = (Belongings::of(world, "Alphonse").await, Belongings::of(world, "Berenice").await);
        let operator = world.operator().await;
        let before = a.snapshot(world).await;
        let words = a.words(&before, &b.snapshot(world).await);
        let mut all = operations(world).await;
        // Reading first: what the walk itself writes into b's shop, such as an external id that a's customer has too, is b's.
        all.sort_by_key(|operation| operation.method != "GET");
        let (mut calls, mut walked, mut forgotten) = (0, 0, Vec::new());
        for operation in &all {
            let Some(row) = row(&operation.name, &a.things, &b.things) else {
                forgotten.push(operation.name.as_str());
                continue;
            };
            assert_complete(operation, &row);
            for trier in triers(world, &a, &b, &operator).await {
                for probe in &row.probes {
                    attempt(operation, &row, probe, &trier, &words).await;
                    calls += 1;
                }
            }
            let changed = difference(&before, &a.snapshot(world).await, "");
            assert_eq!(changed, None, "{} reached into the other shop", operation.name);
            walked += 1;
        }
        println!("operations walked: {walked} of {} in {calls} calls, watching {} words of the other shop", all.len(), words.len());
        assert!(forgotten.is_empty(), "tests/it/stories/tenants/table.rs has no row for {forgotten:?}");
    }
}

world_test! {
    async fn an_idempotency_key_of_another_shop_opens_nothing(world, Setup::both()) {
        let (a, b) = (Belongings::of(world, "Alphonse").await, Belongings::of(world, "Berenice").await);
        let scan = json!({ "code": a.things["code"] });
        let first = a.shop.staff.once("till-1-visit-7").post("/v1/scans", scan.clone()).await.created();
        for caller in [&b.shop.staff, &b.shop.owner] {
            caller.once("till-1-visit-7").post("/v1/scans", scan.clone()).await.refused(404, "card_not_found");
        }
        for caller in [&b.shop.reader, &world.operator().await] {
            caller.once("till-1-visit-7").post("/v1/scans", scan.clone()).await.refused(403, "forbidden");
        }
        world.stranger().once("till-1-visit-7").post("/v1/scans", scan.clone()).await.refused(401, "unauthorized");
        let again = a.shop.staff.once("till-1-visit-7").post("/v1/scans", scan.clone()).await;
        assert_eq!((again.header("idempotency-replayed"), again.created()), ("true", first.clone()));
        // Another key of the same shop is another caller, too.
        let other = a.shop.owner.once("till-1-visit-7").post("/v1/scans", scan).await.created();
        assert_ne!(other["scan"]["id"], first["scan"]["id"]);
        world.deliver().await;
    }
}

world_test! {
    async fn tokens_of_one_card_open_no_other(world, Setup::both()) {
        let (a, b) = (Belongings::of(world, "Alphonse").await, Belongings::of(world, "Berenice").await);
        let before = a.snapshot(world).await;
        let stranger = world.stranger().with("accept", "application/json");
        for word in ["card", "code", "short_code", "member", "apple_token", "slug"] {
            for end in ["", "/apple", "/google", "/stamps.png"] {
                stranger.get(&format!("/c/{}{end}", a.things[word])).await.refused(404, "card_not_found");
            }
            stranger.get(&format!("/img/{}.png", a.things[word])).await.refused(404, "not_found");
        }
        let pass = format!("/apple/v1/passes/{PASS_TYPE}/{}", a.things["card"]);
        let device = format!("/apple/v1/devices/{}/registrations/{PASS_TYPE}/{}", a.phone.device_library_identifier(), a.things["card"]);
        let tokens = [&b.things["apple_token"], &b.things["link"], &b.things["code"], &a.things["link"], &a.things["code"], &a.things["card"]];
        for token in tokens {
            let forger = stranger.with("authorization", &format!("ApplePass {token}"));
            forger.get(&pass).await.refused(401, "unauthorized");
            forger.post(&device, json!({ "pushToken": "ab".repeat(32) })).await.refused(401, "unauthorized");
            forger.delete(&device).await.refused(401, "unauthorized");
        }
        // The right token under the pass type of somebody else is as wrong.
        let other_type = stranger.with("authorization", &format!("ApplePass {}", a.things["apple_token"]));
        other_type.get(&format!("/apple/v1/passes/pass.example.tea/{}", a.things["card"])).await.refused(401, "unauthorized");
        assert_eq!(difference(&before, &a.snapshot(world).await, ""), None);
    }
}

world_test! {
    async fn a_browser_of_one_shop_brings_nothing_to_another(world, Setup::both()) {
        let (a, b) = (Belongings::of(world, "Alphonse").await, Belongings::of(world, "Berenice").await);
        let before = a.snapshot(world).await;
        let words = a.words(&before, &b.snapshot(world).await);
        let page = b.till.browser.with("accept", "text/html").get("/scan").await;
        let heard = words.iter().find(|word| page.text().contains(word.as_str()));
        assert!(page.status == 200 && heard.is_none(), "{heard:?}");
        // The cookie of a card of the other shop, its inviter and its place.
        let cookie = format!("card-{}={2}; card-{}={2}", b.shop.id, b.shop.slug, a.things["link"]);
        let browser = world.stranger().with("cookie", &cookie).with("sec-fetch-site", "same-origin");
        for inviter in ["member", "card"] {
            let path = format!("/j/{}?ref={}&loc={}", b.shop.slug, a.things[inviter], a.things["location"]);
            assert_eq!(browser.get(&path).await.status, 200);
            let joined = browser.send(Method::POST, &path, "application/x-www-form-urlencoded", "").await;
            assert_eq!(joined.status, 303);
            assert!(!joined.header("location").contains(a.things["link"].as_str()));
        }
        let log = json!(b.shop.log().await).to_string();
        let heard: Vec<&String> = words.iter().filter(|word| log.contains(word.as_str())).collect();
        assert!(heard.is_empty(), "the other shop's log tells {heard:?}");
        assert_eq!(difference(&before, &a.snapshot(world).await, ""), None);
    }
}
