//! A till's export becomes history.

use std::collections::BTreeSet;

use reqwest::Method;
use serde_json::{Value, json};

use super::{counts, ended, import, send};

/// What a till in Berlin exports, with three lines that are no visits.
const EXPORT: &str = "\u{feff}Kundennr;Datum;Uhrzeit;Betrag;Filiale;BonNr\r\n\
    1001;12.01.2025;09:30;3,50;Hauptplatz;71\r\n\
    1002;12.01.2025;09:31;\"1.004,00\";;72\r\n\
    1001;30.02.2025;10:00;3,50;;73\r\n\
    ;13.01.2025;10:00;3,50;;74\r\n\
    1003;13.01.2025;10:00;3,50;Mars;75\r\n\
    1001;14.01.2025;;;;76\r\n";
const GERMAN: &str = "?date_format=dmy&decimal=comma&tz=Europe/Berlin";

world_test! {
    async fn good_lines_are_kept_and_bad_ones_named(world) {
        let shop = world.shop("Coffee").open().await;
        let place = shop.owner.post("/v1/locations", json!({ "name": "Hauptplatz" })).await.created();
        let job = import(world, &shop, GERMAN, EXPORT).await;
        assert_eq!((counts(&job), &job["state"], &job["progress"]), ([6, 3, 0, 2], &json!("done"), &json!(100)), "{job}");
        assert_eq!((&job["without_member"], &job["refunds"], &job["placeless"]), (&json!(1), &json!(0), &json!(0)));
        let bad: Vec<(i64, &str)> =
            job["bad_lines"].as_array().unwrap().iter().map(|bad| (bad["line"].as_i64().unwrap(), bad["reason"].as_str().unwrap())).collect();
        assert_eq!(bad.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [4, 6]);
        assert!(bad[0].1.contains("a date that") && bad[1].1.contains("GET /v1/locations"), "{bad:?}");
        assert!(bad[1].1.contains("unknown_places=create"), "{bad:?}");

        let visits = shop.logged("visit_imported").await;
        let told: Vec<(&str, &Value, &Value)> =
            visits.iter().map(|visit| (visit["occurred_at"].as_str().unwrap(), &visit["amount_minor"], &visit["location_id"])).collect();
        let expected = [
            ("2025-01-12T08:30:00Z", &json!(350), &place["id"]),
            ("2025-01-12T08:31:00Z", &json!(100_400), &Value::Null),
            ("2025-01-14T11:00:00Z", &Value::Null, &Value::Null),
        ];
        assert_eq!(told, expected);
        assert_eq!(visits[0]["member_id"], visits[2]["member_id"]);
        assert_ne!(visits[0]["member_id"], visits[1]["member_id"]);
        assert!(visits.iter().all(|visit| visit["staff_id"].as_str().unwrap().starts_with("key_") && visit.get("card_id").is_none()));
        assert!(!json!(shop.log().await).to_string().contains("1001"), "the shop's own id of a person is not in the log");
    }
}

world_test! {
    async fn the_charset_of_the_content_type_is_how_letters_lie(world) {
        let shop = world.shop("Coffee").open().await;
        let ali = shop.staff.post("/v1/cards", json!({ "member": { "external_id": "علي" } })).await.created();
        let arabic = |day: u8| [&b"member,date,amount\n\xDA\xE1\xED"[..], format!(",2025-01-{day:02},3.50\n").as_bytes()].concat();
        let unicode = |day: u8| format!("member,date,amount\nعلي,2025-01-{day:02},3.50\n").into_bytes();
        let path = "/v1/visits/import";
        for (kind, path, body) in [
            ("text/csv; charset=windows-1256", path, arabic(1)),
            ("text/csv;header=present; Charset=\"WINDOWS-1256\"", path, arabic(2)),
            ("text/plain; charset=cp1256", path, arabic(3)),
            // The parameter is the shop's own word, and what a program says beside the body is not.
            ("text/csv; charset=iso-8859-1", "/v1/visits/import?encoding=windows-1256", arabic(4)),
            ("text/csv; charset=iso-8859-1", path, unicode(5)),
            ("text/csv; charset=utf-8", path, unicode(6)),
        ] {
            let job = shop.owner.send(Method::POST, path, kind, body).await;
            assert_eq!(job.status, 202, "{kind}: {}", job.text());
            assert_eq!(counts(&ended(world, &shop, job.value()["id"].as_str().unwrap()).await), [1, 1, 0, 0], "{kind}");
        }
        let visits = shop.logged("visit_imported").await;
        assert!(visits.len() == 6 && visits.iter().all(|visit| visit["member_id"] == ali["member_id"]), "{visits:?}");

        let silent = shop.owner.send(Method::POST, path, "text/csv", arabic(7)).await;
        let job = ended(world, &shop, silent.value()["id"].as_str().unwrap()).await;
        let reason = job["bad_lines"][0]["reason"].as_str().unwrap();
        assert!(counts(&job) == [1, 0, 0, 1] && reason.contains("encoding=windows-1256"), "{job}");
        let problem = shop.owner.send(Method::POST, path, "text/csv; charset=ebcdic", arabic(8)).await.refused(422, "invalid_request");
        assert_eq!(problem["errors"][0]["pointer"], "encoding", "{problem}");
    }
}

