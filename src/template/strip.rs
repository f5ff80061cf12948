//! The picture of a card: earned stamps as discs with the icon cut out, open places as dashed rings with their number,
//! a reward on the last place and on those along the way. No words: those live in the pass fields, which phones translate and read aloud.

use std::fmt::Write as _;

use super::layout;
use super::picture::Silhouette;
use crate::domain::colour::{Rgb, SHAPES, TEXT};
use crate::domain::face::StampCount;
use crate::domain::program::Colours;
use crate::locale::Locale;
use crate::locale::language_tag::NumberingSystem;

/// What the picture shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct StripState {
    /// Stamps earned in this round.
    pub stamps: u32,
    /// Stamps of a full round, 1 to 100.
    pub required: u32,
    /// A reward waits and no new stamp was earned since: the card shows full.
    pub reward_ready: bool,
}

impl StripState {
    /// The picture of a count, which has 1 to 100 places.
    pub fn of(count: StampCount, reward_ready: bool) -> StripState {
        StripState {
            stamps: count.stamps.clamp(0, 100) as u32,
            required: count.required.clamp(1, 100) as u32,
            reward_ready,
        }
    }
}

/// A picture of the shop's own that lies behind the stamps.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Behind {
    /// What names it: its content.
    pub hash: String,
    /// The least and the most of red, green and blue in it.
    pub extremes: [[u8; 3]; 2],
}

/// How the picture looks.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct StripLook {
    /// The program's colours.
    pub colours: Colours,
    /// Whether the card fills from the right.
    pub right_to_left: bool,
    /// Digits of the open places.
    pub digits: NumberingSystem,
    /// The shop's own picture beneath; none: the card's colour.
    pub behind: Option<Behind>,
    /// Stamps at which there is a reward before the card is full.
    pub along: Vec<u32>,
}

impl StripLook {
    /// The look for a program's colours and its own language.
    pub fn for_language(colours: Colours, language: &str) -> StripLook {
        let right_to_left = Locale::parse(language).is_some_and(|language| language.dir() == "rtl");
        StripLook {
            colours,
            right_to_left,
            digits: NumberingSystem::of_language(language),
            behind: None,
            along: Vec::new(),
        }
    }
}

/// The colours of one picture after correction: every shape can be told from what lies under it.
struct Palette {
    background: String,
    stamp: String,
    cut: String,
    ring: String,
    number: String,
    tint: String,
}

impl Palette {
    fn of(colours: &Colours) -> Palette {
        // Validated programs have these forms; anything else would be markup in the SVG.
        let background = Rgb::parse(&colours.background).unwrap_or(Rgb([0, 0, 0]));
        let tint = background.opposite();
        let [accent, label] =
            [&colours.accent, &colours.label].map(|colour| Rgb::parse(colour).unwrap_or(tint));
        let stamp = accent.readable_on(background, SHAPES);
        let cut = if background.contrast(stamp) >= SHAPES {
            background
        } else {
            stamp.opposite()
        };
        Palette {
            ring: label
                .readable_on(background, SHAPES)
                .css(),
            number: label
                .readable_on(background, TEXT)
                .css(),
            tint: tint.css(),
            background: background.css(),
            stamp: stamp.css(),
            cut: cut.css(),
        }
    }
}

/// How much of the card's colour lies over a picture of the shop's own, so that it stands back behind the stamps.
const SCRIM: f64 = 0.3;

impl Palette {
    /// How dense the card's colour lies beneath each place besides: just so much that all on it can be told from whatever the picture
    /// shows there.
    fn veil(&self, behind: &Behind) -> f64 {
        let read = |css: &str| Rgb::parse(css).unwrap_or(Rgb([0, 0, 0]));
        let ground = read(&self.background);
        let marks = [
            (read(&self.stamp), SHAPES),
            (read(&self.ring), SHAPES),
            (read(&self.number), TEXT),
        ];
        let readable = |veil: &f64| {
            behind
                .extremes
                .iter()
                .all(|extreme| {
                    // Two layers lie over the picture: of it shows only what both let through.
                    let under = ground.over(Rgb(*extreme), 1.0 - (1.0 - SCRIM) * (1.0 - veil));
                    marks
                        .iter()
                        .all(|(mark, least)| mark.contrast(under) >= *least)
                })
        };
        [0.6, 0.7, 0.8, 0.9]
            .into_iter()
            .find(readable)
            .unwrap_or(1.0)
    }
}

