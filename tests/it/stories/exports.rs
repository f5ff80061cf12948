//! A shop takes its own data along: events, members and visits, as a table and as lines.

use serde_json::{Value, json};

use crate::world::{Answer, Caller};

/// The rows of a table, its header first; every cell must be what a spreadsheet would show.
fn table(answer: &Answer) -> Vec<Vec<String>> {
    assert_eq!(
        (answer.status, answer.header("content-type")),
        (200, "text/csv; charset=utf-8; header=present"),
        "{}",
        answer.text()
    );
    let text = answer.text();
    let text = text
        .strip_prefix('\u{feff}')
        .expect("a spreadsheet needs the mark");
    assert!(text.ends_with("\r\n") && !text.contains('\u{feff}'));
    let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        match sign {
            '"' if quoted && signs.peek() == Some(&'"') => cell.extend(signs.next()),
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\r' if !quoted => {}
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            sign => cell.push(sign),
        }
    }
    let width = rows[0].len();
    assert!(
        rows.iter()
            .all(|row| row.len() == width),
        "every row has {width} cells"
    );
    rows
}

/// The objects of a file of lines.
fn lines(answer: &Answer) -> Vec<Value> {
    assert_eq!(
        (answer.status, answer.header("content-type")),
        (200, "application/x-ndjson"),
        "{}",
        answer.text()
    );
    let text = answer.text();
    assert!(text.is_empty() || text.ends_with('\n'));
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

async fn taken(caller: &Caller, what: &str) -> Answer {
    caller
        .get(&format!("/v1/exports/{what}"))
        .await
}

/// The cells of one column below its header.
fn column(rows: &[Vec<String>], name: &str) -> Vec<String> {
    let at = rows[0]
        .iter()
        .position(|header| header == name)
        .unwrap_or_else(|| panic!("no column {name}"));
    rows[1..]
        .iter()
        .map(|row| row[at].clone())
        .collect()
}

world_test! {
    async fn the_log_leaves_as_it_was_stored(world) {
        let shop = world.shop("Coffee").hasty().open().await;
        let (one, other) = (shop.issue_card().await, shop.issue_card().await);
        shop.stamp_times(&one, 3).await;
        world.pass_s(3_600);
        let since = world.in_s(0);
        shop.stamp(&other).await;
        let log = shop.log().await;

        assert_eq!(lines(&taken(&shop.reader, "events.ndjson").await), log);
        let rows = table(&taken(&shop.reader, "events.csv").await);
        assert_eq!(rows[0][..5], ["event_id", "idempotency_key", "merchant_id", "type", "occurred_at"]);
        for (row, event) in rows[1..].iter().zip(&log) {
            for (name, cell) in rows[0].iter().zip(row) {
                let said = &event[name];
                let said = said.as_str().map_or_else(|| if said.is_null() { String::new() } else { said.to_string() }, str::to_owned);
                assert_eq!(&said, cell, "{name} of {event}");
            }
        }
        let count = async |words: &str| {
            let (csv, ndjson) = (taken(&shop.owner, &format!("events.csv?{words}")).await, taken(&shop.owner, &format!("events.ndjson?{words}")).await);
            assert_eq!(table(&csv).len() - 1, lines(&ndjson).len(), "{words}");
            lines(&ndjson).len()
        };
        assert_eq!(count("type=visit_validated").await, 4);
        assert_eq!(count(&format!("type=visit_validated&since={since}")).await, 1);
        assert_eq!(count(&format!("type=visit_validated&until={since}")).await, 3);
        assert_eq!(count(&format!("type=visit_validated&card_id={}", one.id())).await, 3);
        assert_eq!(count(&format!("type=visit_validated&member_id={}", other.member())).await, 1);
        shop.owner.get("/v1/exports/events.csv?type=nonsense").await.refused(422, "invalid_request");
        let name = taken(&shop.owner, "events.csv").await.header("content-disposition").to_owned();
        assert_eq!(name, format!("attachment; filename=\"events-{}.csv\"", &since[..10]));
        world.may_owe_pushes();
    }
}

world_test! {
    async fn members_leave_with_their_names_for_the_owner_only(world) {
        let shop = world.shop("Coffee").hasty().open().await;
        let told = json!({ "name": "سارا, \"Gül\"", "email": "=cmd@example.org", "phone": "+49 30 1234", "external_id": "K-7" });
        let known = shop.owner.post("/v1/cards", json!({ "channel": "social", "member": told })).await.created();
        world.pass_days(1);
        let since = world.in_s(0);
        let unknown = shop.issue_card().await;
        shop.stamp_times(&unknown, 2).await;
        shop.owner.patch(&format!("/v1/cards/{}", unknown.id()), json!({ "state": "paused" })).await.ok();

        let own = table(&taken(&shop.owner, "members.csv").await);
        assert_eq!(own[0], ["id", "joined_at", "channel", "stamps", "visits", "tier", "state", "name", "email", "phone", "external_id"]);
        assert_eq!(column(&own, "id"), [known["member_id"].as_str().unwrap(), unknown.member()]);
        assert_eq!((column(&own, "state"), column(&own, "stamps")), (vec!["active".into(), "paused".into()], vec!["0".into(), "2".into()]));
        assert_eq!((column(&own, "channel"), column(&own, "visits")), (vec!["social".into(), "staff".into()], vec!["0".into(), "2".into()]));
        assert_eq!(column(&own, "name"), ["سارا, \"Gül\"", ""]);
        assert_eq!(column(&own, "email"), ["'=cmd@example.org", ""], "no spreadsheet runs what a customer typed");
        assert_eq!(column(&own, "phone"), ["'+49 30 1234", ""]);
        assert_eq!(column(&own, "joined_at")[0], known["created_at"].as_str().unwrap());

        let own = lines(&taken(&shop.owner, "members.ndjson").await);
        for (name, value) in told.as_object().unwrap() {
            assert_eq!((&own[0][name], &own[1][name]), (value, &Value::Null), "{name}");
        }
        for what in ["members.csv", "members.ndjson"] {
            let answer = taken(&shop.reader, what).await;
            assert_eq!(answer.status, 200);
            for personal in ["سارا", "example.org", "1234", "K-7", "email", "external_id"] {
                assert!(!answer.text().contains(personal), "{what} tells a reader {personal}");
            }
        }
        assert_eq!(table(&taken(&shop.reader, "members.csv").await)[0].len(), 7);
        let joined = async |words: &str| lines(&taken(&shop.reader, &format!("members.ndjson?{words}")).await);
        assert_eq!(joined(&format!("since={since}")).await[0]["id"], unknown.member());
        assert_eq!(joined(&format!("until={since}")).await[0]["id"], known["member_id"]);
        assert_eq!(joined(&format!("since={since}&until={since}")).await, Vec::<Value>::new());
        world.may_owe_pushes();
    }
}

world_test! {
    async fn visits_leave_as_they_are_listed(world) {
        let shop = world.shop("Coffee").hasty().open().await;
        let card = shop.issue_card().await;
        let scan = shop.staff.post("/v1/scans", json!({ "code": card.code(), "amount_minor": 450 })).await.created();
        shop.owner.post(&format!("/v1/scans/{}/void", scan["scan"]["id"].as_str().unwrap()), json!({})).await.ok();
        world.pass_s(60);
        let since = world.in_s(0);
        shop.stamp(&card).await;
        let listed = shop.owner.list("/v1/scans").await;
        assert_eq!(lines(&taken(&shop.reader, "scans.ndjson").await), listed);
        let rows = table(&taken(&shop.reader, "scans.csv").await);
        assert_eq!(rows[0], ["id", "card_id", "member_id", "location_id", "till_id", "key_id", "stamps", "amount_minor", "occurred_at", "received_at", "voided_at"]);
        assert_eq!(column(&rows, "amount_minor"), ["450", ""]);
        assert_eq!(column(&rows, "voided_at")[0], listed[0]["voided_at"].as_str().unwrap());
        assert_eq!(lines(&taken(&shop.reader, &format!("scans.ndjson?since={since}")).await), listed[1..]);
        assert_eq!(lines(&taken(&shop.reader, &format!("scans.ndjson?until={since}")).await), listed[..1]);
        world.may_owe_pushes();
    }
}

world_test! {
    async fn a_shop_with_nothing_gets_empty_files_and_wrong_words_are_named(world) {
        let shop = world.shop("Coffee").open().await;
        for what in ["events", "members", "scans"] {
            let rows = table(&taken(&shop.owner, &format!("{what}.csv")).await);
            assert_eq!((rows.len(), rows[0].len() > 6), (1, true), "{what}");
            assert_eq!(lines(&taken(&shop.owner, &format!("{what}.ndjson")).await), Vec::<Value>::new(), "{what}");
            for wrong in ["since=yesterday", "until=2026", "colour=red", "limit=3", "cursor=1"] {
                taken(&shop.owner, &format!("{what}.csv?{wrong}")).await.refused(422, "invalid_request");
            }
            taken(&shop.staff, &format!("{what}.csv")).await.refused(403, "forbidden");
            taken(&world.stranger(), &format!("{what}.csv")).await.refused(401, "unauthorized");
            taken(&shop.owner, &format!("{what}.xlsx")).await.refused(404, "not_found");
            let head = Answer::to(shop.owner.request(reqwest::Method::HEAD, &format!("/v1/exports/{what}.csv"))).await;
            assert_eq!((head.status, head.body.len()), (200, 0));
        }
        taken(&shop.owner, "members.csv?type=x").await.refused(422, "invalid_request");
        // Ten files one after the other: a place is given back when a file ends.
        for _ in 0..10 {
            assert_eq!(taken(&shop.owner, "events.ndjson").await.status, 200);
        }
    }
}
