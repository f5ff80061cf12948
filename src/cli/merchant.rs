//! `stampwell merchant create`, `stampwell key create`.

use std::process::ExitCode;

use clap::{Args, Subcommand, ValueEnum};

use crate::config::ConfigArgs;
use crate::error::Code;
use crate::service::import_events::tenant_by_name;
use crate::service::keys::new_key;
use crate::service::merchants::{self, MerchantRequest};
use crate::service::sessions;
use crate::store::Role;

/// What can be done with merchants.
#[derive(Debug, Subcommand)]
pub enum MerchantCommand {
    /// Makes a merchant with a working program and prints its keys, once
    Create(MerchantCreate),
    /// Prints a link that signs the shop's owner in once, within half an hour
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
    /// The word in its join address [default: made from the name]
    #[arg(long)]
    slug: Option<String>,
    /// IANA time zone, such as Europe/Berlin [default: UTC]
    #[arg(long = "tz", value_name = "ZONE")]
    zone: Option<String>,
    /// ISO 4217 currency [default: EUR]
    #[arg(long)]
    currency: Option<String>,
    /// Keys say `sw_test_`; nothing else differs
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
    /// Makes a key and prints it, once
    Create(KeyCreate),
}

/// A key to make.
#[derive(Debug, Args)]
pub struct KeyCreate {
    /// The merchant's id or slug; not for operator keys
    #[arg(long)]
    merchant: Option<String>,
    /// What the key may do
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
    let link = sessions::sign_in_link(&app, Some(tenant)).await?;
    if args.json {
        println!("{}", serde_json::json!({ "url": link, "minutes": sessions::LINK_MINUTES }));
    } else {
        println!("{link}");
        eprintln!("This link signs in once, within {} minutes. Whoever has it is the owner.", sessions::LINK_MINUTES);
    }
    Ok(ExitCode::SUCCESS)
}

async fn create(args: MerchantCreate) -> anyhow::Result<ExitCode> {
    let app = super::app(&args.config)?;
    let request = MerchantRequest { name: args.name, slug: args.slug, time_zone: args.zone, currency: args.currency, test: args.test };
    let made = merchants::create_merchant(&app, request).await?;
    if args.json {
        println!("{}", serde_json::to_string(&made)?);
    } else {
        println!("merchant_id  {}\nslug         {}", made.merchant_id, made.slug);
        println!("owner_key    {}\nstaff_key    {}\nreader_key   {}", made.owner_key, made.staff_key, made.reader_key);
        eprintln!("These keys are shown this once. Keep them where you keep passwords.");
    }
    Ok(ExitCode::SUCCESS)
}

/// Runs a key command.
pub async fn run_key(command: KeyCommand) -> anyhow::Result<ExitCode> {
    let KeyCommand::Create(args) = command;
    let app = super::app(&args.config)?;
    let role = Role::from(args.role);
    let tenant = match (&args.merchant, role) {
        (None, Role::Operator) => None,
        (Some(_), Role::Operator) => {
            return Err(Code::InvalidRequest.because("An operator key belongs to no merchant; leave --merchant out.").into());
        }
        (None, _) => return Err(Code::InvalidRequest.because("Name the merchant: --merchant ID or SLUG.").into()),
        (Some(name), _) => {
            Some(tenant_by_name(&app, name).await?.ok_or_else(|| Code::NotFound.because(format!("There is no merchant {name:?}.")))?)
        }
    };
    let now = app.clock.now();
    let (row, secret) = app
        .store
        .write(move |tx| {
            let test = match tenant {
                Some(tenant) => tx.merchant(tenant)?.test,
                None => false,
            };
            new_key(tx, tenant, role, test, now)
        })
        .await?;
    if args.json {
        println!("{}", serde_json::json!({ "key_id": row.id, "role": row.role, "key": secret }));
    } else {
        println!("{secret}");
        eprintln!("This key is shown this once.");
    }
    Ok(ExitCode::SUCCESS)
}
