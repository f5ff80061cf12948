//! The rules of stamping, earning, redeeming and taking back. Data in, data out; a refusal says why.
//!
//! Stamps and rewards belong to the member; all cards of a member show the same. A rung below the last spends no
//! stamps; the last one spends its `at` and starts the next round.

use serde::{Deserialize, Serialize};

use crate::clock::Timestamp;
use crate::domain::program::{Program, Rung, Text};
use crate::ids::{Bucket, RewardId};

/// Whether a card can be stamped.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Serialize,
    Deserialize,
    utoipa::ToSchema,
    diesel::expression::AsExpression,
    diesel::deserialize::FromSqlRow,
)]
#[diesel(sql_type = diesel::sql_types::Text)]
#[serde(rename_all = "lowercase")]
pub enum CardState {
    /// In use.
    Active,
    /// Held by the shop for a while.
    Paused,
    /// Over; shows as void in the wallets.
    Ended,
    /// Over because its time ran out.
    Expired,
    /// Its member was erased: nobody is told that there ever was such a card.
    #[serde(skip)]
    Erased,
}

impl CardState {
    /// Whether the card leads to no reward any more: wallets show it as void.
    pub fn is_over(self) -> bool {
        matches!(
            self,
            CardState::Ended | CardState::Expired | CardState::Erased
        )
    }
}

/// The state of a reward.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Serialize,
    Deserialize,
    utoipa::ToSchema,
    diesel::expression::AsExpression,
    diesel::deserialize::FromSqlRow,
)]
#[diesel(sql_type = diesel::sql_types::Text)]
#[serde(rename_all = "lowercase")]
pub enum RewardState {
    /// Waiting to be handed over.
    Available,
    /// Handed over.
    Redeemed,
    /// Its time ran out.
    Expired,
    /// Taken back because the visit that earned it was voided.
    Revoked,
}

/// Something earned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EarnedReward {
    /// Its id.
    pub id: RewardId,
    /// The rung it was earned on.
    pub rung: i64,
    /// The member's round in which it was earned.
    pub round: i64,
    /// What the customer gets.
    pub name: Text,
    /// What it is expected to cost the shop.
    pub cost_minor: Option<i64>,
    /// Stamps it took: the rung's for the last rung, else 0.
    pub stamps_spent: i64,
    /// Where it stands.
    pub state: RewardState,
    /// When it was earned.
    pub earned_at: Timestamp,
    /// When it ends unused.
    pub expires_at: Option<Timestamp>,
}

impl EarnedReward {
    /// Whether it can be handed over at this moment.
    pub fn is_available(&self, now: Timestamp) -> bool {
        self.state == RewardState::Available
            && self
                .expires_at
                .is_none_or(|end| now < end)
    }
}

/// How far a member has come.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Progress {
    /// The shop's bucket, with which the ids of new rewards end.
    pub shop: Bucket,
    /// Stamps in the present round, never below 0.
    pub stamps: i64,
    /// Rounds begun so far.
    pub round: i64,
    /// Visits that were not voided.
    pub visits: i64,
    /// Name of the tier reached.
    pub tier: Option<String>,
    /// The member's rewards: at least the available ones and those of the present round; all of them for a void.
    pub rewards: Vec<EarnedReward>,
}

/// What one rule did.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Change {
    /// The member afterwards.
    pub progress: Progress,
    /// Rewards that came to be.
    pub earned: Vec<EarnedReward>,
    /// Rewards taken back.
    pub revoked: Vec<EarnedReward>,
    /// The new tier when it changed; `none` for falling out of all.
    pub tier: Option<String>,
}

/// Why the rules say no.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The card was ended by the shop.
    CardEnded,
    /// The card is held by the shop.
    CardPaused,
    /// The card's time ran out.
    CardExpired,
    /// Another visit lies within the cool-down.
    TooSoon {
        /// Seconds until a visit now would be accepted.
        retry_after_s: i64,
        /// The visit in the way.
        last_visit_at: Timestamp,
    },
    /// The member has as many visits on that local day as the program allows.
    DailyLimit {
        /// The program's limit.
        limit: i64,
    },
    /// The stamps of the visit paid for a reward that was handed over.
    AlreadyRedeemed,
    /// A correction would go below zero.
    NotEnoughStamps {
        /// What there is.
        stamps: i64,
    },
    /// No reward is waiting.
    NoReward,
    /// The named reward was used or has ended.
    RewardNotAvailable,
    /// The member has no reward of that id.
    RewardNotFound,
}

