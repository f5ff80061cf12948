//! `stampwell google check`: whether Google lets this account issue cards for this issuer, and what to do if not.

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use clap::{Args, Subcommand};

use crate::app::GoogleWallet;
use crate::apple::{Finding, Level};
use crate::clock::Clock;
use crate::config::{ConfigArgs, GoogleSettings, world_readable};
use crate::google::api::{ApiAnswer, ApiOutcome, Client};
use crate::google::service_account::ServiceAccount;
use crate::google::token::TokenError;
use crate::service::shop::checklist;

const CONSOLE: &str = "the Google Pay & Wallet console (pay.google.com/business/console)";

/// What can be done about Google Wallet.
#[derive(Debug, Subcommand)]
pub enum GoogleCommand {
    /// Ask Google whether the account may issue cards, and say what is missing
    Check(Box<GoogleCheckArgs>),
}

/// How to say it.
#[derive(Debug, Args)]
pub struct GoogleCheckArgs {
    /// Print JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    config: ConfigArgs,
}

/// Runs the command; exit code 1 unless Google confirmed that all is well.
pub async fn run(command: GoogleCommand) -> anyhow::Result<ExitCode> {
    let GoogleCommand::Check(args) = command;
    let config = super::config(&args.config)?;
    let mut findings = check(&config.google).await;
    if !config.allow_readable_keys {
        findings.extend(readable_key(&config.google));
    }
    super::check::print(&findings, args.json)?;
    Ok(if confirmed(&findings) {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(1)
    })
}

/// Whether Google said yes and nothing is in doubt: a script that asks must not take silence for it.
fn confirmed(findings: &[Finding]) -> bool {
    !findings.is_empty()
        && findings
            .iter()
            .all(|finding| finding.level == Level::Good)
}

/// With such a key `serve` does not start.
fn readable_key(settings: &GoogleSettings) -> Option<Finding> {
    let path = settings
        .service_account
        .as_deref()
        .filter(|path| world_readable(path).unwrap_or(false))?;
    let what = format!(
        "everyone on this machine can read the private key {}",
        path.display()
    );
    Some(Finding::bad(
        "google key file",
        what,
        format!("chmod 600 {}", path.display()),
    ))
}

/// What `doctor` looks at: the settings, and whether Google accepts the key.
pub async fn inspect(settings: &GoogleSettings) -> Vec<Finding> {
    let (mut findings, client) = set_up(settings);
    if let Some(client) = client {
        findings.push(signed_in(client.sign_in().await));
    }
    findings
}

/// The same, and whether Google lets the account act for the issuer: asked with a class that nobody has.
async fn check(settings: &GoogleSettings) -> Vec<Finding> {
    let (mut findings, client) = set_up(settings);
    let (Some(client), Some(issuer)) = (client, &settings.issuer_id) else {
        return findings;
    };
    let token = client.sign_in().await;
    let has_token = token.is_ok();
    findings.push(signed_in(token));
    if has_token {
        findings.push(let_in(
            issuer,
            &client
                .get_class(&format!("{issuer}.stampwell_check"))
                .await,
        ));
    }
    findings
}

/// Looks at issuer and key file; a client if both are there and the file can be used.
fn set_up(settings: &GoogleSettings) -> (Vec<Finding>, Option<Client>) {
    let (Some(issuer), Some(path)) = (&settings.issuer_id, &settings.service_account) else {
        return (vec![incomplete(settings)], None);
    };
    let issuer = issuer_id(issuer);
    match client(settings, path) {
        Ok((email, client)) => (
            vec![
                issuer,
                Finding::good("google key file", format!("it is {email}'s")),
            ],
            Some(client),
        ),
        Err(finding) => (vec![issuer, finding], None),
    }
}

fn incomplete(settings: &GoogleSettings) -> Finding {
    let fix = "set STAMPWELL_GOOGLE_ISSUER_ID and STAMPWELL_GOOGLE_SERVICE_ACCOUNT";
    match (&settings.issuer_id, &settings.service_account) {
        (None, None) => checklist::google(&GoogleWallet::Off).finding(),
        (None, _) => Finding::bad(
            "google",
            "there is a service account but no issuer ID, so no cards can be issued",
            fix,
        ),
        (_, _) => Finding::bad(
            "google",
            "there is an issuer ID but no service account, so no cards can be issued",
            fix,
        ),
    }
}

