//! Two shops change at once: neither waits for the other, and the change that begins first and is committed last is not hidden.

use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection, RunQueryDsl, sql_query, sql_types};
use futures_util::future::join3;

use super::crossing::Curious;
use super::{aside, two_shops};
use crate::world::{PATIENCE, Setup, tell};

#[derive(diesel::QueryableByName)]
struct Waiting {
    #[diesel(sql_type = sql_types::BigInt)]
    waiting: i64,
}

/// Somebody looks on, as with psql: how many writers of this database wait for a lock.
fn waiting(database: &str) -> i64 {
    let mut session = PgConnection::establish(database).unwrap();
    let query = "SELECT count(*) AS waiting FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
    sql_query(query)
        .get_result::<Waiting>(&mut session)
        .unwrap()
        .waiting
}

/// Looks until so many writers wait.
pub(super) async fn until_waiting(database: &str, writers: i64) {
    let look = async {
        loop {
            let database = database.to_owned();
            if aside(move || waiting(&database)).await >= writers {
                return;
            }
        }
    };
    tokio::time::timeout(PATIENCE, look)
        .await
        .expect("nobody waits for the lock");
}

#[tokio::test]
async fn a_change_begun_first_and_committed_last_is_not_hidden() {
    let Some(server) = crate::postgres::server() else {
        return;
    };
    let database = server.new_database();
    tell(Setup::default(), Some(database.clone()), async |world| {
        let (slow, quick) = two_shops(world, ["Slow", "Quick"]).await;
        let (first, second) = (slow.issue_card().await, quick.issue_card().await);
        let phone = world.iphone_with(&first).await;
        phone
            .add(&second.pass_url())
            .await
            .unwrap();
        slow.stamp(&first).await;
        world.deliver().await;
        let mut curious = Curious::new(world, &phone);
        curious.ask().await;
        curious.told.clear();

        // Whoever stamps the first card has given it its version when it comes to the push that is owed, and waits there.
        let hold = format!(
            "BEGIN; SELECT 1 FROM deliveries WHERE card_id = '{}' FOR UPDATE",
            first.id()
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
        let (begun, done) = (tokio::sync::Notify::new(), tokio::sync::Notify::new());
        let later = async {
            begun.notified().await;
            quick.stamp(&second).await;
            done.notify_one();
        };
        let meanwhile = async {
            until_waiting(&database, 1).await;
            begun.notify_one();
            tokio::time::timeout(PATIENCE, done.notified())
                .await
                .expect("one shop's scan waits for another's");
            assert_eq!(curious.ask().await, [second.id()]);
            aside(move || {
                somebody
                    .batch_execute("ROLLBACK")
                    .unwrap()
            })
            .await;
        };
        join3(slow.stamp(&first), later, meanwhile).await;

        curious.ask().await;
        assert!(
            curious.told.contains(first.id()),
            "the change that was committed after the other came to light"
        );
        assert!(curious.told.contains(second.id()));
        world.deliver().await;
    })
    .await;
}
