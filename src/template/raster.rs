//! Pictures of a shop's own: read from what somebody uploaded, cut by their middle to the place where they stand, kept in few pixels,
//! and drawn into the slots of a card. Nothing else of an upload is kept, such as where a photo was taken.

use std::io::Cursor;
use std::panic::catch_unwind;

use resvg::tiny_skia::{
    Color, FilterQuality, Pixmap, PixmapPaint, PremultipliedColorU8, Transform,
};
use thiserror::Error;
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use super::TemplateError;
use super::picture::{self, PassFile};
use super::strip::Behind;
use crate::domain::colour::Rgb;
use crate::domain::program::Colours;

/// Bytes of the largest upload: phones take photos of three to five megabytes.
pub const LARGEST_UPLOAD: usize = 6 * 1024 * 1024;
/// Pixels of the largest upload; a small file can claim a huge picture.
const MOST_PIXELS: u64 = 16_000_000;
/// Scans of a progressive JPEG; each makes the decoder go over the whole picture again.
const MOST_SCANS: usize = 20;

/// Why an upload cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum RasterError {
    /// More bytes than [`LARGEST_UPLOAD`].
    #[error("The picture is larger than 6 MB. Save a smaller copy.")]
    TooManyBytes,
    /// More pixels than are decoded.
    #[error("The picture has more than 16 million pixels. Scale it down.")]
    TooManyPixels,
    /// Fewer pixels than its place needs.
    #[error("The picture is too small to look good on a card. Use a larger one.")]
    TooFewPixels,
    /// Neither PNG nor JPEG, or damaged.
    #[error("The file is not a PNG or JPEG picture that can be read.")]
    Unreadable,
}

/// Where a picture of the shop's own stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PicturePlace {
    /// The logo, square.
    Logo,
    /// Behind the stamps, across the card.
    Strip,
}

impl PicturePlace {
    /// Pixels in which it is kept at most, and those that it needs.
    fn pixels(self) -> [(usize, usize); 2] {
        match self {
            PicturePlace::Logo => [(660, 660), (100, 100)],
            PicturePlace::Strip => [(1_125, 432), (375, 144)],
        }
    }
}

/// A picture as its file holds it.
struct Source {
    width: usize,
    height: usize,
    /// 1 grey, 2 grey and alpha, 3 colours, 4 colours and alpha.
    channels: usize,
    data: Vec<u8>,
    /// How the camera was held, as Exif numbers it: 1 upright.
    held: u16,
}

fn decode(bytes: &[u8]) -> Result<Source, RasterError> {
    if bytes.len() > LARGEST_UPLOAD {
        return Err(RasterError::TooManyBytes);
    }
    // The decoders' authors allow themselves panics on odd input; to whoever uploads that is just an unreadable picture.
    let read = catch_unwind(|| match bytes {
        [0x89, b'P', b'N', b'G', ..] => png(bytes),
        [0xff, 0xd8, ..] => jpeg(bytes),
        _ => Err(RasterError::Unreadable),
    });
    let source = read.unwrap_or(Err(RasterError::Unreadable))?;
    let whole = source.width > 0
        && source.height > 0
        && source.data.len() == source.width * source.height * source.channels;
    if whole {
        Ok(source)
    } else {
        Err(RasterError::Unreadable)
    }
}

fn few_enough(width: u64, height: u64) -> Result<(), RasterError> {
    if width.saturating_mul(height) > MOST_PIXELS {
        Err(RasterError::TooManyPixels)
    } else {
        Ok(())
    }
}

fn png(bytes: &[u8]) -> Result<Source, RasterError> {
    let unreadable = |_| RasterError::Unreadable;
    let mut decoder =
        png::Decoder::new_with_limits(Cursor::new(bytes), png::Limits { bytes: 128 << 20 });
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    let header = decoder
        .read_header_info()
        .map_err(unreadable)?;
    few_enough(header.width.into(), header.height.into())?;
    let mut reader = decoder
        .read_info()
        .map_err(unreadable)?;
    let mut data = vec![
        0;
        reader
            .output_buffer_size()
            .ok_or(RasterError::Unreadable)?
    ];
    let frame = reader
        .next_frame(&mut data)
        .map_err(unreadable)?;
    data.truncate(frame.buffer_size());
    let (width, height) = (frame.width as usize, frame.height as usize);
    Ok(Source {
        width,
        height,
        channels: frame.color_type.samples(),
        data,
        held: 1,
    })
}

