//! `stampwell demo` as a process of its own, read like a person reads it.

use std::collections::HashMap;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use serde_json::{Value, json};

/// The demonstration, and what it printed.
pub(super) struct Demo {
    process: Child,
    pub(super) base: String,
    pub(super) join: String,
    pub(super) scan: String,
    pub(super) results: String,
    staff_key: String,
}

impl Demo {
    /// Starts it; none, said aloud, where there is no browser to look at it with.
    pub(super) async fn start() -> Option<Demo> {
        if Command::new("chromedriver").arg("--version").output().is_err() {
            assert!(std::env::var_os("CI").is_none(), "chromedriver is missing");
            eprintln!("SKIPPED: chromedriver is not installed (Debian: apt-get install chromium-driver)");
            return None;
        }
        // Another build may be looked at in place of this one, such as a release's.
        let program = std::env::var_os("STAMPWELL_BINARY").unwrap_or_else(|| env!("CARGO_BIN_EXE_stampwell").into());
        let mut process = Command::new(program).args(["demo", "--port", "0"]).stdout(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines().map_while(Result::ok);
        let mut said: HashMap<String, String> = HashMap::new();
        while !said.contains_key("numbers") {
            let line = lines.next().expect("the demonstration ended before it had said everything");
            let (name, what) = line.split_once(' ').unwrap();
            said.insert(name.to_owned(), what.trim().to_owned());
        }
        let staff_key = said["stamp"].split_once("Bearer ").unwrap().1.split('\'').next().unwrap().to_owned();
        let base = said["join"].strip_suffix("/j/coffee").unwrap().to_owned();
        let mut link = |name: &str| said.remove(name).unwrap();
        Some(Demo { process, base, join: link("join"), scan: link("scan"), results: link("results"), staff_key })
    }

    /// A card that staff made for a customer without a phone.
    pub(super) async fn new_card(&self) -> Value {
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        let request = http.post(format!("{}/v1/cards", self.base)).bearer_auth(&self.staff_key).json(&json!({}));
        request.send().await.unwrap().error_for_status().unwrap().json().await.unwrap()
    }

    /// How many stamps a card has by now.
    pub(super) async fn stamps(&self, card: &Value) -> i64 {
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        let address = format!("{}/v1/cards/lookup?code={}", self.base, card["code"].as_str().unwrap());
        let answer = http.get(address).bearer_auth(&self.staff_key).send().await.unwrap().error_for_status().unwrap();
        answer.json::<Value>().await.unwrap()["stamps"].as_i64().unwrap()
    }

    /// Interrupts it as Ctrl-C does, and expects a clean end.
    pub(super) fn end(mut self) {
        assert!(Command::new("kill").args(["-INT", &self.process.id().to_string()]).status().unwrap().success());
        assert!(self.process.wait().unwrap().success(), "the demonstration did not end well");
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        if self.process.try_wait().is_ok_and(|ended| ended.is_none()) {
            let _ = Command::new("kill").args(["-INT", &self.process.id().to_string()]).status();
            let _ = self.process.wait();
        }
    }
}
