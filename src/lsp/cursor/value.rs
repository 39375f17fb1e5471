//! Values: strings, lists, inline tables, and words that are not in quotes yet.

use super::{DEPTH, Place, Scan, begins_statement};
use crate::model::Route;

/// What a value stands in, which decides what ends it.
#[derive(Clone, Copy)]
pub(super) enum Around {
    Line,
    List,
    Table,
}

impl Scan<'_> {
    pub(super) fn value(&mut self, route: &Route, around: Around) {
        let start = self.at;
        self.skip(|c| c == ' ' || c == '\t' || c == '\r');
        match self.peek() {
            Some('"' | '\'') => {
                self.before(route, start);
                self.string(route);
            }
            Some(open @ ('[' | '{')) if self.depth < DEPTH => {
                self.before(route, start);
                self.depth += 1;
                if open == '[' {
                    self.list(route);
                } else {
                    self.inline_table(route);
                }
                self.depth -= 1;
            }
            _ => {
                let word = self.at;
                self.skip(|c| match around {
                    Around::Line => !matches!(c, '\n' | '#'),
                    Around::List => !matches!(c, '\n' | '#' | ',' | ']'),
                    Around::Table => !matches!(c, '\n' | '#' | ',' | '}'),
                });
                let len = self
                    .text
                    .get(word..self.at)
                    .map_or(0, |w| w.trim_end().len());
                if len > 0 {
                    self.note(route, Place::Bare, word..word + len);
                }
                self.note_gap(route, Place::Bare, start..self.at);
            }
        }
    }

    /// The blank before a value; its end is still outside of the quotes.
    fn before(&mut self, route: &Route, start: usize) {
        if self.byte <= self.at {
            self.note_gap(route, Place::Bare, start..self.at);
        }
    }

    fn string(&mut self, route: &Route) {
        let rest = self.rest();
        let quotes = ["\"\"\"", "'''", "\"", "'"]
            .into_iter()
            .find(|quotes| rest.starts_with(quotes))
            .unwrap_or("\"");
        let start = self.at + quotes.len();
        let long = quotes.len() == 3;
        let escapes = quotes.starts_with('"');
        let body = self.text.get(start..).unwrap_or("");
        let mut end = None;
        let mut chars = body.char_indices();
        while let Some((at, c)) = chars.next() {
            if c == '\\' && escapes {
                chars.next();
            } else if c == '\n' && !long {
                end = Some((at, 0));
                break;
            } else if body[at..].starts_with(quotes) {
                end = Some((at, quotes.len()));
                break;
            }
        }
        let (len, close) = end.unwrap_or((body.len(), 0));
        self.note(route, Place::Text, start..start + len);
        self.at = start + len + close;
    }

    fn list(&mut self, route: &Route) {
        self.eat('[');
        let mut index = 0;
        loop {
            let item = route.index(index);
            let start = self.at;
            self.skip(char::is_whitespace);
            if self.byte < self.at {
                self.note_gap(&item, Place::Bare, start..self.at);
            }
            match self.peek() {
                None => return self.note_gap(&item, Place::Bare, start..self.at),
                Some(']') => {
                    self.note_gap(&item, Place::Bare, self.at..self.at);
                    self.eat(']');
                    return;
                }
                Some('#') => self.comment(),
                Some(',') => {
                    self.note_gap(&item, Place::Bare, self.at..self.at);
                    self.eat(',');
                    index += 1;
                }
                Some(_) => {
                    // A list that was never closed must not swallow the rest of the file.
                    let line_head = self.text[..self.at]
                        .trim_end_matches([' ', '\t'])
                        .ends_with('\n');
                    if line_head && begins_statement(self.rest()) {
                        self.step_back();
                        return;
                    }
                    self.value(&item, Around::List);
                    self.skip(|c| c == ' ' || c == '\t');
                }
            }
            if self.found.is_some() {
                return;
            }
        }
    }

    /// Back to the newline before a statement, which ends the line that was read.
    fn step_back(&mut self) {
        self.at = self.text[..self.at].rfind('\n').unwrap_or(self.at);
    }

    fn inline_table(&mut self, route: &Route) {
        self.eat('{');
        loop {
            let start = self.at;
            self.skip(char::is_whitespace);
            if self.byte < self.at {
                self.note_gap(route, Place::InlineKey, start..self.at);
            }
            match self.peek() {
                None => return self.note_gap(route, Place::InlineKey, start..self.at),
                Some('}') => {
                    self.note_gap(route, Place::InlineKey, self.at..self.at);
                    self.eat('}');
                    return;
                }
                Some(',') => {
                    self.eat(',');
                }
                Some('#') => self.comment(),
                Some(c) => {
                    let before = self.at;
                    self.pair(route, Place::InlineKey);
                    if self.peek() == Some('\n') && begins_statement(self.rest().trim_start()) {
                        return;
                    }
                    if self.at == before {
                        self.at += c.len_utf8();
                    }
                }
            }
            if self.found.is_some() {
                return;
            }
        }
    }
}
