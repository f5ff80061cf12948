//! The poster and the table tent as SVG in millimetres: whose it is, one benefit sentence for each language, the stamps, the code in a
//! field of the shop's colour, what to do with it, and the short address alone at the foot.

use std::fmt::Write as _;

use crate::locale::Locale;
use crate::service::program::poster::{Poster, STAMPS, Saying, Size};

use crate::http::base::qr;

/// The sheet on which everything is drawn; smaller paper shows it smaller.
const SHEET: (f64, f64) = (210.0, 297.0);
/// Free on every side: no printer reaches the edge.
const MARGIN: f64 = 16.0;
const INK: &str = "#14201d";

/// A box in millimetres.
#[derive(Clone, Copy, Debug)]
struct Area {
    x: f64,
    y: f64,
    width: f64,
    height: f64,
}

/// The whole sheet as a standalone SVG. Its words are text, which the browser or printing program shapes in its own fonts.
pub fn svg(poster: &Poster) -> String {
    let (width, height) = if poster.size == Size::A5 {
        (148, 210)
    } else {
        (210, 297)
    };
    let title: Vec<String> = poster
        .sayings
        .iter()
        .map(|saying| format!("{}: {}", saying.shop, saying.benefit))
        .collect();
    let title = escaped(
        &title
            .join(" / ")
            .replace('\n', ". "),
    );
    let body = if poster.size == Size::Tent {
        tent(poster)
    } else {
        upright(poster)
    };
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}mm\" height=\"{height}mm\" viewBox=\"0 0 {} {}\" direction=\"ltr\" role=\"img\" aria-label=\"{title}\">\
         <rect width=\"{}\" height=\"{}\" fill=\"#fff\"/>{body}</svg>",
        SHEET.0, SHEET.1, SHEET.0, SHEET.1
    )
}

fn upright(poster: &Poster) -> String {
    let inner = SHEET.0 - 2.0 * MARGIN;
    let field = Area {
        x: MARGIN,
        y: 104.0,
        width: inner,
        height: 138.0,
    };
    let mut svg = shops(
        poster,
        Area {
            x: MARGIN,
            y: MARGIN,
            width: inner,
            height: 17.0,
        },
    );
    let head = field.y - MARGIN - 25.0;
    let share = head / poster.sayings.len().max(1) as f64;
    for (i, saying) in poster.sayings.iter().enumerate() {
        let area = Area {
            x: MARGIN,
            y: MARGIN + 19.0 + share * i as f64,
            width: inner,
            height: share - 3.0,
        };
        svg += &words(
            &TextLine {
                size: 19.0,
                ..TextLine::of(saying.language, &saying.benefit)
            },
            area,
            Align::Middle,
        );
    }
    svg += &rounded(field, 10.0, &poster.colours.background);
    let stamps = poster
        .stamps
        .first()
        .map_or("", String::as_str);
    svg += &placed_stamps(
        stamps,
        Area {
            x: field.x + 6.0,
            y: field.y + 4.0,
            width: inner - 12.0,
            height: 50.0,
        },
    );
    svg += &code(
        poster,
        Area {
            x: (SHEET.0 - 76.0) / 2.0,
            y: field.y + 56.0,
            width: 76.0,
            height: 76.0,
        },
    );
    let share = 36.0 / poster.sayings.len().max(1) as f64;
    for (i, saying) in poster.sayings.iter().enumerate() {
        // Fonts are not known here: a line that comes out wider than was reckoned still stays within the field above it.
        let area = Area {
            x: MARGIN + 8.0,
            y: field.y + field.height + 3.0 + share * i as f64,
            width: inner - 16.0,
            height: share,
        };
        svg += &what_to_do(saying, area, Align::Middle);
    }
    svg + &foot(poster, SHEET.1 - 9.0)
}

/// Whose poster it is: each language's name of the shop once, most shops have one.
fn shops(poster: &Poster, area: Area) -> String {
    let mut names: Vec<&Saying> = poster.sayings.iter().collect();
    names.dedup_by(|one, other| one.shop == other.shop);
    let share = area.width / names.len().max(1) as f64;
    // The first language's reader looks first where reading begins.
    if names
        .first()
        .is_some_and(|first| first.language.dir() == "rtl")
    {
        names.reverse();
    }
    let name = |(i, saying): (usize, &&Saying)| {
        let place = Area {
            x: area.x + share * i as f64 + 2.0,
            width: share - 4.0,
            ..area
        };
        words(
            &TextLine {
                size: 12.0,
                ..TextLine::of(saying.language, &saying.shop)
            },
            place,
            Align::Middle,
        )
    };
    names
        .iter()
        .enumerate()
        .map(name)
        .collect()
}

