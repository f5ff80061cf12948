//! One shop's row is held by somebody: that shop waits, and no other.

use std::time::Duration;

use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection};
use futures_util::future::join_all;
use serde_json::json;

use super::{aside, beside, two_shops};
use crate::world::{PASS_TYPE, Setup, Shop, tell};

/// More than there are connections.
const CUSTOMERS: usize = 40;

/// A shop whose row somebody else holds.
pub struct HeldShop(PgConnection);

impl HeldShop {
    pub async fn of(database: &str, shop: &Shop) -> HeldShop {
        let hold = format!(
            "BEGIN; SELECT 1 FROM merchants WHERE slug = '{}' FOR UPDATE",
            shop.slug
        );
        let database = database.to_owned();
        aside(move || {
            let mut session = PgConnection::establish(&database).unwrap();
            session
                .batch_execute(&hold)
                .unwrap();
            HeldShop(session)
        })
        .await
    }

    pub async fn let_go(mut self) {
        aside(move || {
            self.0
                .batch_execute("ROLLBACK")
                .unwrap()
        })
        .await;
    }
}

#[tokio::test]
async fn a_shop_whose_row_is_held_makes_nobody_else_wait() {
    let Some(server) = crate::postgres::server() else {
        return;
    };
    let database = server.new_database();
    tell(Setup::default(), Some(database.clone()), async |world| {
        let (held, other) = two_shops(world, ["Held", "Other"]).await;
        let (card, card_of_other) = (held.issue_card().await, other.issue_card().await);
        let somebody = HeldShop::of(&database, &held).await;

        let answered = std::cell::Cell::new(0);
        let waiting = join_all((0..CUSTOMERS).map(async |_| {
            let answer = held
                .staff
                .post("/v1/scans", json!({ "card_id": card.id() }))
                .await;
            answered.set(answered.get() + 1);
            answer
        }));
        let meanwhile = async {
            for _ in 0..10 {
                other.stamp(&card_of_other).await;
            }
            answered.get()
        };
        let (refused, before) = futures_util::future::join(waiting, meanwhile).await;
        assert_eq!(
            before, 0,
            "the other shop's scans were answered while the held one's waited"
        );
        for answer in refused {
            answer.refused(503, "unavailable");
            assert!(
                answer
                    .header("retry-after")
                    .parse::<u32>()
                    .is_ok()
            );
        }

        somebody.let_go().await;
        held.stamp(&card).await;
        assert_eq!(
            held.look_at(&card).await["stamps"],
            1,
            "no refused scan counts"
        );
    })
    .await;
}

#[tokio::test]
async fn a_service_that_stops_writes_first_what_it_noted() {
    let Some(server) = crate::postgres::server() else {
        return;
    };
    let database = server.new_database();
    tell(Setup::default(), Some(database.clone()), async |world| {
        let (there, running) = beside(world, &database, false);
        let shop = world.shop("Held").open().await;
        let card = shop.issue_card().await;
        let phone = world.iphone_with(&card).await;
        let token = phone
            .pass(card.id())
            .unwrap()
            .pass_json["authenticationToken"]
            .as_str()
            .unwrap()
            .to_owned();
        let before = shop
            .logged("pass_fetched")
            .await
            .len();
        let somebody = HeldShop::of(&database, &shop).await;
        let fetched = world
            .stranger()
            .with("authorization", &format!("ApplePass {token}"))
            .get(&format!(
                "{there}/apple/v1/passes/{PASS_TYPE}/{}",
                card.id()
            ))
            .await;
        assert_eq!(fetched.status, 200);

        let mut stopping = Box::pin(running.stop());
        let waited = tokio::time::timeout(Duration::from_secs(1), &mut stopping).await;
        assert!(waited.is_err(), "it stopped with a note in its hands");
        somebody.let_go().await;
        stopping.await;
        let after = shop
            .logged("pass_fetched")
            .await
            .len();
        assert_eq!(after, before + 1);
    })
    .await;
}
