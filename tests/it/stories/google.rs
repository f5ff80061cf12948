//! Google Wallet from the shop's set-up to a deleted card, and on its bad days.

use futures_util::stream::{self, StreamExt as _};
use serde_json::{Value, json};
use stampwell::delivery::Worker;
use stampwell::domain::scan_code::Secrets;
use stampwell::sandbox::Phone;
use stampwell::sandbox::apns::Fault as ApnsFault;
use stampwell::sandbox::google::{CallbackFlaw, Door, Fault, NotificationKind};
use stampwell::service::wallets::apple_pass::build_pass;

use crate::world::{Answer, Card, PATIENCE, Setup, Shop, World};

/// What the customer's tap on the Google button leads to.
async fn tap(world: &World, card: &Card) -> String {
    let answer = world
        .stranger()
        .get(&card.google_url())
        .await;
    assert_eq!(answer.status, 302, "{}", answer.text());
    assert_eq!(
        answer.header("cache-control"),
        "no-store",
        "whoever has the link can save the card for ever"
    );
    answer.header("location").to_owned()
}

/// The customer taps, and saves the card; the object's id, once Google has told of it.
async fn save(world: &World, card: &Card) -> String {
    let link = tap(world, card).await;
    save_link(world, &link).await
}

async fn save_link(world: &World, link: &str) -> String {
    let told = world.google.callbacks().len();
    let object = world
        .google
        .save(link)
        .await
        .unwrap();
    assert!(
        world
            .google
            .wait_for_callbacks(told + 1, PATIENCE)
            .await,
        "Google told of the save"
    );
    object
}

async fn remove(world: &World, object: &str) {
    let told = world.google.callbacks().len();
    world
        .google
        .remove(object)
        .await
        .unwrap();
    assert!(
        world
            .google
            .wait_for_callbacks(told + 1, PATIENCE)
            .await,
        "Google told of the deletion"
    );
}

fn balance(object: &Value) -> &str {
    object["loyaltyPoints"]["balance"]["string"]
        .as_str()
        .unwrap()
}

/// What the stand-in holds of an object.
fn held(world: &World, object: &str) -> Value {
    world.google.object(object).unwrap()
}

/// The bodies that reached an object with this method.
fn written(world: &World, object: &str, method: &str) -> Vec<Value> {
    let writes = world.google.writes_to(object);
    writes
        .into_iter()
        .filter(|write| write.method == method)
        .filter_map(|write| write.body)
        .collect()
}

world_test! {
    async fn the_class_is_there_before_the_first_customer_and_follows_the_program(world, Setup::both()) {
        let shop = world.shop("Coffee").open().await;
        world.deliver().await;
        let class = shop.google_class(world).unwrap();
        assert_eq!((&class["issuerName"], &class["reviewStatus"]), (&json!("Coffee"), &json!("APPROVED")));
        assert!(class["callbackOptions"]["url"].as_str().unwrap().starts_with(&format!("{}/google/callback/mer_", world.base)));

        let logo = class["programLogo"]["sourceUri"]["uri"].as_str().unwrap().to_owned();
        let picture = world.stranger().get(&logo).await;
        assert_eq!((picture.status, picture.header("content-type")), (200, "image/png"));

        shop.change_program(json!({ "name": { "en": "Better Coffee", "fa": "قهوهٔ بهتر" } })).await;
        world.deliver().await;
        let class = shop.google_class(world).unwrap();
        assert_eq!(class["localizedIssuerName"]["translatedValues"][1]["value"], "قهوهٔ بهتر");
        assert_ne!(class["programLogo"]["sourceUri"]["uri"], json!(logo), "a changed picture has a changed address");
    }
}

