//! The OpenAPI document of everything under `/v1`.

// What a request and an answer look like.
mod examples;

use std::sync::{LazyLock, OnceLock};

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use serde_json::Value;
use utoipa::openapi::extensions::ExtensionsBuilder;
use utoipa::openapi::path::{Operation, Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::response::{Response, ResponseBuilder};
use utoipa::openapi::schema::{
    Array, KnownFormat, ObjectBuilder, Schema, SchemaFormat, SchemaType, Type,
};
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityScheme};
use utoipa::openapi::{Content, Header, PathItem, Ref, RefOr, Required};
use utoipa::{Modify, OpenApi, ToSchema};

use super::{
    cards, costs, deliveries, events, experiments, exports, imports, keys, members, merchants,
    metrics, program, tills,
};
use crate::app::App;
use crate::domain::event::KINDS;
use crate::error::{Code, FieldError};
use crate::http::api::schemas::{EventBody, MetricBody, RatioBody};
use crate::http::base::compression::Constant;
use crate::service::access::actor::Role;
use crate::service::card_changed::CHANNELS;
use crate::service::data::experiments::ExperimentMember;
use crate::service::data::visit_import::BadLine;
use crate::service::members::member::Member;
use crate::service::reports::breakdown::Side;
use crate::service::shapes;
use crate::service::shop::merchants::Merchant;
use crate::service::wallets::deliveries::DeliveryState;
use crate::till_export::DateOrder;

#[derive(OpenApi)]
#[openapi(
    info(title = "stampwell"),
    servers((url = "/", description = "This service")),
    tags(
        (name = "cards", description = "One card is one customer's serial in a wallet."),
        (name = "costs", description = "What the programme costs beside rewards."),
        (name = "deliveries", description = "What is owed or was told to the wallets."),
        (name = "events", description = "The log, which is the truth for every number."),
        (name = "experiments", description = "Random hold-outs, by which an effect is measured."),
        (name = "exports", description = "A shop's own data as files."),
        (name = "keys", description = "API keys and what each may do."),
        (name = "locations", description = "Places where visits happen."),
        (name = "members", description = "The people of a shop."),
        (name = "merchants", description = "Shops, for whoever runs the service."),
        (name = "metrics", description = "The shop's numbers and who stands behind them."),
        (name = "program", description = "The shop's rules, and how its card looks."),
        (name = "redemptions", description = "Rewards that are handed over."),
        (name = "scans", description = "Visits that staff validate."),
        (name = "stamps", description = "Stamps that are given or taken without a visit."),
        (name = "tills", description = "Phones and scanners of the staff."),
        (name = "visits", description = "Visits from a till's export."),
    ),
    paths(
        cards::issue,
        cards::list,
        cards::get,
        cards::lookup,
        cards::change,
        cards::scan,
        cards::scans,
        cards::get_scan,
        cards::record_amount,
        cards::void_scan,
        cards::redeem,
        cards::void_redemption,
        cards::stamps,
        members::list,
        members::get,
        members::change,
        members::export,
        members::erase,
        members::merge,
        metrics::metrics,
        metrics::definitions,
        metrics::members,
        events::events,
        program::program,
        program::put_program,
        keys::keys,
        keys::create_key,
        keys::revoke_key,
        tills::locations,
        tills::location,
        tills::rename_location,
        tills::create_location,
        tills::tills,
        tills::create_till,
        tills::revoke_till,
        deliveries::deliveries,
        deliveries::retry_delivery,
        merchants::create_merchant,
        merchants::merchants,
        exports::events_csv,
        exports::events_ndjson,
        exports::members_csv,
        exports::members_ndjson,
        exports::scans_csv,
        exports::scans_ndjson,
        imports::import_visits,
        imports::visit_imports,
        imports::get_visit_import,
        imports::bad_lines,
        costs::record_cost,
        costs::costs,
        experiments::begin_experiment,
        experiments::experiments,
        experiments::get_experiment,
        experiments::experiment_members,
    ),
    components(
        schemas(
            ProblemBody,
            Merchant,
            EventBody,
            MetricBody,
            RatioBody,
            BadLine,
            ExperimentMember,
            Member,
        ),
    ),
    modifiers(&Keys, &Everywhere),
    security(("key" = [])),
)]
struct Api;

