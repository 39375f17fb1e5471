//! `taqdir explain`

use std::io::{self, Write};

use super::args::Explain;
use super::{Ending, Output};
use crate::diagnostic::say;
use crate::rules;
use crate::suggest::nearest;

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
            let near = nearest(name, rules::all().map(|rule| rule.name));
            output.problem(&match near {
                Some(near) => say!(
                    en "there is no rule `{name}`; did you mean `{near}`?",
                    ar "لا قاعدة باسم `{name}`؛ لعلّك تقصد `{near}`؟"
                ),
                None => say!(
                    en "there is no rule `{name}`; `taqdir explain` lists them",
                    ar "لا قاعدة باسم `{name}`؛ والأمر `taqdir explain` يسرد القواعد"
                ),
            });
            Ok(Ending::CouldNotRun)
        }
    }
}
