//! Markdown: the one way by which text gets into it.
//!
//! CommonMark lets a backslash stand before any ASCII punctuation. Only what could mean something is
//! escaped, because a mail is often read as it was typed. Direction is the one thing that Markdown
//! cannot say: a token that must be read from left to right stands in `<span dir="ltr">`, which wikis
//! let through and which leaves nothing behind in what is copied, as control characters would.

use std::fmt::Write;

use pulldown_cmark::{Event, Options, Parser, Tag};

use super::html::is_dropped;

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

/// A rendered page with one blank line between its blocks, and none inside a list.
pub fn tidy(page: &str) -> String {
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
