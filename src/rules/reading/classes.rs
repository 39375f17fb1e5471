//! Which rules a word may concern, told from how it ends.
//!
//! Particles are written onto the head of a word, never onto its end. So the last three letters
//! of a word lead, through one table, to the lists that hold a word which ends alike. Nine words
//! of ten end as none does, and no rule looks at them again; of the others a rule asks whether
//! it truly is the one it looks for.

use std::ops::{BitOr, BitOrAssign};
use std::sync::LazyLock;

use super::letters::fold;
use super::{likelihood, numerals};
use crate::rules::{arabic_spelling, both, count_differs, hedge};

/// What a word may be: one of some lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Class(u8);

impl Class {
    /// A number, in digits or letters, or a month.
    pub const NUMBER: Self = Self(1);
    /// The first word of a term of likelihood.
    pub const TERM: Self = Self(1 << 1);
    /// A word that names a confidence.
    pub const CONFIDENCE: Self = Self(1 << 2);
    /// A hedge.
    pub const HEDGE: Self = Self(1 << 3);
    /// What a file calls its entries, in the plural or the dual.
    pub const NOUN: Self = Self(1 << 4);
    /// The first word of the name of an actor or a place.
    pub const NAME: Self = Self(1 << 5);
    /// A word that is often misspelt.
    pub const MISSPELT: Self = Self(1 << 6);
    /// All of them: a word that cannot be told by its end.
    const ANY: Self = Self(u8::MAX);

    /// Whether any of `wanted` is among them.
    pub fn any(self, wanted: Self) -> bool {
        self.0 & wanted.0 != 0
    }
}

