use std::process::Command;

use openssl::pkcs12::Pkcs12;
use openssl::pkey::PKey;
use openssl::symm::Cipher;

use super::*;
use crate::apple::test_certificates::{CHAIN, NOW, PASS_SUBJECT, Pair, WWDR_SUBJECT, Wish, ec, loaded, rsa};

/// The files of a good certificate, for a test to change.
struct Files {
    certificate: Vec<u8>,
    key: Option<Vec<u8>>,
    passphrase: Option<&'static str>,
    wwdr: Option<Vec<u8>>,
}

impl Files {
    fn of(pair: &Pair) -> Files {
        Files {
            certificate: pair.certificate.to_pem().unwrap(),
            key: Some(pair.key.private_key_to_pem_pkcs8().unwrap()),
            passphrase: None,
            wwdr: Some(CHAIN.wwdr.certificate.to_pem().unwrap()),
        }
    }

    fn good() -> Files {
        Files::of(&CHAIN.pass)
    }

    fn refs(&self) -> CertificateFiles<'_> {
        CertificateFiles {
            certificate: &self.certificate,
            key: self.key.as_deref(),
            passphrase: self.passphrase,
            wwdr: self.wwdr.as_deref(),
        }
    }

    fn load(&self) -> Result<PassCertificate, CertificateError> {
        PassCertificate::load(self.refs())
    }

    fn fault(&self) -> CertificateError {
        self.load().unwrap_err()
    }
}

fn leaf(subject: &[(&str, &str)]) -> Pair {
    Wish::leaf(subject, CHAIN.pass.key.clone()).issue(Some(&CHAIN.wwdr))
}

#[test]
fn identity_and_dates_are_read_from_the_certificate() {
    let certificate = Files::good().load().unwrap();
    assert_eq!((certificate.pass_type_identifier(), certificate.team_identifier()), ("pass.example.coffee", "TEAM012345"));
    assert_eq!(certificate.days_left(NOW), 335);
    assert_eq!(certificate.not_before(), NOW.plus_s(-30 * 86_400));
    assert_eq!(certificate.check_dates(NOW), Ok(()));
}

#[test]
fn every_usual_form_of_certificate_and_key_is_taken() {
    let key = &CHAIN.pass.key;
    let rsa = key.rsa().unwrap();
    let encrypted_der = key.private_key_to_pkcs8_passphrase(Cipher::aes_256_cbc(), b"secret").unwrap();
    let keys = [
        (rsa.private_key_to_pem().unwrap(), None),
        (rsa.private_key_to_der().unwrap(), None),
        (key.private_key_to_pkcs8().unwrap(), None),
        (key.private_key_to_pem_pkcs8_passphrase(Cipher::aes_256_cbc(), b"secret").unwrap(), Some("secret")),
        (rsa.private_key_to_pem_passphrase(Cipher::des_ede3_cbc(), b"secret").unwrap(), Some("secret")),
        (encrypted_der, Some("secret")),
    ];
    for (i, (key, passphrase)) in keys.into_iter().enumerate() {
        let files = Files { key: Some(key), passphrase, certificate: CHAIN.pass.certificate.to_der().unwrap(), ..Files::good() };
        files.load().unwrap_or_else(|e| panic!("form {i}: {e}"));
    }
}

#[test]
fn one_pkcs12_holds_everything() {
    let mut chain = openssl::stack::Stack::new().unwrap();
    chain.push(CHAIN.wwdr.certificate.clone()).unwrap();
    let archive =
        Pkcs12::builder().pkey(&CHAIN.pass.key).cert(&CHAIN.pass.certificate).ca(chain).build2("secret").unwrap().to_der().unwrap();
    let files = Files { certificate: archive, key: None, passphrase: Some("secret"), wwdr: None };
    files.load().unwrap();
    assert_eq!(Files { passphrase: Some("wrong"), ..files }.fault(), CertificateError::PassphraseWrong);
}

/// A PKCS#12 as Keychain made it for years: RC2-40 around the certificate. Only another OpenSSL than ours can make it.
fn keychain_export() -> Option<Vec<u8>> {
    let dir = tempfile::tempdir().ok()?;
    let at = |name: &str| dir.path().join(name);
    let pem = [CHAIN.pass.certificate.to_pem().unwrap(), CHAIN.pass.key.private_key_to_pem_pkcs8().unwrap()].concat();
    std::fs::write(at("pass.pem"), pem).ok()?;
    let mut command = Command::new("openssl");
    command.args(["pkcs12", "-export", "-legacy", "-passout", "pass:secret", "-in"]).arg(at("pass.pem")).arg("-out").arg(at("pass.p12"));
    command.output().ok()?;
    std::fs::read(at("pass.p12")).ok()
}

#[test]
fn a_pkcs12_of_an_old_keychain_is_opened_or_explained() {
    let Some(archive) = keychain_export() else { return };
    let files = Files { certificate: archive, key: None, passphrase: Some("secret"), ..Files::good() };
    // Which of the two depends on whether the linked OpenSSL brings its legacy module.
    if let Err(error) = files.load() {
        assert_eq!(error, CertificateError::LegacyPkcs12);
        assert!(error.to_string().contains("openssl pkcs12 -legacy -in old.p12"));
    }
}

