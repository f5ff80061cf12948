//! The page from which posters and table tents are printed.

use askama::Template;

use crate::http::base::layout::Layout;
use crate::locale::Locale;
use crate::service::program::poster::Size;

use crate::http::admin::nav::AdminNav;

/// The poster as it prints, with its choices.
#[derive(Template)]
#[template(path = "admin/poster.html")]
pub struct PosterPage {
    /// Language, shop and colours.
    pub frame: Layout,
    /// Where it is.
    pub here: AdminNav,
    /// The paper.
    pub size: Size,
    /// The first language.
    pub first: Locale,
    /// The second, if it speaks two.
    pub second: Option<Locale>,
    /// Languages of the card.
    pub languages: Vec<Locale>,
    /// The address that phones cannot reach, if the service has one of this machine alone.
    pub out_of_reach: Option<String>,
    /// The sheet, from [`crate::http::admin::poster_drawing::svg`].
    pub sheet: String,
}

impl PosterPage {
    fn paper(&self) -> String {
        self.frame
            .asset(if self.size == Size::A5 {
                "print-a5.css"
            } else {
                "print-a4.css"
            })
    }

    fn size_name(&self, size: &Size) -> String {
        self.frame
            .t(&format!("poster-{}", size.word()))
    }

    fn is_second(&self, language: &Locale) -> bool {
        self.second
            .is_some_and(|second| second.tag() == language.tag())
    }

    fn warning(&self) -> Option<String> {
        let address = self.out_of_reach.as_ref()?;
        let values = [("address", address.into())];
        Some(
            self.frame
                .language
                .text_with("poster-out-of-reach", &values),
        )
    }

    /// Where the sheet is as a file.
    fn file(&self) -> String {
        let second = self
            .second
            .map_or(String::new(), |language| format!(",{}", language.tag()));
        format!(
            "/admin/poster.svg?size={}&lang={}{second}",
            self.size.word(),
            self.first.tag()
        )
    }
}
