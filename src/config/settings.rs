//! The table of settings: one line gives a setting its variable, its flag, its place in `stampwell.toml` and its kind.

use std::path::{Path, PathBuf};

use clap::Args;

/// How the text of a variable or flag is understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ValueKind {
    Text,
    Number,
    Switch,
    List,
    /// Never shown; may stand in a file that `…_FILE` names.
    Secret,
    /// Several of them.
    Secrets,
}

impl ValueKind {
    pub(super) fn is_secret(self) -> bool {
        matches!(self, ValueKind::Secret | ValueKind::Secrets)
    }
}

/// One setting.
#[derive(Debug)]
pub(super) struct Setting {
    /// The variable's name without `STAMPWELL_`, in lower case.
    pub(super) name: &'static str,
    /// Its place in `stampwell.toml`, with a dot after the section.
    pub(super) path: &'static str,
    pub(super) kind: ValueKind,
}

impl Setting {
    /// The environment variable, such as `STAMPWELL_BIND`.
    pub(super) fn variable(&self) -> String {
        format!("STAMPWELL_{}", self.name.to_ascii_uppercase())
    }

    /// The flag, such as `--public-url`.
    pub(super) fn flag(&self) -> String {
        format!("--{}", self.name.replace('_', "-"))
    }
}

macro_rules! settings {
    ($($(#[$meta:meta])* $name:ident = $path:literal $kind:ident;)*) => {
        /// The settings as flags; each is a variable `STAMPWELL_…` and an entry of `stampwell.toml` too.
        #[derive(Args, Clone, Debug, Default)]
        #[command(next_help_heading = "Settings (each can also be set as STAMPWELL_… in the environment, or in stampwell.toml)")]
        pub struct ConfigArgs {
            /// Print help with every setting
            #[arg(
                long,
                action = clap::ArgAction::HelpLong,
                help_heading = None::<&'static str>,
                display_order = 998,
            )]
            pub help_settings: Option<bool>,
            /// The settings file, instead of ./stampwell.toml.
            #[arg(long, value_name = "FILE", hide_short_help = true)]
            pub config: Option<PathBuf>,
            /// Set by the demonstration, where a plain http address is enough; not a flag.
            #[arg(skip)]
            pub demo: bool,
            /// A file with the database address.
            #[arg(long, value_name = "FILE", hide_short_help = true)]
            pub database_url_file: Option<PathBuf>,
            /// A file with the secret.
            #[arg(long, value_name = "FILE", hide_short_help = true)]
            pub secret_file: Option<PathBuf>,
            /// A file with earlier secrets, one per line.
            #[arg(long, value_name = "FILE", hide_short_help = true)]
            pub secret_previous_file: Option<PathBuf>,
            /// A file with the Apple key's password.
            #[arg(long, value_name = "FILE", hide_short_help = true)]
            pub apple_key_passphrase_file: Option<PathBuf>,
            $($(#[$meta])* pub $name: Option<String>,)*
        }

        impl ConfigArgs {
            /// What was given as flags.
            pub(super) fn given(&self) -> impl Iterator<Item = (&'static Setting, &str)> {
                let values = [$(self.$name.as_deref()),*];
                SETTINGS.iter().zip(values).filter_map(|(setting, value)| Some((setting, value?)))
            }

            /// Secrets whose files were given as flags.
            pub(super) fn given_files(&self) -> impl Iterator<Item = (&'static Setting, &Path)> {
                let files = [
                    ("database_url", &self.database_url_file),
                    ("secret", &self.secret_file),
                    ("secret_previous", &self.secret_previous_file),
                    ("apple_key_passphrase", &self.apple_key_passphrase_file),
                ];
                let setting = |name| SETTINGS.iter().find(|setting| setting.name == name);
                files.into_iter().filter_map(move |(name, path)| Some((setting(name)?, path.as_deref()?)))
            }
        }

        /// Every setting there is.
        pub(super) const SETTINGS: &[Setting] =
            &[$(Setting { name: stringify!($name), path: $path, kind: ValueKind::$kind }),*];
    };
}

settings! {
    /// Where the data is stored: sqlite://FILE or postgres://…
    #[arg(long, value_name = "URL", hide_short_help = true)]
    database_url = "database_url" Secret;
    /// Connections to PostgreSQL that this service holds at most.
    #[arg(long, value_name = "NUMBER", hide_short_help = true)]
    database_connections = "database_connections" Number;
    /// The address to listen on.
    #[arg(long, value_name = "ADDRESS:PORT", hide_short_help = true)]
    bind = "bind" Text;
    /// The address where phones and browsers reach the service; https, unless it is this machine.
    #[arg(long, value_name = "URL", hide_short_help = true)]
    public_url = "public_url" Text;
    /// The secret behind new cards, 32 bytes or more. Other users can see flags, so a file is better.
    #[arg(long, value_name = "TEXT", hide_short_help = true)]
    secret = "secret" Secret;
    /// Earlier secrets, separated by commas. Other users can see flags, so a file is better.
    #[arg(long, value_name = "TEXT,…", hide_short_help = true)]
    secret_previous = "secret_previous" Secrets;
    /// The pass certificate: PEM, DER or PKCS#12.
    #[arg(long, value_name = "FILE", hide_short_help = true)]
    apple_certificate = "apple.certificate" Text;
    /// The certificate's private key.
    #[arg(long, value_name = "FILE", hide_short_help = true)]
    apple_key = "apple.key" Text;
    /// The key's password. Not a flag, because others on the machine can see flags.
    #[arg(skip)]
    apple_key_passphrase = "apple.key_passphrase" Secret;
    /// The Apple intermediate certificate that issued the pass certificate.
    #[arg(long, value_name = "FILE", hide_short_help = true)]
    apple_wwdr = "apple.wwdr" Text;
    /// Where pushes go, instead of Apple's production service.
    #[arg(long, value_name = "URL", hide_short_help = true)]
    apple_apns_url = "apple.apns_url" Text;
    /// The root certificate of that push service.
    #[arg(long, value_name = "FILE", hide_short_help = true)]
    apple_apns_ca = "apple.apns_ca" Text;
    /// Google's issuer ID.
    #[arg(long, value_name = "NUMBER", hide_short_help = true)]
    google_issuer_id = "google.issuer_id" Text;
    /// The service account's key file.
    #[arg(long, value_name = "FILE", hide_short_help = true)]
    google_service_account = "google.service_account" Text;
    /// Google's REST address, including /walletobjects/v1.
    #[arg(long, value_name = "URL", hide_short_help = true)]
    google_api_url = "google.api_url" Text;
    /// The start of a save link.
    #[arg(long, value_name = "URL", hide_short_help = true)]
    google_save_url = "google.save_url" Text;
    /// The address of Google's callback keys.
    #[arg(long, value_name = "URL", hide_short_help = true)]
    google_keys_url = "google.keys_url" Text;
    /// Writes to Google per second and issuer.
    #[arg(long, value_name = "NUMBER", hide_short_help = true)]
    google_rate = "google.rate" Number;
    /// A folder with card designs, which add to the built-in ones or replace one by its name.
    #[arg(long, value_name = "FOLDER", hide_short_help = true)]
    templates_dir = "templates_dir" Text;
    /// The folder with Apple's and Google's button artwork.
    #[arg(long, value_name = "FOLDER", hide_short_help = true)]
    badges_dir = "badges_dir" Text;
    /// Proxies trusted to say where a request came from: addresses or ranges, separated by commas.
    #[arg(long, value_name = "RANGE,…", hide_short_help = true)]
    trusted_proxies = "trusted_proxies" List;
    /// Unknown card codes per minute and key; 0 = no limit.
    #[arg(long, value_name = "NUMBER", hide_short_help = true)]
    limit_unknown_codes = "limits.unknown_codes" Number;
    /// Joins per minute and address; 0 = no limit.
    #[arg(long, value_name = "NUMBER", hide_short_help = true)]
    limit_joins = "limits.joins" Number;
    /// Requests per second and key; 0 = no limit.
    #[arg(long, value_name = "NUMBER", hide_short_help = true)]
    limit_requests = "limits.requests" Number;
    /// What to log: error, warn, info, debug, trace, or filters.
    #[arg(long, value_name = "LEVEL", hide_short_help = true)]
    log = "log" Text;
    /// The log format: text or json.
    #[arg(long, value_name = "FORMAT", hide_short_help = true)]
    log_format = "log_format" Text;
    /// Start even if others can read a private key.
    #[arg(
        long,
        value_name = "BOOL",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "true",
        hide_short_help = true,
    )]
    allow_readable_keys = "allow_readable_keys" Switch;
    /// Start although another service runs on the same SQLite file.
    #[arg(
        long,
        value_name = "BOOL",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "true",
        hide_short_help = true,
    )]
    allow_second_service = "allow_second_service" Switch;
}

/// The candidate that `text` begins, or else the one that differs least from it, when few enough letters differ for a slip of
/// the hand.
pub(super) fn nearest(text: &str, candidates: impl Iterator<Item = String>) -> Option<String> {
    let flat = |s: &str| {
        s.to_ascii_lowercase()
            .replace(['.', '-'], "_")
    };
    let wanted = flat(text);
    let (begins, distance, found) = candidates
        .map(|c| {
            (
                flat(&c).starts_with(&wanted),
                strsim::levenshtein(&wanted, &flat(&c)),
                c,
            )
        })
        .min_by_key(|(begins, distance, _)| (!begins, *distance))?;
    if begins && wanted.len() > 3 {
        return Some(found);
    }
    (distance <= 2.max(wanted.len() / 3)).then_some(found)
}
