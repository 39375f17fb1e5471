//! fix: findings that carry a safe change → the text with the changes made.

use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::load::Document;

/// How often a text is checked again after a change, before it is left as it is: changes
/// that overlap are made one after the other, and one may bring forth the next.
const PASSES: usize = 8;

/// A change of a text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edit {
    /// The first byte that is replaced.
    pub start: usize,
    /// The byte behind the last that is replaced.
    pub end: usize,
    /// What is put there.
    pub replacement: String,
}

/// The changes that the findings offer for `document`, in the order of the file.
///
/// A finding about an entry of another file offers a change of that file, which is not meant here.
pub fn edits<'a>(
    document: &Document,
    findings: impl IntoIterator<Item = &'a Diagnostic>,
) -> Vec<Edit> {
    let mut edits: Vec<Edit> = findings
        .into_iter()
        .filter_map(|found| found.fix.as_ref())
        .filter(|fix| fix.place.document.path == document.path)
        .filter_map(|fix| {
            let Range { start, end } = fix.place.span()?;
            Some(Edit {
                start,
                end,
                replacement: fix.replacement.clone(),
            })
        })
        .collect();
    edits.sort();
    edits.dedup();
    edits
}

/// Makes the changes, and says how many were made. One that overlaps an earlier one, or
/// that does not lie between whole characters of the text, is left out.
pub fn apply(text: &str, edits: &[Edit]) -> (String, usize) {
    let mut mended = String::with_capacity(text.len());
    let mut made = 0;
    let mut at = 0;
    let mut last: Option<&Edit> = None;
    for edit in edits {
        // Two insertions at one place would have to be put in an order that nobody chose.
        let again = last.is_some_and(|last| last.start == edit.start);
        if edit.start < at || again || text.get(edit.start..edit.end).is_none() {
            continue;
        }
        let Some(between) = text.get(at..edit.start) else {
            continue;
        };
        mended.push_str(between);
        mended.push_str(&edit.replacement);
        at = edit.end;
        made += 1;
        last = Some(edit);
    }
    mended.push_str(text.get(at..).unwrap_or(""));
    (mended, made)
}

/// A text that was mended.
#[derive(Debug)]
pub struct Mended {
    /// The new text.
    pub text: String,
    /// How many changes were made.
    pub made: usize,
}

/// Checks a document and mends it until nothing is left that can be mended; none where
/// nothing could be. A change that would leave broken TOML is not made.
pub fn mend(
    document: &Arc<Document>,
    mut check: impl FnMut(&Arc<Document>) -> Vec<Diagnostic>,
) -> Option<Mended> {
    let mut now = Arc::clone(document);
    let mut made = 0;
    for _ in 0..PASSES {
        let edits = edits(&now, &check(&now));
        let (text, count) = apply(&now.text, &edits);
        if count == 0 || text == now.text || toml::de::DeTable::parse(&text).is_err() {
            break;
        }
        made += count;
        now = Document::from_text(document.path.clone(), text);
    }
    (made > 0).then(|| Mended {
        text: now.text.clone(),
        made,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Diagnostic, Fix, Location, say};
    use proptest::prelude::*;

    fn edit(start: usize, end: usize, replacement: &str) -> Edit {
        Edit {
            start,
            end,
            replacement: replacement.to_owned(),
        }
    }

    #[test]
    fn overlapping_changes_give_way_to_the_first() {
        let edits = [
            edit(0, 3, "one"),
            edit(2, 5, "two"),
            edit(6, 6, "!"),
            edit(6, 6, "?"),
        ];
        assert_eq!(apply("abcdefg", &edits), ("onedef!g".to_owned(), 2));
    }

    /// Says of every `x` that it must be a `y`, and of every `yy` that it must be a `z`.
    fn toy(document: &Arc<Document>) -> Vec<Diagnostic> {
        let offer = |at: usize, length: usize, replacement: &str| {
            let place = Location::bytes(document, at..at + length);
            Diagnostic::warning("toy", place.clone(), say!(en "toy", ar "لعبة")).fix(Fix {
                place,
                replacement: replacement.to_owned(),
            })
        };
        let text = &document.text;
        let ones = text.match_indices('x').map(|(at, _)| offer(at, 1, "y"));
        let twos = text.match_indices("yy").map(|(at, _)| offer(at, 2, "z"));
        ones.chain(twos).collect()
    }

    #[test]
    fn mending_goes_on_until_nothing_is_left() {
        let document = Document::from_text("a.toml", "# قبل xx ya\nk = \"yx\" # after\n");
        let mended = mend(&document, toy).unwrap();
        assert_eq!(mended.text, "# قبل z ya\nk = \"z\" # after\n");
        assert_eq!(mended.made, 5);
        let sound = Document::from_text("a.toml", "k = 1\n");
        assert!(mend(&sound, toy).is_none());
    }

    #[test]
    fn a_change_that_breaks_the_file_is_not_made() {
        let document = Document::from_text("a.toml", "k = 1\n");
        let broken = mend(&document, |document| {
            let place = Location::bytes(document, 4..5);
            vec![
                Diagnostic::warning("toy", place.clone(), say!(en "toy", ar "لعبة")).fix(Fix {
                    place,
                    replacement: "\"".to_owned(),
                }),
            ]
        });
        assert!(broken.is_none());
    }

    proptest! {
        #[test]
        fn any_edits_leave_what_they_do_not_name(
            text in "[a-zء-ي]{0,30}",
            raw in prop::collection::vec((0usize..40, 0usize..5, "[A-Z]{0,3}"), 0..8),
        ) {
            let mut edits: Vec<Edit> = raw.iter().map(|(at, len, put)| edit(*at, at + len, put)).collect();
            edits.sort();
            let (mended, made) = apply(&text, &edits);
            prop_assert!(made <= edits.len());
            let kept: String = mended.chars().filter(|c| !c.is_ascii_uppercase()).collect();
            let mut rest = text.chars();
            prop_assert!(kept.chars().all(|c| rest.any(|other| other == c)), "order is kept");
        }
    }
}
