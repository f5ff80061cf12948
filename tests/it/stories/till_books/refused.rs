//! Exports, costs and experiments that cannot be taken are refused with the place of the fault, and nobody else's are seen.

use reqwest::Method;
use serde_json::{Value, json};

use super::{import, send};
use crate::wire::Wire;

world_test! {
    async fn an_export_that_cannot_be_read_says_what_to_add(world) {
        let shop = world.shop("Coffee").open().await;
        let good = "member,date\n7,2025-03-01\n";
        for (query, export, pointer) in [
            ("", "", ""),
            ("", " \r\n\r\n", ""),
            ("", "name,colour\nAnna,red\n", "member"),
            ("", "member;colour\nAnna;red\n", "at"),
            ("?member=Kunde", good, "member"),
            ("?amount=Betrag", good, "amount"),
            ("?ref=Bon", good, "ref"),
            ("?tz=Mars/Base", good, "tz"),
            ("?date_format=german", good, "date_format"),
            ("?decimal=both", good, "decimal"),
            ("?encoding=ebcdic", good, "encoding"),
            ("?format=xml", good, "format"),
            ("?location_id=loc_00000000000000000000000000", good, "location_id"),
            ("?colour=red", good, "colour"),
        ] {
            let problem = send(&shop.owner, query, export).await.refused(422, "invalid_request");
            assert_eq!(problem["errors"][0]["pointer"], pointer, "{query} {export:?}: {problem}");
        }
        let kind = |kind: &'static str| shop.owner.send(Method::POST, "/v1/visits/import", kind, good);
        kind("image/png").await.refused(415, "unsupported_media_type");
        kind("multipart/form-data; boundary=x").await.refused(415, "unsupported_media_type");
        for (who, status, code) in
            [(&shop.staff, 403, "forbidden"), (&shop.reader, 403, "forbidden"), (&world.stranger(), 401, "unauthorized")]
        {
            send(who, "", good).await.refused(status, code);
            who.get("/v1/visits/import").await.refused(status, code);
        }
        assert_eq!((shop.log().await.len(), shop.owner.list("/v1/visits/import").await.len()), (0, 0));
        shop.owner.get("/v1/visits/import/imp_00000000000000000000000000").await.refused(404, "not_found");
        shop.owner.get("/v1/visits/import/x/bad").await.refused(404, "not_found");
    }
}

world_test! {
    async fn a_body_that_is_no_table_is_named_for_what_it_is(world) {
        let shop = world.shop("Coffee").open().await;
        let workbook = &include_bytes!("../../../golden/field-cases/32-workbook-named.csv")[..];
        let page = &include_bytes!("../../../golden/field-cases/32-html-named-xls.csv")[..];
        for (body, name) in [(workbook, "an Excel workbook"), (page, "a web page (HTML)")] {
            for kind in ["text/csv", "application/vnd.ms-excel", "application/octet-stream"] {
                let problem = shop.owner.send(Method::POST, "/v1/visits/import", kind, body).await.refused(422, "invalid_request");
                let why = problem["errors"][0]["detail"].as_str().unwrap_or_default();
                assert!(why.contains(name) && why.contains("save it as CSV"), "{kind}: {problem}");
            }
        }
        assert_eq!((shop.log().await.len(), shop.owner.list("/v1/visits/import").await.len()), (0, 0));
    }
}

world_test! {
    async fn an_export_beyond_64_mib_is_refused_before_it_is_sent(world) {
        let shop = world.shop("Coffee").open().await;
        let ask = |length: usize| {
            let key = shop.owner.header("authorization");
            format!("POST /v1/visits/import HTTP/1.1\r\nhost: x\r\nauthorization: {key}\r\ncontent-length: {length}\r\n\r\n").into_bytes()
        };
        let refused = Wire::open(&world.base).await.ask(&ask(64 * 1024 * 1024 + 1), false).await.unwrap();
        refused.refused(413, "payload_too_large");
        // What other addresses refuse is taken here.
        let rows = "7,2025-03-01 10:00,3.00,and some words that nobody reads\n".repeat(6_000);
        let export = format!("member,at,amount,more\n{rows}");
        assert!(export.len() > 300 * 1024);
        assert_eq!(super::counts(&import(world, &shop, "", &export).await), [6_000, 6_000, 0, 0]);
    }
}