/// The usual mistakes are the id of an OAuth client and the number of the service account or of its project.
fn issuer_id(issuer: &str) -> Finding {
    let fix = format!(
        "copy the issuer ID from {CONSOLE}, Google Wallet API; it has about 19 digits and starts with 3388"
    );
    let what = |why| format!("{issuer:?} is {why}");
    if issuer.is_empty()
        || !issuer
            .bytes()
            .all(|b| b.is_ascii_digit())
    {
        Finding::bad(
            "google issuer",
            what("not an issuer ID: those have digits only. It may be the ID of an OAuth client"),
            fix,
        )
    } else if (17..=20).contains(&issuer.len()) {
        Finding::good("google issuer", issuer)
    } else {
        let why = format!(
            "a number of {} digits. It may be the number of the service account or its project",
            issuer.len()
        );
        Finding::warning("google issuer", what(&why), fix)
    }
}

fn client(settings: &GoogleSettings, path: &Path) -> Result<(String, Client), Finding> {
    let unreadable = |error| format!("cannot read {} ({error})", path.display());
    let bytes = std::fs::read(path).map_err(|error| {
        Finding::bad(
            "google key file",
            unreadable(error),
            "check STAMPWELL_GOOGLE_SERVICE_ACCOUNT and the file's permissions",
        )
    })?;
    let account = ServiceAccount::read(&bytes).map_err(|error| {
        Finding::bad(
            "google key file",
            error.to_string(),
            format!("put the right file at {}", path.display()),
        )
    })?;
    let email = account.email().to_owned();
    let client = Client::new(
        Arc::new(account),
        &settings.api_url,
        settings.rate,
        Clock::system(),
    )
    .map_err(|error| {
        Finding::bad(
            "google address",
            error.to_string(),
            "leave out STAMPWELL_GOOGLE_API_URL",
        )
    })?;
    Ok((email, client))
}

fn signed_in(answer: Result<(), TokenError>) -> Finding {
    match answer {
        Ok(()) => Finding::good("google sign-in", "Google accepts the key"),
        Err(error @ TokenError::Refused { .. }) => {
            let fix = "find the key in the Cloud console (IAM & Admin, Service Accounts, Keys); create a new one if it is not there";
            Finding::bad("google sign-in", error.to_string(), fix)
        }
        Err(TokenError::Later { reason, .. }) => {
            let fix =
                "check that this machine can reach the internet and the token_uri in the key file";
            Finding::warning(
                "google sign-in",
                format!("Google's token endpoint is not working as it should ({reason})"),
                fix,
            )
        }
    }
}

