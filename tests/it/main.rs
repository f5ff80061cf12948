//! Every story and every rule about the whole crate, in one binary so that it links once.

mod architecture;
mod browser;
mod documents;
mod golden;
mod postgres;
mod supply_chain;