/// The fixed part of a design's picture.
pub(super) struct Drawing {
    pub stamp: Silhouette,
    pub reward: Silhouette,
    pub hand_set: bool,
}

/// One place while it is drawn.
struct StampPlace {
    index: u32,
    x: f64,
    y: f64,
    r: f64,
}

/// Phones cut the strip at top and bottom: 123 of 144 points are safe, and a little air lies within.
const SAFE_HEIGHT: f64 = 117.0 / 144.0;
/// The usable width: 16 points of 375 stay free at each side, in line with Wallet's own margin.
const SAFE_WIDTH: f64 = 343.0 / 375.0;
/// Dashes around an open place.
const DASHES: f64 = 20.0;

impl Drawing {
    /// The picture as SVG. Any size and any count from 1 to 100 works.
    pub(super) fn svg(
        &self,
        width: u32,
        height: u32,
        state: StripState,
        look: &StripLook,
    ) -> String {
        let (w, h) = (f64::from(width), f64::from(height));
        let required = state.required.clamp(1, 100);
        let earned = if state.reward_ready {
            required
        } else {
            state.stamps.min(required)
        };
        let layout = layout::places(
            required,
            w * SAFE_WIDTH,
            h * SAFE_HEIGHT,
            (w / 2.0, h / 2.0),
            look.right_to_left,
        );
        let palette = Palette::of(&look.colours);
        let veil = look
            .behind
            .as_ref()
            .map(|behind| palette.veil(behind));
        let scrim = veil.map_or(String::new(), |_| format!(" fill-opacity=\"{SCRIM}\""));
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\"><rect \
                width=\"{width}\" height=\"{height}\" fill=\"{}\"{scrim}/>",
            palette.background
        );
        for (index, (x, y)) in (0..required).zip(&layout.centres) {
            let place = StampPlace {
                index,
                x: *x,
                y: *y,
                r: layout.diameter / 2.0,
            };
            let last = index + 1 == required;
            let reward = last || look.along.contains(&(index + 1));
            if let Some(veil) = veil {
                let _ = write!(
                    svg,
                    "<circle cx=\"{x:.2}\" cy=\"{y:.2}\" r=\"{:.2}\" fill=\"{}\" fill-opacity=\"{veil}\"/>",
                    place.r * 1.05,
                    palette.background
                );
            }
            svg += &match (index < earned, last) {
                (true, true) => self.ready(&place, &palette),
                (true, false) => self.earned(&place, &palette),
                (false, _) if reward => self.gift(&place, &palette),
                (false, _) => open(&place, &palette, look.digits),
            };
        }
        svg + "</svg>"
    }

    /// The shop's sign as a square SVG: one earned stamp, small enough to survive a round mask.
    pub(super) fn sign(&self, side: u32, colours: &Colours) -> String {
        let palette = Palette::of(colours);
        let middle = f64::from(side) / 2.0;
        let place = StampPlace {
            index: 0,
            x: middle,
            y: middle,
            r: middle * 0.66,
        };
        let stamp = disc(&place, &palette.stamp)
            + &self
                .stamp
                .placed(place.x, place.y, place.r * 1.24, 0.0, &palette.cut);
        self.square(f64::from(side), 0.0, &palette.background, &stamp)
    }

    /// What notifications show: a stamp on a rounded square in the card's colour.
    pub(super) fn icon(&self, side: u32, colours: &Colours) -> String {
        let palette = Palette::of(colours);
        let (side, middle) = (f64::from(side), f64::from(side) / 2.0);
        self.square(
            side,
            side * 0.22,
            &palette.background,
            &self
                .stamp
                .placed(middle, middle, side * 0.66, 0.0, &palette.stamp),
        )
    }

    /// What stands at the top of a pass: one earned stamp.
    pub(super) fn logo(&self, side: u32, colours: &Colours) -> String {
        let palette = Palette::of(colours);
        let middle = f64::from(side) / 2.0;
        let place = StampPlace {
            index: 0,
            x: middle,
            y: middle,
            r: middle * 0.88,
        };
        let stamp = disc(&place, &palette.stamp)
            + &self
                .stamp
                .placed(middle, middle, place.r * 1.24, 0.0, &palette.cut);
        self.square(f64::from(side), 0.0, "none", &stamp)
    }

    fn square(&self, side: f64, round: f64, fill: &str, inside: &str) -> String {
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" width=\"{side}\" height=\"{side}\"><rect \
                width=\"{side}\" height=\"{side}\" rx=\"{round:.2}\" fill=\"{fill}\"/>{inside}</svg>"
        )
    }

    fn earned(&self, place: &StampPlace, palette: &Palette) -> String {
        // A fixed sequence, so that the same card is always the same picture.
        let turn = if self.hand_set {
            [-9.0, 6.0, -4.0, 10.0, -7.0, 3.0, 8.0][place.index as usize % 7]
        } else {
            0.0
        };
        disc(place, &palette.stamp)
            + &self
                .stamp
                .placed(place.x, place.y, place.r * 1.24, turn, &palette.cut)
    }

    fn gift(&self, place: &StampPlace, palette: &Palette) -> String {
        let width = (place.r * 0.085).max(1.0);
        let ring = format!(
            "<circle cx=\"{:.2}\" cy=\"{:.2}\" r=\"{:.2}\" fill=\"{}\" fill-opacity=\"0.07\" stroke=\"{}\" stroke-width=\"{width:.2}\"/>",
            place.x,
            place.y,
            place.r - width / 2.0,
            palette.tint,
            palette.stamp
        );
        ring + &self
            .reward
            .placed(place.x, place.y, place.r * 1.14, 0.0, &palette.stamp)
    }

    fn ready(&self, place: &StampPlace, palette: &Palette) -> String {
        let inner = StampPlace {
            r: place.r * 0.84,
            ..*place
        };
        let halo = format!(
            "<circle cx=\"{:.2}\" cy=\"{:.2}\" r=\"{:.2}\" fill=\"none\" stroke=\"{}\" stroke-width=\"{:.2}\"/>",
            place.x,
            place.y,
            place.r * 0.965,
            palette.stamp,
            (place.r * 0.07).max(0.8)
        );
        halo + &disc(&inner, &palette.stamp)
            + &self
                .reward
                .placed(place.x, place.y, inner.r * 1.2, 0.0, &palette.cut)
    }
}

