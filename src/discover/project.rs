//! The project a file lies in: its root, beyond which nothing is read, and its house.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::HOUSE_FILE;
use super::belongings::{self, Belongings};
use crate::diagnostic::{Diagnostic, Location, Say, say};
use crate::load::{self, Document, Unreadable};
use crate::model::{House, Route};
use crate::shape;
use crate::shape::checker::Checker;

/// A project: a folder with assessments.
#[derive(Debug)]
pub struct Project {
    /// The folder that no file of the project lies outside of, without symbolic links.
    pub root: PathBuf,
    /// What `taqdir.toml` says, or nothing.
    pub house: House,
    /// The file that says it.
    pub document: Option<Arc<Document>>,
    /// The house's own schema, where `taqdir.toml` names one.
    pub schema: Option<Checker>,
    /// The logo and the templates that `taqdir.toml` names.
    pub belongings: Belongings,
    /// What is wrong with `taqdir.toml` and with the files it names.
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
                let (document, house, schema, mut findings) = read_house(&root);
                let belongings = match &document {
                    Some(document) => belongings::read(&root, document, &house, &mut findings),
                    None => Belongings::default(),
                };
                Self {
                    root,
                    house,
                    document,
                    schema,
                    belongings,
                    findings,
                }
            }
            None => Self {
                root: holding(".git").unwrap_or(absolute),
                house: House::default(),
                schema: None,
                belongings: Belongings::default(),
                document: None,
                findings: Vec::new(),
            },
        }
    }
}

/// The path from the folder the program was started in, if it lies below that.
pub(super) fn as_seen_from_here(path: &Path) -> PathBuf {
    std::env::current_dir()
        .and_then(|here| here.canonicalize())
        .ok()
        .and_then(|here| path.strip_prefix(here).ok())
        .unwrap_or(path)
        .to_path_buf()
}

/// What a project's `taqdir.toml` gives: the file, the house, its schema, and what is wrong with them.
type HouseRead = (
    Option<Arc<Document>>,
    House,
    Option<Checker>,
    Vec<Diagnostic>,
);

fn read_house(root: &Path) -> HouseRead {
    let path = as_seen_from_here(&root.join(HOUSE_FILE));
    let (document, findings) = match load::read(&path) {
        Ok(read) => read,
        Err(error) => {
            return (
                None,
                House::default(),
                None,
                vec![unreadable(&path, &error)],
            );
        }
    };
    if !findings.is_empty() {
        return (Some(document), House::default(), None, findings);
    }
    let (house, schema, findings) = match shape::house(&document) {
        Ok(house) => match read_schema(root, &document, &house) {
            Ok(schema) => (*house, schema, Vec::new()),
            Err(found) => (*house, None, vec![*found]),
        },
        Err(findings) => (House::default(), None, findings),
    };
    (Some(document), house, schema, findings)
}

/// Reads the schema that the house names.
fn read_schema(
    root: &Path,
    document: &Arc<Document>,
    house: &House,
) -> Result<Option<Checker>, Box<Diagnostic>> {
    let Some(named) = &house.schema else {
        return Ok(None);
    };
    let shown = named.as_str();
    let place = Location::value(document, &Route::root().key("schema"));
    let unusable = |what, help| {
        let found = Diagnostic::error("unusable-house-schema", place.clone(), what);
        Box::new(found.help(help))
    };
    let beside = || {
        say!(
            en "write a path relative to `taqdir.toml`, inside its folder",
            ar "اكتب مسارًا نسبيًّا إلى `taqdir.toml` داخل مجلده"
        )
    };
    let Ok(real) = root.join(shown).canonicalize() else {
        return Err(unusable(
            say!(en "there is no file `{shown}`", ar "لا وجود للملف `{shown}`"),
            beside(),
        ));
    };
    if !real.starts_with(root) {
        return Err(unusable(
            say!(en "`{shown}` lies outside the project", ar "`{shown}` خارج المشروع"),
            beside(),
        ));
    }
    let schema = match load::read(&real) {
        Ok((schema, faults)) if faults.is_empty() => schema,
        _ => {
            return Err(unusable(
                say!(en "`{shown}` cannot be read", ar "تعذّرت قراءة `{shown}`"),
                say!(en "name a JSON file in UTF-8", ar "سمِّ ملف JSON بترميز UTF-8"),
            ));
        }
    };
    serde_json::from_str(&schema.text)
        .map_err(|error| error.to_string())
        .and_then(Checker::house)
        .map(Some)
        .map_err(|why| {
            unusable(
                say!(
                    en "`{shown}` is not a JSON Schema: {why}",
                    ar "`{shown}` ليس مخطط JSON Schema صحيحًا: {why}"
                ),
                say!(
                    en "write a JSON Schema of draft-07 that refers to no other file",
                    ar "اكتب مخططًا بنسخة draft-07 لا يحيل إلى ملف آخر"
                ),
            )
        })
}

fn unreadable(path: &Path, error: &Unreadable) -> Diagnostic {
    let document = Document::from_text(path, "");
    let Say { en, ar } = error.why();
    Diagnostic::error(
        "unreadable-file",
        Location::file(&document),
        say!(en "the house file cannot be read: {en}", ar "تعذّرت قراءة ملف الدار: {ar}"),
    )
}
