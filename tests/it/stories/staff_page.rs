//! The owner adds a phone, gives it a new link and switches it off; and adds a place.

use reqwest::Method;

use crate::world::{Answer, Caller, Setup};

const FORM: &str = "application/x-www-form-urlencoded";

async fn form(browser: &Caller, path: &str, body: &str) -> Answer {
    browser
        .send(Method::POST, path, FORM, body)
        .await
}

/// The one-time link on a page.
fn link(page: &Answer) -> String {
    let text = page.text();
    let at = text
        .find("/scan/enrol?t=")
        .expect("a link");
    text[at..]
        .split('"')
        .next()
        .unwrap()
        .to_owned()
}

world_test! {
    async fn a_phone_becomes_a_till_is_replaced_and_switched_off(world) {
        let shop = world.shop("Coffee").hasty().open().await;
        let card = shop.issue_card().await;
        let owner = shop.signed_in(world).await.with("accept", "text/html");
        assert!(owner.get("/admin/staff").await.text().contains("No phones can stamp here yet"));
        assert_eq!(form(&owner, "/admin/staff/places", "name=Linden%20Street").await.status, 303);
        assert_eq!(form(&owner, "/admin/staff/places", "name=").await.status, 422);
        assert_eq!(form(&owner, "/admin/staff/tills", "name=").await.status, 422);
        let place = shop.owner.list("/v1/locations").await[0]["id"].as_str().unwrap().to_owned();

        let made = form(&owner, "/admin/staff/tills", &format!("name=Till%201&place={place}")).await;
        assert!(made.status == 200 && made.text().contains("class=\"qr\""), "{}", made.text());
        let first = link(&made);
        let id = shop.owner.list("/v1/tills").await[0]["id"].as_str().unwrap().to_owned();
        let waits = owner.get("/admin/staff").await.text();
        assert!(waits.contains("Waiting for a phone") && waits.contains("Linden Street") && !waits.contains("enrol?t="));

        let more = link(&form(&owner, &format!("/admin/staff/tills/{id}/link"), "").await);
        assert_eq!(form(&world.stranger(), &first, "").await.status, 410, "the newer link counts");
        let lost = till(world, &more).await;
        lost.post("/v1/scans", serde_json::json!({ "code": card.code() })).await.created();
        assert!(owner.get("/admin/staff").await.text().contains("data-label=\"Visits, 30 days\">1</td>"));

        let another = link(&form(&owner, &format!("/admin/staff/tills/{id}/link"), "").await);
        lost.get("/v1/scans").await.refused(401, "till_revoked");
        let found = till(world, &another).await;
        assert_eq!(found.list("/v1/scans").await.len(), 1, "the same till on another phone");
        assert_eq!(form(&owner, &format!("/admin/staff/tills/{id}/revoke"), "").await.status, 303);
        found.get("/v1/scans").await.refused(401, "till_revoked");
        assert!(owner.get("/admin/staff?done=till-revoked").await.text().contains("Phone switched off"));
    }
}

/// A phone that opened the link.
async fn till(world: &crate::world::World, link: &str) -> Caller {
    let enrolled = form(&world.stranger(), link, "").await;
    assert_eq!(enrolled.status, 303, "{}", enrolled.text());
    let cookie = enrolled
        .header("set-cookie")
        .split(';')
        .next()
        .unwrap()
        .to_owned();
    world
        .stranger()
        .with("cookie", &cookie)
        .with("sec-fetch-site", "same-origin")
}

world_test! {
    async fn another_shops_tills_are_none_of_this_owners(world) {
        let (coffee, tea) = (world.shop("Coffee").open().await, world.shop("Tea").open().await);
        let theirs = tea.enrolled_till(world, "Their till").await;
        let owner = coffee.signed_in(world).await;
        assert!(!owner.get("/admin/staff").await.text().contains("Their till"));
        for what in ["link", "revoke"] {
            assert_eq!(form(&owner, &format!("/admin/staff/tills/{}/{what}", theirs.id), "").await.status, 404);
        }
        assert_eq!(theirs.browser.get("/v1/scans").await.status, 200);
        assert_eq!(world.stranger().with("accept", "text/html").get("/admin/staff").await.status, 303, "and nobody's who is not signed in");
    }
}

world_test! {
    async fn a_chain_with_hundreds_of_phones_sees_and_changes_all_of_them(world, Setup { limits: false, ..Setup::default() }) {
        let shop = world.shop("Chain").open().await;
        let mut last = String::new();
        for number in 1..=600 {
            let till = shop.owner.post("/v1/tills", serde_json::json!({ "name": format!("Till {number}.") })).await.created();
            till["id"].as_str().unwrap().clone_into(&mut last);
        }
        let owner = shop.signed_in(world).await.with("accept", "text/html");
        let page = owner.get("/admin/staff").await.text();
        let missing: Vec<u32> = (1..=600).filter(|number| !page.contains(&format!("Till {number}.</bdi></th>"))).collect();
        assert_eq!(missing, Vec::<u32>::new());
        let drawn = form(&owner, &format!("/admin/staff/tills/{last}/link"), "").await;
        assert!(drawn.status == 200 && drawn.text().contains("Till 600."), "{}", drawn.text());
        link(&drawn);
        let added = form(&owner, "/admin/staff/tills", "name=Till%20601.").await;
        assert!(added.status == 200 && link(&added) != link(&drawn), "{}", added.text());
    }
}
