//! The owner's pages open to the owner, and to nobody else.

use reqwest::Method;
use stampwell::service::import_events::tenant_by_name;
use stampwell::service::sessions;

use crate::world::{Answer, Caller, World};

const FORM: &str = "application/x-www-form-urlencoded";

fn browser(world: &World) -> Caller {
    world.stranger().with("accept", "text/html")
}

/// The browser once it holds the cookie of this answer.
fn keeping(browser: Caller, answer: &Answer) -> Caller {
    let cookie = answer.header("set-cookie");
    browser.with("cookie", cookie.split(';').next().unwrap())
}

fn key_of(caller: &Caller) -> String {
    caller.header("authorization").replace("Bearer ", "")
}

async fn sign_in(world: &World, key: &str) -> Answer {
    browser(world).send(Method::POST, "/admin/sign-in?lang=en", FORM, format!("key={key}")).await
}

world_test! {
    async fn an_owner_key_signs_in_and_no_other_key_does(world) {
        let shop = world.shop("Coffee").open().await;
        let sent_away = browser(world).get("/admin").await;
        assert_eq!((sent_away.status, sent_away.header("location")), (303, "/admin/sign-in?next=/admin&lang=en"));
        assert_eq!(browser(world).get("/admin/sign-in").await.status, 200);

        for wrong in [key_of(&shop.staff), key_of(&shop.reader), "sw_test_nonsense".to_owned(), String::new()] {
            let refused = sign_in(world, &wrong).await;
            assert_eq!(refused.status, 422);
            assert!(refused.text().contains("role=\"alert\"") && refused.headers.get("set-cookie").is_none());
        }
        let answer = sign_in(world, &key_of(&shop.owner)).await;
        assert_eq!((answer.status, answer.header("location")), (303, "/admin?lang=en"));
        let cookie = answer.header("set-cookie");
        assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && !cookie.contains(&key_of(&shop.owner)), "{cookie}");

        let owner = keeping(browser(world), &answer);
        assert_eq!(owner.get("/admin").await.status, 200);
        // The same browser may read the shop's own numbers and exports, for the links on these pages.
        assert_eq!(owner.get("/v1/metrics").await.status, 200);
        assert_eq!(owner.clone().with("sec-fetch-site", "same-origin").send(Method::POST, "/admin/sign-out", FORM, "").await.status, 303);
        assert_eq!(owner.get("/admin").await.status, 303, "the secret is worthless after signing out");
    }
}

world_test! {
    async fn another_site_changes_nothing_in_the_owners_name(world) {
        let shop = world.shop("Coffee").open().await;
        let owner = keeping(browser(world), &sign_in(world, &key_of(&shop.owner)).await);
        let elsewhere = owner.clone().with("sec-fetch-site", "cross-site");
        for (address, kind) in [("/admin/sign-out", FORM), ("/v1/locations", "application/json")] {
            assert_eq!(elsewhere.send(Method::POST, address, kind, "{}").await.status, 403, "{address}");
        }
        assert_eq!(owner.get("/admin").await.status, 200);
        let led_away = browser(world).send(Method::POST, "/admin/sign-in?next=//evil.example", FORM, format!("key={}", key_of(&shop.owner))).await;
        assert!(led_away.header("location").starts_with("/admin?"), "{}", led_away.header("location"));
    }
}

world_test! {
    async fn a_link_from_the_terminal_signs_in_once(world) {
        let shop = world.shop("Coffee").open().await;
        let tenant = tenant_by_name(&world.app, &shop.slug).await.unwrap();
        let link = sessions::sign_in_link(&world.app, tenant).await.unwrap();
        let link = link.strip_prefix(&*world.app.public_url).unwrap();
        for _ in 0..2 {
            let page = browser(world).get(link).await;
            assert!(page.status == 200 && page.text().contains("Coffee"), "link previews open links too");
        }
        let answer = browser(world).send(Method::POST, link, FORM, "").await;
        assert_eq!(answer.status, 303);
        assert_eq!(keeping(browser(world), &answer).get("/admin").await.status, 200);
        assert_eq!(browser(world).send(Method::POST, link, FORM, "").await.status, 410);
        let late = sessions::sign_in_link(&world.app, tenant).await.unwrap();
        world.pass_s(sessions::LINK_MINUTES * 60);
        assert_eq!(browser(world).get(late.strip_prefix(&*world.app.public_url).unwrap()).await.status, 410);
    }
}

world_test! {
    async fn the_first_start_makes_the_first_shop(world) {
        let link = sessions::first_link(&world.app).await.unwrap().unwrap();
        let link = format!("{}&lang=fa", link.strip_prefix(&*world.app.public_url).unwrap());
        let page = browser(world).get(&link).await;
        assert!(page.text().contains("Asia/Tehran") && page.text().contains("۱۰"));

        let wrong = browser(world).send(Method::POST, &link, FORM, "name=&reward=x&stamps=0&time_zone=Mars&currency=zz").await;
        assert_eq!(wrong.status, 422);
        assert_eq!(wrong.text().matches("aria-invalid").count(), 2, "{}", wrong.text());
        let wrong = browser(world).send(Method::POST, &link, FORM, "name=K&reward=&stamps=0&time_zone=Mars&currency=zz").await;
        assert_eq!(wrong.text().matches("aria-invalid").count(), 4, "all that is wrong is said at once");

        let answers = "name=Caf%C3%A9&reward=%D9%82%D9%87%D9%88%D9%87&stamps=%DB%B8&time_zone=Asia/Tehran&currency=IRR";
        let made = browser(world).send(Method::POST, &link, FORM, answers).await;
        assert_eq!((made.status, made.header("location")), (303, "/admin/setup?lang=fa"));
        let join = browser(world).with("accept-language", "en").get("/j/cafe").await.text();
        assert!(join.contains("8") && join.contains(" stamps, then: ") && join.contains("قهوه"));
        assert_eq!(browser(world).send(Method::POST, &link, FORM, answers).await.status, 410, "one link makes one shop");
        assert_eq!(sessions::first_link(&world.app).await.unwrap(), None);
    }
}
