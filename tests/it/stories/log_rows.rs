//! How the log lies in its table: small, by bytes that only the store reads, and carried over from the table of before.

use serde_json::json;
use stampwell::service::data::import_events::import_events;

use crate::stories::carry_over::{answers, lived_in};
use crate::world::{Shop, World};

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
