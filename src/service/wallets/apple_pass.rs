//! A card becomes a `.pkpass`.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::app::App;
use crate::apple::bundle::{self, PassImages, SignedPass};
use crate::apple::pass::{News, PassContent, TEXT_KEYS, Waiting, WebService};
use crate::apple::strings::{self, PassTexts, Wording};
use crate::clock::Timestamp;
use crate::domain::card::Progress;
use crate::domain::face::{self, CardFace, SHOP_FIELDS, ShopText};
use crate::domain::program::{Link, Program, Rung, Text};
use crate::error::{Error, Result};
use crate::locale::Locale;
use crate::locale::language_tag::NumberingSystem;
use crate::service::shapes;
use crate::service::wallets::card_notes::card_notes;
use crate::service::wallets::drawing::drawn;
use crate::service::wallets::own_picture;
use crate::store::{CardRow, Tx};
use crate::task;
use crate::template::{PassFile, Raster, StripLook, StripSet, StripState, Template};

pub use crate::apple::bundle::CONTENT_TYPE;

/// The newest pass of a card: kept by version, else signed now on a blocking thread.
pub async fn build_pass(app: &App, card: CardRow) -> Result<Arc<SignedPass>> {
    let now = app.clock.now();
    app.apple.signer(now)?;
    app.check_secret(&card)?;
    if let Some(pass) = kept(app, &card) {
        return Ok(pass);
    }
    let row = card.clone();
    let (progress, program) = app
        .store
        .read(move |tx| progress_and_program(tx, &row))
        .await?;
    let face = CardFace::of(&progress, &program, card.state, now);
    let state = StripState::of(face.count, face.reward_ready());
    let images = images(app, &card, &program, state).await?;
    let (ours, id, version) = (app.clone(), card.id, card.version);
    let sign = move || sign(&ours, &card, &progress, &program, &images, now);
    let pass = task::spawn_blocking(sign).await??;
    app.cache
        .passes
        .put(id, (version, pass.clone()));
    Ok(pass)
}

fn kept(app: &App, card: &CardRow) -> Option<Arc<SignedPass>> {
    let kept = app.cache.passes.get(&card.id);
    kept.filter(|(version, _)| *version == card.version)
        .map(|(_, pass)| pass)
}

/// How far the card's member has come, and the program in force.
pub fn progress_and_program(tx: &mut Tx<'_>, card: &CardRow) -> Result<(Progress, Arc<Program>)> {
    let tenant = card.tenant();
    let member = shapes::existing_member(tx, tenant, card)?;
    Ok((tx.progress(&member, false)?, tx.program_for(&member)?))
}

/// The pictures of a pass. Each is drawn once in its turn, then shared by all passes that show it.
async fn images(
    app: &App,
    card: &CardRow,
    program: &Program,
    state: StripState,
) -> Result<PassImages> {
    let template = template(app, program)?;
    let own = own_picture::own(app, card.tenant(), program).await?;
    let strip = strip(app, &template, program, &card.locale, state, own.strip).await?;
    let marks = marks(app, &template, program, own.logo).await?;
    Ok(PassImages::of(marks, strip))
}

async fn strip(
    app: &App,
    template: &Arc<Template>,
    program: &Program,
    language: &str,
    state: StripState,
    behind: Option<Arc<Raster>>,
) -> Result<Arc<StripSet>> {
    let look = match &behind {
        Some(behind) => look_over(program, language, behind),
        None => look(program, language),
    };
    let key = (template.version().to_owned(), state, look);
    if let Some(strip) = app.cache.strips.get(&key) {
        return Ok(strip);
    }
    let (template, look) = (template.clone(), key.2.clone());
    let strip = drawn(app, move || match behind {
        Some(behind) => template.strip_over(state, &look, &behind),
        None => template.strip(state, &look),
    })
    .await?;
    app.cache
        .strips
        .put(key, strip.clone());
    Ok(strip)
}

/// Icon and logo.
async fn marks(
    app: &App,
    template: &Arc<Template>,
    program: &Program,
    own: Option<Arc<Raster>>,
) -> Result<Arc<[PassFile]>> {
    let named = program
        .logo
        .as_deref()
        .filter(|_| own.is_some());
    let colours = program.colours.clone();
    let key = (
        named
            .unwrap_or(template.version())
            .to_owned(),
        colours,
    );
    if let Some(marks) = app.cache.marks.get(&key) {
        return Ok(marks);
    }
    let (template, colours) = (template.clone(), key.1.clone());
    let marks = drawn(app, move || match own {
        Some(logo) => logo
            .pass_images(&colours)
            .map(Arc::<[PassFile]>::from),
        None => template.images(&colours),
    })
    .await?;
    app.cache
        .marks
        .put(key, marks.clone());
    Ok(marks)
}

fn sign(
    app: &App,
    card: &CardRow,
    progress: &Progress,
    program: &Program,
    images: &PassImages,
    now: Timestamp,
) -> Result<Arc<SignedPass>> {
    let signer = app.apple.signer(now)?;
    let face = CardFace::of(progress, program, card.state, now);
    let content = content(app, card, &face, program, texts(app, card, program));
    let pass = bundle::sign(&signer, images, &content, now).map_err(Error::internal)?;
    Ok(Arc::new(pass))
}