world_test! {
    async fn a_tap_makes_the_object_and_leads_to_googles_page(world, Setup::both()) {
        let shop = world.shop("Coffee").open().await;
        world.deliver().await;
        let card = shop.issue_card().await;
        assert_eq!(card.0["links"]["google"], json!(card.google_url()));
        shop.stamp(&card).await;

        let object = format!("{}.{}", world.google.issuer_id(), card.id());
        assert_eq!(Answer::to(world.stranger().request(reqwest::Method::HEAD, &card.google_url())).await.status, 302);
        assert!(world.google.object(&object).is_none(), "a preview of the link makes no object");

        let link = tap(world, &card).await;
        assert!(link.len() < 1_000, "the link only names the object: {}", link.len());
        let object = held(world, &object);
        assert_eq!((balance(&object), &object["state"], &object["hasUsers"]), ("1/10", &json!("ACTIVE"), &json!(false)));
        assert_eq!(object["barcode"]["value"], json!(card.code()));
        let picture = object["heroImage"]["sourceUri"]["uri"].as_str().unwrap();
        assert_eq!(world.stranger().get(picture).await.header("content-type"), "image/png");

        assert_eq!(shop.look_at(&card).await["saved"]["google"], false);
        save_link(world, &link).await;
        assert_eq!(shop.look_at(&card).await["saved"]["google"], true);
        let [event] = &shop.logged("card_saved").await[..] else { panic!("one event") };
        assert_eq!((&event["wallet"], &event["card_id"], &event["member_id"]), (&json!("google"), &json!(card.id()), &json!(card.member())));
    }
}

world_test! {
    async fn a_scan_changes_the_object_and_leaving_is_logged(world, Setup::both()) {
        let shop = world.shop("Coffee").hasty().open().await;
        let card = shop.issue_card().await;
        let object = save(world, &card).await;
        shop.stamp(&card).await;
        world.deliver().await;
        assert_eq!(balance(&held(world, &object)), "1/10");
        let message = &shop.logged("message_sent").await[0];
        assert_eq!((&message["wallet"], &message["purpose"]), (&json!("google"), &json!("stamp_update")));

        remove(world, &object).await;
        assert_eq!(shop.look_at(&card).await["saved"]["google"], false);
        assert_eq!(shop.logged("card_removed").await[0]["wallet"], "google");
        // The object stays at Google and stays true: the customer may save it again.
        shop.stamp(&card).await;
        world.deliver().await;
        assert_eq!(balance(&held(world, &object)), "2/10");
        assert_eq!(shop.logged("message_sent").await.len(), 1, "nobody was told anything");
        assert_eq!(save(world, &card).await, object);
    }
}

world_test! {
    async fn many_stamps_become_one_write_of_the_newest_state(world, Setup::both()) {
        let shop = world.shop("Coffee").stamps(50).hasty().open().await;
        let card = shop.issue_card().await;
        let object = save(world, &card).await;
        world.deliver().await;
        let before = written(world, &object, "PATCH").len();
        shop.stamp_times(&card, 7).await;
        world.deliver().await;
        assert_eq!(written(world, &object, "PATCH").len() - before, 1);
        assert_eq!(balance(&held(world, &object)), "7/50");
    }
}

world_test! {
    async fn the_phone_rings_twice_a_day_for_stamps_and_once_for_a_reward(world, Setup::both()) {
        let shop = world.shop("Coffee").stamps(5).hasty().open().await;
        let card = shop.issue_card().await;
        let object = save(world, &card).await;
        for _ in 0..5 {
            shop.stamp(&card).await;
            world.deliver().await;
        }
        let rang: Vec<NotificationKind> = world.google.notifications(&object).into_iter().map(|rang| rang.kind).collect();
        assert_eq!(rang, [NotificationKind::FieldUpdate, NotificationKind::FieldUpdate, NotificationKind::Message]);
        let asked = written(world, &object, "PATCH").iter().filter(|body| body["notifyPreference"] == "NOTIFY_ON_UPDATE").count();
        assert_eq!(asked, 2, "Google is not asked to ring when it may not");
        let messages = written(world, &object, "POST");
        assert_eq!(messages.last().unwrap()["message"]["messageType"], "TEXT_AND_NOTIFY");
        let shown = held(world, &object);
        assert_eq!((balance(&shown), &shown["secondaryLoyaltyPoints"]["balance"]["int"]), ("Ready", &json!(1)));

        shop.redeem(&card).await.created();
        world.deliver().await;
        assert!(held(world, &object)["secondaryLoyaltyPoints"].is_null());
        shop.stamp_times(&card, 5).await;
        world.deliver().await;
        assert_eq!(written(world, &object, "POST").last().unwrap()["message"]["messageType"], "TEXT", "the day's rings are used up");
        world.pass_days(1);
        shop.stamp(&card).await;
        world.deliver().await;
        assert_eq!(world.google.notifications(&object).len(), 4);
    }
}

