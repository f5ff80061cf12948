//! What an operator can set, and where it comes from: defaults, then `stampwell.toml`, then `STAMPWELL_…` in the
//! environment, then flags. A value that is wrong is refused with the name of the place it came from.

mod address;
mod database;
mod network;
mod notes;
mod settings;
mod sources;
mod validate;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;

use crate::plain;

pub use address::origin;
pub use network::Network;
pub use notes::{ConfigError, Note, Warning};
pub use settings::ConfigArgs;
pub use validate::world_readable;

/// Every setting of one running stampwell. Read it with [`Config::load`].
#[derive(Clone, Debug, Deserialize)]
#[serde(default)]
pub struct Config {
    /// Where the data lies: `sqlite://FILE` or `postgres://…`. May hold a password, so it cannot be printed.
    pub database_url: SecretString,
    /// Connections to PostgreSQL that this process holds at most; nothing on SQLite.
    pub database_connections: u32,
    /// The address that `serve` listens on.
    pub bind: SocketAddr,
    /// How phones and browsers reach the service, without a slash at the end. Use [`Config::public_url`], which knows the default.
    #[serde(rename = "public_url")]
    given_public_url: Option<String>,
    /// The secret that new cards' codes and tokens are derived from. Never logged.
    pub secret: Option<SecretString>,
    /// Earlier secrets, which the cards made with them need for as long as they live.
    pub secret_previous: Vec<SecretString>,
    /// What signing and pushing Apple passes needs.
    pub apple: Apple,
    /// What Google Wallet needs.
    pub google: GoogleSettings,
    /// A folder with one folder for each card design, beside the built-in ones or in the place of one.
    pub templates_dir: Option<PathBuf>,
    /// The folder with Apple's and Google's own button artwork; ordinary text buttons without it.
    pub badges_dir: Option<PathBuf>,
    /// The proxies whose word about a client's address is believed.
    pub trusted_proxies: Vec<Network>,
    /// How much is too much.
    pub limits: LimitSettings,
    /// What is logged: a level, or filters such as `info,stampwell::delivery=debug`.
    pub log: String,
    /// How a log line looks.
    pub log_format: LogFormat,
    /// Lets `serve` start although others on the machine can read a private key.
    pub allow_readable_keys: bool,
    /// Lets `serve` start although another service runs on the same SQLite file.
    pub allow_second_service: bool,
    /// Whether this is the demonstration, in which the public address may be plain http.
    #[serde(skip)]
    pub demo: bool,
    /// Where the first start keeps the secret that it makes: beside the SQLite file. None on PostgreSQL, whose services must share one.
    #[serde(skip)]
    pub kept_secret: Option<PathBuf>,
    /// Where the database's address was set, in words; none if nobody set it.
    #[serde(skip)]
    pub database_url_origin: Option<String>,
    /// The file that the secret was read from; none if there is no secret, or it came as a variable, a flag or an entry.
    #[serde(skip)]
    pub secret_file: Option<PathBuf>,
    /// The file that the earlier secrets were read from, if they lie in one.
    #[serde(skip)]
    pub secret_previous_file: Option<PathBuf>,
}

/// What signing and pushing Apple passes needs.
#[derive(Clone, Debug, Deserialize)]
#[serde(default)]
pub struct Apple {
    /// The pass certificate: PEM, DER or PKCS#12. Type and team identifiers are read from it.
    pub certificate: Option<PathBuf>,
    /// The certificate's private key; not needed when the certificate is a PKCS#12 file that holds it.
    pub key: Option<PathBuf>,
    /// The password of the private key or PKCS#12 file. Never logged.
    pub key_passphrase: Option<SecretString>,
    /// Apple's intermediate certificate, the one that issued the pass certificate.
    pub wwdr: Option<PathBuf>,
    /// Where pushes go: Apple's production unless set.
    pub apns_url: String,
    /// The root that the push service's certificate must lead to; the system's roots when absent.
    pub apns_ca: Option<PathBuf>,
}

impl Default for Apple {
    fn default() -> Self {
        Apple {
            certificate: None,
            key: None,
            key_passphrase: None,
            wwdr: None,
            apns_url: "https://api.push.apple.com".into(),
            apns_ca: None,
        }
    }
}

/// What Google Wallet needs.
#[derive(Clone, Debug, Deserialize)]
#[serde(default)]
pub struct GoogleSettings {
    /// The issuer's number.
    pub issuer_id: Option<String>,
    /// The service account's key file as Google gives it.
    pub service_account: Option<PathBuf>,
    /// The REST address, `/walletobjects/v1` included.
    pub api_url: String,
    /// Where a save link begins; the token follows after a slash.
    pub save_url: String,
    /// Where the keys lie that callbacks are signed with: the whole address.
    pub keys_url: String,
    /// Writes a second and issuer.
    pub rate: u32,
}

impl Default for GoogleSettings {
    fn default() -> Self {
        GoogleSettings {
            issuer_id: None,
            service_account: None,
            api_url: "https://walletobjects.googleapis.com/walletobjects/v1".into(),
            save_url: "https://pay.google.com/gp/v/save".into(),
            keys_url: "https://pay.google.com/gp/m/issuer/keys".into(),
            rate: 20,
        }
    }
}

/// How much is too much; 0 switches a limit off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct LimitSettings {
    /// Unknown card codes a minute and key.
    pub unknown_codes: u32,
    /// Joins a minute and address.
    pub joins: u32,
    /// Requests a second and key.
    pub requests: u32,
}

