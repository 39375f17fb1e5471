//! What was opened and never closed: lists, inline tables and long texts.
//!
//! A parser goes on reading after a missing `]` as if the rest of the file stood inside the
//! list, and complains of every line. Here the gap is found by the line that cannot stand
//! inside (a header, the next key), so that it is told once, where it opened, and the rest
//! of the file is read as its author sees it.

use std::ops::Range;

/// Something that was opened and not closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unclosed {
    /// What opened it.
    pub open: Range<usize>,
    /// What would close it.
    pub close: &'static str,
    /// Where the close was probably left out.
    pub end: usize,
}

/// Everything in a TOML text that was opened and not closed, in order.
pub fn unclosed(text: &str) -> Vec<Unclosed> {
    let mut scan = Scan {
        text,
        at: 0,
        content: 0,
        open: Vec::new(),
        found: Vec::new(),
    };
    scan.run();
    scan.found
}

/// The text with what was left out put in.
pub fn mended(text: &str, gaps: &[Unclosed]) -> String {
    let mut out = String::with_capacity(text.len() + 4 * gaps.len());
    let mut from = 0;
    for gap in gaps {
        out.push_str(&text[from..gap.end]);
        out.push_str(gap.close);
        from = gap.end;
    }
    out.push_str(&text[from..]);
    out
}

/// The byte of the text as written for a byte of the mended one.
pub fn original(byte: usize, gaps: &[Unclosed]) -> usize {
    let mut added = 0;
    for gap in gaps {
        let start = gap.end + added;
        if byte <= start {
            break;
        }
        added += gap.close.len().min(byte - start);
    }
    byte - added
}

struct Scan<'a> {
    text: &'a str,
    at: usize,
    /// The end of the last thing that is neither space nor remark.
    content: usize,
    /// What is open: where, and what closes it.
    open: Vec<(usize, &'static str)>,
    found: Vec<Unclosed>,
}

impl Scan<'_> {
    fn run(&mut self) {
        self.line_begins();
        while let Some(c) = self.rest().chars().next() {
            match c {
                '\n' => {
                    self.at += 1;
                    self.line_begins();
                    continue;
                }
                '#' => {
                    self.at += self.line_length();
                    continue;
                }
                '"' | '\'' => {
                    self.string();
                    self.content = self.at;
                    continue;
                }
                '[' => self.open.push((self.at, "]")),
                '{' => self.open.push((self.at, "}")),
                ']' | '}' => {
                    self.open.pop();
                }
                _ => {}
            }
            self.at += c.len_utf8();
            if !c.is_whitespace() {
                self.content = self.at;
            }
        }
        self.close_all();
    }

    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn line_length(&self) -> usize {
        self.rest().find('\n').unwrap_or(self.rest().len())
    }

    /// At the head of a line: a header, or a key where only values may stand, ends what is open.
    fn line_begins(&mut self) {
        let line = self.rest().lines().next().unwrap_or("");
        match self.open.last() {
            None => {
                // The parser itself sees to headers.
                if line.trim_start().starts_with('[') {
                    self.at += self.line_length();
                    self.content = self.at;
                }
            }
            Some((_, close)) => {
                if is_header(line) || (*close == "]" && is_assignment(line)) {
                    self.close_all();
                    self.line_begins();
                }
            }
        }
    }

    fn close_all(&mut self) {
        let end = self.content;
        while let Some((open, close)) = self.open.pop() {
            self.found.push(Unclosed {
                open: open..open + 1,
                close,
                end,
            });
        }
    }

    /// Goes over a string; one on a single line ends with its line.
    fn string(&mut self) {
        let start = self.at;
        let quote = &self.text[start..=start];
        let escapes = quote == "\"";
        let long = if escapes { "\"\"\"" } else { "'''" };
        if !self.rest().starts_with(long) {
            self.at += 1;
            while let Some(c) = self.rest().chars().next() {
                if c == '\n' {
                    return;
                }
                self.at += c.len_utf8();
                if escapes && c == '\\' {
                    let next = self.rest().chars().next().filter(|c| *c != '\n');
                    self.at += next.map_or(0, char::len_utf8);
                } else if self.text[..self.at].ends_with(quote) {
                    return;
                }
            }
            return;
        }
        self.at += long.len();
        let mut written = self.at;
        while let Some(c) = self.rest().chars().next() {
            if self.rest().starts_with(long) {
                self.at += long.len();
                // Up to two quotes may stand right before the three that close.
                while self.rest().starts_with(quote) {
                    self.at += 1;
                }
                return;
            }
            self.at += c.len_utf8();
            if escapes && c == '\\' {
                let next = self.rest().chars().next();
                self.at += next.map_or(0, char::len_utf8);
            }
            if c == '\n' {
                let line = self.rest().lines().next().unwrap_or("");
                if is_header(line) || is_assignment(line) {
                    break;
                }
            } else if !c.is_whitespace() {
                written = self.at;
            }
        }
        self.found.push(Unclosed {
            open: start..start + long.len(),
            close: if escapes { "\"\"\"" } else { "'''" },
            end: written,
        });
    }
}

