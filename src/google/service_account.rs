//! The service account: the key file as Google gives it, read and checked once.

use std::fmt;

use jsonwebtoken::EncodingKey;
use openssl::pkey::{Id, PKey};
use reqwest::Url;
use serde_json::{Map, Value};
use thiserror::Error;

use super::fetch::web_address;
use crate::plain::{self, pem};

/// Google issues 2048 bits; anything shorter was made elsewhere and is not worth trusting.
const FEWEST_BITS: u32 = 2048;

const NEW_KEY: &str = "In the Cloud console, open IAM & Admin, Service Accounts, the account, Keys. Choose Add key, JSON, and use the file it downloads.";

/// Why a key file cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ServiceAccountError {
    /// No JSON object at all.
    #[error("the service account's key file is {0}, not JSON. {NEW_KEY}")]
    NotJson(&'static str),
    /// The file of an OAuth client, which stands for an app that asks people to sign in.
    #[error(
        "this is an OAuth client's file, not a service account's: nobody signs in when a card changes. {NEW_KEY}"
    )]
    OauthClient,
    /// Credentials of another kind.
    #[error(
        "this file has the type {0:?}, not service_account, so it cannot sign save links. {NEW_KEY}"
    )]
    OtherType(String),
    /// A field that every key file has.
    #[error("the service account's key file has no {0}: it was cut or edited. {NEW_KEY}")]
    Missing(&'static str),
    /// The private key is no PEM that can be read.
    #[error(
        "private_key in the service account's key file cannot be read as a PEM key: it was cut or edited. {NEW_KEY}"
    )]
    Key,
    /// A key of another kind than RSA.
    #[error(
        "private_key in the service account's key file is not an RSA key, and Google only accepts RS256. {NEW_KEY}"
    )]
    NotRsa,
    /// A short key.
    #[error(
        "private_key in the service account's key file has {0} bits, and keys shorter than {FEWEST_BITS} can be forged. {NEW_KEY}"
    )]
    Short(u32),
    /// The token address is no web address.
    #[error(
        "token_uri {0:?} in the service account's key file is not a web address such as https://oauth2.googleapis.com/token. {NEW_KEY}"
    )]
    TokenUri(String),
}

/// Who stampwell is to Google: signs save links and asks for access tokens.
pub struct ServiceAccount {
    email: String,
    key_id: Option<String>,
    token_uri: Url,
    key: EncodingKey,
}

impl fmt::Debug for ServiceAccount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ServiceAccount({})", self.email)
    }
}

impl ServiceAccount {
    /// Reads the key file as Google gives it.
    pub fn read(bytes: &[u8]) -> Result<ServiceAccount, ServiceAccountError> {
        let file = object(bytes)?;
        check_type(&file)?;
        let text = |name| {
            file.get(name)
                .and_then(Value::as_str)
                .map(str::trim)
                .filter(|text| !text.is_empty())
        };
        let field = |name| text(name).ok_or(ServiceAccountError::Missing(name));
        Ok(ServiceAccount {
            email: field("client_email")?.to_owned(),
            key_id: text("private_key_id").map(str::to_owned),
            token_uri: token_uri(field("token_uri")?)?,
            key: encoding_key(field("private_key")?)?,
        })
    }

    /// The account's e-mail address, which is invited as a Developer in the Google Pay & Wallet console.
    pub fn email(&self) -> &str {
        &self.email
    }

    /// Which of the account's keys this is; goes into every header so that Google need not try them all.
    pub fn key_id(&self) -> Option<&str> {
        self.key_id.as_deref()
    }

    /// Where access tokens are asked for.
    pub fn token_uri(&self) -> &Url {
        &self.token_uri
    }

    /// The private key as the JWT library takes it; it wipes the bytes when it is dropped.
    pub(super) fn key(&self) -> &EncodingKey {
        &self.key
    }
}

/// The JSON in any encoding of an editor, or wrapped in Base64 or in quotes as secret stores keep it.
fn object(bytes: &[u8]) -> Result<Map<String, Value>, ServiceAccountError> {
    let parsed =
        |bytes: &[u8]| serde_json::from_str::<Value>(plain::trimmed(&plain::text_of(bytes)?)).ok();
    let unwrapped = || parsed(&pem::unwrapped(bytes)?);
    match parsed(bytes).or_else(unwrapped) {
        Some(Value::Object(file)) => Ok(file),
        Some(Value::String(text)) => serde_json::from_str(&text)
            .map_err(|_| ServiceAccountError::NotJson("a text in quotes")),
        Some(_) => Err(ServiceAccountError::NotJson("JSON without fields")),
        None => Err(ServiceAccountError::NotJson(match pem::kind_of(bytes) {
            "JSON" => "JSON that was cut off or edited",
            "something else" if bytes.starts_with(&[0x30]) => "a binary file, such as an old .p12",
            kind => kind,
        })),
    }
}

