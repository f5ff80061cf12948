//! Reads the code in a picture that a staff phone has taken. Nothing of the picture is kept.

use std::panic::{AssertUnwindSafe, catch_unwind};

use rxing::common::cpp_essentials::DecoderResult;
use rxing::common::{BitMatrix, DetectorRXingResult, HybridBinarizer};
use rxing::qrcode::cpp_port::decoder::Decode;
use rxing::qrcode::cpp_port::detector::{
    FindFinderPatterns, FinderPatternSet, GenerateFinderPatternSets, SampleQR,
};
use rxing::{Binarizer, Luma8LuminanceSource};
use thiserror::Error;
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

/// The largest frame that is looked at, in bytes.
pub const LARGEST_FRAME: usize = 256 * 1024;
/// The most pixels that are decoded: a small file can claim a huge picture.
const MOST_PIXELS: usize = 4_000_000;
/// The most pixels that are searched; more are halved first. A staff page sends 640 by 480.
const MOST_SEARCHED: usize = 500_000;
/// Places where a row looks like the corner of a code. A frame has some hundred, a grainy one three thousand; one made of
/// nothing else would keep the search for finder patterns busy, because each is compared with all that were found.
const MOST_CORNERS: usize = 4_000;
/// The same for the negative, which is looked at last: a screen in dark mode has hundreds, and a second search must not
/// double what a frame may cost.
const MOST_CORNERS_OF_NEGATIVE: usize = 1_000;

/// Sets of three finder patterns that are tried in each copy of a frame, the likeliest first. An honest frame has its code among
/// the first three; one made of nothing but finder patterns has thousands of sets in each copy.
const MOST_TRIES: usize = 50;
/// Scans of a progressive JPEG; each makes the decoder go over the whole picture again. A camera's has about ten.
const MOST_SCANS: usize = 20;

/// Why a frame was not looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum FrameError {
    /// More bytes than [`LARGEST_FRAME`].
    #[error("The frame is larger than 256 KiB. Send one of 640 by 480 pixels at a quality of 0.7.")]
    TooManyBytes,
    /// More pixels than are decoded.
    #[error("The frame has more than 4 million pixels. Send one of 640 by 480.")]
    TooManyPixels,
    /// More scans than are decoded.
    #[error("The frame is a progressive JPEG with more than 20 scans. Send a baseline one.")]
    TooManyScans,
    /// Not a JPEG, or a damaged one.
    #[error("The frame is not a readable JPEG. Send a JPEG with Content-Type: image/jpeg.")]
    NotJpeg,
}

/// The text of the QR code in a JPEG frame, or none when there is no readable one.
///
/// Looks at the full frame first, then at half its size, which evens out grain, then at a smoothed copy, which mends glare
/// and broken edges, then at the negative, since a phone in dark mode shows a light code on dark ground. Takes a few
/// milliseconds of processor time: call it where blocking is allowed.
pub fn read_frame(jpeg: &[u8]) -> Result<Option<String>, FrameError> {
    if jpeg.len() > LARGEST_FRAME {
        return Err(FrameError::TooManyBytes);
    }
    if scans(jpeg) > MOST_SCANS {
        return Err(FrameError::TooManyScans);
    }
    let full = decode(jpeg)?.searchable();
    let found = find_code(&full)
        .or_else(|| find_code(&full.halved()))
        .or_else(|| find_code(&full.smoothed()));
    Ok(found.or_else(|| find_negative(full)))
}

/// How often a scan begins. Among the picture's own bytes the mark cannot stand, for there every 0xff is followed by a zero.
fn scans(jpeg: &[u8]) -> usize {
    jpeg.windows(2)
        .filter(|mark| *mark == [0xff, 0xda])
        .count()
}

/// The code in the negative: its corners are other ones, so it is made fit to be searched again.
fn find_negative(picture: Picture) -> Option<String> {
    let negative = picture
        .negative()
        .searchable_within(MOST_CORNERS_OF_NEGATIVE);
    find_code(&negative).or_else(|| find_code(&negative.halved()))
}

/// Brightness by pixel, row after row.
struct Picture {
    width: usize,
    height: usize,
    luma: Vec<u8>,
}

fn decode(jpeg: &[u8]) -> Result<Picture, FrameError> {
    // The decoder's authors allow themselves panics on odd input; to a phone that is just an unreadable frame.
    catch_unwind(|| decode_checked(jpeg)).unwrap_or(Err(FrameError::NotJpeg))
}

