//! `taqdir check`

use std::io;
use std::path::PathBuf;

use rayon::prelude::*;

use super::args::{Check, ReportFormat};
use super::{Ending, Output};
use crate::diagnostic::Diagnostic;
use crate::discover;
use crate::pipeline::Run;
use crate::report::Format;

/// How many files are checked before their findings are written: enough to keep every core
/// busy, few enough that memory does not grow with the number of files.
const BATCH: usize = 64;

/// Checks every file, whatever the others hold.
pub fn run(args: &Check, output: &mut Output) -> io::Result<Ending> {
    let (files, missing) = discover::files(&args.paths);
    for name in &missing {
        output.problem(&name.why);
    }
    let format = match args.format {
        ReportFormat::Human => Format::Human,
        ReportFormat::Json => Format::Json,
    };
    let mut reporter = output.reporter(format);
    let mut stdout = io::BufWriter::new(output.stdout());
    let run = Run::on(chrono::Local::now().date_naive());
    let mut unreadable = !missing.is_empty();
    for batch in files.chunks(BATCH) {
        let results: Vec<Result<Vec<Diagnostic>, Box<Diagnostic>>> = batch
            .par_iter()
            .map(|path: &PathBuf| run.check(path).map(|checked| checked.findings))
            .collect();
        for result in results {
            match result {
                Ok(findings) => reporter.file(&findings, &mut stdout)?,
                Err(found) => {
                    unreadable = true;
                    reporter.file(&[*found], &mut stdout)?;
                }
            }
        }
    }
    let house = run.house_findings();
    if !house.is_empty() {
        reporter.file(&house, &mut stdout)?;
    }
    let tally = reporter.finish(&mut stdout)?;
    io::Write::flush(&mut stdout)?;
    Ok(if unreadable {
        Ending::CouldNotRun
    } else if tally.errors > 0 {
        Ending::Findings
    } else {
        Ending::Clean
    })
}
