//! The sets of `docs/METRICS.md`, section 4: the facts in one time zone and through the filters of a query ([`Dataset`]),
//! then for one period ([`PeriodView`]).

use std::cell::OnceCell;
use std::collections::HashMap;
use std::ops::RangeInclusive;

use jiff::tz::TimeZone;

use super::period::{Period, day_number, first_instant};
use super::query::Query;
use crate::clock::Timestamp;
use crate::metrics::facts::records::{Configuration, Id, Symbol};
use crate::metrics::facts::visits::{RecordedVisit, Stretch};
use crate::metrics::facts::{
    Facts, MessageFacts, Quick, RedemptionFacts, Review, RewardFacts, TapFacts, VoucherFacts,
    VoucherRedemptionFacts,
};

const DAY_MS: i64 = 86_400_000;

/// The facts with local days, filtered visits and the scope of members. What several metrics or periods ask for is looked up
/// once.
pub struct Dataset<'a> {
    pub(super) facts: &'a Facts,
    zone: TimeZone,
    query: &'a Query,
    pub(super) window: i32,
    pub(super) lapse: i32,
    /// By person; `None` for those who never joined.
    members: Vec<Option<JoinedMember>>,
    days: LocalDays,
    /// The places whose visits count; none where all do.
    places: Option<Vec<Symbol>>,
    first_days: OnceCell<Vec<Option<i32>>>,
    first_uses: OnceCell<HashMap<Id, Timestamp, Quick>>,
    first_voucher_uses: OnceCell<HashMap<Id, Timestamp, Quick>>,
}

/// A person who has joined.
#[derive(Clone, Copy, Debug)]
pub(super) struct JoinedMember {
    pub(super) joined_at: Timestamp,
    pub(super) join_day: i32,
    pub(super) deleted_at: Option<Timestamp>,
    pub(super) deletion_day: Option<i32>,
    pub(super) channel: Symbol,
    pub(super) referrer: Option<u32>,
    in_scope: bool,
}

impl JoinedMember {
    fn is_member_at(&self, at: Timestamp) -> bool {
        self.joined_at <= at
            && self
                .deleted_at
                .is_none_or(|deleted| at < deleted)
    }

    /// Joined before this instant and not deleted before it: the stock.
    fn counts_at(&self, at: Timestamp) -> bool {
        self.joined_at < at
            && self
                .deleted_at
                .is_none_or(|deleted| deleted >= at)
    }

    /// Deleted at this instant or before.
    pub(super) fn is_gone_by(&self, at: Timestamp) -> bool {
        self.deleted_at
            .is_some_and(|deleted| deleted <= at)
    }

    /// Still there when this local day is over.
    pub(super) fn stays_through(&self, day: i32) -> bool {
        self.deletion_day
            .is_none_or(|deletion| deletion > day)
    }
}

/// What a visit counts as (`docs/METRICS.md`, section 4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum VisitRole {
    /// Validated during membership.
    Member,
    /// Imported, from before joining.
    History,
    /// Counts in experiments only.
    Other,
}

/// A visit that was not voided, came before the person's deletion and passes the location filter.
#[derive(Clone, Copy, Debug)]
pub(super) struct Visit {
    pub(super) id: Id,
    pub(super) person: u32,
    pub(super) card: Option<u32>,
    pub(super) at: Timestamp,
    pub(super) day: i32,
    pub(super) amount: Option<i64>,
    pub(super) imported: bool,
    /// Received more than a day after it happened.
    pub(super) late: bool,
    role: VisitRole,
}

