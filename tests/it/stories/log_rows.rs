//! How the log lies in its table: small, by bytes that only the store reads, found by card and by member, and carried over from the table
//! of before.

use std::sync::Mutex;

use diesel::connection::{
    Instrumentation, InstrumentationEvent, SimpleConnection as _, set_default_instrumentation,
};
use diesel::{Connection as _, RunQueryDsl as _, sql_query};
use serde_json::{Value, json};
use stampwell::service::data::import_events::import_events;

use crate::postgres::{TableLock, server};
use crate::stories::carry_over::{answers, lived_in};
use crate::world::{Setup, Shop, World, tell};

/// Lines of another writer's, whose ids are no ids of ours.
async fn with_odd_ids(world: &World, shop: &Shop) {
    let mut log = String::new();
    for (n, id) in [
        "e",
        "sixteen-letters!",
        "سیزده حرف",
        "6ba7b810-9dad-11d1-80b4-00c04fd430c8",
        "6BA7B810-9DAD-11D1-80B4-00C04FD430C8",
        "mem_06h2mojbn1qf19bi0vtn7kdg4c",
        "mem_06h2mojbn1qf19bi0vtn7kdg4d",
        "card_06h2mojbn1qf19bi0vtn7kdg4c",
        "06h2mojbn1qf19bi0vtn7kdg4c",
        "it's \u{1}",
    ]
    .iter()
    .enumerate()
    {
        for what in ["evt_06h2mojbn1qf19bi0vtn7kdg4c", id] {
            let line = json!({
                "event_id": if what == *id { (*id).to_owned() } else { format!("{what}{n}") }, "idempotency_key": format!("visit:{what}:{n}"),
                "merchant_id": shop.id, "type": "visit_imported", "occurred_at": "2025-02-10T09:01:00Z", "received_at": "2025-02-10T09:01:01.250Z",
                "member_id": id, "card_id": id, "visit_id": format!("{id}-{n}"), "amount_minor": 450,
            });
            log += &format!("{line}\n");
        }
    }
    let (imported, error) = import_events(
        &world.app,
        std::io::Cursor::new(log),
        std::future::pending(),
        |_| {},
    )
    .await;
    assert!(
        error.is_none() && imported.stored == 20,
        "{imported:?} {error:?}"
    );
}

world_test! {
    async fn the_log_of_before_is_carried_over_to_the_last_sign(world) {
        let (shop, _) = lived_in(world, "Coffee").await;
        let (other, _) = lived_in(world, "Tea").await;
        with_odd_ids(world, &shop).await;
        world.deliver().await;
        let seen = (answers(&shop).await, answers(&other).await);
        let odd = shop.owner.list("/v1/events?member_id=6ba7b810-9dad-11d1-80b4-00c04fd430c8").await;
        assert_eq!(odd.len(), 2);

        let columns = "merchant_id, seq, occurred_at, received_at, kind, event_id, member_id, card_id, hash";
        world.sql(&format!("CREATE TABLE stored AS SELECT {columns} FROM events;"));
        world.before_short_lines().await;
        let (code, said) = world.migrate();
        assert_eq!(code, Some(0), "{said}");
        assert_eq!((answers(&shop).await, answers(&other).await), seen);
        assert_eq!(shop.owner.list("/v1/events?member_id=6ba7b810-9dad-11d1-80b4-00c04fd430c8").await, odd);
        // The migration writes what the store would, so that whoever looks for an id finds it wherever the row comes from.
        let otherwise = format!("SELECT count(*) AS number FROM (SELECT {columns} FROM stored EXCEPT SELECT {columns} FROM events) AS otherwise");
        assert_eq!((world.number("SELECT count(*) AS number FROM stored") > 60, world.number(&otherwise)), (true, 0));

        // What comes after it is a part of the same chain.
        let card = shop.issue_card().await;
        shop.stamp(&card).await;
        world.sql("DROP TABLE stored;");
        let (code, said) = world.stampwell(Some(crate::world::SECRET), &["verify"]);
        assert_eq!(code, Some(0), "{said}");
        world.deliver().await;
    }
}

