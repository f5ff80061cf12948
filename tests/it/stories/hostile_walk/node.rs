//! JSON that need not be JSON: a tree whose leaves are raw text, so that keys may come twice and values may be nonsense.

use serde_json::Value;

use super::chance::Chance;

/// A value on its way to a body.
#[derive(Clone, Debug)]
pub enum Node {
    Object(Vec<(String, Node)>),
    Array(Vec<Node>),
    /// Text that stands in the body as it is.
    Raw(String),
}

impl Node {
    /// An honest value.
    pub fn of(value: &Value) -> Node {
        match value {
            Value::Object(members) => Node::Object(
                members
                    .iter()
                    .map(|(name, value)| (name.clone(), Node::of(value)))
                    .collect(),
            ),
            Value::Array(items) => Node::Array(items.iter().map(Node::of).collect()),
            other => Node::Raw(other.to_string()),
        }
    }

    /// A value that a schema allows, with the things that `thing` knows by name.
    pub fn sample(
        schema: &Value,
        name: &str,
        chance: &mut Chance,
        thing: &impl Fn(&str, &mut Chance) -> Option<String>,
    ) -> Node {
        if let Some(known) = thing(name, chance) {
            return Node::Raw(serde_json::to_string(&known).unwrap());
        }
        if schema["example"].is_string() {
            return Node::Raw(schema["example"].to_string());
        }
        if let Some(kinds) = schema["oneOf"].as_array() {
            return Node::sample(chance.one(kinds), name, chance, thing);
        }
        if let Some(words) = schema["enum"].as_array() {
            return Node::Raw(chance.one(words).to_string());
        }
        let kind = schema["type"].as_str().or_else(|| {
            schema["type"]
                .as_array()
                .and_then(|kinds| kinds[0].as_str())
        });
        match kind {
            Some("object") => Node::members(schema, chance, thing),
            Some("array") => Node::Array(vec![Node::sample(&schema["items"], name, chance, thing)]),
            Some("integer") => Node::Raw((*chance.one(&["0", "1", "-1", "2", "470"])).to_owned()),
            Some("boolean") => Node::Raw((*chance.one(&["true", "false"])).to_owned()),
            Some("null") => Node::Raw("null".into()),
            _ => Node::Raw("\"some words\"".into()),
        }
    }

    fn members(
        schema: &Value,
        chance: &mut Chance,
        thing: &impl Fn(&str, &mut Chance) -> Option<String>,
    ) -> Node {
        let required = |name: &String| {
            schema["required"]
                .as_array()
                .is_some_and(|names| names.iter().any(|one| one == name))
        };
        let mut members = Vec::new();
        for (name, member) in schema["properties"]
            .as_object()
            .into_iter()
            .flatten()
        {
            if required(name) || chance.percent(35) {
                members.push((name.clone(), Node::sample(member, name, chance, thing)));
            }
        }
        Node::Object(members)
    }

    /// The pointers of every place in a value that a schema allows, named members of objects within one another.
    pub fn places(schema: &Value, at: &str) -> Vec<String> {
        let mut places: Vec<String> = if at.is_empty() {
            vec![]
        } else {
            vec![at.to_owned()]
        };
        for (name, member) in schema["properties"]
            .as_object()
            .into_iter()
            .flatten()
        {
            places.extend(Node::places(member, &format!("{at}/{name}")));
        }
        for kind in schema["oneOf"]
            .as_array()
            .into_iter()
            .flatten()
        {
            places.extend(
                Node::places(kind, at)
                    .into_iter()
                    .filter(|place| place != at),
            );
        }
        places
    }

    /// The pointers of every place in an honest value.
    pub fn places_of(value: &Value, at: &str) -> Vec<String> {
        let mut places: Vec<String> = if at.is_empty() {
            vec![]
        } else {
            vec![at.to_owned()]
        };
        for (name, member) in value
            .as_object()
            .into_iter()
            .flatten()
        {
            places.extend(Node::places_of(member, &format!("{at}/{name}")));
        }
        for (i, item) in value
            .as_array()
            .into_iter()
            .flatten()
            .enumerate()
        {
            places.extend(Node::places_of(item, &format!("{at}/{i}")));
        }
        places
    }

    /// Puts raw text at a pointer, through objects that are made where they are missing.
    pub fn put(&mut self, pointer: &str, raw: &str) {
        let Some(rest) = pointer.strip_prefix('/') else {
            *self = Node::Raw(raw.to_owned());
            return;
        };
        let (step, rest) = rest
            .find('/')
            .map_or((rest, ""), |end| rest.split_at(end));
        match self {
            Node::Array(items) => items[step.parse::<usize>().unwrap()].put(rest, raw),
            Node::Object(members) => match members
                .iter_mut()
                .find(|(name, _)| name == step)
            {
                Some((_, member)) => member.put(rest, raw),
                None => {
                    members.push((step.to_owned(), Node::Object(vec![])));
                    members
                        .last_mut()
                        .unwrap()
                        .1
                        .put(rest, raw);
                }
            },
            Node::Raw(_) => {
                *self = Node::Object(vec![]);
                self.put(pointer, raw);
            }
        }
    }

    /// Spoils one place.
    pub fn spoil(&mut self, chance: &mut Chance) {
        match self {
            Node::Object(members) if !members.is_empty() && chance.percent(92) => {
                let at = chance.below(members.len());
                match chance.below(12) {
                    0 => drop(members.remove(at)),
                    1 => members.push((chance.text(), Node::Raw(chance.value()))),
                    2 => members.push((members[at].0.clone(), Node::Raw(chance.value()))),
                    3 => members[at].0 = chance.text(),
                    4..=7 if !matches!(members[at].1, Node::Raw(_)) => members[at].1.spoil(chance),
                    _ => members[at].1 = Node::Raw(chance.value()),
                }
            }
            Node::Object(members) if chance.percent(50) => {
                members.push((chance.text(), Node::Raw(chance.value())))
            }
            Node::Array(items) if !items.is_empty() && chance.percent(90) => {
                let at = chance.below(items.len());
                match chance.below(6) {
                    0 => items.clear(),
                    1 => *items = vec![items[at].clone(); *chance.one(&[2, 11, 500])],
                    _ => items[at].spoil(chance),
                }
            }
            other => *other = Node::Raw(chance.value()),
        }
    }

    /// The body's text.
    pub fn text(&self) -> String {
        match self {
            Node::Raw(text) => text.clone(),
            Node::Array(items) => format!(
                "[{}]",
                items
                    .iter()
                    .map(Node::text)
                    .collect::<Vec<_>>()
                    .join(",")
            ),
            Node::Object(members) => {
                let member = |(name, node): &(String, Node)| {
                    format!("{}:{}", serde_json::to_string(name).unwrap(), node.text())
                };
                format!(
                    "{{{}}}",
                    members
                        .iter()
                        .map(member)
                        .collect::<Vec<_>>()
                        .join(",")
                )
            }
        }
    }
}
