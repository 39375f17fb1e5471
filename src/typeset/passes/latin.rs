//! Left-to-right runs inside Arabic lines: numbers, Latin words, codes.
//!
//! PDFium turns the stretches of a line round once more when it reads an Arabic one, each
//! stretch whole: letters, numbers, and what stands between. So the stretches of such a run are
//! written in turned order, one glyph each, every one drawn where it was. The PDF says of such a
//! string that its order is turned (`/ReversedChars`), so that a reader that heeds
//! the structure gets it right as well, and a reader that goes by places is not concerned.

use typst::layout::Em;
use typst::text::{Glyph, TextItem};

use super::clusters::{advance, is_weak, pens};
use super::variants::Variants;

/// Ends a left-to-right run for readers that would draw it into what follows.
const RLM: &str = "\u{200f}";

/// How far to the left of the run the sign that ends it lies: beyond its last letter, short of
/// the distance that readers take for a space.
const BEYOND: Em = Em::new(0.11);

/// What readers count as one stretch.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Letters,
    Number,
    Other,
}

impl Class {
    fn of(text: &str) -> Self {
        match text.chars().next() {
            Some(c) if is_weak(c) => Class::Number,
            Some(c) if c.is_alphabetic() => Class::Letters,
            _ => Class::Other,
        }
    }
}

/// Arranges a run that stands in an Arabic line.
pub fn arrange(item: &TextItem, variants: &mut Variants) -> Option<TextItem> {
    let mut item = item.clone();
    if !item.text.chars().any(|c| c.is_alphanumeric() || is_weak(c)) {
        return None;
    }
    if let Some(turned) = turned(&item, variants) {
        item.glyphs = turned;
    }
    let first = item.glyphs.first()?.clone();
    let start = u16::try_from(item.text.len()).ok()?;
    let end = start.checked_add(u16::try_from(RLM.len()).ok()?)?;
    let sign = Glyph {
        id: variants.empty(BEYOND, RLM)?,
        x_advance: Em::zero(),
        x_offset: -BEYOND,
        y_offset: Em::zero(),
        range: start..end,
        ..first
    };
    item.text.push_str(RLM);
    item.glyphs.insert(0, sign);
    Some(item)
}

/// The stretches of a run in turned order; none where it has but one.
fn turned(item: &TextItem, variants: &mut Variants) -> Option<Vec<Glyph>> {
    let stretches: Vec<(Class, &[Glyph])> = item
        .glyphs
        .chunk_by(|a, b| Class::of(&item.text[a.range()]) == Class::of(&item.text[b.range()]))
        .filter_map(|glyphs| Some((Class::of(&item.text[glyphs.first()?.range()]), glyphs)))
        .collect();
    if stretches.len() < 2 {
        return None;
    }
    let mut left = Em::zero();
    let mut found = Vec::new();
    for (class, glyphs) in stretches {
        let mut drawn = match class {
            Class::Other => glyphs
                .iter()
                .zip(pens(glyphs))
                .map(|(glyph, pen)| (glyph.clone(), left + pen))
                .collect(),
            Class::Letters | Class::Number => vec![(whole(item, glyphs, variants)?, left)],
        };
        found.append(&mut drawn);
        left += advance(glyphs);
    }
    let mut pen = Em::zero();
    let turned = found
        .into_iter()
        .rev()
        .map(|(mut glyph, at)| {
            glyph.x_offset += at - pen;
            pen += glyph.x_advance;
            glyph
        })
        .collect();
    Some(turned)
}

/// One glyph for several.
fn whole(item: &TextItem, glyphs: &[Glyph], variants: &mut Variants) -> Option<Glyph> {
    let (first, last) = (glyphs.first()?, glyphs.last()?);
    if glyphs.len() == 1 {
        return Some(first.clone());
    }
    let range = first.range.start..last.range.end;
    let text = item
        .text
        .get(usize::from(range.start)..usize::from(range.end))?;
    let parts = glyphs
        .iter()
        .zip(pens(glyphs))
        .map(|(glyph, pen)| variants.part(glyph.id, pen + glyph.x_offset, glyph.y_offset))
        .collect::<Option<_>>()?;
    let x_advance = advance(glyphs);
    Some(Glyph {
        id: variants.compose(parts, x_advance, text)?,
        x_advance,
        x_offset: Em::zero(),
        y_offset: Em::zero(),
        range,
        ..first.clone()
    })
}
