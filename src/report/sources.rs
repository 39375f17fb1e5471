//! What sources have in common, and how quotations stand to them: for people and for programs.

use std::fmt::Write;
use std::ops::Range;
use std::sync::Arc;

use serde_json::{Value, json};

use super::human::arabic;
use crate::load::Document;
use crate::model::Lang;
use crate::resolve::Case;
use crate::resolve::quotes::Quotation;
use crate::text::quote::Fidelity;
use crate::text::reuse::{Likeness, Pair, Passage};

/// How much of a passage is shown to people, in characters.
const EXCERPT: usize = 90;

/// A text that was compared.
#[derive(Debug, Clone)]
pub struct Compared {
    /// What it is called: its file, or the id of its source.
    pub name: String,
    /// The text.
    pub document: Arc<Document>,
    /// How many words with content it has.
    pub words: usize,
}

/// The pairs of texts that have passages in common, for people.
pub fn reuse_for_people(texts: &[Compared], pairs: &[Pair], lang: Lang) -> String {
    let mut out = String::new();
    for pair in pairs {
        let (Some(first), Some(second)) = (texts.get(pair.first), texts.get(pair.second)) else {
            continue;
        };
        let (a, b) = (&first.name, &second.name);
        let (of_a, of_b) = (percent(pair.of_first), percent(pair.of_second));
        let score = pair.score();
        let line = match (pair.likeness(), lang) {
            (Likeness::Copy, Lang::En) => {
                format!(
                    "{a} and {b}: a copy (score {score:.1})\n  {of_a}% of {a}, {of_b}% of {b}\n"
                )
            }
            (Likeness::Copy, Lang::Ar) => {
                format!("{a} و{b}: نسخة (الدرجة {score:.1})\n  {of_a}% من {a}، و{of_b}% من {b}\n")
            }
            (Likeness::Borrowed, Lang::En) => format!(
                "{a} and {b}: passages in common (score {score:.1})\n  {of_a}% of {a}, {of_b}% of {b}\n"
            ),
            (Likeness::Borrowed, Lang::Ar) => format!(
                "{a} و{b}: مقاطع مشتركة (الدرجة {score:.1})\n  {of_a}% من {a}، و{of_b}% من {b}\n"
            ),
        };
        out.push_str(&line);
        for passage in &pair.passages {
            let (here, there) = (
                line_of(&first.document, &passage.first),
                line_of(&second.document, &passage.second),
            );
            let (words, score) = (passage.words, passage.score);
            let head = match lang {
                Lang::En => {
                    format!("  {a}:{here} and {b}:{there}, {words} words, score {score:.1}")
                }
                Lang::Ar => {
                    let counted = arabic(words, ["كلمة واحدة", "كلمتان", "كلمات", "كلمة", "كلمة"]);
                    format!("  {a}:{here} و{b}:{there}، {counted}، الدرجة {score:.1}")
                }
            };
            let _ = writeln!(out, "{head}");
            let _ = writeln!(out, "    {}", excerpt(&first.document, &passage.first));
            let _ = writeln!(out, "    {}", excerpt(&second.document, &passage.second));
        }
        out.push('\n');
    }
    let compared = texts.len() * texts.len().saturating_sub(1) / 2;
    let copies = pairs
        .iter()
        .filter(|pair| pair.likeness() == Likeness::Copy)
        .count();
    let (borrowed, apart) = (pairs.len() - copies, compared - pairs.len());
    let summary = match lang {
        Lang::En => format!(
            "{} compared pairwise: {copies} {}, {borrowed} with passages in common, {apart} with nothing in common",
            if texts.len() == 1 {
                "1 text".to_owned()
            } else {
                format!("{} texts", texts.len())
            },
            if copies == 1 {
                "pair is a copy"
            } else {
                "pairs are copies"
            },
        ),
        Lang::Ar => format!(
            "عدد المقارنات {compared}: نسخة في {copies}، ومقاطع مشتركة في {borrowed}، ولا مشترك في {apart}"
        ),
    };
    let _ = writeln!(out, "{summary}");
    out
}

/// The pairs of texts that have passages in common, for programs. Shares go from 0 to 1;
/// lines and columns count from 1, bytes from 0.
pub fn reuse_for_programs(texts: &[Compared], pairs: &[Pair]) -> Value {
    let listed: Vec<Value> = texts
        .iter()
        .map(|text| json!({ "name": text.name, "file": text.document.name, "words": text.words }))
        .collect();
    let pairs: Vec<Value> = pairs
        .iter()
        .filter_map(|pair| {
            let (first, second) = (texts.get(pair.first)?, texts.get(pair.second)?);
            let passages: Vec<Value> = pair
                .passages
                .iter()
                .map(|passage| shared(passage, &first.document, &second.document))
                .collect();
            Some(json!({
                "first": first.name,
                "second": second.name,
                "likeness": pair.likeness().as_str(),
                "of_first": rounded(pair.of_first),
                "of_second": rounded(pair.of_second),
                "score": rounded(pair.score()),
                "passages": passages,
            }))
        })
        .collect();
    json!({ "texts": listed, "pairs": pairs })
}

