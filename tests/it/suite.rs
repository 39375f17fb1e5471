//! Small files with the expected findings written inside them.
//!
//! A finding is expected by a comment on the line where it begins,
//!
//! ```toml
//! status = "observd" #! error unknown-value: cannot be "observd"
//! ```
//!
//! or, where no comment can stand (inside a long text), by one that names the line:
//! `#! line 12 warning hedge: …`; `line 0` is the file as a whole. What follows the colon is
//! part of the English message. A file may have no finding that it does not expect, and
//! `#! none` says of a file that it has none at all.

use std::fs;
use std::path::{Path, PathBuf};

use taqdir::diagnostic::Diagnostic;
use taqdir::model::Lang;
use taqdir::pipeline::Run;

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Expected {
    line: usize,
    severity: String,
    rule: String,
    message: String,
}

fn expectations(path: &Path, text: &str) -> Vec<Expected> {
    let mut found = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let Some((_, note)) = line.split_once("#! ") else {
            continue;
        };
        if note.trim() == "none" {
            continue;
        }
        let (at, note) = match note.strip_prefix("line ") {
            Some(rest) => {
                let (number, rest) = rest.split_once(' ').unwrap();
                (number.parse().unwrap(), rest)
            }
            None => (index + 1, note),
        };
        let (head, message) = note
            .split_once(": ")
            .unwrap_or_else(|| panic!("{}: no message in `{note}`", path.display()));
        let (severity, rule) = head.split_once(' ').unwrap();
        found.push(Expected {
            line: at,
            severity: severity.to_owned(),
            rule: rule.to_owned(),
            message: message.trim().to_owned(),
        });
    }
    found.sort();
    found
}

fn line_of(found: &Diagnostic) -> usize {
    found
        .primary
        .span()
        .map_or(0, |span| found.primary.document.position(span.start).0)
}

fn files(folder: &Path, into: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            files(&path, into);
        } else if path
            .extension()
            .is_some_and(|extension| extension == "toml")
            && path.file_name().is_some_and(|name| name != "taqdir.toml")
        {
            into.push(path);
        }
    }
}

/// A file of shared entries that another fixture uses holds no note of its own.
fn is_subject(text: &str) -> bool {
    text.contains("#! ")
}

#[test]
fn every_file_has_the_findings_it_expects_and_no_other() {
    let mut paths = Vec::new();
    files(Path::new("tests/suite"), &mut paths);
    assert!(!paths.is_empty());
    let mut wrong = String::new();
    for path in paths {
        let bytes = fs::read(&path).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        if !is_subject(&text) {
            continue;
        }
        let expected = expectations(&path, &text);
        let run = Run::default();
        let findings = run.check(&path).unwrap().findings;
        let mut left: Vec<&Diagnostic> = findings.iter().collect();
        for one in &expected {
            let matching = left.iter().position(|found| {
                line_of(found) == one.line
                    && found.severity.as_str() == one.severity
                    && found.rule == one.rule
                    && found.message.en.contains(&one.message)
            });
            match matching {
                Some(index) => {
                    left.remove(index);
                }
                None => wrong.push_str(&format!("{}: missing {one:?}\n", path.display())),
            }
        }
        for found in left {
            wrong.push_str(&format!(
                "{}:{}: unexpected {} {}: {}\n",
                path.display(),
                line_of(found),
                found.severity.as_str(),
                found.rule,
                found.message.get(Lang::En),
            ));
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}
