//! Numbers can be opened and counted, and are explained in the reader's language.

use serde_json::{Value, json};
use stampwell::service::data::import_events::import_events;

use crate::golden::same;
use crate::world::{Answer, Caller, Setup, Shop, World};

/// The dates of a query about the last days, today included.
fn these_days(world: &World) -> String {
    let day = |offset: i64| {
        world
            .clock
            .now()
            .plus_s(offset * 86_400)
            .to_string()[..10]
            .to_owned()
    };
    format!("from={}&to={}", day(-3), day(1))
}

/// A shop where one member came three times and redeemed, one came once and one not at all: their ids.
async fn busy_shop(world: &World) -> (Shop, [String; 3]) {
    let shop = world
        .shop("Coffee")
        .stamps(2)
        .hasty()
        .open()
        .await;
    let (often, once, never) = (
        shop.issue_card().await,
        shop.issue_card().await,
        shop.issue_card().await,
    );
    shop.stamp_times(&often, 3).await;
    shop.stamp(&once).await;
    shop.redeem(&often).await.created();
    (
        shop,
        [&often, &once, &never].map(|card| card.member().to_owned()),
    )
}

/// The members behind a side of a number: their ids with their counts, and the whole answer.
async fn behind(
    owner: &Caller,
    metric: &str,
    side: &str,
    query: &str,
) -> (Vec<(String, i64)>, Value) {
    let answer = owner
        .get(&format!("/v1/metrics/{metric}/members?side={side}&{query}"))
        .await
        .ok();
    let part = |entry: &Value| {
        (
            entry["member_id"]
                .as_str()
                .unwrap()
                .to_owned(),
            entry["count"].as_i64().unwrap(),
        )
    };
    (
        answer["data"]
            .as_array()
            .unwrap()
            .iter()
            .map(part)
            .collect(),
        answer,
    )
}

fn sorted<const N: usize>(mut parts: [(String, i64); N]) -> Vec<(String, i64)> {
    parts.sort();
    parts.into()
}

world_test! {
    async fn a_number_opens_and_its_members_are_counted(world) {
        let (shop, [often, once, never]) = busy_shop(world).await;
        let query = these_days(world);
        let one = |member: &String| (member.clone(), 1);

        let (came, _) = behind(&shop.owner, "active_rate", "num", &query).await;
        assert_eq!(came, sorted([one(&often), one(&once)]));
        let (could, _) = behind(&shop.owner, "active_rate", "den", &query).await;
        assert_eq!(could, sorted([one(&often), one(&once), one(&never)]));

        let (visits, answer) = behind(&shop.owner, "visits", "num", &query).await;
        assert_eq!(visits, sorted([(often.clone(), 3), one(&once)]));
        assert_eq!((&answer["total"], &answer["members"], &answer["unattributed"]), (&json!(4), &json!(2), &json!(0)));
        assert_eq!(answer["what"], "visits in the period");

        let (cost, _) = behind(&shop.owner, "reward_cost_minor", "num", &query).await;
        assert_eq!(cost, [(often.clone(), 60)]);
        world.may_owe_pushes();
    }
}

