//! Methods at addresses: GET answers HEAD too, and any other method is told which ones there are.

use actix_web::guard::{Any, Delete, Get, Guard, Head, Patch, Post, Put};
use actix_web::web::{self, ServiceConfig};
use actix_web::{FromRequest, Handler, Responder, Route};

use super::problem::Answer;
use crate::error::Code;

/// One method of an address with its function.
pub struct Verb {
    /// As `Allow` lists it.
    names: &'static str,
    route: Route,
}

impl Verb {
    fn new(names: &'static str, guard: impl Guard + 'static) -> Verb {
        Verb {
            names,
            route: web::route().guard(guard),
        }
    }

    /// The function that answers.
    pub fn to<F, Args>(self, handler: F) -> Verb
    where
        F: Handler<Args>,
        Args: FromRequest + 'static,
        F::Output: Responder + 'static,
    {
        Verb {
            names: self.names,
            route: self.route.to(handler),
        }
    }
}

/// GET, and HEAD, whose answer the server sends without its body.
pub fn get() -> Verb {
    Verb::new("GET, HEAD", Any(Get()).or(Head()))
}

/// POST.
pub fn post() -> Verb {
    Verb::new("POST", Post())
}

/// PUT.
pub fn put() -> Verb {
    Verb::new("PUT", Put())
}

/// PATCH.
pub fn patch() -> Verb {
    Verb::new("PATCH", Patch())
}

/// DELETE.
pub fn delete() -> Verb {
    Verb::new("DELETE", Delete())
}

/// One address with its methods; any other method is 405 in the service's own words.
pub fn at<const N: usize>(config: &mut ServiceConfig, path: &str, verbs: [Verb; N]) {
    let allowed = verbs
        .each_ref()
        .map(|verb| verb.names)
        .join(", ");
    let resource = verbs
        .into_iter()
        .fold(web::resource(path), |resource, verb| {
            resource.route(verb.route)
        });
    config.service(
        resource.default_service(web::to(move || std::future::ready(wrong_method(&allowed)))),
    );
}

fn wrong_method(allowed: &str) -> Answer {
    Err(Code::MethodNotAllowed
        .because(format!(
            "This address accepts {allowed}. See /openapi.json."
        ))
        .with("allow", allowed)
        .into())
}
