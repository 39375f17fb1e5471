//! Text reuse on the five source documents, which are not part of this repository.

use std::env;
use std::fs;
use std::path::PathBuf;

use taqdir::text::reuse::{Collection, Likeness, Pair};

const FILES: [&str; 5] = [
    "000_f5097a6454613f63.txt",
    "001_1665831f39b21289.txt",
    "002_db5419cb3751542b.txt",
    "003_3c431c871a3a998f.txt",
    "004_1e7ca270a8456f45.txt",
];

/// The five documents; none, with a word to whoever runs the tests, where they are absent.
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
