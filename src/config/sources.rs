//! The places that settings come from, laid over each other.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use figment::error::Kind as Fault;
use figment::value::{Dict, Map, Value};
use figment::{Figment, Metadata, Profile, Provider};

use super::database::one_form;
use super::notes::{ConfigError, Note, Warning};
use super::settings::{ConfigArgs, SETTINGS, Setting, ValueKind, nearest};
use crate::plain;

/// Values from one place, with the words that name it in an error.
struct Layer {
    origin: String,
    /// The file that holds this one value.
    file: Option<PathBuf>,
    values: Dict,
}

impl Provider for Layer {
    fn metadata(&self) -> Metadata {
        match &self.file {
            Some(file) => Metadata::from(self.origin.clone(), file.as_path()),
            None => Metadata::named(self.origin.clone()),
        }
    }

    fn data(&self) -> Result<Map<Profile, Dict>, figment::Error> {
        Ok(Profile::Default.collect(self.values.clone()))
    }
}

/// The text of a setting as it is written where it counts, before anything is checked: flag, else variable, else file.
pub(super) fn as_written(
    args: &ConfigArgs,
    path: &str,
    variable: Option<String>,
    cwd: &Path,
) -> Option<String> {
    let flag = args
        .given()
        .find(|(setting, _)| setting.path == path)
        .map(|(_, value)| value.to_owned());
    let in_file = || {
        let text = read_text(
            &cwd.join(
                args.config
                    .as_deref()
                    .unwrap_or(Path::new("stampwell.toml")),
            ),
        )
        .ok()?;
        let values: Dict = toml::from_str(&text).ok()?;
        values
            .get(path)?
            .as_str()
            .map(str::to_owned)
    };
    flag.or(variable.filter(|value| !plain::trimmed(value).is_empty()))
        .or_else(in_file)
}

/// Lays the file, the environment and the flags over each other; the later wins.
pub(super) fn collect(
    args: &ConfigArgs,
    env: impl Iterator<Item = (String, String)>,
    cwd: &Path,
) -> Result<(Figment, Vec<Warning>), ConfigError> {
    let mut layers: Vec<Layer> = file(args.config.as_deref(), cwd)?
        .into_iter()
        .collect();
    // What a flag says need not be readable elsewhere.
    let by_flag: Vec<&str> = args
        .given()
        .map(|(setting, _)| setting.name)
        .chain(
            args.given_files()
                .map(|(setting, _)| setting.name),
        )
        .collect();
    let flagged = |setting: &Setting| by_flag.contains(&setting.name);
    let warnings = environment(env, flagged, cwd, &mut layers)?;
    flags(args, cwd, &mut layers)?;
    Ok((
        layers
            .into_iter()
            .fold(Figment::new(), Figment::merge),
        warnings,
    ))
}

fn file(named: Option<&Path>, cwd: &Path) -> Result<Option<Layer>, ConfigError> {
    let path = cwd.join(named.unwrap_or(Path::new("stampwell.toml")));
    let shown = path.display().to_string();
    let text = match read_text(&path) {
        Ok(text) => text,
        Err(e) if e.kind() == ErrorKind::NotFound && named.is_none() => return Ok(None),
        Err(e) => {
            let fix =
                "give --config a readable file; stampwell.example.toml is a good one to start from";
            return Err(Note::new(
                "file",
                format!("the settings file {shown} cannot be read"),
                e.to_string(),
                fix,
            )
            .into());
        }
    };
    let mut values: Dict = toml::from_str(&text).map_err(|e| not_toml(&shown, &text, &e))?;
    trim_texts("", &mut values);
    let unknown: Vec<Note> = unknown_entries("", &values)
        .iter()
        .map(|entry| unknown_entry(entry, &shown))
        .collect();
    if unknown.is_empty() {
        Ok(Some(Layer {
            origin: shown,
            file: None,
            values,
        }))
    } else {
        Err(ConfigError { notes: unknown })
    }
}

