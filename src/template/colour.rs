//! Colours and whether they can be told apart, by the contrast ratio of WCAG 2.

/// Red, green and blue of `#rrggbb`; `None` for anything else.
pub(super) fn rgb(hex: &str) -> Option<[u8; 3]> {
    let digits = hex.strip_prefix('#').filter(|d| d.len() == 6 && d.bytes().all(|b| b.is_ascii_hexdigit()))?;
    let number = u32::from_str_radix(digits, 16).ok()?;
    let [_, r, g, b] = number.to_be_bytes();
    Some([r, g, b])
}

fn luminance(colour: [u8; 3]) -> f64 {
    let linear = |c: u8| {
        let c = f64::from(c) / 255.0;
        if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(colour[0]) + 0.7152 * linear(colour[1]) + 0.0722 * linear(colour[2])
}

/// Contrast of two `#rrggbb` colours, 1 (the same) to 21 (black on white); 1 when either is no colour.
pub fn contrast(a: &str, b: &str) -> f64 {
    let (Some(a), Some(b)) = (rgb(a), rgb(b)) else { return 1.0 };
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// Black or white, whichever reads better on `background`.
pub fn readable_on(background: &str) -> &'static str {
    if contrast("#ffffff", background) >= contrast("#000000", background) { "#ffffff" } else { "#000000" }
}

/// `colour` moved towards black or white just far enough to reach `ratio` on `background`; unchanged if it does already.
pub fn corrected(colour: &str, background: &str, ratio: f64) -> String {
    let goal = readable_on(background);
    let (Some(from), Some(to)) = (rgb(colour), rgb(goal)) else { return goal.to_owned() };
    for step in 0..=20u16 {
        let mix = |i: usize| {
            let (a, b) = (u16::from(from[i]), u16::from(to[i]));
            (a * (20 - step) + b * step) / 20
        };
        let mixed = format!("#{:02x}{:02x}{:02x}", mix(0), mix(1), mix(2));
        if contrast(&mixed, background) >= ratio {
            return mixed;
        }
    }
    goal.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_that_of_wcag() {
        assert!((contrast("#000000", "#ffffff") - 21.0).abs() < 0.01);
        assert!((contrast("#777777", "#ffffff") - 4.48).abs() < 0.01);
        assert_eq!(contrast("red", "#ffffff"), 1.0);
    }

    #[test]
    fn a_faint_colour_is_moved_only_as_far_as_needed() {
        assert_eq!(corrected("#f2b33d", "#3b2a20", 3.0), "#f2b33d");
        let fixed = corrected("#4a382c", "#3b2a20", 3.0);
        assert!(contrast(&fixed, "#3b2a20") >= 3.0 && contrast(&fixed, "#3b2a20") < 4.0, "{fixed}");
        assert!(contrast(&corrected("#ffffff", "#f8f8f8", 4.5), "#f8f8f8") >= 4.5);
    }
}
