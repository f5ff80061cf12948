//! What is kept under idempotency keys: told again for seven days, gone with whom it is about, and small.

use serde_json::json;

use crate::world::{Card, PATIENCE, Setup};

world_test! {
    async fn one_key_has_one_effect_in_seven_days_over_every_midnight(world) {
        let shop = world.shop("Coffee").stamps(100).hasty().open().await;
        let card = shop.issue_card().await;
        let staff = shop.staff.once("visit");
        let body = json!({ "code": card.code() });
        let first = staff.post("/v1/scans", body.clone()).await.text();
        for _ in 0..23 {
            world.pass_s(7 * 3_600);
            let again = staff.post("/v1/scans", body.clone()).await;
            assert_eq!((again.status, again.header("idempotency-replayed"), again.text()), (201, "true", first.clone()));
        }
        world.pass_s(7 * 3_600);
        assert_eq!(staff.post("/v1/scans", body.clone()).await.header("idempotency-replayed"), "", "after seven days the key is free");
        world.pass_days(9);
        assert_eq!(staff.post("/v1/scans", body.clone()).await.header("idempotency-replayed"), "", "nine days later in the same place");
        assert_eq!(staff.post("/v1/scans", body).await.header("idempotency-replayed"), "true");
        assert_eq!(shop.look_at(&card).await["stamps"], 3);
    }
}

world_test! {
    async fn an_answer_about_an_erased_member_is_told_to_nobody(world, Setup::both()) {
        let shop = world.shop("Coffee").stamps(2).hasty().open().await;
        let told = json!({ "member": { "name": "Anna" } });
        let card = Card(shop.owner.once("card").post("/v1/cards", told.clone()).await.created());
        let other = shop.issue_card().await;
        let visit = |card: &Card| json!({ "code": card.code() });
        let stamps = |card: &Card| json!({ "card_id": card.id(), "delta": 2, "reason": "bonus" });
        let scan = shop.owner.once("visit").post("/v1/scans", visit(&card)).await.created();
        let scan = format!("/v1/scans/{}/void", scan["scan"]["id"].as_str().unwrap());
        let delivery = |about: &Card| format!("/v1/deliveries?card_id={}", about.id());
        let calls = [
            ("/v1/scans".to_owned(), "visit", visit(&card)),
            (scan, "void", json!({})),
            ("/v1/stamps".to_owned(), "stamps", stamps(&card)),
            ("/v1/redemptions".to_owned(), "reward", visit(&card)),
        ];
        let object = world.google.save(&card.google_url()).await.unwrap();
        assert!(world.google.wait_for_callbacks(1, PATIENCE).await);
        assert!(world.google.object(&object).is_some());
        for (path, key, body) in &calls {
            let answer = shop.owner.once(key).post(path, body.clone()).await;
            assert!((200..300).contains(&answer.status), "{path}: {}", answer.text());
        }
        world.deliver().await;
        let row = shop.owner.list(&delivery(&card)).await.remove(0);
        let retry = format!("/v1/deliveries/{}/retry", row["id"].as_str().unwrap());
        shop.owner.once("retry").post(&retry, json!({})).await.ok();
        shop.owner.once("other").post("/v1/scans", visit(&other)).await.created();

        shop.owner.delete(&format!("/v1/members/{}", card.member())).await;
        for (path, key, body) in calls.iter().cloned().chain([(retry, "retry", json!({})), ("/v1/cards".to_owned(), "card", told)]) {
            let again = shop.owner.once(key).post(&path, body).await;
            again.refused(404, "not_found");
            assert!(!again.text().contains(card.member()), "{path}: {}", again.text());
        }
        assert_eq!(shop.owner.list("/v1/cards").await.len(), 1, "nothing was done once more");
        let again = shop.owner.once("other").post("/v1/scans", visit(&other)).await;
        assert_eq!(again.header("idempotency-replayed"), "true", "what is about somebody else stays");
        world.deliver().await;
    }
}

world_test! {
    async fn answers_leave_the_database_when_their_time_is_over(world) {
        let shop = world.shop("Coffee").stamps(100).hasty().open().await;
        let card = shop.issue_card().await;
        world.sql("DELETE FROM answers;");
        for key in ["old", "young"] {
            shop.staff.once(key).post("/v1/scans", json!({ "code": card.code() })).await.created();
        }
        // PostgreSQL empties the place of the day that comes next, at an instant that its server's clock has reached.
        let noon = world.clock.now().plus_s(-86_400);
        let (long_ago, lately) = (noon.plus_s(-8 * 86_400).0, noon.plus_s(-3_600).0);
        let place = long_ago / 86_400_000 % 9;
        world.sql(&format!(
            "UPDATE answers SET slot = {place}, created_at = {lately};
             UPDATE answers SET created_at = {long_ago} WHERE key_digest = (SELECT key_digest FROM answers ORDER BY key_digest LIMIT 1);"
        ));
        let sweep = async || {
            world.sweep().await;
            while world.app.store.write(move |tx| tx.empty_slot(noon)).await.unwrap() {}
        };
        let kept = || world.number("SELECT count(*) AS number FROM answers");
        sweep().await;
        assert_eq!(kept(), 1, "what is told still keeps its place, whoever wrote it there");
        world.sql(&format!("UPDATE answers SET created_at = {long_ago};"));
        sweep().await;
        assert_eq!(kept(), 0);
    }
}

world_test! {
    async fn what_another_instance_wrote_by_a_clock_ahead_is_not_emptied(world) {
        let shop = world.shop("Coffee").stamps(100).hasty().open().await;
        let card = shop.issue_card().await;
        let staff = shop.staff.once("visit");
        let body = json!({ "code": card.code() });
        let first = staff.post("/v1/scans", body.clone()).await.text();
        world.sql("UPDATE answers SET slot = (slot + 1) % 9;");
        world.sweep().await;
        assert_eq!(staff.post("/v1/scans", body).await.text(), first);
        assert_eq!(shop.look_at(&card).await["stamps"], 1);
    }
}

world_test! {
    async fn what_is_forgotten_goes_in_steps_until_nothing_is_left(world) {
        let shop = world.shop("Coffee").open().await;
        let merchant = &shop.id;
        world.sql(&format!(
            "INSERT INTO page_views (merchant_id, visitor_id, channel, local_day)
             WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2500)
             SELECT '{merchant}', 'visitor' || i, 'web', '2020-01-01' FROM n;"
        ));
        assert_eq!(world.number("SELECT count(*) AS number FROM page_views"), 2_500);
        let now = world.clock.now();
        let step = world.app.store.write(move |tx| tx.forget_page_views(now)).await.unwrap();
        assert_eq!((step, world.number("SELECT count(*) AS number FROM page_views")), ((true, false), 1_500), "nobody waits for all of it");
        world.sweep().await;
        assert_eq!(world.number("SELECT count(*) AS number FROM page_views"), 0);
    }
}

world_test! {
    async fn the_answer_of_a_scan_takes_less_than_260_bytes(world) {
        let shop = world.shop("Coffee").hasty().open().await;
        world.sql("DELETE FROM answers;");
        for n in 0..8 {
            let card = shop.issue_card().await;
            let answer = shop.staff.once(&format!("visit-{n}")).post("/v1/scans", json!({ "code": card.code() })).await;
            assert!(answer.text().len() > 700, "{}", answer.text());
        }
        let longest = world.number("SELECT CAST(max(length(answer)) AS BIGINT) AS number FROM answers");
        assert!(longest < 260, "{longest} bytes");
    }
}
