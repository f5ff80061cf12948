//! Answers about the log: metrics, what they mean, who is behind them, the results page.

pub mod archive;
pub mod breakdown;
pub mod definitions;
pub mod explain;
pub mod query;
pub mod results_page;
pub mod whole_life;
