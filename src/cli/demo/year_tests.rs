use std::collections::HashSet;

use super::*;

const NOW: &str = "2026-01-15T10:30:00Z";

fn a_year(seed: u64) -> Vec<Act> {
    year(
        &TimeZone::get("Europe/Berlin").unwrap(),
        NOW.parse().unwrap(),
        seed,
    )
}

#[test]
fn the_same_seed_tells_the_same_year() {
    assert_eq!(a_year(7), a_year(7));
    assert_ne!(a_year(7).len(), a_year(8).len());
}

#[test]
fn a_year_is_told_in_order_and_ends_now() {
    let now: Timestamp = NOW.parse().unwrap();
    for acts in (0..10).map(a_year) {
        assert!(acts.is_sorted_by_key(|act| act.at));
        assert!(acts.iter().all(|act| act.at < now));
        let joined = acts
            .iter()
            .filter(|act| matches!(act.deed, YearAction::Join { .. }))
            .count();
        assert!((220..=400).contains(&joined), "{joined} joined");
    }
}

#[test]
fn nobody_acts_before_joining_or_after_leaving() {
    for acts in (0..10).map(a_year) {
        let (mut present, mut gone) = (HashSet::new(), HashSet::new());
        for Act { deed, .. } in acts {
            match deed {
                YearAction::Join {
                    person, inviter, ..
                } => {
                    assert!(
                        inviter.is_none_or(|inviter| present.contains(&inviter)),
                        "invited by somebody who is no member"
                    );
                    assert!(present.insert(person));
                }
                YearAction::Leave { person } => {
                    assert!(gone.insert(person) && present.contains(&person))
                }
                YearAction::Save { person, .. }
                | YearAction::Visit { person, .. }
                | YearAction::TakeBack { person }
                | YearAction::HandOver { person }
                | YearAction::Fetch { person }
                | YearAction::Ask { person }
                | YearAction::Rate { person, .. }
                | YearAction::Remove { person } => {
                    assert!(present.contains(&person) && !gone.contains(&person))
                }
                YearAction::Look { .. } | YearAction::Cost { .. } => {}
            }
        }
    }
}
