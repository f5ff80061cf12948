//! The owner's pages open to the owner, and to nobody else.

use reqwest::Method;
use stampwell::service::data::import_events::tenant_by_name;
use stampwell::service::shop::{invitations, sign_in};

use crate::world::{Answer, Caller, Shop, World};

const FORM: &str = "application/x-www-form-urlencoded";

fn browser(world: &World) -> Caller {
    world
        .stranger()
        .with("accept", "text/html")
}

/// The browser once it holds the cookie of this answer.
fn keeping(browser: Caller, answer: &Answer) -> Caller {
    let cookie = answer.header("set-cookie");
    browser.with("cookie", cookie.split(';').next().unwrap())
}

fn key_of(caller: &Caller) -> String {
    caller
        .header("authorization")
        .replace("Bearer ", "")
}

async fn sign_in(world: &World, key: &str) -> Answer {
    browser(world)
        .send(
            Method::POST,
            "/admin/sign-in?lang=en",
            FORM,
            format!("key={key}"),
        )
        .await
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
        let key = key_of(&shop.owner);
        let (head, tail) = key.split_at(20);
        assert_eq!(sign_in(world, &format!("+{head}%0A+{tail}+")).await.status, 303, "a key off paper or out of a chat may come in pieces");
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
        for address in ["/admin/sign-out", "/admin/share", "/admin/staff/places"] {
            assert_eq!(elsewhere.send(Method::POST, address, FORM, "name=x").await.status, 403, "{address}");
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
        let link = sign_in::sign_in_link(&world.app, tenant, |_| Ok(())).await.unwrap();
        let link = link.strip_prefix(&*world.app.public_url).unwrap();
        for _ in 0..2 {
            let page = browser(world).get(link).await;
            assert!(page.status == 200 && page.text().contains("Coffee"), "link previews open links too");
        }
        let answer = browser(world).send(Method::POST, link, FORM, "").await;
        assert_eq!(answer.status, 303);
        assert_eq!(keeping(browser(world), &answer).get("/admin").await.status, 200);
        assert_eq!(browser(world).send(Method::POST, link, FORM, "").await.status, 410);
        let late = sign_in::sign_in_link(&world.app, tenant, |_| Ok(())).await.unwrap();
        world.pass_s(sign_in::LINK_MINUTES * 60);
        assert_eq!(browser(world).get(late.strip_prefix(&*world.app.public_url).unwrap()).await.status, 410);
    }
}

