//! rules: case → findings about the tradecraft of an assessment.
//!
//! One file a rule. The rule's rustdoc is its page in the manual, `taqdir explain` prints it.

mod absent_quote;
mod against_ranking;
mod allowances;
mod altered_quote;
mod arabic_spelling;
mod archive_mismatch;
mod bidi_control;
mod both;
mod circular_lineage;
mod citations_differ;
mod claim_without_citation;
mod confidence_with_likelihood;
mod confirmed_on_one_origin;
mod consequence_without_condition;
mod count_differs;
mod date_order;
mod dropped_negation;
mod exclusive_likelihoods;
mod foreign_markup;
mod hedge;
mod high_confidence_on_one_origin;
mod impossible_figure;
mod incomplete_judgement;
mod incomplete_matrix;
mod latin_punctuation;
mod likelihood_differs;
pub mod manual;
mod marking_too_low;
mod missing_language;
mod missing_speaker;
mod mixed_quotes;
mod mixed_terms;
mod names_differ;
mod numbers_differ;
mod percent_outside_band;
mod persian_letter;
mod placeholder;
mod presentation_form;
mod ragged_comparison;
pub mod reading;
mod space_run;
pub mod stages;
mod stale_evidence;
mod stray_tatweel;
mod support;
mod term_outside_scale;
mod terms_differ;
mod unacknowledged_conflict;
mod uncited_source;
mod undeclared_reuse;
mod unreconciled_factor;
mod vague_attribution;

use chrono::NaiveDate;

use crate::analysis::ach::Ranking;
use crate::diagnostic::{Diagnostic, Severity};
use crate::isnad::Tracer;
use crate::model::{House, Lang, Level};
use crate::resolve::Case;
pub use allowances::unknown_in_house;
use reading::walk::Walk;
use reading::{Reading, Texts};
use support::Claim;

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
    &archive_mismatch::ARCHIVE_MISMATCH,
    &dropped_negation::DROPPED_NEGATION,
    &altered_quote::ALTERED_QUOTE,
    &absent_quote::ABSENT_QUOTE,
    &undeclared_reuse::UNDECLARED_REUSE,
    // Likelihood and confidence.
    &term_outside_scale::TERM_OUTSIDE_SCALE,
    &mixed_terms::MIXED_TERMS,
    &likelihood_differs::LIKELIHOOD_DIFFERS,
    &percent_outside_band::PERCENT_OUTSIDE_BAND,
    &exclusive_likelihoods::EXCLUSIVE_LIKELIHOODS,
    &confidence_with_likelihood::CONFIDENCE_WITH_LIKELIHOOD,
    &hedge::HEDGE,
    // What must not be missing.
    &incomplete_judgement::JUDGEMENT_WITHOUT_BASIS,
    &incomplete_judgement::JUDGEMENT_WITHOUT_LIKELIHOOD,
    &incomplete_judgement::JUDGEMENT_WITHOUT_CONFIDENCE,
    &incomplete_judgement::JUDGEMENT_WITHOUT_HORIZON,
    &consequence_without_condition::CONSEQUENCE_WITHOUT_CONDITION,
    &claim_without_citation::CLAIM_WITHOUT_CITATION,
    &citations_differ::CITATIONS_DIFFER,
    &missing_speaker::MISSING_SPEAKER,
    &vague_attribution::VAGUE_ATTRIBUTION,
    &stale_evidence::STALE_EVIDENCE,
    // What must agree.
    &numbers_differ::NUMBERS_DIFFER,
    &names_differ::NAMES_DIFFER,
    &terms_differ::TERMS_DIFFER,
    &count_differs::COUNT_DIFFERS,
    &unreconciled_factor::UNRECONCILED_FACTOR,
    &impossible_figure::IMPOSSIBLE_FIGURE,
    &unacknowledged_conflict::UNACKNOWLEDGED_CONFLICT,
    &ragged_comparison::RAGGED_COMPARISON,
    // Arabic as it is typed.
    &bidi_control::BIDI_CONTROL,
    &presentation_form::PRESENTATION_FORM,
    &persian_letter::PERSIAN_LETTER,
    &arabic_spelling::ARABIC_SPELLING,
    &stray_tatweel::STRAY_TATWEEL,
    &latin_punctuation::LATIN_PUNCTUATION,
    &mixed_quotes::MIXED_QUOTES,
    &space_run::SPACE_RUN,
];

/// Every rule, those of the earlier stages first, those about the rules themselves last.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    stages::ALL
        .iter()
        .chain(CHECKS)
        .chain(allowances::ALL)
        .copied()
}

/// The rule called `name`.
pub fn find(name: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.name == name)
}

/// Where a rule puts its findings.
#[derive(Debug)]
pub struct Findings<'a> {
    isnad: &'a Tracer<'a>,
    rule: &'static Rule,
    severity: Severity,
    house: &'a House,
    reading: &'a Reading<'a>,
    found: Vec<Diagnostic>,
}

impl<'a> Findings<'a> {
    /// What the house has settled.
    pub fn house(&self) -> &'a House {
        self.house
    }

    /// The texts of the case, read once for all rules.
    pub fn texts(&self) -> &'a Texts<'a> {
        &self.reading.texts
    }

    /// The claims of the case with what supports each.
    pub fn claims(&self) -> &'a [Claim<'a>] {
        &self.reading.claims
    }

    /// All that one walk through the case has gathered.
    pub fn reading(&self) -> &'a Reading<'a> {
        self.reading
    }

    /// What the claims of the case rest on, followed as it is asked for.
    pub fn isnad(&self) -> &'a Tracer<'a> {
        self.isnad
    }

    /// The hypotheses of the case, ranked by its matrix.
    pub fn ranking(&self, case: &Case) -> Option<Ranking> {
        Ranking::with(case, |kind, index| self.isnad.origins(kind, index))
    }

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

/// Runs every rule over a case, with the severities of the house, and takes out what the
/// authors allow. An allowance with a date holds while `today` is not past it.
pub fn check(case: &Case, house: &House, today: Option<NaiveDate>) -> Vec<Diagnostic> {
    let isnad = Tracer::new(case, house);
    let walk = Walk::through(case);
    let reading = Reading::of(case, &walk, isnad.places());
    let mut found = Vec::new();
    for rule in CHECKS {
        let (Some(severity), Some(check)) = (severity(rule, house), rule.check) else {
            continue;
        };
        let mut findings = Findings {
            isnad: &isnad,
            rule,
            severity,
            house,
            reading: &reading,
            found,
        };
        check(case, &mut findings);
        found = findings.found;
    }
    allowances::apply(case, &reading, house, today, found)
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
