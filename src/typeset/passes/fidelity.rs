//! Text that comes back: the runs of a page arranged so that PDFium and Poppler give the text
//! as it was written. What is drawn, and where, stays the same.
//!
//! Both readers put an Arabic line together from single glyphs. They are misled by clusters of
//! several glyphs, by gaps that kerning opens, and by signs that stand between numbers or at the
//! end of a sentence. So every letter and mark gets a glyph of its own ([`super::spread`]), a
//! kerned glyph an advance of its own, and a sign that belongs to no side is held in its place
//! by a directional mark in the text of its glyph.

use typst::layout::{Abs, Em, FrameItem};
use typst::text::{FontInstance, Glyph, TextItem};

use super::clusters::{LRM, RLM, clusters, is_bracket, is_mark, is_rtl, is_rtl_run, is_weak};
use super::derive::derive;
use super::embedded::{self, Token};
use super::facing::{self, Side};
use super::latin::{self, Setting};
use super::lines::Sheet;
use super::signs::{closed, followed, led};
use super::spread::{KERN, Piece, STEP, assemble, spread};
use super::variants::Variants;

/// As many signs as one glyph may stand for: Poppler reads no longer texts of a glyph.
const SIGNS: usize = 60;
/// Poppler takes a glyph nearer than this to one like it for the same, drawn twice.
const APART: Em = Em::new(0.12);
/// How high the sign stands that parts two runs on one height.
const RAISED: Em = Em::new(1.3);

/// The pass over one document, with the glyphs that it adds to the fonts.
#[derive(Debug)]
pub struct Fidelity {
    rtl: bool,
    fonts: Vec<(FontInstance, Option<Variants>)>,
}

/// What stands on both sides of a run in its line.
#[derive(Debug, Clone, Copy)]
struct Beside<'a> {
    left: Option<&'a TextItem>,
    right: Option<&'a TextItem>,
    /// What comes on the right but for spaces.
    word: Option<&'a TextItem>,
}

impl Beside<'_> {
    fn setting(self) -> Setting {
        let inked = |item: Option<&TextItem>, glyph: Option<&Glyph>| {
            let text = item
                .zip(glyph)
                .and_then(|(item, glyph)| item.text.get(glyph.range()));
            text.is_some_and(|text| !text.trim().is_empty())
        };
        Setting {
            before: inked(self.right, self.right.and_then(|item| item.glyphs.first())),
            after: inked(self.left, self.left.and_then(|item| item.glyphs.last())),
        }
    }
}

impl Fidelity {
    /// A pass over a document whose lines run from right to left, or do not.
    pub fn new(rtl: bool) -> Self {
        Self {
            rtl,
            fonts: Vec::new(),
        }
    }

    /// Arranges every run of a sheet. Of a page that faces two languages, `halves` is the width.
    pub fn edit(&mut self, sheet: &mut Sheet, halves: Option<Abs>) {
        let side = Side::of(sheet, halves);
        let lines = std::mem::take(&mut sheet.lines);
        let turns = match side {
            Side::RightOf(fold) => facing::turns(sheet, fold),
            Side::Whole(_) => Vec::new(),
        };
        for line in &lines {
            let items: Vec<TextItem> = line
                .iter()
                .filter_map(|index| sheet.leaves.get(*index)?.text().cloned())
                .collect();
            let start = line.first().and_then(|index| sheet.leaves.get(*index));
            let rtl = self.rtl && start.is_some_and(|leaf| side.is_arabic(leaf.at.x));
            let mixed = !rtl && is_mixed(&items);
            let mut tokens = Vec::new();
            for (place, index) in line.iter().enumerate() {
                let Some(item) = items.get(place) else { break };
                let Some(leaf) = sheet.leaves.get_mut(*index) else {
                    break;
                };
                let beside = Beside {
                    left: place.checked_sub(1).and_then(|left| items.get(left)),
                    right: items.get(place + 1),
                    word: items
                        .iter()
                        .skip(place + 1)
                        .find(|item| !item.text.trim().is_empty()),
                };
                let arranged = if is_rtl_run(item, rtl) {
                    self.arabic(item, rtl, beside).and_then(|pieces| {
                        if mixed {
                            let pieces = pieces.clone();
                            tokens.extend(embedded::words(*index, leaf.at.x, pieces, item)?);
                        }
                        assemble(pieces, item)
                    })
                } else {
                    self.latin(item, rtl, beside)
                };
                let parted = turns
                    .contains(index)
                    .then(|| self.parted(arranged.as_ref().unwrap_or(item)));
                if let Some(arranged) = parted.flatten().or(arranged) {
                    leaf.item = FrameItem::Text(arranged);
                }
            }
            if !tokens.is_empty() {
                self.embed(sheet, line, tokens);
            }
        }
        sheet.lines = lines;
        if matches!(side, Side::RightOf(_)) {
            facing::weigh(sheet, self);
        }
    }

