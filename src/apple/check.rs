//! Looks at a finished `.pkpass` and says in words what a phone would refuse in silence.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use openssl::cms::{CMSOptions, CmsContentInfo};
use openssl::pkcs7::{Pkcs7, Pkcs7Flags};
use openssl::stack::Stack;
use openssl::x509::store::{X509Store, X509StoreBuilder};
use openssl::x509::verify::X509VerifyFlags;
use openssl::x509::{X509, X509PurposeId};
use serde_json::{Map, Value};

use super::Finding;
use super::certificates::{identity, name_of, timestamp};
use crate::clock::Timestamp;

mod rules;

/// No real pass comes near these limits.
const MOST_FILES: usize = 500;
const MOST_BYTES: u64 = 64 << 20;

type Files = BTreeMap<String, Vec<u8>>;

/// Everything there is to say about a package, the good included. `root` is trusted besides the chain's own names.
pub fn check_pkpass(package: &[u8], root: Option<&X509>, now: Timestamp) -> Vec<Finding> {
    let mut findings = Vec::new();
    let Some(files) = unpack(package, &mut findings) else {
        return findings;
    };
    check_manifest(&files, &mut findings);
    let leaf = check_signature(&files, root, now, &mut findings);
    match files
        .get("pass.json")
        .map(|bytes| serde_json::from_slice::<Map<String, Value>>(bytes))
    {
        None => findings.push(Finding::bad(
            "pass.json",
            "There is no pass.json at the top level.",
            "Zip the files themselves, not their folder.",
        )),
        Some(Err(error)) => findings.push(Finding::bad(
            "pass.json",
            format!("pass.json is not a JSON object: {error}."),
            "Write it as UTF-8 JSON.",
        )),
        Some(Ok(pass)) => {
            rules::check(&pass, &files, now, &mut findings);
            check_identity(&pass, leaf.as_ref(), &mut findings);
        }
    }
    findings
}

/// The files of the archive, with its layout judged; `None` if it cannot be read.
fn unpack(package: &[u8], findings: &mut Vec<Finding>) -> Option<Files> {
    let mut zip = match zip::ZipArchive::new(Cursor::new(package)) {
        Ok(zip) => zip,
        Err(error) => {
            findings.push(Finding::bad(
                "archive",
                format!("It is not a ZIP archive: {error}."),
                "A .pkpass is a ZIP of its files.",
            ));
            return None;
        }
    };
    if zip.len() > MOST_FILES {
        findings.push(Finding::bad(
            "archive",
            format!("It has {} entries.", zip.len()),
            format!("Keep it below {MOST_FILES}."),
        ));
        return None;
    }
    let (mut files, mut left, before) = (Files::new(), MOST_BYTES, findings.len());
    for index in 0..zip.len() {
        let entry = zip.by_index(index);
        let Ok(mut entry) = entry else {
            findings.push(Finding::bad(
                "archive",
                format!("Entry {index} cannot be read. It may be encrypted."),
                "Zip it again without a password.",
            ));
            continue;
        };
        let name = entry.name().map_or_else(
            |_| String::from_utf8_lossy(entry.name_raw()).into_owned(),
            |name| name.into_owned(),
        );
        if let Some(fault) = layout_fault(&name) {
            findings.push(fault);
        }
        if entry.is_dir() {
            continue;
        }
        let mut bytes = Vec::new();
        // One byte more than allowed tells a file that is too large from one that just fits. The
        // size in a ZIP's directory is its maker's claim.
        let read = (&mut entry)
            .take(left + 1)
            .read_to_end(&mut bytes);
        if read.is_err() || bytes.len() as u64 > left {
            findings.push(Finding::bad(
                "archive",
                format!("{name} is damaged or larger than {} MiB.", MOST_BYTES >> 20),
                "Zip it again.",
            ));
            return None;
        }
        left -= bytes.len() as u64;
        files.insert(name, bytes);
    }
    if findings.len() == before {
        findings.push(Finding::good(
            "archive",
            format!(
                "{} files, all at the top level or in a language folder.",
                files.len()
            ),
        ));
    }
    Some(files)
}

fn layout_fault(name: &str) -> Option<Finding> {
    let parts: Vec<&str> = name.split('/').collect();
    if name.starts_with("__MACOSX") || name.ends_with(".DS_Store") {
        return Some(Finding::bad(
            "archive",
            format!("{name} is a leftover from Finder."),
            "Zip with `zip -X`, or leave it out.",
        ));
    }
    match parts.as_slice() {
        [_] => None,
        // Apple's own tool writes these entries, so phones take them: no more than a warning.
        [folder, ""] if folder.ends_with(".lproj") => Some(Finding::warning(
            "archive",
            format!("{name} is a directory entry."),
            "Leave out directory entries (`zip -D`).",
        )),
        [folder, file] if folder.ends_with(".lproj") && !file.is_empty() && *folder != ".lproj" => {
            None
        }
        _ => Some(Finding::bad(
            "archive",
            format!("{name} is in a folder."),
            "Only xx.lproj folders are allowed. Zip the files, not their folder.",
        )),
    }
}

