//! Somebody else's reading of Apple's push service beside ours. The crate a2 can't be pointed at a stand-in, so its types judge:
//! every reason it knows has a settlement here, what we send is what it would write, and it reads what our stand-in answers.

use std::collections::BTreeMap;

use a2::request::payload::PayloadLike;
use a2::{CollapseId, ErrorBody, ErrorReason, NotificationOptions, Priority, PushType};
use stampwell::apple::certificates::{CertificateFiles, PassCertificate};
use stampwell::apple::push::{PushAnswer, PushClient, PushOutcome};
use stampwell::clock::{Clock, Timestamp};
use stampwell::sandbox::apns::{Answer, ApnsStandIn, Fault, RecordedRequest};
use stampwell::sandbox::certificates::Certificates;

const TOPIC: &str = "pass.example.coffee";
/// When Apple learned that a device was gone.
const SINCE: i64 = 1_780_272_000_123;
/// Reasons in Apple's documentation that a2 doesn't know. It drops such a body whole, and with it the moment of a 410.
const UNKNOWN_TO_A2: [(u16, &str); 3] = [
    (400, "InvalidPushType"),
    (403, "UnrelatedKeyIdInToken"),
    (410, "ExpiredToken"),
];

/// Our client before our stand-in.
struct Service {
    apns: ApnsStandIn,
    client: PushClient,
    token: String,
}

impl Service {
    async fn start() -> Service {
        let made = Certificates::make(TOPIC, "TEAM123456").unwrap();
        let apns = ApnsStandIn::start(&made)
            .await
            .unwrap();
        let files = CertificateFiles {
            certificate: &made.pass_pem,
            key: Some(&made.pass_key_pem),
            passphrase: None,
            wwdr: Some(&made.intermediate_pem),
        };
        let client = PushClient::new(
            &PassCertificate::load(files).unwrap(),
            &apns.base_url(),
            Some(apns.root_ca_pem()),
        )
        .unwrap();
        let token = apns.token().unwrap();
        Service {
            apns,
            client,
            token,
        }
    }

    /// What one push becomes that meets this answer, and the request as it arrived.
    async fn meets(&self, fault: Answer) -> (PushOutcome, RecordedRequest) {
        self.apns
            .fail(Fault::Answer(fault), 1);
        let outcome = self
            .client
            .push(&self.token, Clock::system().now())
            .await;
        (outcome, self.apns.requests().pop().unwrap())
    }
}

