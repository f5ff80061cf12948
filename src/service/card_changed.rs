//! What every change of a member ends with: what happened stands in the log, its cards get a new version, and each phone that holds one is
//! owed a push.

use crate::app::App;
use crate::clock::Timestamp;
use crate::domain::card::{Change, EarnedReward, MOST_STAMPS_OF_VISIT, Refusal};
use crate::domain::event::{Fact, RewardEnd};
use crate::error::{Code, Error, Result};
use crate::ids::{EventId, MemberId};
use crate::service::access::actor::Actor;
use crate::service::shapes::Saved;
use crate::store::{CardRow, NewEvent, Tenant, Tx};

/// The outbox channel of Apple's pushes.
pub const APPLE: &str = "apple";
/// The outbox channel of writes to Google.
pub const GOOGLE: &str = "google";
/// Each with what callers call it.
pub const CHANNELS: [(&str, &str); 2] = [(APPLE, APPLE), (GOOGLE, GOOGLE)];

/// Ends a change that came about by a card; answers this card with its new version, and which wallets hold it.
pub fn card_changed(
    app: &App,
    tx: &mut Tx<'_>,
    card: &CardRow,
    events: Vec<NewEvent>,
    now: Timestamp,
) -> Result<(CardRow, Saved)> {
    let cards = member_changed(app, tx, card.tenant(), card.member_id, events, now)?;
    cards
        .into_iter()
        .find(|(changed, _)| changed.id == card.id)
        .ok_or_else(|| Error::internal(format!("{} vanished inside a transaction", card.id)))
}

/// Writes the events of a change into the log, marks all cards of the member as changed, owes a push to every phone that holds one and a
/// write to Google for every object; the last step of a write. Answers the cards with their new versions, and which wallets hold each.
pub fn member_changed(
    app: &App,
    tx: &mut Tx<'_>,
    tenant: Tenant,
    member: MemberId,
    events: Vec<NewEvent>,
    now: Timestamp,
) -> Result<Vec<(CardRow, Saved)>> {
    tx.append(tenant, now, events)?;
    let mut cards = tx.cards_of_member(tenant, member)?;
    let held = update_wallets(app, tx, tenant, &mut cards, now)?;
    Ok(cards
        .into_iter()
        .zip(held)
        .collect())
}

/// Gives these cards a new version and owes it to whoever holds them; answers for each which wallets hold it. What happened is not
/// logged here.
pub fn update_wallets(
    app: &App,
    tx: &mut Tx<'_>,
    tenant: Tenant,
    cards: &mut [CardRow],
    now: Timestamp,
) -> Result<Vec<Saved>> {
    tx.mark_changed(cards, now)?;
    let mut held = Vec::with_capacity(cards.len());
    for card in cards.iter() {
        let targets = tx.push_targets(tenant, card.id)?;
        tx.enqueue_delivery(tenant, card.id, card.version, APPLE, &targets, now)?;
        held.push(Saved {
            apple: !targets.is_empty(),
            google: enqueue_google(app, tx, card, now)?,
        });
    }
    Ok(held)
}

/// Owes Google the card's newest state if its customer ever tapped the Google link; answers whether somebody has it saved.
fn enqueue_google(app: &App, tx: &mut Tx<'_>, card: &CardRow, now: Timestamp) -> Result<bool> {
    if !app.google.is_configured() {
        return Ok(false);
    }
    let Some(object) = tx.google_object(card.tenant(), card.id)? else {
        return Ok(false);
    };
    let saved = object.saved;
    let issuer = object.issuer().to_owned();
    tx.enqueue_delivery(
        card.tenant(),
        card.id,
        card.version,
        GOOGLE,
        &[(object.object_id, issuer)],
        now,
    )?;
    Ok(saved)
}

/// Who and where, shared by the events of one request.
#[derive(Clone, Debug)]
pub struct EventContext {
    /// Whom it concerns.
    pub member: MemberId,
    /// The card shown.
    pub card: CardRow,
    /// Where.
    pub location: Option<String>,
    /// The till, else the key; none for what the service does by itself.
    pub staff: Option<String>,
    /// When it happened.
    pub at: Timestamp,
}

