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
            writeln!(stdout, "{:<24} {}", rule.name, rule.title(output.lang))?;
        }
        return Ok(Ending::Clean);
    };
    match rules::find(name) {
        Some(rule) => {
            writeln!(stdout, "{} ({})\n", rule.name, rule.severity.as_str())?;
            writeln!(stdout, "{}", rule.page(output.lang))?;
            Ok(Ending::Clean)
        }
        None => {
            output.problem(&unknown(name));
            Ok(Ending::CouldNotRun)
        }
    }
}
