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
    case.is_of_one_file() && memchr::memchr(b'\\', text.as_bytes()).is_none() && all_common(text)
}

/// Whether a text holds none but common letters. Runs of bytes that do not show it at once are
/// read character by character, and so is what is left at the end.
fn all_common(text: &str) -> bool {
    let bytes = text.as_bytes();
    let (before, _) = bytes.as_chunks();
    let (runs, _) = bytes.get(1..).unwrap_or_default().as_chunks();
    let mut start = 1;
    let runs_are_common = before.iter().zip(runs).all(|(before, run)| {
        let from = text.floor_char_boundary(start);
        start += RUN;
        let to = text.ceil_char_boundary(start);
        are_most_common(before, run) || text[from..to].chars().all(common)
    });
    let rest = text.floor_char_boundary(start);
    runs_are_common && text.chars().next().is_none_or(common) && text[rest..].chars().all(common)
}

/// Bytes that are looked at together.
const RUN: usize = 64;

/// Whether each byte of a run, which follows the byte beside it, belongs to an Arabic letter or
/// to ASCII: what `common` knows best, without a way out in between, which the compiler makes
/// fast.
fn are_most_common(before: &[u8; RUN], run: &[u8; RUN]) -> bool {
    let is_most_common = |lead: u8, byte: u8| {
        let within = |low: u8, high: u8| byte.wrapping_sub(low) <= high - low;
        within(b' ', b'~')
            | (byte == b'\n')
            | (byte == b'\t')
            | (byte == 0xd8)
            | (byte == 0xd9)
            | ((lead == 0xd8)
                & (within(0xa1, 0xba) | (byte == 0x8c) | (byte == 0x9b) | (byte == 0x9f)))
            | ((lead == 0xd9) & within(0x81, 0x92))
    };
    let pairs = before.iter().zip(run);
    pairs.fold(true, |all, (lead, byte)| all & is_most_common(*lead, *byte))
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
    fn the_quick_look_at_a_text_lets_nothing_rare_pass() {
        for c in '\0'..='\u{2ffff}' {
            // Before, across and behind the end of a run.
            for filler in [0, RUN - 4, RUN - 3, RUN - 2] {
                let text = format!("{}م{c}{c}ه", "a".repeat(filler));
                assert_eq!(all_common(&text), common(c), "{c:?} behind {filler}");
            }
            assert_eq!(all_common(&c.to_string()), common(c), "{c:?}");
        }
        assert!(all_common(""));
        let quick = |text: &str| {
            let bytes = text.as_bytes();
            match (bytes.first_chunk(), bytes.last_chunk()) {
                (Some(before), Some(run)) if bytes.len() == RUN + 1 => are_most_common(before, run),
                _ => panic!("{} bytes", bytes.len()),
            }
        };
        let usual = "شيء، ثم\nآخر؛ a [@b]؟";
        assert!(quick(&format!(
            "{usual:x<0$}",
            RUN + 1 - usual.len() + usual.chars().count()
        )));
        let rare = "مـد";
        assert!(!quick(&format!(
            "{rare:x<0$}",
            RUN + 1 - rare.len() + rare.chars().count()
        )));
    }
}
