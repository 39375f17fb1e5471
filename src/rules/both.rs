//! A text in both languages: its two strings beside each other, and the numbers in each.

use super::reading::classes::Class;
use super::reading::letters::stems;
use super::reading::numerals::Table;
use super::reading::{Passage, Texts, Word, from_next, numerals};
use crate::model::Lang;
use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashSet;

/// The strings of every text that has both languages: the Arabic one, the English one.
pub(super) fn pairs<'t, 'a>(
    texts: &'t Texts<'a>,
) -> impl Iterator<Item = (&'t Passage<'a>, &'t Passage<'a>)> {
    let mut before: Option<&'t Passage<'a>> = None;
    texts.iter().filter_map(move |passage| {
        // The languages of a text follow each other, Arabic first.
        let arabic = before.replace(passage)?;
        let same = (arabic.lang, passage.lang) == (Some(Lang::Ar), Some(Lang::En))
            && arabic.is_of_text(passage);
        same.then_some((arabic, passage))
    })
}

/// What a number counts or names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// A number in digits.
    Digits,
    /// A number in words.
    Words,
    /// A month, by its name.
    Month,
}

/// A number in a text, or the name of a month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Amount {
    /// In thousandths, so that 3.5 is a whole number too; of a month its place in the year.
    pub value: u64,
    /// How it is written.
    pub sort: Sort,
    /// Its bytes in the string.
    pub at: Range<usize>,
}

const WHOLE: u64 = 1000;

/// What multiplies the number before it, and is a number of its own: folded.
const POWERS: &[(&str, u64)] = &[
    ("hundred", 100),
    ("thousand", 1_000),
    ("million", 1_000_000),
    ("billion", 1_000_000_000),
    ("مئه", 100),
    ("مائه", 100),
    ("الف", 1_000),
    ("الفا", 1_000),
    ("الاف", 1_000),
    ("مليون", 1_000_000),
    ("مليونا", 1_000_000),
    ("ملايين", 1_000_000),
    ("مليار", 1_000_000_000),
    ("مليارات", 1_000_000_000),
];

/// Numbers in one word that are neither units nor tens: duals, and hundreds written together.
const SINGLE: &[(&str, u64)] = &[
    ("مئتان", 200),
    ("مئتين", 200),
    ("مئتا", 200),
    ("مئتي", 200),
    ("مائتان", 200),
    ("مائتين", 200),
    ("ثلاثمئه", 300),
    ("ثلاثمائه", 300),
    ("اربعمئه", 400),
    ("اربعمائه", 400),
    ("خمسمئه", 500),
    ("خمسمائه", 500),
    ("ستمئه", 600),
    ("ستمائه", 600),
    ("سبعمئه", 700),
    ("سبعمائه", 700),
    ("ثمانمئه", 800),
    ("ثمانمائه", 800),
    ("تسعمئه", 900),
    ("تسعمائه", 900),
    ("الفان", 2_000),
    ("الفين", 2_000),
    ("مليونان", 2_000_000),
    ("مليونين", 2_000_000),
];

/// The months by their names, those of the East and the West of the Arab world, folded.
const MONTHS: &[(&str, u64)] = &[
    ("january", 1),
    ("february", 2),
    ("april", 4),
    ("june", 6),
    ("july", 7),
    ("august", 8),
    ("september", 9),
    ("october", 10),
    ("november", 11),
    ("december", 12),
    ("يناير", 1),
    ("فبراير", 2),
    ("شباط", 2),
    ("مارس", 3),
    ("اذار", 3),
    ("ابريل", 4),
    ("نيسان", 4),
    ("مايو", 5),
    ("ايار", 5),
    ("يونيو", 6),
    ("حزيران", 6),
    ("يوليو", 7),
    ("تموز", 7),
    ("اغسطس", 8),
    ("سبتمبر", 9),
    ("ايلول", 9),
    ("اكتوبر", 10),
    ("نوفمبر", 11),
    ("ديسمبر", 12),
];

