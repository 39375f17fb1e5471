use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::reading::classes::Class;
use super::reading::letters::stems;
use super::reading::{Passage, Word, from_next, numerals};
use super::{Findings, rule};
use crate::diagnostic::say;
use crate::model::Assessment;
use crate::resolve::Case;

rule! {
    /// A number that the summary gives is the number of the body.
    ///
    /// ## What it does
    /// Looks in `summary`, `conclusion`, `scope` and `method` for a count of the file's own
    /// entries: judgements, indicators, drivers, obstacles, consequences, hypotheses,
    /// assumptions, gaps, precedents, conflicts. Finds one that is not the number of entries.
    /// It reads words and digits, both genders of the Arabic numeral, before the noun or after
    /// it, the dual, and any vocalisation. A count of some of them is left alone: “three of the
    /// obstacles”, “the first two drivers”, «أهم ثلاثة عوائق», «العائقان الأصغران». Sources and
    /// documents are not counted, since one document may stand for several sources.
    ///
    /// ## Why
    /// The summary is written first and the body goes on changing. A reader who counts and
    /// finds five obstacles where three were announced trusts nothing else.
    ///
    /// ## Example
    /// ```toml
    /// summary = "Three obstacles stand in the way."     # and five [[obstacle]] below
    /// ```
    ///
    /// ## Instead
    /// ```toml
    /// summary = "Five obstacles stand in the way."
    /// ```
    pub(super) COUNT_DIFFERS = "count-differs", Error, Some(check);
    ar r#"العدد المذكور في الخلاصة هو عدد ما في المتن.

## ما تفعله
تبحث في `summary` و`conclusion` و`scope` و`method` عن عدد لعناصر الملف: الأحكام والمؤشرات والمحفزات والعوائق والتداعيات والفرضيات والافتراضات والفجوات والسوابق والتعارضات، وتكشف ما يخالف عدد العناصر. وتقرأ الألفاظ والأرقام، والعدد مذكرًا ومؤنثًا، قبل المعدود وبعده، والمثنى، أيًّا كان التشكيل. ولا تمسّ عدد بعضها: «ثلاثة من العوائق»، «أهم ثلاثة عوائق»، «العائقان الأصغران». ولا تعدّ المصادر والوثائق، لأن الوثيقة الواحدة قد تقابل عدة مصادر.

## لماذا
تُكتب الخلاصة أولًا ثم يتغير المتن. ومن عدّ فوجد خمسة عوائق وقد أُعلن ثلاثة لم يثق بشيء بعدها.

## مثال
```toml
summary = "تقف دون ذلك ثلاثة عوائق."     # وفي المتن خمسة من [[obstacle]]
```

## البديل
```toml
summary = "تقف دون ذلك خمسة عوائق."
```"#
}

/// A kind of entry as running text calls it.
struct Noun {
    key: &'static str,
    count: fn(&Assessment) -> usize,
    /// Plurals and what follows eleven and above, folded.
    many: &'static [&'static str],
    /// Duals without their ending: ان or ين.
    dual: &'static [&'static str],
}

const NOUNS: &[Noun] = &[
    Noun {
        key: "judgement",
        count: |model| model.judgement.len(),
        many: &["احكام", "حكما", "judgements", "judgments"],
        dual: &["حكم"],
    },
    Noun {
        key: "indicator",
        count: |model| model.indicator.len(),
        many: &["مؤشرات", "مؤشرا", "indicators"],
        dual: &["مؤشر"],
    },
    Noun {
        key: "driver",
        count: |model| model.driver.len(),
        many: &["محفزات", "محفزا", "دوافع", "دافعا", "drivers"],
        dual: &["محفز", "دافع"],
    },
    Noun {
        key: "obstacle",
        count: |model| model.obstacle.len(),
        many: &["عوائق", "عائقا", "معوقات", "معوقا", "عقبات", "obstacles"],
        dual: &["عائق", "معوق", "عقبت"],
    },
    Noun {
        key: "consequence",
        count: |model| model.consequence.len(),
        many: &["تداعيات", "تداعيا", "consequences"],
        dual: &["تداعي"],
    },
    Noun {
        key: "hypothesis",
        count: |model| model.hypothesis.len(),
        many: &["فرضيات", "فرضيه", "hypotheses"],
        dual: &["فرضيت"],
    },
    Noun {
        key: "assumption",
        count: |model| model.assumption.len(),
        many: &["افتراضات", "افتراضا", "assumptions"],
        dual: &["افتراض"],
    },
    Noun {
        key: "gap",
        count: |model| model.gap.len(),
        many: &["فجوات", "فجوه", "gaps"],
        dual: &["فجوت"],
    },
    Noun {
        key: "precedent",
        count: |model| model.precedent.len(),
        many: &["سوابق", "سابقه", "precedents"],
        dual: &["سابقت"],
    },
    Noun {
        key: "conflict",
        count: |model| model.conflict.len(),
        many: &["تعارضات", "تعارضا", "conflicts"],
        dual: &["تعارض"],
    },
];

