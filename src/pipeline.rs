//! The stages in their order: one file from its path to a case and its findings.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use chrono::NaiveDate;

use crate::diagnostic::{self, Diagnostic, Location, Say, Severity, say};
use crate::discover::Project;
use crate::load::{self, Document, MAX_BYTES, Unreadable};
use crate::model::House;
use crate::resolve::{Case, Shelf};
use crate::rules;
use crate::shape::{self, Shaped, json, violation};
use crate::typeset::coverage;

/// What files of one run have in common.
#[derive(Debug, Default)]
pub struct Run {
    /// The day on which allowances are held to their dates; without it none has expired.
    today: Option<NaiveDate>,
    shelf: Shelf,
    projects: Mutex<HashMap<PathBuf, Arc<Project>>>,
}

/// What became of a file.
#[derive(Debug)]
pub struct Checked {
    /// The assessment with all it refers to; none for a file of shared entries or a broken one.
    pub case: Option<Case>,
    /// The project it lies in.
    pub project: Option<Arc<Project>>,
    /// Everything found, in the order of the file.
    pub findings: Vec<Diagnostic>,
}

impl Checked {
    /// Whether nothing found forbids a brief.
    pub fn is_sound(&self) -> bool {
        self.findings
            .iter()
            .all(|found| found.severity < Severity::Error)
    }

    fn broken(findings: Vec<Diagnostic>) -> Self {
        Self {
            case: None,
            project: None,
            findings,
        }
    }
}

impl Run {
    /// A run on a given day. The library itself never looks at a clock.
    pub fn on(today: NaiveDate) -> Self {
        Self {
            today: Some(today),
            ..Self::default()
        }
    }

    /// Reads and checks one file.
    ///
    /// # Errors
    /// When the file cannot be read at all: the finding that says why.
    pub fn check(&self, path: &Path) -> Result<Checked, Box<Diagnostic>> {
        let (document, findings) =
            load::read(path).map_err(|error| Box::new(unreadable(path, &error)))?;
        if findings.is_empty() {
            Ok(self.check_document(&document))
        } else {
            Ok(Checked::broken(findings))
        }
    }

    /// Checks a document that is in memory.
    pub fn check_document(&self, document: &Arc<Document>) -> Checked {
        let shaped = match shape::shape(document) {
            Ok(shaped) => shaped,
            Err(findings) => return Checked::broken(findings),
        };
        let project = self.project(&document.path);
        let model = match shaped {
            Shaped::Assessment(model) => model,
            Shaped::Shared(shared) => {
                let checked = Case::of_shared(document, *shared, &project.root, &self.shelf);
                let mut findings = checked.map_or_else(Vec::new, |(case, mut findings)| {
                    findings.extend(coverage::check(&case));
                    findings
                });
                diagnostic::sort(&mut findings);
                return Checked::broken(findings);
            }
        };
        let (case, mut findings) = Case::new(document, *model, &project.root, &self.shelf);
        findings.extend(against_house_schema(document, &project));
        findings.extend(rules::check(&case, &project.house, self.today));
        findings.extend(coverage::check(&case));
        diagnostic::sort(&mut findings);
        Checked {
            case: Some(case),
            project: Some(project),
            findings,
        }
    }

    /// Takes a text that is open in an editor in place of a shared file, or with none the
    /// file on disk again. `real` is a path without symbolic links.
    pub fn edit(&self, real: &Path, text: Option<Arc<Document>>) {
        self.shelf.edit(real, text);
    }

    /// Forgets what was read from disk, because it may have changed there.
    pub fn forget(&self) {
        self.shelf.forget();
        let mut projects = self.projects.lock().unwrap_or_else(PoisonError::into_inner);
        projects.clear();
    }

    /// The house of a file.
    pub fn house<'a>(&self, checked: &'a Checked) -> Option<&'a House> {
        checked.project.as_ref().map(|project| &project.house)
    }

    /// The findings about the `taqdir.toml` files that this run has met.
    pub fn house_findings(&self) -> Vec<Diagnostic> {
        let projects = self.projects.lock().unwrap_or_else(PoisonError::into_inner);
        let mut by_root: Vec<_> = projects.values().collect();
        by_root.sort_by(|a, b| a.root.cmp(&b.root));
        by_root.dedup_by(|a, b| a.root == b.root);
        by_root
            .into_iter()
            .flat_map(|project| project.findings.clone())
            .collect()
    }

    /// The project that a file lies in.
    pub fn project(&self, file: &Path) -> Arc<Project> {
        let folder = file.parent().unwrap_or(Path::new("")).to_path_buf();
        let mut projects = self.projects.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(projects.entry(folder).or_insert_with(|| {
            let mut project = Project::around(file);
            if let Some(document) = &project.document {
                let found = rules::unknown_in_house(document, &project.house);
                project.findings.extend(found);
            }
            Arc::new(project)
        }))
    }
}

/// What in a document, which keeps to the published schema, breaks the house's own.
fn against_house_schema(document: &Arc<Document>, project: &Project) -> Vec<Diagnostic> {
    let Some(checker) = &project.schema else {
        return Vec::new();
    };
    let severity = rules::find("house-schema").map_or(Some(Severity::Error), |rule| {
        rules::severity(rule, &project.house)
    });
    let (Some(severity), Ok(tree)) = (severity, load::parse(document)) else {
        return Vec::new();
    };
    let mut found = violation::against(document, checker, &json::object(tree.get_ref()));
    for one in &mut found {
        one.severity = severity;
    }
    found
}

/// The finding that says why a file could not be read.
pub fn unreadable(path: &Path, error: &Unreadable) -> Diagnostic {
    let document = Document::from_text(path, "");
    let name = &document.name;
    let (what, help) = match error {
        Unreadable::NotAFile if path.is_dir() => (
            say!(en "`{name}` is a folder, not a file", ar "`{name}` مجلد لا ملف"),
            say!(en "name the file in it", ar "سمِّ الملف الذي فيه"),
        ),
        Unreadable::NotAFile => (
            say!(en "`{name}` is a device or a pipe, not a file", ar "`{name}` جهاز أو أنبوب لا ملف"),
            say!(en "write what it holds to a file, and name that", ar "احفظ محتواه في ملف وسمِّ ذلك الملف"),
        ),
        Unreadable::TooLarge(bytes) => {
            let (size, limit) = (bytes / 1024 / 1024, MAX_BYTES / 1024 / 1024);
            (
                say!(
                    en "`{name}` has {size} MB; no assessment is larger than {limit} MB",
                    ar "حجم `{name}` {size} ميغابايت، ولا يزيد تقدير على {limit} ميغابايت"
                ),
                say!(en "name another file", ar "سمِّ ملفًّا آخر"),
            )
        }
        Unreadable::Io(error)
            if matches!(
                error.kind(),
                std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory
            ) =>
        {
            (
                say!(en "there is no file `{name}`", ar "لا وجود للملف `{name}`"),
                say!(
                    en "look at the spelling of the path, and at the folder you stand in",
                    ar "راجع كتابة المسار والمجلد الذي تعمل فيه"
                ),
            )
        }
        Unreadable::Io(error) => {
            let Say { en, ar } = load::reason::system(error);
            (
                say!(en "`{name}` cannot be read: {en}", ar "تعذّرت قراءة `{name}`: {ar}"),
                say!(en "look at the rights of the file", ar "راجع صلاحيات الملف"),
            )
        }
    };
    Diagnostic::error("unreadable-file", Location::file(&document), what).help(help)
}
