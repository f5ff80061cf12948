use std::process::Command;

use openssl::pkcs12::Pkcs12;
use openssl::pkey::PKey;
use openssl::symm::Cipher;

use super::*;
use crate::apple::test_certificates::{
    CHAIN, CertificateWish, NOW, PASS_SUBJECT, Pair, WWDR_SUBJECT, ec, loaded, rsa,
};

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
            key: Some(
                pair.key
                    .private_key_to_pem_pkcs8()
                    .unwrap(),
            ),
            passphrase: None,
            wwdr: Some(
                CHAIN
                    .wwdr
                    .certificate
                    .to_pem()
                    .unwrap(),
            ),
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
    CertificateWish::leaf(subject, CHAIN.pass.key.clone()).issue(Some(&CHAIN.wwdr))
}

#[test]
fn identity_and_dates_are_read_from_the_certificate() {
    let certificate = Files::good().load().unwrap();
    assert_eq!(
        (
            certificate.pass_type_identifier(),
            certificate.team_identifier()
        ),
        ("pass.example.coffee", "TEAM012345")
    );
    assert_eq!(certificate.days_left(NOW), 335);
    assert_eq!(certificate.not_before(), NOW.plus_s(-30 * 86_400));
    assert_eq!(certificate.check_dates(NOW), Ok(()));
}

#[test]
fn every_usual_form_of_certificate_and_key_is_taken() {
    let key = &CHAIN.pass.key;
    let rsa = key.rsa().unwrap();
    let encrypted_der = key
        .private_key_to_pkcs8_passphrase(Cipher::aes_256_cbc(), b"secret")
        .unwrap();
    let keys = [
        (rsa.private_key_to_pem().unwrap(), None),
        (rsa.private_key_to_der().unwrap(), None),
        (key.private_key_to_pkcs8().unwrap(), None),
        (
            key.private_key_to_pem_pkcs8_passphrase(Cipher::aes_256_cbc(), b"secret")
                .unwrap(),
            Some("secret"),
        ),
        (
            rsa.private_key_to_pem_passphrase(Cipher::des_ede3_cbc(), b"secret")
                .unwrap(),
            Some("secret"),
        ),
        (encrypted_der, Some("secret")),
    ];
    for (i, (key, passphrase)) in keys.into_iter().enumerate() {
        let files = Files {
            key: Some(key),
            passphrase,
            certificate: CHAIN
                .pass
                .certificate
                .to_der()
                .unwrap(),
            ..Files::good()
        };
        files
            .load()
            .unwrap_or_else(|e| panic!("form {i}: {e}"));
    }
}

#[test]
fn one_pkcs12_holds_everything() {
    let mut chain = openssl::stack::Stack::new().unwrap();
    chain
        .push(CHAIN.wwdr.certificate.clone())
        .unwrap();
    let archive = Pkcs12::builder()
        .pkey(&CHAIN.pass.key)
        .cert(&CHAIN.pass.certificate)
        .ca(chain)
        .build2("secret")
        .unwrap()
        .to_der()
        .unwrap();
    let files = Files {
        certificate: archive,
        key: None,
        passphrase: Some("secret"),
        wwdr: None,
    };
    files.load().unwrap();
    assert_eq!(
        Files {
            passphrase: Some("wrong"),
            ..files
        }
        .fault(),
        CertificateError::PassphraseWrong
    );
}

/// A PKCS#12 as Keychain made it for years: RC2-40 around the certificate. Only another OpenSSL than ours can make it.
fn keychain_export() -> Option<Vec<u8>> {
    let dir = tempfile::tempdir().ok()?;
    let at = |name: &str| dir.path().join(name);
    let pem = [
        CHAIN
            .pass
            .certificate
            .to_pem()
            .unwrap(),
        CHAIN
            .pass
            .key
            .private_key_to_pem_pkcs8()
            .unwrap(),
    ]
    .concat();
    std::fs::write(at("pass.pem"), pem).ok()?;
    let mut command = Command::new("openssl");
    command
        .args([
            "pkcs12",
            "-export",
            "-legacy",
            "-passout",
            "pass:secret",
            "-in",
        ])
        .arg(at("pass.pem"))
        .arg("-out")
        .arg(at("pass.p12"));
    command.output().ok()?;
    std::fs::read(at("pass.p12")).ok()
}

