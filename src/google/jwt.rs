//! Signed claims: RS256 and nothing else, by `jsonwebtoken` with OpenSSL behind it.
//!
//! The library brings no cryptography of its own here: its own choices would add a second library beside OpenSSL, one of
//! them with a known weakness.

use std::sync::Once;

use jsonwebtoken::crypto::{CryptoProvider, JwtSigner, JwtVerifier, KeyUtils};
use jsonwebtoken::errors::{ErrorKind, Result as JwtResult};
use jsonwebtoken::signature::{Error as SignatureError, Signer, Verifier};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header};
use openssl::error::ErrorStack;
use openssl::hash::MessageDigest;
use openssl::pkey::{PKey, Private, Public};
use serde::Serialize;
use thiserror::Error;

use super::service_account::ServiceAccount;

/// Claims could not be signed, although the key was checked when it was read.
#[derive(Debug, Error)]
#[error(
    "the service account's key could not sign ({0}). Check the key file with `stampwell doctor`."
)]
pub struct JwtError(#[from] jsonwebtoken::errors::Error);

/// Signs claims as the service account; the header names the key.
pub fn sign<C: Serialize>(account: &ServiceAccount, claims: &C) -> Result<String, JwtError> {
    install();
    let header = Header {
        kid: account.key_id().map(str::to_owned),
        ..Header::new(Algorithm::RS256)
    };
    Ok(jsonwebtoken::encode(&header, claims, account.key())?)
}

/// Makes OpenSSL the library's cryptography. The process has one place for it; the first one stays.
pub(super) fn install() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let _ = OPENSSL.install_default();
    });
}

static OPENSSL: CryptoProvider = CryptoProvider {
    signer_factory: signer,
    verifier_factory: verifier,
    key_utils: KeyUtils::new_unimplemented(),
};

fn signer(algorithm: &Algorithm, key: &EncodingKey) -> JwtResult<Box<dyn JwtSigner>> {
    only_rs256(*algorithm)?;
    let key = PKey::private_key_from_der(key.as_bytes()).map_err(bad_key)?;
    Ok(Box::new(Rs256(key)))
}

/// Only RSA keys come here: the library holds the key's family to the algorithm's, so a public key never becomes an HMAC secret.
fn verifier(algorithm: &Algorithm, key: &DecodingKey) -> JwtResult<Box<dyn JwtVerifier>> {
    only_rs256(*algorithm)?;
    let key = PKey::public_key_from_der(key.try_get_as_bytes()?).map_err(bad_key)?;
    Ok(Box::new(Rs256(key)))
}

fn only_rs256(algorithm: Algorithm) -> JwtResult<()> {
    if algorithm == Algorithm::RS256 {
        Ok(())
    } else {
        Err(ErrorKind::UnsupportedAlgorithm.into())
    }
}

fn bad_key(error: ErrorStack) -> jsonwebtoken::errors::Error {
    ErrorKind::InvalidRsaKey(error.to_string()).into()
}

/// RSASSA-PKCS1-v1_5 with SHA-256 and one key.
struct Rs256<K>(PKey<K>);

impl Signer<Vec<u8>> for Rs256<Private> {
    fn try_sign(&self, message: &[u8]) -> Result<Vec<u8>, SignatureError> {
        let sign = || {
            openssl::sign::Signer::new(MessageDigest::sha256(), &self.0)?
                .sign_oneshot_to_vec(message)
        };
        sign().map_err(SignatureError::from_source)
    }
}

impl JwtSigner for Rs256<Private> {
    fn algorithm(&self) -> Algorithm {
        Algorithm::RS256
    }
}

impl Verifier<Vec<u8>> for Rs256<Public> {
    fn verify(&self, message: &[u8], signature: &Vec<u8>) -> Result<(), SignatureError> {
        let verify = || {
            openssl::sign::Verifier::new(MessageDigest::sha256(), &self.0)?
                .verify_oneshot(signature, message)
        };
        if verify().map_err(SignatureError::from_source)? {
            Ok(())
        } else {
            Err(SignatureError::new())
        }
    }
}

impl JwtVerifier for Rs256<Public> {
    fn algorithm(&self) -> Algorithm {
        Algorithm::RS256
    }
}

#[cfg(test)]
mod tests {
    use data_encoding::BASE64URL_NOPAD;
    use jsonwebtoken::Validation;
    use serde_json::{Value, json};

    use super::*;
    use crate::google::test_google::{EMAIL, KEY, account};

    /// Reads a token as Google would: RS256 with the account's public key, nothing else.
    fn read(token: &str) -> JwtResult<Value> {
        let mut rules = Validation::new(Algorithm::RS256);
        rules.required_spec_claims.clear();
        rules.validate_exp = false;
        rules.validate_aud = false;
        let key = DecodingKey::from_rsa_der(&KEY.public_key_to_der().unwrap());
        jsonwebtoken::decode(token, &key, &rules).map(|token| token.claims)
    }

    fn encoded(value: &Value) -> String {
        BASE64URL_NOPAD.encode(value.to_string().as_bytes())
    }

    #[test]
    fn signed_claims_read_back_and_the_header_names_the_key() {
        let token = sign(&account(), &json!({"iss": EMAIL})).unwrap();
        assert_eq!(read(&token).unwrap(), json!({"iss": EMAIL}));
        let header = jsonwebtoken::decode_header(&token).unwrap();
        assert_eq!(
            (header.alg, header.typ.as_deref()),
            (Algorithm::RS256, Some("JWT"))
        );
        assert_eq!(header.kid.as_deref(), Some("0123456789abcdef"));
    }

    #[test]
    fn changed_claims_are_not_believed() {
        let token = sign(&account(), &json!({"stamps": 1})).unwrap();
        let parts: Vec<&str> = token.split('.').collect();
        let forged = format!(
            "{}.{}.{}",
            parts[0],
            encoded(&json!({"stamps": 9})),
            parts[2]
        );
        assert!(read(&forged).is_err());
        assert!(read(&token[..token.len() - 4]).is_err());
    }

    #[test]
    fn other_algorithms_are_refused_whatever_the_header_says() {
        let claims = encoded(&json!({"stamps": 9}));
        let none = format!(
            "{}.{claims}.",
            encoded(&json!({"alg": "none", "typ": "JWT"}))
        );
        assert!(read(&none).is_err());
        // The classic: the public key, which everybody has, used as an HMAC secret.
        let head = encoded(&json!({"alg": "HS256", "typ": "JWT"}));
        let secret = PKey::hmac(&KEY.public_key_to_der().unwrap()).unwrap();
        let mut mac = openssl::sign::Signer::new(MessageDigest::sha256(), &secret).unwrap();
        let signature = mac
            .sign_oneshot_to_vec(format!("{head}.{claims}").as_bytes())
            .unwrap();
        assert!(
            read(&format!(
                "{head}.{claims}.{}",
                BASE64URL_NOPAD.encode(&signature)
            ))
            .is_err()
        );
        install();
        let key = EncodingKey::from_rsa_der(&KEY.private_key_to_der().unwrap());
        assert!(jsonwebtoken::encode(&Header::new(Algorithm::RS512), &json!({}), &key).is_err());
    }
}
