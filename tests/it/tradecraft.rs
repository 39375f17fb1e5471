//! A change for the worse gives the finding that it should, and no other.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use proptest::prelude::*;
use taqdir::diagnostic::Diagnostic;
use taqdir::load::Document;
use taqdir::pipeline::Run;

fn assessments() -> Vec<(PathBuf, String)> {
    let mut paths: Vec<PathBuf> = fs::read_dir("assessments")
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "toml")
        })
        .filter(|path| path.file_name().is_some_and(|name| name != "taqdir.toml"))
        .collect();
    paths.sort();
    let texts = paths.into_iter().map(|path| {
        let text = fs::read_to_string(&path).unwrap();
        (path, text)
    });
    texts.collect()
}

fn findings(run: &Run, path: &Path, text: &str) -> Vec<Diagnostic> {
    run.check_document(&Document::from_text(path, text))
        .findings
}

/// The rules of the findings about a changed assessment. The committed ones have none, as
/// [`the_assessments_have_no_finding`] sees to, so each of these comes from the change.
fn new_findings(run: &Run, path: &Path, changed: &str) -> Vec<&'static str> {
    findings(run, path, changed)
        .iter()
        .map(|found| found.rule)
        .collect()
}

/// The bytes of the lines from `start` on while `more` holds, `start`'s own line always.
fn lines(text: &str, start: usize, more: impl Fn(&str) -> bool) -> std::ops::Range<usize> {
    let mut end = start;
    for (index, line) in text[start..].split_inclusive('\n').enumerate() {
        if index > 0 && !more(line) {
            break;
        }
        end += line.len();
    }
    start..end
}

fn without(text: &str, part: std::ops::Range<usize>) -> String {
    format!("{}{}", &text[..part.start], &text[part.end..])
}

#[test]
fn the_assessments_have_no_finding() {
    let run = Run::on(NaiveDate::from_ymd_opt(2020, 2, 1).unwrap());
    for (path, text) in assessments() {
        let found: Vec<_> = findings(&run, &path, &text)
            .into_iter()
            .map(|found| (found.rule, found.message.en))
            .collect();
        assert!(found.is_empty(), "{}: {found:?}", path.display());
    }
}

#[test]
fn a_basis_taken_out_is_missed() {
    let run = Run::default();
    let mut tried = 0;
    for (path, text) in assessments() {
        for (at, _) in text.match_indices("\nbasis = [") {
            let part = lines(&text, at + 1, |line| line.starts_with([' ', ']']));
            let changed = without(&text, part);
            let rules = new_findings(&run, &path, &changed);
            assert_eq!(rules, ["judgement-without-basis"], "{}", path.display());
            tried += 1;
        }
    }
    assert!(tried >= 20, "{tried}");
}

#[test]
fn a_condition_taken_out_is_missed() {
    let run = Run::default();
    let mut tried = 0;
    for (path, text) in assessments() {
        let inline = text.match_indices("\ncondition = ").map(|(at, _)| at + 1);
        let tables = text
            .match_indices("\n[consequence.condition]\n")
            .map(|(at, _)| at + 1);
        for at in inline.chain(tables) {
            let part = lines(&text, at, |line| {
                text[at..].starts_with('[')
                    && (line.starts_with("ar = ") || line.starts_with("en = "))
            });
            let rules = new_findings(&run, &path, &without(&text, part));
            assert_eq!(
                rules,
                ["consequence-without-condition"],
                "{}",
                path.display()
            );
            tried += 1;
        }
    }
    assert!(tried >= 15, "{tried}");
}

