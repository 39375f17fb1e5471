//! What `taqdir.toml` names beside the schema: the house's logo, and the folder of its templates.
//!
//! Everything is read here, once a project, so that no later stage touches a disk: what is not
//! read here does not exist for a template.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::project::as_seen_from_here;
use crate::diagnostic::{Diagnostic, Location, Say, say};
use crate::load::{self, Document, Unreadable};
use crate::model::{House, ProjectPath, Route};

/// The most files of a folder of templates, and how deep they may lie: more is another folder
/// that was named by mistake.
const MOST_FILES: usize = 300;
const DEEPEST: usize = 6;

/// What a house brings to the look of its documents.
#[derive(Debug, Clone, Default)]
pub struct Belongings {
    /// The logo.
    pub logo: Option<Logo>,
    /// The files of its templates, by their path in the folder.
    pub templates: BTreeMap<String, File>,
}

/// A picture.
#[derive(Debug, Clone)]
pub struct Logo {
    /// `svg` or `png`.
    pub format: &'static str,
    /// What the file holds.
    pub bytes: Vec<u8>,
}

/// A file of the house's templates.
#[derive(Debug, Clone)]
pub enum File {
    /// A template, a file of Typst source, or a stylesheet.
    Text(Arc<Document>),
    /// A picture.
    Picture(Vec<u8>),
    /// A font.
    Font(Vec<u8>),
}

/// Reads what the house names; what cannot be used is found and left out.
pub fn read(
    root: &Path,
    document: &Arc<Document>,
    house: &House,
    findings: &mut Vec<Diagnostic>,
) -> Belongings {
    let mut belongings = Belongings::default();
    let mut wrong = |key: &str, (what, help): Fault| {
        let place = Location::value(document, &Route::root().key(key));
        findings.push(Diagnostic::error("unusable-house-file", place, what).help(help));
    };
    if let Some(named) = &house.logo {
        match logo(root, named) {
            Ok(logo) => belongings.logo = Some(logo),
            Err(fault) => wrong("logo", fault),
        }
    }
    if let Some(named) = &house.templates {
        match templates(root, named) {
            Ok(files) => belongings.templates = files,
            Err(fault) => wrong("templates", fault),
        }
    }
    belongings
}

/// What is wrong with a file, and what to do.
type Fault = (Say, Say);

fn logo(root: &Path, named: &ProjectPath) -> Result<Logo, Fault> {
    let shown = named.as_str();
    let real = inside(root, &root.join(shown), shown)?;
    let bytes = load::bytes(&real).map_err(|error| unreadable(shown, &error))?;
    match picture(&bytes) {
        Some(format @ ("svg" | "png")) => Ok(Logo { format, bytes }),
        _ => Err((
            say!(
                en "`{shown}` is no SVG and no PNG picture",
                ar "`{shown}` ليس صورة SVG ولا PNG"
            ),
            say!(
                en "save the logo as SVG, or as PNG of 600 pixels or more in width",
                ar "احفظ الشعار بصيغة SVG، أو بصيغة PNG لا يقل عرضها عن 600 بكسل"
            ),
        )),
    }
}

/// The format of a picture by what it begins with.
fn picture(bytes: &[u8]) -> Option<&'static str> {
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        return Some("png");
    }
    if bytes.starts_with(b"\xff\xd8\xff") {
        return Some("jpg");
    }
    let text = str::from_utf8(bytes).ok()?;
    // Before the root element stand a declaration, comments and a document type.
    text.trim_start_matches(load::BOM)
        .trim_start()
        .starts_with('<')
        .then(|| text.find("<svg"))
        .flatten()
        .map(|_| "svg")
}

fn templates(root: &Path, named: &ProjectPath) -> Result<BTreeMap<String, File>, Fault> {
    let shown = named.as_str().trim_end_matches('/');
    let real = inside(root, &root.join(shown), shown)?;
    if !real.is_dir() {
        return Err((
            say!(en "`{shown}` is no folder", ar "`{shown}` ليس مجلدًا"),
            say!(
                en "name the folder that holds the templates; `taqdir templates DIR` writes one to begin with",
                ar "سمِّ المجلد الذي فيه القوالب؛ والأمر `taqdir templates DIR` يكتب مجلدًا تبدأ به"
            ),
        ));
    }
    let mut files = BTreeMap::new();
    gather(root, &real, "", 0, &mut files)?;
    Ok(files)
}

