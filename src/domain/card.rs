//! The rules of stamping, earning, redeeming and taking back. Data in, data out; a refusal says why.
//!
//! Stamps and rewards belong to the member; all cards of a member show the same. A rung below the last spends no
//! stamps; the last one spends its `at` and starts the next round.
//!
//! No change of the program takes anything away: whoever would have farther to the next reward keeps the goal of the version before,
//! until it is reached.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::clock::Timestamp;
use crate::domain::program::{Program, Rung, Text, VisitWorth};
use crate::domain::stamp_expiry::ExpiringStamps;
use crate::domain::tiers::TierVisits;
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
    /// The version of the program whose ladder it stood on; none for rewards from before this was noted.
    pub program_version: Option<i64>,
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
    /// What was spent towards the next stamp, in the smallest currency unit, where rests are kept.
    pub spend_minor: i64,
    /// The stamps that run out next, where they do.
    pub expiring: Option<ExpiringStamps>,
    /// When the tier is over if the member does not come; none: it lasts.
    pub tier_until: Option<Timestamp>,
    /// The goal of an earlier program, which is nearer than the present one's.
    pub kept_goal: Option<KeptGoal>,
    /// The ladders that revoked rewards may lead back to, by the version of their program.
    pub ladders: BTreeMap<i64, Arc<[Rung]>>,
}

/// A ladder with the version of the program that it belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptGoal {
    /// The version.
    pub program_version: i64,
    /// The rungs in rising order.
    pub ladder: Arc<[Rung]>,
}

/// Stamps missing to the next reward of a ladder for whoever has so many; 0 where the ladder is shorter than that.
pub fn way(ladder: &[Rung], stamps: i64) -> i64 {
    next_rung(ladder, stamps).map_or(0, |rung| (rung.at - stamps).max(0))
}

/// The most stamps that one visit earns: more is a mistake in the amount.
pub const MOST_STAMPS_OF_VISIT: i64 = 1_000;

/// The goal that somebody keeps who has so many stamps and climbed this one: none where the new program's is as near. A nearer reward on
/// the way to a farther last one is no such goal, unless it is the same reward.
pub fn kept_goal(goal: KeptGoal, program: &Program, stamps: i64) -> Option<KeptGoal> {
    let own = way(&goal.ladder, stamps);
    let last = |ladder: &[Rung]| ladder.last().map(|rung| rung.at);
    let as_near =
        way(&program.rewards, stamps) <= own && last(&program.rewards) <= last(&goal.ladder);
    let wanted = next_rung(&goal.ladder, stamps).map(|rung| &rung.name);
    let the_same = program
        .rewards
        .iter()
        .any(|rung| Some(&rung.name) == wanted && rung.at > stamps && rung.at - stamps <= own);
    (!as_near && !the_same).then_some(goal)
}

fn next_rung(ladder: &[Rung], stamps: i64) -> Option<&Rung> {
    ladder
        .iter()
        .find(|rung| rung.at > stamps)
        .or(ladder.last())
}

/// What one rule did.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Change {
    /// The member afterwards.
    pub progress: Progress,
    /// Stamps added, or below zero taken; without those that rewards took.
    pub stamps: i64,
    /// Rewards that came to be.
    pub earned: Vec<EarnedReward>,
    /// Rewards taken back.
    pub revoked: Vec<EarnedReward>,
    /// The new tier when it changed; `none` for falling out of all.
    pub tier: Option<String>,
    /// Whether a visit was taken back.
    pub visit_voided: bool,
    /// Stamps of the visit that it no longer earns, but that a redeemed reward has used up.
    pub kept_stamps: i64,
}

impl Change {
    /// Nothing but that time goes on.
    pub fn none(progress: Progress) -> Change {
        Change {
            progress,
            ..Change::default()
        }
    }

