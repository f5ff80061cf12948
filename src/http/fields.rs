//! The fields of a form, read as strictly as parameters.

use std::ops::{Deref, DerefMut};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use futures_util::future::LocalBoxFuture;

use crate::error::Code;
use crate::http::call::RawBody;
use crate::http::params::Params;
use crate::http::problem::Problem;

/// The fields of a form that a page sent, to be taken like parameters.
#[derive(Debug, Clone, Default)]
pub struct Fields(pub Params);

impl FromRequest for Fields {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, std::result::Result<Fields, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let body = RawBody::from_request(request, payload);
        Box::pin(async move {
            let RawBody(body) = body.await?;
            let text = std::str::from_utf8(&body).map_err(|_| Code::MalformedJson.because("The form is not UTF-8 text."))?;
            Ok(Fields(Params::of(text)))
        })
    }
}

impl Deref for Fields {
    type Target = Params;

    fn deref(&self) -> &Params {
        &self.0
    }
}

impl DerefMut for Fields {
    fn deref_mut(&mut self) -> &mut Params {
        &mut self.0
    }
}
