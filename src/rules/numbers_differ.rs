use super::both::{Amount, Sort, amounts, may_be_dual, pairs};
use super::reading::Passage;
use super::reading::classes::Class;
use super::{Findings, rule};
use crate::diagnostic::say;
use crate::resolve::Case;

rule! {
    /// A text has the same numbers and dates in each of its languages.
    ///
    /// ## What it does
    /// Compares the numbers, years and months of the two languages of a text, digits and words:
    /// `5,000`, `٥٬٠٠٠`, «خمسة آلاف» and “five thousand” are one number, «تشرين الثاني» and
    /// “November” one month. Finds a number in digits, or a month, that the other language does
    /// not have, and two that stand against each other. A number in words alone is left alone,
    /// for another language may say it without a number; so is 2, which Arabic says by the dual.
    ///
    /// ## Why
    /// A figure was mended in one language and forgotten in the other. The two readers of one
    /// brief then know two things.
    ///
    /// ## Example
    /// ```toml
    /// claim = { ar = "بقي منهم 5000 مقاتل في 2014.", en = "6,000 fighters were left in 2014." }
    /// ```
    ///
    /// ## Instead
    /// ```toml
    /// claim = { ar = "بقي منهم 5000 مقاتل في 2014.", en = "5,000 fighters were left in 2014." }
    /// ```
    pub(super) NUMBERS_DIFFER = "numbers-differ", Warning, Some(check);
    ar r#"للنص الأعداد والتواريخ نفسها في كل لغاته.

## ما تفعله
تقارن الأعداد والسنين والشهور في لغتي النص، أرقامًا وألفاظًا: `5,000` و`٥٬٠٠٠` و«خمسة آلاف» وfive thousand عدد واحد، و«تشرين الثاني» وNovember شهر واحد. وتكشف العدد المكتوب بالأرقام أو الشهر الذي لا تذكره اللغة الأخرى، والعددين المتخالفين. ولا تعترض على عدد بالألفاظ وحده، فقد تقوله اللغة الأخرى بلا عدد، ولا على الاثنين، لأن العربية تقولهما بالمثنى.

## لماذا
صُحّح الرقم في لغة ونُسي في الأخرى، فيعلم قارئان لوثيقة واحدة شيئين مختلفين.

## مثال
```toml
claim = { ar = "بقي منهم 5000 مقاتل في 2014.", en = "6,000 fighters were left in 2014." }
```

## البديل
```toml
claim = { ar = "بقي منهم 5000 مقاتل في 2014.", en = "5,000 fighters were left in 2014." }
```"#
}

fn check(case: &Case, findings: &mut Findings<'_>) {
    for (arabic, english) in pairs(findings.texts()) {
        if !(arabic.classes | english.classes).any(Class::NUMBER) {
            continue;
        }
        let (here, there) = (amounts(arabic), amounts(english));
        let mut left: Vec<&Amount> = unmatched(&here, &there, english);
        let mut right: Vec<&Amount> = unmatched(&there, &here, arabic);
        // Two numbers, or two months, that stand against each other are one finding.
        left.retain(|amount| {
            let month = amount.sort == Sort::Month;
            let against = right
                .iter()
                .position(|other| (other.sort == Sort::Month) == month);
            let Some(other) = against.map(|index| right.remove(index)) else {
                return true;
            };
            let (ar, en) = (
                &arabic.text[amount.at.clone()],
                &english.text[other.at.clone()],
            );
            findings.add(
                case.within(&english.route(), other.at.clone()),
                say!(
                    en "the Arabic says “{ar}”, the English “{en}”",
                    ar "في العربية «{ar}»، وفي الإنجليزية «{en}»"
                ),
                |found| {
                    found
                        .related(case.within(&arabic.route(), amount.at.clone()))
                        .help(say!(
                            en "bring the two into agreement",
                            ar "وفّق بينهما"
                        ))
                },
            );
            false
        });
        for amount in left.into_iter().filter(|amount| amount.sort != Sort::Words) {
            let words = &arabic.text[amount.at.clone()];
            findings.add(
                case.within(&arabic.route(), amount.at.clone()),
                say!(
                    en "the English does not say “{words}”",
                    ar "الإنجليزية لا تذكر «{words}»"
                ),
                |found| found.related(case.at(&english.route())).help(lacking()),
            );
        }
        for amount in right
            .into_iter()
            .filter(|amount| amount.sort != Sort::Words)
        {
            let words = &english.text[amount.at.clone()];
            findings.add(
                case.within(&english.route(), amount.at.clone()),
                say!(
                    en "the Arabic does not say “{words}”",
                    ar "العربية لا تذكر «{words}»"
                ),
                |found| found.related(case.at(&arabic.route())).help(lacking()),
            );
        }
    }
}

fn lacking() -> crate::diagnostic::Say {
    say!(
        en "say it there too, or take it out here",
        ar "اذكره هناك أيضًا، أو احذفه هنا"
    )
}

/// The amounts that the other language lacks.
fn unmatched<'a>(of: &'a [Amount], other: &[Amount], passage: &Passage<'_>) -> Vec<&'a Amount> {
    of.iter()
        .filter(|amount| {
            let month = amount.sort == Sort::Month;
            let said = other
                .iter()
                .any(|known| known.value == amount.value && (known.sort == Sort::Month) == month);
            let small = !month
                && match amount.value {
                    0..=1000 => true,
                    2000 => {
                        amount.sort == Sort::Words
                            || passage.is_arabic() && passage.words().iter().any(may_be_dual)
                    }
                    _ => false,
                };
            !said && !small
        })
        .collect()
}
