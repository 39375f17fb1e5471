//! Reading the files of shared entries that an assessment uses.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use crate::diagnostic::{Diagnostic, Location, say};
use crate::load::{self, Document, Unreadable};
use crate::model::{ProjectPath, Route, Shared};
use crate::shape::{self, Shaped};

/// A file of shared entries.
#[derive(Debug)]
pub struct SharedFile {
    /// The file.
    pub document: Arc<Document>,
    /// Its entries.
    pub model: Shared,
}

/// Why a file that is used gives no entries.
#[derive(Debug, Clone, Copy)]
enum Trouble {
    Missing,
    Folder,
    TooLarge,
    Outside,
    Faulty,
    AnAssessment,
}

type Slot = Result<Arc<SharedFile>, Trouble>;

/// The shared files of a run, each read once whatever the number of assessments that use it.
#[derive(Debug, Default)]
pub struct Shelf {
    slots: Mutex<HashMap<PathBuf, Slot>>,
    /// Texts that are open in an editor, which count for more than the files on disk.
    open: Mutex<HashMap<PathBuf, Arc<Document>>>,
}

impl Shelf {
    /// Takes a text that is open in an editor in place of the file at `real`, or with none
    /// the file again. `real` is a path without symbolic links.
    pub fn edit(&self, real: &Path, text: Option<Arc<Document>>) {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        match text {
            Some(document) => open.insert(real.to_path_buf(), document),
            None => open.remove(real),
        };
        let mut slots = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
        slots.remove(real);
    }

    /// Forgets what was read from disk, because it may have changed there.
    pub fn forget(&self) {
        let mut slots = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
        slots.clear();
    }

    /// The shared files that a document uses, directly or through one another, each once.
    pub(super) fn used_by(
        &self,
        document: &Arc<Document>,
        uses: &[ProjectPath],
        root: &Path,
        found: &mut Vec<Diagnostic>,
    ) -> Vec<Arc<SharedFile>> {
        let mut files = Vec::new();
        if uses.is_empty() {
            return files;
        }
        let mut trail = vec![
            document
                .path
                .canonicalize()
                .unwrap_or_else(|_| document.path.clone()),
        ];
        self.follow(document, uses, root, &mut trail, &mut files, found);
        files
    }

    fn follow(
        &self,
        document: &Arc<Document>,
        uses: &[ProjectPath],
        root: &Path,
        trail: &mut Vec<PathBuf>,
        files: &mut Vec<Arc<SharedFile>>,
        found: &mut Vec<Diagnostic>,
    ) {
        for (index, used) in uses.iter().enumerate() {
            let place = Location::value(document, &Route::root().key("uses").index(index));
            let shown = used.as_str();
            let folder = document.path.parent().unwrap_or(Path::new(""));
            let path = folder.join(shown);
            let Ok(real) = path.canonicalize() else {
                found.push(trouble(Trouble::Missing, shown, place));
                continue;
            };
            if !real.starts_with(root) {
                found.push(trouble(Trouble::Outside, shown, place));
                continue;
            }
            if trail.contains(&real) {
                found.push(circle(shown, place));
                continue;
            }
            match self.read(&path, &real) {
                Err(why) => found.push(trouble(why, shown, place)),
                Ok(file) => {
                    if files.iter().any(|known| Arc::ptr_eq(known, &file)) {
                        continue;
                    }
                    files.push(Arc::clone(&file));
                    trail.push(real);
                    self.follow(&file.document, &file.model.uses, root, trail, files, found);
                    trail.pop();
                }
            }
        }
    }

    fn read(&self, path: &Path, real: &Path) -> Slot {
        let edited = {
            let open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
            open.get(real).cloned()
        };
        let mut slots = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
        slots
            .entry(real.to_path_buf())
            .or_insert_with(|| match edited {
                Some(document) => entries_of(document),
                None => read(path),
            })
            .clone()
    }
}

fn read(path: &Path) -> Slot {
    let (document, findings) = load::read(path).map_err(|error| match error {
        Unreadable::Io(_) => Trouble::Missing,
        Unreadable::NotAFile => Trouble::Folder,
        Unreadable::TooLarge(_) => Trouble::TooLarge,
    })?;
    if !findings.is_empty() {
        return Err(Trouble::Faulty);
    }
    entries_of(document)
}

fn entries_of(document: Arc<Document>) -> Slot {
    match shape::shape(&document) {
        Ok(Shaped::Shared(model)) => Ok(Arc::new(SharedFile {
            document,
            model: *model,
        })),
        Ok(Shaped::Assessment(_)) => Err(Trouble::AnAssessment),
        Err(_) => Err(Trouble::Faulty),
    }
}

fn trouble(why: Trouble, shown: &str, place: Location) -> Diagnostic {
    let (what, help) = match why {
        Trouble::Missing => (
            say!(en "there is no file `{shown}`", ar "لا وجود للملف `{shown}`"),
            say!(
                en "write the path relative to this file, with `/` between its parts",
                ar "اكتب المسار نسبةً إلى هذا الملف وبين أجزائه `/`"
            ),
        ),
        Trouble::Folder => (
            say!(en "`{shown}` is a folder", ar "`{shown}` مجلد"),
            say!(en "name each file in it that is used", ar "سمِّ كل ملف مستعمل فيه"),
        ),
        Trouble::TooLarge => (
            say!(en "`{shown}` is too large to be a file of shared entries", ar "`{shown}` أكبر من أن يكون ملف عناصر مشتركة"),
            say!(en "name another file", ar "سمِّ ملفًّا آخر"),
        ),
        Trouble::Outside => (
            say!(en "`{shown}` lies outside the project", ar "`{shown}` خارج المشروع"),
            say!(
                en "a project is the folder with `taqdir.toml` or `.git`; move the file into it",
                ar "المشروع هو المجلد الذي فيه `taqdir.toml` أو ‎`.git`؛ انقل الملف إليه"
            ),
        ),
        Trouble::Faulty => (
            say!(en "`{shown}` has errors of its own", ar "في `{shown}` أخطاء"),
            say!(en "`taqdir check` on that file names them", ar "يذكرها `taqdir check` إذا شُغّل على ذلك الملف"),
        ),
        Trouble::AnAssessment => (
            say!(en "`{shown}` is an assessment, not a file of shared entries", ar "`{shown}` تقدير لا ملف عناصر مشتركة"),
            say!(
                en "move what both use into a file that holds only `format`, actors, places, sources, statements, events, figures and relations",
                ar "انقل ما يشتركان فيه إلى ملف لا يضم إلا `format` والفاعلين والأماكن والمصادر والأقوال والأحداث والأرقام والعلاقات"
            ),
        ),
    };
    Diagnostic::error("unusable-shared-file", place, what).help(help)
}

fn circle(shown: &str, place: Location) -> Diagnostic {
    Diagnostic::error(
        "circular-use",
        place,
        say!(en "`{shown}` leads back to a file that uses it", ar "`{shown}` يعود إلى ملف يستعمله"),
    )
    .help(say!(
        en "take the entry out on one side; a file's entries are seen by all that use it",
        ar "احذف السطر من أحد الجانبين؛ فعناصر الملف يراها كل من يستعمله"
    ))
}
