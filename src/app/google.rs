//! Google Wallet as the operator set it up.

use std::path::Path;
use std::sync::Arc;

use super::read_file;
use crate::clock::Clock;
use crate::config;
use crate::error::{Code, Result};
use crate::google::api::Client;
use crate::google::root_keys::RootKeys;
use crate::google::service_account::ServiceAccount;

/// Whether and how objects can be made.
pub enum GoogleWallet {
    /// No issuer and key are configured.
    Off,
    /// They are configured but cannot be used; scans go on.
    Unusable(String),
    /// Ready.
    On(Box<Google>),
}

/// One issuer with the service account that may write for it.
pub struct Google {
    /// Google's number for the issuer.
    pub issuer_id: String,
    /// Who signs.
    pub account: Arc<ServiceAccount>,
    /// The REST calls.
    pub client: Client,
    /// The keys behind callbacks.
    pub keys: RootKeys,
    /// Where a save link begins.
    pub save_url: String,
    /// Writes a second.
    pub rate: u32,
}

impl GoogleWallet {
    /// Reads the key file that the settings name.
    pub fn load(settings: &config::GoogleSettings, clock: &Clock) -> GoogleWallet {
        let (issuer, file) = match (&settings.issuer_id, &settings.service_account) {
            (None, None) => return GoogleWallet::Off,
            (Some(issuer), Some(file)) => (issuer, file),
            (Some(_), None) => {
                return GoogleWallet::unusable(
                    "the issuer ID is set but the key file is not: set STAMPWELL_GOOGLE_SERVICE_ACCOUNT",
                );
            }
            (None, Some(_)) => {
                return GoogleWallet::unusable(
                    "the key file is set but the issuer ID is not: set STAMPWELL_GOOGLE_ISSUER_ID",
                );
            }
        };
        match Google::read(settings, issuer, file, clock) {
            Ok(google) => GoogleWallet::On(Box::new(google)),
            Err(error) => GoogleWallet::unusable(&format!("{error:#}")),
        }
    }

    fn unusable(reason: &str) -> GoogleWallet {
        tracing::error!(
            reason,
            "Google Wallet cannot be used; scans go on. `stampwell doctor` says what to do"
        );
        GoogleWallet::Unusable(reason.to_owned())
    }

    /// Whether the operator switched Google Wallet on.
    pub fn is_configured(&self) -> bool {
        !matches!(self, GoogleWallet::Off)
    }

    /// Whether it can be used.
    pub fn is_ready(&self) -> bool {
        matches!(self, GoogleWallet::On(_))
    }

    /// The issuer; empty while Google Wallet cannot be used.
    pub fn issuer_id(&self) -> &str {
        match self {
            GoogleWallet::On(google) => &google.issuer_id,
            _ => "",
        }
    }

    /// What makes and writes objects, or why nothing does.
    pub fn ready(&self) -> Result<&Google> {
        match self {
            GoogleWallet::Off => Err(Code::GoogleNotConfigured.because(
                "No Google issuer is set up. The web card works. To add Google Wallet, the operator sets STAMPWELL_GOOGLE_ISSUER_ID.",
            )),
            GoogleWallet::Unusable(reason) => Err(Code::GoogleKeyUnusable.because(reason.clone())),
            GoogleWallet::On(google) => Ok(google),
        }
    }
}

impl Google {
    fn read(
        settings: &config::GoogleSettings,
        issuer: &str,
        file: &Path,
        clock: &Clock,
    ) -> anyhow::Result<Google> {
        anyhow::ensure!(
            !issuer.is_empty()
                && issuer
                    .bytes()
                    .all(|b| b.is_ascii_digit()),
            "{issuer:?} is not an issuer ID, which is a number of about 19 digits from the Google Pay & Wallet console"
        );
        let account = Arc::new(ServiceAccount::read(&read_file(file)?)?);
        Ok(Google {
            issuer_id: issuer.to_owned(),
            client: Client::new(
                account.clone(),
                &settings.api_url,
                settings.rate,
                clock.clone(),
            )?,
            account,
            keys: RootKeys::new(&settings.keys_url)?,
            save_url: settings
                .save_url
                .trim_end_matches('/')
                .to_owned(),
            rate: settings.rate,
        })
    }
}