world_test! {
    async fn a_customer_need_not_wait_for_google_to_get_up(world, Setup::both()) {
        for (name, class_is_there) in [("Coffee", true), ("Tea", false)] {
            let shop = world.shop(name).hasty().open().await;
            if class_is_there {
                world.deliver().await;
            }
            let card = shop.issue_card().await;
            world.google.set_door(Door::Closed);
            let link = tap(world, &card).await;
            let token = link.rsplit('/').next().unwrap();
            assert!(token.len() <= 1_800, "{}", token.len());
            shop.stamp(&card).await;

            world.google.set_door(Door::Open);
            let object = save_link(world, &link).await;
            assert_eq!(balance(&held(world, &object)), "0/10", "the link brought the card along, as it was");
            until_written(world, &shop).await;
            assert_eq!(balance(&held(world, &object)), "1/10");
            let class = shop.google_class(world).unwrap();
            assert!(class["callbackOptions"]["url"].is_string() && class["localizedProgramName"].is_object(), "the whole class came after");
        }
    }
}

world_test! {
    async fn what_google_lost_is_made_again(world, Setup::both()) {
        let shop = world.shop("Coffee").hasty().open().await;
        let card = shop.issue_card().await;
        let object = save(world, &card).await;
        world.deliver().await;
        world.google.forget_everything();
        shop.stamp(&card).await;
        until_written(world, &shop).await;
        assert_eq!(balance(&held(world, &object)), "1/10");
        assert!(shop.google_class(world).is_some());
    }
}

/// Delivers, letting time pass between rounds, until nothing is due.
async fn until_written(world: &World, shop: &Shop) {
    for _ in 0..40 {
        world.deliver().await;
        if shop
            .deliveries("pending")
            .await
            .is_empty()
        {
            return;
        }
        world.pass_s(60);
    }
    panic!(
        "still due after 40 minutes: {:?}",
        shop.deliveries("pending").await
    );
}

world_test! {
    async fn whatever_google_answers_the_stamp_arrives_and_none_out_of_order(world, Setup::both()) {
        let shop = world.shop("Coffee").stamps(50).hasty().open().await;
        let card = shop.issue_card().await;
        let object = save(world, &card).await;
        until_written(world, &shop).await;
        let faults = [
            Fault::status(500, "backendError"),
            Fault::status(503, "backendError"),
            Fault::status_retry_after(429, "rateLimitExceeded", 120),
            Fault::status(403, "quotaExceeded"),
            Fault::status(403, "rateLimitExceeded"),
            Fault::status(403, "forbidden"),
            Fault::status(404, "resourceNotFound"),
            Fault::status(409, "duplicate"),
            Fault::status(503, "UNAVAILABLE").in_new_shape(),
            Fault::RejectToken,
            Fault::Reset,
            Fault::AnswerLost,
        ];
        for (i, fault) in faults.into_iter().enumerate() {
            world.google.fail(fault.clone(), 1);
            shop.stamp(&card).await;
            until_written(world, &shop).await;
            assert_eq!(balance(&held(world, &object)), format!("{}/50", i + 1), "after {fault:?}");
        }
        let balances: Vec<i64> = written(world, &object, "PATCH")
            .iter()
            .filter_map(|body| body["loyaltyPoints"]["balance"]["string"].as_str()?.split('/').next()?.parse().ok())
            .collect();
        assert!(balances.is_sorted(), "an older state followed a newer one: {balances:?}");
        assert_eq!(world.google.in_flight_per_object_max(), 1, "two writes of one object overlapped");
    }
}

