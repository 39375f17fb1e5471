//! Text that comes back: the runs of a page arranged so that PDFium and Poppler give the text
//! as it was written. What is drawn, and where, stays the same.
//!
//! Both readers put an Arabic line together from single glyphs. They are misled by clusters of
//! several glyphs, by gaps that kerning opens, and by signs that stand between numbers or at the
//! end of a sentence. So every letter and mark gets a glyph of its own ([`super::spread`]), a
//! kerned glyph an advance of its own, and a sign that belongs to no side is held in its place
//! by a directional mark that draws nothing.

use typst::layout::{Em, FrameItem};
use typst::text::{FontInstance, Glyph, TextItem};

use super::clusters::{clusters, is_bracket, is_mark, is_rtl, is_rtl_run, is_weak};
use super::derive::derive;
use super::latin;
use super::lines::Sheet;
use super::spread::{Piece, spread};
use super::variants::Variants;

const RLM: &str = "\u{200f}";
const LRM: &str = "\u{200e}";

/// Kerning beyond this would be taken for the end of a word, or for an overlap.
const KERN: f64 = 0.03;

/// The pass over one document, with the glyphs that it adds to the fonts.
#[derive(Debug)]
pub struct Fidelity {
    rtl: bool,
    fonts: Vec<(FontInstance, Option<Variants>)>,
}

impl Fidelity {
    /// A pass over a document whose lines run from right to left, or do not.
    pub fn new(rtl: bool) -> Self {
        Self {
            rtl,
            fonts: Vec::new(),
        }
    }

    /// Arranges every run of a sheet.
    pub fn edit(&mut self, sheet: &mut Sheet) {
        for line in &sheet.lines {
            let arabic = self.rtl
                && line.iter().any(|index| {
                    let text = sheet.leaves.get(*index).and_then(|leaf| leaf.text());
                    text.is_some_and(|item| item.text.chars().any(is_rtl) || speaks_rtl(item))
                });
            for index in line {
                let Some(leaf) = sheet.leaves.get_mut(*index) else {
                    continue;
                };
                if let FrameItem::Text(item) = &mut leaf.item
                    && let Some(arranged) = self.arrange(item, arabic)
                {
                    *item = arranged;
                }
            }
        }
    }

    /// The fonts that have got further glyphs, each beside the font it takes the place of.
    pub fn fonts(&self) -> Vec<(FontInstance, FontInstance)> {
        self.fonts
            .iter()
            .filter_map(|(font, variants)| Some((font.clone(), derive(variants.as_ref()?)?)))
            .collect()
    }

    fn arrange(&mut self, item: &TextItem, arabic: bool) -> Option<TextItem> {
        let variants = self.variants(&item.font)?;
        if is_rtl_run(item) {
            return arabic_run(item, variants);
        }
        let mut arranged = if arabic || speaks_rtl(item) {
            latin::arrange(item, variants).unwrap_or_else(|| item.clone())
        } else {
            item.clone()
        };
        for glyph in &mut arranged.glyphs {
            glyph.id = variants.serving(glyph.id, &arranged.text[glyph.range()]);
        }
        Some(arranged)
    }

    fn variants(&mut self, font: &FontInstance) -> Option<&mut Variants> {
        let index = match self.fonts.iter().position(|(known, _)| known == font) {
            Some(index) => index,
            None => {
                self.fonts.push((font.clone(), Variants::new(font)));
                self.fonts.len() - 1
            }
        };
        self.fonts.get_mut(index)?.1.as_mut()
    }
}

/// Whether a run is in a language that is written from right to left.
fn speaks_rtl(item: &TextItem) -> bool {
    matches!(item.lang.as_str(), "ar" | "fa" | "ur" | "he")
}

/// Arranges a right-to-left run; none where its text would grow too long for its glyphs.
fn arabic_run(item: &TextItem, variants: &mut Variants) -> Option<TextItem> {
    let mut run = Run::default();
    for cluster in clusters(&item.glyphs).into_iter().rev() {
        let glyphs = item.glyphs.get(cluster)?;
        let text = item.text.get(glyphs.first()?.range())?;
        for mut piece in spread(text, glyphs, variants) {
            if let [glyph] = piece.glyphs.as_mut_slice() {
                bake(glyph, &piece.text, variants);
                glyph.id = variants.serving(glyph.id, &piece.text);
            }
            run.push(piece, variants);
        }
    }
    run.finish(item)
}

/// Makes kerning and raising a part of the glyph.
fn bake(glyph: &mut Glyph, text: &str, variants: &mut Variants) {
    if !variants.is_own(glyph.id) || text.trim().is_empty() || glyph.x_advance <= Em::zero() {
        return;
    }
    let Some(advance) = variants.font().x_advance(glyph.id) else {
        return;
    };
    let kerned = (glyph.x_advance - advance).get().abs() > KERN || glyph.x_offset.get().abs() > KERN;
    if !kerned && glyph.y_offset == Em::zero() {
        return;
    }
    let composed = variants
        .part(glyph.id, glyph.x_offset, glyph.y_offset)
        .and_then(|part| variants.compose(vec![part], glyph.x_advance, text));
    if let Some(id) = composed {
        glyph.id = id;
        glyph.x_offset = Em::zero();
        glyph.y_offset = Em::zero();
    }
}

/// A right-to-left run as it is put together, in the order of its text.
#[derive(Default)]
struct Run {
    pieces: Vec<Piece>,
    last: Option<char>,
}

impl Run {
    fn push(&mut self, piece: Piece, variants: &mut Variants) {
        let first = piece.text.chars().next();
        let follows_number = self.last.is_some_and(is_weak);
        let follows_mark = self.last.is_some_and(is_mark);
        let weak = first.is_some_and(is_weak);
        let bracket = first.is_some_and(is_bracket);
        let parted = weak && (follows_number || follows_mark)
            || follows_number && first.is_some_and(|c| !is_rtl(c));
        if bracket {
            // PDFium would turn a bracket that stands between Arabic letters.
            self.sign(LRM, &piece, variants);
        } else if parted {
            self.sign(RLM, &piece, variants);
        }
        self.last = piece.text.chars().next_back();
        let copy = piece.clone();
        self.pieces.push(piece);
        if bracket {
            self.sign(RLM, &copy, variants);
        }
    }

    /// A directional mark that draws nothing, at the edge of `beside`.
    fn sign(&mut self, text: &str, beside: &Piece, variants: &mut Variants) {
        let Some(model) = beside.glyphs.first() else {
            return;
        };
        let Some(id) = variants.empty(Em::zero(), text) else {
            return;
        };
        self.last = text.chars().next_back();
        self.pieces.push(Piece {
            text: text.to_owned(),
            glyphs: vec![Glyph {
                id,
                x_advance: Em::zero(),
                x_offset: Em::zero(),
                y_offset: Em::zero(),
                ..model.clone()
            }],
        });
    }

    fn finish(self, model: &TextItem) -> Option<TextItem> {
        let mut text = String::new();
        let mut rows = Vec::with_capacity(self.pieces.len());
        for piece in self.pieces {
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
}