/// Words before a number that make it a count of some, not of all; folded.
const SOME: &[&str] = &[
    "اهم",
    "اقوي",
    "ابرز",
    "اول",
    "اخر",
    "اثقل",
    "اخطر",
    "اضعف",
    "منها",
    "غير",
    "سوي",
    "first",
    "last",
    "other",
    "main",
    "top",
    "strongest",
    "weakest",
    "remaining",
    "next",
    "these",
    "those",
    "another",
    "least",
    "most",
    "only",
    "further",
];

/// From here on a number is a year and counts nothing.
const YEARS: u32 = 1000;

/// Adjectives that may stand between an English number and its noun.
const BETWEEN: &[&str] = &["key", "competing", "main"];

fn check(case: &Case, findings: &mut Findings<'_>) {
    let texts = findings.texts();
    let heads = ["summary", "conclusion", "scope", "method"];
    let heads = heads.iter().flat_map(|key| texts.head(key));
    for passage in heads.filter(|passage| passage.classes.any(Class::NOUN)) {
        for sentence in passage.sentences() {
            if !sentence.iter().any(|word| word.class.any(Class::NOUN)) {
                continue;
            }
            for count in counts(passage, sentence) {
                let actual = (count.noun.count)(&case.model);
                if usize::try_from(count.value).is_ok_and(|said| said == actual) {
                    continue;
                }
                let (first, last) = (&sentence[count.first], &sentence[count.last]);
                let at = first.start()..last.end();
                let written = &passage.text[at.clone()];
                let key = count.noun.key;
                findings.add(
                    case.within(&passage.route(), at.clone()),
                    say!(
                        en "“{written}”, but the file has {actual} of `[[{key}]]`",
                        ar "«{written}»، وفي الملف {actual} من `[[{key}]]`"
                    ),
                    |found| {
                        found.help(say!(
                            en "mend the number, or add or take out what makes the difference",
                            ar "صحّح العدد، أو أضف ما نقص أو احذف ما زاد"
                        ))
                    },
                );
            }
        }
    }
}

/// A count that a sentence gives: its value, its noun, its first and last word.
struct Count {
    value: u32,
    noun: &'static Noun,
    /// Whether the number comes before the noun.
    leads: bool,
    first: usize,
    last: usize,
}

fn counts(passage: &Passage<'_>, sentence: &[Word<'_>]) -> Vec<Count> {
    let mut found = Vec::new();
    let mut index = 0;
    while let Some(rest) = from_next(sentence, index, Class::NUMBER | Class::NOUN) {
        index = sentence.len() - rest.len();
        match count_at(sentence, index) {
            Some(count) => {
                index = count.last + 1;
                // «أهم ثلاثة عوائق» counts some, «أهم عوائقه الثلاثة» all.
                let before = count.first.checked_sub(1).filter(|_| count.leads);
                let some = before.is_some_and(|before| is_some(&sentence[before].folded()));
                let together = sentence[count.first..=count.last]
                    .windows(2)
                    .all(|pair| joined(passage.between(&pair[0], &pair[1])));
                if !some && together && count.value < YEARS {
                    found.push(count);
                }
            }
            None => index += 1,
        }
    }
    found
}

/// Whether nothing but space, a hyphen or emphasis parts two words.
fn joined(between: &str) -> bool {
    between
        .chars()
        .all(|c| c.is_whitespace() || matches!(c, '-' | '*'))
}

fn is_some(word: &str) -> bool {
    stems(word).any(|(stem, _)| SOME.contains(&stem))
}

