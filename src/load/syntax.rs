//! TOML's own errors: where they are, and which of them are told.

use std::ops::Range;
use std::sync::Arc;

use toml::de::DeTable;

use super::Document;
use super::index::Index;
use super::recover::{self, Unclosed};
use super::stray;
use super::words::{Fault, is_no_assignment, words};
use crate::diagnostic::{Diagnostic, Location, say};

type Errors = Vec<(Range<usize>, String)>;

/// One finding for each faulty line of the file, in order.
///
/// The parser goes on after an error and often stumbles again over the same fault,
/// so only the first error of a line is kept, and what was opened and not closed is told once.
pub fn explain(document: &Arc<Document>, errors: Vec<toml::de::Error>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut lines = Vec::new();
    let mut errors = listed(errors);
    let mut text = document.text.clone();
    let mut gaps = recover::unclosed(&text);
    let mended = recover::mended(&text, &gaps);
    let rest = parse(&mended);
    // Where closing does not help, the gap was guessed wrongly.
    if !gaps.is_empty() && rest.len() < errors.len() {
        for gap in &gaps {
            lines.push(document.position(gap.open.start).0);
            found.push(unclosed(document, gap));
        }
        (text, errors) = (mended, rest);
    } else {
        gaps.clear();
    }
    to_original(&mut errors, &gaps);
    // Behind an Arabic comma the parser loses its way: it is told, and read as the Latin one.
    for _ in 0..ROUNDS {
        let mut parted = false;
        for (span, message) in &errors {
            let line = document.position(span.start).0;
            if stray::mend_separators(&mut text, line, message) {
                parted = true;
                lines.push(line);
                found.push(one(document, span.clone(), message));
            }
        }
        if !parted {
            break;
        }
        errors = parse(&text);
        to_original(&mut errors, &gaps);
    }
    for _ in 0..ROUNDS {
        errors.sort_by_key(|(span, _)| {
            let line = document.position(span.start).0;
            (line, rank(&document.text, span))
        });
        let mut blanked = false;
        for (span, message) in errors {
            let line = document.position(span.start).0;
            if lines.contains(&line) {
                continue;
            }
            lines.push(line);
            // The parser may lose what follows a line that sets nothing: look again without it.
            if is_no_assignment(&message) {
                let header = stray::is_like_header(&text[stray::line(&text, line)]);
                blank(&mut text, line, header);
                blanked = true;
            }
            found.push(one(document, span, &message));
        }
        if !blanked {
            break;
        }
        errors = parse(&text);
        to_original(&mut errors, &gaps);
    }
    crate::diagnostic::sort(&mut found);
    found
}

/// A header whose keys clash with no others.
const NAMELESS: &str = "[[_]]";

/// How often a file is read again for what its faults may hide.
const ROUNDS: usize = 20;

/// Leads places in the text with what was left out put in back to places in the file.
fn to_original(errors: &mut Errors, gaps: &[Unclosed]) {
    for (span, _) in errors {
        *span = recover::original(span.start, gaps)..recover::original(span.end, gaps);
    }
}

fn parse(text: &str) -> Errors {
    listed(DeTable::parse_recoverable(text).1)
}

/// Puts spaces in the place of a line, counted from 1, so that every byte stays where it is. A
/// faulty header still begins an entry, whose keys do not belong to the one above.
fn blank(text: &mut String, line: usize, header: bool) {
    let Range { start, end } = stray::line(text, line);
    let length = end - start;
    let put = if header && length >= NAMELESS.len() {
        NAMELESS
    } else {
        ""
    };
    text.replace_range(start..start + length, &format!("{put:length$}"));
}

fn listed(errors: Vec<toml::de::Error>) -> Errors {
    errors
        .into_iter()
        .map(|error| (error.span().unwrap_or(0..0), error.message().to_owned()))
        .collect()
}

/// Errors that point at letters say more than those that point between them.
fn rank(text: &str, span: &Range<usize>) -> (bool, usize) {
    let empty = text.get(span.clone()).unwrap_or("").trim().is_empty();
    (empty, span.start)
}

fn unclosed(document: &Arc<Document>, gap: &Unclosed) -> Diagnostic {
    let close = gap.close;
    let line = document.position(gap.end).0;
    let what = match close {
        "]" => say!(en "a list is opened here and not closed", ar "قائمة فُتحت هنا ولم تُغلق"),
        "}" => say!(en "a table is opened here and not closed", ar "جدول فُتح هنا ولم يُغلق"),
        _ => say!(
            en "a text is opened here with three quotes and not closed",
            ar "نص فُتح هنا بثلاث علامات تنصيص ولم يُغلق"
        ),
    };
    Diagnostic::error(
        "toml-syntax",
        Location::bytes(document, gap.open.clone()),
        what,
    )
    .help(say!(
        en "write `{close}` where it ends, probably on line {line}",
        ar "اكتب `{close}` حيث تنتهي القيمة، والأرجح أنه السطر {line}"
    ))
}

