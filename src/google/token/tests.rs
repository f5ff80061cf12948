use data_encoding::BASE64URL_NOPAD;
use futures_util::future::join_all;
use serde_json::{Value, json};

use super::*;
use crate::google::test_google::{EMAIL, Reply, TestServer};

const NOW: Timestamp = Timestamp(1_780_272_000_000);

async fn tokens() -> (TestServer, Tokens, Clock) {
    let (server, clock) = (TestServer::start(vec![]).await, Clock::fixed(NOW));
    let tokens = Tokens::new(server.account(), clock.clone()).unwrap();
    (server, tokens, clock)
}

fn refused(status: u16, body: &str) -> TokenError {
    judge(StatusCode::from_u16(status).unwrap(), body.as_bytes(), None).unwrap_err()
}

#[tokio::test]
async fn the_assertion_says_what_google_asks_for() {
    let (server, tokens, _) = tokens().await;
    assert_eq!(
        tokens
            .token()
            .await
            .unwrap()
            .secret(),
        "token-1"
    );
    let asked = server.asked_for_tokens().remove(0);
    assert_eq!(
        (asked.method.as_str(), asked.header("content-type")),
        ("POST", Some("application/x-www-form-urlencoded"))
    );
    let assertion = asked
        .body
        .strip_prefix("grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=")
        .unwrap();
    let claims = BASE64URL_NOPAD
        .decode(
            assertion
                .split('.')
                .nth(1)
                .unwrap()
                .as_bytes(),
        )
        .unwrap();
    let at = NOW.seconds();
    assert_eq!(
        serde_json::from_slice::<Value>(&claims).unwrap(),
        json!({"iss": EMAIL, "scope": SCOPE, "aud": format!("{}/token", server.url), "iat": at, "exp": at + 3600})
    );
}

#[tokio::test]
async fn a_token_is_kept_until_a_minute_before_its_end() {
    let (server, tokens, clock) = tokens().await;
    tokens.token().await.unwrap();
    clock.advance_ms((3599 - 60) * 1000 - 1);
    assert_eq!(
        tokens
            .token()
            .await
            .unwrap()
            .generation,
        1
    );
    clock.advance_ms(1);
    assert_eq!(
        tokens
            .token()
            .await
            .unwrap()
            .generation,
        2
    );
    clock.advance_ms(-3_600_000);
    assert_eq!(
        tokens
            .token()
            .await
            .unwrap()
            .generation,
        3,
        "the clock went back, so nothing is known of the token's age"
    );
    assert_eq!(server.asked_for_tokens().len(), 3);
}

#[tokio::test]
async fn however_many_ask_one_fetches() {
    let (server, tokens, _) = tokens().await;
    let all = join_all((0..20).map(|_| tokens.token())).await;
    assert!(
        all.iter()
            .all(|token| token.as_ref().unwrap().secret() == "token-1")
    );
    assert_eq!(server.asked_for_tokens().len(), 1);
}

#[tokio::test]
async fn a_refused_token_is_renewed_once_however_many_saw_it_refused() {
    let (server, tokens, _) = tokens().await;
    let first = tokens.token().await.unwrap();
    let all = join_all((0..20).map(|_| tokens.after_refusal_of(first.generation))).await;
    assert!(
        all.iter()
            .all(|token| token.as_ref().unwrap().secret() == "token-2")
    );
    assert_eq!(server.asked_for_tokens().len(), 2);
}

#[tokio::test]
async fn those_who_wait_for_a_failing_fetch_share_its_failure() {
    let (server, tokens, _) = tokens().await;
    let bell = server.hold();
    server.next_token(Reply(503, "retry-after: 9\r\n", String::new()));
    let all = async { join_all((0..20).map(|_| tokens.token())).await };
    let ring = async {
        while server.asked_for_tokens().is_empty() {
            tokio::task::yield_now().await;
        }
        bell.notify_one();
    };
    let (all, ()) = tokio::join!(all, ring);
    let failure = TokenError::Later {
        status: Some(503),
        reason: "HTTP 503 Service Unavailable".into(),
        retry_after_s: Some(9),
    };
    assert!(
        all.iter()
            .all(|token| token.as_ref().unwrap_err() == &failure)
    );
    assert_eq!(server.asked_for_tokens().len(), 1);
    bell.notify_one();
    assert_eq!(
        tokens
            .token()
            .await
            .unwrap()
            .generation,
        1,
        "the next who asks tries again"
    );
}

#[tokio::test]
async fn nobody_there_is_no_refusal() {
    let account = crate::google::test_google::account_at("http://127.0.0.1:9/token");
    let tokens = Tokens::new(Arc::new(account), Clock::fixed(NOW)).unwrap();
    assert!(matches!(
        tokens.token().await,
        Err(TokenError::Later { status: None, .. })
    ));
}

#[test]
fn oauth_errors_mean_the_key_and_others_the_weather() {
    let gone =
        r#"{"error":"invalid_grant","error_description":"Invalid grant: account not found"}"#;
    assert_eq!(
        refused(400, gone),
        TokenError::Refused {
            status: Some(400),
            reason: "invalid_grant: Invalid grant: account not found".into()
        }
    );
    let deleted = r#"{"error":"invalid_grant","error_description":"Invalid JWT Signature."}"#;
    let clock = r#"{"error":"invalid_grant","error_description":"Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp values in the JWT claim."}"#;
    let scope = r#"{"error":"invalid_scope","error_description":"Invalid OAuth scope or ID token audience provided."}"#;
    let client = r#"{"error":"unauthorized_client","error_description":"Client is unauthorized to retrieve access tokens using this method, or client not authorized for any of the scopes requested."}"#;
    for (status, body) in [
        (400, deleted),
        (400, clock),
        (400, scope),
        (401, client),
        (404, "<html>"),
    ] {
        assert!(
            matches!(refused(status, body), TokenError::Refused { .. }),
            "{status} {body}"
        );
    }
    for (status, body) in [
        (429, ""),
        (500, r#"{"error":"internal_failure"}"#),
        (503, "<html>"),
        (302, ""),
        (200, "<html>Hotel wifi"),
        (200, "{}"),
    ] {
        assert!(
            matches!(refused(status, body), TokenError::Later { .. }),
            "{status} {body}"
        );
    }
}

#[test]
fn a_token_is_not_printed() {
    let grant = judge(
        StatusCode::OK,
        br#"{"access_token":"ya29.secret","token_type":"Bearer"}"#,
        None,
    )
    .unwrap();
    assert_eq!(grant.expires_in, 3600);
    let token = TokenState::default().hold(grant, NOW);
    assert!(!format!("{token:?}").contains("ya29") && token.secret() == "ya29.secret");
}
