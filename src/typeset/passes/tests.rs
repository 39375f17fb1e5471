//! The passes over small documents, looked at glyph by glyph.

use std::collections::BTreeMap;
use std::path::Path;

use typst::layout::{Frame, FrameItem};
use typst::text::TextItem;
use typst_layout::PagedDocument;

use super::Passes;
use super::clusters::is_letter;
use super::kashida::{Kashida, Tally};
use super::lines::{self, Sheet};
use crate::compose::{Composition, compose};
use crate::isnad::Isnad;
use crate::model::{House, Lang, Lengthened};
use crate::pipeline::Run;
use crate::typeset::world::ClosedWorld;

const PROSE: &str = "تحتاج الأجهزة إلى وقت أطول لتقييم التهديد المحتمل في المناطق البعيدة، فقد حاولت القيادة المركزية \
    إعادة تنظيم صفوفها المبعثرة بعد خسارة معاقلها الأساسية، وستستمر الاشتباكات المسلحة في الساحل والصحراء \
    ما دامت الأسلحة الصغيرة منتشرة بين القبائل، والمسؤول الاستخباراتي يستشهد بمستندات سرية لم تُنشر بعد، \
    ويختلف الخبراء في تفسير هذه الظاهرة الجديدة اختلافًا واسعًا، ولا يُتوقع أن ينتهي الخلاف بالسلام قريبًا.";

/// A page of Arabic prose in columns of several widths.
fn prose() -> PagedDocument {
    let columns: String = (0..8)
        .map(|step| {
            format!(
                "#block(width: {}pt)[{PROSE} #link(\"https://example.org\")[{PROSE}]]\n",
                200 + 17 * step
            )
        })
        .collect();
    compile(&format!(
        "#set page(height: auto)\n#set text(font: \"Amiri\", lang: \"ar\", size: 12pt, fallback: false)\n\
         #set par(justify: true)\n{columns}"
    ))
}

fn compile(main: &str) -> PagedDocument {
    let composition = Composition {
        main: main.to_owned(),
        components: std::sync::Arc::default(),
        lang: Lang::Ar,
        title: String::new(),
        printed: std::collections::HashSet::new(),
        sides: Vec::new(),
    };
    typst::compile::<PagedDocument>(&ClosedWorld::new(&composition))
        .output
        .unwrap()
}

fn sheets(document: &PagedDocument, mut edit: impl FnMut(&mut Sheet)) -> Vec<Sheet> {
    let mut found = Vec::new();
    for page in document.pages() {
        lines::rework(&page.frame, &mut |sheet| {
            edit(sheet);
            found.push(sheet.clone());
        });
    }
    found
}

/// How many glyphs draw each stretch of a run's text.
fn glyphs_by_text(item: &TextItem) -> BTreeMap<(usize, usize), usize> {
    let mut found = BTreeMap::new();
    for glyph in &item.glyphs {
        *found
            .entry((glyph.range().start, glyph.range().end))
            .or_default() += 1;
    }
    found
}

/// The byte after each lengthened letter of a run.
fn strokes(before: &TextItem, after: &TextItem) -> Vec<usize> {
    assert_eq!(before.text, after.text, "the text stays");
    let old = glyphs_by_text(before);
    glyphs_by_text(after)
        .into_iter()
        .filter(|(range, count)| old.get(range).is_none_or(|old| old < count))
        .map(|((_, end), _)| end)
        .collect()
}

fn justified() -> (Vec<Sheet>, Vec<Sheet>, Tally) {
    let document = prose();
    let before = sheets(&document, |_| {});
    let mut kashida = Kashida::default();
    let after = sheets(&document, |sheet| kashida.edit(sheet));
    (before, after, kashida.tally)
}

