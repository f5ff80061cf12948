//! HTML pages: plain data in, a page out. No page asks for anything itself, so each can be drawn in a test.

// The owner's pages.
pub mod admin;
// Styles, scripts and shop colours.
pub mod assets;
// The customer's card.
pub mod card;
// The API reference.
pub mod docs;
// The bare address, and help for owners and staff.
pub mod front;
// Problems, told to people.
pub mod help;
// Where customers join.
pub mod join;
// The demo's phone.
pub mod phone;
#[cfg(test)]
mod preview;
// What hangs in the shop.
pub mod poster;
// QR codes as SVG.
pub mod qr;
// Where staff scan.
pub mod scan;
// What all pages share.
pub mod view;

pub use view::{CONTENT_SECURITY_POLICY, Frame};
