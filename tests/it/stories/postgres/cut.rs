//! Connections that end in the middle of a write, at a moment of the story's choice.

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::os::unix::net::UnixStream;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use serde_json::json;

use super::{digest_of, scan, scan_id};
use crate::world::{Setup, tell};

/// Stands between the service and the server, and cuts the line at one request.
#[derive(Clone)]
pub struct Scissors {
    cut: Arc<Mutex<Option<Cut>>>,
    commits: Arc<AtomicUsize>,
    pub address: SocketAddr,
}

/// Where to cut: on the line on which the request with this key is written, at the message with this word that follows so
/// many with the key.
struct Cut {
    key: Vec<u8>,
    times: usize,
    word: Vec<u8>,
    /// Whether the server still hears the word; its answer is lost either way.
    heard: bool,
}

impl Scissors {
    pub fn between(server: PathBuf) -> Scissors {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let scissors = Scissors {
            cut: Arc::default(),
            commits: Arc::default(),
            address: listener.local_addr().unwrap(),
        };
        let ours = scissors.clone();
        std::thread::spawn(move || {
            for client in listener
                .incoming()
                .map_while(Result::ok)
            {
                let server = UnixStream::connect(&server).unwrap();
                ours.clone().tie(client, server);
            }
        });
        scissors
    }

    pub fn cut_at(&self, key: Vec<u8>, times: usize, word: impl Into<Vec<u8>>, heard: bool) {
        *self.cut.lock().unwrap() = Some(Cut {
            key,
            times,
            word: word.into(),
            heard,
        });
    }

    /// Whether the cut is still to come.
    pub fn is_open(&self) -> bool {
        self.cut.lock().unwrap().is_some()
    }

    /// How many commits the service has asked for.
    pub fn commits(&self) -> usize {
        self.commits.load(Ordering::Relaxed)
    }

    fn tie(self, client: TcpStream, server: UnixStream) {
        let (mut answers, mut back) = (server.try_clone().unwrap(), client.try_clone().unwrap());
        std::thread::spawn(move || {
            let _ = std::io::copy(&mut answers, &mut back);
            let _ = back.shutdown(Shutdown::Both);
        });
        std::thread::spawn(move || self.pass_on(client, server));
    }

    fn pass_on(&self, mut client: TcpStream, mut server: UnixStream) {
        let (mut said, mut seen) = ([0; 65_536], 0);
        while let Ok(length @ 1..) = client.read(&mut said) {
            let says = |word: &[u8]| {
                word.is_empty()
                    || said[..length]
                        .windows(word.len())
                        .any(|part| part == word)
            };
            if says(b"COMMIT") {
                self.commits
                    .fetch_add(1, Ordering::Relaxed);
            }
            let cut = self
                .cut
                .lock()
                .unwrap()
                .take_if(|cut| seen >= cut.times && says(&cut.word));
            seen += usize::from(
                self.cut
                    .lock()
                    .unwrap()
                    .as_ref()
                    .is_some_and(|cut| says(&cut.key)),
            );
            if cut
                .as_ref()
                .is_none_or(|cut| cut.heard)
                && server
                    .write_all(&said[..length])
                    .is_err()
                || cut.is_some()
            {
                break;
            }
        }
        let _ = client.shutdown(Shutdown::Both);
        // What was said before is still heard.
        let _ = server.shutdown(Shutdown::Write);
    }
}

/// A world whose database is reached by way of the scissors, with one card.
macro_rules! cut_story {
    (async fn $name:ident($world:ident, $scissors:ident, $shop:ident, $card:ident) $body:block) => {
        #[tokio::test]
        async fn $name() {
            let Some(server) = crate::postgres::server() else {
                return;
            };
            let $scissors = Scissors::between(server.socket());
            let database = server.by_way_of($scissors.address, &server.new_database());
            tell(Setup::default(), Some(database), async |$world| {
                let $shop = $world
                    .shop("Coffee")
                    .hasty()
                    .open()
                    .await;
                let $card = $shop.issue_card().await;
                $body
            })
            .await;
        }
    };
}

cut_story! {
    async fn a_write_whose_connection_is_lost_is_done_on_another(world, scissors, shop, card) {
        // After it was asked whether the key was seen; and when all is written but the answer, which is kept under the key.
        for (key, kept) in [("early", false), ("late", true), ("later", true)] {
            let digest = digest_of(&shop, key).await;
            let word = if kept { digest.clone() } else { vec![] };
            scissors.cut_at(digest, 1, word, false);
            scan(&shop.staff, &world.base, key, card.id()).await.created();
            assert!(!scissors.is_open(), "nothing was cut at {key}");
        }
        assert_eq!(shop.look_at(&card).await["stamps"], 3);
    }
}

cut_story! {
    async fn a_commit_without_an_answer_is_found_out_by_its_key(world, scissors, shop, card) {
        for (heard, key) in [(true, "committed"), (false, "not-committed")] {
            scissors.cut_at(digest_of(&shop, key).await, 1, "COMMIT", heard);
            let unknown = scan(&shop.staff, &world.base, key, card.id()).await;
            let problem = unknown.refused(503, "unavailable");
            assert_eq!(unknown.header("retry-after"), "1");
            let detail = problem["detail"].as_str().unwrap();
            assert!(detail.contains("Idempotency-Key") && !detail.contains("Nothing was changed"), "{detail}");

            let found = scan_id(&scan(&shop.staff, &world.base, key, card.id()).await);
            assert_eq!(scan_id(&scan(&shop.staff, &world.base, key, card.id()).await), found);
        }
        assert_eq!(shop.look_at(&card).await["stamps"], 2, "each key counts once, whatever became of its first commit");
    }
}

cut_story! {
    async fn a_refusal_stands_when_its_rollback_is_lost(world, scissors, shop, card) {
        scissors.cut_at(digest_of(&shop, "early-bird").await, 1, "ROLLBACK", true);
        shop.staff.once("early-bird").post("/v1/redemptions", json!({ "card_id": card.id() })).await.refused(409, "no_reward");
        assert!(!scissors.is_open());
        scan(&shop.staff, &world.base, "afterwards", card.id()).await.created();
    }
}