#[test]
fn strokes_stand_where_they_may_and_once_a_word() {
    let (before, after, tally) = justified();
    let mut seen = 0;
    for (before, after) in before.iter().zip(&after) {
        for (old, new) in before.leaves.iter().zip(&after.leaves) {
            let (Some(old), Some(new)) = (old.text(), new.text()) else {
                continue;
            };
            let mut words = Vec::new();
            for at in strokes(old, new) {
                seen += 1;
                let start = new.text[..at].rfind(' ').map_or(0, |space| space + 1);
                assert!(
                    !words.contains(&start),
                    "two strokes in one word of {}",
                    new.text
                );
                words.push(start);
                let head: String = new.text[start..at]
                    .chars()
                    .filter(|c| is_letter(*c))
                    .collect();
                let next = new.text[at..].chars().find(|c| is_letter(*c));
                let lam_alef = head.ends_with('ل') && matches!(next, Some('ا' | 'أ' | 'إ' | 'آ'));
                assert!(!lam_alef, "a stroke in the lam-alef of {head}");
                let article = ["ال", "وال", "فال", "بال", "كال", "لل", "ولل", "فلل"];
                assert!(
                    !article.contains(&head.as_str()),
                    "a stroke after an article: {head}"
                );
            }
        }
    }
    assert_eq!(seen, tally.strokes);
    assert!(seen > 50, "{seen} strokes");
}

#[test]
fn the_excess_goes_and_the_ends_of_the_lines_stay() {
    let (before, after, tally) = justified();
    assert!(tally.lines > 40, "{tally:?}");
    assert!(tally.after * 5.0 < tally.before, "{tally:?}");
    let ends = |sheet: &Sheet, line: &[usize]| {
        let (first, last) = (line.first().unwrap(), line.last().unwrap());
        let end = &sheet.leaves[*last];
        (
            sheet.leaves[*first].at.x.to_pt(),
            (end.at.x + end.text().unwrap().width()).to_pt(),
        )
    };
    for (before, after) in before.iter().zip(&after) {
        for line in &before.lines {
            let (old, new) = (ends(before, line), ends(after, line));
            assert!((old.0 - new.0).abs() < 0.01 && (old.1 - new.1).abs() < 0.01);
        }
        // A link box still begins and ends where its words do.
        let boxes = |sheet: &Sheet| {
            let leaves = sheet.leaves.iter();
            leaves
                .filter(|leaf| matches!(leaf.item, FrameItem::Link(..)))
                .count()
        };
        assert_eq!(boxes(before), boxes(after));
    }
}

/// The words that are lengthened, of a page set in a narrow column.
fn lengthened(source: &str, names: Option<Vec<String>>) -> Vec<String> {
    let document = compile(&format!(
        "#set page(width: 260pt, height: auto, margin: 10pt)\n\
         #set text(font: \"Amiri\", lang: \"ar\", size: 12pt, fallback: false)\n\
         #set par(justify: true)\n{source}"
    ));
    let before = sheets(&document, |_| {});
    let mut kashida = Kashida::new(names);
    let after = sheets(&document, |sheet| kashida.edit(sheet));
    let mut words = Vec::new();
    for (before, after) in before.iter().zip(&after) {
        for (old, new) in before.leaves.iter().zip(&after.leaves) {
            let (Some(old), Some(new)) = (old.text(), new.text()) else {
                continue;
            };
            words.extend(strokes(old, new).into_iter().map(|at| {
                let start = new.text[..at].rfind(' ').map_or(0, |space| space + 1);
                let end = new.text[at..]
                    .find(' ')
                    .map_or(new.text.len(), |end| at + end);
                let letters = new.text[start..end].chars().filter(|c| is_letter(*c));
                letters.collect::<String>()
            }));
        }
    }
    words
}

#[test]
fn quotations_and_names_are_spared_on_request() {
    let quoted = "وستستمر الاشتباكات المسلحة في الساحل ما دامت الأسلحة منتشرة";
    let name = "المجموعة السلفية";
    let source = format!("{PROSE} «{quoted}» {PROSE} «{quoted}» و{name} {PROSE} و{name} {PROSE}")
        .replace("وستستمر الاشتباكات المسلحة في الساحل والصحراء", "وسيبقى ذلك")
        .replace("ما دامت الأسلحة الصغيرة منتشرة بين القبائل", "لأسباب")
        .repeat(2);
    let inside = |word: &&String| {
        quoted.split(' ').any(|quoted| quoted == word.as_str())
            || name
                .split(' ')
                .any(|part| word.trim_start_matches('و') == part)
    };
    let all = lengthened(&source, None);
    let spared = lengthened(&source, Some(vec![name.to_owned()]));
    assert!(all.iter().filter(inside).count() > 5, "{all:?}");
    assert_eq!(spared.iter().find(inside), None);
    assert!(
        spared.len() * 10 > all.len() * 7,
        "{} of {}",
        spared.len(),
        all.len()
    );
}

