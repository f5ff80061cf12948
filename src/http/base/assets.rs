//! Styles, scripts and shop colours, all from the binary. An address carries a piece of its content's hash, so that browsers may
//! keep it for ever.

use std::sync::LazyLock;

use openssl::sha::sha256;

use crate::domain::colour::{Rgb, TEXT, WHITE};
use crate::domain::program::Colours;

struct Asset {
    name: &'static str,
    body: &'static [u8],
    packed: Vec<u8>,
    content_type: &'static str,
    etag: String,
}

macro_rules! assets {
    ($($name:literal $content_type:literal)*) => {
        static ASSETS: LazyLock<Vec<Asset>> = LazyLock::new(|| vec![$(
            asset($name, include_bytes!(concat!("../../../assets/", $name)), $content_type),
        )*]);
    };
}

assets! {
    "stampwell.css" "text/css; charset=utf-8"
    "phone.css"     "text/css; charset=utf-8"
    "admin.css"     "text/css; charset=utf-8"
    "docs.css"      "text/css; charset=utf-8"
    "own-zone.js"   "text/javascript; charset=utf-8"
    "tongues.js"    "text/javascript; charset=utf-8"
    "join.js"       "text/javascript; charset=utf-8"
    "scan.css"      "text/css; charset=utf-8"
    "scan.js"       "text/javascript; charset=utf-8"
    "scan-keys.js"  "text/javascript; charset=utf-8"
    "scan-test.js"  "text/javascript; charset=utf-8"
    "scan-queue.js" "text/javascript; charset=utf-8"
    "scan-sw.js"    "text/javascript; charset=utf-8"
    "phone.js"      "text/javascript; charset=utf-8"
    "copy.js"       "text/javascript; charset=utf-8"
    "owner-key.css" "text/css; charset=utf-8"
    "owner-key.js"  "text/javascript; charset=utf-8"
    "card.js"       "text/javascript; charset=utf-8"
    "admin-card.css" "text/css; charset=utf-8"
    "admin-card.js" "text/javascript; charset=utf-8"
    "admin-poster.css" "text/css; charset=utf-8"
    "admin-poster.js" "text/javascript; charset=utf-8"
    "admin-import.css" "text/css; charset=utf-8"
    "admin-import.js" "text/javascript; charset=utf-8"
    "admin-developers.css" "text/css; charset=utf-8"
    "admin-results.css" "text/css; charset=utf-8"
    "print-a4.css"  "text/css; charset=utf-8"
    "print-a5.css"  "text/css; charset=utf-8"
    "icon.svg"      "image/svg+xml"
    "favicon.ico"   "image/x-icon"
}

fn asset(name: &'static str, body: &'static [u8], content_type: &'static str) -> Asset {
    let etag = format!("\"{}\"", data_encoding::HEXLOWER.encode(&sha256(body)[..8]));
    Asset {
        name,
        body,
        packed: packed(body),
        content_type,
        etag,
    }
}

/// Packed once and as tightly as it goes, for it is sent often: what is packed on the way is packed in haste.
fn packed(body: &[u8]) -> Vec<u8> {
    use std::io::Write as _;
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    gzip.write_all(body)
        .and_then(|()| gzip.finish())
        .unwrap_or_default()
}

/// One of our files by name, packed by gzip; none where that failed.
pub fn find_packed(name: &str) -> Option<&'static [u8]> {
    ASSETS
        .iter()
        .find(|asset| asset.name == name && !asset.packed.is_empty())
        .map(|asset| asset.packed.as_slice())
}

/// One of our files by name: its bytes, content type and entity tag (quotes included).
pub fn find(name: &str) -> Option<(&'static [u8], &'static str, &'static str)> {
    ASSETS
        .iter()
        .find(|asset| asset.name == name)
        .map(|asset| (asset.body, asset.content_type, asset.etag.as_str()))
}

/// Every file's name.
#[cfg(test)]
pub fn names() -> impl Iterator<Item = &'static str> {
    ASSETS
        .iter()
        .map(|asset| asset.name)
}

