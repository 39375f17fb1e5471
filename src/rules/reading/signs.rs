//! What a text has anywhere in it.
//!
//! Most rules are about a letter or a sign that most texts do not have. A rule asks for the
//! texts that have it ([`Texts::with`](super::Texts::with)) and reads no other.

use std::ops::BitOr;

/// Some of the signs below.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Signs(u32);

/// A sign as two neighbouring bytes: what the first may be, what the second; no byte for any.
struct Pattern(&'static [u8], &'static [u8]);

/// Any byte.
const ANY: &[u8] = &[];

/// What may open a block of CommonMark at the head of a line, or stand before such: also every
/// byte with which a space begins that is not ASCII.
const LINE_HEADS: &[u8] = b"#-+*>=_0123456789 \t\x0B\x0C\r\xC2\xE1\xE2\xE3";

/// One bit for each; the order is that of the constants of [`Signs`].
const PATTERNS: [Pattern; 19] = [
    Pattern(ANY, b",;?"),
    Pattern(ANY, b"\""),
    Pattern(b"\xC2", b"\xAB"),
    Pattern(b"\x80", b"\x9C"),
    // ی and ک.
    Pattern(b"\xDB", b"\x8C"),
    Pattern(b"\xDA", b"\xA9"),
    Pattern(b"\xD9", b"\x80"),
    Pattern(ANY, b"\xEF"),
    // U+202A to U+202E, U+2066 to U+2069; no other letter has these two bytes.
    Pattern(b"\x80", b"\xAA\xAB\xAC\xAD\xAE"),
    Pattern(b"\x81", b"\xA6\xA7\xA8\xA9"),
    Pattern(b" ", b" "),
    Pattern(ANY, b"\t"),
    Pattern(b"\xC2", b"\xA0"),
    Pattern(b"\x80", b"\xAF"),
    Pattern(ANY, b"<`~"),
    Pattern(b"]", b"("),
    Pattern(b"!", b"["),
    Pattern(b"\n", LINE_HEADS),
    Pattern(ANY, b"["),
];

impl Signs {
    /// `,` `;` or `?`.
    pub const LATIN_PUNCTUATION: Self = Self(0b1);
    /// `"`.
    pub const STRAIGHT_QUOTE: Self = Self(0b10);
    /// `«`.
    pub const GUILLEMET: Self = Self(0b100);
    /// What opens a quotation: `"`, `«` or `“`.
    pub const QUOTE: Self = Self(0b1110);
    /// ی or ک.
    pub const PERSIAN_LETTER: Self = Self(0b11 << 4);
    /// Tatweel.
    pub const TATWEEL: Self = Self(0b1 << 6);
    /// The first byte of every presentation form.
    pub const PRESENTATION_FORM: Self = Self(0b1 << 7);
    /// What turns the direction of letters.
    pub const BIDI_CONTROL: Self = Self(0b11 << 8);
    /// Two spaces in a row, or one that is not the usual.
    pub const ODD_SPACE: Self = Self(0b1111 << 10);
    /// What may begin markup inside a line, where it is no emphasis.
    pub const INLINE_MARKUP: Self = Self(0b111 << 14);
    /// What may begin a block of markup, at the head of a line.
    pub const BLOCK_MARKUP: Self = Self(0b1 << 17);
    /// `[`, which begins citations and links.
    pub const BRACKET: Self = Self(0b1 << 18);

    /// The signs of two neighbouring bytes.
    pub(super) fn of_pair(first: u8, second: Option<u8>) -> Self {
        let second = second.map_or(0, |second| SECOND[usize::from(second)]);
        Self(FIRST[usize::from(first)] & second)
    }

    /// The signs of a text.
    #[cfg(test)]
    pub(super) fn of(text: &str) -> Self {
        // The head of a text is the head of a line.
        let before = std::iter::once(b'\n').chain(text.bytes());
        before
            .zip(text.bytes())
            .fold(Self::default(), |found, (first, second)| {
                found | Self::of_pair(first, Some(second))
            })
    }

    /// Whether any of `wanted` is among them.
    pub fn any(self, wanted: Self) -> bool {
        self.0 & wanted.0 != 0
    }
}

impl BitOr for Signs {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// For each byte, the patterns that it may be the first of.
static FIRST: [u32; 256] = table(true);

/// For each byte, the patterns that it may be the second of.
static SECOND: [u32; 256] = table(false);

const fn table(first: bool) -> [u32; 256] {
    let mut table = [0; 256];
    let mut bit = 0;
    while bit < PATTERNS.len() {
        let bytes = if first {
            PATTERNS[bit].0
        } else {
            PATTERNS[bit].1
        };
        let mut byte = 0;
        while byte < table.len() {
            if bytes.is_empty() || holds(bytes, byte) {
                table[byte] |= 1 << bit;
            }
            byte += 1;
        }
        bit += 1;
    }
    table
}

const fn holds(bytes: &[u8], wanted: usize) -> bool {
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] as usize == wanted {
            return true;
        }
        at += 1;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_sign_is_seen_at_either_end_and_no_other_with_it() {
        for (text, sign) in [
            (",", Signs::LATIN_PUNCTUATION),
            ("?", Signs::LATIN_PUNCTUATION),
            ("\"", Signs::STRAIGHT_QUOTE),
            ("«", Signs::GUILLEMET),
            ("“", Signs::QUOTE),
            ("ی", Signs::PERSIAN_LETTER),
            ("ک", Signs::PERSIAN_LETTER),
            ("ـ", Signs::TATWEEL),
            ("ﻻ", Signs::PRESENTATION_FORM),
            ("\u{202B}", Signs::BIDI_CONTROL),
            ("\u{2069}", Signs::BIDI_CONTROL),
            ("  ", Signs::ODD_SPACE),
            ("\u{A0}", Signs::ODD_SPACE),
            ("\u{202F}", Signs::ODD_SPACE),
            ("<", Signs::INLINE_MARKUP),
            ("](", Signs::INLINE_MARKUP),
            ("![", Signs::INLINE_MARKUP),
            ("[", Signs::BRACKET),
            ("\n- ", Signs::BLOCK_MARKUP),
        ] {
            for text in [format!("قال{text}نعم"), format!("says{text}")] {
                let found = Signs::of(&text);
                assert!(found.any(sign), "{text:?}");
                for other in [
                    Signs::LATIN_PUNCTUATION,
                    Signs::QUOTE,
                    Signs::PERSIAN_LETTER,
                    Signs::TATWEEL,
                    Signs::PRESENTATION_FORM,
                    Signs::BIDI_CONTROL,
                    Signs::ODD_SPACE,
                    Signs::INLINE_MARKUP,
                    Signs::BLOCK_MARKUP,
                ] {
                    assert!(!found.any(other) || sign.any(other), "{text:?}: {other:?}");
                }
            }
        }
        assert_eq!(Signs::of("قال إنه لن يقبل. He said no."), Signs::default());
    }

    #[test]
    fn the_head_of_a_text_is_the_head_of_a_line() {
        for text in ["- one", "# head", " 1. one", "\u{3000}> said"] {
            assert!(Signs::of(text).any(Signs::BLOCK_MARKUP), "{text:?}");
        }
        assert!(!Signs::of("one - two # three").any(Signs::BLOCK_MARKUP));
    }
}
