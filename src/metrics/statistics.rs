//! Intervals and matched pairs (`docs/METRICS.md`, section 5.8, "Intervals").

use serde_json::{Value, json};

use super::figure::{Contributions, Figure, mean, quotient};

/// The 97.5 % points of Student's t for 1 to 30 degrees of freedom, as `docs/METRICS.md`, section 5.8, prints them.
const T_TABLE: [f64; 30] = [
    12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646, 2.3060, 2.2622, 2.2281, 2.2010,
    2.1788, 2.1604, 2.1448, 2.1314, 2.1199, 2.1098, 2.1009, 2.0930, 2.0860, 2.0796, 2.0739, 2.0687,
    2.0639, 2.0595, 2.0555, 2.0518, 2.0484, 2.0452, 2.0423,
];

/// The 97.5 % point of Student's t for ν degrees of freedom: the table up to 30, a series in 1/ν above.
fn t(nu: f64) -> f64 {
    // The addition keeps a whole number that came out a hair too small in its own row.
    let row = (nu + 1e-9).floor();
    if row <= 30.0 {
        return T_TABLE[(row.max(1.0) as usize) - 1];
    }
    let z: f64 = 1.959964;
    z + (z.powi(3) + z) / (4.0 * nu)
        + (5.0 * z.powi(5) + 16.0 * z.powi(3) + 3.0 * z) / (96.0 * nu * nu)
}

/// The sample variance, with n − 1; nothing for fewer than two values.
fn variance(values: &[f64]) -> Option<f64> {
    let centre = mean(values)?;
    let squares: f64 = values
        .iter()
        .map(|x| (x - centre).powi(2))
        .sum();
    (values.len() >= 2).then(|| squares / (values.len() - 1) as f64)
}

fn paired_interval(differences: &[f64]) -> Option<[f64; 2]> {
    let n = differences.len() as f64;
    let (centre, spread) = (mean(differences)?, variance(differences)?);
    let half = t(n - 1.0) * (spread / n).sqrt();
    Some([centre - half, centre + half])
}

/// The same members before and after: `{n, before, after, change, relative, ci95}`.
fn matched_pairs(pairs: &[(f64, f64)]) -> Value {
    let before = mean(
        &pairs
            .iter()
            .map(|p| p.0)
            .collect::<Vec<_>>(),
    );
    let after = mean(
        &pairs
            .iter()
            .map(|p| p.1)
            .collect::<Vec<_>>(),
    );
    let differences: Vec<f64> = pairs
        .iter()
        .map(|p| p.1 - p.0)
        .collect();
    let change = mean(&differences);
    let relative = change
        .zip(before)
        .and_then(|(change, before)| quotient(change, before));
    json!({
        "n": pairs.len(), "before": before, "after": after, "change": change, "relative": relative,
        "ci95": paired_interval(&differences),
    })
}

/// The same with the people: their changes, and themselves.
pub(super) fn matched_people(pairs: &[(u32, (f64, f64))]) -> Figure {
    let value = matched_pairs(
        &pairs
            .iter()
            .map(|(_, pair)| *pair)
            .collect::<Vec<_>>(),
    );
    let changes: Contributions<f64> = pairs
        .iter()
        .map(|(person, (before, after))| (*person, after - before))
        .collect();
    Figure::opened(
        value,
        changes,
        Contributions::each(
            pairs
                .iter()
                .map(|(person, _)| *person),
        ),
    )
}

/// Two arms of an experiment compared: means by Welch's method, shares by Newcombe's.
pub(super) struct Comparison {
    pub(super) treatment_mean: Option<f64>,
    pub(super) control_mean: Option<f64>,
    pub(super) difference: Option<f64>,
    ci95: Option<[f64; 2]>,
}

impl Comparison {
    pub(super) fn of(treatment: &[f64], control: &[f64]) -> Comparison {
        let (treatment_mean, control_mean) = (mean(treatment), mean(control));
        let difference = treatment_mean
            .zip(control_mean)
            .map(|(t, c)| t - c);
        let ci95 = difference.and_then(|d| welch_interval(d, treatment, control));
        Comparison {
            treatment_mean,
            control_mean,
            difference,
            ci95,
        }
    }

    /// Of shares, each as (num, den).
    pub(super) fn of_shares(treatment: (i64, i64), control: (i64, i64)) -> Comparison {
        let share = |(num, den): (i64, i64)| quotient(num as f64, den as f64);
        let (treatment_mean, control_mean) = (share(treatment), share(control));
        Comparison {
            treatment_mean,
            control_mean,
            difference: treatment_mean
                .zip(control_mean)
                .map(|(t, c)| t - c),
            ci95: share_difference(treatment, control),
        }
    }

