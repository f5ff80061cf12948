//! A pooler between the service and the server: one that keeps a connection for each client is as good as none, and one that does not is
//! refused in words.

use std::fs;
use std::process::{Child, Command};
use std::time::Instant;

use diesel::{Connection, PgConnection};

use super::LONG;
use crate::postgres::{Server, as_servers_user, server};
use crate::world::{Setup, World, tell};

/// A pgbouncer of the story's own.
struct Pooler {
    process: Child,
    folder: String,
    port: u16,
}

impl Pooler {
    /// None on a machine without it.
    fn start(server: &Server, mode: &str, port: u16) -> Option<Pooler> {
        let folder = server
            .socket()
            .parent()
            .unwrap()
            .to_str()
            .unwrap()
            .to_owned();
        let settings = format!("{folder}/{mode}.ini");
        let text = format!(
            "[databases]\n* = host={folder} user=stampwell\n[pgbouncer]\nauth_type = any\npool_mode = {mode}\nlisten_port = {port}\n\
             unix_socket_dir = {folder}\nlogfile = {folder}/{mode}.log\n"
        );
        fs::write(&settings, text).unwrap();
        let mut command = Command::new("pgbouncer");
        let path = std::env::var("PATH").unwrap_or_default();
        // Debian keeps it where only root's path leads.
        command
            .args(["--quiet", &settings])
            .env("PATH", format!("{path}:/usr/sbin"))
            .current_dir("/");
        let process = as_servers_user(command)
            .spawn()
            .ok()?;
        let pooler = Pooler {
            process,
            folder,
            port,
        };
        let begun = Instant::now();
        while PgConnection::establish(&pooler.way_to("postgres")).is_err() {
            assert!(begun.elapsed() < LONG, "pgbouncer does not start");
            std::thread::yield_now();
        }
        Some(pooler)
    }

    fn way_to(&self, database: &str) -> String {
        let host = self.folder.replace('/', "%2F");
        format!("postgres://stampwell@{host}:{}/{database}", self.port)
    }
}

impl Drop for Pooler {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[tokio::test]
async fn a_pooler_in_session_mode_is_as_good_as_none() {
    let Some(server) = server() else {
        return;
    };
    let Some(pooler) = Pooler::start(server, "session", 6432) else {
        return;
    };
    let direct = server.new_database();
    let database = pooler.way_to(direct.rsplit('/').next().unwrap());
    tell(Setup::default(), Some(database), async |world| {
        let shop = world.shop("Coffee").open().await;
        let card = shop.issue_card().await;
        shop.stamp(&card).await;
        let (_, said) = world.doctor();
        assert!(
            said.contains("schema is up to date") && !said.contains("session mode"),
            "{said}"
        );
    })
    .await;
}

#[tokio::test]
async fn a_pooler_in_transaction_mode_is_refused_in_words() {
    let Some(server) = server() else {
        return;
    };
    let Some(pooler) = Pooler::start(server, "transaction", 6433) else {
        return;
    };
    let direct = server.new_database();
    let database = pooler.way_to(direct.rsplit('/').next().unwrap());
    let asked = |world: &World, on: &str, words: &[&str]| {
        let (code, said) = world.stampwell_on(on, Some(crate::world::SECRET), words);
        assert_ne!(code, Some(0), "{words:?}: {said}");
        assert!(said.contains("pool_mode = session"), "{words:?}: {said}");
    };
    tell(Setup::default(), Some(direct.clone()), async |world| {
        for words in [["migrate"], ["serve"], ["doctor"]] {
            asked(world, &database, &words);
        }
        let here = world.new_file("here.db");
        let (made, said) = world.stampwell_on(&here, Some(crate::world::SECRET), &["migrate"]);
        assert_eq!(made, Some(0), "{said}");
        asked(world, &here, &["move", "--to", &database]);
    })
    .await;
}
