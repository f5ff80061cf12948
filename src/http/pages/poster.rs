//! The poster and the table tent as SVG in millimetres: one benefit sentence for each language, the stamps, the code in a field of
//! the shop's colour, and the short address alone at the foot. Nothing else.

use std::fmt::Write as _;

use crate::language::Language;
use crate::service::poster::{Poster, STAMPS, Size};

use super::qr;

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
    let (width, height) = if poster.size == Size::A5 { (148, 210) } else { (210, 297) };
    let title: Vec<&str> = poster.sentences.iter().map(|(_, sentence)| sentence.as_str()).collect();
    let title = escaped(&title.join(" / "));
    let body = if poster.size == Size::Tent { tent(poster) } else { upright(poster) };
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}mm\" height=\"{height}mm\" viewBox=\"0 0 {} {}\" direction=\"ltr\" role=\"img\" aria-label=\"{title}\">\
         <rect width=\"{}\" height=\"{}\" fill=\"#fff\"/>{body}</svg>",
        SHEET.0, SHEET.1, SHEET.0, SHEET.1
    )
}

fn upright(poster: &Poster) -> String {
    let inner = SHEET.0 - 2.0 * MARGIN;
    let field = Area { x: MARGIN, y: 112.0, width: inner, height: 158.0 };
    let head = field.y - MARGIN - 8.0;
    let share = head / poster.sentences.len().max(1) as f64;
    let mut svg = String::new();
    for (i, (language, sentence)) in poster.sentences.iter().enumerate() {
        let area = Area { x: MARGIN, y: MARGIN + share * i as f64, width: inner, height: share - 4.0 };
        svg += &words(*language, sentence, area, Align::Middle);
    }
    svg += &rounded(field, 10.0, &poster.colours.background);
    let stamps = poster.stamps.first().map_or("", String::as_str);
    svg += &placed_stamps(stamps, Area { x: field.x + 6.0, y: field.y + 5.0, width: inner - 12.0, height: 62.0 });
    svg += &code(poster, Area { x: (SHEET.0 - 80.0) / 2.0, y: field.y + 70.0, width: 80.0, height: 80.0 });
    svg + &foot(poster, SHEET.1 - 13.0)
}

/// Two faces back to back; the upper one stands on its head until the sheet is folded. Two languages have a face each.
fn tent(poster: &Poster) -> String {
    let half = SHEET.1 / 2.0;
    let last = poster.sentences.len().saturating_sub(1);
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
    let Some((language, sentence)) = poster.sentences.get(which) else { return String::new() };
    let right_to_left = language.dir() == "rtl";
    let (margin, code_side, height) = (14.0, 80.0, 104.0);
    let words_width = SHEET.0 - 2.0 * margin - code_side - 8.0;
    let (words_x, code_x) = if right_to_left { (margin + code_side + 8.0, margin) } else { (margin, SHEET.0 - margin - code_side) };
    let stamps_height = words_width * f64::from(STAMPS.1) / f64::from(STAMPS.0);
    let mut svg =
        words(*language, sentence, Area { x: words_x, y: margin, width: words_width, height: height - stamps_height - 6.0 }, Align::Start);
    let row = Area { x: words_x, y: margin + height - stamps_height, width: words_width, height: stamps_height };
    svg += &rounded(row, 5.0, &poster.colours.background);
    svg += &placed_stamps(poster.stamps.get(which).map_or("", String::as_str), row);
    let field = Area { x: code_x, y: margin, width: code_side, height };
    svg += &rounded(field, 8.0, &poster.colours.background);
    svg += &code(poster, Area { x: field.x + 7.0, y: field.y + (height - 66.0) / 2.0, width: 66.0, height: 66.0 });
    svg + &foot(poster, 135.0)
}

fn rounded(area: Area, radius: f64, colour: &str) -> String {
    let Area { x, y, width, height } = area;
    format!("<rect x=\"{x:.2}\" y=\"{y:.2}\" width=\"{width:.2}\" height=\"{height:.2}\" rx=\"{radius}\" fill=\"{}\"/>", escaped(colour))
}