#[test]
fn a_pkcs12_of_an_old_keychain_is_opened_or_explained() {
    let Some(archive) = keychain_export() else {
        return;
    };
    let files = Files {
        certificate: archive,
        key: None,
        passphrase: Some("secret"),
        ..Files::good()
    };
    // Which of the two depends on whether the linked OpenSSL brings its legacy module.
    if let Err(error) = files.load() {
        assert_eq!(
            error,
            CertificateError::LegacyPkcs12 {
                how: "PBE-SHA1-RC2-40"
            }
        );
        assert!(
            error
                .to_string()
                .contains("openssl pkcs12 -legacy -in old.p12")
        );
    }
    let wrong = Files {
        passphrase: Some("wrong"),
        ..files
    };
    assert_eq!(wrong.fault(), CertificateError::PassphraseWrong);
}

/// What the command makes of the pass's key; none where it lacks its old ciphers.
fn converted(words: &[&str]) -> Option<Vec<u8>> {
    let dir = tempfile::tempdir().ok()?;
    let (key, old) = (dir.path().join("pass.key.pem"), dir.path().join("old.pem"));
    std::fs::write(
        &key,
        CHAIN
            .pass
            .key
            .private_key_to_pem_pkcs8()
            .unwrap(),
    )
    .ok()?;
    let mut command = Command::new("openssl");
    command
        .args(words)
        .args([
            "-provider",
            "legacy",
            "-provider",
            "default",
            "-passout",
            "pass:Geheim77",
            "-in",
        ])
        .arg(&key);
    command
        .arg("-out")
        .arg(&old)
        .output()
        .ok()?
        .status
        .success()
        .then(|| std::fs::read(&old).unwrap())
}

#[test]
fn a_key_encrypted_the_old_way_is_opened_or_named() {
    let pkcs8 = |how: &'static str| (how, vec!["pkcs8", "-topk8", "-v1", how]);
    let ways = [
        pkcs8("PBE-MD5-DES"),
        pkcs8("PBE-SHA1-DES"),
        pkcs8("PBE-MD5-RC2-64"),
        pkcs8("PBE-SHA1-RC2-40"),
        pkcs8("PBE-SHA1-RC2-128"),
        pkcs8("PBE-SHA1-RC4-128"),
        ("PBES2 with DES-CBC", vec!["pkcs8", "-topk8", "-v2", "des"]),
        ("PBES2 with RC2-CBC", vec!["pkcs8", "-topk8", "-v2", "rc2"]),
        ("DES-CBC", vec!["rsa", "-traditional", "-des"]),
        ("RC2-CBC", vec!["rsa", "-traditional", "-rc2"]),
    ];
    for (how, words) in ways {
        let Some(pem) = converted(&words) else {
            return;
        };
        let der = crate::plain::pem::blocks(&pem)
            .remove(0)
            .der;
        let forms = if words[0] == "rsa" {
            vec![pem]
        } else {
            vec![pem, der]
        };
        for key in forms {
            let files = Files {
                key: Some(key),
                passphrase: Some("Geheim77"),
                ..Files::good()
            };
            // Which of the two depends on whether the linked OpenSSL brings its legacy module.
            if let Err(error) = files.load() {
                assert_eq!(error, CertificateError::OldEncryption { how: how.into() });
                assert!(
                    error.to_string().contains(how)
                        && error
                            .to_string()
                            .contains("openssl pkey -provider legacy"),
                    "{error}"
                );
            }
        }
    }
    for words in [
        &["pkcs8", "-topk8", "-v1", "PBE-SHA1-3DES"][..],
        &["rsa", "-traditional", "-des3"],
    ] {
        let Some(key) = converted(words) else {
            return;
        };
        let files = Files {
            key: Some(key),
            passphrase: Some("Geheim77"),
            ..Files::good()
        };
        files.load().unwrap();
        assert_eq!(
            Files {
                passphrase: Some("Geheim78"),
                ..files
            }
            .fault(),
            CertificateError::PassphraseWrong,
            "{words:?}"
        );
    }
}

