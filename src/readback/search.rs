//! Pages of text, and looking for words in them as a reader would.
//!
//! Where a line ends and which invisible signs stand between the letters is no part of the
//! wording. Everything else is: letters, harakat, spaces, punctuation, and their order.

use std::cell::OnceCell;

use memchr::memmem;

use crate::typeset::passes::clusters::is_mark;

/// How far from the end of a page, and from the beginning of the next, words that run over
/// both may stand: the room that headers and footers take in the text.
const FURNITURE: usize = 900;

/// How words were found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Found {
    /// Not at all.
    Lost,
    /// But for harakat.
    WithoutMarks,
    /// As they are written.
    Exactly,
}

/// The text of a document, page by page.
#[derive(Debug, Clone)]
pub struct Pages {
    exact: Vec<Flow>,
    /// Without harakat; made when first asked for.
    bare: OnceCell<Vec<Flow>>,
}

impl Pages {
    /// Prepares the text of some pages for looking things up.
    pub fn new<S: AsRef<str>>(pages: &[S]) -> Self {
        Self {
            exact: pages.iter().map(|page| Flow::new(page.as_ref())).collect(),
            bare: OnceCell::new(),
        }
    }

    /// Whether words stand in the text exactly as they are written.
    pub fn holds(&self, words: &str) -> bool {
        held(&self.exact, words)
    }

    /// Looks for words.
    pub fn find(&self, words: &str) -> Found {
        if self.holds(words) {
            return Found::Exactly;
        }
        let bare = self
            .bare
            .get_or_init(|| self.exact.iter().map(Flow::unmarked).collect());
        if held(bare, &unmarked(words)) {
            Found::WithoutMarks
        } else {
            Found::Lost
        }
    }
}

fn held(pages: &[Flow], words: &str) -> bool {
    let words = folded(words, &mut |_| ' ');
    let words = words.trim();
    let finder = memmem::Finder::new(words);
    pages
        .iter()
        .any(|page| finder.find(page.lines.as_bytes()).is_some())
        || pages.iter().any(|page| holds_broken(page.broken(), words))
        || pages
            .windows(2)
            .any(|pair| matches!(pair, [a, b] if over(a, b, words)))
}

/// Whether words begin on one page and end on the next, with the foot of the one and the head
/// of the other between.
fn over(first: &Flow, second: &Flow, words: &str) -> bool {
    let Some(letter) = words.chars().next() else {
        return true;
    };
    // What lies on one page of words that go over two may be nearly all of them.
    let reach = FURNITURE + words.len();
    let (foot, broken) = (first.broken(), second.broken());
    let tail = &foot[boundary(foot, foot.len().saturating_sub(reach))..];
    let head = &second.lines[..boundary(&second.lines, reach)];
    let head_broken = &broken[..boundary(broken, reach)];
    tail.match_indices(letter).any(|(at, _)| {
        let held = matched(&tail[at..], words);
        // The foot may happen to go on as the words do: try the breaks before as well.
        let spaces = words[..held].rmatch_indices(' ').take(3).map(|(at, _)| at);
        spaces.chain([held]).filter(|&cut| cut > 0).any(|cut| {
            let rest = words[cut..].trim_start();
            !rest.is_empty() && (head.contains(rest) || holds_broken(head_broken, rest))
        })
    })
}

/// The last beginning of a character at or before `at`.
fn boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len()))
        .rev()
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(0)
}

/// The text of a page.
#[derive(Debug, Clone)]
struct Flow {
    /// With its lines run together: most words are found in it.
    lines: String,
    page: String,
    /// With the lines as they are; made when first asked for.
    broken: OnceCell<String>,
}

impl Flow {
    fn new(page: &str) -> Self {
        Self {
            lines: folded(page, &mut |_| ' '),
            page: page.to_owned(),
            broken: OnceCell::new(),
        }
    }

    fn broken(&self) -> &str {
        self.broken.get_or_init(|| {
            folded(&self.page, &mut |space| {
                if space.contains('\n') { '\n' } else { ' ' }
            })
        })
    }

    fn unmarked(&self) -> Self {
        Self {
            lines: unmarked(&self.lines),
            page: unmarked(&self.page),
            broken: OnceCell::new(),
        }
    }
}

