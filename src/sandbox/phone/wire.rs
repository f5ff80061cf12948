//! What went over the wire between a phone and the world, for those who want to watch.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use http::Method;
use reqwest::Url;
use tokio::sync::watch;

/// Exchanges that are kept.
const KEPT: usize = 50;
/// Characters of a path's piece that are shown whole: ids and tokens are longer.
const SHOWN: usize = 16;

/// One exchange that a phone took part in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exchange {
    /// When the answer came, in milliseconds since 1970.
    pub at_ms: i64,
    /// Method and path, long pieces cut; `push` for what came from Apple.
    pub what: String,
    /// The HTTP status of the answer.
    pub status: u16,
}

/// The latest exchanges of one phone.
pub(super) struct Wire {
    exchanges: Mutex<VecDeque<Exchange>>,
    revision: watch::Sender<u64>,
}

impl Wire {
    /// Tells those who watch `revision` about each exchange.
    pub(super) fn new(revision: watch::Sender<u64>) -> Wire {
        Wire {
            exchanges: Mutex::default(),
            revision,
        }
    }

    pub(super) fn answered(&self, method: &Method, url: &Url, status: u16) {
        self.keep(format!("{method} {}", shown(url)), status);
    }

    pub(super) fn pushed(&self) {
        self.keep("push".to_owned(), 200);
    }

    fn keep(&self, what: String, status: u16) {
        let exchange = Exchange {
            at_ms: crate::sandbox::wall_clock_ms(),
            what,
            status,
        };
        let mut exchanges = self
            .exchanges
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        exchanges.push_front(exchange);
        exchanges.truncate(KEPT);
        // Let go before those who watch are woken, for they take the lock.
        drop(exchanges);
        self.revision
            .send_modify(|revision| *revision += 1);
    }

    /// Newest first.
    pub(super) fn exchanges(&self) -> Vec<Exchange> {
        self.exchanges
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .iter()
            .cloned()
            .collect()
    }
}

/// The path behind the web service's own, with its query; long pieces are cut.
fn shown(url: &Url) -> String {
    let path = url
        .path()
        .split_once("/apple/v1/")
        .map_or(url.path(), |(_, rest)| rest);
    let path: Vec<String> = path.split('/').map(cut).collect();
    let query = url
        .query()
        .map(|query| format!("?{query}"))
        .unwrap_or_default();
    path.join("/") + &query
}

/// Beginning and end of a long piece: ids that were made one after the other begin alike.
fn cut(piece: &str) -> String {
    match (piece.get(..5), piece.get(piece.len().saturating_sub(4)..)) {
        (Some(begin), Some(end)) if piece.len() > SHOWN => format!("{begin}…{end}"),
        _ => piece.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_and_long_ids_are_cut() {
        let url = |text: &str| Url::parse(text).unwrap();
        let fetch =
            url("http://shop.example/apple/v1/passes/pass.example/card_06f5m6m8p1r6z0b3k4w7v2q9aa");
        assert_eq!(shown(&fetch), "passes/pass.example/card_…q9aa");
        assert_eq!(
            shown(&url(
                "http://shop.example/c/0123456789abcdefghijklmnop/apple"
            )),
            "/c/01234…mnop/apple"
        );
    }

    #[test]
    fn the_newest_exchanges_are_kept() {
        let wire = Wire::new(watch::Sender::new(0));
        (0..60).for_each(|_| wire.pushed());
        assert_eq!(
            (wire.exchanges().len(), *wire.revision.borrow()),
            (KEPT, 60)
        );
    }
}
