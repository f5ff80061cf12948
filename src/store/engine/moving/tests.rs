use super::*;

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::store::engine::moving::batches::{BATCH_BYTES, BATCH_ROWS};
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
                 INSERT INTO answers (merchant_id, created_at, slot, key_digest, request_digest, answer)
                 VALUES ('mer_1', 0, 0, x'00', x'', zeroblob(700000)), ('mer_1', 0, 1, x'00', x'', zeroblob(700000)),
                 ('mer_1', 0, 0, x'00ff', x'', zeroblob(700000)), ('mer_1', 0, 0, x'80', x'', zeroblob(700000)),
                 ('mer_1', 0, 0, x'ff00', x'', zeroblob(700000));
                 INSERT INTO programs (merchant_id, version, body, created_at) VALUES ('mer_1', 1, '', 0), ('mer_1', -1, 'x\u{2028}''\"\\', 0);
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

    fn path(&self, name: &str) -> std::path::PathBuf {
        self.folder.path().join(name)
    }

    fn url(&self, name: &str) -> String {
        format!("sqlite://{}", self.path(name).display())
    }

    /// Every row of the one file is in the other, as SQLite itself sees it.
    fn assert_same(&self) {
        let mut end = MovingEnd::target(&self.url("old.db")).unwrap();
        end.execute(&format!(
            "ATTACH '{}' AS new",
            self.path("new.db").display()
        ))
        .unwrap();
        for table in moved_tables().unwrap() {
            for (one, other) in [("main", "new"), ("new", "main")] {
                let name = &table.name;
                let missing = end
                    .count(&format!(
                        "SELECT count(*) AS count FROM (SELECT * FROM {one}.{name} EXCEPT SELECT * FROM {other}.{name})"
                    ))
                    .unwrap();
                assert_eq!(missing, 0, "{name}: rows of {one} that are not in {other}");
            }
        }
    }

    fn sql(&self, name: &str, sql: &str) {
        let mut end = MovingEnd::target(&self.url(name)).unwrap();
        end.execute(sql).unwrap();
    }

    fn begin(&self, from: &str, to: &str) -> anyhow::Result<DatabaseMove> {
        DatabaseMove::begin(&self.url(from), &self.url(to), |_| {})
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
    // The first time amid the answers, whose key is no text.
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
    ground.assert_same();
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
    assert_eq!(moving.started(), MoveStart::Anew(AnewReason::SourceChanged));
    whole(moving);
    ground.assert_same();
}

#[test]
fn a_source_that_changed_where_nothing_was_copied_is_gone_on_with() {
    let ground = Ground::new();
    ground.sql("old.db", "INSERT INTO backups VALUES (5)");
    ground.kill_after(5_000);
    // Of one table the row that was copied is another now, and to another one a row is added behind those that were.
    ground.sql("old.db", "INSERT INTO backups VALUES (6)");
    let moving = ground
        .begin("old.db", "new.db")
        .unwrap();
    assert!(matches!(moving.started(), MoveStart::Resumed(_)));
    whole(moving);
    ground.assert_same();

    std::fs::remove_file(ground.path("new.db")).unwrap();
    ground.kill_after(5_000);
    ground.sql("old.db", "UPDATE backups SET made_at = 4 WHERE made_at = 5");
    let moving = ground
        .begin("old.db", "new.db")
        .unwrap();
    assert_eq!(moving.started(), MoveStart::Anew(AnewReason::SourceChanged));
    whole(moving);
    ground.assert_same();
}

#[test]
fn what_an_earlier_run_left_is_not_to_be_found_in_the_new_file() {
    let ground = Ground::new();
    ground.sql("old.db", "UPDATE members SET tier = 'Zirkelschluss'");
    ground.kill_after(5_000);
    ground.sql(
        "old.db",
        "UPDATE members SET tier = NULL, merged_into = NULL; DELETE FROM members WHERE stamps > 9",
    );
    whole(
        ground
            .begin("old.db", "new.db")
            .unwrap(),
    );
    let lies_in = |name: &str| {
        let file = std::fs::read(ground.path(name)).unwrap_or_default();
        file.windows(13)
            .any(|bytes| bytes == b"Zirkelschluss")
    };
    assert!(!lies_in("new.db") && !lies_in("new.db-wal"));
}

#[test]
fn a_row_that_does_not_go_with_an_earlier_run_makes_the_next_one_begin_anew() {
    let ground = Ground::new();
    ground.kill_after(70);
    ground.sql(
        "new.db",
        "INSERT INTO programs (merchant_id, version, body, created_at) VALUES ('mer_1', 7, '', 0)",
    );
    ground.sql(
        "old.db",
        "INSERT INTO programs (merchant_id, version, body, created_at) VALUES ('mer_1', 7, '', 0)",
    );
    let mut moving = ground
        .begin("old.db", "new.db")
        .unwrap();
    assert!(matches!(moving.started(), MoveStart::Resumed(_)));
    let stopped = moving.copy(|_| {}).unwrap_err();
    assert!(
        stopped
            .to_string()
            .contains("it begins anew"),
        "{stopped}"
    );
    drop(moving);
    let moving = ground
        .begin("old.db", "new.db")
        .unwrap();
    assert_eq!(moving.started(), MoveStart::Anew(AnewReason::RowRefused));
    whole(moving);
    ground.assert_same();
}

