//! No text names a command that does not exist: whoever is in trouble types what it says.

use std::fs;
use std::path::{Path, PathBuf};

use clap::{Command, CommandFactory as _};

/// Words that follow the product's name in sentences. A word that is not here is taken for a command.
const PROSE: &[&str] = &[
    "a", "and", "answers", "database", "does", "in", "is", "issues", "listens", "needs", "secret",
    "speaks", "stopped", "switches", "the", "trust", "with",
];

/// Where people are told what to type.
const PLACES: &[&str] = &[
    "src",
    "locales",
    "docs",
    "templates",
    "assets",
    "script",
    "certs.example",
    "pass-templates",
    "README.md",
    "ARCHITECTURE.md",
    "DESIGN.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "stampwell.example.toml",
    "openapi.json",
];

fn files(path: PathBuf) -> Vec<PathBuf> {
    if !path.is_dir() {
        return vec![path];
    }
    let entries = fs::read_dir(&path)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    entries.flat_map(files).collect()
}

/// The words of a text that could belong to a command: up to the end of the sentence, quotation or line.
fn words(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for word in text.split(' ') {
        let bare = word.trim_end_matches(|c: char| !c.is_alphanumeric());
        let whole = bare.find(|c: char| {
            !(c.is_ascii_alphanumeric()
                || matches!(c, '-' | '_' | '=' | '.' | '/' | ':' | ',' | '<' | '['))
        });
        let bare = &bare[..whole.unwrap_or(bare.len())];
        if !bare.is_empty() {
            found.push(bare);
        }
        if word != bare {
            break;
        }
    }
    found
}

/// What is wrong with the words behind the product's name.
fn fault(root: &Command, words: &[&str]) -> Option<String> {
    let mut command = root;
    for (at, word) in words.iter().enumerate() {
        if at == 0 && word.starts_with('-') && !word.starts_with("--") {
            // The name of a user or a database in another program's command.
            return None;
        }
        if let Some(flag) = word.strip_prefix("--") {
            let name = flag
                .split(['=', '['])
                .next()
                .unwrap_or_default();
            let known = ["help", "version"].contains(&name)
                || command
                    .get_arguments()
                    .any(|arg| arg.get_long() == Some(name));
            if !known {
                return Some(format!("`{}` has no flag --{name}", command.get_name()));
            }
        } else if command.has_subcommands()
            && word
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b == b'-')
        {
            match command.find_subcommand(word) {
                Some(found) => command = found,
                None if at == 0 && PROSE.contains(word) => return None,
                None => return Some(format!("`{}` has no command {word}", command.get_name())),
            }
        }
    }
    None
}

fn faults(root: &Command, text: &str) -> Vec<(usize, String)> {
    // A line that goes on is one line.
    let joined = text
        .replace("\\\n", "")
        .replace("\r\n", "\n");
    let lines = joined.lines().enumerate();
    let named = lines.flat_map(|(number, line)| {
        line.split("stampwell ")
            .skip(1)
            .map(move |behind| (number + 1, words(behind)))
    });
    named
        .filter_map(|(number, words)| fault(root, &words).map(|fault| (number, fault)))
        .collect()
}

#[test]
fn every_command_that_a_text_names_exists() {
    let mut root = stampwell::cli::Cli::command();
    root.build();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut wrong = Vec::new();
    let mut named = 0;
    for file in PLACES
        .iter()
        .flat_map(|place| files(folder.join(place)))
    {
        // Pictures and fonts are no text.
        let Ok(text) = fs::read_to_string(&file) else {
            continue;
        };
        named += text
            .matches("stampwell doctor")
            .count();
        let shown = file
            .strip_prefix(folder)
            .unwrap()
            .display()
            .to_string();
        wrong.extend(
            faults(&root, &text)
                .into_iter()
                .map(|(line, fault)| format!("{shown}:{line}: {fault}")),
        );
    }
    assert!(named > 20, "the texts were not found");
    assert!(
        wrong.is_empty(),
        "commands that do not exist:\n{}",
        wrong.join("\n")
    );
}

#[test]
fn a_command_that_does_not_exist_is_found() {
    let mut root = stampwell::cli::Cli::command();
    root.build();
    let found = |text: &str| {
        faults(&root, text)
            .into_iter()
            .map(|(_, fault)| fault)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        found("Make one with `stampwell apple csr`."),
        ["`stampwell` has no command apple"]
    );
    assert_eq!(
        found("run stampwell google import, then wait"),
        ["`google` has no command import"]
    );
    assert_eq!(
        found("`stampwell poster --front FILE`"),
        ["`poster` has no flag --front"]
    );
    assert_eq!(
        found("stampwell key create \\\n --rolle staff"),
        ["`create` has no flag --rolle"]
    );
    assert!(
        found("`stampwell doctor` says, stampwell is, `stampwell metrics --explain ID`, `stampwell bench`. And `stampwell`").is_empty()
    );
}

/// Every command that does something, by its words.
fn leaves(command: &Command, before: &[String]) -> Vec<Vec<String>> {
    if !command.has_subcommands() {
        return vec![before.to_vec()];
    }
    let named = command
        .get_subcommands()
        .filter(|sub| sub.get_name() != "help");
    named
        .flat_map(|sub| leaves(sub, &[before, &[sub.get_name().to_owned()]].concat()))
        .collect()
}

#[test]
fn help_shows_a_commands_own_options_and_the_settings_when_asked() {
    let root = stampwell::cli::Cli::command();
    let run = |words: &[String], flag: &str| {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_stampwell"))
            .env_clear()
            .args(words)
            .arg(flag)
            .output()
            .unwrap();
        assert!(
            output.status.success() && output.stderr.is_empty(),
            "{words:?} {flag}"
        );
        String::from_utf8(output.stdout).unwrap()
    };
    let mut with_settings = 0;
    for words in leaves(&root, &[]) {
        let (help, short) = (run(&words, "--help"), run(&words, "-h"));
        assert_eq!(help, short, "{words:?}");
        assert!(
            !help.contains("Settings")
                && !help.contains("--public-url")
                && !help.contains("--secret"),
            "{words:?}: {help}"
        );
        if !help.contains("--help-settings") {
            continue;
        }
        with_settings += 1;
        let all = run(&words, "--help-settings");
        assert!(
            all.contains("Settings (each can also be set as STAMPWELL_")
                && all.contains("--public-url")
                && all.contains("--secret-file"),
            "{words:?}: {all}"
        );
        let own = help
            .lines()
            .filter(|line| line.trim_start().starts_with("--"))
            .map(|line| {
                line.trim_start()
                    .split(' ')
                    .next()
                    .unwrap()
            });
        own.for_each(|flag| assert!(all.contains(flag), "{words:?} lost {flag}"));
    }
    assert!(with_settings >= 10, "{with_settings}");
    let first = run(&[], "--help");
    assert!(
        first.contains("serve") && first.contains("--help-settings"),
        "{first}"
    );
}
