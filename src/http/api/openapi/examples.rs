//! Examples for the document. An answer's is made of its shape and a value for each name, so that none is missing and none tells
//! of what the shape has not; a request's is written down, because a request never says all that could be said.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::error::Code;
use crate::locale::Locale;

/// What is written down.
#[derive(Deserialize, Default)]
struct GivenExamples {
    /// Fields (`Shape.name`) that stand only in an answer about one thing, never in a list.
    alone: Vec<String>,
    /// Values by `Shape.name`, by name, or of a whole shape.
    values: Map<String, Value>,
    /// Bodies by the id of their operation; of an operation that takes several kinds, by kind.
    requests: Map<String, Value>,
    /// Answers that say less than their shape could, by the id of their operation.
    answers: Map<String, Value>,
}

static GIVEN: LazyLock<GivenExamples> =
    LazyLock::new(|| serde_json::from_str(include_str!("examples.json")).unwrap_or_default());

/// Stands for a value that nobody has written down; a test finds it.
const MISSING: &str = "?";

/// Gives every request and every answer of a document its example, and every code an example of its problem.
pub(super) fn put(document: &mut Value) {
    let shapes = document["components"]["schemas"].clone();
    let mut named = BTreeSet::new();
    let paths = document
        .get_mut("paths")
        .and_then(Value::as_object_mut)
        .into_iter()
        .flat_map(Map::values_mut);
    for operation in paths
        .filter_map(Value::as_object_mut)
        .flat_map(Map::values_mut)
    {
        let id = operation["operationId"]
            .as_str()
            .unwrap_or_default()
            .to_owned();
        let request = GIVEN.requests.get(&id);
        for (kind, content) in contents(operation.get_mut("requestBody")) {
            let whole = || request.filter(|_| kind == "application/json");
            let of_kind = request.and_then(|request| request.get(kind.as_str()));
            if let Some(example) = of_kind.or_else(whole) {
                content["example"] = example.clone();
            }
        }
        for answer in operation
            .get_mut("responses")
            .and_then(Value::as_object_mut)
            .into_iter()
            .flat_map(Map::values_mut)
        {
            let codes = codes_in(
                answer["description"]
                    .as_str()
                    .unwrap_or_default(),
            );
            for (kind, content) in contents(Some(answer)) {
                match kind.as_str() {
                    "application/json" => {
                        let made = || example(&shapes, &content["schema"], "", "", false);
                        let given = GIVEN.answers.get(&id).cloned();
                        content["example"] = given.unwrap_or_else(made)
                    }
                    "application/problem+json" => {
                        content["examples"] = codes
                            .iter()
                            .map(|code| led_to(*code))
                            .collect()
                    }
                    _ => {}
                }
            }
            named.extend(
                codes
                    .iter()
                    .map(|code| code.as_str()),
            );
        }
    }
    let problems = Code::ALL
        .iter()
        .filter(|code| named.contains(code.as_str()));
    document["components"]["examples"] = problems
        .map(|code| (code.as_str().to_owned(), problem(*code)))
        .collect();
}

/// The bodies of a request or an answer, by their kind.
fn contents(of: Option<&mut Value>) -> impl Iterator<Item = (&String, &mut Value)> {
    of.and_then(|of| of.get_mut("content"))
        .and_then(Value::as_object_mut)
        .into_iter()
        .flatten()
}

/// The codes that a refusal's description lists.
fn codes_in(description: &str) -> Vec<Code> {
    let named = |code: &&Code| {
        description
            .split(", ")
            .any(|word| word == code.as_str())
    };
    Code::ALL
        .iter()
        .filter(named)
        .copied()
        .collect()
}

fn led_to(code: Code) -> (String, Value) {
    (
        code.as_str().to_owned(),
        json!({ "$ref": format!("#/components/examples/{}", code.as_str()) }),
    )
}

/// What a refusal looks like.
fn problem(code: Code) -> Value {
    let wrong = "must be a whole number from 1 to 200";
    let (detail, errors) = match code {
        Code::InvalidRequest => (
            format!("limit {wrong}."),
            json!([{ "pointer": "limit", "detail": wrong }]),
        ),
        _ => (
            Locale::default()
                .error_help(code.as_str())
                .unwrap_or_else(|| code.title().to_owned()),
            json!([]),
        ),
    };
    json!({
        "summary": code.title(),
        "value": {
            "type": format!("https://cards.example.com/help/errors/{}", code.as_str()),
            "title": code.title(),
            "status": code.status(),
            "detail": detail,
            "code": code.as_str(),
            "request_id": "req_01jt8z6m3vf5x9qk2b7n4c0dwe",
            "errors": errors,
        },
    })
}

