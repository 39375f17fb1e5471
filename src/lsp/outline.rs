//! What can be made out of a file, sound or not: its entries, and every place that names one.

use std::borrow::Cow;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use serde_json::Value;
use toml::de::DeTable;

use super::legible::legible;
use super::position::Lines;
use crate::discover::HOUSE_FILE;
use crate::load::index::Index;
use crate::load::{Document, offsets};
use crate::model::{Kind, Lang, Prose, Route};
use crate::resolve::links::CITABLE;
use crate::shape::checker::Checker;
use crate::shape::schema::Contract;
use crate::shape::{contract_of, json};

/// A file, as far as it can be made out.
#[derive(Debug)]
pub struct Outline {
    /// The file.
    pub document: Arc<Document>,
    /// Its lines.
    pub lines: Lines,
    /// What it is to be.
    pub contract: Contract,
    /// Its values.
    pub value: Value,
    /// Its entries, in the order of the file.
    pub entries: Vec<Entry>,
    /// Every place that names an entry, in the order of the file.
    pub mentions: Vec<Mention>,
}

/// An entry that has an id.
#[derive(Debug)]
pub struct Entry {
    /// What it is.
    pub kind: Kind,
    /// Its place among those of its kind.
    pub index: usize,
    /// Its id.
    pub id: String,
    /// The letters of the id.
    pub name: Range<usize>,
    /// Its header, or its inline table.
    pub header: Range<usize>,
    /// From its header to the next entry.
    pub extent: Range<usize>,
}

/// A place that names an entry.
#[derive(Debug, Clone)]
pub struct Mention {
    /// The id.
    pub id: String,
    /// Its letters, without quotes or brackets.
    pub span: Range<usize>,
    /// The kinds it may name; none where the entry names itself.
    pub kinds: Option<Vec<Kind>>,
}

impl Outline {
    /// Reads a file.
    pub fn of(document: Arc<Document>) -> Self {
        let text = legible(&document.text);
        let mended;
        let index = match &text {
            Cow::Borrowed(_) => document.index(),
            Cow::Owned(text) => {
                mended = Index::of(text);
                &mended
            }
        };
        let (tree, _) = DeTable::parse_recoverable(&text);
        let contract = if is_house(&document.path) {
            Contract::House
        } else {
            contract_of(tree.get_ref())
        };
        let value = json::object(tree.get_ref());
        let mut reader = Reader {
            text: &document.text,
            index,
            entries: Vec::new(),
            mentions: Vec::new(),
        };
        if contract != Contract::House {
            reader.find_entries(&value);
        }
        if let Some(checker) = Checker::of(contract) {
            reader.find_mentions(checker, checker.root(), &value, &Route::root());
        }
        let Reader {
            entries,
            mut mentions,
            ..
        } = reader;
        mentions.sort_by_key(|mention| mention.span.start);
        Self {
            lines: Lines::of(&document.text),
            contract,
            value,
            entries,
            mentions,
            document: Arc::clone(&document),
        }
    }

    /// The text of the file.
    pub fn text(&self) -> &str {
        &self.document.text
    }

    /// The schema that the file is written to.
    pub fn checker(&self) -> Option<&'static Checker> {
        Checker::of(self.contract)
    }

    /// The entry called `id`.
    pub fn entry(&self, id: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.id == id)
    }

    /// The values of an entry.
    pub fn values(&self, entry: &Entry) -> &Value {
        self.value
            .get(entry.kind.key())
            .and_then(|entries| entries.get(entry.index))
            .unwrap_or(&Value::Null)
    }

    /// What names an entry at `byte`.
    pub fn mention_at(&self, byte: usize) -> Option<&Mention> {
        self.mentions
            .iter()
            .find(|mention| mention.span.start <= byte && byte <= mention.span.end)
    }

    /// The files of shared entries that it names, as written.
    pub fn uses(&self) -> impl Iterator<Item = &str> {
        self.value
            .get("uses")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
    }

    /// The languages it says it is written in.
    pub fn languages(&self) -> Vec<Lang> {
        self.value
            .get("languages")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .filter_map(|lang| Lang::from_word(lang.as_str()?))
            .collect()
    }
}

/// Reads entries and mentions out of a file's values.
struct Reader<'a> {
    text: &'a str,
    index: &'a Index,
    entries: Vec<Entry>,
    mentions: Vec<Mention>,
}

