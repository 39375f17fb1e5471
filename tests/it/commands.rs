//! `fmt`, `migrate` and `check --fix` as a user meets them.

use std::fs;
use std::path::Path;
use std::process::Output;

use assert_cmd::Command;

fn taqdir(folder: &Path, arguments: &[&str]) -> Output {
    Command::cargo_bin("taqdir")
        .unwrap()
        .current_dir(folder)
        .env("TAQDIR_LOCALE", "en")
        .args(arguments)
        .output()
        .unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn fmt_names_shows_and_mends() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.toml");
    let loose = "id=\"a\" # here\nformat = 1\n";
    fs::write(&file, loose).unwrap();

    let named = taqdir(folder.path(), &["fmt", "--check", "."]);
    assert_eq!(
        (named.status.code(), out(&named).as_str()),
        (Some(1), "a.toml\n")
    );
    let shown = taqdir(folder.path(), &["fmt", "--diff", "a.toml"]);
    assert_eq!(shown.status.code(), Some(1));
    assert_eq!(
        out(&shown),
        "--- a.toml\n+++ a.toml\n@@ -1,2 +1,2 @@\n-id=\"a\" # here\n format = 1\n+id = \"a\" # here\n"
    );
    assert_eq!(
        fs::read_to_string(&file).unwrap(),
        loose,
        "nothing was written"
    );

    let mended = taqdir(folder.path(), &["fmt", "a.toml", "--locale", "ar"]);
    assert_eq!(
        (mended.status.code(), err(&mended).as_str()),
        (Some(0), "a.toml: نُسّق\n")
    );
    assert_eq!(
        fs::read_to_string(&file).unwrap(),
        "format = 1\nid = \"a\" # here\n"
    );
    let again = taqdir(folder.path(), &["fmt", "--check", "."]);
    assert_eq!((again.status.code(), out(&again).as_str()), (Some(0), ""));
}

#[test]
fn fmt_leaves_a_broken_file_alone_and_says_why() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.toml");
    fs::write(&file, "id = \n").unwrap();
    let output = taqdir(folder.path(), &["fmt", "a.toml"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        err(&output).contains("error[toml-syntax]"),
        "{}",
        err(&output)
    );
    assert_eq!(fs::read_to_string(&file).unwrap(), "id = \n");
    let missing = taqdir(folder.path(), &["fmt", "b.toml"]);
    assert_eq!(missing.status.code(), Some(2));
    assert!(err(&missing).contains("b.toml"));
}

#[test]
fn migrate_leaves_the_newest_format_alone() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.toml");
    fs::write(&file, "id=\"a\"\nformat = 1\n").unwrap();
    let output = taqdir(folder.path(), &["migrate", "a.toml"]);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(err(&output), "a.toml: in format 1 already\n");
    assert_eq!(fs::read_to_string(&file).unwrap(), "id=\"a\"\nformat = 1\n");
    fs::write(&file, "format = 9\n").unwrap();
    let output = taqdir(folder.path(), &["migrate", "a.toml"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("format 9"));
}

#[test]
fn fix_leaves_a_file_without_safe_changes_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("shape.toml");
    fs::copy("tests/fixtures/report/shape.toml", &file).unwrap();
    let before = fs::read(&file).unwrap();
    // “Did you mean” is advice: only the author knows.
    let diff = taqdir(folder.path(), &["check", "--fix", "--diff", "shape.toml"]);
    assert_eq!((diff.status.code(), out(&diff).as_str()), (Some(0), ""));
    let fixed = taqdir(folder.path(), &["check", "--fix", "shape.toml"]);
    assert_eq!(fixed.status.code(), Some(1));
    assert!(out(&fixed).contains("did you mean `kicker`?"));
    assert_eq!(fs::read(&file).unwrap(), before);
}

#[test]
fn fix_mends_what_is_safe_and_keeps_the_rest_of_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.toml");
    let before = "format = 1\nid   = \"faults\" # the id\nlanguages = [\"ar\"]\nmarking = \"TLP:CLEAR\"\n\
        as_of = 2018-11-22\nscale = \"icd203\"\ntitle = \"أخطاء  في الكتـابة, \\\"اقتباس\\\" وکتاب\"\n\
        question = \"ما الذي يُصحَّح?\" # a comment\n";
    let after = before
        .replace("أخطاء  في الكتـابة, ", "أخطاء في الكتابة، ")
        .replace('ک', "ك")
        .replace('?', "؟");
    fs::write(&file, before).unwrap();

    let diff = taqdir(folder.path(), &["check", "--fix", "--diff", "a.toml"]);
    assert_eq!(diff.status.code(), Some(1));
    assert!(out(&diff).contains("\n+question = \"ما الذي يُصحَّح؟\" # a comment\n"));
    assert_eq!(
        fs::read_to_string(&file).unwrap(),
        before,
        "nothing was written"
    );

    // A rule that is ignored mends nothing.
    let ignoring = [
        "check",
        "--fix",
        "--diff",
        "--ignore",
        "latin-punctuation",
        "a.toml",
    ];
    let some = out(&taqdir(folder.path(), &ignoring));
    assert!(some.contains("الكتابة, ") && !some.contains('؟'), "{some}");

    let fixed = taqdir(
        folder.path(),
        &["check", "--fix", "--deny", "warnings", "a.toml"],
    );
    assert_eq!(fixed.status.code(), Some(0), "{}", out(&fixed));
    assert_eq!(fs::read_to_string(&file).unwrap(), after);
}
