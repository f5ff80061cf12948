//! How much of something may be under way at the same time.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::error::{Code, Result};

/// Places for something that lasts: so many for each caller, and so many for all together.
#[derive(Debug)]
pub struct AtOnce {
    what: &'static str,
    whose: &'static str,
    ask_again_s: u64,
    each: usize,
    all: usize,
    taken: Taken,
}

/// Places that are taken, by caller.
type Taken = Arc<Mutex<HashMap<String, usize>>>;

/// A place that is taken until it is dropped.
#[derive(Debug)]
pub struct Slot {
    caller: String,
    taken: Taken,
}

impl AtOnce {
    /// So many places for `each` caller and for `all` together.
    pub fn new(what: &'static str, each: usize, all: usize) -> AtOnce {
        AtOnce {
            what,
            whose: "shop",
            ask_again_s: 5,
            each,
            all,
            taken: Taken::default(),
        }
    }

    /// Names the caller otherwise than "shop" where a place is refused, and when it makes sense to ask again otherwise than in
    /// five seconds.
    pub fn for_each(self, whose: &'static str, ask_again_s: u64) -> AtOnce {
        AtOnce {
            whose,
            ask_again_s,
            ..self
        }
    }

    /// Takes a place, or says that there is none.
    pub fn take(&self, caller: &str) -> Result<Slot> {
        let mut taken = counted(&self.taken);
        let (own, all) = (
            taken
                .get(caller)
                .copied()
                .unwrap_or(0),
            taken.values().sum::<usize>(),
        );
        let full = match (own >= self.each, all >= self.all) {
            (true, _) => Some(format!(
                "{} for this {} are in progress (at most {own} at once)",
                self.what, self.whose
            )),
            (false, true) => Some(format!(
                "{} for this service are in progress (at most {all} at once)",
                self.what
            )),
            (false, false) => None,
        };
        if let Some(full) = full {
            let detail = format!("Too many {full}. Wait until one has finished, then try again.");
            return Err(Code::RateLimited
                .because(detail)
                .retry_after(self.ask_again_s));
        }
        taken.insert(caller.to_owned(), own + 1);
        Ok(Slot {
            caller: caller.to_owned(),
            taken: self.taken.clone(),
        })
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        let mut taken = counted(&self.taken);
        match taken.get_mut(&self.caller) {
            Some(count) if *count > 1 => *count -= 1,
            // Removed with the last place, or the table would keep every caller there ever was.
            _ => drop(taken.remove(&self.caller)),
        }
    }
}

fn counted(taken: &Taken) -> MutexGuard<'_, HashMap<String, usize>> {
    taken
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_for_each_and_for_all_and_given_back() {
        let exports = AtOnce::new("exports", 2, 3);
        let first = exports.take("a").unwrap();
        let second = exports.take("a").unwrap();
        let refused = exports.take("a").unwrap_err();
        assert_eq!(
            (refused.code, refused.retry_after_s),
            (Code::RateLimited, Some(5))
        );
        let other = exports.take("b").unwrap();
        assert!(
            exports
                .take("c")
                .unwrap_err()
                .detail
                .starts_with("Too many exports for this service")
        );
        drop((first, other));
        assert!(exports.take("c").is_ok() && exports.take("a").is_ok());
        drop(second);
        assert!(counted(&exports.taken).is_empty());
    }
}
