//! Numbers written as words or digits, in Arabic and English.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::Word;
use super::classes::Class;
use super::letters::stems;

/// The units in both genders, folded, from 1.
const UNITS: &[(&str, u32)] = &[
    ("ثلاثه", 3),
    ("ثلاث", 3),
    ("اربعه", 4),
    ("اربع", 4),
    ("خمسه", 5),
    ("خمس", 5),
    ("سته", 6),
    ("ست", 6),
    ("سبعه", 7),
    ("سبع", 7),
    ("ثمانيه", 8),
    ("ثماني", 8),
    ("ثمان", 8),
    ("تسعه", 9),
    ("تسع", 9),
    ("عشره", 10),
    ("عشر", 10),
];

/// What may stand before عشر and عشرة, besides the units.
const BEFORE_TEN: &[(&str, u32)] = &[
    ("احد", 1),
    ("احدي", 1),
    ("حادي", 1),
    ("اثنا", 2),
    ("اثني", 2),
    ("اثنتا", 2),
    ("اثنتي", 2),
];

/// What may stand before a ten with و, besides the units.
const BEFORE_TENS: &[(&str, u32)] = &[
    ("واحد", 1),
    ("واحده", 1),
    ("احدي", 1),
    ("اثنان", 2),
    ("اثنين", 2),
    ("اثنتان", 2),
    ("اثنتين", 2),
];

const TENS: &[(&str, u32)] = &[
    ("عشرون", 20),
    ("عشرين", 20),
    ("ثلاثون", 30),
    ("ثلاثين", 30),
    ("اربعون", 40),
    ("اربعين", 40),
    ("خمسون", 50),
    ("خمسين", 50),
    ("ستون", 60),
    ("ستين", 60),
    ("سبعون", 70),
    ("سبعين", 70),
    ("ثمانون", 80),
    ("ثمانين", 80),
    ("تسعون", 90),
    ("تسعين", 90),
];

const ENGLISH: &[(&str, u32)] = &[
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("thirteen", 13),
    ("fourteen", 14),
    ("fifteen", 15),
    ("sixteen", 16),
    ("seventeen", 17),
    ("eighteen", 18),
    ("nineteen", 19),
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("fifty", 50),
    ("sixty", 60),
    ("seventy", 70),
    ("eighty", 80),
    ("ninety", 90),
];

/// A number at the head of some words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Number {
    /// Its value.
    pub value: u32,
    /// How many words it takes.
    pub words: usize,
    /// Whether it has the article: «الخمسة».
    pub definite: bool,
}

/// A list of words as it is asked: by the word.
pub(in crate::rules) type Table<V> = LazyLock<FxHashMap<&'static str, V>>;

/// What an Arabic word says as a number, by what stands beside it.
#[derive(Debug, Clone, Copy, Default)]
struct Meaning {
    unit: Option<u32>,
    before_ten: Option<u32>,
    before_tens: Option<u32>,
    ten: Option<u32>,
}

static IN_ARABIC: Table<Meaning> = Table::new(|| {
    let mut meanings: FxHashMap<&str, Meaning> = FxHashMap::default();
    let mut add = |list: &[(&'static str, u32)], part: fn(&mut Meaning) -> &mut Option<u32>| {
        for (word, value) in list {
            *part(meanings.entry(word).or_default()) = Some(*value);
        }
    };
    add(UNITS, |meaning| &mut meaning.unit);
    add(BEFORE_TEN, |meaning| &mut meaning.before_ten);
    add(BEFORE_TENS, |meaning| &mut meaning.before_tens);
    add(TENS, |meaning| &mut meaning.ten);
    meanings
});
static IN_ENGLISH: Table<u32> = Table::new(|| ENGLISH.iter().copied().collect());

/// Every word that a number may begin with.
pub(in crate::rules) fn words() -> impl Iterator<Item = &'static str> {
    let tables = [ENGLISH, UNITS, BEFORE_TEN, BEFORE_TENS, TENS];
    tables.into_iter().flatten().map(|(name, _)| *name)
}

/// The number that `words` begin with. “One” is none: it is more often a pronoun than a count.
pub fn at_head(words: &[Word<'_>]) -> Option<Number> {
    let first = words.first()?;
    if !first.class.any(Class::NUMBER) {
        return None;
    }
    at_head_as(&first.folded(), words)
}

/// The same, the first word folded.
pub fn at_head_as(folded: &str, words: &[Word<'_>]) -> Option<Number> {
    if folded.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(Number {
            value: folded.parse().ok()?,
            words: 1,
            definite: false,
        });
    }
    english(folded, words)
        .or_else(|| stems(folded).find_map(|(stem, definite)| arabic(stem, definite, words)))
}

fn english(first: &str, words: &[Word<'_>]) -> Option<Number> {
    let value = *IN_ENGLISH.get(first)?;
    let unit = words
        .get(1)
        .and_then(|word| match word.folded().as_ref() {
            "one" => Some(1),
            other => IN_ENGLISH.get(other).copied(),
        })
        .filter(|unit| value >= 20 && value % 10 == 0 && *unit < 10);
    Some(Number {
        value: value + unit.unwrap_or(0),
        words: 1 + usize::from(unit.is_some()),
        definite: false,
    })
}

fn arabic(stem: &str, definite: bool, words: &[Word<'_>]) -> Option<Number> {
    let number = |value, words| Number {
        value,
        words,
        definite,
    };
    let meaning = IN_ARABIC.get(stem)?;
    let next = words.get(1).map(Word::folded);
    let next = next.as_deref();
    let unit = meaning.unit;
    if matches!(next, Some("عشر" | "عشره"))
        && let Some(unit) = unit.filter(|unit| *unit < 10).or(meaning.before_ten)
    {
        return Some(number(unit + 10, 2));
    }
    let tens = next
        .and_then(|next| next.strip_prefix('و'))
        .and_then(|next| IN_ARABIC.get(next.strip_prefix("ال").unwrap_or(next))?.ten);
    if let Some(tens) = tens
        && let Some(unit) = unit.filter(|unit| *unit < 10).or(meaning.before_tens)
    {
        return Some(number(unit + tens, 2));
    }
    unit.or(meaning.ten).map(|value| number(value, 1))
}

#[cfg(test)]
mod tests {
    use super::super::tests::passage;
    use super::*;

    #[test]
    fn numbers_are_read_in_both_languages_and_genders() {
        for (text, value, words) in [
            ("ثلاثة عوائق", 3, 1),
            ("وثماني تداعيات", 8, 1),
            ("الخمسة", 5, 1),
            ("أحد عشر مؤشرًا", 11, 2),
            ("خمس عشرة فجوة", 15, 2),
            ("إحدى وعشرون", 21, 2),
            ("٤ عوائق", 4, 1),
            ("12 drivers", 12, 1),
            ("twenty-one gaps", 21, 2),
            ("Nine judgements", 9, 1),
        ] {
            let read = passage(text);
            let number = at_head(read.words()).unwrap();
            assert_eq!((number.value, number.words), (value, words), "{text}");
        }
    }

    #[test]
    fn what_is_no_number_is_none() {
        for text in [
            "one driver",
            "والستار",
            "عشرات",
            "second",
            "99999999999999 drivers",
        ] {
            assert_eq!(at_head(passage(text).words()), None, "{text}");
        }
    }
}