/// The address of one of our files, such as `/assets/scan.js?v=1a2b3c4d5e6f7a8b`; it changes whenever the file does.
pub fn url(name: &str) -> String {
    let version = find(name).map_or("0", |(_, _, etag)| etag.trim_matches('"'));
    format!("/assets/{name}?v={version}")
}

/// The address of the styles for a shop's colours: the colours are in the name, so nothing has to be looked up to serve them.
pub fn shop_style_url(colours: &Colours) -> String {
    let parts = [
        &colours.background,
        &colours.foreground,
        &colours.label,
        &colours.accent,
    ];
    let parts: Vec<String> = parts
        .iter()
        .map(|colour| {
            Rgb::parse(colour)
                .unwrap_or(WHITE)
                .css()[1..]
                .to_owned()
        })
        .collect();
    format!("/assets/shop-{}.css", parts.join("-"))
}

/// The styles behind a name that [`shop_style_url`] made; none for any other name.
///
/// The card keeps the shop's colours as they are. Buttons and links take the background colour, shifted where needed so that
/// it can be told from the page in light and in dark.
pub fn shop_style(name: &str) -> Option<String> {
    let parts: Option<Vec<Rgb>> = name
        .strip_prefix("shop-")?
        .strip_suffix(".css")?
        .split('-')
        .map(Rgb::parse)
        .collect();
    let &[background, foreground, label, accent] = parts?.as_slice() else {
        return None;
    };
    let (foreground, label) = (
        foreground.readable_on(background, TEXT),
        label.readable_on(background, TEXT),
    );
    let light = background.readable_on(Rgb([0xf6, 0xf7, 0xf4]), TEXT);
    // A dark card colour turns grey when lightened; the shop's bright colour serves dark pages better.
    let dark = accent.readable_on(Rgb([0x15, 0x20, 0x1d]), TEXT);
    Some(format!(
        ":root{{--card:{};--card-ink:{};--card-label:{};--card-accent:{};--accent:{};--on-accent:{}}}\
         @media (prefers-color-scheme:dark){{:root{{--accent:{};--on-accent:{}}}}}",
        background.css(),
        foreground.css(),
        label.css(),
        accent.css(),
        light.css(),
        light.ink().css(),
        dark.css(),
        dark.ink().css(),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::program::Program;

    #[test]
    fn every_file_is_found_by_the_address_that_pages_carry() {
        for name in [
            "stampwell.css",
            "phone.css",
            "scan.css",
            "scan.js",
            "scan-keys.js",
            "scan-queue.js",
            "phone.js",
            "icon.svg",
        ] {
            let (body, _, etag) = find(name).unwrap();
            assert!(!body.is_empty());
            assert_eq!(
                url(name),
                format!("/assets/{name}?v={}", etag.trim_matches('"'))
            );
        }
        assert!(find("../Cargo.toml").is_none());
    }

    #[test]
    fn a_shops_colours_travel_in_the_address() {
        let url = shop_style_url(&Program::starter("Coffee", "UTC", "EUR").colours);
        let style = shop_style(
            url.strip_prefix("/assets/")
                .unwrap(),
        )
        .unwrap();
        assert!(
            style.contains("--card:#3b2a20") && style.contains("prefers-color-scheme:dark"),
            "{style}"
        );
    }

    #[test]
    fn nothing_but_colours_gets_into_a_style() {
        for name in [
            "shop-.css",
            "shop-3b2a20-ffffff-e8d5c4.css",
            "shop-3b2a20-ffffff-e8d5c4-}body{.css",
            "stampwell.css",
        ] {
            assert_eq!(shop_style(name), None, "{name}");
        }
    }

    #[test]
    fn the_scanner_stays_light() {
        let files = [
            "stampwell.css",
            "scan.css",
            "scan-keys.js",
            "scan-queue.js",
            "scan.js",
            "scan-sw.js",
            "icon.svg",
        ];
        let weight: usize = files
            .iter()
            .filter_map(|name| find_packed(name))
            .map(<[u8]>::len)
            .sum();
        assert!(
            weight < 24 * 1024,
            "scanner files weigh {weight} bytes as sent; with its page it has to stay under 35 kB on a slow shop line"
        );
    }
}
