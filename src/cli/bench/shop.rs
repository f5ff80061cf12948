//! The shops that are measured: the real service on a database of their own, which goes with them.

use std::io::Write as _;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use anyhow::Context as _;

use super::load::Requests;
use crate::app::App;
use crate::apple::push::PushClient;
use crate::cli::serve::{Options, Running};
use crate::clock::Clock;
use crate::config::Config;
use crate::delivery::Worker;
use crate::domain::program::Program;
use crate::error::Result;
use crate::ids::{CardId, RequestId};
use crate::sandbox::certificates::Certificates;
use crate::sandbox::{ApnsStandIn, GoogleStandIn};
use crate::service::cards::issue_card::{NewCard, make_card};
use crate::service::idempotency::NoKey;
use crate::service::shop::merchants::{MerchantRequest, create_merchant};
use crate::service::upkeep::verify::{Verdict, verify};
use crate::store::{DeviceRow, RegistrationRow, Store, Tx};

/// Cards that one transaction makes.
const BATCH: usize = 500;

/// A new folder in the working directory, so that the disk is the one that the operator meant; removed when dropped.
pub(super) struct BenchFolder(PathBuf);

impl BenchFolder {
    pub(super) fn make() -> anyhow::Result<BenchFolder> {
        let path =
            std::env::current_dir()?.join(format!(".stampwell-bench-{}", std::process::id()));
        std::fs::create_dir(&path)
            .with_context(|| format!("cannot make the folder {}", path.display()))?;
        Ok(BenchFolder(path))
    }

    pub(super) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for BenchFolder {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_dir_all(&self.0) {
            crate::cli::out::talk(format_args!(
                "{} could not be removed: {error}",
                self.0.display()
            ));
        }
    }
}

/// What the shops stand on.
pub(super) struct Plan<'a> {
    /// Where files go.
    pub folder: &'a Path,
    /// A folder with card designs beside the built-in ones.
    pub templates_dir: Option<&'a Path>,
    /// An empty database.
    pub database_url: String,
    /// What signs passes.
    pub certificates: &'a Certificates,
    /// Where pushes go; without it they are owed and nobody sends them.
    pub apns: Option<&'a ApnsStandIn>,
    /// Who keeps the cards' objects.
    pub google: Option<&'a GoogleStandIn>,
    /// How the world reaches the service.
    pub public_url: String,
}

/// Where a service is said to be that nobody but its clients needs to find.
pub(super) fn somewhere() -> String {
    "https://stamps.example.com".to_owned()
}

/// An authority and a pass certificate for one run.
pub(super) fn certificates() -> anyhow::Result<Certificates> {
    Ok(Certificates::make("pass.bench.stampwell", "BENCH00000")?)
}

/// The address of a SQLite database in a folder.
pub(super) fn sqlite(folder: &Path) -> String {
    format!("sqlite://{}", folder.join("bench.db").display())
}

/// One card on one phone, with what the till and the phone know of it.
pub(super) struct BenchCard {
    /// The key of its shop that scans.
    pub staff_key: Arc<str>,
    /// Its barcode's text.
    pub code: String,
    /// Its id.
    pub id: CardId,
    /// The address of its web page.
    pub page: String,
    /// What its pass shows to fetch the next one.
    pub authentication_token: String,
    /// The phone that holds it.
    pub device: String,
    /// Where Apple delivers a push to that phone.
    pub push_token: String,
}

/// The shops with their cards.
pub(super) struct BenchShops {
    /// What serves them.
    pub app: App,
    /// Sends the pushes.
    pub push: Option<PushClient>,
    /// The first shop's key that may change its program.
    pub owner_key: String,
    /// Every card; neighbours are of different shops.
    pub cards: Arc<Vec<BenchCard>>,
}

impl BenchShops {
    /// Checks afterwards that every shop's log agrees with its balances.
    pub(super) async fn verified(&self) -> anyhow::Result<Verdict> {
        let verdict = verify(&self.app).await?;
        anyhow::ensure!(
            verdict.faults.is_empty(),
            "the log does not agree with the balances: {}",
            verdict.faults.join("; ")
        );
        Ok(verdict)
    }