/// Google's client waits ten seconds of real time for an answer, so this story is told once; the database has no part in it.
#[tokio::test]
async fn an_object_that_hangs_holds_nobody_up() {
    crate::world::tell(Setup::both(), None, async |world: &World| {
        let shop = world
            .shop("Coffee")
            .hasty()
            .open()
            .await;
        let (silent, quick) = (shop.issue_card().await, shop.issue_card().await);
        let (hanging, object) = (save(world, &silent).await, save(world, &quick).await);
        until_written(world, &shop).await;
        world
            .google
            .fail_object(&hanging, Fault::Slow(std::time::Duration::from_secs(13)), 1);
        shop.stamp(&silent).await;
        shop.stamp(&quick).await;
        let seen = world.google.requests().len();
        tokio::join!(world.deliver(), async {
            assert!(
                world
                    .google
                    .wait_for_requests(seen as u64 + 2, PATIENCE)
                    .await
            );
            let began = std::time::Instant::now();
            // A second stamp beside the hanging call: it is written long before that call is given up.
            shop.stamp(&quick).await;
            assert!(
                world
                    .google
                    .wait_for_object(&object, PATIENCE, |object| balance(object) == "2/10")
                    .await
            );
            assert!(
                began.elapsed() < std::time::Duration::from_secs(8),
                "the second write waited {:?}",
                began.elapsed()
            );
        });
        // The write that was given up arrives after all, behind a newer one. It does not stay.
        shop.stamp(&silent).await;
        world.pass_s(30);
        world.deliver().await;
        assert_eq!(balance(&held(world, &hanging)), "2/10");
        assert!(
            world
                .google
                .wait_for_object(&hanging, PATIENCE, |object| balance(object) == "1/10")
                .await
        );
        until_written(world, &shop).await;
        assert_eq!(balance(&held(world, &hanging)), "2/10");
    })
    .await;
}

world_test! {
    async fn an_object_that_google_refuses_for_ever_does_not_stop_the_others(world, Setup::both()) {
        let shop = world.shop("Coffee").stamps(50).hasty().open().await;
        let (refused, other) = (shop.issue_card().await, shop.issue_card().await);
        let (bad, good) = (save(world, &refused).await, save(world, &other).await);
        until_written(world, &shop).await;
        world.google.fail_object(&bad, Fault::status(403, "forbidden"), 1_000);
        let before = world.google.writes_to(&bad).len();
        for round in 1..=20 {
            shop.stamp(&refused).await;
            shop.stamp(&other).await;
            world.deliver().await;
            assert_eq!(balance(&held(world, &good)), format!("{round}/50"), "in the same minute");
            world.pass_s(60);
        }
        assert!(world.google.writes_to(&bad).len() - before <= 20);
        world.google.recover();
        until_written(world, &shop).await;
        assert_eq!(balance(&held(world, &bad)), "20/50");
    }
}

world_test! {
    async fn an_object_that_cannot_be_looked_at_keeps_no_other_from_its_turn(world, Setup::both()) {
        let shop = world.shop("Coffee").hasty().open().await;
        let card = shop.issue_card().await;
        let object = save(world, &card).await;
        until_written(world, &shop).await;
        world.pass_days(2);
        world.google.fail_object(&object, Fault::status(400, "invalidResource"), 1);
        assert_eq!(world.reconcile_google().await, 0);
        world.google.fail_object(&object, Fault::status(400, "invalidResource"), 1);
        world.pass_s(60);
        world.reconcile_google().await;
        let looks = world.google.requests().iter().filter(|request| request.method == "GET").count();
        assert_eq!(looks, 1, "one that cannot be looked at waits for its next day");
    }
}

