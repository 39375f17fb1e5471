//! Left-to-right runs inside Arabic lines: numbers, Latin words, codes.
//!
//! PDFium turns the stretches of an Arabic line round when it reads it: letters, numbers, and
//! what stands between them. So the stretches of such a run are written in turned order, one
//! glyph each, every one drawn where it was. The PDF says of such a string that its order is
//! turned (`/ReversedChars`), so that a reader that heeds the structure gets it right as well;
//! and a reader that goes by places is not concerned.

use typst::layout::Em;
use typst::text::{Glyph, TextItem};

use super::clusters::{LRM, RLM, advance, is_bracket, is_weak, pens};
use super::spread::{Piece, STEP, assemble};
use super::variants::Variants;

/// A glyph wider than this must not be the first of a run.
const WIDE: Em = Em::new(2.0);

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

/// Where a run stands in its line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Setting {
    /// Whether letters or signs touch it on its right, where Arabic comes from.
    pub before: bool,
    /// Whether letters or signs touch it on its left, where Arabic goes on.
    pub after: bool,
}

/// Arranges a run that stands in an Arabic line; none where it stays as it is.
pub fn arrange(item: &TextItem, setting: Setting, variants: &mut Variants) -> Option<TextItem> {
    let class = |glyph: &Glyph| item.text.get(glyph.range()).map(Class::of);
    let stretches: Vec<&[Glyph]> = item.glyphs.chunk_by(|a, b| class(a) == class(b)).collect();
    if stretches.len() < 2 {
        return ended(item);
    }
    let mut at = Em::zero();
    let mut places = Vec::new();
    let mut pieces = Vec::new();
    for (index, glyphs) in stretches.iter().enumerate() {
        let (first, last) = (glyphs.first()?, glyphs.last()?);
        let text = item
            .text
            .get(usize::from(first.range.start)..usize::from(last.range.end))?;
        // A space by itself would end the turned string, and readers would sort its parts anew.
        let mut text = text.replace(' ', " \u{200e}");
        if index == 0 && text.chars().all(is_bracket) {
            text.push_str(LRM);
        }
        if index == 0 {
            text.insert_str(0, RLM);
        }
        pieces.push(Piece {
            glyphs: vec![whole(glyphs, &text, variants)?],
            text,
        });
        places.push(at);
        at += advance(glyphs);
    }
    // PDFium sees a new line, or a space, where a string does not end at its right. A glyph that
    // draws nothing and has no width makes it so; a space melts into the one that stands there.
    let end = if setting.before { LRM } else { " " };
    pieces.insert(0, empty(end, Em::zero(), item, variants)?);
    places.insert(0, at);
    let last = places.last().copied()?;
    if setting.after {
        // The same at its left, before a full stop. From there PDFium sees no space in a leap
        // to a glyph without width. Poppler must find the first of the two before the letters.
        pieces.push(empty(LRM, Em::zero(), item, variants)?);
        places.push(last);
        pieces.push(empty(LRM, STEP, item, variants)?);
        places.push(-STEP);
    } else if advance(stretches.last()?) > WIDE {
        // PDFium takes half the width of the glyph that is written first for a difference in
        // height that is none: with a long number that is more than the distance of lines.
        pieces.push(empty(LRM, STEP, item, variants)?);
        places.push(last - STEP);
    }
    let mut pen = Em::zero();
    for (piece, at) in pieces.iter_mut().zip(places).rev() {
        for glyph in &mut piece.glyphs {
            glyph.x_offset += at - pen;
            pen += glyph.x_advance;
        }
    }
    assemble(pieces, item)
}

/// The run with a sign before its first character that ends it towards the left.
fn ended(item: &TextItem) -> Option<TextItem> {
    let mut item = item.clone();
    let first = item.glyphs.first()?.range();
    if first.start != 0 {
        return None;
    }
    let shift = u16::try_from(RLM.len()).ok()?;
    item.text = format!("{RLM}{}", item.text).into();
    for (index, glyph) in item.glyphs.iter_mut().enumerate() {
        glyph.range.end = glyph.range.end.checked_add(shift)?;
        if index > 0 {
            glyph.range.start = glyph.range.start.checked_add(shift)?;
        }
    }
    Some(item)
}

/// A glyph that draws nothing.
fn empty(text: &str, width: Em, item: &TextItem, variants: &mut Variants) -> Option<Piece> {
    let glyph = Glyph {
        id: variants.empty(width, text)?,
        x_advance: Em::zero(),
        x_offset: Em::zero(),
        y_offset: Em::zero(),
        ..item.glyphs.first()?.clone()
    };
    Some(Piece {
        text: text.to_owned(),
        glyphs: vec![glyph],
    })
}

/// One glyph for several.
fn whole(glyphs: &[Glyph], text: &str, variants: &mut Variants) -> Option<Glyph> {
    if let [only] = glyphs {
        let id = variants.serving(only.id, text);
        return Some(Glyph { id, ..only.clone() });
    }
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
        ..glyphs.first()?.clone()
    })
}
