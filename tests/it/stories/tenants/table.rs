//! How each operation is called with things that are another shop's, and who may call it at all.

use std::collections::BTreeMap;

use serde_json::{Value, json};

/// What a shop has, by kind.
pub type Things = BTreeMap<&'static str, String>;

/// A part that a caller plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Owner,
    /// A staff key or a till.
    Staff,
    Reader,
    Operator,
}

const OWNER: &[Part] = &[Part::Owner];
const STAFF: &[Part] = &[Part::Owner, Part::Staff];
const READER: &[Part] = &[Part::Owner, Part::Reader];
const OPERATOR: &[Part] = &[Part::Operator];

/// What somebody is told who may make the call.
#[derive(Clone, Debug)]
pub enum Told {
    /// An answer, with only the caller's own things in it.
    Own,
    /// A refusal: status and code.
    No(u16, &'static str),
}

/// One call that names another shop's things.
#[derive(Clone, Debug)]
pub struct Probe {
    pub path: String,
    pub body: Option<Value>,
    pub told: Told,
}

/// Who may call an operation, and the calls.
pub struct Row {
    pub parts: &'static [Part],
    pub probes: Vec<Probe>,
}

fn get(path: impl Into<String>, told: Told) -> Probe {
    Probe {
        path: path.into(),
        body: None,
        told,
    }
}

fn send(path: impl Into<String>, body: Value, told: Told) -> Probe {
    Probe {
        path: path.into(),
        body: Some(body),
        told,
    }
}

const NO_CARD: Told = Told::No(404, "card_not_found");
const NOTHING: Told = Told::No(404, "not_found");
const WRONG: Told = Told::No(422, "invalid_request");

/// The row of an operation: with `a`'s things, in the hands of `b`. None for one that nobody wrote a row for.
pub fn row(operation: &str, a: &Things, b: &Things) -> Option<Row> {
    let cards = || {
        [
            ("code", &a["code"]),
            ("code", &a["short_code"]),
            ("card_id", &a["card"]),
        ]
    };
    let (parts, probes) = match operation {
        "GET /v1/cards" => (OWNER, pages("/v1/cards", &a["card"])),
        "POST /v1/cards" => (STAFF, issue(a)),
        "GET /v1/cards/lookup" => {
            let names = [
                "code",
                "short_code",
                "link",
                "apple_token",
                "card",
                "member",
                "external",
            ];
            (
                STAFF,
                names
                    .iter()
                    .map(|name| get(format!("/v1/cards/lookup?code={}", a[name]), NO_CARD))
                    .collect(),
            )
        }
        "GET /v1/cards/{id}" => {
            let names = ["card", "code", "short_code", "member", "scan"];
            (
                STAFF,
                names
                    .iter()
                    .map(|name| get(format!("/v1/cards/{}", a[name]), NO_CARD))
                    .collect(),
            )
        }
        "PATCH /v1/cards/{id}" => {
            let states = ["ended", "paused", "active"];
            (
                OWNER,
                states
                    .iter()
                    .map(|state| {
                        send(
                            format!("/v1/cards/{}", a["card"]),
                            json!({ "state": state }),
                            NO_CARD,
                        )
                    })
                    .collect(),
            )
        }
        "POST /v1/scans" => {
            let path = "/v1/scans";
            let mut probes: Vec<Probe> = cards()
                .iter()
                .map(|(name, id)| send(path, json!({ *name: id }), NO_CARD))
                .collect();
            probes.extend(cards().iter().map(|(name, id)| {
                send(
                    path,
                    json!({ *name: id, "location_id": a["location"], "confirm": true }),
                    NO_CARD,
                )
            }));
            probes.push(send(
                path,
                json!({ "card_id": b["card"], "location_id": a["location"] }),
                WRONG,
            ));
            probes.push(send(
                path,
                json!({ "card_id": a["card"], "code": a["code"], "location_id": a["location"] }),
                WRONG,
            ));
            probes.push(send(
                path,
                json!({ "card_id": b["card"], "code": a["code"] }),
                WRONG,
            ));
            (STAFF, probes)
        }
        "GET /v1/scans" => (STAFF, pages("/v1/scans", &a["scan"])),
        "GET /v1/scans/{id}" => (
            STAFF,
            vec![get(format!("/v1/scans/{}", a["scan"]), NOTHING)],
        ),
        "PATCH /v1/scans/{id}" => (
            STAFF,
            vec![send(
                format!("/v1/scans/{}", a["scan"]),
                json!({ "amount_minor": 450 }),
                NOTHING,
            )],
        ),
        "POST /v1/scans/{id}/void" => (STAFF, voids("scans", &a["scan"])),
        "POST /v1/redemptions" => (STAFF, redeem(a, b)),
        "POST /v1/redemptions/{id}/void" => (STAFF, voids("redemptions", &a["redemption"])),
        "POST /v1/stamps" => {
            let body = |id: &str, delta: i64| json!({ "card_id": id, "delta": delta, "reason": "correction" });
            let probes = [("card", 1), ("card", -1), ("code", 1), ("member", 1)];
            (
                OWNER,
                probes
                    .iter()
                    .map(|(name, delta)| send("/v1/stamps", body(&a[name], *delta), NO_CARD))
                    .collect(),
            )
        }
        "GET /v1/members" => {
            let names = [
                "code",
                "short_code",
                "card",
                "member",
                "external",
                "email",
                "phone",
            ];
            let mut probes = pages("/v1/members", &a["member"]);
            probes.extend(
                names
                    .iter()
                    .map(|name| get(format!("/v1/members?q={}", a[name]), Told::Own)),
            );
            (OWNER, probes)
        }
        "GET /v1/members/{id}" => (
            OWNER,
            ["member", "card", "code"]
                .iter()
                .map(|name| get(format!("/v1/members/{}", a[name]), NOTHING))
                .collect(),
        ),
        "PATCH /v1/members/{id}" => {
            let path = format!("/v1/members/{}", a["member"]);
            let probes = vec![
                send(
                    path.clone(),
                    json!({ "name": "x", "external_id": a["external"] }),
                    NOTHING,
                ),
                send(
                    path,
                    json!({ "phone": null, "email": null, "consents": null }),
                    NOTHING,
                ),
            ];
            (OWNER, probes)
        }
        "GET /v1/members/{id}/export" => (
            OWNER,
            vec![get(format!("/v1/members/{}/export", a["member"]), NOTHING)],
        ),
        "DELETE /v1/members/{id}" => (
            OWNER,
            vec![get(format!("/v1/members/{}", a["member"]), NOTHING)],
        ),
        "POST /v1/members/{id}/merge" => {
            let path = |member: &str| format!("/v1/members/{member}/merge");
            let probes = vec![
                send(path(&a["member"]), json!({ "into": b["member"] }), NOTHING),
                send(path(&b["member"]), json!({ "into": a["member"] }), WRONG),
                send(path(&a["member"]), json!({ "into": a["member"] }), WRONG),
            ];
            (OWNER, probes)
        }
        "GET /v1/metrics" => {
            let from = "/v1/metrics?metrics=all&from=2020-01-01&to=2029-01-01";
            let asked = [
                String::new(),
                format!("&join_location={}", a["location"]),
                format!("&visit_location={}", a["location"]),
            ];
            let mut probes: Vec<Probe> = asked
                .iter()
                .map(|more| get(format!("{from}{more}"), Told::Own))
                .collect();
            probes.push(get(
                format!("{from}{}{}&series=quarter", asked[1], asked[2]),
                Told::Own,
            ));
            (READER, probes)
        }
        "GET /v1/metrics/{id}/members" => {
            let asked = |more: String| {
                format!("/v1/metrics/visits/members?from=2020-01-01&to=2029-01-01{more}")
            };
            let place = format!("&join_location={0}&visit_location={0}", a["location"]);
            let mut probes = pages("/v1/metrics/total_members/members", &a["member"]);
            probes.extend([String::new(), place].map(|more| get(asked(more), Told::Own)));
            (OWNER, probes)
        }
        "GET /v1/metrics/definitions" => (READER, vec![get("/v1/metrics/definitions", Told::Own)]),
        "GET /v1/events" => {
            let asked = [
                format!("card_id={}", a["card"]),
                format!("member_id={}", a["member"]),
                "type=stamps_changed".to_owned(),
            ];
            let mut probes: Vec<Probe> = asked
                .iter()
                .map(|one| get(format!("/v1/events?limit=200&{one}"), Told::Own))
                .collect();
            probes.push(get(
                format!("/v1/events?limit=200&{}&cursor=0", asked.join("&")),
                Told::Own,
            ));
            (READER, probes)
        }
        operation if operation.starts_with("GET /v1/exports/events.") => {
            let path = &operation["GET ".len()..];
            let asked = [
                format!("card_id={}", a["card"]),
                format!("member_id={}", a["member"]),
                "type=stamps_changed".to_owned(),
            ];
            let mut probes: Vec<Probe> = asked
                .iter()
                .map(|one| get(format!("{path}?{one}"), Told::Own))
                .collect();
            probes.extend([
                get(path, Told::Own),
                get(format!("{path}?{}", asked.join("&")), Told::Own),
            ]);
            (READER, probes)
        }
        operation if operation.starts_with("GET /v1/exports/") => {
            let path = &operation["GET ".len()..];
            (
                READER,
                vec![
                    get(path, Told::Own),
                    get(
                        format!("{path}?since=2020-01-01T00:00:00Z&until=2200-01-01T00:00:00Z"),
                        Told::Own,
                    ),
                ],
            )
        }
        "GET /v1/program" => (OWNER, vec![get("/v1/program", Told::Own)]),
        "PUT /v1/program" => (
            OWNER,
            vec![send(
                "/v1/program?dry_run=true",
                json!({ "name": a["slug"] }),
                WRONG,
            )],
        ),
        "GET /v1/keys" => (OWNER, pages("/v1/keys", &a["key"])),
        "POST /v1/keys" => (
            OWNER,
            vec![send("/v1/keys", json!({ "role": "reader" }), Told::Own)],
        ),
        "DELETE /v1/keys/{id}" => (OWNER, vec![get(format!("/v1/keys/{}", a["key"]), NOTHING)]),
        "GET /v1/locations" => (OWNER, pages("/v1/locations", &a["location"])),
        "POST /v1/locations" => (
            OWNER,
            vec![send("/v1/locations", json!({ "name": "Here" }), Told::Own)],
        ),
        "GET /v1/locations/{id}" => (
            OWNER,
            vec![get(format!("/v1/locations/{}", a["location"]), NOTHING)],
        ),
        "PATCH /v1/locations/{id}" => (
            OWNER,
            vec![send(
                format!("/v1/locations/{}", a["location"]),
                json!({ "name": "Mine" }),
                NOTHING,
            )],
        ),
        "GET /v1/tills" => (OWNER, pages("/v1/tills", &a["till"])),
        "POST /v1/tills" => (
            OWNER,
            vec![send(
                "/v1/tills",
                json!({ "name": "Here", "location_id": a["location"] }),
                WRONG,
            )],
        ),
        "DELETE /v1/tills/{id}" => (
            OWNER,
            vec![get(format!("/v1/tills/{}", a["till"]), NOTHING)],
        ),
        "GET /v1/deliveries" => {
            let mut probes = pages("/v1/deliveries", &a["delivery"]);
            probes.extend(
                ["", "&state=delivered", "&state=pending", "&channel=google"]
                    .iter()
                    .map(|more| {
                        get(
                            format!("/v1/deliveries?card_id={}{more}", a["card"]),
                            Told::Own,
                        )
                    }),
            );
            (OWNER, probes)
        }
        "POST /v1/deliveries/{id}/retry" => (
            OWNER,
            vec![send(
                format!("/v1/deliveries/{}/retry", a["delivery"]),
                json!({}),
                NOTHING,
            )],
        ),
        "POST /v1/visits/import" => {
            let visit =
                json!({ "member": a["member"], "at": "2025-03-01", "location": a["location"] });
            let of = |more: &str| format!("/v1/visits/import?{more}");
            let place = format!("location_id={}", a["location"]);
            (
                OWNER,
                vec![
                    send(of("ref=member"), visit.clone(), Told::Own),
                    send(of(&place), visit.clone(), WRONG),
                    send(of(&format!("ref=at&{place}")), visit, WRONG),
                ],
            )
        }
        "GET /v1/visits/import" => (OWNER, pages("/v1/visits/import", &a["import"])),
        "GET /v1/visits/import/{id}" => (
            OWNER,
            vec![get(format!("/v1/visits/import/{}", a["import"]), NOTHING)],
        ),
        "GET /v1/visits/import/{id}/bad" => {
            let path = format!("/v1/visits/import/{}/bad", a["import"]);
            (
                OWNER,
                vec![
                    get(path.clone(), NOTHING),
                    get(format!("{path}?cursor=1&limit=1"), NOTHING),
                ],
            )
        }
        "GET /v1/costs" => (OWNER, pages("/v1/costs", &a["cost"])),
        "POST /v1/costs" => {
            let bodies = [
                json!({ "kind": "other", "amount_minor": 5, "location_id": a["location"] }),
                json!({ "corrects": a["cost"], "amount_minor": -1 }),
            ];
            (
                OWNER,
                bodies
                    .into_iter()
                    .map(|body| send("/v1/costs", body, WRONG))
                    .collect(),
            )
        }
        "GET /v1/experiments" => (OWNER, pages("/v1/experiments", &a["experiment"])),
        "POST /v1/experiments" => {
            let body = |kind: &str, members: Value| json!({ "name": "x", "kind": kind, "outcome_source": "imported", "holdout_share": 0.5, "members": members });
            let probe = |kind: &str, members: Value, told: Told| {
                send("/v1/experiments", body(kind, members), told)
            };
            let probes = vec![
                probe("campaign", json!([a["member"], b["member"]]), WRONG),
                probe("programme", json!([a["member"], "new"]), WRONG),
                // The same external ids name other people in another shop.
                probe(
                    "programme",
                    json!([a["held"], format!("{}-too", a["held"])]),
                    Told::Own,
                ),
            ];
            (OWNER, probes)
        }
        "GET /v1/experiments/{id}" => (
            OWNER,
            vec![get(format!("/v1/experiments/{}", a["experiment"]), NOTHING)],
        ),
        "GET /v1/experiments/{id}/members" => {
            let path = format!("/v1/experiments/{}/members", a["experiment"]);
            let more = format!("{path}?arm=control&cursor={}&limit=1", a["member"]);
            (OWNER, vec![get(path, NOTHING), get(more, NOTHING)])
        }
        "GET /v1/merchants" => (
            OPERATOR,
            vec![get(
                "/v1/merchants?cursor=mer_00000000000000000000000000",
                Told::Own,
            )],
        ),
        "POST /v1/merchants" => (
            OPERATOR,
            vec![send(
                "/v1/merchants",
                json!({ "name": "Third", "slug": a["slug"] }),
                Told::No(409, "slug_taken"),
            )],
        ),
        _ => return None,
    };
    Some(Row { parts, probes })
}

/// A list, whole and beginning after another shop's entry.
fn pages(path: &str, cursor: &str) -> Vec<Probe> {
    vec![
        get(format!("{path}?limit=200"), Told::Own),
        get(format!("{path}?cursor={cursor}&limit=1"), Told::Own),
    ]
}

fn issue(a: &Things) -> Vec<Probe> {
    let probe = |body: Value, told: Told| send("/v1/cards", body, told);
    let known = json!({ "external_id": a["external"] });
    vec![
        // The same external id names another person in another shop.
        probe(json!({ "member": known }), Told::Own),
        probe(json!({ "location_id": a["location"] }), WRONG),
        probe(json!({ "ref": a["member"] }), WRONG),
        probe(json!({ "ref": a["card"] }), WRONG),
        probe(
            json!({ "ref": a["card"], "location_id": a["location"], "member": { "name": "x" } }),
            WRONG,
        ),
    ]
}

fn redeem(a: &Things, b: &Things) -> Vec<Probe> {
    let probe = |body: Value, told: Told| send("/v1/redemptions", body, told);
    vec![
        probe(json!({ "code": a["code"] }), NO_CARD),
        probe(json!({ "code": a["short_code"] }), NO_CARD),
        probe(json!({ "card_id": a["card"] }), NO_CARD),
        probe(
            json!({ "card_id": a["card"], "reward_id": a["reward"], "location_id": a["location"] }),
            NO_CARD,
        ),
        probe(
            json!({ "code": a["code"], "reward_id": a["reward"] }),
            NO_CARD,
        ),
        probe(
            json!({ "card_id": b["card"], "reward_id": a["reward"] }),
            Told::No(404, "reward_not_found"),
        ),
        probe(
            json!({ "card_id": b["card"], "location_id": a["location"] }),
            WRONG,
        ),
        probe(
            json!({ "card_id": b["card"], "reward_id": a["reward"], "location_id": a["location"] }),
            WRONG,
        ),
    ]
}

fn voids(what: &str, id: &str) -> Vec<Probe> {
    let path = format!("/v1/{what}/{id}/void");
    vec![
        send(&path, json!({}), NOTHING),
        send(&path, json!({ "reason": "not mine" }), NOTHING),
    ]
}