fn decode_checked(jpeg: &[u8]) -> Result<Picture, FrameError> {
    let options = DecoderOptions::default().jpeg_set_out_colorspace(ColorSpace::Luma);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(jpeg), options);
    decoder
        .decode_headers()
        .map_err(|_| FrameError::NotJpeg)?;
    let info = decoder
        .info()
        .ok_or(FrameError::NotJpeg)?;
    let (width, height) = (usize::from(info.width), usize::from(info.height));
    if width.saturating_mul(height) > MOST_PIXELS {
        return Err(FrameError::TooManyPixels);
    }
    let luma = decoder
        .decode()
        .map_err(|_| FrameError::NotJpeg)?;
    let whole = width > 0 && height > 0 && luma.len() == width * height;
    if whole {
        Ok(Picture {
            width,
            height,
            luma,
        })
    } else {
        Err(FrameError::NotJpeg)
    }
}

/// The code that the copy shows, if it is found before the tries are used up.
fn find_code(picture: &Picture) -> Option<String> {
    search(picture, &mut 0)
}

/// The same, with the sets of three finder patterns counted that were tried.
fn search(picture: &Picture, tries: &mut usize) -> Option<String> {
    // The library's authors allow themselves panics on odd input; to a phone that is just a frame without a code.
    catch_unwind(AssertUnwindSafe(|| search_checked(picture, tries))).ok()?
}

fn search_checked(picture: &Picture, tries: &mut usize) -> Option<String> {
    let (width, height) = (
        u32::try_from(picture.width).ok()?,
        u32::try_from(picture.height).ok()?,
    );
    let binarizer =
        HybridBinarizer::new(Luma8LuminanceSource::new(picture.luma.clone(), width, height).ok()?);
    let dark = binarizer.get_black_matrix().ok()?;
    let sets = GenerateFinderPatternSets(&mut FindFinderPatterns(dark, true, 0));
    sets.iter()
        .take(MOST_TRIES)
        .inspect(|_| *tries += 1)
        .find_map(|set| read(dark, set))
}

/// The text of the code whose finder patterns these are.
fn read(dark: &BitMatrix, set: &FinderPatternSet) -> Option<String> {
    let sampled = SampleQR(dark, set).ok()?;
    let code = Decode(sampled.getBits())
        .ok()
        .filter(DecoderResult::isValid)?;
    Some(code.text()).filter(|text| !text.is_empty())
}

impl Picture {
    /// The picture in a size that can be searched in the time that a till waits.
    fn searchable(self) -> Picture {
        self.searchable_within(MOST_CORNERS)
    }

    fn searchable_within(self, most_corners: usize) -> Picture {
        let too_much = self.width * self.height > MOST_SEARCHED || self.corners() > most_corners;
        if too_much {
            self.halved()
                .searchable_within(most_corners)
        } else {
            self
        }
    }

    /// How many times a row looks as it does across the corner of a code: dark, light, dark, light, dark as 1:1:3:1:1.
    fn corners(&self) -> usize {
        self.luma
            .chunks(self.width.max(1))
            .map(|row| {
                runs(row)
                    .windows(5)
                    .step_by(2)
                    .filter(|runs| is_corner(runs))
                    .count()
            })
            .sum()
    }

    /// Light where it is dark.
    fn negative(self) -> Picture {
        Picture {
            luma: self
                .luma
                .iter()
                .map(|luma| u8::MAX - luma)
                .collect(),
            ..self
        }
    }

    /// Half as wide and high, each pixel the mean of four.
    fn halved(&self) -> Picture {
        let (width, height) = ((self.width / 2).max(1), (self.height / 2).max(1));
        let mut luma = Vec::with_capacity(width * height);
        for y in 0..height {
            for x in 0..width {
                let sum = self.at(2 * x, 2 * y)
                    + self.at(2 * x + 1, 2 * y)
                    + self.at(2 * x, 2 * y + 1)
                    + self.at(2 * x + 1, 2 * y + 1);
                luma.push(u8::try_from(sum / 4).unwrap_or(u8::MAX));
            }
        }
        Picture {
            width,
            height,
            luma,
        }
    }

