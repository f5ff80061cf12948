//! What a poster, a link in a chat and a bookmark lead to: the join page, or the card that the browser has already.

use reqwest::Method;
use serde_json::json;

use crate::world::{Answer, Caller, Shop, World};

const FORM: &str = "application/x-www-form-urlencoded";

fn browser(world: &World) -> Caller {
    world
        .stranger()
        .with("accept", "text/html")
        .with("sec-fetch-site", "same-origin")
}

/// Somebody joins; the browser with its card, and the address of the card's page.
async fn joined(world: &World, shop: &Shop) -> (Caller, String) {
    let answer = browser(world)
        .send(Method::POST, &format!("/j/{}", shop.slug), FORM, "")
        .await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    let cookie = answer
        .header("set-cookie")
        .split(';')
        .next()
        .unwrap()
        .to_owned();
    let page = answer
        .header("location")
        .split('?')
        .next()
        .unwrap()
        .to_owned();
    (browser(world).with("cookie", &cookie), page)
}

/// Whether this is the join page with its button.
fn asks_to_join(answer: &Answer) -> bool {
    answer.status == 200
        && answer
            .text()
            .contains("<form method=\"post\" action=\"/j/")
}

world_test! {
    async fn the_poster_leads_a_browser_with_a_card_to_that_card(world) {
        let shop = world.shop("Coffee").open().await;
        let poster = format!("/j/{}?ch=poster&lang=fa", shop.slug);
        assert!(asks_to_join(&browser(world).get(&poster).await));
        let (customer, page) = joined(world, &shop).await;
        let again = customer.get(&poster).await;
        assert_eq!((again.status, again.header("location")), (303, format!("{page}?lang=fa").as_str()));
        assert!(again.header("cache-control").contains("no-store"), "the next reader of this address may be somebody else");
        assert_eq!(customer.request_bare(Method::HEAD, &poster).await.status, 303);
        let shown = customer.get(page.as_str()).await.text();
        assert!(shown.contains(&format!("/j/{}?show=join", shop.slug)), "the card's page leads to the join page");

        let join = customer.get(&format!("{poster}&show=join")).await;
        let words = join.text();
        assert!(join.status == 200 && words.contains(&format!("href=\"{page}?lang=fa\"")) && !asks_to_join(&join), "{words}");
        let told = words.split("og:url\" content=\"").nth(1).unwrap().split('"').next().unwrap();
        assert!(told.ends_with("?ch=poster"), "whoever is handed the address gets a card of their own: {told}");
        assert_eq!(shop.logged("card_issued").await.len(), 1);
    }
}

world_test! {
    async fn a_card_that_is_forged_or_over_leads_back_to_the_join_page(world) {
        let (shop, other) = (world.shop("Coffee").open().await, world.shop("Tea").open().await);
        let poster = format!("/j/{}", shop.slug);
        let (customer, page) = joined(world, &shop).await;
        let (_, elsewhere) = joined(world, &other).await;
        let token = |page: &str| page.rsplit('/').next().unwrap().to_owned();
        let mut forged = token(&page);
        forged.replace_range(0..1, if forged.starts_with('a') { "b" } else { "a" });
        for value in [forged, token(&elsewhere), "x".into(), String::new(), "%00".into()] {
            let browser = browser(world).with("cookie", &format!("card-{}={value}; card-{}={value}", shop.id, shop.slug));
            assert!(asks_to_join(&browser.get(&poster).await), "{value}");
        }
        let card = shop.logged("card_issued").await[0]["card_id"].as_str().unwrap().to_owned();
        for (state, shown) in [("paused", false), ("ended", true), ("active", false)] {
            shop.owner.patch(&format!("/v1/cards/{card}"), json!({ "state": state })).await.ok();
            assert_eq!(asks_to_join(&customer.get(&poster).await), shown, "{state}");
        }
        assert_eq!(customer.send(Method::POST, &format!("{page}/delete"), FORM, "").await.status, 303);
        assert!(asks_to_join(&customer.get(&poster).await), "an erased card is nobody's");
    }
}

