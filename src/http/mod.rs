//! The only actix code. [`routes`] is the table of contents.

mod admin;
mod api;
mod base;
#[cfg(test)]
mod samples;
mod site;
mod wallets;

pub use admin::poster_drawing;
pub use admin::sign_in::signed_in;
pub use api::openapi::document;
pub use base::auth::same_site;
pub use base::compression::pack;
pub use base::forwarded::TrustedProxies;
use base::forwarded::client_address;
pub use base::methods::{Verb, at, delete, get, patch, post, put};
pub use base::metrics_query;
pub use base::middleware::{PANICS, gate};
pub use base::page::{frame, html};
pub use base::problem::{Answer, Problem};
pub use base::qr;
pub use base::query::Params;
pub use site::phone;

use actix_web::Responder;
use actix_web::web::{Data, PayloadConfig, ServiceConfig};

use crate::error::Code;

/// Bytes of the largest body.
pub const LARGEST_BODY: usize = 256 * 1024;

/// Every address and its function.
pub fn routes(config: &mut ServiceConfig) {
    config.app_data(PayloadConfig::new(LARGEST_BODY));
    config.app_data(Data::new(api::openapi::Served::default()));
    api(config);
    apple(config);
    at(
        config,
        "/j/{slug}",
        [get().to(site::join::page), post().to(site::join::join)],
    );
    at(
        config,
        "/j/{slug}/",
        [get().to(site::join::page), post().to(site::join::join)],
    );
    at(config, "/c/{token}", [get().to(site::card::page)]);
    at(config, "/c/{token}/", [get().to(site::card::page)]);
    at(config, "/c/{token}/now", [get().to(site::card::now)]);
    at(
        config,
        "/c/{token}/contact",
        [post().to(site::card::set_contact)],
    );
    at(config, "/c/{token}/news", [post().to(site::card::set_news)]);
    at(config, "/c/{token}/export", [get().to(site::card::export)]);
    at(config, "/c/{token}/delete", [post().to(site::card::delete)]);
    at(
        config,
        "/c/{token}/apple",
        [get().to(wallets::apple::apple_pass)],
    );
    at(
        config,
        "/c/{token}/google",
        [get().to(wallets::google::google_pass)],
    );
    at(
        config,
        "/google/callback/{merchant}",
        [post().to(wallets::google::google_callback)],
    );
    at(
        config,
        "/c/{token}/stamps.png",
        [get().to(site::pictures::stamps_picture)],
    );
    at(
        config,
        "/img/{name}",
        [get().to(site::pictures::named_picture)],
    );
    at(config, "/scan", [get().to(site::till::scan_page)]);
    at(
        config,
        "/scan/enrol",
        [
            get().to(site::till::enrol_page),
            post().to(site::till::enrol),
        ],
    );
    at(config, "/scan/unlock", [post().to(site::till::unlock)]);
    at(config, "/scan/lock", [post().to(site::till::lock)]);
    at(config, "/scan/amount", [post().to(site::till::ask_amount)]);
    at(config, "/scan/now", [get().to(site::till::now)]);
    at(config, "/scan/test", [get().to(site::till::test_page)]);
    at(config, "/scan/recent", [get().to(site::till::recent_page)]);
    at(config, "/scan/recent/undo", [post().to(site::till::undo)]);
    at(config, "/scan/frame", [post().to(site::till::frame_code)]);
    at(
        config,
        "/scan/manifest.webmanifest",
        [get().to(site::scanner::manifest)],
    );
    at(config, "/scan/icon/{name}", [get().to(site::scanner::icon)]);
    at(
        config,
        "/scan/sw.js",
        [get().to(site::scanner::service_worker)],
    );
    owner(config);
    at(config, "/help", [get().to(site::front::help)]);
    at(config, "/help/errors", [get().to(site::docs::errors)]);
    at(config, "/help/errors/", [get().to(site::docs::errors)]);
    at(config, "/help/errors/{code}", [get().to(site::help::help)]);
    at(config, "/assets/{name}", [get().to(site::files::asset)]);
    at(config, "/badges/{name}", [get().to(site::files::badge)]);
    at(config, "/robots.txt", [get().to(site::files::robots)]);
    at(config, "/favicon.ico", [get().to(site::files::favicon)]);
    at(config, "/favicon.svg", [get().to(site::files::favicon)]);
    at(config, "/openapi.json", [get().to(api::openapi::serve)]);
    at(config, "/", [get().to(site::front::page)]);
    at(config, "/docs", [get().to(site::docs::docs)]);
    at(config, "/livez", [get().to(site::health::livez)]);
    at(config, "/readyz", [get().to(site::health::readyz)]);
}

