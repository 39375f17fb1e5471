//! The archived texts of the sources: read where they lie in the project, proved by their sums.

use std::fmt::Write;
use std::io;
use std::path::Path;
use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::Case;
use crate::diagnostic::Say;
use crate::load::{self, Document, Unreadable};
use crate::model::{Archive, Kind};

/// What became of the archive of a source.
#[derive(Debug)]
pub struct Archived {
    /// The index of the source.
    pub source: usize,
    /// Its text, or why there is none to be relied on.
    pub text: Result<Arc<Document>, Trouble>,
}

/// Why an archive gives no text to be relied on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// There is no such file.
    Missing,
    /// It lies outside the project.
    Outside,
    /// It cannot be read; why.
    Unreadable(Say),
    /// It was changed: the sum of its bytes as they are.
    Changed(String),
    /// It is unchanged, and no text in UTF-8.
    NotText,
}

/// Reads every archive that the sources of a case name.
pub fn read(case: &Case, root: &Path) -> Vec<Archived> {
    let sources = case.model.source.iter().enumerate();
    sources
        .filter_map(|(index, source)| {
            let archive = source.archive.as_ref()?;
            let (document, _) = case.home(&case.route(Kind::Source, index));
            Some(Archived {
                source: index,
                text: open(archive, document, root),
            })
        })
        .collect()
}

/// Opens an archive that is named in `document`.
fn open(archive: &Archive, document: &Document, root: &Path) -> Result<Arc<Document>, Trouble> {
    let folder = document.path.parent().unwrap_or(Path::new(""));
    let path = folder.join(archive.path.as_str());
    let real = path.canonicalize().map_err(|error| missing(&error))?;
    if !real.starts_with(root) {
        return Err(Trouble::Outside);
    }
    let bytes = load::bytes(&path).map_err(|refused| match &refused {
        Unreadable::Io(error) => missing(error),
        Unreadable::NotAFile | Unreadable::TooLarge(_) => Trouble::Unreadable(refused.why()),
    })?;
    let sum = sum(&bytes);
    if sum != archive.sha256.as_str() {
        return Err(Trouble::Changed(sum));
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Document::from_text(path, text)),
        Err(_) => Err(Trouble::NotText),
    }
}

fn missing(error: &io::Error) -> Trouble {
    if error.kind() == io::ErrorKind::NotFound {
        Trouble::Missing
    } else {
        Trouble::Unreadable(load::reason::system(error))
    }
}

/// The SHA-256 sum of some bytes, as `archive.sha256` has it.
fn sum(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .fold(String::with_capacity(64), |mut text, byte| {
            // Writing to a string does not fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_written_as_sha256sum_writes_them() {
        assert_eq!(
            sum(b"abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }
}
