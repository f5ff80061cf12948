//! Reads the code in a picture that a staff phone has taken. Nothing of the picture is kept.

use std::panic::{AssertUnwindSafe, catch_unwind};

use rxing::helpers::detect_in_luma_with_hints;
use rxing::{BarcodeFormat, DecodeHints};
use thiserror::Error;
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

/// The largest frame that is looked at, in bytes.
pub const LARGEST_FRAME: usize = 256 * 1024;
/// The most pixels that are decoded: a small file can claim a huge picture.
const MOST_PIXELS: usize = 4_000_000;

/// Why a frame was not looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum FrameError {
    /// More bytes than [`LARGEST_FRAME`].
    #[error("The frame is larger than 256 KiB; send one of 640 by 480 pixels at a quality of 0.7.")]
    TooManyBytes,
    /// More pixels than are decoded.
    #[error("The frame has more than 4 million pixels; send one of 640 by 480.")]
    TooManyPixels,
    /// Not a JPEG, or a damaged one.
    #[error("The frame is not a JPEG picture that can be read; send it with Content-Type: image/jpeg.")]
    NotJpeg,
}

/// The text of the QR code in a JPEG frame, or none when there is no readable one.
///
/// Looks at the full frame first, then at half its size, which evens out grain, then at a smoothed copy, which mends glare
/// and broken edges. Takes a few milliseconds of processor time: call it where blocking is allowed.
pub fn read_frame(jpeg: &[u8]) -> Result<Option<String>, FrameError> {
    if jpeg.len() > LARGEST_FRAME {
        return Err(FrameError::TooManyBytes);
    }
    let full = decode(jpeg)?;
    Ok(find_code(&full).or_else(|| find_code(&full.halved())).or_else(|| find_code(&full.smoothed())))
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
    decoder.decode_headers().map_err(|_| FrameError::NotJpeg)?;
    let info = decoder.info().ok_or(FrameError::NotJpeg)?;
    let (width, height) = (usize::from(info.width), usize::from(info.height));
    if width.saturating_mul(height) > MOST_PIXELS {
        return Err(FrameError::TooManyPixels);
    }
    let luma = decoder.decode().map_err(|_| FrameError::NotJpeg)?;
    let whole = width > 0 && height > 0 && luma.len() == width * height;
    if whole { Ok(Picture { width, height, luma }) } else { Err(FrameError::NotJpeg) }
}

fn find_code(picture: &Picture) -> Option<String> {
    let (width, height) = (u32::try_from(picture.width).ok()?, u32::try_from(picture.height).ok()?);
    let look = || {
        let mut hints = DecodeHints::default();
        detect_in_luma_with_hints(picture.luma.clone(), width, height, Some(BarcodeFormat::QR_CODE), &mut hints)
    };
    let found = catch_unwind(AssertUnwindSafe(look)).ok()?.ok()?;
    Some(found.getText().to_owned()).filter(|text| !text.is_empty())
}

impl Picture {
    /// Half as wide and high, each pixel the mean of four.
    fn halved(&self) -> Picture {
        let (width, height) = ((self.width / 2).max(1), (self.height / 2).max(1));
        let mut luma = Vec::with_capacity(width * height);
        for y in 0..height {
            for x in 0..width {
                let sum = self.at(2 * x, 2 * y) + self.at(2 * x + 1, 2 * y) + self.at(2 * x, 2 * y + 1) + self.at(2 * x + 1, 2 * y + 1);
                luma.push(u8::try_from(sum / 4).unwrap_or(u8::MAX));
            }
        }
        Picture { width, height, luma }
    }

    /// The same size, each pixel the mean of its nine neighbours.
    fn smoothed(&self) -> Picture {
        let mut luma = Vec::with_capacity(self.luma.len());
        for y in 0..self.height {
            for x in 0..self.width {
                let (left, up) = (x.saturating_sub(1), y.saturating_sub(1));
                let sum: u32 =
                    (up..=y + 1).flat_map(|row| (left..=x + 1).map(move |column| (column, row))).map(|(c, r)| self.at(c, r)).sum();
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

#[cfg(test)]
mod tests {
    use super::*;

    const CODE: &str = "sw1-0197b2c4d8e67f3a9b1c2d3e4f506172";
    const STRAIGHT: &[u8] = include_bytes!("../../tests/golden/frames/straight.jpg");
    const TURNED_AND_DIM: &[u8] = include_bytes!("../../tests/golden/frames/turned-dim.jpg");
    const GRAINY: &[u8] = include_bytes!("../../tests/golden/frames/grainy.jpg");
    const NO_CODE: &[u8] = include_bytes!("../../tests/golden/frames/no-code.jpg");

    #[test]
    fn a_card_held_before_the_camera_is_read() {
        for (name, frame) in [("straight", STRAIGHT), ("turned and dim", TURNED_AND_DIM), ("grainy", GRAINY)] {
            assert_eq!(read_frame(frame), Ok(Some(CODE.to_owned())), "{name}");
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

    #[test]
    fn a_damaged_frame_never_ends_the_service() {
        for end in (0..STRAIGHT.len()).step_by(997) {
            let _ = read_frame(&STRAIGHT[..end]);
        }
    }

    #[test]
    fn a_small_file_that_claims_a_huge_picture_is_not_decoded() {
        let mut bomb = STRAIGHT.to_vec();
        let header = bomb.windows(2).position(|pair| pair == [0xff, 0xc0]).unwrap();
        bomb[header + 5..header + 9].copy_from_slice(&[0x30, 0x00, 0x30, 0x00]);
        assert_eq!(read_frame(&bomb), Err(FrameError::TooManyPixels));
        assert_eq!(read_frame(&vec![0; LARGEST_FRAME + 1]), Err(FrameError::TooManyBytes));
    }
}
