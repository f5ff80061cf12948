//! `/v1`: one file a subject, and the document that describes it.

pub mod cards;
pub mod costs;
pub mod deliveries;
pub mod events;
pub mod experiments;
pub mod exports;
pub mod imports;
pub mod keys;
pub mod members;
pub mod merchants;
pub mod metrics;
pub mod openapi;
pub mod program;
pub mod schemas;
pub mod tills;
