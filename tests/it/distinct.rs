//! No two different faults share a message.
//!
//! A message is compared without the names and values that it repeats. Over every fixture that
//! has findings, a message belongs to one rule; and of the broken files, each made for a fault
//! of its own, no two read the same.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use taqdir::diagnostic::{Diagnostic, Say};
use taqdir::model::Lang;
use taqdir::pipeline::Run;

fn files(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
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

/// A day that the calendar does not have is one fault, met by the parser where the date stands
/// bare and by the schema where it stands in quotes.
const ONE_FAULT: [&str; 2] = ["… is not a day of the calendar", "… ليس يومًا في التقويم"];

/// What quotes of any kind enclose, and numbers, as `…`.
fn template(text: &str) -> String {
    const QUOTES: [(char, char); 4] = [('`', '`'), ('"', '"'), ('“', '”'), ('«', '»')];
    let mut out = String::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let close = QUOTES
            .iter()
            .find(|(open, _)| *open == c)
            .map(|(_, close)| *close);
        if let Some(close) = close {
            // The quotes of a value may stand in those of the message.
            for c in chars.by_ref() {
                if c == close {
                    break;
                }
            }
            out.push('…');
        } else if c.is_numeric() {
            while chars
                .next_if(|c| c.is_numeric() || "./-".contains(*c))
                .is_some()
            {}
            out.push('…');
        } else {
            out.push(c);
        }
    }
    out
}

fn templates(say: &Say) -> [String; 2] {
    [Lang::En, Lang::Ar].map(|lang| template(say.get(lang)))
}

fn findings(run: &Run, path: &Path) -> Vec<Diagnostic> {
    run.check(path).unwrap().findings
}

#[test]
fn a_message_belongs_to_one_rule() {
    let mut paths = Vec::new();
    files(Path::new("tests/broken"), &mut paths);
    files(Path::new("tests/suite"), &mut paths);
    assert!(paths.len() > 200, "{}", paths.len());
    let run = Run::default();
    let mut rules: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for path in &paths {
        for found in findings(&run, path) {
            for text in templates(&found.message) {
                rules.entry(text).or_default().insert(found.rule);
            }
        }
    }
    assert!(rules.len() > 200, "{}", rules.len());
    let shared: Vec<_> = rules
        .iter()
        .filter(|(text, rules)| rules.len() > 1 && !ONE_FAULT.contains(&text.as_str()))
        .collect();
    assert!(shared.is_empty(), "{shared:#?}");
}

#[test]
fn no_two_broken_files_read_the_same() {
    let mut paths = Vec::new();
    files(Path::new("tests/broken"), &mut paths);
    paths.sort();
    assert!(paths.len() >= 40, "{}", paths.len());
    let run = Run::default();
    let mut seen: BTreeMap<Vec<[String; 2]>, PathBuf> = BTreeMap::new();
    let mut same = Vec::new();
    for path in paths {
        let read = findings(&run, &path)
            .iter()
            .map(|found| templates(&found.message))
            .collect::<Vec<_>>();
        if read.is_empty() {
            continue;
        }
        if let Some(other) = seen.insert(read, path.clone()) {
            same.push((other, path));
        }
    }
    assert!(same.is_empty(), "{same:#?}");
}

#[test]
fn a_template_forgets_names_and_keeps_words() {
    assert_eq!(template("`status` cannot be \"x y\""), "… cannot be …");
    assert_eq!(template("عدد «المؤشرات» 5.2، لا 1"), "عدد … …، لا …");
}
