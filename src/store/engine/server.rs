//! The PostgreSQL server: reached once, looked at, and judged by what it would lose.

use std::time::Duration;

use diesel::connection::SimpleConnection as _;
use diesel::pg::PgConnection;
use diesel::{Connection as _, QueryResult, RunQueryDsl as _, sql_query, sql_types};

use crate::store::Diagnosis;
use crate::store::engine::address::with_time_outs;
use crate::store::engine::pooler::refuse_shared;

/// The oldest server this is tried with.
const OLDEST: i32 = 12;
/// How long a request waits for its place, and a write for its merchant's turn.
pub const PATIENCE: Duration = Duration::from_secs(5);

/// A lock that is waited for must not take a connection from others for long. What was acknowledged must be on the disk
/// whatever the server's own setting is. Messages are read in English, because diesel hands on no SQLSTATE; only a
/// superuser may ask for that.
pub const SESSION: &str = "SET lock_timeout = '3s'; SET idle_in_transaction_session_timeout = '30s';
    SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off';
    SELECT set_config('lc_messages', 'C', false) FROM pg_roles WHERE rolname = current_user AND rolsuper";

/// The locks by number that all who use one database know. Two of one number do not compile: each would keep the other
/// waiting for ever.
#[derive(Clone, Copy, Debug)]
#[repr(i64)]
pub enum AdvisoryLock {
    /// One process at a time brings the schema up to date.
    Migrate = 7_267_381_120,
    /// Two phones that report at once do not take the same slot.
    DeviceLogs = 7_267_381_121,
    /// One instance at a time empties the slot of kept answers whose time is over.
    EmptySlot = 7_267_381_123,
    /// Every instance has a share while it runs; a move takes it alone.
    Served = 7_267_381_122,
}

/// Whether a lock by number is had alone or with others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LockMode {
    Alone,
    Shared,
}

impl LockMode {
    /// How the names of the server's functions end.
    fn ending(self) -> &'static str {
        match self {
            LockMode::Alone => "",
            LockMode::Shared => "_shared",
        }
    }
}

#[derive(diesel::QueryableByName)]
struct LockAnswer {
    #[diesel(sql_type = sql_types::Bool)]
    taken: bool,
}

impl AdvisoryLock {
    /// The number, as the server's functions take it.
    pub fn number(self) -> i64 {
        self as i64
    }

    /// Takes it for as long as the connection lasts; false if somebody is in the way.
    pub fn try_take(self, conn: &mut PgConnection, mode: LockMode) -> QueryResult<bool> {
        let (number, ending) = (self.number(), mode.ending());
        let question = format!("SELECT pg_try_advisory_lock{ending}({number}) AS taken");
        let LockAnswer { taken } = sql_query(question).get_result(conn)?;
        Ok(taken)
    }

    /// The same, and waits so many seconds for whoever is in the way.
    pub fn take_within(
        self,
        conn: &mut PgConnection,
        mode: LockMode,
        seconds: u32,
    ) -> QueryResult<bool> {
        let (number, ending) = (self.number(), mode.ending());
        // One message is one transaction, at whose end these settings are gone again.
        let waited = conn.batch_execute(&format!(
            "SET LOCAL lock_timeout = '{seconds}s'; SET LOCAL statement_timeout = 0; SELECT pg_advisory_lock{ending}({number})"
        ));
        match waited {
            Ok(()) => Ok(true),
            // The server says in its own language that the time was up. If it is the connection that is lost, this says so as well.
            Err(_) => self.try_take(conn, mode),
        }
    }
}

/// Connects once and looks at the server. Others try again and again, and then say only that they gave up.
pub fn reach(url: &str) -> anyhow::Result<(PgConnection, ServerSettings)> {
    let refused =
        |error: diesel::ConnectionError| Diagnosis::of_connection(url, &error.to_string());
    let mut conn = PgConnection::establish(&with_time_outs(url)).map_err(refused)?;
    conn.batch_execute(SESSION)?;
    refuse_shared(url, &mut conn)?;
    let server = sql_query(LOOK).get_result(&mut conn)?;
    Ok((conn, server))
}