world_test! {
    async fn a_row_that_was_changed_is_told_and_stops_nothing_else(world) {
        let shop = world.shop("Coffee").stamps(10).hasty().open().await;
        let other = world.shop("Tea").open().await;
        let card = shop.issue_card().await;
        shop.stamp_times(&card, 2).await;
        other.issue_card().await;
        let verify = || world.stampwell(Some(crate::world::SECRET), &["verify"]);
        assert_eq!(verify().0, Some(0));
        let blob = |hex: &str| match world.app.store.kind() {
            "sqlite" => format!("x'{hex}'"),
            _ => format!("decode('{hex}', 'hex')"),
        };
        world.sql("CREATE TABLE kept AS SELECT * FROM events;");
        let seq = world.number("SELECT seq AS number FROM events WHERE kind = 'visit_validated' ORDER BY seq LIMIT 1");
        let empty = blob("");
        let faults = [
            ("line", empty.clone()), ("line", blob("31")), ("line", blob("3105")), ("line", blob("310060")), ("line", blob("30ff")), ("line", blob("7f00")),
            ("event_id", empty), ("member_id", "NULL".into()), ("card_id", blob("ff")), ("hash", blob("00")), ("occurred_at", "7".into()),
            ("kind", "'visit_voided'".into()),
        ];
        for (column, value) in faults {
            world.sql(&format!("UPDATE events SET {column} = {value} WHERE merchant_id = '{}' AND seq = {seq};", shop.id));
            let (code, said) = verify();
            assert_ne!(code, Some(0), "{column} {value}: {said}");
            assert!(said.contains(&format!("event {seq} (")) && said.contains("was changed after it was written"), "{column} {value}: {said}");
            let told = shop.owner.get("/v1/events").await;
            assert!([200, 500].contains(&told.status), "{column} {value}: {}", told.text());
            if told.status == 500 {
                assert!(told.text().contains("damaged"), "{column} {value}: {}", told.text());
            }
            assert_eq!(other.owner.get("/v1/events").await.status, 200);
            shop.stamp(&card).await;
            world.sql(
                "UPDATE events SET line = k.line, event_id = k.event_id, member_id = k.member_id, card_id = k.card_id, hash = k.hash,
                     occurred_at = k.occurred_at, kind = k.kind
                 FROM kept k WHERE k.merchant_id = events.merchant_id AND k.seq = events.seq;",
            );
            let (code, said) = verify();
            assert_eq!(code, Some(0), "{column} {value}: {said}");
        }
        world.sql("DROP TABLE kept;");

        // By these an event is found that no index has.
        let of_shop = format!("merchant_id = '{}'", shop.id);
        let faults = [
            (format!("UPDATE scans SET event_seq = event_seq + 1 WHERE {of_shop}"), format!("UPDATE scans SET event_seq = event_seq - 1 WHERE {of_shop}"), "says that its events stand at"),
            (format!("UPDATE events SET of_visit = true WHERE {of_shop} AND kind = 'card_issued'"), "UPDATE events SET of_visit = false WHERE kind = 'card_issued'".to_owned(), "are to be found by visits, but"),
            (format!("UPDATE events SET of_visit = false WHERE {of_shop} AND seq = {seq}"), format!("UPDATE events SET of_visit = true WHERE {of_shop} AND seq = {seq}"), "are to be found by visits, but"),
        ];
        for (fault, mended, words) in faults {
            world.sql(&format!("{fault};"));
            let (code, said) = verify();
            assert!(code != Some(0) && said.contains(words), "{fault}: {said}");
            world.sql(&format!("{mended};"));
            assert_eq!(verify().0, Some(0), "{mended}");
        }
        world.may_owe_pushes();
    }
}

