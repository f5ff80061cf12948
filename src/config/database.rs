//! The database's address as other programs write it: brought into one form, or refused by the word that is not understood.
//! It may hold a password, so nothing of it is repeated but names that cannot be part of one.

/// Why an address is not used.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct AddressRefused {
    pub what: String,
    pub why: String,
    pub fix: String,
}

const EXAMPLE: &str = "sqlite://stampwell.db or postgres://user:password@host/database";

fn refused<T>(
    what: impl Into<String>,
    why: &str,
    fix: impl Into<String>,
) -> Result<T, AddressRefused> {
    Err(AddressRefused {
        what: what.into(),
        why: why.into(),
        fix: fix.into(),
    })
}

/// The SQLite file's name as the address writes it, and with `%xx` undone, where the two differ.
pub(super) fn two_names(address: &str) -> Option<(String, String)> {
    let (scheme, rest) = address.split_once(':')?;
    if !["sqlite", "sqlite3", "file"].contains(&scheme.to_ascii_lowercase().as_str()) {
        return None;
    }
    let file = rest
        .strip_prefix("//")
        .unwrap_or(rest)
        .split('?')
        .next()
        .unwrap_or_default();
    decoded(file)
        .filter(|plain| plain != file)
        .map(|plain| (file.to_owned(), plain))
}

/// `sqlite://FILE` with nothing behind the file, or an address that PostgreSQL's library takes as it is.
pub(super) fn one_form(address: &str) -> Result<String, AddressRefused> {
    let Some((scheme, rest)) = address.split_once(':') else {
        return unknown(address);
    };
    match scheme.to_ascii_lowercase().as_str() {
        "sqlite" | "sqlite3" | "file" => sqlite(rest),
        "postgres" | "postgresql" => postgres(rest),
        "jdbc" => refused(
            "the database address is written for Java (jdbc:)",
            "Java's form names user and password elsewhere",
            format!("write {EXAMPLE}"),
        ),
        other => match other.split_once('+') {
            Some(("sqlite" | "postgres" | "postgresql", driver)) if is_word(driver) => refused(
                format!(
                    "the database address names a driver (+{driver}), which stampwell does not have"
                ),
                "only the kind of database goes before the colon",
                EXAMPLE,
            ),
            _ => unknown(address),
        },
    }
}

fn unknown<T>(address: &str) -> Result<T, AddressRefused> {
    let why = "the start of the address says which database to use";
    if ["host=", "dbname=", "hostaddr=", "user=", "service="]
        .iter()
        .any(|word| address.contains(word))
        && !address.contains("://")
    {
        return refused(
            "the database address is a list of key=value pairs",
            why,
            "write postgres://user:password@host/database",
        );
    }
    refused("the database address is not of a known kind", why, EXAMPLE)
}

/// A name that may be repeated: no password looks like one by chance of where it stands.
fn is_word(text: &str) -> bool {
    (1..=40).contains(&text.len())
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.'))
}

/// The text with `%xx` undone; nothing if a `%` is followed by something else or what comes out is no text.
fn decoded(text: &str) -> Option<String> {
    let mut parts = text
        .as_bytes()
        .split(|b| *b == b'%');
    let mut bytes = parts.next()?.to_vec();
    for part in parts {
        let (code, rest) = part
            .split_at_checked(2)
            .filter(|(code, _)| {
                code.iter()
                    .all(u8::is_ascii_hexdigit)
            })?;
        bytes.push(u8::from_str_radix(std::str::from_utf8(code).ok()?, 16).ok()?);
        bytes.extend_from_slice(rest);
    }
    String::from_utf8(bytes)
        .ok()
        .filter(|text| !text.chars().any(char::is_control))
}

