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
    pub fn failed(&mut self, now: Timestamp, retry_after_s: Option<u64>) {
        let pause = (FIRST_PAUSE_MS << self.failures.min(6)).min(LONGEST_PAUSE_MS);
        let asked = retry_after_s.map_or(0, |s| s.min(86_400) as i64 * 1_000);
        self.failures += 1;
        self.open_until = now.plus_ms(pause.max(asked));
    }

    /// A call went through.
    pub fn succeeded(&mut self) {
        *self = Breaker::default();
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
        (0..10).for_each(|_| breaker.failed(Timestamp(1_000), None));
        assert_eq!(
            (
                breaker.allowance(Timestamp(60_999), 256),
                breaker.allowance(Timestamp(61_000), 256)
            ),
            (0, 1)
        );
        breaker.succeeded();
        assert_eq!(breaker.allowance(Timestamp(61_000), 256), 256);
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
