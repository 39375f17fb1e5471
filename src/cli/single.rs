//! Commands that look into a single assessment.

use std::io;
use std::path::Path;

use super::{Ending, Output};
use crate::diagnostic::{Diagnostic, Severity, say};
use crate::isnad::Isnad;
use crate::model::House;
use crate::pipeline::Run;
use crate::resolve::Case;

/// Reads an assessment and hands it to `show`. What is wrong with it is told beside the result.
pub fn look_into(
    path: &Path,
    output: &mut Output,
    show: impl FnOnce(&Case, &Isnad, &mut Output) -> io::Result<Ending>,
) -> io::Result<Ending> {
    let run = Run::default();
    let mut reporter = output.side_reporter();
    let checked = match run.check(path) {
        Ok(checked) => checked,
        Err(found) => {
            reporter.file(&path.to_string_lossy(), &[*found], &mut output.stderr())?;
            return Ok(Ending::CouldNotRun);
        }
    };
    let errors: Vec<Diagnostic> = checked
        .findings
        .iter()
        .filter(|found| found.severity == Severity::Error)
        .cloned()
        .collect();
    reporter.file(&path.to_string_lossy(), &errors, &mut output.stderr())?;
    let Some(case) = &checked.case else {
        if errors.is_empty() {
            output.problem(&say!(
                en "this is a file of shared entries; name an assessment that uses it",
                ar "هذا ملف عناصر مشتركة؛ سمِّ تقديرًا يستعمله"
            ));
            return Ok(Ending::CouldNotRun);
        }
        return Ok(Ending::Findings);
    };
    let nothing = House::default();
    let isnad = Isnad::of(case, run.house(&checked).unwrap_or(&nothing));
    show(case, &isnad, output)
}
