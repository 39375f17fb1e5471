//! Text reuse on the five source documents, which are not part of this repository, and the
//! command that prints it.

use std::env;
use std::fs;
use std::path::PathBuf;

use assert_cmd::Command;
use taqdir::text::reuse::{Collection, Likeness, Pair};

const FILES: [&str; 5] = [
    "000_f5097a6454613f63.txt",
    "001_1665831f39b21289.txt",
    "002_db5419cb3751542b.txt",
    "003_3c431c871a3a998f.txt",
    "004_1e7ca270a8456f45.txt",
];

/// The five documents; none, with a word to whoever runs the tests, where they are absent.
#[expect(clippy::print_stderr, reason = "a test that is skipped says so")]
fn documents() -> Option<Vec<String>> {
    let folder = env::var_os("TAQDIR_SOURCES")
        .map_or_else(|| PathBuf::from("../shared/sources"), PathBuf::from);
    let texts: Result<Vec<String>, _> = FILES
        .iter()
        .map(|name| fs::read_to_string(folder.join(name)))
        .collect();
    if texts.is_err() {
        eprintln!(
            "SKIPPED: the five source documents are not in {}; set TAQDIR_SOURCES to their folder",
            folder.display()
        );
    }
    texts.ok()
}

/// A passage of the pair that holds all of `words` in both texts.
fn shares(pair: &Pair, texts: &[String], words: &[&str]) -> bool {
    pair.passages.iter().any(|passage| {
        let (first, second) = (
            &texts[pair.first][passage.first.clone()],
            &texts[pair.second][passage.second.clone()],
        );
        words
            .iter()
            .all(|word| first.contains(word) && second.contains(word))
    })
}

#[test]
fn the_five_documents_share_what_they_are_known_to_share() {
    let Some(texts) = documents() else { return };
    let collection = Collection::new(texts.iter().map(String::as_str));
    let pairs = collection.pairs();
    let of = |first, second| {
        pairs
            .iter()
            .find(|pair| (pair.first, pair.second) == (first, second))
    };

    let reprint = of(0, 2).expect("000 and 002");
    assert_eq!(reprint.likeness(), Likeness::Copy);
    assert!(
        reprint.of_first > 0.99,
        "000 stands whole in 002: {}",
        reprint.of_first
    );
    assert!(
        reprint.of_second < 0.75,
        "002 has a page of noise besides: {}",
        reprint.of_second
    );

    let driver = of(0, 1).expect("000 and 001");
    assert_eq!(driver.likeness(), Likeness::Borrowed);
    assert!(shares(driver, &texts, &["النقاط المتقاربة", "والمناورة"]));
    assert!(
        driver
            .passages
            .iter()
            .all(|passage| texts[1][..passage.second.start].contains("البؤر البديلة")),
        "the second driver, and nothing before it"
    );

    let allawi = of(0, 3).expect("000 and 003");
    assert_eq!(allawi.likeness(), Likeness::Borrowed);
    assert!(shares(
        allawi,
        &texts,
        &["إياد علاوي", "تحالف محتمل", "الموصل"]
    ));
    assert_eq!(allawi.passages.len(), 1);

    for pair in &pairs {
        assert!(
            pair.first != 4 && pair.second != 4,
            "004 shares nothing: {pair:?}"
        );
    }
}

#[test]
fn each_pair_alone_gives_what_it_gives_among_the_five() {
    let Some(texts) = documents() else { return };
    for (first, second, shared) in [
        (0, 2, true),
        (0, 1, true),
        (0, 3, true),
        (0, 4, false),
        (1, 4, false),
        (2, 4, false),
        (3, 4, false),
    ] {
        let found = Collection::new([texts[first].as_str(), &texts[second]]).pairs();
        assert_eq!(!found.is_empty(), shared, "{first} and {second}: {found:?}");
    }
}

const FIXTURES: &str = "tests/suite/rules/undeclared-reuse";

fn taqdir(arguments: &[&str]) -> Command {
    let mut command = Command::cargo_bin("taqdir").unwrap();
    command.env("TAQDIR_LOCALE", "en").args(arguments);
    command
}

