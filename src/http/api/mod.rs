//! `/v1`: one file a subject, and the document that describes it.

pub mod cards;
pub mod costs;
pub mod experiments;
pub mod exports;
pub mod imports;
pub mod members;
pub mod metrics;
pub mod openapi;
pub mod schemas;
pub mod shop;
