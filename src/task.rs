//! Work beside a request. What it logs belongs to that request: it keeps the request's span, which Tokio's own functions
//! leave behind.

use std::future::Future;

use tokio::task::JoinHandle;
use tracing::{Instrument as _, Span};

use crate::error::{Error, Result};

/// Goes on by itself, to its end even if whoever asked goes away.
pub fn spawn<T: Send + 'static>(work: impl Future<Output = T> + Send + 'static) -> JoinHandle<T> {
    tokio::spawn(work.in_current_span())
}

/// The same for what stays on the thread of whoever asked.
pub fn spawn_local(work: impl Future<Output = ()> + 'static) {
    tokio::task::spawn_local(work.in_current_span());
}

/// Computes on a thread that may be kept for long, and answers when it is done.
pub async fn spawn_blocking<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T> {
    let span = Span::current();
    tokio::task::spawn_blocking(move || span.in_scope(work))
        .await
        .map_err(Error::internal)
}
