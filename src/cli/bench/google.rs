//! `stampwell bench google`: cards are stamped faster than their issuer may write to Google, and the calls are counted. Google
//! must hear of the newest state soon and of few of those between.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context as _, ensure};
use clap::Args;
use serde_json::{Value, json};

use super::load;
use super::shop::{
    BenchFolder, BenchShops, Plan, certificates, listener, scans, serve_delivering, sqlite,
};
use super::side::quantile_ms;
use super::table::{Goal, Report, Row, number};
use super::to_the_end;
use crate::app::App;
use crate::ids::CardId;
use crate::sandbox::GoogleStandIn;
use crate::service::wallets::google_object;
use crate::service::wallets::google_object::ObjectContent;

/// Google has the newest state this soon after the last change.
const GOAL_NEWEST_MS: f64 = 2_000.0;
/// Connections of the tills; more than are ever busy at once.
const CLIENTS: usize = 32;
/// How long the newest state may be missing after the last scan.
const PATIENCE: Duration = Duration::from_secs(60);

/// How to measure writes to Google.
#[derive(Debug, Args)]
pub struct GoogleArgs {
    /// How long
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..=600))]
    seconds: u64,
    /// Scans for each call that the issuer may make
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..=100))]
    times: u32,
    /// Cards that the scans go round
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=1_000))]
    cards: u32,
    /// A folder with card designs beside the built-in ones
    #[arg(long, value_name = "FOLDER")]
    templates_dir: Option<PathBuf>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Measures in a folder of the working directory, which is removed afterwards.
pub(super) async fn run(args: GoogleArgs) -> anyhow::Result<()> {
    let folder = BenchFolder::make()?;
    to_the_end(measure(&args, folder.path()))
        .await?
        .report(&args)
        .print(args.json)?;
    Ok(())
}

async fn measure(args: &GoogleArgs, folder: &Path) -> anyhow::Result<GoogleFigures> {
    let (certificates, google, listener) =
        (certificates()?, GoogleStandIn::start().await?, listener()?);
    let plan = Plan {
        folder,
        templates_dir: args.templates_dir.as_deref(),
        database_url: sqlite(folder),
        certificates: &certificates,
        apns: None,
        google: Some(&google),
        // Google's callbacks come here.
        public_url: format!("http://{}", listener.local_addr()?),
    };
    let shop = BenchShops::open(&plan, 1, args.cards as usize).await?;
    let issuer_rate = shop.app.google.ready()?.rate;
    let service = serve_delivering(&shop.app, None, listener)?;
    let objects = saved(&google, &shop).await?;
    let calls_before = google.requests().len();

    let (address, rate, time, requests) = (
        service.address,
        issuer_rate * args.times,
        Duration::from_secs(args.seconds),
        scans(&shop.cards),
    );
    let paced =
        tokio::task::spawn_blocking(move || load::at_rate(address, CLIENTS, rate, time, &requests))
            .await??;
    let stopped = Instant::now();
    for (card, object) in shop.cards.iter().zip(&objects) {
        newest(&shop.app, &google, card.id, object).await?;
    }
    let newest_after = stopped.elapsed();
    let calls = google
        .requests()
        .split_off(calls_before);
    service.stop().await;
    shop.verified().await?;
    Ok(GoogleFigures {
        issuer_rate,
        answered_us: paced
            .answered
            .iter()
            .map(|(_, us)| *us)
            .collect(),
        spent: paced.spent,
        newest_after,
        patches: calls
            .iter()
            .filter(|call| call.method == "PATCH")
            .count(),
        calls: calls.len(),
        refused: calls
            .iter()
            .filter(|call| call.status == Some(429))
            .count(),
        busiest_second: google.requests_per_s(),
        at_once: google.in_flight_per_object_max(),
    })
}

/// Every customer taps the link and saves the card; the objects' ids, once the service has heard of it.
async fn saved(google: &GoogleStandIn, shop: &BenchShops) -> anyhow::Result<Vec<String>> {
    let mut objects = Vec::with_capacity(shop.cards.len());
    for card in shop.cards.iter() {
        objects.push(
            google
                .save(&format!("{}/google", card.page))
                .await?,
        );
    }
    ensure!(
        google
            .wait_for_callbacks(objects.len(), PATIENCE)
            .await,
        "Google's callbacks were not sent"
    );
    let refused = google
        .callbacks()
        .into_iter()
        .find(|sent| sent.status != Some(200));
    ensure!(
        refused.is_none(),
        "the service refused a callback: {refused:?}"
    );
    Ok(objects)
}