fn jpeg(bytes: &[u8]) -> Result<Source, RasterError> {
    // JPEG puts a 00 behind each ff of its data, so this pair is always a mark.
    let scans = bytes
        .windows(2)
        .filter(|mark| *mark == [0xff, 0xda])
        .count();
    let options = DecoderOptions::default()
        .jpeg_set_out_colorspace(ColorSpace::RGB)
        // The decoder itself refuses sides above 16,384; here the number of pixels decides.
        .set_max_width(65_535)
        .set_max_height(65_535);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    decoder
        .decode_headers()
        .map_err(|_| RasterError::Unreadable)?;
    let info = decoder
        .info()
        .ok_or(RasterError::Unreadable)?;
    let (width, height) = (usize::from(info.width), usize::from(info.height));
    few_enough(width as u64, height as u64)?;
    if scans > MOST_SCANS {
        return Err(RasterError::Unreadable);
    }
    let held = decoder
        .exif()
        .and_then(|exif| held(exif))
        .unwrap_or(1);
    let data = decoder
        .decode()
        .map_err(|_| RasterError::Unreadable)?;
    Ok(Source {
        width,
        height,
        channels: 3,
        data,
        held,
    })
}

/// How the camera was held, from a photo's Exif: entry 0x0112 of its first list.
fn held(exif: &[u8]) -> Option<u16> {
    let exif = exif
        .strip_prefix(b"Exif\0\0")
        .unwrap_or(exif);
    let little = exif.starts_with(b"II");
    let short = |at: usize| {
        let pair: [u8; 2] = exif
            .get(at..at + 2)?
            .try_into()
            .ok()?;
        Some(if little {
            u16::from_le_bytes(pair)
        } else {
            u16::from_be_bytes(pair)
        })
    };
    let (high, low) = if little {
        (short(6)?, short(4)?)
    } else {
        (short(4)?, short(6)?)
    };
    let list = (usize::from(high) << 16) | usize::from(low);
    let entries = usize::from(short(list)?);
    let entry = (0..entries.min(200))
        .map(|entry| list + 2 + 12 * entry)
        .find(|at| short(*at) == Some(0x0112))?;
    short(entry + 8).filter(|held| (1..=8).contains(held))
}

impl Source {
    /// Width and height as somebody sees it who holds it upright.
    fn upright(&self) -> (usize, usize) {
        // Exif's 5 to 8 are photos that lie on their side.
        if self.held >= 5 {
            (self.height, self.width)
        } else {
            (self.width, self.height)
        }
    }

    /// A pixel of the upright picture as red, green, blue and alpha.
    fn at(&self, x: usize, y: usize) -> [u32; 4] {
        let (right, bottom) = (self.width - 1, self.height - 1);
        let (x, y) = match self.held {
            2 => (right - x, y),
            3 => (right - x, bottom - y),
            4 => (x, bottom - y),
            5 => (y, x),
            6 => (y, bottom - x),
            7 => (right - y, bottom - x),
            8 => (right - y, x),
            _ => (x, y),
        };
        let from = (y * self.width + x) * self.channels;
        let channel = |i: usize| u32::from(self.data[from + i]);
        match self.channels {
            1 => [channel(0), channel(0), channel(0), 255],
            2 => [channel(0), channel(0), channel(0), channel(1)],
            3 => [channel(0), channel(1), channel(2), 255],
            _ => [channel(0), channel(1), channel(2), channel(3)],
        }
    }

