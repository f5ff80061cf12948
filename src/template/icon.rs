//! The scanner's icon on a home screen.

use super::TemplateError;
use super::picture::render;

/// Draws the icon of so many pixels' side: a tick in a frame, all of it inside the circle that every phone's mask leaves.
/// Colours as `#3b2a20`.
pub fn scanner_icon(side: u32, ground: &str, ink: &str) -> Result<Vec<u8>, TemplateError> {
    let svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 100 100\" width=\"100\" height=\"100\"><path fill=\"{ground}\" d=\"M0 0h100v100H0z\"/>\
         <path fill=\"none\" stroke=\"{ink}\" stroke-width=\"5\" stroke-linecap=\"round\" stroke-linejoin=\"round\" \
         d=\"M26 39v-8a5 5 0 0 1 5-5h8M61 26h8a5 5 0 0 1 5 5v8M74 61v8a5 5 0 0 1-5 5h-8M39 74h-8a5 5 0 0 1-5-5v-8M38 51l8.500 8.500L63 43\"/></svg>"
    );
    render("scanner icon", &svg, side, side)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_icon_is_a_small_square_picture_that_fills_its_ground() {
        for side in [192, 512] {
            let icon = scanner_icon(side, "#3b2a20", "#ffffff").unwrap();
            let mut reader = png::Decoder::new(std::io::Cursor::new(&icon))
                .read_info()
                .unwrap();
            let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
            let info = reader
                .next_frame(&mut pixels)
                .unwrap();
            assert_eq!((info.width, info.height), (side, side));
            assert!(icon.len() < 12_000, "{} bytes", icon.len());
        }
    }
}