fn sqlite(rest: &str) -> Result<String, AddressRefused> {
    let (file, parameters) = rest
        .split_once('?')
        .unwrap_or((rest, ""));
    let Some(file) = decoded(
        file.strip_prefix("//")
            .unwrap_or(file),
    ) else {
        return refused(
            "the SQLite address contains a % that does not stand for a character",
            "there, % starts a character's code",
            "write a % in the name as %25",
        );
    };
    if file.is_empty() || file.contains(":memory:") {
        let why = "cards must outlive the process, so the data must be in a file";
        return refused(
            "the SQLite address names no file",
            why,
            "sqlite://stampwell.db",
        );
    }
    if file.contains('?') {
        return refused(
            "the SQLite file's name contains a ?",
            "a ? starts the parameters",
            "use a file name without it",
        );
    }
    parameters
        .split(['&', ';'])
        .filter(|one| !one.is_empty())
        .try_for_each(sqlite_parameter)?;
    Ok(format!("sqlite://{file}"))
}

/// Parameters that ask for what stampwell does anyway are taken; all others would silently have no effect.
fn sqlite_parameter(one: &str) -> Result<(), AddressRefused> {
    let (name, value) = one
        .split_once('=')
        .unwrap_or((one, ""));
    let value = value.to_ascii_lowercase();
    let taken = match name
        .trim_start_matches('_')
        .to_ascii_lowercase()
        .as_str()
    {
        "mode" => ["rwc", "rw"].contains(&value.as_str()),
        "cache" => ["private", "shared"].contains(&value.as_str()),
        "journal_mode" | "journal" => value == "wal",
        "foreign_keys" | "fk" => ["1", "on", "true", "yes"].contains(&value.as_str()),
        "busy_timeout" | "timeout" | "connection_limit" => value.parse::<f64>().is_ok(),
        "uri" => value == "true",
        _ => false,
    };
    if taken {
        return Ok(());
    }
    let shown = if is_word(name) && is_word(&value) {
        format!("{name}={value}")
    } else {
        name.chars()
            .filter(|c| !c.is_control())
            .take(40)
            .collect()
    };
    refused(
        format!("the SQLite address has the parameter {shown}, which is not understood"),
        "what it was meant to do would silently not happen",
        "leave it out: sqlite://FILE is all you need",
    )
}

/// What PostgreSQL's library knows behind the `?`.
const LIBPQ: &[&str] = &[
    "application_name",
    "channel_binding",
    "client_encoding",
    "connect_timeout",
    "dbname",
    "fallback_application_name",
    "gssdelegation",
    "gssencmode",
    "gsslib",
    "host",
    "hostaddr",
    "keepalives",
    "keepalives_count",
    "keepalives_idle",
    "keepalives_interval",
    "krbsrvname",
    "load_balance_hosts",
    "options",
    "passfile",
    "password",
    "port",
    "require_auth",
    "requirepeer",
    "service",
    "ssl",
    "sslcert",
    "sslcertmode",
    "sslcompression",
    "sslcrl",
    "sslcrldir",
    "sslkey",
    "sslmode",
    "sslnegotiation",
    "sslpassword",
    "sslrootcert",
    "sslsni",
    "ssl_max_protocol_version",
    "ssl_min_protocol_version",
    "target_session_attrs",
    "tcp_user_timeout",
    "user",
];

/// Signs that end a part of the address, with how a password writes them.
const SIGNS: &[(char, &str)] = &[
    ('%', "%25"),
    ('@', "%40"),
    ('/', "%2F"),
    ('?', "%3F"),
    (' ', "%20"),
];

fn must_be_written<T>(sign: char) -> Result<T, AddressRefused> {
    let code = SIGNS
        .iter()
        .find(|(known, _)| *known == sign)
        .map_or("%20", |(_, code)| code);
    refused(
        format!("the PostgreSQL address cannot be split at the character {sign}"),
        "in a user name, a password or a value, this character has another meaning",
        format!("write each {sign} in the password as {code}"),
    )
}

