//! A card becomes a loyalty object in Google Wallet, and its program a loyalty class.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::app::{App, Google};
use crate::clock::Timestamp;
use crate::domain::card::{CardState, EarnedReward, Progress};
use crate::domain::event::{Fact, Wallet};
use crate::domain::face::{self, CardFace, Headline, ShopText};
use crate::domain::program::{Link, Program, Text};
use crate::error::Result;
use crate::google::api::{ApiAnswer, ApiOutcome, Client};
use crate::google::class::{CallbackOptions, LoyaltyClass};
use crate::google::object::{
    Balance, LoyaltyObject, LoyaltyObjectPatch, LoyaltyPoints, MessageName, ObjectState,
};
use crate::google::parts::{
    BarcodeType, Image, LinksModuleData, LocalizedText, MESSAGES, Message, MessageType,
    NotifyPreference, ObjectBarcode, TextModuleData, Uri,
};
use crate::google::patch::PatchField;
use crate::ids::CardId;
use crate::locale::Locale;
use crate::service::card_changed::GOOGLE;
use crate::service::unit_of_work::{self, Lock};
use crate::service::wallets::apple_pass::progress_and_program;
use crate::service::wallets::card_notes::card_notes;
use crate::service::wallets::picture;
use crate::service::wallets::picture::PictureKind;
use crate::store::{CardRow, DeliveryRow, GoogleObjectRow, NewEvent, Tenant, Tx};

/// What Google allows to ring in a day: two changes, and one more for a reward.
const CHANGES_THAT_RING: usize = 2;
const RINGS: usize = 3;
const DAY_MS: i64 = 86_400_000;

/// The id of the shop's class: it can never be changed, and says nothing.
pub fn class_id(issuer: &str, tenant: Tenant) -> String {
    format!("{issuer}.{}", tenant.id())
}

/// The id of the card's object.
pub fn object_id(issuer: &str, card: &CardRow) -> String {
    format!("{issuer}.{}", card.id)
}

/// A card with all that its object shows, read at one moment.
#[derive(Clone, Debug)]
pub struct ObjectContent {
    /// What Google was told before.
    pub object: GoogleObjectRow,
    /// The card.
    pub card: CardRow,
    /// How far its member has come.
    pub progress: Progress,
    /// The program in force.
    pub program: Arc<Program>,
}

impl ObjectContent {
    /// What the card shows.
    fn face(&self, now: Timestamp) -> CardFace<'_> {
        CardFace::of(&self.progress, &self.program, self.card.state, now)
    }

    /// The newest reward that waits, by its id.
    pub fn newest_reward_id(&self, now: Timestamp) -> String {
        newest_reward(&self.face(now)).map_or(String::new(), |reward| reward.id.to_string())
    }

    /// Reads it; none if the card has no object.
    pub fn read(tx: &mut Tx<'_>, tenant: Tenant, card: CardId) -> Result<Option<ObjectContent>> {
        let (Some(object), Some(card)) = (tx.google_object(tenant, card)?, tx.card(tenant, card)?)
        else {
            return Ok(None);
        };
        let (progress, program) = progress_and_program(tx, &card)?;
        Ok(Some(ObjectContent {
            object,
            card,
            progress,
            program,
        }))
    }

    /// The newest state for an owed delivery, and how often it was asked for by then.
    pub async fn for_delivery(
        app: &App,
        delivery: &DeliveryRow,
        card: CardId,
    ) -> Result<Option<(ObjectContent, i64)>> {
        let delivery = delivery.clone();
        app.store
            .read_at_once(
                move |tx| match ObjectContent::read(tx, delivery.tenant(), card)? {
                    Some(state) => Ok(Some((state, tx.delivery_revision(&delivery)?))),
                    None => Ok(None),
                },
            )
            .await
    }

    fn language(&self) -> Locale {
        Locale::parse(&self.card.locale)
            .unwrap_or_default()
            .with_shop_settings(&self.program.languages)
    }
}

