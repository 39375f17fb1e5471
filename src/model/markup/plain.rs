//! Texts that hold letters and citations and nothing else, as most do: read without CommonMark.

use std::ops::Range;

use memchr::{memchr, memchr2};

use super::{Cite, cites};
use crate::model::bytes;

/// CommonMark limits what stands in brackets; a citation is far shorter.
const LONGEST: usize = 200;

/// A part of a plain text, in its order.
pub(super) enum Part {
    /// A line without letters.
    Blank,
    /// Where a line with letters begins.
    Line,
    /// Letters.
    Letters(Range<usize>),
    /// A citation with its brackets.
    Citation(Range<usize>),
}

/// Shows the parts of a text to `look`; none where a character might mean more than itself, and
/// what was shown until then counts nothing.
pub(super) fn read(text: &str, mut look: impl FnMut(Part)) -> Option<()> {
    if bytes::any(text.as_bytes(), is_markup) {
        return None;
    }
    let mut start = 0;
    loop {
        let rest = text.as_bytes().get(start..)?;
        let end = start + memchr(b'\n', rest).unwrap_or(rest.len());
        let line = &text[start..end];
        if line.is_empty() {
            look(Part::Blank);
        } else {
            if !line.starts_with(begins_nothing) || line.ends_with(char::is_whitespace) {
                return None;
            }
            look(Part::Line);
            read_line(text, start..end, &mut look)?;
        }
        if end == text.len() {
            return Some(());
        }
        start = end + 1;
    }
}

/// The citations of a text; none where the text is not plain.
pub(super) fn citations(text: &str) -> Option<Vec<Cite>> {
    let mut found = Vec::new();
    let look = |part| {
        if let Part::Citation(at) = part {
            cites(text, at, &mut found);
        }
    };
    read(text, look).map(|()| found)
}

/// Reads a line of letters and citations; none where a bracket is no citation.
fn read_line(text: &str, line: Range<usize>, look: &mut impl FnMut(Part)) -> Option<()> {
    let bytes = text.as_bytes();
    let mut from = line.start;
    while let Some(open) = memchr(b'[', &bytes[from..line.end]).map(|open| from + open) {
        let inner = open + 1;
        let close = inner + memchr2(b'[', b']', &bytes[inner..line.end])?;
        let after = close + 1;
        if bytes[close] == b'['
            || bytes[inner] != b'@'
            || close - inner > LONGEST
            || matches!(bytes.get(after), Some(b'(' | b'[' | b':'))
        {
            return None;
        }
        if from < open {
            look(Part::Letters(from..open));
        }
        look(Part::Citation(open..after));
        from = after;
    }
    if from < line.end {
        look(Part::Letters(from..line.end));
    }
    Some(())
}

/// Whether a byte may mean more than itself wherever it stands in a line. Without ways out in
/// between: see [`bytes::any`].
fn is_markup(byte: u8) -> bool {
    (byte == b'\\')
        | (byte == b'`')
        | (byte == b'*')
        | (byte == b'_')
        | (byte == b'<')
        | (byte == b'&')
        | (byte == b'!')
        | (byte == 127)
        | ((byte < b' ') & (byte != b'\n'))
}

/// Whether a character at the head of a line is sure to begin no list, heading or quote: a
/// letter or an opening mark. The usual letters need no look into the tables of Unicode.
fn begins_nothing(c: char) -> bool {
    c.is_ascii_alphabetic()
        || matches!(c, 'ء'..='غ' | 'ف'..='ي' | '«' | '“' | '‘' | '(' | '[')
        || c.is_alphabetic()
}
