//! The shape of the crate: who may import whom, and two databases with one schema.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// What each module may import of ours. Everything flows one way:
/// http -> service -> { domain, metrics, store, apple, google, template }; `domain` knows no one.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("clock", &[]),
    ("ids", &[]),
    ("plain", &[]),
    ("config", &["plain"]),
    ("sandbox", &["ids"]),
    ("domain", &["locale", "ids", "clock"]),
    ("metrics", &["domain", "clock", "ids"]),
    ("template", &["domain", "locale", "ids", "clock"]),
    (
        "apple",
        &["domain", "locale", "template", "ids", "clock", "plain"],
    ),
    (
        "google",
        &["domain", "locale", "template", "ids", "clock", "plain"],
    ),
    ("till_export", &["domain", "locale", "clock"]),
    ("locale", &["clock"]),
    ("error", &["domain", "ids", "clock"]),
    ("limits", &["error"]),
    ("task", &["error"]),
    ("store", &["domain", "ids", "clock", "error"]),
    (
        "app",
        &[
            "config", "store", "apple", "google", "template", "domain", "locale", "limits",
            "error", "ids", "clock",
        ],
    ),
    (
        "service",
        &[
            "domain",
            "till_export",
            "metrics",
            "store",
            "apple",
            "google",
            "template",
            "locale",
            "limits",
            "error",
            "app",
            "config",
            "ids",
            "clock",
            "task",
        ],
    ),
    // The second entrance: beside http, so it may ask services as http does.
    (
        "delivery",
        &[
            "service", "store", "apple", "google", "error", "domain", "ids", "clock", "app",
        ],
    ),
    (
        "http",
        &[
            "service",
            "till_export",
            "domain",
            "error",
            "app",
            "locale",
            "config",
            "ids",
            "clock",
            "task",
        ],
    ),
];

/// These see everything: the commands, the map of the crate, and the program.
const SEES_ALL: &[&str] = &["cli", "lib", "main"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every file below a folder, in order.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    paths
        .into_iter()
        .flat_map(|path| {
            if path.is_dir() {
                files(&path)
            } else {
                vec![path]
            }
        })
        .collect()
}

/// A source text with its lines in their places and nothing behind `//`.
fn without_comments(text: &str) -> String {
    text.lines()
        .flat_map(|line| {
            [
                line.split("//")
                    .next()
                    .unwrap_or_default(),
                "\n",
            ]
        })
        .collect()
}

/// The modules named right after `crate::` with their lines, groups in braces included.
fn imports(text: &str) -> Vec<(usize, String)> {
    let code = without_comments(text);
    let mut found = Vec::new();
    for (at, word) in code.match_indices("crate::") {
        let line = code[..at].matches('\n').count() + 1;
        let rest = &code[at + word.len()..];
        let modules = rest
            .strip_prefix('{')
            .map_or_else(|| vec![first_word(rest)], heads);
        found.extend(
            modules
                .into_iter()
                .map(|module| (line, module)),
        );
    }
    found
}

/// The first words of a group such as `{a, b::{c, d}, e}`, without its opening brace.
fn heads(group: &str) -> Vec<String> {
    let (mut depth, mut at_head, mut found) = (0, true, Vec::new());
    for (i, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => at_head = true,
            c if at_head && !c.is_whitespace() => {
                found.push(first_word(&group[i..]));
                at_head = false;
            }
            _ => {}
        }
    }
    found
}

fn first_word(text: &str) -> String {
    text.chars()
        .take_while(|c| c.is_alphanumeric() || *c == '_')
        .collect()
}

/// What a file imports that its module may not. Its unit tests, at the end of the file, may import anything.
fn forbidden(file: &str, text: &str) -> Vec<String> {
    let module = file
        .trim_start_matches("src/")
        .split(['/', '.'])
        .next()
        .unwrap_or_default();
    if SEES_ALL.contains(&module) || file.ends_with("/tests.rs") {
        return Vec::new();
    }
    let Some((_, allowed)) = MAY_IMPORT
        .iter()
        .find(|(name, _)| *name == module)
    else {
        return vec![format!(
            "{file}: the module {module} has no row in the table of tests/it/architecture.rs"
        )];
    };
    let own = |import: &String| import == module || allowed.contains(&import.as_str());
    let wrong = imports(
        text.split("#[cfg(test)]")
            .next()
            .unwrap_or_default(),
    )
    .into_iter()
    .filter(|(_, import)| !own(import));
    wrong
        .map(|(line, import)| {
            format!(
                "{file}:{line}: {module} may not import {import}, only {}",
                allowed.join(", ")
            )
        })
        .collect()
}

