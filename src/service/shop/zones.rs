//! Time zones as people type them: by their name, or by the city in it alone.

use jiff::tz::{TimeZone, db};

/// The IANA name of what was typed; none: there is no such zone.
pub fn zone_named(typed: &str) -> Option<String> {
    if TimeZone::get(typed).is_ok() {
        return Some(typed.to_owned());
    }
    let city = typed.trim().replace(' ', "_");
    let is_of_city = |name: &String| {
        let last = name
            .rsplit_once('/')
            .map(|(_, last)| last);
        last.is_some_and(|last| last.eq_ignore_ascii_case(&city))
    };
    // Some cities have two names of one zone, and some systems list each zone again by how it counts leap seconds.
    let is_copy = |name: &String| name.starts_with("posix/") || name.starts_with("right/");
    db().available()
        .map(|name| name.to_string())
        .filter(|name| is_of_city(name) && !is_copy(name))
        .min_by_key(|name| (!name.starts_with("Europe/"), name.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_city_is_enough() {
        for (typed, name) in [
            ("Europe/Berlin", Some("Europe/Berlin")),
            ("Berlin", Some("Europe/Berlin")),
            ("new york", Some("America/New_York")),
            ("Istanbul", Some("Europe/Istanbul")),
            ("Tehran", Some("Asia/Tehran")),
            ("UTC", Some("UTC")),
            ("Mars", None),
            ("", None),
        ] {
            assert_eq!(zone_named(typed).as_deref(), name, "{typed}");
        }
    }
}
