//! What only a server that several instances share can do to a shop: writers that cross, instances that die, the server
//! itself that goes away. Each story has a database of its own and is not told where PostgreSQL is not installed.

mod crossing;
mod cut;
mod devices;
mod failover;
mod hung;
mod instances;
mod line;
mod locked;
mod one_shop;
mod outage;
mod pooler;
mod restore;
mod shares;
mod tags;

use std::collections::BTreeMap;
use std::time::Duration;

use secrecy::SecretString;
use serde_json::{Value, json};
use stampwell::app::App;
use stampwell::cli::serve::{Options as ServeOptions, Running};
use stampwell::config::Config;
use stampwell::delivery::Worker;

use crate::world::{Answer, CERTIFICATES, Caller, Shop, World};

/// By what an idempotency key of the shop's staff stands in a statement.
async fn digest_of(shop: &Shop, key: &str) -> Vec<u8> {
    let keys = shop.owner.list("/v1/keys").await;
    let staff = keys
        .iter()
        .find(|row| row["role"] == "staff")
        .unwrap();
    let named = format!("{} {key}", text(&staff["id"]));
    openssl::sha::sha256(named.as_bytes())[..16].to_vec()
}

/// Two shops whose visits need no time between them.
async fn two_shops(world: &World, names: [&str; 2]) -> (Shop, Shop) {
    let [first, second] = names.map(|name| world.shop(name).hasty().open());
    (first.await, second.await)
}

/// An instance beside the world's own, on the same database: its address, and what runs there.
fn beside(world: &World, database: &str, deliver: bool) -> (String, Running) {
    let folder = tempfile::tempdir().unwrap();
    let files = CERTIFICATES
        .write_to(folder.path())
        .unwrap();
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let mut config = Config::default();
    config.database_url = SecretString::from(database.to_owned());
    config.secret = Some(SecretString::from("a secret that is known to stories only"));
    config.set_public_url(&base);
    config.apple.certificate = Some(files.pass);
    config.apple.key = Some(files.pass_key);
    config.apple.wwdr = Some(files.intermediate);
    config.apple.apns_ca = Some(files.root);
    config.apple.apns_url = world.apns.base_url();
    let (app, push) = App::build(&config, world.clock.clone()).unwrap();
    let options = ServeOptions {
        workers: 1,
        signals: false,
        deliver,
    };
    let running = Running::start(
        app.clone(),
        Worker::new(app, push),
        listener,
        vec![],
        options,
        |_| {},
    )
    .unwrap();
    (base, running)
}

/// Scans the card at one of the instances, once for this key.
async fn scan(staff: &Caller, base: &str, key: &str, card: &str) -> Answer {
    staff
        .once(key)
        .post(&format!("{base}/v1/scans"), json!({ "card_id": card }))
        .await
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

/// The scan that an answer names.
#[track_caller]
fn scan_id(answer: &Answer) -> String {
    text(&answer.created()["scan"]["id"])
}

/// What tills were told is done is what is stored, each scan once; how many there are.
async fn each_is_stored_once<T>(shop: &Shop, papers: Vec<BTreeMap<String, T>>) -> usize {
    let mut told: Vec<String> = papers
        .into_iter()
        .flat_map(BTreeMap::into_keys)
        .collect();
    let mut stored: Vec<String> = shop
        .owner
        .list("/v1/scans")
        .await
        .iter()
        .map(|scan| text(&scan["id"]))
        .collect();
    told.sort();
    stored.sort();
    assert_eq!(
        stored, told,
        "what was acknowledged is what is stored, each once"
    );
    told.len()
}

/// The visits of a card as its face shows them, ten to a reward.
fn visits(card: &Value) -> u64 {
    card["stamps"].as_u64().unwrap()
        + 10 * card["rewards"]
            .as_array()
            .unwrap()
            .len() as u64
}

/// Waits for a thread's answer without stopping the story's other tasks.
async fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    tokio::task::spawn_blocking(work)
        .await
        .unwrap()
}

/// How long something may take that has to wait for a lease, a lock or a server.
const LONG: Duration = Duration::from_secs(60);
