//! Settings read from invented machines: a folder, an environment and flags, none of them this process's.

use std::fs;

use clap::Parser;
use secrecy::ExposeSecret;
use tempfile::TempDir;

use super::settings::SETTINGS;
use super::*;

const SECRET: &str = "0123456789abcdef0123456789abcdef";

#[derive(Parser)]
enum Line {
    /// Runs the service.
    Serve {
        #[command(flatten)]
        config: ConfigArgs,
    },
}

/// The settings on a command line.
fn flags<S: Into<std::ffi::OsString> + Clone>(line: &[S]) -> Result<ConfigArgs, clap::Error> {
    let whole = ["stampwell".into(), "serve".into()]
        .into_iter()
        .chain(line.iter().cloned().map(Into::into));
    Line::try_parse_from(whole).map(|Line::Serve { config }| config)
}

/// One machine with its settings.
struct Machine {
    folder: TempDir,
    env: Vec<(String, String)>,
    flags: Vec<String>,
    demo: bool,
}

impl Machine {
    fn new() -> Machine {
        Machine {
            folder: TempDir::new().unwrap(),
            env: Vec::new(),
            flags: Vec::new(),
            demo: false,
        }
    }

    fn file(self, name: &str, text: &str) -> Machine {
        fs::write(self.folder.path().join(name), text).unwrap();
        self
    }

    fn env(mut self, name: &str, value: &str) -> Machine {
        self.env
            .push((name.into(), value.into()));
        self
    }

    fn flags(mut self, flags: &[&str]) -> Machine {
        self.flags
            .extend(flags.iter().map(|f| f.to_string()));
        self
    }

    fn read(&self) -> Result<(Config, Vec<Warning>), ConfigError> {
        let mut args = flags(&self.flags).unwrap();
        args.demo = self.demo;
        Config::load(&args, self.env.iter().cloned(), self.folder.path())
    }

    fn config(&self) -> Config {
        self.read()
            .unwrap_or_else(|e| panic!("{e}"))
            .0
    }

    fn refusal(&self) -> String {
        self.read()
            .expect_err("these settings are wrong")
            .to_string()
    }
}

/// All that a configuration says, but for the folder that it was read in.
fn described(machine: &Machine) -> String {
    let (mut config, warnings) = machine
        .read()
        .unwrap_or_else(|e| panic!("{e}"));
    assert!(warnings.is_empty(), "{warnings:?}");
    // What is set to its default is the same setting.
    config.database_url_origin = None;
    let folder = machine
        .folder
        .path()
        .display()
        .to_string();
    format!("{config:?} {}", config.database_url.expose_secret()).replace(&folder, "FOLDER")
}

#[test]
fn a_machine_without_settings_has_the_defaults() {
    let config = Machine::new().config();
    assert_eq!(config.database_url.expose_secret(), "sqlite://stampwell.db");
    assert_eq!(config.public_url().unwrap(), "http://127.0.0.1:8080");
    assert_eq!(
        config.limits,
        LimitSettings {
            unknown_codes: 20,
            joins: 30,
            requests: 2000
        }
    );
    let missing = config
        .require_secret()
        .unwrap_err()
        .to_string();
    assert!(
        missing.starts_with("fail  config.secret ")
            && missing.contains("\n      fix   name where it lies: STAMPWELL_SECRET_FILE=")
            && missing.contains("openssl rand -hex 32 > stampwell.secret"),
        "{missing}"
    );
}

#[test]
fn a_flag_wins_over_a_variable_and_a_variable_over_the_file() {
    let machine = Machine::new().file(
        "stampwell.toml",
        "bind = '127.0.0.1:1'\nlog = 'warn'\n[limits]\njoins = 1\nrequests = 1\n",
    );
    let machine = machine
        .env("STAMPWELL_BIND", "127.0.0.1:2")
        .env("STAMPWELL_LIMIT_JOINS", "2")
        .flags(&["--bind", "127.0.0.1:3"]);
    let config = machine.config();
    assert_eq!(config.bind.port(), 3);
    assert_eq!(
        config.limits,
        LimitSettings {
            unknown_codes: 20,
            joins: 2,
            requests: 1
        }
    );
    assert_eq!(config.log, "warn");
}

