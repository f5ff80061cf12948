//! `stampwell merchant create|link|list|suspend|resume`, `stampwell key create|list|revoke`, `stampwell till list`.

use std::process::ExitCode;

use clap::{Args, Subcommand, ValueEnum};
use serde::Serialize;

use super::out::{SecretOutput, columns, data, line, talk};
use crate::app::App;
use crate::clock::Timestamp;
use crate::config::ConfigArgs;
use crate::error::{Code, Error, Result};
use crate::service::access::actor::TillStatus;
use crate::service::access::keys;
use crate::service::access::keys::{Key, new_key, new_operator_key};
use crate::service::data::import_events::tenant_by_name;
use crate::service::shop::merchants;
use crate::service::shop::merchants::Merchant;
use crate::service::shop::merchants::{MerchantRequest, NewMerchantAnswer};
use crate::service::shop::sign_in;
use crate::service::tills::till;
use crate::service::tills::till::{ListedTill, Till};
use crate::store::{Role, Tenant};

/// What can be done with merchants.
#[derive(Debug, Subcommand)]
pub enum MerchantCommand {
    /// Create a merchant with a working program and print its keys, once
    Create(MerchantCreate),
    /// Print a link that signs the shop's owner in once, within half an hour
    Link(MerchantLink),
    /// Lists merchants
    List(MerchantList),
    /// Suspends a merchant: its keys, tills and owner's pages are refused and nobody joins, until it is resumed
    Suspend(MerchantNamed),
    /// Lets a suspended merchant work again
    Resume(MerchantNamed),
}

/// How to list merchants.
#[derive(Debug, Args)]
pub struct MerchantList {
    /// Print JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    config: ConfigArgs,
}

/// Which merchant is meant.
#[derive(Debug, Args)]
pub struct MerchantNamed {
    /// The merchant's id or slug
    merchant: String,
    /// Print JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    config: ConfigArgs,
}

/// Whose owner is to sign in.
#[derive(Debug, Args)]
pub struct MerchantLink {
    /// The merchant's id or slug
    merchant: String,
    /// Print JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    config: ConfigArgs,
}

/// A merchant to make.
#[derive(Debug, Args)]
pub struct MerchantCreate {
    /// The shop's name
    #[arg(long)]
    name: String,
    /// The last part of its join address [default: made from the name]
    #[arg(long)]
    slug: Option<String>,
    /// IANA time zone, such as Europe/Berlin [default: UTC]
    #[arg(long = "tz", value_name = "ZONE")]
    zone: Option<String>,
    /// ISO 4217 currency [default: EUR]
    #[arg(long)]
    currency: Option<String>,
    /// Make keys that start with `sw_test_`; nothing else is different
    #[arg(long)]
    test: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    config: ConfigArgs,
}

/// What can be done with keys.
#[derive(Debug, Subcommand)]
pub enum KeyCommand {
    /// Create a key and print it, once
    Create(KeyCreate),
    /// Lists a merchant's keys, or the operator's
    List(KeyListArgs),
    /// Ends a key at once
    Revoke(KeyRevoke),
}

/// Whose keys to list.
#[derive(Debug, Args)]
pub struct KeyListArgs {
    /// The merchant's id or slug [default: the operator's own keys]
    #[arg(long)]
    merchant: Option<String>,
    /// Print JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    config: ConfigArgs,
}

/// Which key ends.
#[derive(Debug, Args)]
pub struct KeyRevoke {
    /// The key's id, as `key list` shows it
    #[arg(value_name = "KEY_ID")]
    id: String,
    /// End what it made as well: keys, sessions, addresses of the results, and what those made
    #[arg(long)]
    with_made: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    config: ConfigArgs,
}

/// What can be done with tills.
#[derive(Debug, Subcommand)]
pub enum TillCommand {
    /// Lists a merchant's tills
    List(TillList),
}

/// Whose tills to list.
#[derive(Debug, Args)]
pub struct TillList {
    /// The merchant's id or slug
    #[arg(long)]
    merchant: String,
    /// Print JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    config: ConfigArgs,
}

/// A key to make.
#[derive(Debug, Args)]
pub struct KeyCreate {
    /// The merchant's id or slug; not for operator keys
    #[arg(long)]
    merchant: Option<String>,
    /// What the key is allowed to do
    #[arg(long)]
    role: KeyRole,
    /// Print JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    config: ConfigArgs,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum KeyRole {
    Owner,
    Staff,
    Reader,
    Operator,
}

impl From<KeyRole> for Role {
    fn from(role: KeyRole) -> Role {
        match role {
            KeyRole::Owner => Role::Owner,
            KeyRole::Staff => Role::Staff,
            KeyRole::Reader => Role::Reader,
            KeyRole::Operator => Role::Operator,
        }
    }
}

