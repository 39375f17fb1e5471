use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::reading::classes::Class;
use super::reading::letters::is_mark;
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
        if !passage.classes.any(Class::MISSPELT) || passage.quotes || !passage.is_arabic() {
            continue;
        }
        let mut quoted = None;
        for word in passage.having(Class::MISSPELT) {
            let (at, end, word) = (word.start(), word.end(), word.written);
            let Some(&(wrong, right)) = MISSPELT.get(word) else {
                continue;
            };
            let quoted = quoted.get_or_insert_with(|| passage.quotations());
            // A word with harakat was spelt with care.
            if quoted.iter().any(|part| part.contains(&at))
                || passage.text[end..].starts_with(is_mark)
                || passage.text[..at].ends_with(is_mark)
            {
                continue;
            }
            let start = end - wrong.len();
            let whole = format!("{}{right}", &word[..word.len() - wrong.len()]);
            let part = start..end;
            findings.add(
                case.within(&passage.route(), at..end),
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

/// The words that are looked for, as they are found: what the longer ones end in, with whatever
/// particle, and each form of the shorter.
pub(super) fn words() -> impl Iterator<Item = String> {
    WORDS.iter().flat_map(|(wrong, _)| {
        let particles = if wrong.chars().count() <= 2 {
            SHORT_PARTICLES
        } else {
            &[""]
        };
        particles
            .iter()
            .map(move |particle| format!("{particle}{wrong}"))
    })
}

/// Every word of [`WORDS`] with each particle that may be written onto it.
static MISSPELT: LazyLock<FxHashMap<String, (&str, &str)>> = LazyLock::new(|| {
    let mut misspelt = FxHashMap::default();
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
    use super::super::reading::tests::passage;
    use super::*;

    #[test]
    fn every_word_of_the_list_is_found_and_mended_to_one_that_is_not() {
        for (wrong, right) in WORDS {
            let text = format!("قال و{wrong}، ثم");
            let read = passage(&text);
            let found: Vec<_> = read
                .having(Class::MISSPELT)
                .filter_map(|word| MISSPELT.get(word.written))
                .collect();
            assert_eq!(found, [&(*wrong, *right)], "{text}");
            assert_eq!(MISSPELT.get(*right), None, "{right}");
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
            assert_eq!(MISSPELT.get(word), None, "{word}");
        }
    }
}
