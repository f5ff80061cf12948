//! One file for each verb.

mod read_frame;

pub use read_frame::{FrameError, read_frame};
