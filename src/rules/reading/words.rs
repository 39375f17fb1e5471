//! The words and sentences of a text, in one reading of its letters.

use std::borrow::Cow;
use std::ops::Range;

use super::letters::{fold, is_folded, is_of_word};

/// A word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word<'a> {
    /// Its bytes in the string.
    pub at: Range<usize>,
    /// The word without what does not count: case, harakat, tatweel, the seat of a hamza on
    /// alef. Most words are borrowed as they stand.
    pub folded: Cow<'a, str>,
}

/// The words of a text, and how many of them stand before the end of each sentence.
#[derive(Debug)]
pub(super) struct Words<'a> {
    pub(super) all: Vec<Word<'a>>,
    pub(super) ends: Vec<usize>,
}

impl<'a> Words<'a> {
    /// Reads a text once, letter by letter; `masked` are the parts that are no prose, in order.
    pub(super) fn of(text: &'a str, masked: &[Range<usize>]) -> Self {
        let mut words = Self {
            all: Vec::with_capacity(text.len() / 8),
            ends: Vec::new(),
        };
        let mut masked = masked.iter().peekable();
        let mut add = |at: Range<usize>, plain: bool, all: &mut Vec<Word<'a>>| {
            while masked.next_if(|part| part.end <= at.start).is_some() {}
            if masked.peek().is_some_and(|part| part.start <= at.start) {
                return;
            }
            let written = &text[at.clone()];
            let folded = if plain {
                Cow::Borrowed(written)
            } else {
                Cow::Owned(fold(written))
            };
            all.push(Word { at, folded });
        };
        // Where the word that is being read began, and whether it is folded as it stands.
        let mut word: Option<(usize, bool)> = None;
        let mut chars = text.char_indices();
        while let Some((at, c)) = chars.next() {
            if is_of_word(c) {
                let (_, plain) = word.get_or_insert((at, true));
                *plain &= is_folded(c);
                continue;
            }
            if let Some((start, plain)) = word.take() {
                add(start..at, plain, &mut words.all);
            }
            let ends = match c {
                '!' | '?' | '؟' | '…' | '\n' => true,
                // A full stop inside a number or a name ends nothing.
                '.' => !chars.as_str().starts_with(char::is_alphanumeric),
                _ => false,
            };
            if ends {
                words.ends.push(words.all.len());
            }
        }
        if let Some((start, plain)) = word {
            add(start..text.len(), plain, &mut words.all);
        }
        words.ends.push(words.all.len());
        words
    }
}

/// The bytes of citations `[@…]` and of addresses in `](…)`, in order and apart.
pub(super) fn masked(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(open) = text[from..].find('[').map(|at| from + at) {
        let Some(close) = text[open..].find(']').map(|at| open + at) else {
            break;
        };
        from = open + 1;
        if text[open + 1..].starts_with('@') {
            found.push(open..close + 1);
            from = close + 1;
        } else if text[close + 1..].starts_with('(') {
            let end = text[close..]
                .find(')')
                .map_or(text.len(), |at| close + at + 1);
            found.push(close..end);
        }
    }
    // Brackets in brackets may give parts that overlap.
    found.sort_unstable_by_key(|part| part.start);
    found.dedup_by(|next, part| {
        let overlap = next.start < part.end;
        if overlap {
            part.end = part.end.max(next.end);
        }
        overlap
    });
    found
}
