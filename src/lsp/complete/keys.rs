//! Keys, and headers of new entries.

use gen_lsp_types as lsp;
use serde_json::Value;

use super::{Desk, markdown};
use crate::lsp::hover::about;
use crate::lsp::outline::kinds_of;
use crate::lsp::snippet;
use crate::model::Route;
use crate::rules;
use crate::shape::schema::Contract;

impl<'a> Desk<'a> {
    /// The keys that the table may have and has not.
    pub(super) fn keys(&mut self) {
        let Some(node) = self.governing() else { return };
        let token = self.token();
        let here = self.outline.value.pointer(self.cursor.route.as_str());
        let taken = |key: &str| key != token && here.is_some_and(|table| table.get(key).is_some());
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

    /// Keys that the author chooses: ids of hypotheses, names of rules.
    pub(super) fn free_keys(&mut self, node: &'a Value, taken: &dyn Fn(&str) -> bool) {
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

    pub(super) fn documented_key(&mut self, key: &str, new: String) {
        let route = self.cursor.route.key(key);
        let doc = about(self.documents, self.outline, &route);
        let item = self.snippet(key, lsp::CompletionItemKind::Property, new);
        item.documentation = doc.map(markdown);
    }

    /// New entries, with the keys they need.
    pub(super) fn headers(&mut self, brackets: bool) {
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
    pub(super) fn header_names(&mut self, list: bool) {
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
}
