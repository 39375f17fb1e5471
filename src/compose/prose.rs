//! Prose → code of a medium: emphasis, links, tokens; citations as marks that `finish` numbers.

use super::bidi::{self, Piece};
use super::knots::{self, Knot};
use super::markdown;
use super::medium::{Cited, Medium};
use crate::model::{Cite, Inline, Lang, Prose};
use std::borrow::Cow;

/// How texts are written: in which medium, for a brief in which language.
#[derive(Debug, Clone, Copy)]
pub struct Pen {
    /// The medium.
    pub medium: Medium,
    /// The language of the text, which decides what must be isolated in it.
    pub lang: Lang,
}

type Citing<'a> = &'a dyn Fn(&[Cite]) -> String;

impl Pen {
    /// Code for a whole text. In Typst its value is content, or a string where it is nothing but letters.
    ///
    /// `cite` gives the code of a citation.
    pub fn code(self, prose: &Prose, cite: Citing<'_>) -> String {
        let mut parts = Vec::new();
        for (index, paragraph) in prose.paragraphs.iter().enumerate() {
            if index > 0 {
                parts.push(self.medium.paragraph_break());
            }
            self.paragraph(paragraph, cite, &mut parts);
        }
        self.medium.sequence(&parts)
    }

    /// Code for each paragraph of a text.
    pub fn paragraphs(self, prose: &Prose, cite: Citing<'_>) -> Vec<String> {
        let paragraph = |inlines: &Vec<Inline>| {
            let mut parts = Vec::new();
            self.paragraph(inlines, cite, &mut parts);
            self.medium.sequence(&parts)
        };
        prose.paragraphs.iter().map(paragraph).collect()
    }

    /// Code for a string that carries no markup.
    pub fn plain(self, text: &str) -> String {
        let mut parts = Vec::new();
        self.letters(text, &mut parts);
        self.medium.sequence(&parts)
    }

    fn paragraph(self, inlines: &[Inline], cite: Citing<'_>, parts: &mut Vec<String>) {
        if self.medium != Medium::Markdown {
            self.inlines(inlines, cite, true, parts);
            return;
        }
        parts.push(markdown::settled(&|emphasis| {
            let mut parts = Vec::new();
            self.inlines(inlines, cite, emphasis, &mut parts);
            parts.concat()
        }));
    }

    fn inlines(
        self,
        inlines: &[Inline],
        cite: Citing<'_>,
        emphasis: bool,
        parts: &mut Vec<String>,
    ) {
        for (index, inline) in inlines.iter().enumerate() {
            let inner = |inner: &[Inline]| {
                let mut words = Vec::new();
                self.inlines(inner, cite, emphasis, &mut words);
                self.medium.sequence(&words)
            };
            match inline {
                Inline::Text(text) => {
                    // A citation brings its own space: the one typed before it goes.
                    let cited = matches!(inlines.get(index + 1), Some(Inline::Citation(_)));
                    let text = if cited {
                        text.trim_end_matches(' ')
                    } else {
                        text
                    };
                    self.letters(text, parts);
                }
                Inline::Emphasis(words) if emphasis => {
                    parts.push(self.medium.emphasis(&inner(words)));
                }
                Inline::Strong(words) if emphasis => parts.push(self.medium.strong(&inner(words))),
                Inline::Emphasis(words) | Inline::Strong(words) => parts.push(inner(words)),
                Inline::Link(url, words) => parts.push(self.medium.link(url, &inner(words))),
                Inline::Citation(cites) => parts.push(cite(cites)),
            }
        }
    }

    fn letters(self, text: &str, parts: &mut Vec<String>) {
        if text.is_empty() {
            return;
        }
        let text = &match self.medium {
            Medium::Typst => breakable(text),
            // A browser breaks a word that would stick out by itself.
            Medium::Html | Medium::Markdown => Cow::Borrowed(text),
        };
        if self.lang == Lang::En {
            self.words(text, parts);
            return;
        }
        let mut pieces = bidi::pieces(text).into_iter().peekable();
        let mut particle = "";
        while let Some(piece) = pieces.next() {
            match piece {
                Piece::Plain(text) => {
                    let joined = match pieces.peek() {
                        Some(Piece::Token(token)) if token.len() <= ONE_LINE => ending_word(text),
                        _ => text.len(),
                    };
                    let (text, word) = text.split_at(joined);
                    self.words(text, parts);
                    particle = word;
                }
                Piece::Token(token) => {
                    parts.push(self.medium.token(particle, token));
                    particle = "";
                }
            }
        }
    }

