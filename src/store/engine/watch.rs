//! How long the server may take: a statement without an answer is given up, and what it held here is free again.
//!
//! A thread that waits for the server cannot be woken: the client library has no way that is safe. So the thread stays behind with its
//! connection until the server, or the system, says something, and somebody else answers the request. From then on the thread cannot
//! commit any more: whoever was told that nothing changed is right.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use diesel::Connection as _;
use diesel::connection::InstrumentationEvent;
use diesel::pg::PgConnection;
use tokio::sync::OwnedSemaphorePermit;

use crate::store::engine::merchant_queue::Turn;

/// Looks at one piece of work from beside it.
pub struct StatementWatch {
    patience: Duration,
    state: Mutex<WatchState>,
}

struct WatchState {
    /// Since when the present statement, or the way to a connection, is under way.
    since: Option<Instant>,
    stage: WatchStage,
    /// What the work holds until it ends, or is given up.
    places: Vec<OwnedSemaphorePermit>,
    turn: Option<Turn>,
    /// Its place among those that were given up.
    spare: Option<OwnedSemaphorePermit>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum WatchStage {
    Open,
    /// The server was asked to commit, or is about to be.
    Committing,
    GivenUp,
}

/// What was given up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GivenUp {
    /// It commits nothing any more.
    Undone,
    /// The server was asked to commit and may do so.
    Unknown,
}

impl StatementWatch {
    /// Begins with the way to a connection.
    pub fn new(
        patience: Duration,
        places: Vec<OwnedSemaphorePermit>,
        turn: Option<Turn>,
    ) -> Arc<StatementWatch> {
        Arc::new(StatementWatch {
            patience,
            state: Mutex::new(WatchState {
                since: Some(Instant::now()),
                stage: WatchStage::Open,
                places,
                turn,
                spare: None,
            }),
        })
    }

    fn state(&self) -> MutexGuard<'_, WatchState> {
        self.state
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// From here on the way to a connection is watched.
    pub fn reaches(&self) {
        self.state().since = Some(Instant::now());
    }

    /// From here on the connection's statements are what is watched.
    pub fn attend(self: &Arc<Self>, conn: &mut PgConnection) {
        self.state().since = None;
        let ours = self.clone();
        conn.set_instrumentation(move |event: InstrumentationEvent<'_>| match event {
            InstrumentationEvent::StartQuery { .. } => ours.state().since = Some(Instant::now()),
            InstrumentationEvent::FinishQuery { .. } => ours.state().since = None,
            _ => {}
        });
    }

    /// How long the present statement may go on; all the patience there is between two of them.
    pub fn left(&self) -> Duration {
        self.state()
            .since
            .map_or(self.patience, |since| {
                self.patience
                    .saturating_sub(since.elapsed())
            })
    }

    /// Whether the work may commit. From here on it is not known what becomes of it until the server answers.
    pub fn may_commit(&self) -> bool {
        let mut state = self.state();
        let open = state.stage == WatchStage::Open;
        if open {
            state.stage = WatchStage::Committing;
        }
        open
    }

    /// The server has answered what became of the commit, so that the work may go on with another.
    pub fn has_committed(&self) {
        let mut state = self.state();
        if state.stage == WatchStage::Committing {
            state.stage = WatchStage::Open;
        }
    }

    /// How long the server has been asked to commit.
    pub fn commits_for(&self) -> Duration {
        let state = self.state();
        let since = state
            .since
            .filter(|_| state.stage == WatchStage::Committing);
        since.map_or(Duration::ZERO, |since| since.elapsed())
    }

    /// Whether nobody waits for it any more.
    pub fn is_given_up(&self) -> bool {
        self.state().stage == WatchStage::GivenUp
    }

    pub fn has_turn(&self) -> bool {
        self.state().turn.is_some()
    }

    /// Holds a turn until the work ends, or is given up.
    pub fn keep_turn(&self, turn: Turn) {
        let mut state = self.state();
        // Whoever was given up keeps nobody waiting.
        if state.stage != WatchStage::GivenUp {
            state.turn = Some(turn);
        }
    }

    /// Gives the work up. Its turn is free at once; its place only with a `spare` one for the thread that stays behind: there is an end
    /// to how many may.
    pub fn give_up(&self, spare: Option<OwnedSemaphorePermit>) -> GivenUp {
        let mut state = self.state();
        let committing = state.stage == WatchStage::Committing;
        state.stage = WatchStage::GivenUp;
        state.turn = None;
        if spare.is_some() {
            state.places.clear();
            state.spare = spare;
        }
        if committing {
            GivenUp::Unknown
        } else {
            GivenUp::Undone
        }
    }

    /// The work ended, its connection with it or given back.
    pub fn end(&self) {
        let mut state = self.state();
        (state.since, state.turn, state.spare) = (None, None, None);
        state.places.clear();
    }
}

#[cfg(test)]
mod tests {
    use tokio::sync::Semaphore;

    use super::*;

    const LONG: Duration = Duration::from_secs(3_600);

    fn place(of: &Arc<Semaphore>) -> OwnedSemaphorePermit {
        of.clone()
            .try_acquire_owned()
            .unwrap()
    }

    #[test]
    fn what_was_given_up_before_its_commit_commits_no_more() {
        let places = Arc::new(Semaphore::new(1));
        let watch = StatementWatch::new(LONG, vec![place(&places)], None);
        assert_eq!(watch.give_up(None), GivenUp::Undone);
        assert!(!watch.may_commit() && watch.is_given_up());
        assert_eq!(
            places.available_permits(),
            0,
            "without a spare place the thread keeps its own"
        );
        watch.end();
        assert_eq!(places.available_permits(), 1);
    }

    #[test]
    fn what_was_asked_to_commit_may_have_done_so() {
        let (places, spare) = (Arc::new(Semaphore::new(1)), Arc::new(Semaphore::new(1)));
        let watch = StatementWatch::new(Duration::ZERO, vec![place(&places)], None);
        assert!(watch.may_commit());
        assert_eq!(watch.left(), Duration::ZERO);
        assert_eq!(watch.give_up(Some(place(&spare))), GivenUp::Unknown);
        assert_eq!(
            (places.available_permits(), spare.available_permits()),
            (1, 0)
        );
        watch.end();
        assert_eq!(spare.available_permits(), 1);
    }

    #[test]
    fn work_goes_on_after_a_commit_unless_it_was_given_up() {
        let watch = StatementWatch::new(LONG, vec![], None);
        assert!(watch.may_commit());
        watch.has_committed();
        assert!(watch.may_commit(), "the next one");
        assert_eq!(watch.give_up(None), GivenUp::Unknown);
        watch.has_committed();
        assert!(!watch.may_commit());
    }
}
