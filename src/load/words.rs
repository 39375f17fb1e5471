//! What the TOML parser complains of, said to somebody who is no programmer.

use super::stray;
use crate::diagnostic::{Say, say};
use crate::suggest::{date, latin_digits};

/// An error of the parser with the text around it.
#[derive(Debug)]
pub struct Fault<'a> {
    /// The parser's message.
    pub message: &'a str,
    /// What it points at.
    pub part: &'a str,
    /// The first line of that, trimmed.
    pub fragment: &'a str,
    /// The line on which it begins, trimmed.
    pub line: &'a str,
}

/// What is wrong, and what to write.
pub type Told = (Say, Option<Say>);

/// An error of the parser in plain words.
pub fn words(fault: &Fault<'_>) -> Told {
    let starts = |prefixes: &[&str]| prefixes.iter().any(|p| fault.message.starts_with(p));
    if let Some(c) = fault.part.chars().next().filter(|&c| is_unprintable(c)) {
        return unprintable(c);
    }
    if let Some(c) = fault.part.chars().next().filter(|&c| is_foreign_space(c)) {
        return space(c);
    }
    if starts(&["carriage return"]) {
        return unprintable('\r');
    }
    if let Some(told) = colon(fault) {
        return told;
    }
    if starts(&[
        "string values must be quoted",
        "invalid boolean",
        "invalid float",
        "invalid integer",
        "unexpected sign",
    ]) {
        return bare_value(fault);
    }
    if starts(&["invalid date"]) {
        return no_such_day(fault.fragment);
    }
    if is_no_assignment(fault.message) && !starts(&["unexpected key or value"]) {
        return no_assignment(fault.line);
    }
    if starts(&["missing value"]) {
        return no_value(fault.line);
    }
    told_by_table(fault).unwrap_or_else(|| {
        let (line, message) = (fault.line, fault.message);
        (
            say!(en "`{line}` is not TOML", ar "`{line}` ليس TOML صحيحًا"),
            Some(say!(
                en "the parser says: {message}",
                ar "نص المحلِّل بالإنجليزية: {message}"
            )),
        )
    })
}

/// Whether the parser complains of a line that is no `key = value`.
pub fn is_no_assignment(message: &str) -> bool {
    [
        "key with no value",
        "missing assignment",
        "missing value for key",
        "invalid key-value pair",
        "unquoted keys cannot be empty",
        "invalid unquoted key",
        "unexpected content",
        "unexpected key or value",
    ]
    .iter()
    .any(|prefix| message.starts_with(prefix))
}

pub(super) fn is_unprintable(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
        // Marks of direction and joining, which editors do not show.
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

pub(super) fn is_foreign_space(c: char) -> bool {
    c.is_whitespace() && !c.is_ascii()
}

pub(super) fn space(c: char) -> Told {
    let code = format!("U+{:04X}", u32::from(c));
    (
        say!(en "a space that is no plain space ({code}) stands here", ar "هنا مسافة غير عادية ({code})"),
        Some(say!(
            en "write a plain space; such spaces come with text copied from a web page or a word processor",
            ar "اكتب مسافة عادية؛ فهذه تأتي مع النص المنسوخ من صفحة ويب أو من محرّر نصوص"
        )),
    )
}

pub(super) fn unprintable(c: char) -> Told {
    let code = format!("U+{:04X}", u32::from(c));
    if c == '\r' {
        return (
            say!(en "a carriage return ({code}) stands inside a line", ar "محرف رجوع ({code}) في وسط السطر"),
            Some(say!(
                en "save the file with the line endings of Unix (LF) or Windows (CRLF)",
                ar "احفظ الملف بنهايات أسطر يونكس (LF) أو ويندوز (CRLF)"
            )),
        );
    }
    (
        say!(en "an invisible character ({code}) stands here", ar "هنا محرف لا يُرى ({code})"),
        Some(say!(en "take it out", ar "احذفه")),
    )
}

/// `scale: "icd203"`.
fn colon(fault: &Fault<'_>) -> Option<Told> {
    let line = fault.line;
    let (key, value) = line.split_once(':')?;
    let name = key.trim().trim_matches('"');
    if name.is_empty()
        || !name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))
    {
        return None;
    }
    let value = value.trim().trim_end_matches(',');
    let value = if value.is_empty() { "…" } else { value };
    Some((
        say!(en "`{name}` is followed by `:`", ar "بعد `{name}` علامة `:`"),
        Some(say!(
            en "a value is set with `=`: write `{name} = {value}`",
            ar "تُسنَد القيمة بعلامة `=`: اكتب `{name} = {value}`"
        )),
    ))
}

