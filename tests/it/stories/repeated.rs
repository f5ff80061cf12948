//! What is refused is not repeated at length: an answer, a log or a page that shows it must not be filled by a stranger.

use reqwest::Method;
use serde_json::{Value, json};

use super::operations::{Operation, operations};
use crate::world::{Answer, Caller, Setup};

/// A sign that stands nowhere in our own words.
const SIGN: char = 'Ω';
/// Characters that a text of a refusal may repeat.
const MOST: usize = 100;

fn long() -> String {
    SIGN.to_string().repeat(600)
}

/// The same in an address.
fn encoded() -> String {
    "%CE%A9".repeat(600)
}

/// Whether a refusal repeats more than it may in one of its texts, or a page or header of it in all.
fn repeats(answer: &Answer) -> Option<String> {
    let count = |text: &str| {
        text.matches(SIGN).count()
            + text.matches("%CE%A9").count()
            + text.matches("\\u{3a9}").count()
    };
    let text = answer.text();
    let most = match serde_json::from_str::<Value>(&text) {
        Ok(problem) => texts(&problem)
            .iter()
            .map(|text| count(text))
            .max()
            .unwrap_or(0),
        // A form that is shown again holds what was typed.
        Err(_) => count(
            &text
                .split(" value=\"")
                .map(|part| {
                    part.split_once('"')
                        .map_or(part, |(_, rest)| rest)
                })
                .collect::<String>(),
        ),
    };
    let headers = answer
        .headers
        .values()
        .map(|value| count(&String::from_utf8_lossy(value.as_bytes())))
        .max()
        .unwrap_or(0);
    let at = text
        .find(SIGN)
        .or_else(|| text.find("%CE"))
        .unwrap_or(0);
    let around = || {
        text.get(at.saturating_sub(100)..)
            .unwrap_or(&text)
            .chars()
            .take(200)
            .collect::<String>()
    };
    (answer.status >= 300 && most.max(headers) > MOST)
        .then(|| format!("{} {}", answer.status, around()))
}

fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Array(items) => items
            .iter()
            .flat_map(texts)
            .collect(),
        Value::Object(members) => members
            .iter()
            .flat_map(|(name, value)| [vec![name.clone()], texts(value)].concat())
            .collect(),
        _ => vec![],
    }
}

/// The address with something in the place of its `{…}` parts.
fn address(operation: &Operation, part: &str) -> String {
    let steps = operation
        .path
        .split('/')
        .map(|step| {
            if step.starts_with('{') {
                part
            } else {
                step
            }
        });
    steps.collect::<Vec<_>>().join("/")
}

/// Bodies in which one thing is long: each member in turn, as a text, in an object and in a list; and a name that nobody knows.
fn bodies(operation: &Operation) -> Vec<Value> {
    let Some(schema) = &operation.body else {
        return vec![];
    };
    let names = schema["properties"]
        .as_object()
        .into_iter()
        .flatten()
        .map(|(name, _)| name.clone());
    let of = |name: String| {
        [
            json!({ &name: long() }),
            json!({ &name: { long(): long() } }),
            json!({ &name: [long()] }),
        ]
    };
    names
        .flat_map(of)
        .chain([json!({ long(): 1 })])
        .collect()
}

/// Everything that can be long in a call of this operation.
async fn calls(caller: &Caller, operation: &Operation) -> Vec<(String, Answer)> {
    let method = Method::from_bytes(operation.method.as_bytes()).unwrap();
    let plain = address(operation, "x");
    let mut answers = Vec::new();
    for address in operation
        .query
        .iter()
        .map(|name| format!("{plain}?{name}={}", encoded()))
        .chain([
            format!("{plain}?{}=1", encoded()),
            address(operation, &encoded()),
            format!("{plain}/{}", encoded()),
        ])
    {
        answers.push((
            address.clone(),
            caller
                .json(method.clone(), &address, json!({}))
                .await,
        ));
    }
    for body in bodies(operation) {
        answers.push((
            body.to_string(),
            caller
                .json(method.clone(), &plain, body)
                .await,
        ));
    }
    for header in [
        "idempotency-key",
        "accept",
        "accept-language",
        "content-type",
        "authorization",
        "cookie",
        "origin",
        "x-request-id",
    ] {
        let caller = caller.with(header, &encoded());
        answers.push((
            header.to_owned(),
            caller
                .request_bare(method.clone(), &plain)
                .await,
        ));
    }
    answers
}