impl Reader<'_> {
    fn find_entries(&mut self, value: &Value) {
        let (text, index) = (self.text, self.index);
        for kind in Kind::ALL {
            let list = value.get(kind.key()).and_then(Value::as_array);
            for (at, item) in list.into_iter().flatten().enumerate() {
                let Some(id) = item.get("id").and_then(Value::as_str) else {
                    continue;
                };
                let route = Route::root().key(kind.key()).index(at);
                let (Some(whole), Some(name)) = (index.get(&route), index.get(&route.key("id")))
                else {
                    continue;
                };
                self.entries.push(Entry {
                    kind,
                    index: at,
                    id: id.to_owned(),
                    name: offsets::part_of(text, &name.value, &(0..id.len())),
                    header: whole.value.clone(),
                    extent: whole.value.clone(),
                });
            }
        }
        self.entries.sort_by_key(|entry| entry.header.start);
        let starts: Vec<usize> = self.entries.iter().map(|e| e.header.start).collect();
        for (at, entry) in self.entries.iter_mut().enumerate() {
            let next = starts.get(at + 1).copied().unwrap_or(text.len());
            let body = text.get(entry.header.start..next).unwrap_or("");
            let end = entry.header.start + body.trim_end().len();
            entry.extent.end = end.max(entry.header.end).max(entry.name.end);
        }
    }

    fn find_mentions(&mut self, checker: &Checker, node: &Value, value: &Value, route: &Route) {
        let kinds = || kinds_of(node);
        match value {
            Value::String(text) => {
                if is_prose(node) {
                    self.find_citations(text, route);
                } else if node.get("x-refers-to").is_some() {
                    self.mention(route, text, 0..text.len(), Some(kinds()));
                }
            }
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    let step = index.to_string();
                    if let Some(below) = checker.below(node, &step) {
                        self.find_mentions(checker, below, item, &route.index(index));
                    }
                }
            }
            Value::Object(table) => {
                for (key, item) in table {
                    let at = route.key(key);
                    if is_prose(node) {
                        if let Value::String(text) = item {
                            self.find_citations(text, &at);
                        }
                        continue;
                    }
                    if node.get("x-refers-to").is_some() {
                        self.mention_key(&at, key, kinds());
                    }
                    if let Some(below) = checker.below(node, key) {
                        self.find_mentions(checker, below, item, &at);
                    }
                }
                let names_itself = route
                    .entry()
                    .is_some_and(|(key, _)| Kind::from_key(key).is_some())
                    && route.steps().count() == 2;
                if names_itself && let Some(Value::String(id)) = table.get("id") {
                    self.mention(&route.key("id"), id, 0..id.len(), None);
                }
            }
            _ => {}
        }
    }

    fn find_citations(&mut self, text: &str, route: &Route) {
        if !Prose::may_cite(text) {
            return;
        }
        for cite in Prose::parse(text).citations() {
            self.mention(route, &cite.id, cite.at.clone(), Some(CITABLE.to_vec()));
        }
    }

    fn mention(&mut self, route: &Route, id: &str, part: Range<usize>, kinds: Option<Vec<Kind>>) {
        if let Some(entry) = self.index.get(route) {
            let span = offsets::part_of(self.text, &entry.value, &part);
            let id = id.to_owned();
            self.mentions.push(Mention { id, span, kinds });
        }
    }

    fn mention_key(&mut self, route: &Route, id: &str, kinds: Vec<Kind>) {
        let key = self.index.get(route).and_then(|entry| entry.key.clone());
        if let Some(key) = key {
            let span = offsets::part_of(self.text, &key, &(0..id.len()));
            self.mentions.push(Mention {
                id: id.to_owned(),
                span,
                kinds: Some(kinds),
            });
        }
    }
}

/// Whether a path is that of a house.
pub fn is_house(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name == HOUSE_FILE)
}

/// Whether a part of the schema is a text in one or two languages.
pub fn is_prose(node: &Value) -> bool {
    node.pointer("/properties/ar").is_some()
}

/// The kinds that a part of the schema may name.
pub fn kinds_of(node: &Value) -> Vec<Kind> {
    node.get("x-refers-to")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(|kind| Kind::from_key(kind.as_str()?))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outline(text: &str) -> Outline {
        Outline::of(Document::from_text("a.toml", text))
    }

    #[test]
    fn every_place_that_names_an_entry_is_found_by_its_letters() {
        let text = r#"
title = { ar = "قال [@un، ص 4؛ @who]", en = "x" }
[[judgement]]
id = "j"
basis = ["i"]
[[matrix]]
item = "i"
rating = { merger = "I", "split" = "C" }
[[indicator]]
id = "i"
claim = "tab\t then [@un]"
"#;
        let outline = outline(text);
        let found: Vec<&str> = outline
            .mentions
            .iter()
            .map(|mention| &text[mention.span.clone()])
            .collect();
        let expected = ["un", "who", "j", "i", "i", "merger", "split", "i", "un"];
        assert_eq!(found, expected);
        for mention in &outline.mentions {
            assert_eq!(text[mention.span.clone()], mention.id);
        }
    }

    #[test]
    fn a_half_typed_file_keeps_its_other_entries() {
        let outline = outline(
            "id = \"a\"\n[[source]]\nid = \"first\"\nkin\nrelays = [\"second\",\n[[source]]\nid = \"second\"\ntitle = \"open\n[[source]]\nid = \"third\"\n",
        );
        let ids: Vec<&str> = outline.entries.iter().map(|e| e.id.as_str()).collect();
        assert_eq!(ids, ["first", "second", "third"]);
    }
}