impl<'a> Dataset<'a> {
    /// The facts as this query sees them; the query's period is not used yet.
    pub fn open(facts: &'a Facts, query: &'a Query) -> Dataset<'a> {
        let mut dataset = Dataset {
            facts,
            zone: query.zone.clone(),
            query,
            window: query.window_days,
            lapse: query.lapse_days,
            members: Vec::new(),
            days: LocalDays::of(&query.zone, facts.visits.ends()),
            places: facts.places(&query.visit_location),
            first_days: OnceCell::new(),
            first_uses: OnceCell::new(),
            first_voucher_uses: OnceCell::new(),
        };
        dataset.members = (0..facts.people.len())
            .map(|person| dataset.member_of(person))
            .collect();
        dataset
    }

    /// Adds a period.
    pub fn view(&self, period: Period) -> PeriodView<'_> {
        let (start, end) = (
            first_instant(period.from, &self.zone),
            first_instant(period.to, &self.zone),
        );
        PeriodView {
            dataset: self,
            period,
            start,
            end,
            stretches: self
                .facts
                .visits
                .between(start, end),
            from: day_number(period.from),
            to: day_number(period.to),
        }
    }

    fn member_of(&self, person: usize) -> Option<JoinedMember> {
        let person = self.facts.people[person];
        let first = self.facts.cards[person.first_card? as usize];
        // Somebody deleted at or before joining was never a member.
        if person
            .deleted_at
            .is_some_and(|deleted| deleted <= first.issued_at)
        {
            return None;
        }
        Some(JoinedMember {
            joined_at: first.issued_at,
            join_day: self.day(first.issued_at),
            deleted_at: person.deleted_at,
            deletion_day: person
                .deleted_at
                .map(|at| self.day(at)),
            channel: first.channel,
            referrer: first.referrer,
            in_scope: self.passes_joining(first.channel, first.location),
        })
    }

    /// What a person's visit counts as; none where it does not count.
    fn visit_of(
        &self,
        visit: &RecordedVisit,
        member: Option<&JoinedMember>,
        deleted_at: Option<Timestamp>,
    ) -> Option<Visit> {
        let at = visit.at;
        if visit.voided
            || deleted_at.is_some_and(|deleted| at >= deleted)
            || !self.passes_location(visit.location())
        {
            return None;
        }
        let role = match (member, visit.imported) {
            (Some(member), false) if member.is_member_at(at) => VisitRole::Member,
            (Some(member), true) if at < member.joined_at => VisitRole::History,
            // Imported after joining: counted, a till's export
            // would bring every scanned visit a second time.
            _ => VisitRole::Other,
        };
        Some(Visit {
            id: visit.id,
            person: visit.person,
            card: visit.card(),
            at,
            day: self.day(at),
            amount: visit.amount(),
            imported: visit.imported,
            late: visit.late,
            role,
        })
    }

    /// The visits of a person in these stretches that pass, in order of time.
    fn visits_in<'d>(
        &'d self,
        person: u32,
        stretches: &'d [Stretch],
        passes: impl Fn(&RecordedVisit) -> bool + 'd,
    ) -> impl DoubleEndedIterator<Item = Visit> + 'd {
        let member = self.members[person as usize].as_ref();
        let deleted_at = self.facts.people[person as usize].deleted_at;
        stretches
            .iter()
            .flat_map(move |stretch| stretch.of_person(person))
            .filter(move |visit| passes(visit))
            .filter_map(move |visit| self.visit_of(visit, member, deleted_at))
    }

    /// Whether a person, member or not, was deleted by then.
    pub(super) fn is_gone(&self, person: u32, at: Timestamp) -> bool {
        self.facts.people[person as usize]
            .deleted_at
            .is_some_and(|deleted| at >= deleted)
    }

    /// Whether a filter lets this value pass: an empty one lets all, another only what it names.
    fn passes(&self, name: Option<Symbol>, wanted: &[String]) -> bool {
        wanted.is_empty()
            || name.is_some_and(|name| {
                wanted
                    .iter()
                    .any(|wanted| wanted == self.facts.text(name))
            })
    }

    /// Whether the filters on joining let this channel and place pass.
    pub(super) fn passes_joining(&self, channel: Symbol, location: Option<Symbol>) -> bool {
        self.passes(Some(channel), &self.query.join_channel)
            && self.passes(location, &self.query.join_location)
    }

    /// Whether the filter on places of visits lets this place pass.
    pub(super) fn passes_location(&self, location: Option<Symbol>) -> bool {
        self.places
            .as_ref()
            .is_none_or(|places| location.is_some_and(|name| places.contains(&name)))
    }

    /// The local day of an instant, as a number.
    pub(super) fn day(&self, at: Timestamp) -> i32 {
        at.0.saturating_add(self.days.offset(at))
            .div_euclid(DAY_MS) as i32
    }

    /// The local hour of an instant, 0 to 23.
    pub(super) fn hour(&self, at: Timestamp) -> usize {
        (at.0
            .saturating_add(self.days.offset(at))
            .rem_euclid(DAY_MS)
            / 3_600_000) as usize
    }

    /// The member behind a person, whatever the filters on joining.
    pub(super) fn member(&self, person: u32) -> Option<&JoinedMember> {
        self.members[person as usize].as_ref()
    }

    /// Everybody who ever joined, whatever the filters on joining.
    pub(super) fn everybody(&self) -> impl Iterator<Item = (u32, &JoinedMember)> {
        self.members
            .iter()
            .enumerate()
            .filter_map(|(person, member)| Some((person as u32, member.as_ref()?)))
    }

    /// The scope: members that pass the filters on joining.
    pub(super) fn scope(&self) -> impl Iterator<Item = (u32, &JoinedMember)> {
        self.everybody()
            .filter(|(_, member)| member.in_scope)
    }

    pub(super) fn in_scope(&self, person: u32) -> bool {
        self.member(person)
            .is_some_and(|member| member.in_scope)
    }

    /// In scope and a member at this instant.
    pub(super) fn in_scope_at(&self, person: u32, at: Timestamp) -> bool {
        self.member(person)
            .is_some_and(|member| member.in_scope && member.is_member_at(at))
    }

    /// Every visit of a person, from scans and from the till, for experiments.
    pub(super) fn all_visits_of(&self, person: u32) -> impl DoubleEndedIterator<Item = Visit> {
        self.visits_in(person, self.facts.visits.stretches(), |_| true)
    }

    /// The member visits of a person, all time.
    pub(super) fn visits_of(&self, person: u32) -> impl DoubleEndedIterator<Item = Visit> {
        self.all_visits_of(person)
            .filter(|visit| visit.role == VisitRole::Member)
    }

    /// The member visits of a person on these local days.
    pub(super) fn visits_on(
        &self,
        person: u32,
        days: RangeInclusive<i32>,
    ) -> impl DoubleEndedIterator<Item = Visit> {
        // No local day begins or ends more than a day away from the one of UTC.
        let midnight = |day: i32, later: i64| Timestamp((i64::from(day) + later) * DAY_MS);
        let stretches = self
            .facts
            .visits
            .between(midnight(*days.start(), -1), midnight(*days.end(), 2));
        self.visits_in(person, stretches, |_| true)
            .filter(move |visit| visit.role == VisitRole::Member && days.contains(&visit.day))
    }

    /// The history visits of a person.
    pub(super) fn history_of(&self, person: u32) -> impl DoubleEndedIterator<Item = Visit> {
        self.all_visits_of(person)
            .filter(|visit| visit.role == VisitRole::History)
    }

    /// Member visits and history visits of a person, in order of time.
    pub(super) fn known_of(&self, person: u32) -> impl DoubleEndedIterator<Item = Visit> {
        self.all_visits_of(person)
            .filter(|visit| visit.role != VisitRole::Other)
    }

    /// The first local day on which a person is known to have come, as a member or before.
    pub(super) fn first_known_day(&self, person: u32) -> Option<i32> {
        let first = |person: u32| {
            self.known_of(person)
                .map(|visit| visit.day)
                .min()
        };
        let days = self.first_days.get_or_init(|| {
            (0..self.members.len() as u32)
                .map(first)
                .collect()
        });
        days[person as usize]
    }

    /// When a reward was first used, at whatever place.
    pub(super) fn first_use_of(&self, reward: Id) -> Option<Timestamp> {
        let uses = self.first_uses.get_or_init(|| {
            earliest(
                self.redemptions_anywhere()
                    .map(|redemption| (redemption.reward, redemption.at)),
            )
        });
        uses.get(&reward).copied()
    }

    /// When a voucher was first used, at whatever place and by whomever.
    pub(super) fn first_use_of_voucher(&self, voucher: Id) -> Option<Timestamp> {
        let uses = self
            .first_voucher_uses
            .get_or_init(|| {
                let used = self
                    .facts
                    .voucher_redemptions
                    .iter();
                earliest(used.map(|redemption| (redemption.voucher, redemption.at)))
            });
        uses.get(&voucher).copied()
    }

    /// Whose something of a holder is: nobody's where the holder is no member at that instant. None where it does not count, as
    /// what is nobody's under a filter on joining (`docs/METRICS.md`, section 2.2, rule 10).
    fn owner_at(&self, holder: Option<u32>, at: Timestamp) -> Option<Option<u32>> {
        let member = holder.filter(|person| {
            self.member(*person)
                .is_some_and(|member| member.is_member_at(at))
        });
        match member {
            Some(person) => self
                .in_scope(person)
                .then_some(Some(person)),
            None => (self.query.join_channel.is_empty() && self.query.join_location.is_empty())
                .then_some(None),
        }
    }

    /// Vouchers, all time, each with its owner, who may be nobody.
    pub(super) fn vouchers(&self) -> impl Iterator<Item = (Option<u32>, &VoucherFacts)> {
        let vouchers = self.facts.vouchers.iter();
        vouchers.filter_map(|voucher| Some((self.owner_at(voucher.holder, voucher.at)?, voucher)))
    }

    /// Messages that were sent to members in scope, all time.
    pub(super) fn messages(&self) -> impl Iterator<Item = &MessageFacts> {
        self.facts
            .messages
            .iter()
            .filter(|message| !message.held_back && self.in_scope_at(message.person, message.at))
    }

    /// Rewards of members in scope, never revoked, all time.
    pub(super) fn rewards(&self) -> impl Iterator<Item = &RewardFacts> {
        self.facts
            .rewards
            .iter()
            .filter(|reward| self.in_scope_at(reward.person, reward.at))
    }

    /// Redemptions of members in scope at any place, all time.
    pub(super) fn redemptions_anywhere(&self) -> impl Iterator<Item = &RedemptionFacts> {
        self.facts
            .redemptions
            .iter()
            .filter(|redemption| self.in_scope_at(redemption.person, redemption.at))
    }
}