#[test]
fn imports_flow_one_way() {
    let sources = files(&root().join("src"))
        .into_iter()
        .filter(|path| {
            path.extension()
                .is_some_and(|e| e == "rs")
        });
    let wrong: Vec<String> = sources
        .flat_map(|path| {
            let name = path
                .strip_prefix(root())
                .unwrap()
                .display()
                .to_string();
            forbidden(&name, &fs::read_to_string(&path).unwrap())
        })
        .collect();
    assert!(
        wrong.is_empty(),
        "the modules' one-way street is broken:\n{}",
        wrong.join("\n")
    );
}

#[test]
fn a_forbidden_import_is_found_with_its_file_and_line() {
    let found = forbidden(
        "src/domain/card.rs",
        "use crate::clock::Timestamp;\nuse crate::store::Store;\n// use crate::http::Json;\n",
    );
    assert_eq!(
        found,
        ["src/domain/card.rs:2: domain may not import store, only locale, ids, clock"]
    );
    let group = forbidden(
        "src/store/cards.rs",
        "use crate::{\n    domain::card::{Card, Refusal},\n    http, error::Error,\n};",
    );
    assert_eq!(
        group,
        ["src/store/cards.rs:1: store may not import http, only domain, ids, clock, error"]
    );
    let inside = forbidden(
        "src/http/scan.rs",
        "let store = crate::store::Store::open();\n#[cfg(test)]\nmod tests { use crate::sandbox; }",
    );
    assert_eq!(inside.len(), 1, "{inside:?}");
    assert!(forbidden("src/shop.rs", "")[0].contains("has no row"));
    assert!(forbidden("src/cli/serve.rs", "use crate::http;").is_empty());
}

/// What each subject of the services may import of the others. What several of them need lies below them all.
const SUBJECT_MAY_IMPORT: &[(&str, &[&str])] = &[
    ("page", &[]),
    ("csv", &[]),
    ("text_check", &[]),
    ("idempotency", &[]),
    ("unit_of_work", &["idempotency"]),
    (
        "access",
        &["idempotency", "page", "text_check", "unit_of_work"],
    ),
    ("find_card", &["access"]),
    ("shapes", &["access"]),
    ("card_changed", &["access", "shapes"]),
    ("member_progress", &["card_changed"]),
    (
        "members",
        &[
            "access",
            "card_changed",
            "find_card",
            "idempotency",
            "member_progress",
            "page",
            "shapes",
            "text_check",
            "unit_of_work",
        ],
    ),
    (
        "cards",
        &[
            "member_progress",
            "members",
            "access",
            "card_changed",
            "find_card",
            "idempotency",
            "page",
            "shapes",
            "text_check",
            "unit_of_work",
        ],
    ),
    (
        "tills",
        &[
            "cards",
            "members",
            "access",
            "card_changed",
            "find_card",
            "idempotency",
            "page",
            "shapes",
            "text_check",
            "unit_of_work",
        ],
    ),
    (
        "wallets",
        &[
            "cards",
            "members",
            "access",
            "card_changed",
            "find_card",
            "idempotency",
            "page",
            "shapes",
            "text_check",
            "unit_of_work",
        ],
    ),
    (
        "data",
        &[
            "tills",
            "cards",
            "members",
            "access",
            "card_changed",
            "csv",
            "find_card",
            "idempotency",
            "page",
            "shapes",
            "text_check",
            "unit_of_work",
        ],
    ),
    (
        "program",
        &[
            "wallets",
            "tills",
            "cards",
            "member_progress",
            "members",
            "access",
            "card_changed",
            "idempotency",
            "page",
            "shapes",
            "text_check",
            "unit_of_work",
        ],
    ),
    (
        "shop",
        &[
            "wallets",
            "tills",
            "cards",
            "members",
            "access",
            "card_changed",
            "idempotency",
            "page",
            "shapes",
            "text_check",
            "unit_of_work",
        ],
    ),
    (
        "reports",
        &["data", "members", "access", "csv", "page", "text_check"],
    ),
    (
        "upkeep",
        &[
            "reports",
            "wallets",
            "data",
            "tills",
            "cards",
            "member_progress",
            "members",
            "access",
            "card_changed",
            "unit_of_work",
        ],
    ),
];

