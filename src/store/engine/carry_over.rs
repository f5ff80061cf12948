//! Carries a database of the schemas before `0020_init` over to it: the old tables are put aside, the new ones made, filled, compared with
//! the old ones and put in their place, all in one transaction. Whatever stops it leaves the database as it was, and the next run begins
//! anew.

use diesel::backend::Backend;
use diesel::connection::{BoxableConnection, SimpleConnection as _};
use diesel::migration::{Migration, MigrationSource as _};
use diesel::{Connection as _, RunQueryDsl as _, sql_query, sql_types};
use diesel_migrations::{EmbeddedMigrations, embed_migrations};

use crate::ids::MerchantId;
use crate::store::{Conn, Diagnosis, POSTGRES_MIGRATIONS, SQLITE_MIGRATIONS};

/// The schemas that are carried over, in the order in which they came.
pub(super) const FORMER_SQLITE: EmbeddedMigrations = embed_migrations!("migrations/carried/sqlite");
pub(super) const FORMER_POSTGRES: EmbeddedMigrations =
    embed_migrations!("migrations/carried/postgres");

/// The first schema of now.
const INIT: &str = "0020";
/// Fills the new tables.
const COPY: &str = include_str!("carry_over.sql");

/// Old tables, those that others refer to first.
const FORMER: [&str; 37] = [
    "merchants",
    "join_addresses",
    "programs",
    "pictures",
    "api_keys",
    "locations",
    "tills",
    "sessions",
    "sign_in_links",
    "members",
    "typed_ids",
    "member_profiles",
    "member_marks",
    "cards",
    "scans",
    "stamp_changes",
    "rewards",
    "redemptions",
    "events",
    "ledger_archive",
    "pass_types",
    "registrations",
    "deliveries",
    "delivery_attempts",
    "farewells",
    "idempotency",
    "page_views",
    "own_channels",
    "visitor_salts",
    "device_logs",
    "google_objects",
    "google_nonces",
    "visit_imports",
    "visit_import_faults",
    "costs",
    "experiments",
    "experiment_members",
];

/// References from one of a shop's rows to another: table, column, and the table of what it names. The old schemas let a row name another
/// shop's; the new one does not.
const REFERENCES: [(&str, &str, &str); 19] = [
    ("members", "merged_into", "members"),
    ("typed_ids", "member_id", "members"),
    ("member_profiles", "member_id", "members"),
    ("member_marks", "member_id", "members"),
    ("cards", "member_id", "members"),
    ("scans", "card_id", "cards"),
    ("scans", "member_id", "members"),
    ("stamp_changes", "card_id", "cards"),
    ("stamp_changes", "member_id", "members"),
    ("rewards", "member_id", "members"),
    ("redemptions", "reward_id", "rewards"),
    ("redemptions", "card_id", "cards"),
    ("redemptions", "member_id", "members"),
    ("deliveries", "card_id", "cards"),
    ("farewells", "card_id", "cards"),
    ("google_objects", "card_id", "cards"),
    ("costs", "corrects", "costs"),
    ("deliveries", "merchant_id", "merchants"),
    ("events", "merchant_id", "merchants"),
];

#[derive(diesel::QueryableByName)]
struct Count {
    #[diesel(sql_type = sql_types::BigInt)]
    count: i64,
}

#[derive(diesel::QueryableByName)]
struct Name {
    #[diesel(sql_type = sql_types::Text)]
    name: String,
}

/// Carries it over.
pub(super) fn carry_over(conn: &mut Conn<'_>) -> anyhow::Result<()> {
    if let Conn::Sqlite(c) = conn {
        // Not to be changed within a transaction; the tables are looked through before its end.
        c.batch_execute("PRAGMA foreign_keys=OFF")?;
    }
    let carried = match conn {
        Conn::Sqlite(c) => c.transaction(|c| all_at_once(&mut Conn::Sqlite(c))),
        Conn::Postgres(c) => c.transaction(|c| all_at_once(&mut Conn::Postgres(c))),
    };
    match conn {
        Conn::Sqlite(c) => c.batch_execute("PRAGMA foreign_keys=ON")?,
        Conn::Postgres(c) if carried.is_ok() => c.batch_execute("ANALYZE")?,
        Conn::Postgres(_) => {}
    }
    carried
}

