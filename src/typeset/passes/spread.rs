//! One cluster as single glyphs: each letter and each mark with a text of its own.
//!
//! A cluster of several glyphs comes back from no reader as it was written. Its letters become
//! one glyph each, and its marks follow as glyphs whose origins lie a little to the left of
//! their letter, in the order in which they are typed. What is drawn stays where it was.

use typst::layout::Em;
use typst::text::{FontInstance, Glyph, TextItem};

use super::clusters::{RLM, advance, is_mark, is_mark_glyph, is_rtl, pens};
use super::variants::Variants;

/// How far to the left of its letter the origin of a mark lies; the second mark lies twice as
/// far. Readers then take them for what follows the letter, and for a part of the same word.
/// As the glyph of a mark is as wide, there is no gap that they could take for a space.
pub const STEP: Em = Em::new(0.02);

/// Kerning beyond this would be taken for the end of a word, or for an overlap.
pub const KERN: f64 = 0.03;

/// Glyphs that carry one text.
#[derive(Debug, Clone)]
pub struct Piece {
    /// The text.
    pub text: String,
    /// The glyphs, from left to right: one, unless a cluster could not be taken apart.
    pub glyphs: Vec<Glyph>,
}

/// A run of the given pieces, which follow each other from right to left.
///
/// None where the text is too long for the ranges of its glyphs.
pub fn assemble(pieces: Vec<Piece>, model: &TextItem) -> Option<TextItem> {
    let mut text = String::new();
    let mut rows = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let start = u16::try_from(text.len()).ok()?;
        text.push_str(&piece.text);
        let end = u16::try_from(text.len()).ok()?;
        let mut row = piece.glyphs;
        for glyph in &mut row {
            glyph.range = start..end;
        }
        rows.push(row);
    }
    Some(TextItem {
        text: text.into(),
        glyphs: rows.into_iter().rev().flatten().collect(),
        ..model.clone()
    })
}

/// A letter of the text, with its marks.
struct Letter {
    base: char,
    marks: Vec<char>,
}

/// A glyph of the cluster, and where it is drawn.
#[derive(Clone, Copy)]
struct Ink {
    glyph: u16,
    x: Em,
    y: Em,
}

/// Takes a cluster apart, in the order of the text.
pub fn spread(text: &str, glyphs: &[Glyph], variants: &mut Variants) -> Vec<Piece> {
    // Most clusters are a glyph for a letter.
    let plain = glyphs.len() == 1 && text.chars().nth(1).is_none();
    let pieces = (!plain).then(|| apart(text, glyphs, variants)).flatten();
    pieces.unwrap_or_else(|| {
        vec![Piece {
            text: text.to_owned(),
            glyphs: glyphs.to_vec(),
        }]
    })
}

