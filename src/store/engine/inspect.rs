//! The schema of a database: looked at without changing anything, or brought up to date.

use std::collections::BTreeMap;

use diesel::connection::SimpleConnection as _;
use diesel::migration::{Migration, MigrationSource as _};
use diesel::sqlite::SqliteConnection;
use diesel::{Connection as _, QueryResult, RunQueryDsl as _, sql_query, sql_types};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness as _};

use crate::clock::Timestamp;
use crate::store::coding::id_bytes;
use crate::store::engine::moving::unfinished_move;
use crate::store::engine::{carry_over, server};
use crate::store::programs::Programs;
use crate::store::{
    Conn, Diagnosis, FAILING_DISK, LongestPending, POSTGRES_MIGRATIONS, SQLITE_MIGRATIONS, SameId,
    Store, Tx, copy_into,
};

// What migrations ask for on SQLite; PostgreSQL has it, or the migration says it in SQL.
diesel::define_sql_function! { fn sha256(text: sql_types::Text) -> sql_types::Binary; }
diesel::define_sql_function! {
    fn bytes_of_id(prefix: sql_types::Text, id: sql_types::Nullable<sql_types::Text>) -> sql_types::Nullable<sql_types::Binary>;
}
diesel::define_sql_function! { fn bytes_of_hash(hash: sql_types::Text) -> sql_types::Binary; }

/// What a look at a database found.
#[derive(Debug)]
pub struct DatabaseState {
    /// `sqlite` or `postgres`.
    pub kind: &'static str,
    /// How far its schema is.
    pub schema: Schema,
    /// What is not as it should be although it works.
    pub faults: Vec<Diagnosis>,
    /// How many live cards need each secret, by its name; read from a schema that is up to date.
    pub cards_by_secret: Vec<(String, i64)>,
    /// When `stampwell backup` last copied it.
    pub last_backup: Option<Timestamp>,
    /// How many members' ids still stand as they were typed.
    pub typed_ids: i64,
    /// How many members have an id that an older one keeps, and the first of them.
    pub same_ids: (i64, Vec<SameId>),
    /// The designs that programs name, with the number of shops.
    pub designs: Vec<(String, i64)>,
    /// What a wallet has been owed for longest.
    pub longest_owed: Option<LongestPending>,
}

/// How far the schema of a database is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Schema {
    /// There is none yet.
    Missing,
    /// An earlier release made it.
    Behind {
        /// The newest migration that was run.
        at: String,
        /// Those that are still to be run.
        pending: Vec<String>,
    },
    /// A release made it whose tables are others; they are to be carried over.
    Former {
        /// The newest migration that was run.
        at: String,
    },
    /// As this release wants it.
    Current,
}

/// A schema that was brought up to date, by the names of its migrations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Migrated {
    /// The newest before.
    pub from: String,
    /// The newest now.
    pub to: String,
}

impl Store {
    /// How far the schema is, of a database that may not be there. Nothing is made or migrated.
    pub fn schema(url: &str) -> anyhow::Result<Schema> {
        match url.strip_prefix("sqlite://") {
            Some(path) if !std::fs::exists(path)? => Ok(Schema::Missing),
            Some(path) => schema(&mut Conn::Sqlite(&mut open_to_look(path)?)),
            None => schema(&mut Conn::Postgres(&mut server::reach(url)?.0)),
        }
    }

    /// Writes a consistent copy of a SQLite file as it is, whichever release made it, into a file that is empty or not there.
    pub fn copy_file(path: &str, to: &std::path::Path) -> anyhow::Result<()> {
        let mut conn = SqliteConnection::establish(&name_of(path))?;
        conn.batch_execute("PRAGMA busy_timeout=5000")?;
        Ok(copy_into(&mut conn, to)?)
    }