/// A value that is neither in quotes nor a number, a date or `true` and `false`.
fn bare_value(fault: &Fault<'_>) -> Told {
    let fragment = fault.fragment;
    if fragment.is_empty() {
        return no_value(fault.line);
    }
    let curly = |c: char| {
        matches!(
            c,
            '“' | '”' | '„' | '‟' | '«' | '»' | '‘' | '’' | '″' | '＂'
        )
    };
    if fragment.starts_with(curly) {
        let inner = fragment.trim_matches(curly).trim();
        return (
            say!(
                en "the value stands between curly quotes or guillemets",
                ar "القيمة بين علامتَي تنصيص غير مستقيمتين"
            ),
            Some(say!(
                en "write \"{inner}\" with straight quotes; “ ” and « » may stand inside them",
                ar "اكتب \"{inner}\" بعلامتَي تنصيص مستقيمتين؛ ويجوز أن ترد « » بداخلهما"
            )),
        );
    }
    if let Some(day) = date(fragment).filter(|day| day != fragment) {
        let day = quoted_if_short(&day);
        return (
            say!(en "`{fragment}` is not how a date is written", ar "لا يُكتب التاريخ هكذا: `{fragment}`"),
            Some(say!(
                en "write {day}: year, month, day, in Latin digits",
                ar "اكتب {day}: السنة فالشهر فاليوم بأرقام لاتينية"
            )),
        );
    }
    if let Some(told) = foreign_number(fragment) {
        return told;
    }
    if let Some(word) = yes_or_no(fragment) {
        return (
            say!(en "`{fragment}` is not how yes and no are written", ar "لا يُكتب الإثبات والنفي هكذا: `{fragment}`"),
            Some(say!(en "write {word}", ar "اكتب {word}")),
        );
    }
    let lower = fragment.to_ascii_lowercase();
    if matches!(lower.as_str(), "true" | "false") {
        return (
            say!(en "`{fragment}` has a capital letter", ar "في `{fragment}` حرف كبير"),
            Some(say!(en "write {lower}", ar "اكتب {lower}")),
        );
    }
    (
        say!(en "the text `{fragment}` is not in quotes", ar "النص `{fragment}` ليس بين علامتَي تنصيص"),
        Some(say!(en "write \"{fragment}\"", ar "اكتب \"{fragment}\"")),
    )
}

/// `٥٥`, `٥٫٥`, `١٬٠٠٠`, and several of them with an Arabic comma between.
fn foreign_number(fragment: &str) -> Option<Told> {
    let latin = latin_digits(fragment).replace('٫', ".").replace('٬', "");
    let parts: Vec<&str> = latin.split(['،', '؛']).map(str::trim).collect();
    let numbers = parts.iter().all(|part| part.parse::<f64>().is_ok());
    let write = parts.join(", ");
    if latin == fragment || !numbers {
        return None;
    }
    let what = match parts.len() {
        1 => {
            say!(en "the number {fragment} is written in Arabic-Indic digits", ar "كُتب العدد {fragment} بأرقام غير لاتينية")
        }
        _ => say!(
            en "the numbers {fragment} are written in Arabic-Indic digits, with an Arabic comma between them",
            ar "كُتبت الأعداد {fragment} بأرقام غير لاتينية وبينها فاصلة عربية"
        ),
    };
    Some((what, Some(say!(en "write {write}", ar "اكتب {write}"))))
}

fn yes_or_no(fragment: &str) -> Option<&'static str> {
    match fragment.to_ascii_lowercase().as_str() {
        "نعم" | "yes" | "on" => Some("true"),
        "لا" | "no" | "off" => Some("false"),
        _ => None,
    }
}

/// `title =`, with nothing behind it.
fn no_value(line: &str) -> Told {
    (
        say!(en "`{line}` has no value", ar "`{line}` بلا قيمة"),
        Some(say!(
            en "write a value behind `=`, or take the line out",
            ar "اكتب قيمة بعد `=` أو احذف السطر"
        )),
    )
}

/// Only whole days stand without quotes.
fn quoted_if_short(day: &str) -> String {
    if day.len() == 10 {
        day.to_owned()
    } else {
        format!("\"{day}\"")
    }
}

/// A date that the calendar does not have, or with a time of day.
fn no_such_day(fragment: &str) -> Told {
    let what = say!(
        en "`{fragment}` is not a day of the calendar",
        ar "`{fragment}` ليس يومًا في التقويم"
    );
    (what, Some(days(fragment)))
}

/// What days the month of a date has, or how a date is written.
pub fn days(text: &str) -> Say {
    let mut fields = text.trim_matches('"').split('-').map(str::parse::<u32>);
    if let (Some(Ok(year)), Some(Ok(month)), Some(Ok(_)), None) =
        (fields.next(), fields.next(), fields.next(), fields.next())
        && let Some(last) = (28..=31)
            .rev()
            .find(|day| date(&format!("{year:04}-{month:02}-{day:02}")).is_some())
    {
        return say!(
            en "month {month} of {year} has {last} days: mend the day or the month",
            ar "أيام الشهر {month} من عام {year} هي {last}: صحّح اليوم أو الشهر"
        );
    }
    say!(
        en "write year-month-day: 2018-11-22; in quotes it may be shorter: \"2018-11\", \"early 2014\"",
        ar "اكتب السنة فالشهر فاليوم: 2018-11-22؛ ويجوز أقصر منه بين علامتَي تنصيص: \"2018-11\" أو \"early 2014\""
    )
}

