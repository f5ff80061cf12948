//! Google's side of a service account: the key file that the console gives out, and the check of what its owner signs.

use std::sync::OnceLock;

use data_encoding::BASE64URL_NOPAD;
use openssl::error::ErrorStack;
use openssl::hash::MessageDigest;
use openssl::pkey::{PKey, Private};
use openssl::rsa::Rsa;
use openssl::sign::Verifier;
use serde_json::{Value, json};

const EMAIL: &str = "stampwell@sandbox-wallet.iam.gserviceaccount.com";
const CLIENT_ID: &str = "107231456789012345678";

/// An account that may write to the issuer.
pub(super) struct ServiceAccount {
    key: PKey<Private>,
    key_id: String,
}

impl ServiceAccount {
    /// The account of this process: a new RSA key for each stand-in would cost a story half a second.
    pub(super) fn new() -> Result<ServiceAccount, ErrorStack> {
        static KEY: OnceLock<PKey<Private>> = OnceLock::new();
        let key = match KEY.get() {
            Some(key) => key,
            None => {
                let made = PKey::from_rsa(Rsa::generate(2048)?)?;
                // Two threads may make one each, and both then use the first.
                KEY.get_or_init(|| made)
            }
        };
        let public = openssl::hash::hash(MessageDigest::sha1(), &key.public_key_to_der()?)?;
        Ok(ServiceAccount {
            key: key.clone(),
            key_id: data_encoding::HEXLOWER.encode(&public),
        })
    }

    pub(super) fn email(&self) -> &'static str {
        EMAIL
    }

    /// The key file, field by field as the console writes it.
    pub(super) fn key_file(&self, token_uri: &str) -> Result<String, ErrorStack> {
        let private_key = String::from_utf8_lossy(
            &self
                .key
                .private_key_to_pem_pkcs8()?,
        )
        .into_owned();
        let file = json!({
            "type": "service_account",
            "project_id": "sandbox-wallet",
            "private_key_id": self.key_id,
            "private_key": private_key,
            "client_email": EMAIL,
            "client_id": CLIENT_ID,
            "auth_uri": "https://accounts.google.com/o/oauth2/auth",
            "token_uri": token_uri,
            "auth_provider_x509_cert_url": "https://www.googleapis.com/oauth2/v1/certs",
            "client_x509_cert_url": format!("https://www.googleapis.com/robot/v1/metadata/x509/{}", EMAIL.replace('@', "%40")),
            "universe_domain": "googleapis.com",
        });
        Ok(format!("{file:#}\n"))
    }

    /// The claims of a JWT that this account has signed with RS256; the error says what is wrong.
    pub(super) fn verify(&self, token: &str) -> Result<Value, String> {
        let mut parts = token.split('.');
        let (Some(header), Some(claims), Some(signature), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err("a JWT has three parts".to_owned());
        };
        self.verify_header(&decoded(header)?)?;
        let signature = BASE64URL_NOPAD
            .decode(signature.as_bytes())
            .map_err(|_| "the signature is not base64url".to_owned())?;
        let signed = &token[..header.len() + 1 + claims.len()];
        match self.is_signed(signed.as_bytes(), &signature) {
            Ok(true) => decoded(claims),
            _ => Err("the signature is not of this account's key".to_owned()),
        }
    }

    fn verify_header(&self, header: &Value) -> Result<(), String> {
        if header["alg"] != "RS256" {
            return Err(format!("alg must be RS256, not {}", header["alg"]));
        }
        if header
            .get("typ")
            .is_some_and(|typ| typ != "JWT")
        {
            return Err(format!("typ must be JWT, not {}", header["typ"]));
        }
        match header.get("kid") {
            Some(kid) if *kid != self.key_id => Err(format!("kid {kid} is no key of this account")),
            _ => Ok(()),
        }
    }

    fn is_signed(&self, signed: &[u8], signature: &[u8]) -> Result<bool, ErrorStack> {
        let mut verifier = Verifier::new(MessageDigest::sha256(), &self.key)?;
        verifier.update(signed)?;
        verifier.verify(signature)
    }
}

fn decoded(part: &str) -> Result<Value, String> {
    let bytes = BASE64URL_NOPAD
        .decode(part.as_bytes())
        .map_err(|_| "a part is not base64url without padding".to_owned())?;
    let value: Value =
        serde_json::from_slice(&bytes).map_err(|error| format!("a part is not JSON: {error}"))?;
    if value.is_object() {
        Ok(value)
    } else {
        Err("a part is not a JSON object".to_owned())
    }
}
