//! The fields of a form, read as strictly as parameters.

use std::collections::BTreeMap;
use std::ops::{Deref, DerefMut};

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::web::{self, Bytes};
use actix_web::{FromRequest, HttpRequest};
use futures_util::future::LocalBoxFuture;

use crate::error::{Code, Result};
use crate::http::base::json_body::{RawBody, large_body};
use crate::http::base::middleware::too_large;
use crate::http::base::problem::Problem;
use crate::http::base::query::Params;

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
            let text = std::str::from_utf8(&body)
                .map_err(|_| Code::MalformedJson.because("The form is not UTF-8 text."))?;
            Ok(Fields(Params::of(text)))
        })
    }
}

/// A form with files, as browsers send it; one without, too.
#[derive(Debug, Clone, Default)]
pub struct Sheet {
    /// Its fields.
    pub fields: Params,
    /// Its files by field, those that were chosen.
    pub files: BTreeMap<String, Bytes>,
}

/// Parts of the largest form with files.
const MOST_PARTS: usize = 500;
/// Bytes of a form's fields beside its files.
const FIELDS: usize = 256 * 1024;

impl Sheet {
    /// Reads it, with files of so many bytes in all at most.
    pub async fn read(payload: web::Payload, request: &HttpRequest, most: usize) -> Result<Sheet> {
        let body = large_body(payload, request, most + FIELDS).await?;
        let kind = request
            .headers()
            .get(header::CONTENT_TYPE)
            .and_then(|kind| kind.to_str().ok())
            .unwrap_or_default();
        let Ok(boundary) = multer::parse_boundary(kind) else {
            return Sheet::without_files(&body);
        };
        let whole =
            futures_util::stream::once(async move { Ok::<_, std::convert::Infallible>(body) });
        let mut parts = multer::Multipart::new(whole, boundary);
        let mut sheet = Sheet::default();
        let broken =
            |_| Code::MalformedJson.because("The form is not in the format browsers send.");
        for _ in 0..MOST_PARTS {
            let Some(part) = parts.next_field().await.map_err(broken)? else {
                return Ok(sheet);
            };
            let (name, is_file) = (
                part.name().unwrap_or_default().to_owned(),
                part.file_name().is_some(),
            );
            let bytes = part.bytes().await.map_err(broken)?;
            match is_file {
                // A file that nobody chose comes along empty.
                true if bytes.is_empty() => {}
                true => drop(sheet.files.insert(name, bytes)),
                false => drop(sheet.fields.0.insert(
                    name,
                    String::from_utf8_lossy(&bytes).replace('\0', "\u{FFFD}"),
                )),
            }
        }
        Err(Code::MalformedJson.because(format!("The form has more than {MOST_PARTS} parts.")))
    }

    fn without_files(body: &[u8]) -> Result<Sheet> {
        if body.len() > FIELDS {
            return Err(too_large());
        }
        let text = std::str::from_utf8(body)
            .map_err(|_| Code::MalformedJson.because("The form is not UTF-8 text."))?;
        Ok(Sheet {
            fields: Params::of(text),
            files: BTreeMap::new(),
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
