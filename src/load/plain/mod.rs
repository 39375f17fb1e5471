//! TOML as assessments are written in, read in one pass.
//!
//! Nearly every file that is checked is sound and uses little of TOML: bare keys, strings, whole
//! numbers, lists, tables. This reader knows that much and gives up on anything else; then the
//! parser of the `toml` crate reads the file, which knows all of TOML, tells every error, and
//! knows where each value stands. Property tests hold the two to the same tree.

mod de;

use std::borrow::Cow;

use memchr::{memchr, memchr2, memchr3};
use toml_parser::decoder::Encoding;
use toml_parser::{ParseError, Raw, Span};

use crate::model::bytes;

/// A value; its strings are borrowed from the file where they stand there as they are read.
#[derive(Debug, Clone, PartialEq)]
pub enum Value<'t> {
    /// A string.
    Text(Cow<'t, str>),
    /// A whole number.
    Whole(i64),
    /// A number with a fraction.
    Decimal(f64),
    /// `true` or `false`.
    Flag(bool),
    /// A list, written in one place.
    List(Vec<Value<'t>>),
    /// A list of tables, each under a header `[[…]]`.
    Headed(Vec<Value<'t>>),
    /// A table.
    Table(Table<'t>),
}

/// A table: its keys in the order of the file.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table<'t> {
    entries: Vec<(&'t str, Value<'t>)>,
    /// Whether it is complete where it was begun: `{ … }` takes no further keys.
    closed: bool,
}

/// Deeper than any assessment, and far from the end of the stack.
const DEEPEST: usize = 16;

/// Most tables have no more keys than this.
const USUAL: usize = 8;

/// Whether a byte may stand in a key without quotation marks.
const BARE: [bool; 256] = {
    let mut bare = [false; 256];
    let mut byte: u8 = 0;
    while byte < 128 {
        bare[byte as usize] = byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        byte += 1;
    }
    bare
};

/// A key is looked for from first to last, so tables beyond this are left to the other parser.
const WIDEST: usize = 100;

/// Reads a file; none where it is faulty, or holds more of TOML than this reader knows.
pub fn read(text: &str) -> Option<Table<'_>> {
    let odd = |byte: u8| ((byte < b' ') & (byte != b'\n') & (byte != b'\t')) | (byte == 127);
    if bytes::any(text.as_bytes(), odd) {
        return None;
    }
    Reader { text, at: 0 }.document()
}

impl<'t> Table<'t> {
    /// The keys, in the order of the file.
    pub fn keys(&self) -> impl Iterator<Item = &'t str> {
        self.entries.iter().map(|(key, _)| *key)
    }

    /// Whether it has no keys.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    fn find(&mut self, key: &str) -> Option<&mut Value<'t>> {
        // Headers mostly go on with the list that was begun last.
        let mut latest = self.entries.iter_mut().rev();
        let found = latest.find(|(known, _)| *known == key);
        found.map(|(_, value)| value)
    }

    fn add(&mut self, key: &'t str, value: Value<'t>) -> Option<()> {
        if self.entries.len() == WIDEST || self.keys().any(|known| known == key) {
            return None;
        }
        self.entries.push((key, value));
        Some(())
    }

    /// The table that a part of a header before its last names: the last one begun so.
    fn open(&mut self, key: &str) -> Option<&mut Table<'t>> {
        let table = match self.find(key)? {
            Value::Table(table) => table,
            Value::Headed(items) => match items.last_mut()? {
                Value::Table(table) => table,
                _ => return None,
            },
            _ => return None,
        };
        (!table.closed).then_some(table)
    }
}

