//! Which findings are reported: `--select` and `--ignore`.

use super::args::Check;
use crate::diagnostic::{Diagnostic, Say, say};
use crate::pipeline::Checked;
use crate::rules;
use crate::suggest::nearest;

/// A choice of rules.
#[derive(Debug, Default)]
pub struct Filter {
    select: Vec<&'static str>,
    ignore: Vec<&'static str>,
}

impl Filter {
    /// Reads the names of rules.
    ///
    /// # Errors
    /// What is wrong with each name that is not the name of a rule.
    pub fn new(args: &Check) -> Result<Self, Vec<Say>> {
        let mut wrong = Vec::new();
        let mut known = |names: &[String]| -> Vec<&'static str> {
            let mut found = Vec::new();
            for name in names.iter().map(|name| name.trim()) {
                match rules::find(name) {
                    Some(rule) => found.push(rule.name),
                    None => wrong.push(unknown(name)),
                }
            }
            found
        };
        let filter = Self {
            select: known(&args.select),
            ignore: known(&args.ignore),
        };
        if wrong.is_empty() {
            Ok(filter)
        } else {
            Err(wrong)
        }
    }

    /// The findings of a file that are reported.
    ///
    /// A file that did not come as far as the rules is reported whole: to pass over its
    /// fault would make it look as if the selected rules had found nothing.
    pub fn keep(&self, checked: Checked) -> Vec<Diagnostic> {
        let mut findings = checked.findings;
        if checked.case.is_some() {
            findings.retain(|found| self.wants(found.rule));
        }
        findings
    }

    fn wants(&self, rule: &str) -> bool {
        (self.select.is_empty() || self.select.contains(&rule)) && !self.ignore.contains(&rule)
    }
}

/// Says that there is no such rule, and which may be meant.
pub fn unknown(name: &str) -> Say {
    match nearest(name, rules::all().map(|rule| rule.name)) {
        Some(near) => say!(
            en "there is no rule `{name}`; did you mean `{near}`?",
            ar "لا قاعدة باسم `{name}`؛ لعلّك تقصد `{near}`؟"
        ),
        None => say!(
            en "there is no rule `{name}`; `taqdir explain` lists them",
            ar "لا قاعدة باسم `{name}`؛ والأمر `taqdir explain` يسرد القواعد"
        ),
    }
}
