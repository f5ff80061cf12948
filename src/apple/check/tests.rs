use std::path::Path;

use super::*;
use crate::apple::Level;
use crate::apple::archive::archive;
use crate::apple::bundle::{PassImages, build};
use crate::apple::pass::tests::card;
use crate::apple::signer::Signer;
use crate::apple::test_certificates::{CHAIN, CertificateWish, NOW, PASS_SUBJECT, loaded};
use crate::template::{PassFile, StripLook, StripState, Template};

fn package() -> Vec<u8> {
    let template =
        Template::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("pass-templates/coffee"))
            .unwrap();
    let look = StripLook::for_language(
        template
            .description()
            .colours
            .clone(),
        "en",
    );
    let strip = template
        .strip(
            StripState {
                stamps: 4,
                required: 10,
                reward_ready: false,
            },
            &look,
        )
        .unwrap();
    build(
        &Signer::new(loaded(&CHAIN.pass)).unwrap(),
        &PassImages::new(&template, &look.colours, strip).unwrap(),
        &card(4),
        NOW,
    )
    .unwrap()
}

/// The package with its files changed, and signed again by `signer` if one is given.
fn changed(change: impl FnOnce(&mut Files), signer: Option<&Signer>) -> Vec<u8> {
    let mut files = unpack(&package(), &mut Vec::new()).unwrap();
    change(&mut files);
    if let Some(signer) = signer {
        let listed = files
            .iter()
            .filter(|(n, _)| *n != "manifest.json" && *n != "signature");
        let manifest: BTreeMap<&String, String> = listed
            .map(|(n, b)| (n, data_encoding::HEXLOWER.encode(&openssl::sha::sha1(b))))
            .collect();
        let manifest = serde_json::to_vec(&manifest).unwrap();
        files.insert("signature".into(), signer.sign(&manifest, NOW).unwrap());
        files.insert("manifest.json".into(), manifest);
    }
    let files: Vec<PassFile> = files
        .into_iter()
        .map(|(name, bytes)| PassFile::new(&name, bytes))
        .collect();
    archive(files.iter())
}

fn complaints(package: &[u8]) -> String {
    let findings = check_pkpass(package, Some(&CHAIN.root.certificate), NOW);
    findings
        .iter()
        .filter(|f| f.level != Level::Good)
        .map(|f| format!("{}: {} {}\n", f.name, f.sentence, f.fix))
        .collect()
}

fn signer() -> Signer {
    Signer::new(loaded(&CHAIN.pass)).unwrap()
}

fn with_pass(change: impl FnOnce(&mut Map<String, Value>)) -> String {
    let edit = |files: &mut Files| {
        let mut pass: Map<String, Value> = serde_json::from_slice(&files["pass.json"]).unwrap();
        change(&mut pass);
        files.insert("pass.json".into(), serde_json::to_vec(&pass).unwrap());
    };
    complaints(&changed(edit, Some(&signer())))
}

#[test]
fn our_own_pass_has_nothing_to_complain_about() {
    assert_eq!(complaints(&package()), "");
    let findings = check_pkpass(&package(), None, NOW);
    assert!(
        findings
            .iter()
            .all(|f| f.level == Level::Good),
        "{findings:?}"
    );
    let names: Vec<&str> = findings
        .iter()
        .map(|f| f.name)
        .collect();
    assert_eq!(
        names,
        [
            "archive",
            "manifest",
            "intermediate",
            "certificate dates",
            "signature",
            "signing time",
            "pass.json",
            "identity"
        ]
    );
}

#[test]
fn what_was_changed_after_signing_is_found() {
    let found = complaints(&changed(
        |files| {
            files
                .get_mut("pass.json")
                .unwrap()
                .push(b' ')
        },
        None,
    ));
    assert!(
        found.contains("pass.json does not match its listed hash"),
        "{found}"
    );
    let found = complaints(&changed(
        |files| {
            files
                .get_mut("manifest.json")
                .unwrap()
                .push(b'\n')
        },
        None,
    ));
    assert!(found.contains("signature: It does not verify"), "{found}");
    let found = complaints(&changed(|files| drop(files.remove("logo.png")), None));
    assert!(found.contains("logo.png is listed but missing"), "{found}");
    let found = complaints(&changed(
        |files| drop(files.insert("extra.png".into(), vec![])),
        None,
    ));
    assert!(
        found.contains("extra.png is not listed") && found.contains("extra.png is not a PNG"),
        "{found}"
    );
}