/// What the operator chose, not what [`SESSION`] made of it.
const LOOK: &str = "SELECT current_setting('server_version_num')::int / 10000 AS version,
    (SELECT reset_val FROM pg_settings WHERE name = 'synchronous_commit') AS synchronous_commit,
    current_setting('fsync') AS fsync, current_setting('lc_messages') AS lc_messages,
    current_setting('server_encoding') AS encoding, current_user::text AS role,
    coalesce(current_schema()::text, 'public') AS schema,
    coalesce(has_schema_privilege(current_schema()::text, 'CREATE'), false) AS may_create,
    pg_is_in_recovery() AS standby, current_setting('transaction_read_only') = 'on' AS read_only,
    current_setting('synchronous_standby_names') <> '' AND current_setting('synchronous_commit') <> 'local' AND NOT EXISTS (SELECT FROM pg_stat_replication) AS forsaken";

/// The server as far as it matters here.
#[derive(Debug, diesel::QueryableByName)]
pub struct ServerSettings {
    #[diesel(sql_type = sql_types::Integer)]
    version: i32,
    #[diesel(sql_type = sql_types::Text)]
    synchronous_commit: String,
    #[diesel(sql_type = sql_types::Text)]
    fsync: String,
    #[diesel(sql_type = sql_types::Text)]
    lc_messages: String,
    #[diesel(sql_type = sql_types::Text)]
    encoding: String,
    #[diesel(sql_type = sql_types::Text)]
    role: String,
    #[diesel(sql_type = sql_types::Text)]
    schema: String,
    #[diesel(sql_type = sql_types::Bool)]
    may_create: bool,
    #[diesel(sql_type = sql_types::Bool)]
    standby: bool,
    #[diesel(sql_type = sql_types::Bool)]
    read_only: bool,
    /// Whether each commit waits for a standby and none is connected.
    #[diesel(sql_type = sql_types::Bool)]
    forsaken: bool,
}

impl ServerSettings {
    /// What is not as it should be although it works; an error if nothing can work.
    pub fn faults(&self) -> std::result::Result<Vec<Diagnosis>, Diagnosis> {
        self.check_basics()?;
        let mut faults = Vec::new();
        if self.fsync == "off" {
            let what = "fsync is off on this PostgreSQL server: a power cut can lose acknowledged scans or the whole database";
            faults.push(Diagnosis::new(what, "set fsync = on"));
        }
        if self.synchronous_commit == "off" {
            let what = "synchronous_commit is off on this PostgreSQL server, which loses acknowledged scans; stampwell switches it on for \
                        its own connections";
            faults.push(Diagnosis::new(what, "set synchronous_commit = on"));
        }
        let english = ["C", "POSIX", "en", ""]
            .iter()
            .any(|name| self.lc_messages == *name)
            || ["en_", "C."]
                .iter()
                .any(|start| self.lc_messages.starts_with(start));
        if !english {
            let what = format!(
                "this PostgreSQL server's messages are in {}, so lock timeouts and deadlocks are not recognised and answer 500",
                self.lc_messages
            );
            faults.push(Diagnosis::new(
                what,
                format!(
                    "as a superuser: ALTER ROLE \"{}\" SET lc_messages = 'C'",
                    self.role
                ),
            ));
        }
        Ok(faults)
    }

    fn check_basics(&self) -> std::result::Result<(), Diagnosis> {
        if self.version < OLDEST {
            let what = format!(
                "this is PostgreSQL {}; stampwell needs {OLDEST} or newer",
                self.version
            );
            return Err(Diagnosis::new(what, "move the database to a newer server"));
        }
        if self.encoding != "UTF8" {
            let what = format!(
                "this database's encoding is {}, but names in any language need UTF8",
                self.encoding
            );
            let fix = "createdb --encoding UTF8 --template template0 stampwell, then name that database in STAMPWELL_DATABASE_URL";
            return Err(Diagnosis::new(what, fix));
        }
        Ok(())
    }

