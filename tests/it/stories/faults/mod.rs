//! What machines, networks and clocks do to the service: nothing acknowledged is lost, nothing is counted twice, and what
//! cannot be done is refused in words.
//!
//! The stories of disks, locks and signals run the real program beside real customers ([`shop::RealShop`], [`shop::Rush`]).

mod certificate;
mod clock;
mod disk;

mod lock;
mod push;
mod secret;
mod shop;
mod signals;
mod small_disk;
