//! The command line: what is printed, where it goes, and the exit code.

use std::fs::{self, File};
use std::io::Read;
use std::path::Path;
use std::process::Stdio;

use assert_cmd::Command;
use tempfile::TempDir;

const SOUND: &str = include_str!("../suite/sound/smallest.toml");

/// A command in a folder, with an environment that says nothing of languages or colours.
fn taqdir(folder: &Path) -> Command {
    let mut command = Command::cargo_bin("taqdir").unwrap();
    for name in [
        "TAQDIR_LOCALE",
        "LC_ALL",
        "LC_MESSAGES",
        "LANG",
        "SOURCE_DATE_EPOCH",
    ] {
        command.env_remove(name);
    }
    command.current_dir(folder).env("COLUMNS", "100");
    command
}

/// A command line and everything that comes of it.
fn transcript(folder: &Path, line: &str) -> String {
    let output = taqdir(folder)
        .args(line.split_whitespace())
        .output()
        .unwrap();
    let mut told = format!("$ taqdir {line}\n");
    told.push_str(&String::from_utf8(output.stdout).unwrap());
    let stderr = String::from_utf8(output.stderr).unwrap();
    told.extend(stderr.lines().map(|line| format!("2> {line}\n")));
    told.push_str(&format!("exit {}\n", output.status.code().unwrap()));
    told
}

fn session(folder: &Path, lines: &[&str]) -> String {
    lines
        .iter()
        .map(|line| transcript(folder, line))
        .collect::<Vec<_>>()
        .join("\n")
}

fn code(folder: &Path, line: &str) -> i32 {
    let told = transcript(folder, line);
    let (_, code) = told.trim_end().rsplit_once("exit ").unwrap();
    code.parse().unwrap()
}

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

/// Everything in a folder, by its path.
fn listing(folder: &Path) -> Vec<String> {
    fn walk(root: &Path, at: &Path, into: &mut Vec<String>) {
        for entry in fs::read_dir(at).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(root, &path, into);
            } else {
                into.push(path.strip_prefix(root).unwrap().display().to_string());
            }
        }
    }
    let mut names = Vec::new();
    walk(folder, folder, &mut names);
    names.sort();
    names
}

macro_rules! snapshot {
    ($name:literal, $text:expr) => {
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(concat!("cli-", $name), $text);
        });
    };
}

#[test]
fn exit_codes_are_a_contract() {
    let faulty = SOUND.replace("icd203", "icd204");
    let dir = folder(&[("sound.toml", SOUND), ("faulty.toml", &faulty)]);
    assert_eq!(code(dir.path(), "check sound.toml"), 0);
    assert_eq!(code(dir.path(), "check faulty.toml"), 1);
    assert_eq!(code(dir.path(), "check sound.toml faulty.toml"), 1);
    assert_eq!(code(dir.path(), "check none.toml"), 2);
    assert_eq!(code(dir.path(), "check faulty.toml none.toml"), 2);
    assert_eq!(code(dir.path(), "build faulty.toml"), 1);
    assert_eq!(code(dir.path(), "build none.toml"), 2);
    assert_eq!(code(dir.path(), "build sound.toml --lang ar"), 2);
    assert_eq!(code(dir.path(), "check"), 2);
    assert_eq!(code(dir.path(), "chek sound.toml"), 2);
    assert_eq!(code(dir.path(), "--version"), 0);
    assert_eq!(listing(dir.path()), ["faulty.toml", "sound.toml"]);
}

#[test]
fn what_cannot_be_read_gets_one_clear_line() {
    let dir = folder(&[
        ("empty.toml", ""),
        ("notes.txt", "x"),
        ("sub/readme.md", "x"),
    ]);
    File::create(dir.path().join("huge.toml"))
        .unwrap()
        .set_len(100 * 1024 * 1024)
        .unwrap();
    snapshot!(
        "unreadable",
        session(
            dir.path(),
            &[
                "check empty.toml",
                "check huge.toml",
                "check none.toml",
                "check notes.txt/none.toml",
                "check sub",
                "check sub/*.toml",
                "check [.toml",
                "check /dev/null",
                "build huge.toml",
                "build none.toml",
                "check empty.toml huge.toml none.toml sub --locale ar",
            ]
        )
    );
}