    /// Refuses a server on which nothing can be saved.
    pub fn check_writing(&self) -> std::result::Result<(), Diagnosis> {
        let (what, fix) = if self.standby {
            (
                "this PostgreSQL server is a standby: it takes no writes, so no scan can be saved",
                "name the primary in STAMPWELL_DATABASE_URL, or both: postgres://user@one,two/database?target_session_attrs=read-write",
            )
        } else if self.read_only {
            (
                "this PostgreSQL server is read-only for this role (default_transaction_read_only is on), so no scan can be saved",
                "set default_transaction_read_only = off for the server, the database and the role, once it is known who switched it on",
            )
        } else if self.forsaken {
            (
                "this PostgreSQL server confirms a write only when a standby has it (synchronous_standby_names), and no standby is \
                 connected: every scan waits",
                "start the standby, or take it out of synchronous_standby_names; with two, 'ANY 1 (one, two)' outlives the loss of one",
            )
        } else {
            return Ok(());
        };
        Err(Diagnosis::new(what, fix))
    }

    /// Refuses a role that cannot make tables.
    pub fn check_rights(&self) -> std::result::Result<(), Diagnosis> {
        let ServerSettings {
            role,
            schema,
            may_create,
            ..
        } = self;
        if *may_create {
            return Ok(());
        }
        let what =
            format!("the role {role} is not allowed to create tables in the schema {schema}");
        Err(Diagnosis::new(
            what,
            format!("as the database's owner: GRANT CREATE ON SCHEMA {schema} TO \"{role}\""),
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn server(
        version: i32,
        synchronous_commit: &str,
        fsync: &str,
        lc_messages: &str,
    ) -> ServerSettings {
        ServerSettings {
            version,
            synchronous_commit: synchronous_commit.into(),
            fsync: fsync.into(),
            lc_messages: lc_messages.into(),
            encoding: "UTF8".into(),
            role: "shop".into(),
            schema: "public".into(),
            may_create: true,
            standby: false,
            read_only: false,
            forsaken: false,
        }
    }

    #[test]
    fn a_server_that_would_lose_scans_is_named_at_the_start() {
        assert_eq!(
            server(15, "on", "on", "en_US.UTF-8")
                .faults()
                .unwrap(),
            Vec::<Diagnosis>::new()
        );
        assert_eq!(
            server(12, "remote_apply", "on", "C.UTF-8")
                .faults()
                .unwrap(),
            Vec::<Diagnosis>::new()
        );
        let faults = server(16, "off", "off", "de_DE.UTF-8")
            .faults()
            .unwrap();
        for (fault, word) in
            faults
                .iter()
                .zip(["fsync is off", "synchronous_commit is off", "de_DE.UTF-8"])
        {
            assert!(fault.what.contains(word), "{fault}");
        }
        assert_eq!(faults.len(), 3);
    }

    #[test]
    fn a_server_on_which_nothing_can_be_saved_is_told_apart() {
        let fine = || server(15, "on", "on", "C");
        assert_eq!(fine().check_writing(), Ok(()));
        let cases = [
            (
                ServerSettings {
                    standby: true,
                    read_only: true,
                    ..fine()
                },
                "target_session_attrs=read-write",
            ),
            (
                ServerSettings {
                    read_only: true,
                    ..fine()
                },
                "default_transaction_read_only = off",
            ),
            (
                ServerSettings {
                    forsaken: true,
                    ..fine()
                },
                "start the standby",
            ),
        ];
        for (server, fix) in cases {
            let fault = server.check_writing().unwrap_err();
            assert!(fault.fix.contains(fix), "{fault}");
        }
    }

    #[test]
    fn an_old_server_is_refused() {
        assert!(
            server(11, "on", "on", "C")
                .faults()
                .unwrap_err()
                .to_string()
                .contains("12 or newer")
        );
    }
}
