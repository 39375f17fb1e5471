//! The passes over the pages: what they give, and what they leave as it was.

use std::path::Path;

use lopdf::{Document, Object};
use taqdir::compose::{Composition, compose};
use taqdir::isnad::Isnad;
use taqdir::model::{House, Lang, Lengthened};
use taqdir::pipeline::Run;
use taqdir::readback::gate::{self, Stage};
use taqdir::readback::pdf;
use taqdir::readback::search::{Found, Pages};
use taqdir::readback::wanted::{printed, sentences};
use taqdir::resolve::Case;
use taqdir::typeset::passes::Passes;
use taqdir::typeset::typeset;

const FLAGSHIP: &str = "assessments/mutual-exposure-2018.toml";
const HARD: &str = "tests/text/hard-cases.toml";

fn composed(path: &str, lang: Lang) -> (Case, Composition) {
    let case = Run::default().check(Path::new(path)).unwrap().case.unwrap();
    let composition = compose(
        &case,
        &Isnad::of(&case, &House::default()),
        &House::default(),
        lang,
    )
    .unwrap();
    (case, composition)
}

fn built(composition: &Composition, passes: Passes) -> Vec<u8> {
    typeset(composition, "brief", passes)
        .unwrap()
        .pdf(None)
        .unwrap()
}

fn all(lang: Lang) -> Passes {
    Passes::of(&House::default(), lang)
}

/// The objects of a PDF that have something, counted.
fn count(document: &Document, wanted: &dyn Fn(&lopdf::Dictionary) -> bool) -> usize {
    let objects = document.objects.values();
    objects
        .filter(|object| match object {
            Object::Dictionary(dictionary) => wanted(dictionary),
            _ => false,
        })
        .count()
}

#[test]
fn nearly_every_sentence_comes_back_exactly() {
    for (path, lang) in [(FLAGSHIP, Lang::Ar), (FLAGSHIP, Lang::En), (HARD, Lang::Ar)] {
        let (case, composition) = composed(path, lang);
        let wanted = printed(sentences(&case, lang), &composition);
        let pages = pdf::pages(&built(&composition, all(lang))).unwrap();
        let pages = Pages::new(&pages);
        let lost: Vec<&str> = wanted
            .iter()
            .filter(|one| pages.find(&one.words) != Found::Exactly)
            .map(|one| one.words.as_str())
            .collect();
        assert!(wanted.len() > 100);
        assert!(lost.len() * 100 <= wanted.len(), "{path}: {lost:#?}");
    }
}

#[test]
fn kashida_changes_no_text() {
    let (_, composition) = composed(FLAGSHIP, Lang::Ar);
    let with = built(&composition, all(Lang::Ar));
    let without = built(
        &composition,
        Passes {
            kashida: Lengthened::Off,
            ..all(Lang::Ar)
        },
    );
    assert_ne!(with, without, "there are strokes");
    assert_eq!(pdf::pages(&with).unwrap(), pdf::pages(&without).unwrap());
}

#[test]
fn the_passes_change_no_structure() {
    let counts = |bytes: &[u8]| {
        let document = Document::load_mem(bytes).unwrap();
        let named = |key: &'static [u8], name: &'static [u8]| {
            count(&document, &move |dictionary| {
                dictionary
                    .get(key)
                    .and_then(Object::as_name)
                    .is_ok_and(|found| found == name)
            })
        };
        (
            document.get_pages().len(),
            named(b"Subtype", b"Link"),
            named(b"Type", b"StructElem"),
            count(&document, &|dictionary| {
                dictionary.has(b"Title") && dictionary.has(b"Parent")
            }),
        )
    };
    for lang in [Lang::Ar, Lang::En] {
        let (_, composition) = composed(FLAGSHIP, lang);
        let found = counts(&built(&composition, all(lang)));
        let expected = counts(&built(&composition, Passes::none(lang)));
        assert_eq!(found, expected, "{lang:?}: pages, links, tags, outline");
        assert!(found.1 > 10 && found.2 > 100 && found.3 > 5, "{found:?}");
    }
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let (_, composition) = composed(HARD, Lang::Ar);
    assert!(built(&composition, all(Lang::Ar)) == built(&composition, all(Lang::Ar)));
}

#[test]
fn both_standards_hold() {
    for (path, lang) in [(FLAGSHIP, Lang::Ar), (HARD, Lang::Ar), (HARD, Lang::En)] {
        let (_, composition) = composed(path, lang);
        let bytes = built(&composition, all(lang));
        crate::templates::conforms(path, &bytes);
    }
}

/// A page with every occurrence of some words cut off, those that a line breaks too.
fn without(page: &str, words: &str) -> String {
    let mut left = String::new();
    let mut rest = page;
    while let Some(c) = rest.chars().next() {
        let end = words.split(' ').try_fold(rest, |text, word| {
            text.trim_start_matches([' ', '\n']).strip_prefix(word)
        });
        match end {
            Some(end) if !c.is_whitespace() => {
                left.push('…');
                rest = end;
            }
            _ => {
                left.push(c);
                rest = &rest[c.len_utf8()..];
            }
        }
    }
    left
}

#[test]
fn what_is_lost_is_found_out_with_its_route() {
    let (case, composition) = composed(FLAGSHIP, Lang::Ar);
    let wanted = gate::wanted(&case, &House::default(), &composition);
    let brief = typeset(&composition, "brief", all(Lang::Ar)).unwrap();
    assert!(wanted.len() > 100);
    assert!(gate::lost(&case, &wanted, &brief.text(), Stage::Layout).is_empty());
    // A template that cuts the names of the indicators off.
    let name = wanted
        .iter()
        .find(|one| one.route.as_str().starts_with("/indicator/0/name"))
        .unwrap();
    let cut: Vec<String> = brief
        .text()
        .iter()
        .map(|page| without(page, &name.words))
        .collect();
    let lost = gate::lost(&case, &wanted, &cut, Stage::Export);
    assert!(
        lost.iter()
            .any(|found| found.primary.route() == Some(&name.route) && found.rule == "lost-text"),
        "{lost:#?}"
    );
}