world_test! {
    async fn a_body_that_google_refuses_parks_alone(world, Setup::both()) {
        let shop = world.shop("Coffee").hasty().open().await;
        let mut held_by = Vec::new();
        for _ in 0..5 {
            let card = shop.issue_card().await;
            let object = save(world, &card).await;
            held_by.push((card, object));
        }
        until_written(world, &shop).await;
        world.google.fail_object(&held_by[2].1, Fault::status(400, "invalidResource"), 1);
        for (card, _) in &held_by {
            shop.stamp(card).await;
        }
        world.deliver().await;
        let current = held_by.iter().filter(|(_, object)| balance(&held(world, object)) == "1/10").count();
        assert_eq!(current, 4);
        let [failed] = &shop.deliveries("failed").await[..] else { panic!("one has failed") };
        assert_eq!((&failed["channel"], &failed["target"], &failed["last_status"]), (&json!("google"), &json!(held_by[2].1), &json!(400)));
        let over = async |channel: &str| shop.owner.list(&format!("/v1/deliveries?state=failed&channel={channel}")).await.len();
        assert_eq!((over("google").await, over("apple").await), (1, 0));
        let retry = format!("/v1/deliveries/{}/retry", failed["id"].as_str().unwrap());
        shop.owner.post(&retry, json!({})).await.ok();
        world.deliver().await;
        assert_eq!(balance(&held(world, &held_by[2].1)), "1/10");
    }
}

world_test! {
    async fn a_card_whose_secret_is_gone_is_told_to_nobody_without_its_code(world, Setup::both()) {
        let shop = world.shop("Coffee").hasty().open().await;
        let card = shop.issue_card().await;
        let object = save(world, &card).await;
        until_written(world, &shop).await;
        let before = world.google.requests().len();
        shop.stamp(&card).await;

        // The same database under another secret, as after a slip in the settings.
        let mut other = world.app.clone();
        other.secrets = Secrets::new(b"another secret that no card was made with", &[]);
        let id: stampwell::ids::CardId = card.id().parse().unwrap();
        let row = world.app.store.read(move |tx| tx.card_of_anyone(id)).await.unwrap().unwrap();
        let refused = build_pass(&other, row.clone()).await.err().unwrap();
        assert!(refused.detail.contains(&row.secret_id) && refused.detail.contains("STAMPWELL_SECRET_PREVIOUS"), "{}", refused.detail);
        Worker::new(other, None).deliver().await.unwrap();
        assert_eq!(world.google.requests().len(), before, "Google was told");
        let [failed] = &shop.deliveries("failed").await[..] else { panic!("one has failed") };
        let reason = failed["last_reason"].as_str().unwrap_or_default();
        assert!(failed["target"] == json!(object) && reason.contains("which is not set"), "{failed}");

        // With the secret back, the owner tries again.
        let retry = format!("/v1/deliveries/{}/retry", failed["id"].as_str().unwrap());
        shop.owner.post(&retry, json!({})).await.ok();
        until_written(world, &shop).await;
        assert_eq!(balance(&held(world, &object)), "1/10");
    }
}

world_test! {
    async fn a_refused_account_stops_writing_and_scans_go_on(world, Setup::both()) {
        let shop = world.shop("Coffee").hasty().open().await;
        let card = shop.issue_card().await;
        let object = save(world, &card).await;
        until_written(world, &shop).await;
        let before = world.google.requests().len();
        world.google.fail(Fault::status(403, "insufficientPermissions"), 1_000);
        for _ in 0..10 {
            shop.stamp(&card).await;
            world.deliver().await;
            world.pass_s(30);
        }
        let asked = world.google.requests().len() - before;
        assert!((1..=5).contains(&asked), "{asked} calls in five minutes to somebody who says no");
        world.google.recover();
        until_written(world, &shop).await;
        assert_eq!(balance(&held(world, &object)), "Ready");
    }
}

/// A card that its customer has in Google Wallet, and in an iPhone's too where there is one.
struct Held {
    card: Card,
    object: String,
    phone: Option<Phone>,
}

