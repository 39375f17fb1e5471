//! Broken files: whole reports, in both languages, as an analyst reads them.
//!
//! The files stand in tests/broken; those whose bytes matter are made here. Each snapshot
//! is to be read as by somebody who is no programmer: is it true, is it in the right place,
//! does it say what to write?

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;

/// The exit code and all that `check` prints about a file, which is named by its name alone.
fn report(path: &Path, more: &[&str]) -> String {
    let output = Command::cargo_bin("taqdir")
        .unwrap()
        .current_dir(path.parent().unwrap())
        .args(["check", "--color", "never"])
        .args(more)
        .arg(path.file_name().unwrap())
        .output()
        .unwrap();
    assert!(output.stderr.is_empty(), "{}", path.display());
    format!(
        "{}exit {}\n",
        String::from_utf8(output.stdout).unwrap(),
        output.status.code().unwrap()
    )
}

fn both(path: &Path) -> String {
    format!(
        "{}\n\n{}",
        report(path, &["--locale", "en"]),
        report(path, &["--locale", "ar"])
    )
}

fn committed() -> Vec<PathBuf> {
    let mut files: Vec<_> = fs::read_dir("tests/broken")
        .unwrap()
        .map(|entry| entry.unwrap().path().canonicalize().unwrap())
        .collect();
    files.sort();
    files
}

#[test]
fn every_broken_file_is_explained_in_both_languages() {
    let files = committed();
    assert!(files.len() > 30);
    for path in files {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let text = both(&path);
        assert!(text.contains("exit 1"), "{name} must have errors:\n{text}");
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(format!("broken-{name}"), text);
        });
    }
}

#[test]
fn machines_get_the_same_places() {
    for name in ["mistyped-key", "two-syntax-errors", "unknown-source"] {
        let path = Path::new("tests/broken")
            .join(format!("{name}.toml"))
            .canonicalize()
            .unwrap();
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(format!("broken-json-{name}"), report(&path, &["--format", "json"]));
        });
    }
}

const SOUND: &str = r#"format = 1
id = "border-2026"
languages = ["ar"]
marking = "TLP:CLEAR"
as_of = 2026-03-01
scale = "icd203"
title = "الحدود في 2026"
question = "هل يزداد العبور قبل نهاية 2026؟"

[[indicator]]
id = "crossings"
name = "العبور"
claim = """
ازداد العبور عبر الحدود الشمالية،
كما جاء في الموجز [@brief-2026]."""
status = "observed"
trend = "rising"

[[source]]
id = "brief-2026"
kind = "brief"
title = "موجز"
reliability = "B"
"#;

/// The text in Windows-1256, as far as these tests use it.
fn windows_1256(text: &str) -> Vec<u8> {
    text.chars()
        .map(|c| match c {
            '\0'..='\x7f' => c as u8,
            '،' => 0xA1,
            '؟' => 0xBF,
            'ا' => 0xC7,
            'ب' => 0xC8,
            'ة' => 0xC9,
            'ح' => 0xCD,
            'د' => 0xCF,
            'ر' => 0xD1,
            'ز' => 0xD2,
            'ع' => 0xDA,
            'ل' => 0xE1,
            'م' => 0xE3,
            'ن' => 0xE4,
            'ه' => 0xE5,
            'و' => 0xE6,
            _ => 0xED,
        })
        .collect()
}

#[test]
fn bytes_that_are_not_utf8_are_explained() {
    let folder = tempfile::tempdir().unwrap();
    let utf16 = |mark: [u8; 2], to: fn(u16) -> [u8; 2]| {
        let mut bytes = mark.to_vec();
        bytes.extend(SOUND.encode_utf16().flat_map(to));
        bytes
    };
    let mut cut = SOUND.as_bytes().to_vec();
    cut.truncate(SOUND.find("العبور").unwrap() + 1);
    let cases = [
        ("windows-1256", windows_1256(SOUND)),
        ("utf16-le", utf16([0xFF, 0xFE], u16::to_le_bytes)),
        ("utf16-be", utf16([0xFE, 0xFF], u16::to_be_bytes)),
        ("cut-in-a-letter", cut),
    ];
    for (name, bytes) in cases {
        let path = folder.path().join(format!("{name}.toml"));
        fs::write(&path, bytes).unwrap();
        let text = both(&path);
        assert!(text.contains("error[not-utf8]"), "{text}");
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(format!("broken-bytes-{name}"), text);
        });
    }
}

