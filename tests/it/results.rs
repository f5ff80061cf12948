//! The results page says what the API says, number for number, of the golden logs.

use std::collections::BTreeMap;

use reqwest::{Client, Url, redirect};
use serde_json::Value;
use stampwell::app::App;
use stampwell::service::data::import_events::tenant_by_name;
use stampwell::service::shop::sign_in;

use crate::golden::{golden, json, reader_key, same, service, stampwell};

/// Merchant, the months to look at, and whose visits.
const SHOPS: [(&str, &[&str], &[&str]); 6] = [
    (
        "m_small",
        &["2025-02-01", "2025-03-01"],
        &["", "&visit_location=l2"],
    ),
    (
        "m_kahwa",
        &["2025-04-01", "2025-05-01", "2025-10-01"],
        &["", "&visit_location=l_maadi&join_channel=referral,social"],
    ),
    ("m_bagel", &["2025-03-01", "2025-11-01"], &[""]),
    (
        "m_corner",
        &["2025-05-01"],
        &["", "&join_channel=counter_qr"],
    ),
    (
        "m_souk",
        &["2025-07-01", "2025-10-01"],
        &["", "&visit_location=l_maadi"],
    ),
    ("m_barber", &["2025-06-01"], &[""]),
];

/// The owner's browser of a merchant.
async fn signed_in(app: &App, base: &str, merchant: &str) -> Client {
    let tenant = tenant_by_name(app, merchant)
        .await
        .unwrap();
    let link = sign_in::sign_in_link(app, tenant, |_| Ok(()))
        .await
        .unwrap();
    let link = format!(
        "{base}{}",
        link.strip_prefix(&*app.public_url)
            .unwrap()
    );
    let stranger = Client::builder()
        .no_proxy()
        .redirect(redirect::Policy::none())
        .build()
        .unwrap();
    let answer = stranger
        .post(link)
        .header("sec-fetch-site", "same-origin")
        .send()
        .await
        .unwrap();
    let cookie = answer.headers()["set-cookie"]
        .to_str()
        .unwrap()
        .split(';')
        .next()
        .unwrap()
        .to_owned();
    let headers = [
        (reqwest::header::COOKIE, cookie.parse().unwrap()),
        (reqwest::header::ACCEPT, "text/html".parse().unwrap()),
    ];
    Client::builder()
        .no_proxy()
        .default_headers(headers.into_iter().collect())
        .build()
        .unwrap()
}

/// Every number of a page by its metric, as the page states it for programs.
fn stated(page: &str) -> BTreeMap<String, Value> {
    let attribute = |tag: &str, name: &str| {
        Some(
            tag.split(&format!("{name}=\""))
                .nth(1)?
                .split('"')
                .next()?
                .to_owned(),
        )
    };
    let tags = page
        .split("<data ")
        .skip(1)
        .filter_map(|rest| rest.split('>').next());
    tags.filter_map(|tag| {
        Some((
            attribute(tag, "data-metric")?,
            attribute(tag, "value")?
                .parse::<f64>()
                .ok()?
                .into(),
        ))
    })
    .collect()
}

/// The visits in the cells of the picture of the week, added up.
fn week_of(page: &str) -> i64 {
    let Some((_, table)) = page.split_once("class=\"table week\"") else {
        return 0;
    };
    let cells = table
        .split("</tbody>")
        .next()
        .unwrap()
        .split("<td ")
        .skip(1);
    cells
        .map(|cell| {
            cell.split_once('>')
                .unwrap()
                .1
                .split('<')
                .next()
                .unwrap()
                .replace(',', "")
                .parse::<i64>()
                .unwrap()
        })
        .sum()
}

/// The same number of the API's answer: `active_rate.num`, or `reward_cost_minor` alone.
fn of_the_api<'a>(metrics: &'a Value, name: &str) -> &'a Value {
    match name.split_once('.') {
        Some((id, side)) => &metrics[id][side],
        None if metrics[name].is_object() => &metrics[name]["value"],
        None => &metrics[name],
    }
}

fn as_float(value: &Value) -> Value {
    value
        .as_f64()
        .map_or(Value::Null, Value::from)
}