/// The path of the module that a source file is: `src/http/api/mod.rs` is `http::api`.
fn module_of(file: &Path) -> Vec<String> {
    let inside = file
        .strip_prefix(root().join("src"))
        .unwrap()
        .with_extension("");
    let mut parts: Vec<String> = inside
        .iter()
        .map(|part| part.to_string_lossy().into_owned())
        .collect();
    if parts
        .last()
        .is_some_and(|last| last == "mod")
    {
        parts.pop();
    }
    parts
}

/// Every path that begins with `crate::` or `super::`, from the root of the crate; trees in braces are taken apart.
fn paths(text: &str, module: &[String]) -> Vec<Vec<String>> {
    let code = without_comments(text);
    let mut found = Vec::new();
    for (at, _) in code.match_indices("::") {
        let before = code[..at].trim_end_matches(|c: char| c.is_alphanumeric() || c == '_');
        // `a::crate::` is no path, and `$crate::` is whoever calls the macro.
        if before.ends_with([':', '$']) {
            continue;
        }
        let mut base = match &code[before.len()..at] {
            "crate" => Vec::new(),
            "super" => module[..module.len().saturating_sub(1)].to_vec(),
            _ => continue,
        };
        let mut rest = &code[at + 2..];
        while let Some(further) = rest.strip_prefix("super::") {
            base.pop();
            rest = further;
        }
        branches(rest, &base, &mut found);
    }
    found
}

/// The ends of one tree, each with what leads to it.
fn branches(tree: &str, lead: &[String], found: &mut Vec<Vec<String>>) {
    let tree = tree.trim_start();
    if let Some(group) = tree.strip_prefix('{') {
        let (mut depth, mut start) = (0, 0);
        for (i, c) in group.char_indices() {
            match c {
                '{' => depth += 1,
                ',' | '}' if depth == 0 => {
                    branches(&group[start..i], lead, found);
                    start = i + 1;
                    if c == '}' {
                        return;
                    }
                }
                '}' => depth -= 1,
                _ => {}
            }
        }
        return;
    }
    let word = first_word(tree);
    if word.is_empty() {
        return;
    }
    let path: Vec<String> = lead
        .iter()
        .cloned()
        .chain([word.clone()])
        .collect();
    match tree[word.len()..].strip_prefix("::") {
        Some(rest) => branches(rest, &path, found),
        None => found.push(path),
    }
}

/// The files that each file imports of ours, as modules. A file and the files below it are one thing: they are left out.
fn imports_of_files() -> BTreeMap<Vec<String>, BTreeSet<Vec<String>>> {
    let sources: Vec<PathBuf> = files(&root().join("src"))
        .into_iter()
        .filter(|path| {
            path.extension()
                .is_some_and(|e| e == "rs")
                && !path.ends_with("tests.rs")
        })
        .collect();
    let modules: BTreeSet<Vec<String>> = sources
        .iter()
        .map(|path| module_of(path))
        .collect();
    let mut graph = BTreeMap::new();
    for path in &sources {
        let module = module_of(path);
        let text = fs::read_to_string(path).unwrap();
        let code = text
            .split("#[cfg(test)]\nmod")
            .next()
            .unwrap_or_default();
        let imported = paths(code, &module)
            .into_iter()
            .filter_map(|found| {
                (1..=found.len())
                    .rev()
                    .map(|n| found[..n].to_vec())
                    .find(|m| modules.contains(m))
            });
        let kin = |other: &Vec<String>| other.starts_with(&module) || module.starts_with(other);
        let imported: BTreeSet<Vec<String>> = imported
            .filter(|other| !kin(other))
            .collect();
        graph.insert(module, imported);
    }
    graph
}

