//! Whether a chain of certificates leads to Apple: phones find that out, and say nothing.

use openssl::hash::MessageDigest;
use openssl::x509::{X509, X509Ref};

use super::Finding;
use super::certificates::{CertificateFiles, PassCertificate, name_of};

/// Apple's roots that issue the intermediates of developers, as Apple publishes them, each with the SHA-256 by which it is known.
const ROOTS: &str = include_str!("apple_roots.pem");
const FINGERPRINTS: [&str; 2] = [
    "b0b1730ecbc7ff4505142c49f1295e6eda6bcaed7e2c68c5be91b5a11001f024",
    "63343abfb89a6a03ebb57e9b3f5fa7be7c4f5c756f3017b3a8c488c3653e9179",
];

/// Looks for the root of the intermediate. `real` says whether pushes go to Apple, so that real phones are meant. What is wrong with the
/// files themselves is told by [`super::certificates::inspect`].
pub fn inspect_root(files: CertificateFiles<'_>, real: bool) -> Option<Finding> {
    let certificate = PassCertificate::load(files).ok()?;
    if let Some((name, fingerprint)) = root_of(&certificate.wwdr) {
        return Some(Finding::good(
            "root",
            format!(
                "The chain leads to {name:?}, SHA-256 {}….",
                &fingerprint[..16]
            ),
        ));
    }
    let what = format!(
        "{:?} was not issued by a root of Apple's that is known here",
        name_of(certificate.wwdr.subject_name())
    );
    Some(match real {
        true => Finding::bad(
            "root",
            format!("{what}: no iPhone takes passes of that chain."),
            "Download certificate and intermediate from developer.apple.com and apple.com/certificateauthority.",
        ),
        false => Finding::warning(
            "root",
            format!(
                "{what}. That is right for a test against another push service, and for no iPhone."
            ),
            "For real cards use Apple's certificates, and leave STAMPWELL_APPLE_APNS_URL out.",
        ),
    })
}

/// The root that signed an intermediate: its name and fingerprint.
fn root_of(intermediate: &X509Ref) -> Option<(String, String)> {
    let signed = |root: &X509| {
        root.public_key()
            .and_then(|key| intermediate.verify(&key))
            .unwrap_or(false)
    };
    let root = roots().into_iter().find(signed)?;
    Some((name_of(root.subject_name()), fingerprint(&root)?))
}

/// Apple's roots; what does not have its fingerprint is none.
fn roots() -> Vec<X509> {
    let all = X509::stack_from_pem(ROOTS.as_bytes()).unwrap_or_default();
    all.into_iter()
        .filter(|root| {
            fingerprint(root).is_some_and(|print| FINGERPRINTS.contains(&print.as_str()))
        })
        .collect()
}

fn fingerprint(certificate: &X509Ref) -> Option<String> {
    Some(
        data_encoding::HEXLOWER.encode(
            &certificate
                .digest(MessageDigest::sha256())
                .ok()?,
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::apple::test_certificates::CHAIN;

    /// Apple's intermediate of the present generation.
    const G4: &[u8] = include_bytes!("wwdr_g4.pem");

    #[test]
    fn apples_own_intermediate_leads_to_apples_root() {
        assert_eq!(
            roots().len(),
            FINGERPRINTS.len(),
            "a root is not what its fingerprint says"
        );
        let (name, print) = root_of(&X509::from_pem(G4).unwrap()).unwrap();
        assert!(
            name.starts_with("Apple Root CA") && print == FINGERPRINTS[0],
            "{name} {print}"
        );
    }

    #[test]
    fn an_invented_chain_is_told_by_what_it_is_for() {
        assert!(root_of(&CHAIN.wwdr.certificate).is_none());
        let (pass, key, wwdr) = (
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
            CHAIN
                .wwdr
                .certificate
                .to_pem()
                .unwrap(),
        );
        let files = CertificateFiles {
            certificate: &pass,
            key: Some(&key),
            passphrase: None,
            wwdr: Some(&wwdr),
        };
        let (real, test) = (
            inspect_root(files, true).unwrap(),
            inspect_root(files, false).unwrap(),
        );
        assert_eq!(
            (real.level, test.level),
            (super::super::Level::Bad, super::super::Level::Warning)
        );
        assert!(
            inspect_root(CertificateFiles { key: None, ..files }, true).is_none(),
            "the missing key is told elsewhere"
        );
    }
}
