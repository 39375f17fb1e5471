//! The language server: its answers as functions of open documents, and the conversation
//! with the built program.

mod answers;
mod changes;
mod protocol;
mod speed;

use std::fs;
use std::path::PathBuf;

use gen_lsp_types as lsp;
use lsp_server::Request;
use serde_json::{Value, json};
use taqdir::lsp::documents::Documents;
use taqdir::lsp::position::Lines;
use taqdir::lsp::server;
use taqdir::lsp::uri::uri_of;
use taqdir::model::Lang;
use tempfile::TempDir;

/// A project in a folder of its own, with some of its files open.
struct Desk {
    folder: TempDir,
    documents: Documents,
}

impl Desk {
    fn new(lang: Lang) -> Self {
        let folder = TempDir::new().unwrap();
        fs::create_dir(folder.path().join(".git")).unwrap();
        Self {
            folder,
            documents: Documents::new(lang, true),
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().canonicalize().unwrap().join(name)
    }

    fn uri(&self, name: &str) -> lsp::Uri {
        uri_of(&self.path(name))
    }

    /// Writes a file to disk.
    fn disk(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Opens a text, its `|` taken out: the position of the `|`.
    fn open(&mut self, name: &str, marked: &str) -> lsp::Position {
        let text = marked.replacen('|', "", 1);
        let byte = marked.find('|').unwrap_or(0);
        let position = Lines::of(&text).position(&text, byte);
        let path = self.documents.put(&self.uri(name), 1, text).unwrap();
        self.documents.check(&path);
        position
    }

    /// The answer to a request about a place, or the error.
    fn ask(&self, method: &str, name: &str, at: lsp::Position, more: Value) -> Value {
        let mut params = json!({ "textDocument": { "uri": self.uri(name) }, "position": at });
        for (key, value) in more.as_object().into_iter().flatten() {
            params[key] = value.clone();
        }
        let request = Request::new(1.into(), format!("textDocument/{method}"), params);
        let answer = serde_json::to_value(server::answer(&self.documents, request)).unwrap();
        answer.get("result").unwrap_or(&answer["error"]).clone()
    }

    /// The labels that completion offers at the `|`.
    fn offers(&mut self, marked: &str) -> Vec<String> {
        let at = self.open("a.toml", marked);
        labels(&self.ask("completion", "a.toml", at, Value::Null))
    }
}

fn labels(answer: &Value) -> Vec<String> {
    answer["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["label"].as_str().unwrap().to_owned())
        .collect()
}

/// The text after the edits of one file are applied.
fn edited(text: &str, edits: &Value) -> String {
    let lines = Lines::of(text);
    let mut edits: Vec<lsp::TextEdit> = serde_json::from_value(edits.clone()).unwrap();
    edits.sort_by_key(|edit| edit.range.start);
    let mut text = text.to_owned();
    for edit in edits.iter().rev() {
        text.replace_range(lines.bytes(&text.clone(), edit.range), &edit.new_text);
    }
    text
}
