//! Planned faults, doors, and what the stand-in measures.

use super::*;
use reqwest::Method;

fn points(stamps: i64) -> Value {
    json!({"loyaltyPoints": {"balance": {"int": stamps}}})
}

fn stamps(google: &GoogleStandIn, identifier: &str) -> i64 {
    google
        .object(&id(identifier))
        .unwrap()["loyaltyPoints"]["balance"]["int"]
        .as_i64()
        .unwrap()
}

async fn shop() -> (GoogleStandIn, Issuer) {
    let google = google().await;
    let issuer = Issuer::with_class(&google).await;
    issuer
        .insert(&object("ann", 0))
        .await;
    issuer
        .insert(&object("bob", 0))
        .await;
    (google, issuer)
}

#[tokio::test]
async fn planned_answers_are_counted_down_and_those_for_an_object_go_first() {
    let (google, issuer) = shop().await;
    google.fail(Fault::status_retry_after(503, "backendError", 7), 1);
    google.fail_object(
        &id("bob"),
        Fault::status(429, "rateLimitExceeded").in_new_shape(),
        2,
    );

    let (status, answer) = issuer
        .patch("bob", &points(1))
        .await;
    assert_eq!(
        (status, &answer["error"]["status"]),
        (429, &json!("RESOURCE_EXHAUSTED"))
    );
    assert_eq!(answer["error"]["details"][0]["reason"], "rateLimitExceeded");
    let path = format!("loyaltyObject/{}", id("ann"));
    let answer = issuer
        .call(Method::PATCH, &path, &points(1))
        .await
        .unwrap();
    assert_eq!(
        (answer.status().as_u16(), &answer.headers()["retry-after"]),
        (503, &http::HeaderValue::from(7))
    );
    assert_eq!(
        issuer
            .patch("ann", &points(1))
            .await
            .0,
        200
    );
    assert_eq!((stamps(&google, "ann"), stamps(&google, "bob")), (1, 0));

    google.fail(Fault::RejectToken, usize::MAX);
    assert_eq!(
        issuer
            .refusal(Method::PATCH, &path, &points(2))
            .await,
        (401, "authError".to_owned())
    );
    google.recover();
    assert_eq!(
        issuer
            .patch("bob", &points(2))
            .await
            .0,
        200
    );
    let statuses: Vec<Option<u16>> = google
        .writes_to(&id("bob"))
        .into_iter()
        .map(|write| write.status)
        .collect();
    assert_eq!(statuses, [Some(200), Some(429), Some(200)]);
}

#[tokio::test]
async fn a_reset_applies_nothing_and_a_lost_answer_everything() {
    let (google, issuer) = shop().await;
    let path = format!("loyaltyObject/{}", id("ann"));
    google.fail(Fault::Reset, 1);
    assert!(
        issuer
            .call(Method::PATCH, &path, &points(1))
            .await
            .is_err()
    );
    assert_eq!(stamps(&google, "ann"), 0);
    google.fail(Fault::AnswerLost, 1);
    assert!(
        issuer
            .call(Method::PATCH, &path, &points(2))
            .await
            .is_err()
    );
    assert_eq!(stamps(&google, "ann"), 2);
    assert_eq!(
        google
            .writes_to(&id("ann"))
            .last()
            .unwrap()
            .status,
        None
    );
}

#[tokio::test]
async fn silence_is_for_ever_and_a_slow_write_lands_after_the_client_has_left() {
    let (google, issuer) = shop().await;
    let begin = |fault: Fault, stamps: i64| {
        google.fail(fault, 1);
        let request =
            issuer
                .http
                .patch(format!("{}/loyaltyObject/{}", google.api_url(), id("ann")));
        tokio::spawn(
            request
                .bearer_auth(&issuer.token)
                .json(&points(stamps))
                .send(),
        )
    };
    let arrived = google.requests().len() as u64;
    let silent = begin(Fault::Silence, 1);
    assert!(
        google
            .wait_for_requests(arrived + 1, PATIENCE)
            .await
    );
    let slow = begin(Fault::Slow(Duration::from_secs(1)), 2);
    assert!(
        google
            .wait_for_requests(arrived + 2, PATIENCE)
            .await
    );
    slow.abort();
    assert_eq!(
        issuer
            .patch("ann", &points(3))
            .await
            .0,
        200
    );
    assert_eq!(
        google.in_flight_per_object_max(),
        2,
        "the slow one was still under way"
    );
    assert!(
        google
            .wait_for_object(
                &id("ann"),
                PATIENCE,
                |object| object["loyaltyPoints"]["balance"]["int"] == 2
            )
            .await
    );
    assert!(!silent.is_finished());
    silent.abort();
}

