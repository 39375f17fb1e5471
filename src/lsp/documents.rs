//! The texts that are open, and what has been made of them and of the files beside them.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use gen_lsp_types as lsp;

use super::outline::{Entry, Outline, is_house};
use super::uri::{path_of, uri_of};
use crate::diagnostic::Diagnostic;
use crate::discover;
use crate::load::{self, Document};
use crate::model::Lang;
use crate::pipeline::Run;
use crate::shape;

/// A text in the editor.
#[derive(Debug)]
struct Open {
    uri: lsp::Uri,
    version: i32,
    outline: Arc<Outline>,
}

/// A file on disk, as it was when it was read.
#[derive(Debug)]
struct OnDisk {
    changed: Option<SystemTime>,
    size: u64,
    outline: Arc<Outline>,
}

/// Everything the server knows: the open texts, and a cache.
#[derive(Debug)]
pub struct Documents {
    /// The language of messages.
    pub lang: Lang,
    /// Whether the editor takes snippets.
    pub snippets: bool,
    open: BTreeMap<PathBuf, Open>,
    findings: BTreeMap<PathBuf, Vec<Diagnostic>>,
    run: Run,
    disk: RefCell<HashMap<PathBuf, OnDisk>>,
}

impl Documents {
    /// No text is open yet.
    pub fn new(lang: Lang, snippets: bool) -> Self {
        Self {
            lang,
            snippets,
            open: BTreeMap::new(),
            findings: BTreeMap::new(),
            run: Run::default(),
            disk: RefCell::default(),
        }
    }

    /// Takes the text of a document that was opened or changed. Files of other tools are left alone.
    pub fn put(&mut self, uri: &lsp::Uri, version: i32, text: String) -> Option<PathBuf> {
        let path = real(&path_of(uri)?);
        if !discover::may_be_ours(&path) && !is_house(&path) {
            return None;
        }
        let document = Document::from_text(path.clone(), text);
        self.run.edit(&path, Some(Arc::clone(&document)));
        let outline = Arc::new(Outline::of(document));
        self.open.insert(
            path.clone(),
            Open {
                uri: uri.clone(),
                version,
                outline,
            },
        );
        Some(path)
    }

    /// Applies the changes of an editor, in their order.
    pub fn change(
        &mut self,
        uri: &lsp::Uri,
        version: i32,
        changes: Vec<lsp::TextDocumentContentChangeEvent>,
    ) -> Option<PathBuf> {
        use lsp::TextDocumentContentChangeEvent as Change;
        let open = self.open.get(&real(&path_of(uri)?))?;
        let mut text = open.outline.document.text.clone();
        let mut lines = open.outline.lines.clone();
        for change in changes {
            match change {
                Change::TextDocumentContentChangeWholeDocument(whole) => text = whole.text,
                Change::TextDocumentContentChangePartial(part) => {
                    text.replace_range(lines.bytes(&text, part.range), &part.text);
                }
            }
            lines = super::position::Lines::of(&text);
        }
        self.put(uri, version, text)
    }

    /// Lets go of a document: the file on disk counts again.
    pub fn close(&mut self, uri: &lsp::Uri) -> Option<PathBuf> {
        let path = real(&path_of(uri)?);
        self.open.remove(&path)?;
        self.findings.remove(&path);
        self.run.edit(&path, None);
        Some(path)
    }

    /// Forgets what was read from disk, because it may have changed there.
    pub fn forget(&mut self) {
        self.run.forget();
    }

    /// The paths of the open documents.
    pub fn open_paths(&self) -> Vec<PathBuf> {
        self.open.keys().cloned().collect()
    }

    /// The version of an open document.
    pub fn version(&self, path: &Path) -> Option<i32> {
        self.open.get(path).map(|open| open.version)
    }

    /// The open documents that a change of `path` concerns: itself, and those that use it.
    pub fn concerned(&self, path: &Path) -> Vec<PathBuf> {
        if is_house(path) {
            return self.open_paths();
        }
        self.open
            .iter()
            .filter(|(other, open)| {
                other.as_path() == path
                    || self
                        .reach(&open.outline)
                        .iter()
                        .any(|file| file.document.path == path)
            })
            .map(|(other, _)| other.clone())
            .collect()
    }

