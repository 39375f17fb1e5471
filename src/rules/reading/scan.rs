//! One reading of a text: its words, each with its class, and its signs.
//!
//! A text is read in blocks. Every byte of a block is looked at at once, for it is told what it
//! is by itself and the byte before it; then only the ends of words and the odd bytes are gone
//! through one by one.

use std::ops::Range;

use super::classes::Classes;
use super::letters::is_of_word;
use super::signs::Signs;
use super::words::Word;

/// So many bytes are one word of the machine, a bit for each.
const BLOCK: usize = 64;

/// A block and the byte before it.
type Bytes = [u8; BLOCK + 1];

/// Reads a text: adds its words, and tells its signs.
pub(super) fn scan<'a>(text: &'a str, classes: &Classes, words: &mut Vec<Word<'a>>) -> Signs {
    let bytes = text.as_bytes();
    // The head of a text is the head of a line.
    let mut signs = Signs::of_pair(b'\n', bytes.first().copied());
    // The word that is being read: where it began, and whether anything in it was odd.
    let mut open = None;
    let mut was_odd = false;
    let mut at = 0;
    while at < text.len() {
        let end = text.floor_char_boundary(at + BLOCK);
        let padded;
        let whole = at
            .checked_sub(1)
            .and_then(|before| bytes[before..end].first_chunk());
        let block = match whole {
            Some(whole) => whole,
            None => {
                padded = pad(bytes, at, end);
                &padded
            }
        };
        let (mut word, odd) = sort(block);
        let valid = u64::MAX >> (BLOCK - (end - at));
        let spaces = !word & !odd & valid;
        if spaces & (spaces << 1 | u64::from(block[0] == b' ')) != 0 {
            signs = signs | Signs::of_pair(b' ', Some(b' '));
        }
        for bit in bits(odd) {
            let (before, byte) = (block[bit], block[bit + 1]);
            let after = bytes.get(at + bit + 1).copied();
            signs = signs | Signs::of_pair(before, Some(byte)) | Signs::of_pair(byte, after);
            if byte >= 0x80 {
                word &= !parting(text, at, bit, before);
            }
        }
        let odd = odd & word;
        let before = word << 1 | u64::from(open.is_some());
        let mut starts = bits(word & !before);
        for bit in bits(before & !word & valid) {
            let start = open
                .take()
                .or_else(|| starts.next().map(|start| at + start));
            let Some(start) = start else { continue };
            let strange = was_odd || odd != 0 && odd & between(start, at, bit) != 0;
            was_odd = false;
            words.extend(word_of(text, start..at + bit, strange, classes));
        }
        open = open.or_else(|| starts.next().map(|start| at + start));
        if let Some(start) = open {
            was_odd |= odd & !below(usize::saturating_sub(start, at)) != 0;
        }
        at = end;
    }
    if let Some(start) = open {
        words.extend(word_of(text, start..text.len(), was_odd, classes));
    }
    signs
}

/// A word with its class. A strange one has odd bytes.
#[inline]
fn word_of<'a>(
    text: &'a str,
    at: Range<usize>,
    strange: bool,
    classes: &Classes,
) -> Option<Word<'a>> {
    let class = if strange {
        classes.of_strange(text.get(at.clone())?)
    } else {
        classes.of_usual(text.as_bytes().get(..at.end)?, at.len())
    };
    Word::new(text, at, class)
}

/// The bytes from `at` to `end`, with the one before; spaces fill the block.
fn pad(bytes: &[u8], at: usize, end: usize) -> Bytes {
    let mut block = [b' '; BLOCK + 1];
    block[0] = at.checked_sub(1).map_or(b'\n', |before| bytes[before]);
    block[1..=end - at].copy_from_slice(&bytes[at..end]);
    block
}

