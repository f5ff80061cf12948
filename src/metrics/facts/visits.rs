//! The visits of a log in the order in which questions read them: in stretches of time, and within a stretch by person. So a
//! month of somebody is a few neighbours, and a month of everybody one walk through a part of the memory.

use crate::clock::Timestamp;
use crate::metrics::archive::partition_of;
use crate::metrics::facts::records::{Id, Symbol};

/// A visit as the log tells it. A question may hold millions, so what may be missing has a number that stands for nothing.
#[derive(Clone, Copy, Debug)]
pub struct RecordedVisit {
    pub id: Id,
    pub at: Timestamp,
    amount: i64,
    pub person: u32,
    card: u32,
    location: u32,
    pub imported: bool,
    pub voided: bool,
    /// Received more than a day after it happened.
    pub late: bool,
}

/// Stands for no card and no place.
const NONE: u32 = u32::MAX;
/// Stands for no amount: amounts are not below 0.
const NO_AMOUNT: i64 = i64::MIN;
const DAY_MS: i64 = 86_400_000;

impl RecordedVisit {
    /// A visit of which nothing else is known.
    pub fn new(id: Id, person: u32, at: Timestamp, imported: bool) -> RecordedVisit {
        RecordedVisit {
            id,
            at,
            amount: NO_AMOUNT,
            person,
            card: NONE,
            location: NONE,
            imported,
            voided: false,
            late: false,
        }
    }

    /// The same, received at an instant.
    pub fn received(self, received: Timestamp) -> RecordedVisit {
        RecordedVisit {
            late: received > self.at.plus_ms(DAY_MS),
            ..self
        }
    }

    /// The same on a card.
    pub fn on(self, card: Option<u32>) -> RecordedVisit {
        RecordedVisit {
            card: card.unwrap_or(NONE),
            ..self
        }
    }

    /// The same at a place.
    pub fn at_place(self, location: Option<Symbol>) -> RecordedVisit {
        RecordedVisit {
            location: location.map_or(NONE, |name| name.0),
            ..self
        }
    }

    /// The same with what it came to.
    pub fn worth(self, amount: Option<i64>) -> RecordedVisit {
        RecordedVisit {
            amount: amount.unwrap_or(NO_AMOUNT),
            ..self
        }
    }

    pub fn amount(&self) -> Option<i64> {
        Some(self.amount).filter(|amount| *amount != NO_AMOUNT)
    }

    pub fn card(&self) -> Option<u32> {
        Some(self.card).filter(|card| *card != NONE)
    }

    pub fn location(&self) -> Option<Symbol> {
        Some(self.location)
            .filter(|name| *name != NONE)
            .map(Symbol)
    }
}

/// Visits being gathered, by the partition of their time.
#[derive(Default)]
pub struct GatheredVisits {
    /// In order.
    partitions: Vec<(i32, Vec<RecordedVisit>)>,
    /// Where the last one went: most follow one of the same partition.
    last: usize,
}

impl GatheredVisits {
    pub fn push(&mut self, visit: RecordedVisit) {
        let partition = partition_of(visit.at);
        if self
            .partitions
            .get(self.last)
            .is_none_or(|(last, _)| *last != partition)
        {
            self.last = match self
                .partitions
                .binary_search_by_key(&partition, |(known, _)| *known)
            {
                Ok(place) => place,
                Err(place) => {
                    self.partitions
                        .insert(place, (partition, Vec::new()));
                    place
                }
            };
        }
        self.partitions[self.last]
            .1
            .push(visit);
    }

    pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut RecordedVisit> {
        self.partitions
            .iter_mut()
            .flat_map(|(_, visits)| visits)
    }

    /// Puts all in order, of so many people.
    pub fn close(self, people: usize) -> RecordedVisits {
        let (mut stretches, mut gathered) = (Vec::new(), Vec::new());
        let mut partitions = self
            .partitions
            .into_iter()
            .peekable();
        while let Some((_, visits)) = partitions.next() {
            gathered.push(visits);
            // A stretch says of every person where theirs begin, so short ones become one.
            let many = gathered
                .iter()
                .map(Vec::len)
                .sum::<usize>()
                >= people;
            if many || partitions.peek().is_none() {
                stretches.extend(Stretch::of(std::mem::take(&mut gathered), people));
            }
        }
        RecordedVisits { stretches }
    }
}

/// All visits.
#[derive(Default)]
pub struct RecordedVisits {
    /// In the order of time, none reaching into the next.
    stretches: Vec<Stretch>,
}

impl RecordedVisits {
    pub fn iter(&self) -> impl Iterator<Item = &RecordedVisit> {
        self.stretches
            .iter()
            .flat_map(|stretch| &stretch.visits)
    }

    pub fn stretches(&self) -> &[Stretch] {
        &self.stretches
    }