/// An example of a schema that stands as `name` in `shape`, maybe in an entry of a list.
fn example(shapes: &Value, schema: &Value, shape: &str, name: &str, listed: bool) -> Value {
    let keys = if name.is_empty() {
        vec![shape.to_owned()]
    } else {
        vec![format!("{shape}.{name}"), name.to_owned()]
    };
    if let Some(given) = keys
        .iter()
        .find_map(|key| GIVEN.values.get(key))
    {
        return given.clone();
    }
    if let Some(place) = schema["$ref"].as_str() {
        let shape = place
            .rsplit('/')
            .next()
            .unwrap_or_default();
        return example(shapes, &shapes[shape], shape, "", listed);
    }
    let either = ["oneOf", "anyOf"]
        .iter()
        .find_map(|word| schema[*word].as_array());
    if let Some(one) = either.and_then(|all| {
        all.iter()
            .find(|one| one["type"] != "null")
    }) {
        return example(shapes, one, shape, MISSING, listed);
    }
    if let Some(parts) = schema["allOf"].as_array() {
        let parts = parts
            .iter()
            .map(|part| example(shapes, part, shape, "", listed));
        return parts
            .filter_map(|part| {
                if let Value::Object(members) = part {
                    Some(members)
                } else {
                    None
                }
            })
            .flatten()
            .collect();
    }
    if let Some(members) = schema["properties"].as_object() {
        let listed = listed || shape.ends_with("Page");
        let shown = members.iter().filter(|(name, _)| {
            !listed
                || !GIVEN
                    .alone
                    .contains(&format!("{shape}.{name}"))
        });
        return shown
            .map(|(name, member)| (name.clone(), example(shapes, member, shape, name, listed)))
            .collect();
    }
    let is = |kind: &str| {
        schema["type"] == kind
            || schema["type"]
                .as_array()
                .is_some_and(|all| all.iter().any(|one| one == kind))
    };
    match &schema["enum"][0] {
        Value::Null if is("array") => {
            json!([example(shapes, &schema["items"], shape, MISSING, listed)])
        }
        Value::Null if is("object") => json!({}),
        Value::Null => MISSING.into(),
        first => first.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(value: &Value, found: &mut Vec<String>) {
        match value {
            Value::Array(list) => list
                .iter()
                .for_each(|one| all(one, found)),
            Value::Object(members) => members
                .iter()
                .for_each(|(name, one)| {
                    if one == MISSING {
                        found.push(name.clone());
                    }
                    all(one, found);
                }),
            _ => {}
        }
    }

    #[test]
    fn every_value_is_written_down() {
        let document: Value = serde_json::from_str(&super::super::document("/")).unwrap();
        let mut missing = Vec::new();
        all(&document, &mut missing);
        assert_eq!(missing, Vec::<String>::new(), "name them in examples.json");
    }

    #[test]
    fn every_body_and_every_answer_has_an_example() {
        let document: Value = serde_json::from_str(&super::super::document("/")).unwrap();
        let mut requests: Vec<&str> = Vec::new();
        for operation in document["paths"]
            .as_object()
            .unwrap()
            .values()
            .flat_map(|item| item.as_object().unwrap().values())
        {
            let id = operation["operationId"]
                .as_str()
                .unwrap();
            if operation
                .get("requestBody")
                .is_some()
            {
                requests.push(id);
            }
            for (status, answer) in operation["responses"]
                .as_object()
                .unwrap()
            {
                let json = &answer["content"]["application/json"];
                assert!(
                    json.is_null() || json["example"].is_object(),
                    "{id} {status}"
                );
                let problem = &answer["content"]["application/problem+json"];
                assert!(
                    problem.is_null()
                        || problem["examples"]
                            .as_object()
                            .is_some_and(|all| !all.is_empty()),
                    "{id} {status}"
                );
            }
        }
        requests.sort_unstable();
        let given: Vec<&str> = GIVEN
            .requests
            .keys()
            .map(String::as_str)
            .collect();
        assert_eq!(given, requests);
    }
}
