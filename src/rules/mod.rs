//! rules: case → findings about the tradecraft of an assessment.
//!
//! One file a rule. The rule's rustdoc is its page in the manual, `taqdir explain` prints it.

mod against_ranking;
mod circular_lineage;
mod confirmed_on_one_origin;
mod date_order;
mod foreign_markup;
mod high_confidence_on_one_origin;
mod incomplete_matrix;
mod marking_too_low;
mod missing_language;
mod placeholder;
pub mod stages;
mod uncited_source;

use crate::diagnostic::{Diagnostic, Severity};
use crate::isnad::Isnad;
use crate::model::{House, Lang, Level};
use crate::resolve::Case;

/// A rule: its name, how grave its findings are, its page in the manual, and its check.
#[derive(Debug)]
pub struct Rule {
    /// The name, as messages and configuration use it: `uncited-source`.
    pub name: &'static str,
    /// The severity of its findings where the house says nothing else.
    pub severity: Severity,
    /// The page in English: CommonMark, its first line what the rule asks for.
    pub manual: &'static str,
    /// The page in Arabic.
    pub manual_ar: &'static str,
    /// Looks at a case. Findings that an earlier stage makes have no check here.
    pub check: Option<fn(&Case, &mut Findings<'_>)>,
}

impl Rule {
    /// The page of the manual in `lang`.
    pub fn manual(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Ar => self.manual_ar,
            Lang::En => self.manual,
        }
    }

    /// The page of the manual in `lang` as CommonMark, without the space that a doc comment
    /// puts before each line.
    pub fn page(&self, lang: Lang) -> String {
        self.manual(lang)
            .trim()
            .lines()
            .map(|line| line.strip_prefix(' ').unwrap_or(line))
            .collect::<Vec<_>>()
            .join("\n")
    }

    /// What the rule asks for, in a line.
    pub fn title(&self, lang: Lang) -> &'static str {
        self.manual(lang)
            .trim_start()
            .lines()
            .next()
            .unwrap_or_default()
            .trim()
    }
}

/// Declares a rule; its doc comment is its English page.
macro_rules! rule {
    (
        $(#[doc = $doc:literal])+
        $vis:vis $ident:ident = $name:literal, $severity:ident, $check:expr;
        ar $ar:literal
    ) => {
        $(#[doc = $doc])+
        $vis const $ident: $crate::rules::Rule = $crate::rules::Rule {
            name: $name,
            severity: $crate::diagnostic::Severity::$severity,
            manual: concat!($($doc, "\n"),+),
            manual_ar: $ar,
            check: $check,
        };
    };
}
pub(crate) use rule;

/// The rules that look at a case, in the order in which they run.
const CHECKS: &[&Rule] = &[
    &marking_too_low::MARKING_TOO_LOW,
    &date_order::DATE_ORDER,
    &missing_language::MISSING_LANGUAGE,
    &foreign_markup::FOREIGN_MARKUP,
    &uncited_source::UNCITED_SOURCE,
    &placeholder::PLACEHOLDER,
    &circular_lineage::CIRCULAR_LINEAGE,
    &confirmed_on_one_origin::CONFIRMED_ON_ONE_ORIGIN,
    &high_confidence_on_one_origin::HIGH_CONFIDENCE_ON_ONE_ORIGIN,
    &incomplete_matrix::INCOMPLETE_MATRIX,
    &against_ranking::AGAINST_RANKING,
];

/// Every rule, those of the earlier stages first.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    stages::ALL.iter().chain(CHECKS).copied()
}

/// The rule called `name`.
pub fn find(name: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.name == name)
}

/// Where a rule puts its findings.
#[derive(Debug)]
pub struct Findings<'a> {
    /// What the claims of the case rest on.
    pub isnad: &'a Isnad,
    rule: &'static Rule,
    severity: Severity,
    found: &'a mut Vec<Diagnostic>,
}

impl Findings<'_> {
    /// Begins a finding of the rule that runs, at a place, and adds it.
    pub fn add(
        &mut self,
        place: crate::diagnostic::Location,
        message: crate::diagnostic::Say,
        more: impl FnOnce(Diagnostic) -> Diagnostic,
    ) {
        let begun = Diagnostic::new(self.rule.name, self.severity, place, message);
        self.found.push(more(begun));
    }
}

/// Runs every rule over a case, with the severities of the house.
pub fn check(case: &Case, isnad: &Isnad, house: &House) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for rule in CHECKS {
        let Some(severity) = severity(rule, house) else {
            continue;
        };
        if let Some(check) = rule.check {
            check(
                case,
                &mut Findings {
                    isnad,
                    rule,
                    severity,
                    found: &mut found,
                },
            );
        }
    }
    found
}

/// The severity of a rule in a house; none where the house has switched it off.
pub fn severity(rule: &Rule, house: &House) -> Option<Severity> {
    let level = house
        .severity
        .as_ref()
        .and_then(|levels| levels.get(rule.name));
    match level {
        None => Some(rule.severity),
        Some(Level::Off) => None,
        Some(Level::Note) => Some(Severity::Note),
        Some(Level::Warning) => Some(Severity::Warning),
        Some(Level::Error) => Some(Severity::Error),
    }
}
