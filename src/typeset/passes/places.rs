//! Where a word may be lengthened, and how good each place is.
//!
//! The order is that of the calligraphers, as word processors have it: first after the toothed
//! and the flat letters that ask for a long stroke, then before the last letter of a word, the
//! rounder it is the better, and inside a word only where a line is loose.

use super::clusters::is_letter;

/// The letter that is nothing but a stroke.
pub const TATWEEL: char = '\u{640}';

/// The priority of a join inside a word, which serves loose lines alone.
pub const LOOSE: u8 = 6;

/// Fewer letters than this make a word too short to be lengthened.
const LETTERS: usize = 4;

/// Words too light to carry a stroke, without what may be joined before them.
const LIGHT: &[&str] = &[
    "التي",
    "الذي",
    "الذين",
    "اللذان",
    "اللذين",
    "اللتان",
    "اللتين",
    "اللواتي",
    "اللاتي",
    "هذا",
    "هذه",
    "هذان",
    "هذين",
    "هاتان",
    "هاتين",
    "هؤلاء",
    "ذلك",
    "تلك",
    "أولئك",
    "هناك",
    "هنالك",
    "حيث",
    "بين",
    "بينما",
    "بينهما",
    "عند",
    "عندما",
    "حينما",
    "كيف",
    "كيفما",
    "منذ",
    "ليس",
    "ليست",
    "لكن",
    "لكنه",
    "لكنها",
    "لعل",
    "كان",
    "كانت",
    "يكون",
    "تكون",
    "منه",
    "منها",
    "منهم",
    "منهما",
    "عنه",
    "عنها",
    "عنهم",
    "عنهما",
    "إليه",
    "إليها",
    "إليهم",
    "عليه",
    "عليها",
    "عليهم",
    "عليهما",
    "فيه",
    "فيها",
    "فيهم",
    "فيهما",
    "بها",
    "بهم",
    "بهما",
    "لها",
    "لهم",
    "لهما",
    "كلها",
    "كلهم",
];

/// A join that may be lengthened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// From 1, the best, to [`LOOSE`].
    pub priority: u8,
    /// The byte of the word before which the stroke comes.
    pub at: usize,
}

/// The places of a word, with marks and signs as they are written: the best first, and of
/// equals the one nearest to the end.
pub fn places(word: &str) -> Vec<Place> {
    let letters: Vec<(usize, char)> = word.char_indices().filter(|(_, c)| is_letter(*c)).collect();
    let bare: Vec<char> = letters.iter().map(|(_, c)| *c).collect();
    if bare.len() < LETTERS || word.contains(TATWEEL) || is_light(&bare) {
        return Vec::new();
    }
    let mut found: Vec<Place> = (0..bare.len() - 1)
        .filter_map(|index| {
            Some(Place {
                priority: priority(&bare, index)?,
                at: letters.get(index + 1)?.0,
            })
        })
        .collect();
    found.sort_by_key(|place| (place.priority, usize::MAX - place.at));
    found
}

fn is_light(letters: &[char]) -> bool {
    let word: String = letters.iter().collect();
    let stem = word.strip_prefix(['و', 'ف']).unwrap_or(&word);
    LIGHT.contains(&word.as_str()) || LIGHT.contains(&stem)
}

/// The priority of the join after the letter at `index`.
fn priority(letters: &[char], index: usize) -> Option<u8> {
    let (&letter, &next) = (letters.get(index)?, letters.get(index + 1)?);
    let last = index + 2 == letters.len();
    if !joins_next(letter) || next == 'ء' || letter == 'ل' && is_alef(next) {
        return None;
    }
    if ends_article(letters, index) {
        return None;
    }
    match (letter, next) {
        ('س' | 'ش' | 'ص' | 'ض', _) => Some(1),
        (_, 'ة' | 'ه' | 'د' | 'ذ') if last => Some(2),
        (_, 'ط' | 'ظ' | 'ل' | 'ك' | 'گ') if last => Some(3),
        (_, c) if last && is_alef(c) => Some(3),
        ('ب' | 'ت' | 'ث' | 'ن' | 'ي' | 'ئ', 'ر' | 'ز' | 'ي' | 'ى') if last => Some(4),
        (_, 'و' | 'ؤ' | 'ع' | 'غ' | 'ق' | 'ف') if last => Some(5),
        (_, 'ر' | 'د' | 'ا' | 'م' | 'ن' | 'ح' | 'ج' | 'خ' | 'ت' | 'ب')
            if index > 0 && letters.len() > LETTERS =>
        {
            Some(LOOSE)
        }
        _ => None,
    }
}

