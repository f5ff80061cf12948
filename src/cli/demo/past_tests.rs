//! The sample shop is one shop: its log, its tables and its numbers tell the same.

use jiff::tz::TimeZone;

use crate::app::App;
use crate::cli::demo::folder::PrivateFolder;
use crate::cli::demo::shop;
use crate::clock::{Clock, Timestamp};
use crate::domain::event::Event;
use crate::metrics::{Facts, Period, Query, all, answer_from, last_full_month};
use crate::sandbox::{ApnsStandIn, Certificates, GoogleStandIn};
use crate::service::upkeep::verify::verify;
use crate::store::{DeliveryState, EventFilter, Tenant};

const NOW: &str = "2026-01-15T10:30:00Z";

struct PastSample {
    app: App,
    tenant: Tenant,
    events: Vec<Event>,
    _apns: ApnsStandIn,
    _google: GoogleStandIn,
    _folder: PrivateFolder,
}

async fn sample() -> PastSample {
    let folder = PrivateFolder::open(None).unwrap();
    let certificates = Certificates::make("pass.demo.coffee", "DEMOTEAM01").unwrap();
    let (apns, google) = (
        ApnsStandIn::start(&certificates)
            .await
            .unwrap(),
        GoogleStandIn::start()
            .await
            .unwrap(),
    );
    let config = shop::config(
        &folder,
        &certificates,
        &apns,
        &google,
        "http://127.0.0.1:8080",
    )
    .unwrap();
    let (app, _) = App::build(&config, Clock::fixed(NOW.parse().unwrap())).unwrap();
    shop::open(&app, &apns)
        .await
        .unwrap();
    let (tenant, lines) = app
        .store
        .read(|tx| {
            let (tenant, _) = tx.all_merchants()?.remove(0);
            Ok((
                tenant,
                tx.events(tenant, &EventFilter::default(), 1_000_000)?,
            ))
        })
        .await
        .unwrap();
    let events = lines
        .iter()
        .map(|stored| Event::parse_line(stored.line.as_bytes()).unwrap())
        .collect();
    PastSample {
        app,
        tenant,
        events,
        _apns: apns,
        _google: google,
        _folder: folder,
    }
}

fn numbers(events: &[Event], period: Period) -> serde_json::Value {
    let query = Query::new(TimeZone::get("Europe/Berlin").unwrap(), period);
    let answer = answer_from(
        &Facts::from_events(events, None),
        &query,
        &all().collect::<Vec<_>>(),
    );
    serde_json::to_value(answer).unwrap()["metrics"].take()
}

#[tokio::test]
async fn the_sample_shop_agrees_with_itself() {
    let sample = sample().await;
    let now: Timestamp = NOW.parse().unwrap();
    assert!(
        sample
            .events
            .iter()
            .all(|event| event.occurred_at <= event.received_at && event.received_at <= now)
    );

    // Every balance is the log's, and the log's chain holds.
    let verdict = verify(&sample.app).await.unwrap();
    assert_eq!(verdict.faults, Vec::<String>::new());

    // The last month looks like a real shop's.
    let month = numbers(
        &sample.events,
        last_full_month(now, &TimeZone::get("Europe/Berlin").unwrap()),
    );
    let value = |id: &str| month[id]["value"].as_f64().unwrap();
    for (id, low, high) in [
        ("active_rate", 0.25, 0.55),
        ("repeat_visit_rate", 0.3, 0.8),
        ("reward_redemption_rate", 0.55, 1.0),
        ("reward_cost_ratio", 0.03, 0.12),
        ("enrolment_rate", 0.3, 1.0),
        ("card_save_rate", 0.6, 1.0),
        ("churn_rate", 0.05, 0.5),
    ] {
        assert!((low..=high).contains(&value(id)), "{id} is {}", value(id));
    }

    // As many members, visits and rewards as the numbers say are there to be opened.
    let whole = numbers(
        &sample.events,
        Period {
            from: "2025-01-01".parse().unwrap(),
            to: "2026-02-01".parse().unwrap(),
        },
    );
    let tenant = sample.tenant;
    let (members, scans) = sample
        .app
        .store
        .read(move |tx| {
            let members = tx.members(tenant, None, 10_000)?;
            let standing = members
                .iter()
                .map(|member| tx.latest_scans(tenant, member.id, 1_000));
            Ok((members.clone(), standing.collect::<Result<Vec<_>, _>>()?))
        })
        .await
        .unwrap();
    let erased = members
        .iter()
        .filter(|member| member.erased_at.is_some())
        .count();
    assert_eq!(
        members.len() - erased,
        month["total_members"]
            .as_u64()
            .unwrap() as usize
            + joined_after(&sample.events, now)
    );
    let standing = scans
        .iter()
        .flatten()
        .filter(|scan| scan.voided_at.is_none())
        .count();
    assert_eq!(standing as u64, whole["visits"].as_u64().unwrap());
    assert_eq!(whole["data_quality"]["duplicates_ignored"], 0);
    assert!(
        whole["data_quality"]["void_rate"]["num"]
            .as_i64()
            .unwrap()
            > 0
    );

    // Everything that was owed of a card was taken, and nothing waits to be sent to phones that are not there. The shop's class
    // is owed to Google's stand-in, which the worker will tell.
    let deliveries = sample
        .app
        .store
        .read(move |tx| tx.latest_deliveries(tenant, None, 10_000))
        .await
        .unwrap();
    assert!(deliveries.len() > 150, "{} deliveries", deliveries.len());
    assert!(
        deliveries
            .iter()
            .all(|row| row.card_id.is_none() || row.state != DeliveryState::Pending),
        "something is still owed"
    );
}

/// Members of the running month, whom the last full one does not know.
fn joined_after(events: &[Event], now: Timestamp) -> usize {
    let zone = TimeZone::get("Europe/Berlin").unwrap();
    let from = now.date_in(&zone).first_of_month();
    let running = |kind: &str| {
        events
            .iter()
            .filter(|event| event.fact.kind() == kind && event.occurred_at.date_in(&zone) >= from)
            .count()
    };
    running("card_issued") - running("member_deleted")
}
