//! `stampwell bench sign`: the whole way of a pass on one core, and bare private key operations in turns with it.

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Context as _;
use clap::Args;
use serde_json::json;

use super::table::{Goal, Report, Row, number};
use crate::apple::bench::{SigningSpeed, bench_sign};
use crate::apple::certificates::{CertificateFiles, PassCertificate};
use crate::apple::pass::{PassContent, WebService};
use crate::apple::strings::{PassTexts, Wording};
use crate::clock::Clock;
use crate::domain::face::{Headline, StampCount};
use crate::domain::program::Program;
use crate::ids::{CardId, MerchantId};
use crate::locale::language_tag::NumberingSystem;
use crate::sandbox::certificates::Certificates;
use crate::service::wallets::apple_pass;
use crate::template::Template;

/// What the design promises: everything but the signature costs less than this leaves.
const GOAL: f64 = 0.85;
/// What it strives for.
const STRETCH: f64 = 0.95;

/// How to measure signing.
#[derive(Debug, Args)]
pub struct SignArgs {
    /// How long
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..=3_600))]
    seconds: u64,
    /// A folder with card designs beside the built-in ones; `coffee` is signed
    #[arg(long, value_name = "FOLDER")]
    templates_dir: Option<PathBuf>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Measures on a thread of its own.
pub(super) async fn run(args: SignArgs) -> anyhow::Result<()> {
    let mut designs = crate::app::load_templates(args.templates_dir.as_deref())?;
    let template = designs
        .remove("coffee")
        .context("there is no design coffee")?;
    let seconds = args.seconds;
    let speed = tokio::task::spawn_blocking(move || measure(seconds, &template)).await??;
    report(seconds, &speed).print(args.json)?;
    Ok(())
}

fn measure(seconds: u64, template: &Template) -> anyhow::Result<SigningSpeed> {
    let program = Program::starter("Bench Coffee", "Europe/Berlin", "EUR");
    let texts = Arc::new(apple_pass::prepared_texts(&program));
    let card = |stamps| content(&program, &texts, stamps);
    Ok(bench_sign(
        seconds,
        certificate()?,
        template,
        &apple_pass::look(&program, program.language()),
        program.stamps_required() as u32,
        card,
        Clock::system().now(),
    )?)
}

fn certificate() -> anyhow::Result<PassCertificate> {
    let made = Certificates::make("pass.bench.stampwell", "BENCH00000")?;
    let files = CertificateFiles {
        certificate: &made.pass_pem,
        key: Some(&made.pass_key_pem),
        passphrase: None,
        wwdr: Some(&made.intermediate_pem),
    };
    Ok(PassCertificate::load(files)?)
}

/// A card as a service on the web issues it.
fn content(program: &Program, texts: &Arc<PassTexts>, stamps: u32) -> PassContent {
    let page = (
        Wording::key("page"),
        "https://stamps.example.com/c/0123456789abcdefghijklmnopqrstuv".to_owned(),
    );
    PassContent {
        serial_number: CardId::new(MerchantId::new().bucket()).to_string(),
        web_service: Some(WebService {
            url: "https://stamps.example.com/apple".into(),
            authentication_token: "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdef".into(),
            allow_http: false,
        }),
        organization_name: Wording::key("shop"),
        description: Wording::key("shop"),
        logo_text: Some(Wording::key("shop")),
        colours: program.colours.clone(),
        barcode: "SW10123456789ABCDEFGHIJKLMNOPQRSTUV0123456789ABCDEFGHI".into(),
        short_code: "AB2CD3EF".into(),
        headline: Headline::Count(StampCount::of(stamps.into(), program)),
        digits: NumberingSystem::default(),
        next_reward: Wording::Key(format!("reward.{}", program.stamps_required())),
        rewards_waiting: vec![],
        notes: vec![],
        tier: None,
        news: None,
        links: vec![page],
        shop: vec![],
        places: vec![],
        voided: false,
        expires_at: None,
        texts: texts.clone(),
    }
}

fn report(seconds: u64, speed: &SigningSpeed) -> Report {
    let (pass_us, rsa_us) = (1e6 / speed.passes_per_s, 1e6 / speed.raw_per_s);
    let whole = format!(
        "{} bytes each: JSON, hashes, manifest, signature, archive",
        number(speed.pass_bytes as f64)
    );
    let passes = Row::per_s("signed passes", speed.passes_per_s)
        .over("raw RSA-2048", speed.raw_per_s)
        .goal(Goal::Ratio(GOAL));
    let limit = format!(
        "The limit is the RSA operation: {rsa_us:.0} of {pass_us:.0} µs; everything else of a pass is {:.0} µs.",
        pass_us - rsa_us
    );
    let facts = json!({ "seconds": seconds, "passes": speed.passes, "pass_bytes": speed.pass_bytes, "openssl": openssl::version::version() });
    Report {
        bench: "sign",
        title: format!(
            "Signing on one core, {seconds} s, {} passes, {}",
            number(speed.passes as f64),
            openssl::version::version()
        ),
        rows: vec![
            passes
                .stretch(STRETCH)
                .remark(whole),
        ],
        notes: vec![limit],
        facts,
    }
}
