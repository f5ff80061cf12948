//! The address of a PostgreSQL server, with an end to every wait for a host that says nothing any more.

/// What the client library is told unless the address says it itself. By the system's own rules a connection to a host whose power went
/// hangs for a quarter of an hour, and an idle one for two hours. These find it out within about five seconds.
const TIME_OUTS: [(&str, &str); 6] = [
    ("connect_timeout", "3"),
    ("tcp_user_timeout", "3000"),
    ("keepalives", "1"),
    ("keepalives_idle", "2"),
    ("keepalives_interval", "1"),
    ("keepalives_count", "3"),
];

/// The address that every connection is made by.
pub fn with_time_outs(url: &str) -> String {
    let (_, given) = url
        .split_once('?')
        .unwrap_or((url, ""));
    let says = |name: &str| {
        given
            .split('&')
            .any(|one| one.split('=').next() == Some(name))
    };
    let mut whole = url.to_owned();
    for (name, value) in TIME_OUTS {
        if says(name) {
            continue;
        }
        let sign = match whole.find('?') {
            None => "?",
            Some(at) if at + 1 == whole.len() => "",
            Some(_) => "&",
        };
        whole.push_str(&format!("{sign}{name}={value}"));
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: &str = "connect_timeout=3&tcp_user_timeout=3000&keepalives=1&keepalives_idle=2&keepalives_interval=1&keepalives_count=3";

    #[test]
    fn an_address_ends_every_wait_unless_it_says_itself() {
        assert_eq!(
            with_time_outs("postgres://db/cards"),
            format!("postgres://db/cards?{ALL}")
        );
        assert_eq!(
            with_time_outs("postgres://u@a:1,b:2/cards?target_session_attrs=read-write"),
            format!("postgres://u@a:1,b:2/cards?target_session_attrs=read-write&{ALL}")
        );
        assert_eq!(
            with_time_outs("postgres://db/cards?"),
            format!("postgres://db/cards?{ALL}")
        );
        let own = "postgres://db/cards?connect_timeout=60&keepalives=0";
        let whole = with_time_outs(own);
        assert!(
            whole.starts_with(own)
                && whole
                    .matches("connect_timeout")
                    .count()
                    == 1
                && !whole.contains("keepalives=1")
                && whole.contains("&tcp_user_timeout=3000&keepalives_idle=2"),
            "{whole}"
        );
    }
}
