//! A PostgreSQL server of the tests' own: made in a temporary folder when a test first asks for it, shared by all tests of
//! the process, and gone with it however it ends.

use std::fs;
use std::io::{BufRead, BufReader, Lines, Write};
use std::os::unix::fs::MetadataExt;
use std::os::unix::net::UnixStream;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, OnceLock};
use std::time::Instant;

use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection, RunQueryDsl, sql_query, sql_types};

use crate::world::PATIENCE;

/// Runs as the server's user. It outlives the tests by the moment it takes to stop the server: its standard input is a
/// pipe from the test process, which the system closes however that process ends.
const GUARD: &str = r#"
set -eu
folder=$(mktemp -d /tmp/stampwell-postgres.XXXXXX)
stop() { "$BIN/pg_ctl" -D "$folder/data" -m immediate -w stop >/dev/null 2>&1 || true; rm -rf "$folder"; }
trap stop EXIT
trap 'exit 1' HUP INT PIPE TERM
make() {
    rm -rf "$folder/data"
    if [ -n "$1" ]; then
        "$BIN/pg_basebackup" -h "$1" -U stampwell -D "$folder/data" -R -c fast --no-sync
    else
        "$BIN/initdb" -D "$folder/data" -U stampwell -A trust -E UTF8 --locale=C --no-sync
    fi >"$folder/log" 2>&1 || { cat "$folder/log"; exit 1; }
    "$BIN/pg_ctl" -D "$folder/data" -l "$folder/log" -t 60 -w start -o "-c listen_addresses= -c unix_socket_directories=$folder -c max_connections=300" \
        </dev/null >"$folder/start" 2>&1 || { cat "$folder/start" "$folder/log"; exit 1; }
    echo "ready $folder"
}
make "$PRIMARY"
while read -r primary; do make "$primary"; done
"#;

/// A running PostgreSQL server.
pub struct Server {
    programs: PathBuf,
    folder: String,
    databases: AtomicU32,
    guard: Mutex<Guard>,
}

/// Makes the server's data. Its pipe stays open for as long as the process lives.
struct Guard {
    process: Child,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Guard {
    fn start(programs: &Path, primary: &str) -> std::io::Result<Guard> {
        let mut command = Command::new("sh");
        // A group of its own, so that Ctrl-C in the terminal ends the tests and leaves the tidying to the guard.
        command
            .args(["-c", GUARD])
            .env("BIN", programs)
            .env("PRIMARY", primary)
            .current_dir("/")
            .process_group(0);
        let mut process = as_servers_user(command)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let lines = BufReader::new(process.stdout.take().unwrap()).lines();
        Ok(Guard { process, lines })
    }

    /// Waits until the server runs; its folder.
    fn ready(&mut self) -> Result<String, String> {
        let mut lines = self
            .lines
            .by_ref()
            .map_while(Result::ok);
        let first = lines.next().unwrap_or_default();
        match first.strip_prefix("ready ") {
            Some(folder) => Ok(folder.to_owned()),
            None => Err([first]
                .into_iter()
                .chain(lines)
                .collect::<Vec<_>>()
                .join("\n")),
        }
    }
}

impl Server {
    /// The address of a new, empty database.
    pub fn new_database(&self) -> String {
        let name = format!(
            "test_{}",
            self.databases
                .fetch_add(1, Ordering::Relaxed)
        );
        let mut connection = PgConnection::establish(&self.url("postgres")).unwrap();
        connection
            .batch_execute(&format!("CREATE DATABASE {name}"))
            .unwrap();
        self.url(&name)
    }

    /// Where the server listens.
    pub fn socket(&self) -> PathBuf {
        Path::new(&self.folder).join(".s.PGSQL.5432")
    }

    /// The same database by way of another address.
    pub fn by_way_of(&self, address: std::net::SocketAddr, url: &str) -> String {
        format!(
            "postgres://stampwell@{address}/{}",
            url.rsplit('/').next().unwrap()
        )
    }

    /// Kills the server without farewell and starts it again.
    pub fn restart(&self) {
        let done = self
            .program("pg_ctl")
            .args([
                "-D",
                &format!("{}/data", self.folder),
                "-m",
                "immediate",
                "-w",
                "restart",
            ])
            .status();
        assert!(done.unwrap().success(), "PostgreSQL did not come back");
    }