/// How to come to the card, and where it goes then.
fn what_to_do(saying: &Saying, area: Area, align: Align) -> String {
    let upper = area.height * 0.56;
    let line = |text, weight, size| TextLine {
        weight,
        size,
        ..TextLine::of(saying.language, text)
    };
    let scan = words(
        &line(&saying.scan, 700, 7.6),
        Area {
            height: upper,
            ..area
        },
        align,
    );
    let below = Area {
        y: area.y + upper,
        height: area.height - upper,
        ..area
    };
    scan + &words(&line(&saying.wallets, 400, 5.6), below, align)
}

/// Two faces back to back; the upper one stands on its head until the sheet is folded. Two languages have a face each.
fn tent(poster: &Poster) -> String {
    let half = SHEET.1 / 2.0;
    let last = poster
        .sayings
        .len()
        .saturating_sub(1);
    let (front, back) = (face(poster, 0), face(poster, last));
    format!(
        "<g transform=\"translate(0 {half})\">{front}</g><g transform=\"rotate(180 {} {})\">{back}</g>\
         <path d=\"M0 {half}h5M{} {half}h5\" stroke=\"#9aa5a1\" stroke-width=\".3\"/>",
        SHEET.0 / 2.0,
        half / 2.0,
        SHEET.0 - 5.0
    )
}

fn face(poster: &Poster, which: usize) -> String {
    let Some(saying) = poster.sayings.get(which) else {
        return String::new();
    };
    let right_to_left = saying.language.dir() == "rtl";
    let (margin, code_side, height) = (14.0, 80.0, 108.0);
    let words_width = SHEET.0 - 2.0 * margin - code_side - 8.0;
    let (words_x, code_x) = if right_to_left {
        (margin + code_side + 8.0, margin)
    } else {
        (margin, SHEET.0 - margin - code_side)
    };
    let stamps_height = words_width * f64::from(STAMPS.1) / f64::from(STAMPS.0);
    let column = |y: f64, height: f64| Area {
        x: words_x,
        y,
        width: words_width,
        height,
    };
    let name = TextLine {
        size: 9.0,
        ..TextLine::of(saying.language, &saying.shop)
    };
    let mut svg = words(&name, column(margin, 12.0), Align::Start);
    let benefit = TextLine {
        size: 19.0,
        ..TextLine::of(saying.language, &saying.benefit)
    };
    svg += &words(
        &benefit,
        column(margin + 15.0, height - stamps_height - 48.0),
        Align::Start,
    );
    let row = column(margin + height - stamps_height - 29.0, stamps_height);
    svg += &rounded(row, 5.0, &poster.colours.background);
    svg += &placed_stamps(
        poster
            .stamps
            .get(which)
            .map_or("", String::as_str),
        row,
    );
    svg += &what_to_do(saying, column(margin + height - 25.0, 25.0), Align::Start);
    let field = Area {
        x: code_x,
        y: margin,
        width: code_side,
        height,
    };
    svg += &rounded(field, 8.0, &poster.colours.background);
    svg += &code(
        poster,
        Area {
            x: field.x + 7.0,
            y: field.y + (height - 66.0) / 2.0,
            width: 66.0,
            height: 66.0,
        },
    );
    svg + &foot(poster, 136.0)
}

fn rounded(area: Area, radius: f64, colour: &str) -> String {
    let Area {
        x,
        y,
        width,
        height,
    } = area;
    format!(
        "<rect x=\"{x:.2}\" y=\"{y:.2}\" width=\"{width:.2}\" height=\"{height:.2}\" rx=\"{radius}\" fill=\"{}\"/>",
        escaped(colour)
    )
}

fn code(poster: &Poster, area: Area) -> String {
    let Some((side, path)) = qr::outline(&poster.address) else {
        return String::new();
    };
    let scale = area.width / side as f64;
    format!(
        "{}<path shape-rendering=\"crispEdges\" transform=\"translate({:.3} {:.3}) scale({scale:.5})\" fill=\"#000\" d=\"{path}\"/>",
        rounded(area, 4.0, "#ffffff"),
        area.x,
        area.y
    )
}

