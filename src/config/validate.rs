//! What a value must be beyond its type.

use std::net::IpAddr;
use std::path::Path;

use figment::Figment;
use reqwest::Url;
use secrecy::{ExposeSecret, SecretString};
use tracing_subscriber::EnvFilter;

use super::address::{origin, web_address};
use super::notes::{ConfigError, Note, Warning};
use super::{Config, database};
use crate::plain::pem;

/// Fewer could be guessed by trying, given one card's code.
const SHORTEST_SECRET: usize = 32;

/// Every fault at once, so that settings are mended in one go.
pub(super) fn check(config: &Config, sources: &Figment) -> Result<(), ConfigError> {
    let faults = [
        database(config),
        public_url(config),
        log(config),
        google_rate(config),
        database_connections(config),
    ]
    .into_iter()
    .flatten();
    let faults = faults
        .chain(secrets(config))
        .chain(outside_urls(config))
        .chain(contents_for_paths(config));
    let notes: Vec<Note> = faults
        .map(|note| with_origin(note, sources))
        .collect();
    if notes.is_empty() {
        Ok(())
    } else {
        Err(ConfigError { notes })
    }
}

/// Adds where the value came from, which is the first thing one asks.
fn with_origin(mut note: Note, sources: &Figment) -> Note {
    let path = note
        .subject
        .trim_start_matches("config.");
    if let Some(metadata) = sources.find_metadata(path) {
        note.what = format!("{} (from {})", note.what, metadata.name);
    }
    note
}

fn database(config: &Config) -> Option<Note> {
    let refused = database::one_form(config.database_url.expose_secret()).err()?;
    Some(Note::new(
        "database_url",
        refused.what,
        refused.why,
        refused.fix,
    ))
}

/// Earlier releases took `%xx` in a SQLite file's name as it stands. Who has such a file must not begin anew beside it.
pub(super) fn literal_name(config: &Config, cwd: &Path) -> Result<Option<Warning>, ConfigError> {
    let Some((literal, plain)) = database::two_names(config.database_url.expose_secret()) else {
        return Ok(None);
    };
    if !cwd.join(&literal).exists() {
        return Ok(None);
    }
    let note = Note::new(
        "database_url",
        format!(
            "there is a file {literal}, but this address means the file {plain}: %xx stands for a character"
        ),
        "an earlier release took the name literally; a new, empty database would be created next to it",
        format!(
            "to keep using that file, write sqlite://{}, or rename it to {plain} while nothing is using it",
            literal.replace('%', "%25")
        ),
    );
    if cwd.join(&plain).exists() {
        Ok(Some(Warning(note)))
    } else {
        Err(note.into())
    }
}

fn public_url(config: &Config) -> Option<Note> {
    let text = config.given_public_url.as_deref()?;
    let refuse = |what: &str, why: &str| {
        Some(Note::new(
            "public_url",
            what,
            why,
            "STAMPWELL_PUBLIC_URL=https://cards.example.com",
        ))
    };
    let Some(url) = web_address(text) else {
        return refuse(
            &format!("the public address {text:?} is not a web address"),
            "it is part of every pass, link and QR code",
        );
    };
    if text.contains('@') {
        return refuse(
            "the public address contains a user name",
            "it is part of every pass, link and QR code, where everyone can read it",
        );
    }
    if url.query().is_some() || url.fragment().is_some() {
        return refuse(
            &format!("the public address {text:?} contains a ? or #"),
            "paths are added to it, so it must end before that",
        );
    }
    if text.contains(['$', '{', '}']) {
        let why = "whatever reads the settings did not replace the variable: many readers of .env files do not";
        return refuse(
            &format!("the public address {text:?} contains the name of a variable"),
            why,
        );
    }
    let host = url.host_str().unwrap_or_default();
    let labels = || {
        host.trim_end_matches('.')
            .split('.')
    };
    if labels().any(|label| label.is_empty() || label.starts_with('-') || label.ends_with('-'))
        || host == "0.0.0.0"
        || host == "[::]"
    {
        return refuse(
            &format!("the public address {text:?} has no host that can be reached"),
            "it is part of every pass, link and QR code",
        );
    }
    if url.path() != "/" {
        let why = "stampwell's pages, links and redirects start at the root of a host, so they would not work under a path of another site";
        let what = format!("the public address {text:?} has the path {}", url.path());
        return Some(Note::new(
            "public_url",
            what,
            why,
            "use a host of its own: STAMPWELL_PUBLIC_URL=https://cards.example.com",
        ));
    }
    let Some(one) = origin(text).and_then(|one| web_address(&one)) else {
        return refuse(
            &format!("the public address {text:?} has no host"),
            "it is part of every pass, link and QR code",
        );
    };
    let url = one;
    if url.scheme() == "https" || config.demo || is_loopback(&url) {
        return None;
    }
    refuse(
        &format!("the public address {text:?} is not https"),
        "phones refuse passes from a service that does not use https",
    )
}