    /// The middle of the picture in the proportions of a size, in as many pixels as that has or it has itself.
    fn cut(&self, (most_wide, most_high): (usize, usize)) -> Option<Pixmap> {
        let (width, height) = self.upright();
        let wide = (height * most_wide / most_high)
            .min(width)
            .max(1);
        let high = (width * most_high / most_wide)
            .min(height)
            .max(1);
        let (left, top) = ((width - wide) / 2, (height - high) / 2);
        let (out_wide, out_high) = (wide.min(most_wide), high.min(most_high));
        let mut pixmap = Pixmap::new(u32::try_from(out_wide).ok()?, u32::try_from(out_high).ok()?)?;
        for (i, pixel) in pixmap
            .pixels_mut()
            .iter_mut()
            .enumerate()
        {
            let (x, y) = (i % out_wide, i / out_wide);
            let span = |at: usize, from: usize, length: usize, parts: usize| {
                let begin = from + at * length / parts;
                begin..(from + (at + 1) * length / parts).max(begin + 1)
            };
            *pixel = self.mean(span(x, left, wide, out_wide), span(y, top, high, out_high));
        }
        Some(pixmap)
    }

    /// The mean colour of a part, premultiplied.
    fn mean(
        &self,
        columns: std::ops::Range<usize>,
        rows: std::ops::Range<usize>,
    ) -> PremultipliedColorU8 {
        let count = (columns.len() * rows.len()).max(1) as u64;
        let mut sums = [0_u64; 4];
        for (x, y) in rows.flat_map(|y| columns.clone().map(move |x| (x, y))) {
            let [red, green, blue, alpha] = self.at(x, y);
            let colours = [red, green, blue].map(|colour| u64::from(colour * alpha / 255));
            sums[..3]
                .iter_mut()
                .zip(colours)
                .for_each(|(sum, colour)| *sum += colour);
            sums[3] += u64::from(alpha);
        }
        let [red, green, blue, alpha] =
            sums.map(|sum| u8::try_from(sum / count).unwrap_or(u8::MAX));
        PremultipliedColorU8::from_rgba(red.min(alpha), green.min(alpha), blue.min(alpha), alpha)
            .unwrap_or(PremultipliedColorU8::TRANSPARENT)
    }
}

/// A picture of the shop's own in the pixels in which it is kept.
pub struct Raster {
    pixmap: Pixmap,
}

impl std::fmt::Debug for Raster {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Raster")
            .field("width", &self.pixmap.width())
            .field("height", &self.pixmap.height())
            .finish()
    }
}

impl Raster {
    /// Reads an upload and cuts it to its place. Takes up to a second of processor time: call it where blocking is allowed.
    pub fn read(bytes: &[u8], place: PicturePlace) -> Result<Raster, RasterError> {
        let [most, least] = place.pixels();
        let pixmap = decode(bytes)?
            .cut(most)
            .ok_or(RasterError::Unreadable)?;
        let enough = pixmap.width() as usize >= least.0 && pixmap.height() as usize >= least.1;
        if enough {
            Ok(Raster { pixmap })
        } else {
            Err(RasterError::TooFewPixels)
        }
    }

    /// A picture as it was kept.
    pub fn kept(png: &[u8]) -> Result<Raster, RasterError> {
        let source = decode(png)?;
        let pixmap = source
            .cut((source.width, source.height))
            .ok_or(RasterError::Unreadable)?;
        Ok(Raster { pixmap })
    }

    /// Bytes of its pixels.
    pub fn bytes(&self) -> usize {
        self.pixmap.data().len()
    }

    /// The picture as it is kept.
    pub fn to_png(&self) -> Result<Vec<u8>, TemplateError> {
        picture::encode_as_is(self.pixmap.clone())
    }

    /// The least and the most of each colour in it, which decide how dense what lies over it has to be.
    pub fn behind(&self, hash: &str) -> Behind {
        let mut extremes = [[u8::MAX; 3], [0; 3]];
        for pixel in self.pixmap.pixels() {
            for (i, channel) in [pixel.red(), pixel.green(), pixel.blue()]
                .into_iter()
                .enumerate()
            {
                extremes[0][i] = extremes[0][i].min(channel);
                extremes[1][i] = extremes[1][i].max(channel);
            }
        }
        Behind {
            hash: hash.to_owned(),
            extremes,
        }
    }

    /// The picture's middle in exactly these pixels, over a ground.
    pub(super) fn filling(&self, width: u32, height: u32, ground: Rgb) -> Option<Pixmap> {
        let mut pixmap = Pixmap::new(width, height)?;
        pixmap.fill(solid(ground));
        self.placed(&mut pixmap, (0.0, 0.0), (width as f32, height as f32));
        Some(pixmap)
    }

