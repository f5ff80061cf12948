//! The page at the bare address, and the help for owners and staff.

use askama::Template;

use crate::service::shop::merchants::Shops;

use crate::http::base::layout::Layout;

/// What this is, and where to go on.
#[derive(Template)]
#[template(path = "front.html")]
pub struct FrontPage {
    /// Language, and the shop if it is the only one.
    pub frame: Layout,
    /// Which shops there are.
    pub shops: Shops,
}

impl FrontPage {
    fn headline(&self) -> String {
        match &self.frame.shop {
            Some(shop) => self
                .frame
                .language
                .text_with("front-title-of", &[("shop", shop.into())]),
            None => self.frame.t("front-title"),
        }
    }

    fn meaning(&self) -> String {
        self.frame
            .t(if self.frame.shop.is_some() {
                "front-meaning-of"
            } else {
                "front-meaning"
            })
    }
}

/// One thing to do: the key of its title, how many steps it has, and the pages where it is done, each with the key of its name.
type Task = (&'static str, usize, &'static [(&'static str, &'static str)]);

/// Everything the help tells, in the order in which shops come to need it.
const TASKS: [Task; 9] = [
    (
        "guide-day",
        5,
        &[
            ("menu-card", "/admin/card"),
            ("menu-staff", "/admin/staff"),
            ("menu-poster", "/admin/poster"),
        ],
    ),
    ("guide-phones", 3, &[("menu-staff", "/admin/staff")]),
    ("guide-lost", 4, &[("menu-members", "/admin/members")]),
    (
        "guide-wrong",
        2,
        &[
            ("recent-title", "/scan/recent"),
            ("menu-members", "/admin/members"),
        ],
    ),
    ("guide-poster", 3, &[("menu-poster", "/admin/poster")]),
    ("guide-numbers", 3, &[("menu-results", "/admin")]),
    ("guide-wallets", 3, &[("menu-setup", "/admin/setup")]),
    (
        "guide-scanner",
        4,
        &[("scan-test-title", "/scan/test"), ("scan-title", "/scan")],
    ),
    ("guide-in", 3, &[("sign-in", "/admin/sign-in")]),
];

/// A thing to do, in the reader's words.
struct HelpItem {
    anchor: &'static str,
    title: String,
    steps: Vec<String>,
    /// Words and address.
    ways: Vec<(String, String)>,
}

/// Help for owners and staff, task by task.
#[derive(Template)]
#[template(path = "guide.html")]
pub struct GuidePage {
    /// Language.
    pub frame: Layout,
}

impl GuidePage {
    fn tasks(&self) -> Vec<HelpItem> {
        let tell = |(key, steps, ways): Task| HelpItem {
            anchor: key.trim_start_matches("guide-"),
            title: self.frame.t(key),
            steps: (1..=steps)
                .map(|step| {
                    self.frame
                        .t(&format!("{key}-{step}"))
                })
                .collect(),
            ways: ways
                .iter()
                .map(|(words, page)| {
                    (
                        self.frame.t(words),
                        format!("{page}?lang={}", self.frame.language.tag()),
                    )
                })
                .collect(),
        };
        TASKS.map(tell).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Locale;

    #[test]
    fn every_step_that_has_words_is_told() {
        for (key, steps, _) in TASKS {
            assert!(
                (1..=steps).all(|step| Locale::ENGLISH
                    .find(&format!("{key}-{step}"))
                    .is_some()),
                "{key} has fewer than {steps} steps"
            );
            assert_eq!(
                Locale::ENGLISH.find(&format!("{key}-{}", steps + 1)),
                None,
                "{key} has more than {steps} steps"
            );
        }
    }
}
