//! The results page: four numbers and what is drawn beside them, for a month, a quarter or the last days.

mod notes;
// Results and every other number.
pub mod view;

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use jiff::civil::Date;

use super::choice::{Choice, LAST_DAYS, NamedSpan};
use super::{back_to, page_of};
use crate::app::App;
use crate::domain::program::Program;
use crate::error::Result;
use crate::http::admin::nav::{AdminNav, NavItem};
use crate::http::admin::results::view::{
    AmountCoverage, CohortRow, Difference, Filter, Filters, FunnelStep, KeyNumber, MetricWords,
    Money, ResultsNotice, ResultsPage, ReturnRow, Returns, Sharing, Ways, WeekTable,
};
use crate::http::base::auth::SignedIn;
use crate::http::base::layout::Layout;
use crate::http::base::page::{frame, html};
use crate::http::base::problem::Answer;
use crate::http::base::query::Params;
use crate::locale::Locale;
use crate::locale::calendar::{CalendarPeriod, CalendarUnit};
use crate::service::reports::breakdown::Side;
use crate::service::reports::query::MetricsQuery;
use crate::service::reports::results_page;
use crate::service::reports::results_page::{
    Definition, Measure, MetricResult, Overview, ResultsData, share_bounds, share_difference,
};
use crate::service::shop::sign_in;
use crate::service::wallets::web_card::{Tenant, program_of};

/// The owner's results.
pub async fn page(
    app: Data<App>,
    owner: SignedIn,
    request: HttpRequest,
    mut params: Params,
) -> Answer {
    let (frame, here, program) = page_of(&app, &request, &owner, NavItem::Results).await?;
    let choice = Choice::read(&mut params, &app, owner.tenant, &program, frame.language).await?;
    let sharing = Sharing {
        address: None,
        count: sign_in::shared(&app, &owner).await?,
    };
    html(
        &drawn(
            &app,
            owner.tenant,
            (frame, here, program),
            &choice,
            Some(sharing),
            "/admin",
        )
        .await?,
    )
}

/// Makes an address that shows the results to whoever has it, and shows it this once.
pub async fn share(
    app: Data<App>,
    owner: SignedIn,
    request: HttpRequest,
    mut params: Params,
) -> Answer {
    let (frame, here, program) = page_of(&app, &request, &owner, NavItem::Results).await?;
    let choice = Choice::read(&mut params, &app, owner.tenant, &program, frame.language).await?;
    let token = sign_in::share_results(&app, &owner).await?;
    let address = Some(format!(
        "{}/admin/shared/{token}?{}",
        app.public_url,
        choice.query(frame.language)
    ));
    let sharing = Sharing {
        address,
        count: sign_in::shared(&app, &owner).await?,
    };
    let frame = Layout {
        path: "/admin".into(),
        ..frame
    };
    html(
        &drawn(
            &app,
            owner.tenant,
            (frame, here, program),
            &choice,
            Some(sharing),
            "/admin",
        )
        .await?,
    )
}

/// Ends every such address.
pub async fn end_sharing(app: Data<App>, owner: SignedIn, request: HttpRequest) -> Answer {
    sign_in::end_sharing(&app, &owner).await?;
    back_to(&request, "/admin", "sharing-ended")
}

/// The results as somebody sees them who was given their address: numbers, no people.
pub async fn shared(
    app: Data<App>,
    request: HttpRequest,
    token: Path<String>,
    mut params: Params,
) -> Answer {
    let tenant = sign_in::tenant_of_share(&app, &token).await?;
    let program = program_of(&app, tenant).await?;
    let frame = frame(&app, &request, Some(&program));
    let choice = Choice::read(&mut params, &app, tenant, &program, frame.language).await?;
    let way = format!("/admin/shared/{token}");
    let page = drawn(
        &app,
        tenant,
        (frame, AdminNav::shared(NavItem::Results), program),
        &choice,
        None,
        &way,
    )
    .await?;
    let mut response: HttpResponse = html(&page)?;
    let name = actix_web::http::header::HeaderName::from_static("x-robots-tag");
    response.headers_mut().insert(
        name,
        actix_web::http::header::HeaderValue::from_static("noindex"),
    );
    Ok(response)
}

