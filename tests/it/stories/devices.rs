//! A phone is known once, whichever shops' cards it holds.

use serde_json::json;
use stampwell::clock::Timestamp;
use stampwell::sandbox::Phone;
use stampwell::service::wallets::apple_registrations::end_push_token;

use crate::world::{Answer, Card, PASS_TYPE, SECRET, Shop, World};

/// Long after every story.
const NEVER: Timestamp = Timestamp(i64::MAX);

/// A phone with a card of each of two shops.
async fn two_shops(world: &World) -> ([(Shop, Card); 2], Phone) {
    let (phone, mut held) = (world.iphone(), Vec::new());
    for name in ["Coffee", "Tea"] {
        let shop = world
            .shop(name)
            .hasty()
            .open()
            .await;
        let card = shop.issue_card().await;
        phone
            .add(&card.pass_url())
            .await
            .unwrap();
        held.push((shop, card));
    }
    (
        held.try_into()
            .unwrap_or_else(|_| panic!("two")),
        phone,
    )
}

/// What a device of this name says to the web service when it has a push token for a card that the phone holds.
pub(super) async fn register(
    world: &World,
    phone: &Phone,
    card: &Card,
    device: &str,
    push_token: &str,
) -> Answer {
    let pass = phone.pass(card.id()).unwrap();
    let right = format!(
        "ApplePass {}",
        pass.pass_json["authenticationToken"]
            .as_str()
            .unwrap()
    );
    let place = format!(
        "/apple/v1/devices/{device}/registrations/{PASS_TYPE}/{}",
        card.id()
    );
    world
        .stranger()
        .with("authorization", &right)
        .post(&place, json!({ "pushToken": push_token }))
        .await
}

/// The devices that have this push token now.
async fn devices_of(world: &World, push_token: &str) -> Vec<String> {
    let token = push_token.to_owned();
    world
        .app
        .store
        .read(move |tx| tx.devices_of_token(&token, NEVER))
        .await
        .unwrap()
}

/// In how many shops a device is known.
async fn shops_of(world: &World, device: &str) -> usize {
    let device = device.to_owned();
    let shops = world
        .app
        .store
        .read(move |tx| tx.shops_of_device(&device));
    shops.await.unwrap().len()
}

async fn is_saved(shop: &Shop, card: &Card) -> bool {
    shop.look_at(card).await["saved"]["apple"] == true
}

world_test! {
    async fn a_new_token_is_one_row_and_the_pushes_of_all_shops_go_to_it(world) {
        let ([(coffee, one), (tea, other)], phone) = two_shops(world).await;
        let (old, new) = (phone.push_token(), world.apns.token().unwrap());
        let device = phone.device_library_identifier();
        coffee.stamp(&one).await;
        tea.stamp(&other).await;
        assert_eq!(register(world, &phone, &one, device, &new).await.status, 200);
        assert_eq!((devices_of(world, &old).await.len(), devices_of(world, &new).await), (0, vec![device.to_owned()]));
        if world.app.store.kind() == "postgres" {
            assert_eq!((world.kept().matches(&old).count(), world.kept().matches(&new).count()), (0, 1));
        }
        world.deliver().await;
        assert_eq!((world.apns.requests_to(&old).len(), world.apns.pushes_to(&new)), (0, 1), "one push says look");
        assert_eq!((coffee.deliveries("delivered").await.len(), tea.deliveries("delivered").await.len()), (1, 1));
        tea.stamp(&other).await;
        world.deliver().await;
        assert_eq!((world.apns.requests_to(&old).len(), world.apns.pushes_to(&new)), (0, 2));
    }
}

world_test! {
    async fn a_new_token_is_pushed_to_though_nothing_was_owed(world) {
        let ([(_, one), _], phone) = two_shops(world).await;
        let new = world.apns.token().unwrap();
        let device = phone.device_library_identifier();
        assert_eq!(register(world, &phone, &one, device, &phone.push_token()).await.status, 200);
        assert_eq!(world.deliver().await, 0, "nothing is new");
        assert_eq!(register(world, &phone, &one, device, &new).await.status, 200);
        world.deliver().await;
        assert_eq!(world.apns.pushes_to(&new), 1, "what Apple took for the old token may have reached nobody");
    }
}

world_test! {
    async fn a_410_for_the_token_of_before_ends_nothing(world) {
        let (held, phone) = two_shops(world).await;
        let old = phone.push_token();
        phone.rotate_push_token().await.unwrap();
        world.deliver().await;
        let pushes = world.pushes_to(&phone);
        world.pass_s(60);
        // The answer to a push that was under way when the phone told its new token.
        end_push_token(&world.app, &old, world.clock.now(), world.clock.now()).await.unwrap();
        for (shop, card) in &held {
            assert!(is_saved(shop, card).await);
            assert_eq!(shop.logged("card_removed").await.len(), 0);
            shop.stamp(card).await;
        }
        world.deliver().await;
        assert_eq!(world.pushes_to(&phone), pushes + 1);
    }
}

world_test! {
    async fn a_410_ends_what_was_last_renewed_before_it(world) {
        let ([(coffee, one), (tea, other)], phone) = two_shops(world).await;
        let token = phone.push_token();
        world.pass_s(60);
        let gone = world.clock.now();
        world.pass_s(60);
        // The phone tells the same token again, for one card: it lives, and so do its registrations everywhere.
        assert_eq!(register(world, &phone, &one, phone.device_library_identifier(), &token).await.status, 200);
        end_push_token(&world.app, &token, gone, world.clock.now()).await.unwrap();
        assert!(is_saved(&coffee, &one).await && is_saved(&tea, &other).await);
        // Not before this very instant.
        end_push_token(&world.app, &token, world.clock.now(), world.clock.now()).await.unwrap();
        assert!(is_saved(&coffee, &one).await && is_saved(&tea, &other).await);
        end_push_token(&world.app, &token, world.clock.now().plus_ms(1), world.clock.now()).await.unwrap();
        assert!(!is_saved(&coffee, &one).await && !is_saved(&tea, &other).await);
        world.deliver().await;
    }
}