fn is_loopback(url: &Url) -> bool {
    let host = url
        .host_str()
        .unwrap_or_default()
        .trim_matches(['[', ']']);
    host == "localhost"
        || host.ends_with(".localhost")
        || host
            .parse::<IpAddr>()
            .is_ok_and(|ip| ip.is_loopback())
}

fn log(config: &Config) -> Option<Note> {
    let wrong = |why: String| {
        Note::new(
            "log",
            format!("the log filter {:?} cannot be read", config.log),
            why,
            "STAMPWELL_LOG=info",
        )
    };
    // A word alone that is no level would be taken for a part of the program, and silence all others.
    let levels = ["off", "error", "warn", "info", "debug", "trace"];
    let alone = |part: &&str| {
        !part.is_empty()
            && part
                .chars()
                .all(|c| c.is_ascii_alphabetic())
    };
    let strange = config
        .log
        .split(',')
        .map(str::trim)
        .filter(alone)
        .find(|word| {
            !levels
                .iter()
                .any(|level| word.eq_ignore_ascii_case(level))
        });
    match strange {
        Some(_) => Some(wrong(format!(
            "a single word is a level: {}; for one part of the program, add the level after it: stampwell=debug",
            levels.join(", ")
        ))),
        None => EnvFilter::try_new(&config.log)
            .err()
            .map(|error| wrong(error.to_string())),
    }
}

fn google_rate(config: &Config) -> Option<Note> {
    let why = "nothing would ever be written to Google";
    (config.google.rate == 0).then(|| {
        Note::new(
            "google.rate",
            "the rate of Google writes is 0",
            why,
            "use a number from 1; Google allows 20",
        )
    })
}

/// With one connection a report would keep every till waiting; a thousand are more than a server likes.
fn database_connections(config: &Config) -> Option<Note> {
    let given = config.database_connections;
    (!(2..=1_000).contains(&given)).then(|| {
        Note::new(
            "database_connections",
            format!("{given} is no number of connections to PostgreSQL that works"),
            "half of them are for reports and upkeep, and PostgreSQL makes a process for each",
            "use a number from 2 to 1000; 16 is enough for most",
        )
    })
}

fn secrets(config: &Config) -> Vec<Note> {
    let too_short = |path: &str, secret: &SecretString| {
        let bytes = secret.expose_secret().len();
        let what = format!("a secret of {bytes} bytes is too short");
        let why = format!(
            "anyone who guesses it can create stamps and rewards; {SHORTEST_SECRET} bytes cannot be guessed"
        );
        (bytes < SHORTEST_SECRET).then(|| Note::new(path, what, why, "openssl rand -hex 32"))
    };
    let first = config
        .secret
        .iter()
        .filter_map(|s| too_short("secret", s).or_else(|| no_secret(s)));
    first
        .chain(
            config
                .secret_previous
                .iter()
                .filter_map(|s| too_short("secret_previous", s)),
        )
        .collect()
}

/// More than the secret where the secret belongs, or the example's own words.
fn no_secret(secret: &SecretString) -> Option<Note> {
    let text = secret.expose_secret();
    let refuse =
        |what: &str, why: &str| Some(Note::new("secret", what, why, "openssl rand -hex 32"));
    if text.contains(['\n', '\r']) || text.starts_with("STAMPWELL_SECRET") {
        return refuse(
            "the secret contains more than the secret itself",
            "a secret is a single line, without the setting's name in front",
        );
    }
    if text.contains("openssl rand") {
        return refuse(
            "the secret is the text from the example",
            "everyone knows it, and anyone who knows it can create stamps and rewards",
        );
    }
    None
}

/// A secret that repeats itself, such as `changemechangeme…`: it may protect a trial, and no shop.
pub(super) fn guessable(config: &Config) -> Vec<Warning> {
    let repeats = |secret: &&SecretString| {
        let bytes = secret.expose_secret().as_bytes();
        (1..=12).any(|period| {
            bytes.len() > period
                && bytes
                    .iter()
                    .zip(&bytes[period..])
                    .all(|(one, next)| one == next)
        })
    };
    let note = |_| {
        let why = "anyone who guesses it can create stamps and rewards";
        Warning(Note::new(
            "secret",
            "the secret repeats itself and can be guessed",
            why,
            "for a real shop: openssl rand -hex 32",
        ))
    };
    config
        .secret
        .iter()
        .filter(repeats)
        .map(note)
        .collect()
}

/// Quotes around a secret: one reader of the settings takes them off and another does not, and then no card fits any more.
pub(super) fn quoted(config: &Config) -> Vec<Warning> {
    let in_quotes = |secret: &SecretString| {
        let text = secret.expose_secret();
        text.len() > 1
            && ['"', '\'']
                .iter()
                .any(|quote| text.starts_with(*quote) && text.ends_with(*quote))
    };
    let note = |path| {
        Note::new(
            path,
            "the secret starts and ends with a quotation mark, which counts as part of it",
            "another program that reads the same file may strip the marks, and then no card made with them works",
            "once cards have been made with it, leave it as it is; write a new one without quotation marks",
        )
    };
    let secret = config
        .secret
        .iter()
        .filter(|s| in_quotes(s))
        .map(|_| note("secret"));
    let phrase = config
        .apple
        .key_passphrase
        .iter()
        .filter(|s| in_quotes(s))
        .map(|_| {
            let why = "some programs that read the settings strip quotation marks and some do not";
            Note::new(
                "apple.key_passphrase",
                "the passphrase starts and ends with a quotation mark",
                why,
                "leave out the marks unless they are part of it",
            )
        });
    secret
        .chain(phrase)
        .map(Warning)
        .collect()
}

