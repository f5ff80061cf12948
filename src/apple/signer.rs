//! The detached CMS signature over a manifest.
//!
//! Everything of it that is the same for each pass is encoded once; for each pass remain one hash, three attributes and
//! one private key operation. The bytes are those that OpenSSL's own `CMS_sign` makes, which a test compares.

use std::sync::{Mutex, PoisonError};

use openssl::bn::BigNum;
use openssl::md::Md;
use openssl::pkey::{Id, Private};
use openssl::pkey_ctx::PkeyCtx;
use openssl::rsa::Padding;
use openssl::sha::sha256;
use thiserror::Error;

use super::certificates::{CertificateError, PassCertificate};
use crate::clock::Timestamp;

/// Why nothing can be signed now.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum SigningError {
    /// The certificate or its intermediate has ended.
    #[error("{0}", CertificateError::Expired { what: "signing certificate", not_after: *not_after })]
    Expired {
        /// When it ended.
        not_after: Timestamp,
    },
    /// The certificate has not begun.
    #[error("{0}", CertificateError::NotYetValid { what: "signing certificate", not_before: *not_before })]
    NotYetValid {
        /// When it begins.
        not_before: Timestamp,
    },
    /// OpenSSL could not sign.
    #[error(
        "the pass could not be signed: OpenSSL says {0}. Check the private key with `stampwell doctor`."
    )]
    OpenSsl(String),
}

impl From<openssl::error::ErrorStack> for SigningError {
    fn from(error: openssl::error::ErrorStack) -> Self {
        SigningError::OpenSsl(error.to_string())
    }
}

impl From<CertificateError> for SigningError {
    fn from(error: CertificateError) -> Self {
        match error {
            CertificateError::Expired { not_after, .. } => SigningError::Expired { not_after },
            CertificateError::NotYetValid { not_before, .. } => {
                SigningError::NotYetValid { not_before }
            }
            other => SigningError::OpenSsl(other.to_string()),
        }
    }
}

/// Signs manifests with one pass certificate; shared by all threads.
pub struct Signer {
    certificate: PassCertificate,
    fixed: FixedParts,
    /// Contexts that wait for work: one for each signature made at the same time.
    contexts: Mutex<Vec<PkeyCtx<Private>>>,
}

impl std::fmt::Debug for Signer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Signer")
            .field(&self.certificate)
            .finish()
    }
}

impl Signer {
    /// Encodes what every signature shares.
    pub fn new(certificate: PassCertificate) -> Result<Signer, SigningError> {
        let fixed = FixedParts::of(&certificate)?;
        Ok(Signer {
            certificate,
            fixed,
            contexts: Mutex::default(),
        })
    }

    /// The certificate behind the signatures.
    pub fn certificate(&self) -> &PassCertificate {
        &self.certificate
    }

    /// The signature file for a manifest, if the certificate holds at `now`.
    pub fn sign(&self, manifest: &[u8], now: Timestamp) -> Result<Vec<u8>, SigningError> {
        // Phones refuse what an ended certificate signed and say nothing; here it can be said.
        self.certificate.check_dates(now)?;
        let attributes = signed_attributes(&sha256(manifest), now);
        // The signature covers the attributes as a SET; in the file they stand under the tag [0] instead.
        let signature = self.raw(&sha256(&der(0x31, &[&attributes])))?;
        Ok(self
            .fixed
            .assemble(&attributes, &signature))
    }

    /// One private key operation over a SHA-256 digest.
    pub(super) fn raw(&self, digest: &[u8; 32]) -> Result<Vec<u8>, SigningError> {
        // The lock is not held while signing, which takes a third of a millisecond and is done by
        // several threads at once.
        let waiting = self
            .contexts
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .pop();
        let mut context = match waiting {
            Some(context) => context,
            None => self.context()?,
        };
        let mut signature = Vec::new();
        context.sign_to_vec(digest, &mut signature)?;
        self.contexts
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(context);
        Ok(signature)
    }

    fn context(&self) -> Result<PkeyCtx<Private>, SigningError> {
        let mut context = PkeyCtx::new(&self.certificate.key)?;
        context.sign_init()?;
        if self.certificate.key.id() == Id::RSA {
            context.set_rsa_padding(Padding::PKCS1)?;
        }
        context.set_signature_md(Md::sha256())?;
        Ok(context)
    }
}