async fn drawn(
    app: &App,
    tenant: Tenant,
    (frame, here, program): (Layout, AdminNav, Program),
    choice: &Choice,
    sharing: Option<Sharing>,
    way: &str,
) -> Result<ResultsPage> {
    let language = frame.language;
    let query = MetricsQuery {
        compared_with: Some(choice.before()),
        ..choice.question()?
    };
    let asked = results_page::ask(app, tenant, query, choice.last_drawn(language)).await?;
    let places = results_page::places(app, tenant).await?;
    let ResultsData {
        overview,
        drawn,
        year,
        ..
    } = &asked;
    let owner = here.signed_in;
    let shown = ShownPeriods {
        choice,
        language,
        began: overview.began,
        drawn,
        year: *year,
    };
    let filters = filters(choice, language, &places, &overview.channels, way);
    Ok(ResultsPage {
        period: choice.title(language),
        running: choice.is_running(),
        reaches_today: choice.reaches_today(),
        previous_period: choice.title_before(language),
        ways: ways(choice, overview.began, language, way),
        filters,
        standing: standing(app, &program, &shown, overview),
        currency: program.currency.clone(),
        numbers: asked
            .numbers()
            .map(|number| key_number(number, &asked, choice, language, owner))
            .collect(),
        returns: shown.returns(overview),
        steps: steps(overview),
        steps_of: shown.days_of_steps(),
        cohorts: shown.cohorts(overview),
        last_is_open: drawn
            .last()
            .is_some_and(|last| last.to() > choice.today),
        quarters: choice.last_drawn(language).unit == CalendarUnit::Quarter,
        week: WeekTable::of(&overview.week, language),
        money: money(&asked, choice, language),
        members: asked.members(),
        exports: exports(choice, language),
        all_numbers: owner.then(|| format!("/admin/numbers?{}", choice.query(language))),
        query: choice.query(language),
        sharing,
        frame,
        here,
    })
}

fn ways(choice: &Choice, began: Option<Date>, language: Locale, way: &str) -> Ways {
    let to = |span: NamedSpan| format!("{way}?{}", choice.query_of(span, language));
    let exists = |period: &CalendarPeriod| {
        began.is_some_and(|began| began < period.to()) && Choice::is_offered(*period)
    };
    let calendar = language.calendar();
    let last = match choice.span {
        NamedSpan::Calendar(period) => period.last().min(choice.today),
        NamedSpan::Last(_) => choice.today,
    };
    let running = calendar.month_of(choice.today);
    let month = if calendar.month_of(last) == running {
        running.previous()
    } else {
        calendar.month_of(last)
    };
    let days = |count: i32| {
        (
            language.text_with("by-last-days", &[("count", i64::from(count).into())]),
            NamedSpan::Last(count),
        )
    };
    let mut spans = LAST_DAYS.map(days).to_vec();
    spans.push((language.text("by-this-month"), NamedSpan::Calendar(running)));
    // A month is there to be chosen once one is over.
    spans.extend(exists(&month).then(|| (language.text("by-month"), NamedSpan::Calendar(month))));
    spans.push((
        language.text("by-quarter"),
        NamedSpan::Calendar(calendar.quarter_of(last)),
    ));
    let unit = |(words, span): (String, NamedSpan)| (words, to(span), span == choice.span);
    let (earlier, later) = match choice.span {
        NamedSpan::Calendar(period) => (
            Some(period.previous()).filter(exists),
            Some(period.next()).filter(|next| next.from() <= choice.today),
        ),
        NamedSpan::Last(_) => (None, None),
    };
    Ways {
        units: spans
            .into_iter()
            .map(unit)
            .collect(),
        earlier: earlier.map(|period| to(NamedSpan::Calendar(period))),
        later: later
            .filter(|period| Choice::is_offered(*period))
            .map(|period| to(NamedSpan::Calendar(period))),
        everybody: (!choice.filters.is_empty()).then(|| {
            format!(
                "{way}?{}",
                choice
                    .without_filters()
                    .query(language)
            )
        }),
    }
}