fn check_type(file: &Map<String, Value>) -> Result<(), ServiceAccountError> {
    match file
        .get("type")
        .and_then(Value::as_str)
    {
        Some("service_account") => Ok(()),
        Some(other) => Err(ServiceAccountError::OtherType(other.to_owned())),
        None if file.contains_key("web") || file.contains_key("installed") => {
            Err(ServiceAccountError::OauthClient)
        }
        None => Err(ServiceAccountError::Missing("type")),
    }
}

fn token_uri(text: &str) -> Result<Url, ServiceAccountError> {
    web_address(text).ok_or_else(|| ServiceAccountError::TokenUri(text.to_owned()))
}

fn encoding_key(text: &str) -> Result<EncodingKey, ServiceAccountError> {
    // Templates and shells write the line feeds of the JSON as two characters, or lose them.
    let block = pem::blocks(text.as_bytes())
        .into_iter()
        .find(|block| block.label.ends_with("PRIVATE KEY"))
        .ok_or(ServiceAccountError::Key)?;
    // The callback answers "no passphrase", or OpenSSL would ask at the terminal for an encrypted key's.
    let key = PKey::private_key_from_pem_callback(block.to_pem().as_bytes(), |_| Ok(0))
        .map_err(|_| ServiceAccountError::Key)?;
    if key.id() != Id::RSA {
        return Err(ServiceAccountError::NotRsa);
    }
    if key.bits() < FEWEST_BITS {
        return Err(ServiceAccountError::Short(key.bits()));
    }
    let der = key
        .private_key_to_pkcs8()
        .map_err(|_| ServiceAccountError::Key)?;
    Ok(EncodingKey::from_rsa_der(&der))
}

#[cfg(test)]
mod tests {
    use openssl::ec::{EcGroup, EcKey};
    use openssl::nid::Nid;
    use openssl::pkey::Private;
    use openssl::rsa::Rsa;
    use serde_json::json;

    use super::*;
    use crate::google::test_google::{EMAIL, KEY, key_file};

    fn refusal(file: &Value) -> ServiceAccountError {
        ServiceAccount::read(file.to_string().as_bytes()).unwrap_err()
    }

    fn with(name: &str, value: Value) -> Value {
        let mut file = key_file("https://oauth2.googleapis.com/token");
        file[name] = value;
        file
    }

    fn pem(key: PKey<Private>) -> Value {
        String::from_utf8(
            key.private_key_to_pem_pkcs8()
                .unwrap(),
        )
        .unwrap()
        .into()
    }

    #[test]
    fn the_file_is_read_as_google_gives_it() {
        let account = ServiceAccount::read(
            key_file("https://oauth2.googleapis.com/token")
                .to_string()
                .as_bytes(),
        )
        .unwrap();
        assert_eq!(
            (account.email(), account.key_id()),
            (EMAIL, Some("0123456789abcdef"))
        );
        assert_eq!(
            account.token_uri().as_str(),
            "https://oauth2.googleapis.com/token"
        );
    }

    #[test]
    fn the_file_is_read_as_editors_shells_and_secret_stores_leave_it() {
        let json = format!("{:#}\n", key_file("https://oauth2.googleapis.com/token"));
        let units = |with: fn(u16) -> [u8; 2], mark: &str| {
            format!("{mark}{json}")
                .encode_utf16()
                .flat_map(with)
                .collect::<Vec<u8>>()
        };
        let key = |replaced: &str| {
            let mut file = key_file("https://oauth2.googleapis.com/token");
            file["private_key"] = file["private_key"]
                .as_str()
                .unwrap()
                .replace('\n', replaced)
                .into();
            file.to_string().into_bytes()
        };
        let forms = [
            format!("\u{feff}{json}").into_bytes(),
            json.replace('\n', "\r\n")
                .into_bytes(),
            json.replace('\n', "\r")
                .into_bytes(),
            format!(" {json}\0").into_bytes(),
            Value::from(json.as_str())
                .to_string()
                .into_bytes(),
            data_encoding::BASE64
                .encode(json.as_bytes())
                .into_bytes(),
            units(u16::to_le_bytes, "\u{feff}"),
            units(u16::to_be_bytes, "\u{feff}"),
            units(u16::to_le_bytes, ""),
            units(u16::to_be_bytes, ""),
            key("\\n"),
            key("\\\\n"),
            key("\r\n"),
            key("\r"),
            key(" "),
            key(""),
        ];
        for form in forms {
            let account = ServiceAccount::read(&form)
                .unwrap_or_else(|e| panic!("{e}: {}", String::from_utf8_lossy(&form)));
            assert_eq!(account.email(), EMAIL);
        }
    }