#[test]
fn one_unreadable_file_does_not_keep_the_others_from_being_checked() {
    let faulty = SOUND.replace("icd203", "icd204");
    let dir = folder(&[("a.toml", &faulty), ("c.toml", SOUND)]);
    let told = transcript(dir.path(), "check a.toml b.toml c.toml");
    assert!(told.contains("there is no file `b.toml`"), "{told}");
    assert!(told.contains("error[unknown-value]"), "{told}");
    assert!(told.contains("3 files checked: 2 errors"), "{told}");
    let json = taqdir(dir.path())
        .args(["check", "a.toml", "b.toml", "c.toml", "--format", "json"])
        .output()
        .unwrap();
    let value: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!(value["summary"]["errors"], 2);
    assert_eq!(json.status.code(), Some(2));
}

#[test]
fn folders_and_patterns_mean_the_assessments_in_them() {
    let dir = folder(&[
        ("a.toml", SOUND),
        ("sub/b-2026.toml", SOUND),
        ("sub/deep/c-2025.toml", SOUND),
        ("sub/.hidden.toml", "broken"),
        ("ignored/d.toml", "broken"),
        ("draft-e.toml", "broken"),
        ("Cargo.toml", "[package]"),
        ("taqdir.toml", "hijri = false"),
        (".gitignore", "ignored/\ndraft-*.toml\n"),
    ]);
    let summary = |line: &str| {
        let told = transcript(dir.path(), line);
        told.lines().rev().nth(1).unwrap().to_owned()
    };
    assert_eq!(summary("check ."), "3 files checked, no findings");
    assert_eq!(summary("check sub"), "2 files checked, no findings");
    assert_eq!(
        summary("check sub/**/*-2025.toml"),
        "1 file checked, no findings"
    );
    assert_eq!(summary("check ./sub/*.toml"), "1 file checked, no findings");
    assert_eq!(summary("check **/*.toml"), "3 files checked, no findings");
    assert_eq!(
        summary("check sub/{b,x}-20[0-9]6.toml"),
        "1 file checked, no findings"
    );
    assert_eq!(
        summary("check a.toml ./a.toml ."),
        "3 files checked, no findings"
    );
    // What is named is checked, whatever .gitignore says.
    assert_eq!(code(dir.path(), "check draft-e.toml"), 1);
}

#[test]
fn output_that_cannot_be_written_gets_one_clear_line_and_leaves_nothing() {
    let dir = folder(&[("a.toml", SOUND), ("file", "as it was"), ("taken/x", "")]);
    let before = listing(dir.path());
    snapshot!(
        "unwritable",
        session(
            dir.path(),
            &[
                "build a.toml -o file/a.pdf",
                "build a.toml -o file/",
                "build a.toml --to png -o file",
                "build a.toml --to typst -o file",
                "new file/b.toml",
                "new file",
                "new taken",
                "build a.toml -o file/a.pdf --locale ar",
            ]
        )
    );
    assert_eq!(listing(dir.path()), before);
    assert_eq!(fs::read(dir.path().join("file")).unwrap(), b"as it was");
}

#[test]
fn a_failed_build_leaves_the_brief_of_yesterday() {
    let dir = folder(&[("a.toml", SOUND), ("a.en.pdf", "yesterday")]);
    fs::write(dir.path().join("a.toml"), SOUND.replace("icd203", "x")).unwrap();
    assert_eq!(code(dir.path(), "build a.toml"), 1);
    assert_eq!(fs::read(dir.path().join("a.en.pdf")).unwrap(), b"yesterday");
    assert_eq!(listing(dir.path()), ["a.en.pdf", "a.toml"]);
}

