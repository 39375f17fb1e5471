//! For GitHub: a workflow command a finding, which becomes an annotation in the pull request.

use super::{place, whole_text};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::Lang;

/// One finding, without a newline.
pub fn render(found: &Diagnostic, lang: Lang) -> String {
    let command = match found.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let file = property(&place::relative(&found.primary.document.name));
    let mut properties = format!("file={file}");
    if let Some(place::Region { start, end }) = place::region(&found.primary) {
        properties.push_str(&format!(",line={}", start.0));
        // Columns are read only where the annotation stays in one line; the last is inside it.
        if start.0 == end.0 {
            let last = end.1.saturating_sub(1).max(start.1);
            properties.push_str(&format!(",col={},endColumn={last}", start.1));
        } else {
            properties.push_str(&format!(",endLine={}", end.0));
        }
    }
    let title = property(found.rule);
    let message = data(&whole_text(found, lang));
    format!("::{command} {properties},title={title}::{message}")
}

/// The text of a command: what would end it is escaped.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// A property of a command: what would end it or begin the next is escaped too.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Location, say};
    use crate::load::Document;

    #[test]
    fn a_message_cannot_end_its_command_nor_begin_another() {
        let document = Document::from_text("a,b:c%.toml", "key = 1\n");
        let place = Location::bytes(&document, 0..3);
        let found = Diagnostic::error("unknown-key", place, say!(en "100%\r\n::error::no", ar "لا"))
            .help(say!(en "two", ar "اثنان"));
        assert_eq!(
            render(&found, Lang::En),
            "::error file=a%2Cb%3Ac%25.toml,line=1,col=1,endColumn=3,title=unknown-key\
             ::100%25%0D%0A::error::no%0Atwo"
        );
    }
}
