//! One spelling for all spellings of a word.
//!
//! Arabic is printed with and without vowel signs, hamza and the dots of ي and ة, and the
//! same word reaches an archive as plain letters, as presentation forms or with Persian
//! letters in it. A search that takes these for different words finds nothing.

use std::iter;
use std::ops::Range;

use icu_normalizer::{DecomposingNormalizer, DecomposingNormalizerBorrowed};

/// A text in folded spelling, every byte of which knows where it comes from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Folded {
    /// The folded text.
    pub text: String,
    /// For each byte of `text`, the bytes of the character it was made from.
    from: Vec<(usize, usize)>,
}

impl Folded {
    /// Folds a text.
    pub fn new(text: &str) -> Self {
        let mut folder = Folder::default();
        let mut folded = Self {
            text: String::with_capacity(text.len()),
            from: Vec::with_capacity(text.len()),
        };
        for (start, c) in text.char_indices() {
            folder.fold(c, &mut folded.text);
            folded
                .from
                .resize(folded.text.len(), (start, start + c.len_utf8()));
        }
        folded
    }

    /// The bytes of the text as written that `part` of the folded text comes from.
    ///
    /// A vowel sign after the last letter is not among them: it left no trace.
    pub fn origin(&self, part: &Range<usize>) -> Range<usize> {
        let last = self.from.len().saturating_sub(1);
        match (
            self.from.get(part.start.min(last)),
            self.from.get(part.end.saturating_sub(1).min(last)),
        ) {
            (Some(&(start, _)), Some(&(_, end))) if part.start < part.end => start..end.max(start),
            (Some(&(start, _)), _) => start..start,
            _ => 0..0,
        }
    }
}

/// Folds a text, without the way back.
pub fn fold(text: &str) -> String {
    Folded::new(text).text
}

/// Folds character by character, so that each knows its origin.
struct Folder {
    nfkd: DecomposingNormalizerBorrowed<'static>,
}

impl Default for Folder {
    fn default() -> Self {
        Self {
            nfkd: DecomposingNormalizer::new_nfkd(),
        }
    }
}

impl Folder {
    /// Writes what `c` folds to: nothing, a character, or several.
    fn fold(&mut self, c: char, out: &mut String) {
        if c.is_ascii() {
            out.push(c.to_ascii_lowercase());
            return;
        }
        // These are decided before decomposition, which would take the hamza off its seat.
        if let Some(plain) = letter(c) {
            out.push(plain);
            return;
        }
        if is_dropped(c) {
            return;
        }
        let parts = self.nfkd.normalize_iter(iter::once(c));
        for part in parts.flat_map(char::to_lowercase) {
            // A presentation form of ؤ comes apart into و and a hamza above; it is taken by
            // its seat, as the letter would be.
            if let Some(plain) = letter(part) {
                out.push(plain);
            } else if part == HAMZA_ABOVE || part == HAMZA_BELOW {
                seat_hamza(out);
            } else if !is_dropped(part) {
                out.push(if part.is_whitespace() && part != '\n' {
                    ' '
                } else {
                    part
                });
            }
        }
    }
}

const HAMZA_ABOVE: char = '\u{0654}';
const HAMZA_BELOW: char = '\u{0655}';

/// A hamza that decomposition took off the letter just written: و and ي are seats and give
/// way to it, alef keeps its place without it.
fn seat_hamza(out: &mut String) {
    if out.ends_with(['و', 'ي']) {
        out.pop();
        out.push('ء');
    }
}

