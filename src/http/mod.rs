//! The only actix code. [`routes`] is the table of contents.

mod accept;
mod admin;
mod auth;
mod call;
mod cards;
mod docs;
mod exports;
mod fields;
mod forwarded;
mod front;
mod gate;
mod health;
mod join;
mod members;
mod metrics;
mod openapi;
mod pack;
pub mod pages;
mod params;
mod problem;
mod public;
mod scanner;
mod shapes;
mod shop;
mod till;
mod till_books;
mod upload;
mod verbs;
mod wallet;
mod web_card;

pub use admin::sign_in::signed_in;
pub use auth::same_site;
pub use forwarded::TrustedProxies;
use forwarded::client_address;
pub use gate::{PANICS, gate};
pub use openapi::document;
pub use pack::pack;
pub use problem::{Answer, Problem};
pub use public::{frame, html};
pub use verbs::{Verb, at, delete, get, patch, post, put};

use actix_web::Responder;
use actix_web::web::{Data, PayloadConfig, ServiceConfig};

use crate::error::Code;

/// Bytes of the largest body.
pub const LARGEST_BODY: usize = 256 * 1024;

/// Every address and its function.
pub fn routes(config: &mut ServiceConfig) {
    config.app_data(PayloadConfig::new(LARGEST_BODY));
    config.app_data(Data::new(openapi::Served::default()));
    api(config);
    apple(config);
    at(config, "/j/{slug}", [get().to(join::page), post().to(join::join)]);
    at(config, "/c/{token}", [get().to(web_card::page)]);
    at(config, "/c/{token}/now", [get().to(web_card::now)]);
    at(config, "/c/{token}/contact", [post().to(web_card::set_contact)]);
    at(config, "/c/{token}/news", [post().to(web_card::set_news)]);
    at(config, "/c/{token}/export", [get().to(web_card::export)]);
    at(config, "/c/{token}/delete", [post().to(web_card::delete)]);
    at(config, "/c/{token}/apple", [get().to(public::apple_pass)]);
    at(config, "/c/{token}/google", [get().to(public::google_pass)]);
    at(config, "/google/callback/{merchant}", [post().to(public::google_callback)]);
    at(config, "/c/{token}/stamps.png", [get().to(public::stamps_picture)]);
    at(config, "/img/{name}", [get().to(public::named_picture)]);
    at(config, "/scan", [get().to(till::scan_page)]);
    at(config, "/scan/enrol", [get().to(till::enrol_page), post().to(till::enrol)]);
    at(config, "/scan/unlock", [post().to(till::unlock)]);
    at(config, "/scan/lock", [post().to(till::lock)]);
    at(config, "/scan/amount", [post().to(till::ask_amount)]);
    at(config, "/scan/test", [get().to(till::test_page)]);
    at(config, "/scan/recent", [get().to(till::recent_page)]);
    at(config, "/scan/recent/undo", [post().to(till::undo)]);
    at(config, "/scan/frame", [post().to(till::frame_code)]);
    at(config, "/scan/manifest.webmanifest", [get().to(scanner::manifest)]);
    at(config, "/scan/icon/{name}", [get().to(scanner::icon)]);
    at(config, "/scan/sw.js", [get().to(scanner::service_worker)]);
    owner(config);
    at(config, "/help", [get().to(front::help)]);
    at(config, "/help/errors", [get().to(docs::errors)]);
    at(config, "/help/errors/", [get().to(docs::errors)]);
    at(config, "/help/errors/{code}", [get().to(public::help)]);
    at(config, "/assets/{name}", [get().to(public::asset)]);
    at(config, "/badges/{name}", [get().to(public::badge)]);
    at(config, "/robots.txt", [get().to(public::robots)]);
    at(config, "/favicon.ico", [get().to(public::favicon)]);
    at(config, "/favicon.svg", [get().to(public::favicon)]);
    at(config, "/openapi.json", [get().to(openapi::serve)]);
    at(config, "/", [get().to(front::page)]);
    at(config, "/docs", [get().to(docs::docs)]);
    at(config, "/livez", [get().to(health::livez)]);
    at(config, "/readyz", [get().to(health::readyz)]);
}

