//! The sample shop's past: each act of the year is done by the product's own services, with the moment at which it
//! happened. What the shop has afterwards is what a shop has: members, cards, visits, devices, deliveries and a log.

use std::sync::Arc;

use crate::app::App;
use crate::clock::Timestamp;
use crate::delivery::settle_as_taken;
use crate::domain::event::{Fact, Wallet};
use crate::error::{Error, Result};
use crate::ids::{EventId, RequestId, ScanId};
use crate::service::access::actor::Actor;
use crate::service::cards::issue_card::{NewCard, make_card};
use crate::service::cards::page_view;
use crate::service::cards::page_view::PageView;
use crate::service::cards::redeem_reward::{RedemptionRequest, redeem};
use crate::service::cards::stamp_card::{ScanRequest, stamp};
use crate::service::cards::void_scan::take_back;
use crate::service::data::costs;
use crate::service::data::costs::CostRequest;
use crate::service::members::erase_member;
use crate::service::members::erase_member::ErasureRequest;
use crate::service::members::profile::Profile;
use crate::service::wallets::apple_registrations::{note_fetched, register_new, unregister_all};
use crate::service::wallets::google_callback::hold;
use crate::service::wallets::google_object::Written;
use crate::service::wallets::save_to_google::known;
use crate::store::{CardRow, NewEvent, Tx};

use super::year::{Act, PersonIndex, YearAction};

/// Acts of one transaction: enough that commits cost nothing, few enough that the progress bar moves.
const BATCH: usize = 250;
/// How long after a change the wallets had it.
const PUSHED_AFTER_MS: i64 = 400;
/// How long a till needs to tell the service of a visit.
const SENT_AFTER_MS: i64 = 120;

/// Where the past is played.
#[derive(Clone)]
pub struct PastStage {
    /// The service.
    pub app: App,
    /// Who writes costs down.
    pub owner: Actor,
    /// Who scans.
    pub till: Actor,
    /// Push tokens that Apple's stand-in knows, one for each member.
    pub push_tokens: Arc<Vec<String>>,
}

/// What is known of a customer so far.
#[derive(Clone, Default)]
struct Customer {
    card: Option<CardRow>,
    last_visit: Option<ScanId>,
    asked: Option<String>,
}

/// Does all acts in order; `done` is told how many are behind.
pub async fn play(stage: &PastStage, acts: &[Act], done: impl Fn(usize)) -> Result<()> {
    let (mut customers, mut behind) = (Vec::new(), 0);
    for part in acts.chunks(BATCH) {
        behind += part.len();
        let (stage, part, store) = (stage.clone(), part.to_vec(), stage.app.store.clone());
        customers = store
            .write(move |tx| {
                tx.lock(stage.owner.tenant)?;
                // From copies, because a write that met a crossing transaction runs
                // again from its beginning.
                let mut past = Past {
                    stage: &stage,
                    customers: customers.clone(),
                };
                part.iter()
                    .try_for_each(|act| past.perform(tx, act))?;
                Ok(past.customers)
            })
            .await?;
        done(behind);
    }
    // Who was erased in these transactions is gone from SQLite's log file too.
    stage
        .app
        .store
        .settle_erasure()
        .await;
    Ok(())
}

struct Past<'a> {
    stage: &'a PastStage,
    customers: Vec<Customer>,
}

