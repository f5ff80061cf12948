//! The table of settings: one line gives a setting its variable, its flag, its place in `stampwell.toml` and its kind.

use std::path::PathBuf;

use clap::Args;

/// How the text of a variable or flag is understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Number,
    Switch,
    List,
    /// Never shown; may stand in a file that `…_FILE` names.
    Secret,
    /// Several of them.
    Secrets,
}

impl Kind {
    pub(super) fn is_secret(self) -> bool {
        matches!(self, Kind::Secret | Kind::Secrets)
    }
}

/// One setting.
#[derive(Debug)]
pub(super) struct Setting {
    /// The variable's name without `STAMPWELL_`, in lower case.
    pub(super) name: &'static str,
    /// Its place in `stampwell.toml`, with a dot after the section.
    pub(super) path: &'static str,
    pub(super) kind: Kind,
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
        #[command(next_help_heading = "Settings (each also STAMPWELL_… in the environment, and an entry of stampwell.toml)")]
        pub struct ConfigArgs {
            /// The settings file, in place of ./stampwell.toml.
            #[arg(long, value_name = "FILE")]
            pub config: Option<PathBuf>,
            /// Set by the demonstration, where a plain http address is enough; not a flag.
            #[arg(skip)]
            pub demo: bool,
            /// A file with the database's address.
            #[arg(long, value_name = "FILE", hide_short_help = true)]
            pub database_url_file: Option<PathBuf>,
            /// A file with the secret.
            #[arg(long, value_name = "FILE", hide_short_help = true)]
            pub secret_file: Option<PathBuf>,
            /// A file with earlier secrets, one a line.
            #[arg(long, value_name = "FILE", hide_short_help = true)]
            pub secret_previous_file: Option<PathBuf>,
            /// A file with the password of the Apple key.
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
        }

        /// Every setting there is.
        pub(super) const SETTINGS: &[Setting] =
            &[$(Setting { name: stringify!($name), path: $path, kind: Kind::$kind }),*];
    };
}

settings! {
    /// Where the data lies: sqlite://FILE or postgres://…
    #[arg(long, value_name = "URL")]
    database_url = "database_url" Secret;
    /// The address to listen on.
    #[arg(long, value_name = "ADDRESS:PORT")]
    bind = "bind" Text;
    /// How phones and browsers reach the service; https unless it is this machine.
    #[arg(long, value_name = "URL")]
    public_url = "public_url" Text;
    /// The secret behind new cards, 32 bytes or more. Others can see flags: better in a file.
    #[arg(long, value_name = "TEXT", hide_short_help = true)]
    secret = "secret" Secret;
    /// Earlier secrets, with commas between them. Others can see flags: better in a file.
    #[arg(long, value_name = "TEXT,…", hide_short_help = true)]
    secret_previous = "secret_previous" Secrets;
    /// The pass certificate: PEM, DER or PKCS#12.
    #[arg(long, value_name = "FILE", hide_short_help = true)]
    apple_certificate = "apple.certificate" Text;
    /// The certificate's private key.
    #[arg(long, value_name = "FILE", hide_short_help = true)]
    apple_key = "apple.key" Text;
    /// The password of the key. Not a flag, since others on the machine can see flags.
    #[arg(skip)]
    apple_key_passphrase = "apple.key_passphrase" Secret;
    /// Apple's intermediate certificate that issued the pass certificate.
    #[arg(long, value_name = "FILE", hide_short_help = true)]
    apple_wwdr = "apple.wwdr" Text;
    /// Where pushes go, in place of Apple's production.
    #[arg(long, value_name = "URL", hide_short_help = true)]
    apple_apns_url = "apple.apns_url" Text;
    /// The root certificate of that push service.
    #[arg(long, value_name = "FILE", hide_short_help = true)]
    apple_apns_ca = "apple.apns_ca" Text;
    /// Google's number for the issuer.
    #[arg(long, value_name = "NUMBER", hide_short_help = true)]
    google_issuer_id = "google.issuer_id" Text;
    /// The service account's key file.
    #[arg(long, value_name = "FILE", hide_short_help = true)]
    google_service_account = "google.service_account" Text;
    /// Google's REST address, /walletobjects/v1 included.
    #[arg(long, value_name = "URL", hide_short_help = true)]
    google_api_url = "google.api_url" Text;
    /// Where a save link begins.
    #[arg(long, value_name = "URL", hide_short_help = true)]
    google_save_url = "google.save_url" Text;
    /// Where Google's callback keys lie.
    #[arg(long, value_name = "URL", hide_short_help = true)]
    google_keys_url = "google.keys_url" Text;
    /// Google writes a second and issuer.
    #[arg(long, value_name = "NUMBER", hide_short_help = true)]
    google_rate = "google.rate" Number;
    /// The folder with the card designs.
    #[arg(long, value_name = "FOLDER", hide_short_help = true)]
    templates_dir = "templates_dir" Text;
    /// The folder with Apple's and Google's button artwork.
    #[arg(long, value_name = "FOLDER", hide_short_help = true)]
    badges_dir = "badges_dir" Text;
    /// Proxies that may say where a request came from: addresses or ranges, with commas.
    #[arg(long, value_name = "RANGE,…", hide_short_help = true)]
    trusted_proxies = "trusted_proxies" List;
    /// Unknown card codes a minute and key; 0 = no limit.
    #[arg(long, value_name = "NUMBER", hide_short_help = true)]
    limit_unknown_codes = "limits.unknown_codes" Number;
    /// Joins a minute and address; 0 = no limit.
    #[arg(long, value_name = "NUMBER", hide_short_help = true)]
    limit_joins = "limits.joins" Number;
    /// Requests a second and key; 0 = no limit.
    #[arg(long, value_name = "NUMBER", hide_short_help = true)]
    limit_requests = "limits.requests" Number;
    /// host:port pairs that webhooks may reach although private or without TLS.
    #[arg(long, value_name = "HOST:PORT,…", hide_short_help = true)]
    webhooks_allow = "webhooks_allow" List;
    /// The address of the Prometheus figures; off unless set.
    #[arg(long, value_name = "ADDRESS:PORT", hide_short_help = true)]
    metrics_bind = "metrics_bind" Text;
    /// What is logged: error, warn, info, debug, trace, or filters.
    #[arg(long, value_name = "LEVEL")]
    log = "log" Text;
    /// text or json.
    #[arg(long, value_name = "FORMAT", hide_short_help = true)]
    log_format = "log_format" Text;
    /// Start although others can read a private key.
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true", hide_short_help = true)]
    allow_readable_keys = "allow_readable_keys" Switch;
}

/// The candidate that differs least from `text`, when few enough letters differ for a slip of the hand.
pub(super) fn nearest(text: &str, candidates: impl Iterator<Item = String>) -> Option<String> {
    let flat = |s: &str| s.to_ascii_lowercase().replace(['.', '-'], "_");
    let wanted = flat(text);
    let (distance, found) = candidates.map(|c| (edits(&wanted, &flat(&c)), c)).min_by_key(|(distance, _)| *distance)?;
    (distance <= 2.max(wanted.len() / 3)).then_some(found)
}

/// How many letters to add, drop or change between two texts (Levenshtein's distance).
fn edits(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, ca) in a.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, cb) in b.iter().enumerate() {
            let changed = diagonal + usize::from(ca != *cb);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}
