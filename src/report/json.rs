//! For programs: every finding with its rule, places, and messages.

use serde_json::{Value, json};

use super::Tally;
use crate::diagnostic::{Diagnostic, Location};
use crate::model::Lang;

/// One finding. Lines and columns count from 1, columns in characters; bytes count from 0.
pub fn render(found: &Diagnostic, lang: Lang) -> Value {
    let mut value = json!({
        "rule": found.rule,
        "severity": found.severity.as_str(),
        "message": found.message.get(lang),
        "place": place(&found.primary, lang),
        "related": found.related.iter().map(|related| place(related, lang)).collect::<Vec<_>>(),
        "help": found.help_in(lang).collect::<Vec<_>>(),
    });
    if let (Some(fix), Some(object)) = (&found.fix, value.as_object_mut()) {
        object.insert(
            "fix".to_owned(),
            json!({ "place": place(&fix.place, lang), "replacement": fix.replacement }),
        );
    }
    value
}

fn place(location: &Location, lang: Lang) -> Value {
    let document = &location.document;
    let mut value = json!({ "file": document.name });
    let Some(object) = value.as_object_mut() else {
        return value;
    };
    if let Some(span) = location.span() {
        let point = |byte: usize| {
            let (line, column) = document.position(byte);
            json!({ "line": line, "column": column, "byte": byte })
        };
        object.insert("start".to_owned(), point(span.start));
        object.insert("end".to_owned(), point(span.end));
        let text = document.text.get(span).unwrap_or_default();
        object.insert("text".to_owned(), text.into());
    }
    if let Some(route) = location.route() {
        object.insert("route".to_owned(), route.as_str().into());
    }
    if let Some(label) = &location.label {
        object.insert("label".to_owned(), label.get(lang).into());
    }
    value
}

/// The whole run.
pub fn run(findings: Vec<Value>, tally: &Tally) -> Value {
    json!({
        "findings": findings,
        "summary": {
            "files": tally.files,
            "errors": tally.errors,
            "warnings": tally.warnings,
            "notes": tally.notes,
            "hidden": tally.hidden,
        },
    })
}
