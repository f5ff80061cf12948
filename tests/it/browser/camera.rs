//! A film of a card held before a camera.

use std::path::{Path, PathBuf};

use qrcode::{Color, EcLevel, QrCode};

const WIDTH: usize = 640;
const HEIGHT: usize = 480;
/// Pixels of a module's side.
const MODULE: usize = 8;
// Studio black, paper white and the grey of a counter.
const BLACK: u8 = 16;
const WHITE: u8 = 235;
const GREY: u8 = 110;

/// Writes two frames of a still card with this code, uncompressed (Y4M).
pub(super) fn film(folder: &Path, code: &str) -> PathBuf {
    let mut film = format!("YUV4MPEG2 W{WIDTH} H{HEIGHT} F30:1 Ip A1:1 C420jpeg\n").into_bytes();
    let luma = picture(code);
    for _ in 0..2 {
        film.extend(b"FRAME\n");
        film.extend(&luma);
        film.resize(film.len() + WIDTH * HEIGHT / 2, 128);
    }
    let path = folder.join("card.y4m");
    std::fs::write(&path, film).unwrap();
    path
}

/// What makes a browser see this film through its camera.
pub(super) fn shows(film: &Path) -> [String; 3] {
    [
        "--use-fake-device-for-media-stream".to_owned(),
        "--use-fake-ui-for-media-stream".to_owned(),
        format!("--use-file-for-fake-video-capture={}", film.display()),
    ]
}

/// The code in the middle of a grey picture, one byte a pixel.
fn picture(code: &str) -> Vec<u8> {
    let code = QrCode::with_error_correction_level(code, EcLevel::M).unwrap();
    let (side, modules) = (code.width() + 8, code.to_colors());
    let (left, top) = ((WIDTH - side * MODULE) / 2, (HEIGHT - side * MODULE) / 2);
    let mut picture = vec![GREY; WIDTH * HEIGHT];
    for y in 0..side * MODULE {
        for x in 0..side * MODULE {
            let inside = |at: usize| {
                (at / MODULE)
                    .checked_sub(4)
                    .filter(|at| *at < code.width())
            };
            let dark = inside(x)
                .zip(inside(y))
                .is_some_and(|(x, y)| modules[y * code.width() + x] == Color::Dark);
            picture[(top + y) * WIDTH + left + x] = if dark {
                BLACK
            } else {
                WHITE
            };
        }
    }
    picture
}
