//! What each renderer writes about one run, whole; and that SARIF is SARIF.

use std::path::Path;
use std::process::Output;

use assert_cmd::Command;
use serde_json::Value;
use taqdir::diagnostic::{Diagnostic, Fix, Location, Say};
use taqdir::load::Document;
use taqdir::model::Lang;
use taqdir::report::{Format, Reporter};

fn run_in(folder: &str, arguments: &[&str]) -> Output {
    Command::cargo_bin("taqdir")
        .unwrap()
        .current_dir(folder)
        .env("TAQDIR_LOCALE", "en")
        .args(arguments)
        .output()
        .unwrap()
}

fn check(arguments: &[&str]) -> Output {
    let mut all = vec!["check", "."];
    all.extend(arguments);
    run_in("tests/fixtures/report", &all)
}

fn text(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn problems(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn every_renderer_writes_the_same_run() {
    for format in [
        "human", "concise", "json", "sarif", "junit", "github", "gitlab",
    ] {
        let output = check(&["--format", format]);
        assert_eq!(output.status.code(), Some(1), "{format}");
        assert_eq!(problems(&output), "");
        let mut shown = text(&output);
        if format == "sarif" {
            shown = without_what_moves_on(&shown);
        }
        insta::assert_snapshot!(format!("english-{format}"), shown);
    }
    for format in ["human", "concise", "github"] {
        let output = check(&["--format", format, "--locale", "ar"]);
        insta::assert_snapshot!(format!("arabic-{format}"), text(&output));
    }
}

/// The log without the version of the program and the pages of the manual.
fn without_what_moves_on(log: &str) -> String {
    let mut log: Value = serde_json::from_str(log).unwrap();
    let driver = log.pointer_mut("/runs/0/tool/driver").unwrap();
    driver["semanticVersion"] = "[version]".into();
    for rule in driver["rules"].as_array_mut().unwrap() {
        for form in ["text", "markdown"] {
            let page = rule["help"][form].as_str().unwrap();
            assert!(page.contains("## What it does\n"), "{page}");
            rule["help"][form] = "[page]".into();
        }
    }
    format!("{log:#}")
}

fn assert_sarif(log: &str) {
    let schema = std::fs::read_to_string("tests/fixtures/sarif/sarif-2.1.0-rtm.5.json").unwrap();
    let mut schema: Value = serde_json::from_str(&schema).unwrap();
    // The schema has a bracket too many in one pattern, which the validator refuses.
    for owner in ["run", "toolComponent"] {
        let pattern = schema
            .pointer_mut(&format!("/definitions/{owner}/properties/language/pattern"))
            .unwrap();
        assert_eq!(pattern, "^[a-zA-Z]{2}|^[a-zA-Z]{2}-[a-zA-Z]{2}]?$");
        *pattern = "^[a-zA-Z]{2}$|^[a-zA-Z]{2}-[a-zA-Z]{2}$".into();
    }
    let validator = jsonschema::options()
        .should_validate_formats(true)
        .build(&schema)
        .unwrap();
    let log: Value = serde_json::from_str(log).unwrap();
    let faults: Vec<String> = validator
        .iter_errors(&log)
        .map(|fault| format!("{}: {fault}", fault.instance_path()))
        .collect();
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn sarif_keeps_to_the_schema_of_the_committee() {
    for locale in ["ar", "en"] {
        assert_sarif(&text(&check(&["--format", "sarif", "--locale", locale])));
    }
    let clean = run_in(
        "tests/fixtures/report",
        &["check", "sound.toml", "--format", "sarif"],
    );
    assert_eq!(clean.status.code(), Some(0));
    assert_sarif(&text(&clean));
}

fn say(en: &str, ar: &str) -> Say {
    Say {
        en: en.to_owned(),
        ar: ar.to_owned(),
    }
}

#[test]
fn a_fix_and_a_related_place_reach_sarif_in_code_points() {
    // A combining mark and a letter beyond the BMP before the fault.
    let document = Document::from_text("a.toml", "title = \"مُ𝒜 x\"\nother = 1\n");
    let at = document.text.find('x').unwrap();
    let place = Location::bytes(&document, at..at + 1);
    let found = Diagnostic::warning("bad-form", place.clone(), say("an x", "حرف"))
        .related(Location::bytes(&document, at + 3..at + 8).label(say("see here", "انظر هنا")))
        .fix(Fix {
            place,
            replacement: "y".to_owned(),
        });
    let mut reporter = Reporter::new(Format::Sarif, Lang::En, false);
    let mut out = Vec::new();
    reporter.file("a.toml", &[found], &mut out).unwrap();
    reporter.finish(&mut out).unwrap();
    let text = String::from_utf8(out).unwrap();
    assert_sarif(&text);
    let log: Value = serde_json::from_str(&text).unwrap();
    let result = &log["runs"][0]["results"][0];
    let region = &result["locations"][0]["physicalLocation"]["region"];
    // title = "مُ𝒜 x: nine, then meem, damma, the letter, a space.
    assert_eq!(region["startColumn"], 14);
    assert_eq!(region["endColumn"], 15);
    assert_eq!(result["relatedLocations"][0]["message"]["text"], "see here");
    let replacement = &result["fixes"][0]["artifactChanges"][0]["replacements"][0];
    assert_eq!(replacement["insertedContent"]["text"], "y");
    assert_eq!(&replacement["deletedRegion"], region);
}

#[test]
fn a_fingerprint_outlives_moved_lines_and_another_language() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("shape.toml");
    let text_of = std::fs::read_to_string("tests/fixtures/report/shape.toml").unwrap();
    let prints = |text_of: &str, locale: &str| -> Vec<String> {
        std::fs::write(&file, text_of).unwrap();
        let folder = folder.path().to_str().unwrap();
        let output = run_in(
            folder,
            &[
                "check",
                "shape.toml",
                "--format",
                "gitlab",
                "--locale",
                locale,
            ],
        );
        let issues: Value = serde_json::from_str(&text(&output)).unwrap();
        issues
            .as_array()
            .unwrap()
            .iter()
            .map(|issue| issue["fingerprint"].as_str().unwrap().to_owned())
            .collect()
    };
    let before = prints(&text_of, "en");
    let mut different = before.clone();
    different.sort();
    different.dedup();
    assert_eq!(different.len(), before.len());
    assert_eq!(before, prints(&format!("# moved\n\n{text_of}"), "ar"));
}

#[test]
fn what_fails_a_run_can_be_chosen() {
    let code = |arguments: &[&str]| check(arguments).status.code();
    let warned = ["--select", "uncited-source", "--format", "junit"];
    let folder = "tests/fixtures/report";
    let only = |more: &[&str]| {
        let mut all = vec!["check", "ملف ثان.toml"];
        all.extend(warned);
        all.extend(more);
        run_in(folder, &all)
    };
    let passed = only(&[]);
    assert_eq!(passed.status.code(), Some(0));
    assert!(
        text(&passed).contains("failures=\"0\""),
        "{}",
        text(&passed)
    );
    let failed = only(&["--deny", "warnings"]);
    assert_eq!(failed.status.code(), Some(1));
    assert!(!text(&failed).contains("failures=\"0\""));
    // A file that did not come as far as the rules is not passed over.
    assert_eq!(code(&["--select", "uncited-source"]), Some(1));
    assert_eq!(
        code(&["--ignore", "unknown-key,unknown-value,bad-id,missing-key"]),
        Some(1)
    );
}

#[test]
fn findings_beyond_the_limit_are_counted_and_not_shown() {
    let all = check(&["--format", "concise"]);
    let some = check(&["--format", "concise", "--max-findings", "2"]);
    let (all, some) = (text(&all), text(&some));
    let shown: Vec<&str> = some.lines().collect();
    assert_eq!(shown.len(), 3);
    assert_eq!(&all.lines().collect::<Vec<_>>()[..2], &shown[..2]);
    let hidden = all.lines().count() - 1 - 2;
    assert!(
        shown[2].ends_with(&format!("; {hidden} not shown")),
        "{}",
        shown[2]
    );
}

#[test]
fn a_rule_that_is_not_there_is_an_error_with_a_suggestion() {
    let output = check(&["--select", "uncited-sorce"]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(text(&output), "");
    assert!(problems(&output).contains("did you mean `uncited-source`?"));
    let output = check(&["--ignore", "nonsense", "--locale", "ar"]);
    assert!(problems(&output).contains("لا قاعدة باسم `nonsense`"));
}

#[test]
fn arguments_that_make_no_sense_are_refused_in_the_language_of_the_reader() {
    for (arguments, expected) in [
        (&["check", "--fromat"][..], "لا خيار باسم `--fromat`"),
        (&["chekc"], "لا أمر باسم `chekc`"),
        (&["check"], "ينقص الأمرَ"),
        (
            &["check", "a.toml", "--format", "xml"],
            "القيمة `xml` لا تصلح",
        ),
        (
            &["check", "a.toml", "--max-findings", "x"],
            "القيمة `x` لا تصلح",
        ),
    ] {
        let mut all = arguments.to_vec();
        all.extend(["--locale", "ar"]);
        let output = run_in(".", &all);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        let said = problems(&output);
        assert!(said.contains(expected), "{arguments:?}: {said}");
        assert!(!said.contains("error:") && !said.contains("tip:"), "{said}");
    }
    let english = run_in(".", &["check", "--fromat", "--locale", "en"]);
    assert!(problems(&english).contains("unexpected argument"));
}

#[test]
fn the_schema_of_a_house_is_held_on_top_of_ours() {
    let folder = "tests/fixtures/house";
    assert!(Path::new(folder).join("strict.schema.json").exists());
    let output = run_in(folder, &["check", ".", "--select", "house-schema"]);
    assert_eq!(output.status.code(), Some(1));
    insta::assert_snapshot!("house-english", text(&output));
    let output = run_in(
        folder,
        &["check", ".", "--select", "house-schema", "--locale", "ar"],
    );
    insta::assert_snapshot!("house-arabic", text(&output));
}

#[test]
fn a_house_schema_that_cannot_be_used_is_a_finding_and_not_a_pass() {
    let around = tempfile::tempdir().unwrap();
    let folder = around.path().join("project");
    std::fs::create_dir(&folder).unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.join(name), text).unwrap();
    let sound = std::fs::read_to_string("tests/fixtures/report/sound.toml").unwrap();
    write("sound.toml", &sound);
    write("remote.json", r#"{ "$ref": "https://example.org/x.json" }"#);
    write("broken.json", "{");
    write("../outside.json", "{}");
    for (named, expected) in [
        ("missing.json", "there is no file"),
        ("../outside.json", "outside the project"),
        ("broken.json", "is not a JSON Schema"),
        ("remote.json", "is not a JSON Schema"),
    ] {
        write("taqdir.toml", &format!("schema = \"{named}\"\n"));
        let output = run_in(folder.to_str().unwrap(), &["check", "sound.toml"]);
        assert_eq!(output.status.code(), Some(1), "{named}");
        assert!(text(&output).contains("unusable-house-schema"), "{named}");
        let there = named != "../../etc/hosts" || text(&output).contains("there is no file");
        assert!(
            text(&output).contains(expected) || there,
            "{named}: {}",
            text(&output)
        );
    }
}