/// A line that is no `key = value`.
fn no_assignment(line: &str) -> Told {
    let what = say!(
        en "`{line}` is not a key with a value",
        ar "`{line}` ليس مفتاحًا له قيمة"
    );
    let key = line.split(['=', ' ', '\t']).next().unwrap_or("").trim();
    let latin = !key.is_empty()
        && key
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'));
    let help = if line.starts_with(['{', '}']) {
        say!(
            en "this looks like JSON; taqdir reads TOML: `key = value`, one a line (`taqdir new` writes an example)",
            ar "يبدو أن الملف بصيغة JSON، وtaqdir يقرأ TOML: `key = value` في كل سطر (ويكتب `taqdir new` مثالًا)"
        )
    } else if !latin {
        stray::keys()
    } else if let Some(value) = value_of(line, key) {
        say!(en "write `{key} = {value}`", ar "اكتب `{key} = {value}`")
    } else {
        say!(
            en "a line is `key = \"text\"`, a header such as `[[indicator]]`, or a remark that begins with `#`",
            ar "كل سطر إما `key = \"نص\"` وإما ترويسة مثل `[[indicator]]` وإما تعليق يبدأ بـ`#`"
        )
    };
    (what, Some(help))
}

/// What a line sets `key` to, or meant to; none for a line of prose.
fn value_of<'a>(line: &'a str, key: &str) -> Option<&'a str> {
    let rest = line.strip_prefix(key)?.trim_start();
    let value = rest.trim_start_matches('=').trim();
    if let Some(quote) = value.chars().next().filter(|c| matches!(c, '"' | '\'')) {
        // Without the remark that may follow.
        let end = value[1..].find(quote).map_or(value.len(), |end| end + 2);
        Some(&value[..end])
    } else if value.starts_with(['[', '{']) {
        Some(value)
    } else if rest.is_empty() || rest.starts_with('=') {
        Some("\"…\"")
    } else {
        None
    }
}

/// The faults that are told by the parser's message alone.
fn told_by_table(fault: &Fault<'_>) -> Option<Told> {
    let (fragment, line) = (fault.fragment, fault.line);
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
                en "one key and one value a line; inside a text write « » or “ ”, or \\\" for a straight quote",
                ar "لكل سطر مفتاح واحد وقيمة واحدة؛ واكتب داخل النص « » أو “ ”، أو \\\" للعلامة المستقيمة"
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
            if fragment.is_empty() {
                say!(en "a comma is missing between two values", ar "تنقص فاصلة بين قيمتين")
            } else {
                say!(en "a comma is missing before `{fragment}`", ar "تنقص فاصلة قبل `{fragment}`")
            },
            say!(
                en "values are parted by a Latin comma: write `,` between them",
                ar "تُفصل القيم بالفاصلة اللاتينية: اكتب `,` بينها"
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
            "too few unicode",
            say!(en "`\\u` is not followed by four digits, or `\\U` by eight", ar "لا يتبع `\\u` أربعة أرقام، أو `\\U` ثمانية"),
            say!(
                en "write the character itself, or `\\\\` for a backslash",
                ar "اكتب المحرف نفسه، أو `\\\\` للشرطة المائلة العكسية"
            ),
        ),
        (
            "unexpected leading zero",
            say!(en "a number cannot begin with 0", ar "لا يبدأ العدد بصفر"),
            say!(en "leave the 0 out, or put it in quotes as a text", ar "احذف الصفر، أو ضعه نصًّا بين علامتَي تنصيص"),
        ),
        (
            "`_` may only",
            say!(en "`_` stands at the end of a number", ar "علامة `_` في طرف العدد"),
            say!(en "write the number without `_`", ar "اكتب العدد بلا `_`"),
        ),
        (
            "cannot extend",
            say!(en "`{line}` adds to a value that is already complete", ar "`{line}` يزيد على قيمة اكتملت من قبل"),
            say!(
                en "write all its keys in one place",
                ar "اكتب مفاتيحها كلها في موضع واحد"
            ),
        ),
        (
            "cannot recurse",
            say!(en "tables or lists are nested too deeply", ar "تداخل الجداول أو القوائم أعمق من المسموح"),
            say!(en "no assessment needs more than a few levels", ar "لا يحتاج تقدير إلى أكثر من بضعة مستويات"),
        ),
    ];
    table
        .iter()
        .find(|(prefix, ..)| fault.message.starts_with(prefix))
        .map(|(_, what, help)| (what.clone(), Some(help.clone())))
}
