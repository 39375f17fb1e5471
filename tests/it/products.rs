//! Three documents of one file: the brief is one page whatever the file, the annex and the brief
//! link to nothing that they do not print, and each promises what it prints.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use lopdf::Document;
use tempfile::TempDir;
use toml::{Table, Value};

use crate::templates::{alternatives, standards};

const FLAGSHIP: &str = "assessments/mutual-exposure-2018.toml";
const FULL: &str = include_str!("../suite/sound/full.toml");

/// Runs `taqdir build` into a new folder; the files it wrote are in it.
fn built(arguments: &[&str]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let output = Command::cargo_bin("taqdir")
        .unwrap()
        .args(["build", "--locale", "en", "-o"])
        .arg(folder.path())
        .args(arguments)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {said}");
    folder
}

fn read(folder: &TempDir) -> Vec<(String, Document)> {
    let mut found: Vec<_> = fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            (name, Document::load(&path).unwrap())
        })
        .collect();
    found.sort_by(|a, b| a.0.cmp(&b.0));
    found
}

/// The full assessment with `count` of each of five kinds, and other texts in some places.
fn many(count: usize, texts: &[(&str, &str, &str)], title: &str) -> String {
    let mut root: Table = FULL.parse().unwrap();
    root.insert("title".into(), title.into());
    for kind in ["judgement", "event", "driver", "obstacle", "indicator"] {
        let list = root[kind].as_array().unwrap().clone();
        let first = list[0].as_table().unwrap().clone();
        let copies = (0..count).map(|index| {
            let mut copy = first.clone();
            if index > 0 {
                copy.insert("id".into(), format!("{kind}-{index}").into());
                copy.remove("both_ways");
            }
            for (of, key, text) in texts {
                if *of == kind {
                    copy.insert((*key).into(), (*text).into());
                }
            }
            Value::Table(copy)
        });
        root.insert(kind.into(), copies.collect::<Vec<_>>().into());
    }
    toml::to_string(&root).unwrap()
}

#[test]
fn the_brief_of_every_assessment_is_one_page() {
    for lang in ["ar", "en"] {
        let folder = built(&["assessments", "--product", "brief", "--lang", lang]);
        let briefs = read(&folder);
        assert!(briefs.len() >= 5);
        for (name, brief) in briefs {
            assert!(name.ends_with(&format!(".brief.{lang}.pdf")), "{name}");
            assert_eq!(brief.get_pages().len(), 1, "{name}");
        }
    }
}

#[test]
fn the_brief_is_one_page_whatever_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let words = "very long statements about what may happen next ".repeat(40);
    let word = "Donaudampfschifffahrtsgesellschaftskapitaen".repeat(12);
    let cases = [
        ("many", many(100, &[], "Text title")),
        ("one", many(1, &[], "Text title")),
        (
            "wordy",
            many(
                12,
                &[
                    ("judgement", "statement", words.trim()),
                    ("driver", "name", words.trim()),
                    ("event", "what", words.trim()),
                ],
                words.trim(),
            ),
        ),
        (
            "unbroken",
            many(
                6,
                &[
                    ("judgement", "statement", &word),
                    ("obstacle", "name", &word),
                ],
                &word,
            ),
        ),
    ];
    for (name, text) in &cases {
        let file = folder.path().join(format!("{name}.toml"));
        fs::write(
            &file,
            text.replace("id = \"full\"", &format!("id = \"{name}\"")),
        )
        .unwrap();
        for lang in ["en", "ar"] {
            let out = built(&[file.to_str().unwrap(), "--product", "brief", "--lang", lang]);
            let brief = &read(&out)[0].1;
            assert_eq!(brief.get_pages().len(), 1, "{name} {lang}");
        }
    }
    let smallest = "tests/suite/sound/smallest.toml";
    let folder = built(&[smallest, "--product", "brief,annex"]);
    for (name, document) in read(&folder) {
        assert_eq!(document.get_pages().len(), 1, "{name}");
    }
}

fn text(folder: &TempDir, name: &str) -> String {
    let bytes = fs::read(folder.path().join(name)).unwrap();
    taqdir::readback::pdf::pages(&bytes).unwrap().join("\n")
}