fn postgres(rest: &str) -> Result<String, AddressRefused> {
    let Some(rest) = rest.strip_prefix("//") else {
        return refused(
            "the PostgreSQL address has no //",
            "user and host come after it",
            "postgres://user:password@host/database",
        );
    };
    if rest.contains(|c: char| c.is_whitespace() || c.is_control()) {
        return must_be_written(' ');
    }
    let end = rest
        .find(['/', '?'])
        .unwrap_or(rest.len());
    let (authority, behind) = rest.split_at(end);
    let (path, query) = behind
        .split_once('?')
        .map_or((behind, None), |(path, query)| (path, Some(query)));
    let known = parameters(query.unwrap_or_default());
    // An @ behind the host: a sign of the password ended what should have been read as one.
    if path.contains('@') || (behind.contains('@') && known.is_err()) {
        return must_be_written(if authority.contains('@') {
            '@'
        } else {
            behind.chars().next().unwrap_or('/')
        });
    }
    if authority.matches('@').count() > 1 {
        return must_be_written('@');
    }
    if decoded(rest).is_none() {
        return must_be_written('%');
    }
    known?;
    hosts(
        authority
            .rsplit('@')
            .next()
            .unwrap_or_default(),
    )?;
    if query.is_none() && path.len() < 2 && authority.is_empty() {
        return refused(
            "the PostgreSQL address has neither a host nor a database",
            "there is nothing to connect to",
            EXAMPLE,
        );
    }
    Ok(format!("postgres://{rest}"))
}

fn parameters(query: &str) -> Result<(), AddressRefused> {
    for one in query
        .split('&')
        .filter(|one| !one.is_empty())
    {
        let (name, value) = one
            .split_once('=')
            .unwrap_or((one, ""));
        if !LIBPQ.contains(&name) || !one.contains('=') {
            let shown = if is_word(name) && one.contains('=') {
                name
            } else {
                "that is no name=value"
            };
            return refused(
                format!(
                    "the PostgreSQL address has a parameter {shown}, which PostgreSQL's client library does not know"
                ),
                "parameters of other programs mean nothing here",
                "leave it out; write a ? in the password as %3F",
            );
        }
        let modes = [
            "disable",
            "allow",
            "prefer",
            "require",
            "verify-ca",
            "verify-full",
        ];
        if name == "sslmode" && !modes.contains(&value) {
            return refused(
                "the sslmode in the PostgreSQL address is not a valid one",
                "it says whether the connection is encrypted",
                format!("use one of {}", modes.join(", ")),
            );
        }
    }
    Ok(())
}