/// What holds for every call, a paragraph for each subject: the document's description, and the top of `/docs`.
const RULES: [&str; 6] = [
    "Stamp cards in Apple and Google Wallet. Errors are RFC 9457 problems, times are RFC 3339 in UTC, and money is in the smallest currency unit. `Accept-Language` chooses the language of an error's `title`; its `code` is the same in all.",
    "Keys: send one as `Authorization: Bearer sw_live_…`; those of a test shop begin with `sw_test_`. A key belongs to one shop and has a role. `owner` may do everything in its shop; `staff` scans, redeems, looks cards up, and takes back what it did itself; `reader` gets numbers, events and exports without personal fields. Each call says which roles it takes (`x-roles`); any other hears 403 `forbidden`. Whoever runs the service makes an operator key with `stampwell key create --role operator`. It begins with `sw_operator_`, makes and lists shops at `/v1/merchants`, and sees nothing inside them.",
    "Parameters and fields that are not known are refused with 422 `invalid_request`.",
    "Lists come in pages, oldest first: `limit` says how many entries (1 to 200, otherwise 50), and `cursor` takes the `next_cursor` of the page before, which is null on the last one.",
    "A body may have 256 KiB, an import 64 MiB, and an address with its query 4 KiB. A caller who asks too often hears 429 `rate_limited` with `Retry-After`: the seconds to wait.",
    "Every POST takes an `Idempotency-Key`: the same one with the same method, address and body gets the same answer for seven days, with `Idempotency-Replayed: true`, so that a request whose answer was lost can be sent again. They are kept for each API key or till by itself: sent with another API key, the same one is a new request, so let retries end before you change to a new API key. A refusal is not kept: after it the same one may be sent again, with another body too. What is shown only once (`secret` of a new key, `enrol_url` of a new till, the keys of a new shop) is null when the answer is repeated.",
];

/// Who may make a call; a story asks the service the same.
fn roles(operation: &str) -> &'static [Role] {
    match operation {
        "createMerchant" | "listMerchants" => &[Role::Operator],
        "createCard" | "getCard" | "lookUpCard" | "createScan" | "listScans" | "getScan"
        | "updateScan" | "voidScan" | "createRedemption" | "voidRedemption" => {
            &[Role::Owner, Role::Staff]
        }
        "getMetrics"
        | "getMetricDefinitions"
        | "listEvents"
        | "exportEventsCsv"
        | "exportEventsNdjson"
        | "exportMembersCsv"
        | "exportMembersNdjson"
        | "exportScansCsv"
        | "exportScansNdjson" => &[Role::Owner, Role::Reader],
        _ => &[Role::Owner],
    }
}

/// Says which keys open a call, for programs and for people.
fn tell_roles(operation: &mut Operation) {
    let roles = roles(
        operation
            .operation_id
            .as_deref()
            .unwrap_or_default(),
    );
    let words: Vec<&str> = roles
        .iter()
        .map(|role| role.as_str())
        .collect();
    let said = format!("Role: `{}`.", words.join("` or `"));
    let own = operation
        .description
        .take()
        .unwrap_or_default();
    operation.description = Some(
        format!("{own} {said}")
            .trim_start()
            .to_owned(),
    );
    let extension = ExtensionsBuilder::new()
        .add("x-roles", words)
        .build();
    operation
        .extensions
        .get_or_insert_with(Default::default)
        .merge(extension);
    if roles != [Role::Operator] {
        refuses(operation, Code::MerchantSuspended);
    }
}

/// What went wrong, in RFC 9457 form. Some codes add members of their own.
#[derive(ToSchema)]
#[schema(as = Problem)]
#[expect(
    dead_code,
    reason = "only described here; the answers are written in `problem`"
)]
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
    card: Option<shapes::Card>,
    /// `too_soon`: seconds until a visit would be accepted.
    retry_after_s: Option<i64>,
    /// `too_soon`: the visit that lies too near, RFC 3339, UTC.
    #[schema(format = DateTime)]
    last_visit_at: Option<String>,
    /// `method_not_allowed`: the methods that the address accepts, as in the header `Allow`.
    allow: Option<String>,
    /// `external_id_taken`: the member who has the ID.
    member_id: Option<String>,
}

struct Keys;

impl Modify for Keys {
    fn modify(&self, api: &mut utoipa::openapi::OpenApi) {
        let components = api
            .components
            .get_or_insert_with(Default::default);
        components.add_security_scheme(
            "key",
            SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer)),
        );
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

