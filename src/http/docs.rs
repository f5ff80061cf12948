//! `/docs`: the OpenAPI document as a page that people read.

use actix_web::http::header::LOCATION;
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use serde_json::Value;

use crate::app::App;
use crate::http::pages::docs::{DocsPage, Operation};
use crate::http::problem::Answer;
use crate::http::public::{frame, html};

/// Whoever opens the bare address is most likely setting things up.
pub async fn start() -> HttpResponse {
    HttpResponse::SeeOther().insert_header((LOCATION, "/docs")).finish()
}

/// Draws the page.
pub async fn docs(app: Data<App>, request: HttpRequest) -> Answer {
    let document: Value = serde_json::from_str(&super::document()).unwrap_or_default();
    let paths = document["paths"].as_object().into_iter().flatten();
    let operations =
        paths.flat_map(|(path, methods)| methods.as_object().into_iter().flatten().map(move |(method, op)| operation(method, path, op)));
    html(&DocsPage { frame: frame(&app, &request, None), operations: operations.collect() })
}

fn operation(method: &str, path: &str, op: &Value) -> Operation {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let parameter = |p: &Value| (text(&p["name"]), text(&p["in"]), text(&p["description"]));
    let answers = op["responses"].as_object().into_iter().flatten();
    Operation {
        method: method.to_uppercase(),
        path: path.to_owned(),
        summary: [text(&op["summary"]), text(&op["description"])].join(" ").trim().to_owned(),
        parameters: op["parameters"].as_array().into_iter().flatten().map(parameter).collect(),
        answers: answers.map(|(status, answer)| (status.clone(), text(&answer["description"]))).collect(),
    }
}
