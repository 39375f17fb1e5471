//! Letters, marks, and the glyphs that draw them.
//!
//! A cluster is what a font draws as one: a letter with its marks, or a ligature. All its
//! glyphs share one range of the text, and stand side by side, from left to right.

use std::ops::Range;

use ttf_parser::GlyphId;
use ttf_parser::gdef::GlyphClass;
use typst::layout::Em;
use typst::text::{FontInstance, Glyph, TextItem};

/// The sign that makes what stands around it run from right to left.
pub const RLM: &str = "\u{200f}";
/// The sign that makes what stands around it run from left to right.
pub const LRM: &str = "\u{200e}";
/// The sign at which a line may end, and which is not seen.
pub const BREAK: &str = "\u{200b}";

/// Whether a character is an Arabic mark, drawn over or under its letter.
pub fn is_mark(c: char) -> bool {
    matches!(c,
        '\u{610}'..='\u{61a}'
        | '\u{64b}'..='\u{65f}'
        | '\u{670}'
        | '\u{6d6}'..='\u{6dc}'
        | '\u{6df}'..='\u{6e4}'
        | '\u{6e7}' | '\u{6e8}'
        | '\u{6ea}'..='\u{6ed}')
}

/// Whether a character is an Arabic letter, tatweel not counted.
pub fn is_letter(c: char) -> bool {
    matches!(c,
        '\u{620}'..='\u{63f}'
        | '\u{641}'..='\u{64a}'
        | '\u{66e}' | '\u{66f}'
        | '\u{671}'..='\u{6d3}'
        | '\u{6d5}'
        | '\u{6fa}'..='\u{6ff}'
        | '\u{750}'..='\u{77f}')
}

/// Whether a character is of a script that runs from right to left. Digits run the other way.
pub fn is_rtl(c: char) -> bool {
    matches!(c,
        '\u{590}'..='\u{65f}'
        | '\u{66d}'..='\u{6ef}'
        | '\u{6fa}'..='\u{8ff}'
        | '\u{200f}'
        | '\u{fb1d}'..='\u{fdff}'
        | '\u{fe70}'..='\u{fefc}')
}

/// Whether readers give a character a direction only in numbers: digits, and the signs that
/// stand in and beside them.
pub fn is_weak(c: char) -> bool {
    matches!(c,
        '0'..='9'
        | '\u{660}'..='\u{66c}'
        | '\u{6f0}'..='\u{6f9}'
        | '+' | '-' | '\u{2212}'
        | '.' | ',' | ':' | '/' | '\u{60c}' | '\u{a0}' | '\u{202f}'
        | '#' | '$' | '%' | '\u{a2}'..='\u{a5}' | '\u{b0}' | '\u{b1}'
        | '\u{2030}' | '\u{2032}' | '\u{2033}' | '\u{20a0}'..='\u{20cf}')
}

/// Whether a character has a twin that opens where it closes.
pub fn is_bracket(c: char) -> bool {
    matches!(
        c,
        '(' | ')' | '[' | ']' | '{' | '}' | '<' | '>' | '«' | '»' | '‹' | '›'
    )
}

/// Whether a run goes from right to left; `otherwise` for one that does not show it.
pub fn is_rtl_run(item: &TextItem, otherwise: bool) -> bool {
    match (item.glyphs.first(), item.glyphs.last()) {
        (Some(first), Some(last)) if first.range.start != last.range.start => {
            return first.range.start > last.range.start;
        }
        // A single bracket has been turned, if its run goes from right to left.
        (Some(only), _) if item.text.chars().all(is_bracket) => {
            let nominal = item
                .text
                .chars()
                .next()
                .and_then(|c| item.font.ttf().glyph_index(c));
            return nominal.is_some_and(|nominal| nominal.0 != only.id);
        }
        _ => {}
    }
    let decided = item
        .text
        .chars()
        .find(|c| is_rtl(*c) || c.is_alphanumeric());
    decided.map_or(otherwise, is_rtl)
}

/// Whether the font says of a glyph that it is a mark.
pub fn is_mark_glyph(font: &FontInstance, glyph: u16) -> bool {
    let class = font
        .ttf()
        .tables()
        .gdef
        .and_then(|table| table.glyph_class(GlyphId(glyph)));
    matches!(class, Some(GlyphClass::Mark))
}

/// The clusters of a run, from left to right, as ranges of its glyphs.
pub fn clusters(glyphs: &[Glyph]) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (index, glyph) in glyphs.iter().enumerate() {
        match found.last_mut() {
            Some(last)
                if glyphs
                    .get(last.start)
                    .is_some_and(|g| g.range == glyph.range) =>
            {
                last.end = index + 1;
            }
            _ => found.push(index..index + 1),
        }
    }
    found
}

/// The sum of the advances.
pub fn advance(glyphs: &[Glyph]) -> Em {
    glyphs.iter().map(|glyph| glyph.x_advance).sum()
}

/// How far from the left edge of the run each glyph's pen stands.
pub fn pens(glyphs: &[Glyph]) -> Vec<Em> {
    let mut pen = Em::zero();
    glyphs
        .iter()
        .map(|glyph| {
            let at = pen;
            pen += glyph.x_advance;
            at
        })
        .collect()
}
