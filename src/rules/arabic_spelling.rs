use std::collections::HashMap;
use std::sync::LazyLock;

use memchr::{memchr_iter, memchr3_iter};

use super::reading::endings::Endings;
use super::reading::letters::{TATWEEL, is_mark, is_of_word};
use super::support::replace;
use super::{Findings, rule};
use crate::diagnostic::say;
use crate::resolve::Case;

rule! {
    /// The commonest words of Arabic are spelt as they are.
    ///
    /// ## What it does
    /// Finds ى for ي (فى، الذى، التى), ي for ى (إلي), and ة and ه exchanged (هذة، القاعده), in a
    /// list of words where only one spelling is right, with the particles written onto them.
    /// Words that may be something else, such as علي, a name, are not in the list. Verbatim
    /// statements, titles of sources and words inside quotation marks keep the spelling of
    /// whoever wrote them. The fix writes the word; وفى and وهى may be verbs, and are left to
    /// the author.
    ///
    /// ## Why
    /// A search for the word does not find it, and a careful reader takes it as a sign of haste.
    ///
    /// ## Example
    /// ```toml
    /// claim = "وصل إلي الحدود فى هذة السنة [@news-2017]."
    /// ```
    ///
    /// ## Instead
    /// ```toml
    /// claim = "وصل إلى الحدود في هذه السنة [@news-2017]."
    /// ```
    pub(super) ARABIC_SPELLING = "arabic-spelling", Warning, Some(check);
    ar r#"أكثر كلمات العربية دورانًا تُكتب على وجهها.

## ما تفعله
تكشف الألف المقصورة مكان الياء (فى، الذى، التى)، والياء مكان الألف المقصورة (إلي)، والتاء المربوطة والهاء إذا تبادلتا (هذة، القاعده)، في قائمة كلمات ليس لها إلا وجه واحد، مع ما يتصل بها من حروف. وليس في القائمة ما يحتمل وجهًا آخر، مثل «علي» وهو اسم. وتبقى الأقوال المنقولة بلفظها وعناوين المصادر وما بين علامتي التنصيص على ما كتبها أصحابها. والإصلاح يكتب الكلمة، إلا «وفى» و«وهى» فقد تكونان فعلين، ويُترك أمرهما للكاتب.

## لماذا
البحث عن الكلمة لا يجدها، والقارئ المدقق يعدّها علامة عجلة.

## مثال
```toml
claim = "وصل إلي الحدود فى هذة السنة [@news-2017]."
```

## البديل
```toml
claim = "وصل إلى الحدود في هذه السنة [@news-2017]."
```"#
}

/// As it is found, and as it is right. Each stands with the particles of [`PARTICLES`] too.
const WORDS: &[(&str, &str)] = &[
    ("فى", "في"),
    ("الذى", "الذي"),
    ("التى", "التي"),
    ("اللاتى", "اللاتي"),
    ("هى", "هي"),
    ("لكى", "لكي"),
    ("الثانى", "الثاني"),
    ("الحالى", "الحالي"),
    ("العربى", "العربي"),
    ("العراقى", "العراقي"),
    ("السورى", "السوري"),
    ("الإسلامى", "الإسلامي"),
    ("الدولى", "الدولي"),
    ("العسكرى", "العسكري"),
    ("السياسى", "السياسي"),
    ("الأمنى", "الأمني"),
    ("الميدانى", "الميداني"),
    ("البغدادى", "البغدادي"),
    ("الظواهرى", "الظواهري"),
    ("حوالى", "حوالي"),
    ("التالى", "التالي"),
    ("إلي", "إلى"),
    ("أخري", "أخرى"),
    ("الأخري", "الأخرى"),
    ("هذة", "هذه"),
    ("هاذه", "هذه"),
    ("القاعده", "القاعدة"),
    ("الدوله", "الدولة"),
    ("الجماعه", "الجماعة"),
    ("المنطقه", "المنطقة"),
    ("الخلافه", "الخلافة"),
    ("الحركه", "الحركة"),
    ("القياده", "القيادة"),
    ("الجبهه", "الجبهة"),
    ("المدينه", "المدينة"),
    ("المعركه", "المعركة"),
    ("السلطه", "السلطة"),
    ("الحكومه", "الحكومة"),
    ("السياسه", "السياسة"),
    ("القوه", "القوة"),
    ("العمليه", "العملية"),
    ("المرحله", "المرحلة"),
    ("الفتره", "الفترة"),
    ("المتحده", "المتحدة"),
];

/// What may be written onto a word.
const PARTICLES: &[&str] = &["", "و", "ف", "ب", "ل", "ك", "وب", "ول", "وك", "فب"];