fn shared(passage: &Passage, first: &Document, second: &Document) -> Value {
    json!({
        "words": passage.words,
        "score": rounded(passage.score),
        "first": place(first, &passage.first),
        "second": place(second, &passage.second),
    })
}

/// How each quotation stands to its source, for people.
pub fn quotes_for_people(case: &Case, lang: Lang) -> String {
    let mut out = String::new();
    let mut counts = [0_usize; 4];
    for quotation in &case.quotes {
        let fidelity = quotation.found.fidelity;
        counts[fidelity as usize] += 1;
        let at = case.within(&quotation.route, quotation.at.clone());
        let line = at
            .span()
            .map_or(1, |span| at.document.position(span.start).0);
        let word = match (fidelity, lang) {
            (_, Lang::En) => name(quotation),
            (Fidelity::Exact, Lang::Ar) => "مطابق",
            (Fidelity::Respelled, Lang::Ar) => "مختلف الإملاء",
            (Fidelity::Altered, Lang::Ar) => "محرَّف",
            (Fidelity::Absent, Lang::Ar) if quotation.certain => "غير وارد",
            (Fidelity::Absent, Lang::Ar) => "لم يُعثر عليه",
        };
        let source = source(case, quotation);
        let (file, words) = (&at.document.name, shortened(&quotation.text));
        let _ = writeln!(out, "{word}: {file}:{line} ({source})\n    {words}");
    }
    let [exact, respelled, altered, absent] = counts;
    let summary = match lang {
        Lang::En => {
            format!("{exact} exact, {respelled} respelled, {altered} altered, {absent} absent")
        }
        Lang::Ar => format!(
            "المطابق {exact}، والمختلف الإملاء {respelled}، والمحرَّف {altered}، وغير الوارد {absent}"
        ),
    };
    let _ = writeln!(out, "{summary}");
    out
}

/// How each quotation stands to its source, for programs.
pub fn quotes_for_programs(case: &Case) -> Value {
    let quotes: Vec<Value> = case
        .quotes
        .iter()
        .map(|quotation| {
            let passage = case.archives.get(quotation.archive).and_then(|archive| {
                let document = archive.text.as_ref().ok()?;
                Some(place(document, quotation.found.passage.as_ref()?))
            });
            let (document, home) = case.home(&quotation.route);
            let differences: Vec<Value> = quotation
                .found
                .differences
                .iter()
                .map(|one| json!({ "original": one.original, "quoted": one.quoted, "negation": one.negation }))
                .collect();
            json!({
                "file": document.name,
                "route": home.as_str(),
                "text": quotation.text,
                "source": source(case, quotation),
                "fidelity": name(quotation),
                "passage": passage,
                "moved": quotation.found.moved,
                "differences": differences,
            })
        })
        .collect();
    json!({ "quotes": quotes })
}

fn name(quotation: &Quotation) -> &'static str {
    match quotation.found.fidelity {
        Fidelity::Exact => "exact",
        Fidelity::Respelled => "respelled",
        Fidelity::Altered => "altered",
        Fidelity::Absent if quotation.certain => "absent",
        // Another source that it is cited to has no archive to look in.
        Fidelity::Absent => "not found",
    }
}

fn source<'a>(case: &'a Case, quotation: &Quotation) -> &'a str {
    case.archives
        .get(quotation.archive)
        .and_then(|archive| case.model.source.get(archive.source))
        .map_or("", |source| source.id.as_str())
}

fn place(document: &Document, part: &Range<usize>) -> Value {
    let point = |byte: usize| {
        let (line, column) = document.position(byte);
        json!({ "line": line, "column": column, "byte": byte })
    };
    json!({
        "file": document.name,
        "start": point(part.start),
        "end": point(part.end),
        "text": document.text.get(part.clone()).unwrap_or_default(),
    })
}

fn line_of(document: &Document, part: &Range<usize>) -> usize {
    document.position(part.start).0
}

fn excerpt(document: &Document, part: &Range<usize>) -> String {
    shortened(document.text.get(part.clone()).unwrap_or_default())
}

/// The beginning of a text on one line.
fn shortened(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(EXCERPT) {
        Some((end, _)) => format!("{} …", line[..end].trim_end()),
        None => line,
    }
}

/// A share in percent, by tenths no reader needs.
fn percent(share: f64) -> String {
    format!("{:.0}", share * 100.0)
}

/// Three places are more than the measure is worth.
fn rounded(number: f64) -> f64 {
    (number * 1000.0).round() / 1000.0
}
