//! QR codes as SVG: one path, crisp edges, medium correction, the quiet zone kept.

use std::fmt::Write;

use qrcode::{Color, EcLevel, QrCode};

/// Modules of empty margin around a code; readers need four.
const QUIET: usize = 4;

/// A QR code of `text` as a standalone SVG, black on white in every colour scheme; none when the text is too long for one.
pub fn svg(text: &str) -> Option<String> {
    let (side, path) = outline(text)?;
    Some(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\" class=\"qr\" aria-hidden=\"true\">\
         <path fill=\"#fff\" d=\"M0 0h{side}v{side}H0z\"/><path fill=\"#000\" d=\"{path}\"/></svg>"
    ))
}

/// A QR code's side in modules, the quiet zone included, and the path of its dark ones; none when the text is too long for one.
pub fn outline(text: &str) -> Option<(usize, String)> {
    let code = QrCode::with_error_correction_level(text.as_bytes(), EcLevel::M).ok()?;
    let (width, modules) = (code.width(), code.to_colors());
    let mut path = String::new();
    for (y, row) in modules.chunks(width).enumerate() {
        for (x, length) in dark_runs(row) {
            let _ = write!(path, "M{} {}h{length}v1h-{length}z", x + QUIET, y + QUIET);
        }
    }
    Some((width + 2 * QUIET, path))
}

/// Start and length of each run of dark modules in a row.
fn dark_runs(row: &[Color]) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for (x, _) in row
        .iter()
        .enumerate()
        .filter(|(_, module)| **module == Color::Dark)
    {
        match runs.last_mut() {
            Some((start, length)) if *start + *length == x => *length += 1,
            _ => runs.push((x, 1)),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_small_and_safe_to_put_into_a_page() {
        let svg = svg("https://coffee.example/j/coffee?ch=<poster>").unwrap();
        assert!(svg.len() < 6_000, "{} bytes", svg.len());
        assert!(
            !svg.contains("poster"),
            "the text itself is not in the picture"
        );
    }

    #[test]
    fn text_beyond_the_largest_code_is_refused() {
        assert_eq!(svg(&"x".repeat(3_000)), None);
    }

    #[test]
    fn neighbouring_modules_become_one_run() {
        use Color::{Dark, Light};
        assert_eq!(dark_runs(&[Dark, Dark, Light, Dark]), [(0, 2), (3, 1)]);
    }
}
