//! Pictures: SVG to PNG with nothing but what lies in the binary, PNG checked before it is decoded, files with the
//! hashes that an archive needs.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::{Arc, LazyLock};

use resvg::tiny_skia::{Pixmap, PremultipliedColorU8, Transform};
use resvg::usvg::{self, FillRule, Node, Options, Tree, fontdb, tiny_skia_path};

use super::TemplateError;

/// The family of the embedded font; it holds Latin, Arabic and Persian digits.
pub(super) const FONT_FAMILY: &str = "Stampwell Digits";

/// Most pixels of any picture we draw or take in: 4 megapixels are 16 MB while decoding.
const MOST_PIXELS: u64 = 4_000_000;

/// System fonts stay out: pictures must not depend on the machine, and a bare container has none.
static FONTS: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| {
    let mut fonts = fontdb::Database::new();
    fonts.load_font_data(include_bytes!("../../assets/fonts/StampwellDigits-Bold.ttf").to_vec());
    fonts.set_sans_serif_family(FONT_FAMILY);
    Arc::new(fonts)
});

/// A file of a pass with everything that depends on its bytes alone.
#[derive(Clone, Debug)]
pub struct PassFile {
    /// Name in the archive.
    pub name: String,
    /// Its content.
    pub bytes: bytes::Bytes,
    /// SHA-1 in lower-case hex, as the manifest wants it.
    pub sha1: String,
    /// CRC-32, as the archive wants it.
    pub crc32: u32,
}

impl PassFile {
    /// Hashes a file once, for all passes that will carry it.
    pub fn new(name: &str, bytes: Vec<u8>) -> PassFile {
        let sha1 = data_encoding::HEXLOWER.encode(&openssl::sha::sha1(&bytes));
        PassFile {
            sha1,
            ..PassFile::unlisted(name, bytes)
        }
    }

    /// A file that no manifest lists: the manifest itself and its signature.
    pub fn unlisted(name: &str, bytes: Vec<u8>) -> PassFile {
        let mut crc = flate2::Crc::new();
        crc.update(&bytes);
        PassFile {
            name: name.to_owned(),
            sha1: String::new(),
            crc32: crc.sum(),
            bytes: bytes.into(),
        }
    }
}

fn options() -> Options<'static> {
    Options {
        font_family: FONT_FAMILY.into(),
        fontdb: FONTS.clone(),
        // An SVG must not reach into the file system or carry another picture past our checks.
        image_href_resolver: usvg::ImageHrefResolver {
            resolve_data: Box::new(|_, _, _| None),
            resolve_string: Box::new(|_, _| None),
        },
        ..Options::default()
    }
}

/// Elements that can fetch, run or multiply, and text, which would vanish: the embedded font has digits only. A design of
/// plain shapes needs none of them.
const REFUSED: [&str; 8] = [
    "script",
    "image",
    "feImage",
    "foreignObject",
    "use",
    "pattern",
    "style",
    "text",
];

/// Reads an SVG that came from a template folder.
pub(super) fn parse(file: &str, svg: &str) -> Result<Tree, TemplateError> {
    let wrong = |why: String| TemplateError::Svg {
        file: file.to_owned(),
        why,
    };
    // Entities that name entities grow from a few lines to gigabytes.
    if svg.contains("<!ENTITY") {
        return Err(wrong("it declares entities. Save it as plain SVG.".into()));
    }
    let options = usvg::roxmltree::ParsingOptions {
        // Drawing programs write a DOCTYPE. What is dangerous in one was refused above.
        allow_dtd: true,
        nodes_limit: 20_000,
        ..Default::default()
    };
    let document = usvg::roxmltree::Document::parse_with_options(svg, options)
        .map_err(|e| wrong(format!("{e}. Save it again as plain SVG.")))?;
    if let Some(node) = document
        .descendants()
        .find(|n| REFUSED.contains(&n.tag_name().name()))
    {
        return Err(wrong(format!(
            "it contains <{}>. Convert it to plain paths and presentation attributes.",
            node.tag_name().name()
        )));
    }
    // Groups are drawn by recursion, and a stack that overflows ends the whole process.
    if document
        .descendants()
        .filter(|n| n.is_element())
        .any(|n| n.ancestors().count() > 64)
    {
        return Err(wrong(
            "its groups are nested more than 64 deep. Flatten them.".into(),
        ));
    }
    Tree::from_xmltree(&document, &self::options())
        .map_err(|e| wrong(format!("{e}. Save it again as plain SVG.")))
}

