//! What SQLite itself says of a database file: asked before anything is believed that stands in it.

use diesel::connection::SimpleConnection as _;
use diesel::sqlite::SqliteConnection;
use diesel::{
    Connection as _, QueryResult, QueryableByName, RunQueryDsl as _, sql_query, sql_types,
};

use crate::store::engine::inspect::name_of;

/// Faults that are told one by one; a file that has more is no better known by them.
const TOLD: usize = 20;

#[derive(QueryableByName)]
struct CheckLine {
    #[diesel(sql_type = sql_types::Text)]
    integrity_check: String,
}

#[derive(QueryableByName)]
struct Orphan {
    #[diesel(sql_type = sql_types::Text)]
    table: String,
    #[diesel(sql_type = sql_types::Text)]
    parent: String,
}

/// Everything that is malformed in the SQLite file at this path, in words that name the file; empty when it is sound. Nothing is
/// changed, made or migrated.
pub fn faults_of_file(path: &str) -> Vec<String> {
    let found = SqliteConnection::establish(&name_of(path))
        .map_err(|error| error.to_string())
        .and_then(|mut conn| {
            let looked = look(&mut conn).map_err(|error| error.to_string());
            looked.map_err(|why| format!("it cannot be read ({why})"))
        });
    let faults = found.unwrap_or_else(|why| vec![why]);
    faults
        .into_iter()
        .map(|fault| format!("{path}: {fault}"))
        .collect()
}

/// The first malformed page of the file, without what takes long to compare; none if its pages are as SQLite wrote them.
pub fn first_fault_of_file(path: &str) -> Option<String> {
    #[derive(QueryableByName)]
    struct Line {
        #[diesel(sql_type = sql_types::Text)]
        quick_check: String,
    }
    let checked = SqliteConnection::establish(&name_of(path))
        .map_err(|error| error.to_string())
        .and_then(|mut conn| {
            sql_query("PRAGMA quick_check(1)")
                .get_result::<Line>(&mut conn)
                .map_err(|error| error.to_string())
        });
    match checked {
        Ok(line) => Some(line.quick_check).filter(|found| found != "ok"),
        Err(cause) => Some(cause),
    }
}

fn look(conn: &mut SqliteConnection) -> QueryResult<Vec<String>> {
    conn.batch_execute(
        "PRAGMA busy_timeout=5000; PRAGMA query_only=ON; SELECT count(*) FROM sqlite_master",
    )?;
    let pages: Vec<CheckLine> = sql_query(format!("PRAGMA integrity_check({TOLD})")).load(conn)?;
    // SQLite heads its findings with a line such as `*** in database main ***`.
    let told = pages
        .iter()
        .flat_map(|row| row.integrity_check.lines())
        .filter(|line| *line != "ok" && !line.starts_with("***"));
    let mut faults: Vec<String> = told
        .take(TOLD)
        .map(str::to_owned)
        .collect();
    if faults.is_empty() {
        let orphans = "SELECT \"table\", parent FROM pragma_foreign_key_check LIMIT 20";
        let orphans: Vec<Orphan> = sql_query(orphans).load(conn)?;
        faults.extend(orphans.iter().map(|row| {
            format!(
                "a row in {} refers to a row in {} that does not exist",
                row.table, row.parent
            )
        }));
    }
    if faults.is_empty() && !is_ours(conn)? {
        faults.push("it is not a stampwell database: it has none of its tables".to_owned());
    }
    Ok(faults)
}

/// Whether a release of this program ever made tables in it.
fn is_ours(conn: &mut SqliteConnection) -> QueryResult<bool> {
    #[derive(QueryableByName)]
    struct Count {
        #[diesel(sql_type = sql_types::BigInt)]
        count: i64,
    }
    let tables = "SELECT count(*) AS count FROM sqlite_master WHERE name IN ('__diesel_schema_migrations', 'merchants')";
    Ok(sql_query(tables)
        .get_result::<Count>(conn)?
        .count
        == 2)
}