world_test! {
    async fn a_410_ends_the_registrations_in_all_shops_and_the_phone_is_forgotten(world) {
        let (held, phone) = two_shops(world).await;
        let (token, device) = (phone.push_token(), phone.device_library_identifier());
        // A watch of the same owner says nothing of its own.
        assert_eq!(register(world, &phone, &held[0].1, "watch-1", &token).await.status, 201);
        assert_eq!(devices_of(world, &token).await.len(), 2);
        world.pass_s(60);
        world.apns.unregister_at(&token, world.clock.now().0);
        held[0].0.stamp(&held[0].1).await;
        world.deliver().await;
        assert_eq!(world.apns.requests_to(&token).len(), 1);
        for ((shop, card), removals) in held.iter().zip([2, 1]) {
            assert!(!is_saved(shop, card).await);
            assert_eq!(shop.logged("card_removed").await.len(), removals);
        }
        assert_eq!(devices_of(world, &token).await, Vec::<String>::new());
        assert_eq!((shops_of(world, device).await, shops_of(world, "watch-1").await), (0, 0));

        // It comes back with the token that it had.
        assert_eq!(register(world, &phone, &held[1].1, device, &token).await.status, 201);
        assert_eq!((devices_of(world, &token).await.len(), shops_of(world, device).await), (1, 1));
    }
}

world_test! {
    async fn a_phone_is_forgotten_with_its_last_registration(world) {
        let ([(coffee, one), (tea, other)], phone) = two_shops(world).await;
        let (token, device) = (phone.push_token(), phone.device_library_identifier());
        let another = coffee.issue_card().await;
        phone.add(&another.pass_url()).await.unwrap();
        assert_eq!(shops_of(world, device).await, 2);
        phone.remove(one.id()).await.unwrap();
        assert_eq!(shops_of(world, device).await, 2, "it holds another card of the shop");
        phone.remove(another.id()).await.unwrap();
        assert_eq!((shops_of(world, device).await, devices_of(world, &token).await.len()), (1, 1));
        coffee.stamp(&one).await;
        tea.stamp(&other).await;
        world.deliver().await;
        assert_eq!(world.attempts_at(&phone), 1, "the other shop's push goes on");
        phone.remove(other.id()).await.unwrap();
        assert_eq!((shops_of(world, device).await, devices_of(world, &token).await.len()), (0, 0));
        if world.app.store.kind() == "postgres" {
            assert!(!world.kept().contains(&token));
        }
    }
}

world_test! {
    async fn what_was_owed_before_tokens_stood_once_is_pushed_after_it(world) {
        let (held, phone) = two_shops(world).await;
        let (coffee, card) = &held[0];
        let (token, device) = (phone.push_token(), phone.device_library_identifier());
        assert_eq!(register(world, &phone, card, "watch-1", &token).await.status, 201);
        // A device may bear the name of another one's token.
        let odd = world.apns.token().unwrap();
        assert_eq!(register(world, &phone, card, &token, &odd).await.status, 201);
        let left = world.iphone_with(card).await;
        let forgotten = left.push_token();
        for (shop, card) in &held {
            shop.stamp(card).await;
        }
        left.remove(card.id()).await.unwrap();

        world.before_migration("0022_devices");
        let gone = format!("UPDATE deliveries SET target = '{forgotten}' WHERE target = '{}';", left.device_library_identifier());
        world.sql(&gone);
        let (code, said) = world.migrate();
        assert_eq!(code, Some(0), "{said}");

        let mut known = devices_of(world, &token).await;
        known.sort();
        let mut both = vec![device.to_owned(), "watch-1".to_owned()];
        both.sort();
        assert_eq!((known, devices_of(world, &odd).await), (both, vec![token.clone()]));
        assert_eq!((shops_of(world, device).await, shops_of(world, "watch-1").await, shops_of(world, &token).await), (2, 1, 1));
        world.deliver().await;
        assert_eq!((world.apns.pushes_to(&token), world.apns.pushes_to(&odd)), (1, 1));
        assert_eq!(world.attempts_at(&left), 0);
        if world.app.store.kind() == "postgres" {
            assert!(!world.kept().contains(&forgotten), "a token that no device has");
        }
        coffee.stamp(card).await;
        world.deliver().await;
        assert_eq!((world.apns.pushes_to(&token), world.apns.pushes_to(&odd)), (2, 2));
    }
}

world_test! {
    async fn verify_says_that_a_phone_cannot_be_pushed_to(world) {
        let ([(_, one), _], phone) = two_shops(world).await;
        let verify = || world.stampwell(Some(SECRET), &["verify"]);
        assert_eq!(verify().0, Some(0));
        let (device, token) = (phone.device_library_identifier(), phone.push_token());
        for (damage, shops) in [("DELETE FROM devices;", 2), ("DELETE FROM device_merchants;", 2)] {
            world.sql(damage);
            let (code, said) = verify();
            assert_ne!(code, Some(0), "{damage}: {said}");
            assert_eq!(said.matches("1 registrations of phones get no push").count(), shops, "{damage}: {said}");
            world.sql(&format!("DELETE FROM devices; DELETE FROM device_merchants; INSERT INTO devices VALUES ('{device}', '{token}', 0); INSERT INTO device_merchants SELECT device_library_identifier, merchant_id FROM registrations;"));
        }
        assert_eq!(register(world, &phone, &one, device, &token).await.status, 200);
    }
}
