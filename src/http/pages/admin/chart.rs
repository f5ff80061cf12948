//! Curves and colours of the results page. A plot may stretch; words never do, so they are HTML around it.

use std::fmt::Write as _;

/// How high a plot is, in its own units; it is stretched to its place.
const HEIGHT: f64 = 100.0;

/// Two curves on one scale that begins at zero.
#[derive(Clone, Debug, PartialEq)]
pub struct Curves {
    /// The scale's end.
    pub top: i64,
    /// The path of the present.
    pub now: String,
    /// The path of before.
    pub before: String,
    /// Units between first and last point.
    pub width: usize,
}

impl Curves {
    /// The curves through these values.
    pub fn of(now: impl Iterator<Item = i64> + Clone, before: impl Iterator<Item = i64> + Clone) -> Curves {
        let top = round_up(now.clone().chain(before.clone()).max().unwrap_or(0));
        Curves { top, width: now.clone().count().saturating_sub(1).max(1) * 10, now: path(now, top), before: path(before, top) }
    }
}

fn path(values: impl Iterator<Item = i64>, top: i64) -> String {
    let mut path = String::new();
    for (place, value) in values.enumerate() {
        let sign = if place == 0 { 'M' } else { 'L' };
        let _ = write!(path, "{sign}{} {:.1}", place * 10, HEIGHT - value as f64 * HEIGHT / top as f64);
    }
    path
}

/// The next number that reads well: 1, 2 or 5 times a power of ten.
fn round_up(value: i64) -> i64 {
    let mut step = 1i64;
    loop {
        for factor in [1, 2, 5] {
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
    format!("c{}", (share * 10.0).floor().clamp(0.0, 9.0) as i64 / 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn curves_share_a_scale_that_begins_at_zero() {
        let curves = Curves::of([0, 10, 40].into_iter(), [40, 20, 0].into_iter());
        assert_eq!((curves.top, curves.width), (50, 20));
        assert_eq!(curves.now, "M0 100.0L10 80.0L20 20.0");
        assert_eq!(curves.before, "M0 20.0L10 60.0L20 100.0");
    }

    #[test]
    fn nothing_is_drawn_on_a_scale_too() {
        let curves = Curves::of([0, 0].into_iter(), [0, 0].into_iter());
        assert_eq!((curves.top, curves.now.as_str()), (1, "M0 100.0L10 100.0"));
        assert_eq!(height_class(0, curves.top), "y0");
    }

    #[test]
    fn labels_and_colours_come_in_steps() {
        assert_eq!((height_class(50, 50), height_class(24, 50)), ("y20".into(), "y10".into()));
        assert_eq!((share_class(0.0), share_class(0.55), share_class(1.0)), ("c0".into(), "c2".into(), "c4".into()));
    }
}
