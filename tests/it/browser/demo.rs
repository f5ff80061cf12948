//! `stampwell demo` as a process of its own, read like a person reads it.

use std::collections::HashMap;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use reqwest::Method;
use serde_json::{Value, json};

/// The demonstration, and what it printed.
pub(super) struct Demo {
    process: Child,
    pub(super) base: String,
    pub(super) scan: String,
    pub(super) results: String,
    staff_key: String,
    reader_key: String,
    pub(super) owner_key: String,
}

impl Demo {
    /// Starts it; none, said aloud, where there is no browser to look at it with.
    pub(super) async fn start() -> Option<Demo> {
        if Command::new("chromedriver")
            .arg("--version")
            .output()
            .is_err()
        {
            assert!(std::env::var_os("CI").is_none(), "chromedriver is missing");
            eprintln!(
                "SKIPPED: chromedriver is not installed (Debian: apt-get install chromium-driver)"
            );
            return None;
        }
        // Another build may be looked at in place of this one, such as a release's.
        let program = std::env::var_os("STAMPWELL_BINARY")
            .unwrap_or_else(|| env!("CARGO_BIN_EXE_stampwell").into());
        let mut process = Command::new(program)
            .args(["demo", "--port", "0"])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap())
            .lines()
            .map_while(Result::ok);
        let mut said: HashMap<String, String> = HashMap::new();
        while !said.contains_key("owner") {
            let line = lines
                .next()
                .expect("the demonstration ended before it had said everything");
            let (name, what) = line.split_once(' ').unwrap();
            said.insert(name.to_owned(), what.trim().to_owned());
        }
        let key = |name: &str| {
            said[name]
                .split_once("Bearer ")
                .unwrap()
                .1
                .split('\'')
                .next()
                .unwrap()
                .to_owned()
        };
        let (staff_key, reader_key) = (key("stamp"), key("numbers"));
        let base = said["join"]
            .strip_suffix("/j/coffee")
            .unwrap()
            .to_owned();
        let mut link = |name: &str| said.remove(name).unwrap();
        let (scan, results, owner_key) = (link("scan"), link("results"), link("owner"));
        Some(Demo {
            process,
            base,
            scan,
            results,
            staff_key,
            reader_key,
            owner_key,
        })
    }

    /// A card that staff made for a customer without a phone.
    pub(super) async fn new_card(&self) -> Value {
        self.tell("/v1/cards", json!({}))
            .await
    }

    /// A card with so many visits behind it.
    pub(super) async fn card_after(&self, visits: usize) -> Value {
        let card = self.new_card().await;
        self.visits(&card, visits).await;
        card
    }

    /// So many visits with a card.
    pub(super) async fn visits(&self, card: &Value, count: usize) {
        for _ in 0..count {
            self.tell(
                "/v1/scans",
                json!({ "code": card["code"], "confirm": true }),
            )
            .await;
        }
    }

    /// Changes a card as its owner may: pauses or ends it.
    pub(super) async fn change_card(&self, card: &Value, state: &str) {
        let path = format!("/v1/cards/{}", card["id"].as_str().unwrap());
        self.change(Method::PATCH, &path, &json!({ "state": state }))
            .await;
    }

    /// Puts a changed program in force.
    pub(super) async fn change_program(&self, changes: Value) {
        let mut program = self
            .ask("/v1/program", &self.owner_key)
            .await;
        for (entry, value) in changes.as_object().unwrap() {
            program[entry] = value.clone();
        }
        self.change(Method::PUT, "/v1/program", &program)
            .await;
    }

    /// A change in the name of the owner.
    async fn change(&self, method: Method, path: &str, body: &Value) {
        let http = reqwest::Client::builder()
            .no_proxy()
            .build()
            .unwrap();
        let request = http
            .request(method, format!("{}{path}", self.base))
            .bearer_auth(&self.owner_key)
            .json(body);
        request
            .send()
            .await
            .unwrap()
            .error_for_status()
            .unwrap();
    }

    /// A call that changes something, in the name of staff.
    pub(super) async fn tell(&self, path: &str, body: Value) -> Value {
        let http = reqwest::Client::builder()
            .no_proxy()
            .build()
            .unwrap();
        let request = http
            .post(format!("{}{path}", self.base))
            .bearer_auth(&self.staff_key)
            .json(&body);
        request
            .send()
            .await
            .unwrap()
            .error_for_status()
            .unwrap()
            .json()
            .await
            .unwrap()
    }

    /// A one-time link that makes a browser the till.
    pub(super) async fn enrolment(&self, lang: &str) -> String {
        let http = reqwest::Client::builder()
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .unwrap();
        let answer = http
            .get(format!("{}?lang={lang}", self.scan))
            .send()
            .await
            .unwrap();
        answer.headers()["location"]
            .to_str()
            .unwrap()
            .to_owned()
    }

    /// How many stamps a card has by now.
    pub(super) async fn stamps(&self, card: &Value) -> i64 {
        let path = format!("/v1/cards/lookup?code={}", card["code"].as_str().unwrap());
        self.ask(&path, &self.staff_key)
            .await["stamps"]
            .as_i64()
            .unwrap()
    }

    /// The one card that the customer has in Google Wallet, as the phone page shows it.
    pub(super) async fn google_card(&self) -> Value {
        self.ask("/demo/phone/state?after=-1", "")
            .await["google"][0]
            .take()
    }

    /// Whether the service knows that a card is in Google Wallet.
    pub(super) async fn saved_at_google(&self, card: &str) -> bool {
        self.ask(&format!("/v1/cards/{card}"), &self.staff_key)
            .await["saved"]["google"]
            .as_bool()
            .unwrap()
    }

    /// What the log says about a card in Google Wallet, oldest first.
    pub(super) async fn google_events(&self, card: &str) -> Vec<String> {
        let events = self
            .ask(&format!("/v1/events?card_id={card}"), &self.reader_key)
            .await;
        let of_google = events["data"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|event| event["wallet"] == "google");
        of_google
            .map(|event| {
                event["type"]
                    .as_str()
                    .unwrap()
                    .to_owned()
            })
            .collect()
    }

    /// A card by its id.
    pub(super) async fn card(&self, id: &str) -> Value {
        self.ask(&format!("/v1/cards/{id}"), &self.staff_key)
            .await
    }

    pub(super) async fn ask(&self, path: &str, key: &str) -> Value {
        let http = reqwest::Client::builder()
            .no_proxy()
            .build()
            .unwrap();
        let answer = http
            .get(format!("{}{path}", self.base))
            .bearer_auth(key)
            .send()
            .await
            .unwrap()
            .error_for_status()
            .unwrap();
        answer.json().await.unwrap()
    }

    /// Interrupts it as Ctrl-C does, and expects a clean end.
    pub(super) fn end(mut self) {
        assert!(
            Command::new("kill")
                .args(["-INT", &self.process.id().to_string()])
                .status()
                .unwrap()
                .success()
        );
        assert!(
            self.process
                .wait()
                .unwrap()
                .success(),
            "the demonstration did not end well"
        );
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        if self
            .process
            .try_wait()
            .is_ok_and(|ended| ended.is_none())
        {
            let _ = Command::new("kill")
                .args(["-INT", &self.process.id().to_string()])
                .status();
            let _ = self.process.wait();
        }
    }
}