#[test]
fn the_example_file_holds_every_setting_with_its_default() {
    let example = include_str!("../../stampwell.example.toml");
    assert_eq!(
        described(&Machine::new().file("stampwell.toml", example)),
        described(&Machine::new())
    );

    let switched_on: String = example
        .lines()
        .map(|line| {
            line.strip_prefix('#')
                .filter(|l| !l.starts_with(' '))
                .unwrap_or(line)
                .to_owned()
                + "\n"
        })
        .collect();
    let words = "put the output of openssl rand -hex 32 here";
    Machine::new()
        .file("stampwell.toml", &switched_on.replace(words, SECRET))
        .config();
    let entries: toml::Table = toml::from_str(&switched_on).unwrap();
    for setting in SETTINGS {
        let found = setting
            .path
            .split('.')
            .try_fold(&toml::Value::Table(entries.clone()), |at, key| at.get(key))
            .is_some();
        assert!(found, "stampwell.example.toml lacks {}", setting.path);
    }
}

#[test]
fn every_setting_but_the_passphrase_is_a_flag_and_the_command_keeps_its_own_help() {
    let help = flags(&["--help-settings"])
        .expect_err("help is shown in place of running")
        .to_string();
    assert!(help.starts_with("Runs the service"), "{help}");
    for setting in SETTINGS {
        assert_eq!(
            help.contains(&format!("{} <", setting.flag()))
                || help.contains(&format!("{}[", setting.flag())),
            setting.name != "apple_key_passphrase",
            "{}",
            setting.name
        );
    }
}

#[test]
fn every_setting_can_be_given_as_a_variable() {
    for setting in SETTINGS {
        let value = match setting.path {
            "database_url" => "postgres://shop@localhost/stampwell",
            "secret" | "secret_previous" => SECRET,
            "bind" => "127.0.0.1:9000",
            "trusted_proxies" => "10.0.0.0/8, 192.0.2.1",
            "log_format" => "json",
            "log" => "debug",
            path if path.ends_with("_url") => "https://example.com",
            path if path.starts_with("allow_") => "true",
            _ => "7",
        };
        let machine = Machine::new().env(&setting.variable(), value);
        assert!(
            described(&machine) != described(&Machine::new()),
            "{} changed nothing",
            setting.variable()
        );
    }
}

#[test]
fn a_bad_value_is_named_with_its_place() {
    let refusal = Machine::new()
        .env("STAMPWELL_LIMIT_JOINS", "many")
        .refusal();
    assert!(
        refusal.contains("limits.joins from the environment variable STAMPWELL_LIMIT_JOINS"),
        "{refusal}"
    );
    assert!(
        refusal.contains("found string \"many\"")
            && refusal.ends_with("write it like this: joins = 30"),
        "{refusal}"
    );
    let refusal = Machine::new()
        .flags(&["--bind", "here"])
        .refusal();
    assert!(refusal.contains("bind from the flag --bind"), "{refusal}");
    let machine = Machine::new().file("stampwell.toml", "log_format = 'xml'");
    let refusal = machine.refusal();
    assert!(
        refusal.contains("stampwell.toml") && refusal.contains("\"xml\" is not one of text, json"),
        "{refusal}"
    );
    let refusal = Machine::new()
        .env("STAMPWELL_TRUSTED_PROXIES", "10.0.0.0/99")
        .refusal();
    assert!(
        refusal.contains("neither an address such as 10.0.0.1"),
        "{refusal}"
    );
}

#[test]
fn unknown_entries_are_refused_and_unknown_variables_told_both_with_the_nearest_name() {
    let refusal = Machine::new()
        .file("stampwell.toml", "databse_url = 'x'\n[limits]\njoin = 3\n")
        .refusal();
    assert!(
        refusal.contains("did you mean database_url?")
            && refusal.contains("did you mean limits.joins?"),
        "{refusal}"
    );
    let (_, warnings) = Machine::new()
        .env("STAMPWELL_PUBLIC_ULR", "https://a.example")
        .env("HOME", "/root")
        .read()
        .unwrap();
    let [warning] = warnings.as_slice() else {
        panic!("{warnings:?}")
    };
    assert!(
        warning
            .to_string()
            .contains("did you mean STAMPWELL_PUBLIC_URL?"),
        "{warning}"
    );
    for (file, meant) in [
        ("[apple]\ncert = 'x'\n", "apple.certificate"),
        ("[google]\nservice = 'x'\n", "google.service_account"),
    ] {
        let refusal = Machine::new()
            .file("stampwell.toml", file)
            .refusal();
        assert!(
            refusal.contains(&format!("did you mean {meant}?")),
            "{refusal}"
        );
    }
    let unknown = flags(&["--public-ulr", "x"]).expect_err("an unknown flag was taken");
    assert!(
        unknown
            .to_string()
            .contains("--public-url"),
        "{unknown}"
    );
}

