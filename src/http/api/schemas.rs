//! Shapes that are only described here, for the OpenAPI document: their answers and questions are written and read elsewhere.

#![expect(dead_code, reason = "described for the document, never built")]

use std::borrow::Cow;
use std::collections::BTreeMap;

use utoipa::openapi::schema::{
    AdditionalProperties, AnyOfBuilder, KnownFormat, Object, ObjectBuilder, OneOfBuilder, Schema,
    SchemaFormat, SchemaType, Type,
};
use utoipa::openapi::{Ref, RefOr};
use utoipa::{IntoParams, PartialSchema, ToSchema};

use crate::domain::event::{FIELDS, KINDS, OWN_COLUMNS, ValueShape};

/// Which period, and whom of it: common to everything about numbers.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PeriodQuery {
    /// First local date. Default, also beside a `to`: the start of the last full month.
    #[param(format = Date, example = "2026-01-01")]
    from: Option<String>,
    /// The local date after the last one. Default, also beside a `from`: the first of this month.
    #[param(format = Date, example = "2026-04-01")]
    to: Option<String>,
    /// IANA time zone that decides the local date of an event. Default: the merchant's.
    #[param(example = "Europe/Berlin")]
    tz: Option<String>,
    /// Only members whose first card came through one of these channels, separated by commas. Default: all. Through a channel that no
    /// event names nobody came.
    #[param(example = "website,counter_qr")]
    join_channel: Option<String>,
    /// Only members whose first card was issued at one of these locations: IDs separated by commas. Default: all. At a location that no
    /// event names nothing happened: the log may hold places that are not in `GET /v1/locations`, so an ID is not refused.
    #[param(example = "loc_01jt8z6m3vf5x9qk2b7n4c0dwe")]
    join_location: Option<String>,
    /// Only visits, redemptions and recorded costs at these locations: IDs separated by commas. Default: all. Does not filter members. At a
    /// location that no event names nothing happened.
    #[param(example = "loc_01jt8z6m3vf5x9qk2b7n4c0dwe")]
    visit_location: Option<String>,
    /// Length of every follow-up and baseline window in days.
    #[param(minimum = 1, maximum = 3660, default = 60)]
    window_days: Option<i32>,
    /// Days without a visit after which a member counts as lapsed.
    #[param(minimum = 1, maximum = 3660, default = 90)]
    lapse_days: Option<i32>,
    /// Ignores everything received after this time: the answer is what it would have been then.
    #[param(format = DateTime, example = "2026-01-31T09:30:00Z")]
    as_of: Option<String>,
}

/// Which numbers, and beside what.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ReportQuery {
    /// IDs separated by commas, or `all`. Default: the four that say most.
    #[param(example = "active_rate,repeat_visit_rate")]
    metrics: Option<String>,
    /// `month` or `quarter`: also returns the same for each part of the period.
    #[param(pattern = "^(month|quarter)$", example = "month")]
    series: Option<String>,
    /// `previous`: also returns the same for the period before, with the same number of whole months or days.
    #[param(pattern = "^previous$", example = "previous")]
    compare: Option<String>,
}

/// Which members behind a number.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub struct MembersQuery {
    /// `num` for the numerator, or for what a count or a sum is made of; `den` for the denominator.
    #[param(pattern = "^(num|den)$", default = "num", example = "den")]
    side: Option<String>,
    /// Entries on a page.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<i64>,
    /// The `next_cursor` of the previous page.
    cursor: Option<String>,
}

/// The numbers of a period, with what they are compared with.
#[derive(ToSchema)]
#[schema(as = Report)]
pub struct ReportBody {
    /// Version of the definitions; it changes when an old question gets a new answer.
    definition: u32,
    /// The query with its defaults filled in.
    query: QueryBody,
    /// First instant of the period and first instant after it.
    #[schema(value_type = Vec<String>, format = DateTime, min_items = 2, max_items = 2)]
    period_utc: Vec<String>,
    /// The results by metric id.
    #[schema(schema_with = results)]
    metrics: BTreeMap<String, serde_json::Value>,
    /// The period before, with `compare=previous`.
    previous: Option<PreviousBody>,
    /// Each month or quarter, with `series`.
    series: Option<Vec<PieceBody>>,
}

/// Results by metric id; `null` means there was nothing to measure; 0 means it was measured and there were none.
fn results() -> Object {
    let nothing = ObjectBuilder::new().schema_type(Type::Null);
    let result = OneOfBuilder::new()
        .item(Ref::from_schema_name("MetricResult"))
        .item(nothing);
    let results = ObjectBuilder::new().schema_type(Type::Object);
    results
        .description(Some("The results by metric id, in the order asked for. `null` means there was nothing to measure; 0 means it was measured and there were none."))
        .additional_properties(Some(AdditionalProperties::RefOr(RefOr::T(Schema::OneOf(result.build())))))
        .build()
}

/// A query with its defaults filled in.
#[derive(ToSchema)]
#[schema(as = MetricsQuery)]
pub struct QueryBody {
    /// IANA time zone.
    tz: String,
    /// First local date.
    #[schema(format = Date)]
    from: String,
    /// The local date after the last.
    #[schema(format = Date)]
    to: String,
    /// Join channels; empty for all.
    join_channel: Vec<String>,
    /// Join locations; empty for all.
    join_location: Vec<String>,
    /// Visit locations; empty for all.
    visit_location: Vec<String>,
    /// Length of every follow-up and baseline window in days.
    window_days: i32,
    /// Days without a visit after which a member counts as lapsed.
    lapse_days: i32,
    /// Anything received later is ignored.
    #[schema(format = DateTime)]
    as_of: Option<String>,
}