    /// Letters that set themselves, with the words among them that stay together.
    fn words(self, text: &str, parts: &mut Vec<String>) {
        for piece in knots::pieces(text) {
            parts.push(match piece {
                Knot::Loose(text) => self.medium.letters(text),
                Knot::Tied(text) => self.medium.tied(&self.medium.letters(text)),
            });
        }
    }

    /// Code for a short string that stays on one line; a longer one breaks where it may.
    pub fn together(self, text: &str) -> String {
        let code = self.plain(text);
        match text.chars().count() <= NARROW {
            true => self.medium.tied(&code),
            false => code,
        }
    }

    /// Code for a list of citations: each source with its locator, the place that cites named by `label`.
    pub fn citation(self, cites: &[(String, Option<String>)], label: &str) -> String {
        let cites: Vec<Cited<'_>> = cites
            .iter()
            .map(|(source, locator)| Cited {
                source,
                locator: locator.as_ref().map(|locator| self.together(locator)),
            })
            .collect();
        self.medium.citation(&cites, label, self.lang)
    }
}

/// The longest token, in bytes, that `tok` keeps on one line.
pub(super) const ONE_LINE: usize = 28;

/// The most characters that fit the narrowest column on one line.
pub const NARROW: usize = 20;

/// Where the word begins that a text ends with, such as the particle before a number: at its end
/// where a space or sign stands there.
fn ending_word(text: &str) -> usize {
    // Harakat and tatweel count as letters here.
    text.rfind(|c: char| !c.is_alphabetic()).map_or(0, |at| {
        at + text[at..].chars().next().map_or(0, char::len_utf8)
    })
}

/// The most characters that stand together in the narrowest column.
const UNBROKEN: usize = 24;

/// Gives very long words places to break at, so that none sticks out of its column. Neither a word of
/// ordinary length nor an address is changed: what a reader searches for and copies is what was written.
fn breakable(text: &str) -> Cow<'_, str> {
    let is_long = |word: &str| {
        let letters = word.trim_matches(|c: char| !c.is_alphanumeric());
        letters.len() > UNBROKEN
            && letters.chars().count() > UNBROKEN * 3 / 2
            && letters.chars().all(char::is_alphanumeric)
    };
    if !text.split(char::is_whitespace).any(is_long) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for word in text.split_inclusive(char::is_whitespace) {
        let long = is_long(word);
        for (index, letter) in word.chars().enumerate() {
            if long && index > 0 && index % UNBROKEN == 0 {
                out.push('\u{200b}');
            }
            out.push(letter);
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str, lang: Lang) -> String {
        let medium = Medium::Typst;
        Pen { medium, lang }.plain(text)
    }

    #[test]
    fn a_word_wider_than_a_column_can_break() {
        let long = "ا".repeat(50);
        let code = plain(&long, Lang::Ar);
        assert_eq!(code.matches('\u{200b}').count(), 2);
        assert_eq!(code.replace('\u{200b}', ""), format!("\"{long}\""));
        assert!(plain(&format!("«{long}»؟"), Lang::Ar).contains('\u{200b}'));
    }

    #[test]
    fn a_particle_goes_with_the_number_that_it_is_written_to() {
        for (text, code) in [
            (
                "و6000–7000 عنصر",
                r#"{box({"و"; tok("6000–7000")}); " عنصر"}"#,
            ),
            ("نحو وَبـ50%.", r#"{"نحو "; box({"وَبـ"; tok("50%")}); "."}"#),
            ("بنسبة 50%", r#"{"بنسبة "; tok("50%")}"#),
            ("«ISIS»-وAK-47", r#"{"«ISIS»-"; box({"و"; tok("AK-47")})}"#),
            ("عام و2017", r#""عام و2017""#),
        ] {
            assert_eq!(plain(text, Lang::Ar), code);
        }
        let long = "https://example.org/a?b=1&c=22";
        let code = format!(r#"{{"و"; tok("{long}")}}"#);
        assert_eq!(plain(&format!("و{long}"), Lang::Ar), code);
    }

    #[test]
    fn other_words_stay_as_they_were_written() {
        for word in [
            "Donaudampfschifffahrtsgesellschaft",
            "فأسقيناكموه",
            "https://example.org/one/two/three/four/five",
        ] {
            assert_eq!(plain(word, Lang::En), format!("\"{word}\""));
        }
    }
}
