//! Every kind of event, one row each, and the rules of their fields. `grammar.rs` says how a row is written and what comes of it.

use jiff::civil::Date;

use crate::clock::Timestamp;
use crate::domain::event::cell::{Cell, EventValue, ValueShape, WrittenFields};
use crate::domain::event::scalar::{BadEvent, ID_MOST, MONEY_MOST, STAMPS_MOST, Scalar, TEXT_MOST};
use crate::domain::event::{
    Arm, COST_KINDS, OutcomeSource, PURPOSES, RewardEnd, StampReason, Wallet,
};

/// One field of one kind, as its row says.
#[derive(Clone, Copy, Debug)]
pub struct EventField {
    /// The kind's word.
    pub kind: &'static str,
    /// The column.
    pub name: &'static str,
    /// The name of its rule.
    pub rule: &'static str,
    /// Whether it may be absent.
    pub optional: bool,
    /// What JSON makes of it.
    pub shape: ValueShape,
}

/// An invented event, as far as its row says.
#[derive(Clone, Debug)]
pub struct EventExample {
    /// The kind's word.
    pub kind: &'static str,
    /// Whether an event of this kind must name a card.
    pub needs_card: bool,
    /// Fields that only this kind has.
    pub own_fields: Vec<(&'static str, Cell<'static>)>,
}

/// Which of the common fields a kind must have.
#[derive(Clone, Copy, Default)]
struct Needs {
    member: bool,
    card: bool,
}

impl Needs {
    fn member(self) -> Needs {
        Needs {
            member: true,
            ..self
        }
    }

    fn card(self) -> Needs {
        Needs { card: true, ..self }
    }
}

impl Fact {
    /// Whether an event of this type must name a member.
    pub fn needs_member(&self) -> bool {
        self.needs().member
    }

    /// Whether an event of this type must name a card.
    pub fn needs_card(&self) -> bool {
        self.needs().card
    }
}

rules! {
    /// An identifier, or a short word that is the writer's own.
    id: String = text_if_any(ID_MOST);
    /// A remark in free words.
    remark: String = text_if_any(TEXT_MOST);
    /// Money that was taken or spent.
    money: i64 = whole_if_any(0..=MONEY_MOST);
    /// A cost. It may be negative: there is no void for it, so that is how a mistake is put right.
    cost: i64 = whole_if_any(-MONEY_MOST..=MONEY_MOST);
    /// Stamps that one event adds, or below zero takes.
    stamps_moved: i64 = whole_if_any(-STAMPS_MOST..=STAMPS_MOST);
    /// Stamps that a reward took.
    stamps_spent: i64 = whole_if_any(0..=STAMPS_MOST);
    /// Stamps of a full card.
    stamps_of_card: i64 = whole_if_any(1..=STAMPS_MOST);
    /// Stars.
    rating: i64 = whole_if_any(1..=5);
    /// Bad, neither, or good.
    sentiment: i64 = whole_if_any(-1..=1);
    /// A part of a whole in hundredths of a percent.
    basis_points: i64 = whole_if_any(0..=10_000);
    /// A local date.
    date: Date = date_if_any();
    /// A point in time.
    instant: Timestamp = time_if_any();
    /// Yes or no.
    flag: bool = flag_if_any();
    /// What a message is for.
    purpose: String = listed_if_any(PURPOSES);
    /// What a cost is for.
    cost_kind: String = listed_if_any(COST_KINDS);
    /// Which wallet.
    wallet: Wallet = word_if_any(Wallet::WORDS, Wallet::from_word);
    /// Why a stamp count changed.
    stamp_reason: StampReason = word_if_any(StampReason::WORDS, StampReason::from_word);
    /// Why a reward or a voucher can no longer be used.
    reward_end: RewardEnd = word_if_any(RewardEnd::WORDS, RewardEnd::from_word);
    /// The side of an experiment.
    arm: Arm = word_if_any(Arm::WORDS, Arm::from_word);
    /// Where an experiment's outcome is read from.
    outcome_source: OutcomeSource = word_if_any(OutcomeSource::WORDS, OutcomeSource::from_word);
}

