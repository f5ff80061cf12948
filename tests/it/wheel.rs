//! Files out of Python packages: a way to what the tests want and nobody has to install by hand.

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, anyhow, ensure};

/// One file of one release. A newer release is taken by hand, after a look at what changed.
pub struct Wanted {
    /// Package and version as pip takes them.
    pub release: &'static str,
    /// The file's place in the package.
    pub inside: &'static str,
    /// The name under which it is kept between runs.
    pub kept_as: &'static str,
    /// What the file must be, whoever served it.
    pub sha256: &'static str,
}

/// The file's bytes, fetched by pip unless an earlier run did.
pub fn file(wanted: &Wanted) -> anyhow::Result<Vec<u8>> {
    let kept = Path::new(env!("CARGO_TARGET_TMPDIR")).join(wanted.kept_as);
    match fs::read(&kept) {
        Ok(bytes) if is_wanted(&bytes, wanted) => Ok(bytes),
        _ => fetch(wanted, &kept),
    }
}

fn is_wanted(bytes: &[u8], wanted: &Wanted) -> bool {
    data_encoding::HEXLOWER.encode(&openssl::sha::sha256(bytes)) == wanted.sha256
}

fn fetch(wanted: &Wanted, kept: &PathBuf) -> anyhow::Result<Vec<u8>> {
    let folder = tempfile::tempdir()?;
    let arguments = [
        "-m",
        "pip",
        "download",
        "--quiet",
        "--no-deps",
        "--only-binary=:all:",
        wanted.release,
        "--dest",
    ];
    let pip = Command::new("python3")
        .args(arguments)
        .arg(folder.path())
        .output();
    let output =
        pip.map_err(|error| anyhow!("python3 with pip is needed to fetch it ({error})"))?;
    ensure!(
        output.status.success(),
        "pip download {}: {}",
        wanted.release,
        String::from_utf8_lossy(&output.stderr).trim()
    );
    let bytes = unpacked(folder.path(), wanted.inside).with_context(|| wanted.release)?;
    ensure!(
        is_wanted(&bytes, wanted),
        "{} in {} is not the file that the tests know",
        wanted.inside,
        wanted.release
    );
    // Renamed into place, or another run could read half of it.
    let written = folder.path().join("file");
    let _ = fs::write(&written, &bytes)
        .and_then(|()| fs::rename(&written, kept).or_else(|_| fs::write(kept, &bytes)));
    Ok(bytes)
}

fn unpacked(folder: &Path, inside: &str) -> anyhow::Result<Vec<u8>> {
    let wheel = fs::read_dir(folder)?
        .flatten()
        .next()
        .context("pip brought no file")?;
    let mut archive = zip::ZipArchive::new(fs::File::open(wheel.path())?)?;
    let mut bytes = Vec::new();
    archive
        .by_name(inside)?
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}