fn apart(text: &str, glyphs: &[Glyph], variants: &mut Variants) -> Option<Vec<Piece>> {
    let letters = letters(text)?;
    let model = glyphs.first()?;
    let (marks, bases) = inks(variants.font(), glyphs);
    if bases.is_empty() {
        return None;
    }
    let typed: Vec<char> = letters
        .iter()
        .flat_map(|letter| letter.marks.iter().copied())
        .collect();
    let (assigned, spare) = assign(variants.font(), &marks, &typed);
    // Dots that the font draws as marks belong to the letter.
    let body: Vec<Ink> = bases.iter().chain(&spare).copied().collect();
    let count = letters.len();
    #[expect(clippy::cast_precision_loss, reason = "a ligature has few letters")]
    let share = advance(glyphs) / count as f64;
    let mut assigned = assigned.into_iter();
    let mut pieces = Vec::new();
    for (index, letter) in letters.iter().enumerate() {
        #[expect(clippy::cast_precision_loss, reason = "a ligature has few letters")]
        let left = share * (count - 1 - index) as f64;
        let text = letter.base.to_string();
        let mut glyph = Glyph {
            x_advance: share,
            x_offset: Em::zero(),
            y_offset: Em::zero(),
            ..model.clone()
        };
        match body.as_slice() {
            [only] if count == 1 && only.x.get().abs() < KERN && only.y == Em::zero() => {
                glyph.id = only.glyph;
                glyph.x_offset = only.x;
            }
            // All the ink of a ligature goes with its first letter; and a letter that is drawn
            // beside its place gets its place as a part of the glyph, so that marks follow it.
            _ if index == 0 => {
                let parts = body
                    .iter()
                    .map(|ink| variants.part(ink.glyph, ink.x - left, ink.y))
                    .collect::<Option<_>>()?;
                glyph.id = variants.compose(parts, share, &text)?;
            }
            _ => glyph.id = variants.empty(share, &text)?,
        }
        let origin = glyph.x_offset.min(Em::zero());
        pieces.push(Piece {
            text,
            glyphs: vec![glyph],
        });
        let mut at = origin;
        for (order, mark) in letter.marks.iter().enumerate() {
            at -= STEP;
            let mut text = mark.to_string();
            if order > 0 {
                // PDFium would take two marks for a number, and leave them in drawn order.
                text.push_str(RLM);
            }
            let parts = match assigned.next().flatten() {
                Some(ink) => vec![variants.part(ink.glyph, ink.x - left - at, ink.y)?],
                None => Vec::new(),
            };
            let glyph = Glyph {
                id: variants.compose(parts, STEP, &text)?,
                x_advance: Em::zero(),
                x_offset: at,
                y_offset: Em::zero(),
                ..model.clone()
            };
            pieces.push(Piece {
                text,
                glyphs: vec![glyph],
            });
        }
    }
    Some(pieces)
}

/// The letters of a cluster; none where it is no sequence of letters.
fn letters(text: &str) -> Option<Vec<Letter>> {
    let mut letters: Vec<Letter> = Vec::new();
    for c in text.chars() {
        if is_mark(c) {
            letters.last_mut()?.marks.push(c);
        } else {
            letters.push(Letter {
                base: c,
                marks: Vec::new(),
            });
        }
    }
    let sound = match letters.as_slice() {
        [] => false,
        [_] => true,
        several => several.iter().all(|letter| is_rtl(letter.base)),
    };
    sound.then_some(letters)
}

/// The marks and the other glyphs of a cluster, from left to right, where they are drawn.
fn inks(font: &FontInstance, glyphs: &[Glyph]) -> (Vec<Ink>, Vec<Ink>) {
    glyphs
        .iter()
        .zip(pens(glyphs))
        .map(|(glyph, pen)| Ink {
            glyph: glyph.id,
            x: pen + glyph.x_offset,
            y: glyph.y_offset,
        })
        .partition(|ink| is_mark_glyph(font, ink.glyph))
}

/// Gives each typed mark the glyph that draws it, and says which glyphs are left over.
///
/// A mark that the font draws together with another has no glyph of its own.
fn assign(font: &FontInstance, marks: &[Ink], typed: &[char]) -> (Vec<Option<Ink>>, Vec<Ink>) {
    // The glyphs stand from left to right, so that the last belongs to the first mark.
    let mut free: Vec<Option<Ink>> = marks.iter().rev().copied().map(Some).collect();
    let mut assigned: Vec<Option<Ink>> = typed
        .iter()
        .map(|mark| {
            let nominal = font.ttf().glyph_index(*mark)?.0;
            let slot = free
                .iter_mut()
                .find(|slot| slot.is_some_and(|ink| ink.glyph == nominal))?;
            slot.take()
        })
        .collect();
    // The dots of a letter come before its marks: what is left is dealt out from the end.
    for place in assigned.iter_mut().rev().filter(|place| place.is_none()) {
        *place = free.iter_mut().rev().find_map(Option::take);
    }
    (assigned, free.into_iter().flatten().collect())
}
