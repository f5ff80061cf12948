//! Where the demonstration listens: on this machine alone, or at its address in a network.

use std::io::ErrorKind;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener, UdpSocket};

use anyhow::{Context as _, bail};

/// The address that links name: this machine's own, the given one, or the one by which the machine reaches its network.
pub fn address(lan: Option<Option<IpAddr>>) -> anyhow::Result<IpAddr> {
    match lan {
        None => Ok(Ipv4Addr::LOCALHOST.into()),
        Some(Some(given)) => Ok(given),
        Some(None) => match own() {
            Some(ip) if is_private(ip) => Ok(ip),
            Some(ip) => bail!(
                "this machine's address {ip} can be reached from the whole internet, where a demo has no place. Name an address in \
                 your own network: --lan=192.168.1.20"
            ),
            None => bail!(
                "this machine's address in its network is not known: it has no way out of itself. Name it, as `ip address` or the \
                 network settings show it: --lan=192.168.1.20"
            ),
        },
    }
}

/// The address from which this machine would reach another, found without sending anything.
fn own() -> Option<IpAddr> {
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
    socket
        // An address for documentation, which nobody has; connecting UDP
        // chooses a way and sends nothing.
        .connect((Ipv4Addr::new(192, 0, 2, 1), 9))
        .ok()?;
    let ip = socket.local_addr().ok()?.ip();
    (!ip.is_unspecified() && !ip.is_loopback()).then_some(ip)
}

/// Whether only neighbours reach this address: private ranges, those of a carrier's own network, and link-local ones.
fn is_private(ip: IpAddr) -> bool {
    match ip.to_canonical() {
        IpAddr::V4(ip) => {
            let [a, b, ..] = ip.octets();
            ip.is_private()
                || ip.is_link_local()
                || ip.is_loopback()
                || (a == 100 && (64..128).contains(&b))
        }
        IpAddr::V6(ip) => ip.is_unique_local() || ip.is_unicast_link_local() || ip.is_loopback(),
    }
}

/// Listens on the wished port, or on a free one when somebody else does already.
pub fn listen(ip: IpAddr, port: u16) -> anyhow::Result<TcpListener> {
    match TcpListener::bind((ip, port)) {
        Err(error) if error.kind() == ErrorKind::AddrInUse => {
            let listener = TcpListener::bind((ip, 0))?;
            crate::cli::out::talk(format_args!(
                "Port {port} is taken, so the demo uses {} instead.",
                listener.local_addr()?.port()
            ));
            Ok(listener)
        }
        Err(error) if error.kind() == ErrorKind::AddrNotAvailable => {
            bail!(
                "{ip} is not an address of this machine. `ip address` or the network settings show its addresses"
            )
        }
        listener => {
            listener.with_context(|| format!("cannot listen on {}", SocketAddr::new(ip, port)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_demo_stays_on_this_machine_unless_told() {
        assert_eq!(address(None).unwrap(), Ipv4Addr::LOCALHOST);
        let given = "10.1.2.3".parse().unwrap();
        assert_eq!(address(Some(Some(given))).unwrap(), given);
    }

    #[test]
    fn neighbours_are_told_from_the_internet() {
        for near in [
            "192.168.1.20",
            "10.0.0.1",
            "172.16.3.4",
            "169.254.9.9",
            "100.64.0.7",
            "fd00::1",
            "fe80::1",
            "::ffff:192.168.1.20",
        ] {
            assert!(is_private(near.parse().unwrap()), "{near}");
        }
        for far in ["8.8.8.8", "172.32.0.1", "100.128.0.1", "2001:db8::1"] {
            assert!(!is_private(far.parse().unwrap()), "{far}");
        }
    }

    #[test]
    fn somebody_elses_address_is_refused_in_words() {
        let error = listen("192.0.2.1".parse().unwrap(), 0)
            .unwrap_err()
            .to_string();
        assert!(
            error.contains("192.0.2.1 is not an address of this machine"),
            "{error}"
        );
    }
}
