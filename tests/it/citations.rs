//! What a document says of its sources: each claim's in one bracket, each entry's under one name, and
//! the documents that it counts in its register.

use std::collections::{BTreeSet, HashSet};
use std::fs;

use taqdir::model::Lang;

use crate::outputs::Loaded;

const FULL: &str = include_str!("../suite/sound/full.toml");

/// The Markdown of every assessment in both languages, its register last.
fn documents() -> Vec<(String, Lang, String)> {
    let mut found = Vec::new();
    for entry in fs::read_dir("assessments").unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|kind| kind != "toml") {
            continue;
        }
        let name = path.to_string_lossy().into_owned();
        let loaded = Loaded::text(&name, &fs::read_to_string(&path).unwrap()).unwrap();
        for lang in [Lang::Ar, Lang::En] {
            found.push((name.clone(), lang, loaded.markdown(lang)));
        }
    }
    assert!(found.len() >= 10);
    found
}

/// The brackets of citations in a text, each with what stands before and behind it.
fn brackets(text: &str) -> Vec<(&str, &str, &str)> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = text[from..].find('[').map(|at| from + at) {
        // A number that leads somewhere has brackets of its own inside of these.
        let mut depth = 0;
        let end = text[at..].find(|c| {
            depth += i32::from(c == '[') - i32::from(c == ']');
            depth == 0
        });
        let Some(end) = end.map(|end| at + end) else {
            break;
        };
        let inside = text[at + 1..end].trim_end_matches('\\');
        if inside.starts_with(|c: char| c.is_ascii_digit() || c == '[') {
            found.push((text[..at].trim_end_matches('\\'), inside, &text[end + 1..]));
        }
        from = end + 1;
    }
    found
}

fn numbers(bracket: &str) -> Vec<usize> {
    bracket
        .split([',', '،', ';', '؛', '[', ']'])
        .filter_map(|item| item.trim().parse().ok())
        .collect()
}

#[test]
fn a_claim_has_one_bracket_before_its_full_stop() {
    let mut seen = 0;
    for (name, lang, text) in documents() {
        for (before, inside, behind) in brackets(&text) {
            // The register begins its entries with their numbers.
            if before.ends_with('\n') || before.ends_with("| ") {
                continue;
            }
            seen += 1;
            let found = numbers(inside);
            let sorted: BTreeSet<usize> = found.iter().copied().collect();
            let sorted: Vec<usize> = sorted.into_iter().collect();
            assert_eq!(found, sorted, "{name} {lang:?}: [{inside}]");
            let words = before.trim_end();
            assert!(
                !words.ends_with(['.', ']']),
                "{name} {lang:?}: …{}[{inside}]",
                words.chars().rev().take(30).collect::<String>()
            );
            assert!(
                !behind.starts_with(" [") && !behind.starts_with(" \\["),
                "{name} {lang:?}: [{inside}] and another"
            );
        }
    }
    assert!(seen > 1000, "{seen}");
}

#[test]
fn what_the_text_and_the_evidence_cite_is_one_bracket() {
    let (head, tail) = FULL.split_once("[[driver]]").unwrap();
    let (own, rest) = tail.split_once("\n[[").unwrap();
    let claim = own
        .lines()
        .find(|line| line.starts_with("claim"))
        .expect("the driver claims something");
    let evidence = own
        .lines()
        .find(|line| line.starts_with("evidence"))
        .expect("the driver has evidence");
    let cited = "claim = \"يدفعهما الضغط [@web, ص 9؛ @paper، ص 4] [@paper، ص 2].\"";
    let with = own
        .replace(claim, cited)
        .replace(evidence, "evidence = [\"web\", \"paper\"]");
    let ids: HashSet<&str> = FULL
        .split("[[source]]")
        .skip(1)
        .filter_map(|source| source.split('"').nth(1))
        .collect();
    let mut ids: Vec<&str> = ids.into_iter().collect();
    ids.sort_unstable();
    let [first, second, ..] = ids.as_slice() else {
        panic!("two sources: {ids:?}")
    };
    let with = with.replace("web", first).replace("paper", second);
    let file = format!("{head}[[driver]]{with}\n[[{rest}");
    let loaded = Loaded::text("full.toml", &file).unwrap();
    let text = loaded.markdown(Lang::Ar);
    let line = text
        .lines()
        .find(|line| line.contains("يدفعهما الضغط"))
        .unwrap();
    let [(_, inside, behind)] = brackets(line)[..] else {
        panic!("{line}")
    };
    assert!(inside.contains("، ص 9"), "{line}");
    assert!(inside.contains("، ص 4، ص 2"), "{line}");
    assert_eq!(inside.matches('؛').count(), 1, "{line}");
    assert!(behind.starts_with('.'), "{line}");
}

#[test]
fn the_register_lists_every_document_that_is_counted() {
    for (name, lang, text) in documents() {
        let (body, register) = match lang {
            Lang::Ar => text.split_once("\n## سجل المصادر\n").unwrap(),
            Lang::En => text.split_once("\n## Sources\n").unwrap(),
        };
        let listed = register
            .lines()
            .filter(|line| line.starts_with('['))
            .count();
        assert!(listed > 0);
        // The figure numbers each of its documents.
        let heading = match lang {
            Lang::Ar => "\n## سلاسل النقل\n",
            Lang::En => "\n## Provenance\n",
        };
        let (_, figure) = body.split_once(heading).unwrap();
        let (_, used) = figure.rsplit_once("| --- | --- | --- |").unwrap();
        for row in used.lines().filter(|line| line.starts_with('|')) {
            assert!(row.starts_with("| ["), "{name} {lang:?}: {row}");
        }
        if lang == Lang::En {
            let words = [
                "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
            ];
            let number = |word: &str| {
                let place = words.iter().position(|known| *known == word);
                word.parse().ok().or(place.map(|place| place + 2))
            };
            let most: usize = body
                .split(" documents")
                .filter_map(|before| number(before.rsplit(' ').next()?))
                .max()
                .unwrap();
            assert!(most <= listed, "{name}: {most} documents, {listed} listed");
        }
    }
}

#[test]
fn entries_are_named_once_and_in_the_right_number() {
    let found = documents();
    let text = |lang: Lang| -> String {
        let of = found.iter().filter(|(_, of, _)| *of == lang);
        of.map(|(_, _, text)| text.as_str()).collect()
    };
    let (ar, en) = (text(Lang::Ar), text(Lang::En));
    for told in [
        "المؤشران 7 و8؛ العوائق من 1 إلى 5؛ المحفز 5؛ التعارض 1",
        "العوائق 1 و2 و4 ومن 6 إلى 8",
    ] {
        assert!(ar.contains(told), "{told}");
    }
    for told in [
        "Indicators 7 and 8; Obstacles 1–5; Driver 5; Conflict 1",
        "Obstacles 1, 2, 4 and 6–8",
    ] {
        assert!(en.contains(told), "{told}");
    }
    for never in [
        "الحكم 1،",
        "المؤشر 1،",
        "منذ بعد",
        "منذ لاحق",
        "| · ",
        "|  · ",
    ] {
        assert!(!ar.contains(never), "{never}");
    }
}