#[test]
fn one_file_is_not_named_for_several() {
    let dir = folder(&[("a.toml", SOUND), ("b.toml", SOUND)]);
    for line in [
        "build a.toml b.toml -o x.pdf",
        "build a.toml --product brief,annex -o x.pdf",
        "build a.toml b.toml --to png -o x.png",
        "build a.toml b.toml --to html -o x.html",
    ] {
        let told = transcript(dir.path(), line);
        assert!(told.contains("is the name of one file"), "{told}");
        assert!(told.ends_with("exit 2\n"), "{told}");
    }
    assert_eq!(listing(dir.path()), ["a.toml", "b.toml"]);
    // A folder may be called so.
    assert_eq!(code(dir.path(), "build a.toml b.toml -o x.pdf/"), 0);
    assert_eq!(listing(&dir.path().join("x.pdf")).len(), 2);
    assert_eq!(code(dir.path(), "build a.toml b.toml -o x.pdf"), 0);
}

#[test]
fn two_assessments_never_share_a_brief() {
    let dir = folder(&[("a/x.toml", SOUND), ("b/x.toml", SOUND)]);
    let told = transcript(dir.path(), "build a b -o out");
    assert!(told.contains("would overwrite another brief"), "{told}");
    assert!(told.ends_with("exit 2\n"), "{told}");
    assert_eq!(listing(&dir.path().join("out")), ["x.en.pdf"]);
    assert_eq!(code(dir.path(), "build a b"), 0);
    assert_eq!(listing(dir.path()).len(), 5);
}

#[test]
fn each_target_is_written_where_it_is_asked_for() {
    let long = include_str!("../suite/sound/full.toml");
    let dir = folder(&[("a.toml", SOUND), ("long.toml", long)]);
    for line in [
        "build a.toml",
        "build a.toml -o deep/er/brief.pdf",
        "build a.toml -o folder/",
        "build a.toml --to png -o pages",
        "build a.toml --to png --product brief",
        "build a.toml --to png --product brief -o deep/one.png",
        "build long.toml --to png -o many.png",
        "build a.toml --to typst",
    ] {
        assert_eq!(code(dir.path(), line), 0, "{line}");
    }
    let names = listing(dir.path());
    for name in [
        "a.en.pdf",
        "deep/er/brief.pdf",
        "folder/a.en.pdf",
        "pages/a.en.png",
        "a.brief.en.png",
        "deep/one.png",
        "many-1.png",
        "many-2.png",
        "a.en.typst/main.typ",
        "a.en.typst/fonts/Amiri-Regular.ttf",
    ] {
        assert!(
            names.iter().any(|known| known == name),
            "{name} in {names:?}"
        );
    }
    let pdf = fs::read(dir.path().join("a.en.pdf")).unwrap();
    assert!(pdf.starts_with(b"%PDF-1.7"));
    assert_eq!(pdf, fs::read(dir.path().join("folder/a.en.pdf")).unwrap());
}