#[test]
fn the_subjects_of_the_services_build_on_each_other_in_order() {
    let mut wrong = Vec::new();
    for (module, imported) in imports_of_files() {
        let [floor, subject, ..] = module.as_slice() else {
            continue;
        };
        if floor != "service" {
            continue;
        }
        let row = SUBJECT_MAY_IMPORT
            .iter()
            .find(|(name, _)| name == subject);
        let Some((_, allowed)) = row else {
            wrong.push(format!(
                "service::{subject} has no row in SUBJECT_MAY_IMPORT"
            ));
            continue;
        };
        let others = imported
            .iter()
            .filter(|other| other[0] == "service" && other.len() > 1);
        let refused =
            others.filter(|other| other[1] != *subject && !allowed.contains(&other[1].as_str()));
        wrong.extend(
            refused.map(|other| format!("{} imports {}", module.join("::"), other.join("::"))),
        );
    }
    assert!(
        wrong.is_empty(),
        "subjects out of order:\n{}",
        wrong.join("\n")
    );
}

#[test]
fn no_file_is_in_a_circle() {
    let graph = imports_of_files();
    let mut circles = Vec::new();
    for start in graph.keys() {
        // What is reached from here; a circle is a way back.
        let (mut seen, mut ahead) = (BTreeSet::new(), vec![start]);
        while let Some(at) = ahead.pop() {
            for next in graph.get(at).into_iter().flatten() {
                if next == start {
                    circles.push(format!(
                        "{} comes back to itself by {}",
                        start.join("::"),
                        at.join("::")
                    ));
                }
                if seen.insert(next) {
                    ahead.push(next);
                }
            }
        }
    }
    assert!(
        circles.is_empty(),
        "files that import each other:\n{}",
        circles.join("\n")
    );
}

#[test]
fn paths_are_read_out_of_trees_and_steps_upwards() {
    let module = ["http", "api", "cards"].map(str::to_owned);
    let text = "use crate::{ids, service::cards::{self, stamp}};\nuse super::super::base::auth;\nlet x = $crate::no::no(std::fmt::f());";
    let found: Vec<String> = paths(text, &module)
        .iter()
        .map(|path| path.join("::"))
        .collect();
    assert_eq!(
        found,
        [
            "ids",
            "service::cards::self",
            "service::cards::stamp",
            "http::base::auth"
        ]
    );
}

/// Services that open writes themselves: bulk and upkeep, which take many shops or lines in their own steps, and notes that nobody
/// waits for.
const WRITE_BY_THEMSELVES: &[&str] = &[
    "src/service/access/actor.rs",
    "src/service/cards/page_view.rs",
    "src/service/data/import_events.rs",
    "src/service/data/import_job.rs",
    "src/service/members/fold_ids.rs",
    "src/service/reports/archive.rs",
    "src/service/shop/sign_in.rs",
    "src/service/unit_of_work.rs",
    "src/service/upkeep/instances.rs",
    "src/service/upkeep/restore.rs",
    "src/service/upkeep/sweep.rs",
    "src/service/wallets/apple_registrations.rs",
];

/// The files below a folder whose code outside tests has one of these words, white space apart.
fn who_says(folder: &str, words: &[&str]) -> Vec<String> {
    let says = |path: &PathBuf| {
        let text = fs::read_to_string(path).unwrap();
        let code = text.split("#[cfg(test)]").next();
        let code: String = without_comments(code.unwrap())
            .split_whitespace()
            .collect();
        words
            .iter()
            .any(|word| code.contains(word))
    };
    files(&root().join(folder))
        .into_iter()
        .filter(says)
        .map(|path| {
            path.strip_prefix(root())
                .unwrap()
                .display()
                .to_string()
        })
        .collect()
}