/// Everything under `/v1`; its OpenAPI document is held against these lines by a test.
fn api(config: &mut ServiceConfig) {
    at(
        config,
        "/v1/cards",
        [post().to(api::cards::issue), get().to(api::cards::list)],
    );
    at(config, "/v1/cards/lookup", [get().to(api::cards::lookup)]);
    at(
        config,
        "/v1/cards/{id}",
        [get().to(api::cards::get), patch().to(api::cards::change)],
    );
    at(
        config,
        "/v1/scans",
        [post().to(api::cards::scan), get().to(api::cards::scans)],
    );
    at(
        config,
        "/v1/scans/{id}",
        [
            get().to(api::cards::get_scan),
            patch().to(api::cards::record_amount),
        ],
    );
    at(
        config,
        "/v1/scans/{id}/void",
        [post().to(api::cards::void_scan)],
    );
    at(config, "/v1/redemptions", [post().to(api::cards::redeem)]);
    at(
        config,
        "/v1/redemptions/{id}/void",
        [post().to(api::cards::void_redemption)],
    );
    at(config, "/v1/stamps", [post().to(api::cards::stamps)]);
    at(config, "/v1/members", [get().to(api::members::list)]);
    at(
        config,
        "/v1/members/{id}",
        [
            get().to(api::members::get),
            patch().to(api::members::change),
            delete().to(api::members::erase),
        ],
    );
    at(
        config,
        "/v1/members/{id}/export",
        [get().to(api::members::export)],
    );
    at(
        config,
        "/v1/members/{id}/merge",
        [post().to(api::members::merge)],
    );
    at(config, "/v1/metrics", [get().to(api::metrics::metrics)]);
    at(
        config,
        "/v1/metrics/definitions",
        [get().to(api::metrics::definitions)],
    );
    at(
        config,
        "/v1/metrics/{id}/members",
        [get().to(api::metrics::members)],
    );
    at(config, "/v1/events", [get().to(api::events::events)]);
    at(
        config,
        "/v1/exports/events.csv",
        [get().to(api::exports::events_csv)],
    );
    at(
        config,
        "/v1/exports/events.ndjson",
        [get().to(api::exports::events_ndjson)],
    );
    at(
        config,
        "/v1/exports/members.csv",
        [get().to(api::exports::members_csv)],
    );
    at(
        config,
        "/v1/exports/members.ndjson",
        [get().to(api::exports::members_ndjson)],
    );
    at(
        config,
        "/v1/exports/scans.csv",
        [get().to(api::exports::scans_csv)],
    );
    at(
        config,
        "/v1/exports/scans.ndjson",
        [get().to(api::exports::scans_ndjson)],
    );
    at(
        config,
        "/v1/program",
        [
            get().to(api::program::program),
            put().to(api::program::put_program),
        ],
    );
    at(
        config,
        "/v1/keys",
        [get().to(api::keys::keys), post().to(api::keys::create_key)],
    );
    at(
        config,
        "/v1/keys/{id}",
        [delete().to(api::keys::revoke_key)],
    );
    at(
        config,
        "/v1/locations",
        [
            get().to(api::tills::locations),
            post().to(api::tills::create_location),
        ],
    );
    at(
        config,
        "/v1/locations/{id}",
        [
            get().to(api::tills::location),
            patch().to(api::tills::rename_location),
        ],
    );
    at(
        config,
        "/v1/tills",
        [
            get().to(api::tills::tills),
            post().to(api::tills::create_till),
        ],
    );
    at(
        config,
        "/v1/tills/{id}",
        [delete().to(api::tills::revoke_till)],
    );
    at(
        config,
        "/v1/deliveries",
        [get().to(api::deliveries::deliveries)],
    );
    at(
        config,
        "/v1/deliveries/{id}/retry",
        [post().to(api::deliveries::retry_delivery)],
    );
    at(
        config,
        "/v1/visits/import",
        [
            post().to(api::imports::import_visits),
            get().to(api::imports::visit_imports),
        ],
    );
    at(
        config,
        "/v1/visits/import/{id}",
        [get().to(api::imports::get_visit_import)],
    );
    at(
        config,
        "/v1/visits/import/{id}/bad",
        [get().to(api::imports::bad_lines)],
    );
    at(
        config,
        "/v1/costs",
        [
            post().to(api::costs::record_cost),
            get().to(api::costs::costs),
        ],
    );
    at(
        config,
        "/v1/experiments",
        [
            post().to(api::experiments::begin_experiment),
            get().to(api::experiments::experiments),
        ],
    );
    at(
        config,
        "/v1/experiments/{id}",
        [get().to(api::experiments::get_experiment)],
    );
    at(
        config,
        "/v1/experiments/{id}/members",
        [get().to(api::experiments::experiment_members)],
    );
    at(
        config,
        "/v1/merchants",
        [
            get().to(api::merchants::merchants),
            post().to(api::merchants::create_merchant),
        ],
    );
}