    /// Another server that follows this one.
    pub fn new_standby(&self) -> Server {
        Server::start(&self.programs, &self.folder)
            .unwrap_or_else(|e| panic!("the standby does not start:\n{e}"))
    }

    /// Throws away what a dead server kept and makes it follow another, at its old address.
    pub fn follow(&self, primary: &Server) {
        let mut guard = self.guard.lock().unwrap();
        let mut orders = guard
            .process
            .stdin
            .as_ref()
            .unwrap();
        writeln!(orders, "{}", primary.folder).unwrap();
        guard
            .ready()
            .unwrap_or_else(|e| panic!("the server does not follow:\n{e}"));
    }

    /// From now on each commit waits until a standby has it. Returns when one is there.
    pub fn confirm_with_standby(&self) {
        self.set("synchronous_standby_names", Some("*"));
        let mut session = PgConnection::establish(&self.url("postgres")).unwrap();
        let query = "SELECT count(*) AS standbys FROM pg_stat_replication WHERE state = 'streaming' AND sync_state = 'sync'";
        let begun = Instant::now();
        while sql_query(query)
            .get_result::<Standbys>(&mut session)
            .unwrap()
            .standbys
            == 0
        {
            assert!(begun.elapsed() < PATIENCE, "no standby follows");
            std::thread::yield_now();
        }
    }

    /// Makes a standby the primary. Returns when it takes writes.
    pub fn promote(&self) {
        let done = self
            .program("pg_ctl")
            .args(["-D", &format!("{}/data", self.folder), "-w", "promote"])
            .status();
        assert!(done.unwrap().success(), "the standby was not promoted");
    }

    /// Kills every process of the server at once, as a power cut does. It stays dead.
    pub fn kill(&self) {
        // What stands still starts nobody meanwhile.
        let frozen = self.freeze();
        for process in &frozen.0 {
            signal("KILL", *process);
        }
        let begun = Instant::now();
        while UnixStream::connect(self.socket()).is_ok() {
            assert!(begun.elapsed() < PATIENCE, "the server does not die");
            std::thread::yield_now();
        }
    }

    /// Stops the server in the middle of whatever it does, as a disk does that answers no more: its host still takes what it is sent, and
    /// says nothing. It goes on when this is dropped.
    pub fn freeze(&self) -> Frozen {
        let first: u32 = fs::read_to_string(format!("{}/data/postmaster.pid", self.folder))
            .unwrap()
            .lines()
            .next()
            .unwrap()
            .parse()
            .unwrap();
        // The first one before the others: what is frozen starts nobody.
        let mut frozen = Frozen(Vec::new());
        frozen.stop(first);
        for entry in fs::read_dir("/proc")
            .unwrap()
            .flatten()
        {
            let Some(id) = entry
                .file_name()
                .to_str()
                .and_then(|name| name.parse().ok())
            else {
                continue;
            };
            let about = fs::read_to_string(entry.path().join("stat")).unwrap_or_default();
            // The parent is the second word behind the name, which may hold anything.
            let parent = about
                .rsplit(')')
                .next()
                .and_then(|rest| rest.split_whitespace().nth(1));
            if parent == Some(&first.to_string()) {
                frozen.stop(id);
            }
        }
        frozen
    }

    /// Sets what concerns the whole server, or takes it back with `None`; sessions that are open hear of it.
    pub fn set(&self, name: &str, value: Option<&str>) {
        let change = match value {
            Some(value) => format!("SET {name} = '{value}'"),
            None => format!("RESET {name}"),
        };
        let mut session = PgConnection::establish(&self.url("postgres")).unwrap();
        session
            .batch_execute(&format!("ALTER SYSTEM {change}"))
            .unwrap();
        session
            .batch_execute("SELECT pg_reload_conf()")
            .unwrap();
    }

    /// The folder of PostgreSQL's programs.
    pub fn programs(&self) -> &Path {
        &self.programs
    }

    /// One of PostgreSQL's programs, to be run as the server's user.
    pub fn program(&self, name: &str) -> Command {
        let mut command = as_servers_user(Command::new(self.programs.join(name)));
        command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .current_dir("/");
        command
    }

    /// Its host in an address.
    pub fn host(&self) -> String {
        self.folder.replace('/', "%2F")
    }

    fn url(&self, database: &str) -> String {
        format!("postgres://stampwell@{}/{database}", self.host())
    }

