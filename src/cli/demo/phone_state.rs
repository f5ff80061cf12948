//! What both phones show, and when it changes.

use tokio::sync::watch;

use super::{Demo, google_view, pass_view};
use crate::clock::Timestamp;
use crate::http::phone::{PhoneState, WireLine};
use crate::locale::Locale;
use crate::sandbox::phone::Exchange;

const WIRE_LINES: usize = 24;

/// What the phones show now.
pub fn state(demo: &Demo, public_url: &str) -> PhoneState {
    // Taken first: what changes meanwhile is shown now and once more, and not lost.
    let revision = Changes::of(demo).revision();
    let language = Locale::parse(&demo.phone.language()).unwrap_or_default();
    PhoneState {
        revision,
        passes: pass_view::passes(&demo.phone, language),
        google: google_view::cards(&demo.google, public_url, language),
        wire: wire(demo.phone.exchanges(), demo.google.exchanges()),
    }
}

/// The changes of both phones as one number.
pub struct Changes {
    phone: watch::Receiver<u64>,
    google: watch::Receiver<u64>,
}

impl Changes {
    /// Follows the phones of a demonstration.
    pub fn of(demo: &Demo) -> Changes {
        Changes {
            phone: demo.phone.changes(),
            google: demo.google.changes(),
        }
    }

    /// Both only grow, so their sum is another one after every change.
    pub fn revision(&self) -> u64 {
        *self.phone.borrow() + *self.google.borrow()
    }

    /// Waits until the phones are not as they were at this revision; false when they are gone.
    pub async fn since(&mut self, seen: i64) -> bool {
        loop {
            self.phone.mark_unchanged();
            self.google.mark_unchanged();
            if i64::try_from(self.revision()) != Ok(seen) {
                return true;
            }
            let news = tokio::select! { news = self.phone.changed() => news, news = self.google.changed() => news };
            if news.is_err() {
                return false;
            }
        }
    }
}

/// Both wires as one, newest first.
fn wire(apple: Vec<Exchange>, google: Vec<Exchange>) -> Vec<WireLine> {
    let of = |who: &'static str, exchanges: Vec<Exchange>| {
        exchanges
            .into_iter()
            .map(move |exchange| (who, exchange))
    };
    let mut all: Vec<(&'static str, Exchange)> = of("Apple", apple)
        .chain(of("Google", google))
        .collect();
    // Stable, so that each wire keeps its own order within a millisecond.
    all.sort_by_key(|(_, exchange)| std::cmp::Reverse(exchange.at_ms));
    let line = |(
        who,
        Exchange {
            at_ms,
            what,
            status,
        },
    )| WireLine {
        at: Timestamp(at_ms).to_string(),
        who,
        what,
        status,
    };
    all.into_iter()
        .take(WIRE_LINES)
        .map(line)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(at_ms: i64, what: &str) -> Exchange {
        Exchange {
            at_ms,
            what: what.into(),
            status: 200,
        }
    }

    #[test]
    fn both_wires_are_told_as_one_story() {
        let lines = wire(
            vec![at(30, "fetch"), at(20, "list"), at(20, "push")],
            vec![at(25, "PATCH"), at(5, "POST")],
        );
        let told: Vec<_> = lines
            .iter()
            .map(|line| (line.who, line.what.as_str()))
            .collect();
        assert_eq!(
            told,
            [
                ("Apple", "fetch"),
                ("Google", "PATCH"),
                ("Apple", "list"),
                ("Apple", "push"),
                ("Google", "POST")
            ]
        );
    }

    #[tokio::test]
    async fn news_of_either_phone_ends_the_wait() {
        let (phone, google) = (watch::Sender::new(3), watch::Sender::new(4));
        let mut changes = Changes {
            phone: phone.subscribe(),
            google: google.subscribe(),
        };
        assert!(changes.since(-1).await);
        assert_eq!(changes.revision(), 7);
        let (woken, ()) = tokio::join!(changes.since(7), async {
            google.send_modify(|revision| *revision += 1)
        });
        assert!(woken && changes.revision() == 8);
        drop(phone);
        assert!(!changes.since(8).await, "a phone that is gone has no news");
    }
}
