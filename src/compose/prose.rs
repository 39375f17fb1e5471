//! Prose → Typst code: emphasis, links, tokens; citations as marks that `finish` numbers.

use super::bidi::{self, Piece};
use super::escape::literal;
use super::finish::Mark;
use crate::model::{Inline, Lang, Prose};
use std::borrow::Cow;

/// Code for a whole text. Its value is content, or a string where it is nothing but letters.
///
/// `cite` gives the code of a citation.
pub fn code(text: &str, lang: Lang, cite: &dyn Fn(&[crate::model::Cite]) -> String) -> String {
    let prose = Prose::parse(text);
    let mut parts = Vec::new();
    for (index, paragraph) in prose.paragraphs.iter().enumerate() {
        if index > 0 {
            parts.push("parbreak()".to_owned());
        }
        inlines(paragraph, lang, cite, &mut parts);
    }
    join(parts)
}

/// Code for a string that carries no markup.
pub fn plain(text: &str, lang: Lang) -> String {
    let mut parts = Vec::new();
    letters(text, lang, &mut parts);
    join(parts)
}

fn join(parts: Vec<String>) -> String {
    match parts.as_slice() {
        [] => "\"\"".to_owned(),
        [one] => one.clone(),
        _ => format!("{{{}}}", parts.join("; ")),
    }
}

fn inlines(
    inlines: &[Inline],
    lang: Lang,
    cite: &dyn Fn(&[crate::model::Cite]) -> String,
    parts: &mut Vec<String>,
) {
    for (index, inline) in inlines.iter().enumerate() {
        match inline {
            Inline::Text(text) => {
                // A citation brings its own space: the one typed before it goes.
                let cited = matches!(inlines.get(index + 1), Some(Inline::Citation(_)));
                let text = if cited {
                    text.trim_end_matches(' ')
                } else {
                    text
                };
                letters(text, lang, parts);
            }
            Inline::Emphasis(inner) => parts.push(wrap("emph", inner, lang, cite)),
            Inline::Strong(inner) => parts.push(wrap("strong", inner, lang, cite)),
            Inline::Link(url, inner) => {
                let mut words = Vec::new();
                self::inlines(inner, lang, cite, &mut words);
                parts.push(format!("link({}, {})", literal(url), join(words)));
            }
            Inline::Citation(cites) => parts.push(cite(cites)),
        }
    }
}

fn wrap(
    function: &str,
    inner: &[Inline],
    lang: Lang,
    cite: &dyn Fn(&[crate::model::Cite]) -> String,
) -> String {
    let mut parts = Vec::new();
    inlines(inner, lang, cite, &mut parts);
    format!("{function}({})", join(parts))
}

fn letters(text: &str, lang: Lang, parts: &mut Vec<String>) {
    if text.is_empty() {
        return;
    }
    let text = &breakable(text);
    if lang == Lang::En {
        parts.push(literal(text));
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
                if !text.is_empty() {
                    parts.push(literal(text));
                }
                particle = word;
            }
            Piece::Token(token) => {
                let token = literal(token);
                // A line may end before a token: what is written to it goes with it.
                parts.push(if particle.is_empty() {
                    format!("tok({token})")
                } else {
                    format!("box({{{}; tok({token})}})", literal(particle))
                });
                particle = "";
            }
        }
    }
}

/// The longest token, in bytes, that `tok` keeps on one line.
const ONE_LINE: usize = 28;

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

/// Code for a list of citations: each source with its locator, the place that cites named by `label`.
pub fn citation(cites: &[(String, Option<String>)], label: &str, lang: Lang) -> String {
    let marks: Vec<String> = cites
        .iter()
        .map(|(source, locator)| {
            let locator = locator
                .as_ref()
                .map_or_else(|| "none".to_owned(), |locator| plain(locator, lang));
            format!(
                "(number: {}, target: {}, anchor: {}, locator: {locator}),",
                Mark::Number(source),
                Mark::Target(source),
                Mark::Cited(source, label),
            )
        })
        .collect();
    format!("cite-mark(({}))", marks.concat())
}

#[cfg(test)]
mod tests {
    use super::*;

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
