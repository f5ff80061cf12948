//! The OpenAPI document of everything under `/v1`.

use std::sync::LazyLock;

use actix_web::{HttpRequest, HttpResponse};
use utoipa::openapi::path::{Operation, Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::response::{Response, ResponseBuilder};
use utoipa::openapi::schema::{Array, ObjectBuilder, Schema, SchemaType, Type};
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityScheme};
use utoipa::openapi::{Content, PathItem, Ref, RefOr, Required};
use utoipa::{Modify, OpenApi, ToSchema};

use super::pack::Constant;
use super::shapes::{EventBody, MetricBody, RatioBody};
use super::{cards, exports, members, metrics, shop, till_books};
use crate::error::{Code, FieldError};
use crate::service::experiments::ExperimentMember;
use crate::service::lists::Merchant;
use crate::service::members::Member;
use crate::service::view;
use crate::service::visit_import::BadLine;

#[derive(OpenApi)]
#[openapi(
    info(title = "stampwell", description = "Stamp cards in Apple and Google Wallet. Errors are RFC 9457 problems, times are RFC 3339 in UTC, and money is in the smallest currency unit."),
    paths(
        cards::issue, cards::list, cards::get, cards::lookup, cards::change, cards::scan, cards::scans, cards::get_scan, cards::record_amount, cards::void_scan,
        cards::redeem, cards::void_redemption, cards::stamps, members::list, members::get, members::change, members::export, members::erase, members::merge, metrics::metrics, metrics::definitions, metrics::members, shop::events, shop::program,
        shop::put_program, shop::keys, shop::create_key, shop::revoke_key, shop::locations, shop::create_location, shop::tills,
        shop::create_till, shop::revoke_till, shop::deliveries, shop::retry_delivery, shop::create_merchant, shop::merchants,
        exports::events_csv, exports::events_ndjson, exports::members_csv, exports::members_ndjson, exports::scans_csv, exports::scans_ndjson,
        till_books::import_visits, till_books::visit_imports, till_books::get_visit_import, till_books::bad_lines, till_books::record_cost,
        till_books::costs, till_books::begin_experiment, till_books::experiments, till_books::get_experiment, till_books::experiment_members,
    ),
    components(schemas(ProblemBody, Merchant, EventBody, MetricBody, RatioBody, BadLine, ExperimentMember, Member)),
    modifiers(&Keys, &Everywhere),
    security(("key" = []))
)]
struct Api;

/// What went wrong, in RFC 9457 form. Some codes add members of their own.
#[derive(ToSchema)]
#[schema(as = Problem)]
#[expect(dead_code, reason = "only described here; the answers are written in `problem`")]
struct ProblemBody {
    /// Address of the page that explains the code.
    r#type: String,
    /// The code in words, in the language of `Accept-Language`.
    title: String,
    /// The HTTP status.
    status: u16,
    /// What is wrong here, why, and what to do.
    detail: String,
    /// The stable code to check for.
    code: String,
    /// The ID to send us when you ask for help; also in `X-Request-Id`.
    request_id: Option<String>,
    /// Each wrong value, if the input was at fault; otherwise empty.
    errors: Vec<FieldError>,
    /// A refused scan (409): the card as it is, with the rewards that can be handed over all the same.
    card: Option<view::Card>,
    /// `too_soon`: seconds until a visit would be accepted.
    retry_after_s: Option<i64>,
    /// `too_soon`: the visit that lies too near, RFC 3339, UTC.
    #[schema(format = DateTime)]
    last_visit_at: Option<String>,
}

struct Keys;

impl Modify for Keys {
    fn modify(&self, api: &mut utoipa::openapi::OpenApi) {
        let components = api.components.get_or_insert_with(Default::default);
        components.add_security_scheme("key", SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer)));
    }
}

/// What holds for every operation, so that no attribute has to repeat it.
struct Everywhere;

/// Which shape the entries of a list have.
const LISTS: &[(&str, &str)] = &[
    ("/v1/cards", "Card"),
    ("/v1/costs", "Cost"),
    ("/v1/deliveries", "Delivery"),
    ("/v1/events", "Event"),
    ("/v1/experiments", "Experiment"),
    ("/v1/experiments/{id}/members", "ExperimentMember"),
    ("/v1/keys", "Key"),
    ("/v1/locations", "Location"),
    ("/v1/members", "Member"),
    ("/v1/merchants", "Merchant"),
    ("/v1/scans", "Scan"),
    ("/v1/tills", "Till"),
    ("/v1/visits/import", "VisitImport"),
    ("/v1/visits/import/{id}/bad", "BadLine"),
];