/// Which bytes of a block may be of a word, and which are odd: neither a usual letter, nor a
/// digit, nor a space. Without a way out in between, which the compiler makes fast.
fn sort(block: &Bytes) -> (u64, u64) {
    let (mut words, mut odds) = ([0; BLOCK], [0; BLOCK]);
    let bytes = block[..BLOCK].iter().zip(&block[1..]);
    for (((before, byte), word), odd) in bytes.zip(&mut words).zip(&mut odds) {
        let letter = (byte | 0x20).wrapping_sub(b'a') < 26;
        let digit = byte.wrapping_sub(b'0') < 10;
        // U+0620 to U+063F and U+0641 to U+064A; what comes after are marks.
        let lead = (*byte == 0xD8) | (*byte == 0xD9);
        let arabic = ((*before == 0xD8) & (*byte >= 0xA0))
            | ((*before == 0xD9) & (byte.wrapping_sub(0x81) < 10));
        *word = u8::from(letter | digit | (*byte >= 0x80));
        *odd = u8::from(!(letter | digit | lead | arabic | (*byte == b' ')));
    }
    (gather(&words), gather(&odds))
}

/// A bit for each byte, which is 0 or 1.
fn gather(flags: &[u8; BLOCK]) -> u64 {
    let (eights, _) = flags.as_chunks::<8>();
    eights.iter().rev().fold(0, |all, eight| {
        // The product brings the eight together in its highest byte.
        let spread = u64::from_le_bytes(*eight).wrapping_mul(0x0102_0408_1020_4080);
        all << 8 | spread >> 56
    })
}

/// The places of the bits that are set.
fn bits(mut mask: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let bit = mask.trailing_zeros();
        mask &= mask.wrapping_sub(1);
        (bit < u64::BITS).then_some(bit as usize)
    })
}

/// The bits of a character that is not of ASCII, if it parts words. Of its bytes one speaks for
/// it: the second of an Arabic letter, the first of any other.
fn parting(text: &str, at: usize, bit: usize, before: u8) -> u64 {
    let first = match before {
        0xD8 | 0xD9 => bit.saturating_sub(1),
        _ => bit,
    };
    let rest = text.get(at + first..).unwrap_or_default();
    match rest.chars().next() {
        Some(c) if !is_of_word(c) => below(first + c.len_utf8()) & !below(first),
        _ => 0,
    }
}

/// The bits below one.
fn below(bit: usize) -> u64 {
    match u32::try_from(bit) {
        Ok(bit) if bit < u64::BITS => (1 << bit) - 1,
        _ => u64::MAX,
    }
}

/// The bits of a block at `at` from the start of a word, or of the block, to `bit`.
fn between(start: usize, at: usize, bit: usize) -> u64 {
    below(bit) & !below(start.saturating_sub(at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Words as one would read them: a letter at a time.
    fn plainly(text: &str) -> Vec<&str> {
        let parts = text.split(|c: char| !c.is_alphanumeric());
        parts.filter(|part| !part.is_empty()).collect()
    }

    proptest! {
        #[test]
        fn blocks_hold_the_words_and_signs_that_letters_do(
            text in "(\\PC|[ء-ي]{1,9}|[a-zA-Z]{1,9}|[ \\n\\t.,؛،؟«»“”…–ًّـی\u{6d4}\u{658}0-9٠-٩\\[\\](-]){0,90}",
        ) {
            let classes = Classes::with(std::iter::empty());
            let mut words = Vec::new();
            let signs = scan(&text, &classes, &mut words);
            let written: Vec<_> = words.iter().map(|word| word.written).collect();
            prop_assert_eq!(written, plainly(&text));
            prop_assert_eq!(signs, Signs::of(&text));
            for word in &words {
                prop_assert_eq!(&text[word.at()], word.written);
                let odd = |c: char| !c.is_ascii_alphanumeric()
                    && !matches!(c, '\u{620}'..='\u{63F}' | '\u{641}'..='\u{64A}');
                let class = if word.written.contains(odd) {
                    classes.of_strange(word.written)
                } else {
                    classes.of_usual(word.written.as_bytes(), word.written.len())
                };
                prop_assert_eq!(word.class, class);
            }
        }
    }
}
