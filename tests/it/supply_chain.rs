//! What the binary is made of: every crate has a licence we may pass on, and none is on the list of those to keep out.
//! `deny.toml` is the one list; this test needs no network and nothing installed but cargo.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use serde::Deserialize;

#[derive(Deserialize)]
struct Deny {
    licenses: Licenses,
    bans: Bans,
}

#[derive(Deserialize)]
struct Licenses {
    allow: Vec<String>,
    exceptions: Vec<Exception>,
}

#[derive(Deserialize)]
struct Exception {
    #[serde(rename = "crate")]
    name: String,
    allow: Vec<String>,
}

#[derive(Deserialize)]
struct Bans {
    deny: Vec<Ban>,
}

#[derive(Deserialize)]
struct Ban {
    #[serde(rename = "crate")]
    name: String,
    reason: String,
}

/// One crate as cargo would build it here.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Package {
    name: String,
    version: String,
    license: String,
}

fn deny() -> Deny {
    toml::from_str(include_str!("../../deny.toml")).unwrap()
}

/// The crates that cargo compiles for this machine. Not `cargo metadata`: that also names crates behind features which
/// are off, such as reqwest's rustls.
fn packages(edges: &str) -> BTreeSet<Package> {
    let mut command = Command::new(env!("CARGO"));
    command.args(["tree", "--offline", "--locked", "--prefix", "none", "--format", "{p}|{l}", "--edges", edges]);
    let output = command.current_dir(Path::new(env!("CARGO_MANIFEST_DIR"))).output().unwrap();
    assert!(output.status.success(), "cargo tree: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().lines().filter_map(package).collect()
}

/// Reads `name v1.2.3 (proc-macro)|MIT OR Apache-2.0 (*)`.
fn package(line: &str) -> Option<Package> {
    let (package, license) = line.trim_end_matches(" (*)").split_once('|')?;
    let mut words = package.split(' ');
    let (name, version) = (words.next()?.to_owned(), words.next()?.trim_start_matches('v').to_owned());
    Some(Package { name, version, license: license.to_owned() })
}

/// Whether a licence expression can be met with allowed licences: one side of an OR, both sides of an AND.
fn allowed(expression: &str, allow: &[String]) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let mut words: Vec<&str> = spaced.split_whitespace().rev().collect();
    let met = any_of(&mut words, allow);
    met && words.is_empty()
}

fn any_of(words: &mut Vec<&str>, allow: &[String]) -> bool {
    let mut met = all_of(words, allow);
    while words.pop_if(|word| *word == "OR").is_some() {
        met |= all_of(words, allow);
    }
    met
}

fn all_of(words: &mut Vec<&str>, allow: &[String]) -> bool {
    let mut met = one(words, allow);
    while words.pop_if(|word| *word == "AND").is_some() {
        met &= one(words, allow);
    }
    met
}

/// One licence or a group. What follows WITH only permits more, so it does not count.
fn one(words: &mut Vec<&str>, allow: &[String]) -> bool {
    let met = match words.pop() {
        Some("(") => {
            let met = any_of(words, allow);
            let closed = words.pop() == Some(")");
            met && closed
        }
        word => word.is_some_and(|license| allow.iter().any(|a| a == license)),
    };
    if words.pop_if(|word| *word == "WITH").is_some() {
        words.pop();
    }
    met
}

/// Whether a ban such as `h2@0.3` means this crate.
fn is_meant(ban: &str, package: &Package) -> bool {
    let (name, version) = ban.split_once('@').unwrap_or((ban, ""));
    name == package.name && (version.is_empty() || package.version.starts_with(&format!("{version}.")) || package.version == version)
}

#[test]
fn every_crate_has_a_licence_that_may_be_passed_on() {
    let Licenses { allow, exceptions } = deny().licenses;
    let (shipped, tested_with) = (packages("normal,build"), packages("normal,build,dev"));
    assert!(shipped.len() > 100 && tested_with.len() > shipped.len(), "cargo tree shows {} crates", shipped.len());
    let exempt = |p: &Package| exceptions.iter().any(|e| e.name == p.name && allowed(&p.license, &e.allow));
    let wrong: Vec<&Package> = tested_with.iter().filter(|p| !allowed(&p.license, &allow) && !exempt(p)).collect();
    assert!(wrong.is_empty(), "not permissive, or not known to deny.toml: {wrong:#?}");
    for exception in &exceptions {
        assert!(tested_with.iter().any(|p| p.name == exception.name), "deny.toml: nothing needs the exception for {}", exception.name);
        assert!(shipped.iter().all(|p| p.name != exception.name), "{} is in the binary, where no exception holds", exception.name);
    }
}

#[test]
fn no_banned_crate_is_built() {
    let bans = deny().bans.deny;
    let found: Vec<String> = packages("normal,build")
        .iter()
        .flat_map(|p| bans.iter().filter(|ban| is_meant(&ban.name, p)).map(move |ban| format!("{} {}: {}", p.name, p.version, ban.reason)))
        .collect();
    assert!(found.is_empty(), "banned in deny.toml:\n{}", found.join("\n"));
}

#[test]
fn licence_expressions_are_read_as_their_authors_mean_them() {
    let allow = ["MIT".to_owned(), "ISC".to_owned(), "Apache-2.0".to_owned()];
    for fine in [
        "MIT",
        "MIT/GPL-3.0",
        "GPL-2.0-only OR Apache-2.0",
        "(GPL-3.0 OR MIT) AND ISC",
        "(GPL-3.0 AND ISC) OR MIT",
        "Apache-2.0 WITH LLVM-exception",
        "Apache-2.0 / MIT",
    ] {
        assert!(allowed(fine, &allow), "{fine}");
    }
    for wrong in ["", "GPL-3.0-or-later", "MIT AND GPL-3.0", "(MIT OR ISC) AND MPL-2.0", "MIT ISC", "(MIT", "AGPL-3.0 OR MPL-2.0"] {
        assert!(!allowed(wrong, &allow), "{wrong}");
    }
}

#[test]
fn a_ban_may_name_a_line_of_versions() {
    let h2 = |version: &str| package(&format!("h2 v{version}|MIT")).unwrap();
    assert!(is_meant("h2", &h2("0.4.1")) && is_meant("h2@0.3", &h2("0.3.27")));
    assert!(!is_meant("h2@0.3", &h2("0.4.3")) && !is_meant("h2@0.3", &h2("0.30.1")) && !is_meant("a2", &h2("0.3.0")));
}
