//! Every story and every rule about the whole crate, in one binary so that it links once.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "tests print their figures, and why one was left out"
)]

#[macro_use]
mod world;

mod architecture;
mod backup;
mod bench;
mod browser;
mod commands;
mod discovery;
mod doctor;
mod documents;
mod fetched;
mod first_start;
mod generators;
mod golden;
mod import;
mod log;
mod operator;
mod output;
mod postgres;
mod push_oracle;
mod results;
mod stories;
mod supply_chain;
mod update_tags;
mod wheel;
mod wire;
