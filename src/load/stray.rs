//! What an Arabic keyboard, or a text that was copied, leaves between the words of a TOML file.
//!
//! Outside of quotes and comments TOML is Latin throughout. So the first other character of a
//! faulty line says more of the fault than the parser, which stumbles somewhere behind it.

use std::ops::Range;

use super::words::{Told, is_foreign_space, is_unprintable, space, unprintable};
use crate::diagnostic::{Say, say};

/// What is wrong with a faulty line, and where in it, if it is such a character.
pub fn told(line: &str, message: &str) -> Option<(Range<usize>, Told)> {
    if is_inside_text(message) {
        return None;
    }
    let stray = first(line)?;
    let c = stray.character;
    let at = stray.at..stray.at + c.len_utf8();
    let told = match c {
        _ if is_unprintable(c) => unprintable(c),
        _ if is_foreign_space(c) => space(c),
        '،' | '؛' => separator(c, &stray),
        '؟' => question_mark(line, &stray),
        'ـ' if stray.side == Side::Key => tatweel(line, &stray),
        _ if c.is_alphabetic() && stray.side == Side::Key && line.contains('=') => {
            let key = word(line, stray.at);
            let found = key_of_letters(&line[key.clone()]);
            return Some((key, found));
        }
        _ if c.is_alphabetic() && stray.side == Side::Header => header_of_letters(line),
        _ => return None,
    };
    Some((at, told))
}

/// Whether the parser complains of what stands inside of a text, which may hold every character.
fn is_inside_text(message: &str) -> bool {
    [
        "missing escaped value",
        "too few unicode",
        "invalid unicode",
        "invalid basic string",
        "invalid literal string",
        "invalid multi-line",
        "invalid date",
    ]
    .iter()
    .any(|prefix| message.starts_with(prefix))
}

/// Writes the Latin comma for every Arabic one that parts two values on a line, each in as many
/// bytes as before; says whether there was any.
pub fn mend_separators(text: &mut String, number: usize, message: &str) -> bool {
    const LATIN: &str = ", ";
    if is_inside_text(message) {
        return false;
    }
    let own = line(text, number);
    let mut mended = false;
    while let Some(stray) = first(&text[own.clone()])
        && stray.parts
        && stray.side != Side::Header
        && matches!(stray.character, '،' | '؛')
    {
        let at = own.start + stray.at;
        text.replace_range(at..at + LATIN.len(), LATIN);
        mended = true;
    }
    mended
}

/// The bytes of a line, counted from 1, without its end.
pub fn line(text: &str, number: usize) -> Range<usize> {
    let start = match number {
        0 | 1 => 0,
        _ => text
            .match_indices('\n')
            .nth(number - 2)
            .map_or(text.len(), |(newline, _)| newline + 1),
    };
    let length = text[start..].find('\n').unwrap_or(text.len() - start);
    start..start + length
}

/// A character that is not Latin, outside of quotes and comments.
struct Stray {
    at: usize,
    character: char,
    side: Side,
    /// Whether it parts the values of a list or the keys of an inline table.
    parts: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Header,
    Key,
    Value,
}

/// The first such character of a line, and what it stands in.
fn first(line: &str) -> Option<Stray> {
    let header = is_like_header(line);
    let mut quote = None;
    // Of each bracket that is open, whether it holds keys.
    let mut open: Vec<bool> = Vec::new();
    let mut set = false;
    let mut key = true;
    let mut chars = line.char_indices();
    while let Some((at, character)) = chars.next() {
        match (quote, character) {
            (Some('"'), '\\') => {
                chars.next();
            }
            (Some(closing), c) if c == closing => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(character),
            (None, '#') => return None,
            (None, '=') => {
                key = false;
                set |= open.is_empty();
            }
            (None, '{') => {
                open.push(true);
                key = true;
            }
            (None, '[') => {
                open.push(false);
                key = false;
            }
            (None, ']' | '}') => {
                open.pop();
            }
            (None, ',') => key = open.last() == Some(&true),
            (None, c) if !c.is_ascii() => {
                let side = match () {
                    () if header && !set => Side::Header,
                    () if key => Side::Key,
                    () => Side::Value,
                };
                return Some(Stray {
                    at,
                    character,
                    side,
                    // A line of a list that began above sets nothing itself.
                    parts: !open.is_empty() || !set,
                });
            }
            _ => {}
        }
    }
    None
}

/// Whether a line was meant to be a header: it begins with a bracket, of whatever kind.
pub fn is_like_header(line: &str) -> bool {
    line.trim_start_matches(|c: char| c.is_whitespace() || is_unprintable(c))
        .starts_with(['[', '﴿', '［', '【'])
}