world_test! {
    async fn a_visits_rows_are_small(world) {
        let shop = world.shop("Coffee").stamps(10).hasty().open().await;
        let card = shop.issue_card().await;
        let place = shop.owner.post("/v1/locations", json!({ "name": "Corner" })).await.created();
        let visit = json!({ "code": card.code(), "location_id": place["id"], "amount_minor": 450 });
        shop.staff.post("/v1/scans", visit).await.created();
        for kind in ["visit_validated", "stamps_changed"] {
            let columns = ["event_id", "member_id", "card_id", "line", "hash", "kind"].map(|column| format!("length({column})")).join(" + ");
            let bytes = world.number(&format!("SELECT CAST(max({columns}) AS BIGINT) AS number FROM events WHERE kind = '{kind}'"));
            // Its shop, place and times are 54 more. The same was 620 to 690 before.
            assert!(bytes <= 190, "{kind}: {bytes} bytes");
        }
        world.may_owe_pushes();
    }
}

/// What can be asked of a card's or a member's events besides.
const BESIDES: [&str; 5] = [
    "",
    "&type=visit_validated",
    "&type=visit_imported",
    "&since=2020-01-01T00:00:00Z&until=2999-01-01T00:00:00Z",
    "&cursor=1&type=visit_validated&since=2020-01-01T00:00:00Z&until=2999-01-01T00:00:00Z",
];

world_test! {
    async fn the_events_of_a_card_or_a_member_are_those_of_the_log(world) {
        let (shop, mut cards) = lived_in(world, "Coffee").await;
        // One whose visits went to another with those of a third, and one whose visits are all that is left.
        shop.stamp(&cards[2]).await;
        shop.stamp(&cards[4]).await;
        shop.owner.post(&format!("/v1/members/{}/merge", cards[2].member()), json!({ "into": cards[4].member() })).await.ok();
        shop.stamp(&cards[1]).await;
        let erased = shop.issue_card().await;
        shop.stamp_times(&erased, 2).await;
        shop.owner.delete(&format!("/v1/members/{}", erased.member())).await;
        cards.push(erased);
        let (other, _) = lived_in(world, "Tea").await;
        with_odd_ids(world, &shop).await;
        world.deliver().await;
        let log = shop.log().await;
        let mut asked: Vec<(&str, String)> = cards.iter().map(|card| ("card_id", card.id().to_owned())).collect();
        asked.extend(cards.iter().map(|card| ("member_id", card.member().to_owned())));
        asked.extend([("member_id", "sixteen-letters!".to_owned()), ("card_id", "6ba7b810-9dad-11d1-80b4-00c04fd430c8".to_owned())]);
        for (column, id) in asked {
            for kind in ["", "visit_validated", "visit_imported"] {
                let expected: Vec<&Value> = log.iter().filter(|event| event[column] == id.as_str() && (kind.is_empty() || event["type"] == kind)).collect();
                let query = if kind.is_empty() { format!("/v1/events?{column}={id}") } else { format!("/v1/events?{column}={id}&type={kind}") };
                assert_eq!(shop.owner.list(&query).await.iter().collect::<Vec<_>>(), expected, "{query}");
                let (mut paged, mut cursor) = (Vec::new(), String::new());
                loop {
                    let page = shop.owner.get(&format!("{query}&limit=2{cursor}")).await.ok();
                    paged.extend(page["data"].as_array().unwrap().clone());
                    let Some(next) = page["next_cursor"].as_str() else { break };
                    cursor = format!("&cursor={next}");
                }
                assert_eq!(paged.iter().collect::<Vec<_>>(), expected, "{query}, page by page");
                assert!(other.owner.list(&query).await.is_empty(), "another shop has none of them");
            }
        }
        let both = format!("/v1/events?card_id={}&member_id=", cards[0].id());
        assert!(!shop.owner.list(&format!("{both}{}", cards[0].member())).await.is_empty());
        assert!(shop.owner.list(&format!("{both}{}", cards[4].member())).await.is_empty());
        let now = world.clock.now();
        assert!(shop.owner.list(&format!("/v1/events?card_id={}&since={}", cards[0].id(), now.plus_s(1))).await.is_empty());
    }
}

/// What SQLite was asked for places in the log.
static ASKED: Mutex<Vec<String>> = Mutex::new(Vec::new());

