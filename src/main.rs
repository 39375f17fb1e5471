//! The `taqdir` program: a thin shell round the library.

use std::process::ExitCode;

/// A model is many small strings, read on every core: the allocator of most systems is slow at
/// both.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    ExitCode::from(taqdir::cli::run().code())
}
