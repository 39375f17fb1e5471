//! Signs that are not seen, added to runs that are arranged already.

use std::cmp::Ordering;

use typst::layout::Em;
use typst::text::{Glyph, TextItem};

use super::clusters::{BREAK, LRM, advance, is_rtl_run};

/// The run with a sign after the last character that it draws, where readers need one at the end
/// of a line. After a hyphen they need a place to break at: else Poppler takes the hyphen for one
/// that only the end of the line has put there, and drops it. On a page that is one of Arabic to
/// Poppler, the end of an English line must say that it is one.
pub fn closed(item: &TextItem, facing: bool) -> Option<TextItem> {
    let text = item.text.trim_end();
    let mut sign = String::new();
    if text.ends_with('-') && text.len() == item.text.len() {
        sign.push_str(BREAK);
    }
    if facing && !text.ends_with(char::is_alphanumeric) {
        sign.push_str(LRM);
    }
    if sign.is_empty() || text.is_empty() {
        return None;
    }
    let end = text.len();
    let mut closed = item.clone();
    closed.text = format!("{text}{sign}{}", item.text.get(end..)?).into();
    for glyph in &mut closed.glyphs {
        let range = glyph.range();
        let moved = |at: usize| u16::try_from(at + sign.len()).ok();
        if range.end >= end {
            glyph.range.end = moved(range.end)?;
        }
        if range.start >= end {
            glyph.range.start = moved(range.start)?;
        }
    }
    Some(closed)
}

/// The run with a glyph more, at the beginning of its glyphs, that takes no room.
pub fn led(item: &TextItem, id: u16, text: &str, at: (Em, Em)) -> Option<TextItem> {
    with_glyph(item, id, text, at, 0)
}

/// The same at the end of its glyphs, so far from the beginning of the run.
pub fn followed(item: &TextItem, id: u16, text: &str, x: Em) -> Option<TextItem> {
    let x = x - advance(&item.glyphs);
    with_glyph(item, id, text, (x, Em::zero()), item.glyphs.len())
}

fn with_glyph(
    item: &TextItem,
    id: u16,
    text: &str,
    (x, y): (Em, Em),
    place: usize,
) -> Option<TextItem> {
    let (first, last) = (item.glyphs.first()?, item.glyphs.last()?);
    let falls = match first.range.start.cmp(&last.range.start) {
        Ordering::Equal => is_rtl_run(item, false),
        order => order == Ordering::Greater,
    };
    let mut item = item.clone();
    let more = u16::try_from(text.len()).ok()?;
    let old = u16::try_from(item.text.len()).ok()?;
    let end = old.checked_add(more)?;
    // The glyphs of a run from right to left begin with the end of its text.
    let range = if falls == (place == 0) {
        item.text = format!("{}{text}", item.text).into();
        old..end
    } else {
        item.text = format!("{text}{}", item.text).into();
        for glyph in &mut item.glyphs {
            glyph.range = glyph.range.start + more..glyph.range.end + more;
        }
        0..more
    };
    let glyph = Glyph {
        id,
        x_advance: Em::zero(),
        x_offset: x,
        y_offset: y,
        range,
        ..item.glyphs.first()?.clone()
    };
    item.glyphs.insert(place, glyph);
    Some(item)
}