/// Beside the money stands how much of it is known, and what vouchers cost where the shop has any.
fn says_coverage_and_vouchers(page: &str, metrics: &Value) {
    if !page.contains("class=\"money\"") {
        return;
    }
    let coverage = &metrics["sales_coverage_rate"];
    let share = coverage["value"].as_f64();
    assert_eq!(
        coverage["num"].as_i64() < coverage["den"].as_i64(),
        page.contains("Amounts are known for "),
        "{coverage}"
    );
    assert_eq!(
        share.is_some_and(|share| share < 0.8),
        page.contains("Amounts are known for only "),
        "{coverage}"
    );
    let (given, cost) = (&metrics["vouchers_issued"], &metrics["voucher_cost_minor"]);
    assert_eq!(
        given.as_i64() > Some(0) || cost.as_i64() > Some(0),
        page.contains("data-metric=\"voucher_cost_minor\""),
        "{given} {cost}"
    );
}

async fn the_page_agrees(database_url: &str) {
    for log in ["small", "medium", "growth"] {
        json(
            stampwell(database_url)
                .args(["events", "import", "--json"])
                .arg(golden(log, "events.ndjson.gz")),
        );
    }
    let (running, app) = service(database_url).await;
    let base = format!("http://{}", running.address);
    let mut compared = 0;
    for (merchant, months, filters) in SHOPS {
        let owner = signed_in(&app, &base, merchant).await;
        let key = reader_key(&app, merchant).await;
        let asked = months
            .iter()
            .flat_map(|month| [(month, "month"), (month, "quarter")]);
        for ((month, by), whose) in asked.flat_map(|asked| {
            filters
                .iter()
                .map(move |whose| (asked, whose))
        }) {
            let page = owner
                .get(format!("{base}/admin?by={by}&at={month}&lang=en{whose}"))
                .send()
                .await
                .unwrap();
            assert_eq!(page.status(), 200);
            let page = page.text().await.unwrap();
            // The page's own link to the same numbers says which dates it shows.
            let link = page
                .split("href=\"")
                .filter_map(|rest| rest.split('"').next())
                .find(|link| link.starts_with("/v1/metrics?"))
                .unwrap();
            let url = Url::parse(&format!(
                "{base}{}",
                link.replace("&amp;", "&")
                    .replace("&#38;", "&")
            ))
            .unwrap();
            let answer: Value = Client::new()
                .get(url)
                .bearer_auth(&key)
                .send()
                .await
                .unwrap()
                .json()
                .await
                .unwrap();
            let stated = stated(&page);
            assert!(
                stated.len() >= 8,
                "{merchant} {month}: the page states its numbers: {stated:?}"
            );
            assert_eq!(
                Value::from(week_of(&page)),
                answer["metrics"]["visits"],
                "{merchant} {by} of {month}{whose}: the week's visits"
            );
            for (name, value) in stated {
                let want = as_float(of_the_api(&answer["metrics"], &name));
                let side = name.ends_with(".num") || name.ends_with(".den");
                assert!(
                    same(&want, &value) || (side && want.is_null() && value == 0.0),
                    "{merchant} {by} of {month}{whose}, {name}: {want} and {value}"
                );
                compared += 1;
            }
            says_coverage_and_vouchers(&page, &answer["metrics"]);
            for id in [
                "active_rate",
                "repeat_visit_rate",
                "reward_redemption_rate",
                "reward_cost_ratio",
            ] {
                // A cost that nobody has said is not shown as 0.
                let unsaid = id == "reward_cost_ratio" && page.contains(">Not known<");
                let known = !answer["metrics"][id]["value"].is_null() && !unsaid;
                assert_eq!(
                    known,
                    page.contains(&format!("data-metric=\"{id}\"")),
                    "{merchant} {month} {id}: nothing to measure is said in words"
                );
            }
        }
    }
    assert!(compared > 100, "{compared}");
    running.stop().await;
}

#[tokio::test]
async fn the_results_page_agrees_with_the_api_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    the_page_agrees(&format!("sqlite://{}/golden.db", folder.path().display())).await;
}

#[tokio::test]
async fn the_results_page_agrees_with_the_api_on_postgresql() {
    if let Some(server) = crate::postgres::server() {
        the_page_agrees(&server.new_database()).await;
    }
}