fn check_manifest(files: &Files, findings: &mut Vec<Finding>) {
    let Some(bytes) = files.get("manifest.json") else {
        findings.push(Finding::bad(
            "manifest",
            "There is no manifest.json.",
            "List the SHA-1 of every file in it.",
        ));
        return;
    };
    let manifest: BTreeMap<String, String> = match serde_json::from_slice(bytes) {
        Ok(manifest) => manifest,
        Err(error) => {
            findings.push(Finding::bad(
                "manifest",
                format!("manifest.json is not an object of strings: {error}."),
                "Map each name to its SHA-1.",
            ));
            return;
        }
    };
    let before = findings.len();
    for (name, content) in files
        .iter()
        .filter(|(name, _)| *name != "manifest.json" && *name != "signature")
    {
        let sha1 = data_encoding::HEXLOWER.encode(&openssl::sha::sha1(content));
        match manifest.get(name) {
            None => findings.push(Finding::bad(
                "manifest",
                format!("{name} is not listed."),
                "List every file except manifest.json and signature.",
            )),
            Some(listed) if *listed != sha1 => {
                findings.push(Finding::bad(
                    "manifest",
                    format!("{name} does not match its listed hash: it was changed after signing."),
                    "Sign again.",
                ));
            }
            Some(_) => {}
        }
    }
    for name in manifest
        .keys()
        .filter(|name| !files.contains_key(*name))
    {
        findings.push(Finding::bad(
            "manifest",
            format!("{name} is listed but missing."),
            "Add the file, or sign again without it.",
        ));
    }
    if findings.len() == before {
        findings.push(Finding::good(
            "manifest",
            format!(
                "All {} files are listed with the right hash.",
                manifest.len()
            ),
        ));
    }
}

/// Judges the signature and gives the certificate behind it.
fn check_signature(
    files: &Files,
    root: Option<&X509>,
    now: Timestamp,
    findings: &mut Vec<Finding>,
) -> Option<X509> {
    let (Some(signature), Some(manifest)) = (files.get("signature"), files.get("manifest.json"))
    else {
        findings.push(Finding::bad(
            "signature",
            "There is no signature.",
            "Sign manifest.json with the pass certificate.",
        ));
        return None;
    };
    let Some((leaf, carried)) = certificates_in(signature) else {
        findings.push(Finding::bad(
            "signature",
            "The signature is not CMS/PKCS#7 in DER, or has no certificate.",
            "Make a detached signature in DER that includes the certificates.",
        ));
        return None;
    };
    check_chain(&leaf, &carried, now, findings);
    match verify(signature, manifest, &carried, root) {
        Ok(()) => {
            let trust = if root.is_some() {
                " and leads to the root given"
            } else {
                "; whether it leads to Apple's root was not checked"
            };
            findings.push(Finding::good(
                "signature",
                format!("It matches manifest.json{trust}."),
            ));
        }
        Err(why) => findings.push(Finding::bad(
            "signature",
            format!("It does not verify: {why}."),
            "Sign the exact bytes of the manifest.json in the archive.",
        )),
    }
    check_signing_time(signature, now, findings);
    Some(leaf)
}

/// The signer's certificate, and all that the signature carries.
fn certificates_in(signature: &[u8]) -> Option<(X509, Vec<X509>)> {
    // Read as PKCS#7: the openssl crate's CMS type verifies but shows no certificates.
    let pkcs7 = Pkcs7::from_der(signature).ok()?;
    let none = Stack::new().ok()?;
    let leaf = pkcs7
        .signers(&none, Pkcs7Flags::empty())
        .ok()?
        .iter()
        .next()?
        .to_owned();
    let carried = pkcs7
        .signed()?
        .certificates()?
        .iter()
        .map(ToOwned::to_owned)
        .collect();
    Some((leaf, carried))
}