#[test]
fn secrets_come_from_files_and_are_never_shown() {
    let machine = Machine::new()
        .file("secret", &format!("{SECRET}\n"))
        .file("old", &format!("{SECRET}1\n{SECRET}2\n"));
    let machine = machine
        .env("STAMPWELL_SECRET_FILE", "secret")
        .env("STAMPWELL_SECRET_PREVIOUS_FILE", "old");
    let machine = machine.env("STAMPWELL_APPLE_KEY_PASSPHRASE", "hunter2");
    let config = machine.config();
    assert_eq!(
        config
            .require_secret()
            .unwrap()
            .expose_secret(),
        SECRET
    );
    assert_eq!(
        config.secret_previous[1].expose_secret(),
        format!("{SECRET}2")
    );
    let shown = format!("{config:?}");
    assert!(
        !shown.contains("0123456789abcdef") && !shown.contains("hunter2"),
        "{shown}"
    );
    assert!(
        config
            .secret_previous_file
            .is_some_and(|file| file.ends_with("old")),
        "the doctor asks who may read it"
    );
    let twice = machine
        .env("STAMPWELL_SECRET", SECRET)
        .refusal();
    assert!(
        twice.contains("STAMPWELL_SECRET and STAMPWELL_SECRET_FILE are both set"),
        "{twice}"
    );
}

#[test]
fn a_flag_wins_over_its_variables_however_the_secret_is_given() {
    let other = format!("{SECRET}1");
    let machine = || {
        Machine::new()
            .file("mine", &format!("{other}\n"))
            .file("url", "sqlite://mine.db")
    };
    let secret = |machine: Machine| {
        machine
            .config()
            .require_secret()
            .unwrap()
            .expose_secret()
            .to_owned()
    };
    let by_flag = || machine().flags(&["--secret-file", "mine"]);
    assert_eq!(secret(by_flag().env("STAMPWELL_SECRET", SECRET)), other);
    // What is overruled need not be there, nor be given once.
    assert_eq!(
        secret(by_flag().env("STAMPWELL_SECRET_FILE", "absent")),
        other
    );
    assert_eq!(
        secret(
            by_flag()
                .env("STAMPWELL_SECRET_FILE", "absent")
                .env("STAMPWELL_SECRET", "short")
        ),
        other
    );
    assert_eq!(
        secret(
            machine()
                .env("STAMPWELL_SECRET_FILE", "absent")
                .flags(&["--secret", &other])
        ),
        other
    );
    let url = machine()
        .env("STAMPWELL_DATABASE_URL", "sqlite://other.db")
        .flags(&["--database-url-file", "url"])
        .config();
    assert_eq!(url.database_url.expose_secret(), "sqlite://mine.db");
    let url = machine()
        .env("STAMPWELL_DATABASE_URL_FILE", "absent")
        .flags(&["--database-url", "sqlite://flag.db"])
        .config();
    assert_eq!(url.database_url.expose_secret(), "sqlite://flag.db");
    let phrase = machine()
        .env("STAMPWELL_APPLE_KEY_PASSPHRASE", "x")
        .flags(&["--apple-key-passphrase-file", "mine"])
        .config();
    assert_eq!(
        phrase
            .apple
            .key_passphrase
            .unwrap()
            .expose_secret(),
        other
    );
    let twice = machine()
        .flags(&["--secret-file", "mine", "--secret", &other])
        .refusal();
    assert!(
        twice.contains("--secret and --secret-file are both set"),
        "{twice}"
    );
}

