//! What stands on a line: separators, last words, ranges, counts, the numbers of a scale, one key.

use std::fs;
use std::path::Path;

use taqdir::compose::Composition;
use taqdir::load::Document;
use taqdir::model::{House, Lang};
use taqdir::pipeline::Run;
use taqdir::resolve::Case;
use taqdir::typeset::passes::Passes;
use taqdir::typeset::world::ClosedWorld;
use typst::layout::{Abs, Frame, FrameItem, Point};
use typst::visualize::Geometry;
use typst_layout::PagedDocument;

use crate::breaks::composed;
use crate::outputs::Loaded;

const FLAGSHIP: &str = "assessments/daesh-qaeda-alliance.toml";
const BOTH: [Lang; 2] = [Lang::Ar, Lang::En];

fn checked(path: &str) -> Case {
    Run::default().check(Path::new(path)).unwrap().case.unwrap()
}

/// An assessment with a second relation for each that it has.
fn with_twice_the_relations(path: &str) -> Case {
    let mut root: toml::Table = fs::read_to_string(path).unwrap().parse().unwrap();
    let relations = root["relation"].as_array_mut().unwrap();
    let copies = relations.clone().into_iter().map(|mut relation| {
        let id = relation["id"].as_str().unwrap().to_owned();
        relation["id"] = format!("{id}-again").into();
        relation
    });
    relations.extend(copies);
    let document = Document::from_text(Path::new(path), toml::to_string(&root).unwrap());
    Run::default().check_document(&document).case.unwrap()
}

fn laid_out(composition: &Composition) -> PagedDocument {
    typst::compile::<PagedDocument>(&ClosedWorld::new(composition))
        .output
        .unwrap()
}

/// Pages of a code that the house has set, in an empty composition of its own.
fn set(code: &str, lang: Lang) -> PagedDocument {
    let mut composition = composed(&checked("assessments/after-mosul-2017.toml"), "brief", lang);
    composition.main = format!(
        "#import \"house.typ\": house\n#import \"house/base.typ\"\n#import \"house/judgements.typ\"\n\
         #let all = house(lang: \"{}\", labels: (date: \"\", event: \"\"), ends: (\"0\", \"100%\"), bands: ((20, 45),))\n#let th = all.theme\n\
         #set text(font: th.serif, lang: th.lang, dir: th.dir, fallback: false)\n{code}",
        lang.as_str()
    );
    laid_out(&composition)
}

/// The runs of a document: where each stands, how wide it is, and its text.
fn runs(document: &PagedDocument) -> Vec<(usize, Point, Abs, String)> {
    fn walk(
        frame: &Frame,
        origin: Point,
        page: usize,
        found: &mut Vec<(usize, Point, Abs, String)>,
    ) {
        for (at, item) in frame.items() {
            match item {
                FrameItem::Group(group) => walk(&group.frame, origin + *at, page, found),
                FrameItem::Text(text) => {
                    found.push((page, origin + *at, text.width(), text.text.to_string()));
                }
                _ => {}
            }
        }
    }
    let mut found = Vec::new();
    for (number, page) in document.pages().iter().enumerate() {
        walk(&page.frame, Point::zero(), number, &mut found);
    }
    found
}

/// The words of a document in lines: what follows each other on one baseline.
fn lines(document: &PagedDocument) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut last: Option<(usize, f64)> = None;
    for (page, at, _, text) in runs(document) {
        let y = at.y.to_pt();
        let goes_on = last.is_some_and(|(before, line)| before == page && (line - y).abs() < 2.0);
        match found.last_mut().filter(|_| goes_on) {
            Some(line) => line.push_str(&text),
            None => found.push(text),
        }
        last = Some((page, y));
    }
    found
}

#[test]
fn no_line_of_facts_ends_or_begins_with_its_dot() {
    let mut dots = 0;
    for name in ["daesh-qaeda-alliance", "west-africa-2019"] {
        let case = checked(&format!("assessments/{name}.toml"));
        for lang in BOTH {
            for product in ["assessment", "annex", "brief"] {
                let document = laid_out(&composed(&case, product, lang));
                let loose = |line: &String| {
                    let signs = ['\u{200e}', '\u{200f}', '\u{200b}'];
                    let line = line.trim_matches(|c: char| c.is_whitespace() || signs.contains(&c));
                    line.starts_with('·') || line.ends_with('·')
                };
                let before = lines(&document);
                dots += before.iter().filter(|line| loose(line)).count();
                let after = lines(&Passes::of(&House::default(), lang).apply(&document));
                let left: Vec<&String> = after.iter().filter(|line| loose(line)).collect();
                assert!(left.is_empty(), "{name} {product} {lang:?}: {left:#?}");
                // The others stand: what is gone is what stood at the end of a line.
                let count = |lines: &[String]| lines.concat().matches('·').count();
                let gone = before.iter().filter(|line| loose(line)).count();
                assert_eq!(count(&after) + gone, count(&before));
            }
        }
    }
    assert!(dots > 10, "{dots} dots would end a line");
}

