//! Ranges of addresses, as proxies are named by.

use std::net::IpAddr;
use std::str::FromStr;

use serde::Deserialize;

/// One address or a range of them, such as `10.0.0.0/8`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Network {
    address: IpAddr,
    prefix: u8,
}

impl Network {
    /// Whether the address lies in the range. An IPv4 address written as IPv6 counts as IPv4.
    pub fn contains(&self, address: IpAddr) -> bool {
        match (self.address, address.to_canonical()) {
            (IpAddr::V4(range), IpAddr::V4(one)) => same_head(
                range.to_bits().into(),
                one.to_bits().into(),
                32 - self.prefix,
            ),
            (IpAddr::V6(range), IpAddr::V6(one)) => {
                same_head(range.to_bits(), one.to_bits(), 128 - self.prefix)
            }
            _ => false,
        }
    }
}

/// Whether two numbers agree when their last `tail` bits are left out. A shift by all 128 bits leaves nothing to differ.
fn same_head(a: u128, b: u128, tail: u8) -> bool {
    (a ^ b)
        .checked_shr(tail.into())
        .unwrap_or(0)
        == 0
}

impl FromStr for Network {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let refused = || {
            format!(
                "{text:?} is neither an address such as 10.0.0.1 nor a range such as 10.0.0.0/8"
            )
        };
        let (address, prefix) = text
            .split_once('/')
            .map_or((text, None), |(address, prefix)| (address, Some(prefix)));
        let address: IpAddr = address
            .trim()
            .parse()
            .map_err(|_| refused())?;
        let widest = if address.is_ipv4() {
            32
        } else {
            128
        };
        let prefix = prefix.map_or(Ok(widest), |p| {
            p.trim()
                .parse()
                .map_err(|_| refused())
        })?;
        if prefix > widest {
            Err(refused())
        } else {
            Ok(Network { address, prefix })
        }
    }
}

impl TryFrom<String> for Network {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_holds_its_addresses_and_no_others() {
        let holds = |range: &str, address: &str| {
            range
                .parse::<Network>()
                .unwrap()
                .contains(address.parse().unwrap())
        };
        assert!(holds("10.0.0.0/8", "10.255.3.4"));
        assert!(!holds("10.0.0.0/8", "11.0.0.1"));
        assert!(holds("192.0.2.7", "192.0.2.7") && !holds("192.0.2.7", "192.0.2.6"));
        assert!(holds("0.0.0.0/0", "203.0.113.9") && holds("::/0", "2001:db8::1"));
        assert!(
            holds("10.0.0.0/8", "::ffff:10.1.1.1"),
            "a dual-stack socket shows IPv4 clients like this"
        );
        assert!(!holds("::/0", "10.1.1.1"));
        for text in ["10.0.0.0/33", "proxy", "10.0.0.0/", ""] {
            assert!(text.parse::<Network>().is_err(), "{text:?}");
        }
    }
}