#[test]
fn a_row_that_nobody_reads_is_missed() {
    let ground = Ground::new();
    let mut moving = ground
        .begin("old.db", "new.db")
        .unwrap();
    moving.copy(|_| {}).unwrap();
    let programs = moving
        .tables
        .iter()
        .position(|table| table.name == "programs")
        .unwrap();
    moving.rows[programs] += 1;
    assert_eq!(
        moving.compare(|_| {}).unwrap(),
        ["programs: 3 rows, and only 2 of them could be read"]
    );
    let two = TableDigest::default();
    assert_eq!(
        difference("programs", [0, 1], [two, two]).unwrap(),
        "programs: 1 rows in the new database, and only 0 of them could be read"
    );
}

#[test]
fn large_rows_behind_thousands_of_small_ones_come_in_batches_of_their_size() {
    let ground = Ground::new();
    ground.sql(
        "old.db",
        "WITH RECURSIVE n(i) AS (VALUES (0) UNION ALL SELECT i + 1 FROM n WHERE i < 8999)
         INSERT INTO pictures SELECT 'mer_1', 'small' || (10000 + i), x'01', 0 FROM n;
         WITH RECURSIVE n(i) AS (VALUES (0) UNION ALL SELECT i + 1 FROM n WHERE i < 8)
         INSERT INTO pictures SELECT 'mer_1', 'tall' || i, zeroblob(700000), 0 FROM n;",
    );
    let mut end = MovingEnd::target(&ground.url("old.db")).unwrap();
    let tables = moved_tables().unwrap();
    let pictures = tables
        .iter()
        .find(|table| table.name == "pictures")
        .unwrap();
    let mut rows = 0;
    TableReading::all(pictures).each(&mut end, |batches| {
        for batch in batches {
            let batch = batch.unwrap();
            let bytes: usize = batch
                .iter()
                .flat_map(|row| &row.0)
                .map(|datum| match datum {
                    Datum::Blob(bytes) => bytes.len(),
                    _ => 0,
                })
                .sum();
            assert!(batch.len() == 1 || bytes <= BATCH_BYTES, "{bytes}");
            assert!(batch.len() <= BATCH_ROWS);
            rows += batch.len();
        }
    });
    assert_eq!(rows, 9_013);
}

#[test]
fn a_value_that_cannot_be_kept_names_its_row() {
    let ground = Ground::new();
    ground.sql(
        "old.db",
        "UPDATE members SET tier = CAST(x'41ff' AS TEXT) WHERE id = 'mem_77'",
    );
    let refused = ground
        .begin("old.db", "new.db")
        .unwrap()
        .copy(|_| {})
        .unwrap_err()
        .to_string();
    assert!(
        refused.contains("mer_1/mem_77 of members") && refused.contains("tier is not UTF-8"),
        "{refused}"
    );
}

#[test]
fn a_file_that_cannot_be_moved_to_is_not_to_be_restored() {
    let ground = Ground::new();
    let notes = ground.path("notes.txt");
    std::fs::write(
        &notes,
        "milk, bread, and a good many other things".repeat(9),
    )
    .unwrap();
    for refused in [
        DatabaseMove::check_target(&ground.url("notes.txt")).err(),
        ground
            .begin("old.db", "notes.txt")
            .err(),
        ground
            .begin("old.db", "nowhere/new.db")
            .err(),
    ] {
        let refused = refused.unwrap().to_string();
        assert!(
            refused.contains("--to") && refused.contains("cannot be moved to"),
            "{refused}"
        );
        assert!(
            !refused.contains("restore") && !refused.contains("--database-url"),
            "{refused}"
        );
    }
    assert!(DatabaseMove::check_target(&ground.url("not_there.db")).is_ok());
    assert!(!std::fs::exists(ground.path("not_there.db")).unwrap());
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
    assert_eq!(moving.started(), MoveStart::Anew(AnewReason::Differed));
    whole(moving);
}

/// Why a move from this file to the new one is refused.
fn refused_from(ground: &Ground, from: &str) -> String {
    ground
        .begin(from, "new.db")
        .err()
        .unwrap()
        .to_string()
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
    // The threads of the killed move hold its files for a moment longer.
    let asked = std::time::Instant::now();
    let mut said = refused_from(&ground, "other.db");
    while !said.contains("unfinished move of another database")
        && asked.elapsed() < std::time::Duration::from_secs(30)
    {
        std::thread::yield_now();
        said = refused_from(&ground, "other.db");
    }
    assert!(
        said.contains("unfinished move of another database"),
        "{said}"
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