/// The drawn card without its own frame, as large as fits.
fn placed_stamps(svg: &str, area: Area) -> String {
    let inner = svg
        .split_once("<svg")
        .and_then(|(_, rest)| rest.split_once('>'))
        .and_then(|(_, rest)| rest.rsplit_once("</svg>"));
    let Some((inner, _)) = inner else {
        return String::new();
    };
    let (width, height) = (f64::from(STAMPS.0), f64::from(STAMPS.1));
    let scale = (area.width / width).min(area.height / height);
    let (x, y) = (
        area.x + (area.width - width * scale) / 2.0,
        area.y + (area.height - height * scale) / 2.0,
    );
    // The drawing brings its ground along, whose corners would stick out of a round field.
    format!(
        "<g transform=\"translate({x:.3} {y:.3}) scale({scale:.5})\">{}</g>",
        without_ground(inner)
    )
}

/// A drawing without its first shape, which is the ground.
fn without_ground(inner: &str) -> &str {
    inner
        .split_once("/>")
        .map_or(inner, |(_, rest)| rest)
}

fn foot(poster: &Poster, y: f64) -> String {
    // Long addresses become smaller, never cut.
    let size = (150.0 / width_of(&poster.short_address)).min(6.4);
    format!(
        "<text x=\"{}\" y=\"{y}\" font-family=\"{SANS}\" font-size=\"{size:.2}\" font-weight=\"600\" fill=\"{INK}\" text-anchor=\"middle\" direction=\"ltr\">{}</text>",
        SHEET.0 / 2.0,
        escaped(&poster.short_address)
    )
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Align {
    Start,
    Middle,
}

const SANS: &str =
    "system-ui, -apple-system, Segoe UI, Roboto, Noto Sans, Noto Sans Arabic, Arial, sans-serif";
const PERSIAN: &str =
    "Vazirmatn, Noto Sans Arabic, Noto Naskh Arabic, Segoe UI, Geeza Pro, Tahoma, sans-serif";

/// A sentence before it is set.
struct TextLine<'a> {
    language: Locale,
    text: &'a str,
    /// The largest letters that it may have.
    size: f64,
    /// How thick they are.
    weight: u32,
}

impl TextLine<'_> {
    fn of(language: Locale, text: &str) -> TextLine<'_> {
        TextLine {
            language,
            text,
            size: 0.0,
            weight: 700,
        }
    }
}

/// A sentence in the largest letters with which it fits, in lines of about one length.
fn words(line: &TextLine<'_>, area: Area, align: Align) -> String {
    let TextLine {
        language,
        text,
        size: most,
        weight,
    } = *line;
    let right_to_left = language.dir() == "rtl";
    let leading = if right_to_left {
        1.3
    } else {
        1.16
    };
    let (size, lines) = fitted(text, area, leading, most);
    let x = match align {
        Align::Middle => area.x + area.width / 2.0,
        Align::Start if right_to_left => area.x + area.width,
        Align::Start => area.x,
    };
    // Not every program that prints knows `direction`, so the isolates say which way a line runs, and anchors are those of
    // left-to-right text.
    let (anchor, open, close) = match (align, right_to_left) {
        (Align::Middle, false) => ("middle", "", ""),
        (Align::Middle, true) => ("middle", "\u{2067}", "\u{2069}"),
        (Align::Start, false) => ("start", "", ""),
        (Align::Start, true) => ("end", "\u{2067}", "\u{2069}"),
    };
    let block = size * leading * lines.len() as f64;
    let above = if align == Align::Middle {
        (area.height - block) / 2.0
    } else {
        0.0
    };
    let family = if right_to_left {
        PERSIAN
    } else {
        SANS
    };
    let mut svg = String::new();
    for (i, line) in lines.iter().enumerate() {
        let y = area.y + above + size * leading * (i as f64 + 0.5) + size * 0.35;
        let _ = write!(
            svg,
            "<text x=\"{x:.2}\" y=\"{y:.2}\" lang=\"{}\" font-family=\"{family}\" font-size=\"{size:.2}\" font-weight=\"{weight}\" fill=\"{INK}\" \
             text-anchor=\"{anchor}\">{open}{}{close}</text>",
            language.tag(),
            escaped(line)
        );
    }
    svg
}