const DATA: &[u8] = &[
    0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x01,
];
const SIGNED_DATA: &[u8] = &[
    0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02,
];
const CONTENT_TYPE: &[u8] = &[
    0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x03,
];
const MESSAGE_DIGEST: &[u8] = &[
    0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x04,
];
const SIGNING_TIME: &[u8] = &[
    0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x05,
];
/// SHA-256 without parameters, as RFC 5754 wants it in CMS.
const SHA256: &[u8] = &[
    0x30, 0x0b, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01,
];
/// rsaEncryption with NULL.
const RSA: &[u8] = &[
    0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00,
];
/// ecdsa-with-SHA256.
const ECDSA_SHA256: &[u8] = &[
    0x30, 0x0a, 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02,
];
const VERSION_1: &[u8] = &[0x02, 0x01, 0x01];

/// The parts of SignedData that do not depend on the manifest, in DER.
struct FixedParts {
    /// Version, digest algorithms, content type and certificates.
    before: Vec<u8>,
    /// Version, issuer and serial number, digest algorithm of the one signer.
    signer: Vec<u8>,
    signature_algorithm: &'static [u8],
}

impl FixedParts {
    fn of(certificate: &PassCertificate) -> Result<FixedParts, SigningError> {
        // DER wants a SET OF in the order of its encodings.
        let mut certificates = [certificate.leaf.to_der()?, certificate.wwdr.to_der()?];
        certificates.sort();
        let [first, second] = &certificates;
        let issuer = certificate
            .leaf
            .issuer_name()
            .to_der()?;
        let serial = integer(
            &certificate
                .leaf
                .serial_number()
                .to_bn()?,
        );
        Ok(FixedParts {
            before: [
                VERSION_1,
                &der(0x31, &[SHA256]),
                &der(0x30, &[DATA]),
                &der(0xa0, &[first, second]),
            ]
            .concat(),
            signer: [VERSION_1, &der(0x30, &[&issuer, &serial]), SHA256].concat(),
            signature_algorithm: if certificate.key.id() == Id::RSA {
                RSA
            } else {
                ECDSA_SHA256
            },
        })
    }

    fn assemble(&self, attributes: &[u8], signature: &[u8]) -> Vec<u8> {
        let attributes = der(0xa0, &[attributes]);
        let signature = der(0x04, &[signature]);
        let signer = der(
            0x30,
            &[
                &self.signer,
                &attributes,
                self.signature_algorithm,
                &signature,
            ],
        );
        let signed_data = der(0x30, &[&self.before, &der(0x31, &[&signer])]);
        der(0x30, &[SIGNED_DATA, &der(0xa0, &[&signed_data])])
    }
}

/// Content type, signing time and message digest, in the order of their encodings.
fn signed_attributes(digest: &[u8; 32], now: Timestamp) -> Vec<u8> {
    let attribute = |kind: &[u8], value: &[u8]| der(0x30, &[kind, &der(0x31, &[value])]);
    [
        attribute(CONTENT_TYPE, DATA),
        attribute(SIGNING_TIME, &time(now)),
        attribute(MESSAGE_DIGEST, &der(0x04, &[digest])),
    ]
    .concat()
}

/// UTCTime until 2049, GeneralizedTime after, as RFC 5652 orders.
fn time(now: Timestamp) -> Vec<u8> {
    let text = now
        .jiff()
        .strftime("%Y%m%d%H%M%SZ")
        .to_string();
    if (1950..2050).contains(
        &now.jiff()
            .to_zoned(jiff::tz::TimeZone::UTC)
            .year(),
    ) {
        der(0x17, &[&text.as_bytes()[2..]])
    } else {
        der(0x18, &[text.as_bytes()])
    }
}

fn integer(number: &BigNum) -> Vec<u8> {
    let bytes = number.to_vec();
    // A leading one bit would make the number negative.
    let pad: &[u8] = if bytes
        .first()
        .is_none_or(|b| *b >= 0x80)
    {
        &[0]
    } else {
        &[]
    };
    der(0x02, &[pad, &bytes])
}

/// Tag, length and these parts one after the other.
fn der(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let length: usize = parts.iter().map(|p| p.len()).sum();
    let mut out = Vec::with_capacity(length + 5);
    out.push(tag);
    match length {
        0..0x80 => out.push(length as u8),
        0x80..0x100 => out.extend_from_slice(&[0x81, length as u8]),
        0x100..0x1_0000 => {
            out.push(0x82);
            out.extend_from_slice(&(length as u16).to_be_bytes());
        }
        _ => {
            out.push(0x84);
            out.extend_from_slice(&(length as u32).to_be_bytes());
        }
    }
    for part in parts {
        out.extend_from_slice(part);
    }
    out
}

#[cfg(test)]
mod tests;
