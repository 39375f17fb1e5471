//! Where in a file a byte lies, for a file that need not be complete.
//!
//! The parser makes a tree of what is sound. Completion happens where it is not: behind a
//! key without value, in a text that is not closed. So this reads the file from its head to
//! the byte, forgiving everything, and says what an author would write there.

mod value;

#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::ops::Range;

use crate::model::Route;
use value::Around;

/// What stands at a byte.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor {
    /// The table in which a key stands, or the value itself.
    pub route: Route,
    /// What it is.
    pub place: Place,
    /// The bytes of the token: the key, the header's names, the value without its quotes.
    pub token: Range<usize>,
}

/// What an author writes at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// A key of the table at the route, at the head of a line.
    Key,
    /// A key of an inline table.
    InlineKey,
    /// The names between the brackets of a header; whether there are two brackets.
    Header(bool),
    /// A value outside of quotes.
    Bare,
    /// The letters of a string.
    Text,
    /// A comment.
    Comment,
}

/// How deep lists are followed; an assessment needs three levels, and a file of a thousand
/// brackets must not exhaust the stack.
const DEPTH: usize = 32;

/// What stands at `byte` of `text`.
pub fn at(text: &str, byte: usize) -> Option<Cursor> {
    let mut scan = Scan {
        text,
        at: 0,
        byte,
        table: Route::root(),
        lists: HashMap::new(),
        depth: 0,
        found: None,
    };
    scan.file();
    scan.found
}

struct Scan<'a> {
    text: &'a str,
    at: usize,
    /// The byte that is asked for.
    byte: usize,
    /// The table that the last header opened.
    table: Route,
    /// How many headers each list of tables has had.
    lists: HashMap<Route, usize>,
    /// How deep lists and inline tables are nested at the place that is read.
    depth: usize,
    found: Option<Cursor>,
}

impl Scan<'_> {
    fn peek(&self) -> Option<char> {
        self.text.get(self.at..)?.chars().next()
    }

    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn skip(&mut self, wanted: impl Fn(char) -> bool) {
        let rest = self.rest();
        let end = rest.find(|c| !wanted(c)).unwrap_or(rest.len());
        self.at += end;
    }

    fn eat(&mut self, c: char) -> bool {
        let here = self.rest().starts_with(c);
        if here {
            self.at += c.len_utf8();
        }
        here
    }

    /// Notes the place if the byte lies in the token, its end included.
    fn note(&mut self, route: &Route, place: Place, token: Range<usize>) {
        if self.found.is_none() && token.start <= self.byte && self.byte <= token.end {
            self.found = Some(Cursor {
                route: route.clone(),
                place,
                token,
            });
        }
    }

    fn note_gap(&mut self, route: &Route, place: Place, gap: Range<usize>) {
        let byte = self.byte;
        if gap.start <= byte && byte <= gap.end {
            self.note(route, place, byte..byte);
        }
    }

    fn file(&mut self) {
        while self.found.is_none() {
            let start = self.at;
            self.skip(char::is_whitespace);
            let table = self.table.clone();
            match self.peek() {
                None => return self.note_gap(&table, Place::Key, start..self.at),
                Some('#') => {
                    // The byte before the mark is still outside.
                    self.note_gap(&table, Place::Key, start..self.at);
                    self.comment();
                }
                Some('[') => {
                    self.note_before(&table, start);
                    self.header();
                }
                Some(_) => {
                    self.note_before(&table, start);
                    self.pair(&table, Place::Key);
                }
            }
            if !self.line_ends() {
                return;
            }
        }
    }

    /// Goes to the head of the next line, if there is one. What follows a header or a value on its
    /// line is a comment, or cannot be made sense of: nothing is written there.
    fn line_ends(&mut self) -> bool {
        self.skip(|c| matches!(c, ' ' | '\t' | '\r'));
        if self.peek() == Some('#') {
            self.comment();
        }
        self.skip(|c| c != '\n');
        self.eat('\n')
    }

    /// The white space before a token; its end belongs to the token.
    fn note_before(&mut self, table: &Route, start: usize) {
        if self.byte < self.at {
            self.note_gap(table, Place::Key, start..self.at);
        }
    }

    fn comment(&mut self) {
        let start = self.at;
        self.skip(|c| c != '\n');
        let table = self.table.clone();
        self.note(&table, Place::Comment, start..self.at);
    }

    fn header(&mut self) {
        let opened = self.at;
        self.eat('[');
        let list = self.eat('[');
        let start = self.at;
        self.skip(|c| c != ']' && c != '\n' && c != '#');
        let token = start..self.at;
        let names = keys(self.text.get(token.clone()).unwrap_or(""));
        let table = self.table.clone();
        if self.byte == opened {
            self.note(&table, Place::Key, opened..opened);
        }
        self.note(&table, Place::Header(list), token);
        self.eat(']');
        self.eat(']');
        let mut route = Route::root();
        let last = names.len().saturating_sub(1);
        for (index, name) in names.iter().enumerate() {
            route = route.key(name);
            if list && index == last {
                let count = self.lists.entry(route.clone()).or_default();
                *count += 1;
                route = route.index(*count - 1);
            } else if let Some(count) = self.lists.get(&route) {
                route = route.index(count.saturating_sub(1));
            }
        }
        self.table = route;
    }

    fn pair(&mut self, table: &Route, place: Place) {
        let start = self.at;
        let inline = place == Place::InlineKey;
        self.key_text(inline);
        let end = start
            + self
                .text
                .get(start..self.at)
                .map_or(0, |key| key.trim_end().len());
        self.note(table, place, start..end);
        let names = keys(self.text.get(start..end).unwrap_or(""));
        let route = names
            .iter()
            .fold(table.clone(), |route, name| route.key(name));
        if self.eat('=') {
            self.value(&route, if inline { Around::Table } else { Around::Line });
        } else {
            self.note_gap(table, place, start..self.at);
        }
    }

    /// A key, up to the `=` or what ends it.
    fn key_text(&mut self, inline: bool) {
        let mut quote = None;
        while let Some(c) = self.peek() {
            match (quote, c) {
                (_, '\n') => return,
                (Some(open), c) if c == open => quote = None,
                (None, '"' | '\'') => quote = Some(c),
                (None, '=' | '#') => return,
                (None, ',' | '}' | ']') if inline => return,
                _ => {}
            }
            self.at += c.len_utf8();
        }
    }
}

/// Whether a line begins a header of tables or a key with a value.
fn begins_statement(line: &str) -> bool {
    let line = line.lines().next().unwrap_or("");
    let after_key =
        line.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || "-_.".contains(c));
    line.starts_with("[[")
        || (after_key.len() < line.len() && after_key.trim_start().starts_with('='))
}

/// The names of a dotted key, without quotes.
fn keys(dotted: &str) -> Vec<String> {
    let mut names = vec![String::new()];
    let mut quote = None;
    for c in dotted.trim().chars() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (None, '"' | '\'') => quote = Some(c),
            (None, '.') => names.push(String::new()),
            (None, c) if c.is_whitespace() => {}
            (_, c) => {
                if let Some(last) = names.last_mut() {
                    last.push(c);
                }
            }
        }
    }
    names.retain(|name| !name.is_empty());
    names
}
