//! The sample shop: made, set up and given a year of events through the same services as any other.

use std::io::IsTerminal as _;

use anyhow::Context as _;
use indicatif::{ProgressBar, ProgressStyle};
use jiff::ToSpan as _;

use super::folder::Folder;
use super::year::{Shop as YearOf, year_of_events};
use crate::app::App;
use crate::config::Config;
use crate::domain::program::Program;
use crate::sandbox::{ApnsStandIn, Certificates, GoogleStandIn};
use crate::service::actor::{Actor, by_key, new_token};
use crate::service::import_events::import_events;
use crate::service::merchants::{self, MerchantRequest, NewMerchantAnswer};
use crate::service::once::{Answer, Once};
use crate::service::program::put_program;
use crate::service::tills::{self, LocationRequest, TillRequest};

const ZONE: &str = "Europe/Berlin";
const CURRENCY: &str = "EUR";
/// What a free coffee costs the shop, in cents.
const REWARD_COST_MINOR: i64 = 260;
const GROSS_MARGIN_BP: i64 = 6200;
/// The same year for everybody who looks.
const SEED: u64 = 7;

/// Settings for a service that lives in `folder`, signs with throw-away certificates and calls the stand-ins.
pub fn config(
    folder: &Folder,
    certificates: &Certificates,
    apns: &ApnsStandIn,
    google: &GoogleStandIn,
    public_url: &str,
) -> anyhow::Result<Config> {
    let files = certificates.write_to(&folder.at("certificates")).context("cannot write the test certificates")?;
    let mut config = Config::default();
    config.demo = true;
    config.database_url = format!("sqlite://{}", folder.at("stampwell.db").display()).into();
    config.secret = Some(new_token("")?.into());
    config.templates_dir = folder.write_designs().context("cannot write the designs")?;
    config.log = std::env::var("STAMPWELL_LOG").unwrap_or_else(|_| "warn".into());
    config.apple.certificate = Some(files.pass);
    config.apple.key = Some(files.pass_key);
    config.apple.wwdr = Some(files.intermediate);
    config.apple.apns_ca = Some(files.root);
    config.apple.apns_url = apns.base_url();
    config.google.issuer_id = Some(google.issuer_id().to_owned());
    config.google.service_account = Some(google.write_key_file(&folder.at("certificates")).context("cannot write the test key")?);
    config.google.api_url = google.api_url();
    config.google.save_url = google.save_url();
    config.google.keys_url = google.keys_url();
    config.set_public_url(public_url);
    Ok(config)
}

/// Makes the shop with its program and its year.
pub async fn open(app: &App) -> anyhow::Result<NewMerchantAnswer> {
    let request = MerchantRequest {
        name: "Coffee".into(),
        slug: Some("coffee".into()),
        time_zone: Some(ZONE.into()),
        currency: Some(CURRENCY.into()),
        test: true,
    };
    let made = merchants::create_merchant(app, request).await?;
    let owner = by_key(app, &made.owner_key).await?;
    put_program(app, &owner, program(app), false).await?;
    let location = tills::create_location(app, &owner, &Once::never(), LocationRequest { name: "Linden Street".into() }).await?;
    let location = id_in(&location)?;
    let till = TillRequest { name: "Counter".into(), location_id: Some(location.clone()) };
    let till = id_in(&tills::create_till(app, &owner, &Once::never(), till).await?)?;
    import_year(app, &owner, &location, &till).await?;
    Ok(made)
}

fn program(app: &App) -> Program {
    let mut program = Program::starter("Coffee", ZONE, CURRENCY);
    let today = app.clock.now().date_in(&program.zone());
    program.launched_on = Some(today.saturating_sub(1.year()));
    program.gross_margin_bp = Some(GROSS_MARGIN_BP);
    if let Some(reward) = program.rewards.last_mut() {
        reward.cost_minor = Some(REWARD_COST_MINOR);
    }
    program
}

fn id_in(answer: &Answer) -> anyhow::Result<String> {
    let answer: serde_json::Value = serde_json::from_str(&answer.body)?;
    Ok(answer["id"].as_str().context("the answer has no id")?.to_owned())
}

async fn import_year(app: &App, owner: &Actor, location: &str, till: &str) -> anyhow::Result<()> {
    let zone = jiff::tz::TimeZone::get(ZONE)?;
    let merchant = owner.tenant.id().to_string();
    let shop = YearOf { merchant_id: &merchant, location_id: location, staff_id: till, zone: &zone, currency: CURRENCY };
    let events = year_of_events(&shop, app.clock.now(), SEED);
    let mut lines = Vec::new();
    for event in &events {
        serde_json::to_writer(&mut lines, event)?;
        lines.push(b'\n');
    }
    let bar = progress(events.len());
    let (imported, error) = import_events(app, std::io::Cursor::new(lines), std::future::pending(), |done| bar.set_position(done)).await;
    bar.finish_and_clear();
    error.map_or(Ok(()), Err)?;
    anyhow::ensure!(imported.bad.is_empty(), "the sample year has lines that are not events: {:?}", imported.bad.first());
    Ok(())
}

fn progress(events: usize) -> ProgressBar {
    let bar = if std::io::stderr().is_terminal() { ProgressBar::new(events as u64) } else { ProgressBar::hidden() };
    let style = ProgressStyle::with_template("A year of the sample shop {bar:30} {percent:>3}%");
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar
}