world_test! {
    async fn every_side_of_every_number_counts_up_to_it(world) {
        let (shop, _) = busy_shop(world).await;
        let query = these_days(world);
        let report = shop.owner.get(&format!("/v1/metrics?metrics=all&{query}")).await.ok();
        let definitions = shop.owner.get("/v1/metrics/definitions").await.ok();
        for definition in definitions["metrics"].as_array().unwrap() {
            let id = definition["id"].as_str().unwrap();
            let opens: Vec<&str> = definition["sides"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
            for side in ["num", "den"] {
                let answer = shop.owner.get(&format!("/v1/metrics/{id}/members?side={side}&{query}")).await;
                if !opens.contains(&side) || report["metrics"][id].is_null() {
                    answer.refused(422, "invalid_request");
                    continue;
                }
                // A setting that is missing leaves one side of a ratio null.
                if report["metrics"][id].get(side).is_some_and(Value::is_null) {
                    answer.refused(422, "invalid_request");
                    continue;
                }
                if id == "ladder_progress" && side == "num" && report["metrics"][id]["near_reward"].is_null() {
                    continue;
                }
                let answer = answer.ok();
                let counts = answer["data"].as_array().unwrap().iter().map(|entry| entry["count"].as_f64().unwrap());
                let sum = counts.sum::<f64>() + answer["unattributed"].as_f64().unwrap();
                assert!((sum - answer["total"].as_f64().unwrap()).abs() < 1e-9, "{id} {side}: {answer}");
                let result = &report["metrics"][id];
                let printed = result.get(side).or(result.is_number().then_some(result)).and_then(Value::as_f64);
                assert!(printed.is_none_or(|printed| (printed - sum).abs() < 1e-9), "{id} {side}: {result} is not {sum}");
            }
        }
        world.may_owe_pushes();
    }
}

world_test! {
    async fn members_come_a_page_at_a_time(world) {
        let (shop, members) = busy_shop(world).await;
        let query = these_days(world);
        let path = format!("/v1/metrics/total_members/members?{query}");
        let first = shop.owner.get(&format!("{path}&limit=2")).await.ok();
        assert_eq!((&first["has_more"], &first["members"], &first["total"]), (&json!(true), &json!(3), &json!(3)));
        let cursor = first["next_cursor"].as_str().unwrap();
        let rest = shop.owner.get(&format!("{path}&limit=2&cursor={cursor}")).await.ok();
        assert_eq!((&rest["has_more"], &rest["next_cursor"], &rest["total"]), (&json!(false), &Value::Null, &json!(3)));
        let pages = [&first, &rest].map(|page| page["data"].as_array().unwrap().clone()).concat();
        let mut ids: Vec<&str> = pages.iter().filter_map(|entry| entry["member_id"].as_str()).collect();
        let mut want: Vec<&str> = members.iter().map(String::as_str).collect();
        want.sort_unstable();
        assert_eq!(ids, want);
        ids.dedup();
        assert_eq!(ids.len(), 3);

        for wrong in ["side=both", "limit=0", "metrics=visits", "series=month", "compare=previous", "from=x", "colour=red"] {
            let told = shop.owner.get(&format!("{path}&{wrong}")).await.refused(422, "invalid_request");
            assert_eq!(told["errors"][0]["pointer"], wrong.split('=').next().unwrap());
        }
        let told = shop.owner.get("/v1/metrics/churn_reduction/members").await.refused(422, "invalid_request");
        assert!(told["detail"].as_str().unwrap().contains("made up of other metrics"), "{told}");
        shop.owner.get("/v1/metrics/happiness/members").await.refused(404, "not_found");
        world.may_owe_pushes();
    }
}

world_test! {
    async fn only_the_owner_sees_who_is_behind_a_number(world) {
        let (shop, _) = busy_shop(world).await;
        let other = world.shop("Tea").open().await;
        let path = format!("/v1/metrics/total_members/members?{}", these_days(world));
        shop.reader.get(&path).await.refused(403, "forbidden");
        shop.staff.get(&path).await.refused(403, "forbidden");
        world.stranger().get(&path).await.refused(401, "unauthorized");
        let foreign = other.owner.get(&path).await.ok();
        assert_eq!((&foreign["data"], &foreign["total"]), (&json!([]), &json!(0)));
        assert_eq!(shop.owner.get(&path).await.ok()["total"], 3);
        world.may_owe_pushes();
    }
}

world_test! {
    async fn definitions_come_in_the_readers_language(world) {
        let shop = world.shop("Coffee").open().await;
        let asked = |language: &'static str| shop.reader.with("accept-language", language);
        for (caller, path, want) in [
            (asked("fa-IR,en;q=0.5"), "/v1/metrics/definitions", "fa"),
            (asked("tlh, tr;q=0.9, en;q=0.5"), "/v1/metrics/definitions", "tr"),
            (asked("fa"), "/v1/metrics/definitions?lang=id", "id"),
            (asked("tlh"), "/v1/metrics/definitions", "en"),
            (shop.reader.clone(), "/v1/metrics/definitions", "en"),
        ] {
            let answer = caller.get(path).await;
            assert_eq!((answer.header("content-language"), answer.header("vary")), (want, "Accept-Language"), "{path}");
            let definitions = answer.ok();
            assert_eq!(definitions["language"], want);
            let metrics = definitions["metrics"].as_array().unwrap();
            assert_eq!((metrics.len(), &metrics[0]["id"], &metrics[0]["sides"]), (stampwell::metrics::all().count(), &json!("new_members"), &json!(["num"])));
            for metric in metrics {
                for word in ["id", "family", "name", "question", "formula", "unit"] {
                    assert!(metric[word].as_str().is_some_and(|text| !text.is_empty()), "{metric}");
                }
            }
        }
    }
}

world_test! {
    async fn numbers_come_as_csv_to_whom_likes_it_better(world) {
        let (shop, _) = busy_shop(world).await;
        let path = format!("/v1/metrics?metrics=active_rate,visits&compare=previous&{}", these_days(world));
        for (accept, csv) in [
            ("text/csv", true),
            ("text/csv;q=0.9, application/json;q=0.1", true),
            ("application/json, text/csv;q=0.5", false),
            ("text/csv;q=0, */*", false),
            ("*/*", false),
        ] {
            let answer = shop.reader.with("accept", accept).get(&path).await;
            assert_eq!(answer.header("content-type").starts_with("text/csv"), csv, "{accept}");
            assert_eq!(answer.header("vary"), "Accept");
            assert_eq!(answer.header("content-disposition").is_empty(), !csv);
        }
        let answer = shop.reader.with("accept", "text/csv").get(&path).await;
        assert!(answer.header("content-disposition").starts_with("attachment; filename=\"metrics-2"));
        let text = answer.text();
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[0], "part,from,to,metric,field,value");
        assert_eq!(lines.len(), 1 + 2 * 4, "{text}");
        assert!(lines.iter().any(|line| line.starts_with("period,") && line.ends_with(",visits,,4")), "{text}");
        assert!(lines.iter().any(|line| line.starts_with("previous,") && line.ends_with(",active_rate,value,")), "{text}");
        world.may_owe_pushes();
    }
}