/// What must be known of a member's other visits to judge one more.
#[derive(Clone, Debug, Default)]
pub struct OtherVisits {
    /// `occurred_at` of every unvoided visit within the cool-down before or after the new one.
    pub near: Vec<Timestamp>,
    /// Unvoided visits on the local day of the new one.
    pub on_day: i64,
}

/// Whether the card may be used at all.
pub fn usable(
    state: CardState,
    expires_at: Option<Timestamp>,
    now: Timestamp,
) -> Result<(), Refusal> {
    match state {
        CardState::Ended | CardState::Erased => Err(Refusal::CardEnded),
        CardState::Paused => Err(Refusal::CardPaused),
        CardState::Expired => Err(Refusal::CardExpired),
        CardState::Active if expires_at.is_some_and(|end| end <= now) => Err(Refusal::CardExpired),
        CardState::Active => Ok(()),
    }
}

/// Whether a visit at `at` may be stamped beside the others. The cool-down looks both ways from the visit's own time,
/// because offline tills send late; `confirm` overrides it where the program allows, never the daily limit.
pub fn may_stamp(
    program: &Program,
    others: &OtherVisits,
    at: Timestamp,
    now: Timestamp,
    confirm: bool,
) -> Result<(), Refusal> {
    // Asked first: a confirmation overrides the cool-down and never this.
    if let Some(limit) = program
        .daily_limit
        .filter(|limit| others.on_day >= *limit)
    {
        return Err(Refusal::DailyLimit { limit });
    }
    let cooldown = program
        .cooldown_s
        .saturating_mul(1000);
    let latest = others
        .near
        .iter()
        .copied()
        .filter(|v| (at.0 - v.0).abs() < cooldown)
        .max();
    match latest {
        Some(last) if !(confirm && program.confirm_allowed) => {
            let wait_ms = (last.0 + cooldown - now.0).max(1);
            Err(Refusal::TooSoon {
                // Rounded up, or a till that comes back to the second would be refused once more.
                retry_after_s: (wait_ms + 999) / 1000,
                last_visit_at: last,
            })
        }
        _ => Ok(()),
    }
}

impl Progress {
    /// The member after one more visit, worth one stamp.
    pub fn visit(&self, program: &Program, at: Timestamp) -> Change {
        let mut after = self.clone();
        after.visits += 1;
        after
            .gain(program, 1, at)
            .with_tier(program, &self.tier)
    }

    /// The member after a gift (`delta` > 0) or a correction; below zero is refused.
    pub fn adjust(&self, program: &Program, delta: i64, at: Timestamp) -> Result<Change, Refusal> {
        if self.stamps + delta < 0 {
            return Err(Refusal::NotEnoughStamps {
                stamps: self.stamps,
            });
        }
        Ok(self
            .clone()
            .gain(program, delta, at))
    }

    /// The member after somebody turned out to be the same person: what both have is added up, and earns what it now
    /// reaches. Rounds that are over stay apart, so the other's come after this one's; the present ones become one.
    pub fn absorb(&self, other: &Progress, program: &Program, at: Timestamp) -> Change {
        let mut after = self.clone();
        after.round += other.round;
        for reward in after
            .rewards
            .iter_mut()
            .filter(|reward| reward.round >= self.round)
        {
            reward.round = after.round;
        }
        after.rewards.extend(
            other
                .rewards
                .iter()
                .cloned()
                .map(|reward| EarnedReward {
                    round: reward.round + self.round,
                    ..reward
                }),
        );
        after.stamps += other.stamps;
        after.visits += other.visits;
        after
            .gain(program, 0, at)
            .with_tier(program, &self.tier)
    }

    /// Adds stamps and earns every rung they reach, the last one as often as they cover it.
    fn gain(mut self, program: &Program, delta: i64, at: Timestamp) -> Change {
        self.stamps += delta;
        let mut earned = Vec::new();
        let is_last = |rung: &Rung| rung.at == program.stamps_required();
        // The last rung pays with its stamps, so only lower ones need to remember that this round had them.
        while let Some(rung) = program
            .rewards
            .iter()
            .find(|r| r.at <= self.stamps && (is_last(r) || !self.has_earned(r)))
        {
            let last = is_last(rung);
            let reward = self.earn(program, rung, last, at);
            earned.push(reward.clone());
            self.rewards.push(reward);
            if last {
                self.stamps -= rung.at;
                self.round += 1;
            }
        }
        Change {
            progress: self,
            earned,
            ..Change::default()
        }
    }

    fn has_earned(&self, rung: &Rung) -> bool {
        self.rewards
            .iter()
            // A reward that went with its voided visit can be earned again in the same round.
            .any(|r| r.round == self.round && r.rung == rung.at && r.state != RewardState::Revoked)
    }