#[test]
fn where_the_database_was_named_is_known() {
    assert_eq!(
        Machine::new()
            .config()
            .database_url_origin,
        None
    );
    let in_file = || Machine::new().file("stampwell.toml", "database_url = \"sqlite://a.db\"");
    let origin = |machine: Machine| {
        machine
            .config()
            .database_url_origin
            .unwrap()
    };
    assert!(origin(in_file()).ends_with("stampwell.toml"));
    assert_eq!(
        origin(in_file().env("STAMPWELL_DATABASE_URL", "sqlite://b.db")),
        "the environment variable STAMPWELL_DATABASE_URL"
    );
}

#[test]
fn a_kept_secret_is_read_where_none_is_set() {
    let machine = || Machine::new().file("stampwell.secret", &format!("{SECRET}\n"));
    let config = machine().config();
    assert_eq!(
        config
            .require_secret()
            .unwrap()
            .expose_secret(),
        SECRET
    );
    assert!(
        config.secret_file.as_ref() == config.kept_secret.as_ref()
            && config
                .secret_file
                .unwrap()
                .ends_with("stampwell.secret")
    );
    let set = machine()
        .env("STAMPWELL_SECRET", &format!("{SECRET}1"))
        .config();
    assert_eq!(
        (
            set.require_secret()
                .unwrap()
                .expose_secret(),
            &set.secret_file
        ),
        (&*format!("{SECRET}1"), &None)
    );
    let elsewhere = machine()
        .env("STAMPWELL_DATABASE_URL", "sqlite://data/shop.db")
        .config();
    assert!(
        elsewhere.secret.is_none()
            && elsewhere
                .kept_secret
                .unwrap()
                .ends_with("data/stampwell.secret")
    );
    let postgres = machine()
        .env("STAMPWELL_DATABASE_URL", "postgres://db/cards")
        .config();
    assert!(postgres.secret.is_none() && postgres.kept_secret.is_none());
    let empty = Machine::new()
        .file("stampwell.secret", "")
        .refusal();
    assert!(
        empty.contains("0 bytes") && empty.contains("stampwell.secret beside the database"),
        "{empty}"
    );
}

#[test]
fn no_refusal_repeats_a_secret() {
    let unquoted = Machine::new()
        .file("stampwell.toml", "log = 'info'\nsecret = hunter2hunter2\n")
        .refusal();
    assert!(
        unquoted.contains("line 2 of") && !unquoted.contains("hunter2"),
        "{unquoted}"
    );
    let number = Machine::new()
        .file("stampwell.toml", "secret = 4711")
        .refusal();
    assert!(
        number.contains("it is not text") && !number.contains("4711"),
        "{number}"
    );
    let no_list = Machine::new()
        .file("stampwell.toml", "secret_previous = 'hunter2'")
        .refusal();
    assert!(
        no_list.contains("not a list") && !no_list.contains("hunter2"),
        "{no_list}"
    );
    let short = Machine::new()
        .env("STAMPWELL_SECRET", "hunter2")
        .env("STAMPWELL_SECRET_PREVIOUS", "swordfish")
        .refusal();
    assert!(
        short.contains("7 bytes")
            && short.contains("9 bytes")
            && !short.contains("hunter2")
            && !short.contains("swordfish"),
        "{short}"
    );
    let database = Machine::new()
        .env("STAMPWELL_DATABASE_URL", "mysql://root:hunter2@db")
        .refusal();
    assert!(
        database.contains("not of a known kind") && !database.contains("hunter2"),
        "{database}"
    );
}