/// A reader that goes away is no failure, and nothing panics.
#[test]
fn a_closed_pipe_is_borne() {
    let dir = tempfile::tempdir().unwrap();
    for index in 0..200 {
        let text = SOUND.replace("icd203", "icd204");
        fs::write(dir.path().join(format!("{index}.toml")), text).unwrap();
    }
    for line in ["check .", "schema", "explain", "completions bash", "--help"] {
        let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_taqdir"))
            .args(line.split_whitespace())
            .current_dir(dir.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let mut told = String::new();
        child
            .stderr
            .take()
            .unwrap()
            .read_to_string(&mut told)
            .unwrap();
        let status = child.wait().unwrap();
        assert!(told.is_empty(), "{line}: {told}");
        assert_eq!(status.code(), Some(0), "{line}");
    }
}

#[test]
fn a_new_assessment_has_no_errors_and_builds() {
    for lang in ["ar", "en"] {
        let dir = tempfile::tempdir().unwrap();
        let new = format!("new drafts/border-2026.toml --lang {lang}");
        assert_eq!(code(dir.path(), &new), 0);
        let file = dir.path().join("drafts/border-2026.toml");
        let text = fs::read_to_string(&file).unwrap();
        assert!(text.contains("id = \"border-2026\""));
        assert!(text.contains(&format!("languages = [\"{lang}\"]")));
        let check = transcript(dir.path(), "check drafts");
        assert!(check.ends_with("exit 0\n"), "{check}");
        assert!(!check.contains("error["), "{check}");
        assert_eq!(code(dir.path(), "build drafts/border-2026.toml"), 0);
        assert!(
            dir.path()
                .join(format!("drafts/border-2026.{lang}.pdf"))
                .is_file()
        );
        // A second time nothing is touched.
        fs::write(&file, "mine").unwrap();
        let again = transcript(dir.path(), &new);
        assert!(again.contains("exists already"), "{again}");
        assert!(again.ends_with("exit 2\n"), "{again}");
        assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
    }
}

#[test]
fn an_id_is_made_of_any_file_name() {
    for (name, id) in [
        ("Border_2026.toml", "border-2026"),
        ("حدود.toml", "my-assessment"),
        ("a b--c.toml", "a-b-c"),
    ] {
        let dir = tempfile::tempdir().unwrap();
        let made = taqdir(dir.path()).args(["new", name]).output().unwrap();
        assert!(made.status.success());
        let text = fs::read_to_string(dir.path().join(name)).unwrap();
        assert!(text.contains(&format!("id = \"{id}\"")), "{name}");
    }
}

#[test]
fn the_schema_and_the_manual_are_printed() {
    let dir = tempfile::tempdir().unwrap();
    for (which, file) in [
        ("schema", "assessment.schema.json"),
        ("schema shared", "shared.schema.json"),
        ("schema house", "house.schema.json"),
    ] {
        let printed = taqdir(dir.path()).args(which.split(' ')).output().unwrap();
        let committed = fs::read(Path::new("schema").join(file)).unwrap();
        assert_eq!(printed.stdout, committed, "{which}");
    }
    for locale in ["en", "ar"] {
        let list = taqdir(dir.path())
            .args(["explain", "--locale", locale])
            .output()
            .unwrap();
        let list = String::from_utf8(list.stdout).unwrap();
        assert!(list.lines().count() > 20);
        for line in list.lines() {
            let rule = line.split_whitespace().next().unwrap();
            let page = transcript(dir.path(), &format!("explain {rule} --locale {locale}"));
            assert!(
                page.ends_with("exit 0\n") && page.lines().count() > 8,
                "{page}"
            );
        }
    }
    snapshot!(
        "explain",
        session(
            dir.path(),
            &[
                "explain uncited-source",
                "explain uncited-sorce",
                "explain nothing-of-the-kind",
                "explain uncited-source --locale ar",
                "explain uncited-sorce --locale ar",
            ]
        )
    );
}

#[test]
fn completions_are_written_for_each_shell() {
    let dir = tempfile::tempdir().unwrap();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let told = transcript(dir.path(), &format!("completions {shell}"));
        assert!(told.ends_with("exit 0\n"), "{shell}");
        for word in ["check", "build", "explain", "locale"] {
            assert!(told.contains(word), "{shell} {word}");
        }
    }
    assert_eq!(code(dir.path(), "completions tcsh"), 2);
}

#[test]
fn every_command_has_a_page_of_help() {
    let dir = tempfile::tempdir().unwrap();
    let top = transcript(dir.path(), "--help");
    // The commands are read off the page, so that a new one is not forgotten here.
    let commands: Vec<&str> = top
        .lines()
        .skip_while(|line| !line.starts_with("Commands:"))
        .skip(1)
        .take_while(|line| line.starts_with("  "))
        .filter(|line| !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    assert!(commands.len() >= 6, "{commands:?}");
    snapshot!("help", top);
    for command in commands {
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(
                format!("cli-help-{command}"),
                transcript(dir.path(), &format!("{command} --help"))
            );
        });
    }
}

