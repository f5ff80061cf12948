//! The fields of a form, read as strictly as parameters.

use std::collections::BTreeMap;
use std::ops::{Deref, DerefMut};

use actix_multipart::Multipart;
use actix_web::dev::Payload;
use actix_web::web::{self, Bytes};
use actix_web::{FromRequest, HttpRequest};
use futures_util::future::LocalBoxFuture;

use crate::error::{Code, Result};
use crate::http::base::json_body::{LARGE_BODY_TIME, RawBody, large_body};
use crate::http::base::problem::Problem;
use crate::http::base::query::Params;
use crate::http::base::upload::{is_multipart, next_part, plain_text, taken, too_slow};
use crate::locale::Locale;

/// The fields of a form that a page sent, to be taken like parameters.
#[derive(Debug, Clone, Default)]
pub struct FormFields(pub Params);

impl FromRequest for FormFields {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, std::result::Result<FormFields, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let body = RawBody::from_request(request, payload);
        Box::pin(async move {
            let RawBody(body) = body.await?;
            let text = std::str::from_utf8(&body)
                .map_err(|_| Code::MalformedJson.because("The form is not UTF-8 text."))?;
            Ok(FormFields(Params::of(text)))
        })
    }
}

/// A form with files, as browsers send it; one without, too.
#[derive(Debug, Default)]
pub struct Sheet {
    /// Its fields.
    pub fields: Params,
    /// Its files by field, those that were chosen. One that is too large has been cut off.
    pub files: BTreeMap<String, Bytes>,
}

/// Parts of the largest form with files.
const MOST_PARTS: usize = 500;
/// Bytes of a form's fields beside its files.
const FIELDS: usize = 256 * 1024;
/// Bytes of a form with files that are read at most; of what is too large the rest is let go, so that the page can say so.
const MOST_READ: usize = 64 * 1024 * 1024;

impl Sheet {
    /// Reads it; of each file no more than `most` bytes and one.
    pub async fn read(payload: web::Payload, request: &HttpRequest, most: usize) -> Result<Sheet> {
        if !is_multipart(request) {
            return Sheet::without_files(&large_body(payload, request, FIELDS).await?);
        }
        let form = Multipart::new(request.headers(), payload);
        let read = tokio::time::timeout(LARGE_BODY_TIME, Sheet::parts(form, most));
        read.await.map_err(|_| too_slow())?
    }

    async fn parts(mut form: Multipart, most: usize) -> Result<Sheet> {
        let (mut sheet, mut fields, mut left) = (Sheet::default(), 0, MOST_READ);
        for _ in 0..MOST_PARTS {
            let Some(mut part) = next_part(&mut form).await? else {
                return Ok(sheet);
            };
            let name = part
                .name()
                .unwrap_or_default()
                .to_owned();
            let is_file = part
                .content_disposition()
                .is_some_and(|told| told.get_filename().is_some());
            if is_file {
                // One byte more than a file may have, by which one that is too large is known.
                let (bytes, length) = taken(&mut part, most + 1, left).await?;
                left -= length;
                // A file that nobody chose comes along empty.
                if !bytes.is_empty() {
                    sheet.files.insert(name, bytes);
                }
                continue;
            }
            let (bytes, length) = taken(&mut part, FIELDS, FIELDS - fields).await?;
            fields += length;
            sheet
                .fields
                .0
                .insert(name, plain_text(&bytes));
        }
        Err(Code::MalformedJson.because(format!("The form has more than {MOST_PARTS} parts.")))
    }

    fn without_files(body: &[u8]) -> Result<Sheet> {
        let text = std::str::from_utf8(body)
            .map_err(|_| Code::MalformedJson.because("The form is not UTF-8 text."))?;
        Ok(Sheet {
            fields: Params::of(text),
            ..Sheet::default()
        })
    }
}

impl Deref for FormFields {
    type Target = Params;

    fn deref(&self) -> &Params {
        &self.0
    }
}

impl DerefMut for FormFields {
    fn deref_mut(&mut self) -> &mut Params {
        &mut self.0
    }
}

/// What a field of a profile has to be like, in the reader's words; `/phone` is the telephone number's pointer.
pub fn told_wrong(language: Locale, pointer: &str) -> String {
    language.text(match pointer.rsplit('/').next() {
        Some("phone") => "told-phone-wrong",
        Some("email") => "told-email-wrong",
        Some("external_id") => "told-id-wrong",
        _ => "told-name-wrong",
    })
}
