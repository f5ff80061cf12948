//! The save page as the customer's browser shows it: no script, and nothing from the card that is not escaped.

use serde_json::Value;

use super::bell;
use super::line::Reply;
use super::save::{Card, Trouble};

const STYLE: &str = "
*{box-sizing:border-box;margin:0}
body{min-height:100vh;display:grid;place-items:center;padding:1.5rem;background:#f1f3f4;color:#202124;font:1rem/1.5 system-ui,sans-serif}
main{width:100%;max-width:24rem;display:grid;gap:1.25rem;text-align:center}
h1{font-size:1.375rem;font-weight:500}
.card{overflow:hidden;border-radius:1.25rem;background:var(--card);color:var(--ink);text-align:start;box-shadow:0 6px 24px #0003}
.card header{display:flex;gap:.75rem;align-items:center;padding:1rem 1.25rem}
.card header img{width:2.75rem;height:2.75rem;border-radius:50%;object-fit:cover;background:#fff}
.card h2{font-size:1.25rem;font-weight:500;line-height:1.2}
.card dl{display:flex;gap:2rem;padding:.25rem 1.25rem 1.25rem}
.card dt{font-size:.8125rem}
.card dd{margin:0;font-size:1.75rem;line-height:1.2}
.hero{display:block;width:100%}
button{display:block;width:100%;min-height:3.5rem;padding:.75rem 1.5rem;border:0;border-radius:1.75rem;background:#1f1f1f;color:#fff;
font:500 1.125rem/1.75 system-ui,sans-serif;cursor:pointer}
button:hover{background:#3c4043}
:focus-visible{outline:3px solid #1a73e8;outline-offset:3px}
.note{font-size:.875rem;color:#5f6368;overflow-wrap:anywhere}
";

/// The page that offers a card.
pub(super) fn offer(card: &Card, return_to: Option<&str>) -> Reply {
    let label = if card.object["hasUsers"] == true {
        "It is in your Wallet already"
    } else {
        "Add to Google Wallet"
    };
    let main = format!(
        "<h1>Add to Google Wallet</h1>{}<form method=\"post\"><button type=\"submit\">{label}</button></form>\
         <p class=\"note\">The sandbox&#39;s stand-in for Google Wallet. Nothing leaves this network.</p>",
        face(card)
    );
    page(200, "Add to Google Wallet", &main, Some(card), return_to)
}

/// The page after the customer has saved.
pub(super) fn saved(card: &Card) -> Reply {
    let main = format!(
        "<h1>Saved</h1>{}<p class=\"note\">The card is in the sandbox&#39;s Google Wallet.</p>",
        face(card)
    );
    page(200, "Saved", &main, Some(card), None)
}

/// Google's page for every trouble; the reason is what developers see.
pub(super) fn trouble(trouble: &Trouble) -> Reply {
    let main = format!(
        "<h1>Something went wrong</h1><p>Try again later.</p><p class=\"note\">For developers: {}</p>",
        escape(&trouble.why)
    );
    page(trouble.status, "Something went wrong", &main, None, None)
}

fn page(
    status: u16,
    title: &str,
    main: &str,
    card: Option<&Card>,
    return_to: Option<&str>,
) -> Reply {
    // Without random numbers the style is not applied; the page still works.
    let nonce = crate::sandbox::random_hex(16).unwrap_or_default();
    let colors = card.map(colors).unwrap_or_default();
    let html = format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\
         <title>{title}</title><style nonce=\"{nonce}\">{colors}{STYLE}</style></head><body><main>{main}</main></body></html>"
    );
    let images: Vec<String> = card
        .into_iter()
        .flat_map(images)
        .filter_map(|image| origin(&image))
        .collect();
    // A browser holds the redirect after a form to the form's rule as well.
    let back = return_to
        .and_then(origin)
        .unwrap_or_default();
    let policy = format!(
        "default-src 'none'; style-src 'nonce-{nonce}'; img-src {}; form-action 'self' {back}; frame-ancestors 'none'; base-uri 'none'",
        if images.is_empty() {
            "'none'".to_owned()
        } else {
            images.join(" ")
        }
    );
    let headers = vec![
        ("content-type", "text/html; charset=utf-8".to_owned()),
        ("content-security-policy", policy),
        ("cache-control", "no-store".to_owned()),
        ("x-content-type-options", "nosniff".to_owned()),
        ("referrer-policy", "no-referrer".to_owned()),
    ];
    Reply {
        status,
        headers,
        body: html.into_bytes(),
    }
}

/// The card's face.
fn face(card: &Card) -> String {
    let text = |value: &Value| format!("<bdi>{}</bdi>", escape(value.as_str().unwrap_or_default()));
    let title = if card.class["programName"].is_string() {
        &card.class["programName"]
    } else {
        &card.class["title"]
    };
    let logo = card.class["programLogo"]["sourceUri"]["uri"].as_str();
    let logo = logo
        .map(|uri| format!("<img src=\"{}\" alt=\"\">", escape(uri)))
        .unwrap_or_default();
    let (issuer, title, points, hero) = (
        text(&card.class["issuerName"]),
        text(title),
        points(card),
        hero(card),
    );
    format!(
        "<article class=\"card\"><header>{logo}<div><p>{issuer}</p><h2>{title}</h2></div></header>{points}{hero}</article>"
    )
}

fn points(card: &Card) -> String {
    let all = ["loyaltyPoints", "secondaryLoyaltyPoints"].map(|name| &card.object[name]);
    let one = |points: &Value| {
        let localized = points["localizedLabel"]["defaultValue"]["value"].as_str();
        let label = points["label"]
            .as_str()
            .or(localized)
            .unwrap_or_default();
        format!(
            "<div><dt>{}</dt><dd><bdi>{}</bdi></dd></div>",
            escape(label),
            escape(&bell::balance(&points["balance"]))
        )
    };
    let shown: String = all
        .into_iter()
        .filter(|points| points.is_object())
        .map(one)
        .collect();
    if shown.is_empty() {
        shown
    } else {
        format!("<dl>{shown}</dl>")
    }
}

fn hero(card: &Card) -> String {
    let Some(image) = hero_image(card) else {
        return String::new();
    };
    let description = image["contentDescription"]["defaultValue"]["value"]
        .as_str()
        .unwrap_or_default();
    let uri = image["sourceUri"]["uri"]
        .as_str()
        .unwrap_or_default();
    format!(
        "<img class=\"hero\" src=\"{}\" alt=\"{}\">",
        escape(uri),
        escape(description)
    )
}

/// The object's picture goes before the class's.
fn hero_image(card: &Card) -> Option<&Value> {
    [&card.object["heroImage"], &card.class["heroImage"]]
        .into_iter()
        .find(|image| image["sourceUri"]["uri"].is_string())
}

fn images(card: &Card) -> Vec<String> {
    let uris = [Some(&card.class["programLogo"]), hero_image(card)]
        .into_iter()
        .flatten();
    uris.filter_map(|image| {
        image["sourceUri"]["uri"]
            .as_str()
            .map(str::to_owned)
    })
    .collect()
}

fn origin(address: &str) -> Option<String> {
    let origin = reqwest::Url::parse(address)
        .ok()?
        .origin();
    origin
        .is_tuple()
        .then(|| origin.ascii_serialization())
}

/// The card's colour with a legible ink on it.
fn colors(card: &Card) -> String {
    let (red, green, blue) = card.class["hexBackgroundColor"]
        .as_str()
        .and_then(rgb)
        .unwrap_or((0x5f, 0x63, 0x68));
    let brightness = (u32::from(red) * 299 + u32::from(green) * 587 + u32::from(blue) * 114) / 1000;
    let ink = if brightness > 140 {
        "#202124"
    } else {
        "#fff"
    };
    format!(":root{{--card:#{red:02x}{green:02x}{blue:02x};--ink:{ink}}}")
}

fn rgb(color: &str) -> Option<(u8, u8, u8)> {
    let digits = color
        .strip_prefix('#')
        .filter(|digits| digits.is_ascii())?;
    let pair = |from: usize| u8::from_str_radix(digits.get(from..from + 2)?, 16).ok();
    let single = |at: usize| Some(u8::from_str_radix(digits.get(at..=at)?, 16).ok()? * 0x11);
    match digits.len() {
        6 => Some((pair(0)?, pair(2)?, pair(4)?)),
        3 => Some((single(0)?, single(1)?, single(2)?)),
        _ => None,
    }
}

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_read_in_both_lengths() {
        assert_eq!(rgb("#ffcc00"), Some((255, 204, 0)));
        assert_eq!(rgb("#fc0"), Some((255, 204, 0)));
        assert_eq!(
            (rgb("ffcc00"), rgb("#ffcc0"), rgb("#é0")),
            (None, None, None)
        );
    }

    #[test]
    fn markup_is_escaped() {
        assert_eq!(
            escape("<a href=\"x\">'&'</a>"),
            "&lt;a href=&quot;x&quot;&gt;&#39;&amp;&#39;&lt;/a&gt;"
        );
    }
}