async fn hand_out(world: &World, shop: &Shop, iphone: bool) -> Held {
    let card = shop.issue_card().await;
    let object = world
        .google
        .save(&tap(world, &card).await)
        .await
        .unwrap();
    let phone = if iphone {
        Some(world.iphone_with(&card).await)
    } else {
        None
    };
    Held {
        object,
        phone,
        card,
    }
}

world_test! {
    async fn with_both_wallets_down_a_thousand_cards_drain_to_the_newest_state(world, Setup { limits: false, ..Setup::both() }) {
        const CARDS: usize = 1_000;
        const ROUNDS: usize = 2;
        // A shop's writes queue for its row; on a busy machine more of them at once would wait longer than the service lets any.
        const AT_ONCE: usize = 8;
        let shop = world.shop("Coffee").stamps(50).hasty().open().await;
        // The class first: a link that carries the whole card, as on a machine too busy to insert it in time, needs it there.
        until_written(world, &shop).await;
        let cards: Vec<Held> = stream::iter(0..CARDS).map(|i| hand_out(world, &shop, i % 10 == 0)).buffer_unordered(AT_ONCE).collect().await;
        assert!(world.google.wait_for_callbacks(CARDS, PATIENCE).await);
        until_written(world, &shop).await;
        world.google.fail(Fault::status(503, "backendError"), usize::MAX);
        world.apns.fail(ApnsFault::status(503, "ServiceUnavailable"), usize::MAX);
        let (asked, pushed) = (world.google.requests().len(), world.apns.requests().len());
        for _ in 0..ROUNDS {
            stream::iter(&cards).for_each_concurrent(AT_ONCE, async |held| drop(shop.stamp(&held.card).await)).await;
            world.deliver().await;
            world.pass_s(120);
        }
        let (asked, pushed) = (world.google.requests().len() - asked, world.apns.requests().len() - pushed);
        // The first round finds out with as many calls as are in flight at once; after it, one probe each interval.
        assert!(asked < 256 + ROUNDS && pushed < 256 + ROUNDS, "{asked} writes and {pushed} pushes to those who are down");

        world.google.recover();
        world.apns.recover();
        until_written(world, &shop).await;
        let all = stream::iter(&cards).filter_map(async |held| Some((held, held.phone.as_ref()?))).map(async |(held, phone)| {
            phone.receive_pushes().await.unwrap();
            (phone.pass(held.card.id()).unwrap().value("stamps"), world.pushes_to(phone))
        });
        let seen: Vec<(String, usize)> = all.buffer_unordered(32).collect().await;
        let odd: Vec<_> = seen.iter().filter(|seen| **seen != ("2 / 50".to_owned(), 1)).collect();
        assert!(odd.is_empty(), "one push each, and the newest state: {odd:?}");
        assert!(cards.iter().all(|held| balance(&world.google.object(&held.object).unwrap()) == "2/50"));
        assert_eq!(world.google.in_flight_per_object_max(), 1);
    }
}

/// Posts a callback as Google would.
async fn post_callback(world: &World, shop: &Shop, body: String) -> Answer {
    let address = format!("/google/callback/{}", shop.id);
    world
        .stranger()
        .send(reqwest::Method::POST, &address, "application/json", body)
        .await
}