fn count_at(sentence: &[Word<'_>], index: usize) -> Option<Count> {
    let rest = &sentence[index..];
    // The number before its noun: «خمسة عوائق», “five obstacles”, “five key judgements”.
    if let Some(number) = numerals::at_head(rest) {
        let mut at = number.words;
        if rest
            .get(at)
            .is_some_and(|word| BETWEEN.contains(&word.folded().as_ref()))
        {
            at += 1;
        }
        let (noun, definite) = plural(rest.get(at)?)?;
        return (!definite).then_some(Count {
            value: number.value,
            noun,
            leads: true,
            first: index,
            last: index + at,
        });
    }
    let word = &rest[0];
    // The number after it, both with the article or neither: «الأحكام الخمسة», «أحكامه الخمسة».
    if let Some((noun, definite)) = plural(word) {
        let number = numerals::at_head(&rest[1..])?;
        if rest[1].folded().starts_with(|c: char| c.is_ascii_digit()) {
            // A year, or the number of an entry.
            return None;
        }
        // «العوائق خمسة» is a sentence with the same meaning; «عوائق الخمسة» is none.
        return (number.definite <= definite).then(|| Count {
            value: number.value,
            noun,
            leads: false,
            first: index,
            last: index + number.words,
        });
    }
    // The dual without an article; with it, two that were named before are meant.
    dual(word).map(|noun| Count {
        value: 2,
        noun,
        leads: true,
        first: index,
        last: index,
    })
}

/// The noun that a word is a plural of, and whether it has the article or a pronoun.
fn plural(word: &Word<'_>) -> Option<(&'static Noun, bool)> {
    if !word.class.any(Class::NOUN) {
        return None;
    }
    stems(&word.folded()).find_map(|(stem, article)| {
        let &(noun, owned) = PLURALS.get(stem)?;
        Some((noun, article || owned))
    })
}

/// Every plural, without and with a pronoun, which makes it definite as an article does.
static PLURALS: LazyLock<FxHashMap<String, (&Noun, bool)>> = LazyLock::new(|| {
    let mut plurals = FxHashMap::default();
    for noun in NOUNS {
        for many in noun.many {
            for pronoun in ["", "ه", "ها", "هما", "هم", "نا"] {
                plurals
                    .entry(format!("{many}{pronoun}"))
                    .or_insert((noun, !pronoun.is_empty()));
            }
        }
    }
    plurals
});

/// What a dual ends in.
const DUAL: [&str; 2] = ["ان", "ين"];

fn dual(word: &Word<'_>) -> Option<&'static Noun> {
    if !word.class.any(Class::NOUN) {
        return None;
    }
    let folded = word.folded();
    if !DUAL.iter().any(|ending| folded.ends_with(ending)) {
        return None;
    }
    stems(&folded).find_map(|(stem, article)| {
        let single = DUAL.iter().find_map(|ending| stem.strip_suffix(ending))?;
        let noun = NOUNS.iter().find(|noun| noun.dual.contains(&single))?;
        (!article).then_some(noun)
    })
}

/// Every word that may name entries: all that a plural or a dual ends in.
pub(super) fn words() -> impl Iterator<Item = &'static str> {
    static DUALS: LazyLock<Vec<String>> = LazyLock::new(|| {
        let single = NOUNS.iter().flat_map(|noun| noun.dual);
        let duals = single.flat_map(|single| DUAL.map(|ending| format!("{single}{ending}")));
        duals.collect()
    });
    PLURALS.keys().chain(DUALS.iter()).map(String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::reading::tests::passage;

    fn read(text: &str) -> Vec<(u32, &'static str)> {
        let read = passage(text);
        read.sentences()
            .flat_map(|sentence| counts(&read, sentence))
            .map(|count| (count.value, count.noun.key))
            .collect()
    }

    #[test]
    fn counts_are_read_in_words_and_digits_of_both_languages() {
        for (text, value, key) in [
            ("ثلاثة عوائق", 3, "obstacle"),
            ("وثلاثةُ محفّزاتٍ", 3, "driver"),
            ("وثماني تداعيات", 8, "consequence"),
            ("بعائقين اثنين", 2, "obstacle"),
            ("فيه عائقان", 2, "obstacle"),
            ("محفّزين", 2, "driver"),
            ("فرضيتين", 2, "hypothesis"),
            ("الأحكام الخمسة", 5, "judgement"),
            ("أحكامه الخمسة", 5, "judgement"),
            ("الفرضيات الأربع", 4, "hypothesis"),
            ("أهم أحكامه الخمسة", 5, "judgement"),
            ("٥ مؤشرات", 5, "indicator"),
            ("أحد عشر مؤشرًا", 11, "indicator"),
            ("five obstacles", 5, "obstacle"),
            ("4 drivers", 4, "driver"),
            ("three key judgements", 3, "judgement"),
            ("twelve gaps", 12, "gap"),
        ] {
            assert_eq!(read(text), [(value, key)], "{text}");
        }
    }

    #[test]
    fn a_count_of_some_is_no_count_of_all() {
        for text in [
            "أهم ثلاثة عوائق",
            "العائقان الأصغران",
            "three of the obstacles",
            "the first two drivers",
            "one obstacle",
            "خمسة مصادر",
            "في عام 2018 عوائقها",
            "حتى نوفمبر 2018: مؤشرات التقارب",
        ] {
            assert_eq!(read(text), [], "{text}");
        }
    }
}
