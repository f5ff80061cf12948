//! What is written behind an answer: nobody waits for it, and it is not lost when the service stops.

use std::future::Future;

use tokio::runtime::Handle;
use tokio::sync::watch;
use tracing::Instrument as _;

/// Notes on their way. They are written by the threads of whoever made this: those that answer requests end one by one at a stop, and take
/// along what goes on there.
pub struct Notes {
    runtime: Option<Handle>,
    open: watch::Sender<usize>,
}

/// Counts a note as written, also when it panics or its runtime ends.
struct NoteEnd(watch::Sender<usize>);

impl Drop for NoteEnd {
    fn drop(&mut self) {
        self.0
            .send_modify(|open| *open -= 1);
    }
}

impl Notes {
    /// None so far.
    pub(super) fn new() -> Notes {
        Notes {
            runtime: Handle::try_current().ok(),
            open: watch::Sender::new(0),
        }
    }

    /// Writes a note while others go on.
    pub fn write(&self, note: impl Future<Output = ()> + Send + 'static) {
        self.open
            .send_modify(|open| *open += 1);
        let end = NoteEnd(self.open.clone());
        let note = async move {
            note.await;
            drop(end);
        };
        let note = note.in_current_span();
        match &self.runtime {
            Some(runtime) => drop(runtime.spawn(note)),
            None => drop(tokio::spawn(note)),
        }
    }

    /// Waits until no note is on its way.
    pub async fn all_written(&self) {
        let _ = self
            .open
            .subscribe()
            .wait_for(|open| *open == 0)
            .await;
    }
}