/// The size and lines of a sentence: one line before its break or colon and one after it, if that costs not too much of the size.
fn fitted(sentence: &str, area: Area, leading: f64, most: f64) -> (f64, Vec<String>) {
    let free = largest(&[sentence], usize::MAX, area, leading, most);
    let colon = || {
        Some((
            &sentence[..=sentence.find(": ")?],
            sentence.split_once(": ")?.1,
        ))
    };
    let Some((first, second)) = sentence
        .split_once('\n')
        .or_else(colon)
    else {
        return free;
    };
    let broken = largest(&[first, second], 2, area, leading, most);
    if broken.0 >= free.0 * 0.6 {
        broken
    } else {
        free
    }
}

/// The largest size, up to `size`, at which the parts, each on lines of its own and no more than `most`, fill no more than their area.
fn largest(
    parts: &[&str],
    most: usize,
    area: Area,
    leading: f64,
    mut size: f64,
) -> (f64, Vec<String>) {
    loop {
        let lines: Vec<String> = parts
            .iter()
            .flat_map(|part| balanced(part, area.width / size))
            .collect();
        let wide = lines
            .iter()
            .any(|line| width_of(line) * size > area.width);
        if size < 3.0
            || (!wide && lines.len() <= most && lines.len() as f64 * size * leading <= area.height)
        {
            return (size, lines);
        }
        size *= 0.96;
    }
}

/// Lines that are as even as they can be without becoming more.
fn balanced(sentence: &str, width: f64) -> Vec<String> {
    let wanted = wrapped(sentence, width);
    let narrower = (0..20).map(|step| wrapped(sentence, width * (1.0 - 0.025 * f64::from(step))));
    let fits = |lines: &Vec<String>| {
        lines.len() == wanted.len()
            && lines
                .iter()
                .all(|line| width_of(line) <= width)
    };
    narrower
        .take_while(|lines| lines.len() <= wanted.len())
        .filter(fits)
        .last()
        .unwrap_or(wanted)
}