world_test! {
    async fn only_googles_own_unrepeated_word_counts(world, Setup::both()) {
        let shop = world.shop("Coffee").open().await;
        let card = shop.issue_card().await;
        let object = save(world, &card).await;
        let flaws = [
            CallbackFlaw::WrongRoot,
            CallbackFlaw::WrongRecipient("3388000000099999999".into()),
            CallbackFlaw::ExpiredMessage,
            CallbackFlaw::ExpiredIntermediate,
            CallbackFlaw::ReencodedMessage,
            CallbackFlaw::OtherProtocol,
            CallbackFlaw::TamperedEvent,
            CallbackFlaw::WrongSender("GoogleWalletPasses".into()),
            CallbackFlaw::NoSignatures,
            CallbackFlaw::BadSignaturesFirst(16),
        ];
        for flaw in flaws {
            let body = world.google.callback(&object, "del", &flaw).unwrap();
            let answer = post_callback(world, &shop, body).await;
            assert_eq!(answer.status, 400, "{flaw:?}: {}", answer.text());
            answer.refused(400, "google_callback_refused");
        }
        for body in ["", "{}", "[]", "{\"signature\":1}", "not json at all"] {
            assert_eq!(post_callback(world, &shop, body.into()).await.status, 400, "{body:?}");
        }
        let huge = format!("{{\"signature\":\"{}\"}}", "A".repeat(70_000));
        post_callback(world, &shop, huge).await.refused(413, "payload_too_large");
        assert_eq!(shop.look_at(&card).await["saved"]["google"], true);

        let genuine = world.google.callback(&object, "del", &CallbackFlaw::None).unwrap();
        for _ in 0..3 {
            assert_eq!(post_callback(world, &shop, genuine.clone()).await.status, 200);
        }
        assert_eq!(shop.logged("card_removed").await.len(), 1, "a replayed callback counts nothing");

        let other = world.shop("Tea").open().await;
        let body = world.google.callback(&object, "save", &CallbackFlaw::None).unwrap();
        post_callback(world, &other, body).await.refused(400, "google_callback_refused");
        assert_eq!(other.log().await.iter().filter(|event| event["type"] == "card_saved").count(), 0);
        let nobody = world.stranger().send(reqwest::Method::POST, "/google/callback/mer_nobody", "application/json", genuine).await;
        nobody.refused(404, "not_found");
        world.deliver().await;
    }
}

world_test! {
    async fn callbacks_that_stopped_are_made_up_for(world, Setup::both()) {
        let shop = world.shop("Coffee").open().await;
        let card = shop.issue_card().await;
        world.deliver().await;
        world.google.lose_callbacks(true);
        let object = world.google.save(&tap(world, &card).await).await.unwrap();
        assert_eq!(shop.look_at(&card).await["saved"]["google"], false);
        world.pass_days(2);
        assert_eq!(world.reconcile_google().await, 1);
        assert_eq!(shop.look_at(&card).await["saved"]["google"], true);
        assert_eq!(shop.logged("card_saved").await.len(), 1);
        assert_eq!(world.reconcile_google().await, 0, "once a day is enough");

        world.google.remove(&object).await.unwrap();
        world.pass_days(2);
        assert_eq!(world.reconcile_google().await, 1);
        assert_eq!(shop.logged("card_removed").await.len(), 1);
    }
}

world_test! {
    async fn an_ended_card_ends_at_google_and_a_reopened_one_comes_back(world, Setup::both()) {
        let shop = world.shop("Coffee").open().await;
        let card = shop.issue_card().await;
        let object = save(world, &card).await;
        for (state, at_google) in [("ended", "INACTIVE"), ("active", "ACTIVE")] {
            shop.owner.patch(&format!("/v1/cards/{}", card.id()), json!({ "state": state })).await.ok();
            world.deliver().await;
            assert_eq!(held(world, &object)["state"], at_google);
        }
    }
}

/// The messages that Google holds for an object.
fn messages(world: &World, object: &str) -> usize {
    held(world, object)["messages"]
        .as_array()
        .map_or(0, Vec::len)
}

world_test! {
    async fn a_message_goes_with_its_reward_however_many_there_were(world, Setup::both()) {
        let shop = world.shop("Coffee").stamps(2).hasty().open().await;
        let card = shop.issue_card().await;
        let object = save(world, &card).await;
        for round in 1..=12 {
            shop.stamp_times(&card, 2).await;
            until_written(world, &shop).await;
            assert_eq!(messages(world, &object), 1, "round {round}");
            shop.redeem(&card).await.created();
            until_written(world, &shop).await;
            assert_eq!(messages(world, &object), 0, "round {round}");
            world.pass_days(1);
        }
        let rang = world.google.notifications(&object).into_iter().filter(|rang| rang.kind == NotificationKind::Message).count();
        assert_eq!(rang, 12, "each reward was announced");
    }
}