/// The headline in the customer's words and digits.
fn balance(headline: Headline, language: Locale) -> String {
    match headline {
        Headline::RewardReady => language.text("google-ready"),
        Headline::Count(count) => language.digits(&count.tight()),
    }
}

/// The same for comparing: no phone rings because a shop changed its language or digits.
fn compared(headline: Headline) -> String {
    match headline {
        Headline::RewardReady => "ready".to_owned(),
        Headline::Count(count) => count.tight(),
    }
}

fn newest_reward<'a>(face: &CardFace<'a>) -> Option<&'a EarnedReward> {
    face.waiting
        .iter()
        .copied()
        .max_by_key(|reward| reward.id.to_string())
}

/// Whether a write makes the phone ring, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ring {
    /// The phone changes in silence.
    Silent,
    /// Google shows its own words for a changed balance.
    Change,
    /// A message of ours says that a reward is ready; silent when the day's rings are used up.
    Reward {
        /// The reward's id, so that Google keeps one message for it.
        id: String,
        /// What the customer gets.
        name: Text,
        /// Whether the phone may still ring today.
        rings: bool,
    },
}

/// When the phone rang in the last day.
fn rings_of_the_day(object: &GoogleObjectRow, now: Timestamp) -> Vec<Timestamp> {
    let all = object
        .notified
        .split(',')
        .filter_map(|at| at.parse().ok())
        .map(Timestamp);
    all.filter(|at| now.0 - at.0 < DAY_MS)
        .collect()
}

/// What this write should do to the phone. Nobody rings who does not have the card.
pub fn ring(state: &ObjectContent, now: Timestamp) -> Ring {
    if !state.object.saved {
        return Ring::Silent;
    }
    let face = state.face(now);
    let rings = rings_of_the_day(&state.object, now).len();
    let changed =
        state.object.written_version > 0 && compared(face.headline) != state.object.written_balance;
    match newest_reward(&face).filter(|reward| reward.id.to_string() > state.object.announced) {
        Some(reward) => Ring::Reward {
            id: reward.id.to_string(),
            name: reward.name.clone(),
            rings: rings < RINGS,
        },
        None if changed && rings < CHANGES_THAT_RING => Ring::Change,
        None => Ring::Silent,
    }
}

/// Characters of a name; Google shows twenty of them and cuts the rest itself.
const NAME: usize = 60;

/// One of our own texts in every language of the program that stampwell speaks.
fn spoken(program: &Program, key: &str) -> Text {
    let languages = program
        .languages
        .iter()
        .filter_map(|tag| Locale::parse(tag));
    let texts: BTreeMap<String, String> = languages
        .map(|language| (language.tag().to_owned(), language.text(key)))
        .collect();
    if texts.is_empty() {
        Text::Plain(Locale::default().text(key))
    } else {
        Text::ByLanguage(texts)
    }
}

/// A picture of ours with a description in every language.
fn image(app: &App, program: &Program, address: &str, key: &str) -> Image {
    let description = LocalizedText::new(&spoken(program, key), program.language(), NAME)
        .to_localized(program.language());
    Image::new(&format!("{}{address}", app.public_url), description)
}

/// The shop's class.
pub fn class(app: &App, google: &Google, tenant: Tenant, program: &Program) -> LoyaltyClass {
    let own = program.language();
    let issuer = LocalizedText::new(&program.worded(&program.name), own, NAME);
    let name = LocalizedText::new(&spoken(program, "google-program"), own, NAME);
    let sign = picture::address(
        app,
        PictureKind::Sign,
        tenant,
        program,
        (0, false),
        Locale::default(),
    );
    let logo = image(app, program, &sign, "google-logo");
    let mut class = LoyaltyClass::new(&class_id(&google.issuer_id, tenant), issuer, name, logo);
    class.hex_background_color = Some(program.colours.background.clone());
    class.callback_options = Some(CallbackOptions {
        url: format!("{}/google/callback/{}", app.public_url, tenant.id()),
    });
    class.text_modules_data = about_shop(program);
    class.links_module_data = ways_to_shop(program);
    class.within_limits()
}

