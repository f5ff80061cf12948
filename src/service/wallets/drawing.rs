//! Drawing in turn: it takes a whole processor, and only so many may draw at once.

use crate::app::App;
use crate::error::{Error, Result};
use crate::task;

/// Draws in its turn. The place goes along with the work, which lasts on when whoever asked is gone.
pub async fn drawn<T, E>(
    app: &App,
    work: impl FnOnce() -> std::result::Result<T, E> + Send + 'static,
) -> Result<T>
where
    T: Send + 'static,
    E: std::fmt::Display + Send + 'static,
{
    let turn = app
        .pictures
        .clone()
        .acquire_owned()
        .await
        .map_err(Error::internal)?;
    let in_turn = move || {
        let _until_the_end = turn;
        work()
    };
    task::spawn_blocking(in_turn)
        .await?
        .map_err(Error::internal)
}