/// What stands in an address that names one thing, by the beginning of the address.
const NAMES: &[(&str, &str, &str)] = &[
    (
        "/v1/cards/",
        "The card's id.",
        "card_01jt8z6m3vf5x9qk2b7n4c0dwe",
    ),
    (
        "/v1/deliveries/",
        "The delivery's id.",
        "dlv_01jt8z6m3vf5x9qk2b7n4c0dwe",
    ),
    (
        "/v1/locations/",
        "The location's id.",
        "loc_01jt8z6m3vf5x9qk2b7n4c0dwe",
    ),
    (
        "/v1/experiments/",
        "The experiment's id.",
        "exp_01jt8z6m3vf5x9qk2b7n4c0dwe",
    ),
    (
        "/v1/keys/",
        "The key's id, which is not its secret.",
        "key_01jt8z6m3vf5x9qk2b7n4c0dwe",
    ),
    (
        "/v1/members/",
        "The member's id.",
        "mem_01jt8z6m3vf5x9qk2b7n4c0dwe",
    ),
    (
        "/v1/redemptions/",
        "The redemption's id.",
        "rdm_01jt8z6m3vf5x9qk2b7n4c0dwe",
    ),
    (
        "/v1/scans/",
        "The visit's id.",
        "scan_01jt8z6m3vf5x9qk2b7n4c0dwe",
    ),
    (
        "/v1/tills/",
        "The till's id.",
        "till_01jt8z6m3vf5x9qk2b7n4c0dwe",
    ),
    (
        "/v1/visits/import/",
        "The import's id.",
        "imp_01jt8z6m3vf5x9qk2b7n4c0dwe",
    ),
];

/// The words of a parameter that takes one of a few.
fn words(name: &str) -> &'static [&'static str] {
    const STATES: [&str; 4] = names(&DeliveryState::NAMED);
    const CHANNEL: [&str; 2] = names(&CHANNELS);
    const DATES: [&str; 5] = names(&DateOrder::NAMED);
    const SIDES: [&str; 2] = names(&Side::NAMED);
    match name {
        "arm" => &["treatment", "control"],
        "channel" => &CHANNEL,
        "compare" => &["previous"],
        "date_format" => &DATES,
        "decimal" => &["comma", "point"],
        "format" => &["csv", "ndjson"],
        "separator" => &["comma", "semicolon", "tab", "bar"],
        "series" => &["month", "quarter"],
        "side" => &SIDES,
        "state" => &STATES,
        "type" => &KINDS,
        "unit" => &["major", "minor"],
        "unknown_places" => &["ignore", "create"],
        _ => &[],
    }
}