#[test]
fn a_passphrase_fits_however_its_letters_were_typed() {
    let key = &CHAIN.pass.key;
    for (made, given) in [
        ("Geheimnis-\u{fc}", "Geheimnis-u\u{308}"),
        ("Geheimnis-u\u{308}", "Geheimnis-\u{fc}"),
        ("Geheim 77 ", "Geheim 77 "),
    ] {
        let chain = openssl::stack::Stack::new().unwrap();
        let archive = Pkcs12::builder()
            .pkey(key)
            .cert(&CHAIN.pass.certificate)
            .ca(chain)
            .build2(made)
            .unwrap()
            .to_der()
            .unwrap();
        let forms = [
            Files {
                key: Some(
                    key.private_key_to_pem_pkcs8_passphrase(Cipher::aes_256_cbc(), made.as_bytes())
                        .unwrap(),
                ),
                ..Files::good()
            },
            Files {
                key: Some(
                    key.private_key_to_pkcs8_passphrase(Cipher::aes_256_cbc(), made.as_bytes())
                        .unwrap(),
                ),
                ..Files::good()
            },
            Files {
                certificate: archive,
                key: None,
                ..Files::good()
            },
        ];
        for form in forms {
            let files = Files {
                passphrase: Some(given),
                ..form
            };
            files
                .load()
                .unwrap_or_else(|e| panic!("{made:?} by {given:?}: {e}"));
            for wrong in ["Geheimnis-u", "Geheim 77", "Geheimnis-\u{fb}"] {
                let files = Files {
                    passphrase: Some(wrong),
                    certificate: files.certificate.clone(),
                    key: files.key.clone(),
                    ..Files::good()
                };
                assert_eq!(
                    files.fault(),
                    CertificateError::PassphraseWrong,
                    "{made:?} by {wrong:?}"
                );
            }
        }
    }
}

#[test]
fn certificates_and_keys_are_read_as_editors_and_secret_stores_leave_them() {
    let good = Files::good();
    let of = |change: &dyn Fn(&str) -> Vec<u8>| {
        let changed = |pem: &[u8]| change(std::str::from_utf8(pem).unwrap());
        Files {
            certificate: changed(&good.certificate),
            key: good.key.as_deref().map(changed),
            passphrase: None,
            wwdr: good.wwdr.as_deref().map(changed),
        }
    };
    let units = |text: &str, with: fn(u16) -> [u8; 2]| {
        text.encode_utf16()
            .flat_map(with)
            .collect::<Vec<u8>>()
    };
    type Change<'a> = &'a dyn Fn(&str) -> Vec<u8>;
    let forms: [(&str, Change); 14] = [
        ("a byte order mark", &|pem| {
            format!("\u{feff}{pem}").into_bytes()
        }),
        ("CR LF", &|pem| {
            pem.replace('\n', "\r\n")
                .into_bytes()
        }),
        ("CR", &|pem| pem.replace('\n', "\r").into_bytes()),
        ("line feeds as two characters", &|pem| {
            pem.replace('\n', "\\n")
                .into_bytes()
        }),
        ("one line", &|pem| pem.replace('\n', " ").into_bytes()),
        ("no line end", &|pem| pem.trim_end().into()),
        ("text around it", &|pem| {
            format!(
                "Bag Attributes\n    friendlyName: x\nKey Attributes: <No Attributes>\n{pem}\nbye"
            )
            .into_bytes()
        }),
        ("indented", &|pem| {
            pem.replace('\n', "\n    ")
                .into_bytes()
        }),
        ("UTF-16 LE, marked", &|pem| {
            units(&format!("\u{feff}{pem}"), u16::to_le_bytes)
        }),
        ("UTF-16 BE, marked", &|pem| {
            units(&format!("\u{feff}{pem}"), u16::to_be_bytes)
        }),
        ("UTF-16 LE", &|pem| units(pem, u16::to_le_bytes)),
        ("UTF-16 BE", &|pem| units(pem, u16::to_be_bytes)),
        ("Base64 of the PEM", &|pem| {
            data_encoding::BASE64
                .encode(pem.as_bytes())
                .into_bytes()
        }),
        ("Base64 of the DER", &|pem| {
            data_encoding::BASE64
                .encode(&crate::plain::pem::blocks(pem.as_bytes())[0].der)
                .into_bytes()
        }),
    ];
    for (name, change) in forms {
        of(change)
            .load()
            .unwrap_or_else(|e| panic!("{name}: {e}"));
    }
}