fn one(document: &Arc<Document>, span: Range<usize>, message: &str) -> Diagnostic {
    let text = &document.text;
    let part = text.get(span.clone()).unwrap_or("");
    let fragment = part.lines().next().unwrap_or("").trim();
    if message == "duplicate key" {
        return duplicate(document, span.clone(), fragment);
    }
    let line = line_around(text, span.start);
    let (at, (what, help)) = match stray::told(&text[line.clone()], message) {
        Some((at, told)) => (line.start + at.start..line.start + at.end, told),
        None => {
            let fault = Fault {
                message,
                part,
                fragment,
                line: text[line].trim(),
            };
            (visible(text, span), words(&fault))
        }
    };
    Diagnostic::error("toml-syntax", Location::bytes(document, at), what).help_if(help)
}

fn duplicate(document: &Arc<Document>, span: Range<usize>, key: &str) -> Diagnostic {
    let found = Diagnostic::error(
        "duplicate-key",
        Location::bytes(document, span.clone()),
        say!(en "the key `{key}` is given twice", ar "المفتاح `{key}` مكرَّر"),
    )
    .help(say!(
        en "keep one of the two; for a further entry of a list, begin it with its own `[[…]]` header",
        ar "أبقِ أحدهما؛ ولإضافة عنصر آخر إلى قائمة ابدأه بترويسة `[[…]]` خاصة به"
    ));
    match first_of(&document.text, &span, key) {
        Some(at) => found.related(
            Location::bytes(document, at).label(say!(en "first given here", ar "ورد أولًا هنا")),
        ),
        None => found,
    }
}

/// Where the key that `span` repeats was first given, in the same table.
fn first_of(text: &str, span: &Range<usize>, key: &str) -> Option<Range<usize>> {
    let line_start = |byte: usize| text[..byte].rfind('\n').map_or(0, |newline| newline + 1);
    let before = |byte: usize| text[line_start(byte)..byte].trim_start();
    let own = before(span.start);
    // A header that comes again takes the place of what it repeats: look at what was before it.
    let index = Index::of(if own.starts_with('[') {
        &text[..line_start(span.start)]
    } else {
        text
    });
    let keys = index
        .iter()
        .filter_map(|(route, entry)| Some((route, entry.key.clone()?)))
        .filter(|(_, at)| at.end <= span.start && text.get(at.clone()) == Some(key));
    if own.starts_with('[') {
        // A header names its table from the root of the file.
        let path: Vec<&str> = own
            .trim_matches('[')
            .split('.')
            .map(str::trim)
            .filter(|name| !name.is_empty())
            .chain([key])
            .collect();
        return keys
            .filter(|(route, _)| {
                let names = route.steps().filter(|step| step.parse::<usize>().is_err());
                names.eq(path.iter().copied())
            })
            .map(|(_, at)| at)
            .max_by_key(|at| at.start);
    }
    let header = text[..span.start]
        .match_indices('\n')
        .map(|(newline, _)| newline + 1)
        .filter(|&start| text[start..].trim_start().starts_with('['))
        .max()
        .unwrap_or(0);
    keys.map(|(_, at)| at)
        .filter(|at| at.start >= header)
        // A key that begins its line repeats one that begins a line.
        .filter(|at| !own.is_empty() || before(at.start).is_empty())
        .max_by_key(|at| at.start)
}

/// The line that holds `byte`.
fn line_around(text: &str, byte: usize) -> Range<usize> {
    let byte = byte.min(text.len());
    let start = text
        .get(..byte)
        .and_then(|t| t.rfind('\n'))
        .map_or(0, |n| n + 1);
    let end = text
        .get(byte..)
        .and_then(|t| t.find('\n'))
        .map_or(text.len(), |n| byte + n);
    start..end.max(start)
}

/// An empty span is widened to a letter before it, so that there is something to underline.
fn visible(text: &str, span: Range<usize>) -> Range<usize> {
    if !span.is_empty() {
        return span;
    }
    let before = text.get(..span.start).unwrap_or("");
    match before.chars().next_back() {
        Some(c) if !matches!(c, '\n' | '\r') => span.start - c.len_utf8()..span.end,
        _ => span,
    }
}