    /// Opens shops without cool-down and issues their cards, each of them on one phone, so that every scan owes a push as
    /// a scan in a shop does.
    pub(super) async fn open(
        plan: &Plan<'_>,
        shops: usize,
        cards_each: usize,
    ) -> anyhow::Result<BenchShops> {
        let (app, push) = App::build(&plan.config()?, Clock::system())?;
        let mut columns = Vec::with_capacity(shops);
        let mut owner_key = None;
        for number in 1..=shops {
            let name = format!("Bench Coffee {number}");
            let merchant = create_merchant(
                &app,
                &NoKey,
                MerchantRequest {
                    name,
                    slug: None,
                    time_zone: None,
                    currency: None,
                    test: true,
                },
            )
            .await?;
            let phones = (0..cards_each)
                .map(|i| phone(plan.apns, number * cards_each + i))
                .collect::<anyhow::Result<Vec<_>>>()?;
            let staff_key: Arc<str> = merchant.staff_key.into();
            columns.push(
                fill(&app, &merchant.merchant_id, &staff_key, &phones)
                    .await?
                    .into_iter(),
            );
            owner_key.get_or_insert(merchant.owner_key);
        }
        let mut cards = Vec::with_capacity(shops * cards_each);
        for _ in 0..cards_each {
            cards.extend(
                columns
                    .iter_mut()
                    .filter_map(Iterator::next),
            );
        }
        Ok(BenchShops {
            app,
            push,
            owner_key: owner_key.unwrap_or_default(),
            cards: Arc::new(cards),
        })
    }

    /// The same shops with every scan in a commit of its own.
    pub(super) fn one_by_one(&self, database_url: &str) -> anyhow::Result<App> {
        Ok(App {
            store: Store::open_grouping(database_url, 1)?,
            ..self.app.clone()
        })
    }
}

/// Scans of one card after the other, each with an idempotency key, as a till sends them.
pub(super) fn scans(cards: &Arc<Vec<BenchCard>>) -> Arc<Requests> {
    scans_of_every(1, cards)
}

/// The same of every `step`-th card only: with as many shops as that, those of the first.
pub(super) fn scans_of_every(step: usize, cards: &Arc<Vec<BenchCard>>) -> Arc<Requests> {
    let (cards, run) = (cards.clone(), RequestId::new());
    let write = move |number: u64, out: &mut Vec<u8>| {
        let BenchCard {
            staff_key, code, ..
        } = &cards[number as usize * step % cards.len()];
        let length = r#"{"code":"","amount_minor":450}"#.len() + code.len();
        let _ = write!(
            out,
            "POST /v1/scans HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {staff_key}\r\nContent-Type: application/json\r\n\
             Idempotency-Key: {run}-{number}\r\nContent-Length: {length}\r\n\r\n{{\"code\":\"{code}\",\"amount_minor\":450}}"
        );
    };
    Arc::new(Requests {
        status: 201,
        write: Box::new(write),
        next: AtomicU64::new(0),
    })
}

/// Starts the real service for an app on a free port of the loopback, with nobody working on the outbox.
pub(super) fn serve(app: &App) -> anyhow::Result<Running> {
    let options = Options {
        signals: false,
        deliver: false,
        ..Options::default()
    };
    Running::start(
        app.clone(),
        Worker::new(app.clone(), None),
        listener()?,
        vec![],
        options,
        |_| {},
    )
}

/// The same at a listener, with the outbox worked on as in a shop.
pub(super) fn serve_delivering(
    app: &App,
    push: Option<PushClient>,
    listener: TcpListener,
) -> anyhow::Result<Running> {
    let options = Options {
        signals: false,
        ..Options::default()
    };
    Running::start(
        app.clone(),
        Worker::new(app.clone(), push),
        listener,
        vec![],
        options,
        |_| {},
    )
}

