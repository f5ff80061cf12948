//! `stampwell doctor`: what is wrong, why, and the command that mends it.

mod database;
mod reach;

use std::path::Path;
use std::process::ExitCode;

use clap::Args;
use secrecy::ExposeSecret as _;

use crate::app::badges::{Badges, Wallet};
use crate::app::{AppleWallet, CertificateBytes};
use crate::apple::{Finding, Level, certificates, root};
use crate::cli::secret::secrets;
use crate::clock::{Clock, Timestamp};
use crate::config::{Apple, Config, ConfigArgs};
use crate::domain::scan_code::Secrets;
use crate::service::shop::checklist;
use crate::store::Store;

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
    let own = config
        .secret
        .as_ref()
        .map(|_| secrets(&config).instance());
    let way = reach::public(&config, own.as_deref()).await;
    let mut findings = settings(&config, way.as_ref());
    findings.extend(apple(&config, now));
    findings.extend(super::google::inspect(&config.google).await);
    findings.push(reach::port(&config, own.as_deref()).await);
    findings.extend(way);
    findings.extend(database::look(&config, now));
    super::check::print(&findings, args.json)?;
    Ok(super::check::verdict(&findings))
}

fn settings(config: &Config, way: Option<&Finding>) -> Vec<Finding> {
    let address = match config.public_url() {
        // Whether phones reach it is not said before it was tried.
        Ok(_) if way.is_some_and(|way| way.level != Level::Good) => None,
        Ok(url) => Some(checklist::address(&url).finding()),
        Err(error) => Some(Finding::bad(
            "public address",
            error.to_string(),
            "set STAMPWELL_PUBLIC_URL",
        )),
    };
    let mut findings = vec![secret(config)];
    findings.extend(earlier_secrets(config));
    findings.extend(address);
    findings.extend(proxies(config));
    match config.check_key_files() {
        Ok(()) => findings.push(Finding::good(
            "private keys",
            "only this user can read them",
        )),
        Err(error) => findings.extend(
            error
                .notes
                .into_iter()
                .map(|note| Finding::bad("private keys", note.what, note.fix)),
        ),
    }
    findings.push(designs(config));
    findings.extend(badges(config));
    findings
}

/// Whether there is a secret, where it lies and who may read it.
fn secret(config: &Config) -> Finding {
    match (&config.secret, &config.secret_file, &config.kept_secret) {
        (Some(_), None, _) => Finding::good("secret", "there is a secret for codes and tokens"),
        (Some(_), Some(file), _) => secret_file(file),
        (None, _, Some(place)) => no_secret_yet(config, place),
        (None, _, None) => Finding::bad(
            "secret",
            "there is no STAMPWELL_SECRET, so serve cannot start",
            "put the output of `openssl rand -hex 32` into a file that STAMPWELL_SECRET_FILE names, and keep it for ever",
        ),
    }
}

fn secret_file(file: &Path) -> Finding {
    let shown = file.display();
    match others_may_read(file) {
        true => Finding::warning(
            "secret",
            format!("others on this machine can read the secret in {shown}"),
            format!("chmod 600 {shown}"),
        ),
        false => Finding::good(
            "secret",
            format!("the secret lies in {shown}, for its owner alone"),
        ),
    }
}

/// Cards live on earlier secrets as they do on the present one.
fn earlier_secrets(config: &Config) -> Option<Finding> {
    let file = config
        .secret_previous_file
        .as_deref()?;
    others_may_read(file).then(|| {
        let shown = file.display();
        Finding::warning(
            "secret",
            format!("others on this machine can read the earlier secrets in {shown}"),
            format!("chmod 600 {shown}"),
        )
    })
}

#[cfg(unix)]
fn others_may_read(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::metadata(file).is_ok_and(|about| about.permissions().mode() & 0o077 != 0)
}

#[cfg(not(unix))]
fn others_may_read(_: &Path) -> bool {
    false
}

