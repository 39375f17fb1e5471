//! Where a finding lies, as programs outside this one name it.

use std::ops::Range;
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::diagnostic::{Diagnostic, Location};

/// A stretch of a file, from 1 in lines and columns, columns in characters; the end is
/// the place behind the last character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Region {
    /// The line and column where it begins.
    pub start: (usize, usize),
    /// The line and column behind it.
    pub end: (usize, usize),
}

/// The stretch of a place; none for the file as a whole.
pub fn region(location: &Location) -> Option<Region> {
    let Range { start, end } = location.span()?;
    Some(Region {
        start: location.document.position(start),
        end: location.document.position(end),
    })
}

/// The name of a file inside the folder the run stands in, which in CI is the repository;
/// a file outside it keeps its name.
pub fn relative(name: &str) -> String {
    let path = Path::new(name);
    if !path.is_absolute() {
        return name.to_owned();
    }
    std::env::current_dir()
        .ok()
        .and_then(|here| path.strip_prefix(here).ok())
        .map_or_else(
            || name.to_owned(),
            |inside| inside.to_string_lossy().replace('\\', "/"),
        )
}

/// The name as a URI reference: bytes beyond the plain ones are percent-encoded.
pub fn uri(name: &str) -> String {
    let name = relative(name);
    let mut uri = String::new();
    if Path::new(&name).is_absolute() {
        uri.push_str(if name.starts_with('/') {
            "file://"
        } else {
            "file:///"
        });
    }
    for byte in name.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            other => uri.push_str(&format!("%{other:02X}")),
        }
    }
    uri
}

/// A name for a finding that stays the same when lines move and when the language of the
/// messages changes: file, rule, what is said, and how many like it came before.
pub fn fingerprint(found: &Diagnostic, before: usize) -> String {
    let mut hash = Sha256::new();
    let name = relative(&found.primary.document.name);
    for part in [name.as_str(), found.rule, &found.message.en] {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    hash.update(before.to_le_bytes());
    hash.finalize()[..16]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// Counts findings that a fingerprint would not tell apart.
#[derive(Debug, Default)]
pub struct Twins(std::collections::HashMap<(String, &'static str, String), usize>);

impl Twins {
    /// The fingerprint of the next finding of the run.
    pub fn fingerprint(&mut self, found: &Diagnostic) -> String {
        let key = (
            found.primary.document.name.clone(),
            found.rule,
            found.message.en.clone(),
        );
        let seen = self.0.entry(key).or_default();
        let print = fingerprint(found, *seen);
        *seen += 1;
        print
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_uri_has_only_what_a_uri_may_have() {
        assert_eq!(uri("a/b-c.toml"), "a/b-c.toml");
        assert_eq!(uri("a b/ق.toml"), "a%20b/%D9%82.toml");
        assert_eq!(uri("/elsewhere/a.toml"), "file:///elsewhere/a.toml");
        let here = std::env::current_dir().unwrap().join("x.toml");
        assert_eq!(uri(&here.to_string_lossy()), "x.toml");
    }
}
