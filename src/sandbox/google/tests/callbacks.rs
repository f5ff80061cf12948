//! Signed callbacks, verified here by the steps of Google's documentation.

use std::collections::VecDeque;
use std::sync::Mutex;

use data_encoding::BASE64;
use openssl::hash::MessageDigest;
use openssl::pkey::PKey;
use openssl::sign::Verifier;
use reqwest::Method;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use super::*;

/// A shop's own server: answers `robots.txt` and callbacks as told, and keeps what it heard.
struct Shop {
    url: String,
    heard: Arc<Mutex<Vec<String>>>,
    accepting: JoinHandle<()>,
}

impl Drop for Shop {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

impl Shop {
    /// Answers callbacks with these statuses in turn, then with 200.
    async fn open(robots: &'static str, statuses: &[u16]) -> Shop {
        let listener = TcpListener::bind("127.0.0.1:0")
            .await
            .unwrap();
        let url = format!(
            "http://{}/google/callback/mrc_1",
            listener.local_addr().unwrap()
        );
        let heard = Arc::new(Mutex::new(Vec::new()));
        let (keep, mut statuses) = (heard.clone(), VecDeque::from(statuses.to_vec()));
        let accepting = tokio::spawn(async move {
            while let Ok((mut socket, _)) = listener.accept().await {
                let request = read_request(&mut socket).await;
                let (status, body) = match request.split_once("\r\n\r\n") {
                    Some((_, body)) if request.starts_with("POST") => {
                        keep.lock()
                            .unwrap()
                            .push(body.to_owned());
                        (statuses.pop_front().unwrap_or(200), "")
                    }
                    _ => (200, robots),
                };
                let answer = format!(
                    "HTTP/1.1 {status} X\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
                    body.len()
                );
                socket
                    .write_all(answer.as_bytes())
                    .await
                    .unwrap();
            }
        });
        Shop {
            url,
            heard,
            accepting,
        }
    }

    fn heard(&self) -> Vec<String> {
        self.heard.lock().unwrap().clone()
    }

    /// An issuer whose class calls this shop, with the card `ann`.
    async fn issuer(&self, google: &GoogleStandIn) -> Issuer {
        let issuer = Issuer::of(google).await;
        let mut class = class("coffee");
        class["callbackOptions"] = json!({"url": self.url});
        assert_eq!(
            issuer
                .says(Method::POST, "loyaltyClass", &class)
                .await
                .0,
            200
        );
        issuer
            .insert(&object("ann", 3))
            .await;
        issuer
    }
}

async fn read_request(socket: &mut tokio::net::TcpStream) -> String {
    let mut bytes = Vec::new();
    loop {
        let text = String::from_utf8_lossy(&bytes).to_ascii_lowercase();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head
                .split("content-length: ")
                .nth(1)
                .and_then(|rest| rest.lines().next()?.parse().ok())
                .unwrap_or(0);
            if body.len() >= length {
                return String::from_utf8(bytes).unwrap();
            }
        }
        assert_ne!(
            socket
                .read_buf(&mut bytes)
                .await
                .unwrap(),
            0,
            "the request ended early"
        );
    }
}

fn is_signed(key: &str, parts: &[&str], signature: &str) -> bool {
    let key = PKey::public_key_from_der(
        &BASE64
            .decode(key.as_bytes())
            .unwrap(),
    )
    .unwrap();
    let mut verifier = Verifier::new(MessageDigest::sha256(), &key).unwrap();
    for part in parts {
        verifier
            .update(&(part.len() as u32).to_le_bytes())
            .unwrap();
        verifier
            .update(part.as_bytes())
            .unwrap();
    }
    verifier
        .verify(
            &BASE64
                .decode(signature.as_bytes())
                .unwrap(),
        )
        .unwrap()
}