/// A file's text, in whichever encoding its editor left it.
fn read_text(path: &Path) -> std::io::Result<String> {
    let not_text = || std::io::Error::new(ErrorKind::InvalidData, "it is not UTF-8 or UTF-16 text");
    plain::text_of(&std::fs::read(path)?).ok_or_else(not_text)
}

/// Secrets are left as they are: what goes from them is decided where both forms can be kept.
fn trim_texts(section: &str, values: &mut Dict) {
    let secret = |path: &str| {
        SETTINGS
            .iter()
            .any(|s| s.path == path && s.kind.is_secret())
    };
    for (key, value) in values {
        let path = format!("{section}{key}");
        match value {
            Value::Dict(_, inner) => trim_texts(&format!("{path}."), inner),
            Value::String(_, text) if !secret(&path) => *text = plain::trimmed(text).to_owned(),
            _ => {}
        }
    }
}

/// Names the line but does not repeat it: it may hold a secret.
fn not_toml(shown: &str, text: &str, e: &toml::de::Error) -> ConfigError {
    let line = e.span().map_or(1, |span| {
        text[..span.start.min(text.len())]
            .matches('\n')
            .count()
            + 1
    });
    Note::new(
        "file",
        format!("line {line} of {shown} is not TOML"),
        e.message(),
        "put text in \"quotes\" and section names in [brackets]",
    )
    .into()
}

fn unknown_entries(section: &str, values: &Dict) -> Vec<String> {
    let mut unknown = Vec::new();
    for (key, value) in values {
        let path = format!("{section}{key}");
        match value {
            Value::Dict(_, inner) => unknown.extend(unknown_entries(&format!("{path}."), inner)),
            _ if SETTINGS
                .iter()
                .any(|s| s.path == path) => {}
            _ => unknown.push(path),
        }
    }
    unknown
}

fn unknown_entry(entry: &str, shown: &str) -> Note {
    let fix = match nearest(
        entry,
        SETTINGS
            .iter()
            .map(|s| s.path.to_owned()),
    ) {
        Some(path) => format!("did you mean {path}?"),
        None => "remove it; stampwell.example.toml lists every setting".into(),
    };
    Note::new(
        entry,
        format!("{shown} has an entry {entry}, which is not a setting"),
        "the setting it was meant for would silently keep its default",
        fix,
    )
}

fn environment(
    env: impl Iterator<Item = (String, String)>,
    flagged: impl Fn(&Setting) -> bool,
    cwd: &Path,
    layers: &mut Vec<Layer>,
) -> Result<Vec<Warning>, ConfigError> {
    let mut warnings = Vec::new();
    // An empty variable is one that a container's description left open, so it counts as not set.
    let mut given: Vec<(String, String)> = env
        .filter(|(name, value)| name.starts_with("STAMPWELL_") && !is_open(name, value))
        .collect();
    // The system's order is arbitrary; in this one the same fault is told each time.
    given.sort();
    let is_set = |name: &str| given.iter().any(|(n, _)| n == name);
    for (name, value) in &given {
        if let Some(setting) = SETTINGS
            .iter()
            .find(|s| s.variable() == *name)
        {
            if !flagged(setting) {
                layers.push(layer(
                    setting,
                    value,
                    format!("the environment variable {name}"),
                ));
            }
        } else if let Some(setting) = SETTINGS
            .iter()
            .find(|s| s.kind.is_secret() && format!("{}_FILE", s.variable()) == *name)
        {
            if flagged(setting) {
                continue;
            }
            if is_set(&setting.variable()) {
                return Err(given_twice(setting, &setting.variable(), name).into());
            }
            layers.push(secret_file(
                setting,
                &cwd.join(plain::trimmed(value)),
                format!("the file of {name}"),
            )?);
        } else {
            warnings.push(unknown_variable(name));
        }
    }
    Ok(warnings)
}

