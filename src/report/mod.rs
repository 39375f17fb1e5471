//! report: findings → what people and programs read.
//!
//! One file an output. Nothing outside this folder and `cli` prints.

mod human;
mod json;
pub mod sources;

use std::io::{self, Write};

use crate::diagnostic::{Diagnostic, Severity};
use crate::model::Lang;

/// How findings are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For people, with the lines of the file.
    Human,
    /// One JSON object for the run.
    Json,
}

/// What a run of `check` or `build` found.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    /// Files looked at.
    pub files: usize,
    /// Findings that are errors.
    pub errors: usize,
    /// Findings that are warnings.
    pub warnings: usize,
    /// Findings that are notes.
    pub notes: usize,
}

impl Tally {
    /// Counts a finding.
    pub fn count(&mut self, found: &Diagnostic) {
        match found.severity {
            Severity::Error => self.errors += 1,
            Severity::Warning => self.warnings += 1,
            Severity::Note => self.notes += 1,
        }
    }
}

/// One finding as a JSON object.
pub fn finding_for_programs(found: &Diagnostic, lang: Lang) -> serde_json::Value {
    json::render(found, lang)
}

/// Writes findings as they come, and a summary at the end.
#[derive(Debug)]
pub struct Reporter {
    format: Format,
    lang: Lang,
    colour: bool,
    tally: Tally,
    json: Vec<serde_json::Value>,
}

impl Reporter {
    /// A reporter in a language; `colour` says whether the terminal shows colours.
    pub fn new(format: Format, lang: Lang, colour: bool) -> Self {
        Self {
            format,
            lang,
            colour,
            tally: Tally::default(),
            json: Vec::new(),
        }
    }

    /// Writes the findings about one file.
    ///
    /// # Errors
    /// When the output does not take them.
    pub fn file(&mut self, found: &[Diagnostic], out: &mut dyn Write) -> io::Result<()> {
        self.tally.files += 1;
        for one in found {
            self.tally.count(one);
            match self.format {
                Format::Human => writeln!(out, "{}\n", human::render(one, self.lang, self.colour))?,
                Format::Json => self.json.push(json::render(one, self.lang)),
            }
        }
        Ok(())
    }

    /// Writes the summary, and says what was counted.
    ///
    /// # Errors
    /// When the output does not take it.
    pub fn finish(self, out: &mut dyn Write) -> io::Result<Tally> {
        match self.format {
            Format::Human => writeln!(out, "{}", human::summary(&self.tally, self.lang))?,
            Format::Json => writeln!(out, "{:#}", json::run(self.json, &self.tally))?,
        }
        Ok(self.tally)
    }
}
