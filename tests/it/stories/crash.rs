//! The service is killed in the middle of its work, again and again: what it acknowledged stands, once.
//!
//! `STAMPWELL_CRASH_CYCLES=50 cargo test --test it crash -- --nocapture` takes longer and prints its figures.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use futures_util::future::join_all;
use reqwest::Method;
use serde_json::{Value, json};
use stampwell::sandbox::{ApnsStandIn, Phone};
use tokio::sync::watch;

use crate::world::{CERTIFICATES, Caller};

const CARDS: usize = 48;
const PHONES: usize = 6;
/// Scans in flight at once.
const TILLS: usize = 8;

/// The real program as an operator runs it.
pub(super) struct Operator {
    pub(super) settings: Vec<(&'static str, String)>,
    pub(super) base: String,
    /// Words before the program's name, such as those that enter a namespace.
    pub(super) through: Vec<String>,
}

impl Operator {
    pub(super) fn new(folder: &Path, apns: &ApnsStandIn, database: String) -> Operator {
        let files = CERTIFICATES
            .write_to(folder)
            .unwrap();
        let free = std::net::TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap();
        let path = |path: &Path| path.display().to_string();
        let settings = vec![
            ("STAMPWELL_DATABASE_URL", database),
            ("STAMPWELL_BIND", free.to_string()),
            (
                "STAMPWELL_SECRET",
                "a secret that is known to this test only".into(),
            ),
            (
                "STAMPWELL_TEMPLATES_DIR",
                path(&Path::new(env!("CARGO_MANIFEST_DIR")).join("pass-templates")),
            ),
            ("STAMPWELL_APPLE_CERTIFICATE", path(&files.pass)),
            ("STAMPWELL_APPLE_KEY", path(&files.pass_key)),
            ("STAMPWELL_APPLE_WWDR", path(&files.intermediate)),
            ("STAMPWELL_APPLE_APNS_CA", path(&files.root)),
            ("STAMPWELL_APPLE_APNS_URL", apns.base_url()),
            ("STAMPWELL_LIMIT_REQUESTS", "0".into()),
        ];
        Operator {
            settings,
            base: format!("http://{free}"),
            through: vec![],
        }
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut words = self
            .through
            .iter()
            .map(String::as_str)
            .chain([env!("CARGO_BIN_EXE_stampwell")])
            .chain(arguments.iter().copied());
        let mut command = Command::new(words.next().unwrap());
        command
            .args(words)
            .envs(
                self.settings
                    .iter()
                    .map(|(name, value)| (name, value)),
            )
            .current_dir(std::env::temp_dir());
        command
    }

    pub(super) fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments)
            .output()
            .unwrap()
    }

    /// Starts the service and waits until it answers; how long that took.
    pub(super) async fn serve(&self) -> (Service, Duration) {
        let began = Instant::now();
        let (service, _) = self.start().await;
        (service, began.elapsed())
    }

    /// The same; what was said before it listened.
    pub(super) async fn start(&self) -> (Service, Vec<String>) {
        let mut child = self
            .command(&["serve"])
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap())
            .lines()
            .map_while(Result::ok);
        let listens = tokio::task::spawn_blocking(move || {
            let said: Vec<String> = lines
                .by_ref()
                .take_while(|line| !line.contains("listens on"))
                .collect();
            // Read on, so that the service never blocks on a full pipe.
            std::thread::spawn(move || lines.for_each(drop));
            said
        });
        let said = listens.await.unwrap();
        assert!(
            child.try_wait().unwrap().is_none(),
            "stampwell ended: {said:?}"
        );
        Caller::new(&self.base)
            .get("/readyz")
            .await
            .ok();
        (Service(child), said)
    }
}

/// A running service, which does not outlive the test.
pub(super) struct Service(Child);

impl Service {
    /// SIGKILL: no handler, no farewell.
    pub(super) fn kill(mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }

    /// SIGTERM, and the exit code.
    pub(super) fn stop(self) -> Option<i32> {
        self.signal("TERM");
        self.ended()
    }

    /// Waits until it ends; the exit code.
    pub(super) fn ended(mut self) -> Option<i32> {
        self.0.wait().unwrap().code()
    }

    pub(super) fn signal(&self, name: &str) {
        let done = Command::new("kill")
            .args(["-s", name, &self.id().to_string()])
            .status()
            .unwrap();
        assert!(done.success());
    }

