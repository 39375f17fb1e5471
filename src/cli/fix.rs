//! `taqdir check --fix` and `--diff`

use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::Arc;

use rayon::prelude::*;

use super::check::shown;
use super::failure::unwritable;
use super::filter::Filter;
use super::{Ending, Output, diff};
use crate::diagnostic::say;
use crate::fix::{self, Mended};
use crate::load::{self, Document};
use crate::pipeline::Run;
use crate::write;

/// Mends every file in place.
pub fn make(files: &[PathBuf], filter: &Filter, output: &Output) -> io::Result<Ending> {
    let mut ending = Ending::Clean;
    for (document, mended) in all(files, filter) {
        let name = &document.name;
        let made = mended.made;
        match write::in_place(&document.path, mended.text.as_bytes()) {
            Ok(()) => output.done(&say!(
                en "{name}: {made} mended",
                ar "{name}: عدد ما صُحّح {made}"
            )),
            Err(error) => {
                output.problem(&unwritable(&document.path, &error));
                ending = Ending::CouldNotRun;
            }
        }
    }
    Ok(ending)
}

/// Shows what would be mended.
pub fn show(files: &[PathBuf], filter: &Filter, output: &Output) -> io::Result<Ending> {
    let mut stdout = output.stdout();
    let mut ending = Ending::Clean;
    for (document, mended) in all(files, filter) {
        let name = shown(&document.path);
        write!(
            stdout,
            "{}",
            diff::unified(&name, &document.text, &mended.text)
        )?;
        ending = Ending::Findings;
    }
    Ok(ending)
}

/// The files that can be mended, in their order. One that cannot be read is left to the report.
fn all(files: &[PathBuf], filter: &Filter) -> Vec<(Arc<Document>, Mended)> {
    let run = Run::on(chrono::Local::now().date_naive());
    files
        .par_iter()
        .filter_map(|path| {
            let (document, faults) = load::read(path).ok()?;
            if !faults.is_empty() {
                return None;
            }
            let mended = fix::mend(&document, |now| filter.keep(run.check_document(now)))?;
            Some((document, mended))
        })
        .collect()
}