#[test]
fn what_a_brief_leaves_out_is_counted() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("many.toml");
    fs::write(&file, many(40, &[], "Text title")).unwrap();
    let out = built(&[file.to_str().unwrap(), "--product", "brief"]);
    let page = text(&out, "many.brief.en.pdf");
    let shown = page.matches("Text statement").count();
    assert!((3..=12).contains(&shown), "{shown}");
    let words = format!("{} more in the full assessment", 40 - shown);
    assert!(page.contains(&words), "{words}:\n{page}");
    // The flagship has no more judgements than a page holds.
    let out = built(&[FLAGSHIP, "--product", "brief", "--lang", "en"]);
    let page = text(&out, "mutual-exposure-2018.brief.en.pdf");
    assert!(!page.contains("more in the full assessment"));
}

#[test]
fn the_brief_says_its_figures_in_sentences_and_its_marking_in_the_text() {
    for (lang, figure, forces) in [
        (
            "ar",
            "احتمال كل حكم على مقياس من الصفر إلى المئة، والأرجح أولًا: مرجّح، من 55 إلى 80 في المئة: الأحكام 1 و4 و5؛ \
             مستبعد، من 20 إلى 45 في المئة: الحكم 2؛ مستبعد جدًّا، من 5 إلى 20 في المئة: الحكم 3.",
            "أثقل المحفزات والعوائق. المحفزات: ",
        ),
        (
            "en",
            "The likelihood of each judgement on a scale from 0 to 100 percent, the likeliest first: likely, 55 to 80 percent: \
             Judgements 1, 4 and 5; unlikely, 20 to 45 percent: Judgement 2; very unlikely, 5 to 20 percent: Judgement 3.",
            "The weightiest forces. Drivers: ",
        ),
    ] {
        let out = built(&[FLAGSHIP, "--product", "brief", "--lang", lang]);
        let name = format!("mutual-exposure-2018.brief.{lang}.pdf");
        let told = alternatives(&out.path().join(&name));
        // The signs of a letter may come in either order.
        let plain = |text: &str| text.replace(['\u{64b}', '\u{651}'], "");
        let told: Vec<String> = told.iter().map(|text| plain(text)).collect();
        assert!(told.contains(&plain(figure)), "{told:#?}");
        assert!(
            told.iter().any(|text| text.starts_with(forces)),
            "{told:#?}"
        );
        // Once in head, once in foot, and once where it is read out.
        assert_eq!(text(&out, &name).matches("TLP:CLEAR").count(), 3, "{lang}");
    }
}

#[test]
fn all_three_keep_to_the_standards() {
    for lang in ["ar", "en"] {
        let folder = built(&[FLAGSHIP, "--product", "brief,annex", "--lang", lang]);
        for name in ["brief", "annex"] {
            let file = format!("mutual-exposure-2018.{name}.{lang}.pdf");
            standards(&folder.path().join(&file));
        }
    }
}

#[test]
fn the_annex_holds_the_evidence_and_not_the_judgements() {
    let folder = built(&[
        FLAGSHIP,
        "--product",
        "annex,assessment,annex",
        "--lang",
        "en",
    ]);
    let names: Vec<String> = read(&folder).into_iter().map(|(name, _)| name).collect();
    assert_eq!(
        names,
        [
            "mutual-exposure-2018.annex.en.pdf",
            "mutual-exposure-2018.en.pdf"
        ]
    );
    let annex = text(&folder, &names[0]);
    for held in [
        "Competing hypotheses",
        "Sources",
        "Provenance",
        "Statements",
    ] {
        assert!(annex.contains(held), "{held}");
    }
    assert!(!annex.contains("Key judgements"));
    // What is lost from the annex is found out as it is for the assessment.
    let check = |product: &str| {
        let output = Command::cargo_bin("taqdir")
            .unwrap()
            .args([
                "text",
                "--against",
                FLAGSHIP,
                "--lang",
                "en",
                "--format",
                "json",
            ])
            .args(["--product", product])
            .arg(folder.path().join(&names[0]))
            .output()
            .unwrap();
        let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let count = |key: &str| report[key].as_u64().unwrap();
        (count("sentences"), count("exact"))
    };
    let (all, exact) = check("annex");
    assert!(all > 60 && all - exact <= all / 50, "{exact} of {all}");
    let (more, found) = check("assessment");
    assert!(more > all && found < more - 10, "{found} of {more}");
}

