//! The sets of `docs/METRICS.md`, section 4: the facts in one time zone and through the filters of a query ([`Dataset`]),
//! then for one period ([`PeriodView`]).

use jiff::tz::TimeZone;

use super::period::{Period, day_number, first_instant};
use super::query::Query;
use crate::clock::Timestamp;
use crate::metrics::facts::records::{Configuration, Id, Symbol};
use crate::metrics::facts::{Facts, RecordedVisit, RedemptionFacts, Review, RewardFacts};

/// The facts with local days, filtered visits and the scope of members.
pub struct Dataset<'a> {
    pub(super) facts: &'a Facts,
    zone: TimeZone,
    query: &'a Query,
    pub(super) window: i32,
    pub(super) lapse: i32,
    /// By person; `None` for those who never joined.
    members: Vec<Option<JoinedMember>>,
    /// Sorted by person, then by time.
    visits: Vec<Visit>,
    /// Where the visits of a person begin; one more entry than people.
    starts: Vec<usize>,
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
    pub(super) received: Timestamp,
    pub(super) day: i32,
    pub(super) amount: Option<i64>,
    pub(super) imported: bool,
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
            visits: Vec::new(),
            starts: Vec::new(),
        };
        dataset.members = (0..facts.people.len())
            .map(|person| dataset.member_of(person))
            .collect();
        let mut clock = LocalDays::of(&dataset.zone);
        let visits: Vec<Visit> = facts
            .visits
            .iter()
            .filter_map(|visit| dataset.visit_of(visit, &mut clock))
            .collect();
        (dataset.visits, dataset.starts) = by_person(&visits, facts.people.len());
        dataset
    }

    /// Adds a period.
    pub fn view(&self, period: Period) -> PeriodView<'_> {
        PeriodView {
            dataset: self,
            period,
            start: first_instant(period.from, &self.zone),
            end: first_instant(period.to, &self.zone),
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

    fn visit_of(&self, visit: &RecordedVisit, days: &mut LocalDays<'_>) -> Option<Visit> {
        if visit.voided
            || self.is_gone(visit.person, visit.at)
            || !self.passes_location(visit.location)
        {
            return None;
        }
        let role = match (self.members[visit.person as usize], visit.imported) {
            (Some(member), false) if member.is_member_at(visit.at) => VisitRole::Member,
            (Some(member), true) if visit.at < member.joined_at => VisitRole::History,
            // Imported after joining: counted, a till's export
            // would bring every scanned visit a second time.
            _ => VisitRole::Other,
        };
        let RecordedVisit {
            id,
            person,
            card,
            at,
            received,
            amount,
            imported,
            ..
        } = *visit;
        Some(Visit {
            id,
            person,
            card,
            at,
            received,
            day: days.day(at),
            amount,
            imported,
            role,
        })
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
        self.passes(location, &self.query.visit_location)
    }

    /// The local day of an instant, as a number.
    pub(super) fn day(&self, at: Timestamp) -> i32 {
        let offset = i64::from(
            self.zone
                .to_offset(at.jiff())
                .seconds(),
        );
        at.0.saturating_add(offset * 1000)
            .div_euclid(86_400_000) as i32
    }

    /// The local hour of an instant, 0 to 23.
    pub(super) fn hour(&self, at: Timestamp) -> usize {
        let offset = i64::from(
            self.zone
                .to_offset(at.jiff())
                .seconds(),
        );
        (at.0
            .saturating_add(offset * 1000)
            .rem_euclid(86_400_000)
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
    pub(super) fn all_visits_of(&self, person: u32) -> &[Visit] {
        &self.visits[self.starts[person as usize]..self.starts[person as usize + 1]]
    }

    /// The member visits of a person, all time.
    pub(super) fn visits_of(&self, person: u32) -> impl DoubleEndedIterator<Item = &Visit> {
        self.all_visits_of(person)
            .iter()
            .filter(|visit| visit.role == VisitRole::Member)
    }

    /// The history visits of a person.
    pub(super) fn history_of(&self, person: u32) -> impl DoubleEndedIterator<Item = &Visit> {
        self.all_visits_of(person)
            .iter()
            .filter(|visit| visit.role == VisitRole::History)
    }

    /// Member visits and history visits of a person, in order of time.
    pub(super) fn known_of(&self, person: u32) -> impl DoubleEndedIterator<Item = &Visit> {
        self.all_visits_of(person)
            .iter()
            .filter(|visit| visit.role != VisitRole::Other)
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

/// The visits sorted by person, and within a person by time; and where those of each person begin, with the end behind them.
fn by_person(visits: &[Visit], people: usize) -> (Vec<Visit>, Vec<usize>) {
    let mut starts = vec![0; people + 1];
    visits
        .iter()
        .for_each(|visit| starts[visit.person as usize + 1] += 1);
    (0..people).for_each(|person| starts[person + 1] += starts[person]);
    let mut next = starts.clone();
    let mut order = vec![0u32; visits.len()];
    for (number, visit) in visits.iter().enumerate() {
        let place = &mut next[visit.person as usize];
        order[*place] = number as u32;
        *place += 1;
    }
    let mut sorted: Vec<Visit> = order
        .into_iter()
        .map(|number| visits[number as usize])
        .collect();
    for person in 0..people {
        let own = &mut sorted[starts[person]..starts[person + 1]];
        if !own.is_sorted_by_key(|visit| visit.at) {
            own.sort_by_key(|visit| visit.at);
        }
    }
    (sorted, starts)
}

/// The local days of instants that lie close together: the offset is looked up once for all between two changes of the clock.
struct LocalDays<'z> {
    zone: &'z TimeZone,
    /// From and to when the offset, in milliseconds, holds.
    known: (i64, i64, i64),
}

impl LocalDays<'_> {
    fn of(zone: &TimeZone) -> LocalDays<'_> {
        LocalDays {
            zone,
            known: (0, 0, 0),
        }
    }

    fn day(&mut self, at: Timestamp) -> i32 {
        if !(self.known.0..self.known.1).contains(&at.0) {
            let instant = at.jiff();
            let offset = i64::from(
                self.zone
                    .to_offset(instant)
                    .seconds(),
            ) * 1000;
            // A change at this very instant is the one that its offset came with.
            let next = self
                .zone
                .following(instant)
                .next()
                .map_or(i64::MAX, |change| change.timestamp().as_millisecond());
            self.known = (at.0, next, offset);
        }
        at.0.saturating_add(self.known.2)
            .div_euclid(86_400_000) as i32
    }
}

/// Sorted days without repetition.
pub(super) fn days_of<'v>(visits: impl Iterator<Item = &'v Visit>) -> Vec<i32> {
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
    pub(super) fn visits_of(&self, person: u32) -> impl DoubleEndedIterator<Item = &'b Visit> {
        self.dataset
            .visits_of(person)
            .filter(|visit| self.covers(visit.at))
    }

    /// The visits of members in scope in the period.
    pub(super) fn visits(&self) -> impl Iterator<Item = &'b Visit> {
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
            .rewards()
            .filter(|reward| self.covers(reward.at))
    }

    /// Redemptions in the period at the places asked for.
    pub(super) fn redemptions(&self) -> impl Iterator<Item = &'b RedemptionFacts> {
        self.dataset
            .redemptions_anywhere()
            .filter(|r| {
                self.covers(r.at)
                    && self
                        .dataset
                        .passes_location(r.location)
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
