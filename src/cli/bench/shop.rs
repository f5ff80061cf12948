//! The shop that is measured: the real service on SQLite in a folder of its own, which goes with it.

use std::net::TcpListener;
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use crate::app::App;
use crate::cli::serve::{Options, Running};
use crate::clock::Clock;
use crate::config::Config;
use crate::delivery::Worker;
use crate::sandbox::certificates::Certificates;
use crate::service::issue_card::{NewCard, make_card};
use crate::service::merchants::{MerchantRequest, NewMerchantAnswer, create_merchant};
use crate::store::{RegistrationRow, Store};

/// A new folder in the working directory, so that the disk is the one that the operator meant; removed when dropped.
pub(super) struct Folder(PathBuf);

impl Folder {
    pub(super) fn make() -> anyhow::Result<Folder> {
        let path = std::env::current_dir()?.join(format!(".stampwell-bench-{}", std::process::id()));
        std::fs::create_dir(&path).with_context(|| format!("cannot make the folder {}", path.display()))?;
        Ok(Folder(path))
    }

    pub(super) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_dir_all(&self.0) {
            eprintln!("{} could not be removed: {error}", self.0.display());
        }
    }
}

/// The shop with its cards.
pub(super) struct Shop {
    /// What serves it.
    pub app: App,
    /// The key that scans.
    pub staff_key: String,
    /// The barcode text of every card.
    pub codes: Vec<String>,
}

impl Shop {
    /// Opens a shop without cool-down and issues its cards, each of them on one phone, so that every scan owes a push as
    /// a scan in a shop does. Pushes are owed and not sent: nobody waits for them.
    pub(super) async fn open(folder: &Path, templates_dir: &Path, cards: usize) -> anyhow::Result<Shop> {
        let (app, _) = App::build(&config(folder, templates_dir)?, Clock::system())?;
        let request = MerchantRequest { name: "Bench Coffee".into(), slug: None, time_zone: None, currency: None, test: true };
        let merchant = create_merchant(&app, request).await?;
        let codes = fill(&app, &merchant, cards).await?;
        Ok(Shop { app, staff_key: merchant.staff_key, codes })
    }

    /// The same shop with every scan in a commit of its own.
    pub(super) fn one_by_one(&self, folder: &Path) -> anyhow::Result<App> {
        Ok(App { store: Store::open_grouping(&database(folder), 1)?, ..self.app.clone() })
    }
}

/// Starts the real service for an app on a free port of the loopback.
pub(super) fn serve(app: &App) -> anyhow::Result<Running> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let options = Options { signals: false, deliver: false, ..Options::default() };
    Running::start(app.clone(), Worker::new(app.clone(), None), listener, vec![], options, |_| {})
}

fn database(folder: &Path) -> String {
    format!("sqlite://{}", folder.join("bench.db").display())
}

fn config(folder: &Path, templates_dir: &Path) -> anyhow::Result<Config> {
    let files = Certificates::make("pass.bench.stampwell", "BENCH00000")?.write_to(folder)?;
    let mut config = Config::default();
    config.database_url = database(folder).into();
    config.secret = Some(crate::service::actor::new_token("")?.into());
    config.templates_dir = templates_dir.to_owned();
    config.set_public_url("https://stamps.example.com");
    config.apple.certificate = Some(files.pass);
    config.apple.key = Some(files.pass_key);
    config.apple.wwdr = Some(files.intermediate);
    // One key carries the load of a hundred tills.
    config.limits.requests = 0;
    Ok(config)
}

async fn fill(app: &App, merchant: &NewMerchantAnswer, cards: usize) -> anyhow::Result<Vec<String>> {
    let now = app.clock.now();
    let (ours, name) = (app.clone(), merchant.merchant_id.clone());
    let codes = app.store.write(move |tx| {
        let Some((tenant, _)) = tx.merchant_by_name(&name)? else { return Ok(vec![]) };
        let program = crate::domain::program::Program { cooldown_s: 0, ..tx.program(tenant)? };
        tx.save_program(tenant, &program, now)?;
        let mut codes = Vec::with_capacity(cards);
        for i in 0..cards {
            let card = make_card(&ours, tx, tenant, None, &NewCard { channel: "staff".into(), ..NewCard::default() }, now)?;
            tx.insert_registration(&RegistrationRow {
                device_library_identifier: format!("{i:032x}"),
                pass_type_identifier: ours.apple.pass_type().to_owned(),
                card_id: card.id,
                push_token: format!("{i:064x}"),
                created_at: now,
                updated_at: now,
            })?;
            codes.push(ours.secrets.code(&card.secret_id, card.id));
        }
        Ok(codes)
    });
    Ok(codes.await?)
}