/// The first instant of each id.
fn earliest(uses: impl Iterator<Item = (Id, Timestamp)>) -> HashMap<Id, Timestamp, Quick> {
    let mut earliest = HashMap::default();
    for (id, at) in uses {
        let first = earliest.entry(id).or_insert(at);
        *first = at.min(*first);
    }
    earliest
}

/// The offsets of a zone while the log tells of visits, looked up once.
struct LocalDays {
    zone: TimeZone,
    from: Timestamp,
    /// Until when each holds, and the milliseconds.
    offsets: Vec<(Timestamp, i64)>,
}

impl LocalDays {
    /// Between two instants, both included.
    fn of(zone: &TimeZone, ends: Option<(Timestamp, Timestamp)>) -> LocalDays {
        let (from, last) = ends.unwrap_or_default();
        let mut offsets = Vec::new();
        let mut since = from.jiff();
        let mut changes = zone.following(since);
        loop {
            let change = changes
                .next()
                .map(|change| change.timestamp());
            let until = change.map_or(Timestamp(i64::MAX), Timestamp::from);
            offsets.push((until, offset_ms(zone, since)));
            match change {
                // A change at this very instant is the one that its offset came with.
                Some(change) if until <= last => since = change,
                _ => break,
            }
        }
        LocalDays {
            zone: zone.clone(),
            from,
            offsets,
        }
    }