/// Where the shop is and when it is open: of the class, so that one write changes it for every card.
fn about_shop(program: &Program) -> Vec<TextModuleData> {
    let paragraph = |(field, said): (&face::ShopField, ShopText<'_>)| match said {
        ShopText::Lines(text) => Some(TextModuleData::new(
            field.name,
            &spoken(program, field.label),
            &program.worded(text),
            program.language(),
        )),
        ShopText::Telephone { .. } | ShopText::Website(_) => None,
    };
    face::about_shop(program)
        .filter_map(paragraph)
        .collect()
}

/// Where the shop is reached: its telephone and web site, those that it has.
fn ways_to_shop(program: &Program) -> Option<LinksModuleData> {
    let way = |(field, said): (&face::ShopField, ShopText<'_>)| {
        let address = match said {
            ShopText::Lines(_) => return None,
            ShopText::Telephone { called, .. } => called,
            ShopText::Website(address) => address.to_owned(),
        };
        let words = spoken(program, field.label);
        Some(Uri::new(field.name, &address, &words, program.language()))
    };
    let uris: Vec<Uri> = face::about_shop(program)
        .filter_map(way)
        .collect();
    (!uris.is_empty()).then_some(LinksModuleData { uris })
}

/// The customer's object, as it is now.
pub fn object(app: &App, google: &Google, state: &ObjectContent, now: Timestamp) -> LoyaltyObject {
    let (card, program) = (&state.card, &state.program);
    let (own, face) = (program.language(), state.face(now));
    let class = class_id(&google.issuer_id, card.tenant());
    let mut object = LoyaltyObject::new(&state.object.object_id, &class, object_state(card.state));
    let label = spoken(
        program,
        match face.headline {
            Headline::RewardReady => "google-reward-label",
            Headline::Count(_) => "pass-stamps",
        },
    );
    object.loyalty_points = Some(LoyaltyPoints::new(
        &label,
        own,
        Balance::text(&balance(face.headline, state.language())),
    ));
    let waiting = face.waiting.len() as i32;
    object.secondary_loyalty_points = (waiting > 0).then(|| {
        LoyaltyPoints::new(
            &spoken(program, "google-rewards-label"),
            own,
            Balance::Int(waiting),
        )
    });
    // Google deletes no object: of somebody who was erased nothing that opens the card may stay there.
    let erased = card.state == CardState::Erased;
    object.barcode = (!erased).then(|| ObjectBarcode {
        kind: BarcodeType::QrCode,
        value: app
            .secrets
            .code(&card.secret_id, card.id),
        alternate_text: card.short_code.clone(),
    });
    let picture = picture::address(
        app,
        PictureKind::Hero,
        card.tenant(),
        program,
        (face.count.stamps, face.reward_ready()),
        state.language(),
    );
    object.hero_image = Some(image(app, program, &picture, "google-stamps-picture"));
    object.text_modules_data = paragraphs(state, &face);
    object.links_module_data = if erased {
        None
    } else {
        links(app, state, face.links)
    };
    object.within_limits()
}

fn object_state(state: CardState) -> ObjectState {
    match state {
        CardState::Active | CardState::Paused => ObjectState::Active,
        CardState::Ended | CardState::Erased => ObjectState::Inactive,
        CardState::Expired => ObjectState::Expired,
    }
}

fn paragraphs(state: &ObjectContent, face: &CardFace<'_>) -> Vec<TextModuleData> {
    let program = &state.program;
    let own = program.language();
    let paragraph = |id: &str, key: &str, text: &Text| {
        TextModuleData::new(id, &spoken(program, key), text, own)
    };
    let waiting = face
        .waiting
        .iter()
        .map(|reward| {
            reward
                .name
                .in_language(&state.card.locale, &program.languages)
        })
        .collect::<Vec<_>>();
    let waiting = (!waiting.is_empty()).then(|| {
        paragraph(
            "rewards_waiting",
            "pass-rewards-waiting",
            &Text::Plain(waiting.join(", ")),
        )
    });
    let next = face.next.map(|rung| {
        paragraph(
            "next_reward",
            "pass-next-reward",
            &program.worded(&rung.name),
        )
    });
    let tier = face
        .tier
        .map(|tier| paragraph("tier", "pass-tier", &tier.into()));
    let notes = card_notes(face, program, state.language())
        .into_iter()
        .map(|note| paragraph(note.key, note.label, &Text::Plain(note.short)));
    let how = paragraph("how", "pass-how", &spoken(program, "pass-how-text"));
    [waiting, next, tier]
        .into_iter()
        .flatten()
        .chain(notes)
        .chain([how])
        .collect()
}