#[test]
fn the_public_address_is_https_unless_it_is_this_machine_or_the_demo() {
    for fine in [
        "https://cards.example.com/",
        "http://localhost:8080",
        "http://127.0.0.9",
        "http://[::1]:8080",
    ] {
        let config = Machine::new()
            .env("STAMPWELL_PUBLIC_URL", fine)
            .config();
        assert_eq!(config.public_url().unwrap(), fine.trim_end_matches('/'));
    }
    for wrong in [
        "http://cards.example.com",
        "cards.example.com",
        "ftp://a.example",
        "https://a.example/?x=1",
        "https://user@a.example",
        "http://127.0.0.1.example.com",
    ] {
        let refusal = Machine::new()
            .env("STAMPWELL_PUBLIC_URL", wrong)
            .refusal();
        assert!(refusal.starts_with("fail  config.public_url"), "{refusal}");
    }
    let mut lan = Machine::new().env("STAMPWELL_PUBLIC_URL", "http://192.168.1.5:8080");
    lan.demo = true;
    assert_eq!(
        lan.config().public_url().unwrap(),
        "http://192.168.1.5:8080"
    );
    let everywhere = Machine::new()
        .env("STAMPWELL_BIND", "0.0.0.0:80")
        .config();
    assert!(
        everywhere
            .public_url()
            .unwrap_err()
            .to_string()
            .contains("STAMPWELL_PUBLIC_URL=")
    );
}

#[test]
fn what_cannot_work_is_refused_all_at_once() {
    let machine = Machine::new()
        .env("STAMPWELL_GOOGLE_RATE", "0")
        .env("STAMPWELL_LOG", "stampwell=loud");
    let refusal = machine
        .env("STAMPWELL_GOOGLE_API_URL", "google")
        .refusal();
    for path in ["config.google.rate", "config.log ", "config.google.api_url"] {
        assert!(refusal.contains(path), "{path} is missing in {refusal}");
    }
    assert!(
        refusal.contains("(from the environment variable STAMPWELL_GOOGLE_RATE)"),
        "{refusal}"
    );
    let absent = Machine::new()
        .flags(&["--config", "absent.toml"])
        .refusal();
    assert!(absent.contains("absent.toml cannot be read"), "{absent}");
}

#[cfg(unix)]
#[test]
fn a_number_of_connections_that_cannot_work_is_refused() {
    for given in ["0", "1", "1001"] {
        let refusal = Machine::new()
            .env("STAMPWELL_DATABASE_CONNECTIONS", given)
            .refusal();
        assert!(
            refusal.contains("from 2 to 1000")
                && refusal.contains("STAMPWELL_DATABASE_CONNECTIONS"),
            "{refusal}"
        );
    }
    let machine = Machine::new().env("STAMPWELL_DATABASE_CONNECTIONS", "40");
    assert_eq!(
        machine
            .config()
            .database_connections,
        40
    );
}

#[test]
fn private_keys_that_everybody_can_read_are_refused_unless_allowed() {
    use std::os::unix::fs::PermissionsExt;
    let machine = Machine::new()
        .file("pass.key", "-----BEGIN PRIVATE KEY-----")
        .file("pass.pem", "-----BEGIN CERTIFICATE-----");
    let machine = machine
        .env("STAMPWELL_APPLE_KEY", "pass.key")
        .env("STAMPWELL_APPLE_CERTIFICATE", "pass.pem");
    let path = machine
        .folder
        .path()
        .join("pass.key");
    let set_mode =
        |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    set_mode(
        &machine
            .folder
            .path()
            .join("pass.pem"),
        0o644,
    );

    set_mode(&path, 0o644);
    let open = machine
        .config()
        .check_key_files()
        .unwrap_err()
        .to_string();
    assert!(
        open.contains("chmod 600") && open.contains("pass.key") && !open.contains("pass.pem"),
        "{open}"
    );
    set_mode(&path, 0o600);
    assert!(
        machine
            .config()
            .check_key_files()
            .is_ok()
    );
    set_mode(&path, 0o644);
    assert!(
        machine
            .flags(&["--allow-readable-keys"])
            .config()
            .check_key_files()
            .is_ok()
    );
}

