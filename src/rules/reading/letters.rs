//! What kind of character a character is, and words as they compare.

use std::borrow::Cow;

/// Whether `c` is an Arabic letter, Persian ones and presentation forms included; no digit, no mark.
pub fn is_arabic(c: char) -> bool {
    matches!(c, '\u{620}'..='\u{63F}' | '\u{641}'..='\u{64A}' | '\u{66E}'..='\u{6D3}' | '\u{6D5}' | '\u{6FA}'..='\u{6FC}')
        || is_presentation_form(c)
}

/// Whether `c` is a haraka, a shadda or another mark that stands on a letter.
pub fn is_mark(c: char) -> bool {
    matches!(c, '\u{610}'..='\u{61A}' | '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{6D6}'..='\u{6DC}' | '\u{6DF}'..='\u{6E4}' | '\u{6E7}' | '\u{6E8}' | '\u{6EA}'..='\u{6ED}')
}

/// The stroke that draws letters apart.
pub const TATWEEL: char = '\u{640}';

/// Whether `c` is a letter in one fixed shape, which no keyboard types.
///
/// The ornate brackets of Koranic verses (U+FD3E, U+FD3F) share the block and are none.
pub fn is_presentation_form(c: char) -> bool {
    matches!(c, '\u{FB50}'..='\u{FD3D}' | '\u{FD40}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}')
}

/// Whether `c` turns the direction of the letters that follow without being seen.
pub fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// A word without what does not count when words are compared: case, harakat and tatweel,
/// the seat of a hamza on alef, ى for ي, ة for ه, the shapes of digits.
pub fn fold(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    for c in word.chars() {
        match c {
            'أ' | 'إ' | 'آ' | 'ٱ' => folded.push('ا'),
            'ى' | 'ی' => folded.push('ي'),
            'ک' => folded.push('ك'),
            'ة' => folded.push('ه'),
            TATWEEL => {}
            '\0'..='\x7F' => folded.push(c.to_ascii_lowercase()),
            '\u{621}'..='\u{64A}' => folded.push(c),
            '٠'..='٩' => folded.extend(char::from_digit(u32::from(c) - 0x660, 10)),
            '۰'..='۹' => folded.extend(char::from_digit(u32::from(c) - 0x6F0, 10)),
            _ if is_mark(c) => {}
            _ => folded.extend(c.to_lowercase()),
        }
    }
    folded
}

/// The same, borrowed where nothing is to be done.
pub fn folded(word: &str) -> Cow<'_, str> {
    if word.chars().all(is_folded) {
        Cow::Borrowed(word)
    } else if word.is_ascii() {
        Cow::Owned(word.to_ascii_lowercase())
    } else {
        Cow::Owned(fold(word))
    }
}

/// Whether [`fold`] leaves a letter as it is.
fn is_folded(c: char) -> bool {
    match c {
        'أ' | 'إ' | 'آ' | 'ى' | 'ة' | TATWEEL => false,
        'a'..='z' | '0'..='9' | '\u{621}'..='\u{64A}' => true,
        _ => false,
    }
}

/// Whether `c` is a letter, mark or digit of a word. The usual letters need no look into the
/// tables of Unicode.
pub fn is_of_word(c: char) -> bool {
    match c {
        '\0'..='\x7F' => c.is_ascii_alphanumeric(),
        '\u{620}'..='\u{657}' => true,
        '،' | '؛' | '؟' | '«' | '»' | '“' | '”' => false,
        _ => c.is_alphanumeric(),
    }
}

/// The particles that are written onto the word they precede and begin with a letter, longest
/// first, folded.
fn prefixes(first: u8, second: u8) -> &'static [&'static str] {
    match (first, second) {
        (0xD9, 0x88) => &["وبال", "وكال", "وال", "ولل", "و"],
        (0xD9, 0x81) => &["فبال", "فال", "فلل", "ف"],
        (0xD8, 0xA8) => &["بال", "ب"],
        (0xD9, 0x83) => &["كال", "ك"],
        (0xD9, 0x84) => &["لل", "ل"],
        (0xD8, 0xA7) => &["ال"],
        _ => &[],
    }
}

/// What is left of a folded word when a particle before it is taken off, with whether that
/// held the article; the word as it is comes first.
pub fn stems(folded: &str) -> impl Iterator<Item = (&str, bool)> {
    let prefixes = match folded.as_bytes() {
        [first, second, ..] => prefixes(*first, *second),
        _ => &[],
    };
    std::iter::once((folded, false)).chain(prefixes.iter().filter_map(move |prefix| {
        let rest = folded.strip_prefix(prefix)?;
        rest.chars().nth(1)?;
        // One letter is no article.
        Some((rest, prefix.len() > 2))
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelling_that_does_not_count_is_folded_away() {
        assert_eq!(fold("محفّزاتٌ"), fold("محفزات"));
        assert_eq!(fold("إلى"), fold("الي"));
        assert_eq!(fold("فـ"), "ف");
        assert_eq!(fold("٢٠١٨"), "2018");
        assert_eq!(fold("Likely"), "likely");
    }

    #[test]
    fn the_short_way_tells_words_as_unicode_does() {
        for c in '\0'..=char::MAX {
            assert_eq!(is_of_word(c), c.is_alphanumeric(), "{c:?}");
        }
    }

    #[test]
    fn a_folded_letter_stays_as_it_is() {
        for c in ('\0'..=char::MAX).filter(|c| is_folded(*c)) {
            assert_eq!(fold(&c.to_string()), c.to_string());
        }
    }

    #[test]
    fn a_particle_is_taken_off() {
        assert!(stems("والعوائق").any(|stem| stem == ("عوائق", true)));
        assert!(stems("وخمسه").any(|stem| stem == ("خمسه", false)));
    }
}