/// The choices of whose visits are counted; one that leaves nothing to choose is not offered.
pub(super) fn filters(
    choice: &Choice,
    language: Locale,
    places: &[(String, String)],
    channels: &[String],
    way: &str,
) -> Filters {
    let channel = |name: &String| (name.clone(), channel_name(name, language));
    let channels: Vec<(String, String)> = channels
        .iter()
        .map(channel)
        .collect();
    let filter = |name: &'static str| {
        let (key, known) = match name {
            "visit_location" => ("filter-visit-location", places),
            "join_location" => ("filter-join-location", places),
            _ => ("filter-join-channel", &channels[..]),
        };
        let set = choice
            .filters
            .iter()
            .find(|(filter, _)| *filter == name)
            .map(|(_, value)| value);
        // An address may ask for what no list has, such as several places at once.
        let unlisted = set
            .filter(|set| {
                known
                    .iter()
                    .all(|(value, _)| value != *set)
            })
            .map(|set| (set.clone(), set.clone()));
        let choices: Vec<(String, String)> = known
            .iter()
            .cloned()
            .chain(unlisted)
            .collect();
        (set.is_some() || choices.len() > 1).then(|| {
            let all = (String::new(), language.text("filter-all"), set.is_none());
            let option =
                |(value, words): (String, String)| (value.clone(), words, set == Some(&value));
            Filter {
                name,
                words: language.text(key),
                options: std::iter::once(all)
                    .chain(choices.into_iter().map(option))
                    .collect(),
            }
        })
    };
    Filters {
        action: way.to_owned(),
        days: choice.fields(),
        filters: results_page::FILTERS
            .into_iter()
            .filter_map(filter)
            .collect(),
    }
}

/// What a channel is called; one of the shop's own by its own name.
pub(super) fn channel_name(channel: &str, language: Locale) -> String {
    language
        .find(&format!("channel-{}", channel.replace('_', "-")))
        .unwrap_or_else(|| channel.to_owned())
}

fn standing(
    app: &App,
    program: &Program,
    shown: &ShownPeriods<'_>,
    overview: &Overview,
) -> ResultsNotice {
    let choice = shown.choice;
    let last = overview.last.map(|at| {
        shown
            .language
            .moment(at, app.clock.now(), &program.zone())
    });
    // Whoever joined before all that is drawn may have come then.
    let seen_all = shown.began.is_none_or(|began| {
        shown
            .drawn
            .first()
            .is_some_and(|first| first.from() <= began)
    });
    match last {
        Some(last) if overview.week.sum() > 0 && choice.reaches_today() => {
            ResultsNotice::Going(last)
        }
        _ if overview.week.sum() > 0 => ResultsNotice::Over,
        None if choice.reaches_today() && choice.filters.is_empty() && seen_all => {
            ResultsNotice::Empty
        }
        last => ResultsNotice::Quiet(last),
    }
}

