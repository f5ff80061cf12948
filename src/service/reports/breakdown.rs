//! Opens a number: whose parts it is made of.

use serde::Serialize;

use crate::app::App;
use crate::error::{Code, Error, Result};
use crate::metrics::{self, Contributors, Definition, Query};
use crate::service::page::Page;
use crate::service::reports::query::ask;
use crate::store::Tenant;

pub use crate::metrics::{Population, Quantity, Side};

/// The members behind one side of a number.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Members {
    /// The metric.
    pub metric: &'static str,
    /// `num` or `den`.
    #[schema(pattern = "^(num|den)$")]
    pub side: &'static str,
    /// What each count counts, in English, such as `visits in the period`.
    pub what: String,
    /// The side itself: the counts of all members, on this page or not, with `unattributed` added.
    #[schema(value_type = f64)]
    pub total: Quantity,
    /// The part of the total that belongs to no member: visitors who did not join, costs of the whole shop,
    /// vouchers of strangers.
    #[schema(value_type = f64)]
    pub unattributed: Quantity,
    /// How many members have a part in it.
    pub members: usize,
    /// The members, by id.
    pub data: Vec<Contribution>,
    /// Pass it as `cursor` to get the next page; null on the last page.
    pub next_cursor: Option<String>,
    /// Whether there is another page.
    pub has_more: bool,
}

/// One member's part in a number.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Contribution {
    /// The member; of merged members the surviving one.
    pub member_id: String,
    /// How many, or how much: 1 where people are counted; below zero where something is taken away, as by a member who left.
    #[schema(value_type = f64)]
    pub count: Quantity,
}

/// Which members to list.
#[derive(Clone)]
pub struct ContributorQuery {
    /// The metric.
    pub metric: &'static Definition,
    /// Which side.
    pub side: Side,
    /// What it is made of.
    what: &'static str,
    /// After this member.
    after: Option<String>,
    /// How many at most.
    limit: i64,
}

impl ContributorQuery {
    /// The members of one side, so many after one; refuses a side that cannot be opened.
    pub fn new(
        metric: &'static Definition,
        side: Side,
        after: Option<String>,
        limit: i64,
    ) -> Result<ContributorQuery> {
        Ok(ContributorQuery {
            metric,
            side,
            what: opened(metric, side)?,
            after,
            limit,
        })
    }
}

/// Lists the members whose parts add up to one side of a metric, for the period and filters of the query.
pub async fn people_behind(
    app: &App,
    tenant: Tenant,
    about: Query,
    asked: ContributorQuery,
) -> Result<Members> {
    let (metric, side) = (asked.metric, asked.side);
    let what = about.filled(asked.what);
    let unknown = "is null in this period, so there is nobody to list; the formula says which setting is missing";
    let behind = ask(app, tenant, about, move |facts, about| {
        metrics::contributors(facts, about, metric, side)
    })
    .await?
    .ok_or_else(|| Error::invalid("side", unknown))?;
    Ok(page(asked, what, behind))
}

/// The metric of an id in a path or a command.
pub fn metric(id: &str) -> Result<&'static Definition> {
    metrics::by_id(id).ok_or_else(|| {
        Code::NotFound
            .because("There is no such metric. GET /v1/metrics/definitions lists the ids.")
    })
}

/// What a side of a metric is made of, or why it cannot be opened.
fn opened(metric: &Definition, side: Side) -> Result<&'static str> {
    match (side, metric.opens.num, metric.opens.den) {
        (Side::Num, what, _) | (Side::Den, _, what) if !what.is_empty() => Ok(what),
        (_, "", "") => Err(Error::invalid(
            "side",
            "has no members to list: this metric is made up of other metrics, which its formula names",
        )),
        _ => Err(Error::invalid(
            "side",
            "must be num: this metric has no denominator",
        )),
    }
}

fn page(asked: ContributorQuery, what: String, behind: Contributors) -> Members {
    let members = behind.members.len();
    let (total, unattributed) = (Quantity(behind.total), Quantity(behind.unattributed));
    let rest = behind
        .members
        .into_iter()
        .filter(|(id, _)| {
            asked
                .after
                .as_ref()
                .is_none_or(|after| id > after)
        });
    let rows: Vec<(String, f64)> = rest
        .take(asked.limit.max(0) as usize + 1)
        .collect();
    let part = |(member_id, count)| Contribution {
        member_id,
        count: Quantity(count),
    };
    let Page {
        data,
        next_cursor,
        has_more,
    } = Page::new(rows, asked.limit, |(id, _)| id.clone(), part);
    let side = if asked.side == Side::Num {
        "num"
    } else {
        "den"
    };
    Members {
        metric: asked.metric.id,
        side,
        what,
        total,
        unattributed,
        members,
        data,
        next_cursor,
        has_more,
    }
}
