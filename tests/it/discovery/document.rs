//! Google's own description of its service, as its Python client carries it.

use std::io::Write as _;
use std::sync::LazyLock;

use serde_json::Value;

use crate::wheel::{self, Wanted};

/// The release whose document we hold ourselves to.
const DESCRIPTION: Wanted = Wanted {
    release: "google-api-python-client==2.202.0",
    inside: "googleapiclient/discovery_cache/documents/walletobjects.v1.json",
    kept_as: "walletobjects-20260806.json",
    sha256: "dfd194996f006282fdc9c67b0f50cd8479ed178100967bbd11c61bdecd7c8245",
};
const REVISION: &str = "20260806";

static DOCUMENT: LazyLock<Result<Value, String>> = LazyLock::new(|| {
    let bytes = wheel::file(&DESCRIPTION).map_err(|error| format!("{error:#}"))?;
    let document: Value = serde_json::from_slice(&bytes).map_err(|error| error.to_string())?;
    assert_eq!(document["revision"], REVISION);
    Ok(document)
});

/// The document; none, said aloud, where it cannot be had. In CI that is a failure.
pub(super) fn document() -> Option<&'static Value> {
    match &*DOCUMENT {
        Ok(document) => Some(document),
        Err(why) => {
            assert!(
                std::env::var_os("CI").is_none(),
                "Google's description of its service is missing: {why}"
            );
            let note = "note: what goes to Google is not held against Google's description of its service, which cannot be had";
            let _ = writeln!(std::io::stderr(), "{note}: {why}");
            None
        }
    }
}
