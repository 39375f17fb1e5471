//! Values: words of a list, ids, paths, names of rules, and citations inside a text.

use std::collections::HashSet;
use std::path::Path;

use gen_lsp_types as lsp;
use serde_json::Value;

use super::{Desk, markdown};
use crate::lsp::hover::{is_rule, options};
use crate::lsp::outline::kinds_of;
use crate::lsp::words;
use crate::resolve::links::CITABLE;
use crate::rules;
use crate::shape::schema::Contract;

impl Desk<'_> {
    /// The values of a key or item; `bare` where the quotes are still to be written.
    pub(super) fn values(&mut self, bare: bool) {
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
            let doc = option.meaning(self.documents).map(words::escape);
            let added = self.add(
                option.word,
                lsp::CompletionItemKind::EnumMember,
                write(option.word),
            );
            added.detail = label;
            added.documentation = doc.map(markdown);
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
    pub(super) fn siblings(&self) -> HashSet<String> {
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

    /// Sources and statements, inside `[@…]`.
    pub(super) fn citations(&mut self, byte: usize) {
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
    pub(super) fn shared_files(&self) -> Vec<String> {
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
