//! The project a file lies in: its root, beyond which nothing is read, and its house.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::HOUSE_FILE;
use crate::diagnostic::{Diagnostic, Location, say};
use crate::load::{self, Document, Unreadable};
use crate::model::House;
use crate::shape;

/// A project: a folder with assessments.
#[derive(Debug)]
pub struct Project {
    /// The folder that no file of the project lies outside of, without symbolic links.
    pub root: PathBuf,
    /// What `taqdir.toml` says, or nothing.
    pub house: House,
    /// The file that says it.
    pub document: Option<Arc<Document>>,
    /// What is wrong with `taqdir.toml`.
    pub findings: Vec<Diagnostic>,
}

impl Project {
    /// The project around a file: the nearest folder above it with a `taqdir.toml`, else
    /// the nearest with a `.git`, else the folder of the file.
    pub fn around(file: &Path) -> Self {
        let folder = file
            .parent()
            .filter(|parent| !parent.as_os_str().is_empty());
        let folder = folder.unwrap_or(Path::new("."));
        let absolute = folder
            .canonicalize()
            .unwrap_or_else(|_| folder.to_path_buf());
        let holding = |name: &str| {
            absolute
                .ancestors()
                .find(|above| above.join(name).exists())
                .map(Path::to_path_buf)
        };
        match holding(HOUSE_FILE) {
            Some(root) => {
                let (document, house, findings) = read_house(&root.join(HOUSE_FILE));
                Self {
                    root,
                    house,
                    document,
                    findings,
                }
            }
            None => Self {
                root: holding(".git").unwrap_or(absolute),
                house: House::default(),
                document: None,
                findings: Vec::new(),
            },
        }
    }
}

fn read_house(path: &Path) -> (Option<Arc<Document>>, House, Vec<Diagnostic>) {
    let (document, mut findings) = match load::read(path) {
        Ok(read) => read,
        Err(error) => return (None, House::default(), vec![unreadable(path, &error)]),
    };
    let mut house = House::default();
    if findings.is_empty() {
        match shape::house(&document) {
            Ok(read) => house = *read,
            Err(found) => findings = found,
        }
    }
    (Some(document), house, findings)
}

fn unreadable(path: &Path, error: &Unreadable) -> Diagnostic {
    let document = Document::from_text(path, "");
    let why = match error {
        Unreadable::Io(error) => error.to_string(),
        Unreadable::NotAFile => "not a file".to_owned(),
        Unreadable::TooLarge(bytes) => format!("{bytes} bytes"),
    };
    Diagnostic::error(
        "unreadable-file",
        Location::file(&document),
        say!(en "the house file cannot be read: {why}", ar "تعذّرت قراءة ملف الدار: {why}"),
    )
}
