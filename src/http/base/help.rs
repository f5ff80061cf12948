//! Problems, told to people: what happened, why, and what to do next.

use askama::Template;

use crate::http::base::layout::Layout;

/// A page in place of the one that was asked for.
#[derive(Template)]
#[template(path = "problem.html")]
pub struct ProblemPage {
    /// Language, shop and colours.
    pub frame: Layout,
    /// The key of what is said to a customer in place of the code's own title and advice.
    pub told: Option<&'static str>,
    /// The error's code, such as `rate_limited`.
    pub code: String,
    /// What happened, if there is more to say than the code's own title.
    pub detail: Option<String>,
    /// What to tell us when asking for help.
    pub request_id: Option<String>,
    /// Where to go on, as (words, address).
    pub next: Option<(String, String)>,
}

impl ProblemPage {
    fn title(&self) -> String {
        if let Some(key) = self.told {
            return self.frame.t(key);
        }
        self.frame
            .language
            .error_title(&self.code)
            .unwrap_or_else(|| self.frame.t("error-internal-error"))
    }

    fn advice(&self) -> Option<String> {
        if let Some(key) = self.told {
            return Some(self.frame.t(&format!("{key}-how")));
        }
        self.frame
            .language
            .error_help(&self.code)
    }
}

/// The page that explains an API error, `/help/errors/{code}`.
#[derive(Template)]
#[template(path = "help_error.html")]
pub struct ErrorHelpPage {
    /// Language.
    pub frame: Layout,
    code: String,
    status: u16,
    title: String,
    advice: String,
}

impl ErrorHelpPage {
    /// The page for a code and its HTTP status; none for a code that does not exist.
    pub fn new(frame: Layout, code: &str, status: u16) -> Option<ErrorHelpPage> {
        let (title, advice) = (
            frame.language.error_title(code)?,
            frame.language.error_help(code)?,
        );
        Some(ErrorHelpPage {
            frame,
            code: code.to_owned(),
            status,
            title,
            advice,
        })
    }
}

/// Every error at one sight, `/help/errors`.
#[derive(Template)]
#[template(path = "help_errors.html")]
pub struct ErrorsPage {
    /// Language.
    pub frame: Layout,
    /// Code, status and title.
    rows: Vec<(&'static str, u16, String)>,
}

impl ErrorsPage {
    /// The page for the codes and their HTTP statuses.
    pub fn new(frame: Layout, codes: impl Iterator<Item = (&'static str, u16)>) -> ErrorsPage {
        let rows = codes
            .filter_map(|(code, status)| Some((code, status, frame.language.error_title(code)?)))
            .collect();
        ErrorsPage { frame, rows }
    }
}

/// There is no such page.
#[derive(Template)]
#[template(path = "not_found.html")]
pub struct NotFoundPage {
    /// Language, shop and colours.
    pub frame: Layout,
}
