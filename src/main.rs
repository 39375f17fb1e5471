//! The `taqdir` program: a thin shell round the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(taqdir::cli::run().code())
}