    fn earn(&self, program: &Program, rung: &Rung, last: bool, at: Timestamp) -> EarnedReward {
        EarnedReward {
            id: RewardId::new(self.shop),
            rung: rung.at,
            round: self.round,
            // Copied: what was earned stays as it was promised, whatever the program says later.
            name: rung.name.clone(),
            cost_minor: rung.cost_minor,
            stamps_spent: if last { rung.at } else { 0 },
            state: RewardState::Available,
            earned_at: at,
            expires_at: program
                .reward_expires_after_days
                .map(|days| at.plus_s(days * 86_400)),
        }
    }

    /// The member without one visit that added `stamps`. Stamps are interchangeable: where what remains no longer
    /// covers a reward, the newest unused one is taken back and its stamps return; if only used ones are left to
    /// take, the void is refused and nothing changes.
    pub fn void_visit(&self, program: &Program, stamps: i64) -> Result<Change, Refusal> {
        let mut after = self.clone();
        let mut covered = after.stamps;
        after.visits -= 1;
        after.stamps -= stamps;
        let mut revoked = Vec::new();
        loop {
            after.revoke_uncovered(covered, &mut revoked)?;
            if after.stamps >= 0 {
                break;
            }
            let spent = after.newest(|r| {
                r.stamps_spent > 0
                    && matches!(r.state, RewardState::Available | RewardState::Expired)
            });
            let reward = spent.ok_or_else(|| self.cannot_cover())?;
            // Back in a round that was full: every rung of it had been reached.
            covered = i64::MAX;
            after.stamps += reward.stamps_spent;
            after.round -= 1;
            revoked.push(after.revoke(reward.id));
        }
        Ok(Change {
            progress: after,
            revoked,
            ..Change::default()
        }
        .with_tier(program, &self.tier))
    }

    /// Why a void finds no stamps to take: a reward that was handed over has them, or a correction took them before.
    fn cannot_cover(&self) -> Refusal {
        match self
            .rewards
            .iter()
            .any(|r| r.stamps_spent > 0 && r.state == RewardState::Redeemed)
        {
            true => Refusal::AlreadyRedeemed,
            false => Refusal::NotEnoughStamps {
                stamps: self.stamps,
            },
        }
    }

    /// Takes back the lower rungs of the present round that `covered` stamps reached and the remaining ones do not.
    fn revoke_uncovered(
        &mut self,
        covered: i64,
        revoked: &mut Vec<EarnedReward>,
    ) -> Result<(), Refusal> {
        let (round, stamps) = (self.round, self.stamps);
        let lost = |r: &EarnedReward| {
            r.round == round
                && r.stamps_spent == 0
                && r.rung > stamps
                && r.rung <= covered
                && r.state != RewardState::Revoked
        };
        if self
            .rewards
            .iter()
            .any(|r| lost(r) && r.state == RewardState::Redeemed)
        {
            return Err(Refusal::AlreadyRedeemed);
        }
        while let Some(reward) = self.newest(lost) {
            revoked.push(self.revoke(reward.id));
        }
        Ok(())
    }

    fn newest(&self, wanted: impl Fn(&EarnedReward) -> bool) -> Option<EarnedReward> {
        self.rewards
            .iter()
            .filter(|r| wanted(r))
            .max_by_key(|r| (r.earned_at, r.id))
            .cloned()
    }

    fn revoke(&mut self, id: RewardId) -> EarnedReward {
        let reward = self
            .rewards
            .iter_mut()
            .find(|r| r.id == id)
            .expect("the reward was just found in this list");
        reward.state = RewardState::Revoked;
        reward.clone()
    }

    /// The reward to hand over: the wanted one, or the available one that ends first, then the oldest.
    pub fn redeemable(
        &self,
        wanted: Option<RewardId>,
        now: Timestamp,
    ) -> Result<&EarnedReward, Refusal> {
        match wanted {
            Some(id) => {
                let reward = self
                    .rewards
                    .iter()
                    .find(|r| r.id == id)
                    .ok_or(Refusal::RewardNotFound)?;
                if reward.is_available(now) {
                    Ok(reward)
                } else {
                    Err(Refusal::RewardNotAvailable)
                }
            }
            None => self
                .rewards
                .iter()
                .filter(|r| r.is_available(now))
                .min_by_key(|r| {
                    (
                        r.expires_at
                            .map_or(i64::MAX, |t| t.0),
                        r.earned_at,
                        r.id,
                    )
                })
                .ok_or(Refusal::NoReward),
        }
    }
}

