//! `taqdir explain`

use std::io::{self, Write};

use super::args::Explain;
use super::filter::unknown;
use super::{Ending, Output};
use crate::rules;

/// Prints the manual page of a rule, or the list of rules.
pub fn run(args: &Explain, output: &mut Output) -> io::Result<Ending> {
    let mut stdout = output.stdout();
    let Some(name) = &args.rule else {
        for rule in rules::all() {
            writeln!(stdout, "{:<28} {}", rule.name, rule.title(output.lang))?;
        }
        return Ok(Ending::Clean);
    };
    match rules::find(name) {
        Some(rule) => {
            write!(stdout, "{}", rules::manual::page(rule, output.lang))?;
            Ok(Ending::Clean)
        }
        None => {
            output.problem(&unknown(name));
            Ok(Ending::CouldNotRun)
        }
    }
}
