use super::reading::Word;
use super::reading::classes::Class;
use super::reading::letters::stems;
use super::{Findings, rule};
use crate::diagnostic::say;
use crate::resolve::Case;

rule! {
    /// Where a band is due, no hedge stands in its place.
    ///
    /// ## What it does
    /// Finds could, might, may, possibly, perhaps, maybe, and ربما، لعل، من المحتمل، يُحتمل،
    /// من الممكن، يمكن أن, in the statements of judgements and the claims of consequences. «قد»
    /// is found before an imperfect verb only (قد يبلغ), where it means “may”; before a past
    /// verb (قد بلغ) it affirms. The imperfect is told by its first letters: ي, تت, تست, any
    /// verb after «قد لا», and the usual verbs that begin with ت (تكون، تؤدي، تصل …); a past
    /// such as تعاون is thus left alone. Words inside quotation marks are left alone, and so is
    /// a sentence of a consequence that reports somebody's view (“the paper holds that …”).
    ///
    /// ## Why
    /// “Could” is true of almost everything. Readers have taken it for anything from one in
    /// twenty to nine in ten.
    ///
    /// ## Example
    /// ```toml
    /// statement = "The two might cooperate in Mali by the end of 2020."
    /// ```
    ///
    /// ## Instead
    /// ```toml
    /// likelihood = "likely"
    /// statement = "It is likely that the two cooperate in Mali by the end of 2020."
    /// ```
    pub(super) HEDGE = "hedge", Warning, Some(check);
    ar r#"حيث يجب بيان الاحتمال لا تقوم مقامه كلمة تحوّط.

## ما تفعله
تكشف «ربما» و«لعل» و«من المحتمل» و«يُحتمل» و«من الممكن» و«يمكن أن»، ونظائرها الإنجليزية، في نصوص الأحكام والتداعيات. ولا تكشف «قد» إلا قبل المضارع (قد يبلغ) حيث تفيد الاحتمال، أما قبل الماضي (قد بلغ) فهي للتحقيق. ويُعرف المضارع بأوله: الياء، و«تت» و«تست»، وكل فعل بعد «قد لا»، وأفعال كثيرة الورود تبدأ بالتاء (تكون، تؤدي، تصل …)، فلا يُمسّ ماضٍ مثل «تعاون». ولا تمسّ ما بين علامتي التنصيص، ولا جملة في تداعٍ تنقل رأي غير الكاتب («ترى الصحيفة أن …»).

## لماذا
«ربما» تصدق على كل شيء تقريبًا، وقد فهمها القرّاء على كل ما بين خمسة في المئة وتسعين.

## مثال
```toml
statement = "ربما يتعاون التنظيمان في مالي قبل نهاية 2020."
```

## البديل
```toml
likelihood = "likely"
statement = "مرجح أن يتعاون التنظيمان في مالي قبل نهاية 2020."
```"#
}

const ENGLISH: &[&str] = &[
    "could",
    "might",
    "may",
    "possibly",
    "perhaps",
    "maybe",
    "conceivably",
];

const ARABIC: &[&str] = &[
    "ربما",
    "لعل",
    "لعله",
    "لعلها",
    "يحتمل",
    "المحتمل",
    "الممكن",
    "محتملا",
];

/// Imperfect verbs that begin with ت and are met often; folded.
const IMPERFECTS: &[&str] = &[
    "تكون",
    "تصبح",
    "تصير",
    "تبقي",
    "تؤدي",
    "تصل",
    "تبلغ",
    "تدفع",
    "تعود",
    "تظهر",
    "تشهد",
    "تلجا",
    "تفضي",
    "تنتهي",
    "تنشا",
    "تقوم",
    "تزيد",
    "تزداد",
    "تضعف",
    "تقوي",
    "تمتد",
    "تنتقل",
    "تنضم",
    "تعلن",
    "تعقد",
    "تقبل",
    "ترفض",
    "تنجح",
    "تفشل",
    "تسمح",
    "تمنع",
    "تحدث",
    "تقع",
    "تجد",
    "تحتاج",
];

/// Nouns that begin with ي and follow the verb فقد, “lost”.
const NOUNS: &[&str] = &["يده", "يدها", "يديه", "يوم", "يومه", "يومها", "يقينه"];