world_test! {
    async fn answers_are_as_the_document_describes_them(world) {
        let (shop, _) = busy_shop(world).await;
        let document = world.stranger().get("/openapi.json").await.ok();
        let shape = |name: &str| document["components"]["schemas"][name].clone();
        let fits = |name: &str, value: &Value| {
            let shape = shape(name);
            let known = shape["properties"].as_object().unwrap();
            for key in value.as_object().unwrap().keys() {
                assert!(known.contains_key(key), "{name} does not tell of {key}");
            }
            for key in shape["required"].as_array().unwrap() {
                assert!(value.get(key.as_str().unwrap()).is_some(), "{name} promises {key}");
            }
        };
        let query = these_days(world);
        let report = shop.owner.get(&format!("/v1/metrics?{query}&compare=previous&series=month")).await.ok();
        fits("Report", &report);
        fits("MetricsQuery", &report["query"]);
        fits("PreviousReport", &report["previous"]);
        fits("SeriesPiece", &report["series"][0]);
        fits("Ratio", &report["metrics"]["active_rate"]);
        fits("Definitions", &shop.reader.get("/v1/metrics/definitions").await.ok());
        fits("Members", &shop.owner.get(&format!("/v1/metrics/visits/members?{query}")).await.ok());
        let types: Vec<Value> = shape("EventType")["enum"].as_array().unwrap().clone();
        for event in shop.owner.list("/v1/events").await {
            fits("Event", &event);
            assert!(types.contains(&event["type"]), "{event}");
        }
        for path in ["/v1/metrics", "/v1/metrics/{id}/members", "/v1/events"] {
            for parameter in document["paths"][path]["get"]["parameters"].as_array().unwrap() {
                assert!(parameter["description"].as_str().is_some_and(|words| !words.is_empty()), "{path} {parameter}");
            }
        }
        world.may_owe_pushes();
    }
}

