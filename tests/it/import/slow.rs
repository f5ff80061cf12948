//! Beside a running service: an import that goes on for a while, and exports that are taken slowly or not at all.

use std::process::Stdio;

use stampwell::service::idempotency::NoKey;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpSocket, TcpStream};

use super::{Scene, visits};
use crate::golden::{reader_key, service};
use crate::world::PATIENCE;

/// Somebody who asks for an export and then takes nothing of it but its head.
async fn begin(address: std::net::SocketAddr, key: &str) -> (TcpStream, String) {
    let socket = TcpSocket::new_v4().unwrap();
    // What lies in the system's buffers is taken already, so they are small here.
    socket
        .set_recv_buffer_size(8_192)
        .unwrap();
    let mut stream = socket
        .connect(address)
        .await
        .unwrap();
    let request = format!(
        "GET /v1/exports/events.ndjson HTTP/1.1\r\nhost: x\r\nconnection: close\r\nauthorization: Bearer {key}\r\n\r\n"
    );
    stream
        .write_all(request.as_bytes())
        .await
        .unwrap();
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.unwrap());
    }
    (stream, String::from_utf8(head).unwrap())
}

/// What a chunked body carries, up to its proper end.
fn unchunked(mut body: &[u8]) -> Option<Vec<u8>> {
    let mut text = Vec::new();
    loop {
        let at = body
            .windows(2)
            .position(|two| two == b"\r\n")?;
        let size = usize::from_str_radix(std::str::from_utf8(&body[..at]).ok()?, 16).ok()?;
        if size == 0 {
            return Some(text);
        }
        text.extend(body.get(at + 2..at + 2 + size)?);
        body = body.get(at + 2 + size + 2..)?;
    }
}

async fn slow_takers_hold_nothing_but_their_place(scene: &Scene) {
    let database = scene.database("db");
    // More than the system's buffers hold.
    database.import(&scene.file("log", visits("m", 0..25_000)));
    let (running, app) = service(&database.0).await;
    let key = reader_key(&app, "m").await;
    let mut takers = Vec::new();
    for _ in 0..3 {
        let (stream, head) = begin(running.address, &key).await;
        assert!(head.starts_with("HTTP/1.1 200"), "{head}");
        assert!(
            head.to_lowercase()
                .contains("content-disposition: attachment; filename=\"events-20"),
            "{head}"
        );
        takers.push(stream);
    }
    let (_, head) = begin(running.address, &key).await;
    assert!(
        head.starts_with("HTTP/1.1 429")
            && head
                .to_lowercase()
                .contains("retry-after: 5"),
        "{head}"
    );
    // Three files stand open, and nobody waits for the database.
    let client = reqwest::Client::new();
    let reads = (0..12).map(|_| {
        client
            .get(format!("http://{}/v1/events?limit=200", running.address))
            .bearer_auth(&key)
            .send()
    });
    for answer in futures_util::future::join_all(reads).await {
        assert_eq!(answer.unwrap().status(), 200);
    }
    // One hangs up, and the place is another's.
    drop(takers.pop());
    let again = async {
        loop {
            let (stream, head) = begin(running.address, &key).await;
            if head.starts_with("HTTP/1.1 200") {
                return stream;
            }
        }
    };
    takers.push(
        tokio::time::timeout(PATIENCE, again)
            .await
            .expect("the place was not given back"),
    );
    // Who takes after all gets the whole log.
    let mut body = Vec::new();
    takers[0]
        .read_to_end(&mut body)
        .await
        .unwrap();
    let text = String::from_utf8(unchunked(&body).expect("the file broke off")).unwrap();
    assert!(text.lines().eq(database.log("m")));
    drop(takers);
    running.stop().await;
}

#[tokio::test]
async fn slow_takers_hold_nothing_but_their_place_on_sqlite() {
    slow_takers_hold_nothing_but_their_place(&Scene::new(None)).await;
}

#[tokio::test]
async fn slow_takers_hold_nothing_but_their_place_on_postgres() {
    let Some(server) = crate::postgres::server() else {
        return;
    };
    slow_takers_hold_nothing_but_their_place(&Scene::new(Some(server))).await;
}

/// SQLite has one writer: the import must leave it to the service again and again.
async fn a_service_beside_an_import_goes_on(scene: &Scene) {
    let database = scene.database("db");
    let (running, app) = service(&database.0).await;
    let request = serde_json::from_value(serde_json::json!({ "name": "Coffee" })).unwrap();
    let shop = stampwell::service::shop::merchants::create_merchant(&app, &NoKey, request)
        .await
        .unwrap();
    let file = scene.file("log", visits("m", 0..12_000));
    let mut import = database
        .command(&["events", "import", file.to_str().unwrap()])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let client = reqwest::Client::new();
    let mut written = 0;
    while import.try_wait().unwrap().is_none() {
        let place = client
            .post(format!("http://{}/v1/locations", running.address))
            .bearer_auth(&shop.owner_key);
        let answer = place
            .json(&serde_json::json!({ "name": format!("Place {written}") }))
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status(), 201, "{}", answer.text().await.unwrap());
        written += 1;
    }
    let told = import.wait_with_output().unwrap();
    assert_eq!(
        String::from_utf8(told.stdout).unwrap(),
        "lines 12000, stored 12000, known before 0, bad 0\n"
    );
    assert!(written > 10, "the service wrote only {written} times");
    running.stop().await;
}

#[tokio::test]
async fn a_service_beside_an_import_goes_on_on_sqlite() {
    a_service_beside_an_import_goes_on(&Scene::new(None)).await;
}

#[tokio::test]
async fn a_service_beside_an_import_goes_on_on_postgres() {
    let Some(server) = crate::postgres::server() else {
        return;
    };
    a_service_beside_an_import_goes_on(&Scene::new(Some(server))).await;
}
