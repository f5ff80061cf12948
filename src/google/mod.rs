//! Everything that knows Google: loyalty class and object, the save link, the access token, the REST calls, the callbacks.
//!
//! What Google documents and what it does are not always the same; each answer that was seen outside stands in the tests
//! beside its handling.

pub mod answer;
pub mod api;
pub mod callback;
pub mod class;

pub mod jwt;
pub mod object;
pub mod parts;
pub mod patch;
pub mod rate;
pub mod root_keys;
pub mod save_link;
pub mod service_account;
pub mod token;

mod fetch;
#[cfg(test)]
pub(crate) mod test_google;
