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
    advisories: Advisories,
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
struct Advisories {
    ignore: Vec<Ignored>,
}

#[derive(Deserialize)]
struct Ignored {
    id: String,
    reason: String,
}

#[derive(Deserialize)]
struct Ban {
    #[serde(rename = "crate")]
    name: String,
    reason: String,
    /// Who may bring it into the tests' builds; nobody, where none are named.
    #[serde(default)]
    wrappers: Vec<String>,
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
    tree(&["--format", "{p}|{l}", "--edges", edges])
        .lines()
        .filter_map(package)
        .collect()
}

/// What `cargo tree` says, without the network.
fn tree(arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO"));
    command
        .args(["tree", "--offline", "--locked", "--prefix", "none"])
        .args(arguments);
    let output = command
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")))
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "cargo tree: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}

/// Reads `name v1.2.3 (proc-macro)|MIT OR Apache-2.0 (*)`.
fn package(line: &str) -> Option<Package> {
    let (package, license) = line
        .trim_end_matches(" (*)")
        .split_once('|')?;
    let mut words = package.split(' ');
    let (name, version) = (
        words.next()?.to_owned(),
        words
            .next()?
            .trim_start_matches('v')
            .to_owned(),
    );
    Some(Package {
        name,
        version,
        license: license.to_owned(),
    })
}

/// Whether a licence expression can be met with allowed licences: one side of an OR, both sides of an AND.
fn allowed(expression: &str, allow: &[String]) -> bool {
    let spaced = expression
        .replace('/', " OR ")
        .replace('(', " ( ")
        .replace(')', " ) ");
    let mut words: Vec<&str> = spaced
        .split_whitespace()
        .rev()
        .collect();
    let met = any_of(&mut words, allow);
    met && words.is_empty()
}

fn any_of(words: &mut Vec<&str>, allow: &[String]) -> bool {
    let mut met = all_of(words, allow);
    while words
        .pop_if(|word| *word == "OR")
        .is_some()
    {
        met |= all_of(words, allow);
    }
    met
}

fn all_of(words: &mut Vec<&str>, allow: &[String]) -> bool {
    let mut met = one(words, allow);
    while words
        .pop_if(|word| *word == "AND")
        .is_some()
    {
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
    if words
        .pop_if(|word| *word == "WITH")
        .is_some()
    {
        words.pop();
    }
    met
}

/// Whether a ban such as `h2@0.3` means this crate.
fn is_meant(ban: &str, package: &Package) -> bool {
    let (name, version) = ban
        .split_once('@')
        .unwrap_or((ban, ""));
    name == package.name
        && (version.is_empty()
            || package
                .version
                .starts_with(&format!("{version}."))
            || package.version == version)
}

#[test]
fn every_crate_has_a_licence_that_may_be_passed_on() {
    let Licenses { allow, exceptions } = deny().licenses;
    let (shipped, tested_with) = (packages("normal,build"), packages("normal,build,dev"));
    assert!(
        shipped.len() > 100 && tested_with.len() > shipped.len(),
        "cargo tree shows {} crates",
        shipped.len()
    );
    let exempt = |p: &Package| {
        exceptions
            .iter()
            .any(|e| e.name == p.name && allowed(&p.license, &e.allow))
    };
    let wrong: Vec<&Package> = tested_with
        .iter()
        .filter(|p| !allowed(&p.license, &allow) && !exempt(p))
        .collect();
    assert!(
        wrong.is_empty(),
        "not permissive, or not known to deny.toml: {wrong:#?}"
    );
    for exception in &exceptions {
        assert!(
            tested_with
                .iter()
                .any(|p| p.name == exception.name),
            "deny.toml: nothing needs the exception for {}",
            exception.name
        );
        assert!(
            shipped
                .iter()
                .all(|p| p.name != exception.name),
            "{} is in the binary, where no exception holds",
            exception.name
        );
    }
}

/// Each banned crate that is built with these edges, and its ban.
fn banned<'b>(edges: &str, bans: &'b [Ban]) -> Vec<(Package, &'b Ban)> {
    let meant = |package: Package| {
        bans.iter()
            .find(|ban| is_meant(&ban.name, &package))
            .map(|ban| (package, ban))
    };
    packages(edges)
        .into_iter()
        .filter_map(meant)
        .collect()
}

/// The crates that bring this one in.
fn brought_by(package: &Package) -> BTreeSet<String> {
    let spec = format!("{}@{}", package.name, package.version);
    let lines = tree(&[
        "--edges",
        "normal,build,dev",
        "--depth",
        "1",
        "--invert",
        &spec,
        "--format",
        "{p}|{l}",
    ]);
    lines
        .lines()
        .filter_map(self::package)
        .map(|parent| parent.name)
        .filter(|name| *name != package.name)
        .collect()
}

#[test]
fn no_banned_crate_is_built() {
    let bans = deny().bans.deny;
    let found = banned("normal,build", &bans);
    let told: Vec<String> = found
        .iter()
        .map(|(p, ban)| format!("{} {}: {}", p.name, p.version, ban.reason))
        .collect();
    assert!(told.is_empty(), "banned in deny.toml:\n{}", told.join("\n"));
}

#[test]
fn a_banned_crate_is_in_the_tests_only_where_its_ban_says_so() {
    let bans = deny().bans.deny;
    let found = banned("normal,build,dev", &bans);
    for (package, ban) in &found {
        let strangers: Vec<String> = brought_by(package)
            .into_iter()
            .filter(|parent| !ban.wrappers.contains(parent))
            .collect();
        assert!(
            strangers.is_empty(),
            "{} {} comes with {strangers:?}: {}",
            package.name,
            package.version,
            ban.reason
        );
    }
    let idle = bans.iter().filter(|ban| {
        !ban.wrappers.is_empty()
            && !found
                .iter()
                .any(|(_, known)| known.name == ban.name)
    });
    assert_eq!(
        idle.map(|ban| ban.name.as_str())
            .collect::<Vec<_>>(),
        Vec::<&str>::new(),
        "deny.toml: nothing needs these wrappers"
    );
}

#[test]
fn an_open_advisory_is_let_in_for_the_tests_alone() {
    for Ignored { id, reason } in deny().advisories.ignore {
        assert!(
            id.starts_with("RUSTSEC-") && reason.contains("tests only"),
            "{id}: {reason}"
        );
        let named = reason
            .split([' ', ','])
            .next()
            .unwrap();
        let known = |edges: &str| {
            packages(edges)
                .iter()
                .any(|package| package.name == named)
        };
        assert!(
            known("normal,build,dev") && !known("normal,build"),
            "{id}: {named} is in the binary, or nowhere"
        );
    }
}

/// Each crate with the features it is built with, host and target apart.
fn features(edges: &str) -> BTreeSet<String> {
    tree(&["--edges", edges, "--no-dedupe", "--format", "{p}|{f}"])
        .lines()
        .map(str::to_owned)
        .collect()
}

#[test]
fn the_program_and_its_tests_share_one_build() {
    let (shipped, tested_with) = (features("normal,build"), features("normal,build,dev"));
    let twice: Vec<&String> = shipped
        .difference(&tested_with)
        .collect();
    assert!(
        twice.is_empty(),
        "The tests switch more features of these crates on, so each, and all above it, is compiled twice. \
        Name the features in Cargo.toml, under [dependencies], where bitflags stands: {twice:#?}"
    );
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
    for wrong in [
        "",
        "GPL-3.0-or-later",
        "MIT AND GPL-3.0",
        "(MIT OR ISC) AND MPL-2.0",
        "MIT ISC",
        "(MIT",
        "AGPL-3.0 OR MPL-2.0",
    ] {
        assert!(!allowed(wrong, &allow), "{wrong}");
    }
}

#[test]
fn a_ban_may_name_a_line_of_versions() {
    let h2 = |version: &str| package(&format!("h2 v{version}|MIT")).unwrap();
    assert!(is_meant("h2", &h2("0.4.1")) && is_meant("h2@0.3", &h2("0.3.27")));
    assert!(
        !is_meant("h2@0.3", &h2("0.4.3"))
            && !is_meant("h2@0.3", &h2("0.30.1"))
            && !is_meant("a2", &h2("0.3.0"))
    );
}
