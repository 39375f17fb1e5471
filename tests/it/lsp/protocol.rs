//! The built program, spoken to as an editor speaks to it.

use std::io::{BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use lsp_server::{Message, Notification, Request, RequestId};
use serde_json::{Value, json};
use taqdir::lsp::uri::uri_of;

struct Editor {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    last: i32,
}

impl Editor {
    fn start(locale: &str, variable: Option<&str>) -> (Self, Value) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_taqdir"));
        command
            .arg("lsp")
            .env_remove("TAQDIR_LOCALE")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped());
        if let Some(value) = variable {
            command.env("TAQDIR_LOCALE", value);
        }
        let mut child = command.spawn().unwrap();
        let mut editor = Self {
            input: child.stdin.take().unwrap(),
            output: BufReader::new(child.stdout.take().unwrap()),
            child,
            last: 0,
        };
        let capabilities = json!({ "textDocument": { "completion": { "completionItem": { "snippetSupport": true } } } });
        let params = json!({ "processId": null, "rootUri": null, "locale": locale, "capabilities": capabilities });
        let answer = editor.ask("initialize", params);
        editor.tell("initialized", json!({}));
        (editor, answer)
    }

    fn send(&mut self, message: Message) {
        message.write(&mut self.input).unwrap();
        self.input.flush().unwrap();
    }

    fn tell(&mut self, method: &str, params: Value) {
        self.send(Notification::new(method.to_owned(), params).into());
    }

    /// The answer to a request; what the server says of itself meanwhile is passed over.
    fn ask(&mut self, method: &str, params: Value) -> Value {
        self.last += 1;
        let id = RequestId::from(self.last);
        self.send(Request::new(id.clone(), method.to_owned(), params).into());
        loop {
            if let Message::Response(response) = self.next()
                && response.id == id
            {
                let answer = serde_json::to_value(response).unwrap();
                return answer.get("result").unwrap_or(&answer["error"]).clone();
            }
        }
    }

    fn next(&mut self) -> Message {
        Message::read(&mut self.output).unwrap().unwrap()
    }

    /// The next findings about a version of a file.
    fn findings(&mut self, version: i32) -> Vec<Value> {
        loop {
            if let Message::Notification(note) = self.next()
                && note.method == "textDocument/publishDiagnostics"
                && note.params["version"] == version
            {
                return note.params["diagnostics"].as_array().unwrap().clone();
            }
        }
    }

    fn end(mut self) {
        assert_eq!(self.ask("shutdown", Value::Null), Value::Null);
        self.tell("exit", Value::Null);
        assert!(self.child.wait().unwrap().success());
    }
}

/// The findings of a rule.
fn of(rule: &str, found: &[Value]) -> Vec<Value> {
    let ours = found.iter().filter(|one| one["code"] == rule);
    ours.cloned().collect()
}

const BROKEN: &str = r#"format = 1
id = "a"
languages = ["ar"]
marking = "TLP:CLEAR"
as_of = 2018-11-22
scale = "icd203"
title = "قدَّر 🛰 الموقف
question = "سؤال؟"
summary = "نص 🛰 [@ghost]"

[[source]]
id = "real"
kind = "report"
title = "كتاب"
reliability = "B"
"#;

#[test]
fn an_editor_is_served_from_opening_a_broken_file_to_shutdown() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().canonicalize().unwrap().join("a.toml");
    std::fs::write(&path, BROKEN).unwrap();
    let uri = uri_of(&path);
    let document = json!({ "uri": uri });
    let (mut editor, answer) = Editor::start("en", None);
    assert_eq!(answer["capabilities"]["positionEncoding"], "utf-16");
    let opened = json!({ "uri": uri, "languageId": "toml", "version": 1, "text": BROKEN });
    editor.tell("textDocument/didOpen", json!({ "textDocument": opened }));
    let found = editor.findings(1);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0]["code"], "toml-syntax");
    assert_eq!(found[0]["range"]["start"]["line"], 6);

    // The title is closed: behind `title = "قدَّر 🛰 الموقف`, 24 units, of which the satellite is two and the marks are two.
    let end = json!({ "line": 6, "character": 24 });
    let change = json!({ "range": { "start": end, "end": end }, "text": "\"" });
    editor.tell(
        "textDocument/didChange",
        json!({ "textDocument": { "uri": uri, "version": 2 }, "contentChanges": [change] }),
    );
    let found = editor.findings(2);
    assert!(of("toml-syntax", &found).is_empty(), "{found:?}");
    assert_eq!(of("uncited-source", &found).len(), 1, "{found:?}");
    // `summary = "نص 🛰 [@` is 19 units long.
    let ghost =
        json!({ "start": { "line": 8, "character": 19 }, "end": { "line": 8, "character": 24 } });
    assert_eq!(of("unknown-source", &found)[0]["range"], ghost);

    let at = |line: u32, character: u32| json!({ "textDocument": document, "position": { "line": line, "character": character } });
    let offered = editor.ask("textDocument/completion", at(8, 19));
    assert_eq!(offered["items"][0]["label"], "real");
    let change = json!({ "range": ghost, "text": "real" });
    editor.tell(
        "textDocument/didChange",
        json!({ "textDocument": { "uri": uri, "version": 3 }, "contentChanges": [change] }),
    );
    let found = editor.findings(3);
    assert!(of("unknown-source", &found).is_empty(), "{found:?}");
    assert!(of("uncited-source", &found).is_empty(), "{found:?}");
    let hover = editor.ask("textDocument/hover", at(8, 20));
    assert!(
        hover["contents"]["value"]
            .as_str()
            .unwrap()
            .contains("كتاب"),
        "{hover}"
    );
    let definition = editor.ask("textDocument/definition", at(8, 20));
    assert_eq!(
        definition["range"]["start"],
        json!({ "line": 11, "character": 6 })
    );
    let mut params = at(8, 20);
    params["context"] = json!({ "includeDeclaration": false });
    let references = editor.ask("textDocument/references", params);
    assert_eq!(references.as_array().unwrap().len(), 1);
    let mut params = at(11, 8);
    params["newName"] = json!("true-one");
    let renamed = editor.ask("textDocument/rename", params);
    assert_eq!(
        renamed["changes"][&uri.0].as_array().unwrap().len(),
        2,
        "{renamed}"
    );
    let symbols = editor.ask(
        "textDocument/documentSymbol",
        json!({ "textDocument": document }),
    );
    assert_eq!(symbols[0]["name"], "كتاب");
    let unknown = editor.ask(
        "textDocument/foldingRange",
        json!({ "textDocument": document }),
    );
    assert_eq!(unknown["code"], -32601);
    editor.end();
}

#[test]
fn messages_are_in_the_editors_language_unless_the_author_asks_for_another() {
    for (locale, variable, word) in [
        ("ar-EG", None, "الملف"),
        ("en-GB", None, "the file"),
        ("en", Some("ar"), "الملف"),
    ] {
        let (mut editor, _) = Editor::start(locale, variable);
        let item = json!({ "uri": "file:///nowhere/b.toml", "languageId": "toml", "version": 7, "text": "" });
        editor.tell("textDocument/didOpen", json!({ "textDocument": item }));
        let found = editor.findings(7);
        let message = found[0]["message"].as_str().unwrap();
        assert!(message.contains(word), "{message}");
        editor.end();
    }
}