/// What any call with a key can be refused with. Every call refuses parameters that it does not know.
const REFUSALS: &[Code] = &[
    Code::Unauthorized,
    Code::TillRevoked,
    Code::Forbidden,
    Code::InvalidRequest,
    Code::RateLimited,
    Code::InternalError,
    Code::Unavailable,
];
/// What only a call that names one thing in its address can be refused with.
const NAMED: &[Code] = &[Code::NotFound];
/// What only a call with a body can be refused with.
const BODIES: &[Code] = &[Code::MalformedJson, Code::RequestTimeout, Code::PayloadTooLarge, Code::UnsupportedMediaType];
/// What only a call that writes can be refused with.
const WRITES: &[Code] = &[Code::StorageFull];
/// What only a call that takes an idempotency key can be refused with.
const REPEATS: &[Code] = &[Code::IdempotencyInProgress, Code::IdempotencyKeyReused];

impl Modify for Everywhere {
    fn modify(&self, api: &mut utoipa::openapi::OpenApi) {
        for (path, item) in &mut api.paths.paths {
            if let Some((_, shape)) = LISTS.iter().find(|(list, _)| list == path)
                && let Some(RefOr::T(answer)) = item.get.as_mut().and_then(|get| get.responses.responses.get_mut("200"))
            {
                answer.content.insert("application/json".into(), RefOr::T(Content::new(Some(page_of(shape)))));
            }
            if let Some(post) = &mut item.post {
                let own = |p: &RefOr<Parameter>| !matches!(p, RefOr::T(p) if p.name == "Idempotency-Key");
                let others = post.parameters.take().into_iter().flatten().filter(own);
                post.parameters = Some(others.chain([RefOr::T(idempotency_key())]).collect());
                REPEATS.iter().for_each(|code| refuses(post, *code));
            }
            for operation in [&mut item.post, &mut item.put, &mut item.patch, &mut item.delete].into_iter().flatten() {
                WRITES.iter().for_each(|code| refuses(operation, *code));
            }
            for operation in operations(item) {
                let named = if path.contains('{') { NAMED } else { &[] };
                let body = if operation.request_body.is_some() { BODIES } else { &[] };
                named.iter().chain(body).for_each(|code| refuses(operation, *code));
                REFUSALS.iter().for_each(|code| refuses(operation, *code));
                operation.responses.responses.iter_mut().for_each(|(status, answer)| complete(status, answer));
            }
        }
    }
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    [&mut item.get, &mut item.post, &mut item.put, &mut item.patch, &mut item.delete].into_iter().flatten()
}

fn idempotency_key() -> Parameter {
    let key = ObjectBuilder::new().schema_type(Type::String).min_length(Some(1)).max_length(Some(255));
    ParameterBuilder::new()
        .name("Idempotency-Key")
        .parameter_in(ParameterIn::Header)
        .required(Required::False)
        .description(Some("The same key gets the same answer for seven days. Use visible characters, and a new key for each new request."))
        .schema(Some(key))
        .build()
}

/// Adds a code to the answers, beside those that the operation names itself.
fn refuses(operation: &mut Operation, code: Code) {
    let answers = &mut operation.responses.responses;
    let answer = answers.entry(code.status().to_string()).or_insert_with(|| RefOr::T(Response::default()));
    let RefOr::T(answer) = answer else { return };
    if !answer.description.split(", ").any(|named| named == code.as_str()) {
        let comma = if answer.description.is_empty() { "" } else { ", " };
        answer.description += &format!("{comma}{}", code.as_str());
    }
}

/// Every answer says something, and every refusal is a problem.
fn complete(status: &str, answer: &mut RefOr<Response>) {
    let RefOr::T(answer) = answer else { return };
    if status.starts_with(['4', '5']) {
        let problem = Content::new(Some(Ref::from_schema_name("Problem")));
        let described = ResponseBuilder::new().description(std::mem::take(&mut answer.description));
        *answer = described.content("application/problem+json", problem).build();
    } else if answer.description.is_empty() {
        answer.description = match status {
            "201" => "Made".into(),
            "204" => "Done, with no body".into(),
            _ => "Done".into(),
        };
    }
}

fn page_of(shape: &str) -> Schema {
    let text = ObjectBuilder::new()
        .schema_type(SchemaType::from_iter([Type::String, Type::Null]))
        .description(Some("Pass it as `cursor` to get the next page; null on the last page."));
    let more = ObjectBuilder::new().schema_type(Type::Boolean).description(Some("Whether there is another page."));
    let page = ObjectBuilder::new()
        .property("data", Array::new(Ref::from_schema_name(shape)))
        .property("next_cursor", text)
        .property("has_more", more);
    Schema::Object(page.required("data").required("next_cursor").required("has_more").build())
}

/// The document as text, two spaces deep. Where a comment in the source is wrapped says nothing to its reader.
pub fn document() -> String {
    Api::openapi().to_pretty_json().unwrap_or_default().replace("\\n", " ")
}

/// Serves the document.
pub async fn serve(request: HttpRequest) -> HttpResponse {
    static DOCUMENT: LazyLock<Constant> = LazyLock::new(|| Constant::new(document()));
    DOCUMENT.answer(&request, "application/json")
}
