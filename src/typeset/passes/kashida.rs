//! Lines justified by kashida: letters lengthened, so that the spaces need not be.
//!
//! Typst stretches the spaces of a justified line. This pass takes the excess back and gives
//! it to strokes in a few words of the line: one in a word, three in a line, the best places
//! first, not in neighbouring words while others will do, nearer the end of the line before
//! farther. Both ends of the line stay where they are, and links and underlines go along.

use std::ops::Range;

use typst::layout::{Abs, Em, FrameItem, Point, Size};
use typst::text::{Glyph, TextItem};
use typst::visualize::Geometry;

use super::clusters::{advance, is_letter, is_mark};
use super::lines::Sheet;
use super::places::{LOOSE, places};
use super::reshape::{Shaper, Stretched};
use super::spare::Spared;

/// Spaces wider than they should be by less than this (em) stay as they are.
const LEAST: f64 = 0.02;
/// Spaces wider than they should be by more than this (em) make a line loose.
const MUCH: f64 = 0.08;
/// At most this part of a line becomes strokes.
const SHARE: f64 = 0.1;
/// Spaces wider than they should be by more than this (em) would be rivers.
const RIVERS: f64 = 0.2;
/// At most so many strokes in a line, and in one that would have rivers.
const STROKES: usize = 3;
const STROKES_RIVERS: usize = 4;
/// The longest stroke, in lengths of the shortest, and the longest one in a loose line.
const LONGEST: f64 = 2.0;
const LONGEST_LOOSE: f64 = 3.0;
/// Lines shorter than this (em) have too few words to choose from.
const SHORT: f64 = 8.0;

/// What the pass did, for tests and measurements.
#[derive(Debug, Default, Clone, Copy, PartialEq)]
pub struct Tally {
    /// Justified lines of Arabic.
    pub lines: usize,
    /// Strokes.
    pub strokes: usize,
    /// By how much all spaces were too wide before, in ems.
    pub before: f64,
    /// By how much they are too wide now, in ems.
    pub after: f64,
}

/// The pass over one document.
#[derive(Default)]
pub struct Kashida {
    shaper: Shaper,
    /// The names that are spared, and quotations with them; neither where there is no list.
    spare: Option<Vec<String>>,
    /// What it did so far.
    pub tally: Tally,
}

/// A run of a line: its leaf, its place, and itself.
type Run<'a> = (usize, Point, &'a TextItem);

/// A place where a word may be lengthened.
struct Candidate<'a> {
    /// The leaf it is in.
    leaf: usize,
    item: &'a TextItem,
    /// The glyphs of the word.
    glyphs: Range<usize>,
    /// The number of the word from the end of the line.
    word: usize,
    priority: u8,
    /// The byte of the word before which the stroke comes.
    at: usize,
}

/// A word that is lengthened.
struct Choice<'a> {
    leaf: usize,
    item: &'a TextItem,
    glyphs: Range<usize>,
    word: usize,
    stretched: Stretched,
}

/// How a line was changed: places before and after, from left to right.
struct Shift {
    baseline: Abs,
    size: Abs,
    places: Vec<(Abs, Abs)>,
}

impl Kashida {
    /// A pass that spares quotations and names, where a list of these is given.
    pub fn new(spare: Option<Vec<String>>) -> Self {
        Self {
            spare,
            ..Self::default()
        }
    }

    /// Justifies every line of a sheet.
    pub fn edit(&mut self, sheet: &mut Sheet) {
        let spared = self.spare.as_ref().map(|names| Spared::of(sheet, names));
        let spared = spared.unwrap_or_default();
        let shifts: Vec<Shift> = sheet
            .lines
            .clone()
            .iter()
            .filter_map(|line| self.justify(sheet, line, &spared))
            .collect();
        if !shifts.is_empty() {
            carry(sheet, &shifts);
        }
    }

