//! `taqdir fmt`

use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use super::args::Fmt;
use super::check::shown;
use super::failure::unwritable;
use super::{Ending, Output, diff};
use crate::diagnostic::{Diagnostic, Say, say};
use crate::discover::{self, HOUSE_FILE};
use crate::fmt::{self, Unformatted};
use crate::load::{self, Document};
use crate::shape;
use crate::shape::schema::Contract;
use crate::write;

/// What became of a file.
enum Outcome {
    Formatted(Arc<Document>, String),
    Already,
    Faulty(Vec<Diagnostic>),
    Failed(Say),
}

/// Formats every file, or says which are not formatted.
pub fn run(args: &Fmt, output: &mut Output) -> io::Result<Ending> {
    let (files, missing) = discover::files(&args.paths);
    for name in &missing {
        output.problem(&name.why);
    }
    let outcomes: Vec<Outcome> = files.par_iter().map(|path| one(path)).collect();
    let mut ending = if missing.is_empty() {
        Ending::Clean
    } else {
        Ending::CouldNotRun
    };
    for (path, outcome) in files.iter().zip(outcomes) {
        ending = ending.max(tell(args, path, outcome, output)?);
    }
    Ok(ending)
}

fn one(path: &Path) -> Outcome {
    let name = shown(path);
    let (document, faults) = match load::read(path) {
        Ok(read) => read,
        Err(_) => {
            return Outcome::Failed(say!(en "{name} cannot be read", ar "تعذّرت قراءة {name}"));
        }
    };
    if !faults.is_empty() {
        return Outcome::Faulty(faults);
    }
    let contract = match load::parse(&document) {
        Err(faults) => return Outcome::Faulty(faults),
        Ok(_) if path.file_name().is_some_and(|name| name == HOUSE_FILE) => Contract::House,
        Ok(tree) => shape::contract_of(tree.get_ref()),
    };
    match fmt::format(&document.text, contract) {
        Ok(text) if text == document.text => Outcome::Already,
        Ok(text) => Outcome::Formatted(document, text),
        Err(Unformatted::NotToml | Unformatted::Unsound) => Outcome::Failed(say!(
            en "{name} was left as it is: formatted, it would not say the same; please report this",
            ar "تُرك {name} كما هو: لو نُسّق لتغيّر معناه؛ نرجو الإبلاغ عن ذلك"
        )),
    }
}

fn tell(args: &Fmt, path: &Path, outcome: Outcome, output: &Output) -> io::Result<Ending> {
    let name = shown(path);
    match outcome {
        Outcome::Already => Ok(Ending::Clean),
        Outcome::Faulty(faults) => {
            let mut stderr = output.stderr();
            let mut reporter = output.side_reporter();
            reporter.file(&name, &faults, &mut stderr)?;
            Ok(Ending::CouldNotRun)
        }
        Outcome::Failed(why) => {
            output.problem(&why);
            Ok(Ending::CouldNotRun)
        }
        Outcome::Formatted(document, text) if args.diff => {
            let diff = diff::unified(&name, &document.text, &text);
            write!(output.stdout(), "{diff}")?;
            Ok(Ending::Findings)
        }
        Outcome::Formatted(..) if args.check => {
            writeln!(output.stdout(), "{name}")?;
            Ok(Ending::Findings)
        }
        Outcome::Formatted(_, text) => match write::in_place(path, text.as_bytes()) {
            Ok(()) => {
                output.done(&say!(en "{name}: formatted", ar "{name}: نُسّق"));
                Ok(Ending::Clean)
            }
            Err(error) => {
                output.problem(&unwritable(path, &error));
                Ok(Ending::CouldNotRun)
            }
        },
    }
}
