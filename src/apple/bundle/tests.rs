use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read as _};
use std::path::Path;
use std::process::Command;

use super::*;
use crate::apple::pass::tests::card;
use crate::apple::test_certificates::{CHAIN, NOW, loaded};
use crate::template::{StripLook, StripState};

struct Shop {
    template: Template,
    signer: Signer,
}

fn shop() -> Shop {
    let template =
        Template::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("pass-templates/coffee"))
            .unwrap();
    Shop {
        template,
        signer: Signer::new(loaded(&CHAIN.pass)).unwrap(),
    }
}

impl Shop {
    fn images(&self, stamps: u32) -> PassImages {
        let look = StripLook::for_language(
            self.template
                .description()
                .colours
                .clone(),
            "en",
        );
        let strip = self
            .template
            .strip(
                StripState {
                    stamps,
                    required: 10,
                    reward_ready: false,
                },
                &look,
            )
            .unwrap();
        PassImages::new(&self.template, &look.colours, strip).unwrap()
    }

    fn pass(&self, stamps: u32) -> BTreeMap<String, Vec<u8>> {
        unzip(build(&self.signer, &self.images(stamps), &card(stamps), NOW).unwrap())
    }
}

fn unzip(bytes: Vec<u8>) -> BTreeMap<String, Vec<u8>> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut files = BTreeMap::new();
    for i in 0..zip.len() {
        let mut entry = zip.by_index(i).unwrap();
        let mut bytes = Vec::new();
        entry
            .read_to_end(&mut bytes)
            .unwrap();
        files.insert(entry.name().unwrap().into_owned(), bytes);
    }
    files
}

#[test]
fn the_package_holds_what_a_phone_wants_and_the_manifest_lists_it_all() {
    let files = shop().pass(4);
    let names: Vec<&str> = files
        .keys()
        .map(String::as_str)
        .collect();
    assert_eq!(
        names,
        [
            "en.lproj/pass.strings",
            "fa.lproj/pass.strings",
            "icon.png",
            "icon@2x.png",
            "icon@3x.png",
            "logo.png",
            "logo@2x.png",
            "logo@3x.png",
            "manifest.json",
            "pass.json",
            "signature",
            "strip.png",
            "strip@2x.png",
            "strip@3x.png",
        ]
    );
    let manifest: BTreeMap<String, String> =
        serde_json::from_slice(&files["manifest.json"]).unwrap();
    let listed: Vec<&str> = manifest
        .keys()
        .map(String::as_str)
        .collect();
    assert_eq!(
        listed,
        names
            .into_iter()
            .filter(|n| *n != "manifest.json" && *n != "signature")
            .collect::<Vec<_>>()
    );
    for (name, sha1) in manifest {
        assert_eq!(
            sha1,
            data_encoding::HEXLOWER.encode(&openssl::sha::sha1(&files[&name])),
            "{name}"
        );
    }
}

#[test]
fn one_more_stamp_changes_the_picture_and_the_count() {
    let shop = shop();
    let (four, five) = (shop.pass(4), shop.pass(5));
    assert_ne!(four["strip@3x.png"], five["strip@3x.png"]);
    assert_eq!(four["logo@3x.png"], five["logo@3x.png"]);
    assert!(String::from_utf8_lossy(&five["pass.json"]).contains("5 / 10"));
}

#[test]
fn the_signed_part_can_be_kept_and_packed_again() {
    let shop = shop();
    let signed = sign(&shop.signer, &shop.images(4), &card(4), NOW).unwrap();
    assert_eq!(
        signed.archive(),
        build(&shop.signer, &shop.images(4), &card(4), NOW).unwrap()
    );
    assert!(signed.own_bytes() < 10_000, "{}", signed.own_bytes());
}

#[test]
fn a_card_that_phones_would_refuse_is_not_signed() {
    let shop = shop();
    let nameless = PassContent {
        serial_number: String::new(),
        ..card(1)
    };
    assert!(
        matches!(sign(&shop.signer, &shop.images(1), &nameless, NOW), Err(BuildError::Content(faults)) if faults.len() == 1)
    );
    let late = NOW.plus_s(400 * 86_400);
    assert!(matches!(
        sign(&shop.signer, &shop.images(1), &card(1), late),
        Err(BuildError::Signing(SigningError::Expired { .. }))
    ));
}

/// The command line of another OpenSSL than the linked one accepts the signature with the root alone.
#[test]
fn the_openssl_command_verifies_the_signature_where_it_is_installed() {
    if Command::new("openssl")
        .arg("version")
        .output()
        .is_err()
    {
        return;
    }
    let files = shop().pass(4);
    let dir = tempfile::tempdir().unwrap();
    let at = |name: &str| dir.path().join(name);
    fs::write(at("manifest.json"), &files["manifest.json"]).unwrap();
    fs::write(at("signature"), &files["signature"]).unwrap();
    fs::write(
        at("root.pem"),
        CHAIN
            .root
            .certificate
            .to_pem()
            .unwrap(),
    )
    .unwrap();
    let mut command = Command::new("openssl");
    command
        .args([
            "cms", "-verify", "-binary", "-inform", "DER", "-purpose", "any", "-in",
        ])
        .arg(at("signature"));
    command
        .arg("-content")
        .arg(at("manifest.json"))
        .arg("-CAfile")
        .arg(at("root.pem"));
    command
        .args(["-attime", &NOW.seconds().to_string(), "-out"])
        .arg(at("out"));
    let output = command.output().unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}
