//! `taqdir text`: what a reader gets from a PDF, and how much of the model is in it.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

const SOUND: &str = include_str!("../suite/sound/full.toml");

struct Told {
    stdout: String,
    stderr: String,
    code: i32,
}

fn taqdir(folder: &Path, lang: &str, line: &[&str]) -> Told {
    let output = Command::cargo_bin("taqdir")
        .unwrap()
        .current_dir(folder)
        .env("TAQDIR_LOCALE", lang)
        .env_remove("SOURCE_DATE_EPOCH")
        .args(line)
        .output()
        .unwrap();
    Told {
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
        code: output.status.code().unwrap(),
    }
}

/// A folder with an assessment and its Arabic brief.
fn built() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("full.toml"), SOUND).unwrap();
    let told = taqdir(
        folder.path(),
        "en",
        &["build", "full.toml", "--lang", "ar", "-o", "full.pdf"],
    );
    assert_eq!(told.code, 0, "{}", told.stderr);
    folder
}

fn against(folder: &Path, more: &[&str]) -> Told {
    let line = ["text", "full.pdf", "--lang", "ar", "--against", "full.toml"];
    taqdir(folder, "en", &[&line, more].concat())
}

#[test]
fn the_text_of_a_pdf_is_printed_page_by_page() {
    let folder = built();
    let told = taqdir(folder.path(), "en", &["text", "full.pdf"]);
    assert_eq!(told.code, 0);
    assert!(told.stdout.matches('\u{c}').count() > 1);
    let seen = told.stdout.replace(['\u{200e}', '\u{200f}'], "");
    assert!(seen.contains("Text kicker"), "{seen}");
}

#[test]
fn every_sentence_of_the_model_is_found_and_counted() {
    let folder = built();
    let told = against(folder.path(), &["--format", "json"]);
    assert_eq!(told.code, 0, "{}", told.stdout);
    let report: Value = serde_json::from_str(&told.stdout).unwrap();
    let count = |key: &str| report[key].as_u64().unwrap();
    assert!(count("sentences") > 20);
    assert_eq!(count("exact"), count("sentences"));
    assert_eq!(count("without_marks"), count("sentences"));
    assert_eq!(report["missing"], Value::Array(Vec::new()));
    let said = against(folder.path(), &[]).stdout;
    let total = count("sentences");
    assert_eq!(
        said.trim(),
        format!(
            "{total} of {total} sentences are found as they are written, {total} with harakat left out"
        )
    );
}

#[test]
fn a_sentence_that_is_lost_is_named_with_its_route() {
    let folder = built();
    // The model has changed since: the brief says something else.
    let changed = SOUND.replacen("Text title", "Another title", 1);
    assert_ne!(changed, SOUND);
    fs::write(folder.path().join("full.toml"), changed).unwrap();
    let told = against(folder.path(), &[]);
    assert_eq!(told.code, 1, "{}", told.stderr);
    assert!(told.stdout.contains("/title"), "{}", told.stdout);
    assert!(told.stdout.contains("Another title"), "{}", told.stdout);
    let report = against(folder.path(), &["--format", "json"]);
    assert_eq!(report.code, 1);
    let report: Value = serde_json::from_str(&report.stdout).unwrap();
    let route = report["missing"][0]["route"].as_str().unwrap();
    assert!(route.starts_with("/title"), "{report}");
}

#[test]
fn what_cannot_be_read_is_said_in_the_readers_language() {
    let folder = built();
    let path = folder.path();
    fs::write(path.join("cut.pdf"), "%PDF-1.7 and nothing more").unwrap();
    fs::write(path.join("broken.toml"), "title = \n").unwrap();
    for (line, en, ar) in [
        (
            &["text", "absent.pdf"][..],
            "absent.pdf cannot be read",
            "تعذّرت قراءة absent.pdf",
        ),
        (
            &["text", "cut.pdf"],
            "cut.pdf is no PDF that can be read: it has no catalogue of its contents",
            "cut.pdf ليس ملف PDF تمكن قراءته: لا فهرس لمحتوياته",
        ),
        (
            &["text", "full.pdf", "--against", "broken.toml"],
            "broken.toml",
            "broken.toml",
        ),
        (
            &["text", "full.pdf", "--against", "absent.toml"],
            "absent.toml",
            "absent.toml",
        ),
    ] {
        for (lang, message) in [("en", en), ("ar", ar)] {
            let told = taqdir(path, lang, line);
            assert_eq!((told.code, told.stdout.as_str()), (2, ""), "{line:?}");
            assert!(told.stderr.contains(message), "{line:?}: {}", told.stderr);
        }
    }
}