#[test]
fn a_ragged_text_does_not_end_with_a_word_alone() {
    for (lang, text) in [
        (
            Lang::En,
            "before November 2018, and sometime within the year 2017",
        ),
        (Lang::Ar, "قبل نوفمبر من ذلك العام وفي وقت ما من عام 2017"),
    ] {
        for width in (70..170).step_by(5) {
            let document = set(
                &format!("#block(width: {width}pt, base.small(th, \"{text}\"))"),
                lang,
            );
            let lines = lines(&document);
            let words = |line: &String| line.split_whitespace().count();
            let last = lines.last().unwrap();
            assert!(lines.len() == 1 || words(last) > 1, "{width} pt: {lines:?}");
        }
    }
}

#[test]
fn no_judgement_of_a_brief_ends_with_a_word_alone() {
    for name in [
        "after-mosul-2017",
        "daesh-qaeda-alliance",
        "daesh-qaeda-disputes-2017",
    ] {
        let case = checked(&format!("assessments/{name}.toml"));
        let lines = lines(&laid_out(&composed(&case, "brief", Lang::En)));
        let lines: Vec<&str> = lines.iter().map(|line| line.trim()).collect();
        for judgement in &case.model.judgement {
            let statement = judgement.statement.best(Lang::En).0;
            let last = statement.rsplit(' ').next().unwrap();
            assert!(!lines.contains(&last), "{name}: {last}");
        }
    }
}

#[test]
fn the_first_word_of_a_name_stays_with_it() {
    for width in (60..160).step_by(5) {
        let code = format!(
            "#import \"house/page.typ\": voice\n#show: voice.with(th)\n\
             #block(width: {width}pt, base.small(th)[Abu Walid al-Sahrawi and Abu Bakr al-Baghdadi])"
        );
        for line in lines(&set(&code, Lang::En)) {
            assert!(!line.trim_end().ends_with("Abu"), "{width} pt: {line}");
        }
    }
}

#[test]
fn a_range_is_written_in_one_way_in_every_medium() {
    for name in ["daesh-qaeda-alliance", "west-africa-2019"] {
        let path = format!("assessments/{name}.toml");
        let text = fs::read_to_string(&path).unwrap();
        let built = Loaded::text(&path, &text).unwrap();
        let case = checked(&path);
        for lang in BOTH {
            let pages = composed(&case, "assessment", lang).main;
            let outputs = [pages, built.html(lang, false), built.markdown(lang)];
            for text in &outputs {
                assert!(text.contains("2013–2015"), "{name} {lang:?}");
                assert!(!text.contains("2013 – 2015"), "{name} {lang:?}");
            }
        }
        // A month and its year have a space of their own.
        if name == "west-africa-2019" {
            assert!(built.html(Lang::En, false).contains("2015 – October 2019"));
            assert!(built.markdown(Lang::Ar).contains("2015 – أكتوبر 2019"));
        }
    }
}

#[test]
fn sentences_count_in_words_up_to_ten() {
    let nouns = [
        " origin",
        " independent origin",
        " document",
        " chain",
        " relation",
        " more in",
        " أصول",
        " وثائق",
        " نسخ",
        " علاقات",
        " تداعيات",
        " أحداث",
        " أحكام أخرى",
    ];
    for name in [
        "daesh-qaeda-alliance",
        "mutual-exposure-2018",
        "west-africa-2019",
    ] {
        let case = checked(&format!("assessments/{name}.toml"));
        for lang in BOTH {
            for product in ["assessment", "annex", "brief"] {
                let main = composed(&case, product, lang).main;
                let runs = runs(&laid_out(&composed(&case, product, lang)));
                let text: String = runs.iter().map(|(.., text)| text.as_str()).collect();
                for noun in nouns {
                    for text in [&main, &text] {
                        for (at, _) in text.match_indices(noun) {
                            let ends = ['"', ';', '؛', '.', '('];
                            let before = text[..at].rsplit(ends).next().unwrap();
                            let after = text[at..].split(ends).next().unwrap();
                            let clause = format!("{before}{after}");
                            // One above ten, and all are in digits.
                            let numbers = clause.split(|c: char| !c.is_ascii_digit());
                            let large = numbers.filter_map(|digits| digits.parse().ok());
                            let large = large.filter(|number: &usize| (11..1000).contains(number));
                            let digits = before.len()
                                - before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
                            // What is left without a link is told as the whole is.
                            let mut rest = ["بإسقاطه", "without it"].iter();
                            let rest = rest.any(|words| clause.contains(words));
                            assert!(
                                digits != 1 || rest || large.count() > 0,
                                "{name} {product} {lang:?}: {clause}"
                            );
                        }
                    }
                }
            }
        }
    }
    let flagship = composed(&checked(FLAGSHIP), "assessment", Lang::Ar).main;
    assert!(flagship.contains("أصل مستقل واحد من أربع وثائق، إحداها نسخة"));
    let flagship = composed(&checked(FLAGSHIP), "assessment", Lang::En).main;
    assert!(flagship.contains("six independent origins in seven documents, one of them a copy"));
}