#[test]
fn a_citation_taken_out_of_one_language_is_missed() {
    let run = Run::default();
    let mut tried = 0;
    for (path, text) in assessments() {
        // Every twenty-third will do, and meets every kind of entry.
        for (at, _) in text.match_indices(" [@").step_by(23) {
            let end = at + text[at..].find(']').unwrap() + 1;
            let changed = without(&text, at..end);
            // What the string cites besides: a string ends where the next key begins.
            let begin = text[..at].rfind(" = ").unwrap();
            let stop = text[end..]
                .find(" = ")
                .map_or(text.len(), |stop| end + stop);
            let rest = format!("{}{}", &text[begin..at], &text[end..stop]);
            let mut lost: Vec<&str> = text[at + 2..end - 1]
                .split([';', '؛'])
                .map(|cite| cite.trim().trim_start_matches('@'))
                .map(|cite| cite.split([',', '،']).next().unwrap().trim())
                .filter(|id| !cites(&rest, id))
                .collect();
            lost.dedup();
            let rules = new_findings(&run, &path, &changed);
            let expected = vec!["citations-differ"; lost.len()];
            assert_eq!(rules, expected, "{}: {}", path.display(), &text[at..end]);
            tried += lost.len();
        }
    }
    assert!(tried >= 40, "{tried}");
}

fn cites(text: &str, id: &str) -> bool {
    text.match_indices(&format!("@{id}"))
        .any(|(at, found)| text[at + found.len()..].starts_with([']', ';', ',', '،', '؛', ' ']))
}

#[test]
fn a_claim_left_without_any_source_is_found() {
    let run = Run::default();
    let (path, text) = assessments().swap_remove(0);
    let start = text.find("id = \"differences-narrow\"").unwrap();
    let end = start + text[start..].find("\n[[").unwrap();
    let entry = text[start..end]
        .replace("evidence = [\"web-2017\"]\n", "")
        .replace(" [@web-2017]", "");
    assert!(!entry.contains("web-2017"));
    let changed = format!("{}{entry}{}", &text[..start], &text[end..]);
    assert_eq!(
        new_findings(&run, &path, &changed),
        ["claim-without-citation"]
    );
}

#[test]
fn a_number_of_the_summary_that_is_changed_no_longer_agrees() {
    let run = Run::default();
    let mut tried = 0;
    for (path, text) in assessments() {
        for (right, wrong) in [
            ("خمسة عوائق", "ثلاثة عوائق"),
            ("خمسة عوائق", "عائقين"),
            ("five obstacles", "three obstacles"),
            ("five obstacles", "3 obstacles"),
            ("ثلاث تداعيات", "أربع تداعيات"),
            ("تسعة أحكام", "عشرة أحكام"),
            ("أحكامه الخمسة", "أحكامه الستة"),
            ("five judgements", "six judgements"),
        ] {
            let summary = text.find("\n[summary]\n").unwrap();
            let end = text[summary..]
                .find("\n[conclusion]")
                .map_or(text.len(), |end| summary + end);
            let Some(at) = text[summary..end].find(right).map(|at| summary + at) else {
                continue;
            };
            let changed = format!("{}{wrong}{}", &text[..at], &text[at + right.len()..]);
            // The other language still has the number that was right.
            let mut rules = new_findings(&run, &path, &changed);
            rules.retain(|rule| *rule != "numbers-differ");
            assert_eq!(rules, ["count-differs"], "{}: {wrong}", path.display());
            tried += 1;
        }
    }
    assert!(tried >= 8, "{tried}");
}

#[test]
fn every_fix_leaves_a_sound_file_without_the_finding() {
    let run = Run::default();
    let mut tried = 0;
    for folder in fs::read_dir("tests/suite/rules").unwrap() {
        let path = folder.unwrap().path().join("fires.toml");
        let Ok(text) = fs::read_to_string(&path) else {
            continue;
        };
        for found in findings(&run, &path, &text) {
            let Some(fix) = found.fix else { continue };
            let span = fix.place.span().unwrap();
            let mended = format!(
                "{}{}{}",
                &text[..span.start],
                fix.replacement,
                &text[span.end..]
            );
            let left = findings(&run, &path, &mended);
            assert!(left.is_empty(), "{}: {left:?}", path.display());
            tried += 1;
        }
    }
    assert_eq!(tried, 8);
}

const LAPSED: &str = "tests/suite/rules/unused-allowance/lapsed.toml";