static POWER: Table<u64> = Table::new(|| POWERS.iter().copied().collect());
static SINGLES: Table<u64> = Table::new(|| SINGLE.iter().copied().collect());
static MONTH: Table<u64> = Table::new(|| MONTHS.iter().copied().collect());

/// Every word that is a number here or a month, besides the numerals.
pub(super) fn words() -> impl Iterator<Item = &'static str> {
    let names = [POWERS, SINGLE, MONTHS].into_iter().flatten();
    let names = names.map(|(name, _)| *name);
    names.chain(["كانون", "تشرين", "march", "may"])
}

/// What a list has for a word, whatever particle the word carries.
fn stemmed(table: &Table<u64>, folded: &str) -> Option<u64> {
    stems(folded).find_map(|(stem, _)| table.get(stem).copied())
}

fn is_digits(word: &Word<'_>) -> bool {
    digits(&word.folded()).is_some()
}

/// The digits of a word, without the particle that Arabic writes onto them: «و28».
fn digits(folded: &str) -> Option<&str> {
    let digits = folded.trim_start_matches(['و', 'ف', 'ب', 'ل', 'ك', 'ا']);
    let all = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    all.then_some(digits)
}

/// Every number and month of a string, in its order.
pub(super) fn amounts(passage: &Passage<'_>) -> Vec<Amount> {
    let words = passage.words();
    let mut found = Vec::new();
    let mut index = 0;
    while let Some(rest) = from_next(words, index, Class::NUMBER) {
        index = words.len() - rest.len();
        let folded = rest[0].folded();
        let read = is_known(&folded).then(|| {
            in_digits(passage, &folded, rest)
                .or_else(|| in_words(&folded, rest))
                .or_else(|| month(&folded, words, index))
        });
        let read = read.flatten();
        let Some((value, sort, taken)) = read else {
            index += 1;
            continue;
        };
        let last = rest.get(taken - 1).unwrap_or(&rest[0]);
        found.push(Amount {
            value,
            sort,
            at: rest[0].start()..last.end(),
        });
        index += taken;
    }
    found
}

/// What a number of so many words is multiplied by, with the words that say so.
fn powers(rest: &[Word<'_>], mut value: u64, mut taken: usize) -> (u64, usize) {
    let power = |word: &Word<'_>| {
        let number = word.class.any(Class::NUMBER);
        number.then(|| POWER.get(word.folded().as_ref()).copied())?
    };
    while let Some(power) = rest.get(taken).and_then(power) {
        value = value.saturating_mul(power);
        taken += 1;
    }
    (value, taken)
}

/// Whether a folded word is in one of the lists, or ends in a digit: of the words that end as
/// those of the lists do, most are in none.
fn is_known(folded: &str) -> bool {
    static KNOWN: LazyLock<FxHashSet<&str>> =
        LazyLock::new(|| words().chain(numerals::words()).collect());
    folded.ends_with(|c: char| c.is_ascii_digit())
        || stems(folded).any(|(stem, _)| KNOWN.contains(stem))
}

fn in_digits(passage: &Passage<'_>, folded: &str, rest: &[Word<'_>]) -> Option<(u64, Sort, usize)> {
    let mut value: u64 = digits(folded)?.parse().ok()?;
    let mut taken = 1;
    let next = |taken: usize| {
        let (before, word) = (rest.get(taken - 1)?, rest.get(taken)?);
        let folded = word.folded();
        let alone = folded.bytes().all(|byte| byte.is_ascii_digit());
        alone.then(|| (passage.between(before, word), folded))
    };
    while let Some(("," | "٬", group)) = next(taken) {
        if group.len() != 3 {
            break;
        }
        value = value
            .saturating_mul(1000)
            .saturating_add(group.parse().ok()?);
        taken += 1;
    }
    value = value.saturating_mul(WHOLE);
    if let Some(("." | "٫", part)) = next(taken)
        && part.len() <= 3
    {
        let scale = [100, 10, 1].get(part.len() - 1)?;
        value = value.saturating_add(part.parse::<u64>().ok()?.saturating_mul(*scale));
        taken += 1;
    }
    let (value, taken) = powers(rest, value, taken);
    Some((value, Sort::Digits, taken))
}