    /// Those with a visit from the one instant up to the other, and not at it.
    pub fn between(&self, from: Timestamp, to: Timestamp) -> &[Stretch] {
        let begin = self
            .stretches
            .partition_point(|stretch| stretch.last < from);
        let end = self
            .stretches
            .partition_point(|stretch| stretch.first < to);
        &self.stretches[begin..end.max(begin)]
    }

    /// The first and the last instant of a visit.
    pub fn ends(&self) -> Option<(Timestamp, Timestamp)> {
        self.stretches
            .first()
            .zip(self.stretches.last())
            .map(|(first, last)| (first.first, last.last))
    }
}

/// The visits of some time, by person, and of each person in the order of time.
pub struct Stretch {
    first: Timestamp,
    last: Timestamp,
    /// Where the visits of a person begin; one more than people.
    starts: Vec<u32>,
    visits: Vec<RecordedVisit>,
}

impl Stretch {
    /// Of visits of so many people; none of none.
    fn of(gathered: Vec<Vec<RecordedVisit>>, people: usize) -> Option<Stretch> {
        let any = *gathered.iter().flatten().next()?;
        let (mut first, mut last) = (any.at, any.at);
        let mut starts = vec![0; people + 1];
        for visit in gathered.iter().flatten() {
            starts[visit.person as usize + 1] += 1;
            (first, last) = (first.min(visit.at), last.max(visit.at));
        }
        (0..people).for_each(|person| starts[person + 1] += starts[person]);
        let mut next = starts.clone();
        let mut visits = vec![any; starts[people] as usize];
        for visit in gathered.into_iter().flatten() {
            let place = &mut next[visit.person as usize];
            visits[*place as usize] = visit;
            *place += 1;
        }
        let mut stretch = Stretch {
            first,
            last,
            starts,
            visits,
        };
        for person in 0..people as u32 {
            let (from, to) = stretch.ends_of(person);
            let own = &mut stretch.visits[from..to];
            if !own.is_sorted_by_key(|visit| visit.at) {
                own.sort_by_key(|visit| visit.at);
            }
        }
        Some(stretch)
    }

    fn ends_of(&self, person: u32) -> (usize, usize) {
        let person = person as usize;
        (
            self.starts[person] as usize,
            self.starts[person + 1] as usize,
        )
    }

    /// The visits of a person.
    pub fn of_person(&self, person: u32) -> &[RecordedVisit] {
        let (from, to) = self.ends_of(person);
        &self.visits[from..to]
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_visits_of_a_person_between_two_instants_are_those_that_a_plain_search_finds(
            told in proptest::collection::vec((0u32..6, 0i64..400, any::<bool>()), 0..80), person in 0u32..6, from in 0i64..400, days in 0i64..200,
        ) {
            let day = |n: i64| Timestamp(n * DAY_MS);
            let visit = |(n, (person, at, imported)): (usize, &(u32, i64, bool))| {
                RecordedVisit::new(Id([n as u64, 0]), *person, day(*at), *imported)
            };
            let told: Vec<RecordedVisit> = told.iter().enumerate().map(visit).collect();
            let mut gathered = GatheredVisits::default();
            told.iter().for_each(|visit| gathered.push(*visit));
            let visits = gathered.close(6);
            let (from, to) = (day(from), day(from + days));
            let within = |visit: &&RecordedVisit| visit.person == person && from <= visit.at && visit.at < to;
            let mut want: Vec<&RecordedVisit> = told.iter().filter(within).collect();
            // Those of one instant stay as they were told.
            want.sort_by_key(|visit| visit.at);
            let found = visits.between(from, to).iter().flat_map(|stretch| stretch.of_person(person)).filter(within);
            prop_assert_eq!(found.map(|visit| visit.id).collect::<Vec<_>>(), want.iter().map(|visit| visit.id).collect::<Vec<_>>());
            prop_assert_eq!(visits.iter().count(), told.len());
            prop_assert_eq!(visits.ends(), told.iter().map(|visit| visit.at).min().zip(told.iter().map(|visit| visit.at).max()));
        }
    }

    #[test]
    fn a_visit_takes_48_bytes() {
        assert_eq!(size_of::<RecordedVisit>(), 48);
    }

    #[test]
    fn what_is_not_known_of_a_visit_is_none() {
        let bare = RecordedVisit::new(Id([1, 2]), 3, Timestamp(4), false);
        assert_eq!(
            (bare.amount(), bare.card(), bare.location(), bare.late),
            (None, None, None, false)
        );
        let full = bare
            .worth(Some(0))
            .on(Some(0))
            .at_place(Some(Symbol(0)))
            .received(Timestamp(5 + DAY_MS));
        assert_eq!(
            (full.amount(), full.card(), full.location(), full.late),
            (Some(0), Some(0), Some(Symbol(0)), true)
        );
    }
}