#[test]
fn the_right_intermediate_is_picked_from_several() {
    let other = Wish::authority(&[("CN", "Apple Worldwide Developer Relations"), ("OU", "G3")]).issue(Some(&CHAIN.root));
    let both = [other.certificate.to_pem().unwrap(), CHAIN.wwdr.certificate.to_pem().unwrap()].concat();
    Files { wwdr: Some(both), ..Files::good() }.load().unwrap();
}

#[test]
fn each_fault_of_the_key_is_named() {
    let key = |key| Files { key: Some(key), ..Files::good() };
    let encrypted = CHAIN.pass.key.private_key_to_pem_pkcs8_passphrase(Cipher::aes_256_cbc(), b"secret").unwrap();
    assert_eq!(key(encrypted.clone()).fault(), CertificateError::PassphraseMissing);
    assert_eq!(Files { passphrase: Some("wrong"), ..key(encrypted) }.fault(), CertificateError::PassphraseWrong);
    assert_eq!(key(b"no key".to_vec()).fault(), CertificateError::KeyUnreadable);
    assert_eq!(Files { key: None, ..Files::good() }.fault(), CertificateError::NoKey);
    assert_eq!(key(ec().private_key_to_pem_pkcs8().unwrap()).fault(), CertificateError::KeyOfAnother);
    let short = Wish::leaf(&PASS_SUBJECT, rsa(1024)).issue(Some(&CHAIN.wwdr));
    assert_eq!(Files::of(&short).fault(), CertificateError::KeyTooShort(1024));
    let edwards = Wish { key: PKey::generate_ed25519().unwrap(), ..Wish::leaf(&PASS_SUBJECT, ec()) }.issue(Some(&CHAIN.wwdr));
    assert_eq!(Files::of(&edwards).fault(), CertificateError::KeyKind);
}

#[test]
fn each_fault_of_the_identity_is_named() {
    assert_eq!(Files { certificate: b"nothing".to_vec(), ..Files::good() }.fault(), CertificateError::Unreadable { what: "certificate" });
    let developer = leaf(&[("CN", "Apple Development: Ann"), ("OU", "TEAM012345")]);
    assert!(matches!(Files::of(&developer).fault(), CertificateError::NotAPassCertificate { subject } if subject.contains("Ann")));
    assert_eq!(Files::of(&leaf(&PASS_SUBJECT[..2])).fault(), CertificateError::NoTeam);
    let certificate = loaded(&CHAIN.pass);
    assert_eq!(certificate.check_identity("pass.example.coffee", "TEAM012345"), Ok(()));
    assert!(matches!(certificate.check_identity("pass.example.tea", "TEAM012345"), Err(CertificateError::OtherIdentity { .. })));
}

#[test]
fn each_fault_of_the_intermediate_is_named() {
    let wwdr = |pair: &Pair| Files { wwdr: Some(pair.certificate.to_pem().unwrap()), ..Files::good() };
    assert_eq!(Files { wwdr: None, ..Files::good() }.fault(), CertificateError::NoIntermediate);
    let other = Wish::authority(&[("CN", "Other CA"), ("OU", "G3")]).issue(Some(&CHAIN.root));
    assert_eq!(
        wwdr(&other).fault(),
        CertificateError::OtherIntermediate {
            issuer: "Test Worldwide Developer Relations Certification Authority, G4".into(),
            given: "Other CA, G3".into()
        }
    );
    let namesake = Wish::authority(&WWDR_SUBJECT).issue(Some(&CHAIN.root));
    assert!(matches!(wwdr(&namesake).fault(), CertificateError::ForeignSignature { .. }));
}

#[test]
fn dates_are_judged_by_the_time_handed_in() {
    let certificate = loaded(&CHAIN.pass);
    let day = 86_400;
    assert!(matches!(certificate.check_dates(NOW.plus_s(-40 * day)), Err(CertificateError::NotYetValid { .. })));
    let late = certificate.check_dates(NOW.plus_s(400 * day)).unwrap_err();
    assert!(late.to_string().contains("ended on 2027-05-02T00:00:00Z"), "{late}");
    assert_eq!(certificate.days_left(NOW.plus_s(336 * day)), -1);
}

#[test]
fn doctor_reads_as_sentences() {
    let files = Files::good();
    let names = |now| inspect(files.refs(), now).iter().map(|f| (f.name, f.level)).collect::<Vec<_>>();
    let good = [("certificate", Level::Good), ("private key", Level::Good), ("intermediate", Level::Good)];
    assert_eq!(names(NOW), [&good[..], &[("dates", Level::Good)]].concat());
    assert_eq!(names(NOW.plus_s(320 * 86_400))[3], ("dates", Level::Warning));
    assert_eq!(names(NOW.plus_s(340 * 86_400))[3], ("dates", Level::Bad));
    let wrong = Files { key: None, ..Files::good() };
    let findings = inspect(wrong.refs(), NOW);
    assert_eq!((findings[0].name, findings[0].fix.contains("STAMPWELL_APPLE_KEY")), ("private key", true));
}
