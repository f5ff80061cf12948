//! A rate that is never passed: Google answers 429 above some twenty requests a second, so we wait in line here instead.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use futures_util::future::BoxFuture;

const SECOND: Duration = Duration::from_secs(1);
/// After no answer nobody asks for a shared turn for so long.
const ASKED_AGAIN: Duration = Duration::from_secs(5);

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

/// What somebody says who gives turns to several instances, since Google counts the calls of all of them.
pub enum SharedTurn {
    /// It is this one's turn then.
    In(Duration),
    /// The next turn comes later than it would be of use, and none was taken.
    TooLate,
    /// There is no answer just now.
    Unknown,
}

/// Asks for the next turn: how far turns are apart, and how long it may be until then.
type AskForTurn = dyn Fn(Duration, Duration) -> BoxFuture<'static, SharedTurn> + Send + Sync;

/// A bucket that tasks wait at. Whoever gives up while waiting loses the turn, and nobody else is delayed by more than that.
pub struct Limiter {
    bucket: Mutex<TokenBucket>,
    spacing: Duration,
    shared: OnceLock<Box<AskForTurn>>,
    /// One asks at a time: the others would only wait for it elsewhere, with a connection in their hands.
    asking: tokio::sync::Mutex<()>,
    /// When there was no answer last.
    unheard: Mutex<Option<Instant>>,
}

impl fmt::Debug for Limiter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Limiter")
            .field("bucket", &self.bucket)
            .field("shared", &self.shared.get().is_some())
            .finish()
    }
}

impl Limiter {
    /// Turns at this rate.
    pub fn new(rate_per_s: u32) -> Limiter {
        Limiter {
            bucket: Mutex::new(TokenBucket::new(rate_per_s)),
            spacing: SECOND / rate_per_s.max(1),
            shared: OnceLock::new(),
            asking: tokio::sync::Mutex::default(),
            unheard: Mutex::default(),
        }
    }

    /// Asks somebody else for turns from now on, who gives them to several instances. Evenly spaced ones: a burst of each would be too
    /// many at once. Only the first call counts.
    pub fn share(&self, ask: Box<AskForTurn>) {
        let _ = self.shared.set(ask);
    }

    /// Waits for the next turn, first come, first served.
    pub async fn turn(&self) {
        self.turn_within(None).await;
    }

    /// Waits for the next turn if it comes within `most`; else answers false at once and takes none.
    pub async fn try_turn_within(&self, most: Duration) -> bool {
        self.turn_within(Some(most)).await
    }

    async fn turn_within(&self, most: Option<Duration>) -> bool {
        let (most, asked) = (most.unwrap_or(Duration::MAX), Instant::now());
        let shared = match self
            .shared
            .get()
            .filter(|_| !self.is_unheard(asked))
        {
            Some(ask) => match tokio::time::timeout(most, self.asking.lock()).await {
                // A little further apart: what leaves several instances evenly arrives less so.
                Ok(_alone) => {
                    let most = most.saturating_sub(asked.elapsed());
                    let turn = ask(self.spacing * 21 / 20, most).await;
                    let heard = !matches!(turn, SharedTurn::Unknown);
                    *self.unheard() = (!heard).then(Instant::now);
                    turn
                }
                Err(_) => SharedTurn::TooLate,
            },
            None => SharedTurn::Unknown,
        };
        let wait = match shared {
            SharedTurn::In(wait) => Some(wait),
            SharedTurn::TooLate => None,
            SharedTurn::Unknown => self.own_turn(most),
        };
        let Some(wait) = wait else {
            return false;
        };
        pause(wait).await;
        true
    }

    /// Whether nobody answered just now: those who wait must not find that out one by one.
    fn is_unheard(&self, now: Instant) -> bool {
        self.unheard()
            .is_some_and(|since| now.saturating_duration_since(since) < ASKED_AGAIN)
    }

    fn unheard(&self) -> std::sync::MutexGuard<'_, Option<Instant>> {
        self.unheard
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    fn own_turn(&self, most: Duration) -> Option<Duration> {
        // Asked and taken under one lock, or another could take the turn in between.
        let (mut bucket, now) = (
            self.bucket
                .lock()
                .unwrap_or_else(PoisonError::into_inner),
            Instant::now(),
        );
        (bucket.wait(now) <= most).then(|| bucket.take(now))
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
    async fn shared_turns_come_before_its_own_and_its_own_stand_in_for_them() {
        let limiter = Limiter::new(1);
        let asked = std::sync::Arc::new(Mutex::new(0));
        let count = asked.clone();
        limiter.share(Box::new(move |spacing, most| {
            assert!(spacing > SECOND && spacing < SECOND * 11 / 10);
            let mut asked = count.lock().unwrap();
            *asked += 1;
            let turn = match *asked {
                1 => SharedTurn::In(MS),
                2 => SharedTurn::TooLate,
                _ => SharedTurn::Unknown,
            };
            assert!(most <= MS * 20);
            Box::pin(std::future::ready(turn))
        }));
        let mut had = Vec::new();
        for _ in 0..5 {
            had.push(
                limiter
                    .try_turn_within(MS * 20)
                    .await,
            );
        }
        // Its own one turn, then the next is too far away.
        assert_eq!(had, [true, false, true, false, false]);
        assert_eq!(
            *asked.lock().unwrap(),
            3,
            "who gives no answer is left alone for a while"
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