/// An SVG of our own making with every text turned into outlines. Letters that no font holds are named, or they would vanish.
pub(super) fn outlined(svg: &str, fonts: &[Vec<u8>]) -> Result<String, TemplateError> {
    let wrong = |why: String| TemplateError::Svg {
        file: "the drawing".into(),
        why,
    };
    let mut options = options();
    if !fonts.is_empty() {
        let mut all = fontdb::Database::clone(&FONTS);
        fonts
            .iter()
            .for_each(|font| all.load_font_data(font.clone()));
        let known = FONTS.len();
        let first = all
            .faces()
            .nth(known)
            .and_then(|face| face.families.first())
            .map(|(name, _)| name.clone());
        let first = first
            .ok_or_else(|| wrong("a font file contains no font. Use a TTF or OTF file.".into()))?;
        all.set_sans_serif_family(&first);
        options.font_family = first;
        options.fontdb = Arc::new(all);
    }
    let tree = Tree::from_str(svg, &options).map_err(|e| wrong(e.to_string()))?;
    let mut missing = String::new();
    unwritten(tree.root(), &mut missing);
    if !missing.is_empty() {
        return Err(wrong(format!(
            "none of the fonts given has {missing:?}. Add a font that does."
        )));
    }
    let numbers = usvg::WriteOptions {
        coordinates_precision: 3,
        transforms_precision: 5,
        indent: usvg::Indent::None,
        ..Default::default()
    };
    // The writer leaves the box out, and a drawing without one is cut where a page scales it.
    let (width, height) = (tree.size().width(), tree.size().height());
    Ok(tree.to_string(&numbers).replacen(
        "<svg ",
        &format!("<svg viewBox=\"0 0 {width} {height}\" "),
        1,
    ))
}

/// Collects what the texts of a drawing say and no font shows.
fn unwritten(group: &usvg::Group, missing: &mut String) {
    for node in group.children() {
        match node {
            Node::Group(inner) => unwritten(inner, missing),
            Node::Text(text) => {
                let glyphs = text
                    .layouted()
                    .iter()
                    .flat_map(|span| &span.positioned_glyphs);
                let lost = glyphs.filter(|glyph| glyph.id.0 == 0 && !glyph.text.trim().is_empty());
                lost.for_each(|glyph| missing.push_str(&glyph.text));
            }
            Node::Path(_) | Node::Image(_) => {}
        }
    }
}

/// Draws an SVG of our own making in exactly these pixels.
pub(super) fn render(
    file: &str,
    svg: &str,
    width: u32,
    height: u32,
) -> Result<Vec<u8>, TemplateError> {
    let tree = Tree::from_str(svg, &options()).map_err(|e| TemplateError::Svg {
        file: file.to_owned(),
        why: e.to_string(),
    })?;
    render_tree(&tree, width, height)
}

/// Draws a parsed SVG, stretched to these pixels.
pub(super) fn render_tree(tree: &Tree, width: u32, height: u32) -> Result<Vec<u8>, TemplateError> {
    let failed = |why: String| TemplateError::Drawing { width, height, why };
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(failed("it has more than 4 million pixels".into()));
    }
    let mut pixmap = Pixmap::new(width, height).ok_or_else(|| failed("it has no pixels".into()))?;
    let (w, h) = (tree.size().width(), tree.size().height());
    resvg::render(
        tree,
        Transform::from_scale(width as f32 / w, height as f32 / h),
        &mut pixmap.as_mut(),
    );
    encode(pixmap).map_err(|e| failed(e.to_string()))
}