/// Before a word of two letters fewer particles stand: «كفى» is a verb.
const SHORT_PARTICLES: &[&str] = &["", "و", "ف"];

/// Verbs too, if rare ones: the author decides.
const DOUBTFUL: &[&str] = &["وفى", "وهى"];

fn check(case: &Case, findings: &mut Findings<'_>) {
    for passage in findings.texts().iter() {
        if passage.quotes || !passage.is_arabic() {
            continue;
        }
        let mut quoted = None;
        for (at, word) in letters(passage.text) {
            let Some((wrong, right)) = misspelt(word) else {
                continue;
            };
            let quoted = quoted.get_or_insert_with(|| passage.quotations());
            if quoted.iter().any(|part| part.contains(&at)) || passage.is_masked(at) {
                continue;
            }
            let start = at + word.len() - wrong.len();
            let whole = format!("{}{right}", &word[..word.len() - wrong.len()]);
            let part = start..at + word.len();
            findings.add(
                case.within(&passage.route(), at..at + word.len()),
                say!(en "“{word}” is spelt “{whole}”", ar "«{word}» تُكتب «{whole}»"),
                |mut found| {
                    if !DOUBTFUL.contains(&word) {
                        found.fix = Some(replace(case, &passage.route(), part, right));
                    }
                    found.help(say!(en "write “{whole}”", ar "اكتب «{whole}»"))
                },
            );
        }
    }
}

/// The words of a text that end in a letter that may be misspelt, with where each begins.
///
/// Texts are long and such words few, so the last letters are looked for in the bytes, those
/// that end in ة after the others. A word with harakat was spelt with care, and is found in no
/// list.
fn letters(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let inside = |c: char| is_of_word(c) || is_mark(c) || c == TATWEEL;
    let bytes = text.as_bytes();
    let follows = move |first: u8| {
        move |at: &usize| at.checked_sub(1).and_then(|before| bytes.get(before)) == Some(&first)
    };
    // ه, ى and ي in UTF-8, then ة.
    let usual = memchr3_iter(0x87, 0x89, 0x8A, bytes).filter(follows(0xD9));
    let ends = usual.chain(memchr_iter(0xA9, bytes).filter(follows(0xD8)));
    let ends = ends.map(|at| at + 1);
    ends.filter_map(move |end| {
        // Most stand inside a word: U+0620 to U+0669 are letters, marks and digits.
        if matches!(
            bytes[end..],
            [0xD8, 0xA0..=0xBF, ..] | [0xD9, 0x80..=0xA9, ..]
        ) {
            return None;
        }
        let (before, after) = text.split_at_checked(end)?;
        if after.starts_with(inside) || !ENDINGS.may_be(before) {
            return None;
        }
        let start = before
            .char_indices()
            .rev()
            .take_while(|(_, c)| inside(*c))
            .last()
            .map_or(end, |(start, _)| start);
        Some((start, &text[start..end]))
    })
}

fn misspelt(word: &str) -> Option<(&'static str, &'static str)> {
    MISSPELT.get(word).copied()
}

/// What the words of [`WORDS`] end in.
static ENDINGS: LazyLock<Endings> =
    LazyLock::new(|| Endings::of(WORDS.iter().map(|(wrong, _)| *wrong)));

/// Every word of [`WORDS`] with each particle that may be written onto it.
static MISSPELT: LazyLock<HashMap<String, (&str, &str)>> = LazyLock::new(|| {
    let mut misspelt = HashMap::new();
    for &(wrong, right) in WORDS {
        let particles = if wrong.chars().count() <= 2 {
            SHORT_PARTICLES
        } else {
            PARTICLES
        };
        for particle in particles {
            misspelt
                .entry(format!("{particle}{wrong}"))
                .or_insert((wrong, right));
        }
    }
    misspelt
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_the_list_is_found_and_mended_to_one_that_is_not() {
        for (wrong, right) in WORDS {
            let text = format!("قال و{wrong}، ثم");
            let found: Vec<_> = letters(&text)
                .filter_map(|(_, word)| misspelt(word))
                .collect();
            assert_eq!(found, [(*wrong, *right)], "{text}");
            assert_eq!(misspelt(right), None, "{right}");
        }
    }

    #[test]
    fn names_and_other_words_are_left_alone() {
        for word in [
            "علي",
            "مصطفى",
            "مستشفى",
            "الفقه",
            "الوجه",
            "فيه",
            "عليه",
            "كفى",
            "العملية",
            "الهدى",
            "لهى",
            "لدي",
            "متي",
            "كبري",
        ] {
            assert_eq!(misspelt(word), None, "{word}");
        }
    }
}