fn note_what_is_asked() -> Option<Box<dyn Instrumentation>> {
    Some(Box::new(|event: InstrumentationEvent<'_>| {
        if let InstrumentationEvent::StartQuery { query, .. } = event {
            let query = query.to_string();
            if query.contains("+merchant_id") || query.contains("SELECT `scans`.`event_seq`") {
                ASKED.lock().unwrap().push(query);
            }
        }
    }))
}

/// The statement without the values that it was asked with.
fn statement(asked: &str) -> &str {
    asked
        .split(" -- binds")
        .next()
        .unwrap()
}

/// The questions about a card and about a member, with the index that is to answer.
fn questions() -> impl Iterator<Item = (String, &'static str)> {
    [
        ("card_id", "events_of_card"),
        ("member_id", "events_of_member"),
    ]
    .into_iter()
    .flat_map(|(column, index)| {
        BESIDES.map(|besides| (format!("/v1/events?{column}=nobody{besides}"), index))
    })
}

#[derive(diesel::QueryableByName)]
struct PlanOfSqlite {
    #[diesel(sql_type = diesel::sql_types::Text)]
    detail: String,
}

#[tokio::test]
async fn sqlite_finds_the_events_of_a_card_or_a_member_by_their_own_keys() {
    set_default_instrumentation(note_what_is_asked).unwrap();
    tell(Setup::default(), None, async |world: &World| {
        let (shop, cards) = lived_in(world, "Coffee").await;
        let known = BESIDES
            .into_iter()
            .flat_map(|besides| {
                let (card, member) = (cards[0].id(), cards[0].member());
                [
                    format!("/v1/events?card_id={card}{besides}"),
                    format!("/v1/events?member_id={member}{besides}"),
                ]
            });
        let file = world
            .database()
            .strip_prefix("sqlite://")
            .unwrap();
        let mut conn = diesel::SqliteConnection::establish(file).unwrap();
        let mut visits = 0;
        for question in questions()
            .map(|(question, _)| question)
            .chain(known)
        {
            // Other stories may ask as well, and of the same kind.
            let before = ASKED.lock().unwrap().len();
            shop.owner.get(&question).await.ok();
            let asked = ASKED.lock().unwrap()[before..].to_vec();
            assert!(!asked.is_empty(), "{question}");
            for asked in asked {
                let index = if asked.contains("`event_seq`") {
                    visits += 1;
                    "scans_of_member"
                } else if asked.contains("`card_id` =") {
                    "events_of_card"
                } else {
                    "events_of_member"
                };
                let plan: Vec<PlanOfSqlite> =
                    sql_query(format!("EXPLAIN QUERY PLAN {}", statement(&asked)))
                        .load(&mut conn)
                        .unwrap();
                let plan: Vec<&str> = plan
                    .iter()
                    .map(|step| step.detail.as_str())
                    .collect();
                assert!(
                    plan[0].contains(&format!("USING INDEX {index}"))
                        && plan
                            .iter()
                            .all(|step| !step.contains("SCAN ")),
                    "{question} ({index}): {plan:?}"
                );
            }
        }
        assert!(visits >= 8, "{visits}");
    })
    .await;
}

#[derive(diesel::QueryableByName)]
struct PlanOfPostgres {
    #[diesel(sql_type = diesel::sql_types::Text, column_name = "QUERY PLAN")]
    step: String,
}