/// Every reason that a2 knows: its reader lists them when it is given one that it doesn't.
fn known_to_a2() -> Vec<String> {
    let refused = serde_json::from_str::<ErrorReason>(r#""""#)
        .unwrap_err()
        .to_string();
    refused
        .split('`')
        .skip(1)
        .step_by(2)
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The status that Apple sends with a reason, and what the outbox has to do.
fn settled(reason: &ErrorReason) -> (u16, PushAnswer) {
    use ErrorReason::*;
    let later = |upstream| PushAnswer::Later {
        retry_after_s: None,
        upstream,
    };
    match reason {
        BadDeviceToken | DeviceTokenNotForTopic => (400, PushAnswer::BadToken),
        BadTopic | MissingTopic | TopicDisallowed => (400, PushAnswer::Stop),
        BadCollapseId | BadExpirationDate | BadMessageId | BadPriority => (400, PushAnswer::Bug),
        DuplicateHeaders | MissingDeviceToken | PayloadEmpty => (400, PushAnswer::Bug),
        IdleTimeout => (400, later(true)),
        BadCertificate | BadCertificateEnvironment | Forbidden => (403, PushAnswer::Stop),
        ExpiredProviderToken | InvalidProviderToken | MissingProviderToken => {
            (403, PushAnswer::Stop)
        }
        BadPath => (404, PushAnswer::Bug),
        MethodNotAllowed => (405, PushAnswer::Bug),
        Unregistered => (
            410,
            PushAnswer::Gone {
                since: Some(Timestamp(SINCE)),
            },
        ),
        PayloadTooLarge => (413, PushAnswer::Bug),
        TooManyRequests => (429, later(false)),
        TooManyProviderTokenUpdates => (429, later(true)),
        InternalServerError => (500, later(true)),
        ServiceUnavailable | Shutdown => (503, later(true)),
    }
}

/// The stand-in's answer with this reason.
fn answer(status: u16, reason: &str) -> Answer {
    Answer {
        timestamp_ms: (status == 410).then_some(SINCE),
        ..Answer::error(status, reason)
    }
}

#[tokio::test]
async fn every_reason_that_a2_knows_is_settled() {
    let (service, names) = (Service::start().await, known_to_a2());
    assert!(names.len() >= 28, "a2 lists {names:?}");
    for name in names {
        let (status, expected) = settled(&serde_json::from_value(name.as_str().into()).unwrap());
        let (outcome, _) = service
            .meets(answer(status, &name))
            .await;
        assert_eq!(
            outcome,
            PushOutcome {
                answer: expected,
                status: Some(status),
                reason: name
            }
        );
    }
}

#[tokio::test]
async fn a_reason_that_a2_does_not_know_is_settled_all_the_same() {
    let service = Service::start().await;
    let expected = [
        PushAnswer::Bug,
        PushAnswer::Stop,
        PushAnswer::Gone {
            since: Some(Timestamp(SINCE)),
        },
    ];
    for ((status, reason), expected) in UNKNOWN_TO_A2
        .into_iter()
        .zip(expected)
    {
        let (outcome, _) = service
            .meets(answer(status, reason))
            .await;
        assert_eq!(
            outcome,
            PushOutcome {
                answer: expected,
                status: Some(status),
                reason: reason.to_owned()
            }
        );
    }
}

/// Asks the stand-in as any HTTP client would, and gives the answer's body.
async fn body_of(service: &Service, made: &Certificates, fault: Answer) -> String {
    let identity = reqwest::Identity::from_pkcs8_pem(&made.pass_pem, &made.pass_key_pem).unwrap();
    let root = reqwest::Certificate::from_pem(service.apns.root_ca_pem()).unwrap();
    let client = reqwest::Client::builder()
        .no_proxy()
        .tls_certs_only([root])
        .identity(identity)
        .build()
        .unwrap();
    service
        .apns
        .fail(Fault::Answer(fault), 1);
    let request = client
        .post(format!(
            "{}/3/device/{}",
            service.apns.base_url(),
            service.token
        ))
        .body("{}");
    request
        .send()
        .await
        .unwrap()
        .text()
        .await
        .unwrap()
}

#[tokio::test]
async fn a2_reads_what_the_stand_in_answers() {
    let made = Certificates::make(TOPIC, "TEAM123456").unwrap();
    let apns = ApnsStandIn::start(&made)
        .await
        .unwrap();
    let service = Service {
        token: apns.token().unwrap(),
        apns,
        ..Service::start().await
    };
    for name in known_to_a2() {
        let reason = serde_json::from_value::<ErrorReason>(name.as_str().into()).unwrap();
        let (status, _) = settled(&reason);
        let body = body_of(&service, &made, answer(status, &name)).await;
        let timestamp = (status == 410).then_some(SINCE as u64);
        assert_eq!(
            serde_json::from_str::<ErrorBody>(&body).unwrap(),
            ErrorBody { reason, timestamp },
            "{body}"
        );
    }
    for (status, reason) in UNKNOWN_TO_A2 {
        let body = body_of(&service, &made, answer(status, reason)).await;
        let refused = serde_json::from_str::<ErrorBody>(&body)
            .unwrap_err()
            .to_string();
        assert!(
            refused.contains(&format!("unknown variant `{reason}`")),
            "a2 reads {reason} by now, so take it off the list: {refused}"
        );
    }
}

/// A pass's push in a2's words: nothing but its options.
#[derive(Debug, serde::Serialize)]
struct Look<'a> {
    #[serde(skip)]
    options: NotificationOptions<'a>,
    #[serde(skip)]
    token: &'a str,
}

impl PayloadLike for Look<'_> {
    fn get_device_token(&self) -> &str {
        self.token
    }

    fn get_options(&self) -> &NotificationOptions<'_> {
        &self.options
    }
}

/// The headers that a2's client writes for these options; it keeps the function that does so to itself.
fn written(options: &NotificationOptions) -> BTreeMap<String, String> {
    let headers = [
        (
            "apns-topic",
            options
                .apns_topic
                .map(str::to_owned),
        ),
        (
            "apns-push-type",
            options
                .apns_push_type
                .map(|kind| kind.to_string()),
        ),
        (
            "apns-priority",
            options
                .apns_priority
                .as_ref()
                .map(Priority::to_string),
        ),
        (
            "apns-expiration",
            options
                .apns_expiration
                .map(|at| at.to_string()),
        ),
        (
            "apns-collapse-id",
            options
                .apns_collapse_id
                .as_ref()
                .map(|id: &CollapseId| id.value.to_owned()),
        ),
        ("apns-id", options.apns_id.map(str::to_owned)),
    ];
    headers
        .into_iter()
        .filter_map(|(name, value)| Some((name.to_owned(), value?)))
        .collect()
}

#[tokio::test]
async fn what_we_send_is_what_a2_would_write() {
    let service = Service::start().await;
    let now = Clock::system().now();
    assert_eq!(
        service
            .client
            .push(&service.token, now)
            .await
            .answer,
        PushAnswer::Delivered
    );
    let sent = service
        .apns
        .requests()
        .pop()
        .unwrap();
    let options = NotificationOptions {
        apns_topic: Some(TOPIC),
        apns_push_type: Some(PushType::Background),
        apns_priority: Some(Priority::Normal),
        apns_expiration: Some(u64::try_from(now.seconds() + 30 * 86_400).unwrap()),
        // Neither: without the first nothing is merged that isn't for the same token anyway, and Apple makes the second.
        ..NotificationOptions::default()
    };
    let look = Look {
        options,
        token: &service.token,
    };
    let of_apns = sent
        .headers
        .iter()
        .filter(|(name, _)| name.as_str().starts_with("apns-"));
    let ours: BTreeMap<String, String> = of_apns
        .map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()))
        .collect();
    assert_eq!(ours, written(look.get_options()));
    assert_eq!(
        (sent.body.as_ref(), sent.token.as_str()),
        (
            look.to_json_string()
                .unwrap()
                .as_bytes(),
            look.get_device_token()
        )
    );
}