impl Past<'_> {
    fn perform(&mut self, tx: &mut Tx<'_>, act: &Act) -> Result<()> {
        let at = act.at;
        match &act.deed {
            YearAction::Look {
                visitor,
                channel,
                inviter,
            } => self.look(tx, visitor, channel, *inviter, at),
            YearAction::Join {
                person,
                visitor,
                channel,
                inviter,
                name,
            } => {
                let inviter = inviter
                    .map(|inviter| self.card(inviter))
                    .transpose()?
                    .map(|card| card.member_id);
                let by_staff = visitor.is_none();
                let new = NewCard {
                    channel: (*channel).to_owned(),
                    locale: None,
                    place: self.stage.till.location.clone(),
                    inviter,
                    visitor: visitor.clone(),
                    staff: by_staff.then(|| self.stage.till.id()),
                    profile: name.map(|name| Profile {
                        name: Some(name.to_owned()),
                        ..Profile::default()
                    }),
                };
                let card = make_card(&self.stage.app, tx, self.stage.owner.tenant, None, &new, at)?;
                self.customer(*person).card = Some(card);
                Ok(())
            }
            YearAction::Save {
                person,
                wallet: Wallet::Apple,
            } => self.save_in_apple(tx, *person, at),
            YearAction::Save {
                person,
                wallet: Wallet::Google,
            } => self.save_in_google(tx, *person, at),
            YearAction::Visit {
                person,
                amount_minor,
                occurred_at,
            } => self.visit(tx, *person, *amount_minor, *occurred_at, at),
            YearAction::TakeBack { person } => self.take_back(tx, *person, at),
            YearAction::HandOver { person } => self.hand_over(tx, *person, at),
            YearAction::Fetch { person } => note_fetched(tx, self.card(*person)?, at),
            YearAction::Ask { person } => self.ask(tx, *person, at),
            YearAction::Rate { person, rating } => self.rate(tx, *person, *rating, at),
            YearAction::Remove { person } => self.remove(tx, *person, at),
            YearAction::Leave { person } => self.leave(tx, *person, at),
            YearAction::Cost { kind, amount_minor } => {
                let request = CostRequest {
                    kind: Some((*kind).to_owned()),
                    amount_minor: *amount_minor,
                    occurred_at: None,
                    on: None,
                    location_id: None,
                    note: None,
                    corrects: None,
                };
                costs::write(tx, &self.stage.owner, &request, at).map(drop)
            }
        }
    }

    fn customer(&mut self, person: PersonIndex) -> &mut Customer {
        if self.customers.len() <= person {
            self.customers
                .resize(person + 1, Customer::default());
        }
        &mut self.customers[person]
    }

    fn card(&self, person: PersonIndex) -> Result<&CardRow> {
        let card = self
            .customers
            .get(person)
            .and_then(|customer| customer.card.as_ref());
        card.ok_or_else(|| {
            Error::internal(format!(
                "customer {person} of the sample year acts before joining"
            ))
        })
    }

    /// The wallets of a card hear of what was just changed.
    fn deliver(&self, tx: &mut Tx<'_>, person: PersonIndex, at: Timestamp) -> Result<()> {
        let card = self.card(person)?.id;
        settle_as_taken(
            tx,
            self.stage.owner.tenant,
            card,
            at.plus_ms(PUSHED_AFTER_MS),
        )
    }

    fn look(
        &self,
        tx: &mut Tx<'_>,
        visitor: &str,
        channel: &str,
        inviter: Option<PersonIndex>,
        at: Timestamp,
    ) -> Result<()> {
        let view = PageView {
            visitor: visitor.to_owned(),
            channel: Some(channel.to_owned()),
            place: self.stage.till.location.clone(),
            inviter: inviter
                .map(|inviter| self.card(inviter))
                .transpose()?
                .map(|card| card.id.to_string()),
        };
        page_view::write(tx, self.stage.owner.tenant, &view, at)
    }

    fn save_in_apple(&self, tx: &mut Tx<'_>, person: PersonIndex, at: Timestamp) -> Result<()> {
        let card = self.card(person)?;
        let token = self
            .stage
            .push_tokens
            .get(person)
            .ok_or_else(|| Error::internal("a phone of the sample year has no push token"))?;
        register_new(
            &self.stage.app,
            tx,
            card,
            &format!("phone-{person}"),
            token,
            at,
        )?;
        self.deliver(tx, person, at)
    }

    fn save_in_google(&self, tx: &mut Tx<'_>, person: PersonIndex, at: Timestamp) -> Result<()> {
        let card = self.card(person)?;
        let state = known(tx, card, self.stage.app.google.issuer_id(), at)?;
        let state =
            state.ok_or_else(|| Error::internal("an object of the sample year is missing"))?;
        Written::first(&state, at).keep(tx)?;
        let object = tx
            .google_object(card.tenant(), card.id)?
            .ok_or_else(|| Error::internal("an object of the sample year is missing"))?;
        hold(tx, card, object, true, &format!("sample:{}", card.id), at)
    }

    fn visit(
        &mut self,
        tx: &mut Tx<'_>,
        person: PersonIndex,
        amount_minor: Option<i64>,
        occurred_at: Timestamp,
        at: Timestamp,
    ) -> Result<()> {
        let request = ScanRequest {
            code: None,
            card_id: None,
            location_id: None,
            amount_minor,
            occurred_at: Some(occurred_at),
            confirm: false,
        };
        let card = self.card(person)?.clone();
        let now = at.plus_ms(SENT_AFTER_MS);
        let answer = stamp(&self.stage.app, tx, &self.stage.till, card, &request, now)?;
        self.customer(person).last_visit = answer.scan.id.parse().ok();
        self.deliver(tx, person, now)
    }

    fn take_back(&self, tx: &mut Tx<'_>, person: PersonIndex, at: Timestamp) -> Result<()> {
        let tenant = self.stage.owner.tenant;
        let last = self
            .customers
            .get(person)
            .and_then(|customer| customer.last_visit);
        let scan = last
            .map(|id| tx.scan(tenant, id))
            .transpose()?
            .flatten();
        let scan = scan.ok_or_else(|| {
            Error::internal("a visit of the sample year is taken back before it was made")
        })?;
        take_back(
            &self.stage.app,
            tx,
            &self.stage.till,
            scan,
            Some("scanned twice".into()),
            at,
        )?;
        self.deliver(tx, person, at)
    }

    fn hand_over(&self, tx: &mut Tx<'_>, person: PersonIndex, at: Timestamp) -> Result<()> {
        let request = RedemptionRequest {
            code: None,
            card_id: None,
            reward_id: None,
            cost_minor: None,
            location_id: None,
            occurred_at: None,
        };
        redeem(
            &self.stage.app,
            tx,
            &self.stage.till,
            self.card(person)?.clone(),
            &request,
            at,
        )?;
        self.deliver(tx, person, at)
    }

    /// Reviews have no page yet, so the log is told of them as an import would tell it.
    fn ask(&mut self, tx: &mut Tx<'_>, person: PersonIndex, at: Timestamp) -> Result<()> {
        let visit_id = self
            .customer(person)
            .last_visit
            .map(|visit| visit.to_string());
        let request_id = RequestId::new().to_string();
        self.customer(person).asked = Some(request_id.clone());
        self.log(
            tx,
            person,
            format!("asked:{request_id}"),
            Fact::ReviewRequested {
                request_id,
                visit_id,
            },
            at,
        )
    }

    fn rate(
        &mut self,
        tx: &mut Tx<'_>,
        person: PersonIndex,
        rating: i64,
        at: Timestamp,
    ) -> Result<()> {
        let request_id = self.customer(person).asked.take();
        let review_id = format!("rev_{}", EventId::new(self.stage.owner.tenant.bucket()));
        let fact = Fact::ReviewSubmitted {
            review_id: review_id.clone(),
            rating,
            request_id,
            sentiment: None,
        };
        self.log(tx, person, format!("rated:{review_id}"), fact, at)
    }

    fn log(
        &self,
        tx: &mut Tx<'_>,
        person: PersonIndex,
        key: String,
        fact: Fact,
        at: Timestamp,
    ) -> Result<()> {
        let card = self.card(person)?;
        let event = NewEvent {
            idempotency_key: key,
            occurred_at: at,
            member_id: Some(card.member_id),
            card_id: Some(card.id),
            location_id: None,
            staff_id: None,
            fact,
        };
        tx.append(self.stage.owner.tenant, at, vec![event])
    }

    fn remove(&self, tx: &mut Tx<'_>, person: PersonIndex, at: Timestamp) -> Result<()> {
        let card = self.card(person)?;
        match tx.google_object(card.tenant(), card.id)? {
            Some(object) => hold(
                tx,
                card,
                object,
                false,
                &format!("sample-end:{}", card.id),
                at,
            ),
            None => unregister_all(&self.stage.app, tx, card, at),
        }
    }

    fn leave(&self, tx: &mut Tx<'_>, person: PersonIndex, at: Timestamp) -> Result<()> {
        let tenant = self.stage.owner.tenant;
        let member = tx.present_member(tenant, self.card(person)?.member_id)?;
        let member =
            member.ok_or_else(|| Error::internal("a member of the sample year leaves twice"))?;
        erase_member::erase(
            &self.stage.app,
            tx,
            tenant,
            &ErasureRequest::Member,
            &member,
            at,
        )?;
        self.deliver(tx, person, at)
    }
}

#[cfg(test)]
#[path = "past_tests.rs"]
mod tests;
