//! The command line: arguments → one run of the pipeline, and what is printed of it.
//!
//! Exit codes are a contract: 0 clean, 1 findings, 2 could not run.

mod args;
mod build;
mod check;
mod explain;
mod new;
mod output;
mod schema;
mod text;

use clap::{CommandFactory, Parser};

pub use args::Cli;
use args::Command;
use output::Output;

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
            // clap's own text, help and version included; printing may fail on a closed pipe.
            let _ = error.print();
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
        Command::Build(args) => build::run(args, &mut output),
        Command::Schema(args) => schema::run(args, &mut output),
        Command::Text(args) => text::run(args, &mut output),
        Command::Explain(args) => explain::run(args, &mut output),
        Command::Completions(args) => {
            let mut command = Cli::command();
            clap_complete::generate(args.shell, &mut command, "taqdir", &mut output.stdout());
            Ok(Ending::Clean)
        }
    };
    match result {
        Ok(ending) => ending,
        // A reader that has gone away (`taqdir check | head`) is not a failure.
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ending::Clean,
        Err(error) => {
            output.problem(&crate::diagnostic::say!(
                en "the output cannot be written: {error}",
                ar "تعذّرت كتابة المخرجات: {error}"
            ));
            Ending::CouldNotRun
        }
    }
}