world_test! {
    async fn a_browser_that_opens_a_cards_link_keeps_the_card_unless_it_has_one(world) {
        let shop = world.shop("Coffee").open().await;
        let poster = format!("/j/{}?lang=en", shop.slug);
        let (first, page) = joined(world, &shop).await;
        let elsewhere = browser(world).get(&page).await;
        let kept = elsewhere.header("set-cookie").split(';').next().unwrap().to_owned();
        assert_eq!(kept, format!("card-{}={}", shop.id, page.rsplit('/').next().unwrap()));
        let elsewhere = browser(world).with("cookie", &kept);
        assert_eq!(elsewhere.get(&poster).await.header("location"), format!("{page}?lang=en"), "the poster makes no second card");
        assert!(elsewhere.get(&page).await.headers.get("set-cookie").is_none(), "it is kept once");

        let (other, own) = joined(world, &shop).await;
        assert!(other.get(&page).await.headers.get("set-cookie").is_none(), "whoever looks at a friend's card keeps the own one");
        let end = async |at: usize| {
            let id = shop.logged("card_issued").await[at]["card_id"].as_str().unwrap().to_owned();
            shop.owner.patch(&format!("/v1/cards/{id}"), json!({ "state": "ended" })).await.ok();
        };
        end(1).await;
        assert!(browser(world).get(&own).await.headers.get("set-cookie").is_none(), "a card that is over is nobody's");
        assert!(other.get(&page).await.header("set-cookie").starts_with(&kept), "a live one takes the place of one that is over");

        let deleted = other.send(Method::POST, &format!("{own}/delete"), FORM, "").await;
        assert_eq!(deleted.status, 303, "{}", deleted.text());
        let forgotten = first.send(Method::POST, &format!("{own}/delete"), FORM, "").await;
        assert!(forgotten.headers.get("set-cookie").is_none(), "nothing was deleted a second time");
    }
}

world_test! {
    async fn deleting_a_card_leaves_the_browser_the_other_one_that_it_keeps(world) {
        let shop = world.shop("Coffee").open().await;
        let ((first, _), (_, other)) = (joined(world, &shop).await, joined(world, &shop).await);
        let deleted = first.send(Method::POST, &format!("{other}/delete"), FORM, "").await;
        assert_eq!(deleted.status, 303);
        let taken = deleted.headers.get_all("set-cookie").iter().any(|cookie| cookie.to_str().unwrap().starts_with(&format!("card-{}=", shop.id)));
        assert!(!taken, "{:?}", deleted.headers);
    }
}

world_test! {
    async fn a_link_with_what_stood_around_it_leads_on_all_the_same(world) {
        let shop = world.shop("Coffee").open().await;
        let (_, page) = joined(world, &shop).await;
        for tail in ["/", ".", ")", "%20", "%E2%80%9D", ".)", "%3E"] {
            let answer = browser(world).get(&format!("{page}{tail}?lang=tr")).await;
            assert_eq!((answer.status, answer.header("location")), (303, format!("{page}?lang=tr").as_str()), "{tail}");
        }
        let join = format!("/j/{}", shop.slug);
        for written in [format!("{join}/"), join.to_uppercase().replace("/J/", "/j/"), format!("{join}."), format!("{join})"), format!("{join}%20")] {
            let answer = browser(world).get(&format!("{written}?ch=poster")).await;
            assert_eq!((answer.status, answer.header("location")), (303, format!("{join}?ch=poster").as_str()), "{written}");
            assert_eq!(browser(world).send(Method::POST, &written, FORM, "").await.status, 303, "{written}");
        }
    }
}

