//! One breaker for each upstream: while it is down, one probe each interval and nothing else.

use crate::clock::Timestamp;

/// The first pause after a failure; doubles with each further one.
const FIRST_PAUSE_MS: i64 = 1_000;
/// The longest pause: one probe a minute.
const LONGEST_PAUSE_MS: i64 = 60_000;

/// Whether the upstream is worth asking.
#[derive(Debug, Default)]
pub struct Breaker {
    /// Failed rounds since the last success.
    failures: u32,
    /// No call before this.
    open_until: Timestamp,
}

impl Breaker {
    /// How many calls may go out now: all when healthy, none while open, one probe when the pause is over.
    pub fn allowance(&self, now: Timestamp, all: usize) -> usize {
        match self.failures {
            0 => all,
            _ if now < self.open_until => 0,
            _ => 1,
        }
    }

    /// When calls may go out again.
    pub fn reopens(&self, now: Timestamp) -> Timestamp {
        self.open_until.max(now)
    }

    /// A round failed. `retry_after_s` is what the upstream asked for, honoured up to a day.
    /// Answers whether this is the first failure since it last worked.
    pub fn failed(&mut self, now: Timestamp, retry_after_s: Option<u64>) -> bool {
        // Six doublings are past the longest pause already, and sixty would overflow.
        let pause = (FIRST_PAUSE_MS << self.failures.min(6)).min(LONGEST_PAUSE_MS);
        let asked = retry_after_s.map_or(0, |s| s.min(86_400) as i64 * 1_000);
        self.failures += 1;
        self.open_until = now.plus_ms(pause.max(asked));
        self.failures == 1
    }

    /// A call went through. Answers whether calls failed before it.
    pub fn succeeded(&mut self) -> bool {
        std::mem::take(self).failures > 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dead_upstream_gets_one_probe_an_interval() {
        let mut breaker = Breaker::default();
        assert_eq!(breaker.allowance(Timestamp(0), 256), 256);
        breaker.failed(Timestamp(0), None);
        assert_eq!(
            (
                breaker.allowance(Timestamp(999), 256),
                breaker.allowance(Timestamp(1_000), 256)
            ),
            (0, 1)
        );
        for _ in 0..10 {
            breaker.failed(Timestamp(1_000), None);
        }
        assert_eq!(
            (
                breaker.allowance(Timestamp(60_999), 256),
                breaker.allowance(Timestamp(61_000), 256)
            ),
            (0, 1)
        );
        assert!(breaker.succeeded());
        assert_eq!(breaker.allowance(Timestamp(61_000), 256), 256);
    }

    #[test]
    fn going_down_and_coming_back_are_each_told_once() {
        let mut breaker = Breaker::default();
        assert!(!breaker.succeeded());
        let told = [0, 1, 2].map(|at| breaker.failed(Timestamp(at), None));
        assert_eq!(told, [true, false, false]);
        assert_eq!([breaker.succeeded(), breaker.succeeded()], [true, false]);
        assert!(breaker.failed(Timestamp(9), None));
    }

    #[test]
    fn what_the_upstream_asks_for_is_honoured() {
        let mut breaker = Breaker::default();
        breaker.failed(Timestamp(0), Some(120));
        assert_eq!(
            (
                breaker.allowance(Timestamp(119_999), 9),
                breaker.reopens(Timestamp(0))
            ),
            (0, Timestamp(120_000))
        );
    }
}