    fn justify(&mut self, sheet: &mut Sheet, line: &[usize], spared: &Spared) -> Option<Shift> {
        let runs: Vec<Run<'_>> = line
            .iter()
            .filter_map(|index| {
                let leaf = sheet.leaves.get(*index)?;
                Some((*index, leaf.at, leaf.text()?))
            })
            .collect();
        let (_, start, first) = runs.first()?;
        let (count, slack) = slack(&runs)?;
        let width: Abs = runs.iter().map(|(_, _, item)| item.width()).sum();
        let arabic = runs
            .iter()
            .any(|(_, _, item)| item.text.chars().any(is_letter));
        if count < 2 || !arabic || width < first.size * SHORT {
            return None;
        }
        #[expect(clippy::cast_precision_loss, reason = "a line has few spaces")]
        let count = count as f64;
        let excess = slack / count;
        if excess < first.size * LEAST {
            return None;
        }
        self.tally.lines += 1;
        self.tally.before += slack / first.size;
        let loose = excess > first.size * MUCH;
        let most = if excess < first.size * RIVERS {
            STROKES
        } else {
            STROKES_RIVERS
        };
        let candidates = candidates(&runs, spared, loose);
        let (mut chosen, budget) = self.choose(candidates, most, slack.min(width * SHARE));
        let longest = if loose { LONGEST_LOOSE } else { LONGEST };
        let grown = self.lengthen(&mut chosen, budget, longest);
        self.tally.strokes += chosen.len();
        self.tally.after += (slack - grown) / first.size;
        if chosen.is_empty() {
            return None;
        }
        let mut places = vec![(start.x, start.x)];
        let (mut old, mut new) = (start.x, start.x);
        let mut moved = Vec::with_capacity(runs.len());
        for (index, at, item) in &runs {
            let left = new;
            let words: Vec<&Choice<'_>> =
                chosen.iter().filter(|word| word.leaf == *index).collect();
            let item = set(
                item,
                &words,
                (slack - grown) / count,
                (&mut old, &mut new),
                &mut places,
            );
            moved.push((*index, Point::new(left, at.y), item));
        }
        let shift = Shift {
            baseline: start.y,
            size: first.size,
            places,
        };
        for (index, at, item) in moved {
            if let Some(leaf) = sheet.leaves.get_mut(index) {
                leaf.at = at;
                leaf.item = FrameItem::Text(item);
            }
        }
        Some(shift)
    }

    /// Chooses words by priority while their strokes fit into `budget`; gives what is left of it.
    ///
    /// Only a word whose turn it is is tried in its font: that is what costs time.
    fn choose<'a>(
        &mut self,
        mut candidates: Vec<Candidate<'a>>,
        most: usize,
        mut budget: Abs,
    ) -> (Vec<Choice<'a>>, Abs) {
        candidates.sort_by_key(|candidate| (candidate.priority, candidate.word));
        let mut chosen: Vec<Choice<'a>> = Vec::new();
        // First every second word, then their neighbours.
        for distance in [2, 1] {
            for candidate in &candidates {
                let near = |other: &Choice<'_>| other.word.abs_diff(candidate.word) < distance;
                if chosen.len() == most {
                    return (chosen, budget);
                }
                if chosen.iter().any(near) {
                    continue;
                }
                let item = candidate.item;
                let word = candidate.glyphs.clone();
                let Some(stretched) = self.shaper.stretch(item, word.clone(), candidate.at) else {
                    continue;
                };
                let growth = stretched.growth.at(item.size);
                if growth > Abs::zero() && growth <= budget {
                    budget -= growth;
                    chosen.push(Choice {
                        leaf: candidate.leaf,
                        item,
                        glyphs: word,
                        word: candidate.word,
                        stretched,
                    });
                }
            }
        }
        (chosen, budget)
    }

    /// Lengthens the strokes evenly by what is left of the budget, and gives what all of them add
    /// to the line.
    fn lengthen(&mut self, chosen: &mut [Choice<'_>], mut budget: Abs, longest: f64) -> Abs {
        let mut grown = Abs::zero();
        let mut left = chosen.len();
        for choice in chosen {
            let size = choice.item.size;
            let unit = choice.stretched.unit.at(size);
            #[expect(clippy::cast_precision_loss, reason = "a line has few strokes")]
            let share = budget / left.max(1) as f64;
            left -= 1;
            let more = share.min(unit * (longest - 1.0)).max(Abs::zero());
            let strokes = self.strokes(choice, Em::from_abs(unit + more, size));
            let word = &mut choice.stretched;
            let length = advance(&strokes);
            let added = length.at(size) - unit;
            budget -= added;
            grown += word.growth.at(size) + added;
            word.glyphs.splice(word.stroke..=word.stroke, strokes);
        }
        grown
    }

    /// A stroke of some length: the font's own, trimmed a little where it must be, or several.
    fn strokes(&mut self, choice: &Choice<'_>, total: Em) -> Vec<Glyph> {
        let word = &choice.stretched;
        let Some(stroke) = word.glyphs.get(word.stroke) else {
            return Vec::new();
        };
        // Shaping costs time: a stroke is not asked for that is surely too long.
        let designed = [3_u8, 2]
            .into_iter()
            .filter(|lengths| total > word.unit * (f64::from(*lengths) * 0.7))
            .filter_map(|lengths| self.shaper.longer(choice.item, word, lengths.into()))
            .find(|(_, length)| total >= *length * 0.9);
        if let Some((id, length)) = designed {
            return vec![Glyph {
                id,
                x_advance: total.min(length),
                ..stroke.clone()
            }];
        }
        let pieces = (1..=3)
            .find(|pieces| total <= word.unit * (f64::from(*pieces) + 0.02))
            .unwrap_or(3);
        let part = Glyph {
            x_advance: total / f64::from(pieces),
            ..stroke.clone()
        };
        (0..pieces).map(|_| part.clone()).collect()
    }
}

