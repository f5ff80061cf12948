use super::*;

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::store::engine::moving::ends::MovingEnd;
use crate::store::{Conn, Store};

/// A folder with a database of one shop in it, whose rows have every kind of value that is easily lost.
struct Ground {
    folder: tempfile::TempDir,
}

const MEMBERS: usize = 9_000;

impl Ground {
    fn new() -> Ground {
        let ground = Ground {
            folder: tempfile::tempdir().unwrap(),
        };
        drop(Store::open(&ground.url("old.db")).unwrap());
        ground.sql(
            "old.db",
            &format!(
                "INSERT INTO merchants (id, bucket, carried_over, slug, name, test, program_version, created_at, log_seq, log_hash)
                 VALUES ('mer_1', 9223372036854775807, 1, '', 'Café ☕ \u{10FFFF}', 0, -9223372036854775808, 0, 0, '');
                 INSERT INTO programs VALUES ('mer_1', 1, '', 0), ('mer_1', -1, 'x\u{2028}''\"\\', 0);
                 INSERT INTO pictures VALUES ('mer_1', 'a', x'', 0), ('mer_1', 'b', x'00ff00', 0), ('mer_1', 'c', zeroblob(3000000), 0),
                 ('mer_1', 'd', zeroblob(3000001), 0);
                 WITH RECURSIVE n(i) AS (VALUES (0) UNION ALL SELECT i + 1 FROM n WHERE i < {last})
                 INSERT INTO members (merchant_id, id, external_hash, stamps, round, visits, created_at, updated_at)
                 SELECT 'mer_1', 'mem_' || i, CASE i % 2 WHEN 0 THEN i END, i, 0, 0, 0, 0 FROM n;
                 UPDATE members SET merged_into = 'mem_' || ({last} - stamps) WHERE stamps % 7 = 0;",
                last = MEMBERS - 1,
            ),
        );
        ground
    }

    fn url(&self, name: &str) -> String {
        format!(
            "sqlite://{}",
            self.folder
                .path()
                .join(name)
                .display()
        )
    }

    fn sql(&self, name: &str, sql: &str) {
        let mut end = MovingEnd::target(&self.url(name)).unwrap();
        end.execute(sql).unwrap();
    }

    fn begin(&self, from: &str, to: &str) -> anyhow::Result<DatabaseMove> {
        DatabaseMove::begin(&self.url(from), &self.url(to))
    }

    /// Moves as far as so many rows, and ends there as a process does that is killed: nothing is noted any more.
    fn kill_after(&self, rows: u64) {
        let mut moving = self
            .begin("old.db", "new.db")
            .unwrap();
        let killed = catch_unwind(AssertUnwindSafe(|| {
            moving.copy(|at| {
                if at.done >= rows {
                    // A panic without a word.
                    std::panic::resume_unwind(Box::new("killed"));
                }
            })
        }));
        assert!(killed.is_err(), "it was not killed");
    }
}

fn whole(mut moving: DatabaseMove) {
    moving.copy(|_| {}).unwrap();
    assert_eq!(moving.compare(|_| {}).unwrap(), Vec::<String>::new());
    moving.finish().unwrap();
}

#[test]
fn a_move_that_is_killed_again_and_again_loses_and_doubles_no_row() {
    let ground = Ground::new();
    let mut before = 0;
    for rows in [3, 70, 3_000, 6_000, 9_000] {
        ground.kill_after(rows);
        let moving = ground
            .begin("old.db", "new.db")
            .unwrap();
        let MoveStart::Resumed(there) = moving.started() else {
            panic!("{:?}", moving.started());
        };
        assert!(there >= before, "{there} rows, and {before} before");
        before = there;
    }
    assert!(before > 4_000, "{before}");
    let refused = Store::open(&ground.url("new.db"))
        .err()
        .unwrap();
    assert!(format!("{refused:#}").contains("unfinished"));
    whole(
        ground
            .begin("old.db", "new.db")
            .unwrap(),
    );
    assert_eq!(
        Store::schema(&ground.url("new.db")).unwrap(),
        Schema::Current
    );
    drop(Store::open(&ground.url("new.db")).unwrap());
}

