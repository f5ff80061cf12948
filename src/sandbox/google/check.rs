//! Is a body made of known fields of the right types, and does the whole keep Google's rules?

use serde_json::{Map, Value};

use super::rules;
use super::schema::{self, Field, Kind};

/// How a body is looked at.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum View {
    /// A patch: any part may be missing, and `null` clears.
    Patch,
    /// A whole resource: no `null`, and all rules hold.
    Whole,
}

/// Checks a body against a message of the table; the error is Google's sentence.
pub(super) fn check(message: &str, body: &Value, view: View) -> Result<(), String> {
    part(message, body, view, &snake(message))
}

fn part(message: &str, value: &Value, view: View, path: &str) -> Result<(), String> {
    let Value::Object(object) = value else {
        return Err(invalid_value(path, message, value));
    };
    let fields =
        schema::fields(message).ok_or_else(|| format!("The stand-in's table lacks {message}."))?;
    for (name, value) in object {
        let field = fields
            .get(name.as_str())
            .ok_or_else(|| unknown_name(name, path))?;
        whole_field(field, value, view, &format!("{path}.{name}"))?;
    }
    if view == View::Whole {
        rules::part(message, object)
            .map_err(|reason| format!("Invalid value at '{path}': {reason}"))
    } else {
        Ok(())
    }
}

fn whole_field(field: &Field, value: &Value, view: View, path: &str) -> Result<(), String> {
    match value {
        Value::Null if view == View::Patch => Ok(()),
        Value::Array(values) if field.list => {
            values
                .iter()
                .enumerate()
                .try_for_each(|(index, value)| {
                    // A list is replaced whole, so each of its members is whole.
                    one(&field.kind, value, View::Whole, &format!("{path}[{index}]"))
                })
        }
        _ if field.list && !matches!(field.kind, Kind::Platform) => {
            Err(invalid_value(path, "list", value))
        }
        _ => one(&field.kind, value, view, path),
    }
}

fn one(kind: &Kind, value: &Value, view: View, path: &str) -> Result<(), String> {
    let (right, wanted) = match kind {
        Kind::Platform => (true, ""),
        Kind::Text => (value.is_string(), "TYPE_STRING"),
        Kind::Bool => (value.is_boolean(), "TYPE_BOOL"),
        Kind::Int32 => (
            value
                .as_i64()
                .is_some_and(|number| i32::try_from(number).is_ok()),
            "TYPE_INT32",
        ),
        // Text, as protobuf puts 64 bits into JSON, where many readers' numbers hold fewer.
        Kind::Int64 => (
            value
                .as_str()
                .is_some_and(|text| text.parse::<i64>().is_ok()),
            "TYPE_INT64",
        ),
        Kind::Double => (value.is_number(), "TYPE_DOUBLE"),
        Kind::Word(words) => (
            value
                .as_str()
                .is_some_and(|word| words.contains(&word)),
            "TYPE_ENUM",
        ),
        Kind::Part(message) => return part(message, value, view, path),
    };
    if right {
        Ok(())
    } else {
        Err(invalid_value(path, wanted, value))
    }
}

fn unknown_name(name: &str, path: &str) -> String {
    format!(
        "Invalid JSON payload received. Unknown name \"{name}\" at '{path}': Cannot find field."
    )
}

fn invalid_value(path: &str, wanted: &str, value: &Value) -> String {
    format!("Invalid value at '{path}' ({wanted}), {value}")
}

/// `LoyaltyObject` as Google writes it in messages: `loyalty_object`.
fn snake(message: &str) -> String {
    let mut snake = String::new();
    for c in message.chars() {
        if c.is_ascii_uppercase() && !snake.is_empty() {
            snake.push('_');
        }
        snake.push(c.to_ascii_lowercase());
    }
    snake
}

/// Takes out what only Google sets, and `notifyPreference`, which is a wish of one write.
pub(super) fn without_platform_fields(message: &str, object: &mut Map<String, Value>) {
    let Some(fields) = schema::fields(message) else {
        return;
    };
    object.retain(|name, _| {
        name != "notifyPreference"
            && fields
                .get(name.as_str())
                .is_none_or(|field| !matches!(field.kind, Kind::Platform))
    });
}

/// Merges a patch as Google does: messages field by field, lists and values whole, `null` clears.
pub(super) fn merge(into: &mut Value, patch: Value) {
    match (into, patch) {
        (Value::Object(into), Value::Object(patch)) => {
            for (name, value) in patch {
                if value.is_null() {
                    into.shift_remove(&name);
                } else {
                    // Into an empty object where it is new, so that nulls within it stay out.
                    merge(
                        into.entry(name)
                            .or_insert_with(|| Value::Object(Map::new())),
                        value,
                    );
                }
            }
        }
        (into, patch) => *into = patch,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_patch_merges_messages_replaces_lists_and_clears_with_null() {
        let mut object = json!({"a": {"b": 1, "c": 2}, "list": [1, 2], "gone": "x"});
        merge(
            &mut object,
            json!({"a": {"b": 3, "d": {"e": 4, "f": null}}, "list": [5], "gone": null, "never": null}),
        );
        assert_eq!(
            object,
            json!({"a": {"b": 3, "c": 2, "d": {"e": 4}}, "list": [5]})
        );
    }

    #[test]
    fn wrong_names_types_and_words_are_told_by_their_place() {
        let wrong = |body: Value| check("LoyaltyObject", &body, View::Patch).unwrap_err();
        assert_eq!(
            wrong(json!({"loyaltyPoints": {"balanse": {}}})),
            "Invalid JSON payload received. Unknown name \"balanse\" at 'loyalty_object.loyaltyPoints': Cannot find field."
        );
        assert_eq!(
            wrong(json!({"state": "active"})),
            "Invalid value at 'loyalty_object.state' (TYPE_ENUM), \"active\""
        );
        assert_eq!(
            wrong(json!({"loyaltyPoints": {"balance": {"int": "3"}}})),
            "Invalid value at 'loyalty_object.loyaltyPoints.balance.int' (TYPE_INT32), \"3\""
        );
        assert!(wrong(json!({"textModulesData": {}})).contains("(list)"));
        assert!(
            wrong(json!({"loyaltyPoints": {"balance": {"money": {"micros": 1}}}}))
                .contains("TYPE_INT64")
        );
        assert!(
            wrong(json!({"textModulesData": [{"header": null}]}))
                .contains("textModulesData[0].header")
        );
        assert_eq!(
            check(
                "LoyaltyObject",
                &json!({"heroImage": null, "hasUsers": "ignored"}),
                View::Patch
            ),
            Ok(())
        );
    }
}
