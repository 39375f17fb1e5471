//! Bytes of a text ↔ the protocol's positions: a line, and a column in UTF-16 units.
//!
//! An Arabic letter is two bytes and one unit, a combining mark has units of its own, and a
//! character beyond the basic plane is four bytes and two units.

use std::ops::Range;

use gen_lsp_types as lsp;

/// Where the lines of a text begin.
#[derive(Debug, Clone)]
pub struct Lines(Vec<usize>);

impl Lines {
    /// Finds the lines of a text. `\n`, `\r\n` and a lone `\r` end a line, as the protocol has it.
    pub fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let ends = bytes.iter().enumerate().filter(|&(at, byte)| {
            *byte == b'\n' || (*byte == b'\r' && bytes.get(at + 1) != Some(&b'\n'))
        });
        Self(
            std::iter::once(0)
                .chain(ends.map(|(at, _)| at + 1))
                .collect(),
        )
    }

    /// The position of a byte; one inside a character counts as the character's first.
    pub fn position(&self, text: &str, byte: usize) -> lsp::Position {
        let byte = floor(text, byte);
        let line = self.0.partition_point(|&start| start <= byte) - 1;
        let before = text.get(self.0[line]..byte).unwrap_or("");
        let units: usize = before.chars().map(char::len_utf16).sum();
        lsp::Position {
            line: clamp(line),
            character: clamp(units),
        }
    }

    /// The byte of a position. Beyond the end of a line lies its end, beyond the last line the
    /// end of the text; a position inside a character counts as its first.
    pub fn byte(&self, text: &str, position: lsp::Position) -> usize {
        let line = position.line as usize;
        let Some(&start) = self.0.get(line) else {
            return text.len();
        };
        let end = self.0.get(line + 1).copied().unwrap_or(text.len());
        let body = text.get(start..end).unwrap_or("");
        let body = body.trim_end_matches(['\r', '\n']);
        let wanted = position.character as usize;
        let mut units = 0;
        for (at, c) in body.char_indices() {
            units += c.len_utf16();
            if units > wanted {
                return start + at;
            }
        }
        start + body.len()
    }

    /// The range of some bytes.
    pub fn range(&self, text: &str, bytes: &Range<usize>) -> lsp::Range {
        lsp::Range {
            start: self.position(text, bytes.start),
            end: self.position(text, bytes.end.max(bytes.start)),
        }
    }

    /// The bytes of a range, the start never behind the end.
    pub fn bytes(&self, text: &str, range: lsp::Range) -> Range<usize> {
        let start = self.byte(text, range.start);
        start..self.byte(text, range.end).max(start)
    }
}

fn clamp(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// The nearest boundary of a character at or before `byte`.
pub fn floor(text: &str, byte: usize) -> usize {
    (0..=byte.min(text.len()))
        .rev()
        .find(|&at| text.is_char_boundary(at))
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(line: u32, character: u32) -> lsp::Position {
        lsp::Position { line, character }
    }

    #[test]
    fn marks_and_characters_beyond_the_basic_plane_count_in_units() {
        // Three letters with shadda and fatha, an emoji of two units, a Gothic letter of two.
        let text = "k = \"قدَّر\"\nx = \"🛰𐌰ب\"\r\nend";
        let lines = Lines::of(text);
        let raa = text.find('ر').unwrap();
        assert_eq!(lines.position(text, raa), at(0, 9));
        assert_eq!(lines.byte(text, at(0, 9)), raa);
        let baa = text.find('ب').unwrap();
        assert_eq!(lines.position(text, baa), at(1, 9));
        assert_eq!(lines.byte(text, at(1, 9)), baa);
        // Between the two units of the emoji lies the emoji.
        let emoji = text.find('🛰').unwrap();
        assert_eq!(lines.byte(text, at(1, 6)), emoji);
        // The carriage return is no part of the line.
        assert_eq!(lines.byte(text, at(1, 99)), text.find('\r').unwrap());
        assert_eq!(lines.byte(text, at(9, 0)), text.len());
        assert_eq!(lines.position(text, text.len()), at(2, 3));
    }

    #[test]
    fn a_byte_inside_a_character_counts_as_its_first() {
        let text = "ب";
        assert_eq!(Lines::of(text).position(text, 1), at(0, 0));
    }

    proptest! {
        #[test]
        fn every_boundary_comes_back(text in "([ -~]|[ء-ي]|[\u{64B}-\u{652}]|[𐌰-𐌹🛰🜁]|\r\n|\n|\r){0,60}") {
            let lines = Lines::of(&text);
            let inside_line_end = |byte: usize| {
                text[..byte].ends_with('\r') && text[byte..].starts_with('\n')
            };
            for byte in (0..=text.len()).filter(|&byte| text.is_char_boundary(byte)) {
                if !inside_line_end(byte) {
                    prop_assert_eq!(lines.byte(&text, lines.position(&text, byte)), byte);
                }
            }
        }

        #[test]
        fn no_position_leads_out_of_the_text(text in "\\PC{0,20}", line in 0u32..4, column: u32) {
            let byte = Lines::of(&text).byte(&text, at(line, column));
            prop_assert!(text.is_char_boundary(byte));
        }
    }
}