#[test]
fn what_a_secret_store_leaves_behind_a_value_is_no_part_of_it() {
    for end in [" ", "\n", "\r\n", "\u{a0}\n", "\u{feff}"] {
        let machine = Machine::new().env(
            "STAMPWELL_PUBLIC_URL",
            &format!("\u{feff} https://Cards.Example.com:443{end}"),
        );
        let machine = machine
            .env("STAMPWELL_BIND", &format!("127.0.0.1:9000{end}"))
            .env("STAMPWELL_LIMIT_JOINS", &format!("7{end}"));
        let machine = machine
            .env("STAMPWELL_TRUSTED_PROXIES", &format!("10.0.0.1,{end}"))
            .env("STAMPWELL_LOG_FORMAT", &format!("json{end}"));
        let machine = machine.env(
            "STAMPWELL_DATABASE_URL",
            &format!("sqlite://q.db?mode=rwc{end}"),
        );
        let config = machine
            .env("STAMPWELL_GOOGLE_ISSUER_ID", end)
            .config();
        assert_eq!(
            config.public_url().unwrap(),
            "https://cards.example.com",
            "{end:?}"
        );
        assert_eq!(
            (
                config.bind.port(),
                config.limits.joins,
                config.trusted_proxies.len()
            ),
            (9000, 7, 1)
        );
        assert_eq!(config.database_url.expose_secret(), "sqlite://q.db");
        assert_eq!(config.google.issuer_id, None);
    }
    let inside = Machine::new()
        .env("STAMPWELL_PUBLIC_URL", "https://cards.exa\nmple.com")
        .refusal();
    assert!(inside.contains("config.public_url"), "{inside}");
}

#[test]
fn a_secret_is_tidied_and_cards_made_with_it_as_it_was_live_on() {
    let config = Machine::new()
        .env("STAMPWELL_SECRET", &format!("{SECRET} \n"))
        .config();
    assert_eq!(
        config
            .require_secret()
            .unwrap()
            .expose_secret(),
        SECRET
    );
    assert_eq!(
        config.secret_previous[0].expose_secret(),
        format!("{SECRET} \n")
    );
    let phrase = Machine::new()
        .file("phrase", "\u{feff}Geheim 77 \r\n")
        .env("STAMPWELL_APPLE_KEY_PASSPHRASE_FILE", "phrase\n")
        .config();
    assert_eq!(
        phrase
            .apple
            .key_passphrase
            .unwrap()
            .expose_secret(),
        "Geheim 77 "
    );
    let (_, warnings) = Machine::new()
        .env("STAMPWELL_SECRET", &format!("\"{SECRET}\""))
        .read()
        .unwrap();
    assert!(
        warnings[0]
            .to_string()
            .contains("quotation mark")
            && !warnings[0]
                .to_string()
                .contains(SECRET),
        "{warnings:?}"
    );
}

#[test]
fn a_settings_file_is_read_as_editors_leave_it() {
    let text = "\u{feff}public_url = 'https://a.example. '\r\n";
    assert_eq!(
        Machine::new()
            .file("stampwell.toml", text)
            .config()
            .public_url()
            .unwrap(),
        "https://a.example"
    );
    let machine = Machine::new();
    fs::write(
        machine
            .folder
            .path()
            .join("stampwell.toml"),
        text.encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect::<Vec<_>>(),
    )
    .unwrap();
    assert_eq!(
        machine
            .config()
            .public_url()
            .unwrap(),
        "https://a.example"
    );
}

#[test]
fn a_public_address_below_a_path_is_refused_by_its_path() {
    for (url, path) in [
        ("https://example.com/stamps", "/stamps"),
        ("https://example.com/a/b/", "/a/b/"),
        ("https://example.com//", "//"),
    ] {
        let refusal = Machine::new()
            .env("STAMPWELL_PUBLIC_URL", url)
            .refusal();
        assert!(
            refusal.contains(&format!("has the path {path}")),
            "{refusal}"
        );
    }
}

#[test]
fn contents_of_a_file_where_its_path_belongs_are_refused_and_not_repeated() {
    let json = r#"{"type": "service_account", "private_key": "geheim77"}"#;
    let pem = "-----BEGIN PRIVATE KEY-----\ngeheim77\n-----END PRIVATE KEY-----";
    let packed = "Z2VoZWltNzc".repeat(100);
    for (variable, subject) in [
        (
            "STAMPWELL_GOOGLE_SERVICE_ACCOUNT",
            "config.google.service_account",
        ),
        ("STAMPWELL_APPLE_KEY", "config.apple.key"),
        ("STAMPWELL_APPLE_CERTIFICATE", "config.apple.certificate"),
        ("STAMPWELL_APPLE_WWDR", "config.apple.wwdr"),
    ] {
        for contents in [json, pem, &pem.replace('\n', "\\n"), &packed] {
            let error = Machine::new()
                .env(variable, contents)
                .read()
                .unwrap_err();
            assert_eq!(error.notes[0].subject, subject);
            assert!(
                error.notes[0]
                    .what
                    .contains("contains a file's contents")
                    && error.notes[0]
                        .what
                        .contains(variable),
                "{error}"
            );
            assert!(
                !error
                    .to_string()
                    .contains("geheim77")
                    && !error.to_string().contains("Z2Vo"),
                "{error}"
            );
        }
        Machine::new()
            .env(variable, "/run/secrets/a key {1}.pem")
            .read()
            .unwrap();
    }
}

