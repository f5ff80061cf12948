use openssl::cms::{CMSOptions, CmsContentInfo};
use openssl::stack::Stack;
use openssl::x509::X509PurposeId;
use openssl::x509::store::{X509Store, X509StoreBuilder};
use openssl::x509::verify::X509VerifyParam;
use proptest::collection::vec;
use proptest::prelude::*;

use super::*;
use crate::apple::test_certificates::{CHAIN, CertificateWish, NOW, PASS_SUBJECT, ec, loaded};
use crate::clock::Clock;

/// Trusts the root alone, at the time of the tests.
fn only_the_root() -> X509Store {
    let mut store = X509StoreBuilder::new().unwrap();
    store
        .add_cert(CHAIN.root.certificate.clone())
        .unwrap();
    let mut param = X509VerifyParam::new().unwrap();
    param.set_time(NOW.seconds());
    param
        .set_purpose(X509PurposeId::ANY)
        .unwrap();
    store.set_param(&param).unwrap();
    store.build()
}

fn verifies(signature: &[u8], manifest: &[u8]) -> Result<(), openssl::error::ErrorStack> {
    CmsContentInfo::from_der(signature)?.verify(
        None,
        Some(&only_the_root()),
        Some(manifest),
        None,
        CMSOptions::BINARY,
    )
}

#[test]
fn the_signature_is_byte_for_byte_that_of_openssl() {
    let signer = Signer::new(loaded(&CHAIN.pass)).unwrap();
    let mut chain = Stack::new().unwrap();
    chain
        .push(CHAIN.wwdr.certificate.clone())
        .unwrap();
    let manifest = b"{\"pass.json\":\"00\"}\n";
    // OpenSSL takes its time from the machine, so ours is taken on both sides of it.
    let around = |clock: Clock| {
        let before = clock.now();
        let flags = CMSOptions::DETACHED | CMSOptions::BINARY | CMSOptions::NOSMIMECAP;
        let theirs = CmsContentInfo::sign(
            Some(&CHAIN.pass.certificate),
            Some(&CHAIN.pass.key),
            Some(&chain),
            Some(manifest),
            flags,
        )
        .unwrap();
        (before, theirs.to_der().unwrap(), clock.now())
    };
    let (before, theirs, after) = around(Clock::system());
    let ours = |now: Timestamp| {
        let attributes = signed_attributes(&sha256(manifest), now);
        let signature = signer
            .raw(&sha256(&der(0x31, &[&attributes])))
            .unwrap();
        signer
            .fixed
            .assemble(&attributes, &signature)
    };
    assert!(ours(before) == theirs || ours(after) == theirs);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]
    #[test]
    fn openssl_accepts_every_manifest_and_no_changed_one(manifest in vec(any::<u8>(), 0..4000), seconds in 0i64..20_000_000) {
        let signer = Signer::new(loaded(&CHAIN.pass)).unwrap();
        let signature = signer.sign(&manifest, NOW.plus_s(seconds)).unwrap();
        prop_assert!(verifies(&signature, &manifest).is_ok());
        let mut other = manifest.clone();
        other.push(b'\n');
        prop_assert!(verifies(&signature, &other).is_err());
    }
}

#[test]
fn an_elliptic_curve_certificate_signs_too() {
    let pair = CertificateWish::leaf(&PASS_SUBJECT, ec()).issue(Some(&CHAIN.wwdr));
    let signature = Signer::new(loaded(&pair))
        .unwrap()
        .sign(b"{}", NOW)
        .unwrap();
    verifies(&signature, b"{}").unwrap();
}

#[test]
fn after_the_end_nothing_is_signed() {
    let signer = Signer::new(loaded(&CHAIN.pass)).unwrap();
    let end = signer.certificate().not_after();
    assert!(signer.sign(b"{}", end).is_ok());
    assert_eq!(
        signer.sign(b"{}", end.plus_s(1)),
        Err(SigningError::Expired { not_after: end })
    );
    let early = signer
        .certificate()
        .not_before()
        .plus_s(-1);
    assert!(matches!(
        signer.sign(b"{}", early),
        Err(SigningError::NotYetValid { .. })
    ));
}

#[test]
fn times_after_2049_are_written_in_full() {
    let at = |text: &str| time(text.parse().unwrap());
    assert_eq!(at("2026-06-01T00:00:00Z"), b"\x17\x0d260601000000Z");
    assert_eq!(at("2050-01-01T00:00:00Z"), b"\x18\x0f20500101000000Z");
}

#[test]
fn many_threads_share_one_signer() {
    let signer = Signer::new(loaded(&CHAIN.pass)).unwrap();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                (0..8u8).for_each(|i| verifies(&signer.sign(&[i], NOW).unwrap(), &[i]).unwrap())
            });
        }
    });
}