    pub(super) fn to_json(&self) -> Value {
        json!({
            "treatment_mean": self.treatment_mean, "control_mean": self.control_mean, "difference": self.difference,
            "relative": self.difference.zip(self.control_mean).and_then(|(d, c)| quotient(d, c)), "ci95": self.ci95,
        })
    }
}

fn welch_interval(difference: f64, one: &[f64], other: &[f64]) -> Option<[f64; 2]> {
    let (n1, n2) = (one.len() as f64, other.len() as f64);
    let (a, b) = (variance(one)? / n1, variance(other)? / n2);
    // Nobody differs within either arm: ν would be 0 / 0, and `docs/METRICS.md`, section 5.8, gives the difference.
    if a + b == 0.0 {
        return Some([difference; 2]);
    }
    let nu = (a + b).powi(2) / (a * a / (n1 - 1.0) + b * b / (n2 - 1.0));
    let half = t(nu) * (a + b).sqrt();
    Some([difference - half, difference + half])
}

/// z of the intervals (`docs/METRICS.md`, section 5.8): nineteen of twenty lie within.
const Z: f64 = 1.959964;

/// The bounds that chance leaves a share of so many people (Wilson's); nothing of nobody.
pub fn share_bounds(num: i64, den: i64) -> Option<[f64; 2]> {
    if den <= 0 || !(0..=den).contains(&num) {
        return None;
    }
    let (k, n) = (num as f64, den as f64);
    let (centre, half) = (
        (k + Z * Z / 2.0) / (n + Z * Z),
        Z / (n + Z * Z) * (k * (n - k) / n + Z * Z / 4.0).sqrt(),
    );
    Some([(centre - half).max(0.0), (centre + half).min(1.0)])
}

/// The interval of the difference between two shares, each as (num, den), the second taken from the first (Newcombe's).
pub fn share_difference(one: (i64, i64), other: (i64, i64)) -> Option<[f64; 2]> {
    let ([l1, u1], [l2, u2]) = (share_bounds(one.0, one.1)?, share_bounds(other.0, other.1)?);
    let (p1, p2) = (one.0 as f64 / one.1 as f64, other.0 as f64 / other.1 as f64);
    let (down, up) = (
        ((p1 - l1).powi(2) + (u2 - p2).powi(2)).sqrt(),
        ((u1 - p1).powi(2) + (p2 - l2).powi(2)).sqrt(),
    );
    Some([p1 - p2 - down, p1 - p2 + up])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The worked example (a) of Newcombe's paper of 1998, method 10: 56 of 70 and 48 of 80.
    #[test]
    fn the_difference_of_shares_is_the_printed_one() {
        let [low, high] = share_difference((56, 70), (48, 80)).unwrap();
        assert!(
            (low - 0.0524).abs() < 5e-5 && (high - 0.3339).abs() < 5e-5,
            "{low} to {high}"
        );
        let [low, high] = share_bounds(56, 70).unwrap();
        assert!(
            (low - 0.6918).abs() < 1e-3 && (high - 0.8769).abs() < 1e-3,
            "{low} to {high}"
        );
    }

    #[test]
    fn a_share_of_nobody_has_no_bounds_and_of_everybody_stays_one() {
        assert_eq!(
            (
                share_bounds(0, 0),
                share_bounds(3, 2),
                share_difference((1, 2), (0, 0))
            ),
            (None, None, None)
        );
        let [low, high] = share_bounds(3, 3).unwrap();
        assert!(
            low > 0.4 && low < 0.5 && (high - 1.0).abs() < 1e-9,
            "{low} to {high}"
        );
    }

    #[test]
    fn the_point_of_students_t_is_the_printed_one() {
        assert_eq!(t(1.0), 12.7062);
        assert_eq!(t(0.4), 12.7062, "below one the first row holds");
        assert_eq!(t(2.0 - 1e-12), 4.3027, "a hair too small stays in its row");
        assert_eq!(t(30.9), 2.0423);
        assert!((t(31.0) - 2.0395).abs() < 1e-4);
        assert!((t(1e9) - 1.959964).abs() < 1e-6);
    }

    #[test]
    fn one_pair_has_no_interval_and_two_have() {
        assert_eq!(matched_pairs(&[(10.0, 5.0)])["ci95"], Value::Null);
        assert_eq!(matched_pairs(&[])["change"], Value::Null);
        let ends = matched_pairs(&[(10.0, 5.0), (12.0, 8.0)])["ci95"].clone();
        assert!((ends[0].as_f64().unwrap() + 10.8531).abs() < 1e-9);
    }

    #[test]
    fn arms_without_spread_have_an_interval_of_one_point() {
        let same = Comparison::of(&[3.0, 3.0], &[1.0, 1.0]);
        assert_eq!(same.ci95, Some([2.0, 2.0]));
        assert!(
            Comparison::of(&[3.0], &[1.0, 1.0])
                .ci95
                .is_none()
        );
    }
}
