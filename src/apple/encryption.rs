//! How a key is encrypted, told from its outside: ciphers of the nineties have left OpenSSL, rare ones are not built in, and a wrong
//! passphrase is another trouble.

use crate::plain::pem::Block;

/// Object identifiers (their DER, tag and length included) of encryptions that OpenSSL keeps apart, with OpenSSL's names.
const OLD: &[(&[u8], &str)] = &[
    (
        b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x05\x01",
        "PBE-MD2-DES",
    ),
    (
        b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x05\x03",
        "PBE-MD5-DES",
    ),
    (
        b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x05\x04",
        "PBE-MD2-RC2-64",
    ),
    (
        b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x05\x06",
        "PBE-MD5-RC2-64",
    ),
    (
        b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x05\x0a",
        "PBE-SHA1-DES",
    ),
    (
        b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x05\x0b",
        "PBE-SHA1-RC2-64",
    ),
    (
        b"\x06\x0a\x2a\x86\x48\x86\xf7\x0d\x01\x0c\x01\x01",
        "PBE-SHA1-RC4-128",
    ),
    (
        b"\x06\x0a\x2a\x86\x48\x86\xf7\x0d\x01\x0c\x01\x02",
        "PBE-SHA1-RC4-40",
    ),
    (
        b"\x06\x0a\x2a\x86\x48\x86\xf7\x0d\x01\x0c\x01\x05",
        "PBE-SHA1-RC2-128",
    ),
    (
        b"\x06\x0a\x2a\x86\x48\x86\xf7\x0d\x01\x0c\x01\x06",
        "PBE-SHA1-RC2-40",
    ),
    (b"\x06\x05\x2b\x0e\x03\x02\x07", "PBES2 with DES-CBC"),
    (
        b"\x06\x08\x2a\x86\x48\x86\xf7\x0d\x03\x02",
        "PBES2 with RC2-CBC",
    ),
    (
        b"\x06\x08\x2a\x86\x48\x86\xf7\x0d\x03\x04",
        "PBES2 with RC4",
    ),
    (
        b"\x06\x0b\x2a\x83\x08\x8c\x9a\x4b\x3d\x01\x01\x01\x02",
        "PBES2 with Camellia-128",
    ),
    (
        b"\x06\x0b\x2a\x83\x08\x8c\x9a\x4b\x3d\x01\x01\x01\x03",
        "PBES2 with Camellia-192",
    ),
    (
        b"\x06\x0b\x2a\x83\x08\x8c\x9a\x4b\x3d\x01\x01\x01\x04",
        "PBES2 with Camellia-256",
    ),
    (
        b"\x06\x08\x2a\x83\x1a\x8c\x9a\x44\x01\x04",
        "PBES2 with SEED",
    ),
];

/// Ciphers of the form with a `DEK-Info` line that OpenSSL keeps apart.
const OLD_CIPHERS: &[&str] = &[
    "DES-CBC",
    "DES-CFB",
    "DES-OFB",
    "RC2-CBC",
    "RC2-40-CBC",
    "RC2-64-CBC",
    "RC4",
    "RC5-CBC",
    "IDEA-CBC",
    "BF-CBC",
    "CAST5-CBC",
    "SEED-CBC",
    "CAMELLIA-128-CBC",
    "CAMELLIA-192-CBC",
    "CAMELLIA-256-CBC",
    "DESX-CBC",
];

/// The old way in which a block is encrypted; none if that is not the trouble.
pub(super) fn old_way(block: &Block) -> Option<String> {
    match &block.dek_info {
        Some(how) => {
            let cipher = how
                .split(',')
                .next()
                .unwrap_or_default();
            OLD_CIPHERS
                .iter()
                .find(|old| old.eq_ignore_ascii_case(cipher))
                .map(|old| (*old).to_owned())
        }
        None => old_cipher(algorithm(&block.der)?).map(str::to_owned),
    }
}

/// The first old encryption that is named in a structure.
pub(super) fn old_cipher(der: &[u8]) -> Option<&'static str> {
    let found = |oid: &[u8]| {
        der.windows(oid.len())
            .position(|part| part == oid)
    };
    OLD.iter()
        .filter_map(|(oid, name)| found(oid).map(|at| (at, *name)))
        .min_by_key(|(at, _)| *at)
        .map(|(_, name)| name)
}

/// The algorithm's part of an encrypted PKCS#8: a sequence that begins with a sequence and ends with what was encrypted.
pub(super) fn algorithm(der: &[u8]) -> Option<&[u8]> {
    let (0x30, whole, _) = element(der)? else {
        return None;
    };
    let (0x30, algorithm, behind) = element(whole)? else {
        return None;
    };
    let (0x04, _, []) = element(behind)? else {
        return None;
    };
    matches!(element(algorithm)?, (0x06, ..)).then_some(algorithm)
}

/// The tag and content of the first element of DER, and what stands behind it.
fn element(der: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let (&tag, rest) = der.split_first()?;
    let (&first, rest) = rest.split_first()?;
    let (length, rest) = match first {
        0..=0x7f => (usize::from(first), rest),
        0x81..=0x83 => {
            let (bytes, rest) = rest.split_at_checked(usize::from(first & 0x7f))?;
            (
                bytes
                    .iter()
                    .fold(0, |length, byte| length << 8 | usize::from(*byte)),
                rest,
            )
        }
        // 0x80 leaves the length open, which DER forbids; more than three
        // bytes of length are no key.
        _ => return None,
    };
    let (content, behind) = rest.split_at_checked(length)?;
    Some((tag, content, behind))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Short DER with this content.
    fn der(tag: u8, content: &[u8]) -> Vec<u8> {
        [&[tag, content.len() as u8], content].concat()
    }

    #[test]
    fn every_old_encryption_is_told_from_the_outside() {
        for (oid, name) in OLD {
            let algorithm = if name.starts_with("PBES2") {
                [
                    &b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x05\x0d"[..],
                    &der(0x30, &der(0x30, oid)),
                ]
                .concat()
            } else {
                oid.to_vec()
            };
            let whole = der(
                0x30,
                &[der(0x30, &algorithm), der(0x04, b"what was encrypted")].concat(),
            );
            let block = Block {
                label: "ENCRYPTED PRIVATE KEY".into(),
                dek_info: None,
                der: whole,
            };
            assert_eq!(old_way(&block).as_deref(), Some(*name));
        }
        let dek = |how: &str| {
            old_way(&Block {
                label: "RSA PRIVATE KEY".into(),
                dek_info: Some(how.into()),
                der: vec![],
            })
        };
        assert_eq!(dek("des-cbc,01").as_deref(), Some("DES-CBC"));
        assert_eq!(dek("DES-EDE3-CBC,01"), None);
        assert_eq!(algorithm(b"\x30\x84\xff\xff\xff\xff"), None);
    }
}