world_test! {
    async fn a_message_whose_answer_got_lost_rings_once(world, Setup::both()) {
        let shop = world.shop("Coffee").stamps(2).hasty().open().await;
        let card = shop.issue_card().await;
        let object = save(world, &card).await;
        until_written(world, &shop).await;
        shop.stamp_times(&card, 2).await;
        // The change is answered; the message behind it arrives, and its answer does not.
        world.google.fail_object(&object, Fault::Slow(std::time::Duration::ZERO), 1);
        world.google.fail_object(&object, Fault::AnswerLost, 1);
        until_written(world, &shop).await;
        let rang = world.google.notifications(&object).into_iter().filter(|rang| rang.kind == NotificationKind::Message).count();
        assert_eq!((rang, messages(world, &object)), (1, 1));
    }
}

world_test! {
    async fn a_newer_stamp_overtakes_the_write_that_only_confirms(world, Setup::both()) {
        let shop = world.shop("Coffee").hasty().open().await;
        let card = shop.issue_card().await;
        let object = save(world, &card).await;
        until_written(world, &shop).await;
        world.google.fail(Fault::AnswerLost, 1);
        shop.stamp(&card).await;
        world.deliver().await;
        world.pass_s(5);
        world.deliver().await;
        shop.stamp(&card).await;
        world.deliver().await;
        assert_eq!(balance(&held(world, &object)), "2/10", "at once");
        assert_eq!(shop.deliveries("pending").await.len(), 1, "the newest state is said once more");
        let before = written(world, &object, "PATCH").len();
        until_written(world, &shop).await;
        assert_eq!(written(world, &object, "PATCH").len() - before, 1);
    }
}

world_test! {
    async fn a_tap_that_was_asked_to_wait_is_not_repeated_before(world, Setup::both()) {
        let shop = world.shop("Coffee").hasty().open().await;
        world.deliver().await;
        let card = shop.issue_card().await;
        let object = format!("{}.{}", world.google.issuer_id(), card.id());
        world.google.fail(Fault::status_retry_after(503, "backendError", 300), 1);
        tap(world, &card).await;
        let asked = world.google.requests().len();
        world.deliver().await;
        world.pass_s(290);
        world.deliver().await;
        assert_eq!(world.google.requests().len(), asked, "Google asked for five minutes");
        world.pass_s(10);
        until_written(world, &shop).await;
        assert!(world.google.object(&object).is_some());
    }
}

world_test! {
    async fn a_save_that_comes_after_its_deletion_changes_nothing(world, Setup::both()) {
        let shop = world.shop("Coffee").open().await;
        let card = shop.issue_card().await;
        let object = save(world, &card).await;
        let told = |event: &str| world.google.callback(&object, event, &CallbackFlaw::None).unwrap();
        world.pass_s(10);
        let saved = told("save");
        world.pass_s(10);
        let removed = told("del");
        for callback in [removed, saved] {
            assert_eq!(post_callback(world, &shop, callback).await.status, 200);
        }
        assert_eq!(shop.look_at(&card).await["saved"]["google"], false);
        world.pass_s(10);
        assert_eq!(post_callback(world, &shop, told("save")).await.status, 200);
        assert_eq!(shop.look_at(&card).await["saved"]["google"], true);
        world.deliver().await;
    }
}

world_test! {
    async fn new_root_keys_count_as_soon_as_google_signs_with_them(world, Setup::both()) {
        let shop = world.shop("Coffee").open().await;
        let (first, second) = (shop.issue_card().await, shop.issue_card().await);
        save(world, &first).await;
        world.google.rotate_root_keys().unwrap();
        world.pass_s(60);
        save(world, &second).await;
        assert_eq!(shop.look_at(&second).await["saved"]["google"], true);
        assert_eq!(world.google.keys_fetched(), 2);
        world.deliver().await;
    }
}