/// A free port of the loopback.
pub(super) fn listener() -> std::io::Result<TcpListener> {
    TcpListener::bind("127.0.0.1:0")
}

impl Plan<'_> {
    /// The settings that an operator would write.
    pub(super) fn config(&self) -> anyhow::Result<Config> {
        let files = self
            .certificates
            .write_to(self.folder)?;
        let mut config = Config::default();
        config.database_url = self.database_url.clone().into();
        config.secret = Some(crate::service::access::actor::new_token("")?.into());
        config.templates_dir = self
            .templates_dir
            .map(Path::to_owned);
        config.set_public_url(&self.public_url);
        config.apple.certificate = Some(files.pass);
        config.apple.key = Some(files.pass_key);
        config.apple.wwdr = Some(files.intermediate);
        if let Some(apns) = self.apns {
            config.apple.apns_ca = Some(files.root);
            config.apple.apns_url = apns.base_url();
        }
        if let Some(google) = self.google {
            config.google.issuer_id = Some(google.issuer_id().to_owned());
            config.google.service_account = Some(google.write_key_file(self.folder)?);
            config.google.api_url = google.api_url();
            config.google.save_url = google.save_url();
            config.google.keys_url = google.keys_url();
        }
        // One key carries the load of a hundred tills.
        config.limits.requests = 0;
        Ok(config)
    }
}

/// A phone's device identifier and push token; Apple's stand-in must know the token.
fn phone(apns: Option<&ApnsStandIn>, number: usize) -> anyhow::Result<(String, String)> {
    let token = apns.map_or_else(|| Ok(format!("{number:064x}")), ApnsStandIn::token)?;
    Ok((format!("{number:032x}"), token))
}

async fn fill(
    app: &App,
    merchant: &str,
    staff_key: &Arc<str>,
    phones: &[(String, String)],
) -> anyhow::Result<Vec<BenchCard>> {
    let mut cards = Vec::with_capacity(phones.len());
    for batch in phones.chunks(BATCH) {
        let (ours, merchant, staff_key, batch) = (
            app.clone(),
            merchant.to_owned(),
            staff_key.clone(),
            batch.to_vec(),
        );
        cards.extend(
            app.store
                .write(move |tx| make_cards(&ours, tx, &merchant, &staff_key, &batch))
                .await?,
        );
    }
    Ok(cards)
}

fn make_cards(
    app: &App,
    tx: &mut Tx<'_>,
    merchant: &str,
    staff_key: &Arc<str>,
    phones: &[(String, String)],
) -> Result<Vec<BenchCard>> {
    let now = app.clock.now();
    let Some((tenant, _)) = tx.merchant_by_name(merchant)? else {
        return Ok(vec![]);
    };
    tx.lock(tenant)?;
    let program = tx.program(tenant)?;
    if program.cooldown_s != 0 {
        tx.save_program(
            tenant,
            &Program {
                cooldown_s: 0,
                ..Arc::unwrap_or_clone(program)
            },
            now,
        )?;
    }
    let mut cards = Vec::with_capacity(phones.len());
    for (device, push_token) in phones {
        let card = make_card(
            app,
            tx,
            tenant,
            None,
            &NewCard {
                channel: "staff".into(),
                ..NewCard::default()
            },
            now,
        )?;
        tx.save_device(&DeviceRow {
            device_library_identifier: device.clone(),
            push_token: push_token.clone(),
            updated_at: now,
        })?;
        let registration =
            RegistrationRow::new(tenant, device, app.apple.pass_type(), card.id, now)?;
        tx.insert_registration(&registration)?;
        cards.push(BenchCard {
            staff_key: staff_key.clone(),
            code: app
                .secrets
                .code(&card.secret_id, card.id),
            id: card.id,
            page: app.card_page(&card),
            authentication_token: app
                .secrets
                .apple_token(&card.secret_id, card.id),
            device: device.clone(),
            push_token: push_token.clone(),
        });
    }
    Ok(cards)
}