world_test! {
    async fn the_first_start_makes_the_first_shop(world) {
        let link = sign_in::first_link(&world.app).await.unwrap().unwrap();
        let link = format!("{}&lang=fa", link.strip_prefix(&*world.app.public_url).unwrap());
        let page = browser(world).get(&link).await;
        assert!(page.text().contains("Asia/Tehran") && page.text().contains("۱۰"));

        let wrong = browser(world).send(Method::POST, &link, FORM, "name=&reward=x&stamps=0&time_zone=Mars&currency=zz").await;
        assert_eq!(wrong.status, 422);
        assert_eq!(wrong.text().matches("aria-invalid").count(), 2, "{}", wrong.text());
        let wrong = browser(world).send(Method::POST, &link, FORM, "name=K&reward=&stamps=0&time_zone=Mars&currency=zz").await;
        assert_eq!(wrong.text().matches("aria-invalid").count(), 4, "all that is wrong is said at once");

        let wrong = browser(world).send(Method::POST, &link, FORM, "name=K&reward=x&stamps=zehn&time_zone=Tehran&currency=Euro").await.text();
        assert!(wrong.contains("value=\"zehn\"") && wrong.contains("id=\"stamps-fault\"") && wrong.contains("id=\"currency-fault\""), "{wrong}");
        assert!(!wrong.contains("maxlength=\"3\"") && wrong.contains("value=\"Asia/Tehran\"") && !wrong.contains("id=\"time_zone-fault\""), "nothing is cut short, and a city is enough: {wrong}");

        let answers = "name=Caf%C3%A9&reward=%D9%82%D9%87%D9%88%D9%87&stamps=%DB%B8&time_zone=Asia/Tehran&currency=IRR";
        let made = browser(world).send(Method::POST, &link, FORM, answers).await;
        assert_eq!((made.status, made.header("cache-control")), (200, "no-store"));
        let join = browser(world).with("accept-language", "en").get("/j/cafe").await.text();
        assert!(join.contains("8") && join.contains(" after ") && join.contains("قهوه"));
        assert_eq!(browser(world).send(Method::POST, &link, FORM, answers).await.status, 410, "one link makes one shop");
        assert_eq!(sign_in::first_link(&world.app).await.unwrap(), None);

        // The owner is signed in, and has a key for the day when no browser is.
        let owner = keeping(browser(world), &made).with("sec-fetch-site", "same-origin");
        let key = owner_key(&made);
        let again = owner.send(Method::POST, &link, FORM, answers).await;
        assert_eq!((again.status, again.header("location")), (303, "/admin/setup?lang=fa"), "the page with the key, loaded again");
        assert_eq!(owner.get("/admin/setup").await.status, 200);
        assert_eq!(owner.send(Method::POST, "/admin/sessions/end-all", FORM, "").await.status, 303);
        let back = keeping(browser(world), &sign_in(world, &key).await).with("sec-fetch-site", "same-origin");
        let listed = back.get("/admin/developers?lang=en").await.text();
        assert!(listed.contains(&format!("sw_live_…{}", &key[key.len() - 4..])), "{listed}");

        // Whoever may have lost it makes another one; each is shown once.
        let another = owner_key(&back.send(Method::POST, "/admin/sessions/key?lang=en", FORM, "").await);
        assert_ne!(another, key);
        assert_eq!(sign_in(world, &another).await.status, 303);
        assert!(!back.get("/admin/sessions?lang=en").await.text().contains(&another));
    }
}

world_test! {
    async fn the_first_shop_may_choose_its_join_address_in_any_script(world) {
        let link = sign_in::first_link(&world.app).await.unwrap().unwrap();
        let link = link.strip_prefix(&*world.app.public_url).unwrap();
        let answers = "name=Linden&reward=Tea&stamps=8&time_zone=Asia/Tehran&currency=IRR&slug=";
        let wrong = browser(world).send(Method::POST, link, FORM, format!("{answers}!")).await;
        assert!(wrong.status == 422 && wrong.text().contains("id=\"slug-fault\""), "{}", wrong.text());
        let made = browser(world).send(Method::POST, link, FORM, format!("{answers}کافه")).await;
        assert_eq!(made.status, 200, "{}", made.text());
        assert_eq!(browser(world).get("/j/kafe").await.status, 200);
        assert_eq!(browser(world).get("/j/linden").await.status, 404);
    }
}

/// The key that a page shows this once.
fn owner_key(page: &Answer) -> String {
    assert_eq!(page.status, 200, "{}", page.text());
    page.text()
        .split("id=\"secret\">")
        .nth(1)
        .unwrap()
        .split('<')
        .next()
        .unwrap()
        .to_owned()
}

/// The path of the address that a page of results has just made.
fn shared_path(world: &World, page: &str) -> String {
    let start = format!("{}/admin/shared/", world.app.public_url);
    let token = page
        .split(&start)
        .nth(1)
        .unwrap()
        .split(['"', '?'])
        .next()
        .unwrap();
    format!("/admin/shared/{token}")
}