    /// A secret that something in a SQLite file was made with, by its name; none if nothing in it needs one. Tables of any release are
    /// understood, and nothing is made or migrated.
    pub fn needed_secret(path: &str) -> anyhow::Result<Option<String>> {
        if !std::fs::exists(path)? {
            return Ok(None);
        }
        let mut conn = open_to_look(path)?;
        if applied(&mut Conn::Sqlite(&mut conn))?.is_none() {
            return Ok(None);
        }
        let needed = "SELECT secret_id AS version FROM cards UNION ALL SELECT secret_id FROM member_profiles LIMIT 1";
        let found: Vec<SchemaVersion> = sql_query(needed).load(&mut conn)?;
        Ok(found
            .into_iter()
            .next()
            .map(|row| row.version))
    }

    /// Whether a row can be written to a database whose schema is up to date: one is, and is taken back.
    pub fn try_write(url: &str) -> Result<(), Diagnosis> {
        let row = "INSERT INTO backups (made_at) VALUES (0); ROLLBACK";
        let tried = match url.strip_prefix("sqlite://") {
            Some(path) => SqliteConnection::establish(&existing(path))
                .map_err(|error| error.to_string())
                .and_then(|mut conn| {
                    conn.batch_execute(&format!("PRAGMA busy_timeout=5000; BEGIN IMMEDIATE; {row}"))
                        .map_err(|e| e.to_string())
                }),
            None => match server::reach(url) {
                Ok((mut conn, server)) => {
                    server.check_writing()?;
                    conn.batch_execute(&format!("BEGIN; {row}"))
                        .map_err(|e| e.to_string())
                }
                Err(error) => Err(error.to_string()),
            },
        };
        tried.map_err(|cause| {
            let fix = match (cause.contains("locked"), url.starts_with("sqlite://")) {
                (true, _) => "another program holds it for longer than five seconds: `fuser` names it; stop that one",
                (false, true) => "let this user write the file, its -wal and -shm, and their folder; see to the disk if it fails",
                (false, false) => "let the role write its tables",
            };
            Diagnosis::new(format!("the database takes no write ({cause})"), fix)
        })
    }

    /// Looks at a database without changing it: no file is made and no migration is run. What makes it useless is an error.
    pub fn look(url: &str) -> anyhow::Result<DatabaseState> {
        match url.strip_prefix("sqlite://") {
            Some(path) => look_at_sqlite(path),
            None => look_at_postgres(url),
        }
    }
}

fn look_at_sqlite(path: &str) -> anyhow::Result<DatabaseState> {
    let found = |schema, held: MigrationRows| held.found("sqlite", schema, Vec::new());
    if !std::fs::exists(path)? {
        let folder = std::path::Path::new(path)
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty());
        if let Some(folder) = folder.filter(|folder| !folder.is_dir()) {
            let fix = format!(
                "mkdir -p {}, or use another in STAMPWELL_DATABASE_URL",
                folder.display()
            );
            return Err(Diagnosis::new(
                format!(
                    "the folder {} for the SQLite file does not exist",
                    folder.display()
                ),
                fix,
            )
            .into());
        }
        return Ok(found(Schema::Missing, Default::default()));
    }
    let mut conn = open_to_look(path)?;
    let schema = schema(&mut Conn::Sqlite(&mut conn))?;
    let held = held(Conn::Sqlite(&mut conn), &schema)?;
    Ok(found(schema, held))
}

/// A connection to a SQLite file that is there; it changes nothing.
fn open_to_look(path: &str) -> anyhow::Result<SqliteConnection> {
    let unreadable = |cause: String| unreadable(path, &cause);
    let mut conn = SqliteConnection::establish(&name_of(path))
        .map_err(|error| unreadable(error.to_string()))?;
    // SQLite opens any file; only the first read tells whether it is a database.
    let begun = conn.batch_execute(
        "PRAGMA busy_timeout=5000; PRAGMA query_only=ON; SELECT count(*) FROM sqlite_master",
    );
    begun.map_err(|error| unreadable(error.to_string()))?;
    Ok(conn)
}