/// Brings the tables to the last of the former schemas.
fn finish_former(conn: &mut Conn<'_>) -> anyhow::Result<()> {
    let ran: Vec<Name> = on_both!(*conn, |c| sql_query(
        "SELECT version AS name FROM __diesel_schema_migrations"
    )
    .load(c))?;
    match conn {
        Conn::Sqlite(c) => run_missing(&mut **c, &ran, all(FORMER_SQLITE)?),
        Conn::Postgres(c) => run_missing(&mut **c, &ran, all(FORMER_POSTGRES)?),
    }
}

fn run_missing<DB: Backend>(
    conn: &mut dyn BoxableConnection<DB>,
    ran: &[Name],
    former: Vec<Box<dyn Migration<DB>>>,
) -> anyhow::Result<()> {
    for migration in former {
        let version = migration
            .name()
            .version()
            .to_string();
        if !ran
            .iter()
            .any(|row| row.name == version)
        {
            migration
                .run(conn)
                .map_err(|e| anyhow::anyhow!("{}: {e}", migration.name()))?;
        }
    }
    Ok(())
}

/// Refuses a database in which a row of one shop names a row of another, before anything is changed.
fn check_reference(conn: &mut Conn<'_>, table: &str, column: &str, of: &str) -> anyhow::Result<()> {
    let fits = if of == "merchants" {
        "true"
    } else {
        "of_it.merchant_id = it.merchant_id"
    };
    let strangers = count(
        conn,
        &format!(
            "SELECT count(*) AS count FROM {table} it LEFT JOIN {of} of_it ON of_it.id = it.{column} AND {fits} \
             WHERE it.{column} IS NOT NULL AND of_it.id IS NULL"
        ),
    )?;
    if strangers == 0 {
        return Ok(());
    }
    let what = format!(
        "the database cannot be carried over: {strangers} rows of {table} name in {column} what their shop does not have in {of}. \
         Nothing was changed"
    );
    let fix = "run the earlier release's `stampwell verify`, which says more; restore a backup from before the damage, or ask for help with what it says";
    Err(Diagnosis::new(what, fix).into())
}

fn all_at_once(conn: &mut Conn<'_>) -> anyhow::Result<()> {
    finish_former(conn)?;
    for (table, column, of) in REFERENCES {
        check_reference(conn, table, column, of)?;
    }
    put_aside(conn)?;
    make_tables(conn)?;
    for statement in statements() {
        if let Some(table) = statement
            .split_once("INSERT INTO ")
            .and_then(|(_, rest)| rest.split_whitespace().next())
        {
            tracing::info!(table, "carrying the database over");
        }
        execute(conn, statement)?;
    }
    set_buckets(conn)?;
    compare(conn)?;
    for table in FORMER
        .iter()
        .chain(["backups"].iter())
        .rev()
    {
        execute(conn, &format!("DROP TABLE before_{table}"))?;
    }
    if let Conn::Sqlite(c) = conn {
        let loose: Vec<Name> =
            sql_query("SELECT \"table\" AS name FROM pragma_foreign_key_check LIMIT 1").load(*c)?;
        if let Some(row) = loose.first() {
            anyhow::bail!("a row of {} names what is not there", row.name);
        }
    }
    execute(conn, "DELETE FROM __diesel_schema_migrations")?;
    let now = format!("INSERT INTO __diesel_schema_migrations (version) VALUES ('{INIT}')");
    execute(conn, &now)
}

/// The statements of the copy, one by one.
fn statements() -> impl Iterator<Item = &'static str> {
    COPY.split(';')
        .filter(|statement| statement.contains("INSERT") || statement.contains("UPDATE"))
}