world_test! {
    async fn a_link_that_leads_nowhere_speaks_to_the_customer(world) {
        let shop = world.shop("Coffee").open().await;
        let (customer, page) = joined(world, &shop).await;
        let lost = browser(world).get(&format!("{}?lang=en", &page[..page.len() - 5])).await;
        assert_eq!(lost.status, 404);
        let words = lost.text();
        assert!(words.contains("This link does not lead to a card") && words.contains("ask the owner of the shop"), "{words}");
        assert!(!words.contains("eight characters") && !words.contains("Open my card"), "{words}");
        let words = customer.get("/c/abc?lang=en").await.text();
        assert!(words.contains("Open my card") && words.contains(&format!("href=\"{page}?lang=en\"")), "{words}");
        let words = browser(world).get("/j/nowhere?lang=en").await.text();
        assert!(words.contains("There is no shop at this address") && words.contains("on the poster again"), "{words}");
        browser(world).with("accept", "application/json").get("/c/abc").await.refused(404, "card_not_found");
    }
}

/// What a page says of itself to a messenger that shows its link.
fn meta<'p>(page: &'p str, property: &str) -> &'p str {
    page.split(&format!("<meta property=\"{property}\" content=\""))
        .nth(1)
        .unwrap_or_default()
        .split('"')
        .next()
        .unwrap_or_default()
}

world_test! {
    async fn a_shared_link_has_a_title_and_a_picture_and_a_cards_link_tells_nothing(world) {
        let shop = world.shop("Coffee").stamps(7).hasty().open().await;
        let page = world.stranger().get(&format!("/j/{}?ch=social&lang=en", shop.slug)).await.text();
        assert!(meta(&page, "og:title").contains("Coffee") && meta(&page, "og:title").contains('7'), "{page}");
        assert!(!meta(&page, "og:description").is_empty() && page.contains("name=\"twitter:card\" content=\"summary_large_image\""));
        assert_eq!(meta(&page, "og:url"), format!("{}/j/{}?ch=social", world.base, shop.slug));
        let picture = world.stranger().get(meta(&page, "og:image")).await;
        assert!(meta(&page, "og:image").starts_with(&world.base), "messengers take whole addresses only");
        assert_eq!((picture.status, picture.header("content-type")), (200, "image/png"));
        let side = |at: usize| u32::from_be_bytes(picture.body[at..at + 4].try_into().unwrap());
        assert_eq!((side(16), side(20)), (1_200, 630), "as the page says");
        assert!(picture.body.len() < 300_000, "{} bytes", picture.body.len());

        let card = shop.issue_card().await;
        shop.stamp_times(&card, 3).await;
        let page = world.stranger().get(&format!("{}?lang=en", card.page())).await;
        let head = page.text().split("</head>").next().unwrap().to_owned();
        assert_eq!(page.header("x-robots-tag"), "noindex");
        assert!(meta(&head, "og:title").contains("Coffee") && head.contains("content=\"noindex\""), "{head}");
        assert!(meta(&head, "og:image").is_empty() && meta(&head, "og:description").is_empty());
        let title = head.split("<title>").nth(1).unwrap().split("</title>").next().unwrap();
        for told in [title, meta(&head, "og:title")] {
            assert!(!told.contains(['3', '7']), "the link alone tells how far somebody has come: {told}");
        }
    }
}

world_test! {
    async fn browsers_find_a_sign_where_they_seek_one(world) {
        for (address, kind) in [("/favicon.ico", "image/x-icon"), ("/favicon.svg", "image/svg+xml")] {
            let sign = world.stranger().get(address).await;
            assert_eq!((sign.status, sign.header("content-type")), (200, kind));
            assert!(sign.header("cache-control").contains("max-age=86400") && !sign.body.is_empty());
            let again = world.stranger().with("if-none-match", sign.header("etag")).get(address).await;
            assert_eq!((again.status, again.body.len()), (304, 0));
        }
        let shop = world.shop("Coffee").open().await;
        let page = world.stranger().get(&format!("/j/{}", shop.slug)).await.text();
        let sign = page.split("rel=\"apple-touch-icon\" href=\"").nth(1).unwrap().split('"').next().unwrap();
        assert_eq!(world.stranger().get(sign).await.header("content-type"), "image/png");
    }
}