world_test! {
    async fn a_file_that_comes_again_counts_nothing_twice(world) {
        let shop = world.shop("Coffee").open().await;
        shop.owner.post("/v1/locations", json!({ "name": "Hauptplatz" })).await.created();
        import(world, &shop, GERMAN, EXPORT).await;
        assert_eq!(counts(&import(world, &shop, GERMAN, EXPORT).await), [6, 0, 3, 2]);
        // The same visits in another form, and one more.
        let other = "member,at,amount,ref,location\n\
            1002,2025-01-12 09:31,1004.00,72,\n1001,2025-01-12T09:30:00,3.5,71,hauptplatz\n1002,2025-02-01 08:00,2,80,\n";
        assert_eq!(counts(&import(world, &shop, "?tz=Europe/Berlin", other).await), [3, 1, 2, 0]);
        assert_eq!(shop.logged("visit_imported").await.len(), 4);
        assert_eq!(shop.owner.list("/v1/visits/import").await.len(), 3);
    }
}

world_test! {
    async fn equal_rows_of_one_file_are_as_many_visits_unless_a_receipt_says_otherwise(world) {
        let shop = world.shop("Coffee").open().await;
        let two = "member,date,amount\n7,2025-03-01,3.00\n7,2025-03-01,3.00\n";
        assert_eq!(counts(&import(world, &shop, "", two).await), [2, 2, 0, 0]);
        let three = "member,date,amount\n7,2025-03-01,3.00\n7,2025-03-01,3.00\n7,2025-03-01,3.00\n8,2025-03-01,3.00\n";
        assert_eq!(counts(&import(world, &shop, "", three).await), [4, 2, 2, 0]);
        let receipts = "member,date,amount,receipt\n9,2025-03-01,3.00,a\n9,2025-03-01,3.00,a\n9,2025-03-01,3.00,b\n";
        assert_eq!(counts(&import(world, &shop, "", receipts).await), [3, 2, 1, 0]);
        let visits: BTreeSet<String> =
            shop.logged("visit_imported").await.iter().map(|visit| visit["visit_id"].as_str().unwrap().to_owned()).collect();
        assert_eq!(visits.len(), 6);
    }
}

world_test! {
    async fn a_regular_who_joins_later_is_the_same_person(world) {
        let shop = world.shop("Coffee").with("welcome_stamps", 2).with("gross_margin_bp", 5_000).open().await;
        let old = shop.staff.post("/v1/cards", json!({ "member": { "external_id": "A-1" } })).await.created();
        let export = "customer,date,amount\nA-1,2025-03-01,3.00\nB-2,2025-03-01,4.00\nB-2,2025-03-02,4.00\n";
        assert_eq!(counts(&import(world, &shop, "", export).await), [3, 3, 0, 0]);
        let visits = shop.logged("visit_imported").await;
        assert_eq!(visits[0]["member_id"], old["member_id"], "who has a card is found by it");

        let joined = shop.staff.post("/v1/cards", json!({ "member": { "external_id": "B-2", "name": "Bea" } })).await.created();
        assert_eq!((&joined["member_id"], &joined["stamps"]), (&visits[1]["member_id"], &json!(2)), "joining gives the welcome stamps");
        let again = shop.staff.post("/v1/cards", json!({ "member": { "external_id": "B-2" } })).await.ok();
        assert_eq!((&again["id"], &again["stamps"]), (&joined["id"], &json!(2)));
        // And the member's own id names the member in a file.
        let by_id = format!("member,date\n{},2025-03-09\nmem_00000000000000000000000000,2025-03-09\n", joined["member_id"].as_str().unwrap());
        let job = import(world, &shop, "", &by_id).await;
        assert_eq!(counts(&job), [2, 1, 0, 1]);
        assert_eq!(job["bad_lines"], json!([{ "line": 3, "reason": "names a member that this shop does not have" }]));
        assert_eq!(shop.logged("visit_imported").await[3]["member_id"], joined["member_id"]);
    }
}

