//! A byte of a string as read → its byte in the file.
//!
//! A TOML string and the text it stands for differ wherever there is an escape, a
//! line-ending backslash or a `\r\n`. Findings inside a text (a citation, a word)
//! must underline the right letters all the same.

use std::ops::Range;

/// The bytes of the file that hold `part` of the string whose literal is `literal`.
///
/// Anything that is not a string literal gives the whole of `literal`.
pub fn part_of(file: &str, literal: &Range<usize>, part: &Range<usize>) -> Range<usize> {
    let Some(source) = file.get(literal.clone()) else {
        return literal.clone();
    };
    if let Some(offset) = plain(source) {
        let last = literal.end.max(literal.start + offset);
        let place = |byte: usize| (literal.start + offset + byte).min(last);
        return place(part.start)..place(part.end.max(part.start));
    }
    let Some(map) = map(source) else {
        return literal.clone();
    };
    let last = map.len() - 1;
    let start = map[part.start.min(last)];
    let end = map[part.end.min(last)];
    literal.start + start..literal.start + end.max(start)
}

/// Where the text of a literal begins, if it stands there letter for letter as it is read.
fn plain(literal: &str) -> Option<usize> {
    let long = literal.starts_with("\"\"\"") || literal.starts_with("'''");
    let short = literal.starts_with(['"', '\'']);
    (short && !long && literal.len() > 1 && !literal.contains('\\')).then_some(1)
}

/// For each byte of the string as read, and for its end, the byte of `literal` where it begins.
fn map(literal: &str) -> Option<Vec<usize>> {
    let (delimiter, escapes) = ["\"\"\"", "'''", "\"", "'"]
        .into_iter()
        .find(|quotes| literal.starts_with(quotes))
        .map(|quotes| (quotes, quotes.starts_with('"')))?;
    let mut at = delimiter.len();
    let end = literal
        .len()
        .checked_sub(delimiter.len())
        .filter(|&end| end >= at)?;
    if delimiter.len() == 3 {
        let body = literal.get(at..end)?;
        at += if body.starts_with("\r\n") {
            2
        } else {
            usize::from(body.starts_with('\n'))
        };
    }
    let mut map = Vec::with_capacity(end - at + 1);
    while at < end {
        let rest = literal.get(at..end)?;
        let first = rest.chars().next()?;
        let (read, written) = if escapes && first == '\\' {
            escape(rest)?
        } else {
            (first.len_utf8(), first.len_utf8())
        };
        // Each byte of a plain character has its own place; an escape is one place.
        let plain = read == written;
        map.extend((0..read).map(|byte| if plain { at + byte } else { at }));
        at += written;
    }
    map.push(end);
    Some(map)
}

/// How many bytes the escape at the start of `rest` gives, and how many it takes.
fn escape(rest: &str) -> Option<(usize, usize)> {
    let kind = rest.chars().nth(1)?;
    let digits = match kind {
        'x' => 2,
        'u' => 4,
        'U' => 8,
        _ if kind.is_whitespace() => {
            let body = &rest[1..];
            return Some((0, 1 + body.len() - body.trim_start().len()));
        }
        _ => return Some((1, 2)),
    };
    let code = u32::from_str_radix(rest.get(2..2 + digits)?, 16).ok()?;
    Some((char::from_u32(code)?.len_utf8(), 2 + digits))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(literal: &str) -> String {
        let file = format!("k = {literal}\n");
        let table: toml::Table = file.parse().unwrap();
        table["k"].as_str().unwrap().to_owned()
    }

    #[test]
    fn a_part_of_a_string_is_found_behind_escapes() {
        for (literal, word) in [
            (r#""plain [@x] end""#, "[@x]"),
            (r#""tab\t and \u0041 then [@x]""#, "[@x]"),
            ("\"\"\"\nline one \\\n   joined [@x] end\"\"\"", "[@x]"),
            ("'''\nraw \\t [@x]'''", "[@x]"),
            ("\"نص عربي [@x] هنا\"", "[@x]"),
            ("\"\"\"قال \\\"نعم\\\" [@x]\"\"\"", "[@x]"),
        ] {
            let value = read(literal);
            let start = value.find(word).unwrap();
            let found = part_of(literal, &(0..literal.len()), &(start..start + word.len()));
            assert_eq!(&literal[found], word, "{literal}");
        }
    }

    proptest! {
        #[test]
        fn every_char_of_any_string_maps_to_where_it_was_written(value in "\\PC{0,40}") {
            let literal = toml::Value::String(value.clone()).to_string();
            prop_assume!(read(&literal) == value);
            for (start, c) in value.char_indices() {
                let found = part_of(&literal, &(0..literal.len()), &(start..start + c.len_utf8()));
                let written = &literal[found];
                prop_assert!(written == c.to_string() || written.starts_with('\\'), "{written:?} for {c:?}");
            }
        }
    }
}
