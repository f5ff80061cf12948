//! The sample shop: made, set up and given a year through the same services as any other.

use std::io::IsTerminal as _;
use std::sync::Arc;

use anyhow::Context as _;
use indicatif::{ProgressBar, ProgressStyle};
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::folder::PrivateFolder;
use super::past::{self, PastStage};
use super::year::{self, YearAction};
use crate::app::App;
use crate::clock::Clock;
use crate::config::Config;
use crate::domain::program::{Program, Tier};
use crate::sandbox::{ApnsStandIn, Certificates, GoogleStandIn};
use crate::service::access::actor::{Actor, by_key, new_token, till_actor};
use crate::service::idempotency::NoKey;
use crate::service::program::put_program::put_program;
use crate::service::shop::merchants;
use crate::service::shop::merchants::{MerchantRequest, NewMerchantAnswer};
use crate::service::tills::till;
use crate::service::tills::till::{LocationRequest, TillRequest, TillRow};

const ZONE: &str = "Europe/Berlin";
const CURRENCY: &str = "EUR";
/// What a free coffee costs the shop, in cents.
const REWARD_COST_MINOR: i64 = 260;
const GROSS_MARGIN_BP: i64 = 6200;
/// The same year for everybody who looks.
const SEED: u64 = 7;
/// Since how many days the shop's phone is its till.
const ENROLLED_DAYS: i64 = 60;
/// How many seconds ago the till was used.
const SEEN_S: i64 = 300;

/// Settings for a service that lives in `folder`, signs with throw-away certificates and calls the stand-ins.
pub fn config(
    folder: &PrivateFolder,
    certificates: &Certificates,
    apns: &ApnsStandIn,
    google: &GoogleStandIn,
    public_url: &str,
) -> anyhow::Result<Config> {
    let files = certificates
        .write_to(&folder.at("certificates"))
        .context("cannot write the test certificates")?;
    let mut config = Config::default();
    config.demo = true;
    config.database_url = format!("sqlite://{}", folder.at("stampwell.db").display()).into();
    config.secret = Some(new_token("")?.into());
    config.log = std::env::var("STAMPWELL_LOG").unwrap_or_else(|_| "warn".into());
    config.apple.certificate = Some(files.pass);
    config.apple.key = Some(files.pass_key);
    config.apple.wwdr = Some(files.intermediate);
    config.apple.apns_ca = Some(files.root);
    config.apple.apns_url = apns.base_url();
    config.google.issuer_id = Some(google.issuer_id().to_owned());
    config.google.service_account = Some(
        google
            .write_key_file(&folder.at("certificates"))
            .context("cannot write the test key")?,
    );
    config.google.api_url = google.api_url();
    config.google.save_url = google.save_url();
    config.google.keys_url = google.keys_url();
    config.set_public_url(public_url);
    Ok(config)
}

/// Makes the shop with its program, and its past up to now.
pub async fn open(app: &App, apns: &ApnsStandIn) -> anyhow::Result<NewMerchantAnswer> {
    let zone = TimeZone::get(ZONE)?;
    let now = app.clock.now();
    // The shop opened a year ago, whatever the clock says.
    let then = App {
        clock: Clock::fixed(year::opening(&zone, now)),
        ..app.clone()
    };
    let request = MerchantRequest {
        name: "Coffee".into(),
        slug: Some("coffee".into()),
        time_zone: Some(ZONE.into()),
        currency: Some(CURRENCY.into()),
        test: true,
    };
    let made = merchants::create_merchant(&then, &NoKey, request).await?;
    let owner = by_key(&then, &made.owner_key).await?;
    put_program(
        &then,
        &owner,
        program(year::first_day(&zone, now)),
        false,
        None,
    )
    .await?;
    let location = till::create_location(
        &then,
        &owner,
        &NoKey,
        LocationRequest {
            name: "Linden Street".into(),
        },
    )
    .await?;
    let request = TillRequest {
        name: "Counter".into(),
        location_id: Some(location.id),
    };
    till::create_till(&then, &owner, &NoKey, request).await?;
    let till = enrolled_till(app, &owner).await?;
    let tenant = owner.tenant;
    let acts = year::year(&zone, now, SEED);
    let tokens = acts
        .iter()
        .filter(|act| matches!(act.deed, YearAction::Join { .. }))
        .map(|_| apns.token());
    let push_tokens = Arc::new(tokens.collect::<Result<Vec<_>, _>>()?);
    let stage = PastStage {
        app: app.clone(),
        owner,
        till: till_actor(tenant, &till),
        push_tokens,
    };
    let bar = progress(acts.len());
    let played = past::play(&stage, &acts, |behind| bar.set_position(behind as u64)).await;
    bar.finish_and_clear();
    played?;
    Ok(made)
}

/// The shop's till, taken by a phone so long ago that it works still.
async fn enrolled_till(app: &App, owner: &Actor) -> anyhow::Result<TillRow> {
    let enrolled_at = app
        .clock
        .now()
        .plus_s(-ENROLLED_DAYS * 86_400);
    let then = App {
        clock: Clock::fixed(enrolled_at),
        ..app.clone()
    };
    let (tenant, now) = (owner.tenant, app.clock.now());
    let till = app
        .store
        .read(move |tx| tx.tills(tenant, None, 1))
        .await?
        .pop()
        .context("the sample shop has no till")?;
    let link = till::renew_till(&then, owner, &till.id.to_string()).await?;
    let token = link
        .split_once("?t=")
        .context("the till's link has no token")?
        .1;
    let (till, _) = till::enrol_till(&then, token, "").await?;
    let (tenant, id) = (till.tenant(), till.id);
    app.store
        .write(move |tx| tx.touch_till(tenant, id, true, now.plus_s(-SEEN_S)))
        .await?;
    Ok(till)
}

fn program(launched_on: Date) -> Program {
    let mut program = Program::starter("Coffee", ZONE, CURRENCY);
    program.launched_on = Some(launched_on);
    program.gross_margin_bp = Some(GROSS_MARGIN_BP);
    program.tiers = year::TIERS
        .map(|(name, visits)| Tier {
            name: name.into(),
            visits,
            window_days: None,
            stamps_per_visit: None,
        })
        .into();
    if let Some(reward) = program.rewards.last_mut() {
        reward.at = year::STAMPS_REQUIRED;
        reward.cost_minor = Some(REWARD_COST_MINOR);
    }
    program
}

fn progress(acts: usize) -> ProgressBar {
    let bar = if std::io::stderr().is_terminal() {
        ProgressBar::new(acts as u64)
    } else {
        ProgressBar::hidden()
    };
    let style = ProgressStyle::with_template("A year of the sample shop {bar:30} {percent:>3}%");
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar
}
