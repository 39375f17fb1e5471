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
        elements.push(excerpt(&here, lang));
        places = others;
    }
    let help = match lang {
        Lang::Ar => "الحل",
        Lang::En => "help",
    };
    for line in &found.help {
        elements.push(Level::HELP.with_name(help).message(line.get(lang)).into());
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

fn excerpt<'a>(places: &[(&'a Location, AnnotationKind)], lang: Lang) -> Element<'a> {
    let document = &places[0].0.document;
    let spans: Vec<(Range<usize>, AnnotationKind, &Location)> = places
        .iter()
        .filter_map(|(place, kind)| Some((place.span()?, *kind, *place)))
        .collect();
    if spans.is_empty() {
        return annotate_snippets::Origin::path(document.name.as_str()).into();
    }
    // The byte order mark of a file from Windows is no part of its first line.
    let text = document.text.trim_start_matches(BOM);
    let mark = document.text.len() - text.len();
    let mut snippet = Snippet::source(text).path(document.name.as_str());
    for (span, kind, place) in spans {
        let span = span.start.saturating_sub(mark)..span.end.saturating_sub(mark);
        let span = first_line(text, span);
        let mut annotation = kind.span(span);
        if let Some(label) = &place.label {
            annotation = annotation.label(label.get(lang));
        }
        snippet = snippet.annotation(annotation);
    }
    snippet.into()
}

/// A fault that goes over several lines is underlined in its first, so that the excerpt stays short.
fn first_line(text: &str, span: Range<usize>) -> Range<usize> {
    let Some(part) = text.get(span.clone()) else {
        return 0..0;
    };
    match part.find('\n') {
        // A text that opens with three quotes begins on the next line.
        Some(3) if part.starts_with("\"\"\"") || part.starts_with("'''") => {
            let body = &part[4..];
            let line = body.lines().next().unwrap_or("");
            span.start + 4..span.start + 4 + line.len()
        }
        Some(newline) => span.start..span.start + newline,
        None => span,
    }
}

fn severity_word(severity: Severity, lang: Lang) -> &'static str {
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
    match lang {
        Lang::En => {
            let files = english(tally.files, "file");
            if tally.errors + tally.warnings + tally.notes == 0 {
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
            if tally.errors + tally.warnings + tally.notes == 0 {
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
