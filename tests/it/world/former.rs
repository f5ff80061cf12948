//! A database as the releases left it whose tables were others: made out of a present one, with all that a story put into it.

use std::path::Path;

use diesel::connection::SimpleConnection as _;
use diesel::{Connection as _, RunQueryDsl as _, sql_query, sql_types::Text};
use serde_json::Value;

use super::World;

/// The same rows in the tables of before.
const ROWS: &str = include_str!("former.sql");

#[derive(diesel::QueryableByName)]
struct Name {
    #[diesel(sql_type = Text)]
    name: String,
}

impl World {
    /// Puts everything into the tables of the schemas 0001 to 0015.
    pub fn before_carry_over(&self) {
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
    pub(super) fn names(&self, query: &str) -> Vec<String> {
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
