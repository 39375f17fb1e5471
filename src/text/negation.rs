//! Words that turn a sentence round: لا, لم, ليس, not, never.

use super::words::{Word, words};

/// Words that negate, folded.
const NEGATIONS: [&str; 44] = [
    "لا",
    "لم",
    "لن",
    "ليس",
    "ليست",
    "ليسا",
    "ليسوا",
    "لست",
    "لسنا",
    "ما",
    "غير",
    "عدم",
    "دون",
    "بدون",
    "بلا",
    "not",
    "no",
    "never",
    "nor",
    "neither",
    "none",
    "nobody",
    "nothing",
    "nowhere",
    "cannot",
    "cant",
    "wont",
    "dont",
    "doesnt",
    "didnt",
    "isnt",
    "arent",
    "wasnt",
    "werent",
    "hasnt",
    "havent",
    "hadnt",
    "wouldnt",
    "shouldnt",
    "couldnt",
    "mustnt",
    "without",
    "hardly",
    "scarcely",
];
/// Words after which ما is a pronoun: كل ما, وهو ما, بعد ما.
const BEFORE_PRONOUN: [&str; 22] = [
    "هو",
    "هي",
    "كل",
    "بعد",
    "قبل",
    "عند",
    "مثل",
    "في",
    "من",
    "علي",
    "الي",
    "بين",
    "عن",
    "حسب",
    "اول",
    "اهم",
    "ابرز",
    "اكثر",
    "كثيرا",
    "غالبا",
    "نوعا",
    "حد",
];
/// Words by which an author denies what he then quotes.
const DENIALS: [&str; 12] = [
    "نفي",
    "ينفي",
    "نفت",
    "تنفي",
    "انكر",
    "ينكر",
    "نافيا",
    "denied",
    "denies",
    "deny",
    "denying",
    "rejected",
];

/// Whether the word at `at` negates, given the word before it.
pub(super) fn negates(words: &[Word], at: usize) -> bool {
    let bare = |word: &str| word.strip_prefix(['و', 'ف']).map(str::to_owned);
    let Some(word) = words.get(at).map(|word| word.folded.as_str()) else {
        return false;
    };
    let rest = bare(word);
    let is = |list: &[&str], word: &str, rest: Option<&str>| {
        list.contains(&word) || rest.is_some_and(|rest| list.contains(&rest))
    };
    if !is(&NEGATIONS, word, rest.as_deref()) {
        return false;
    }
    let pronoun = word == "ما"
        && at.checked_sub(1).is_some_and(|before| {
            let before = words[before].folded.as_str();
            is(&BEFORE_PRONOUN, before, bare(before).as_deref())
        });
    let especially = rest.as_deref().unwrap_or(word) == "لا"
        && words.get(at + 1).is_some_and(|next| next.folded == "سيما");
    !pronoun && !especially
}

/// Whether what stands before a quotation denies it in its last words.
pub(super) fn ends_in_denial(before: &str) -> bool {
    /// A negation stands near what it negates; a verb of denial has its subject between.
    const NEAR: usize = 4;
    const FAR: usize = 8;
    let words = words(before);
    let denies = |word: &Word| DENIALS.contains(&word.folded.trim_start_matches('و'));
    words.iter().rev().take(FAR).any(denies)
        || (words.len().saturating_sub(NEAR)..words.len()).any(|at| negates(&words, at))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn negations(text: &str) -> usize {
        let words = words(text);
        (0..words.len()).filter(|&at| negates(&words, at)).count()
    }

    #[test]
    fn negations_are_told_from_words_that_look_like_them() {
        for (text, count) in [
            ("لا يقبل ولن يدفع", 2),
            ("فليس كذلك", 1),
            ("وما قبل أحد", 1),
            ("وهو ما يرجح ذلك، وكل ما قيل", 0),
            ("الجميع ولا سيما الصيادون", 0),
            ("They don't, and never did", 2),
            ("now a note", 0),
        ] {
            assert_eq!(negations(text), count, "{text}");
        }
    }

    #[test]
    fn a_denial_reaches_over_its_subject() {
        assert!(ends_in_denial("ونفى رئيس البلدية أن المجلس "));
        assert!(ends_in_denial("إنه لا "));
        assert!(!ends_in_denial(
            "لا شك في ذلك، فقد قال الرجل يوم الخميس إنه "
        ));
        assert!(!ends_in_denial(""));
    }
}
