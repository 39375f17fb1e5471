//! report: findings → what people and programs read.
//!
//! One file an output. Nothing outside this folder and `cli` prints.
//!
//! | file | for |
//! |---|---|
//! | [`human`](self) | people: the lines of the file, the fault underlined |
//! | `concise` | people in a hurry, editors without a language server: a line a finding |
//! | `json` | programs |
//! | `sarif` | code scanning: SARIF 2.1.0 |
//! | `junit` | test reports of any CI |
//! | `github` | annotations in a pull request on GitHub |
//! | `gitlab` | the code quality report of GitLab |
//!
//! Those that are one document (json, sarif, junit, gitlab) are written when the run ends,
//! the others as findings come.

mod concise;
mod github;
mod gitlab;
mod human;
mod json;
mod junit;
mod place;
mod sarif;
pub mod sources;

use std::io::{self, Write};

use crate::diagnostic::{Diagnostic, Severity};
use crate::model::Lang;

/// How findings are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For people, with the lines of the file.
    Human,
    /// One line a finding.
    Concise,
    /// One JSON object for the run.
    Json,
    /// SARIF 2.1.0.
    Sarif,
    /// JUnit XML.
    Junit,
    /// Workflow commands of GitHub.
    Github,
    /// The code quality report of GitLab.
    Gitlab,
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
    /// Findings that were counted and not shown.
    pub hidden: usize,
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

    /// All findings.
    pub fn total(&self) -> usize {
        self.errors + self.warnings + self.notes
    }

    /// Whether a run that fails from `least` upwards has failed.
    pub fn fails(&self, least: Severity) -> bool {
        self.errors > 0
            || (least <= Severity::Warning && self.warnings > 0)
            || (least <= Severity::Note && self.notes > 0)
    }
}

/// The language and the threshold that a renderer writes by.
#[derive(Debug, Clone, Copy)]
struct Style {
    lang: Lang,
    colour: bool,
    /// The least severity that fails the run.
    fails_from: Severity,
}

/// What is kept until the run ends, for outputs that are one document.
#[derive(Debug)]
enum Kept {
    Nothing,
    Json(Vec<serde_json::Value>),
    Sarif(sarif::Log),
    Junit(junit::Suites),
    Gitlab(gitlab::Issues),
}

/// One finding as a JSON object.
pub fn finding_for_programs(found: &Diagnostic, lang: Lang) -> serde_json::Value {
    json::render(found, lang)
}

/// Writes findings as they come, and a summary at the end.
#[derive(Debug)]
pub struct Reporter {
    format: Format,
    style: Style,
    limit: Option<usize>,
    tally: Tally,
    kept: Kept,
}

impl Reporter {
    /// A reporter in a language; `colour` says whether the terminal shows colours.
    pub fn new(format: Format, lang: Lang, colour: bool) -> Self {
        Self {
            format,
            style: Style {
                lang,
                colour,
                fails_from: Severity::Error,
            },
            limit: None,
            tally: Tally::default(),
            kept: match format {
                Format::Human | Format::Concise | Format::Github => Kept::Nothing,
                Format::Json => Kept::Json(Vec::new()),
                Format::Sarif => Kept::Sarif(sarif::Log::default()),
                Format::Junit => Kept::Junit(junit::Suites::default()),
                Format::Gitlab => Kept::Gitlab(gitlab::Issues::default()),
            },
        }
    }

    /// Shows no more than `limit` findings; all are counted.
    pub fn limit(mut self, limit: Option<usize>) -> Self {
        self.limit = limit;
        self
    }

    /// The least severity that fails the run, for outputs that know tests that fail and tests that pass.
    pub fn fails_from(mut self, least: Severity) -> Self {
        self.style.fails_from = least;
        self
    }

    /// Writes the findings about the file called `name`, of which there may be none.
    ///
    /// # Errors
    /// When the output does not take them.
    pub fn file(
        &mut self,
        name: &str,
        found: &[Diagnostic],
        out: &mut dyn Write,
    ) -> io::Result<()> {
        self.tally.files += 1;
        let shown = self.tally.total() - self.tally.hidden;
        let room = self
            .limit
            .map_or(found.len(), |limit| limit.saturating_sub(shown));
        for one in found {
            self.tally.count(one);
        }
        let (visible, hidden) = found.split_at(room.min(found.len()));
        self.tally.hidden += hidden.len();
        if let Kept::Junit(suites) = &mut self.kept {
            suites.file(name, visible, self.style);
        }
        for one in visible {
            match &mut self.kept {
                Kept::Nothing => {
                    let text = match self.format {
                        Format::Concise => concise::render(one, self.style.lang),
                        Format::Github => github::render(one, self.style.lang),
                        _ => human::render(one, self.style.lang, self.style.colour) + "\n",
                    };
                    writeln!(out, "{text}")?;
                }
                Kept::Json(findings) => findings.push(json::render(one, self.style.lang)),
                Kept::Sarif(log) => log.add(one, self.style.lang),
                Kept::Gitlab(issues) => issues.add(one, self.style.lang),
                Kept::Junit(_) => {}
            }
        }
        Ok(())
    }

    /// Writes the summary, and says what was counted.
    ///
    /// # Errors
    /// When the output does not take it.
    pub fn finish(self, out: &mut dyn Write) -> io::Result<Tally> {
        let lang = self.style.lang;
        match self.kept {
            Kept::Nothing => writeln!(out, "{}", human::summary(&self.tally, lang))?,
            Kept::Json(findings) => writeln!(out, "{:#}", json::run(findings, &self.tally))?,
            Kept::Sarif(log) => writeln!(out, "{}", log.finish(lang)?)?,
            Kept::Junit(suites) => writeln!(out, "{}", suites.finish()?)?,
            Kept::Gitlab(issues) => writeln!(out, "{}", issues.finish())?,
        }
        Ok(self.tally)
    }
}

/// The message and the help of a finding as one text, a line each.
fn whole_text(found: &Diagnostic, lang: Lang) -> String {
    let mut text = found.message.get(lang).to_owned();
    for help in found.help_in(lang) {
        text.push('\n');
        text.push_str(help);
    }
    text
}
