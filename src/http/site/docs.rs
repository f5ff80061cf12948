//! `/docs`: the OpenAPI document as a page that people read.

// The API reference.
pub mod view;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use actix_web::HttpRequest;
use actix_web::web::Data;
use serde_json::Value;

use crate::app::App;
use crate::error::Code;
use crate::http::base::help::ErrorsPage;
use crate::http::base::page::{frame, html};
use crate::http::base::problem::Answer;
use crate::http::site::docs::view::{
    BodyShape, DocsPage, DocumentedAnswer, DocumentedField, Operation, Reference, RequestSample,
    TextRun, TypeWords,
};

/// The document does not change while the service runs, so it is read once.
static REFERENCE: LazyLock<Reference> = LazyLock::new(|| {
    reference(&serde_json::from_str(&crate::http::document("/")).unwrap_or_default())
});

/// Draws the page.
pub async fn docs(app: Data<App>, request: HttpRequest) -> Answer {
    html(&DocsPage {
        frame: frame(&app, &request, None),
        reference: &REFERENCE,
        address: app.public_url.to_string(),
    })
}

/// Every error with its status, by which to find its page.
pub async fn errors(app: Data<App>, request: HttpRequest) -> Answer {
    html(&ErrorsPage::new(
        frame(&app, &request, None),
        Code::ALL
            .iter()
            .map(|code| (code.as_str(), code.status())),
    ))
}

fn reference(document: &Value) -> Reference {
    let mut groups: BTreeMap<String, Vec<Operation>> = BTreeMap::new();
    for (path, methods) in members(&document["paths"]) {
        for (method, op) in members(methods) {
            groups
                .entry(text(&op["tags"][0]))
                .or_default()
                .push(operation(document, method, path, op));
        }
    }
    let shapes = members(&document["components"]["schemas"])
        .map(|(name, schema)| (name.clone(), shape(document, schema)));
    Reference {
        rules: text(&document["info"]["description"])
            .split("\n\n")
            .map(|rule| pieces(rule, false))
            .collect(),
        groups: groups.into_iter().collect(),
        shapes: shapes.collect(),
    }
}

fn operation(document: &Value, method: &str, path: &str, op: &Value) -> Operation {
    let words: Vec<&str> = path
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    Operation {
        anchor: format!("{method}-{}", words.join("-")),
        method: method.to_uppercase(),
        path: path.to_owned(),
        summary: pieces(
            [text(&op["summary"]), text(&op["description"])]
                .join(" ")
                .trim(),
            false,
        ),
        parameters: list(&op["parameters"])
            .map(|p| {
                field(
                    &text(&p["name"]),
                    &text(&p["in"]),
                    p,
                    &with_example(p),
                    p["required"] == true,
                )
            })
            .collect(),
        body: content(&op["requestBody"]).map(|schema| shape(document, schema)),
        replies: members(&op["responses"])
            .map(|(status, answer)| reply(document, status, answer))
            .collect(),
        samples: samples(method, path, op),
        answer: answer(op),
    }
}

/// Requests with `curl`: one for each kind of body that has an example.
fn samples(method: &str, path: &str, op: &Value) -> Vec<RequestSample> {
    let value = |p: &Value| {
        plain(
            p.get("example")
                .unwrap_or(&p["schema"]["example"]),
        )
    };
    let (mut address, mut query) = (path.to_owned(), Vec::new());
    for parameter in list(&op["parameters"]).filter(|parameter| parameter["required"] == true) {
        let name = text(&parameter["name"]);
        if parameter["in"] == "path" {
            address = address.replace(&format!("{{{name}}}"), &value(parameter));
        } else {
            query.push(format!("{name}={}", value(parameter)));
        }
    }
    if !query.is_empty() {
        address = format!("{address}?{}", query.join("&"));
    }
    let mut key = Vec::new();
    if list(&op["parameters"]).any(|parameter| parameter["name"] == "Idempotency-Key") {
        key.push("-H \"Idempotency-Key: $(uuidgen)\"".to_owned());
    }
    let method = if method == "get" {
        String::new()
    } else {
        format!("-X {} ", method.to_uppercase())
    };
    let request = |rest: Vec<String>| RequestSample {
        method: method.clone(),
        address: address.clone(),
        rest,
    };
    let with_body = |(kind, content): (&String, &Value)| {
        let body = match content.get("example")? {
            Value::String(file) => format!("--data-binary $'{}'", file.replace('\n', "\\n")),
            body => format!("-d '{}'", pretty(body)),
        };
        let rest = [format!("-H 'Content-Type: {kind}'"), body];
        Some(request(
            key.iter()
                .cloned()
                .chain(rest)
                .collect(),
        ))
    };
    let samples: Vec<RequestSample> = members(&op["requestBody"]["content"])
        .filter_map(with_body)
        .collect();
    if samples.is_empty() {
        vec![request(key)]
    } else {
        samples
    }
}

/// What comes back; where something is made, the last answer is the one for what is new.
fn answer(op: &Value) -> Option<(String, String)> {
    let answers = members(&op["responses"]).filter_map(|(status, answer)| {
        let example = answer["content"]["application/json"].get("example")?;
        Some((status.clone(), pretty(example)))
    });
    answers.last()
}

fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default()
}

/// A parameter's schema with the example that stands beside it.
fn with_example(parameter: &Value) -> Value {
    let mut schema = parameter["schema"].clone();
    if let (Value::Object(members), Some(example)) = (&mut schema, parameter.get("example")) {
        members.insert("example".into(), example.clone());
    }
    schema
}

fn reply(document: &Value, status: &str, answer: &Value) -> DocumentedAnswer {
    let refused = status.starts_with(['4', '5']);
    let body = content(answer)
        .filter(|_| !refused)
        .map(|schema| shape(document, schema));
    DocumentedAnswer {
        status: status.to_owned(),
        meaning: pieces(&text(&answer["description"]), refused),
        body,
    }
}

/// The schema of a body of whatever media type.
fn content(of: &Value) -> Option<&Value> {
    members(&of["content"])
        .map(|(_, content)| &content["schema"])
        .next()
}

/// A schema with its members; a reference is followed once, and what lies deeper is led to.
fn shape(document: &Value, schema: &Value) -> BodyShape {
    let kind = kind(schema);
    let schema = schema["$ref"]
        .as_str()
        .and_then(|place| document.pointer(place.trim_start_matches('#')))
        .unwrap_or(schema);
    let required = |name: &str| list(&schema["required"]).any(|needed| needed == name);
    let fields = members(&schema["properties"])
        .map(|(name, member)| field(name, "", member, member, required(name)));
    let mut fields: Vec<DocumentedField> = fields.collect();
    // The document's order is the alphabet's, which puts `id` in the middle; what is needed comes first.
    fields.sort_by_key(|field| (!field.required, field.name != "id"));
    BodyShape {
        kind,
        meaning: pieces(&text(&schema["description"]), false),
        fields,
        limits: limits(schema),
    }
}

fn field(
    name: &str,
    place: &str,
    described: &Value,
    schema: &Value,
    required: bool,
) -> DocumentedField {
    let either = list(&schema["oneOf"])
        .map(|one| text(&one["description"]))
        .find(|words| !words.is_empty());
    let own = text(&described["description"]);
    let meaning = if own.is_empty() {
        either.unwrap_or_default()
    } else {
        own
    };
    DocumentedField {
        name: name.to_owned(),
        place: place.to_owned(),
        kind: kind(schema),
        required,
        meaning: pieces(&meaning, false),
        limits: limits(schema),
    }
}

fn kind(schema: &Value) -> TypeWords {
    if let Some(place) = schema["$ref"].as_str() {
        return TypeWords {
            words: String::new(),
            shape: place
                .rsplit('/')
                .next()
                .map(str::to_owned),
        };
    }
    let nullable = list(&schema["oneOf"])
        .chain(list(&schema["type"]))
        .any(|one| one == "null" || one["type"] == "null");
    let or_null = if nullable {
        "null or "
    } else {
        ""
    };
    if let Some(one) = list(&schema["oneOf"]).find(|one| one["$ref"].is_string()) {
        return TypeWords {
            words: or_null.to_owned(),
            ..kind(one)
        };
    }
    if schema["oneOf"].is_array() {
        let kinds: Vec<String> = list(&schema["oneOf"])
            .map(|one| kind(one).words)
            .collect();
        return TypeWords {
            words: kinds.join(" or "),
            shape: None,
        };
    }
    let name = schema["type"].as_str().or_else(|| {
        list(&schema["type"])
            .filter_map(Value::as_str)
            .find(|name| *name != "null")
    });
    let name = name.unwrap_or("any");
    match (name, schema["additionalProperties"].is_object()) {
        ("array", _) => {
            let of = kind(&schema["items"]);
            TypeWords {
                words: format!("{or_null}array of {}", of.words),
                shape: of.shape,
            }
        }
        (_, true) => {
            let of = kind(&schema["additionalProperties"]);
            let words = if of.shape.is_some() {
                format!("{or_null}object, by name, of {}", of.words)
            } else {
                format!("{or_null}object of {}s by name", of.words)
            };
            TypeWords {
                words,
                shape: of.shape,
            }
        }
        ("string", _) if schema["format"] == "date-time" => TypeWords {
            words: format!("{or_null}time"),
            shape: None,
        },
        _ => TypeWords {
            words: format!("{or_null}{name}"),
            shape: None,
        },
    }
}

/// What a value may be, in words.
fn limits(schema: &Value) -> Vec<TextRun> {
    const WORDS: [(&str, &str, &str); 8] = [
        ("minimum", "at least ", ""),
        ("maximum", "at most ", ""),
        ("minLength", "at least ", " characters"),
        ("maxLength", "at most ", " characters"),
        ("minItems", "at least ", " entries"),
        ("maxItems", "at most ", " entries"),
        ("default", "otherwise ", ""),
        ("example", "for example ", ""),
    ];
    let mut said: Vec<String> = Vec::new();
    let values: Vec<String> = list(&schema["enum"])
        .map(plain)
        .collect();
    if !values.is_empty() {
        // Many words are one run of code: the page is long enough.
        let joint = if values.len() > 12 {
            ", "
        } else {
            "`, `"
        };
        said.push(format!("one of `{}`", values.join(joint)));
    }
    said.extend(
        WORDS
            .iter()
            .filter(|(word, ..)| !schema[*word].is_null())
            .map(|(word, before, after)| format!("{before}`{}`{after}", plain(&schema[*word]))),
    );
    pieces(&said.join("; "), false)
}

