//! The conversation: messages in, answers and findings out.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use gen_lsp_types as lsp;
use lsp::Notification as _;
use lsp_server::{Connection, ErrorCode, Message, Notification, ProtocolError, Request, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::documents::Documents;
use super::{actions, complete, formatting, hover, navigate, rename};
use crate::diagnostic::Say;
use crate::model::Lang;

/// Serves an editor until it says to end. Whether it ended as the protocol asks, with a
/// request to shut down before the exit.
///
/// # Errors
/// When the editor breaks the protocol.
pub fn serve(
    connection: &Connection,
    wanted: Option<Lang>,
    otherwise: Lang,
) -> Result<(), ProtocolError> {
    let (id, params) = connection.initialize_start()?;
    let client: lsp::InitializeParams = serde_json::from_value(params).unwrap_or_default();
    let lang = wanted
        .or_else(|| client.locale.as_deref().map(lang_of))
        .unwrap_or(otherwise);
    let answer = json!({
        "capabilities": capabilities(),
        "serverInfo": { "name": "taqdir", "version": env!("CARGO_PKG_VERSION") },
    });
    connection.initialize_finish(id, answer)?;
    let mut session = Session {
        connection,
        documents: Documents::new(lang, takes_snippets(&client)),
        unchecked: BTreeSet::new(),
        told: BTreeMap::new(),
    };
    if watches(&client) {
        session.watch();
    }
    session.run()
}

fn lang_of(locale: &str) -> Lang {
    if locale.to_ascii_lowercase().starts_with("ar") {
        Lang::Ar
    } else {
        Lang::En
    }
}

fn takes_snippets(client: &lsp::InitializeParams) -> bool {
    let value = serde_json::to_value(&client.capabilities).unwrap_or_default();
    value.pointer("/textDocument/completion/completionItem/snippetSupport") == Some(&true.into())
}

fn watches(client: &lsp::InitializeParams) -> bool {
    let value = serde_json::to_value(&client.capabilities).unwrap_or_default();
    value.pointer("/workspace/didChangeWatchedFiles/dynamicRegistration") == Some(&true.into())
}

/// What the server can do. Positions count UTF-16 units, which every editor speaks.
pub fn capabilities() -> lsp::ServerCapabilities {
    let words = |list: &[&str]| list.iter().map(|word| (*word).to_owned()).collect();
    lsp::ServerCapabilities {
        position_encoding: Some(lsp::PositionEncodingKind::UTF16),
        text_document_sync: Some(lsp::TextDocumentSync::Options(
            lsp::TextDocumentSyncOptions {
                open_close: Some(true),
                change: Some(lsp::TextDocumentSyncKind::Incremental),
                save: Some(lsp::Save::Bool(true)),
                ..lsp::TextDocumentSyncOptions::default()
            },
        )),
        completion_provider: Some(lsp::CompletionOptions {
            trigger_characters: Some(words(&["@", "[", "\"", "=", "/"])),
            ..lsp::CompletionOptions::default()
        }),
        hover_provider: Some(true.into()),
        definition_provider: Some(true.into()),
        references_provider: Some(true.into()),
        document_symbol_provider: Some(true.into()),
        document_formatting_provider: Some(true.into()),
        rename_provider: Some(lsp::RenameProvider::RenameOptions(lsp::RenameOptions {
            prepare_provider: Some(true),
            ..lsp::RenameOptions::default()
        })),
        code_action_provider: Some(lsp::CodeActionProvider::CodeActionOptions(
            lsp::CodeActionOptions {
                code_action_kinds: Some(vec![lsp::CodeActionKind::QuickFix]),
                ..lsp::CodeActionOptions::default()
            },
        )),
        ..lsp::ServerCapabilities::default()
    }
}

struct Session<'a> {
    connection: &'a Connection,
    documents: Documents,
    /// Open documents that are to be checked as soon as no message waits.
    unchecked: BTreeSet<PathBuf>,
    /// What the editor was told last, by file, and about which version of it.
    told: BTreeMap<PathBuf, (Option<i32>, Vec<lsp::Diagnostic>)>,
}