    /// Draws the picture's middle into a part of another one.
    fn placed(&self, onto: &mut Pixmap, (x, y): (f32, f32), (width, height): (f32, f32)) {
        let mut from = self.pixmap.clone();
        // Halved first, or the drawing would leave most of a large picture's pixels out.
        while from.width() as f32 >= width * 2.0 && from.height() as f32 >= height * 2.0 {
            from = halved(&from);
        }
        // A hair more than the part, so that its edge is the picture's own.
        let scale = (width / from.width() as f32).max(height / from.height() as f32) * 1.002;
        let (over_x, over_y) = (
            from.width() as f32 * scale - width,
            from.height() as f32 * scale - height,
        );
        let paint = PixmapPaint {
            quality: FilterQuality::Bicubic,
            ..PixmapPaint::default()
        };
        let place = Transform::from_row(scale, 0.0, 0.0, scale, x - over_x / 2.0, y - over_y / 2.0);
        onto.draw_pixmap(0, 0, from.as_ref(), &paint, place, None);
    }

    /// What stands beneath a logo: its own ground if all its corners show one, else the card's.
    pub fn ground(&self, colours: &Colours) -> Rgb {
        let (right, bottom) = (self.pixmap.width() - 1, self.pixmap.height() - 1);
        let corners = [(0, 0), (right, 0), (0, bottom), (right, bottom)]
            .map(|(x, y)| self.pixmap.pixel(x, y));
        let opaque = corners
            .iter()
            .flatten()
            .filter(|corner| corner.alpha() == u8::MAX);
        let shown: Vec<[u8; 3]> = opaque
            .map(|corner| [corner.red(), corner.green(), corner.blue()])
            .collect();
        let alike = |one: &[u8; 3], other: &[u8; 3]| {
            one.iter()
                .zip(other)
                .all(|(a, b)| a.abs_diff(*b) <= 12)
        };
        match shown.first() {
            Some(first)
                if shown.len() == 4
                    && shown
                        .iter()
                        .all(|corner| alike(first, corner)) =>
            {
                Rgb(*first)
            }
            _ => Rgb::parse(&colours.background).unwrap_or(Rgb([0, 0, 0])),
        }
    }

    /// Icon and logo of a pass at three resolutions.
    pub fn pass_images(&self, colours: &Colours) -> Result<Vec<PassFile>, TemplateError> {
        let scales = [("", 1), ("@2x", 2), ("@3x", 3)];
        let icon = scales.map(|(suffix, scale)| -> Result<PassFile, TemplateError> {
            let side = 38 * scale;
            let drawn = self
                .filling(side, side, self.ground(colours))
                .ok_or_else(|| undrawn(side))?;
            Ok(PassFile::new(
                &format!("icon{suffix}.png"),
                picture::encode_as_is(drawn)?,
            ))
        });
        let logo = scales.map(|(suffix, scale)| -> Result<PassFile, TemplateError> {
            Ok(PassFile::new(
                &format!("logo{suffix}.png"),
                self.logo(50 * scale)?,
            ))
        });
        icon.into_iter()
            .chain(logo)
            .collect()
    }

    /// The logo at the top of a pass or page, as PNG; nothing beneath it.
    pub fn logo(&self, side: u32) -> Result<Vec<u8>, TemplateError> {
        let mut pixmap = Pixmap::new(side, side).ok_or_else(|| undrawn(side))?;
        self.placed(&mut pixmap, (0.0, 0.0), (side as f32, side as f32));
        picture::encode_as_is(pixmap)
    }

    /// The shop's sign as a square PNG with room around the logo, which phones cut round.
    pub fn sign(&self, side: u32, colours: &Colours) -> Result<Vec<u8>, TemplateError> {
        let mut pixmap = Pixmap::new(side, side).ok_or_else(|| undrawn(side))?;
        pixmap.fill(solid(self.ground(colours)));
        let (whole, margin) = (side as f32, side as f32 * SIGN_MARGIN);
        self.placed(
            &mut pixmap,
            (margin, margin),
            (whole - 2.0 * margin, whole - 2.0 * margin),
        );
        picture::encode_as_is(pixmap)
    }
}

