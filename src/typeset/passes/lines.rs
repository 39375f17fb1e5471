//! The one reading of a page that all passes share: its leaves, and the lines that they form.
//!
//! Typst keeps no lines. A line is a chain of runs on one baseline, each touching the next,
//! whatever groups they lie in. And what was shaped as one run comes in several pieces,
//! parted wherever a glyph is raised; they are joined here before a pass sees them.

use typst::layout::{Abs, Em, Frame, FrameItem, GroupItem, Point};
use typst::text::{Glyph, TextItem};

use super::clusters::is_rtl;

/// How far apart two runs may stand and still touch.
const TOUCH: f64 = 0.02;

/// Something drawn, or a link or tag, at its place in the coordinates of the sheet.
#[derive(Debug, Clone)]
pub struct Leaf {
    /// Where it stands.
    pub at: Point,
    /// What it is. Never a group that shares the coordinates of the sheet.
    pub item: FrameItem,
}

impl Leaf {
    /// The run of text that it is.
    pub fn text(&self) -> Option<&TextItem> {
        match &self.item {
            FrameItem::Text(item) => Some(item),
            _ => None,
        }
    }
}

/// A page, or a part of it that is turned, scaled or clipped, as one plane.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// How wide it is.
    pub width: Abs,
    /// Everything on it, in the order of the page.
    pub leaves: Vec<Leaf>,
    /// The lines: the leaves of each, from left to right.
    pub lines: Vec<Vec<usize>>,
}

/// Reads a frame, lets `edit` change what stands on it, and puts it back together.
///
/// `edit` may move and replace leaves; their number and order stay.
pub fn rework(frame: &Frame, edit: &mut dyn FnMut(&mut Sheet)) -> Frame {
    let frame = joined(frame, edit);
    let mut sheet = Sheet::read(&frame);
    edit(&mut sheet);
    put_back(&frame, Point::zero(), &mut sheet.leaves.into_iter())
}

/// The frame with every run of text changed by `edit`.
pub fn map_texts(frame: &Frame, edit: &mut dyn FnMut(&mut TextItem)) -> Frame {
    let items = frame
        .items()
        .map(|(at, item)| {
            let item = match item {
                FrameItem::Text(text) => {
                    let mut text = text.clone();
                    edit(&mut text);
                    FrameItem::Text(text)
                }
                FrameItem::Group(group) => FrameItem::Group(GroupItem {
                    frame: map_texts(&group.frame, edit),
                    ..group.clone()
                }),
                other => other.clone(),
            };
            (*at, item)
        })
        .collect();
    like(frame, items)
}

/// The text of a frame: its runs in their order, and a line break wherever one does not
/// touch the one before it.
pub fn text(frame: &Frame) -> String {
    let mut out = String::new();
    let mut last: Option<(Point, Abs)> = None;
    write_text(frame, Point::zero(), &mut out, &mut last);
    out
}

fn write_text(frame: &Frame, origin: Point, out: &mut String, last: &mut Option<(Point, Abs)>) {
    for (at, item) in frame.items() {
        match item {
            FrameItem::Group(group) => write_text(&group.frame, origin + *at, out, last),
            FrameItem::Text(item) => {
                let at = origin + *at;
                let width = item.width();
                let touches = last.is_some_and(|(point, wide)| {
                    let near = |a: Abs, b: Abs| (a - b).to_pt().abs() < 1.0;
                    near(point.y, at.y)
                        && (near(point.x + wide, at.x) || near(at.x + width, point.x))
                });
                if !touches && !out.is_empty() {
                    out.push('\n');
                }
                out.push_str(&item.text);
                *last = Some((at, width));
            }
            _ => {}
        }
    }
}

impl Sheet {
    fn read(frame: &Frame) -> Self {
        let mut leaves = Vec::new();
        collect(frame, Point::zero(), &mut leaves);
        let lines = lines(&leaves);
        Self {
            width: frame.width(),
            leaves,
            lines,
        }
    }
}

/// An empty copy of a frame, filled anew.
fn like(frame: &Frame, items: Vec<(Point, FrameItem)>) -> Frame {
    let mut copy = Frame::new(frame.size(), frame.kind());
    if frame.has_baseline() {
        copy.set_baseline(frame.baseline());
    }
    copy.push_multiple(items);
    copy
}

/// Whether a group only holds things together, and moves nothing.
fn is_plain(group: &GroupItem) -> bool {
    group.transform.is_identity() && group.clip.is_none()
}

fn collect(frame: &Frame, origin: Point, into: &mut Vec<Leaf>) {
    for (at, item) in frame.items() {
        match item {
            FrameItem::Group(group) if is_plain(group) => {
                collect(&group.frame, origin + *at, into);
            }
            _ => into.push(Leaf {
                at: origin + *at,
                item: item.clone(),
            }),
        }
    }
}

fn put_back(frame: &Frame, origin: Point, leaves: &mut dyn Iterator<Item = Leaf>) -> Frame {
    let items = frame
        .items()
        .filter_map(|(at, item)| match item {
            FrameItem::Group(group) if is_plain(group) => {
                let group = GroupItem {
                    frame: put_back(&group.frame, origin + *at, leaves),
                    ..group.clone()
                };
                Some((*at, FrameItem::Group(group)))
            }
            _ => leaves.next().map(|leaf| (leaf.at - origin, leaf.item)),
        })
        .collect();
    like(frame, items)
}

