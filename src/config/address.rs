//! Web addresses: one form for each, however it was spelled.

use reqwest::Url;

/// `scheme://host[:port]` in the one form that browsers compare: small letters, no default port, no dot at the end, names
/// of other scripts in ASCII. Nothing where the text is no web address.
pub fn origin(text: &str) -> Option<String> {
    let url = web_address(text)?;
    let host = url.host_str()?;
    let host = host
        .strip_suffix('.')
        .unwrap_or(host);
    let port = url
        .port()
        .map(|port| format!(":{port}"))
        .unwrap_or_default();
    (!host.is_empty() && !host.ends_with('.')).then(|| format!("{}://{host}{port}", url.scheme()))
}

/// A web address; what the parser would silently leave out of one makes it none.
pub(super) fn web_address(text: &str) -> Option<Url> {
    let plain = !text.contains(|c: char| c.is_whitespace() || c.is_control() || c == '\\');
    Url::parse(text).ok().filter(|url| {
        plain && matches!(url.scheme(), "http" | "https") && url.has_host() && url.port() != Some(0)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_of_an_address_is_one_address() {
        for text in [
            "https://cards.example.com",
            "https://cards.example.com/",
            "https://cards.example.com:443",
            "HTTPS://Cards.Example.COM:443/",
            "https://cards.example.com.",
            "https://cards.example.com.:443/",
        ] {
            assert_eq!(
                origin(text).as_deref(),
                Some("https://cards.example.com"),
                "{text}"
            );
        }
        let same = [
            ("https://Käse.example", "https://xn--kse-qla.example"),
            ("http://localhost:80", "http://localhost"),
            (
                "https://cards.example.com:8443",
                "https://cards.example.com:8443",
            ),
            ("http://[0:0:0:0:0:0:0:1]:8080", "http://[::1]:8080"),
        ];
        for (text, one) in same {
            assert_eq!(origin(text).as_deref(), Some(one), "{text}");
        }
        for text in [
            "null",
            "cards.example.com",
            "ftp://a.example",
            "https://a\n.example",
            "https://a.example\\b",
            "https://a..",
            "https://",
        ] {
            assert_eq!(origin(text), None, "{text:?}");
        }
    }
}