/// A SQLite file that cannot be read, and what to do about it.
pub fn unreadable(path: &str, cause: &str) -> Diagnosis {
    let fix = if cause.contains("malformed") {
        "the file is damaged: restore a backup, `stampwell restore FILE`".to_owned()
    } else if cause.contains("not a database") {
        format!(
            "if {path} was the database, it is damaged: restore a backup, `stampwell restore FILE`. If it is another file, name the \
             database: STAMPWELL_DATABASE_URL"
        )
    } else if let Some(fix) = owner_fix(path) {
        fix
    } else {
        "let this user read and write the file, its -wal and -shm, and their folder".to_owned()
    };
    Diagnosis::new(
        format!("the SQLite file {path} cannot be read ({cause})"),
        fix,
    )
}

/// What lets this process have a file that belongs to another user; nothing if it is its own, or is not there.
pub fn owner_fix(path: &str) -> Option<String> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        let (owner, own) = (
            std::fs::metadata(path).ok()?.uid(),
            rustix::process::geteuid().as_raw(),
        );
        // Root is refused nothing for being another.
        (own != 0 && owner != own).then(|| {
            format!(
                "{path} belongs to user {owner}, and this is user {own}: run this as that user, or give the file away with `chown {own} {path}`"
            )
        })
    }
    #[cfg(not(unix))]
    {
        let _ = path;
        None
    }
}

/// The name by which SQLite opens a file that is there. In a folder that takes no files it cannot make the log that it reads by; where
/// no log lies, the file alone is the whole database and is read as it is.
pub fn name_of(path: &str) -> String {
    let name = existing(path);
    let works = |name: &str| -> Result<(), String> {
        let mut conn = SqliteConnection::establish(name).map_err(|error| error.to_string())?;
        conn.batch_execute("PRAGMA busy_timeout=5000; SELECT count(*) FROM sqlite_master")
            .map_err(|error| error.to_string())
    };
    let fails = works(&name).is_err_and(|cause| {
        FAILING_DISK
            .iter()
            .any(|sign| cause.contains(sign))
    });
    let log = std::fs::metadata(format!("{path}-wal")).map_or(0, |about| about.len());
    let alone = name.replace("?mode=rw", "?immutable=1");
    if fails && log == 0 && works(&alone).is_ok() {
        alone
    } else {
        name
    }
}

/// The name by which SQLite opens a file that is there and makes none.
pub fn existing(path: &str) -> String {
    // In a URI a `?` would begin the parameters and a `#` end the name.
    let path = path
        .replace('%', "%25")
        .replace('?', "%3f")
        .replace('#', "%23");
    format!("file:{path}?mode=rw")
}

fn look_at_postgres(url: &str) -> anyhow::Result<DatabaseState> {
    let (mut conn, server) = server::reach(url)?;
    conn.batch_execute("SET default_transaction_read_only = on")?;
    let faults = server.faults()?;
    let schema = schema(&mut Conn::Postgres(&mut conn))?;
    if schema != Schema::Current {
        server.check_rights()?;
    }
    let held = held(Conn::Postgres(&mut conn), &schema)?;
    Ok(held.found("postgres", schema, faults))
}

/// Pairs of members that a look names.
const PAIRS: i64 = 5;

/// What the rows say.
#[derive(Default)]
struct MigrationRows {
    cards_by_secret: Vec<(String, i64)>,
    last_backup: Option<Timestamp>,
    typed_ids: i64,
    same_ids: (i64, Vec<SameId>),
    designs: Vec<(String, i64)>,
    longest_owed: Option<LongestPending>,
}

impl MigrationRows {
    fn found(self, kind: &'static str, schema: Schema, faults: Vec<Diagnosis>) -> DatabaseState {
        let MigrationRows {
            cards_by_secret,
            last_backup,
            typed_ids,
            same_ids,
            designs,
            longest_owed,
        } = self;
        DatabaseState {
            kind,
            schema,
            faults,
            cards_by_secret,
            last_backup,
            typed_ids,
            same_ids,
            designs,
            longest_owed,
        }
    }
}

