//! Why a database cannot be worked with, in a sentence for each case.

/// What is wrong with a database or its server, and what the operator does about it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{what}. To fix it: {fix}")]
pub struct Diagnosis {
    /// What is wrong.
    pub what: String,
    /// What to do about it.
    pub fix: String,
    /// Whether no server was reached at all.
    pub unreachable: bool,
}

impl Diagnosis {
    /// A fault with its remedy, each a sentence.
    pub fn new(what: impl Into<String>, fix: impl Into<String>) -> Diagnosis {
        Diagnosis {
            what: what.into(),
            fix: fix.into(),
            unreachable: false,
        }
    }

    /// A PostgreSQL connection that did not come about. `text` is the client library's, which is in English, with the
    /// server's own words, which need not be.
    pub fn of_connection(url: &str, text: &str) -> Diagnosis {
        let line = text
            .lines()
            .next()
            .unwrap_or_default()
            .trim();
        let says = |words: &[&str]| {
            words
                .iter()
                .any(|word| text.contains(word))
        };
        let name = |word: &str| {
            text.split_once(word)
                .and_then(|(_, rest)| rest.split('"').next())
                .unwrap_or_default()
        };
        let access = "put the right password into the address, kept in a file that STAMPWELL_DATABASE_URL_FILE names; \
                      a % of the password is written %25 there; pg_hba.conf on the server says who may come in and how";
        // The client library puts two spaces behind the severity.
        if says(&["FATAL:  role \""]) {
            let role = name("role \"");
            return Diagnosis::new(
                format!("PostgreSQL has no role {role}"),
                format!("createuser {role}, or use another role in STAMPWELL_DATABASE_URL"),
            );
        }
        if says(&["FATAL:  database \""]) {
            let (database, owner) = (
                name("database \""),
                role_in(url)
                    .map(|role| format!("--owner {role} "))
                    .unwrap_or_default(),
            );
            let fix = format!("createdb --encoding UTF8 --template template0 {owner}{database}");
            return Diagnosis::new(format!("PostgreSQL has no database {database}"), fix);
        }
        if says(&[
            "authentication failed",
            "no password supplied",
            "no pg_hba.conf entry",
        ]) {
            return Diagnosis::new(
                format!("PostgreSQL does not let stampwell in ({line})"),
                access,
            );
        }
        // The last are pgbouncer's words.
        if says(&[
            "too many",
            "remaining connection slots",
            "no more connections allowed",
        ]) {
            return Diagnosis::new(
                format!("PostgreSQL has no connections left ({line})"),
                "raise max_connections, or stop what is using the others",
            );
        }
        // A fresh connection has none but its own: behind a busy pooler the first settings meet somebody else's.
        if says(&["prepared statement \""]) {
            return Diagnosis::of_shared_connection();
        }
        if says(&["query_wait_timeout"]) {
            return Diagnosis::new(
                format!("the pooler in front of PostgreSQL gave no connection in time ({line})"),
                "give this database more connections there (pgbouncer: pool_size), or see what holds the others",
            );
        }
        if says(&["the database system is"]) {
            return Diagnosis::new(
                format!("PostgreSQL is starting or stopping ({line})"),
                "try again in a moment",
            )
            .out_of_reach();
        }
        if says(&["could not translate host name"]) {
            return Diagnosis::new(
                "the PostgreSQL server's name is not known",
                "check the host in STAMPWELL_DATABASE_URL",
            )
            .out_of_reach();
        }
        if says(&["FATAL:", "ERROR:"]) {
            return Diagnosis::new(
                format!("PostgreSQL refuses the connection ({line})"),
                "check STAMPWELL_DATABASE_URL",
            );
        }
        let fix = "start the server, or check host and port in STAMPWELL_DATABASE_URL";
        // Of other words only the reason behind the host is told: the library repeats what it did not understand of an
        // address, and that may be a piece of the password.
        if let Some((_, reason)) = line
            .strip_prefix("connection to server ")
            .and_then(|line| line.rsplit_once("failed: "))
        {
            return Diagnosis::new(format!("no PostgreSQL server answers ({reason})"), fix)
                .out_of_reach();
        }
        if says(&["timeout expired"]) {
            return Diagnosis::new("no PostgreSQL server answers in time", fix).out_of_reach();
        }
        let fix = "check each part of STAMPWELL_DATABASE_URL; in the password, write % as %25, @ as %40, / as %2F, ? as %3F";
        Diagnosis::new(
            "PostgreSQL's client library does not accept the address",
            fix,
        )
    }

