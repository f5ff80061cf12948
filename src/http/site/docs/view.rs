//! The API reference for people.

use askama::Template;

use crate::http::base::layout::Layout;

/// A run of text: plain, code, or the code of an error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TextRun {
    /// As it stands.
    Plain(String),
    /// What a program reads or writes.
    Code(String),
    /// An error's code, which leads to its explanation.
    Error(String),
}

/// What kind of value it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypeWords {
    /// The words before the name of a shape, such as `array of`.
    pub words: String,
    /// The shape that it leads to.
    pub shape: Option<String>,
}

/// A parameter, or a member of an object.
#[derive(Clone, Debug)]
pub struct DocumentedField {
    /// Its name.
    pub name: String,
    /// `query`, `path` or `header`; empty for a member.
    pub place: String,
    /// Its type.
    pub kind: TypeWords,
    /// Whether it has to be there.
    pub required: bool,
    /// What it says.
    pub meaning: Vec<TextRun>,
    /// What it may be, such as `at most 200 characters`.
    pub limits: Vec<TextRun>,
}

/// A body, as far as it is drawn on the spot.
#[derive(Clone, Debug)]
pub struct BodyShape {
    /// Its name and type.
    pub kind: TypeWords,
    /// What it is.
    pub meaning: Vec<TextRun>,
    /// Its members.
    pub fields: Vec<DocumentedField>,
    /// The values it may have, when it is one word of a few.
    pub limits: Vec<TextRun>,
}

/// One answer of a call.
#[derive(Clone, Debug)]
pub struct DocumentedAnswer {
    /// HTTP status.
    pub status: String,
    /// What it means.
    pub meaning: Vec<TextRun>,
    /// Its body; refusals have all the same one, which is drawn once.
    pub body: Option<BodyShape>,
}

/// A request as somebody types it.
#[derive(Clone, Debug)]
pub struct RequestSample {
    /// What stands before the address; empty for a plain look.
    pub method: String,
    /// The address below the service's own.
    pub address: String,
    /// Headers and the body, each on a line of its own.
    pub rest: Vec<String>,
}

/// One call.
#[derive(Clone, Debug)]
pub struct Operation {
    /// Where it is on the page.
    pub anchor: String,
    /// `GET`, `POST` and so on.
    pub method: String,
    /// The address.
    pub path: String,
    /// What it does.
    pub summary: Vec<TextRun>,
    /// What stands in the address and the headers.
    pub parameters: Vec<DocumentedField>,
    /// What is sent.
    pub body: Option<BodyShape>,
    /// What comes back.
    pub replies: Vec<DocumentedAnswer>,
    /// The call as an example, once for each kind of body.
    pub samples: Vec<RequestSample>,
    /// Status and body of the answer, where that is JSON.
    pub answer: Option<(String, String)>,
}

/// All that is said about the API.
#[derive(Clone, Debug, Default)]
pub struct Reference {
    /// What holds for every call, a paragraph for each subject.
    pub rules: Vec<Vec<TextRun>>,
    /// The calls, by what they are about.
    pub groups: Vec<(String, Vec<Operation>)>,
    /// The named shapes that calls lead to.
    pub shapes: Vec<(String, BodyShape)>,
}

/// The reference page, `/docs`.
#[derive(Template)]
#[template(path = "docs.html")]
pub struct DocsPage {
    /// Language.
    pub frame: Layout,
    /// What it says.
    pub reference: &'static Reference,
    /// The service's own address, for examples.
    pub address: String,
}

impl DocsPage {
    fn request(&self, sample: &RequestSample) -> String {
        let first = format!("curl {}'{}{}'", sample.method, self.address, sample.address);
        let key = "-H 'Authorization: Bearer sw_live_…'".to_owned();
        let lines: Vec<String> = [first, key]
            .into_iter()
            .chain(sample.rest.iter().cloned())
            .collect();
        lines.join(" \\\n  ")
    }
}
