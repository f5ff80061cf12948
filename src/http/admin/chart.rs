//! Bars and colours of the results page. A plot may stretch; words never do, so they are HTML around it.

/// How high a plot is, in its own units; it is stretched to its place.
const HEIGHT: f64 = 100.0;
/// How wide the place of one bar is.
const PLACE: usize = 10;

/// Bars on one scale that begins at zero.
#[derive(Clone, Debug, PartialEq)]
pub struct Bars {
    /// The scale's end.
    pub top: i64,
    /// All places together.
    pub width: usize,
    /// One for each value.
    pub bars: Vec<Bar>,
}

/// One bar, and the mark of what was before.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// Where its place begins.
    pub x: usize,
    /// Its upper end, from above.
    pub y: String,
    /// From there to zero.
    pub height: String,
    /// How high the mark of before lies, from above.
    pub before: Option<String>,
}

impl Bars {
    /// The bars of these values, each with the one before.
    pub fn of(values: &[(i64, Option<i64>)]) -> Bars {
        let top = round_up(
            values
                .iter()
                .flat_map(|(now, before)| [Some(*now), *before])
                .flatten()
                .max()
                .unwrap_or(0),
        );
        let height = |value: i64| value as f64 * HEIGHT / top as f64;
        let from_above = |value: i64| format!("{:.1}", HEIGHT - height(value));
        let bar = |(place, (now, before)): (usize, &(i64, Option<i64>))| Bar {
            x: place * PLACE,
            y: from_above(*now),
            height: format!("{:.1}", height(*now)),
            before: before.map(from_above),
        };
        Bars {
            top,
            width: values.len().max(1) * PLACE,
            bars: values
                .iter()
                .enumerate()
                .map(bar)
                .collect(),
        }
    }

    /// What half of the scale is, if that is a whole number.
    pub fn middle(&self) -> Option<i64> {
        (self.top % 2 == 0).then_some(self.top / 2)
    }
}

/// The next number that reads well: 1, 2, 3, 4, 5, 6 or 8 times a power of ten.
pub fn round_up(value: i64) -> i64 {
    let mut step = 1i64;
    loop {
        for factor in [1, 2, 3, 4, 5, 6, 8] {
            if step.saturating_mul(factor) >= value {
                return step.saturating_mul(factor).max(1);
            }
        }
        step = step.saturating_mul(10);
    }
}

/// The class that sets a label beside a value: styles may not be written into a page.
pub fn height_class(value: i64, top: i64) -> String {
    format!("y{}", (value * 20 + top / 2) / top.max(1))
}

/// The class that colours a share.
pub fn share_class(share: f64) -> String {
    format!(
        "c{}",
        (share * 10.0)
            .floor()
            .clamp(0.0, 9.0) as i64
            / 2
    )
}

/// The class that colours one of several counts, the largest in full; none stays plain.
pub fn count_class(count: i64, largest: i64) -> String {
    format!(
        "c{}",
        if count <= 0 {
            0
        } else {
            1 + (count * 4 - 1) / largest.max(1)
        }
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_share_a_scale_that_begins_at_zero() {
        let bars = Bars::of(&[(0, None), (10, Some(20)), (40, Some(50))]);
        assert_eq!((bars.top, bars.width, bars.middle()), (50, 30, Some(25)));
        let drawn: Vec<(usize, &str, &str)> = bars
            .bars
            .iter()
            .map(|bar| (bar.x, bar.y.as_str(), bar.height.as_str()))
            .collect();
        assert_eq!(
            drawn,
            [
                (0, "100.0", "0.0"),
                (10, "80.0", "20.0"),
                (20, "20.0", "80.0")
            ]
        );
        assert_eq!(bars.bars[1].before.as_deref(), Some("60.0"));
    }

    #[test]
    fn nothing_is_drawn_on_a_scale_too() {
        let bars = Bars::of(&[(0, None)]);
        assert_eq!(
            (bars.top, bars.middle(), bars.bars[0].y.as_str()),
            (1, None, "100.0")
        );
        assert_eq!(
            (Bars::of(&[]).width, height_class(0, bars.top)),
            (10, "y0".into())
        );
    }

    #[test]
    fn labels_and_colours_come_in_steps() {
        assert_eq!(
            (height_class(50, 50), height_class(24, 50)),
            ("y20".into(), "y10".into())
        );
        assert_eq!(
            (share_class(0.0), share_class(0.55), share_class(1.0)),
            ("c0".into(), "c2".into(), "c4".into())
        );
        assert_eq!(
            [0, 1, 5, 6, 10].map(|count| count_class(count, 10)),
            ["c0", "c1", "c2", "c3", "c4"]
        );
    }
}
