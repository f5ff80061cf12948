//! The `stampwell` command. Everything else is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    stampwell::cli::main()
}
