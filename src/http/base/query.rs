//! Query parameters, read strictly: an unknown or wrong one is named.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::future::{Ready, ready};
use std::str::FromStr;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};

use crate::error::{Error, Result};
use crate::http::base::layout::CHOSEN;
use crate::http::base::problem::Problem;

/// The most unknown parameters that one answer names.
const NAMED: usize = 3;
/// The most characters of each that it repeats: a hundred in all.
const LONGEST_NAME: usize = 33;

/// The parameters of a request that have not been read yet; of a name that came more than once, the last.
#[derive(Debug, Clone, Default)]
pub struct Params(pub BTreeMap<String, String>);

/// One parameter of a raw query string, decoded.
pub fn value_in(query: &str, name: &str) -> Option<String> {
    pairs(query)
        .find(|(key, _)| key == name)
        .map(|(_, value)| value)
}

/// A query without the language and whether it was chosen, for links that add their own.
pub fn without_language(query: &str) -> String {
    let names = ["", "lang", CHOSEN];
    let kept = query.split('&').filter(|pair| {
        let name = pair
            .split('=')
            .next()
            .unwrap_or_default();
        !names.contains(&name)
    });
    kept.collect::<Vec<_>>().join("&")
}

/// The parts of a query, decoded. Broken UTF-8 becomes a replacement character, and so does NUL: PostgreSQL takes none in a
/// text, and no name or id contains either.
fn pairs(query: &str) -> impl Iterator<Item = (String, String)> + '_ {
    url::form_urlencoded::parse(query.as_bytes())
        .map(|(name, value)| (without_nul(name), without_nul(value)))
}

fn without_nul(text: Cow<'_, str>) -> String {
    if text.contains('\0') {
        text.replace('\0', "\u{FFFD}")
    } else {
        text.into_owned()
    }
}

impl Params {
    /// The parameters of an urlencoded text.
    pub fn of(text: &str) -> Params {
        Params(pairs(text).collect())
    }
}

/// The words as a sentence lists them: `a, b or c`.
fn listed<T>(words: &[(&str, T)]) -> String {
    let mut list = String::new();
    for (at, (word, _)) in words.iter().enumerate() {
        list += match at {
            0 => "",
            at if at + 1 == words.len() => " or ",
            _ => ", ",
        };
        list += word;
    }
    list
}

impl FromRequest for Params {
    type Error = Problem;
    type Future = Ready<std::result::Result<Params, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(Params::of(request.query_string())))
    }
}

impl Params {
    /// Takes a parameter as text.
    pub fn text(&mut self, name: &str) -> Option<String> {
        // Forms send their empty fields as well; an empty one says nothing.
        self.0
            .remove(name)
            .filter(|text| !text.is_empty())
    }

    /// Takes a parameter and reads it.
    pub fn read<T: FromStr>(&mut self, name: &str, what: &str) -> Result<Option<T>> {
        self.text(name)
            .map(|text| {
                text.parse()
                    .map_err(|_| Error::invalid(name, format!("must be {what}")))
            })
            .transpose()
    }

    /// Takes a parameter that is one of a few words, in any case.
    pub fn one_of<T: Clone>(&mut self, name: &str, words: &[(&str, T)]) -> Result<Option<T>> {
        let Some(text) = self.text(name) else {
            return Ok(None);
        };
        let found = words
            .iter()
            .find(|(word, _)| word.eq_ignore_ascii_case(&text));
        found
            .map(|(_, value)| Some(value.clone()))
            .ok_or_else(|| Error::invalid(name, format!("must be {}", listed(words))))
    }

    /// Takes `limit` (1 to 200, 50 if absent).
    pub fn limit(&mut self) -> Result<i64> {
        match self.read("limit", "a whole number from 1 to 200")? {
            None => Ok(50),
            Some(limit) if (1..=200).contains(&limit) => Ok(limit),
            Some(_) => Err(Error::invalid(
                "limit",
                "must be a whole number from 1 to 200",
            )),
        }
    }

    /// Takes `cursor`, which must come from an earlier page.
    pub fn cursor<T: FromStr>(&mut self) -> Result<Option<T>> {
        self.read("cursor", "the next_cursor of an earlier page")
    }

    /// Refuses what nobody took.
    pub fn finish(self) -> Result<()> {
        let names = self.0.into_keys().take(NAMED);
        let unknown: Vec<(String, String)> = names
            .map(|name| {
                let name = name
                    .chars()
                    .take(LONGEST_NAME)
                    .collect();
                (name, "is not a known parameter".to_owned())
            })
            .collect();
        if unknown.is_empty() {
            Ok(())
        } else {
            Err(Error::invalid_all(unknown))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_decoded_and_leftovers_refused() {
        let mut params = Params::of("a=x%20y+z&limit=7&b=%zz");
        assert_eq!(params.text("a").as_deref(), Some("x y z"));
        assert_eq!(params.limit().unwrap(), 7);
        assert_eq!(params.clone().text("b").as_deref(), Some("%zz"));
        assert_eq!(params.finish().unwrap_err().errors[0].pointer, "b");
        let flood: Vec<String> = (0..999)
            .map(|n| format!("{n}{}", "x".repeat(999)))
            .collect();
        let flood = Params::of(&flood.join("&"));
        assert!(
            flood
                .finish()
                .unwrap_err()
                .detail
                .len()
                < 300
        );
    }
}
