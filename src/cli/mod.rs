//! The command line: arguments → one run of the pipeline, and what is printed of it.
//!
//! Exit codes are a contract: 0 clean, 1 findings, 2 could not run.

mod ach;
mod args;
mod build;
mod check;
mod diff;
mod explain;
mod failure;
mod filter;
mod fix;
mod fmt;
mod help;
mod in_order;
mod isnad;
mod lsp;
mod migrate;
mod new;
mod output;
mod pages;
mod products;
mod progress;
mod questions;
mod schema;
mod single;
mod sources;
mod templates;
mod text;
mod usage;

use std::io::Write;

use clap::{CommandFactory, Parser};

pub use args::Cli;
use args::Command;
use output::Output;

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ending {
    /// Nothing to object to.
    Clean,
    /// There are findings that must be mended.
    Findings,
    /// The run could not do what was asked.
    CouldNotRun,
}

impl Ending {
    /// The exit code: 0, 1 or 2.
    pub fn code(self) -> u8 {
        match self {
            Ending::Clean => 0,
            Ending::Findings => 1,
            Ending::CouldNotRun => 2,
        }
    }
}

/// Runs the command line of this process.
pub fn run() -> Ending {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            usage::print(&error);
            return if error.use_stderr() {
                Ending::CouldNotRun
            } else {
                Ending::Clean
            };
        }
    };
    let mut output = Output::new(&cli.global);
    let result = match &cli.command {
        Command::New(args) => new::run(args, &mut output),
        Command::Check(args) => check::run(args, &mut output),
        Command::Fmt(args) => fmt::run(args, &mut output),
        Command::Build(args) => build::run(args, &mut output),
        Command::Templates(args) => templates::run(args, &mut output),
        Command::Migrate(args) => migrate::run(args, &mut output),
        Command::Isnad(args) => isnad::run(args, &mut output),
        Command::Ach(args) => ach::run(args, &mut output),
        Command::Sources(command) => sources::run(command, &mut output),
        Command::Schema(args) => schema::run(args, &mut output),
        Command::Text(args) => text::run(args, &mut output),
        Command::Explain(args) => explain::run(args, &mut output),
        Command::Lsp => lsp::run(&output),
        Command::Completions(args) => {
            // The generator panics where a reader has gone away, so it writes to memory.
            let mut script = Vec::new();
            clap_complete::generate(args.shell, &mut Cli::command(), "taqdir", &mut script);
            output.stdout().write_all(&script).map(|()| Ending::Clean)
        }
    };
    match result {
        Ok(ending) => ending,
        // A reader that has gone away (`taqdir check | head`) is not a failure.
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ending::Clean,
        Err(error) => {
            let crate::diagnostic::Say { en, ar } = crate::load::reason::system(&error);
            output.problem(&crate::diagnostic::say!(
                en "the output cannot be written: {en}",
                ar "تعذّرت كتابة المخرجات: {ar}"
            ));
            Ending::CouldNotRun
        }
    }
}