    fn start(programs: &Path, primary: &str) -> Result<Server, String> {
        let mut guard = Guard::start(programs, primary).map_err(|e| e.to_string())?;
        let folder = guard.ready()?;
        Ok(Server {
            programs: programs.to_owned(),
            folder,
            databases: AtomicU32::new(0),
            guard: Mutex::new(guard),
        })
    }
}

/// A server that stands still until this is dropped.
pub struct Frozen(Vec<u32>);

impl Frozen {
    fn stop(&mut self, process: u32) {
        signal("STOP", process);
        self.0.push(process);
    }
}

impl Drop for Frozen {
    fn drop(&mut self) {
        self.0
            .iter()
            .for_each(|process| signal("CONT", *process));
    }
}

fn signal(name: &str, process: u32) {
    // One that has just ended needs none.
    let _ = Command::new("kill")
        .args(["-s", name, &process.to_string()])
        .stderr(Stdio::null())
        .status();
}

/// The server, or nothing on a machine without PostgreSQL. In CI that is a failure.
pub fn server() -> Option<&'static Server> {
    static SERVER: OnceLock<Option<Server>> = OnceLock::new();
    SERVER
        .get_or_init(server_of_its_own)
        .as_ref()
}

/// A server that a test may treat badly.
pub fn server_of_its_own() -> Option<Server> {
    find_programs().map(|programs| {
        Server::start(&programs, "").unwrap_or_else(|e| panic!("PostgreSQL does not start:\n{e}"))
    })
}

/// The newest folder with `initdb`. Debian keeps it off the path.
fn find_programs() -> Option<PathBuf> {
    let on_path = std::env::var_os("PATH")
        .map(|path| std::env::split_paths(&path).collect::<Vec<_>>())
        .unwrap_or_default();
    let mut versions: Vec<(u32, PathBuf)> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(numbered)
        .collect();
    versions.sort();
    let found = versions
        .into_iter()
        .rev()
        .map(|(_, folder)| folder.join("bin"))
        .chain(on_path)
        .find(|folder| folder.join("initdb").exists());
    if found.is_none() {
        assert!(
            std::env::var_os("CI").is_none(),
            "PostgreSQL is not installed: script/bootstrap test"
        );
        // Straight to the terminal: the test harness hides what a passing test prints.
        let _ = writeln!(
            std::io::stderr(),
            "note: PostgreSQL is not installed, so only SQLite is tested; `script/bootstrap test` installs it"
        );
    }
    found
}

fn numbered(entry: fs::DirEntry) -> Option<(u32, PathBuf)> {
    Some((
        entry
            .file_name()
            .to_str()?
            .parse()
            .ok()?,
        entry.path(),
    ))
}

/// The same command by the server's user, whom nothing else belongs to.
pub fn as_servers_user(mut command: Command) -> Command {
    if let Some((user, group)) = unprivileged_user() {
        command.uid(user).gid(group);
    }
    command
}

/// PostgreSQL refuses to run as root; the package's own user, or nobody, does instead. None where the tests are no root's.
pub fn unprivileged_user() -> Option<(u32, u32)> {
    if fs::metadata("/proc/self")
        .ok()?
        .uid()
        != 0
    {
        return None;
    }
    let users = fs::read_to_string("/etc/passwd").ok()?;
    let ids = |name: &str| {
        let fields: Vec<&str> = users
            .lines()
            .map(|line| line.split(':').collect::<Vec<_>>())
            .find(|fields| fields[0] == name)?;
        Some((fields.get(2)?.parse().ok()?, fields.get(3)?.parse().ok()?))
    };
    ids("postgres").or_else(|| ids("nobody"))
}

#[derive(diesel::QueryableByName)]
struct Standbys {
    #[diesel(sql_type = sql_types::BigInt)]
    standbys: i64,
}

#[derive(diesel::QueryableByName)]
struct Answer {
    #[diesel(sql_type = sql_types::Text)]
    database: String,
    #[diesel(sql_type = sql_types::Text)]
    fsync: String,
}

