//! What the terminal says: links as data on stdout, everything else on stderr.

use std::io::IsTerminal as _;

use qrcode::{Color, EcLevel, QrCode};

use crate::cli::out::{Unwritten, line, talk};
use crate::service::shop::merchants::NewMerchantAnswer;

/// Modules of empty margin around a code.
const QUIET: i32 = 4;
/// Black on white, whatever the terminal's own colours are.
const BLACK_ON_WHITE: (&str, &str) = ("\x1b[38;5;16;48;5;231m", "\x1b[0m");

/// The four numbers of the last full month against the month before.
const QUERY: &str = "compare=previous";

/// Prints the links, and to a terminal the code of the join page.
pub fn print(public_url: &str, keys: &NewMerchantAnswer) -> Result<(), Unwritten> {
    let join = format!("{public_url}/j/{}", keys.slug);
    talk(
        "\nThis is a demo: a sample shop with a made-up year of visits, test keys, and stand-ins for Apple and Google.",
    );
    talk(
        "Nothing outside this machine is called. Press Ctrl-C to end the demo. Everything in it is then gone.\n",
    );
    if std::io::stderr().is_terminal()
        && let Some(code) = terminal_code(&join, std::env::var_os("NO_COLOR").is_none())
    {
        talk(code);
    }
    links(public_url, &join, keys)
        .iter()
        .try_for_each(|(name, what)| line(format_args!("{name:<8} {what}")))?;
    talk(
        "\nStart with `phone`: join as a customer, add the card to both wallets, and watch them change as you stamp.",
    );
    talk("CODE is the short code under the QR code on a card.");
    Ok(())
}

/// What a real phone can do with these pages, and who else can.
pub fn print_about_phones() {
    talk(
        "\nPhones on this network can open these links. Point one at the QR code above, or type the address.",
    );
    talk(
        "  works    joining, the web card, the results, and the scanner with a typed code, a photo or a counter scanner",
    );
    talk(
        "  does not the scanner's live camera, which browsers allow over https only; and real wallets, which refuse test certificates",
    );
    talk(
        "Everyone on this network can open these pages, including the staff's and the owner's. End the demo when you are done.",
    );
}

/// Every line by its name.
fn links(public_url: &str, join: &str, keys: &NewMerchantAnswer) -> [(&'static str, String); 7] {
    let stamp = format!(
        "curl -X POST {public_url}/v1/scans -H 'Authorization: Bearer {}' -H 'Content-Type: application/json' -d '{{\"code\":\"CODE\"}}'",
        keys.staff_key
    );
    let numbers = format!(
        "curl '{public_url}/v1/metrics?{}' -H 'Authorization: Bearer {}'",
        QUERY, keys.reader_key
    );
    [
        ("join", join.to_owned()),
        ("phone", format!("{public_url}/demo/phone")),
        ("scan", format!("{public_url}/demo/staff")),
        ("results", format!("{public_url}/demo/results")),
        ("stamp", stamp),
        ("numbers", numbers),
        ("owner", keys.owner_key.clone()),
    ]
}

/// A QR code of half blocks, two modules a character. Without colours its light modules are drawn and the dark ones left
/// out, as most terminals are dark.
fn terminal_code(text: &str, colours: bool) -> Option<String> {
    let code = QrCode::with_error_correction_level(text, EcLevel::L).ok()?;
    let (width, modules) = (code.width() as i32, code.to_colors());
    let inside = 0..width;
    let dark = |x: i32, y: i32| {
        inside.contains(&x)
            && inside.contains(&y)
            && modules[(y * width + x) as usize] == Color::Dark
    };
    let half = |x: i32, y: i32| match (dark(x, y) == colours, dark(x, y + 1) == colours) {
        (true, true) => '█',
        (true, false) => '▀',
        (false, true) => '▄',
        (false, false) => ' ',
    };
    let (on, off) = if colours {
        BLACK_ON_WHITE
    } else {
        ("", "")
    };
    let line = |y: i32| {
        format!(
            "{on}{}{off}",
            (-QUIET..width + QUIET)
                .map(|x| half(x, y))
                .collect::<String>()
        )
    };
    Some(
        (-QUIET..width + QUIET)
            .step_by(2)
            .map(line)
            .collect::<Vec<_>>()
            .join("\n"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_code_is_wide_enough_and_has_its_margin() {
        let code = terminal_code("http://127.0.0.1:8080/j/coffee", true).unwrap();
        let lines: Vec<String> = code
            .lines()
            .map(|line| {
                line.replace(BLACK_ON_WHITE.0, "")
                    .replace(BLACK_ON_WHITE.1, "")
            })
            .collect();
        assert!(
            lines
                .iter()
                .all(|line| line.chars().count() == lines[0].chars().count()
                    && line.starts_with("    ")),
            "{code}"
        );
        assert!(
            lines[0].trim().is_empty()
                && lines[2]
                    .trim_start()
                    .starts_with('█'),
            "{code}"
        );
    }

    #[test]
    fn without_colours_the_light_modules_are_drawn() {
        let code = terminal_code("x", false).unwrap();
        assert!(code.starts_with("████") && !code.contains('\x1b'), "{code}");
    }
}
