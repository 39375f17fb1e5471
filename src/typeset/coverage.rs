//! Characters that no embedded font can draw: a located error, never a blank box.

use std::collections::BTreeSet;

use super::world;
use crate::diagnostic::{Diagnostic, say};
use crate::model::{Node, Prose, Reflect, Route};
use crate::resolve::Case;
use crate::resolve::links::variant;

/// Finds every character of the case's texts that none of the fonts has, once a text.
pub fn check(case: &Case) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    if is_all_common(case) {
        return found;
    }
    let mut known: BTreeSet<char> = BTreeSet::new();
    case.model.node().walk(&Route::root(), &mut |route, node| {
        let Node::Text(text) = node else { return };
        for (lang, string) in text.variants() {
            if string.chars().all(|c| common(c) || known.contains(&c)) {
                continue;
            }
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
                            case.within(&variant(route, lang), at..at + c.len_utf8()),
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

/// Whether the file itself, escapes and all, holds none but common letters, so that no text
/// of the case can: most files, and one look at the bytes is quicker than a walk.
fn is_all_common(case: &Case) -> bool {
    let text = &case.document.text;
    let mut lines = text.lines();
    case.is_of_one_file()
        && memchr::memchr(b'\\', text.as_bytes()).is_none()
        && lines.all(|line| is_most_common(line.as_bytes()) || line.chars().all(common))
}

/// Whether a line holds nothing but Arabic letters and ASCII: what `common` knows best, without
/// a way out in between, which the compiler makes fast.
fn is_most_common(line: &[u8]) -> bool {
    let alone = |byte: u8| matches!(byte, b'\t' | b' '..=b'~' | 0xd8 | 0xd9);
    let after = |lead: u8, byte: u8| {
        alone(byte)
            | ((lead == 0xd8) & matches!(byte, 0xa1..=0xba | 0x8c | 0x9b | 0x9f))
            | ((lead == 0xd9) & matches!(byte, 0x81..=0x92))
    };
    let pairs = line.iter().zip(line.iter().skip(1));
    line.first().copied().is_none_or(alone)
        && pairs.fold(true, |all, (lead, byte)| all & after(*lead, *byte))
}

/// Letters that the fonts are known to have, so that they need not be asked.
fn common(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\t' | ' '..='~' | '\u{621}'..='\u{63a}' | '\u{641}'..='\u{652}')
        || matches!(c, '،' | '؛' | '؟' | '«' | '»' | '–' | '—' | '“' | '”' | '’')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_quick_look_at_a_line_lets_nothing_rare_pass() {
        for c in ('\0'..=char::MAX).filter(|c| *c != '\n') {
            let line = format!("a{c}م{c}{c}ه");
            assert!(!is_most_common(line.as_bytes()) || common(c), "{c:?}");
        }
        assert!(is_most_common("شيء، ثم آخر؛ a [@b]؟".as_bytes()));
        assert!(!is_most_common("مـد".as_bytes()));
    }
}