/// Reads the files of a folder of templates that a template can use, and the folders in it.
fn gather(
    root: &Path,
    folder: &Path,
    prefix: &str,
    depth: usize,
    files: &mut BTreeMap<String, File>,
) -> Result<(), Fault> {
    let entries = fs::read_dir(folder)
        .map_err(|error| unreadable(&folder.to_string_lossy(), &Unreadable::Io(error)))?;
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') {
            continue;
        }
        let inner = format!("{prefix}{name}");
        let real = inside(root, &entry.path(), &inner)?;
        if real.is_dir() {
            if depth < DEEPEST {
                gather(root, &real, &format!("{inner}/"), depth + 1, files)?;
            }
            continue;
        }
        let Some(file) = file(&real, &entry.path(), &inner)? else {
            continue;
        };
        files.insert(inner, file);
        if files.len() > MOST_FILES {
            return Err((
                say!(
                    en "the folder holds more than {MOST_FILES} files",
                    ar "في المجلد أكثر من {MOST_FILES} ملف"
                ),
                say!(
                    en "name a folder that holds nothing but templates",
                    ar "سمِّ مجلدًا ليس فيه غير القوالب"
                ),
            ));
        }
    }
    Ok(())
}

/// What a file is to a template, by its name; nothing for a file that no template can use.
fn file(real: &Path, found: &Path, shown: &str) -> Result<Option<File>, Fault> {
    let read = || load::bytes(real).map_err(|error| unreadable(shown, &error));
    let ending = shown.rsplit('.').next().unwrap_or_default();
    Ok(Some(match ending.to_lowercase().as_str() {
        "typ" | "jinja" | "css" => {
            let text = String::from_utf8(read()?).map_err(|_| {
                (
                    say!(en "`{shown}` is not UTF-8", ar "ترميز `{shown}` ليس UTF-8"),
                    say!(en "save it as UTF-8", ar "احفظه بترميز UTF-8"),
                )
            })?;
            let text = text.trim_start_matches(load::BOM).to_owned();
            File::Text(Document::from_text(seen(found), text))
        }
        "svg" | "png" | "jpg" | "jpeg" => File::Picture(read()?),
        "ttf" | "otf" => File::Font(read()?),
        _ => return Ok(None),
    }))
}

fn seen(path: &Path) -> PathBuf {
    as_seen_from_here(path)
}

/// The real path of a file or folder, if it exists and lies in the project.
fn inside(root: &Path, path: &Path, shown: &str) -> Result<PathBuf, Fault> {
    let beside = || {
        say!(
            en "write a path relative to `taqdir.toml`, inside its folder",
            ar "اكتب مسارًا نسبيًّا إلى `taqdir.toml` داخل مجلده"
        )
    };
    let Ok(real) = path.canonicalize() else {
        return Err((
            say!(en "there is no `{shown}`", ar "لا وجود للمسار `{shown}`"),
            beside(),
        ));
    };
    if !real.starts_with(root) {
        return Err((
            say!(en "`{shown}` lies outside the project", ar "`{shown}` خارج المشروع"),
            beside(),
        ));
    }
    Ok(real)
}

fn unreadable(shown: &str, error: &Unreadable) -> Fault {
    match error {
        Unreadable::TooLarge(bytes) => {
            let (size, limit) = (bytes / 1024 / 1024, load::MAX_BYTES / 1024 / 1024);
            (
                say!(
                    en "`{shown}` has {size} MB, which is more than {limit}",
                    ar "حجم `{shown}` {size} ميغابايت، وهو أكبر من {limit}"
                ),
                say!(en "make it smaller", ar "صغّره"),
            )
        }
        Unreadable::NotAFile => (
            say!(en "`{shown}` is not a file", ar "`{shown}` ليس ملفًّا"),
            say!(en "name a file", ar "سمِّ ملفًّا"),
        ),
        Unreadable::Io(error) => (
            say!(en "`{shown}` cannot be read: {error}", ar "تعذّرت قراءة `{shown}`: {error}"),
            say!(en "look at the rights of the file", ar "راجع صلاحيات الملف"),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::picture;

    #[test]
    fn a_picture_is_known_by_its_beginning() {
        assert_eq!(picture(b"\x89PNG\r\n\x1a\nrest"), Some("png"));
        assert_eq!(picture(b"<?xml version='1.0'?>\n<svg/>"), Some("svg"));
        assert_eq!(picture(b"\xff\xd8\xff\xe0"), Some("jpg"));
        for other in [&b"<html></html>"[..], b"GIF89a", b"", b"see <svg"] {
            assert_eq!(picture(other), None);
        }
    }
}