world_test! {
    async fn no_refusal_repeats_more_than_a_hundred_characters(world, Setup { limits: false, ..Setup::default() }) {
        let shop = world.shop("Coffee").open().await;
        let (operator, mut faults) = (world.operator().await, Vec::new());
        for operation in operations(world).await {
            let caller = if operation.path.starts_with("/v1/merchants") { &operator } else { &shop.owner };
            for (what, answer) in calls(caller, &operation).await {
                let what: String = what.chars().take(120).collect();
                faults.extend(repeats(&answer).map(|fault| format!("{} {what}: {fault}", operation.name)));
            }
        }
        let program = shop.owner.get("/v1/program").await.ok();
        for name in program.as_object().unwrap().keys() {
            for value in [json!(long()), json!([long()]), json!({ long(): long() }), json!([{ "at": 1, "name": long() }])] {
                let mut wrong = program.clone();
                wrong[name] = value;
                faults.extend(repeats(&shop.owner.put("/v1/program", wrong).await).map(|fault| format!("program {name}: {fault}")));
            }
        }
        let names: String = (0..40).map(|n| format!("{n}{},", &long()[..60])).collect();
        for table in [format!("{names}x\n1,2\n"), format!("member,date,{}\n{1},{1},{1}\n", names.trim_end_matches(','), long())] {
            let answer = shop.owner.send(Method::POST, "/v1/visits/import?dry_run=true&amount=x", "text/csv", table).await;
            faults.extend(repeats(&answer).map(|fault| format!("import: {fault}")));
        }
        assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
    }
}

world_test! {
    async fn no_page_repeats_more_than_a_hundred_characters(world, Setup { limits: false, ..Setup::default() }) {
        let shop = world.shop("Coffee").open().await;
        let card = shop.issue_card().await;
        let (owner, mut faults) = (shop.signed_in(world).await.with("accept", "text/html"), Vec::new());
        let stranger = world.stranger().with("accept", "text/html");
        let member = format!("/admin/members/{}", card.member());
        let join = format!("/j/{}", shop.slug);
        let pages = [
            "/", "/admin", "/admin/members", "/admin/staff", "/admin/setup", "/admin/card", "/admin/sign-in", "/admin/poster", "/c", "/scan", "/j",
            &member, &join,
        ];
        for page in pages {
            for address in [format!("{page}/{}", encoded()), format!("{page}?lang={0}&cursor={0}&{0}=1&next={0}&t={0}", &encoded()[..600])] {
                for browser in [&owner, &stranger] {
                    faults.extend(repeats(&browser.get(&address).await).map(|fault| format!("{page}: {fault}")));
                }
            }
        }
        let forms = [
            ("/admin/staff/tills", vec!["name", "place"]),
            ("/admin/staff/places", vec!["name"]),
            ("/admin/members", vec!["q"]),
            ("/admin/sign-in", vec!["key", "next"]),
            (&join, vec!["name", "email", "phone", "ref"]),
        ];
        let of_member = [("stamps", vec!["delta", "reason", "note", "once"]), ("card", vec!["card", "state"]), ("profile", vec!["name", "email", "phone", "external_id"]), ("undo", vec!["visit"]), ("merge", vec!["other"])];
        let of_member = of_member.map(|(what, fields)| (format!("{member}/{what}"), fields));
        let forms = forms.map(|(way, fields)| (way.to_owned(), fields)).into_iter().chain(of_member);
        for (way, fields) in forms {
            for field in fields {
                let answer = owner.send(Method::POST, &way, "application/x-www-form-urlencoded", format!("{field}={}", encoded())).await;
                faults.extend(repeats(&answer).map(|fault| format!("{way} {field}: {fault}")));
            }
        }
        assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
    }
}
