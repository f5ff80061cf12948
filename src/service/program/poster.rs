//! What hangs and stands in the shop: a sentence, the stamps and the code that leads to the join page.

use crate::app::App;
use crate::domain::face::StampCount;
use crate::domain::program::{Colours, Program};
use crate::error::{Code, Error, Result};
use crate::locale::Locale;
use crate::service::wallets::apple_pass::{at_its_stamps, look, template, words};
use crate::store::Tenant;
use crate::template::StripState;

/// The paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// A poster of 210 x 297 mm.
    A4,
    /// A poster of 148 x 210 mm.
    A5,
    /// An A4 sheet that is folded once and stands on the table.
    Tent,
}

impl Size {
    /// Every size, in the order of the choice.
    pub const ALL: [Size; 3] = [Size::A4, Size::A5, Size::Tent];

    /// The word for it in addresses and commands.
    pub fn word(self) -> &'static str {
        match self {
            Size::A4 => "a4",
            Size::A5 => "a5",
            Size::Tent => "tent",
        }
    }

    /// The size of this word.
    pub fn parse(word: &str) -> Option<Size> {
        Size::ALL
            .into_iter()
            .find(|size| size.word() == word)
    }

    /// By which channel customers come who scanned it.
    pub fn channel(self) -> &'static str {
        if self == Size::Tent {
            "table_tent"
        } else {
            "poster"
        }
    }
}

/// Millimetres of the stamp row's drawing, before it is scaled.
pub const STAMPS: (u32, u32) = (375, 144);

/// What a poster says in one language.
#[derive(Clone, Debug)]
pub struct Saying {
    /// The language.
    pub language: Locale,
    /// Whose it is.
    pub shop: String,
    /// What a full card gives; on a second line, what is given on the way.
    pub benefit: String,
    /// What to do.
    pub scan: String,
    /// Where the card goes.
    pub wallets: String,
}

/// What one poster says and shows.
#[derive(Clone, Debug)]
pub struct Poster {
    /// The paper.
    pub size: Size,
    /// What it says in each language, one or two.
    pub sayings: Vec<Saying>,
    /// The empty card, drawn for each language: an SVG of [`STAMPS`] without text.
    pub stamps: Vec<String>,
    /// What the code leads to.
    pub address: String,
    /// What people type.
    pub short_address: String,
    /// The shop's colours.
    pub colours: Colours,
}

/// The poster of a shop in one or two languages.
pub async fn poster(app: &App, tenant: Tenant, size: Size, languages: &[Locale]) -> Result<Poster> {
    let (program, slug) = app
        .store
        .read(move |tx| Ok((tx.program(tenant)?, tx.merchant(tenant)?.slug)))
        .await?;
    let join = format!("{}/j/{slug}", app.public_url);
    let short_address = join
        .split_once("://")
        .map_or(join.as_str(), |(_, rest)| rest)
        .to_owned();
    let stamps = languages
        .iter()
        .map(|language| stamps(app, &program, *language))
        .collect::<Result<_>>()?;
    Ok(Poster {
        size,
        sayings: languages
            .iter()
            .map(|language| saying(app, &program, *language))
            .collect(),
        stamps,
        address: format!("{join}?ch={}", size.channel()),
        short_address,
        colours: program.colours.clone(),
    })
}

/// The languages of a list such as `en,fa`: one or two that we speak, the shop's own if there is none.
pub fn languages(list: &str, program: &Program) -> Result<Vec<Locale>> {
    let known = |tag: &str| {
        let language = Locale::parse(tag).ok_or_else(|| {
            let known = Locale::ALL
                .map(Locale::tag)
                .join(", ");
            Code::InvalidRequest.because(format!("{tag:?} is not one of {known}."))
        })?;
        Ok::<_, Error>(language.with_shop_settings(&program.languages))
    };
    let mut languages: Vec<Locale> = list
        .split(',')
        .map(str::trim)
        .filter(|tag| !tag.is_empty())
        .map(known)
        .collect::<Result<_>>()?;
    languages.dedup();
    match languages.len() {
        0 => Ok(vec![Locale::parse(program.language()).unwrap_or_default()]),
        1 | 2 => Ok(languages),
        _ => Err(Code::InvalidRequest.because("A poster has one or two languages, such as en,fa.")),
    }
}

fn saying(app: &App, program: &Program, language: Locale) -> Saying {
    let reward = program
        .rewards
        .last()
        .map_or(String::new(), |rung| words(&rung.name, language, program));
    let values = [
        ("count", program.stamps_required().into()),
        ("reward", (&reward).into()),
    ];
    let along: Vec<String> = program
        .rewards
        .iter()
        .rev()
        .skip(1)
        .rev()
        .map(|rung| at_its_stamps("poster-along", rung, language, program))
        .collect();
    let benefit = language.text_with("join-benefit", &values);
    let wallets = match (app.apple.is_configured(), app.google.is_ready()) {
        (true, true) => "poster-in-both",
        (true, false) => "poster-in-apple",
        (false, true) => "poster-in-google",
        (false, false) => "poster-in-browser",
    };
    Saying {
        language,
        shop: words(&program.name, language, program),
        // A reward on the way to the full card draws people too, so it is not kept from them.
        benefit: match along.is_empty() {
            true => benefit,
            false => format!("{benefit}\n{}", along.join(" · ")),
        },
        scan: language.text("poster-scan"),
        wallets: language.text(wallets),
    }
}

fn stamps(app: &App, program: &Program, language: Locale) -> Result<String> {
    let state = StripState::of(StampCount::of(program.welcome_stamps, program), false);
    template(app, program)?
        .outlined(STAMPS.0, STAMPS.1, state, &look(program, language.tag()))
        .map_err(Error::internal)
}