/// By how much each space of each line is too wide, in ems.
fn excesses(sheet: &Sheet) -> Vec<Vec<f64>> {
    let lines = sheet.lines.iter().map(|line| {
        let runs = line.iter().filter_map(|index| sheet.leaves[*index].text());
        let spaces = runs.flat_map(|item| {
            let spaces = item
                .glyphs
                .iter()
                .filter(|glyph| &item.text[glyph.range()] == " " && glyph.x_advance.get() > 0.0);
            spaces.map(|glyph| {
                let width = item.font.x_advance(glyph.id).unwrap();
                (glyph.x_advance - width).get()
            })
        });
        spaces.collect()
    });
    lines.collect()
}

#[test]
fn a_line_with_spaces_inside_a_token_is_lengthened_all_the_same() {
    let number = "+964 770 123 4567";
    let document = compile(&format!(
        "#set page(width: 240pt, height: auto, margin: 10pt)\n\
         #set text(font: \"Amiri\", lang: \"ar\", size: 12pt, fallback: false)\n#set par(justify: true)\n\
         ورقم الاتصال بالمركز المعني #box(text(dir: ltr, \"{number}\")) بحسب المستند المنشور أخيرًا في المنطقة"
    ));
    let before = sheets(&document, |_| {});
    let mut kashida = Kashida::default();
    let after = sheets(&document, |sheet| kashida.edit(sheet));
    let (old, new) = (excesses(&before[0]), excesses(&after[0]));
    let mixed = |line: &&Vec<f64>| line.contains(&0.0) && line.iter().any(|excess| *excess > 0.02);
    let at = old.iter().position(|line| mixed(&line)).unwrap();
    let sum = |line: &Vec<f64>| line.iter().sum::<f64>();
    assert!(sum(&new[at]) < sum(&old[at]) / 2.0, "{old:?} {new:?}");
    let own = |line: &Vec<f64>| line.iter().filter(|excess| **excess == 0.0).count();
    assert_eq!(own(&new[at]), own(&old[at]), "the token keeps its spaces");
}

#[test]
fn the_excess_of_the_flagship_falls_tenfold() {
    let checked = Run::default()
        .check(Path::new("assessments/mutual-exposure-2018.toml"))
        .unwrap();
    let (case, house) = (checked.case.unwrap(), House::default());
    let composition = compose(&case, &Isnad::of(&case, &house), &house, Lang::Ar).unwrap();
    let document = typst::compile::<PagedDocument>(&ClosedWorld::new(&composition))
        .output
        .unwrap();
    let before = sheets(&document, |_| {});
    let mut kashida = Kashida::default();
    let after = sheets(&document, |sheet| kashida.edit(sheet));
    let (mut lines, mut loose, mut filled) = (0, 0.0, 0.0);
    for (before, after) in before.iter().zip(&after) {
        for (old, new) in excesses(before).iter().zip(excesses(after)) {
            let justified = old.len() > 1 && old.iter().all(|excess| *excess > 0.02);
            if justified {
                lines += 1;
                loose += old.iter().sum::<f64>();
                filled += new.iter().sum::<f64>();
            }
        }
    }
    assert!(lines > 20 && loose > 10.0, "{lines} lines, {loose} em");
    assert!(filled * 10.0 <= loose, "{loose} em, then {filled} em");
}

