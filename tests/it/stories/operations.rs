//! Every operation of the API, read out of the document that the service serves: whoever adds an address adds it to the
//! walks, without thinking of them.

use serde_json::Value;

use crate::world::World;

/// One method at one address.
#[derive(Clone, Debug)]
pub struct Operation {
    /// `POST /v1/scans/{id}/void`
    pub name: String,
    /// In capitals.
    pub method: String,
    /// The address with its `{…}` parts.
    pub path: String,
    /// The names of its query parameters.
    pub query: Vec<String>,
    /// The roles that may call it.
    pub roles: Vec<String>,
    /// The schema of its JSON body, whole, without references.
    pub body: Option<Value>,
}

impl Operation {
    /// Everything a caller can name here: query parameters, the address's `{…}` parts, members of the body.
    pub fn names(&self) -> Vec<String> {
        let of_path = self
            .path
            .split('{')
            .skip(1)
            .map(|part| {
                part.split('}')
                    .next()
                    .unwrap_or_default()
                    .to_owned()
            });
        let mut names: Vec<String> = self
            .query
            .iter()
            .cloned()
            .chain(of_path)
            .collect();
        collect_names(
            self.body
                .as_ref()
                .unwrap_or(&Value::Null),
            &mut names,
        );
        names
    }
}

fn collect_names(schema: &Value, names: &mut Vec<String>) {
    for (name, member) in schema["properties"]
        .as_object()
        .into_iter()
        .flatten()
    {
        names.push(name.clone());
        collect_names(member, names);
    }
    for part in ["oneOf", "anyOf"]
        .iter()
        .filter_map(|word| schema[*word].as_array())
        .flatten()
    {
        collect_names(part, names);
    }
    if schema["items"].is_object() {
        collect_names(&schema["items"], names);
    }
}

/// The operations of the served document, in its order.
pub async fn operations(world: &World) -> Vec<Operation> {
    let document = world
        .stranger()
        .get("/openapi.json")
        .await
        .ok();
    let mut found = Vec::new();
    for (path, methods) in document["paths"]
        .as_object()
        .unwrap()
    {
        for (method, operation) in methods.as_object().unwrap() {
            found.push(read(&document, path, &method.to_uppercase(), operation));
        }
    }
    assert!(found.len() > 20, "the document has lost its operations");
    found
}

fn read(document: &Value, path: &str, method: &str, operation: &Value) -> Operation {
    let parameters = operation["parameters"]
        .as_array()
        .into_iter()
        .flatten();
    let query = parameters
        .filter(|parameter| parameter["in"] == "query")
        .map(|parameter| {
            parameter["name"]
                .as_str()
                .unwrap()
                .to_owned()
        });
    let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
    Operation {
        name: format!("{method} {path}"),
        method: method.to_owned(),
        path: path.to_owned(),
        query: query.collect(),
        roles: serde_json::from_value(operation["x-roles"].clone()).unwrap(),
        body: schema
            .is_object()
            .then(|| resolved(document, schema)),
    }
}

/// A schema with what its references point to in their place.
fn resolved(document: &Value, schema: &Value) -> Value {
    match schema {
        Value::Object(members) => match members
            .get("$ref")
            .and_then(Value::as_str)
        {
            Some(place) => resolved(
                document,
                document
                    .pointer(place.trim_start_matches('#'))
                    .unwrap(),
            ),
            None => members
                .iter()
                .map(|(name, member)| (name.clone(), resolved(document, member)))
                .collect(),
        },
        Value::Array(items) => items
            .iter()
            .map(|item| resolved(document, item))
            .collect(),
        other => other.clone(),
    }
}
