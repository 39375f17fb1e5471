//! `taqdir check`

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::args::{Check, Deny};
use super::filter::Filter;
use super::in_order::in_order;
use super::progress::Progress;
use super::{Ending, Output, fix};
use crate::diagnostic::Severity;
use crate::discover;
use crate::pipeline::Run;

/// Checks every file, whatever the others hold.
pub fn run(args: &Check, output: &mut Output) -> io::Result<Ending> {
    let filter = match Filter::new(args) {
        Ok(filter) => filter,
        Err(wrong) => {
            for what in &wrong {
                output.problem(what);
            }
            return Ok(Ending::CouldNotRun);
        }
    };
    let (files, missing) = discover::files(&args.paths);
    for name in &missing {
        output.problem(&name.why);
    }
    let complete = missing.is_empty();
    let ending = if args.diff {
        fix::show(&files, &filter, output)?
    } else {
        let mended = if args.fix {
            fix::make(&files, &filter, output)?
        } else {
            Ending::Clean
        };
        mended.max(report(args, &files, &filter, output)?)
    };
    Ok(if complete {
        ending
    } else {
        Ending::CouldNotRun
    })
}

fn report(args: &Check, files: &[PathBuf], filter: &Filter, output: &Output) -> io::Result<Ending> {
    let fails_from = match args.deny {
        None => Severity::Error,
        Some(Deny::Warnings) => Severity::Warning,
        Some(Deny::Notes) => Severity::Note,
    };
    let mut reporter = output
        .reporter(args.format.into())
        .limit(args.max_findings)
        .fails_from(fails_from);
    let mut stdout = io::BufWriter::new(output.stdout());
    let run = Run::on(chrono::Local::now().date_naive());
    let mut unreadable = false;
    let mut progress = Progress::new(files.len());
    let check = |path: &PathBuf| run.check(path).map(|checked| filter.keep(checked));
    in_order(files, check, |paths, results| {
        progress.aside(|| -> io::Result<()> {
            for (path, result) in paths.iter().zip(results) {
                let findings = result.unwrap_or_else(|found| {
                    unreadable = true;
                    vec![*found]
                });
                reporter.file(&shown(path), &findings, &mut stdout)?;
            }
            stdout.flush()
        })?;
        progress.advance(paths.len());
        Ok(())
    })?;
    progress.end();
    let house = run.house_findings();
    for findings in house.chunk_by(|a, b| a.primary.document.name == b.primary.document.name) {
        reporter.file(&findings[0].primary.document.name, findings, &mut stdout)?;
    }
    let tally = reporter.finish(&mut stdout)?;
    stdout.flush()?;
    Ok(if unreadable {
        Ending::CouldNotRun
    } else if tally.fails(fails_from) {
        Ending::Findings
    } else {
        Ending::Clean
    })
}

/// A path as messages have it.
pub fn shown(path: &Path) -> String {
    crate::load::display_name(path)
}
