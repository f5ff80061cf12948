use std::collections::HashSet;
use std::sync::LazyLock;

use openssl::pkey::PKey;

use super::*;
use crate::sandbox::certificates::{Flaw, Options};

const TOPIC: &str = "pass.example.coffee";
const PATIENCE: Duration = Duration::from_secs(10);

static CERTIFICATES: LazyLock<Certificates> =
    LazyLock::new(|| Certificates::make(TOPIC, "TEAM123456").unwrap());

async fn apns() -> ApnsStandIn {
    ApnsStandIn::start(&CERTIFICATES)
        .await
        .unwrap()
}

fn client(apns: &ApnsStandIn, identity: Option<&Certificates>) -> reqwest::Client {
    let root = reqwest::Certificate::from_pem(apns.root_ca_pem()).unwrap();
    let builder = reqwest::Client::builder()
        .no_proxy()
        .tls_certs_only([root])
        .timeout(PATIENCE);
    match identity {
        Some(c) => builder
            .identity(reqwest::Identity::from_pkcs8_pem(&c.pass_pem, &c.pass_key_pem).unwrap()),
        None => builder,
    }
    .build()
    .unwrap()
}

struct Provider<'a> {
    apns: &'a ApnsStandIn,
    http: reqwest::Client,
}

impl<'a> Provider<'a> {
    fn of(apns: &'a ApnsStandIn) -> Provider<'a> {
        Provider {
            apns,
            http: client(apns, Some(&CERTIFICATES)),
        }
    }

    fn request(&self, token: &str) -> reqwest::RequestBuilder {
        let request = self
            .http
            .post(format!("{}/3/device/{token}", self.apns.base_url()));
        request
            .header("apns-topic", TOPIC)
            .header("apns-push-type", "background")
            .header("apns-priority", "5")
            .body("{}")
    }

    async fn push(&self, token: &str) -> reqwest::Result<reqwest::Response> {
        self.request(token).send().await
    }

    /// Status and reason of the answer.
    async fn says(&self, token: &str) -> (u16, String) {
        says(self.request(token)).await
    }
}

async fn says(request: reqwest::RequestBuilder) -> (u16, String) {
    let answer = request.send().await.unwrap();
    let status = answer.status().as_u16();
    let body = answer.text().await.unwrap();
    let reason = serde_json::from_str::<serde_json::Value>(&body).map(|v| {
        v["reason"]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    });
    (status, reason.unwrap_or_default())
}

#[tokio::test]
async fn a_push_is_accepted_over_http2_and_heard_by_the_device() {
    let apns = apns().await;
    let token = apns.token().unwrap();
    let mut device = apns.subscribe(&token);
    let provider = Provider::of(&apns);

    let answer = provider.push(&token).await.unwrap();
    assert_eq!(answer.version(), reqwest::Version::HTTP_2);
    assert_eq!(answer.status(), 200);
    assert_eq!(answer.headers()["apns-id"].len(), 36);
    assert_eq!(answer.text().await.unwrap(), "");

    assert!(
        apns.wait_for(&token, 1, PATIENCE)
            .await
    );
    let push = device.recv().await.unwrap();
    assert_eq!(
        (push.topic.as_str(), &push.payload[..]),
        (TOPIC, &b"{}"[..])
    );

    let [request] = &apns.requests()[..] else {
        panic!("one request was sent")
    };
    assert_eq!(
        (request.token.as_str(), request.connection),
        (token.as_str(), 1)
    );
    assert_eq!(
        (request.push_type.as_deref(), request.priority.as_deref()),
        (Some("background"), Some("5"))
    );
    assert_eq!(request.outcome, Outcome::Answered(Answer::accepted()));
}

#[tokio::test]
async fn only_a_certificate_of_the_sandbox_gets_in() {
    let apns = apns().await;
    let token = apns.token().unwrap();
    let other_issuer = CERTIFICATES
        .another(&Options::new(TOPIC, "TEAM123456").with(Flaw::OtherIssuer))
        .unwrap();
    let expired = CERTIFICATES
        .another(&Options::new(TOPIC, "TEAM123456").with(Flaw::Expired))
        .unwrap();
    for identity in [None, Some(&other_issuer), Some(&expired)] {
        let http = client(&apns, identity);
        assert!(
            http.post(format!("{}/3/device/{token}", apns.base_url()))
                .body("{}")
                .send()
                .await
                .is_err()
        );
    }
    assert_eq!(apns.refused_handshakes(), 3);
    assert_eq!((apns.connections(), apns.requests().len()), (0, 0));
}

#[tokio::test]
async fn a_wrong_request_is_refused_with_apples_reason() {
    let apns = apns().await;
    let token = apns.token().unwrap();
    let provider = Provider::of(&apns);
    let url = format!("{}/3/device/{token}", apns.base_url());
    let bare = || provider.http.post(&url).body("{}");
    let reasons = [
        (bare(), 400, "MissingTopic"),
        (
            bare().header("apns-topic", "pass.example.tea"),
            400,
            "TopicDisallowed",
        ),
        (bare().header("apns-topic", "two words"), 400, "BadTopic"),
        (
            bare()
                .header("apns-topic", TOPIC)
                .header("apns-push-type", "background"),
            400,
            "BadPriority",
        ),
        (
            bare()
                .header("apns-topic", TOPIC)
                .header("apns-push-type", "background")
                .header("apns-priority", "10"),
            400,
            "BadPriority",
        ),
        (
            bare()
                .header("apns-topic", TOPIC)
                .header("apns-priority", "high"),
            400,
            "BadPriority",
        ),
        (
            bare()
                .header("apns-topic", TOPIC)
                .header("apns-push-type", "shout"),
            400,
            "InvalidPushType",
        ),
        (
            provider
                .request(&token)
                .header("apns-expiration", "soon"),
            400,
            "BadExpirationDate",
        ),
        (
            provider
                .request(&token)
                .header("apns-collapse-id", "x".repeat(65)),
            400,
            "BadCollapseId",
        ),
        (
            provider
                .request(&token)
                .header("apns-id", "7"),
            400,
            "BadMessageId",
        ),
        (
            provider
                .request(&token)
                .header("apns-topic", TOPIC),
            400,
            "DuplicateHeaders",
        ),
        (provider.request(&token).body(""), 400, "PayloadEmpty"),
        (
            provider
                .request(&token)
                .body(format!("{{\"a\":\"{}\"}}", "x".repeat(4096))),
            413,
            "PayloadTooLarge",
        ),
        (provider.request("not-hexadecimal"), 400, "BadDeviceToken"),
        (provider.request(&"ab".repeat(32)), 400, "BadDeviceToken"),
        (provider.http.get(&url), 405, "MethodNotAllowed"),
        (
            provider
                .http
                .post(format!("{}/4/device/{token}", apns.base_url())),
            404,
            "BadPath",
        ),
    ];
    for (request, status, reason) in reasons {
        assert_eq!(says(request).await, (status, reason.to_owned()));
    }
    assert_eq!(apns.pushes_to(&token), 0);
    assert_eq!(
        says(bare().header("apns-topic", TOPIC))
            .await
            .0,
        200,
        "push type and priority may be absent together"
    );
}

#[tokio::test]
async fn a_device_that_left_answers_410_with_the_time() {
    let apns = apns().await;
    let token = apns.token().unwrap();
    let provider = Provider::of(&apns);
    assert_eq!(provider.says(&token).await.0, 200);

    apns.unregister_at(&token, 1_764_547_200_000);
    let answer = provider.push(&token).await.unwrap();
    assert_eq!(answer.status(), 410);
    assert_eq!(
        answer.text().await.unwrap(),
        r#"{"reason":"Unregistered","timestamp":1764547200000}"#
    );
    assert_eq!(apns.pushes_to(&token), 1);
}

#[tokio::test]
async fn a_device_that_is_away_hears_one_push_for_each_topic() {
    let apns = apns().await;
    let token = apns.token().unwrap();
    let provider = Provider::of(&apns);
    for _ in 0..3 {
        assert_eq!(provider.says(&token).await.0, 200);
    }
    let mut device = apns.subscribe(&token);
    assert!(device.try_recv().is_ok());
    assert!(device.try_recv().is_err());

    apns.hub().detach(&token);
    assert_eq!(
        says(
            provider
                .request(&token)
                .header("apns-expiration", "0")
        )
        .await
        .0,
        200
    );
    assert!(
        apns.subscribe(&token)
            .try_recv()
            .is_err(),
        "expiration 0 is now or never"
    );
}

#[tokio::test]
async fn planned_answers_are_counted_down_and_those_for_a_token_go_first() {
    let apns = apns().await;
    let (one, two) = (apns.token().unwrap(), apns.token().unwrap());
    let provider = Provider::of(&apns);
    apns.fail(Fault::status_retry_after(503, "ServiceUnavailable", 7), 1);
    apns.fail_token(&two, Fault::status(429, "TooManyRequests"), 2);

    assert_eq!(
        provider.says(&two).await,
        (429, "TooManyRequests".to_owned())
    );
    let answer = provider.push(&one).await.unwrap();
    assert_eq!(
        (answer.status().as_u16(), &answer.headers()["retry-after"]),
        (503, &http::HeaderValue::from(7))
    );
    assert_eq!(provider.says(&one).await.0, 200);
    assert_eq!(provider.says(&two).await.0, 429);
    assert_eq!(provider.says(&two).await.0, 200);

    apns.fail(Fault::gone(1000), usize::MAX);
    assert_eq!(provider.says(&one).await.0, 410);
    apns.recover();
    assert_eq!(provider.says(&one).await.0, 200);
}

/// The outcomes of all requests so far, in short.
fn outcomes(apns: &ApnsStandIn) -> Vec<(u64, Outcome)> {
    apns.requests()
        .into_iter()
        .map(|request| (request.connection, request.outcome))
        .collect()
}

#[tokio::test]
async fn goaway_ends_the_connection_after_the_answer() {
    let apns = apns().await;
    let token = apns.token().unwrap();
    let provider = Provider::of(&apns);
    apns.fail(Fault::GoAway, 1);
    assert_eq!(provider.says(&token).await.0, 200);
    assert_eq!(provider.says(&token).await.0, 200);
    let accepted = Answer::accepted();
    assert_eq!(
        outcomes(&apns),
        [
            (1, Outcome::AnsweredThenGoAway(accepted.clone())),
            (2, Outcome::Answered(accepted))
        ]
    );
}

#[tokio::test]
async fn what_the_server_did_not_look_at_is_sent_again_by_the_client() {
    let apns = apns().await;
    let token = apns.token().unwrap();
    let provider = Provider::of(&apns);
    apns.fail(Fault::RefuseStream, 1);
    assert_eq!(provider.says(&token).await.0, 200);
    apns.fail(Fault::GoAwayExcluding, 1);
    assert_eq!(provider.says(&token).await.0, 200);
    let accepted = Outcome::Answered(Answer::accepted());
    assert_eq!(
        outcomes(&apns),
        [
            (1, Outcome::Refused),
            (1, accepted.clone()),
            (1, Outcome::ExcludedByGoAway),
            (2, accepted)
        ]
    );
}

#[tokio::test]
async fn a_reset_is_an_error_and_silence_is_for_ever() {
    let apns = apns().await;
    let token = apns.token().unwrap();
    let provider = Provider::of(&apns);
    apns.fail(Fault::Reset, 1);
    let error = provider
        .push(&token)
        .await
        .unwrap_err();
    assert!(!error.is_timeout() && !error.is_connect(), "{error:?}");

    apns.fail(Fault::Silence, 1);
    let waiting = tokio::spawn(provider.request(&token).send());
    assert!(
        apns.wait_for_requests(2, PATIENCE)
            .await
    );
    apns.fail(Fault::Delay(Duration::from_millis(1)), 1);
    assert_eq!(
        provider.says(&token).await.0,
        200,
        "other streams of the connection go on"
    );
    assert!(!waiting.is_finished());
    waiting.abort();
    let accepted = Outcome::Answered(Answer::accepted());
    assert_eq!(
        outcomes(&apns),
        [(1, Outcome::Reset), (2, Outcome::Silence), (2, accepted)]
    );
    assert_eq!(apns.pushes_to(&token), 1);
}

#[tokio::test]
async fn connections_are_cut_while_the_service_is_down() {
    let apns = apns().await;
    let token = apns.token().unwrap();
    let provider = Provider::of(&apns);
    assert_eq!(provider.says(&token).await.0, 200);
    apns.set_door(Door::Closed);
    assert!(provider.push(&token).await.is_err());
    assert!(provider.push(&token).await.is_err());
    apns.set_door(Door::Open);
    assert_eq!(provider.says(&token).await.0, 200);
    assert_eq!((apns.connections(), apns.pushes_to(&token)), (2, 2));
}

#[tokio::test]
async fn a_stuck_door_keeps_new_connections_waiting_and_leaves_open_ones() {
    let apns = apns().await;
    let token = apns.token().unwrap();
    let (inside, outside) = (Provider::of(&apns), Provider::of(&apns));
    assert_eq!(inside.says(&token).await.0, 200);
    apns.set_door(Door::Stuck);
    assert_eq!(inside.says(&token).await.0, 200);
    let error = outside
        .request(&token)
        .timeout(Duration::from_millis(50))
        .send()
        .await
        .unwrap_err();
    assert!(error.is_timeout(), "{error:?}");
    apns.set_door(Door::Open);
    assert_eq!(outside.says(&token).await.0, 200);
}

#[tokio::test]
async fn goaway_and_reset_reach_connections_that_are_idle() {
    let apns = apns().await;
    let token = apns.token().unwrap();
    let provider = Provider::of(&apns);
    assert_eq!(provider.says(&token).await.0, 200);
    apns.fail(Fault::Silence, 1);
    let waiting = tokio::spawn(provider.request(&token).send());
    assert!(
        apns.wait_for_requests(2, PATIENCE)
            .await
    );
    apns.reset_connections();
    assert!(waiting.await.unwrap().is_err());

    assert_eq!(provider.says(&token).await.0, 200);
    apns.fail(Fault::Delay(Duration::from_millis(20)), 1);
    let open = tokio::spawn(provider.request(&token).send());
    assert!(
        apns.wait_for_requests(4, PATIENCE)
            .await
    );
    apns.go_away();
    assert_eq!(
        open.await
            .unwrap()
            .unwrap()
            .status(),
        200,
        "GOAWAY lets open streams end"
    );
    assert_eq!((apns.requests_to(&token).len(), apns.connections()), (4, 2));
    assert_eq!(provider.says(&token).await.0, 200);
    assert_eq!(apns.connections(), 3);
}

#[tokio::test]
async fn many_pushes_share_one_connection_within_its_stream_limit() {
    let settings = Settings {
        max_concurrent_streams: 5,
        ..Settings::default()
    };
    let apns = ApnsStandIn::start_with(&CERTIFICATES, settings)
        .await
        .unwrap();
    let tokens: HashSet<String> = (0..100)
        .map(|_| apns.token().unwrap())
        .collect();
    let provider = Provider::of(&apns);
    assert_eq!(
        provider
            .says(tokens.iter().next().unwrap())
            .await
            .0,
        200
    );
    let mut pushes = tokio::task::JoinSet::new();
    for token in &tokens {
        pushes.spawn(provider.request(token).send());
    }
    while let Some(answer) = pushes.join_next().await {
        assert_eq!(answer.unwrap().unwrap().status(), 200);
    }
    assert_eq!((apns.connections(), apns.requests().len()), (1, 101));
}

#[tokio::test]
async fn an_idle_connection_is_closed_when_the_settings_say_so() {
    let settings = Settings {
        idle_timeout: Some(Duration::from_millis(1)),
        ..Settings::default()
    };
    let apns = ApnsStandIn::start_with(&CERTIFICATES, settings)
        .await
        .unwrap();
    let address = apns
        .base_url()
        .replace("https://localhost", "127.0.0.1");
    let mut builder =
        openssl::ssl::SslConnector::builder(openssl::ssl::SslMethod::tls_client()).unwrap();
    builder
        .cert_store_mut()
        .add_cert(apns.root_ca().unwrap())
        .unwrap();
    builder
        .set_certificate(&X509::from_pem(&CERTIFICATES.pass_pem).unwrap())
        .unwrap();
    builder
        .set_private_key(&PKey::private_key_from_pem(&CERTIFICATES.pass_key_pem).unwrap())
        .unwrap();
    builder
        .set_alpn_protos(b"\x02h2")
        .unwrap();
    let ssl = builder
        .build()
        .configure()
        .unwrap()
        .into_ssl("localhost")
        .unwrap();
    let socket = tokio::net::TcpStream::connect(address.trim_end_matches('/'))
        .await
        .unwrap();
    let mut stream = tokio_openssl::SslStream::new(ssl, socket).unwrap();
    std::pin::Pin::new(&mut stream)
        .connect()
        .await
        .unwrap();
    let (_sender, connection) = h2::client::handshake(stream)
        .await
        .unwrap();
    tokio::time::timeout(PATIENCE, connection)
        .await
        .expect("the server closes it")
        .unwrap();
}
