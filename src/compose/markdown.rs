//! Markdown: the one way by which text gets into it.
//!
//! CommonMark lets a backslash stand before any ASCII punctuation. Only what could mean something is
//! escaped, because a mail is often read as it was typed. Direction is the one thing that Markdown
//! cannot say. A token that the bidirectional algorithm would turn round has a mark before it, which
//! nobody sees in a mail nor in a wiki; it stands outside of the token, so that a search for that finds it.

use std::fmt::Write;

use pulldown_cmark::{Event, Options, Parser, Tag};

use super::html::is_dropped;
use crate::model::Lang;

/// Text as Markdown that prints the same letters.
pub fn escape(text: &str) -> String {
    let text: String = text
        .chars()
        .filter_map(|c| match c {
            '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' => Some(' '),
            c if is_dropped(c) => None,
            c => Some(c),
        })
        .collect();
    let start = text.len() - text.trim_start_matches(' ').len();
    let number = list_number(&text[start..]).map(|length| start + length);
    let mut out = String::with_capacity(text.len() + 8);
    let mut before: Option<char> = None;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let after = chars.peek().map(|(_, c)| *c);
        let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let means = match c {
            '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '|' | '~' | '&' | '$' => true,
            // Inside a word it is a letter like others.
            '_' => !(word(before) && word(after)),
            '#' => !word(before),
            '-' | '+' | '=' | ':' => at == start,
            '.' | ')' => number == Some(at),
            _ => false,
        };
        if means {
            out.push('\\');
        }
        out.push(c);
        before = Some(c);
    }
    out
}

/// The sign that has no width and the direction of a language.
pub fn mark(lang: Lang) -> char {
    match lang {
        Lang::Ar => '\u{200f}',
        Lang::En => '\u{200e}',
    }
}

/// Code for a token that is read from left to right inside Arabic; `code` prints its letters.
pub fn from_left(token: &str, code: &str) -> String {
    let mark = mark(Lang::En);
    // Digits and the signs between them go with what is before them, be it a letter or a mark. What is
    // neither at the end goes with what comes after.
    let starts = token.starts_with(|c: char| c.is_ascii_alphabetic());
    let ends = token.ends_with(|c: char| c.is_alphanumeric() || c == '%');
    let decimal = (token.split_once('.'))
        .is_some_and(|parts| [parts.0, parts.1].iter().all(|part| digits(part)));
    match (starts || decimal, ends) {
        (true, true) => code.to_owned(),
        (true, false) => format!("{code}{mark}"),
        (false, true) => format!("{mark}{code}"),
        (false, false) => format!("{mark}{code}{mark}"),
    }
}

fn digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|c| c.is_ascii_digit())
}

/// Where the sign stands that would make a numbered list of a line: after its digits.
fn list_number(line: &str) -> Option<usize> {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest = line[digits..].strip_prefix(['.', ')'])?;
    (digits > 0 && (rest.is_empty() || rest.starts_with(' '))).then_some(digits)
}

/// An address as the destination of a link.
pub fn destination(url: &str) -> String {
    let mut out = String::from("<");
    for c in url.chars() {
        match c {
            // Typed as they are, these would end the destination or mean something in a table.
            '<' | '>' | '\\' | '|' | '`' | ' ' | '&' => {
                if c == '&' {
                    out.push_str("&amp;");
                } else {
                    // Writing to a string cannot fail.
                    let _ = write!(out, "%{:02X}", u32::from(c));
                }
            }
            c if c.is_control() || is_dropped(c) => {}
            c => out.push(c),
        }
    }
    out.push('>');
    out
}

/// The paragraph that `write` makes, with its emphasis if a reader of Markdown would see it.
///
/// Whether a star opens emphasis depends on the signs on both of its sides, and a token or a citation
/// beside it has brought new ones. So the code is read back; stars that would be printed are left out.
pub fn settled(write: &dyn Fn(bool) -> String) -> String {
    let rich = write(true);
    if !rich.contains('*') {
        return rich;
    }
    let plain = write(false);
    if letters(&rich) == letters(&plain) {
        rich
    } else {
        plain
    }
}

/// What a reader of Markdown sees of a paragraph.
fn letters(code: &str) -> String {
    let mut out = String::new();
    for event in Parser::new_ext(code, options()) {
        match event {
            Event::Text(text) | Event::Code(text) => out.push_str(&text),
            // A list or a heading would show itself by more than its letters.
            Event::Start(
                Tag::List(_) | Tag::Heading { .. } | Tag::CodeBlock(_) | Tag::BlockQuote(_),
            ) => out.push('\u{1}'),
            _ => {}
        }
    }
    out
}

/// The extensions of GitHub's Markdown that could read more into a text.
pub fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES
}

