//! One line a finding: `file:line:column: severity[rule] message`.

use super::human::severity_word;
use crate::diagnostic::Diagnostic;
use crate::model::Lang;

/// One finding, without a newline.
pub fn render(found: &Diagnostic, lang: Lang) -> String {
    let document = &found.primary.document;
    let place = match found.primary.span() {
        Some(span) => {
            let (line, column) = document.position(span.start);
            format!("{}:{line}:{column}", document.name)
        }
        None => document.name.clone(),
    };
    let severity = severity_word(found.severity, lang);
    let message = found
        .message
        .get(lang)
        .lines()
        .collect::<Vec<_>>()
        .join(" ");
    format!("{place}: {severity}[{}] {message}", found.rule)
}