/// Runs a merchant command.
pub async fn run_merchant(command: MerchantCommand) -> anyhow::Result<ExitCode> {
    match command {
        MerchantCommand::Create(args) => create(args).await,
        MerchantCommand::Link(args) => link(args).await,
        MerchantCommand::List(args) => list(args).await,
        MerchantCommand::Suspend(args) => set_suspended(args, true).await,
        MerchantCommand::Resume(args) => set_suspended(args, false).await,
    }
}

async fn named(app: &App, merchant: &str) -> anyhow::Result<Tenant> {
    let missing = || {
        Code::NotFound.because(format!(
            "There is no merchant {merchant:?}. `stampwell merchant list` names those there are."
        ))
    };
    Ok(tenant_by_name(app, merchant)
        .await?
        .ok_or_else(missing)?)
}

async fn list(args: MerchantList) -> anyhow::Result<ExitCode> {
    let merchants = merchants::all_merchants(&super::app(&args.config)?).await?;
    let row = |merchant: &Merchant| {
        let state = if merchant.suspended_at.is_some() {
            "suspended"
        } else {
            "works"
        };
        [
            &merchant.slug,
            &merchant.id,
            &day(Some(merchant.created_at)),
            state,
            &merchant.name,
        ]
        .map(str::to_owned)
        .to_vec()
    };
    listed(
        args.json,
        &merchants,
        &["slug", "id", "since", "state", "name"],
        merchants.iter().map(row),
    )
}

async fn set_suspended(args: MerchantNamed, suspended: bool) -> anyhow::Result<ExitCode> {
    let app = super::app(&args.config)?;
    let tenant = named(&app, &args.merchant).await?;
    let merchant = Merchant::from(merchants::set_suspended(&app, tenant, suspended).await?);
    super::into_one_file(&app.store).await;
    match (args.json, suspended) {
        (true, _) => line(serde_json::to_string(&merchant)?)?,
        (false, true) => line(format_args!("{} is suspended", merchant.slug))?,
        (false, false) => line(format_args!("{} works", merchant.slug))?,
    }
    Ok(ExitCode::SUCCESS)
}

