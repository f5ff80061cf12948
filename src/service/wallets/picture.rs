//! The drawn card as a picture with an address of its own.
//!
//! The name of a picture says what it shows (merchant, program version, stamps, whether a reward waits, language) and carries a
//! keyed digest, so that any instance can draw it at any time, nobody can make up names, and caches may keep it for ever.

use std::sync::Arc;

use bytes::Bytes;

use crate::app::App;
use crate::domain::face::{CardFace, StampCount};
use crate::domain::program::Program;
use crate::error::{Code, Result};
use crate::ids::{MerchantId, decode, encode};
use crate::locale::Locale;
use crate::service::wallets::apple_pass::{look, look_over, progress_and_program, template};
use crate::service::wallets::drawing::drawn;
use crate::service::wallets::own_picture;
use crate::store::{CardRow, Tenant};
use crate::template::StripState;

/// Bytes of a name that say what is shown: kind, merchant, program version, stamps, whether a reward waits, language.
const SHOWN: usize = 1 + 16 + 4 + 1 + 1 + 1;
/// Bytes behind them for whoever keeps an earlier goal: the version of its program.
const GOAL: usize = 4;
/// Bytes of the digest in a name.
const MAC: usize = 8;

/// What a picture is for, which decides its size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureKind {
    /// The card on pages: twice Apple's strip.
    Page,
    /// Google's hero image.
    Hero,
    /// Google's programme logo: the shop's sign.
    Sign,
    /// What messengers show beside a link to the join page.
    Share,
    /// The shop's own logo on pages.
    Logo,
}

impl PictureKind {
    /// Names of pictures hold places in this list, so a new kind goes to its end.
    const ALL: [PictureKind; 5] = [
        PictureKind::Page,
        PictureKind::Hero,
        PictureKind::Sign,
        PictureKind::Share,
        PictureKind::Logo,
    ];

    /// Pixels across and down.
    fn size(self) -> (u32, u32) {
        match self {
            PictureKind::Page => (750, 288),
            PictureKind::Hero => (1_032, 336),
            PictureKind::Sign => (660, 660),
            PictureKind::Share => (1_200, 630),
            PictureKind::Logo => (102, 102),
        }
    }
}

/// The address of the picture that shows these stamps.
pub fn address(
    app: &App,
    kind: PictureKind,
    tenant: Tenant,
    program: &Program,
    (stamps, reward_ready): (i64, bool),
    language: Locale,
) -> String {
    let mut name = vec![kind as u8];
    name.extend(tenant.id().bytes());
    name.extend((program.version as u32).to_be_bytes());
    name.push(stamps.clamp(0, 100) as u8);
    name.push(u8::from(reward_ready));
    name.push(
        Locale::ALL
            .iter()
            .position(|known| known.tag() == language.tag())
            .unwrap_or(0) as u8,
    );
    if let Some(goal) = program.goal_version {
        name.extend((goal as u32).to_be_bytes());
    }
    let mac = app
        .secrets
        .derive(app.secrets.current_id(), "picture", &name);
    name.extend(mac.iter().take(MAC));
    format!("/img/{}.png", encode(&name))
}

/// The address of the shop's own logo, if it has one.
pub fn logo_address(app: &App, tenant: Tenant, program: &Program) -> Option<String> {
    program.logo.is_some().then(|| {
        address(
            app,
            PictureKind::Logo,
            tenant,
            program,
            (0, false),
            Locale::default(),
        )
    })
}

/// What a name shows.
struct ShownPicture {
    kind: PictureKind,
    merchant: MerchantId,
    version: i64,
    stamps: i64,
    reward_ready: bool,
    language: Locale,
    goal_version: Option<i64>,
}

impl ShownPicture {
    /// Reads a name of ours; none for any other.
    fn read(app: &App, name: &str) -> Option<ShownPicture> {
        let bytes =
            decode(name).filter(|b| [SHOWN + MAC, SHOWN + GOAL + MAC].contains(&b.len()))?;
        let (shown, mac) = bytes.split_at(bytes.len() - MAC);
        let version = |at: usize| {
            let four = shown
                .get(at..at + 4)?
                .try_into()
                .ok()?;
            Some(i64::from(u32::from_be_bytes(four)))
        };
        // By every secret: pages, caches and Google keep names from before a rotation.
        let ours = app
            .secrets
            .derive_all("picture", shown)
            .iter()
            .any(|own| own.len() >= MAC && openssl::memcmp::eq(&own[..MAC], mac));
        ours.then_some(())?;
        Some(ShownPicture {
            kind: *PictureKind::ALL.get(usize::from(shown[0]))?,
            merchant: MerchantId::from_bytes(shown[1..17].try_into().ok()?),
            version: version(17)?,
            stamps: i64::from(shown[21]),
            reward_ready: shown[22] == 1,
            language: Locale::ALL
                .get(usize::from(shown[23]))
                .copied()
                .unwrap_or_default(),
            goal_version: version(SHOWN),
        })
    }
}

