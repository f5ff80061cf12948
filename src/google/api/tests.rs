use futures_util::future::join_all;
use serde_json::{Value, json};

use super::*;
use crate::clock::Timestamp;
use crate::google::object::{Balance, LoyaltyPoints, ObjectState};
use crate::google::parts::MessageType;
use crate::google::patch::PatchField;
use crate::google::test_google::{Reply, TestServer};

const CARD: &str = "3388000000022123456.card_1";
const CLASS: &str = "3388000000022123456.prg_1";

fn client(server: &TestServer) -> Client {
    let clock = Clock::fixed(Timestamp(1_780_272_000_000));
    Client::new(
        server.account(),
        &format!("{}/walletobjects/v1", server.url),
        1000,
        clock,
    )
    .unwrap()
}

async fn google(replies: Vec<Reply>) -> (TestServer, Client) {
    let server = TestServer::start(replies).await;
    let client = client(&server);
    (server, client)
}

fn card() -> LoyaltyObject {
    LoyaltyObject::new(CARD, CLASS, ObjectState::Active)
}

fn unauthorized() -> Reply {
    Reply::json(
        401,
        json!({"error": {"code": 401, "status": "UNAUTHENTICATED", "message": "Invalid Credentials"}}),
    )
}

#[tokio::test]
async fn every_verb_goes_where_google_expects_it() {
    let (server, client) = google(vec![]).await;
    let points = LoyaltyPoints::new(&"Stamps".into(), "en", Balance::text("4/10"));
    let patch = LoyaltyObjectPatch {
        loyalty_points: PatchField::Set(points.into()),
        ..Default::default()
    };
    let message = Message::new(
        "reward",
        &"Coffee!".into(),
        &"Your reward is ready".into(),
        "en",
        MessageType::TextAndNotify,
    );
    client.insert_object(&card()).await;
    client
        .patch_object(CARD, &patch)
        .await;
    client.get_object(CARD).await;
    client
        .add_message(CARD, &message)
        .await;
    client
        .patch_class(CLASS, &LoyaltyClassPatch::default())
        .await;
    client.get_class(CLASS).await;
    let asked: Vec<String> = server
        .asked()
        .iter()
        .map(|asked| format!("{} {}", asked.method, asked.path))
        .collect();
    let at = "/walletobjects/v1";
    assert_eq!(
        asked,
        [
            format!("POST {at}/loyaltyObject"),
            format!("PATCH {at}/loyaltyObject/{CARD}"),
            format!("GET {at}/loyaltyObject/{CARD}"),
            format!("POST {at}/loyaltyObject/{CARD}/addMessage"),
            format!("PATCH {at}/loyaltyClass/{CLASS}"),
            format!("GET {at}/loyaltyClass/{CLASS}"),
        ]
    );
    assert!(
        server
            .asked()
            .iter()
            .all(|asked| asked.header("authorization") == Some("Bearer token-1"))
    );
    let sent: Value = serde_json::from_str(&server.asked()[3].body).unwrap();
    assert_eq!(sent["message"]["messageType"], "TEXT_AND_NOTIFY");
    assert_eq!(
        server.asked()[0].header("content-type"),
        Some("application/json")
    );
    assert_eq!(server.asked_for_tokens().len(), 1);
}

#[tokio::test]
async fn an_id_stays_one_part_of_the_address() {
    let (server, client) = google(vec![]).await;
    client
        .get_object("388.a/../b?c#d e%2f")
        .await;
    assert_eq!(
        server.asked()[0].path,
        "/walletobjects/v1/loyaltyObject/388.a%2F..%2Fb%3Fc%23d%20e%252f"
    );
    for id in ["", ".", ".."] {
        assert_eq!(client.get_object(id).await.answer, ApiAnswer::Bug, "{id:?}");
    }
    assert_eq!(server.asked().len(), 1);
}

#[tokio::test]
async fn a_card_that_is_there_already_is_told_apart() {
    let message = format!("Wallet Object {CARD} already exists.");
    let exists = json!({"error": {"code": 409, "message": message, "errors": [{"message": message, "domain": "walletobjects", "reason": "existingResource"}]}});
    let (_server, client) = google(vec![Reply::json(409, exists)]).await;
    let outcome = client.insert_object(&card()).await;
    assert_eq!(
        (outcome.answer, outcome.status),
        (ApiAnswer::Exists, Some(409))
    );
}

#[tokio::test]
async fn whether_somebody_saved_the_card_is_in_the_answer() {
    let body = json!({"id": CARD, "classId": CLASS, "state": "ACTIVE", "hasUsers": true});
    let (_server, client) = google(vec![Reply::json(200, body)]).await;
    assert!(
        client
            .get_object(CARD)
            .await
            .object
            .unwrap()
            .has_users
    );
}

#[tokio::test]
async fn a_refused_token_is_renewed_and_the_request_sent_again() {
    let (server, client) = google(vec![unauthorized()]).await;
    assert_eq!(
        client
            .insert_object(&card())
            .await
            .answer,
        ApiAnswer::Done
    );
    let tokens: Vec<_> = server
        .asked()
        .iter()
        .map(|asked| {
            asked
                .header("authorization")
                .unwrap()
                .to_owned()
        })
        .collect();
    assert_eq!(tokens, ["Bearer token-1", "Bearer token-2"]);
    assert_eq!(server.asked()[0].body, server.asked()[1].body);
}