fn json(arguments: &[&str]) -> serde_json::Value {
    let output = taqdir(arguments).output().unwrap();
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn texts_are_compared_from_the_command_line() {
    let files = ["newspaper", "aggregator", "school"].map(|name| format!("{FIXTURES}/{name}.txt"));
    let mut arguments = vec!["sources", "reuse"];
    arguments.extend(files.iter().map(String::as_str));
    let shown = taqdir(&arguments)
        .assert()
        .code(0)
        .get_output()
        .stdout
        .clone();
    let shown = String::from_utf8(shown).unwrap();
    assert!(shown.contains("aggregator.txt: a copy"), "{shown}");
    assert!(
        shown.contains("3 texts compared pairwise: 1 pair is a copy"),
        "{shown}"
    );

    arguments.extend(["--format", "json"]);
    let found = json(&arguments);
    assert_eq!(found["texts"].as_array().unwrap().len(), 3);
    let pairs = found["pairs"].as_array().unwrap();
    assert_eq!(pairs.len(), 1);
    assert_eq!(pairs[0]["likeness"], "copy");
    let passage = &pairs[0]["passages"][0];
    assert_eq!(passage["first"]["start"]["line"], 1);
    assert_eq!(passage["second"]["start"]["line"], 3);
    let text = fs::read_to_string(&files[1]).unwrap();
    let byte =
        |end: &str| usize::try_from(passage["second"][end]["byte"].as_u64().unwrap()).unwrap();
    assert_eq!(passage["second"]["text"], text[byte("start")..byte("end")]);
}

#[test]
fn the_archives_of_an_assessment_are_compared_and_its_provenance_asked() {
    let found = json(&[
        "sources",
        "reuse",
        &format!("{FIXTURES}/fires.toml"),
        "--format",
        "json",
    ]);
    assert_eq!(found[0]["pairs"].as_array().unwrap().len(), 3);
    assert_eq!(found[0]["pairs"][0]["first"], "newspaper");
    assert!(
        found[0]["findings"]
            .as_array()
            .unwrap()
            .iter()
            .all(|one| one["rule"] == "undeclared-reuse")
    );
    let declared = json(&[
        "sources",
        "reuse",
        &format!("{FIXTURES}/nearly.toml"),
        "--format",
        "json",
    ]);
    assert_eq!(
        declared[0]["pairs"], found[0]["pairs"],
        "what is declared is compared all the same"
    );
    assert_eq!(declared[0]["findings"].as_array().unwrap().len(), 0);
}

#[test]
fn quotations_are_listed_with_how_they_stand() {
    let file = "tests/suite/rules/altered-quote/fires.toml";
    let found = json(&["sources", "quotes", file, "--format", "json"]);
    let quotes = found[0]["quotes"].as_array().unwrap();
    assert!(
        quotes.iter().any(|one| one["fidelity"] == "respelled"),
        "{found}"
    );
    assert!(quotes.iter().any(|one| one["fidelity"] == "altered" && one["differences"][0]["original"] == "تأجيل"));
    taqdir(&["sources", "quotes", file]).assert().code(1);
}

#[test]
fn what_cannot_be_compared_is_said() {
    let one = format!("{FIXTURES}/school.txt");
    let assessment = format!("{FIXTURES}/nearly.toml");
    for (files, word) in [
        (vec![one.as_str()], "name two or more"),
        (vec![one.as_str(), "tests/nowhere.txt"], "there is no file"),
        (
            vec![one.as_str(), assessment.as_str()],
            "cannot be compared in one run",
        ),
        (
            vec![one.as_str(), "tests/suite/rules/archive-mismatch/scan.txt"],
            "not UTF-8",
        ),
    ] {
        let mut arguments = vec!["sources", "reuse"];
        arguments.extend(files);
        let output = taqdir(&arguments)
            .assert()
            .code(2)
            .get_output()
            .stderr
            .clone();
        assert!(String::from_utf8_lossy(&output).contains(word), "{word}");
    }
}
