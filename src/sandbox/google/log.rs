//! What the API has seen: each request, how many came in a second, and how many at once for one object.

use std::collections::{HashMap, VecDeque};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::sandbox::phone::Exchange;

/// Requests remembered; a demo may run for weeks.
const REMEMBERED: usize = 50_000;
/// Exchanges kept for those who watch.
const EXCHANGES: usize = 50;

/// One call of the REST API.
#[derive(Clone, Debug)]
pub struct Request {
    /// When it arrived, by the stand-in's clock, in milliseconds since 1970.
    pub at_ms: i64,
    /// HTTP method.
    pub method: String,
    /// The address behind `/walletobjects/v1`, with its query.
    pub path: String,
    /// The object that it reads or writes.
    pub object_id: Option<String>,
    /// What the client heard; `None` while it waits and for ever when a fault took the answer away.
    pub status: Option<u16>,
    /// The body, if it is JSON.
    pub body: Option<Value>,
    pub(super) received: Instant,
}

impl Request {
    /// Whether it is meant to change something.
    pub fn is_write(&self) -> bool {
        self.method != "GET"
    }
}

/// The memory of the API.
#[derive(Default)]
pub(super) struct Log {
    requests: VecDeque<Request>,
    arrived: u64,
    in_flight: HashMap<String, usize>,
    in_flight_max: usize,
    exchanges: VecDeque<Exchange>,
}

impl Log {
    /// Notes a request; its number counts from 1.
    pub(super) fn arrive(&mut self, request: Request) -> u64 {
        if let (true, Some(id)) = (request.is_write(), &request.object_id) {
            let now = self
                .in_flight
                .entry(id.clone())
                .or_default();
            *now += 1;
            self.in_flight_max = self.in_flight_max.max(*now);
        }
        if self.requests.len() == REMEMBERED {
            self.requests.pop_front();
        }
        self.requests.push_back(request);
        self.arrived += 1;
        self.arrived
    }

    /// A write is over: it is applied or will never be, and the client has not heard yet.
    pub(super) fn land(&mut self, object_id: &str) {
        if let Some(now) = self.in_flight.get_mut(object_id) {
            *now -= 1;
            if *now == 0 {
                self.in_flight.remove(object_id);
            }
        }
    }

    /// Notes the answer of a request, unless it is forgotten already.
    pub(super) fn settle(&mut self, number: u64, status: Option<u16>) {
        let from_the_end = usize::try_from(self.arrived - number).unwrap_or(usize::MAX);
        if let Some(request) = self
            .requests
            .iter_mut()
            .rev()
            .nth(from_the_end)
        {
            request.status = status;
        }
    }

    pub(super) fn exchanged(&mut self, exchange: Exchange) {
        self.exchanges.push_front(exchange);
        self.exchanges.truncate(EXCHANGES);
    }

    pub(super) fn exchanges(&self) -> Vec<Exchange> {
        self.exchanges
            .iter()
            .cloned()
            .collect()
    }

    pub(super) fn arrived(&self) -> u64 {
        self.arrived
    }

    pub(super) fn in_flight_max(&self) -> usize {
        self.in_flight_max
    }

    pub(super) fn requests(&self) -> Vec<Request> {
        self.requests
            .iter()
            .cloned()
            .collect()
    }

    pub(super) fn writes_to(&self, object_id: &str) -> Vec<Request> {
        let writes = self
            .requests
            .iter()
            .filter(|request| {
                request.is_write() && request.object_id.as_deref() == Some(object_id)
            });
        writes.cloned().collect()
    }

    /// The most requests that arrived within any one second.
    pub(super) fn most_in_a_second(&self) -> usize {
        let mut most = 0;
        let mut first = 0;
        for (last, request) in self.requests.iter().enumerate() {
            while request
                .received
                .duration_since(self.requests[first].received)
                >= Duration::from_secs(1)
            {
                first += 1;
            }
            most = most.max(last - first + 1);
        }
        most
    }
}

/// A path with its long pieces cut: ids and tokens are secrets or noise to those who watch.
pub(super) fn shown(path: &str) -> String {
    let pieces: Vec<String> = path.split('/').map(cut).collect();
    pieces.join("/")
}

fn cut(piece: &str) -> String {
    match (piece.get(..5), piece.get(piece.len().saturating_sub(4)..)) {
        (Some(begin), Some(end)) if piece.len() > 16 => format!("{begin}…{end}"),
        _ => piece.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(received: Instant, object_id: &str) -> Request {
        let (method, object_id) = ("PATCH".to_owned(), Some(object_id.to_owned()));
        Request {
            at_ms: 0,
            method,
            path: String::new(),
            object_id,
            status: None,
            body: None,
            received,
        }
    }

    #[test]
    fn the_busiest_second_counts_wherever_it_lies() {
        let mut log = Log::default();
        let start = Instant::now();
        for ms in [0, 900, 1000, 1100, 1899, 1900, 5000] {
            log.arrive(request(start + Duration::from_millis(ms), "1.a"));
        }
        assert_eq!(log.most_in_a_second(), 4);
    }

    #[test]
    fn writes_to_one_object_at_once_are_counted_until_they_land() {
        let mut log = Log::default();
        for id in ["1.a", "1.b"] {
            log.arrive(request(Instant::now(), id));
        }
        log.land("1.a");
        log.arrive(request(Instant::now(), "1.a"));
        assert_eq!(log.in_flight_max(), 1);
        let third = log.arrive(request(Instant::now(), "1.b"));
        assert_eq!(log.in_flight_max(), 2);
        log.settle(third, Some(200));
        assert_eq!(
            log.writes_to("1.b")
                .iter()
                .map(|request| request.status)
                .collect::<Vec<_>>(),
            [None, Some(200)]
        );
    }

    #[test]
    fn long_ids_are_cut() {
        assert_eq!(
            shown("/loyaltyObject/3388000000012345678.card_06f5m6m8p1"),
            "/loyaltyObject/33880…m8p1"
        );
    }
}