#[tokio::test]
async fn a_token_that_is_refused_again_stops_the_issuer() {
    let (server, client) = google(vec![unauthorized(), unauthorized()]).await;
    let outcome = client.insert_object(&card()).await;
    assert_eq!(
        (outcome.answer, outcome.status),
        (ApiAnswer::Stop, Some(401))
    );
    assert_eq!(
        (server.asked().len(), server.asked_for_tokens().len()),
        (2, 2)
    );
}

#[tokio::test]
async fn a_refused_key_stops_the_issuer_and_says_why() {
    let (server, client) = google(vec![]).await;
    server.next_token(Reply::json(
        400,
        json!({"error": "invalid_grant", "error_description": "Invalid JWT Signature."}),
    ));
    let outcome = client.insert_object(&card()).await;
    assert_eq!(
        (outcome.answer, outcome.status),
        (ApiAnswer::Stop, Some(400))
    );
    assert!(
        outcome
            .reason
            .contains("Invalid JWT Signature"),
        "{}",
        outcome.reason
    );
    assert!(server.asked().is_empty());
    assert!(client.sign_in().await.is_ok());
}

#[tokio::test]
async fn a_busy_google_is_left_alone_as_long_as_it_asks() {
    let (_server, client) = google(vec![Reply(429, "retry-after: 30\r\n", String::new())]).await;
    let outcome = client.insert_object(&card()).await;
    assert_eq!(
        outcome.answer,
        ApiAnswer::Later {
            retry_after_s: Some(30),
            upstream: true
        }
    );
}

#[tokio::test]
async fn redirects_are_not_followed_and_endless_answers_not_read() {
    let (server, client) = google(vec![
        Reply(302, "location: /elsewhere\r\n", String::new()),
        Reply(
            200,
            "",
            format!("{{\"id\":\"{}\"}}", "x".repeat(300 * 1024)),
        ),
    ])
    .await;
    let later = ApiAnswer::Later {
        retry_after_s: None,
        upstream: true,
    };
    assert_eq!(
        client
            .insert_object(&card())
            .await
            .answer,
        later
    );
    assert_eq!(client.get_object(CARD).await.answer, later);
    assert!(
        server
            .asked()
            .iter()
            .all(|asked| asked.path != "/elsewhere")
    );
}

#[tokio::test]
async fn nobody_there_means_later_for_everything() {
    let (server, _) = google(vec![]).await;
    let client = Client::new(
        server.account(),
        "http://127.0.0.1:9/walletobjects/v1",
        20,
        Clock::system(),
    )
    .unwrap();
    let outcome = client.insert_object(&card()).await;
    assert_eq!(
        (outcome.answer, outcome.status),
        (
            ApiAnswer::Later {
                retry_after_s: None,
                upstream: true
            },
            None
        )
    );
    assert!(
        outcome
            .reason
            .starts_with("no connection")
            && !outcome.reason.contains("127.0.0.1"),
        "{}",
        outcome.reason
    );
}

#[tokio::test]
async fn a_customer_who_waits_does_not_wait_long() {
    let (server, client) = google(vec![]).await;
    let _bell = server.hold();
    let began = Instant::now();
    let outcome = client
        .within(Duration::from_millis(50))
        .insert_object(&card())
        .await;
    assert_eq!(
        outcome.answer,
        ApiAnswer::Later {
            retry_after_s: None,
            upstream: true
        }
    );
    assert!(began.elapsed() < Duration::from_secs(5));
}

#[tokio::test]
async fn behind_a_long_line_the_customer_is_told_at_once() {
    let server = TestServer::start(vec![]).await;
    let client = Client::new(server.account(), &server.url, 1, Clock::system()).unwrap();
    assert_eq!(client.get_object(CARD).await.answer, ApiAnswer::Done);
    let outcome = client
        .within(Duration::from_millis(500))
        .insert_object(&card())
        .await;
    assert_eq!(
        outcome.answer,
        ApiAnswer::Later {
            retry_after_s: None,
            upstream: false
        }
    );
    assert_eq!(server.asked().len(), 1);
}

#[tokio::test]
async fn many_at_once_share_one_token() {
    let (server, client) = google(vec![]).await;
    let card = card();
    let all = join_all((0..30).map(|_| client.insert_object(&card))).await;
    assert!(
        all.iter()
            .all(|outcome| outcome.answer == ApiAnswer::Done)
    );
    assert_eq!(
        (server.asked().len(), server.asked_for_tokens().len()),
        (30, 1)
    );
}

#[tokio::test]
async fn an_address_that_is_none_is_refused_at_the_start() {
    let server = TestServer::start(vec![]).await;
    for address in ["google", "ftp://google", "https://"] {
        assert!(
            matches!(
                Client::new(server.account(), address, 20, Clock::system()),
                Err(ClientError::Address(_))
            ),
            "{address}"
        );
    }
}
