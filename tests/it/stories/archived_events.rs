//! The old part of a log moves into files: everything reads as before while they are there, and what needs them says so while they are not.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use stampwell::service::data::export_events::all_tenants;
use stampwell::service::data::import_events::import_events;

use crate::stories::carry_over::{answers, lived_in};
use crate::world::{SECRET, Shop, World};

/// Events from elsewhere, one each hour until now: more than a file holds.
const OLD: usize = 11_000;

fn old_log(world: &World, shop: &Shop) -> String {
    let line = |n: usize| {
        let (at, member) = (
            world
                .clock
                .now()
                .plus_s(-3_600 * (OLD - n) as i64),
            n / 10 % 60,
        );
        let (kind, more) = match n % 10 {
            0 => ("card_issued", json!({ "channel": "website" })),
            9 if n % 50 == 49 => ("visit_voided", json!({ "visit_id": format!("v{}", n - 1) })),
            8 => (
                "visit_imported",
                json!({ "visit_id": format!("v{n}"), "amount_minor": n }),
            ),
            _ => (
                "visit_validated",
                json!({ "visit_id": format!("v{n}"), "amount_minor": n }),
            ),
        };
        let mut event = json!({
            "event_id": format!("e{n}"), "idempotency_key": format!("k{n}"), "merchant_id": shop.id, "type": kind, "occurred_at": at,
            "received_at": at, "member_id": format!("m{member}"), "card_id": format!("c{member}"),
        });
        event
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        format!("{event}\n")
    };
    (0..OLD).map(line).collect()
}

async fn import(world: &World, log: String) -> (u64, u64) {
    let (imported, error) = import_events(
        &world.app,
        std::io::Cursor::new(log),
        std::future::pending(),
        |_| {},
    )
    .await;
    assert!(
        error.is_none() && imported.is_faultless(),
        "{imported:?} {error:?}"
    );
    (imported.stored, imported.known)
}

/// All that a shop can be asked for, and what is asked of its log.
async fn all_answers(world: &World, shop: &Shop, member: &str) -> Vec<(String, Value)> {
    let mut all = answers(shop).await;
    for question in [
        "/v1/events?member_id=m7&limit=200",
        "/v1/events?card_id=c31&limit=200",
        "/v1/events?type=visit_voided&limit=200",
        &format!(
            "/v1/events?since={}&until={}&limit=200",
            world.in_s(-90 * 86_400),
            world.in_s(-80 * 86_400)
        ),
        &format!("/v1/events?member_id={member}"),
    ] {
        all.push((
            question.to_owned(),
            shop.owner
                .list(question)
                .await
                .into(),
        ));
    }
    let whole = "/v1/metrics?metrics=all&from=2020-01-01&to=2030-01-01&as_of=2190-01-01T00:00:00Z";
    all.push((
        whole.to_owned(),
        shop.owner.get(whole).await.ok()["metrics"].clone(),
    ));
    let export = format!("/v1/members/{member}/export");
    all.push((
        export.clone(),
        shop.owner.get(&export).await.ok()["events"].clone(),
    ));
    all.push(("the log".to_owned(), exported(world, shop).into()));
    all
}

fn exported(world: &World, shop: &Shop) -> String {
    let (code, log) = world.stampwell(Some(SECRET), &["events", "export", "--merchant", &shop.id]);
    assert_eq!(code, Some(0), "{log}");
    log
}

fn archive(world: &World, words: &[&str]) -> (Option<i32>, String) {
    world.stampwell(Some(SECRET), &[&["events", "archive"], words].concat())
}

fn verify(world: &World) -> (Option<i32>, String) {
    world.stampwell(Some(SECRET), &["verify"])
}

/// A path for a story's own file.
fn place(world: &World, name: &str) -> String {
    world
        .new_file(name)
        .trim_start_matches("sqlite://")
        .to_owned()
}

fn folder(world: &World, name: &str) -> PathBuf {
    let folder = PathBuf::from(place(world, name));
    fs::create_dir(&folder).unwrap();
    folder
}

/// The files below a folder, in order.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|shop| shop.unwrap().path())
        .flat_map(|shop| fs::read_dir(shop).unwrap())
        .map(|file| file.unwrap().path())
        .collect();
    files.sort();
    files
}

fn rows_of(world: &World, shop: &Shop) -> i64 {
    world.number(&format!(
        "SELECT count(*) AS number FROM events WHERE merchant_id = '{}'",
        shop.id
    ))
}

