//! Numbers in a sentence that the program writes: in words up to ten, in digits above.
//!
//! One phrase has one manner: where any of its numbers is above ten, all are in digits. In Arabic
//! one and two of a thing have no number: its own form says them. What is measured or called by a
//! number (a share, a score, a date, the number of an entry) is in digits everywhere.

use crate::model::Lang;

/// The highest number that is written in words.
const LAST_IN_WORDS: usize = 10;

const ENGLISH: [&str; LAST_IN_WORDS + 1] = [
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
];

/// The numbers of masculine things, which look feminine.
const OF_HIM: [&str; LAST_IN_WORDS + 1] = [
    "لا",
    "واحد",
    "اثنان",
    "ثلاثة",
    "أربعة",
    "خمسة",
    "ستة",
    "سبعة",
    "ثمانية",
    "تسعة",
    "عشرة",
];

/// The numbers of feminine things, before their noun.
const OF_HER: [&str; LAST_IN_WORDS + 1] = [
    "لا",
    "واحدة",
    "اثنتان",
    "ثلاث",
    "أربع",
    "خمس",
    "ست",
    "سبع",
    "ثماني",
    "تسع",
    "عشر",
];

/// How the numbers of one phrase are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// In words.
    Words,
    /// In digits.
    Digits,
}

impl Manner {
    /// The manner of a phrase with these numbers.
    pub fn of(numbers: &[usize]) -> Self {
        match numbers.iter().all(|number| *number <= LAST_IN_WORDS) {
            true => Self::Words,
            false => Self::Digits,
        }
    }

    /// The number of things of an Arabic gender: in English it is the same for all.
    pub fn number(self, n: usize, gender: Gender, lang: Lang) -> String {
        let words = match (lang, gender) {
            (Lang::En, _) => &ENGLISH,
            (Lang::Ar, Gender::He) => &OF_HIM,
            (Lang::Ar, Gender::She) => &OF_HER,
        };
        match (self, words.get(n)) {
            (Self::Words, Some(word)) => (*word).to_owned(),
            _ => n.to_string(),
        }
    }

    /// An English number with its noun; `no` is what stands for none.
    pub fn english(self, n: usize, one: &str, many: &str) -> String {
        let number = self.number(n, Gender::He, Lang::En);
        format!("{number} {}", if n == 1 { one } else { many })
    }
}

/// What the singular of an Arabic noun is: its number is the other up to ten.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gender {
    /// «أصل».
    He,
    /// «وثيقة».
    She,
}

/// The forms of an Arabic noun after a number.
pub(crate) struct Forms {
    /// What its singular is.
    pub(crate) gender: Gender,
    /// With none: «لا أصل».
    pub(crate) none: &'static str,
    /// One of it.
    pub(crate) one: &'static str,
    /// Two of it.
    pub(crate) two: &'static str,
    /// After 3 to 10, and what ends in these.
    pub(crate) few: &'static str,
    /// After 11 to 99, and what ends in these.
    pub(crate) many: &'static str,
    /// After a hundred, and what ends in 00, 01 and 02.
    pub(crate) hundred: &'static str,
}

impl Forms {
    /// The number with its noun.
    pub(crate) fn count(&self, n: usize, manner: Manner) -> String {
        let number = || manner.number(n, self.gender, Lang::Ar);
        match (n, n % 100) {
            (0, _) => self.none.to_owned(),
            (1, _) => self.one.to_owned(),
            (2, _) => self.two.to_owned(),
            (_, 3..=10) => format!("{} {}", number(), self.few),
            (_, 11..=99) => format!("{} {}", number(), self.many),
            _ => format!("{} {}", number(), self.hundred),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_words_up_to_ten() {
        let of = |n, gender, lang| Manner::of(&[n]).number(n, gender, lang);
        assert_eq!(of(3, Gender::He, Lang::Ar), "ثلاثة");
        assert_eq!(of(8, Gender::She, Lang::Ar), "ثماني");
        assert_eq!(of(10, Gender::He, Lang::En), "ten");
        assert_eq!(of(11, Gender::She, Lang::Ar), "11");
        assert_eq!(Manner::of(&[1]).english(1, "event", "events"), "one event");
    }

    #[test]
    fn one_phrase_has_one_manner() {
        assert_eq!(Manner::of(&[1, 10]), Manner::Words);
        assert_eq!(Manner::of(&[1, 12]), Manner::Digits);
        assert_eq!(Manner::Digits.english(1, "event", "events"), "1 event");
    }
}