impl Change {
    fn with_tier(mut self, program: &Program, before: &Option<String>) -> Change {
        let tier = program
            .tiers
            .iter()
            .rev()
            .find(|t| self.progress.visits >= t.visits)
            .map(|t| t.name.clone());
        if tier != *before {
            self.tier = Some(
                tier.clone()
                    .unwrap_or_else(|| "none".into()),
            );
            self.progress.tier = tier;
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn program(rungs: &[i64]) -> Program {
        let mut program = Program::starter("Coffee", "Europe/Berlin", "EUR");
        program.rewards = rungs
            .iter()
            .map(|at| Rung {
                at: *at,
                name: "Coffee".into(),
                cost_minor: None,
            })
            .collect();
        program
    }

    fn after_visits(program: &Program, n: i64) -> Progress {
        (0..n).fold(Progress::default(), |p, i| {
            p.visit(program, Timestamp(i))
                .progress
        })
    }

    #[test]
    fn the_tenth_scan_earns_the_reward_and_the_card_starts_again() {
        let program = program(&[10]);
        let change = after_visits(&program, 9).visit(&program, Timestamp(9));
        assert_eq!(
            (
                change.progress.stamps,
                change.earned.len(),
                change.earned[0].stamps_spent
            ),
            (0, 1, 10)
        );
    }

    #[test]
    fn a_lower_rung_spends_nothing_and_is_earned_once_a_round() {
        let program = program(&[5, 10]);
        let at_six = after_visits(&program, 6);
        assert_eq!(
            (
                at_six.stamps,
                at_six.rewards.len(),
                at_six.rewards[0].stamps_spent
            ),
            (6, 1, 0)
        );
        assert_eq!(
            after_visits(&program, 15)
                .rewards
                .len(),
            3
        );
    }

    #[test]
    fn a_gift_carries_its_surplus_over() {
        let program = program(&[2, 10]);
        let change = Progress::default()
            .adjust(&program, 23, Timestamp(0))
            .unwrap();
        let rungs: Vec<(i64, i64)> = change
            .earned
            .iter()
            .map(|r| (r.round, r.rung))
            .collect();
        assert_eq!(rungs, [(0, 2), (0, 10), (1, 2), (1, 10), (2, 2)]);
        assert_eq!(change.progress.stamps, 3);
    }

    #[test]
    fn voiding_the_tenth_visit_takes_the_unused_reward_back_and_refuses_when_it_was_used() {
        let program = program(&[10]);
        let full = after_visits(&program, 10);
        let change = full
            .void_visit(&program, 1)
            .unwrap();
        assert_eq!(
            (
                change.progress.stamps,
                change.revoked.len(),
                change.progress.round
            ),
            (9, 1, 0)
        );
        let mut used = full;
        used.rewards[0].state = RewardState::Redeemed;
        assert_eq!(used.void_visit(&program, 1), Err(Refusal::AlreadyRedeemed));
    }

    #[test]
    fn a_void_that_uncovers_a_lower_rung_takes_it_back() {
        let program = program(&[5, 10]);
        let change = after_visits(&program, 5)
            .void_visit(&program, 1)
            .unwrap();
        assert_eq!((change.progress.stamps, change.revoked[0].rung), (4, 5));
        let again = change
            .progress
            .visit(&program, Timestamp(99));
        assert_eq!(again.earned.len(), 1);
    }

    #[test]
    fn two_halves_of_one_person_make_a_full_card() {
        let program = program(&[3, 10]);
        let (one, other) = (after_visits(&program, 14), after_visits(&program, 27));
        let change = one.absorb(&other, &program, Timestamp(99));
        assert_eq!(
            (
                change.progress.stamps,
                change.progress.round,
                change.progress.visits
            ),
            (1, 4, 41)
        );
        assert_eq!(
            change
                .earned
                .iter()
                .map(|r| r.rung)
                .collect::<Vec<_>>(),
            [10],
            "rung 3 of the present round was earned by both"
        );
        assert_eq!(
            change.progress.rewards.len(),
            one.rewards.len() + other.rewards.len() + 1,
            "nobody loses a reward"
        );
        let back = change
            .progress
            .void_visit(&program, 1)
            .unwrap();
        assert_eq!((back.progress.stamps, back.revoked.len()), (0, 0));
    }

    #[test]
    fn the_cool_down_looks_both_ways_and_confirming_overrides_it() {
        let program = program(&[10]);
        let others = OtherVisits {
            near: vec![Timestamp(600_000)],
            on_day: 1,
        };
        let refusal = may_stamp(
            &program,
            &others,
            Timestamp(700_000),
            Timestamp(700_000),
            false,
        );
        assert_eq!(
            refusal,
            Err(Refusal::TooSoon {
                retry_after_s: 500,
                last_visit_at: Timestamp(600_000)
            })
        );
        assert!(may_stamp(&program, &others, Timestamp(1), Timestamp(1), false).is_err());
        assert!(may_stamp(&program, &others, Timestamp(0), Timestamp(0), false).is_ok());
        assert!(
            may_stamp(
                &program,
                &others,
                Timestamp(700_000),
                Timestamp(700_000),
                true
            )
            .is_ok()
        );
        let limited = Program {
            daily_limit: Some(1),
            ..program
        };
        assert_eq!(
            may_stamp(
                &limited,
                &others,
                Timestamp(9_000_000),
                Timestamp(9_000_000),
                true
            ),
            Err(Refusal::DailyLimit { limit: 1 })
        );
    }

    #[test]
    fn the_reward_that_ends_first_is_handed_over_first() {
        let program = program(&[1]);
        let mut member = after_visits(&program, 3);
        member.rewards[2].expires_at = Some(Timestamp(1_000));
        assert_eq!(
            member
                .redeemable(None, Timestamp(10))
                .unwrap()
                .id,
            member.rewards[2].id
        );
        assert_eq!(
            member
                .redeemable(None, Timestamp(1_000))
                .unwrap()
                .id,
            member.rewards[0].id
        );
        assert_eq!(
            member.redeemable(Some(member.rewards[2].id), Timestamp(1_000)),
            Err(Refusal::RewardNotAvailable)
        );
    }

    #[derive(Clone, Debug)]
    enum Step {
        Visit,
        Void,
        Redeem,
        UndoRedeem,
        Adjust(i64),
        Expire,
    }

    fn steps() -> impl Strategy<Value = Vec<Step>> {
        let step = prop_oneof![
            6 => Just(Step::Visit), 3 => Just(Step::Void), 2 => Just(Step::Redeem), 1 => Just(Step::UndoRedeem),
            1 => (-4i64..15).prop_map(Step::Adjust), 1 => Just(Step::Expire),
        ];
        prop::collection::vec(step, 0..120)
    }

    proptest! {
        /// Whatever the order of scans, voids, redemptions, corrections and expiry: stamps are what was given less what
        /// unrevoked rewards took, never below zero, and a used reward's stamps never come back.
        #[test]
        fn the_invariants_hold_in_any_order(steps in steps(), rungs in prop::sample::select(vec![vec![10], vec![5, 10], vec![1], vec![2, 3, 7]])) {
            let program = program(&rungs);
            let (mut member, mut given, mut visits) = (Progress::default(), 0i64, 0i64);
            for (i, step) in steps.into_iter().enumerate() {
                let used: Vec<RewardId> = member.rewards.iter().filter(|r| r.state == RewardState::Redeemed).map(|r| r.id).collect();
                let at = Timestamp(i as i64);
                match step {
                    Step::Visit => {
                        member = member.visit(&program, at).progress;
                        (given, visits) = (given + 1, visits + 1);
                    }
                    Step::Void if visits > 0 => {
                        if let Ok(change) = member.void_visit(&program, 1) {
                            member = change.progress;
                            (given, visits) = (given - 1, visits - 1);
                        }
                    }
                    Step::Redeem => {
                        if let Ok(id) = member.redeemable(None, at).map(|r| r.id) {
                            member.rewards.iter_mut().find(|r| r.id == id).unwrap().state = RewardState::Redeemed;
                        }
                        continue;
                    }
                    Step::UndoRedeem => {
                        if let Some(r) = member.rewards.iter_mut().find(|r| r.state == RewardState::Redeemed) { r.state = RewardState::Available; }
                        continue;
                    }
                    Step::Expire => {
                        if let Some(r) = member.rewards.iter_mut().find(|r| r.state == RewardState::Available) { r.state = RewardState::Expired; }
                    }
                    Step::Adjust(delta) => {
                        if let Ok(change) = member.adjust(&program, delta, at) {
                            member = change.progress;
                            given += delta;
                        }
                    }
                    Step::Void => {}
                }
                let spent: i64 = member.rewards.iter().filter(|r| r.state != RewardState::Revoked).map(|r| r.stamps_spent).sum();
                prop_assert_eq!(member.stamps, given - spent);
                prop_assert!(member.stamps >= 0);
                prop_assert!(member.stamps < program.stamps_required());
                prop_assert_eq!(member.visits, visits);
                prop_assert!(used.iter().all(|id| member.rewards.iter().any(|r| r.id == *id && r.state == RewardState::Redeemed)));
            }
        }
    }
}
