//! Colours that can be read: contrast as WCAG measures it, and the nearest shade that has enough of it.

/// A colour as red, green and blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Rgb(pub [u8; 3]);

impl Rgb {
    /// Reads `3b2a20` or its short form `b83`, with or without `#`.
    pub(super) fn parse(hex: &str) -> Option<Rgb> {
        let hex = hex.strip_prefix('#').unwrap_or(hex);
        let hex = if hex.len() == 3 { hex.chars().flat_map(|digit| [digit; 2]).collect() } else { hex.to_owned() };
        if hex.len() != 6 || !hex.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        let value = u32::from_str_radix(&hex, 16).ok()?;
        let [_, red, green, blue] = value.to_be_bytes();
        Some(Rgb([red, green, blue]))
    }

    /// Written as `#3b2a20`.
    pub(super) fn css(self) -> String {
        let [red, green, blue] = self.0;
        format!("#{red:02x}{green:02x}{blue:02x}")
    }

    fn luminance(self) -> f64 {
        let [red, green, blue] = self.0.map(|channel| {
            let c = f64::from(channel) / 255.0;
            if c <= 0.03928 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// The contrast between two colours, 1 to 21.
    pub(super) fn contrast(self, other: Rgb) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// This colour, moved towards white or black until it stands out from `ground` by `least`.
    pub(super) fn readable_on(self, ground: Rgb, least: f64) -> Rgb {
        let goal = if WHITE.contrast(ground) > BLACK.contrast(ground) { WHITE } else { BLACK };
        (0..=20).map(|step| self.towards(goal, step)).find(|shade| shade.contrast(ground) >= least).unwrap_or(goal)
    }

    fn towards(self, goal: Rgb, twentieths: i32) -> Rgb {
        let mix = |from: u8, to: u8| {
            let mixed = i32::from(from) + (i32::from(to) - i32::from(from)) * twentieths / 20;
            u8::try_from(mixed).unwrap_or(from)
        };
        Rgb(std::array::from_fn(|i| mix(self.0[i], goal.0[i])))
    }

    /// White or near-black, whichever is easier to read on this colour.
    pub(super) fn ink(self) -> Rgb {
        if WHITE.contrast(self) >= INK.contrast(self) { WHITE } else { INK }
    }
}

pub(super) const WHITE: Rgb = Rgb([255, 255, 255]);
const BLACK: Rgb = Rgb([0, 0, 0]);
/// Our own text colour, and the near-black on bright grounds.
const INK: Rgb = Rgb([0x14, 0x20, 0x1d]);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dark_brown_becomes_light_enough_for_a_dark_page() {
        let (brown, dark) = (Rgb::parse("#3b2a20").unwrap(), Rgb::parse("0d1513").unwrap());
        assert!(brown.contrast(dark) < 3.0);
        assert!(brown.readable_on(dark, 4.5).contrast(dark) >= 4.5);
        assert_eq!(brown.readable_on(WHITE, 4.5), brown, "a colour that can be read stays as it is");
    }

    #[test]
    fn text_on_a_colour_is_the_one_that_can_be_read() {
        assert_eq!(Rgb::parse("#f2b33d").unwrap().ink(), INK);
        assert_eq!(Rgb::parse("#3b2a20").unwrap().ink(), WHITE);
    }

    #[test]
    fn a_short_colour_is_its_digits_doubled() {
        assert_eq!(Rgb::parse("#fc0"), Rgb::parse("ffcc00"));
    }

    #[test]
    fn nonsense_is_no_colour() {
        assert_eq!(Rgb::parse("#12345"), None);
        assert_eq!(Rgb::parse("+12345"), None);
    }
}
