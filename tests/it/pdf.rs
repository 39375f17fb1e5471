//! The PDF of the flagship: what standards, archives and readers ask of it.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command as Process;
use std::sync::LazyLock;

use assert_cmd::Command;
use lopdf::{Dictionary, Document, Object};
use page_validation::{ValidationOptions, ValidationProfile, validate_pdf_bytes};
use taqdir::compose;
use taqdir::compose::labels::label;
use taqdir::isnad::Isnad;
use taqdir::model::{Kind, Lang, Node, Prose, Reflect, Route};
use taqdir::pipeline::{Checked, Run};
use taqdir::typeset;
use taqdir::typeset::passes::Passes;

const FLAGSHIP: &str = "assessments/mutual-exposure-2018.toml";

fn checked() -> (Run, Checked) {
    let run = Run::default();
    let checked = run.check(Path::new(FLAGSHIP)).unwrap();
    assert!(checked.is_sound());
    (run, checked)
}

fn build(lang: Lang) -> Vec<u8> {
    let (run, checked) = checked();
    let case = checked.case.as_ref().unwrap();
    let house = run.house(&checked).cloned().unwrap_or_default();
    let composition = compose::compose(case, &Isnad::of(case, &house), &house, lang).unwrap();
    typeset::typeset(
        &composition,
        case.model.id.as_str(),
        Passes::of(&house, lang),
    )
    .unwrap_or_else(|fault| panic!("{}", fault.messages.join("\n")))
    .pdf(None)
    .unwrap()
}

static BRIEFS: LazyLock<[(Lang, Vec<u8>); 2]> =
    LazyLock::new(|| [Lang::Ar, Lang::En].map(|lang| (lang, build(lang))));

#[test]
fn both_briefs_pass_pdf_a_3a_and_pdf_ua_1() {
    for (lang, bytes) in BRIEFS.iter() {
        crate::templates::conforms(lang.as_str(), bytes);
    }
}

/// The validator itself refuses what is no such document.
#[test]
fn the_validator_is_not_blind() {
    let mut document = Document::load_mem(&BRIEFS[1].1).unwrap();
    let root = document
        .trailer
        .get(b"Root")
        .and_then(Object::as_reference)
        .unwrap();
    let catalog = document
        .get_object_mut(root)
        .unwrap()
        .as_dict_mut()
        .unwrap();
    catalog.remove(b"Metadata");
    catalog.remove(b"MarkInfo");
    catalog.remove(b"Lang");
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    for profile in [ValidationProfile::PdfA3a, ValidationProfile::PdfUa1] {
        let options = ValidationOptions::default().profile(profile);
        let report = validate_pdf_bytes(&bytes, &options).unwrap();
        assert!(!report.failures.is_empty(), "{profile:?}");
    }
}

#[test]
fn every_font_is_embedded_and_subset() {
    for (lang, bytes) in BRIEFS.iter() {
        let document = Document::load_mem(bytes).unwrap();
        let mut seen = BTreeSet::new();
        for object in document.objects.values() {
            let Ok(font) = object.as_dict() else { continue };
            let is_font = font.get(b"Type").and_then(Object::as_name).ok() == Some(b"Font");
            let Ok(descriptor) = font.get(b"FontDescriptor").and_then(Object::as_reference) else {
                // A composite font names its descriptor through its descendant.
                assert!(!is_font || font.has(b"DescendantFonts"), "{font:?}");
                continue;
            };
            let name = font.get(b"BaseFont").and_then(Object::as_name).unwrap();
            let name = String::from_utf8(name.to_vec()).unwrap();
            let descriptor = document.get_dictionary(descriptor).unwrap();
            let embedded = [&b"FontFile"[..], b"FontFile2", b"FontFile3"]
                .iter()
                .any(|key| descriptor.has(key));
            assert!(embedded, "{lang:?}: {name}");
            let (tag, _) = name
                .split_once('+')
                .unwrap_or_else(|| panic!("{name} is whole"));
            assert!(
                tag.len() == 6 && tag.bytes().all(|b| b.is_ascii_uppercase()),
                "{name}"
            );
            seen.insert(name);
        }
        assert!(seen.len() >= 3, "{seen:?}");
    }
}

