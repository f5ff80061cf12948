//! The `stampwell` command. Everything else is in the library.

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    stampwell::cli::run(stampwell::cli::Cli::parse())
}
