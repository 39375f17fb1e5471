//! The one way by which text gets into Typst source.
//!
//! Every string becomes a Typst string literal. Inside one, nothing is markup: only `\` and `"`
//! mean anything, and both are escaped. Whatever an analyst types, a brief prints it.

use std::fmt::Write;

/// A Typst string literal that stands for `text`, as code.
///
/// Line breaks become spaces (a break inside a paragraph is no more than that), and control
/// characters, which no font can draw, are written as escapes.
pub fn literal(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' => out.push(' '),
            c if c.is_control() => {
                // Writing to a string cannot fail.
                let _ = write!(out, "\\u{{{:x}}}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::literal;
    use proptest::prelude::*;
    use typst::syntax::{SyntaxKind, SyntaxNode, ast, parse_code};

    /// The only string literal of the code, if the code is nothing else.
    fn read(code: &str) -> Option<String> {
        let root: SyntaxNode = parse_code(code);
        if !root.errors_and_warnings().0.is_empty() {
            return None;
        }
        let children: Vec<_> = root.children().collect();
        match children.as_slice() {
            [only] if only.kind() == SyntaxKind::Str => {
                Some(only.cast::<ast::Str>()?.get().to_string())
            }
            _ => None,
        }
    }

    fn flat(text: &str) -> String {
        text.replace(['\n', '\r', '\t', '\u{2028}', '\u{2029}'], " ")
    }

    #[test]
    fn what_looks_like_markup_is_a_string() {
        for text in [
            "#panic(\"x\")",
            "$x^2$ `raw` *b* _i_ @ref <label> \\",
            "{{ jinja }} {% raw %} {# c #}",
            "\"]#eval(\"1\")[\"",
            "// comment /* block */",
            "= heading\n- list\n+ enum\n/ term: x",
            "\u{202e}backwards\u{2066}",
            "\u{0}\u{7}\u{1b}[31m",
            "«نص» بـ\"اقتباس\" و50%",
        ] {
            assert_eq!(
                read(&literal(text)).as_deref(),
                Some(flat(text).as_str()),
                "{text:?}"
            );
        }
    }

    proptest! {
        #[test]
        fn any_text_is_one_string_and_nothing_else(text in "(\\PC|\\p{Cc}|[#$\\\\`\"{}\\[\\]<>@*_~/\\n]){0,80}") {
            prop_assert_eq!(read(&literal(&text)), Some(flat(&text)));
        }
    }
}
