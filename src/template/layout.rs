//! Where the places of a card stand: rows that fill the picture with the largest stamps.

/// Places of a card in reading order, left to right.
#[derive(Debug, PartialEq)]
pub(super) struct CardLayout {
    /// Centre of each place, the first stamp first.
    pub centres: Vec<(f64, f64)>,
    /// Diameter of a stamp.
    pub diameter: f64,
}

/// A stamp's share of its cell; the rest is the gap.
const FILL: f64 = 0.84;
/// No stamp is larger than this share of the usable height: a single stamp must not become a wall.
const LARGEST: f64 = 0.72;

/// Lays out `places` stamps in a box whose middle is given; `right_to_left` fills each row from its right end.
pub(super) fn places(
    places: u32,
    width: f64,
    height: f64,
    centre: (f64, f64),
    right_to_left: bool,
) -> CardLayout {
    let places = places.clamp(1, 100);
    let cell_of =
        |rows: u32| (width / f64::from(places.div_ceil(rows))).min(height / f64::from(rows));
    // Equal rows look made; a ragged one has to be clearly larger to win.
    let worth = |rows: u32| {
        cell_of(rows)
            * if places.is_multiple_of(rows) {
                1.0
            } else {
                0.93
            }
    };
    let rows = (1..=places)
        .max_by(|a, b| {
            worth(*a)
                .total_cmp(&worth(*b))
                .then(b.cmp(a))
        })
        .unwrap_or(1);
    let cell = cell_of(rows).min(height * LARGEST / FILL);
    let mut centres = Vec::with_capacity(places as usize);
    for row in 0..rows {
        let in_row = places / rows + u32::from(row < places % rows);
        // Wide pictures get air between the stamps, but never so much that a row falls apart.
        let step = (width / f64::from(places.div_ceil(rows))).min(cell * 1.12);
        let y = centre.1
            + (f64::from(row) - f64::from(rows - 1) / 2.0)
                * (height / f64::from(rows)).min(cell * 1.08);
        for column in 0..in_row {
            let offset = (f64::from(column) - f64::from(in_row - 1) / 2.0) * step;
            centres.push((
                centre.0
                    + if right_to_left {
                        -offset
                    } else {
                        offset
                    },
                y,
            ));
        }
    }
    CardLayout {
        centres,
        diameter: cell * FILL,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strip(count: u32) -> CardLayout {
        places(count, 343.0, 117.0, (187.5, 72.0), false)
    }

    #[test]
    fn every_count_stays_inside_and_apart() {
        for count in 1..=100 {
            let layout = strip(count);
            assert_eq!(layout.centres.len(), count as usize);
            let r = layout.diameter / 2.0;
            assert!(
                r * 2.0 >= 14.0,
                "{count} stamps are {} points wide",
                r * 2.0
            );
            for (i, a) in layout.centres.iter().enumerate() {
                assert!(
                    a.0 - r >= 16.0 - 0.01 && a.0 + r <= 359.01,
                    "{count}: {a:?}"
                );
                assert!(a.1 - r >= 10.5 && a.1 + r <= 133.5, "{count}: {a:?}");
                for b in &layout.centres[i + 1..] {
                    assert!(
                        (a.0 - b.0).hypot(a.1 - b.1) >= layout.diameter * 1.08,
                        "{count}: {a:?} {b:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn ten_stamps_are_two_rows_of_five() {
        let ys: Vec<i64> = strip(10)
            .centres
            .iter()
            .map(|c| c.1.round() as i64)
            .collect();
        assert_eq!(
            ys.iter()
                .filter(|y| **y == ys[0])
                .count(),
            5
        );
    }

    #[test]
    fn right_to_left_begins_at_the_right() {
        let layout = places(5, 343.0, 117.0, (187.5, 72.0), true);
        assert!(layout.centres[0].0 > layout.centres[4].0);
    }
}
