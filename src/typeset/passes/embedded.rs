//! Arabic terms inside lines of English.
//!
//! Poppler turns such a term round as a whole. PDFium turns each word for itself, and takes the
//! words in the order of the places where their strings begin. So the words of a term become
//! runs of their own, each led by a sign that is not drawn: that of the first word stands at the
//! left end of the term, those of the others at its right end, one after the other. There stands
//! a sign after each of these too, or PDFium would see a space before the next.
//!
//! Not all can be held so. Poppler parts a term at a number and at an Arabic comma in it, and
//! PDFium adds a space to an opening bracket inside a term, where Latin type draws the bracket.

use typst::layout::{Abs, Em, Frame, FrameItem, GroupItem, Point, Size};
use typst::text::TextItem;

use super::clusters::{advance, is_letter, is_rtl};
use super::lines::Sheet;
use super::spread::{Piece, STEP, assemble};

/// How far from each other the words of a term seem to begin: readers would take more for a
/// space.
const NEAR: Em = Em::new(0.001);

/// What readers take for one: a word of a term, a sign or space in it, or a whole run of English.
#[derive(Debug, Clone)]
pub struct Token {
    /// The leaf that it is in, or a part of.
    pub leaf: usize,
    /// Where it stands.
    pub x: Abs,
    /// What is drawn.
    pub item: TextItem,
}

/// The words and signs of a term that begins, on the left, at `left`.
pub fn words(leaf: usize, left: Abs, pieces: Vec<Piece>, model: &TextItem) -> Option<Vec<Token>> {
    // In a line of English, PDFium does not turn a mark with its letter.
    let is_word = |piece: &Piece| piece.text.starts_with(is_letter);
    let mut groups: Vec<Vec<Piece>> = Vec::new();
    for piece in pieces {
        match groups.last_mut() {
            Some(group) if is_word(&piece) && group.last().is_some_and(is_word) => {
                group.push(piece);
            }
            _ => groups.push(vec![piece]),
        }
    }
    let mut x = left + model.width();
    groups
        .into_iter()
        .map(|group| {
            let item = assemble(group, model)?;
            x -= advance(&item.glyphs).at(item.size);
            Some(Token { leaf, x, item })
        })
        .collect()
}

impl Token {
    /// Where the first of its glyphs begins: a mark begins to the left of its letter.
    fn left(&self) -> Abs {
        let first = self.item.glyphs.first();
        self.x + first.map_or(Abs::zero(), |glyph| glyph.x_offset.at(self.item.size))
    }

    fn right(&self) -> Abs {
        self.x + self.item.width()
    }

    fn has(&self, wanted: impl Fn(char) -> bool) -> bool {
        self.item.text.chars().any(wanted)
    }

    fn is_word(&self) -> bool {
        self.has(|c| c.is_alphabetic() && is_rtl(c))
    }

    fn is_latin(&self) -> bool {
        self.has(|c| c.is_alphabetic() && !is_rtl(c))
    }
}

/// The terms of more than one token in a line of English, each in the order of reading.
pub fn terms(mut line: Vec<Token>) -> Vec<Vec<Token>> {
    // A mark stands where its letter begins, and follows it in reading.
    line.reverse();
    line.sort_by_key(|token| token.x);
    let stretches = line.split(|token| token.is_latin());
    let terms = stretches.filter_map(|stretch| {
        let first = stretch.iter().position(Token::is_word)?;
        let last = stretch.iter().rposition(Token::is_word)?;
        // A number at the left of a term may belong to it: then it comes after it on the page.
        let newest = stretch
            .get(first..=last)?
            .iter()
            .map(|token| token.leaf)
            .max()?;
        let belongs = |token: &Token| token.leaf > newest && token.has(char::is_numeric);
        let first = stretch
            .iter()
            .position(belongs)
            .map_or(first, |at| at.min(first));
        let term: Vec<Token> = stretch.get(first..=last)?.iter().rev().cloned().collect();
        (term.len() > 1).then_some(term)
    });
    terms.collect()
}

/// How far to the right of its own place each token of a term seems to begin: the first where the
/// term begins on the left, the others one after the other before its right end.
pub fn shifts(term: &[Token]) -> Vec<Em> {
    let left = term.iter().map(Token::left).min().unwrap_or_default();
    let right = term.first().map_or(left, Token::right);
    let shifts = term.iter().enumerate().map(|(index, token)| {
        let shift = |to: Abs| Em::from_abs(to - token.x, token.item.size);
        #[expect(clippy::cast_precision_loss, reason = "a term has few words")]
        let before_end = NEAR * (term.len() - index) as f64;
        match index {
            0 => shift(left) - STEP * 1.5,
            _ => shift(right) - before_end,
        }
    });
    shifts.collect()
}

/// Puts a term on a sheet, in the place of the leaves that its tokens are from.
///
/// What was shaped as one stands from left to right, and is turned round here; leaves with
/// others between them stay where they are.
pub fn put(sheet: &mut Sheet, mut term: Vec<Token>) {
    let mut slots: Vec<usize> = term.iter().map(|token| token.leaf).collect();
    slots.sort_unstable();
    slots.dedup();
    if let (Some(first), Some(last)) = (slots.first(), slots.last())
        && last - first + 1 == slots.len()
    {
        for (index, token) in term.iter_mut().enumerate() {
            token.leaf = last.min(&(first + index)).to_owned();
        }
    }
    term.sort_by_key(|token| token.leaf);
    for tokens in term.chunk_by(|a, b| a.leaf == b.leaf) {
        let Some(first) = tokens.first() else {
            continue;
        };
        let Some(leaf) = sheet.leaves.get_mut(first.leaf) else {
            continue;
        };
        leaf.at.x = first.x;
        leaf.item = match tokens {
            [only] => FrameItem::Text(only.item.clone()),
            several => {
                let mut frame = Frame::soft(Size::zero());
                for token in several {
                    let at = Point::with_x(token.x - first.x);
                    frame.push(at, FrameItem::Text(token.item.clone()));
                }
                FrameItem::Group(GroupItem::new(frame))
            }
        };
    }
}