/// Words that say that a view is somebody else's; folded.
const ATTRIBUTION: &[&str] = &[
    "بحسب",
    "حسب",
    "وفق",
    "وفقا",
    "راي",
    "يري",
    "تري",
    "يرون",
    "يقول",
    "تقول",
    "قال",
    "قالت",
    "يحذر",
    "تحذر",
    "حذر",
    "حذرت",
    "يخشي",
    "تخشي",
    "ينقل",
    "يتوقع",
    "تتوقع",
    "عند",
    "according",
    "says",
    "said",
    "say",
    "holds",
    "hold",
    "warns",
    "warn",
    "warned",
    "fears",
    "fear",
    "argues",
    "expects",
    "expect",
    "view",
    "believes",
    "thinks",
    "sees",
    "see",
];

fn check(case: &Case, findings: &mut Findings<'_>) {
    let texts = findings.texts();
    for (table, field) in [("judgement", "statement"), ("consequence", "claim")] {
        for passage in texts.field(table, field) {
            if !passage.classes.any(Class::HEDGE) {
                continue;
            }
            let quoted = passage.quotations();
            for sentence in passage.sentences() {
                for (index, word) in sentence.iter().enumerate() {
                    if !hedges(sentence, index)
                        || quoted.iter().any(|part| part.contains(&word.start()))
                        || (table == "consequence" && reports(sentence))
                    {
                        continue;
                    }
                    let written = word.written;
                    findings.add(
                        case.within(&passage.route(), word.at()),
                        say!(
                            en "“{written}” stands where a likelihood is due",
                            ar "«{written}» في موضع يجب فيه بيان الاحتمال"
                        ),
                        |found| {
                            found.help(say!(
                                en "say it with a term of the scale, and in `likelihood`",
                                ar "عبّر عنه بلفظ من المقياس، وفي `likelihood`"
                            ))
                        },
                    );
                }
            }
        }
    }
}

fn reports(sentence: &[Word<'_>]) -> bool {
    sentence
        .iter()
        .any(|word| stems(&word.folded()).any(|(stem, _)| ATTRIBUTION.contains(&stem)))
}

/// The words that may hedge.
pub(super) fn words() -> impl Iterator<Item = &'static str> {
    let all = ENGLISH.iter().chain(ARABIC).chain(&["يمكن", "قد"]);
    all.copied()
}

fn hedges(sentence: &[Word<'_>], index: usize) -> bool {
    let word = &sentence[index];
    if !word.class.any(Class::HEDGE) {
        return false;
    }
    let folded = word.folded();
    let folded = folded.as_ref();
    let next = sentence.get(index + 1).map(Word::folded);
    let next = next.as_deref();
    if ENGLISH.contains(&folded) {
        // The month is written with a capital.
        return folded != "may" || word.written.starts_with('m');
    }
    let particle = |word: &str| [folded, folded.trim_start_matches(['و', 'ف'])].contains(&word);
    if ARABIC.iter().any(|hedge| particle(hedge)) {
        return true;
    }
    if particle("يمكن") {
        return next == Some("ان");
    }
    if !particle("قد") {
        return false;
    }
    match next {
        Some("لا") => true,
        Some(verb) => is_imperfect(verb),
        None => false,
    }
}

fn is_imperfect(word: &str) -> bool {
    let long = word.chars().count() >= 3;
    (long && word.starts_with('ي') && !NOUNS.contains(&word))
        || word.starts_with("تت")
        || word.starts_with("تست")
        || IMPERFECTS.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::reading::tests::passage;

    fn hedged(text: &str) -> Vec<&str> {
        let read = passage(text);
        let found: Vec<_> = read
            .sentences()
            .flat_map(|sentence| {
                (0..sentence.len())
                    .filter(|&index| hedges(sentence, index))
                    .map(|index| sentence[index].at())
                    .collect::<Vec<_>>()
            })
            .collect();
        found.into_iter().map(|at| &text[at]).collect()
    }

    #[test]
    fn qad_hedges_before_an_imperfect_only() {
        for text in [
            "قد يبلغ التعاون",
            "وقد تكون",
            "قد لا نرى",
            "قد تتسع",
            "ربّما",
            "ويُحتمل",
        ] {
            assert_eq!(hedged(text).len(), 1, "{text}");
        }
        for text in [
            "وقد زال",
            "قد تعاون الطرفان",
            "قد تقدّم",
            "فقد أعلن",
            "فقد يده",
            "فقد داعش معظم أراضيه",
            "لقد يئس",
        ] {
            assert_eq!(hedged(text).len(), 0, "{text}");
        }
    }

    #[test]
    fn english_hedges_are_found_and_the_month_is_not() {
        assert_eq!(hedged("It might, and may, by May."), ["might", "may"]);
    }
}