world_test! {
    async fn an_address_of_the_results_opens_these_and_nothing_else(world) {
        let shop = world.shop("Coffee").open().await;
        let owner = shop.signed_in(world).await;
        let made = owner.send(Method::POST, "/admin/share", FORM, "").await.text();
        let path = shared_path(world, &made);
        let page = browser(world).get(&path).await;
        assert_eq!(page.status, 200);
        assert!(!page.text().contains("/admin/members") && !page.text().contains("sign-out"));

        let token = path.rsplit('/').next().unwrap();
        let thief = world.stranger().with("cookie", &format!("owner={token}"));
        for address in ["/v1/events", "/v1/metrics", "/v1/exports/events.csv", "/v1/exports/members.ndjson", "/v1/keys"] {
            thief.get(address).await.refused(401, "unauthorized");
        }
        assert_eq!(thief.with("accept", "text/html").get("/admin/members").await.status, 303);

        for _ in 0..101 {
            owner.send(Method::POST, "/admin/share", FORM, "").await;
        }
        assert_eq!(owner.send(Method::POST, "/admin/share/end", FORM, "").await.status, 303);
        assert_eq!(browser(world).get(&path).await.status, 404, "the oldest of a hundred ends, too");
    }
}

world_test! {
    async fn whoever_signed_in_with_a_key_is_signed_out_with_it(world) {
        let shop = world.shop("Coffee").open().await;
        let made = shop.owner.post("/v1/keys", serde_json::json!({ "role": "owner" })).await.created();
        let borrowed = keeping(browser(world), &sign_in(world, made["secret"].as_str().unwrap()).await);
        assert_eq!(borrowed.get("/admin").await.status, 200);
        shop.owner.delete(&format!("/v1/keys/{}", made["id"].as_str().unwrap())).await;
        assert_eq!(borrowed.get("/admin").await.status, 303);
        assert_eq!(shop.signed_in(world).await.get("/admin").await.status, 200);
    }
}

world_test! {
    async fn a_session_reads_the_api_and_changes_nothing_there(world) {
        let shop = world.shop("Coffee").open().await;
        let owner = shop.signed_in(world).await.with("accept", "application/json");
        assert_eq!(owner.get("/v1/keys").await.status, 200);
        owner.post("/v1/keys", serde_json::json!({ "role": "owner" })).await.refused(401, "unauthorized");
        let late = browser(world).with("sec-fetch-site", "same-origin").send(Method::POST, "/admin/staff/places?lang=en", FORM, "name=x").await;
        assert_eq!(late.header("location"), "/admin/sign-in?next=/admin/staff&lang=en", "not to a form's address, which shows nothing");
    }
}

/// A browser that a link from the terminal signed in.
async fn signed_in_by_link(world: &World, slug: &str) -> Caller {
    let tenant = tenant_by_name(&world.app, slug)
        .await
        .unwrap();
    let link = sign_in::sign_in_link(&world.app, tenant, |_| Ok(()))
        .await
        .unwrap();
    let answer = browser(world)
        .send(
            Method::POST,
            link.strip_prefix(&*world.app.public_url)
                .unwrap(),
            FORM,
            "",
        )
        .await;
    keeping(browser(world), &answer).with("sec-fetch-site", "same-origin")
}

/// The ids on the page that lists who is signed in.
fn listed(page: &str) -> Vec<String> {
    page.split("name=\"id\" value=\"")
        .skip(1)
        .map(|rest| {
            rest.split('"')
                .next()
                .unwrap()
                .to_owned()
        })
        .collect()
}

