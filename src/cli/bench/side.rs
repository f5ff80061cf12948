//! What one side of a measurement met, over all its turns.

use std::time::Duration;

use super::load::LoadTurn;
use super::table::{Row, number};

/// One side over all its turns.
#[derive(Default)]
pub(super) struct BenchSide {
    /// Microseconds from the request to the last byte of its answer.
    pub latencies_us: Vec<u32>,
    /// Microseconds from the request to the first byte of its answer, where there is a wire.
    pub first_bytes_us: Vec<u32>,
    spent: Duration,
}

impl BenchSide {
    /// Takes in one more turn.
    pub(super) fn add(&mut self, turn: LoadTurn) {
        self.latencies_us
            .extend(turn.latencies_us);
        self.first_bytes_us
            .extend(turn.first_bytes_us);
        self.spent += turn.spent;
    }

    /// How many there were.
    pub(super) fn count(&self) -> usize {
        self.latencies_us.len()
    }

    /// How long its turns lasted together.
    pub(super) fn spent_s(&self) -> f64 {
        self.spent
            .as_secs_f64()
            .max(f64::MIN_POSITIVE)
    }

    /// How many there were in a second.
    pub(super) fn rate(&self) -> f64 {
        self.count() as f64 / self.spent_s()
    }

    /// Milliseconds below which this share of the answers came.
    pub(super) fn quantile_ms(&self, share: f64) -> f64 {
        quantile_ms(&self.latencies_us, share)
    }

    /// Milliseconds below which this share of the first bytes came.
    pub(super) fn first_byte_ms(&self, share: f64) -> f64 {
        quantile_ms(&self.first_bytes_us, share)
    }

    /// Median and the slowest hundredth, in words.
    pub(super) fn latencies(&self) -> String {
        format!(
            "p50 {} ms, p99 {} ms",
            number(self.quantile_ms(0.5)),
            number(self.quantile_ms(0.99))
        )
    }
}

/// Cores of this machine.
pub(super) fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
}

/// The value in milliseconds below which this share of the values lies; 0 of none.
pub(super) fn quantile_ms(values_us: &[u32], share: f64) -> f64 {
    let mut sorted = values_us.to_vec();
    sorted.sort_unstable();
    let at = (sorted.len() as f64 * share) as usize;
    sorted
        .get(at.min(sorted.len().saturating_sub(1)))
        .map_or(0.0, |us| f64::from(*us) / 1e3)
}

impl Row {
    /// The rate of a side with its latencies.
    pub(super) fn of(figure: impl Into<String>, side: &BenchSide) -> Row {
        Row::per_s(figure, side.rate()).remark(side.latencies())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_side_knows_its_rate_and_its_slowest() {
        let mut side = BenchSide::default();
        side.add(LoadTurn {
            latencies_us: (1..=100)
                .map(|ms| ms * 1000)
                .collect(),
            first_bytes_us: vec![500],
            spent: Duration::from_secs(4),
        });
        assert_eq!(
            (side.rate(), side.quantile_ms(0.5), side.quantile_ms(0.99)),
            (25.0, 51.0, 100.0)
        );
        assert_eq!(side.first_byte_ms(0.99), 0.5);
        assert_eq!(BenchSide::default().quantile_ms(0.99), 0.0);
    }
}