#[test]
fn a_source_that_changed_meanwhile_is_moved_from_its_beginning() {
    let ground = Ground::new();
    ground.kill_after(5_000);
    ground.sql("old.db", "UPDATE merchants SET log_seq = 1");
    let moving = ground
        .begin("old.db", "new.db")
        .unwrap();
    assert_eq!(moving.started(), MoveStart::Anew);
    whole(moving);
}

#[test]
fn what_differs_is_named_and_the_next_run_begins_anew() {
    let ground = Ground::new();
    let mut moving = ground
        .begin("old.db", "new.db")
        .unwrap();
    moving.copy(|_| {}).unwrap();
    moving
        .target
        .execute("UPDATE members SET stamps = 1 WHERE id = 'mem_5'; DELETE FROM pictures WHERE hash = 'b'")
        .unwrap();
    assert_eq!(
        moving.compare(|_| {}).unwrap(),
        [
            "members: as many rows in both, but not the same",
            "pictures: 4 rows, and 3 in the new database"
        ]
    );
    drop(moving);
    let moving = ground
        .begin("old.db", "new.db")
        .unwrap();
    assert_eq!(moving.started(), MoveStart::Anew);
    whole(moving);
}

#[test]
fn what_is_somebodys_is_not_moved_to() {
    let ground = Ground::new();
    let refused = |to: &str| {
        ground
            .begin("old.db", to)
            .err()
            .unwrap()
            .to_string()
    };
    ground.sql("strange.db", "CREATE TABLE guests (id INTEGER)");
    assert!(refused("strange.db").contains("1 tables of another program"));
    drop(Store::open(&ground.url("used.db")).unwrap());
    ground.sql("used.db", "INSERT INTO backups VALUES (1)");
    assert!(refused("used.db").contains("there are rows in backups"));
    drop(Store::open(&ground.url("earlier.db")).unwrap());
    ground.sql(
        "earlier.db",
        "DELETE FROM __diesel_schema_migrations WHERE version > '0020'",
    );
    assert!(refused("earlier.db").contains("the schema 0020_init of an earlier release"));

    // Another shop's unfinished move.
    ground.kill_after(5_000);
    drop(Store::open(&ground.url("other.db")).unwrap());
    ground.sql(
        "other.db",
        "INSERT INTO merchants (id, bucket, carried_over, slug, name, test, program_version, created_at, log_seq, log_hash)
         VALUES ('mer_0', 0, 0, 'tea', 'Tea', 0, 1, 0, 0, '')",
    );
    let other = ground
        .begin("other.db", "new.db")
        .err()
        .unwrap();
    assert!(
        other
            .to_string()
            .contains("unfinished move of another database")
    );
    whole(
        ground
            .begin("old.db", "new.db")
            .unwrap(),
    );
}

#[test]
fn nobody_writes_to_the_source_while_it_is_moved() {
    let ground = Ground::new();
    let moving = ground
        .begin("old.db", "new.db")
        .unwrap();
    let mut beside = MovingEnd::target(&ground.url("old.db")).unwrap();
    beside
        .execute("PRAGMA busy_timeout=0")
        .unwrap();
    let refused = beside.execute("INSERT INTO backups VALUES (1)");
    assert!(
        refused
            .unwrap_err()
            .to_string()
            .contains("locked")
    );
    whole(moving);
    beside
        .execute("INSERT INTO backups VALUES (1)")
        .unwrap();
}

#[test]
fn the_tables_are_those_that_lie_in_a_database() {
    let ground = Ground::new();
    let mut end = MovingEnd::target(&ground.url("old.db")).unwrap();
    let tables = moved_tables().unwrap();
    let count = end
        .count("SELECT count(*) AS count FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'")
        .unwrap();
    // One is the migrations' own.
    assert_eq!(tables.len() as u64 + 1, count);
    for table in &tables {
        let columns = end
            .count(&format!(
                "SELECT count(*) AS count FROM pragma_table_info('{}')",
                table.name
            ))
            .unwrap();
        assert_eq!(table.columns.len() as u64, columns, "{}", table.name);
    }
    assert!(matches!(end.conn(), Conn::Sqlite(_)));
}