world_test! {
    async fn whoever_is_signed_in_is_listed_and_ended_from_elsewhere(world) {
        let (shop, other) = (world.shop("Coffee").open().await, world.shop("Tea").open().await);
        let (lost, owner) = (signed_in_by_link(world, &shop.slug).await, shop.signed_in(world).await);
        let page = owner.get("/admin/sessions?lang=en").await.text();
        assert!(page.contains("This browser") && page.contains("a sign-in link") && page.contains("sw_live_…"), "{page}");
        let ids = listed(&page);
        assert_eq!(ids.len(), 2);
        let stranger = other.signed_in(world).await;
        for id in &ids {
            assert_eq!(stranger.send(Method::POST, "/admin/sessions/end", FORM, format!("id={id}")).await.status, 404);
        }
        assert_eq!(lost.get("/admin").await.status, 200);
        assert_eq!(owner.send(Method::POST, "/admin/sessions/end", FORM, format!("id={}", ids[1])).await.status, 303);
        assert_eq!((lost.get("/admin").await.status, owner.get("/admin").await.status), (303, 200), "the newest is listed first");

        let again = signed_in_by_link(world, &shop.slug).await;
        let out = owner.send(Method::POST, "/admin/sessions/end-all?lang=en", FORM, "").await;
        assert_eq!((out.status, out.header("location")), (303, "/admin/sign-in?lang=en"));
        assert_eq!((again.get("/admin").await.status, owner.get("/admin").await.status, stranger.get("/admin").await.status), (303, 303, 200));
    }
}

/// Whether the use of this moment is noted, which nobody waits for.
async fn noted(world: &World, shop: &Shop) -> bool {
    let (tenant, now) = (
        tenant_by_name(&world.app, &shop.slug)
            .await
            .unwrap()
            .unwrap(),
        world.clock.now(),
    );
    let rows = world
        .app
        .store
        .read(move |tx| tx.usable_sessions(tenant, now, 10))
        .await
        .unwrap();
    rows.iter()
        .any(|row| row.last_used_at == Some(now))
}

world_test! {
    async fn a_browser_that_comes_stays_and_one_that_does_not_is_signed_out(world) {
        let shop = world.shop("Coffee").open().await;
        let (used, forgotten) = (shop.signed_in(world).await, shop.signed_in(world).await);
        for _ in 0..3 {
            world.pass_days(20);
            let page = used.get("/admin").await;
            assert_eq!(page.status, 200);
            let cookie = page.header("set-cookie");
            assert!(cookie.starts_with(&used.header("cookie")) && cookie.contains("Max-Age=2592000"), "the browser keeps it longer, too: {cookie}");
            world.until(async || noted(world, &shop).await.then_some(())).await;
            assert_eq!(used.get("/admin").await.header("set-cookie"), "", "once a minute is enough");
        }
        assert_eq!(forgotten.get("/admin").await.status, 303);
        world.pass_days(1);
        let out = used.send(Method::POST, "/admin/sign-out", FORM, "").await;
        let said: Vec<_> = out.headers.get_all("set-cookie").iter().collect();
        assert!(said.len() == 1 && out.header("set-cookie").contains("Max-Age=0"), "signing out outdoes the renewal: {said:?}");
    }
}

world_test! {
    async fn even_a_browser_that_comes_is_signed_out_in_the_end(world) {
        let shop = world.shop("Coffee").open().await;
        let used = shop.signed_in(world).await;
        for _ in 0..8 {
            world.pass_days(20);
            assert_eq!(used.get("/admin").await.status, 200);
            world.until(async || noted(world, &shop).await.then_some(())).await;
        }
        world.pass_days(10);
        let cookie = used.get("/admin").await.header("set-cookie").to_owned();
        assert!(cookie.contains("Max-Age=864000"), "ten days are left: {cookie}");
        world.until(async || noted(world, &shop).await.then_some(())).await;
        world.pass_days(10);
        assert_eq!(used.get("/admin").await.status, 303);
    }
}