/// Draws an SVG of our own making over a picture, in its pixels.
pub(super) fn render_over(
    file: &str,
    svg: &str,
    mut pixmap: Pixmap,
) -> Result<Vec<u8>, TemplateError> {
    let tree = Tree::from_str(svg, &options()).map_err(|e| TemplateError::Svg {
        file: file.to_owned(),
        why: e.to_string(),
    })?;
    let scale = Transform::from_scale(
        pixmap.width() as f32 / tree.size().width(),
        pixmap.height() as f32 / tree.size().height(),
    );
    resvg::render(&tree, scale, &mut pixmap.as_mut());
    // The last bits of a photo are noise that nobody sees and every phone would fetch.
    let coarse = |channel: u8| (channel & 0xf8) | (channel >> 5);
    for pixel in pixmap.pixels_mut() {
        let [red, green, blue] = [pixel.red(), pixel.green(), pixel.blue()].map(coarse);
        *pixel = PremultipliedColorU8::from_rgba(red, green, blue, u8::MAX).unwrap_or(*pixel);
    }
    encode_as_is(pixmap)
}

/// Writes a picture as PNG.
pub(super) fn encode_as_is(pixmap: Pixmap) -> Result<Vec<u8>, TemplateError> {
    let (width, height) = (pixmap.width(), pixmap.height());
    encode(pixmap).map_err(|e| TemplateError::Drawing {
        width,
        height,
        why: e.to_string(),
    })
}

/// Writes a PNG as small as flat art can be, for every phone fetches it with each stamp: a palette where the colours
/// fit one, no alpha channel where nothing shows through.
fn encode(pixmap: Pixmap) -> Result<Vec<u8>, png::EncodingError> {
    let (width, height) = (pixmap.width(), pixmap.height());
    let pixels = pixmap.take_demultiplied();
    let pixels = pixels.as_chunks::<4>().0;
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, width, height);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Balanced);
    let opaque = pixels.iter().all(|p| p[3] == 255);
    let data = match indexed(pixels) {
        Some((palette, data)) if opaque => {
            encoder.set_color(png::ColorType::Indexed);
            encoder.set_palette(palette);
            // Neighbouring indices mean nothing to each other, so differences would only add noise.
            encoder.set_filter(png::Filter::NoFilter);
            data
        }
        _ => {
            encoder.set_color(if opaque {
                png::ColorType::Rgb
            } else {
                png::ColorType::Rgba
            });
            let channels = if opaque { 3 } else { 4 };
            pixels
                .iter()
                .flat_map(|p| &p[..channels])
                .copied()
                .collect()
        }
    };
    encoder
        .write_header()?
        .write_image_data(&data)?;
    Ok(out)
}

/// Palette and one index for each pixel, if there are at most 256 colours.
fn indexed(pixels: &[[u8; 4]]) -> Option<(Vec<u8>, Vec<u8>)> {
    let (mut palette, mut places) = (Vec::new(), HashMap::new());
    let mut data = Vec::with_capacity(pixels.len());
    for pixel in pixels {
        let next = places.len();
        let place = *places.entry(*pixel).or_insert(next);
        if place == next {
            palette.extend_from_slice(&pixel[..3]);
        }
        data.push(u8::try_from(place).ok()?);
    }
    Some((palette, data))
}

/// Width and height of a PNG that was decoded as proof; the header is judged before any pixel is.
pub(super) fn checked_png(
    file: &str,
    bytes: &[u8],
    most: (u32, u32),
) -> Result<(u32, u32), TemplateError> {
    let wrong = |why: String| TemplateError::Png {
        file: file.to_owned(),
        why,
    };
    let unreadable = |e: png::DecodingError| wrong(format!("{e}. Save it again as PNG."));
    let mut decoder =
        png::Decoder::new_with_limits(std::io::Cursor::new(bytes), png::Limits { bytes: 32 << 20 });
    let header = decoder
        .read_header_info()
        .map_err(unreadable)?;
    let (width, height) = (header.width, header.height);
    if width > most.0 || height > most.1 {
        return Err(wrong(format!(
            "it has {width} x {height} pixels, but at most {} x {} are shown. Scale it down.",
            most.0, most.1
        )));
    }
    let mut reader = decoder
        .read_info()
        .map_err(unreadable)?;
    let size = reader
        .output_buffer_size()
        .ok_or_else(|| wrong("it is too large to decode.".into()))?;
    reader
        .next_frame(&mut vec![0; size])
        .map_err(unreadable)?;
    Ok((width, height))
}

