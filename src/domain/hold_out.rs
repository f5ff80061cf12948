//! Who is held out of an experiment, by chance alone and in the exact number that was asked for.

use super::event::Arm;

/// The people of an experiment who have no arm yet. Each one asked for gets the arm that makes every choice of controls equally
/// likely, however the people are cut into batches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HoldOut {
    /// People without an arm.
    pub people: u64,
    /// How many of them become controls.
    pub controls: u64,
}

/// How many of so many people are held out: the share rounded, but somebody on each side.
pub fn controls_of(people: u64, share_bp: u64) -> u64 {
    let rounded = (people.saturating_mul(share_bp) + 5_000) / 10_000;
    rounded.clamp(1, people.saturating_sub(1).max(1))
}

impl HoldOut {
    /// The arm of the next person, by as many random numbers as it takes.
    pub fn draw<E>(&mut self, random: &mut impl FnMut() -> Result<u64, E>) -> Result<Arm, E> {
        // The remainder by 0 would panic; with nobody left there are no controls either.
        let control = below(self.people.max(1), random)? < self.controls;
        self.people = self.people.saturating_sub(1);
        self.controls -= u64::from(control);
        Ok(if control {
            Arm::Control
        } else {
            Arm::Treatment
        })
    }
}

/// A number below `end`, each equally likely: numbers beyond the last whole multiple of `end` are drawn again.
fn below<E>(end: u64, random: &mut impl FnMut() -> Result<u64, E>) -> Result<u64, E> {
    let last = u64::MAX - u64::MAX % end;
    loop {
        let number = random()?;
        if number < last {
            return Ok(number % end);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::convert::Infallible;

    /// A small generator of fixed seed (splitmix64).
    fn seeded(mut state: u64) -> impl FnMut() -> Result<u64, Infallible> {
        move || {
            state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
            let mut z = state;
            z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            Ok(z ^ (z >> 31))
        }
    }

    #[test]
    fn the_number_of_controls_is_exact_whatever_chance_does() {
        for seed in 0..200 {
            let (mut left, mut random) = (
                HoldOut {
                    people: 40,
                    controls: controls_of(40, 1_000),
                },
                seeded(seed),
            );
            let controls = (0..40)
                .filter(|_| left.draw(&mut random) == Ok(Arm::Control))
                .count();
            assert_eq!(
                (controls, left),
                (
                    4,
                    HoldOut {
                        people: 0,
                        controls: 0
                    }
                )
            );
        }
        assert_eq!(controls_of(10, 1), 1, "nobody held out measures nothing");
        assert_eq!(controls_of(10, 9_999), 9, "and neither does nobody treated");
        assert_eq!(
            (controls_of(1_000, 1_000), controls_of(25, 3_000)),
            (100, 8)
        );
    }

    #[test]
    fn everybody_is_held_out_equally_often() {
        let (mut times, mut random) = ([0; 10], seeded(7));
        for _ in 0..20_000 {
            let mut left = HoldOut {
                people: 10,
                controls: 3,
            };
            for count in &mut times {
                *count += i32::from(left.draw(&mut random) == Ok(Arm::Control));
            }
        }
        // 6,000 each, with a standard deviation of 65.
        assert!(
            times
                .iter()
                .all(|count| (5_700..6_300).contains(count)),
            "{times:?}"
        );
    }

    #[test]
    fn a_number_that_would_favour_the_first_is_drawn_again() {
        let mut numbers = [u64::MAX, u64::MAX - 1, 5].into_iter();
        let mut random = || Ok::<u64, Infallible>(numbers.next().unwrap_or_default());
        assert_eq!(below(3, &mut random), Ok(2));
    }
}
