//! For people: the message, the line it concerns with the fault underlined, and what to write.

use std::ops::Range;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Element, Group, Level, Renderer, Snippet};

use super::Tally;
use crate::diagnostic::{Diagnostic, Location, Severity};
use crate::load::BOM;
use crate::model::Lang;

/// The width that long messages and lines are fitted to, in columns.
const WIDTH: usize = 120;

/// Places no more lines apart than this share an excerpt.
const NEAR: usize = 40;

/// One finding, without a newline at its end.
pub fn render(found: &Diagnostic, lang: Lang, colour: bool) -> String {
    let level = match found.severity {
        Severity::Error => Level::ERROR.with_name(severity_word(found.severity, lang)),
        Severity::Warning => Level::WARNING.with_name(severity_word(found.severity, lang)),
        Severity::Note => Level::NOTE.with_name(severity_word(found.severity, lang)),
    };
    let title = level.primary_title(found.message.get(lang)).id(found.rule);
    let mut elements: Vec<Element<'_>> = Vec::new();
    let mut places = vec![(&found.primary, AnnotationKind::Primary)];
    places.extend(
        found
            .related
            .iter()
            .map(|place| (place, AnnotationKind::Context)),
    );
    // Places of one file share one excerpt.
    while let Some((first, _)) = places.first() {
        let document = &first.document;
        let (here, others): (Vec<_>, Vec<_>) = places
            .iter()
            .partition(|(place, _)| place.document.name == document.name);
        elements.extend(excerpts(&here, lang));
        places = others;
    }
    let help = match lang {
        Lang::Ar => "الحل",
        Lang::En => "help",
    };
    for line in found.help_in(lang) {
        elements.push(Level::HELP.with_name(help).message(line).into());
    }
    let group: Group<'_> = title.elements(elements);
    let renderer = if colour {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    renderer
        .term_width(WIDTH)
        .decor_style(DecorStyle::Ascii)
        .render(&[group])
}

/// Places of one document as excerpts. Each holds only the lines it concerns, for the
/// renderer looks at every line it is given; places far apart do not share one.
fn excerpts<'a>(places: &[(&'a Location, AnnotationKind)], lang: Lang) -> Vec<Element<'a>> {
    let document = &places[0].0.document;
    let text = document.text.as_str();
    let mut spans: Vec<(Range<usize>, AnnotationKind, &Location)> = places
        .iter()
        .filter_map(|(place, kind)| Some((first_line(text, place.span()?), *kind, *place)))
        .collect();
    if spans.is_empty() {
        return vec![annotate_snippets::Origin::path(document.name.as_str()).into()];
    }
    spans.sort_by_key(|(span, _, _)| (span.start, span.end));
    let mut clusters: Vec<Vec<_>> = Vec::new();
    for one in spans {
        let near = clusters
            .last()
            .and_then(|cluster| cluster.last())
            .is_some_and(|(last, _, _): &(Range<usize>, AnnotationKind, &Location)| {
                text.get(last.end..one.0.start)
                    .is_none_or(|between| between.matches('\n').count() <= NEAR)
            });
        match clusters.last_mut() {
            Some(cluster) if near => cluster.push(one),
            _ => clusters.push(vec![one]),
        }
    }
    // The place that is the fault comes first.
    clusters.sort_by_key(|cluster| {
        !cluster
            .iter()
            .any(|(_, kind, _)| matches!(kind, AnnotationKind::Primary))
    });
    clusters
        .into_iter()
        .map(|cluster| {
            let first = cluster
                .iter()
                .map(|(span, _, _)| span.start)
                .min()
                .unwrap_or(0);
            let last = cluster
                .iter()
                .map(|(span, _, _)| span.end)
                .max()
                .unwrap_or(0);
            let lines = whole_lines(text, first..last);
            // The byte order mark of a file from Windows is no part of its first line.
            let mark = if text[lines.clone()].starts_with(BOM) {
                BOM.len_utf8()
            } else {
                0
            };
            let lines = lines.start + mark..lines.end;
            let number = text.get(..lines.start).unwrap_or("").matches('\n').count() + 1;
            let mut snippet = Snippet::source(text.get(lines.clone()).unwrap_or(""))
                .line_start(number)
                .path(document.name.as_str());
            for (span, kind, place) in cluster {
                let mut annotation = kind.span(
                    span.start.saturating_sub(lines.start)..span.end.saturating_sub(lines.start),
                );
                if let Some(label) = &place.label {
                    annotation = annotation.label(label.get(lang));
                }
                snippet = snippet.annotation(annotation);
            }
            snippet.into()
        })
        .collect()
}