events! {
    common {
        event_id = "event_id", idempotency_key = "idempotency_key", merchant_id = "merchant_id", kind_of_event = "type",
        occurred_at = "occurred_at", received_at = "received_at", member_id = "member_id", card_id = "card_id",
        location_id = "location_id", staff_id = "staff_id",
    }
    own {
        /// `page_viewed`, `card_issued`, `referral_opened`, `action_tapped`: a browser, a random token.
        visitor_id,
        /// `page_viewed`, `card_issued`, `voucher_issued`: where the card or the voucher was offered, such as `counter_qr`.
        channel,
        /// `card_issued`: who invited.
        referrer_member_id,
        /// `card_saved`, `card_removed`, `message_sent`, `pass_fetched`: `apple` or `google`.
        wallet,
        /// `card_saved`, `card_removed`: which Apple device, opaque.
        device_ref,
        /// `visit_validated`, `visit_imported`, `visit_amount_recorded`, `visit_voided`, `stamps_changed`, `review_requested`: the visit.
        visit_id,
        /// `visit_validated`, `visit_imported`, `visit_amount_recorded`, `cost_recorded`, `voucher_redeemed`: money in the smallest
        /// currency unit. What `visit_amount_recorded` says last is what its visit came to; of `voucher_redeemed` no metric adds it.
        amount_minor,
        /// Why stamps changed (`visit`, `bonus`, …), a reward or a voucher ended (`expired`, `revoked`) or something was voided or deleted
        /// (free text).
        reason,
        /// `stamps_changed`: stamps added, or below zero taken.
        delta,
        /// `reward_earned`, `reward_ended`, `reward_redeemed`: the reward.
        reward_id,
        /// `reward_earned`: stamps taken for it; 0 for gifts and rungs below the last.
        stamps_spent,
        /// `reward_earned`, `reward_redeemed`, `voucher_issued`, `voucher_redeemed`: what it costs the shop, in the smallest currency unit.
        cost_minor,
        /// `reward_redeemed`, `redemption_voided`, `voucher_redeemed`, `voucher_redemption_voided`: the redemption. Those of vouchers have
        /// ids of their own.
        redemption_id,
        /// `review_requested`, `review_submitted`: the request.
        request_id,
        /// `review_submitted`: the review.
        review_id,
        /// `review_submitted`: stars, 1 to 5.
        rating,
        /// `review_submitted`: −1, 0 or 1, as its words were read.
        sentiment,
        /// `message_sent`: the message.
        message_id,
        /// `message_sent`: `campaign`, `reminder`, `stamp_update` or `other`.
        purpose,
        /// `message_sent`, `voucher_issued`: the campaign it belongs to.
        campaign_id,
        /// `tier_changed`: the new tier; `none` for no tier.
        tier,
        /// `group_assigned`: the experiment.
        experiment_id,
        /// `group_assigned`: `treatment` or `control`.
        arm,
        /// `group_assigned`: `validated` or `imported`, where the outcome is read from.
        outcome_source,
        /// `member_merged`: who was merged into `member_id`.
        merged_member_id,
        /// `cost_recorded`: `platform`, `hardware`, `labour` or `other`.
        kind,
        /// `program_configured`, `visit_amount_recorded`: ISO 4217.
        currency,
        /// `program_configured`: gross margin in basis points of sales.
        gross_margin_bp,
        /// `program_configured`: stamps of a full card.
        stamps_required,
        /// `program_configured`: local date.
        launched_on,
        /// `visit_amount_recorded`: who says so; `staff` for what was typed at a till or sent by `PATCH /v1/scans/{id}`.
        source,
        /// `visit_amount_recorded`: the receipt's number there; for `staff` the visit's id.
        external_id,
        /// `message_sent`: the standing rule that sent it, such as `come_back` or `birthday`.
        automation,
        /// `message_sent`: true where nothing was sent, because chance put the member among those who get no message.
        held_back,
        /// `voucher_issued`, `voucher_redeemed`, `voucher_ended`: the voucher. Each copy has an id of its own, also of a public coupon.
        voucher_id,
        /// `voucher_issued`: the offer that it is a copy of.
        offer_id,
        /// `voucher_issued`: until when it can be used. That alone ends nothing.
        expires_at,
        /// `action_tapped`: which link, such as `menu` or `book`.
        action,
    }
    kinds {
        /// A browser was shown the page that offers the card.
        "page_viewed" PageViewed() { visitor_id: id = "k3v9", channel: id = "poster" }

        /// A card was made. With the first one its member joins.
        "card_issued" CardIssued(member, card) { channel: id = "poster", visitor_id: id?, referrer_member_id: id? }

        /// A card came into a wallet: an Apple device registered for it, or Google said so.
        "card_saved" CardSaved(card) { wallet: wallet = "apple", device_ref: id? }

        /// A card was taken out of a wallet. Its member stays a member.
        "card_removed" CardRemoved(card) { wallet: wallet = "apple", device_ref: id? }

        /// Staff confirmed a visit.
        "visit_validated" VisitValidated(member, card) { visit_id: id = "scan_01", amount_minor: money? = 450 }

        /// A visit became known from elsewhere: a till's file, an appointment book, an old paper list.
        "visit_imported" VisitImported(member) { visit_id: id = "till-4711", amount_minor: money? = 450 }

        /// A visit was entered by mistake: it never happened.
        "visit_voided" VisitVoided() { visit_id: id = "scan_01", reason: remark? = "mistake" }

        /// A stamp count changed, other than by a reward.
        "stamps_changed" StampsChanged(member) {
            delta: stamps_moved = 1, reason: stamp_reason = "visit", visit_id: id? = "scan_01",
        }

        /// A reward can be used from now on; its stamps are taken.
        "reward_earned" RewardEarned(member) {
            reward_id: id = "rwd_01", stamps_spent: stamps_spent = 10, cost_minor: money? = 120,
        }

        /// A reward can no longer be used.
        "reward_ended" RewardEnded() { reward_id: id = "rwd_01", reason: reward_end = "expired" }

        /// A reward was handed over.
        "reward_redeemed" RewardRedeemed(member) {
            reward_id: id = "rwd_01", redemption_id: id = "rdm_01", cost_minor: money? = 120,
        }

        /// A redemption was entered by mistake: its reward can be used again.
        "redemption_voided" RedemptionVoided() { redemption_id: id = "rdm_01", reason: remark? }

        /// Somebody opened a member's link of invitation.
        "referral_opened" ReferralOpened(member) { visitor_id: id = "k3v9" }

        /// A member was asked for a review.
        "review_requested" ReviewRequested(member) { request_id: id = "req_01", visit_id: id? = "scan_01" }

        /// A member gave a review. What it says in free words is kept elsewhere.
        "review_submitted" ReviewSubmitted(member) {
            review_id: id = "rev_01", rating: rating = 5, request_id: id? = "req_01", sentiment: sentiment?,
        }

        /// A message or an update was handed to a wallet's service, which does not say whether it arrived.
        "message_sent" MessageSent(member) {
            message_id: id = "msg_01", purpose: purpose = "stamp_update", campaign_id: id?, wallet: wallet? = "apple",
            automation: id?, held_back: flag?,
        }

        /// A device fetched the pass. Only Apple says so.
        "pass_fetched" PassFetched(card) { wallet: wallet = "apple" }

        /// A member reached another tier, or left theirs.
        "tier_changed" TierChanged(member) { tier: id = "Regular" }

        /// Chance put a member on one side of an experiment, before anything was done to them.
        "group_assigned" GroupAssigned(member) {
            experiment_id: id = "exp_01", arm: arm = "treatment", outcome_source: outcome_source = "validated",
        }

        /// Two records are one person; `member_id` stays.
        "member_merged" MemberMerged(member) { merged_member_id: id = "mem_02" }

        /// A member left or was erased.
        "member_deleted" MemberDeleted(member) { reason: remark? = "asked for it" }

        /// The programme cost something other than rewards.
        "cost_recorded" CostRecorded() { kind: cost_kind = "platform", amount_minor: cost = 2900 }

        /// The settings that metrics need changed; the latest hold, all of them.
        "program_configured" ProgramConfigured() {
            currency: id = "EUR", gross_margin_bp: basis_points?, stamps_required: stamps_of_card? = 10, launched_on: date?,
        }

        /// Somebody said what a visit came to in all, or that it comes to less now.
        "visit_amount_recorded" VisitAmountRecorded() {
            visit_id: id = "scan_01", amount_minor: money = 450, source: id = "staff", external_id: id = "scan_01",
            currency: id? = "EUR",
        }

        /// A voucher, a one-off offer, was given out: to a member, or to nobody known.
        "voucher_issued" VoucherIssued() {
            voucher_id: id = "vch_01", offer_id: id = "spring", channel: id?, campaign_id: id?, cost_minor: money? = 200,
            expires_at: instant?,
        }

        /// A voucher was used.
        "voucher_redeemed" VoucherRedeemed() {
            voucher_id: id = "vch_01", redemption_id: id = "vrd_01", cost_minor: money? = 180, amount_minor: money? = 950,
        }

        /// The use of a voucher was entered by mistake: it can be used again.
        "voucher_redemption_voided" VoucherRedemptionVoided() { redemption_id: id = "vrd_01", reason: remark? }

        /// A voucher can no longer be used.
        "voucher_ended" VoucherEnded() { voucher_id: id = "vch_01", reason: reward_end = "expired" }

        /// A link on a card was opened.
        "action_tapped" ActionTapped(card) { action: id = "menu", visitor_id: id? }
    }
}