/// Nothing but white space is nothing, except where a passphrase may be made of it.
fn is_open(name: &str, value: &str) -> bool {
    value.is_empty()
        || (name != "STAMPWELL_APPLE_KEY_PASSPHRASE" && plain::trimmed(value).is_empty())
}

fn unknown_variable(name: &str) -> Warning {
    let fix = match nearest(
        name,
        SETTINGS
            .iter()
            .map(Setting::variable),
    ) {
        Some(variable) => format!("did you mean {variable}?"),
        None => "remove it; stampwell.example.toml lists every setting".into(),
    };
    Warning(Note::new(
        "environment",
        format!("the environment variable {name} is not a setting"),
        "it has no effect",
        fix,
    ))
}

fn flags(args: &ConfigArgs, cwd: &Path, layers: &mut Vec<Layer>) -> Result<(), ConfigError> {
    layers.extend(
        args.given()
            .map(|(setting, value)| layer(setting, value, format!("the flag {}", setting.flag()))),
    );
    for (setting, path) in args.given_files() {
        let flag = format!("{}-file", setting.flag());
        if args
            .given()
            .any(|(other, _)| other.name == setting.name)
        {
            return Err(given_twice(setting, &setting.flag(), &flag).into());
        }
        layers.push(secret_file(
            setting,
            &cwd.join(path),
            format!("the file of {flag}"),
        )?);
    }
    Ok(())
}

fn given_twice(setting: &Setting, one: &str, other: &str) -> Note {
    Note::new(
        setting.path,
        format!("{one} and {other} are both set"),
        "it is not clear which one is meant",
        "keep one of them",
    )
}

fn secret_file(setting: &Setting, path: &Path, origin: String) -> Result<Layer, ConfigError> {
    let text = read_text(path).map_err(|e| {
        let what = format!("{origin}, {}, cannot be read", path.display());
        Note::new(
            setting.path,
            what,
            e.to_string(),
            "check that the file exists and that this user can read it",
        )
    })?;
    Ok(Layer {
        file: Some(path.to_owned()),
        ..layer(setting, plain::passphrase(&text), origin)
    })
}

/// What the secret of a first start is called, in the folder of the SQLite file.
const KEPT_SECRET: &str = "stampwell.secret";

/// Where the secret of a first start is kept, if the database is a SQLite file.
pub(super) fn kept_secret(sources: &Figment, cwd: &Path) -> Option<PathBuf> {
    let given: String = sources
        .extract_inner("database_url")
        .unwrap_or_else(|_| "sqlite://stampwell.db".into());
    let address = one_form(plain::trimmed(&given)).ok()?;
    Some(
        cwd.join(address.strip_prefix("sqlite://")?)
            .with_file_name(KEPT_SECRET),
    )
}

/// Adds the secret that an earlier start kept at this place, unless one is set.
pub(super) fn with_kept_secret(sources: Figment, path: &Path) -> Result<Figment, ConfigError> {
    let setting = SETTINGS
        .iter()
        .find(|setting| setting.name == "secret");
    // Left out only where it is certainly not there: a secret that cannot be read must be told, for
    // a new one in its place would end every card.
    match setting.filter(|_| {
        sources
            .find_value("secret")
            .is_err()
            && !matches!(path.try_exists(), Ok(false))
    }) {
        Some(setting) => Ok(sources.merge(secret_file(
            setting,
            path,
            format!("the {KEPT_SECRET} beside the database"),
        )?)),
        None => Ok(sources),
    }
}

/// The place that a value comes from, in words.
pub(super) fn origin_of(sources: &Figment, path: &str) -> Option<String> {
    Some(
        sources
            .find_metadata(path)?
            .name
            .to_string(),
    )
}

/// The file that a value stood in by itself.
pub(super) fn file_of(sources: &Figment, path: &str) -> Option<PathBuf> {
    Some(
        sources
            .find_metadata(path)?
            .source
            .as_ref()?
            .file_path()?
            .to_owned(),
    )
}