#[test]
fn writes_that_somebody_asks_for_go_through_one_door() {
    assert_eq!(
        who_says(
            "src/service",
            &["store.write(", "store.write_of(", "store.note_of("]
        ),
        WRITE_BY_THEMSELVES,
        "left: who opens a write by itself; everybody else takes service/unit_of_work.rs"
    );
}

#[test]
fn work_beside_a_request_keeps_its_span() {
    // `crate::task` keeps the span; Tokio's own functions, and actix's, do not.
    let leaves_it = [
        "tokio::spawn(",
        "tokio::task::spawn",
        "rt::spawn(",
        "web::block(",
    ];
    for folder in ["src/service", "src/http"] {
        assert_eq!(who_says(folder, &leaves_it), Vec::<String>::new());
    }
}

/// Type names that may be borne twice: each file has its own of the kind.
const MAY_BE_BORNE_TWICE: &[&str] = &["Error", "Row", "Args"];

#[test]
fn no_two_types_have_one_name() {
    let mut bearers: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for path in files(&root().join("src")) {
        let name = path
            .strip_prefix(root())
            .unwrap()
            .display()
            .to_string();
        if !name.ends_with(".rs") || name.starts_with("src/sandbox") || name.contains("tests") {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        for line in text
            .split("#[cfg(test)]")
            .next()
            .unwrap_or_default()
            .lines()
        {
            // What begins further in is local to a function or belongs to a trait.
            let line = line
                .strip_prefix("pub ")
                .or(line.strip_prefix("pub(super) "))
                .or(line.strip_prefix("pub(crate) "))
                .unwrap_or(line);
            let kinds = ["struct ", "enum ", "trait ", "type "];
            let Some(rest) = kinds
                .iter()
                .find_map(|kind| line.strip_prefix(kind))
            else {
                continue;
            };
            bearers
                .entry(first_word(rest))
                .or_default()
                .push(name.clone());
        }
    }
    let twice: Vec<String> = bearers
        .into_iter()
        .filter(|(name, files)| files.len() > 1 && !MAY_BE_BORNE_TWICE.contains(&name.as_str()))
        .map(|(name, files)| format!("{name}: {}", files.join(", ")))
        .collect();
    assert!(
        twice.is_empty(),
        "types with one name:\n{}",
        twice.join("\n")
    );
}

/// A table's columns in their order, for each table that the migrations of one database make.
type Schema = BTreeMap<String, Vec<String>>;

/// Reads what migrations make. Understands what ours use: CREATE TABLE, ALTER TABLE … ADD/DROP/RENAME COLUMN, DROP TABLE, RENAME TO.
fn schema(sql: &str) -> Schema {
    let mut schema = Schema::new();
    let sql: String = sql
        .lines()
        .map(|line| {
            line.split("--")
                .next()
                .unwrap_or_default()
                .to_owned()
                + " "
        })
        .collect();
    for statement in sql.replace('"', "").split(';') {
        let words: Vec<&str> = statement
            .split([' ', '\t', '('])
            .filter(|word| !word.is_empty())
            .collect();
        let upper: Vec<String> = words
            .iter()
            .map(|word| word.to_ascii_uppercase())
            .collect();
        let upper: Vec<&str> = upper
            .iter()
            .map(String::as_str)
            .collect();
        match upper.as_slice() {
            // The parts of a table are not tables of their own.
            ["CREATE", "TABLE", _, "PARTITION", "OF", ..] => {}
            ["CREATE", "TABLE", "IF", "NOT", "EXISTS", ..] => {
                drop(schema.insert(words[5].to_owned(), columns(statement)))
            }
            ["CREATE", "TABLE", ..] => drop(schema.insert(words[2].to_owned(), columns(statement))),
            ["DROP", "TABLE", "IF", "EXISTS", ..] => drop(schema.remove(words[4])),
            ["DROP", "TABLE", ..] => drop(schema.remove(words[2])),
            ["ALTER", "TABLE", _, "RENAME", "TO", _] => {
                let columns = schema
                    .remove(words[2])
                    .unwrap_or_default();
                schema.insert(words[5].to_owned(), columns);
            }
            ["ALTER", "TABLE", _, "ADD", "COLUMN", ..] => schema
                .entry(words[2].to_owned())
                .or_default()
                .push(words[5].to_owned()),
            ["ALTER", "TABLE", _, "DROP", "COLUMN", ..] => schema
                .entry(words[2].to_owned())
                .or_default()
                .retain(|c| c != words[5]),
            ["ALTER", "TABLE", _, "RENAME", "COLUMN", _, "TO", _] => {
                schema
                    .entry(words[2].to_owned())
                    .or_default()
                    .iter_mut()
                    .filter(|c| *c == words[5])
                    .for_each(|c| *c = words[7].to_owned());
            }
            _ => {}
        }
    }
    schema
}

/// The column names of a CREATE TABLE, without its table constraints.
fn columns(statement: &str) -> Vec<String> {
    let body = statement
        .split_once('(')
        .map_or("", |(_, body)| body);
    let constraint = |word: &String| {
        [
            "PRIMARY",
            "UNIQUE",
            "CHECK",
            "FOREIGN",
            "CONSTRAINT",
            "EXCLUDE",
        ]
        .contains(&word.to_ascii_uppercase().as_str())
    };
    let (mut depth, mut parts) = (0, vec![String::new()]);
    for c in body.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            ',' if depth == 0 => parts.push(String::new()),
            _ => {}
        }
        if depth < 0 {
            break;
        }
        if let Some(part) = parts.last_mut() {
            part.push(c);
        }
    }
    parts
        .iter()
        .map(|part| first_word(part.trim_start_matches([' ', ','])))
        .filter(|word| !word.is_empty() && !constraint(word))
        .collect()
}