world_test! {
    async fn what_a_leaked_key_made_is_shown_and_ended_with_it(world) {
        let shop = world.shop("Coffee").open().await;
        let key = async |maker: &Caller, role: &str| maker.post("/v1/keys", serde_json::json!({ "role": role })).await.created();
        let caller = |made: &serde_json::Value| world.stranger().with_key(made["secret"].as_str().unwrap());
        let leaked = key(&shop.owner, "owner").await;
        // A thief makes a key with it, one with that, one through the pages, and an address of the results.
        let child = key(&caller(&leaked), "owner").await;
        let grandchild = key(&caller(&child), "reader").await;
        let thief = keeping(browser(world), &sign_in(world, leaked["secret"].as_str().unwrap()).await).with("sec-fetch-site", "same-origin");
        assert_eq!(thief.send(Method::POST, "/admin/developers/keys?lang=en", FORM, "role=staff").await.status, 200);
        let path = shared_path(world, &thief.send(Method::POST, "/admin/share", FORM, "").await.text());
        let through_child = keeping(browser(world), &sign_in(world, child["secret"].as_str().unwrap()).await);

        let keys = shop.owner.list("/v1/keys").await;
        let made_by = |maker: &serde_json::Value| keys.iter().filter(|key| key["made_by"] == maker["id"]).count();
        assert_eq!((made_by(&leaked), made_by(&child)), (2, 1));
        let owner = shop.signed_in(world).await;
        let page = owner.get("/admin/developers?lang=en").await.text();
        assert!(page.matches(leaked["hint"].as_str().unwrap()).count() >= 3, "the key, and beside each key that it made");
        assert!(owner.get("/admin/sessions?lang=en").await.text().contains(leaked["hint"].as_str().unwrap()));

        let ended = owner.send(Method::POST, "/admin/developers/revoke", FORM, format!("id={}&with_made=1", leaked["id"].as_str().unwrap())).await;
        assert_eq!(ended.status, 303);
        for made in [&leaked, &child, &grandchild] {
            caller(made).get("/v1/events").await.refused(401, "unauthorized");
        }
        assert_eq!((thief.get("/admin").await.status, through_child.get("/admin").await.status), (303, 303));
        assert_eq!(browser(world).get(&path).await.status, 404);
        assert_eq!(shop.owner.get("/v1/events").await.status, 200, "who made the leaked key goes on");
        let (kept, lone) = (key(&shop.owner, "owner").await, key(&shop.owner, "reader").await);
        let made = key(&caller(&kept), "reader").await;
        assert_eq!(shop.owner.delete(&format!("/v1/keys/{}", kept["id"].as_str().unwrap())).await.status, 204);
        assert_eq!(caller(&made).get("/v1/events").await.status, 200, "only where asked");
        assert_eq!(shop.owner.delete(&format!("/v1/keys/{}?with_made=true", lone["id"].as_str().unwrap())).await.status, 204);
    }
}

/// Somebody who is signed in invites a person; the link's path.
async fn invite(world: &World, host: &Caller, name: &str) -> String {
    let page = host
        .send(
            Method::POST,
            "/admin/sessions/invite?lang=en",
            FORM,
            format!("name={name}"),
        )
        .await;
    assert_eq!(page.status, 200, "{}", page.text());
    let start = format!("{}/setup?t=", world.app.public_url);
    let token = page
        .text()
        .split(&start)
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap()
        .to_owned();
    format!("/setup?t={token}")
}

/// The browser of whoever uses an invitation.
async fn come_in(world: &World, link: &str) -> Caller {
    let answer = browser(world)
        .send(Method::POST, &format!("{link}&lang=en"), FORM, "")
        .await;
    assert_eq!(
        (answer.status, answer.header("location")),
        (303, "/admin?lang=en")
    );
    keeping(browser(world), &answer).with("sec-fetch-site", "same-origin")
}

/// The ids of the open invitations on the page.
fn open_invitations(page: &str) -> Vec<String> {
    listed(page)
        .into_iter()
        .filter(|id| id.starts_with("inv_"))
        .collect()
}