fn check_chain(leaf: &X509, carried: &[X509], now: Timestamp, findings: &mut Vec<Finding>) {
    let signed = |c: &X509| {
        c.public_key()
            .and_then(|key| leaf.verify(&key))
            .unwrap_or(false)
    };
    match carried.iter().find(|c| signed(c)) {
        Some(issuer) => findings.push(Finding::good(
            "intermediate",
            format!("{:?} is in the signature and issued the certificate.", name_of(issuer.subject_name())),
        )),
        None => findings.push(Finding::bad(
            "intermediate",
            format!(
                "The intermediate {:?} is not in the signature: the pass opens on a Mac, but phones refuse it.",
                name_of(leaf.issuer_name())
            ),
            "Add the Apple WWDR certificate that issued the pass certificate.",
        )),
    }
    match timestamp(leaf.not_after()) {
        Ok(end) if end < now => findings.push(Finding::warning(
            "certificate dates",
            format!("The certificate expired on {end}: the pass stays on phones that have it, but can no longer be added or updated."),
            "Renew the certificate and sign again.",
        )),
        Ok(end) => findings.push(Finding::good("certificate dates", format!("The certificate is valid until {end}."))),
        Err(_) => {}
    }
}

/// Verifies over the manifest's bytes; without a root the carried certificates themselves are the end of trust.
fn verify(
    signature: &[u8],
    manifest: &[u8],
    carried: &[X509],
    root: Option<&X509>,
) -> Result<(), String> {
    let words = |e: openssl::error::ErrorStack| {
        e.errors()
            .last()
            .and_then(|e| e.reason())
            .unwrap_or("unknown reason")
            .to_owned()
    };
    let store = trust(carried, root).map_err(words)?;
    let mut cms = CmsContentInfo::from_der(signature).map_err(words)?;
    // Without BINARY OpenSSL hashes line feeds as CRLF, and a manifest with any of them fails.
    cms.verify(None, Some(&store), Some(manifest), None, CMSOptions::BINARY)
        .map_err(words)
}

fn trust(carried: &[X509], root: Option<&X509>) -> Result<X509Store, openssl::error::ErrorStack> {
    let mut store = X509StoreBuilder::new()?;
    let mut flags = X509VerifyFlags::NO_CHECK_TIME;
    match root {
        Some(root) => store.add_cert(root.clone())?,
        None => {
            for certificate in carried {
                store.add_cert(certificate.clone())?;
            }
            flags |= X509VerifyFlags::PARTIAL_CHAIN;
        }
    }
    // Dates are judged apart, with the time handed in; pass certificates are not made for mail, which CMS assumes.
    store.set_flags(flags)?;
    store.set_purpose(X509PurposeId::ANY)?;
    Ok(store.build())
}

/// The signing time is looked for by its encoding: attribute type, a set of one, UTCTime or GeneralizedTime.
fn check_signing_time(signature: &[u8], now: Timestamp, findings: &mut Vec<Finding>) {
    const KIND: &[u8] = &[
        0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x05, 0x31,
    ];
    let place = signature
        .windows(KIND.len())
        .position(|w| w == KIND)
        .map(|at| at + KIND.len() + 1);
    let value = place.and_then(|at| {
        Some((
            signature.get(at)?,
            signature.get(at + 2..at + 2 + usize::from(*signature.get(at + 1)?))?,
        ))
    });
    let time = value.and_then(|(tag, text)| {
        let text = std::str::from_utf8(text).ok()?;
        // UTCTime has two digits for the year, and Wallet is younger than 2000.
        let text = if *tag == 0x17 {
            format!("20{text}")
        } else {
            text.to_owned()
        };
        openssl::asn1::Asn1Time::from_str(&text)
            .ok()
            .and_then(|t| timestamp(&t).ok())
    });
    findings.push(match time {
        None => Finding::bad(
            "signing time",
            "The signature has no signing time.",
            "Add the signingTime attribute. Apple asks for it.",
        ),
        Some(time) if time > now.plus_s(86_400) => Finding::warning(
            "signing time",
            format!("It was signed in the future, on {time}."),
            "Check the signing machine's clock.",
        ),
        Some(time) => Finding::good("signing time", format!("Signed on {time}.")),
    });
}

fn check_identity(pass: &Map<String, Value>, leaf: Option<&X509>, findings: &mut Vec<Finding>) {
    // What the signature lacks was said where it was looked at.
    let Some(leaf) = leaf else {
        return;
    };
    let text = |key: &str| {
        pass.get(key)
            .and_then(Value::as_str)
            .unwrap_or("")
    };
    findings.push(match identity(leaf) {
        Err(error) => Finding::bad("identity", error.what(), error.fix()),
        Ok((pass_type, team))
            if pass_type == text("passTypeIdentifier") && team == text("teamIdentifier") =>
        {
            Finding::good(
                "identity",
                format!("The pass and the certificate are both for {pass_type}, team {team}."),
            )
        }
        Ok((pass_type, team)) => Finding::bad(
            "identity",
            format!(
                "The certificate is for {pass_type}, team {team}, but the pass says {}, team {}.",
                text("passTypeIdentifier"),
                text("teamIdentifier")
            ),
            "Write the certificate's identifiers into pass.json.",
        ),
    });
}

#[cfg(test)]
mod tests;
