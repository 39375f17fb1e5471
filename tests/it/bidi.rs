//! Fifty Arabic sentences with dates, ranges, codes and sums in them, read off the laid-out page:
//! each token stands left to right as it was typed, and the words round it keep their order.

use std::collections::BTreeMap;

use taqdir::compose::medium::Medium;
use taqdir::compose::prose::Pen;
use taqdir::compose::{Composition, templates};
use taqdir::model::Lang;
use taqdir::typeset::world::ClosedWorld;
use typst::layout::{Frame, FrameItem, Point};
use typst_layout::PagedDocument;

/// A sentence, and what in it reads from left to right.
const CASES: &[(&str, &[&str])] = &[
    ("صدر في 2018-11-22 عن المركز", &["2018-11-22"]),
    ("صدر في 22/11/2018 عن المركز", &["22/11/2018"]),
    ("2018-11-22 تاريخ الصدور", &["2018-11-22"]),
    ("تاريخ الصدور 2018-11-22", &["2018-11-22"]),
    ("تاريخ الصدور: 2018-11-22.", &["2018-11-22"]),
    ("بين 250–500 عنصر في اليمن", &["250–500"]),
    ("بين 250-500 عنصر في اليمن", &["250-500"]),
    ("250–500 عنصر في اليمن", &["250–500"]),
    ("عدد العناصر 250–500", &["250–500"]),
    ("عددهم (250–500) في اليمن", &["250–500"]),
    ("و6000–7000 عنصر في القاعدة", &["6000–7000"]),
    ("في مقابل 6,000–7,000 عنصر", &["6,000–7,000"]),
    ("باحتمال 80–90% في السنة", &["80–90%"]),
    ("باحتمال 80–90%، ثم ينخفض", &["80–90%"]),
    ("بنسبة 50% من الحالات", &["50%"]),
    ("بنسبة 50%.", &["50%"]),
    ("هبط بنسبة -12% في الشهر", &["-12%"]),
    ("درجة الحرارة -5 مئوية", &["-5"]),
    ("بفارق ±3% فقط", &["±3%"]),
    ("ثغرة CVE-2025-12345 في النظام", &["CVE-2025-12345"]),
    ("الثغرة (CVE-2025-12345) خطيرة", &["CVE-2025-12345"]),
    ("كُتب بلغة C++ ثم نُقل", &["C++"]),
    ("كُتب بلغة C# ثم نُقل", &["C#"]),
    ("كلفته $1,200 في الشهر", &["$1,200"]),
    ("كلفته €1.5 للوحدة", &["€1.5"]),
    ("الهاتف +964-770-123-4567 للتواصل", &["+964-770-123-4567"]),
    ("الهاتف +964 770 123 4567 للتواصل", &["+964 770 123 4567"]),
    ("راسلنا على desk@example.org اليوم", &["desk@example.org"]),
    (
        "انظر https://example.org/a?b=1 للمزيد",
        &["https://example.org/a?b=1"],
    ),
    ("العنوان 192.168.0.1 محجوب", &["192.168.0.1"]),
    ("الإصدار v2.0.1 صدر أمس", &["v2.0.1"]),
    ("سلاح AK-47 قديم", &["AK-47"]),
    ("طائرة F-16 ودبابة T-72", &["F-16", "T-72"]),
    ("الساعة 14:30 بتوقيت بغداد", &["14:30"]),
    ("من 14:30–16:00 بتوقيت بغداد", &["14:30–16:00"]),
    ("الموقع 33.3N/44.4E على الخريطة", &["33.3N/44.4E"]),
    ("وسم TLP:AMBER+STRICT على الوثيقة", &["TLP:AMBER+STRICT"]),
    ("القرار S/RES/2368 لعام 2017", &["S/RES/2368"]),
    ("المادة 2.1.3 من النظام", &["2.1.3"]),
    ("بمعدل 3.5 في اليوم", &["3.5"]),
    ("نحو 1/3 السكان", &["1/3"]),
    ("حجمه 10x20 سنتيمترًا", &["10x20"]),
    ("الصيغة a=b*c معروفة", &["a=b*c"]),
    ("وسم #ISIS على الشبكة", &["#ISIS"]),
    ("حساب @news_channel محذوف", &["@news_channel"]),
    ("عام 2018 ثم عام 2019", &["2018", "2019"]),
    ("نحو 24 فرعًا", &["24"]),
    ("وفق ICD 203 للاحتمال", &["ICD 203"]),
    (
        "تنظيم Islamic State in Iraq سابقًا",
        &["Islamic State in Iraq"],
    ),
    ("(ISIS)، ثم (ISIL)", &["ISIS", "ISIL"]),
    (
        "من 2013 إلى 2015-06 ثم 2016/07",
        &["2013", "2015-06", "2016/07"],
    ),
];