fn catalog(document: &Document) -> &Dictionary {
    let root = document
        .trailer
        .get(b"Root")
        .and_then(Object::as_reference)
        .unwrap();
    document.get_dictionary(root).unwrap()
}

fn text_of(object: &Object) -> String {
    let bytes = object.as_str().unwrap();
    match bytes.strip_prefix(&[0xFE, 0xFF]) {
        Some(wide) => {
            let units: Vec<u16> = wide
                .chunks(2)
                .map(|pair| u16::from_be_bytes([pair[0], pair[1]]))
                .collect();
            String::from_utf16(&units).unwrap()
        }
        None => String::from_utf8_lossy(bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(bytes))
            .into_owned(),
    }
}

#[test]
fn title_language_author_and_outline_are_set() {
    let (_, checked) = checked();
    let model = &checked.case.as_ref().unwrap().model;
    for (lang, bytes) in BRIEFS.iter() {
        let document = Document::load_mem(bytes).unwrap();
        let catalog = catalog(&document);
        assert_eq!(text_of(catalog.get(b"Lang").unwrap()), lang.as_str());
        let info = document
            .trailer
            .get(b"Info")
            .and_then(Object::as_reference)
            .unwrap();
        let info = document.get_dictionary(info).unwrap();
        let expected = Prose::parse(model.title.exact(*lang).unwrap()).plain();
        assert_eq!(text_of(info.get(b"Title").unwrap()), expected);
        let author = text_of(info.get(b"Author").unwrap());
        assert_eq!(author, model.authors[0].exact(*lang).unwrap());
        let preferences = catalog.get(b"ViewerPreferences").unwrap();
        let preferences = match preferences {
            Object::Reference(id) => document.get_dictionary(*id).unwrap(),
            other => other.as_dict().unwrap(),
        };
        assert!(
            preferences
                .get(b"DisplayDocTitle")
                .and_then(Object::as_bool)
                .unwrap()
        );
        let outlines = catalog
            .get(b"Outlines")
            .and_then(Object::as_reference)
            .unwrap();
        let outlines = document.get_dictionary(outlines).unwrap();
        let count = outlines.get(b"Count").and_then(Object::as_i64).unwrap();
        assert!(count.abs() >= 10, "{count} entries in the outline");
        if *lang == Lang::Ar {
            let direction = preferences.get(b"Direction").and_then(Object::as_name);
            assert_eq!(direction.unwrap(), b"R2L");
        }
    }
}

#[test]
fn every_figure_is_told_to_those_who_hear() {
    for (lang, bytes) in BRIEFS.iter() {
        let document = Document::load_mem(bytes).unwrap();
        let told: Vec<Option<String>> = document
            .objects
            .values()
            .filter_map(|object| object.as_dict().ok())
            .filter(|element| {
                let kind = element.get(b"S").and_then(Object::as_name);
                kind.is_ok_and(|kind| kind == b"Figure")
            })
            .map(|figure| figure.get(b"Alt").ok().map(text_of))
            .collect();
        let silent = told
            .iter()
            .filter(|alt| alt.as_deref().is_none_or(str::is_empty));
        assert_eq!(silent.count(), 0, "{lang:?}");
        // What each tells comes from the data: counts, names, terms.
        let expected = match lang {
            Lang::Ar => [
                "مقياس الاحتمال: مرجّح، من 55 إلى 80 في المئة",
                "ستة مؤشرات بحسب الحالة والاتجاه: مرصود",
                "ميزان المحفزات والعوائق، والأوزان من 1 إلى 3. المحفزات: استعادة المكانة (كبير 3، يعمل في الاتجاهين)",
                "مصفوفة الاحتمال والأثر، ثلاثة تداعيات. 1 تصاعد العمليات الإرهابية: مرجّح (55–80%)، وأثره كبير",
                "مخطط زمني من 2011 إلى 2018: ثمانية أحداث",
                "العلاقات عبر الزمن، علاقتان: داعش والقاعدة، قتال، منذ مطلع عام 2014",
                "رسم سلاسل النقل",
            ],
            Lang::En => [
                "Likelihood scale: likely, 55 to 80 percent",
                "six indicators by status and trend: observed",
                "Balance of forces, weights from 1 to 3. Drivers: Regaining standing (major 3, works both ways)",
                "Matrix of likelihood and impact, three consequences. 1 More terrorist operations: likely (55–80%), impact high",
                "Timeline from 2011 to 2018: eight events",
                "Relations over time, two relations: ISIS and al-Qaeda, fighting, since early 2014",
                "Graph of provenance",
            ],
        };
        for words in expected {
            let found = told.iter().flatten().any(|alt| alt.starts_with(words));
            assert!(found, "{words}: {told:#?}");
        }
    }
}

