//! textDocument/completion: what can be written at a place.

mod keys;
mod values;

use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

use gen_lsp_types as lsp;
use serde_json::Value;

use super::cursor::{self, Cursor, Place};
use super::documents::Documents;
use super::outline::{Outline, is_prose};
use super::snippet::{Fill, Writer};
use super::words;
use crate::model::{Kind, Route};
use crate::shape::checker::Checker;

/// What can be written where an editor points.
pub fn complete(
    documents: &Documents,
    params: &lsp::CompletionParams,
) -> Option<lsp::CompletionResponse> {
    let (outline, byte) = documents.pointed(&params.text_document_position_params)?;
    let cursor = cursor::at(outline.text(), byte)?;
    let checker = outline.checker()?;
    let mut desk = Desk {
        documents,
        outline: &outline,
        checker,
        writer: Writer {
            checker,
            languages: outline.languages(),
            fill: if documents.snippets {
                Fill::Stops
            } else {
                Fill::Example
            },
        },
        cursor: &cursor,
        items: Vec::new(),
    };
    match cursor.place {
        Place::Key => {
            desk.keys();
            desk.headers(true);
        }
        Place::InlineKey => desk.keys(),
        Place::Header(list) => desk.header_names(list),
        Place::Bare => desk.values(true),
        Place::Text if desk.in_prose() => desk.citations(byte),
        Place::Text => desk.values(false),
        Place::Comment => {}
    }
    Some(lsp::CompletionResponse::CompletionList(
        lsp::CompletionList {
            is_incomplete: false,
            item_defaults: None,
            apply_kind: None,
            items: desk.items,
        },
    ))
}

struct Desk<'a> {
    documents: &'a Documents,
    outline: &'a Arc<Outline>,
    checker: &'a Checker,
    writer: Writer<'a>,
    cursor: &'a Cursor,
    items: Vec<lsp::CompletionItem>,
}

impl<'a> Desk<'a> {
    fn governing(&self) -> Option<&'a Value> {
        self.checker.governing(&self.cursor.route)
    }

    fn token(&self) -> &'a str {
        let token = self.cursor.token.clone();
        self.outline.text().get(token).unwrap_or("")
    }

    /// Adds an item that replaces the token.
    fn add(
        &mut self,
        label: &str,
        kind: lsp::CompletionItemKind,
        new: String,
    ) -> &mut lsp::CompletionItem {
        let span = self.cursor.token.clone();
        self.add_at(&span, label, kind, new)
    }

    fn add_at(
        &mut self,
        span: &Range<usize>,
        label: &str,
        kind: lsp::CompletionItemKind,
        new: String,
    ) -> &mut lsp::CompletionItem {
        let range = self.outline.lines.range(self.outline.text(), span);
        let at = self.items.len();
        self.items.push(lsp::CompletionItem {
            label: label.to_owned(),
            kind: Some(kind),
            // The order of the schema and of the file, not that of the alphabet.
            sort_text: Some(format!("{at:04}")),
            filter_text: Some(label.to_owned()),
            insert_text_format: Some(lsp::InsertTextFormat::PlainText),
            text_edit: Some(
                lsp::TextEdit {
                    range,
                    new_text: new,
                }
                .into(),
            ),
            ..lsp::CompletionItem::default()
        });
        &mut self.items[at]
    }

    fn snippet(
        &mut self,
        label: &str,
        kind: lsp::CompletionItemKind,
        new: String,
    ) -> &mut lsp::CompletionItem {
        let format = if self.documents.snippets {
            lsp::InsertTextFormat::Snippet
        } else {
            lsp::InsertTextFormat::PlainText
        };
        let item = self.add(label, kind, new);
        item.insert_text_format = Some(format);
        item
    }

    /// Whether the place is a text in which one may cite.
    fn in_prose(&self) -> bool {
        let route = &self.cursor.route;
        let prose = |route: &Route| self.checker.governing(route).is_some_and(is_prose);
        prose(route) || (prose(&route.parent()) && !route.as_str().ends_with("/marking"))
    }

    /// The entries of some kinds that the file sees, with their names: the most usual kind
    /// first, of a kind the file's own first, and never the entry that the place is in.
    fn entries(&self, kinds: &[Kind]) -> Vec<(String, Option<String>)> {
        let own = self.cursor.route.entry().and_then(|(key, index)| {
            let entry = Route::root().key(key).index(index).key("id");
            self.outline.value.pointer(entry.as_str())?.as_str()
        });
        let mut seen = HashSet::new();
        seen.extend(own.map(str::to_owned));
        let mut found = Vec::new();
        for file in self.documents.reach(self.outline) {
            for entry in &file.entries {
                if kinds.contains(&entry.kind) && seen.insert(entry.id.clone()) {
                    let name = words::name(file.values(entry), self.documents.lang);
                    found.push((entry.kind, entry.id.clone(), name));
                }
            }
        }
        found.sort_by_key(|(kind, _, _)| kinds.iter().position(|one| one == kind));
        found.into_iter().map(|(_, id, name)| (id, name)).collect()
    }
}

fn markdown(value: String) -> lsp::Documentation {
    lsp::Documentation::MarkupContent(lsp::MarkupContent {
        kind: lsp::MarkupKind::Markdown,
        value,
    })
}
