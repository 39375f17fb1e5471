//! TOML's own errors, in plain words of both languages.

use std::ops::Range;
use std::sync::Arc;

use super::Document;
use super::index::Index;
use crate::diagnostic::{Diagnostic, Location, Say, say};

/// One finding for each faulty line of the file, in order.
///
/// The parser goes on after an error and often stumbles again over the same fault,
/// so only the first error of a line is kept.
pub fn explain(document: &Arc<Document>, errors: Vec<toml::de::Error>) -> Vec<Diagnostic> {
    let mut errors: Vec<(Range<usize>, String)> = errors
        .into_iter()
        .map(|error| {
            let span = error.span().unwrap_or(0..0);
            (span, error.message().to_owned())
        })
        .collect();
    errors.sort_by_key(|(span, _)| (document.position(span.start).0, rank(&document.text, span)));
    let mut lines = Vec::new();
    let mut found = Vec::new();
    for (span, message) in errors {
        let line = document.position(span.start).0;
        if lines.contains(&line) {
            continue;
        }
        lines.push(line);
        found.push(one(document, span, &message));
    }
    found
}

/// Errors that point at letters say more than those that point between them.
fn rank(text: &str, span: &Range<usize>) -> (bool, usize) {
    let empty = text.get(span.clone()).unwrap_or("").trim().is_empty();
    (empty, span.start)
}

fn one(document: &Arc<Document>, span: Range<usize>, message: &str) -> Diagnostic {
    let text = &document.text;
    let part = text.get(span.clone()).unwrap_or("");
    let fragment = part.lines().next().unwrap_or("").trim();
    if message == "duplicate key" {
        return duplicate(document, span.clone(), fragment);
    }
    let line = line_around(text, span.start);
    let (what, help) = words(message, fragment, line);
    let place = Location::bytes(document, visible(text, span));
    Diagnostic::error("toml-syntax", place, what).help_if(help)
}

fn duplicate(document: &Arc<Document>, span: Range<usize>, key: &str) -> Diagnostic {
    let first = Index::of(&document.text)
        .iter()
        .filter_map(|(_, entry)| entry.key.clone())
        .filter(|at| at.end <= span.start && document.text.get(at.clone()) == Some(key))
        .max_by_key(|at| at.start);
    let found = Diagnostic::error(
        "duplicate-key",
        Location::bytes(document, span),
        say!(en "the key `{key}` is given twice", ar "المفتاح `{key}` مكرَّر"),
    )
    .help(say!(
        en "keep one of the two; for a further entry of a list, begin it with its own `[[…]]` header",
        ar "أبقِ أحدهما؛ ولإضافة عنصر آخر إلى قائمة ابدأه بترويسة `[[…]]` خاصة به"
    ));
    match first {
        Some(at) => found.related(
            Location::bytes(document, at).label(say!(en "first given here", ar "ورد أولًا هنا")),
        ),
        None => found,
    }
}

