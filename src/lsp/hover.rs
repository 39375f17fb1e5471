//! textDocument/hover: what a key means, what a word of a list means, what an id names.

use gen_lsp_types as lsp;
use serde_json::Value;

use super::cursor::{self, Cursor, Place};
use super::documents::Documents;
use super::outline::Outline;
use super::words;
use crate::model::Route;
use crate::rules;
use crate::shape::about::in_language;

/// What is to be said of the place an editor points at.
pub fn hover(documents: &Documents, params: &lsp::HoverParams) -> Option<lsp::Hover> {
    let (outline, byte) = documents.pointed(&params.text_document_position_params)?;
    let (text, span) = match outline.mention_at(byte) {
        Some(mention) => {
            let found = documents.resolve(&outline, &mention.id)?;
            (words::card(documents, &found), mention.span.clone())
        }
        None => {
            let cursor = cursor::at(outline.text(), byte)?;
            (explain(documents, &outline, &cursor)?, cursor.token)
        }
    };
    Some(lsp::Hover {
        contents: lsp::Contents::MarkupContent(lsp::MarkupContent {
            kind: lsp::MarkupKind::Markdown,
            value: text,
        }),
        range: Some(outline.lines.range(outline.text(), &span)),
    })
}

fn explain(documents: &Documents, outline: &Outline, cursor: &Cursor) -> Option<String> {
    let checker = outline.checker()?;
    let token = outline.text().get(cursor.token.clone())?;
    match cursor.place {
        Place::Key | Place::InlineKey => {
            let names = token
                .split('.')
                .map(|name| name.trim().trim_matches(['"', '\'']));
            let route = names.fold(cursor.route.clone(), |route, name| route.key(name));
            let mut text = about(documents, outline, &route)?;
            if let Some(rule) = rules::find(token) {
                text = format!("{text}\n\n{}", rule.page(documents.lang));
            }
            Some(text)
        }
        Place::Header(_) => {
            let names = token.split('.').map(str::trim);
            let route = names.fold(Route::root(), |route, name| {
                let below = route.key(name);
                match checker.governing(&below).and_then(|node| node.get("type")) {
                    Some(kind) if kind == "array" => below.index(0),
                    _ => below,
                }
            });
            about(documents, outline, &route)
        }
        Place::Bare | Place::Text => {
            let word = token.trim();
            if is_rule(&cursor.route) {
                return rules::find(word).map(|rule| rule.page(documents.lang));
            }
            let node = checker.governing(&cursor.route)?;
            let option = options(node)
                .into_iter()
                .find(|option| option.word == word)?;
            Some(option.line(documents))
        }
        Place::Comment => None,
    }
}

/// The schema's words about the value at a route, and the values it may have.
pub fn about(documents: &Documents, outline: &Outline, route: &Route) -> Option<String> {
    let checker = outline.checker()?;
    let node = checker.governing(route)?;
    let steps: Vec<String> = route.steps().collect();
    let last = steps.last()?;
    // A description stands beside the reference to what it describes.
    let parent = checker.governing(&route.parent())?;
    let own = parent
        .get("properties")
        .and_then(|properties| properties.get(last));
    let text = |node: Option<&Value>| {
        let text = node?.get("description")?.as_str()?;
        Some(in_language(text, documents.lang).to_owned())
    };
    let name = steps
        .iter()
        .rev()
        .find(|step| step.parse::<usize>().is_err())?;
    let mut lines = vec![format!("`{name}`")];
    lines.extend(text(own).or_else(|| text(Some(node))));
    let item = node
        .get("items")
        .map_or(node, |_| checker.below(node, "0").unwrap_or(node));
    let options = options(item);
    if !options.is_empty() {
        let list: Vec<String> = options
            .iter()
            .map(|option| format!("- {}", option.line(documents)))
            .collect();
        lines.push(list.join("\n"));
    }
    Some(lines.join("\n\n"))
}

/// Whether the value at a route is the name of a rule.
pub fn is_rule(route: &Route) -> bool {
    let steps: Vec<String> = route.steps().collect();
    matches!(steps.as_slice(), [.., list, _, key] if list == "allow" && key == "rule")
}

/// A word that a value may be.
pub struct Choice<'a> {
    /// The word.
    pub word: &'a str,
    /// What it means, from the schema.
    pub doc: Option<&'a str>,
    /// All the words of its list.
    pub all: Vec<&'a str>,
}

impl Choice<'_> {
    /// What the word is called in the editor's language, if it is not the word itself.
    pub fn label(&self, documents: &Documents) -> Option<&str> {
        words::label(&self.all, self.word, documents.lang).filter(|label| *label != self.word)
    }

    /// What the schema says of the word, in the editor's language.
    pub fn meaning(&self, documents: &Documents) -> Option<&str> {
        self.doc.map(|doc| in_language(doc, documents.lang))
    }

    fn line(&self, documents: &Documents) -> String {
        let label = self.label(documents);
        // Where the name says it all, it is not said twice.
        let more = self
            .meaning(documents)
            .filter(|doc| label.is_none_or(|label| !same(label, doc)));
        let parts = [label, more];
        let parts: Vec<String> = parts.into_iter().flatten().map(words::escape).collect();
        if parts.is_empty() {
            format!("`{}`", self.word)
        } else {
            format!("`{}`: {}", self.word, parts.join(" · "))
        }
    }
}

/// Whether a name and a sentence have the same words.
fn same(name: &str, sentence: &str) -> bool {
    name.to_lowercase() == sentence.trim_end_matches('.').to_lowercase()
}

/// The words that a part of the schema lets a value be.
pub fn options(node: &Value) -> Vec<Choice<'_>> {
    let Some(words) = node.get("enum").and_then(Value::as_array) else {
        return Vec::new();
    };
    let docs = node
        .pointer("/x-taplo/docs/enumValues")
        .and_then(Value::as_array);
    let all: Vec<&str> = words.iter().filter_map(Value::as_str).collect();
    words
        .iter()
        .enumerate()
        .filter_map(|(index, word)| {
            Some(Choice {
                word: word.as_str()?,
                doc: docs.and_then(|docs| docs.get(index)?.as_str()),
                all: all.clone(),
            })
        })
        .collect()
}