world_test! {
    async fn a_cost_that_cannot_be_is_refused_with_its_pointer(world) {
        let shop = world.shop("Coffee").open().await;
        let cost = shop.owner.post("/v1/costs", json!({ "kind": "labour", "amount_minor": 500 })).await.created();
        let of = |amount: i64| json!({ "corrects": cost["id"], "amount_minor": amount });
        let with = |mut body: Value, name: &str, value: Value| {
            body[name] = value;
            body
        };
        let plain = json!({ "kind": "other", "amount_minor": 5 });
        for (body, pointer) in [
            (json!({ "amount_minor": 5 }), "/kind"),
            (json!({ "kind": "beer", "amount_minor": 5 }), "/kind"),
            (json!({ "kind": "other", "amount_minor": 0 }), "/amount_minor"),
            (json!({ "kind": "other", "amount_minor": -5 }), "/amount_minor"),
            (json!({ "kind": "other", "amount_minor": 1_000_000_000_001i64 }), "/amount_minor"),
            (json!({ "kind": "other", "amount_minor": 1.5 }), "/amount_minor"),
            (with(plain.clone(), "occurred_at", json!(world.in_s(301))), "/occurred_at"),
            (with(plain.clone(), "occurred_at", json!("1969-12-31T00:00:00Z")), "/occurred_at"),
            (with(plain.clone(), "on", json!("2999-01-01")), "/on"),
            (with(plain.clone(), "on", json!("2025-02-30")), "/on"),
            (with(with(plain.clone(), "on", json!("2025-02-01")), "occurred_at", json!("2025-02-01T10:00:00Z")), "/on"),
            (with(plain.clone(), "location_id", json!("loc_00000000000000000000000000")), "/location_id"),
            (with(plain.clone(), "note", json!("x".repeat(201))), "/note"),
            (with(plain.clone(), "corrects", json!("cost_00000000000000000000000000")), "/kind"),
            (json!({ "corrects": "cost_00000000000000000000000000", "amount_minor": -1 }), "/corrects"),
            (json!({ "corrects": "x", "amount_minor": -1 }), "/corrects"),
            (of(5), "/amount_minor"),
            (of(-501), "/amount_minor"),
            (with(of(-5), "kind", json!("labour")), "/kind"),
            (with(of(-5), "on", json!("2025-02-01")), "/on"),
        ] {
            let problem = shop.owner.post("/v1/costs", body.clone()).await.refused(422, "invalid_request");
            assert_eq!(problem["errors"][0]["pointer"], pointer, "{body}: {problem}");
        }
        shop.reader.get("/v1/costs").await.refused(403, "forbidden");
        shop.staff.post("/v1/costs", plain).await.refused(403, "forbidden");
        assert_eq!(shop.logged("cost_recorded").await.len(), 1);
    }
}

world_test! {
    async fn an_experiment_that_would_measure_nothing_is_refused(world) {
        let shop = world.shop("Coffee").open().await;
        let card = shop.staff.post("/v1/cards", json!({ "member": { "external_id": "A-1" } })).await.created();
        let member = card["member_id"].as_str().unwrap();
        let asked = |kind: &str, source: &str, share: f64, members: Value| {
            json!({ "name": "Spring", "kind": kind, "outcome_source": source, "holdout_share": share, "members": members })
        };
        for (body, pointer) in [
            (asked("programme", "validated", 0.1, json!("all")), "/outcome_source"),
            (asked("campaign", "validated", 0.0, json!("all")), "/holdout_share"),
            (asked("campaign", "validated", 1.0, json!("all")), "/holdout_share"),
            (asked("campaign", "validated", -0.5, json!("all")), "/holdout_share"),
            (asked("campaign", "guessed", 0.1, json!("all")), "/outcome_source"),
            (asked("raffle", "validated", 0.1, json!("all")), "/kind"),
            (asked("campaign", "validated", 0.1, json!("some")), "/members"),
            (asked("campaign", "validated", 0.1, json!(7)), "/members"),
            (asked("campaign", "validated", 0.1, json!([])), "/members"),
            (asked("campaign", "validated", 0.1, json!("all")), "/members"),
            (asked("campaign", "validated", 0.1, json!([member, "A-1"])), "/members"),
            (asked("campaign", "validated", 0.1, json!(["A-1", "B-2"])), "/members/1"),
            (asked("campaign", "validated", 0.1, json!(["A-1", "mem_00000000000000000000000000"])), "/members/1"),
            (asked("campaign", "validated", 0.1, json!(["A-1", ""])), "/members/1"),
            (asked("programme", "imported", 0.1, json!(["B-2", "A-1"])), "/members/1"),
            (asked("programme", "imported", 0.1, json!(["B-2", "mem_00000000000000000000000000"])), "/members/1"),
            (asked("programme", "imported", 0.1, json!("all")), "/members"),
        ] {
            let problem = shop.owner.post("/v1/experiments", body.clone()).await.refused(422, "invalid_request");
            assert_eq!(problem["errors"][0]["pointer"], pointer, "{body}: {problem}");
        }
        shop.owner.get("/v1/experiments/exp_00000000000000000000000000").await.refused(404, "not_found");
        shop.owner.get("/v1/experiments/exp_00000000000000000000000000/members").await.refused(404, "not_found");
        shop.reader.get("/v1/experiments").await.refused(403, "forbidden");
        assert_eq!((shop.owner.list("/v1/experiments").await.len(), shop.logged("group_assigned").await.len()), (0, 0));
    }
}
