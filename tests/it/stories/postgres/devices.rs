//! A phone that several shops know: none of them waits for another, and what crosses loses no push token.

use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection};
use futures_util::future::join3;

use super::locked::HeldShop;
use super::tags::until_waiting;
use super::{aside, two_shops};
use crate::stories::devices::register;
use crate::world::{Setup, tell};

#[tokio::test]
async fn a_new_token_waits_for_no_other_shop() {
    let Some(server) = crate::postgres::server() else {
        return;
    };
    let database = server.new_database();
    tell(Setup::default(), Some(database.clone()), async |world| {
        let (held, other) = two_shops(world, ["Held", "Other"]).await;
        let (card, card_of_other) = (held.issue_card().await, other.issue_card().await);
        let phone = world.iphone_with(&card).await;
        phone
            .add(&card_of_other.pass_url())
            .await
            .unwrap();
        held.stamp(&card).await;
        let somebody = HeldShop::of(&database, &held).await;
        let (old, new) = (phone.push_token(), world.apns.token().unwrap());
        let device = phone.device_library_identifier();
        assert_eq!(
            register(world, &phone, &card_of_other, device, &new)
                .await
                .status,
            200
        );
        somebody.let_go().await;
        world.deliver().await;
        assert_eq!(world.apns.requests_to(&old).len(), 0);
        assert_eq!(world.apns.pushes_to(&new), 1);
    })
    .await;
}

#[tokio::test]
async fn the_last_registration_that_ends_in_one_shop_takes_nothing_from_one_that_begins_in_another()
{
    let Some(server) = crate::postgres::server() else {
        return;
    };
    let database = server.new_database();
    tell(Setup::default(), Some(database.clone()), async |world| {
        let (first, second) = two_shops(world, ["First", "Second"]).await;
        for ends_first in [true, false] {
            let (ending, beginning) = (first.issue_card().await, second.issue_card().await);
            let phone = world.iphone_with(&ending).await;
            phone
                .add(&beginning.pass_url())
                .await
                .unwrap();
            phone
                .set_automatic_updates(beginning.id(), false)
                .await
                .unwrap();
            let (device, token) = (phone.device_library_identifier(), phone.push_token());
            let hold = format!(
                "BEGIN; SELECT 1 FROM devices WHERE device_library_identifier = '{device}' FOR UPDATE"
            );
            let address = database.clone();
            let mut somebody = aside(move || {
                let mut session = PgConnection::establish(&address).unwrap();
                session
                    .batch_execute(&hold)
                    .unwrap();
                session
            })
            .await;
            // Whoever is second waits behind the first for the device's row.
            let second_begins = tokio::sync::Notify::new();
            let turn = async |is_first: bool| {
                if !is_first {
                    second_begins.notified().await;
                }
            };
            let end = async {
                turn(ends_first).await;
                phone
                    .set_automatic_updates(ending.id(), false)
                    .await
                    .unwrap();
            };
            let begin = async {
                turn(!ends_first).await;
                let answer = register(world, &phone, &beginning, device, &token).await;
                assert_eq!(answer.status, 201);
            };
            let meanwhile = async {
                until_waiting(&database, 1).await;
                second_begins.notify_one();
                until_waiting(&database, 2).await;
                aside(move || {
                    somebody
                        .batch_execute("ROLLBACK")
                        .unwrap()
                })
                .await;
            };
            join3(end, begin, meanwhile).await;

            assert_eq!(first.look_at(&ending).await["saved"]["apple"], false);
            second.stamp(&beginning).await;
            world.deliver().await;
            assert_eq!(
                world.pushes_to(&phone),
                1,
                "it is known still, whoever was first: {ends_first}"
            );
        }
    })
    .await;
}
