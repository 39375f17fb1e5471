//! discover: what the user named → the files to check, and the project they lie in.

mod belongings;
mod project;

pub use belongings::{Belongings, File as BelongingsFile, Logo};
pub use project::Project;

use std::path::{Path, PathBuf};

use globset::GlobBuilder;
use ignore::WalkBuilder;

use crate::diagnostic::{Say, say};

/// The name of the file at the root of a project that holds the house's usage.
pub const HOUSE_FILE: &str = "taqdir.toml";

/// TOML files that belong to other tools, met when a folder is walked.
const OTHER_TOOLS: [&str; 9] = [
    "Cargo.toml",
    "Pipfile",
    "book.toml",
    "clippy.toml",
    "deny.toml",
    "netlify.toml",
    "pyproject.toml",
    "rustfmt.toml",
    HOUSE_FILE,
];

/// A name on the command line that leads to no file.
#[derive(Debug)]
pub struct Missing {
    /// The name as given.
    pub name: String,
    /// Why nothing was found.
    pub why: Say,
}

/// The assessments that the names on a command line mean: files, folders and globs.
///
/// A folder means every `*.toml` below it that `.gitignore` does not leave out, other
/// tools' files excepted. The files come sorted, each once.
pub fn files(names: &[String]) -> (Vec<PathBuf>, Vec<Missing>) {
    let mut found = Vec::new();
    let mut missing = Vec::new();
    for name in names {
        let path = Path::new(name);
        if path.is_dir() {
            let before = found.len();
            walk(path, &mut found, |_| true);
            if found.len() == before {
                missing.push(Missing {
                    name: name.clone(),
                    why: say!(
                        en "no assessment (*.toml) in the folder `{name}`",
                        ar "لا تقديرات (‎*.toml) في المجلد `{name}`"
                    ),
                });
            }
        } else if path.exists() || !name.contains(['*', '?', '[', '{']) {
            found.push(path.strip_prefix("./").unwrap_or(path).to_path_buf());
        } else {
            match glob(name, &mut found) {
                Ok(0) => missing.push(Missing {
                    name: name.clone(),
                    why: say!(en "nothing matches `{name}`", ar "لا شيء يطابق `{name}`"),
                }),
                Ok(_) => {}
                Err(error) => missing.push(Missing {
                    name: name.clone(),
                    why: say!(
                        en "`{name}` is not a pattern: {error}",
                        ar "`{name}` ليس نمطًا صحيحًا: {error}"
                    ),
                }),
            }
        }
    }
    found.sort();
    found.dedup();
    (found, missing)
}

/// Whether a TOML file of this name may be an assessment or a file of shared entries.
pub fn may_be_ours(path: &Path) -> bool {
    path.file_name()
        .and_then(|name| name.to_str())
        .is_none_or(|name| !OTHER_TOOLS.contains(&name))
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>, wanted: impl Fn(&Path) -> bool) {
    let mut walker = WalkBuilder::new(folder);
    // The entries of one folder begin alike, so that no path need be taken apart.
    let by_name = |a: &Path, b: &Path| a.as_os_str().cmp(b.as_os_str());
    walker.require_git(false).sort_by_file_path(by_name);
    for entry in walker.build().flatten() {
        let path = entry.path();
        // A link may lead to a file.
        let is_file = || entry.file_type().is_some_and(|kind| kind.is_file()) || path.is_file();
        let toml = path
            .extension()
            .is_some_and(|extension| extension == "toml");
        if toml && may_be_ours(path) && wanted(path) && is_file() {
            found.push(path.strip_prefix("./").unwrap_or(path).to_path_buf());
        }
    }
}

fn glob(pattern: &str, found: &mut Vec<PathBuf>) -> Result<usize, globset::Error> {
    let matcher = GlobBuilder::new(pattern.strip_prefix("./").unwrap_or(pattern))
        .literal_separator(true)
        .build()?
        .compile_matcher();
    // Walk from the folder before the first wildcard.
    let fixed: PathBuf = Path::new(pattern)
        .components()
        .take_while(|part| {
            !part
                .as_os_str()
                .to_string_lossy()
                .contains(['*', '?', '[', '{'])
        })
        .collect();
    let start = if fixed.as_os_str().is_empty() {
        Path::new(".")
    } else {
        &fixed
    };
    let before = found.len();
    walk(start, found, |path| {
        matcher.is_match(path.strip_prefix("./").unwrap_or(path))
    });
    Ok(found.len() - before)
}