/// A file's contents where its path belongs. They are not repeated: most of them are secrets.
fn contents_for_paths(config: &Config) -> Vec<Note> {
    let (apple, google) = (&config.apple, &config.google);
    let all = [
        ("apple.certificate", &apple.certificate),
        ("apple.key", &apple.key),
        ("apple.wwdr", &apple.wwdr),
        ("apple.apns_ca", &apple.apns_ca),
        ("google.service_account", &google.service_account),
    ];
    let given = all
        .into_iter()
        .filter_map(|(setting, path)| Some((setting, path.as_ref()?)));
    let wrong = given.filter(|(_, path)| {
        let text = path.to_string_lossy();
        // No file system has longer paths, nor names longer than 255 bytes: that is Base64.
        let long = text.len() > 4_000
            || text
                .split('/')
                .any(|part| part.len() > 255);
        long || ["-----BEGIN", "{\"", "\"private_key\"", "\n"]
            .iter()
            .any(|part| text.contains(part))
            || text.trim_end().ends_with('}')
    });
    let note = |(setting, _)| {
        let what = format!("{setting} contains a file's contents instead of its path");
        let why = "keys are read from files, so that they do not show up in a list of settings";
        Note::new(
            setting,
            what,
            why,
            "save it as a file only this user can read (chmod 600), and set the path to that file",
        )
    };
    wrong.map(note).collect()
}

fn outside_urls(config: &Config) -> Vec<Note> {
    let google = &config.google;
    let all = [
        ("apple.apns_url", &config.apple.apns_url),
        ("google.api_url", &google.api_url),
        ("google.save_url", &google.save_url),
        ("google.keys_url", &google.keys_url),
    ];
    let wrong = all
        .into_iter()
        .filter(|(_, text)| web_address(text).is_none());
    let note = |(path, text)| {
        Note::new(
            path,
            format!("{text:?} is not a web address"),
            "calls go to it",
            "use https://host/path, or leave it out",
        )
    };
    wrong.map(note).collect()
}

/// Whether everybody on this machine may read the file.
#[cfg(unix)]
pub fn world_readable(path: &Path) -> std::io::Result<bool> {
    use std::os::unix::fs::PermissionsExt;
    Ok(std::fs::metadata(path)?
        .permissions()
        .mode()
        & 0o004
        != 0)
}

/// Whether everybody on this machine may read the file; not known here.
#[cfg(not(unix))]
pub fn world_readable(path: &Path) -> std::io::Result<bool> {
    std::fs::metadata(path).map(|_| false)
}

pub(super) fn key_files(config: &Config) -> Result<(), ConfigError> {
    if config.allow_readable_keys {
        return Ok(());
    }
    let apple = &config.apple;
    let named = [
        ("apple.key", &apple.key),
        ("apple.certificate", &apple.certificate),
        ("google.service_account", &config.google.service_account),
    ];
    let given = named
        .into_iter()
        .filter_map(|(setting, path)| Some((setting, path.as_deref()?)));
    // A file that is not there is another fault, told by whoever wants to read it.
    let open = given.filter(|(setting, path)| {
        world_readable(path).unwrap_or(false)
            && (*setting != "apple.certificate" || holds_a_key(path))
    });
    let notes: Vec<Note> = open
        .map(|(setting, path)| readable_key(setting, path))
        .collect();
    if notes.is_empty() {
        Ok(())
    } else {
        Err(ConfigError { notes })
    }
}

/// A certificate may be read by everybody, unless its file brings the private key along.
fn holds_a_key(path: &Path) -> bool {
    let pkcs12 = path
        .extension()
        .is_some_and(|e| e.eq_ignore_ascii_case("p12") || e.eq_ignore_ascii_case("pfx"));
    let in_text = |bytes: &[u8]| {
        pem::blocks(bytes)
            .iter()
            .any(|block| block.label.contains("PRIVATE KEY"))
    };
    let holds = |bytes: Vec<u8>| {
        in_text(&bytes)
            || bytes
                .windows(11)
                .any(|part| part == b"PRIVATE KEY")
    };
    pkcs12 || std::fs::read(path).is_ok_and(holds)
}

fn readable_key(setting: &str, path: &Path) -> Note {
    Note::new(
        setting,
        format!(
            "everyone on this machine can read the private key {}",
            path.display()
        ),
        "anyone who has it can issue cards in the shop's name",
        format!(
            "chmod 600 {}   (or STAMPWELL_ALLOW_READABLE_KEYS=true)",
            path.display()
        ),
    )
}