/// Everything under `/v1`; its OpenAPI document is held against these lines by a test.
fn api(config: &mut ServiceConfig) {
    at(config, "/v1/cards", [post().to(cards::issue), get().to(cards::list)]);
    at(config, "/v1/cards/lookup", [get().to(cards::lookup)]);
    at(config, "/v1/cards/{id}", [get().to(cards::get), patch().to(cards::change)]);
    at(config, "/v1/scans", [post().to(cards::scan), get().to(cards::scans)]);
    at(config, "/v1/scans/{id}", [get().to(cards::get_scan), patch().to(cards::record_amount)]);
    at(config, "/v1/scans/{id}/void", [post().to(cards::void_scan)]);
    at(config, "/v1/redemptions", [post().to(cards::redeem)]);
    at(config, "/v1/redemptions/{id}/void", [post().to(cards::void_redemption)]);
    at(config, "/v1/stamps", [post().to(cards::stamps)]);
    at(config, "/v1/members", [get().to(members::list)]);
    at(config, "/v1/members/{id}", [get().to(members::get), patch().to(members::change), delete().to(members::erase)]);
    at(config, "/v1/members/{id}/export", [get().to(members::export)]);
    at(config, "/v1/members/{id}/merge", [post().to(members::merge)]);
    at(config, "/v1/metrics", [get().to(metrics::metrics)]);
    at(config, "/v1/metrics/definitions", [get().to(metrics::definitions)]);
    at(config, "/v1/metrics/{id}/members", [get().to(metrics::members)]);
    at(config, "/v1/events", [get().to(shop::events)]);
    at(config, "/v1/exports/events.csv", [get().to(exports::events_csv)]);
    at(config, "/v1/exports/events.ndjson", [get().to(exports::events_ndjson)]);
    at(config, "/v1/exports/members.csv", [get().to(exports::members_csv)]);
    at(config, "/v1/exports/members.ndjson", [get().to(exports::members_ndjson)]);
    at(config, "/v1/exports/scans.csv", [get().to(exports::scans_csv)]);
    at(config, "/v1/exports/scans.ndjson", [get().to(exports::scans_ndjson)]);
    at(config, "/v1/program", [get().to(shop::program), put().to(shop::put_program)]);
    at(config, "/v1/keys", [get().to(shop::keys), post().to(shop::create_key)]);
    at(config, "/v1/keys/{id}", [delete().to(shop::revoke_key)]);
    at(config, "/v1/locations", [get().to(shop::locations), post().to(shop::create_location)]);
    at(config, "/v1/tills", [get().to(shop::tills), post().to(shop::create_till)]);
    at(config, "/v1/tills/{id}", [delete().to(shop::revoke_till)]);
    at(config, "/v1/deliveries", [get().to(shop::deliveries)]);
    at(config, "/v1/deliveries/{id}/retry", [post().to(shop::retry_delivery)]);
    at(config, "/v1/visits/import", [post().to(till_books::import_visits), get().to(till_books::visit_imports)]);
    at(config, "/v1/visits/import/{id}", [get().to(till_books::get_visit_import)]);
    at(config, "/v1/visits/import/{id}/bad", [get().to(till_books::bad_lines)]);
    at(config, "/v1/costs", [post().to(till_books::record_cost), get().to(till_books::costs)]);
    at(config, "/v1/experiments", [post().to(till_books::begin_experiment), get().to(till_books::experiments)]);
    at(config, "/v1/experiments/{id}", [get().to(till_books::get_experiment)]);
    at(config, "/v1/experiments/{id}/members", [get().to(till_books::experiment_members)]);
    at(config, "/v1/merchants", [get().to(shop::merchants), post().to(shop::create_merchant)]);
}