/// A number of the whole time.
async fn number(shop: &Shop, metric: &str) -> Value {
    let question = format!("/v1/metrics?metrics={metric}&from=2020-01-01&to=2030-01-01");
    shop.owner.get(&question).await.ok()["metrics"][metric].clone()
}

world_test! {
    async fn the_old_part_of_a_log_moves_into_files_and_reads_as_before(world) {
        // Of a shop's log that begins with today nothing would move.
        world.pass_days(-500);
        let shop = world.shop("Coffee").hasty().stamps(3).open().await;
        world.pass_days(500);
        assert_eq!(import(world, old_log(world, &shop)).await, (OLD as u64, 0));
        let card = shop.issue_card().await;
        let (visit, second) = (shop.stamp_times(&card, 4).await, shop.issue_card().await);
        shop.stamp(&second).await;
        let (other, _) = lived_in(world, "Tea").await;
        let member = card.member();
        let before = (all_answers(world, &shop, member).await, answers(&other).await);
        let (rows, others) = (rows_of(world, &shop), rows_of(world, &other));
        world.sql("CREATE TABLE kept AS SELECT * FROM events;");

        // Nothing is from before the log began.
        let (here, target) = (folder(world, "log"), folder(world, "elsewhere"));
        let to = here.to_str().unwrap();
        let (code, said) = archive(world, &["--before", "2001-01-01", "--to", to]);
        assert!(code == Some(0) && said.contains("no shop's log begins with events from before"), "{said}");

        let day = &world.in_s(-20 * 86_400)[..10];
        let (code, said) = archive(world, &["--before", day, "--to", to]);
        assert!(code == Some(0) && said.contains("2 files") && said.contains("no backup of the database contains it"), "{said}");
        let gone = world.number("SELECT CAST(sum(last_seq - first_seq + 1) AS BIGINT) AS number FROM log_files");
        assert!((10_400..10_600).contains(&gone), "{gone}");
        let imported = world.number("SELECT count(*) AS number FROM events WHERE kind = 'visit_imported'");
        let kept = world.number(&format!("SELECT count(*) AS number FROM events WHERE kind = 'visit_imported' AND seq <= {gone} AND merchant_id = '{}'", shop.id));
        assert!(imported > kept && kept > 1_000, "{imported} {kept}");
        assert_eq!(rows_of(world, &shop), rows - gone + kept, "rows of imported visits stay, and no others");
        assert_eq!((rows_of(world, &other), files(&here).len()), (others, 2));
        assert_eq!((all_answers(world, &shop, member).await, answers(&other).await), before);
        assert_eq!(verify(world).0, Some(0), "{}", verify(world).1);

        // Whatever comes again is known, whether its row is there or its file.
        let log = exported(world, &shop);
        let lines: String = log.lines().filter(|line| line.starts_with('{')).map(|line| format!("{line}\n")).collect();
        assert_eq!(import(world, lines).await, (0, rows as u64));

        // The rest goes as well.
        let (code, said) = archive(world, &["--before", "2190-01-01T00:00:00Z", "--to", to, "--merchant", &shop.id]);
        assert!(code == Some(0) && said.contains("1 file,"), "{said}");
        assert_eq!((files(&here).len(), rows_of(world, &other)), (3, others));
        assert_eq!(all_answers(world, &shop, member).await, before.0);

        // The files go elsewhere, and the service does not know. What happened there is corrected all the same.
        let moved = target.join(&shop.id);
        fs::rename(here.join(&shop.id), &moved).unwrap();
        world.pass_s(120);
        let (counted, cards) = (number(&shop, "visits").await, number(&shop, "active_members").await);
        let id = visit["scan"]["id"].as_str().unwrap();
        shop.owner.post(&format!("/v1/scans/{id}/void"), json!({})).await.ok();
        let without = number(&shop, "visits").await;
        assert_eq!(counted.as_i64().map(|count| count - 1), without.as_i64(), "{counted} {without}");
        let one = shop.owner.post(&format!("/v1/members/{}/merge", second.member()), json!({ "into": member })).await;
        one.ok();
        let fewer = number(&shop, "active_members").await;
        assert_eq!(cards["num"].as_i64().or(cards.as_i64()).map(|count| count - 1), fewer["num"].as_i64().or(fewer.as_i64()), "{cards} {fewer}");
        let refused = shop.owner.get("/v1/events").await.refused(410, "events_archived");
        assert_eq!(refused["file"], format!("{}/0000000001-0000010000.ndjson.gz", shop.id));
        assert!(!refused.to_string().contains(to), "{refused}");
        shop.owner.get("/v1/events?member_id=m7").await.refused(410, "events_archived");
        assert!(!shop.owner.list(&format!("/v1/events?since={}", world.in_s(-60))).await.is_empty());
        shop.owner.get("/v1/exports/events.ndjson").await.refused(410, "events_archived");
        shop.owner.get("/v1/exports/events.csv").await.refused(410, "events_archived");
        shop.stamp(&card).await;
        assert_eq!(number(&shop, "visits").await, counted);
        // An import may repeat what is in them.
        let late = old_log(world, &shop).lines().next().unwrap().replace("\"e0\"", "\"late\"");
        let (imported, error) = import_events(&world.app, std::io::Cursor::new(late), std::future::pending(), |_| {}).await;
        assert!(imported.stored == 0 && error.is_some_and(|error| error.to_string().contains("events_archived")), "{imported:?}");
        assert_eq!(number(&shop, "visits").await, counted);
        let (code, said) = verify(world);
        assert!(code == Some(1) && said.contains("0 faults") && said.contains("not verified") && said.contains("--to FOLDER"), "{said}");
        let (code, said) = world.stampwell(Some(SECRET), &["events", "export", "--merchant", &shop.id]);
        assert!(code == Some(1) && said.contains("events are in a file that cannot be read") && said.contains(to), "{said}");
        if world.app.store.kind() == "sqlite" {
            let (_, said) = world.doctor();
            assert!(said.contains("not everything could be verified: ") && said.contains("--to FOLDER"), "{said}");
            let copy = place(world, "copy.db");
            let (code, said) = world.stampwell(Some(SECRET), &["backup", &copy]);
            assert!(code == Some(0) && said.contains("are in files and not in it") && said.contains(to), "{said}");
        }
        let (code, said) = archive(world, &["--to", to]);
        assert!(code == Some(1) && said.contains("3 of the log's files can still not be read. No good one is at ") && said.contains(to), "{said}");
        let (code, said) = archive(world, &["--to", target.to_str().unwrap()]);
        assert!(code == Some(0) && said.contains("3 files are read from"), "{said}");
        let (code, said) = archive(world, &["--to", to]);
        assert!(code == Some(0) && said.contains("every file of the log can be read where it is"), "{said}");
        assert_eq!(verify(world).0, Some(0), "{}", verify(world).1);

        // Back again, to the last byte.
        let (code, said) = archive(world, &["--undo"]);
        assert!(code == Some(0) && said.contains("are in the database again"), "{said}");
        assert_eq!(world.number("SELECT count(*) AS number FROM log_files"), 0);
        assert_eq!(world.number("SELECT count(*) AS number FROM (SELECT * FROM kept EXCEPT SELECT * FROM events) AS lost"), 0);
        assert_eq!(verify(world).0, Some(0), "{}", verify(world).1);
        assert_eq!(files(&target).len(), 3);
        world.sql("DROP TABLE kept;");
        world.may_owe_pushes();
    }
}