    fn offset(&self, at: Timestamp) -> i64 {
        let place = self
            .offsets
            .partition_point(|(until, _)| *until <= at);
        match self.offsets.get(place) {
            Some((_, offset)) if self.from <= at => *offset,
            _ => offset_ms(&self.zone, at.jiff()),
        }
    }
}

fn offset_ms(zone: &TimeZone, at: jiff::Timestamp) -> i64 {
    i64::from(zone.to_offset(at).seconds()) * 1000
}

/// Sorted days without repetition.
pub(super) fn days_of(visits: impl Iterator<Item = Visit>) -> Vec<i32> {
    let mut days: Vec<i32> = visits
        .map(|visit| visit.day)
        .collect();
    days.sort_unstable();
    days.dedup();
    days
}

/// A dataset and a period: what every metric is a function of.
pub struct PeriodView<'b> {
    pub(super) dataset: &'b Dataset<'b>,
    pub(super) period: Period,
    /// S, the first instant of the period.
    pub(super) start: Timestamp,
    /// E, the first instant after it.
    pub(super) end: Timestamp,
    pub(super) from: i32,
    pub(super) to: i32,
    /// Where its visits are.
    stretches: &'b [Stretch],
}

impl<'b> PeriodView<'b> {
    /// The same dataset for the period before.
    pub(super) fn previous(&self) -> PeriodView<'b> {
        self.dataset
            .view(self.period.previous())
    }

    /// Whether an instant lies in the period.
    pub(super) fn covers(&self, at: Timestamp) -> bool {
        self.start <= at && at < self.end
    }

    /// Whether a local day lies in the period.
    pub(super) fn covers_day(&self, day: i32) -> bool {
        self.from <= day && day < self.to
    }

    fn people_where(&self, keep: impl Fn(u32, &JoinedMember) -> bool) -> Vec<u32> {
        self.dataset
            .scope()
            .filter(|(person, member)| keep(*person, member))
            .map(|(person, _)| person)
            .collect()
    }

    /// M(S): the opening stock.
    pub(super) fn members_at_start(&self) -> Vec<u32> {
        self.people_where(|_, member| member.counts_at(self.start))
    }

    /// M(E): the closing stock.
    pub(super) fn members_at_end(&self) -> Vec<u32> {
        self.people_where(|_, member| member.counts_at(self.end))
    }

    /// Whether a person is in M(E).
    pub(super) fn is_member_at_end(&self, person: u32) -> bool {
        self.dataset.in_scope(person)
            && self
                .dataset
                .member(person)
                .is_some_and(|member| member.counts_at(self.end))
    }

    /// M(P): members at some instant of the period.
    pub(super) fn members_during(&self) -> Vec<u32> {
        self.people_where(|_, member| {
            // Erased at the very start, or at joining, is a member at no instant of the period.
            let since = self.start.max(member.joined_at);
            member.joined_at < self.end
                && member
                    .deleted_at
                    .is_none_or(|deleted| deleted > since)
        })
    }

    /// Scope members who joined in the period.
    pub(super) fn joined(&self) -> Vec<u32> {
        self.people_where(|_, member| self.covers(member.joined_at))
    }

    /// matured(P): scope members whose last follow-up day lies in the period.
    pub(super) fn matured(&self) -> Vec<(u32, &'b JoinedMember)> {
        self.dataset
            .scope()
            .filter(|(_, member)| self.covers_day(member.join_day + self.dataset.window))
            .collect()
    }

    /// The visits of a person in the period, in scope or not.
    pub(super) fn visits_of(&self, person: u32) -> impl DoubleEndedIterator<Item = Visit> {
        self.dataset
            .visits_in(person, self.stretches, |visit| self.covers(visit.at))
            .filter(|visit| visit.role == VisitRole::Member)
    }

    /// The visits of members in scope in the period.
    pub(super) fn visits(&self) -> impl Iterator<Item = Visit> {
        self.dataset
            .scope()
            .flat_map(|(person, _)| self.visits_of(person))
    }

    /// The visit days of a person in the period.
    pub(super) fn visit_days_of(&self, person: u32) -> Vec<i32> {
        days_of(self.visits_of(person))
    }

    pub(super) fn has_visit(&self, person: u32) -> bool {
        self.visits_of(person)
            .next()
            .is_some()
    }

    /// V(P): members with at least one visit in the period.
    pub(super) fn visitors(&self) -> Vec<u32> {
        self.people_where(|person, _| self.has_visit(person))
    }

    /// Rewards earned in the period.
    pub(super) fn rewards(&self) -> impl Iterator<Item = &'b RewardFacts> {
        self.dataset
            .facts
            .rewards
            .iter()
            .filter(|reward| self.covers(reward.at))
            .filter(|reward| {
                self.dataset
                    .in_scope_at(reward.person, reward.at)
            })
    }

    /// Redemptions in the period at the places asked for.
    pub(super) fn redemptions(&self) -> impl Iterator<Item = &'b RedemptionFacts> {
        self.dataset
            .facts
            .redemptions
            .iter()
            .filter(|r| {
                self.covers(r.at)
                    && self
                        .dataset
                        .passes_location(r.location)
            })
            .filter(|r| {
                self.dataset
                    .in_scope_at(r.person, r.at)
            })
    }

    /// Uses of vouchers in the period at the places asked for, each with its owner, who may be nobody.
    pub(super) fn voucher_redemptions(
        &self,
    ) -> impl Iterator<Item = (Option<u32>, &'b VoucherRedemptionFacts)> {
        let dataset = self.dataset;
        let used = dataset
            .facts
            .voucher_redemptions
            .iter()
            .filter(|used| self.covers(used.at) && dataset.passes_location(used.location));
        used.filter_map(move |used| Some((dataset.owner_at(used.holder, used.at)?, used)))
    }

    /// Links opened in the period on cards of members in scope, each with the member.
    pub(super) fn taps(&self) -> impl Iterator<Item = (u32, &'b TapFacts)> {
        let facts = self.dataset.facts;
        let opened = facts
            .taps
            .iter()
            .map(|tap| (facts.cards[tap.card as usize].owner, tap));
        opened.filter(|(owner, tap)| {
            self.covers(tap.at)
                && self
                    .dataset
                    .in_scope_at(*owner, tap.at)
        })
    }

    /// Messages sent in the period to members in scope.
    pub(super) fn messages(&self) -> impl Iterator<Item = &'b MessageFacts> {
        self.dataset
            .messages()
            .filter(|message| self.covers(message.at))
    }

    /// Scans of members in scope in the period at the places asked for, voided or not.
    pub(super) fn recorded_scans(&self) -> impl Iterator<Item = &'b RecordedVisit> {
        let scans = self
            .dataset
            .facts
            .visits
            .iter()
            .filter(|visit| !visit.imported && self.covers(visit.at));
        // Also scans after an erasure: the rate asks what staff recorded (`docs/METRICS.md`, section 2.2, rule 6).
        scans.filter(|visit| {
            self.dataset.in_scope(visit.person)
                && self
                    .dataset
                    .passes_location(visit.location())
        })
    }

    /// Reviews submitted in the period by members in scope.
    pub(super) fn reviews(&self) -> impl Iterator<Item = &'b Review> {
        // In scope is enough: a review counts where it is submitted,
        // also of somebody erased before (`docs/METRICS.md`, section 2.2, rule 6).
        self.dataset
            .facts
            .reviews
            .iter()
            .filter(|review| self.covers(review.at) && self.dataset.in_scope(review.person))
    }

    /// The people who were named as referrer on a card issued in the period.
    pub(super) fn referrers(&self) -> impl Iterator<Item = u32> {
        // Being named counts whenever it happens, also after an erasure (`docs/METRICS.md`, section 2.2, rule 6).
        self.dataset
            .facts
            .cards
            .iter()
            .filter(|card| self.covers(card.issued_at))
            .filter_map(|card| card.referrer)
    }

    /// One mark for each person: who is among these.
    pub(super) fn marks(&self, people: impl Iterator<Item = u32>) -> Vec<bool> {
        let mut marks = vec![false; self.dataset.facts.people.len()];
        people.for_each(|person| marks[person as usize] = true);
        marks
    }

    /// The settings in force at the end of the period: the last event before it, as a whole.
    pub(super) fn configuration(&self) -> Configuration {
        let before = self
            .dataset
            .facts
            .configurations
            .iter()
            .rev()
            .find(|(at, _)| *at < self.end);
        before.map_or(Configuration::default(), |(_, configuration)| {
            *configuration
        })
    }

    /// Σ of the programme costs recorded in the period at the places asked for.
    pub(super) fn recorded_cost(&self) -> i64 {
        let costs = self.dataset.facts.costs.iter();
        costs
            .filter(|cost| {
                self.covers(cost.at)
                    && self
                        .dataset
                        .passes_location(cost.location)
            })
            .map(|cost| cost.amount)
            .sum()
    }
}