const fn names<T, const N: usize>(named: &[(&'static str, T); N]) -> [&'static str; N] {
    let mut names = [""; N];
    let mut at = 0;
    while at < N {
        names[at] = named[at].0;
        at += 1;
    }
    names
}

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
const BODIES: &[Code] = &[
    Code::MalformedJson,
    Code::RequestTimeout,
    Code::PayloadTooLarge,
    Code::UnsupportedMediaType,
];
/// What only a call that writes can be refused with.
const WRITES: &[Code] = &[Code::StorageFull];
/// What only a call that takes an idempotency key can be refused with.
const REPEATS: &[Code] = &[Code::IdempotencyInProgress, Code::IdempotencyKeyReused];

impl Modify for Everywhere {
    fn modify(&self, api: &mut utoipa::openapi::OpenApi) {
        let pages = LISTS
            .iter()
            .map(|(_, shape)| (name_of_page(shape), RefOr::T(page_of(shape))));
        api.components
            .get_or_insert_with(Default::default)
            .schemas
            .extend(pages);
        for (path, item) in &mut api.paths.paths {
            if let Some((_, shape)) = LISTS
                .iter()
                .find(|(list, _)| list == path)
                && let Some(RefOr::T(answer)) = item.get.as_mut().and_then(|get| {
                    get.responses
                        .responses
                        .get_mut("200")
                })
            {
                let page = Content::new(Some(Ref::from_schema_name(name_of_page(shape))));
                answer
                    .content
                    .insert("application/json".into(), RefOr::T(page));
            }
            if let Some(post) = &mut item.post {
                let own =
                    |p: &RefOr<Parameter>| !matches!(p, RefOr::T(p) if p.name == "Idempotency-Key");
                let others = post
                    .parameters
                    .take()
                    .into_iter()
                    .flatten()
                    .filter(own);
                post.parameters = Some(
                    others
                        .chain([RefOr::T(idempotency_key())])
                        .collect(),
                );
                REPEATS
                    .iter()
                    .for_each(|code| refuses(post, *code));
                let answers = post
                    .responses
                    .responses
                    .iter_mut()
                    .filter(|(status, _)| status.starts_with('2'));
                answers.for_each(|(_, answer)| {
                    tell(
                        answer,
                        "Idempotency-Replayed",
                        Type::Boolean,
                        "`true` where the answer is the stored one.",
                    )
                });
            }
            for operation in [
                &mut item.post,
                &mut item.put,
                &mut item.patch,
                &mut item.delete,
            ]
            .into_iter()
            .flatten()
            {
                WRITES
                    .iter()
                    .for_each(|code| refuses(operation, *code));
            }
            for operation in operations(item) {
                let named = if path.contains('{') {
                    NAMED
                } else {
                    &[]
                };
                let body = if operation.request_body.is_some() {
                    BODIES
                } else {
                    &[]
                };
                named
                    .iter()
                    .chain(body)
                    .for_each(|code| refuses(operation, *code));
                REFUSALS
                    .iter()
                    .for_each(|code| refuses(operation, *code));
                tell_roles(operation);
                operation
                    .responses
                    .responses
                    .iter_mut()
                    .for_each(|(status, answer)| complete(status, answer));
                operation
                    .parameters
                    .iter_mut()
                    .flatten()
                    .for_each(|parameter| describe(path, parameter));
                offer_bytes(operation);
            }
        }
    }
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    [
        &mut item.get,
        &mut item.post,
        &mut item.put,
        &mut item.patch,
        &mut item.delete,
    ]
    .into_iter()
    .flatten()
}

fn idempotency_key() -> Parameter {
    let key = ObjectBuilder::new()
        .schema_type(Type::String)
        .min_length(Some(1))
        .max_length(Some(255));
    ParameterBuilder::new()
        .name("Idempotency-Key")
        .parameter_in(ParameterIn::Header)
        .required(Required::False)
        .description(Some("The same key gets the same answer for seven days. Use visible characters, and a new key for each new request."))
        .schema(Some(key))
        .build()
}

/// What holds for a parameter of this name wherever it stands.
fn describe(path: &str, parameter: &mut RefOr<Parameter>) {
    let RefOr::T(parameter) = parameter else {
        return;
    };
    let text = || ObjectBuilder::new().schema_type(Type::String);
    let mut example = None;
    let schema = match parameter.name.as_str() {
        "limit" => {
            parameter.description = Some("Entries on a page.".into());
            let number = ObjectBuilder::new()
                .schema_type(Type::Integer)
                .format(Some(SchemaFormat::KnownFormat(KnownFormat::Int64)));
            number
                .minimum(Some(1))
                .maximum(Some(200))
                .default(Some(50.into()))
        }
        "cursor" => {
            parameter.description =
                Some("The `next_cursor` of the page before; none for the first page.".into());
            text()
        }
        "code" => {
            parameter.description =
                Some("What a scanner read, or the short code that somebody typed.".into());
            example = Some("K7PQ3M2X");
            text()
        }
        "id" if parameter.description.is_none() => {
            let Some((_, words, id)) = NAMES
                .iter()
                .find(|(beginning, ..)| path.starts_with(beginning))
            else {
                return;
            };
            parameter.description = Some((*words).into());
            example = Some(*id);
            text()
        }
        name => {
            let words = words(name);
            if words.is_empty() {
                return;
            }
            text().enum_values(Some(words.iter().copied()))
        }
    };
    parameter.schema = Some(RefOr::T(Schema::Object(schema.build())));
    if let Some(example) = example {
        *parameter = ParameterBuilder::from(std::mem::take(parameter))
            .example(Some(example.into()))
            .build();
    }
}

/// A file whose shape no generator knows can be had, and sent, as bytes too: else some would leave the whole call out.
fn offer_bytes(operation: &mut Operation) {
    const LINES: &str = "application/x-ndjson";
    let bytes = || {
        let object = ObjectBuilder::new()
            .schema_type(Type::String)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::Binary)));
        RefOr::T(Content::new(Some(RefOr::T(Schema::Object(object.build())))))
    };
    let kind = || "application/octet-stream".to_owned();
    if let Some(RefOr::T(body)) = &mut operation.request_body
        && body.content.contains_key(LINES)
    {
        body.content.insert(kind(), bytes());
    }
    for answer in operation
        .responses
        .responses
        .values_mut()
    {
        if let RefOr::T(answer) = answer
            && answer.content.contains_key(LINES)
        {
            answer
                .content
                .insert(kind(), bytes());
        }
    }
}