#[test]
fn an_allowance_holds_until_its_day_has_passed() {
    let text = fs::read_to_string("tests/suite/rules/unused-allowance/nearly-until.toml")
        .unwrap()
        .replace("2999-12-31", "2027-01-31");
    let on = |day: &str| findings(&Run::on(day.parse().unwrap()), Path::new(LAPSED), &text);
    assert!(on("2027-01-31").is_empty());
    assert!(findings(&Run::default(), Path::new(LAPSED), &text).is_empty());
    let after = on("2027-02-01");
    let [found] = after.as_slice() else {
        panic!("{after:?}")
    };
    assert_eq!(found.rule, "count-differs");
    let label = found.related[0].label.as_ref().unwrap();
    assert_eq!(label.en, "allowed until 2027-01-31, which has passed");
}

#[test]
fn an_error_of_an_earlier_stage_cannot_be_allowed() {
    let text = fs::read_to_string("tests/suite/rules/unused-allowance/nearly.toml")
        .unwrap()
        .replace("count-differs", "unknown-source")
        .replace("There are 4 obstacles.", "They meet [@nowhere].");
    let found: Vec<_> = findings(&Run::default(), Path::new(LAPSED), &text)
        .iter()
        .map(|found| found.rule)
        .collect();
    assert_eq!(found, ["unknown-source", "unknown-rule"]);
}

#[test]
fn a_house_is_told_of_rules_that_there_are_not() {
    let folder = tempfile::tempdir().unwrap();
    let house = "[severity]\nhegde = \"error\"\nhedge = \"error\"\nunknown-id = \"off\"\nunused-allowance = \"off\"\n";
    fs::write(folder.path().join("taqdir.toml"), house).unwrap();
    let file = folder.path().join("a.toml");
    fs::copy("tests/suite/rules/hedge/fires.toml", &file).unwrap();
    let run = Run::default();
    let found = run.check(&file).unwrap().findings;
    assert_eq!(
        (found[0].rule, found[0].severity.as_str()),
        ("hedge", "error")
    );
    let house: Vec<_> = run
        .house_findings()
        .into_iter()
        .map(|found| {
            (
                found
                    .primary
                    .document
                    .position(found.primary.span().unwrap().start)
                    .0,
                found.message.en,
            )
        })
        .collect();
    assert_eq!(
        house,
        [
            (2, "there is no rule `hegde`".to_owned()),
            (
                4,
                "what `unknown-id` finds can be neither allowed nor graded".to_owned()
            ),
        ]
    );
}

/// Puts `new` into the strings of a value whose turn it is.
fn replace_strings(value: &mut toml::Value, turn: &mut usize, every: usize, new: &str) {
    match value {
        toml::Value::String(text) => {
            *turn += 1;
            if turn.is_multiple_of(every) && text.contains(' ') {
                let cut = text
                    .char_indices()
                    .nth(*turn % 17)
                    .map_or(text.len(), |(at, _)| at);
                text.insert_str(cut, new);
            }
        }
        toml::Value::Array(items) => {
            for item in items {
                replace_strings(item, turn, every, new);
            }
        }
        toml::Value::Table(table) => {
            for (_, item) in table.iter_mut() {
                replace_strings(item, turn, every, new);
            }
        }
        _ => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_text_makes_a_rule_panic(
        new in "(\\PC|[ \\n\\t«»“”\",;?.،؛؟\\[\\]()@ـىةهيقدلاثخمس\u{202E}\u{2067}\u{A0}\u{FEFB}ﷲیک0-9]){0,24}",
        every in 1usize..9,
    ) {
        let path = Path::new("assessments/after-mosul-2017.toml");
        let text = fs::read_to_string(path).unwrap();
        let mut table: toml::Table = text.parse().unwrap();
        let mut turn = 0;
        for (_, value) in table.iter_mut() {
            replace_strings(value, &mut turn, every, &new);
        }
        let text = table.to_string();
        let run = Run::default();
        for found in findings(&run, path, &text) {
            if let Some(span) = found.primary.span() {
                prop_assert!(found.primary.document.text.get(span).is_some());
            }
            if let Some(fix) = found.fix {
                let span = fix.place.span();
                prop_assert!(span.is_some_and(|span| fix.place.document.text.get(span).is_some()));
            }
        }
    }
}
