//! What an answer to a hostile request must be.

use serde_json::Value;
use stampwell::error::Code;

use super::shot::Shot;
use crate::world::Answer;

/// What is wrong with the answer to a shot; nothing is the rule.
pub fn fault(shot: &Shot, answer: &Answer, stray: &[u8]) -> Option<String> {
    let told = |what: String| {
        Some(format!(
            "{what}: {} {:?} {}",
            answer.status,
            answer.headers,
            answer
                .text()
                .chars()
                .take(600)
                .collect::<String>()
        ))
    };
    if !stray.is_empty() {
        return told(format!(
            "bytes follow the answer: {:?}",
            String::from_utf8_lossy(stray)
        ));
    }
    match answer.status {
        503 if !answer
            .header("retry-after")
            .is_empty() =>
        {
            None
        }
        500.. => told("a fault of the service".to_owned()),
        // What is no HTTP is refused below the service, in few words.
        400.. if (shot.broken || shot.is_endless()) && answer.body.is_empty() => None,
        400.. if shot.method == "HEAD" => {
            (answer.header("content-type") != "application/problem+json" && shot.is_api())
                .then(|| "no problem".to_owned())
                .and_then(told)
        }
        400..
            if shot.is_api()
                || answer
                    .header("content-type")
                    .starts_with("application/problem") =>
        {
            incomplete(answer).and_then(told)
        }
        400.. => (!answer
            .header("content-type")
            .starts_with("text/html"))
        .then(|| "neither a problem nor a page".to_owned())
        .and_then(told),
        _ if shot.method == "HEAD" => None,
        _ => disturbing(answer).and_then(told),
    }
}

fn incomplete(answer: &Answer) -> Option<String> {
    if answer.header("content-type") != "application/problem+json" {
        return Some("a refusal that is no problem".to_owned());
    }
    let problem: Value = serde_json::from_slice(&answer.body).ok()?;
    let missing = ["type", "title", "detail", "code", "request_id"]
        .into_iter()
        .find(|name| {
            problem[*name]
                .as_str()
                .is_none_or(str::is_empty)
        });
    let wrong_errors = match problem["code"].as_str() {
        Some("invalid_request") => problem["errors"]
            .as_array()
            .is_none_or(|errors| errors.is_empty()),
        _ => !problem["errors"].is_array(),
    };
    if let Some(name) = missing {
        return Some(format!("a problem without its {name}"));
    }
    if problem["status"] != answer.status
        || problem["request_id"] != answer.header("x-request-id")
        || wrong_errors
    {
        return Some("a problem that does not fit its answer".to_owned());
    }
    if !Code::ALL
        .iter()
        .any(|code| problem["code"] == code.as_str() && code.status() == answer.status)
    {
        return Some("a problem of an unknown kind".to_owned());
    }
    let header = match answer.status {
        401 => "www-authenticate",
        405 => "allow",
        429 => "retry-after",
        _ => return None,
    };
    answer
        .header(header)
        .is_empty()
        .then(|| format!("a {} without {header}", answer.status))
}

/// What a page is laid out with, and the isolates that keep one language's words from turning another's around.
const OF_PAGES: &str = "\n\r\t\u{2068}\u{2069}";

/// Accepted text comes back without what could disturb a page or a log.
fn disturbing(answer: &Answer) -> Option<String> {
    let kind = answer.header("content-type");
    if !["application/json", "text/html", "text/csv"]
        .iter()
        .any(|text| kind.starts_with(text))
        || !answer
            .header("content-encoding")
            .is_empty()
    {
        return None;
    }
    let Ok(text) = std::str::from_utf8(&answer.body) else {
        return Some("text that is no UTF-8".to_owned());
    };
    let found = match serde_json::from_str::<Value>(text) {
        // The reference is our own text, examples of files with lines included.
        Ok(value) if value["openapi"].is_string() => None,
        Ok(value) => in_value(&value),
        Err(_) if kind == "application/json" => return Some("JSON that is none".to_owned()),
        Err(_) => text
            .chars()
            .find(|c| is_disturbing(*c) && !OF_PAGES.contains(*c)),
    };
    found.map(|c| format!("U+{:04X} came through", u32::from(c)))
}

/// The first disturbing character in a value or in a name of its members.
pub fn in_value(value: &Value) -> Option<char> {
    match value {
        Value::String(text) => text
            .chars()
            .find(|c| is_disturbing(*c)),
        Value::Array(items) => items.iter().find_map(in_value),
        Value::Object(members) => members
            .iter()
            .find_map(|(name, value)| {
                name.chars()
                    .find(|c| is_disturbing(*c))
                    .or_else(|| in_value(value))
            }),
        _ => None,
    }
}

/// Control, direction-override, isolate, tag and non-characters.
fn is_disturbing(c: char) -> bool {
    let code = u32::from(c);
    c.is_control()
        || ('\u{202a}'..='\u{202e}').contains(&c)
        || ('\u{2066}'..='\u{2069}').contains(&c)
        || ('\u{fdd0}'..='\u{fdef}').contains(&c)
        || (0xe0000..=0xe007f).contains(&code)
        || code & 0xfffe == 0xfffe
}