#[test]
fn files_in_each_others_places_are_named() {
    let good = Files::good;
    let (certificate, key, wwdr) = (
        good().certificate,
        good().key.unwrap(),
        good().wwdr.unwrap(),
    );
    let other = |what, holds| CertificateError::HoldsOther { what, holds };
    let der = |pem: &[u8]| {
        crate::plain::pem::blocks(pem)
            .remove(0)
            .der
    };
    for (certificate, key) in [
        (certificate.clone(), key.clone()),
        (der(&certificate), der(&key)),
    ] {
        let swapped = Files {
            certificate: key.clone(),
            key: Some(certificate.clone()),
            ..good()
        };
        assert_eq!(swapped.fault(), other("certificate", "a private key"));
        assert_eq!(
            Files {
                key: Some(certificate),
                ..good()
            }
            .fault(),
            other("private key", "a certificate")
        );
        assert_eq!(
            Files {
                wwdr: Some(key),
                ..good()
            }
            .fault(),
            other("intermediate (WWDR)", "a private key")
        );
    }
    assert_eq!(
        Files {
            certificate: wwdr,
            wwdr: Some(certificate),
            ..good()
        }
        .fault(),
        CertificateError::Swapped
    );
    let public = CHAIN
        .pass
        .key
        .public_key_to_pem()
        .unwrap();
    assert_eq!(
        Files {
            key: Some(public),
            ..good()
        }
        .fault(),
        other("private key", "a public key")
    );
    assert_eq!(
        Files {
            certificate: Vec::new(),
            ..good()
        }
        .fault(),
        other("certificate", "an empty file")
    );
    let cut = key[..key.len() / 2].to_vec();
    assert_eq!(
        Files {
            key: Some(cut),
            ..good()
        }
        .fault(),
        other("private key", "a PEM text that was cut off or changed")
    );
    for error in [
        other("private key", "a certificate"),
        other("certificate", "a private key"),
        CertificateError::Swapped,
    ] {
        assert!(
            error
                .to_string()
                .to_lowercase()
                .contains("swap"),
            "{error}"
        );
    }
}

#[test]
fn the_right_intermediate_is_picked_from_several() {
    let other =
        CertificateWish::authority(&[("CN", "Apple Worldwide Developer Relations"), ("OU", "G3")])
            .issue(Some(&CHAIN.root));
    let both = [
        other.certificate.to_pem().unwrap(),
        CHAIN
            .wwdr
            .certificate
            .to_pem()
            .unwrap(),
    ]
    .concat();
    Files {
        wwdr: Some(both),
        ..Files::good()
    }
    .load()
    .unwrap();
}

#[test]
fn each_fault_of_the_key_is_named() {
    let key = |key| Files {
        key: Some(key),
        ..Files::good()
    };
    let encrypted = CHAIN
        .pass
        .key
        .private_key_to_pem_pkcs8_passphrase(Cipher::aes_256_cbc(), b"secret")
        .unwrap();
    assert_eq!(
        key(encrypted.clone()).fault(),
        CertificateError::PassphraseMissing
    );
    assert_eq!(
        Files {
            passphrase: Some("wrong"),
            ..key(encrypted)
        }
        .fault(),
        CertificateError::PassphraseWrong
    );
    assert_eq!(
        key(b"no key".to_vec()).fault(),
        CertificateError::KeyUnreadable
    );
    assert_eq!(
        Files {
            key: None,
            ..Files::good()
        }
        .fault(),
        CertificateError::NoKey
    );
    assert_eq!(
        key(ec()
            .private_key_to_pem_pkcs8()
            .unwrap())
        .fault(),
        CertificateError::KeyOfAnother
    );
    let short = CertificateWish::leaf(&PASS_SUBJECT, rsa(1024)).issue(Some(&CHAIN.wwdr));
    assert_eq!(
        Files::of(&short).fault(),
        CertificateError::KeyTooShort(1024)
    );
    let edwards = CertificateWish {
        key: PKey::generate_ed25519().unwrap(),
        ..CertificateWish::leaf(&PASS_SUBJECT, ec())
    }
    .issue(Some(&CHAIN.wwdr));
    assert_eq!(Files::of(&edwards).fault(), CertificateError::KeyKind);
}