/// A rendered page with one blank line between its blocks, and none inside a list, and without the
/// backslashes that turn out to change nothing.
pub fn tidy(page: &str) -> String {
    let page = spaced(page);
    let defined = |line| Some(str::strip_prefix(line, "[")?.split_once("]: ")?.0);
    let defined: Vec<&str> = page.lines().filter_map(defined).collect();
    let lines = page.split_inclusive('\n');
    let lean: String = lines.map(|line| lean(line, &defined)).collect();
    if read(&lean) == read(&page) {
        lean
    } else {
        page
    }
}

/// What a reader of Markdown makes of a page.
fn read(page: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut words = false;
    for event in Parser::new_ext(page, options()) {
        match (event, out.last_mut()) {
            (Event::Text(text), Some(last)) if words => last.push_str(&text),
            (Event::Text(text), _) => {
                words = true;
                out.push(text.into_string());
            }
            (event, _) => {
                words = false;
                out.push(format!("{event:?}"));
            }
        }
    }
    out
}

/// A line without the backslashes before signs that mean something at its beginning alone, and before
/// brackets that are no link: `defined` are those that lead somewhere. A text is escaped in pieces, and none of them knows
/// where it comes to stand.
fn lean(line: &str, defined: &[&str]) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let before = out.chars().next_back();
        let inside = before.is_some_and(|c| !c.is_whitespace() && c != '|');
        let needless = match rest.chars().next() {
            Some('.' | ')') => out
                .trim_start_matches("- ")
                .bytes()
                .any(|c| !c.is_ascii_digit()),
            Some(':' | '-' | '+' | '=') => inside,
            Some('[') => {
                // Only at its beginning could a line with a colon say where brackets lead.
                let first = out.trim_start_matches(['-', ' ']).is_empty();
                if let Some((words, after)) = bracket(rest, defined, first) {
                    out.push_str(words);
                    out.push(']');
                    rest = after;
                    continue;
                }
                false
            }
            _ => false,
        };
        if !needless {
            out.push('\\');
        }
        // What a backslash stands before is no backslash of its own.
        let one = rest.chars().next().map_or(0, char::len_utf8);
        out.push_str(&rest[..one]);
        rest = &rest[one..];
    }
    out.push_str(rest);
    out
}

/// The number or the words in brackets that a text begins with, without their backslashes, and what
/// follows them. `[x]` is a box to be ticked, for some.
fn bracket<'a>(text: &'a str, defined: &[&str], first: bool) -> Option<(&'a str, &'a str)> {
    let (words, after) = text.split_once("\\]")?;
    let inner = &words[1..];
    let behind = after.trim_start_matches('\\');
    let leads = behind.starts_with(['(', '[']) || (first && behind.starts_with(':'));
    let plain = inner.starts_with(char::is_alphanumeric)
        && !defined.contains(&inner)
        && !inner.eq_ignore_ascii_case("x")
        && !inner.contains(['[', ']', '\\', '<', '|', '*', '`'])
        && !leads;
    plain.then_some((words, after))
}