    /// The same with the tier that the member has now. `recent` are the visits that a window may count, newest first; `since` is when the
    /// tiers were last changed.
    pub fn with_tier(
        mut self,
        program: &Program,
        recent: &[Timestamp],
        since: Option<Timestamp>,
        now: Timestamp,
    ) -> Change {
        let visits = TierVisits {
            all: self.progress.visits,
            recent,
            one_voided: self.visit_voided,
        };
        let before = self.progress.tier.take();
        let standing = program.tier_standing(visits, before.as_deref(), since, now);
        let tier = standing
            .tier
            .map(|tier| tier.name.clone());
        if tier != before {
            self.tier = Some(
                tier.clone()
                    .unwrap_or_else(|| "none".into()),
            );
        }
        self.progress.tier = tier;
        self.progress.tier_until = standing.until;
        self
    }
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
    /// One visit would earn more than any sale can.
    TooManyStamps {
        /// What it would earn.
        stamps: i64,
    },
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
    /// The member after one more visit. `visited` is the program in force at the visit, `program` the present one.
    pub fn visit(
        &self,
        visited: &Program,
        program: &Program,
        worth: VisitWorth,
        at: Timestamp,
    ) -> Result<Change, Refusal> {
        let mut after = self.clone();
        after.visits += 1;
        let stamps = after.revalue(visited, program, VisitWorth::default(), worth)?;
        Ok(after.gain(program, stamps, at))
    }

    /// The member after a visit turned out to be worth something else. Where it earned too much, that is taken as a void takes it, but never
    /// refused: what a reward that was handed over has used up stays, and is part of what the visit earns when it is worth more again.
    /// `kept` is what stayed so far.
    pub fn revalue_visit(
        &self,
        visited: &Program,
        program: &Program,
        (before, worth): (VisitWorth, VisitWorth),
        kept: i64,
        at: Timestamp,
    ) -> Result<Change, Refusal> {
        let mut after = self.clone();
        let stamps = after.revalue(visited, program, before, worth)?;
        if stamps >= 0 {
            let had = kept.min(stamps);
            return Ok(Change {
                kept_stamps: kept - had,
                ..after.gain(program, stamps - had, at)
            });
        }
        let (revoked, untaken) = after.take(program, -stamps);
        after.stamps += untaken.stamps;
        Ok(Change {
            stamps: stamps + untaken.stamps,
            kept_stamps: kept + untaken.stamps,
            progress: after,
            revoked,
            ..Change::default()
        })
    }

    /// Stamps that come of a visit's becoming worth something else, or go with it. Where both programs count money alike, the rest of other
    /// visits counts along; a rest at another rate is another program's.
    fn revalue(
        &mut self,
        visited: &Program,
        program: &Program,
        before: VisitWorth,
        worth: VisitWorth,
    ) -> Result<i64, Refusal> {
        let of_spend = if visited.stamps_per == program.stamps_per {
            self.spend(program, worth.spend_minor - before.spend_minor)
        } else {
            let [before, after] = [before, worth].map(|worth| {
                visited
                    .stamps_of_spend(worth.spend_minor)
                    .0
            });
            after - before
        };
        let stamps = worth.stamps - before.stamps + of_spend;
        // Each full round is a reward of its own.
        if stamps > MOST_STAMPS_OF_VISIT {
            return Err(Refusal::TooManyStamps { stamps });
        }
        Ok(stamps)
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
        after
            .ladders
            .extend(other.ladders.clone());
        after.stamps += other.stamps;
        after.visits += other.visits;
        let stamps = if program.keeps_rest() {
            after.spend(program, other.spend_minor)
        } else {
            after.spend_minor += other.spend_minor;
            0
        };
        let goals = [self.kept_goal.clone(), other.kept_goal.clone()];
        after.kept_goal = goals
            .into_iter()
            .flatten()
            .min_by_key(|goal| way(&goal.ladder, after.stamps))
            .and_then(|goal| kept_goal(goal, program, after.stamps));
        after.gain(program, stamps, at)
    }