/// What of a sign's side stays free on each side of the logo.
pub const SIGN_MARGIN: f32 = 0.15;

fn solid(colour: Rgb) -> Color {
    let [red, green, blue] = colour.0;
    Color::from_rgba8(red, green, blue, u8::MAX)
}

fn undrawn(side: u32) -> TemplateError {
    TemplateError::Drawing {
        width: side,
        height: side,
        why: "it has no pixels".into(),
    }
}

/// Half as wide and high, each pixel the mean of four.
fn halved(pixmap: &Pixmap) -> Pixmap {
    let (width, height) = ((pixmap.width() / 2).max(1), (pixmap.height() / 2).max(1));
    let Some(mut half) = Pixmap::new(width, height) else {
        return pixmap.clone();
    };
    let (from, row) = (pixmap.pixels(), pixmap.width() as usize);
    for (i, pixel) in half
        .pixels_mut()
        .iter_mut()
        .enumerate()
    {
        let at = 2 * (i / width as usize) * row + 2 * (i % width as usize);
        let four = [at, at + 1, at + row, at + row + 1].map(|place| {
            from.get(place)
                .copied()
                .unwrap_or(PremultipliedColorU8::TRANSPARENT)
        });
        let mean = |channel: fn(&PremultipliedColorU8) -> u8| {
            (four
                .iter()
                .map(|p| u32::from(channel(p)))
                .sum::<u32>()
                / 4) as u8
        };
        let [red, green, blue, alpha] = [
            mean(|p| p.red()),
            mean(|p| p.green()),
            mean(|p| p.blue()),
            mean(|p| p.alpha()),
        ];
        *pixel = PremultipliedColorU8::from_rgba(
            red.min(alpha),
            green.min(alpha),
            blue.min(alpha),
            alpha,
        )
        .unwrap_or(PremultipliedColorU8::TRANSPARENT);
    }
    half
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png_of(width: u32, height: u32, colour: impl Fn(u32, u32) -> [u8; 4]) -> Vec<u8> {
        let mut out = Vec::new();
        let mut encoder = png::Encoder::new(&mut out, width, height);
        encoder.set_color(png::ColorType::Rgba);
        let data: Vec<u8> = (0..height)
            .flat_map(|y| (0..width).map(move |x| (x, y)))
            .flat_map(|(x, y)| colour(x, y))
            .collect();
        encoder
            .write_header()
            .unwrap()
            .write_image_data(&data)
            .unwrap();
        out
    }

    const RED: [u8; 4] = [200, 0, 0, 255];
    const BLUE: [u8; 4] = [0, 0, 200, 255];

    fn colours() -> Colours {
        crate::domain::program::Program::starter("Coffee", "UTC", "EUR").colours
    }

    fn size(png: &[u8]) -> (u32, u32) {
        picture::checked_png("test", png, (4_000, 4_000)).unwrap()
    }

    #[test]
    fn a_picture_is_cut_by_its_middle_and_kept_in_few_pixels() {
        let wide = png_of(2_000, 1_000, |x, _| {
            if (500..1_500).contains(&x) {
                RED
            } else {
                BLUE
            }
        });
        let logo = Raster::read(&wide, PicturePlace::Logo).unwrap();
        assert_eq!((logo.pixmap.width(), logo.pixmap.height()), (660, 660));
        assert!(
            logo.pixmap
                .pixels()
                .iter()
                .all(|pixel| (pixel.red(), pixel.blue()) == (200, 0)),
            "only the middle is left"
        );
        let strip = Raster::read(&wide, PicturePlace::Strip).unwrap();
        assert_eq!((strip.pixmap.width(), strip.pixmap.height()), (1_125, 432));
        let kept = Raster::kept(&strip.to_png().unwrap()).unwrap();
        assert_eq!(
            kept.pixmap.data(),
            strip.pixmap.data(),
            "what is kept is what was read"
        );
        assert_eq!(strip.behind("x").extremes, [[0, 0, 0], [200, 0, 200]]);
    }

    #[test]
    fn what_is_no_picture_or_too_much_of_one_is_refused_before_it_is_decoded() {
        let refused = |bytes: &[u8]| Raster::read(bytes, PicturePlace::Logo).unwrap_err();
        assert_eq!(refused(b"GIF89a"), RasterError::Unreadable);
        assert_eq!(
            refused(&vec![0; LARGEST_UPLOAD + 1]),
            RasterError::TooManyBytes
        );
        let png = png_of(120, 120, |_, _| RED);
        assert_eq!(refused(&png[..png.len() / 2]), RasterError::Unreadable);
        let mut huge = png.clone();
        huge[16..24].copy_from_slice(&[0, 0, 0x40, 0, 0, 0, 0x40, 0]);
        let crc = {
            let mut crc = flate2::Crc::new();
            crc.update(&huge[12..29]);
            crc.sum().to_be_bytes()
        };
        huge[29..33].copy_from_slice(&crc);
        assert_eq!(refused(&huge), RasterError::TooManyPixels);
        assert_eq!(
            refused(&png_of(99, 99, |_, _| RED)),
            RasterError::TooFewPixels
        );
        assert_eq!(
            Raster::read(&png, PicturePlace::Strip).unwrap_err(),
            RasterError::TooFewPixels
        );
    }

    #[test]
    fn every_photo_of_a_till_can_be_read_and_every_piece_of_it_is_refused_in_words() {
        let photo = include_bytes!("../../tests/golden/frames/straight.jpg");
        assert!(Raster::read(photo, PicturePlace::Strip).is_ok());
        for length in (0..photo.len()).step_by(997) {
            let _ = Raster::read(&photo[..length], PicturePlace::Strip);
        }
    }

    #[test]
    fn a_photo_is_turned_as_the_camera_was_held() {
        let exif = |held: u8| {
            [
                b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".as_slice(),
                &[held, 0, 0, 0],
            ]
            .concat()
        };
        assert_eq!(
            [held(&exif(6)), held(&exif(9)), held(b"II*\0"), held(b"")],
            [Some(6), None, None, None]
        );
        let data = vec![1, 2, 3, 4, 5, 6];
        let seen = |held: u16| {
            let source = Source {
                width: 3,
                height: 2,
                channels: 1,
                data: data.clone(),
                held,
            };
            let (width, height) = source.upright();
            (0..height)
                .flat_map(|y| (0..width).map(move |x| (x, y)))
                .map(|(x, y)| source.at(x, y)[0])
                .collect::<Vec<_>>()
        };
        assert_eq!(seen(1), [1, 2, 3, 4, 5, 6]);
        assert_eq!(seen(3), [6, 5, 4, 3, 2, 1]);
        assert_eq!(seen(6), [4, 1, 5, 2, 6, 3], "turned to the right");
        assert_eq!(seen(8), [3, 6, 2, 5, 1, 4], "turned to the left");
    }

    #[test]
    fn a_logo_fills_every_slot_and_its_sign_has_room() {
        let logo = Raster::read(&png_of(300, 300, |_, _| RED), PicturePlace::Logo).unwrap();
        let sizes: Vec<_> = logo
            .pass_images(&colours())
            .unwrap()
            .iter()
            .map(|file| (file.name.clone(), size(&file.bytes)))
            .collect();
        assert_eq!(sizes.len(), 6);
        assert_eq!(
            (sizes[0].clone(), sizes[5].clone()),
            (
                ("icon.png".into(), (38, 38)),
                ("logo@3x.png".into(), (150, 150))
            )
        );
        assert_eq!(
            logo.ground(&colours()),
            Rgb([200, 0, 0]),
            "a logo on a ground of its own keeps it"
        );
        let bare = Raster::read(
            &png_of(300, 300, |x, _| {
                if x < 150 {
                    RED
                } else {
                    [0; 4]
                }
            }),
            PicturePlace::Logo,
        )
        .unwrap();
        assert_eq!(bare.ground(&colours()).css(), colours().background);
        let sign = Raster::kept(&bare.sign(660, &colours()).unwrap()).unwrap();
        let at = |x, y| {
            let pixel = sign.pixmap.pixel(x, y).unwrap();
            [pixel.red(), pixel.green(), pixel.blue()]
        };
        assert_eq!(
            at(330, 50),
            [0x3b, 0x2a, 0x20],
            "the margin shows the ground"
        );
        assert!(at(200, 330)[0] > 190, "and the middle the logo");
    }
}