#[test]
fn a_database_that_lies_under_the_name_as_it_stands_is_not_left_behind() {
    let url = "sqlite://my%20shop.db";
    assert!(
        Machine::new()
            .env("STAMPWELL_DATABASE_URL", url)
            .read()
            .unwrap()
            .1
            .is_empty()
    );
    let machine = Machine::new()
        .file("my%20shop.db", "")
        .env("STAMPWELL_DATABASE_URL", url);
    let error = machine
        .read()
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("my%20shop.db") && error.contains("sqlite://my%2520shop.db"),
        "{error}"
    );
    let (config, warnings) = machine
        .file("my shop.db", "")
        .read()
        .unwrap();
    assert_eq!(
        (config.database_url.expose_secret(), warnings.len()),
        ("sqlite://my shop.db", 1)
    );
    let named = Machine::new()
        .file("my%20shop.db", "")
        .env("STAMPWELL_DATABASE_URL", "sqlite://my%2520shop.db");
    assert_eq!(
        named
            .read()
            .unwrap()
            .0
            .database_url
            .expose_secret(),
        "sqlite://my%20shop.db"
    );
}

#[test]
fn what_silences_or_weakens_the_service_is_refused_by_name() {
    for wrong in ["warning", "verbose", "none", "info,loud"] {
        let refusal = Machine::new()
            .env("STAMPWELL_LOG", wrong)
            .refusal();
        assert!(
            refusal.contains("log") && refusal.contains("info"),
            "{wrong}: {refusal}"
        );
    }
    for right in ["warn", "INFO", "info,stampwell=debug", "off"] {
        Machine::new()
            .env("STAMPWELL_LOG", right)
            .config();
    }
    let example = "put the output of openssl rand -hex 32 here";
    let named = format!("STAMPWELL_SECRET={SECRET}");
    for weak in [example, &named, "0123456789abcdef\n0123456789abcdef"] {
        let refusal = Machine::new()
            .env("STAMPWELL_SECRET", weak)
            .refusal();
        assert!(
            refusal.contains("secret") && !refusal.contains(weak),
            "{weak}: {refusal}"
        );
    }
    for wrong in [
        "https://${DOMAIN}",
        "https://$DOMAIN",
        "https://a..example",
        "https://-a.example",
        "https://0.0.0.0",
    ] {
        let refusal = Machine::new()
            .env("STAMPWELL_PUBLIC_URL", wrong)
            .refusal();
        assert!(refusal.contains("public"), "{wrong}: {refusal}");
    }
    let user = Machine::new()
        .env(
            "STAMPWELL_PUBLIC_URL",
            "https://anna:geheim77@cards.example.com",
        )
        .refusal();
    assert!(!user.contains("geheim77"), "{user}");
}

#[test]
fn lists_and_switches_are_read_as_other_programs_write_them() {
    for two in [
        "10.0.0.1, 10.0.0.2",
        "10.0.0.1 10.0.0.2",
        "[\"10.0.0.1\",\"10.0.0.2\"]",
        "\"10.0.0.1\", \"10.0.0.2\"",
    ] {
        assert_eq!(
            Machine::new()
                .env("STAMPWELL_TRUSTED_PROXIES", two)
                .config()
                .trusted_proxies
                .len(),
            2,
            "{two}"
        );
    }
    for (text, on) in [
        ("1", true),
        ("True", true),
        ("yes", true),
        ("0", false),
        ("off", false),
    ] {
        assert_eq!(
            Machine::new()
                .env("STAMPWELL_ALLOW_READABLE_KEYS", text)
                .config()
                .allow_readable_keys,
            on,
            "{text}"
        );
    }
}