#[tokio::test]
async fn every_service_has_its_own_faults() {
    let (google, issuer) = shop().await;
    google.fail_at(Place::Token, Fault::status(500, "internal_failure"), 1);
    google.fail_at(Place::Token, Fault::RejectToken, 1);
    google.fail_at(Place::Keys, Fault::status(503, "backendError"), 1);
    google.fail_at(Place::Save, Fault::status(500, "backendError"), 2);
    assert_eq!(
        issuer
            .patch("ann", &points(1))
            .await
            .0,
        200
    );
    assert_eq!(issuer.ask_token("x").await.1["error"], "internal_failure");
    assert_eq!(issuer.ask_token("x").await.1["error"], "invalid_grant");
    assert_eq!(
        issuer
            .http
            .get(google.keys_url())
            .send()
            .await
            .unwrap()
            .status(),
        503
    );
    let refused = google
        .save(&issuer.skinny_link("ann"))
        .await
        .unwrap_err();
    assert!(
        matches!(refused, SaveError::Refused { status: 500, .. }),
        "{refused}"
    );
    assert_eq!(
        google
            .save(&issuer.skinny_link("ann"))
            .await
            .unwrap(),
        id("ann")
    );
}

#[tokio::test]
async fn a_closed_door_cuts_open_connections_and_a_stuck_one_keeps_new_ones_waiting() {
    let (google, issuer) = shop().await;
    google.set_door(Door::Closed);
    assert!(
        issuer
            .call(Method::GET, "loyaltyClass", &json!(null))
            .await
            .is_err()
    );
    google.set_door(Door::Open);
    assert_eq!(
        issuer
            .patch("ann", &points(1))
            .await
            .0,
        200
    );

    google.set_door(Door::Stuck);
    assert_eq!(
        issuer
            .patch("ann", &points(2))
            .await
            .0,
        200,
        "an open connection goes on"
    );
    let outside = reqwest::Client::builder()
        .no_proxy()
        .timeout(Duration::from_millis(50))
        .build()
        .unwrap();
    assert!(
        outside
            .get(google.keys_url())
            .send()
            .await
            .unwrap_err()
            .is_timeout()
    );
}

#[tokio::test]
async fn what_is_not_http_is_answered_and_hung_up() {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let google = google().await;
    let address = google
        .keys_url()
        .split('/')
        .nth(2)
        .unwrap()
        .to_owned();
    let nonsense = [
        ("hello\r\n\r\n", "HTTP/1.1 400"),
        (
            "POST /token HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n",
            "HTTP/1.1 501",
        ),
        (
            "POST /token HTTP/1.1\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n",
            "HTTP/1.1 400",
        ),
        (
            "POST /token HTTP/1.1\r\ncontent-length: 9999999\r\n\r\n",
            "HTTP/1.1 413",
        ),
    ];
    for (request, beginning) in nonsense {
        let mut socket = tokio::net::TcpStream::connect(&address)
            .await
            .unwrap();
        socket
            .write_all(request.as_bytes())
            .await
            .unwrap();
        let mut answer = String::new();
        socket
            .read_to_string(&mut answer)
            .await
            .unwrap();
        assert!(answer.starts_with(beginning), "{answer}");
    }
}

#[tokio::test]
async fn the_wire_is_shown_with_secrets_cut() {
    let (google, issuer) = shop().await;
    let changes = google.changes();
    google
        .save(&issuer.skinny_link("ann"))
        .await
        .unwrap();
    assert!(changes.has_changed().unwrap());
    let exchanges = google.exchanges();
    assert_eq!(
        (exchanges[0].what.split('/').next(), exchanges[0].status),
        (Some("POST "), 200)
    );
    assert!(
        exchanges
            .iter()
            .all(|exchange| exchange.what.len() < 60),
        "{exchanges:?}"
    );
    assert!(
        google
            .wait_for_requests(3, PATIENCE)
            .await
    );
}