/// A secret that was never made, or one that is lost.
fn no_secret_yet(config: &Config, place: &Path) -> Finding {
    let database = config
        .database_url
        .expose_secret()
        .strip_prefix("sqlite://")
        .unwrap_or_default();
    match Store::needed_secret(database) {
        Ok(Some(needed)) => {
            let note = super::secret::lost(database, place, &needed);
            Finding::bad("secret", format!("{}: {}", note.what, note.why), note.fix)
        }
        // What is wrong with the database is told where that is looked at.
        _ => Finding::warning(
            "secret",
            format!(
                "there is no secret yet; the first start makes one and keeps it in {}",
                place.display()
            ),
            "`stampwell serve`; keep a copy of that file where you keep passwords",
        ),
    }
}

/// Stampwell speaks no TLS, so an https address means a proxy in front; one that is not trusted makes all customers one.
fn proxies(config: &Config) -> Option<Finding> {
    let behind_proxy = config
        .public_url()
        .is_ok_and(|url| url.starts_with("https://"));
    if !behind_proxy {
        return None;
    }
    if !config.trusted_proxies.is_empty() {
        return Some(Finding::good(
            "proxies",
            "the proxy is trusted to say where customers come from",
        ));
    }
    let what = "no proxy is trusted: all customers behind the https proxy share one address, and so one join limit";
    let fix =
        "set STAMPWELL_TRUSTED_PROXIES to the address the proxy connects from, such as 127.0.0.1";
    Some(Finding::warning("proxies", what, fix))
}

/// The artwork of wallet buttons, by language.
fn badges(config: &Config) -> Vec<Finding> {
    let Some(folder) = &config.badges_dir else {
        return vec![checklist::badges(false).finding()];
    };
    let badges = match Badges::load(Some(folder)) {
        Ok(badges) => badges,
        Err(error) => {
            return vec![Finding::bad(
                "badges",
                error.to_string(),
                "fix that file, or leave out STAMPWELL_BADGES_DIR",
            )];
        }
    };
    Wallet::ALL
        .into_iter()
        .map(|wallet| artwork(&badges, wallet))
        .collect()
}

fn artwork(badges: &Badges, wallet: Wallet) -> Finding {
    let (name, missing) = (wallet.folder(), badges.missing(wallet));
    if missing.is_empty() {
        return Finding::good(
            "badges",
            format!("{name} has its artwork in every language"),
        );
    }
    let what = format!(
        "{name} has no artwork in {}: cards in these languages show text buttons",
        missing.join(", ")
    );
    let fix = format!(
        "if the company offers it, save it as {name}/{}.svg or .png",
        missing[0]
    );
    Finding::warning("badges", what, fix)
}

fn designs(config: &Config) -> Finding {
    match crate::app::load_templates(config.templates_dir.as_deref()) {
        Ok(designs) => checklist::designs(designs.len() as i64, true).finding(),
        Err(error) => Finding::bad("designs", format!("{error:#}"), super::DESIGNS_FIX),
    }
}

fn apple(config: &Config, now: Timestamp) -> Vec<Finding> {
    if config.apple.certificate.is_none() {
        return vec![checklist::apple(&AppleWallet::Off, now).finding()];
    }
    match CertificateBytes::read(&config.apple) {
        Ok(files) => {
            let files = files.files(&config.apple);
            let mut findings = certificates::inspect(files, now);
            findings.extend(root::inspect_root(
                files,
                config.apple.apns_url == Apple::default().apns_url,
            ));
            findings
        }
        Err(error) => vec![Finding::bad(
            "apple",
            format!("{error:#}"),
            "check the path and who may read it",
        )],
    }
}

/// Says how many live cards need a secret, so that none is dropped too early.
pub(super) fn secret_in_use(secrets: &Secrets, secret: &str, count: i64) -> Finding {
    if secrets.knows(secret) {
        return Finding::good(
            "cards",
            format!("{count} live cards need the secret {secret}"),
        );
    }
    let what = format!(
        "{count} live cards were made with another secret ({secret}), which is not set: they cannot be scanned, opened or updated"
    );
    Finding::bad(
        "cards",
        what,
        "add that secret to STAMPWELL_SECRET_PREVIOUS, including quotation marks if they were part of it",
    )
}