/// The migrations of one database: their names in order, and all that they do.
fn migrations(database: &str) -> (Vec<String>, Schema) {
    let folder = root()
        .join("migrations")
        .join(database);
    let ups: Vec<PathBuf> = files(&folder)
        .into_iter()
        .filter(|path| path.ends_with("up.sql"))
        .collect();
    let names = ups
        .iter()
        .map(|path| {
            path.parent()
                .and_then(Path::file_name)
                .unwrap()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    let sql: String = ups
        .iter()
        .map(|path| fs::read_to_string(path).unwrap() + ";\n")
        .collect();
    (names, schema(&sql))
}

#[test]
fn both_databases_have_the_same_migrations_tables_and_columns() {
    let ((names, sqlite), (names_too, postgres)) = (migrations("sqlite"), migrations("postgres"));
    assert!(
        !names.is_empty() && !sqlite.is_empty(),
        "there are no migrations to compare"
    );
    assert_eq!(names, names_too, "the migrations differ");
    assert_eq!(
        sqlite.keys().collect::<Vec<_>>(),
        postgres.keys().collect::<Vec<_>>(),
        "the tables differ"
    );
    for (table, columns) in &sqlite {
        assert_eq!(
            columns, &postgres[table],
            "the columns of {table} differ (SQLite left, PostgreSQL right)"
        );
    }
}

/// What makes the tables, but for comments and white space, in SQLite's words.
fn as_sqlite_says(database: &str) -> String {
    let folder = root()
        .join("migrations")
        .join(database);
    files(&folder)
        .into_iter()
        .filter(|path| path.ends_with("up.sql"))
        .flat_map(|path| {
            fs::read_to_string(path)
                .unwrap()
                .lines()
                .map(|line| {
                    line.split("--")
                        .next()
                        .unwrap()
                        .replace("BYTEA", "BLOB")
                })
                .collect::<Vec<_>>()
        })
        .flat_map(|line| {
            line.split_whitespace()
                .map(str::to_owned)
                .collect::<Vec<_>>()
        })
        .collect::<Vec<_>>()
        .join(" ")
        // How SQLite keeps a table. PostgreSQL has no word for it.
        // SQLite compares text by its bytes anyway.
        .replace(" COLLATE \"C\"", "")
        .replace(" WITHOUT ROWID;", ";")
        .replace(" PARTITION BY LIST (slot)", "")
        .replace("; ", ";\n")
        .lines()
        // What rows become is written in each database's own words, and where it needs functions SQLite has the program's. A part that is
        // emptied at once needs no index by age, and an index begins with the shop only where that is kept once.
        .filter(|statement| {
            !statement.starts_with("INSERT")
                && !statement.contains(" FUNCTION ")
                && !statement.starts_with("ALTER INDEX")
                && !statement.contains(" PARTITION OF ")
                && !statement.contains("INDEX answers_by_age")
                && !statement.contains("INDEX events_of_")
        })
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn a_column_is_of_one_kind_in_both_databases() {
    // `stampwell move` reads kinds, keys and references of SQLite's tables and takes PostgreSQL's for the same.
    assert_eq!(as_sqlite_says("sqlite"), as_sqlite_says("postgres"));
}

/// Tables that have no shop, or are asked before the shop is known. They refer to nothing.
const APART: [&str; 16] = [
    "join_addresses",
    "carried_cards",
    "tokens",
    "operator_keys",
    "operator_answers",
    "sign_in_links",
    "pass_types",
    "devices",
    "device_merchants",
    "visitor_salts",
    "device_logs",
    "google_nonces",
    "instances",
    "call_rates",
    "backups",
    "merchants",
];

/// What a statement says between brackets after some words, at each place where it says them.
fn lists<'a>(statement: &'a str, words: &str) -> Vec<Vec<&'a str>> {
    statement
        .match_indices(words)
        .filter_map(|(at, _)| {
            let (_, rest) = statement[at..].split_once('(')?;
            let (list, _) = rest.split_once(')')?;
            Some(
                list.split(',')
                    .map(str::trim)
                    .collect(),
            )
        })
        .collect()
}

/// Faults of a schema whose rows are to be shared out among servers by their shop.
fn not_by_shop(sql: &str) -> Vec<String> {
    let sql: String = sql
        .lines()
        .map(|line| {
            line.split("--")
                .next()
                .unwrap_or_default()
                .to_owned()
                + " "
        })
        .collect();
    let mut faults = Vec::new();
    for statement in sql.split(';').map(str::trim) {
        let table = statement
            .strip_prefix("CREATE TABLE ")
            .and_then(|rest| rest.split_whitespace().next());
        if let Some(table) = table {
            let refers = statement.contains("REFERENCES");
            if statement.contains("PARTITION OF") {
                continue;
            }
            if APART.contains(&table) {
                if refers {
                    faults.push(format!("{table} stands apart and refers to a shop's table"));
                }
                continue;
            }
            if !statement.contains("merchant_id TEXT NOT NULL") {
                faults.push(format!(
                    "{table} has no merchant_id, or one that may be missing"
                ));
            }
            let keys = lists(statement, "PRIMARY KEY")
                .into_iter()
                .chain(lists(statement, "UNIQUE"))
                .chain(lists(statement, "FOREIGN KEY"));
            for key in keys {
                if key.first() != Some(&"merchant_id") {
                    faults.push(format!("a key of {table} begins with {:?}", key[0]));
                }
            }
            for (at, _) in statement.match_indices("REFERENCES") {
                let to = &statement[at..];
                let column = to
                    .split(['(', ',', ')'])
                    .nth(1)
                    .unwrap_or_default();
                if column != "merchant_id" && !to.starts_with("REFERENCES merchants (id)") {
                    faults.push(format!("{table} refers by {column:?} alone"));
                }
            }
        } else if statement.starts_with("CREATE UNIQUE INDEX") {
            let key = &lists(statement, " ON ")[0];
            if key[0] != "merchant_id" {
                faults.push(format!(
                    "a unique index begins with {:?}: {statement}",
                    key[0]
                ));
            }
        }
    }
    faults
}

#[test]
fn every_key_and_reference_of_a_shops_table_names_the_shop() {
    for database in ["sqlite", "postgres"] {
        let folder = root()
            .join("migrations")
            .join(database);
        let ups = files(&folder)
            .into_iter()
            .filter(|path| path.ends_with("up.sql"));
        let sql: String = ups
            .map(|path| fs::read_to_string(path).unwrap() + ";\n")
            .collect();
        assert_eq!(not_by_shop(&sql), Vec::<String>::new(), "{database}");
    }
    for broken in [
        "CREATE TABLE x (id TEXT PRIMARY KEY NOT NULL)",
        "CREATE TABLE x (merchant_id TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (id, merchant_id))",
        "CREATE TABLE x (merchant_id TEXT NOT NULL, card_id TEXT NOT NULL REFERENCES cards (id))",
        "CREATE TABLE x (merchant_id TEXT NOT NULL, a TEXT, UNIQUE (a))",
        "CREATE UNIQUE INDEX y ON x (a, merchant_id)",
        "CREATE TABLE tokens (merchant_id TEXT NOT NULL REFERENCES merchants (id))",
    ] {
        assert_eq!(
            not_by_shop(broken).len(),
            1,
            "{broken}: {:?}",
            not_by_shop(broken)
        );
    }
}

/// Functions of the store that look over all shops, or before the shop is known: upkeep, the outbox worker, the operator, phones.
const OVER_ALL_SHOPS: [&str; 17] = [
    "run_out",
    "cards_by_secret",
    "claim",
    "release_leases",
    "is_due",
    "oldest_pending",
    "longest_pending",
    "pending_voids",
    "experiments_assigning",
    "google_objects_unseen_since",
    "merchants_with_typed_ids",
    "count_typed_ids",
    "count_same_ids",
    "forget_sessions",
    "key_of_anyone",
    "same_ids",
    "append_lines",
];

#[test]
fn every_statement_about_a_shops_rows_names_the_shop() {
    let (_, tables) = migrations("postgres");
    let mut faults = Vec::new();
    let mut looked_at = 0;
    for path in files(&root().join("src/store")) {
        if path.extension() != Some("rs".as_ref())
            || path
                .components()
                .any(|part| part.as_os_str() == "engine")
        {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let code = text
            .split("#[cfg(test)]")
            .next()
            .unwrap_or_default();
        for function in code.split("fn ").skip(1) {
            let name = first_word(
                function
                    .split(['(', '<'])
                    .next()
                    .unwrap_or_default(),
            );
            for table in tables
                .keys()
                .filter(|table| !APART.contains(&table.as_str()))
            {
                let asked = format!("{table}::table");
                let whole = |at: &usize| {
                    !function[..*at].ends_with(|c: char| c == '_' || c.is_alphanumeric())
                };
                let Some(at) = function
                    .match_indices(&asked)
                    .map(|(at, _)| at)
                    .find(whole)
                else {
                    continue;
                };
                looked_at += 1;
                let inserts = function[..at]
                    .trim_end()
                    .ends_with("insert_into(");
                let names = function.contains(&format!("{table}::merchant_id"))
                    || function.contains("find((tenant.id(),")
                    || function.contains("find((shop.id(),")
                    || function.contains(".merchant_id,")
                    || function.contains("find(row.key())")
                    || function.contains("find(key)");
                if !inserts && !names && !OVER_ALL_SHOPS.contains(&name.as_str()) {
                    faults.push(format!(
                        "{}: {name} asks {table} for no shop",
                        path.display()
                    ));
                }
            }
        }
    }
    assert!(looked_at > 100, "only {looked_at} statements were found");
    assert_eq!(faults, Vec::<String>::new());
}

#[test]
fn the_schema_is_read_out_of_the_statements_that_make_it() {
    let sqlite = "CREATE TABLE cards (\n  id TEXT PRIMARY KEY, -- the serial, never reused\n  stamps INTEGER NOT NULL DEFAULT 0 CHECK (stamps >= 0),\n  UNIQUE (id, stamps)\n) STRICT; CREATE INDEX x ON cards (stamps);";
    let postgres = "CREATE TABLE IF NOT EXISTS cards(id text, stamp numeric(12, 2)); ALTER TABLE cards RENAME COLUMN stamp TO stamps; CREATE TABLE old (a int); DROP TABLE old;";
    let expected = Schema::from([(
        "cards".to_owned(),
        vec!["id".to_owned(), "stamps".to_owned()],
    )]);
    assert_eq!(schema(sqlite), expected);
    assert_eq!(schema(postgres), expected);
}
