//! The passes over small documents, looked at glyph by glyph.

use std::collections::BTreeMap;

use typst::layout::{Frame, FrameItem};
use typst::text::TextItem;
use typst_layout::PagedDocument;

use super::Passes;
use super::clusters::is_letter;
use super::kashida::{Kashida, Tally};
use super::lines::{self, Sheet};
use crate::compose::Composition;
use crate::model::Lang;
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
        components: &[],
        lang: Lang::Ar,
        title: String::new(),
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

#[test]
fn every_glyph_has_a_text_of_its_own_and_nothing_moves() {
    let source = "#set page(width: 400pt, height: auto)\n#set text(font: \"Amiri\", lang: \"ar\", fallback: false)\n\
        بِسْمِ اللَّهِ الرَّحْمَٰنِ الرَّحِيمِ، تعاونًا عملياتيًّا (لا إله إلا الله) ICD 203 و80–90%.";
    let document = compile(source);
    let passes = Passes {
        facing: false,
        lang: Lang::Ar,
        kashida: false,
        text: true,
    };
    let after = passes.apply(&document);
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

fn walk(frame: &Frame, visit: &mut dyn FnMut(&TextItem)) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => walk(&group.frame, visit),
            FrameItem::Text(item) => visit(item),
            _ => {}
        }
    }
}