world_test! {
    async fn nothing_moves_that_cannot_be_read_again(world) {
        let (shop, _) = lived_in(world, "Coffee").await;
        world.shop("Tea").open().await;
        let before = answers(&shop).await;
        let rows = rows_of(world, &shop);
        let here = folder(world, "log");
        let to = here.to_str().unwrap().to_owned();
        let all = ["--before", "2190-01-01", "--to", &to];

        for (words, why) in [
            (vec![], "--before and --to are missing"),
            (vec!["--before", "2190-01-01"], "--to is missing"),
            (vec!["--before", "soon", "--to", &to], "give a day such as"),
            (vec!["--before", "2190-01-01", "--to", "nowhere"], "make it first"),
            (vec!["--before", "2190-01-01", "--to", &to, "--merchant", "nobody"], "There is no merchant"),
            (vec!["--undo", "--to", &to], "cannot be used with"),
        ] {
            let (code, said) = archive(world, &words);
            assert!(code != Some(0) && said.contains(why), "{words:?}: {said}");
        }

        // A row that was changed stays where it can be mended.
        world.sql("CREATE TABLE kept AS SELECT * FROM events;");
        world.sql(&format!("UPDATE events SET occurred_at = 7 WHERE merchant_id = '{}' AND seq = 5;", shop.id));
        let (code, said) = archive(world, &all);
        assert!(code == Some(1) && said.contains("event 5 of") && said.contains("nothing from there on was moved"), "{said}");
        world.sql("UPDATE events SET occurred_at = k.occurred_at FROM kept k WHERE k.merchant_id = events.merchant_id AND k.seq = events.seq;");

        // Nor in place of a file that holds something else, even the same numbers of another log.
        let own = here.join(&shop.id);
        let file = own.join(format!("{:010}-{rows:010}.ndjson.gz", 1));
        fs::create_dir_all(&own).unwrap();
        fs::write(&file, "something else").unwrap();
        let (code, said) = archive(world, &all);
        assert!(code == Some(1) && said.contains("holds another log"), "{said}");
        assert_eq!((rows_of(world, &shop), fs::read(&file).unwrap()), (rows, b"something else".to_vec()));
        fs::remove_file(&file).unwrap();
        assert_eq!(answers(&shop).await, before);

        // Whoever was stopped after a file was written and before it counted writes it again; whoever was stopped before all rows were
        // deleted deletes the rest.
        let (code, said) = archive(world, &all);
        assert_eq!(code, Some(0), "{said}");
        let written = fs::read(&file).unwrap();
        world.sql(&format!("DELETE FROM log_files; INSERT INTO events SELECT * FROM kept WHERE merchant_id = '{}';", shop.id));
        assert_eq!(archive(world, &all).0, Some(0));
        assert_eq!(fs::read(&file).unwrap(), written);
        world.sql(&format!("INSERT INTO events SELECT * FROM kept WHERE merchant_id = '{}' AND seq BETWEEN 3 AND 9;", shop.id));
        assert_eq!(answers(&shop).await, before);
        assert_eq!(archive(world, &all).0, Some(0));
        assert_eq!((rows_of(world, &shop), answers(&shop).await), (0, before.clone()));
        assert_eq!(verify(world).0, Some(0), "{}", verify(world).1);

        // Whoever deletes what is in files finds that they were taken back meanwhile, and whoever takes them back that somebody else did.
        let tenant = all_tenants(&world.app).await.unwrap().into_iter().find(|tenant| tenant.id().to_string() == shop.id).unwrap();
        let files_of = async || world.app.store.read(move |tx| tx.log_files(tenant)).await.unwrap();
        let open = files_of().await[0].open().unwrap();
        assert_eq!(archive(world, &["--undo"]).0, Some(0));
        world.app.store.write(move |tx| tx.delete_archived_rows(tenant, 1)).await.unwrap();
        assert_eq!(rows_of(world, &shop), rows);
        let again = world.app.store.write(move |tx| tx.put_rows_back(tenant, &open, 1)).await;
        assert_eq!(again.unwrap_err().code.as_str(), "unavailable");
        assert_eq!((rows_of(world, &shop), answers(&shop).await), (rows, before.clone()));
        assert_eq!(archive(world, &all).0, Some(0));

        // A file that somebody changed is not read, and stops nothing else. Nor is a row that stayed and is another.
        assert_eq!(verify(world).0, Some(0), "{}", verify(world).1);
        world.sql(&format!("INSERT INTO events SELECT * FROM kept WHERE merchant_id = '{}' AND seq = 3; UPDATE events SET kind = 'x' WHERE seq = 3 AND merchant_id = '{0}';", shop.id));
        let (code, said) = verify(world);
        assert!(code == Some(1) && said.contains("1 faults") && said.contains("the row of event 3 is not what its file"), "{said}");
        assert_eq!(archive(world, &all).0, Some(0));
        for broken in [written[..written.len() / 2].to_vec(), [written.as_slice(), b"more"].concat()[..written.len() - 9].to_vec(), vec![]] {
            fs::write(&file, broken).unwrap();
            let (code, said) = verify(world);
            assert!(code == Some(1) && said.contains("2 merchants") && said.contains("0 faults") && said.contains("was changed after it was written"), "{said}");
            shop.owner.get("/v1/events").await.refused(410, "events_archived");
        }
        // Somebody has a copy of it elsewhere.
        let copies = folder(world, "copies");
        fs::create_dir(copies.join(&shop.id)).unwrap();
        fs::write(copies.join(&shop.id).join(file.file_name().unwrap()), &written).unwrap();
        let (code, said) = archive(world, &["--to", copies.to_str().unwrap()]);
        assert!(code == Some(0) && said.contains("1 file is read from"), "{said}");
        assert_eq!(verify(world).0, Some(0), "{}", verify(world).1);
        world.sql("DROP TABLE kept;");
        world.may_owe_pushes();
    }
}
