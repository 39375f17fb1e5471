//! Characters that no embedded font can draw: a located error, never a blank box.

use std::collections::BTreeSet;

use super::world;
use crate::diagnostic::{Diagnostic, say};
use crate::model::{Date, Node, Prose, Reflect, Route};
use crate::resolve::Case;
use crate::resolve::links::variant;

/// Finds every character of the case's texts that none of the fonts has, once a text.
pub fn check(case: &Case) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut known: BTreeSet<char> = BTreeSet::new();
    case.model.node().walk(&Route::root(), &mut |route, node| {
        let (text, key) = match node {
            Node::Text(text) => (*text, None),
            // The brief prints a date in the words of its source.
            Node::Date(Date {
                wording: Some(words),
                ..
            }) => (words, Some("wording")),
            _ => return,
        };
        for (lang, string) in text.variants() {
            if string.chars().all(|c| common(c) || known.contains(&c)) {
                continue;
            }
            let route = key.map_or_else(|| route.clone(), |key| route.key(key));
            let mut told = BTreeSet::new();
            for (at, c) in string.char_indices() {
                if common(c) || known.contains(&c) {
                    continue;
                }
                if world::fonts()
                    .iter()
                    .any(|font| font.info().coverage.contains(u32::from(c)))
                {
                    known.insert(c);
                    continue;
                }
                if Prose::parse(string).plain().contains(c) && told.insert(c) {
                    let code = format!("U+{:04X}", u32::from(c));
                    let shown = if c.is_control() {
                        String::new()
                    } else {
                        format!(" `{c}`")
                    };
                    found.push(
                        Diagnostic::error(
                            "missing-glyph",
                            case.within(&variant(&route, lang), at..at + c.len_utf8()),
                            say!(
                                en "no font of the house has the character{shown} ({code})",
                                ar "لا خط من خطوط الدار فيه المحرف{shown} ({code})"
                            ),
                        )
                        .help(say!(en "write it another way", ar "اكتبه بطريقة أخرى")),
                    );
                }
            }
        }
    });
    found
}

/// Letters that the fonts are known to have, so that they need not be asked.
fn common(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\t' | ' '..='~' | '\u{621}'..='\u{63a}' | '\u{641}'..='\u{652}')
        || matches!(c, '،' | '؛' | '؟' | '«' | '»' | '–' | '—' | '“' | '”' | '’')
}
