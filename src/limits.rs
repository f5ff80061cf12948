//! How much of something one caller may do: token buckets in memory, one for each caller.
//!
//! Buckets can be looked into without taking from them, because unknown card codes are counted only after the look-up
//! while the refusal must come before it. What guards against guessing is counted by all instances together: each tells the others
//! what it counted. The rest each instance counts for itself.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use data_encoding::HEXLOWER;

use crate::error::{Code, Result};

mod at_once;

pub use at_once::{AtOnce, Slot};

/// Callers remembered at once; beyond it full buckets are forgotten, then all.
const MOST_CALLERS: usize = 50_000;

/// Who has a bucket: so short that a flood of callers takes little room, and no name, so that it can be told to other instances.
type Caller = [u8; 16];

/// What is left to a caller, and when that was so.
type Buckets = HashMap<Caller, (f64, Instant)>;

/// A limit of `amount` in each `per`, for every caller by itself.
#[derive(Debug)]
pub struct Limit {
    what: &'static str,
    amount: f64,
    per: Duration,
    buckets: Mutex<Buckets>,
    others: OnceLock<Others>,
}

/// What a caller is known by to all instances.
type Digest = dyn Fn(&str) -> Vec<u8> + Send + Sync;

/// The way to the other instances, which count the same.
struct Others {
    name: &'static str,
    digest: Box<Digest>,
    tell: Box<dyn Fn(&str) + Send + Sync>,
}

impl fmt::Debug for Others {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

/// The limits of the service.
#[derive(Debug)]
pub struct Limits {
    /// Codes that name no card, by key or till.
    pub unknown_codes: Limit,
    /// Cards made on the join page, by address.
    pub joins: Limit,
    /// API requests, by key or till.
    pub requests: Limit,
    /// Failed Apple authentications, by address.
    pub wallet_failures: Limit,
    /// Reports of phones, by address.
    pub device_logs: Limit,
    /// Join pages that are counted, by address; more are shown but not logged.
    pub page_views: Limit,
    /// Questions of open pages whether a card has changed, by card.
    pub card_looks: Limit,
    /// Passes fetched from a card's page, by card: what is not kept is signed.
    pub passes: Limit,
    /// Changes of what finds a card again, by card.
    pub contacts: Limit,
    /// Attempts to sign in, by address.
    pub sign_ins: Limit,
    /// Results shown to whoever has their address, by address.
    pub shared_pages: Limit,
    /// Exports under way, by merchant.
    pub exports: AtOnce,
    /// Till exports on their way into the log, each with a body of up to 64 MiB in memory.
    pub imports: AtOnce,
    /// Forms with pictures, each with up to two of them in memory.
    pub uploads: AtOnce,
    /// Frames in which a code is sought, by till: a scanner sends one after another.
    pub frames: AtOnce,
}

impl Limit {
    /// A limit; an amount of 0 switches it off.
    pub fn new(what: &'static str, amount: u32, per: Duration) -> Limit {
        Limit {
            what,
            amount: f64::from(amount),
            per,
            buckets: Mutex::default(),
            others: OnceLock::new(),
        }
    }

    /// Takes one even where there is none: what could only be counted afterwards is paid back by waiting longer.
    pub fn charge(&self, caller: &str) {
        if self.amount == 0.0 {
            return;
        }
        let caller = self.key(caller);
        self.count(caller, f64::NEG_INFINITY);
        self.tell(caller);
    }

    /// Counts one, down to a floor.
    fn count(&self, caller: Caller, floor: f64) {
        let now = Instant::now();
        let mut buckets = self.buckets();
        self.make_room(&mut buckets, now);
        let (left, _) = self.level(&buckets, &caller, now);
        buckets.insert(caller, ((left - 1.0).max(floor.min(left)), now));
    }

    /// Counts what another instance told. Whoever can speak on that line must not shut a caller out for days.
    fn hear(&self, caller: Caller) {
        if self.amount > 0.0 {
            self.count(caller, -self.amount);
        }
    }

    /// By what a caller is known: half of a digest that all instances make alike, and nobody else where they count together.
    fn key(&self, caller: &str) -> Caller {
        let mut key = Caller::default();
        match self.others.get() {
            Some(others) => {
                for (byte, digest) in key
                    .iter_mut()
                    .zip((others.digest)(caller))
                {
                    *byte = digest;
                }
            }
            None => key.copy_from_slice(&openssl::sha::sha256(caller.as_bytes())[..16]),
        }
        key
    }

    fn tell(&self, caller: Caller) {
        if let Some(Others { name, tell, .. }) = self.others.get() {
            tell(&format!("{name} {}", HEXLOWER.encode(&caller)));
        }
    }