/// The word that holds a byte: up to a space or a sign of TOML.
fn word(line: &str, at: usize) -> Range<usize> {
    let ends = |c: char| c.is_whitespace() || "=.[]{},\"'#".contains(c);
    let start = line[..at].rfind(ends).map_or(0, |end| end + 1);
    let end = line[at..].find(ends).map_or(line.len(), |end| at + end);
    start..end
}

fn separator(c: char, stray: &Stray) -> Told {
    let (en, ar) = match c {
        '،' => ("an Arabic comma", "فاصلة عربية"),
        _ => ("an Arabic semicolon", "فاصلة منقوطة عربية"),
    };
    if stray.parts {
        (
            say!(en "{en} `{c}` stands between two values", ar "بين القيمتين {ar} `{c}`"),
            Some(say!(
                en "values are parted by a Latin comma: write `,`",
                ar "تُفصل القيم بالفاصلة اللاتينية: اكتب `,`"
            )),
        )
    } else {
        (
            say!(en "{en} `{c}` stands behind the value", ar "بعد القيمة {ar} `{c}`"),
            Some(say!(
                en "take it out: nothing stands behind a value but a new line",
                ar "احذفها: لا يأتي بعد القيمة إلا سطر جديد"
            )),
        )
    }
}

fn question_mark(line: &str, stray: &Stray) -> Told {
    let help = if stray.side == Side::Key {
        let key = word(line, stray.at);
        let key = line[key].replace('؟', "");
        say!(en "take it out: write `{key} = …`", ar "احذفها: اكتب `{key} = …`")
    } else {
        say!(
            en "write it inside the quotes, or take it out",
            ar "اكتبها داخل علامتَي التنصيص أو احذفها"
        )
    };
    (
        say!(en "an Arabic question mark `؟` stands outside the quotes", ar "علامة استفهام عربية `؟` خارج علامتَي التنصيص"),
        Some(help),
    )
}

fn tatweel(line: &str, stray: &Stray) -> Told {
    let key = &line[word(line, stray.at)];
    let (with, without) = (key.replace('ـ', "_"), key.replace('ـ', ""));
    (
        say!(en "a tatweel `ـ` stands in the key `{key}`", ar "في المفتاح `{key}` تطويل `ـ`"),
        Some(say!(
            en "write `{with}`, with the underscore of a Latin keyboard, or `{without}`",
            ar "اكتب `{with}` بالشرطة السفلية من لوحة المفاتيح اللاتينية، أو `{without}`"
        )),
    )
}

fn key_of_letters(key: &str) -> Told {
    (
        say!(en "the key `{key}` is not written in Latin letters", ar "المفتاح `{key}` ليس بحروف لاتينية"),
        Some(keys()),
    )
}

/// What keys are made of.
pub fn keys() -> Say {
    say!(
        en "a key is Latin letters, digits, `-` and `_`; see `taqdir schema` for the keys there are",
        ar "يتكوّن المفتاح من حروف لاتينية وأرقام و`-` و`_`؛ ولمعرفة المفاتيح المتاحة: `taqdir schema`"
    )
}

fn header_of_letters(line: &str) -> Told {
    let line = line.trim();
    (
        say!(en "the header `{line}` is not written in Latin letters", ar "الترويسة `{line}` ليست بحروف لاتينية"),
        Some(say!(
            en "write the key of the entries, such as `[[indicator]]` or `[[source]]`",
            ar "اكتب مفتاح العناصر، مثل `[[indicator]]` أو `[[source]]`"
        )),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_in_quotes_or_a_comment_is_not_stray() {
        for line in [
            "title = \"عنوان، ثم\"",
            "title = 'عنوان' # ملاحظة؟",
            "title = { ar = \"\\\"،\", en = 'x' }",
            "",
        ] {
            assert!(first(line).is_none(), "{line}");
        }
    }

    #[test]
    fn an_error_inside_a_text_is_not_laid_to_its_letters() {
        assert!(told("قال، ثم \\q", "missing escaped value").is_none());
        let mut text = "أ، ب".to_owned();
        assert!(!mend_separators(&mut text, 1, "missing escaped value"));
    }

    proptest! {
        #[test]
        fn any_line_can_be_told_and_mended(text in "([a-z=\"'#,،؛؟ـ\\[\\]{}\\\\ \u{200f}١ب]|\n|🛰){0,40}", number in 0usize..6) {
            let own = line(&text, number);
            if let Some((at, _)) = told(&text[own], "invalid") {
                prop_assert!(!at.is_empty());
            }
            let mut mended = text.clone();
            mend_separators(&mut mended, number, "invalid");
            prop_assert_eq!(mended.len(), text.len());
        }
    }
}