/// The letters of each line as the eye meets them, from left to right.
fn lines(frame: &Frame, at: Point, found: &mut BTreeMap<i64, Vec<(f64, String)>>) {
    for (offset, item) in frame.items() {
        let place = at + *offset;
        match item {
            FrameItem::Group(group) => lines(&group.frame, place, found),
            FrameItem::Text(text) => {
                let mut letters = String::new();
                let mut last = None;
                for glyph in &text.glyphs {
                    // The glyphs of one cluster share its letters.
                    if last != Some(glyph.range()) {
                        letters.push_str(&text.text[glyph.range()]);
                    }
                    last = Some(glyph.range());
                }
                // Signs above the line move a run by less than this.
                let line = (place.y.to_pt() / 20.0).round() as i64;
                found
                    .entry(line)
                    .or_default()
                    .push((place.x.to_pt(), letters));
            }
            _ => {}
        }
    }
}

const PEN: Pen = Pen {
    medium: Medium::Typst,
    lang: Lang::Ar,
};

/// Code set in Arabic on one page.
fn laid_out(page: &str, body: &str) -> PagedDocument {
    let composition = Composition {
        main: format!(
            "#import \"house.typ\": house\n#let (tok, ..) = house(lang: \"ar\")\n\
             #set page({page})\n\
             #set block(spacing: 0pt)\n\
             #set text(lang: \"ar\", dir: rtl, font: \"Amiri\", fallback: false)\n{body}"
        ),
        components: std::sync::Arc::clone(&templates::EMBEDDED.components),
        lang: Lang::Ar,
        title: String::new(),
        printed: std::collections::HashSet::new(),
        sides: Vec::new(),
    };
    let world = ClosedWorld::new(&composition);
    typst::compile::<PagedDocument>(&world).output.unwrap()
}

/// A line may end before a token, but not between it and the particle written to it.
#[test]
fn a_particle_stays_with_its_token_however_wide_the_line_is() {
    let text = "عددهم بين 250–500 في اليمن و6000–7000 في غيره وبـ80–90% من الحالات";
    let code = PEN.plain(text);
    let parted = |code: &str| {
        (90..400)
            .step_by(7)
            .filter(|width| {
                let page = format!("width: {width}pt, height: 600pt, margin: 10pt");
                let body = format!("#set par(leading: 20pt)\n#block({code})\n");
                let mut found = BTreeMap::new();
                lines(
                    &laid_out(&page, &body).pages()[0].frame,
                    Point::zero(),
                    &mut found,
                );
                found.into_values().any(|runs| {
                    // The leftmost letters of a line are its last.
                    let inked = runs
                        .iter()
                        .filter(|(_, letters)| !letters.trim().is_empty());
                    let (_, last) = inked.min_by(|a, b| a.0.total_cmp(&b.0)).unwrap();
                    let end: String = last.trim().chars().take(2).collect();
                    end.starts_with('و') || end == "ـب"
                })
            })
            .count()
    };
    assert_eq!(parted(&code), 0);
    assert!(
        parted(&code.replace("box(", "(")) > 0,
        "the widths try nothing"
    );
}

#[test]
fn fifty_tokens_keep_their_order_inside_arabic() {
    assert!(CASES.len() >= 50);
    let body: String = CASES
        .iter()
        .map(|(text, _)| format!("#block(height: 40pt, {})\n", PEN.plain(text)))
        .collect();
    let document = laid_out("width: 600pt, height: 2600pt, margin: 20pt", &body);
    let mut found = BTreeMap::new();
    lines(&document.pages()[0].frame, Point::zero(), &mut found);
    assert_eq!(found.len(), CASES.len(), "one line a case");
    for ((text, tokens), (_, mut runs)) in CASES.iter().zip(found) {
        runs.sort_by(|a, b| a.0.total_cmp(&b.0));
        let seen: String = runs.into_iter().map(|(_, letters)| letters).collect();
        for token in *tokens {
            assert!(
                seen.contains(token),
                "{text}: {token} is not read so: {seen}"
            );
        }
        // The first word of the sentence stands rightmost, the last leftmost.
        let plain = |word: &str| -> String {
            let letter = |c: &char| c.is_alphanumeric() && !('\u{64b}'..='\u{652}').contains(c);
            word.chars().filter(letter).collect()
        };
        let mut words = text.split(' ').map(plain).filter(|word| !word.is_empty());
        let first = words.next().unwrap();
        let last = words.next_back().unwrap();
        let arabic = |word: &str| word.chars().all(|c| !c.is_ascii());
        let turned = |word: &str| word.chars().rev().collect::<String>();
        let seen = plain(&seen);
        if arabic(&first) {
            assert!(
                seen.ends_with(&turned(&first)),
                "{text}: begins elsewhere: {seen}"
            );
        }
        if arabic(&last) {
            assert!(
                seen.starts_with(&turned(&last)),
                "{text}: ends elsewhere: {seen}"
            );
        }
    }
}