    /// What is left for a caller, and how fast it comes back.
    fn level(&self, buckets: &Buckets, caller: &Caller, now: Instant) -> (f64, f64) {
        let rate = self.amount / self.per.as_secs_f64();
        let (left, seen) = buckets
            .get(caller)
            .copied()
            .unwrap_or((self.amount, now));
        (
            (left
                + now
                    .duration_since(seen)
                    .as_secs_f64()
                    * rate)
                .min(self.amount),
            rate,
        )
    }

    /// Takes one, or says when there is one again.
    pub fn take(&self, caller: &str) -> Result<()> {
        if self.amount == 0.0 {
            return Ok(());
        }
        let caller = self.key(caller);
        self.look(caller, 1.0)?;
        self.tell(caller);
        Ok(())
    }

    /// Whether there is one left, without taking it.
    pub fn peek(&self, caller: &str) -> Result<()> {
        if self.amount == 0.0 {
            return Ok(());
        }
        self.look(self.key(caller), 0.0)
    }

    fn buckets(&self) -> MutexGuard<'_, Buckets> {
        self.buckets
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    fn make_room(&self, buckets: &mut Buckets, now: Instant) {
        if buckets.len() >= MOST_CALLERS {
            buckets.retain(|_, (_, seen)| now.duration_since(*seen) < self.per);
            if buckets.len() >= MOST_CALLERS {
                // A flood of callers is let through once; a table that grows without
                // end would stop everybody.
                buckets.clear();
            }
        }
    }

    fn look(&self, caller: Caller, take: f64) -> Result<()> {
        // The steady clock: one that is set back or ahead must neither open nor close a limit.
        let now = Instant::now();
        let mut buckets = self.buckets();
        self.make_room(&mut buckets, now);
        let (left, rate) = self.level(&buckets, &caller, now);
        let allowed = left >= 1.0;
        let left = if allowed {
            left - take
        } else {
            left
        };
        if take > 0.0 || !allowed {
            buckets.insert(caller, (left, now));
        }
        if allowed {
            return Ok(());
        }
        let wait = ((1.0 - left) / rate)
            .ceil()
            .max(1.0) as u64;
        let seconds = if wait == 1 {
            "second"
        } else {
            "seconds"
        };
        Err(Code::RateLimited
            .because(format!(
                "Too many {}. Wait {wait} {seconds} and try again.",
                self.what
            ))
            .retry_after(wait))
    }
}

impl Limits {
    /// The limits as configured: unknown codes a minute, joins a minute, requests a second.
    pub fn new(unknown_codes: u32, joins: u32, requests: u32) -> Limits {
        let minute = Duration::from_secs(60);
        Limits {
            unknown_codes: Limit::new("unknown card codes", unknown_codes, minute),
            joins: Limit::new("new cards from this address", joins, minute),
            requests: Limit::new("requests with this key", requests, Duration::from_secs(1)),
            wallet_failures: Limit::new("refused wallet requests from this address", 600, minute),
            device_logs: Limit::new("reports from this address", 120, minute),
            page_views: Limit::new("page views from this address", 120, minute),
            card_looks: Limit::new("questions about this card", 120, minute),
            passes: Limit::new("downloads of this card", 60, minute),
            contacts: Limit::new("changes on this card", 20, minute),
            sign_ins: Limit::new("sign-in attempts from this address", 20, minute),
            shared_pages: Limit::new("views of these results", 30, minute),
            exports: AtOnce::new("exports", 3, 32),
            imports: AtOnce::new("imports", 2, 4),
            uploads: AtOnce::new("picture uploads", 2, 4),
            frames: AtOnce::new("frames", 1, 64).for_each("till or key", 1),
        }
    }

