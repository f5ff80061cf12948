//! `stampwell poster`: the sheet that brings customers to the join page.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context as _;
use clap::Args;

use super::out::{line, talk};
use crate::config::ConfigArgs;
use crate::error::Code;
use crate::http::poster_drawing::svg;
use crate::service::data::import_events::tenant_by_name;
use crate::service::program::poster::{Size, languages, poster};
use crate::service::wallets::web_card::program_of;
use crate::template::outlined;

/// A poster to draw.
#[derive(Debug, Args)]
pub struct PosterArgs {
    /// The merchant's id or slug
    #[arg(long)]
    merchant: String,
    /// a4, a5 or tent: an A4 sheet, folded once to stand on a table
    #[arg(long, default_value = "a4", value_parser = size)]
    size: Size,
    /// One or two languages, such as en,fa [default: the shop's own]
    #[arg(long, default_value = "", hide_default_value = true)]
    lang: String,
    /// A TTF or OTF font that turns the words into outlines, so they print the same everywhere; can be given several times
    #[arg(long = "font", value_name = "FILE")]
    fonts: Vec<PathBuf>,
    #[command(flatten)]
    config: ConfigArgs,
}

fn size(word: &str) -> Result<Size, String> {
    Size::parse(word).ok_or_else(|| "must be a4, a5 or tent".to_owned())
}

/// Prints the SVG.
pub async fn run(args: PosterArgs) -> anyhow::Result<ExitCode> {
    // A poster with another address than the public one would lead customers nowhere.
    let config = super::config(&args.config)?;
    config.public_url()?;
    let app = super::app_as_is(config)?;
    let missing = || Code::NotFound.because(format!("There is no merchant {:?}.", args.merchant));
    let tenant = tenant_by_name(&app, &args.merchant)
        .await?
        .ok_or_else(missing)?;
    let languages = languages(&args.lang, &program_of(&app, tenant).await?)?;
    let drawing = svg(&poster(&app, tenant, args.size, &languages).await?);
    if args.fonts.is_empty() {
        line(&drawing)?;
        talk(
            "The words are text, drawn in the fonts of whoever opens the file. Print from a browser, or give a font with",
        );
        talk("--font FILE to turn them into outlines that look the same on every printer.");
        return Ok(ExitCode::SUCCESS);
    }
    let read = |path: &PathBuf| {
        std::fs::read(path).with_context(|| format!("cannot read the font {}", path.display()))
    };
    let fonts = args
        .fonts
        .iter()
        .map(read)
        .collect::<anyhow::Result<Vec<_>>>()?;
    line(outlined(&drawing, &fonts).context("the poster cannot be drawn with these fonts")?)?;
    Ok(ExitCode::SUCCESS)
}