/// The chains of runs, each from left to right.
fn lines(leaves: &[Leaf]) -> Vec<Vec<usize>> {
    let mut runs: Vec<(usize, Point, Abs)> = leaves
        .iter()
        .enumerate()
        .filter_map(|(index, leaf)| Some((index, leaf.at, leaf.text()?.width())))
        .collect();
    runs.sort_by_key(|(index, at, _)| (at.y, *index));
    let mut found = Vec::new();
    for band in runs.chunk_by_mut(|a, b| (b.1.y - a.1.y).to_pt() < TOUCH) {
        // The space at the end of a line has no width, and stands where its last word begins.
        band.sort_by_key(|(index, at, width)| (at.x, *width > Abs::zero(), *index));
        let mut end = Abs::inf();
        let mut line: Vec<usize> = Vec::new();
        for (index, at, width) in band {
            if (at.x - end).to_pt().abs() >= TOUCH && !line.is_empty() {
                found.push(std::mem::take(&mut line));
            }
            line.push(*index);
            end = at.x + *width;
        }
        found.push(line);
    }
    found
}

/// The frame with the pieces of each shaped run joined, and all that is turned or clipped
/// reworked for itself.
fn joined(frame: &Frame, edit: &mut dyn FnMut(&mut Sheet)) -> Frame {
    let mut items: Vec<(Point, FrameItem)> = Vec::new();
    let mut pieces: Vec<(Point, TextItem)> = Vec::new();
    for (at, item) in frame.items() {
        match item {
            FrameItem::Text(text) => {
                if !pieces.last().is_some_and(|last| continues(last, *at, text)) {
                    flush(&mut pieces, &mut items);
                }
                pieces.push((*at, text.clone()));
            }
            FrameItem::Group(group) => {
                flush(&mut pieces, &mut items);
                let inner = if is_plain(group) {
                    joined(&group.frame, edit)
                } else {
                    rework(&group.frame, edit)
                };
                let group = GroupItem {
                    frame: inner,
                    ..group.clone()
                };
                items.push((*at, FrameItem::Group(group)));
            }
            other => {
                flush(&mut pieces, &mut items);
                items.push((*at, other.clone()));
            }
        }
    }
    flush(&mut pieces, &mut items);
    like(frame, items)
}

/// Whether a run is the next piece, to the right, of what was shaped as one.
fn continues((at, left): &(Point, TextItem), next: Point, right: &TextItem) -> bool {
    let alike = left.font == right.font
        && left.size == right.size
        && left.fill == right.fill
        && left.stroke == right.stroke
        && left.lang == right.lang
        && left.region == right.region;
    alike
        && (at.x + left.width() - next.x).to_pt().abs() < TOUCH
        && (at.y - next.y).abs() < left.size * 0.6
        && is_piece(left)
        && is_piece(right)
}

/// Whether a run may be a piece of a right-to-left one: it holds nothing that runs otherwise.
fn is_piece(item: &TextItem) -> bool {
    !item.text.chars().any(|c| c.is_alphanumeric() && !is_rtl(c))
}

fn flush(pieces: &mut Vec<(Point, TextItem)>, items: &mut Vec<(Point, FrameItem)>) {
    let run = std::mem::take(pieces);
    match join(&run) {
        Some((at, item)) => items.push((at, FrameItem::Text(item))),
        None => items.extend(
            run.into_iter()
                .map(|(at, item)| (at, FrameItem::Text(item))),
        ),
    }
}

/// Joins the pieces of a right-to-left run; none where they are not such pieces.
fn join(pieces: &[(Point, TextItem)]) -> Option<(Point, TextItem)> {
    if pieces.len() < 2 {
        return None;
    }
    // Most of the run stands on the baseline; the raised pieces are single marks and letters.
    let (base, model) = pieces.iter().max_by_key(|(_, item)| item.width())?;
    let mut text = String::new();
    let mut glyphs: Vec<Glyph> = Vec::new();
    // The text begins at the right.
    for (at, item) in pieces.iter().rev() {
        // A cluster may be parted between two pieces: then both hold all its text.
        let shared = match (glyphs.first(), item.glyphs.last()) {
            (Some(right), Some(left)) if left.span == right.span && left.range.start == 0 => {
                let known = text.get(right.range())?;
                if item.text.get(left.range()) == Some(known) {
                    known.len()
                } else {
                    0
                }
            }
            _ => 0,
        };
        let offset = u16::try_from(text.len() - shared).ok()?;
        text.push_str(item.text.get(shared..)?);
        let raise = Em::from_abs(base.y - at.y, item.size);
        let mut row = Vec::with_capacity(item.glyphs.len() + glyphs.len());
        for glyph in &item.glyphs {
            let range =
                glyph.range.start.checked_add(offset)?..glyph.range.end.checked_add(offset)?;
            row.push(Glyph {
                range,
                y_offset: glyph.y_offset + raise,
                ..glyph.clone()
            });
        }
        row.append(&mut glyphs);
        glyphs = row;
    }
    let descends = glyphs
        .windows(2)
        .all(|pair| pair[0].range.start >= pair[1].range.end || pair[0].range == pair[1].range);
    let (first, _) = pieces.first()?;
    descends.then(|| {
        let item = TextItem {
            text: text.into(),
            glyphs,
            ..model.clone()
        };
        (Point::new(first.x, base.y), item)
    })
}
