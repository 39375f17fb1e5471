//! For GitLab: the code quality report, a JSON list.

use serde_json::{Value, json};

use super::place::{self, Twins};
use super::whole_text;
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::Lang;

/// The list so far.
#[derive(Debug, Default)]
pub struct Issues {
    issues: Vec<Value>,
    twins: Twins,
}

impl Issues {
    /// Adds a finding.
    pub fn add(&mut self, found: &Diagnostic, lang: Lang) {
        let severity = match found.severity {
            Severity::Error => "major",
            Severity::Warning => "minor",
            Severity::Note => "info",
        };
        // GitLab wants a line of every issue; a finding about the whole file is shown at its top.
        let (begin, end) =
            place::region(&found.primary).map_or((1, 1), |region| (region.start.0, region.end.0));
        self.issues.push(json!({
            "description": whole_text(found, lang),
            "check_name": found.rule,
            "fingerprint": self.twins.fingerprint(found),
            "severity": severity,
            "location": {
                "path": place::relative(&found.primary.document.name),
                "lines": { "begin": begin, "end": end },
            },
        }));
    }

    /// The report.
    pub fn finish(self) -> String {
        format!("{:#}", Value::Array(self.issues))
    }
}