fn key_number(
    (metric, now, before): (&'static Definition, &MetricResult, Option<&MetricResult>),
    asked: &ResultsData,
    choice: &Choice,
    language: Locale,
    owner: bool,
) -> KeyNumber {
    let id = metric.id;
    let open = |side: &str| format!("/admin/numbers/{id}?side={side}&{}", choice.query(language));
    let counted_in = metric.side_unit(Side::Num);
    let of_people = counted_in != Measure::Minor;
    let value = now
        .value()
        .filter(|_| of_people || !asked.cost_is_unknown());
    let previous = before
        .and_then(MetricResult::value)
        .filter(|_| !choice.is_running() && (of_people || asked.had_cost_before()));
    let (num, den) = sides(now);
    let change = if of_people {
        let clear = share_difference((num, den), before.map_or((0, 0), sides))
            .is_some_and(|[low, high]| low > 0.0 || high < 0.0);
        change(value, previous, clear)
    } else {
        // What the rewards of a month cost has no interval: chance alone moves it by points, so no change is claimed.
        value
            .and(previous)
            .map_or(Difference::Unknown, |_| Difference::Untested)
    };
    KeyNumber {
        words: MetricWords::of(metric, language),
        value,
        counted_in,
        better: metric.better,
        num,
        den,
        previous,
        change,
        bounds: share_bounds(num, den).filter(|_| of_people),
        opens: owner.then(|| [open("num"), open("den")]),
        notes: notes::of(metric, value, asked, choice, language),
    }
}

/// What is divided and what it is divided by; nought of what cannot be said.
fn sides(found: &MetricResult) -> (i64, i64) {
    let [num, den] = found
        .sides()
        .unwrap_or_default()
        .map(|side| side.map_or(0, |n| n.round() as i64));
    (num, den)
}

/// How a share changed; `clear`: by more than chance explains.
fn change(value: Option<f64>, previous: Option<f64>, clear: bool) -> Difference {
    let Some((value, previous)) = value.zip(previous) else {
        return Difference::Unknown;
    };
    match ((value - previous) * 100.0).round() {
        0.0 => Difference::None,
        _ if !clear => Difference::Chance,
        points if points > 0.0 => Difference::Up,
        _ => Difference::Down,
    }
}

/// The periods that are drawn, without the time before the shop had a member.
struct ShownPeriods<'a> {
    choice: &'a Choice,
    language: Locale,
    began: Option<Date>,
    drawn: &'a [CalendarPeriod],
    year: usize,
}

impl ShownPeriods<'_> {
    fn exists(&self, period: &CalendarPeriod) -> bool {
        self.began
            .is_some_and(|began| began < period.to())
    }

    /// Whether the shop existed from its first day on.
    fn is_whole(&self, period: &CalendarPeriod) -> bool {
        self.began
            .is_some_and(|began| began <= period.from())
    }

    /// The periods of the year shown, each with its place among all.
    fn periods(&self) -> impl Iterator<Item = (usize, &CalendarPeriod)> {
        self.drawn
            .iter()
            .enumerate()
            .skip(self.year)
            .filter(|(_, period)| self.exists(period))
    }

    fn returns(&self, overview: &Overview) -> Returns {
        let row = |(place, period): (usize, &CalendarPeriod)| {
            let a_year_before = place - self.year;
            ReturnRow {
                name: self.language.short_period(*period),
                year: self.language.year(*period),
                now: overview.returns[place],
                before: self
                    .is_whole(&self.drawn[a_year_before])
                    .then(|| overview.returns[a_year_before]),
                open: period.to() > self.choice.today,
            }
        };
        Returns {
            rows: self.periods().map(row).collect(),
        }
    }

    fn cohorts(&self, overview: &Overview) -> Vec<CohortRow> {
        let of = |place: usize| &overview.cohorts[place - self.year];
        let periods = self
            .periods()
            .filter(|(place, _)| !of(*place).came.is_empty());
        let row = |(place, period): (usize, &CalendarPeriod)| CohortRow {
            period: format!(
                "{} {}",
                self.language.short_period(*period),
                self.language.year(*period)
            ),
            joined: of(place).joined,
            came: of(place).came.clone(),
        };
        periods.map(row).collect()
    }
}

impl ShownPeriods<'_> {
    /// The days that the way from the poster to the reward is counted over.
    fn days_of_steps(&self) -> String {
        let shown = &self.drawn[self.year.min(self.drawn.len())..];
        let (first, last) = (shown.first(), shown.last());
        first
            .zip(last)
            .map_or_else(String::new, |(first, last)| {
                let last = last.last().min(self.choice.today);
                self.language
                    .days(first.from().min(last), last)
            })
    }
}