impl Default for LimitSettings {
    fn default() -> Self {
        LimitSettings {
            unknown_codes: 20,
            joins: 30,
            requests: 2000,
        }
    }
}

/// How a log line looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

impl Default for Config {
    fn default() -> Self {
        Config {
            database_url: "sqlite://stampwell.db".into(),
            database_connections: 16,
            bind: SocketAddr::from(([127, 0, 0, 1], 8080)),
            given_public_url: None,
            secret: None,
            secret_previous: Vec::new(),
            apple: Apple::default(),
            google: GoogleSettings::default(),
            templates_dir: None,
            badges_dir: None,
            trusted_proxies: Vec::new(),
            limits: LimitSettings::default(),
            log: "info".into(),
            log_format: LogFormat::Text,
            allow_readable_keys: false,
            allow_second_service: false,
            demo: false,
            kept_secret: None,
            database_url_origin: None,
            secret_file: None,
            secret_previous_file: None,
        }
    }
}

impl Config {
    /// Reads every source in its order and checks what it finds. `env` is the process's environment, `cwd` the folder that
    /// relative paths and `./stampwell.toml` are looked up in; both are handed in so that a test can bring its own.
    pub fn load(
        args: &ConfigArgs,
        env: impl Iterator<Item = (String, String)>,
        cwd: &Path,
    ) -> Result<(Config, Vec<Warning>), ConfigError> {
        let (mut sources, mut warnings) = sources::collect(args, env, cwd)?;
        let kept_secret = sources::kept_secret(&sources, cwd);
        if let Some(path) = &kept_secret {
            sources = sources::with_kept_secret(sources, path)?;
        }
        let mut config: Config = sources
            .extract()
            .map_err(sources::refused_values)?;
        config.demo = args.demo;
        config.kept_secret = kept_secret;
        config.database_url_origin = sources::origin_of(&sources, "database_url");
        config.secret_file = sources::file_of(&sources, "secret");
        config.secret_previous_file = sources::file_of(&sources, "secret_previous");
        config.resolve_paths(cwd);
        config.tidy_secrets();
        validate::check(&config, &sources)?;
        // Asked while the address is as it was written: its one form has %xx undone.
        warnings.extend(validate::literal_name(&config, cwd)?);
        config.take_one_form();
        warnings.extend(validate::quoted(&config));
        warnings.extend(validate::guessable(&config));
        Ok((config, warnings))
    }

    /// Whether log lines are to be JSON. Asked before the settings are read, so that what is wrong with them is told in that form;
    /// `variable` is what the environment says.
    pub fn wants_json(args: &ConfigArgs, variable: Option<String>, cwd: &Path) -> bool {
        sources::as_written(args, "log_format", variable, cwd)
            .is_some_and(|word| plain::trimmed(&word) == "json")
    }

    /// How phones and browsers reach the service, without a slash at the end. Without the setting this is known only for
    /// a service that listens on its own machine alone.
    pub fn public_url(&self) -> Result<String, ConfigError> {
        match &self.given_public_url {
            Some(url) => Ok(url.trim_end_matches('/').to_owned()),
            None if self.bind.ip().is_loopback() => Ok(format!("http://{}", self.bind)),
            None => Err(notes::public_url_missing(self.bind).into()),
        }
    }

    /// Sets the public address, for a command that finds it out by itself as the demonstration does.
    pub fn set_public_url(&mut self, url: impl Into<String>) {
        self.given_public_url = Some(url.into());
    }

    /// The secret that new cards are made with, or what to do about its absence.
    pub fn require_secret(&self) -> Result<&SecretString, ConfigError> {
        self.secret
            .as_ref()
            .ok_or_else(|| notes::secret_missing().into())
    }

    /// Refuses private keys that everybody on the machine can read, unless the operator allows them. `serve` asks this
    /// before it starts; commands that only look around do not.
    pub fn check_key_files(&self) -> Result<(), ConfigError> {
        validate::key_files(self)
    }

    /// Takes from secrets what nobody sees at their ends. Cards made with the secret as it was written need it as it was.
    fn tidy_secrets(&mut self) {
        self.database_url = plain::trimmed(self.database_url.expose_secret()).into();
        if let Some(phrase) = &mut self.apple.key_passphrase {
            *phrase = plain::passphrase(phrase.expose_secret()).into();
        }
        let Some(given) = self.secret.take() else {
            return;
        };
        let tidy = plain::trimmed(given.expose_secret());
        self.secret = Some(tidy.into());
        if tidy.len() != given.expose_secret().len() {
            self.secret_previous.push(given);
        }
    }

    /// Every spelling of one address is that address, in what is compared, signed and sent.
    fn take_one_form(&mut self) {
        if let Ok(url) = database::one_form(self.database_url.expose_secret()) {
            self.database_url = url.into();
        }
        if let Some(url) = self
            .given_public_url
            .as_deref()
            .and_then(origin)
        {
            self.given_public_url = Some(url);
        }
    }

    fn resolve_paths(&mut self, cwd: &Path) {
        let apple = &mut self.apple;
        let optional = [
            &mut apple.certificate,
            &mut apple.key,
            &mut apple.wwdr,
            &mut apple.apns_ca,
        ];
        for path in optional
            .into_iter()
            .chain([
                &mut self.google.service_account,
                &mut self.badges_dir,
                &mut self.templates_dir,
            ])
            .flatten()
        {
            *path = cwd.join(&*path);
        }
    }
}

#[cfg(test)]
mod tests;
