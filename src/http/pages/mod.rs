//! HTML pages: plain data in, a page out. No page asks for anything itself, so each can be drawn in a test.

// The owner's pages.
pub mod admin;
// Styles, scripts and shop colours.
pub mod assets;
// The customer's card.
pub mod card;
// Colours that can be read.
mod colour;
// The API reference.
pub mod docs;
// Problems, told to people.
pub mod help;
// Where customers join.
pub mod join;
// The demo's phone.
pub mod phone;
#[cfg(test)]
mod preview;
// QR codes as SVG.
pub mod qr;
// The demo's results.
pub mod results;
// Where staff scan.
pub mod scan;
// What all pages share.
pub mod view;

pub use view::{CONTENT_SECURITY_POLICY, Frame};
