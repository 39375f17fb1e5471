//! A dot between two facts says that one ends and the next begins. Where a line ends between them,
//! the line's end says it, and the dot goes: Typst has no sign that vanishes there.
//!
//! The house labels such a dot `<between>`, and it is known here by the tag that the label makes. It
//! stands at an end of its line if the words after it or before it stand on another. Nothing
//! moves: what a dot leaves at the end of a ragged line is white already.

use typst::introspection::Tag;
use typst::layout::{Abs, Frame, FrameItem, GroupItem, Point};
use typst::text::TextItem;

/// What a template labels a sign that vanishes at a line's end.
pub const LABEL: &str = "between";

/// A run on a page, in the order of its words.
struct Run {
    /// Where its baseline is.
    y: Abs,
    /// How far from it another baseline may be that is the same line: a mark beside it, raised a little.
    near: Abs,
    /// Whether it is a sign between two facts.
    between: bool,
    /// Whether there is anything to see.
    blank: bool,
}

/// The frame without the separators that a line's end parts from what is before or after them.
pub fn trimmed(frame: &Frame) -> Frame {
    let mut runs = Vec::new();
    collect(frame, Point::zero(), &mut Mark::default(), &mut runs);
    if !runs.iter().any(|run| run.between) {
        return frame.clone();
    }
    let mut goes = runs.iter().enumerate().map(|(at, run)| {
        let mut before = runs.iter().take(at).rev();
        let mut after = runs.iter().skip(at + 1);
        let seen = |run: &&Run| !run.blank;
        let beside = |other: Option<&Run>| other.is_some_and(|other| run.beside(other));
        run.between && !(beside(before.find(seen)) && beside(after.find(seen)))
    });
    without(frame, &mut goes)
}

impl Run {
    fn beside(&self, other: &Run) -> bool {
        (self.y - other.y).abs() < self.near
    }
}

/// Whether a separator has been announced, and not yet seen.
#[derive(Default)]
struct Mark {
    announced: bool,
}

impl Mark {
    fn read(&mut self, tag: &Tag) {
        if let Tag::Start(content, _) = tag {
            let label = content.label();
            self.announced |= label.is_some_and(|label| label.resolve().as_str() == LABEL);
        }
    }
}

fn collect(frame: &Frame, origin: Point, mark: &mut Mark, runs: &mut Vec<Run>) {
    for (at, item) in frame.items() {
        match item {
            FrameItem::Tag(tag) => mark.read(tag),
            FrameItem::Group(group) => {
                // What is turned or made smaller keeps its lines: they are only compared with each other.
                collect(&group.frame, origin + *at, mark, runs);
            }
            FrameItem::Text(item) => runs.push(Run {
                y: origin.y + at.y,
                near: near(item),
                between: std::mem::take(&mut mark.announced),
                blank: item.text.trim().is_empty(),
            }),
            _ => {}
        }
    }
}

/// Lines stand farther apart than half the size of their letters.
fn near(item: &TextItem) -> Abs {
    item.size * 0.5
}

fn without(frame: &Frame, goes: &mut dyn Iterator<Item = bool>) -> Frame {
    let items: Vec<(Point, FrameItem)> = frame
        .items()
        .filter_map(|(at, item)| match item {
            FrameItem::Group(group) => {
                let frame = without(&group.frame, goes);
                let group = GroupItem {
                    frame,
                    ..group.clone()
                };
                Some((*at, FrameItem::Group(group)))
            }
            FrameItem::Text(_) if goes.next() == Some(true) => None,
            other => Some((*at, other.clone())),
        })
        .collect();
    let mut copy = Frame::new(frame.size(), frame.kind());
    if frame.has_baseline() {
        copy.set_baseline(frame.baseline());
    }
    copy.push_multiple(items);
    copy
}
