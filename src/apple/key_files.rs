//! Certificates and keys as operators have them: PEM, DER or PKCS#12, keys encrypted or not.

use std::cell::Cell;

use openssl::pkcs12::{ParsedPkcs12_2, Pkcs12};
use openssl::pkey::{PKey, Private};
use openssl::provider::Provider;
use openssl::x509::X509;

use super::certificates::CertificateError;

/// What a file held.
#[derive(Default)]
pub(super) struct Contents {
    pub certificates: Vec<X509>,
    pub key: Option<PKey<Private>>,
}

/// Certificates of a file in any form, and the key if it lies in the same file.
pub(super) fn read_certificates(bytes: &[u8], passphrase: Option<&str>, what: &'static str) -> Result<Contents, CertificateError> {
    if is_pem(bytes) {
        let certificates = X509::stack_from_pem(bytes).map_err(|_| CertificateError::Unreadable { what })?;
        if certificates.is_empty() {
            return Err(CertificateError::Unreadable { what });
        }
        let key = if contains(bytes, b"PRIVATE KEY-----") { Some(read_pem_key(bytes, passphrase)?) } else { None };
        return Ok(Contents { certificates, key });
    }
    if let Ok(certificate) = X509::from_der(bytes) {
        return Ok(Contents { certificates: vec![certificate], key: None });
    }
    match Pkcs12::from_der(bytes) {
        Ok(archive) => open_pkcs12(&archive, passphrase),
        Err(_) => Err(CertificateError::Unreadable { what }),
    }
}

/// The private key of a file in any form.
pub(super) fn read_key(bytes: &[u8], passphrase: Option<&str>) -> Result<PKey<Private>, CertificateError> {
    if is_pem(bytes) {
        return read_pem_key(bytes, passphrase);
    }
    if let Ok(key) = PKey::private_key_from_der(bytes).or_else(|_| PKey::private_key_from_pkcs8(bytes)) {
        return Ok(key);
    }
    if let Ok(archive) = Pkcs12::from_der(bytes) {
        return open_pkcs12(&archive, passphrase)?.key.ok_or(CertificateError::NoKey);
    }
    match passphrase {
        Some(passphrase) => {
            PKey::private_key_from_pkcs8_passphrase(bytes, passphrase.as_bytes()).map_err(|_| CertificateError::KeyUnreadable)
        }
        None => Err(CertificateError::KeyUnreadable),
    }
}

fn is_pem(bytes: &[u8]) -> bool {
    contains(bytes, b"-----BEGIN ")
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|w| w == part)
}

fn read_pem_key(pem: &[u8], passphrase: Option<&str>) -> Result<PKey<Private>, CertificateError> {
    let asked = Cell::new(false);
    // Without a callback OpenSSL would ask on the terminal; with one we also learn that the key is encrypted.
    let key = PKey::private_key_from_pem_callback(pem, |buffer| {
        asked.set(true);
        let phrase = passphrase.unwrap_or("").as_bytes();
        let fits = phrase.len() <= buffer.len();
        if fits {
            buffer[..phrase.len()].copy_from_slice(phrase);
        }
        Ok(if fits { phrase.len() } else { 0 })
    });
    key.map_err(|_| match (asked.get(), passphrase) {
        (true, None) => CertificateError::PassphraseMissing,
        (true, Some(_)) => CertificateError::PassphraseWrong,
        (false, _) => CertificateError::KeyUnreadable,
    })
}

fn open_pkcs12(archive: &Pkcs12, passphrase: Option<&str>) -> Result<Contents, CertificateError> {
    let phrase = passphrase.unwrap_or("");
    if phrase.contains('\0') {
        return Err(CertificateError::PassphraseWrong);
    }
    let parsed = match archive.parse2(phrase) {
        Ok(parsed) => parsed,
        Err(error) if error.to_string().contains("mac verify") => {
            return Err(if passphrase.is_some() { CertificateError::PassphraseWrong } else { CertificateError::PassphraseMissing });
        }
        Err(_) => open_legacy(archive, phrase)?,
    };
    let certificates = parsed.cert.into_iter().chain(parsed.ca.into_iter().flatten()).collect::<Vec<_>>();
    if certificates.is_empty() {
        return Err(CertificateError::Unreadable { what: "certificate" });
    }
    Ok(Contents { certificates, key: parsed.pkey })
}

/// Old Keychain exports are encrypted with RC2, which current OpenSSL keeps in a module of its own that may be absent.
fn open_legacy(archive: &Pkcs12, phrase: &str) -> Result<ParsedPkcs12_2, CertificateError> {
    let _legacy = Provider::try_load(None, "legacy", true).map_err(|_| CertificateError::LegacyPkcs12)?;
    archive.parse2(phrase).map_err(|_| CertificateError::LegacyPkcs12)
}
