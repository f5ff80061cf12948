//! Packs answers for whoever takes gzip: whole, with their length, so that none is sent in pieces. Passes and pictures are packed
//! already and go as they are; an export without an end in sight is packed as it flows.

use std::io::Write as _;

use actix_web::Error as ActixError;
use actix_web::body::{BodySize, BodyStream, BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, HeaderMap, HeaderValue};
use actix_web::http::{ConnectionType, Version};
use actix_web::middleware::Next;
use actix_web::{HttpRequest, HttpResponse};
use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use futures_util::{Stream, stream};

use crate::task;

/// What is shorter fits into one packet as it is.
const SHORTEST: usize = 1_024;
/// What is longer is packed on a thread that answers nobody else meanwhile.
const LONGEST_AT_ONCE: usize = 64 * 1_024;
const GZIP: HeaderValue = HeaderValue::from_static("gzip");

/// Packs the answer of a request if its reader takes that and it helps.
pub async fn pack(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, ActixError> {
    let wanted = takes_gzip(request.headers());
    let old = request.version() < Version::HTTP_11;
    let response = next
        .call(request)
        .await?
        .map_into_boxed_body();
    let (request, response) = response.into_parts();
    let mut response = if can_be_packed(&response) {
        packed(response, wanted).await
    } else {
        response
    };
    if old && matches!(response.body().size(), BodySize::Stream) {
        // HTTP/1.0 knows no pieces: such an answer ends with its connection.
        response
            .head_mut()
            .no_chunking(true);
        response
            .head_mut()
            .set_connection_type(ConnectionType::Close);
    }
    Ok(ServiceResponse::new(request, response))
}

async fn packed(mut response: HttpResponse<BoxBody>, wanted: bool) -> HttpResponse<BoxBody> {
    vary(response.headers_mut());
    if !wanted {
        return response;
    }
    let (response, body) = response.into_parts();
    match body.try_into_bytes() {
        Ok(plain) => whole(response, plain).await,
        Err(body) => in_pieces(response, body),
    }
}

/// A later reader of a kept copy may take another form of it.
fn vary(headers: &mut HeaderMap) {
    let told = headers
        .get_all(header::VARY)
        .any(|value| {
            value.to_str().is_ok_and(|vary| {
                vary.to_ascii_lowercase()
                    .contains("accept-encoding")
            })
        });
    if !told {
        headers.append(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    }
}

async fn whole(mut response: HttpResponse<()>, plain: Bytes) -> HttpResponse<BoxBody> {
    let short = if plain.len() > LONGEST_AT_ONCE {
        let copy = plain.clone();
        task::spawn_blocking(move || gzip(&copy, Compression::fast()))
            .await
            .ok()
            .flatten()
    } else {
        gzip(&plain, Compression::fast())
    };
    match short.filter(|short| short.len() < plain.len()) {
        Some(short) => {
            response
                .headers_mut()
                .insert(header::CONTENT_ENCODING, GZIP);
            response.set_body(BoxBody::new(short))
        }
        None => response.set_body(BoxBody::new(plain)),
    }
}

fn in_pieces(mut response: HttpResponse<()>, body: BoxBody) -> HttpResponse<BoxBody> {
    response
        .headers_mut()
        .insert(header::CONTENT_ENCODING, GZIP);
    response.set_body(BoxBody::new(BodyStream::new(Box::pin(pieces(body)))))
}

/// The body, packed as far as it has come: a reader of a long export need not wait for its end.
fn pieces(body: BoxBody) -> impl Stream<Item = Result<Bytes, ActixError>> {
    let packer = GzEncoder::new(Vec::new(), Compression::fast());
    stream::unfold(Some((body, packer)), |state| async {
        let (mut body, mut packer) = state?;
        match std::future::poll_fn(|context| std::pin::Pin::new(&mut body).poll_next(context)).await
        {
            Some(Ok(piece)) => match packer.write_all(&piece) {
                Ok(()) => Some((
                    Ok(std::mem::take(packer.get_mut()).into()),
                    Some((body, packer)),
                )),
                Err(error) => Some((Err(error.into()), None)),
            },
            Some(Err(error)) => {
                Some((Err(actix_web::error::ErrorInternalServerError(error)), None))
            }
            None => Some((
                packer
                    .finish()
                    .map(Bytes::from)
                    .map_err(ActixError::from),
                None,
            )),
        }
    })
}

/// Words with a body. An answer that tells of an error is written anew further out, and one that is packed is done.
fn can_be_packed(response: &HttpResponse<BoxBody>) -> bool {
    let long = match response.body().size() {
        BodySize::None => false,
        BodySize::Sized(size) => size >= SHORTEST as u64,
        BodySize::Stream => true,
    };
    let headers = response.headers();
    long && response.error().is_none()
        && !headers.contains_key(header::CONTENT_ENCODING)
        && is_text(headers)
}

fn is_text(headers: &HeaderMap) -> bool {
    let kind = headers
        .get(header::CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .unwrap_or_default()
        .to_ascii_lowercase();
    let kind = kind
        .split(';')
        .next()
        .unwrap_or_default()
        .trim();
    kind.starts_with("text/")
        || ["json", "xml", "javascript"]
            .iter()
            .any(|end| kind.ends_with(end))
}

/// Whether `Accept-Encoding` takes gzip, and likes it no less than the plain form (RFC 9110, section 12.5.3).
pub fn takes_gzip(headers: &HeaderMap) -> bool {
    let (mut gzip, mut any, mut plain) = (None, None, None);
    let values = headers
        .get_all(header::ACCEPT_ENCODING)
        .filter_map(|value| value.to_str().ok());
    for part in values
        .flat_map(|value| value.split(','))
        .take(20)
    {
        let mut pieces = part.split(';').map(str::trim);
        let name = pieces
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase();
        let weight = pieces.find_map(|piece| {
            piece
                .strip_prefix("q=")
                .or_else(|| piece.strip_prefix("Q="))
        });
        let weight: f32 = weight.map_or(1.0, |q| q.parse().unwrap_or(0.0));
        match name.as_str() {
            // RFC 9110 has the old name taken for the new one.
            "gzip" | "x-gzip" => gzip = Some(weight),
            "*" => any = Some(weight),
            "identity" => plain = Some(weight),
            _ => {}
        }
    }
    let gzip = gzip.or(any).unwrap_or(0.0);
    gzip > 0.0 && gzip >= plain.unwrap_or(0.0)
}

fn gzip(plain: &[u8], how: Compression) -> Option<Vec<u8>> {
    let mut packer = GzEncoder::new(Vec::with_capacity(plain.len() / 3), how);
    packer
        .write_all(plain)
        .and_then(|()| packer.finish())
        .ok()
}

/// Something that is the same for everybody as long as the program runs: packed once, and tightly.
pub struct Constant {
    plain: Bytes,
    packed: Option<Bytes>,
}

impl Constant {
    /// Packs it.
    pub fn new(plain: impl Into<Bytes>) -> Constant {
        let plain = plain.into();
        let packed = gzip(&plain, Compression::best()).map(Bytes::from);
        Constant { plain, packed }
    }

    /// The answer in the form that its reader takes.
    pub fn answer(&self, request: &HttpRequest, content_type: &'static str) -> HttpResponse {
        let mut answer = HttpResponse::Ok();
        answer
            .content_type(content_type)
            .insert_header((header::VARY, "Accept-Encoding"));
        match self
            .packed
            .clone()
            .filter(|_| takes_gzip(request.headers()))
        {
            Some(packed) => answer
                .insert_header((header::CONTENT_ENCODING, GZIP))
                .body(packed),
            None => answer.body(self.plain.clone()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gzip_is_sent_to_whoever_takes_it_and_likes_it_no_less() {
        let takes = |value: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_ENCODING, value.parse().unwrap());
            takes_gzip(&headers)
        };
        for value in [
            "gzip",
            "gzip, deflate, br, zstd",
            "GZIP",
            "br;q=1.0, gzip;q=0.5",
            "*",
            "identity;q=0.5, gzip",
            "x-gzip",
            "br;q=0, gzip",
        ] {
            assert!(takes(value), "{value}");
        }
        for value in [
            "",
            "identity",
            "br",
            "gzip;q=0",
            "gzip;q=0.0, *",
            "*;q=0",
            "gzip;q=x",
            "identity, gzip;q=0.5",
            "deflate",
        ] {
            assert!(!takes(value), "{value}");
        }
        assert!(!takes_gzip(&HeaderMap::new()));
    }
}
