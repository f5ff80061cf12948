//! What goes in and out in bulk: tills’ exports, logs, costs, experiments, exports.

pub mod costs;
pub mod event_list;
pub mod experiments;
pub mod export_events;
pub mod exports;
pub mod import_events;
mod import_job;
pub mod import_places;
pub mod import_preview;
mod log_reader;
pub mod visit_import;
