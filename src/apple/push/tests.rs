use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use openssl::ssl::{AlpnError, Ssl, SslAcceptor, SslMethod, SslVerifyMode};
use tokio::net::{TcpListener, TcpStream};
use tokio_openssl::SslStream;

use super::*;
use crate::apple::test_certificates::{CHAIN, CertificateWish, NOW, loaded, rsa};

/// A device's token, as long as real ones.
const TOKEN: &str = "4d0c2f6be0a94d14b9d4f5b1b6f0c0e9d5a87b7f2a3c4d5e6f708192a3b4c5d6";

fn outcome(status: u16, body: &str) -> PushAnswer {
    judge(StatusCode::from_u16(status).unwrap(), body.as_bytes(), None).answer
}

#[test]
fn every_answer_of_apple_is_understood() {
    let now_not_this_token = PushAnswer::Later {
        retry_after_s: None,
        upstream: false,
    };
    let now_not_at_all = PushAnswer::Later {
        retry_after_s: None,
        upstream: true,
    };
    let recorded = [
        (200, "", PushAnswer::Delivered),
        (400, r#"{"reason":"BadDeviceToken"}"#, PushAnswer::BadToken),
        (
            400,
            r#"{"reason":"DeviceTokenNotForTopic"}"#,
            PushAnswer::BadToken,
        ),
        (400, r#"{"reason":"BadTopic"}"#, PushAnswer::Stop),
        (400, r#"{"reason":"MissingTopic"}"#, PushAnswer::Stop),
        (400, r#"{"reason":"TopicDisallowed"}"#, PushAnswer::Stop),
        (400, r#"{"reason":"BadPriority"}"#, PushAnswer::Bug),
        (400, r#"{"reason":"BadExpirationDate"}"#, PushAnswer::Bug),
        (400, r#"{"reason":"BadCollapseId"}"#, PushAnswer::Bug),
        (400, r#"{"reason":"InvalidPushType"}"#, PushAnswer::Bug),
        (400, r#"{"reason":"PayloadEmpty"}"#, PushAnswer::Bug),
        (400, r#"{"reason":"DuplicateHeaders"}"#, PushAnswer::Bug),
        (400, r#"{"reason":"BadMessageId"}"#, PushAnswer::Bug),
        (400, r#"{"reason":"IdleTimeout"}"#, now_not_at_all.clone()),
        (403, r#"{"reason":"BadCertificate"}"#, PushAnswer::Stop),
        (
            403,
            r#"{"reason":"BadCertificateEnvironment"}"#,
            PushAnswer::Stop,
        ),
        (403, r#"{"reason":"Forbidden"}"#, PushAnswer::Stop),
        (
            403,
            r#"{"reason":"ExpiredProviderToken"}"#,
            PushAnswer::Stop,
        ),
        (
            403,
            r#"{"reason":"InvalidProviderToken"}"#,
            PushAnswer::Stop,
        ),
        (
            403,
            r#"{"reason":"MissingProviderToken"}"#,
            PushAnswer::Stop,
        ),
        (404, r#"{"reason":"BadPath"}"#, PushAnswer::Bug),
        (405, r#"{"reason":"MethodNotAllowed"}"#, PushAnswer::Bug),
        (
            410,
            r#"{"reason":"Unregistered","timestamp":1780272000123}"#,
            PushAnswer::Gone {
                since: Some(NOW.plus_ms(123)),
            },
        ),
        (
            410,
            r#"{"reason":"ExpiredToken","timestamp":1780272000000}"#,
            PushAnswer::Gone { since: Some(NOW) },
        ),
        (410, "", PushAnswer::Gone { since: None }),
        (413, r#"{"reason":"PayloadTooLarge"}"#, PushAnswer::Bug),
        (429, r#"{"reason":"TooManyRequests"}"#, now_not_this_token),
        (
            429,
            r#"{"reason":"TooManyProviderTokenUpdates"}"#,
            now_not_at_all.clone(),
        ),
        (
            500,
            r#"{"reason":"InternalServerError"}"#,
            now_not_at_all.clone(),
        ),
        (
            503,
            r#"{"reason":"ServiceUnavailable"}"#,
            now_not_at_all.clone(),
        ),
        (503, r#"{"reason":"Shutdown"}"#, now_not_at_all.clone()),
        (502, "<html>Bad Gateway</html>", now_not_at_all),
    ];
    for (status, body, answer) in recorded {
        assert_eq!(outcome(status, body), answer, "{status} {body}");
    }
}

#[test]
fn retry_after_and_the_reason_reach_the_outbox() {
    let answer = judge(
        StatusCode::SERVICE_UNAVAILABLE,
        br#"{"reason":"Shutdown"}"#,
        Some(7),
    );
    assert_eq!(
        answer.answer,
        PushAnswer::Later {
            retry_after_s: Some(7),
            upstream: true
        }
    );
    assert_eq!(
        (answer.status, answer.reason.as_str()),
        (Some(503), "Shutdown")
    );
}

/// A stand-in for Apple's service: HTTP/2 over TLS, a client certificate required, answers as told.
struct Apns {
    address: SocketAddr,
    root: Vec<u8>,
    seen: Arc<Mutex<Vec<http::request::Parts>>>,
    bodies: Arc<Mutex<Vec<Bytes>>>,
    connections: Arc<Mutex<u32>>,
}

impl Apns {
    async fn start(answers: Vec<(u16, &'static str)>) -> Apns {
        let server = CertificateWish {
            server: true,
            ..CertificateWish::leaf(&[("CN", "localhost")], rsa(2048))
        };
        // Clients judge this certificate by the machine's clock.
        let server = CertificateWish {
            days: (-3000, 3000),
            ..server
        }
        .issue(Some(&CHAIN.root));
        let acceptor = Arc::new(acceptor(&server));
        let listener = TcpListener::bind("127.0.0.1:0")
            .await
            .unwrap();
        let apns = Apns {
            address: listener.local_addr().unwrap(),
            root: CHAIN
                .root
                .certificate
                .to_pem()
                .unwrap(),
            seen: Arc::default(),
            bodies: Arc::default(),
            connections: Arc::default(),
        };
        let answers = Arc::new(Mutex::new(
            answers
                .into_iter()
                .rev()
                .collect::<Vec<_>>(),
        ));
        let (seen, bodies, connections) = (
            apns.seen.clone(),
            apns.bodies.clone(),
            apns.connections.clone(),
        );
        tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                let Some(stream) = handshake(&acceptor, socket).await else {
                    continue;
                };
                *connections.lock().unwrap() += 1;
                tokio::spawn(serve(stream, answers.clone(), seen.clone(), bodies.clone()));
            }
        });
        apns
    }

    fn client(&self) -> PushClient {
        PushClient::new(
            &loaded(&CHAIN.pass),
            &format!("https://localhost:{}", self.address.port()),
            Some(&self.root),
        )
        .unwrap()
    }
}

fn acceptor(server: &crate::apple::test_certificates::Pair) -> SslAcceptor {
    let mut builder = SslAcceptor::mozilla_intermediate_v5(SslMethod::tls()).unwrap();
    builder
        .set_certificate(&server.certificate)
        .unwrap();
    builder
        .set_private_key(&server.key)
        .unwrap();
    builder.set_alpn_select_callback(|_, offered| {
        openssl::ssl::select_next_proto(b"\x02h2", offered).ok_or(AlpnError::ALERT_FATAL)
    });
    builder
        .cert_store_mut()
        .add_cert(CHAIN.root.certificate.clone())
        .unwrap();
    builder.set_verify_callback(
        SslVerifyMode::PEER | SslVerifyMode::FAIL_IF_NO_PEER_CERT,
        |_, context| {
            // The chain must lead to the root; the days of the test certificates are not the machine's.
            use openssl::x509::X509VerifyResult;
            let expired = [9, 10].contains(&context.error().as_raw());
            expired || context.error() == X509VerifyResult::OK
        },
    );
    builder.build()
}

async fn handshake(acceptor: &SslAcceptor, socket: TcpStream) -> Option<SslStream<TcpStream>> {
    let mut stream = SslStream::new(Ssl::new(acceptor.context()).ok()?, socket).ok()?;
    Pin::new(&mut stream)
        .accept()
        .await
        .ok()?;
    Some(stream)
}

type Answers = Arc<Mutex<Vec<(u16, &'static str)>>>;

async fn serve(
    stream: SslStream<TcpStream>,
    answers: Answers,
    seen: Arc<Mutex<Vec<http::request::Parts>>>,
    bodies: Arc<Mutex<Vec<Bytes>>>,
) {
    let mut connection = h2::server::handshake(stream)
        .await
        .unwrap();
    while let Some(Ok((request, mut respond))) = connection.accept().await {
        let (parts, mut body) = request.into_parts();
        seen.lock().unwrap().push(parts);
        let (status, text) = answers
            .lock()
            .unwrap()
            .pop()
            .unwrap_or((200, ""));
        let bodies = bodies.clone();
        tokio::spawn(async move {
            let mut whole = Vec::new();
            while let Some(Ok(data)) = body.data().await {
                whole.extend_from_slice(&data);
            }
            bodies
                .lock()
                .unwrap()
                .push(whole.into());
            let response = http::Response::builder()
                .status(status)
                .body(())
                .unwrap();
            let mut stream = respond
                .send_response(response, text.is_empty())
                .unwrap();
            if !text.is_empty() {
                stream
                    .send_data(Bytes::from_static(text.as_bytes()), true)
                    .unwrap();
            }
        });
    }
}

#[tokio::test]
async fn a_push_says_what_apple_asks_for() {
    let apns = Apns::start(vec![]).await;
    let outcome = apns.client().push(TOKEN, NOW).await;
    assert_eq!(
        outcome,
        PushOutcome {
            answer: PushAnswer::Delivered,
            status: Some(200),
            reason: "OK".into()
        }
    );
    let seen = apns.seen.lock().unwrap();
    let header = |name: &str| {
        seen[0]
            .headers
            .get(name)
            .map(|v| v.to_str().unwrap().to_owned())
            .unwrap_or_default()
    };
    assert_eq!(
        (seen[0].method.as_str(), seen[0].uri.path()),
        ("POST", format!("/3/device/{TOKEN}").as_str())
    );
    assert_eq!(header("apns-topic"), "pass.example.coffee");
    assert_eq!(
        (
            header("apns-push-type").as_str(),
            header("apns-priority").as_str()
        ),
        ("background", "5")
    );
    assert_eq!(
        header("apns-expiration"),
        (NOW.seconds() + 30 * 86_400).to_string()
    );
    assert_eq!(apns.bodies.lock().unwrap()[0], "{}");
}

#[tokio::test]
async fn many_pushes_share_one_connection_and_a_failing_one_is_left() {
    let apns =
        Apns::start([vec![(200, ""); 20], vec![(503, r#"{"reason":"Shutdown"}"#)]].concat()).await;
    let client = apns.client();
    for _ in 0..20 {
        assert_eq!(client.push(TOKEN, NOW).await.answer, PushAnswer::Delivered);
    }
    assert_eq!(*apns.connections.lock().unwrap(), 1);
    assert!(matches!(
        client.push(TOKEN, NOW).await.answer,
        PushAnswer::Later { upstream: true, .. }
    ));
    assert_eq!(client.push(TOKEN, NOW).await.answer, PushAnswer::Delivered);
    assert_eq!(
        *apns.connections.lock().unwrap(),
        2,
        "after Shutdown the next push takes a new connection"
    );
}

#[tokio::test]
async fn pushes_that_begin_at_once_share_one_connection() {
    let apns = Apns::start(vec![]).await;
    let client = apns.client();
    let answers = futures_util::future::join_all((0..200).map(|_| client.push(TOKEN, NOW))).await;
    assert!(
        answers
            .iter()
            .all(|outcome| outcome.answer == PushAnswer::Delivered)
    );
    assert_eq!(
        *apns.connections.lock().unwrap(),
        1,
        "Apple takes many new connections for an attack"
    );
}

#[tokio::test]
async fn a_dead_service_means_later_for_each_of_many_pushes() {
    let unused = TcpListener::bind("127.0.0.1:0")
        .await
        .unwrap()
        .local_addr()
        .unwrap();
    let client = PushClient::new(
        &loaded(&CHAIN.pass),
        &format!("https://localhost:{}", unused.port()),
        None,
    )
    .unwrap();
    for outcome in futures_util::future::join_all((0..20).map(|_| client.push(TOKEN, NOW))).await {
        assert_eq!(
            outcome.answer,
            PushAnswer::Later {
                retry_after_s: None,
                upstream: true
            }
        );
        assert!(
            outcome
                .reason
                .starts_with("no connection"),
            "{}",
            outcome.reason
        );
    }
}

#[tokio::test]
async fn a_dead_service_means_later_and_no_token_in_the_log() {
    let unused = TcpListener::bind("127.0.0.1:0")
        .await
        .unwrap()
        .local_addr()
        .unwrap();
    let client = PushClient::new(
        &loaded(&CHAIN.pass),
        &format!("https://localhost:{}", unused.port()),
        Some(
            &CHAIN
                .root
                .certificate
                .to_der()
                .unwrap(),
        ),
    );
    let outcome = client
        .unwrap()
        .push(TOKEN, NOW)
        .await;
    assert_eq!(
        outcome.answer,
        PushAnswer::Later {
            retry_after_s: None,
            upstream: true
        }
    );
    assert!(
        outcome
            .reason
            .starts_with("no connection")
            && !outcome.reason.contains(TOKEN),
        "{}",
        outcome.reason
    );
}

#[tokio::test]
async fn a_token_that_a_hostile_device_made_up_goes_nowhere() {
    let apns = Apns::start(vec![]).await;
    let client = apns.client();
    for token in ["", "../../admin", "zz", &"a".repeat(1000)] {
        assert_eq!(client.push(token, NOW).await.answer, PushAnswer::BadToken);
    }
    assert!(apns.seen.lock().unwrap().is_empty());
}

#[test]
fn a_wrong_address_or_root_is_explained() {
    let make = |url: &str, root: Option<&[u8]>| {
        PushClient::new(&loaded(&CHAIN.pass), url, root)
            .map(|_| ())
            .map_err(|e| e.to_string())
    };
    assert!(
        make("api.push.apple.com", None)
            .unwrap_err()
            .contains("STAMPWELL_APPLE_APNS_URL")
    );
    assert!(
        make(APPLE, Some(b"no certificate"))
            .unwrap_err()
            .contains("STAMPWELL_APPLE_APNS_CA")
    );
    assert_eq!(make(APPLE, None), Ok(()));
}