world_test! {
    async fn a_second_person_is_invited_and_has_a_sign_in_of_their_own(world) {
        let (shop, other) = (world.shop("Coffee").open().await, world.shop("Tea").open().await);
        let owner = shop.signed_in(world).await;
        let link = invite(world, &owner, "Sara").await;
        let page = owner.get("/admin/sessions?lang=en").await.text();
        assert!(page.contains("Sara") && page.contains("Cancel") && !page.contains(&link), "the link was shown once");
        for _ in 0..2 {
            let welcome = browser(world).get(&format!("{link}&lang=en")).await.text();
            assert!(welcome.contains("Welcome, ") && welcome.contains("Sara") && welcome.contains("Coffee"), "link previews open links too");
        }
        let sara = come_in(world, &link).await;
        assert_eq!(sara.get("/admin/members").await.status, 200);
        assert_eq!(browser(world).send(Method::POST, &link, FORM, "").await.status, 410, "once");
        assert_eq!(sara.get(&link).await.header("location"), "/admin/setup?lang=en", "her own link is no dead end for her");
        let page = owner.get("/admin/sessions?lang=en").await.text();
        assert!(page.contains("Sara") && page.contains("invited by <code dir=\"ltr\">sw_live_…") && open_invitations(&page).is_empty(), "{page}");

        // What she does is hers: whom she invites is told to be invited by her.
        let link = invite(world, &sara, "Tom").await;
        let page = owner.get("/admin/sessions?lang=en").await.text();
        let ids = open_invitations(&page);
        assert!(ids.len() == 1 && page.contains("Created by\"><bdi>Sara</bdi></td>"), "{page}");
        let stranger = other.signed_in(world).await;
        let take_back = async |who: &Caller| who.send(Method::POST, "/admin/sessions/take-back", FORM, format!("id={}", ids[0])).await.status;
        assert_eq!(take_back(&stranger).await, 404);
        assert_eq!(browser(world).get(&link).await.status, 200);
        assert_eq!((take_back(&owner).await, take_back(&owner).await), (303, 404));
        assert_eq!(browser(world).send(Method::POST, &link, FORM, "").await.status, 410);

        // Her own sign-in ends by itself or by hand; the owner's stays.
        let sessions = listed(&page);
        let hers = sessions.iter().find(|id| page.split(id.as_str()).next().unwrap().rsplit("<tr>").next().unwrap().contains("Sara")).unwrap();
        assert_eq!(owner.send(Method::POST, "/admin/sessions/end", FORM, format!("id={hers}")).await.status, 303);
        assert_eq!((sara.get("/admin").await.status, owner.get("/admin").await.status), (303, 200));

        let late = invite(world, &owner, "Tom").await;
        world.pass_days(invitations::INVITATION_DAYS);
        assert_eq!(browser(world).get(&late).await.status, 410);
        assert!(open_invitations(&owner.get("/admin/sessions").await.text()).is_empty());
        let ended = invite(world, &owner, "Tom").await;
        assert_eq!(owner.send(Method::POST, "/admin/sessions/end-all", FORM, "").await.status, 303);
        assert_eq!(browser(world).get(&ended).await.status, 410, "nobody comes in by a link that a thief has made before");
    }
}

world_test! {
    async fn an_invitation_without_a_name_and_one_too_many_are_refused_in_words(world) {
        let shop = world.shop("Coffee").open().await;
        let owner = shop.signed_in(world).await;
        for wrong in ["", "++", &"x".repeat(41), "a%0Ab"] {
            let refused = owner.send(Method::POST, "/admin/sessions/invite?lang=en", FORM, format!("name={wrong}")).await;
            assert!(refused.status == 422 && refused.text().contains("role=\"alert\">Enter a name"), "{wrong:?}: {}", refused.text());
        }
        for _ in 0..20 {
            invite(world, &owner, "Sara").await;
        }
        let refused = owner.send(Method::POST, "/admin/sessions/invite?lang=en", FORM, "name=Sara").await;
        assert!(refused.status == 422 && refused.text().contains("role=\"alert\">There are already 20 open invitations"), "{}", refused.text());
        let page = owner.get("/admin/sessions?lang=en").await.text();
        assert_eq!(open_invitations(&page).len(), 20);
        let elsewhere = owner.with("sec-fetch-site", "cross-site");
        for address in ["/admin/sessions/invite", "/admin/sessions/key", "/admin/sessions/take-back"] {
            assert_eq!(elsewhere.send(Method::POST, address, FORM, "name=x").await.status, 403, "{address}");
        }
    }
}