world_test! {
    async fn many_lines_come_in_batches_and_all_bad_ones_can_be_read(world) {
        let shop = world.shop("Coffee").open().await;
        let mut export = String::new();
        for i in 0..900 {
            let day = if i % 3 == 0 { "soon" } else { "2025-03-01 10:00" };
            export += &json!({ "customer_id": format!("c{}", i % 70), "date": day, "total": i as f64 / 4.0, "ref": i }).to_string();
            export += "\n";
        }
        let answer = shop.owner.send(reqwest::Method::POST, "/v1/visits/import?decimal=point", "application/x-ndjson", export).await;
        assert_eq!(answer.status, 202, "{}", answer.text());
        let first = answer.value();
        let id = first["id"].as_str().unwrap();
        assert_eq!(counts(&first), [0, 0, 0, 0]);
        let job = ended(world, &shop, id).await;
        assert_eq!(counts(&job), [900, 600, 0, 300], "{job}");
        assert_eq!(job["bad_lines"].as_array().unwrap().len(), 100);
        let bad: Vec<i64> =
            shop.owner.list(&format!("/v1/visits/import/{id}/bad")).await.iter().map(|bad| bad["line"].as_i64().unwrap()).collect();
        assert_eq!(bad, (0..300).map(|i| i * 3 + 1).collect::<Vec<i64>>());
        let members: BTreeSet<String> =
            shop.logged("visit_imported").await.iter().map(|visit| visit["member_id"].as_str().unwrap().to_owned()).collect();
        assert_eq!(members.len(), 70);
    }
}

world_test! {
    async fn a_repeated_request_answers_with_the_same_job(world) {
        let shop = world.shop("Coffee").open().await;
        let export = "member,date\n7,2025-03-01\n";
        let first = send(&shop.owner.once("march"), "", export).await;
        assert_eq!((first.status, first.header("idempotency-replayed")), (202, ""));
        let id = first.value()["id"].as_str().unwrap().to_owned();
        ended(world, &shop, &id).await;
        let again = send(&shop.owner.once("march"), "", export).await;
        assert_eq!((again.status, again.header("idempotency-replayed"), &again.value()["id"]), (202, "true", &json!(id)));
        send(&shop.owner.once("march"), "", "member,date\n7,2025-03-02\n").await.refused(422, "idempotency_key_reused");
        send(&shop.owner.once("march"), "?tz=UTC", export).await.refused(422, "idempotency_key_reused");
        assert_eq!((shop.owner.list("/v1/visits/import").await.len(), shop.logged("visit_imported").await.len()), (1, 1));
    }
}

world_test! {
    async fn history_before_joining_is_what_lift_is_measured_against(world) {
        let shop = world.shop("Coffee").with("time_zone", "Europe/Berlin").hasty().open().await;
        let day = |offset: i64| world.clock.now().plus_s(offset * 86_400).to_string()[..10].to_owned();
        let export = format!("member,date,amount\n7,{},10.00\n7,{},10.00\n", day(-9), day(-4));
        import(world, &shop, "", &export).await;
        let card = shop.staff.post("/v1/cards", json!({ "member": { "external_id": "7" } })).await.created();
        for _ in 0..3 {
            world.pass_days(1);
            shop.staff.post("/v1/scans", json!({ "card_id": card["id"], "amount_minor": 1_200 })).await.created();
        }
        world.pass_days(12);
        let query = format!("/v1/metrics?metrics=member_lift_spend&window_days=10&from={}&to={}", day(-14), day(1));
        let lift = &shop.reader.get(&query).await.ok()["metrics"]["member_lift_spend"];
        assert_eq!((&lift["n"], &lift["before"], &lift["after"]), (&json!(1), &json!(2_000.0), &json!(3_600.0)), "{lift}");
    }
}

