//! textDocument/completion: what can be written at a place.

use std::collections::HashSet;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use gen_lsp_types as lsp;
use serde_json::Value;
use toml::de::DeTable;

use super::cursor::{self, Cursor, Place};
use super::documents::Documents;
use super::hover::{about, is_rule, options};
use super::outline::{Outline, is_prose, kinds_of};
use super::snippet::{self, Writer};
use super::words;
use crate::model::{Kind, Route};
use crate::resolve::links::CITABLE;
use crate::rules;
use crate::shape::json;
use crate::shape::schema::Contract;
use crate::shape::violation::Checker;

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
            snippets: documents.snippets,
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

    /// The keys that the table may have and has not.
    fn keys(&mut self) {
        let Some(node) = self.governing() else { return };
        let token = self.token();
        let here = self.table();
        let taken =
            |key: &str| key != token && here.as_ref().is_some_and(|table| table.get(key).is_some());
        if node
            .get("additionalProperties")
            .is_some_and(Value::is_object)
        {
            return self.free_keys(node, &taken);
        }
        let Some(properties) = node.get("properties").and_then(Value::as_object) else {
            return;
        };
        let needed = snippet::required(node);
        let (first, then): (Vec<_>, Vec<_>) = properties
            .keys()
            .filter(|key| !taken(key))
            .partition(|key| needed.contains(&key.as_str()));
        for key in first.into_iter().chain(then) {
            let Some(below) = self.checker.below(node, key) else {
                continue;
            };
            if snippet::is_list_of_tables(self.checker, below) {
                continue;
            }
            let new = self.writer.pair(key, below);
            self.documented_key(key, new);
        }
    }

    /// What the table holds besides the key at the cursor. A key without a value makes the
    /// parser lose its neighbours, so it is taken out first.
    fn table(&self) -> Option<Value> {
        let route = self.cursor.route.as_str();
        let known = self.outline.value.pointer(route);
        let token = self.token();
        if token.is_empty() || known.is_some_and(|table| table.get(token).is_some()) {
            return known.cloned();
        }
        let mut text = self.outline.text().to_owned();
        text.replace_range(self.cursor.token.clone(), "");
        let (tree, _) = DeTable::parse_recoverable(&text);
        json::object(tree.get_ref()).pointer(route).cloned()
    }

    /// Keys that the author chooses: ids of hypotheses, names of rules.
    fn free_keys(&mut self, node: &'a Value, taken: &dyn Fn(&str) -> bool) {
        let Some(below) = self.checker.below(node, "") else {
            return;
        };
        if self.outline.contract == Contract::House {
            for rule in rules::all().filter(|rule| !taken(rule.name)) {
                let new = self.writer.pair(rule.name, below);
                let title = rule.title(self.documents.lang).to_owned();
                let item = self.snippet(rule.name, lsp::CompletionItemKind::Property, new);
                item.detail = Some(title);
            }
            return;
        }
        for (id, name) in self.entries(&kinds_of(node)) {
            if !taken(&id) {
                let new = self.writer.pair(&id, below);
                let item = self.snippet(&id, lsp::CompletionItemKind::Reference, new);
                item.detail = name;
            }
        }
    }

    fn documented_key(&mut self, key: &str, new: String) {
        let route = self.cursor.route.key(key);
        let doc = about(self.documents, self.outline, &route);
        let item = self.snippet(key, lsp::CompletionItemKind::Property, new);
        item.documentation = doc.map(markdown);
    }

    /// New entries, with the keys they need.
    fn headers(&mut self, brackets: bool) {
        let root = self.checker.root();
        let Some(properties) = root.get("properties").and_then(Value::as_object) else {
            return;
        };
        let token = self.token();
        for key in properties.keys() {
            let Some(node) = self.checker.below(root, key) else {
                continue;
            };
            if !snippet::is_list_of_tables(self.checker, node) {
                continue;
            }
            let Some(item_node) = self.checker.below(node, "0") else {
                continue;
            };
            let body = self.writer.table(item_node);
            let label = if brackets {
                format!("[[{key}]]")
            } else {
                key.clone()
            };
            let new = if brackets {
                format!("[[{key}]]\n{body}")
            } else {
                key.clone()
            };
            let doc = about(self.documents, self.outline, &Route::root().key(key));
            let item = if brackets {
                self.snippet(&label, lsp::CompletionItemKind::Snippet, new)
            } else {
                self.add(&label, lsp::CompletionItemKind::Struct, new)
            };
            item.documentation = doc.map(markdown);
            item.filter_text = Some(if token.starts_with('[') {
                label
            } else {
                key.clone()
            });
        }
    }

    /// Names between the brackets of a header: lists of entries, or a text of the last entry.
    fn header_names(&mut self, list: bool) {
        if list {
            self.headers(false);
        }
        // Tables of the entry above: `[judgement.statement]`.
        let above = self.cursor.route.clone();
        let Some((kind, index)) = above.entry() else {
            return;
        };
        let entry = Route::root().key(kind).index(index);
        let properties = self
            .checker
            .governing(&entry)
            .and_then(|node| node.get("properties"))
            .and_then(Value::as_object);
        let here = self.outline.value.pointer(entry.as_str());
        for key in properties.into_iter().flat_map(|all| all.keys()) {
            let Some(node) = self.checker.governing(&entry.key(key)) else {
                continue;
            };
            let tables = snippet::is_list_of_tables(self.checker, node);
            let table = node.get("properties").is_some();
            let taken = here.is_some_and(|table| table.get(key).is_some());
            if (list && tables) || (!list && table && !taken) {
                let name = format!("{kind}.{key}");
                let doc = about(self.documents, self.outline, &entry.key(key));
                let item = self.add(&name, lsp::CompletionItemKind::Struct, name.clone());
                item.documentation = doc.map(markdown);
            }
        }
    }

    /// Whether the place is a text in which one may cite.
    fn in_prose(&self) -> bool {
        let route = &self.cursor.route;
        let prose = |route: &Route| self.checker.governing(route).is_some_and(is_prose);
        prose(route) || (prose(&route.parent()) && !route.as_str().ends_with("/marking"))
    }

    /// The values of a key or item; `bare` where the quotes are still to be written.
    fn values(&mut self, bare: bool) {
        let Some(node) = self.governing() else { return };
        let is_list = node.get("items").is_some();
        if is_list && !bare {
            return;
        }
        let item = match is_list {
            true => self.checker.below(node, "0").unwrap_or(node),
            false => node,
        };
        let write = |word: &str| match (bare, is_list) {
            (false, _) => word.to_owned(),
            (true, false) => format!("\"{word}\""),
            (true, true) => format!("[\"{word}\"]"),
        };
        let siblings = self.siblings();
        for option in options(item) {
            if siblings.contains(option.word) {
                continue;
            }
            let label = option.label(self.documents).map(str::to_owned);
            let added = self.add(
                option.word,
                lsp::CompletionItemKind::EnumMember,
                write(option.word),
            );
            added.detail = label;
            added.documentation = option.doc.map(|doc| markdown(doc.to_owned()));
        }
        if let Some(constant) = item.get("const").filter(|_| bare) {
            self.add(
                &constant.to_string(),
                lsp::CompletionItemKind::Value,
                constant.to_string(),
            );
        }
        if bare && item.get("type").is_some_and(|kind| kind == "boolean") {
            for word in ["true", "false"] {
                self.add(word, lsp::CompletionItemKind::Value, word.to_owned());
            }
        }
        if item.get("x-refers-to").is_some() {
            for (id, name) in self.entries(&kinds_of(item)) {
                if !siblings.contains(&id) {
                    let new = write(&id);
                    self.add(&id, lsp::CompletionItemKind::Reference, new)
                        .detail = name;
                }
            }
        }
        let route = self.cursor.route.clone();
        if is_rule(&route) {
            for rule in rules::all() {
                let title = rule.title(self.documents.lang).to_owned();
                let new = write(rule.name);
                self.add(rule.name, lsp::CompletionItemKind::Value, new)
                    .detail = Some(title);
            }
        }
        if route.steps().next().is_some_and(|step| step == "uses") {
            for path in self.shared_files() {
                if !siblings.contains(&path) {
                    let new = write(&path);
                    self.add(&path, lsp::CompletionItemKind::File, new);
                }
            }
        }
    }

    /// The other items of the list that the place is in.
    fn siblings(&self) -> HashSet<String> {
        let list = self
            .outline
            .value
            .pointer(self.cursor.route.parent().as_str())
            .and_then(Value::as_array);
        let own = self.token();
        list.into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .filter(|item| *item != own)
            .map(str::to_owned)
            .collect()
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

    /// Sources and statements, inside `[@…]`.
    fn citations(&mut self, byte: usize) {
        let text = self.outline.text();
        let Some(before) = text.get(self.cursor.token.start..byte) else {
            return;
        };
        let Some(open) = before.rfind('[') else {
            return;
        };
        let inside = &before[open + 1..];
        if inside.contains([']', '\n']) {
            return;
        }
        let part = inside.rsplit([';', '؛']).next().unwrap_or("").trim_start();
        let typed = part.strip_prefix('@').unwrap_or(part);
        let is_id = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if !typed.chars().all(is_id) {
            return;
        }
        let after = text.get(byte..).unwrap_or("");
        let tail = after.find(|c| !is_id(c)).unwrap_or(after.len());
        let span = byte - typed.len()..byte + tail;
        let sign = if part.starts_with('@') { "" } else { "@" };
        for (id, name) in self.entries(CITABLE) {
            let new = format!("{sign}{id}");
            self.add_at(&span, &id, lsp::CompletionItemKind::Reference, new)
                .detail = name;
        }
    }

    /// The files of shared entries in the project, relative to this one.
    fn shared_files(&self) -> Vec<String> {
        let own = &self.outline.document.path;
        let folder = own.parent().unwrap_or(Path::new(""));
        self.documents
            .project(own)
            .iter()
            .filter(|file| file.contract == Contract::Shared && file.document.path != *own)
            .map(|file| relative(folder, &file.document.path))
            .collect()
    }
}

fn markdown(value: String) -> lsp::Documentation {
    lsp::Documentation::MarkupContent(lsp::MarkupContent {
        kind: lsp::MarkupKind::Markdown,
        value,
    })
}

/// The way from a folder to a file, with `/` between its parts.
fn relative(folder: &Path, file: &Path) -> String {
    let from: Vec<_> = folder.components().collect();
    let to: Vec<_> = file.components().collect();
    let common = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let up = from[common..].iter().map(|_| "..".to_owned());
    let down = to[common..]
        .iter()
        .map(|part| part.as_os_str().to_string_lossy().into_owned());
    up.chain(down).collect::<Vec<_>>().join("/")
}