#[test]
fn each_test_gets_a_database_of_its_own_on_a_durable_server() {
    let Some(server) = server() else {
        return;
    };
    let names = [server.new_database(), server.new_database()].map(|url| {
        let mut connection = PgConnection::establish(&url).unwrap();
        let query =
            "SELECT current_database()::text AS database, current_setting('fsync') AS fsync";
        let answer: Answer = sql_query(query)
            .get_result(&mut connection)
            .unwrap();
        assert_eq!(answer.fsync, "on");
        answer.database
    });
    assert_ne!(names[0], names[1]);
}

/// Every row of every table of a database, as text.
pub fn every_row(url: &str) -> String {
    #[derive(diesel::QueryableByName)]
    struct Rows {
        #[diesel(sql_type = sql_types::Text)]
        rows: String,
    }

    let mut conn = PgConnection::establish(url).unwrap();
    let query = sql_query("SELECT schema_to_xml('public', true, false, '')::text AS rows");
    query
        .get_result::<Rows>(&mut conn)
        .unwrap()
        .rows
}

/// A database as a move has it to itself, until this is dropped.
pub struct MoveLock(PgConnection);

impl MoveLock {
    /// Takes it from an instance that runs, whose line is cut for it.
    pub fn take(url: &str) -> MoveLock {
        #[derive(diesel::QueryableByName)]
        struct Taken {
            #[diesel(sql_type = sql_types::Bool)]
            taken: bool,
        }

        let mut conn = PgConnection::establish(url).unwrap();
        let begun = Instant::now();
        let cut = "SELECT count(pg_terminate_backend(pid)) FROM pg_locks WHERE locktype = 'advisory' AND mode = 'ShareLock'
            AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";
        let take = "SELECT pg_try_advisory_lock(7267381122) AS taken";
        while !sql_query(take)
            .get_result::<Taken>(&mut conn)
            .unwrap()
            .taken
        {
            assert!(begun.elapsed() < PATIENCE, "the share is not given back");
            conn.batch_execute(cut).unwrap();
        }
        MoveLock(conn)
    }

    /// The move is killed.
    pub fn end(self) {
        drop(self.0);
    }
}

/// Changes when a log's cost was and takes its visits out, behind the service's back.
pub fn falsify_log(url: &str) {
    let mut conn = PgConnection::establish(url).unwrap();
    // Metrics are to read the log itself.
    let unfiled = "UPDATE merchants SET archive_generation = 0, archive_seq = 0; DELETE FROM events WHERE kind = 'visit_validated'";
    conn.batch_execute(unfiled).unwrap();
    let changed = sql_query(
        "UPDATE events SET occurred_at = occurred_at + 86400000 WHERE kind = 'cost_recorded'",
    );
    assert_eq!(changed.execute(&mut conn), Ok(1));
}

/// Keeps everybody from writing to a table until it is dropped.
pub struct TableLock(PgConnection, String);

impl TableLock {
    /// Takes the lock.
    pub fn take(url: &str, table: &str) -> TableLock {
        let mut conn = PgConnection::establish(url).unwrap();
        conn.batch_execute(&format!("BEGIN; LOCK TABLE {table} IN EXCLUSIVE MODE"))
            .unwrap();
        TableLock(conn, table.to_owned())
    }

    /// The same, and nobody reads it either.
    pub fn take_from_readers(url: &str, table: &str) -> TableLock {
        let mut conn = PgConnection::establish(url).unwrap();
        conn.batch_execute(&format!("BEGIN; LOCK TABLE {table}"))
            .unwrap();
        TableLock(conn, table.to_owned())
    }

    /// Waits until somebody waits for it.
    pub fn until_waited_for(&mut self) {
        self.until_waited_for_ms(0);
    }

    /// Waits until somebody has waited so long for it.
    pub fn until_waited_for_ms(&mut self, least_ms: u32) {
        #[derive(diesel::QueryableByName)]
        struct Waiting {
            #[diesel(sql_type = sql_types::BigInt)]
            waiting: i64,
        }

        let asked = Instant::now();
        // Of the server's own time: that of the transaction stands still.
        let look = format!(
            "SELECT count(*) AS waiting FROM pg_locks WHERE NOT granted AND relation = '{}'::regclass
            AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
            AND clock_timestamp() - coalesce(waitstart, clock_timestamp()) >= interval '{least_ms} ms'",
            self.1
        );
        while sql_query(&look)
            .get_result::<Waiting>(&mut self.0)
            .unwrap()
            .waiting
            == 0
        {
            assert!(asked.elapsed() < PATIENCE, "nobody came to the lock");
        }
    }
}
