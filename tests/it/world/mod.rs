//! The world of a story: a real service on a real socket with its database, Apple's push service, and a clock that only
//! the story moves.
//!
//! Nobody in a story reaches into the service: people act over HTTP and phones over the pass web service.

pub mod former;
mod http;
pub mod people;

use std::cell::Cell;
use std::io::{BufRead as _, BufReader, Lines};
use std::path::Path;
use std::process::{Child, ChildStderr, Command, Stdio};
use std::sync::LazyLock;
use std::sync::atomic::Ordering;
use std::time::Duration;

use diesel::connection::SimpleConnection as _;
use diesel::{Connection as _, RunQueryDsl as _};
use secrecy::SecretString;
use stampwell::app::App;
use stampwell::cli::serve::{Options as ServeOptions, Running};
use stampwell::clock::{Clock, Timestamp};
use stampwell::config::Config;
use stampwell::delivery::Worker;
use stampwell::sandbox::certificates::{CertificateFiles, Flaw, Options as CertificateOptions};
use stampwell::sandbox::{ApnsStandIn, Certificates, GoogleStandIn, Phone};
use stampwell::service::upkeep::sweep::sweep;
use stampwell::service::upkeep::verify::verify;
use tempfile::TempDir;

pub use http::{Answer, Caller};
pub use people::{Card, Shop};

/// The pass type of every story.
pub const PASS_TYPE: &str = "pass.example.coffee";
/// The secret of every story.
pub const SECRET: &str = "a secret that is known to stories only";
/// How long a story waits for what must happen by itself before it fails.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// One authority for all stories, since each costs two RSA keys. Phones judge dates by the machine's clock and the service
/// by the story's, so it is valid long before and after both.
pub static CERTIFICATES: LazyLock<Certificates> =
    LazyLock::new(|| Certificates::make_with(&certificate().valid(-3650, 3650)).unwrap());

/// What every pass certificate of the stories says of its owner.
pub fn certificate() -> CertificateOptions {
    CertificateOptions::new(PASS_TYPE, "TEAM123456")
}

/// What an operator has set up for Apple Wallet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Apple {
    /// A faultless certificate.
    On,
    /// Nothing.
    Off,
    /// A certificate that ends in a month.
    EndsInAMonth,
    /// A certificate with the key of another.
    OtherKey,
}

/// What differs from world to world.
#[derive(Clone, Copy, Debug)]
pub struct Setup {
    /// The state of Apple Wallet.
    pub apple: Apple,
    /// Whether Google Wallet is set up.
    pub google: bool,
    /// Whether the outbox is worked on by itself, as in a shop; else the story says when.
    pub deliver: bool,
    /// Calls to Google a second at most.
    pub google_rate: u32,
    /// Whether callers are held to the usual limits.
    pub limits: bool,
}

impl Setup {
    /// A shop with both wallets.
    pub fn both() -> Setup {
        Setup {
            google: true,
            ..Setup::default()
        }
    }
}

impl Default for Setup {
    fn default() -> Self {
        Setup {
            apple: Apple::On,
            google: false,
            deliver: false,
            google_rate: 1_000,
            limits: true,
        }
    }
}