    #[test]
    fn it_prints_no_secret() {
        let account = ServiceAccount::read(
            key_file("https://oauth2.googleapis.com/token")
                .to_string()
                .as_bytes(),
        )
        .unwrap();
        assert_eq!(format!("{account:?}"), format!("ServiceAccount({EMAIL})"));
    }

    #[test]
    fn files_of_other_kinds_are_named() {
        for (bytes, kind) in [
            (&b"0\x82\x09\x8a"[..], "a binary file, such as an old .p12"),
            (b"[]", "JSON without fields"),
            (b"{\"type\": ", "JSON that was cut off or edited"),
            (b"", "an empty file"),
            (
                b"-----BEGIN PRIVATE KEY-----\nTWFu\n-----END PRIVATE KEY-----",
                "a private key",
            ),
            (b"<html>", "a web page or XML"),
        ] {
            assert_eq!(
                ServiceAccount::read(bytes).unwrap_err(),
                ServiceAccountError::NotJson(kind)
            );
        }
        assert_eq!(
            refusal(&json!({"web": {"client_id": "1-a.apps.googleusercontent.com"}})),
            ServiceAccountError::OauthClient
        );
        assert_eq!(
            refusal(&json!({"installed": {"client_id": "1-a.apps.googleusercontent.com"}})),
            ServiceAccountError::OauthClient
        );
        assert_eq!(
            refusal(&with("type", "authorized_user".into())),
            ServiceAccountError::OtherType("authorized_user".into())
        );
        assert_eq!(refusal(&json!({})), ServiceAccountError::Missing("type"));
        for name in ["client_email", "private_key", "token_uri"] {
            assert_eq!(
                refusal(&with(name, Value::Null)),
                ServiceAccountError::Missing(name)
            );
            assert_eq!(
                refusal(&with(name, " ".into())),
                ServiceAccountError::Missing(name)
            );
        }
    }

    #[test]
    fn keys_that_google_would_refuse_are_refused_here() {
        let group = EcGroup::from_curve_name(Nid::X9_62_PRIME256V1).unwrap();
        let ec = PKey::from_ec_key(EcKey::generate(&group).unwrap()).unwrap();
        assert_eq!(
            refusal(&with("private_key", pem(ec))),
            ServiceAccountError::NotRsa
        );
        let short = PKey::from_rsa(Rsa::generate(1024).unwrap()).unwrap();
        assert_eq!(
            refusal(&with("private_key", pem(short))),
            ServiceAccountError::Short(1024)
        );
        assert_eq!(
            refusal(&with(
                "private_key",
                "-----BEGIN PRIVATE KEY-----\nMIIE\n".into()
            )),
            ServiceAccountError::Key
        );
        let locked = KEY
            .private_key_to_pem_pkcs8_passphrase(openssl::symm::Cipher::aes_128_cbc(), b"secret")
            .unwrap();
        assert_eq!(
            refusal(&with(
                "private_key",
                String::from_utf8(locked)
                    .unwrap()
                    .into()
            )),
            ServiceAccountError::Key
        );
        assert_eq!(
            refusal(&with("token_uri", "oauth2".into())),
            ServiceAccountError::TokenUri("oauth2".into())
        );
    }

    #[test]
    fn every_refusal_says_what_to_do() {
        for error in [
            ServiceAccountError::NotJson("JSON"),
            ServiceAccountError::Missing("private_key"),
            ServiceAccountError::Key,
        ] {
            assert!(
                error
                    .to_string()
                    .contains("Add key, JSON"),
                "{error}"
            );
        }
    }
}