/// The lines that hold `span`, without the newline behind the last; a file from Windows has
/// two characters there.
fn whole_lines(text: &str, span: Range<usize>) -> Range<usize> {
    let before = text.get(..span.start).unwrap_or("");
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let behind = text.get(span.end..).unwrap_or("");
    let end = behind.find('\n').map_or(text.len(), |newline| {
        span.end + behind[..newline].trim_end_matches('\r').len()
    });
    start..end
}

/// A fault that goes over several lines is underlined in its first, so that the excerpt stays short.
fn first_line(text: &str, span: Range<usize>) -> Range<usize> {
    let Some(part) = text.get(span.clone()) else {
        return 0..0;
    };
    let Some((line, body)) = part.split_once('\n') else {
        return span;
    };
    let line = line.strip_suffix('\r').unwrap_or(line);
    // A text that opens with three quotes begins on the next line.
    if matches!(line, "\"\"\"" | "'''") {
        let start = span.end - body.len();
        return start..start + body.lines().next().unwrap_or("").len();
    }
    span.start..span.start + line.len()
}

/// A severity, as people read it.
pub fn severity_word(severity: Severity, lang: Lang) -> &'static str {
    match (severity, lang) {
        (Severity::Error, Lang::En) => "error",
        (Severity::Warning, Lang::En) => "warning",
        (Severity::Note, Lang::En) => "note",
        (Severity::Error, Lang::Ar) => "خطأ",
        (Severity::Warning, Lang::Ar) => "تحذير",
        (Severity::Note, Lang::Ar) => "ملاحظة",
    }
}

/// The line at the end of a run.
pub fn summary(tally: &Tally, lang: Lang) -> String {
    let counted = counts(tally, lang);
    let hidden = tally.hidden;
    match (hidden, lang) {
        (0, _) => counted,
        (_, Lang::En) => format!("{counted}; {hidden} not shown"),
        (_, Lang::Ar) => format!("{counted}؛ ولم يُعرض منها {hidden}"),
    }
}

fn counts(tally: &Tally, lang: Lang) -> String {
    match lang {
        Lang::En => {
            let files = english(tally.files, "file");
            if tally.total() == 0 {
                return format!("{files} checked, no findings");
            }
            let mut parts = vec![
                english(tally.errors, "error"),
                english(tally.warnings, "warning"),
            ];
            if tally.notes > 0 {
                parts.push(english(tally.notes, "note"));
            }
            format!("{files} checked: {}", parts.join(", "))
        }
        Lang::Ar => {
            let files = arabic(tally.files, ["ملف واحد", "ملفان", "ملفات", "ملفًّا", "ملف"]);
            if tally.total() == 0 {
                return format!("فُحص {files}: لا ملاحظات");
            }
            let mut parts = vec![
                arabic(tally.errors, ["خطأ واحد", "خطآن", "أخطاء", "خطأً", "خطأ"]),
                arabic(
                    tally.warnings,
                    ["تحذير واحد", "تحذيران", "تحذيرات", "تحذيرًا", "تحذير"],
                ),
            ];
            if tally.notes > 0 {
                let forms = ["ملاحظة واحدة", "ملاحظتان", "ملاحظات", "ملاحظة", "ملاحظة"];
                parts.push(arabic(tally.notes, forms));
            }
            format!("فُحص {files}: {}", parts.join("، "))
        }
    }
}

fn english(count: usize, word: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {word}{plural}")
}

/// A counted noun: one, two, 3–10, 11–99, hundreds.
pub(super) fn arabic(count: usize, [one, two, few, many, other]: [&str; 5]) -> String {
    match (count, count % 100) {
        (1, _) => one.to_owned(),
        (2, _) => two.to_owned(),
        (0, _) => format!("0 {few}"),
        (_, 3..=10) => format!("{count} {few}"),
        (_, 11..=99) => format!("{count} {many}"),
        _ => format!("{count} {other}"),
    }
}