#[test]
fn every_glyph_has_a_text_of_its_own_and_nothing_moves() {
    let source = "#set page(width: 400pt, height: auto)\n#set text(font: \"Amiri\", lang: \"ar\", fallback: false)\n\
        بِسْمِ اللَّهِ الرَّحْمَٰنِ الرَّحِيمِ، تعاونًا عملياتيًّا (لا إله إلا الله) ICD 203 و80–90%.";
    let document = compile(source);
    let after = text_pass(false, Lang::Ar).apply(&document);
    let mut clusters = 0;
    walk(&after.pages()[0].frame, &mut |item| {
        let glyphs = glyphs_by_text(item);
        clusters += glyphs.len();
        assert!(glyphs.values().all(|count| *count == 1), "{:?}", item.text);
        let advance: f64 = item.glyphs.iter().map(|glyph| glyph.x_advance.get()).sum();
        assert!(advance >= 0.0);
    });
    assert!(clusters > 60);
    let pixels = |document: &PagedDocument| {
        let options = typst_render::RenderOptions {
            pixel_per_pt: 2.0.into(),
            ..Default::default()
        };
        typst_render::render(&document.pages()[0], &options)
    };
    let (old, new) = (pixels(&document), pixels(&after));
    let changed = old
        .data()
        .iter()
        .zip(new.data())
        .filter(|(a, b)| a.abs_diff(**b) > 60)
        .count();
    assert!(
        changed * 1000 < old.data().len(),
        "{changed} samples differ"
    );
}

fn text_pass(facing: bool, lang: Lang) -> Passes {
    Passes {
        facing,
        lang,
        kashida: Lengthened::Off,
        names: Vec::new(),
        text: true,
        separators: true,
    }
}

#[test]
fn the_words_of_a_term_in_a_line_of_english_follow_each_other_as_they_are_read() {
    let document = compile(
        "#set page(width: 400pt, height: auto)\n#set text(font: (\"Source Serif 4\", \"Amiri\"), lang: \"en\")\n\
         The term تحالف الضرورة القصوى (alliance of need) is the paper’s.",
    );
    let after = text_pass(false, Lang::En).apply(&document);
    let words = |document: &PagedDocument| {
        let text = lines::text(&document.pages()[0].frame);
        let signs = ['\u{200e}', '\u{200f}'];
        let text = text.replace(signs, "");
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    assert!(
        words(&after).contains("The term تحالف الضرورة القصوى (alliance"),
        "{}",
        words(&after)
    );
    // Where PDFium believes each word to begin: where its first glyph does.
    let mut places = Vec::new();
    let sheets = sheets(&after, |_| {});
    let leaves = sheets.iter().flat_map(|sheet| &sheet.leaves);
    for (leaf, item) in leaves.filter_map(|leaf| Some((leaf, leaf.text()?))) {
        let first = item.glyphs[0].x_offset.at(item.size);
        places.push((
            (leaf.at.x + first).to_pt(),
            item.text.as_str().replace(['\u{200e}', '\u{200f}'], ""),
        ));
    }
    places.sort_by(|a, b| a.0.total_cmp(&b.0));
    let order: Vec<&str> = places.iter().map(|(_, text)| text.trim()).collect();
    let arabic: Vec<&str> = order
        .into_iter()
        .filter(|text| text.contains('ا'))
        .collect();
    assert_eq!(arabic, ["تحالف", "الضرورة", "القصوى"]);
}

#[test]
fn a_page_of_two_languages_weighs_more_on_the_side_of_arabic() {
    let page = |header: &str| {
        compile(&format!(
            "#set page(width: 600pt, height: auto, header: {header})\n\
             #set text(font: \"Amiri\", lang: \"ar\", dir: rtl)\n\
             #grid(columns: (1fr, 1fr), [نص قصير], text(lang: \"en\", dir: ltr)[#lorem(60)])"
        ))
    };
    let weight = |document: &PagedDocument| {
        let mut sum = 0;
        walk(&document.pages()[0].frame, &mut |item| {
            for c in item.text.chars() {
                if is_letter(c) || c == '\u{200f}' {
                    sum -= 1;
                } else if c.is_alphabetic() || c == '\u{200e}' {
                    sum += 1;
                }
            }
        });
        sum
    };
    let (with, without) = (page("[ترويسة]"), page("none"));
    let pass = text_pass(true, Lang::Ar);
    assert!(weight(&with) > 100);
    assert!(weight(&pass.apply(&with)) < 0);
    assert!(
        weight(&pass.apply(&without)) > 100,
        "what is read carries no weight"
    );
    // The English line ends with what says that it is English.
    let text = lines::text(&pass.apply(&with).pages()[0].frame);
    assert!(text.contains(".\u{200e}"), "{text}");
}

fn walk(frame: &Frame, visit: &mut dyn FnMut(&TextItem)) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => walk(&group.frame, visit),
            FrameItem::Text(item) => visit(item),
            _ => {}
        }
    }
}