    /// The run with so many signs from right to left before it, in glyphs that draw nothing, and
    /// one more that stands a little before the place `left` from it.
    pub fn weighted(&mut self, item: &TextItem, mut signs: usize, left: Abs) -> Option<TextItem> {
        let variants = self.variants(&item.font)?;
        let mut item = item.clone();
        let mut at = Em::zero();
        while signs > 0 {
            let now = signs.min(SIGNS);
            let text = RLM.repeat(now);
            let id = variants.empty(APART, &text)?;
            item = led(&item, id, &text, (at, Em::zero()))?;
            at -= APART;
            signs -= now;
        }
        let edge = Em::from_abs(left, item.size) - Em::new(0.5);
        led(
            &item,
            variants.empty(STEP, RLM)?,
            RLM,
            (edge.min(at), Em::zero()),
        )
    }

    /// The run with signs raised high before it: to PDFium a line of its own. A single one would
    /// have no width, and be left out.
    fn parted(&mut self, item: &TextItem) -> Option<TextItem> {
        let id = self.variants(&item.font)?.empty(STEP, RLM)?;
        let item = led(item, id, RLM, (APART, RAISED))?;
        led(&item, id, RLM, (Em::zero(), RAISED))
    }

    /// The fonts that have got further glyphs, each beside the font it takes the place of.
    pub fn fonts(&self) -> Vec<(FontInstance, FontInstance)> {
        self.fonts
            .iter()
            .filter_map(|(font, variants)| Some((font.clone(), derive(variants.as_ref()?)?)))
            .collect()
    }

    /// The pieces of a right-to-left run.
    fn arabic(&mut self, item: &TextItem, rtl: bool, beside: Beside<'_>) -> Option<Vec<Piece>> {
        let around = Around {
            rtl,
            follows_latin: beside.right.is_some_and(|item| !is_rtl_run(item, rtl)),
            goes_on: beside.left.is_some(),
            after_latin: !rtl && !beside.word.is_some_and(|item| is_rtl_run(item, rtl)),
        };
        arabic_run(item, around, self.variants(&item.font)?)
    }

    /// A left-to-right run.
    fn latin(&mut self, item: &TextItem, rtl: bool, beside: Beside<'_>) -> Option<TextItem> {
        let facing = self.rtl && !rtl;
        let variants = self.variants(&item.font)?;
        let arranged = if rtl {
            latin::arrange(item, beside.setting(), variants)
        } else if facing || beside.right.is_none() {
            // Poppler may find the end of a line before a citation.
            closed(item, facing)
        } else {
            None
        };
        let mut arranged = arranged.unwrap_or_else(|| item.clone());
        for glyph in &mut arranged.glyphs {
            let text = arranged.text.get(glyph.range())?;
            glyph.id = variants.serving(glyph.id, text);
        }
        Some(arranged)
    }

    /// Puts the Arabic terms of a line of English on the sheet, whose words are `tokens`.
    fn embed(&mut self, sheet: &mut Sheet, line: &[usize], mut tokens: Vec<Token>) {
        for index in line {
            if let Some(leaf) = sheet.leaves.get(*index)
                && let Some(item) = leaf.text()
                && tokens.iter().all(|token| token.leaf != *index)
            {
                tokens.push(Token {
                    leaf: *index,
                    x: leaf.at.x,
                    item: item.clone(),
                });
            }
        }
        for mut term in embedded::terms(tokens) {
            let shifts = embedded::shifts(&term);
            for (order, (token, shift)) in term.iter_mut().zip(shifts).enumerate() {
                if let Some(item) = self.seeming(&token.item, shift, order) {
                    token.item = item;
                }
            }
            embedded::put(sheet, term);
        }
    }