fn links(app: &App, state: &ObjectContent, shops: &[Link]) -> Option<LinksModuleData> {
    let program = &state.program;
    let page = Uri::new(
        "page",
        &app.card_page(&state.card),
        &spoken(program, "pass-page"),
        program.language(),
    );
    let shop = |(i, link): (usize, &Link)| {
        Uri::new(
            &format!("link_{i}"),
            &link.url,
            &program.worded(&link.name),
            program.language(),
        )
    };
    let shops = shops.iter().enumerate().map(shop);
    Some(LinksModuleData {
        uris: std::iter::once(page)
            .chain(shops)
            .collect(),
    })
}

/// The change that brings the object at Google to this one.
pub fn patch(object: &LoyaltyObject, ring: &Ring) -> LoyaltyObjectPatch {
    LoyaltyObjectPatch {
        notify_preference: (*ring == Ring::Change).then_some(NotifyPreference::NotifyOnUpdate),
        ..object.clone().into()
    }
}

/// The message about a reward, if this write brings one.
pub fn message(state: &ObjectContent, ring: &Ring) -> Option<Message> {
    let Ring::Reward { id, name, rings } = ring else {
        return None;
    };
    let kind = if *rings {
        MessageType::TextAndNotify
    } else {
        MessageType::Text
    };
    Some(Message::new(
        id,
        &spoken(&state.program, "pass-reward-ready"),
        &state.program.worded(name),
        state.program.language(),
        kind,
    ))
}

/// The change that takes away messages about rewards that wait no longer; none if there is none to take away. Google takes
/// ten messages and keeps each until it is told otherwise.
pub fn tidied(
    state: &ObjectContent,
    held: &[MessageName],
    now: Timestamp,
) -> Option<LoyaltyObjectPatch> {
    let face = state.face(now);
    let mut kept: Vec<Message> = Vec::new();
    for reward in face
        .waiting
        .iter()
        .filter(|_| !face.state.is_over())
    {
        let id = reward.id.to_string();
        if held
            .iter()
            .any(|message| message.id == id)
            && kept
                .iter()
                .all(|message| message.id != id)
        {
            let words = spoken(&state.program, "pass-reward-ready");
            kept.push(Message::new(
                &id,
                &words,
                &state.program.worded(&reward.name),
                state.program.language(),
                MessageType::Text,
            ));
        }
    }
    kept.sort_by(|one, other| other.id.cmp(&one.id));
    kept.truncate(MESSAGES - 1);
    (kept.len() < held.len()).then(|| LoyaltyObjectPatch {
        messages: PatchField::Set(kept),
        ..LoyaltyObjectPatch::default()
    })
}

/// Makes the object, and the class it hangs on if that is missing too.
pub async fn insert(
    app: &App,
    google: &Google,
    client: &Client,
    state: &ObjectContent,
    object: &LoyaltyObject,
) -> ApiOutcome {
    let outcome = client.insert_object(object).await;
    if outcome.answer != ApiAnswer::NoClass {
        return outcome;
    }
    let made = client
        .insert_class(&class(app, google, state.card.tenant(), &state.program))
        .await;
    match made.answer {
        ApiAnswer::Done | ApiAnswer::Exists => client.insert_object(object).await,
        _ => made,
    }
}

/// What Google knows after a write.
#[derive(Clone, Debug)]
pub struct Written {
    tenant: Tenant,
    card: CardId,
    version: i64,
    balance: String,
    announced: String,
    rang_at: Option<Timestamp>,
}