    /// The same size, each pixel the mean of its nine neighbours.
    fn smoothed(&self) -> Picture {
        let mut luma = Vec::with_capacity(self.luma.len());
        for y in 0..self.height {
            for x in 0..self.width {
                let (left, up) = (x.saturating_sub(1), y.saturating_sub(1));
                let sum: u32 = (up..=y + 1)
                    .flat_map(|row| (left..=x + 1).map(move |column| (column, row)))
                    .map(|(c, r)| self.at(c, r))
                    .sum();
                let count = u32::try_from((y + 2 - up) * (x + 2 - left)).unwrap_or(9);
                luma.push(u8::try_from(sum / count).unwrap_or(u8::MAX));
            }
        }
        Picture { luma, ..*self }
    }

    /// A pixel; beyond the edge, the nearest one.
    fn at(&self, x: usize, y: usize) -> u32 {
        let (x, y) = (x.min(self.width - 1), y.min(self.height - 1));
        u32::from(self.luma[y * self.width + x])
    }
}

/// A row as lengths of dark and light, dark first. Dark is what is darker than its surroundings, since frames have shadows.
fn runs(row: &[u8]) -> Vec<usize> {
    const AROUND: usize = 20;
    let (mut runs, mut dark, mut sum) = (vec![0], true, 0_i64);
    for i in 0..row.len() + AROUND {
        sum += row
            .get(i)
            .map_or(0, |luma| i64::from(*luma));
        sum -= i
            .checked_sub(2 * AROUND + 1)
            .and_then(|left| row.get(left))
            .map_or(0, |luma| i64::from(*luma));
        let Some(at) = i.checked_sub(AROUND) else {
            continue;
        };
        let count = (i.min(row.len() - 1) + 1).saturating_sub(i.saturating_sub(2 * AROUND));
        let is_dark = i64::from(row[at]) * (count as i64) < sum;
        if is_dark != dark {
            runs.push(0);
            dark = is_dark;
        }
        if let Some(run) = runs.last_mut() {
            *run += 1;
        }
    }
    runs
}

/// Whether five runs stand as 1:1:3:1:1, as loosely as the search itself judges it.
fn is_corner(runs: &[usize]) -> bool {
    let total: usize = runs.iter().sum();
    let near =
        |run: usize, modules: usize| (run * 14).abs_diff(modules * 2 * total) < modules * total;
    total >= 7
        && runs
            .iter()
            .zip([1, 1, 3, 1, 1])
            .all(|(run, modules)| near(*run, modules))
}

#[cfg(test)]
mod tests {
    use super::*;

    const CODE: &str = "sw1-0197b2c4d8e67f3a9b1c2d3e4f506172";
    const STRAIGHT: &[u8] = include_bytes!("../../../tests/golden/frames/straight.jpg");
    const TURNED_AND_DIM: &[u8] = include_bytes!("../../../tests/golden/frames/turned-dim.jpg");
    const GRAINY: &[u8] = include_bytes!("../../../tests/golden/frames/grainy.jpg");
    const INVERSE: &[u8] = include_bytes!("../../../tests/golden/frames/inverse.jpg");
    const NO_CODE: &[u8] = include_bytes!("../../../tests/golden/frames/no-code.jpg");

    #[test]
    fn a_card_held_before_the_camera_is_read() {
        for (name, frame) in [
            ("straight", STRAIGHT),
            ("turned and dim", TURNED_AND_DIM),
            ("grainy", GRAINY),
        ] {
            assert_eq!(read_frame(frame), Ok(Some(CODE.to_owned())), "{name}");
        }
    }

    #[test]
    fn a_light_code_on_dark_ground_is_read() {
        assert_eq!(
            read_frame(INVERSE),
            Ok(Some(
                "SW106H2A4DTAPR2LDJN1QTLA3P99H9M9M0INE22MR72H3TN4UFHTCU0".to_owned()
            ))
        );
        for frame in [STRAIGHT, TURNED_AND_DIM] {
            assert_eq!(
                find_negative(decode(frame).unwrap().negative()),
                Some(CODE.to_owned())
            );
        }
    }

    #[test]
    fn a_frame_without_a_card_is_no_error() {
        assert_eq!(read_frame(NO_CODE), Ok(None));
    }

