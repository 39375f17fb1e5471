//! The words of a text, their stems, and which of them carry no content.

use std::ops::Range;

use super::fold::{Folded, fold, is_mark};

/// A word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// In folded spelling.
    pub folded: String,
    /// Its bytes in the text as written.
    pub at: Range<usize>,
}

/// The words of a text, in order: runs of letters and digits.
///
/// An apostrophe between letters belongs to its word: “don't” is one.
pub fn words(text: &str) -> Vec<Word> {
    let folded = Folded::new(text);
    let mut found = Vec::new();
    let mut word = String::new();
    let mut part = 0..0;
    let mut close = |word: &mut String, part: &Range<usize>| {
        if !word.is_empty() {
            found.push(Word {
                folded: std::mem::take(word),
                at: with_marks(text, folded.origin(part)),
            });
        }
    };
    let mut characters = folded.text.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        if c.is_alphanumeric() {
            if word.is_empty() {
                part.start = at;
            }
            word.push(c);
            part.end = at + c.len_utf8();
            continue;
        }
        let joins = matches!(c, '\'' | '’')
            && word.ends_with(|last: char| last.is_ascii_alphabetic())
            && characters
                .peek()
                .is_some_and(|(_, next)| next.is_ascii_alphabetic());
        if !joins {
            close(&mut word, &part);
        }
    }
    close(&mut word, &part);
    found
}

/// The bytes of a word with the vowel signs on its last letter.
fn with_marks(text: &str, at: Range<usize>) -> Range<usize> {
    let after = text.get(at.end..).unwrap_or_default();
    let marks = after.trim_start_matches(is_mark);
    at.start..at.end + after.len() - marks.len()
}

/// What is left of a folded word without the particles, articles and endings that Arabic
/// writes together with it, and without the plural of English.
///
/// Light on purpose: a stem is for comparing, not for reading, and taking off too much makes
/// different words one. At least three letters always stay.
pub fn stem(word: &str) -> &str {
    if word.is_ascii() {
        return match word.strip_suffix('s') {
            Some(rest) if rest.len() >= 3 && !rest.ends_with(['s', 'u', 'i']) => rest,
            _ => word,
        };
    }
    let word = without_prefix(word);
    without_suffix(word)
}

/// Particle and article; the longest that fits.
const ARTICLES: [&str; 9] = ["وبال", "وال", "فال", "بال", "كال", "ولل", "فلل", "لل", "ال"];
/// Conjunctions and prepositions of one letter, and how many letters must follow: each may
/// as well be the first of the root (وزير, ليبيا), و is so least often.
const PARTICLES: [(char, usize); 5] = [('و', 4), ('ف', 5), ('ب', 5), ('ك', 5), ('ل', 5)];
/// What follows the س of the future.
const FUTURE: [char; 4] = ['ي', 'ت', 'ن', 'ا'];
/// Pronouns, then numbers, then ه (which ة has become), then ي.
const SUFFIXES: [&[&str]; 4] = [
    &["هما", "كما", "ها", "هم", "هن", "كم", "نا"],
    &["ات", "ون", "ين", "ان", "وا"],
    &["ه"],
    &["ي"],
];

fn without_prefix(word: &str) -> &str {
    let long = |rest: &str, letters| rest.chars().count() >= letters;
    for article in ARTICLES {
        if let Some(rest) = word.strip_prefix(article)
            && long(rest, 3)
        {
            return rest;
        }
    }
    let word = PARTICLES
        .iter()
        .find_map(|&(particle, least)| word.strip_prefix(particle).filter(|rest| long(rest, least)))
        .unwrap_or(word);
    word.strip_prefix('س')
        .filter(|rest| long(rest, 4) && rest.starts_with(FUTURE))
        .unwrap_or(word)
}

fn without_suffix(word: &str) -> &str {
    let mut word = word;
    for endings in SUFFIXES {
        let shorter = endings.iter().find_map(|ending| {
            word.strip_suffix(ending)
                .filter(|rest| rest.chars().count() >= 3)
        });
        word = shorter.unwrap_or(word);
    }
    word
}

