//! Whether the service can be reached: its own address on this machine, and the public one as phones use it.

use std::io::ErrorKind;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener};
use std::time::Duration;

use reqwest::redirect::Policy;
use serde::Deserialize;

use crate::apple::Finding;
use crate::config::Config;

/// What is read of an answer; `/livez` says less.
const LONGEST_ANSWER: usize = 4 * 1024;

/// What `/livez` says.
#[derive(Deserialize)]
struct Live {
    instance: String,
}

/// Who answers at an address.
enum ReachResult {
    /// The service with our secret.
    Ours,
    /// A stampwell with another one.
    Another,
    /// A stampwell; we have no secret to compare with.
    Unknown,
    /// Something else, which answered with this status.
    Other(u16),
    /// Nobody, and why.
    Nobody(String),
}

async fn ask(base: &str, own: Option<&str>) -> ReachResult {
    match asked(base).await {
        Err(error) => ReachResult::Nobody(reason(&error)),
        Ok((200, Some(Live { instance }))) => match own {
            Some(own) if own == instance => ReachResult::Ours,
            Some(_) => ReachResult::Another,
            None => ReachResult::Unknown,
        },
        Ok((status, _)) => ReachResult::Other(status),
    }
}

async fn asked(base: &str) -> reqwest::Result<(u16, Option<Live>)> {
    let client = reqwest::Client::builder()
        .redirect(Policy::none())
        .connect_timeout(Duration::from_secs(3))
        .timeout(Duration::from_secs(5));
    let client = if base.starts_with("http://") {
        client.no_proxy()
    } else {
        client
    };
    let mut response = client
        .build()?
        .get(format!("{base}/livez"))
        .send()
        .await?;
    let mut body = Vec::new();
    while let Some(part) = response.chunk().await? {
        body.extend_from_slice(&part);
        if body.len() > LONGEST_ANSWER {
            return Ok((response.status().as_u16(), None));
        }
    }
    Ok((
        response.status().as_u16(),
        serde_json::from_slice(&body).ok(),
    ))
}

/// The last cause says it: no such name, refused, a certificate that nobody knows.
fn reason(error: &reqwest::Error) -> String {
    if error.is_timeout() {
        return "no answer in time".to_owned();
    }
    let mut source: &dyn std::error::Error = error;
    while let Some(inner) = source.source() {
        source = inner;
    }
    source.to_string()
}

/// Whether the service can listen where it is to, or does so already.
pub(super) async fn port(config: &Config, own: Option<&str>) -> Finding {
    let bind = config.bind;
    let free = || Finding::good("port", format!("the service can listen on {bind}"));
    let error = match TcpListener::bind(bind) {
        Ok(_) => return free(),
        Err(error) => error,
    };
    let elsewhere = "stop it, or choose another address: STAMPWELL_BIND";
    match error.kind() {
        ErrorKind::AddrInUse => match ask(&format!("http://{}", near(bind)), own).await {
            ReachResult::Ours => Finding::good("port", format!("this service answers on {bind}")),
            ReachResult::Unknown => Finding::warning(
                "port",
                format!("a stampwell answers on {bind}; it may be another one"),
                elsewhere,
            ),
            ReachResult::Another => Finding::bad(
                "port",
                format!("another stampwell answers on {bind}, with another secret"),
                elsewhere,
            ),
            // It may have been somebody who only looked whether the port is free, as this does.
            ReachResult::Nobody(_) if TcpListener::bind(bind).is_ok() => free(),
            ReachResult::Nobody(_) | ReachResult::Other(_) => Finding::bad(
                "port",
                format!("another program listens on {bind}"),
                elsewhere,
            ),
        },
        ErrorKind::PermissionDenied => Finding::bad(
            "port",
            format!("this user may not listen on {bind}"),
            "choose a port above 1023 with STAMPWELL_BIND, or give the service the right: AmbientCapabilities=CAP_NET_BIND_SERVICE",
        ),
        ErrorKind::AddrNotAvailable => Finding::bad(
            "port",
            format!("{} is no address of this machine", bind.ip()),
            "set STAMPWELL_BIND to one that `ip address` lists",
        ),
        _ => Finding::bad(
            "port",
            format!("the service cannot listen on {bind} ({error})"),
            "check STAMPWELL_BIND",
        ),
    }
}

/// Where a listener on all addresses is reached from here.
fn near(bind: SocketAddr) -> SocketAddr {
    let ip = match bind.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(ip, bind.port())
}

/// Whether the public address leads to this service. From inside some networks it cannot be reached, so silence is no fault yet.
pub(super) async fn public(config: &Config, own: Option<&str>) -> Option<Finding> {
    let url = config
        .public_url()
        .ok()
        .filter(|url| *url != format!("http://{}", config.bind))?;
    let through = format!(
        "let DNS and the proxy lead every path of {url} to http://{}",
        near(config.bind)
    );
    Some(match ask(&url, own).await {
        ReachResult::Ours => Finding::good("public way", format!("{url} leads to this service")),
        ReachResult::Unknown => Finding::warning(
            "public way",
            format!("{url} leads to a stampwell; it may be another one"),
            through,
        ),
        ReachResult::Another => Finding::bad(
            "public way",
            format!(
                "{url} leads to another stampwell, with another secret: no card of this one works there"
            ),
            through,
        ),
        ReachResult::Other(status @ (502..=504)) => Finding::warning(
            "public way",
            format!("{url}/livez answers {status}: a proxy is there, and no service behind it"),
            format!("start `stampwell serve`; {through}"),
        ),
        ReachResult::Other(status) => Finding::bad(
            "public way",
            format!(
                "{url}/livez answers {status} and not as stampwell does: something else is there"
            ),
            through,
        ),
        ReachResult::Nobody(why) => Finding::warning(
            "public way",
            format!("{url} cannot be reached from this machine ({why})"),
            format!("open {url}/livez on a phone; if that fails too, {through}"),
        ),
    })
}