/// Text without the marks that isolate numbers and names from the sentence's direction.
fn plain(page: &Answer) -> String {
    page.text()
        .replace(['\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}'], "")
}

/// The rows of a page's table by what stands before it: how many headings of rows there are.
fn rows_after(page: &str, before: &str) -> usize {
    let table = page
        .split_once(before)
        .and_then(|(_, rest)| rest.split_once("<tbody>"))
        .expect("a table")
        .1;
    table
        .split("</tbody>")
        .next()
        .unwrap()
        .matches("<th scope=\"row\">")
        .count()
}

world_test! {
    async fn the_first_stamp_is_seen(world) {
        let shop = world.shop("Coffee").hasty().with("time_zone", "Asia/Tehran").with("languages", json!(["en", "fa"])).open().await;
        let owner = shop.signed_in(world).await;
        let card = shop.issue_card().await;
        let before = plain(&owner.get("/admin?lang=en").await);
        assert!(before.contains("No visits yet.") && !before.contains("data-metric=\"visits\""), "{before}");

        shop.stamp(&card).await;
        for address in ["/admin?", "/admin?by=quarter&", "/admin?by=7-days&", "/admin?by=30-days&"] {
            let page = plain(&owner.get(&format!("{address}lang=en")).await);
            assert!(page.contains("1 member, 1 visit, last visit today 15:30"), "{address}: {page}");
            assert!(!page.contains("No visits yet") && page.contains("<data value=\"1\" data-metric=\"visits\">"), "{address}");
            assert!(!page.contains("class=\"worse\""), "{address}: the first visit is no warning");
            assert_eq!(rows_after(&page, "Every visit after"), 1, "{address}: nothing of the time before the shop existed");
            assert!(!page.contains("Do new members come back"), "{address}: nobody can have come in a later month");
            assert!(!page.contains("rel=\"prev\""), "{address}: there is nothing before");
            assert!(page.contains("1</data> member</a>") && page.contains("class=\"paper\""), "{address}: {page}");
            if !address.contains("quarter") {
                assert!(page.contains("The first number comes on "), "{address}: 60 days have to pass: {page}");
            }
        }
        let page = plain(&owner.get("/admin?lang=fa").await);
        assert!(page.contains("۱ عضو، ۱ مراجعه، آخرین مراجعه امروز ۱۵:۳۰"), "{page}");
        let week: Vec<&str> = page.split("<th scope=\"col\" title=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert_eq!((week.first(), week.len()), (Some(&"شنبه"), 7), "the week begins where the shop's week begins");
        world.may_owe_pushes();
    }
}

world_test! {
    async fn a_shop_without_visits_this_month_is_told_of_its_last_one(world) {
        let shop = world.shop("Coffee").hasty().open().await;
        let card = shop.issue_card().await;
        shop.stamp(&card).await;
        world.pass_days(62);
        let owner = shop.signed_in(world).await;
        let page = plain(&owner.get("/admin?by=7-days&lang=en").await);
        assert!(page.contains("1 member. No visit in this period; the last one: "), "{page}");
        assert!(!page.contains("No visits yet"));
        // The month after the first is full by then, and it is what the page opens on.
        let opened = plain(&owner.get("/admin?lang=en").await);
        assert!(!opened.contains("This period is not over"), "{opened}");
        assert!(opened.contains("1 member by the end of ") && !opened.contains("so far"), "of a month that is over: {opened}");
        let long_ago = plain(&owner.get("/admin?at=2001-01-01&lang=en").await);
        assert!(long_ago.contains("No visit in this period.") && !long_ago.contains("No visits yet"), "{long_ago}");
        world.may_owe_pushes();
    }
}

world_test! {
    async fn the_last_days_and_whose_visits_are_asked_as_the_api_is_asked(world) {
        let shop = world.shop("Coffee").hasty().open().await;
        let owner = shop.signed_in(world).await;
        let place = shop.owner.post("/v1/locations", json!({ "name": "Linden & Street" })).await.created()["id"].as_str().unwrap().to_owned();
        shop.owner.post("/v1/locations", json!({ "name": "Harbour" })).await.created();
        let card = shop.issue_card().await;
        shop.owner.post("/v1/scans", json!({ "card_id": card.id(), "location_id": place })).await.created();
        shop.stamp_times(&card, 2).await;

        let all = plain(&owner.get("/admin?by=7-days&lang=en").await);
        assert!(all.contains("1 member, 3 visits, last visit today 12:00") && all.contains("<option value=\"\" selected>All</option>"), "{all}");
        let page = owner.get(&format!("/admin?by=7-days&visit_location={place}&lang=en")).await.text();
        assert!(page.contains("<data value=\"1\" data-metric=\"visits\">") && page.contains("Visits at: <bdi>Linden &#38; Street</bdi>"), "{page}");
        assert!(page.contains(&format!("<option value=\"{place}\" selected>")));
        let any_place = "Rewards count wherever they were earned or used.";
        assert!(page.contains(any_place) && !all.contains(any_place), "the filter does not hold for rewards: {page}");
        let day = |offset: i64| world.clock.now().plus_s(offset * 86_400).to_string()[..10].to_owned();
        let link = format!("/v1/metrics?from={}&to={}&visit_location={place}&metrics=all", day(-6), day(1));
        assert!(page.replace("&#38;", "&").contains(&link), "{link}");
        assert_eq!(shop.owner.get(&link).await.ok()["metrics"]["visits"], 1);
        for path in ["/admin/numbers", "/admin/numbers/visits"] {
            let page = owner.get(&format!("{path}?by=7-days&visit_location={place}&lang=en")).await.text();
            assert!(page.contains("Linden &#38; Street"), "{path} says whose visits: {page}");
        }
        let csv = owner.get(&format!("/admin/numbers.csv?by=30-days&visit_location={place}")).await.text();
        assert!(csv.contains(&format!("period,{},{},visits,,1", day(-29), day(1))), "{csv}");

        let told = owner.with("accept", "application/json").get("/admin?by=week").await.refused(422, "invalid_request");
        assert_eq!(told["errors"][0]["pointer"], "by");
        world.may_owe_pushes();
    }
}

world_test! {
    async fn every_number_speaks_the_readers_language_and_is_found(world) {
        let (shop, _) = busy_shop(world).await;
        let owner = shop.signed_in(world).await;
        let page = async |query: &str| plain(&owner.get(&format!("/admin/numbers?by=30-days&{query}")).await);
        let all = page("lang=en").await;
        assert_eq!((all.matches("<h3>").count(), all.matches("<details class=\"box family\" open>").count()), (stampwell::metrics::all().count(), 13));
        let long = |value: &&str| value.split('.').skip(1).any(|rest| rest.chars().take_while(char::is_ascii_digit).count() > 2);
        let bare: Vec<&str> = all.split("<bdi>").filter_map(|rest| rest.split('<').next()).filter(long).collect();
        assert!(!all.contains("<code>") && bare.is_empty(), "{bare:?}");
        assert!(!all.contains("growth_rate") && !all.contains(">num<"), "{all}");
        assert!(all.contains("2 out of 3") && all.contains("67%"), "{all}");

        let found = page("q=MEMBERS+came&lang=en").await;
        let names = found.matches("<h3>").count();
        assert!((1..40).contains(&names) && found.contains("<h3>Members who came in</h3>"), "{names}");
        let of_money = page("q=money&lang=en").await;
        assert!(of_money.contains("<h3>Cost of rewards and vouchers</h3>") && !of_money.contains("<h3>Members who came in</h3>"), "a group is found by its name");
        assert!(page("q=zzz&lang=en").await.contains("No number matches."));
        let written = page("q=%3Cscript%3E&lang=en").await;
        assert!(!written.contains("value=\"<script>"), "{written}");
        let persian = page("lang=fa").await;
        assert!(persian.contains("۲ از ۳") && persian.contains("٪"), "{persian}");
        world.may_owe_pushes();
    }
}

world_test! {
    async fn the_people_behind_a_number_have_names_that_lead_to_them(world) {
        let shop = world.shop("Coffee").hasty().open().await;
        let owner = shop.signed_in(world).await;
        let ada = shop.owner.post("/v1/cards", json!({ "member": { "name": "Ada" } })).await.created();
        let nameless = shop.issue_card().await;
        for card in [ada["id"].as_str().unwrap(), nameless.id()] {
            shop.owner.post("/v1/scans", json!({ "card_id": card })).await.created();
        }
        let page = plain(&owner.get("/admin/numbers/visits?by=30-days&lang=en").await);
        let member = format!("href=\"/admin/members/{}?lang=en\"><bdi>Ada</bdi>", ada["member_id"].as_str().unwrap());
        assert!(page.contains(&member), "{page}");
        assert_eq!(page.matches("<bdi>Card ").count(), 1, "who has no name is called by the card");
        assert!(page.contains("Last visit: <time") && page.contains("Total: <strong>2</strong>"), "{page}");
        assert!(page.contains("<span class=\"unseen\">Number </span>1"), "a visit is no amount of money: {page}");
        let came = plain(&owner.get("/admin/numbers/active_rate?by=30-days&lang=en").await);
        assert!(!came.contains("<b class=\"n\">"), "people are listed, not counted: {came}");

        assert_eq!(shop.owner.delete(&format!("/v1/members/{}", ada["member_id"].as_str().unwrap())).await.status, 204);
        let page = plain(&owner.get("/admin/numbers/visits?by=30-days&lang=en").await);
        assert!(page.contains("Deleted member") && !page.contains(">mem_"), "{page}");
        world.may_owe_pushes();
    }
}

world_test! {
    async fn what_nobody_has_said_is_not_shown_as_nothing(world) {
        let shop = world.shop("Coffee").hasty().with("rewards", json!([{ "at": 2, "name": "Coffee" }])).open().await;
        let owner = shop.signed_in(world).await;
        let results = async || plain(&owner.get("/admin?by=7-days&lang=en").await);
        let card = shop.issue_card().await;
        let visit = async |amount: Value| shop.owner.post("/v1/scans", json!({ "card_id": card.id(), "amount_minor": amount })).await.created();
        shop.stamp(&card).await;
        let page = results().await;
        assert!(page.contains("No visit has an amount.") && page.contains("href=\"/admin/staff?lang=en\">Set it up for a till"), "{page}");

        world.pass_days(1);
        visit(500.into()).await;
        shop.redeem(&card).await.created();
        let page = results().await;
        assert!(page.contains("Not known") && page.contains("href=\"/admin/card?lang=en\">Enter what a reward costs"), "{page}");
        assert!(!page.contains("data-metric=\"reward_cost_ratio\"") && !page.contains("0.00 EUR"), "an unknown cost is not free: {page}");
        assert!(page.contains("1 of 2 visits have an amount."), "{page}");

        shop.stamp_times(&card, 2).await;
        shop.owner.post("/v1/redemptions", json!({ "code": card.code(), "cost_minor": 60 })).await.created();
        let page = results().await;
        assert!(page.contains("1 of 2 rewards is left out: its cost is not known."), "{page}");
        assert!(page.contains("data-metric=\"reward_cost_ratio\"") && page.contains("Enter what a reward costs"), "{page}");
        world.may_owe_pushes();
    }
}

world_test! {
    async fn costs_of_the_whole_shop_belong_to_no_group(world) {
        let (shop, _) = busy_shop(world).await;
        let owner = shop.signed_in(world).await;
        let results = async |whose: &str| plain(&owner.get(&format!("/admin?by=7-days&lang=en{whose}")).await);
        let whole = results("").await;
        assert!(whole.contains("data-metric=\"programme_cost_minor\"") && whole.contains("cost of rewards included"), "{whole}");
        assert!(!whole.contains("Empty while no margin"), "{whole}");
        let group = results("&join_channel=staff").await;
        assert!(group.contains("data-metric=\"reward_cost_minor\"") && group.contains("belongs to no group of members"), "{group}");
        assert!(!group.contains("programme_cost_minor") && !group.contains("Margin after costs"), "{group}");
        world.may_owe_pushes();
    }
}

world_test! {
    async fn a_month_that_goes_on_is_marked_wherever_it_is_drawn(world) {
        let shop = world.shop("Coffee").hasty().open().await;
        let card = shop.issue_card().await;
        shop.stamp(&card).await;
        world.pass_days(31);
        shop.stamp(&card).await;
        let owner = shop.signed_in(world).await;
        let page = plain(&owner.get("/admin?by=30-days&lang=en").await);
        assert!(page.contains("class=\"star\"") && page.contains("* not over yet") && page.contains("swatch open"), "{page}");
        assert!(page.contains("† few people"), "a cohort of one: {page}");
        let today = world.clock.now().to_string();
        let days = page.split_once("how far they got by the end of them: ").unwrap().1.split('<').next().unwrap();
        assert!(days.contains(" – ") && days.ends_with(&format!("{}.", &today[..4])), "until today and no longer: {days}");
        let quarters = plain(&owner.get("/admin?by=quarter&lang=en").await);
        assert!(quarters.contains("<small class=\"wide slim\">20"), "a quarter has its year: {quarters}");
        world.may_owe_pushes();
    }
}

/// A part of a log from elsewhere: 700 visits of members whom only the log knows, some voided, some told twice.
fn log_from_elsewhere(world: &World, shop: &Shop, part: usize) -> String {
    let line = |n: usize| {
        let at = world
            .clock
            .now()
            .plus_s(-(n as i64) * 7_200)
            .to_string();
        let (kind, more) = match n % 10 {
            0 => ("card_issued", r#""channel":"website""#.to_owned()),
            9 => ("visit_voided", format!(r#""visit_id":"v{}""#, n - 1)),
            _ => (
                "visit_validated",
                format!(
                    r#""visit_id":"v{}","amount_minor":{n}"#,
                    n - usize::from(n % 10 == 5)
                ),
            ),
        };
        format!(
            r#"{{"event_id":"e{n}","idempotency_key":"k{n}","merchant_id":"{}","type":"{kind}","member_id":"m{}","card_id":"c{}","occurred_at":"{at}","received_at":"{at}",{more}}}"#,
            shop.id,
            n / 10 % 40,
            n / 10 % 40,
        )
    };
    (part * 700..(part + 1) * 700)
        .map(line)
        .collect::<Vec<_>>()
        .join("\n")
}

world_test! {
    async fn questions_beside_an_import_are_answered_and_agree_with_the_whole_log(world, Setup { limits: false, ..Setup::default() }) {
        let (shop, _) = busy_shop(world).await;
        let all = format!("/v1/metrics?metrics=all&compare=previous&series=month&from=2024-01-01&to={}", &world.clock.now().plus_s(86_400).to_string()[..10]);
        let import = async {
            for part in 0..5 {
                let (imported, error) =
                    import_events(&world.app, std::io::Cursor::new(log_from_elsewhere(world, &shop, part)), std::future::pending(), |_| {}).await;
                assert!(error.is_none() && imported.stored == 700, "{imported:?}");
            }
        };
        let questions = async || {
            for _ in 0..4 {
                shop.owner.get(&all).await.ok();
            }
        };
        let visits = async {
            for _ in 0..5 {
                let card = shop.issue_card().await;
                shop.stamp(&card).await;
            }
        };
        tokio::join!(import, questions(), questions(), visits);
        for _ in 0..2 {
            let (filed, folded) = (shop.owner.get(&all).await.ok(), shop.owner.get(&format!("{all}&as_of=2190-01-01T00:00:00Z")).await.ok());
            for part in ["metrics", "previous", "series"] {
                assert!(same(&folded[part], &filed[part]), "{part}: {}\nis not\n{}", filed[part], folded[part]);
            }
            let card = shop.issue_card().await;
            shop.stamp(&card).await;
        }
        world.may_owe_pushes();
    }
}