/// Cuts a sentence at its backticks and at the codes of errors; where only codes are listed, every one of them counts.
fn pieces(sentence: &str, only_codes: bool) -> Vec<TextRun> {
    let known = |word: &str| {
        Code::ALL
            .iter()
            .any(|code| code.as_str() == word && (only_codes || word.contains('_')))
    };
    let mut cut = Vec::new();
    for (at, part) in sentence.split('`').enumerate() {
        if at % 2 == 1 {
            cut.push(if known(part) {
                TextRun::Error(part.to_owned())
            } else {
                TextRun::Code(part.to_owned())
            });
            continue;
        }
        let mut plain = String::new();
        for word in part.split_inclusive(|c: char| !(c.is_ascii_alphanumeric() || c == '_')) {
            let name = word.trim_end_matches(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
            if known(name) {
                cut.push(TextRun::Plain(std::mem::take(&mut plain)));
                cut.push(TextRun::Error(name.to_owned()));
                plain.push_str(&word[name.len()..]);
            } else {
                plain.push_str(word);
            }
        }
        cut.push(TextRun::Plain(plain));
    }
    cut.retain(|piece| !matches!(piece, TextRun::Plain(words) if words.is_empty()));
    cut
}

fn plain(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

fn text(value: &Value) -> String {
    value
        .as_str()
        .unwrap_or_default()
        .to_owned()
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value
        .as_array()
        .into_iter()
        .flatten()
}

fn members(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value
        .as_object()
        .into_iter()
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_cut_at_backticks_and_at_errors() {
        let plain = |words: &str| TextRun::Plain(words.into());
        let (code, error) = (
            |words: &str| TextRun::Code(words.into()),
            |words: &str| TextRun::Error(words.into()),
        );
        assert_eq!(
            pieces("`mem_…` or forbidden", false),
            [code("mem_…"), plain(" or forbidden")]
        );
        assert_eq!(
            pieces("too_soon, forbidden", true),
            [error("too_soon"), plain(", "), error("forbidden")]
        );
        assert_eq!(
            pieces("See `too_soon`.", false),
            [plain("See "), error("too_soon"), plain(".")]
        );
    }

    #[test]
    fn every_call_shows_its_body_and_every_link_leads_somewhere() {
        let names: Vec<&str> = REFERENCE
            .shapes
            .iter()
            .map(|(name, _)| name.as_str())
            .collect();
        let operations = || {
            REFERENCE
                .groups
                .iter()
                .flat_map(|(_, operations)| operations)
        };
        let scan = operations()
            .find(|op| op.anchor == "post-v1-scans")
            .unwrap();
        let sent: Vec<&str> = scan
            .body
            .as_ref()
            .unwrap()
            .fields
            .iter()
            .map(|field| field.name.as_str())
            .collect();
        assert!(
            sent.contains(&"code") && sent.contains(&"confirm"),
            "{sent:?}"
        );
        let bodies = operations().flat_map(|op| {
            op.body.iter().chain(
                op.replies
                    .iter()
                    .filter_map(|reply| reply.body.as_ref()),
            )
        });
        for shape in bodies.chain(
            REFERENCE
                .shapes
                .iter()
                .map(|(_, shape)| shape),
        ) {
            for kind in shape
                .fields
                .iter()
                .map(|field| &field.kind)
                .chain([&shape.kind])
            {
                assert!(
                    kind.shape
                        .as_deref()
                        .is_none_or(|name| names.contains(&name)),
                    "{kind:?}"
                );
            }
        }
        let sample = &scan.samples[0];
        assert_eq!(sample.method, "-X POST ");
        assert!(
            sample
                .rest
                .iter()
                .any(|part| part.starts_with("-d '{")),
            "{:?}",
            sample
        );
        for operation in operations() {
            for RequestSample { address, rest, .. } in &operation.samples {
                assert!(
                    address.starts_with("/v1/") && !address.contains(['{', ' ']),
                    "{address}"
                );
                assert!(
                    rest.iter()
                        .all(|part| part.matches('\'').count() % 2 == 0),
                    "a quote would end the example: {rest:?}"
                );
            }
            let empty = operation
                .replies
                .iter()
                .all(|reply| {
                    reply
                        .body
                        .as_ref()
                        .is_none_or(|body| body.kind.words == "string")
                });
            assert!(
                operation.answer.is_some() || empty,
                "{} shows no answer",
                operation.path
            );
        }
        assert!(
            REFERENCE.rules.len() > 4,
            "what holds for every call is told first"
        );
        let mut anchors: Vec<&str> = operations()
            .map(|op| op.anchor.as_str())
            .collect();
        anchors.sort_unstable();
        anchors.dedup();
        assert_eq!(anchors.len(), operations().count());
    }
}