impl EventContext {
    /// The scene of an actor's request about a card.
    pub fn of(
        actor: &Actor,
        card: &CardRow,
        location: Option<String>,
        at: Timestamp,
    ) -> EventContext {
        EventContext {
            member: card.member_id,
            card: card.clone(),
            location,
            staff: Some(actor.id()),
            at,
        }
    }

    /// An event of this scene.
    pub fn event(&self, key: String, fact: Fact) -> NewEvent {
        NewEvent {
            idempotency_key: key,
            occurred_at: self.at,
            member_id: Some(self.member),
            card_id: Some(self.card.id),
            location_id: self.location.clone(),
            staff_id: self.staff.clone(),
            fact,
        }
    }

    /// The events of what a rule did beyond the request itself: rewards earned and revoked, a tier reached or lost.
    pub fn consequences(&self, change: &Change) -> Vec<NewEvent> {
        let earned = change
            .earned
            .iter()
            .map(|r| self.event(format!("earned:{}", r.id), earned(r)));
        let revoked = change.revoked.iter().map(|r| {
            self.event(
                format!("ended:{}", r.id),
                Fact::RewardEnded {
                    reward_id: r.id.to_string(),
                    reason: RewardEnd::Revoked,
                },
            )
        });
        // A tier may be reached, lost and reached again;
        // with one key the second time would be a duplicate.
        let tier = change.tier.iter().map(|tier| {
            self.event(
                format!(
                    "tier:{}:{}:{tier}",
                    self.member,
                    EventId::new(self.card.tenant().bucket())
                ),
                Fact::TierChanged { tier: tier.clone() },
            )
        });
        earned
            .chain(revoked)
            .chain(tier)
            .collect()
    }
}

fn earned(reward: &EarnedReward) -> Fact {
    Fact::RewardEarned {
        reward_id: reward.id.to_string(),
        stamps_spent: reward.stamps_spent,
        cost_minor: reward.cost_minor,
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Error {
        match refusal {
            Refusal::CardEnded => Code::CardEnded.because("The shop has ended this card, so it cannot be stamped any more. Make the customer a new one."),
            Refusal::CardPaused => Code::CardPaused.because("The shop has paused this card. The owner can make it active again."),
            Refusal::CardExpired => Code::CardExpired.because("This card has expired. Make the customer a new one."),
            Refusal::TooSoon { retry_after_s, last_visit_at } => Code::TooSoon
                .because(format!("This member's last visit, at {last_visit_at}, is within the cool-down. Send \"confirm\": true to stamp anyway, if the program allows it."))
                .retry_after(retry_after_s.max(1) as u64)
                .with("retry_after_s", retry_after_s)
                .with("last_visit_at", last_visit_at),
            Refusal::DailyLimit { limit } => {
                Code::DailyLimit.because(format!("The program allows {limit} stamped visits a day, and this member has had them all. The next one is possible tomorrow."))
            }
            Refusal::AlreadyRedeemed => Code::AlreadyRedeemed
                .because("The stamps from this visit earned a reward that has been handed over, so it cannot be undone. Undo the redemption first."),
            Refusal::TooManyStamps { stamps } => Error::invalid(
                "/amount_minor",
                format!("would earn {stamps} stamps, and one visit earns {MOST_STAMPS_OF_VISIT} at most; look whether the amount is right"),
            ),
            Refusal::NotEnoughStamps { stamps } => {
                Code::NotEnoughStamps.because(format!("The member has only {stamps} stamps, and the balance cannot go below zero."))
            }
            Refusal::NoReward => Code::NoReward.because("No reward is waiting on this card. The card shows how many stamps are missing."),
            Refusal::RewardNotAvailable => Code::RewardNotAvailable.because("This reward has been handed over, was taken back or has expired."),
            Refusal::RewardNotFound => Code::RewardNotFound.because("This card's member has no reward with that ID."),
        }
    }
}
