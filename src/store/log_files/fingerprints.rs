//! Which ids a file of the log has in it, in eight bytes each, so that whoever looks for one opens few files.
//!
//! A fingerprint is the first eight bytes of the SHA-256 of the id's text. Two ids may have the same one, so a file that has an id's
//! fingerprint may have the id; one that has not is without it.

use std::collections::BTreeSet;

type Fingerprint = [u8; 8];

fn fingerprint(id: &str) -> Fingerprint {
    let [a, b, c, d, e, f, g, h, ..] = openssl::sha::sha256(id.as_bytes());
    [a, b, c, d, e, f, g, h]
}

/// The fingerprints of these ids, each once and in order.
pub(super) fn of_ids<'a>(ids: impl Iterator<Item = &'a str>) -> Vec<u8> {
    let all: BTreeSet<Fingerprint> = ids.map(fingerprint).collect();
    all.into_iter()
        .collect::<Vec<_>>()
        .into_flattened()
}

/// Whether one of these ids may be among those that the fingerprints are of.
pub(super) fn may_have(fingerprints: &[u8], ids: &[impl AsRef<str>]) -> bool {
    // What is damaged excludes nothing.
    let (all, []) = fingerprints.as_chunks::<8>() else {
        return true;
    };
    ids.iter().any(|id| {
        all.binary_search(&fingerprint(id.as_ref()))
            .is_ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_in_a_file_may_be_in_it_and_little_else() {
        let ids: Vec<String> = (0..10_000)
            .map(|n| format!("evt_{n}"))
            .collect();
        let kept = of_ids(
            ids.iter()
                .chain(&ids)
                .map(String::as_str),
        );
        assert_eq!(kept.len(), 80_000);
        for id in &ids {
            assert!(may_have(&kept, &[id]), "{id}");
        }
        let others = (0..10_000).filter(|n| may_have(&kept, &[format!("other_{n}")]));
        assert_eq!(others.count(), 0);
        assert!(may_have(&kept, &["nobody", "evt_7"]) && !may_have(&kept, &["nobody"]));
        assert!(!may_have(&[], &["evt_7"]) && !may_have(&kept, &[] as &[&str]));
        // Stands in databases for good.
        assert_eq!(of_ids(["evt_7"].into_iter()), fingerprint("evt_7"));
        assert_eq!(
            fingerprint("abc"),
            [0xba, 0x78, 0x16, 0xbf, 0x8f, 0x01, 0xcf, 0xea]
        );
    }
}
