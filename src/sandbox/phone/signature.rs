//! The CMS signature over the manifest, checked against the one root that the phone trusts.

use openssl::asn1::Asn1Object;
use openssl::error::ErrorStack;
use openssl::nid::Nid;
use openssl::pkcs7::{Pkcs7, Pkcs7Flags};
use openssl::stack::Stack;
use openssl::x509::store::X509StoreBuilder;
use openssl::x509::{X509, X509PurposeId, X509Ref};

const SIGNING_TIME: &str = "1.2.840.113549.1.9.5";
const PASS_SIGNING_USAGE: &str = "1.2.840.113635.100.4.14";

/// Whom the signature's certificate names.
pub(super) struct Signer {
    /// Subject UID: the pass type identifier.
    pub(super) pass_type_identifier: String,
    /// Subject OU: the team identifier.
    pub(super) team_identifier: String,
}

/// Checks a detached signature over exactly these bytes; the error says what is wrong in words.
pub(super) fn verify(signature: &[u8], manifest: &[u8], root: &X509) -> Result<Signer, String> {
    let cms =
        Pkcs7::from_der(signature).map_err(|_| "it is not DER of a signed message".to_owned())?;
    check_chain(&cms, manifest, root)
        .map_err(|e| format!("it does not hold for manifest.json and Apple's root: {e}"))?;
    let none = Stack::new().map_err(|e| e.to_string())?;
    let signers = cms
        .signers(&none, Pkcs7Flags::empty())
        .map_err(|e| format!("its signer's certificate is not inside: {e}"))?;
    if signers.len() != 1 {
        return Err(format!("it has {} signers in place of one", signers.len()));
    }
    let signed_data = signed_data(signature).ok_or("it holds no signed data")?;
    if !is_detached(signed_data) {
        return Err("it carries the manifest inside; it must be detached".to_owned());
    }
    if !has_signing_time(signed_data)? {
        return Err("it lacks the signed attribute signingTime".to_owned());
    }
    name(&signers[0])
}

fn check_chain(cms: &Pkcs7, manifest: &[u8], root: &X509) -> Result<(), ErrorStack> {
    let mut store = X509StoreBuilder::new()?;
    store.add_cert(root.clone())?;
    // OpenSSL would ask for an e-mail certificate, which a pass certificate is not.
    store.set_purpose(X509PurposeId::ANY)?;
    cms.verify(
        &*Stack::new()?,
        &store.build(),
        Some(manifest),
        None,
        Pkcs7Flags::BINARY,
    )
}

fn name(leaf: &X509Ref) -> Result<Signer, String> {
    let entry = |nid| {
        leaf.subject_name()
            .entries_by_nid(nid)
            .next()
            .and_then(|entry| entry.data().to_string().ok())
    };
    let usage = oid(PASS_SIGNING_USAGE)?;
    let certificate = leaf
        .to_der()
        .map_err(|e| e.to_string())?;
    if !certificate
        .windows(usage.len())
        .any(|window| window == usage)
    {
        return Err("its certificate is not for signing passes".to_owned());
    }
    Ok(Signer {
        pass_type_identifier: entry(Nid::USERID).ok_or("its certificate has no UID")?,
        team_identifier: entry(Nid::ORGANIZATIONALUNITNAME).ok_or("its certificate has no OU")?,
    })
}

/// The object identifier with its DER tag and length.
fn oid(text: &str) -> Result<Vec<u8>, String> {
    let object = Asn1Object::from_str(text).map_err(|e| e.to_string())?;
    let body = object.as_slice();
    Ok([&[0x06, body.len() as u8], body].concat())
}

/// Whether the signer's signed attributes hold a signing time, which OpenSSL checks the signature over but does not show.
fn has_signing_time(signed_data: &[u8]) -> Result<bool, String> {
    let wanted = oid(SIGNING_TIME)?;
    let attributes = signed_attributes(signed_data).ok_or("its signed attributes are missing")?;
    Ok(children(attributes)
        .iter()
        .any(|(_, attribute)| attribute.starts_with(&wanted)))
}

/// Whether SignedData names the kind of its content without carrying it, which OpenSSL tolerates either way.
fn is_detached(signed_data: &[u8]) -> bool {
    children(signed_data)
        .get(2)
        .is_some_and(|(_, content)| children(content).len() == 1)
}

/// The body of SignedData: the content of ContentInfo, inside its explicit tag.
fn signed_data(der: &[u8]) -> Option<&[u8]> {
    let content_info = children(der).first()?.1;
    let explicit = children(content_info).get(1)?.1;
    children(explicit)
        .first()
        .map(|(_, signed_data)| *signed_data)
}

/// The last set in SignedData holds the signers; of the first one, the part tagged \[0\].
fn signed_attributes(signed_data: &[u8]) -> Option<&[u8]> {
    let (_, signers) = children(signed_data)
        .into_iter()
        .rfind(|(tag, _)| *tag == 0x31)?;
    let signer = children(signers).first()?.1;
    children(signer)
        .into_iter()
        .find(|(tag, _)| *tag == 0xa0)
        .map(|(_, attributes)| attributes)
}

/// The elements side by side in a DER body, each with its tag; ends at the first that is cut off.
fn children(mut der: &[u8]) -> Vec<(u8, &[u8])> {
    let mut found = Vec::new();
    while let Some((tag, body, rest)) = element(der) {
        found.push((tag, body));
        der = rest;
    }
    found
}

fn element(der: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let (&[tag, first], rest) = der.split_first_chunk()?;
    let (length, rest) = if first < 0x80 {
        (usize::from(first), rest)
    } else {
        let (size, rest) = rest.split_at_checked(usize::from(first & 0x7f).min(5))?;
        (
            size.iter()
                .fold(0, |length, byte| length << 8 | usize::from(*byte)),
            rest,
        )
    };
    let (body, rest) = rest.split_at_checked(length)?;
    Some((tag, body, rest))
}