/// A value that is not of its kind stays text, so that the error can say what was found.
fn layer(setting: &Setting, text: &str, origin: String) -> Layer {
    let list = |separators: &[char]| {
        let parts = text
            .split(separators)
            .map(plain::trimmed)
            .filter(|part| !part.is_empty());
        Value::from(
            parts
                .map(Value::from)
                .collect::<Vec<_>>(),
        )
    };
    let value = match setting.kind {
        ValueKind::Number => plain::trimmed(text)
            .parse::<u64>()
            .map_or_else(|_| Value::from(text), Value::from),
        ValueKind::Switch => switch(text).map_or_else(|| Value::from(text), Value::from),
        // As shells and JSON write lists, too; the brackets of an IPv6 address stay.
        ValueKind::List => {
            let whole = plain::trimmed(text);
            let inner = whole
                .strip_prefix("[\"")
                .and_then(|rest| rest.strip_suffix("\"]"))
                .unwrap_or(whole);
            let parts = inner
                .split([',', ' '])
                .map(|part| part.trim().trim_matches('"'))
                .filter(|part| !part.is_empty());
            Value::from(
                parts
                    .map(Value::from)
                    .collect::<Vec<_>>(),
            )
        }
        ValueKind::Secrets => list(&[',', '\n']),
        ValueKind::Text => Value::from(plain::trimmed(text)),
        ValueKind::Secret => Value::from(text),
    };
    let values = figment::util::nest(setting.path, value)
        .into_dict()
        .unwrap_or_default();
    Layer {
        origin,
        file: None,
        values,
    }
}

/// Yes or no as other programs' environment files write it.
fn switch(text: &str) -> Option<bool> {
    match plain::trimmed(text)
        .to_ascii_lowercase()
        .as_str()
    {
        "true" | "1" | "yes" | "on" => Some(true),
        "false" | "0" | "no" | "off" => Some(false),
        _ => None,
    }
}

/// What is said about a value that is not of its setting's type.
pub(super) fn refused_values(error: figment::Error) -> ConfigError {
    ConfigError {
        notes: error
            .into_iter()
            .map(refused_value)
            .collect(),
    }
}

fn refused_value(error: figment::Error) -> Note {
    let path = error
        .path
        .iter()
        .take_while(|part| part.parse::<usize>().is_err())
        .cloned()
        .collect::<Vec<_>>()
        .join(".");
    let kind = SETTINGS
        .iter()
        .find(|s| s.path == path)
        .map(|s| s.kind);
    let origin = error
        .metadata
        .map_or_else(String::new, |m| format!(" from {}", m.name));
    let why = match error.kind {
        // What was found is not repeated for these.
        _ if kind == Some(ValueKind::Secret) => "it is not text in quotes".to_owned(),
        _ if kind == Some(ValueKind::Secrets) => "it is not a list of text in quotes".to_owned(),
        Fault::InvalidType(found, wanted) => format!("found {found} where {wanted} belongs"),
        Fault::UnknownVariant(found, known) => {
            format!("{found:?} is not one of {}", known.join(", "))
        }
        other => other.to_string(),
    };
    Note::new(
        &path,
        format!("{path}{origin} cannot be used"),
        why,
        format!("write it like this: {}", example(&path)),
    )
}

/// How the example file writes a setting.
fn example(path: &str) -> &str {
    let (section, key) = path
        .rsplit_once('.')
        .unwrap_or(("", path));
    let heading = format!("[{section}]");
    let lines = include_str!("../../stampwell.example.toml").lines();
    let mut inside = lines
        .skip_while(|line| !section.is_empty() && *line != heading)
        .map(|line| line.trim_start_matches('#'));
    inside
        .find(|line| {
            line.split_once(" =")
                .is_some_and(|(name, _)| name == key)
        })
        .unwrap_or(path)
}
