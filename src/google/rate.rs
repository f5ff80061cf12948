//! A rate that is never passed: Google answers 429 above some twenty requests a second, so we wait in line here instead.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

const SECOND: Duration = Duration::from_secs(1);

/// Turns in the order in which they were asked for, at most `rate` in any second, and after a burst evenly spaced. Pure: time is handed in.
#[derive(Debug)]
pub struct TokenBucket {
    spacing: Duration,
    burst: u32,
    /// When the next turn would be if all turns were evenly spaced.
    even: Option<Instant>,
    /// The turns of the last second, as many as may be in one.
    given: VecDeque<Instant>,
    rate: usize,
}

impl TokenBucket {
    /// Turns at this rate. A quarter of a second's turns, and at least one, may come at once after a pause.
    pub fn new(rate_per_s: u32) -> TokenBucket {
        let rate = rate_per_s.max(1);
        TokenBucket {
            spacing: SECOND / rate,
            burst: (rate / 4).max(1),
            even: None,
            given: VecDeque::new(),
            rate: rate as usize,
        }
    }

    /// How long a turn asked for now would have to wait.
    pub fn wait(&self, now: Instant) -> Duration {
        let early = self.spacing * (self.burst - 1);
        let spaced = self
            .even
            .and_then(|even| even.checked_sub(early))
            .unwrap_or(now);
        // Even spacing alone is not enough: after a burst, more than `rate` turns
        // would fall into one second.
        let windowed = if self.given.len() < self.rate {
            now
        } else {
            self.given
                .front()
                .map_or(now, |first| *first + SECOND)
        };
        spaced
            .max(windowed)
            .saturating_duration_since(now)
    }

    /// Takes the next turn: how long to wait for it.
    pub fn take(&mut self, now: Instant) -> Duration {
        let wait = self.wait(now);
        let turn = now + wait;
        self.even = Some(self.even.unwrap_or(turn).max(turn) + self.spacing);
        if self.given.len() >= self.rate {
            self.given.pop_front();
        }
        self.given.push_back(turn);
        wait
    }
}

/// A bucket that tasks wait at. Whoever gives up while waiting loses the turn, and nobody else is delayed by more than that.
#[derive(Debug)]
pub struct Limiter(Mutex<TokenBucket>);

impl Limiter {
    /// Turns at this rate.
    pub fn new(rate_per_s: u32) -> Limiter {
        Limiter(Mutex::new(TokenBucket::new(rate_per_s)))
    }

    /// Waits for the next turn, first come, first served.
    pub async fn turn(&self) {
        let wait = self.bucket().take(Instant::now());
        pause(wait).await;
    }

    /// Waits for the next turn if it comes within `most`; else answers false at once and takes none.
    pub async fn try_turn_within(&self, most: Duration) -> bool {
        // Asked and taken under one lock, or another could take the turn in between.
        let wait = {
            let (mut bucket, now) = (self.bucket(), Instant::now());
            if bucket.wait(now) > most {
                return false;
            }
            bucket.take(now)
        };
        pause(wait).await;
        true
    }

    fn bucket(&self) -> std::sync::MutexGuard<'_, TokenBucket> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

async fn pause(wait: Duration) {
    if !wait.is_zero() {
        tokio::time::sleep(wait).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MS: Duration = Duration::from_millis(1);

    /// The turns of `n` tasks that all ask at `start`, counted from there.
    fn turns(bucket: &mut TokenBucket, start: Instant, n: usize) -> Vec<Duration> {
        (0..n)
            .map(|_| bucket.take(start))
            .collect()
    }

    #[test]
    fn a_burst_goes_at_once_and_the_rest_in_even_steps() {
        let waits = turns(&mut TokenBucket::new(20), Instant::now(), 8);
        assert_eq!(waits, [0, 0, 0, 0, 0, 50, 100, 150].map(|ms| MS * ms));
    }

    #[test]
    fn no_second_has_more_turns_than_the_rate() {
        let start = Instant::now();
        for rate in [1, 2, 7, 20, 100] {
            let waits = turns(&mut TokenBucket::new(rate), start, 500);
            assert!(waits.is_sorted(), "who asked first goes first");
            for (first, beyond) in waits
                .iter()
                .zip(waits.iter().skip(rate as usize))
            {
                assert!(
                    *beyond - *first >= SECOND,
                    "{rate} a second: {first:?} and {beyond:?}"
                );
            }
            let whole_rate = SECOND * 500 / rate;
            assert!(
                waits[499] <= whole_rate,
                "{rate} a second: the last of 500 waited {:?}",
                waits[499]
            );
        }
    }

    #[test]
    fn a_pause_saves_up_one_burst_and_no_more() {
        let start = Instant::now();
        let mut bucket = TokenBucket::new(20);
        turns(&mut bucket, start, 20);
        let waits = turns(&mut bucket, start + SECOND * 60, 6);
        assert_eq!(waits, [0, 0, 0, 0, 0, 50].map(|ms| MS * ms));
    }

    #[test]
    fn asking_how_long_takes_no_turn() {
        let start = Instant::now();
        let mut bucket = TokenBucket::new(1);
        assert_eq!(
            (
                bucket.wait(start),
                bucket.take(start),
                bucket.wait(start),
                bucket.wait(start)
            ),
            (Duration::ZERO, Duration::ZERO, SECOND, SECOND)
        );
    }

    #[tokio::test]
    async fn the_impatient_are_told_at_once() {
        let limiter = Limiter::new(1);
        assert!(limiter.try_turn_within(MS).await);
        let asked = Instant::now();
        assert!(
            !limiter
                .try_turn_within(MS * 20)
                .await
        );
        assert!(asked.elapsed() < SECOND / 2);
    }
}
