//! The operator stops the service at the busiest moment: what has begun is finished.
//!
//! `STAMPWELL_STOPS=50 cargo test --test it faults::signals -- --nocapture` takes longer and prints its figures.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use stampwell::sandbox::Phone;
use stampwell::sandbox::apns::Fault;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::shop::{Paper, RealShop};
use crate::world::PATIENCE;

/// Scans of which the service has read the head and awaits the body.
const BEGUN: usize = 16;

/// A scan that is under way: the service has said that it wants the body.
struct BegunScan {
    connection: TcpStream,
    key: String,
    card: String,
}

impl BegunScan {
    async fn begin(shop: &RealShop, key: String, card: &Value) -> BegunScan {
        let card = card["id"]
            .as_str()
            .unwrap()
            .to_owned();
        let (address, staff) = (
            shop.operator
                .base
                .trim_start_matches("http://"),
            &shop.staff_key,
        );
        let mut connection = TcpStream::connect(address)
            .await
            .unwrap();
        let length = body_of(&card).len();
        let head = format!(
            "POST /v1/scans HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer {staff}\r\nIdempotency-Key: {key}\r\n\
             Content-Type: application/json\r\nContent-Length: {length}\r\nExpect: 100-continue\r\n\r\n"
        );
        connection
            .write_all(head.as_bytes())
            .await
            .unwrap();
        let mut told = [0; 25];
        connection
            .read_exact(&mut told)
            .await
            .unwrap();
        assert_eq!(&told, b"HTTP/1.1 100 Continue\r\n\r\n");
        BegunScan {
            connection,
            key,
            card,
        }
    }

    /// Sends the body; what the till writes down.
    async fn finish(mut self) -> (String, (String, String)) {
        self.connection
            .write_all(body_of(&self.card).as_bytes())
            .await
            .unwrap();
        let mut answer = Vec::new();
        let read = tokio::time::timeout(
            PATIENCE,
            self.connection
                .read_to_end(&mut answer),
        )
        .await
        .unwrap();
        let text = String::from_utf8_lossy(&answer).into_owned();
        assert!(
            text.starts_with("HTTP/1.1 201"),
            "a scan in flight was answered with {text:?} ({read:?})"
        );
        let body: Value = serde_json::from_str(
            text.split("\r\n\r\n")
                .nth(1)
                .unwrap(),
        )
        .unwrap();
        (
            self.key,
            (
                body["scan"]["id"]
                    .as_str()
                    .unwrap()
                    .to_owned(),
                self.card,
            ),
        )
    }
}

fn body_of(card: &str) -> String {
    json!({ "card_id": card }).to_string()
}

/// Waits until nobody is let in any more.
async fn until_closed(shop: &RealShop) {
    let address = shop
        .operator
        .base
        .trim_start_matches("http://");
    let began = Instant::now();
    while TcpStream::connect(address)
        .await
        .is_ok()
    {
        assert!(
            began.elapsed() < PATIENCE,
            "the service still accepts connections"
        );
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn a_service_that_is_told_to_stop_finishes_what_it_has_begun() {
    let stops: usize = std::env::var("STAMPWELL_STOPS").map_or(2, |text| text.parse().unwrap());
    let folder = tempfile::tempdir().unwrap();
    let mut shop = RealShop::open(folder.path(), 24, |_| {}).await;
    let held = shop
        .staff
        .post("/v1/cards", json!({}))
        .await
        .created();
    let phone = Phone::new(&shop.apns).unwrap();
    phone
        .add(
            held["links"]["apple"]
                .as_str()
                .unwrap(),
        )
        .await
        .unwrap();
    let rush = shop.rush(4);
    let (mut paper, mut slowest) = (Paper::new(), Duration::ZERO);
    for stop in 0..stops {
        rush.acknowledged(20).await;
        // A push whose answer takes its time is in flight as well.
        shop.apns
            .fail_token(&phone.push_token(), Fault::Delay(Duration::from_secs(1)), 1);
        let key = format!("held-{stop}");
        let scan = shop
            .staff
            .once(&key)
            .post("/v1/scans", json!({ "card_id": held["id"] }))
            .await
            .created();
        paper.insert(
            key,
            (
                scan["scan"]["id"]
                    .as_str()
                    .unwrap()
                    .to_owned(),
                held["id"]
                    .as_str()
                    .unwrap()
                    .to_owned(),
            ),
        );
        assert!(
            shop.apns
                .wait_for_requests(stop as u64 + 1, PATIENCE)
                .await
        );
        // Last of all: the service waits five seconds for the rest of a request, however busy the machine is.
        let mut begun = Vec::new();
        for i in 0..BEGUN {
            begun.push(BegunScan::begin(&shop, format!("begun-{stop}-{i}"), &shop.cards[i]).await);
        }

        shop.service.signal("TERM");
        let told = Instant::now();
        until_closed(&shop).await;
        for scan in begun {
            let (key, scan) = scan.finish().await;
            paper.insert(key, scan);
        }
        let ended = tokio::task::spawn_blocking(move || shop.service.ended());
        assert_eq!(ended.await.unwrap(), Some(0));
        slowest = slowest.max(told.elapsed());
        shop.service = shop.operator.serve().await.0;
    }
    rush.acknowledged(20).await;
    let (replayed, unheard) = (rush.tally().replayed, rush.tally().unanswered.len());
    paper.extend(rush.end().await);
    println!(
        "{stops} stops: {} acknowledged, stopped after {slowest:?} at most, {unheard} requests met a line that was being closed",
        paper.len()
    );
    assert_eq!(replayed, 0, "a scan was written and its till not told");
    assert!(
        slowest < Duration::from_secs(10),
        "it took {slowest:?} to stop"
    );
    assert_eq!(
        shop.apns
            .requests_to(&phone.push_token())
            .len(),
        stops,
        "a push in flight was settled and is not sent again"
    );
    shop.close(&paper).await;
}