/// The message of a callback that holds before all of Google's steps.
async fn verified(google: &GoogleStandIn, issuer: &Issuer, body: &str) -> Option<Value> {
    const PROTOCOL: &str = "ECv2SigningOnly";
    let now_ms = crate::sandbox::wall_clock_ms();
    let keys: Value = issuer
        .http
        .get(google.keys_url())
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    let body: Value = serde_json::from_str(body).unwrap();
    let text = |value: &Value| {
        value
            .as_str()
            .unwrap_or_default()
            .to_owned()
    };
    let ends_later = |value: &Value| {
        text(value)
            .parse::<i64>()
            .is_ok_and(|end_ms| end_ms > now_ms)
    };

    let signed_key = text(&body["intermediateSigningKey"]["signedKey"]);
    let roots = keys["keys"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|key| key["protocolVersion"] == PROTOCOL && ends_later(&key["keyExpiration"]));
    let signatures = body["intermediateSigningKey"]["signatures"]
        .as_array()
        .unwrap();
    let by = |root: &Value| {
        signatures.iter().any(|signature| {
            is_signed(
                &text(&root["keyValue"]),
                &["GooglePayPasses", PROTOCOL, &signed_key],
                &text(signature),
            )
        })
    };
    let is_trusted = body["protocolVersion"] == PROTOCOL && roots.into_iter().any(by);
    let intermediate: Value = serde_json::from_str(&signed_key).unwrap();
    let message = text(&body["signedMessage"]);
    let parts = ["GooglePayPasses", google.issuer_id(), PROTOCOL, &message];
    let holds = is_trusted
        && ends_later(&intermediate["keyExpiration"])
        && is_signed(
            &text(&intermediate["keyValue"]),
            &parts,
            &text(&body["signature"]),
        );
    let message: Value = serde_json::from_str(&message).unwrap();
    (holds && message["expTimeMillis"].as_i64() > Some(now_ms)).then_some(message)
}

#[tokio::test]
async fn saving_and_deleting_call_the_shop_with_a_signature() {
    let google = google().await;
    let shop = Shop::open("User-agent: *\nAllow: /google/callback/\nDisallow: /", &[]).await;
    let issuer = shop.issuer(&google).await;
    google
        .save(&issuer.skinny_link("ann"))
        .await
        .unwrap();
    assert!(
        google
            .wait_for_callbacks(1, PATIENCE)
            .await
    );
    google
        .save(&issuer.skinny_link("ann"))
        .await
        .unwrap();
    google
        .remove(&id("ann"))
        .await
        .unwrap();
    assert!(
        google
            .wait_for_callbacks(2, PATIENCE)
            .await
    );

    let heard = shop.heard();
    assert_eq!(
        heard.len(),
        2,
        "a card that is held already is not saved anew"
    );
    for (body, event) in heard.iter().zip(["save", "del"]) {
        let message = verified(&google, &issuer, body)
            .await
            .unwrap();
        assert_eq!(
            (&message["eventType"], &message["objectId"]),
            (&json!(event), &json!(id("ann")))
        );
        assert_eq!(
            (&message["classId"], &message["count"]),
            (&json!(id("coffee")), &json!(1))
        );
    }
    let sent = google.callbacks();
    assert_eq!(
        (sent[0].event.as_str(), sent[0].status, sent[0].attempts),
        ("save", Some(200), 1)
    );
    assert_ne!(sent[0].nonce, sent[1].nonce);
    assert!(google.keys_fetched() >= 2 && sent[1].body == heard[1]);
}

#[tokio::test]
async fn a_callback_is_tried_again_only_when_the_shop_is_in_trouble() {
    let google = google().await;
    let shop = Shop::open("", &[500, 503, 200, 400, 500, 500, 500]).await;
    let issuer = shop.issuer(&google).await;
    for n in 1..=3 {
        google
            .save(&issuer.skinny_link("ann"))
            .await
            .unwrap();
        assert!(
            google
                .wait_for_callbacks(2 * n - 1, PATIENCE)
                .await
        );
        google
            .remove(&id("ann"))
            .await
            .unwrap();
        assert!(
            google
                .wait_for_callbacks(2 * n, PATIENCE)
                .await
        );
    }
    let outcomes: Vec<(Option<u16>, u32)> = google
        .callbacks()
        .into_iter()
        .map(|sent| (sent.status, sent.attempts))
        .collect();
    assert_eq!(
        outcomes,
        [
            (Some(200), 3),
            (Some(400), 1),
            (Some(500), 3),
            (Some(200), 1),
            (Some(200), 1),
            (Some(200), 1)
        ]
    );
    let heard = shop.heard();
    assert!(
        heard[0] == heard[1] && heard[1] == heard[2],
        "an attempt repeats the same body"
    );
}

