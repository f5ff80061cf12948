//! The drawn card as a picture with an address of its own.
//!
//! The name of a picture says what it shows (merchant, program version, stamps, whether a reward waits, language) and carries a
//! keyed digest, so that any instance can draw it at any time, nobody can make up names, and caches may keep it for ever.

use crate::app::App;
use crate::domain::program::Program;
use crate::error::{Code, Error, Result};
use crate::ids::{MerchantId, decode, encode};
use crate::language::Language;
use crate::service::build_pass::{look, progress_and_program, strip_state, template};
use crate::store::{CardRow, Tenant};
use crate::template::StripState;

/// Pixels of the card picture on pages: twice Apple's strip.
const SIZE: (u32, u32) = (750, 288);
/// Bytes of a name that say what is shown: merchant, program version, stamps, whether a reward waits, language.
const SHOWN: usize = 16 + 4 + 1 + 1 + 1;
/// Bytes of the digest in a name.
const MAC: usize = 8;

/// The address of the picture that shows these stamps.
pub fn address(app: &App, tenant: Tenant, program: &Program, stamps: i64, reward_ready: bool, language: Language) -> String {
    let mut name = tenant.id().bytes().to_vec();
    name.extend((program.version as u32).to_be_bytes());
    name.push(stamps.clamp(0, 100) as u8);
    name.push(u8::from(reward_ready));
    name.push(Language::ALL.iter().position(|known| *known == language).unwrap_or(0) as u8);
    let mac = app.secrets.derive(app.secrets.current_id(), "picture", &name);
    name.extend(mac.iter().take(MAC));
    format!("/img/{}.png", encode(&name))
}

/// Draws the picture of this name.
pub async fn by_name(app: &App, name: &str) -> Result<Vec<u8>> {
    let missing = || Code::NotFound.because("There is no such picture.");
    let bytes = decode(name).filter(|b| b.len() == SHOWN + MAC).ok_or_else(missing)?;
    let (shown, mac) = bytes.split_at(SHOWN);
    let ours = app.secrets.derive_all("picture", shown).iter().any(|own| own.len() >= MAC && openssl::memcmp::eq(&own[..MAC], mac));
    let merchant: [u8; 16] = shown[..16].try_into().map_err(|_| missing())?;
    let version = u32::from_be_bytes(shown[16..20].try_into().map_err(|_| missing())?);
    if !ours {
        return Err(missing());
    }
    let merchant = MerchantId::from_bytes(merchant).to_string();
    let program = app.store.read(move |tx| match tx.merchant_by_name(&merchant)? {
        Some((tenant, _)) => tx.program_version(tenant, i64::from(version)),
        None => Ok(None),
    });
    let program = program.await?.ok_or_else(missing)?;
    let state =
        StripState { stamps: u32::from(shown[20]), required: program.stamps_required().clamp(1, 100) as u32, reward_ready: shown[21] == 1 };
    let language = Language::ALL.get(usize::from(shown[22])).copied().unwrap_or_default();
    draw(app, program, state, language.tag().to_owned()).await
}

/// Draws a card as it is now.
pub async fn of_card(app: &App, card: CardRow) -> Result<Vec<u8>> {
    let language = card.locale.clone();
    let (progress, program) = app.store.read(move |tx| progress_and_program(tx, &card)).await?;
    let state = strip_state(&progress, &program, app.clock.now());
    draw(app, program, state, language).await
}

async fn draw(app: &App, program: Program, state: StripState, language: String) -> Result<Vec<u8>> {
    let template = template(app, &program)?;
    let _turn = app.pictures.acquire().await.map_err(Error::internal)?;
    let work = move || template.picture(SIZE.0, SIZE.1, state, &look(&program, &language));
    tokio::task::spawn_blocking(work).await.map_err(Error::internal)?.map_err(Error::internal)
}
