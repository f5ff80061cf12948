//! What every request and page shares: middleware, credentials, bodies, queries, problems, the layout.

pub mod accept;
// Styles, scripts and shop colours.
pub mod assets;
pub mod auth;
pub mod compression;
pub mod form;
pub mod forwarded;
// Problems, told to people.
pub mod help;
pub mod json_body;
// What all pages share.
pub mod layout;
pub mod methods;
// A question to the metrics, read from words.
pub mod metrics_query;
pub mod middleware;
// What a page is made with.
pub mod page;
pub mod problem;
// QR codes as SVG.
pub mod qr;
pub mod query;
pub mod upload;
