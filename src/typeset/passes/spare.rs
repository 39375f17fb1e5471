//! What stays as it was written where a house wants it so: quotations and names.
//!
//! Frames know neither; but the words of a page follow each other in the order of its leaves. So
//! the text of a sheet is put together, and what is between « and », or is a name of the model,
//! is found in it, wherever lines end.

use std::collections::HashMap;
use std::ops::Range;

use super::clusters::{is_letter, is_mark};
use super::lines::Sheet;
use crate::model::{Lang, Text};
use crate::resolve::Case;

/// A quotation longer than this, in bytes, is one whose end is missing.
const LONGEST: usize = 4000;

/// The names that a brief may hold, without harakat, the longest first.
pub fn names(case: &Case) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut add = |text: &Text| {
        let bare: String = text
            .best(Lang::Ar)
            .0
            .chars()
            .filter(|c| !is_mark(*c))
            .collect();
        // The article loses its alef after ل.
        let joined = bare.strip_prefix("ال").map(|rest| format!("لل{rest}"));
        for name in [Some(bare), joined].into_iter().flatten() {
            if name.chars().any(is_letter) && !found.contains(&name) {
                found.push(name);
            }
        }
    };
    for actor in &case.model.actor {
        add(&actor.name);
        actor
            .full_name
            .iter()
            .chain(&actor.aliases)
            .for_each(&mut add);
    }
    for place in &case.model.place {
        add(&place.name);
    }
    found.sort_by_key(|name| std::cmp::Reverse(name.len()));
    found
}

/// What is spared on a sheet: parts of the texts of its leaves.
#[derive(Debug, Default)]
pub struct Spared(HashMap<usize, Vec<Range<usize>>>);

impl Spared {
    /// Finds quotations and names on a sheet.
    pub fn of(sheet: &Sheet, names: &[String]) -> Self {
        let text = Running::of(sheet);
        let mut spared = Self::default();
        for range in quotations(&text.letters).into_iter().chain(
            names
                .iter()
                .flat_map(|name| occurrences(&text.letters, name)),
        ) {
            for &(leaf, at) in text.sources.get(range).into_iter().flatten() {
                let parts = spared.0.entry(leaf).or_default();
                match parts.last_mut() {
                    Some(last) if last.end == at => last.end += 1,
                    _ => parts.push(at..at + 1),
                }
            }
        }
        spared
    }

    /// Whether a part of the text of a leaf is spared, or some of it.
    pub fn holds(&self, leaf: usize, part: &Range<usize>) -> bool {
        self.0.get(&leaf).is_some_and(|parts| {
            parts
                .iter()
                .any(|spared| spared.start < part.end && part.start < spared.end)
        })
    }
}

/// The text of a sheet without harakat, and the leaf and byte that each byte of it is from.
#[derive(Default)]
struct Running {
    letters: String,
    sources: Vec<(usize, usize)>,
}

impl Running {
    fn of(sheet: &Sheet) -> Self {
        let mut text = Self::default();
        for (leaf, item) in sheet
            .leaves
            .iter()
            .enumerate()
            .filter_map(|(index, leaf)| Some((index, leaf.text()?)))
        {
            for (at, c) in item.text.char_indices().filter(|(_, c)| !is_mark(*c)) {
                // The end of a line is one space, with that which is typed there and without.
                let c = if c.is_whitespace() { ' ' } else { c };
                if c != ' ' || !text.letters.ends_with(' ') {
                    text.letters.push(c);
                    text.sources
                        .extend((0..c.len_utf8()).map(|byte| (leaf, at + byte)));
                }
            }
        }
        text
    }
}

/// What stands between « and », with both.
fn quotations(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for (at, c) in text.char_indices() {
        match c {
            '«' => open.push(at),
            '»' => {
                if let Some(start) = open.pop().filter(|start| at - start < LONGEST)
                    && open.iter().all(|outer| at - outer >= LONGEST)
                {
                    found.push(start..at + c.len_utf8());
                }
            }
            _ => {}
        }
    }
    found
}

/// Where a name stands in a text, with the particles written to it and not as a part of another
/// word.
fn occurrences<'t>(text: &'t str, name: &'t str) -> impl Iterator<Item = Range<usize>> + 't {
    text.match_indices(name).filter_map(|(at, _)| {
        let end = at + name.len();
        let head = text.get(..at)?;
        let start = head.rfind(|c| !is_letter(c)).map_or(0, |last| {
            last + head[last..].chars().next().map_or(0, char::len_utf8)
        });
        let particles = head[start..].chars().count() <= 2
            && head[start..]
                .chars()
                .all(|c| matches!(c, 'و' | 'ف' | 'ب' | 'ك' | 'ل'));
        let ends = !text[end..].starts_with(is_letter);
        (particles && ends).then_some(start..end)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str, ranges: impl IntoIterator<Item = Range<usize>>) -> Vec<&str> {
        ranges.into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn quotations_are_found_whole_and_open_ones_are_none() {
        let text = "قال: «نص «في نص» طويل». ثم «آخر» و«مفتوح";
        let found = parts(text, quotations(text));
        assert_eq!(found, ["«نص «في نص» طويل»", "«آخر»"]);
        let open = format!("«مفتوح {} «تام»", "حشو ".repeat(1000));
        assert_eq!(parts(&open, quotations(&open)), ["«تام»"]);
    }

    #[test]
    fn a_name_is_found_with_its_particles_and_not_inside_a_word() {
        let text = "تنظيم القاعدة وللقاعدة والقاعدة وبالقاعدة القاعدتان";
        let found = parts(text, occurrences(text, "القاعدة"));
        assert_eq!(found, ["القاعدة", "والقاعدة", "وبالقاعدة"]);
        let found = parts(text, occurrences(text, "للقاعدة"));
        assert_eq!(found, ["وللقاعدة"]);
        let found = parts("في اليمن ووليمنا", occurrences("في اليمن ووليمنا", "اليمن"));
        assert_eq!(found, ["اليمن"]);
    }
}
