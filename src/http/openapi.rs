//! The OpenAPI document of everything under `/v1`.

use actix_web::HttpResponse;
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityScheme};
use utoipa::{Modify, OpenApi};

use super::{cards, metrics, shop};

#[derive(OpenApi)]
#[openapi(
    info(title = "stampwell", description = "Stamp cards in Apple and Google Wallet. Errors are RFC 9457 problems; times RFC 3339 in UTC; money in the smallest currency unit."),
    paths(
        cards::issue, cards::list, cards::get, cards::lookup, cards::change, cards::scan, cards::scans, cards::get_scan, cards::void_scan,
        cards::redeem, cards::void_redemption, cards::stamps, metrics::metrics, metrics::definitions, shop::events, shop::program,
        shop::put_program, shop::keys, shop::create_key, shop::revoke_key, shop::locations, shop::create_location, shop::tills,
        shop::create_till, shop::revoke_till, shop::deliveries, shop::retry_delivery, shop::create_merchant, shop::merchants,
    ),
    modifiers(&Keys),
    security(("key" = []))
)]
struct Api;

struct Keys;

impl Modify for Keys {
    fn modify(&self, api: &mut utoipa::openapi::OpenApi) {
        let components = api.components.get_or_insert_with(Default::default);
        components.add_security_scheme("key", SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer)));
    }
}

/// The document as text, two spaces deep.
pub fn document() -> String {
    Api::openapi().to_pretty_json().unwrap_or_default()
}

/// Serves the document.
pub async fn serve() -> HttpResponse {
    HttpResponse::Ok().content_type("application/json").body(document())
}
