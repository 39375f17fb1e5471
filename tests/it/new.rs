//! `taqdir new`: what it writes can be checked, built and filled in.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use taqdir::diagnostic::{Diagnostic, Severity};
use taqdir::model::{Lang, Marking};
use taqdir::pipeline::{Checked, Run};
use taqdir::shape::schema::Contract;

fn taqdir(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_taqdir"))
        .args(args)
        .current_dir(folder)
        .env("TAQDIR_LOCALE", "en")
        // No terminal: nothing may be asked.
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

fn written(folder: &Path, args: &[&str]) -> (String, Checked) {
    let output = taqdir(folder, &[&["new", "border-2026.toml"], args].concat());
    assert!(output.status.success(), "{output:?}");
    let path = folder.join("border-2026.toml");
    let text = fs::read_to_string(&path).unwrap();
    let checked = Run::default().check(&path).unwrap();
    (text, checked)
}

fn errors(checked: &Checked) -> Vec<&Diagnostic> {
    let findings = checked.findings.iter();
    findings
        .filter(|found| found.severity == Severity::Error)
        .collect()
}

fn placeholders(checked: &Checked) -> usize {
    let findings = checked.findings.iter();
    findings.filter(|found| found.rule == "placeholder").count()
}

#[test]
fn every_scaffold_passes_with_warnings_that_say_what_is_to_be_written() {
    for (languages, texts, comment) in [
        ("ar", 24, "# الحكم جواب السؤال"),
        ("en", 24, "# A judgement answers the question"),
        ("ar,en", 48, "# الحكم جواب السؤال"),
        ("en,ar", 48, "# A judgement answers the question"),
    ] {
        for scale in ["icd203", "phia"] {
            let folder = tempfile::tempdir().unwrap();
            let (text, checked) = written(folder.path(), &["--lang", languages, "--scale", scale]);
            assert!(
                errors(&checked).is_empty(),
                "{languages}: {:?}",
                errors(&checked)
            );
            assert_eq!(placeholders(&checked), texts, "{languages}");
            assert!(text.contains(comment), "{languages}");
            assert!(!text.contains("{{"), "{text}");
            let canonical = taqdir::fmt::format(&text, Contract::Assessment).unwrap();
            assert_eq!(text, canonical, "{languages}");
            let model = checked.case.unwrap().model;
            assert_eq!(model.scale.as_str(), scale);
            let written: Vec<_> = model.languages.iter().map(Lang::as_str).collect();
            assert_eq!(written.join(","), languages);
        }
    }
}

#[test]
fn what_the_flags_say_stands_in_the_file_whatever_its_letters() {
    let folder = tempfile::tempdir().unwrap();
    let title = "He said \"now\\n\" {{id}}";
    let args = [
        "--lang",
        "en,ar",
        "--title",
        title,
        "--title",
        "قال: \"الآن\"",
        "--question",
        "Who?",
        "--author",
        "Desk \"A\"",
        "--author",
        "Desk B",
        "--marking",
        "tlp:amber+strict",
    ];
    let (_, checked) = written(folder.path(), &args);
    assert!(errors(&checked).is_empty(), "{:?}", errors(&checked));
    let model = checked.case.unwrap().model;
    assert_eq!(model.title.exact(Lang::En), Some(title));
    assert_eq!(model.title.exact(Lang::Ar), Some("قال: \"الآن\""));
    assert_eq!(model.question.exact(Lang::En), Some("Who?"));
    assert_eq!(model.authors.len(), 2);
    assert_eq!(model.authors[0].exact(Lang::Ar), Some("Desk \"A\""));
    assert_eq!(model.marking, Marking::AmberStrict);
    assert_eq!(model.id.as_str(), "border-2026");
    // The source's own title is still to be written.
    assert!(
        model.source[0]
            .title
            .exact(Lang::En)
            .unwrap()
            .contains("source")
    );
}

#[test]
fn the_schema_of_the_project_is_named() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join(".git")).unwrap();
    fs::create_dir(folder.path().join("schema")).unwrap();
    fs::write(folder.path().join("schema/assessment.schema.json"), "{}").unwrap();
    let made = taqdir(folder.path(), &["new", "a/b/c.toml"]);
    assert!(made.status.success(), "{made:?}");
    let text = fs::read_to_string(folder.path().join("a/b/c.toml")).unwrap();
    assert!(
        text.starts_with("#:schema ../../schema/assessment.schema.json\n"),
        "{text}"
    );
    let bare = tempfile::tempdir().unwrap();
    let (text, _) = written(bare.path(), &[]);
    assert!(!text.contains("#:schema"), "{text}");
}

#[test]
fn a_file_that_exists_is_never_touched() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.toml"), "mine").unwrap();
    let output = taqdir(folder.path(), &["new", "a.toml"]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(
        fs::read_to_string(folder.path().join("a.toml")).unwrap(),
        "mine"
    );
}