/// What Google's answer about a class that nobody has says of the issuer.
fn let_in(issuer: &str, outcome: &ApiOutcome) -> Finding {
    let reason = &outcome.reason;
    let bad = |what: String, fix: String| Finding::bad("google issuer", what, fix);
    match (&outcome.answer, outcome.status) {
        (ApiAnswer::Done | ApiAnswer::NoClass | ApiAnswer::NoObject | ApiAnswer::Exists, _) => {
            Finding::good("google issuer", format!("Google lets the account access cards of the issuer {issuer}"))
        }
        (ApiAnswer::Stop, Some(403)) if reason.contains("SERVICE_DISABLED") || reason.contains("has not been used") => bad(
            format!("the Google Wallet API is switched off in the account's Cloud project ({reason})"),
            "in the Cloud console open APIs & Services, Library, Google Wallet API, Enable; then wait a few minutes".into(),
        ),
        (ApiAnswer::Stop, Some(403)) => bad(
            format!("Google does not let the account act for the issuer {issuer} ({reason})"),
            format!("in {CONSOLE} open Users and invite the account's email address as a Developer"),
        ),
        (ApiAnswer::Stop | ApiAnswer::Bug | ApiAnswer::QuotaUsed, _) => bad(
            format!("Google refused the request ({reason})"),
            format!("check STAMPWELL_GOOGLE_ISSUER_ID against {CONSOLE}, and leave out STAMPWELL_GOOGLE_API_URL"),
        ),
        (ApiAnswer::Later { .. }, _) => {
            Finding::warning("google issuer", format!("Google is not responding as it should ({reason})"), "try again in a few minutes")
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::google::test_google::{EMAIL, Reply, TestServer, key_file};

    const ISSUER: &str = "3388000000022123456";

    /// An operator's settings with a key file on disk.
    struct Operator {
        _folder: tempfile::TempDir,
        settings: GoogleSettings,
        server: TestServer,
    }

    async fn operator(replies: Vec<Reply>) -> Operator {
        let (folder, server) = (
            tempfile::tempdir().unwrap(),
            TestServer::start(replies).await,
        );
        let path = folder.path().join("key.json");
        std::fs::write(
            &path,
            key_file(&format!("{}/token", server.url)).to_string(),
        )
        .unwrap();
        let settings = GoogleSettings {
            issuer_id: Some(ISSUER.into()),
            service_account: Some(path),
            api_url: format!("{}/walletobjects/v1", server.url),
            ..GoogleSettings::default()
        };
        Operator {
            _folder: folder,
            settings,
            server,
        }
    }

    fn refusal(status: u16, reason: &str, message: &str) -> Reply {
        Reply::json(
            status,
            json!({"error": {"code": status, "message": message, "errors": [{"message": message, "reason": reason}]}}),
        )
    }

    fn levels(findings: &[Finding]) -> Vec<Level> {
        findings
            .iter()
            .map(|finding| finding.level)
            .collect()
    }

    /// What is said last, with what to do.
    fn last(findings: &[Finding]) -> String {
        findings
            .last()
            .map(|finding| format!("{} -> {}", finding.sentence, finding.fix))
            .unwrap_or_default()
    }

    #[tokio::test]
    async fn a_good_set_up_is_said_to_be_good() {
        let operator = operator(vec![refusal(
            404,
            "classNotFound",
            "Wallet Object Class not found.",
        )])
        .await;
        let findings = check(&operator.settings).await;
        assert_eq!(levels(&findings), [Level::Good; 4], "{findings:?}");
        assert!(confirmed(&findings));
        assert!(findings[1].sentence.contains(EMAIL));
        assert_eq!(
            operator.server.asked()[0].path,
            format!("/walletobjects/v1/loyaltyClass/{ISSUER}.stampwell_check")
        );
        assert_eq!(levels(&inspect(&operator.settings).await), [Level::Good; 3]);
        assert_eq!(
            operator.server.asked().len(),
            1,
            "doctor asks for a token only"
        );
    }

    #[tokio::test]
    async fn an_account_that_was_not_invited_is_told_to_be_invited() {
        let operator = operator(vec![refusal(403, "permissionDenied", "Permission Denied")]).await;
        let said = last(&check(&operator.settings).await);
        assert!(
            said.contains("does not let the account act")
                && said.contains("invite the account's email"),
            "{said}"
        );
    }

    #[tokio::test]
    async fn an_api_that_is_switched_off_is_told_to_be_switched_on() {
        let message =
            "Google Wallet API has not been used in project 1048 before or it is disabled.";
        let operator = operator(vec![refusal(403, "accessNotConfigured", message)]).await;
        let said = last(&check(&operator.settings).await);
        assert!(said.contains("Enable"), "{said}");
    }

    #[tokio::test]
    async fn a_client_id_in_place_of_an_issuer_id_is_recognised() {
        let mut operator =
            operator(vec![refusal(400, "invalidResource", "Invalid resource ID")]).await;
        operator.settings.issuer_id = Some("1048576-abc.apps.googleusercontent.com".into());
        let findings = check(&operator.settings).await;
        assert!(
            findings[0].level == Level::Bad
                && findings[0]
                    .sentence
                    .contains("OAuth client"),
            "{findings:?}"
        );
        assert!(last(&findings).contains("STAMPWELL_GOOGLE_ISSUER_ID"));
        assert_eq!(issuer_id("104857612345678901234").level, Level::Warning);
    }

    #[tokio::test]
    async fn a_deleted_key_is_told_from_a_silent_google() {
        let operator = operator(vec![]).await;
        operator
            .server
            .next_token(Reply::json(
                400,
                json!({"error": "invalid_grant", "error_description": "Invalid JWT Signature."}),
            ));
        let findings = check(&operator.settings).await;
        assert_eq!(findings.last().unwrap().level, Level::Bad);
        assert!(
            last(&findings).contains("Invalid JWT Signature") && operator.server.asked().is_empty()
        );
        operator
            .server
            .next_token(Reply(503, "", String::new()));
        let silent = inspect(&operator.settings).await;
        assert!(
            silent.last().unwrap().level == Level::Warning
                && !last(&silent).contains("again later"),
            "{silent:?}"
        );
        assert!(!confirmed(&silent), "silence is no consent");
    }

    #[tokio::test]
    async fn what_is_not_there_is_named() {
        let mut operator = operator(vec![]).await;
        let path = operator
            .settings
            .service_account
            .clone()
            .unwrap();
        let mut file: Value = key_file("https://oauth2.googleapis.com/token");
        file["type"] = "authorized_user".into();
        std::fs::write(&path, file.to_string()).unwrap();
        assert!(last(&check(&operator.settings).await).contains("authorized_user"));
        std::fs::remove_file(&path).unwrap();
        assert!(last(&check(&operator.settings).await).contains("cannot read"));
        operator.settings.service_account = None;
        assert!(last(&check(&operator.settings).await).contains("no service account"));
        operator.settings.issuer_id = None;
        let nothing = inspect(&operator.settings).await;
        assert!(levels(&nothing) == [Level::Warning] && !confirmed(&nothing));
    }
}