#[test]
fn a_folder_zipped_along_is_found() {
    let into_folder = |files: &mut Files| {
        *files = std::mem::take(files)
            .into_iter()
            .map(|(n, b)| (format!("card.pass/{n}"), b))
            .collect()
    };
    let found = complaints(&changed(into_folder, None));
    assert!(
        found.contains("card.pass/icon.png is in a folder")
            && found.contains("no pass.json at the top level"),
        "{found}"
    );
    let found = complaints(&changed(
        |files| drop(files.insert("__MACOSX/._icon.png".into(), vec![])),
        None,
    ));
    assert!(found.contains("leftover from Finder"), "{found}");
    assert!(complaints(b"not a zip").contains("not a ZIP archive"));
}

#[test]
fn a_missing_icon_is_found() {
    let found = complaints(&changed(
        |files| drop(files.remove("icon.png")),
        Some(&signer()),
    ));
    assert!(found.contains("icon: There is no icon.png"), "{found}");
}

#[test]
fn a_missing_intermediate_is_found() {
    use openssl::cms::{CMSOptions, CmsContentInfo};
    let bare = |files: &mut Files| {
        let flags = CMSOptions::DETACHED | CMSOptions::BINARY;
        let cms = CmsContentInfo::sign(
            Some(&CHAIN.pass.certificate),
            Some(&CHAIN.pass.key),
            None,
            Some(&files["manifest.json"]),
            flags,
        )
        .unwrap();
        files.insert("signature".into(), cms.to_der().unwrap());
    };
    let found = complaints(&changed(bare, None));
    assert!(
        found.contains("opens on a Mac, but phones refuse it"),
        "{found}"
    );
}

#[test]
fn a_signature_without_root_or_of_another_type_is_found() {
    let other = CertificateWish::leaf(
        &[("UID", "pass.example.tea"), PASS_SUBJECT[2]],
        CHAIN.pass.key.clone(),
    )
    .issue(Some(&CHAIN.wwdr));
    let found = complaints(&changed(
        |_| {},
        Some(&Signer::new(loaded(&other)).unwrap()),
    ));
    assert!(
        found.contains("identity: The certificate is for pass.example.tea"),
        "{found}"
    );
    let stranger = CertificateWish::authority(&[("CN", "Stranger")]).issue(None);
    let findings = check_pkpass(&package(), Some(&stranger.certificate), NOW);
    assert!(
        findings
            .iter()
            .any(|f| f.name == "signature" && f.level == Level::Bad),
        "{findings:?}"
    );
}

#[test]
fn an_ended_certificate_is_a_warning() {
    let findings = check_pkpass(&package(), None, NOW.plus_s(400 * 86_400));
    assert!(
        findings
            .iter()
            .any(|f| f.name == "certificate dates" && f.level == Level::Warning)
    );
}

#[test]
fn the_rules_of_pass_json_are_told_in_words() {
    type Change = fn(&mut Map<String, Value>);
    let cases: [(Change, &str); 12] = [
        (
            |p| drop(p.remove("formatVersion")),
            "formatVersion is not the number 1",
        ),
        (|p| drop(p.remove("description")), "description is missing"),
        (|p| drop(p.remove("storeCard")), "no style"),
        (
            |p| drop(p.insert("coupon".into(), Value::Object(Map::new()))),
            "several styles: coupon, storeCard",
        ),
        (
            |p| drop(p.remove("authenticationToken")),
            "Only one of webServiceURL and authenticationToken",
        ),
        (
            |p| drop(p.insert("webServiceURL".into(), "https://x.example/v1".into())),
            "ends with a slash or /v1",
        ),
        (
            |p| drop(p.insert("expirationDate".into(), "2027-01-31T18:00:00".into())),
            "not a date with a time and zone",
        ),
        (
            |p| drop(p.insert("expirationDate".into(), "2020-01-31T18:00Z".into())),
            "phones file it under expired passes",
        ),
        (
            |p| p["storeCard"]["headerFields"][0]["changeMessage"] = "changed".into(),
            "has no %@",
        ),
        (
            |p| p["storeCard"]["headerFields"][0]["value"] = Value::Null,
            "has no value",
        ),
        (
            |p| p["barcodes"][0]["format"] = "PKBarcodeFormatEAN13".into(),
            "Phones before iOS 27 cannot draw any",
        ),
        (
            |p| drop(p.insert("labelColor".into(), "red".into())),
            "labelColor is not a colour",
        ),
    ];
    for (change, sentence) in cases {
        let found = with_pass(change);
        assert!(found.contains(sentence), "{sentence}: {found}");
    }
}
