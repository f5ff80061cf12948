//! Where a request comes from, as far as the service can believe it.

use std::net::IpAddr;
use std::sync::atomic::{AtomicBool, Ordering};

use actix_web::HttpRequest;
use actix_web::http::header::HeaderMap;
use actix_web::web::Data;

use crate::config::Network;

/// The proxies whose word about a client's address is believed.
#[derive(Debug, Default)]
pub struct TrustedProxies {
    ranges: Vec<Network>,
    told: AtomicBool,
}

impl TrustedProxies {
    /// Believes these.
    pub fn new(ranges: Vec<Network>) -> TrustedProxies {
        TrustedProxies {
            ranges,
            told: AtomicBool::new(false),
        }
    }

    fn trusts(&self, address: IpAddr) -> bool {
        self.ranges
            .iter()
            .any(|range| range.contains(address))
    }
}

/// The client's address: the peer's, or, behind a configured proxy, the one the proxy names. Of an IPv6 address only the
/// network counts, for its owner has all the rest.
pub fn client_address(request: &HttpRequest) -> String {
    let Some(peer) = request
        .peer_addr()
        .map(|peer| peer.ip())
    else {
        return "unknown".to_owned();
    };
    let trusted = request
        .app_data::<Data<TrustedProxies>>()
        .filter(|proxies| proxies.trusts(peer));
    let named = trusted.and_then(|proxies| named(request.headers(), |ip| proxies.trusts(ip)));
    network(named.unwrap_or(peer))
}

/// Says once that a proxy's word is not believed: all customers then share that proxy's limits.
pub fn unbelieved(peer: Option<IpAddr>, headers: &HeaderMap, proxies: &TrustedProxies) -> bool {
    let Some(peer) = peer.filter(|peer| !proxies.trusts(*peer)) else {
        return false;
    };
    let forwarded = ["x-forwarded-for", "forwarded", "x-real-ip"]
        .iter()
        .any(|name| headers.contains_key(*name));
    if !forwarded
        || proxies
            .told
            .swap(true, Ordering::Relaxed)
    {
        return false;
    }
    tracing::warn!(
        peer = %peer.to_canonical(),
        "a proxy at {} names its clients' addresses and is not trusted: all its customers count as one address in the limits; if it is \
         yours, set STAMPWELL_TRUSTED_PROXIES={}",
        peer.to_canonical(),
        peer.to_canonical()
    );
    true
}

fn network(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
    }
}

/// The rightmost address that no trusted proxy has. What is left of a hop that names no address was written by nobody we
/// trust. `X-Forwarded-For` goes first: it is what proxies write; `Forwarded` counts where it is the only one.
fn named(headers: &HeaderMap, trusts: impl Fn(IpAddr) -> bool) -> Option<IpAddr> {
    let texts = |name: &str| {
        headers
            .get_all(name)
            .filter_map(|v| v.to_str().ok())
            .collect::<Vec<_>>()
            .join(",")
    };
    let list = texts("x-forwarded-for");
    let hops: Vec<Option<IpAddr>> = if list.trim().is_empty() {
        quoted_split(&texts("forwarded"), ',')
            .into_iter()
            .map(for_of)
            .collect()
    } else {
        // An empty element says nothing: RFC 9110 has lists read without them.
        list.split(',')
            .filter(|hop| !hop.trim().is_empty())
            .map(address_in)
            .collect()
    };
    hops.into_iter()
        .rev()
        .map_while(|hop| hop)
        .find(|ip| !trusts(*ip))
}

/// The `for=` of one hop of RFC 7239.
fn for_of(hop: &str) -> Option<IpAddr> {
    let pairs = quoted_split(hop, ';');
    let value = pairs
        .into_iter()
        .filter_map(|pair| pair.split_once('='))
        .find(|(name, _)| {
            name.trim()
                .eq_ignore_ascii_case("for")
        })?
        .1;
    address_in(value)
}

/// Parts between separators that stand in no quotes.
fn quoted_split(text: &str, separator: char) -> Vec<&str> {
    let mut inside = false;
    let parts = text.split(|c: char| {
        inside ^= c == '"';
        c == separator && !inside
    });
    parts.collect()
}