/// Every link of a document: the page it stands on, the page it leads to, and the place there.
fn links(document: &Document) -> Vec<(u32, u32, String)> {
    let pages = document.get_pages();
    let number = |page: &Object| {
        let id = page.as_reference().unwrap();
        let (number, _) = pages.iter().find(|(_, known)| **known == id).unwrap();
        *number
    };
    let resolved = |object: &Object| match object {
        Object::Reference(id) => document.get_object(*id).unwrap().clone(),
        other => other.clone(),
    };
    let mut found = Vec::new();
    for (from, page) in &pages {
        let page = document.get_dictionary(*page).unwrap();
        let Ok(annotations) = page.get(b"Annots") else {
            continue;
        };
        for annotation in resolved(annotations).as_array().unwrap() {
            let annotation = resolved(annotation);
            let Ok(target) = annotation.as_dict().unwrap().get(b"Dest") else {
                continue;
            };
            let target = resolved(target);
            let target = target.as_array().unwrap();
            found.push((*from, number(&target[0]), format!("{target:?}")));
        }
    }
    found
}

#[test]
fn citations_lead_to_the_register_and_back() {
    for (lang, bytes) in BRIEFS.iter() {
        let links = links(&Document::load_mem(bytes).unwrap());
        let mut cited = std::collections::BTreeMap::new();
        for (from, to, place) in &links {
            cited
                .entry((place, to))
                .or_insert_with(BTreeSet::new)
                .insert(*from);
        }
        // The entry of the paper that the flagship rests on is what most pages lead to.
        let ((_, register), citing) = cited
            .into_iter()
            .max_by_key(|(_, pages)| pages.len())
            .unwrap();
        assert!(citing.len() >= 5, "{lang:?}: cited on {citing:?}");
        let back: BTreeSet<u32> = links
            .iter()
            .filter(|(from, _, _)| from == register || *from == register + 1)
            .map(|(_, to, _)| *to)
            .collect();
        let both_ways = citing.intersection(&back).count();
        assert!(
            both_ways * 2 > citing.len(),
            "{lang:?}: cited on {citing:?}, the register leads back to {back:?}"
        );
    }
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    for (lang, bytes) in BRIEFS.iter() {
        assert!(*bytes == build(*lang), "{lang:?}: a second run differs");
        let (one, two) = std::thread::scope(|scope| {
            let one = scope.spawn(|| build(*lang));
            let two = scope.spawn(|| build(*lang));
            (one.join().unwrap(), two.join().unwrap())
        });
        assert!(one == two && one == *bytes, "{lang:?}: two threads differ");
    }
}

#[test]
fn the_program_writes_the_bytes_of_the_library_and_heeds_the_epoch() {
    let folder = tempfile::tempdir().unwrap();
    let built = |epoch: Option<&str>, name: &str| {
        let path = folder.path().join(name);
        let mut command = Command::cargo_bin("taqdir").unwrap();
        command.env_remove("SOURCE_DATE_EPOCH");
        if let Some(epoch) = epoch {
            command.env("SOURCE_DATE_EPOCH", epoch);
        }
        let output = command
            .args(["build", FLAGSHIP, "--lang", "en", "-o"])
            .arg(&path)
            .output()
            .unwrap();
        (
            output.status.code().unwrap(),
            fs::read(&path).unwrap_or_default(),
        )
    };
    let (_, plain) = built(None, "plain.pdf");
    assert!(plain == BRIEFS[1].1, "the program and the library differ");
    let (_, first) = built(Some("1700000000"), "first.pdf");
    let (_, second) = built(Some("1700000000"), "second.pdf");
    assert!(first == second && first != plain);
    let document = Document::load_mem(&first).unwrap();
    let info = document
        .trailer
        .get(b"Info")
        .and_then(Object::as_reference)
        .unwrap();
    let info = document.get_dictionary(info).unwrap();
    // 1700000000 is 22:13:20 UTC on 14 November 2023.
    let date = text_of(info.get(b"CreationDate").unwrap());
    assert!(date.starts_with("D:20231114221320"), "{date}");
    for wrong in ["yesterday", "", "-1", "99999999999999"] {
        let (code, bytes) = built(Some(wrong), "wrong.pdf");
        assert_eq!((code, bytes.len()), (2, 0), "SOURCE_DATE_EPOCH={wrong}");
    }
}

