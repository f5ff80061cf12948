//! What is the customer's own right stays the customer's, and a page changes nobody but whom it shows.

use reqwest::Method;
use serde_json::{Value, json};

use crate::world::{Answer, Caller, Card, Shop};

const FORM: &str = "application/x-www-form-urlencoded";

fn named(value: &Value) -> String {
    value["id"]
        .as_str()
        .unwrap()
        .to_owned()
}

async fn erase(shop: &Shop, card: &Card) {
    assert_eq!(
        shop.owner
            .delete(&format!("/v1/members/{}", card.member()))
            .await
            .status,
        204
    );
}

/// Every answer with a card that staff can ask for, each asked twice under one idempotency key where it takes one.
async fn answers_with_a_card(staff: &Caller, card: &Card, known: &str) -> Vec<Answer> {
    let code = json!({ "code": card.code() });
    let scan = staff
        .once(&format!("scan-{}", card.id()))
        .post("/v1/scans", code.clone())
        .await;
    let redemption = staff
        .once(&format!("redeem-{}", card.id()))
        .post("/v1/redemptions", code.clone())
        .await;
    let paths = [
        format!(
            "/v1/redemptions/{}/void",
            named(&redemption.created()["redemption"])
        ),
        format!("/v1/scans/{}/void", named(&scan.created()["scan"])),
    ];
    let mut all = vec![scan, redemption];
    for path in &paths {
        all.push(
            staff
                .once(path)
                .post(path, json!({}))
                .await,
        );
    }
    all.push(
        staff
            .once(&format!("scan-{}", card.id()))
            .post("/v1/scans", code.clone())
            .await,
    );
    all.push(
        staff
            .once(&format!("redeem-{}", card.id()))
            .post("/v1/redemptions", code)
            .await,
    );
    for path in &paths {
        all.push(
            staff
                .once(path)
                .post(path, json!({}))
                .await,
        );
    }
    for path in [
        format!("/v1/cards/{}", card.id()),
        format!("/v1/cards/lookup?code={}", card.code()),
    ] {
        all.push(staff.get(&path).await);
    }
    all.push(
        staff
            .post("/v1/cards", json!({ "member": { "external_id": known } }))
            .await,
    );
    all
}

world_test! {
    async fn staff_never_see_the_address_by_which_a_customer_reads_and_deletes(world) {
        let shop = world.shop("Coffee").stamps(1).hasty().open().await;
        let till = shop.enrolled_till(world, "Till 1").await;
        for (staff, known) in [(&shop.staff, "crm-1"), (&till.browser, "crm-2")] {
            let made = staff.once(known).post("/v1/cards", json!({ "member": { "external_id": known } })).await;
            let card = Card(made.created());
            assert!(card.page().contains("/c/"), "whoever makes a card hands its address to the customer");
            let again = staff.once(known).post("/v1/cards", json!({ "member": { "external_id": known } })).await;
            assert_eq!((again.header("idempotency-replayed"), again.text()), ("true", made.text()));
            let token = card.page().rsplit('/').next().unwrap();
            for answer in answers_with_a_card(staff, &card, known).await {
                assert!(answer.status < 300, "{}", answer.text());
                assert!(!answer.text().contains(token) && !answer.text().contains("\"links\""), "{}", answer.text());
            }
            for answer in answers_with_a_card(&shop.owner, &card, known).await {
                assert!(answer.text().contains(token), "owners see all: {}", answer.text());
            }
            let listed = shop.owner.list("/v1/cards").await;
            assert!(listed.iter().any(|one| one["links"]["page"].as_str() == Some(card.page())));
        }
    }
}

world_test! {
    async fn nothing_of_an_erased_member_is_taken_back(world) {
        let shop = world.shop("Coffee").stamps(1).hasty().open().await;
        let till = shop.enrolled_till(world, "Till 1").await;
        let (owners, card) = (shop.signed_in(world).await, shop.issue_card().await);
        let code = json!({ "code": card.code() });
        let mut deeds = vec![];
        for staff in [&shop.staff, &till.browser] {
            deeds.push(format!("/v1/scans/{}/void", named(&staff.post("/v1/scans", code.clone()).await.created()["scan"])));
            deeds.push(format!("/v1/redemptions/{}/void", named(&staff.post("/v1/redemptions", code.clone()).await.created()["redemption"])));
        }
        erase(&shop, &card).await;
        let log = shop.log().await;
        for visit in deeds.iter().filter_map(|path| path.strip_suffix("/void")).filter(|path| path.contains("/scans/")) {
            shop.owner.patch(visit, json!({ "amount_minor": 350 })).await.refused(404, "card_not_found");
        }
        for (n, path) in deeds.iter().enumerate() {
            let staff = if n < 2 { &shop.staff } else { &till.browser };
            for caller in [staff, &shop.owner] {
                caller.post(path, json!({})).await.refused(404, "card_not_found");
                caller.once(path).post(path, json!({ "reason": "mistake" })).await.refused(404, "card_not_found");
            }
            let id = path.split('/').nth(3).unwrap();
            let undone = till.browser.clone().with("accept", "text/html").send(Method::POST, "/scan/recent/undo", FORM, format!("id={id}")).await;
            assert!((400..500).contains(&undone.status), "{}: {}", undone.status, undone.text());
            let field = if id.starts_with("rdm_") { "redemption" } else { "visit" };
            let page = format!("/admin/members/{}/undo", card.member());
            let undone = owners.send(Method::POST, &page, FORM, format!("{field}={id}")).await;
            assert_eq!(undone.status, 404, "{}", undone.text());
        }
        assert_eq!(shop.log().await, log, "nothing was changed");
        world.deliver().await;
    }
}

world_test! {
    async fn a_members_page_changes_this_member_only(world) {
        let shop = world.shop("Coffee").stamps(1).hasty().open().await;
        let (owners, shown, other) = (shop.signed_in(world).await, shop.issue_card().await, shop.issue_card().await);
        let visit = named(&shop.stamp(&other).await["scan"]);
        let redemption = named(&shop.redeem(&other).await.created()["redemption"]);
        let log = shop.log().await;
        let page = |card: &Card, verb: &str| format!("/admin/members/{}/{verb}", card.member());
        let forms = [
            ("undo", format!("redemption={redemption}")),
            ("undo", format!("visit={visit}")),
            ("card", format!("card={}&state=ended", other.id())),
        ];
        for (verb, form) in &forms {
            let refused = owners.send(Method::POST, &page(&shown, verb), FORM, form.clone()).await;
            assert_eq!(refused.status, 404, "{verb} {form}: {}", refused.text());
        }
        assert_eq!(shop.log().await, log);
        assert_eq!(shop.look_at(&other).await["state"], "active");
        for (verb, form) in &forms {
            assert_eq!(owners.send(Method::POST, &page(&other, verb), FORM, form.clone()).await.status, 303, "{verb} {form}");
        }
        world.deliver().await;
    }
}
