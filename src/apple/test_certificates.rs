//! Throw-away certificates for tests: a root, an intermediate with the name of Apple's, pass certificates, a server's.

use std::sync::LazyLock;

use openssl::asn1::{Asn1Integer, Asn1Time};
use openssl::bn::BigNum;
use openssl::ec::{EcGroup, EcKey};
use openssl::hash::MessageDigest;
use openssl::nid::Nid;
use openssl::pkey::{PKey, Private};
use openssl::rsa::Rsa;
use openssl::x509::extension::{BasicConstraints, ExtendedKeyUsage, SubjectAlternativeName};
use openssl::x509::{X509, X509Extension, X509Name};

use super::certificates::{CertificateFiles, PassCertificate};
use crate::clock::Timestamp;

/// 2026-06-01, when every certificate of these tests is valid unless it says otherwise.
pub(super) const NOW: Timestamp = Timestamp(1_780_272_000_000);
const DAY: i64 = 86_400;

/// A certificate with its key.
#[derive(Clone)]
pub(super) struct Pair {
    pub certificate: X509,
    pub key: PKey<Private>,
}

/// A chain as Apple's: root, intermediate, pass certificate.
pub(super) struct Chain {
    pub root: Pair,
    pub wwdr: Pair,
    pub pass: Pair,
}

/// Made once: keys take their time.
pub(super) static CHAIN: LazyLock<Chain> = LazyLock::new(chain);

pub(super) fn rsa(bits: u32) -> PKey<Private> {
    PKey::from_rsa(Rsa::generate(bits).unwrap()).unwrap()
}

pub(super) fn ec() -> PKey<Private> {
    PKey::from_ec_key(
        EcKey::generate(&EcGroup::from_curve_name(Nid::X9_62_PRIME256V1).unwrap()).unwrap(),
    )
    .unwrap()
}

/// The subject of a pass certificate.
pub(super) const PASS_SUBJECT: [(&str, &str); 3] = [
    ("UID", "pass.example.coffee"),
    ("CN", "Pass Type ID: pass.example.coffee"),
    ("OU", "TEAM012345"),
];
/// The subject of the intermediate.
pub(super) const WWDR_SUBJECT: [(&str, &str); 2] = [
    (
        "CN",
        "Test Worldwide Developer Relations Certification Authority",
    ),
    ("OU", "G4"),
];

/// What a certificate is to say.
pub(super) struct CertificateWish<'a> {
    pub subject: &'a [(&'a str, &'a str)],
    pub key: PKey<Private>,
    /// Days from [`NOW`] in which it is valid.
    pub days: (i64, i64),
    pub authority: bool,
    pub server: bool,
}

impl<'a> CertificateWish<'a> {
    pub(super) fn leaf(
        subject: &'a [(&'a str, &'a str)],
        key: PKey<Private>,
    ) -> CertificateWish<'a> {
        CertificateWish {
            subject,
            key,
            days: (-30, 335),
            authority: false,
            server: false,
        }
    }

    pub(super) fn authority(subject: &'a [(&'a str, &'a str)]) -> CertificateWish<'a> {
        CertificateWish {
            subject,
            key: rsa(2048),
            days: (-3000, 3000),
            authority: true,
            server: false,
        }
    }

    /// Signs it; without an issuer it signs itself.
    pub(super) fn issue(self, issuer: Option<&Pair>) -> Pair {
        let name = name(self.subject);
        let mut builder = X509::builder().unwrap();
        builder.set_version(2).unwrap();
        let mut serial = BigNum::new().unwrap();
        serial
            .rand(120, openssl::bn::MsbOption::MAYBE_ZERO, false)
            .unwrap();
        builder
            .set_serial_number(&Asn1Integer::from_bn(&serial).unwrap())
            .unwrap();
        builder
            .set_subject_name(&name)
            .unwrap();
        builder
            .set_issuer_name(issuer.map_or(&name, |i| i.certificate.subject_name()))
            .unwrap();
        builder
            .set_pubkey(&self.key)
            .unwrap();
        let at = |days: i64| Asn1Time::from_unix(NOW.seconds() + days * DAY).unwrap();
        builder
            .set_not_before(&at(self.days.0))
            .unwrap();
        builder
            .set_not_after(&at(self.days.1))
            .unwrap();
        for extension in self.extensions(&builder, issuer) {
            builder
                .append_extension(extension)
                .unwrap();
        }
        builder
            .sign(
                issuer.map_or(&self.key, |i| &i.key),
                MessageDigest::sha256(),
            )
            .unwrap();
        Pair {
            certificate: builder.build(),
            key: self.key,
        }
    }

    fn extensions(
        &self,
        builder: &openssl::x509::X509Builder,
        issuer: Option<&Pair>,
    ) -> Vec<X509Extension> {
        if self.authority {
            return vec![
                BasicConstraints::new()
                    .critical()
                    .ca()
                    .build()
                    .unwrap(),
            ];
        }
        let context = builder.x509v3_context(issuer.map(|i| &*i.certificate), None);
        let usage = ExtendedKeyUsage::new()
            .server_auth()
            .client_auth()
            .build()
            .unwrap();
        if self.server {
            vec![
                usage,
                SubjectAlternativeName::new()
                    .dns("localhost")
                    .ip("127.0.0.1")
                    .build(&context)
                    .unwrap(),
            ]
        } else {
            vec![usage]
        }
    }
}

fn name(entries: &[(&str, &str)]) -> X509Name {
    let mut name = X509Name::builder().unwrap();
    for (key, value) in entries {
        name.append_entry_by_text(key, value)
            .unwrap();
    }
    name.build()
}

fn chain() -> Chain {
    let root = CertificateWish::authority(&[("CN", "Test Root CA")]).issue(None);
    let wwdr = CertificateWish::authority(&WWDR_SUBJECT).issue(Some(&root));
    let pass = CertificateWish::leaf(&PASS_SUBJECT, rsa(2048)).issue(Some(&wwdr));
    Chain { root, wwdr, pass }
}

/// A loaded certificate from a pair and the test chain's intermediate.
pub(super) fn loaded(pair: &Pair) -> PassCertificate {
    let key = pair
        .key
        .private_key_to_pem_pkcs8()
        .unwrap();
    let (certificate, wwdr) = (
        pair.certificate.to_pem().unwrap(),
        CHAIN
            .wwdr
            .certificate
            .to_pem()
            .unwrap(),
    );
    PassCertificate::load(CertificateFiles {
        certificate: &certificate,
        key: Some(&key),
        passphrase: None,
        wwdr: Some(&wwdr),
    })
    .unwrap()
}