    pub(super) fn id(&self) -> u32 {
        self.0.id()
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// What the tills of the shop write down on paper: each scan they were told of, by its idempotency key.
type Paper = BTreeMap<String, (String, String)>;

/// One till: scans its cards in turn and repeats an unanswered scan with the same key until it is answered.
struct Till {
    name: String,
    staff: Caller,
    cards: Vec<String>,
    acknowledged: Arc<AtomicUsize>,
    repeated: Arc<AtomicUsize>,
    closing: Arc<AtomicBool>,
    /// How often the service was started.
    starts: watch::Receiver<usize>,
}

impl Till {
    async fn work(mut self) -> Paper {
        let mut paper = Paper::new();
        for n in 0.. {
            if self.closing.load(Ordering::Relaxed) {
                break;
            }
            let (key, card) = (
                format!("{}-{n}", self.name),
                self.cards[n % self.cards.len()].clone(),
            );
            let scan = self.scan(&key, &card).await;
            self.acknowledged
                .fetch_add(1, Ordering::Relaxed);
            paper.insert(key, (scan, card));
        }
        paper
    }

    async fn scan(&mut self, key: &str, card: &str) -> String {
        let staff = self.staff.once(key);
        loop {
            let start = *self.starts.borrow();
            let request = staff
                .request(Method::POST, "/v1/scans")
                .json(&json!({ "card_id": card }))
                .send()
                .await;
            let told = match request {
                Ok(response) => (response.status().as_u16(), response.json::<Value>().await),
                Err(_) => (0, Ok(Value::Null)),
            };
            match told {
                (201, Ok(answer)) => {
                    return answer["scan"]["id"]
                        .as_str()
                        .unwrap()
                        .to_owned();
                }
                (0 | 201, _) => {
                    self.repeated
                        .fetch_add(1, Ordering::Relaxed);
                    // Unanswered: nobody knows what became of it. Ask the next service.
                    let _ = self
                        .starts
                        .wait_for(|starts| *starts > start)
                        .await;
                }
                (503, _) => {}
                (status, answer) => panic!("a scan was answered with {status}: {answer:?}"),
            }
        }
    }
}

/// A few numbers by chance; the seed only spreads the moments of death.
fn chance(most: usize) -> usize {
    let mut bytes = [0; 2];
    openssl::rand::rand_bytes(&mut bytes).unwrap();
    usize::from(u16::from_be_bytes(bytes)) % most
}

#[tokio::test]
async fn killed_again_and_again_it_loses_and_doubles_nothing() {
    let cycles: usize =
        std::env::var("STAMPWELL_CRASH_CYCLES").map_or(10, |text| text.parse().unwrap());
    let folder = tempfile::tempdir().unwrap();
    let apns = ApnsStandIn::start(&CERTIFICATES)
        .await
        .unwrap();
    let operator = Operator::new(
        folder.path(),
        &apns,
        format!(
            "sqlite://{}",
            folder
                .path()
                .join("shop.db")
                .display()
        ),
    );
    let made = operator.run(&["merchant", "create", "--name", "Coffee", "--json"]);
    let keys: Value = serde_json::from_slice(&made.stdout)
        .unwrap_or_else(|e| panic!("{e}: {}", String::from_utf8_lossy(&made.stderr)));
    let caller = |role: &str| Caller::new(&operator.base).with_key(keys[role].as_str().unwrap());
    let (owner, staff) = (caller("owner_key"), caller("staff_key"));

    let (mut service, first_start) = operator.serve().await;
    let mut program = owner.get("/v1/program").await.ok();
    program["cooldown_s"] = json!(0);
    owner
        .put("/v1/program", program)
        .await
        .ok();
    let mut cards = Vec::new();
    for _ in 0..CARDS {
        cards.push(
            staff
                .post("/v1/cards", json!({}))
                .await
                .created(),
        );
    }
    let phones: Vec<(Phone, &Value)> = join_all(
        cards
            .iter()
            .take(PHONES)
            .map(async |card| {
                let phone = Phone::new(&apns).unwrap();
                phone
                    .add(
                        card["links"]["apple"]
                            .as_str()
                            .unwrap(),
                    )
                    .await
                    .unwrap();
                (phone, card)
            }),
    )
    .await;

    let (acknowledged, repeated, closing) = (
        Arc::<AtomicUsize>::default(),
        Arc::<AtomicUsize>::default(),
        Arc::<AtomicBool>::default(),
    );
    let (started, starts) = watch::channel(1);
    let tills = (0..TILLS).map(|i| Till {
        name: format!("till{i}"),
        staff: staff.clone(),
        cards: cards
            .iter()
            .skip(i)
            .step_by(TILLS)
            .map(|card| {
                card["id"]
                    .as_str()
                    .unwrap()
                    .to_owned()
            })
            .collect(),
        acknowledged: acknowledged.clone(),
        repeated: repeated.clone(),
        closing: closing.clone(),
        starts: starts.clone(),
    });
    let work: Vec<_> = tills
        .map(|till| tokio::spawn(till.work()))
        .collect();

    let mut restarts = vec![first_start];
    for _ in 0..cycles {
        let target = acknowledged.load(Ordering::Relaxed) + 1 + chance(150);
        while acknowledged.load(Ordering::Relaxed) < target {
            tokio::task::yield_now().await;
        }
        service.kill();
        let (again, took) = operator.serve().await;
        service = again;
        restarts.push(took);
        started.send_modify(|starts| *starts += 1);
    }
    closing.store(true, Ordering::Relaxed);
    let mut paper = Paper::new();
    for till in work {
        paper.extend(till.await.unwrap());
    }

    let scans = owner.list("/v1/scans").await;
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let stored: BTreeMap<String, String> = scans
        .iter()
        .map(|scan| (text(&scan["id"]), text(&scan["card_id"])))
        .collect();
    let told: BTreeSet<&String> = paper
        .values()
        .map(|(scan, _)| scan)
        .collect();
    let lost: Vec<_> = paper
        .values()
        .filter(|(scan, card)| stored.get(scan) != Some(card))
        .collect();
    let doubled: Vec<_> = stored
        .keys()
        .filter(|scan| !told.contains(scan))
        .collect();

    wait_for_pushes(&owner).await;
    let mut stale = Vec::new();
    for (phone, card) in &phones {
        let id = card["id"].as_str().unwrap();
        phone
            .receive_pushes()
            .await
            .unwrap();
        let now = owner
            .get(&format!("/v1/cards/{id}"))
            .await
            .ok();
        let face = if now["stamps"] == 0 && now["rewards"] != json!([]) {
            "Reward ready".to_owned()
        } else {
            format!("{} / 10", now["stamps"])
        };
        if phone
            .pass(id)
            .unwrap()
            .value("stamps")
            != face
        {
            stale.push(id);
        }
    }
    for card in &cards {
        let now = owner
            .get(&format!("/v1/cards/{}", text(&card["id"])))
            .await
            .ok();
        let visits = stored
            .values()
            .filter(|of| **of == text(&card["id"]))
            .count();
        let stamps = now["stamps"].as_u64().unwrap() as usize
            + 10 * now["rewards"]
                .as_array()
                .unwrap()
                .len();
        assert_eq!(stamps, visits, "{now}");
    }
    assert_eq!(service.stop(), Some(0));
    let verdict = operator.run(&["verify", "--json"]);
    restarts.sort();
    let p99 = restarts[(restarts.len() * 99).div_ceil(100) - 1];
    println!(
        "{cycles} kills: {} acknowledged, {} repeated after no answer, {} lost, {} doubled, restart p99 {p99:?} (median {:?})",
        paper.len(),
        repeated.load(Ordering::Relaxed),
        lost.len(),
        doubled.len(),
        restarts[restarts.len() / 2],
    );
    assert_eq!(told.len(), paper.len(), "two keys named one scan");
    assert_eq!((lost, doubled), (vec![], Vec::<&String>::new()));
    assert_eq!(stale, Vec::<&str>::new(), "phones that show an old state");
    assert!(
        verdict.status.success(),
        "{}",
        String::from_utf8_lossy(&verdict.stdout)
    );
}

/// Waits until Apple has every push. What a killed service had claimed is claimed again at its next start.
async fn wait_for_pushes(owner: &Caller) {
    let began = Instant::now();
    while !owner
        .list("/v1/deliveries?state=pending")
        .await
        .is_empty()
    {
        assert!(
            began.elapsed() < Duration::from_secs(20),
            "pushes are still due: {:?}",
            owner
                .list("/v1/deliveries?state=pending")
                .await
        );
        tokio::task::yield_now().await;
    }
}
