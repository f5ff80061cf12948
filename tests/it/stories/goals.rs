//! A change of program takes nothing away: whoever would have farther to the next reward keeps the goal.

use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::world::{Card, Shop};

fn ladder(rungs: &[i64]) -> Value {
    rungs
        .iter()
        .map(|at| json!({ "at": at, "name": format!("Reward at {at}") }))
        .collect()
}

async fn of(shop: &Shop, card: &Card) -> (Value, Value) {
    let card = shop.look_at(card).await;
    (card["stamps"].clone(), card["stamps_required"].clone())
}

/// What a change would do to members: nearer, as before, on the old goal.
fn told(answer: &Value) -> [i64; 3] {
    [
        "members_nearer",
        "members_unchanged",
        "members_kept_on_old_goal",
    ]
    .map(|name| answer[name].as_i64().unwrap())
}

async fn would(shop: &Shop, rungs: &[i64]) -> [i64; 3] {
    let mut program = shop
        .owner
        .get("/v1/program")
        .await
        .ok();
    program["rewards"] = ladder(rungs);
    let answer = shop
        .owner
        .put("/v1/program?dry_run=true", program)
        .await
        .ok();
    told(&answer)
}

world_test! {
    async fn a_higher_goal_holds_for_nobody_who_is_on_the_way(world) {
        let shop = world.shop("Coffee").ladder(&[10]).hasty().open().await;
        let (begun, fresh) = (shop.issue_card().await, shop.issue_card().await);
        let phone = world.iphone_with(&begun).await;
        shop.stamp_times(&begun, 7).await;
        assert_eq!(would(&shop, &[12]).await, [0, 0, 2]);
        assert_eq!(would(&shop, &[8]).await, [2, 0, 0]);
        assert_eq!(would(&shop, &[7, 10]).await, [1, 1, 0], "a rung that is reached is no way");
        assert_eq!(would(&shop, &[10]).await, [0, 2, 0]);

        let answer = shop.change_program(json!({ "rewards": ladder(&[12]) })).await;
        assert_eq!(told(&answer), [0, 0, 2]);
        assert_eq!(of(&shop, &begun).await, (json!(7), json!(10)));
        let new = shop.issue_card().await;
        assert_eq!(of(&shop, &new).await, (json!(0), json!(12)), "who joins now has the new goal");
        world.deliver().await;
        phone.receive_pushes().await.unwrap();
        assert_eq!(phone.pass(begun.id()).unwrap().value("stamps"), "7 / 10");
        let page = world.stranger().get(&format!("{}?lang=en", begun.page())).await.text();
        assert!(page.contains("Gift at 10") && !page.contains("Reward at 12"), "{page}");
        let picture = page.split("src=\"/img/").nth(1).unwrap().split('"').next().unwrap();
        assert_eq!(world.stranger().get(&format!("/img/{picture}")).await.status, StatusCode::OK);

        let tenth = shop.stamp_times(&begun, 3).await;
        assert_eq!((&tenth["earned"][0]["name"], &tenth["card"]["stamps"], &tenth["card"]["stamps_required"]), (&json!("Gift at 10"), &json!(0), &json!(12)));
        let at = format!("/v1/scans/{}/void", tenth["scan"]["id"].as_str().unwrap());
        let back = shop.staff.post(&at, json!({})).await.ok();
        assert_eq!((&back["card"]["stamps"], &back["card"]["stamps_required"]), (&json!(9), &json!(10)), "and the goal comes back with the void");
        shop.stamp(&begun).await;
        shop.stamp(&begun).await;
        assert_eq!(of(&shop, &begun).await, (json!(1), json!(12)));
        assert_eq!(of(&shop, &fresh).await, (json!(0), json!(10)));
        world.deliver().await;
    }
}

world_test! {
    async fn goals_are_kept_over_several_changes_and_given_up_for_a_nearer_one(world) {
        let shop = world.shop("Coffee").ladder(&[10]).hasty().open().await;
        let card = shop.issue_card().await;
        shop.stamp_times(&card, 6).await;
        shop.change_program(json!({ "rewards": ladder(&[12]) })).await;
        shop.change_program(json!({ "rewards": ladder(&[15]) })).await;
        assert_eq!(of(&shop, &card).await, (json!(6), json!(10)));
        let late = shop.issue_card().await;
        shop.stamp(&late).await;
        shop.change_program(json!({ "rewards": ladder(&[20]) })).await;
        assert_eq!((of(&shop, &card).await, of(&shop, &late).await), ((json!(6), json!(10)), (json!(1), json!(15))));
        let lesser = shop.change_program(json!({ "rewards": ladder(&[8, 20]) })).await;
        assert_eq!(told(&lesser), [0, 0, 2], "a reward on the way to a farther one is another goal");
        let listed = shop.owner.get(&format!("/v1/members/{}", card.member())).await.ok();
        assert_eq!(listed["stamps_required"], 10);
        let nearer = shop.change_program(json!({ "rewards": ladder(&[9]) })).await;
        assert_eq!(told(&nearer), [2, 0, 0]);
        assert_eq!((of(&shop, &card).await, of(&shop, &late).await), ((json!(6), json!(9)), (json!(1), json!(9))));
        world.deliver().await;
    }
}

world_test! {
    async fn two_records_of_one_person_keep_the_nearer_goal(world) {
        let shop = world.shop("Coffee").ladder(&[10]).hasty().open().await;
        let card = shop.issue_card().await;
        shop.stamp_times(&card, 4).await;
        shop.change_program(json!({ "rewards": ladder(&[12]) })).await;
        let other = shop.issue_card().await;
        shop.stamp_times(&other, 3).await;
        let merged = shop.owner.post(&format!("/v1/members/{}/merge", card.member()), json!({ "into": other.member() })).await;
        assert_eq!(merged.ok()["stamps"], 7);
        assert_eq!(of(&shop, &other).await, (json!(7), json!(10)));
        world.deliver().await;
    }
}