#[test]
fn the_language_of_messages_is_asked_for_or_found() {
    let dir = folder(&[("a.toml", "format = 2\n")]);
    let first = |variables: &[(&str, &str)], args: &[&str]| {
        let output = taqdir(dir.path())
            .args(["check", "a.toml"])
            .args(args)
            .envs(variables.iter().copied())
            .output()
            .unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        text.split('[').next().unwrap().to_owned()
    };
    assert_eq!(first(&[], &[]), "error");
    assert_eq!(first(&[], &["--locale", "ar"]), "خطأ");
    assert_eq!(first(&[("LANG", "ar_IQ.UTF-8")], &[]), "خطأ");
    assert_eq!(
        first(&[("LANG", "ar_IQ.UTF-8"), ("LC_ALL", "C")], &[]),
        "error"
    );
    assert_eq!(
        first(&[("LANG", "en_GB"), ("TAQDIR_LOCALE", "ar")], &[]),
        "خطأ"
    );
    assert_eq!(first(&[("LANG", "ar_EG")], &["--locale", "en"]), "error");
}

#[test]
fn colours_are_only_where_they_are_asked_for() {
    let dir = folder(&[("a.toml", "format = 2\n")]);
    let coloured = |line: &str| transcript(dir.path(), line).contains('\u{1b}');
    assert!(!coloured("check a.toml"));
    assert!(coloured("check a.toml --color always"));
    assert!(!coloured("check a.toml --color never"));
    assert!(!coloured("check a.toml --color always --format json"));
}

#[test]
fn results_go_to_standard_output_and_the_rest_to_standard_error() {
    let dir = folder(&[("a.toml", SOUND)]);
    let built = taqdir(dir.path())
        .args(["build", "a.toml"])
        .output()
        .unwrap();
    assert!(built.stdout.is_empty());
    assert_eq!(String::from_utf8(built.stderr).unwrap(), "wrote a.en.pdf\n");
    let checked = taqdir(dir.path())
        .args(["check", "a.toml"])
        .output()
        .unwrap();
    assert!(checked.stderr.is_empty());
}

#[test]
fn a_faulty_house_file_is_told_once() {
    let dir = folder(&[
        ("taqdir.toml", "locale = \"egypt\"\nhijry = true\n"),
        ("a.toml", SOUND),
        ("b.toml", SOUND),
    ]);
    snapshot!(
        "house",
        session(dir.path(), &["check .", "check a.toml --locale ar"])
    );
}

#[test]
fn help_is_in_the_language_of_messages() {
    let dir = tempfile::tempdir().unwrap();
    let pages = session(
        dir.path(),
        &[
            "--locale ar --help",
            "check -h --locale=ar",
            "--version --locale ar",
        ],
    );
    snapshot!("help-arabic", pages);
    let from_environment = |line: &[&str]| {
        let output = taqdir(dir.path())
            .env("TAQDIR_LOCALE", "ar")
            .args(line)
            .output()
            .unwrap();
        let streams = [output.stdout, output.stderr].concat();
        (String::from_utf8(streams).unwrap(), output.status.code())
    };
    let (page, code) = from_environment(&["sources", "reuse", "--help"]);
    assert_eq!(code, Some(0));
    assert!(page.contains("الاستعمال: taqdir sources reuse"), "{page}");
    // Without a command the page is an answer to a mistake.
    let (page, code) = from_environment(&[]);
    assert_eq!(code, Some(2));
    assert!(page.contains("الأوامر:"), "{page}");
    let (page, _) = from_environment(&["--help", "--locale", "en"]);
    assert!(page.contains("Usage:"), "{page}");
}

#[test]
fn the_system_refuses_in_the_language_of_messages() {
    let dir = tempfile::tempdir().unwrap();
    assert_eq!(
        transcript(dir.path(), "text none.pdf --locale ar"),
        "$ taqdir text none.pdf --locale ar\n2> خطأ: تعذّرت قراءة none.pdf: لا وجود لملف أو مجلد بهذا الاسم\nexit 2\n"
    );
    assert_eq!(
        transcript(dir.path(), "text ."),
        "$ taqdir text .\n2> error: . cannot be read: it is a folder, not a file\nexit 2\n"
    );
}