    /// A pooler that hands one connection to whoever has a transaction under way.
    pub fn of_shared_connection() -> Diagnosis {
        Diagnosis::new(
            "the PostgreSQL server is reached by way of a pooler in transaction mode, which gives every transaction another connection; \
             stampwell's prepared statements, settings and locks are a connection's own",
            "set the pooler to session mode for this database (pgbouncer: pool_mode = session), or name the server itself in \
             STAMPWELL_DATABASE_URL",
        )
    }

    fn out_of_reach(mut self) -> Diagnosis {
        self.unreachable = true;
        self
    }
}

/// The role that an address names.
fn role_in(url: &str) -> Option<&str> {
    let authority = url
        .split_once("://")?
        .1
        .split(['/', '?'])
        .next()?;
    let (user, _) = authority.rsplit_once('@')?;
    user.split(':')
        .next()
        .filter(|role| !role.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_failure_to_connect_has_its_own_fix() {
        let server = "connection to server at \"db\" (10.0.0.1), port 5432 failed: ";
        let cases = [
            (
                "Connection refused\n\tIs the server running on that host?",
                "start the server",
                true,
            ),
            (
                "FATAL:  role \"shop\" does not exist\n",
                "createuser shop",
                false,
            ),
            (
                "FATAL:  database \"cards\" does not exist\n",
                "createdb --encoding UTF8 --template template0 --owner shop cards",
                false,
            ),
            (
                "FATAL:  password authentication failed for user \"shop\"\n",
                "STAMPWELL_DATABASE_URL_FILE",
                false,
            ),
            (
                "FATAL:  sorry, too many clients already\n",
                "max_connections",
                false,
            ),
            (
                "FATAL:  no more connections allowed (max_client_conn)\n",
                "max_connections",
                false,
            ),
            ("FATAL:  query_wait_timeout\n", "pool_size", false),
            (
                "prepared statement \"__diesel_stmt_1\" already exists",
                "session mode",
                false,
            ),
            (
                "FATAL:  the database system is starting up\n",
                "in a moment",
                true,
            ),
            ("timeout expired\n", "start the server", true),
            (
                "FATAL:  Rolle »shop« existiert nicht\n",
                "STAMPWELL_DATABASE_URL",
                false,
            ),
        ];
        for (text, fix, unreachable) in cases {
            let fault =
                Diagnosis::of_connection("postgres://shop:pw@db/cards", &format!("{server}{text}"));
            assert!(
                fault.fix.contains(fix) && fault.unreachable == unreachable,
                "{text}: {fault:?}"
            );
            assert!(!fault.what.contains('\n'), "{fault:?}");
        }
        let unknown = Diagnosis::of_connection(
            "postgres:///cards",
            "could not translate host name \"dbb\" to address: Name not known",
        );
        assert!(
            unknown
                .fix
                .contains("check the host")
                && unknown.unreachable
        );
        let refused = Diagnosis::of_connection(
            "postgres://shop:Gehe%m77@db/cards",
            "invalid percent-encoded token: \"Gehe%m77\"",
        );
        assert!(
            refused.fix.contains("%25")
                && !refused.unreachable
                && !format!("{refused:?}").contains("Gehe"),
            "{refused:?}"
        );
        assert_eq!(role_in("postgres://shop@%2Frun/cards"), Some("shop"));
        assert_eq!(role_in("postgres://db/cards"), None);
    }
}