/// A header: the keys to the table it begins, and whether that is an item of a list.
struct Header<'t> {
    path: Vec<&'t str>,
    item: bool,
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Reader<'t> {
    fn document(mut self) -> Option<Table<'t>> {
        let mut root = self.keys()?;
        while self.peek() == Some(b'[') {
            let header = self.header()?;
            let table = self.keys()?;
            put(&mut root, header, table)?;
        }
        (self.at == self.text.len()).then_some(root)
    }

    /// Lines of keys and values, up to a header or the end.
    fn keys(&mut self) -> Option<Table<'t>> {
        let mut table = Table {
            entries: Vec::with_capacity(USUAL),
            closed: false,
        };
        loop {
            self.gap();
            match self.peek() {
                None | Some(b'[') => return Some(table),
                Some(_) => self.pair(&mut table, 0)?,
            }
            self.end_of_line()?;
        }
    }

    fn header(&mut self) -> Option<Header<'t>> {
        self.take(b'[')?;
        let item = self.take(b'[').is_some();
        let mut path = Vec::with_capacity(2);
        loop {
            self.space();
            path.push(self.key()?);
            self.space();
            if self.take(b'.').is_none() {
                break;
            }
        }
        self.take(b']')?;
        if item {
            self.take(b']')?;
        }
        self.end_of_line()?;
        Some(Header { path, item })
    }

    fn pair(&mut self, table: &mut Table<'t>, depth: usize) -> Option<()> {
        let key = self.key()?;
        self.space();
        self.take(b'=')?;
        self.space();
        let value = self.value(depth)?;
        table.add(key, value)
    }

    fn key(&mut self) -> Option<&'t str> {
        let rest = self.rest();
        let mut bytes = rest.bytes();
        let end = bytes.position(|byte| !BARE[usize::from(byte)]);
        let length = end.unwrap_or(rest.len());
        self.at += length;
        (length > 0).then(|| &rest[..length])
    }

    fn value(&mut self, depth: usize) -> Option<Value<'t>> {
        if depth > DEEPEST {
            return None;
        }
        match self.peek()? {
            b'"' | b'\'' => self.string().map(Value::Text),
            b'[' => self.list(depth),
            b'{' => self.table(depth),
            b't' => self.word("true", Value::Flag(true)),
            b'f' => self.word("false", Value::Flag(false)),
            _ => self.number(),
        }
    }

    fn list(&mut self, depth: usize) -> Option<Value<'t>> {
        self.take(b'[')?;
        let mut items = Vec::new();
        loop {
            self.gap();
            if self.take(b']').is_some() {
                return Some(Value::List(items));
            }
            items.push(self.value(depth + 1)?);
            self.gap();
            if self.take(b',').is_none() {
                self.take(b']')?;
                return Some(Value::List(items));
            }
        }
    }

    fn table(&mut self, depth: usize) -> Option<Value<'t>> {
        self.take(b'{')?;
        let mut table = Table {
            entries: Vec::with_capacity(2),
            closed: true,
        };
        loop {
            self.gap();
            if self.take(b'}').is_some() {
                return Some(Value::Table(table));
            }
            self.pair(&mut table, depth + 1)?;
            self.gap();
            if self.take(b',').is_none() {
                self.take(b'}')?;
                return Some(Value::Table(table));
            }
        }
    }

    fn word(&mut self, word: &str, value: Value<'t>) -> Option<Value<'t>> {
        self.rest()
            .starts_with(word)
            .then(|| self.at += word.len())?;
        self.ends_here().then_some(value)
    }

    /// `12`, `-3`, `0.5`; no other way to write a number.
    fn number(&mut self) -> Option<Value<'t>> {
        let rest = self.rest();
        let length = rest
            .bytes()
            .take_while(|byte| matches!(byte, b'0'..=b'9' | b'-' | b'.'))
            .count();
        let written = &rest[..length];
        let (whole, fraction) = match written.split_once('.') {
            Some((whole, fraction)) => (whole, Some(fraction)),
            None => (written, None),
        };
        let is_digits = |digits: &str| {
            !digits.is_empty() && digits.len() < 19 && digits.bytes().all(|b| b.is_ascii_digit())
        };
        let digits = whole.strip_prefix('-').unwrap_or(whole);
        if !is_digits(digits) || (digits.len() > 1 && digits.starts_with('0')) {
            return None;
        }
        let value = match fraction {
            None => Value::Whole(whole.parse().ok()?),
            Some(fraction) if is_digits(fraction) => Value::Decimal(written.parse().ok()?),
            Some(_) => return None,
        };
        self.at += length;
        self.ends_here().then_some(value)
    }

    fn string(&mut self) -> Option<Cow<'t, str>> {
        let rest = self.rest();
        if rest.starts_with("\"\"\"") {
            self.long(b'"', Encoding::MlBasicString)
        } else if rest.starts_with("'''") {
            self.long(b'\'', Encoding::MlLiteralString)
        } else if rest.starts_with('"') {
            self.short()
        } else {
            let bytes = rest.as_bytes();
            let length = memchr2(b'\'', b'\n', &bytes[1..])?;
            (bytes[1 + length] == b'\'').then_some(())?;
            self.at += length + 2;
            Some(Cow::Borrowed(&rest[1..=length]))
        }
    }

    /// A string between `"` and `"`.
    fn short(&mut self) -> Option<Cow<'t, str>> {
        let rest = self.rest();
        let bytes = rest.as_bytes();
        let mut end = 1;
        let mut escaped = false;
        loop {
            end += memchr3(b'"', b'\\', b'\n', bytes.get(end..)?)?;
            match bytes[end] {
                b'"' => break,
                b'\\' => escaped = true,
                _ => return None,
            }
            end += 2;
        }
        self.at += end + 1;
        if escaped {
            decode(&rest[..=end], Encoding::BasicString)
        } else {
            Some(Cow::Borrowed(&rest[1..end]))
        }
    }

    /// A string between three quotation marks and three.
    fn long(&mut self, quote: u8, encoding: Encoding) -> Option<Cow<'t, str>> {
        let escapes = encoding == Encoding::MlBasicString;
        let rest = self.rest();
        let bytes = rest.as_bytes();
        let start = 3 + usize::from(bytes.get(3) == Some(&b'\n'));
        let mut end = start;
        let mut escaped = false;
        loop {
            let from = bytes.get(end..)?;
            end += if escapes {
                memchr2(quote, b'\\', from)?
            } else {
                memchr(quote, from)?
            };
            if bytes[end] == b'\\' {
                escaped = true;
                end += 2;
                continue;
            }
            let marks = bytes[end..].iter().take_while(|byte| **byte == quote);
            match marks.count() {
                few @ 1..=2 => end += few,
                3 => break,
                // Whether the marks belong to the string or end it is for the other parser.
                _ => return None,
            }
        }
        self.at += end + 3;
        if escaped {
            decode(&rest[..end + 3], encoding)
        } else {
            Some(Cow::Borrowed(&rest[start..end]))
        }
    }

    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn take(&mut self, byte: u8) -> Option<()> {
        (self.peek() == Some(byte)).then(|| self.at += 1)
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t')) {
            self.at += 1;
        }
    }

    /// Space, ends of lines and remarks.
    fn gap(&mut self) {
        loop {
            match self.peek() {
                Some(b' ' | b'\t' | b'\n') => self.at += 1,
                Some(b'#') => self.remark(),
                _ => return,
            }
        }
    }

    fn remark(&mut self) {
        let rest = self.rest().as_bytes();
        self.at += memchr(b'\n', rest).unwrap_or(rest.len());
    }

    fn end_of_line(&mut self) -> Option<()> {
        self.space();
        if self.peek() == Some(b'#') {
            self.remark();
        }
        match self.peek() {
            None => Some(()),
            Some(_) => self.take(b'\n'),
        }
    }

    /// Whether a value without marks at its end is over.
    fn ends_here(&self) -> bool {
        matches!(
            self.peek(),
            None | Some(b' ' | b'\t' | b'\n' | b'#' | b',' | b']' | b'}')
        )
    }
}

/// Reads a string with escapes in it; `literal` has its marks.
fn decode(literal: &str, encoding: Encoding) -> Option<Cow<'_, str>> {
    let raw = Raw::new_unchecked(
        literal,
        Some(encoding),
        Span::new_unchecked(0, literal.len()),
    );
    let mut text = Cow::Borrowed("");
    let mut error: Option<ParseError> = None;
    let _ = raw.decode_scalar(&mut text, &mut error);
    error.is_none().then_some(text)
}

/// Puts a table where its header says.
fn put<'t>(root: &mut Table<'t>, header: Header<'t>, table: Table<'t>) -> Option<()> {
    let (key, path) = header.path.split_last()?;
    let parent = path.iter().try_fold(root, |parent, key| parent.open(key))?;
    let table = Value::Table(table);
    if !header.item {
        return parent.add(key, table);
    }
    match parent.find(key) {
        None => parent.add(key, Value::Headed(vec![table])),
        Some(Value::Headed(items)) => {
            items.push(table);
            Some(())
        }
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests;
