//! Which fields Google knows, and of what type: its own table, read from `schema.txt`.

use std::collections::HashMap;
use std::sync::LazyLock;

/// A message's fields by name.
pub(super) type Fields = HashMap<&'static str, Field>;

/// One field.
pub(super) struct Field {
    pub(super) kind: Kind,
    pub(super) list: bool,
}

/// What a value may be.
pub(super) enum Kind {
    Text,
    Bool,
    Int32,
    /// A number too great for JSON, so it travels as text.
    Int64,
    Double,
    /// One of these words.
    Word(Vec<&'static str>),
    /// Another message.
    Part(&'static str),
    /// Set by Google; what is sent is ignored.
    Platform,
}

static MESSAGES: LazyLock<HashMap<&'static str, Fields>> =
    LazyLock::new(|| read(include_str!("schema.txt")));

/// The fields of a message; `None` for a name that the table lacks.
pub(super) fn fields(message: &str) -> Option<&'static Fields> {
    MESSAGES.get(message)
}

fn read(table: &'static str) -> HashMap<&'static str, Fields> {
    let mut messages = HashMap::new();
    let mut current = "";
    for line in table
        .lines()
        .filter(|line| !line.starts_with('#'))
    {
        let mut words = line.split_whitespace();
        let name = words.next().unwrap_or_default();
        match words.next() {
            None => current = name,
            Some(kind) => drop(
                messages
                    .entry(current)
                    .or_insert_with(Fields::new)
                    .insert(name, field(kind, words.collect())),
            ),
        }
    }
    messages
}

fn field(kind: &'static str, words: Vec<&'static str>) -> Field {
    let one = kind.trim_start_matches('*');
    let list = one.len() < kind.len();
    let kind = match one {
        "text" => Kind::Text,
        "bool" => Kind::Bool,
        "int32" => Kind::Int32,
        "int64" => Kind::Int64,
        "double" => Kind::Double,
        "platform" => Kind::Platform,
        "=" => Kind::Word(words),
        part => Kind::Part(part),
    };
    Field { kind, list }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_that_a_field_names_is_in_the_table() {
        let fields = MESSAGES
            .values()
            .flat_map(HashMap::values);
        let parts: Vec<&str> = fields
            .filter_map(|field| {
                if let Kind::Part(part) = field.kind {
                    Some(part)
                } else {
                    None
                }
            })
            .collect();
        assert!(parts.len() > 100, "{}", parts.len());
        for part in parts {
            assert!(MESSAGES.contains_key(part), "{part}");
        }
    }

    #[test]
    fn lists_and_words_are_read() {
        let object = fields("LoyaltyObject").unwrap();
        assert!(object["textModulesData"].list && !object["barcode"].list);
        let Kind::Word(words) = &object["state"].kind else {
            panic!("state is a word")
        };
        assert_eq!(words, &["ACTIVE", "COMPLETED", "EXPIRED", "INACTIVE"]);
        assert!(matches!(
            fields("Money").unwrap()["micros"].kind,
            Kind::Int64
        ));
    }
}