/// What the rows say; nothing of a schema that is not up to date.
fn held(conn: Conn<'_>, schema: &Schema) -> anyhow::Result<MigrationRows> {
    if *schema != Schema::Current {
        return Ok(Default::default());
    }
    let programs = Programs::default();
    let mut tx = Tx::new(conn, &programs);
    Ok(MigrationRows {
        cards_by_secret: tx.cards_by_secret()?,
        last_backup: tx.last_backup()?,
        typed_ids: tx.count_typed_ids()?,
        same_ids: (tx.count_same_ids()?, tx.same_ids(None, PAIRS)?),
        designs: designs(&mut tx)?,
        longest_owed: tx.longest_pending()?,
    })
}

/// The designs in use, by name.
fn designs(tx: &mut Tx<'_>) -> crate::error::Result<Vec<(String, i64)>> {
    let mut used = BTreeMap::new();
    for (tenant, _) in tx.all_merchants()? {
        *used
            .entry(tx.program(tenant)?.template.clone())
            .or_default() += 1;
    }
    Ok(used.into_iter().collect())
}

/// Runs what is pending, and tells what became of the tables of an earlier release; refuses a database that a newer one has migrated, and
/// one whose tables are others unless they are to be carried over. One that a move is unfinished to is refused.
pub fn migrate(mut conn: Conn<'_>, carries_over: bool) -> anyhow::Result<Option<Migrated>> {
    unfinished_move::refuse(&mut conn)?;
    migrate_as_it_is(conn, carries_over)
}

fn lend_functions(conn: &mut SqliteConnection) -> QueryResult<()> {
    sha256_utils::register_impl(conn, |text: String| {
        openssl::sha::sha256(text.as_bytes()).to_vec()
    })?;
    bytes_of_id_utils::register_impl(conn, |prefix: String, id: Option<String>| {
        id.map(|id| id_bytes::bytes_of_id(&prefix, &id))
    })?;
    bytes_of_hash_utils::register_impl(conn, |hash: String| id_bytes::bytes_of_hash(&hash))
}

/// The same, also where a move is unfinished.
pub fn migrate_as_it_is(
    mut conn: Conn<'_>,
    carries_over: bool,
) -> anyhow::Result<Option<Migrated>> {
    let from = match schema_of(&mut conn)? {
        Schema::Current => return Ok(None),
        Schema::Missing => None,
        Schema::Former { at } if carries_over => {
            carry_over::carry_over(&mut conn)?;
            Some(at)
        }
        Schema::Former { at } => return Err(former(&at).into()),
        Schema::Behind { at, .. } => Some(at),
    };
    let ran = match &mut conn {
        Conn::Sqlite(c) => {
            lend_functions(c)?;
            c.run_pending_migrations(SQLITE_MIGRATIONS)
                .map(drop)
        }
        Conn::Postgres(c) => c
            .run_pending_migrations(POSTGRES_MIGRATIONS)
            .map(drop),
    };
    ran.map_err(|e| anyhow::anyhow!("the database schema cannot be brought up to date: {e}"))?;
    let newest = match &conn {
        Conn::Sqlite(_) => embedded::<diesel::sqlite::Sqlite>(SQLITE_MIGRATIONS)?.pop(),
        Conn::Postgres(_) => embedded::<diesel::pg::Pg>(POSTGRES_MIGRATIONS)?.pop(),
    };
    Ok(from
        .zip(newest)
        .map(|(from, (_, to))| Migrated { from, to }))
}

/// Refuses a schema that is not up to date: whoever only looks migrates nothing.
pub fn require_current(conn: &mut Conn<'_>) -> anyhow::Result<()> {
    unfinished_move::refuse(conn)?;
    require_current_as_it_is(conn)
}

/// The same, also where a move is unfinished.
pub fn require_current_as_it_is(conn: &mut Conn<'_>) -> anyhow::Result<()> {
    match schema_of(conn)? {
        Schema::Current => Ok(()),
        Schema::Missing => anyhow::bail!("there is nothing of stampwell in this database"),
        Schema::Former { at } => Err(former(&at).into()),
        Schema::Behind { at, .. } => {
            anyhow::bail!("the database has the schema {at} of an earlier release")
        }
    }
}