world_test! {
    async fn whom_a_leaked_key_invited_ends_with_it_and_so_does_what_they_made(world) {
        let shop = world.shop("Coffee").open().await;
        let leaked = shop.owner.post("/v1/keys", serde_json::json!({ "role": "owner" })).await.created();
        let thief = keeping(browser(world), &sign_in(world, leaked["secret"].as_str().unwrap()).await).with("sec-fetch-site", "same-origin");
        let friend = come_in(world, &invite(world, &thief, "Friend").await).await;
        let second = come_in(world, &invite(world, &friend, "Second").await).await;
        let hidden = owner_key(&second.send(Method::POST, "/admin/sessions/key", FORM, "").await);
        let waiting = invite(world, &second, "Third").await;
        assert_eq!(sign_in(world, &hidden).await.status, 303);

        let owner = shop.signed_in(world).await;
        let ended = owner.send(Method::POST, "/admin/developers/revoke", FORM, format!("id={}&with_made=1", leaked["id"].as_str().unwrap())).await;
        assert_eq!(ended.status, 303);
        assert_eq!((friend.get("/admin").await.status, second.get("/admin").await.status), (303, 303));
        assert_eq!(sign_in(world, &hidden).await.status, 422);
        assert_eq!(browser(world).get(&waiting).await.status, 410);
        assert_eq!(owner.get("/admin").await.status, 200);
    }
}

/// The id of the session that the page lists with a name.
fn session_of(page: &str, name: &str) -> String {
    let row = page
        .split("<tr>")
        .find(|row| row.contains(&format!("<th scope=\"row\"><bdi>{name}</bdi>")));
    listed(row.unwrap()).remove(0)
}

/// What somebody who was invited made to come back by: a key, one that this one made, an open invitation and an address of the results.
struct WaysBack {
    keys: [Caller; 2],
    waiting: String,
    results: String,
}

impl WaysBack {
    async fn of(world: &World, guest: &Caller) -> WaysBack {
        let key = owner_key(
            &guest
                .send(Method::POST, "/admin/sessions/key", FORM, "")
                .await,
        );
        let key = world.stranger().with_key(&key);
        let second = key
            .post("/v1/keys", serde_json::json!({ "role": "reader" }))
            .await
            .created();
        let results = guest
            .send(Method::POST, "/admin/share", FORM, "")
            .await
            .text();
        WaysBack {
            keys: [
                key,
                world
                    .stranger()
                    .with_key(second["secret"].as_str().unwrap()),
            ],
            waiting: invite(world, guest, "Third").await,
            results: shared_path(world, &results),
        }
    }

    async fn are_open(&self, world: &World) -> Vec<bool> {
        let mut open = Vec::new();
        for key in &self.keys {
            open.push(key.get("/v1/events").await.status == 200);
        }
        for path in [&self.waiting, &self.results] {
            open.push(
                browser(world)
                    .get(path)
                    .await
                    .status
                    == 200,
            );
        }
        open
    }
}