    /// Those that somebody who tries things out runs into, with their names among instances.
    fn shared(&self) -> [(&'static str, &Limit); 4] {
        [
            ("unknown_codes", &self.unknown_codes),
            ("joins", &self.joins),
            ("wallet_failures", &self.wallet_failures),
            ("sign_ins", &self.sign_ins),
        ]
    }

    /// Tells other instances from now on what is counted here of what all count together. Callers are told by a digest that only the
    /// instances can make. Only the first call counts.
    pub fn share(
        &self,
        digest: impl Fn(&str) -> Vec<u8> + Clone + Send + Sync + 'static,
        tell: impl Fn(&str) + Clone + Send + Sync + 'static,
    ) {
        for (name, limit) in self.shared() {
            let _ = limit.others.set(Others {
                name,
                digest: Box::new(digest.clone()),
                tell: Box::new(tell.clone()),
            });
        }
    }

    /// Counts what another instance told in a line. One that cannot be read, as a later release's, is passed over.
    pub fn hear(&self, line: &str) {
        let Some((name, caller)) = line.split_once(' ') else {
            return;
        };
        let caller = HEXLOWER
            .decode(caller.as_bytes())
            .ok()
            .and_then(|bytes| Caller::try_from(bytes).ok());
        let limit = self
            .shared()
            .into_iter()
            .find(|(known, _)| *known == name);
        if let (Some((_, limit)), Some(caller)) = (limit, caller) {
            limit.hear(caller);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_amount_is_given_out_and_then_refused_with_a_time() {
        let limit = Limit::new("tests", 3, Duration::from_secs(60));
        assert!((0..3).all(|_| limit.take("a").is_ok()));
        let refused = limit.take("a").unwrap_err();
        assert!(
            refused
                .retry_after_s
                .is_some_and(|s| (1..=20).contains(&s))
        );
        assert!(limit.peek("a").is_err() && limit.take("b").is_ok());
    }

    #[test]
    fn what_is_counted_afterwards_is_paid_back() {
        let limit = Limit::new("tests", 2, Duration::from_secs(60));
        (0..10).for_each(|_| limit.charge("a"));
        assert!(
            limit
                .peek("a")
                .unwrap_err()
                .retry_after_s
                .is_some_and(|s| s > 200)
        );
    }

    #[test]
    fn a_till_has_one_frame_looked_at_and_leaves_the_other_tills_theirs() {
        let limits = Limits::new(0, 0, 0);
        let first = limits
            .frames
            .take("till 1")
            .unwrap();
        let refused = limits
            .frames
            .take("till 1")
            .unwrap_err();
        assert!(
            refused
                .detail
                .starts_with("Too many frames for this till")
                && refused.retry_after_s.is_some(),
            "{}",
            refused.detail
        );
        assert!(limits.frames.take("till 2").is_ok());
        drop(first);
        assert!(limits.frames.take("till 1").is_ok());
    }

    /// The limits of two instances, of which each hears the other.
    fn two_instances() -> [std::sync::Arc<Limits>; 2] {
        let [one, other] = [(); 2].map(|()| std::sync::Arc::new(Limits::new(4, 4, 4)));
        for (speaker, hearer) in [(&one, &other), (&other, &one)] {
            let hearer = hearer.clone();
            speaker.share(
                |caller| openssl::sha::sha256(caller.as_bytes()).to_vec(),
                move |line| hearer.hear(line),
            );
        }
        [one, other]
    }

    #[test]
    fn what_guards_against_guessing_is_counted_by_all_instances_together() {
        let [one, other] = two_instances();
        for limits in [&one, &other, &one, &other] {
            limits.unknown_codes.charge("till");
        }
        for limits in [&one, &other] {
            assert!(
                limits
                    .unknown_codes
                    .peek("till")
                    .is_err()
            );
            assert!(
                limits
                    .unknown_codes
                    .peek("another till")
                    .is_ok()
            );
        }
        (0..40).for_each(|_| drop(one.sign_ins.take("address")));
        assert!(
            other
                .sign_ins
                .take("address")
                .is_err()
        );
    }

    #[test]
    fn what_is_heard_shuts_nobody_out_for_long() {
        let [one, other] = two_instances();
        (0..1_000).for_each(|_| one.unknown_codes.charge("till"));
        let wait = |limits: &Limits| {
            limits
                .unknown_codes
                .peek("till")
                .unwrap_err()
                .retry_after_s
        };
        assert!(wait(&one) > Some(10_000) && wait(&other) <= Some(75));
    }

    #[test]
    fn a_limit_that_is_off_says_nothing() {
        let limits = Limits::new(0, 0, 0);
        limits.share(
            |_| panic!("a digest of nothing"),
            |_| panic!("nothing is told"),
        );
        limits
            .joins
            .take("address")
            .unwrap();
        limits.unknown_codes.charge("till");
        limits
            .unknown_codes
            .peek("till")
            .unwrap();
    }

    #[test]
    fn a_line_that_is_none_is_passed_over() {
        let limits = Limits::new(1, 1, 1);
        for line in [
            "",
            "sign_ins",
            "sign_ins xyz",
            "later 0000000000000000000000000g",
            "joins 00",
        ] {
            limits.hear(line);
        }
        assert!(limits.joins.take("address").is_ok());
    }

    #[test]
    fn looking_takes_nothing_and_zero_means_off() {
        let limit = Limit::new("tests", 1, Duration::from_secs(60));
        assert!((0..9).all(|_| limit.peek("a").is_ok()) && limit.take("a").is_ok());
        assert!((0..9).all(|_| {
            Limit::new("tests", 0, Duration::from_secs(1))
                .take("a")
                .is_ok()
        }));
    }
}