/// Two places that no shop has, a refund, a sale that was called off and one to somebody without a card.
const BRANCHES: &str = "member,date,amount,branch,status\n\
    1,2025-03-01,3.00,North,\n2,2025-03-01,3.00,South,\n3,2025-03-01,3.00,north,\n4,2025-03-01,3.00,,\n\
    1,2025-03-02,-3.00,North,\n2,2025-03-02,3.00,South,refunded\n,2025-03-02,3.00,North,\n";

world_test! {
    async fn a_shop_without_places_says_what_becomes_of_those_in_the_file(world) {
        let strict = world.shop("Strict").open().await;
        let job = import(world, &strict, "", BRANCHES).await;
        assert_eq!(counts(&job), [7, 1, 0, 3], "{job}");
        assert_eq!((&job["refunds"], &job["without_member"], &job["placeless"]), (&json!(2), &json!(1), &json!(0)));

        let lenient = world.shop("Lenient").open().await;
        let job = import(world, &lenient, "?unknown_places=ignore", BRANCHES).await;
        assert_eq!((counts(&job), &job["placeless"]), ([7, 4, 0, 0], &json!(3)), "{job}");
        assert!(lenient.logged("visit_imported").await.iter().all(|visit| visit.get("location_id").is_none()));
        assert_eq!(lenient.owner.list("/v1/locations").await.len(), 0);

        let growing = world.shop("Growing").open().await;
        let job = import(world, &growing, "?unknown_places=create", BRANCHES).await;
        assert_eq!((counts(&job), &job["placeless"]), ([7, 4, 0, 0], &json!(0)), "{job}");
        let places = growing.owner.list("/v1/locations").await;
        assert_eq!(places.iter().map(|place| place["name"].as_str().unwrap()).collect::<Vec<_>>(), ["North", "South"]);
        let visited: Vec<Value> =
            growing.logged("visit_imported").await.iter().map(|visit| visit.get("location_id").cloned().unwrap_or_default()).collect();
        assert_eq!(visited, [places[0]["id"].clone(), places[1]["id"].clone(), places[0]["id"].clone(), Value::Null]);
        // The same file under another rule is the same visits.
        assert_eq!(counts(&import(world, &growing, "?unknown_places=ignore", BRANCHES).await), [7, 0, 4, 0]);
        send(&growing.owner, "?unknown_places=guess", BRANCHES).await.refused(422, "invalid_request");
        // A column can be left out altogether.
        assert_eq!(counts(&import(world, &strict, "?location=-", BRANCHES).await), [7, 3, 1, 0]);
    }
}

world_test! {
    async fn a_column_that_holds_no_places_does_not_fill_the_shop(world) {
        let shop = world.shop("Coffee").open().await;
        let rows: String = (1..=230).map(|n| format!("{n},2025-03-01,3.00,receipt {n}\n")).collect();
        let job = import(world, &shop, "?unknown_places=create", &format!("member,date,amount,branch\n{rows}")).await;
        assert_eq!(counts(&job), [230, 200, 0, 30], "{job}");
        assert!(job["bad_lines"][0]["reason"].as_str().unwrap().contains("no more than 200 places"), "{job}");
        assert_eq!(shop.owner.list("/v1/locations").await.len(), 200);
        // The cap is each import's own: a shop that has many places gets one more.
        world.pass_s(60);
        let job = import(world, &shop, "?unknown_places=create", "member,date,amount,branch\n1,2025-03-02,3.00,Harbour\n").await;
        assert_eq!(counts(&job), [1, 1, 0, 0], "{job}");
    }
}

world_test! {
    async fn a_separator_and_the_unit_of_the_amounts_can_be_told(world) {
        let shop = world.shop("Coffee").open().await;
        let export = "member|date|amount|note\n1|2025-03-01|350|a,b,c,d\n2|2025-03-01|720|\n";
        assert_eq!(counts(&import(world, &shop, "?separator=bar&unit=minor", export).await), [2, 2, 0, 0]);
        let paid: Vec<i64> = shop.logged("visit_imported").await.iter().map(|visit| visit["amount_minor"].as_i64().unwrap()).collect();
        assert_eq!(paid, [350, 720]);
    }
}
