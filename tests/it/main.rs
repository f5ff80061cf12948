//! Every story and every rule about the whole crate, in one binary so that it links once.

#[macro_use]
mod world;

mod architecture;
mod backup;
mod bench;
mod browser;
mod discovery;
mod doctor;
mod documents;
mod golden;
mod import;
mod postgres;
mod push_oracle;
mod results;
mod stories;
mod supply_chain;
mod wheel;
mod wire;