/// The owner's pages.
fn owner(config: &mut ServiceConfig) {
    at(
        config,
        "/setup",
        [
            get().to(admin::sign_in::setup_page),
            post().to(admin::sign_in::setup),
        ],
    );
    at(
        config,
        "/admin/members",
        [
            get().to(admin::members::list),
            post().to(admin::members::search),
        ],
    );
    at(
        config,
        "/admin/members/{id}",
        [get().to(admin::members::member)],
    );
    at(
        config,
        "/admin/members/{id}/profile",
        [post().to(admin::members::profile)],
    );
    at(
        config,
        "/admin/members/{id}/stamps",
        [post().to(admin::members::stamps)],
    );
    at(
        config,
        "/admin/members/{id}/redeem",
        [post().to(admin::members::redeem)],
    );
    at(
        config,
        "/admin/members/{id}/card",
        [post().to(admin::members::card)],
    );
    at(
        config,
        "/admin/members/{id}/undo",
        [post().to(admin::members::undo)],
    );
    at(
        config,
        "/admin/members/{id}/merge",
        [
            get().to(admin::members::merge_page),
            post().to(admin::members::merge),
        ],
    );
    at(
        config,
        "/admin/members/{id}/export",
        [get().to(admin::members::export)],
    );
    at(
        config,
        "/admin/members/{id}/delete",
        [post().to(admin::members::delete)],
    );
    at(config, "/admin", [get().to(admin::results::page)]);
    at(config, "/admin/share", [post().to(admin::results::share)]);
    at(
        config,
        "/admin/share/end",
        [post().to(admin::results::end_sharing)],
    );
    at(
        config,
        "/admin/shared/{token}",
        [get().to(admin::results::shared)],
    );
    at(config, "/admin/numbers", [get().to(admin::numbers::page)]);
    at(
        config,
        "/admin/numbers.csv",
        [get().to(admin::numbers::csv)],
    );
    at(
        config,
        "/admin/numbers/{id}",
        [get().to(admin::numbers::people)],
    );
    at(
        config,
        "/admin/import",
        [
            get().to(admin::import::page),
            post().to(admin::import::begin),
        ],
    );
    at(
        config,
        "/admin/import/preview",
        [post().to(admin::import::preview)],
    );
    at(config, "/admin/import/{id}", [get().to(admin::import::job)]);
    at(
        config,
        "/admin/import/{id}/bad.csv",
        [get().to(admin::import::bad_lines)],
    );
    at(
        config,
        "/admin/setup",
        [
            get().to(admin::setup::page),
            post().to(admin::setup::change),
        ],
    );
    at(
        config,
        "/admin/legal",
        [
            get().to(admin::legal::page),
            post().to(admin::legal::change),
        ],
    );
    at(
        config,
        "/admin/sign-in",
        [
            get().to(admin::sign_in::sign_in_page),
            post().to(admin::sign_in::sign_in),
        ],
    );
    at(
        config,
        "/admin/card",
        [get().to(admin::card::page), post().to(admin::card::save)],
    );
    at(
        config,
        "/admin/card/address",
        [post().to(admin::card::change_address)],
    );
    at(
        config,
        "/admin/card/pictures/{name}",
        [get().to(admin::card::picture)],
    );
    at(
        config,
        "/admin/card/logo.png",
        [get().to(admin::card::logo)],
    );
    at(
        config,
        "/admin/developers",
        [get().to(admin::developers::page)],
    );
    at(
        config,
        "/admin/developers/keys",
        [post().to(admin::developers::create_key)],
    );
    at(
        config,
        "/admin/developers/revoke",
        [post().to(admin::developers::revoke_key)],
    );
    at(
        config,
        "/admin/developers/retry",
        [post().to(admin::developers::retry)],
    );
    at(config, "/admin/poster", [get().to(admin::poster::page)]);
    at(config, "/admin/poster.svg", [get().to(admin::poster::file)]);
    at(config, "/admin/staff", [get().to(admin::staff::page)]);
    at(
        config,
        "/admin/staff/tills",
        [post().to(admin::staff::add_till)],
    );
    at(
        config,
        "/admin/staff/tills/{id}/link",
        [post().to(admin::staff::new_link)],
    );
    at(
        config,
        "/admin/staff/tills/{id}/amount",
        [post().to(admin::staff::ask_amount)],
    );
    at(
        config,
        "/admin/staff/tills/{id}/revoke",
        [post().to(admin::staff::revoke)],
    );
    at(
        config,
        "/admin/staff/places",
        [post().to(admin::staff::add_place)],
    );
    at(config, "/admin/sessions", [get().to(admin::sessions::page)]);
    at(
        config,
        "/admin/sessions/end",
        [post().to(admin::sessions::end)],
    );
    at(
        config,
        "/admin/sessions/end-all",
        [post().to(admin::sessions::end_all)],
    );
    at(
        config,
        "/admin/sessions/invite",
        [post().to(admin::sessions::invite)],
    );
    at(
        config,
        "/admin/sessions/take-back",
        [post().to(admin::sessions::take_back)],
    );
    at(
        config,
        "/admin/sessions/key",
        [post().to(admin::sessions::owner_key)],
    );
    at(
        config,
        "/admin/sign-out",
        [post().to(admin::sign_in::sign_out)],
    );
}

/// Apple's pass web service. Some readers double the slash between `webServiceURL` and `/v1`.
fn apple(config: &mut ServiceConfig) {
    for base in ["/apple/v1", "/apple//v1"] {
        let registration = format!("{base}/devices/{{device}}/registrations/{{type}}/{{serial}}");
        at(
            config,
            &registration,
            [
                post().to(wallets::apple::register),
                delete().to(wallets::apple::unregister),
            ],
        );
        at(
            config,
            &format!("{base}/devices/{{device}}/registrations/{{type}}"),
            [get().to(wallets::apple::list)],
        );
        at(
            config,
            &format!("{base}/passes/{{type}}/{{serial}}"),
            [get().to(wallets::apple::fetch)],
        );
        at(
            config,
            &format!("{base}/log"),
            [post().to(wallets::apple::log)],
        );
    }
}

/// Whatever is at no address.
pub async fn nothing_here() -> impl Responder {
    let answer: Answer = Err(Code::NotFound
        .because("There is nothing at this address. /openapi.json lists the API's addresses.")
        .into());
    answer
}