fn code(poster: &Poster, area: Area) -> String {
    let Some((side, path)) = qr::outline(&poster.address) else { return String::new() };
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
    let inner = svg.split_once("<svg").and_then(|(_, rest)| rest.split_once('>')).and_then(|(_, rest)| rest.rsplit_once("</svg>"));
    let Some((inner, _)) = inner else { return String::new() };
    let (width, height) = (f64::from(STAMPS.0), f64::from(STAMPS.1));
    let scale = (area.width / width).min(area.height / height);
    let (x, y) = (area.x + (area.width - width * scale) / 2.0, area.y + (area.height - height * scale) / 2.0);
    // The drawing brings its ground along, whose corners would stick out of a round field.
    format!("<g transform=\"translate({x:.3} {y:.3}) scale({scale:.5})\">{}</g>", without_ground(inner))
}

/// A drawing without its first shape, which is the ground.
fn without_ground(inner: &str) -> &str {
    inner.split_once("/>").map_or(inner, |(_, rest)| rest)
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

const SANS: &str = "system-ui, -apple-system, Segoe UI, Roboto, Noto Sans, Noto Sans Arabic, Arial, sans-serif";
const PERSIAN: &str = "Vazirmatn, Noto Sans Arabic, Noto Naskh Arabic, Segoe UI, Geeza Pro, Tahoma, sans-serif";

/// A sentence in the largest letters with which it fits, in lines of about one length.
fn words(language: Language, sentence: &str, area: Area, align: Align) -> String {
    let right_to_left = language.dir() == "rtl";
    let leading = if right_to_left { 1.5 } else { 1.16 };
    let (size, lines) = fitted(sentence, area, leading);
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
    let above = if align == Align::Middle { (area.height - block) / 2.0 } else { 0.0 };
    let family = if right_to_left { PERSIAN } else { SANS };
    let mut svg = String::new();
    for (i, line) in lines.iter().enumerate() {
        let y = area.y + above + size * leading * (i as f64 + 0.5) + size * 0.35;
        let _ = write!(
            svg,
            "<text x=\"{x:.2}\" y=\"{y:.2}\" lang=\"{}\" font-family=\"{family}\" font-size=\"{size:.2}\" font-weight=\"700\" fill=\"{INK}\" \
             text-anchor=\"{anchor}\">{open}{}{close}</text>",
            language.tag(),
            escaped(line)
        );
    }
    svg
}

/// The size and lines of a sentence: one line before its colon and one after it, if that costs not too much of the size.
fn fitted(sentence: &str, area: Area, leading: f64) -> (f64, Vec<String>) {
    let free = largest(&[sentence], usize::MAX, area, leading);
    let Some(colon) = sentence.find(": ") else { return free };
    let broken = largest(&[&sentence[..=colon], &sentence[colon + 2..]], 2, area, leading);
    if broken.0 >= free.0 * 0.6 { broken } else { free }
}

/// The largest size, up to a poster's headline, at which the parts, each on lines of its own, fill no more than their area.
fn largest(parts: &[&str], most: usize, area: Area, leading: f64) -> (f64, Vec<String>) {
    let mut size = 19.0;
    loop {
        let lines: Vec<String> = parts.iter().flat_map(|part| balanced(part, area.width / size)).collect();
        let wide = lines.iter().any(|line| width_of(line) * size > area.width);
        if size < 3.0 || (!wide && lines.len() <= most && lines.len() as f64 * size * leading <= area.height) {
            return (size, lines);
        }
        size *= 0.96;
    }
}

/// Lines that are as even as they can be without becoming more.
fn balanced(sentence: &str, width: f64) -> Vec<String> {
    let wanted = wrapped(sentence, width);
    let narrower = (0..20).map(|step| wrapped(sentence, width * (1.0 - 0.025 * f64::from(step))));
    let fits = |lines: &Vec<String>| lines.len() == wanted.len() && lines.iter().all(|line| width_of(line) <= width);
    narrower.take_while(|lines| lines.len() <= wanted.len()).filter(fits).last().unwrap_or(wanted)
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
        '\u{2066}'..='\u{2069}' | '\u{200c}'..='\u{200f}' | '\u{610}'..='\u{61c}' | '\u{64b}'..='\u{65f}' | '\u{300}'..='\u{36f}' => 0.0,
        ' ' | 'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '’' | 'ʻ' | '!' | '|' | 'ا' => 0.34,
        'm' | 'w' | 'M' | 'W' => 0.98,
        '\u{600}'..='\u{6ff}' => 0.58,
        '\u{2e80}'.. => 1.05,
        c if c.is_uppercase() => 0.76,
        _ => 0.64,
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::program::Program;

    fn poster(size: Size, sentences: &[(Language, &str)]) -> Poster {
        let stamps = "<svg width=\"375\" height=\"144\"><rect fill=\"#3b2a20\"/><circle/></svg>".to_owned();
        Poster {
            size,
            sentences: sentences.iter().map(|(language, sentence)| (*language, (*sentence).to_owned())).collect(),
            stamps: vec![stamps; sentences.len()],
            address: "https://cards.example/j/linden?ch=poster".into(),
            short_address: "cards.example/j/linden".into(),
            colours: Program::starter("Coffee", "UTC", "EUR").colours,
        }
    }

    const ENGLISH: (Language, &str) = (Language::ENGLISH, "10 stamps, then: Free coffee & <cake>");
    const PERSIAN: (Language, &str) = (Language::PERSIAN, "۱۰ مهر، سپس: قهوهٔ رایگان");

    #[test]
    fn a_poster_holds_its_sentences_its_code_and_its_address_and_nothing_else() {
        let svg = svg(&poster(Size::A4, &[ENGLISH, PERSIAN]));
        let texts: Vec<&str> = svg.split("</text>").filter_map(|part| part.rsplit_once('>').map(|(_, text)| text)).collect();
        let said = texts.join(" ");
        assert!(said.contains("Free coffee &amp; &lt;cake&gt;") && said.contains("رایگان"), "{said}");
        assert!(said.trim_end().ends_with("cards.example/j/linden"), "{said}");
        assert!(svg.contains("width=\"210mm\" height=\"297mm\"") && svg.contains(">\u{2067}") && !svg.contains("style="));
    }

    #[test]
    fn papers_have_their_millimetres_and_a_tent_has_two_faces() {
        assert!(svg(&poster(Size::A5, &[ENGLISH])).contains("width=\"148mm\" height=\"210mm\""));
        let tent = svg(&poster(Size::Tent, &[ENGLISH]));
        assert_eq!(tent.matches("cards.example/j/linden</text>").count(), 2);
        assert!(tent.contains("rotate(180"));
        let two = svg(&poster(Size::Tent, &[ENGLISH, PERSIAN]));
        assert!(two.contains("lang=\"en\"") && two.contains("lang=\"fa\""));
    }

    #[test]
    fn any_sentence_fits_its_place() {
        let area = Area { x: 0.0, y: 0.0, width: 178.0, height: 40.0 };
        let long = "A very long reward with many words ".repeat(3);
        for sentence in ["Tea", "10 stamps, then: Free coffee", long.as_str(), &"x".repeat(80), ""] {
            let (size, lines) = fitted(sentence, area, 1.5);
            assert!(size >= 2.8 && lines.len() as f64 * size * 1.5 <= 41.0, "{size} {lines:?}");
            assert_eq!(lines.join(" "), sentence.trim());
            assert!(lines.iter().all(|line| width_of(line) * size <= area.width), "{lines:?}");
        }
    }

    #[test]
    fn lines_are_about_as_long_as_each_other() {
        let lines = balanced("10 stamps, then: Free coffee", 11.0);
        assert_eq!(lines.len(), 2);
        assert!((width_of(&lines[0]) - width_of(&lines[1])).abs() < 4.0, "{lines:?}");
    }
}
