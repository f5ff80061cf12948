//! What a table holds, in a few bytes that can be noted.

/// How many rows a table has, and a digest of all of them in whatever order they come: two databases sort text differently.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TableDigest {
    /// The rows.
    pub rows: u64,
    sums: [u128; 2],
}

impl TableDigest {
    /// Takes a row along, by its own digest.
    pub fn add(&mut self, row: [u8; 32]) {
        self.rows += 1;
        for (sum, half) in self
            .sums
            .iter_mut()
            .zip(row.chunks(16))
        {
            let number = half
                .iter()
                .fold(0, |number, byte| number << 8 | u128::from(*byte));
            *sum = sum.wrapping_add(number);
        }
    }

    /// As it is noted.
    pub fn to_text(self) -> String {
        format!("{} {:x} {:x}", self.rows, self.sums[0], self.sums[1])
    }

    /// What such a note says.
    pub fn of_text(noted: &str) -> Option<TableDigest> {
        let mut words = noted.split(' ');
        let rows = words.next()?.parse().ok()?;
        let mut sum = || u128::from_str_radix(words.next()?, 16).ok();
        Some(TableDigest {
            rows,
            sums: [sum()?, sum()?],
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_is_noted_and_read_again() {
        let mut digest = TableDigest::default();
        for byte in [0, 7, 255] {
            digest.add([byte; 32]);
        }
        assert_eq!(TableDigest::of_text(&digest.to_text()), Some(digest));
        assert_eq!(TableDigest::of_text(""), None);
    }
}