/// A metric's result. A ratio is an object too, so one shape does not exclude the next: a reader takes the first that fits.
pub struct MetricBody;

impl PartialSchema for MetricBody {
    fn schema() -> RefOr<Schema> {
        let number = ObjectBuilder::new()
            .schema_type(Type::Number)
            .description(Some(
                "A count, or a sum of money in the smallest currency unit.",
            ));
        let table = ObjectBuilder::new()
            .schema_type(Type::Object)
            .description(Some(
                "Several numbers, with the keys that the metric's formula lists.",
            ));
        let result = AnyOfBuilder::new()
            .item(number)
            .item(Ref::from_schema_name("Ratio"))
            .item(table);
        let said = "A metric's result: a number, a ratio (known by its `num` and `den`), or a table of several numbers.";
        RefOr::T(Schema::AnyOf(
            result
                .description(Some(said))
                .build(),
        ))
    }
}

impl ToSchema for MetricBody {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("MetricResult")
    }
}

/// A ratio with its numerator and denominator.
#[derive(ToSchema)]
#[schema(as = Ratio)]
pub struct RatioBody {
    /// `num / den`; null if there is nothing to divide by.
    #[schema(required = true)]
    value: Option<f64>,
    /// Numerator; null if a setting it needs is missing.
    #[schema(required = true)]
    num: Option<f64>,
    /// Denominator; null if a setting it needs is missing.
    #[schema(required = true)]
    den: Option<f64>,
}

/// The numbers of the period before.
#[derive(ToSchema)]
#[schema(as = PreviousReport)]
pub struct PreviousBody {
    /// First instant of that period and first instant after it.
    #[schema(value_type = Vec<String>, format = DateTime, min_items = 2, max_items = 2)]
    period_utc: Vec<String>,
    /// The results by metric id.
    #[schema(schema_with = results)]
    metrics: BTreeMap<String, serde_json::Value>,
}

/// The numbers of one month or quarter.
#[derive(ToSchema)]
#[schema(as = SeriesPiece)]
pub struct PieceBody {
    /// First local date of this part.
    #[schema(format = Date)]
    from: String,
    /// The local date after its last.
    #[schema(format = Date)]
    to: String,
    /// First instant of this part and first instant after it.
    #[schema(value_type = Vec<String>, format = DateTime, min_items = 2, max_items = 2)]
    period_utc: Vec<String>,
    /// The results by metric id.
    #[schema(schema_with = results)]
    metrics: BTreeMap<String, serde_json::Value>,
}

/// One event of the log. Fields that its type does not have are absent; a line keeps every field that it came with.
#[derive(ToSchema)]
struct CommonEventFields {
    /// Unique for each stored record.
    event_id: String,
    /// The same for every record of the same real-world fact.
    idempotency_key: String,
    /// Whose log it is.
    merchant_id: String,
    /// What happened.
    r#type: EventType,
    /// When it happened.
    #[schema(format = DateTime)]
    occurred_at: String,
    /// When the service stored it.
    #[schema(format = DateTime)]
    received_at: String,
    /// The person, a random token; the surviving one of a merger.
    member_id: Option<String>,
    /// The card.
    card_id: Option<String>,
    /// The place.
    location_id: Option<String>,
    /// The till, else the key, that did it.
    staff_id: Option<String>,
}

/// One event of the log: the common fields, then those that the table of events lists.
pub struct EventBody;

impl PartialSchema for EventBody {
    fn schema() -> RefOr<Schema> {
        let mut event = CommonEventFields::schema();
        if let RefOr::T(Schema::Object(object)) = &mut event {
            let own = OWN_COLUMNS
                .iter()
                .map(|(name, meaning)| ((*name).to_owned(), own_field(name, meaning).into()));
            object.properties.extend(own);
        }
        event
    }
}

impl ToSchema for EventBody {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("Event")
    }

    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        CommonEventFields::schemas(schemas);
    }
}

/// A field that only some kinds of event have: `null` or what its rule says.
fn own_field(name: &str, meaning: &str) -> Object {
    let shape = FIELDS
        .iter()
        .find(|field| field.name == name)
        .map(|field| field.shape);
    let (value, format) = match shape {
        Some(ValueShape::Whole) => (Type::Integer, Some(KnownFormat::Int64)),
        Some(ValueShape::Date) => (Type::String, Some(KnownFormat::Date)),
        Some(ValueShape::Time) => (Type::String, Some(KnownFormat::DateTime)),
        Some(ValueShape::Flag) => (Type::Boolean, None),
        Some(ValueShape::Text) | None => (Type::String, None),
    };
    ObjectBuilder::new()
        .schema_type(SchemaType::from_iter([value, Type::Null]))
        .format(format.map(SchemaFormat::KnownFormat))
        .description(Some(meaning))
        .build()
}

/// The word in an event's `type`.
pub struct EventType;

impl PartialSchema for EventType {
    fn schema() -> RefOr<Schema> {
        let words = ObjectBuilder::new()
            .schema_type(Type::String)
            .description(Some("The types of events."))
            .enum_values(Some(KINDS));
        words.build().into()
    }
}

impl ToSchema for EventType {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("EventType")
    }
}
