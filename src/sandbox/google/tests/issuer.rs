//! The issuer's side, written for these tests alone: signs with openssl and speaks HTTP with reqwest.

use data_encoding::BASE64URL_NOPAD;
use openssl::hash::MessageDigest;
use openssl::pkey::{PKey, Private};
use openssl::sign::Signer;
use reqwest::{Method, Response};
use serde_json::{Value, json};

use super::{class, id};
use crate::sandbox::GoogleStandIn;

/// Signs a JWT with RS256.
pub(super) fn jwt(key: &PKey<Private>, claims: &Value) -> String {
    jwt_with_header(key, &json!({"alg": "RS256", "typ": "JWT"}), claims)
}

pub(super) fn jwt_with_header(key: &PKey<Private>, header: &Value, claims: &Value) -> String {
    let encoded = |value: &Value| BASE64URL_NOPAD.encode(value.to_string().as_bytes());
    let signed = format!("{}.{}", encoded(header), encoded(claims));
    let mut signer = Signer::new(MessageDigest::sha256(), key).unwrap();
    signer
        .update(signed.as_bytes())
        .unwrap();
    format!(
        "{signed}.{}",
        BASE64URL_NOPAD.encode(&signer.sign_to_vec().unwrap())
    )
}

pub(super) struct Issuer {
    pub(super) key: PKey<Private>,
    pub(super) email: String,
    pub(super) token_uri: String,
    pub(super) http: reqwest::Client,
    pub(super) token: String,
    api_url: String,
    save_url: String,
}

impl Issuer {
    /// Reads the key file and asks for a token.
    pub(super) async fn of(google: &GoogleStandIn) -> Issuer {
        let file: Value = serde_json::from_str(&google.key_file().unwrap()).unwrap();
        let text = |name: &str| {
            file[name]
                .as_str()
                .unwrap()
                .to_owned()
        };
        let mut issuer = Issuer {
            key: PKey::private_key_from_pem(text("private_key").as_bytes()).unwrap(),
            email: text("client_email"),
            token_uri: text("token_uri"),
            http: reqwest::Client::builder()
                .no_proxy()
                .redirect(reqwest::redirect::Policy::none())
                .build()
                .unwrap(),
            token: String::new(),
            api_url: google.api_url(),
            save_url: google.save_url(),
        };
        issuer.renew_token().await;
        issuer
    }

    /// With the class `coffee` in place.
    pub(super) async fn with_class(google: &GoogleStandIn) -> Issuer {
        let issuer = Issuer::of(google).await;
        assert_eq!(
            issuer
                .says(Method::POST, "loyaltyClass", &class("coffee"))
                .await
                .0,
            200
        );
        issuer
    }

    pub(super) fn assertion_claims(&self, now_s: i64) -> Value {
        let scope = "https://www.googleapis.com/auth/wallet_object.issuer";
        json!({"iss": self.email, "scope": scope, "aud": self.token_uri, "iat": now_s, "exp": now_s + 3600})
    }

    pub(super) async fn ask_token(&self, assertion: &str) -> (u16, Value) {
        let form = [
            ("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"),
            ("assertion", assertion),
        ];
        heard(
            self.http
                .post(&self.token_uri)
                .form(&form)
                .send()
                .await
                .unwrap(),
        )
        .await
    }

    pub(super) async fn renew_token(&mut self) {
        self.renew_token_of(crate::sandbox::wall_clock_ms())
            .await;
    }

    /// Moves Google's clock, after which the old token has ended.
    pub(super) async fn renew_token_at(&mut self, google: &GoogleStandIn, now_ms: i64) {
        google.set_now_ms(now_ms);
        self.renew_token_of(now_ms).await;
    }

    async fn renew_token_of(&mut self, now_ms: i64) {
        let (status, answer) = self
            .ask_token(&jwt(&self.key, &self.assertion_claims(now_ms / 1000)))
            .await;
        assert_eq!(status, 200, "{answer}");
        self.token = answer["access_token"]
            .as_str()
            .unwrap()
            .to_owned();
    }

    pub(super) async fn call(
        &self,
        method: Method,
        path: &str,
        body: &Value,
    ) -> reqwest::Result<Response> {
        let request = self
            .http
            .request(method.clone(), format!("{}/{path}", self.api_url))
            .bearer_auth(&self.token);
        if method == Method::GET {
            request.send().await
        } else {
            request.json(body).send().await
        }
    }

    /// Status and body of the answer.
    pub(super) async fn says(&self, method: Method, path: &str, body: &Value) -> (u16, Value) {
        heard(
            self.call(method, path, body)
                .await
                .unwrap(),
        )
        .await
    }

    /// Status and the first reason of an error.
    pub(super) async fn refusal(&self, method: Method, path: &str, body: &Value) -> (u16, String) {
        let (status, answer) = self.says(method, path, body).await;
        (
            status,
            answer["error"]["errors"][0]["reason"]
                .as_str()
                .unwrap_or_default()
                .to_owned(),
        )
    }

    pub(super) async fn insert(&self, object: &Value) {
        let (status, answer) = self
            .says(Method::POST, "loyaltyObject", object)
            .await;
        assert_eq!(status, 200, "{answer}");
    }

    pub(super) async fn patch(&self, identifier: &str, patch: &Value) -> (u16, Value) {
        self.says(
            Method::PATCH,
            &format!("loyaltyObject/{}", id(identifier)),
            patch,
        )
        .await
    }

    /// Sets the number of stamps, with a notification.
    pub(super) async fn stamp(&self, identifier: &str, stamps: i64) {
        let patch = json!({"loyaltyPoints": {"balance": {"int": stamps}}, "notifyPreference": "NOTIFY_ON_UPDATE"});
        assert_eq!(
            self.patch(identifier, &patch)
                .await
                .0,
            200
        );
    }

    pub(super) fn save_claims(&self, payload: &Value) -> Value {
        let now_s = crate::sandbox::wall_clock_ms() / 1000;
        json!({"iss": self.email, "aud": "google", "typ": "savetowallet", "iat": now_s, "payload": payload})
    }

    pub(super) fn link(&self, claims: &Value) -> String {
        format!("{}/{}", self.save_url, jwt(&self.key, claims))
    }

    /// A link that names the object and nothing more.
    pub(super) fn skinny_link(&self, identifier: &str) -> String {
        self.link(&self.save_claims(&json!({"loyaltyObjects": [{"id": id(identifier)}]})))
    }

    pub(super) fn fat_link(&self, object: &Value) -> String {
        self.link(&self.save_claims(&json!({"loyaltyObjects": [object]})))
    }
}

async fn heard(answer: Response) -> (u16, Value) {
    let status = answer.status().as_u16();
    let text = answer.text().await.unwrap();
    (
        status,
        serde_json::from_str(&text).unwrap_or(Value::String(text)),
    )
}