impl Session<'_> {
    fn run(&mut self) -> Result<(), ProtocolError> {
        loop {
            // Whoever types gets answers first; findings come in the pause after a key.
            let message = match self.connection.receiver.try_recv() {
                Ok(message) => message,
                Err(_) => {
                    self.check();
                    match self.connection.receiver.recv() {
                        Ok(message) => message,
                        Err(_) => return Ok(()),
                    }
                }
            };
            match message {
                Message::Request(request) => {
                    if self.connection.handle_shutdown(&request)? {
                        return Ok(());
                    }
                    let response = answer(&self.documents, request);
                    self.send(response.into());
                }
                Message::Notification(notification) => self.notice(notification),
                Message::Response(_) => {}
            }
        }
    }

    fn send(&self, message: Message) {
        // An editor that has gone away ends the loop at its next message.
        let _ = self.connection.sender.send(message);
    }

    fn notice(&mut self, notification: Notification) {
        let concerned = match notification.method.as_str() {
            "textDocument/didOpen" => {
                let Some(params) = read::<lsp::DidOpenTextDocumentParams>(notification.params)
                else {
                    return;
                };
                let lsp::TextDocumentItem {
                    uri, version, text, ..
                } = params.text_document;
                self.documents.put(&uri, version, text)
            }
            "textDocument/didChange" => {
                let Some(params) = read::<lsp::DidChangeTextDocumentParams>(notification.params)
                else {
                    return;
                };
                let lsp::VersionedTextDocumentIdentifier {
                    version,
                    text_document_identifier,
                } = params.text_document;
                let uri = text_document_identifier.uri;
                self.documents.change(&uri, version, params.content_changes)
            }
            "textDocument/didClose" => {
                let Some(params) = read::<lsp::DidCloseTextDocumentParams>(notification.params)
                else {
                    return;
                };
                let closed = self.documents.close(&params.text_document.uri);
                if let Some(path) = &closed {
                    self.unchecked.remove(path);
                }
                closed
            }
            "textDocument/didSave" | "workspace/didChangeWatchedFiles" => {
                self.documents.forget();
                self.unchecked.extend(self.documents.open_paths());
                None
            }
            _ => None,
        };
        if let Some(path) = concerned {
            self.unchecked.extend(self.documents.concerned(&path));
            if self.documents.version(&path).is_none() {
                self.publish();
            }
        }
    }

    fn check(&mut self) {
        if self.unchecked.is_empty() {
            return;
        }
        for path in std::mem::take(&mut self.unchecked) {
            self.documents.check(&path);
        }
        self.publish();
    }

    /// Tells the editor what has changed in the findings.
    fn publish(&mut self) {
        let mut now = actions::by_file(&self.documents);
        for path in self.told.keys() {
            now.entry(path.clone()).or_default();
        }
        for (path, diagnostics) in now {
            let version = self.documents.version(&path);
            let news = (version, diagnostics);
            if self.told.get(&path) == Some(&news) {
                continue;
            }
            let params = lsp::PublishDiagnosticsParams {
                uri: self.documents.uri(&path),
                version,
                diagnostics: news.1.clone(),
            };
            let method = lsp::PublishDiagnosticsNotification::METHOD
                .as_str()
                .to_owned();
            self.send(Notification::new(method, params).into());
            if version.is_none() && news.1.is_empty() {
                self.told.remove(&path);
            } else {
                self.told.insert(path, news);
            }
        }
    }

    /// Asks to be told when files change on disk.
    fn watch(&self) {
        let params = json!({ "registrations": [{
            "id": "taqdir-files",
            "method": "workspace/didChangeWatchedFiles",
            "registerOptions": { "watchers": [{ "globPattern": "**/*.toml" }] },
        }] });
        let id = lsp_server::RequestId::from("taqdir-watch".to_owned());
        self.send(Request::new(id, "client/registerCapability".to_owned(), params).into());
    }
}

fn read<T: DeserializeOwned>(params: Value) -> Option<T> {
    serde_json::from_value(params).ok()
}

/// Answers one request: a function of what is open and of the question.
pub fn answer(documents: &Documents, request: Request) -> Response {
    let Request { id, method, params } = request;
    let result = match method.as_str() {
        "textDocument/completion" => {
            with(params, |params| Ok(complete::complete(documents, params)))
        }
        "textDocument/hover" => with(params, |params| Ok(hover::hover(documents, params))),
        "textDocument/definition" => {
            with(params, |params| Ok(navigate::definition(documents, params)))
        }
        "textDocument/references" => {
            with(params, |params| Ok(navigate::references(documents, params)))
        }
        "textDocument/documentSymbol" => {
            with(params, |params| Ok(navigate::symbols(documents, params)))
        }
        "textDocument/prepareRename" => with(params, |params| rename::prepare(documents, params)),
        "textDocument/rename" => with(params, |params| rename::rename(documents, params)),
        "textDocument/codeAction" => with(params, |params| Ok(actions::actions(documents, params))),
        "textDocument/formatting" => {
            with(params, |params| Ok(formatting::format(documents, params)))
        }
        _ => {
            let text = format!("no such request: {method}");
            return Response::new_err(id, ErrorCode::MethodNotFound as i32, text);
        }
    };
    match result {
        Ok(value) => Response::new_ok(id, value),
        Err(Refusal::Malformed(why)) => Response::new_err(id, ErrorCode::InvalidParams as i32, why),
        Err(Refusal::Cannot(why)) => {
            let text = why.get(documents.lang).to_owned();
            Response::new_err(id, ErrorCode::RequestFailed as i32, text)
        }
    }
}

enum Refusal {
    Malformed(String),
    Cannot(Say),
}

fn with<P: DeserializeOwned, R: Serialize>(
    params: Value,
    handler: impl FnOnce(&P) -> Result<R, Say>,
) -> Result<Value, Refusal> {
    let params =
        serde_json::from_value(params).map_err(|error| Refusal::Malformed(error.to_string()))?;
    let answer = handler(&params).map_err(Refusal::Cannot)?;
    serde_json::to_value(answer).map_err(|error| Refusal::Malformed(error.to_string()))
}