#[tokio::test]
async fn callbacks_can_be_lost_forbidden_or_find_nobody() {
    let google = google().await;
    let shop = Shop::open("User-agent: *\nDisallow: /google/", &[]).await;
    let issuer = shop.issuer(&google).await;
    google.lose_callbacks(true);
    google
        .save(&issuer.skinny_link("ann"))
        .await
        .unwrap();
    google.lose_callbacks(false);
    google
        .remove(&id("ann"))
        .await
        .unwrap();
    assert!(
        google
            .wait_for_callbacks(1, PATIENCE)
            .await
    );
    assert_eq!(shop.heard().len(), 0);
    let forbidden = &google.callbacks()[0];
    assert_eq!(
        (
            forbidden.event.as_str(),
            forbidden.status,
            forbidden.attempts
        ),
        ("del", None, 0)
    );
    assert!(
        forbidden
            .trouble
            .as_ref()
            .unwrap()
            .contains("robots.txt"),
        "{forbidden:?}"
    );

    drop(shop);
    google
        .save(&issuer.skinny_link("ann"))
        .await
        .unwrap();
    assert!(
        google
            .wait_for_callbacks(2, PATIENCE)
            .await
    );
    assert_eq!(google.callbacks()[1].status, None);
}

#[tokio::test]
async fn every_flaw_is_one() {
    let google = google().await;
    let issuer = Issuer::with_class(&google).await;
    issuer
        .insert(&object("ann", 3))
        .await;
    let made = async |flaw: CallbackFlaw| {
        let body = google
            .callback(&id("ann"), "save", &flaw)
            .unwrap();
        verified(&google, &issuer, &body).await
    };
    assert_eq!(
        made(CallbackFlaw::None)
            .await
            .unwrap()["classId"],
        id("coffee")
    );
    assert_eq!(
        made(CallbackFlaw::Nonce("n".to_owned()))
            .await
            .unwrap()["nonce"],
        "n"
    );
    assert!(
        made(CallbackFlaw::BadSignaturesFirst(3))
            .await
            .is_some()
    );
    let flaws = [
        CallbackFlaw::WrongRoot,
        CallbackFlaw::WrongRecipient("3388000000099999999".to_owned()),
        CallbackFlaw::WrongSender("GoogleWalletPasses".to_owned()),
        CallbackFlaw::ExpiredMessage,
        CallbackFlaw::ExpiredIntermediate,
        CallbackFlaw::ReencodedMessage,
        CallbackFlaw::OtherProtocol,
        CallbackFlaw::TamperedEvent,
        CallbackFlaw::NoSignatures,
    ];
    for flaw in flaws {
        assert_eq!(made(flaw.clone()).await, None, "{flaw:?}");
    }
    let before = google
        .callback(&id("ann"), "save", &CallbackFlaw::None)
        .unwrap();
    google.rotate_root_keys().unwrap();
    assert!(
        verified(&google, &issuer, &before)
            .await
            .is_some(),
        "the root before is still published"
    );
    assert!(
        made(CallbackFlaw::None)
            .await
            .is_some()
    );
    assert!(
        before.contains(r"\\u003d"),
        "equal signs are escaped inside the signed key: {before}"
    );
}

#[tokio::test]
async fn the_keys_say_how_long_they_may_be_kept() {
    let google = google().await;
    google.set_keys_max_age(60);
    let answer = reqwest::Client::builder()
        .no_proxy()
        .build()
        .unwrap()
        .get(google.keys_url())
        .send()
        .await
        .unwrap();
    assert_eq!(answer.headers()["cache-control"], "public, max-age=60");
    let keys: Value = answer.json().await.unwrap();
    assert_eq!(
        (
            keys["keys"]
                .as_array()
                .unwrap()
                .len(),
            keys["keys"][0].get("keyExpiration")
        ),
        (2, None)
    );
}
