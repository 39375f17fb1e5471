//! Small slips in the committed assessments: each is found, and shown where it is.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use proptest::prelude::*;
use taqdir::diagnostic::Diagnostic;
use taqdir::load::Document;
use taqdir::pipeline::Run;
use toml::{Table, Value};

use crate::mutation::{places, with};
use crate::slips::SLIPS;

static ASSESSMENTS: LazyLock<Vec<(PathBuf, String)>> = LazyLock::new(|| {
    crate::mutation::committed()
        .into_iter()
        .filter(|path| !path.starts_with("assessments/shared"))
        .map(|path| {
            let text = std::fs::read_to_string(&path).unwrap();
            (path, text)
        })
        .collect()
});

/// One run, so that the shared files are read once.
static RUN: LazyLock<Run> = LazyLock::new(Run::default);

fn check(path: &Path, text: &str) -> Vec<Diagnostic> {
    let document = Document::from_text(path, text);
    RUN.check_document(&document).findings
}

/// The line on which a finding is shown, in whatever file; 0 for none.
fn line(found: &Diagnostic) -> usize {
    let document = &found.primary.document;
    let span = found.primary.span();
    if let Some(span) = &span {
        assert!(span.start <= span.end && span.end <= document.text.len());
        assert!(document.text.is_char_boundary(span.start));
        assert!(document.text.is_char_boundary(span.end));
    }
    span.map_or(0, |span| document.position(span.start).0)
}

#[test]
fn every_slip_is_found_where_it_is() {
    let mut count = 0;
    let mut wrong = Vec::new();
    let mut made: BTreeMap<&str, usize> = BTreeMap::new();
    for (file, (path, text)) in ASSESSMENTS.iter().enumerate() {
        let root: Table = text.parse().unwrap();
        // What is found in the file as it is does not count.
        let before: Vec<_> = check(path, &toml::to_string(&root).unwrap())
            .iter()
            .map(|found| (found.rule, found.message.en.clone()))
            .collect();
        for slip in SLIPS {
            for (index, copy) in (slip.make)(&root).into_iter().enumerate() {
                // Each file takes its turn with a part of the forms, so that all are tried.
                if copy == root || (index > 0 && index % 3 != file % 3) {
                    continue;
                }
                count += 1;
                *made.entry(slip.name).or_default() += 1;
                let found: Vec<_> = check(path, &toml::to_string(&copy).unwrap())
                    .into_iter()
                    .filter(|found| !before.contains(&(found.rule, found.message.en.clone())))
                    .collect();
                let told = found
                    .iter()
                    .any(|found| slip.rules.contains(&found.rule) && line(found) > 0);
                if !told {
                    wrong.push(format!(
                        "{}: {} ({index}): {:?}",
                        path.display(),
                        slip.name,
                        found.iter().map(|f| (f.rule, line(f))).collect::<Vec<_>>()
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
    assert!(count >= 100, "{count} slips");
    for slip in SLIPS {
        assert!(
            made.contains_key(slip.name),
            "no file allows: {}",
            slip.name
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever a hand may do to the letters of a file, every finding has its place in it.
    #[test]
    fn a_damaged_file_never_makes_the_program_panic(
        file in any::<prop::sample::Index>(),
        cuts in prop::collection::vec((any::<prop::sample::Index>(), 0_usize..30, "[\\[\\]{}\"'=,#\\n\\\\a-z٠-٩،؛«» ]{0,4}"), 1..4),
    ) {
        let (path, text) = &ASSESSMENTS[file.index(ASSESSMENTS.len())];
        let mut damaged = text.clone();
        for (at, length, put) in cuts {
            let boundary = |mut byte: usize| {
                while !damaged.is_char_boundary(byte) {
                    byte -= 1;
                }
                byte
            };
            let start = boundary(at.index(damaged.len()));
            let end = boundary((start + length).min(damaged.len()));
            damaged.replace_range(start..end, &put);
        }
        for found in check(path, &damaged) {
            line(&found);
            for place in &found.related {
                place.span();
            }
        }
    }

    /// Any value anywhere: no panic, and an error has a line.
    #[test]
    fn a_value_out_of_place_is_shown_on_its_line(
        file in any::<prop::sample::Index>(),
        at in any::<prop::sample::Index>(),
        put in prop_oneof![
            Just(Value::from("…")), Just(Value::from("")), Just(Value::from(-1)), Just(Value::from(0.5)),
            Just(Value::from(true)), Just(Value::Array(Vec::new())), Just(Value::Table(Table::new())),
        ],
    ) {
        let (path, text) = &ASSESSMENTS[file.index(ASSESSMENTS.len())];
        let root = Value::Table(text.parse().unwrap());
        let places = places(&root);
        let place = &places[at.index(places.len())];
        let changed = with(&root, place, |_| Some(put.clone()));
        for found in check(path, &toml::to_string(&changed).unwrap()) {
            prop_assert!(line(&found) > 0, "{}: {}", found.rule, found.message.en);
        }
    }
}
