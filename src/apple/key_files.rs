//! Certificates and keys as operators have them: PEM, DER or PKCS#12, keys encrypted or not.

use std::cell::Cell;

use openssl::pkcs7::Pkcs7;
use openssl::pkcs12::{ParsedPkcs12_2, Pkcs12};
use openssl::pkey::{PKey, Private};
use openssl::provider::Provider;
use openssl::x509::{X509, X509Req};

use super::certificate_error::CertificateError;
use super::encryption::{algorithm, old_cipher, old_way};
use crate::plain::pem::{self, Block};
use crate::plain::spellings;

/// What a file held.
#[derive(Default)]
pub(super) struct Contents {
    pub certificates: Vec<X509>,
    pub key: Option<PKey<Private>>,
}

/// Certificates of a file in any form, and the key if it lies in the same file.
pub(super) fn read_certificates(
    bytes: &[u8],
    passphrase: Option<&str>,
    what: &'static str,
) -> Result<Contents, CertificateError> {
    let blocks = pem::blocks(bytes);
    if !blocks.is_empty() {
        let certificates: Vec<X509> = blocks
            .iter()
            .flat_map(certificates_of)
            .collect();
        if certificates.is_empty() {
            return Err(CertificateError::HoldsOther {
                what,
                holds: pem::kind_of(bytes),
            });
        }
        let key = blocks
            .iter()
            .find(|block| is_key(block))
            .map(|block| key_of(block, passphrase))
            .transpose()?;
        return Ok(Contents { certificates, key });
    }
    if let Ok(certificate) = X509::from_der(bytes) {
        return Ok(Contents {
            certificates: vec![certificate],
            key: None,
        });
    }
    let in_pkcs7 = certificates_of_pkcs7(bytes);
    if !in_pkcs7.is_empty() {
        return Ok(Contents {
            certificates: in_pkcs7,
            key: None,
        });
    }
    if let Ok(archive) = Pkcs12::from_der(bytes) {
        return open_pkcs12(&archive, bytes, passphrase);
    }
    match pem::unwrapped(bytes) {
        Some(inner) => read_certificates(&inner, passphrase, what),
        None => Err(other(bytes, what)),
    }
}

/// The private key of a file in any form.
pub(super) fn read_key(
    bytes: &[u8],
    passphrase: Option<&str>,
) -> Result<PKey<Private>, CertificateError> {
    let blocks = pem::blocks(bytes);
    if !blocks.is_empty() {
        let key = blocks
            .iter()
            .find(|block| is_key(block));
        return key_of(
            key.ok_or_else(|| CertificateError::HoldsOther {
                what: "private key",
                holds: pem::kind_of(bytes),
            })?,
            passphrase,
        );
    }
    if let Ok(key) =
        PKey::private_key_from_der(bytes).or_else(|_| PKey::private_key_from_pkcs8(bytes))
    {
        return Ok(key);
    }
    if let Ok(archive) = Pkcs12::from_der(bytes) {
        return open_pkcs12(&archive, bytes, passphrase)?
            .key
            .ok_or(CertificateError::NoKey);
    }
    if algorithm(bytes).is_some() {
        return key_of(
            &Block {
                label: "ENCRYPTED PRIVATE KEY".into(),
                dek_info: None,
                der: bytes.to_vec(),
            },
            passphrase,
        );
    }
    match pem::unwrapped(bytes) {
        Some(inner) => read_key(&inner, passphrase),
        None => Err(match other(bytes, "private key") {
            CertificateError::Unreadable { .. } => CertificateError::KeyUnreadable,
            named => named,
        }),
    }
}

/// Names what was given in place of what is wanted.
fn other(bytes: &[u8], what: &'static str) -> CertificateError {
    let holds = if X509::from_der(bytes).is_ok() {
        "a certificate"
    } else if PKey::private_key_from_der(bytes)
        .or_else(|_| PKey::private_key_from_pkcs8(bytes))
        .is_ok()
        || algorithm(bytes).is_some()
    {
        "a private key"
    } else if X509Req::from_der(bytes).is_ok() {
        "a certificate request"
    } else if PKey::public_key_from_der(bytes).is_ok() {
        "a public key"
    } else {
        pem::kind_of(bytes)
    };
    match holds {
        "something else" => CertificateError::Unreadable { what },
        holds => CertificateError::HoldsOther { what, holds },
    }
}

fn is_key(block: &Block) -> bool {
    // OpenSSH's own form ends in the same words, and OpenSSL cannot read it.
    block.label.ends_with("PRIVATE KEY") && !block.label.starts_with("OPENSSH")
}