/// The program's design; the first there is if its folder was removed, so that cards stay readable.
pub fn template(app: &App, program: &Program) -> Result<Arc<Template>> {
    let found = app
        .templates
        .get(&program.template)
        .or_else(|| app.templates.values().next());
    found
        .cloned()
        .ok_or_else(|| Error::internal("no design is loaded"))
}

/// How the program's cards are drawn for a reader of a language: its direction, and its digits where the shop is.
pub fn look(program: &Program, language: &str) -> StripLook {
    let rungs = program.rewards.iter().rev().skip(1);
    StripLook {
        along: rungs
            .filter_map(|rung| rung.at.try_into().ok())
            .collect(),
        ..StripLook::for_language(program.colours.clone(), program.tag_for(language))
    }
}

/// The same over the shop's own picture.
pub fn look_over(program: &Program, language: &str, behind: &Raster) -> StripLook {
    StripLook {
        behind: program
            .strip
            .as_deref()
            .map(|hash| behind.behind(hash)),
        ..look(program, language)
    }
}

fn content(
    app: &App,
    card: &CardRow,
    face: &CardFace<'_>,
    program: &Program,
    texts: Arc<PassTexts>,
) -> PassContent {
    PassContent {
        serial_number: card.id.to_string(),
        web_service: Some(WebService {
            url: format!("{}/apple", app.public_url),
            authentication_token: app
                .secrets
                .apple_token(&card.secret_id, card.id),
            allow_http: app
                .public_url
                .starts_with("http://"),
        }),
        organization_name: Wording::key("shop"),
        description: Wording::key("shop"),
        logo_text: Some(Wording::key("shop")),
        colours: program.colours.clone(),
        barcode: app
            .secrets
            .code(&card.secret_id, card.id),
        short_code: card.short_code.clone(),
        headline: face.headline,
        digits: NumberingSystem::of_language(program.tag_for(&card.locale)),
        next_reward: face
            .next
            .map_or_else(|| Wording::text(""), |rung| Wording::Key(rung_key(rung.at))),
        rewards_waiting: waiting(card, face, program),
        tier: face.tier.map(Wording::text),
        notes: card_notes(face, program, reader(card, program))
            .into_iter()
            .map(|note| (note.key, note.short))
            .collect(),
        news: None::<News>,
        links: links(app, card, face.links),
        shop: about_shop(program),
        places: vec![],
        voided: face.state.is_over(),
        expires_at: card.expires_at,
        texts,
    }
}

/// How the customer of a card reads, with the shop's own digits and calendar.
fn reader(card: &CardRow, program: &Program) -> Locale {
    Locale::parse(program.tag_for(&card.locale)).unwrap_or_default()
}

fn rung_key(at: i64) -> String {
    format!("reward.{at}")
}

/// What waits, the same reward counted once. A reward of a former program keeps its own name.
fn waiting(card: &CardRow, face: &CardFace<'_>, program: &Program) -> Vec<Waiting> {
    let mut waiting: Vec<Waiting> = Vec::new();
    for reward in &face.waiting {
        let rung = program
            .rewards
            .iter()
            .find(|rung| rung.name == reward.name);
        let name = rung.map_or_else(
            || {
                Wording::text(
                    reward
                        .name
                        .in_language(&card.locale, &program.languages),
                )
            },
            |rung| Wording::Key(rung_key(rung.at)),
        );
        match waiting
            .iter_mut()
            .find(|w| w.name == name)
        {
            Some(same) => same.count += 1,
            None => waiting.push(Waiting { name, count: 1 }),
        }
    }
    waiting
}

fn links(app: &App, card: &CardRow, shops: &[Link]) -> Vec<(Wording, String)> {
    let own = app
        .public_url
        .starts_with("https://")
        .then(|| (Wording::key("page"), app.card_page(card)));
    let shops = shops
        .iter()
        .enumerate()
        .map(|(i, link)| (Wording::Key(format!("link.{i}")), link.url.clone()));
    own.into_iter()
        .chain(shops)
        .collect()
}

/// What the shop says of itself, each under the key of its label. Phones make telephone and web site something to tap.
fn about_shop(program: &Program) -> Vec<(&'static str, Wording)> {
    let wording = |name, said| match said {
        ShopText::Lines(_) => Wording::Key(text_key(name)),
        ShopText::Telephone { written, .. } => Wording::text(written),
        ShopText::Website(address) => Wording::text(address),
    };
    face::about_shop(program)
        .map(|(field, said)| (field.name, wording(field.name, said)))
        .collect()
}

fn text_key(key: &str) -> String {
    format!("{key}.text")
}