/// The owner's pages.
fn owner(config: &mut ServiceConfig) {
    at(config, "/setup", [get().to(admin::sign_in::setup_page), post().to(admin::sign_in::setup)]);
    at(config, "/admin/members", [get().to(admin::members::list), post().to(admin::members::search)]);
    at(config, "/admin/members/{id}", [get().to(admin::members::member)]);
    at(config, "/admin/members/{id}/profile", [post().to(admin::members::profile)]);
    at(config, "/admin/members/{id}/stamps", [post().to(admin::members::stamps)]);
    at(config, "/admin/members/{id}/redeem", [post().to(admin::members::redeem)]);
    at(config, "/admin/members/{id}/card", [post().to(admin::members::card)]);
    at(config, "/admin/members/{id}/undo", [post().to(admin::members::undo)]);
    at(config, "/admin/members/{id}/merge", [get().to(admin::members::merge_page), post().to(admin::members::merge)]);
    at(config, "/admin/members/{id}/export", [get().to(admin::members::export)]);
    at(config, "/admin/members/{id}/delete", [post().to(admin::members::delete)]);
    at(config, "/admin", [get().to(admin::results::page)]);
    at(config, "/admin/share", [post().to(admin::results::share)]);
    at(config, "/admin/share/end", [post().to(admin::results::end_sharing)]);
    at(config, "/admin/shared/{token}", [get().to(admin::results::shared)]);
    at(config, "/admin/numbers", [get().to(admin::numbers::page)]);
    at(config, "/admin/numbers.csv", [get().to(admin::numbers::csv)]);
    at(config, "/admin/numbers/{id}", [get().to(admin::numbers::people)]);
    at(config, "/admin/import", [get().to(admin::import::page), post().to(admin::import::begin)]);
    at(config, "/admin/import/preview", [post().to(admin::import::preview)]);
    at(config, "/admin/import/{id}", [get().to(admin::import::job)]);
    at(config, "/admin/import/{id}/bad.csv", [get().to(admin::import::bad_lines)]);
    at(config, "/admin/setup", [get().to(admin::setup::page), post().to(admin::setup::change)]);
    at(config, "/admin/legal", [get().to(admin::legal::page), post().to(admin::legal::change)]);
    at(config, "/admin/sign-in", [get().to(admin::sign_in::sign_in_page), post().to(admin::sign_in::sign_in)]);
    at(config, "/admin/card", [get().to(admin::card::page), post().to(admin::card::save)]);
    at(config, "/admin/card/address", [post().to(admin::card::change_address)]);
    at(config, "/admin/card/pictures/{name}", [get().to(admin::card::picture)]);
    at(config, "/admin/card/logo.png", [get().to(admin::card::logo)]);
    at(config, "/admin/developers", [get().to(admin::developers::page)]);
    at(config, "/admin/developers/keys", [post().to(admin::developers::create_key)]);
    at(config, "/admin/developers/revoke", [post().to(admin::developers::revoke_key)]);
    at(config, "/admin/developers/retry", [post().to(admin::developers::retry)]);
    at(config, "/admin/poster", [get().to(admin::poster::page)]);
    at(config, "/admin/poster.svg", [get().to(admin::poster::file)]);
    at(config, "/admin/staff", [get().to(admin::staff::page)]);
    at(config, "/admin/staff/tills", [post().to(admin::staff::add_till)]);
    at(config, "/admin/staff/tills/{id}/link", [post().to(admin::staff::new_link)]);
    at(config, "/admin/staff/tills/{id}/amount", [post().to(admin::staff::ask_amount)]);
    at(config, "/admin/staff/tills/{id}/revoke", [post().to(admin::staff::revoke)]);
    at(config, "/admin/staff/places", [post().to(admin::staff::add_place)]);
    at(config, "/admin/sessions", [get().to(admin::sessions::page)]);
    at(config, "/admin/sessions/end", [post().to(admin::sessions::end)]);
    at(config, "/admin/sessions/end-all", [post().to(admin::sessions::end_all)]);
    at(config, "/admin/sessions/invite", [post().to(admin::sessions::invite)]);
    at(config, "/admin/sessions/take-back", [post().to(admin::sessions::take_back)]);
    at(config, "/admin/sessions/key", [post().to(admin::sessions::owner_key)]);
    at(config, "/admin/sign-out", [post().to(admin::sign_in::sign_out)]);
}

/// Apple's pass web service. Some readers double the slash between `webServiceURL` and `/v1`.
fn apple(config: &mut ServiceConfig) {
    for base in ["/apple/v1", "/apple//v1"] {
        let registration = format!("{base}/devices/{{device}}/registrations/{{type}}/{{serial}}");
        at(config, &registration, [post().to(wallet::register), delete().to(wallet::unregister)]);
        at(config, &format!("{base}/devices/{{device}}/registrations/{{type}}"), [get().to(wallet::list)]);
        at(config, &format!("{base}/passes/{{type}}/{{serial}}"), [get().to(wallet::fetch)]);
        at(config, &format!("{base}/log"), [post().to(wallet::log)]);
    }
}

/// Whatever is at no address.
pub async fn nothing_here() -> impl Responder {
    let answer: Answer = Err(Code::NotFound.because("There is nothing at this address. /openapi.json lists the API's addresses.").into());
    answer
}