world_test! {
    async fn whoever_was_invited_loses_with_the_sign_in_what_they_made(world) {
        let shop = world.shop("Coffee").open().await;
        let owner = shop.signed_in(world).await;
        let bob = come_in(world, &invite(world, &owner, "Bob").await).await;
        let ways = WaysBack::of(world, &bob).await;
        assert_eq!(ways.are_open(world).await, [true; 4]);
        let page = owner.get("/admin/sessions?lang=en").await.text().replace(['\u{2068}', '\u{2069}'], "");
        assert!(page.contains("Also ends: 2 keys · 1 open invitation · 1 link to the results"), "{page}");
        let his = session_of(&page, "Bob");
        assert_eq!(owner.send(Method::POST, "/admin/sessions/end", FORM, format!("id={his}")).await.status, 303);
        assert_eq!((ways.are_open(world).await, bob.get("/admin").await.status), (vec![false; 4], 303));
        assert_eq!((owner.get("/admin").await.status, shop.owner.get("/v1/events").await.status), (200, 200), "who invited goes on");

        // One who has left already is found by signing out everywhere.
        let eve = come_in(world, &invite(world, &owner, "Eve").await).await;
        let ways = WaysBack::of(world, &eve).await;
        let kept = owner_key(&owner.send(Method::POST, "/admin/sessions/key", FORM, "").await);
        assert_eq!(eve.send(Method::POST, "/admin/sign-out", FORM, "").await.status, 303);
        assert_eq!(owner.send(Method::POST, "/admin/sessions/end-all", FORM, "").await.status, 303);
        assert_eq!(ways.are_open(world).await, [false; 4]);
        assert_eq!(sign_in(world, &kept).await.status, 303, "the owner's own key is the way back in");
    }
}

world_test! {
    async fn whose_key_it_is_is_told_after_its_maker_has_gone(world) {
        let shop = world.shop("Coffee").open().await;
        let bob = come_in(world, &invite(world, &shop.signed_in(world).await, "Bob").await).await;
        owner_key(&bob.send(Method::POST, "/admin/sessions/key", FORM, "").await);
        let tom = come_in(world, &invite(world, &bob, "Tom").await).await;
        assert_eq!(bob.send(Method::POST, "/admin/sign-out", FORM, "").await.status, 303);
        let page = tom.get("/admin/sessions?lang=en").await.text();
        assert!(page.contains("invited by <bdi>Bob</bdi>"), "{page}");
        world.pass_days(300);
        stampwell::service::upkeep::sweep::sweep(&world.app).await.unwrap();
        let keys = shop.signed_in(world).await.get("/admin/developers?lang=en").await.text();
        assert!(keys.contains("<bdi>Bob</bdi>"), "{keys}");
    }
}

world_test! {
    async fn a_page_that_showed_a_secret_makes_no_second_one_when_it_is_loaded_again(world) {
        let shop = world.shop("Coffee").open().await;
        let owner = shop.signed_in(world).await;
        let once = async |page: &str| {
            let page = owner.get(page).await.text();
            page.split("name=\"once\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
        };
        for (page, form, told) in [("/admin/sessions?lang=en", "/admin/sessions/key?lang=en", "key-shown"), ("/admin/developers?lang=en", "/admin/developers/keys?lang=en", "key-shown"), ("/admin/sessions?lang=en", "/admin/sessions/invite?lang=en", "invitation-shown")] {
            let body = format!("once={}&role=owner&name=Sara", once(page).await);
            let keys = shop.owner.list("/v1/keys").await.len();
            assert_eq!(owner.send(Method::POST, form, FORM, body.clone()).await.status, 200);
            let again = owner.send(Method::POST, form, FORM, body).await;
            assert!(again.status == 303 && again.header("location").contains(told), "{form}: {}", again.text());
            assert_eq!(shop.owner.list("/v1/keys").await.len() - keys, usize::from(told == "key-shown"));
        }
        assert_eq!(open_invitations(&owner.get("/admin/sessions?lang=en").await.text()).len(), 1);
    }
}

world_test! {
    async fn whoever_has_lost_the_way_in_is_told_every_way_and_not_only_the_terminal(world) {
        for language in stampwell::locale::Locale::ALL {
            let page = browser(world).get(&format!("/admin/sign-in?lang={}", language.tag())).await.text();
            let ways = page.split("<ul class=\"ticks\">").nth(1).unwrap().split("</ul>").next().unwrap();
            assert_eq!(ways.matches("<li>").count(), 4, "{ways}");
            assert!(ways.contains(&language.text("sign-in-way-person")) && ways.find("merchant link") > ways.rfind("<li>"), "the terminal comes last");
        }
    }
}