/// Draws the picture of this name.
pub async fn by_name(app: &App, name: &str) -> Result<Bytes> {
    let missing = || Code::NotFound.because("There is no such picture.");
    let shown = ShownPicture::read(app, name).ok_or_else(missing)?;
    let (merchant, version, goal) = (
        shown.merchant.to_string(),
        shown.version,
        shown.goal_version,
    );
    let program = app
        .store
        .read(move |tx| match tx.merchant_by_name(&merchant)? {
            Some((tenant, _)) => Ok(tx
                .program_with_goal(tenant, version, goal)?
                .map(|program| (tenant, program))),
            None => Ok(None),
        });
    let (tenant, program) = program.await?.ok_or_else(missing)?;
    let count = StampCount::of(shown.stamps, &program);
    let state = StripState::of(count, shown.reward_ready);
    kept(
        app,
        format!("img/{name}"),
        draw(
            app,
            shown.kind,
            tenant,
            program,
            state,
            shown.language.tag().to_owned(),
        ),
    )
    .await
}

/// Draws a card as it is now.
pub async fn of_card(app: &App, card: CardRow) -> Result<Bytes> {
    let (language, tenant, card_state) = (card.locale.clone(), card.tenant(), card.state);
    let (progress, program) = app
        .store
        .read(move |tx| progress_and_program(tx, &card))
        .await?;
    let face = CardFace::of(&progress, &program, card_state, app.clock.now());
    let state = StripState::of(face.count, face.reward_ready());
    let shown = format!(
        "card/{}/{}/{:?}/{}/{}/{language}",
        tenant.id(),
        program.version,
        program.goal_version,
        state.stamps,
        state.reward_ready
    );
    kept(
        app,
        shown,
        draw(app, PictureKind::Page, tenant, program, state, language),
    )
    .await
}

/// Draws the scanner's icon for a home screen; colours as `#3b2a20`.
pub async fn scanner_icon(app: &App, side: u32, ground: String, ink: String) -> Result<Bytes> {
    let shown = format!("icon/{side}/{ground}/{ink}");
    kept(
        app,
        shown,
        drawn(app, move || {
            crate::template::scanner_icon(side, &ground, &ink)
        }),
    )
    .await
}

/// The picture of what is `shown`, which is drawn unless it was drawn lately.
async fn kept(
    app: &App,
    shown: String,
    draw: impl Future<Output = Result<Vec<u8>>>,
) -> Result<Bytes> {
    if let Some(picture) = app.cache.pictures.get(&shown) {
        return Ok(picture);
    }
    let picture = Bytes::from(draw.await?);
    app.cache
        .pictures
        .put(shown, picture.clone());
    Ok(picture)
}

async fn draw(
    app: &App,
    kind: PictureKind,
    tenant: Tenant,
    program: Arc<Program>,
    state: StripState,
    language: String,
) -> Result<Vec<u8>> {
    let template = template(app, &program)?;
    let (width, height) = kind.size();
    let own = own_picture::own(app, tenant, &program).await?;
    drawn(app, move || match (kind, &own.logo, &own.strip) {
        (PictureKind::Sign, Some(logo), _) => logo.sign(width, &program.colours),
        (PictureKind::Logo, Some(logo), _) => logo.logo(width),
        (PictureKind::Sign | PictureKind::Logo, None, _) => template.sign(width, &program.colours),
        (PictureKind::Page | PictureKind::Hero | PictureKind::Share, _, Some(behind)) => template
            .picture_over(
                (width, height),
                state,
                &look_over(&program, &language, behind),
                behind,
            ),
        (PictureKind::Page | PictureKind::Hero | PictureKind::Share, _, None) => {
            template.picture(width, height, state, &look(&program, &language))
        }
    })
    .await
}