/// What is wrong, and what to write, for a message of the TOML parser.
fn words(message: &str, fragment: &str, line: &str) -> (Say, Option<Say>) {
    let starts = |prefix: &str| message.starts_with(prefix);
    if starts("string values must be quoted") || starts("invalid boolean") {
        let typographic = fragment.starts_with(['“', '”', '«', '»', '‘', '’']);
        let help = if typographic {
            say!(
                en "the value itself stands between straight quotes: \"…\"; “ ” and « » may stand inside them",
                ar "توضع القيمة بين علامتَي تنصيص مستقيمتين: \"…\"؛ ويجوز أن ترد « » بداخلهما"
            )
        } else {
            say!(en "write \"{fragment}\"", ar "اكتب \"{fragment}\"")
        };
        let what = say!(
            en "the text `{fragment}` is not in quotes",
            ar "النص `{fragment}` ليس بين علامتَي تنصيص"
        );
        return (what, Some(help));
    }
    if starts("key with no value") || starts("missing assignment") {
        let key = line.split([':', '=', ' ']).next().unwrap_or("").trim();
        let help = if line.contains(':') && !line.contains('=') {
            say!(
                en "TOML sets a value with `=`, not with `:`: `{key} = \"…\"`",
                ar "تُسنَد القيمة في TOML بعلامة `=` لا بعلامة `:`، هكذا: `{key} = \"…\"`"
            )
        } else {
            say!(en "write `{key} = \"…\"`", ar "اكتب `{key} = \"…\"`")
        };
        let what = say!(
            en "`{line}` is not a key with a value",
            ar "`{line}` ليس مفتاحًا له قيمة"
        );
        return (what, Some(help));
    }
    if starts("unquoted keys cannot be empty") || starts("invalid unquoted key") {
        let what = say!(en "`{line}` does not begin with a key", ar "`{line}` لا يبدأ بمفتاح");
        let help = say!(
            en "a key is Latin letters, digits, `-` and `_`; see `taqdir schema` for the keys there are",
            ar "يتكوّن المفتاح من حروف لاتينية وأرقام و`-` و`_`؛ ولمعرفة المفاتيح المتاحة: `taqdir schema`"
        );
        return (what, Some(help));
    }
    let table: &[(&str, Say, Say)] = &[
        (
            "unclosed array table",
            say!(en "the header `{line}` is not closed", ar "الترويسة `{line}` غير مغلقة"),
            say!(en "end it with `]]`", ar "أغلقها بـ`]]`"),
        ),
        (
            "unclosed table",
            say!(en "the header `{line}` is not closed", ar "الترويسة `{line}` غير مغلقة"),
            say!(en "end it with `]`", ar "أغلقها بـ`]`"),
        ),
        (
            "unclosed array",
            say!(en "a list that was opened with `[` is not closed", ar "قائمة فُتحت بـ`[` ولم تُغلق"),
            say!(en "end it with `]`", ar "أغلقها بـ`]`"),
        ),
        (
            "unclosed inline table",
            say!(en "a table that was opened with `{{` is not closed", ar "جدول فُتح بـ`{{` ولم يُغلق"),
            say!(en "end it with `}}`", ar "أغلقه بـ`}}`"),
        ),
        (
            "invalid multi-line",
            say!(en "a text that was opened with three quotes is not closed", ar "نص فُتح بثلاث علامات تنصيص ولم يُغلق"),
            say!(en "end it with the same three quotes", ar "أغلقه بالعلامات الثلاث نفسها"),
        ),
        (
            "invalid basic string",
            say!(en "a text is not closed on its line", ar "نص لم يُغلق في سطره"),
            say!(
                en "end it with \" on the same line, or begin and end it with \"\"\" to go over several lines",
                ar "أغلقه بـ\" في السطر نفسه، أو ابدأه واختمه بـ\"\"\" ليمتد على عدة أسطر"
            ),
        ),
        (
            "invalid literal string",
            say!(en "a text is not closed on its line", ar "نص لم يُغلق في سطره"),
            say!(en "end it with ' on the same line", ar "أغلقه بـ' في السطر نفسه"),
        ),
        (
            "unexpected key or value",
            say!(en "more follows after the value is complete: `{line}`", ar "بعد اكتمال القيمة زيادة: `{line}`"),
            say!(
                en "one key and one value a line; a \" inside a text is written \\\"",
                ar "لكل سطر مفتاح واحد وقيمة واحدة؛ وتُكتب علامة \" داخل النص \\\""
            ),
        ),
        (
            "extra `=`",
            say!(en "one `=` too many", ar "علامة `=` زائدة"),
            say!(en "write `key = value`", ar "اكتب `key = value`"),
        ),
        (
            "unexpected `=` in array",
            say!(en "a list holds values, not `key = value`", ar "القائمة تضم قيمًا لا أزواج `key = value`"),
            say!(
                en "close the list before this line with `]`, or write `{{ key = value }}`",
                ar "أغلق القائمة قبل هذا السطر بـ`]`، أو اكتب `{{ key = value }}`"
            ),
        ),
        (
            "missing comma",
            say!(en "a comma is missing before `{fragment}`", ar "تنقص فاصلة قبل `{fragment}`"),
            say!(
                en "values are parted by a Latin comma `,`, not by `،`",
                ar "تُفصل القيم بالفاصلة اللاتينية `,` لا بالفاصلة العربية `،`"
            ),
        ),
        (
            "extra comma",
            say!(en "one comma too many", ar "فاصلة زائدة"),
            say!(en "take it out", ar "احذفها"),
        ),
        (
            "missing escaped value",
            say!(en "a backslash stands before a letter it cannot stand before", ar "شرطة مائلة عكسية قبل حرف لا تصح قبله"),
            say!(
                en "write `\\\\` for a backslash, or put the text between single quotes",
                ar "اكتب `\\\\` للشرطة المائلة العكسية، أو ضع النص بين علامتَي ' مفردتين"
            ),
        ),
        (
            "unexpected leading zero",
            say!(en "a number cannot begin with 0", ar "لا يبدأ العدد بصفر"),
            say!(en "leave the 0 out, or put it in quotes as a text", ar "احذف الصفر، أو ضعه نصًّا بين علامتَي تنصيص"),
        ),
        (
            "invalid date",
            say!(en "`{fragment}` is not a date of the calendar", ar "`{fragment}` ليس تاريخًا صحيحًا"),
            say!(
                en "write year-month-day: 2018-11-22; in quotes it may be shorter: \"2018-11\", \"early 2014\"",
                ar "اكتب السنة فالشهر فاليوم: 2018-11-22؛ ويجوز أقصر منه بين علامتَي تنصيص: \"2018-11\" أو \"early 2014\""
            ),
        ),
        (
            "missing value",
            say!(en "`{line}` has no value", ar "`{line}` بلا قيمة"),
            say!(en "write a value behind `=`, or take the line out", ar "اكتب قيمة بعد `=` أو احذف السطر"),
        ),
        (
            "cannot recurse",
            say!(en "tables or lists are nested too deeply", ar "تداخل الجداول أو القوائم أعمق من المسموح"),
            say!(en "no assessment needs more than a few levels", ar "لا يحتاج تقدير إلى أكثر من بضعة مستويات"),
        ),
    ];
    for (prefix, what, help) in table {
        if starts(prefix) {
            return (what.clone(), Some(help.clone()));
        }
    }
    let what = say!(
        en "this is not TOML: {message}",
        ar "هذا ليس TOML صحيحًا: {message}"
    );
    (what, None)
}

/// The line that holds `byte`, trimmed.
fn line_around(text: &str, byte: usize) -> &str {
    let byte = byte.min(text.len());
    let start = text
        .get(..byte)
        .and_then(|t| t.rfind('\n'))
        .map_or(0, |n| n + 1);
    let end = text
        .get(byte..)
        .and_then(|t| t.find('\n'))
        .map_or(text.len(), |n| byte + n);
    text.get(start..end).unwrap_or("").trim()
}

/// An empty span is widened to a letter before it, so that there is something to underline.
fn visible(text: &str, span: Range<usize>) -> Range<usize> {
    if !span.is_empty() {
        return span;
    }
    let before = text.get(..span.start).unwrap_or("");
    match before.chars().next_back() {
        Some(c) if c != '\n' => span.start - c.len_utf8()..span.end,
        _ => span,
    }
}
