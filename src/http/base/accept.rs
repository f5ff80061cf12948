//! What a caller would rather have, by its `Accept` header (RFC 9110, section 12.5.1).

use std::cmp::Reverse;

/// The media type that is liked best of those on offer; `None` when all of them are refused. Of several that are liked
/// alike it is the one that is named more exactly, then the one that is named first, then the one offered first.
pub fn best<'o>(accept: &str, offered: &[&'o str]) -> Option<&'o str> {
    let ranges: Vec<Range<'_>> = accept
        .split(',')
        .take(20)
        .map(Range::read)
        .collect();
    let judged = offered
        .iter()
        .enumerate()
        .filter_map(|(place, kind)| {
            let fitting = ranges
                .iter()
                .enumerate()
                .filter_map(|(n, range)| Some((range.fits(kind)?, Reverse(n), range.quality)));
            let (exact, named, quality) =
                fitting.max_by_key(|(exact, named, _)| (*exact, *named))?;
            (quality > 0).then_some(((quality, exact, named, Reverse(place)), *kind))
        });
    judged
        .max_by_key(|(rank, _)| *rank)
        .map(|(_, kind)| kind)
}

/// One part of the header.
struct Range<'a> {
    kind: &'a str,
    /// In thousandths.
    quality: u16,
}

impl Range<'_> {
    fn read(part: &str) -> Range<'_> {
        let mut pieces = part.split(';').map(str::trim);
        let kind = pieces.next().unwrap_or_default();
        let weight = pieces.find_map(|piece| {
            piece
                .strip_prefix("q=")
                .or_else(|| piece.strip_prefix("Q="))
        });
        let quality = weight
            .map_or(1.0, |q| q.parse::<f32>().unwrap_or(0.0))
            .clamp(0.0, 1.0);
        Range {
            kind,
            quality: (quality * 1000.0).round() as u16,
        }
    }

    /// How exactly the range names this type; nothing where it does not.
    fn fits(&self, kind: &str) -> Option<u8> {
        if self.kind.eq_ignore_ascii_case(kind) {
            return Some(2);
        }
        let family = self.kind.strip_suffix("/*")?;
        if family == "*" {
            return Some(0);
        }
        let own = kind
            .split('/')
            .next()
            .unwrap_or_default();
        own.eq_ignore_ascii_case(family)
            .then_some(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_liked_type_is_answered() {
        let offered = ["application/json", "text/csv"];
        for (accept, want) in [
            ("text/csv", Some("text/csv")),
            ("*/*", Some("application/json")),
            ("text/*, */*;q=0.5", Some("text/csv")),
            ("text/csv;q=0.3, application/json", Some("application/json")),
            ("text/csv;q=0, */*", Some("application/json")),
            (
                "text/csv; header=present; q=0.9, application/json;q=0.2",
                Some("text/csv"),
            ),
            ("text/csv, */*", Some("text/csv")),
            ("text/csv, application/json", Some("text/csv")),
            ("application/json, text/csv", Some("application/json")),
            ("TEXT/CSV, application/json;q=oops", Some("text/csv")),
            ("image/png", None),
            ("", None),
        ] {
            assert_eq!(best(accept, &offered), want, "{accept}");
        }
    }
}