fn steps(overview: &Overview) -> Vec<FunnelStep> {
    const KEYS: [&str; 5] = [
        "way-opened",
        "way-joined",
        "way-returned",
        "way-earned",
        "way-redeemed",
    ];
    let counts = overview.way.steps();
    let before = |place: usize| {
        place
            .checked_sub(1)
            .map(|place| counts[place])
    };
    KEYS.into_iter()
        .enumerate()
        .map(|(place, key)| FunnelStep {
            key,
            count: counts[place],
            before: before(place),
        })
        .collect()
}

/// Nothing where neither a reward nor anything else has cost yet.
fn money(asked: &ResultsData, choice: &Choice, language: Locale) -> Option<Money> {
    let of_a_group = choice.of_a_group();
    let amounts = asked.money(of_a_group);
    (!amounts.is_empty()).then(|| Money {
        rows: amounts
            .into_iter()
            .map(|(metric, amount)| (MetricWords::of(metric, language), amount))
            .collect(),
        coverage: asked
            .amount_coverage()
            .map(|share| AmountCoverage::of(share, language)),
        left_out: notes::left_out(&asked.overview, language),
        of_a_group,
    })
}

fn exports(choice: &Choice, language: Locale) -> Vec<(String, String)> {
    let days = choice.days();
    let numbers = format!(
        "/v1/metrics?from={}&to={}&{}metrics=all",
        days.from,
        days.to,
        choice.filter_query()
    );
    vec![
        (
            language.text("export-numbers"),
            format!("/admin/numbers.csv?{}", choice.query(language)),
        ),
        (language.text("export-numbers-json"), numbers),
        (
            language.text("export-events"),
            "/v1/exports/events.csv".into(),
        ),
        (
            language.text("export-scans"),
            "/v1/exports/scans.csv".into(),
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::service::reports::results_page::Answer;

    fn metric(id: &str) -> &'static Definition {
        results_page::metric(id).unwrap()
    }

    #[test]
    fn what_chance_explains_is_no_change_up_or_down() {
        assert_eq!(change(Some(0.5), None, true), Difference::Unknown);
        assert_eq!(change(Some(0.504), Some(0.5), true), Difference::None);
        assert_eq!(change(Some(0.4), Some(0.5), false), Difference::Chance);
        assert_eq!(
            [0.4, 0.6].map(|value| change(Some(value), Some(0.5), true)),
            [Difference::Down, Difference::Up]
        );
    }

    /// Three of ten after five of ten could be anything; three hundred of a thousand after five hundred could not.
    #[test]
    fn a_change_is_clear_where_many_stand_behind_it() {
        let of = |num: i64, den: i64| Answer {
            metrics: vec![
                (metric("active_rate"), MetricResult::Ratio { num, den }),
                (
                    metric("reward_cost_ratio"),
                    MetricResult::Ratio { num, den },
                ),
                (metric("reward_cost_minor"), MetricResult::Count(num)),
                (metric("rewards_redeemed"), MetricResult::Count(num)),
            ],
            ..Answer::default()
        };
        let choice = Choice {
            span: NamedSpan::Last(7),
            filters: vec![],
            today: jiff::civil::date(2026, 11, 29),
            zone: jiff::tz::TimeZone::UTC,
        };
        let change_of = |id: &str, now: Answer, before: Answer| {
            let asked = ResultsData {
                now,
                before,
                overview: Overview::default(),
                drawn: vec![],
                year: 0,
            };
            let number = asked
                .numbers()
                .find(|(metric, ..)| metric.id == id);
            key_number(number.unwrap(), &asked, &choice, Locale::ENGLISH, true).change
        };
        let change = |now: Answer, before: Answer| change_of("active_rate", now, before);
        let cost = |now: Answer, before: Answer| change_of("reward_cost_ratio", now, before);
        assert_eq!(cost(of(300, 1_000), of(500, 1_000)), Difference::Untested);
        assert_eq!(change(of(3, 10), of(5, 10)), Difference::Chance);
        assert_eq!(change(of(300, 1_000), of(500, 1_000)), Difference::Down);
    }
}