/// Waits until the object at Google shows what the card is now.
async fn newest(
    app: &App,
    google: &GoogleStandIn,
    card: CardId,
    object: &str,
) -> anyhow::Result<()> {
    let state = app
        .store
        .read(move |tx| match tx.card_of_anyone(card)? {
            Some(row) => ObjectContent::read(tx, row.tenant(), card),
            None => Ok(None),
        })
        .await?
        .context("the card has no object")?;
    let now = serde_json::to_value(google_object::object(
        app,
        app.google.ready()?,
        &state,
        app.clock.now(),
    ))?;
    let shows = |object: &Value| {
        ["loyaltyPoints", "secondaryLoyaltyPoints"]
            .iter()
            .all(|part| object[part]["balance"] == now[part]["balance"])
    };
    ensure!(
        google
            .wait_for_object(object, PATIENCE, shows)
            .await,
        "Google does not have the newest state of {object}"
    );
    Ok(())
}

/// Everything that was measured.
struct GoogleFigures {
    issuer_rate: u32,
    answered_us: Vec<u32>,
    spent: Duration,
    /// From the last answer to the newest state of every card at Google.
    newest_after: Duration,
    patches: usize,
    /// Every call: changes and messages about rewards.
    calls: usize,
    refused: usize,
    busiest_second: usize,
    at_once: usize,
}

impl GoogleFigures {
    fn changes(&self) -> f64 {
        self.answered_us.len() as f64
    }

    fn report(&self, args: &GoogleArgs) -> Report {
        let title = format!(
            "Writes to Google: {} s of {} scans a second over {} cards in Google Wallet, SQLite",
            args.seconds,
            self.issuer_rate * args.times,
            number(f64::from(args.cards))
        );
        let facts = json!({
            "seconds": args.seconds, "times": args.times, "cards": args.cards, "issuer_rate": self.issuer_rate, "refused": self.refused,
            "at_once_for_an_object": self.at_once, "messages": self.calls - self.patches,
        });
        Report {
            bench: "google",
            title,
            rows: self.rows(),
            notes: self.notes(),
            facts,
        }
    }

    fn rows(&self) -> Vec<Row> {
        let allowed = f64::from(self.issuer_rate);
        vec![
            Row::per_s(
                "scans, at a constant rate",
                self.changes() / self.spent.as_secs_f64(),
            )
            .over("calls that Google allows", allowed),
            Row::ms("scan answered, p99", quantile_ms(&self.answered_us, 0.99))
                .over("its p50", quantile_ms(&self.answered_us, 0.5)),
            Row::count("PATCHes", self.patches as f64).over("changes", self.changes()),
            Row::per_s("calls in the busiest second", self.busiest_second as f64)
                .over("calls that Google allows", allowed)
                .goal(Goal::Under(allowed)),
            Row::ms(
                "newest state at Google after",
                self.newest_after.as_secs_f64() * 1e3,
            )
            .goal(Goal::Under(GOAL_NEWEST_MS)),
        ]
    }

    fn notes(&self) -> Vec<String> {
        let calls = format!(
            "The limit is the issuer's rate: {} calls, {} of them messages about rewards; refused for their rate: {}; at most {} at once for an \
             object.",
            number(self.calls as f64),
            number((self.calls - self.patches) as f64),
            self.refused,
            self.at_once
        );
        vec![calls, "Checked afterwards: hash chain and balances agree; Google shows the newest state of every card.".to_owned()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(flavor = "multi_thread")]
    async fn many_changes_of_a_card_become_few_calls_and_google_has_the_last() {
        let folder = tempfile::tempdir().unwrap();
        let args = GoogleArgs {
            seconds: 1,
            times: 2,
            cards: 1,
            templates_dir: None,
            json: true,
        };
        let figures = measure(&args, folder.path())
            .await
            .unwrap();
        assert_eq!(figures.answered_us.len(), 40);
        assert!(
            figures.patches >= 1 && figures.patches < 40,
            "{}",
            figures.patches
        );
        assert_eq!((figures.refused, figures.at_once), (0, 1));
    }
}