/// The letter or digit that stands for `c` in folded spelling, where that is another or where
/// decomposition must not touch it.
fn letter(c: char) -> Option<char> {
    Some(match c {
        'أ' | 'إ' | 'آ' | 'ٱ' | 'ٲ' | 'ٳ' => 'ا',
        // The seat of a hamza is spelled differently from country to country: مسئول, مسؤول.
        'ؤ' | 'ئ' | 'ٴ' | 'ء' => 'ء',
        'ة' | 'ۃ' | 'ہ' | 'ھ' | 'ە' | 'ۀ' | 'ۂ' => 'ه',
        'ى' | 'ی' | 'ې' | 'ے' => 'ي',
        'ک' | 'ڪ' => 'ك',
        // Letters for foreign sounds, which many houses print without the extra dots.
        'پ' => 'ب',
        'چ' => 'ج',
        'ژ' => 'ز',
        'ڤ' | 'ڨ' => 'ف',
        'گ' => 'ك',
        '٠'..='٩' => digit(c, '٠'),
        '۰'..='۹' => digit(c, '۰'),
        '٫' => '.',
        '٬' => ',',
        // The other letters of Arabic stay, and need no decomposition.
        'ا'..='غ' | 'ف'..='ي' | '،' | '؛' | '؟' => c,
        _ => return None,
    })
}

fn digit(c: char, zero: char) -> char {
    u8::try_from(u32::from(c) - u32::from(zero)).map_or(c, |value| char::from(b'0' + value))
}

/// Whether `c` leaves no trace: marks, and characters without width.
fn is_dropped(c: char) -> bool {
    is_mark(c)
        || matches!(c,
            '\u{00AD}' | '\u{061C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{2069}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}')
}

/// Whether `c` is written on a letter and overlooked in a search: vowel signs, accents, tatweel.
pub(super) fn is_mark(c: char) -> bool {
    matches!(c,
        'ـ'
        | '\u{0300}'..='\u{036F}'
        | '\u{0610}'..='\u{061A}'
        | '\u{064B}'..='\u{0653}' | '\u{0656}'..='\u{065F}'
        | '\u{0670}'
        | '\u{06D6}'..='\u{06DC}' | '\u{06DF}'..='\u{06E8}' | '\u{06EA}'..='\u{06ED}'
        | '\u{08D3}'..='\u{08FF}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn spellings_of_one_word_fold_to_one() {
        for spellings in [
            &["على", "علي", "عَلَى", "علـــى", "علی", "ﻋﻠﻰ"][..],
            &["هذه", "هذة", "ﻫﺬﻩ"],
            &["مسؤول", "مسئول", "مَسْؤُول", "ﻣﺴﺆﻭﻝ"],
            &["إلى", "الى", "إلي"],
            &["الآن", "الان", "ٱلآن"],
            &["لأنه", "لانه", "ﻷﻧﻪ"],
            &["كتاب", "کتاب"],
            &["2018", "٢٠١٨", "۲۰۱۸"],
            &["Café", "cafe", "CAFÉ"],
        ] {
            for spelling in spellings {
                assert_eq!(fold(spelling), fold(spellings[0]), "{spelling}");
            }
        }
    }

    #[test]
    fn words_that_differ_stay_different() {
        for (a, b) in [
            ("علم", "عالم"),
            ("قتل", "قاتل"),
            ("سماء", "سما"),
            ("لا", "لن"),
            ("not", "now"),
        ] {
            assert_ne!(fold(a), fold(b));
        }
    }

    #[test]
    fn a_place_in_the_folded_text_leads_to_the_bytes_as_written() {
        let text = "قالَ: «هٰذِهِ مسؤوليّة»";
        let folded = Folded::new(text);
        let at = folded.text.find("مسءوليه").unwrap();
        let origin = folded.origin(&(at..at + "مسءوليه".len()));
        assert_eq!(&text[origin], "مسؤوليّة");
        assert_eq!(Folded::new("").origin(&(0..0)), 0..0);
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in "(\\PC|[ء-يً-ْٱپچژکگیﭐ-ﻼ]){0,40}") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }

        #[test]
        fn every_folded_letter_leads_back_to_what_folds_to_it(text in "(\\PC|[ء-يً-ْﭐ-ﻼ]){0,40}") {
            let folded = Folded::new(&text);
            let mut before = 0;
            for (at, c) in folded.text.char_indices() {
                let origin = folded.origin(&(at..at + c.len_utf8()));
                prop_assert!(origin.start >= before, "the way back never turns");
                before = origin.start;
                let written = text.get(origin);
                prop_assert!(written.is_some_and(|part| fold(part).contains(c)));
            }
            let all = folded.origin(&(0..folded.text.len()));
            prop_assert!(text.get(all).is_some());
        }
    }
}