impl Written {
    /// After the object was made: whatever waits already needs no announcement.
    pub fn first(state: &ObjectContent, now: Timestamp) -> Written {
        Written::after(state, &Ring::Silent, now)
    }

    /// After a write.
    pub fn after(state: &ObjectContent, ring: &Ring, now: Timestamp) -> Written {
        let rang = matches!(ring, Ring::Change | Ring::Reward { rings: true, .. });
        Written {
            tenant: state.card.tenant(),
            card: state.card.id,
            version: state.card.version,
            balance: compared(state.face(now).headline),
            announced: state.newest_reward_id(now),
            rang_at: rang.then_some(now),
        }
    }

    /// Notes it. Answers the version if the customer, who has the card, was not told of it before.
    pub fn keep(&self, tx: &mut Tx<'_>) -> Result<Option<i64>> {
        let Some(mut object) = tx.google_object(self.tenant, self.card)? else {
            return Ok(None);
        };
        let newer = self.version > object.written_version;
        if newer {
            object.written_version = self.version;
            object
                .written_balance
                .clone_from(&self.balance);
        }
        object.announced = object
            .announced
            .max(self.announced.clone());
        if let Some(at) = self.rang_at {
            let rings = rings_of_the_day(&object, at)
                .into_iter()
                .chain([at]);
            object.notified = rings
                .map(|at| at.0.to_string())
                .collect::<Vec<_>>()
                .join(",");
        }
        tx.save_google_object(&object)?;
        Ok((newer && object.saved).then_some(self.version))
    }
}

/// Logs that a customer saved or deleted the card in Google Wallet.
pub fn saved_or_removed(
    tx: &mut Tx<'_>,
    card: &CardRow,
    what: &str,
    saved: bool,
    now: Timestamp,
) -> Result<()> {
    if card.state == CardState::Erased {
        return Ok(());
    }
    let fact = match saved {
        true => Fact::CardSaved {
            wallet: Wallet::Google,
            device_ref: None,
        },
        false => Fact::CardRemoved {
            wallet: Wallet::Google,
            device_ref: None,
        },
    };
    let event = NewEvent {
        idempotency_key: format!("google:{what}"),
        occurred_at: now,
        member_id: Some(card.member_id),
        card_id: Some(card.id),
        location_id: None,
        staff_id: None,
        fact,
    };
    tx.append(card.tenant(), now, vec![event])
}

/// Owes Google the class of the tenant's program in its newest look.
pub fn enqueue_class(
    app: &App,
    tx: &mut Tx<'_>,
    tenant: Tenant,
    version: i64,
    now: Timestamp,
) -> Result<()> {
    if !app.google.is_ready() {
        return Ok(());
    }
    let issuer = app.google.issuer_id();
    tx.enqueue_class(
        tenant,
        &class_id(issuer, tenant),
        version,
        GOOGLE,
        issuer,
        now,
    )
}

/// Owes Google the classes of merchants that were made before Google Wallet was set up.
pub async fn enqueue_missing_classes(app: &App) -> Result<()> {
    let ours = app.clone();
    let missing = app.store.read(move |tx| {
        let mut missing = Vec::new();
        for (tenant, merchant) in tx.all_merchants()? {
            if !tx.knows_class(tenant, &class_id(ours.google.issuer_id(), tenant), GOOGLE)? {
                missing.push((tenant, merchant.program_version));
            }
        }
        Ok(missing)
    });
    for (tenant, version) in missing.await? {
        let (ours, now) = (app.clone(), app.clock.now());
        unit_of_work::write(app, Lock::Shop(tenant), move |tx| {
            enqueue_class(&ours, tx, tenant, version, now)
        })
        .await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_shops_cards_at_google_speak_every_language() {
        let program = Program::starter("Coffee", "UTC", "EUR");
        let Text::ByLanguage(texts) = spoken(&program, "pass-how-text") else {
            panic!("one language only")
        };
        assert_eq!(texts.len(), Locale::ALL.len());
        for language in Locale::ALL {
            assert_eq!(texts[language.tag()], language.text("pass-how-text"));
        }
    }
}