/// Adds a header to an answer.
fn tell(answer: &mut RefOr<Response>, name: &str, kind: Type, words: &str) {
    let RefOr::T(answer) = answer else {
        return;
    };
    let mut header = Header::new(RefOr::T(Schema::Object(
        ObjectBuilder::new()
            .schema_type(kind)
            .build(),
    )));
    header.description = Some(words.to_owned());
    answer
        .headers
        .insert(name.to_owned(), RefOr::T(header));
}

/// Adds a code to the answers, beside those that the operation names itself.
fn refuses(operation: &mut Operation, code: Code) {
    let answers = &mut operation.responses.responses;
    let answer = answers
        .entry(code.status().to_string())
        .or_insert_with(|| RefOr::T(Response::default()));
    let RefOr::T(answer) = answer else {
        return;
    };
    if !answer
        .description
        .split(", ")
        .any(|named| named == code.as_str())
    {
        let comma = if answer.description.is_empty() {
            ""
        } else {
            ", "
        };
        answer.description += &format!("{comma}{}", code.as_str());
    }
}

/// Every answer says something, and every refusal is a problem.
fn complete(status: &str, told: &mut RefOr<Response>) {
    let RefOr::T(answer) = told else {
        return;
    };
    if status.starts_with(['4', '5']) {
        let problem = Content::new(Some(Ref::from_schema_name("Problem")));
        let described = ResponseBuilder::new().description(std::mem::take(&mut answer.description));
        *answer = described
            .content("application/problem+json", problem)
            .build();
        if ["429", "503"].contains(&status) {
            tell(
                told,
                "Retry-After",
                Type::Integer,
                "Seconds after which to try again, where that is known.",
            );
        }
    } else if answer.description.is_empty() {
        answer.description = match status {
            "201" => "Made".into(),
            "204" => "Done, with no body".into(),
            _ => "Done".into(),
        };
    }
}

fn name_of_page(shape: &str) -> String {
    format!("{shape}Page")
}

fn page_of(shape: &str) -> Schema {
    let text = ObjectBuilder::new()
        .schema_type(SchemaType::from_iter([Type::String, Type::Null]))
        .description(Some(
            "Pass it as `cursor` to get the next page; null on the last page.",
        ));
    let more = ObjectBuilder::new()
        .schema_type(Type::Boolean)
        .description(Some("Whether there is another page."));
    let page = ObjectBuilder::new()
        .property("data", Array::new(Ref::from_schema_name(shape)))
        .property("next_cursor", text)
        .property("has_more", more);
    Schema::Object(
        page.required("data")
            .required("next_cursor")
            .required("has_more")
            .build(),
    )
}

/// The document, still without the address of the service.
static WHOLE: LazyLock<Value> = LazyLock::new(|| {
    // Where a comment in the source is wrapped says nothing to its reader.
    let text = Api::openapi()
        .to_pretty_json()
        .unwrap_or_default()
        .replace("\\n", " ");
    let mut document: Value = serde_json::from_str(&text).unwrap_or_default();
    document["info"]["description"] = RULES.join("\n\n").into();
    examples::put(&mut document);
    document
});

/// The document of the service at an address as text, two spaces deep; `/` is wherever the document itself lies.
pub fn document(address: &str) -> String {
    let mut document = WHOLE.clone();
    if let Some(url) = document.pointer_mut("/servers/0/url") {
        *url = address.into();
    }
    serde_json::to_string_pretty(&document).unwrap_or_default()
}

/// The document of this service, packed when it is first asked for.
#[derive(Default)]
pub struct Served(OnceLock<Constant>);

/// Serves the document.
pub async fn serve(app: Data<App>, served: Data<Served>, request: HttpRequest) -> HttpResponse {
    served
        .0
        .get_or_init(|| Constant::new(document(&app.public_url)))
        .answer(&request, "application/json")
}