#[test]
fn the_numbers_of_a_scale_do_not_crowd_each_other() {
    for lang in BOTH {
        for point in (1..100).step_by(3) {
            let code = format!(
                "#block(width: judgements.scale-width, judgements.scale-numbers(th, point: {point}))"
            );
            let document = set(&code, lang);
            let mut numbers: Vec<(f64, f64, String)> = runs(&document)
                .into_iter()
                .map(|(_, at, width, text)| (at.x.to_pt(), (at.x + width).to_pt(), text))
                .collect();
            numbers.sort_by(|a, b| a.0.total_cmp(&b.0));
            let own = format!("{point}%");
            assert!(numbers.iter().any(|(.., text)| *text == own), "{numbers:?}");
            for pair in numbers.windows(2) {
                assert!(pair[1].0 - pair[0].1 > 5.0, "{lang:?} {numbers:?}");
            }
        }
    }
}

#[test]
fn a_scale_names_its_middle_as_it_names_its_end() {
    for lang in BOTH {
        for product in ["assessment", "brief"] {
            let document = laid_out(&composed(&checked(FLAGSHIP), product, lang));
            let texts: Vec<String> = runs(&document).into_iter().map(|(.., text)| text).collect();
            let joined: String = texts.concat();
            assert!(joined.contains("50%"), "{product} {lang:?}");
            assert!(!texts.iter().any(|text| text == "50"), "{product} {lang:?}");
        }
    }
}

#[test]
fn the_line_of_the_events_does_not_cut_the_rule_under_their_head() {
    let code = "#(all.timeline)(((date: \"2018\", number: \"1\", what: \"One.\"), (date: \"2019\", number: \"2\", what: \"Two.\")))";
    let document = set(code, Lang::En);
    let mut strokes = Vec::new();
    fn walk(frame: &Frame, found: &mut Vec<(bool, f64)>) {
        for (_, item) in frame.items() {
            match item {
                FrameItem::Group(group) => walk(&group.frame, found),
                FrameItem::Shape(shape, _) => {
                    if let (Geometry::Line(to), Some(stroke)) = (&shape.geometry, &shape.stroke) {
                        found.push((to.x.to_pt().abs() < 0.01, stroke.thickness.to_pt()));
                    }
                }
                _ => {}
            }
        }
    }
    walk(&document.pages()[0].frame, &mut strokes);
    // What is drawn later lies over what is drawn first.
    let upright = strokes.iter().rposition(|(upright, _)| *upright).unwrap();
    let rule = strokes
        .iter()
        .position(|(upright, thick)| !upright && (*thick - 0.5).abs() < 0.01);
    assert!(upright < rule.unwrap(), "{strokes:?}");
}

#[test]
fn a_chart_in_parts_has_one_key() {
    for (lang, sample, goes_on) in [
        (
            Lang::En,
            "began or ended sometime within this span",
            "The chart goes on below",
        ),
        (
            Lang::Ar,
            "بدأت أو انتهت في وقت ما من هذه المدة",
            "للرسم تتمة",
        ),
    ] {
        for name in ["daesh-qaeda-alliance", "west-africa-2019"] {
            let case = with_twice_the_relations(&format!("assessments/{name}.toml"));
            let composition = composed(&case, "assessment", lang);
            let charts = composition.main.matches("relation-chart((").count();
            assert!(charts > 1, "{name}");
            let text = lines(&laid_out(&composition)).concat();
            assert_eq!(text.matches(sample).count(), 1, "{name} {lang:?}");
            assert_eq!(text.matches(goes_on).count(), charts - 1, "{name} {lang:?}");
            // All manners that any part shows, in the order of the scale of manners.
            let key = composition.main.split("families: (").nth(1).unwrap();
            let key = key.split("), words:").next().unwrap();
            let order: Vec<usize> = ["bond", "work", "strife", "break"]
                .iter()
                .filter_map(|family| key.find(family))
                .collect();
            assert!(order.len() > 1 && order.is_sorted(), "{name}: {key}");
        }
    }
}