/// What `pdftotext` reads, or nothing where it is not installed.
#[expect(clippy::print_stdout, reason = "a test that is skipped must say so")]
pub fn extracted(bytes: &[u8]) -> Option<String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("brief.pdf");
    fs::write(&path, bytes).unwrap();
    let Ok(output) = Process::new("pdftotext").arg(&path).arg("-").output() else {
        println!("SKIPPED: pdftotext (poppler-utils) is not installed, so no text was searched");
        return None;
    };
    assert!(output.status.success());
    Some(String::from_utf8(output.stdout).unwrap())
}

/// Letters as they are compared: without marks of direction, vowels and tatweel, and with
/// spaces and line breaks made one.
pub fn plain(text: &str) -> String {
    let kept: String = text
        .chars()
        .filter(|c| {
            !matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
                | '\u{64b}'..='\u{652}' | '\u{670}' | '\u{640}' | '\u{ad}')
        })
        .collect();
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The same without spaces and hyphens: pdftotext takes a hyphen at the end of a line, where
/// `wal-Muslimin` may break, for one that the break has put there.
fn dense(text: &str) -> String {
    plain(text).replace([' ', '-'], "")
}

#[test]
fn every_title_name_and_figure_of_the_model_is_found_in_logical_order() {
    let (_, checked) = checked();
    let case = checked.case.as_ref().unwrap();
    for (lang, bytes) in BRIEFS.iter() {
        let Some(text) = extracted(bytes) else { return };
        let text = dense(&text);
        let mut missing = Vec::new();
        let mut count = 0;
        let mut look = |what: &str, words: &str| {
            count += 1;
            if !text.contains(&dense(words)) {
                missing.push(format!("{what}: {words}"));
            }
        };
        look(
            "title",
            &Prose::parse(case.model.title.exact(*lang).unwrap()).plain(),
        );
        look(
            "question",
            &Prose::parse(case.model.question.exact(*lang).unwrap()).plain(),
        );
        // The sums of the matrix once stood in a footer inside a cell, and were gone.
        look("sums", label("component", "inconsistency", *lang));
        case.model.node().walk(&Route::root(), &mut |route, node| {
            let Node::Text(words) = node else { return };
            let Some((key, index)) = route.entry() else {
                return;
            };
            let Some(kind) = Kind::from_key(key) else {
                return;
            };
            let field = route.steps().last().unwrap();
            // What the brief shows: the file's own entries, and the shared ones they speak of.
            let named = field == "name" || field == "title" && kind == Kind::Source;
            if !named || route.steps().count() != 3 || !case.is_own(kind, index) {
                return;
            }
            look(key, &Prose::parse(words.best(*lang).0).plain());
        });
        // Every actor that the argument names.
        for link in case.links.iter().filter(|link| {
            link.from.entry().is_some_and(|(key, index)| {
                Kind::from_key(key).is_some_and(|kind| case.is_own(kind, index))
            })
        }) {
            if let Some((Kind::Actor, index)) = case.entry(&link.to) {
                let name = &case.model.actor[index].name;
                look("actor", &Prose::parse(name.best(*lang).0).plain());
            }
        }
        for (index, figure) in case.model.figure.iter().enumerate() {
            if !case.is_own(Kind::Figure, index) {
                continue;
            }
            look("figure", &Prose::parse(figure.what.best(*lang).0).plain());
            for number in [figure.minimum, figure.maximum].into_iter().flatten() {
                look("number", &number.to_string());
            }
        }
        assert!(count > 60, "{lang:?}: only {count} searches");
        assert!(
            missing.is_empty(),
            "{lang:?}: {} of {count} not found:\n{}",
            missing.len(),
            missing.join("\n")
        );
    }
}