/// A rendered page with one blank line between its blocks, and none inside a list.
fn spaced(page: &str) -> String {
    let is_item = |line: &str| line.starts_with("- ");
    let mut out = String::with_capacity(page.len());
    let mut last = "";
    let mut blank = false;
    for line in page.lines().map(str::trim_end) {
        if line.is_empty() {
            blank = true;
            continue;
        }
        // No text begins so: `escape` puts a backslash before such a sign.
        let list = is_item(line) && is_item(last);
        let alone = |line: &str| line.starts_with('#') || line == "---";
        let block = alone(line) || alone(last) || is_item(line) != is_item(last);
        if !last.is_empty() && !list && (blank || block) {
            out.push('\n');
        }
        out.push_str(line);
        out.push('\n');
        last = line;
        blank = false;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use pulldown_cmark::TagEnd;

    /// The letters of a paragraph that is nothing but letters.
    fn read(code: &str) -> Option<String> {
        let mut out = String::new();
        for event in Parser::new_ext(code, options()) {
            match event {
                Event::Text(text) => out.push_str(&text),
                Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph) => {}
                _ => return None,
            }
        }
        Some(out)
    }

    /// The same in a cell of a table.
    fn read_cell(code: &str) -> Option<String> {
        let table = format!("| head | other |\n| --- | --- |\n| {code} | end |\n");
        let mut cells = Vec::new();
        for event in Parser::new_ext(&table, options()) {
            match event {
                Event::Start(Tag::TableCell) => cells.push(String::new()),
                Event::Text(text) => cells.last_mut()?.push_str(&text),
                Event::Start(Tag::Table(_) | Tag::TableHead | Tag::TableRow) | Event::End(_) => {}
                _ => return None,
            }
        }
        let [_, _, cell, end] = cells.as_slice() else {
            return None;
        };
        (end == "end").then(|| cell.clone())
    }

    fn flat(text: &str) -> String {
        let text = text.replace(['\n', '\r', '\t', '\u{2028}', '\u{2029}'], " ");
        let text: String = text.chars().filter(|c| !is_dropped(*c)).collect();
        text.trim_matches(' ').to_owned()
    }

    #[test]
    fn what_looks_like_markup_is_text() {
        for text in [
            "# heading",
            "- list",
            "1. one",
            "2) two",
            "> quote",
            "=== ---",
            "a | b | c",
            "\\| \\\\| `|`",
            "[words](https://x.example)",
            "[7]: https://x.example",
            "[^1]",
            "![i](x)",
            "<script>alert(1)</script> &amp; &#65;",
            "*a* **b** _c_ ~~d~~ `e` $x$",
            "snake_case and _under_",
            "```\nfence",
            "trailing \\",
            "\u{202e}backwards",
        ] {
            let code = escape(text);
            assert_eq!(
                read(code.trim_start()).as_deref(),
                Some(&*flat(text)),
                "{code}"
            );
            assert_eq!(read_cell(&code).as_deref(), Some(&*flat(text)), "{code}");
        }
        assert_eq!(
            escape("snake_case, C#, 50%, a-b, 1.5"),
            "snake_case, C#, 50%, a-b, 1.5"
        );
    }

    #[test]
    fn only_the_backslashes_that_are_needed_remain() {
        let page = "\\[1\\] **T** \\[5\\]\\: won 2019\\. What \\[1, p. 3\\] \\[Untitled\\] (more) \\[x\\]\n\n\
            - 2019\\. What\n\n\\- no list\n\n\\[5\\](x) a\\\\\\[6\\]\n";
        let expected = "[1] **T** [5]: won 2019. What [1, p. 3] [Untitled] (more) \\[x\\]\n\n\
            - 2019\\. What\n\n\\- no list\n\n\\[5\\](x) a\\\\[6]\n";
        assert_eq!(tidy(page), expected);
        // At its beginning a line would say where it leads.
        let page = "\\[5\\]: won\n";
        assert_eq!(tidy(page), page);
        // Where a number leads somewhere, its brackets are no link of their own.
        let page =
            "a \\[6\\] b \\[[7]\\] \\[8\\]\n\n[6]: <https://x.example>\n[7]: <https://y.example>\n";
        assert_eq!(tidy(page), page.replace("\\[8\\]", "[8]"));
    }

    #[test]
    fn a_token_in_arabic_is_read_from_left_to_right_without_a_tag() {
        for (token, shown) in [
            ("55–80%", "55–80%"),
            ("6000–7000", "6000–7000"),
            ("2019-07-15", "2019-07-15"),
            ("0.5", "0.5"),
            ("8%", "8%"),
            ("−5", "−5"),
            ("$50", "$50"),
            ("TLP:CLEAR", "TLP:CLEAR"),
            ("C#", "C#"),
            ("CVE-2025-12345", "CVE-2025-12345"),
            ("3fa8-11", "3fa8-11"),
        ] {
            for (before, after) in [
                ("قال ", " عام"),
                ("و", "، ثم"),
                ("مرجّح (", ") عام"),
                ("حتى ", " (5)"),
            ] {
                let line = format!("{before}{}{after}", from_left(token, token));
                let bidi = unicode_bidi::BidiInfo::new(&line, Some(unicode_bidi::Level::rtl()));
                let seen = bidi.reorder_line(&bidi.paragraphs[0], 0..line.len());
                let seen: String = seen.chars().filter(|c| *c != '\u{200e}').collect();
                assert!(seen.contains(shown), "{line:?} shows {seen:?}");
            }
        }
        // What the algorithm sets right by itself has no mark.
        for token in ["0.5", "TLP:CLEAR", "CVE-2025-12345", "JNIM"] {
            assert_eq!(from_left(token, token), token);
        }
    }

    #[test]
    fn emphasis_that_would_show_its_stars_is_left_out() {
        let write = |rich: bool| {
            if rich {
                "ab*<span>c</span>*"
            } else {
                "ab<span>c</span>"
            }
        };
        assert_eq!(settled(&|rich| write(rich).to_owned()), "ab<span>c</span>");
        let write = |rich: bool| if rich { "a *c* b" } else { "a c b" };
        assert_eq!(settled(&|rich| write(rich).to_owned()), "a *c* b");
    }

    proptest! {
        #[test]
        fn any_text_is_itself_and_nothing_else(text in "(\\PC|\\p{Cc}|[#$\\\\`\"{}\\[\\]<>@*_~/=+|!&:.)0-9 -]){0,60}") {
            let code = escape(&text);
            prop_assert_eq!(read(code.trim_matches(' ')), Some(flat(&text)), "{}", code);
            prop_assert_eq!(read_cell(&code), Some(flat(&text)), "{}", code);
        }
    }
}
