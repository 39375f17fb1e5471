//! For test reports: a suite a file, a test a finding. JUnit knows no warnings, so a test
//! fails exactly where its finding fails the run.

use std::io;

use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};

use super::{Style, place, whole_text};
use crate::diagnostic::Diagnostic;

/// The suites so far.
#[derive(Debug, Default)]
pub struct Suites(Vec<TestSuite>);

impl Suites {
    /// Adds the findings of a file. A file without any is one test that passes.
    pub fn file(&mut self, name: &str, found: &[Diagnostic], style: Style) {
        let mut suite = TestSuite::new(place::relative(name));
        if found.is_empty() {
            suite.add_test_case(TestCase::new("check", TestCaseStatus::success()));
        }
        for one in found {
            suite.add_test_case(case(one, style));
        }
        self.0.push(suite);
    }

    /// The report as XML.
    ///
    /// # Errors
    /// When the XML cannot be written.
    pub fn finish(self) -> io::Result<String> {
        let mut report = Report::new("taqdir");
        report.add_test_suites(self.0);
        report
            .to_string()
            .map(|text| text.trim_end().to_owned())
            .map_err(io::Error::other)
    }
}

fn case(found: &Diagnostic, style: Style) -> TestCase {
    let document = &found.primary.document;
    let place = found.primary.span().map_or_else(String::new, |span| {
        let (line, column) = document.position(span.start);
        format!(" {line}:{column}")
    });
    let message = found.message.get(style.lang).to_owned();
    let severity = found.severity.as_str();
    let name = format!("{}{place}", found.rule);
    let mut case = if found.severity >= style.fails_from {
        let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
        status
            .set_type(found.rule)
            .set_message(message)
            .set_description(whole_text(found, style.lang));
        TestCase::new(name, status)
    } else {
        let mut case = TestCase::new(name, TestCaseStatus::success());
        case.set_system_out(format!("{severity}: {}", whole_text(found, style.lang)));
        case
    };
    case.set_classname(place::relative(&document.name));
    case
}
