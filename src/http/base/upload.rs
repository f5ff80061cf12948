//! A form with a file in it, as a browser sends it.

use actix_multipart::{Field, Multipart};
use actix_web::HttpRequest;
use actix_web::http::header;
use actix_web::web::Payload;
use bytes::{Bytes, BytesMut};
use futures_util::StreamExt as _;

use crate::error::{Code, Error, Result};
use crate::http::base::json_body::{BODY_TIME, LARGE_BODY_TIME};
use crate::http::base::middleware::too_large;
use crate::http::base::query::Params;

/// The field that brings the file.
const FILE: &str = "file";
/// The most fields of a form.
const MOST_FIELDS: usize = 200;
/// Bytes of the longest field that is no file.
const LONGEST_FIELD: usize = 4 * 1024;

/// What a form brought.
#[derive(Debug, Default)]
pub struct Upload {
    /// The fields that are no file.
    pub fields: Params,
    /// The file, as far as it was kept; empty: none was chosen.
    pub file: Bytes,
    /// Whether all of it was kept.
    pub is_whole: bool,
}

/// Reads a form once its sender is known: of a file that may have `most` bytes it keeps the first, and lets go of the rest as it comes.
pub async fn upload(
    payload: Payload,
    request: &HttpRequest,
    keep: usize,
    most: usize,
) -> Result<Upload> {
    if !is_multipart(request) {
        return Err(Code::UnsupportedMediaType
            .because("Send the form as multipart/form-data, as the page does."));
    }
    let told = request
        .headers()
        .get(header::CONTENT_LENGTH);
    if told
        .and_then(|length| {
            length
                .to_str()
                .ok()?
                .parse::<usize>()
                .ok()
        })
        .is_some_and(|told| told > most + MOST_FIELDS * LONGEST_FIELD)
    {
        return Err(too_large());
    }
    let form = Multipart::new(request.headers(), payload);
    tokio::time::timeout(LARGE_BODY_TIME, read(form, keep, most))
        .await
        .map_err(|_| too_slow())?
}

async fn read(mut form: Multipart, keep: usize, most: usize) -> Result<Upload> {
    let mut upload = Upload {
        is_whole: true,
        ..Upload::default()
    };
    while let Some(mut field) = next_part(&mut form).await? {
        let name = field
            .name()
            .unwrap_or_default()
            .to_owned();
        if name == FILE {
            let (file, length) = taken(&mut field, keep, most).await?;
            (upload.file, upload.is_whole) = (file, length <= keep);
            continue;
        }
        let (value, _) = taken(&mut field, LONGEST_FIELD, LONGEST_FIELD).await?;
        if upload.fields.0.len() >= MOST_FIELDS {
            return Err(too_large());
        }
        upload
            .fields
            .0
            .insert(name, plain_text(&value));
    }
    Ok(upload)
}

/// Whether a form comes in parts, as one with files does.
pub fn is_multipart(request: &HttpRequest) -> bool {
    let kind = request
        .headers()
        .get(header::CONTENT_TYPE);
    kind.and_then(|kind| kind.to_str().ok())
        .is_some_and(|kind| {
            kind.to_ascii_lowercase()
                .starts_with("multipart/form-data")
        })
}

/// The next part of a form, if there is one.
pub async fn next_part(form: &mut Multipart) -> Result<Option<Field>> {
    let next = tokio::time::timeout(BODY_TIME, form.next());
    let next = next.await.map_err(|_| too_slow())?;
    next.transpose()
        .map_err(|_| broken())
}

/// A field as text that every database takes.
pub fn plain_text(value: &[u8]) -> String {
    String::from_utf8_lossy(value).replace('\0', "\u{FFFD}")
}

/// The first bytes of a field, and how many came in all.
pub async fn taken(field: &mut Field, keep: usize, most: usize) -> Result<(Bytes, usize)> {
    let (mut kept, mut length) = (BytesMut::new(), 0);
    while let Some(part) = tokio::time::timeout(BODY_TIME, field.next())
        .await
        .map_err(|_| too_slow())?
    {
        let part = part.map_err(|_| broken())?;
        length += part.len();
        if length > most {
            return Err(too_large());
        }
        kept.extend_from_slice(&part[..part.len().min(keep - kept.len())]);
    }
    Ok((kept.freeze(), length))
}

/// 408 in the words of a form.
pub fn too_slow() -> Error {
    Code::RequestTimeout.because("The form came too slowly. Nothing was changed; send it again.")
}

fn broken() -> Error {
    Code::MalformedJson
        .because("The form broke off before its end. Nothing was changed; send it again.")
}
