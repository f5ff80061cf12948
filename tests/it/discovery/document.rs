//! Google's own description of its service, as its Python client carries it.

use std::fs;
use std::io::{Read as _, Write as _};
use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;

use serde_json::Value;

/// The release whose document we hold ourselves to; a newer one is taken by hand, after a look at what changed.
const RELEASE: &str = "google-api-python-client==2.202.0";
const REVISION: &str = "20260806";
const INSIDE: &str = "googleapiclient/discovery_cache/documents/walletobjects.v1.json";

static DOCUMENT: LazyLock<Result<Value, String>> = LazyLock::new(|| {
    let document = read()?;
    assert_eq!(document["revision"], REVISION);
    Ok(document)
});

/// The document; none, said aloud, where it cannot be had. In CI that is a failure.
pub(super) fn document() -> Option<&'static Value> {
    match &*DOCUMENT {
        Ok(document) => Some(document),
        Err(why) => {
            assert!(std::env::var_os("CI").is_none(), "Google's description of its service is missing: {why}");
            let note = "note: what goes to Google is not held against Google's description of its service, which cannot be had";
            let _ = writeln!(std::io::stderr(), "{note}: {why}");
            None
        }
    }
}

/// Kept between runs, for the package has 17 MB.
fn read() -> Result<Value, String> {
    let kept = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("walletobjects-{REVISION}.json"));
    let text = match fs::read(&kept) {
        Ok(text) => text,
        Err(_) => fetch(&kept)?,
    };
    serde_json::from_slice(&text).map_err(|error| format!("{}: {error}", kept.display()))
}

fn fetch(kept: &Path) -> Result<Vec<u8>, String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let arguments = ["-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:", RELEASE, "--dest"];
    let pip = Command::new("python3").args(arguments).arg(folder.path()).output();
    let output = pip.map_err(|error| format!("python3 with pip is needed to fetch it ({error})"))?;
    if !output.status.success() {
        return Err(format!("pip download {RELEASE}: {}", String::from_utf8_lossy(&output.stderr).trim()));
    }
    let text = unpacked(folder.path()).map_err(|error| format!("{RELEASE}: {error}"))?;
    // Renamed into place, or another run could read half of it.
    let written = folder.path().join("document");
    let _ = fs::write(&written, &text).and_then(|()| fs::rename(&written, kept).or_else(|_| fs::write(kept, &text)));
    Ok(text)
}

fn unpacked(folder: &Path) -> anyhow::Result<Vec<u8>> {
    use anyhow::Context as _;
    let wheel = fs::read_dir(folder)?.flatten().next().context("pip brought no file")?;
    let mut archive = zip::ZipArchive::new(fs::File::open(wheel.path())?)?;
    let mut text = Vec::new();
    archive.by_name(INSIDE)?.read_to_end(&mut text)?;
    Ok(text)
}