/// Where each of Apple's texts stands in the locale files.
const LOCALE_KEYS: [(&str, &str); TEXT_KEYS.len()] = [
    ("stamps", "pass-stamps"),
    ("stamps_changed", "pass-change-stamps"),
    ("reward_ready", "pass-reward-ready"),
    ("reward_ready_changed", "pass-change-reward"),
    ("next_reward", "pass-next-reward"),
    ("rewards_waiting", "pass-rewards-waiting"),
    ("tier", "pass-tier"),
    ("next_stamp", "pass-next-stamp"),
    ("expiring", "pass-expiring"),
    ("how_it_works", "pass-how"),
    ("how_it_works_text", "pass-how-text"),
    ("card_code", "pass-short-code"),
    ("news", "pass-news"),
    ("news_changed", "pass-change-news"),
];

fn texts(app: &App, card: &CardRow, program: &Program) -> Arc<PassTexts> {
    let mut kept = app
        .cache
        .texts
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner);
    if let Some((_, texts)) = kept
        .get(&card.merchant_id)
        .filter(|(version, _)| *version == program.version && program.goal_version.is_none())
    {
        return texts.clone();
    }
    let texts = Arc::new(prepared_texts(program));
    // Those who keep an earlier goal are few, and each has texts of their own.
    if program.goal_version.is_none() {
        kept.put(card.merchant_id, (program.version, texts.clone()));
    }
    texts
}

/// Every text of the program's passes in each of its languages that stampwell speaks, English if none.
pub fn prepared_texts(program: &Program) -> PassTexts {
    let mut languages: Vec<Locale> = program
        .languages
        .iter()
        .filter_map(|tag| Locale::parse(tag))
        .collect();
    if languages.is_empty() {
        languages.push(Locale::parse("en").unwrap_or_default());
    }
    let mut translations: strings::Translations = BTreeMap::new();
    for language in &languages {
        let texts = translations
            .entry(language.tag().to_owned())
            .or_default();
        let shops = SHOP_FIELDS
            .iter()
            .map(|field| (field.name, field.label));
        for (key, locale_key) in LOCALE_KEYS.into_iter().chain(shops) {
            texts.insert(key.to_owned(), language.text(locale_key));
        }
        texts.insert("page".to_owned(), language.text("pass-page"));
    }
    strings::add_text(&mut translations, "shop", &program.name, &program.languages);
    for rung in &program.rewards {
        strings::add_text(
            &mut translations,
            &rung_key(rung.at),
            &rung.name,
            &program.languages,
        );
    }
    for (i, link) in program.links.iter().enumerate() {
        strings::add_text(
            &mut translations,
            &format!("link.{i}"),
            &link.name,
            &program.languages,
        );
    }
    for (field, said) in face::about_shop(program) {
        if let ShopText::Lines(text) = said {
            strings::add_text(
                &mut translations,
                &text_key(field.name),
                text,
                &program.languages,
            );
        }
    }
    PassTexts::new(languages[0].tag(), &translations)
}

/// The words for a text of a program in the reader's language, for pages; else in the shop's own.
pub fn words(text: &Text, language: Locale, program: &Program) -> String {
    text.in_language(language.tag(), &program.languages)
        .to_owned()
}

/// Every reward of a card with several, with its stamps: `4: Cookie · 8: Free coffee`. None for a card with one.
pub fn ladder(program: &Program, language: Locale) -> Option<String> {
    let told = |rung| at_its_stamps("card-rung", rung, language, program);
    let rungs = || {
        program
            .rewards
            .iter()
            .map(told)
            .collect::<Vec<_>>()
    };
    (program.rewards.len() > 1).then(|| rungs().join(" · "))
}

/// A reward with its stamps, in the words of a key.
pub fn at_its_stamps(key: &str, rung: &Rung, language: Locale, program: &Program) -> String {
    let reward = words(&rung.name, language, program);
    let values = [("count", rung.at.into()), ("reward", (&reward).into())];
    language.text_with(key, &values)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_shops_passes_speak_every_language() {
        let texts = prepared_texts(&Program::starter("Coffee", "UTC", "EUR"));
        let mut rewards: Vec<&str> = Vec::new();
        for language in Locale::ALL {
            let tag = language.tag();
            assert_eq!(
                texts.in_language(tag, "how_it_works_text"),
                Some(
                    language
                        .text("pass-how-text")
                        .as_str()
                ),
                "{tag}"
            );
            assert!(
                texts
                    .files()
                    .iter()
                    .any(|file| file.name == format!("{tag}.lproj/pass.strings")),
                "{tag}"
            );
            rewards.extend(texts.in_language(tag, "reward.10"));
        }
        rewards.sort_unstable();
        rewards.dedup();
        assert_eq!(
            rewards.len(),
            Locale::ALL.len(),
            "each language has its own words for the reward: {rewards:?}"
        );
    }

    #[test]
    fn the_shops_region_decides_the_digits_of_its_pictures() {
        let mut program = Program::starter("Coffee", "Africa/Casablanca", "MAD");
        let arabic = look(&program, "ar");
        program.languages = vec!["ar-MA".into()];
        let maghreb = look(&program, "ar");
        assert_eq!(
            (arabic.digits, maghreb.digits),
            (NumberingSystem::Arabic, NumberingSystem::Latin)
        );
        assert!(arabic.right_to_left && maghreb.right_to_left);
        assert_eq!(
            prepared_texts(&program)
                .languages()
                .collect::<Vec<_>>(),
            ["ar"]
        );
    }
}