    /// The ladder that the member climbs.
    pub fn ladder<'a>(&'a self, program: &'a Program) -> &'a [Rung] {
        self.kept_goal
            .as_ref()
            .map_or(&program.rewards, |goal| &goal.ladder)
    }

    /// Adds to what was spent towards the next stamp, or below zero takes from it; answers the stamps that come of it.
    fn spend(&mut self, program: &Program, spend_minor: i64) -> i64 {
        if spend_minor == 0 {
            return 0;
        }
        let (stamps, rest) = program.stamps_of_spend(self.spend_minor + spend_minor);
        self.spend_minor = rest;
        stamps
    }

    /// Adds stamps and earns every rung they reach, the last one as often as they cover it.
    fn gain(mut self, program: &Program, delta: i64, at: Timestamp) -> Change {
        self.stamps += delta;
        let mut earned = Vec::new();
        // The last rung pays with its stamps, so only lower ones need to remember that this round had them.
        while let Some((rung, last)) = self.reached(program) {
            let reward = self.earn(program, &rung, last, at);
            earned.push(reward.clone());
            self.rewards.push(reward);
            self.kept_goal = None;
            if last {
                self.stamps -= rung.at;
                self.round += 1;
            }
        }
        Change {
            progress: self,
            stamps: delta,
            earned,
            ..Change::default()
        }
    }

    /// The lowest rung that the stamps reach and that was not earned yet, and whether it is the last.
    fn reached(&self, program: &Program) -> Option<(Rung, bool)> {
        let ladder = self.ladder(program);
        let is_last = |rung: &Rung| ladder.last() == Some(rung);
        ladder
            .iter()
            .find(|rung| rung.at <= self.stamps && (is_last(rung) || !self.has_earned(rung)))
            .map(|rung| (rung.clone(), is_last(rung)))
    }

    fn has_earned(&self, rung: &Rung) -> bool {
        self.rewards
            .iter()
            // A reward that went with its voided visit can be earned again in the same round.
            .any(|r| r.round == self.round && r.rung == rung.at && r.state != RewardState::Revoked)
    }