/// The outline of an SVG in one colour: every visible shape counts, holes come from its fill rule.
///
/// Only numbers survive from the file, so nothing of it can reach the drawings it is placed in.
pub(super) struct Silhouette {
    paths: Vec<(String, bool)>,
    size: (f64, f64),
}

impl Silhouette {
    /// Reads the shapes of an SVG.
    pub(super) fn read(file: &str, svg: &str) -> Result<Silhouette, TemplateError> {
        let tree = parse(file, svg)?;
        let mut paths = Vec::new();
        collect(tree.root(), &mut paths);
        if paths.is_empty() {
            return Err(TemplateError::Svg {
                file: file.to_owned(),
                why: "it shows no shape. Draw the silhouette as filled or stroked paths.".into(),
            });
        }
        Ok(Silhouette {
            paths,
            size: (
                f64::from(tree.size().width()),
                f64::from(tree.size().height()),
            ),
        })
    }

    /// The shapes as SVG, fitted into a square of `side` around a centre, turned by some degrees.
    pub(super) fn placed(&self, x: f64, y: f64, side: f64, degrees: f64, colour: &str) -> String {
        let scale = side / self.size.0.max(self.size.1);
        let mut svg = format!(
            "<g fill=\"{colour}\" transform=\"translate({x:.2} {y:.2}) rotate({degrees}) scale({scale:.4}) translate({:.2} {:.2})\">",
            -self.size.0 / 2.0,
            -self.size.1 / 2.0
        );
        for (data, even_odd) in &self.paths {
            let rule = if *even_odd {
                " fill-rule=\"evenodd\""
            } else {
                ""
            };
            let _ = write!(svg, "<path d=\"{data}\"{rule}/>");
        }
        svg + "</g>"
    }
}

fn collect(group: &usvg::Group, paths: &mut Vec<(String, bool)>) {
    for node in group.children() {
        match node {
            Node::Group(inner) => collect(inner, paths),
            Node::Path(path) if path.is_visible() => {
                if let (Some(fill), Some(shape)) = (
                    path.fill(),
                    path.data()
                        .clone()
                        .transform(path.abs_transform()),
                ) {
                    paths.push((path_data(&shape), fill.rule() == FillRule::EvenOdd));
                }
                let outline = path.stroke().and_then(|s| {
                    path.data()
                        .stroke(&s.to_tiny_skia(), 4.0)
                });
                if let Some(shape) = outline.and_then(|o| o.transform(path.abs_transform())) {
                    paths.push((path_data(&shape), false));
                }
            }
            Node::Path(_) | Node::Image(_) | Node::Text(_) => {}
        }
    }
}

fn path_data(path: &tiny_skia_path::Path) -> String {
    use tiny_skia_path::PathSegment::{Close, CubicTo, LineTo, MoveTo, QuadTo};
    let mut data = String::new();
    for segment in path.segments() {
        let _ = match segment {
            MoveTo(p) => write!(data, "M{:.2} {:.2}", p.x, p.y),
            LineTo(p) => write!(data, "L{:.2} {:.2}", p.x, p.y),
            QuadTo(a, p) => write!(data, "Q{:.2} {:.2} {:.2} {:.2}", a.x, a.y, p.x, p.y),
            CubicTo(a, b, p) => write!(
                data,
                "C{:.2} {:.2} {:.2} {:.2} {:.2} {:.2}",
                a.x, a.y, b.x, b.y, p.x, p.y
            ),
            Close => write!(data, "Z"),
        };
    }
    data
}