/// Hosts with their ports, commas between them; what is in the place of a port may be a password's beginning.
fn hosts(text: &str) -> Result<(), AddressRefused> {
    for host in text.split(',') {
        let port = match host.strip_prefix('[') {
            Some(inner) => match inner.split_once(']') {
                Some((_, "")) => None,
                Some((_, port)) => Some(
                    port.strip_prefix(':')
                        .unwrap_or("none"),
                ),
                None => Some("none"),
            },
            None => host
                .split_once(':')
                .map(|(_, port)| port),
        };
        let is_number = |port: &str| {
            port.is_empty()
                || port
                    .parse::<u16>()
                    .is_ok_and(|port| port != 0)
        };
        if port.is_some_and(|port| !is_number(port)) {
            return refused(
                "the PostgreSQL address has something other than a number where the port belongs",
                "the port comes after the host's colon, and an IPv6 address goes in [brackets]",
                "postgres://user:password@host:5432/database; in a password, write / as %2F, ? as %3F, @ as %40, % as %25",
            );
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sqlite_addresses_of_other_programs_name_the_same_file() {
        for (given, one) in [
            ("sqlite://q.db?mode=rwc", "sqlite://q.db"),
            ("sqlite:q.db", "sqlite://q.db"),
            ("sqlite3://q.db", "sqlite://q.db"),
            ("SQLite://q.db", "sqlite://q.db"),
            ("sqlite:///srv/q.db", "sqlite:///srv/q.db"),
            ("sqlite:/srv/q.db", "sqlite:///srv/q.db"),
            ("file:q.db?cache=shared", "sqlite://q.db"),
            (
                "file:///srv/q.db?mode=rw&cache=private&_journal_mode=WAL&_busy_timeout=5000&_fk=1",
                "sqlite:///srv/q.db",
            ),
            ("sqlite://my%20shop.db", "sqlite://my shop.db"),
        ] {
            assert_eq!(one_form(given).as_deref(), Ok(one), "{given}");
        }
        for (given, word) in [
            ("sqlite::memory:", "no file"),
            ("sqlite://:memory:?cache=shared", "no file"),
            ("sqlite://", "no file"),
            ("sqlite://q.db?mode=memory", "mode=memory"),
            ("sqlite://q.db?mode=ro", "mode=ro"),
            ("file:q.db?immutable=1", "immutable=1"),
            ("sqlite://q.db?vfs=unix", "vfs=unix"),
            ("sqlite://q%3fx.db", "contains a ?"),
            ("sqlite://100%.db", "does not stand for a character"),
            ("sqlite+aiosqlite:///q.db", "+aiosqlite"),
            ("jdbc:sqlite:q.db", "jdbc:"),
            ("q.db", "not of a known kind"),
        ] {
            let refused = one_form(given).unwrap_err();
            assert!(refused.what.contains(word), "{given}: {refused:?}");
        }
    }

    #[test]
    fn a_password_with_any_sign_is_taken_or_refused_by_the_sign_and_never_repeated() {
        for (sign, code) in [
            ('%', "%25"),
            ('@', "%40"),
            ('/', "%2F"),
            ('?', "%3F"),
            (' ', "%20"),
        ] {
            for host in [
                "127.0.0.1/stamp",
                "db:5432/stamp?sslmode=require",
                "[::1]/stamp",
                "db",
            ] {
                for head in ["Gehe", "12"] {
                    let refused =
                        one_form(&format!("postgres://stamp:{head}{sign}m77@{host}")).unwrap_err();
                    assert!(refused.fix.contains(code), "{sign} {host}: {refused:?}");
                    let said = format!("{refused:?}");
                    assert!(!said.contains("Gehe") && !said.contains("m77"), "{said}");
                }
            }
        }
        for sign in [
            ":", "#", "!", "$", "&", "=", "+", ",", ";", "%25", "%40", "ü",
        ] {
            let address = format!("postgres://stamp:Gehe{sign}m77@db/stamp");
            assert_eq!(one_form(&address), Ok(address));
        }
    }

    #[test]
    fn what_the_library_knows_passes_and_the_rest_is_named() {
        for fine in [
            "postgres://db/cards",
            "postgres:///cards?host=/run/postgresql",
            "postgres://a:1,b:2/cards?target_session_attrs=any",
            "postgres://u@[::1]:5432/c?user=a@b",
        ] {
            assert_eq!(one_form(fine).as_deref(), Ok(fine));
        }
        assert_eq!(
            one_form("PostgreSQL://u@db/c").as_deref(),
            Ok("postgres://u@db/c")
        );
        for (given, word) in [
            ("postgres://u@db/c?pgbouncer=true", "pgbouncer"),
            ("postgres://u:p@db/c?schema=public", "schema"),
            ("postgres://u:p@db/c?sslmode=on", "sslmode"),
            ("postgresql+psycopg2://u:p@db/c", "+psycopg2"),
            ("jdbc:postgresql://db/c", "jdbc:"),
            ("host=db dbname=c password=hunter2", "key=value"),
            ("postgres://u:p@db:http/c", "port"),
            ("postgres://stamp:Gehe", "port"),
            ("postgres:u@db/c", "no //"),
        ] {
            let refused = one_form(given).unwrap_err();
            assert!(refused.what.contains(word), "{given}: {refused:?}");
            assert!(
                !format!("{refused:?}").contains("Gehe")
                    && !format!("{refused:?}").contains("hunter2")
            );
        }
    }
}