/// Tells a story on SQLite and on PostgreSQL: `world_test! { async fn name(world) { … } }`, with a [`Setup`] after the
/// name of the world where it is not the usual one.
macro_rules! world_test {
    ($(#[$meta:meta])* async fn $name:ident($world:ident) $body:block) => {
        world_test! { $(#[$meta])* async fn $name($world, $crate::world::Setup::default()) $body }
    };
    ($(#[$meta:meta])* async fn $name:ident($world:ident, $setup:expr) $body:block) => {
        async fn $name(database: Option<String>) {
            $crate::world::tell($setup, database, async |$world: &$crate::world::World| $body).await;
        }

        $(#[$meta])*
        mod $name {
            #[tokio::test]
            async fn sqlite() {
                super::$name(None).await;
            }

            #[tokio::test]
            async fn postgres() {
                if let Some(server) = $crate::postgres::server() {
                    super::$name(Some(server.new_database())).await;
                }
            }
        }
    };
}

/// Begins a world, tells the story in it and looks whether all is well at its end.
pub async fn tell(setup: Setup, database: Option<String>, story: impl AsyncFnOnce(&World)) {
    let world = World::begin(setup, database).await;
    story(&world).await;
    world.end().await;
}

/// Devices that are kept though their last registration ended, in a shop or in all.
const WITHOUT_REGISTRATION: &str = "SELECT d.device_library_identifier AS name FROM devices d
    WHERE NOT EXISTS (SELECT 1 FROM registrations r WHERE r.device_library_identifier = d.device_library_identifier)
    UNION ALL SELECT d.device_library_identifier AS name FROM device_merchants d
    WHERE NOT EXISTS (SELECT 1 FROM registrations r
        WHERE r.device_library_identifier = d.device_library_identifier AND r.merchant_id = d.merchant_id)";

/// Everything there is, for one story.
pub struct World {
    /// Apple's push service.
    pub apns: ApnsStandIn,
    /// Google Wallet.
    pub google: GoogleStandIn,
    /// The hand of the clock.
    pub clock: Clock,
    /// Where the service listens: `http://127.0.0.1:PORT`.
    pub base: String,
    pub app: App,
    running: Running,
    debts: Cell<bool>,
    /// Where everything is kept.
    database: String,
    /// The settings of the service.
    pub config: Config,
    folder: TempDir,
}

impl World {
    /// Begins a world; mostly [`tell`] does.
    pub async fn begin(setup: Setup, database: Option<String>) -> World {
        let folder = tempfile::tempdir().unwrap();
        let apns = ApnsStandIn::start(&CERTIFICATES)
            .await
            .unwrap();
        let google = GoogleStandIn::start()
            .await
            .unwrap();

        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let database = database.unwrap_or_else(|| {
            format!(
                "sqlite://{}",
                folder
                    .path()
                    .join("story.db")
                    .display()
            )
        });
        let mut config = config(setup, &apns, folder.path(), &base, database.clone());
        if setup.google {
            set_up_google(&mut config, &google, folder.path());
            config.google.rate = setup.google_rate;
        }
        let clock = Clock::fixed(noon());
        let hand = clock.clone();
        google.follow(move || hand.now().0);
        let (app, push) = App::build(&config, clock.clone()).unwrap();
        let worker = Worker::new(app.clone(), push);
        let options = ServeOptions {
            workers: 1,
            signals: false,
            deliver: setup.deliver,
        };
        let running =
            Running::start(app.clone(), worker, listener, vec![], options, |_| {}).unwrap();
        World {
            apns,
            google,
            clock,
            base,
            app,
            running,
            debts: Cell::new(false),
            database,
            config,
            folder,
        }
    }

    /// What must be true after every story: nothing is owed, the log adds up, no phone is kept for nothing, nothing panicked.
    pub async fn end(self) {
        let verdict = verify(&self.app).await.unwrap();
        assert_eq!(verdict.faults, Vec::<String>::new(), "stampwell verify");
        // Of two servers a story loses the first, and only the service knows how to get past it.
        let of_two = self.database.contains(',');
        if !of_two {
            assert_eq!(
                self.names(WITHOUT_REGISTRATION),
                Vec::<String>::new(),
                "what is known of devices that hold no card"
            );
        }
        if !self.debts.get() {
            let pending = self
                .app
                .store
                .read(|tx| tx.oldest_pending())
                .await
                .unwrap();
            assert_eq!(pending, None, "a delivery is left due");
        }
        assert_eq!(
            stampwell::http::PANICS.load(Ordering::Relaxed),
            0,
            "a request of this or another story panicked"
        );
        // The service ends with the test's runtime; stopping it in order would wait for its idle connections.
    }

    /// The operator stops the service, moves its database to another one with the command, and starts the service on that one at the same
    /// address; what the command said.
    pub async fn moved_to(self, database: String) -> (World, String) {
        let (clock, listening) = (self.clock.clone(), self.running.address);
        let mut command = self.command(&self.database, Some(SECRET));
        drop(self.app);
        self.running.stop().await;
        let output = command
            .args(["move", "--to", &database])
            .output()
            .unwrap();
        let said = [output.stdout, output.stderr]
            .map(|said| String::from_utf8_lossy(&said).into_owned())
            .concat();
        assert_eq!(output.status.code(), Some(0), "{said}");
        let mut config = self.config;
        config.database_url = SecretString::from(database.clone());
        let (app, push) = App::build(&config, clock.clone()).unwrap();
        let worker = Worker::new(app.clone(), push);
        let options = ServeOptions {
            workers: 1,
            signals: false,
            deliver: false,
        };
        let listener = std::net::TcpListener::bind(listening).unwrap();
        let running =
            Running::start(app.clone(), worker, listener, vec![], options, |_| {}).unwrap();
        let world = World {
            app,
            running,
            database,
            config,
            apns: self.apns,
            google: self.google,
            clock,
            base: self.base,
            debts: self.debts,
            folder: self.folder,
        };
        (world, said)
    }

    /// The address of a SQLite file of this name that is not there yet.
    pub fn new_file(&self, name: &str) -> String {
        format!(
            "sqlite://{}",
            self.folder
                .path()
                .join(name)
                .display()
        )
    }

    /// This story ends with pushes that cannot go out.
    pub fn may_owe_pushes(&self) {
        self.debts.set(true);
    }

    /// A shop to open.
    pub fn shop(&self, name: &str) -> people::NewShop<'_> {
        people::NewShop::new(self, name)
    }

    /// Somebody without any key.
    pub fn stranger(&self) -> Caller {
        Caller::new(&self.base)
    }

    /// The same at another instance.
    pub fn stranger_at(&self, address: &str) -> Caller {
        Caller::new(&format!("http://{address}"))
    }

    /// Whoever runs the service.
    pub async fn operator(&self) -> Caller {
        let now = self.clock.now();
        let made = self.app.store.write(move |tx| {
            stampwell::service::access::keys::new_operator_key(tx, now).map(|(_, secret)| secret)
        });
        self.stranger()
            .with_key(&made.await.unwrap())
    }

    /// A new iPhone.
    pub fn iphone(&self) -> Phone {
        Phone::new(&self.apns).unwrap()
    }

    /// A new iPhone with this card in its Wallet.
    pub async fn iphone_with(&self, card: &Card) -> Phone {
        let phone = self.iphone();
        phone
            .add(&card.pass_url())
            .await
            .unwrap();
        phone
    }

    /// The operator puts another pass certificate in the place of the present one and lets the service read it.
    pub fn renew_certificate(&self, options: &CertificateOptions) -> Result<(), String> {
        CERTIFICATES
            .another(options)
            .unwrap()
            .write_to(self.folder.path())
            .unwrap();
        self.app
            .renew_certificate(&self.config.apple)
            .map_err(|error| format!("{error:#}"))
    }

    /// Works on the outbox; how many deliveries were tried. A row that a phone's fetch is just being noted on is passed over
    /// on PostgreSQL, and the running worker comes back to it with the next commit: so does this one, some times.
    pub async fn deliver(&self) -> usize {
        let mut tried = 0;
        for _ in 0..20 {
            match self.running.worker.deliver().await {
                Ok(more) => tried += more,
                // A database that is too busy for the moment; the running worker tries again too.
                Err(error) if error.code == stampwell::error::Code::Unavailable => continue,
                Err(error) => panic!("{error:?}"),
            }
            if !self.is_due().await {
                break;
            }
        }
        tried
    }

    /// Whether a delivery is due that nobody works on.
    async fn is_due(&self) -> bool {
        let (now, share) = (self.app.clock.now(), self.app.share());
        self.app
            .store
            .read(move |tx| {
                Ok(tx.is_due("apple", share.of("apple"), now)?
                    || tx.is_due("google", share.of("google"), now)?)
            })
            .await
            .unwrap()
    }

    /// Settles what time does by itself; how many rewards and cards ended.
    pub async fn sweep(&self) -> usize {
        sweep(&self.app).await.unwrap()
    }

    /// Compares what is known here with what Google knows; how many cards were not as thought.
    pub async fn reconcile_google(&self) -> usize {
        stampwell::service::wallets::reconcile_google::reconcile(&self.app)
            .await
            .unwrap()
    }

    /// Every byte that the database keeps: of SQLite its files, free pages and log included; of PostgreSQL every row.
    pub fn kept(&self) -> String {
        match self
            .database
            .strip_prefix("sqlite://")
        {
            Some(file) => {
                let files = [file.to_owned(), format!("{file}-wal")];
                files
                    .iter()
                    .map(|file| {
                        String::from_utf8_lossy(&std::fs::read(file).unwrap_or_default())
                            .into_owned()
                    })
                    .collect()
            }
            None => crate::postgres::every_row(&self.database),
        }
    }

    /// The address of the database.
    pub fn database(&self) -> &str {
        &self.database
    }

    /// Lists all ids of members as not folded yet, as a migration of an earlier release did.
    pub fn ids_stored_as_typed(&self) {
        self.sql(
            "DELETE FROM typed_ids;
             INSERT INTO typed_ids (merchant_id, member_id) SELECT merchant_id, member_id FROM member_profiles;",
        );
    }

    /// Takes the schema back to what it was before a migration, as the release before left it.
    pub fn before_migration(&self, name: &str) {
        let kind = if self
            .database
            .starts_with("sqlite://")
        {
            "sqlite"
        } else {
            "postgres"
        };
        let down = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("migrations")
            .join(kind)
            .join(name)
            .join("down.sql");
        let version = name.split('_').next().unwrap();
        let forget = format!("DELETE FROM __diesel_schema_migrations WHERE version = '{version}'");
        self.sql(&format!(
            "{} {forget};",
            std::fs::read_to_string(down).unwrap()
        ));
    }

    /// What a query finds in its one column, `number`.
    pub fn number(&self, sql: &str) -> i64 {
        #[derive(diesel::QueryableByName)]
        struct Found {
            #[diesel(sql_type = diesel::sql_types::BigInt)]
            number: i64,
        }
        let query = diesel::sql_query(sql);
        let found: Found = match self
            .database
            .strip_prefix("sqlite://")
        {
            Some(file) => query.get_result(&mut diesel::SqliteConnection::establish(file).unwrap()),
            None => query.get_result(&mut diesel::PgConnection::establish(&self.database).unwrap()),
        }
        .unwrap();
        found.number
    }

    /// Somebody changes the database by hand, in one transaction.
    pub fn sql(&self, sql: &str) {
        let sql = format!("BEGIN; {sql} COMMIT");
        match self
            .database
            .strip_prefix("sqlite://")
        {
            Some(file) => {
                let mut file = diesel::SqliteConnection::establish(file).unwrap();
                file.batch_execute(&format!("PRAGMA busy_timeout=5000; {sql}"))
                    .unwrap();
            }
            None => diesel::PgConnection::establish(&self.database)
                .unwrap()
                .batch_execute(&sql)
                .unwrap(),
        }
    }

    /// The operator runs a command on the database, with a secret or without; the exit code and what it said.
    pub fn stampwell(&self, secret: Option<&str>, words: &[&str]) -> (Option<i32>, String) {
        self.stampwell_on(&self.database, secret, words)
    }

    /// The same on another database.
    pub fn stampwell_on(
        &self,
        database: &str,
        secret: Option<&str>,
        words: &[&str],
    ) -> (Option<i32>, String) {
        let output = self
            .command(database, secret)
            .args(words)
            .output()
            .unwrap();
        (
            output.status.code(),
            [output.stdout, output.stderr]
                .map(|said| String::from_utf8_lossy(&said).into_owned())
                .concat(),
        )
    }

    /// The command on a database, for a story that watches it.
    pub fn command(&self, database: &str, secret: Option<&str>) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_stampwell"));
        command
            .env_clear()
            .env("STAMPWELL_DATABASE_URL", database)
            .current_dir(self.folder.path());
        command
            .env("STAMPWELL_PUBLIC_URL", "https://cards.example.com")
            .env("STAMPWELL_BIND", "127.0.0.1:0");
        command.envs(secret.map(|secret| ("STAMPWELL_SECRET", secret)));
        command
    }

    /// Another instance of the service, as a process of its own; it listens when this returns.
    pub fn serve(&self) -> Instance {
        let mut command = self.command(&self.database, Some(SECRET));
        let mut process = command
            .arg("serve")
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(process.stderr.take().unwrap()).lines();
        let mut instance = Instance {
            address: String::new(),
            said: String::new(),
            process,
            lines,
        };
        while instance.address.is_empty() {
            let line = instance
                .lines
                .next()
                .unwrap_or_else(|| panic!("the service did not start: {}", instance.said))
                .unwrap();
            instance.said += &format!("{line}\n");
            let address = line
                .split("listens on http://")
                .nth(1)
                .and_then(|rest| rest.split(',').next());
            address
                .unwrap_or_default()
                .clone_into(&mut instance.address);
        }
        instance
    }

    /// The operator brings the database up to date.
    pub fn migrate(&self) -> (Option<i32>, String) {
        self.stampwell(Some(SECRET), &["migrate"])
    }

    /// The operator asks the doctor.
    pub fn doctor(&self) -> (Option<i32>, String) {
        self.stampwell(Some(SECRET), &["doctor"])
    }

    /// Lets time pass.
    pub fn pass_s(&self, seconds: i64) {
        self.clock
            .advance_ms(seconds * 1_000);
    }

    /// Lets days pass.
    pub fn pass_days(&self, days: i64) {
        self.pass_s(days * 86_400);
    }

    /// The time so many seconds from now, as a body says it.
    pub fn in_s(&self, seconds: i64) -> String {
        self.clock
            .now()
            .plus_s(seconds)
            .to_string()
    }

    /// Waits until something that nobody waits for has been written.
    pub async fn until<T>(&self, mut look: impl AsyncFnMut() -> Option<T>) -> T {
        let mut looks = tokio::time::interval(Duration::from_millis(20));
        looks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        let found = async {
            loop {
                if let Some(found) = look().await {
                    return found;
                }
                looks.tick().await;
            }
        };
        tokio::time::timeout(PATIENCE, found)
            .await
            .expect("what the story waits for did not happen")
    }

    /// Pushes to the phone that Apple accepted.
    pub fn pushes_to(&self, phone: &Phone) -> usize {
        self.apns
            .pushes_to(&phone.push_token())
    }

    /// Requests about the phone that reached Apple, whatever became of them.
    pub fn attempts_at(&self, phone: &Phone) -> usize {
        self.apns
            .requests_to(&phone.push_token())
            .len()
    }
}

/// A service in a process of its own.
pub struct Instance {
    /// Where it listens.
    pub address: String,
    /// What it said until it listened.
    pub said: String,
    process: Child,
    lines: Lines<BufReader<ChildStderr>>,
}

impl Instance {
    /// Stops it; all that it said.
    pub fn stop(mut self) -> String {
        Command::new("kill")
            .args(["-s", "TERM", &self.process.id().to_string()])
            .status()
            .unwrap();
        self.lines
            .by_ref()
            .for_each(|line| self.said += &format!("{}\n", line.unwrap()));
        std::mem::take(&mut self.said)
    }
}

impl Drop for Instance {
    fn drop(&mut self) {
        // It has ended already unless the story failed.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Today at noon, UTC: far from midnight, and near the machine's clock by which certificates are judged.
fn noon() -> Timestamp {
    let today = jiff::Timestamp::now()
        .as_second()
        .div_euclid(86_400);
    Timestamp((today * 86_400 + 43_200) * 1_000)
}

fn config(setup: Setup, apns: &ApnsStandIn, folder: &Path, base: &str, database: String) -> Config {
    let mut config = Config::default();
    config.database_url = SecretString::from(database);
    config.secret = Some(SecretString::from(SECRET));
    config.set_public_url(base);
    if !setup.limits {
        (
            config.limits.unknown_codes,
            config.limits.joins,
            config.limits.requests,
        ) = (0, 0, 0);
    }
    if let Some(files) = certificate_files(setup.apple, folder) {
        config.apple.certificate = Some(files.pass);
        config.apple.key = Some(files.pass_key);
        config.apple.wwdr = Some(files.intermediate);
        config.apple.apns_ca = Some(files.root);
        config.apple.apns_url = apns.base_url();
    }
    config
}

/// What an operator does with the key file that Google's console gave out.
fn set_up_google(config: &mut Config, google: &GoogleStandIn, folder: &Path) {
    config.google.issuer_id = Some(google.issuer_id().to_owned());
    config.google.service_account = Some(
        google
            .write_key_file(folder)
            .unwrap(),
    );
    config.google.api_url = google.api_url();
    config.google.save_url = google.save_url();
    config.google.keys_url = google.keys_url();
}

fn certificate_files(apple: Apple, folder: &Path) -> Option<CertificateFiles> {
    let another = |options: CertificateOptions| {
        CERTIFICATES
            .another(&options)
            .unwrap()
    };
    let certificates = match apple {
        Apple::Off => return None,
        Apple::On => CERTIFICATES.clone(),
        Apple::EndsInAMonth => another(certificate().valid(-365, 30)),
        Apple::OtherKey => another(certificate().with(Flaw::OtherKey)),
    };
    Some(
        certificates
            .write_to(folder)
            .unwrap(),
    )
}
