//! Missing keys, written at their place in the order of the schema.

use gen_lsp_types as lsp;
use serde_json::Value;

use super::outline::Outline;
use super::snippet::{Fill, Writer};
use crate::load::index::Entry;
use crate::model::Route;
use crate::shape::checker::Checker;

/// The changes that write `keys` into the table at `table`, each with an empty value.
///
/// None where the table is not written out in the file, so that there is no place for them.
pub fn keys(outline: &Outline, table: &Route, keys: &[String]) -> Option<Vec<lsp::TextEdit>> {
    let desk = Desk::new(outline, table)?;
    let mut keys: Vec<&str> = keys.iter().map(String::as_str).collect();
    keys.sort_by_key(|key| desk.rank(key));
    let edits = match desk.form {
        Form::Inline { open } if desk.present.is_empty() => {
            let pairs: Vec<String> = keys.iter().map(|key| desk.pair(key)).collect();
            vec![(open, format!(" {} ", pairs.join(", ")))]
        }
        Form::Inline { open } => keys.iter().map(|key| desk.inline(key, open)).collect(),
        Form::Lines { start } => keys.iter().map(|key| desk.line(key, start)).collect(),
    };
    let edit = |(at, new_text): (usize, String)| lsp::TextEdit {
        range: outline.lines.range(outline.text(), &(at..at)),
        new_text,
    };
    Some(edits.into_iter().map(edit).collect())
}

/// How a table is written.
#[derive(Clone, Copy)]
enum Form {
    /// `{ … }`; the byte behind the brace.
    Inline { open: usize },
    /// A key a line, below a header or in the head of the file: where the first line begins.
    Lines { start: usize },
}

/// A table with room for more keys.
struct Desk<'a> {
    text: &'a str,
    checker: &'a Checker,
    writer: Writer<'a>,
    table: &'a Route,
    form: Form,
    /// The keys that it has, with where they stand; those under headers of their own left out.
    present: Vec<(String, Entry)>,
}

impl<'a> Desk<'a> {
    fn new(outline: &'a Outline, table: &'a Route) -> Option<Self> {
        let text = outline.text();
        let checker = outline.checker()?;
        let index = outline.document.index();
        let form = match index.get(table).map(|entry| entry.value.start) {
            None if *table == Route::root() => Form::Lines { start: head(text) },
            None => return None,
            Some(at) if text.get(at..)?.starts_with('{') => Form::Inline { open: at + 1 },
            Some(at) if text.get(at..)?.starts_with('[') => Form::Lines {
                start: next_line(text, at),
            },
            // A table of dotted keys has no place of its own.
            Some(_) => return None,
        };
        let own = outline.value.pointer(table.as_str())?.as_object()?;
        let present = own
            .keys()
            .filter_map(|key| Some((key.clone(), index.get(&table.key(key))?.clone())))
            .filter(|(_, entry)| match (form, &entry.key) {
                (Form::Inline { .. }, key) => key.is_some(),
                (_, Some(key)) => text[line_start(text, key.start)..key.start]
                    .trim()
                    .is_empty(),
                (_, None) => false,
            })
            .collect();
        let writer = Writer {
            checker,
            languages: outline.languages(),
            fill: Fill::Blank,
        };
        Some(Self {
            text,
            checker,
            writer,
            table,
            form,
            present,
        })
    }

    /// Where a key stands in the order of the schema; one that it does not know comes last.
    fn rank(&self, key: &str) -> usize {
        self.checker
            .governing(self.table)
            .and_then(|node| node.get("properties"))
            .and_then(Value::as_object)
            .and_then(|properties| properties.keys().position(|known| known == key))
            .unwrap_or(usize::MAX)
    }

    fn pair(&self, key: &str) -> String {
        match self.checker.governing(&self.table.key(key)) {
            Some(node) => self.writer.pair(key, node),
            None => format!("{key} = \"\""),
        }
    }

    /// The key of the table that `key` follows in the order of the schema.
    fn before(&self, key: &str) -> Option<&Entry> {
        let rank = self.rank(key);
        let earlier = self.present.iter().map(|(key, at)| (self.rank(key), at));
        let earlier = earlier.filter(|(other, _)| *other <= rank);
        earlier.max_by_key(|(rank, _)| *rank).map(|(_, at)| at)
    }

    /// The first key in the file.
    fn first(&self) -> Option<usize> {
        let keys = self.present.iter().filter_map(|(_, at)| at.key.as_ref());
        keys.map(|key| key.start).min()
    }

    fn inline(&self, key: &str, open: usize) -> (usize, String) {
        let pair = self.pair(key);
        match self.before(key) {
            Some(before) => (before.value.end, format!(", {pair}")),
            None => (self.first().unwrap_or(open), format!("{pair}, ")),
        }
    }

    fn line(&self, key: &str, start: usize) -> (usize, String) {
        let first = self.first().map(|first| line_start(self.text, first));
        let at = match self.before(key) {
            Some(before) => next_line(self.text, before.value.end),
            None => first.unwrap_or(start),
        };
        let indent = self
            .first()
            .map_or("", |first| &self.text[line_start(self.text, first)..first]);
        let newline = if self.text.contains("\r\n") {
            "\r\n"
        } else {
            "\n"
        };
        let pair = self.pair(key);
        // The last line of a file may lack its end, and goes on lacking it.
        let new_text = if at == self.text.len() && !self.text.ends_with('\n') {
            format!("{newline}{indent}{pair}")
        } else {
            format!("{indent}{pair}{newline}")
        };
        (at, new_text)
    }
}

/// Where the first key of the file would stand: behind the comments at its head.
fn head(text: &str) -> usize {
    let mut at = text.len() - text.trim_start_matches('\u{feff}').len();
    for line in text[at..].split_inclusive('\n') {
        let line_text = line.trim();
        if !line_text.is_empty() && !line_text.starts_with('#') {
            break;
        }
        at += line.len();
    }
    at
}

fn line_start(text: &str, byte: usize) -> usize {
    text[..byte].rfind('\n').map_or(0, |newline| newline + 1)
}

fn next_line(text: &str, byte: usize) -> usize {
    text[byte..]
        .find('\n')
        .map_or(text.len(), |newline| byte + newline + 1)
}