/// `[[indicator]]`, `[title]`, `[judgement.statement]`.
fn is_header(line: &str) -> bool {
    let line = line.split('#').next().unwrap_or("").trim();
    let inner = line
        .strip_prefix("[[")
        .and_then(|rest| rest.strip_suffix("]]"))
        .or_else(|| {
            line.strip_prefix('[')
                .and_then(|rest| rest.strip_suffix(']'))
        });
    inner.is_some_and(|name| is_key(name) && name.contains(|c: char| c.is_ascii_alphabetic()))
}

/// `status = "observed"`.
fn is_assignment(line: &str) -> bool {
    line.split_once('=').is_some_and(|(key, value)| {
        let value = value.trim_start();
        is_key(key.trim())
            && value.starts_with(|c: char| "\"'[{-".contains(c) || c.is_alphanumeric())
    })
}

fn is_key(name: &str) -> bool {
    !name.is_empty()
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn gaps(text: &str) -> Vec<(&str, &'static str)> {
        unclosed(text)
            .into_iter()
            .map(|gap| (&text[gap.end..], gap.close))
            .collect()
    }

    #[test]
    fn a_gap_is_found_where_the_next_line_cannot_stand_inside() {
        assert_eq!(gaps("a = [1,\n 2\nb = 3\n"), [("\nb = 3\n", "]")]);
        assert_eq!(gaps("a = [1 # one\n[b]\n"), [(" # one\n[b]\n", "]")]);
        assert_eq!(
            gaps("a = { b = [1\n[[c]]\n"),
            [("\n[[c]]\n", "]"), ("\n[[c]]\n", "}")]
        );
        assert_eq!(
            gaps("a = \"\"\"\ntext\n\n[[b]]\n"),
            [("\n\n[[b]]\n", "\"\"\"")]
        );
        assert_eq!(gaps("a = '''\ntext"), [("", "'''")]);
    }

    #[test]
    fn what_is_closed_has_no_gap() {
        for text in [
            "a = [[1, 2],\n[3]]\n[[b]]\nc = { d = \"]\", e = '}' }\n",
            "a = \"\"\"x = y? [@s] \\\"\"\" more\"\"\"\"\nb = 1\n",
            "a = {\n  b = 1,\n  c = [\n \"x\", # [\n],\n}\n",
        ] {
            assert_eq!(unclosed(text), [], "{text}");
        }
    }

    proptest! {
        #[test]
        fn places_in_a_mended_text_lead_back(text in "([a-z=\"'\\[\\]{}#\\n \\\\]|\"\"\"|\\PC){0,60}") {
            let gaps = unclosed(&text);
            prop_assert!(gaps.windows(2).all(|pair| pair[0].end <= pair[1].end));
            let mended = mended(&text, &gaps);
            for (at, _) in mended.char_indices() {
                let byte = original(at, &gaps);
                prop_assert!(text.is_char_boundary(byte));
            }
            prop_assert_eq!(original(mended.len(), &gaps), text.len());
        }
    }
}
