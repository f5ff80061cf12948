//! Phones hear of changes and show them.

use reqwest::header::HeaderValue;
use stampwell::locale::Locale;

use crate::world::{PATIENCE, Setup};

fn last_modified(phone: &stampwell::sandbox::Phone, serial: &str) -> httpdate::Seconds {
    httpdate::seconds(
        &phone
            .pass(serial)
            .unwrap()
            .last_modified
            .unwrap(),
    )
}

/// HTTP dates as numbers, to see that they grow.
mod httpdate {
    pub type Seconds = i64;

    pub fn seconds(text: &str) -> Seconds {
        jiff::fmt::rfc2822::parse(&text.replace("GMT", "+0000"))
            .unwrap()
            .timestamp()
            .as_second()
    }
}

world_test! {
    async fn a_phone_that_fetches_in_the_moment_of_the_push_gets_the_new_stamp(world, Setup { deliver: true, ..Setup::default() }) {
        let shop = world.shop("Coffee").stamps(20).hasty().open().await;
        let card = shop.issue_card().await;
        let phone = world.iphone_with(&card).await;
        let listening = phone.spawn_listener().await;
        let mut changes = phone.changes();
        for stamps in 1..=10 {
            shop.stamp(&card).await;
            let expected = format!("{stamps} / 20");
            let shown = changes.wait_for(|_| phone.pass(card.id()).unwrap().value("stamps") == expected);
            tokio::time::timeout(PATIENCE, shown).await.expect("the phone never showed the stamp it was pushed for").unwrap();
        }
        assert_eq!(world.pushes_to(&phone), 10);
        assert_eq!(phone.pass(card.id()).unwrap().not_modified, 0, "no push came before its change");
        world.until(async || shop.deliveries("pending").await.is_empty().then_some(())).await;
        listening.abort();
    }
}

world_test! {
    async fn a_refused_scan_pushes_nothing(world) {
        let shop = world.shop("Coffee").cooldown_s(600).open().await;
        let card = shop.issue_card().await;
        let phone = world.iphone_with(&card).await;
        shop.stamp(&card).await;
        assert_eq!(world.deliver().await, 1);
        shop.scan(&card).await.refused(409, "too_soon");
        assert_eq!(world.deliver().await, 0);
        assert_eq!(world.attempts_at(&phone), 1);
        assert_eq!(shop.look_at(&card).await["version"], shop.look_at(&card).await["version"]);
    }
}

world_test! {
    async fn changes_within_one_second_all_reach_the_phone(world) {
        let shop = world.shop("Coffee").stamps(10).hasty().open().await;
        let card = shop.issue_card().await;
        let phone = world.iphone_with(&card).await;
        let mut before = 0;
        for stamps in 1..=4 {
            shop.stamp(&card).await;
            world.deliver().await;
            phone.receive_pushes().await.unwrap();
            let pass = phone.pass(card.id()).unwrap();
            assert_eq!((pass.value("stamps"), pass.fetches, pass.not_modified), (format!("{stamps} / 10"), stamps, 0));
            let modified = last_modified(&phone, card.id());
            assert!(modified > before, "Last-Modified stood still at {modified}");
            before = modified;
        }
        assert_eq!(phone.refresh().await.unwrap(), 0);
        assert_eq!(phone.pass(card.id()).unwrap().not_modified, 1, "nothing new is 304");
    }
}

world_test! {
    async fn two_phones_hold_one_card_and_one_message_is_counted(world) {
        let shop = world.shop("Coffee").hasty().open().await;
        let card = shop.issue_card().await;
        let (hers, his) = (world.iphone_with(&card).await, world.iphone_with(&card).await);
        shop.stamp(&card).await;
        assert_eq!(world.deliver().await, 2);
        for phone in [&hers, &his] {
            assert_eq!(world.pushes_to(phone), 1);
            phone.receive_pushes().await.unwrap();
            assert_eq!(phone.pass(card.id()).unwrap().value("stamps"), "1 / 10");
        }
        assert_eq!(shop.logged("message_sent").await.len(), 1);
        assert_eq!(shop.logged("card_saved").await.len(), 2);

        his.remove(card.id()).await.unwrap();
        shop.stamp(&card).await;
        assert_eq!(world.deliver().await, 1);
        assert_eq!((world.pushes_to(&hers), world.pushes_to(&his)), (2, 1));
    }
}

