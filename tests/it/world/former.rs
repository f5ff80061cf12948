//! A database as the releases left it whose tables were others: made out of a present one, with all that a story put into it.

use std::path::Path;

use diesel::connection::SimpleConnection as _;
use diesel::{Connection as _, RunQueryDsl as _, sql_query, sql_types::Text};
use serde_json::Value;
use stampwell::store::{EventFilter, StoredEvent};

use super::World;

/// The same rows in the tables of before.
const ROWS: &str = include_str!("former.sql");

/// The columns of the log as it was.
const TEXT_COLUMNS: &str =
    "merchant_id, seq, event_id, kind, occurred_at, received_at, member_id, card_id, line, hash";

#[derive(diesel::QueryableByName)]
struct Name {
    #[diesel(sql_type = Text)]
    name: String,
}

impl World {
    /// Takes the log back to the table that it lay in before `0024_events`.
    pub async fn before_short_lines(&self) {
        self.log_as_text().await;
        self.sql("DELETE FROM events;");
        self.before_migration("0027_events_of_visits");
        self.before_migration("0024_events");
        self.sql(&format!(
            "INSERT INTO events ({TEXT_COLUMNS}) SELECT {TEXT_COLUMNS} FROM text_events; DROP TABLE text_events;"
        ));
    }

    /// Makes a table `text_events` of the log, which only the store can read.
    async fn log_as_text(&self) {
        let read = self.app.store.read(|tx| {
            let mut rows = Vec::new();
            for (tenant, _) in tx.all_merchants()? {
                rows.extend(tx.events(tenant, &EventFilter::default(), i64::MAX)?);
            }
            Ok(rows)
        });
        let rows: Vec<StoredEvent> = read.await.unwrap();
        let text = |text: &str| format!("'{}'", text.replace('\'', "''"));
        let if_any = |of: &Option<String>| {
            of.as_deref()
                .map_or("NULL".to_owned(), text)
        };
        let mut script = "CREATE TABLE text_events (merchant_id TEXT, seq BIGINT, event_id TEXT, kind TEXT, occurred_at BIGINT, received_at BIGINT,
            member_id TEXT, card_id TEXT, line TEXT, hash TEXT);"
            .to_owned();
        for row in rows {
            script += &format!(
                "INSERT INTO text_events VALUES ('{}', {}, {}, '{}', {}, {}, {}, {}, {}, '{}');\n",
                row.merchant_id,
                row.seq,
                text(&row.event_id),
                row.kind,
                row.occurred_at.0,
                row.received_at.0,
                if_any(&row.member_id),
                if_any(&row.card_id),
                text(&row.line),
                row.hash
            );
        }
        self.sql(&script);
    }

    /// Puts everything into the tables of the schemas 0001 to 0015.
    pub async fn before_carry_over(&self) {
        self.log_as_text().await;
        let (kind, tables, indexes) = if self
            .database
            .starts_with("sqlite://")
        {
            (
                "sqlite",
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'",
                "SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL",
            )
        } else {
            (
                "postgres",
                "SELECT tablename::text AS name FROM pg_tables WHERE schemaname = current_schema()",
                "SELECT indexname::text AS name FROM pg_indexes WHERE schemaname = current_schema() AND indexname NOT LIKE '\\_\\_%'",
            )
        };
        let tables: Vec<String> = self
            .names(tables)
            .into_iter()
            .filter(|name| !name.starts_with("__"))
            .collect();
        let mut script = String::new();
        for index in self.names(indexes) {
            script += &match kind {
                "sqlite" => format!("DROP INDEX {index};\n"),
                _ => format!("ALTER INDEX {index} RENAME TO after_{index};\n"),
            };
        }
        for table in &tables {
            script += &format!("ALTER TABLE {table} RENAME TO after_{table};\n");
        }
        script += "DELETE FROM __diesel_schema_migrations;\n";
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("migrations/carried")
            .join(kind);
        let mut former: Vec<_> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        former.sort();
        for path in former {
            let name = path
                .file_name()
                .unwrap()
                .to_str()
                .unwrap();
            let version = name.split('_').next().unwrap();
            script += &std::fs::read_to_string(path.join("up.sql")).unwrap();
            script += &format!(
                ";\nINSERT INTO __diesel_schema_migrations (version) VALUES ('{version}');\n"
            );
        }
        script += ROWS;
        for table in &tables {
            script += &match kind {
                "sqlite" => format!("DROP TABLE after_{table};\n"),
                // The parts of a table go with it.
                _ => format!("DROP TABLE IF EXISTS after_{table} CASCADE;\n"),
            };
        }
        match self
            .database
            .strip_prefix("sqlite://")
        {
            Some(file) => {
                let mut file = diesel::SqliteConnection::establish(file).unwrap();
                file.batch_execute("PRAGMA busy_timeout=5000; PRAGMA foreign_keys=OFF")
                    .unwrap();
                file.batch_execute(&format!("BEGIN IMMEDIATE; {script} COMMIT"))
                    .unwrap();
            }
            None => self.sql(&script),
        }
    }

    /// Keeps the answer of a POST under its idempotency key as those releases did: by name, and not by a digest that nothing leads back from.
    pub fn keep_as_before(
        &self,
        credential: &str,
        key: &str,
        path: &str,
        body: &Value,
        answer: &str,
    ) {
        let mut request = Vec::new();
        for part in [
            "POST".as_bytes(),
            path.as_bytes(),
            body.to_string().as_bytes(),
        ] {
            request.extend((part.len() as u64).to_be_bytes());
            request.extend(part);
        }
        let request_hash = stampwell::ids::encode(&openssl::sha::sha256(&request));
        let now = self.clock.now().0;
        self.sql(&format!(
            "INSERT INTO idempotency (credential_id, idempotency_key, request_hash, status, body, created_at)
             VALUES ('{credential}', '{key}', '{request_hash}', 201, '{answer}', {now});"
        ));
    }

    /// What a query finds in its column `name`.
    pub fn names(&self, query: &str) -> Vec<String> {
        let rows: Vec<Name> = match self
            .database
            .strip_prefix("sqlite://")
        {
            Some(file) => {
                sql_query(query).load(&mut diesel::SqliteConnection::establish(file).unwrap())
            }
            None => {
                sql_query(query).load(&mut diesel::PgConnection::establish(&self.database).unwrap())
            }
        }
        .unwrap();
        rows.into_iter()
            .map(|row| row.name)
            .collect()
    }
}