#[test]
fn invisible_characters_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let cases = [
        (
            "bell-in-text",
            SOUND.replace("\"العبور\"", "\"العبور\u{7}\""),
        ),
        (
            "nul-in-file",
            SOUND.replace("\n\n[[source]]", "\n\0\n[[source]]"),
        ),
        ("old-mac-lines", SOUND.replace('\n', "\r")),
        (
            "zero-width-in-key",
            SOUND.replace("\nstatus", "\n\u{200f}status"),
        ),
    ];
    for (name, text) in cases {
        let path = folder.path().join(format!("{name}.toml"));
        fs::write(&path, text).unwrap();
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(format!("broken-bytes-{name}"), both(&path));
        });
    }
}

#[test]
fn windows_line_endings_marks_and_tabs_are_no_fault() {
    let folder = tempfile::tempdir().unwrap();
    let cases = [
        ("crlf", SOUND.replace('\n', "\r\n")),
        ("bom", format!("\u{feff}{SOUND}")),
        (
            "bom-crlf",
            format!("\u{feff}{}", SOUND.replace('\n', "\r\n")),
        ),
        (
            "tabs",
            SOUND
                .replace(" = ", "\t=\t")
                .replace("\nclaim", "\n\tclaim"),
        ),
        ("no-last-newline", SOUND.trim_end().to_owned()),
    ];
    for (name, text) in cases {
        let path = folder.path().join(format!("{name}.toml"));
        fs::write(&path, text).unwrap();
        let told = report(&path, &["--locale", "en"]);
        assert!(told.ends_with("exit 0\n"), "{name}: {told}");
    }
}

#[test]
fn places_are_right_in_files_from_windows() {
    let folder = tempfile::tempdir().unwrap();
    // A fault on the first line, one after a tab, and one inside a text of several lines.
    let faulty = SOUND
        .replace("format = 1", "format = 2")
        .replace("status = \"observed\"", "\tstatus = \"observd\"")
        .replace("[@brief-2026]", "[@breif-2026]");
    let dangling = SOUND.replace("[@brief-2026]", "[@breif-2026]");
    for (name, text) in [("schema", faulty), ("citation", dangling)] {
        let places = |text: &str| {
            let path = folder.path().join("case.toml");
            fs::write(&path, text).unwrap();
            let json = report(&path, &["--format", "json"]);
            let json = json.rsplit_once("exit").unwrap().0;
            let value: serde_json::Value = serde_json::from_str(json).unwrap();
            value["findings"]
                .as_array()
                .unwrap()
                .iter()
                .map(|found| {
                    let place = &found["place"];
                    (
                        found["rule"].as_str().unwrap().to_owned(),
                        place["start"]["line"].as_u64(),
                        place["start"]["column"].as_u64(),
                        place["text"].as_str().unwrap_or_default().to_owned(),
                    )
                })
                .collect::<Vec<_>>()
        };
        let unix = places(&text);
        assert!(!unix.is_empty(), "{name}");
        assert_eq!(unix, places(&text.replace('\n', "\r\n")), "{name}, CRLF");
        assert_eq!(unix, places(&format!("\u{feff}{text}")), "{name}, BOM");
        let both = format!("\u{feff}{}", text.replace('\n', "\r\n"));
        assert_eq!(unix, places(&both), "{name}, BOM and CRLF");
        let path = folder.path().join(format!("{name}.toml"));
        fs::write(&path, both).unwrap();
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(format!("broken-windows-{name}"), report(&path, &["--locale", "en"]));
        });
    }
}