    fn earn(&self, program: &Program, rung: &Rung, last: bool, at: Timestamp) -> EarnedReward {
        let goal = self.kept_goal.as_ref();
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
            expires_at: program.reward_end(at),
            program_version: Some(goal.map_or(program.version, |goal| goal.program_version)),
        }
    }

    /// The member without one visit that added `stamps`. Stamps are interchangeable: where what remains no longer
    /// covers a reward, the newest unused one is taken back and its stamps return; if only used ones are left to
    /// take, the void is refused and nothing changes.
    ///
    /// Where rests are kept, what the visit spent is missing from the rest, so that another visit's stamp may go than those that it added.
    pub fn void_visit(
        &self,
        visited: &Program,
        program: &Program,
        stamps: i64,
        worth: VisitWorth,
    ) -> Result<Change, Refusal> {
        let mut after = self.clone();
        after.visits -= 1;
        let taken = if visited.keeps_rest() && visited.stamps_per == program.stamps_per {
            -after.revalue(visited, program, worth, VisitWorth::default())?
        } else {
            stamps
        };
        let (revoked, untaken) = after.take(program, taken);
        if untaken.by_redeemed_rung || untaken.stamps > 0 {
            return Err(if untaken.by_redeemed_rung {
                Refusal::AlreadyRedeemed
            } else {
                self.cannot_cover()
            });
        }
        Ok(Change {
            progress: after,
            stamps: -taken,
            revoked,
            visit_voided: true,
            ..Change::default()
        })
    }

    /// The member without the stamps whose time is over. Rewards that they reached stay.
    pub fn expire(&self, stamps: i64) -> Change {
        let mut after = self.clone();
        let expired = stamps.clamp(0, after.stamps);
        after.stamps -= expired;
        Change {
            progress: after,
            stamps: -expired,
            ..Change::default()
        }
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

    /// Takes stamps, and back the newest unused rewards that what remains no longer covers, whose stamps return. Answers those
    /// rewards, and what could not be taken.
    fn take(&mut self, program: &Program, stamps: i64) -> (Vec<EarnedReward>, Untaken) {
        let (mut revoked, mut kept) = (Vec::new(), Untaken::default());
        let mut covered = self.stamps;
        self.stamps -= stamps;
        loop {
            kept.by_redeemed_rung |= self.revoke_uncovered(covered, &mut revoked);
            if self.stamps >= 0 {
                return (revoked, kept);
            }
            let spent = self.newest(|r| {
                r.stamps_spent > 0
                    && matches!(r.state, RewardState::Available | RewardState::Expired)
            });
            let Some(reward) = spent else {
                kept.stamps = -self.stamps;
                return (revoked, kept);
            };
            // Back in a round that was full: every rung of it had been reached.
            covered = i64::MAX;
            self.stamps += reward.stamps_spent;
            self.round -= 1;
            self.kept_goal = self.goal_of(&reward, program);
            revoked.push(self.revoke(reward.id));
        }
    }

    /// The goal that a round had which goes on, if it is nearer than the present program's.
    fn goal_of(&self, reward: &EarnedReward, program: &Program) -> Option<KeptGoal> {
        let program_version = reward.program_version?;
        let ladder = self
            .ladders
            .get(&program_version)?
            .clone();
        let goal = KeptGoal {
            program_version,
            ladder,
        };
        kept_goal(goal, program, self.stamps)
    }

    /// Takes back the lower rungs of the present round that `covered` stamps reached and the remaining ones do not; answers whether one of
    /// them was handed over.
    fn revoke_uncovered(&mut self, covered: i64, revoked: &mut Vec<EarnedReward>) -> bool {
        let (round, stamps) = (self.round, self.stamps);
        let lost = |r: &EarnedReward| {
            r.round == round && r.stamps_spent == 0 && r.rung > stamps && r.rung <= covered
        };
        let unused = |r: &EarnedReward| {
            lost(r) && matches!(r.state, RewardState::Available | RewardState::Expired)
        };
        while let Some(reward) = self.newest(unused) {
            revoked.push(self.revoke(reward.id));
        }
        self.rewards
            .iter()
            .any(|r| lost(r) && r.state == RewardState::Redeemed)
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

/// What could not be taken.
#[derive(Clone, Copy, Debug, Default)]
struct Untaken {
    /// Stamps that nothing covers.
    stamps: i64,
    /// Whether a lower rung that is no longer covered was handed over.
    by_redeemed_rung: bool,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::program::StampsPer;
    use proptest::prelude::*;

    const ONE_STAMP: VisitWorth = VisitWorth {
        stamps: 1,
        spend_minor: 0,
        note: None,
    };

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
            p.visit(program, program, ONE_STAMP, Timestamp(i))
                .unwrap()
                .progress
        })
    }

    #[test]
    fn the_tenth_scan_earns_the_reward_and_the_card_starts_again() {
        let program = program(&[10]);
        let change = after_visits(&program, 9)
            .visit(&program, &program, ONE_STAMP, Timestamp(9))
            .unwrap();
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
            .void_visit(&program, &program, 1, ONE_STAMP)
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
        assert_eq!(
            used.void_visit(&program, &program, 1, ONE_STAMP),
            Err(Refusal::AlreadyRedeemed)
        );
    }

    #[test]
    fn a_void_that_uncovers_a_lower_rung_takes_it_back() {
        let program = program(&[5, 10]);
        let change = after_visits(&program, 5)
            .void_visit(&program, &program, 1, ONE_STAMP)
            .unwrap();
        assert_eq!((change.progress.stamps, change.revoked[0].rung), (4, 5));
        let again = change
            .progress
            .visit(&program, &program, ONE_STAMP, Timestamp(99))
            .unwrap();
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
            .void_visit(&program, &program, 1, ONE_STAMP)
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

    /// The rewards that somebody has who did not lose them.
    fn held(member: &Progress) -> usize {
        member
            .rewards
            .iter()
            .filter(|reward| matches!(reward.state, RewardState::Available | RewardState::Redeemed))
            .count()
    }

    fn ladders() -> impl Strategy<Value = Vec<i64>> {
        prop::collection::btree_set(1i64..30, 1..5).prop_map(|rungs| rungs.into_iter().collect())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        /// The promise to members: whatever programs follow each other, and whatever happened under each, no change takes a stamp or a
        /// reward away, and the next reward is never farther than it was.
        #[test]
        fn no_change_of_program_makes_the_way_longer(
            programs in prop::collection::vec((ladders(), 0i64..25, 0usize..3), 2..6),
        ) {
            let (mut member, mut at): (Progress, i64) = Default::default();
            let mut present: Option<Program> = None;
            for (version, (rungs, visits, voids)) in (1..).zip(programs) {
                let next = Program { version, ..program(&rungs) };
                if let Some(before) = present.replace(next.clone()) {
                    let (ladder, had) = (member.ladder(&before).to_vec(), held(&member));
                    let goal = member.kept_goal.clone().unwrap_or(KeptGoal { program_version: before.version, ladder: before.rewards.clone().into() });
                    member.kept_goal = kept_goal(goal, &next, member.stamps);
                    member.ladders.insert(before.version, before.rewards.into());
                    prop_assert!(way(member.ladder(&next), member.stamps) <= way(&ladder, member.stamps));
                    let mut walker = member.clone();
                    for _ in 0..way(&ladder, member.stamps).max(1) {
                        walker = walker.visit(&next, &next, ONE_STAMP, Timestamp(at)).unwrap().progress;
                    }
                    prop_assert!(held(&walker) > had, "{member:?} under {next:?}");
                }
                for _ in 0..visits {
                    at += 1;
                    member = member.visit(&next, &next, ONE_STAMP, Timestamp(at)).unwrap().progress;
                }
                for _ in 0..voids {
                    if member.visits > 0 && let Ok(change) = member.void_visit(&next, &next, 1, ONE_STAMP) {
                        member = change.progress;
                    }
                }
                prop_assert!(member.stamps >= 0);
            }
        }

        /// Stamps that follow what is spent are those of the sum, whatever is said of which visit and in which order.
        #[test]
        fn the_sum_of_what_was_spent_decides(
            amounts in prop::collection::vec((0i64..3_000, prop::option::of(0i64..3_000), any::<bool>()), 1..30),
            per in 10i64..1_200,
        ) {
            let program = Program { stamps_per: StampsPer::Amount { amount_minor: per, carry: true }, ..program(&[1_000_000]) };
            let (mut member, mut sum) = (Progress::default(), 0i64);
            for (i, (amount, later, voided)) in (0..).zip(amounts) {
                let (at, said) = (Timestamp(i), |amount| program.worth(1, amount));
                let visit = member.visit(&program, &program, said(later.is_none().then_some(amount)), at).unwrap();
                let (mut stamps, mut last) = (visit.stamps, said(later.is_none().then_some(amount)));
                member = visit.progress;
                if let Some(later) = later {
                    let change = member.revalue_visit(&program, &program, (last, said(Some(later))), 0, at).unwrap();
                    (stamps, last, member) = (stamps + change.stamps, said(Some(later)), change.progress);
                }
                sum += last.spend_minor;
                if voided {
                    member = member.void_visit(&program, &program, stamps, last).unwrap().progress;
                    sum -= last.spend_minor;
                }
                prop_assert_eq!((member.stamps, member.spend_minor), (sum / per, sum % per));
            }
        }
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
                        member = member.visit(&program, &program, ONE_STAMP, at).unwrap().progress;
                        (given, visits) = (given + 1, visits + 1);
                    }
                    Step::Void if visits > 0 => {
                        if let Ok(change) = member.void_visit(&program, &program, 1, ONE_STAMP) {
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
