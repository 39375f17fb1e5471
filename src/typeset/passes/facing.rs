//! Two languages on one page, side by side.
//!
//! Poppler gives every line of a page the direction that most letters of the page have. The
//! Arabic lines need theirs, since it decides where numbers and signs go; the English ones do
//! not, once each ends with a letter or a sign that says the same. So such a page is given a
//! weight: signs from right to left, as many as it has more Latin letters. They stand in its running
//! header, which is no part of what is read, and are not drawn.
//!
//! PDFium goes line by line, but takes two runs on one height for one line, however far apart.
//! A sign that stands a little higher parts the two sides.

use std::ops::Range;

use typst::introspection::Tag;
use typst::layout::{Abs, FrameItem, Point};
use typst::pdf::ArtifactElem;

use super::clusters::{LRM, RLM, is_letter, is_rtl};
use super::fidelity::Fidelity;
use super::lines::{Leaf, Sheet};

/// So many more signs than needed, for what Poppler counts otherwise.
const SPARE: isize = 40;
/// The weight comes in lots of so many signs.
const ALIKE: usize = 1200;
/// Runs of both sides that stand nearer to each other in height than this are one line to PDFium.
const LEVEL: f64 = 0.9;
/// A run that stands so much higher than the line before is in the reach of its marks.
const HIGHER: Range<f64> = 0.9..1.3;
/// Which lines of a sheet are a brief's Arabic.
#[derive(Debug, Clone, Copy)]
pub enum Side {
    /// All, or none.
    Whole(bool),
    /// Those to the right of the fold.
    RightOf(Abs),
}

impl Side {
    /// The sides of a sheet. `page` is the width of a page that two languages share.
    pub fn of(sheet: &Sheet, page: Option<Abs>) -> Self {
        match page {
            None => Self::Whole(true),
            Some(width) if width == sheet.width => Self::RightOf(width / 2.0),
            // What is turned or scaled is a figure of the one language or the other.
            Some(_) => {
                let mut runs = sheet.leaves.iter().filter_map(Leaf::text);
                Self::Whole(runs.any(|item| item.text.chars().any(is_rtl)))
            }
        }
    }

    /// Whether a line that begins here is Arabic.
    pub fn is_arabic(self, x: Abs) -> bool {
        match self {
            Self::Whole(arabic) => arabic,
            Self::RightOf(fold) => x >= fold,
        }
    }
}

/// Gives a page the weight that makes it one of Arabic, where it has a header or footer to carry
/// it; and at least one sign at its left edge. PDFium takes a page for one of columns that are
/// read downwards where less than four fifths of its width have text, as with tables on both
/// sides; a run that goes over all of it says otherwise.
pub fn weigh(sheet: &mut Sheet, fidelity: &mut Fidelity) {
    let surplus: isize = sheet.leaves.iter().map(|leaf| surplus(&leaf.item)).sum();
    let missing = usize::try_from(surplus.saturating_add(SPARE)).unwrap_or(0);
    // A header is known by being the same on every page.
    let missing = missing.next_multiple_of(ALIKE);
    let texts = sheet.leaves.iter().filter(|leaf| leaf.text().is_some());
    let left = texts.map(|leaf| leaf.at.x).min().unwrap_or_default();
    let carrier = carrier(sheet).and_then(|index| sheet.leaves.get_mut(index));
    if let Some(leaf) = carrier
        && let Some(item) = leaf.text()
        && let Some(item) = fidelity.weighted(item, missing, left - leaf.at.x)
    {
        leaf.item = FrameItem::Text(item);
    }
}

/// How many letters run from left to right beyond those that run from right to left.
fn surplus(item: &FrameItem) -> isize {
    match item {
        FrameItem::Group(group) => group.frame.items().map(|(_, item)| surplus(item)).sum(),
        FrameItem::Text(item) => item.text.chars().map(weight).sum(),
        _ => 0,
    }
}

fn weight(c: char) -> isize {
    match c {
        _ if RLM.contains(c) || is_letter(c) => -1,
        _ if LRM.contains(c) || c.is_alphabetic() && !is_rtl(c) => 1,
        _ => 0,
    }
}

/// A run that is no part of what is read, as headers and footers are: one of Arabic, if there is.
fn carrier(sheet: &Sheet) -> Option<usize> {
    let mut inside = None;
    let mut found = None;
    for (index, leaf) in sheet.leaves.iter().enumerate() {
        match &leaf.item {
            FrameItem::Tag(Tag::Start(element, _)) if element.is::<ArtifactElem>() => {
                inside = inside.or(element.location());
            }
            FrameItem::Tag(Tag::End(location, ..)) if inside == Some(*location) => inside = None,
            FrameItem::Text(item) if inside.is_some() => {
                if item.text.chars().any(is_letter) {
                    return Some(index);
                }
                found = found.or(Some(index));
            }
            _ => {}
        }
    }
    found
}

/// The runs that PDFium would add to the line before, though they are none of it: one on the other
/// side of the fold, and one of a table that stands but a little higher than the line before.
pub fn turns(sheet: &Sheet, fold: Abs) -> Vec<usize> {
    let mut found = Vec::new();
    let mut last: Option<Point> = None;
    for (index, leaf) in sheet.leaves.iter().enumerate() {
        let Some(item) = leaf.text().filter(|item| !item.text.trim().is_empty()) else {
            continue;
        };
        if let Some(last) = last {
            let higher = (last.y - leaf.at.y) / item.size;
            let turns = higher.abs() < LEVEL && (last.x < fold) != (leaf.at.x < fold);
            if turns || HIGHER.contains(&higher) {
                found.push(index);
            }
        }
        last = Some(leaf.at);
    }
    found
}
