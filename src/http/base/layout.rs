//! What all pages share: language, shop, demo line.

use crate::domain::program::Colours;
use crate::locale::Locale;

use super::assets;

/// The policy that every page is served with: files of our own and nothing else, no inline script or style.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
     manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// The parameter by which the language switch says that its reader chose: other links carry a language that nobody chose by hand.
pub const CHOSEN: &str = "chosen";

/// The cookie that keeps such a choice.
pub const LANGUAGE_COOKIE: &str = "lang";

/// What surrounds every page.
#[derive(Clone, Debug)]
pub struct Layout {
    /// The reader's language.
    pub language: Locale,
    /// The shop's name in that language, if the page belongs to a shop.
    pub shop: Option<String>,
    /// The shop's colours, which then lead; ours otherwise.
    pub colours: Option<Colours>,
    /// Whether this is the demo; the page then says so.
    pub demo: bool,
    /// The page's own address with its query but without `lang`, for the language switch.
    pub path: String,
}

impl Layout {
    /// The words for a key, for templates.
    pub fn t(&self, key: &str) -> String {
        self.language.text(key)
    }

    /// Languages to switch to, as (tag, own name, address).
    pub fn other_languages(&self) -> Vec<(&'static str, &'static str, String)> {
        let others = Locale::ALL
            .into_iter()
            .filter(|language| language.tag() != self.language.tag());
        others
            .map(|language| {
                let address = format!("{}&{CHOSEN}", self.path_in(language));
                (language.tag(), language.name(), address)
            })
            .collect()
    }

    /// The page's own address in the language it is read in, for its forms.
    pub fn address(&self) -> String {
        self.path_in(self.language)
    }

    fn path_in(&self, language: Locale) -> String {
        let path = on_this_host(&self.path);
        let joint = if path.contains('?') {
            '&'
        } else {
            '?'
        };
        format!("{path}{joint}lang={}", language.tag())
    }

    /// Addresses of the styles, the shop's own last.
    pub fn styles(&self) -> Vec<String> {
        let shop = self
            .colours
            .as_ref()
            .map(assets::shop_style_url);
        std::iter::once(assets::url("stampwell.css"))
            .chain(shop)
            .collect()
    }

    /// The address of one of our files, for templates.
    pub fn asset(&self, name: &str) -> String {
        assets::url(name)
    }

    /// The name in the page's head: the shop's, else the product's.
    pub fn brand(&self) -> &str {
        self.shop
            .as_deref()
            .unwrap_or("stampwell")
    }
}

/// An address of a page as a link that stays on this host: `//name/` and `/\name/` lead browsers to another one.
fn on_this_host(address: &str) -> String {
    let away = |sign: char| matches!(sign, '/' | '\\') || sign.is_whitespace() || sign.is_control();
    format!("/{}", address.trim_start_matches(away))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_to_the_page_itself_never_leads_to_another_host() {
        let ways = [
            "//evil.example/x",
            "///evil.example/x",
            "/\\evil.example/x",
            "\\\\evil.example/x",
            "/\t/evil.example/x",
        ];
        assert!(
            ways.iter()
                .all(|way| on_this_host(way) == "/evil.example/x")
        );
        assert_eq!(
            ["/", "", "/c/abc?a=//b"].map(on_this_host),
            ["/", "/", "/c/abc?a=//b"]
        );
    }
}