world_test! {
    async fn a_watch_that_shares_its_phones_push_token_costs_one_push(world) {
        let shop = world.shop("Coffee").hasty().open().await;
        let card = shop.issue_card().await;
        let phone = world.iphone_with(&card).await;
        let pass = phone.pass(card.id()).unwrap();
        let right = format!("ApplePass {}", pass.pass_json["authenticationToken"].as_str().unwrap());
        let watch = world.stranger().with("authorization", &right);
        let place = format!("/apple/v1/devices/watch-1/registrations/{}/{}", pass.pass_type_identifier(), card.id());
        let registered = watch.post(&place, serde_json::json!({ "pushToken": phone.push_token() })).await;
        assert_eq!(registered.status, 201);
        shop.stamp(&card).await;
        world.deliver().await;
        assert_eq!(world.attempts_at(&phone), 1);
        assert_eq!(watch.delete(&place).await.status, 200);
        shop.stamp(&card).await;
        world.deliver().await;
        assert_eq!(world.attempts_at(&phone), 2, "the phone still holds the card");
    }
}

world_test! {
    async fn one_phone_holds_cards_of_two_shops(world) {
        let (coffee, tea) = (world.shop("Coffee").hasty().open().await, world.shop("Tea").hasty().open().await);
        let (one, other) = (coffee.issue_card().await, tea.issue_card().await);
        let phone = world.iphone_with(&one).await;
        phone.add(&other.pass_url()).await.unwrap();
        coffee.stamp(&one).await;
        tea.stamp_times(&other, 2).await;
        world.deliver().await;
        assert_eq!(world.attempts_at(&phone), 1, "one push says look, and the list names both");
        assert_eq!(phone.receive_pushes().await.unwrap(), 2);
        assert_eq!(phone.pass(one.id()).unwrap().value("stamps"), "1 / 10");
        assert_eq!(phone.pass(other.id()).unwrap().value("stamps"), "2 / 10");
        assert_eq!((coffee.logged("message_sent").await.len(), tea.logged("message_sent").await.len()), (1, 1));
    }
}

world_test! {
    async fn pushes_follow_a_phone_to_its_new_token(world) {
        let shop = world.shop("Coffee").hasty().open().await;
        let card = shop.issue_card().await;
        let phone = world.iphone_with(&card).await;
        let old = phone.push_token();
        shop.stamp(&card).await;
        phone.rotate_push_token().await.unwrap();
        shop.stamp(&card).await;
        world.deliver().await;
        assert_eq!(world.apns.requests_to(&old).len(), 0, "what was owed to the old token is owed to the new one");
        assert_eq!(world.pushes_to(&phone), 1);
        phone.receive_pushes().await.unwrap();
        assert_eq!(phone.pass(card.id()).unwrap().value("stamps"), "2 / 10");
        assert_eq!(shop.logged("card_saved").await.len(), 1, "a new token is no new save");
        assert_eq!(shop.logged("card_removed").await.len(), 0);
    }
}

world_test! {
    async fn a_stale_410_leaves_a_newer_registration_alone(world) {
        let shop = world.shop("Coffee").hasty().open().await;
        let card = shop.issue_card().await;
        let phone = world.iphone_with(&card).await;
        world.pass_s(60);
        shop.stamp(&card).await;
        let before_registration = world.clock.now().0 - 3_600_000;
        world.apns.fail_token(&phone.push_token(), stampwell::sandbox::apns::Fault::gone(before_registration), 1);
        world.deliver().await;
        assert_eq!(shop.look_at(&card).await["saved"]["apple"], true);
        assert_eq!(shop.logged("card_removed").await.len(), 0);
        world.pass_s(60);
        world.deliver().await;
        assert_eq!(world.pushes_to(&phone), 1, "the push was owed still");
    }
}

