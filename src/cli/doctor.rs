//! `stampwell doctor`: what is wrong, why, and the command that mends it.

use std::process::ExitCode;

use clap::Args;

use crate::app::{App, CertificateBytes};
use crate::apple::{Finding, certificates};
use crate::clock::{Clock, Timestamp};
use crate::config::{Config, ConfigArgs};

/// What to look at.
#[derive(Debug, Args)]
pub struct DoctorArgs {
    /// Print JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    config: ConfigArgs,
}

/// Looks at everything and prints what was found; exit code 1 when something must be put right.
pub async fn run(args: &DoctorArgs) -> anyhow::Result<ExitCode> {
    let config = super::config(&args.config)?;
    let now = Clock::system().now();
    let mut findings = settings(&config);
    findings.extend(apple(&config, now));
    findings.extend(super::google::inspect(&config.google).await);
    findings.extend(database(args).await);
    super::check::print(&findings, args.json);
    Ok(super::check::verdict(&findings))
}

fn settings(config: &Config) -> Vec<Finding> {
    let secret = match config.require_secret() {
        Ok(_) => Finding::good("secret", "there is a secret for codes and tokens"),
        Err(_) => Finding::bad(
            "secret",
            "there is no STAMPWELL_SECRET, so serve cannot start",
            "put the output of `openssl rand -hex 32` into STAMPWELL_SECRET and keep it for ever",
        ),
    };
    let address = match config.public_url() {
        Ok(url) if url.starts_with("https://") => Finding::good("public address", url),
        Ok(url) => Finding::warning(
            "public address",
            format!("{url} is not https; phones update passes over https only"),
            "set STAMPWELL_PUBLIC_URL to the https address of your proxy",
        ),
        Err(error) => Finding::bad("public address", error.to_string(), "set STAMPWELL_PUBLIC_URL"),
    };
    let keys = match config.check_key_files() {
        Ok(()) => Finding::good("private keys", "only their owner can read them"),
        Err(error) => Finding::bad("private keys", error.to_string(), "chmod 600 the file that is named"),
    };
    vec![secret, address, keys]
}

fn apple(config: &Config, now: Timestamp) -> Vec<Finding> {
    if config.apple.certificate.is_none() {
        let fix = "set STAMPWELL_APPLE_CERTIFICATE, STAMPWELL_APPLE_KEY and STAMPWELL_APPLE_WWDR";
        return vec![Finding::warning("apple", "Apple Wallet is not set up; customers use the web card", fix)];
    }
    match CertificateBytes::read(&config.apple) {
        Ok(files) => certificates::inspect(files.files(&config.apple), now),
        Err(error) => vec![Finding::bad("apple", format!("{error:#}"), "check the path and who may read it")],
    }
}

async fn database(args: &DoctorArgs) -> Vec<Finding> {
    let app = match super::app(&args.config) {
        Ok(app) => app,
        Err(error) => {
            return vec![Finding::bad("database", format!("{error:#}"), "check STAMPWELL_DATABASE_URL and the rights of its folder")];
        }
    };
    let mut findings = vec![Finding::good("database", format!("{} answers and its schema is up to date", app.store.kind()))];
    findings.extend(secrets_in_use(&app).await);
    findings
}

/// Says how many live cards need each secret, so that none is dropped too early.
async fn secrets_in_use(app: &App) -> Vec<Finding> {
    let Ok(cards) = app.store.read(|tx| tx.cards_by_secret()).await else { return vec![] };
    let finding = |(secret, count): (String, i64)| {
        if app.secrets.knows(&secret) {
            Finding::good("cards", format!("{count} live cards need the secret {secret}"))
        } else {
            let fix = "add that secret to STAMPWELL_SECRET_PREVIOUS";
            Finding::bad(
                "cards",
                format!("{count} live cards need the secret {secret}, which is not configured: they cannot be scanned"),
                fix,
            )
        }
    };
    cards.into_iter().map(finding).collect()
}
