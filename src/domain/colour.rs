//! Colours that can be read: contrast as WCAG measures it, and the nearest shade that has enough of it.

/// Rings, stamps and controls against what they stand on.
pub const SHAPES: f64 = 3.0;
/// Text against what it stands on.
pub const TEXT: f64 = 4.5;

/// A colour as red, green and blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rgb(pub [u8; 3]);

/// White.
pub const WHITE: Rgb = Rgb([255, 255, 255]);
const BLACK: Rgb = Rgb([0, 0, 0]);
/// Our own text colour, and the near-black on bright grounds.
const INK: Rgb = Rgb([0x14, 0x20, 0x1d]);

impl Rgb {
    /// Reads `3b2a20` or its short form `b83`, with or without `#`; none for anything else.
    pub fn parse(hex: &str) -> Option<Rgb> {
        let hex = hex.strip_prefix('#').unwrap_or(hex);
        let hex = if hex.len() == 3 {
            hex.chars()
                .flat_map(|digit| [digit; 2])
                .collect()
        } else {
            hex.to_owned()
        };
        if hex.len() != 6
            || !hex
                .bytes()
                .all(|b| b.is_ascii_hexdigit())
        {
            return None;
        }
        let [_, red, green, blue] = u32::from_str_radix(&hex, 16)
            .ok()?
            .to_be_bytes();
        Some(Rgb([red, green, blue]))
    }

    /// Written as `#3b2a20`.
    pub fn css(self) -> String {
        let [red, green, blue] = self.0;
        format!("#{red:02x}{green:02x}{blue:02x}")
    }

    fn luminance(self) -> f64 {
        let [red, green, blue] = self.0.map(|channel| {
            let c = f64::from(channel) / 255.0;
            if c <= 0.04045 {
                c / 12.92
            } else {
                ((c + 0.055) / 1.055).powf(2.4)
            }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// The contrast between two colours, 1 (the same) to 21 (black on white).
    pub fn contrast(self, other: Rgb) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// This colour, moved towards white or black just far enough to stand out from `ground` by `least`; unchanged if it does already.
    pub fn readable_on(self, ground: Rgb, least: f64) -> Rgb {
        let goal = ground.opposite();
        (0..=20)
            .map(|step| self.towards(goal, step))
            .find(|shade| shade.contrast(ground) >= least)
            .unwrap_or(goal)
    }

    fn towards(self, goal: Rgb, twentieths: u16) -> Rgb {
        // Pictures are kept by what they show, so the rounding of this line is part of what their names mean.
        let mix = |from: u8, to: u8| {
            ((u16::from(from) * (20 - twentieths) + u16::from(to) * twentieths) / 20).min(255) as u8
        };
        Rgb(std::array::from_fn(|i| mix(self.0[i], goal.0[i])))
    }

    /// What is seen of this colour at an opacity of 0 to 1 over another.
    pub fn over(self, under: Rgb, opacity: f64) -> Rgb {
        let mix = |own: u8, below: u8| {
            (f64::from(own) * opacity + f64::from(below) * (1.0 - opacity)).round() as u8
        };
        Rgb(std::array::from_fn(|i| mix(self.0[i], under.0[i])))
    }

    /// This colour, a little of `ground` mixed in: for words that stand back behind others.
    pub fn softened_by(self, ground: Rgb) -> Rgb {
        self.towards(ground, 4)
    }

    /// White or black, whichever is further from this colour.
    pub fn opposite(self) -> Rgb {
        if WHITE.contrast(self) >= BLACK.contrast(self) {
            WHITE
        } else {
            BLACK
        }
    }

    /// White or near-black, whichever is easier to read on this colour.
    pub fn ink(self) -> Rgb {
        if WHITE.contrast(self) >= INK.contrast(self) {
            WHITE
        } else {
            INK
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rgb(hex: &str) -> Rgb {
        Rgb::parse(hex).unwrap()
    }

    #[test]
    fn contrast_is_that_of_wcag() {
        assert!((BLACK.contrast(WHITE) - 21.0).abs() < 0.01);
        assert!((rgb("#777777").contrast(WHITE) - 4.48).abs() < 0.01);
    }

    #[test]
    fn a_faint_colour_is_moved_only_as_far_as_needed() {
        let card = rgb("#3b2a20");
        assert_eq!(rgb("#f2b33d").readable_on(card, SHAPES), rgb("#f2b33d"));
        let fixed = rgb("#4a382c")
            .readable_on(card, SHAPES)
            .contrast(card);
        assert!((SHAPES..4.0).contains(&fixed), "{fixed}");
        assert!(
            WHITE
                .readable_on(rgb("#f8f8f8"), TEXT)
                .contrast(rgb("#f8f8f8"))
                >= TEXT
        );
    }

    #[test]
    fn every_colour_has_a_text_that_can_be_read_on_it() {
        for level in 0..=255u8 {
            for ground in [
                Rgb([level, level, level]),
                Rgb([level, 0, 255]),
                Rgb([0, level, 128]),
                Rgb([255, 40, level]),
            ] {
                assert!(ground.opposite().contrast(ground) >= TEXT, "{ground:?}");
                assert!(
                    ground
                        .readable_on(ground, SHAPES)
                        .contrast(ground)
                        >= SHAPES,
                    "{ground:?}"
                );
            }
        }
    }

    #[test]
    fn a_dark_brown_becomes_light_enough_for_a_dark_page() {
        let (brown, dark) = (rgb("#3b2a20"), rgb("0d1513"));
        assert!(brown.contrast(dark) < SHAPES);
        assert!(
            brown
                .readable_on(dark, TEXT)
                .contrast(dark)
                >= TEXT
        );
        assert_eq!(
            brown.readable_on(WHITE, TEXT),
            brown,
            "a colour that can be read stays as it is"
        );
    }

    #[test]
    fn text_on_a_colour_is_the_one_that_can_be_read() {
        assert_eq!(rgb("#f2b33d").ink(), INK);
        assert_eq!(rgb("#3b2a20").ink(), WHITE);
    }

    #[test]
    fn a_short_colour_is_its_digits_doubled_and_nonsense_is_none() {
        assert_eq!(Rgb::parse("#fc0"), Rgb::parse("ffcc00"));
        for nonsense in ["#12345", "+12345", "red", "", "#1234567", "#ééé"] {
            assert_eq!(Rgb::parse(nonsense), None, "{nonsense}");
        }
    }
}