/// Renames the old tables, and what of their names the new ones need.
fn put_aside(conn: &mut Conn<'_>) -> anyhow::Result<()> {
    for table in FORMER
        .iter()
        .chain(["backups"].iter())
    {
        let indexes = match conn {
            // Those that belong to keys are renamed with their table.
            Conn::Sqlite(_) => format!(
                "SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = '{table}'"
            ),
            Conn::Postgres(_) => format!(
                "SELECT indexname::text AS name FROM pg_indexes WHERE schemaname = current_schema() AND tablename = '{table}'"
            ),
        };
        let indexes: Vec<Name> = on_both!(*conn, |c| sql_query(indexes).load(c))?;
        for Name { name } in indexes {
            let aside = match conn {
                Conn::Sqlite(_) => format!("DROP INDEX {name}"),
                Conn::Postgres(_) => format!("ALTER INDEX {name} RENAME TO before_{name}"),
            };
            execute(conn, &aside)?;
        }
        execute(
            conn,
            &format!("ALTER TABLE {table} RENAME TO before_{table}"),
        )?;
    }
    Ok(())
}

fn make_tables(conn: &mut Conn<'_>) -> anyhow::Result<()> {
    match conn {
        Conn::Sqlite(c) => init::<diesel::sqlite::Sqlite>(SQLITE_MIGRATIONS)?.run(&mut **c),
        Conn::Postgres(c) => init::<diesel::pg::Pg>(POSTGRES_MIGRATIONS)?.run(&mut **c),
    }
    .map_err(|e| anyhow::anyhow!("the new tables cannot be made: {e}"))
}

fn init<DB: Backend>(of: EmbeddedMigrations) -> anyhow::Result<Box<dyn Migration<DB>>> {
    all(of)?
        .into_iter()
        .find(|migration| migration.name().version() == INIT.into())
        .ok_or_else(|| anyhow::anyhow!("the migration {INIT} is not in this program"))
}

/// The migrations in their order.
fn all<DB: Backend>(of: EmbeddedMigrations) -> anyhow::Result<Vec<Box<dyn Migration<DB>>>> {
    let mut all: Vec<Box<dyn Migration<DB>>> = of
        .migrations()
        .map_err(|e| anyhow::anyhow!(e))?;
    all.sort_by_key(|migration| {
        migration
            .name()
            .version()
            .to_string()
    });
    Ok(all)
}

fn set_buckets(conn: &mut Conn<'_>) -> anyhow::Result<()> {
    let merchants: Vec<Name> = on_both!(*conn, |c| sql_query("SELECT id AS name FROM merchants")
        .load(c))?;
    for Name { name } in merchants {
        let id: MerchantId = name.parse()?;
        execute(
            conn,
            &format!(
                "UPDATE merchants SET bucket = {} WHERE id = '{id}'",
                id.bucket().number()
            ),
        )?;
    }
    Ok(())
}

/// Refuses a copy that lacks something.
fn compare(conn: &mut Conn<'_>) -> anyhow::Result<()> {
    for former in FORMER {
        let before = count(
            conn,
            &format!("SELECT count(*) AS count FROM before_{former}"),
        )?;
        let (now, left_out) = match former {
            "api_keys" => (
                "SELECT (SELECT count(*) FROM api_keys) + (SELECT count(*) FROM operator_keys) AS count".into(),
                false,
            ),
            "idempotency" => (
                "SELECT (SELECT count(*) FROM idempotency) + (SELECT count(*) FROM operator_answers) AS count".into(),
                true,
            ),
            "farewells" => ("SELECT count(*) AS count FROM pending_voids".into(), false),
            table => (format!("SELECT count(*) AS count FROM {table}"), false),
        };
        let now = count(conn, &now)?;
        if now > before || (now < before && !left_out) {
            anyhow::bail!(
                "the copy of {former} has {now} rows instead of {before}; the database stays as it was"
            );
        }
    }
    Ok(())
}

fn count(conn: &mut Conn<'_>, statement: &str) -> anyhow::Result<i64> {
    let row: Count = on_both!(*conn, |c| sql_query(statement).get_result(c))?;
    Ok(row.count)
}

fn execute(conn: &mut Conn<'_>, statement: &str) -> anyhow::Result<()> {
    use anyhow::Context as _;
    on_both!(*conn, |c| c.batch_execute(statement)).with_context(|| {
        let first = statement
            .trim()
            .lines()
            .find(|line| !line.starts_with("--"));
        format!(
            "carrying the database over stopped at: {}",
            first.unwrap_or_default()
        )
    })
}
