//! Left-to-right tokens inside Arabic: dates, ranges, percentages, codes, sums.
//!
//! The bidirectional algorithm keeps `CVE-2025-12345` or `80–90%` together only by luck: a
//! hyphen or percent sign between Latin letters and digits has no direction of its own and
//! takes that of the Arabic around it. Such tokens are found here and set apart, so that no
//! invisible control character has to enter the text.

/// A piece of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Text that the bidirectional algorithm sets rightly by itself.
    Plain(&'a str),
    /// A token that must be set left to right as a whole.
    Token(&'a str),
}

/// Parts a text into plain stretches and tokens; together they are the text.
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let mut plain = 0;
    let mut at = 0;
    while let Some(start) = text[at..].find(begins).map(|offset| at + offset) {
        // An Arabic particle may stand before a token without a space (و250–500); a letter of
        // another script makes it part of a word that sets itself.
        let joined = text[..start]
            .chars()
            .next_back()
            .is_some_and(|c| c.is_alphanumeric() && !arabic(c));
        let end = start + token_length(&text[start..]);
        let start = signed(text, plain, start);
        if !joined && needs_isolation(&text[start..end]) {
            if plain < start {
                found.push(Piece::Plain(&text[plain..start]));
            }
            found.push(Piece::Token(&text[start..end]));
            plain = end;
        }
        at = end;
    }
    if plain < text.len() {
        found.push(Piece::Plain(&text[plain..]));
    }
    found
}

/// Where a number begins that a minus sign stands before: at the sign.
fn signed(text: &str, from: usize, start: usize) -> usize {
    let digit = text[start..].starts_with(|c: char| c.is_ascii_digit());
    let before = &text[from..start];
    let Some(sign) = before
        .chars()
        .next_back()
        .filter(|c| digit && matches!(c, '-' | '−'))
    else {
        return start;
    };
    let at = start - sign.len_utf8();
    let free = text[from..at]
        .chars()
        .next_back()
        .is_none_or(|c| c.is_whitespace() || c == '(');
    if free { at } else { start }
}

fn arabic(c: char) -> bool {
    matches!(c, '\u{600}'..='\u{6ff}')
}

fn begins(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '$' | '€' | '£' | '+' | '#' | '@' | '~' | '±')
}

fn continues(c: char) -> bool {
    c.is_ascii_alphanumeric()
        || matches!(
            c,
            '.' | ','
                | ':'
                | '/'
                | '-'
                | '–'
                | '−'
                | '+'
                | '#'
                | '$'
                | '€'
                | '£'
                | '%'
                | '@'
                | '&'
                | '_'
                | '='
                | '?'
                | '~'
                | '±'
                | '°'
                | '\''
                | '’'
                | '*'
        )
}

/// The bytes of the token at the start of `text`, at least one character.
fn token_length(text: &str) -> usize {
    let end = text.find(|c: char| !continues(c)).unwrap_or(text.len());
    let token = text[..end].trim_end_matches(['.', ',', ':', '?', '-', '–', '\'', '’', '*']);
    let first = text.chars().next().map_or(1, char::len_utf8);
    let length = token.len().max(first);
    length + telephone_groups(&text[..length], &text[length..])
}

/// The bytes of the groups of digits that go on a telephone number: ` 770 123` after `+964`.
///
/// Numbers parted by spaces stand in the order of the Arabic around them, the first at the right.
fn telephone_groups(token: &str, after: &str) -> usize {
    let digits = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
    if !token.strip_prefix('+').is_some_and(digits) {
        return 0;
    }
    let mut length = 0;
    while let Some(group) = after[length..].strip_prefix([' ', '\u{a0}']) {
        let space = after.len() - length - group.len();
        let count = group.bytes().take_while(u8::is_ascii_digit).count();
        // A year or a sum that follows is no group of the number.
        let apart =
            !group[count..].starts_with(continues) || group[count..].starts_with([',', '.']);
        if !(2..=4).contains(&count) || !apart {
            break;
        }
        length += space + count;
    }
    length
}

/// Letters alone and digits alone need no help; a mixture with signs does.
fn needs_isolation(token: &str) -> bool {
    let signs = token.chars().any(|c| !c.is_ascii_alphanumeric());
    let words = token.chars().any(|c| c.is_ascii_alphanumeric());
    signs && words
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn tokens(text: &str) -> Vec<&str> {
        pieces(text)
            .into_iter()
            .filter_map(|piece| match piece {
                Piece::Token(token) => Some(token),
                Piece::Plain(_) => None,
            })
            .collect()
    }

    #[test]
    fn tokens_that_would_be_reordered_are_set_apart() {
        for (text, expected) in [
            ("بين 250–500 عنصر", &["250–500"][..]),
            ("في 2018-11-22.", &["2018-11-22"]),
            ("بنسبة 80–90%، ثم", &["80–90%"]),
            ("ثغرة CVE-2025-12345 في C++", &["CVE-2025-12345", "C++"]),
            ("كلفتها $1,200.", &["$1,200"]),
            ("الهاتف +964-770-123", &["+964-770-123"]),
            ("الهاتف +964 770 123 4567، ثم", &["+964 770 123 4567"]),
            ("الهاتف +964 770 123. وفي", &["+964 770 123"]),
            ("زاد +5 نقاط", &["+5"]),
            ("نحو 24 فرعًا عام 2018", &[]),
            ("وفق ICD 203", &[]),
            ("(ISIS)، ثم", &[]),
            ("نسبة 50%.", &["50%"]),
            ("و6000–7000 عنصر", &["6000–7000"]),
            ("بنحو é-5", &[]),
            ("درجة الحرارة -5 مئوية", &["-5"]),
            ("هبط (-12%) ثم", &["-12%"]),
            ("بند - 5 فقط", &[]),
            ("https://example.org/a?b=1", &["https://example.org/a?b=1"]),
        ] {
            assert_eq!(tokens(text), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn the_pieces_are_the_text(text in "([\\PC]|[0-9a-z%–.,/ -]){0,40}") {
            let joined: String = pieces(&text)
                .into_iter()
                .map(|piece| match piece { Piece::Plain(part) | Piece::Token(part) => part })
                .collect();
            prop_assert_eq!(joined, text);
        }
    }
}