fn wrapped(sentence: &str, width: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in sentence.split_whitespace() {
        match lines.last_mut() {
            Some(line) if width_of(line) + width_of(word) + width_of(" ") <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// About how wide a text is in bold letters, in units of its size: rather too wide, for the font is not known here.
fn width_of(text: &str) -> f64 {
    text.chars().map(advance).sum()
}

fn advance(c: char) -> f64 {
    match c {
        '\u{2066}'..='\u{2069}'
        | '\u{200c}'..='\u{200f}'
        | '\u{610}'..='\u{61c}'
        | '\u{64b}'..='\u{65f}'
        | '\u{300}'..='\u{36f}' => 0.0,
        ' ' | 'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '’' | 'ʻ' | '!' | '|'
        | 'ا' => 0.34,
        'm' | 'w' | 'M' | 'W' => 0.98,
        '\u{600}'..='\u{6ff}' => 0.62,
        '\u{2e80}'.. => 1.05,
        c if c.is_uppercase() => 0.76,
        _ => 0.64,
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::program::Program;

    fn poster(size: Size, sentences: &[(Locale, &str)]) -> Poster {
        let stamps =
            "<svg width=\"375\" height=\"144\"><rect fill=\"#3b2a20\"/><circle/></svg>".to_owned();
        Poster {
            size,
            sayings: sentences
                .iter()
                .map(|(language, sentence)| saying(*language, sentence))
                .collect(),
            stamps: vec![stamps; sentences.len()],
            address: "https://cards.example/j/linden?ch=poster".into(),
            short_address: "cards.example/j/linden".into(),
            colours: Program::starter("Coffee", "UTC", "EUR").colours,
        }
    }

    fn saying(language: Locale, benefit: &str) -> Saying {
        let shop = if language == Locale::PERSIAN {
            "کافه لیندن"
        } else {
            "Café Linden & Co"
        };
        let text = |key: &str| language.text(key);
        Saying {
            language,
            shop: shop.into(),
            benefit: benefit.into(),
            scan: text("poster-scan"),
            wallets: text("poster-in-both"),
        }
    }

    const ENGLISH: (Locale, &str) = (Locale::ENGLISH, "10 stamps, then: Free coffee & <cake>");
    const PERSIAN: (Locale, &str) = (Locale::PERSIAN, "۱۰ مهر، سپس: قهوهٔ رایگان");

    #[test]
    fn a_poster_says_whose_it_is_what_it_gives_and_what_to_do() {
        let svg = svg(&poster(Size::A4, &[ENGLISH, PERSIAN]));
        let texts: Vec<&str> = svg
            .split("</text>")
            .filter_map(|part| {
                part.rsplit_once('>')
                    .map(|(_, text)| text)
            })
            .collect();
        let said = texts.join(" ");
        assert!(
            said.contains("Free coffee &amp; &lt;cake&gt;") && said.contains("رایگان"),
            "{said}"
        );
        assert!(
            said.contains("Linden &amp; Co") && said.contains("لیندن"),
            "each language has the shop's name: {said}"
        );
        assert!(
            said.contains("No app needed.")
                && said.contains("Apple Wallet")
                && said.contains("دوربین"),
            "{said}"
        );
        assert!(
            said.trim_end()
                .ends_with("cards.example/j/linden"),
            "{said}"
        );
        assert!(
            svg.contains("width=\"210mm\" height=\"297mm\"")
                && svg.contains(">\u{2067}")
                && !svg.contains("style=")
        );
    }

    #[test]
    fn papers_have_their_millimetres_and_a_tent_has_two_faces() {
        assert!(svg(&poster(Size::A5, &[ENGLISH])).contains("width=\"148mm\" height=\"210mm\""));
        let tent = svg(&poster(Size::Tent, &[ENGLISH]));
        assert_eq!(
            tent.matches("cards.example/j/linden</text>")
                .count(),
            2
        );
        assert!(tent.contains("rotate(180"));
        let two = svg(&poster(Size::Tent, &[ENGLISH, PERSIAN]));
        assert!(two.contains("lang=\"en\"") && two.contains("lang=\"fa\""));
    }

    #[test]
    fn one_name_stands_once() {
        let mut poster = poster(Size::A4, &[ENGLISH, PERSIAN]);
        poster.sayings[1].shop = poster.sayings[0].shop.clone();
        let (_, drawn) = svg(&poster)
            .split_once("<text")
            .map(|(title, drawn)| (title.to_owned(), drawn.to_owned()))
            .unwrap();
        assert_eq!(
            drawn
                .matches("Linden &amp; Co")
                .count(),
            1
        );
    }

    /// What is drawn lies within its half, so that no side of the folded sheet shows a part of the other.
    #[test]
    fn each_side_of_a_tent_keeps_to_itself() {
        for spoken in [
            ENGLISH,
            PERSIAN,
            (
                Locale::ENGLISH,
                "100 stamps, then: A very long reward with many more words than fit",
            ),
        ] {
            let face = face(&poster(Size::Tent, &[spoken]), 0);
            let of = |name: &str| {
                face.split(&format!(" {name}=\""))
                    .skip(1)
                    .map(|rest| {
                        rest.split('"')
                            .next()
                            .unwrap()
                            .parse::<f64>()
                            .unwrap()
                    })
                    .collect::<Vec<_>>()
            };
            assert!(
                of("y")
                    .iter()
                    .all(|y| (10.0..=138.0).contains(y)),
                "{face}"
            );
            assert!(
                of("x")
                    .iter()
                    .all(|x| (10.0..=200.0).contains(x)),
                "{face}"
            );
        }
    }

    #[test]
    fn any_sentence_fits_its_place() {
        let area = Area {
            x: 0.0,
            y: 0.0,
            width: 178.0,
            height: 40.0,
        };
        let long = "A very long reward with many words ".repeat(3);
        for sentence in [
            "Tea",
            "10 stamps, then: Free coffee",
            long.as_str(),
            &"x".repeat(80),
            "",
        ] {
            let (size, lines) = fitted(sentence, area, 1.5, 19.0);
            assert!(
                size >= 2.8 && lines.len() as f64 * size * 1.5 <= 41.0,
                "{size} {lines:?}"
            );
            assert_eq!(lines.join(" "), sentence.trim());
            assert!(
                lines
                    .iter()
                    .all(|line| width_of(line) * size <= area.width),
                "{lines:?}"
            );
        }
    }

    #[test]
    fn lines_are_about_as_long_as_each_other() {
        let lines = balanced("10 stamps, then: Free coffee", 11.0);
        assert_eq!(lines.len(), 2);
        assert!(
            (width_of(&lines[0]) - width_of(&lines[1])).abs() < 4.0,
            "{lines:?}"
        );
    }
}