/// An address in any form that proxies write: alone, in quotes or brackets, with a port or a zone behind it.
fn address_in(text: &str) -> Option<IpAddr> {
    let text = text.trim().trim_matches('"').trim();
    let bare = match text.strip_prefix('[') {
        Some(inner) => {
            let (address, behind) = inner.split_once(']')?;
            let port = behind.is_empty()
                || behind
                    .strip_prefix(':')
                    .is_some_and(is_port);
            port.then_some(address)?
        }
        // One colon stands before a port; more are an IPv6 address.
        None => match text.split_once(':') {
            Some((address, port)) if !port.contains(':') => is_port(port).then_some(address)?,
            // Nine groups are eight and a port that should stand behind brackets.
            _ => text
                .rsplit_once(':')
                .filter(|(address, port)| {
                    address.matches(':').count() == 7 && !address.contains("::") && is_port(port)
                })
                .map_or(text, |(address, _)| address),
        },
    };
    let unzoned = bare
        .split('%')
        .next()
        .unwrap_or(bare);
    unzoned
        .parse::<IpAddr>()
        .ok()
        .map(|ip| ip.to_canonical())
}

fn is_port(text: &str) -> bool {
    // RFC 7239 lets a proxy hide the port behind a name that begins with an underscore.
    text.starts_with('_') || text.parse::<u16>().is_ok()
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::{HeaderName, HeaderValue};

    use super::*;

    fn client(headers: &[(&'static str, &'static str)]) -> Option<String> {
        let mut map = HeaderMap::new();
        headers
            .iter()
            .for_each(|(name, value)| {
                map.append(
                    HeaderName::from_static(name),
                    HeaderValue::from_static(value),
                )
            });
        named(&map, |ip| ip == IpAddr::from([10, 0, 0, 1])).map(network)
    }

    #[test]
    fn every_form_in_which_proxies_write_an_address_is_that_address() {
        for text in [
            "203.0.113.1",
            "203.0.113.1:51001",
            " \"203.0.113.1:51001\" ",
            "::ffff:203.0.113.1",
            "[::ffff:203.0.113.1]:80",
        ] {
            assert_eq!(
                address_in(text),
                Some(IpAddr::from([203, 0, 113, 1])),
                "{text}"
            );
        }
        for text in [
            "2001:db8::1",
            "[2001:db8::1]",
            "[2001:db8::1]:443",
            "\"[2001:db8::1]:443\"",
            "2001:DB8:0::1",
            "[2001:db8::1%eth0]:_x",
            "2001:db8:0:0:0:0:0:1:5100",
        ] {
            assert_eq!(address_in(text), "2001:db8::1".parse().ok(), "{text}");
        }
        for text in [
            "unknown",
            "_hidden",
            "",
            "203.0.113.1:x",
            "[2001:db8::1",
            "[::1]x",
            "999.1.1.1",
            "a.example",
        ] {
            assert_eq!(address_in(text), None, "{text}");
        }
    }

    #[test]
    fn the_rightmost_hop_that_is_no_proxy_counts() {
        let one = Some("203.0.113.1".to_owned());
        assert_eq!(
            client(&[(
                "x-forwarded-for",
                "198.51.100.7, 203.0.113.1:51001, 10.0.0.1:80"
            )]),
            one
        );
        assert_eq!(
            client(&[
                ("x-forwarded-for", "198.51.100.7"),
                ("x-forwarded-for", "203.0.113.1")
            ]),
            one
        );
        assert_eq!(
            client(&[("x-forwarded-for", ", 203.0.113.1 ,,")]),
            one,
            "empty elements say nothing"
        );
        assert_eq!(
            client(&[("x-forwarded-for", "198.51.100.7, unknown, 10.0.0.1")]),
            None,
            "what stands left of an unknown hop is not believed"
        );
        assert_eq!(
            client(&[(
                "forwarded",
                "for=198.51.100.7, for=\"203.0.113.1:4711\";proto=https;by=10.0.0.1"
            )]),
            one
        );
        assert_eq!(
            client(&[("forwarded", "proto=https;For=\"[2001:db8:1:2::9]:443\"")]).as_deref(),
            Some("2001:db8:1:2::/64")
        );
        assert_eq!(client(&[("forwarded", "for=_hidden")]), None);
        assert_eq!(
            client(&[
                ("x-forwarded-for", "203.0.113.1"),
                ("forwarded", "for=198.51.100.7")
            ]),
            one
        );
    }

    #[test]
    fn a_proxy_that_is_not_trusted_is_told_once() {
        let mut headers = HeaderMap::new();
        let proxies = TrustedProxies::new(vec!["10.0.0.1".parse().unwrap()]);
        let (known, other) = (
            Some(IpAddr::from([10, 0, 0, 1])),
            Some(IpAddr::from([10, 0, 0, 2])),
        );
        assert!(
            !unbelieved(other, &headers, &proxies),
            "nothing is forwarded"
        );
        headers.insert(
            HeaderName::from_static("x-forwarded-for"),
            HeaderValue::from_static("203.0.113.1"),
        );
        assert!(
            !unbelieved(known, &headers, &proxies),
            "this one is trusted"
        );
        assert!(unbelieved(other, &headers, &proxies));
        assert!(!unbelieved(other, &headers, &proxies), "once is enough");
    }
}
