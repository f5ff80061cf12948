//! The token endpoint: a signed assertion for an access token.

use std::collections::HashMap;

use http::Method;
use openssl::error::ErrorStack;
use serde_json::{Value, json};

use super::account::ServiceAccount;
use super::line::{Incoming, Reply};

const GRANT: &str = "urn:ietf:params:oauth:grant-type:jwt-bearer";
const SCOPE: &str = "https://www.googleapis.com/auth/wallet_object.issuer";
/// How long a token lives, and how long an assertion may.
const HOUR_S: i64 = 3600;
/// How far two clocks may differ.
const SKEW_S: i64 = 300;

/// Tokens given out.
#[derive(Default)]
pub(super) struct Tokens {
    /// When each ends, in milliseconds since 1970.
    alive: HashMap<String, i64>,
    given: u64,
}

impl Tokens {
    pub(super) fn given(&self) -> u64 {
        self.given
    }

    pub(super) fn revoke(&mut self) {
        self.alive.clear();
    }

    /// Whether an `Authorization` header opens the door now.
    pub(super) fn open(&self, authorization: Option<&str>, now_ms: i64) -> bool {
        let token = authorization.and_then(|value| value.strip_prefix("Bearer "));
        token
            .and_then(|token| self.alive.get(token))
            .is_some_and(|end_ms| *end_ms > now_ms)
    }

    fn give(&mut self, now_ms: i64) -> Result<String, ErrorStack> {
        let token = format!("ya29.{}", crate::sandbox::random_hex(32)?);
        self.alive
            .retain(|_, end_ms| *end_ms > now_ms);
        self.alive
            .insert(token.clone(), now_ms + HOUR_S * 1000);
        self.given += 1;
        Ok(token)
    }

    /// Answers `POST /token`.
    pub(super) fn answer(
        &mut self,
        request: &Incoming,
        account: &ServiceAccount,
        token_uri: &str,
        now_ms: i64,
    ) -> Reply {
        let granted = demand(request, account, token_uri, now_ms / 1000);
        match granted.map(|()| self.give(now_ms)) {
            Ok(Ok(token)) => Reply::json(
                200,
                &json!({"access_token": token, "expires_in": HOUR_S - 1, "token_type": "Bearer"}),
            ),
            Ok(Err(_)) => refusal(
                500,
                "internal_failure",
                "The stand-in is out of random numbers.",
            ),
            Err((error, description)) => refusal(400, error, &description),
        }
    }
}

/// OAuth's shape of an error.
pub(super) fn refusal(status: u16, error: &str, description: &str) -> Reply {
    Reply::json(
        status,
        &json!({"error": error, "error_description": description}),
    )
}

type Refused = (&'static str, String);

fn demand(
    request: &Incoming,
    account: &ServiceAccount,
    token_uri: &str,
    now_s: i64,
) -> Result<(), Refused> {
    let invalid_request = |why: &str| ("invalid_request", why.to_owned());
    if request.method != Method::POST {
        return Err(invalid_request("Use POST."));
    }
    if !request
        .header("content-type")
        .is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded"))
    {
        return Err(invalid_request("The body must be form-encoded."));
    }
    let form = form(&request.body);
    match form
        .get("grant_type")
        .map(String::as_str)
    {
        Some(GRANT) => {}
        Some(other) => {
            return Err((
                "unsupported_grant_type",
                format!("Invalid grant_type: {other}"),
            ));
        }
        None => return Err(invalid_request("Required parameter is missing: grant_type")),
    }
    let assertion = form
        .get("assertion")
        .ok_or_else(|| invalid_request("Required parameter is missing: assertion"))?;
    let claims = account
        .verify(assertion)
        .map_err(|why| ("invalid_grant", format!("Invalid JWT Signature: {why}.")))?;
    judge(&claims, account, token_uri, now_s)
}

fn judge(
    claims: &Value,
    account: &ServiceAccount,
    token_uri: &str,
    now_s: i64,
) -> Result<(), Refused> {
    if claims["iss"] != account.email() {
        return Err((
            "invalid_grant",
            "Invalid grant: account not found".to_owned(),
        ));
    }
    if claims["scope"] != SCOPE {
        return Err((
            "invalid_scope",
            format!(
                "{} is not a valid audience string or scope.",
                claims["scope"]
            ),
        ));
    }
    if claims["aud"] != token_uri {
        return Err((
            "invalid_grant",
            format!(
                "Invalid JWT: aud must be {token_uri}, not {}.",
                claims["aud"]
            ),
        ));
    }
    let (Some(iat), Some(exp)) = (claims["iat"].as_i64(), claims["exp"].as_i64()) else {
        return Err((
            "invalid_grant",
            "Invalid JWT: iat and exp must be whole seconds.".to_owned(),
        ));
    };
    let sane = iat <= now_s + SKEW_S && exp > now_s - SKEW_S && exp > iat && exp - iat <= HOUR_S;
    if sane {
        return Ok(());
    }
    let why = "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp values";
    Err(("invalid_grant", why.to_owned()))
}

fn form(body: &[u8]) -> HashMap<String, String> {
    let body = String::from_utf8_lossy(body);
    // A query string is form-encoded too, and the address parser knows how to read one.
    let url = reqwest::Url::parse(&format!("http://form/?{body}"));
    url.map(|url| {
        url.query_pairs()
            .into_owned()
            .collect()
    })
    .unwrap_or_default()
}