fn in_words(folded: &str, rest: &[Word<'_>]) -> Option<(u64, Sort, usize)> {
    let (value, taken) = match numerals::at_head_as(folded, rest) {
        Some(number) => (u64::from(number.value), number.words),
        None => {
            let single = stemmed(&SINGLES, folded);
            (single.or_else(|| stemmed(&POWER, folded))?, 1)
        }
    };
    let (value, taken) = powers(rest, value.saturating_mul(WHOLE), taken);
    Some((value, Sort::Words, taken))
}

fn month(folded: &str, words: &[Word<'_>], index: usize) -> Option<(u64, Sort, usize)> {
    let found = |value| Some((value, Sort::Month, 1));
    if let Some(value) = stemmed(&MONTH, folded) {
        return found(value);
    }
    let next = words.get(index + 1);
    match (folded, next.map(Word::folded).as_deref()) {
        ("كانون", Some("الثاني")) => return Some((1, Sort::Month, 2)),
        ("كانون", Some("الاول")) => return Some((12, Sort::Month, 2)),
        ("تشرين", Some("الثاني")) => return Some((11, Sort::Month, 2)),
        ("تشرين", Some("الاول")) => return Some((10, Sort::Month, 2)),
        _ => {}
    }
    // What else may be a verb is a month with a capital letter, beside a number.
    let value = match words.get(index)?.written {
        "March" => 3,
        "May" => 5,
        _ => return None,
    };
    let before = index.checked_sub(1).and_then(|before| words.get(before));
    let beside = next.is_some_and(is_digits) || before.is_some_and(is_digits);
    beside.then(|| found(value)).flatten()
}

/// Whether a word of an Arabic text may be a dual, whatever stands after it.
pub(super) fn may_be_dual(word: &Word<'_>) -> bool {
    let folded = word.folded();
    ["ان", "ين", "تا", "تي", "هما", "كلا", "كلتا"]
        .iter()
        .any(|ending| folded.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::super::reading::tests::passage;
    use super::*;

    fn read(text: &str) -> Vec<(u64, Sort)> {
        let amounts = amounts(&passage(text));
        amounts
            .iter()
            .map(|amount| (amount.value, amount.sort))
            .collect()
    }

    #[test]
    fn numbers_are_the_same_however_they_are_written() {
        for text in [
            "5,000 fighters",
            "٥٬٠٠٠ مقاتل",
            "5000",
            "خمسة آلاف مقاتل",
            "five thousand",
        ] {
            assert_eq!(read(text)[0].0, 5_000_000, "{text}");
        }
        for text in ["3.5 million", "٣٫٥ مليون"] {
            assert_eq!(read(text), [(3_500_000_000, Sort::Digits)], "{text}");
        }
        assert_eq!(read("مئتان"), [(200_000, Sort::Words)]);
        assert_eq!(read("بين 12 و28")[1], (28_000, Sort::Digits));
        assert_eq!(read("وألفا مقاتل"), [(1_000_000, Sort::Words)]);
    }

    #[test]
    fn months_have_their_names_in_both_halves_of_the_arab_world() {
        for text in ["22 November 2018", "22 نوفمبر 2018", "22 تشرين الثاني 2018"]
        {
            let read = read(text);
            assert_eq!(read[1], (11, Sort::Month), "{text}");
            assert_eq!(read[2], (2_018_000, Sort::Digits), "{text}");
        }
        assert_eq!(read("in May 2015")[0], (5, Sort::Month));
        assert!(read("They may march").is_empty());
        assert!(read("May they march").is_empty());
    }
}