#[test]
fn an_unknown_product_is_named_with_those_there_are() {
    for (lang, expected) in [
        (
            "en",
            "there is no product `breif`; did you mean `brief`? There are `assessment`, `brief`, `annex`",
        ),
        (
            "ar",
            "لا وثيقة باسم `breif`؛ أتقصد `brief`؟ والموجود: `assessment`، `brief`، `annex`",
        ),
    ] {
        let output = Command::cargo_bin("taqdir")
            .unwrap()
            .args(["build", FLAGSHIP, "--product", "breif", "--locale", lang])
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(2));
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(said.contains(expected), "{said}");
    }
}

#[test]
fn brief_and_annex_are_web_pages_and_markdown_too() {
    for lang in ["ar", "en"] {
        for to in ["html", "md"] {
            let folder = built(&[
                FLAGSHIP,
                "--product",
                "brief,annex",
                "--to",
                to,
                "--lang",
                lang,
            ]);
            let written = |product: &str| {
                let name = format!("mutual-exposure-2018.{product}.{lang}.{to}");
                fs::read_to_string(folder.path().join(name)).unwrap()
            };
            let (brief, annex) = (written("brief"), written("annex"));
            let (name, judgements, sources) = match lang {
                "ar" => ("موجز تقدير موقف", "الأحكام الرئيسة", "سجل المصادر"),
                _ => ("Decision Brief", "Key judgements", "Sources"),
            };
            assert!(brief.contains(name) && brief.contains(judgements));
            assert!(!annex.contains(judgements) && annex.contains(sources));
            // A brief has no register, so it cites nothing; and it is a fraction of the rest.
            assert!(!brief.contains(sources) && !brief.contains("class=\"cite\""));
            assert!(!brief.contains("\\[1") && annex.len() > 2 * brief.len());
            for page in [&brief, &annex] {
                for (_, rest) in page
                    .match_indices("href=\"#")
                    .map(|(at, found)| page[at..].split_at(found.len()))
                {
                    let target = rest.split('"').next().unwrap();
                    assert!(page.contains(&format!("id=\"{target}\"")), "{target}");
                }
            }
        }
    }
}

#[test]
fn each_target_bears_the_name_of_its_product() {
    for target in ["typst", "png"] {
        let folder = tempfile::tempdir().unwrap();
        let copy = folder.path().join("smallest.toml");
        fs::copy("tests/suite/sound/smallest.toml", &copy).unwrap();
        Command::cargo_bin("taqdir")
            .unwrap()
            .args(["build", "--product", "brief,annex", "--to", target])
            .arg(&copy)
            .assert()
            .success();
        for product in ["brief", "annex"] {
            let name = match target {
                "png" => format!("smallest.{product}.en.png"),
                _ => format!("smallest.{product}.en.typst/main.typ"),
            };
            assert!(Path::new(folder.path()).join(&name).exists(), "{name}");
        }
    }
}

#[test]
fn a_long_document_says_where_its_sections_are() {
    let folder = built(&[FLAGSHIP, "--lang", "en"]);
    let bytes = fs::read(folder.path().join("mutual-exposure-2018.en.pdf")).unwrap();
    let pages = taqdir::readback::pdf::pages(&bytes).unwrap();
    let list = pages[0]
        .split("Contents")
        .nth(1)
        .unwrap()
        .replace(['\n', '\u{a0}'], " ");
    for name in ["Indicators", "Competing hypotheses", "Sources"] {
        let after = list.split(name).nth(1).unwrap();
        let number = after.split_whitespace().next().unwrap();
        let page: usize = number.parse().unwrap();
        assert!(pages[page - 1].contains(name), "{name} on {page}");
    }
    let folder = built(&["tests/suite/sound/full.toml", "--lang", "en"]);
    assert!(!text(&folder, "full.en.pdf").contains("Contents"));
}