/// A database whose tables are others.
fn former(at: &str) -> Diagnosis {
    Diagnosis::new(
        format!(
            "the database has the tables of an earlier release (schema {at}), and this release keeps them otherwise"
        ),
        "stop the services that use it, make a backup, and run `stampwell migrate`: it carries the database over in one step",
    )
}

/// How far the schema is; an error if a newer release made it, or a move to this database is unfinished.
pub fn schema(conn: &mut Conn<'_>) -> anyhow::Result<Schema> {
    unfinished_move::refuse(conn)?;
    schema_of(conn)
}

/// The same, also where a move is unfinished.
pub fn schema_of(conn: &mut Conn<'_>) -> anyhow::Result<Schema> {
    let Some(applied) = applied(conn)? else {
        return Ok(Schema::Missing);
    };
    let (known, former) = match conn {
        Conn::Sqlite(_) => (
            embedded::<diesel::sqlite::Sqlite>(SQLITE_MIGRATIONS)?,
            embedded::<diesel::sqlite::Sqlite>(carry_over::FORMER_SQLITE)?,
        ),
        Conn::Postgres(_) => (
            embedded::<diesel::pg::Pg>(POSTGRES_MIGRATIONS)?,
            embedded::<diesel::pg::Pg>(carry_over::FORMER_POSTGRES)?,
        ),
    };
    if let Some(newer) = applied.iter().find(|version| {
        !known
            .iter()
            .chain(&former)
            .any(|(known, _)| known == *version)
    }) {
        anyhow::bail!(
            "the database was migrated by a newer stampwell (schema {newer}); run that release or a newer one"
        );
    }
    let newest_former = former
        .iter()
        .rev()
        .find(|(version, _)| applied.contains(version));
    if let Some((_, at)) = newest_former {
        return Ok(Schema::Former { at: at.clone() });
    }
    let (ran, pending): (Vec<_>, Vec<_>) = known
        .into_iter()
        .partition(|(version, _)| applied.contains(version));
    if pending.is_empty() {
        return Ok(Schema::Current);
    }
    Ok(Schema::Behind {
        at: ran
            .into_iter()
            .last()
            .map_or("none".to_owned(), |(_, name)| name),
        pending: pending
            .into_iter()
            .map(|(_, name)| name)
            .collect(),
    })
}

/// Versions and names of the migrations in this program, in order.
fn embedded<DB: diesel::backend::Backend>(
    migrations: EmbeddedMigrations,
) -> anyhow::Result<Vec<(String, String)>> {
    let migrations: Vec<Box<dyn Migration<DB>>> = migrations
        .migrations()
        .map_err(|e| anyhow::anyhow!(e))?;
    let mut names: Vec<_> = migrations
        .iter()
        .map(|m| (m.name().version().to_string(), m.name().to_string()))
        .collect();
    names.sort();
    Ok(names)
}

#[derive(diesel::QueryableByName)]
struct SchemaVersion {
    #[diesel(sql_type = sql_types::Text)]
    version: String,
}

/// The versions that were migrated to; nothing if no migration ever ran. The migrations' own way to ask makes a table.
fn applied(conn: &mut Conn<'_>) -> QueryResult<Option<Vec<String>>> {
    let table = match conn {
        Conn::Sqlite(_) => {
            "SELECT name AS version FROM sqlite_master WHERE name = '__diesel_schema_migrations'"
        }
        Conn::Postgres(_) => {
            "SELECT 'there' AS version WHERE to_regclass('__diesel_schema_migrations') IS NOT NULL"
        }
    };
    let found: Vec<SchemaVersion> = on_both!(*conn, |c| sql_query(table).load(c))?;
    if found.is_empty() {
        return Ok(None);
    }
    let rows: Vec<SchemaVersion> = on_both!(*conn, |c| sql_query(
        "SELECT version FROM __diesel_schema_migrations"
    )
    .load(c))?;
    Ok(Some(
        rows.into_iter()
            .map(|row| row.version)
            .collect(),
    ))
}