/// Whether the letter is the lam of an article, or a letter put before one: `ال`, `وبال`, `لل`.
fn ends_article(letters: &[char], index: usize) -> bool {
    let Some(head) = letters.get(..=index) else {
        return false;
    };
    let prefixes =
        |head: &[char]| head.len() <= 2 && head.iter().all(|c| matches!(c, 'و' | 'ف' | 'ب' | 'ك'));
    match head {
        [prefix @ .., 'ا', 'ل'] => prefixes(prefix),
        [prefix @ .., 'ل'] if prefix.last() == Some(&'ل') => {
            prefix.split_last().is_some_and(|(_, rest)| prefixes(rest))
        }
        [prefix @ .., 'ل'] if letters.get(index + 1) == Some(&'ل') => prefixes(prefix),
        // A particle joined to the article is no place for a stroke either.
        _ => prefixes(head) && letters.get(index + 1..index + 3) == Some(&['ا', 'ل']),
    }
}

fn is_alef(c: char) -> bool {
    matches!(c, 'ا' | 'أ' | 'إ' | 'آ' | 'ٱ')
}

/// Whether a letter is joined to the one that follows it.
fn joins_next(c: char) -> bool {
    is_letter(c)
        && !is_alef(c)
        && !matches!(c, 'د' | 'ذ' | 'ر' | 'ز' | 'ژ' | 'و' | 'ؤ' | 'ة' | 'ى' | 'ء')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn best(word: &str) -> Option<String> {
        let place = places(word).first().copied()?;
        Some(format!("{}ـ{}", &word[..place.at], &word[place.at..]))
    }

    #[test]
    fn the_stroke_goes_where_a_calligrapher_puts_it() {
        for (word, expected) in [
            ("المسلحة", Some("المسـلحة")),
            ("الشهيد", Some("الشـهيد")),
            ("مدرسة", Some("مدرسـة")),
            ("قيادته", Some("قيادتـه")),
            ("الجديد", Some("الجديـد")),
            ("المقاتل", Some("المقاتـل")),
            ("دار", None),
            ("محتمل", Some("محتمـل")),
            ("الكبير", Some("الكبيـر")),
            ("التنظيم", Some("التنظيـم")),
            ("مُسَلَّحَة", Some("مُسَـلَّحَة")),
        ] {
            assert_eq!(best(word).as_deref(), expected, "{word}");
        }
    }

    #[test]
    fn no_stroke_in_lam_alef_nor_after_an_article_nor_in_a_light_word() {
        for word in [
            "التي",
            "والذين",
            "عليهما",
            "قال",
            "بها",
            "أسلا",
            "وراء",
            "دار",
            "مـحتمل",
        ] {
            let found = places(word);
            let lam_alef = word.find("لا").map(|at| at + 2);
            assert!(
                found.is_empty() || found.iter().all(|place| Some(place.at) != lam_alef),
                "{word}: {found:?}"
            );
        }
        assert!(places("التي").is_empty() && places("والذين").is_empty());
        assert!(places("مـحتمل").is_empty(), "one stroke is enough");
        for (word, article) in [("السلام", 4), ("بالسيف", 6), ("وبالسيف", 8), ("للسلام", 4)]
        {
            assert!(
                places(word).iter().all(|place| place.at > article),
                "{word}: {:?}",
                places(word)
            );
        }
    }
}