fn certificates_of(block: &Block) -> Vec<X509> {
    match block.label.as_str() {
        "CERTIFICATE" | "X509 CERTIFICATE" | "TRUSTED CERTIFICATE" => X509::from_der(&block.der)
            .into_iter()
            .collect(),
        "PKCS7" | "CMS" => certificates_of_pkcs7(&block.der),
        _ => vec![],
    }
}

fn certificates_of_pkcs7(der: &[u8]) -> Vec<X509> {
    let Ok(archive) = Pkcs7::from_der(der) else {
        return vec![];
    };
    let held = archive
        .signed()
        .and_then(|signed| signed.certificates());
    held.map(|all| {
        all.iter()
            .map(ToOwned::to_owned)
            .collect()
    })
    .unwrap_or_default()
}

/// The key of a block, by the passphrase in each way in which it may have been typed.
fn key_of(block: &Block, passphrase: Option<&str>) -> Result<PKey<Private>, CertificateError> {
    let fault = match try_key(block, passphrase) {
        Err(fault) => fault,
        opened => return opened,
    };
    let Some(how) = old_way(block) else {
        return Err(fault);
    };
    // Another OpenSSL than ours may bring its module of old ciphers.
    let _legacy = Provider::try_load(None, "legacy", true)
        .map_err(|_| CertificateError::OldEncryption { how })?;
    try_key(block, passphrase)
}

fn try_key(block: &Block, passphrase: Option<&str>) -> Result<PKey<Private>, CertificateError> {
    let (pem, asked) = (block.to_pem(), Cell::new(false));
    for phrase in passphrase.map_or_else(|| vec![vec![]], spellings) {
        // Without a callback OpenSSL would ask on the terminal; with one we also learn that the key is encrypted.
        let key = PKey::private_key_from_pem_callback(pem.as_bytes(), |buffer| {
            asked.set(true);
            let place = buffer.get_mut(..phrase.len());
            Ok(place.map_or(0, |place| {
                place.copy_from_slice(&phrase);
                phrase.len()
            }))
        });
        if let Ok(key) = key {
            return Ok(key);
        }
    }
    Err(match (asked.get(), passphrase) {
        (true, None) => CertificateError::PassphraseMissing,
        (true, Some(_)) => CertificateError::PassphraseWrong,
        (false, _) => CertificateError::KeyUnreadable,
    })
}

fn open_pkcs12(
    archive: &Pkcs12,
    bytes: &[u8],
    passphrase: Option<&str>,
) -> Result<Contents, CertificateError> {
    let given = passphrase.unwrap_or("");
    // The openssl crate makes a C string of it and panics at a zero byte.
    if given.contains('\0') {
        return Err(CertificateError::PassphraseWrong);
    }
    let mut fault = CertificateError::PassphraseMissing;
    for phrase in spellings(given)
        .into_iter()
        .filter_map(|phrase| String::from_utf8(phrase).ok())
    {
        match archive.parse2(&phrase) {
            Ok(parsed) => return contents_of(parsed),
            // The MAC is made with the passphrase and checked first: only
            // this fault means a wrong one.
            Err(error)
                if error
                    .to_string()
                    .contains("mac verify") =>
            {
                fault = if passphrase.is_some() {
                    CertificateError::PassphraseWrong
                } else {
                    CertificateError::PassphraseMissing
                };
            }
            // The passphrase fits: what it opens is encrypted in a way that is missing, or damaged.
            Err(_) => return contents_of(open_legacy(archive, bytes, &phrase)?),
        }
    }
    Err(fault)
}

fn contents_of(parsed: ParsedPkcs12_2) -> Result<Contents, CertificateError> {
    let certificates = parsed
        .cert
        .into_iter()
        .chain(parsed.ca.into_iter().flatten())
        .collect::<Vec<_>>();
    if certificates.is_empty() {
        return Err(CertificateError::HoldsOther {
            what: "certificate",
            holds: "a PKCS#12 archive without a certificate",
        });
    }
    Ok(Contents {
        certificates,
        key: parsed.pkey,
    })
}

/// Old Keychain exports are encrypted with RC2, which current OpenSSL keeps in a module of its own that may be absent.
fn open_legacy(
    archive: &Pkcs12,
    bytes: &[u8],
    phrase: &str,
) -> Result<ParsedPkcs12_2, CertificateError> {
    let missing = || {
        old_cipher(bytes).map_or(CertificateError::DamagedPkcs12, |how| {
            CertificateError::LegacyPkcs12 { how }
        })
    };
    // `true` keeps the default ciphers, which loading a provider by name would switch off. The
    // module serves until it is dropped.
    let _legacy = Provider::try_load(None, "legacy", true).map_err(|_| missing())?;
    archive
        .parse2(phrase)
        .map_err(|_| missing())
}