#[test]
fn each_fault_of_the_identity_is_named() {
    assert_eq!(
        Files {
            certificate: b"nothing".to_vec(),
            ..Files::good()
        }
        .fault(),
        CertificateError::Unreadable {
            what: "certificate"
        }
    );
    let developer = leaf(&[("CN", "Apple Development: Ann"), ("OU", "TEAM012345")]);
    assert!(
        matches!(Files::of(&developer).fault(), CertificateError::NotAPassCertificate { subject } if subject.contains("Ann"))
    );
    assert_eq!(
        Files::of(&leaf(&PASS_SUBJECT[..2])).fault(),
        CertificateError::NoTeam
    );
    let certificate = loaded(&CHAIN.pass);
    assert_eq!(
        certificate.check_identity("pass.example.coffee", "TEAM012345"),
        Ok(())
    );
    assert!(matches!(
        certificate.check_identity("pass.example.tea", "TEAM012345"),
        Err(CertificateError::OtherIdentity { .. })
    ));
}

#[test]
fn each_fault_of_the_intermediate_is_named() {
    let wwdr = |pair: &Pair| Files {
        wwdr: Some(pair.certificate.to_pem().unwrap()),
        ..Files::good()
    };
    assert_eq!(
        Files {
            wwdr: None,
            ..Files::good()
        }
        .fault(),
        CertificateError::NoIntermediate
    );
    let other =
        CertificateWish::authority(&[("CN", "Other CA"), ("OU", "G3")]).issue(Some(&CHAIN.root));
    assert_eq!(
        wwdr(&other).fault(),
        CertificateError::OtherIntermediate {
            issuer: "Test Worldwide Developer Relations Certification Authority, G4".into(),
            given: "Other CA, G3".into()
        }
    );
    let namesake = CertificateWish::authority(&WWDR_SUBJECT).issue(Some(&CHAIN.root));
    assert!(matches!(
        wwdr(&namesake).fault(),
        CertificateError::ForeignSignature { .. }
    ));
}

#[test]
fn dates_are_judged_by_the_time_handed_in() {
    let certificate = loaded(&CHAIN.pass);
    let day = 86_400;
    assert!(matches!(
        certificate.check_dates(NOW.plus_s(-40 * day)),
        Err(CertificateError::NotYetValid { .. })
    ));
    let late = certificate
        .check_dates(NOW.plus_s(400 * day))
        .unwrap_err();
    assert!(
        late.to_string()
            .contains("expired on 2027-05-02T00:00:00Z"),
        "{late}"
    );
    assert_eq!(certificate.days_left(NOW.plus_s(336 * day)), -1);
}

#[test]
fn doctor_reads_as_sentences() {
    let files = Files::good();
    let names = |now| {
        inspect(files.refs(), now)
            .iter()
            .map(|f| (f.name, f.level))
            .collect::<Vec<_>>()
    };
    let good = [
        ("certificate", Level::Good),
        ("private key", Level::Good),
        ("intermediate", Level::Good),
    ];
    assert_eq!(names(NOW), [&good[..], &[("dates", Level::Good)]].concat());
    assert_eq!(
        names(NOW.plus_s(320 * 86_400))[3],
        ("dates", Level::Warning)
    );
    assert_eq!(names(NOW.plus_s(340 * 86_400))[3], ("dates", Level::Bad));
    let wrong = Files {
        key: None,
        ..Files::good()
    };
    let findings = inspect(wrong.refs(), NOW);
    assert_eq!(
        (
            findings[0].name,
            findings[0]
                .fix
                .contains("STAMPWELL_APPLE_KEY")
        ),
        ("private key", true)
    );
}

#[cfg(unix)]
#[test]
fn the_example_certificates_are_like_apples() {
    if Command::new("openssl")
        .arg("version")
        .output()
        .is_err()
    {
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let make = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("certs.example/make");
    let output = Command::new("sh")
        .arg(make)
        .args(["pass.example.tea", "TEAM543210"])
        .arg(dir.path())
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let read = |name: &str| std::fs::read(dir.path().join(name)).unwrap();
    let files = Files {
        certificate: read("pass.pem"),
        key: Some(read("pass.key.pem")),
        passphrase: None,
        wwdr: Some(read("wwdr.pem")),
    };
    let certificate = files.load().unwrap();
    assert_eq!(
        (
            certificate.pass_type_identifier(),
            certificate.team_identifier()
        ),
        ("pass.example.tea", "TEAM543210")
    );
}
