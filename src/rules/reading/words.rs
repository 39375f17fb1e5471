//! The words and sentences of a text.

use std::borrow::Cow;
use std::ops::Range;

use memchr::memchr;

use super::classes::Class;
use super::letters::folded;

/// A word of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word<'a> {
    /// The word as it stands.
    pub written: &'a str,
    start: u32,
    /// What it may be.
    pub class: Class,
}

impl<'a> Word<'a> {
    /// The word at some bytes of a text; none in a text longer than any that is read.
    #[inline]
    pub(super) fn new(text: &'a str, at: Range<usize>, class: Class) -> Option<Self> {
        Some(Self {
            class,
            start: u32::try_from(at.start).ok()?,
            written: text.get(at)?,
        })
    }

    /// Its first byte in the string.
    pub fn start(&self) -> usize {
        self.start as usize
    }

    /// What follows its last byte in the string.
    pub fn end(&self) -> usize {
        self.start() + self.written.len()
    }

    /// Its bytes in the string.
    pub fn at(&self) -> Range<usize> {
        self.start()..self.end()
    }

    /// The word without what does not count: case, harakat, tatweel, the seat of a hamza on
    /// alef. Most words are borrowed as they stand.
    pub fn folded(&self) -> Cow<'a, str> {
        folded(self.written)
    }
}

/// The words from the next on, at `from` or later, that may be of a class.
pub fn from_next<'w, 'a>(
    words: &'w [Word<'a>],
    from: usize,
    class: Class,
) -> Option<&'w [Word<'a>]> {
    let rest = words.get(from..)?;
    let next = rest.iter().position(|word| word.class.any(class))?;
    rest.get(next..)
}

/// The words of a text, sentence by sentence.
pub(super) fn sentences<'w, 'a>(
    text: &'a str,
    words: &'w [Word<'a>],
) -> impl Iterator<Item = &'w [Word<'a>]> {
    words.chunk_by(|word, next| !ends(text, word.end()..next.start()))
}

/// Whether a sentence ends between two words.
fn ends(text: &str, between: Range<usize>) -> bool {
    let from = between.start;
    let between = &text[between];
    between != " "
        && between.char_indices().any(|(at, c)| match c {
            '!' | '?' | '؟' | '…' | '\n' => true,
            // A full stop inside a number or a name ends nothing.
            '.' => !text[from + at + 1..].starts_with(char::is_alphanumeric),
            _ => false,
        })
}

/// The bytes of citations `[@…]` and of addresses in `](…)`, in order and apart.
pub(super) fn masked(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    let find = |byte, from: usize| memchr(byte, &text.as_bytes()[from..]).map(|at| from + at);
    while let Some(open) = find(b'[', from) {
        let Some(close) = find(b']', open) else {
            break;
        };
        from = open + 1;
        if text[open + 1..].starts_with('@') {
            found.push(open..close + 1);
            from = close + 1;
        } else if text[close + 1..].starts_with('(') {
            let end = find(b')', close).map_or(text.len(), |at| at + 1);
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