    /// Checks an open document, and keeps what was found.
    pub fn check(&mut self, path: &Path) {
        let Some(open) = self.open.get(path) else {
            return;
        };
        let document = &open.outline.document;
        let found = if is_house(path) {
            shape::house(document).err().unwrap_or_default()
        } else {
            self.run.check_document(document).findings
        };
        self.findings.insert(path.to_path_buf(), found);
    }

    /// What was found in the open documents, by document.
    pub fn findings(&self) -> &BTreeMap<PathBuf, Vec<Diagnostic>> {
        &self.findings
    }

    /// The open document that an editor names.
    pub fn named(&self, uri: &lsp::Uri) -> Option<Arc<Outline>> {
        let open = self.open.get(&real(&path_of(uri)?))?;
        Some(Arc::clone(&open.outline))
    }

    /// The document and byte that an editor points at.
    pub fn pointed(&self, at: &lsp::TextDocumentPositionParams) -> Option<(Arc<Outline>, usize)> {
        let outline = self.named(&at.text_document.uri)?;
        let byte = outline.lines.byte(outline.text(), at.position);
        Some((outline, byte))
    }

    /// A file, as it is in the editor or else on disk.
    pub fn file(&self, path: &Path) -> Option<Arc<Outline>> {
        let path = real(path);
        if let Some(open) = self.open.get(&path) {
            return Some(Arc::clone(&open.outline));
        }
        let about = fs::metadata(&path).ok()?;
        let (changed, size) = (about.modified().ok(), about.len());
        let mut disk = self.disk.borrow_mut();
        if let Some(known) = disk.get(&path)
            && known.changed == changed
            && known.size == size
        {
            return Some(Arc::clone(&known.outline));
        }
        let (document, _) = load::read(&path).ok()?;
        let outline = Arc::new(Outline::of(document));
        let known = OnDisk {
            changed,
            size,
            outline: Arc::clone(&outline),
        };
        disk.insert(path, known);
        Some(outline)
    }

    /// The file and the files of shared entries that it uses, directly or through one another.
    pub fn reach(&self, outline: &Arc<Outline>) -> Vec<Arc<Outline>> {
        let mut found = vec![Arc::clone(outline)];
        let mut seen = HashSet::from([real(&outline.document.path)]);
        let root = self.root(&outline.document.path);
        let mut next = 0;
        while let Some(file) = found.get(next).cloned() {
            next += 1;
            let folder = file.document.path.parent().unwrap_or(Path::new(""));
            for used in file.uses() {
                let path = real(&folder.join(used));
                if path.starts_with(&root)
                    && seen.insert(path.clone())
                    && let Some(shared) = self.file(&path)
                {
                    found.push(shared);
                }
            }
        }
        found
    }

    /// Every assessment and file of shared entries of the project around `path`.
    pub fn project(&self, path: &Path) -> Vec<Arc<Outline>> {
        let root = self.root(path);
        let (mut paths, _) = discover::files(&[root.to_string_lossy().into_owned()]);
        paths.extend(
            self.open
                .keys()
                .filter(|open| open.starts_with(&root))
                .cloned(),
        );
        let mut seen = HashSet::new();
        paths
            .into_iter()
            .map(|path| real(&path))
            .filter(|path| !is_house(path) && seen.insert(path.clone()))
            .filter_map(|path| self.file(&path))
            .collect()
    }

    /// The folder that no file of the project lies outside of.
    pub fn root(&self, path: &Path) -> PathBuf {
        self.run.project(path).root.clone()
    }

    /// The entry that `id` means in a file, and the file it stands in.
    pub fn resolve(&self, outline: &Arc<Outline>, id: &str) -> Option<Found> {
        self.reach(outline).into_iter().find_map(|file| {
            let at = file.entries.iter().position(|entry| entry.id == id)?;
            Some(Found { file, at })
        })
    }

    /// The address of a document, as the editor knows it.
    pub fn uri(&self, path: &Path) -> lsp::Uri {
        let path = real(path);
        match self.open.get(&path) {
            Some(open) => open.uri.clone(),
            None => uri_of(&path),
        }
    }
}

/// An entry and the file it stands in.
#[derive(Debug, Clone)]
pub struct Found {
    /// The file.
    pub file: Arc<Outline>,
    at: usize,
}

impl Found {
    /// The entry.
    pub fn entry(&self) -> &Entry {
        &self.file.entries[self.at]
    }
}

/// A path without symbolic links; of a file that is not on disk, as it stands.
pub fn real(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_path_buf())
}