/// Whether words stand in a text with breaks inside them: a hyphen that only the line put
/// there, or an address broken at a slash.
fn holds_broken(text: &str, words: &str) -> bool {
    let Some(first) = words.chars().next() else {
        return true;
    };
    text.match_indices(first)
        .any(|(at, _)| begins(&text[at..], words))
}

/// Whether `text` begins with `words`, whatever its line breaks stand for.
fn begins(text: &str, words: &str) -> bool {
    matched(text, words) == words.len()
}

/// How many bytes of `words` the text begins with, whatever its line breaks stand for.
fn matched(text: &str, words: &str) -> usize {
    let mut text = text.chars().peekable();
    let mut rest = words.chars();
    while let Some(wanted) = rest.clone().next() {
        let goes_on = match text.next() {
            Some('\n') => {
                if wanted == ' ' {
                    rest.next();
                }
                true
            }
            Some(c @ ('-' | '\u{2010}')) if text.peek() == Some(&'\n') => {
                if wanted == c {
                    rest.next();
                }
                true
            }
            Some(c) if c == wanted => rest.next().is_some(),
            _ => false,
        };
        if !goes_on {
            break;
        }
    }
    words.len() - rest.as_str().len()
}

/// The text without invisible signs, and each stretch of white space as what `space` says.
fn folded(text: &str, space: &mut dyn FnMut(&str) -> char) -> String {
    let mut out = String::with_capacity(text.len());
    let mut blank: Option<usize> = None;
    for (at, c) in text.char_indices() {
        if c.is_whitespace() || matches!(c, '\u{c}' | '\u{a0}') {
            blank.get_or_insert(at);
        } else if !is_invisible(c) {
            if let Some(start) = blank.take() {
                out.push(space(&text[start..at]));
            }
            if c == '\u{fffe}' || c == '\u{2}' {
                // PDFium writes a hyphen at the end of a line so, and no break.
                out.push('-');
                out.push(space("\n"));
            } else {
                out.push(c);
            }
        }
    }
    if let Some(start) = blank {
        out.push(space(&text[start..]));
    }
    out
}

/// Whether a sign only steers direction or line breaks.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

fn unmarked(text: &str) -> String {
    text.chars().filter(|c| !is_mark(*c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_over_lines_and_pages_but_not_when_a_letter_differs() {
        let pages = Pages::new(&[
            "رأس الصفحة\nقال علاوي\nإن المحاد\u{200f}ثات\nتذييل 1",
            "رأس الصفحة\nبدأت، 55–80%\na hyphen-\nated word at https://example.\norg/x\n",
        ]);
        assert_eq!(pages.find("قال علاوي إن المحادثات"), Found::Exactly);
        assert_eq!(pages.find("قال علاوي إن المحادثات بدأت،"), Found::Exactly);
        assert_eq!(pages.find("المُحادثات"), Found::WithoutMarks);
        assert_eq!(pages.find("المحادثه"), Found::Lost);
        assert_eq!(pages.find("بدأت 55–80%"), Found::Lost, "a comma is wording");
        assert_eq!(pages.find("80–55%"), Found::Lost, "order is wording");
        assert_eq!(pages.find("a hyphenated word"), Found::Exactly);
        assert_eq!(pages.find("https://example.org/x"), Found::Exactly);
    }

    #[test]
    fn words_far_from_the_break_between_two_pages_do_not_make_a_sentence() {
        let between = "حشو ".repeat(600);
        let pages = Pages::new(&[
            format!("انتقال آخر\n{between}"),
            format!("{between}\nالعناصر بين التنظيمين"),
        ]);
        assert_eq!(pages.find("انتقال العناصر بين التنظيمين"), Found::Lost);
    }

    #[test]
    fn a_long_statement_that_goes_over_a_page_is_not_lost() {
        let words: Vec<String> = (0..200).map(|n| format!("كلمة{n}")).collect();
        let all = words.join(" ");
        let (first, second) = (words[..180].join(" "), words[180..].join(" "));
        let pages = Pages::new(&[
            format!("رأس الصفحة\n{first}\nتذييل 1"),
            format!("رأس الصفحة\n{second}\nتذييل 2"),
        ]);
        assert_eq!(pages.find(&all), Found::Exactly);
    }
}