world_test! {
    async fn a_fresh_410_drops_the_token_at_its_first_attempt(world) {
        let shop = world.shop("Coffee").hasty().open().await;
        let card = shop.issue_card().await;
        let (erased, kept) = (world.iphone_with(&card).await, world.iphone_with(&card).await);
        world.pass_s(60);
        world.apns.unregister_at(&erased.push_token(), world.clock.now().0);
        for _ in 0..3 {
            world.pass_s(3_600);
            shop.stamp(&card).await;
            world.deliver().await;
        }
        assert_eq!((world.attempts_at(&erased), world.pushes_to(&kept)), (1, 3));
        let [removed] = &shop.logged("card_removed").await[..] else { panic!("one removal") };
        assert_eq!((removed["wallet"].as_str(), removed["card_id"].as_str()), (Some("apple"), Some(card.id())));
        assert_eq!(shop.deliveries("gone").await.len(), 1);
        assert_eq!(shop.look_at(&card).await["saved"]["apple"], true, "the other phone holds it");
    }
}

world_test! {
    async fn a_phone_that_was_offline_shows_the_newest_state_at_once(world) {
        let shop = world.shop("Coffee").stamps(10).hasty().open().await;
        let card = shop.issue_card().await;
        let phone = world.iphone_with(&card).await;
        phone.go_offline();
        for _ in 0..3 {
            shop.stamp(&card).await;
            world.deliver().await;
        }
        phone.go_online();
        assert_eq!(phone.receive_pushes().await.unwrap(), 1);
        let pass = phone.pass(card.id()).unwrap();
        assert_eq!((pass.value("stamps").as_str(), pass.fetches), ("3 / 10", 1));
    }
}

world_test! {
    async fn a_stamp_between_download_and_registration_is_not_missed(world) {
        let shop = world.shop("Coffee").stamps(10).hasty().open().await;
        let card = shop.issue_card().await;
        let phone = world.iphone_with(&card).await;
        phone.set_automatic_updates(card.id(), false).await.unwrap();
        assert_eq!(shop.look_at(&card).await["saved"]["apple"], false);
        shop.stamp(&card).await;
        assert_eq!(world.deliver().await, 0, "nobody is registered");
        phone.set_automatic_updates(card.id(), true).await.unwrap();
        world.deliver().await;
        phone.receive_pushes().await.unwrap();
        assert_eq!(phone.pass(card.id()).unwrap().value("stamps"), "1 / 10");
    }
}

world_test! {
    async fn news_of_another_card_in_between_hides_nothing(world) {
        let shop = world.shop("Coffee").stamps(10).hasty().open().await;
        let (card, other) = (shop.issue_card().await, shop.issue_card().await);
        let phone = world.iphone_with(&card).await;
        phone.add(&other.pass_url()).await.unwrap();
        phone.set_automatic_updates(card.id(), false).await.unwrap();
        shop.stamp(&card).await;
        shop.stamp(&other).await;
        world.deliver().await;
        phone.receive_pushes().await.unwrap();
        assert_eq!(phone.pass(other.id()).unwrap().value("stamps"), "1 / 10", "the phone has heard of the later change");
        phone.set_automatic_updates(card.id(), true).await.unwrap();
        world.deliver().await;
        phone.receive_pushes().await.unwrap();
        assert_eq!(phone.pass(card.id()).unwrap().value("stamps"), "1 / 10");
    }
}

world_test! {
    async fn a_persian_phone_shows_persian_words(world) {
        let shop = world.shop("Coffee").stamps(10).hasty().with("languages", serde_json::json!(["en", "fa"])).open().await;
        let card = shop.issue_card().await;
        let phone = world.iphone();
        phone.set_language("fa");
        phone.add(&card.pass_url()).await.unwrap();
        shop.stamp(&card).await;
        world.deliver().await;
        phone.receive_pushes().await.unwrap();
        let pass = phone.pass(card.id()).unwrap();
        let told = &pass.notifications[0].text;
        assert!(told.contains("1 / 10") && !told.contains("You now have"), "{told}");
        assert_eq!(HeaderValue::from_static("fa"), phone.language());
    }
}

world_test! {
    async fn a_new_shops_card_speaks_to_each_phone_in_its_own_language(world) {
        let shop = world.shop("Coffee").stamps(10).open().await;
        for language in Locale::ALL {
            let card = shop.issue_card().await;
            let phone = world.iphone();
            phone.set_language(language.tag());
            phone.add(&card.pass_url()).await.unwrap();
            let stamps = phone.pass(card.id()).unwrap().field("stamps").unwrap();
            assert_eq!(stamps.label, language.text("pass-stamps"), "{language:?}");
        }
    }
}
