//! HTML: the one way by which text gets into it.

/// Whether a character is left out of the web page and the Markdown: control characters, which nothing
/// draws, and those that turn the direction of all that follows. Their reach would not end with their
/// text; a check reports them, and direction is said by markup.
pub fn is_dropped(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Text as HTML, for an element as well as for a quoted attribute.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' => out.push(' '),
            c if is_dropped(c) => {}
            c => out.push(c),
        }
    }
    out
}

/// A rendered page without the blank lines that a template leaves behind.
pub fn tidy(page: &str) -> String {
    let mut out = String::with_capacity(page.len());
    for line in page.lines().map(str::trim).filter(|line| !line.is_empty()) {
        out.push_str(line);
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The text that a browser makes of character references; none where markup is left.
    fn read(code: &str) -> Option<String> {
        if code.contains(['<', '>', '"', '\'']) {
            return None;
        }
        let mut out = String::new();
        let mut rest = code;
        while let Some(at) = rest.find('&') {
            out.push_str(&rest[..at]);
            let end = at + rest[at..].find(';')?;
            out.push(match &rest[at..=end] {
                "&amp;" => '&',
                "&lt;" => '<',
                "&gt;" => '>',
                "&quot;" => '"',
                "&#39;" => '\'',
                _ => return None,
            });
            rest = &rest[end + 1..];
        }
        out.push_str(rest);
        Some(out)
    }

    proptest! {
        #[test]
        fn any_text_is_itself_and_nothing_else(text in "(\\PC|\\p{Cc}|[&<>\"';#x0-9\u{202e}]){0,80}") {
            let expected: String = text
                .chars()
                .filter(|c| !is_dropped(*c))
                .map(|c| if matches!(c, '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}') { ' ' } else { c })
                .collect();
            prop_assert_eq!(read(&escape(&text)), Some(expected));
        }
    }
}