fn disc(place: &StampPlace, colour: &str) -> String {
    format!(
        "<circle cx=\"{:.2}\" cy=\"{:.2}\" r=\"{:.2}\" fill=\"{colour}\"/>",
        place.x, place.y, place.r
    )
}

fn open(place: &StampPlace, palette: &Palette, digits: NumberingSystem) -> String {
    let width = (place.r * 0.06).max(0.8);
    let r = place.r - width / 2.0;
    // A whole number of dashes, or the ring shows a seam.
    let period = std::f64::consts::TAU * r / (DASHES * (place.r / 26.0).clamp(0.6, 1.0)).round();
    let mut ring = format!(
        "<circle cx=\"{:.2}\" cy=\"{:.2}\" r=\"{r:.2}\" fill=\"{}\" fill-opacity=\"0.05\" stroke=\"{}\" stroke-width=\"{width:.2}\" \
            stroke-linecap=\"round\" stroke-dasharray=\"{:.3} {:.3}\"/>",
        place.x,
        place.y,
        palette.tint,
        palette.ring,
        period * 0.5,
        period * 0.5
    );
    let number = digits.write(place.index + 1);
    let size = place.r
        * if number.chars().count() < 2 {
            0.82
        } else {
            0.72
        };
    // 0.357 of the size is half the height of a digit in the embedded font: the number stands in the middle.
    let _ = write!(
        ring,
        "<text x=\"{:.2}\" y=\"{:.2}\" font-family=\"{}, sans-serif\" font-weight=\"700\" font-size=\"{size:.2}\" \
            text-anchor=\"middle\" fill=\"{}\">{number}</text>",
        place.x,
        place.y + size * 0.357,
        super::picture::FONT_FAMILY,
        palette.number
    );
    ring
}