#[test]
fn nothing_is_built_by_a_house_file_that_was_understood_in_part() {
    let folder = tempfile::tempdir().unwrap();
    let text = "format = 1\nid = \"a\"\nlanguages = [\"ar\"]\nmarking = \"TLP:CLEAR\"\nas_of = \"2026-01-15\"\n\
                scale = \"icd203\"\ntitle = \"عنوان\"\nquestion = \"هل؟\"\n";
    fs::write(folder.path().join("a.toml"), text).unwrap();
    for house in ["digits = \"roman\"\n", "digit = \"latin\"\n", "digits = \n"] {
        fs::write(folder.path().join("taqdir.toml"), house).unwrap();
        let output = Command::cargo_bin("taqdir")
            .unwrap()
            .current_dir(folder.path())
            .args(["build", "a.toml", "--locale", "en"])
            .output()
            .unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{house}: {told}");
        assert!(told.contains("--> taqdir.toml:1:"), "{told}");
        assert!(!folder.path().join("a.ar.pdf").exists(), "{house}");
    }
}

#[test]
fn what_no_source_tells_is_said_to_be_unknown() {
    let mut root: Table = FULL.parse().unwrap();
    let event = |id: &str, what: &str, when: Option<&str>| {
        let mut entry: Table = Table::new();
        entry.insert("id".into(), id.into());
        entry.insert("what".into(), format!("{what} [@paper].").into());
        entry.insert("evidence".into(), vec![Value::from("paper")].into());
        if let Some(when) = when {
            entry.insert("when".into(), when.into());
        }
        Value::Table(entry)
    };
    let events = vec![
        event("later", "Later", None),
        event("happened", "First", Some("2015")),
        event("second", "Second", Some("2017")),
    ];
    root.insert("event".into(), events.into());
    let outcome = &mut root["outcome"].as_array_mut().unwrap()[0];
    assert!(outcome.as_table_mut().unwrap().remove("rung").is_some());
    let relation = &mut root["relation"].as_array_mut().unwrap()[0];
    relation
        .as_table_mut()
        .unwrap()
        .insert("kind".into(), "enmity".into());
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("full.toml");
    fs::write(&file, toml::to_string(&root).unwrap()).unwrap();
    let file = file.to_str().unwrap();
    for (lang, undated, unknown, enmity) in [
        ("en", "undated", "not known", "enmity"),
        ("ar", "بلا تاريخ", "لا يُعلم", "عداء"),
    ] {
        let out = built(&[file, "--lang", lang, "--product", "assessment,brief"]);
        let page = text(&out, &format!("full.{lang}.pdf"));
        for word in [undated, unknown, enmity] {
            assert!(page.contains(word), "{lang}: {word}\n{page}");
        }
        let places = ["First", "Second", "Later"].map(|what| page.find(what).unwrap());
        assert!(places.is_sorted(), "{lang}: {places:?}");
        let brief = text(&out, &format!("full.brief.{lang}.pdf"));
        assert!(brief.contains(unknown), "{lang}\n{brief}");
        for to in ["html", "md"] {
            let out = built(&[file, "--lang", lang, "--to", to]);
            let page = fs::read_to_string(out.path().join(format!("full.{lang}.{to}"))).unwrap();
            for word in [undated, unknown, enmity] {
                assert!(page.contains(word), "{lang} {to}: {word}");
            }
        }
    }
}

#[test]
fn the_brief_says_the_beginning_of_a_long_summary() {
    let mut root: Table = many(9, &[], "Text title").parse().unwrap();
    let opening = "The summary opens with more than a page that is full can hold. ".repeat(20);
    root.insert("summary".into(), opening.trim().into());
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("full.toml");
    fs::write(&file, toml::to_string(&root).unwrap()).unwrap();
    let out = built(&[file.to_str().unwrap(), "--product", "brief"]);
    let page = text(&out, "full.brief.en.pdf");
    assert!(page.contains("The summary opens"), "{page}");
    assert!(page.contains('…'), "{page}");
}