/// Words that hold sentences together or introduce them and say nothing by themselves, in the
/// usual spelling.
const FUNCTION_WORDS: &str = "\
    من في على إلى عن مع حتى منذ بين عند لدى خلال بعد قبل تحت فوق أمام نحو ضد دون بدون غير سوى حول عبر \
    أن إن أنه إنه أنها إنها أنهم لأن لأنه كأن لكن ولكن لعل ليت إذ إذا إذن لو لولا كي لكي \
    ما لا لم لن ليس ليست قد لقد هل أو أم ثم بل كل كلا كلتا بعض أي أية كما مما فيما حيث بينما كذلك أيضا \
    هذا هذه هذان هؤلاء ذلك تلك أولئك الذي التي الذين اللذين اللتين هو هي هم هن هما نحن أنت أنا \
    كان كانت كانوا يكون تكون سيكون ستكون كون بات أصبح زال يزال تزال \
    له لها لهم لنا به بها بهم منه منها منهم عنه عنها عنهم فيه فيها فيهم عليه عليها عليهم إليه إليها إليهم \
    رغم الرغم رغما ناحية جهة جانب جانبه أخرى آخر الأخرى الآخر سبق يلي السياق سياق الصدد الإطار \
    إضافة الإضافة فضلا علاوة خاصة لاسيما سيما مثل مثلا بسبب نظرا وسط حال الوقت وقت سابق يمكن \
    قال قالت أضاف أضافت أشار أشارت أكد أكدت ذكر ذكرت أوضح بحسب وفق وفقا نقلا \
    the a an of in on at to from by for with without about into over under between after before during \
    and or but nor so as if than that this these those which who whom whose what when where while \
    is are was were be been being has have had do does did will would shall should can could may might must \
    it its he his him she her they their them we our us you your i my not no there here also \
    said says according";

/// Tells words with content from words without.
#[derive(Debug)]
pub struct FunctionWords(Vec<String>);

impl Default for FunctionWords {
    fn default() -> Self {
        let mut list: Vec<String> = FUNCTION_WORDS.split_whitespace().map(fold).collect();
        list.sort_unstable();
        list.dedup();
        Self(list)
    }
}

impl FunctionWords {
    /// Whether a folded word carries no content, by itself or after و or ف.
    pub fn hold(&self, word: &str) -> bool {
        let known = |word: &str| {
            self.0
                .binary_search_by(|one| one.as_str().cmp(word))
                .is_ok()
        };
        word.chars().nth(1).is_none()
            || known(word)
            || word.strip_prefix(['و', 'ف', 'ب', 'ل']).is_some_and(known)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_come_with_their_places() {
        let text = "قال: «لا نقبلُ فـ\"الهدنة\"»، they don't.";
        let found = words(text);
        let shown: Vec<_> = found.iter().map(|word| &text[word.at.clone()]).collect();
        assert_eq!(shown, ["قال", "لا", "نقبلُ", "فـ", "الهدنة", "they", "don't"]);
        assert_eq!(found[6].folded, "dont");
    }

    #[test]
    fn forms_of_one_word_share_a_stem() {
        for forms in [
            &[
                "التنظيمين",
                "تنظيم",
                "لتنظيمي",
                "والتنظيم",
                "بالتنظيم",
                "للتنظيم",
            ][..],
            &["تتيح", "ستتيح", "وستتيح"],
            &["المناورة", "والمناورة", "للمناورة"],
            &["مقاتليه", "مقاتليهم"],
            &["threats", "threat"],
        ] {
            for form in forms {
                assert_eq!(stem(&fold(form)), stem(&fold(forms[0])), "{form}");
            }
        }
    }

    #[test]
    fn roots_are_not_eaten() {
        for word in [
            "وزير",
            "بلد",
            "سلام",
            "فريق",
            "كتاب",
            "ليبيا",
            "لجان",
            "status",
            "crisis",
        ] {
            let folded = fold(word);
            assert_eq!(stem(&folded), folded);
        }
    }

    #[test]
    fn function_words_are_known_with_their_conjunction() {
        let list = FunctionWords::default();
        for word in ["على", "وعلى", "فإن", "و", "the", "لأنها", "وهو"] {
            assert!(list.hold(&fold(word)), "{word}");
        }
        for word in ["هدنة", "وزير", "alliance"] {
            assert!(!list.hold(&fold(word)), "{word}");
        }
    }

    proptest! {
        #[test]
        fn no_text_breaks_the_words(text in "(\\PC|[ء-ي '’]){0,60}") {
            let mut before = 0;
            for word in words(&text) {
                prop_assert!(!word.folded.is_empty());
                prop_assert!(text.get(word.at.clone()).is_some());
                prop_assert!(word.at.start >= before);
                before = word.at.start;
                prop_assert!(word.folded.contains(stem(&word.folded)));
            }
        }
    }
}