/// A list as JSON, or as a table with a heading; without a row it says so.
fn listed<T: Serialize>(
    json: bool,
    all: &[T],
    heading: &[&str],
    rows: impl Iterator<Item = Vec<String>>,
) -> anyhow::Result<ExitCode> {
    if json {
        line(serde_json::to_string(all)?)?;
    } else if all.is_empty() {
        talk("There is none.");
    } else {
        let heading = heading
            .iter()
            .map(|word| (*word).to_owned())
            .collect();
        data(&columns(
            &std::iter::once(heading)
                .chain(rows)
                .collect::<Vec<_>>(),
        ))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The day of a moment, in UTC; a stroke for none.
fn day(at: Option<Timestamp>) -> String {
    at.map_or_else(
        || "-".to_owned(),
        |at| {
            at.date_in(&jiff::tz::TimeZone::UTC)
                .to_string()
        },
    )
}

/// Runs a till command.
pub async fn run_till(command: TillCommand) -> anyhow::Result<ExitCode> {
    let TillCommand::List(args) = command;
    let app = super::app(&args.config)?;
    let found = till::all_tills(&app, named(&app, &args.merchant).await?).await?;
    let row = |listed: &ListedTill| {
        let ListedTill {
            till,
            standing,
            place,
        } = listed;
        let state = match standing {
            None => "waits",
            Some(TillStatus::Works) => "works",
            Some(TillStatus::Locked) => "locked",
            Some(TillStatus::Revoked | TillStatus::Failed) => "off",
            Some(TillStatus::Expired) => "expired",
        };
        [
            &till.id,
            state,
            &day(till.last_seen_at),
            place.as_deref().unwrap_or("-"),
            &till.name,
        ]
        .map(str::to_owned)
        .to_vec()
    };
    let rows: Vec<Vec<String>> = found.iter().map(row).collect();
    let tills: Vec<Till> = found
        .into_iter()
        .map(|listed| listed.till)
        .collect();
    listed(
        args.json,
        &tills,
        &["id", "state", "seen", "place", "name"],
        rows.into_iter(),
    )
}

async fn link(args: MerchantLink) -> anyhow::Result<ExitCode> {
    let app = super::app(&args.config)?;
    let tenant = named(&app, &args.merchant).await?;
    let (shown, json) = (SecretOutput::default(), args.json);
    let show = {
        let shown = shown.clone();
        move |link: &str| match json {
            true => {
                shown.line(serde_json::json!({ "url": link, "minutes": sign_in::LINK_MINUTES }))
            }
            false => shown.line(link),
        }
    };
    shown.settled(sign_in::sign_in_link(&app, Some(tenant), show).await)?;
    super::into_one_file(&app.store).await;
    if !args.json {
        talk(format_args!(
            "This link signs you in once, within {} minutes. Anyone who has it is the owner.",
            sign_in::LINK_MINUTES
        ));
    }
    Ok(ExitCode::SUCCESS)
}

async fn create(args: MerchantCreate) -> anyhow::Result<ExitCode> {
    let app = super::app_of(super::config(&args.config)?)?;
    let request = MerchantRequest {
        name: args.name,
        slug: args.slug,
        time_zone: args.zone,
        currency: args.currency,
        test: args.test,
    };
    let (shown, json) = (SecretOutput::default(), args.json);
    let show = {
        let shown = shown.clone();
        move |made: &NewMerchantAnswer| shown.line(printed(made, json)?)
    };
    shown.settled(merchants::create_merchant_shown(&app, request, show).await)?;
    super::into_one_file(&app.store).await;
    if !args.json {
        talk("These keys are shown only once. Keep them where you keep passwords.");
    }
    Ok(ExitCode::SUCCESS)
}

fn printed(made: &NewMerchantAnswer, json: bool) -> Result<String> {
    if json {
        return serde_json::to_string(made).map_err(Error::internal);
    }
    let NewMerchantAnswer {
        merchant_id,
        slug,
        owner_key,
        staff_key,
        reader_key,
    } = made;
    let who = format!("merchant_id  {merchant_id}\nslug         {slug}");
    Ok(format!(
        "{who}\nowner_key    {owner_key}\nstaff_key    {staff_key}\nreader_key   {reader_key}"
    ))
}

/// Runs a key command.
pub async fn run_key(command: KeyCommand) -> anyhow::Result<ExitCode> {
    match command {
        KeyCommand::Create(args) => create_key(args).await,
        KeyCommand::List(args) => list_keys(args).await,
        KeyCommand::Revoke(args) => revoke_key(args).await,
    }
}

async fn list_keys(args: KeyListArgs) -> anyhow::Result<ExitCode> {
    let app = super::app(&args.config)?;
    let tenant = match &args.merchant {
        Some(merchant) => Some(named(&app, merchant).await?),
        None => None,
    };
    let found = keys::all_keys(&app, tenant).await?;
    let row = |key: &Key| {
        let state = if key.revoked_at.is_some() {
            "ended"
        } else {
            "works"
        };
        [
            &key.id,
            key.role.as_str(),
            state,
            &day(Some(key.created_at)),
            &day(key.last_used_at),
            &key.hint,
        ]
        .map(str::to_owned)
        .to_vec()
    };
    listed(
        args.json,
        &found,
        &["id", "role", "state", "since", "used", "key"],
        found.iter().map(row),
    )
}

async fn revoke_key(args: KeyRevoke) -> anyhow::Result<ExitCode> {
    let app = super::app(&args.config)?;
    let key = keys::revoke_any(&app, &args.id, args.with_made).await?;
    super::into_one_file(&app.store).await;
    match args.json {
        true => line(serde_json::to_string(&key)?)?,
        false => line(format_args!("{} ({}) is ended", key.id, key.hint))?,
    }
    Ok(ExitCode::SUCCESS)
}

async fn create_key(args: KeyCreate) -> anyhow::Result<ExitCode> {
    let role = Role::from(args.role);
    let app = match role {
        // An operator's first key may be the first thing there is.
        Role::Operator => super::app_of(super::config(&args.config)?)?,
        _ => super::app(&args.config)?,
    };
    let tenant = match (&args.merchant, role) {
        (None, Role::Operator) => None,
        (Some(_), Role::Operator) => {
            return Err(Code::InvalidRequest
                .because("An operator key does not belong to a merchant. Leave out --merchant.")
                .into());
        }
        (None, _) => {
            return Err(Code::InvalidRequest
                .because("Give the merchant: --merchant ID or SLUG.")
                .into());
        }
        (Some(name), _) => Some(named(&app, name).await?),
    };
    let (shown, json, now) = (SecretOutput::default(), args.json, app.clock.now());
    let showing = shown.clone();
    let made =
        app.store
            .write(move |tx| {
                let (id, secret) = match tenant {
                    Some(tenant) => {
                        let test = tx.merchant(tenant)?.test;
                        let (row, secret) = new_key(tx, tenant, role, test, None, now)?;
                        (row.id, secret)
                    }
                    None => {
                        let (row, secret) = new_operator_key(tx, now)?;
                        (row.id, secret)
                    }
                };
                match json {
                    true => showing
                        .line(serde_json::json!({ "key_id": id, "role": role, "key": secret })),
                    false => showing.line(secret),
                }
            })
            .await;
    shown.settled(made)?;
    super::into_one_file(&app.store).await;
    if !args.json {
        talk("This key is shown only once.");
    }
    Ok(ExitCode::SUCCESS)
}