    #[test]
    fn what_is_no_jpeg_is_refused() {
        assert_eq!(read_frame(b""), Err(FrameError::NotJpeg));
        assert_eq!(read_frame(b"\x89PNG\r\n\x1a\n"), Err(FrameError::NotJpeg));
        assert_eq!(read_frame(&STRAIGHT[..64]), Err(FrameError::NotJpeg));
    }

    /// A picture of nothing but corners of codes, each `7 * module` wide.
    fn corners(side: usize, module: usize) -> Picture {
        let cell = module * 9;
        let shade = |i: usize| {
            let (x, y) = (i % side % cell / module, i / side % cell / module);
            let ring =
                |from: usize, to: usize| (from..=to).contains(&x) && (from..=to).contains(&y);
            if ring(0, 6) && (!ring(1, 5) || ring(2, 4)) {
                40
            } else {
                200
            }
        };
        Picture {
            width: side,
            height: side,
            luma: (0..side * side)
                .map(shade)
                .collect(),
        }
    }

    #[test]
    fn a_frame_of_nothing_but_corners_is_made_smaller_until_it_can_be_searched() {
        for (side, module) in [(640, 1), (640, 2), (1_000, 2), (1_000, 3)] {
            let attack = corners(side, module);
            assert!(attack.corners() > MOST_CORNERS);
            let searched = attack.searchable();
            assert!(
                searched.width < side && searched.corners() <= MOST_CORNERS,
                "{side} by {module}: {}",
                searched.corners()
            );
        }
        let negative = corners(640, 4).searchable_within(MOST_CORNERS_OF_NEGATIVE);
        assert!(
            negative.corners() <= MOST_CORNERS_OF_NEGATIVE,
            "{}",
            negative.corners()
        );
        let large = Picture {
            width: 2_000,
            height: 1_999,
            luma: vec![255; 2_000 * 1_999],
        };
        assert_eq!(large.searchable().width, 500);
    }

    #[test]
    fn the_search_of_a_frame_full_of_corners_ends_by_its_tries() {
        for module in 3..=8 {
            let mut tries = 0;
            assert_eq!(search(&corners(640, module), &mut tries), None);
            assert_eq!(tries, MOST_TRIES, "{module}: more sets than are tried");
        }
    }

    #[test]
    fn an_honest_frame_needs_few_tries() {
        for frame in [STRAIGHT, TURNED_AND_DIM, GRAINY] {
            let picture = decode(frame).unwrap();
            let copies = [picture.halved(), picture.smoothed(), picture];
            let searches = copies.map(|copy| {
                let mut tries = 0;
                (search(&copy, &mut tries), tries)
            });
            assert!(
                searches
                    .iter()
                    .all(|(_, tries)| *tries <= 3)
                    && searches
                        .iter()
                        .any(|(text, _)| text.is_some()),
                "{searches:?}"
            );
        }
    }

    #[test]
    fn a_progressive_frame_of_very_many_scans_is_not_decoded() {
        let start = STRAIGHT
            .windows(2)
            .position(|pair| pair == [0xff, 0xda])
            .unwrap();
        let mut many = STRAIGHT.to_vec();
        (0..MOST_SCANS).for_each(|_| many.extend_from_slice(&STRAIGHT[start..start + 12]));
        assert_eq!(read_frame(&many), Err(FrameError::TooManyScans));
    }

    #[test]
    fn an_honest_frame_is_searched_as_it_is() {
        for frame in [STRAIGHT, TURNED_AND_DIM, GRAINY, NO_CODE] {
            assert_eq!(
                decode(frame)
                    .unwrap()
                    .searchable()
                    .width,
                640
            );
        }
    }

    #[test]
    fn a_damaged_frame_never_ends_the_service() {
        for end in (0..STRAIGHT.len()).step_by(997) {
            let _ = read_frame(&STRAIGHT[..end]);
        }
    }

    #[test]
    fn a_small_file_that_claims_a_huge_picture_is_not_decoded() {
        let mut bomb = STRAIGHT.to_vec();
        let header = bomb
            .windows(2)
            .position(|pair| pair == [0xff, 0xc0])
            .unwrap();
        bomb[header + 5..header + 9].copy_from_slice(&[0x30, 0x00, 0x30, 0x00]);
        assert_eq!(read_frame(&bomb), Err(FrameError::TooManyPixels));
        assert_eq!(
            read_frame(&vec![0; LARGEST_FRAME + 1]),
            Err(FrameError::TooManyBytes)
        );
    }
}