impl BitOr for Class {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl BitOrAssign for Class {
    fn bitor_assign(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

/// Endings and what they may belong to.
#[derive(Debug, Clone)]
pub struct Classes(Box<[Class; SLOTS]>);

/// So many slots that few endings share one, and few enough to stay at hand.
const SLOTS: usize = 8192;

/// So many of the last bytes tell words apart: three Arabic letters.
const BYTES: usize = 6;

/// The letters that are written onto a word, or end what is.
const PARTICLES: [&str; 5] = ["و", "ف", "ب", "ل", "ك"];

/// The endings of the lists that the rules hold.
static LISTS: LazyLock<Classes> = LazyLock::new(|| {
    let mut classes = Classes(Box::new([Class::default(); SLOTS]));
    let mut add = |words: &mut dyn Iterator<Item = &str>, class| {
        words.for_each(|word| classes.add(word, class));
    };
    add(&mut numerals::words(), Class::NUMBER);
    add(&mut both::words(), Class::NUMBER);
    add(&mut likelihood::first_words(), Class::TERM);
    add(&mut likelihood::CONFIDENCE.into_iter(), Class::CONFIDENCE);
    add(&mut hedge::words(), Class::HEDGE);
    add(&mut count_differs::words(), Class::NOUN);
    arabic_spelling::words().for_each(|word| classes.put(word.as_bytes(), Class::MISSPELT));
    // The feminine of a term.
    for word in likelihood::first_words() {
        classes.add(&format!("{word}ه"), Class::TERM);
    }
    classes
});

impl Classes {
    /// What the lists of the rules and the first words of some names, folded, tell of a word.
    pub fn with<'n>(names: impl Iterator<Item = &'n str>) -> Self {
        let mut classes = LISTS.clone();
        names.for_each(|name| classes.add(name, Class::NAME));
        classes
    }

    /// What a word may be that has marks, or letters that are no usual ones.
    #[cold]
    pub fn of_strange(&self, word: &str) -> Class {
        match fold(word).as_str() {
            "" => Class::default(),
            folded => self.of_usual(folded.as_bytes(), folded.len()),
        }
    }

    /// What a word may be that ends where `until` ends and has so many bytes.
    #[inline]
    pub fn of_usual(&self, until: &[u8], length: usize) -> Class {
        let (key, kept) = key(until, length);
        let high = key & HIGH;
        if high != 0 && high != HIGH >> (8 * (BYTES - kept)) {
            return Class::ANY;
        }
        let found = self.0.get(slot(key)).copied().unwrap_or_default();
        let digit = until.last().is_some_and(u8::is_ascii_digit);
        if digit { found | Class::NUMBER } else { found }
    }

    /// Adds a folded word, in every spelling that folds to it, with every particle before it.
    fn add(&mut self, word: &str, class: Class) {
        let mut tail = [0; BYTES];
        let mut add = |parts: &[&str]| {
            let bytes = parts.iter().flat_map(|part| part.bytes()).rev();
            let kept = tail.iter_mut().rev().zip(bytes);
            let kept = kept.map(|(place, byte)| *place = byte).count();
            self.spell(&mut tail, BYTES - kept, BYTES - kept, class);
        };
        add(&[word]);
        if word.len() < BYTES && !word.is_ascii() {
            PARTICLES.iter().for_each(|particle| add(&[particle, word]));
        }
    }

    /// Adds an ending from `start` of `tail`, with every spelling of its letters from `from` on.
    fn spell(&mut self, tail: &mut [u8; BYTES], start: usize, from: usize, class: Class) {
        let Some([first, second, ..]) = tail.get(from..) else {
            return self.put(tail.get(start..).unwrap_or_default(), class);
        };
        let spellings: &[[u8; 2]] = match [*first, *second] {
            // ا أ إ آ, ي ى, ه ة.
            [0xD8, 0xA7] => &[[0xD8, 0xA7], [0xD8, 0xA3], [0xD8, 0xA5], [0xD8, 0xA2]],
            [0xD9, 0x8A] => &[[0xD9, 0x8A], [0xD9, 0x89]],
            [0xD9, 0x87] => &[[0xD9, 0x87], [0xD8, 0xA9]],
            _ => return self.spell(tail, start, from + 1, class),
        };
        let before = [*first, *second];
        let write = |tail: &mut [u8; BYTES], letter: &[u8; 2]| {
            if let Some(place) = tail.get_mut(from..from + 2) {
                place.copy_from_slice(letter);
            }
        };
        for letter in spellings {
            write(tail, letter);
            self.spell(tail, start, from + 2, class);
        }
        write(tail, &before);
    }

    /// Adds a word in one spelling.
    fn put(&mut self, word: &[u8], class: Class) {
        if word.is_empty() {
            return;
        }
        let (key, _) = key(word, word.len());
        if let Some(slot) = self.0.get_mut(slot(key)) {
            *slot |= class;
        }
    }
}

/// The bits that no byte of ASCII has.
const HIGH: u64 = 0x8080_8080_8080;

/// The bits in which capitals differ from small letters. No two Arabic letters differ in these
/// alone.
const CASE: u64 = 0x2020_2020_2020;

/// The ending of a word that is not empty, and of how many bytes it is.
#[inline]
fn key(until: &[u8], length: usize) -> (u64, usize) {
    let kept = length.min(BYTES);
    let last = match until.last_chunk::<8>() {
        Some(last) => u64::from_le_bytes(*last),
        None => few(until),
    };
    (last >> (64 - 8 * kept) | CASE, kept)
}

/// The last bytes at the head of a text, where there are fewer than eight.
#[cold]
fn few(until: &[u8]) -> u64 {
    let bytes = until.iter();
    bytes.fold(0, |last, byte| last >> 8 | u64::from(*byte) << 56)
}

#[inline]
fn slot(key: u64) -> usize {
    let spread = key.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    usize::try_from(spread >> (64 - SLOTS.ilog2())).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::super::letters::{is_mark, is_of_word, stems};
    use super::*;
    use proptest::prelude::*;

    fn class(classes: &Classes, word: &str) -> Class {
        let usual = |c: char| {
            c.is_ascii_alphanumeric() || matches!(c, '\u{620}'..='\u{63F}' | '\u{641}'..='\u{64A}')
        };
        if word.chars().all(usual) {
            classes.of_usual(word.as_bytes(), word.len())
        } else {
            classes.of_strange(word)
        }
    }

    #[test]
    fn most_words_are_of_no_class() {
        let classes = Classes::with(["داعش", "qaeda"].into_iter());
        for word in ["حدود", "الحدود", "border", "لم", "a", "أراضي"] {
            assert_eq!(class(&classes, word), Class::default(), "{word}");
        }
        for (word, wanted) in [
            ("وداعش", Class::NAME),
            ("Qaeda", Class::NAME),
            ("وست", Class::NUMBER),
            ("٢٠١٨", Class::NUMBER),
            ("و28", Class::NUMBER),
            ("ومرجَّحة", Class::TERM),
            ("فقد", Class::HEDGE),
            ("العوائق", Class::NOUN),
            ("بثقة", Class::CONFIDENCE),
            ("هذة", Class::MISSPELT),
            ("وفى", Class::MISSPELT),
        ] {
            assert!(class(&classes, word).any(wanted), "{word}");
        }
    }

    proptest! {
        /// Whatever a word looks like: what its stems say it is, its class does not deny.
        #[test]
        fn a_word_of_a_list_is_never_denied(
            name in "(\\PC|[ء-ي]){1,5}",
            before in "(|و|ف|ب|ل|ك|ال|وال|لل|بال|\\PC)",
            marks in "[\u{64B}-\u{652}ـ]{0,2}",
        ) {
            let name: String = name.chars().filter(|c| is_of_word(*c) && !is_mark(*c)).collect();
            let written = format!("{before}{name}{marks}");
            let written: String = written.chars().filter(|c| is_of_word(*c)).collect();
            let (name, folded) = (fold(&name), fold(&written));
            let classes = Classes::with([name.as_str()].into_iter());
            let is = !name.is_empty() && stems(&folded).any(|(stem, _)| stem == name);
            prop_assert!(!is || class(&classes, &written).any(Class::NAME), "{written} {name}");
        }
    }
}