/// Every word of the line with its best two places.
fn candidates<'a>(runs: &[Run<'a>], spared: &Spared, loose: bool) -> Vec<Candidate<'a>> {
    let mut found = Vec::new();
    let mut number = 0;
    for &(leaf, _, item) in runs {
        let mut at = 0;
        for glyphs in item
            .glyphs
            .chunk_by(|a, b| is_space(item, a) == is_space(item, b))
        {
            let word = at..at + glyphs.len();
            at = word.end;
            if glyphs.first().is_some_and(|glyph| is_space(item, glyph)) {
                number += 1;
                continue;
            }
            let Some(part) = part_of(glyphs).filter(|part| !spared.holds(leaf, part)) else {
                continue;
            };
            let Some(text) = item.text.get(part).filter(|text| is_arabic_word(text)) else {
                continue;
            };
            let tried = places(text)
                .into_iter()
                .filter(|place| loose || place.priority < LOOSE)
                .take(2);
            found.extend(tried.map(|place| Candidate {
                leaf,
                item,
                glyphs: word.clone(),
                word: number,
                priority: place.priority,
                at: place.at,
            }));
        }
    }
    found
}

/// How many spaces of a line are widened, and by how much together; none where any is narrowed.
///
/// A token with spaces in it, such as a telephone number, stands in a box and keeps its own.
fn slack(runs: &[Run<'_>]) -> Option<(usize, Abs)> {
    let mut count = 0;
    let mut slack = Abs::zero();
    for (_, _, item) in runs {
        for glyph in item
            .glyphs
            .iter()
            .filter(|glyph| is_wide_space(item, glyph))
        {
            let excess = glyph.x_advance - item.font.x_advance(glyph.id)?;
            if excess < Em::zero() {
                return None;
            }
            count += usize::from(excess > Em::zero());
            slack += excess.at(item.size);
        }
    }
    Some((count, slack))
}

/// The run with its chosen words lengthened and its spaces too wide by `excess` alone.
fn set(
    item: &TextItem,
    words: &[&Choice<'_>],
    excess: Abs,
    (old, new): (&mut Abs, &mut Abs),
    places: &mut Vec<(Abs, Abs)>,
) -> TextItem {
    let mut glyphs = Vec::with_capacity(item.glyphs.len() + 2 * words.len());
    let mut at = 0;
    while let Some(glyph) = item.glyphs.get(at) {
        if let Some(word) = words.iter().find(|word| word.glyphs.start == at) {
            let before: Em = item
                .glyphs
                .get(word.glyphs.clone())
                .into_iter()
                .flatten()
                .map(|glyph| glyph.x_advance)
                .sum();
            let after: Em = word.stretched.glyphs.iter().map(|g| g.x_advance).sum();
            *old += before.at(item.size);
            *new += after.at(item.size);
            glyphs.extend(word.stretched.glyphs.iter().cloned());
            at = word.glyphs.end;
        } else {
            let mut glyph = glyph.clone();
            *old += glyph.x_advance.at(item.size);
            if is_wide_space(item, &glyph)
                && let Some(width) = item.font.x_advance(glyph.id)
                && glyph.x_advance > width
            {
                glyph.x_advance = width + Em::from_abs(excess, item.size);
            }
            *new += glyph.x_advance.at(item.size);
            glyphs.push(glyph);
            at += 1;
        }
        places.push((*old, *new));
    }
    TextItem {
        glyphs,
        ..item.clone()
    }
}

/// Moves links, underlines and highlights with the words that they belong to.
fn carry(sheet: &mut Sheet, shifts: &[Shift]) {
    for leaf in &mut sheet.leaves {
        let (left, top) = (leaf.at.x, leaf.at.y);
        let (width, bottom) = match &leaf.item {
            FrameItem::Link(_, size) => (size.x, top + size.y),
            FrameItem::Shape(shape, _) => match &shape.geometry {
                Geometry::Line(to) if to.y == Abs::zero() => (to.x, top),
                Geometry::Rect(size) => (size.x, top + size.y),
                _ => continue,
            },
            _ => continue,
        };
        let Some(shift) = shifts
            .iter()
            .find(|shift| shift.holds(left, width, top, bottom))
        else {
            continue;
        };
        let start = shift.moved(left);
        let wide = shift.moved(left + width) - start;
        leaf.at.x = start;
        match &mut leaf.item {
            FrameItem::Link(_, size) => *size = Size::new(wide, size.y),
            FrameItem::Shape(shape, _) => match &mut shape.geometry {
                Geometry::Line(to) => to.x = wide,
                Geometry::Rect(size) => *size = Size::new(wide, size.y),
                Geometry::Curve(_) => {}
            },
            _ => {}
        }
    }
}

impl Shift {
    /// Whether something flat and no wider than the line lies on it.
    fn holds(&self, left: Abs, width: Abs, top: Abs, bottom: Abs) -> bool {
        let (Some(first), Some(last)) = (self.places.first(), self.places.last()) else {
            return false;
        };
        let hair = Abs::pt(0.05);
        let inside = left >= first.0 - hair && left + width <= last.0 + hair;
        let flat = bottom - top < self.size * 2.0;
        let on_it =
            top <= self.baseline + self.size * 0.4 && bottom >= self.baseline - self.size * 0.4;
        inside && flat && on_it
    }

    /// Where a place of the line is now.
    fn moved(&self, x: Abs) -> Abs {
        let next = self.places.partition_point(|(old, _)| *old <= x);
        let (Some(a), Some(b)) = (
            next.checked_sub(1).and_then(|index| self.places.get(index)),
            self.places.get(next),
        ) else {
            return x;
        };
        if b.0 - a.0 < Abs::pt(1e-6) {
            return b.1;
        }
        a.1 + (b.1 - a.1) * ((x - a.0) / (b.0 - a.0))
    }
}

fn is_space(item: &TextItem, glyph: &Glyph) -> bool {
    item.text.get(glyph.range()) == Some(" ")
}

/// Whether a space takes room: the one at the end of a line does not.
fn is_wide_space(item: &TextItem, glyph: &Glyph) -> bool {
    is_space(item, glyph) && glyph.x_advance > Em::zero()
}

/// The part of a run's text that some of its glyphs stand for.
fn part_of(glyphs: &[Glyph]) -> Option<Range<usize>> {
    let start = glyphs.iter().map(|glyph| glyph.range.start).min()?;
    let end = glyphs.iter().map(|glyph| glyph.range.end).max()?;
    Some(usize::from(start)..usize::from(end))
}

fn is_arabic_word(text: &str) -> bool {
    text.chars().all(|c| {
        is_letter(c)
            || is_mark(c)
            || c.is_ascii_punctuation()
            || matches!(c, '،' | '؛' | '؟' | '«' | '»' | '…' | '‹' | '›')
    })
}
