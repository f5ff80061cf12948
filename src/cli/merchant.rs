//! `stampwell merchant create`, `stampwell key create`.

use std::process::ExitCode;

use clap::{Args, Subcommand, ValueEnum};

use super::out::{Shown, talk};
use crate::config::ConfigArgs;
use crate::error::{Code, Error, Result};
use crate::service::import_events::tenant_by_name;
use crate::service::keys::new_key;
use crate::service::merchants::{self, MerchantRequest, NewMerchantAnswer};
use crate::service::sessions;
use crate::store::Role;

/// What can be done with merchants.
#[derive(Debug, Subcommand)]
pub enum MerchantCommand {
    /// Create a merchant with a working program and print its keys, once
    Create(MerchantCreate),
    /// Print a link that signs the shop's owner in once, within half an hour
    Link(MerchantLink),
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
    }
}

async fn link(args: MerchantLink) -> anyhow::Result<ExitCode> {
    let app = super::app(&args.config)?;
    let missing = || Code::NotFound.because(format!("There is no merchant {:?}.", args.merchant));
    let tenant = tenant_by_name(&app, &args.merchant).await?.ok_or_else(missing)?;
    let (shown, json) = (Shown::default(), args.json);
    let show = {
        let shown = shown.clone();
        move |link: &str| match json {
            true => shown.line(serde_json::json!({ "url": link, "minutes": sessions::LINK_MINUTES })),
            false => shown.line(link),
        }
    };
    shown.settled(sessions::sign_in_link(&app, Some(tenant), show).await)?;
    if !args.json {
        talk(format_args!("This link signs you in once, within {} minutes. Anyone who has it is the owner.", sessions::LINK_MINUTES));
    }
    Ok(ExitCode::SUCCESS)
}

async fn create(args: MerchantCreate) -> anyhow::Result<ExitCode> {
    let app = super::app_of(super::config(&args.config)?)?;
    let request = MerchantRequest { name: args.name, slug: args.slug, time_zone: args.zone, currency: args.currency, test: args.test };
    let (shown, json) = (Shown::default(), args.json);
    let show = {
        let shown = shown.clone();
        move |made: &NewMerchantAnswer| shown.line(printed(made, json)?)
    };
    shown.settled(merchants::create_merchant_shown(&app, request, show).await)?;
    if !args.json {
        talk("These keys are shown only once. Keep them where you keep passwords.");
    }
    Ok(ExitCode::SUCCESS)
}

fn printed(made: &NewMerchantAnswer, json: bool) -> Result<String> {
    if json {
        return serde_json::to_string(made).map_err(Error::internal);
    }
    let NewMerchantAnswer { merchant_id, slug, owner_key, staff_key, reader_key } = made;
    let who = format!("merchant_id  {merchant_id}\nslug         {slug}");
    Ok(format!("{who}\nowner_key    {owner_key}\nstaff_key    {staff_key}\nreader_key   {reader_key}"))
}

/// Runs a key command.
pub async fn run_key(command: KeyCommand) -> anyhow::Result<ExitCode> {
    let KeyCommand::Create(args) = command;
    let role = Role::from(args.role);
    let app = match role {
        // An operator's first key may be the first thing there is.
        Role::Operator => super::app_of(super::config(&args.config)?)?,
        _ => super::app(&args.config)?,
    };
    let tenant = match (&args.merchant, role) {
        (None, Role::Operator) => None,
        (Some(_), Role::Operator) => {
            return Err(Code::InvalidRequest.because("An operator key does not belong to a merchant. Leave out --merchant.").into());
        }
        (None, _) => return Err(Code::InvalidRequest.because("Give the merchant: --merchant ID or SLUG.").into()),
        (Some(name), _) => {
            Some(tenant_by_name(&app, name).await?.ok_or_else(|| Code::NotFound.because(format!("There is no merchant {name:?}.")))?)
        }
    };
    let (shown, json, now) = (Shown::default(), args.json, app.clock.now());
    let showing = shown.clone();
    let made = app
        .store
        .write(move |tx| {
            let test = match tenant {
                Some(tenant) => tx.merchant(tenant)?.test,
                None => false,
            };
            let (row, secret) = new_key(tx, tenant, role, test, now)?;
            match json {
                true => showing.line(serde_json::json!({ "key_id": row.id, "role": row.role, "key": secret })),
                false => showing.line(secret),
            }
        })
        .await;
    shown.settled(made)?;
    if !args.json {
        talk("This key is shown only once.");
    }
    Ok(ExitCode::SUCCESS)
}