    /// The run with signs round it that seem to begin it elsewhere, and to end it there, where it
    /// is not the first of its term.
    ///
    /// PDFium sees no space in a leap to a glyph without width, and drops what is near to its like.
    fn seeming(&mut self, item: &TextItem, shift: Em, order: usize) -> Option<TextItem> {
        let sign = LRM.repeat(1 + order % 3);
        let variants = self.variants(&item.font)?;
        let before = variants.empty(STEP, LRM)?;
        let (here, after) = (
            variants.empty(Em::zero(), RLM)?,
            variants.empty(Em::zero(), &sign)?,
        );
        if order == 0 {
            // Poppler counts a mark that follows to what the last sign begins.
            let signs = format!("{LRM}{RLM}");
            let before = variants.empty(STEP, &signs)?;
            let item = led(item, here, RLM, (Em::zero(), Em::zero()))?;
            return led(&item, before, &signs, (shift, Em::zero()));
        }
        let item = led(item, before, LRM, (shift, Em::zero()))?;
        followed(&item, after, &sign, shift)
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

/// Whether a line from left to right holds words of both directions.
fn is_mixed(items: &[TextItem]) -> bool {
    let letters = |rtl: bool| {
        let mut chars = items.iter().flat_map(|item| item.text.chars());
        chars.any(|c| c.is_alphabetic() && is_rtl(c) == rtl)
    };
    letters(true) && letters(false)
}

/// What stands around a right-to-left run.
#[derive(Debug, Clone, Copy)]
struct Around {
    /// Whether its line runs from right to left.
    rtl: bool,
    /// Whether what comes before it runs from left to right.
    follows_latin: bool,
    /// Whether its line goes on after it.
    goes_on: bool,
    /// Whether it is the beginning of what runs so in a text from left to right.
    after_latin: bool,
}

/// The pieces of a right-to-left run, in the order of its text.
fn arabic_run(item: &TextItem, around: Around, variants: &mut Variants) -> Option<Vec<Piece>> {
    let mut run = Run {
        rtl: around.rtl,
        pieces: Vec::new(),
        open: around.follows_latin,
        marked: false,
    };
    for cluster in clusters(&item.glyphs).into_iter().rev() {
        let glyphs = item.glyphs.get(cluster)?;
        let text = item.text.get(glyphs.first()?.range())?;
        for piece in spread(text, glyphs, variants) {
            run.push(piece);
        }
    }
    if around.goes_on && run.open {
        run.close();
    }
    if around.after_latin
        && let Some(first) = run.pieces.first_mut()
    {
        // Else the space or sign at its right would be turned round with it.
        first.text.push_str(LRM);
    }
    for piece in &mut run.pieces {
        if let [glyph] = piece.glyphs.as_mut_slice() {
            bake(glyph, &piece.text, variants);
            glyph.id = variants.serving(glyph.id, &piece.text);
        }
    }
    Some(run.pieces)
}

/// Makes kerning and raising a part of the glyph.
fn bake(glyph: &mut Glyph, text: &str, variants: &mut Variants) {
    if !variants.is_own(glyph.id) || text.trim().is_empty() || glyph.x_advance <= Em::zero() {
        return;
    }
    let Some(advance) = variants.font().x_advance(glyph.id) else {
        return;
    };
    let kerned =
        (glyph.x_advance - advance).get().abs() > KERN || glyph.x_offset.get().abs() > KERN;
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
///
/// The text of a glyph may hold directional signs beside its character, in the order in which
/// readers meet them: from left to right.
struct Run {
    rtl: bool,
    pieces: Vec<Piece>,
    /// Whether what came last would draw a sign of no direction to its own side.
    open: bool,
    /// Whether what came last is a mark, which readers take for a number.
    marked: bool,
}

impl Run {
    fn push(&mut self, mut piece: Piece) {
        let first = piece.text.chars().next();
        let weak = first.is_some_and(is_weak);
        if self.open && first.is_some_and(|c| weak || !is_rtl(c)) || self.marked && weak {
            if !self.pieces.is_empty() {
                self.close();
            } else if !piece.text.trim().is_empty() {
                piece.text.push_str(RLM);
            }
        }
        self.open = weak;
        self.marked = first.is_some_and(is_mark);
        let turned = |c: &char| self.rtl && (is_bracket(*c) || *c == '…');
        if let Some(bracket) = first.filter(turned) {
            // Among Arabic letters PDFium would turn a bracket, and write dots for an ellipsis.
            let before = &piece.text[bracket.len_utf8()..];
            piece.text = format!("{RLM}{bracket}{LRM}{before}");
        }
        self.pieces.push(piece);
    }

    /// Parts what came last from what follows.
    fn close(&mut self) {
        if let Some(last) = self.pieces.last_mut() {
            last.text.insert_str(0, RLM);
        }
    }
}
