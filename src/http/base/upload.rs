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
    let told = |name: header::HeaderName| {
        request
            .headers()
            .get(name)
            .and_then(|value| value.to_str().ok())
    };
    if !told(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.to_ascii_lowercase().starts_with("multipart/form-data"))
    {
        return Err(Code::UnsupportedMediaType
            .because("Send the form as multipart/form-data, as the page does."));
    }
    if told(header::CONTENT_LENGTH)
        .and_then(|length| length.parse::<usize>().ok())
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
    while let Some(field) = tokio::time::timeout(BODY_TIME, form.next())
        .await
        .map_err(|_| too_slow())?
    {
        let mut field = field.map_err(|_| broken())?;
        let name = field.name().unwrap_or_default().to_owned();
        if name == FILE {
            (upload.file, upload.is_whole) = taken(&mut field, keep, most).await?;
            continue;
        }
        let (value, _) = taken(&mut field, LONGEST_FIELD, LONGEST_FIELD).await?;
        if upload.fields.0.len() >= MOST_FIELDS {
            return Err(too_large());
        }
        upload.fields.0.insert(
            name,
            String::from_utf8_lossy(&value).replace('\0', "\u{FFFD}"),
        );
    }
    Ok(upload)
}

/// The first bytes of a field, and whether those are all.
async fn taken(field: &mut Field, keep: usize, most: usize) -> Result<(Bytes, bool)> {
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
    Ok((kept.freeze(), length <= keep))
}

fn too_slow() -> Error {
    Code::RequestTimeout.because("The form came too slowly. Nothing was changed; send it again.")
}

fn broken() -> Error {
    Code::MalformedJson
        .because("The form broke off before its end. Nothing was changed; send it again.")
}