#[tokio::test]
async fn postgresql_finds_the_events_of_a_card_or_a_member_by_their_own_keys() {
    let Some(server) = server() else {
        return;
    };
    tell(
        Setup::default(),
        Some(server.new_database()),
        async |world: &World| {
            let shop = world.shop("Coffee").open().await;
            // A log of some size, whose planner knows it.
            let large = server.new_database();
            let (code, said) = world.stampwell_on(&large, Some(crate::world::SECRET), &["migrate"]);
            assert_eq!(code, Some(0), "{said}");
            let mut conn = diesel::PgConnection::establish(&large).unwrap();
            conn.batch_execute(
                "INSERT INTO merchants (id, bucket, carried_over, slug, name, test, program_version, created_at, log_seq, log_hash)
                 SELECT 'mer_' || i, 1, false, 'shop-' || i, '', false, 1, 0, 0, '' FROM generate_series(1, 3) i;
                 INSERT INTO events (merchant_id, seq, occurred_at, received_at, kind, event_id, member_id, card_id, line, hash)
                 SELECT 'mer_' || (1 + i % 3), i, i, i, CASE i % 2 WHEN 0 THEN 'visit_validated' ELSE 'stamps_changed' END,
                 decode(md5(i::text), 'hex'), decode(md5((i % 2000)::text), 'hex'), decode(md5((i % 2000)::text), 'hex'),
                 convert_to(repeat('x', 70), 'UTF8'), decode(md5(i::text), 'hex') FROM generate_series(1, 60000) i;
                 INSERT INTO members (id, merchant_id, stamps, round, visits, created_at, updated_at)
                 SELECT 'mem_' || i, 'mer_' || (1 + i % 3), 0, 0, 0, 0, 0 FROM generate_series(1, 2000) i;
                 INSERT INTO cards (id, merchant_id, member_id, secret_id, short_code, state, locale, channel, version, last_modified_s, notified_version, created_at, updated_at)
                 SELECT 'card_' || i, 'mer_' || (1 + i % 3), 'mem_' || i, '', i, 'active', 'en', 'api', 0, 0, 0, 0, 0 FROM generate_series(1, 2000) i;
                 INSERT INTO scans (id, merchant_id, card_id, member_id, stamps, occurred_at, received_at, event_seq)
                 SELECT 'scan_' || i, 'mer_' || (1 + (1 + i % 2000) % 3), 'card_' || (1 + i % 2000), 'mem_' || (1 + i % 2000), 1, i, i, 2 * i FROM generate_series(1, 60000) i;
                 ANALYZE; SET plan_cache_mode = force_generic_plan;",
            )
            .unwrap();
            let places = questions().map(|(question, index)| ("events", "seq", question, index));
            let visits = BESIDES.into_iter().flat_map(|besides| {
                ["card_id=card_06h2mojbn1qf19bi0vtn7kdg4c", "member_id=mem_06h2mojbn1qf19bi0vtn7kdg4c"]
                    .map(|whose| ("scans", "event_seq", format!("/v1/events?{whose}{besides}"), "scans_of_member"))
            });
            // Of imported visits there is no row.
            let visits = visits.filter(|(_, _, question, _)| !question.contains("visit_imported"));
            for (at, (table, column, question, index)) in places.chain(visits).enumerate() {
                // Whoever waits for the table can be seen with its statement.
                let mut lock = TableLock::take_from_readers(world.database(), table);
                let waiting = async {
                    let lock = tokio::task::spawn_blocking(move || {
                        lock.until_waited_for();
                        lock
                    });
                    let lock = lock.await.unwrap();
                    let seen = format!(
                        "SELECT query AS name FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
                        AND query LIKE 'SELECT \"{table}\".\"{column}\" FROM%'"
                    );
                    let mut asked = world.names(&seen);
                    drop(lock);
                    asked.pop().expect("nobody asks for places")
                };
                let (answer, asked) = tokio::join!(shop.owner.get(&question), waiting);
                answer.ok();
                let values = vec!["NULL"; asked.matches('$').count()].join(", ");
                conn.batch_execute(&format!("PREPARE asked_{at} AS {asked}"))
                    .unwrap();
                let plan: Vec<PlanOfPostgres> =
                    sql_query(format!("EXPLAIN EXECUTE asked_{at}({values})"))
                        .load(&mut conn)
                        .unwrap();
                let plan: Vec<String> = plan
                    .into_iter()
                    .map(|row| row.step)
                    .collect();
                let plan = plan.join("\n");
                assert!(
                    plan.contains(index) && !plan.contains("events_pkey") && !plan.contains("Seq Scan"),
                    "{question}: {plan}"
                );
            }
        },
    )
    .await;
}
